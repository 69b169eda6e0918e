/* What a request may look like. Stricter than the standard where the standard leaves room: two readers of one request
 * must not come to two opinions about where it ends. */
#include "web/http.h"

#include "base/num.h"

static bool
is_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!ascii_is_alpha(c) && !ascii_is_digit(c) && (c == '\0' || strchr("!#$%&'*+-.^_`|~", c) == NULL))
			return false;
	}
	return s.n > 0;
}

static bool
has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] < 0x20 && s.p[i] != '\t') || s.p[i] == 0x7f)
			return true;
	return false;
}

/* The library drops what it does not like (a bare LF taken for CRLF, spaces before a colon, what stands behind a NUL)
 * before we see it. What it cannot hide is the length: written plainly, one space or none behind every colon, the lines
 * must be exactly as long as what came. */
static bool
is_plain_length(const struct http_head *h)
{
	size_t least = h->method.n + 1 + h->target.n + 1 + h->version.n + 2 + 2;
	size_t empty = 0;

	if (h->size == 0)
		return true;
	for (size_t i = 0; i < h->n; i++) {
		least += h->headers[i].name.n + 1 + h->headers[i].value.n + 2;
		empty += h->headers[i].value.n == 0;
	}
	return h->size == least || (h->size <= least + h->n && h->size + empty >= least + h->n);
}

static int
refuse(int status, const char **ret_why, const char *why)
{
	*ret_why = why;
	return status;
}

static int
check_method(struct str m, enum http_method *ret, const char **ret_why)
{
	static const char *const names[HTTP_METHOD__COUNT] = {
	    [HTTP_GET] = "GET", [HTTP_HEAD] = "HEAD", [HTTP_POST] = "POST"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq(m, str_of(names[i]))) {
			*ret = (enum http_method)i;
			return 0;
		}
	if (!is_token(m))
		return refuse(400, ret_why, "the method is not a word");
	return refuse(405, ret_why, "only GET, HEAD and POST are served");
}

static int
check_headers(const struct http_head *h, size_t *ret_hosts, struct str *ret_length, const char **ret_why)
{
	size_t lengths = 0;

	if (h->n > HTTP_HEADS_MAX)
		return refuse(431, ret_why, "there are too many header lines");
	for (size_t i = 0; i < h->n; i++) {
		const struct http_field *f = &h->headers[i];
		if (!is_token(f->name))
			return refuse(400, ret_why, "a header's name is not a word");
		if (has_control(f->value))
			return refuse(400, ret_why, "a header has a control character");
		if (str_eq_ci(f->name, STR("Transfer-Encoding")))
			return refuse(501, ret_why, "no transfer encoding is understood here");
		if (str_eq_ci(f->name, STR("Host")))
			++*ret_hosts;
		if (str_eq_ci(f->name, STR("Content-Length"))) {
			lengths++;
			*ret_length = f->value;
		}
	}
	if (lengths > 1)
		return refuse(400, ret_why, "there are two lengths");
	return 0;
}

int
http_check(const struct http_head *h, enum http_method *ret_method, uint64_t *ret_length, const char **ret_why)
{
	struct str length = STR_NONE;
	size_t hosts = 0;
	int64_t n = 0;
	int status = check_method(h->method, ret_method, ret_why);

	if (status == 0)
		status = check_headers(h, &hosts, &length, ret_why);
	if (status != 0)
		return status;
	if (!str_eq(h->version, STR("HTTP/1.1")) && !str_eq(h->version, STR("HTTP/1.0")))
		return refuse(505, ret_why, "only HTTP/1.1 and HTTP/1.0 are spoken here");
	if (hosts != 1)
		return refuse(400, ret_why, "a request names one host");
	if (h->target.n == 0 || h->target.p[0] != '/' || has_control(h->target))
		return refuse(400, ret_why, "the target must begin with '/'");
	if (h->target.n > HTTP_TARGET_MAX)
		return refuse(414, ret_why, "the address is too long");
	if (!is_plain_length(h))
		return refuse(400, ret_why, "the request's lines are not plainly written");
	for (size_t i = 0; i < length.n; i++)
		if (!ascii_is_digit(length.p[i]))
			return refuse(400, ret_why, "the length is not a number");
	if (length.p == NULL && *ret_method == HTTP_POST)
		return refuse(411, ret_why, "a form needs a length");
	if (length.p != NULL && !num_parse_i64(length, 0, INT64_MAX, "length", &n, NULL))
		return refuse(length.n > 18 ? 413 : 400, ret_why, "the length is not a number that can be");
	if (n > 0 && *ret_method != HTTP_POST)
		return refuse(400, ret_why, "only a form has a body");
	*ret_length = (uint64_t)n;
	return 0;
}
