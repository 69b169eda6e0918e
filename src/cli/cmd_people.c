/* person: whom I know at a company, one or two, in and out; company. */
#include "base/fs.h"
#include "base/js.h"
#include "base/num.h"
#include "base/utf8.h"
#include "cli/cmd_person.h"
#include "cli/out.h"
#include "db/db.h"
#include "domain/person/company.h"
#include "domain/person/introduction.h"
#include "domain/person/merge.h"
#include "exchange/contact_import.h"
#include "format/card_field.h"

#define EXPORT_MAX ((size_t)256 << 20)

/* --- whom do I know ----------------------------------------------------------------------------------------------- */

static void
known_json(struct js *j, const struct known_at *list, size_t n)
{
	js_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		js_open(j, '{');
		js_ki(j, "degree", list[i].degree);
		js_ki(j, "id", list[i].contact_id);
		js_kv(j, "name", list[i].name);
		js_kv(j, "title", list[i].title);
		js_kb(j, "now", list[i].now);
		js_kday(j, "from", list[i].from_day);
		js_kday(j, "to", list[i].to_day);
		js_ki(j, "tie", list[i].tie);
		js_kday(j, "last", list[i].last_day);
		if (list[i].degree == 2) {
			js_ki(j, "through_id", list[i].through_id);
			js_kv(j, "through", list[i].through);
			js_kz(j, "kind", introduction_kind_names[list[i].kind]);
		}
		js_close(j, '}');
	}
	js_close(j, ']');
}

static void
known_text(struct cli *cli, const struct known_at *list, size_t n)
{
	struct strbuf *out = &cli->out;
	char day[16];

	for (size_t i = 0; i < n; i++) {
		const struct known_at *k = &list[i];

		strbuf_printf(out, "  %.*s%s%.*s%s", STR_ARG(k->name.n > 0 ? k->name : STR("somebody")),
		              k->title.n > 0 ? ", " : "", STR_ARG(k->title), k->now ? "" : ", was there");
		if (k->degree == 2)
			strbuf_printf(out, "; %.*s %s", STR_ARG(k->through), introduction_kind_texts[k->kind]);
		else if (k->tie != CARD_TIE_NONE)
			strbuf_printf(out, "; %s", card_ties[k->tie]);
		if (k->degree == 1 && k->last_day != DAY_NONE)
			strbuf_printf(out, ", last %s", day_format(k->last_day, day));
		strbuf_byte(out, '\n');
	}
}

