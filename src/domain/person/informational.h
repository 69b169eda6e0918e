/*
 * Informational interviews: talking to somebody who holds the job before applying for it. A record of its own, in both
 * directions: `mine` is one I ask for, `theirs` one that somebody asks of me (paying it forward).
 *
 * What happened is a row of steps, dated and append-only; the state is derived: the step that is newest by day, and of
 * one day the one that was said last. Texts (research, draft, notes, thanks, and an answer per question) are memos
 * about "informational", see record.h; the field of an answer is informational_answer_field.
 */
#ifndef DOMAIN_PERSON_INFORMATIONAL_H
#define DOMAIN_PERSON_INFORMATIONAL_H

#include "domain/person/record.h"

#define INFORMATIONAL               "informational" /* what its memos are about */
#define INFORMATIONAL_QUESTIONS_MAX 60
#define THANK_DAYS                  1  /* the thank-you note is due so many days after the talk */
#define CHASE_DAYS                  7  /* asked and no answer: ask once more, or let it go */
#define PAY_DAYS                    90 /* after the thanks: pay it forward */

enum informational_step_kind {
	INFO_WISHED,
	INFO_ASKED,
	INFO_AGREED,
	INFO_SCHEDULED,
	INFO_DONE,
	INFO_THANKED,
	INFO_CANCELLED,
	INFO_NO_ANSWER,
	INFO__COUNT
};

extern const char *const informational_ways[];  /* mine, theirs; ended by NULL */
extern const char *const informational_steps[]; /* by enum, ended by NULL */
extern const char *const informational_moves[]; /* supports, against, open; ended by NULL */

struct informational {
	struct record r;
	struct str way;
	int64_t contact_id;
	struct str name;  /* of whom; empty while it is a wish */
	struct str wish;  /* "somebody who is ML engineer in health" */
	struct str tests; /* which question about a role or an industry it is to answer */
	struct str role;  /* ids of the map, or empty */
	struct str industry;
	int64_t from_id; /* the talk that led here, or 0 */
	/* Derived. */
	enum informational_step_kind state;
	int32_t since_day;
	int32_t done_day; /* DAY_NONE */
	int64_t start_ms; /* of the last appointment, UTC; 0 */
	int64_t zone_min;
	int64_t minutes;
	struct str place;
};

struct informational_step {
	struct record r;
	int64_t informational_id;
	struct str kind;
	int64_t on_day;
	int64_t start_ms; /* scheduled: when the talk is */
	int64_t zone_min;
	int64_t minutes;
	struct str place;
	struct str note;
	int64_t interaction_id; /* what a talk that is done left with the contact, or 0 */
};

struct informational_question {
	struct record r;
	int64_t informational_id;
	int64_t place; /* in the order */
	struct str text;
};

struct lesson {
	struct record r;
	int64_t informational_id;
	struct str text;
	struct str moved; /* which way the question moved */
	int64_t on_day;
};

struct named_skill {
	struct record r;
	int64_t informational_id;
	struct str skill; /* id of the map */
	struct str note;
};

struct suggestion {
	struct record r;
	int64_t informational_id;
	struct str name;
	struct str why;
	int64_t contact_id;
	int64_t introduction_id; /* noted with it, or 0 */
};

extern const struct record_type informational_type, informational_step_type, informational_question_type, lesson_type,
    named_skill_type, suggestion_type;

/* Adds one, wished on a day, with the questions it begins with. r.root_id is its id. ERR_INVALID when neither a name
 * nor a wish says whom, or a role or industry is not on the map. A name that one contact has links to them. */
bool informational_add(struct ctx *c, struct informational *i, int32_t on_day, const struct str *questions,
                       size_t n_questions, struct err *err) MUST_USE;
/* Changes whom, why, role, industry; base as in record_put. */
bool informational_save(struct ctx *c, struct informational *i, int64_t base, struct err *err) MUST_USE;
bool informational_get(struct ctx *c, int64_t id, struct informational *ret, struct err *err) MUST_USE;
/* All, those that wait for something first, then by the newest change. */
bool informational_list(struct ctx *c, struct informational **ret, size_t *ret_n, struct err *err) MUST_USE;

/* Adds a step; s->kind, on_day, and for `scheduled` start_ms and minutes. ERR_INVALID for a day in the future or before
 * the wish, an appointment without a time, done before it was asked for is allowed (people meet by chance), thanked
 * before done is not. */
bool informational_step(struct ctx *c, struct informational_step *s, struct err *err) MUST_USE;
/* Takes a step back, and what it left with the contact; or brings both back. */
bool informational_step_undo(struct ctx *c, int64_t id, bool back, struct err *err) MUST_USE;
/* The steps, oldest first by day. */
bool informational_step_list(struct ctx *c, int64_t id, struct informational_step **ret, size_t *ret_n,
                             struct err *err) MUST_USE;

/* The questions in their order. */
bool informational_questions(struct ctx *c, int64_t id, struct informational_question **ret, size_t *ret_n,
                             struct err *err) MUST_USE;
/* Adds one at the end. */
bool informational_question_add(struct ctx *c, int64_t id, struct str text, int64_t *ret_id, struct err *err) MUST_USE;
/* Changes places with the neighbour before (by -1) or behind (1); at the end of the list nothing happens. */
bool informational_question_move(struct ctx *c, int64_t question_id, int by, struct err *err) MUST_USE;
/* The memo that holds the answer: "q" and the question's root_id. */
const char *informational_answer_field(char buf[static 32], int64_t question_id);

bool lesson_add(struct ctx *c, struct lesson *l, struct err *err) MUST_USE;
/* Notes whom they named; when the talk is with a contact, as an introduction they could make. */
bool suggestion_add(struct ctx *c, struct suggestion *s, struct err *err) MUST_USE;
bool suggestion_undo(struct ctx *c, int64_t id, bool back, struct err *err) MUST_USE;
/* ERR_NOT_FOUND with the nearest ids when the map has no such skill. */
bool named_skill_add(struct ctx *c, struct named_skill *s, struct err *err) MUST_USE;

/* What waits: thank (the day after), chase (asked, no answer), prepare (tomorrow's talk), pay (forward). */
struct informational_due {
	int64_t informational_id;
	const char *what;
	int32_t day;
	struct str name; /* whom, or the wish */
};
bool informational_due(struct ctx *c, int32_t until_day, struct informational_due **ret, size_t *ret_n,
                       struct err *err) MUST_USE;

/* For messages and lists: the name, else the wish. */
static inline struct str
informational_whom(const struct informational *i)
{
	return i->name.n > 0 ? i->name : i->wish;
}
/* "wished" .. as an enum; INFO__COUNT for none. */
enum informational_step_kind informational_step_of(struct str kind);

#endif
