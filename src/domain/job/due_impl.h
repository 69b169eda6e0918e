/* Within domain/job only: how the list of what is due is gathered. A source is a function in due_sources[]. */
#ifndef DOMAIN_JOB_DUE_IMPL_H
#define DOMAIN_JOB_DUE_IMPL_H

#include "base/vec.h"
#include "db/db.h"
#include "domain/job/due.h"
#include "domain/job/rhythm.h"

struct due_said {
	enum due_kind kind;
	int64_t ref;
	int n;
	enum due_word_kind word;
	int32_t until_day;
	int32_t on_day;
	int64_t at_ms;
};

/* Reminders counted from a day. */
#define DUE_CYCLE(day, time) ((int)(day)*100 + (time))

/* An application's interview: while one lies ahead nobody asks how things stand, and one that was is a word of theirs.
 */
struct due_met {
	int64_t application;
	int32_t day;
	bool ahead;
};

struct due_gather {
	struct ctx *c;
	int32_t calendar_from; /* DAY_NONE: a list for the person, not for a calendar */
	int32_t today;
	int32_t until;
	struct rhythm rhythm[RHYTHM__COUNT];
	VEC(struct due_said) said; /* by kind, ref, age */
	VEC(struct due_met) met;   /* filled by due_from_rounds */
	VEC(struct due) list;
};

bool due_word_parse(struct str name, enum due_word_kind *ret);
/* How many reminders of the row went out since the day, and the last one's day. */
int due_sent(const struct due_gather *g, enum due_kind kind, int64_t ref, int32_t since, int32_t *ret_last);
/* Whether the item is open and due in time; then it stands at the end of the list, with what and why still to be filled
 * in. changed_ms is the newest record it comes from. */
struct due *due_open(struct due_gather *g, enum due_kind kind, int64_t ref, int n, int32_t day, int64_t changed_ms);
/* "today", "yesterday", "8 days ago", "in 3 days". */
struct str due_ago(const struct due_gather *g, int32_t day);

/* Adds the next of the reminders since a day, if it is time and not before a day of the person's (DAY_NONE: none):
 * NULL, or the item with what and why to be filled in. *ret is where the wait stands. */
struct due *due_remind(struct due_gather *g, enum due_kind kind, enum rhythm_kind r, int64_t ref, int32_t since,
                       int32_t not_before, int64_t changed_ms, struct rhythm_step *ret, int *ret_sent,
                       int32_t *ret_last);

typedef bool due_source(struct due_gather *g, struct err *err);
due_source due_from_rounds; /* before applications */
due_source due_from_applications;
due_source due_from_rejections;
due_source due_from_talks;
due_source due_from_people;
due_source due_from_referrals;
due_source due_from_offers;
due_source due_from_leaving;

#endif
