/* Within src/web only: the report as the templates get it. */
#ifndef WEB_VIEW_REPORT_H
#define WEB_VIEW_REPORT_H

#include "domain/job/report.h"
#include "web/sankey.h"

struct report_rates_view {
	enum rate_by by;
	struct rate_row *rows;
	size_t n;
	int64_t young; /* left out of all rows */
	bool any;      /* a row has enough for a rate */
};

struct report_view {
	struct report r;
	int64_t funnel[FUNNEL__COUNT];
	struct flow flow;
	struct sankey sankey;
	struct report_time *times;
	size_t n_times;
	int64_t undated; /* left out of the times */
	struct report_rates_view rates[RATE__COUNT];
};

struct activity_row {
	const struct report_app *app;
	const struct report_event *event;
};

struct activity_view {
	struct report r;
	int32_t from, to;
	struct activity_row *rows; /* by application, then by day */
	size_t n;
	size_t n_apps;
	size_t n_sent;
	size_t n_talks;
	struct report_contact *contacts;
	size_t n_contacts;
};

#endif
