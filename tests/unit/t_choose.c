/*
 * Choosing under a budget, held against an exact solver on small random graphs, and for its time on large ones.
 */
#include "test.h"

#include <math.h>

#include "base/clock.h"
#include "base/rng.h"
#include "domain/plan/choose.h"

#define SMALL_MAX 16
#define GRAPHS    3000

struct graph {
	struct choose_step *steps;
	size_t n;
	double budget;
};

/* How values are spread over the steps. */
enum values { EVEN, LEAVES, MANY_ZERO, LIKE_COST, VALUES__COUNT };

static double
value_of(struct rng *r, enum values how, double minutes, bool leaf)
{
	double v = 1 + (double)rng_below(r, 100);

	switch (how) {
	case LEAVES:
		return leaf ? v : 0; /* only the ends of the chains are wanted */
	case MANY_ZERO:
		return rng_below(r, 3) == 0 ? v : 0;
	case LIKE_COST:
		return minutes + (double)rng_below(r, 10); /* the hard case of knapsacks */
	case EVEN:
	case VALUES__COUNT:
		break;
	}
	return v;
}

/* Edges go from later to earlier steps, each with the chance, so that there is no cycle; whole minutes and values, so
 * that sums are exact. */
static struct graph
make_graph(struct arena *a, struct rng *r, size_t n, double density, enum values how, double budget_share)
{
	struct graph g = {ARENA_ARRAY(a, n, struct choose_step), n, 0};
	bool *has_dependant = ARENA_ARRAY(a, n, bool);
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		int *needs = ARENA_ARRAY(a, n, int);

		g.steps[i].needs = needs;
		g.steps[i].minutes = 1 + (double)rng_below(r, 40);
		sum += g.steps[i].minutes;
		for (size_t k = 0; k < i; k++) {
			if (rng_unit(r) < density) {
				needs[g.steps[i].n_needs++] = (int)k;
				has_dependant[k] = true;
			}
		}
	}
	for (size_t i = 0; i < n; i++)
		g.steps[i].value = value_of(r, how, g.steps[i].minutes, !has_dependant[i]);
	g.budget = floor(sum * budget_share);
	return g;
}

/* The exact optimum: every closed set, cut off where even all that is left could not beat the best. */
struct exact {
	const struct graph *g;
	double rest[SMALL_MAX + 1]; /* value of the steps from i on */
	double best;
};

static void
exact_walk(struct exact *x, size_t i, unsigned taken, double value, double minutes)
{
	bool may = true;

	if (value > x->best)
		x->best = value;
	if (i == x->g->n || value + x->rest[i] <= x->best)
		return;
	for (size_t k = 0; k < x->g->steps[i].n_needs; k++)
		may &= taken >> x->g->steps[i].needs[k] & 1;
	if (may && minutes + x->g->steps[i].minutes <= x->g->budget)
		exact_walk(x, i + 1, taken | 1U << i, value + x->g->steps[i].value, minutes + x->g->steps[i].minutes);
	exact_walk(x, i + 1, taken, value, minutes);
}

static double
exact_value(const struct graph *g)
{
	struct exact x = {.g = g};

	for (size_t i = g->n; i-- > 0;)
		x.rest[i] = x.rest[i + 1] + g->steps[i].value;
	exact_walk(&x, 0, 0, 0, 0);
	return x.best;
}

/* What a greedy without bundles gets: of the steps that are ready, the best per minute, again and again. */
static double
plain_greedy(const struct graph *g)
{
	unsigned taken = 0;
	double value = 0, minutes = 0;

	for (;;) {
		size_t best = g->n;
		double best_rate = -1;

		for (size_t i = 0; i < g->n; i++) {
			double rate = g->steps[i].value / g->steps[i].minutes;
			bool may = !(taken >> i & 1) && minutes + g->steps[i].minutes <= g->budget;

			for (size_t k = 0; k < g->steps[i].n_needs; k++)
				may &= taken >> g->steps[i].needs[k] & 1;
			if (may && rate > best_rate) {
				best = i;
				best_rate = rate;
			}
		}
		if (best == g->n)
			return value;
		taken |= 1U << best;
		value += g->steps[best].value;
		minutes += g->steps[best].minutes;
	}
}

