/*
 * The words of the schema from the words of a source: "Full Time (Salary)" is full-time, "1 YEAR" is year. What says
 * nothing of the kind gives STR_NONE; nothing is guessed.
 */
#ifndef FORMAT_WORDS_H
#define FORMAT_WORDS_H

#include "base/str.h"

/* onsite, hybrid, remote. "onsite or remote" is none of them. */
struct str word_workplace(struct str s);
/* full-time, part-time, contract, temporary, internship, volunteer, other. */
struct str word_employment(struct str s);
/* hour, day, week, month, year. */
struct str word_period(struct str s);
/* offers, none, citizenship. */
struct str word_sponsorship(struct str s);
/* The ISO 4217 code; `buf` holds it. Of signs only those that mean one currency. */
struct str word_currency(struct str s, char buf[static 4]);
/* The amount in minor units of the currency (yen has none, a dinar a thousand); -1 when it is not positive or past
 * 10^12. */
int64_t money_minor(double amount, struct str currency);
/* The day a source states: "2026-05-01", the same before a time (the day as written, whatever the zone),
 * "Wed, 25 Mar 2026 ...", "25 March 2026", "March 25, 2026". DAY_NONE for anything else. */
int32_t day_of_text(struct str s);
/* The UTC day of an instant in seconds or, past 10^11, in milliseconds since the epoch; DAY_NONE when it is not
 * between 1990 and 2100. */
int32_t day_of_epoch(int64_t t);

#endif
