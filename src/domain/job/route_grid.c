/* What costs depend on, from the map and the person. */
#include <math.h>

#include "base/num.h"
#include "base/vec.h"
#include "domain/job/route.h"
#include "domain/skill/need.h"
#include "format/pack.h"

/* Levels by skill. */
struct route_person {
	const double *have; /* what the person can do at the start */
	const int *needs;   /* n_roles x n_skills: what each role needs, closed */
	int own;            /* the role in which the person's ability speaks for itself, or MAP_NONE */
};

static int *
needs_of_roles(struct ctx *c)
{
	const struct map *m = c->map;
	int *needs = ARENA_ARRAY(c->a, m->n_roles * m->n_skills, int);

	for (size_t r = 0; r < m->n_roles; r++) {
		int *need = needs + r * m->n_skills;

		for (size_t i = 0; i < m->roles[r].n_skills; i++)
			if (m->roles[r].start_only || m->roles[r].skills[i].weight >= NEED_WAY_WEIGHT)
				need[m->roles[r].skills[i].skill] = m->roles[r].skills[i].level;
		need_close(m, need);
	}
	return needs;
}

/* The level held counts in full, as in the plan; of the next, what is shown. */
static double *
have_of(struct ctx *c, const struct ability *abilities)
{
	double *have = ARENA_ARRAY(c->a, c->map->n_skills, double);

	for (size_t k = 0; k < c->map->n_skills; k++)
		have[k] = fmax(abilities[k].have, abilities[k].level);
	return have;
}

/* Hours from what one has to the level needed. */
static double
hours_of(const struct skill *s, double have, int need)
{
	double hours = 0;

	for (int l = 1; l <= need; l++)
		hours += s->hours[l - 1] * fmin(1, fmax(0, l - have));
	return hours;
}

/* What one can do of a skill before a move from the role. */
static double
have_at(const struct ctx *c, const struct route_person *p, int role, size_t k)
{
	if (role == p->own)
		return p->have[k];
	return fmax(p->have[k], p->needs[(size_t)role * c->map->n_skills + k]);
}

static double *
hours_table(struct ctx *c, const struct route_person *p, int start)
{
	const struct map *m = c->map;
	double *hours = ARENA_ARRAY(c->a, (m->n_roles + 1) * m->n_roles, double);

	for (size_t from = 0; from <= m->n_roles; from++)
		for (size_t to = 0; to < m->n_roles; to++) {
			int role = from == m->n_roles ? start : (int)from;
			double sum = 0;

			for (size_t k = 0; k < m->n_skills; k++) {
				int need = p->needs[to * m->n_skills + k];

				if (need > 0)
					sum += hours_of(&m->skills[k], have_at(c, p, role, k), need);
			}
			hours[from * m->n_roles + to] = sum;
		}
	return hours;
}

/* The map's distances; 1 where it states none. */
static double *
distance_table(struct ctx *c)
{
	const struct map *m = c->map;
	double *d = ARENA_ARRAY(c->a, m->n_industries * m->n_industries, double);

	for (size_t i = 0; i < m->n_industries; i++) {
		struct str *list = NULL;
		size_t n = 0;

		for (size_t k = 0; k < m->n_industries; k++)
			d[i * m->n_industries + k] = i == k ? 0 : 1;
		pack_list(c->a, m->industries[i].near_text, ';', &list, &n);
		for (size_t k = 0; k < n; k++) {
			size_t space = str_find_byte(list[k], ' ');
			int other = map_industry(m, str_sub(list[k], 0, space));
			double v;

			if (other != MAP_NONE &&
			    num_parse_f64(str_trim(str_sub(list[k], space, list[k].n)), 0, 1, "distance", &v, NULL))
				d[i * m->n_industries + (size_t)other] = v;
		}
	}
	return d;
}

static bool
grid_get(struct ctx *c, const struct route_costs *costs, const struct route_stand *stand,
         const struct route_person *person, struct route_state from, struct route_grid *ret, struct err *err)
{
	const struct map *m = c->map;
	bool *enter = ARENA_ARRAY(c->a, m->n_roles, bool);
	bool *known = ARENA_ARRAY(c->a, m->n_industries, bool);
	double *people = ARENA_ARRAY(c->a, m->n_roles * m->n_industries, double);

	for (size_t r = 0; r < m->n_roles; r++)
		enter[r] = !m->roles[r].start_only;
	if (!route_known(c, costs, known, err) || !route_people(c, people, err))
		return false;
	if (from.industry != ROUTE_ANY && costs->known[from.industry] != 0)
		known[from.industry] = true;
	*ret = (struct route_grid){.n_roles = m->n_roles,
	                           .n_industries = m->n_industries,
	                           .enter = enter,
	                           .hours = hours_table(c, person, from.role),
	                           .distance = distance_table(c),
	                           .known = known,
	                           .people = people,
	                           .start = from};
	for (int i = 0; i < ROUTE_COST__COUNT; i++)
		ret->cost[i] = costs->v[i];
	if (ret->cost[ROUTE_COST_HOURS] <= 0)
		ret->cost[ROUTE_COST_HOURS] =
		    stand->minutes_per_week > 0 ? stand->minutes_per_week * 52 / 12.0 / 60 : ROUTE_HOURS_DEFAULT;
	return true;
}

