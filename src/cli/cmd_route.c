/* route: the ways from where one is to where one wants to be, the next leg as the goal, and the costs. */
#include "base/js.h"
#include "base/num.h"
#include "cli/command.h"
#include "cli/out.h"
#include "domain/job/route.h"
#include "domain/plan/route_goal.h"

#define GAPS_SHOWN 6

struct named_way {
	const char *name; /* as typed */
	const char *title;
	const struct route_way *way;
};
enum { WAYS = 4 };

static void
ways_of(const struct route_answer *r, struct named_way ret[static WAYS])
{
	ret[0] = (struct named_way){"cheapest", "Cheapest", &r->cheapest};
	ret[1] = (struct named_way){"direct", "In one step", &r->direct};
	ret[2] = (struct named_way){"role-first", "Role first", &r->role_first};
	ret[3] = (struct named_way){"industry-first", "Industry first", &r->industry_first};
}

/* --- asking ------------------------------------------------------------------------------------------------------- */

/* Where from and where to, the goal's where it is not said. */
static bool
ask(struct cli *cli, struct route_answer *r, struct err *err)
{
	const char *from = cli_option(cli, "from"), *to = cli_option(cli, "to"), *steps = cli_option(cli, "steps");
	const char *from_size = cli_option(cli, "from-size"), *size = cli_option(cli, "size");
	struct route_stand s;
	int64_t n = ROUTE_STEPS;

	if (!route_stand_get(&cli->ctx, &s, err))
		return false;
	if (from != NULL && !route_state_parse(cli->ctx.map, str_of(from), &s.now, err))
		return err_prefix(err, "--from");
	if (to != NULL) {
		s.aim.industry = s.aim.size = ROUTE_ANY;
		if (!route_state_parse(cli->ctx.map, str_of(to), &s.aim, err))
			return err_prefix(err, "--to");
	}
	if ((from_size != NULL && !route_size_parse(str_of(from_size), &s.now.size, err)) ||
	    (size != NULL && !route_size_parse(str_of(size), &s.aim.size, err)) ||
	    (steps != NULL && !num_parse_i64(str_of(steps), 1, ROUTE_STEPS_MAX, "--steps", &n, err)))
		return false;
	if (s.now.role == ROUTE_ANY || s.aim.role == ROUTE_ANY) {
		err_set(err, ERR_INVALID, "route needs %s", s.now.role == ROUTE_ANY ? "--from" : "--to");
		return err_hint(err, "For example: cairn route --from data-analyst/retail --to ml-engineer/health");
	}
	return route_plan(&cli->ctx, s.now, s.aim, (size_t)n, r, err);
}

/* "ML engineer, Health care, start-up" */
static void
state_text(const struct map *m, struct route_state s, bool start, struct strbuf *out)
{
	strbuf_add(out, m->roles[s.role].name);
	if (s.industry != ROUTE_ANY)
		strbuf_printf(out, ", %.*s", STR_ARG(m->industries[s.industry].name));
	else if (start)
		strbuf_addz(out, ", industry not said");
	if (s.size != ROUTE_ANY)
		strbuf_printf(out, " (%s)", route_size_name(s.size));
}

static void
leg_text(struct cli *cli, const struct route_answer *r, const struct route_leg *leg)
{
	const struct map *m = cli->ctx.map;
	struct route_row rows[ROUTE_ROWS_MAX];
	struct route_gap *gaps;
	size_t n = route_rows(&leg->parts, rows), n_gaps;

	strbuf_printf(&cli->out, "  %5.1f  ", leg->parts.total);
	state_text(m, leg->to, false, &cli->out);
	strbuf_addz(&cli->out, "\n         ");
	for (size_t i = 0; i < n; i++)
		strbuf_printf(&cli->out, "%s%s %.1f", i > 0 ? ", " : "", rows[i].text, rows[i].months);
	strbuf_byte(&cli->out, '\n');
	route_gaps(&cli->ctx, r, leg, &gaps, &n_gaps);
	if (n_gaps > 0)
		strbuf_addz(&cli->out, "         to learn: ");
	for (size_t i = 0; i < MIN(n_gaps, (size_t)GAPS_SHOWN); i++)
		strbuf_printf(&cli->out, "%s%.*s %.0f h", i > 0 ? ", " : "",
		              STR_ARG(m->skills[gaps[i].skill].short_name), gaps[i].hours);
	if (n_gaps > GAPS_SHOWN)
		strbuf_printf(&cli->out, ", and %zu more; %.0f h in all", n_gaps - GAPS_SHOWN, leg->parts.hours);
	if (n_gaps > 0)
		strbuf_byte(&cli->out, '\n');
}

