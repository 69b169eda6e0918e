/*
 * Who knows whom, as contacts have told: the second degree, and "whom do I know at X".
 */
#ifndef DOMAIN_PERSON_INTRODUCTION_H
#define DOMAIN_PERSON_INTRODUCTION_H

#include "base/err.h"
#include "domain/ctx.h"

enum introduction_kind {
	INTRODUCTION_KNOWS, /* they know each other */
	INTRODUCTION_COULD, /* and would introduce me */
	INTRODUCTION_ASKED, /* I asked for it */
	INTRODUCTION_MADE,  /* it was made */
	INTRODUCTION_NO,    /* not now */
	INTRODUCTION__COUNT
};
extern const char *const introduction_kind_names[INTRODUCTION__COUNT];
extern const char *const introduction_kind_texts[INTRODUCTION__COUNT];

/* contact_id knows other_id, or, when that is 0, somebody known by name and company only. */
struct introduction {
	int64_t id;
	int64_t contact_id;
	struct str contact; /* their name; given by the lists */
	int64_t other_id;
	struct str other; /* the other's name */
	struct str company;
	struct str title;
	enum introduction_kind kind;
	struct str note;
	int32_t on_day;
};

bool introduction_kind_parse(struct str s, enum introduction_kind *ret, struct err *err) MUST_USE;
bool introduction_add(struct ctx *c, struct introduction *i, struct err *err) MUST_USE;
bool introduction_undo(struct ctx *c, int64_t id, bool back, struct err *err) MUST_USE;
/* Those in which the contact is either of the two, newest first. */
bool introduction_list(struct ctx *c, int64_t contact_id, struct introduction **ret, size_t *ret_n,
                       struct err *err) MUST_USE;

/* Somebody at a company, or on the way to it. */
struct known_at {
	int degree;         /* 1: a contact; 2: known by one */
	int64_t contact_id; /* 0: not a contact */
	struct str name;
	struct str title;
	bool now;         /* works there; false: did */
	int32_t from_day; /* DAY_NONE: not known */
	int32_t to_day;
	int tie;            /* of the contact, or of the one through whom; CARD_TIE_NONE: not said */
	int32_t last_day;   /* of the newest interaction with them; DAY_NONE: never */
	int64_t through_id; /* degree 2: the contact who knows them */
	struct str through;
	enum introduction_kind kind; /* degree 2 */
};
/* Whom do I know at the company: first degree, there now before was there, the stronger tie first; then second degree.
 * Nobody: n is 0. */
bool contacts_at(struct ctx *c, struct str company, struct known_at **ret, size_t *ret_n, struct err *err) MUST_USE;
/* The same by the company's id. */
bool contacts_at_id(struct ctx *c, int64_t company_id, struct known_at **ret, size_t *ret_n, struct err *err) MUST_USE;

#endif
