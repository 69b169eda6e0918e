/*
 * Offers: what was offered, how it was negotiated, what it is worth over four years, and what was decided.
 *
 * An offer's fields are one table (offer_fields): commands, forms, versions and exports walk it. Every change keeps
 *what was there before (offer_version); what people said is a log (negotiation); scores, weights and rates are logs of
 *which the newest word counts. Everything is undone by its id (offer_undo).
 *
 * Four years, in the offer's own currency (offer_years):
 *
 *	base      base x times_year, every year
 *	bonus     target x bonus_share / 100, every year
 *	equity    (V(12 y) - V(12 (y - 1))) x equity_share / 100 in year y, where V(m) is what has vested after m
 *months: 0 before the cliff; then grant x m / vest_months, or, with a split by years s1/s2/..., the years that are over
 *and m / 12 of the one that runs; all of it after vest_months. What a cliff held back comes at it. sign-on   in the
 *first year other     lines: yearly ones every year, the others in the first
 *
 * No raise, no change of a share's price and no tax is assumed; the pages say so.
 */
#ifndef DOMAIN_JOB_OFFER_H
#define DOMAIN_JOB_OFFER_H

#include "db/db.h"
#include "domain/ctx.h"
#include "domain/job/money.h"

#define OFFER_YEARS     4
#define OFFER_LINES_MAX 50
#define OFFERS_MAX      500 /* listed */

enum offer_state { OFFER_OPEN, OFFER_ACCEPTED, OFFER_DECLINED, OFFER_LAPSED, OFFER_STATE__COUNT };
const char *offer_state_name(enum offer_state s); /* "open", "accepted", ... */

struct offer_line {
	int64_t id;
	struct str label;
	int64_t amount;
	bool yearly; /* every year; else in the first */
};

struct offer {
	int64_t id;
	int64_t application_id; /* 0: none */
	struct str company;
	struct str title;
	struct str currency;
	int64_t base;         /* per unit, minor units as all money here */
	struct str base_unit; /* year, month, day, hour */
	int64_t times_year;   /* how often the unit is paid in a year */
	int64_t bonus;        /* target a year */
	int64_t bonus_share;  /* percent of it that counts */
	int64_t equity;       /* value of the grant */
	struct str equity_kind;
	int64_t equity_share; /* percent of it that counts */
	int64_t vest_months;
	int64_t cliff_months;
	struct str vest_split; /* "10/20/30/40"; empty: evenly */
	int64_t signon;
	struct str signon_note;
	int64_t days_off;    /* a year; -1: not said */
	int64_t remote_days; /* a week; -1: not said */
	int32_t start_day;
	int32_t deadline_day;
	int32_t on_day; /* when it was made */
	struct str note;
	int64_t at_ms;
	int64_t version; /* counts edits, so that two tabs cannot overwrite each other */
	enum offer_state state;
	struct offer_line *lines;
	size_t n_lines;
};

enum offer_field_kind { OFFER_TEXT, OFFER_MONEY, OFFER_INT, OFFER_DAY };

struct offer_field {
	const char *name;   /* as typed */
	const char *column; /* of the table offer */
	const char *label;  /* for forms and lists */
	enum offer_field_kind kind;
	size_t offset; /* in struct offer */
	int64_t min;   /* OFFER_INT; -1 stands for "not said" */
	int64_t max;   /* OFFER_INT; OFFER_TEXT: bytes */
	const char *help;
};
extern const struct offer_field offer_fields[];
extern const size_t offer_fields_n;

/* What an offer is before anything is known: a year's base in euros, all of bonus and equity counted. */
struct offer offer_new(const struct ctx *c);
const struct offer_field *offer_field_find(struct str name); /* NULL for none; - and _ are the same */
/* Sets a field from what was typed. Empty: nothing said. The bonus may be a percentage of the base ("10%"). A change of
 * currency keeps the numbers as written. */