/* Solves the graph and checks the answer's promises: order, budget, value. */
static double
solve(struct arena *a, const struct graph *g)
{
	int *order = ARENA_ARRAY(a, g->n, int);
	bool *done = ARENA_ARRAY(a, g->n, bool);
	size_t n;
	double said = choose_steps(a, g->steps, g->n, g->budget, order, &n), value = 0, minutes = 0;

	assert_true(n <= g->n);
	for (size_t i = 0; i < n; i++) {
		const struct choose_step *s = &g->steps[order[i]];

		assert_true(order[i] >= 0 && (size_t)order[i] < g->n);
		assert_false(done[order[i]]);
		for (size_t k = 0; k < s->n_needs; k++)
			assert_true(done[s->needs[k]]);
		done[order[i]] = true;
		value += s->value;
		minutes += s->minutes;
	}
	assert_true(minutes <= g->budget);
	assert_true(fabs(said - value) < 1e-6);
	return value;
}

static struct graph
nth_graph(struct arena *a, int nth)
{
	static const double densities[] = {0.05, 0.15, 0.3, 0.5}, budgets[] = {0.15, 0.3, 0.5, 0.75};
	struct rng r;
	size_t n;

	rng_seed(&r, 1000 + (uint64_t)nth);
	n = 6 + rng_below(&r, SMALL_MAX - 5);
	return make_graph(a, &r, n, densities[nth % 4], (enum values)(nth / 4 % VALUES__COUNT), budgets[nth / 16 % 4]);
}

static void
near_the_optimum(void **state)
{
	double sum = 0, worst = 1, plain = 0;
	int exact = 0, n = 0;

	(void)state;
	for (int i = 0; i < GRAPHS; i++) {
		CLEANUP(arena_release) struct arena a = ARENA(8 << 20);
		struct graph g = nth_graph(&a, i);
		double best = exact_value(&g), got = solve(&a, &g);

		assert_true(got <= best);
		if (best <= 0)
			continue;
		n++;
		sum += got / best;
		exact += got == best;
		worst = fmin(worst, got / best);
		plain += plain_greedy(&g) / best;
	}
	print_message("# %d graphs of 6 to %d steps: %.3f%% of the optimum on average, worst %.1f%%, %.1f%% exactly\n",
	              n, SMALL_MAX, 100 * sum / n, 100 * worst, 100.0 * exact / n);
	print_message("# a greedy without bundles gets %.1f%%\n", 100 * plain / n);
	assert_true(n >= 2000);
	assert_true(sum / n >= 0.995);
	assert_true(worst >= 0.75);
	/* The graphs tell good from bad: the test would catch a planner that looks one step ahead only. */
	assert_true(plain / n < 0.95);
}

/* Many small steps behind one costly one: worth it only together. */
static void
needs_are_shared(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	static const int gate[] = {0};
	struct choose_step steps[8] = {{.value = 0, .minutes = 20}, {.value = 4, .minutes = 9}};
	struct graph g = {steps, 8, 32};

	(void)state;
	for (size_t i = 2; i < 8; i++)
		steps[i] = (struct choose_step){3, 2, gate, 1};
	assert_true(solve(&a, &g) == 18); /* the six behind the gate, not the easy one */
}

static void
edges_of_the_problem(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(4 << 20);
	static const int first[] = {0};
	struct choose_step steps[3] = {{1, 10, NULL, 0}, {5, 10, first, 1}, {0, 10, NULL, 0}};
	struct graph g = {steps, 3, 0};

	(void)state;
	assert_true(solve(&a, &g) == 0);
	g.budget = 9;
	assert_true(solve(&a, &g) == 0);
	g.budget = 20;
	assert_true(solve(&a, &g) == 6);
	g.budget = INFINITY;
	assert_true(solve(&a, &g) == 6);
	g.n = 0;
	assert_true(solve(&a, &g) == 0);
}

/* As large as a plan of the whole map, and as large as it may be. */
static void
quick_when_large(void **state)
{
	static const size_t sizes[] = {270, CHOOSE_MAX};
	static const double limits_ms[] = {50, 250};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		CLEANUP(arena_release) struct arena a = ARENA(32 << 20);
		struct rng r;
		struct graph g;
		int64_t begin;
		double ms;

		rng_seed(&r, 7);
		g = make_graph(&a, &r, sizes[i], 2.0 / (double)sizes[i], EVEN, 0.4);
		begin = clock_monotonic_us();
		assert_true(solve(&a, &g) > 0);
		ms = (double)(clock_monotonic_us() - begin) / 1000;
		print_message("# %zu steps: %.1f ms\n", g.n, ms);
#ifndef __SANITIZE_ADDRESS__
		assert_true(ms < limits_ms[i]);
#else
		(void)limits_ms;
#endif
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(near_the_optimum),
	    cmocka_unit_test(needs_are_shared),
	    cmocka_unit_test(edges_of_the_problem),
	    cmocka_unit_test(quick_when_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
