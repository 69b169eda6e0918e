/* Shared by the files of the plan; nobody outside the folder includes it. */
#ifndef DOMAIN_PLAN_PLAN_IMPL_H
#define DOMAIN_PLAN_PLAN_IMPL_H

#include "domain/plan/plan.h"
#include "domain/skill/map.h"

/* When the hours foreseen for a step are used up, what is left is to record evidence. */
#define PLAN_RECORD_MINUTES 30.0

/* What the files hand on besides the plan itself. */
struct plan_work {
	struct ctx *c;
	struct plan *p;
	const struct ability *was; /* abilities with all evidence and the minutes before this week, as of its Monday */
	const struct minutes *m;   /* all, oldest first */
	size_t n_m;
	size_t n_before; /* of them before this week */
};

/* plan_eta.c: the person's pace, or the goal's; needs no steps. */
void plan_pace(struct plan_work *w);
/* plan_steps.c: makes and ranks the steps. */
void plan_steps(struct plan_work *w);
/* plan_week.c: packs the week. */
bool plan_week(struct plan_work *w, struct err *err) MUST_USE;
/* plan_eta.c: the range of days. */
void plan_eta(struct plan_work *w);

#endif
