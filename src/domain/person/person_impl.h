/* What the files of person share. */
#ifndef DOMAIN_PERSON_PERSON_IMPL_H
#define DOMAIN_PERSON_PERSON_IMPL_H

#include "base/err.h"
#include "db/db.h"
#include "domain/ctx.h"
#include "domain/person/contact.h"
#include "domain/person/interaction.h"

/* Text columns hold NULL for nothing. */
static inline struct str
text_or_null(struct str s)
{
	return s.n > 0 ? s : STR_NONE;
}

/* A day column. */
void person_bind_day(struct db_stmt *st, const char *name, int32_t day);
int32_t person_col_day(struct db_stmt *st, int col);

/* ERR_INVALID for a day in the future or before 1950. */
bool person_past_day(const struct ctx *c, int32_t day, struct err *err) MUST_USE;

/* One row of person_edit. */
struct edit {
	int64_t id;
	struct str kind;
	int64_t subject_id;
	int64_t other_id;
	int64_t version;
	struct str image;
};
/* All inside the caller's transaction. */
bool edit_add(struct ctx *c, const char *kind, int64_t subject, int64_t other, int64_t version, struct str image,
              int64_t *ret_id, struct err *err) MUST_USE;
/* ERR_NOT_FOUND also for one that is undone. */
bool edit_get(struct ctx *c, int64_t id, struct edit *ret, struct err *err) MUST_USE;
bool edit_undone(struct ctx *c, int64_t id, struct err *err) MUST_USE;
/* After an edit was undone the subject has a new version: the edit before it is the newest now, and stands for it. */
bool edit_move_back(struct ctx *c, int64_t subject, int64_t undone, int64_t version, struct err *err) MUST_USE;
/* Says that a later edit must be undone first. Always false. */
bool edit_in_the_way(struct err *err);

/* The contact that this one counts as: itself, or the one it was merged into. ERR_NOT_FOUND when there is none, or it
 * is deleted. */
bool contact_root(struct ctx *c, int64_t id, int64_t *ret, struct err *err) MUST_USE;
/* The columns of contact that every list selects, in this order: id, version, name, company, title, email, tie,
 * rhythm_days, last_day, due_day, at_ms, sort_key. */
#define CONTACT_COLUMNS 12
void contact_row(struct arena *a, struct db_stmt *st, struct contact *ret);
/* Inside a transaction: as contact_update; for a merge with the contact that goes in, and those that now count as
 * another. */
bool contact_replace(struct ctx *c, const struct contact *old, struct card *card, const char *kind, int64_t other,
                     const int64_t *moved, size_t n_moved, struct str source, int64_t *ret_edit,
                     struct err *err) MUST_USE;
/* Lets a contact count as another, or as itself again. */
bool contact_move(struct ctx *c, int64_t id, int64_t root, struct err *err) MUST_USE;
/* Says that somebody else has changed it. Always false. */
bool contact_conflict(struct err *err);
/* Writes the card of a contact and all that is derived from it, as this version. */
bool contact_write(struct ctx *c, int64_t id, int64_t version, const struct card *card, struct str source,
                   struct err *err) MUST_USE;
/* Undoes or brings back one record by the query, whose parameters are id and now_ms (NULL: it stands). */
bool person_undo_row(struct ctx *c, enum query q, int64_t id, bool back, const char *what, struct err *err) MUST_USE;

/* Visible contacts with the key, in the order of names. */
bool contact_by_key(struct ctx *c, const char *kind, struct str value, struct contact **ret, size_t *ret_n,
                    struct err *err) MUST_USE;
/* A tag folded; "" for none. */
struct str contact_tag_key(struct arena *a, struct str tag) MUST_USE;

/* What two cards of one person have in common; "" when it cannot tell two people apart. */
struct str contact_phone_key(struct arena *a, struct str phone) MUST_USE;
struct str contact_url_key(struct arena *a, struct str url) MUST_USE;
struct str contact_email_key(struct arena *a, struct str email) MUST_USE;
/* The folded words of the name in the order of the alphabet, so that "Kim, Dana" is "Dana Kim". */
struct str contact_name_key(struct arena *a, struct str name) MUST_USE;
struct str contact_who_key(struct arena *a, struct str name_key, struct str company) MUST_USE;
struct str contact_source_key(struct arena *a, struct str source) MUST_USE;

#endif
