/*
 * Where the skills lie on the drawn map: computed by Graphviz when the program is built (tools/maplayout), so that the
 * positions are content and never jump.
 *
 * Coordinates are in points, origin at the top left, y downwards. Only hard edges are drawn, less those that follow
 * from others (transitive reduction).
 */
#ifndef DOMAIN_SKILL_LAYOUT_H
#define DOMAIN_SKILL_LAYOUT_H

#include "base/base.h"

struct layout_node {
	const char *id; /* of the skill */
	float x;        /* centre */
	float y;
	float width;
	float height;
};

struct layout_point {
	float x;
	float y;
};

/* A cubic Bezier spline: the first point, then three per piece (n = 1 + 3 pieces). */
struct layout_edge {
	const char *from; /* the prerequisite */
	const char *to;
	const struct layout_point *points;
	size_t n;
};

struct layout {
	float width;
	float height;
	const struct layout_node *nodes;
	size_t n_nodes;
	const struct layout_edge *edges;
	size_t n_edges;
};

extern const struct layout map_layout;

#endif
