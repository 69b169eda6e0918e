/*
 * The plan on the real content and a real database: what it promises, for every role and several starts and hours, and
 * how it answers to evidence, minutes, overrides, postings and time.
 */
#include "life.h"

#include <math.h>

#include "base/clock.h"
#include "domain/account/setting.h"
#include "domain/plan/plan.h"
#include "domain/today/today.h"

#define MONDAY 20577 /* 2026-05-04 */

static struct plan
make(struct life *l)
{
	struct plan p;

	assert_ok(plan_make(&l->c, &p, &l->err), l->err);
	return p;
}

static bool PRINTF(2, 3) says(const struct plan_task *t, const char *fmt, ...)
{
	char want[200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(want, sizeof(want), fmt, ap);
	va_end(ap);
	return str_has(t->reason, str_of(want));
}

static const struct plan_task *
task_for(const struct plan *p, int skill)
{
	for (size_t i = 0; i < p->n_tasks; i++)
		if (p->tasks[i].skill == skill)
			return &p->tasks[i];
	return NULL;
}

static const struct plan_task *
task_must(const struct plan *p, int skill)
{
	static const struct plan_task none;
	const struct plan_task *t = task_for(p, skill);

	assert_non_null(t);
	return t != NULL ? t : &none;
}

/* The steps of other skills on the way that cannot be done before (skill, level), found over the edges anew. */
static int
count_waiting(const struct life *l, const struct plan *p, int skill, int level)
{
	int *from = ARENA_ARRAY(l->c.a, l->map->n_skills, int), n = 0; /* by skill: it waits from this level on */

	from[skill] = level;
	for (size_t i = 0; i < l->map->n_skills; i++) {
		int k = l->map->order[i];

		for (size_t e = 0; e < l->map->skills[k].n_edges && k != skill; e++) {
			const struct skill_edge *edge = &l->map->skills[k].edges[e];

			int waits = MAX(edge->for_level, p->abilities[k].level + 1);

			if (edge->hard && from[edge->skill] > 0 && edge->asks >= from[edge->skill] &&
			    (from[k] == 0 || waits < from[k]))
				from[k] = waits;
		}
	}
	for (size_t i = 0; i < p->n_steps; i++) {
		const struct plan_step *s = &p->steps[i];

		n += s->kind == PLAN_LEARN && s->skill != skill && s->core && !s->blocked && from[s->skill] > 0 &&
		     s->level >= from[s->skill];
	}
	return n;
}

/* Every number in the reason is one that holds. */
static void
check_reason(const struct life *l, const struct plan *p, const struct plan_task *t)
{
	const struct plan_step *s = t->step;
	const struct demand_skill *d;
	int waiting;

	assert_true(t->reason.n > 20);
	assert_true(t->reason.p[t->reason.n - 1] == '.');
	if (t->kind == PLAN_REVIEW) {
		assert_true(says(t, "down to %.0f%%", t->freshness * 100));
		return;
	}
	if (s == NULL)
		return;
	assert_true(fabs(s->score - s->demand * s->unlocks * s->fit / (s->minutes / 60)) < 1e-9);
	d = &p->demand.skills[s->skill];
	if (s->demand > 0 && (d->weight > 0 || s->pinned_for != s->skill)) {
		if (s->pinned_for != s->skill && p->demand.skills[s->strongest].weight > d->weight)
			d = &p->demand.skills[s->strongest];
		if (d->role_weight > 0)
			assert_true(says(t, "(weight %.2f)", d->role_weight));
		if (d->n > 0)
			assert_true(says(t, "%d of your %d posting", d->n, p->demand.n_postings));
		assert_int_equal(str_has(t->reason, STR("few")), d->n > 0 && p->demand.few);
	}
	if (s->kind != PLAN_LEARN)
		return;
	waiting = count_waiting(l, p, s->skill, s->level);
	assert_int_equal(s->n_opens, waiting);
	if (waiting > 0)
		assert_true(says(t, "%d further step", waiting));
	if (s->minutes > 30)
		assert_true(says(t, "success %.0f%%", s->chance * 100));
}

static void
check_task(const struct life *l, const struct plan *p, const struct plan_task *t)
{
	const struct skill *k = &l->map->skills[t->skill];
	const struct ability *a = &p->abilities[t->skill];

	assert_true(t->minutes > 0 && t->minutes % 5 == 0);
	check_reason(l, p, t);
	if (t->kind == PLAN_REVIEW) {
		assert_true(t->step == NULL && a->level > 0 && t->freshness < PLAN_REVIEW_BELOW);
	} else if (t->kind == PLAN_PROVE) {
		assert_true(a->claimed >= 2 && !a->shown && t->level <= a->claimed);
	} else {
		assert_true(t->kind == (t->level == 3 ? PLAN_PROJECT : PLAN_LEARN));
		assert_int_equal(a->level, t->level - 1);
		for (size_t e = 0; e < k->n_edges; e++)
			if (k->edges[e].hard && k->edges[e].for_level <= t->level)
				assert_true(p->abilities[k->edges[e].skill].level >= k->edges[e].asks);
		assert_true(t->step->left <= t->step->minutes);
	}
}

/* True when something that can begin has no task, or a task with less than it needs. Proofs come one a week. */
static bool
could_do_more(const struct plan *p)
{
	for (size_t i = 0; i < p->n_steps; i++) {
		const struct plan_step *s = &p->steps[i];
		const struct plan_task *t = task_for(p, s->skill);

		if (s->frontier && s->kind == PLAN_LEARN && s->score > 0 && (t == NULL || t->minutes < s->minutes - 5))
			return true;
	}
	return false;
}

/* What holds for every plan whose week has only begun. */
static void
check_plan(struct life *l, const struct plan *p)
{
	int sum = 0, proofs = 0, reviews = 0, proving = 0, week = p->goal.minutes_per_week;

	for (size_t i = 0; i < p->n_tasks; i++) {
		const struct plan_task *t = &p->tasks[i];

		check_task(l, p, t);
		for (size_t j = 0; j < i; j++)
			assert_true(p->tasks[j].skill != t->skill);
		sum += t->minutes;
		proofs += t->kind == PLAN_PROVE;
		proving += t->kind == PLAN_PROVE ? t->minutes : 0;
		reviews += t->kind == PLAN_REVIEW ? t->minutes : 0;
	}
	assert_true(sum <= week);
	assert_true(sum >= week - 25 || !could_do_more(p)); /* the week is used */
	assert_true(proofs <= 1);
	assert_true(proving <= MAX(45, week * PLAN_PROJECT_SHARE / 100 + 3));
	assert_true(reviews <= MAX(20, week * PLAN_REVIEW_SHARE / 100 + 3));
	assert_true(p->n_tasks <= (size_t)(3 + week / 90));
	assert_true(p->gaps.met >= 0 && p->gaps.met <= 1);
	/* A range of days, unless there is nothing left or it is very far. */
	assert_true(p->hours_left >= 0);
	if (p->hours_left * 60 / week < 300)
		assert_int_equal(p->hours_left > 0, p->eta_p50 != DAY_NONE);
	if (p->eta_p50 != DAY_NONE)
		assert_true(p->eta_p50 > ctx_today(&l->c));
	if (p->eta_p80 != DAY_NONE)
		assert_true(p->eta_p80 >= p->eta_p50);
}

/* Does what the week says, on its Saturday; reached steps get their evidence. */
static void
live_the_week(struct life *l, const struct plan *p)
{
	life_on(l, p->week + 5);
	for (size_t i = 0; i < p->n_tasks; i++) {
		const struct plan_task *t = &p->tasks[i];
		char id[64];

		snprintf(id, sizeof(id), "%.*s", STR_ARG(l->map->skills[t->skill].id));
		life_log(l, id, t->minutes, p->week + 5);
		if (t->step != NULL && t->step->left <= t->minutes)
			life_show(l, id, t->level, t->level == 3 ? EVIDENCE_PROJECT : EVIDENCE_EXERCISE, p->week + 5);
	}
}

static void
every_role(void **state)
{
	static const char *const starts[] = {NULL, "none", "student-stem", "software-engineer", "data-analyst"};
	static const int hours[] = {2, 6, 15};
	int plans = 0;
	struct life first;

	(void)state;
	life_begin(&first, MONDAY);
	for (size_t r = 0; r < first.map->n_roles; r++) {
		char role[64];

		snprintf(role, sizeof(role), "%.*s", STR_ARG(first.map->roles[r].id));
		if (first.map->roles[r].start_only)
			continue;
		for (size_t s = 0; s < ARRAY_LEN(starts); s++) {
			struct life l;
			struct plan p;

			/* One file a start; with PostgreSQL a fresh schema. */
			life_begin(&l, MONDAY);
			for (size_t h = 0; h < ARRAY_LEN(hours); h++) {
				life_goal(&l, starts[s], role, hours[h] * 60, DAY_NONE);
				p = make(&l);
				check_plan(&l, &p);
				plans++;
				for (size_t i = 0; i < p.n_tasks; i++)
					assert_true(s > 1 || p.tasks[i].kind != PLAN_PROVE);
			}
			for (int week = 0; week < 3; week++) {
				double before = p.hours_left;

				live_the_week(&l, &p);
				life_on(&l, p.week + 7);
				p = make(&l);
				check_plan(&l, &p);
				assert_true(before == 0 || p.hours_left < before);
				plans++;
			}
			life_end(&l);
		}
	}
	print_message("# %d plans\n", plans);
	assert_true(plans >= 13 * 5 * 6);
	life_end(&first);
}

/* Three years of doing what it says: it comes to an end, and says so. */
static void
to_the_end(void **state)
{
	struct life l;
	struct plan p;
	double met = 0;
	int week = 0;

	(void)state;
	life_begin(&l, MONDAY);
	life_goal(&l, "data-analyst", "data-scientist", 15 * 60, DAY_NONE);
	for (; week < 80; week++) {
		life_on(&l, MONDAY + 7 * week);
		p = make(&l);
		check_plan(&l, &p);
		if (p.hours_left == 0)
			break;
		assert_true(p.n_tasks > 0);
		if (week % 10 == 0) {
			assert_true(p.gaps.met > met);
			met = p.gaps.met;
		}
		live_the_week(&l, &p);
	}
	print_message("# the way took %d weeks of 15 hours; %.0f%% met\n", week, p.gaps.met * 100);
	assert_true(week < 60 && p.gaps.met > 0.7);
	assert_int_equal(p.eta_p50, DAY_NONE);
	life_end(&l);
}

static void
assert_same_tasks(const struct plan *a, const struct plan *b)
{
	assert_int_equal(a->n_tasks, b->n_tasks);
	for (size_t i = 0; i < a->n_tasks; i++) {
		assert_int_equal(a->tasks[i].skill, b->tasks[i].skill);
		assert_int_equal(a->tasks[i].minutes, b->tasks[i].minutes);
		assert_int_equal(a->tasks[i].kind, b->tasks[i].kind);
	}
}

static void
the_week_is_steady(void **state)
{
	struct life l;
	struct plan p, q;
	struct today t;
	char id[64];

	(void)state;
	life_begin(&l, MONDAY);
	life_goal(&l, "software-engineer", "ai-engineer", 360, DAY_NONE);
	p = make(&l);
	snprintf(id, sizeof(id), "%.*s", STR_ARG(l.map->skills[p.tasks[0].skill].id));
	/* Minutes show as spent, reduce what is left, and move nothing. */
	life_on(&l, MONDAY + 2);
	life_log(&l, id, 45, MONDAY + 2);
	q = make(&l);
	assert_same_tasks(&p, &q);
	assert_int_equal(q.tasks[0].spent, 45);
	assert_true(fabs(p.hours_left - q.hours_left - 0.75) < 1e-9);
	assert_int_equal(q.minutes_spent, 45);
	assert_ok(today_make(&l.c, &t, &l.err), l.err);
	assert_true(t.next == &t.plan.tasks[0] && t.next_minutes == MIN(TODAY_SITTING, q.tasks[0].minutes - 45));
	assert_true(t.n_recent == 1 && t.minutes_today == 45 && t.n_done == 0);
	life_log(&l, id, p.tasks[0].minutes - 45, MONDAY + 2);
	assert_ok(today_make(&l.c, &t, &l.err), l.err);
	assert_same_tasks(&p, &t.plan);
	assert_true(t.n_done == 1 && t.next == &t.plan.tasks[1]);
	/* Evidence moves it on at once; what was reached stands as done, and the week is no longer for it. */
	life_show(&l, id, p.tasks[0].level, EVIDENCE_EXERCISE, MONDAY + 2);
	q = make(&l);
	const struct plan_task *reached = &q.tasks[q.n_tasks - 1];
	assert_true(reached->step == NULL && reached->skill == p.tasks[0].skill && task_is_done(reached));
	assert_int_equal(reached->minutes, p.tasks[0].minutes);
	int sum = 0;
	for (size_t i = 0; i < q.n_tasks; i++)
		sum += q.tasks[i].minutes;
	assert_true(sum <= 360 && q.gaps.met > p.gaps.met);
	assert_true(task_must(&q, p.tasks[0].skill)->level != p.tasks[0].level ||
	            task_must(&q, p.tasks[0].skill) == reached);
	life_end(&l);
}

/* A file with nothing that fades shows the same plan after weeks without a minute; nothing is owed. */
static void
a_week_off_costs_nothing(void **state)
{
	struct life l;
	struct plan p, q;

	(void)state;
	life_begin(&l, MONDAY);
	life_goal(&l, NULL, "data-analyst", 360, DAY_NONE);
	p = make(&l);
	for (int weeks = 1; weeks < 4; weeks++) {
		life_on(&l, MONDAY + 7 * weeks);
		q = make(&l);
		assert_same_tasks(&p, &q);
		assert_true(q.hours_left == p.hours_left && q.gaps.met == p.gaps.met);
		assert_int_equal(q.eta_p50 - p.eta_p50, 7 * weeks);
	}
	life_end(&l);

	/* With skills that fade, only that: what is left to learn stays, reviews come after half a year. */
	life_begin(&l, MONDAY);
	life_goal(&l, "software-engineer", "ai-engineer", 360, DAY_NONE);
	p = make(&l);
	life_on(&l, MONDAY + 14);
	q = make(&l);
	assert_true(q.hours_left == p.hours_left && q.gaps.met < p.gaps.met && q.gaps.met > p.gaps.met * 0.98);
	life_on(&l, MONDAY + 210);
	q = make(&l);
	check_plan(&l, &q);
	int reviews = 0;
	for (size_t i = 0; i < q.n_tasks; i++)
		reviews += q.tasks[i].kind == PLAN_REVIEW;
	assert_true(reviews >= 1);
	assert_true(q.hours_left == p.hours_left);
	/* A review that is done stays on the list as done. */
	const struct plan_task *review = &q.tasks[0];
	while (review->kind != PLAN_REVIEW)
		review++;
	char id[64];
	snprintf(id, sizeof(id), "%.*s", STR_ARG(l.map->skills[review->skill].id));
	life_log(&l, id, 20, MONDAY + 210);
	p = make(&l);
	assert_same_tasks(&p, &q);
	assert_true(task_is_done(task_must(&p, review->skill)));
	assert_true(p.abilities[review->skill].freshness > 0.99);
	life_end(&l);
}

static void
overrides(void **state)
{
	struct life l;
	struct plan p, q;
	int64_t id, second;
	int k;

	(void)state;
	life_begin(&l, MONDAY);
	life_goal(&l, "software-engineer", "ai-engineer", 360, DAY_NONE);
	p = make(&l);
	k = p.tasks[0].skill;
	/* Skip: neither it nor what needs it. */
	life_tick(&l);
	assert_ok(plan_override(&l.c, k, OVERRIDE_SKIP, DAY_NONE, &id, &l.err), l.err);
	q = make(&l);
	assert_null(task_for(&q, k));
	assert_true(q.hours_left < p.hours_left && q.n_overrides == 1 && q.overrides[0].id == id);
	check_plan(&l, &q);
	for (size_t i = 0; i < q.n_steps; i++)
		assert_true(!q.steps[i].frontier || !q.steps[i].blocked);
	/* It is remembered, and one action takes it back. */
	life_on(&l, MONDAY + 7);
	q = make(&l);
	assert_null(task_for(&q, k));
	life_on(&l, MONDAY);
	assert_ok(plan_override_undo(&l.c, id, &l.err), l.err);
	assert_fails(plan_override_undo(&l.c, id, &l.err), l.err, ERR_NOT_FOUND);
	q = make(&l);
	assert_same_tasks(&p, &q);
	assert_int_equal(q.n_overrides, 0);
	/* Later: not before its day. */
	assert_fails(plan_override(&l.c, k, OVERRIDE_LATER, MONDAY, NULL, &l.err), l.err, ERR_INVALID);
	assert_ok(plan_override(&l.c, k, OVERRIDE_LATER, MONDAY + 14, &id, &l.err), l.err);
	q = make(&l);
	assert_null(task_for(&q, k));
	assert_true(q.hours_left == p.hours_left);
	life_on(&l, MONDAY + 14);
	q = make(&l);
	assert_non_null(task_for(&q, k));
	assert_int_equal(q.n_overrides, 0);
	/* The newest of a skill counts; undone, the one before. */
	life_on(&l, MONDAY);
	life_tick(&l);
	assert_ok(plan_override(&l.c, k, OVERRIDE_PIN, DAY_NONE, &second, &l.err), l.err);
	q = make(&l);
	assert_true(q.tasks[0].skill == k && says(&q.tasks[0], "You put it first."));
	assert_int_equal(q.n_overrides, 1);
	assert_ok(plan_override_undo(&l.c, second, &l.err), l.err);
	q = make(&l);
	assert_null(task_for(&q, k));
	life_end(&l);
}

static void
pins(void **state)
{
	struct life l;
	struct plan p;
	int64_t id;

	(void)state;
	life_begin(&l, MONDAY);
	life_goal(&l, "software-engineer", "ai-engineer", 360, DAY_NONE);
	/* Something far along the way: what it needs comes first. */
	assert_ok(plan_override(&l.c, life_skill(&l, "ll.agent"), OVERRIDE_PIN, DAY_NONE, &id, &l.err), l.err);
	p = make(&l);
	check_plan(&l, &p);
	assert_true(p.tasks[0].step->pinned && says(&p.tasks[0], "You put AI agents first, which needs it."));
	assert_null(task_for(&p, life_skill(&l, "ll.agent")));
	assert_ok(plan_override_undo(&l.c, id, &l.err), l.err);
	/* Something the goal does not ask for. */
	assert_null(task_for(&p, life_skill(&l, "st.desc")));
	life_tick(&l);
	assert_ok(plan_override(&l.c, life_skill(&l, "st.desc"), OVERRIDE_PIN, DAY_NONE, &id, &l.err), l.err);
	p = make(&l);
	check_plan(&l, &p);
	assert_true(p.tasks[0].skill == life_skill(&l, "st.desc") && says(&p.tasks[0], "You put it first."));
	life_end(&l);
}

static void
postings_move_the_plan(void **state)
{
	static const char *const asked[] = {"ml.rec", "sw.py"};
	struct life l;
	struct plan p, q;
	int rec;

	(void)state;
	life_begin(&l, MONDAY);
	life_goal(&l, "software-engineer", "ai-engineer", 360, DAY_NONE);
	rec = life_skill(&l, "ml.rec");
	p = make(&l);
	assert_true(p.demand.skills[rec].weight == 0);
	for (int i = 0; i < 3; i++)
		life_posting(&l, "ai-engineer", asked, 2, true);
	q = make(&l);
	check_plan(&l, &q);
	assert_true(q.demand.n_postings == 3 && q.demand.few && q.demand.moved > 0);
	for (int i = 0; i < 37; i++)
		life_posting(&l, "ai-engineer", asked, 2, true);
	q = make(&l);
	check_plan(&l, &q);
	assert_true(q.demand.skills[rec].weight > 0.8 && !q.demand.few);
	/* What nobody asks for any more has left the way, and the recommender's prerequisites lead it. */
	bool on_the_way = false;
	for (size_t i = 0; i < q.n_steps; i++)
		on_the_way |= q.steps[i].skill == rec && q.steps[i].core;
	assert_true(on_the_way);
	bool leads = false;
	for (size_t i = 0; i < q.n_tasks; i++)
		leads |= says(&q.tasks[i], "Your postings") || says(&q.tasks[i], "40 of your 40 postings");
	assert_true(leads);
	life_end(&l);
}

static void
pace_and_dates(void **state)
{
	struct life l;
	struct plan p, own;
	int32_t by[] = {MONDAY + 30, MONDAY + 120, MONDAY + 400, MONDAY + 4000};
	double share = 0;

	(void)state;
	life_begin(&l, MONDAY);
	for (size_t i = 0; i < ARRAY_LEN(by); i++) {
		life_goal(&l, "software-engineer", "ai-engineer", 360, by[i]);
		p = make(&l);
		check_plan(&l, &p);
		assert_true(p.by_share > share && p.by_share <= 1);
		share = p.by_share;
	}
	assert_true(share == 1);
	life_goal(&l, NULL, "ai-engineer", 360, DAY_NONE);
	for (int week = 0; week < 4; week++)
		life_log(&l, "ll.core", 100, MONDAY - 28 + week * 7);
	p = make(&l);
	assert_true(p.pace_weeks == 4 && p.pace == 100);
	/* Three weeks are enough, two are not. */
	life_on(&l, MONDAY - 7);
	own = make(&l);
	assert_int_equal(own.pace_weeks, 3);
	life_on(&l, MONDAY - 14);
	own = make(&l);
	assert_true(own.pace_weeks == 0 && own.pace == 360);
	assert_true(own.eta_p50 < p.eta_p50); /* 100 minutes a week take longer than 360 */
	life_end(&l);
	/* At a minute a week it is beyond ten years. */
	life_begin(&l, MONDAY);
	life_goal(&l, NULL, "ml-engineer", 1, DAY_NONE);
	p = make(&l);
	assert_true(p.eta_p50 == DAY_NONE && p.hours_left > 500);
	life_end(&l);
}

/* Where the shares are less than a sitting, sittings come every few weeks; over half a year they are kept. */
static void
shares_are_kept(void **state)
{
	static const int week_minutes[] = {90, 240, 600};
	struct life l;

	(void)state;
	for (size_t h = 0; h < ARRAY_LEN(week_minutes); h++) {
		int project = 0, review = 0;

		life_begin(&l, MONDAY);
		life_goal(&l, "data-analyst", "data-scientist", week_minutes[h], DAY_NONE);
		for (int week = 0; week < 26; week++) {
			/* A year later, so that there is much to review. */
			life_on(&l, MONDAY + 365 + 6 + 7 * week);
			struct plan p = make(&l);

			check_plan(&l, &p);
			for (size_t i = 0; i < p.n_tasks; i++) {
				const struct plan_task *t = &p.tasks[i];

				project += t->kind == PLAN_PROVE || t->kind == PLAN_PROJECT ? t->minutes : 0;
				review += t->kind == PLAN_REVIEW ? t->minutes : 0;
			}
		}
		print_message("# %d minutes a week: %.0f%% projects, %.0f%% review\n", week_minutes[h],
		              project * 100.0 / 26 / week_minutes[h], review * 100.0 / 26 / week_minutes[h]);
		assert_true(project >= 26 * week_minutes[h] * 0.08);
		assert_true(review >= 26 * week_minutes[h] * 0.08 && review <= 26 * week_minutes[h] * 0.16);
		life_end(&l);
	}
	/* Settings move them. */
	life_begin(&l, MONDAY);
	life_goal(&l, "data-analyst", "data-scientist", 600, DAY_NONE);
	assert_ok(setting_put(&l.c, SETTING_PROJECT_SHARE, STR("0"), &l.err), l.err);
	struct plan p = make(&l);
	for (size_t i = 0; i < p.n_tasks; i++)
		assert_true(p.tasks[i].kind != PLAN_PROVE);
	assert_fails(setting_put(&l.c, SETTING_PROJECT_SHARE, STR("81"), &l.err), l.err, ERR_INVALID);
	life_end(&l);
}

/* A long log in the file, and the largest plan there is. */
static void
quick(void **state)
{
	struct life l;
	int64_t best = INT64_MAX;

	(void)state;
	life_begin(&l, MONDAY);
	life_goal(&l, NULL, "ml-engineer", 360, DAY_NONE);
	{
		CLEANUP(db_tx_end) struct db_tx tx = {0};

		assert_ok(db_tx_begin(l.c.db, &tx, &l.err), l.err);
		for (int i = 0; i < 5000; i++) {
			CLEANUP(db_done) struct db_stmt *st = NULL;

			assert_ok(db_prepare(l.c.db, Q_MINUTES_ADD, &st, &l.err), l.err);
			db_bind_i64(st, "id", i + 1);
			db_bind_text(st, "skill", l.map->skills[i % 90].id);
			db_bind_i64(st, "minutes", 1);
			db_bind_i64(st, "on_day", MONDAY - 3650 + i * 3650 / 5000);
			db_bind_null(st, "note");
			db_bind_i64(st, "at_ms", i);
			db_bind_i64(st, "offset_min", 0);
			assert_ok(db_run(st, &l.err), l.err);
		}
		assert_ok(db_tx_commit(&tx, &l.err), l.err);
	}
	for (int i = 0; i < 5; i++) {
		int64_t begin = clock_monotonic_us();
		struct plan p = make(&l);

		best = MIN(best, clock_monotonic_us() - begin);
		assert_true(p.n_steps > 100);
	}
	print_message("# a plan over 5,000 log entries: %.1f ms\n", (double)best / 1000);
#ifndef __SANITIZE_ADDRESS__
	assert_true(best < 50000);
#endif
	life_end(&l);
}

/* A kept plan is given again until somebody commits or the day turns; then it is the one without the cache. */
static void
kept_until_something_changes(void **state)
{
	struct life l;
	struct plan_cache cache = PLAN_CACHE;
	struct plan first, again, fresh;
	bool keeps = getenv("CAIRN_TEST_PG") == NULL;

	(void)state;
	life_begin(&l, MONDAY);
	life_goal(&l, "software-engineer", "ai-engineer", 360, DAY_NONE);
	l.c.plans = &cache;
	first = make(&l);
	again = make(&l);
	assert_int_equal(first.tasks == again.tasks, keeps);
	life_log(&l, "sw.py", 45, MONDAY);
	again = make(&l);
	assert_int_equal(again.minutes_spent, 45);
	life_on(&l, MONDAY + 7);
	again = make(&l);
	assert_int_equal(again.minutes_spent, 0);
	l.c.plans = NULL;
	fresh = make(&l);
	assert_int_equal(again.n_tasks, fresh.n_tasks);
	for (size_t t = 0; t < fresh.n_tasks; t++)
		assert_true(again.tasks[t].skill == fresh.tasks[t].skill &&
		            again.tasks[t].minutes == fresh.tasks[t].minutes);
	plan_cache_release(&cache);
	life_end(&l);
}

static void
no_goal_yet(void **state)
{
	struct life l;
	struct plan p;
	struct today t;

	(void)state;
	life_begin(&l, MONDAY);
	assert_fails(plan_make(&l.c, &p, &l.err), l.err, ERR_NOT_FOUND);
	assert_fails(today_make(&l.c, &t, &l.err), l.err, ERR_NOT_FOUND);
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_role),
	    cmocka_unit_test(to_the_end),
	    cmocka_unit_test(the_week_is_steady),
	    cmocka_unit_test(a_week_off_costs_nothing),
	    cmocka_unit_test(overrides),
	    cmocka_unit_test(pins),
	    cmocka_unit_test(postings_move_the_plan),
	    cmocka_unit_test(pace_and_dates),
	    cmocka_unit_test(shares_are_kept),
	    cmocka_unit_test(quick),
	    cmocka_unit_test(kept_until_something_changes),
	    cmocka_unit_test(no_goal_yet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
