/*
 * The server: listens, reads whole requests, calls one handler, sends its answers. One thread: http_server_run serves
 * until the stop descriptor becomes readable, and every handler runs to its end inside it.
 *
 * What http_check refuses never reaches the handler; such a connection is told why and closed. Deadlines are absolute:
 * a connection has header_ms from its opening to the end of its first request's head, idle_ms between an answer and the
 * end of the next head, body_ms for a body, whatever trickles in meanwhile. At the limit of connections the one that
 * has waited longest makes room.
 */
#ifndef WEB_HTTP_SERVER_H
#define WEB_HTTP_SERVER_H

#include "web/http.h"

struct http_server;

struct http_server_options {
	const char *listen;       /* "127.0.0.1:8042", "[::1]:0", "localhost:8042" (both loopbacks) */
	unsigned header_ms;       /* 0: 10,000 */
	unsigned idle_ms;         /* 0: 30,000 */
	unsigned body_ms;         /* 0: 60,000 */
	unsigned max_connections; /* 0: from RLIMIT_NOFILE, at most 4,096 */
	unsigned max_per_address; /* 0: 64; loopback addresses are not counted */
	bool any_peer;            /* req->owner is true for loopback peers of any user (tests) */
	int stop_fd;              /* http_server_run ends when it can be read; -1: none */
	http_handler *handler;
	/* Bytes of body the request may have, where it has more than HTTP_BODY_MAX; called before the body is read,
	 * with method, target, headers and owner. A larger one is 413, or 403 with err's text when that is set. NULL:
	 * HTTP_BODY_MAX everywhere. */
	size_t (*body_max)(void *p, const struct http_req *req, struct err *err);
	/* Called about every tick_ms (0: 200) between requests. May be NULL. */
	void (*tick)(void *p);
	unsigned tick_ms;
	void *p;
};

bool http_server_open(const struct http_server_options *o, struct http_server **ret, struct err *err) MUST_USE;
unsigned http_server_port(const struct http_server *s);
/* "http://127.0.0.1:8042", as one would type it. */
const char *http_server_url(const struct http_server *s);
bool http_server_run(struct http_server *s, struct err *err) MUST_USE;
size_t http_server_connections(const struct http_server *s);
void http_server_close(struct http_server *s); /* accepts NULL */

#endif
