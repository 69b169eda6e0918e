/* Fetching, in the process that does it. */
#include "exchange/fetch.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

/* Its checks of types want the library's own names. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <netinet/in.h>

#include "base/clock.h"
#include "base/dl.h"
#include "base/net_addr.h"
#include "base/strbuf.h"
#include "format/robots.h"
#include "format/url.h"

#define HEADS_MAX ((size_t)64 << 10)
/* A body that unpacks to more than so many times itself is a bomb. */
#define RATIO_MAX   200
#define RATIO_FROM  ((size_t)1 << 20)
#define SLOW_BYTES  200L /* a second, over SLOW_S seconds */
#define SLOW_S      6L
#define ERROR_BYTES CURL_ERROR_SIZE

#define FUNCTIONS(X)                                                                                                   \
	X(curl_global_init)                                                                                            \
	X(curl_easy_init)                                                                                              \
	X(curl_easy_cleanup)                                                                                           \
	X(curl_easy_setopt)                                                                                            \
	X(curl_easy_perform)                                                                                           \
	X(curl_easy_getinfo)                                                                                           \
	X(curl_easy_strerror)                                                                                          \
	X(curl_slist_append)                                                                                           \
	X(curl_slist_free_all)

struct lib {
#define X(name) __typeof__(&name) name;
	FUNCTIONS(X)
#undef X
};

static const char *const names[] = {
#define X(name) #name,
    FUNCTIONS(X)
#undef X
};

/* One answer to one request, without what redirects make of it. */
struct hop {
	long status;
	struct str location;
	struct str type;
	struct strbuf body;
};

struct fetch {
	struct arena *a;
	const struct lib *lib;
	const struct fetch_rules *rules;
	struct fetch_memory *memory;
	int64_t deadline_us;
	/* Of the hop that goes on. */
	CURL *h;
	struct hop *hop;
	size_t heads;
	size_t limit;
	const char *refused; /* the class of the address that was refused */
	bool too_large;
};

/* --- what libcurl calls ------------------------------------------------------------------------------------------- */

static curl_socket_t
on_socket(void *p, curlsocktype purpose, struct curl_sockaddr *sa)
{
	struct fetch *f = p;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	int port = 0;

	if (purpose != CURLSOCKTYPE_IPCXN)
		return CURL_SOCKET_BAD;
	if (sa->family == AF_INET) {
		memcpy(&v4, &sa->addr, sizeof(v4));
		port = ntohs(v4.sin_port);
	} else if (sa->family == AF_INET6) {
		memcpy(&v6, &sa->addr, sizeof(v6));
		port = ntohs(v6.sin6_port);
	}
	if (f->rules->may_connect == NULL || !f->rules->may_connect(f->rules->p, &sa->addr)) {
		const char *what = net_addr_special(&sa->addr);

		if (what == NULL && port != 80 && port != 443)
			what = "at another port";
		if (what != NULL) {
			f->refused = what;
			return CURL_SOCKET_BAD;
		}
	}
	return socket(sa->family, sa->socktype | SOCK_CLOEXEC, sa->protocol);
}

static size_t
on_body(char *p, size_t size, size_t n, void *user)
{
	struct fetch *f = user;
	curl_off_t packed = 0;

	n *= size;
	f->lib->curl_easy_getinfo(f->h, CURLINFO_SIZE_DOWNLOAD_T, &packed);
	if (f->hop->body.n + n > f->limit ||
	    (f->hop->body.n > RATIO_FROM && packed > 0 && f->hop->body.n / (size_t)packed > RATIO_MAX)) {
		f->too_large = true;
		return 0;
	}
	strbuf_add(&f->hop->body, (struct str){p, n});
	return n;
}

/* "Location: x": the value, when the line is of that name. */
static struct str
head_value(struct arena *a, struct str line, struct str name)
{
	if (line.n <= name.n || !str_starts_ci(line, name) || line.p[name.n] != ':')
		return STR_NONE;
	return arena_str(a, str_trim(str_sub(line, name.n + 1, line.n)));
}

