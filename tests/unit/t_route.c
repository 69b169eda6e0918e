/*
 * Routes: the search held against enumeration of every path, on random cost tables and on the real map; the parts of a
 * move worked out by hand; what a person changes; what a posting would be.
 */
#include "life.h"

#include <math.h>

#include "domain/job/route.h"
#include "domain/person/company.h"
#include "domain/person/contact.h"

#define assert_err(call, e, what)                                                                                      \
	do {                                                                                                           \
		assert_false(call);                                                                                    \
		assert_int_equal((e).code, what);                                                                      \
	} while (0)
#define NEAR(a, b) assert_true(fabs((a) - (b)) < 1e-9)

enum { MONDAY = 20000 };

static double
random_in(struct rng *r, double max)
{
	return (double)rng_below(r, 1001) / 1000 * max;
}

/* Cost tables that no map would give: distances that break the triangle, roles that cannot be entered. */
static struct route_grid
random_grid(struct arena *a, struct rng *r, size_t roles, size_t industries)
{
	bool *enter = ARENA_ARRAY(a, roles, bool), *known = ARENA_ARRAY(a, industries, bool);
	double *hours = ARENA_ARRAY(a, (roles + 1) * roles, double);
	double *d = ARENA_ARRAY(a, industries * industries, double);
	double *people = ARENA_ARRAY(a, roles * industries, double);
	struct route_grid g = {.n_roles = roles, .n_industries = industries};

	for (size_t i = 0; i < roles; i++)
		enter[i] = i == 0 || rng_below(r, 4) > 0;
	for (size_t i = 0; i < (roles + 1) * roles; i++)
		hours[i] = random_in(r, 600);
	for (size_t i = 0; i < industries; i++) {
		known[i] = rng_below(r, 4) == 0;
		for (size_t k = 0; k < i; k++)
			d[i * industries + k] = d[k * industries + i] = random_in(r, 1);
	}
	for (size_t i = 0; i < roles * industries; i++)
		people[i] = rng_below(r, 3) == 0 ? (double)rng_below(r, 4) : 0;
	for (int i = 0; i < ROUTE_COST__COUNT; i++)
		g.cost[i] = random_in(r, route_costs[i].max < 2 ? 1 : 8);
	g.cost[ROUTE_COST_HOURS] = 10 + random_in(r, 50);
	if (rng_below(r, 4) == 0)
		g.cost[ROUTE_COST_STEP] = 0;
	g.enter = enter;
	g.known = known;
	g.hours = hours;
	g.distance = d;
	g.people = people;
	g.start = (struct route_state){(int)rng_below(r, (uint32_t)roles), (int)rng_below(r, (uint32_t)industries),
	                               rng_below(r, 3) == 0 ? ROUTE_ANY : (int)rng_below(r, ROUTE_SIZES)};
	return g;
}

/* Whether the last move may lead to the value. */
static bool
ends_at(size_t left, int want, int value)
{
	return left > 1 || want == ROUTE_ANY || want == value;
}

/* The cheapest of all paths of exactly `left` more moves, by trying each. */
static double
enumerate(const struct route_grid *g, struct route_state at, bool first, struct route_state to, size_t left)
{
	double best = INFINITY;

	for (int r = 0; r < (int)g->n_roles; r++)
		for (int i = 0; i < (int)g->n_industries && g->enter[r] && ends_at(left, to.role, r); i++)
			for (int s = 0; s < ROUTE_SIZES && ends_at(left, to.industry, i); s++) {
				struct route_state v = {r, i, s};
				struct route_parts p;

				if (!ends_at(left, to.size, s) || memcmp(&v, &at, sizeof(v)) == 0)
					continue;
				route_parts(g, at, v, first, &p);
				best = fmin(best, p.total + (left > 1 ? enumerate(g, v, false, to, left - 1) : 0));
			}
	return best;
}

static double
enumerate_all(const struct route_grid *g, struct route_state to, size_t steps)
{
	double best = INFINITY;

	for (size_t n = 1; n <= steps; n++)
		best = fmin(best, enumerate(g, g->start, true, to, n));
	return best;
}

