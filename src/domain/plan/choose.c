#include "domain/plan/choose.h"

#include <math.h>

#define WORDS (CHOOSE_MAX / 64)
/* How many different first bundles are tried. */
#define STARTS 12

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

/* The problem with its transitive needs: closed[i] holds i and everything that must come before it. */
struct problem {
	const struct choose_step *steps;
	size_t n;
	struct set *closed;
};

struct choice {
	struct set taken;
	double value;
	double minutes;
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

/* Value and minutes of what i still needs, itself included. */
static void
bundle(const struct problem *p, const struct set *taken, size_t i, double *ret_value, double *ret_minutes)
{
	*ret_value = *ret_minutes = 0;
	for (size_t w = 0; w < WORDS; w++) {
		uint64_t left = p->closed[i].w[w] & ~taken->w[w];

		for (; left != 0; left &= left - 1) {
			size_t k = w * 64 + (size_t)__builtin_ctzll(left);

			*ret_value += p->steps[k].value;
			*ret_minutes += p->steps[k].minutes;
		}
	}
}

static void
take_bundle(const struct problem *p, struct choice *c, size_t i)
{
	double value, minutes;

	bundle(p, &c->taken, i, &value, &minutes);
	for (size_t w = 0; w < WORDS; w++)
		c->taken.w[w] |= p->closed[i].w[w];
	c->value += value;
	c->minutes += minutes;
}

/* Takes bundles by value per minute until nothing of value fits. */
static void
fill(const struct problem *p, struct choice *c, double budget)
{
	for (;;) {
		size_t best = p->n;
		double best_rate = 0;

		for (size_t i = 0; i < p->n; i++) {
			double value, minutes;

			if (set_has(&c->taken, i))
				continue;
			bundle(p, &c->taken, i, &value, &minutes);
			if (value > 0 && c->minutes + minutes <= budget && value / minutes > best_rate) {
				best = i;
				best_rate = value / minutes;
			}
		}
		if (best == p->n)
			return;
		take_bundle(p, c, best);
	}
}

/* The steps whose bundles promise most per minute, best first; at most STARTS. */
static size_t
promising(const struct problem *p, double budget, size_t *ret)
{
	double rates[STARTS];
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct set none = {{0}};
		double value, minutes, rate;
		size_t at;

		bundle(p, &none, i, &value, &minutes);
		if (value <= 0 || minutes > budget)
			continue;
		rate = value / minutes;
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

double
choose_steps(struct arena *a, const struct choose_step *steps, size_t n, double budget, int *ret_order, size_t *ret_n)
{
	struct problem p = {steps, MIN(n, (size_t)CHOOSE_MAX), ARENA_ARRAY(a, MIN(n, (size_t)CHOOSE_MAX), struct set)};
	unsigned char *done = ARENA_ARRAY(a, p.n, unsigned char);
	struct choice best = {.value = -1};
	size_t starts[STARTS], n_starts;

	for (size_t i = 0; i < p.n; i++)
		close_over(&p, i, done);
	n_starts = promising(&p, budget, starts);
	if (isinf(budget))
		n_starts = MIN(n_starts, (size_t)1); /* everything of use is taken whatever comes first */
	for (size_t s = 0; s < n_starts; s++) {
		struct choice c = {.value = 0};

		take_bundle(&p, &c, starts[s]);
		fill(&p, &c, budget);
		if (c.value > best.value)
			best = c;
	}
	if (n_starts == 0) {
		*ret_n = 0;
		return 0;
	}
	*ret_n = in_order(&p, &best, ret_order);
	return best.value;
}
