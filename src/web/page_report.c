/* Honest numbers, and the list of activities. */
#include "base/date.h"
#include "base/vec.h"
#include "db/db.h"
#include "domain/job/report.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_report.h"

#include <stdlib.h>

#define REPORT_MAX ((size_t)64 << 20)

/* A day of the query; DAY_NONE when it is empty. */
static bool
query_day(struct page *p, const char *name, int32_t *ret, struct err *err)
{
	struct str s = query_str(p, name);

	*ret = DAY_NONE;
	return s.n == 0 || day_parse(s, ret, err) || err_prefix(err, "%s", name);
}

static void
rates_get(struct arena *a, const struct report *r, enum rate_by by, struct report_rates_view *v)
{
	*v = (struct report_rates_view){.by = by};
	report_rates(a, r, by, &v->rows, &v->n);
	for (size_t i = 0; i < v->n; i++) {
		v->young += v->rows[i].young;
		v->any = v->any || !v->rows[i].few;
	}
}

static bool
report_make(struct ctx *c, int32_t from, int32_t to, struct report_view *v, struct err *err)
{
	if (!report_load(c, from, to, &v->r, err))
		return false;
	report_funnel(&v->r, v->funnel);
	v->flow = report_flow(c->a, &v->r);
	v->sankey = sankey_layout(c->a, &v->flow);
	report_times(c->a, &v->r, &v->times, &v->n_times, &v->undated);
	for (int by = 0; by < RATE__COUNT; by++)
		rates_get(c->a, &v->r, (enum rate_by)by, &v->rates[by]);
	return true;
}

/* It is computed from every application and all that happened to them, so the last one is kept until the data or the
 * day changes. */
struct report_kept {
	struct arena a;
	int64_t version; /* db_data_version */
	int64_t account;
	int32_t today;
	int32_t from, to;
	struct report_view v;
};

void
report_kept_drop(struct web *w)
{
	if (w->report == NULL)
		return;
	arena_release(&w->report->a);
	free(w->report);
	w->report = NULL;
}

static bool
report_get(struct page *p, int32_t from, int32_t to, const struct report_view **ret, struct err *err)
{
	struct report_kept *k = p->w->report;
	struct ctx c = p->c;
	int64_t version;

	if (!db_data_version(c.db, &version, err))
		return false;
	if (k != NULL && version != 0 && k->version == version && k->account == db_account(c.db) &&
	    k->today == ctx_today(&c) && k->from == from && k->to == to) {
		*ret = &k->v;
		return true;
	}
	report_kept_drop(p->w);
	k = calloc(1, sizeof(*k));
	if (k == NULL)
		base_die("out of memory");
	*k = (struct report_kept){.a = ARENA(REPORT_MAX),
	                          .version = version,
	                          .account = db_account(c.db),
	                          .today = ctx_today(&c),
	                          .from = from,
	                          .to = to};
	p->w->report = k;
	c.a = &k->a;
	if (!report_make(&c, from, to, &k->v, err)) {
		report_kept_drop(p->w);
		return false;
	}
	*ret = &k->v;
	return true;
}

static bool
page_report(struct page *p, struct err *err)
{
	const struct report_view *v;
	int32_t from, to;

	if (!query_day(p, "from", &from, err) || !query_day(p, "to", &to, err) || !report_get(p, from, to, &v, err))
		return false;
	page_begin(p, NAV_REPORT, "Report");
	tmpl_report(p->out, p, v);
	page_end(p);
	return true;
}

static bool
is_talk(struct str kind)
{
	return stage_phase_of(kind) == PHASE_MIDDLE;
}

/* The events of the period, whenever their application began. */
static void
activity_rows(struct page *p, struct activity_view *v)
{
	VEC(struct activity_row) rows = {0};

	for (size_t i = 0; i < v->r.n; i++) {
		const struct report_app *app = &v->r.apps[i];
		size_t before = rows.n;

		for (size_t k = 0; k < app->n_events; k++) {
			const struct report_event *e = &app->events[k];

			if ((v->from != DAY_NONE && e->on_day < v->from) || (v->to != DAY_NONE && e->on_day > v->to))
				continue;
			v->n_sent += str_eq(e->kind, STR("applied"));
			v->n_talks += is_talk(e->kind);
			*VEC_PUSH(p->c.a, &rows) = (struct activity_row){app, e};
		}
		v->n_apps += rows.n > before;
	}
	v->rows = rows.p;
	v->n = rows.n;
}

/* The last four weeks, unless something else is said. */
static bool
page_activity(struct page *p, struct err *err)
{
	struct activity_view v = {0};
	const struct report_view *all;

	if (!query_day(p, "from", &v.from, err) || !query_day(p, "to", &v.to, err))
		return false;
	if (v.from == DAY_NONE && v.to == DAY_NONE)
		v.from = ctx_today(&p->c) - 27;
	if (v.to == DAY_NONE)
		v.to = ctx_today(&p->c);
	if (v.from != DAY_NONE && v.to < v.from)
		return err_set(err, ERR_INVALID, "the period ends before it begins");
	if (!report_get(p, DAY_NONE, DAY_NONE, &all, err) ||
	    !report_contacts(&p->c, v.from, v.to, &v.contacts, &v.n_contacts, err))
		return false;
	v.r = all->r;
	activity_rows(p, &v);
	page_begin(p, NAV_REPORT, "Activities");
	tmpl_report_activity(p->out, p, &v);
	page_end(p);
	return true;
}

static const struct route report_routes[] = {
    PAGE("/report", page_report, "Funnel, flows, days in a stage, rates of answers."),
    PAGE("/report/activity", page_activity, "What was done in a period, to be printed."),
};

static const struct notice report_notices[] = {{NULL, NULL, NULL}};

const struct web_part report_part = {report_routes, ARRAY_LEN(report_routes), report_notices, 0};
