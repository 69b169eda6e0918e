/*
 * Ability and freshness, held against their formulas worked out by hand, on a small map made for it.
 */
#include "life.h"

#include <math.h>

#include "base/clock.h"
#include "domain/skill/ability.h"

#define NEAR(a, b) assert_true(fabs((a) - (b)) < 1e-9)

/* Four skills: 0 covers 1 at 0.5, 1 covers 2 at 0.5, 2 covers 3 at 0.5; and 0 covers 2 at 0.1 itself. */
struct small {
	struct map m;
	struct skill skills[4];
	struct skill_cover covers[4];
};

static void
small_map(struct small *s)
{
	*s = (struct small){.covers = {{1, 0.5}, {2, 0.1}, {2, 0.5}, {3, 0.5}}};
	s->skills[0] = (struct skill){.covers = &s->covers[0], .n_covers = 2};
	s->skills[1] = (struct skill){.covers = &s->covers[2], .n_covers = 1};
	s->skills[2] = (struct skill){.covers = &s->covers[3], .n_covers = 1};
	s->m.skills = s->skills;
	s->m.n_skills = 4;
}

static struct ability
of(const struct evidence *e, size_t n_e, const struct minutes *m, size_t n_m, int skill, int32_t today)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	struct small s;

	small_map(&s);
	return ability_compute(&a, &s.m, e, n_e, m, n_m, today)[skill];
}

static struct evidence
shown(int level, enum evidence_kind kind, int32_t day)
{
	static int64_t at;

	return (struct evidence){.skill = 0, .level = level, .kind = kind, .on_day = day, .at_ms = ++at};
}

static struct minutes
spent(int skill, int32_t day)
{
	return (struct minutes){.skill = skill, .minutes = 60, .on_day = day};
}

/* Bayes' rule worked out: prior x likelihood, normalised. */
static void
bayes(void **state)
{
	static const double prior[] = ABILITY_PRIOR;

	(void)state;
	for (int kind = EVIDENCE_PRESET; kind < EVIDENCE__COUNT; kind++) {
		for (int level = 1; level <= SKILL_LEVELS; level++) {
			struct evidence e = shown(level, (enum evidence_kind)kind, 100);
			struct ability a = of(&e, 1, NULL, 0, 0, 100);
			double p[4], sum = 0, mean = 0;

			for (int l = 0; l <= SKILL_LEVELS; l++) {
				p[l] = prior[l] * (l >= level ? 1 : pow(evidence_kinds[kind].slip, level - l));
				sum += p[l];
			}
			for (int l = 0; l <= SKILL_LEVELS; l++) {
				NEAR(a.p[l], p[l] / sum);
				mean += l * p[l] / sum;
			}
			NEAR(a.mean, mean);
			assert_true(a.sd > 0 && a.sd < 1.5);
			NEAR(a.have, a.mean); /* fresh today */
		}
	}
}

static void
nothing_yet(void **state)
{
	struct ability a = of(NULL, 0, NULL, 0, 0, 100);

	(void)state;
	NEAR(a.mean, 0.18 + 2 * 0.09 + 3 * 0.03);
	assert_int_equal(a.level, 0);
	assert_int_equal(a.last_day, DAY_NONE);
	assert_false(a.shown);
	NEAR(a.freshness, 1);
	NEAR(a.stability, 0);
}

/* What level evidence opens: every kind its own at 1 and 2; at 3 a course alone does not. */
static void
levels(void **state)
{
	(void)state;
	for (int kind = EVIDENCE_PRESET; kind < EVIDENCE__COUNT; kind++) {
		for (int level = 1; level <= SKILL_LEVELS; level++) {
			struct evidence e = shown(level, (enum evidence_kind)kind, 100);
			int want = kind == EVIDENCE_COURSE && level == 3 ? 2 : level;

			assert_int_equal(of(&e, 1, NULL, 0, 0, 100).level, want);
		}
	}
	/* A second course does. */
	struct evidence two[] = {shown(3, EVIDENCE_COURSE, 100), shown(3, EVIDENCE_COURSE, 101)};

	assert_int_equal(of(two, 2, NULL, 0, 0, 101).level, 3);
}

/* More and stronger evidence never lowers the mean, and stronger kinds raise it more. */
static void
monotone(void **state)
{
	double before = 0;

	(void)state;
	for (int kind = EVIDENCE_PRESET; kind < EVIDENCE__COUNT; kind++) {
		double at_level = of(NULL, 0, NULL, 0, 0, 100).mean, once;

		for (int level = 1; level <= SKILL_LEVELS; level++) {
			struct evidence e[] = {shown(level, (enum evidence_kind)kind, 100),
			                       shown(level, (enum evidence_kind)kind, 100)};

			once = of(e, 1, NULL, 0, 0, 100).mean;
			assert_true(once > at_level);
			assert_true(of(e, 2, NULL, 0, 0, 100).mean >= once);
			at_level = once;
		}
		assert_true(at_level >= before);
		before = at_level;
	}
}