static size_t
on_head(char *p, size_t size, size_t n, void *user)
{
	struct fetch *f = user;
	struct str line = {p, n * size}, v;

	f->heads += line.n;
	if (f->heads > HEADS_MAX) {
		f->too_large = true;
		return 0;
	}
	v = head_value(f->a, line, STR("location"));
	if (v.p != NULL)
		f->hop->location = v;
	v = head_value(f->a, line, STR("content-type"));
	if (v.p != NULL)
		f->hop->type = v;
	return line.n;
}

/* --- one request -------------------------------------------------------------------------------------------------- */

static bool
lib_load(struct arena *a, const struct lib **ret, struct err *err)
{
	struct lib *lib = ARENA_NEW(a, struct lib);

	if (!dl_load("libcurl.so.4", "libcurl4", names, ARRAY_LEN(names), lib, NULL) &&
	    !dl_load("libcurl-gnutls.so.4", "libcurl4", names, ARRAY_LEN(names), lib, err))
		return false;
	if (lib->curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_set(err, ERR_UNSUPPORTED, "libcurl could not begin");
	*ret = lib;
	return true;
}

/* Everything that is asked of libcurl is asked here. */
static bool
options_set(struct fetch *f, const char *url, struct curl_slist *heads, char *error, long ms)
{
	const struct lib *l = f->lib;
	CURL *h = f->h;
	bool ok = true;

#define SET(option, value) ok = ok && l->curl_easy_setopt(h, option, value) == CURLE_OK
	SET(CURLOPT_URL, url);
	SET(CURLOPT_PROTOCOLS_STR, "http,https");
	SET(CURLOPT_REDIR_PROTOCOLS_STR, "https");
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_PATH_AS_IS, 1L);
	SET(CURLOPT_PROXY, "");
	SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	SET(CURLOPT_HTTP09_ALLOWED, 0L);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_FRESH_CONNECT, 1L);
	SET(CURLOPT_FORBID_REUSE, 1L);
	SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(CURLOPT_SSL_VERIFYPEER, 1L);
	SET(CURLOPT_SSL_VERIFYHOST, 2L);
	SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(CURLOPT_USERAGENT, FETCH_AGENT " (a program on one person's machine; one page, because they asked for it)");
	SET(CURLOPT_HTTPHEADER, heads);
	SET(CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
	SET(CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)f->limit);
	SET(CURLOPT_CONNECTTIMEOUT_MS, (long)MIN(ms, FETCH_CONNECT_MS));
	SET(CURLOPT_TIMEOUT_MS, ms);
	SET(CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES);
	SET(CURLOPT_LOW_SPEED_TIME, SLOW_S);
	SET(CURLOPT_OPENSOCKETFUNCTION, on_socket);
	SET(CURLOPT_OPENSOCKETDATA, f);
	SET(CURLOPT_WRITEFUNCTION, on_body);
	SET(CURLOPT_WRITEDATA, f);
	SET(CURLOPT_HEADERFUNCTION, on_head);
	SET(CURLOPT_HEADERDATA, f);
	SET(CURLOPT_ERRORBUFFER, error);
	if (f->rules->ca_file != NULL)
		SET(CURLOPT_CAINFO, f->rules->ca_file);
#undef SET
	return ok;
}

static bool
transfer_failed(const struct fetch *f, CURLcode rc, const char *error, const struct url *u, struct err *err)
{
	const char *text = error[0] != '\0' ? error : f->lib->curl_easy_strerror(rc);

	if (f->refused != NULL) {
		err_set(err, ERR_DENIED, "'%.*s' leads to an address that is %s", STR_ARG(u->host), f->refused);
		return err_hint(err, "Only pages of the Internet are fetched. Save the page in the browser instead.");
	}
	if (f->too_large || rc == CURLE_FILESIZE_EXCEEDED)
		return err_set(err, ERR_LIMIT, "the answer is larger than %zu KB, or unpacks to much more than it is",
		               f->limit >> 10);
	if (rc == CURLE_OPERATION_TIMEDOUT)
		return err_set(err, ERR_LIMIT, "'%.*s' took too long", STR_ARG(u->host));
	return err_set(err, ERR_IO, "could not fetch from '%.*s': %.200s", STR_ARG(u->host), text);
}

