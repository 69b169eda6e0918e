/* The résumé's master: what stands about me, items, bullets, files brought in, changes taken back. */
#include "base/num.h"
#include "base/vec.h"
#include "domain/job/resume_item.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_resume.h"

#define CHANGES_SHOWN  6
#define EVIDENCE_SHOWN 200
#define LOG_SHOWN      100

static const struct form_field basics_fields[] = {
    {"rev", "which state", FIELD_INT, true, 0, INT64_MAX},
    {"f.", "a field", FIELD_MANY, false, 0, 20000},
    {"profiles", "profiles", FIELD_LINES, false, 0, 20000},
    FIELDS_END,
};

static const struct form_field item_fields[] = {
    {"rev", "which state", FIELD_INT, true, 0, INT64_MAX},
    {"f.", "a field", FIELD_MANY, false, 0, 20000},
    FIELDS_END,
};

static const struct form_field add_fields[] = {
    {"section", "the section", FIELD_TEXT, true, 1, 100},
    {"f.", "a field", FIELD_MANY, false, 0, 20000},
    {"bullets", "the bullets", FIELD_LINES, false, 0, 100000},
    FIELDS_END,
};

static const struct form_field text_fields[] = {
    {"text", "what was done", FIELD_LINES, true, 1, 20000},
    FIELDS_END,
};

static const struct form_field bullet_fields[] = {
    {"rev", "which state", FIELD_INT, true, 0, INT64_MAX},
    {"text", "what was done", FIELD_LINES, true, 1, 20000},
    {"proof", "what stands behind it", FIELD_TEXT, true, 1, 40},
    {"url", "the web address", FIELD_TEXT, false, 0, 2048},
    FIELDS_END,
};

static const struct form_field move_fields[] = {
    {"by", "where to", FIELD_INT, true, -1, 1},
    FIELDS_END,
};

static const struct form_field import_fields[] = {
    {"dry", "only tell", FIELD_INT, false, 0, 1},
    FIELDS_END,
};

static void
drop_json(void *p)
{
	json_decref(p);
}

/* Where it is told what happened, with the way back; nothing is told when nothing changed. */
static void
go_changed(struct page *p, struct str path, int64_t change)
{
	page_go(p, path, change != 0 ? "resume" : "resume-same", change);
}

/* --- the master --------------------------------------------------------------------------------------------------- */

static bool
page_resume(struct page *p, struct err *err)
{
	struct resume_view v = {0};
	struct resume_version *all;
	const json_t *basics;
	size_t n;

	if (!resume_load(&p->c, &v.r, err) || !resume_version_list(&p->c, &all, &n, err) ||
	    !resume_changes(&p->c, CHANGES_SHOWN, &v.changes, &v.n_changes, err))
		return false;
	v.versions = all;
	while (v.n_versions < n && !all[v.n_versions].archived)
		v.n_versions++;
	basics = json_object_get(v.r.body, "basics");
	v.name = resume_text_of(basics, NULL, "name");
	v.label = resume_text_of(basics, NULL, "label");
	v.empty = v.r.n_items == 0 && v.name.n == 0;
	for (size_t i = 0; i < v.r.n_items; i++) {
		v.n_bullets += v.r.items[i].n_bullets;
		for (size_t k = 0; k < v.r.items[i].n_bullets; k++)
			v.n_flagged += resume_bullet_is_flagged(&v.r.items[i].bullets[k]);
	}
	page_begin(p, NAV_RESUME, "Résumé");
	tmpl_resume(p->out, p, &v);
	page_end(p);
	return true;
}

/* --- forms -------------------------------------------------------------------------------------------------------- */

/* A list of texts, an element a line; false when something else is in it. */
static bool
list_lines(struct page *p, const json_t *list, struct str *ret)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF((size_t)1 << 20);
	size_t i;
	json_t *e;

	json_array_foreach(list, i, e)
	{
		if (!json_is_string(e) || strchr(json_string_value(e), '\n') != NULL)
			return false;
		strbuf_addz(&b, json_string_value(e));
		strbuf_byte(&b, '\n');
	}
	*ret = arena_str(p->c.a, strbuf_str(&b));
	return true;
}

