/* The cost of a move and the search. Pure. */
#include "domain/job/route.h"

#include <math.h>
#include <stdlib.h>

static double
size_discount(const struct route_grid *g, int size)
{
	return size == ROUTE_STARTUP ? g->cost[ROUTE_COST_STARTUP]
	       : size == ROUTE_SMALL ? g->cost[ROUTE_COST_SMALL]
	                             : 0;
}

void
route_parts(const struct route_grid *g, struct route_state from, struct route_state to, bool first,
            struct route_parts *ret)
{
	bool role = from.role != to.role, industry = from.industry != to.industry;
	size_t row = first ? g->n_roles : (size_t)from.role;
	struct route_parts p = {.step = g->cost[ROUTE_COST_STEP]};
	double hurdle;

	/* Another company of one's own role asks for nothing that one does not do already. */
	p.hours = role ? g->hours[row * g->n_roles + (size_t)to.role] : 0;
	p.skills = p.hours / g->cost[ROUTE_COST_HOURS];
	if (role) {
		p.role = g->cost[ROUTE_COST_ROLE];
		p.size_off = -p.role * size_discount(g, to.size);
	}
	if (industry) {
		p.distance = from.industry == ROUTE_ANY
		                 ? 1
		                 : g->distance[(size_t)from.industry * g->n_industries + (size_t)to.industry];
		p.industry = g->cost[ROUTE_COST_INDUSTRY] * p.distance;
		if (g->known[to.industry])
			p.known_off = -p.industry * g->cost[ROUTE_COST_KNOWN];
	}
	if (role && industry)
		p.both = g->cost[ROUTE_COST_BOTH] * p.distance;
	hurdle = p.role + p.size_off + p.industry + p.known_off + p.both;
	if (hurdle > 0) {
		p.people = g->people[(size_t)to.role * g->n_industries + (size_t)to.industry];
		if (p.people > 0)
			p.people_off = -hurdle * g->cost[ROUTE_COST_PEOPLE] * (1 - exp2(-p.people));
	}
	if (from.size != ROUTE_ANY)
		p.size = g->cost[ROUTE_COST_SIZE] * abs(from.size - to.size);
	p.total = p.step + p.skills + hurdle + p.people_off + p.size;
	*ret = p;
}

/* --- the search --------------------------------------------------------------------------------------------------- */

struct search {
	const struct route_grid *g;
	size_t n;             /* states */
	double *best;         /* by moves and state; INFINITY where none leads */
	int *before;          /* the state before, by moves and state */
	struct reached *from; /* the states of the layer before, the cheapest first */
	double *rest;         /* by state, at least what it costs from there to the end; 0 where that is not known */
};

struct reached {
	double cost;
	size_t at;
};

static struct route_state
state_at(const struct route_grid *g, size_t i)
{
	size_t size = i % ROUTE_SIZES, rest = i / ROUTE_SIZES;

	return (struct route_state){(int)(rest / g->n_industries), (int)(rest % g->n_industries), (int)size};
}

static bool
state_eq(struct route_state a, struct route_state b)
{
	return a.role == b.role && a.industry == b.industry && a.size == b.size;
}

static bool
fits(struct route_state s, struct route_state to)
{
	return (to.role == ROUTE_ANY || s.role == to.role) && (to.industry == ROUTE_ANY || s.industry == to.industry) &&
	       (to.size == ROUTE_ANY || s.size == to.size);
}

static double
move_cost(const struct route_grid *g, struct route_state from, struct route_state to, bool first)
{
	struct route_parts p;

	route_parts(g, from, to, first, &p);
	return p.total;
}

static void
search_begin(struct arena *a, const struct route_grid *g, size_t layers, struct search *s)
{
	*s = (struct search){.g = g, .n = g->n_roles * g->n_industries * ROUTE_SIZES};
	s->best = ARENA_ARRAY(a, layers * s->n, double);
	s->before = ARENA_ARRAY(a, layers * s->n, int);
	s->from = ARENA_ARRAY(a, s->n, struct reached);
	s->rest = ARENA_ARRAY(a, s->n, double);
	for (size_t i = 0; i < layers * s->n; i++)
		s->best[i] = INFINITY;
}

