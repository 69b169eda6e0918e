/* The costs, and what a person changes of them. */
#include "db/db.h"
#include "domain/job/route.h"

/* Months of preparation, or shares of what they take off. Judgement; docs/routes.md says why. */
const struct route_cost_info route_costs[ROUTE_COST__COUNT] = {
    [ROUTE_COST_HOURS] = {"hours", "Hours of preparation a month", "0: what your goal says.", "hours a month", 0, 400},
    [ROUTE_COST_STEP] = {"step", "Every move", "Looking for the job, and settling in.", "months", 3, 60},
    [ROUTE_COST_ROLE] = {"role", "A new role", "The doubt about one who has not held it.", "months", 4, 60},
    [ROUTE_COST_INDUSTRY] = {"industry", "A new industry", "Times the distance, 0 to 1.", "months", 6, 60},
    [ROUTE_COST_BOTH] = {"both", "Both at once", "On top of the two, times the distance.", "months", 6, 60},
    [ROUTE_COST_SIZE] = {"size", "A size larger or smaller", "For each size between.", "months", 0.5, 60},
    [ROUTE_COST_STARTUP] = {"startup", "Off a new role at a start-up", "They ask less who held the title.", "share",
                            0.5, 1},
    [ROUTE_COST_SMALL] = {"small", "Off a new role at a small company", "The same, less so.", "share", 0.25, 1},
    [ROUTE_COST_KNOWN] = {"known", "Off an industry you know", "You speak its language.", "share", 0.5, 1},
    [ROUTE_COST_PEOPLE] = {"people", "Off when you know people there", "Half of it for one, nearly all of it for five.",
                           "share", 0.4, 1},
};

#define KNOWN STR("known.")

bool
route_cost_parse(struct str name, enum route_cost *ret, struct err *err)
{
	for (int i = 0; i < ROUTE_COST__COUNT; i++)
		if (str_eq(name, str_of(route_costs[i].name))) {
			*ret = (enum route_cost)i;
			return true;
		}
	err_set(err, ERR_NOT_FOUND, "there is no cost '%.*s'", STR_ARG(str_sub(name, 0, 64)));
	return err_hint(err, "'cairn route cost list' shows all.");
}

static void
cost_apply(const struct map *m, struct route_costs *costs, struct str name, bool reset, double amount)
{
	enum route_cost k;

	if (str_starts(name, KNOWN)) {
		int in = map_industry(m, str_sub(name, KNOWN.n, name.n));

		if (in != MAP_NONE)
			costs->known[in] = (signed char)(reset ? -1 : amount > 0);
	} else if (route_cost_parse(name, &k, NULL)) {
		costs->own[k] = !reset;
		costs->v[k] = reset ? route_costs[k].initial : amount;
	}
}

bool
route_costs_get(struct ctx *c, struct route_costs *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	*ret = (struct route_costs){.known = ARENA_ARRAY(c->a, c->map->n_industries, signed char)};
	for (int i = 0; i < ROUTE_COST__COUNT; i++)
		ret->v[i] = route_costs[i].initial;
	for (size_t i = 0; i < c->map->n_industries; i++)
		ret->known[i] = -1;
	if (!db_prepare(c->db, Q_ROUTE_COST_ALL, &st, err))
		return false;
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		cost_apply(c->map, ret, db_col_text(st, 1), db_col_is_null(st, 2), db_col_f64(st, 2));
	}
}

static bool
change_check(const struct ctx *c, const struct route_change *ch, struct err *err)
{
	enum route_cost k;
	int in;
	double max = 1;

	if (str_starts(ch->name, KNOWN)) {
		if (!map_industry_get(c->map, str_sub(ch->name, KNOWN.n, ch->name.n), &in, err))
			return false;
	} else {
		if (!route_cost_parse(ch->name, &k, err))
			return false;
		max = route_costs[k].max;
	}
	if (!ch->reset && !(ch->value >= 0 && ch->value <= max))
		return err_set(err, ERR_INVALID, "%.*s: %g is not between 0 and %g", STR_ARG(ch->name), ch->value, max);
	return true;
}

bool
route_costs_put(struct ctx *c, const struct route_change *changes, size_t n, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	*ret_id = 0;
	for (size_t i = 0; i < n; i++)
		if (!change_check(c, &changes[i], err))
			return false;
	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_ROUTE_COST_ADD, &st, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		int64_t id = ctx_new_id(c);

		if (*ret_id == 0)
			*ret_id = id;
		db_bind_i64(st, "id", id);
		db_bind_text(st, "name", changes[i].name);
		if (changes[i].reset)
			db_bind_null(st, "amount");
		else
			db_bind_f64(st, "amount", changes[i].value);
		db_bind_i64(st, "batch_id", *ret_id);
		db_bind_i64(st, "at_ms", ctx_now_ms(c));
		db_bind_i64(st, "offset_min", c->clock.offset_min);
		if (!db_run(st, err))
			return false;
	}
	return db_tx_commit(&tx, err);
}

bool
route_costs_undo(struct ctx *c, int64_t id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_ROUTE_COST_UNDO, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	if (!db_run(st, err))
		return false;
	if (db_changes(st) == 0)
		return err_set(err, ERR_NOT_FOUND, "no change of costs %lld to undo", (long long)id);
	return db_tx_commit(&tx, err);
}
