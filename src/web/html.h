/*
 * What a page is written with. Templates (src/web/tmpl/, compiled by tools/tmplc) call html_put, html_attr, html_url
 * and html_part; which of them is chosen by where a hole stands, how the value is printed by its C type. Text is always
 * escaped; raw output exists only as `struct html`, made by the Markdown renderer and from other templates' output, and
 * only where elements may stand. A type that is not listed (bool, char, void *) does not compile.
 */
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include "base/str.h"
#include "base/strbuf.h"

/* Markup that is safe as it is. Whoever makes one vouches for it. */
struct html {
	struct str s;
};

void html_str(struct strbuf *out, struct str s);   /* escapes & < > " and ', control characters become U+FFFD */
void html_cstr(struct strbuf *out, const char *s); /* NULL prints nothing */
void html_i64(struct strbuf *out, long long v);
void html_u64(struct strbuf *out, unsigned long long v);
void html_f64(struct strbuf *out, double v); /* the shortest text; "-" for nan and infinity */
void html_raw(struct strbuf *out, struct html h);

/* A whole address: http, https, mailto, or one that begins with a single /, with # or with ?. Anything else, and any
 * with a backslash or a control character, prints "#". */
void html_url_str(struct strbuf *out, struct str s);
void html_url_cstr(struct strbuf *out, const char *s);
/* A part of an address (a path segment, a value of the query): all but letters, digits and -._~ as %XX. */
void html_part_str(struct strbuf *out, struct str s);
void html_part_cstr(struct strbuf *out, const char *s);

/* clang-format off */
#define HTML_NUMBERS \
	int: html_i64, long: html_i64, long long: html_i64, \
	unsigned: html_u64, unsigned long: html_u64, unsigned long long: html_u64
/* clang-format on */

/* Between elements. */
#define html_put(out, x)                                                                                               \
	_Generic((x), HTML_NUMBERS, double : html_f64, struct str : html_str, char * : html_cstr,                      \
	         const char * : html_cstr, struct html : html_raw)((out), (x))
/* In a quoted attribute, in textarea and title. */
#define html_attr(out, x)                                                                                              \
	_Generic((x), HTML_NUMBERS, double : html_f64, struct str : html_str, char * : html_cstr,                      \
	         const char * : html_cstr)((out), (x))
/* At the beginning of an address. */
#define html_url(out, x)                                                                                               \
	_Generic((x), struct str : html_url_str, char * : html_url_cstr, const char * : html_url_cstr)((out), (x))
/* Within an address. */
#define html_part(out, x)                                                                                              \
	_Generic((x), HTML_NUMBERS, struct str : html_part_str, char * : html_part_cstr,                               \
	         const char * : html_part_cstr)((out), (x))

#endif
