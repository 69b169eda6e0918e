/* person: adding, listing, showing, editing, logging. */
#include "cli/cmd_person.h"

#include "base/js.h"
#include "base/num.h"
#include "base/utf8.h"
#include "cli/out.h"
#include "db/db.h"
#include "domain/job/referral.h"
#include "domain/person/company.h"
#include "domain/person/interaction.h"
#include "domain/person/introduction.h"
#include "domain/person/merge.h"
#include "exchange/contact_import.h"
#include "format/card_field.h"

#define LIST_DEFAULT 50
#define LIST_MAX     100000

/* --- shared ------------------------------------------------------------------------------------------------------- */

bool
cli_day(const struct cli *cli, const char *option, int32_t fallback, int32_t *ret, struct err *err)
{
	const char *s = cli_option(cli, option);

	*ret = fallback;
	return s == NULL || day_parse(str_of(s), ret, err) || err_prefix(err, "--%s", option);
}

bool
cli_person(struct cli *cli, const char *text, int64_t *ret, struct err *err)
{
	return contact_need_name(&cli->ctx, str_of(text), ret, err);
}

void
cli_did(struct cli *cli, const char *what, int64_t undo, const char *noun)
{
	struct js j = JS(&cli->out);

	if (cli->json) {
		js_open(&j, '{');
		js_ki(&j, "id", undo);
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
	} else if (undo != 0) {
		strbuf_printf(&cli->out, "%s (undo: cairn %s undo %lld)\n", what, noun, (long long)undo);
	} else {
		strbuf_printf(&cli->out, "%s\n", what);
	}
}

/* "field=value" and "field-=value" of the arguments from the i-th on. */
static bool
set_fields(struct cli *cli, size_t from, struct card *card, struct err *err)
{
	for (size_t i = from; i < cli->n_args; i++) {
		struct str arg = str_of(cli->args[i]);
		size_t eq = str_find_byte(arg, '=');
		bool remove = eq > 0 && eq < arg.n && arg.p[eq - 1] == '-';

		if (eq == arg.n) {
			err_set(err, ERR_INVALID, "'%.60s' is no FIELD=VALUE", cli->args[i]);
			return err_hint(err, "For example email=dana@acme.example, or tag-=recruiter to take one out.");
		}
		if (!card_field_set(cli->ctx.a, card, str_sub(arg, 0, eq - remove), str_sub(arg, eq + 1, arg.n), remove,
		                    err))
			return false;
	}
	return true;
}

/* --- add, edit, delete -------------------------------------------------------------------------------------------- */