/* The legs hang together, lead where they should, and sum to the total. */
static void
check_way(const struct route_grid *g, const struct route_way *w, struct route_state to)
{
	struct route_state at = g->start;
	double sum = 0;

	for (size_t i = 0; i < w->n; i++) {
		struct route_parts p;

		assert_memory_equal(&w->legs[i].from, &at, sizeof(at));
		at = w->legs[i].to;
		assert_true(g->enter[at.role]);
		route_parts(g, w->legs[i].from, at, i == 0, &p);
		NEAR(p.total, w->legs[i].parts.total);
		sum += p.total;
	}
	NEAR(sum, w->total);
	assert_true(to.role == ROUTE_ANY || to.role == at.role);
	assert_true(to.industry == ROUTE_ANY || to.industry == at.industry);
	assert_true(to.size == ROUTE_ANY || to.size == at.size);
}

static void
search_random(void **state)
{
	struct rng r;
	size_t longer = 0;

	(void)state;
	rng_seed(&r, 7);
	for (int round = 0; round < 120; round++) {
		CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
		struct route_grid g = random_grid(&a, &r, 2 + rng_below(&r, 3), 2 + rng_below(&r, 2));
		size_t steps = 1 + rng_below(&r, 3);
		struct route_state to = {(int)rng_below(&r, (uint32_t)g.n_roles),
		                         rng_below(&r, 4) == 0 ? ROUTE_ANY
		                                               : (int)rng_below(&r, (uint32_t)g.n_industries),
		                         rng_below(&r, 2) == 0 ? ROUTE_ANY : (int)rng_below(&r, ROUTE_SIZES)};
		double best = enumerate_all(&g, to, steps);
		struct route_way w;

		route_cheapest(&a, &g, to, steps, &w);
		assert_int_equal(w.found, best < INFINITY);
		if (!w.found)
			continue;
		if (fabs(w.total - best) > 1e-9)
			fail_msg("round %d: %.6f, enumeration says %.6f", round, w.total, best);
		assert_true(w.n <= steps);
		check_way(&g, &w, to);
		longer += w.n > 1;
	}
	assert_true(longer > 10); /* else the tables tested nothing */
}

static void
search_four_steps(void **state)
{
	struct rng r;

	(void)state;
	rng_seed(&r, 11);
	for (int round = 0; round < 6; round++) {
		CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
		struct route_grid g = random_grid(&a, &r, 2, 3);
		struct route_state to = {(int)rng_below(&r, 2), (int)rng_below(&r, 3), ROUTE_LARGE};
		double best = enumerate_all(&g, to, 4);
		struct route_way w;

		route_cheapest(&a, &g, to, 4, &w);
		assert_int_equal(w.found, best < INFINITY);
		if (w.found)
			NEAR(w.total, best);
	}
}

static void
through_random(void **state)
{
	struct rng r;

	(void)state;
	rng_seed(&r, 9);
	for (int round = 0; round < 60; round++) {
		CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
		struct route_grid g = random_grid(&a, &r, 3, 3);
		struct route_state via[2] = {{(int)rng_below(&r, 3), g.start.industry, ROUTE_ANY}, {0, 1, ROUTE_ANY}};
		double best = INFINITY;
		struct route_way w;

		for (int s = 0; s < ROUTE_SIZES && g.enter[via[0].role]; s++)
			for (int t = 0; t < ROUTE_SIZES; t++) {
				struct route_state mid = {via[0].role, via[0].industry, s}, end = {0, 1, t};
				struct route_parts one, two;

				if (memcmp(&mid, &g.start, sizeof(mid)) == 0 || memcmp(&mid, &end, sizeof(mid)) == 0)
					continue;
				route_parts(&g, g.start, mid, true, &one);
				route_parts(&g, mid, end, false, &two);
				best = fmin(best, one.total + two.total);
			}
		route_through(&a, &g, via, 2, &w);
		assert_int_equal(w.found, best < INFINITY);
		if (w.found)
			NEAR(w.total, best);
	}
}

static int
role_of(const struct life *l, const char *id)
{
	int r = map_role(l->map, str_of(id));

	assert_true(r != MAP_NONE);
	return r;
}

static int
industry_of(const struct life *l, const char *id)
{
	int r = map_industry(l->map, str_of(id));

	assert_true(r != MAP_NONE);
	return r;
}

static struct route_state
place(const struct life *l, const char *role, const char *industry, int size)
{
	return (struct route_state){role_of(l, role), industry_of(l, industry), size};
}

