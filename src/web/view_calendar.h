/* Within src/web only: the days of the calendar page. */
#ifndef WEB_VIEW_CALENDAR_H
#define WEB_VIEW_CALENDAR_H

#include "exchange/calendar.h"

#define CALENDAR_PAGE_DAYS 28

struct calendar_entry {
	int32_t day;
	int minute;      /* of the day; -1: the whole of it */
	struct str when; /* "13:00 to 13:45"; empty for a task */
	struct str text;
	struct str path; /* empty: nowhere */
	struct str more; /* which calendar, or why */
	struct str key;  /* of what is due; empty: busy */
	bool busy;
};

struct calendar_view {
	int32_t from;
	struct calendar_entry *list; /* by day and time */
	size_t n;
	struct busy_calendar *calendars;
	size_t n_calendars;
	struct calendar_feed feed;
	struct str address; /* of the feed, whole */
};

/* Beside the time of an appointment. */
struct calendar_near {
	struct busy *clash; /* what overlaps it */
	size_t n_clash;
	int32_t from;
	int32_t to;                  /* not included */
	struct calendar_entry *list; /* busy times of the days around it */
	size_t n;
};

#endif