static void
route_text(struct cli *cli, const struct route_answer *r)
{
	struct named_way ways[WAYS];

	ways_of(r, ways);
	strbuf_addz(&cli->out, "From ");
	state_text(cli->ctx.map, r->from, true, &cli->out);
	strbuf_addz(&cli->out, "\nto   ");
	state_text(cli->ctx.map, r->to, false, &cli->out);
	strbuf_printf(&cli->out, "\nin months of preparation, at %.0f hours a month:\n", r->hours_month);
	for (size_t i = 0; i < WAYS; i++) {
		const struct route_way *w = ways[i].way;

		if (!w->found) {
			strbuf_printf(&cli->out, "\n%s: none, %s\n", ways[i].title,
			              w->why_not != NULL ? w->why_not : "there is no way");
			continue;
		}
		strbuf_printf(&cli->out, "\n%s: %.1f months in %zu step%s\n", ways[i].title, w->total, w->n,
		              w->n == 1 ? "" : "s");
		if (w != &r->direct && r->direct.found) {
			struct str why = route_compare(cli->ctx.a, w, &r->direct);

			if (why.n > 0)
				strbuf_printf(&cli->out, "  against one step it %.*s\n", STR_ARG(why));
		}
		for (size_t k = 0; k < w->n; k++)
			leg_text(cli, r, &w->legs[k]);
	}
	strbuf_addz(&cli->out, "\nThe costs are judgement: 'cairn route cost' shows them, and you may change them.\n"
	                       "'cairn route goal WAY' makes the next leg of a way your goal.\n");
}

static void
state_json(const struct map *m, struct js *j, const char *key, struct route_state s)
{
	js_key(j, key);
	js_open(j, '{');
	js_kv(j, "role", m->roles[s.role].id);
	js_kv(j, "industry", s.industry == ROUTE_ANY ? STR_NONE : m->industries[s.industry].id);
	js_kv(j, "size", s.size == ROUTE_ANY ? STR_NONE : str_of(route_size_name(s.size)));
	js_close(j, '}');
}

static void
leg_json(struct cli *cli, struct js *j, const struct route_answer *r, const struct route_leg *leg)
{
	const struct route_parts *p = &leg->parts;
	struct route_gap *gaps;
	size_t n;

	js_open(j, '{');
	state_json(cli->ctx.map, j, "from", leg->from);
	state_json(cli->ctx.map, j, "to", leg->to);
	js_kf(j, "months", p->total);
	js_kf(j, "hours", p->hours);
	js_kf(j, "skills", p->skills);
	js_kf(j, "step", p->step);
	js_kf(j, "role", p->role);
	js_kf(j, "size_off", p->size_off);
	js_kf(j, "distance", p->distance);
	js_kf(j, "industry", p->industry);
	js_kf(j, "known_off", p->known_off);
	js_kf(j, "both", p->both);
	js_kf(j, "people", p->people);
	js_kf(j, "people_off", p->people_off);
	js_kf(j, "size", p->size);
	js_key(j, "gaps");
	js_open(j, '[');
	route_gaps(&cli->ctx, r, leg, &gaps, &n);
	for (size_t i = 0; i < n; i++) {
		js_open(j, '{');
		js_kv(j, "skill", cli->ctx.map->skills[gaps[i].skill].id);
		js_kf(j, "have", gaps[i].have);
		js_ki(j, "need", gaps[i].need);
		js_kf(j, "hours", gaps[i].hours);
		js_close(j, '}');
	}
	js_close(j, ']');
	js_close(j, '}');
}