/* Every path of up to three moves over all roles, industries and sizes of the map. */
static void
search_map(void **state)
{
	static const char *const ends[][4] = {
	    {"data-analyst", "retail", "ml-engineer", "health"},
	    {"software-engineer", "finance", "ai-engineer", "games"},
	    {"domain-expert", "health", "data-scientist", "pharma"},
	};
	struct life l;

	(void)state;
	life_begin(&l, MONDAY);
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		struct route_state from = place(&l, ends[i][0], ends[i][1], ROUTE_LARGE);
		struct route_state to = place(&l, ends[i][2], ends[i][3], ROUTE_LARGE);
		struct route_answer r;
		double best;

		assert_ok(route_plan(&l.c, from, to, 3, &r, &l.err), l.err);
		assert_true(r.cheapest.found && r.direct.found);
		check_way(&r.grid, &r.cheapest, to);
		check_way(&r.grid, &r.direct, to);
		/* Three moves are tried for one pair; two for each. */
		best = enumerate_all(&r.grid, to, 2);
		if (i == 0) {
			for (int m = 0; m < (int)r.grid.n_roles; m++)
				for (int n = 0; n < (int)r.grid.n_industries; n++)
					for (int s = 0; s < ROUTE_SIZES; s++) {
						struct route_state v = {m, n, s};
						struct route_parts p;

						if (!r.grid.enter[m] || memcmp(&v, &from, sizeof(v)) == 0)
							continue;
						route_parts(&r.grid, from, v, true, &p);
						if (p.total < best)
							best =
							    fmin(best, p.total + enumerate(&r.grid, v, false, to, 2));
					}
		}
		assert_true(r.cheapest.total <= best + 1e-9);
		if (i == 0)
			NEAR(r.cheapest.total, best);
		assert_true(r.cheapest.total <= r.direct.total + 1e-9);
		if (r.role_first.found)
			assert_true(r.cheapest.total <= r.role_first.total + 1e-9);
		if (r.industry_first.found)
			assert_true(r.cheapest.total <= r.industry_first.total + 1e-9);
	}
	life_end(&l);
}

/* A move's parts on a grid of two roles and two industries, worked out by hand. */
static void
parts(void **state)
{
	static const bool enter[] = {true, true}, known[] = {false, true};
	static const double hours[] = {0, 100, 40, 0, 0, 60}, distance[] = {0, 0.5, 0.5, 0};
	static const double people[] = {0, 0, 0, 2};
	struct route_grid g = {2,  2, enter, hours, distance, known, people, {20, 3, 4, 6, 8, 1, 0.5, 0.25, 0.5, 0.4},
	                       {0}};
	struct route_parts p;

	(void)state;
	/* Both at once into a start-up, the industry known, two people there. */
	route_parts(&g, (struct route_state){0, 0, ROUTE_LARGE}, (struct route_state){1, 1, ROUTE_STARTUP}, true, &p);
	NEAR(p.hours, 60);
	NEAR(p.skills, 3);
	NEAR(p.step, 3);
	NEAR(p.role, 4);
	NEAR(p.size_off, -2);
	NEAR(p.industry, 3);
	NEAR(p.known_off, -1.5);
	NEAR(p.both, 4);
	NEAR(p.people_off, -7.5 * 0.4 * 0.75);
	NEAR(p.size, 3);
	NEAR(p.total, 3 + 3 + 7.5 - 2.25 + 3);
	/* A later move has the gap from the role before. */
	route_parts(&g, (struct route_state){0, 0, ROUTE_SMALL}, (struct route_state){1, 0, ROUTE_SMALL}, false, &p);
	NEAR(p.hours, 100);
	NEAR(p.total, 3 + 5 + 4 - 1);
	/* Another company alone. */
	route_parts(&g, (struct route_state){1, 1, ROUTE_ANY}, (struct route_state){1, 1, ROUTE_LARGE}, true, &p);
	NEAR(p.total, 3);
	/* An unknown industry is as far as can be. */
	route_parts(&g, (struct route_state){0, ROUTE_ANY, ROUTE_ANY}, (struct route_state){0, 0, ROUTE_LARGE}, true,
	            &p);
	NEAR(p.total, 3 + 6);
}

