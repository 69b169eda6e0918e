/*
 * Applications in lists: the columns of the board, the table, what may be filtered by, and those that have gone silent.
 * Rows come without notes.
 */
#ifndef DOMAIN_JOB_APPLICATION_LIST_H
#define DOMAIN_JOB_APPLICATION_LIST_H

#include "domain/job/application.h"

/* Where a page begins: behind the last row of the page before. All zero: at the start. */
struct application_after {
	int64_t id;
	int64_t day;    /* for the orders by day */
	struct str key; /* for the others */
};

/* --- the board ---------------------------------------------------------------------------------------------------- */

/* At most n of one stage, those that came there last first. */
bool application_column(struct ctx *c, struct str stage, struct application_after after, size_t n,
                        struct application **ret, size_t *ret_n, struct err *err) MUST_USE;
struct application_after application_column_after(const struct application *last);

struct application_facet {
	struct str value;
	int64_t n;
};
/* How many are in each stage, put aside and deleted ones left out. */
bool application_stage_counts(struct ctx *c, struct application_facet **ret, size_t *ret_n, struct err *err) MUST_USE;
int64_t application_facet_n(const struct application_facet *list, size_t n, struct str value);

/* --- the table ---------------------------------------------------------------------------------------------------- */

enum application_sort {
	APPLICATION_BY_NEWEST, /* the newest event first */
	APPLICATION_BY_SILENT, /* the oldest newest event first */
	APPLICATION_BY_COMPANY,
	APPLICATION_BY_TITLE,
	APPLICATION_BY_DEADLINE, /* those without one last */
	APPLICATION_SORT__COUNT
};
extern const char *const application_sort_names[APPLICATION_SORT__COUNT];
bool application_sort_parse(struct str name, enum application_sort *ret, struct err *err) MUST_USE;

enum application_which { APPLICATION_ANY, APPLICATION_OPEN, APPLICATION_ENDED };

/* Absent texts do not filter. */
struct application_filter {
	struct str search; /* words that all must stand in company, title, place, source or tags */
	struct str stage;  /* word */
	struct str tag;
	struct str source;
	struct str channel;
	enum application_which which;
	bool archived; /* those put aside instead of the others */
	bool deleted;  /* those deleted instead */
	enum application_sort sort;
};

enum { APPLICATION_PAGE_MAX = 500 };

bool application_list(struct ctx *c, const struct application_filter *f, struct application_after after, size_t n,
                      struct application **ret, size_t *ret_n, struct err *err) MUST_USE;
struct application_after application_list_after(const struct application *last, enum application_sort sort);
bool application_count(struct ctx *c, const struct application_filter *f, int64_t *ret, struct err *err) MUST_USE;
/* The ids of all that fit, at most APPLICATION_BATCH_MAX; more is ERR_LIMIT. */
bool application_list_ids(struct ctx *c, const struct application_filter *f, int64_t **ret, size_t *ret_n,
                          struct err *err) MUST_USE;

enum application_facet_of { APPLICATION_TAGS, APPLICATION_SOURCES, APPLICATION_CHANNELS };
/* The values a filter may take with how many have each, most first. */
bool application_facets(struct ctx *c, enum application_facet_of of, struct application_facet **ret, size_t *ret_n,
                        struct err *err) MUST_USE;

/* --- silence ------------------------------------------------------------------------------------------------------ */

/* Open ones past `found` and before an offer, whose newest event is older than the settings ghost-days (referred,
 * applied) and ghost-days-later (between applied and offer) say, with nothing planned and no patience asked for. The
 * longest silent first, at most n. To be proposed, never done by itself. */
bool application_silent(struct ctx *c, size_t n, struct application **ret, size_t *ret_n, struct err *err) MUST_USE;
bool application_silent_count(struct ctx *c, int64_t *ret, struct err *err) MUST_USE;

#endif