static void
route_json(struct cli *cli, const struct route_answer *r)
{
	struct js j = JS(&cli->out);
	struct named_way ways[WAYS];

	ways_of(r, ways);
	js_open(&j, '{');
	state_json(cli->ctx.map, &j, "from", r->from);
	state_json(cli->ctx.map, &j, "to", r->to);
	js_kf(&j, "hours_month", r->hours_month);
	js_key(&j, "ways");
	js_open(&j, '[');
	for (size_t i = 0; i < WAYS; i++) {
		const struct route_way *w = ways[i].way;

		js_open(&j, '{');
		js_kz(&j, "way", ways[i].name);
		js_kb(&j, "found", w->found);
		if (!w->found)
			js_kz(&j, "why_not", w->why_not != NULL ? w->why_not : "there is no way");
		else
			js_kf(&j, "months", w->total);
		js_key(&j, "legs");
		js_open(&j, '[');
		for (size_t k = 0; k < w->n; k++)
			leg_json(cli, &j, r, &w->legs[k]);
		js_close(&j, ']');
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

static bool
cmd_route(struct cli *cli, struct err *err)
{
	struct route_answer r;

	if (!ask(cli, &r, err))
		return false;
	if (cli->json)
		route_json(cli, &r);
	else
		route_text(cli, &r);
	return true;
}

/* --- the next leg as the goal ------------------------------------------------------------------------------------- */

static bool
cmd_route_goal(struct cli *cli, struct err *err)
{
	const char *name = cli->n_args > 0 ? cli->args[0] : "cheapest";
	struct named_way ways[WAYS];
	const struct route_way *w = NULL;
	struct route_answer r;
	struct goal g;

	if (!ask(cli, &r, err))
		return false;
	ways_of(&r, ways);
	for (size_t i = 0; i < WAYS; i++)
		if (strcmp(name, ways[i].name) == 0)
			w = ways[i].way;
	if (w == NULL)
		return err_set(err, ERR_INVALID, "'%.64s' is no way: cheapest, direct, role-first or industry-first",
		               name);
	if (!route_goal(&cli->ctx, &r, w, &g, err))
		return false;
	if (cli->json) {
		strbuf_printf(&cli->out, "{\"id\":%lld}\n", (long long)g.id);
		return true;
	}
	strbuf_addz(&cli->out, "Goal: ");
	state_text(cli->ctx.map, (struct route_state){g.role, g.industry, ROUTE_ANY}, false, &cli->out);
	strbuf_addz(&cli->out, " (undo: cairn goal undo)\n");
	return true;
}

/* --- costs -------------------------------------------------------------------------------------------------------- */

static bool
costs_json(struct cli *cli, const struct route_costs *costs, const bool *known)
{
	struct js j = JS(&cli->out);

	js_open(&j, '{');
	js_key(&j, "costs");
	js_open(&j, '[');
	for (int i = 0; i < ROUTE_COST__COUNT; i++) {
		js_open(&j, '{');
		js_kz(&j, "name", route_costs[i].name);
		js_kf(&j, "value", costs->v[i]);
		js_kf(&j, "default", route_costs[i].initial);
		js_kz(&j, "unit", route_costs[i].unit);
		js_kb(&j, "own", costs->own[i]);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_key(&j, "known");
	js_open(&j, '[');
	for (size_t i = 0; i < cli->ctx.map->n_industries; i++)
		if (known[i])
			js_text(&j, cli->ctx.map->industries[i].id);
	js_close(&j, ']');
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
	return true;
}

static bool
costs_list(struct cli *cli, struct err *err)
{
	static const char *const headings[] = {"COST", "VALUE", "DEFAULT", "UNIT", "WHAT FOR"};
	struct out_table t = {.a = cli->ctx.a, .n_columns = ARRAY_LEN(headings)};
	const struct map *m = cli->ctx.map;
	bool *known = ARENA_ARRAY(cli->ctx.a, m->n_industries, bool);
	struct route_costs costs;

	if (!route_costs_get(&cli->ctx, &costs, err) || !route_known(&cli->ctx, &costs, known, err))
		return false;
	if (cli->json)
		return costs_json(cli, &costs, known);
	for (size_t i = 0; i < ARRAY_LEN(headings); i++)
		out_cell(&t, str_of(headings[i]));
	for (int i = 0; i < ROUTE_COST__COUNT; i++) {
		out_cell(&t, str_of(route_costs[i].name));
		out_cellf(&t, "%g%s", costs.v[i], costs.own[i] ? " *" : "");
		out_cellf(&t, "%g", route_costs[i].initial);
		out_cell(&t, str_of(route_costs[i].unit));
		out_cellf(&t, "%s. %s", route_costs[i].label, route_costs[i].help);
	}
	out_print(&t, "lrrl", &cli->out);
	strbuf_addz(&cli->out, "\nIndustries you know:");
	for (size_t i = 0; i < m->n_industries; i++)
		if (known[i])
			strbuf_printf(&cli->out, " %.*s", STR_ARG(m->industries[i].id));
	strbuf_addz(&cli->out, "\nChange one: cairn route cost set both 4; cairn route cost set known.health 1\n");
	return true;
}

static bool
cmd_route_cost(struct cli *cli, struct err *err)
{
	const char *verb = cli->n_args > 0 ? cli->args[0] : "list";
	struct route_change ch;
	int64_t id;

	if (strcmp(verb, "list") == 0 && cli->n_args <= 1)
		return costs_list(cli, err);
	if (strcmp(verb, "undo") == 0 && cli->n_args == 2)
		return num_parse_i64(str_of(cli->args[1]), 1, INT64_MAX, "id", &id, err) &&
		       route_costs_undo(&cli->ctx, id, err);
	if (strcmp(verb, "set") == 0 && cli->n_args == 3) {
		ch = (struct route_change){.name = str_of(cli->args[1])};
		if (!num_parse_f64(str_of(cli->args[2]), 0, 1000, cli->args[1], &ch.value, err))
			return false;
	} else if (strcmp(verb, "reset") == 0 && cli->n_args == 2) {
		ch = (struct route_change){.name = str_of(cli->args[1]), .reset = true};
	} else {
		err_set(err, ERR_INVALID, "route cost takes list, set NAME VALUE, reset NAME or undo ID");
		return err_hint(err, "For example: cairn route cost set both 4");
	}
	if (!route_costs_put(&cli->ctx, &ch, 1, &id, err))
		return false;
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld}\n", (long long)id);
	else
		strbuf_printf(&cli->out, "Changed (undo: cairn route cost undo %lld)\n", (long long)id);
	return true;
}

/* clang-format off */
#define O_ROUTE \
	{"from", "ROLE/INDUSTRY", "where you are (default: your goal's start)"}, \
	{"to", "ROLE/INDUSTRY", "where you want to be (default: your goal)"}, \
	{"size", "SIZE", "of the company there: startup, small, medium, large"}, \
	{"from-size", "SIZE", "of the company where you are"}, \
	{"steps", "N", "moves at most (default 3)"}

static const struct command route_commands[] = {
	{"route", NULL, "", 0, 0, {O_ROUTE}, NEEDS_CREATE, cmd_route,
	 "The ways to a role in an industry, and what each costs."},
	{"route", "goal", "[WAY]", 0, 1, {O_ROUTE}, NEEDS_DB | NEEDS_WRITE, cmd_route_goal,
	 "Make the next leg of a way your goal: cheapest, direct, role-first, industry-first."},
	{"route", "cost", "[list | set NAME VALUE | reset NAME | undo ID]", 0, 3, {{0}}, NEEDS_CREATE | NEEDS_WRITE,
	 cmd_route_cost,
	 "What ways are made of, and your own word on it."},
};
/* clang-format on */
const COMMAND_GROUP(route_group, "Routes", route_commands);
