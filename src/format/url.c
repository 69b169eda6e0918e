#include "url.h"

#include "base/num.h"

#define HOST_MAX  253
#define LABEL_MAX 63

static bool
is_host_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* Four decimal numbers as everybody reads them: no octal, no short forms. */
static bool
is_plain_ipv4(struct str s)
{
	struct str part;
	size_t n = 0;

	while (str_split(&s, '.', &part)) {
		int64_t v;

		if (!num_parse_i64(part, 0, 255, "part", &v, NULL) || (part.n > 1 && part.p[0] == '0'))
			return false;
		n++;
	}
	return n == 4;
}

/* What some reader may take for a number: the last label all digits, or 0x... */
static bool
is_like_number(struct str host)
{
	size_t dot = host.n;
	struct str last;
	bool digits = true;

	while (dot > 0 && host.p[dot - 1] != '.')
		dot--;
	last = str_sub(host, dot, host.n);
	for (size_t i = 0; i < last.n; i++)
		digits &= last.p[i] >= '0' && last.p[i] <= '9';
	return digits || str_starts(last, STR("0x"));
}

static bool
name_check(struct str host, struct err *err)
{
	struct str rest = host, label;

	if (host.n == 0 || host.n > HOST_MAX)
		return err_set(err, ERR_INVALID, "the address names no host");
	for (size_t i = 0; i < host.n; i++)
		if (!is_host_byte(host.p[i])) {
			err_set(err, ERR_INVALID, "the host has a character that no host has");
			return err_hint(err, "Names beyond ASCII are written in their xn-- form.");
		}
	while (str_split(&rest, '.', &label))
		if (label.n == 0 || label.n > LABEL_MAX || label.p[0] == '-' || label.p[label.n - 1] == '-')
			return err_set(err, ERR_INVALID, "'%.*s' is no name of a host", STR_ARG(str_sub(host, 0, 100)));
	if (is_like_number(host) && !is_plain_ipv4(host))
		return err_set(err, ERR_INVALID, "'%.*s' is no name of a host", STR_ARG(str_sub(host, 0, 100)));
	return true;
}

static bool
ipv6_check(struct str host, struct err *err)
{
	for (size_t i = 1; i + 1 < host.n; i++)
		if (strchr("0123456789abcdef:.", host.p[i]) == NULL)
			return err_set(err, ERR_INVALID, "the IPv6 address in the brackets is none");
	return host.n > 3 || err_set(err, ERR_INVALID, "the IPv6 address in the brackets is none");
}

static struct str
lower(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + ('a' - 'A') : s.p[i]);
	return (struct str){p, s.n};
}

/* host[:port] */
static bool
read_host(struct arena *a, struct str s, bool any_port, struct url *u, struct err *err)
{
	size_t end = s.n > 0 && s.p[0] == '[' ? str_find_byte(s, ']') + 1 : str_find_byte(s, ':');
	struct str host = lower(a, str_sub(s, 0, end)), port = str_sub(s, end, s.n);
	int64_t n = u->https ? 443 : 80;

	if (str_find_byte(s, '@') < s.n)
		return err_set(err, ERR_INVALID, "the address holds a user or a password");
	if (end > s.n)
		return err_set(err, ERR_INVALID, "the IPv6 address in the brackets is none");
	/* The root's dot makes another name of the same host. */
	if (str_ends(host, STR(".")))
		host.n--;
	if (port.n > 0 && (port.p[0] != ':' || !num_parse_i64(str_sub(port, 1, port.n), 1, 65535, "the port", &n, err)))
		return err_set(err, ERR_INVALID, "the address has a port that is none");
	if (!any_port && n != 80 && n != 443)
		return err_set(err, ERR_INVALID, "only the ports 80 and 443 are asked, not %d", (int)n);
	u->host = host;
	u->port = (int)n;
	return host.n > 0 && host.p[0] == '[' ? ipv6_check(host, err) : name_check(host, err);
}

/* Path and query with everything that is not plain ASCII written as %XX. */
static struct str
plain(struct arena *a, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";
	char *p = arena_alloc(a, 3 * s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c > 0x20 && c < 0x7f && strchr("\"<>\\^`{|}", c) == NULL) {
			p[n++] = (char)c;
			continue;
		}
		p[n++] = '%';
		p[n++] = hex[c >> 4];
		p[n++] = hex[c & 15];
	}
	return (struct str){p, n};
}

