/*
 * Borrowed text: a pointer and a length in bytes, not NUL-terminated. It lives as long as what it points into.
 * The empty string may have p NULL. Comparison is of bytes; case is folded for ASCII only.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base.h"

struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_INIT(literal)                                                                                              \
	{                                                                                                              \
		"" literal, sizeof(literal) - 1                                                                        \
	}
#define STR_NONE ((struct str){NULL, 0})
/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, ((s).p != NULL ? (s).p : "")

/* A C string as str; NULL gives the empty one. */
struct str str_of(const char *s);
bool str_eq(struct str a, struct str b);
bool str_eq_ci(struct str a, struct str b);
/* <0, 0, >0 as memcmp, the shorter first. */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_starts_ci(struct str s, struct str prefix);
/* The place of needle in s, or s.n when it is not there. */
size_t str_find(struct str s, struct str needle);
size_t str_find_ci(struct str s, struct str needle);
bool str_has(struct str s, struct str needle);
bool str_has_ci(struct str s, struct str needle);
/* The place of the byte, or s.n. */
size_t str_find_byte(struct str s, char c);
/* s without white space (space, tab, CR, LF, VT, FF) at both ends. */
struct str str_trim(struct str s);
/* s from byte `from`, at most n bytes; clipped to s. */
struct str str_sub(struct str s, size_t from, size_t n);
/* Takes the part before the separator off the front of *rest, and the separator with it. False when *rest is used up
 * (p == NULL). "a;;b" gives a, "", b; the empty string gives one empty part. */
bool str_split(struct str *rest, char sep, struct str *ret_part);
/* The next line without its LF or CRLF; false at the end. */
bool str_line(struct str *rest, struct str *ret_line);
/* FNV-1a, 64 bits. */
uint64_t str_hash(struct str s);

static inline char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static inline bool
ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool
ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

#endif
