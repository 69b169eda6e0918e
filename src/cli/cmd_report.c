/* report: numbers and the list of activities. */
#include "base/date.h"
#include "base/js.h"
#include "cli/command.h"
#include "cli/out.h"
#include "domain/job/report.h"
#include "format/csv.h"

static bool
period(const struct cli *cli, int32_t *ret_from, int32_t *ret_to, struct err *err)
{
	const char *from = cli_option(cli, "from"), *to = cli_option(cli, "to");

	*ret_from = *ret_to = DAY_NONE;
	if (from != NULL && !day_parse(str_of(from), ret_from, err))
		return err_prefix(err, "--from");
	return to == NULL || day_parse(str_of(to), ret_to, err) || err_prefix(err, "--to");
}

static struct str
percent(struct arena *a, double share)
{
	return arena_printf(a, "%.0f%%", share * 100);
}

static void
funnel_json(struct js *j, const struct report *r)
{
	int64_t n[FUNNEL__COUNT];

	report_funnel(r, n);
	js_key(j, "funnel");
	js_open(j, '[');
	for (int s = 0; s < FUNNEL__COUNT; s++) {
		js_open(j, '{');
		js_kz(j, "step", funnel_name((enum funnel_step)s));
		js_ki(j, "n", n[s]);
		js_close(j, '}');
	}
	js_close(j, ']');
}

static void
flow_json(struct js *j, struct arena *a, const struct report *r)
{
	struct flow f = report_flow(a, r);

	js_key(j, "flows");
	js_open(j, '[');
	for (size_t i = 0; i < f.n_links; i++) {
		js_open(j, '{');
		js_kv(j, "from", f.nodes[f.links[i].from].word);
		js_kv(j, "to", f.nodes[f.links[i].to].word);
		js_ki(j, "n", f.links[i].n);
		js_close(j, '}');
	}
	js_close(j, ']');
}

static void
times_json(struct js *j, struct arena *a, const struct report *r)
{
	struct report_time *list;
	int64_t undated;
	size_t n;

	report_times(a, r, &list, &n, &undated);
	js_ki(j, "undated", undated);
	js_key(j, "times");
	js_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		js_open(j, '{');
		js_kv(j, "stage", list[i].word);
		js_ki(j, "n", list[i].km.n);
		js_ki(j, "moved_on", list[i].km.ended);
		js_ki(j, "waiting", list[i].km.censored);
		js_key(j, "median_days");
		if (list[i].km.has_median)
			js_i64(j, list[i].km.median);
		else
			js_null(j);
		js_close(j, '}');
	}
	js_close(j, ']');
}

static void
rates_json(struct js *j, struct arena *a, const struct report *r)
{
	js_key(j, "rates");
	js_open(j, '{');
	for (int by = 0; by < RATE__COUNT; by++) {
		struct rate_row *rows;
		size_t n;

		report_rates(a, r, (enum rate_by)by, &rows, &n);
		js_key(j, rate_by_name((enum rate_by)by));
		js_open(j, '[');
		for (size_t i = 0; i < n; i++) {
			js_open(j, '{');
			js_kv(j, "name", rows[i].name);
			js_ki(j, "n", rows[i].n);
			js_ki(j, "too_young", rows[i].young);
			js_ki(j, "heard", rows[i].heard);
			js_ki(j, "invited", rows[i].invited);
			js_kb(j, "too_few", rows[i].few);
			if (!rows[i].few) {
				js_kf(j, "rate", (double)rows[i].invited / (double)rows[i].n);
				js_kf(j, "low", rows[i].in.lo);
				js_kf(j, "high", rows[i].in.hi);
			}
			js_close(j, '}');
		}
		js_close(j, ']');
	}
	js_close(j, '}');
}

/* One table: what, name, n and the numbers there are. */
static void
report_csv(struct cli *cli, const struct report *r)
{
	static const char *const heads[] = {"table", "name", "to",   "n",           "invited",
	                                    "heard", "low",  "high", "median_days", "waiting"};
	struct arena *a = cli->ctx.a;
	struct csv_out w = {.out = &cli->out};
	struct flow f = report_flow(a, r);
	int64_t funnel[FUNNEL__COUNT];

	for (size_t i = 0; i < ARRAY_LEN(heads); i++)
		csv_put(&w, str_of(heads[i]));
	csv_end(&w);
	report_funnel(r, funnel);
	for (int s = 0; s < FUNNEL__COUNT; s++)
		strbuf_printf(&cli->out, "funnel,%s,,%lld,,,,,,\r\n", funnel_name((enum funnel_step)s),
		              (long long)funnel[s]);
	for (size_t i = 0; i < f.n_links; i++) {
		csv_put(&w, STR("flow"));
		csv_put_text(&w, f.nodes[f.links[i].from].word);
		csv_put_text(&w, f.nodes[f.links[i].to].word);
		strbuf_printf(&cli->out, ",%lld,,,,,,", (long long)f.links[i].n);
		csv_end(&w);
	}
	for (int by = 0; by < RATE__COUNT; by++) {
		struct rate_row *rows;
		size_t n;

		report_rates(a, r, (enum rate_by)by, &rows, &n);
		for (size_t i = 0; i < n; i++) {
			csv_put(&w, str_of(rate_by_name((enum rate_by)by)));
			csv_put_text(&w, rows[i].name);
			strbuf_printf(&cli->out, ",,%lld,%lld,%lld", (long long)rows[i].n, (long long)rows[i].invited,
			              (long long)rows[i].heard);
			if (rows[i].few)
				strbuf_addz(&cli->out, ",,");
			else
				strbuf_printf(&cli->out, ",%.4f,%.4f", rows[i].in.lo, rows[i].in.hi);
			strbuf_addz(&cli->out, ",,");
			csv_end(&w);
		}
	}
	{
		struct report_time *times;
		int64_t undated;
		size_t n;

		report_times(a, r, &times, &n, &undated);
		for (size_t i = 0; i < n; i++) {
			csv_put(&w, STR("time"));
			csv_put(&w, times[i].word);
			strbuf_printf(&cli->out, ",,%lld,,,,,", (long long)times[i].km.n);
			if (times[i].km.has_median)
				strbuf_printf(&cli->out, "%d", times[i].km.median);
			strbuf_printf(&cli->out, ",%lld", (long long)times[i].km.censored);
			csv_end(&w);
		}
	}
}

