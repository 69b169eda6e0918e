/*
 * The goal, presets and corrections; demand, gap and match.
 */
#include "life.h"

#include <math.h>

#include "domain/plan/demand.h"

#define DAY 20577 /* 2026-05-04, a Monday */

static struct ability
now(struct life *l, const char *skill)
{
	struct ability *all;

	assert_ok(ability_all(&l->c, &all, &l->err), l->err);
	return all[life_skill(l, skill)];
}

static struct goal
goal_of(struct life *l, const char *role)
{
	return (struct goal){.start_role = MAP_NONE,
	                     .start_industry = MAP_NONE,
	                     .role = map_role(l->map, str_of(role)),
	                     .industry = MAP_NONE,
	                     .minutes_per_week = 360,
	                     .by_day = DAY_NONE};
}

static void
set_and_get(void **state)
{
	struct life l;
	struct goal g, got;
	bool found;

	(void)state;
	life_begin(&l, DAY);
	assert_ok(goal_get(&l.c, &got, &found, &l.err), l.err);
	assert_false(found);
	assert_fails(goal_need(&l.c, &got, &l.err), l.err, ERR_NOT_FOUND);
	assert_non_null(strstr(l.err.hint, "cairn goal set"));
	g = goal_of(&l, "ai-engineer");
	g.industry = map_industry(l.map, STR("health"));
	g.start_role = map_role(l.map, STR("data-analyst"));
	g.by_day = DAY + 300;
	assert_ok(goal_set(&l.c, &g, NULL, 0, &l.err), l.err);
	assert_ok(goal_need(&l.c, &got, &l.err), l.err);
	assert_true(got.id == g.id && got.role == g.role && got.industry == g.industry && got.by_day == DAY + 300);
	assert_true(got.start_role == g.start_role && got.start_industry == MAP_NONE && got.minutes_per_week == 360);
	/* A new goal without a starting point keeps the old one's. */
	life_tick(&l);
	g = goal_of(&l, "data-scientist");
	assert_ok(goal_set(&l.c, &g, NULL, 0, &l.err), l.err);
	assert_ok(goal_need(&l.c, &got, &l.err), l.err);
	assert_int_equal(got.role, map_role(l.map, STR("data-scientist")));
	assert_int_equal(got.start_role, map_role(l.map, STR("data-analyst")));
	assert_int_equal(got.by_day, DAY_NONE);
	life_end(&l);
}

static void
refusals(void **state)
{
	struct life l;
	struct goal g;
	bool found;

	(void)state;
	life_begin(&l, DAY);
	g = goal_of(&l, "none"); /* a place to start from */
	assert_fails(goal_set(&l.c, &g, NULL, 0, &l.err), l.err, ERR_INVALID);
	g = goal_of(&l, "ai-engineer");
	g.minutes_per_week = 0;
	assert_fails(goal_set(&l.c, &g, NULL, 0, &l.err), l.err, ERR_INVALID);
	g.minutes_per_week = 7 * 24 * 60 + 1;
	assert_fails(goal_set(&l.c, &g, NULL, 0, &l.err), l.err, ERR_INVALID);
	g.minutes_per_week = 360;
	g.by_day = DAY;
	assert_fails(goal_set(&l.c, &g, NULL, 0, &l.err), l.err, ERR_INVALID);
	/* A claim that cannot be stored leaves no goal behind. */
	g.by_day = DAY_NONE;
	struct goal_claim wrong = {life_skill(&l, "sw.py"), 7};
	assert_fails(goal_set(&l.c, &g, &wrong, 1, &l.err), l.err, ERR_INVALID);
	assert_ok(goal_get(&l.c, &g, &found, &l.err), l.err);
	assert_false(found);
	life_end(&l);
}

