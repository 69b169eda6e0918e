/* What the files of archive share. */
#ifndef EXCHANGE_ARCHIVE_IMPL_H
#define EXCHANGE_ARCHIVE_IMPL_H

#include "archive.h"
#include "db/db.h"

#define ARCHIVE_FORMAT       "cairn-archive"
#define ARCHIVE_VERSION      1
#define ARCHIVE_MANIFEST     "manifest.json"
#define ARCHIVE_MANIFEST_MAX ((size_t)1 << 20)

/* The column that says whose row it is stays at home: an archive is merged into another account. */
bool archive_column(const struct db_column *c);

/*
 * The stream from the worker to its parent: 'S' and the archive's schema as 8 bytes first; then for every row 'R', the
 * table's index as 4 bytes, and a value for every column that archive_column lets through: a letter ('n' none, 'i',
 * 'f', 't', 'b'), then 8 bytes for 'i' and 'f', or a length as 8 bytes and the bytes; 'E' at the end. Both ends are the
 * same binary on the same machine.
 */
struct archive_value {
	char type;
	int64_t i;
	double f;
	struct str s;
};

#endif
