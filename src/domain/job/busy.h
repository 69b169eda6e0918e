/*
 * When the person is not free, out of other programs' calendars. A calendar is imported whole under a name; importing
 * it again takes the place of what was there, and undoing that brings it back, one step.
 */
#ifndef DOMAIN_JOB_BUSY_H
#define DOMAIN_JOB_BUSY_H

#include "base/date.h"
#include "base/err.h"
#include "domain/ctx.h"

#define BUSY_NAME_MAX 200
/* Recurrences are worked out from a month before the import to thirteen months after. */
#define BUSY_DAYS_BEFORE 31
#define BUSY_DAYS_AFTER  396
#define BUSY_BETWEEN_MAX 2000

struct busy {
	int64_t start_ms;
	int64_t end_ms;
	bool all_day;
	struct str summary;
	struct str calendar; /* its name; set by busy_between */
};

struct busy_calendar {
	int64_t id;
	struct str name;
	bool removed;
	int32_t from_day;
	int32_t to_day; /* not included */
	int64_t n_events;
	int64_t n_busy;
	struct str report; /* what was left out and why, a line each */
	int64_t at_ms;
};

/* Puts the calendar in the place of the one of that name; k->id and at_ms are given. Times of no length are left out.
 * ERR_INVALID for a name that is empty or too long. */
bool busy_import(struct ctx *c, struct busy_calendar *k, const struct busy *list, size_t n, struct err *err) MUST_USE;
/* Takes it out; ret_id is what undo needs. ERR_NOT_FOUND. */
bool busy_remove(struct ctx *c, struct str name, int64_t *ret_id, struct err *err) MUST_USE;
/* Undoes an import or a removal. ERR_NOT_FOUND; ERR_CONFLICT when a newer one of the name stands. */
bool busy_undo(struct ctx *c, int64_t id, struct err *err) MUST_USE;
/* The calendars that count, by name. */
bool busy_calendars(struct ctx *c, struct busy_calendar **ret, size_t *ret_n, struct err *err) MUST_USE;
/* What overlaps from_ms..to_ms, by start, at most BUSY_BETWEEN_MAX. */
bool busy_between(struct ctx *c, int64_t from_ms, int64_t to_ms, struct busy **ret, size_t *ret_n,
                  struct err *err) MUST_USE;

#endif
