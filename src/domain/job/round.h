/*
 * The interview desk: rounds of an application, what they asked, and how it went. Rounds and what was asked are records
 * (domain/person/record.h); the debrief is memos about "round": went_well, went_badly, next, notes.
 */
#ifndef DOMAIN_JOB_ROUND_H
#define DOMAIN_JOB_ROUND_H

#include "domain/person/record.h"

#define ROUND "round" /* what its memos are about */

extern const char *const round_kinds[];    /* screen, recruiter, technical, ...; ended by NULL */
extern const char *const round_statuses[]; /* planned, done, cancelled */
extern const char *const round_results[];  /* waiting, passed, failed */
extern const char *const round_memos[];    /* the fields of the debrief */

struct round {
	struct record r; /* r.root_id is the round's id */
	int64_t application_id;
	struct str kind;
	int64_t start_ms; /* UTC; 0: no time yet */
	int64_t zone_min; /* minutes east of UTC at the place, at that time */
	int64_t minutes;
	struct str place;
	struct str url;
	struct str people; /* names, separated by "; " */
	struct str status;
	struct str result;
	int64_t event_id; /* the application's event it made, or 0 */
};

struct asked {
	struct record r;
	int64_t round_id;
	struct str key; /* of the bank's question, or empty */
	struct str text;
	int64_t went; /* 1 badly .. 5 well; 0 not said */
	struct str note;
};

extern const struct record_type round_type, asked_type;

/* The application a round belongs to, as the desk names it. */
struct attempt {
	int64_t id;
	int64_t company_id;
	struct str company;
	struct str title;
	struct str stage;
	int32_t since_day;
	int64_t posting_id; /* 0: none */
	struct str role;    /* id of the map, or empty */
};

#define ATTEMPTS_MAX 300
/* Those where something happened last, at most ATTEMPTS_MAX, newest first. */
bool attempt_list(struct ctx *c, struct attempt **ret, size_t *ret_n, struct err *err) MUST_USE;
/* Those in a stage since a day or later, as many, newest first. */
bool attempt_in_stage(struct ctx *c, struct str stage, int32_t since_day, struct attempt **ret, size_t *ret_n,
                      struct err *err) MUST_USE;
bool attempt_get(struct ctx *c, int64_t id, struct attempt *ret, struct err *err) MUST_USE;

/* Adds a round (status planned, result waiting when they are empty). ERR_NOT_FOUND without the application, ERR_INVALID
 * for an address that is none. */
bool round_add(struct ctx *c, struct round *r, struct err *err) MUST_USE;
/* Changes one; base as in record_put. */
bool round_save(struct ctx *c, struct round *r, int64_t base, struct err *err) MUST_USE;
bool round_get(struct ctx *c, int64_t id, struct round *ret, struct err *err) MUST_USE;
/* Takes it (or one change of it) back, or brings it back. */
bool round_undo(struct ctx *c, int64_t id, bool back, struct err *err) MUST_USE;
/* Of one application, or all for 0: by time, those without one last. */
bool round_list(struct ctx *c, int64_t application_id, struct round **ret, size_t *ret_n, struct err *err) MUST_USE;
bool round_asked_add(struct ctx *c, struct asked *a, struct err *err) MUST_USE;
/* What was asked in a round, oldest first; in all for 0. */
bool round_asked_list(struct ctx *c, int64_t round_id, struct asked **ret, size_t *ret_n, struct err *err) MUST_USE;
/* The day of the round at its place; DAY_NONE without a time. */
int32_t round_day(const struct round *r);
/* "YYYY-MM-DD HH:MM" and "+HH:MM", "Z" or nothing (then the context's offset). */
bool round_time_parse(const struct ctx *c, struct str s, int64_t *ret_ms, int64_t *ret_zone_min,
                      struct err *err) MUST_USE;
/* The same text of an instant at an offset; "" for 0. Returns buf. */
char *round_time_format(int64_t ms, int64_t zone_min, char buf[static 32]);

/* What waits: prepare (the day before), debrief (that day), thank (the day after), until something is there for it;
 * feedback (the day after a rejection, for 60 days, until some is kept). */
struct round_due {
	int64_t id; /* of the round; of the application for feedback */
	int64_t application_id;
	const char *what;
	int32_t day;
	struct str title; /* "ML engineer at Foo" */
};
bool round_due_list(struct ctx *c, int32_t until_day, struct round_due **ret, size_t *ret_n, struct err *err) MUST_USE;

#endif
