/*
 * Requests and answers over HTTP, in our own types: what handlers read and write. Nothing here knows a library or a
 * socket; http_server.h serves them, tests make them by hand.
 *
 * A request reaches a handler only when http_check found nothing wrong with it: one Host, at most one plain
 * Content-Length, no Transfer-Encoding, a path that begins with '/' and is decoded exactly once, is UTF-8 and has no
 * NUL, no encoded slash and no dot segments. Names and values of query and form are decoded, UTF-8 and without NUL.
 */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include "base/arena.h"
#include "base/strbuf.h"

#define HTTP_TARGET_MAX ((size_t)8 << 10)  /* bytes of path and query */
#define HTTP_HEADS_MAX  64                 /* header lines */
#define HTTP_FIELDS_MAX 512                /* values of a query or a form */
#define HTTP_FILES_MAX  200                /* files of one upload */
#define HTTP_BODY_MAX   ((size_t)1 << 20)  /* bytes of body, where a route does not say otherwise */
#define HTTP_UPLOAD_MAX ((size_t)64 << 20) /* bytes of body, where a route takes files */
#define HTTP_PAGE_MAX   ((size_t)8 << 20)  /* bytes of one answer made in memory */

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_METHOD__COUNT };

struct http_field {
	struct str name;
	struct str value;
};

struct http_fields {
	struct http_field *p;
	size_t n;
};

/* One file of a multipart form. name is what the browser calls it: shown, never opened. */
struct http_file {
	struct str field;
	struct str name;
	struct str bytes;
};

struct http_req {
	struct arena *a; /* lives until the answer is made */
	enum http_method method;
	struct str target; /* path and query as they came */
	struct str path;   /* decoded */
	struct http_fields headers;
	struct http_fields query;
	struct http_fields form;
	struct http_file *files;
	size_t n_files;
	bool owner; /* the other end is a loopback socket of the user this process runs as */
};

#define HTTP_RESP_HEADERS 16

struct http_resp {
	struct arena *a;
	int status; /* 200 at first */
	const char *type;
	struct strbuf body;
	struct str fixed; /* instead of body, when p is set: bytes that outlive the server (assets) */
	int fd;           /* instead of body, when not negative: a file, closed after sending */
	struct http_field headers[HTTP_RESP_HEADERS];
	size_t n_headers;
	bool close; /* end the connection after this answer */
};

typedef void http_handler(void *p, struct http_req *req, struct http_resp *resp);

/* The request's first lines as a library gives them, for http_check. */
struct http_head {
	struct str method;
	struct str target;
	struct str version;
	struct http_field *headers;
	size_t n;
	size_t size; /* bytes from the method to the empty line, as received; 0: unknown */
};

/* What is wrong with the request: 0 and the method, or the status to refuse it with and one sentence why. *ret_length
 * is the Content-Length; 0 without one. A POST without one is 411. */
int http_check(const struct http_head *h, enum http_method *ret_method, uint64_t *ret_length, const char **ret_why);

/* Decodes a path once and checks it. */
bool http_path(struct arena *a, struct str raw, struct str *ret, struct err *err) MUST_USE;
/* Decodes name=value&name=value. */
bool http_urlencoded(struct arena *a, struct str raw, struct http_fields *ret, struct err *err) MUST_USE;
/* Splits a multipart/form-data body. File bytes borrow from body. An empty file field without a name is left out. */
bool http_multipart(struct arena *a, struct str content_type, struct str body, struct http_req *req,
                    struct err *err) MUST_USE;
/* Fills target, path and query from a raw target, and form and files from a body of the content type. */
bool http_req_target(struct http_req *req, struct str target, struct err *err) MUST_USE;
bool http_req_body(struct http_req *req, struct str body, struct err *err) MUST_USE;

/* The first value of the name, or one with p NULL. Header names fold ASCII case. */
struct str http_get(const struct http_fields *f, const char *name);
struct str http_header(const struct http_req *req, const char *name);
/* The value of a cookie. */
struct str http_cookie(const struct http_req *req, const char *name);

void http_resp_init(struct http_resp *resp, struct arena *a);
void http_resp_release(struct http_resp *resp);
/* Adds or replaces a header. A value with a control character is not taken: false. */
bool http_resp_header(struct http_resp *resp, const char *name, struct str value);
/* 303 to a path of ours; anything that could leave this origin goes to "/" instead. */
void http_resp_redirect(struct http_resp *resp, struct str path);
/* A short plain text, for answers before any page can be made. */
void http_resp_plain(struct http_resp *resp, int status, const char *text);
/* The headers every answer has: content security policy and its kin; Cache-Control no-store where nothing else was
 * set. The server calls it last. */
void http_resp_secure(struct http_resp *resp);

/* s with every byte outside the unreserved ones as %XX: for values in links. */
struct str http_encode(struct arena *a, struct str s) MUST_USE;

#endif
