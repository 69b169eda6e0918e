/*
 * LinkedIn's Connections.csv, as its archive of one's data has it: some lines of preamble, then
 * First Name,Last Name,URL,Email Address,Company,Position,Connected On. docs/format/linkedin.md.
 */
#ifndef FORMAT_LINKEDIN_H
#define FORMAT_LINKEDIN_H

#include "format/card.h"

#define LINKEDIN_ROWS_MAX 100000

/* Whether there is such a header among the first lines. */
bool linkedin_is(struct str text);
/* Gives every row to the sink. A day is read as "01 Jan 2024", "1-Jan-24", 2024-01-31; another is a warning. */
bool linkedin_read(struct arena *a, struct str bytes, const struct card_sink *sink, struct err *err) MUST_USE;

#endif
