/*
 * Everything of an account in one file, and back; and rotated copies of the database.
 *
 * An archive is a tar file compressed with zstd. It holds manifest.json (format, version, schema, and for every table
 * the number of rows, bytes and SHA-256), then one file of JSON lines per table, sorted by key. It is deterministic:
 * the same rows give the same bytes, on SQLite and on PostgreSQL, so that restoring and exporting again is checked by
 * cmp. Integers are JSON integers, reals the shortest text that reads back the same, blobs base64.
 *
 * Somebody else's archive is hostile input: a worker (`cairn worker archive`) decompresses and reads it under limits,
 * checks the manifest, and answers with rows; this process stores them in one transaction.
 */
#ifndef EXCHANGE_ARCHIVE_H
#define EXCHANGE_ARCHIVE_H

#include "domain/ctx.h"

#define ARCHIVE_FILE_MAX   ((size_t)512 << 20) /* bytes of the archive */
#define ARCHIVE_TOTAL_MAX  ((size_t)1 << 30)   /* bytes it may unpack to */
#define ARCHIVE_RATIO_MAX  200                 /* times its size, past the first 64 MB */
#define ARCHIVE_LINE_MAX   ((size_t)16 << 20)  /* bytes of one row */
#define ARCHIVE_TABLES_MAX 200

struct archive_report {
	int64_t n_rows;    /* in the archive */
	int64_t n_stored;  /* not there before */
	int64_t n_kept;    /* there already; they stay as they are */
	int64_t n_skipped; /* belong to a posting that is here under another key */
	size_t n_tables;
};

/* Writes the archive, replacing the file only when it is whole and on the disk. Takes the writer's lock so that all
 * tables are of one moment. */
bool archive_export(struct ctx *c, const char *path, struct archive_report *ret, struct err *err) MUST_USE;
/* Merges an archive into the account. Errors leave the database as it was: ERR_INVALID (not an archive, damaged,
 * checksums wrong), ERR_LIMIT (too large), ERR_CONFLICT (made by a newer version). */
bool archive_restore(struct ctx *c, const char *path, struct archive_report *ret, struct err *err) MUST_USE;
/* The worker's side: an archive on standard input, rows on standard output. Returns the exit status. */
int archive_worker_main(void) MUST_USE;

struct backup {
	struct str name; /* cairn-2026-05-01T10-00-00Z.db */
	int64_t at_ms;
	int64_t bytes;
};

/* Copies the database into dir (made if missing) under the present time, verified, then deletes copies that the
 * rotation does not keep: the newest of each of the last 7 days, 4 weeks and 12 months that have one; the newest always
 * stays. Files with other names are not touched. SQLite only (ERR_UNSUPPORTED). */
bool backup_make(struct ctx *c, const char *dir, struct backup *ret, struct err *err) MUST_USE;
/* The copies in dir, newest first. */
bool backup_list(struct ctx *c, const char *dir, struct backup **ret, size_t *ret_n, struct err *err) MUST_USE;

#endif
