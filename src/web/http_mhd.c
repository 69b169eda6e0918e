/*
 * The only file that knows libmicrohttpd (0.9.75). The library is run by our own loop (external epoll), so that
 * handlers and the reaper share one thread.
 */
#include "web/http_server.h"

#include "base/clock.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/num.h"
#include "web/peer.h"

#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netdb.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTION_MEMORY ((size_t)24 << 10) /* 8 KB of target, 12 KB of headers, and the library's own */
#define ARENA_MAX         ((size_t)256 << 20)
#define SPOOL_ABOVE       ((size_t)1 << 20) /* larger bodies go to a nameless file */
#define SPOOLS_MAX        4                 /* of them at a time */
#define DAEMONS_MAX       2
#define ANSWER_MS         600000 /* the slowest reader of an answer */

enum conn_state { CONN_HEAD, CONN_BODY, CONN_ANSWER };

/* One connection: in a list from its opening to its end. */
struct conn {
	struct conn *prev;
	struct conn *next;
	struct http_server *s;
	int fd;
	enum conn_state state;
	int64_t deadline_us;
	bool dropped;
	signed char owner; /* -1: not asked yet */
	struct sockaddr_storage address;
};

/* One request, from its first line to its last byte. */
struct exchange {
	struct http_server *s;
	struct str target; /* malloced */
	enum http_method method;
	uint64_t length;
	uint64_t got;
	struct strbuf body;
	int spool;  /* -1, or the file with the body */
	int status; /* not 0: refused with this */
	const char *why;
};

struct http_server {
	struct http_server_options o;
	struct MHD_Daemon *daemons[DAEMONS_MAX];
	int epoll_fds[DAEMONS_MAX];
	size_t n_daemons;
	struct conn list; /* a ring; longest waiting first */
	size_t n;
	size_t spools;
	unsigned port;
	int64_t next_tick_us;
	char url[128];
};

static void
conn_unlink(struct conn *c)
{
	c->prev->next = c->next;
	c->next->prev = c->prev;
}

/* Gives the connection until ms from now, at the end of the list. */
static void
conn_wait(struct conn *c, enum conn_state state, unsigned ms)
{
	struct conn *head = &c->s->list;

	conn_unlink(c);
	c->prev = head->prev;
	c->next = head;
	head->prev->next = c;
	head->prev = c;
	c->state = state;
	c->deadline_us = clock_monotonic_us() + (int64_t)ms * 1000;
}

/* The library sees the end of the stream and closes in its own time. */
static void
conn_drop(struct conn *c)
{
	if (!c->dropped)
		shutdown(c->fd, SHUT_RDWR);
	c->dropped = true;
}

static void
reap(struct http_server *s)
{
	int64_t now = clock_monotonic_us();

	for (struct conn *c = s->list.next; c != &s->list; c = c->next)
		if (now >= c->deadline_us)
			conn_drop(c);
}

/* Who owes a request goes first, then who owes its body, then who does not read their answer. */
static void
make_room(struct http_server *s)
{
	if (s->n < s->o.max_connections)
		return;
	for (int state = CONN_HEAD; state <= CONN_ANSWER; state++)
		for (struct conn *c = s->list.next; c != &s->list; c = c->next)
			if ((int)c->state == state && !c->dropped) {
				conn_drop(c);
				return;
			}
}

static struct conn *
conn_of(struct MHD_Connection *mc)
{
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(mc, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	return i == NULL ? NULL : i->socket_context;
}

static void
on_connection(void *p, struct MHD_Connection *mc, void **socket_context, enum MHD_ConnectionNotificationCode code)
{
	struct http_server *s = p;
	struct conn *c = *socket_context;
	const union MHD_ConnectionInfo *i;
	socklen_t n = sizeof(c->address);

	if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
		if (c == NULL)
			return;
		conn_unlink(c);
		s->n--;
		free(c);
		*socket_context = NULL;
		return;
	}
	make_room(s);
	c = calloc(1, sizeof(*c));
	if (c == NULL)
		base_die("out of memory");
	i = MHD_get_connection_info(mc, MHD_CONNECTION_INFO_CONNECTION_FD);
	*c = (struct conn){.s = s, .fd = i->connect_fd, .owner = -1};
	c->prev = c->next = c;
	if (getpeername(c->fd, (struct sockaddr *)&c->address, &n) != 0)
		c->address.ss_family = AF_UNSPEC;
	conn_wait(c, CONN_HEAD, s->o.header_ms);
	s->n++;
	*socket_context = c;
}

