/* From a request to a page: host, session, route, gate, form, handler, errors. */
#include "base/log.h"
#include "base/num.h"
#include "base/utf8.h"
#include "domain/job/capture.h"
#include "tmpl.gen.h"
#include "web/page.h"
#include "web/page_impl.h"

const struct route *
route_find(enum http_method method, struct str path, struct str *ret_arg, bool *ret_other)
{
	enum http_method want = method == HTTP_HEAD ? HTTP_GET : method;
	const struct route *r;

	*ret_other = false;
	for (size_t i = 0; (r = route_at(i)) != NULL; i++) {
		struct str pattern = str_of(r->pattern);
		size_t hole = str_find(pattern, STR("{id}"));
		struct str head = str_sub(pattern, 0, hole);
		struct str tail = str_sub(pattern, hole + 4, pattern.n);
		struct str arg = STR("");

		if (hole == pattern.n ? !str_eq(path, pattern)
		                      : !str_starts(path, head) || !str_ends(path, tail) || path.n <= head.n + tail.n)
			continue;
		if (hole < pattern.n)
			arg = str_sub(path, head.n, path.n - head.n - tail.n);
		if (str_find_byte(arg, '/') < arg.n)
			continue;
		if (r->method != want) {
			*ret_other = true;
			continue;
		}
		*ret_arg = arg;
		return r;
	}
	return NULL;
}

/* Whether the minute in which forms with a key are counted is over, or none has begun. */
static bool
keys_minute_over(const struct web *w)
{
	return w->keys_n == 0 || clock_monotonic_us() - w->keys_us >= (int64_t)60 * 1000000;
}

bool
key_may_try(struct web *w)
{
	if (keys_minute_over(w)) {
		w->keys_us = clock_monotonic_us();
		w->keys_n = 0;
	}
	return w->keys_n++ < KEYS_A_MINUTE;
}

size_t
web_body_max(void *p, const struct http_req *req, struct err *err)
{
	const struct web *w = p;
	struct str path = str_sub(req->target, 0, str_find_byte(req->target, '?'));
	struct str arg;
	bool other;
	const struct route *r = route_find(req->method, path, &arg, &other);

	if (r == NULL || r->body_max == 0)
		return HTTP_BODY_MAX;
	/* Its key is in the body; what can be known before is whether it is the owner's browser. */
	if (r->who == WHO_KEY)
		return gate_is_host(&w->gate, http_header(req, "Host")) &&
		               (keys_minute_over(w) || w->keys_n < KEYS_A_MINUTE)
		           ? r->body_max
		           : HTTP_BODY_MAX;
	return gate_knows(&w->gate, req, gate_session(&w->gate, req, clock_now_ms(&w->o->clock)), err) ? r->body_max
	                                                                                               : HTTP_BODY_MAX;
}

static bool
field_check(const struct form_field *f, struct str value, struct err *err)
{
	int64_t n;
	int32_t day;
	struct str v = str_trim(value);

	if (v.n == 0)
		return !f->needed || err_set(err, ERR_INVALID, "%s: nothing was given", f->label);
	if (f->type == FIELD_INT)
		return num_parse_i64(v, f->min, f->max, f->label, &n, err);
	if (f->type == FIELD_DAY)
		return day_parse(v, &day, err) || err_prefix(err, "%s", f->label);
	if (v.n > (size_t)f->max)
		return err_set(err, ERR_INVALID, "%s: longer than %lld bytes", f->label, (long long)f->max);
	for (size_t i = 0; i < v.n; i++)
		if ((unsigned char)v.p[i] < 0x20 && (f->type != FIELD_LINES || strchr("\r\n\t", v.p[i]) == NULL))
			return err_set(err, ERR_INVALID, "%s: has a control character", f->label);
	return true;
}

