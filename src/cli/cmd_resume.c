/* resume: import, export, show; the master's items and bullets. Versions are in cmd_resume_version.c. */
#include "cli/cmd_resume.h"

#include "base/date.h"
#include "base/fs.h"
#include "base/js.h"
#include "base/num.h"
#include "base/utf8.h"
#include "cli/out.h"
#include "domain/job/resume_item.h"
#include "domain/job/resume_version.h"
#include "exchange/resume_export.h"
#include "exchange/resume_import.h"

static void
drop_json(void *p)
{
	json_decref(p);
}

bool
resume_arg_id(const struct cli *cli, size_t i, int64_t *ret, struct err *err)
{
	return num_parse_i64(str_of(cli->args[i]), 1, INT64_MAX, "id", ret, err);
}

bool
resume_arg_count(const struct cli *cli, size_t least, const char *usage, struct err *err)
{
	if (cli->n_args >= least)
		return true;
	err_set(err, ERR_INVALID, "'%s' wants more", cli->args[0]);
	return err_hint(err, "Usage: cairn resume %s %s", cli->command->verb, usage);
}

bool
resume_said(struct cli *cli, int64_t id, int64_t change)
{
	struct js j = JS(&cli->out);

	if (cli->json) {
		js_open(&j, '{');
		if (id != 0)
			js_ki(&j, "id", id);
		js_ki(&j, "change", change);
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
	} else if (change == 0) {
		strbuf_addz(&cli->out, "It is so already.\n");
	} else {
		if (id != 0)
			strbuf_printf(&cli->out, "%lld ", (long long)id);
		strbuf_printf(&cli->out, "done (undo: cairn resume undo %lld)\n", (long long)change);
	}
	return true;
}

/* --- import, export, show ----------------------------------------------------------------------------------------- */

static bool
cmd_resume_import(struct cli *cli, struct err *err)
{
	struct import_input *inputs = ARENA_ARRAY(cli->ctx.a, cli->n_args, struct import_input);
	bool dry = cli_option(cli, "dry-run") != NULL;
	struct resume_file *files;
	struct js j = JS(&cli->out);

	for (size_t i = 0; i < cli->n_args; i++)
		inputs[i].path = cli->args[i];
	if (!resume_import(&cli->ctx, inputs, cli->n_args, dry, &files, err))
		return false;
	if (cli->json) {
		resume_import_json(files, cli->n_args, dry, &j);
		strbuf_byte(&cli->out, '\n');
	} else {
		resume_import_text(files, cli->n_args, dry, &cli->out);
	}
	for (size_t i = 0; i < cli->n_args; i++)
		if (files[i].kind == NULL)
			cli->exit_status = err_exit_status(files[i].why.code);
	return true;
}

/* --version, a number or a name; 0 without. */
bool
resume_option_version(struct cli *cli, int64_t *ret, struct err *err)
{
	const char *words = cli_option(cli, "version");

	return resume_version_find(&cli->ctx, str_of(words), ret, err);
}

static bool
cmd_resume_export(struct cli *cli, struct err *err)
{
	const char *format = cli_option(cli, "format"), *to = cli_option(cli, "to");
	const struct resume_format *f = resume_format_find(str_of(format != NULL ? format : "json"), err);
	struct resume_export made;
	int64_t version;

	if (f == NULL || !resume_option_version(cli, &version, err) ||
	    !resume_export(&cli->ctx, version, f, str_of(cli_option(cli, "design")), &made, err))
		return false;
	if (to == NULL) {
		strbuf_add(&cli->out, made.bytes);
		return true;
	}
	if (!fs_replace(to, made.bytes, err))
		return false;
	strbuf_printf(&cli->out, "Written: %s (%zu bytes)\n", to, made.bytes.n);
	if (strcmp(f->name, "pdf") == 0) {
		size_t n;

		if (!resume_version_flagged(&cli->ctx, version, &n, err))
			return false;
		if (n > 0)
			strbuf_printf(&cli->out,
			              "%zu of its bullets %s a number with nothing behind it: cairn resume bullet list "
			              "--flagged\n",
			              n, n == 1 ? "has" : "have");
	}
	if (made.warning.n > 0)
		strbuf_printf(&cli->out, "Not shown right: %.*s\n", STR_ARG(made.warning));
	return true;
}

