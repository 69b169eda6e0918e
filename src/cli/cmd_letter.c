/* letter: templates, letters, their versions, what goes out. */
#include "base/date.h"
#include "base/fs.h"
#include "base/js.h"
#include "base/num.h"
#include "cli/command.h"
#include "cli/out.h"
#include "exchange/letter_doc.h"

#define READ_MAX (LETTER_TEXT_MAX + 1)

static bool
arg_id(const struct cli *cli, size_t i, int64_t *ret, struct err *err)
{
	return num_parse_i64(str_of(cli->args[i]), 1, INT64_MAX, "id", ret, err);
}

static struct str
option_str(const struct cli *cli, const char *name)
{
	return str_of(cli_option(cli, name));
}

static bool
option_id(const struct cli *cli, const char *name, int64_t *ret, struct err *err)
{
	const char *s = cli_option(cli, name);

	*ret = 0;
	return s == NULL || num_parse_i64(str_of(s), 1, INT64_MAX, name, ret, err);
}

/* The words of a file, or of standard input for "-" or none. */
static bool
words_read(struct cli *cli, size_t arg, struct str *ret, struct err *err)
{
	const char *path = arg < cli->n_args ? cli->args[arg] : "-";

	if (strcmp(path, "-") == 0)
		return fs_read_fd(cli->ctx.a, 0, "the words", READ_MAX, ret, err);
	return fs_read(cli->ctx.a, path, READ_MAX, ret, err);
}

static bool
said(struct cli *cli, int64_t id, const char *word, const char *undo, int64_t undo_id)
{
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld,\"undo\":%lld}\n", (long long)id, (long long)undo_id);
	else
		strbuf_printf(&cli->out, "%s (undo: cairn letter %s %lld)\n", word, undo, (long long)undo_id);
	return true;
}

/* --- templates ---------------------------------------------------------------------------------------------------- */

static void
template_json(struct js *j, const struct letter_template *t, bool words)
{
	js_open(j, '{');
	js_kv(j, "name", t->name);
	js_kv(j, "kind", t->kind);
	js_kv(j, "title", t->title);
	js_kv(j, "what", t->what);
	js_kb(j, "own", t->own);
	js_ki(j, "id", t->id);
	if (words) {
		js_kv(j, "subject", t->subject);
		js_kv(j, "body", t->body);
		js_kv(j, "text", t->text);
	}
	js_close(j, '}');
}

