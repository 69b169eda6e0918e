/* Companies, and whom one knows there. */
#include "base/num.h"
#include "tmpl.gen.h"
#include "web/markdown.h"
#include "web/page_impl.h"
#include "web/view_interview.h"
#include "web/view_person.h"

#define LIST_ROWS 50

bool
known_view_get(struct page *p, struct str company, int64_t posting, int64_t application, const struct known_view **ret,
               struct err *err)
{
	struct known_view *v = ARENA_NEW(p->c.a, struct known_view);

	*ret = NULL;
	if (company_key(p->c.a, company).n == 0)
		return true;
	*v = (struct known_view){.company = company, .posting_id = posting, .application_id = application};
	if (!contacts_at(&p->c, company, &v->list, &v->n, err))
		return false;
	*ret = v;
	return true;
}

bool
known_aside(struct page *p, const struct application *app, struct err *err)
{
	const struct known_view *v;
	struct referral *list;
	size_t n;

	if (!known_view_get(p, app->company, 0, app->id, &v, err) ||
	    !referral_list(&p->c, &(struct referral_filter){.application_id = app->id}, &list, &n, err))
		return false;
	if (v != NULL)
		tmpl_known(p->out, p, v);
	if (n > 0)
		tmpl_referrals(p->out, p, list, n, page_printf(p, "/jobs/%lld", (long long)app->id));
	return true;
}

static bool
page_companies(struct page *p, struct err *err)
{
	struct companies_view v = {.search = query_str(p, "q")};
	struct company_filter f = {.search = v.search, .after_key = query_str(p, "after"), .n = LIST_ROWS + 1};

	if (!company_list(&p->c, &f, &v.list, &v.n, err))
		return false;
	v.first_page = f.after_key.n == 0;
	v.more = v.n > LIST_ROWS;
	v.n = MIN(v.n, (size_t)LIST_ROWS);
	if (v.more)
		v.next = page_printf(p, "/companies?q=%.*s&after=%.*s", STR_ARG(http_encode(p->c.a, v.search)),
		                     STR_ARG(http_encode(p->c.a, v.list[LIST_ROWS - 1].key)));
	page_begin(p, NAV_COMPANIES, "Companies");
	tmpl_companies(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
page_company(struct page *p, struct err *err)
{
	struct company_view v = {0};
	int64_t id;

	if (!page_id(p, &id, err) || !company_get(&p->c, id, &v.o, err) ||
	    !contacts_at_id(&p->c, id, &v.known.list, &v.known.n, err) ||
	    !referral_list(&p->c, &(struct referral_filter){.company = v.o.name}, &v.referrals, &v.n_referrals, err))
		return false;
	v.known.company = v.o.name;
	v.note = markdown_html(p->c.a, v.o.note);
	page_begin_str(p, NAV_COMPANIES, v.o.name);
	tmpl_company(p->out, p, &v);
	if (!research_section(p, v.o.id, err))
		return false;
	tmpl_company_aside(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
post_company(struct page *p, struct err *err)
{
	struct company o;
	int64_t id, edit;

	if (!page_id(p, &id, err) || !company_get(&p->c, id, &o, err))
		return false;
	o.name = form_str(p, "name");
	o.url = form_str(p, "url");
	o.size = form_str(p, "size");
	o.industry = form_str(p, "industry");
	o.place = form_str(p, "place");
	o.note = form_str(p, "note");
	o.version = form_i64(p, "version", 0);
	if (!company_save(&p->c, &o, &edit, err))
		return false;
	page_go(p, page_printf(p, "/companies/%lld", (long long)id), "company-saved", edit);
	return true;
}

static bool
post_company_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !company_undo(&p->c, id, err))
		return false;
	page_go_back(p, "/companies", "undone", 0);
	return true;
}

static const struct form_field company_form[] = {
    {"version", "the version", FIELD_INT, true, 0, INT64_MAX},
    {"name", "the name", FIELD_TEXT, true, 0, COMPANY_NAME_MAX},
    {"url", "the address", FIELD_TEXT, false, 0, 2048},
    {"size", "the size", FIELD_TEXT, false, 0, 16},
    {"industry", "the industry", FIELD_TEXT, false, 0, 64},
    {"place", "the place", FIELD_TEXT, false, 0, 1000},
    {"note", "the note", FIELD_LINES, false, 0, (int64_t)CARD_NOTE_MAX},
    FIELDS_END,
};

static const struct route routes[] = {
    PAGE("/companies", page_companies, "The companies, and how many you know there."),
    PAGE("/companies/{id}", page_company, "One company, and whom you know there."),
    FORM("/companies/{id}", post_company, company_form, page_company, "Changes a company."),
    FORM("/companies/edits/{id}/undo", post_company_undo, NULL, page_back, "Takes an edit of a company back."),
};

static const struct notice notices[] = {
    {"company-saved", "Saved.", "/companies/edits/{id}/undo"},
};

WEB_PART(company_part, routes, notices);