static bool
same_host(const struct sockaddr *a, const struct sockaddr_storage *b)
{
	struct sockaddr_in x, y;
	struct sockaddr_in6 x6, y6;

	if (a->sa_family != b->ss_family)
		return false;
	if (a->sa_family == AF_INET) {
		memcpy(&x, a, sizeof(x));
		memcpy(&y, b, sizeof(y));
		return x.sin_addr.s_addr == y.sin_addr.s_addr;
	}
	memcpy(&x6, a, sizeof(x6));
	memcpy(&y6, b, sizeof(y6));
	return memcmp(&x6.sin6_addr, &y6.sin6_addr, 8) == 0; /* a /64 is one customer */
}

static enum MHD_Result
on_accept(void *p, const struct sockaddr *sa, socklen_t n UNUSED)
{
	struct http_server *s = p;
	size_t same = 0;

	if ((sa->sa_family != AF_INET && sa->sa_family != AF_INET6) || peer_is_loopback(sa))
		return MHD_YES;
	for (struct conn *c = s->list.next; c != &s->list; c = c->next)
		same += same_host(sa, &c->address);
	return same < s->o.max_per_address ? MHD_YES : MHD_NO;
}

/* Called with the whole raw target as soon as the first line is read; what it returns is the request's context. */
static void *
on_target(void *p, const char *uri, struct MHD_Connection *mc UNUSED)
{
	struct exchange *x = calloc(1, sizeof(*x));
	size_t n = strlen(uri);
	char *copy = malloc(n + 1);

	if (x == NULL || copy == NULL)
		base_die("out of memory");
	memcpy(copy, uri, n + 1);
	*x = (struct exchange){.s = p, .target = {copy, n}, .spool = -1, .status = -1};
	return x;
}

static size_t
no_unescape(void *p UNUSED, struct MHD_Connection *mc UNUSED, char *s)
{
	return strlen(s);
}

static void
on_completed(void *p UNUSED, struct MHD_Connection *mc, void **con_cls, enum MHD_RequestTerminationCode why UNUSED)
{
	struct exchange *x = *con_cls;
	struct conn *c = conn_of(mc);

	if (x != NULL) {
		if (x->spool >= 0) {
			x->s->spools--;
			close(x->spool);
		}
		strbuf_release(&x->body);
		free((char *)(uintptr_t)x->target.p);
		free(x);
	}
	*con_cls = NULL;
	if (c != NULL)
		conn_wait(c, CONN_HEAD, c->s->o.idle_ms);
}

struct head_list {
	struct arena *a;
	struct http_field *p;
	size_t n;
};

static enum MHD_Result
on_header(void *p, enum MHD_ValueKind kind UNUSED, const char *key, size_t key_n, const char *value, size_t value_n)
{
	struct head_list *l = p;

	if (l->n > HTTP_HEADS_MAX)
		return MHD_NO;
	l->p[l->n++] = (struct http_field){{key, key_n}, {value != NULL ? value : "", value_n}};
	return MHD_YES;
}

static struct http_fields
read_headers(struct arena *a, struct MHD_Connection *mc)
{
	struct head_list l = {.a = a, .p = ARENA_ARRAY(a, HTTP_HEADS_MAX + 2, struct http_field)};

	MHD_get_connection_values_n(mc, MHD_HEADER_KIND, on_header, &l);
	return (struct http_fields){l.p, l.n};
}

