/* offer: add, edit, list, show, compare, rate, weight, score, negotiate, decide, undo. */
#include <math.h>

#include "base/date.h"
#include "base/js.h"
#include "base/num.h"
#include "cli/command.h"
#include "cli/out.h"
#include "domain/job/offer.h"
#include "domain/plan/growth.h"
#include "format/csv.h"

static bool
arg_id(const struct cli *cli, size_t i, int64_t *ret, struct err *err)
{
	return num_parse_i64(str_of(cli->args[i]), 1, INT64_MAX, "id", ret, err);
}

/* --on, or today. */
static bool
option_day(const struct cli *cli, int32_t *ret, struct err *err)
{
	const char *on = cli_option(cli, "on");

	*ret = ctx_today(&cli->ctx);
	return on == NULL || day_parse(str_of(on), ret, err) || err_prefix(err, "--on");
}

static struct str
option_str(const struct cli *cli, const char *name)
{
	return str_of(cli_option(cli, name));
}

static bool
say_done(struct cli *cli, int64_t id, const char *what)
{
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld}\n", (long long)id);
	else if (id == 0)
		strbuf_addz(&cli->out, "Nothing changed\n");
	else
		strbuf_printf(&cli->out, "%s (undo: cairn offer undo %lld)\n", what, (long long)id);
	return true;
}

/* FIELD=VALUE arguments from the i-th on, taken in the order of the table, whatever the order they come in. */
static bool
fields_set(struct cli *cli, size_t from, struct offer *o, struct err *err)
{
	bool taken[CLI_ARGS_MAX] = {false};

	for (size_t k = 0; k < offer_fields_n; k++) {
		for (size_t i = from; i < cli->n_args; i++) {
			struct str arg = str_of(cli->args[i]);
			size_t equals = str_find_byte(arg, '=');

			if (equals == arg.n || offer_field_find(str_sub(arg, 0, equals)) != &offer_fields[k])
				continue;
			taken[i] = true;
			if (!offer_set(cli->ctx.a, o, &offer_fields[k], str_sub(arg, equals + 1, arg.n), err))
				return false;
		}
	}
	for (size_t i = from; i < cli->n_args; i++) {
		if (taken[i])
			continue;
		err_set(err, ERR_INVALID, "'%.60s' is not FIELD=VALUE of an offer", cli->args[i]);
		return err_hint(err, "The fields: company title currency base unit times bonus bonus_share equity "
		                     "equity_kind equity_share vest_months cliff_months vest_split signon signon_note "
		                     "days_off remote_days start deadline on note.");
	}
	return true;
}

static bool
cmd_offer_add(struct cli *cli, struct err *err)
{
	struct offer o = offer_new(&cli->ctx);
	const char *application = cli_option(cli, "application");

	o.company = str_trim(str_of(cli->args[0]));
	o.title = str_trim(str_of(cli->args[1]));
	if (application != NULL &&
	    !num_parse_i64(str_of(application), 1, INT64_MAX, "--application", &o.application_id, err))
		return false;
	return fields_set(cli, 2, &o, err) && offer_add(&cli->ctx, &o, err) && say_done(cli, o.id, "Kept");
}

static bool
cmd_offer_edit(struct cli *cli, struct err *err)
{
	struct offer o;
	int64_t id;

	return arg_id(cli, 0, &id, err) && offer_get(&cli->ctx, id, &o, err) && fields_set(cli, 1, &o, err) &&
	       offer_save(&cli->ctx, &o, &id, err) && say_done(cli, id, "Changed");
}

static bool
cmd_offer_line(struct cli *cli, struct err *err)
{
	struct offer_line l = {.label = str_trim(str_of(cli->args[1])), .yearly = cli_option(cli, "once") == NULL};
	struct offer o;
	int64_t id;

	return arg_id(cli, 0, &id, err) && offer_get(&cli->ctx, id, &o, err) &&
	       money_parse(str_of(cli->args[2]), o.currency, "amount", &l.amount, err) &&
	       offer_line_add(&cli->ctx, id, &l, err) && say_done(cli, l.id, "Added");
}

