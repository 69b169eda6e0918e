#include "domain/plan/plan_impl.h"

#include <math.h>

#include "base/date.h"
#include "base/vec.h"
#include "domain/plan/choose.h"

/* A claimed skill is proven by three quarters of an hour's work on a piece of evidence rather than learnt again. */
#define PROVE_MINUTES 45.0
/* Nobody asks for a proof that one can explain a thing. */
#define PROVE_LEVEL 2

/* What a step waits for: indices into the steps. */
struct needs {
	int *p;
	size_t n;
};

/* What a level is worth of a demand for a level (row): being able to explain a thing opens doors to learning it, using
 * it is what is paid for. */
static const double level_worth[SKILL_LEVELS][SKILL_LEVELS] = {{1, 0, 0}, {0.3, 0.7, 0}, {0.2, 0.5, 0.3}};

struct build {
	struct plan_work *w;
	const struct map *map;
	int *need;  /* level needed, by skill */
	int *first; /* index of the skill's first learning step, or -1 */
	VEC(struct plan_step) steps;
	struct needs *needs;
	unsigned char *seen; /* for mark_bundle */
};

static double
chance_of(const struct build *b, int skill, int level, double progress)
{
	const struct skill *k = &b->map->skills[skill];
	double sum = 0, weight = 0, logit = log(0.8 / 0.2) - 0.35 * (level - 1) + 0.5 * progress;

	for (size_t i = 0; i < k->n_edges; i++) {
		const struct skill_edge *e = &k->edges[i];
		const struct ability *a = &b->w->was[e->skill];
		double w = e->hard ? 1.0 : 0.5;

		if (e->for_level > level)
			continue;
		sum += w * ((a->have + a->level) / 2 - e->asks);
		weight += w;
	}
	if (weight > 0)
		logit += 0.9 * sum / weight;
	return 1 / (1 + exp(-logit));
}

static void
step_add(struct build *b, struct plan_step s, double progress)
{
	s.chance = chance_of(b, s.skill, s.level, progress);
	s.strongest = s.skill;
	s.pinned_for = MAP_NONE;
	s.until = DAY_NONE;
	*VEC_PUSH(b->w->c->a, &b->steps) = s;
}

/* What it is worth to meet the demand for a skill. */
static double
worth_of(const struct build *b, int skill)
{
	const struct demand_skill *d = &b->w->p->demand.skills[skill];
	double hours = 0;

	for (int l = 0; l < d->level; l++)
		hours += b->map->skills[skill].hours[l];
	return d->weight * d->weight * sqrt(hours / 10);
}

static void
steps_of_skill(struct build *b, int skill)
{
	const struct demand_skill *d = &b->w->p->demand.skills[skill];
	const struct ability *was = &b->w->was[skill], *now = &b->w->p->abilities[skill];

	b->first[skill] = -1;
	if (d->weight >= PLAN_WAY_WEIGHT && MIN(now->claimed, d->level) >= PROVE_LEVEL && !now->shown) {
		int level = MIN(now->claimed, d->level);
		double value = worth_of(b, skill) * fmax(level - was->have, 0) / d->level;
		double left = fmax(PROVE_MINUTES - (now->minutes_since - was->minutes_since), 5);

		step_add(b,
		         (struct plan_step){.skill = skill,
		                            .level = level,
		                            .kind = PLAN_PROVE,
		                            .value = value,
		                            .minutes = PROVE_MINUTES,
		                            .left = left},
		         0);
	}
	for (int l = now->level + 1; l <= b->need[skill]; l++) {
		bool next = l == now->level + 1;
		double whole = b->map->skills[skill].hours[l - 1] * 60;

		if (next)
			b->first[skill] = (int)b->steps.n;
		step_add(b,
		         (struct plan_step){
			     .skill = skill,
			     .level = l,
			     .kind = PLAN_LEARN,
			     .value = d->level >= l ? worth_of(b, skill) * level_worth[d->level - 1][l - 1] : 0,
			     .minutes = fmax(whole - (next ? was->minutes_since : 0), PLAN_RECORD_MINUTES),
			     .left = fmax(whole - (next ? now->minutes_since : 0), PLAN_RECORD_MINUTES)},
		         next ? fmin(was->minutes_since / whole, 1) : 0);
	}
}