static bool
hop_run(struct fetch *f, const struct url *u, size_t limit, struct hop *ret, struct err *err)
{
	const struct lib *l = f->lib;
	char error[ERROR_BYTES] = "";
	struct curl_slist *heads = l->curl_slist_append(NULL, "Accept: text/html, application/json, text/plain;q=0.5");
	int64_t left = (f->deadline_us - clock_monotonic_us()) / 1000;
	long ms = (long)MIN(left, f->rules->hop_ms > 0 ? f->rules->hop_ms : FETCH_HOP_MS);
	CURLcode rc = CURLE_FAILED_INIT;

	*ret = (struct hop){.location = STR_NONE, .type = STR(""), .body = STRBUF(limit)};
	f->h = l->curl_easy_init();
	f->hop = ret;
	f->limit = limit;
	f->heads = 0;
	f->refused = NULL;
	f->too_large = false;
	if (ms <= 0)
		rc = CURLE_OPERATION_TIMEDOUT;
	else if (f->h != NULL && options_set(f, arena_cstr(f->a, url_text(f->a, u)), heads, error, ms))
		rc = l->curl_easy_perform(f->h);
	if (rc == CURLE_OK)
		l->curl_easy_getinfo(f->h, CURLINFO_RESPONSE_CODE, &ret->status);
	l->curl_easy_cleanup(f->h);
	l->curl_slist_free_all(heads);
	f->h = NULL;
	return rc == CURLE_OK || transfer_failed(f, rc, error, u, err);
}

static bool
is_redirect(const struct hop *hop)
{
	return (hop->status == 301 || hop->status == 302 || hop->status == 303 || hop->status == 307 ||
	        hop->status == 308) &&
	       hop->location.n > 0;
}

/* Where the answer sends us. */
static bool
next_url(struct fetch *f, const struct url *u, const struct hop *hop, struct url *ret, struct err *err)
{
	if (!url_join(f->a, u, hop->location, f->rules->any_port, ret, err))
		return err_prefix(err, "'%.*s' redirects", STR_ARG(u->host));
	if (u->https && !ret->https)
		return err_set(err, ERR_DENIED, "'%.*s' redirects from https to http", STR_ARG(u->host));
	return true;
}

/* --- robots.txt --------------------------------------------------------------------------------------------------- */

/* The file, or what its absence means. False when nobody answered, or none that may. */
static bool
robots_fetch(struct fetch *f, const struct url *u, struct fetch_robots *ret, struct err *err)
{
	struct url at = *u;

	at.path = STR("/robots.txt");
	at.query = STR("");
	for (int i = 0; i <= FETCH_HOPS_MAX; i++) {
		CLEANUP(strbuf_release) struct strbuf body = STRBUF(0);
		struct hop hop;
		bool ok = hop_run(f, &at, FETCH_ROBOTS_MAX, &hop, err);

		body = hop.body;
		/* What is longer is cut, as the standard has it. */
		if (!ok && !f->too_large)
			return false;
		if (!ok || (hop.status >= 200 && hop.status < 300)) {
			ret->text = arena_str(f->memory->a, strbuf_str(&body));
			return true;
		}
		if (!is_redirect(&hop)) {
			ret->forbids = hop.status >= 500;
			return true;
		}
		if (!next_url(f, &at, &hop, &at, err))
			return false;
	}
	/* Too many redirects: as if it were not there. */
	return true;
}