/* Drops "." and ".." as browsers do, so that what robots.txt is asked is what is fetched. */
static struct str
path_flat(struct arena *a, struct str path)
{
	struct str rest = str_sub(path, 1, path.n), part;
	char *p = arena_alloc(a, path.n + 2);
	size_t n = 0;

	p[n++] = '/';
	while (str_split(&rest, '/', &part)) {
		bool last = rest.p == NULL;

		if (str_eq(part, STR("..")) || str_eq_ci(part, STR("%2e%2e")) || str_eq_ci(part, STR(".%2e")) ||
		    str_eq_ci(part, STR("%2e."))) {
			if (n > 1)
				n--;
			while (n > 1 && p[n - 1] != '/')
				n--;
		} else if (!str_eq(part, STR(".")) && !str_eq_ci(part, STR("%2e"))) {
			memcpy(p + n, part.p, part.n);
			n += part.n;
			if (!last)
				p[n++] = '/';
		}
	}
	return (struct str){p, n};
}

static bool
bytes_check(struct str s, struct err *err)
{
	if (s.n > URL_MAX)
		return err_set(err, ERR_LIMIT, "the address is longer than %d bytes", URL_MAX);
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= 0x20 || s.p[i] == 0x7f || s.p[i] == '\\')
			return err_set(err, ERR_INVALID,
			               "the address holds a space, a backslash or a control character");
	return true;
}

static void
read_path(struct arena *a, struct str s, struct url *u)
{
	size_t q;

	s = str_sub(s, 0, str_find_byte(s, '#'));
	q = str_find_byte(s, '?');
	u->path = path_flat(a, q > 0 ? plain(a, str_sub(s, 0, q)) : STR("/"));
	u->query = q < s.n ? plain(a, str_sub(s, q + 1, s.n)) : STR("");
}

bool
url_parse(struct arena *a, struct str s, bool any_port, struct url *ret, struct err *err)
{
	size_t end = 0;

	*ret = (struct url){0};
	s = str_trim(s);
	if (!bytes_check(s, err))
		return false;
	if (str_starts_ci(s, STR("https://"))) {
		ret->https = true;
		s = str_sub(s, 8, s.n);
	} else if (str_starts_ci(s, STR("http://"))) {
		s = str_sub(s, 7, s.n);
	} else {
		return err_set(err, ERR_INVALID, "'%.*s' is no web address (http or https)",
		               STR_ARG(str_sub(s, 0, 60)));
	}
	while (end < s.n && strchr("/?#", s.p[end]) == NULL)
		end++;
	if (!read_host(a, str_sub(s, 0, end), any_port, ret, err))
		return false;
	read_path(a, str_sub(s, end, s.n), ret);
	return true;
}

bool
url_join(struct arena *a, const struct url *base, struct str s, bool any_port, struct url *ret, struct err *err)
{
	size_t colon, slash = base->path.n;

	s = str_trim(s);
	if (!bytes_check(s, err))
		return false;
	colon = str_find_byte(s, ':');
	if (str_starts(s, STR("//")))
		return url_parse(a, arena_printf(a, "%s:%.*s", base->https ? "https" : "http", STR_ARG(s)), any_port,
		                 ret, err);
	/* A colon before any slash ends a scheme. */
	if (colon < s.n && str_find_byte(s, '/') > colon && str_find_byte(s, '?') > colon &&
	    str_find_byte(s, '#') > colon)
		return url_parse(a, s, any_port, ret, err);
	*ret = *base;
	if (s.n == 0 || s.p[0] == '#')
		return true;
	if (s.p[0] == '/') {
		read_path(a, s, ret);
		return true;
	}
	if (s.p[0] == '?') {
		read_path(a, arena_printf(a, "%.*s%.*s", STR_ARG(base->path), STR_ARG(s)), ret);
		return true;
	}
	while (slash > 0 && base->path.p[slash - 1] != '/')
		slash--;
	read_path(a, arena_printf(a, "%.*s%.*s", (int)slash, base->path.p, STR_ARG(s)), ret);
	return true;
}

struct str
url_origin(struct arena *a, const struct url *u)
{
	if (u->port == (u->https ? 443 : 80))
		return arena_printf(a, "%s://%.*s", u->https ? "https" : "http", STR_ARG(u->host));
	return arena_printf(a, "%s://%.*s:%d", u->https ? "https" : "http", STR_ARG(u->host), u->port);
}

struct str
url_text(struct arena *a, const struct url *u)
{
	return arena_printf(a, "%.*s%.*s%s%.*s", STR_ARG(url_origin(a, u)), STR_ARG(u->path), u->query.n > 0 ? "?" : "",
	                    STR_ARG(u->query));
}

struct str
url_segment(const struct url *u, size_t i)
{
	struct str rest = str_sub(u->path, 1, u->path.n), part = STR("");

	do
		if (!str_split(&rest, '/', &part))
			return STR("");
	while (i-- > 0);
	return part;
}

struct str
url_query(const struct url *u, struct str name)
{
	struct str rest = u->query, part;

	while (str_split(&rest, '&', &part))
		if (part.n > name.n && str_starts(part, name) && part.p[name.n] == '=')
			return str_sub(part, name.n + 1, part.n);
	return STR("");
}