static void
repeats_are_capped(void **state)
{
	struct evidence e[50];
	double three;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(e); i++)
		e[i] = shown(2, EVIDENCE_COURSE, 100);
	three = of(e, ABILITY_REPEATS, NULL, 0, 0, 100).mean;
	assert_true(of(e, 2, NULL, 0, 0, 100).mean < three);
	NEAR(of(e, 4, NULL, 0, 0, 100).mean, three);
	NEAR(of(e, 50, NULL, 0, 0, 100).mean, three);
	/* Another kind counts by itself. */
	e[49] = shown(2, EVIDENCE_WORK, 100);
	assert_true(of(e, 50, NULL, 0, 0, 100).mean > three);
	/* Saying it fifty times counts once. */
	for (size_t i = 0; i < ARRAY_LEN(e); i++)
		e[i] = shown(2, EVIDENCE_CLAIM, 100);
	NEAR(of(e, 50, NULL, 0, 0, 100).mean, of(e, 1, NULL, 0, 0, 100).mean);
}

static void
newest_word_counts(void **state)
{
	struct evidence e[] = {shown(3, EVIDENCE_PRESET, 100), shown(1, EVIDENCE_CLAIM, 100)};
	struct ability a = of(e, 2, NULL, 0, 0, 100);

	(void)state;
	assert_int_equal(a.level, 1);
	assert_int_equal(a.claimed, 1);
	NEAR(a.mean, of(&e[1], 1, NULL, 0, 0, 100).mean);
	assert_false(a.shown);
	/* A claim of 0 takes back the preset. */
	e[1].level = 0;
	a = of(e, 2, NULL, 0, 0, 200);
	assert_int_equal(a.level, 0);
	NEAR(a.mean, of(NULL, 0, NULL, 0, 0, 100).mean);
	NEAR(a.freshness, 1);
	/* By when it was said, not by the day it speaks of. */
	e[1].level = 2;
	e[1].on_day = 50;
	struct evidence swapped[] = {e[1], e[0]};
	assert_int_equal(of(swapped, 2, NULL, 0, 0, 100).level, 2);
	/* It does not take back what was shown. */
	struct evidence both[] = {shown(2, EVIDENCE_PROJECT, 100), shown(0, EVIDENCE_CLAIM, 101)};
	assert_int_equal(of(both, 2, NULL, 0, 0, 101).level, 2);
}

/* FSRS-6: R(S) = 0.9 for the default decay, and further values of its curve. */
static void
forgetting(void **state)
{
	const double w20 = 0.1542, f = pow(0.9, -1 / w20) - 1;

	(void)state;
	for (double s = 0.5; s < 4000; s *= 3) {
		NEAR(ability_retention(s, s), 0.9);
		NEAR(ability_retention(0, s), 1);
		NEAR(ability_retention(3 * s, s), pow(1 + 3 * f, -w20));
		assert_true(ability_retention(2 * s, s) < 0.9);
	}
	struct evidence e = shown(1, EVIDENCE_EXERCISE, 100);

	NEAR(of(&e, 1, NULL, 0, 0, 130).freshness, 0.9); /* level 1 is vouched for 30 days */
	e.level = 2;
	NEAR(of(&e, 1, NULL, 0, 0, 190).freshness, 0.9);
	e.level = 3;
	NEAR(of(&e, 1, NULL, 0, 0, 370).freshness, 0.9);
	struct ability a = of(&e, 1, NULL, 0, 0, 370);
	NEAR(a.have, a.mean * (0.6 + 0.4 * 0.9));
	assert_true(of(&e, 1, NULL, 0, 0, 100000).have >= a.mean * 0.6);
	/* A clock that was set back does no harm. */
	NEAR(of(&e, 1, NULL, 0, 0, 90).freshness, 1);
}

/* The stability after reviews graded Good at difficulty 5, from the published formula. */
static double
good(double t, double s)
{
	double r = ability_retention(t, s);

	return s * (1 + exp(1.8722) * 6 * pow(s, -0.1666) * (exp(0.796 * (1 - r)) - 1));
}

