#include "web/page.h"

#include "base/num.h"
#include "base/utf8.h"
#include "tmpl.gen.h"

#include <stdarg.h>

/* The navigation: sections, and the pages of a section. The first page of a section is where its entry leads. */
static const struct nav_entry {
	const char *section;
	enum nav nav;
	const char *path;
	const char *text;
	const char *key; /* behind g; NULL: none */
} nav_entries[] = {
    {"Today", NAV_TODAY, "/", "Today", "t"},
    {"Today", NAV_DUE, "/due", "Due", "e"},
    {"Today", NAV_CALENDAR, "/calendar", "Calendar", "c"},
    {"Learn", NAV_PLAN, "/plan", "Plan", "p"},
    {"Learn", NAV_MAP, "/map", "Map", "m"},
    {"Jobs", NAV_BOARD, "/jobs", "Board", "b"},
    {"Jobs", NAV_POSTINGS, "/postings", "Postings", "o"},
    {"Jobs", NAV_ROUTES, "/routes", "Routes", "u"},
    {"Jobs", NAV_OFFERS, "/offers", "Offers", "v"},
    {"Jobs", NAV_INTERVIEWS, "/interviews", "Interviews", "w"},
    {"Jobs", NAV_REPORT, "/report", "Report", "r"},
    {"People", NAV_PEOPLE, "/people", "People", "n"},
    {"People", NAV_COMPANIES, "/companies", "Companies", "c"},
    {"People", NAV_INFORMATIONAL, "/informational", "Informational", "f"},
    {"Me", NAV_RESUME, "/resume", "Résumé", "r"},
    {"Me", NAV_LETTERS, "/letters", "Letters", "l"},
    {"Me", NAV_DATA, "/data", "Data", "d"},
    {"Me", NAV_SETTINGS, "/settings", "Settings", "s"},
};

static const struct nav_entry *
nav_entry_of(enum nav nav)
{
	for (size_t i = 0; i < ARRAY_LEN(nav_entries); i++)
		if (nav_entries[i].nav == nav)
			return &nav_entries[i];
	return NULL;
}

/* The sections, then the pages of the one we are in when it has more than one. */
static void
print_nav(struct page *p, enum nav nav)
{
	const struct nav_entry *here = nav_entry_of(nav);
	const char *last = "";
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(nav_entries); i++) {
		const struct nav_entry *e = &nav_entries[i];

		n += here != NULL && strcmp(e->section, here->section) == 0;
		if (strcmp(e->section, last) != 0)
			tmpl_nav(p->out, e->path, e->section, here == e,
			         here != NULL && strcmp(e->section, here->section) == 0);
		last = e->section;
	}
	tmpl_top_end(p->out);
	if (n < 2)
		return;
	tmpl_within_begin(p->out, here->section);
	for (size_t i = 0; i < ARRAY_LEN(nav_entries); i++)
		if (strcmp(nav_entries[i].section, here->section) == 0)
			tmpl_within_one(p->out, nav_entries[i].path, nav_entries[i].text, here == &nav_entries[i]);
	tmpl_within_end(p->out);
}

static void
print_notice(struct page *p)
{
	struct str name = http_get(&p->req->query, "done");
	const struct notice *n = p->failed == NULL && name.p != NULL ? notice_find(name) : NULL;
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
	print_nav(p, nav);
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
page_origin(const struct page *p)
{
	struct str host = http_header(p->req, "Host");
	bool https =
	    !gate_is_loopback_host(&p->w->gate, host) && str_eq(http_header(p->req, "X-Forwarded-Proto"), STR("https"));

	return page_printf(p, "%s://%.*s", https ? "https" : "http", STR_ARG(host));
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
