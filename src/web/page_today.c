/* Today, and what is logged from everywhere. */
#include "domain/today/today.h"
#include "exchange/import.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_due.h"

/* Without a goal there is no plan yet: the first run begins. */
static bool
has_goal(struct page *p, bool *ret, struct err *err)
{
	struct goal g;

	if (!goal_get(&p->c, &g, ret, err))
		return false;
	if (!*ret)
		http_resp_redirect(p->resp, STR("/welcome"));
	return true;
}

/* Whether the page holds the form that failed: what was typed must stand somewhere. */
static bool
has_form(const struct page *p, const struct today *t)
{
	int skill = map_skill(p->c.map, form_str(p, "skill"));

	for (size_t i = 0; i < t->plan.n_tasks; i++)
		if (t->plan.tasks[i].skill == skill)
			return true;
	return skill == MAP_NONE;
}

bool
page_today(struct page *p, struct err *err)
{
	struct today t;
	struct due_view due;
	struct import_run *runs;
	size_t n_runs;
	bool goal;

	if (!has_goal(p, &goal, err))
		return false;
	if (!goal)
		return true;
	if (!today_make(&p->c, &t, err) || !import_run_list(&p->c, &runs, &n_runs, err) || !due_for_today(p, &due, err))
		return false;
	if (p->failed != NULL && !has_form(p, &t))
		return page_skill(p, err);
	page_begin(p, NAV_TODAY, "Today");
	tmpl_today(p->out, p, &t, &due, n_runs > 0 ? &runs[0] : NULL);
	page_end(p);
	return true;
}

bool
page_back(struct page *p, struct err *err)
{
	struct str back = http_get(&p->req->form, "back");

	if (str_starts(back, STR("/skills/")) || p->failed->handler == post_evidence)
		return page_skill(p, err);
	if (p->failed->handler == post_minutes)
		return page_today(p, err);
	return str_starts(back, STR("/plan")) ? page_plan(p, err) : page_today(p, err);
}

bool
post_minutes(struct page *p, struct err *err)
{
	struct minutes m = {
	    .minutes = (int)form_i64(p, "minutes", 0), .on_day = form_day(p, "on"), .note = form_str(p, "note")};

	if (m.on_day == DAY_NONE)
		m.on_day = ctx_today(&p->c);
	if (!map_skill_get(p->c.map, form_str(p, "skill"), &m.skill, err) || !minutes_add(&p->c, &m, err))
		return false;
	page_go_back(p, "/", "minutes", m.id);
	return true;
}

bool
post_minutes_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !minutes_undo(&p->c, id, false, err))
		return false;
	page_go_back(p, "/", "undone", 0);
	return true;
}

bool
post_evidence(struct page *p, struct err *err)
{
	struct evidence e = {.level = (int)form_i64(p, "level", 0),
	                     .on_day = form_day(p, "on"),
	                     .url = form_str(p, "url"),
	                     .note = form_str(p, "note")};

	if (e.on_day == DAY_NONE)
		e.on_day = ctx_today(&p->c);
	if (!map_skill_get(p->c.map, form_str(p, "skill"), &e.skill, err) ||
	    !evidence_kind_parse(form_str(p, "kind"), &e.kind, err) || !evidence_add(&p->c, &e, err))
		return false;
	page_go_back(p, "/", "evidence", e.id);
	return true;
}

bool
post_evidence_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !evidence_undo(&p->c, id, false, err))
		return false;
	page_go_back(p, "/", "undone", 0);
	return true;
}