static void
item_json(struct js *j, struct arena *a, const struct resume_item *i)
{
	js_open(j, '{');
	js_ki(j, "id", i->id);
	js_kv(j, "section", i->section);
	js_kv(j, "title", resume_item_title(a, i));
	js_kv(j, "time", resume_item_time(a, i));
	js_key(j, "bullets");
	js_open(j, '[');
	for (size_t k = 0; k < i->n_bullets; k++) {
		const struct resume_bullet *b = &i->bullets[k];

		js_open(j, '{');
		js_ki(j, "id", b->id);
		js_kv(j, "text", b->text);
		js_kz(j, "proof", proof_name(b->proof));
		if (b->proof_id != 0)
			js_ki(j, "proof_id", b->proof_id);
		if (b->proof_url.n > 0)
			js_kv(j, "proof_url", b->proof_url);
		js_kb(j, "flagged", resume_bullet_is_flagged(b));
		js_close(j, '}');
	}
	js_close(j, ']');
	js_close(j, '}');
}

static void
item_text(struct cli *cli, const struct resume_item *i, const struct resume_pick *p)
{
	struct str time = resume_item_time(cli->ctx.a, i);

	strbuf_printf(&cli->out, "  %lld  %.*s%s%.*s\n", (long long)i->id, STR_ARG(resume_item_title(cli->ctx.a, i)),
	              time.n > 0 ? "  " : "", STR_ARG(time));
	for (size_t k = 0; k < i->n_bullets; k++) {
		const struct resume_bullet *b = &i->bullets[k];

		if (p != NULL && !resume_pick_has(p, b->id))
			continue;
		strbuf_printf(&cli->out, "    %lld%s%s\n", (long long)b->id,
		              resume_bullet_is_flagged(b) ? "  a number, and nothing behind it" : "",
		              b->proof != PROOF_NONE ? arena_printf(cli->ctx.a, "  shown by %s", proof_name(b->proof)).p
		                                     : "");
		out_wrap(&cli->out, b->text, 6, 94);
	}
}

static void
show_text(struct cli *cli, const struct resume *r, const struct resume_version *v)
{
	const json_t *basics = json_object_get(r->body, "basics");
	struct str section = STR_NONE;
	size_t n_flagged = 0;

	strbuf_printf(&cli->out, "%.*s\n", STR_ARG(resume_text_of(basics, NULL, "name")));
	strbuf_printf(&cli->out, "%.*s\n",
	              STR_ARG(v != NULL && v->label.p != NULL ? v->label : resume_text_of(basics, NULL, "label")));
	for (size_t i = 0; i < (v != NULL ? v->n_picks : r->n_items); i++) {
		const struct resume_item *it = v != NULL ? resume_item_of(r, v->picks[i].item_id) : &r->items[i];

		if (it == NULL)
			continue;
		if (!str_eq(it->section, section))
			strbuf_printf(&cli->out, "\n%.*s\n", STR_ARG(resume_section_title(it->section)));
		section = it->section;
		item_text(cli, it, v != NULL ? &v->picks[i] : NULL);
		for (size_t k = 0; k < it->n_bullets; k++)
			n_flagged += resume_bullet_is_flagged(&it->bullets[k]) &&
			             (v == NULL || resume_pick_has(&v->picks[i], it->bullets[k].id));
	}
	if (n_flagged > 0)
		strbuf_printf(&cli->out,
		              "\n%zu bullet%s a number with nothing behind it. Say what shows it: cairn resume bullet "
		              "evidence ID\n",
		              n_flagged, n_flagged == 1 ? " has" : "s have");
}

