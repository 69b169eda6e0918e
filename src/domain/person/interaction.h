/*
 * What happened between the person and a contact: dated, append-only, undone rather than erased.
 */
#ifndef DOMAIN_PERSON_INTERACTION_H
#define DOMAIN_PERSON_INTERACTION_H

#include "base/err.h"
#include "domain/ctx.h"

enum interaction_kind {
	INTERACTION_MET,
	INTERACTION_CALL,
	INTERACTION_MESSAGE,
	INTERACTION_MAIL,
	INTERACTION_EVENT,
	INTERACTION_INTRODUCTION,
	INTERACTION_INTERVIEW, /* an informational one */
	INTERACTION_HELP,
	INTERACTION_NOTE, /* nothing between the two: what was learned. It counts as no contact */
	INTERACTION__COUNT
};

struct interaction_kind_info {
	const char *name; /* as stored and typed */
	const char *text; /* for a form */
	bool directed;    /* out or in matters */
	bool contact;     /* the rhythm begins anew */
};
extern const struct interaction_kind_info interaction_kinds[INTERACTION__COUNT];

struct interaction {
	int64_t id;
	int64_t contact_id;
	struct str contact; /* name; interaction_recent only */
	enum interaction_kind kind;
	struct str direction; /* "out": I to them, "in": they to me, "": both or not said */
	int32_t on_day;
	struct str note; /* Markdown; may be empty */
	int64_t at_ms;
};

bool interaction_kind_parse(struct str s, enum interaction_kind *ret, struct err *err) MUST_USE;

/* Adds one in its own transaction. ERR_INVALID for a day in the future or before 1950, ERR_NOT_FOUND for nobody. */
bool interaction_add(struct ctx *c, int64_t contact_id, enum interaction_kind kind, int32_t on_day, struct str note,
                     int64_t *ret_id, struct err *err) MUST_USE;
/* The same with all its fields; i->id and at_ms are given. */
bool interaction_record(struct ctx *c, struct interaction *i, struct err *err) MUST_USE;
/* The same inside the caller's transaction. */
bool interaction_insert(struct ctx *c, struct interaction *i, struct err *err) MUST_USE;
/* Undoes it, or brings it back. */
bool interaction_undo(struct ctx *c, int64_t id, bool back, struct err *err) MUST_USE;
/* Inside the caller's transaction: last_day and due_day of the contact made anew. */
bool interaction_derive(struct ctx *c, int64_t contact_id, struct err *err) MUST_USE;
/* The same of all contacts, after logs of two files have met. */
bool interaction_derive_all(struct ctx *c, struct err *err) MUST_USE;
/* Of one contact, newest first. */
bool interaction_list(struct ctx *c, int64_t contact_id, struct interaction **ret, size_t *ret_n,
                      struct err *err) MUST_USE;
/* Of all, newest first, at most n. */
bool interaction_recent(struct ctx *c, size_t n, struct interaction **ret, size_t *ret_n, struct err *err) MUST_USE;

#endif