static void
rates_text(struct cli *cli, const struct report *r, enum rate_by by)
{
	struct arena *a = cli->ctx.a;
	struct out_table t = {.a = a, .n_columns = 5};
	struct rate_row *rows;
	int64_t young = 0;
	size_t n;

	report_rates(a, r, by, &rows, &n);
	if (n == 0)
		return;
	strbuf_printf(&cli->out, "\n%s\n", rate_by_text(by));
	out_cell(&t, STR(""));
	out_cell(&t, STR("SENT"));
	out_cell(&t, STR("HEARD"));
	out_cell(&t, STR("INVITED"));
	out_cell(&t, STR("RATE, 95% INTERVAL"));
	for (size_t i = 0; i < n; i++) {
		young += rows[i].young;
		out_cell(&t, rows[i].name);
		out_cellf(&t, "%lld", (long long)rows[i].n);
		out_cellf(&t, "%lld", (long long)rows[i].heard);
		out_cellf(&t, "%lld", (long long)rows[i].invited);
		if (rows[i].few)
			out_cell(&t, STR("too few"));
		else
			out_cellf(&t, "%.0f%% (%.0f to %.0f)", 100 * (double)rows[i].invited / (double)rows[i].n,
			          100 * rows[i].in.lo, 100 * rows[i].in.hi);
	}
	out_print(&t, "lrrrl", &cli->out);
	if (young > 0)
		strbuf_printf(&cli->out, "Left out: %lld without an answer and younger than %d days.\n",
		              (long long)young, REPORT_YOUNG_DAYS);
}

static void
report_text(struct cli *cli, const struct report *r)
{
	struct arena *a = cli->ctx.a;
	struct out_table t = {.a = a, .n_columns = 3}, times = {.a = a, .n_columns = 4};
	struct report_time *list;
	int64_t n[FUNNEL__COUNT], undated;
	size_t n_times;

	report_funnel(r, n);
	for (int s = 0; s < FUNNEL__COUNT; s++) {
		out_cell(&t, str_of(funnel_name((enum funnel_step)s)));
		out_cellf(&t, "%lld", (long long)n[s]);
		out_cell(&t, s > 1 && n[1] >= REPORT_FEW ? percent(a, (double)n[s] / (double)n[1]) : STR(""));
	}
	out_print(&t, "lrr", &cli->out);
	report_times(a, r, &list, &n_times, &undated);
	strbuf_addz(&cli->out, "\nDays in a stage until it moved on (Kaplan-Meier)\n");
	out_cell(&times, STR(""));
	out_cell(&times, STR("MEDIAN"));
	out_cell(&times, STR("MOVED ON"));
	out_cell(&times, STR("WAITING"));
	for (size_t i = 0; i < n_times; i++) {
		out_cell(&times, list[i].name);
		if (list[i].km.n < REPORT_FEW)
			out_cell(&times, STR("too few"));
		else if (list[i].km.has_median)
			out_cellf(&times, "%d", list[i].km.median);
		else
			out_cell(&times, STR("not reached"));
		out_cellf(&times, "%lld", (long long)list[i].km.ended);
		out_cellf(&times, "%lld", (long long)list[i].km.censored);
	}
	out_print(&times, "lrrr", &cli->out);
	if (undated > 0)
		strbuf_printf(&cli->out, "Left out: %lld whose days are made up (tagged %s).\n", (long long)undated,
		              REPORT_UNDATED);
	for (int by = 0; by < RATE__COUNT; by++)
		rates_text(cli, r, (enum rate_by)by);
}