static bool
cmd_resume_show(struct cli *cli, struct err *err)
{
	struct resume r;
	struct resume_version v;
	struct js j = JS(&cli->out);
	int64_t id;

	if (!resume_option_version(cli, &id, err) || !resume_load(&cli->ctx, &r, err) ||
	    (id != 0 && !resume_version_get(&cli->ctx, id, &v, err)))
		return false;
	if (cli_option(cli, "for") != NULL)
		return resume_show_for(cli, id, err);
	if (!cli->json) {
		if (r.n_items == 0 && json_object_size(r.body) == 0)
			strbuf_addz(&cli->out, "Nothing is here yet. Bring a résumé in: cairn resume import FILE\n");
		else
			show_text(cli, &r, id != 0 ? &v : NULL);
		return true;
	}
	js_open(&j, '{');
	js_ki(&j, "version", id);
	js_key(&j, "items");
	js_open(&j, '[');
	for (size_t i = 0; i < r.n_items; i++)
		if (id == 0 || resume_pick_of(&v, r.items[i].id) != NULL)
			item_json(&j, cli->ctx.a, &r.items[i]);
	js_close(&j, ']');
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
	return true;
}

/* --- basics and items --------------------------------------------------------------------------------------------- */

/* FIELD=VALUE into the object, by the fields of a table; lines of a list are parted by "; ". */
static bool
set_field(struct cli *cli, json_t *o, const struct resume_field *fields, struct str name, struct str value,
          struct err *err)
{
	static const struct resume_field other = {NULL, NULL, RESUME_TEXT, NULL, false};
	struct resume_field f = other;
	const char *why;

	f.name = arena_cstr(cli->ctx.a, name);
	for (const struct resume_field *k = fields; k != NULL && k->name != NULL; k++)
		if (str_eq(name, str_of(k->name)))
			f = *k;
	if (name.n == 0 || str_eq(name, STR("highlights")))
		return err_set(err, ERR_INVALID, "'%.*s' is no field to set", STR_ARG(name));
	if (f.type == RESUME_DATE && value.n > 0 && !resume_date_ok(value, &why))
		return err_set(err, ERR_INVALID, "%s: '%.*s' %s", f.name, (int)utf8_clip(value, 60).n, value.p, why);
	if (f.type == RESUME_LIST) {
		char *p = arena_cstr(cli->ctx.a, value);

		for (char *s = p; (s = strstr(s, "; ")) != NULL;)
			s[0] = '\n';
		value = str_of(p);
	}
	resume_field_set(o, &f, value);
	return true;
}

static bool
set_fields(struct cli *cli, size_t from, json_t *o, const struct resume_field *fields, struct err *err)
{
	for (size_t i = from; i < cli->n_args; i++) {
		struct str arg = str_of(cli->args[i]);
		size_t eq = str_find_byte(arg, '=');

		if (eq == arg.n) {
			err_set(err, ERR_INVALID, "'%.*s' is not FIELD=VALUE", (int)utf8_clip(arg, 60).n, arg.p);
			return err_hint(err, "As in: position='Data analyst' startDate=2024-04");
		}
		if (!set_field(cli, o, fields, str_sub(arg, 0, eq), str_sub(arg, eq + 1, arg.n), err))
			return false;
	}
	return true;
}

static bool
cmd_resume_basics(struct cli *cli, struct err *err)
{
	struct resume r;
	json_t *basics, *location;
	int64_t change;

	if (!resume_load(&cli->ctx, &r, err))
		return false;
	basics = json_deep_copy(json_object_get(r.body, "basics"));
	if (!json_is_object(basics))
		basics = json_object();
	arena_defer(cli->ctx.a, drop_json, basics);
	for (size_t i = 0; i < cli->n_args; i++) {
		struct str arg = str_of(cli->args[i]);
		size_t eq = str_find_byte(arg, '=');
		struct str name = str_sub(arg, 0, eq);

		if (eq == arg.n)
			return err_set(err, ERR_INVALID, "'%.*s' is not FIELD=VALUE", (int)utf8_clip(arg, 60).n, arg.p);
		location = json_object_get(basics, "location");
		if (str_starts(name, STR("location.")) && !json_is_object(location)) {
			location = json_object();
			json_object_set_new(basics, "location", location);
		}
		if (str_starts(name, STR("location."))
		        ? !set_field(cli, location, resume_location, str_sub(name, 9, name.n),
		                     str_sub(arg, eq + 1, arg.n), err)
		        : !set_field(cli, basics, resume_basics, name, str_sub(arg, eq + 1, arg.n), err))
			return false;
	}
	return resume_basics_save(&cli->ctx, r.rev, basics, &change, err) && resume_said(cli, 0, change);
}

