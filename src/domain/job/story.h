/*
 * STAR stories: a situation, the task in it, what I did, what came of it. A story names its themes, and so the
 * behavioural questions it can answer; a number in it that nothing stands behind is flagged, never removed.
 */
#ifndef DOMAIN_JOB_STORY_H
#define DOMAIN_JOB_STORY_H

#include "domain/job/question.h"

struct story {
	struct record r;
	struct str title;
	struct str situation;
	struct str task;
	struct str action;
	struct str outcome;
	struct str themes;   /* ids, separated by "; " */
	int64_t evidence_id; /* what shows it, or 0 */
	int64_t bullet_id;   /* the résumé's bullet it tells, or 0 */
	struct str url;
};

extern const struct record_type story_type;

/* ERR_INVALID for a theme that is none, evidence that is not there, an address that is none. */
bool story_save(struct ctx *c, struct story *s, int64_t base, struct err *err) MUST_USE;
bool story_list(struct ctx *c, struct story **ret, size_t *ret_n, struct err *err) MUST_USE;
bool story_has_theme(const struct story *s, struct str theme);
/* The numbers in what was done and what came of it that no evidence, bullet or address stands behind. */
void story_bare_numbers(struct arena *a, const struct story *s, struct str **ret, size_t *ret_n);
/* Which part is still empty: "situation", .. or NULL. */
const char *story_missing(const struct story *s);

/* A theme with the stories that cover it and how many of the bank's questions ask for it. */
struct theme_cover {
	struct content_item theme;
	size_t n_stories;
	size_t n_questions;
};
bool story_cover(struct ctx *c, struct theme_cover **ret, size_t *ret_n, struct err *err) MUST_USE;

#endif
