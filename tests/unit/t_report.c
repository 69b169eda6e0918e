/*
 * The report's numbers, worked out by hand: intervals, survival, paths, rates; and the layout of the diagram.
 */
#include "life.h"

#include <math.h>

#include "domain/job/application.h"
#include "domain/job/report.h"
#include "web/sankey.h"

#define TODAY 20000

#define NEAR(a, b, eps) assert_true(fabs((a) - (b)) < (eps))

/*
 * Published values: 0 of 10 gives 0 to 0.2775; 5 of 10 0.2366 to 0.7634 (Agresti and Coull 1998 discuss both); 15 of
 * 148 0.0624 to 0.1605 (Newcombe, Statistics in Medicine 17, 1998, table I, method 3, whose other rows are 81 of 263
 * 0.2553 to 0.3662, 0 of 20 0 to 0.1611, and 1 of 29 0.0061 to 0.1718).
 */
static void
intervals(void **state)
{
	static const struct {
		int64_t k, n;
		double lo, hi;
	} known[] = {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611},
	             {1, 29, 0.0061, 0.1718},   {0, 10, 0, 0.2775},        {5, 10, 0.2366, 0.7634}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		struct interval in = wilson(known[i].k, known[i].n),
				other = wilson(known[i].n - known[i].k, known[i].n);

		NEAR(in.lo, known[i].lo, 0.00006);
		NEAR(in.hi, known[i].hi, 0.00006);
		NEAR(in.lo, 1 - other.hi, 1e-12);
	}
}

/*
 * Weeks of remission under 6-MP (Freireich and others, Blood 21, 1963; in every textbook of survival since Gehan 1965):
 * 6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+. S is 0.8571 after 6 (18/21), 0.8067 after 7
 * (x 16/17), 0.7529 after 10 (x 14/15), 0.6902 after 13 (x 11/12), 0.6275 after 16 (x 10/11), 0.5378 after 22 (x 6/7),
 * 0.4482 after 23 (x 5/6): the median is 23.
 */
static void
survival(void **state)
{
	static const struct spell remission[] = {
	    {6, true},   {6, true},   {6, true},   {6, false},  {7, true},   {9, false},  {10, true},
	    {10, false}, {11, false}, {13, true},  {16, true},  {17, false}, {19, false}, {20, false},
	    {22, true},  {23, true},  {25, false}, {32, false}, {32, false}, {34, false}, {35, false}};
	static const double left[] = {0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482};
	struct arena a = ARENA(1 << 20);
	struct spell spells[ARRAY_LEN(remission)], few[] = {{5, false}, {3, true}, {9, false}};
	struct spell even[] = {{1, true}, {2, true}, {3, true}, {4, true}};
	struct km k;

	(void)state;
	/* In another order: it sorts. */
	for (size_t i = 0; i < ARRAY_LEN(remission); i++)
		spells[(i * 8) % ARRAY_LEN(remission)] = remission[i];
	k = km_of(&a, spells, ARRAY_LEN(spells));
	assert_int_equal(k.n, 21);
	assert_int_equal(k.ended, 9);
	assert_int_equal(k.censored, 12);
	assert_int_equal(k.n_steps, ARRAY_LEN(left));
	for (size_t i = 0; i < ARRAY_LEN(left); i++)
		NEAR(k.steps[i].left, left[i], 0.00006);
	assert_true(k.has_median);
	assert_int_equal(k.median, 23);
	/* One of three moved on: half never did. */
	k = km_of(&a, few, ARRAY_LEN(few));
	assert_false(k.has_median);
	assert_int_equal(k.censored, 2);
	/* Nobody waits: the first day on which half of them have gone. */
	k = km_of(&a, even, ARRAY_LEN(even));
	assert_int_equal(k.median, 2);
	k = km_of(&a, NULL, 0);
	assert_false(k.has_median);
	arena_release(&a);
}

/* --- five applications by hand ------------------------------------------------------------------------------------ */

struct step {
	const char *kind;
	int32_t day;
};

