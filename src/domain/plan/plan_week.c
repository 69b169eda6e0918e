#include "domain/plan/plan_impl.h"

#include <math.h>

#include "base/date.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "domain/account/setting.h"

#define LEARN_AT_ONCE   3
#define TASK_MIN        25
#define REVIEW_MINUTES  20
#define TASK_REASON_MAX 600

struct week {
	struct ctx *c;
	struct plan *p;
	VEC(struct plan_task) tasks;
	bool *taken; /* by skill: it has a task */
};

/* Minutes in fives; people do not plan 37 minutes. */
static int
rounded(double minutes)
{
	return (int)(minutes / 5 + 0.5) * 5;
}

static void
add_hours(struct strbuf *b, double minutes)
{
	if (minutes < 90)
		strbuf_printf(b, "%d minutes", rounded(minutes));
	else
		strbuf_printf(b, "%.1f hours", minutes / 60);
}

/* "AI engineer asks for it (0.90); 21 of your 34 postings name it." or the skill it leads to. */
static void
reason_demand(const struct week *w, const struct plan_step *s, struct strbuf *b)
{
	const struct map *m = w->c->map;
	const struct demand *d = &w->p->demand;
	struct str role = m->roles[w->p->goal.role].name;
	int k = s->value > 0 ? s->skill : s->strongest;

	if (s->value <= 0)
		strbuf_printf(b, "It leads to %.*s. ", STR_ARG(m->skills[k].short_name));
	if (d->skills[k].role_weight > 0)
		strbuf_printf(b, "The role %.*s asks for %s (weight %.2f)", STR_ARG(role), s->value > 0 ? "it" : "that",
		              d->skills[k].role_weight);
	else
		strbuf_printf(b, "Your postings ask for %s", s->value > 0 ? "it" : "that");
	if (d->n_postings > 0)
		strbuf_printf(b, "; %d of your %d posting%s name%s it", d->skills[k].n, d->n_postings,
		              d->n_postings == 1 ? "" : "s", d->n_postings == 1 ? "s" : "");
	strbuf_addz(b, ". ");
}

static struct str
reason_of(const struct week *w, const struct plan_step *s)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(TASK_REASON_MAX);

	if (s->pinned)
		strbuf_addz(&b, "You put it first. ");
	reason_demand(w, s, &b);
	if (s->kind == PLAN_PROVE) {
		strbuf_printf(&b, "You say you can %s it; one piece of evidence would show it.", level_name(s->level));
		return arena_str(w->c->a, strbuf_str(&b));
	}
	if (s->n_opens > 0)
		strbuf_printf(&b, "%d other step%s on your way wait%s for it. ", s->n_opens, s->n_opens == 1 ? "" : "s",
		              s->n_opens == 1 ? "s" : "");
	strbuf_printf(&b, "You have what it needs (chance of success %.0f%%), and about ", s->chance * 100);
	add_hours(&b, s->minutes);
	strbuf_printf(&b, " bring you to '%s'.", level_name(s->level));
	return arena_str(w->c->a, strbuf_str(&b));
}

static void
task_add(struct week *w, enum plan_kind kind, const struct plan_step *s, int skill, int level, int minutes,
         struct str reason)
{
	w->taken[skill] = true;
	*VEC_PUSH(w->c->a, &w->tasks) = (struct plan_task){.kind = kind,
	                                                   .skill = skill,
	                                                   .level = level,
	                                                   .minutes = minutes,
	                                                   .step = s,
	                                                   .freshness = w->p->abilities[skill].freshness,
	                                                   .reason = reason};
}

/* True when a task of this week practises the skill anyway. */
static bool
is_practised(const struct week *w, int skill)
{
	for (size_t t = 0; t < w->tasks.n; t++) {
		const struct skill *k = &w->c->map->skills[w->tasks.p[t].skill];

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
			double loss = (0.2 + g->weight) * (1 - g->freshness);

			if (g->level > 0 && g->freshness < PLAN_REVIEW_BELOW && !w->taken[g->skill] &&
			    !is_practised(w, g->skill) && loss > best_loss) {
				best = g;
				best_loss = loss;
			}
		}
		if (best == NULL)
			break;
		task_add(
		    w, PLAN_REVIEW, NULL, best->skill, best->level, REVIEW_MINUTES,
		    arena_printf(w->c->a,
		                 "Last practised long enough ago that the chance of recalling it is down to %.0f%%; "
		                 "a short session brings it back.",
		                 best->freshness * 100));
		used += REVIEW_MINUTES;
	}
	return used;
}