static bool
cmd_report(struct cli *cli, struct err *err)
{
	struct report r;
	int32_t from, to;

	if (!period(cli, &from, &to, err) || !report_load(&cli->ctx, from, to, &r, err))
		return false;
	if (cli_option(cli, "csv") != NULL) {
		report_csv(cli, &r);
	} else if (cli->json) {
		struct js j = JS(&cli->out);

		js_open(&j, '{');
		js_kday(&j, "from", from);
		js_kday(&j, "to", to);
		js_ki(&j, "applications", (int64_t)r.n);
		funnel_json(&j, &r);
		flow_json(&j, cli->ctx.a, &r);
		times_json(&j, cli->ctx.a, &r);
		rates_json(&j, cli->ctx.a, &r);
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
	} else if (r.n == 0) {
		strbuf_addz(&cli->out, "No applications in this period.\n");
	} else {
		report_text(cli, &r);
	}
	return true;
}

static bool
in_period(int32_t day, int32_t from, int32_t to)
{
	return (from == DAY_NONE || day >= from) && (to == DAY_NONE || day <= to);
}

/* One line an event: as CSV, for an office that wants a table. */
static void
activity_csv(struct cli *cli, const struct report *r, int32_t from, int32_t to)
{
	struct csv_out w = {.out = &cli->out};
	char day[16];

	strbuf_addz(&cli->out, "date,company,title,event,how,note\r\n");
	for (size_t i = 0; i < r->n; i++) {
		for (size_t k = 0; k < r->apps[i].n_events; k++) {
			const struct report_event *e = &r->apps[i].events[k];

			if (!in_period(e->on_day, from, to))
				continue;
			csv_put(&w, str_of(day_format(e->on_day, day)));
			csv_put(&w, r->apps[i].company);
			csv_put(&w, r->apps[i].title);
			csv_put(&w, stage_name(r->stages, r->n_stages, e->kind));
			csv_put(&w, str_eq(e->kind, STR("applied")) ? r->apps[i].channel : STR(""));
			csv_put(&w, e->note);
			csv_end(&w);
		}
	}
}

static void
activity_text(struct cli *cli, const struct report *r, int32_t from, int32_t to)
{
	char day[16];

	for (size_t i = 0; i < r->n; i++) {
		bool said = false;

		for (size_t k = 0; k < r->apps[i].n_events; k++) {
			const struct report_event *e = &r->apps[i].events[k];

			if (!in_period(e->on_day, from, to))
				continue;
			if (!said)
				strbuf_printf(&cli->out, "%.*s, %.*s\n", STR_ARG(r->apps[i].company),
				              STR_ARG(r->apps[i].title));
			said = true;
			strbuf_printf(&cli->out, "  %s  %.*s\n", day_format(e->on_day, day),
			              STR_ARG(stage_name(r->stages, r->n_stages, e->kind)));
		}
	}
}

static bool
cmd_report_activity(struct cli *cli, struct err *err)
{
	struct report r;
	struct report_contact *contacts;
	size_t n;
	int32_t from, to;
	struct js j = JS(&cli->out);
	char day[16];

	/* Events of the period, whenever the application began. */
	if (!period(cli, &from, &to, err) || !report_load(&cli->ctx, DAY_NONE, DAY_NONE, &r, err) ||
	    !report_contacts(&cli->ctx, from, to, &contacts, &n, err))
		return false;
	if (cli_option(cli, "csv") != NULL) {
		activity_csv(cli, &r, from, to);
		return true;
	}
	if (!cli->json) {
		activity_text(cli, &r, from, to);
		for (size_t i = 0; i < n; i++)
			strbuf_printf(&cli->out, "%s%s  %.*s (%.*s)\n", i == 0 ? "Contacts\n  " : "  ",
			              day_format(contacts[i].on_day, day), STR_ARG(contacts[i].name),
			              STR_ARG(contacts[i].kind));
		return true;
	}
	js_open(&j, '[');
	for (size_t i = 0; i < r.n; i++) {
		for (size_t k = 0; k < r.apps[i].n_events; k++) {
			const struct report_event *e = &r.apps[i].events[k];

			if (!in_period(e->on_day, from, to))
				continue;
			js_open(&j, '{');
			js_kday(&j, "on", e->on_day);
			js_ki(&j, "application", r.apps[i].id);
			js_kv(&j, "company", r.apps[i].company);
			js_kv(&j, "title", r.apps[i].title);
			js_kv(&j, "event", e->kind);
			js_kv(&j, "note", e->note.n > 0 ? e->note : STR_NONE);
			js_close(&j, '}');
		}
	}
	js_close(&j, ']');
	strbuf_byte(&cli->out, '\n');
	return true;
}

/* clang-format off */
#define O_FROM {"from", "DATE", "not before this day"}
#define O_TO   {"to", "DATE", "not after this day"}
#define O_CSV  {"csv", NULL, "as CSV"}
static const struct command report_commands[] = {
	{"report", NULL, "", 0, 0, {O_FROM, O_TO, O_CSV}, NEEDS_DB, cmd_report,
	 "Funnel, flows, days in a stage and rates of answers, always with how many."},
	{"report", "activity", "", 0, 0, {O_FROM, O_TO, O_CSV}, NEEDS_DB, cmd_report_activity,
	 "What was done in a period, application by application, for an office that asks."},
};
/* clang-format on */
const COMMAND_GROUP(report_group, "Numbers", report_commands);
