/*
 * UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF), checked at the edge; behind it text is trusted.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "arena.h"

/* Takes one code point off the front of s (s->n > 0). An ill-formed sequence gives U+FFFD and takes one byte. */
uint32_t utf8_next(struct str *s);
bool utf8_valid(struct str s);
/* Writes the code point; returns the number of bytes (1 to 4). */
size_t utf8_put(uint32_t cp, char out[static 4]);
/* The code point of a Windows-1252 byte; the five that mean nothing stand for themselves (WHATWG Encoding Standard). */
uint32_t utf8_of_1252(unsigned char byte);
/* Text of unknown encoding as UTF-8: drops a byte-order mark, reads UTF-16 with one, takes valid UTF-8 as it is, and
 * anything else as Windows-1252. NUL bytes become U+FFFD. The result may be s itself. */
struct str utf8_from_any(struct arena *a, struct str s) MUST_USE;
/* At most n bytes of s, cut between code points. */
struct str utf8_clip(struct str s, size_t n);
/* The columns a text takes where every character has the same width: East Asian wide ones two, combining ones none. */
size_t utf8_columns(struct str s);
/* The same for one code point: 0, 1 or 2. */
size_t utf8_columns_of(uint32_t cp);

#endif