static struct resume_input
row_of(struct page *p, const struct resume_field *f, const json_t *value)
{
	struct resume_input w = {.f = f, .input = page_printf(p, "f.%s", f->name)};

	if (json_is_string(value) && f->type != RESUME_LIST)
		w.value = str_of(json_string_value(value));
	else if (json_is_array(value) && f->type == RESUME_LIST)
		w.odd = !list_lines(p, value, &w.value);
	else
		w.odd = value != NULL;
	if (w.odd)
		w.value = utf8_clip(jdoc_write(p->c.a, value), 2000);
	return w;
}

static bool
is_known(const struct resume_field *fields, const char *key)
{
	for (const struct resume_field *f = fields; f != NULL && f->name != NULL; f++)
		if (strcmp(f->name, key) == 0 || (f->older != NULL && strcmp(f->older, key) == 0))
			return true;
	return false;
}

/* The fields of the table, then the keys that are in no table, each as what its value is. */
static struct resume_inputs
rows_of(struct page *p, const struct resume_field *fields, const json_t *o, bool others)
{
	VEC(struct resume_input) list = {0};
	const char *key;
	json_t *v;

	for (const struct resume_field *f = fields; f != NULL && f->name != NULL; f++)
		*VEC_PUSH(p->c.a, &list) = row_of(p, f, resume_value(o, f));
	json_object_foreach((json_t *)(uintptr_t)o, key, v)
	{
		struct resume_field *f;

		if (!others || is_known(fields, key) || json_is_null(v) ||
		    (strcmp(key, "highlights") == 0 && json_array_size(v) == 0))
			continue;
		f = ARENA_NEW(p->c.a, struct resume_field);
		f->name = arena_cstr(p->c.a, str_of(key));
		f->label = f->name;
		f->type =
		    json_is_array(v) ? RESUME_LIST
		    : json_is_string(v) && (json_string_length(v) > 100 || strchr(json_string_value(v), '\n') != NULL)
			? RESUME_LONG
			: RESUME_TEXT;
		*VEC_PUSH(p->c.a, &list) = row_of(p, f, v);
	}
	return (struct resume_inputs){list.p, list.n};
}

/* What was typed into the rows. A date that was not touched may be as odd as it came. */
static bool
rows_take(struct page *p, const struct resume_inputs *rows, json_t *o, struct err *err)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct resume_input *w = &rows->p[i];
		struct str typed = http_get(&p->req->form, arena_cstr(p->c.a, w->input));
		const char *why;

		if (w->odd || typed.p == NULL)
			continue;
		typed = str_trim(typed);
		if (w->f->type == RESUME_DATE && typed.n > 0 && !str_eq(typed, str_trim(w->value)) &&
		    !resume_date_ok(typed, &why)) {
			p->problem_field = arena_cstr(p->c.a, w->input);
			return err_set(err, ERR_INVALID, "%s: '%.*s' %s", w->f->label, (int)utf8_clip(typed, 60).n,
			               typed.p, why);
		}
		if (w->f->type == RESUME_LIST ? str_eq(typed, str_trim(w->value)) : str_eq(typed, w->value))
			continue;
		resume_field_set(o, w->f, typed);
	}
	return true;
}

/* --- about me ----------------------------------------------------------------------------------------------------- */

static const struct resume_field no_fields[] = {{NULL, NULL, RESUME_TEXT, NULL, false}};

static struct str
profiles_text(struct page *p, const json_t *list)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF((size_t)1 << 20);
	size_t i;
	json_t *e;

	json_array_foreach(list, i, e)
	{
		struct str network = resume_text_of(e, NULL, "network"), name = resume_text_of(e, NULL, "username");
		struct str url = resume_text_of(e, NULL, "url");

		strbuf_printf(&b, "%.*s, %.*s%s%.*s\n", STR_ARG(network), STR_ARG(name), url.n > 0 ? ", " : "",
		              STR_ARG(url));
	}
	return arena_str(p->c.a, strbuf_str(&b));
}

