/*
 * What is due: one list out of everybody's tables. Nothing in it is stored: an item is computed from the record it
 *comes from, the rhythm (rhythm.h), and the person's words on it, which are rows (due_word):
 *
 *	done	it was done, on a day; a reminder that was sent counts towards the next one
 *	snooze	not before a day
 *	drop	for good, and what would follow from it
 *
 * An item's key is `kind:ref:n`: the kind of thing, the row it comes from, the how manieth time. What is counted anew
 * from a day (reminders since the last word) has that day in n: day x 100 + time. The key stays the same from day to
 * day, so that a word and a calendar can name it. Every word can be taken back.
 *
 * Settling some kinds makes a record: keeping in touch an interaction, thanks for a talk its step, an item of the list
 *of leaving its day. It is taken back with the word.
 */
#ifndef DOMAIN_JOB_DUE_H
#define DOMAIN_JOB_DUE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "domain/ctx.h"

#define DUE_KEY_MAX 64
/* What is longer overdue than this is shown folded: a time off costs nothing. */
#define DUE_OLD_DAYS 14
/* Beyond every date: for due_list, everything there is. */
#define DUE_ALL INT32_MAX

enum due_kind {
	DUE_ROUND,  /* an interview */
	DUE_ANSWER, /* an offer's deadline */
	DUE_DEADLINE,
	DUE_PREPARE, /* for an interview of either kind */
	DUE_TALK,    /* an informational interview */
	DUE_THANKS,
	DUE_STEP,    /* the next step the person wrote down */
	DUE_DEBRIEF, /* after either kind */
	DUE_REPLY,   /* the next move is the person's */
	DUE_LEAVE,   /* from the list of leaving well */
	DUE_REFERRAL,
	DUE_FOLLOW, /* the next move is theirs, and late */
	DUE_OUTREACH,
	DUE_FEEDBACK,
	DUE_APPLY,
	DUE_TOUCH, /* keep in touch, pay it forward */
	DUE_SILENCE,
	DUE__COUNT
};

struct due_kind_info {
	const char *name;   /* as stored, typed, and in keys */
	const char *label;  /* of a filter: "Follow-ups" */
	const char *action; /* what settles it, on a button: "Sent it" */
	int value;          /* orders what is due on the same day, highest first */
};
extern const struct due_kind_info due_kinds[DUE__COUNT];

/* What settling it writes beside the word. */
enum due_settle { DUE_SETTLE_WORD, DUE_SETTLE_TOUCH, DUE_SETTLE_THANKED, DUE_SETTLE_LEAVE, DUE_SETTLE__COUNT };

struct due {
	enum due_kind kind;
	enum due_settle settle;
	int64_t settle_id; /* of the contact, talk or item it is about */
	int64_t ref;
	int n;
	struct str key;
	struct str what; /* "Follow up: Globex, ML Engineer" */
	struct str why;  /* "applied 8 days ago, no word since" */
	struct str path; /* of the page it is about */
	int32_t day;     /* when it is due, the person's word heard */
	int32_t own_day; /* when it would be without */
	bool snoozed;
	int32_t on_day;     /* the date it is about: a deadline; DAY_NONE: its own day */
	int64_t start_ms;   /* an appointment; 0: a task of the day */
	int minutes;        /* its length */
	struct str place;   /* of an appointment */
	int64_t changed_ms; /* the newest record it follows from */
};

bool due_kind_parse(struct str name, enum due_kind *ret, struct err *err) MUST_USE;

/* The last lists, kept by a process that answers many requests, as the plan is (plan.h). Each is good for a minute: an
 * appointment that is over asks for other things. Zero is empty. */
#define DUE_CACHE_LISTS 4
struct due_cache {
	struct due_kept {
		struct arena a;
		int64_t version; /* 0: empty */
		int64_t account;
		int64_t minute;
		int32_t today;
		int32_t from, until;
		struct due *list;
		size_t n;
	} lists[DUE_CACHE_LISTS];
	size_t next; /* the one to be thrown away */
};
void due_cache_release(struct due_cache *cache);

/* The lists below are in the arena, or in the context's cache: they are read, not written, until the next is asked for.
 * Everything due until the day, that day included: overdue first, then by day, then by value. */
bool due_list(struct ctx *c, int32_t until_day, struct due **ret, size_t *ret_n, struct err *err) MUST_USE;
/* The same for a calendar: appointments of the last weeks too, whatever was said of them. */
bool due_calendar(struct ctx *c, int32_t from_day, int32_t until_day, struct due **ret, size_t *ret_n,
                  struct err *err) MUST_USE;
/* One of them; ERR_NOT_FOUND when nothing of the key is open. */
bool due_find(struct ctx *c, struct str key, struct due *ret, struct err *err) MUST_USE;

enum due_word_kind { DUE_WORD_DONE, DUE_WORD_SNOOZE, DUE_WORD_DROP, DUE_WORD__COUNT };

struct due_word {
	int64_t id;
	struct str key;
	struct str what; /* as it was called when it was said */
	enum due_word_kind word;
	int32_t until_day; /* DAY_NONE unless snoozed */
	int32_t on_day;
	int64_t at_ms;
};
const char *due_word_name(enum due_word_kind word);

/* Settles it on a day (not in the future); what kind of record that makes is the kind's. */
bool due_done(struct ctx *c, struct str key, int32_t on_day, struct str note, int64_t *ret_id,
              struct err *err) MUST_USE;
/* Not before the day, which lies ahead. */
bool due_snooze(struct ctx *c, struct str key, int32_t until_day, int64_t *ret_id, struct err *err) MUST_USE;
bool due_drop(struct ctx *c, struct str key, int64_t *ret_id, struct err *err) MUST_USE;
/* Takes a word back, and what it made. */
bool due_undo(struct ctx *c, int64_t id, struct err *err) MUST_USE;
/* The newest words that hold, newest first, at most n. */
bool due_words(struct ctx *c, size_t n, struct due_word **ret, size_t *ret_n, struct err *err) MUST_USE;

#endif
