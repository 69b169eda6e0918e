/* skill, evidence, log. */
#include "base/date.h"
#include "base/js.h"
#include "base/num.h"
#include "cli/command.h"
#include "cli/out.h"
#include "db/db.h"
#include "domain/skill/ability.h"
#include "domain/skill/evidence.h"
#include "domain/skill/map.h"

#define LIST_MAX 500

bool
cmd_skill_list(struct cli *cli, struct err *err)
{
	const struct map *m = cli->ctx.map;
	struct js j = JS(&cli->out);
	struct out_table t = {.a = cli->ctx.a, .n_columns = 4};

	(void)err;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < m->n_skills; i++) {
		const struct skill *s = &m->skills[i];

		if (!cli->json) {
			out_cell(&t, s->id);
			out_cell(&t, s->name);
			out_cellf(&t, "%.0f h", s->hours[0] + s->hours[1] + s->hours[2]);
			out_cell(&t, m->groups[s->group]);
			continue;
		}
		js_open(&j, '{');
		js_kv(&j, "id", s->id);
		js_kv(&j, "name", s->name);
		js_kv(&j, "group", m->groups[s->group]);
		js_key(&j, "hours");
		js_open(&j, '[');
		for (int l = 0; l < SKILL_LEVELS; l++)
			js_f64(&j, s->hours[l]);
		js_close(&j, ']');
		js_ki(&j, "terms", (int64_t)(s->n_names + s->n_tools));
		js_close(&j, '}');
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else {
		out_print(&t, "llr", &cli->out);
	}
	return true;
}

static void
edges_json(struct js *j, const struct map *m, const struct skill *s, bool hard)
{
	js_key(j, hard ? "hard" : "soft");
	js_open(j, '[');
	for (size_t i = 0; i < s->n_edges; i++) {
		if (s->edges[i].hard != hard)
			continue;
		js_open(j, '{');
		js_kv(j, "skill", m->skills[s->edges[i].skill].id);
		js_ki(j, "asks", s->edges[i].asks);
		js_ki(j, "for", s->edges[i].for_level);
		js_close(j, '}');
	}
	js_close(j, ']');
}

static void
ability_json(struct js *j, const struct ability *a)
{
	js_key(j, "ability");
	js_open(j, '{');
	js_kf(j, "mean", a->mean);
	js_kf(j, "sd", a->sd);
	js_kf(j, "have", a->have);
	js_ki(j, "level", a->level);
	js_kb(j, "shown", a->shown);
	js_kf(j, "freshness", a->freshness);
	js_ki(j, "minutes", a->minutes);
	js_close(j, '}');
}

