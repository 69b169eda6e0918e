/*
 * Changing the résumé: every change is one transaction that remembers the rows as they were, and can be taken back and
 * brought back as a whole.
 *
 *	CLEANUP(resume_edit_end) struct resume_edit e = {0};
 *	if (!resume_edit_begin(c, &e, err) ||
 *	    !resume_edit_put(&e, RESUME_ROW_ITEM, id, rev, row, err)) return false;
 *	return resume_edit_commit(&e, "changed Analyst, Acme", &change_id, err);
 *
 * A row here is a JSON object of its columns without id and rev. A change whose rows say something else by now
 * cannot be taken back (ERR_CONFLICT): the later change goes first.
 *
 * images is a JSON array of {"t": kind, "id": id, "h": hash of the row the change left, "b": the row before, null for
 * none}.
 */
#ifndef DOMAIN_JOB_RESUME_EDIT_H
#define DOMAIN_JOB_RESUME_EDIT_H

#include "base/vec.h"
#include "db/db.h"
#include "domain/job/resume.h"

#define RESUME_MASTER_ID 1
#define RESUME_REV_ANY   ((int64_t)-1)

enum resume_row { RESUME_ROW_MASTER, RESUME_ROW_ITEM, RESUME_ROW_BULLET, RESUME_ROW_VERSION, RESUME_ROW__COUNT };

struct resume_image {
	enum resume_row kind;
	int64_t id;
	int64_t hash;   /* of the row after the change */
	json_t *before; /* NULL: the row was not there */
};

struct resume_edit {
	struct ctx *c;
	struct db_tx tx;
	VEC(struct resume_image) images;
};

bool resume_edit_begin(struct ctx *c, struct resume_edit *e, struct err *err) MUST_USE;
/* The row's columns now; NULL when it is not there. Lives in the context's arena. */
bool resume_row_get(struct ctx *c, enum resume_row kind, int64_t id, json_t **ret, int64_t *ret_rev,
                    struct err *err) MUST_USE;
/* Writes the row, taking the reference. rev is what the person saw, RESUME_REV_ANY for none: ERR_CONFLICT when the row
 * has moved on, ERR_NOT_FOUND when it is gone. A row that says what is there already is not written. */
bool resume_edit_put(struct resume_edit *e, enum resume_row kind, int64_t id, int64_t rev, json_t *row,
                     struct err *err) MUST_USE;
/* ret_change: the number for undo; 0 when nothing was changed. May be NULL. */
bool resume_edit_commit(struct resume_edit *e, struct str what, int64_t *ret_change, struct err *err) MUST_USE;
void resume_edit_end(struct resume_edit *e);

/* Takes a change back; with `back` brings it back again. ERR_NOT_FOUND, ERR_CONFLICT. */
bool resume_undo(struct ctx *c, int64_t change, bool back, struct err *err) MUST_USE;

struct resume_change {
	int64_t id;
	struct str what;
	int64_t at_ms;
	bool undone;
};
/* The newest n. */
bool resume_changes(struct ctx *c, size_t n, struct resume_change **ret, size_t *ret_n, struct err *err) MUST_USE;

#endif