/* Both at once costs more than the two hurdles alone, on the real map, for all pairs. */
static void
superadditive(void **state)
{
	struct life l;
	struct route_answer r;

	(void)state;
	life_begin(&l, MONDAY);
	assert_ok(route_plan(&l.c, place(&l, "data-analyst", "retail", ROUTE_MEDIUM),
	                     place(&l, "ml-engineer", "health", ROUTE_MEDIUM), 3, &r, &l.err),
	          l.err);
	for (int role = 0; role < (int)r.grid.n_roles; role++)
		for (int in = 0; in < (int)r.grid.n_industries; in++) {
			struct route_state from = r.from, to = {role, in, ROUTE_MEDIUM};
			struct route_parts both, one, two;

			if (role == from.role || in == from.industry)
				continue;
			route_parts(&r.grid, from, to, true, &both);
			to.industry = from.industry;
			route_parts(&r.grid, from, to, true, &one);
			to = (struct route_state){from.role, in, ROUTE_MEDIUM};
			route_parts(&r.grid, from, to, true, &two);
			assert_true(both.total - both.step > one.total - one.step + two.total - two.step);
			assert_true(both.distance > 0 && both.distance <= 1);
			/* The matrix is symmetric. */
			NEAR(r.grid.distance[(size_t)in * r.grid.n_industries + (size_t)from.industry], both.distance);
		}
	life_end(&l);
}

/* Gaps by skill sum to the leg's hours; what is shown shrinks them; a leg sums to them. */
static void
gaps(void **state)
{
	struct life l;
	struct route_answer r, after;
	struct route_gap *list;
	size_t n;
	double sum;

	(void)state;
	life_begin(&l, MONDAY);
	life_goal(&l, "data-analyst", "ml-engineer", 360, DAY_NONE);
	assert_ok(route_plan(&l.c, place(&l, "data-analyst", "retail", ROUTE_MEDIUM),
	                     place(&l, "ml-engineer", "health", ROUTE_ANY), 3, &r, &l.err),
	          l.err);
	NEAR(r.hours_month, 26);
	for (size_t i = 0; i < r.cheapest.n; i++) {
		sum = 0;
		route_gaps(&l.c, &r, &r.cheapest.legs[i], &list, &n);
		for (size_t k = 0; k < n; k++) {
			sum += list[k].hours;
			assert_true(list[k].need > list[k].have);
		}
		NEAR(sum, r.cheapest.legs[i].parts.hours);
	}
	route_gaps(&l.c, &r, &r.direct.legs[0], &list, &n);
	assert_true(n > 3 && list[0].hours >= list[1].hours);
	life_show(&l, arena_cstr(&l.a, l.map->skills[list[0].skill].id), 3, EVIDENCE_PROJECT, MONDAY);
	life_show(&l, arena_cstr(&l.a, l.map->skills[list[0].skill].id), 3, EVIDENCE_WORK, MONDAY);
	assert_ok(route_plan(&l.c, r.from, r.to, 3, &after, &l.err), l.err);
	assert_true(after.direct.legs[0].parts.hours < r.direct.legs[0].parts.hours - 1);
	life_end(&l);
}

