/* Routes: the ways as a map and as a list, the next leg as the goal, the costs. */
#include "base/num.h"
#include "domain/plan/route_goal.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_route.h"

/* The drawn map, in its own units. */
enum { BOX_W = 152, BOX_H = 78, GAP_X = 84, GAP_Y = 64, MARGIN = 10, LINE_ROLE = 23, LINE_INDUSTRY = 26 };

/* --- what is asked ------------------------------------------------------------------------------------------------ */

/* A value of the address or, of a form, of the form. */
static struct str
asked(const struct page *p, const char *name)
{
	return p->req->method == HTTP_POST ? form_str(p, name) : query_str(p, name);
}

/* The ends: those asked for, else the goal's. Ids that are not on the map count as not said. */
static bool
read_ends(struct page *p, struct route_view *v, struct err *err)
{
	const struct map *m = p->c.map;
	struct route_stand stand;

	if (!route_stand_get(&p->c, &stand, err))
		return false;
	v->from = stand.now;
	v->to = stand.aim;
	v->has_goal = stand.aim.role != ROUTE_ANY;
	if (asked(p, "from_role").n == 0)
		return true;
	v->from = (struct route_state){map_role(m, asked(p, "from_role")), map_industry(m, asked(p, "from_industry")),
	                               ROUTE_ANY};
	v->to = (struct route_state){map_role(m, asked(p, "role")), map_industry(m, asked(p, "industry")), ROUTE_ANY};
	return route_size_parse(asked(p, "from_size"), &v->from.size, err) &&
	       route_size_parse(asked(p, "size"), &v->to.size, err);
}

static bool
way_eq(const struct route_way *a, const struct route_way *b)
{
	return a->found && b->found && a->n == b->n && memcmp(a->legs, b->legs, a->n * sizeof(*a->legs)) == 0;
}

/* The cheapest first; where it is one of the others, under that one's name. */
static void
fill_ways(struct page *p, struct route_view *v)
{
	const struct {
		const char *name;
		const char *title;
		const struct route_way *way;
	} all[] = {
	    {"direct", "Both at once", &v->r.direct},
	    {"role-first", "Role first", &v->r.role_first},
	    {"industry-first", "Industry first", &v->r.industry_first},
	};
	bool both = v->r.direct.found && v->r.direct.legs[0].parts.both > 0;
	struct way_view *best = &v->ways[0];

	*best = (struct way_view){
	    .name = "cheapest", .title = STR("By another stone"), .way = &v->r.cheapest, .best = true};
	v->n_ways = 1;
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		const struct route_way *w = all[i].way;
		struct way_view *view = &v->ways[v->n_ways++];

		*view = (struct way_view){.name = all[i].name, .title = str_of(all[i].title), .way = w};
		if (i == 0 && !both)
			view->title = STR("In one step");
		view->twin = way_eq(w, &v->r.cheapest);
		if (view->twin)
			best->title = view->title;
		else if (w->found && i > 0 && v->r.direct.found)
			view->why = route_compare(p->c.a, w, &v->r.direct);
	}
	if (v->r.direct.found && !way_eq(&v->r.cheapest, &v->r.direct))
		best->why = route_compare(p->c.a, &v->r.cheapest, &v->r.direct);
}

/* --- the drawn map ------------------------------------------------------------------------------------------------ */

static int
node_of(struct route_view *v, struct route_state s)
{
	for (size_t i = 0; i < v->n_nodes; i++)
		if (v->nodes[i].role == s.role && v->nodes[i].industry == s.industry)
			return (int)i;
	if (v->n_nodes == ROUTE_NODES_MAX)
		return 0;
	v->nodes[v->n_nodes] = (struct route_node){.role = s.role, .industry = s.industry, .tone = "via"};
	return (int)v->n_nodes++;
}

static void
edge_add(struct route_view *v, const struct route_leg *leg, bool best)
{
	int from = node_of(v, leg->from), to = node_of(v, leg->to);

	if (from == to || v->n_edges == ROUTE_NODES_MAX)
		return;
	for (size_t i = 0; i < v->n_edges; i++)
		if (v->edges[i].from == from && v->edges[i].to == to)
			return;
	v->edges[v->n_edges++] = (struct route_edge){.from = from, .to = to, .months = leg->parts.total, .best = best};
}

/* The place of a value among the distinct ones: the start's first, the end's last, others between as they come. */
static int
place_of(const struct route_view *v, bool role, int value, int *ret_n)
{
	int first = role ? v->nodes[0].role : v->nodes[0].industry,
	    last = role ? v->nodes[1].role : v->nodes[1].industry;
	int at = value == first ? 0 : -1, n = 1;

	for (size_t i = 2; i < v->n_nodes; i++) {
		int x = role ? v->nodes[i].role : v->nodes[i].industry;
		bool seen = x == first || x == last;

		for (size_t k = 2; k < i && !seen; k++)
			seen = (role ? v->nodes[k].role : v->nodes[k].industry) == x;
		if (seen)
			continue;
		if (x == value)
			at = n;
		n++;
	}
	if (last != first) {
		if (value == last)
			at = n;
		n++;
	}
	*ret_n = n;
	return MAX(at, 0);
}

