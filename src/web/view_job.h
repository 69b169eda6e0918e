/* Within src/web only: what the templates of applications are given. */
#ifndef WEB_VIEW_JOB_H
#define WEB_VIEW_JOB_H

#include "domain/job/application_list.h"
#include "domain/job/stage_set.h"
#include "web/html.h"

struct page;

/* "3 days", "today" for how long it has been there. */
struct str say_days(const struct page *p, int32_t since);

/* Whether the form that failed was about this event; what was typed there, else the fallback. */
bool job_event_failed(const struct page *p, const struct application_event *e);
struct str job_event_kept(const struct page *p, const struct application_event *e, const char *name,
                          struct str fallback);
/* Whether the form of the texts failed. */
bool job_edit_failed(const struct page *p);

/* The stages of the account, and which of them may follow which. */
struct job_stages {
	struct stage *list;
	size_t n;
};

struct board_column {
	const struct stage *stage;
	const struct stage **moves; /* where a card of it may go */
	size_t n_moves;
	struct application *cards;
	size_t n;
	int64_t total;
	struct str next; /* address of the next cards; empty at the end */
};

/* Counts over all applications. Each is a walk through an index of all, so the last are kept until the data or the day
 * changes. */
struct job_facts {
	struct arena a;
	int64_t version; /* db_data_version */
	int64_t account;
	int32_t today;
	int64_t n_silent;
	int64_t n_shown; /* not put aside */
	struct application_facet *tags, *sources, *channels, *counts;
	size_t n_tags, n_sources, n_channels, n_counts;
};

struct board_view {
	struct board_column *columns; /* those of open stages first, then those that ended */
	size_t n;
	size_t n_open;
	bool one; /* one column, further down */
	int64_t total;
	int64_t n_silent;
	struct str token; /* of every card's form */
};

struct job_table_view {
	struct application_filter f;
	struct application *rows;
	size_t n;
	int64_t total;
	bool first_page;
	bool filtered;
	struct str next;  /* address of the next page; empty at the end */
	struct str start; /* of the first page; also where to come back to */
	struct str here;
	struct job_stages stages;
	const struct job_facts *facts;
};

struct job_event_row {
	const struct application_event *e;
	struct str name;
	bool fixed; /* where it begins: not to be undone */
};

struct job_view {
	struct application app;
	struct job_stages stages;
	const struct stage **moves;
	size_t n_moves;
	struct job_event_row *events; /* that count, newest first */
	size_t n_events;
	struct job_event_row *old; /* undone or corrected */
	size_t n_old;
	struct html notes;
	struct str stage_name;
	bool silent;
};

#endif
