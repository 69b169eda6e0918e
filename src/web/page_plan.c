/* The plan, and the person's word against it. */
#include "domain/plan/plan.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view.h"

#define DEMAND_ROWS 25

static int
demand_cmp(const void *a, const void *b)
{
	double x = ((const struct demand_row *)a)->d->weight;
	double y = ((const struct demand_row *)b)->d->weight;
	return x < y ? 1 : x > y ? -1 : 0;
}

static struct demand_row *
demand_rows(struct page *p, const struct demand *d, size_t *ret_n)
{
	const struct map *m = p->c.map;
	struct demand_row *rows = ARENA_ARRAY(p->c.a, m->n_skills, struct demand_row);
	size_t n = 0;

	for (size_t i = 0; i < m->n_skills; i++)
		if (d->skills[i].weight > 0)
			rows[n++] = (struct demand_row){(int)i, &d->skills[i]};
	qsort(rows, n, sizeof(*rows), demand_cmp);
	*ret_n = MIN(n, (size_t)DEMAND_ROWS);
	return rows;
}

/* From today to the latest of the dates, 4 to 596. */
static struct plan_line
plan_line(struct page *p, const struct plan *pl)
{
	int32_t today = ctx_today(&p->c);
	int32_t end = MAX(pl->eta_p80, pl->goal.by_day);
	struct plan_line l = {.x_by = -1};
	double scale;

	if (pl->eta_p50 == DAY_NONE || pl->eta_p80 == DAY_NONE || end <= today)
		return l;
	scale = 592.0 / (end - today);
	l.shown = true;
	l.x50 = 4 + (int)((pl->eta_p50 - today) * scale);
	l.x80 = MAX(4 + (int)((pl->eta_p80 - today) * scale), l.x50 + 6);
	if (pl->goal.by_day != DAY_NONE)
		l.x_by = 4 + (int)((pl->goal.by_day - today) * scale);
	l.label =
	    page_printf(p, "Between %.*s and %.*s", STR_ARG(say_day(p, pl->eta_p50)), STR_ARG(say_day(p, pl->eta_p80)));
	return l;
}

bool
page_plan(struct page *p, struct err *err)
{
	struct plan pl;
	struct goal g;
	struct plan_line line;
	struct demand_row *rows;
	size_t n;
	bool found;

	if (!goal_get(&p->c, &g, &found, err))
		return false;
	if (!found) {
		http_resp_redirect(p->resp, STR("/welcome"));
		return true;
	}
	if (!plan_make(&p->c, &pl, err))
		return false;
	rows = demand_rows(p, &pl.demand, &n);
	line = plan_line(p, &pl);
	page_begin(p, NAV_PLAN, "Plan");
	tmpl_plan(p->out, p, &pl, rows, n, &line);
	page_end(p);
	return true;
}

bool
post_override(struct page *p, struct err *err)
{
	enum override_action action;
	int skill;
	int64_t id;

	if (!map_skill_get(p->c.map, form_str(p, "skill"), &skill, err) ||
	    !override_parse(form_str(p, "action"), &action, err) ||
	    !plan_override(&p->c, skill, action, form_day(p, "until"), &id, err))
		return false;
	page_go_back(p, "/plan", "override", id);
	return true;
}

bool
post_override_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !plan_override_undo(&p->c, id, err))
		return false;
	page_go_back(p, "/plan", "undone", 0);
	return true;
}
