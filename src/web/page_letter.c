/* Letters: the list, one letter from its template to what is sent, the templates. */
#include "base/num.h"
#include "exchange/letter_doc.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_letter.h"

#define JOBS_SHOWN 200

static const struct form_field new_fields[] = {
    {"template", "the template", FIELD_TEXT, true, 0, 64},
    {"job", "the application", FIELD_INT, false, 0, INT64_MAX},
    {"contact", "whom it is written to", FIELD_TEXT, false, 0, 500},
    {"company", "the company", FIELD_TEXT, false, 0, 500},
    {"title", "the job's title", FIELD_TEXT, false, 0, 500},
    FIELDS_END,
};

static const struct form_field letter_fields_form[] = {
    {"subject", "the subject", FIELD_TEXT, false, 0, 500},
    {"body", "the letter", FIELD_LINES, true, 0, (int64_t)LETTER_TEXT_MAX * 2},
    {"version", "the version", FIELD_INT, true, 0, INT64_MAX},
    FIELDS_END,
};

static const struct form_field fill_fields[] = {
    {"f.", "a field", FIELD_MANY, false, 0, 4000},
    {"version", "the version", FIELD_INT, true, 0, INT64_MAX},
    FIELDS_END,
};

static const struct form_field template_fields[] = {
    {"name", "the name", FIELD_TEXT, true, 0, 64},
    {"text", "the template", FIELD_LINES, true, 0, (int64_t)LETTER_TEXT_MAX * 2},
    {"seen", "the version", FIELD_INT, true, 0, INT64_MAX},
    FIELDS_END,
};

/* --- the list ----------------------------------------------------------------------------------------------------- */

static bool
open_of(struct page *p, const struct letter *l, struct letter_filled *ret, struct err *err)
{
	struct str both = page_printf(p, "%.*s\n%.*s", STR_ARG(l->subject), STR_ARG(l->body));

	return letter_fill(p->c.a, both, NULL, 0, ret, err);
}

/* The view's rows of its n_rows letters. */
static bool
rows_make(struct page *p, const struct letter *list, struct letters_view *v, struct err *err)
{
	v->rows = ARENA_ARRAY(p->c.a, v->n_rows, struct letter_row);
	for (size_t i = 0; i < v->n_rows; i++) {
		struct letter_filled f;

		if (!open_of(p, &list[i], &f, err))
			return false;
		v->rows[i] = (struct letter_row){&list[i], f.n_open};
	}
	return true;
}

bool
letters_aside(struct page *p, const struct application *app, struct err *err)
{
	struct letters_view v = {.job = page_printf(p, "%lld", (long long)app->id)};
	struct letter *list;

	if (!letter_list(&p->c, app->id, &list, &v.n_rows, err) || !rows_make(p, list, &v, err))
		return false;
	tmpl_letter_aside(p->out, p, &v);
	return true;
}

static bool
page_letters(struct page *p, struct err *err)
{
	const struct application_filter open = {.which = APPLICATION_OPEN, .sort = APPLICATION_BY_COMPANY};
	struct letters_view v = {.job = query_str(p, "job")};
	struct letter *list;
	int64_t job = 0;

	if (v.job.n > 0 && !num_parse_i64(v.job, 1, INT64_MAX, "job", &job, NULL))
		v.job = STR("");
	if (!letter_list(&p->c, job, &list, &v.n_rows, err) ||
	    !letter_template_list(&p->c, &v.templates, &v.n_templates, err) ||
	    !application_list(&p->c, &open, (struct application_after){0}, JOBS_SHOWN, &v.jobs, &v.n_jobs, err))
		return false;
	if (!rows_make(p, list, &v, err))
		return false;
	page_begin(p, NAV_LETTERS, "Letters");
	tmpl_letters(p->out, p, &v);
	page_end(p);
	return true;
}

static struct str
letter_path(const struct page *p, int64_t id)
{
	return page_printf(p, "/letters/%lld", (long long)id);
}

static bool
post_letter_new(struct page *p, struct err *err)
{
	const struct letter_new what = {.any_id = true,
	                                .template = form_str(p, "template"),
	                                .application_id = form_i64(p, "job", 0),
	                                .company = form_str(p, "company"),
	                                .title = form_str(p, "title"),
	                                .contact = form_str(p, "contact")};
	int64_t id;

	if (!letter_new(&p->c, &what, &id, err))
		return false;
	page_go(p, letter_path(p, id), "letter-new", id);
	return true;
}

/* --- one letter --------------------------------------------------------------------------------------------------- */

