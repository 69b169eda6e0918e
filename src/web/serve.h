/*
 * The web face: serves the pages until stop_fd can be read. One process, one thread, one database connection.
 */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include "base/clock.h"
#include "base/err.h"

struct extractor;
struct map;

#define SERVE_LISTEN "localhost:8042" /* 127.0.0.1 and [::1] */

struct serve_options {
	const char *listen;         /* NULL: SERVE_LISTEN */
	const char *where;          /* the database, as for db_open; made when it is not there */
	const struct map *map;      /* both outlive the server */
	const struct extractor *ex; /* for marking skills in postings; NULL: make_ex makes it when a posting is first
	                               read, because it takes 13 ms and 12 MB that most visits do without */
	bool (*make_ex)(const void *p, const struct extractor **ret, struct err *err);
	const void *make_p;
	struct clock clock;
	const char *data_dir;     /* for copies, the session key and exports on their way; made when it is not there */
	const char *const *hosts; /* names it is reached by, beside the loopback ones (--host) */
	size_t n_hosts;
	const char *assets_dir; /* NULL, or a folder whose app.css and app.js are read anew for every request */
	int stop_fd;            /* -1: none */
	bool any_peer;          /* take loopback connections of any user for the owner's (tests) */
	/* Called once when requests are answered; url ends without a slash, start_path is "/" or "/start?key=...". */
	void (*ready)(void *p, const char *url, const char *start_path);
	void *p;
};

bool serve_run(const struct serve_options *o, struct err *err) MUST_USE;

#endif