static bool
cmd_add(struct cli *cli, struct err *err)
{
	struct card card = card_none();
	int64_t id, edit;
	struct js j = JS(&cli->out);

	card.name = str_of(cli->args[0]);
	if (!set_fields(cli, 1, &card, err) || !contact_add(&cli->ctx, &card, &id, &edit, err))
		return false;
	if (cli->json) {
		js_open(&j, '{');
		js_ki(&j, "id", id);
		js_ki(&j, "edit", edit);
		js_kv(&j, "uid", card.uid);
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	strbuf_printf(&cli->out, "%.*s is contact %lld (undo: cairn person undo %lld)\n", STR_ARG(card.name),
	              (long long)id, (long long)edit);
	return true;
}

static bool
cmd_edit(struct cli *cli, struct err *err)
{
	struct contact k;
	int64_t id, edit;

	if (!cli_person(cli, cli->args[0], &id, err) || !contact_get(&cli->ctx, id, &k, err) ||
	    !set_fields(cli, 1, &k.card, err) || !contact_save(&cli->ctx, id, k.version, &k.card, &edit, err))
		return false;
	cli_did(cli, edit == 0 ? "Nothing is different." : "Changed", edit, "person");
	return true;
}

static bool
cmd_delete(struct cli *cli, struct err *err)
{
	int64_t id, edit;

	if (!cli_person(cli, cli->args[0], &id, err) || !contact_delete(&cli->ctx, id, &edit, err))
		return false;
	cli_did(cli, "Deleted", edit, "person");
	return true;
}

/* An id of anything that person commands made: ids are of one row only. */
static bool
cmd_undo(struct cli *cli, struct err *err)
{
	size_t undone, left;
	int64_t id;

	if (!num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", &id, err))
		return false;
	if (contact_undo(&cli->ctx, id, err) || err->code != ERR_NOT_FOUND)
		return err->code == ERR_NONE;
	*err = (struct err){0};
	if (contact_import_undo(&cli->ctx, id, &undone, &left, err)) {
		strbuf_printf(&cli->out, "%zu taken back", undone);
		if (left > 0)
			strbuf_printf(&cli->out, "; %zu were changed since, and stay", left);
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	if (err->code != ERR_NOT_FOUND)
		return false;
	*err = (struct err){0};
	if (interaction_undo(&cli->ctx, id, false, err) || err->code != ERR_NOT_FOUND)
		return err->code == ERR_NONE;
	*err = (struct err){0};
	if (introduction_undo(&cli->ctx, id, false, err) || err->code != ERR_NOT_FOUND)
		return err->code == ERR_NONE;
	*err = (struct err){0};
	if (contact_apart_undo(&cli->ctx, id, err) || err->code != ERR_NOT_FOUND)
		return err->code == ERR_NONE;
	*err = (struct err){0};
	return err_set(err, ERR_NOT_FOUND, "there is nothing with the id %lld to undo", (long long)id);
}

/* --- list --------------------------------------------------------------------------------------------------------- */

static void
row_json(struct js *j, const struct contact *k)
{
	js_ki(j, "id", k->id);
	js_kv(j, "name", k->name);
	js_kv(j, "company", k->company);
	js_kv(j, "title", k->title);
	js_kv(j, "email", k->email);
	js_key(j, "tie");
	if (k->tie == CARD_TIE_NONE)
		js_null(j);
	else
		js_i64(j, k->tie);
	js_ki(j, "rhythm_days", k->rhythm_days);
	js_kday(j, "last", k->last_day);
	js_kday(j, "due", k->due_day);
}

static bool
filter_options(const struct cli *cli, struct contact_filter *f, int64_t *ret_n, struct err *err)
{
	const char *sort = cli_option(cli, "sort"), *tie = cli_option(cli, "tie"), *limit = cli_option(cli, "limit");

	*f = (struct contact_filter){.search = str_of(cli_option(cli, "search")),
	                             .tag = str_of(cli_option(cli, "tag")),
	                             .tie_min = CARD_TIE_NONE,
	                             .due = cli_option(cli, "due") != NULL};
	*ret_n = LIST_DEFAULT;
	if (f->due)
		f->sort = CONTACT_BY_DUE;
	if (sort != NULL && !contact_sort_named(str_of(sort), &f->sort))
		return err_set(err, ERR_INVALID, "--sort: '%.40s' is none of name, last and due", sort);
	if (tie != NULL && !card_tie_parse(str_of(tie), &f->tie_min, err))
		return err_prefix(err, "--tie");
	return limit == NULL || num_parse_i64(str_of(limit), 1, LIST_MAX, "--limit", ret_n, err);
}

static bool
list_all(struct cli *cli, const struct contact_filter *f, size_t n, struct contact **ret, size_t *ret_n,
         struct err *err)
{
	struct contact *all = ARENA_ARRAY(cli->ctx.a, n, struct contact), *page;
	struct contact_after after = {0};
	size_t got;

	*ret = all;
	*ret_n = 0;
	while (*ret_n < n) {
		if (!contact_list(&cli->ctx, f, after, MIN(n - *ret_n, (size_t)CONTACT_PAGE_MAX), &page, &got, err))
			return false;
		if (got == 0)
			break;
		memcpy(all + *ret_n, page, got * sizeof(*page));
		*ret_n += got;
		after =
		    (struct contact_after){page[got - 1].id, page[got - 1].key,
		                           f->sort == CONTACT_BY_DUE ? page[got - 1].due_day : page[got - 1].last_day};
	}
	return true;
}

static bool
cmd_list(struct cli *cli, struct err *err)
{
	static const char *const headings[] = {"ID", "NAME", "COMPANY", "TITLE", "LAST", "DUE"};
	struct out_table t = {.a = cli->ctx.a, .n_columns = ARRAY_LEN(headings)};
	struct js j = JS(&cli->out);
	struct contact_filter f;
	struct contact *list;
	int64_t limit, total;
	size_t n;
	char day[16];

	if (!filter_options(cli, &f, &limit, err) || !list_all(cli, &f, (size_t)limit, &list, &n, err) ||
	    !contact_count(&cli->ctx, &f, &total, err))
		return false;
	if (cli->json) {
		js_open(&j, '[');
		for (size_t i = 0; i < n; i++) {
			js_open(&j, '{');
			row_json(&j, &list[i]);
			js_close(&j, '}');
		}
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(headings) && n > 0; i++)
		out_cell(&t, str_of(headings[i]));
	for (size_t i = 0; i < n; i++) {
		out_cellf(&t, "%lld", (long long)list[i].id);
		out_cell(&t, utf8_clip(list[i].name, 40));
		out_cell(&t, utf8_clip(list[i].company, 30));
		out_cell(&t, utf8_clip(list[i].title, 40));
		out_cell(&t, arena_str(cli->ctx.a, str_of(day_format(list[i].last_day, day))));
		out_cell(&t, arena_str(cli->ctx.a, str_of(day_format(list[i].due_day, day))));
	}
	out_print(&t, "rlllll", &cli->out);
	strbuf_printf(&cli->out, "%zu of %lld\n", n, (long long)total);
	return true;
}

/* --- show --------------------------------------------------------------------------------------------------------- */

struct shown {
	struct contact k;
	struct interaction *log;
	size_t n_log;
	struct introduction *intro;
	size_t n_intro;
	struct referral *referrals;
	size_t n_referrals;
	struct contact_edit *edits;
	size_t n_edits;
};

static void
show_json(struct cli *cli, const struct shown *s)
{
	struct js j = JS(&cli->out);

	js_open(&j, '{');
	row_json(&j, &s->k);
	js_ki(&j, "version", s->k.version);
	js_kv(&j, "uid", s->k.uid);
	js_key(&j, "card");
	card_write(&j, &s->k.card);
	js_key(&j, "interactions");
	js_open(&j, '[');
	for (size_t i = 0; i < s->n_log; i++) {
		js_open(&j, '{');
		js_ki(&j, "id", s->log[i].id);
		js_kday(&j, "day", s->log[i].on_day);
		js_kz(&j, "kind", interaction_kinds[s->log[i].kind].name);
		js_kv(&j, "direction", s->log[i].direction);
		js_kv(&j, "note", s->log[i].note);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_key(&j, "introductions");
	js_open(&j, '[');
	for (size_t i = 0; i < s->n_intro; i++) {
		js_open(&j, '{');
		js_ki(&j, "id", s->intro[i].id);
		js_kv(&j, "person", s->intro[i].contact);
		js_kz(&j, "kind", introduction_kind_names[s->intro[i].kind]);
		js_kv(&j, "other", s->intro[i].other);
		js_kv(&j, "company", s->intro[i].company);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

static void
show_card(struct cli *cli, const struct contact *k)
{
	struct strbuf *out = &cli->out;
	const struct card *c = &k->card;
	char from[16], to[16];

	strbuf_printf(out, "%.*s  (%lld)\n", STR_ARG(k->name), (long long)k->id);
	if (c->nickname.n > 0)
		strbuf_printf(out, "  called %.*s\n", STR_ARG(c->nickname));
	for (size_t i = 0; i < c->jobs.n; i++) {
		const struct card_job *j = &c->jobs.p[i];

		strbuf_printf(out, "  %s%.*s%s%.*s", card_job_is_present(j) ? "" : "formerly ", STR_ARG(j->title),
		              j->title.n > 0 && j->company.n > 0 ? " at " : "", STR_ARG(j->company));
		if (j->from_day != DAY_NONE || j->to_day != DAY_NONE)
			strbuf_printf(out, ", %s to %s", day_format(j->from_day, from),
			              j->to_day == DAY_NONE ? "now" : day_format(j->to_day, to));
		strbuf_byte(out, '\n');
	}
	for (size_t i = 0; i < c->items.n; i++)
		if (c->items.p[i].kind <= CARD_TAG)
			strbuf_printf(out, "  %-8s %.*s\n", card_kind_names[c->items.p[i].kind],
			              STR_ARG(card_item_line(cli->ctx.a, &c->items.p[i])));
	if (c->met.n > 0 || c->met_day != DAY_NONE)
		strbuf_printf(out, "  met      %.*s%s%s\n", STR_ARG(c->met),
		              c->met.n > 0 && c->met_day != DAY_NONE ? ", " : "", day_format(c->met_day, from));
	if (c->tie != CARD_TIE_NONE)
		strbuf_printf(out, "  tie      %s\n", card_ties[c->tie]);
	if (c->rhythm_days > 0)
		strbuf_printf(out, "  rhythm   every %d days, next %s\n", c->rhythm_days, day_format(k->due_day, from));
	if (c->note.n > 0) {
		strbuf_byte(out, '\n');
		out_wrap(out, c->note, 2, 96);
	}
}

static void
show_rest(struct cli *cli, const struct shown *s)
{
	struct strbuf *out = &cli->out;
	char day[16];

	for (size_t i = 0; i < s->n_intro; i++) {
		const struct introduction *o = &s->intro[i];

		strbuf_printf(out, "%s  %.*s %s: %.*s%s%.*s  (%lld)\n", i == 0 ? "\n" : "", STR_ARG(o->contact),
		              introduction_kind_names[o->kind], STR_ARG(o->other),
		              o->other.n > 0 && o->company.n > 0 ? ", " : "", STR_ARG(o->company), (long long)o->id);
	}
	for (size_t i = 0; i < s->n_referrals; i++)
		strbuf_printf(out, "%s  referral %s %s, %.*s%s%.*s  (%lld)\n", i == 0 ? "\n" : "",
		              referral_kind_names[s->referrals[i].kind], day_format(s->referrals[i].since_day, day),
		              STR_ARG(s->referrals[i].title), s->referrals[i].title.n > 0 ? " at " : "",
		              STR_ARG(s->referrals[i].company), (long long)s->referrals[i].id);
	for (size_t i = 0; i < s->n_log; i++) {
		const struct interaction *l = &s->log[i];

		strbuf_printf(out, "%s  %s  %s%s%.*s  (%lld)\n", i == 0 ? "\n" : "", day_format(l->on_day, day),
		              interaction_kinds[l->kind].name, l->direction.n > 0 ? " " : "", STR_ARG(l->direction),
		              (long long)l->id);
		if (l->note.n > 0)
			out_wrap(out, l->note, 14, 96);
	}
	for (size_t i = 0; i < s->n_edits && i < 3; i++)
		strbuf_printf(out, "%s  %.*s: cairn person undo %lld\n", i == 0 ? "\n" : "", STR_ARG(s->edits[i].kind),
		              (long long)s->edits[i].id);
}

static bool
cmd_show(struct cli *cli, struct err *err)
{
	struct shown s;
	int64_t id;

	if (!cli_person(cli, cli->args[0], &id, err) || !contact_get(&cli->ctx, id, &s.k, err) ||
	    !interaction_list(&cli->ctx, id, &s.log, &s.n_log, err) ||
	    !introduction_list(&cli->ctx, id, &s.intro, &s.n_intro, err) ||
	    !referral_list(&cli->ctx, &(struct referral_filter){.contact_id = s.k.id}, &s.referrals, &s.n_referrals,
	                   err) ||
	    !contact_edits(&cli->ctx, s.k.id, &s.edits, &s.n_edits, err))
		return false;
	if (cli->json) {
		show_json(cli, &s);
		return true;
	}
	show_card(cli, &s.k);
	show_rest(cli, &s);
	return true;
}

/* --- log, employ, introduce --------------------------------------------------------------------------------------- */

static bool
cmd_log_person(struct cli *cli, struct err *err)
{
	struct interaction i = {.direction = str_of(cli_option(cli, "direction")),
	                        .note = str_of(cli->n_args > 2 ? cli->args[2] : NULL)};

	if (!cli_person(cli, cli->args[0], &i.contact_id, err) ||
	    !interaction_kind_parse(str_of(cli->args[1]), &i.kind, err) ||
	    !cli_day(cli, "on", ctx_today(&cli->ctx), &i.on_day, err) || !interaction_record(&cli->ctx, &i, err))
		return false;
	cli_did(cli, "Logged", i.id, "person");
	return true;
}

static bool
cmd_note(struct cli *cli, struct err *err)
{
	struct interaction i = {.kind = INTERACTION_NOTE, .note = str_of(cli->args[1])};

	if (!cli_person(cli, cli->args[0], &i.contact_id, err) ||
	    !cli_day(cli, "on", ctx_today(&cli->ctx), &i.on_day, err) || !interaction_record(&cli->ctx, &i, err))
		return false;
	cli_did(cli, "Noted", i.id, "person");
	return true;
}

static bool
cmd_employ(struct cli *cli, struct err *err)
{
	bool leave =
	    cli_option(cli, "keep") == NULL && cli_option(cli, "to") == NULL && cli_option(cli, "over") == NULL;
	struct contact k;
	struct card_job *j;
	int32_t from, to;
	int64_t id, edit;

	if (!cli_person(cli, cli->args[0], &id, err) || !contact_get(&cli->ctx, id, &k, err) ||
	    !cli_day(cli, "from", DAY_NONE, &from, err) || !cli_day(cli, "to", DAY_NONE, &to, err))
		return false;
	/* Who begins somewhere has left where they were. */
	for (size_t i = 0; i < k.card.jobs.n && leave; i++)
		if (card_job_is_present(&k.card.jobs.p[i])) {
			k.card.jobs.p[i].over = true;
			if (from != DAY_NONE &&
			    (k.card.jobs.p[i].from_day == DAY_NONE || k.card.jobs.p[i].from_day < from))
				k.card.jobs.p[i].to_day = from - 1;
		}
	j = card_job_add(cli->ctx.a, &k.card);
	j->company = str_of(cli->args[1]);
	j->title = str_of(cli->n_args > 2 ? cli->args[2] : NULL);
	j->from_day = from;
	j->to_day = to;
	j->over = to != DAY_NONE || cli_option(cli, "over") != NULL;
	if (!contact_save(&cli->ctx, id, k.version, &k.card, &edit, err))
		return false;
	cli_did(cli, "Kept", edit, "person");
	return true;
}

static bool
cmd_introduce(struct cli *cli, struct err *err)
{
	const char *kind = cli_option(cli, "kind");
	struct introduction i = {.kind = INTRODUCTION_COULD,
	                         .company = str_of(cli_option(cli, "company")),
	                         .title = str_of(cli_option(cli, "title")),
	                         .note = str_of(cli_option(cli, "note"))};

	if (!cli_person(cli, cli->args[0], &i.contact_id, err) ||
	    (kind != NULL && !introduction_kind_parse(str_of(kind), &i.kind, err)) ||
	    !contact_find_name(&cli->ctx, str_of(cli->args[1]), &i.other_id, err) ||
	    !cli_day(cli, "on", ctx_today(&cli->ctx), &i.on_day, err))
		return false;
	if (i.other_id == 0)
		i.other = str_of(cli->args[1]);
	if (!introduction_add(&cli->ctx, &i, err))
		return false;
	cli_did(cli, "Kept", i.id, "person");
	return true;
}

/* clang-format off */
#define O_ON {"on", "DATE", "the day it was (YYYY-MM-DD; default today)"}

const struct command person_commands[] = {
	{"person", "add", "NAME [FIELD=VALUE...]", 1, CLI_ARGS_MAX, {{0}}, NEEDS_CREATE | NEEDS_WRITE, cmd_add,
	 "Add somebody; the fields are those of person edit."},
	{"person", "list", "", 0, 0,
	 {{"search", "WORDS", "words in name, company, title, addresses, tags or notes"},
	  {"tag", "TAG", "only with this tag"},
	  {"tie", "N", "at least so strong: 0 heard of, 1 met once, 2 know, 3 would vouch for me"},
	  {"due", NULL, "only those to be in touch with now"},
	  {"sort", "ORDER", "name, last or due"},
	  {"limit", "N", "at most so many (default 50)"}},
	 NEEDS_DB, cmd_list,
	 "The people you know."},
	{"person", "show", "PERSON", 1, 1, {{0}}, NEEDS_DB, cmd_show,
	 "One of them: where they work, how to reach them, what was between you."},
	{"person", "edit", "PERSON FIELD=VALUE...", 2, CLI_ARGS_MAX, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_edit,
	 "Set fields; email, phone, address, url, im and tag add one, and FIELD-=VALUE takes one out."},
	{"person", "delete", "PERSON", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_delete,
	 "Take somebody off the list."},
	{"person", "undo", "ID", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_undo,
	 "Take back what a command of person did, by the id it told."},
	{"person", "log", "PERSON KIND [NOTE]", 2, 3,
	 {O_ON, {"direction", "WAY", "out: you to them; in: they to you"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_log_person,
	 "Log a meeting or message: met, call, message, mail, event, introduction, interview or help."},
	{"person", "note", "PERSON TEXT", 2, 2, {O_ON}, NEEDS_DB | NEEDS_WRITE, cmd_note,
	 "Note something about somebody on a day."},
	{"person", "employ", "PERSON COMPANY [TITLE]", 2, 3,
	 {{"from", "DATE", "since when"},
	  {"to", "DATE", "until when: a former employment"},
	  {"over", NULL, "a former employment, nobody knows until when"},
	  {"keep", NULL, "beside the present one, which else ends"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_employ,
	 "Say where somebody works or worked."},
	{"person", "introduce", "PERSON OTHER", 2, 2,
	 {{"company", "NAME", "where the other works"},
	  {"title", "TITLE", "as what"},
	  {"kind", "KIND", "knows, could (default), asked, made or no"},
	  {"note", "TEXT", "what was said"},
	  O_ON},
	 NEEDS_DB | NEEDS_WRITE, cmd_introduce,
	 "PERSON could introduce you to OTHER, who need not be a contact."},
	{"person", "at", "COMPANY", 1, 1, {{0}}, NEEDS_DB, cmd_person_at,
	 "Whom you know there, now and before, and who could introduce you."},
	{"person", "merge", "KEEP OTHER", 2, 2, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_person_merge,
	 "Make two contacts one; everything of both stays."},
	{"person", "unmerge", "PERSON", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_person_unmerge,
	 "Make them two again."},
	{"person", "duplicates", "", 0, 0, {{0}}, NEEDS_DB, cmd_person_duplicates,
	 "Pairs that could be one person, and why."},
	{"person", "apart", "PERSON OTHER", 2, 2, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_person_apart,
	 "Say that two are not one person."},
	{"person", "import", "FILE|DIR|-...", 1, CLI_ARGS_MAX,
	 {{"dry-run", NULL, "report what would happen and change nothing"}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_person_import,
	 "Read contacts from vCard, jCard, xCard or LinkedIn's Connections.csv."},
	{"person", "export", "[PERSON...]", 0, CLI_ARGS_MAX,
	 {{"to", "FILE", "where to (default: standard output)"},
	  {"version", "N", "3.0 (default) or 4.0"}},
	 NEEDS_DB, cmd_person_export,
	 "Write contacts as vCard, all of them or those named."},
	{"company", "list", "", 0, 0,
	 {{"search", "WORDS", "words of the name"},
	  {"limit", "N", "at most so many (default 50)"}},
	 NEEDS_DB, cmd_company_list,
	 "The companies, and how many you know there."},
	{"company", "show", "COMPANY", 1, 1, {{0}}, NEEDS_DB, cmd_company_show,
	 "One company, and whom you know there."},
	{"company", "edit", "COMPANY FIELD=VALUE...", 2, CLI_ARGS_MAX, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_company_edit,
	 "Set name, url, size (startup, small, medium, large), industry, place or note."},
	{"company", "undo", "ID", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_company_undo,
	 "Take an edit back."},
	{"referral", "ask", "PERSON", 1, 1,
	 {{"company", "NAME", "what it is for: a company,"},
	  {"posting", "ID", "a posting,"},
	  {"application", "ID", "or an application"},
	  {"note", "TEXT", "how you asked"},
	  O_ON},
	 NEEDS_DB | NEEDS_WRITE, cmd_referral_ask,
	 "You asked somebody to refer you."},
	{"referral", "agree", "ID", 1, 1, {O_ON, {"note", "TEXT", "what they said"}}, NEEDS_DB | NEEDS_WRITE, cmd_referral_agree,
	 "They will."},
	{"referral", "submit", "ID", 1, 1, {O_ON, {"note", "TEXT", "how"}}, NEEDS_DB | NEEDS_WRITE, cmd_referral_submit,
	 "They have."},
	{"referral", "decline", "ID", 1, 1, {O_ON, {"note", "TEXT", "what they said"}}, NEEDS_DB | NEEDS_WRITE, cmd_referral_decline,
	 "They would rather not."},
	{"referral", "link", "ID APPLICATION", 2, 2, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_referral_link,
	 "The application it led to; 0 for none."},
	{"referral", "list", "", 0, 0,
	 {{"person", "PERSON", "only theirs"},
	  {"company", "NAME", "only of this company"},
	  {"posting", "ID", "only for this posting"},
	  {"application", "ID", "only for this application"}},
	 NEEDS_DB, cmd_referral_list,
	 "Referrals and where they stand."},
	{"referral", "undo", "ID", 1, 1, {{"redo", NULL, "bring back what was undone"}}, NEEDS_DB | NEEDS_WRITE, cmd_referral_undo,
	 "Undo one step of a referral, by the id it told."},
};
/* clang-format on */
const COMMAND_GROUP(person_group, "People", person_commands);
