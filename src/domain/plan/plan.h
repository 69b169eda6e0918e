/*
 * The plan: from the goal backward to what to do this week, in minutes, each task with its reason.
 *
 * A step is one level of one skill. The steps that matter are the closure of the demand over hard edges, less what
 *gates already hold open. Those on the frontier (all their needs are met) are ranked by
 *
 *	score = demand x unlocks x fit / minutes
 *
 * demand: the strongest demand among the step and what it leads to; unlocks: how many such demands it serves, its own
 *and its share of those it leads to; fit: how near the chance of success is to 0.8, exp(-((chance - 0.8) / 0.25)^2);
 *minutes: what is left of the step. chance is logistic in how far the prerequisites are exceeded, with 0.8 where they
 *are just met.
 *
 * The week's minutes are packed: a share for review of what fades, a share for projects that show what is only claimed
 *or build the highest level, the rest for at most three frontier steps. Nothing is carried over: a week off costs
 *nothing.
 */
#ifndef DOMAIN_PLAN_PLAN_H
#define DOMAIN_PLAN_PLAN_H

#include "domain/plan/demand.h"

enum plan_kind { PLAN_LEARN, PLAN_PROVE, PLAN_REVIEW, PLAN_PROJECT };
enum override_action { OVERRIDE_SKIP, OVERRIDE_PIN, OVERRIDE_LATER };

/* "learn", "prove", "review", "project". */
const char *plan_kind_name(enum plan_kind kind);
bool override_parse(struct str s, enum override_action *ret, struct err *err) MUST_USE;
const char *override_name(enum override_action action);

struct plan_step {
	int skill;
	int level;           /* the one this step reaches */
	enum plan_kind kind; /* PLAN_LEARN, or PLAN_PROVE where the level is claimed and not shown */
	double value;        /* direct demand */
	double minutes;      /* left */
	double chance;
	double demand;
	double unlocks;
	double fit;
	double score;  /* per hour, for reading */
	int strongest; /* skill of the strongest demand it serves */
	int n_opens;   /* skills in the goal that wait for it */
	bool frontier; /* all its needs are met */
	bool pinned;
	bool skipped;  /* by an override */
	int32_t until; /* put off until this day, or DAY_NONE */
};

struct plan_task {
	enum plan_kind kind;
	int skill;
	int level;
	int minutes;                  /* this week */
	int spent;                    /* logged on the skill since Monday */
	const struct plan_step *step; /* NULL for a review */
	double freshness;
	struct str reason; /* one or two sentences */
};

struct plan_override {
	int64_t id;
	int skill;
	enum override_action action;
	int32_t until_day;
};

struct plan {
	struct goal goal;
	struct demand demand;
	struct gap_list gaps;
	const struct ability *abilities;
	struct plan_step *steps; /* of the whole way, frontier first by score */
	size_t n_steps;
	struct plan_task *tasks; /* this week's */
	size_t n_tasks;
	struct plan_override *overrides; /* those that hold now */
	size_t n_overrides;
	int32_t week;      /* its Monday */
	int minutes_spent; /* logged this week, all skills */
	double hours_left; /* of the whole way */
	double pace;       /* minutes a week: own, or the goal's */
	int pace_weeks;    /* weeks of log the pace rests on; 0: it is the goal's */
	int32_t eta_p50; /* day by which it is done with probability 1/2; DAY_NONE when nothing is left or it is beyond
	                    ten years */
	int32_t eta_p80;
	double by_share; /* with a date: the share of the way's value that fits before it; else 1 */
};

/* The plan as of today. Everything is in the arena. ERR_NOT_FOUND when no goal is set. */
bool plan_make(struct ctx *c, struct plan *ret, struct err *err) MUST_USE;

/* Remembers an override; until_day counts for OVERRIDE_LATER only. ret_id may be NULL. */
bool plan_override(struct ctx *c, int skill, enum override_action action, int32_t until_day, int64_t *ret_id,
                   struct err *err) MUST_USE;
bool plan_override_undo(struct ctx *c, int64_t id, struct err *err) MUST_USE;

/* Shares of the week, in percent; settings may change them. */
#define PLAN_REVIEW_SHARE  15
#define PLAN_PROJECT_SHARE 20
/* Freshness below which a skill of the goal is reviewed. */
#define PLAN_REVIEW_BELOW 0.85

#endif