static void
practice_strengthens(void **state)
{
	struct minutes m[] = {spent(0, 100), spent(0, 100), spent(0, 101), spent(0, 108), spent(0, 130)};
	double s = 2.3065, week, month;

	(void)state;
	NEAR(of(NULL, 0, m, 1, 0, 100).stability, s);
	NEAR(of(NULL, 0, m, 2, 0, 100).stability, s); /* twice a day is once */
	s = good(1, s);
	NEAR(of(NULL, 0, m, 3, 0, 101).stability, s);
	s = good(7, s);
	s = good(22, s);
	NEAR(of(NULL, 0, m, 5, 0, 130).stability, s);
	assert_int_equal(of(NULL, 0, m, 5, 0, 130).minutes, 300);
	/* The same five days crammed are worth less. */
	month = s;
	for (int i = 0; i < 5; i++)
		m[i].on_day = 100 + i;
	week = of(NULL, 0, m, 5, 0, 130).stability;
	assert_true(week < month / 2);
}

/* Practising 0 practises half of 1 and a quarter of 2 (not the tenth it names itself), an eighth of 3; only what was
 * learnt before. */
static void
covers_practise(void **state)
{
	struct minutes m[] = {spent(1, 100), spent(2, 100), spent(3, 100), spent(0, 110)};
	struct small s;

	(void)state;
	small_map(&s);
	NEAR(of(NULL, 0, m, 4, 1, 110).stability, 2.3065 * pow(good(10, 2.3065) / 2.3065, 0.5));
	NEAR(of(NULL, 0, m, 4, 2, 110).stability, 2.3065 * pow(good(10, 2.3065) / 2.3065, 0.25));
	NEAR(of(NULL, 0, m, 4, 3, 110).stability, 2.3065 * pow(good(10, 2.3065) / 2.3065, 0.125));
	NEAR(of(NULL, 0, &m[3], 1, 1, 110).stability, 0); /* never learnt */
	assert_int_equal(of(NULL, 0, &m[3], 1, 1, 110).last_day, DAY_NONE);
	/* The clock of forgetting moves by the share; covering is no evidence and no minutes. */
	struct evidence e = shown(1, EVIDENCE_EXERCISE, 100);
	struct ability a;

	e.skill = 1;
	a = of(&e, 1, &m[3], 1, 1, 110);
	NEAR(a.freshness, ability_retention(5, a.stability));
	NEAR(a.mean, of(&e, 1, NULL, 0, 1, 110).mean);
	assert_int_equal(a.minutes, 0);
	assert_int_equal(a.last_day, 100);
}

static void
minutes_count_towards_the_next_level(void **state)
{
	struct minutes m[] = {spent(0, 100), spent(0, 105), spent(0, 110)};
	struct evidence e[] = {shown(1, EVIDENCE_EXERCISE, 105), shown(1, EVIDENCE_COURSE, 110)};

	(void)state;
	m[1].at_ms = e[0].at_ms - 1; /* before the exercise of that day */
	m[2].at_ms = e[1].at_ms + 1;
	assert_int_equal(of(NULL, 0, m, 3, 0, 110).minutes_since, 180);
	assert_int_equal(of(e, 1, m, 3, 0, 110).minutes_since, 60);
	/* More evidence of the same level does not take the minutes towards the next one away. */
	assert_int_equal(of(e, 2, m, 3, 0, 110).minutes_since, 60);
	e[1].level = 2;
	m[2].at_ms = e[1].at_ms - 1;
	assert_int_equal(of(e, 2, m, 3, 0, 110).minutes_since, 0);
	assert_int_equal(of(e, 2, m, 3, 0, 110).minutes, 180);
}

/* Ten years: 5,000 entries of the log and 400 records of evidence over the real map. */
static void
ten_years_are_quick(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	struct map *map;
	struct err err = {0};
	struct rng r;
	struct minutes *m = ARENA_ARRAY(&a, 5000, struct minutes);
	struct evidence *e = ARENA_ARRAY(&a, 400, struct evidence);
	int64_t best = INT64_MAX;

	(void)state;
	assert_ok(map_load(&a, content_files, content_files_n, &map, &err), err);
	rng_seed(&r, 3);
	for (int i = 0; i < 5000; i++)
		m[i] = spent((int)rng_below(&r, map->n_skills), 10000 + i * 3650 / 5000);
	for (int i = 0; i < 400; i++) {
		e[i] =
		    shown(1 + (int)rng_below(&r, 3), (enum evidence_kind)rng_below(&r, EVIDENCE__COUNT), 10000 + i * 9);
		e[i].skill = (int)rng_below(&r, map->n_skills);
	}
	for (int i = 0; i < 5; i++) {
		int64_t begin = clock_monotonic_us();
		const struct ability *all = ability_compute(&a, map, e, 400, m, 5000, 14000);

		best = MIN(best, clock_monotonic_us() - begin);
		for (size_t k = 0; k < map->n_skills; k++) {
			assert_true(all[k].freshness > 0 && all[k].freshness <= 1);
			assert_true(all[k].stability <= 3650 && all[k].mean <= 3 && all[k].have <= all[k].mean);
		}
	}
	print_message("# ten years: %.1f ms\n", (double)best / 1000);
#ifndef __SANITIZE_ADDRESS__
	assert_true(best < 10000);
#endif
}

