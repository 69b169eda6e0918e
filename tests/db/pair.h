/*
 * What the kill and the power-cut test write and look for: numbered pairs of rows, one pair a transaction, so that a
 * lost one, half of one and a hole between two all show.
 */
#ifndef DB_PAIR_H
#define DB_PAIR_H

#include "test.h"

#include "db/db.h"

static inline bool
pair_open(const char *path, struct db **ret, struct err *err)
{
	if (!db_open(path, (struct db_options){.create = true}, ret, err))
		return false;
	db_set_account(*ret, 1);
	db_gate(*ret, true);
	return true;
}

/* True: acknowledged. */
static inline bool
pair_add(struct db *db, int64_t n, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(db, &tx, err) || !db_prepare(db, Q_TABLE_MINUTES_ADD, &st, err))
		return false;
	for (int64_t i = 0; i < 2; i++) {
		db_bind_i64(st, "id", 2 * n + i);
		db_bind_text(st, "skill", STR("ml.log"));
		db_bind_i64(st, "minutes", 30);
		db_bind_i64(st, "on_day", n);
		db_bind_text(st, "note",
		             STR("some words, so that a page is soon full and the log is soon copied back"));
		db_bind_i64(st, "at_ms", n);
		db_bind_i64(st, "offset_min", 0);
		if (!db_run(st, err))
			return false;
	}
	return db_tx_commit(&tx, err);
}

/* Opens the file and finds every pair from 0 on, whole and without a hole; returns the number of the last, -1: none.
 * With `check` the whole file is verified. */
static inline int64_t
pair_last(const char *path, bool check)
{
	CLEANUP(arena_release) struct arena a = ARENA(8 << 20);
	struct db_stmt *st = NULL;
	struct db *db = NULL;
	struct err err = {0};
	struct str findings;
	int64_t n = 0;
	bool row;

	assert_ok(pair_open(path, &db, &err), err);
	assert_ok(db_prepare(db, Q_TABLE_MINUTES_ALL, &st, &err), err);
	for (;; n++) {
		assert_ok(db_step(st, &row, &err), err);
		if (!row)
			break;
		assert_int_equal(db_col_i64(st, 1), n);
	}
	assert_int_equal(n % 2, 0);
	db_done(&st);
	if (check) {
		assert_ok(db_check(db, &a, &findings, &err), err);
		assert_str(findings, "");
	}
	db_close(db);
	return n / 2 - 1;
}

static inline void
pair_remove(const char *path)
{
	static const char *const ends[] = {"", "-wal", "-shm", "-journal", "-write.lock"};
	char name[128];

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		remove(name);
	}
	/* The copies made before a migration, where the one before it was cut short. */
	for (unsigned version = 0; version < 100; version++) {
		snprintf(name, sizeof(name), "%s.before-%04u", path, version);
		remove(name);
	}
}

#endif
