#include "domain/plan/choose.h"

#include <math.h>

#define WORDS (CHOOSE_MAX / 64)
/* How many different first bundles are tried. */
#define STARTS 12
/* Exchanges of one choice are tried over and over while they gain, but not more often than this. */
#define ROUNDS_MAX 20

struct set {
	uint64_t w[WORDS];
};

static bool
set_has(const struct set *s, size_t i)
{
	return s->w[i / 64] >> (i % 64) & 1;
}

static void
set_add(struct set *s, size_t i)
{
	s->w[i / 64] |= (uint64_t)1 << (i % 64);
}

/* The next member of (a and b) or (a and not b) at or after i; n when there is none. */
static size_t
set_next(const struct set *a, const struct set *b, bool in_b, size_t i, size_t n)
{
	for (size_t w = i / 64; w * 64 < n; w++) {
		uint64_t left = a->w[w] & (in_b ? b->w[w] : ~b->w[w]);

		if (w == i / 64)
			left &= ~(uint64_t)0 << (i % 64);
		if (left != 0)
			return w * 64 + (size_t)__builtin_ctzll(left);
	}
	return n;
}

/* The problem with its needs closed over: closed[i] holds i and everything that must come before it, opens[i] holds i
 * and everything that must come after. */
struct problem {
	const struct choose_step *steps;
	size_t n;
	double budget;
	struct set *closed;
	struct set *opens;
};

/* A choice, closed under needs, with the value and the minutes of what each step still lacks (itself included), kept
 * up to date so that the next bundle is found in one pass. */
struct choice {
	struct set taken;
	double value;
	double minutes;
	double left_value[CHOOSE_MAX];
	double left_minutes[CHOOSE_MAX];
};

static void
close_over(struct problem *p, size_t i, unsigned char *done)
{
	if (done[i])
		return;
	done[i] = 1;
	set_add(&p->closed[i], i);
	for (size_t k = 0; k < p->steps[i].n_needs; k++) {
		size_t need = (size_t)p->steps[i].needs[k];

		close_over(p, need, done);
		for (size_t w = 0; w < WORDS; w++)
			p->closed[i].w[w] |= p->closed[need].w[w];
	}
}

/* Puts step k in (sign 1) or takes it out (sign -1). */
static void
turn(const struct problem *p, struct choice *c, size_t k, int sign)
{
	const struct set none = {{0}};
	double value = sign * p->steps[k].value, minutes = sign * p->steps[k].minutes;

	c->taken.w[k / 64] ^= (uint64_t)1 << (k % 64);
	c->value += value;
	c->minutes += minutes;
	for (size_t i = set_next(&p->opens[k], &none, false, 0, p->n); i < p->n;
	     i = set_next(&p->opens[k], &none, false, i + 1, p->n)) {
		c->left_value[i] -= value;
		c->left_minutes[i] -= minutes;
	}
}

static void
take_bundle(const struct problem *p, struct choice *c, size_t i)
{
	const struct set before = c->taken;

	for (size_t k = set_next(&p->closed[i], &before, false, 0, p->n); k < p->n;
	     k = set_next(&p->closed[i], &before, false, k + 1, p->n))
		turn(p, c, k, 1);
}

/* Takes out step i and all that needs it. */
static void
drop_bundle(const struct problem *p, struct choice *c, size_t i)
{
	const struct set before = c->taken;

	for (size_t k = set_next(&p->opens[i], &before, true, 0, p->n); k < p->n;
	     k = set_next(&p->opens[i], &before, true, k + 1, p->n))
		turn(p, c, k, -1);
}

/* The bundle with the most value per minute that fits, more than `least` and without the barred step; n for none. */
static size_t
best_bundle(const struct problem *p, const struct choice *c, const struct set *among, size_t barred, double least)
{
	size_t best = p->n;

	for (size_t i = 0; i < p->n; i++) {
		double rate;

		if (set_has(&c->taken, i) || (among != NULL && !set_has(among, i)) || c->left_value[i] <= 0 ||
		    c->minutes + c->left_minutes[i] > p->budget)
			continue;
		rate = c->left_value[i] / c->left_minutes[i];
		if (rate > least && (barred == p->n || !set_has(&p->closed[i], barred))) {
			best = i;
			least = rate;
		}
	}
	return best;
}

/* Takes bundles by value per minute until nothing of value fits. */
static void
fill(const struct problem *p, struct choice *c, size_t barred)
{
	for (;;) {
		size_t best = best_bundle(p, c, NULL, barred, 0);

		if (best == p->n)
			return;
		take_bundle(p, c, best);
	}
}

/* Takes step i, and of what it opens as much as raises the value per minute: bundles that share their needs. */
static void
take_grown(const struct problem *p, struct choice *c, size_t i)
{
	take_bundle(p, c, i);
	for (;;) {
		size_t best = best_bundle(p, c, &p->opens[i], p->n, c->value / c->minutes);

		if (best == p->n)
			return;
		take_bundle(p, c, best);
	}
}