/* Breaks a name at a space into at most two lines; what is longer is cut. */
static int
name_lines(struct page *p, struct str s, size_t width, struct str *ret)
{
	size_t cut = s.n;

	if (s.n > width) {
		cut = 0;
		for (size_t i = 1; i <= width && i < s.n; i++)
			if (s.p[i] == ' ')
				cut = i;
		if (cut == 0)
			cut = width;
	}
	ret[0] = str_sub(s, 0, cut);
	if (cut == s.n)
		return 1;
	ret[1] = str_trim(str_sub(s, cut, s.n));
	if (ret[1].n > width)
		ret[1] = page_printf(p, "%.*s…", (int)width - 1, ret[1].p);
	return 2;
}

/* From the middle of one box to the edge of the other. */
static void
edge_draw(struct page *p, struct route_view *v, struct route_edge *e)
{
	const struct route_node *a = &v->nodes[e->from], *b = &v->nodes[e->to];
	double x1 = a->x + BOX_W / 2.0, y1 = a->y + BOX_H / 2.0, x2 = b->x + BOX_W / 2.0, y2 = b->y + BOX_H / 2.0;
	double dx = x2 - x1, dy = y2 - y1, tx = dx == 0 ? 2 : BOX_W / 2.0 / (dx < 0 ? -dx : dx),
	       ty = dy == 0 ? 2 : BOX_H / 2.0 / (dy < 0 ? -dy : dy), t = MIN(tx, ty), len = 5;

	/* Starts at its box's edge and ends a little before the other's, where the tip is. */
	e->d = page_printf(p, "M%.0f %.0fL%.0f %.0f", x1 + dx * t, y1 + dy * t,
	                   x2 - dx * t - (tx <= ty ? (dx > 0 ? len : -len) : 0),
	                   y2 - dy * t - (tx > ty ? (dy > 0 ? len : -len) : 0));
	e->x = (int)((x1 + x2) / 2);
	e->y = (int)((y1 + y2) / 2) + (dx == 0 || dy == 0 ? 4 : -6);
}

static void
draw(struct page *p, struct route_view *v)
{
	const struct map *m = p->c.map;
	struct route_state end = v->r.cheapest.legs[v->r.cheapest.n - 1].to;
	int columns = 1, rows = 1;

	node_of(v, v->from);
	if (node_of(v, end) == 0) { /* only the size changes */
		v->n_nodes = 0;
		return;
	}
	for (size_t i = 0; i < v->n_ways; i++)
		for (size_t k = 0; k < v->ways[i].way->n; k++)
			edge_add(v, &v->ways[i].way->legs[k], v->ways[i].best);
	for (size_t i = 0; i < v->n_nodes; i++) {
		struct route_node *n = &v->nodes[i];

		n->x = MARGIN + place_of(v, false, n->industry, &columns) * (BOX_W + GAP_X);
		n->y = MARGIN + place_of(v, true, n->role, &rows) * (BOX_H + GAP_Y);
		n->n_role = name_lines(p, m->roles[n->role].name, LINE_ROLE, n->lines);
		n->n =
		    n->n_role +
		    name_lines(p, n->industry == ROUTE_ANY ? STR("industry not said") : m->industries[n->industry].name,
		               LINE_INDUSTRY, n->lines + n->n_role);
	}
	v->nodes[0].tone = "start";
	v->nodes[1].tone = "end";
	for (size_t i = 0; i < v->n_edges; i++)
		edge_draw(p, v, &v->edges[i]);
	v->width = 2 * MARGIN + columns * BOX_W + (columns - 1) * GAP_X;
	v->height = 2 * MARGIN + rows * BOX_H + (rows - 1) * GAP_Y;
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static bool
page_routes(struct page *p, struct err *err)
{
	struct route_view *v = ARENA_NEW(p->c.a, struct route_view);
	struct err why = {0};

	v->known = ARENA_ARRAY(p->c.a, p->c.map->n_industries, bool);
	if (!read_ends(p, v, err) || !route_costs_get(&p->c, &v->costs, err) ||
	    !route_known(&p->c, &v->costs, v->known, err))
		return false;
	if (v->from.role != ROUTE_ANY && v->to.role != ROUTE_ANY) {
		v->found = route_plan(&p->c, v->from, v->to, ROUTE_STEPS, &v->r, &why);
		if (!v->found && why.code != ERR_INVALID) {
			*err = why;
			return false;
		}
		v->problem = arena_str(p->c.a, str_of(why.text));
	}
	if (v->found && v->r.cheapest.found) {
		fill_ways(p, v);
		draw(p, v);
	}
	page_begin(p, NAV_ROUTES, "Routes");
	tmpl_route_page(p->out, p, v);
	page_end(p);
	return true;
}

static const struct form_field goal_fields[] = {
    {"way", "the way", FIELD_TEXT, true, 0, 32},
    {"from_role", "where you are", FIELD_TEXT, true, 0, 64},
    {"from_industry", "your industry", FIELD_TEXT, false, 0, 64},
    {"from_size", "the size of your company", FIELD_TEXT, false, 0, 16},
    {"role", "the role", FIELD_TEXT, true, 0, 64},
    {"industry", "the industry", FIELD_TEXT, false, 0, 64},
    {"size", "the size of the company", FIELD_TEXT, false, 0, 16},
    FIELDS_END,
};

static bool
post_route_goal(struct page *p, struct err *err)
{
	struct route_view *v = ARENA_NEW(p->c.a, struct route_view);
	struct str name = form_str(p, "way");
	const struct route_way *w = NULL;
	struct goal g;

	if (!read_ends(p, v, err) || !route_plan(&p->c, v->from, v->to, ROUTE_STEPS, &v->r, err))
		return false;
	fill_ways(p, v);
	for (size_t i = 0; i < v->n_ways; i++)
		if (str_eq(name, str_of(v->ways[i].name)))
			w = v->ways[i].way;
	if (w == NULL)
		return err_set(err, ERR_INVALID, "there is no such way");
	if (!route_goal(&p->c, &v->r, w, &g, err))
		return false;
	page_go(p, STR("/plan"), "route-goal", g.id);
	return true;
}

static bool
post_route_goal_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !goal_undo(&p->c, id, err))
		return false;
	page_go(p, STR("/routes"), "undone", 0);
	return true;
}

