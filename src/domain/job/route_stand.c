/* Where a person stands, whom and what they know, and what a posting would be for them. */
#include "base/vec.h"
#include "db/db.h"
#include "domain/job/route.h"

static const struct {
	const char *name;
	const char *help;
} sizes[ROUTE_SIZES] = {
    [ROUTE_STARTUP] = {"startup", "up to 50 people"},
    [ROUTE_SMALL] = {"small", "51 to 250 people"},
    [ROUTE_MEDIUM] = {"medium", "251 to 1,000 people"},
    [ROUTE_LARGE] = {"large", "more than 1,000 people"},
};

const char *
route_size_name(int size)
{
	return size >= 0 && size < ROUTE_SIZES ? sizes[size].name : "any";
}

const char *
route_size_help(int size)
{
	return size >= 0 && size < ROUTE_SIZES ? sizes[size].help : "of any size";
}

bool
route_size_parse(struct str s, int *ret, struct err *err)
{
	for (int i = 0; i < ROUTE_SIZES; i++)
		if (str_eq(s, str_of(sizes[i].name))) {
			*ret = i;
			return true;
		}
	*ret = ROUTE_ANY;
	return s.n == 0 || str_eq(s, STR("any")) ||
	       err_set(err, ERR_INVALID, "'%.*s' is no size: startup, small, medium, large or any",
	               STR_ARG(str_sub(s, 0, 32)));
}

static struct route_state
state_of(const struct map *m, struct db_stmt *st, int col)
{
	return (struct route_state){map_role(m, db_col_text(st, col)), map_industry(m, db_col_text(st, col + 1)),
	                            ROUTE_ANY};
}

bool
route_stand_get(struct ctx *c, struct route_stand *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL, *aim = NULL;
	bool row;

	*ret = (struct route_stand){{ROUTE_ANY, ROUTE_ANY, ROUTE_ANY}, {ROUTE_ANY, ROUTE_ANY, ROUTE_ANY}, 0};
	if (!db_prepare(c->db, Q_ROUTE_STAND, &st, err) || !db_step(st, &row, err))
		return false;
	if (!row)
		return true;
	ret->now = state_of(c->map, st, 0);
	ret->aim = state_of(c->map, st, 2);
	ret->minutes_per_week = (int)db_col_i64(st, 4);
	if (!db_prepare(c->db, Q_ROUTE_AIM_CURRENT, &aim, err) || !db_step(aim, &row, err))
		return false;
	if (row && map_role(c->map, db_col_text(aim, 0)) != MAP_NONE) {
		ret->aim = state_of(c->map, aim, 0);
		if (!route_size_parse(db_col_text(aim, 2), &ret->aim.size, NULL))
			ret->aim.size = ROUTE_ANY;
	}
	return true;
}

bool
route_state_parse(const struct map *m, struct str s, struct route_state *ret, struct err *err)
{
	size_t slash = str_find_byte(s, '/');
	struct str role = str_trim(str_sub(s, 0, slash));
	struct str industry = slash < s.n ? str_trim(str_sub(s, slash + 1, s.n)) : STR("");

	if (role.n == 0 && industry.n == 0)
		return err_set(err, ERR_INVALID, "want ROLE/INDUSTRY, for example data-analyst/retail");
	return (role.n == 0 || map_role_get(m, role, &ret->role, err)) &&
	       (industry.n == 0 || map_industry_get(m, industry, &ret->industry, err));
}

bool
route_aim_put(struct ctx *c, struct route_state aim, int64_t goal_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_ROUTE_AIM_ADD, &st, err))
		return false;
	db_bind_i64(st, "id", ctx_new_id(c));
	db_bind_text(st, "role", c->map->roles[aim.role].id);
	db_bind_text(st, "industry", aim.industry == ROUTE_ANY ? STR_NONE : c->map->industries[aim.industry].id);
	db_bind_text(st, "company_size", aim.size == ROUTE_ANY ? STR_NONE : str_of(route_size_name(aim.size)));
	db_bind_i64(st, "goal_id", goal_id);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && db_tx_commit(&tx, err);
}

bool
route_known(struct ctx *c, const struct route_costs *costs, bool *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_ROUTE_INDUSTRIES, &st, err))
		return false;
	for (bool row;;) {
		int in;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		in = map_industry(c->map, db_col_text(st, 0));
		if (in != MAP_NONE)
			ret[in] = true;
	}
	for (size_t i = 0; i < c->map->n_industries; i++)
		if (costs->known[i] >= 0)
			ret[i] = costs->known[i] > 0;
	return true;
}

/* --- switches ----------------------------------------------------------------------------------------------------- */

static const char *const switch_names[SWITCH__COUNT] = {"unknown", "same", "role", "industry", "both"};

const char *
route_switch_name(enum route_switch s)
{
	return switch_names[s];
}

const char *
route_switch_text(enum route_switch s)
{
	static const char *const texts[SWITCH__COUNT] = {"", "same role and industry", "role switch", "industry switch",
	                                                 "switch of both"};

	return texts[s];
}

bool
route_switch_parse(struct str s, enum route_switch *ret, struct err *err)
{
	for (int i = 0; i < SWITCH__COUNT; i++)
		if (str_eq(s, str_of(switch_names[i]))) {
			*ret = (enum route_switch)i;
			return true;
		}
	return err_set(err, ERR_INVALID, "'%.*s' is no kind of switch: same, role, industry, both or unknown",
	               STR_ARG(str_sub(s, 0, 32)));
}

enum route_switch
posting_switch(const struct map *m, const struct route_stand *stand, const struct posting *p)
{
	int role = map_role(m, p->role), industry = map_industry(m, p->industry);

	if (role == MAP_NONE || industry == MAP_NONE || stand->now.role == ROUTE_ANY ||
	    stand->now.industry == ROUTE_ANY)
		return SWITCH_UNKNOWN;
	if (role == stand->now.role)
		return industry == stand->now.industry ? SWITCH_SAME : SWITCH_INDUSTRY;
	return industry == stand->now.industry ? SWITCH_ROLE : SWITCH_BOTH;
}

bool
posting_filter_switch(const struct map *m, const struct route_stand *stand, enum route_switch kind,
                      struct posting_filter *f, struct err *err)
{
	if (stand->now.role == ROUTE_ANY || stand->now.industry == ROUTE_ANY) {
		err_set(err, ERR_INVALID, "it is not known which role and industry you are in");
		return err_hint(err, "Say it: cairn goal set --from ROLE --from-industry INDUSTRY");
	}
	f->switch_kind = str_of(route_switch_name(kind));
	f->now_role = m->roles[stand->now.role].id;
	f->now_industry = m->industries[stand->now.industry].id;
	return true;
}