static enum MHD_Result
send_answer(struct MHD_Connection *mc, struct http_resp *resp)
{
	struct MHD_Response *m;
	enum MHD_Result r = MHD_YES;
	CLEANUP(strbuf_release) struct strbuf empty = STRBUF(1);

	if (resp->body.full)
		http_resp_plain(resp, 500, "This page grew larger than pages may be.");
	http_resp_secure(resp);
	if (resp->fd >= 0) {
		off_t size = lseek(resp->fd, 0, SEEK_END);
		m = MHD_create_response_from_fd64(size > 0 ? (uint64_t)size : 0, resp->fd);
		if (m != NULL)
			resp->fd = -1; /* the library closes it */
	} else if (resp->fixed.p != NULL) {
		m = MHD_create_response_from_buffer(resp->fixed.n, (void *)(uintptr_t)resp->fixed.p,
		                                    MHD_RESPMEM_PERSISTENT);
	} else {
		m = MHD_create_response_from_buffer(resp->body.n, resp->body.p, MHD_RESPMEM_MUST_FREE);
		if (m != NULL)
			resp->body = empty;
	}
	if (resp->fd >= 0)
		close(resp->fd);
	if (m == NULL)
		return MHD_NO;
	for (size_t i = 0; i < resp->n_headers && r == MHD_YES; i++)
		r = MHD_add_response_header(m, resp->headers[i].name.p, resp->headers[i].value.p);
	if (r == MHD_YES && resp->status != 304)
		r = MHD_add_response_header(m, "Content-Type", resp->type);
	if (r == MHD_YES && resp->close)
		r = MHD_add_response_header(m, "Connection", "close");
	if (r == MHD_YES)
		r = MHD_queue_response(mc, (unsigned)resp->status, m);
	MHD_destroy_response(m);
	return r;
}

static enum MHD_Result
send_refusal(struct MHD_Connection *mc, struct arena *a, struct conn *c, int status, const char *why)
{
	struct http_resp resp;
	enum MHD_Result r;

	http_resp_init(&resp, a);
	http_resp_plain(&resp, status, why);
	resp.close = true;
	conn_wait(c, CONN_ANSWER, c->s->o.idle_ms);
	r = send_answer(mc, &resp);
	http_resp_release(&resp);
	return r;
}