bool
cmd_person_at(struct cli *cli, struct err *err)
{
	struct js j = JS(&cli->out);
	struct known_at *list;
	size_t n;

	if (!contacts_at(&cli->ctx, str_of(cli->args[0]), &list, &n, err))
		return false;
	if (cli->json) {
		known_json(&j, list, n);
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	known_text(cli, list, n);
	if (n == 0)
		strbuf_printf(&cli->out, "Nobody yet at %s.\n", cli->args[0]);
	return true;
}

/* --- one or two --------------------------------------------------------------------------------------------------- */

bool
cmd_person_merge(struct cli *cli, struct err *err)
{
	int64_t keep, other, edit;

	if (!cli_person(cli, cli->args[0], &keep, err) || !cli_person(cli, cli->args[1], &other, err) ||
	    !contact_merge(&cli->ctx, keep, other, &edit, err))
		return false;
	cli_did(cli, "Merged", edit, "person");
	return true;
}

bool
cmd_person_unmerge(struct cli *cli, struct err *err)
{
	int64_t id;

	return cli_person(cli, cli->args[0], &id, err) && contact_unmerge(&cli->ctx, id, err);
}

bool
cmd_person_apart(struct cli *cli, struct err *err)
{
	int64_t a, b, id;

	if (!cli_person(cli, cli->args[0], &a, err) || !cli_person(cli, cli->args[1], &b, err) ||
	    !contact_apart(&cli->ctx, a, b, &id, err))
		return false;
	cli_did(cli, "They are two", id, "person");
	return true;
}

bool
cmd_person_duplicates(struct cli *cli, struct err *err)
{
	struct js j = JS(&cli->out);
	struct duplicate *list;
	size_t n;

	if (!contact_duplicates(&cli->ctx, &list, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		const struct duplicate *d = &list[i];

		if (cli->json) {
			js_open(&j, '{');
			js_ki(&j, "keep", d->a.id);
			js_kv(&j, "keep_name", d->a.name);
			js_ki(&j, "other", d->b.id);
			js_kv(&j, "other_name", d->b.name);
			js_kv(&j, "why", d->why);
			js_close(&j, '}');
			continue;
		}
		strbuf_printf(&cli->out, "%.*s and %.*s: %.*s\n    cairn person merge %lld %lld\n", STR_ARG(d->a.name),
		              STR_ARG(d->b.name), STR_ARG(d->why), (long long)d->a.id, (long long)d->b.id);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else if (n == 0) {
		strbuf_addz(&cli->out, "No two look like one person.\n");
	}
	return true;
}

/* --- in and out --------------------------------------------------------------------------------------------------- */

bool
cmd_person_import(struct cli *cli, struct err *err)
{
	struct import_input *inputs = ARENA_ARRAY(cli->ctx.a, CLI_ARGS_MAX, struct import_input);
	struct contact_report r;

	for (size_t i = 0; i < cli->n_args; i++)
		inputs[i].path = cli->args[i];
	if (!contact_import(&cli->ctx, inputs, cli->n_args, cli_option(cli, "dry-run") != NULL, &r, err))
		return false;
	if (cli->json) {
		contact_report_json(&r, &cli->out);
		strbuf_byte(&cli->out, '\n');
	} else {
		contact_report_text(&r, &cli->out);
	}
	return true;
}

bool
cmd_person_export(struct cli *cli, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(EXPORT_MAX);
	const char *to = cli_option(cli, "to"), *version = cli_option(cli, "version");
	int64_t *ids = cli->n_args > 0 ? ARENA_ARRAY(cli->ctx.a, cli->n_args, int64_t) : NULL;
	enum vcard_version v = VCARD_30;

	if (version != NULL && strcmp(version, "4.0") == 0)
		v = VCARD_40;
	else if (version != NULL && strcmp(version, "3.0") != 0)
		return err_set(err, ERR_INVALID, "--version: '%.40s' is neither 3.0 nor 4.0", version);
	for (size_t i = 0; i < cli->n_args; i++)
		if (!cli_person(cli, cli->args[i], &ids[i], err))
			return false;
	if (!contact_export(&cli->ctx, ids, cli->n_args, v, &out, err))
		return false;
	if (to != NULL)
		return fs_replace(to, strbuf_str(&out), err);
	strbuf_add(&cli->out, strbuf_str(&out));
	return true;
}

/* --- company ------------------------------------------------------------------------------------------------------ */

static bool
company_need(struct cli *cli, const char *text, struct company *ret, struct err *err)
{
	int64_t id;

	if (num_parse_i64(str_of(text), 1, INT64_MAX, "id", &id, NULL) && company_get(&cli->ctx, id, ret, NULL))
		return true;
	if (!company_find(&cli->ctx, str_of(text), &id, err))
		return false;
	if (id == 0)
		return err_set(err, ERR_NOT_FOUND, "there is no company '%.80s'", text);
	return company_get(&cli->ctx, id, ret, err);
}

static void
company_json(struct js *j, const struct company *o)
{
	js_ki(j, "id", o->id);
	js_kv(j, "name", o->name);
	js_kv(j, "url", o->url);
	js_kv(j, "size", o->size);
	js_kv(j, "industry", o->industry);
	js_kv(j, "place", o->place);
	js_ki(j, "here", o->n_here);
	js_ki(j, "there", o->n_there);
}

bool
cmd_company_list(struct cli *cli, struct err *err)
{
	const char *limit = cli_option(cli, "limit");
	struct out_table t = {.a = cli->ctx.a, .n_columns = 4};
	struct js j = JS(&cli->out);
	struct company *list;
	int64_t n_max = 50;
	size_t n;

	if (limit != NULL && !num_parse_i64(str_of(limit), 1, COMPANY_PAGE_MAX, "--limit", &n_max, err))
		return false;
	if (!company_list(&cli->ctx,
	                  &(struct company_filter){.search = str_of(cli_option(cli, "search")), .n = (size_t)n_max},
	                  &list, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		if (cli->json) {
			js_open(&j, '{');
			company_json(&j, &list[i]);
			js_close(&j, '}');
			continue;
		}
		out_cellf(&t, "%lld", (long long)list[i].id);
		out_cell(&t, utf8_clip(list[i].name, 50));
		out_cellf(&t, "%lld there", (long long)list[i].n_here);
		out_cellf(&t, "%lld before", (long long)list[i].n_there);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else {
		out_print(&t, "rlrr", &cli->out);
	}
	return true;
}

bool
cmd_company_show(struct cli *cli, struct err *err)
{
	struct js j = JS(&cli->out);
	struct known_at *list;
	struct company o;
	size_t n;

	if (!company_need(cli, cli->args[0], &o, err) || !contacts_at_id(&cli->ctx, o.id, &list, &n, err))
		return false;
	if (cli->json) {
		js_open(&j, '{');
		company_json(&j, &o);
		js_kv(&j, "note", o.note);
		js_key(&j, "known");
		known_json(&j, list, n);
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	strbuf_printf(&cli->out, "%.*s  (%lld)\n", STR_ARG(o.name), (long long)o.id);
	const struct str facts[] = {o.url, o.size, o.industry, o.place};
	for (size_t i = 0; i < ARRAY_LEN(facts); i++)
		if (facts[i].n > 0)
			strbuf_printf(&cli->out, "  %.*s\n", STR_ARG(facts[i]));
	if (o.note.n > 0)
		out_wrap(&cli->out, o.note, 2, 96);
	known_text(cli, list, n);
	return true;
}

bool
cmd_company_edit(struct cli *cli, struct err *err)
{
	struct company o;
	const struct {
		const char *name;
		struct str *to;
	} fields[] = {{"name", &o.name},         {"url", &o.url},     {"size", &o.size},
	              {"industry", &o.industry}, {"place", &o.place}, {"note", &o.note}};
	int64_t edit;

	if (!company_need(cli, cli->args[0], &o, err))
		return false;
	for (size_t i = 1; i < cli->n_args; i++) {
		struct str arg = str_of(cli->args[i]);
		size_t eq = str_find_byte(arg, '=');
		size_t k = 0;

		while (k < ARRAY_LEN(fields) && !str_eq(str_sub(arg, 0, eq), str_of(fields[k].name)))
			k++;
		if (eq == arg.n || k == ARRAY_LEN(fields)) {
			err_set(err, ERR_INVALID, "'%.60s' is no FIELD=VALUE", cli->args[i]);
			return err_hint(err, "The fields are name, url, size, industry, place and note.");
		}
		*fields[k].to = str_trim(str_sub(arg, eq + 1, arg.n));
	}
	if (!company_save(&cli->ctx, &o, &edit, err))
		return false;
	cli_did(cli, "Changed", edit, "company");
	return true;
}

bool
cmd_company_undo(struct cli *cli, struct err *err)
{
	int64_t id;

	return num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", &id, err) && company_undo(&cli->ctx, id, err);
}
