/*
 * Two contacts that are one person: proposing, merging, keeping apart.
 *
 * The one that goes in stays as it was, with its interactions; it counts as the other from then on. contact_undo of the
 * merge makes them two again, exactly.
 */
#ifndef DOMAIN_PERSON_MERGE_H
#define DOMAIN_PERSON_MERGE_H

#include "domain/person/contact.h"

#define DUPLICATES_MAX 500

struct duplicate {
	struct contact a; /* the one with more on its card, which would stay */
	struct contact b;
	struct str why; /* "same e-mail address dana@acme.example, same phone number" */
};

/* Pairs with the same e-mail address, phone number, personal page, or name and company, that nobody has said are two.
 * At most DUPLICATES_MAX. */
bool contact_duplicates(struct ctx *c, struct duplicate **ret, size_t *ret_n, struct err *err) MUST_USE;

/* Everything of both on one card, in the arena: where they differ in what there can be only one of, `keep` holds, and
 * the other's name becomes a nickname, its note a part of the note. */
struct card card_union(struct arena *a, const struct card *keep, const struct card *other);
/* What a card has become, when the address book's card was `base` and is `next` now: what was changed there is changed,
 * what was written here stays. A job that is gone there is a former one. */
struct card card_follow(struct arena *a, const struct card *now, const struct card *base, const struct card *next);
/* `other` goes into `keep`. *ret_edit is for contact_undo. */
bool contact_merge(struct ctx *c, int64_t keep, int64_t other, int64_t *ret_edit, struct err *err) MUST_USE;
/* Undoes the merge that was the contact's newest edit. */
bool contact_unmerge(struct ctx *c, int64_t id, struct err *err) MUST_USE;

/* They are two: not proposed again. */
bool contact_apart(struct ctx *c, int64_t a, int64_t b, int64_t *ret_id, struct err *err) MUST_USE;
bool contact_apart_undo(struct ctx *c, int64_t id, struct err *err) MUST_USE;

#endif