static bool
letter_look(struct page *p, struct letter_view *v, struct err *err)
{
	struct str version = query_str(p, "version");
	struct letter_filled f;
	int64_t id;

	*v = (struct letter_view){0};
	if (!page_id(p, &id, err) || !letter_get(&p->c, id, &v->l, err) ||
	    !letter_versions(&p->c, id, &v->versions, &v->n_versions, err))
		return false;
	v->draft = letter_draft(p->c.a, v->l.body);
	if (version.n > 0 && num_parse_i64(version, 1, INT64_MAX, "version", &v->shown, NULL) &&
	    v->shown != v->l.version)
		for (size_t i = 0; i < v->n_versions; i++)
			if (v->versions[i].id == v->shown)
				v->draft = letter_draft(p->c.a, v->versions[i].body);
	if (!open_of(p, &v->l, &f, err))
		return false;
	v->open = f.open;
	v->n_open = f.n_open;
	return true;
}

/* The addresses of what may be sent; of a draft while fields are open. */
static void
files_offer(struct page *p, struct letter_view *v)
{
	static const char *const kinds[][2] = {{"PDF, classic", "pdf&design=classic"},
	                                       {"modern", "pdf&design=modern"},
	                                       {"compact", "pdf&design=compact"},
	                                       {"text", "text"},
	                                       {"Markdown", "markdown"}};

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		v->files[v->n_files++] = (struct letter_file){
		    page_printf(p, "%s%s", i == 0 && v->n_open > 0 ? "Draft as " : "", kinds[i][0]),
		    page_printf(p, "/letters/%lld/file?format=%s%s", (long long)v->l.id, kinds[i][1],
		                v->n_open > 0 ? "&draft=1" : "")};
}