bool offer_set(struct arena *a, struct offer *o, const struct offer_field *f, struct str text,
               struct err *err) MUST_USE;
/* The field as one would type it; empty for nothing said. */
struct str offer_text(struct arena *a, const struct offer *o, const struct offer_field *f) MUST_USE;
/* Whether the fields make sense together: ERR_INVALID says what does not. */
bool offer_check(const struct offer *o, struct err *err) MUST_USE;

/* --- what is kept ------------------------------------------------------------------------------------------------- */

/* Each in its own transaction. ERR_NOT_FOUND for ids that are not there. */
bool offer_add(struct ctx *c, struct offer *o, struct err *err) MUST_USE; /* o->id and version are given */
bool offer_get(struct ctx *c, int64_t id, struct offer *ret, struct err *err) MUST_USE;
/* Newest first. */
bool offer_list(struct ctx *c, struct offer **ret, size_t *ret_n, struct err *err) MUST_USE;
/* Keeps what was there before as a version, whose id is given. ERR_CONFLICT when o->version has moved on. *ret_id 0:
 * nothing had changed. */
bool offer_save(struct ctx *c, struct offer *o, int64_t *ret_id, struct err *err) MUST_USE;
bool offer_delete(struct ctx *c, int64_t id, struct err *err) MUST_USE;
bool offer_line_add(struct ctx *c, int64_t offer_id, struct offer_line *l, struct err *err) MUST_USE;

/* What a change changed: the columns with what they said before and after. */
struct offer_change {
	const struct offer_field *field;
	struct str was;
	struct str now;
};
struct offer_version {
	int64_t id;
	int64_t at_ms;
	struct offer_change *changes;
	size_t n_changes;
};
/* Newest first. */
bool offer_versions(struct ctx *c, const struct offer *o, struct offer_version **ret, size_t *ret_n,
                    struct err *err) MUST_USE;

struct negotiation {
	int64_t id;
	struct str who;
	struct str asked;
	struct str answer; /* empty: none yet */
	int32_t on_day;
};
bool negotiation_add(struct ctx *c, int64_t offer_id, struct negotiation *n, struct err *err) MUST_USE;
/* Oldest first. */
bool negotiation_list(struct ctx *c, int64_t offer_id, struct negotiation **ret, size_t *ret_n,
                      struct err *err) MUST_USE;

struct offer_decision {
	int64_t id;
	int64_t offer_id;
	enum offer_state verdict;
	struct str reasons;
	struct str snapshot; /* JSON: how the offers stood */
	int64_t batch_id;    /* what it wrote into the application's log; 0 */
	int32_t on_day;
	int64_t at_ms;
};
/* The snapshot is made here; an offer that came from an application writes what was decided into its log. ERR_INVALID
 * without reasons; ERR_CONFLICT when the offer was decided already. */
bool offer_decide(struct ctx *c, struct offer_decision *d, struct err *err) MUST_USE;
/* Of all offers (offer_id 0) or one, newest first. */
bool offer_decisions(struct ctx *c, int64_t offer_id, struct offer_decision **ret, size_t *ret_n,
                     struct err *err) MUST_USE;

struct money_rate {
	int64_t id;
	struct str from;
	struct str to;
	int64_t nano;
	int32_t on_day;
};
bool money_rate_add(struct ctx *c, struct money_rate *r, struct err *err) MUST_USE;
/* The newest day first. */
bool money_rates(struct ctx *c, struct money_rate **ret, size_t *ret_n, struct err *err) MUST_USE;

/* What offers are compared by. "money" is computed; the others are the person's. */
struct offer_weight {
	struct str factor;
	int64_t weight;    /* 0..100; 0 does not count */
	const char *label; /* of a built-in one; NULL for an own one */
};
/* The built-in ones first, then own ones by name. */
bool offer_weights(struct ctx *c, struct offer_weight **ret, size_t *ret_n, struct err *err) MUST_USE;
bool offer_weight_set(struct ctx *c, struct str factor, int64_t weight, int64_t *ret_id, struct err *err) MUST_USE;

