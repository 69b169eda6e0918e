#include "domain/job/feedback.h"

#include "base/vec.h"
#include "domain/job/round.h"
#include "domain/skill/map.h"

const char *const feedback_kinds[FEEDBACK_KINDS + 1] = {"skill", "experience", "communication", "other", NULL};

static const struct record_field fields[] = {
    RECORD_ID(feedback, application_id),
    RECORD_ID(feedback, round_id),
    RECORD_WORD(feedback, kind, "the kind", feedback_kinds),
    RECORD_TEXT(feedback, said_by, "who said it", 500),
    RECORD_NEEDED(feedback, text, "what was said", 10000),
    RECORD_TEXT(feedback, skills, "the skills", 1000),
    RECORD_DAY(feedback, on_day),
};

const struct record_type feedback_type = {"feedback", sizeof(struct feedback), fields, ARRAY_LEN(fields),
                                          RECORD_QUERIES(true, FEEDBACK)};

bool
feedback_add(struct ctx *c, struct feedback *f, struct err *err)
{
	struct attempt a;
	struct str rest = f->skills, id;
	int k;

	f->r.root_id = 0;
	while (rest.n > 0 && str_split(&rest, ';', &id))
		if (str_trim(id).n > 0 && !map_skill_get(c->map, str_trim(id), &k, err))
			return false;
	return attempt_get(c, f->application_id, &a, err) && past_day_check(c, f->on_day, err) &&
	       record_save(c, &feedback_type, f, 0, err);
}

bool
feedback_list(struct ctx *c, int64_t application_id, struct feedback **ret, size_t *ret_n, struct err *err)
{
	return record_all(c, &feedback_type, application_id, ret, ret_n, err);
}

void
feedback_count(const struct feedback *list, size_t n, int64_t counts[static FEEDBACK_KINDS])
{
	for (size_t k = 0; k < FEEDBACK_KINDS; k++) {
		counts[k] = 0;
		for (size_t i = 0; i < n; i++)
			counts[k] += str_eq(list[i].kind, str_of(feedback_kinds[k]));
	}
}

static bool
names_skill(struct str list, struct str id)
{
	struct str part;

	while (list.n > 0 && str_split(&list, ';', &part))
		if (str_eq(str_trim(part), id))
			return true;
	return false;
}

bool
feedback_of_skill(struct ctx *c, int skill, struct feedback **ret, size_t *ret_n, struct err *err)
{
	struct feedback *all;
	VEC(struct feedback) list = {0};
	size_t n;

	if (!feedback_list(c, 0, &all, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (names_skill(all[i].skills, c->map->skills[skill].id))
			*VEC_PUSH(c->a, &list) = all[i];
	*ret = list.p;
	*ret_n = list.n;
	return true;
}
