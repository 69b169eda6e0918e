#include "domain/plan/plan_impl.h"

#include <math.h>

#include "base/date.h"
#include "base/vec.h"
#include "domain/plan/choose.h"

/* A claimed skill is proven by an hour's piece of evidence rather than learnt again. */
#define PROVE_MINUTES 60.0
/* When the hours foreseen are used up, what is left is to record evidence. */
#define RECORD_MINUTES 30.0

struct build {
	struct ctx *c;
	struct plan *p;
	int *need;  /* level needed, by skill */
	int *first; /* index of the skill's first learning step, or -1 */
	VEC(struct plan_step) steps;
	struct step_needs *needs;
};

/* Logistic in how far the prerequisites are exceeded; 0.8 where they are just met. Judgement until attempts measure it.
 */
static double
chance_of(const struct build *b, int skill, int level, double progress)
{
	const struct skill *k = &b->c->map->skills[skill];
	double sum = 0, weight = 0, logit = log(0.8 / 0.2) - 0.35 * (level - 1) + 0.5 * progress;

	for (size_t i = 0; i < k->n_edges; i++) {
		const struct skill_edge *e = &k->edges[i];
		double w = e->hard ? 1.0 : 0.5;

		if (e->for_level > level)
			continue;
		sum += w * (fmax(b->p->abilities[e->skill].have, b->p->abilities[e->skill].level) - e->asks);
		weight += w;
	}
	if (weight > 0)
		logit += 0.9 * sum / weight;
	return 1 / (1 + exp(-logit));
}

static void
step_add(struct build *b, int skill, int level, enum plan_kind kind, double value, double minutes, double progress)
{
	*VEC_PUSH(b->c->a, &b->steps) = (struct plan_step){.skill = skill,
	                                                   .level = level,
	                                                   .kind = kind,
	                                                   .value = value,
	                                                   .minutes = minutes,
	                                                   .chance = chance_of(b, skill, level, progress),
	                                                   .strongest = skill,
	                                                   .until = DAY_NONE};
}

static void
steps_of_skill(struct build *b, int skill)
{
	const struct demand_skill *d = &b->p->demand.skills[skill];
	const struct ability *a = &b->p->abilities[skill];
	int need = b->need[skill];

	b->first[skill] = -1;
	if (d->weight > 0 && a->claimed > 0 && !a->shown) {
		int level = MIN(a->claimed, d->level);

		step_add(b, skill, level, PLAN_PROVE, d->weight * fmax(level - a->have, 0) / d->level, PROVE_MINUTES,
		         0);
	}
	for (int l = a->level + 1; l <= need; l++) {
		double whole = b->c->map->skills[skill].hours[l - 1] * 60;
		double spent = l == a->level + 1 ? a->minutes_since : 0;
		double value = d->level >= l ? d->weight / d->level : 0;

		if (b->first[skill] < 0)
			b->first[skill] = (int)b->steps.n;
		step_add(b, skill, l, PLAN_LEARN, value, fmax(whole - spent, RECORD_MINUTES), fmin(spent / whole, 1));
	}
}

/* The step that reaches the level of the skill, or -1 when it is held already. */
static int
step_of(const struct build *b, int skill, int level)
{
	if (level <= b->p->abilities[skill].level || b->first[skill] < 0)
		return -1;
	return b->first[skill] + (level - b->p->abilities[skill].level - 1);
}

static void
needs_of_step(struct build *b, size_t i)
{
	const struct plan_step *s = &b->steps.p[i];
	const struct skill *k = &b->c->map->skills[s->skill];
	struct step_needs *n = &b->needs[i];
	int below;

	n->p = ARENA_ARRAY(b->c->a, k->n_edges + 1, int);
	if (s->kind != PLAN_LEARN)
		return;
	below = step_of(b, s->skill, s->level - 1);
	if (below >= 0)
		n->p[n->n++] = below;
	for (size_t e = 0; e < k->n_edges; e++) {
		int at = step_of(b, k->edges[e].skill, k->edges[e].asks);

		if (k->edges[e].hard && k->edges[e].for_level <= s->level && at >= 0)
			n->p[n->n++] = at;
	}
}

/* Marks step i and everything it waits for; their number. */
static size_t
mark_bundle(const struct build *b, size_t i, unsigned char *seen)
{
	size_t n = 1;

	seen[i] = 1;
	for (size_t k = 0; k < b->needs[i].n; k++)
		if (!seen[b->needs[i].p[k]])
			n += mark_bundle(b, (size_t)b->needs[i].p[k], seen);
	return n;
}

