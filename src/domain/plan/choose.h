/*
 * Choosing under a budget: which steps to take when each has a value, a cost in minutes, and steps that must come
 * first.
 *
 * This is the precedence-constrained knapsack problem (NP-hard; Johnson and Niemi 1983). The method is greedy by
 * bundles: a step together with what it still needs, taken where value per minute is largest, restarted from each of
 * the most promising first bundles, the best outcome kept. tests/unit/t_choose.c holds it against an exact solver.
 * Pure: no map, no database.
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
