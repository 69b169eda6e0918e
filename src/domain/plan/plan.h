/*
 * The plan: from the goal backward to what to do this week, in minutes, each task with its reason.
 *
 * A step is one level of one skill. The steps that matter are the closure of the demand over hard edges, less
 * what gates already hold open. Meeting a demand is worth weight^2 sqrt(hours / 10), with the hours from
 * nothing to the level asked: what nearly every job asks for shuts more doors than its weight says, and what
 * takes long is more of the job, if not in proportion. Of that, explaining is worth 0.3 and using 0.7 where
 * use is asked; 0.2, 0.5 and 0.3 where building is. Steps on the frontier (all their needs are met) are ranked
 * by
 *
 *	score = demand x unlocks x fit / hours
 *
 * demand: the worth of the most wanted level among the step's own and those it leads to. unlocks: how many
 * such demands it pays for; each demand pays its worth evenly to all the hours of the way to it, so that a
 * step at the foot of a long chain earns little of each, and one that many things wait for earns from all.
 * (Below 1: it is a part of the way to one.) fit: how near the chance of success is to 0.8, exp(-((chance -
 * 0.8) / 0.25)^2). hours: what was left of the step when the week began. chance is logistic: 0.8 for the first
 * level of what has its needs just met, less for higher levels (0.35 each on the logit), more for what has
 * been begun (0.5) and for needs exceeded (0.9 a level, soft ones half; a need counts as the mean of the level
 * held and the ability shown, so that one's word alone makes success less likely).
 *
 * The way ends where somebody in the role stands: it counts the demands of weight PLAN_WAY_WEIGHT or more, and
 * what they need. Weaker demands and the chains that only they drag in come after it and count neither for the
 * hours left nor for the dates (hours_later says how much that is). Within the way, what the best choice under
 * the horizon's budget holds comes first (choose.h): the goal's date, or a quarter of a year.
 *
 * The week's minutes are packed: a share for review of what fades, a share for projects (steps to the highest
 * level) and for proving what is only claimed, at most one proof a week, the rest for one to three frontier
 * steps. Where a share is less than a sitting, a sitting of it comes every few weeks. The tasks are those of
 * the week's Monday: minutes logged since then show as spent and move nothing, evidence moves the plan on at
 * once. Nothing is carried over: a week off costs nothing.
 *
 * Judgement, not measurement: the worth of demands and levels, the weights within chance and fit, the minutes
 * of a proof, the shares.
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
	double minutes;      /* left when the week began; what the score goes by */
	double left;         /* left now */
	double chance;
	double demand;
	double unlocks;
	double fit;
	double score;   /* per hour */
	int strongest;  /* skill of the strongest demand it serves */
	int n_opens;    /* steps of other skills on the way that wait for it */
	bool frontier;  /* all its needs are met and none is skipped */
	bool core;      /* on the way; else it comes after it */
	bool chosen;    /* of the best choice before the horizon */
	bool pinned;    /* by an override, or needed for what is */
	int pinned_for; /* the skill that was pinned, or MAP_NONE */
	bool skipped;   /* by an override */
	bool blocked;   /* skipped, or waits for what is */
	int32_t until;  /* put off until this day, or DAY_NONE */
};

struct plan_task {
	enum plan_kind kind;
	int skill;
	int level;
	int minutes;                  /* this week */
	int spent;                    /* logged for it since Monday */
	const struct plan_step *step; /* NULL for a review, and for a level reached this week */
	double freshness;             /* when the week began */
	struct str reason;            /* one or two sentences */
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
	struct plan_step *steps; /* of the way and what comes after; frontier first, pinned first, the way first, by
	                            score */
	size_t n_steps;
	struct plan_task *tasks; /* this week's; their minutes sum to the week's at most */
	size_t n_tasks;
	struct plan_override *overrides; /* those that hold now */
	size_t n_overrides;
	int32_t week;       /* its Monday */
	int minutes_spent;  /* logged this week, all skills */
	double hours_left;  /* of the way */
	double hours_later; /* of what comes after it: demands below PLAN_WAY_WEIGHT */
	size_t n_later;     /* its steps */
	double pace;        /* minutes a week: own, or the goal's */
	int pace_weeks;     /* weeks of log the pace rests on; 0: it is the goal's */
	int32_t eta_p50; /* day by which it is done with probability 1/2; DAY_NONE when nothing is left or it is beyond
	                    ten years */
	int32_t eta_p80;
	double
	    by_share; /* with a date: the share of the value of what is left of the way that fits before it; else 1 */
};

/* The last plan, kept by a process that answers many requests: as long as nobody has changed the data (db_data_version)
 * and the day and the account are the same, it is the plan. Zero but for the arena's limit, it is empty. */
struct plan_cache {
	struct arena a;
	struct plan plan;
	int64_t version; /* 0: empty */
	int64_t account;
	int32_t today;
};
#define PLAN_CACHE                                                                                                     \
	{                                                                                                              \
		.a = ARENA((size_t)64 << 20)                                                                           \
	}
void plan_cache_release(struct plan_cache *cache);

/* The plan as of today. Everything is in the arena, or in the context's cache until the next plan_make there.
 * ERR_NOT_FOUND when no goal is set. */
bool plan_make(struct ctx *c, struct plan *ret, struct err *err) MUST_USE;

/* Remembers an override; until_day counts for OVERRIDE_LATER only. ret_id may be NULL. Of the overrides of a skill the
 * newest counts; undone, the one before it does again. A pin brings what the skill needs with it, and a skill the goal
 * does not ask for onto the way; a skipped skill takes what needs it along. */
bool plan_override(struct ctx *c, int skill, enum override_action action, int32_t until_day, int64_t *ret_id,
                   struct err *err) MUST_USE;
bool plan_override_undo(struct ctx *c, int64_t id, struct err *err) MUST_USE;

/* Shares of the week, in percent; settings may change them. */
#define PLAN_REVIEW_SHARE  15
#define PLAN_PROJECT_SHARE 20
/* Freshness below which a skill of the goal is reviewed. */
#define PLAN_REVIEW_BELOW 0.85
/* Demands from this weight on make the way. The same weight from which a preset holds a skill (PRESET_WEIGHT_MIN): the
 * way ends where the next person's would begin. */
#define PLAN_WAY_WEIGHT NEED_WAY_WEIGHT
/* The horizon without a date. */
#define PLAN_HORIZON_DAYS 91

#endif
