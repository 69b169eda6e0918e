/*
 * Changing the master by hand: basics, items, bullets. Each is one change that resume_undo takes back; ret_change is
 * its number (0: nothing changed) and may be NULL. rev is what the person saw (RESUME_REV_ANY: whatever is there);
 * ERR_CONFLICT when somebody was faster, ERR_NOT_FOUND for what is gone.
 */
#ifndef DOMAIN_JOB_RESUME_ITEM_H
#define DOMAIN_JOB_RESUME_ITEM_H

#include "domain/job/resume_edit.h"

/* Replaces basics; the rest of the document stays. */
bool resume_basics_save(struct ctx *c, int64_t rev, const json_t *basics, int64_t *ret_change,
                        struct err *err) MUST_USE;

/* Sets a field of an item or of basics: what is typed is text, or lines of a list; an empty text takes the key away.
 * The older name is kept where it is used. */
void resume_field_set(json_t *o, const struct resume_field *f, struct str typed);

/* The bullets of the body become bullets of their own. ERR_INVALID for a section without a name or an empty item. */
bool resume_item_add(struct ctx *c, struct str section, json_t *body, int64_t *ret_id, int64_t *ret_change,
                     struct err *err) MUST_USE;
/* The body without bullets; those stay. */
bool resume_item_save(struct ctx *c, int64_t id, int64_t rev, json_t *body, int64_t *ret_change,
                      struct err *err) MUST_USE;
/* Up (by -1) or down (by 1) within its section. */
bool resume_item_move(struct ctx *c, int64_t id, int by, int64_t *ret_change, struct err *err) MUST_USE;
bool resume_item_delete(struct ctx *c, int64_t id, int64_t *ret_change, struct err *err) MUST_USE;

bool resume_bullet_add(struct ctx *c, int64_t item_id, struct str text, int64_t *ret_id, int64_t *ret_change,
                       struct err *err) MUST_USE;
/* Text and what stands behind it, from b. ERR_INVALID for an empty text, an address that is none, a record that is not
 * there. */
bool resume_bullet_save(struct ctx *c, const struct resume_bullet *b, int64_t rev, int64_t *ret_change,
                        struct err *err) MUST_USE;
bool resume_bullet_move(struct ctx *c, int64_t id, int by, int64_t *ret_change, struct err *err) MUST_USE;
bool resume_bullet_delete(struct ctx *c, int64_t id, int64_t *ret_change, struct err *err) MUST_USE;

/* Within the caller's edit, for the import: the row of an item with its bullets taken out of the body. */
bool resume_put_item(struct resume_edit *e, int64_t id, int64_t rev, struct str section, int64_t place,
                     const json_t *body, bool gone, struct err *err) MUST_USE;
bool resume_put_bullet(struct resume_edit *e, const struct resume_bullet *b, int64_t rev, bool gone,
                       struct err *err) MUST_USE;
/* The bullets of an item's body, when all of "highlights" are texts: taken out of it, the empty list stays. A new
 * reference; NULL when there are none. */
json_t *resume_take_bullets(json_t *body);

#endif
