#include "domain/plan/plan_impl.h"

#include <math.h>

#include "base/date.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "domain/account/setting.h"

#define LEARN_AT_ONCE   3
#define LEARN_EACH      100 /* minutes a week for each thing learnt at once, before there is another */
#define TASK_MIN        25
#define PROJECT_SITTING 45
#define REVIEW_MINUTES  20
#define BOTH_FROM       90 /* minutes of the project share from which proving and building go side by side */
#define TASK_REASON_MAX 800

struct week {
	struct plan_work *w;
	const struct map *map;
	struct plan *p;
	VEC(struct plan_task) tasks;
	bool *taken;  /* by skill: it has a task */
	int *logged;  /* by skill: minutes this week */
	int *towards; /* by skill: those of them after its level last rose */
	int number;   /* weeks since 1970 */
};

/* Minutes in fives; people do not plan 37 minutes. */
static int
rounded(double minutes)
{
	return (int)(minutes / 5 + 0.5) * 5;
}

/* A share of the week; where it is less than a sitting, a sitting every few weeks, as much on average. */
static int
share_of(const struct week *w, int64_t percent, int sitting)
{
	int whole = w->p->goal.minutes_per_week;
	double share = whole * (double)percent / 100;
	double before = floor(w->number * share / sitting), after = floor((w->number + 1) * share / sitting);

	if (share >= sitting)
		return MIN(rounded(share), whole);
	return MIN((int)(after - before) * sitting, whole);
}

static void
add_hours(struct strbuf *b, double minutes)
{
	if (minutes < 90)
		strbuf_printf(b, "%d minutes", MAX(rounded(minutes), 5));
	else if (minutes < 600)
		strbuf_printf(b, "%.1f hours", minutes / 60);
	else
		strbuf_printf(b, "%.0f hours", minutes / 60);
}

/* The role's name within a sentence: "data analyst", but "AI engineer". */
static void
add_role(const struct week *w, struct strbuf *b)
{
	struct str name = w->map->roles[w->p->goal.role].name;
	bool word = name.n > 1 && ascii_lower(name.p[1]) == name.p[1];

	strbuf_byte(b, word ? ascii_lower(name.p[0]) : name.p[0]);
	strbuf_add(b, str_sub(name, 1, name.n));
}

/* "The role of AI engineer asks for it (weight 0.90), and 21 of your 34 postings name it." Where it serves something
 * that is wanted more, that is spoken of. */
static void
reason_demand(const struct week *w, const struct plan_step *s, struct strbuf *b)
{
	const struct demand *d = &w->p->demand;
	bool leads = s->pinned_for != s->skill && d->skills[s->strongest].weight > d->skills[s->skill].weight;
	int k = leads ? s->strongest : s->skill;
	const struct demand_skill *asked = &d->skills[k];
	const char *what = leads ? "that" : "it";

	if (d->skills[k].weight <= 0)
		return;
	if (leads)
		strbuf_printf(b, "It leads to %.*s. ", STR_ARG(w->map->skills[k].short_name));
	if (asked->role_weight > 0) {
		strbuf_addz(b, "The role of ");
		add_role(w, b);
		strbuf_printf(b, " asks for %s (weight %.2f)", what, asked->role_weight);
	}
	if (asked->n > 0)
		strbuf_printf(b, "%s%d of your %d posting%s name%s %s%s", asked->role_weight > 0 ? ", and " : "",
		              asked->n, d->n_postings, d->n_postings == 1 ? "" : "s", asked->n == 1 ? "s" : "", what,
		              d->few ? " (still few to go by)" : "");
	else if (d->n_postings > 0)
		strbuf_printf(b, "; none of your %d posting%s names %s", d->n_postings, d->n_postings == 1 ? "" : "s",
		              what);
	strbuf_addz(b, ". ");
}

