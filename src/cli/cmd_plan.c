/* gap, plan and its overrides, today. */
#include "base/date.h"
#include "base/js.h"
#include "base/num.h"
#include "cli/command.h"
#include "cli/out.h"
#include "db/db.h"
#include "domain/skill/map.h"
#include "domain/today/today.h"

static void
demand_json(struct js *j, const struct demand *d)
{
	js_key(j, "demand");
	js_open(j, '{');
	js_ki(j, "postings", d->n_postings);
	js_kb(j, "few", d->few);
	js_kf(j, "moved", d->moved);
	js_close(j, '}');
}

/* "Measured from 34 postings, which moved the role's weights by 12%." and what to do when there are few. */
static void
demand_text(struct strbuf *out, const struct demand *d)
{
	if (d->n_postings == 0)
		strbuf_addz(
		    out,
		    "The demand is the role's own; no posting of it is here yet. Bring some in: cairn import FILE\n");
	else
		strbuf_printf(out,
		              "The demand is measured from %d posting%s, which moved the role's weights by %.0f%%.%s\n",
		              d->n_postings, d->n_postings == 1 ? "" : "s", d->moved * 100,
		              d->few ? " That is few: read it with care." : "");
}

static void
gap_json(struct cli *cli, struct js *j, const struct plan *p)
{
	const struct map *m = cli->ctx.map;

	js_open(j, '{');
	js_kf(j, "met", p->gaps.met);
	demand_json(j, &p->demand);
	js_key(j, "skills");
	js_open(j, '[');
	for (size_t i = 0; i < p->gaps.n; i++) {
		const struct gap *g = &p->gaps.gaps[i];
		const struct demand_skill *d = &p->demand.skills[g->skill];

		js_open(j, '{');
		js_kv(j, "skill", m->skills[g->skill].id);
		js_kv(j, "name", m->skills[g->skill].name);
		js_kf(j, "weight", g->weight);
		js_kf(j, "role_weight", d->role_weight);
		js_kf(j, "share", d->share);
		js_ki(j, "postings", d->n);
		js_ki(j, "need", g->need);
		js_kf(j, "have", g->have);
		js_kf(j, "sd", g->sd);
		js_kf(j, "gap", g->gap);
		js_kf(j, "freshness", g->freshness);
		js_kb(j, "shown", g->shown);
		js_kv(j, "needed_for", g->needed_for == MAP_NONE ? STR_NONE : m->skills[g->needed_for].id);
		js_close(j, '}');
	}
	js_close(j, ']');
	js_close(j, '}');
	strbuf_byte(j->out, '\n');
}

static void
gap_row(struct out_table *t, const struct map *m, const struct plan *p, const struct gap *g)
{
	out_cell(t, m->skills[g->skill].id);
	out_cell(t, m->skills[g->skill].short_name);
	out_cellf(t, g->weight > 0 ? "%.2f" : "-", g->weight);
	out_cellf(t, "%d", p->demand.skills[g->skill].n);
	out_cell(t, str_of(level_name(g->need)));
	if (g->have > 0)
		out_cellf(t, "%.1f +- %.1f", g->have, g->sd);
	else
		out_cell(t, STR("nothing shown"));
	if (g->weight > 0)
		out_cell(t, str_of(g->gap > 0 ? "asked for" : "met"));
	else
		out_cellf(t, "for %.*s",
		          STR_ARG(g->needed_for == MAP_NONE ? STR("") : m->skills[g->needed_for].short_name));
}

bool
cmd_gap(struct cli *cli, struct err *err)
{
	static const char *const headings[] = {"SKILL", "", "ASKED", "POSTINGS", "NEED", "HAVE", "WHY"};
	const struct map *m = cli->ctx.map;
	struct plan p;
	struct out_table t = {.a = cli->ctx.a, .n_columns = ARRAY_LEN(headings)};
	struct js j = JS(&cli->out);

	if (!plan_make(&cli->ctx, &p, err))
		return false;
	if (cli->json) {
		gap_json(cli, &j, &p);
		return true;
	}
	strbuf_printf(&cli->out, "%.*s: %.0f%% of what is asked is there.\n", STR_ARG(m->roles[p.goal.role].name),
	              p.gaps.met * 100);
	demand_text(&cli->out, &p.demand);
	strbuf_byte(&cli->out, '\n');
	for (size_t i = 0; i < ARRAY_LEN(headings); i++)
		out_cell(&t, str_of(headings[i]));
	for (size_t i = 0; i < p.gaps.n; i++)
		gap_row(&t, m, &p, &p.gaps.gaps[i]);
	out_print(&t, "llrr", &cli->out);
	return true;
}

