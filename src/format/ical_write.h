/*
 * iCalendar (RFC 5545), written: one calendar of events and tasks. Lines end in CRLF and are folded at 75 octets
 * between code points; text is escaped; instants are UTC, so that no VTIMEZONE is needed. What is written depends on
 * the items alone: the same items give the same bytes. docs/format/icalendar.md says what is written and why.
 */
#ifndef FORMAT_ICAL_WRITE_H
#define FORMAT_ICAL_WRITE_H

#include "base/date.h"
#include "base/strbuf.h"

struct ical_item {
	struct str uid; /* stays the same as long as the item lives */
	struct str summary;
	struct str description; /* may be empty, as all that follow */
	struct str location;
	struct str url;
	int32_t day;      /* a task of this day; ignored when start_ms is not 0 */
	int64_t start_ms; /* an appointment */
	int minutes;      /* its length */
	int alarm;        /* minutes before it; 0: none */
	bool todo;        /* a task as VTODO rather than as an event of the whole day */
	int64_t changed_ms;
};

/* The calendar around the items. */
void ical_begin(struct strbuf *out, struct str name);
void ical_item(struct strbuf *out, const struct ical_item *item);
void ical_end(struct strbuf *out);

#endif
