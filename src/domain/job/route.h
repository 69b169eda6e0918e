/*
 * Routes: the cheapest ways from where one stands to where one wants to be, over the grid of roles, industries and
 * company sizes.
 *
 * A state is a role in an industry at a company of a size. A move is a new job: it changes any of the three. Costs are
 * in months of preparation, and each move costs the sum of its parts:
 *
 *	step      once a move: looking for it and settling in
 *	skills    hours of the gap / hours a month (below)
 *	role      once when the role changes: the doubt about one who has not held it
 *	          - role x startup, x small: at a start-up or a small company the doubt is smaller
 *	industry  x distance when the industry changes (0 the same .. 1 unrelated, the map's)
 *	          - industry x known: an industry one knows already
 *	both      x distance when both change: the price of doing two things at once, more than their sum
 *	people    - (role + industry + both, after their discounts) x people x (1 - 2^-n), n people known there
 *	size      x difference of the sizes, counted along start-up, small, medium, large; 0 from an unknown size
 *
 * The gap of a move is what the role needs (its skills from NEED_WAY_WEIGHT on, and all their prerequisites) less what
 * one can do: the person's own ability (the level held, or what is shown of the next), and what the role one comes from
 * needs. In the role the person's goal starts from, the ability speaks for itself. What roles before the last taught is
 * not counted, so that a cost depends on the move alone and the search is exact.
 *
 * The unit, the parts and all defaults are judgement, not measurement (docs/routes.md); the person may change each.
 */
#ifndef DOMAIN_JOB_ROUTE_H
#define DOMAIN_JOB_ROUTE_H

#include "domain/ctx.h"
#include "domain/job/posting.h"
#include "domain/skill/ability.h"

/* Moves of a route at most. */
#define ROUTE_STEPS_MAX 4
#define ROUTE_STEPS     3
/* No such, or any, or unknown: of role, industry and size. */
#define ROUTE_ANY MAP_NONE

enum route_size { ROUTE_STARTUP, ROUTE_SMALL, ROUTE_MEDIUM, ROUTE_LARGE, ROUTE_SIZES };
/* "startup", "small", "medium", "large"; "any" for ROUTE_ANY. */
const char *route_size_name(int size);
/* What it means: "up to 50 people". */
const char *route_size_help(int size);
bool route_size_parse(struct str s, int *ret, struct err *err) MUST_USE;

struct route_state {
	int role;
	int industry; /* ROUTE_ANY as a start: unknown, unrelated to all; as an end: any */
	int size;     /* ROUTE_ANY as a start: unknown; as an end: any */
};

/* --- costs -------------------------------------------------------------------------------------------------------- */

enum route_cost {
	ROUTE_COST_HOURS, /* hours of preparation a month; 0: the goal's */
	ROUTE_COST_STEP,
	ROUTE_COST_ROLE,
	ROUTE_COST_INDUSTRY,
	ROUTE_COST_BOTH,
	ROUTE_COST_SIZE,
	ROUTE_COST_STARTUP,
	ROUTE_COST_SMALL,
	ROUTE_COST_KNOWN,
	ROUTE_COST_PEOPLE,
	ROUTE_COST__COUNT
};
struct route_cost_info {
	const char *name;
	const char *label;
	const char *help;
	const char *unit; /* "months", "hours a month", "share" */
	double initial;
	double max; /* from 0 */
};
extern const struct route_cost_info route_costs[ROUTE_COST__COUNT];

/* Hours a month when neither the costs nor a goal say: six a week. */
#define ROUTE_HOURS_DEFAULT 26.0

struct route_costs {
	double v[ROUTE_COST__COUNT];
	bool own[ROUTE_COST__COUNT]; /* the person changed it */
	signed char *known;          /* by industry: 1 known by the person's word, 0 not, -1 they did not say */
};
bool route_costs_get(struct ctx *c, struct route_costs *ret, struct err *err) MUST_USE;
bool route_cost_parse(struct str name, enum route_cost *ret, struct err *err) MUST_USE;
/* One change: a cost by its name, or "known.INDUSTRY" (1 or 0). reset takes the default back. */
struct route_change {
	struct str name;
	double value;
	bool reset;
};
/* Stores them, all or none; ret_id undoes them together. ERR_INVALID for a value out of its range. */
bool route_costs_put(struct ctx *c, const struct route_change *changes, size_t n, int64_t *ret_id,
                     struct err *err) MUST_USE;
bool route_costs_undo(struct ctx *c, int64_t id, struct err *err) MUST_USE;

/* --- the grid ----------------------------------------------------------------------------------------------------- */

/* Everything that costs depend on. Made by route_grid_get, or by hand in tests. Immutable while it is searched. */
struct route_grid {
	size_t n_roles;
	size_t n_industries;
	const bool *enter;      /* by role: it can be moved into */
	const double *hours;    /* (n_roles + 1) x n_roles: the gap from a role, the last row from the start */
	const double *distance; /* n_industries x n_industries */
	const bool *known;      /* by industry */
	const double *people;   /* n_roles x n_industries: people known there, 0 or more */
	double cost[ROUTE_COST__COUNT];
	struct route_state start;
};