static int64_t
put(struct life *l, const char *company, const char *source, const struct step *steps, size_t n)
{
	struct application app = {.company = str_of(company),
	                          .title = STR("ML engineer"),
	                          .source = str_of(source),
	                          .next_day = DAY_NONE,
	                          .deadline_day = DAY_NONE,
	                          .wait_day = DAY_NONE,
	                          .found_day = steps[0].day};
	int64_t id;

	life_tick(l);
	assert_ok(application_add(&l->c, &app, &l->err), l->err);
	for (size_t i = 1; i < n; i++) {
		life_tick(l);
		assert_ok(
		    application_event_add(&l->c, app.id, str_of(steps[i].kind), steps[i].day, STR(""), &id, &l->err),
		    l->err);
	}
	return app.id;
}

#define PUT(l, company, source, ...)                                                                                   \
	put((l), (company), (source), (const struct step[]){__VA_ARGS__},                                              \
	    ARRAY_LEN(((const struct step[]){__VA_ARGS__})))

/*
 *	A  found 0, applied 2, screen 9, round 16, round 20, offer 30, accepted 33
 *	B  found 0, applied 1, rejected 11
 *	C  found 5, referred 6, applied 7, screen 12, rejected 20, round 25 (they came back), open
 *	D  found 9, applied 10, ghosted 60
 *	E  found 10, applied 95 (five days ago), open
 *	F  found 50, open
 *
 * (days from 19900; today is 100)
 */
static void
six(struct life *l)
{
	int32_t z = TODAY - 100;

	PUT(l, "A", "board", {"found", z}, {"applied", z + 2}, {"screen", z + 9}, {"round", z + 16}, {"round", z + 20},
	    {"offer", z + 30}, {"accepted", z + 33});
	PUT(l, "B", "board", {"found", z}, {"applied", z + 1}, {"rejected", z + 11});
	PUT(l, "C", "friend", {"found", z + 5}, {"referred", z + 6}, {"applied", z + 7}, {"screen", z + 12},
	    {"rejected", z + 20}, {"round", z + 25});
	PUT(l, "D", "board", {"found", z + 9}, {"applied", z + 10}, {"ghosted", z + 60});
	PUT(l, "E", "board", {"found", z + 10}, {"applied", z + 95});
	PUT(l, "F", "friend", {"found", z + 50});
}

static int64_t
link_n(const struct flow *f, const char *from, const char *to)
{
	for (size_t i = 0; i < f->n_links; i++)
		if (str_eq(f->nodes[f->links[i].from].word, str_of(from)) &&
		    str_eq(f->nodes[f->links[i].to].word, str_of(to)))
			return f->links[i].n;
	return 0;
}

/* What flows in flows out, the first node has all, the ends add up to all. */
static void
conserved(const struct flow *f)
{
	int64_t ends = 0;

	for (size_t i = 0; i < f->n_nodes; i++) {
		int64_t in = 0, out = 0;

		for (size_t k = 0; k < f->n_links; k++) {
			in += f->links[k].to == i ? f->links[k].n : 0;
			out += f->links[k].from == i ? f->links[k].n : 0;
			assert_true(f->nodes[f->links[k].from].column < f->nodes[f->links[k].to].column);
		}
		assert_int_equal(f->nodes[i].column == 0 ? f->n : in, f->nodes[i].n);
		if (f->nodes[i].column + 1 == f->n_columns)
			ends += f->nodes[i].n;
		else
			assert_int_equal(out, f->nodes[i].n);
	}
	assert_int_equal(ends, f->n);
}

