/*
 * Versions: made, copied, renamed, filled, put away. Each is one change that resume_undo takes back (resume_item.h).
 */
#ifndef DOMAIN_JOB_RESUME_VERSION_H
#define DOMAIN_JOB_RESUME_VERSION_H

#include "domain/job/resume_edit.h"

/* A new version with what another has (from, 0: everything there is). ERR_INVALID for no name, ERR_CONFLICT for one
 * that is taken. */
bool resume_version_add(struct ctx *c, struct str name, int64_t from, int64_t *ret_id, int64_t *ret_change,
                        struct err *err) MUST_USE;
/* Name, label, summary, picks and archived, from v. Picks of what is not there are left out. */
bool resume_version_save(struct ctx *c, const struct resume_version *v, int64_t rev, int64_t *ret_change,
                         struct err *err) MUST_USE;
bool resume_version_archive(struct ctx *c, int64_t id, bool archived, int64_t *ret_change, struct err *err) MUST_USE;
bool resume_version_delete(struct ctx *c, int64_t id, int64_t *ret_change, struct err *err) MUST_USE;
/* Takes an item with all its bullets, or a bullet (and its item) in; with `out` leaves it out. id names either. Nothing
 * happens when it is so already. */
bool resume_version_take(struct ctx *c, int64_t version_id, int64_t id, bool out, int64_t *ret_change,
                         struct err *err) MUST_USE;

/* How many of its bullets (version 0: of all) have a number and nothing behind it. */
bool resume_version_flagged(struct ctx *c, int64_t id, size_t *ret, struct err *err) MUST_USE;

/* Applications it was sent with, newest first. */
struct resume_sent {
	int64_t application_id;
	struct str title; /* "Analyst, Acme" */
	int32_t on_day;
};
bool resume_version_sent(struct ctx *c, int64_t id, struct resume_sent **ret, size_t *ret_n, struct err *err) MUST_USE;

/* Of a version; NULL when the item is not in it. */
struct resume_pick *resume_pick_of(const struct resume_version *v, int64_t item_id);
bool resume_pick_has(const struct resume_pick *p, int64_t bullet_id);

#endif