static void
skill_json(struct cli *cli, const struct skill *s, const struct ability *a)
{
	struct js j = JS(&cli->out);

	js_open(&j, '{');
	js_kv(&j, "id", s->id);
	js_kv(&j, "name", s->name);
	js_kv(&j, "group", cli->ctx.map->groups[s->group]);
	js_kv(&j, "what", s->what);
	js_kv(&j, "explain", s->levels[0]);
	js_kv(&j, "use", s->levels[1]);
	js_kv(&j, "build", s->levels[2]);
	edges_json(&j, cli->ctx.map, s, true);
	edges_json(&j, cli->ctx.map, s, false);
	js_key(&j, "terms");
	js_open(&j, '[');
	for (size_t i = 0; i < s->n_names; i++)
		js_text(&j, s->names[i]);
	for (size_t i = 0; i < s->n_tools; i++)
		js_text(&j, s->tools[i]);
	js_close(&j, ']');
	js_key(&j, "resources");
	js_open(&j, '[');
	for (size_t i = 0; i < s->n_resources; i++) {
		js_open(&j, '{');
		js_kv(&j, "kind", s->resources[i].kind);
		js_kv(&j, "title", s->resources[i].title);
		js_kv(&j, "author", s->resources[i].author);
		js_kv(&j, "year", s->resources[i].year);
		js_kv(&j, "url", s->resources[i].url);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	if (a != NULL)
		ability_json(&j, a);
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

static bool
needs_hard(const struct skill *s, int other)
{
	for (size_t i = 0; i < s->n_edges; i++)
		if (s->edges[i].skill == other && s->edges[i].hard)
			return true;
	return false;
}

static void
edges_text(struct strbuf *out, const struct map *m, const struct skill *s, int index)
{
	strbuf_addz(out, "\nNeeds\n");
	for (size_t i = 0; i < s->n_edges; i++)
		strbuf_printf(out, "  %.*s at '%s' to '%s'%s\n", STR_ARG(m->skills[s->edges[i].skill].short_name),
		              level_name(s->edges[i].asks), level_name(s->edges[i].for_level),
		              s->edges[i].hard ? "" : " (helps)");
	strbuf_addz(out, "\nOpens\n");
	for (size_t k = 0; k < m->n_skills; k++)
		if (needs_hard(&m->skills[k], index))
			strbuf_printf(out, "  %.*s\n", STR_ARG(m->skills[k].short_name));
}

static void
ability_text(struct strbuf *out, const struct ability *a)
{
	const char *by = a->shown ? "" : a->claimed > 0 ? " (your own word)" : " (nothing shown yet)";

	strbuf_printf(out, "\nYou: %.1f of 3, give or take %.1f%s; freshness %.0f%%; %d minutes logged\n", a->mean,
	              a->sd, by, a->freshness * 100, a->minutes);
}

static void
skill_text(struct cli *cli, int index, const struct ability *a)
{
	const struct map *m = cli->ctx.map;
	const struct skill *s = &m->skills[index];
	struct strbuf *out = &cli->out;

	strbuf_printf(out, "%.*s  %.*s\n\n", STR_ARG(s->id), STR_ARG(s->name));
	out_wrap(out, s->what, 0, 100);
	for (int l = 0; l < SKILL_LEVELS; l++) {
		strbuf_printf(out, "\n%d %s (%.0f h)\n", l + 1, level_name(l + 1), s->hours[l]);
		out_wrap(out, s->levels[l], 2, 98);
	}
	edges_text(out, m, s, index);
	strbuf_addz(out, "\nWhere to learn it\n");
	for (size_t i = 0; i < s->n_resources; i++) {
		const struct skill_resource *r = &s->resources[i];

		strbuf_printf(out, "  %.*s: %.*s, %.*s (%.*s) %.*s\n", STR_ARG(r->kind), STR_ARG(r->title),
		              STR_ARG(r->author), STR_ARG(r->year), STR_ARG(r->url));
	}
	if (a != NULL)
		ability_text(out, a);
}

/* The person's ability is shown when there is a file of data; the map needs none. */
static bool
ability_if_any(struct cli *cli, int skill, const struct ability **ret, struct err *err)
{
	struct ability *all;

	*ret = NULL;
	if (cli->ctx.db == NULL)
		return true;
	if (!ability_all(&cli->ctx, &all, err))
		return false;
	*ret = &all[skill];
	return true;
}

bool
cmd_skill_show(struct cli *cli, struct err *err)
{
	const struct ability *a;
	int skill;

	if (!map_skill_get(cli->ctx.map, str_of(cli->args[0]), &skill, err) || !ability_if_any(cli, skill, &a, err))
		return false;
	if (cli->json)
		skill_json(cli, &cli->ctx.map->skills[skill], a);
	else
		skill_text(cli, skill, a);
	return true;
}

/* --on DATE, or today. */
static bool
day_option(const struct cli *cli, int32_t *ret, struct err *err)
{
	const char *on = cli_option(cli, "on");

	*ret = ctx_today(&cli->ctx);
	return on == NULL || day_parse(str_of(on), ret, err);
}

static void
said_id(struct cli *cli, const char *what, int64_t id)
{
	struct js j = JS(&cli->out);

	if (!cli->json) {
		strbuf_printf(&cli->out, "%s (undo: %lld)\n", what, (long long)id);
		return;
	}
	js_open(&j, '{');
	js_ki(&j, "id", id);
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

bool
cmd_log(struct cli *cli, struct err *err)
{
	struct minutes m = {0};
	int64_t n;

	if (!num_parse_i64(str_of(cli->args[0]), 1, 1440, "minutes", &n, err) ||
	    !map_skill_get(cli->ctx.map, str_of(cli->args[1]), &m.skill, err) || !day_option(cli, &m.on_day, err))
		return false;
	m.minutes = (int)n;
	m.note = cli->n_args > 2 ? str_of(cli->args[2]) : STR_NONE;
	if (!minutes_add(&cli->ctx, &m, err))
		return false;
	said_id(cli, "Logged", m.id);
	return true;
}

bool
cmd_log_list(struct cli *cli, struct err *err)
{
	struct minutes *m;
	size_t n;
	struct js j = JS(&cli->out);
	struct out_table t = {.a = cli->ctx.a, .n_columns = 5};
	char day[16];

	if (!minutes_list(&cli->ctx, &m, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = n; i-- > 0 && n - i <= LIST_MAX;) {
		struct str skill = cli->ctx.map->skills[m[i].skill].id;

		if (cli->json) {
			js_open(&j, '{');
			js_ki(&j, "id", m[i].id);
			js_kday(&j, "on", m[i].on_day);
			js_ki(&j, "minutes", m[i].minutes);
			js_kv(&j, "skill", skill);
			js_kv(&j, "note", m[i].note);
			js_close(&j, '}');
			continue;
		}
		out_cellf(&t, "%s", day_format(m[i].on_day, day));
		out_cellf(&t, "%d", m[i].minutes);
		out_cell(&t, skill);
		out_cellf(&t, "%lld", (long long)m[i].id);
		out_cell(&t, m[i].note);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else if (n == 0) {
		strbuf_addz(&cli->out, "Nothing is logged yet. For example: cairn log 45 sw.py \"chapter 3\"\n");
	}
	out_print(&t, "lr", &cli->out);
	return true;
}

static bool
id_argument(const struct cli *cli, int64_t *ret, struct err *err)
{
	return num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", ret, err);
}

bool
cmd_log_undo(struct cli *cli, struct err *err)
{
	int64_t id;

	return id_argument(cli, &id, err) && minutes_undo(&cli->ctx, id, cli_option(cli, "redo") != NULL, err);
}

bool
cmd_evidence_add(struct cli *cli, struct err *err)
{
	struct evidence e = {.kind = EVIDENCE_CLAIM};
	const char *level = cli_option(cli, "level"), *kind = cli_option(cli, "kind");
	int64_t n;

	if (!map_skill_get(cli->ctx.map, str_of(cli->args[0]), &e.skill, err) || !day_option(cli, &e.on_day, err))
		return false;
	if (level == NULL || kind == NULL) {
		err_set(err, ERR_INVALID, "evidence add needs --%s", level == NULL ? "level" : "kind");
		return err_hint(err,
		                "For example: cairn evidence add sw.py --level 2 --kind project --url https://...");
	}
	if (!num_parse_i64(str_of(level), 0, SKILL_LEVELS, "--level", &n, err) ||
	    !evidence_kind_parse(str_of(kind), &e.kind, err))
		return false;
	if (e.kind == EVIDENCE_PRESET)
		return err_set(err, ERR_INVALID, "a preset comes from 'cairn goal set --from ROLE'");
	e.level = (int)n;
	e.url = str_of(cli_option(cli, "url"));
	e.note = str_of(cli_option(cli, "note"));
	if (!evidence_add(&cli->ctx, &e, err))
		return false;
	said_id(cli, "Recorded", e.id);
	return true;
}

static void
evidence_row(struct cli *cli, struct js *j, struct out_table *t, const struct evidence *e)
{
	struct str skill = cli->ctx.map->skills[e->skill].id;
	char day[16];

	if (cli->json) {
		js_open(j, '{');
		js_ki(j, "id", e->id);
		js_kday(j, "on", e->on_day);
		js_kv(j, "skill", skill);
		js_ki(j, "level", e->level);
		js_kz(j, "kind", evidence_kinds[e->kind].name);
		js_kv(j, "url", e->url);
		js_kv(j, "note", e->note);
		js_close(j, '}');
		return;
	}
	out_cellf(t, "%s", day_format(e->on_day, day));
	out_cell(t, skill);
	out_cellf(t, "%d %s", e->level, e->level > 0 ? level_name(e->level) : "none");
	out_cell(t, str_of(evidence_kinds[e->kind].name));
	out_cellf(t, "%lld", (long long)e->id);
	out_cell(t, e->url.n > 0 ? e->url : e->note);
}

bool
cmd_evidence_list(struct cli *cli, struct err *err)
{
	const char *only = cli_option(cli, "skill");
	struct evidence *e;
	size_t n;
	int skill = MAP_NONE;
	struct js j = JS(&cli->out);
	struct out_table t = {.a = cli->ctx.a, .n_columns = 6};

	if ((only != NULL && !map_skill_get(cli->ctx.map, str_of(only), &skill, err)) ||
	    !evidence_list(&cli->ctx, &e, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = n; i-- > 0 && n - i <= LIST_MAX;)
		if (skill == MAP_NONE || e[i].skill == skill)
			evidence_row(cli, &j, &t, &e[i]);
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	}
	out_print(&t, "", &cli->out);
	return true;
}

bool
cmd_evidence_undo(struct cli *cli, struct err *err)
{
	int64_t id;

	return id_argument(cli, &id, err) && evidence_undo(&cli->ctx, id, cli_option(cli, "redo") != NULL, err);
}