static void
presets_and_corrections(void **state)
{
	struct life l;
	struct goal g;
	struct evidence *list;
	size_t n, again;

	(void)state;
	life_begin(&l, DAY);
	struct goal_claim claims[] = {{life_skill(&l, "sw.cloud"), 0}, {life_skill(&l, "ll.core"), 2}};
	g = goal_of(&l, "ai-engineer");
	g.start_role = map_role(l.map, STR("software-engineer"));
	assert_ok(goal_set(&l.c, &g, claims, 2, &l.err), l.err);
	assert_int_equal(now(&l, "sw.design").level, 3);
	assert_int_equal(now(&l, "ma.alg").level, 1);   /* school: at the foot of the map */
	assert_int_equal(now(&l, "ll.api").level, 0);   /* of little weight in the role */
	assert_int_equal(now(&l, "sw.cloud").level, 0); /* taken back */
	assert_int_equal(now(&l, "ll.core").level, 2);  /* added */
	assert_false(now(&l, "ll.core").shown);
	/* The same starting point again adds nothing, another one its skills. */
	assert_ok(evidence_list(&l.c, &list, &n, &l.err), l.err);
	life_tick(&l);
	assert_ok(goal_set(&l.c, &g, NULL, 0, &l.err), l.err);
	assert_ok(evidence_list(&l.c, &list, &again, &l.err), l.err);
	assert_int_equal(again, n);
	assert_int_equal(now(&l, "sw.cloud").level, 0);
	life_tick(&l);
	g.start_role = map_role(l.map, STR("student-stem"));
	assert_ok(goal_set(&l.c, &g, NULL, 0, &l.err), l.err);
	assert_int_equal(now(&l, "ma.calc").level, 2);
	life_end(&l);
}

static void
demand_moves_with_postings(void **state)
{
	static const char *const asked[] = {"ll.rag", "dl.torch"}, *const wished[] = {"ml.rec"};
	struct life l;
	struct goal g;
	struct demand d;
	int rag, torch, rec, py;

	(void)state;
	life_begin(&l, DAY);
	g = goal_of(&l, "ai-engineer");
	rag = life_skill(&l, "ll.rag");
	torch = life_skill(&l, "dl.torch");
	rec = life_skill(&l, "ml.rec");
	py = life_skill(&l, "sw.py");
	assert_ok(demand_get(&l.c, &g, &d, &l.err), l.err);
	assert_true(d.n_postings == 0 && d.few && d.moved == 0);
	assert_true(d.skills[rag].weight == 0.9 && d.skills[rag].level == 3);
	assert_true(d.skills[torch].weight == 0 && d.skills[torch].level == 0);

	for (int i = 0; i < 8; i++)
		life_posting(&l, "ai-engineer", asked, 2, true);
	life_posting(&l, "data-analyst", wished, 1, true); /* of another role: no part of this demand */
	assert_ok(demand_get(&l.c, &g, &d, &l.err), l.err);
	assert_true(d.n_postings == 8 && d.few);
	assert_true(fabs(d.skills[rag].weight - (8 * 0.9 + 8 * 1.0) / 16) < 1e-9);
	assert_true(fabs(d.skills[torch].weight - 0.5) < 1e-9);
	assert_true(fabs(d.skills[py].weight - 0.5) < 1e-9); /* no posting named it */
	assert_true(d.skills[torch].level == 2 && d.skills[rec].weight == 0);
	assert_true(d.skills[torch].n == 8 && d.skills[torch].n_required == 8 && d.moved > 0);

	for (int i = 0; i < 8; i++)
		life_posting(&l, "ai-engineer", wished, 1, false);
	assert_ok(demand_get(&l.c, &g, &d, &l.err), l.err);
	assert_true(d.n_postings == 16 && !d.few);
	assert_true(fabs(d.skills[rec].share - 0.25) < 1e-9); /* half of them, preferred: a quarter */
	assert_true(d.raised == DEMAND_RAISE_MAX);            /* adverts that name next to nothing */
	assert_true(fabs(d.skills[rec].weight - 16 * 0.25 * 3 / 24) < 1e-9);
	assert_int_equal(d.skills[rec].n_required, 0);
	life_end(&l);
}