struct route_parts {
	double hours; /* of the gap */
	double step;  /* months, as all below */
	double skills;
	double role;
	double size_off; /* start-up or small company, 0 or less */
	double industry;
	double known_off;
	double both;
	double people_off;
	double size;
	double total;
	double distance; /* of the industries */
	double people;
};
/* The cost of one move; first: it is the first of the route. Pure. */
void route_parts(const struct route_grid *g, struct route_state from, struct route_state to, bool first,
                 struct route_parts *ret);

struct route_leg {
	struct route_state from;
	struct route_state to;
	struct route_parts parts;
};
struct route_way {
	bool found;
	const char *why_not; /* when not found */
	size_t n;
	struct route_leg legs[ROUTE_STEPS_MAX];
	double total;
};

/* The cheapest way from g->start into a state that fits `to` in at most max_steps moves; of equally cheap ones the
 * shortest. Exact. Temporary memory comes from a. */
void route_cheapest(struct arena *a, const struct route_grid *g, struct route_state to, size_t max_steps,
                    struct route_way *ret);
/* The cheapest way whose i-th move of n leads into a state that fits via[i]. */
void route_through(struct arena *a, const struct route_grid *g, const struct route_state *via, size_t n,
                   struct route_way *ret);

/* --- the answer --------------------------------------------------------------------------------------------------- */

struct route_person; /* what the person can do, for gaps */

struct route_answer {
	struct route_state from;
	struct route_state to;
	struct route_grid grid;
	struct route_costs costs;
	double hours_month;
	struct route_way direct;
	struct route_way role_first;
	struct route_way industry_first;
	struct route_way cheapest;
	const struct route_person *person;
};
/* ERR_INVALID when from and to are the same, or when to is no role one can aim at. */
bool route_plan(struct ctx *c, struct route_state from, struct route_state to, size_t max_steps,
                struct route_answer *ret, struct err *err) MUST_USE;

struct route_gap {
	int skill;
	double have; /* 0..3 */
	int need;
	double hours;
};
/* The gap of a leg by skill, most hours first. */
void route_gaps(struct ctx *c, const struct route_answer *r, const struct route_leg *leg, struct route_gap **ret,
                size_t *ret_n);

/* The parts that are not nothing, in words; months are negative for what is taken off. */
#define ROUTE_ROWS_MAX 9
struct route_row {
	const char *text;
	double months;
};
size_t route_rows(const struct route_parts *p, struct route_row ret[static ROUTE_ROWS_MAX]);
/* What the way saves and pays against the other, part by part: "saves 4.2 on both at once and 2.0 on the new role; pays
 * 3.0 for the moves". Empty when they cost the same, part by part. */
struct str route_compare(struct arena *a, const struct route_way *way, const struct route_way *other);

/* --- where one stands --------------------------------------------------------------------------------------------- */

struct route_stand {
	struct route_state now; /* the goal's start; ROUTE_ANY for what is not said */
	struct route_state aim; /* the aim kept with the goal, else the goal itself; role ROUTE_ANY without a goal */
	int minutes_per_week;   /* 0 without a goal */
};
bool route_stand_get(struct ctx *c, struct route_stand *ret, struct err *err) MUST_USE;
/* "ROLE/INDUSTRY", "ROLE" or "/INDUSTRY": what is not said stays as *ret is. ERR_NOT_FOUND with the nearest names. */
bool route_state_parse(const struct map *m, struct str s, struct route_state *ret, struct err *err) MUST_USE;
/* Keeps the end of the route whose next leg became the goal. */
bool route_aim_put(struct ctx *c, struct route_state aim, int64_t goal_id, struct err *err) MUST_USE;

/* Marks the industries a person knows: those their goals began in, and their own word. */
bool route_known(struct ctx *c, const struct route_costs *costs, bool *ret, struct err *err) MUST_USE;

/* Adds to people (n_roles x n_industries) those whom the person knows there: who works now at a company of the industry
 * counts as one for the role of their title and as half for the others; one whom a contact could introduce, half of
 * that. */
bool route_people(struct ctx *c, double *people, struct err *err) MUST_USE;

/* What a job would be for the person. */
enum route_switch { SWITCH_UNKNOWN, SWITCH_SAME, SWITCH_ROLE, SWITCH_INDUSTRY, SWITCH_BOTH, SWITCH__COUNT };
/* "unknown", "same", "role", "industry", "both". */
const char *route_switch_name(enum route_switch s);
/* For people: "same role and industry", "role switch", "industry switch", "switch of both"; empty for unknown. */
const char *route_switch_text(enum route_switch s);
bool route_switch_parse(struct str s, enum route_switch *ret, struct err *err) MUST_USE;
/* SWITCH_UNKNOWN unless both the person's and the posting's role and industry are known. Pure. */
enum route_switch posting_switch(const struct map *m, const struct route_stand *stand, const struct posting *p);
/* Lets through those that posting_switch says to be of the kind. ERR_INVALID when it is not known where the person
 * stands. */
bool posting_filter_switch(const struct map *m, const struct route_stand *stand, enum route_switch kind,
                           struct posting_filter *f, struct err *err) MUST_USE;

#endif