static int
spool_open(void)
{
	int fd = memfd_create("upload", MFD_CLOEXEC);
	const char *dirs[] = {"/var/tmp", "/tmp"};

	for (size_t i = 0; i < ARRAY_LEN(dirs); i++) {
		int file = open(dirs[i], O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
		if (file >= 0) {
			fs_close(&fd);
			return file;
		}
	}
	return fd;
}

/* The library leaves names and values where they came in, with a zero byte for each colon and line end. Two faults can
 * undo each other's length, so look that nothing but one colon, one space or none, and CR LF stands between them. */
static bool
is_plainly_written(const struct http_head *h)
{
	const char *at = h->method.p + h->method.n + 1 + h->target.n + 1 + h->version.n + 2;

	for (size_t i = 0; i < h->n; i++) {
		struct str name = h->headers[i].name;
		struct str value = h->headers[i].value;
		size_t gap = (size_t)(value.p - (name.p + name.n));

		if (name.p != at || (gap != 1 && (gap != 2 || value.p[-1] != ' ')))
			return false;
		at = value.p + value.n + 2;
	}
	return h->size == 0 || h->method.p + h->size == at + 2;
}

static bool
conn_is_owner(struct conn *c)
{
	if (c->owner < 0)
		c->owner =
		    c->s->o.any_peer ? peer_is_loopback((const struct sockaddr *)&c->address) : peer_is_owner(c->fd);
	return c->owner == 1;
}

/* Whether a body so long may come, before a byte of it is kept. */
static void
exchange_admit(struct exchange *x, struct conn *c, struct arena *a, struct http_fields headers)
{
	struct http_req req = {
	    .a = a, .method = x->method, .target = x->target, .headers = headers, .owner = conn_is_owner(c)};
	struct err err = {0};
	size_t max = x->s->o.body_max != NULL ? x->s->o.body_max(x->s->o.p, &req, &err) : HTTP_BODY_MAX;

	if (x->length <= max)
		return;
	x->status = err.code != ERR_NONE ? 403 : 413;
	x->why = err.code != ERR_NONE
	             ? arena_cstr(a, str_of(err.text))
	             : "That is more than this page takes. Nothing was changed. Go back, and send less at once.";
}

/* The head is in: decide whether to read on. */
static void
exchange_begin(struct exchange *x, struct MHD_Connection *mc, struct arena *a, const char *method, const char *version)
{
	struct http_fields f = read_headers(a, mc);
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(mc, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	struct http_head h = {.method = str_of(method),
	                      .target = x->target,
	                      .version = str_of(version),
	                      .headers = f.p,
	                      .n = f.n,
	                      .size = i == NULL ? 0 : i->header_size};

	x->status = http_check(&h, &x->method, &x->length, &x->why);
	if (x->status == 0 && !is_plainly_written(&h)) {
		x->status = 400;
		x->why = "The request's lines are not plainly written.";
	}
	if (x->status == 0 && x->length > HTTP_BODY_MAX)
		exchange_admit(x, conn_of(mc), a, f);
	x->body.limit = SPOOL_ABOVE + 1;
	if (x->status != 0 || x->length <= SPOOL_ABOVE)
		return;
	if (x->s->spools == SPOOLS_MAX || (x->spool = spool_open()) < 0) {
		x->status = 503;
		x->why = "Too many uploads at once. Try again in a moment.";
		return;
	}
	x->s->spools++;
}

static void
exchange_take(struct exchange *x, const char *data, size_t n)
{
	struct err err = {0};

	x->got += n;
	if (x->status != 0)
		return;
	if (x->got > x->length) {
		x->status = 400;
		x->why = "The body is longer than was said.";
	} else if (x->spool < 0) {
		strbuf_add(&x->body, (struct str){data, n});
	} else if (!fs_write_fd(x->spool, "upload", (struct str){data, n}, &err)) {
		log_error("%s", err.text);
		x->status = 507;
		x->why = "There is no room on the disk for this upload.";
	}
}

struct mapped {
	void *p;
	size_t n;
};

static void
unmap(void *p)
{
	struct mapped *m = p;
	munmap(m->p, m->n);
}

static bool
exchange_body(struct exchange *x, struct arena *a, struct str *ret, struct err *err)
{
	struct mapped *m;

	*ret = strbuf_str(&x->body);
	if (x->spool < 0)
		return strbuf_ok(&x->body, "form", err);
	m = ARENA_NEW(a, struct mapped);
	m->n = (size_t)x->got;
	m->p = mmap(NULL, m->n, PROT_READ, MAP_PRIVATE, x->spool, 0);
	if (m->p == MAP_FAILED)
		return err_errno(err, "could not read the upload back");
	arena_defer(a, unmap, m);
	*ret = (struct str){m->p, m->n};
	return true;
}

static enum MHD_Result
exchange_answer(struct exchange *x, struct MHD_Connection *mc, struct conn *c, struct arena *a)
{
	struct http_req req = {.a = a, .method = x->method};
	struct http_resp resp;
	struct err err = {0};
	struct str body;
	enum MHD_Result r;

	if (x->got != x->length)
		return send_refusal(mc, a, c, 400, "The body is shorter than was said.");
	req.headers = read_headers(a, mc);
	if (!http_req_target(&req, x->target, &err) || !exchange_body(x, a, &body, &err) ||
	    !http_req_body(&req, body, &err))
		return send_refusal(mc, a, c, err.code == ERR_UNSUPPORTED ? 415 : err_http_status(err.code), err.text);
	req.owner = conn_is_owner(c);
	http_resp_init(&resp, a);
	x->s->o.handler(x->s->o.p, &req, &resp);
	conn_wait(c, CONN_ANSWER, ANSWER_MS);
	r = send_answer(mc, &resp);
	http_resp_release(&resp);
	return r;
}

static enum MHD_Result
on_request(void *p UNUSED, struct MHD_Connection *mc, const char *url UNUSED, const char *method, const char *version,
           const char *data, size_t *n, void **con_cls)
{
	struct exchange *x = *con_cls;
	struct conn *c = conn_of(mc);
	CLEANUP(arena_release) struct arena a = ARENA(ARENA_MAX);

	if (x->status == -1) {
		exchange_begin(x, mc, &a, method, version);
		if (x->status != 0)
			return send_refusal(mc, &a, c, x->status, x->why);
		conn_wait(c, CONN_BODY, x->s->o.body_ms);
		return MHD_YES;
	}
	if (*n > 0) {
		exchange_take(x, data, *n);
		*n = 0;
		return MHD_YES;
	}
	if (x->status != 0)
		return send_refusal(mc, &a, c, x->status, x->why);
	return exchange_answer(x, mc, c, &a);
}

static void
on_log(void *p UNUSED, const char *fmt UNUSED, va_list ap UNUSED)
{
	/* The library complains of every client that goes away; what matters comes back as an error. */
}

static int
listen_on(const struct addrinfo *ai, struct err *err)
{
	int one = 1;
	CLEANUP_FD int fd = socket(ai->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int ret;

	if (fd < 0)
		return err_errno(err, "could not make a socket"), -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (ai->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof(one));
	if (bind(fd, ai->ai_addr, ai->ai_addrlen) != 0) {
		bool busy = errno == EADDRINUSE;
		err_errno(err, "could not listen there");
		if (busy) {
			err->code = ERR_CONFLICT;
			err_hint(err, "Another Cairn may be running there; open it, or choose another port with "
			              "--listen 127.0.0.1:PORT.");
		}
		return -1;
	}
	if (listen(fd, 512) != 0)
		return err_errno(err, "could not listen there"), -1;
	ret = fd;
	fd = -1;
	return ret;
}

static unsigned
port_of(int fd)
{
	struct sockaddr_storage ss;
	socklen_t n = sizeof(ss);
	struct sockaddr_in in;

	if (getsockname(fd, (struct sockaddr *)&ss, &n) != 0)
		return 0;
	memcpy(&in, &ss, sizeof(in)); /* the port stands at the same place for both families */
	return ntohs(in.sin_port);
}

static bool
daemon_start(struct http_server *s, const char *host, unsigned port, struct err *err)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE};
	struct addrinfo *ai = NULL;
	char service[8];
	int fd;
	const union MHD_DaemonInfo *info;
	struct MHD_Daemon *d;

	snprintf(service, sizeof(service), "%u", port);
	if (getaddrinfo(host, service, &hints, &ai) != 0)
		return err_set(err, ERR_INVALID, "'%s' is not an address to listen on", host);
	fd = listen_on(ai, err);
	freeaddrinfo(ai);
	if (fd < 0)
		return err_prefix(err, "%s port %u", host, port);
	d = MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_ERROR_LOG, 0, on_accept, s, on_request, s,
	                     MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL, MHD_OPTION_LISTEN_SOCKET, fd,
	                     MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT,
	                     s->o.max_connections + 64, MHD_OPTION_CONNECTION_TIMEOUT, 30u,
	                     MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
	                     MHD_OPTION_NOTIFY_COMPLETED, on_completed, s, MHD_OPTION_URI_LOG_CALLBACK, on_target, s,
	                     MHD_OPTION_UNESCAPE_CALLBACK, no_unescape, NULL, MHD_OPTION_END);
	if (d == NULL) {
		close(fd);
		return err_set(err, ERR_IO, "could not start the server on %s", host);
	}
	info = MHD_get_daemon_info(d, MHD_DAEMON_INFO_EPOLL_FD);
	if (info == NULL) {
		MHD_stop_daemon(d);
		return err_set(err, ERR_IO, "could not start the server on %s", host);
	}
	if (s->port == 0)
		s->port = port_of(fd);
	s->epoll_fds[s->n_daemons] = info->listen_fd;
	s->daemons[s->n_daemons++] = d;
	return true;
}