static void
task_json(struct cli *cli, struct js *j, const struct plan_task *t)
{
	const struct map *m = cli->ctx.map;

	js_open(j, '{');
	js_kz(j, "kind", plan_kind_name(t->kind));
	js_kv(j, "skill", m->skills[t->skill].id);
	js_kv(j, "name", m->skills[t->skill].name);
	js_ki(j, "level", t->level);
	js_ki(j, "minutes", t->minutes);
	js_ki(j, "spent", t->spent);
	js_kb(j, "done", task_is_done(t));
	js_kv(j, "reason", t->reason);
	if (t->step != NULL) {
		js_key(j, "factors");
		js_open(j, '{');
		js_kf(j, "demand", t->step->demand);
		js_kf(j, "unlocks", t->step->unlocks);
		js_kf(j, "chance", t->step->chance);
		js_kf(j, "fit", t->step->fit);
		js_kf(j, "minutes", t->step->minutes);
		js_kf(j, "score", t->step->score);
		js_close(j, '}');
	}
	js_close(j, '}');
}

static void
step_json(struct cli *cli, struct js *j, const struct plan_step *s)
{
	js_open(j, '{');
	js_kz(j, "kind", plan_kind_name(s->kind));
	js_kv(j, "skill", cli->ctx.map->skills[s->skill].id);
	js_ki(j, "level", s->level);
	js_kf(j, "minutes", s->minutes);
	js_kf(j, "value", s->value);
	js_kf(j, "chance", s->chance);
	js_kf(j, "score", s->score);
	js_kb(j, "frontier", s->frontier);
	js_kb(j, "skipped", s->skipped);
	js_kb(j, "pinned", s->pinned);
	js_close(j, '}');
}

static void
overrides_json(struct cli *cli, struct js *j, const struct plan *p)
{
	js_key(j, "overrides");
	js_open(j, '[');
	for (size_t i = 0; i < p->n_overrides; i++) {
		js_open(j, '{');
		js_ki(j, "id", p->overrides[i].id);
		js_kv(j, "skill", cli->ctx.map->skills[p->overrides[i].skill].id);
		js_kz(j, "action", override_name(p->overrides[i].action));
		js_kday(j, "until", p->overrides[i].until_day);
		js_close(j, '}');
	}
	js_close(j, ']');
}

