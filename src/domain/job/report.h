/*
 * Honest numbers: what the log of applications says, always with how many it rests on.
 *
 * An application belongs to the period in which it was first sent, or found when it was not. What happened later counts
 * too, whenever it was. Deleted applications and events that were undone or corrected do not count.
 *
 * Paths. Each application has one path: from `found` over every stage its log leads to that lies further on than those
 * before it (a step back or a second round adds nothing) to its end: how it stands now. An application that is still
 * open ends in `open`. So what flows into a stage flows out of it.
 *
 * Funnel. Found; applied or approached (it was sent, or they talked without it); heard back (an invitation or a
 * rejection); invited (a talk, a task, an offer); offer; accepted. Each is a part of the one before.
 *
 * Rates. Of the applications that were sent: the share invited, with a 95 % interval. Those that are open, without an
 * answer, and younger than REPORT_YOUNG_DAYS are left out and counted apart: it is too early to tell. With fewer than
 * REPORT_FEW no rate is given.
 *
 * Times. Days in a stage until it moved on, by Kaplan and Meier: those still waiting count as long as they have waited.
 * Giving up (withdrawn, ghosted) is not an answer: these, too, count as waiting until then.
 */
#ifndef DOMAIN_JOB_REPORT_H
#define DOMAIN_JOB_REPORT_H

#include "domain/ctx.h"
#include "domain/job/route.h"
#include "domain/job/stage_set.h"

#define REPORT_FEW        5
#define REPORT_YOUNG_DAYS 14
/* The tag of applications whose days are made up (a tracker without dates): they take no part in the times. */
#define REPORT_UNDATED  "undated"
#define REPORT_APPS_MAX 50000

/* --- pure ----------------------------------------------------------------------------------------------------------
 */

/* Wilson's score interval at 95 % (E. B. Wilson, JASA 22, 1927): it stays within 0 and 1 and holds what it says also
 * for few; see Brown, Cai and DasGupta, Statistical Science 16, 2001. n > 0. */
struct interval {
	double lo, hi;
};
struct interval wilson(int64_t k, int64_t n);

/* Product limit (E. L. Kaplan and P. Meier, JASA 53, 1958): S(t) = product over the days t_i <= t with endings of
 * 1 - d_i / n_i, d_i endings of n_i still there. Who stops being seen on a day counts as there on it. */
struct spell {
	int32_t days;
	bool ended; /* else only seen so long */
};
struct km_step {
	int32_t days;
	int64_t at_risk;
	int64_t ended;
	double left; /* S behind it */
};
struct km {
	int64_t n, ended, censored;
	bool has_median;
	int32_t median; /* the first day with S <= 1/2 */
	struct km_step *steps;
	size_t n_steps;
};
/* Sorts spells. */
struct km km_of(struct arena *a, struct spell *spells, size_t n);

/* --- what is there --------------------------------------------------------------------------------------------------
 */

struct report_event {
	struct str kind;
	int32_t on_day;
	struct str note;
};

struct report_app {
	int64_t id;
	struct str company;
	struct str title;
	struct str source;
	struct str channel;
	struct str resume; /* name of the version that was sent */
	bool referred;
	bool undated;           /* its days are made up */
	enum route_switch kind; /* of switch */
	struct str stage;       /* now */
	int32_t found_day;
	int32_t applied_day;         /* DAY_NONE: never sent */
	struct report_event *events; /* that count, in order */
	size_t n_events;
};

struct report {
	int32_t from; /* DAY_NONE: from the beginning */
	int32_t to;   /* DAY_NONE: to the end */
	int32_t today;
	struct stage *stages;
	size_t n_stages;
	struct report_app *apps;
	size_t n;
};
bool report_load(struct ctx *c, int32_t from, int32_t to, struct report *ret, struct err *err) MUST_USE;

/* --- what it says ---------------------------------------------------------------------------------------------------
 */

enum funnel_step {
	FUNNEL_FOUND,
	FUNNEL_APPLIED,
	FUNNEL_HEARD,
	FUNNEL_INVITED,
	FUNNEL_OFFER,
	FUNNEL_ACCEPTED,
	FUNNEL__COUNT
};
const char *funnel_name(enum funnel_step s);
/* Whether the application came so far. */
bool report_reached(const struct report_app *app, enum funnel_step s);
void report_funnel(const struct report *r, int64_t ret[static FUNNEL__COUNT]);

struct flow_node {
	struct str word; /* of the stage or the end; "open" */
	struct str name;
	size_t column; /* stages from the left; all ends are in the last */
	int64_t n;     /* paths through it */
};
struct flow_link {
	size_t from, to; /* nodes; from's column is less */
	int64_t n;
};
struct flow {
	struct flow_node *nodes; /* by column, then in the order of stages and ends */
	size_t n_nodes;
	struct flow_link *links; /* by from, then to */
	size_t n_links;
	size_t n_columns;
	int64_t n; /* paths */
};
struct flow report_flow(struct arena *a, const struct report *r);

struct report_time {
	struct str word;
	struct str name;
	struct km km;
};
/* Of every stage anybody was in, in their order. *ret_undated: applications left out. */
void report_times(struct arena *a, const struct report *r, struct report_time **ret, size_t *ret_n,
                  int64_t *ret_undated);

enum rate_by { RATE_ALL, RATE_SOURCE, RATE_CHANNEL, RATE_RESUME, RATE_REFERRAL, RATE_SWITCH, RATE__COUNT };
/* "source", ...; and for people: "By where it was found", ... */
const char *rate_by_name(enum rate_by by);
const char *rate_by_text(enum rate_by by);

struct rate_row {
	struct str name;
	int64_t n;     /* sent, old enough to tell */
	int64_t young; /* left out */
	int64_t heard;
	int64_t invited;
	bool few;
	struct interval in; /* of invited / n; not with few */
};
/* Most applications first; none when nothing is known of any but RATE_ALL. */
void report_rates(struct arena *a, const struct report *r, enum rate_by by, struct rate_row **ret, size_t *ret_n);

/* A meeting or message in the period, for the list of activities. */
struct report_contact {
	int32_t on_day;
	struct str name;
	struct str kind;
};
bool report_contacts(struct ctx *c, int32_t from, int32_t to, struct report_contact **ret, size_t *ret_n,
                     struct err *err) MUST_USE;

#endif