static bool
basics_view(struct page *p, struct resume_basics_view *v, json_t **ret, struct err *err)
{
	struct resume r;
	json_t *basics;

	if (!resume_load(&p->c, &r, err))
		return false;
	basics = json_deep_copy(json_object_get(r.body, "basics"));
	if (!json_is_object(basics))
		basics = json_object();
	arena_defer(p->c.a, drop_json, basics);
	v->rev = r.rev;
	v->rows = rows_of(p, resume_basics, basics, false);
	v->location = rows_of(p, resume_location, json_object_get(basics, "location"), false);
	v->profiles = profiles_text(p, json_object_get(basics, "profiles"));
	*ret = basics;
	return true;
}

static bool
page_resume_basics(struct page *p, struct err *err)
{
	struct resume_basics_view v;
	json_t *basics;

	if (!basics_view(p, &v, &basics, err))
		return false;
	page_begin(p, NAV_RESUME, "About me");
	tmpl_resume_basics(p->out, p, &v);
	page_end(p);
	return true;
}

/* Lines of "network, name, address"; a profile that was there keeps its other keys. */
static json_t *
profiles_read(struct page *p, struct str lines, const json_t *was)
{
	static const char *const keys[] = {"network", "username", "url"};
	json_t *list = json_array();
	struct str line;

	(void)p;
	while (str_line(&lines, &line)) {
		struct str part;
		json_t *o = NULL, *e;
		size_t i;

		line = str_trim(line);
		if (line.n == 0)
			continue;
		json_array_foreach(was, i, e)
		{
			struct str network = resume_text_of(e, NULL, "network");

			if (o == NULL && network.n > 0 && str_starts(line, network) && line.n > network.n &&
			    line.p[network.n] == ',')
				o = json_deep_copy(e);
		}
		if (o == NULL)
			o = json_object();
		for (i = 0; i < ARRAY_LEN(keys) && str_split(&line, ',', &part); i++) {
			part = str_trim(part);
			if (part.n > 0)
				json_object_set_new(o, keys[i], json_stringn(part.p, part.n));
			else
				json_object_del(o, keys[i]);
		}
		json_array_append_new(list, o);
	}
	return list;
}

static bool
post_resume_basics(struct page *p, struct err *err)
{
	struct resume_basics_view v;
	json_t *basics, *location;
	struct str profiles = form_str(p, "profiles");
	int64_t change;

	if (!basics_view(p, &v, &basics, err) || !rows_take(p, &v.rows, basics, err))
		return false;
	location = json_object_get(basics, "location");
	if (location == NULL || json_is_null(location)) {
		location = json_object();
		json_object_set_new(basics, "location", location);
	}
	if (json_is_object(location) && !rows_take(p, &v.location, location, err))
		return false;
	if (json_object_size(location) == 0 && json_is_object(location))
		json_object_del(basics, "location");
	if (!str_eq(profiles, str_trim(v.profiles)))
		json_object_set_new(basics, "profiles",
		                    profiles_read(p, profiles, json_object_get(basics, "profiles")));
	if (!resume_basics_save(&p->c, form_i64(p, "rev", 0), basics, &change, err))
		return false;
	go_changed(p, STR("/resume"), change);
	return true;
}

/* --- items -------------------------------------------------------------------------------------------------------- */

/* An item that is a single text has one field without a name. */
static const struct resume_field text_field = {"", "Text", RESUME_LONG, NULL, false};

static bool
item_view(struct page *p, struct resume *r, struct resume_item_view *v, struct err *err)
{
	const struct resume_section *s;
	int64_t id;

	if (!page_id(p, &id, err) || !resume_load(&p->c, r, err))
		return false;
	v->item = resume_item_of(r, id);
	if (v->item == NULL)
		return err_set(err, ERR_NOT_FOUND, "there is no item %lld in the résumé", (long long)id);
	s = resume_section_find(v->item->section);
	v->title = resume_item_title(p->c.a, v->item);
	v->time = resume_item_time(p->c.a, v->item);
	v->is_object = json_is_object(v->item->body);
	if (v->is_object) {
		v->rows = rows_of(p, s != NULL ? s->fields : no_fields, v->item->body, true);
	} else {
		v->rows = (struct resume_inputs){ARENA_NEW(p->c.a, struct resume_input), 1};
		v->rows.p[0] = row_of(p, &text_field, v->item->body);
	}
	return true;
}

