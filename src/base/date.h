/*
 * Dates as day numbers (days since 1970-01-01, proleptic Gregorian) and instants as milliseconds since the epoch, UTC.
 * No time zone tables: an instant carries the zone offset that held when it was written.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "err.h"
#include "str.h"

#define MS_PER_DAY ((int64_t)86400000)
/* Stands for "no date" in a day number. */
#define DAY_NONE INT32_MIN

struct date {
	int year;
	int month; /* 1..12 */
	int day;   /* 1..31 */
};

int32_t day_of(struct date d);
struct date day_date(int32_t day);
/* The day of an instant in a zone that is offset_min minutes east of UTC. Instants before the year 1 or after 9999,
 * which no clock of ours gives, count as the first and the last of them. */
int32_t day_of_ms(int64_t ms, int offset_min);
/* Monday 0 .. Sunday 6. */
int day_weekday(int32_t day);
/* The Monday of the day's week. */
int32_t day_week_start(int32_t day);
/* Reads YYYY-MM-DD exactly. */
bool day_parse(struct str s, int32_t *ret_day, struct err *err) MUST_USE;
/* Writes YYYY-MM-DD (10 bytes and NUL); "" for DAY_NONE. Returns buf. */
char *day_format(int32_t day, char buf[static 16]);
/* Reads ISO 8601: date, or date and time with Z, an offset or none (taken as UTC). */
bool instant_parse(struct str s, int64_t *ret_ms, struct err *err) MUST_USE;
/* Writes YYYY-MM-DDTHH:MM:SSZ. Returns buf. */
char *instant_format(int64_t ms, char buf[static 32]);

#endif
