/* Within src/exchange only: the example life while it is told. */
#ifndef EXCHANGE_DEMO_IMPL_H
#define EXCHANGE_DEMO_IMPL_H

#include "base/err.h"
#include "domain/ctx.h"

struct extractor;

#define DEMO_PEOPLE       12
#define DEMO_APPLICATIONS 14

struct demo {
	struct ctx c; /* the caller's, with the clock of the day that is being told */
	int64_t now_ms;
	const struct extractor *ex;
	int64_t people[DEMO_PEOPLE]; /* ids, by the tables of demo_search.c */
	int64_t applications[DEMO_APPLICATIONS];
};

/* Puts the clock so many days back, a minute on from the last record. */
void demo_go_to(struct demo *d, int ago);

/* The job search, a day of it: people, applications and what came of them. */
bool demo_search(struct demo *d, int ago, struct err *err) MUST_USE;
/* What stands at its end: the résumé, talks, rounds, research, an offer. */
bool demo_desk(struct demo *d, struct err *err) MUST_USE;

#endif