static bool
page_resume_item(struct page *p, struct err *err)
{
	struct resume_item_view v = {0};
	struct resume r;

	if (!item_view(p, &r, &v, err))
		return false;
	page_begin_str(p, NAV_RESUME, v.title);
	tmpl_resume_item(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
post_resume_item(struct page *p, struct err *err)
{
	struct resume_item_view v = {0};
	struct resume r;
	struct str text = form_str(p, "f.");
	json_t *body;
	int64_t change;

	if (!item_view(p, &r, &v, err))
		return false;
	if (!v.is_object && json_is_string(v.item->body) && text.n == 0)
		return err_set(err, ERR_INVALID, "the text is empty");
	body = json_is_string(v.item->body) ? json_stringn(text.p, text.n) : json_deep_copy(v.item->body);
	arena_defer(p->c.a, drop_json, body);
	if ((v.is_object && !rows_take(p, &v.rows, body, err)) ||
	    !resume_item_save(&p->c, v.item->id, form_i64(p, "rev", 0), body, &change, err))
		return false;
	go_changed(p, STR("/resume"), change);
	return true;
}

static bool
add_view(struct page *p, struct resume_add_view *v)
{
	static const struct resume_field own[] = {
	    {"name", "Name", RESUME_TEXT, NULL, true},       {"date", "Date", RESUME_TEXT, NULL, false},
	    {"url", "Web address", RESUME_URL, NULL, false}, {"summary", "Summary", RESUME_LONG, NULL, false},
	    {NULL, NULL, RESUME_TEXT, NULL, false},
	};

	v->section = query_str(p, "section");
	if (v->section.n > 100)
		v->section = STR_NONE;
	v->known = resume_section_find(v->section);
	v->rows = rows_of(p, v->known != NULL ? v->known->fields : own, NULL, false);
	return true;
}

static bool
page_resume_add(struct page *p, struct err *err)
{
	struct resume_add_view v;

	(void)err;
	add_view(p, &v);
	page_begin(p, NAV_RESUME, "Add to the résumé");
	tmpl_resume_add(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
post_resume_add(struct page *p, struct err *err)
{
	struct resume_add_view v;
	json_t *body = json_object(), *bullets;
	struct str lines = form_str(p, "bullets"), line;
	int64_t id, change;

	arena_defer(p->c.a, drop_json, body);
	add_view(p, &v);
	if (!rows_take(p, &v.rows, body, err))
		return false;
	if (lines.n > 0) {
		bullets = json_array();
		while (str_line(&lines, &line))
			if (str_trim(line).n > 0)
				json_array_append_new(bullets, json_stringn(str_trim(line).p, str_trim(line).n));
		json_object_set_new(body, "highlights", bullets);
	}
	if (!resume_item_add(&p->c, form_str(p, "section"), body, &id, &change, err))
		return false;
	go_changed(p, page_printf(p, "/resume/items/%lld", (long long)id), change);
	return true;
}

static bool
post_item_move(struct page *p, struct err *err)
{
	int64_t id, change;

	if (!page_id(p, &id, err) || !resume_item_move(&p->c, id, (int)form_i64(p, "by", 1), &change, err))
		return false;
	go_changed(p, STR("/resume"), change);
	return true;
}

static bool
post_item_delete(struct page *p, struct err *err)
{
	int64_t id, change;

	if (!page_id(p, &id, err) || !resume_item_delete(&p->c, id, &change, err))
		return false;
	go_changed(p, STR("/resume"), change);
	return true;
}

/* --- bullets ------------------------------------------------------------------------------------------------------ */

static bool
post_item_bullet(struct page *p, struct err *err)
{
	int64_t item, id, change;

	if (!page_id(p, &item, err) || !resume_bullet_add(&p->c, item, form_str(p, "text"), &id, &change, err))
		return false;
	go_changed(p, page_printf(p, "/resume/items/%lld", (long long)item), change);
	return true;
}

static bool
bullet_of(struct page *p, struct resume *r, const struct resume_bullet **ret, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !resume_load(&p->c, r, err))
		return false;
	*ret = resume_bullet_of(r, id);
	if (*ret == NULL)
		err_set(err, ERR_NOT_FOUND, "there is no bullet %lld in the résumé", (long long)id);
	return *ret != NULL;
}

/* What could stand behind it, newest first. */
static bool
fill_proofs(struct page *p, struct resume_bullet_view *v, struct err *err)
{
	struct evidence *e;
	struct minutes *l;
	size_t n_e, n_l;

	if (!evidence_list(&p->c, &e, &n_e, err) || !minutes_list(&p->c, &l, &n_l, err))
		return false;
	v->evidence = ARENA_ARRAY(p->c.a, n_e, struct evidence);
	v->log = ARENA_ARRAY(p->c.a, n_l, struct minutes);
	for (size_t i = n_e; i-- > 0;)
		if (e[i].kind != EVIDENCE_PRESET && (v->n_evidence < EVIDENCE_SHOWN || e[i].id == v->b->proof_id))
			v->evidence[v->n_evidence++] = e[i];
	for (size_t i = n_l; i-- > 0;)
		if (v->n_log < LOG_SHOWN || l[i].id == v->b->proof_id)
			v->log[v->n_log++] = l[i];
	return true;
}

static bool
page_resume_bullet(struct page *p, struct err *err)
{
	struct resume_bullet_view v = {0};
	struct resume r;

	if (!bullet_of(p, &r, &v.b, err) || !fill_proofs(p, &v, err) || !web_extractor(p, err))
		return false;
	v.item = resume_item_of(&r, v.b->item_id);
	v.title = resume_item_title(p->c.a, v.item);
	v.flagged = resume_bullet_is_flagged(v.b);
	v.words = ARENA_ARRAY(p->c.a, p->c.map->n_skills, struct str);
	if (!resume_skills_of(&p->c, p->w->ex, v.b->text, v.words, err))
		return false;
	page_begin(p, NAV_RESUME, "A bullet");
	tmpl_resume_bullet(p->out, p, &v);
	page_end(p);
	return true;
}

/* "none", "url", "project", "evidence.ID", "log.ID" */
static bool
read_proof(struct page *p, struct resume_bullet *b, struct err *err)
{
	struct str word = form_str(p, "proof"), id = word;
	struct str kind;

	(void)str_split(&id, '.', &kind);
	if (!proof_parse(kind, &b->proof, err))
		return false;
	b->proof_url = form_str(p, "url");
	if (b->proof != PROOF_EVIDENCE && b->proof != PROOF_LOG)
		return true;
	return num_parse_i64(id, 1, INT64_MAX, "record", &b->proof_id, err);
}

static bool
post_resume_bullet(struct page *p, struct err *err)
{
	const struct resume_bullet *was;
	struct resume_bullet b;
	struct resume r;
	int64_t change;

	if (!bullet_of(p, &r, &was, err))
		return false;
	b = *was;
	b.text = form_str(p, "text");
	if (!read_proof(p, &b, err) || !resume_bullet_save(&p->c, &b, form_i64(p, "rev", 0), &change, err))
		return false;
	go_changed(p, page_printf(p, "/resume/items/%lld", (long long)b.item_id), change);
	return true;
}

static bool
post_bullet_move(struct page *p, struct err *err)
{
	int64_t id, change;

	if (!page_id(p, &id, err) || !resume_bullet_move(&p->c, id, (int)form_i64(p, "by", 1), &change, err))
		return false;
	page_go_back(p, "/resume", change != 0 ? "resume" : "resume-same", change);
	return true;
}

static bool
post_bullet_delete(struct page *p, struct err *err)
{
	int64_t id, change;

	if (!page_id(p, &id, err) || !resume_bullet_delete(&p->c, id, &change, err))
		return false;
	page_go_back(p, "/resume", "resume", change);
	return true;
}

/* --- taking back, bringing in ------------------------------------------------------------------------------------- */

static bool
change_undo(struct page *p, bool back, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !resume_undo(&p->c, id, back, err))
		return false;
	/* The page it came from may be of what is gone now. */
	page_go(p, STR("/resume"), back ? "resume-redone" : "undone", 0);
	return true;
}

static bool
post_change_undo(struct page *p, struct err *err)
{
	return change_undo(p, false, err);
}

static bool
post_change_redo(struct page *p, struct err *err)
{
	return change_undo(p, true, err);
}

static void
print_import(struct page *p, const struct resume_import_view *v)
{
	page_begin(p, NAV_RESUME, "Bring a résumé in");
	tmpl_resume_import(p->out, p, v);
	page_end(p);
}

static bool
page_resume_import(struct page *p, struct err *err)
{
	(void)err;
	print_import(p, &(struct resume_import_view){0});
	return true;
}

static bool
post_resume_import(struct page *p, struct err *err)
{
	struct import_input *inputs = ARENA_ARRAY(p->c.a, p->req->n_files, struct import_input);
	struct resume_import_view v = {.n = p->req->n_files, .dry_run = form_i64(p, "dry", 0) != 0};
	struct resume_file *files;

	if (v.n == 0)
		return err_set(err, ERR_INVALID, "no file was chosen");
	for (size_t i = 0; i < v.n; i++)
		inputs[i] = (struct import_input){.name = p->req->files[i].name, .bytes = p->req->files[i].bytes};
	if (!resume_import(&p->c, inputs, v.n, v.dry_run, &files, err))
		return false;
	v.files = files;
	print_import(p, &v);
	return true;
}

static const struct route resume_routes[] = {
    PAGE("/resume", page_resume, "The résumé's master: every job, project and bullet."),
    PAGE("/resume/basics", page_resume_basics, "Name, label, address, profiles."),
    FORM("/resume/basics", post_resume_basics, basics_fields, page_resume_basics, "Saves them."),
    PAGE("/resume/add", page_resume_add, "A new item of a section."),
    FORM("/resume/add", post_resume_add, add_fields, page_resume_add, "Adds it."),
    PAGE("/resume/items/{id}", page_resume_item, "One item: its facts and bullets."),
    FORM("/resume/items/{id}", post_resume_item, item_fields, page_resume_item, "Saves its facts."),
    FORM("/resume/items/{id}/move", post_item_move, move_fields, page_resume, "Moves it up or down."),
    FORM("/resume/items/{id}/delete", post_item_delete, NULL, page_resume, "Deletes it."),
    FORM("/resume/items/{id}/bullets", post_item_bullet, text_fields, page_resume_item, "Adds a bullet."),
    PAGE("/resume/bullets/{id}", page_resume_bullet, "One bullet, and what stands behind it."),
    FORM("/resume/bullets/{id}", post_resume_bullet, bullet_fields, page_resume_bullet, "Saves it."),
    FORM("/resume/bullets/{id}/move", post_bullet_move, move_fields, page_resume, "Moves it up or down."),
    FORM("/resume/bullets/{id}/delete", post_bullet_delete, NULL, page_resume, "Deletes it."),
    FORM("/resume/changes/{id}/undo", post_change_undo, NULL, page_resume, "Takes a change back."),
    FORM("/resume/changes/{id}/redo", post_change_redo, NULL, page_resume, "Brings it back."),
    PAGE("/resume/import", page_resume_import, "Bring a résumé in."),
    FILES("/resume/import", post_resume_import, import_fields, page_resume_import, "Reads files into the master."),
};

static const struct notice resume_notices[] = {
    {"resume", "Changed.", "/resume/changes/{id}/undo"},
    {"resume-same", "It is so already; nothing changed.", NULL},
    {"resume-redone", "Brought back.", NULL},
};

WEB_PART(resume_part, resume_routes, resume_notices);
