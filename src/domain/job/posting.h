/*
 * Postings as they are kept: storing what a reader gives, listing, showing, putting aside.
 *
 * Storing goes through a store, which holds what comparing needs (keys and hashes of every posting of the account,
 * about 200 bytes each) in memory, so that an import asks the database only about postings that may have changed:
 *
 *	struct posting_store *s;
 *	if (!posting_store_open(c, ex, &s, err)) return false;
 *	for each record: if (!posting_put(s, &record, &outcome, err)) return false;
 *
 * The caller owns the transaction. A posting is named by kind and source_key. Given again with the same content it
 * changes no row. Content is what a person would call a change: white space, mark-up, punctuation and case of the text,
 * the order of places, tracking parameters of the address, a company's name that comes and goes, and a posting date
 *that moves are not. What changed is kept in posting_version. A posting is closed when its source says so, never
 *because it was not seen.
 */
#ifndef DOMAIN_JOB_POSTING_H
#define DOMAIN_JOB_POSTING_H

#include "domain/ctx.h"
#include "domain/job/read.h"
#include "domain/job/same.h"
#include "domain/skill/extract.h"
#include "format/posting.h"

struct posting_store;

enum posting_change { POSTING_NEW, POSTING_UPDATED, POSTING_SAME };

struct posting_outcome {
	int64_t id;
	enum posting_change change;
	enum same_relation relation; /* of a new one to what was here */
	bool closed;                 /* an update that closed it */
};

/* Reads what comparing needs. The store lives in c->a and is good for one transaction. */
bool posting_store_open(struct ctx *c, const struct extractor *ex, struct posting_store **ret,
                        struct err *err) MUST_USE;
/* Before the records of one file: source keys that stand for more than one job of this file (SimplifyJobs lists have
 * such) are told apart by company and title. */
void posting_store_file(struct posting_store *s, const struct posting_record *records, size_t n);
/* Stores one record. Errors: ERR_DB; ERR_INVALID when it has no title. Temporary memory is given back. */
bool posting_put(struct posting_store *s, const struct posting_record *r, struct posting_outcome *ret,
                 struct err *err) MUST_USE;
/* Computes again from the words kept: skills, role, industry, search, keys and groups; and the stages of applications
 * from their events. In one transaction of its own. ret_n: postings read. */
bool posting_rebuild(struct ctx *c, const struct extractor *ex, int64_t *ret_n, struct err *err) MUST_USE;

/* Where a page begins: behind the last row of the page before. All zero: at the start. */
struct posting_after {
	int64_t id;
	int64_t day;    /* for newest */
	struct str key; /* the folded company or title, for the others */
};

/* One posting as lists show it. Absent texts have p NULL, absent numbers are -1, days DAY_NONE. */
struct posting {
	int64_t id;
	struct str kind;
	struct str source_key;
	struct str url;
	struct str company;
	struct str title;
	struct str place;
	struct str workplace;
	struct str employment;
	struct str seniority;
	int64_t years_min;
	int64_t years_max;
	int64_t pay_min;
	int64_t pay_max;
	struct str pay_currency;
	struct str pay_period;
	struct str sponsorship;
	struct str role;
	struct str industry;
	int32_t posted_day;
	int32_t closes_day;
	bool is_open;
	bool hidden;
	int64_t group_id;
	struct str relation; /* first, exact, repost, sibling */
	int64_t first_seen_ms;
	int64_t last_seen_ms;
	struct posting_after after; /* the page behind this row, in the order it was listed in */
};

enum posting_sort { POSTING_BY_NEWEST, POSTING_BY_COMPANY, POSTING_BY_TITLE, POSTING_SORT__COUNT };
/* "newest", "company", "title"; false for another word. */
bool posting_sort_named(struct str name, enum posting_sort *ret);

/* Which postings. Absent texts (p NULL) and false flags do not filter. */
struct posting_filter {
	struct str search;    /* words that all must stand in title, company, place or skills; case and accents aside */
	struct str role;      /* id */
	struct str workplace; /* onsite, hybrid, remote */
	struct str seniority;
	struct str skill; /* id */
	/* same, role, industry, both, unknown: what each would be for one who is in now_role and now_industry; see
	 * posting_filter_switch. */
	struct str switch_kind;
	struct str now_role;
	struct str now_industry;
	bool hidden; /* those put aside instead of the others */
	bool firsts; /* one of each job */
	bool open;   /* not those that are closed */
	enum posting_sort sort;
};

#define POSTING_PAGE_MAX 500

/* At most n postings behind `after`, which is the .after of the last row of the page before. */
bool posting_list(struct ctx *c, const struct posting_filter *f, struct posting_after after, size_t n,
                  struct posting **ret, size_t *ret_n, struct err *err) MUST_USE;
/* How many the filter lets through. */
bool posting_count(struct ctx *c, const struct posting_filter *f, int64_t *ret, struct err *err) MUST_USE;

/* Each posting's id and skills, of those the filter lets through, for scoring matches in memory: rows ordered by
 * posting; skills are indices of the map, those it does not know are left out. */
struct posting_skill {
	int64_t posting;
	int skill;
	bool required;
	int n;
};
bool posting_list_skills(struct ctx *c, const struct posting_filter *f, struct posting_skill **ret, size_t *ret_n,
                         struct err *err) MUST_USE;
/* The postings with these ids, in their order; ids that are not there are left out. For a page sorted by match. */
bool posting_list_ids(struct ctx *c, const int64_t *ids, size_t n, struct posting **ret, size_t *ret_n,
                      struct err *err) MUST_USE;

/* The posting and its words. ERR_NOT_FOUND. */
bool posting_get(struct ctx *c, int64_t id, struct posting *ret, struct str *ret_text, struct err *err) MUST_USE;
/* The item as it came: JSON, HTML or text. ERR_NOT_FOUND. */
bool posting_source(struct ctx *c, int64_t id, struct str *ret, struct err *err) MUST_USE;
/* Its skills, required first, then by mentions. */
bool posting_skills(struct ctx *c, int64_t id, struct posting_skill **ret, size_t *ret_n, struct err *err) MUST_USE;

struct posting_version {
	int64_t id;
	int64_t at_ms;
	struct str fields; /* JSON object: column name to old value */
};
/* What it said before, newest first. */
bool posting_versions(struct ctx *c, int64_t id, struct posting_version **ret, size_t *ret_n, struct err *err) MUST_USE;
/* All postings of the same job, the first one first (itself included). */
bool posting_group(struct ctx *c, int64_t group_id, struct posting **ret, size_t *ret_n, struct err *err) MUST_USE;

/* Puts a posting aside or takes it back; its own transaction. ERR_NOT_FOUND. */
bool posting_hide(struct ctx *c, int64_t id, bool hidden, struct err *err) MUST_USE;

/* How many postings, distinct jobs, hidden ones, closed ones, and the newest's day. */
struct posting_totals {
	int64_t n;
	int64_t n_jobs;
	int64_t n_hidden;
	int64_t n_closed;
	int64_t n_with_text;
};
bool posting_total(struct ctx *c, struct posting_totals *ret, struct err *err) MUST_USE;
/* The values a filter may take, with how many visible postings have each, most first. */
struct posting_facet {
	struct str value;
	int64_t n;
};
enum posting_facet_of { POSTING_ROLES, POSTING_WORKPLACES, POSTING_SENIORITIES };
bool posting_facets(struct ctx *c, enum posting_facet_of of, struct posting_facet **ret, size_t *ret_n,
                    struct err *err) MUST_USE;

#endif