static void
reason_learn(const struct week *w, const struct plan_step *s, struct strbuf *b)
{
	const struct skill *k = &w->map->skills[s->skill];
	bool needs = s->level > 1;

	for (size_t i = 0; i < k->n_edges; i++)
		needs |= k->edges[i].hard && k->edges[i].for_level <= s->level;
	if (s->n_opens > 0)
		strbuf_printf(b, "%d further step%s of your way wait%s for it. ", s->n_opens,
		              s->n_opens == 1 ? "" : "s", s->n_opens == 1 ? "s" : "");
	if (!s->core)
		strbuf_addz(b, "It comes after what matters most, which is done or waits. ");
	if (s->minutes <= PLAN_RECORD_MINUTES) {
		strbuf_printf(b,
		              "The hours foreseen are spent: add what shows that you can %s it, and the plan moves on.",
		              level_name(s->level));
		return;
	}
	strbuf_printf(b, "%s (chance of success %.0f%%). About ",
	              needs ? "You have what it builds on" : "Nothing has to come before it", s->chance * 100);
	add_hours(b, s->left);
	strbuf_printf(b, " more to '%s'.", level_name(s->level));
}

static struct str
reason_of(const struct week *w, const struct plan_step *s)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(TASK_REASON_MAX);

	if (s->pinned && s->pinned_for == s->skill)
		strbuf_addz(&b, "You put it first. ");
	else if (s->pinned)
		strbuf_printf(&b, "You put %.*s first, which needs it. ",
		              STR_ARG(w->map->skills[s->pinned_for].short_name));
	reason_demand(w, s, &b);
	if (s->kind == PLAN_PROVE)
		strbuf_printf(&b, "You say that you can %s it; a piece of work to point to would show it.",
		              level_name(s->level));
	else
		reason_learn(w, s, &b);
	return arena_str(w->w->c->a, strbuf_str(&b));
}

static void
task_add(struct week *w, struct plan_task t)
{
	w->taken[t.skill] = true;
	t.freshness = w->w->was[t.skill].freshness;
	*VEC_PUSH(w->w->c->a, &w->tasks) = t;
}

static void
step_task(struct week *w, const struct plan_step *s, int minutes)
{
	bool build = s->kind == PLAN_LEARN && s->level == SKILL_LEVELS;

	task_add(w, (struct plan_task){.kind = build ? PLAN_PROJECT : s->kind,
	                               .skill = s->skill,
	                               .level = s->level,
	                               .minutes = minutes,
	                               .spent = w->towards[s->skill],
	                               .step = s,
	                               .reason = reason_of(w, s)});
}

/* Levels reached this week by minutes of this week stand as done; the minutes they took. */
static int
pack_reached(struct week *w, int budget)
{
	int used = 0;

	for (size_t k = 0; k < w->map->n_skills; k++) {
		const struct ability *now = &w->p->abilities[k];
		int minutes = MIN(w->logged[k] - w->towards[k], budget - used);

		if (minutes <= 0 || now->level == 0 || w->towards[k] > 0)
			continue;
		task_add(w, (struct plan_task){.kind = PLAN_LEARN,
		                               .skill = (int)k,
		                               .level = now->level,
		                               .minutes = minutes,
		                               .spent = minutes,
		                               .reason = arena_printf(w->w->c->a, "Reached this week: you can %s it.",
		                                                      level_name(now->level))});
		w->taken[k] = false; /* its next level may have a task of its own */
		used += minutes;
	}
	return used;
}

/* True when a task of this week practises the skill anyway. */
static bool
is_practised(const struct week *w, int skill)
{
	for (size_t t = 0; t < w->tasks.n; t++) {
		const struct skill *k = &w->map->skills[w->tasks.p[t].skill];

		for (size_t i = 0; i < k->n_covers; i++)
			if (k->covers[i].skill == skill && k->covers[i].weight >= 0.5)
				return true;
	}
	return false;
}

