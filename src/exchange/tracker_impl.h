/* What the files of trackers share. */
#ifndef EXCHANGE_TRACKER_IMPL_H
#define EXCHANGE_TRACKER_IMPL_H

#include "exchange/tracker.h"

/* The worker's plain table. */
bool tracker_plain_read(struct arena *a, struct str text, struct csv_table *ret, struct err *err) MUST_USE;
/* The event a status stands for, by the program's table; NULL for a word that is not there. */
const char *tracker_word_guess(struct arena *a, struct str word);

/* A date of a tracker. *ret_two: it reads two ways and the order is not known (and *ret is not set). False: no date. */
bool tracker_day(struct str s, enum tracker_dates order, int32_t *ret, bool *ret_two);
/* What the numbers of a date like 13/4/2024 tell about the order: DMY, MDY, or ASK for nothing. */
enum tracker_dates tracker_day_order(struct str s);

/* Stages with dates out of a list printed as JSON or by Python: [{'stage': 'Applied', 'date': '2024-11-05'}, ...]. At
 * most max; n of them. */
struct tracker_step {
	struct str word;
	struct str date;
};
size_t tracker_history(struct str s, struct tracker_step *ret, size_t max);

#endif
