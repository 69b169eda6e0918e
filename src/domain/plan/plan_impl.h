/* Shared by the files of the plan; nobody outside the folder includes it. */
#ifndef DOMAIN_PLAN_PLAN_IMPL_H
#define DOMAIN_PLAN_PLAN_IMPL_H

#include "domain/plan/plan.h"
#include "domain/skill/map.h"

/* A step with what it waits for: indices into the steps. */
struct step_needs {
	int *p;
	size_t n;
	bool blocked; /* skipped, or waits for one that is */
	bool chosen;  /* fits before the goal's date */
};

/* plan_steps.c: makes and ranks the steps of the whole way. */
bool plan_steps(struct ctx *c, struct plan *p, struct err *err) MUST_USE;
/* plan_week.c: packs the week. */
bool plan_week(struct ctx *c, struct plan *p, const struct minutes *m, size_t n_m, struct err *err) MUST_USE;
/* plan_eta.c: pace and the range of days. */
void plan_eta(struct ctx *c, struct plan *p, const struct minutes *m, size_t n_m);

#endif
