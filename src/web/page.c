#include "web/page.h"

#include "base/num.h"
#include "base/utf8.h"
#include "tmpl.gen.h"

#include <stdarg.h>

/* What a page says after a form: named in the address, so that no text of an address is ever shown. */
static const struct notice {
	const char *name;
	const char *text;
	const char *undo; /* pattern of the form that takes it back, or NULL */
} notices[] = {
    {"minutes", "Minutes logged.", "/minutes/{id}/undo"},
    {"evidence", "Evidence recorded.", "/evidence/{id}/undo"},
    {"override", "The plan follows your word.", "/override/{id}/undo"},
    {"undone", "Taken back.", NULL},
    {"goal", "Goal saved. This is your plan.", NULL},
    {"hidden", "Put aside. It no longer moves the plan.", NULL},
    {"shown", "Taken back into the list.", NULL},
    {"backup", "Copy made and checked.", NULL},
    {"stopped", "The import stops; it has changed nothing.", NULL},
    {"settings", "Settings saved.", NULL},
};

static const struct nav_entry {
	enum nav nav;
	const char *path;
	const char *text;
	const char *key;
} nav_entries[] = {
    {NAV_TODAY, "/", "Today", "t"},   {NAV_MAP, "/map", "Map", "m"},
    {NAV_PLAN, "/plan", "Plan", "p"}, {NAV_POSTINGS, "/postings", "Postings", "o"},
    {NAV_DATA, "/data", "Data", "d"}, {NAV_SETTINGS, "/settings", "Settings", "s"},
};

static const struct notice *
notice_of(const struct page *p)
{
	struct str name = http_get(&p->req->query, "done");

	for (size_t i = 0; i < ARRAY_LEN(notices) && name.p != NULL; i++)
		if (str_eq(name, str_of(notices[i].name)))
			return &notices[i];
	return NULL;
}

static void
print_notice(struct page *p)
{
	const struct notice *n = p->failed == NULL ? notice_of(p) : NULL;
	int64_t id = 0;
	struct str undo = STR("");
	struct str token = STR("");

	if (n == NULL)
		return;
	if (n->undo != NULL && num_parse_i64(http_get(&p->req->query, "id"), 1, INT64_MAX, "id", &id, NULL)) {
		struct str pattern = str_of(n->undo);
		size_t hole = str_find(pattern, STR("{id}"));
		undo = page_printf(p, "%.*s%lld%s", (int)hole, n->undo, (long long)id, n->undo + hole + 4);
		token = page_token(p, n->undo);
	}
	tmpl_notice(p->out, n->text, undo, token, p->req->path);
}

void
page_begin_str(struct page *p, enum nav nav, struct str title)
{
	tmpl_top(p->out, p->w->css, p->w->js, title, p->settings[SETTING_THEME]);
	for (size_t i = 0; i < ARRAY_LEN(nav_entries); i++)
		tmpl_nav(p->out, nav_entries[i].path, nav_entries[i].text, nav_entries[i].key,
		         nav == nav_entries[i].nav);
	tmpl_top_end(p->out);
	print_notice(p);
	if (p->failed != NULL)
		tmpl_problem(p->out, &p->problem, p->problem_field);
}

void
page_begin(struct page *p, enum nav nav, const char *title)
{
	page_begin_str(p, nav, str_of(title));
}

void
page_end(struct page *p)
{
	tmpl_bottom(p->out);
}

void
page_go(struct page *p, struct str path, const char *done, int64_t id)
{
	size_t cut = str_find_byte(path, '#');
	const char *join = str_find_byte(path, '?') < path.n ? "&" : "?";
	struct str fragment = str_sub(path, cut, path.n);
	struct str at = str_sub(path, 0, cut);

	if (done == NULL)
		http_resp_redirect(p->resp, path);
	else if (id != 0)
		http_resp_redirect(p->resp, page_printf(p, "%.*s%sdone=%s&id=%lld%.*s", STR_ARG(at), join, done,
		                                        (long long)id, STR_ARG(fragment)));
	else
		http_resp_redirect(p->resp,
		                   page_printf(p, "%.*s%sdone=%s%.*s", STR_ARG(at), join, done, STR_ARG(fragment)));
}

void
page_go_back(struct page *p, const char *fallback, const char *done, int64_t id)
{
	struct str back = http_get(&p->req->form, "back");
	size_t q = str_find(back, STR("?done="));

	page_go(p, back.n > 0 && back.n < 512 ? str_sub(back, 0, q) : str_of(fallback), done, id);
}

struct str
form_str(const struct page *p, const char *name)
{
	return str_trim(http_get(&p->req->form, name));
}

int64_t
form_i64(const struct page *p, const char *name, int64_t fallback)
{
	int64_t n;
	return num_parse_i64(form_str(p, name), INT64_MIN, INT64_MAX, name, &n, NULL) ? n : fallback;
}

int32_t
form_day(const struct page *p, const char *name)
{
	int32_t day;
	return day_parse(form_str(p, name), &day, NULL) ? day : DAY_NONE;
}

bool
page_id(struct page *p, int64_t *ret, struct err *err)
{
	if (!num_parse_i64(p->arg, 1, INT64_MAX, "id", ret, NULL))
		return err_set(err, ERR_NOT_FOUND, "there is nothing with the name '%.*s'",
		               STR_ARG(utf8_clip(p->arg, 80)));
	return true;
}

struct str
query_str(const struct page *p, const char *name)
{
	struct str s = str_trim(http_get(&p->req->query, name));
	return s.n == 0 ? STR_NONE : utf8_clip(s, 256);
}

struct str
page_token(const struct page *p, const char *pattern)
{
	return gate_token(&p->w->gate, p->c.a, p->session, pattern);
}

struct str
page_kept(const struct page *p, const char *pattern, const char *name, struct str fallback)
{
	struct str typed;

	if (p->kept == NULL || strcmp((p->failed != NULL ? p->failed : p->route)->pattern, pattern) != 0)
		return fallback;
	typed = http_get(p->kept, name);
	return typed.p != NULL ? typed : fallback;
}

struct str
page_kept_z(const struct page *p, const char *pattern, const char *name, const char *fallback)
{
	return page_kept(p, pattern, name, str_of(fallback));
}

bool
page_chosen(const struct page *p, const char *pattern, const char *name, const char *option, bool fallback)
{
	struct str kept = page_kept(p, pattern, name, STR_NONE);
	return kept.p == NULL ? fallback : str_eq(kept, str_of(option));
}

struct str
page_printf(const struct page *p, const char *fmt, ...)
{
	va_list ap;
	va_list again;
	int n;
	char *s;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	s = arena_alloc(p->c.a, (size_t)MAX(n, 0) + 1);
	vsnprintf(s, (size_t)MAX(n, 0) + 1, fmt, again);
	va_end(again);
	return (struct str){s, (size_t)MAX(n, 0)};
}