static bool
ends_check(const struct map *m, struct route_state from, struct route_state to, struct err *err)
{
	if (from.role == ROUTE_ANY || to.role == ROUTE_ANY)
		return err_set(err, ERR_INVALID, "a route needs a role at both ends");
	if (m->roles[to.role].start_only)
		return err_set(err, ERR_INVALID, "'%.*s' is a place to start from, not a role to aim at",
		               STR_ARG(m->roles[to.role].id));
	if (from.role == to.role && (to.industry == ROUTE_ANY || to.industry == from.industry) &&
	    (to.size == ROUTE_ANY || to.size == from.size))
		return err_set(err, ERR_INVALID, "both ends are the same: there is nowhere to go");
	return true;
}

/* One move after the other, where both change. */
static void
two_steps(struct ctx *c, struct route_answer *r)
{
	struct route_state role[2] = {{r->to.role, r->from.industry, ROUTE_ANY}, r->to};
	struct route_state industry[2] = {{r->from.role, r->to.industry, ROUTE_ANY}, r->to};
	const char *none = NULL;

	if (r->from.role == r->to.role)
		none = "the role stays the same";
	else if (r->to.industry == ROUTE_ANY || r->to.industry == r->from.industry)
		none = "the industry stays the same";
	r->role_first.why_not = r->industry_first.why_not = none;
	if (none != NULL)
		return;
	if (r->from.industry == ROUTE_ANY)
		r->role_first.why_not = "it is not said which industry you are in";
	else
		route_through(c->a, &r->grid, role, 2, &r->role_first);
	if (!r->grid.enter[r->from.role])
		r->industry_first.why_not = "where you start is no job that one could do elsewhere";
	else
		route_through(c->a, &r->grid, industry, 2, &r->industry_first);
}

bool
route_plan(struct ctx *c, struct route_state from, struct route_state to, size_t max_steps, struct route_answer *ret,
           struct err *err)
{
	struct route_person *person = ARENA_NEW(c->a, struct route_person);
	struct route_stand stand;
	struct ability *abilities;

	*ret = (struct route_answer){.from = from, .to = to, .person = person};
	if (!ends_check(c->map, from, to, err) || !route_stand_get(c, &stand, err) ||
	    !route_costs_get(c, &ret->costs, err) || !ability_all(c, &abilities, err))
		return false;
	person->have = have_of(c, abilities);
	person->needs = needs_of_roles(c);
	person->own = stand.now.role == from.role ? from.role : MAP_NONE;
	if (!grid_get(c, &ret->costs, &stand, person, from, &ret->grid, err))
		return false;
	ret->hours_month = ret->grid.cost[ROUTE_COST_HOURS];
	route_through(c->a, &ret->grid, &to, 1, &ret->direct);
	two_steps(c, ret);
	route_cheapest(c->a, &ret->grid, to, MIN(max_steps, (size_t)ROUTE_STEPS_MAX), &ret->cheapest);
	return true;
}

static int
by_hours(const void *x, const void *y)
{
	const struct route_gap *a = x, *b = y;

	if (a->hours != b->hours)
		return a->hours < b->hours ? 1 : -1;
	return (a->skill > b->skill) - (a->skill < b->skill);
}

void
route_gaps(struct ctx *c, const struct route_answer *r, const struct route_leg *leg, struct route_gap **ret,
           size_t *ret_n)
{
	const struct map *m = c->map;
	VEC(struct route_gap) list = {0};

	for (size_t k = 0; k < m->n_skills && leg->from.role != leg->to.role; k++) {
		struct route_gap g = {.skill = (int)k,
		                      .have = have_at(c, r->person, leg->from.role, k),
		                      .need = r->person->needs[(size_t)leg->to.role * m->n_skills + k]};

		g.hours = hours_of(&m->skills[k], g.have, g.need);
		if (g.hours > 0)
			*VEC_PUSH(c->a, &list) = g;
	}
	if (list.n > 1)
		qsort(list.p, list.n, sizeof(*list.p), by_hours);
	*ret = list.p;
	*ret_n = list.n;
}
