/*
 * HTML: an advert's markup to plain text, and what a saved page says about itself. Only html.c knows the parser.
 *
 * Everything lives in the arena. Limits: HTML_MAX bytes, elements nested HTML_DEPTH_MAX deep.
 */
#ifndef FORMAT_HTML_H
#define FORMAT_HTML_H

#include "base/arena.h"
#include "base/err.h"

#define HTML_MAX       ((size_t)16 << 20)
#define HTML_DEPTH_MAX 400

/* A fragment of HTML as plain text (see posting.h), at most max bytes. Markup that is escaped as a whole ("&lt;p&gt;",
 * as Greenhouse gives it) is unescaped first. ERR_LIMIT past the limits. */
bool html_text(struct arena *a, struct str html, size_t max, struct str *ret, struct err *err) MUST_USE;

struct html_page;

/* Parses a whole page. */
bool html_page(struct arena *a, struct str html, struct html_page **ret, struct err *err) MUST_USE;
/* The content of the n-th <script type="application/ld+json">; false past the last. */
bool html_page_jsonld(const struct html_page *p, size_t n, struct str *ret) MUST_USE;
/* The content of the first script without a type of its own that has the needle; STR_NONE when there is none. */
struct str html_page_script(const struct html_page *p, struct str needle);
/* The content of <meta property=NAME> or <meta name=NAME>; STR_NONE when absent. */
struct str html_page_meta(const struct html_page *p, const char *name);
struct str html_page_title(struct arena *a, const struct html_page *p);
/* The href of <link rel=canonical>. */
struct str html_page_canonical(const struct html_page *p);
/* The first <h1>. */
struct str html_page_h1(struct arena *a, const struct html_page *p);

struct html_body {
	struct str text; /* of <main>, else of a lone <article>, else of <body>, without navigation, forms, footers */
	size_t links;    /* links in it */
	size_t prose;    /* bytes of its lines that are at least 60 bytes long and not links as a whole */
};

/* The readable part of the page. */
bool html_page_body(struct arena *a, const struct html_page *p, size_t max, struct html_body *ret,
                    struct err *err) MUST_USE;

#endif