static void
by_hand(void **state)
{
	struct life l;
	struct report r;
	struct flow f;
	struct report_time *times;
	int64_t funnel[FUNNEL__COUNT], undated;
	size_t n;

	(void)state;
	life_begin(&l, TODAY);
	six(&l);
	assert_ok(report_load(&l.c, DAY_NONE, DAY_NONE, &r, &l.err), l.err);
	assert_int_equal(r.n, 6);
	/* Heard back: A, B, C. Invited: A, C. */
	report_funnel(&r, funnel);
	assert_int_equal(funnel[FUNNEL_FOUND], 6);
	assert_int_equal(funnel[FUNNEL_APPLIED], 5);
	assert_int_equal(funnel[FUNNEL_HEARD], 3);
	assert_int_equal(funnel[FUNNEL_INVITED], 2);
	assert_int_equal(funnel[FUNNEL_OFFER], 1);
	assert_int_equal(funnel[FUNNEL_ACCEPTED], 1);

	/* found -> applied A B D E; found -> referred -> applied C; found -> open F; applied -> screen A C, -> rejected
	 * B, -> ghosted D, -> open E; screen -> round A C; round -> offer A, -> open C; offer -> accepted A. */
	f = report_flow(&l.a, &r);
	conserved(&f);
	assert_int_equal(f.n, 6);
	assert_int_equal(link_n(&f, "found", "applied"), 4);
	assert_int_equal(link_n(&f, "found", "referred"), 1);
	assert_int_equal(link_n(&f, "referred", "applied"), 1);
	assert_int_equal(link_n(&f, "found", "open"), 1);
	assert_int_equal(link_n(&f, "applied", "screen"), 2);
	assert_int_equal(link_n(&f, "applied", "rejected"), 1);
	assert_int_equal(link_n(&f, "applied", "ghosted"), 1);
	assert_int_equal(link_n(&f, "applied", "open"), 1);
	assert_int_equal(link_n(&f, "screen", "round"), 2);
	assert_int_equal(link_n(&f, "round", "offer"), 1);
	assert_int_equal(link_n(&f, "round", "open"), 1);
	assert_int_equal(link_n(&f, "offer", "accepted"), 1);
	assert_int_equal(f.n_links, 12);

	/* Applied: A 7, B 10, C 5 days and moved on; D 50 and E 5 days without. Sorted 5 5+ 7 10 50+: S is 4/5, then
	 * x 2/3 = 8/15, then x 1/2 = 4/15: the median is 10. Screen: A 7, C 8 (the rejection ends it). Round: A 14,
	 * C 75 and waiting. */
	report_times(&l.a, &r, &times, &n, &undated);
	assert_int_equal(undated, 0);
	for (size_t i = 0; i < n; i++) {
		if (str_eq(times[i].word, STR("applied"))) {
			assert_int_equal(times[i].km.n, 5);
			assert_int_equal(times[i].km.ended, 3);
			assert_int_equal(times[i].km.median, 10);
		} else if (str_eq(times[i].word, STR("screen"))) {
			assert_int_equal(times[i].km.ended, 2);
			assert_int_equal(times[i].km.median, 7);
		} else if (str_eq(times[i].word, STR("round"))) {
			assert_int_equal(times[i].km.ended, 1);
			assert_int_equal(times[i].km.censored, 1);
		}
	}
	assert_int_equal(n, 6);
	life_end(&l);
}

static void
rates_by_hand(void **state)
{
	struct life l;
	struct report r;
	struct flow f;
	struct rate_row *rows;
	size_t n;

	(void)state;
	life_begin(&l, TODAY);
	six(&l);
	assert_ok(report_load(&l.c, DAY_NONE, DAY_NONE, &r, &l.err), l.err);
	/* Sent: A B C D; E is too young. Board: A B D of which A is invited; friend: C. */
	report_rates(&l.a, &r, RATE_SOURCE, &rows, &n);
	assert_int_equal(n, 2);
	assert_str(rows[0].name, "board");
	assert_int_equal(rows[0].n, 3);
	assert_int_equal(rows[0].young, 1);
	assert_int_equal(rows[0].heard, 2);
	assert_int_equal(rows[0].invited, 1);
	assert_true(rows[0].few);
	report_rates(&l.a, &r, RATE_REFERRAL, &rows, &n);
	assert_str(rows[1].name, "referred");
	assert_int_equal(rows[1].invited, 1);
	/* Ten days on E counts. Then there are five, and an interval. */
	life_on(&l, TODAY + 10);
	assert_ok(report_load(&l.c, DAY_NONE, DAY_NONE, &r, &l.err), l.err);
	report_rates(&l.a, &r, RATE_ALL, &rows, &n);
	assert_int_equal(rows[0].n, 5);
	assert_false(rows[0].few);
	NEAR(rows[0].in.lo, wilson(2, 5).lo, 1e-12);

	/* Of a period: by the day it was sent, or found. */
	assert_ok(report_load(&l.c, TODAY - 99, TODAY - 93, &r, &l.err), l.err);
	assert_int_equal(r.n, 3); /* A on day 2, B on 1, C on 7 */
	f = report_flow(&l.a, &r);
	conserved(&f);
	assert_fails(report_load(&l.c, TODAY, TODAY - 1, &r, &l.err), l.err, ERR_INVALID);
	life_end(&l);
}