static void
costs(void **state)
{
	struct life l;
	struct route_costs k;
	struct route_change ch[] = {{STR("both"), 0, false}, {STR("known.health"), 1, false}};
	struct route_change bad[] = {{STR("step"), 61, false}, {STR("startup"), 1.5, false}, {STR("step"), NAN, false}};
	struct route_change unknown = {STR("known.moon"), 1, false};
	struct route_answer before, now;
	int64_t id, id2;

	(void)state;
	life_begin(&l, MONDAY);
	assert_ok(route_plan(&l.c, place(&l, "data-analyst", "retail", ROUTE_MEDIUM),
	                     place(&l, "ml-engineer", "health", ROUTE_ANY), 3, &before, &l.err),
	          l.err);
	assert_ok(route_costs_put(&l.c, ch, 2, &id, &l.err), l.err);
	assert_ok(route_plan(&l.c, before.from, before.to, 3, &now, &l.err), l.err);
	NEAR(now.direct.legs[0].parts.both, 0);
	assert_true(now.direct.legs[0].parts.known_off < 0);
	assert_true(now.direct.total < before.direct.total);
	ch[0].reset = true;
	assert_ok(route_costs_put(&l.c, ch, 1, &id2, &l.err), l.err);
	assert_ok(route_costs_get(&l.c, &k, &l.err), l.err);
	assert_true(!k.own[ROUTE_COST_BOTH] && k.v[ROUTE_COST_BOTH] == route_costs[ROUTE_COST_BOTH].initial);
	assert_int_equal(k.known[industry_of(&l, "health")], 1);
	assert_ok(route_costs_undo(&l.c, id2, &l.err), l.err);
	assert_ok(route_costs_get(&l.c, &k, &l.err), l.err);
	assert_true(k.own[ROUTE_COST_BOTH] && k.v[ROUTE_COST_BOTH] == 0);
	/* One change of two values goes in one. */
	assert_ok(route_costs_undo(&l.c, id, &l.err), l.err);
	assert_ok(route_plan(&l.c, before.from, before.to, 3, &now, &l.err), l.err);
	NEAR(now.direct.total, before.direct.total);
	NEAR(now.cheapest.total, before.cheapest.total);
	assert_err(route_costs_undo(&l.c, id, &l.err), l.err, ERR_NOT_FOUND);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_err(route_costs_put(&l.c, &bad[i], 1, &id, &l.err), l.err, ERR_INVALID);
	assert_err(route_costs_put(&l.c, &unknown, 1, &id, &l.err), l.err, ERR_NOT_FOUND);
	life_end(&l);
}

static void
switches(void **state)
{
	static const struct {
		const char *role, *industry;
		enum route_switch want;
	} cases[] = {
	    {"data-analyst", "retail", SWITCH_SAME},
	    {"ml-engineer", "retail", SWITCH_ROLE},
	    {"data-analyst", "health", SWITCH_INDUSTRY},
	    {"ml-engineer", "health", SWITCH_BOTH},
	    {NULL, "retail", SWITCH_UNKNOWN},
	    {"data-analyst", NULL, SWITCH_UNKNOWN},
	    {"astronaut", "retail", SWITCH_UNKNOWN},
	};
	struct life l;
	struct route_stand stand;
	struct goal g;
	struct route_state s = {ROUTE_ANY, ROUTE_ANY, ROUTE_ANY};
	enum route_switch k;

	(void)state;
	life_begin(&l, MONDAY);
	assert_ok(route_stand_get(&l.c, &stand, &l.err), l.err);
	assert_int_equal(stand.now.role, ROUTE_ANY);
	g = (struct goal){.start_role = role_of(&l, "data-analyst"),
	                  .start_industry = industry_of(&l, "retail"),
	                  .role = role_of(&l, "ml-engineer"),
	                  .industry = MAP_NONE,
	                  .minutes_per_week = 300,
	                  .by_day = DAY_NONE};
	assert_ok(goal_set(&l.c, &g, NULL, 0, &l.err), l.err);
	assert_ok(route_stand_get(&l.c, &stand, &l.err), l.err);
	assert_int_equal(stand.minutes_per_week, 300);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct posting p = {.role = cases[i].role != NULL ? str_of(cases[i].role) : STR_NONE,
		                    .industry = cases[i].industry != NULL ? str_of(cases[i].industry) : STR_NONE};

		assert_int_equal(posting_switch(l.map, &stand, &p), cases[i].want);
	}
	for (int i = 0; i < SWITCH__COUNT; i++) {
		assert_ok(route_switch_parse(str_of(route_switch_name((enum route_switch)i)), &k, &l.err), l.err);
		assert_int_equal(k, i);
	}
	/* The end of the route is kept with the goal, and goes with it. */
	assert_ok(route_aim_put(&l.c, place(&l, "ai-engineer", "games", ROUTE_STARTUP), g.id, &l.err), l.err);
	assert_ok(route_stand_get(&l.c, &stand, &l.err), l.err);
	assert_int_equal(stand.aim.role, role_of(&l, "ai-engineer"));
	assert_int_equal(stand.aim.size, ROUTE_STARTUP);
	life_goal(&l, NULL, "data-engineer", 300, DAY_NONE);
	assert_ok(route_stand_get(&l.c, &stand, &l.err), l.err);
	assert_int_equal(stand.aim.role, role_of(&l, "data-engineer"));
	assert_ok(route_state_parse(l.map, STR("ml-engineer/health"), &s, &l.err), l.err);
	assert_int_equal(s.industry, industry_of(&l, "health"));
	assert_ok(route_state_parse(l.map, STR("/games"), &s, &l.err), l.err);
	assert_int_equal(s.role, role_of(&l, "ml-engineer"));
	assert_err(route_state_parse(l.map, STR("/"), &s, &l.err), l.err, ERR_INVALID);
	assert_err(route_state_parse(l.map, STR("ml-enginer/health"), &s, &l.err), l.err, ERR_NOT_FOUND);
	life_end(&l);
}

