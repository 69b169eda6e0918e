/* People as a whole: in from address books and out, two that could be one. */
#include "base/num.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_person.h"

#define EXPORT_MAX ((size_t)64 << 20)

static bool
page_contact_import(struct page *p, struct err *err)
{
	(void)err;
	page_begin(p, NAV_PEOPLE, "Import people");
	tmpl_person_import(p->out, p, NULL);
	page_end(p);
	return true;
}

static bool
post_contact_import(struct page *p, struct err *err)
{
	const struct http_req *req = p->req;
	struct import_input *in = ARENA_ARRAY(p->c.a, req->n_files + 1, struct import_input);
	struct contact_report r;
	size_t n = 0;

	for (size_t i = 0; i < req->n_files; i++)
		if (req->files[i].bytes.n > 0)
			in[n++] = (struct import_input){.name = req->files[i].name, .bytes = req->files[i].bytes};
	if (n == 0)
		return err_set(err, ERR_INVALID, "no file was chosen"),
		       err_hint(err, "Choose a .vcf file, or LinkedIn's Connections.csv.");
	if (!contact_import(&p->c, in, n, form_i64(p, "dry", 0) == 1, &r, err))
		return false;
	page_begin(p, NAV_PEOPLE, "Import people");
	tmpl_person_import(p->out, p, &r);
	page_end(p);
	return true;
}

static bool
post_contact_import_undo(struct page *p, struct err *err)
{
	size_t undone, left;
	int64_t id;

	if (!page_id(p, &id, err) || !contact_import_undo(&p->c, id, &undone, &left, err))
		return false;
	page_go(p, STR("/people"), left > 0 ? "import-undone-partly" : "undone", 0);
	return true;
}

static bool
page_contact_export(struct page *p, struct err *err)
{
	bool v4 = str_eq(query_str(p, "version"), STR("4.0"));
	struct strbuf out = STRBUF(EXPORT_MAX);
	int64_t id = 0;
	bool one = query_str(p, "id").n > 0;
	bool ok;

	if (one && !num_parse_i64(query_str(p, "id"), 1, INT64_MAX, "id", &id, err))
		return false;
	ok = contact_export(&p->c, one ? &id : NULL, one ? 1 : 0, v4 ? VCARD_40 : VCARD_30, &out, err);
	if (ok) {
		strbuf_add(p->out, strbuf_str(&out));
		p->resp->type = "text/vcard; charset=utf-8";
		(void)http_resp_header(p->resp, "Content-Disposition",
		                       page_printf(p, "attachment; filename=\"people-%.*s.vcf\"",
		                                   STR_ARG(say_iso_day(p, ctx_today(&p->c)))));
	}
	strbuf_release(&out);
	return ok;
}

static bool
page_duplicates(struct page *p, struct err *err)
{
	struct duplicate *list;
	size_t n;

	if (!contact_duplicates(&p->c, &list, &n, err))
		return false;
	page_begin(p, NAV_PEOPLE, "Two that could be one");
	tmpl_person_duplicates(p->out, p, list, n);
	page_end(p);
	return true;
}

static bool
post_merge(struct page *p, struct err *err)
{
	int64_t edit;

	if (!contact_merge(&p->c, form_i64(p, "keep", 0), form_i64(p, "other", 0), &edit, err))
		return false;
	page_go(p, STR("/people/duplicates"), "merged", edit);
	return true;
}

static bool
post_apart(struct page *p, struct err *err)
{
	int64_t id;

	if (!contact_apart(&p->c, form_i64(p, "keep", 0), form_i64(p, "other", 0), &id, err))
		return false;
	page_go(p, STR("/people/duplicates"), "apart", id);
	return true;
}

static bool
post_apart_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !contact_apart_undo(&p->c, id, err))
		return false;
	page_go(p, STR("/people/duplicates"), "undone", 0);
	return true;
}

static const struct form_field import_form[] = {
    {"dry", "only look", FIELD_INT, false, 0, 1},
    FIELDS_END,
};
static const struct form_field pair_form[] = {
    {"keep", "the one that stays", FIELD_INT, true, 1, INT64_MAX},
    {"other", "the other", FIELD_INT, true, 1, INT64_MAX},
    FIELDS_END,
};

static const struct route routes[] = {
    PAGE("/people/import", page_contact_import, "The form to bring people in."),
    FILES("/people/import", post_contact_import, import_form, page_contact_import,
          "Reads vCard, jCard, xCard and LinkedIn's Connections.csv."),
    FORM("/people/imports/{id}/undo", post_contact_import_undo, NULL, page_contact_import, "Takes an import back."),
    PAGE("/people/export", page_contact_export, "All people, or one, as vCard."),
    PAGE("/people/duplicates", page_duplicates, "Pairs that could be one person."),
    FORM("/people/merge", post_merge, pair_form, page_duplicates, "Makes two contacts one."),
    FORM("/people/apart", post_apart, pair_form, page_duplicates, "Says that two are not one person."),
    FORM("/people/apart/{id}/undo", post_apart_undo, NULL, page_duplicates, "Takes that back."),
};

static const struct notice notices[] = {
    {"merged", "They are one now, with everything of both.", "/people/edits/{id}/undo"},
    {"apart", "They stay two.", "/people/apart/{id}/undo"},
    {"import-undone-partly", "Taken back, but for people who were changed since.", NULL},
};

WEB_PART(people_part, routes, notices);