struct offer_score {
	int64_t id;
	int64_t offer_id;
	struct str factor;
	int64_t tenths; /* 0..100 */
	struct str reason;
};
/* "7", "7.5": points from 0 to 10. */
bool offer_points_parse(struct str s, int64_t *ret_tenths, struct err *err) MUST_USE;
bool offer_score_add(struct ctx *c, struct offer_score *s, struct err *err) MUST_USE;
/* The newest of each offer and factor. */
bool offer_scores(struct ctx *c, struct offer_score **ret, size_t *ret_n, struct err *err) MUST_USE;

/* Takes back (or brings back) whatever has the id: an offer added or deleted, a change, a line, a word of the
 * negotiation, a decision, a rate, a weight, a score. *ret_what names it. Only the newest change of an offer can be
 * taken back. */
bool offer_undo(struct ctx *c, int64_t id, bool back, const char **ret_what, struct err *err) MUST_USE;

/* --- what it is worth --------------------------------------------------------------------------------------------- */

enum offer_part { OFFER_BASE, OFFER_BONUS, OFFER_EQUITY, OFFER_SIGNON, OFFER_OTHER, OFFER_PART__COUNT };
const char *offer_part_name(enum offer_part p);

struct offer_years {
	int64_t part[OFFER_PART__COUNT][OFFER_YEARS];
	int64_t year[OFFER_YEARS];
	int64_t total[OFFER_PART__COUNT];
	int64_t all;
};

/* Of the grant, what has vested after so many months, 0..grant. */
int64_t offer_vested(const struct offer *o, int64_t months);
/* Pure; see above. */
struct offer_years offer_years(const struct offer *o);

/* --- side by side ------------------------------------------------------------------------------------------------- */

/*
 * Points are 0 to 10: money's are 10 x four years / the most of any ranked offer's four years; the others are the
 * person's scores. The total is the weighted mean of the points. A factor counts when every ranked offer has points in
 * it, so that no offer wins by what is not known of another. An offer in a currency without a rate is not ranked.
 */
struct offer_row {
	const struct offer *o;
	struct offer_years own; /* in its own currency */
	bool ranked;
	struct str why;                    /* not ranked, because */
	struct str hint;                   /* what to do about it */
	struct offer_years years;          /* in the comparison's currency, when ranked */
	int64_t rate_nano;                 /* that was used; MONEY_RATE_ONE in its own currency */
	bool inverse;                      /* it was stated the other way round: divided by */
	int32_t rate_day;                  /* DAY_NONE in its own currency */
	double *points;                    /* by weight; negative: none */
	const struct offer_score **scores; /* by weight; NULL */
	double total;                      /* 0..10 */
};

/* What would make the second best the best. */
struct offer_flip {
	struct str what; /* "weight of people", "share of the equity" */
	double now;      /* its value: a weight, or 1 for all of what counts now */
	double at;       /* where the two are even; NAN: nowhere between the bounds */
	bool share;      /* of money that is uncertain, 0..1; else a weight, 0..100 */
	bool flips_at_0; /* with it at nothing the order is the other way round */
};

struct offer_compare {
	struct str currency;
	struct offer_weight *weights;
	bool *used; /* by weight */
	size_t n_weights;
	struct offer_row *rows; /* ranked ones first, best first */
	size_t n;
	size_t n_ranked;
	struct offer_flip *flips; /* between the first two; empty with fewer */
	size_t n_flips;
};

/* The offers that are open or accepted; currency empty: the one in which most can be ranked. */
bool offer_compare(struct ctx *c, struct str currency, struct offer_compare *ret, struct err *err) MUST_USE;
/* Pure: fills used, totals, order and flips of rows whose years, ranked and points (but money's) are set. */
void offer_rank(struct arena *a, struct offer_compare *cmp);

#endif
