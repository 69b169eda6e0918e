/*
 * Addresses of pages that are to be fetched: http and https, taken apart and put together again in one plain form, so
 * that whoever checks one and whoever connects to it read the same.
 *
 * Refused: other schemes, a user or password, ports other than 80 and 443, a host with anything but ASCII letters,
 * digits, '-' and '.' or an IPv6 address in brackets, control characters, spaces and backslashes. A host that looks
 * like a number in any base is taken only as four plain decimal numbers.
 */
#ifndef FORMAT_URL_H
#define FORMAT_URL_H

#include "base/arena.h"
#include "base/err.h"

#define URL_MAX 2048

struct url {
	bool https;
	struct str host;  /* lower case; an IPv6 address with its brackets */
	int port;         /* 80 or 443, or any where url_parse was told so */
	struct str path;  /* begins with '/'; not decoded */
	struct str query; /* without '?'; empty for none */
};

/* Reads one; surrounding white space and the fragment are dropped, bytes above ASCII in path and query written as %XX.
 * any_port is for tests. ERR_INVALID with what is wrong. Borrows from the arena. */
bool url_parse(struct arena *a, struct str s, bool any_port, struct url *ret, struct err *err) MUST_USE;
/* An address that a page or a Location header gives, relative to where it stands. */
bool url_join(struct arena *a, const struct url *base, struct str s, bool any_port, struct url *ret,
              struct err *err) MUST_USE;
struct str url_text(struct arena *a, const struct url *u) MUST_USE;
/* "https://host" with the port when it is not the scheme's own. */
struct str url_origin(struct arena *a, const struct url *u) MUST_USE;
/* The i-th segment of the path, decoded no further; empty when there is none. */
struct str url_segment(const struct url *u, size_t i);
/* The value of the name in the query, as written; empty when there is none. */
struct str url_query(const struct url *u, struct str name);

#endif
