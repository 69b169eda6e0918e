#include "web/sankey.h"

#include "base/vec.h"

#define WIDTH      960
#define HEIGHT     380
#define BAR        14
#define TEXT_RIGHT 150 /* for the names of the last column */
#define TEXT_ABOVE 34  /* for the names of the others */
#define GAP        14

/* What takes up room in a column: a node, or a link that passes it by. */
struct slot {
	bool is_node;
	size_t of; /* node or link */
	int64_t n;
	double order; /* down the column */
	double y;
	double used_in;  /* of its height, by ribbons that have come in */
	double used_out; /* and gone out */
};

struct column {
	struct slot *slots;
	size_t n;
};

static const char *
tone_of(struct str word)
{
	if (str_eq(word, STR("accepted")) || str_eq(word, STR("offer")))
		return "good";
	if (str_eq(word, STR("open")))
		return "wait";
	return stage_phase_of(word) == PHASE_ENDED ? "end" : "way";
}

static int
slot_cmp(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;

	if (x->order < y->order)
		return -1;
	if (x->order > y->order)
		return 1;
	return x->of < y->of ? -1 : x->of > y->of;
}

static bool
is_end(const struct flow *f, size_t node)
{
	return f->nodes[node].column + 1 == f->n_columns;
}

/* Lanes to other stages lie above the node, lanes to ends below. In the last column, the ends as they come. */
static double
lane_order(const struct flow *f, const struct flow_link *l)
{
	return is_end(f, l->to) ? 1 + (double)l->to : -1 - 1.0 / (1 + (double)l->to);
}

static struct column *
columns_of(struct arena *a, const struct flow *f)
{
	struct column *cols = ARENA_ARRAY(a, f->n_columns, struct column);

	for (size_t c = 0; c < f->n_columns; c++)
		cols[c].slots = ARENA_ARRAY(a, f->n_nodes + f->n_links, struct slot);
	for (size_t i = 0; i < f->n_nodes; i++) {
		struct column *c = &cols[f->nodes[i].column];

		c->slots[c->n++] =
		    (struct slot){.is_node = true, .of = i, .n = f->nodes[i].n, .order = is_end(f, i) ? (double)i : 0};
	}
	for (size_t i = 0; i < f->n_links; i++) {
		const struct flow_link *l = &f->links[i];

		for (size_t k = f->nodes[l->from].column + 1; k < f->nodes[l->to].column; k++)
			cols[k].slots[cols[k].n++] = (struct slot){.of = i, .n = l->n, .order = lane_order(f, l)};
	}
	for (size_t c = 0; c < f->n_columns; c++)
		qsort(cols[c].slots, cols[c].n, sizeof(*cols[c].slots), slot_cmp);
	return cols;
}

/* The largest with which every column fits. */
static double
scale_of(const struct column *cols, size_t n)
{
	double scale = 0;

	for (size_t c = 0; c < n; c++) {
		double room = HEIGHT - TEXT_ABOVE - GAP * (double)(cols[c].n > 0 ? cols[c].n - 1 : 0), sum = 0;

		for (size_t i = 0; i < cols[c].n; i++)
			sum += (double)cols[c].slots[i].n;
		if (sum > 0 && (scale == 0 || MAX(room, HEIGHT / 4.0) / sum < scale))
			scale = MAX(room, HEIGHT / 4.0) / sum;
	}
	return scale;
}

static struct slot *
slot_find(struct column *c, bool node, size_t of)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->slots[i].is_node == node && c->slots[i].of == of)
			return &c->slots[i];
	return NULL;
}

static double
column_x(const struct flow *f, size_t column)
{
	double last = f->n_columns > 1 ? (double)(f->n_columns - 1) : 1;

	return (WIDTH - TEXT_RIGHT - BAR) * (double)column / last;
}

/* One step of a link, out of one slot and into the next. */
static void
ribbon_add(struct arena *a, struct sankey *s, const struct flow *f, size_t link, size_t column, struct slot *from,
           struct slot *to)
{
	double height = (double)f->links[link].n * s->scale, x0 = column_x(f, column) + BAR,
	       x1 = column_x(f, column + 1), y0 = from->y + from->used_out, y1 = to->y + to->used_in, mid;
	struct sankey_ribbon *r = &s->ribbons[s->n_ribbons++];

	/* A lane goes through: its ribbons meet where a bar would stand. */
	if (!from->is_node)
		x0 -= BAR;
	mid = (x0 + x1) / 2;
	from->used_out += height;
	to->used_in += height;
	*r = (struct sankey_ribbon){.link = link,
	                            .tone = tone_of(f->nodes[f->links[link].to].word),
	                            .x0 = x0,
	                            .y0 = y0,
	                            .x1 = x1,
	                            .y1 = y1,
	                            .height = height};
	r->d = arena_printf(a, "M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1fV%.1fC%.1f %.1f %.1f %.1f %.1f %.1fZ", x0, y0,
	                    mid, y0, mid, y1, x1, y1, y1 + height, mid, y1 + height, mid, y0 + height, x0, y0 + height);
}

/* Ribbons leave a node in the order in which they lie in the next column. */
static void
ribbons_of_column(struct arena *a, struct sankey *s, const struct flow *f, struct column *cols, size_t c)
{
	for (size_t i = 0; i < cols[c].n; i++) {
		struct slot *from = &cols[c].slots[i];

		for (size_t k = 0; k < cols[c + 1].n; k++) {
			struct slot *to = &cols[c + 1].slots[k];

			for (size_t l = 0; l < f->n_links; l++) {
				const struct flow_link *link = &f->links[l];
				bool leaves = from->is_node ? link->from == from->of : from->of == l;
				bool comes = to->is_node ? link->to == to->of : to->of == l;

				if (leaves && comes)
					ribbon_add(a, s, f, l, c, from, to);
			}
		}
	}
}

struct sankey
sankey_layout(struct arena *a, const struct flow *f)
{
	struct sankey s = {.width = WIDTH, .nodes = ARENA_ARRAY(a, f->n_nodes, struct sankey_node)};
	struct column *cols;

	if (f->n == 0 || f->n_columns < 2)
		return s;
	cols = columns_of(a, f);
	s.scale = scale_of(cols, f->n_columns);
	s.ribbons = ARENA_ARRAY(a, f->n_links * f->n_columns, struct sankey_ribbon);
	for (size_t c = 0; c < f->n_columns; c++) {
		double y = TEXT_ABOVE;

		for (size_t i = 0; i < cols[c].n; i++) {
			cols[c].slots[i].y = y;
			y += (double)cols[c].slots[i].n * s.scale;
			s.height = MAX(s.height, y);
			y += GAP;
		}
	}
	for (size_t i = 0; i < f->n_nodes; i++) {
		const struct flow_node *n = &f->nodes[i];
		const struct slot *at = slot_find(&cols[n->column], true, i);
		bool last = is_end(f, i);
		double x = column_x(f, n->column), height = (double)n->n * s.scale;

		s.nodes[s.n_nodes++] = (struct sankey_node){.node = n,
		                                            .x = x,
		                                            .y = at->y,
		                                            .width = BAR,
		                                            .height = height,
		                                            .text_x = last ? x + BAR + 8 : x,
		                                            .text_y = last ? at->y + height / 2 + 5 : at->y - 8,
		                                            .last = last,
		                                            .tone = tone_of(n->word)};
	}
	for (size_t c = 0; c + 1 < f->n_columns; c++)
		ribbons_of_column(a, &s, f, cols, c);
	s.height = s.height + 8;
	return s;
}