/* A step back is no step; a stage that was added stands where it was put; undone events do not count. */
static void
paths_of_any_log(void **state)
{
	struct life l;
	struct report r;
	struct flow f;
	int64_t change, id, app;
	int32_t z = TODAY - 50;

	(void)state;
	life_begin(&l, TODAY);
	assert_ok(stage_add(&l.c, STR("Take-home task"), STR("screen"), &change, &l.err), l.err);
	app = PUT(&l, "A", "", {"found", z}, {"applied", z + 1}, {"round", z + 5}, {"screen", z + 9});
	PUT(&l, "B", "", {"found", z}, {"applied", z + 1}, {"screen", z + 5}, {"Take-home task", z + 6},
	    {"round", z + 9});
	assert_ok(application_event_add(&l.c, app, STR("rejected"), z + 20, STR(""), &id, &l.err), l.err);
	assert_ok(report_load(&l.c, DAY_NONE, DAY_NONE, &r, &l.err), l.err);
	f = report_flow(&l.a, &r);
	conserved(&f);
	assert_int_equal(link_n(&f, "applied", "round"), 1);
	assert_int_equal(link_n(&f, "round", "rejected"), 1);
	assert_int_equal(link_n(&f, "round", "open"), 1);
	assert_ok(application_event_undo(&l.c, id, false, &l.err), l.err);
	assert_ok(report_load(&l.c, DAY_NONE, DAY_NONE, &r, &l.err), l.err);
	f = report_flow(&l.a, &r);
	conserved(&f);
	assert_int_equal(link_n(&f, "round", "open"), 2);
	life_end(&l);
}

/* --- the diagram ----------------------------------------------------------------------------------------------------
 */

static void
diagram(void **state)
{
	struct life l;
	struct report r;
	struct flow f;
	struct sankey s;

	(void)state;
	life_begin(&l, TODAY);
	six(&l);
	assert_ok(report_load(&l.c, DAY_NONE, DAY_NONE, &r, &l.err), l.err);
	f = report_flow(&l.a, &r);
	s = sankey_layout(&l.a, &f);
	assert_int_equal(s.n_nodes, f.n_nodes);
	for (size_t i = 0; i < s.n_nodes; i++) {
		double in = 0, out = 0;

		NEAR(s.nodes[i].height, (double)f.nodes[i].n * s.scale, 1e-9);
		/* Nothing lies on a node of its column. */
		for (size_t k = 0; k < i; k++)
			if (f.nodes[k].column == f.nodes[i].column)
				assert_true(s.nodes[k].y + s.nodes[k].height <= s.nodes[i].y ||
				            s.nodes[i].y + s.nodes[i].height <= s.nodes[k].y);
		for (size_t k = 0; k < s.n_ribbons; k++) {
			const struct sankey_ribbon *b = &s.ribbons[k];
			bool from = f.links[b->link].from == i && fabs(b->x0 - s.nodes[i].x - s.nodes[i].width) < 1e-9;
			bool to = f.links[b->link].to == i && fabs(b->x1 - s.nodes[i].x) < 1e-9;

			out += from ? b->height : 0;
			in += to ? b->height : 0;
			/* What leaves or comes lies within the node; what passes does not touch it. */
			if (from)
				assert_true(b->y0 >= s.nodes[i].y - 1e-6 &&
				            b->y0 + b->height <= s.nodes[i].y + s.nodes[i].height + 1e-6);
			else if (fabs(b->x0 - s.nodes[i].x) < 1e-9)
				assert_true(b->y0 + b->height <= s.nodes[i].y + 1e-6 ||
				            b->y0 >= s.nodes[i].y + s.nodes[i].height - 1e-6);
		}
		if (f.nodes[i].column > 0)
			NEAR(in, s.nodes[i].height, 1e-6);
		if (f.nodes[i].column + 1 < f.n_columns)
			NEAR(out, s.nodes[i].height, 1e-6);
		assert_true(s.nodes[i].y + s.nodes[i].height <= s.height);
	}
	/* Nothing there, nothing drawn. */
	f = (struct flow){0};
	assert_int_equal(sankey_layout(&l.a, &f).n_ribbons, 0);
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(intervals),     cmocka_unit_test(survival),         cmocka_unit_test(by_hand),
	    cmocka_unit_test(rates_by_hand), cmocka_unit_test(paths_of_any_log), cmocka_unit_test(diagram),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
