/* Within src/web only: what the templates of routes are given. */
#ifndef WEB_VIEW_ROUTE_H
#define WEB_VIEW_ROUTE_H

#include "domain/job/route.h"

#define ROUTE_WAYS 4
/* A place is a start, an end and what three two-step ways and a longer one pass through. */
#define ROUTE_NODES_MAX (2 + ROUTE_WAYS * ROUTE_STEPS_MAX)
#define ROUTE_LINES     4

/* A place on the drawn map. */
struct route_node {
	int role;
	int industry;
	int x, y; /* left top */
	struct str lines[ROUTE_LINES];
	int n_role; /* the first so many lines are the role */
	int n;
	const char *tone; /* start, end or via, and best */
};

struct route_edge {
	int from, to; /* nodes */
	struct str d;
	double months;
	int x, y; /* of the label */
	bool best;
};

struct way_view {
	const char *name; /* as the form sends it */
	struct str title;
	const struct route_way *way;
	bool best;
	bool twin; /* the same as the cheapest, which stands first */
	struct str why;
};

struct route_view {
	struct route_state from, to; /* as asked; the role ROUTE_ANY: not asked yet */
	bool found;                  /* there is an answer */
	struct str problem;          /* why not */
	struct route_answer r;
	struct way_view ways[ROUTE_WAYS];
	size_t n_ways;
	struct route_node nodes[ROUTE_NODES_MAX];
	size_t n_nodes;
	struct route_edge edges[ROUTE_NODES_MAX];
	size_t n_edges;
	int width, height;
	struct route_costs costs;
	bool *known; /* by industry */
	bool has_goal;
};

#endif