/* Adverts that name half of what the role asks for, each skill as often as its weight says: the weights stay. */
static void
shares_are_raised(void **state)
{
	struct life l;
	struct goal g;
	struct demand d;

	(void)state;
	life_begin(&l, DAY);
	g = goal_of(&l, "ai-engineer");
	const struct role *r = &l.map->roles[g.role];

	for (int i = 0; i < 60; i++) {
		const char *names[64];
		size_t n = 0;

		for (size_t k = 0; k < r->n_skills; k++)
			if ((i + (int)k) % 2 == 0 && i / 2 % 10 < 10 * r->skills[k].weight) /* half of them */
				names[n++] = arena_cstr(&l.a, l.map->skills[r->skills[k].skill].id);
		life_posting(&l, "ai-engineer", names, n, true);
	}
	assert_ok(demand_get(&l.c, &g, &d, &l.err), l.err);
	assert_true(d.n_postings == 60 && !d.few);
	assert_true(d.raised > 1.8 && d.raised < 2.1);
	assert_true(d.moved < 0.06);
	for (size_t k = 0; k < r->n_skills; k++)
		assert_true(fabs(d.skills[r->skills[k].skill].weight - r->skills[k].weight) < 0.1);
	life_end(&l);
}

static void
gap_and_closure(void **state)
{
	struct life l;
	struct goal g;
	struct demand d;
	struct gap_list gaps;
	struct ability *all;
	int *need;

	(void)state;
	life_begin(&l, DAY);
	g = goal_of(&l, "ml-engineer");
	assert_ok(demand_get(&l.c, &g, &d, &l.err), l.err);
	assert_ok(ability_all(&l.c, &all, &l.err), l.err);
	assert_ok(gap_get(&l.c, &d, all, &gaps, &l.err), l.err);
	need = ARENA_ARRAY(&l.a, l.map->n_skills, int);
	need_closure(l.map, d.skills, need);
	for (size_t k = 0; k < l.map->n_skills; k++) {
		const struct skill *s = &l.map->skills[k];

		assert_true(need[k] >= d.skills[k].level);
		for (size_t e = 0; e < s->n_edges; e++)
			if (s->edges[e].hard && need[k] >= s->edges[e].for_level)
				assert_true(need[s->edges[e].skill] >= s->edges[e].asks);
	}
	assert_true(gaps.met == 0); /* nothing vouches for anything yet */
	for (size_t i = 0; i < gaps.n; i++) {
		const struct gap *x = &gaps.gaps[i];

		assert_int_equal(x->need, need[x->skill]);
		assert_true(fabs(x->gap - fmax(0, x->need - x->have)) < 1e-9);
		assert_true(i == 0 || gaps.gaps[i - 1].weight * gaps.gaps[i - 1].gap >= x->weight * x->gap);
		/* A pure prerequisite says what for. */
		assert_true(x->weight > 0 || (x->needed_for != MAP_NONE && d.skills[x->needed_for].weight > 0));
	}
	life_end(&l);
}

static void
match_of_a_posting(void **state)
{
	struct life l;
	struct ability *all;
	struct match m;

	(void)state;
	life_begin(&l, DAY);
	int skills[] = {life_skill(&l, "sw.py"), life_skill(&l, "ll.rag"), life_skill(&l, "da.sql")};
	bool required[] = {true, true, false};
	int role = map_role(l.map, STR("ai-engineer"));

	assert_ok(ability_all(&l.c, &all, &l.err), l.err);
	for (int i = 0; i < 3; i++)
		all[skills[i]].have = 0;
	all[skills[0]].have = 3;
	m = match_of(&l.a, l.map, role, skills, required, 3, all);
	assert_true(fabs(m.score - 1 / 2.5) < 1e-9);
	assert_int_equal(m.skills[0].skill, skills[1]); /* required and least met */
	all[skills[1]].have = 1.5;
	all[skills[2]].have = 2;
	m = match_of(&l.a, l.map, role, skills, required, 3, all);
	assert_true(fabs(m.score - (1 + 0.5 + 0.5) / 2.5) < 1e-9);
	assert_true(match_of(&l.a, l.map, role, NULL, NULL, 0, all).score == 0);
	assert_true(match_of(&l.a, l.map, MAP_NONE, skills, required, 3, all).score > m.score); /* use is asked */
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(set_and_get),
	    cmocka_unit_test(refusals),
	    cmocka_unit_test(presets_and_corrections),
	    cmocka_unit_test(demand_moves_with_postings),
	    cmocka_unit_test(shares_are_raised),
	    cmocka_unit_test(gap_and_closure),
	    cmocka_unit_test(match_of_a_posting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