/* The step that reaches the level of the skill, or -1 when it is held already. */
static int
step_of(const struct build *b, int skill, int level)
{
	int held = b->w->p->abilities[skill].level;

	return level <= held || b->first[skill] < 0 ? -1 : b->first[skill] + (level - held - 1);
}

static void
needs_of_step(struct build *b, size_t i)
{
	const struct plan_step *s = &b->steps.p[i];
	const struct skill *k = &b->map->skills[s->skill];
	struct needs *n = &b->needs[i];
	int below;

	n->p = ARENA_ARRAY(b->w->c->a, k->n_edges + 1, int);
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

static double
mark(const struct build *b, size_t i)
{
	double minutes = b->steps.p[i].minutes;

	b->seen[i] = 1;
	for (size_t k = 0; k < b->needs[i].n; k++)
		if (!b->seen[b->needs[i].p[k]])
			minutes += mark(b, (size_t)b->needs[i].p[k]);
	return minutes;
}

/* Marks in b->seen step i and everything it waits for; the minutes of it all. */
static double
mark_bundle(const struct build *b, size_t i)
{
	memset(b->seen, 0, b->steps.n);
	return mark(b, i);
}

/* The person's overrides; a pin holds for everything it needs, a skip for everything that needs it. */
static void
override_steps(struct build *b)
{
	const struct plan *p = b->w->p;
	size_t n = b->steps.n;

	for (size_t o = 0; o < p->n_overrides; o++) {
		const struct plan_override *v = &p->overrides[o];

		for (size_t i = 0; i < n; i++) {
			struct plan_step *s = &b->steps.p[i];

			if (s->skill != v->skill)
				continue;
			s->skipped = v->action == OVERRIDE_SKIP;
			s->until = v->action == OVERRIDE_LATER ? v->until_day : DAY_NONE;
			if (v->action != OVERRIDE_PIN)
				continue;
			mark_bundle(b, i);
			for (size_t j = 0; j < n; j++) {
				if (b->seen[j]) {
					b->steps.p[j].pinned = true;
					b->steps.p[j].pinned_for = v->skill;
				}
			}
		}
	}
}

/* Which steps are blocked, and which are on the way. */
static void
sort_out(struct build *b)
{
	for (size_t i = 0; i < b->steps.n; i++) {
		struct plan_step *s = &b->steps.p[i];
		const struct demand_skill *d = &b->w->p->demand.skills[s->skill];
		bool core = s->pinned || (d->weight >= PLAN_WAY_WEIGHT && s->level <= d->level);

		mark_bundle(b, i);
		for (size_t j = 0; j < b->steps.n; j++) {
			if (!b->seen[j])
				continue;
			b->steps.p[j].core |= core;
			s->blocked |= b->steps.p[j].skipped;
		}
	}
}

/* Every demand pays its worth to the hours of the way to it; from that the factors and the score. */
static void
rank(struct build *b)
{
	size_t n = b->steps.n;
	double *served = ARENA_ARRAY(b->w->c->a, n, double), *strongest = ARENA_ARRAY(b->w->c->a, n, double);

	for (size_t i = 0; i < n; i++) {
		const struct plan_step *s = &b->steps.p[i];
		double minutes = mark_bundle(b, i);

		for (size_t j = 0; j < n && !s->blocked; j++) {
			struct plan_step *under = &b->steps.p[j];

			if (!b->seen[j])
				continue;
			under->n_opens += under->skill != s->skill && s->core;
			served[j] += s->value * under->minutes / minutes;
			if (s->value > strongest[j]) {
				strongest[j] = s->value;
				under->strongest = s->skill;
			}
		}
	}
	for (size_t j = 0; j < n; j++) {
		struct plan_step *s = &b->steps.p[j];
		double off = (s->chance - 0.8) / 0.25;

		s->demand = strongest[j];
		s->unlocks = strongest[j] > 0 ? served[j] / strongest[j] : 0;
		s->fit = exp(-off * off);
		s->score = s->demand * s->unlocks * s->fit / (s->minutes / 60);
		s->frontier = b->needs[j].n == 0 && !s->blocked;
	}
}

/* Which steps the best choice before the horizon holds. Blocked steps, and those behind the way, have no worth to it.
 */
static void
choose(struct build *b)
{
	struct plan *p = b->w->p;
	struct arena *a = b->w->c->a;
	size_t n = b->steps.n, n_all = 0, n_order;
	struct choose_step *all = ARENA_ARRAY(a, n, struct choose_step);
	int *at = ARENA_ARRAY(a, n, int), *back = ARENA_ARRAY(a, n, int), *order = ARENA_ARRAY(a, n, int);
	int32_t days = p->goal.by_day != DAY_NONE ? MAX(p->goal.by_day - ctx_today(b->w->c), 0) : PLAN_HORIZON_DAYS;
	double whole = 0, value;

	for (size_t i = 0; i < n; i++) {
		if (b->steps.p[i].blocked || !b->steps.p[i].core)
			continue;
		back[n_all] = (int)i;
		at[i] = (int)n_all++;
		whole += b->steps.p[i].value;
	}
	for (size_t i = 0; i < n_all; i++) {
		const struct plan_step *s = &b->steps.p[back[i]];
		const struct needs *needs = &b->needs[back[i]];
		int *mapped = ARENA_ARRAY(a, needs->n, int);

		/* What an unblocked step of the way needs is unblocked and of the way. */
		for (size_t k = 0; k < needs->n; k++)
			mapped[k] = at[needs->p[k]];
		all[i] = (struct choose_step){s->value, s->minutes, mapped, needs->n};
	}
	value = choose_steps(a, all, n_all, days / 7.0 * p->pace, order, &n_order);
	for (size_t i = 0; i < n_order; i++)
		b->steps.p[back[order[i]]].chosen = true;
	p->by_share = p->goal.by_day == DAY_NONE || whole <= 0 ? 1 : fmin(value / whole, 1);
}

static int
by_rank(const void *x, const void *y)
{
	const struct plan_step *a = x, *b = y;

	if (a->frontier != b->frontier)
		return a->frontier ? -1 : 1;
	if (a->pinned != b->pinned)
		return a->pinned ? -1 : 1;
	if ((a->pinned_for == a->skill) != (b->pinned_for == b->skill))
		return a->pinned_for == a->skill ? -1 : 1;
	if (a->core != b->core)
		return a->core ? -1 : 1;
	if (a->chosen != b->chosen)
		return a->chosen ? -1 : 1;
	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	return a->skill != b->skill ? a->skill - b->skill : a->level - b->level;
}

/* The levels needed: the demand's, and the next one of what is pinned and asked for no further. */
static void
needed_levels(struct build *b)
{
	const struct plan *p = b->w->p;

	need_closure(b->map, p->demand.skills, b->need);
	for (size_t o = 0; o < p->n_overrides; o++) {
		int k = p->overrides[o].skill, level = p->abilities[k].level;

		if (p->overrides[o].action == OVERRIDE_PIN && b->need[k] <= level && level < SKILL_LEVELS)
			b->need[k] = level + 1;
	}
	need_close(b->map, b->need);
}

void
plan_steps(struct plan_work *w)
{
	struct build b = {.w = w, .map = w->c->map};
	size_t n = b.map->n_skills;

	b.need = ARENA_ARRAY(w->c->a, n, int);
	b.first = ARENA_ARRAY(w->c->a, n, int);
	needed_levels(&b);
	for (size_t k = 0; k < n; k++)
		steps_of_skill(&b, (int)k);
	b.needs = ARENA_ARRAY(w->c->a, b.steps.n, struct needs);
	b.seen = ARENA_ARRAY(w->c->a, b.steps.n, unsigned char);
	for (size_t i = 0; i < b.steps.n; i++)
		needs_of_step(&b, i);
	override_steps(&b);
	sort_out(&b);
	rank(&b);
	choose(&b);
	if (b.steps.n > 1)
		qsort(b.steps.p, b.steps.n, sizeof(*b.steps.p), by_rank);
	w->p->steps = b.steps.p;
	w->p->n_steps = b.steps.n;
}
