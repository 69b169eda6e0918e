/* init, goal, role, industry, setting. */
#include "base/date.h"
#include "base/js.h"
#include "base/num.h"
#include "base/vec.h"
#include "cli/command.h"
#include "cli/out.h"
#include "db/db.h"
#include "domain/account/setting.h"
#include "domain/plan/goal.h"
#include "domain/skill/map.h"

bool
cmd_init(struct cli *cli, struct err *err)
{
	struct goal g;
	bool found;

	if (!goal_get(&cli->ctx, &g, &found, err))
		return false;
	if (cli->json) {
		struct js j = JS(&cli->out);

		js_open(&j, '{');
		js_kz(&j, "db", db_where(cli->ctx.db));
		js_kb(&j, "goal", found);
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	strbuf_printf(&cli->out, "Your data is in %s\n", db_where(cli->ctx.db));
	if (!found)
		strbuf_addz(&cli->out, "Next, say where you want to be:\n"
		                       "  cairn goal set --from software-engineer --role ai-engineer --hours 6\n");
	return true;
}

/* "sw.py=2,ml.lin=0" */
static bool
claims_parse(struct cli *cli, const char *text, struct goal_claim **ret, size_t *ret_n, struct err *err)
{
	VEC(struct goal_claim) list = {0};
	struct str rest = str_of(text), part;

	while (str_split(&rest, ',', &part)) {
		size_t equals = str_find_byte(part, '=');
		int64_t level;
		int skill;

		part = str_trim(part);
		if (part.n == 0)
			continue;
		if (!map_skill_get(cli->ctx.map, str_sub(part, 0, equals), &skill, err) ||
		    !num_parse_i64(str_sub(part, equals + 1, part.n), 0, SKILL_LEVELS, "level", &level, err))
			return err_prefix(err, "--claim");
		*VEC_PUSH(cli->ctx.a, &list) = (struct goal_claim){skill, (int)level};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

/* Sets *ret from an option that names a role; leaves it when the option was not given. */
static bool
role_option(const struct cli *cli, const char *name, int *ret, struct err *err)
{
	const char *value = cli_option(cli, name);

	return value == NULL || map_role_get(cli->ctx.map, str_of(value), ret, err);
}

static bool
industry_option(const struct cli *cli, const char *name, int *ret, struct err *err)
{
	const char *value = cli_option(cli, name);

	return value == NULL || map_industry_get(cli->ctx.map, str_of(value), ret, err);
}

/* The hours and the date; what is not given stays as it is. */
static bool
time_options(const struct cli *cli, struct goal *g, struct err *err)
{
	const char *hours = cli_option(cli, "hours"), *by = cli_option(cli, "by");
	double h;

	if (hours != NULL) {
		if (!num_parse_f64(str_of(hours), 0.1, 168, "--hours", &h, err))
			return false;
		g->minutes_per_week = (int)(h * 60 + 0.5);
	}
	return by == NULL || day_parse(str_of(by), &g->by_day, err) || err_prefix(err, "--by");
}

bool
cmd_goal_set(struct cli *cli, struct err *err)
{
	struct goal g;
	struct goal_claim *claims = NULL;
	size_t n_claims = 0;
	bool found;

	if (!goal_get(&cli->ctx, &g, &found, err))
		return false;
	if (!found)
		g = (struct goal){.start_role = MAP_NONE,
		                  .start_industry = MAP_NONE,
		                  .role = MAP_NONE,
		                  .industry = MAP_NONE,
		                  .by_day = DAY_NONE};
	if (!role_option(cli, "role", &g.role, err) || !role_option(cli, "from", &g.start_role, err) ||
	    !industry_option(cli, "industry", &g.industry, err) ||
	    !industry_option(cli, "from-industry", &g.start_industry, err) || !time_options(cli, &g, err))
		return false;
	if (g.role == MAP_NONE) {
		err_set(err, ERR_INVALID, "goal set needs --role");
		return err_hint(err, "'cairn role list' shows the roles.");
	}
	if (g.minutes_per_week == 0) {
		err_set(err, ERR_INVALID, "goal set needs --hours");
		return err_hint(err, "How many hours a week do you have? For example --hours 6.");
	}
	if (cli_option(cli, "claim") != NULL && !claims_parse(cli, cli_option(cli, "claim"), &claims, &n_claims, err))
		return false;
	return goal_set(&cli->ctx, &g, claims, n_claims, err) && cmd_goal_show(cli, err);
}

static struct str
role_id_of(const struct map *m, int role)
{
	return role == MAP_NONE ? STR_NONE : m->roles[role].id;
}

static struct str
industry_id_of(const struct map *m, int industry)
{
	return industry == MAP_NONE ? STR_NONE : m->industries[industry].id;
}

bool
cmd_goal_show(struct cli *cli, struct err *err)
{
	const struct map *m = cli->ctx.map;
	struct goal g;
	char day[16];

	if (!goal_need(&cli->ctx, &g, err))
		return false;
	if (cli->json) {
		struct js j = JS(&cli->out);

		js_open(&j, '{');
		js_ki(&j, "id", g.id);
		js_kv(&j, "role", m->roles[g.role].id);
		js_kv(&j, "industry", industry_id_of(m, g.industry));
		js_kv(&j, "from", role_id_of(m, g.start_role));
		js_kv(&j, "from_industry", industry_id_of(m, g.start_industry));
		js_kf(&j, "hours", g.minutes_per_week / 60.0);
		js_kday(&j, "by", g.by_day);
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	strbuf_printf(&cli->out, "Goal: %.*s", STR_ARG(m->roles[g.role].name));
	if (g.industry != MAP_NONE)
		strbuf_printf(&cli->out, " in %.*s", STR_ARG(m->industries[g.industry].name));
	if (g.start_role != MAP_NONE)
		strbuf_printf(&cli->out, ", from %.*s", STR_ARG(m->roles[g.start_role].name));
	strbuf_printf(&cli->out, ", %.1f hours a week", g.minutes_per_week / 60.0);
	if (g.by_day != DAY_NONE)
		strbuf_printf(&cli->out, ", by %s", day_format(g.by_day, day));
	strbuf_addz(&cli->out, "\n'cairn plan' shows the way, 'cairn import' reads the postings you want.\n");
	return true;
}

bool
cmd_goal_undo(struct cli *cli, struct err *err)
{
	struct goal g;

	if (!goal_need(&cli->ctx, &g, err) || !goal_undo(&cli->ctx, g.id, err))
		return false;
	strbuf_addz(&cli->out, "The goal before counts again.\n");
	return true;
}

bool
cmd_role_list(struct cli *cli, struct err *err)
{
	const struct map *m = cli->ctx.map;
	struct js j = JS(&cli->out);
	struct out_table t = {.a = cli->ctx.a, .n_columns = 3};

	(void)err;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < m->n_roles; i++) {
		const struct role *r = &m->roles[i];

		if (cli->json) {
			js_open(&j, '{');
			js_kv(&j, "id", r->id);
			js_kv(&j, "name", r->name);
			js_kv(&j, "what", r->what);
			js_kb(&j, "start_only", r->start_only);
			js_ki(&j, "skills", (int64_t)r->n_skills);
			js_close(&j, '}');
			continue;
		}
		out_cell(&t, r->id);
		out_cell(&t, r->name);
		out_cellf(&t, r->start_only ? "a place to start from" : "%zu skills", r->n_skills);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	}
	out_print(&t, "", &cli->out);
	return true;
}

bool
cmd_industry_list(struct cli *cli, struct err *err)
{
	const struct map *m = cli->ctx.map;
	struct js j = JS(&cli->out);
	struct out_table t = {.a = cli->ctx.a, .n_columns = 2};

	(void)err;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < m->n_industries; i++) {
		if (cli->json) {
			js_open(&j, '{');
			js_kv(&j, "id", m->industries[i].id);
			js_kv(&j, "name", m->industries[i].name);
			js_kv(&j, "what", m->industries[i].what);
			js_close(&j, '}');
			continue;
		}
		out_cell(&t, m->industries[i].id);
		out_cell(&t, m->industries[i].name);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	}
	out_print(&t, "", &cli->out);
	return true;
}

bool
cmd_setting_list(struct cli *cli, struct err *err)
{
	struct str values[SETTING__COUNT];
	struct js j = JS(&cli->out);
	struct out_table t = {.a = cli->ctx.a, .n_columns = 3};

	if (!setting_all(&cli->ctx, values, err))
		return false;
	if (cli->json)
		js_open(&j, '{');
	for (int s = 0; s < SETTING__COUNT; s++) {
		if (cli->json)
			js_kv(&j, settings[s].name, values[s]);
		out_cell(&t, str_of(settings[s].name));
		out_cell(&t, values[s]);
		out_cell(&t, str_of(settings[s].help));
	}
	if (!cli->json) {
		out_print(&t, "", &cli->out);
		return true;
	}
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
	return true;
}

bool
cmd_setting_set(struct cli *cli, struct err *err)
{
	enum setting s;

	return setting_parse(str_of(cli->args[0]), &s, err) && setting_put(&cli->ctx, s, str_of(cli->args[1]), err);
}