static bool
template_list(struct cli *cli, struct err *err)
{
	struct out_table t = {.a = cli->ctx.a, .n_columns = 4};
	struct js j = JS(&cli->out);
	struct letter_template *list;
	size_t n;

	if (!letter_template_list(&cli->ctx, &list, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		if (cli->json) {
			template_json(&j, &list[i], false);
			continue;
		}
		out_cell(&t, list[i].name);
		out_cell(&t, list[i].kind);
		out_cell(&t, list[i].own ? STR("own") : STR(""));
		out_cell(&t, list[i].title);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else {
		out_print(&t, "llll", &cli->out);
	}
	return true;
}

static bool
template_show(struct cli *cli, struct err *err)
{
	struct letter_template t;
	struct js j = JS(&cli->out);

	if (!letter_template_get(&cli->ctx, str_of(cli->args[1]), &t, err))
		return false;
	if (!cli->json) {
		strbuf_printf(&cli->out, "%.*s\n", STR_ARG(str_trim(t.text)));
		return true;
	}
	template_json(&j, &t, true);
	strbuf_byte(&cli->out, '\n');
	return true;
}

/* add refuses a name there is, edit one there is not. */
static bool
template_write(struct cli *cli, bool edit, struct err *err)
{
	struct str name = str_of(cli->args[1]), text;
	struct letter_template t;
	bool there = letter_template_get(&cli->ctx, name, &t, err);
	int64_t id;

	if (!there && (edit || err->code != ERR_NOT_FOUND))
		return false;
	if (there && !edit) {
		err_set(err, ERR_CONFLICT, "there is a template '%s' already", cli->args[1]);
		return err_hint(err, "Change it: cairn letter template edit %s FILE", cli->args[1]);
	}
	return words_read(cli, 2, &text, err) && letter_template_save(&cli->ctx, name, text, -1, &id, err) &&
	       said(cli, id, "Kept", "undo", id);
}

static bool
template_delete(struct cli *cli, struct err *err)
{
	int64_t id;

	return letter_template_delete(&cli->ctx, str_of(cli->args[1]), &id, err) &&
	       said(cli, id, "Deleted", "undo", id);
}

static bool
cmd_letter_template(struct cli *cli, struct err *err)
{
	const char *verb = cli->args[0];

	if (strcmp(verb, "list") == 0)
		return template_list(cli, err);
	if (cli->n_args < 2) {
		err_set(err, ERR_INVALID, "'%.40s' wants the name of a template", verb);
		return err_hint(err, "Usage: cairn letter template list|show|add|edit|delete [NAME] [FILE]");
	}
	if (strcmp(verb, "show") == 0)
		return template_show(cli, err);
	if (strcmp(verb, "add") == 0 || strcmp(verb, "edit") == 0)
		return template_write(cli, verb[0] == 'e', err);
	if (strcmp(verb, "delete") == 0)
		return template_delete(cli, err);
	err_set(err, ERR_INVALID, "no word '%.40s' for templates", verb);
	return err_hint(err, "Usage: cairn letter template list|show|add|edit|delete [NAME] [FILE]");
}

static bool
cmd_letter_fields(struct cli *cli, struct err *err)
{
	struct out_table t = {.a = cli->ctx.a, .n_columns = 2};
	struct js j = JS(&cli->out);

	(void)err;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < letter_fields_n; i++) {
		const struct letter_field *f = &letter_fields[i];

		if (cli->json) {
			js_open(&j, '{');
			js_kz(&j, "name", f->name);
			js_kb(&j, "takes_words", f->takes_words);
			js_kz(&j, "what", f->what);
			js_close(&j, '}');
			continue;
		}
		out_cellf(&t, "{%s%s}", f->name, f->takes_words ? " WORDS" : "");
		out_cell(&t, str_of(f->what));
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else {
		out_print(&t, "ll", &cli->out);
	}
	return true;
}

/* --- letters ------------------------------------------------------------------------------------------------------ */

/* None where the words cannot be read, which saving has refused. */
static struct letter_filled
fields_open(struct cli *cli, struct str subject, struct str body)
{
	struct letter_filled f = {0};
	struct str both = arena_printf(cli->ctx.a, "%.*s\n%.*s", STR_ARG(subject), STR_ARG(body));

	return letter_fill(cli->ctx.a, both, NULL, 0, &f, NULL) ? f : (struct letter_filled){0};
}

static void
letter_json(struct cli *cli, struct js *j, const struct letter *l, bool words)
{
	struct letter_filled f = {0};

	f = fields_open(cli, l->subject, l->body);
	js_open(j, '{');
	js_ki(j, "id", l->id);
	js_ki(j, "application", l->application_id);
	js_kv(j, "template", l->template);
	js_kv(j, "kind", l->kind);
	js_kv(j, "company", l->company);
	js_kv(j, "title", l->title);
	js_kv(j, "contact", l->contact);
	js_kday(j, "on", l->on_day);
	js_ki(j, "version", l->version);
	js_ki(j, "versions", l->n_versions);
	js_kv(j, "subject", l->subject);
	js_key(j, "open");
	js_open(j, '[');
	for (size_t i = 0; i < f.n_open; i++)
		js_text(j, f.open[i]);
	js_close(j, ']');
	if (words)
		js_kv(j, "body", l->body);
	js_close(j, '}');
}

static bool
cmd_letter_list(struct cli *cli, struct err *err)
{
	struct out_table t = {.a = cli->ctx.a, .n_columns = 5};
	struct js j = JS(&cli->out);
	struct letter *list;
	int64_t job;
	size_t n;
	char day[16];

	if (!option_id(cli, "job", &job, err) || !letter_list(&cli->ctx, job, &list, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		if (cli->json) {
			letter_json(cli, &j, &list[i], false);
			continue;
		}
		out_cellf(&t, "%lld", (long long)list[i].id);
		out_cellf(&t, "%s", day_format(list[i].on_day, day));
		out_cell(&t, list[i].kind);
		out_cell(&t, list[i].company);
		out_cell(&t, list[i].subject);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else {
		out_print(&t, "lllll", &cli->out);
	}
	return true;
}

static void
letter_text(struct cli *cli, const struct letter *l, struct str subject, struct str body)
{
	struct letter_filled f = {0};
	char day[16];

	strbuf_printf(&cli->out, "%lld  %.*s  %s  %.*s%s%.*s\n", (long long)l->id, STR_ARG(l->kind),
	              day_format(l->on_day, day), STR_ARG(l->company), l->title.n > 0 ? ", " : "", STR_ARG(l->title));
	strbuf_printf(&cli->out, "Subject: %.*s\n\n%.*s\n", STR_ARG(letter_draft(cli->ctx.a, subject)),
	              STR_ARG(letter_draft(cli->ctx.a, body)));
	f = fields_open(cli, subject, body);
	if (f.n_open > 0)
		strbuf_addz(&cli->out, "\nStill to be filled:\n");
	for (size_t i = 0; i < f.n_open; i++)
		strbuf_printf(&cli->out, "  cairn letter fill %lld '%.*s' '...'\n", (long long)l->id,
		              STR_ARG(f.open[i]));
}

static bool
cmd_letter_show(struct cli *cli, struct err *err)
{
	struct js j = JS(&cli->out);
	struct letter_version *versions;
	struct letter l;
	int64_t id, version;
	size_t n;

	if (!arg_id(cli, 0, &id, err) || !option_id(cli, "version", &version, err) ||
	    !letter_get(&cli->ctx, id, &l, err))
		return false;
	if (version != 0) {
		size_t i = 0;

		if (!letter_versions(&cli->ctx, id, &versions, &n, err))
			return false;
		while (i < n && versions[i].id != version)
			i++;
		if (i == n)
			return err_set(err, ERR_NOT_FOUND, "letter %lld has no version %lld", (long long)id,
			               (long long)version);
		l.version = version;
		l.subject = versions[i].subject;
		l.body = versions[i].body;
	}
	if (!cli->json) {
		letter_text(cli, &l, l.subject, l.body);
		return true;
	}
	letter_json(cli, &j, &l, true);
	strbuf_byte(&cli->out, '\n');
	return true;
}

static bool
cmd_letter_new(struct cli *cli, struct err *err)
{
	struct letter_new what = {.any_id = true,
	                          .template = option_str(cli, "template"),
	                          .company = option_str(cli, "company"),
	                          .title = option_str(cli, "title"),
	                          .contact = option_str(cli, "to")};
	int64_t id;

	if (what.template.n == 0) {
		err_set(err, ERR_INVALID, "a letter begins with a template");
		return err_hint(err, "Say --template NAME; 'cairn letter template list' has the names.");
	}
	if (!option_id(cli, "job", &what.application_id, err) || !letter_new(&cli->ctx, &what, &id, err))
		return false;
	return said(cli, id, arena_printf(cli->ctx.a, "Letter %lld", (long long)id).p, "delete", id);
}

static bool
cmd_letter_edit(struct cli *cli, struct err *err)
{
	const char *subject = cli_option(cli, "subject");
	struct str body;
	struct letter l;
	int64_t id, seen, version;

	if (!arg_id(cli, 0, &id, err) || !option_id(cli, "seen", &seen, err) || !letter_get(&cli->ctx, id, &l, err))
		return false;
	body = l.body;
	if ((subject == NULL || cli->n_args > 1) && !words_read(cli, 1, &body, err))
		return false;
	return letter_save(&cli->ctx, id, seen == 0 ? -1 : seen, subject != NULL ? str_of(subject) : l.subject, body,
	                   &version, err) &&
	       said(cli, id, "Saved", "undo", version);
}

static bool
cmd_letter_fill(struct cli *cli, struct err *err)
{
	struct letter_value value;
	struct letter_filled f;
	struct letter l;
	int64_t id, version;
	bool open = false;

	if (!arg_id(cli, 0, &id, err) || !letter_get(&cli->ctx, id, &l, err))
		return false;
	value = (struct letter_value){str_of(cli->args[1]), str_of(cli->args[2])};
	if (str_starts(value.name, STR("{")) && str_ends(value.name, STR("}")))
		value.name = str_sub(value.name, 1, value.name.n - 2);
	if (!letter_fill(cli->ctx.a, arena_printf(cli->ctx.a, "%.*s\n%.*s", STR_ARG(l.subject), STR_ARG(l.body)), NULL,
	                 0, &f, err))
		return false;
	for (size_t i = 0; i < f.n_open; i++)
		open = open || str_eq(f.open[i], value.name);
	if (!open) {
		err_set(err, ERR_NOT_FOUND, "letter %lld has no open field {%.*s}", (long long)id,
		        (int)MIN(value.name.n, (size_t)60), value.name.p);
		return err_hint(err, "'cairn letter show %lld' lists them.", (long long)id);
	}
	return letter_put(&cli->ctx, id, -1, &value, 1, &version, err) && said(cli, id, "Filled", "undo", version);
}

static bool
cmd_letter_copy(struct cli *cli, struct err *err)
{
	int64_t id, copy;

	return arg_id(cli, 0, &id, err) && letter_copy(&cli->ctx, id, &copy, err) &&
	       said(cli, copy, arena_printf(cli->ctx.a, "Letter %lld", (long long)copy).p, "delete", copy);
}

static bool
cmd_letter_versions(struct cli *cli, struct err *err)
{
	struct out_table t = {.a = cli->ctx.a, .n_columns = 3};
	struct js j = JS(&cli->out);
	struct letter_version *list;
	struct letter l;
	int64_t id;
	size_t n;
	char when[32];

	if (!arg_id(cli, 0, &id, err) || !letter_get(&cli->ctx, id, &l, err) ||
	    !letter_versions(&cli->ctx, id, &list, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		if (cli->json) {
			js_open(&j, '{');
			js_ki(&j, "id", list[i].id);
			js_kz(&j, "at", instant_format(list[i].at_ms, when));
			js_kv(&j, "subject", list[i].subject);
			js_kv(&j, "body", list[i].body);
			js_close(&j, '}');
			continue;
		}
		out_cellf(&t, "%lld", (long long)list[i].id);
		out_cellf(&t, "%s", instant_format(list[i].at_ms, when));
		out_cellf(&t, "%zu bytes", list[i].body.n);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else {
		out_print(&t, "lll", &cli->out);
	}
	return true;
}

static bool
cmd_letter_export(struct cli *cli, struct err *err)
{
	const char *to = cli_option(cli, "to");
	struct str name = option_str(cli, "format"), bytes, warning = STR_NONE;
	enum letter_format format;
	struct letter l;
	int64_t id;

	if (!arg_id(cli, 0, &id, err) || !letter_format_parse(name.n > 0 ? name : STR("text"), &format, err) ||
	    !letter_get(&cli->ctx, id, &l, err) ||
	    !letter_export(&cli->ctx, &l, format, option_str(cli, "design"), cli_option(cli, "draft") != NULL, &bytes,
	                   &warning, err))
		return false;
	if (warning.n > 0)
		fprintf(stderr, "cairn: %.*s\n", STR_ARG(warning));
	if (to == NULL) {
		cli->file = format == LETTER_PDF;
		strbuf_add(&cli->out, bytes);
		return true;
	}
	if (!fs_replace(to, bytes, err))
		return false;
	strbuf_printf(&cli->out, "Written: %s (%zu bytes)\n", to, bytes.n);
	return true;
}

static bool
cmd_letter_delete(struct cli *cli, struct err *err)
{
	struct letter l;
	int64_t id;

	if (!arg_id(cli, 0, &id, err) || !letter_get(&cli->ctx, id, &l, err) || !letter_undo(&cli->ctx, id, false, err))
		return false;
	return said(cli, id, "Deleted", "undo --redo", id);
}

static bool
cmd_letter_undo(struct cli *cli, struct err *err)
{
	int64_t id;

	return arg_id(cli, 0, &id, err) && letter_undo(&cli->ctx, id, cli_option(cli, "redo") != NULL, err);
}

/* clang-format off */
static const struct command letter_commands[] = {
	{"letter", "template", "list|show|add|edit|delete [NAME] [FILE|-]", 1, 3, {{0}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_letter_template,
	 "The templates letters begin with; add and edit take the text of a file or standard input."},
	{"letter", "fields", "", 0, 0, {{0}}, NEEDS_NOTHING, cmd_letter_fields,
	 "The fields a template may have, and what they stand for."},
	{"letter", "new", "", 0, 0,
	 {{"template", "NAME", "what it begins as (cairn letter template list)"},
	  {"job", "ID", "the application it belongs to, or a posting it is about"},
	  {"to", "NAME", "whom it is written to"},
	  {"company", "NAME", "if there is no application, or another name"},
	  {"title", "TITLE", "of the job, likewise"}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_letter_new,
	 "Begin a letter from a template, with what is known filled in."},
	{"letter", "list", "", 0, 0, {{"job", "ID", "only of this application"}}, NEEDS_DB, cmd_letter_list,
	 "The letters, the last changed first."},
	{"letter", "show", "ID", 1, 1, {{"version", "ID", "as it was then"}}, NEEDS_DB, cmd_letter_show,
	 "A letter, and the fields still to be filled."},
	{"letter", "edit", "ID [FILE|-]", 1, 2,
	 {{"subject", "TEXT", "another subject; the words stay when no file is named"},
	  {"seen", "ID", "the version you began from; refused when there is a newer one"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_letter_edit,
	 "Save new words as a new version, from a file or standard input."},
	{"letter", "fill", "ID FIELD WORDS", 3, 3, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_letter_fill,
	 "Put words in the place of an open field."},
	{"letter", "copy", "ID", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_letter_copy,
	 "Another letter that begins as this one."},
	{"letter", "versions", "ID", 1, 1, {{0}}, NEEDS_DB, cmd_letter_versions,
	 "What a letter said each time it was saved."},
	{"letter", "export", "ID", 1, 1,
	 {{"format", "FORMAT", "text, markdown or pdf (default text)"},
	  {"design", "DESIGN", "of the PDF: classic, modern or compact"},
	  {"draft", NULL, "with fields still open"},
	  {"to", "FILE", "where to (default: standard output)"}},
	 NEEDS_DB, cmd_letter_export,
	 "Write a letter out; refused while fields are open."},
	{"letter", "delete", "ID", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_letter_delete,
	 "Delete a letter with all its versions."},
	{"letter", "undo", "ID", 1, 1, {{"redo", NULL, "bring back what was undone or deleted"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_letter_undo,
	 "Take back a version or a change of a template."},
};
/* clang-format on */
const COMMAND_GROUP(letter_group, "Letters", letter_commands);