/* What fades most of what is asked, REVIEW_MINUTES each; the minutes used. */
static int
pack_review(struct week *w, int budget)
{
	int used = 0;

	while (used + REVIEW_MINUTES <= budget) {
		const struct gap *best = NULL;
		double best_loss = 0;

		for (size_t i = 0; i < w->p->gaps.n; i++) {
			const struct gap *g = &w->p->gaps.gaps[i];
			double faded = 1 - w->w->was[g->skill].freshness;

			if (g->level > 0 && 1 - faded < PLAN_REVIEW_BELOW && !w->taken[g->skill] &&
			    !is_practised(w, g->skill) && (0.2 + g->weight) * faded > best_loss) {
				best = g;
				best_loss = (0.2 + g->weight) * faded;
			}
		}
		if (best == NULL)
			break;
		task_add(w,
		         (struct plan_task){.kind = PLAN_REVIEW,
		                            .skill = best->skill,
		                            .level = best->level,
		                            .minutes = REVIEW_MINUTES,
		                            .spent = w->logged[best->skill],
		                            .reason = arena_printf(
						w->w->c->a,
						"It fades: the chance that you recall it was down to %.0f%% on Monday. "
						"A short session brings it back.",
						w->w->was[best->skill].freshness * 100)});
		used += REVIEW_MINUTES;
	}
	return used;
}

static bool
is_open(const struct week *w, const struct plan_step *s)
{
	return s->frontier && !w->taken[s->skill] && (s->score > 0 || s->pinned) &&
	       (s->until == DAY_NONE || s->until <= ctx_today(w->w->c));
}

/* The first open step, in their order, that is to prove, or that is the highest level of something; NULL for none. */
static const struct plan_step *
first_open(const struct week *w, bool prove)
{
	for (size_t i = 0; i < w->p->n_steps; i++) {
		const struct plan_step *s = &w->p->steps[i];

		if (is_open(w, s) && s->core &&
		    (prove ? s->kind == PLAN_PROVE : s->kind == PLAN_LEARN && s->level == SKILL_LEVELS))
			return s;
	}
	return NULL;
}

/* One thing to prove and one to build; where the share is small, one this week and the other the next. */
static int
pack_project(struct week *w, int budget)
{
	const struct plan_step *prove = first_open(w, true), *build = first_open(w, false);
	int used = 0;

	if (prove != NULL && build != NULL && budget < BOTH_FROM && prove->pinned == build->pinned) {
		if (w->number % 2 == 0)
			build = NULL;
		else
			prove = NULL;
	}
	if (prove != NULL && budget >= TASK_MIN) {
		used = MIN(rounded(prove->minutes), budget);
		step_task(w, prove, used);
	}
	if (build != NULL && budget - used >= TASK_MIN && !w->taken[build->skill]) {
		int minutes = MIN(rounded(build->minutes), budget - used);

		step_task(w, build, minutes);
		used += minutes;
	}
	return used;
}

/* Gives minutes that are too few for a task of their own to learning tasks that can use them. The minutes used. */
static int
top_up(struct week *w, int budget)
{
	int used = 0;

	for (size_t t = 0; t < w->tasks.n && used < budget; t++) {
		struct plan_task *task = &w->tasks.p[t];
		int more;

		if (task->step == NULL || task->step->kind != PLAN_LEARN)
			continue;
		more = MIN(rounded(task->step->minutes) - task->minutes, budget - used);
		if (more > 0) {
			task->minutes += more;
			used += more;
		}
	}
	return used;
}

/* The best frontier steps share the minutes, the first half of them or more; what one does not need the next ones get.
 */
