/*
 * Companies, as people, applications and research name them. One company is known by its key: the folded name without
 * legal form, "the" and ".com", so that "Acme, Inc." and "ACME" are one.
 */
#ifndef DOMAIN_PERSON_COMPANY_H
#define DOMAIN_PERSON_COMPANY_H

#include "base/err.h"
#include "domain/ctx.h"

#define COMPANY_NAME_MAX 500
#define COMPANY_PAGE_MAX 1000

struct company {
	int64_t id;
	struct str name;
	struct str key;
	struct str url;      /* may be empty, as all below */
	struct str size;     /* one of company_sizes */
	struct str industry; /* an id of the map, or the person's own word */
	struct str place;
	struct str note; /* Markdown */
	int64_t version;
	int64_t n_here;  /* contacts who work there; with company_list and company_get */
	int64_t n_there; /* contacts who worked there */
};

/* startup, small, medium, large: under 50, 250, 1000 people, and more. NULL behind the last. */
extern const char *const company_sizes[];

/* "" when the name has no letter or digit. */
struct str company_key(struct arena *a, struct str name) MUST_USE;

/* Inside the caller's transaction: finds the company by its key, or adds it under this name. ERR_INVALID for a name
 * without a letter or digit, ERR_LIMIT for one too long. */
bool company_ensure(struct ctx *c, struct str name, int64_t *ret_id, struct err *err) MUST_USE;
/* The id of the company, 0 when it is not there. */
bool company_find(struct ctx *c, struct str name, int64_t *ret_id, struct err *err) MUST_USE;
bool company_get(struct ctx *c, int64_t id, struct company *ret, struct err *err) MUST_USE;

struct company_filter {
	struct str search;    /* words of the name; may be empty */
	struct str after_key; /* of the last one of the page before; empty: from the start */
	size_t n;             /* at most COMPANY_PAGE_MAX */
};
/* By name. */
bool company_list(struct ctx *c, const struct company_filter *f, struct company **ret, size_t *ret_n,
                  struct err *err) MUST_USE;

/* Writes everything but key and counts, if the version is still the one given; a name that is another company's is
 * refused with ERR_CONFLICT, as is another version. *ret_edit is for company_undo. */
bool company_save(struct ctx *c, const struct company *o, int64_t *ret_edit, struct err *err) MUST_USE;
/* Takes the edit back; ERR_CONFLICT when a later one stands in the way. */
bool company_undo(struct ctx *c, int64_t edit, struct err *err) MUST_USE;

#endif
