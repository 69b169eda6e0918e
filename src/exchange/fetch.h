/*
 * Fetching one page, when a person asked for it, and nothing behind their back.
 *
 * It is done by `cairn worker fetch`, a process of its own with an empty environment, started for one address at a time
 * and ended by its limits. libcurl is loaded there and nowhere else.
 *
 *  - http and https, ports 80 and 443, no user or password in the address (format/url.h).
 *  - The address that is connected to is checked, not the name: every special-purpose one is refused (base/net_addr.h),
 *    whatever the name's server answers and whenever it changes its mind. At every redirect again.
 *  - Redirects are followed here, FETCH_HOPS_MAX at most, never from https back to http.
 *  - No cookies, no proxy, no referrer, no log-in, no stored state. The User-Agent says who asks.
 *  - robots.txt of every host on the way is asked first and obeyed. One that cannot be had because of the server
 *    (5xx, no answer) forbids, one that is not there (4xx) allows, as RFC 9309 says.
 *  - Limits: FETCH_BODY_MAX bytes after unpacking, FETCH_WALL_S seconds in all, a connection in FETCH_CONNECT_MS.
 *  - Only what can hold an advert: HTML, JSON, plain text, XML.
 */
#ifndef EXCHANGE_FETCH_H
#define EXCHANGE_FETCH_H

#include "base/arena.h"
#include "base/err.h"

#define FETCH_BODY_MAX    ((size_t)8 << 20)
#define FETCH_ROBOTS_MAX  ((size_t)500 << 10)
#define FETCH_HOPS_MAX    5
#define FETCH_CONNECT_MS  5000
#define FETCH_HOP_MS      15000
#define FETCH_WALL_S      30
#define FETCH_ROBOTS_KEPT 64
/* Between two requests to one host. */
#define FETCH_PAUSE_MS 1500
/* By this robots.txt knows us. */
#define FETCH_AGENT "cairn"

struct sockaddr;

/* A host's robots.txt, kept for the other addresses of the same list. */
struct fetch_robots {
	struct str origin;
	struct str text;
	bool forbids; /* it could not be had, through the server's fault */
};

struct fetch_answer {
	struct str url;  /* where it was in the end */
	struct str type; /* "text/html"; empty when not said */
	struct str body;
};

/* What a worker is given, and keeps for the next. */
struct fetch_memory {
	struct arena *a; /* where it lives */
	struct fetch_robots robots[FETCH_ROBOTS_KEPT];
	size_t n;
};

/* For tests alone, which have no Internet: there is no way to hand these to a worker. */
struct fetch_rules {
	bool any_port;
	bool (*may_connect)(void *p, const struct sockaddr *sa); /* instead of the check of addresses */
	void *p;
	const char *ca_file;
	int hop_ms;      /* 0: FETCH_HOP_MS */
	size_t body_max; /* 0: FETCH_BODY_MAX */
};

/* Fetches in this process. What it returns lives in a. ERR_INVALID: no web address; ERR_DENIED: an address that is not
 * asked, or robots.txt forbids it; ERR_NOT_FOUND: 404 and 410; ERR_LIMIT: too large, too slow; ERR_UNSUPPORTED: a type
 * that holds no advert, no libcurl; ERR_IO: the rest. */
bool fetch_here(struct arena *a, struct str url, struct fetch_memory *memory, const struct fetch_rules *rules,
                struct fetch_answer *ret, struct err *err) MUST_USE;
/* The same by a worker. */
bool fetch_run(struct arena *a, struct str url, struct fetch_memory *memory, struct fetch_answer *ret,
               struct err *err) MUST_USE;
/* The worker's side: reads what fetch_run sent on standard input, answers on standard output. */
int fetch_worker_main(void) MUST_USE;

#endif