static bool
page_letter(struct page *p, struct err *err)
{
	struct letter_view v;

	if (!letter_look(p, &v, err))
		return false;
	files_offer(p, &v);
	page_begin_str(p, NAV_LETTERS, v.l.subject.n > 0 ? letter_draft(p->c.a, v.l.subject) : STR("Letter"));
	tmpl_letter(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
post_letter_save(struct page *p, struct err *err)
{
	int64_t id, seen = form_i64(p, "version", 0), version;

	if (!page_id(p, &id, err) ||
	    !letter_save(&p->c, id, seen, form_str(p, "subject"), form_str(p, "body"), &version, err))
		return false;
	page_go(p, letter_path(p, id), version == seen ? "letter-same" : "letter-saved", version == seen ? 0 : version);
	return true;
}

static bool
post_letter_fill(struct page *p, struct err *err)
{
	const struct http_fields *form = &p->req->form;
	int64_t id, seen = form_i64(p, "version", 0), version;
	struct letter_value *values = ARENA_ARRAY(p->c.a, form->n + 1, struct letter_value);
	struct letter_view v;
	size_t n = 0;

	if (!page_id(p, &id, err) || !letter_look(p, &v, err))
		return false;
	/* Fields go by their number in the version that was shown; letter_put refuses when it is another by now. */
	for (size_t i = 0; i < v.n_open; i++) {
		struct str value = http_get(form, arena_cstr(p->c.a, page_printf(p, "f.%zu", i)));

		if (str_trim(value).n > 0)
			values[n++] = (struct letter_value){v.open[i], str_trim(value)};
	}
	if (!letter_put(&p->c, id, seen, values, n, &version, err))
		return false;
	page_go(p, letter_path(p, id), version == seen ? "letter-same" : "letter-saved", version == seen ? 0 : version);
	return true;
}

static bool
post_letter_copy(struct page *p, struct err *err)
{
	int64_t id, copy;

	if (!page_id(p, &id, err) || !letter_copy(&p->c, id, &copy, err))
		return false;
	page_go(p, letter_path(p, copy), "letter-copy", copy);
	return true;
}

static bool
post_letter_delete(struct page *p, struct err *err)
{
	struct letter l;
	int64_t id;

	if (!page_id(p, &id, err) || !letter_get(&p->c, id, &l, err) || !letter_undo(&p->c, id, false, err))
		return false;
	page_go(p, STR("/letters"), "letter-deleted", id);
	return true;
}

static bool
undo_run(struct page *p, bool back, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !letter_undo(&p->c, id, back, err))
		return false;
	page_go_back(p, "/letters", "undone", 0);
	return true;
}

static bool
post_letter_undo(struct page *p, struct err *err)
{
	return undo_run(p, false, err);
}

static bool
post_letter_back(struct page *p, struct err *err)
{
	return undo_run(p, true, err);
}

/* As a file; a PDF is shown by the browser, which can print it. Drafts show what is still open. */
static bool
page_letter_file(struct page *p, struct err *err)
{
	struct str name = query_str(p, "format"), bytes;
	enum letter_format format;
	struct letter l;
	int64_t id;

	if (!page_id(p, &id, err) || !letter_format_parse(name.n > 0 ? name : STR("pdf"), &format, err) ||
	    !letter_get(&p->c, id, &l, err) ||
	    !letter_export(&p->c, &l, format, query_str(p, "design"), query_str(p, "draft").n > 0, &bytes, NULL, err))
		return false;
	p->resp->type = letter_format_type(format);
	strbuf_clear(p->out);
	strbuf_add(p->out, bytes);
	(void)http_resp_header(p->resp, "Content-Disposition",
	                       page_printf(p, "%s; filename=\"letter-%lld%s\"",
	                                   format == LETTER_PDF ? "inline" : "attachment", (long long)id,
	                                   letter_format_suffix(format)));
	return true;
}

/* --- templates ---------------------------------------------------------------------------------------------------- */

static bool
page_templates(struct page *p, struct err *err)
{
	struct letters_view v = {0};

	if (!letter_template_list(&p->c, &v.templates, &v.n_templates, err))
		return false;
	page_begin(p, NAV_LETTERS, "Templates of letters");
	tmpl_letter_templates(p->out, &v);
	page_end(p);
	return true;
}

static bool
template_show(struct page *p, const struct template_view *v)
{
	page_begin_str(p, NAV_LETTERS, v->t.name.n > 0 ? v->t.title : STR("A template of your own"));
	tmpl_letter_template(p->out, p, v);
	page_end(p);
	return true;
}

static bool
page_template(struct page *p, struct err *err)
{
	struct template_view v = {0};

	return (str_eq(p->arg, STR("new")) || letter_template_get(&p->c, p->arg, &v.t, err)) && template_show(p, &v);
}

/* The form of the template that could not be saved. */
static bool
page_template_again(struct page *p, struct err *err)
{
	struct template_view v = {0};
	struct err none = {0};

	if (!letter_template_get(&p->c, http_get(&p->req->form, "name"), &v.t, &none) && none.code != ERR_NOT_FOUND) {
		*err = none;
		return false;
	}
	return template_show(p, &v);
}

static bool
post_template(struct page *p, struct err *err)
{
	struct str name = form_str(p, "name");
	int64_t id;

	if (!letter_template_save(&p->c, name, form_str(p, "text"), form_i64(p, "seen", 0), &id, err))
		return false;
	page_go(p, page_printf(p, "/letters/templates/%.*s", STR_ARG(name)), "template-saved", id);
	return true;
}

static bool
post_template_delete(struct page *p, struct err *err)
{
	int64_t id;

	if (!letter_template_delete(&p->c, p->arg, &id, err))
		return false;
	page_go(p, STR("/letters/templates"), "template-deleted", id);
	return true;
}

static const struct route letter_routes[] = {
    PAGE("/letters", page_letters, "Letters, and a form to begin one."),
    FORM("/letters", post_letter_new, new_fields, page_letters, "Begins a letter from a template."),
    PAGE("/letters/templates", page_templates, "The templates letters begin with."),
    FORM("/letters/templates", post_template, template_fields, page_template_again, "Saves a template."),
    PAGE("/letters/templates/{id}", page_template, "One template, to change it."),
    FORM("/letters/templates/{id}/delete", post_template_delete, NULL, page_templates, "Takes own words of it away."),
    PAGE("/letters/{id}", page_letter, "One letter: what is open, its words, its versions."),
    FORM("/letters/{id}", post_letter_save, letter_fields_form, page_letter, "Saves a letter's words."),
    FORM("/letters/{id}/fill", post_letter_fill, fill_fields, page_letter, "Fills open fields."),
    FORM("/letters/{id}/copy", post_letter_copy, NULL, page_letter, "Begins another as this one."),
    FORM("/letters/{id}/delete", post_letter_delete, NULL, page_letter, "Deletes a letter."),
    FORM("/letters/{id}/undo", post_letter_undo, NULL, page_letters, "Takes back a version, a letter, a template."),
    FORM("/letters/{id}/back", post_letter_back, NULL, page_letters, "Brings it back."),
    PAGE("/letters/{id}/file", page_letter_file, "A letter as PDF, Markdown or text."),
};

static const struct notice letter_notices[] = {
    {"letter-new", "Begun. What is still open stands below.", "/letters/{id}/undo"},
    {"letter-saved", "Saved as a new version.", "/letters/{id}/undo"},
    {"letter-same", "Nothing has changed.", NULL},
    {"letter-copy", "Copied. This is the copy.", "/letters/{id}/undo"},
    {"letter-deleted", "Letter deleted.", "/letters/{id}/back"},
    {"template-saved", "Template saved.", "/letters/{id}/undo"},
    {"template-deleted", "Your words of the template are gone.", "/letters/{id}/undo"},
};

WEB_PART(letter_part, letter_routes, letter_notices);