static bool
item_add(struct cli *cli, struct err *err)
{
	const struct resume_section *s;
	json_t *body = json_object();
	int64_t id, change;

	arena_defer(cli->ctx.a, drop_json, body);
	if (!resume_arg_count(cli, 3, "add SECTION FIELD=VALUE...", err))
		return false;
	s = resume_section_find(str_of(cli->args[1]));
	return set_fields(cli, 2, body, s != NULL ? s->fields : NULL, err) &&
	       resume_item_add(&cli->ctx, str_of(cli->args[1]), body, &id, &change, err) &&
	       resume_said(cli, id, change);
}

static bool
item_edit(struct cli *cli, struct err *err)
{
	const struct resume_section *s;
	const struct resume_item *i;
	struct resume r;
	int64_t id, change;
	json_t *body;

	if (!resume_arg_count(cli, 3, "edit ID FIELD=VALUE...", err) || !resume_arg_id(cli, 1, &id, err) ||
	    !resume_load(&cli->ctx, &r, err))
		return false;
	i = resume_item_of(&r, id);
	if (i == NULL)
		return err_set(err, ERR_NOT_FOUND, "there is no item %lld in the résumé", (long long)id);
	if (!json_is_object(i->body))
		return err_set(err, ERR_UNSUPPORTED, "this item is a single text and has no fields");
	s = resume_section_find(i->section);
	body = json_deep_copy(i->body);
	arena_defer(cli->ctx.a, drop_json, body);
	return set_fields(cli, 2, body, s != NULL ? s->fields : NULL, err) &&
	       resume_item_save(&cli->ctx, id, i->rev, body, &change, err) && resume_said(cli, id, change);
}

static bool
unknown_action(const struct cli *cli, const char *actions, struct err *err)
{
	err_set(err, ERR_INVALID, "'resume %s' does not know '%.40s'", cli->command->verb, cli->args[0]);
	return err_hint(err, "It knows %s.", actions);
}

static bool
cmd_resume_item(struct cli *cli, struct err *err)
{
	struct str action = str_of(cli->args[0]);
	int64_t id, change;

	if (str_eq(action, STR("add")))
		return item_add(cli, err);
	if (str_eq(action, STR("edit")))
		return item_edit(cli, err);
	if (!str_eq(action, STR("delete")) && !str_eq(action, STR("up")) && !str_eq(action, STR("down")))
		return unknown_action(cli, "add, edit, delete, up and down", err);
	if (!resume_arg_count(cli, 2, "delete|up|down ID", err) || !resume_arg_id(cli, 1, &id, err))
		return false;
	if (str_eq(action, STR("delete")))
		return resume_item_delete(&cli->ctx, id, &change, err) && resume_said(cli, 0, change);
	return resume_item_move(&cli->ctx, id, str_eq(action, STR("up")) ? -1 : 1, &change, err) &&
	       resume_said(cli, 0, change);
}

/* --- bullets ------------------------------------------------------------------------------------------------------ */

/* What --evidence, --log, --project and --url say stands behind it; without one of them nothing does. */
static bool
read_proof(struct cli *cli, struct resume_bullet *b, struct err *err)
{
	static const enum proof kinds[] = {PROOF_EVIDENCE, PROOF_LOG, PROOF_PROJECT};
	const char *url = cli_option(cli, "url");
	size_t n = url != NULL;

	b->proof = url != NULL ? PROOF_URL : PROOF_NONE;
	b->proof_id = 0;
	b->proof_url = str_of(url);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		const char *v = cli_option(cli, proof_name(kinds[i]));

		if (v == NULL)
			continue;
		n++;
		b->proof = kinds[i];
		if (!num_parse_i64(str_of(v), 1, INT64_MAX, proof_name(kinds[i]), &b->proof_id, err))
			return err_prefix(err, "--%s", proof_name(kinds[i]));
	}
	if (n > 1)
		return err_set(err, ERR_INVALID, "one thing stands behind a bullet, these are %zu", n);
	return true;
}

