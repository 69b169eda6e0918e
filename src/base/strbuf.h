/*
 * Growable text with a mandatory limit. Overflow is sticky: past the limit nothing more is added, `full` is set, and
 * the caller checks once at the end with strbuf_ok. Writers stay free of branches.
 *
 *	CLEANUP(strbuf_release) struct strbuf out = STRBUF(1 << 20);
 */
#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include "base.h"
#include "err.h"
#include "str.h"

struct strbuf {
	char *p; /* NULL while empty; else NUL-terminated */
	size_t n;
	size_t cap;
	size_t limit; /* bytes of text it may hold */
	bool full;    /* something did not fit */
};

#define STRBUF(max_bytes)                                                                                              \
	{                                                                                                              \
		.limit = (max_bytes)                                                                                   \
	}

void strbuf_add(struct strbuf *b, struct str s);
void strbuf_addz(struct strbuf *b, const char *s);
void strbuf_byte(struct strbuf *b, char c);
/* A format that cannot be printed counts as one that does not fit. */
void strbuf_printf(struct strbuf *b, const char *fmt, ...) PRINTF(2, 3);
/* Borrowed view of the text. */
struct str strbuf_str(const struct strbuf *b);
/* Forgets the text, keeps the memory. */
void strbuf_clear(struct strbuf *b);
/* False with ERR_LIMIT, naming `what`, when something did not fit. */
bool strbuf_ok(const struct strbuf *b, const char *what, struct err *err) MUST_USE;
void strbuf_release(struct strbuf *b);

#endif
