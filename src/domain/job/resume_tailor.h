/*
 * A version of the résumé held against a posting, without guessing: what the posting asks for, where the résumé says
 * it, and what the person has that could be added. Nothing is written that the master does not hold.
 *
 * What is asked for is the posting's skills of the map and what of the vocabulary its text asks for (extract.h). Each
 * stands in one of three groups: named in the skills section, only in prose (summary, jobs, bullets, projects, ...),
 * absent. A résumé's words are read by the same extractor; a bullet that points at evidence shows its skill too.
 */
#ifndef DOMAIN_JOB_RESUME_TAILOR_H
#define DOMAIN_JOB_RESUME_TAILOR_H

#include "domain/job/posting.h"
#include "domain/job/resume.h"
#include "domain/skill/evidence.h"

#define TAILOR_BEYOND_MAX 40

enum tailor_group { TAILOR_SKILLS, TAILOR_PROSE, TAILOR_ABSENT, TAILOR__COUNT };

/* Something of the master that shows it and is not in the version: resume_version_take(id) brings it in. */
struct tailor_offer {
	int64_t id; /* of a bullet, or of an item */
	bool bullet;
	struct str text;
};

struct tailor_term {
	int skill;        /* MAP_NONE: beyond the map */
	struct str words; /* as the posting has it; the skill's name where its text has none */
	struct str yours; /* the word by which the résumé names it, where that is another; else empty */
	bool required;
	enum tailor_group group;
	struct tailor_offer *offers;
	size_t n_offers;
	bool shown; /* the person has evidence of it that is no preset */
	struct evidence evidence;
};

struct tailor {
	struct posting posting;
	struct tailor_term *terms; /* by group; required first */
	size_t n;
	size_t n_in[TAILOR__COUNT];
	const struct resume_bullet **flagged; /* of the version: a number, and nothing behind it */
	size_t n_flagged;
};

/* version_id 0 is everything. ERR_NOT_FOUND. */
bool resume_tailor(struct ctx *c, const struct extractor *ex, int64_t posting_id, int64_t version_id,
                   struct tailor *ret, struct err *err) MUST_USE;

/* "in skills", "only in prose", "absent" */
const char *tailor_group_name(enum tailor_group g);

/* By skill the first of the text's words that names it; p NULL where none does. */
bool resume_skills_of(struct ctx *c, const struct extractor *ex, struct str text, struct str *words,
                      struct err *err) MUST_USE;

#endif
