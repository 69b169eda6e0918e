/*
 * What the files of src/db share: the record of a query, the seam between db.c (the rules) and an engine (a library).
 *
 * db.c decides what is allowed: the gate, the lock on guarded tables, whose rows, no write outside a transaction. An
 * engine only carries it out, and keeps a second wall of its own where it has one (SQLite's authorizer and query_only,
 * PostgreSQL's row-level security and read-only transactions).
 */
#ifndef DB_DB_IMPL_H
#define DB_DB_IMPL_H

#include "db/db.h"

enum {
	DB_WAIT_MS = 5000,
	DB_DEADLINE_MS = 2000,
	DB_VALUE_MAX = 32 << 20, /* bytes of one text or blob */
	DB_PARAMS_MAX = 64,
};

struct db_query {
	const char *name;
	const char *text[2]; /* by enum db_kind */
	const char *const *params;
	const char *types; /* one letter a parameter: i f t b, or ? */
	const char *const *columns;
	const char *const *tables;
	size_t n_params, n_columns;
	int account; /* the number of :account, from 1; 0: none */
	bool gives_rows;
	bool writes;
	bool guarded; /* writes a guarded table */
};

struct db_migration {
	unsigned number;
	const char *name;
	const char *checksum; /* of the file */
	const char *text[2];
};

/* Generated; ordered by enum query, and by number. */
extern const struct db_query db_queries[];
extern const struct db_migration db_migrations[];
extern const size_t db_migrations_n;

struct db_stmt {
	struct db *db;
	const struct db_query *query;
	struct db_stmt *next; /* idle, of the same query */
	struct db_stmt *all;  /* made on the same connection */
	size_t hint;          /* the parameter that is likely bound next */
	const char *bad;      /* what is wrong with a value bound; told at the next step */
	int64_t changes;
	int64_t spent_us; /* in the engine since the first step, for the deadline */
	int slot;         /* 0: for outside a transaction, 1: for inside */
	bool row;         /* there is a present row */
	bool idle;
};

enum db_value_kind { DB_NULL, DB_I64, DB_F64, DB_TEXT, DB_BLOB };

struct db_value {
	enum db_value_kind kind;
	int64_t i;
	double f;
	struct str s;
};

struct db_engine {
	enum db_kind kind;
	void (*close)(struct db *db);
	/* Makes a statement for the slot; its struct begins with struct db_stmt, which db.c fills. */
	bool (*prepare)(struct db *db, const struct db_query *q, int slot, struct db_stmt **ret, struct err *err);
	void (*stmt_free)(struct db_stmt *st);
	/* index from 1; false: it does not fit (st->bad is set). */
	void (*bind)(struct db_stmt *st, int index, const struct db_value *v);
	void (*clear)(struct db_stmt *st);
	bool (*step)(struct db_stmt *st, bool *ret_row, struct err *err);
	void (*reset)(struct db_stmt *st);
	int64_t (*col_i64)(struct db_stmt *st, int col);
	double (*col_f64)(struct db_stmt *st, int col);
	struct str (*col_text)(struct db_stmt *st, int col);
	struct str (*col_blob)(struct db_stmt *st, int col);
	bool (*col_is_null)(struct db_stmt *st, int col);
	bool (*begin)(struct db *db, struct err *err);
	bool (*commit)(struct db *db, struct err *err); /* on failure the transaction is over, undone */
	void (*rollback)(struct db *db);
	bool (*check)(struct db *db, struct arena *a, struct str *ret, struct err *err);
	bool (*size)(struct db *db, int64_t *ret, struct err *err);
	bool (*data_version)(struct db *db, int64_t *ret, struct err *err); /* NULL: it cannot tell */
	/* The number of the newest migration that has run, -1: the database is empty. */
	bool (*version)(struct db *db, int64_t *ret, struct err *err);
	/* Keeps others out while migrations run; makes the copy when the file is not new. */
	bool (*migrate_begin)(struct db *db, unsigned number, struct err *err);
	void (*migrate_end)(struct db *db);
	/* Runs a migration's text, in the open transaction. */
	bool (*script)(struct db *db, const char *text, struct err *err);
};

/* An engine's struct begins with this. */
struct db {
	const struct db_engine *engine;
	char *where; /* without a password */
	struct db_options options;
	int64_t account;
	unsigned deadline_ms;
	bool gate;
	bool unlock_next; /* db_unlock was called */
	bool unlocked;    /* this transaction may write guarded tables */
	bool in_tx;
	bool failed;   /* a statement of this transaction failed; it can only be rolled back */
	bool internal; /* our own housekeeping, past the walls */
	struct db_stmt *idle[2][Q__COUNT];
	struct db_stmt *all;
};

/* The migrations this program knows; a test brings its own. */
struct db_schema {
	const struct db_migration *migrations;
	size_t n;
};

bool db_open_schema(const char *where, struct db_options options, struct db_schema schema, struct db **ret,
                    struct err *err) MUST_USE;
bool db_sqlite_open(const char *where, struct db_options options, struct db **ret, struct err *err) MUST_USE;
bool db_pg_open(const char *where, struct db_options options, struct db **ret, struct err *err) MUST_USE;
bool db_migrate(struct db *db, struct db_schema schema, struct err *err) MUST_USE;

struct sqlite3;
/* Copies the open database into the file `path`, checks the copy, and puts it in place. */
bool db_sqlite_copy(struct sqlite3 *from, const char *path, struct err *err) MUST_USE;
/* The connection that reads. */
struct sqlite3 *db_sqlite_reader(struct db *db);
/* The connection that writes; NULL before the first transaction. For tests, which turn its settings down. */
struct sqlite3 *db_sqlite_writer(struct db *db);
/* Sets err from the result code and the connection's message, in people's words. Always returns false. */
bool db_sqlite_fail(struct sqlite3 *h, int rc, const char *where, struct err *err);
/* The lines an integrity check finds; none: empty. */
bool db_sqlite_findings(struct sqlite3 *h, const char *where, struct arena *a, struct str *ret,
                        struct err *err) MUST_USE;

#endif
