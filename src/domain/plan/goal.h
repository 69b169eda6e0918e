/*
 * The goal: where the person stands, where they want to be, how many minutes a week and by when. Set anew it is a new
 * row; the newest one not undone counts.
 */
#ifndef DOMAIN_PLAN_GOAL_H
#define DOMAIN_PLAN_GOAL_H

#include "base/err.h"
#include "domain/ctx.h"
#include "domain/skill/evidence.h"

struct goal {
	int64_t id;
	int start_role;     /* the preset they started from, or MAP_NONE */
	int start_industry; /* or MAP_NONE */
	int role;
	int industry; /* or MAP_NONE */
	int minutes_per_week;
	int32_t by_day; /* or DAY_NONE */
	int64_t at_ms;
};

/* What the first run corrects in the preset: the level the person says they have. */
struct goal_claim {
	int skill;
	int level; /* 0 takes back what the preset gives */
};

/* The current goal; *ret_found false when none was set. */
bool goal_get(struct ctx *c, struct goal *ret, bool *ret_found, struct err *err) MUST_USE;
/* The same, with ERR_NOT_FOUND and a hint when none was set. */
bool goal_need(struct ctx *c, struct goal *ret, struct err *err) MUST_USE;
/* Sets the goal. When start_role is given and differs from the current goal's, the role's skills are added as evidence
 * of kind preset; claims are added as evidence of kind claim. All in one transaction. ERR_INVALID for hours outside a
 * week, a date in the past, a role that is only a starting point. */
bool goal_set(struct ctx *c, struct goal *g, const struct goal_claim *claims, size_t n_claims,
              struct err *err) MUST_USE;

/* Takes a goal back: the one before it counts again. ERR_NOT_FOUND. */
bool goal_undo(struct ctx *c, int64_t id, struct err *err) MUST_USE;

/* A preset holds the role's skills from this weight on, and of the rest those to be explained that need nothing before
 * them, such as school algebra; all of them for a role that is only a starting point. */
#define PRESET_WEIGHT_MIN 0.4

#endif
