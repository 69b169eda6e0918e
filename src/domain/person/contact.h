/*
 * People: contacts, their list, and the edits that can be undone.
 *
 * What is known of a person is one card (format/card.h); the columns of the table `contact` and the rows of
 * `employment` and `contact_key` are derived from it. Every write keeps how it was before in person_edit, whose id the
 * writer hands back; contact_undo takes the newest edit of a contact back.
 *
 * A contact that was merged into another stays, with its own interactions and introductions; root_id says whose they
 * count as. Every function takes either id and means the person.
 */
#ifndef DOMAIN_PERSON_CONTACT_H
#define DOMAIN_PERSON_CONTACT_H

#include "base/err.h"
#include "domain/ctx.h"
#include "format/card.h"

#define CONTACT_PAGE_MAX 1000

struct contact {
	int64_t id;
	int64_t version;
	struct str name;
	struct str company; /* of the present employment; may be empty, as the next two */
	struct str title;
	struct str email;
	int tie;           /* CARD_TIE_NONE: not said */
	int rhythm_days;   /* 0: none */
	int32_t last_day;  /* of the newest interaction; DAY_NONE: never */
	int32_t due_day;   /* when to be in touch next; DAY_NONE: no rhythm */
	int64_t at_ms;     /* when it was added */
	struct str key;    /* sort_key, for contact_after */
	struct card card;  /* contact_get only */
	struct str uid;    /* contact_get only */
	struct str source; /* contact_get only: the card as last imported; may be empty */
};

/* Adds a person; the card is tidied, and gets a uid when it has none. */
bool contact_add(struct ctx *c, struct card *card, int64_t *ret_id, int64_t *ret_edit, struct err *err) MUST_USE;
/* The same inside the caller's transaction; source may be empty; import is 0, or the import it came with. */
bool contact_insert(struct ctx *c, struct card *card, struct str source, int64_t import, int64_t *ret_id,
                    int64_t *ret_edit, struct err *err) MUST_USE;
/* ERR_NOT_FOUND also for one that is deleted. */
bool contact_get(struct ctx *c, int64_t id, struct contact *ret, struct err *err) MUST_USE;
/* Replaces the card, if the version is still the one that was read; else ERR_CONFLICT. The uid stays. The edit is 0
 * when nothing differs. */
bool contact_save(struct ctx *c, int64_t id, int64_t version, struct card *card, int64_t *ret_edit,
                  struct err *err) MUST_USE;
/* The same inside the caller's transaction, by an import with a new source. */
bool contact_update(struct ctx *c, const struct contact *old, struct card *card, struct str source, int64_t import,
                    int64_t *ret_edit, struct err *err) MUST_USE;
/* Inside the caller's transaction: another source, the card stays; no edit. */
bool contact_source_put(struct ctx *c, const struct contact *k, struct str source, struct err *err) MUST_USE;
bool contact_delete(struct ctx *c, int64_t id, int64_t *ret_edit, struct err *err) MUST_USE;
/* Takes an edit back: what was added goes, what was deleted comes, what was merged is two again, what was changed is as
 * it was. ERR_CONFLICT when a later edit of the same contact stands. */
bool contact_undo(struct ctx *c, int64_t edit, struct err *err) MUST_USE;
/* Makes everything derived of all contacts anew, in its own transaction. */
bool contact_rebuild(struct ctx *c, int64_t *ret_n, struct err *err) MUST_USE;
/* Takes back what an import has done, but to contacts that were changed since: *ret_left of them. */
bool contact_import_undo(struct ctx *c, int64_t import, size_t *ret_undone, size_t *ret_left, struct err *err) MUST_USE;

/* The contact that the words name: an id, a uid, an e-mail address, or the name, case and accents aside. *ret is 0 when
 * there is none; ERR_CONFLICT, with those in question, when there are several. */
bool contact_find_name(struct ctx *c, struct str text, int64_t *ret, struct err *err) MUST_USE;
/* The same; ERR_NOT_FOUND when there is none. */
bool contact_need_name(struct ctx *c, struct str text, int64_t *ret, struct err *err) MUST_USE;
/* Whom a card without a known uid is of, by what it has in common with a contact: "email", "phone", "url", "name",
 * "who" (name and company), "source" (the whole card as imported). At most 50, by name. */
bool contact_match(struct ctx *c, const struct card *card, const char *kind, struct contact **ret, size_t *ret_n,
                   struct err *err) MUST_USE;
/* By uid, deleted ones too; 0 when there is none. */
bool contact_find_uid(struct ctx *c, struct str uid, int64_t *ret, bool *ret_deleted, struct err *err) MUST_USE;

enum contact_sort { CONTACT_BY_NAME, CONTACT_BY_LAST, CONTACT_BY_DUE, CONTACT_SORT__COUNT };
/* "name", "last", "due"; false for another word. */
bool contact_sort_named(struct str name, enum contact_sort *ret);

struct contact_filter {
	struct str search; /* words that must all stand in names, company, title, e-mails, phones, tags, notes; case and
	                    * accents aside */
	struct str tag;    /* may be empty */
	int tie_min;       /* CARD_TIE_NONE: any */
	bool due;          /* only those who are due today */
	enum contact_sort sort;
};
/* The place in a list: the last row of the page before; id 0: from the start. */
struct contact_after {
	int64_t id;
	struct str key;
	int32_t day; /* last_day or due_day, by the order */
};
/* At most n (CONTACT_PAGE_MAX). Last contact: the newest first, never last; due: the earliest first, only those with a
 * rhythm. */
bool contact_list(struct ctx *c, const struct contact_filter *f, struct contact_after after, size_t n,
                  struct contact **ret, size_t *ret_n, struct err *err) MUST_USE;
bool contact_count(struct ctx *c, const struct contact_filter *f, int64_t *ret, struct err *err) MUST_USE;

/* --- edits -------------------------------------------------------------------------------------------------------- */

struct contact_edit {
	int64_t id;
	struct str kind; /* add, edit, delete, merge, import */
	int64_t other_id;
	int64_t at_ms;
	int64_t version; /* of the contact after it */
};
/* Those that stand, newest first. */
bool contact_edits(struct ctx *c, int64_t id, struct contact_edit **ret, size_t *ret_n, struct err *err) MUST_USE;

#endif