static bool
read_listen(const char *listen, char host[static 64], unsigned *ret_port, struct err *err)
{
	struct str s = str_of(listen);
	size_t colon = s.n;
	int64_t port;
	struct str h;

	while (colon > 0 && s.p[colon - 1] != ':')
		colon--;
	if (colon < 2)
		return err_set(err, ERR_INVALID, "'%s' is not ADDRESS:PORT", listen);
	if (!num_parse_i64(str_sub(s, colon, s.n), 0, 65535, "port", &port, err))
		return err_prefix(err, "'%s'", listen);
	h = str_sub(s, 0, colon - 1);
	if (h.n > 2 && h.p[0] == '[' && h.p[h.n - 1] == ']')
		h = str_sub(h, 1, h.n - 2);
	if (h.n == 0 || h.n >= 64)
		return err_set(err, ERR_INVALID, "'%s' is not ADDRESS:PORT", listen);
	snprintf(host, 64, "%.*s", STR_ARG(h));
	*ret_port = (unsigned)port;
	return true;
}

static void
defaults(struct http_server_options *o)
{
	struct rlimit files = {0};
	unsigned most = 256;

	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		rlim_t want = MIN(files.rlim_max, (rlim_t)8192);
		if (files.rlim_cur < want) {
			files.rlim_cur = want;
			setrlimit(RLIMIT_NOFILE, &files);
			getrlimit(RLIMIT_NOFILE, &files);
		}
		most = files.rlim_cur > 512 ? (unsigned)MIN(files.rlim_cur - 256, (rlim_t)4096) : 128;
	}
	o->max_connections = o->max_connections != 0 ? MIN(o->max_connections, most) : most;
	o->max_per_address = o->max_per_address != 0 ? o->max_per_address : 64;
	o->header_ms = o->header_ms != 0 ? o->header_ms : 10000;
	o->idle_ms = o->idle_ms != 0 ? o->idle_ms : 30000;
	o->body_ms = o->body_ms != 0 ? o->body_ms : 60000;
	o->tick_ms = o->tick_ms != 0 ? o->tick_ms : 200;
}

