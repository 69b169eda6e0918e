#include "domain/plan/plan_impl.h"

#include "base/date.h"
#include "base/vec.h"
#include "db/db.h"

const char *
plan_kind_name(enum plan_kind kind)
{
	static const char *const names[] = {
	    [PLAN_LEARN] = "learn", [PLAN_PROVE] = "prove", [PLAN_REVIEW] = "review", [PLAN_PROJECT] = "project"};

	return names[kind];
}

static const char *const override_names[] = {
    [OVERRIDE_SKIP] = "skip", [OVERRIDE_PIN] = "pin", [OVERRIDE_LATER] = "later"};

const char *
override_name(enum override_action action)
{
	return override_names[action];
}

bool
override_parse(struct str s, enum override_action *ret, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LEN(override_names); i++) {
		if (str_eq(s, str_of(override_names[i]))) {
			*ret = (enum override_action)i;
			return true;
		}
	}
	return err_set(err, ERR_INVALID, "'%.*s' is none of skip, pin and later", (int)MIN(s.n, 40),
	               s.p != NULL ? s.p : "");
}

/* The overrides that hold: the newest for each skill, and none whose day has come. */
static bool
overrides_load(struct ctx *c, struct plan *p, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct plan_override) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_OVERRIDE_ALL, &st, err))
		return false;
	for (;;) {
		struct plan_override o;
		size_t same = 0;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		o.id = db_col_i64(st, 0);
		o.skill = map_skill(c->map, db_col_text(st, 1));
		if (o.skill == MAP_NONE || !override_parse(db_col_text(st, 2), &o.action, NULL))
			continue;
		o.until_day = db_col_is_null(st, 3) ? DAY_NONE : (int32_t)db_col_i64(st, 3);
		while (same < list.n && list.p[same].skill != o.skill)
			same++;
		if (same < list.n)
			list.p[same] = o;
		else
			*VEC_PUSH(c->a, &list) = o;
	}
	for (size_t i = 0; i < list.n; i++)
		if (list.p[i].action != OVERRIDE_LATER || list.p[i].until_day > ctx_today(c))
			list.p[p->n_overrides++] = list.p[i];
	p->overrides = list.p;
	return true;
}

static bool
plan_compute(struct ctx *c, struct plan *ret, struct err *err)
{
	struct plan_work w = {.c = c, .p = ret};
	struct evidence *e;
	struct minutes *m;
	size_t n_e;

	*ret = (struct plan){.week = day_week_start(ctx_today(c))};
	if (!goal_need(c, &ret->goal, err) || !evidence_list(c, &e, &n_e, err) || !minutes_list(c, &m, &w.n_m, err) ||
	    !demand_get(c, &ret->goal, &ret->demand, err) || !overrides_load(c, ret, err))
		return false;
	w.m = m;
	while (w.n_before < w.n_m && m[w.n_before].on_day < ret->week)
		w.n_before++;
	ret->abilities = ability_compute(c->a, c->map, e, n_e, m, w.n_m, ctx_today(c));
	w.was = ability_compute(c->a, c->map, e, n_e, m, w.n_before, ret->week);
	if (!gap_get(c, &ret->demand, ret->abilities, &ret->gaps, err))
		return false;
	plan_pace(&w);
	plan_steps(&w);
	if (!plan_week(&w, err))
		return false;
	plan_eta(&w);
	return true;
}

void
plan_cache_release(struct plan_cache *cache)
{
	arena_release(&cache->a);
	cache->version = 0;
}

bool
plan_make(struct ctx *c, struct plan *ret, struct err *err)
{
	struct plan_cache *k = c->plans;
	struct ctx own = *c;
	int64_t version = 0;

	if (k != NULL && !db_data_version(c->db, &version, err))
		return false;
	if (version == 0)
		return plan_compute(c, ret, err);
	if (k->version != version || k->account != db_account(c->db) || k->today != ctx_today(c)) {
		plan_cache_release(k);
		own.a = &k->a;
		if (!plan_compute(&own, &k->plan, err))
			return false;
		k->version = version;
		k->account = db_account(c->db);
		k->today = ctx_today(c);
	}
	*ret = k->plan;
	return true;
}

bool
plan_override(struct ctx *c, int skill, enum override_action action, int32_t until_day, int64_t *ret_id,
              struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t id = ctx_new_id(c);

	if (action == OVERRIDE_LATER && until_day <= ctx_today(c)) {
		err_set(err, ERR_INVALID, "'later' needs a day in the future");
		return err_hint(err, "Name it with --until YYYY-MM-DD.");
	}
	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_OVERRIDE_ADD, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_text(st, "skill", c->map->skills[skill].id);
	db_bind_text(st, "action", str_of(override_names[action]));
	if (action == OVERRIDE_LATER)
		db_bind_i64(st, "until_day", until_day);
	else
		db_bind_null(st, "until_day");
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	if (!db_run(st, err) || !db_tx_commit(&tx, err))
		return false;
	if (ret_id != NULL)
		*ret_id = id;
	return true;
}

bool
plan_override_undo(struct ctx *c, int64_t id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_OVERRIDE_UNDO, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	if (!db_run(st, err))
		return false;
	if (db_changes(st) == 0)
		return err_set(err, ERR_NOT_FOUND, "no override %lld to undo", (long long)id);
	return db_tx_commit(&tx, err);
}
