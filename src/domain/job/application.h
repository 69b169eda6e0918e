/*
 * Applications: attempts at jobs, each with an append-only log of dated events (domain/job/stage.h says what they make
 * of it), and texts that may be edited.
 *
 * Whatever is written here belongs to a batch, one action of the person's, and application_undo takes the batch back as
 * a whole: events are marked undone, edits put the value back that was there. Where only one event is written, the
 * batch has its id. An undo that would leave a log that could not have happened (an acceptance without its offer) is
 * refused with the reason.
 */
#ifndef DOMAIN_JOB_APPLICATION_H
#define DOMAIN_JOB_APPLICATION_H

#include "domain/ctx.h"
#include "domain/job/stage.h"

/* Absent texts have p NULL or n 0, absent days are DAY_NONE, absent ids 0. */
struct application {
	int64_t id;
	int64_t posting_id;
	int64_t company_id;
	struct str company;
	struct str title;
	struct str url;
	struct str place;
	struct str source; /* where it was found */
	struct str tags;   /* sorted, a comma between: "ml,remote" */
	struct str notes;  /* Markdown */
	struct str next_step;
	int32_t next_day;
	int32_t deadline_day;
	int32_t wait_day; /* until then silence is no reason to ask */
	bool archived;
	/* Derived from the events. */
	struct str stage;
	int32_t since_day; /* in this stage */
	int32_t found_day;
	int32_t applied_day; /* the first time */
	int32_t last_day;    /* the newest event */
	struct str channel;  /* of the newest 'applied' */
	struct str company_key;
	struct str title_key;
	int64_t at_ms;
	int64_t version; /* counts edits */
	bool deleted;
};

struct application_event {
	int64_t id;
	int64_t application_id;
	int64_t root_id;     /* the first of its chain of corrections */
	int64_t corrects_id; /* 0: none */
	int64_t batch_id;
	struct str kind; /* found, applied, ..., or the word of a stage of the person's own */
	int32_t on_day;
	struct str channel; /* of 'applied': how it went out */
	struct str note;
	bool counts; /* neither undone nor corrected */
	bool undone;
	int64_t at_ms;
};

enum {
	APPLICATION_TEXT_MAX = 500,
	APPLICATION_NOTE_MAX = 10000,
	APPLICATION_NOTES_MAX = 100000,
	APPLICATION_CHANNEL_MAX = 100,
	APPLICATION_TAG_MAX = 40,
	APPLICATION_TAGS_MAX = 20,
	APPLICATION_BATCH_MAX = 20000, /* applications changed in one action */
};

/* --- one ---------------------------------------------------------------------------------------------------------- */

/* Adds one, found on found_day (DAY_NONE: today), from the texts and days above; id and what is derived are filled.
 * ERR_INVALID: no title, no company, a day in the future, an address that is none. */
bool application_add(struct ctx *c, struct application *app, struct err *err) MUST_USE;
/* The same inside the caller's transaction, as part of a batch (0: its own). */
bool application_insert(struct ctx *c, struct application *app, int64_t batch, struct err *err) MUST_USE;
/* From a posting: its title, company, address, place and closing day. ERR_CONFLICT when an open one of it is there. */
bool application_track(struct ctx *c, int64_t posting_id, int32_t found_day, int64_t *ret_id, struct err *err) MUST_USE;
/* ERR_NOT_FOUND; one that is deleted is found, with deleted set. */
bool application_get(struct ctx *c, int64_t id, struct application *ret, struct err *err) MUST_USE;
/* The newest of the posting that is not deleted; *ret_id 0 for none. */
bool application_of_posting(struct ctx *c, int64_t posting_id, int64_t *ret_id, struct err *err) MUST_USE;

/* --- events ------------------------------------------------------------------------------------------------------- */

/* One event. kind is a word of stage.h or of a stage of the person's own that is not retired; on_day DAY_NONE is today.
 * ERR_INVALID: no such kind, a day before the application was found or more than a day ahead. ERR_CONFLICT: it cannot
 * have happened then, with the reason. */
bool application_event_add(struct ctx *c, int64_t application_id, struct str kind, int32_t on_day, struct str note,
                           int64_t *ret_event_id, struct err *err) MUST_USE;
/* The same inside the caller's transaction; e has application_id, kind, on_day, note, channel and batch_id (0: its
 * own), and is given its id. */
bool application_event_insert(struct ctx *c, struct application_event *e, struct err *err) MUST_USE;
/* The same event for many, all of them or, when one cannot, none. */
bool application_event_many(struct ctx *c, const int64_t *ids, size_t n, struct str kind, int32_t on_day,
                            struct str note, int64_t *ret_batch, struct err *err) MUST_USE;
/* A new record in the place of an older one. Texts with p NULL and DAY_NONE keep what was there. */
bool application_event_correct(struct ctx *c, int64_t event_id, struct str kind, int32_t on_day, struct str note,
                               int64_t *ret_event_id, struct err *err) MUST_USE;
/* Undoes one record, or brings it back. Undoing a correction brings back what it corrected. The first 'found' stays:
 * delete the application instead. */
bool application_event_undo(struct ctx *c, int64_t event_id, bool back, struct err *err) MUST_USE;
bool application_event_get(struct ctx *c, int64_t event_id, struct application_event *ret, struct err *err) MUST_USE;
/* All of them; those that count first, in order, then those undone or corrected, newest first. */
bool application_events(struct ctx *c, int64_t application_id, struct application_event **ret, size_t *ret_n,
                        struct err *err) MUST_USE;
/* Derives stage and days of every application again. ret_n: applications. In the caller's transaction. */
bool application_rebuild(struct ctx *c, int64_t *ret_n, struct err *err) MUST_USE;

/* --- edits -------------------------------------------------------------------------------------------------------- */

/* Stores the texts and days of app that differ from what is there. version: what the form was filled from, 0 for
 * whatever is there now; ERR_CONFLICT when it has moved on. *ret_batch 0: nothing differs. */
bool application_edit(struct ctx *c, const struct application *app, int64_t version, int64_t *ret_batch,
                      struct err *err) MUST_USE;

enum application_act {
	APPLICATION_TAG,
	APPLICATION_UNTAG,
	APPLICATION_ARCHIVE,
	APPLICATION_TAKE_BACK, /* onto the board */
	APPLICATION_WAIT,      /* until the day in text, YYYY-MM-DD */
	APPLICATION_DELETE,
	APPLICATION_RESTORE, /* one that is deleted */
};

/* One action on many; text is the tag or the day. Those it says nothing new about are left as they are. *ret_n:
 * changed. */
bool application_act_many(struct ctx *c, const int64_t *ids, size_t n, enum application_act act, struct str text,
                          int64_t *ret_batch, size_t *ret_n, struct err *err) MUST_USE;
/* A tag as kept: folded to lower case, spaces single. ERR_INVALID: empty, a comma; ERR_LIMIT. */
bool application_tag_clean(struct ctx *c, struct str tag, struct str *ret, struct err *err) MUST_USE;
bool application_has_tag(const struct application *app, struct str tag);

/* Takes a batch back, or forth again. ERR_NOT_FOUND: nothing of it to undo. ERR_CONFLICT: what it changed has been
 * changed since, or a log could not have happened without it. *ret_one: the application when it was only one, else 0.
 */
bool application_undo(struct ctx *c, int64_t batch, bool back, int64_t *ret_one, struct err *err) MUST_USE;

#endif
