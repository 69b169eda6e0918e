/*
 * What the database's tests share: a fresh database a test, in a folder of its own, on SQLite or, when CAIRN_TEST_PG
 * holds an address, on PostgreSQL.
 */
#ifndef UNIT_DB_BENCH_H
#define UNIT_DB_BENCH_H

/* Before ours: it uses names that are banned here. */
#include <libpq-fe.h>

#include "test.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/num.h"
#include "db/db.h"
#include "db/db_impl.h"

struct bench {
	struct arena a;
	char dir[64];
	const char *where;
	struct db *db;
	struct err err;
};

static inline const char *
pg_address(void)
{
	return getenv("CAIRN_TEST_PG");
}

/* A statement of the test itself, past all walls of ours but not the engine's. */
static inline void
raw(const char *where, const char *sql, char answer[static 64])
{
	answer[0] = '\0';
	if (pg_address() != NULL && str_starts(str_of(where), STR("postgresql:"))) {
		PGconn *c = PQconnectdb(where);
		PGresult *r = PQexec(c, sql);

		if (PQresultStatus(r) != PGRES_TUPLES_OK && PQresultStatus(r) != PGRES_COMMAND_OK)
			snprintf(answer, 64, "%s", PQresultErrorField(r, PG_DIAG_SQLSTATE));
		else if (PQntuples(r) > 0)
			snprintf(answer, 64, "%s", PQgetvalue(r, 0, 0));
		PQclear(r);
		PQfinish(c);
		return;
	}
	sqlite3 *h = NULL;
	sqlite3_stmt *st = NULL;

	assert_int_equal(sqlite3_open(where, &h), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(h, sql, -1, &st, NULL), SQLITE_OK);
	if (sqlite3_step(st) == SQLITE_ROW)
		snprintf(answer, 64, "%s", (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	sqlite3_close(h);
}

static inline void
open_again(struct bench *b)
{
	db_close(b->db);
	b->db = NULL;
	assert_ok(db_open(b->where, (struct db_options){.create = true, .wait_ms = 300}, &b->db, &b->err), b->err);
	db_set_account(b->db, 1);
	db_gate(b->db, true);
}

static inline int
setup(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));
	char answer[64];

	*state = b;
	b->a.limit = 256 << 20;
	snprintf(b->dir, sizeof(b->dir), "/tmp/cairn-t_db-XXXXXX");
	if (mkdtemp(b->dir) == NULL)
		return -1;
	b->where = pg_address() != NULL ? pg_address() : fs_join(&b->a, b->dir, "cairn.db");
	if (pg_address() != NULL)
		raw(b->where, "SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public",
		    answer);
	open_again(b);
	return 0;
}

static inline int
teardown(void **state)
{
	struct bench *b = *state;
	char **names;
	size_t n;

	db_close(b->db);
	if (fs_list(&b->a, b->dir, &names, &n, NULL))
		for (size_t i = 0; i < n; i++)
			unlink(fs_join(&b->a, b->dir, names[i]));
	rmdir(b->dir);
	arena_release(&b->a);
	free(b);
	return 0;
}

static inline void
begin(struct bench *b, struct db_tx *tx)
{
	assert_ok(db_tx_begin(b->db, tx, &b->err), b->err);
}

/* One setting, within the open transaction. */
static inline bool
put(struct db *db, const char *name, struct str value, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(db, Q_TABLE_SETTING_ADD, &st, err))
		return false;
	db_bind_text(st, "name", str_of(name));
	db_bind_text(st, "value", value);
	return db_run(st, err);
}

static inline void
put_committed(struct bench *b, const char *name, const char *value)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	db_unlock(b->db);
	begin(b, &tx);
	assert_ok(put(b->db, name, str_of(value), &b->err), b->err);
	assert_ok(db_tx_commit(&tx, &b->err), b->err);
}

/* The rows a table's select gives for the present account. */
static inline int
count(struct bench *b, enum query q)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row = true;
	int n = -1;

	assert_ok(db_prepare(b->db, q, &st, &b->err), b->err);
	for (; row; n++)
		assert_ok(db_step(st, &row, &b->err), b->err);
	return n;
}

static inline void
add_account(struct bench *b, int64_t id)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	db_unlock(b->db);
	begin(b, &tx);
	assert_ok(db_prepare(b->db, Q_ACCOUNT_ADD, &st, &b->err), b->err);
	db_bind_i64(st, "id", id);
	db_bind_text(st, "name", STR("other"));
	db_bind_i64(st, "created_ms", 0);
	assert_ok(db_run(st, &b->err), b->err);
	assert_ok(db_tx_commit(&tx, &b->err), b->err);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

#endif
