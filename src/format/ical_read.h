/*
 * iCalendar, read for the times that are taken: every event of a file, its recurrences worked out within a window. What
 * is understood, and what is left out with a reason, stands in docs/format/icalendar.md.
 *
 * libical parses and steps through rules; it is loaded by ical_lib_load, which a worker calls before it locks itself
 * in. Zones, exceptions, overrides and limits are decided here:
 *
 *  - A time is UTC, in a zone (the system's of that name, else the file's own VTIMEZONE), or floating: then it is told
 * as local, and whoever asked knows where.
 *  - DTSTART is the first instance and counts. UNTIL and COUNT hold, RDATE adds, EXDATE and EXRULE take away, and an
 *    event with RECURRENCE-ID stands in the place of one instance.
 *  - A rule that never ends ends with the window. At most ICAL_INSTANCES_MAX instances of one event are kept, and
 *    ICAL_STEPS_MAX steps taken for one file.
 */
#ifndef FORMAT_ICAL_READ_H
#define FORMAT_ICAL_READ_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

#define ICAL_BYTES_MAX     ((size_t)16 << 20)
#define ICAL_DEPTH_MAX     16
#define ICAL_EVENTS_MAX    50000
#define ICAL_INSTANCES_MAX 2000    /* of one event */
#define ICAL_BUSY_MAX      50000   /* of one file */
#define ICAL_STEPS_MAX     2000000 /* of all rules of a file */
#define ICAL_NOTES_MAX     50
#define ICAL_TEXT_MAX      500 /* bytes of a summary */
/* An event that is longer is cut. */
#define ICAL_LENGTH_MAX (366 * MS_PER_DAY)

struct ical_lib;

struct ical_busy {
	int64_t start_ms; /* UTC; floating: the local time as if it were UTC */
	int64_t end_ms;
	bool floating;
	bool all_day; /* floating, from midnight to midnight */
	struct str summary;
};

struct ical_note {
	struct str what; /* the event, by its summary or UID */
	struct str why;
};

struct ical_calendar {
	struct ical_busy *busy; /* by start */
	size_t n_busy;
	size_t n_events;    /* VEVENT components */
	size_t n_free;      /* of them: transparent, or of no length */
	size_t n_cancelled; /* of them */
	size_t n_refused;   /* of them: without a start that exists */
	size_t n_other;     /* tasks, journals and what else is no event */
	struct ical_note *notes;
	size_t n_notes; /* listed; there may have been more */
	bool more_notes;
};

/* The library and the system's zones. */
bool ical_lib_load(struct arena *a, struct ical_lib **ret, struct err *err) MUST_USE;
/* Instances that touch the days from..to, the last not included. ERR_INVALID when it is no iCalendar file, ERR_LIMIT
 * for one that is too large or too deep. */
bool ical_read(struct ical_lib *lib, struct arena *a, struct str bytes, int32_t from_day, int32_t to_day,
               struct ical_calendar *ret, struct err *err) MUST_USE;

#endif
