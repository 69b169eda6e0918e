/*
 * What the pages share: the route table, the state of one request, and helpers for templates.
 *
 * A page is a function in the table. It calls the domain, fills a view, and prints its template between page_begin and
 * page_end. A POST page runs behind the gate and inside an open database gate; it ends in page_go, or returns false,
 * and then the page that holds its form is shown again with the error on top and everything that was typed in its
 * place.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "base/date.h"
#include "base/rng.h"
#include "db/db.h"
#include "domain/account/setting.h"
#include "domain/ctx.h"
#include "domain/job/due.h"
#include "domain/plan/plan.h"
#include "domain/skill/map.h"
#include "web/gate.h"
#include "web/html.h"
#include "web/http.h"
#include "web/serve.h"

struct page;
struct import_before;
struct job_facts;
struct posting_facts;
struct report_kept;
struct route;

/* The running server. */
struct web {
	const struct serve_options *o;
	struct gate gate;
	struct db *db;
	struct id_source ids;
	struct rng rng;
	int import_pid; /* 0: none runs */
	int64_t import_run;
	const struct extractor *ex;   /* NULL until a posting is read */
	struct plan_cache plans;      /* the last plan, as long as nothing has changed */
	struct due_cache dues;        /* and the last lists of what is due */
	struct report_kept *report;   /* the last report; NULL at first */
	struct job_facts *jobs;       /* what the lists of applications count; NULL at first */
	struct import_before *before; /* how things stood when the newest import began; NULL at first */
	struct posting_facts *facts;  /* what the list of postings counts; NULL at first */
	int64_t keys_us;              /* when the minute began in which forms with a key are counted */
	int keys_n;
	const char *css; /* addresses with the hash of what is behind them */
	const char *js;
	char css_path[64];
	char js_path[64];
};

enum field_type { FIELD_TEXT, FIELD_LINES, FIELD_INT, FIELD_DAY, FIELD_MANY };

/* One value a form may send. Names not in the table are ignored. */
struct form_field {
	const char *name; /* FIELD_MANY: what the names begin with */
	const char *label;
	enum field_type type;
	bool needed;
	int64_t min;
	int64_t max; /* FIELD_TEXT, FIELD_LINES: bytes */
};

typedef bool page_handler(struct page *p, struct err *err);

enum who {
	WHO_ANY,   /* static files, and the start address */
	WHO_OWNER, /* a session */
	WHO_KEY    /* a form from anywhere with a bookmark's key; it may add and is shown nothing */
};

struct route {
	enum http_method method;
	const char *pattern; /* "{id}" stands for one segment */
	page_handler *handler;
	enum who who;
	const struct form_field *fields; /* ended by a NULL name; NULL for none */
	page_handler *again;             /* POST: the page that holds the form */
	size_t body_max;                 /* 0: HTTP_BODY_MAX */
	const char *help;
};

/* What a page says after a form: named in the address, so that no text of an address is ever shown. */
struct notice {
	const char *name;
	const char *text;
	const char *undo; /* pattern of the form that takes it back, or NULL */
};

/* A subject's addresses and what its forms say. Each stands at the end of its page_*.c; route.c lists them all. */
struct web_part {
	const struct route *routes;
	size_t n_routes;
	const struct notice *notices;
	size_t n_notices;
};

#define PAGE(path, handler, help)                                                                                      \
	{                                                                                                              \
		HTTP_GET, path, handler, WHO_OWNER, NULL, NULL, 0, help                                                \
	}
#define FORM(path, handler, fields, again, help)                                                                       \
	{                                                                                                              \
		HTTP_POST, path, handler, WHO_OWNER, fields, again, 0, help                                            \
	}
#define FILES(path, handler, fields, again, help)                                                                      \
	{                                                                                                              \
		HTTP_POST, path, handler, WHO_OWNER, fields, again, HTTP_UPLOAD_MAX, help                              \
	}
#define FIELDS_END                                                                                                     \
	{                                                                                                              \
		NULL, NULL, FIELD_TEXT, false, 0, 0                                                                    \
	}
#define WEB_PART(name, list, told) const struct web_part name = {list, ARRAY_LEN(list), told, ARRAY_LEN(told)}

/* The i-th route of all parts; NULL behind the last. */
const struct route *route_at(size_t i);
/* By its name; NULL for none. */
const struct notice *notice_find(struct str name);

