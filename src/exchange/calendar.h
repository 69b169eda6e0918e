/*
 * Calendars in and out: files of other programs read for busy times, by a worker; what is due written as iCalendar, for
 * files and for the feed.
 */
#ifndef EXCHANGE_CALENDAR_H
#define EXCHANGE_CALENDAR_H

#include "base/strbuf.h"
#include "domain/job/busy.h"
#include "format/ical_read.h"

#define CALENDAR_DAYS_MAX   1830 /* the widest window: five years */
#define CALENDAR_SECRET     32   /* hexadecimal digits in the feed's address: 128 bits */
#define CALENDAR_BYTES_MAX  ((size_t)16 << 20)
#define CALENDAR_DAYS_AHEAD 400 /* what is exported */

/* What a file holds between two days, the last not included, in UTC by the clock's zone. Nothing is stored. */
bool calendar_read(struct ctx *c, struct str bytes, int32_t from_day, int32_t to_day, struct ical_calendar *ret,
                   struct err *err) MUST_USE;
/* Reads it for the usual window and stores its busy times under the name. */
bool calendar_import(struct ctx *c, struct str name, struct str bytes, struct busy_calendar *ret,
                     struct ical_calendar *ret_read, struct err *err) MUST_USE;
/* "work" out of "/home/x/work.ics". */
struct str calendar_name_of(struct str path);
/* `cairn worker calendar FROM:TO`, in day numbers. */
int calendar_worker_main(const char *window);

/* Everything due from two weeks ago on, as one calendar: appointments with alarms, tasks as events of the whole day or,
 * with todo, as VTODO. */
bool calendar_export(struct ctx *c, bool todo, struct strbuf *out, struct err *err) MUST_USE;
/* One item of it, by its key. */
bool calendar_export_one(struct ctx *c, struct str key, struct strbuf *out, struct err *err) MUST_USE;

/* The secret address. */
struct calendar_feed {
	int64_t id; /* 0: there is none */
	struct str secret;
	bool todo;
	int64_t at_ms;
};
bool calendar_feed_get(struct ctx *c, struct calendar_feed *ret, struct err *err) MUST_USE;
/* A new secret; the one before no longer works. */
bool calendar_feed_new(struct ctx *c, bool todo, struct calendar_feed *ret, struct err *err) MUST_USE;
/* No feed any more. ERR_NOT_FOUND when there is none. */
bool calendar_feed_off(struct ctx *c, struct err *err) MUST_USE;
/* Whether the text is the feed's secret, compared in constant time. */
bool calendar_feed_is(const struct calendar_feed *f, struct str secret);

#endif
