/*
 * Choosing under a budget: which steps to take when each has a value, a cost in minutes, and steps that must come
 * first.
 *
 * This is the precedence-constrained knapsack problem (NP-hard; Johnson and Niemi 1983). The method is greedy by
 * bundles: a step together with what it still needs, taken where value per minute is largest. It is begun anew from
 * each of the most promising bundles, grown by what they open, so that steps that share their needs are seen together;
 * the best outcome is then improved by exchanges: without one step, or with one more at the cost of the poorest. On
 * random graphs of up to 16 steps it reaches 99.9% of the optimum on average and the optimum itself in 96 of 100
 * (tests/unit/t_choose.c); 270 steps take about 3 ms. Pure: no map, no database.
 */
#ifndef DOMAIN_PLAN_CHOOSE_H
#define DOMAIN_PLAN_CHOOSE_H

#include "base/arena.h"

#define CHOOSE_MAX 512 /* steps at most */

struct choose_step {
	double value;   /* >= 0 */
	double minutes; /* > 0 */
	const int *needs;
	size_t n_needs; /* indices of steps that must be taken before */
};

/* The chosen steps in an order that respects needs; the sum of their minutes is within the budget (INFINITY: all steps
 * of any use). Returns their total value. ret_order must have room for n. */
double choose_steps(struct arena *a, const struct choose_step *steps, size_t n, double budget, int *ret_order,
                    size_t *ret_n);

#endif
