/*
 * From a route to the plan: the next leg becomes the goal.
 */
#ifndef DOMAIN_PLAN_ROUTE_GOAL_H
#define DOMAIN_PLAN_ROUTE_GOAL_H

#include "domain/job/route.h"
#include "domain/plan/goal.h"

/* Sets the goal to where the way's first leg leads, with the hours, the date and the start of the current goal, and
 * keeps the end of the route with it; goal_undo takes both back. ERR_NOT_FOUND when no goal is set, or no such way was
 * found. */
bool route_goal(struct ctx *c, const struct route_answer *r, const struct route_way *way, struct goal *ret,
                struct err *err) MUST_USE;

#endif