static bool
is_open(const struct week *w, const struct plan_step *s)
{
	return s->frontier && !s->skipped && !w->taken[s->skill] &&
	       (s->until == DAY_NONE || s->until <= ctx_today(w->c));
}

/* Projects: steps to the highest level, and claims to prove, best first. The minutes used. */
static int
pack_project(struct week *w, int budget)
{
	int used = 0;

	for (size_t i = 0; i < w->p->n_steps && budget - used >= TASK_MIN; i++) {
		const struct plan_step *s = &w->p->steps[i];
		bool build = s->kind == PLAN_LEARN && s->level == SKILL_LEVELS;
		int minutes = MIN(rounded(s->minutes), budget - used);

		if (!is_open(w, s) || !(build || s->kind == PLAN_PROVE))
			continue;
		task_add(w, build ? PLAN_PROJECT : PLAN_PROVE, s, s->skill, s->level, minutes, reason_of(w, s));
		used += minutes;
	}
	return used;
}

/* The best frontier steps share the minutes 5 : 3 : 2; what one does not need the next ones get. */
static int
pack_learn(struct week *w, int budget)
{
	static const double shares[LEARN_AT_ONCE] = {0.5, 0.6, 1.0}; /* of what is left at its turn */
	int used = 0, turn = 0;

	for (size_t i = 0; i < w->p->n_steps && budget - used > 0; i++) {
		const struct plan_step *s = &w->p->steps[i];
		double share = shares[MIN(turn, LEARN_AT_ONCE - 1)] * (budget - used);
		int minutes = MIN(rounded(s->minutes), rounded(fmax(share, TASK_MIN)));

		if (!is_open(w, s) || s->kind != PLAN_LEARN || s->score <= 0)
			continue;
		minutes = MIN(minutes, budget - used);
		task_add(w, s->level == SKILL_LEVELS ? PLAN_PROJECT : PLAN_LEARN, s, s->skill, s->level, minutes,
		         reason_of(w, s));
		used += minutes;
		turn++;
	}
	return used;
}

/* Pinned first, then learning, projects and proofs, reviews last; within a kind as packed. */
static int
by_kind(const void *x, const void *y)
{
	static const int place[] = {[PLAN_LEARN] = 0, [PLAN_PROJECT] = 1, [PLAN_PROVE] = 2, [PLAN_REVIEW] = 3};
	const struct plan_task *a = x, *b = y;
	bool pa = a->step != NULL && a->step->pinned, pb = b->step != NULL && b->step->pinned;

	if (pa != pb)
		return pa ? -1 : 1;
	if (a->kind != b->kind)
		return place[a->kind] - place[b->kind];
	if (a->minutes != b->minutes)
		return b->minutes - a->minutes;
	return a->skill - b->skill;
}

bool
plan_week(struct ctx *c, struct plan *p, const struct minutes *m, size_t n_m, struct err *err)
{
	struct week w = {.c = c, .p = p, .taken = ARENA_ARRAY(c->a, c->map->n_skills, bool)};
	struct str values[SETTING__COUNT];
	int whole = p->goal.minutes_per_week, learn, used;

	if (!setting_all(c, values, err))
		return false;
	p->week = day_week_start(ctx_today(c));
	learn = whole;
	learn -= pack_project(&w, rounded(whole * (double)setting_int(values, SETTING_PROJECT_SHARE) / 100));
	/* Reviews are packed after learning, because learning may practise what fades; their share is kept free. */
	used = pack_learn(&w, learn - rounded(whole * (double)setting_int(values, SETTING_REVIEW_SHARE) / 100));
	used += pack_review(&w, learn - used);
	if (learn - used >= TASK_MIN)
		pack_learn(&w, learn - used);
	for (size_t i = 0; i < n_m; i++) {
		if (m[i].on_day < p->week || m[i].on_day > p->week + 6)
			continue;
		p->minutes_spent += m[i].minutes;
		for (size_t t = 0; t < w.tasks.n; t++)
			if (w.tasks.p[t].skill == m[i].skill)
				w.tasks.p[t].spent += m[i].minutes;
	}
	if (w.tasks.n > 1)
		qsort(w.tasks.p, w.tasks.n, sizeof(*w.tasks.p), by_kind);
	p->tasks = w.tasks.p;
	p->n_tasks = w.tasks.n;
	return true;
}
