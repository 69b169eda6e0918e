/*
 * The keys of the bookmark that sends a page to Cairn. A key's secret is made of its id by the server (web/capture.h)
 * and is stored nowhere; the row says that the key is there and was not revoked.
 */
#ifndef DOMAIN_JOB_CAPTURE_H
#define DOMAIN_JOB_CAPTURE_H

#include "base/err.h"
#include "domain/ctx.h"

#define CAPTURE_KEYS_MAX 50

struct capture_key {
	int64_t id;
	struct str name;
	int64_t n_used;
	int64_t used_ms; /* the last time; 0: never */
	bool revoked;
};

bool capture_key_add(struct ctx *c, struct str name, int64_t *ret_id, struct err *err) MUST_USE;
/* Revokes a key, or takes that back. ERR_NOT_FOUND. */
bool capture_key_revoke(struct ctx *c, int64_t id, bool revoked, struct err *err) MUST_USE;
/* All, newest first. */
bool capture_keys(struct ctx *c, struct capture_key **ret, size_t *ret_n, struct err *err) MUST_USE;
/* Whether the key is there and holds. */
bool capture_key_holds(struct ctx *c, int64_t id, bool *ret, struct err *err) MUST_USE;
/* Counts a use. */
bool capture_key_used(struct ctx *c, int64_t id, struct err *err) MUST_USE;

#endif
