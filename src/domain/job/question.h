/*
 * The question bank: what comes with the content (content/questions/, cairn-pack(5)), own questions, and how often each
 * was really asked. Technical ones are tied to a skill and level of the map, behavioural ones to themes of stories.
 */
#ifndef DOMAIN_JOB_QUESTION_H
#define DOMAIN_JOB_QUESTION_H

#include "domain/person/record.h"

#define QUESTION_LIST_MAX 16 /* roles or themes of one */

extern const char *const question_kinds[]; /* screen, technical, coding, system, take-home, behavioural, ... */

/* An own question as it is stored. */
struct question {
	struct record r;
	struct str text;
	struct str kind;
	struct str role;  /* id, or empty for any */
	struct str skill; /* id, or empty */
	int64_t depth;    /* level 1 to 3; 0: none */
	struct str themes;
	struct str outline;
};

extern const struct record_type question_type;

/* One of the bank. */
struct bank_question {
	struct str key; /* the content's id, or "own:" and a number */
	int64_t own_id; /* 0: from the content */
	struct str text;
	struct str kind;
	struct str *roles; /* none: any */
	size_t n_roles;
	int skill; /* MAP_NONE */
	int level;
	struct str *themes;
	size_t n_themes;
	struct str outline; /* what a good answer holds */
	int64_t asked;      /* how often */
	int32_t last_day;   /* DAY_NONE */
};

struct question_filter {
	struct str kind;
	struct str role;
	struct str theme;
	struct str text; /* a part of its words */
	int skill;       /* MAP_NONE: any */
	bool asked;      /* only those that were asked */
};

/* A topic, theme or question that content/questions/ lists by itself: `about` says of what list. */
struct content_item {
	struct str about; /* file without .txt: informational, recruiter, topics, themes */
	struct str id;
	struct str name;
	struct str text;
	struct str of; /* topics: company, job or role */
};

bool question_add(struct ctx *c, struct question *q, struct err *err) MUST_USE;
/* All of the bank, those asked most first, then by file. */
bool question_bank(struct ctx *c, struct bank_question **ret, size_t *ret_n, struct err *err) MUST_USE;
/* Those that fit, in place; returns how many. */
size_t question_pick(struct bank_question *list, size_t n, const struct question_filter *f);
/* What a round of the kind for a role draws on, best first: asked before, then by the role's weight of the skill. */
bool question_for_round(struct ctx *c, struct str round_kind, struct str role, struct bank_question **ret,
                        size_t *ret_n, struct err *err) MUST_USE;
bool question_is_key(struct ctx *c, struct str key, struct bank_question *ret, bool *ret_found,
                     struct err *err) MUST_USE;
/* The items of one list, in the file's order. */
bool content_list(struct ctx *c, const char *about, struct content_item **ret, size_t *ret_n, struct err *err) MUST_USE;
/* The informational interview's questions to begin with. */
bool question_framework(struct ctx *c, struct str **ret, size_t *ret_n, struct err *err) MUST_USE;

#endif