bool
http_server_open(const struct http_server_options *o, struct http_server **ret, struct err *err)
{
	char host[64];
	unsigned port = 0;
	bool both;
	struct http_server *s;

	if (!read_listen(o->listen, host, &port, err))
		return false;
	both = strcmp(host, "localhost") == 0;
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		base_die("out of memory");
	s->o = *o;
	s->list.prev = s->list.next = &s->list;
	defaults(&s->o);
	if (!daemon_start(s, both ? "127.0.0.1" : host, port, err)) {
		http_server_close(s);
		return false;
	}
	if (both && !daemon_start(s, "::1", s->port, NULL))
		log_info("not listening on [::1]: this machine has no IPv6 there");
	snprintf(s->url, sizeof(s->url), strchr(host, ':') != NULL ? "http://[%s]:%u" : "http://%s:%u",
	         both ? "127.0.0.1" : host, s->port);
	*ret = s;
	return true;
}

unsigned
http_server_port(const struct http_server *s)
{
	return s->port;
}

const char *
http_server_url(const struct http_server *s)
{
	return s->url;
}

size_t
http_server_connections(const struct http_server *s)
{
	return s->n;
}

/* Milliseconds until something must be done without an event. */
static int
next_wait(struct http_server *s)
{
	MHD_UNSIGNED_LONG_LONG ms;
	uint64_t wait = s->o.tick_ms;

	for (size_t i = 0; i < s->n_daemons; i++)
		if (MHD_get_timeout(s->daemons[i], &ms) == MHD_YES)
			wait = MIN(wait, (uint64_t)ms);
	return (int)wait;
}

bool
http_server_run(struct http_server *s, struct err *err)
{
	for (;;) {
		struct pollfd fds[DAEMONS_MAX + 1];
		size_t n = s->n_daemons;
		int64_t now;

		for (size_t i = 0; i < n; i++)
			fds[i] = (struct pollfd){.fd = s->epoll_fds[i], .events = POLLIN};
		if (s->o.stop_fd >= 0)
			fds[n++] = (struct pollfd){.fd = s->o.stop_fd, .events = POLLIN};
		if (poll(fds, n, next_wait(s)) < 0 && errno != EINTR)
			return err_errno(err, "could not wait for requests");
		if (s->o.stop_fd >= 0 && fds[n - 1].revents != 0)
			return true;
		for (size_t i = 0; i < s->n_daemons; i++)
			if (MHD_run(s->daemons[i]) != MHD_YES)
				return err_set(err, ERR_IO, "the server stopped working");
		now = clock_monotonic_us();
		if (now < s->next_tick_us)
			continue;
		s->next_tick_us = now + (int64_t)s->o.tick_ms * 1000;
		reap(s);
		if (s->o.tick != NULL)
			s->o.tick(s->o.p);
	}
}

void
http_server_close(struct http_server *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n_daemons; i++)
		MHD_stop_daemon(s->daemons[i]);
	free(s);
}
