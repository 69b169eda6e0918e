/*
 * What a job would do for the goal, as a proposal for an offer's scores: the person says yes or otherwise.
 *
 *	learning  10 x sum of weight x min(1, gap / need) over sum of weight, of the goal's skills the posting names:
 *how much of what it uses and the goal asks for is still to be learnt growth    10 x sum of weight of the goal's skills
 *the posting names, over the sum of as many of the goal's largest weights: how near what it uses is to what the goal
 *wants most
 */
#ifndef DOMAIN_PLAN_GROWTH_H
#define DOMAIN_PLAN_GROWTH_H

#include "domain/job/posting.h"
#include "domain/plan/plan.h"

struct growth {
	bool known;      /* there is a goal, and the posting names skills it asks for */
	double learning; /* 0..10 */
	double growth;
	struct str why_learning; /* a sentence for the reason */
	struct str why_growth;
};

/* Pure. */
struct growth growth_of(struct arena *a, const struct map *m, const struct plan *p, const struct posting_skill *skills,
                        size_t n);
/* The same for the posting an application is for; not known without one, or without a goal. */
bool growth_propose(struct ctx *c, int64_t application_id, struct growth *ret, struct err *err) MUST_USE;

#endif