static const struct form_field cost_fields[] = {
    {"cost.", "a cost", FIELD_MANY, false, 0, 32},
    {"known.", "an industry you know", FIELD_MANY, false, 0, 1},
    {"back", "where to go back to", FIELD_TEXT, false, 0, 512},
    FIELDS_END,
};

/* What the form changes against how things stand. An empty field is the default. */
static bool
read_changes(struct page *p, const struct route_costs *costs, const bool *known, struct route_change *ch, size_t *ret_n,
             struct err *err)
{
	const struct map *m = p->c.map;
	size_t n = 0;

	for (int i = 0; i < ROUTE_COST__COUNT; i++) {
		const char *field = arena_cstr(p->c.a, page_printf(p, "cost.%s", route_costs[i].name));
		struct str text = http_get(&p->req->form, field);
		double value;

		if (text.p == NULL)
			continue;
		text = str_trim(text);
		if (text.n == 0) {
			if (costs->own[i])
				ch[n++] = (struct route_change){.name = str_of(route_costs[i].name), .reset = true};
			continue;
		}
		p->problem_field = field;
		if (!num_parse_f64(text, 0, route_costs[i].max, route_costs[i].label, &value, err))
			return false;
		p->problem_field = NULL;
		if (value < costs->v[i] || value > costs->v[i])
			ch[n++] = (struct route_change){.name = str_of(route_costs[i].name), .value = value};
	}
	for (size_t i = 0; i < m->n_industries; i++) {
		struct str name = page_printf(p, "known.%.*s", STR_ARG(m->industries[i].id));
		bool ticked = http_get(&p->req->form, arena_cstr(p->c.a, name)).n > 0;

		if (ticked != known[i])
			ch[n++] = (struct route_change){.name = name, .value = ticked};
	}
	*ret_n = n;
	return true;
}

static bool
post_route_costs(struct page *p, struct err *err)
{
	size_t n_industries = p->c.map->n_industries, n;
	struct route_change *ch = ARENA_ARRAY(p->c.a, ROUTE_COST__COUNT + n_industries, struct route_change);
	bool *known = ARENA_ARRAY(p->c.a, n_industries, bool);
	struct route_costs costs;
	int64_t id = 0;

	if (!route_costs_get(&p->c, &costs, err) || !route_known(&p->c, &costs, known, err) ||
	    !read_changes(p, &costs, known, ch, &n, err) || (n > 0 && !route_costs_put(&p->c, ch, n, &id, err)))
		return false;
	page_go_back(p, "/routes", n > 0 ? "route-costs" : NULL, id);
	return true;
}

static bool
post_route_costs_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !route_costs_undo(&p->c, id, err))
		return false;
	page_go(p, STR("/routes"), "undone", 0);
	return true;
}

static const struct route route_routes[] = {
    PAGE("/routes", page_routes, "The ways from where you are to where you want to be."),
    FORM("/routes/goal", post_route_goal, goal_fields, page_routes, "Makes a way's next leg the goal."),
    FORM("/routes/goal/{id}/undo", post_route_goal_undo, NULL, NULL, "Goes back to the goal before."),
    FORM("/routes/costs", post_route_costs, cost_fields, page_routes, "Changes what ways cost."),
    FORM("/routes/costs/{id}/undo", post_route_costs_undo, NULL, NULL, "Takes a change of costs back."),
};

static const struct notice route_notices[] = {
    {"route-goal", "The next leg is your goal now; the plan follows it.", "/routes/goal/{id}/undo"},
    {"route-costs", "Costs changed.", "/routes/costs/{id}/undo"},
};

WEB_PART(route_part, route_routes, route_notices);