static bool
form_check(struct page *p, struct err *err)
{
	for (const struct form_field *f = p->route->fields; f != NULL && f->name != NULL; f++) {
		if (f->type != FIELD_MANY) {
			p->problem_field = f->name;
			if (!field_check(f, http_get(&p->req->form, f->name), err))
				return false;
			continue;
		}
		for (size_t i = 0; i < p->req->form.n; i++)
			if (str_starts(p->req->form.p[i].name, str_of(f->name)) &&
			    p->req->form.p[i].value.n > (size_t)f->max)
				return err_set(err, ERR_INVALID, "%s: longer than %lld bytes", f->label,
				               (long long)f->max);
	}
	p->problem_field = NULL;
	return true;
}

/* Where the facts are inside, the reader gets a plain word and the log the rest. */
static void
error_for_reader(const struct page *p, struct err *err)
{
	/* The feed's secret is part of its path. */
	bool secret = p->route != NULL && p->route->who == WHO_ANY;

	if (err_http_status(err->code) < 500)
		return;
	log_error("%.*s: %s", STR_ARG(secret ? str_of(p->route->pattern) : p->req->path), err->text);
	if (err->code == ERR_BUG)
		snprintf(err->text, sizeof(err->text), "something went wrong inside Cairn; its log says what");
}

static void
page_error(struct page *p, struct err *err)
{
	error_for_reader(p, err);
	strbuf_clear(p->out);
	p->resp->status = err_http_status(err->code);
	p->failed = NULL;
	page_begin(p, NAV_NONE, err->code == ERR_NOT_FOUND ? "Not here" : "That did not work");
	tmpl_error(p->out, p, err);
	page_end(p);
}

/* A failed form is shown again, with what was typed and the error on top. */
static void
page_again(struct page *p, struct err *err)
{
	struct err second = {0};

	error_for_reader(p, err);
	p->failed = p->route;
	p->kept = &p->req->form;
	p->problem = *err;
	strbuf_clear(p->out);
	p->resp->status = err_http_status(err->code);
	if (p->route->again == NULL || !p->route->again(p, &second))
		page_error(p, err);
}

static bool
run_post(struct page *p, struct err *err)
{
	bool ok;

	if (!form_check(p, err))
		return false;
	db_gate(p->w->db, true);
	ok = p->route->handler(p, err);
	db_gate(p->w->db, false);
	posting_facts_drop(p->w);
	return ok;
}

static void
page_run(struct page *p)
{
	struct err err = {0};

	if (!setting_all(&p->c, p->settings, &err)) {
		log_error("settings: %s", err.text);
		http_resp_plain(p->resp, err_http_status(err.code), err.text);
		return;
	}
	if (p->route == NULL) {
		err_set(&err, ERR_NOT_FOUND, "there is no page at '%.*s'", STR_ARG(utf8_clip(p->req->path, 200)));
		page_error(p, &err);
	} else if (p->route->method == HTTP_POST) {
		if (!gate_pass(&p->w->gate, p->req, p->session, p->route->pattern, &err)) {
			log_warn("refused a form for %s: %s", p->route->pattern, err.text);
			page_error(p, &err);
		} else if (!run_post(p, &err)) {
			page_again(p, &err);
		}
	} else if (!p->route->handler(p, &err)) {
		page_error(p, &err);
	}
}

/* Another site's link leads here: show nothing of the owner's, and let them walk in themselves. */
static void
answer_foreign(struct page *p)
{
	bool walk = p->req->method == HTTP_GET && str_eq(http_header(p->req, "Sec-Fetch-Mode"), STR("navigate")) &&
	            str_eq(http_header(p->req, "Sec-Fetch-Dest"), STR("document"));

	if (!walk) {
		http_resp_plain(p->resp, 403, "This server answers its own pages only.");
		return;
	}
	tmpl_door(p->out, p->w->css, p->req->target);
}

/* A form from anywhere, with a bookmark's key. Whatever comes of it, the answer shows nothing of the owner's, and
 * begins no session. */
