/*
 * Feedback after a rejection or a round: kept as it was said, classified, counted; the skills it names are linked.
 */
#ifndef DOMAIN_JOB_FEEDBACK_H
#define DOMAIN_JOB_FEEDBACK_H

#include "domain/person/record.h"

#define FEEDBACK_KINDS 4

extern const char *const feedback_kinds[FEEDBACK_KINDS + 1]; /* skill, experience, communication, other */

struct feedback {
	struct record r;
	int64_t application_id;
	int64_t round_id; /* 0: about the whole */
	struct str kind;
	struct str said_by;
	struct str text;
	struct str skills; /* ids, separated by "; " */
	int64_t on_day;
};

extern const struct record_type feedback_type;

bool feedback_add(struct ctx *c, struct feedback *f, struct err *err) MUST_USE;
/* Of one application, or all for 0; oldest first. */
bool feedback_list(struct ctx *c, int64_t application_id, struct feedback **ret, size_t *ret_n,
                   struct err *err) MUST_USE;
/* How often each kind was said. */
void feedback_count(const struct feedback *list, size_t n, int64_t counts[static FEEDBACK_KINDS]);
/* Those that name a skill (index of the map). */
bool feedback_of_skill(struct ctx *c, int skill, struct feedback **ret, size_t *ret_n, struct err *err) MUST_USE;

#endif
