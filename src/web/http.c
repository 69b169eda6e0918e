#include "web/http.h"

#include "base/utf8.h"

struct str
http_get(const struct http_fields *f, const char *name)
{
	struct str want = str_of(name);

	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->p[i].name, want))
			return f->p[i].value.p != NULL ? f->p[i].value : STR("");
	return STR_NONE;
}

struct str
http_header(const struct http_req *req, const char *name)
{
	struct str want = str_of(name);

	for (size_t i = 0; i < req->headers.n; i++)
		if (str_eq_ci(req->headers.p[i].name, want))
			return req->headers.p[i].value;
	return STR_NONE;
}

struct str
http_cookie(const struct http_req *req, const char *name)
{
	struct str want = str_of(name);
	struct str rest = http_header(req, "Cookie");
	struct str part;

	while (rest.p != NULL && str_split(&rest, ';', &part)) {
		size_t eq = str_find_byte(part, '=');
		if (eq < part.n && str_eq(str_trim(str_sub(part, 0, eq)), want))
			return str_trim(str_sub(part, eq + 1, part.n));
	}
	return STR_NONE;
}

bool
http_req_target(struct http_req *req, struct str target, struct err *err)
{
	size_t q = str_find_byte(target, '?');

	req->target = target;
	if (!http_path(req->a, str_sub(target, 0, q), &req->path, err))
		return false;
	return q == target.n || http_urlencoded(req->a, str_sub(target, q + 1, target.n), &req->query, err);
}

bool
http_req_body(struct http_req *req, struct str body, struct err *err)
{
	struct str type = http_header(req, "Content-Type");
	struct str kind = str_trim(str_sub(type, 0, str_find_byte(type, ';')));

	if (str_eq_ci(kind, STR("application/x-www-form-urlencoded")))
		return http_urlencoded(req->a, body, &req->form, err);
	if (str_eq_ci(kind, STR("multipart/form-data")))
		return http_multipart(req->a, type, body, req, err);
	if (body.n > 0)
		return err_set(err, ERR_UNSUPPORTED, "a form must come as form-data or urlencoded, not as '%.*s'",
		               STR_ARG(utf8_clip(kind, 60)));
	return true;
}

void
http_resp_init(struct http_resp *resp, struct arena *a)
{
	*resp = (struct http_resp){.a = a, .status = 200, .type = "text/html; charset=utf-8", .fd = -1};
	resp->body.limit = HTTP_PAGE_MAX;
}

void
http_resp_release(struct http_resp *resp)
{
	strbuf_release(&resp->body);
	*resp = (struct http_resp){.fd = -1};
}

bool
http_resp_header(struct http_resp *resp, const char *name, struct str value)
{
	struct http_field *f = NULL;

	for (size_t i = 0; i < value.n; i++)
		if ((unsigned char)value.p[i] < 0x20 || value.p[i] == 0x7f)
			return false;
	for (size_t i = 0; i < resp->n_headers; i++)
		if (str_eq_ci(resp->headers[i].name, str_of(name)))
			f = &resp->headers[i];
	if (f == NULL) {
		if (resp->n_headers == HTTP_RESP_HEADERS)
			return false;
		f = &resp->headers[resp->n_headers++];
	}
	*f = (struct http_field){str_of(name), arena_str(resp->a, value)};
	return true;
}

void
http_resp_redirect(struct http_resp *resp, struct str path)
{
	bool ours = path.n > 0 && path.p[0] == '/' && (path.n == 1 || (path.p[1] != '/' && path.p[1] != '\\'));

	resp->status = 303;
	strbuf_clear(&resp->body);
	if (!ours || !http_resp_header(resp, "Location", path))
		(void)http_resp_header(resp, "Location", STR("/"));
}

void
http_resp_plain(struct http_resp *resp, int status, const char *text)
{
	resp->status = status;
	resp->type = "text/plain; charset=utf-8";
	strbuf_clear(&resp->body);
	strbuf_addz(&resp->body, text);
	strbuf_byte(&resp->body, '\n');
}

static bool
resp_has(const struct http_resp *resp, const char *name)
{
	for (size_t i = 0; i < resp->n_headers; i++)
		if (str_eq_ci(resp->headers[i].name, str_of(name)))
			return true;
	return false;
}

void
http_resp_secure(struct http_resp *resp)
{
	static const struct {
		const char *name;
		const char *value;
	} always[] = {
	    {"Content-Security-Policy", "default-src 'self'; object-src 'none'; base-uri 'none'; "
	                                "frame-ancestors 'none'; form-action 'self'"},
	    {"X-Content-Type-Options", "nosniff"},
	    /* Not no-referrer: that makes browsers send "Origin: null" with our own forms, which the gate refuses. */
	    {"Referrer-Policy", "same-origin"},
	    {"Cross-Origin-Opener-Policy", "same-origin"},
	    {"Cross-Origin-Resource-Policy", "same-origin"},
	};

	for (size_t i = 0; i < ARRAY_LEN(always); i++)
		(void)http_resp_header(resp, always[i].name, str_of(always[i].value));
	if (!resp_has(resp, "Cache-Control"))
		(void)http_resp_header(resp, "Cache-Control", STR("no-store"));
}

struct str
http_encode(struct arena *a, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";
	char *out = arena_alloc(a, 3 * s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (ascii_is_alpha(c) || ascii_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
			out[n++] = c;
			continue;
		}
		out[n++] = '%';
		out[n++] = hex[(unsigned char)c >> 4];
		out[n++] = hex[(unsigned char)c & 15];
	}
	return (struct str){out, n};
}