/* Somebody at a company of the industry, with the title; gone: they work there no more. */
static int64_t
knows(struct life *l, const char *name, const char *company, const char *industry, const char *title, bool gone)
{
	struct card card = card_none();
	struct card_job *job = card_job_add(&l->a, &card);
	struct company o;
	int64_t id, edit, company_id;

	life_tick(l);
	card.name = str_of(name);
	job->company = str_of(company);
	job->title = str_of(title);
	job->over = gone;
	assert_ok(contact_add(&l->c, &card, &id, &edit, &l->err), l->err);
	assert_ok(company_find(&l->c, str_of(company), &company_id, &l->err), l->err);
	assert_ok(company_get(&l->c, company_id, &o, &l->err), l->err);
	o.industry = str_of(industry);
	assert_ok(company_save(&l->c, &o, &edit, &l->err), l->err);
	return id;
}

static void
people(void **state)
{
	struct life l;
	struct route_answer before, r;
	const struct route_parts *p;
	int64_t edit, id;

	(void)state;
	life_begin(&l, MONDAY);
	assert_ok(route_plan(&l.c, place(&l, "data-analyst", "retail", ROUTE_MEDIUM),
	                     place(&l, "ml-engineer", "health", ROUTE_ANY), 3, &before, &l.err),
	          l.err);
	NEAR(before.direct.legs[0].parts.people, 0);
	id = knows(&l, "Ada", "Clinic", "health", "Senior Machine Learning Engineer", false);
	knows(&l, "Bea", "Clinic", "health", "Nurse", false);
	knows(&l, "Cleo", "Hospital", "health", "Machine Learning Engineer", true);
	knows(&l, "Dan", "Shop", "somewhere of their own", "Machine Learning Engineer", false);
	assert_ok(route_plan(&l.c, before.from, before.to, 3, &r, &l.err), l.err);
	p = &r.direct.legs[0].parts;
	NEAR(p->people, 1.5);
	NEAR(p->people_off, -(p->role + p->size_off + p->industry + p->known_off + p->both) * 0.4 * (1 - exp2(-1.5)));
	assert_true(r.direct.total < before.direct.total);
	assert_ok(contact_delete(&l.c, id, &edit, &l.err), l.err);
	assert_ok(route_plan(&l.c, before.from, before.to, 3, &r, &l.err), l.err);
	NEAR(r.direct.legs[0].parts.people, 0.5);
	life_end(&l);
}

static void
bad_ends(void **state)
{
	struct life l;
	struct route_answer r;
	struct route_state a;

	(void)state;
	life_begin(&l, MONDAY);
	a = place(&l, "data-analyst", "retail", ROUTE_ANY);
	assert_err(route_plan(&l.c, a, a, 3, &r, &l.err), l.err, ERR_INVALID);
	assert_err(route_plan(&l.c, a, place(&l, "none", "retail", ROUTE_ANY), 3, &r, &l.err), l.err, ERR_INVALID);
	/* From nothing in no industry there is a way, but no second industry of the same role. */
	assert_ok(route_plan(&l.c, (struct route_state){role_of(&l, "none"), ROUTE_ANY, ROUTE_ANY},
	                     place(&l, "ml-engineer", "health", ROUTE_ANY), 3, &r, &l.err),
	          l.err);
	assert_true(r.direct.found && r.cheapest.found && !r.role_first.found && !r.industry_first.found);
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(search_random),  cmocka_unit_test(search_four_steps),
	    cmocka_unit_test(through_random), cmocka_unit_test(search_map),
	    cmocka_unit_test(parts),          cmocka_unit_test(superadditive),
	    cmocka_unit_test(gaps),           cmocka_unit_test(costs),
	    cmocka_unit_test(switches),       cmocka_unit_test(bad_ends),
	    cmocka_unit_test(people),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