/* Adding, listing, undoing and refusing, in a database. */
static void
records(void **state)
{
	struct life l;
	struct evidence e, *list;
	struct minutes m, *log;
	size_t n;
	int64_t id;

	(void)state;
	life_begin(&l, 20000);
	id = life_show(&l, "ml.log", 2, EVIDENCE_PROJECT, 19990);
	life_show(&l, "sw.py", 1, EVIDENCE_CLAIM, 19980);
	assert_ok(evidence_list(&l.c, &list, &n, &l.err), l.err);
	assert_int_equal(n, 2);
	assert_int_equal(list[0].on_day, 19980); /* oldest day first */
	assert_int_equal(list[1].id, id);
	assert_int_equal(list[1].kind, EVIDENCE_PROJECT);
	assert_ok(evidence_undo(&l.c, id, false, &l.err), l.err);
	assert_ok(evidence_list(&l.c, &list, &n, &l.err), l.err);
	assert_int_equal(n, 1);
	assert_fails(evidence_undo(&l.c, id, false, &l.err), l.err, ERR_NOT_FOUND);
	assert_ok(evidence_undo(&l.c, id, true, &l.err), l.err);
	assert_fails(evidence_undo(&l.c, 17, false, &l.err), l.err, ERR_NOT_FOUND);
	id = life_log(&l, "ml.log", 30, 20000);
	assert_ok(minutes_undo(&l.c, id, false, &l.err), l.err);
	assert_ok(minutes_list(&l.c, &log, &n, &l.err), l.err);
	assert_int_equal(n, 0);
	assert_ok(minutes_undo(&l.c, id, true, &l.err), l.err);
	struct ability *all;
	assert_ok(ability_all(&l.c, &all, &l.err), l.err);
	assert_int_equal(all[life_skill(&l, "ml.log")].level, 2);
	assert_int_equal(all[life_skill(&l, "ml.log")].minutes, 30);

	const struct evidence good_one = {.skill = 1, .level = 2, .kind = EVIDENCE_WORK, .on_day = 20000};
	e = good_one;
	e.level = 0;
	assert_fails(evidence_add(&l.c, &e, &l.err), l.err, ERR_INVALID);
	e = good_one;
	e.level = 4;
	assert_fails(evidence_add(&l.c, &e, &l.err), l.err, ERR_INVALID);
	e = good_one;
	e.on_day = 20001;
	assert_fails(evidence_add(&l.c, &e, &l.err), l.err, ERR_INVALID);
	e = good_one;
	e.url = STR("javascript:alert(1)");
	assert_fails(evidence_add(&l.c, &e, &l.err), l.err, ERR_INVALID);
	e = good_one;
	e.kind = EVIDENCE_PRESET;
	assert_fails(evidence_add(&l.c, &e, &l.err), l.err, ERR_INVALID);
	m = (struct minutes){.skill = 1, .minutes = 0, .on_day = 20000};
	assert_fails(minutes_add(&l.c, &m, &l.err), l.err, ERR_INVALID);
	m.minutes = 1441;
	assert_fails(minutes_add(&l.c, &m, &l.err), l.err, ERR_INVALID);
	m.minutes = 10;
	m.on_day = 20001;
	assert_fails(minutes_add(&l.c, &m, &l.err), l.err, ERR_INVALID);
	assert_ok(evidence_list(&l.c, &list, &n, &l.err), l.err);
	assert_int_equal(n, 2);
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bayes),
	    cmocka_unit_test(nothing_yet),
	    cmocka_unit_test(levels),
	    cmocka_unit_test(monotone),
	    cmocka_unit_test(repeats_are_capped),
	    cmocka_unit_test(newest_word_counts),
	    cmocka_unit_test(forgetting),
	    cmocka_unit_test(practice_strengthens),
	    cmocka_unit_test(covers_practise),
	    cmocka_unit_test(minutes_count_towards_the_next_level),
	    cmocka_unit_test(ten_years_are_quick),
	    cmocka_unit_test(records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
