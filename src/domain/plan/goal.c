#include "domain/plan/goal.h"

#include "base/date.h"
#include "db/db.h"
#include "domain/skill/map.h"

bool
goal_get(struct ctx *c, struct goal *ret, bool *ret_found, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_GOAL_CURRENT, &st, err) || !db_step(st, ret_found, err))
		return false;
	if (!*ret_found)
		return true;
	ret->id = db_col_i64(st, 0);
	ret->start_role = map_role(c->map, db_col_text(st, 1));
	ret->start_industry = map_industry(c->map, db_col_text(st, 2));
	ret->role = map_role(c->map, db_col_text(st, 3));
	ret->industry = map_industry(c->map, db_col_text(st, 4));
	ret->minutes_per_week = (int)db_col_i64(st, 5);
	ret->by_day = db_col_is_null(st, 6) ? DAY_NONE : (int32_t)db_col_i64(st, 6);
	ret->at_ms = db_col_i64(st, 7);
	/* A goal whose role has left the map asks for a new one. */
	*ret_found = ret->role != MAP_NONE;
	return true;
}

bool
goal_need(struct ctx *c, struct goal *ret, struct err *err)
{
	bool found;

	if (!goal_get(c, ret, &found, err))
		return false;
	if (found)
		return true;
	err_set(err, ERR_NOT_FOUND, "no goal is set yet");
	return err_hint(err, "Set one: cairn goal set --role ai-engineer --hours 6");
}

static bool
goal_check(const struct ctx *c, const struct goal *g, struct err *err)
{
	char text[16];

	if (g->minutes_per_week < 1 || g->minutes_per_week > 7 * 24 * 60)
		return err_set(err, ERR_INVALID, "hours: a week has between 0.1 and 168 of them");
	if (g->by_day != DAY_NONE && g->by_day <= ctx_today(c))
		return err_set(err, ERR_INVALID, "the date %s is not in the future", day_format(g->by_day, text));
	if (c->map->roles[g->role].start_only)
		return err_set(err, ERR_INVALID, "'%.*s' is a place to start from, not a role to aim at",
		               STR_ARG(c->map->roles[g->role].id));
	return true;
}

static struct str
role_text(const struct ctx *c, int role)
{
	return role == MAP_NONE ? STR_NONE : c->map->roles[role].id;
}

static struct str
industry_text(const struct ctx *c, int industry)
{
	return industry == MAP_NONE ? STR_NONE : c->map->industries[industry].id;
}

static bool
goal_insert(struct ctx *c, struct goal *g, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_GOAL_ADD, &st, err))
		return false;
	g->id = ctx_new_id(c);
	g->at_ms = ctx_now_ms(c);
	db_bind_i64(st, "id", g->id);
	db_bind_text(st, "start_role", role_text(c, g->start_role));
	db_bind_text(st, "start_industry", industry_text(c, g->start_industry));
	db_bind_text(st, "role", role_text(c, g->role));
	db_bind_text(st, "industry", industry_text(c, g->industry));
	db_bind_i64(st, "minutes_per_week", g->minutes_per_week);
	if (g->by_day == DAY_NONE)
		db_bind_null(st, "by_day");
	else
		db_bind_i64(st, "by_day", g->by_day);
	db_bind_i64(st, "at_ms", g->at_ms);
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err);
}

static bool
preset_has(const struct map *m, const struct role *r, const struct role_skill *rs)
{
	bool foot = rs->level == 1;

	for (size_t i = 0; i < m->skills[rs->skill].n_edges; i++)
		foot &= !m->skills[rs->skill].edges[i].hard;
	return r->start_only || rs->weight >= PRESET_WEIGHT_MIN || foot;
}

static bool
preset_insert(struct ctx *c, const struct role *r, struct err *err)
{
	for (size_t i = 0; i < r->n_skills; i++) {
		struct evidence e = {.skill = r->skills[i].skill,
		                     .level = r->skills[i].level,
		                     .kind = EVIDENCE_PRESET,
		                     .on_day = ctx_today(c)};

		if (preset_has(c->map, r, &r->skills[i]) && !evidence_insert(c, &e, err))
			return false;
	}
	return true;
}

static bool
claims_insert(struct ctx *c, const struct goal_claim *claims, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		struct evidence e = {
		    .skill = claims[i].skill, .level = claims[i].level, .kind = EVIDENCE_CLAIM, .on_day = ctx_today(c)};

		if (!evidence_insert(c, &e, err))
			return false;
	}
	return true;
}

bool
goal_set(struct ctx *c, struct goal *g, const struct goal_claim *claims, size_t n_claims, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct goal old;
	bool found;

	if (!goal_check(c, g, err) || !goal_get(c, &old, &found, err))
		return false;
	if (found && g->start_role == MAP_NONE)
		g->start_role = old.start_role;
	if (!db_tx_begin(c->db, &tx, err) || !goal_insert(c, g, err))
		return false;
	if (g->start_role != MAP_NONE && (!found || old.start_role != g->start_role) &&
	    !preset_insert(c, &c->map->roles[g->start_role], err))
		return false;
	return claims_insert(c, claims, n_claims, err) && db_tx_commit(&tx, err);
}

bool
goal_undo(struct ctx *c, int64_t id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_GOAL_UNDO, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	if (!db_run(st, err))
		return false;
	if (db_changes(st) == 0)
		return err_set(err, ERR_NOT_FOUND, "no goal %lld to undo", (long long)id);
	return db_tx_commit(&tx, err);
}