static bool
bullet_change(struct cli *cli, bool text, struct err *err)
{
	const struct resume_bullet *was;
	struct resume_bullet b;
	struct resume r;
	int64_t id, change;

	if (!resume_arg_count(cli, text ? 3 : 2, text ? "edit ID TEXT" : "evidence ID", err) ||
	    !resume_arg_id(cli, 1, &id, err) || !resume_load(&cli->ctx, &r, err))
		return false;
	was = resume_bullet_of(&r, id);
	if (was == NULL)
		return err_set(err, ERR_NOT_FOUND, "there is no bullet %lld in the résumé", (long long)id);
	b = *was;
	if (text)
		b.text = str_of(cli->args[2]);
	else if (!read_proof(cli, &b, err))
		return false;
	return resume_bullet_save(&cli->ctx, &b, was->rev, &change, err) && resume_said(cli, id, change);
}

static bool
bullet_list(struct cli *cli, struct err *err)
{
	bool flagged = cli_option(cli, "flagged") != NULL;
	struct resume r;
	struct js j = JS(&cli->out);
	size_t n = 0;

	if (!resume_load(&cli->ctx, &r, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < r.n_items; i++) {
		for (size_t k = 0; k < r.items[i].n_bullets; k++) {
			const struct resume_bullet *b = &r.items[i].bullets[k];

			if (flagged && !resume_bullet_is_flagged(b))
				continue;
			n++;
			if (!cli->json) {
				strbuf_printf(&cli->out, "%lld  %s  %.*s\n", (long long)b->id, proof_name(b->proof),
				              STR_ARG(b->text));
				continue;
			}
			js_open(&j, '{');
			js_ki(&j, "id", b->id);
			js_ki(&j, "item", b->item_id);
			js_kv(&j, "text", b->text);
			js_kz(&j, "proof", proof_name(b->proof));
			js_kb(&j, "flagged", resume_bullet_is_flagged(b));
			js_close(&j, '}');
		}
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else if (n == 0) {
		strbuf_addz(&cli->out,
		            flagged ? "No bullet has a number with nothing behind it.\n" : "There are no bullets.\n");
	}
	return true;
}

static bool
cmd_resume_bullet(struct cli *cli, struct err *err)
{
	struct str action = str_of(cli->args[0]);
	int64_t id, change;

	if (str_eq(action, STR("list")))
		return bullet_list(cli, err);
	if (str_eq(action, STR("edit")) || str_eq(action, STR("evidence")))
		return bullet_change(cli, str_eq(action, STR("edit")), err);
	if (str_eq(action, STR("add")))
		return resume_arg_count(cli, 3, "add ITEM TEXT", err) && resume_arg_id(cli, 1, &id, err) &&
		       resume_bullet_add(&cli->ctx, id, str_of(cli->args[2]), &id, &change, err) &&
		       resume_said(cli, id, change);
	if (!str_eq(action, STR("delete")) && !str_eq(action, STR("up")) && !str_eq(action, STR("down")))
		return unknown_action(cli, "list, add, edit, evidence, delete, up and down", err);
	if (!resume_arg_count(cli, 2, "delete|up|down ID", err) || !resume_arg_id(cli, 1, &id, err))
		return false;
	if (str_eq(action, STR("delete")))
		return resume_bullet_delete(&cli->ctx, id, &change, err) && resume_said(cli, 0, change);
	return resume_bullet_move(&cli->ctx, id, str_eq(action, STR("up")) ? -1 : 1, &change, err) &&
	       resume_said(cli, 0, change);
}

static bool
cmd_resume_undo(struct cli *cli, struct err *err)
{
	bool back = cli_option(cli, "redo") != NULL;
	struct resume_change *list;
	size_t n;
	int64_t id = 0;

	if (cli->n_args > 0 && !resume_arg_id(cli, 0, &id, err))
		return false;
	if (cli->n_args == 0) {
		if (!resume_changes(&cli->ctx, 100, &list, &n, err))
			return false;
		for (size_t i = 0; i < n && id == 0; i++)
			if (list[i].undone == back)
				id = list[i].id;
		if (id == 0)
			return err_set(err, ERR_NOT_FOUND, "there is no change of the résumé to %s",
			               back ? "bring back" : "take back");
	}
	return resume_undo(&cli->ctx, id, back, err);
}

static bool
cmd_resume_changes(struct cli *cli, struct err *err)
{
	struct resume_change *list;
	struct js j = JS(&cli->out);
	struct out_table t = {.a = cli->ctx.a, .n_columns = 4};
	char when[32];
	size_t n;

	if (!resume_changes(&cli->ctx, 100, &list, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		instant_format(list[i].at_ms, when);
		if (cli->json) {
			js_open(&j, '{');
			js_ki(&j, "id", list[i].id);
			js_kz(&j, "at", when);
			js_kv(&j, "what", list[i].what);
			js_kb(&j, "undone", list[i].undone);
			js_close(&j, '}');
			continue;
		}
		out_cellf(&t, "%lld", (long long)list[i].id);
		out_cell(&t, arena_str(cli->ctx.a, str_of(when)));
		out_cell(&t, str_of(list[i].undone ? "taken back" : ""));
		out_cell(&t, list[i].what);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else {
		out_print(&t, "llll", &cli->out);
	}
	return true;
}

/* clang-format off */
static const struct command resume_commands[] = {
	{"resume", "import", "FILE...", 1, CLI_ARGS_MAX, {{"dry-run", NULL, "report what would happen and change nothing"}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_resume_import,
	 "Take résumés into the master: JSON Resume or RenderCV files."},
	{"resume", "export", "", 0, 0,
	 {{"version", "V", "a version, by number or name (default: everything)"},
	  {"format", "FORMAT", "json, rendercv, markdown, text or pdf (default json)"},
	  {"design", "DESIGN", "of the PDF"},
	  {"to", "FILE", "where to (default: standard output)"}},
	 NEEDS_DB, cmd_resume_export,
	 "Write the résumé out."},
	{"resume", "show", "", 0, 0,
	 {{"version", "V", "a version, by number or name (default: everything)"},
	  {"for", "ID", "held against a posting: what it asks for and where the résumé says it"}},
	 NEEDS_DB, cmd_resume_show,
	 "The résumé with the numbers of its items and bullets, or held against a posting."},
	{"resume", "basics", "FIELD=VALUE...", 1, CLI_ARGS_MAX, {{0}}, NEEDS_CREATE | NEEDS_WRITE, cmd_resume_basics,
	 "Set name, label, email, phone, url, image, summary, location.city, ..."},
	{"resume", "item", "add|edit|delete|up|down SECTION|ID [FIELD=VALUE...]", 1, CLI_ARGS_MAX, {{0}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_resume_item,
	 "Change the items of the master: jobs, degrees, projects, skills."},
	{"resume", "bullet", "list|add|edit|evidence|delete|up|down [ITEM|ID] [TEXT]", 1, 3,
	 {{"flagged", NULL, "list: only those with a number and nothing behind it"},
	  {"evidence", "ID", "this record of evidence shows it"},
	  {"log", "ID", "this entry of the log shows it"},
	  {"url", "URL", "it can be seen there"},
	  {"project", "ID", "this project shows it"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_resume_bullet,
	 "Change the bullets of an item, and say what stands behind one."},
	{"resume", "version", "list|add|copy|set|select|drop|archive|unarchive|delete [VERSION] [NAME|ID...]", 1, CLI_ARGS_MAX,
	 {{"name", "NAME", "set: another name"},
	  {"label", "TEXT", "set: a label of its own; empty for the master's"},
	  {"summary", "TEXT", "set: a summary of its own; empty for the master's"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_resume_version,
	 "Versions that select from the master."},
	{"resume", "changes", "", 0, 0, {{0}}, NEEDS_DB, cmd_resume_changes,
	 "What was changed, newest first."},
	{"resume", "undo", "[ID]", 0, 1, {{"redo", NULL, "bring back what was taken back"}}, NEEDS_DB | NEEDS_WRITE,
	 cmd_resume_undo,
	 "Take a change of the résumé back, the newest or the one named."},
};
/* clang-format on */
const COMMAND_GROUP(resume_group, "Résumé", resume_commands);