static void
plan_json(struct cli *cli, const struct plan *p, bool steps)
{
	struct js j = JS(&cli->out);

	js_open(&j, '{');
	js_kv(&j, "role", cli->ctx.map->roles[p->goal.role].id);
	js_kday(&j, "week", p->week);
	js_ki(&j, "minutes", p->goal.minutes_per_week);
	js_ki(&j, "spent", p->minutes_spent);
	demand_json(&j, &p->demand);
	js_kf(&j, "met", p->gaps.met);
	js_key(&j, "tasks");
	js_open(&j, '[');
	for (size_t i = 0; i < p->n_tasks; i++)
		task_json(cli, &j, &p->tasks[i]);
	js_close(&j, ']');
	overrides_json(cli, &j, p);
	js_kf(&j, "hours_left", p->hours_left);
	js_kf(&j, "hours_later", p->hours_later);
	js_kf(&j, "pace_minutes", p->pace);
	js_ki(&j, "pace_weeks", p->pace_weeks);
	js_kday(&j, "eta_p50", p->eta_p50);
	js_kday(&j, "eta_p80", p->eta_p80);
	js_kf(&j, "by_share", p->by_share);
	if (steps) {
		js_key(&j, "steps");
		js_open(&j, '[');
		for (size_t i = 0; i < p->n_steps; i++)
			step_json(cli, &j, &p->steps[i]);
		js_close(&j, ']');
	}
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

static void
task_text(struct cli *cli, const struct plan_task *t)
{
	const struct skill *s = &cli->ctx.map->skills[t->skill];

	strbuf_printf(&cli->out, "%3d min  %-7s  %.*s (%.*s), to '%s'%s\n", t->minutes, plan_kind_name(t->kind),
	              STR_ARG(s->name), STR_ARG(s->id), level_name(t->level), task_is_done(t) ? "  done" : "");
	out_wrap(&cli->out, t->reason, 18, 82);
	if (t->step != NULL)
		strbuf_printf(&cli->out, "                  demand %.2f x unlocks %.1f x fit %.2f / %.1f h = %.3f\n",
		              t->step->demand, t->step->unlocks, t->step->fit, t->step->minutes / 60, t->step->score);
}

static void
eta_text(struct strbuf *out, const struct plan *p)
{
	char p50[16], p80[16];

	strbuf_printf(out, "\n%.0f hours are left on the way. ", p->hours_left);
	if (p->eta_p50 == DAY_NONE)
		strbuf_addz(out,
		            p->hours_left > 0 ? "At this pace that is more than ten years.\n" : "You are there.\n");
	else
		strbuf_printf(out, "Half a chance to be there by %s, four in five by %s,\n",
		              day_format(p->eta_p50, p50),
		              p->eta_p80 == DAY_NONE ? "a date beyond ten years" : day_format(p->eta_p80, p80));
	if (p->eta_p50 != DAY_NONE && p->pace_weeks > 0)
		strbuf_printf(out, "at your own pace of %.0f minutes a week over %d weeks.\n", p->pace, p->pace_weeks);
	else if (p->eta_p50 != DAY_NONE)
		strbuf_printf(out, "if you keep to %.1f hours a week; your own pace counts after three weeks of log.\n",
		              p->goal.minutes_per_week / 60.0);
	if (p->n_later > 0)
		strbuf_printf(out, "What is asked for less comes after that: %.0f hours more.\n", p->hours_later);
	if (p->goal.by_day != DAY_NONE)
		strbuf_printf(out, "By %s, %.0f%% of the value of the way fits.\n", day_format(p->goal.by_day, p50),
		              p->by_share * 100);
}

static void
steps_text(struct cli *cli, const struct plan *p)
{
	struct out_table t = {.a = cli->ctx.a, .n_columns = 5};

	strbuf_addz(&cli->out, "\nThe way, what can begin now first:\n");
	for (size_t i = 0; i < p->n_steps; i++) {
		const struct plan_step *s = &p->steps[i];

		out_cell(&t, cli->ctx.map->skills[s->skill].id);
		out_cell(&t, str_of(level_name(s->level)));
		out_cellf(&t, "%.1f h", s->minutes / 60);
		out_cellf(&t, "%.3f", s->score);
		out_cell(&t, str_of(s->skipped ? "skipped" : s->frontier ? "can begin" : "waits"));
	}
	out_print(&t, "llrr", &cli->out);
}

bool
cmd_plan(struct cli *cli, struct err *err)
{
	struct plan p;
	char day[16];
	bool week = cli_option(cli, "week") != NULL, all = cli_option(cli, "all") != NULL;

	if (!plan_make(&cli->ctx, &p, err))
		return false;
	if (cli->json) {
		plan_json(cli, &p, !week);
		return true;
	}
	strbuf_printf(&cli->out, "Week of %s: %d of %d minutes spent\n\n", day_format(p.week, day), p.minutes_spent,
	              p.goal.minutes_per_week);
	for (size_t i = 0; i < p.n_tasks; i++)
		task_text(cli, &p.tasks[i]);
	if (p.n_tasks == 0)
		strbuf_addz(&cli->out, "Nothing to do: what the goal asks for is there.\n");
	if (week)
		return true;
	strbuf_byte(&cli->out, '\n');
	demand_text(&cli->out, &p.demand);
	eta_text(&cli->out, &p);
	for (size_t i = 0; i < p.n_overrides; i++)
		strbuf_printf(&cli->out, "Override: %s %.*s (undo: cairn plan undo %lld)\n",
		              override_name(p.overrides[i].action),
		              STR_ARG(cli->ctx.map->skills[p.overrides[i].skill].id), (long long)p.overrides[i].id);
	if (all)
		steps_text(cli, &p);
	return true;
}

static bool
override_run(struct cli *cli, enum override_action action, int32_t until, struct err *err)
{
	int skill;
	int64_t id;

	if (!map_skill_get(cli->ctx.map, str_of(cli->args[0]), &skill, err) ||
	    !plan_override(&cli->ctx, skill, action, until, &id, err))
		return false;
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld}\n", (long long)id);
	else
		strbuf_printf(&cli->out, "Remembered (undo: cairn plan undo %lld)\n", (long long)id);
	return true;
}