/* Which page of the navigation is lit; its section is lit with it. */
enum nav {
	NAV_NONE,
	NAV_TODAY,
	NAV_DUE,
	NAV_MAP,
	NAV_PLAN,
	NAV_BOARD,
	NAV_POSTINGS,
	NAV_ROUTES,
	NAV_INTERVIEWS,
	NAV_OFFERS,
	NAV_REPORT,
	NAV_PEOPLE,
	NAV_INFORMATIONAL,
	NAV_COMPANIES,
	NAV_RESUME,
	NAV_LETTERS,
	NAV_CALENDAR,
	NAV_DATA,
	NAV_SETTINGS
};

struct page {
	struct web *w;
	struct ctx c;
	struct http_req *req;
	struct http_resp *resp;
	const struct route *route;
	struct str session;
	struct str arg; /* what {id} stood for */
	bool partial;   /* htmx asks for a part of the page */
	struct str settings[SETTING__COUNT];
	struct strbuf *out; /* the answer's body */
	/* The form that failed, when its page is shown again. */
	const struct route *failed;
	const struct http_fields *kept; /* what was typed, for page_kept; NULL: nothing */
	struct err problem;
	const char *problem_field;
};

/* Finds the route and fills ret_arg. A path that exists only for other methods sets *ret_other. */
const struct route *route_find(enum http_method method, struct str path, struct str *ret_arg, bool *ret_other);

/* Opens the database and the gate; the port is set by whoever listens. web_release accepts one that did not start. */
bool web_init(struct web *w, const struct serve_options *o, struct err *err) MUST_USE;
void web_release(struct web *w);

/* The server's handler; struct web is p. */
http_handler web_handle;
/* Its body_max: files are taken only from a page of ours. */
size_t web_body_max(void *p, const struct http_req *req, struct err *err);

/* --- for handlers ------------------------------------------------------------------------------------------------- */

/* Prints everything above the page's content, and below it. */
void page_begin(struct page *p, enum nav nav, const char *title);
void page_begin_str(struct page *p, enum nav nav, struct str title);
void page_end(struct page *p);
/* Redirects; done is the name of a message in notices[] or NULL, id what its undo needs. */
void page_go(struct page *p, struct str path, const char *done, int64_t id);
/* Back to the form's field `back`, or to the fallback. */
void page_go_back(struct page *p, const char *fallback, const char *done, int64_t id);

/* A value of the form, checked against the route's table before. Missing numbers are `fallback`. */
struct str form_str(const struct page *p, const char *name);
int64_t form_i64(const struct page *p, const char *name, int64_t fallback);
int32_t form_day(const struct page *p, const char *name); /* DAY_NONE when empty */
/* A whole number in the path. ERR_NOT_FOUND when it is none. */
bool page_id(struct page *p, int64_t *ret, struct err *err) MUST_USE;
struct str query_str(const struct page *p, const char *name); /* trimmed; p NULL when absent or empty */

/* --- for templates ------------------------------------------------------------------------------------------------ */

/* The hidden value that lets the form through the gate. */
struct str page_token(const struct page *p, const char *pattern);
/* What was typed into the field when the form failed, else the fallback. */
struct str page_kept(const struct page *p, const char *pattern, const char *name, struct str fallback);
/* The same with a C string or a number. */
struct str page_kept_z(const struct page *p, const char *pattern, const char *name, const char *fallback);
/* Whether the option is chosen. */
bool page_chosen(const struct page *p, const char *pattern, const char *name, const char *option, bool fallback);

/* What the browser calls us: scheme and host; of a proxy's names the one that it says, with its scheme. */
struct str page_origin(const struct page *p);
/* Text made in the request's arena. */
struct str page_printf(const struct page *p, const char *fmt, ...) PRINTF(2, 3);
/* "1 h 30 min", "45 min". */
struct str say_minutes(const struct page *p, int64_t minutes);
/* "Mon 23 Nov 2026", "23 Nov", "" for none. */
struct str say_day(const struct page *p, int32_t day);
struct str say_short_day(const struct page *p, int32_t day);
/* "today", "yesterday", "5 days ago", "in 3 days", else the date. */
struct str say_ago(const struct page *p, int32_t day);
struct str say_instant(const struct page *p, int64_t ms);
struct str say_bytes(const struct page *p, int64_t bytes);
/* 20480 -> "20,480". */
struct str say_count(const struct page *p, int64_t n);
struct str say_percent(const struct page *p, double share);
/* At most n bytes, with an ellipsis where it was cut. */
struct str say_clip(const struct page *p, struct str s, size_t n);
/* "85,000", without the currency. */
struct str say_money(const struct page *p, int64_t minor, struct str currency);
/* "0.8", one decimal. */
struct str say_one(const struct page *p, double x);
/* Singular for 1. */
const char *say_s(int64_t n, const char *one, const char *many);
struct str say_iso_day(const struct page *p, int32_t day);
struct str skill_label(const struct page *p, int skill);

#endif
