/*
 * The example life: it fills, tells the same on the same day, and shows what there is to show.
 */
#include "life.h"

#include "domain/job/application.h"
#include "domain/job/offer.h"
#include "domain/job/posting.h"
#include "domain/job/resume.h"
#include "domain/job/round.h"
#include "domain/person/contact.h"
#include "domain/person/informational.h"
#include "domain/plan/plan.h"
#include "exchange/demo.h"

#define DAY 20580 /* a Thursday */

static void
fill(struct life *l, int32_t day)
{
	struct extractor *ex;

	life_begin(l, day);
	assert_ok(extractor_new(&l->a, l->map->terms, l->map->n_terms, STR_NONE, &ex, &l->err), l->err);
	assert_ok(demo_fill(&l->c, ex, &l->err), l->err);
	assert_int_equal(ctx_today(&l->c), day); /* the caller's clock stays */
}

/* People, applications in many stages, talks, a résumé, two offers that can be compared. */
static void
there_is_a_search(struct life *l)
{
	const struct contact_filter everybody = {.tie_min = CARD_TIE_NONE};
	struct informational *talks;
	struct resume_version *versions;
	struct application app;
	struct offer *offers;
	struct round *rounds;
	struct attempt *attempts;
	size_t n_talks, n_versions, n_offers, n_rounds, n_attempts, open = 0;
	int64_t n_people;

	assert_ok(contact_count(&l->c, &everybody, &n_people, &l->err), l->err);
	assert_int_equal(n_people, 12);
	assert_ok(attempt_list(&l->c, &attempts, &n_attempts, &l->err), l->err);
	assert_int_equal(n_attempts, 14);
	for (size_t i = 0; i < n_attempts; i++) {
		assert_ok(application_get(&l->c, attempts[i].id, &app, &l->err), l->err);
		open += stage_is_open(app.stage);
	}
	assert_int_equal(open, 8);
	assert_ok(informational_list(&l->c, &talks, &n_talks, &l->err), l->err);
	assert_ok(resume_version_list(&l->c, &versions, &n_versions, &l->err), l->err);
	assert_ok(offer_list(&l->c, &offers, &n_offers, &l->err), l->err);
	assert_ok(round_list(&l->c, 0, &rounds, &n_rounds, &l->err), l->err);
	assert_true(n_talks == 4 && n_versions == 1 && n_offers == 2 && n_rounds == 6);
}

static void
there_is_much_to_see(void **state)
{
	struct life l;
	struct plan p;
	struct posting_totals t;
	struct evidence *e;
	struct minutes *m;
	size_t n_e, n_m, kinds = 0;
	bool seen[EVIDENCE__COUNT] = {0};

	(void)state;
	fill(&l, DAY);
	assert_ok(plan_make(&l.c, &p, &l.err), l.err);
	assert_ok(posting_total(&l.c, &t, &l.err), l.err);
	assert_true(t.n == 38 && t.n_hidden == 2 && t.n_with_text == 38);
	assert_int_equal(t.n_jobs, 36); /* two came again */
	assert_true(p.demand.n_postings >= 20 && !p.demand.few);
	assert_true(p.demand.moved > 0.05 && p.demand.moved < 0.5);
	assert_true(p.n_tasks >= 3 && p.n_overrides == 2 && p.pace_weeks == 12);
	assert_true(p.pace > 120 && p.pace < 360);
	assert_true(p.gaps.met > 0.4 && p.gaps.met < 0.9);
	assert_true(p.by_share > 0.3 && p.by_share < 1);
	assert_true(p.eta_p50 != DAY_NONE && p.eta_p80 != DAY_NONE);
	assert_ok(evidence_list(&l.c, &e, &n_e, &l.err), l.err);
	assert_ok(minutes_list(&l.c, &m, &n_m, &l.err), l.err);
	for (size_t i = 0; i < n_e; i++) {
		kinds += !seen[e[i].kind];
		seen[e[i].kind] = true;
	}
	assert_int_equal(kinds, EVIDENCE__COUNT);
	assert_true(n_m > 40 && m[0].on_day == DAY - 153);
	there_is_a_search(&l);
	life_end(&l);
}

static void
the_same_day_the_same_life(void **state)
{
	struct life a, b;
	struct plan p, q;

	(void)state;
	if (getenv("CAIRN_TEST_PG") != NULL)
		return; /* it takes two files at once; there is one server */
	fill(&a, DAY);
	fill(&b, DAY);
	assert_ok(plan_make(&a.c, &p, &a.err), a.err);
	assert_ok(plan_make(&b.c, &q, &b.err), b.err);
	assert_int_equal(p.n_tasks, q.n_tasks);
	for (size_t i = 0; i < p.n_tasks; i++) {
		assert_int_equal(p.tasks[i].skill, q.tasks[i].skill);
		assert_int_equal(p.tasks[i].minutes, q.tasks[i].minutes);
		assert_true(str_eq(p.tasks[i].reason, q.tasks[i].reason));
	}
	assert_true(p.hours_left == q.hours_left && p.demand.moved == q.demand.moved);
	life_end(&a);
	life_end(&b);
}

/* On every day of a week, and on the leap day. */
static void
any_day_will_do(void **state)
{
	static const int32_t days[] = {DAY + 1, DAY + 2, DAY + 3, DAY + 4, DAY + 5, DAY + 6, 21243};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(days); i++) {
		struct life l;
		struct plan p;

		fill(&l, days[i]);
		assert_ok(plan_make(&l.c, &p, &l.err), l.err);
		assert_true(p.n_tasks >= 3);
		life_end(&l);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(there_is_much_to_see),
	    cmocka_unit_test(the_same_day_the_same_life),
	    cmocka_unit_test(any_day_will_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
