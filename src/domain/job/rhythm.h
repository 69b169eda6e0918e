/*
 * The rhythm of following up: for each kind of waiting, after how many days the first time, after how many again, and
 * how often at most. The defaults stand in rhythms[]; the person's own are kept as dated rows, and undone like these.
 *
 *	due_first = last_word + first
 *	due_next  = last_follow_up + then		until `most` have been sent
 *	proposal  = last_follow_up + then		to call it a silence, once
 */
#ifndef DOMAIN_JOB_RHYTHM_H
#define DOMAIN_JOB_RHYTHM_H

#include "base/err.h"
#include "domain/ctx.h"

#define RHYTHM_DAYS_MAX 365
#define RHYTHM_MOST_MAX 20

enum rhythm_kind {
	RHYTHM_FOUND,
	RHYTHM_APPLIED,
	RHYTHM_REFERRED,
	RHYTHM_SCREEN,
	RHYTHM_ROUND,
	RHYTHM_OFFER,
	RHYTHM_OTHER, /* stages of the person's own */
	RHYTHM_THANKS,
	RHYTHM_FEEDBACK,
	RHYTHM_REFERRAL,
	RHYTHM_OUTREACH,
	RHYTHM_DEADLINE, /* first: so many days before it */
	RHYTHM_PREPARE,  /* first: so many days before the appointment */
	RHYTHM__COUNT
};

struct rhythm {
	int first;
	int then;
	int most;
	int64_t id;    /* of the row; 0: the default holds */
	int64_t at_ms; /* when it was said; 0: the default */
};

struct rhythm_info {
	const char *name;  /* as stored and typed: the stage, where it is one */
	const char *label; /* for the form */
	const char *help;  /* one sentence */
	bool mine;         /* the next move is the person's own, not the others' */
	bool before;       /* days are counted backwards from a date that stands */
	struct rhythm initial;
};
extern const struct rhythm_info rhythms[RHYTHM__COUNT];

bool rhythm_parse(struct str name, enum rhythm_kind *ret, struct err *err) MUST_USE;
/* The rhythm of a stage, RHYTHM_OTHER for one of the person's own. */
enum rhythm_kind rhythm_of_stage(struct str stage);
bool rhythm_all(struct ctx *c, struct rhythm ret[static RHYTHM__COUNT], struct err *err) MUST_USE;
/* ERR_INVALID for days outside 0..365 and more than 20 times; most 0 is never. r->id and at_ms are given. */
bool rhythm_set(struct ctx *c, enum rhythm_kind kind, struct rhythm *r, struct err *err) MUST_USE;
/* Back to what held before. */
bool rhythm_undo(struct ctx *c, int64_t id, struct err *err) MUST_USE;

/* Where a wait stands: nothing more to do, the n-th reminder on a day, or the proposal to call it a silence. */
enum rhythm_step_kind { RHYTHM_STEP_NONE, RHYTHM_STEP_REMIND, RHYTHM_STEP_SILENCE };
struct rhythm_step {
	enum rhythm_step_kind kind;
	int n; /* from 1 */
	int32_t day;
};
/* `since` is the day of the last word from either side; n_sent reminders went out after it, the last on last_sent. */
struct rhythm_step rhythm_next(const struct rhythm *r, int32_t since, int n_sent, int32_t last_sent);

#endif