static bool
robots_check(struct fetch *f, const struct url *u, struct err *err)
{
	struct fetch_memory *m = f->memory;
	struct str origin = url_origin(f->a, u), path;
	struct fetch_robots own, *r = NULL;

	for (size_t i = 0; i < m->n && r == NULL; i++)
		if (str_eq(m->robots[i].origin, origin))
			r = &m->robots[i];
	if (r == NULL) {
		own = (struct fetch_robots){.origin = arena_str(m->a, origin), .text = STR("")};
		if (!robots_fetch(f, u, &own, err))
			return false;
		r = m->n < FETCH_ROBOTS_KEPT ? &m->robots[m->n++] : &own;
		*r = own;
	}
	if (r->forbids) {
		err_set(err, ERR_DENIED, "'%.*s' cannot say now what may be fetched: its robots.txt fails",
		        STR_ARG(u->host));
		return err_hint(err, "Try again later, or save the page in the browser.");
	}
	path = u->query.n > 0 ? arena_printf(f->a, "%.*s?%.*s", STR_ARG(u->path), STR_ARG(u->query)) : u->path;
	if (robots_allows(f->a, r->text, STR(FETCH_AGENT), path))
		return true;
	err_set(err, ERR_DENIED, "'%.*s' does not want programs to fetch this page (robots.txt)", STR_ARG(u->host));
	return err_hint(err, "Open it in the browser, and send it with the bookmark or save it as a file.");
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static bool
status_check(const struct url *u, long status, struct err *err)
{
	if (status >= 200 && status < 300)
		return true;
	if (status == 404 || status == 410)
		return err_set(err, ERR_NOT_FOUND, "there is no such page at '%.*s' (any more): %ld", STR_ARG(u->host),
		               status);
	if (status == 401 || status == 403 || status == 429) {
		err_set(err, ERR_DENIED, "'%.*s' does not give the page to programs: %ld", STR_ARG(u->host), status);
		return err_hint(err, "Open it in the browser, and send it with the bookmark or save it as a file.");
	}
	return err_set(err, ERR_IO, "'%.*s' answers with %ld", STR_ARG(u->host), status);
}

static bool
type_check(struct str *type, struct err *err)
{
	static const char *const taken[] = {"text/html",
	                                    "application/xhtml+xml",
	                                    "application/json",
	                                    "text/plain",
	                                    "application/ld+json",
	                                    "application/xml",
	                                    "text/xml",
	                                    "text/json",
	                                    "application/feed+json"};

	*type = str_trim(str_sub(*type, 0, str_find_byte(*type, ';')));
	if (type->n == 0)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(taken); i++)
		if (str_eq_ci(*type, str_of(taken[i])))
			return true;
	return err_set(err, ERR_UNSUPPORTED, "it is no page but %.*s", STR_ARG(str_sub(*type, 0, 60)));
}

static bool
answer_take(struct fetch *f, const struct url *u, struct hop *hop, struct fetch_answer *ret, struct err *err)
{
	if (!status_check(u, hop->status, err) || !type_check(&hop->type, err))
		return false;
	if (hop->body.n == 0)
		return err_set(err, ERR_INVALID, "'%.*s' answers with an empty page", STR_ARG(u->host));
	*ret = (struct fetch_answer){.url = url_text(f->a, u),
	                             .type = arena_str(f->a, hop->type),
	                             .body = arena_str(f->a, strbuf_str(&hop->body))};
	return true;
}

bool
fetch_here(struct arena *a, struct str url, struct fetch_memory *memory, const struct fetch_rules *rules,
           struct fetch_answer *ret, struct err *err)
{
	struct fetch f = {.a = a,
	                  .rules = rules,
	                  .memory = memory,
	                  .deadline_us = clock_monotonic_us() + (int64_t)(FETCH_WALL_S - 2) * 1000000};
	size_t limit = rules->body_max > 0 ? rules->body_max : FETCH_BODY_MAX;
	struct url u;

	if (!url_parse(a, url, rules->any_port, &u, err) || !lib_load(a, &f.lib, err))
		return false;
	for (int i = 0; i <= FETCH_HOPS_MAX; i++) {
		CLEANUP(strbuf_release) struct strbuf body = STRBUF(0);
		struct hop hop;
		bool ok;

		if (!robots_check(&f, &u, err))
			return false;
		ok = hop_run(&f, &u, limit, &hop, err);
		body = hop.body;
		if (!ok)
			return false;
		if (!is_redirect(&hop))
			return answer_take(&f, &u, &hop, ret, err);
		if (!next_url(&f, &u, &hop, &u, err))
			return false;
	}
	return err_set(err, ERR_LIMIT, "it redirects more than %d times", FETCH_HOPS_MAX);
}
