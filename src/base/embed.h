/*
 * Files compiled into the binary by tools/embed: the content pack, style sheet and scripts of the pages.
 *
 * A table is sorted by path, so that a folder is a run of neighbours.
 */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include "str.h"

struct embed_file {
	const char *path;           /* "skills/ml.log.txt", "app.js" */
	const char *mime;           /* with the charset where it is text */
	const char *etag;           /* 16 hexadecimal digits of the bytes' FNV-1a, without quotes */
	const unsigned char *bytes; /* a NUL stands behind them */
	size_t size;
};

/* The file with the path, or NULL. Binary search. */
const struct embed_file *embed_find(const struct embed_file *table, size_t n, struct str path);
/* Its bytes. */
struct str embed_text(const struct embed_file *f);

#endif
