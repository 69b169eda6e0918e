/*
 * What the person has shown and spent: evidence and minutes, both append-only, dated, undone rather than erased.
 */
#ifndef DOMAIN_SKILL_EVIDENCE_H
#define DOMAIN_SKILL_EVIDENCE_H

#include "base/err.h"
#include "domain/ctx.h"

/* Kinds of evidence, weakest first; how much each weighs stands in evidence_kinds[]. */
enum evidence_kind {
	EVIDENCE_PRESET, /* the role the person started from */
	EVIDENCE_CLAIM,  /* their own word */
	EVIDENCE_COURSE,
	EVIDENCE_WORK,
	EVIDENCE_EXERCISE,
	EVIDENCE_PROJECT,
	EVIDENCE_EXAM,
	EVIDENCE__COUNT
};

struct evidence_kind_info {
	const char *name; /* as stored and typed */
	const char *text; /* for a form */
	/* Chance that somebody one level below would still have this evidence; the square of it two levels below.
	 * Judgement, not measurement: a claim is easy to make, an exam hard to pass by luck. */
	double slip;
};
extern const struct evidence_kind_info evidence_kinds[EVIDENCE__COUNT];

struct evidence {
	int64_t id;
	int skill;
	int level;
	enum evidence_kind kind;
	int32_t on_day;
	struct str url;  /* may be empty */
	struct str note; /* may be empty */
	int64_t at_ms;
};

struct minutes {
	int64_t id;
	int skill;
	int minutes;
	int32_t on_day;
	struct str note;
	int64_t at_ms;
};

bool evidence_kind_parse(struct str s, enum evidence_kind *ret, struct err *err) MUST_USE;

/* Adds one record in its own transaction; e->id and at_ms are given. ERR_INVALID for a level outside 0..3 (0 only as a
 * claim), a day in the future, a URL that is not http or https, kind preset. */
bool evidence_add(struct ctx *c, struct evidence *e, struct err *err) MUST_USE;
/* The same inside the caller's transaction. */
bool evidence_insert(struct ctx *c, struct evidence *e, struct err *err) MUST_USE;
/* All that counts, oldest first. Records of skills the map no longer has are left out. */
bool evidence_list(struct ctx *c, struct evidence **ret, size_t *ret_n, struct err *err) MUST_USE;
/* Undoes (or brings back) a record. ERR_NOT_FOUND when there is none to undo. */
bool evidence_undo(struct ctx *c, int64_t id, bool back, struct err *err) MUST_USE;

bool minutes_add(struct ctx *c, struct minutes *m, struct err *err) MUST_USE;
bool minutes_list(struct ctx *c, struct minutes **ret, size_t *ret_n, struct err *err) MUST_USE;
bool minutes_undo(struct ctx *c, int64_t id, bool back, struct err *err) MUST_USE;

#endif