static int
by_cost(const void *x, const void *y)
{
	const struct reached *a = x, *b = y;

	if (a->cost != b->cost)
		return a->cost < b->cost ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

/* The states that the layer reached, the cheapest first: who comes behind one that is too dear is too dear as well. */
static size_t
sort_reached(struct search *s, size_t layer)
{
	const double *best = s->best + layer * s->n;
	size_t n = 0;

	for (size_t u = 0; u < s->n; u++)
		if (best[u] < INFINITY)
			s->from[n++] = (struct reached){best[u], u};
	if (n > 1)
		qsort(s->from, n, sizeof(*s->from), by_cost);
	return n;
}

/* The cheapest move into v from the layer before, below the bound. */
static void
reach(const struct search *s, size_t n, size_t v, double bound, double *best, int *before)
{
	const struct route_grid *g = s->g;
	double step = g->cost[ROUTE_COST_STEP];
	struct route_state into = state_at(g, v);

	for (size_t i = 0; i < n && s->from[i].cost + step < MIN(bound - s->rest[v], best[v]); i++) {
		double cost;

		if (s->from[i].at == v)
			continue;
		cost = s->from[i].cost + move_cost(g, state_at(g, s->from[i].at), into, false);
		if (cost < best[v]) {
			best[v] = cost;
			before[v] = (int)s->from[i].at;
		}
	}
}

/* Moves from every state of the layer before into those that fit, as long as the cost stays below `bound`. A state
 * whose cost and one more step reach the bound is left out: no way through it is cheaper. */
static void
search_layer(struct search *s, size_t layer, struct route_state to, double bound)
{
	const struct route_grid *g = s->g;
	double *best = s->best + layer * s->n;
	int *before = s->before + layer * s->n;
	size_t n = layer > 0 ? sort_reached(s, layer - 1) : 0;

	for (size_t v = 0; v < s->n; v++) {
		struct route_state into = state_at(g, v);

		if (!g->enter[into.role] || !fits(into, to))
			continue;
		if (layer > 0) {
			reach(s, n, v, bound, best, before);
		} else if (!state_eq(into, g->start)) {
			double cost = move_cost(g, g->start, into, true);

			if (cost + s->rest[v] < bound) {
				best[v] = cost;
				before[v] = -1;
			}
		}
	}
}

/* What is left to pay at least after a move into each state, with so many moves to come: the last one, when there is
 * one; else the last one or any other and the cheapest last one of all. */
static void
search_rest(struct search *s, struct route_state to, size_t moves)
{
	const struct route_grid *g = s->g;
	double least = INFINITY;

	for (size_t v = 0; v < s->n; v++)
		s->rest[v] = INFINITY;
	for (size_t t = 0; t < s->n; t++) {
		struct route_state end = state_at(g, t);

		for (size_t v = 0; v < s->n && fits(end, to); v++)
			if (v != t)
				s->rest[v] = MIN(s->rest[v], move_cost(g, state_at(g, v), end, false));
	}
	for (size_t v = 0; v < s->n; v++)
		least = MIN(least, s->rest[v]);
	for (size_t v = 0; v < s->n && moves > 1; v++)
		s->rest[v] = MIN(s->rest[v], g->cost[ROUTE_COST_STEP] + least);
}

/* The cheapest state of the layer that fits; s->n for none. */
static size_t
search_end(const struct search *s, size_t layer, struct route_state to)
{
	const double *best = s->best + layer * s->n;
	size_t at = s->n;

	for (size_t v = 0; v < s->n; v++)
		if (best[v] < INFINITY && fits(state_at(s->g, v), to) && (at == s->n || best[v] < best[at]))
			at = v;
	return at;
}

/* Walks back from the state of the layer. */
static void
search_way(const struct search *s, size_t layer, size_t at, struct route_way *ret)
{
	*ret = (struct route_way){.found = true, .n = layer + 1};
	for (size_t i = layer + 1; i-- > 0;) {
		int u = s->before[i * s->n + at];
		struct route_leg *leg = &ret->legs[i];

		leg->from = i == 0 ? s->g->start : state_at(s->g, (size_t)u);
		leg->to = state_at(s->g, at);
		route_parts(s->g, leg->from, leg->to, i == 0, &leg->parts);
		ret->total += leg->parts.total;
		at = (size_t)u;
	}
}

void
route_cheapest(struct arena *a, const struct route_grid *g, struct route_state to, size_t max_steps,
               struct route_way *ret)
{
	static const struct route_state any = {ROUTE_ANY, ROUTE_ANY, ROUTE_ANY};
	struct arena_mark mark = arena_mark(a);
	struct search s, last;
	double bound = INFINITY;
	double *nothing;

	*ret = (struct route_way){0};
	search_begin(a, g, max_steps, &s);
	nothing = s.rest;
	s.rest = ARENA_ARRAY(a, s.n, double);
	/* Every layer is searched twice: into the end, which lowers the bound, and into all states, for the next. */
	for (size_t layer = 0; layer < max_steps; layer++) {
		size_t at;

		last = s;
		last.rest = nothing;
		search_layer(&last, layer, to, bound);
		at = search_end(&last, layer, to);
		if (at < s.n && s.best[layer * s.n + at] < bound) {
			bound = s.best[layer * s.n + at];
			search_way(&last, layer, at, ret);
		}
		if (layer + 1 == max_steps)
			break;
		search_rest(&s, to, max_steps - layer - 1);
		search_layer(&s, layer, any, bound);
	}
	arena_rewind(a, mark);
}

void
route_through(struct arena *a, const struct route_grid *g, const struct route_state *via, size_t n,
              struct route_way *ret)
{
	struct arena_mark mark = arena_mark(a);
	struct search s;
	size_t at;

	*ret = (struct route_way){0};
	search_begin(a, g, n, &s);
	for (size_t layer = 0; layer < n; layer++)
		search_layer(&s, layer, via[layer], INFINITY);
	at = search_end(&s, n - 1, via[n - 1]);
	if (at < s.n)
		search_way(&s, n - 1, at, ret);
	arena_rewind(a, mark);
}
