/* Honest numbers, and the list of activities. */
#include "base/date.h"
#include "base/vec.h"
#include "domain/job/report.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_report.h"

/* A day of the query; DAY_NONE when it is empty. */
static bool
query_day(struct page *p, const char *name, int32_t *ret, struct err *err)
{
	struct str s = query_str(p, name);

	*ret = DAY_NONE;
	return s.n == 0 || day_parse(s, ret, err) || err_prefix(err, "%s", name);
}

static void
rates_get(struct page *p, const struct report *r, enum rate_by by, struct report_rates_view *v)
{
	*v = (struct report_rates_view){.by = by};
	report_rates(p->c.a, r, by, &v->rows, &v->n);
	for (size_t i = 0; i < v->n; i++) {
		v->young += v->rows[i].young;
		v->any = v->any || !v->rows[i].few;
	}
}

static bool
page_report(struct page *p, struct err *err)
{
	struct report_view v;
	int32_t from, to;

	if (!query_day(p, "from", &from, err) || !query_day(p, "to", &to, err) ||
	    !report_load(&p->c, from, to, &v.r, err))
		return false;
	report_funnel(&v.r, v.funnel);
	v.flow = report_flow(p->c.a, &v.r);
	v.sankey = sankey_layout(p->c.a, &v.flow);
	report_times(p->c.a, &v.r, &v.times, &v.n_times, &v.undated);
	for (int by = 0; by < RATE__COUNT; by++)
		rates_get(p, &v.r, (enum rate_by)by, &v.rates[by]);
	page_begin(p, NAV_REPORT, "Report");
	tmpl_report(p->out, p, &v);
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

	if (!query_day(p, "from", &v.from, err) || !query_day(p, "to", &v.to, err))
		return false;
	if (v.from == DAY_NONE && v.to == DAY_NONE)
		v.from = ctx_today(&p->c) - 27;
	if (v.to == DAY_NONE)
		v.to = ctx_today(&p->c);
	if (v.from != DAY_NONE && v.to < v.from)
		return err_set(err, ERR_INVALID, "the period ends before it begins");
	if (!report_load(&p->c, DAY_NONE, DAY_NONE, &v.r, err) ||
	    !report_contacts(&p->c, v.from, v.to, &v.contacts, &v.n_contacts, err))
		return false;
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
