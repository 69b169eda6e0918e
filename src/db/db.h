/*
 * The database, one interface over SQLite and PostgreSQL. db_sqlite*.c and db_pg.c are the only files
 * that know a library.
 *
 * Queries are declared in sql/query/ and compiled in by tools/sqlc as `enum query`; there is no SQL text in C.
 * A statement is borrowed from the connection's cache and given back by db_done:
 *
 *	CLEANUP(db_done) struct db_stmt *st = NULL;
 *	bool row;
 *
 *	if (!db_prepare(db, Q_SKILL_MINUTES, &st, err))
 *		return false;
 *	db_bind_text(st, "skill", id);
 *	while (db_step(st, &row, err) && row)
 *		total += db_col_i64(st, 0);
 *
 * `:account` is bound by db_prepare itself, from db_set_account, and from nowhere else.
 *
 * Outside a transaction everything is read-only. A write happens between db_tx_begin and db_tx_commit, on the process's
 * one writing connection, under the lock that keeps other processes out (PostgreSQL: other writers of the account);
 * db_tx_begin fails until db_gate has opened the way. After db_tx_commit has returned true the change is on the disk.
 * When a statement fails or is refused inside a transaction, the transaction can only be rolled back.
 *
 * A statement prepared in a transaction sees the transaction's changes; one prepared before it may not.
 *
 * Both engines compare and sort text by bytes; LIKE is exact about case. NULL sorts first in SQLite and last in
 * PostgreSQL: say NULLS FIRST or LAST. Whole queries' rows are fetched at once from PostgreSQL.
 */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/arena.h"
#include "base/err.h"
#include "query.gen.h"

struct db;
struct db_stmt;

enum db_kind { DB_SQLITE, DB_PG };

struct db_options {
	bool create;      /* make the file when it is not there (SQLite) */
	bool read_only;   /* never write, not even to migrate */
	unsigned wait_ms; /* how long to wait for another writer; 0: 5,000 */
};

/* Opens a path (SQLite) or a postgresql:// address, checks that it is ours and whole enough, and brings the schema up
 * to date (a copy of the file is made before a migration runs). Errors: ERR_NOT_FOUND, ERR_CONFLICT (a newer version
 * made it; locked), ERR_INVALID (not a Cairn database; damaged), ERR_DB, ERR_IO. */
bool db_open(const char *where, struct db_options options, struct db **ret, struct err *err) MUST_USE;
void db_close(struct db *db); /* accepts NULL */
enum db_kind db_kind(const struct db *db);
/* Whether it is an address of PostgreSQL rather than a path. */
bool db_is_address(const char *where);
/* The path or address (without a password), for messages. */
const char *db_where(const struct db *db);

/* Whose rows every query sees from here on. */
void db_set_account(struct db *db, int64_t account);
int64_t db_account(const struct db *db);
/* Opens or shuts the way for transactions. Shut at first; a command opens it, a request when it has passed the gate. */
void db_gate(struct db *db, bool open);
/* Lets the next transaction touch the guarded tables (account, session, setting) too; shut again at its end, or when it
 * cannot begin. */
void db_unlock(struct db *db);
/* Milliseconds one statement may run before it is stopped with ERR_LIMIT; 0: no limit. 2,000 at first. */
void db_deadline(struct db *db, unsigned ms);

bool db_prepare(struct db *db, enum query q, struct db_stmt **ret, struct err *err) MUST_USE;
/* name without the colon; it must be a parameter of the query (asserted). Text is copied. Text that is not UTF-8 or
 * holds a NUL, a value over 32 MB and a number that is not finite are refused with ERR_INVALID at the next step. */
void db_bind_i64(struct db_stmt *st, const char *name, int64_t v);
void db_bind_f64(struct db_stmt *st, const char *name, double v);
void db_bind_text(struct db_stmt *st, const char *name, struct str v); /* p NULL binds NULL */
void db_bind_blob(struct db_stmt *st, const char *name, struct str v); /* p NULL binds NULL */
void db_bind_null(struct db_stmt *st, const char *name);
/* The next row, if there is one. */
bool db_step(struct db_stmt *st, bool *ret_row, struct err *err) MUST_USE;
/* Runs to the end, dropping rows, and makes the statement ready to be bound again. */
bool db_run(struct db_stmt *st, struct err *err) MUST_USE;
/* Makes it ready to be stepped again from the first row; bindings stay. */
void db_reset(struct db_stmt *st);
/* Rows changed by the last db_run or db_step. */
int64_t db_changes(const struct db_stmt *st);
/* Gives *st back and sets it NULL; for CLEANUP. */
void db_done(struct db_stmt **st);

/* Columns of the present row, counted from 0. NULL reads as 0 and as text with p NULL. Text is valid until the next
 * step. */
int64_t db_col_i64(struct db_stmt *st, int col);
double db_col_f64(struct db_stmt *st, int col);
struct str db_col_text(struct db_stmt *st, int col);
struct str db_col_blob(struct db_stmt *st, int col);
bool db_col_is_null(struct db_stmt *st, int col);

/* A transaction: rolled back by db_tx_end unless committed. Not nested (asserted).
 *
 *	CLEANUP(db_tx_end) struct db_tx tx = {0};
 *	if (!db_tx_begin(db, &tx, err)) return false;
 *	...
 *	return db_tx_commit(&tx, err);
 */
struct db_tx {
	struct db *db; /* NULL when none is open */
};
bool db_tx_begin(struct db *db, struct db_tx *tx, struct err *err) MUST_USE;
bool db_tx_commit(struct db_tx *tx, struct err *err) MUST_USE;
void db_tx_end(struct db_tx *tx);

/* Online copy into a new SQLite file, verified by integrity_check, fsynced, renamed into place. SQLite only. */
bool db_backup(struct db *db, const char *path, struct err *err) MUST_USE;
/* integrity_check and foreign_key_check (SQLite), or reading every table (PostgreSQL). Findings, one a line, into ret;
 * none: empty. */
bool db_check(struct db *db, struct arena *a, struct str *ret_findings, struct err *err) MUST_USE;
/* A number that differs whenever anybody has committed in between, as seen by this handle; 0 when the engine cannot
 * tell (PostgreSQL). For keeping what was computed from the data. */
bool db_data_version(struct db *db, int64_t *ret, struct err *err) MUST_USE;
/* Bytes of the database on disk. */
bool db_size(struct db *db, int64_t *ret_bytes, struct err *err) MUST_USE;

/* The tables that hold an account's data, parents before children, for export and restore. */
struct db_table {
	const char *name;
	const struct db_column {
		const char *name;
		char type; /* 'i', 'f', 't' or 'b' */
	} * columns;
	size_t n_columns;
	enum query select; /* all rows of :account, every column, ordered by the key */
	enum query insert; /* one row, a parameter per column but account_id; does nothing when the key is there */
};
/* Generated by tools/sqlc from the schema. */
extern const struct db_table db_tables[];
extern const size_t db_tables_n;

#endif
