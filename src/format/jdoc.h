/*
 * JSON from outside: checked for size, depth and number of values before the library sees it, and the places in it.
 *
 * A tree lives until its arena is released; texts borrow from it. What is absent or of another type reads as STR_NONE,
 * NULL, or the default: readers state what they want and never crash on what they get.
 */
#ifndef FORMAT_JDOC_H
#define FORMAT_JDOC_H

#include <jansson.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"

#define JDOC_BYTES_MAX  ((size_t)64 << 20)
#define JDOC_DEPTH_MAX  100
#define JDOC_VALUES_MAX ((size_t)4 << 20)

/* Reads a whole document. Line breaks and other control characters within texts, which some pages have, are taken as
 * if they were escaped. ERR_INVALID names line and column; ERR_LIMIT the limit. */
bool jdoc_read(struct arena *a, struct str bytes, json_t **ret, struct err *err) MUST_USE;

/* The end of the JSON object or array that begins at the first byte, e.g. within a script; 0 when it does not end. */
size_t jdoc_extent(struct str s) MUST_USE;

/* The bytes of the elements of an array within the document: path is the keys that lead to it, "" for the document
 * itself, "a.b" for nested ones. False when they cannot be told (keys written with escapes, ...). */
struct jdoc_spans {
	VEC(struct str) v;
};
bool jdoc_spans(struct arena *a, struct str bytes, const char *path, struct jdoc_spans *ret) MUST_USE;

/* The value at a path of keys, "a.b"; NULL when absent or null. */
const json_t *jdoc_at(const json_t *o, const char *path);
/* A text; numbers are written out (ids are one or the other); STR_NONE for anything else. */
struct str jdoc_str(struct arena *a, const json_t *o, const char *path);
/* A number, also when written as text ("75000"); false when there is none. */
bool jdoc_num(const json_t *o, const char *path, double *ret) MUST_USE;
bool jdoc_is_true(const json_t *o, const char *path);
bool jdoc_is_false(const json_t *o, const char *path);
bool jdoc_has(const json_t *o, const char *key);
/* The value written out, for an item whose bytes cannot be told. */
struct str jdoc_write(struct arena *a, const json_t *v);

#endif