bool
cmd_plan_skip(struct cli *cli, struct err *err)
{
	return override_run(cli, OVERRIDE_SKIP, DAY_NONE, err);
}

bool
cmd_plan_pin(struct cli *cli, struct err *err)
{
	return override_run(cli, OVERRIDE_PIN, DAY_NONE, err);
}

bool
cmd_plan_later(struct cli *cli, struct err *err)
{
	const char *until = cli_option(cli, "until");
	int32_t day = ctx_today(&cli->ctx) + 14;

	if (until != NULL && !day_parse(str_of(until), &day, err))
		return err_prefix(err, "--until");
	return override_run(cli, OVERRIDE_LATER, day, err);
}

bool
cmd_plan_undo(struct cli *cli, struct err *err)
{
	int64_t id;

	return num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", &id, err) &&
	       plan_override_undo(&cli->ctx, id, err);
}

static void
today_json(struct cli *cli, const struct today *t)
{
	struct js j = JS(&cli->out);

	js_open(&j, '{');
	js_kday(&j, "day", ctx_today(&cli->ctx));
	js_key(&j, "next");
	if (t->next != NULL)
		task_json(cli, &j, t->next);
	else
		js_null(&j);
	js_ki(&j, "next_minutes", t->next_minutes);
	js_ki(&j, "minutes_today", t->minutes_today);
	js_ki(&j, "week_spent", t->plan.minutes_spent);
	js_ki(&j, "week_minutes", t->plan.goal.minutes_per_week);
	js_key(&j, "tasks");
	js_open(&j, '[');
	for (size_t i = 0; i < t->plan.n_tasks; i++)
		task_json(cli, &j, &t->plan.tasks[i]);
	js_close(&j, ']');
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

bool
cmd_today(struct cli *cli, struct err *err)
{
	struct today t;
	const struct skill *s;

	if (!today_make(&cli->ctx, &t, err))
		return false;
	if (cli->json) {
		today_json(cli, &t);
		return true;
	}
	if (t.next == NULL) {
		strbuf_addz(&cli->out, "This week's tasks are done. Rest, or look ahead: cairn plan --all\n");
		return true;
	}
	s = &cli->ctx.map->skills[t.next->skill];
	strbuf_printf(&cli->out, "Now, %d minutes: %.*s (%s, to '%s')\n", t.next_minutes, STR_ARG(s->name),
	              plan_kind_name(t.next->kind), level_name(t.next->level));
	out_wrap(&cli->out, t.next->reason, 2, 96);
	if (s->n_resources > 0)
		strbuf_printf(&cli->out, "  Begin with: %.*s, %.*s\n", STR_ARG(s->resources[0].title),
		              STR_ARG(s->resources[0].author));
	strbuf_printf(&cli->out, "  Afterwards: cairn log %d %.*s\n\n", t.next_minutes, STR_ARG(s->id));
	strbuf_printf(&cli->out, "%d minutes today, %d of %d this week, %d of %zu tasks done\n", t.minutes_today,
	              t.plan.minutes_spent, t.plan.goal.minutes_per_week, t.n_done, t.plan.n_tasks);
	return true;
}