/* The steps whose grown bundles promise most per minute, best first; at most STARTS. */
static size_t
promising(const struct problem *p, const struct choice *empty, struct choice *tmp, size_t *ret)
{
	double rates[STARTS];
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		double rate;
		size_t at;

		if (empty->left_minutes[i] > p->budget)
			continue;
		*tmp = *empty;
		take_grown(p, tmp, i);
		rate = tmp->value / tmp->minutes;
		if (rate <= 0)
			continue;
		for (at = n; at > 0 && rates[at - 1] < rate; at--) {
			if (at < STARTS) {
				rates[at] = rates[at - 1];
				ret[at] = ret[at - 1];
			}
		}
		if (at < STARTS) {
			rates[at] = rate;
			ret[at] = i;
			n = MIN(n + 1, (size_t)STARTS);
		}
	}
	return n;
}

/* Makes room for step i: takes out what brings least per minute, with all that needs it, sparing what i needs. */
static void
make_room(const struct problem *p, struct choice *c, size_t i)
{
	while (c->minutes + c->left_minutes[i] > p->budget) {
		size_t worst = p->n;
		double worst_rate = INFINITY;

		for (size_t k = set_next(&c->taken, &p->closed[i], false, 0, p->n); k < p->n;
		     k = set_next(&c->taken, &p->closed[i], false, k + 1, p->n)) {
			double value = 0, minutes = 0;

			for (size_t j = set_next(&p->opens[k], &c->taken, true, 0, p->n); j < p->n;
			     j = set_next(&p->opens[k], &c->taken, true, j + 1, p->n)) {
				value += p->steps[j].value;
				minutes += p->steps[j].minutes;
			}
			if (value / minutes < worst_rate) {
				worst = k;
				worst_rate = value / minutes;
			}
		}
		if (worst == p->n)
			return;
		drop_bundle(p, c, worst);
	}
}

/* Tries to do without each step taken, and with each step not taken; keeps what gains. */
static void
exchange(const struct problem *p, struct choice *c, struct choice *tmp)
{
	bool gained = true;

	for (int round = 0; round < ROUNDS_MAX && gained; round++) {
		gained = false;
		for (size_t i = 0; i < p->n; i++) {
			*tmp = *c;
			if (set_has(&c->taken, i)) {
				drop_bundle(p, tmp, i);
				fill(p, tmp, i);
			} else {
				make_room(p, tmp, i);
				if (tmp->minutes + tmp->left_minutes[i] > p->budget)
					continue;
				take_bundle(p, tmp, i);
				fill(p, tmp, p->n);
			}
			if (tmp->value > c->value * (1 + 1e-12)) {
				*c = *tmp;
				gained = true;
			}
		}
	}
}

/* The taken steps, each after what it needs: by rounds of value per minute among those that are ready. */
static size_t
in_order(const struct problem *p, const struct choice *c, int *ret)
{
	struct set placed = {{0}};
	size_t n = 0;

	for (;;) {
		size_t best = p->n;
		double best_rate = -1;

		for (size_t i = 0; i < p->n; i++) {
			bool ready = set_has(&c->taken, i) && !set_has(&placed, i);

			for (size_t k = 0; k < p->steps[i].n_needs && ready; k++)
				ready = set_has(&placed, (size_t)p->steps[i].needs[k]);
			if (ready && p->steps[i].value / p->steps[i].minutes > best_rate) {
				best = i;
				best_rate = p->steps[i].value / p->steps[i].minutes;
			}
		}
		if (best == p->n)
			return n;
		set_add(&placed, best);
		ret[n++] = (int)best;
	}
}

static void
problem_open(struct arena *a, struct problem *p, struct choice *empty)
{
	const struct set none = {{0}};
	unsigned char *done = ARENA_ARRAY(a, p->n, unsigned char);

	p->closed = ARENA_ARRAY(a, p->n, struct set);
	p->opens = ARENA_ARRAY(a, p->n, struct set);
	for (size_t i = 0; i < p->n; i++)
		close_over(p, i, done);
	for (size_t i = 0; i < p->n; i++) {
		for (size_t k = set_next(&p->closed[i], &none, false, 0, p->n); k < p->n;
		     k = set_next(&p->closed[i], &none, false, k + 1, p->n)) {
			set_add(&p->opens[k], i);
			empty->left_value[i] += p->steps[k].value;
			empty->left_minutes[i] += p->steps[k].minutes;
		}
	}
}

double
choose_steps(struct arena *a, const struct choose_step *steps, size_t n, double budget, int *ret_order, size_t *ret_n)
{
	struct problem p = {.steps = steps, .n = MIN(n, (size_t)CHOOSE_MAX), .budget = budget};
	struct choice *empty = ARENA_NEW(a, struct choice), *best = ARENA_NEW(a, struct choice);
	struct choice *now = ARENA_NEW(a, struct choice), *tmp = ARENA_NEW(a, struct choice);
	size_t starts[STARTS], n_starts;

	problem_open(a, &p, empty);
	*best = *empty;
	if (isinf(budget)) {
		fill(&p, best, p.n); /* everything of use is taken whatever comes first */
		*ret_n = in_order(&p, best, ret_order);
		return best->value;
	}
	fill(&p, best, p.n);
	n_starts = promising(&p, empty, tmp, starts);
	for (size_t s = 0; s < n_starts; s++) {
		*now = *empty;
		take_grown(&p, now, starts[s]);
		fill(&p, now, p.n);
		if (now->value > best->value)
			*best = *now;
	}
	exchange(&p, best, tmp);
	*ret_n = in_order(&p, best, ret_order);
	return best->value;
}
