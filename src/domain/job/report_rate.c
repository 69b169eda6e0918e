/* How many of those that were sent led to an invitation, by what they have in common. */
#include "base/date.h"
#include "base/vec.h"
#include "domain/job/report.h"

static const struct {
	const char *name;
	const char *text;
} by_infos[RATE__COUNT] = {
    [RATE_ALL] = {"all", "All"},
    [RATE_SOURCE] = {"source", "By where it was found"},
    [RATE_CHANNEL] = {"channel", "By how it was sent"},
    [RATE_RESUME] = {"resume", "By the version of the résumé"},
    [RATE_REFERRAL] = {"referral", "Referred or cold"},
    [RATE_SWITCH] = {"switch", "By kind of switch"},
};

const char *
rate_by_name(enum rate_by by)
{
	return by_infos[by].name;
}

const char *
rate_by_text(enum rate_by by)
{
	return by_infos[by].text;
}

static struct str
group_of(const struct report_app *app, enum rate_by by)
{
	struct str s = STR("");

	switch (by) {
	case RATE_ALL:
		return STR("all");
	case RATE_SOURCE:
		s = app->source;
		break;
	case RATE_CHANNEL:
		s = app->channel;
		break;
	case RATE_RESUME:
		s = app->resume;
		break;
	case RATE_REFERRAL:
		return app->referred ? STR("referred") : STR("cold");
	case RATE_SWITCH:
		s = str_of(route_switch_text(app->kind));
		break;
	case RATE__COUNT:
		break;
	}
	return s.n > 0 ? s : STR("not said");
}

static int
row_cmp(const void *a, const void *b)
{
	const struct rate_row *x = a, *y = b;

	if (x->n + x->young != y->n + y->young)
		return x->n + x->young > y->n + y->young ? -1 : 1;
	return str_cmp(x->name, y->name);
}

static void
count(struct rate_row *row, const struct report *r, const struct report_app *app)
{
	bool heard = report_reached(app, FUNNEL_HEARD);

	if (!heard && stage_is_open(app->stage) && r->today - app->applied_day < REPORT_YOUNG_DAYS) {
		row->young++;
		return;
	}
	row->n++;
	row->heard += heard;
	row->invited += report_reached(app, FUNNEL_INVITED);
}

void
report_rates(struct arena *a, const struct report *r, enum rate_by by, struct rate_row **ret, size_t *ret_n)
{
	VEC(struct rate_row) rows = {0};

	for (size_t i = 0; i < r->n; i++) {
		struct str name = group_of(&r->apps[i], by);
		size_t k = 0;

		if (r->apps[i].applied_day == DAY_NONE)
			continue;
		while (k < rows.n && !str_eq_ci(rows.p[k].name, name))
			k++;
		if (k == rows.n)
			VEC_PUSH(a, &rows)->name = name;
		count(&rows.p[k], r, &r->apps[i]);
	}
	if (by != RATE_ALL && rows.n == 1 && str_eq(rows.p[0].name, STR("not said")))
		rows.n = 0;
	if (rows.n > 0)
		qsort(rows.p, rows.n, sizeof(*rows.p), row_cmp);
	for (size_t k = 0; k < rows.n; k++) {
		rows.p[k].few = rows.p[k].n < REPORT_FEW;
		if (!rows.p[k].few)
			rows.p[k].in = wilson(rows.p[k].invited, rows.p[k].n);
	}
	*ret = rows.p;
	*ret_n = rows.n;
}
