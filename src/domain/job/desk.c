#include "domain/job/desk.h"

#include "domain/job/feedback.h"
#include "domain/job/research.h"
#include "domain/job/story.h"
#include "domain/person/informational.h"

/* Three kinds leave something elsewhere, which goes and comes with them. */
static bool
one_undo(struct ctx *c, const struct record_type *t, int64_t id, bool back, struct err *err)
{
	if (t == &informational_step_type)
		return informational_step_undo(c, id, back, err);
	if (t == &suggestion_type)
		return suggestion_undo(c, id, back, err);
	if (t == &round_type)
		return round_undo(c, id, back, err);
	return record_undo(c, t, id, back, err);
}

bool
desk_undo(struct ctx *c, int64_t id, bool back, struct err *err)
{
	const struct record_type *const types[] = {
	    &informational_type,
	    &informational_step_type,
	    &informational_question_type,
	    &lesson_type,
	    &named_skill_type,
	    &suggestion_type,
	    &round_type,
	    &asked_type,
	    &question_type,
	    &story_type,
	    &feedback_type,
	    &finding_type,
	    &flag_type,
	    &expectation_type,
	    &impression_type,
	};

	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		struct err e = {0};

		if (one_undo(c, types[i], id, back, &e))
			return true;
		if (e.code != ERR_NOT_FOUND) {
			if (err != NULL)
				*err = e;
			return false;
		}
	}
	return memo_undo(c, id, back, err);
}
