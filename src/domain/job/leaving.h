/*
 * Leaving a job well: a list with days counted backwards from the last day there. It begins as content/leaving.txt and
 * takes items of one's own. Everything is undone by its id.
 */
#ifndef DOMAIN_JOB_LEAVING_H
#define DOMAIN_JOB_LEAVING_H

#include "domain/ctx.h"

#define LEAVING_ITEMS_MAX 200

struct leaving {
	int64_t id;
	struct str company; /* that is left */
	int64_t offer_id;   /* for which; 0 */
	int32_t last_day;
};

struct leaving_item {
	int64_t id;
	int64_t leaving_id;
	struct str part; /* notice, handover, thanks, contacts, papers, own */
	struct str text;
	int64_t days_before; /* the last day; negative: after it */
	int32_t due_day;
	int32_t done_day; /* DAY_NONE: not yet */
	int64_t done_id;  /* what undoes it; 0 */
};

/* Begins one with the list of the content; id is given. ERR_CONFLICT while one is under way (its last day less than two
 * months ago). */
bool leaving_begin(struct ctx *c, struct leaving *l, struct err *err) MUST_USE;
/* The newest; *ret_found false for none. */
bool leaving_current(struct ctx *c, struct leaving *ret, bool *ret_found, struct err *err) MUST_USE;
/* By day, then as they came. */
bool leaving_items(struct ctx *c, const struct leaving *l, struct leaving_item **ret, size_t *ret_n,
                   struct err *err) MUST_USE;
/* An item of one's own. */
bool leaving_add(struct ctx *c, const struct leaving *l, struct leaving_item *i, struct err *err) MUST_USE;
bool leaving_done(struct ctx *c, int64_t item_id, int32_t on_day, int64_t *ret_id, struct err *err) MUST_USE;
bool leaving_remove(struct ctx *c, int64_t item_id, struct err *err) MUST_USE;
/* Moves the last day, and all days with it. The id undoes it. */
bool leaving_move(struct ctx *c, const struct leaving *l, int32_t last_day, int64_t *ret_id, struct err *err) MUST_USE;
/* A list begun, an item added or removed, a word that it is done. */
bool leaving_undo(struct ctx *c, int64_t id, bool back, const char **ret_what, struct err *err) MUST_USE;

#endif