static bool
cmd_offer_remove(struct cli *cli, struct err *err)
{
	int64_t id;

	if (!arg_id(cli, 0, &id, err) || !offer_delete(&cli->ctx, id, err))
		return false;
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld}\n", (long long)id);
	else
		strbuf_printf(&cli->out, "Removed (bring back: cairn offer undo %lld --redo)\n", (long long)id);
	return true;
}

/* A field as JSON: amounts as text, so that no reader makes doubles of them. */
static void
field_json(struct js *j, struct arena *a, const struct offer *o, const struct offer_field *f)
{
	struct str text = offer_text(a, o, f);
	int64_t v;

	if (f->kind == OFFER_INT && text.n > 0 && num_parse_i64(text, INT64_MIN, INT64_MAX, f->name, &v, NULL))
		js_ki(j, f->name, v);
	else if (f->kind == OFFER_MONEY)
		js_kv(j, f->name, text.n > 0 ? text : STR("0"));
	else
		js_kv(j, f->name, text.n > 0 ? text : STR_NONE);
}

static void
years_json(struct js *j, struct arena *a, const struct offer_years *y, struct str currency)
{
	js_open(j, '{');
	for (int p = 0; p < OFFER_PART__COUNT; p++) {
		js_key(j, offer_part_name((enum offer_part)p));
		js_open(j, '[');
		for (int i = 0; i < OFFER_YEARS; i++)
			js_text(j, money_plain(a, y->part[p][i], currency));
		js_close(j, ']');
	}
	js_key(j, "year");
	js_open(j, '[');
	for (int i = 0; i < OFFER_YEARS; i++)
		js_text(j, money_plain(a, y->year[i], currency));
	js_close(j, ']');
	js_kv(j, "all", money_plain(a, y->all, currency));
	js_close(j, '}');
}

static void
offer_json(struct js *j, struct arena *a, const struct offer *o)
{
	struct offer_years y = offer_years(o);

	js_ki(j, "id", o->id);
	js_ki(j, "application", o->application_id);
	js_kz(j, "state", offer_state_name(o->state));
	js_ki(j, "version", o->version);
	for (size_t i = 0; i < offer_fields_n; i++)
		field_json(j, a, o, &offer_fields[i]);
	js_key(j, "lines");
	js_open(j, '[');
	for (size_t i = 0; i < o->n_lines; i++) {
		js_open(j, '{');
		js_ki(j, "id", o->lines[i].id);
		js_kv(j, "label", o->lines[i].label);
		js_kv(j, "amount", money_plain(a, o->lines[i].amount, o->currency));
		js_kb(j, "yearly", o->lines[i].yearly);
		js_close(j, '}');
	}
	js_close(j, ']');
	js_key(j, "four_years");
	years_json(j, a, &y, o->currency);
}

static void
list_csv(struct cli *cli, const struct offer *list, size_t n)
{
	struct arena *a = cli->ctx.a;
	struct csv_out w = {.out = &cli->out};

	csv_put(&w, STR("id"));
	csv_put(&w, STR("state"));
	for (size_t k = 0; k < offer_fields_n; k++)
		csv_put(&w, str_of(offer_fields[k].name));
	for (int i = 1; i <= OFFER_YEARS; i++)
		csv_put(&w, arena_printf(a, "year_%d", i));
	csv_put(&w, STR("four_years"));
	csv_end(&w);
	for (size_t i = 0; i < n; i++) {
		struct offer_years y = offer_years(&list[i]);

		csv_put(&w, arena_printf(a, "%lld", (long long)list[i].id));
		csv_put(&w, str_of(offer_state_name(list[i].state)));
		for (size_t k = 0; k < offer_fields_n; k++)
			csv_put_text(&w, offer_text(a, &list[i], &offer_fields[k]));
		for (int k = 0; k < OFFER_YEARS; k++)
			csv_put(&w, money_plain(a, y.year[k], list[i].currency));
		csv_put(&w, money_plain(a, y.all, list[i].currency));
		csv_end(&w);
	}
}