/* Shares the value of every step among those it waits for, and finds each one's strongest demand. */
static void
rank(struct build *b)
{
	size_t n = b->steps.n;
	unsigned char *seen = ARENA_ARRAY(b->c->a, n, unsigned char);
	double *served = ARENA_ARRAY(b->c->a, n, double), *strongest = ARENA_ARRAY(b->c->a, n, double);

	for (size_t i = 0; i < n; i++) {
		double v = b->steps.p[i].value;
		size_t size;

		memset(seen, 0, n);
		size = mark_bundle(b, i, seen);
		for (size_t j = 0; j < n; j++) {
			struct plan_step *s = &b->steps.p[j];

			if (!seen[j])
				continue;
			if (i != j && s->skill != b->steps.p[i].skill)
				s->n_opens++;
			served[j] += i == j ? v : v / (double)size;
			if (v > strongest[j]) {
				strongest[j] = v;
				s->strongest = b->steps.p[i].skill;
			}
			b->needs[i].blocked |= s->skipped;
		}
	}
	for (size_t j = 0; j < n; j++) {
		struct plan_step *s = &b->steps.p[j];
		double off = (s->chance - 0.8) / 0.25;

		s->demand = strongest[j];
		s->unlocks = strongest[j] > 0 ? served[j] / strongest[j] : 0;
		s->fit = exp(-off * off);
		s->score = s->demand * s->unlocks * s->fit / (s->minutes / 60);
		s->frontier = b->needs[j].n == 0 && !b->needs[j].blocked;
	}
}

static void
override_steps(struct build *b)
{
	for (size_t o = 0; o < b->p->n_overrides; o++) {
		const struct plan_override *v = &b->p->overrides[o];

		for (size_t i = 0; i < b->steps.n; i++) {
			struct plan_step *s = &b->steps.p[i];

			if (s->skill != v->skill)
				continue;
			s->skipped = v->action == OVERRIDE_SKIP;
			s->pinned = v->action == OVERRIDE_PIN;
			s->until = v->action == OVERRIDE_LATER ? v->until_day : DAY_NONE;
		}
	}
}

/* With a date: which steps fit before it. Steps that wait for a skipped one are never chosen. */
static void
choose(struct build *b)
{
	size_t n = b->steps.n;
	struct choose_step *all = ARENA_ARRAY(b->c->a, n, struct choose_step);
	int *at = ARENA_ARRAY(b->c->a, n, int), *back = ARENA_ARRAY(b->c->a, n, int), *order;
	size_t n_all = 0, n_order;
	double budget = INFINITY, whole = 0, value;

	if (b->p->goal.by_day != DAY_NONE)
		budget = (b->p->goal.by_day - ctx_today(b->c)) / 7.0 * b->p->goal.minutes_per_week;
	for (size_t i = 0; i < n; i++) {
		at[i] = -1;
		if (b->needs[i].blocked)
			continue;
		back[n_all] = (int)i;
		at[i] = (int)n_all++;
		whole += b->steps.p[i].value;
	}
	for (size_t i = 0; i < n_all; i++) {
		const struct step_needs *needs = &b->needs[back[i]];
		int *mapped = ARENA_ARRAY(b->c->a, needs->n, int);

		for (size_t k = 0; k < needs->n; k++)
			mapped[k] = at[needs->p[k]];
		all[i] = (struct choose_step){b->steps.p[back[i]].value, b->steps.p[back[i]].minutes, mapped, needs->n};
	}
	order = ARENA_ARRAY(b->c->a, n_all, int);
	value = choose_steps(b->c->a, all, n_all, budget, order, &n_order);
	for (size_t i = 0; i < n_order; i++)
		b->needs[back[order[i]]].chosen = true;
	b->p->by_share = isinf(budget) || whole <= 0 ? 1 : value / whole;
}

static int
by_rank(const void *x, const void *y)
{
	const struct plan_step *a = x, *b = y;

	if (a->frontier != b->frontier)
		return a->frontier ? -1 : 1;
	if (a->pinned != b->pinned)
		return a->pinned ? -1 : 1;
	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	return a->skill != b->skill ? a->skill - b->skill : a->level - b->level;
}

bool
plan_steps(struct ctx *c, struct plan *p, struct err *err)
{
	struct build b = {.c = c, .p = p};
	size_t n = c->map->n_skills;

	(void)err;
	b.need = ARENA_ARRAY(c->a, n, int);
	b.first = ARENA_ARRAY(c->a, n, int);
	need_closure(c->map, p->demand.skills, b.need);
	for (size_t k = 0; k < n; k++)
		steps_of_skill(&b, (int)k);
	b.needs = ARENA_ARRAY(c->a, b.steps.n, struct step_needs);
	for (size_t i = 0; i < b.steps.n; i++)
		needs_of_step(&b, i);
	override_steps(&b);
	rank(&b);
	choose(&b);
	for (size_t i = 0; i < b.steps.n; i++) {
		if (!b.needs[i].blocked)
			p->hours_left += b.steps.p[i].minutes / 60;
		/* What does not fit before the date waits behind what does. */
		if (!b.needs[i].chosen && !b.steps.p[i].pinned)
			b.steps.p[i].score *= 0.01;
	}
	if (b.steps.n > 1)
		qsort(b.steps.p, b.steps.n, sizeof(*b.steps.p), by_rank);
	p->steps = b.steps.p;
	p->n_steps = b.steps.n;
	return true;
}
