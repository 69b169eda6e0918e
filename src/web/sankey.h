/*
 * Laying out a flow (domain/job/report.h) as a Sankey diagram: pure numbers, for a template to draw.
 *
 * Columns stand evenly from left to right. In a column, a node and the lanes of what passes it by lie below one another
 * with a gap between, so that nothing covers anything: what skips a stage on the way to another lies above it, what
 * goes on to an end below, in the order of the ends. Every height is the number of paths times one scale.
 */
#ifndef WEB_SANKEY_H
#define WEB_SANKEY_H

#include "domain/job/report.h"

struct sankey_node {
	const struct flow_node *node;
	double x, y, width, height;
	double text_x, text_y;
	bool last; /* in the last column: its text stands to the right */
	const char *tone;
};

/* From one column to the next: a ribbon between two upright edges of the same height. */
struct sankey_ribbon {
	size_t link;
	struct str d; /* of its path */
	const char *tone;
	double x0, y0, x1, y1, height;
};

struct sankey {
	double width, height;
	double scale; /* height of one path */
	struct sankey_node *nodes;
	size_t n_nodes;
	struct sankey_ribbon *ribbons;
	size_t n_ribbons;
};

struct sankey sankey_layout(struct arena *a, const struct flow *f);

#endif
