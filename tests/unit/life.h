/*
 * A person's file for tests: the real content, a new database (SQLite in a temporary folder, or PostgreSQL at
 * CAIRN_TEST_PG), and a clock that the test moves. Include it before everything else; link with plan_dep and
 * content_dep.
 */
#ifndef UNIT_LIFE_H
#define UNIT_LIFE_H

/* Before ours: it uses names that are banned here. */
#include <libpq-fe.h>

#include "test.h"

#include <unistd.h>

#include "base/content.h"
#include "base/date.h"
#include "base/fs.h"
#include "db/db.h"
#include "domain/ctx.h"
#include "domain/plan/goal.h"
#include "domain/skill/map.h"

struct life {
	struct arena a;
	struct map *map;
	struct id_source ids;
	struct rng rng;
	struct ctx c;
	struct err err;
	char dir[64];
};

/* The clock at noon of a day. */
static inline void
life_on(struct life *l, int32_t day)
{
	l->c.clock.fixed_ms = day * MS_PER_DAY + MS_PER_DAY / 2;
}

/* Noon of the next day, and so on; seconds pass between two calls of life_tick. */
static inline void
life_tick(struct life *l)
{
	l->c.clock.fixed_ms += 1000;
}

static inline void
life_begin(struct life *l, int32_t day)
{
	const char *pg = getenv("CAIRN_TEST_PG");
	const char *where = pg;

	*l = (struct life){.a = ARENA(512 << 20)};
	assert_ok(map_load(&l->a, content_files, content_files_n, &l->map, &l->err), l->err);
	snprintf(l->dir, sizeof(l->dir), "/tmp/cairn-life-XXXXXX");
	assert_non_null(mkdtemp(l->dir));
	if (pg != NULL) {
		PGconn *conn = PQconnectdb(pg);

		PQclear(PQexec(conn,
		               "SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
		PQfinish(conn);
	} else {
		where = fs_join(&l->a, l->dir, "cairn.db");
	}
	id_init(&l->ids);
	rng_seed(&l->ids.rng, 5);
	rng_seed(&l->rng, 5);
	l->c = (struct ctx){.a = &l->a, .map = l->map, .ids = &l->ids, .rng = &l->rng};
	life_on(l, day);
	assert_ok(db_open(where, (struct db_options){.create = true}, &l->c.db, &l->err), l->err);
	db_set_account(l->c.db, 1);
	db_gate(l->c.db, true);
}

static inline void
life_end(struct life *l)
{
	char **names;
	size_t n;

	db_close(l->c.db);
	if (fs_list(&l->a, l->dir, &names, &n, NULL))
		for (size_t i = 0; i < n; i++)
			unlink(fs_join(&l->a, l->dir, names[i]));
	rmdir(l->dir);
	arena_release(&l->a);
}

static inline int
life_skill(const struct life *l, const char *id)
{
	int k = map_skill(l->map, str_of(id));

	if (k == MAP_NONE)
		fail_msg("no skill %s", id);
	return k;
}

/* start may be NULL. */
static inline void
life_goal(struct life *l, const char *start, const char *role, int minutes, int32_t by_day)
{
	struct goal g = {.start_role = start != NULL ? map_role(l->map, str_of(start)) : MAP_NONE,
	                 .start_industry = MAP_NONE,
	                 .role = map_role(l->map, str_of(role)),
	                 .industry = MAP_NONE,
	                 .minutes_per_week = minutes,
	                 .by_day = by_day};

	life_tick(l);
	assert_true(g.role != MAP_NONE && (start == NULL || g.start_role != MAP_NONE));
	assert_ok(goal_set(&l->c, &g, NULL, 0, &l->err), l->err);
}

static inline int64_t
life_log(struct life *l, const char *skill, int minutes, int32_t day)
{
	struct minutes m = {.skill = life_skill(l, skill), .minutes = minutes, .on_day = day};

	life_tick(l);
	assert_ok(minutes_add(&l->c, &m, &l->err), l->err);
	return m.id;
}

static inline int64_t
life_show(struct life *l, const char *skill, int level, enum evidence_kind kind, int32_t day)
{
	struct evidence e = {.skill = life_skill(l, skill), .level = level, .kind = kind, .on_day = day};

	life_tick(l);
	assert_ok(evidence_add(&l->c, &e, &l->err), l->err);
	return e.id;
}

/* Puts in a posting of the role that asks for skills, through the tables' own queries. */
static inline void
life_posting(struct life *l, const char *role, const char *const *skills, size_t n, bool required)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL, *sk = NULL;
	static const char *const nulls[] = {"url",        "url_key",      "company",    "place",       "workplace",
	                                    "employment", "seniority",    "years_min",  "years_max",   "pay_min",
	                                    "pay_max",    "pay_currency", "pay_period", "sponsorship", "industry",
	                                    "posted_day", "closes_day"};
	char key[32];
	int64_t id;

	life_tick(l);
	id = ctx_new_id(&l->c);
	snprintf(key, sizeof(key), "t/%lld", (long long)id);
	assert_ok(db_tx_begin(l->c.db, &tx, &l->err), l->err);
	assert_ok(db_prepare(l->c.db, Q_TABLE_POSTING_ADD, &st, &l->err), l->err);
	db_bind_i64(st, "id", id);
	db_bind_text(st, "kind", STR("text"));
	db_bind_text(st, "source_key", str_of(key));
	db_bind_text(st, "title", STR("x"));
	db_bind_text(st, "job_key", STR("x"));
	db_bind_text(st, "title_key", STR("x"));
	db_bind_text(st, "relation", STR("first"));
	db_bind_text(st, "search", STR("x"));
	db_bind_text(st, "role", str_of(role));
	db_bind_i64(st, "sort_day", day_of_ms(ctx_now_ms(&l->c), 0));
	db_bind_i64(st, "is_open", 1);
	db_bind_i64(st, "hidden", 0);
	db_bind_i64(st, "text_hash", 1);
	db_bind_i64(st, "simhash", 1);
	db_bind_i64(st, "group_id", id);
	db_bind_i64(st, "first_seen_ms", 1);
	db_bind_i64(st, "last_seen_ms", 1);
	for (size_t i = 0; i < ARRAY_LEN(nulls); i++)
		db_bind_null(st, nulls[i]);
	assert_ok(db_run(st, &l->err), l->err);
	for (size_t i = 0; i < n; i++) {
		db_done(&sk);
		assert_ok(db_prepare(l->c.db, Q_TABLE_POSTING_SKILL_ADD, &sk, &l->err), l->err);
		db_bind_i64(sk, "posting_id", id);
		db_bind_text(sk, "skill", str_of(skills[i]));
		db_bind_i64(sk, "required", required);
		db_bind_i64(sk, "n", 1);
		assert_ok(db_run(sk, &l->err), l->err);
	}
	assert_ok(db_tx_commit(&tx, &l->err), l->err);
}

#endif
