/*
 * Trackers as people kept them, brought in: a CSV of applications, or of moves from stage to stage.
 *
 * First the file is read by a worker (`cairn worker tracker`), which answers with the table made plain. Then a plan is
 * made of it: which column is what (a guess, to be confirmed), which words of its statuses are which stages, in which
 * order days and months stand, and what each row comes to. A plan changes nothing and says what it does not know.
 * tracker_apply carries it out in one transaction, as one batch that can be undone. The same file again changes
 *nothing; a row whose status moved on adds what is new.
 *
 *	if (!tracker_read(c->a, bytes, &t, err)) return false;
 *	tracker_guess(c->a, &t, map);
 *	if (!tracker_plan(c, &t, &options, &plan, err)) return false;
 *	if (plan.n_unknown == 0) tracker_apply(c, &plan, &result, err);
 */
#ifndef EXCHANGE_TRACKER_H
#define EXCHANGE_TRACKER_H

#include "domain/ctx.h"
#include "format/csv_dialect.h"

#define TRACKER_BYTES_MAX  ((size_t)16 << 20)
#define TRACKER_ROWS_MAX   10000
#define TRACKER_EVENTS_MAX 60  /* of one application */
#define TRACKER_WORDS_MAX  200 /* different ones in the statuses */

enum tracker_field {
	TRACKER_SKIP,
	TRACKER_COMPANY,
	TRACKER_TITLE,
	TRACKER_URL,
	TRACKER_PLACE,
	TRACKER_SOURCE,
	TRACKER_CHANNEL,
	TRACKER_NOTE,
	TRACKER_STATUS,
	TRACKER_HISTORY, /* a list of stages with their dates, as JSON or as Python prints it */
	TRACKER_FROM,    /* a row is a move: from this stage ... */
	TRACKER_TO,      /* ... to this one */
	TRACKER_DATE,    /* of the status; where nothing else is dated, of the application */
	TRACKER_FOUND_ON,
	TRACKER_APPLIED_ON,
	TRACKER_SCREEN_ON,
	TRACKER_ROUND_ON,
	TRACKER_OFFER_ON,
	TRACKER_REJECTED_ON,
	TRACKER_FIELD__COUNT
};
/* "skip", "company", ...; and for a form. */
const char *tracker_field_name(enum tracker_field f);
const char *tracker_field_text(enum tracker_field f);
bool tracker_field_parse(struct str s, enum tracker_field *ret, struct err *err) MUST_USE;

/* In which order the parts of a date like 3/4/2024 stand. */
enum tracker_dates { TRACKER_DATES_ASK, TRACKER_DATES_DMY, TRACKER_DATES_MDY };

struct tracker {
	struct csv_table table;
	struct str plain; /* the table as the worker gave it: CSV with commas, for passing on */
};
/* ERR_INVALID, ERR_LIMIT as csv_table_read says. */
bool tracker_read(struct arena *a, struct str bytes, struct tracker *ret, struct err *err) MUST_USE;
int tracker_worker_main(void);

/* One for each column. */
void tracker_guess(struct arena *a, const struct tracker *t, enum tracker_field *ret);

struct tracker_word {
	struct str word; /* as the file has it the first time */
	size_t n;
	struct str kind; /* of the event it stands for; "skip": of none; empty: not known, to be said */
	bool guessed;    /* by the program's table */
};

struct tracker_options {
	const enum tracker_field *map;    /* by column */
	const struct tracker_word *words; /* what the person said; only word and kind count */
	size_t n_words;
	enum tracker_dates dates;
	int32_t on_day; /* for events without a date; DAY_NONE: today */
};

struct tracker_event {
	struct str kind;
	int32_t on_day;
};

/* One application as the file tells it. */
struct tracker_app {
	size_t line;
	struct str company, title, url, place, source, channel, note;
	struct tracker_event *events; /* in order; found is first */
	size_t n_events;
	bool dated; /* some date of it was in the file */
	struct str source_key;
	struct str content_key;
};

struct tracker_refusal {
	size_t line;
	struct str why;
};

struct tracker_plan {
	struct tracker_app *apps;
	size_t n;
	struct tracker_word *words; /* of the statuses, most frequent first */
	size_t n_words;
	size_t n_unknown;                /* of them */
	enum tracker_dates dates;        /* what was taken; TRACKER_DATES_ASK: nothing needed it, or it must be said */
	bool dates_unknown;              /* it must be said */
	struct str date_example;         /* a date that may be read two ways */
	size_t n_undated;                /* applications without any date */
	int32_t on_day;                  /* what those got */
	struct tracker_refusal *refused; /* rows whose log could not have happened, and dates that are none */
	size_t n_refused;
};
/* ERR_INVALID without a column of companies. */
bool tracker_plan(struct ctx *c, const struct tracker *t, const struct tracker_options *o, struct tracker_plan *ret,
                  struct err *err) MUST_USE;

struct tracker_result {
	size_t n_new, n_updated, n_same;
	size_t n_events;
	int64_t batch; /* what takes it back; 0: nothing changed */
};
/* ERR_INVALID while words or the order of dates are not known. dry_run: all of it, and then rolled back. */
bool tracker_apply(struct ctx *c, const struct tracker_plan *plan, bool dry_run, struct tracker_result *ret,
                   struct err *err) MUST_USE;

#endif
