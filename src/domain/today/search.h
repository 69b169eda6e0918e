/*
 * One search over everything: skills of the map, applications, people, companies, postings. All words must stand in
 * what is found; case and accents do not matter. A few of each kind, the likeliest first: who wants all goes to the
 * list of that kind, which has filters.
 */
#ifndef DOMAIN_TODAY_SEARCH_H
#define DOMAIN_TODAY_SEARCH_H

#include "base/err.h"
#include "domain/ctx.h"

#define SEARCH_EACH 8

enum hit_kind { HIT_SKILL, HIT_APPLICATION, HIT_PERSON, HIT_COMPANY, HIT_POSTING, HIT_KIND__COUNT };

struct hit {
	enum hit_kind kind;
	struct str key; /* a skill's id, or the number of the others */
	struct str title;
	struct str about; /* company, stage, ...; may be empty */
};

/* "skill", "application", ... */
extern const char *const hit_kind_names[HIT_KIND__COUNT];

/* At most SEARCH_EACH of each kind, by kind. more[kind]: there are further ones. Words shorter than two bytes find
 * nothing. */
bool search_all(struct ctx *c, struct str words, struct hit **ret, size_t *ret_n, bool more[static HIT_KIND__COUNT],
                struct err *err) MUST_USE;

#endif
