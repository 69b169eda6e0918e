/*
 * Stages: what the log of an application says. Pure: no table, no clock.
 *
 * The log is a set of dated events. Those that count are put in order of their day; on one day `found` comes first and
 * the others as they were first written down. A correction takes the place (and the turn) of what it corrects: of a
 * chain of corrections the newest that is not undone counts.
 *
 * The stage is where the events have led, one after the other:
 *  - an event leads to the stage of its name;
 *  - `referred` leads there only from `found`: a word put in later moves nobody back;
 *  - a second event of the same stage (another round) stays there, since the first.
 *
 * This is defined for every log, also for one that could not have happened (two devices merged). stage_check says
 * whether it could, and stage_step_check whether one more step can:
 *
 *	found                  the beginning, once
 *	referred               while it is open
 *	applied                while it is open, and not there already
 *	screen, round, custom  while it is open, and after rejected, withdrawn or ghosted: they came back, or I did
 *	offer                  as those, and after declined: a better one
 *	accepted, declined     from offer
 *	rejected               when there was more than finding it; also from ghosted, and from accepted (taken back)
 *	withdrawn              while it is open; from ghosted; from accepted
 *	ghosted                while it is open and more than found
 */
#ifndef DOMAIN_JOB_STAGE_H
#define DOMAIN_JOB_STAGE_H

#include "base/date.h"
#include "base/err.h"

enum stage_phase {
	PHASE_BEFORE, /* found, referred */
	PHASE_APPLIED,
	PHASE_MIDDLE, /* between applied and offer: screen, round, and the person's own */
	PHASE_OFFER,
	PHASE_ENDED /* accepted, declined, rejected, withdrawn, ghosted */
};

struct stage_info {
	const char *word; /* of its events, as stored and typed */
	const char *name;
	enum stage_phase phase;
	double position;
};
/* Those that come with Cairn, in their order. */
extern const struct stage_info stage_infos[];
extern const size_t stage_infos_n;

#define STAGE_WORD_MAX 64

/* NULL: none of ours, so one of the person's own. */
const struct stage_info *stage_info_find(struct str word);
/* A word that is none of ours is a stage of the person's own, between applied and offer. */
enum stage_phase stage_phase_of(struct str word);
bool stage_is_open(struct str word);

struct stage_event {
	int64_t id;
	int64_t root; /* the first of its chain of corrections; its own id when it corrects nothing */
	int32_t on_day;
	struct str kind;
	bool undone;
	bool counts; /* set by stage_order */
	size_t at;   /* the caller's own; where it stands in a list of theirs */
};

/* Marks those that count and puts them first, in order; the others follow in no order. Returns how many count. */
size_t stage_order(struct stage_event *log, size_t n);

struct stage_state {
	struct str stage;    /* empty for an empty log */
	int32_t since_day;   /* the event that led there */
	int32_t found_day;   /* DAY_NONE without one */
	int32_t applied_day; /* the first; DAY_NONE */
	int32_t last_day;    /* the newest event */
};

/* Of a log in order, of those that count. Texts are the log's. */
struct stage_state stage_derive(const struct stage_event *log, size_t n);

/* Whether an event of the kind can follow. ERR_CONFLICT with the reason. */
bool stage_step_check(const struct stage_state *s, struct str kind, struct err *err) MUST_USE;
/* Whether all of a log in order could have happened; else the first that could not, in *ret_bad. An empty log can. */
bool stage_check(const struct stage_event *log, size_t n, size_t *ret_bad, struct err *err) MUST_USE;

#endif