static bool
cmd_offer_list(struct cli *cli, struct err *err)
{
	static const char *const headings[] = {"ID", "COMPANY", "TITLE", "FIRST YEAR", "FOUR YEARS", "ANSWER", "STATE"};
	struct out_table t = {.a = cli->ctx.a, .n_columns = ARRAY_LEN(headings)};
	struct js j = JS(&cli->out);
	struct offer *list;
	size_t n;
	char day[16];

	if (!offer_list(&cli->ctx, &list, &n, err))
		return false;
	if (cli_option(cli, "csv") != NULL) {
		cli->file = true;
		list_csv(cli, list, n);
		return true;
	}
	if (cli->json) {
		js_open(&j, '[');
		for (size_t i = 0; i < n; i++) {
			js_open(&j, '{');
			offer_json(&j, cli->ctx.a, &list[i]);
			js_close(&j, '}');
		}
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	if (n == 0) {
		strbuf_addz(&cli->out, "No offers yet. The first: cairn offer add COMPANY TITLE base=85000\n");
		return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(headings); i++)
		out_cell(&t, str_of(headings[i]));
	for (size_t i = 0; i < n; i++) {
		struct offer_years y = offer_years(&list[i]);

		out_cellf(&t, "%lld", (long long)list[i].id);
		out_cell(&t, list[i].company);
		out_cell(&t, list[i].title);
		out_cell(&t, money_text(cli->ctx.a, y.year[0], list[i].currency));
		out_cell(&t, money_text(cli->ctx.a, y.all, list[i].currency));
		out_cellf(&t, "%s", list[i].deadline_day == DAY_NONE ? "-" : day_format(list[i].deadline_day, day));
		out_cell(&t, str_of(offer_state_name(list[i].state)));
	}
	out_print(&t, "lllrrll", &cli->out);
	return true;
}

static void
years_text(struct cli *cli, const struct offer_years *y, struct str currency)
{
	struct arena *a = cli->ctx.a;
	struct out_table t = {.a = a, .n_columns = 2 + OFFER_YEARS};

	out_cell(&t, STR(""));
	for (int i = 1; i <= OFFER_YEARS; i++)
		out_cellf(&t, "YEAR %d", i);
	out_cell(&t, STR("FOUR YEARS"));
	for (int p = 0; p <= OFFER_PART__COUNT; p++) {
		bool sum = p == OFFER_PART__COUNT;

		if (!sum && y->total[p] == 0)
			continue;
		out_cell(&t, str_of(sum ? "in all" : offer_part_name((enum offer_part)p)));
		for (int i = 0; i < OFFER_YEARS; i++)
			out_cell(&t, money_text(a, sum ? y->year[i] : y->part[p][i], currency));
		out_cell(&t, money_text(a, sum ? y->all : y->total[p], currency));
	}
	out_print(&t, "lrrrrr", &cli->out);
}

struct offer_all {
	struct offer o;
	struct offer_version *versions;
	size_t n_versions;
	struct negotiation *said;
	size_t n_said;
	struct offer_decision *decisions;
	size_t n_decisions;
};

static void
show_json(struct cli *cli, const struct offer_all *s)
{
	struct js j = JS(&cli->out);

	js_open(&j, '{');
	offer_json(&j, cli->ctx.a, &s->o);
	js_key(&j, "changes");
	js_open(&j, '[');
	for (size_t i = 0; i < s->n_versions; i++) {
		js_open(&j, '{');
		js_ki(&j, "id", s->versions[i].id);
		js_key(&j, "fields");
		js_open(&j, '[');
		for (size_t k = 0; k < s->versions[i].n_changes; k++) {
			js_open(&j, '{');
			js_kz(&j, "field", s->versions[i].changes[k].field->name);
			js_kv(&j, "was", s->versions[i].changes[k].was);
			js_kv(&j, "now", s->versions[i].changes[k].now);
			js_close(&j, '}');
		}
		js_close(&j, ']');
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_key(&j, "negotiation");
	js_open(&j, '[');
	for (size_t i = 0; i < s->n_said; i++) {
		js_open(&j, '{');
		js_ki(&j, "id", s->said[i].id);
		js_kv(&j, "who", s->said[i].who);
		js_kv(&j, "asked", s->said[i].asked);
		js_kv(&j, "answer", s->said[i].answer);
		js_kday(&j, "on", s->said[i].on_day);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_key(&j, "decisions");
	js_open(&j, '[');
	for (size_t i = 0; i < s->n_decisions; i++) {
		js_open(&j, '{');
		js_ki(&j, "id", s->decisions[i].id);
		js_kz(&j, "verdict", offer_state_name(s->decisions[i].verdict));
		js_kv(&j, "reasons", s->decisions[i].reasons);
		js_kday(&j, "on", s->decisions[i].on_day);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

static void
show_logs(struct cli *cli, const struct offer_all *s)
{
	char day[16];

	for (size_t i = 0; i < s->n_said; i++)
		strbuf_printf(&cli->out, "\n%s  %.*s asked: %.*s\n            answer: %.*s\n",
		              day_format(s->said[i].on_day, day), STR_ARG(s->said[i].who), STR_ARG(s->said[i].asked),
		              STR_ARG(s->said[i].answer.n > 0 ? s->said[i].answer : STR("none yet")));
	for (size_t i = 0; i < s->n_versions; i++)
		for (size_t k = 0; k < s->versions[i].n_changes; k++)
			strbuf_printf(&cli->out, "%s%s: %.*s -> %.*s%s", k == 0 ? "\nChanged: " : ", ",
			              s->versions[i].changes[k].field->name,
			              STR_ARG(s->versions[i].changes[k].was.n > 0 ? s->versions[i].changes[k].was
			                                                          : STR("nothing")),
			              STR_ARG(s->versions[i].changes[k].now.n > 0 ? s->versions[i].changes[k].now
			                                                          : STR("nothing")),
			              k + 1 == s->versions[i].n_changes ? "\n" : "");
	for (size_t i = 0; i < s->n_decisions; i++)
		strbuf_printf(&cli->out, "\n%s %s: %.*s\n", day_format(s->decisions[i].on_day, day),
		              offer_state_name(s->decisions[i].verdict), STR_ARG(s->decisions[i].reasons));
}

static bool
cmd_offer_show(struct cli *cli, struct err *err)
{
	struct offer_all s;
	struct offer_years y;
	int64_t id;

	if (!arg_id(cli, 0, &id, err) || !offer_get(&cli->ctx, id, &s.o, err) ||
	    !offer_versions(&cli->ctx, &s.o, &s.versions, &s.n_versions, err) ||
	    !negotiation_list(&cli->ctx, id, &s.said, &s.n_said, err) ||
	    !offer_decisions(&cli->ctx, id, &s.decisions, &s.n_decisions, err))
		return false;
	if (cli->json) {
		show_json(cli, &s);
		return true;
	}
	strbuf_printf(&cli->out, "%.*s at %.*s (%s)\n\n", STR_ARG(s.o.title), STR_ARG(s.o.company),
	              offer_state_name(s.o.state));
	for (size_t i = 2; i < offer_fields_n; i++) {
		struct str text = offer_text(cli->ctx.a, &s.o, &offer_fields[i]);

		if (text.n > 0)
			strbuf_printf(&cli->out, "%-24s%.*s\n", offer_fields[i].label, STR_ARG(text));
	}
	for (size_t i = 0; i < s.o.n_lines; i++)
		strbuf_printf(&cli->out, "%-24s%.*s %s\n", arena_cstr(cli->ctx.a, s.o.lines[i].label),
		              STR_ARG(money_text(cli->ctx.a, s.o.lines[i].amount, s.o.currency)),
		              s.o.lines[i].yearly ? "every year" : "once");
	strbuf_byte(&cli->out, '\n');
	y = offer_years(&s.o);
	years_text(cli, &y, s.o.currency);
	show_logs(cli, &s);
	return true;
}

/* --- side by side ------------------------------------------------------------------------------------------------- */

static void
row_json(struct cli *cli, struct js *j, const struct offer_compare *cmp, const struct offer_row *r)
{
	js_open(j, '{');
	js_ki(j, "id", r->o->id);
	js_kv(j, "company", r->o->company);
	js_kv(j, "title", r->o->title);
	js_kb(j, "ranked", r->ranked);
	js_kv(j, "why", r->why);
	js_kv(j, "hint", r->hint);
	js_kv(j, "currency", r->ranked ? cmp->currency : r->o->currency);
	if (r->rate_day != DAY_NONE) {
		js_kv(j, "rate", money_rate_text(cli->ctx.a, r->rate_nano));
		js_kday(j, "rate_on", r->rate_day);
	}
	js_key(j, "four_years");
	years_json(j, cli->ctx.a, r->ranked ? &r->years : &r->own, r->ranked ? cmp->currency : r->o->currency);
	js_key(j, "points");
	js_open(j, '{');
	for (size_t k = 0; k < cmp->n_weights; k++) {
		js_key(j, arena_cstr(cli->ctx.a, cmp->weights[k].factor));
		js_f64(j, r->points[k] < 0 ? NAN : r->points[k]);
	}
	js_close(j, '}');
	js_kf(j, "total", r->ranked ? r->total : NAN);
	js_close(j, '}');
}

static void
compare_json(struct cli *cli, const struct offer_compare *cmp)
{
	struct js j = JS(&cli->out);

	js_open(&j, '{');
	js_kv(&j, "currency", cmp->currency);
	js_key(&j, "weights");
	js_open(&j, '[');
	for (size_t k = 0; k < cmp->n_weights; k++) {
		js_open(&j, '{');
		js_kv(&j, "factor", cmp->weights[k].factor);
		js_ki(&j, "weight", cmp->weights[k].weight);
		js_kb(&j, "used", cmp->used[k]);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_key(&j, "offers");
	js_open(&j, '[');
	for (size_t i = 0; i < cmp->n; i++)
		row_json(cli, &j, cmp, &cmp->rows[i]);
	js_close(&j, ']');
	js_key(&j, "flips");
	js_open(&j, '[');
	for (size_t i = 0; i < cmp->n_flips; i++) {
		js_open(&j, '{');
		js_kv(&j, "what", cmp->flips[i].what);
		js_kf(&j, "now", cmp->flips[i].now);
		js_kf(&j, "at", cmp->flips[i].at);
		js_kb(&j, "flips_at_0", cmp->flips[i].flips_at_0);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

static void
compare_rows(struct cli *cli, const struct offer_compare *cmp)
{
	struct arena *a = cli->ctx.a;
	size_t columns = MIN(cmp->n_weights, (size_t)OUT_COLUMNS_MAX - 4);
	struct out_table t = {.a = a, .n_columns = columns + 4};
	CLEANUP(strbuf_release) struct strbuf align = STRBUF(32);

	strbuf_addz(&align, "llr");
	out_cell(&t, STR("ID"));
	out_cell(&t, STR("COMPANY"));
	out_cell(&t, STR("FOUR YEARS"));
	for (size_t k = 0; k < columns; k++) {
		strbuf_byte(&align, 'r');
		out_cellf(&t, "%.*s (%lld%s)", STR_ARG(cmp->weights[k].factor), (long long)cmp->weights[k].weight,
		          cmp->used[k] ? "" : ", not counted");
	}
	strbuf_byte(&align, 'r');
	out_cell(&t, STR("TOTAL"));
	for (size_t i = 0; i < cmp->n; i++) {
		const struct offer_row *r = &cmp->rows[i];

		out_cellf(&t, "%lld", (long long)r->o->id);
		out_cell(&t, r->o->company);
		out_cell(&t, r->ranked ? money_text(a, r->years.all, cmp->currency)
		                       : money_text(a, r->own.all, r->o->currency));
		for (size_t k = 0; k < columns; k++)
			out_cellf(&t, r->points[k] < 0 ? "-" : "%.1f", r->points[k]);
		if (r->ranked)
			out_cellf(&t, "%.2f", r->total);
		else
			out_cell(&t, STR("not ranked"));
	}
	out_print(&t, strbuf_str(&align).p, &cli->out);
}

static bool
cmd_offer_compare(struct cli *cli, struct err *err)
{
	struct offer_compare cmp;
	char day[16];

	if (!offer_compare(&cli->ctx, option_str(cli, "currency"), &cmp, err))
		return false;
	if (cli->json) {
		compare_json(cli, &cmp);
		return true;
	}
	if (cmp.n == 0) {
		strbuf_addz(&cli->out, "No offer is open. The first: cairn offer add COMPANY TITLE base=85000\n");
		return true;
	}
	compare_rows(cli, &cmp);
	for (size_t i = 0; i < cmp.n; i++) {
		const struct offer_row *r = &cmp.rows[i];

		if (!r->ranked)
			strbuf_printf(&cli->out, "\n%.*s: %.*s. %.*s\n  cairn offer rate %.*s %.*s RATE --on DATE\n",
			              STR_ARG(r->o->company), STR_ARG(r->why), STR_ARG(r->hint),
			              STR_ARG(r->o->currency), STR_ARG(cmp.currency));
		else if (r->rate_day != DAY_NONE)
			strbuf_printf(&cli->out, "\n%.*s: 1 %.*s = %.*s %.*s, as of %s\n", STR_ARG(r->o->company),
			              STR_ARG(r->o->currency), STR_ARG(money_rate_text(cli->ctx.a, r->rate_nano)),
			              STR_ARG(cmp.currency), day_format(r->rate_day, day));
	}
	if (cmp.n_flips > 0)
		strbuf_printf(&cli->out, "\nWhat would put %.*s before %.*s\n", STR_ARG(cmp.rows[1].o->company),
		              STR_ARG(cmp.rows[0].o->company));
	for (size_t i = 0; i < cmp.n_flips; i++) {
		const struct offer_flip *f = &cmp.flips[i];

		strbuf_printf(&cli->out, "  %-34.*s", STR_ARG(f->what));
		if (isnan(f->at))
			strbuf_printf(&cli->out, "%s\n", f->share ? "no share of it" : "no weight from 0 to 100");
		else if (f->share)
			strbuf_printf(&cli->out, "%s than %.1f%%\n", f->flips_at_0 ? "less" : "more", f->at * 100);
		else
			strbuf_printf(&cli->out, "%s than %.1f (now %.0f)\n", f->at < f->now ? "less" : "more", f->at,
			              f->now);
	}
	return true;
}

static bool
rates_list(struct cli *cli, struct err *err)
{
	struct js j = JS(&cli->out);
	struct money_rate *rates;
	size_t n;
	char day[16];

	if (!money_rates(&cli->ctx, &rates, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		struct str text = money_rate_text(cli->ctx.a, rates[i].nano);

		if (!cli->json) {
			strbuf_printf(&cli->out, "%s  1 %.*s = %.*s %.*s  (undo: %lld)\n",
			              day_format(rates[i].on_day, day), STR_ARG(rates[i].from), STR_ARG(text),
			              STR_ARG(rates[i].to), (long long)rates[i].id);
			continue;
		}
		js_open(&j, '{');
		js_ki(&j, "id", rates[i].id);
		js_kv(&j, "from", rates[i].from);
		js_kv(&j, "to", rates[i].to);
		js_kv(&j, "rate", text);
		js_kday(&j, "on", rates[i].on_day);
		js_close(&j, '}');
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	}
	return true;
}

static bool
cmd_offer_rate(struct cli *cli, struct err *err)
{
	struct money_rate r;

	if (cli->n_args == 0)
		return rates_list(cli, err);
	if (cli->n_args != 3)
		return err_set(err, ERR_INVALID,
		               "offer rate needs two currencies and how many of the second the "
		               "first is worth"),
		       err_hint(err, "For example: cairn offer rate USD EUR 0.92");
	return money_currency(cli->ctx.a, str_of(cli->args[0]), &r.from, err) &&
	       money_currency(cli->ctx.a, str_of(cli->args[1]), &r.to, err) &&
	       money_rate_parse(str_of(cli->args[2]), &r.nano, err) && option_day(cli, &r.on_day, err) &&
	       money_rate_add(&cli->ctx, &r, err) && say_done(cli, r.id, "Kept");
}

static bool
weights_list(struct cli *cli, struct err *err)
{
	struct js j = JS(&cli->out);
	struct offer_weight *w;
	size_t n;

	if (!offer_weights(&cli->ctx, &w, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		if (!cli->json) {
			strbuf_printf(&cli->out, "%4lld  %.*s%s%s\n", (long long)w[i].weight, STR_ARG(w[i].factor),
			              w[i].label != NULL ? ": " : "", w[i].label != NULL ? w[i].label : "");
			continue;
		}
		js_open(&j, '{');
		js_kv(&j, "factor", w[i].factor);
		js_ki(&j, "weight", w[i].weight);
		js_close(&j, '}');
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	}
	return true;
}

static bool
cmd_offer_weight(struct cli *cli, struct err *err)
{
	int64_t weight, id;

	if (cli->n_args == 0)
		return weights_list(cli, err);
	if (cli->n_args != 2)
		return err_set(err, ERR_INVALID, "offer weight needs a factor and a number from 0 to 100");
	return num_parse_i64(str_of(cli->args[1]), 0, 100, "weight", &weight, err) &&
	       offer_weight_set(&cli->ctx, str_trim(str_of(cli->args[0])), weight, &id, err) &&
	       say_done(cli, id, "Set");
}

/* What the goal and the advert propose for learning and growth. */
static bool
score_propose(struct cli *cli, struct err *err)
{
	struct js j = JS(&cli->out);
	struct growth g;
	struct offer o;
	int64_t id;

	if (!arg_id(cli, 0, &id, err) || !offer_get(&cli->ctx, id, &o, err) ||
	    !growth_propose(&cli->ctx, o.application_id, &g, err))
		return false;
	if (cli->json) {
		js_open(&j, '{');
		js_kf(&j, "learning", g.known ? g.learning : NAN);
		js_kv(&j, "why_learning", g.why_learning);
		js_kf(&j, "growth", g.known ? g.growth : NAN);
		js_kv(&j, "why_growth", g.why_growth);
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
	} else if (g.known) {
		strbuf_printf(&cli->out, "learning %.1f  %.*s\ngrowth   %.1f  %.*s\n", g.learning,
		              STR_ARG(g.why_learning), g.growth, STR_ARG(g.why_growth));
	} else {
		strbuf_addz(&cli->out, "No proposal: it needs a goal, and an application with its advert.\n");
	}
	return true;
}

static bool
cmd_offer_score(struct cli *cli, struct err *err)
{
	if (cli->n_args == 1)
		return score_propose(cli, err);
	if (cli->n_args != 4)
		return err_set(err, ERR_INVALID, "offer score needs an offer, a factor, points and a reason");

	struct offer_score s = {.factor = str_trim(str_of(cli->args[1])), .reason = str_trim(str_of(cli->args[3]))};

	return arg_id(cli, 0, &s.offer_id, err) && offer_points_parse(str_of(cli->args[2]), &s.tenths, err) &&
	       offer_score_add(&cli->ctx, &s, err) && say_done(cli, s.id, "Kept");
}

static bool
cmd_offer_negotiate(struct cli *cli, struct err *err)
{
	struct negotiation n = {.who = str_trim(option_str(cli, "who")),
	                        .asked = str_trim(str_of(cli->args[1])),
	                        .answer = str_trim(option_str(cli, "answer"))};
	int64_t id;

	return arg_id(cli, 0, &id, err) && option_day(cli, &n.on_day, err) && negotiation_add(&cli->ctx, id, &n, err) &&
	       say_done(cli, n.id, "Kept");
}

static bool
cmd_offer_decide(struct cli *cli, struct err *err)
{
	struct offer_decision d = {.reasons = str_trim(str_of(cli->args[2]))};
	struct str verdict = str_of(cli->args[1]);

	for (int i = OFFER_ACCEPTED; i < OFFER_STATE__COUNT; i++)
		if (str_eq(verdict, str_of(offer_state_name((enum offer_state)i))))
			d.verdict = (enum offer_state)i;
	if (d.verdict == OFFER_OPEN)
		return err_set(err, ERR_INVALID, "'%.40s' is not accepted, declined or lapsed", cli->args[1]);
	if (!arg_id(cli, 0, &d.offer_id, err) || !option_day(cli, &d.on_day, err) || !offer_decide(&cli->ctx, &d, err))
		return false;
	say_done(cli, d.id, "Decided");
	if (!cli->json && d.verdict == OFFER_ACCEPTED)
		strbuf_addz(&cli->out, "Leave well: cairn leave begin COMPANY LAST-DAY\n");
	return true;
}

static bool
cmd_offer_undo(struct cli *cli, struct err *err)
{
	bool back = cli_option(cli, "redo") != NULL;
	const char *what = "";
	int64_t id;

	if (!arg_id(cli, 0, &id, err) || !offer_undo(&cli->ctx, id, back, &what, err))
		return false;
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld,\"what\":\"%s\"}\n", (long long)id, what);
	else
		strbuf_printf(&cli->out, "%s: %s\n", back ? "Brought back" : "Taken back", what);
	return true;
}

/* clang-format off */
#define O_ON {"on", "DATE", "the day it was (YYYY-MM-DD; default today)"}
static const struct command offer_commands[] = {
	{"offer", "add", "COMPANY TITLE [FIELD=VALUE]...", 2, CLI_ARGS_MAX,
	 {{"application", "ID", "the application it came from"}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_offer_add,
	 "Keep an offer: currency, base, bonus, equity and its vesting, sign-on, days off, deadline."},
	{"offer", "edit", "ID FIELD=VALUE...", 2, CLI_ARGS_MAX, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_offer_edit,
	 "Change an offer; what it said before is kept."},
	{"offer", "line", "ID LABEL AMOUNT", 3, 3, {{"once", NULL, "in the first year only; else every year"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_offer_line,
	 "Add further money to an offer; what it costs you is negative, behind --."},
	{"offer", "remove", "ID", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_offer_remove,
	 "Take an offer off the list."},
	{"offer", "list", "", 0, 0, {{"csv", NULL, "as CSV, every field and year"}}, NEEDS_DB, cmd_offer_list,
	 "The offers, newest first."},
	{"offer", "show", "ID", 1, 1, {{0}}, NEEDS_DB, cmd_offer_show,
	 "One offer: its fields, four years by part, changes, what was said."},
	{"offer", "compare", "", 0, 0, {{"currency", "CUR", "in this currency (default: in which most can be ranked)"}},
	 NEEDS_DB, cmd_offer_compare,
	 "The open offers side by side, their order, and what would turn it."},
	{"offer", "rate", "[FROM TO RATE]", 0, 3, {O_ON}, NEEDS_DB | NEEDS_WRITE, cmd_offer_rate,
	 "Enter how many of one currency another is worth, or list the rates."},
	{"offer", "weight", "[FACTOR N]", 0, 2, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_offer_weight,
	 "How much money, people, learning, growth or something of your own counts, 0 to 100."},
	{"offer", "score", "ID [FACTOR POINTS REASON]", 1, 4, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_offer_score,
	 "How good an offer is at a factor, 0 to 10, and why; by itself, what goal and advert propose."},
	{"offer", "negotiate", "ID ASKED", 2, 2,
	 {{"who", "NAME", "who asked (default me)"},
	  {"answer", "TEXT", "what was answered"},
	  O_ON},
	 NEEDS_DB | NEEDS_WRITE, cmd_offer_negotiate,
	 "Keep what was asked and answered."},
	{"offer", "decide", "ID VERDICT REASONS", 3, 3, {O_ON}, NEEDS_DB | NEEDS_WRITE, cmd_offer_decide,
	 "Decide: accepted, declined or lapsed; how the offers stood is kept with the reasons."},
	{"offer", "undo", "ID", 1, 1, {{"redo", NULL, "bring back what was undone"}}, NEEDS_DB | NEEDS_WRITE, cmd_offer_undo,
	 "Take back whatever has the id."},
};
/* clang-format on */
const COMMAND_GROUP(offer_group, "Offers", offer_commands);