static int
pack_learn(struct week *w, int budget)
{
	static const double shares[LEARN_AT_ONCE][LEARN_AT_ONCE] = {{1, 1, 1}, {0.6, 1, 1}, {0.5, 0.6, 1}};
	int at_once = MAX(1, MIN(budget / LEARN_EACH, LEARN_AT_ONCE)), used = 0, turn = 0;

	for (size_t i = 0; i < w->p->n_steps && (budget - used >= TASK_MIN || used == 0); i++) {
		const struct plan_step *s = &w->p->steps[i];
		double share = shares[at_once - 1][MIN(turn, LEARN_AT_ONCE - 1)] * (budget - used);
		int minutes;

		if (!is_open(w, s) || s->kind != PLAN_LEARN)
			continue;
		if (turn++ == at_once) { /* rather more of what is begun than another thing */
			used += top_up(w, budget - used);
			if (budget - used < TASK_MIN)
				break;
		}
		minutes = MIN(MIN(rounded(s->minutes), rounded(fmax(share, TASK_MIN))), budget - used);
		/* No remainder that is a task of a few minutes next week. */
		if (rounded(s->minutes) - minutes < TASK_MIN)
			minutes = MIN(rounded(s->minutes), budget - used);
		if (minutes <= 0)
			break;
		step_task(w, s, minutes);
		used += minutes;
	}
	return used + top_up(w, budget - used);
}

/* Pinned first, then learning, projects, proofs and reviews, what was reached last; within a kind by rank. */
static int
place_of(const struct plan_task *t)
{
	static const int place[] = {[PLAN_LEARN] = 1, [PLAN_PROJECT] = 2, [PLAN_PROVE] = 3, [PLAN_REVIEW] = 4};

	if (t->step == NULL && t->kind != PLAN_REVIEW)
		return 5;
	if (t->step != NULL && t->step->pinned)
		return t->step->pinned_for == t->skill ? -1 : 0;
	return place[t->kind];
}

static int
by_place(const void *x, const void *y)
{
	const struct plan_task *a = x, *b = y;

	if (place_of(a) != place_of(b))
		return place_of(a) - place_of(b);
	if (a->step != NULL && b->step != NULL)
		return (a->step > b->step) - (a->step < b->step);
	return a->skill - b->skill;
}

/* What was logged this week, by skill; minutes since a level last rose count towards its next step. */
static void
read_log(struct week *w)
{
	for (size_t i = w->w->n_before; i < w->w->n_m; i++) {
		const struct minutes *m = &w->w->m[i];

		if (m->on_day > w->p->week + 6)
			continue;
		w->logged[m->skill] += m->minutes;
		w->p->minutes_spent += m->minutes;
	}
	for (size_t k = 0; k < w->map->n_skills; k++)
		w->towards[k] =
		    MIN(MAX(w->p->abilities[k].minutes_since - w->w->was[k].minutes_since, 0), w->logged[k]);
}

bool
plan_week(struct plan_work *work, struct err *err)
{
	struct plan *p = work->p;
	struct arena *a = work->c->a;
	size_t n = work->c->map->n_skills;
	struct week w = {.w = work,
	                 .map = work->c->map,
	                 .p = p,
	                 .taken = ARENA_ARRAY(a, n, bool),
	                 .logged = ARENA_ARRAY(a, n, int),
	                 .towards = ARENA_ARRAY(a, n, int),
	                 .number = (p->week + 3) / 7};
	struct str values[SETTING__COUNT];
	int left = p->goal.minutes_per_week, review, used;

	if (!setting_all(work->c, values, err))
		return false;
	read_log(&w);
	left -= pack_reached(&w, left);
	left -= pack_project(&w, MIN(share_of(&w, setting_int(values, SETTING_PROJECT_SHARE), PROJECT_SITTING), left));
	/* Reviews are packed after learning, because learning may practise what fades; their share is kept free. */
	review = MIN(share_of(&w, setting_int(values, SETTING_REVIEW_SHARE), REVIEW_MINUTES), left);
	used = pack_learn(&w, left - review);
	used += pack_review(&w, MIN(review, left - used));
	used += top_up(&w, left - used);
	if (left - used >= TASK_MIN)
		pack_learn(&w, left - used);
	if (w.tasks.n > 1)
		qsort(w.tasks.p, w.tasks.n, sizeof(*w.tasks.p), by_place);
	p->tasks = w.tasks.p;
	p->n_tasks = w.tasks.n;
	return true;
}