static void
answer_key(struct page *p)
{
	struct err err = {0};
	bool ok = false, holds = false;
	int64_t id;

	if (!key_may_try(p->w)) {
		http_resp_plain(p->resp, 429, "Too many pages in one minute. Wait a little.");
		return;
	}
	if (!gate_key_pass(&p->w->gate, p->req, &id, &err) || !capture_key_holds(&p->c, id, &holds, &err) || !holds) {
		log_warn("refused a bookmark's form: %s", err.text[0] != '\0' ? err.text : "its key was revoked");
		http_resp_plain(p->resp, 403,
		                "This bookmark is not known here, or was revoked. Make a new one on the page Capture.");
		return;
	}
	if (form_check(p, &err)) {
		db_gate(p->w->db, true);
		ok = p->route->handler(p, &err) && capture_key_used(&p->c, id, &err);
		db_gate(p->w->db, false);
	}
	if (!ok) {
		error_for_reader(p, &err);
		p->resp->status = err_http_status(err.code);
	}
	strbuf_clear(p->out);
	tmpl_capture_taken(p->out, p->w->css, ok, ok ? "" : err.text);
}

/* Gives or finds the session. False when the answer is made already. */
static bool
session_begin(struct page *p)
{
	int64_t now = ctx_now_ms(&p->c);

	p->session = gate_session(&p->w->gate, p->req, now);
	if (p->session.p != NULL)
		return true;
	if (!gate_is_owner(&p->w->gate, p->req)) {
		http_resp_plain(p->resp, 403,
		                "This Cairn belongs to somebody. If it is you: open the address that `cairn serve` "
		                "printed when it started.");
		return false;
	}
	if (p->req->method == HTTP_POST) /* answered by the gate, which says what to do */
		return true;
	page_set_session(p, true);
	return true;
}

void
page_set_session(struct page *p, bool owners)
{
	bool loopback = gate_is_loopback_host(&p->w->gate, http_header(p->req, "Host"));

	p->session = gate_new_session(&p->w->gate, p->c.a, owners, ctx_now_ms(&p->c));
	(void)http_resp_header(
	    p->resp, "Set-Cookie",
	    page_printf(p, GATE_COOKIE "=%.*s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s", STR_ARG(p->session),
	                GATE_DAYS * 86400,
	                loopback || http_header(p->req, "X-Forwarded-Proto").p == NULL ? "" : "; Secure"));
}

void
web_handle(void *user, struct http_req *req, struct http_resp *resp)
{
	struct web *w = user;
	struct page p = {.w = w, .req = req, .resp = resp, .out = &resp->body};
	bool other;

	p.c = (struct ctx){.a = req->a,
	                   .db = w->db,
	                   .map = w->o->map,
	                   .clock = w->o->clock,
	                   .ids = &w->ids,
	                   .rng = &w->rng,
	                   .plans = &w->plans,
	                   .dues = &w->dues};
	clock_refresh(&p.c.clock);
	p.partial = str_eq(http_header(req, "HX-Request"), STR("true"));
	if (!gate_is_host(&w->gate, http_header(req, "Host"))) {
		http_resp_plain(resp, 403,
		                "This server is not known by that name. Open http://127.0.0.1 with its port, "
		                "or start it with --host NAME.");
		resp->close = true;
		return;
	}
	p.route = route_find(req->method, req->path, &p.arg, &other);
	if (p.route == NULL && other) {
		http_resp_plain(resp, 405, "That address does not take this method.");
		return;
	}
	if (p.route != NULL && p.route->who == WHO_ANY) {
		struct err err = {0};
		if (!p.route->handler(&p, &err)) {
			error_for_reader(&p, &err);
			http_resp_plain(resp, err_http_status(err.code), err.text);
		}
		return;
	}
	if (p.route != NULL && p.route->who == WHO_KEY) {
		answer_key(&p);
		return;
	}
	if (req->method != HTTP_POST && gate_is_foreign(req)) {
		answer_foreign(&p);
		return;
	}
	if (session_begin(&p))
		page_run(&p);
}
