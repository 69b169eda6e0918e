/*
 * Today: what to do now, out of the plan. It holds what a first page or a first command shows and nothing more.
 */
#ifndef DOMAIN_TODAY_TODAY_H
#define DOMAIN_TODAY_TODAY_H

#include "domain/plan/plan.h"

struct today {
	struct plan plan;
	const struct plan_task *next; /* the first task of the week that is not done; NULL when all are */
	int next_minutes;             /* a sitting of it: at most TODAY_SITTING, and what is left of it this week */
	int minutes_today;            /* logged today */
	int n_done;                   /* tasks of the week whose minutes are spent */
	struct minutes *recent;       /* the newest log entries, newest first, at most TODAY_RECENT */
	size_t n_recent;
};

#define TODAY_SITTING 50
#define TODAY_RECENT  5

/* ERR_NOT_FOUND when no goal is set. */
bool today_make(struct ctx *c, struct today *ret, struct err *err) MUST_USE;

/* The task's minutes of this week are spent. */
bool task_is_done(const struct plan_task *t);

#endif
