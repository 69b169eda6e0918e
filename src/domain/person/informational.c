#include "domain/person/informational.h"

#include "base/date.h"
#include "base/vec.h"
#include "domain/person/contact.h"
#include "domain/person/interaction.h"
#include "domain/person/introduction.h"
#include "domain/skill/map.h"

const char *const informational_ways[] = {"mine", "theirs", NULL};
const char *const informational_moves[] = {"supports", "against", "open", NULL};
const char *const informational_steps[] = {
    [INFO_WISHED] = "wished",       [INFO_ASKED] = "asked",         [INFO_AGREED] = "agreed",
    [INFO_SCHEDULED] = "scheduled", [INFO_DONE] = "done",           [INFO_THANKED] = "thanked",
    [INFO_CANCELLED] = "cancelled", [INFO_NO_ANSWER] = "no-answer", [INFO__COUNT] = NULL,
};

static const struct record_field informational_fields[] = {
    RECORD_WORD(informational, way, "the way", informational_ways),
    RECORD_ID(informational, contact_id),
    RECORD_TEXT(informational, name, "the name", 500),
    RECORD_TEXT(informational, wish, "the wish", 500),
    RECORD_TEXT(informational, tests, "the question it tests", 2000),
    RECORD_TEXT(informational, role, "the role", 64),
    RECORD_TEXT(informational, industry, "the industry", 64),
    RECORD_ID(informational, from_id),
};
static const struct record_field step_fields[] = {
    RECORD_ID(informational_step, informational_id),
    RECORD_WORD(informational_step, kind, "the step", informational_steps),
    RECORD_DAY(informational_step, on_day),
    RECORD_INT(informational_step, start_ms, "the time", 0, INT64_MAX),
    RECORD_INT(informational_step, zone_min, "the zone", -1080, 1080),
    RECORD_INT(informational_step, minutes, "minutes", 0, 1440),
    RECORD_TEXT(informational_step, place, "the place", 1000),
    RECORD_TEXT(informational_step, note, "the note", 10000),
    RECORD_ID(informational_step, interaction_id),
};
static const struct record_field question_fields[] = {
    RECORD_ID(informational_question, informational_id),
    RECORD_INT(informational_question, place, "the place", 0, INT64_MAX),
    RECORD_NEEDED(informational_question, text, "the question", 1000),
};
static const struct record_field lesson_fields[] = {
    RECORD_ID(lesson, informational_id),
    RECORD_NEEDED(lesson, text, "what you learned", 10000),
    RECORD_WORD(lesson, moved, "which way it moved", informational_moves),
    RECORD_DAY(lesson, on_day),
};
static const struct record_field named_fields[] = {
    RECORD_ID(named_skill, informational_id),
    RECORD_NEEDED(named_skill, skill, "the skill", 64),
    RECORD_TEXT(named_skill, note, "the note", 2000),
};
static const struct record_field suggestion_fields[] = {
    RECORD_ID(suggestion, informational_id),   RECORD_NEEDED(suggestion, name, "the name", 500),
    RECORD_TEXT(suggestion, why, "why", 2000), RECORD_ID(suggestion, contact_id),
    RECORD_ID(suggestion, introduction_id),
};

#define FIELDS(list) list, ARRAY_LEN(list)

const struct record_type informational_type = {"informational interview", sizeof(struct informational),
                                               FIELDS(informational_fields), RECORD_QUERIES(false, INFORMATIONAL)};
const struct record_type informational_step_type = {"step", sizeof(struct informational_step), FIELDS(step_fields),
                                                    RECORD_QUERIES(true, INFORMATIONAL_STEP)};
const struct record_type informational_question_type = {"question", sizeof(struct informational_question),
                                                        FIELDS(question_fields),
                                                        RECORD_QUERIES(true, INFORMATIONAL_QUESTION)};
const struct record_type lesson_type = {"lesson", sizeof(struct lesson), FIELDS(lesson_fields),
                                        RECORD_QUERIES(true, LESSON)};
const struct record_type named_skill_type = {"named skill", sizeof(struct named_skill), FIELDS(named_fields),
                                             RECORD_QUERIES(true, NAMED_SKILL)};
const struct record_type suggestion_type = {"suggestion", sizeof(struct suggestion), FIELDS(suggestion_fields),
                                            RECORD_QUERIES(true, SUGGESTION)};

enum informational_step_kind
informational_step_of(struct str kind)
{
	for (int i = 0; i < INFO__COUNT; i++)
		if (str_eq(kind, str_of(informational_steps[i])))
			return (enum informational_step_kind)i;
	return INFO__COUNT;
}

/* --- what it is ------------------------------------------------------------------------------------------------- */

static bool
head_check(const struct ctx *c, const struct informational *i, struct err *err)
{
	int k;

	if (i->name.n == 0 && i->wish.n == 0) {
		err_set(err, ERR_INVALID, "nothing says whom you would like to meet");
		return err_hint(err, "Give a name, or a wish such as \"somebody who is ML engineer in health\".");
	}
	return (i->role.n == 0 || map_role_get(c->map, i->role, &k, err)) &&
	       (i->industry.n == 0 || map_industry_get(c->map, i->industry, &k, err));
}

/* The contact of that name, when there is one and no other. */
static bool
contact_link(struct ctx *c, struct str name, int64_t *ret, struct err *err)
{
	struct err e = {0};

	if (name.n == 0 || *ret != 0 || contact_find_name(c, name, ret, &e))
		return true;
	*ret = 0;
	if (e.code == ERR_CONFLICT)
		return true;
	if (err != NULL)
		*err = e;
	return false;
}

static bool
questions_put(struct ctx *c, int64_t id, const struct str *questions, size_t n, struct err *err)
{
	for (size_t k = 0; k < n; k++) {
		struct informational_question q = {
		    .informational_id = id, .place = (int64_t)k + 1, .text = questions[k]};

		if (!record_put(c, &informational_question_type, &q, 0, err))
			return false;
	}
	return true;
}

bool
informational_add(struct ctx *c, struct informational *i, int32_t on_day, const struct str *questions,
                  size_t n_questions, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct informational_step s = {.kind = STR("wished"), .on_day = on_day};

	i->r.root_id = 0;
	if (!head_check(c, i, err) || !past_day_check(c, on_day, err) ||
	    !contact_link(c, i->name, &i->contact_id, err) || !db_tx_begin(c->db, &tx, err) ||
	    !record_put(c, &informational_type, i, 0, err))
		return false;
	s.informational_id = i->r.root_id;
	return record_put(c, &informational_step_type, &s, 0, err) &&
	       questions_put(c, i->r.root_id, questions, n_questions, err) && db_tx_commit(&tx, err);
}

bool
informational_save(struct ctx *c, struct informational *i, int64_t base, struct err *err)
{
	struct informational old;

	if (!head_check(c, i, err) || !record_get(c, &informational_type, i->r.root_id, &old, err))
		return false;
	if (!str_eq(old.name, i->name) && old.contact_id == i->contact_id)
		i->contact_id = 0;
	return contact_link(c, i->name, &i->contact_id, err) && record_save(c, &informational_type, i, base, err);
}

/* Oldest first, by the day it was, then by when it was said. */
static int
step_cmp(const void *a, const void *b)
{
	const struct informational_step *x = a, *y = b;

	if (x->on_day != y->on_day)
		return x->on_day < y->on_day ? -1 : 1;
	return x->r.root_id < y->r.root_id ? -1 : x->r.root_id > y->r.root_id;
}

static void
derive(struct informational *i, const struct informational_step *steps, size_t n)
{
	i->state = INFO_WISHED;
	i->since_day = i->done_day = DAY_NONE;
	for (size_t k = 0; k < n; k++) {
		const struct informational_step *s = &steps[k];

		if (s->informational_id != i->r.root_id)
			continue;
		i->state = informational_step_of(s->kind);
		i->since_day = (int32_t)s->on_day;
		if (i->state == INFO_DONE)
			i->done_day = (int32_t)s->on_day;
		if (i->state != INFO_SCHEDULED)
			continue;
		i->start_ms = s->start_ms;
		i->zone_min = s->zone_min;
		i->minutes = s->minutes;
		i->place = s->place;
	}
	if (i->since_day == DAY_NONE) /* every step was undone */
		i->since_day = day_of_ms(i->r.at_ms, (int)i->r.offset_min);
}

bool
informational_step_list(struct ctx *c, int64_t id, struct informational_step **ret, size_t *ret_n, struct err *err)
{
	if (!record_all(c, &informational_step_type, id, ret, ret_n, err))
		return false;
	if (*ret_n > 1)
		qsort(*ret, *ret_n, sizeof(**ret), step_cmp);
	return true;
}

bool
informational_get(struct ctx *c, int64_t id, struct informational *ret, struct err *err)
{
	struct informational_step *steps;
	size_t n;

	*ret = (struct informational){0};
	if (!record_get(c, &informational_type, id, ret, err) || !informational_step_list(c, id, &steps, &n, err))
		return false;
	derive(ret, steps, n);
	return true;
}

static bool
is_open(const struct informational *i)
{
	return i->state != INFO_THANKED && i->state != INFO_CANCELLED && i->state != INFO_NO_ANSWER;
}

static int
list_cmp(const void *a, const void *b)
{
	const struct informational *x = a, *y = b;

	if (is_open(x) != is_open(y))
		return is_open(x) ? -1 : 1;
	if (x->since_day != y->since_day)
		return x->since_day > y->since_day ? -1 : 1;
	return x->r.root_id > y->r.root_id ? -1 : 1;
}

bool
informational_list(struct ctx *c, struct informational **ret, size_t *ret_n, struct err *err)
{
	struct informational_step *steps;
	size_t n;

	if (!record_all(c, &informational_type, 0, ret, ret_n, err) || !informational_step_list(c, 0, &steps, &n, err))
		return false;
	for (size_t i = 0; i < *ret_n; i++)
		derive(&(*ret)[i], steps, n);
	if (*ret_n > 1)
		qsort(*ret, *ret_n, sizeof(**ret), list_cmp);
	return true;
}

/* --- steps ------------------------------------------------------------------------------------------------------ */

static bool
step_check(struct ctx *c, const struct informational_step *s, struct err *err)
{
	struct informational_step *steps;
	struct informational i;
	size_t n;
	char day[16];
	bool done = false;

	if (!word_check(informational_steps, s->kind, "the step", err) || !past_day_check(c, s->on_day, err) ||
	    !record_get(c, &informational_type, s->informational_id, &i, err) ||
	    !informational_step_list(c, s->informational_id, &steps, &n, err))
		return false;
	for (size_t k = 0; k < n; k++) {
		done = done || (str_eq(steps[k].kind, STR("done")) && steps[k].on_day <= s->on_day);
		if (!str_eq(steps[k].kind, STR("wished")) || s->on_day >= steps[k].on_day)
			continue;
		err_set(err, ERR_INVALID, "that day is before %s, when it was wished for",
		        day_format((int32_t)steps[k].on_day, day));
		return err_hint(err, "Undo that step and say it again with its own day, then this one.");
	}
	if (str_eq(s->kind, STR("thanked")) && !done) {
		err_set(err, ERR_INVALID, "there is no talk yet to thank for");
		return err_hint(err, "Say first that it is done, with the day it was.");
	}
	if (str_eq(s->kind, STR("scheduled")) && s->start_ms == 0)
		return err_set(err, ERR_INVALID, "an appointment needs a day and a time");
	return true;
}

bool
informational_step(struct ctx *c, struct informational_step *s, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct informational i;
	struct interaction met = {
	    .kind = INTERACTION_INTERVIEW, .direction = STR(""), .on_day = (int32_t)s->on_day, .note = s->note};

	s->r.root_id = 0;
	s->interaction_id = 0;
	if (!step_check(c, s, err) || !db_tx_begin(c->db, &tx, err) ||
	    !record_get(c, &informational_type, s->informational_id, &i, err))
		return false;
	if (str_eq(s->kind, STR("done")) && i.contact_id != 0) {
		met.contact_id = i.contact_id;
		if (!interaction_insert(c, &met, err))
			return false;
		s->interaction_id = met.id;
	}
	return record_put(c, &informational_step_type, s, 0, err) && db_tx_commit(&tx, err);
}

/* The one number the query gives for a version, 0 when there is none. */
static bool
linked_id(struct ctx *c, enum query q, int64_t id, int64_t *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, q, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	*ret = row ? db_col_i64(st, 0) : 0;
	return true;
}

bool
informational_step_undo(struct ctx *c, int64_t id, bool back, struct err *err)
{
	int64_t met;

	return linked_id(c, Q_INFORMATIONAL_STEP_OF, id, &met, err) &&
	       record_undo(c, &informational_step_type, id, back, err) &&
	       (met == 0 || interaction_undo(c, met, back, err));
}

/* --- questions -------------------------------------------------------------------------------------------------- */

static int
place_cmp(const void *a, const void *b)
{
	const struct informational_question *x = a, *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return x->r.root_id < y->r.root_id ? -1 : 1;
}

bool
informational_questions(struct ctx *c, int64_t id, struct informational_question **ret, size_t *ret_n, struct err *err)
{
	if (!record_all(c, &informational_question_type, id, ret, ret_n, err))
		return false;
	if (*ret_n > 1)
		qsort(*ret, *ret_n, sizeof(**ret), place_cmp);
	return true;
}

bool
informational_question_add(struct ctx *c, int64_t id, struct str text, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct informational_question *list, q = {.informational_id = id, .place = 1, .text = text};
	struct informational i;
	size_t n;

	if (!db_tx_begin(c->db, &tx, err) || !record_get(c, &informational_type, id, &i, err) ||
	    !informational_questions(c, id, &list, &n, err))
		return false;
	if (n >= INFORMATIONAL_QUESTIONS_MAX)
		return err_set(err, ERR_LIMIT, "%d questions are the most for one talk", INFORMATIONAL_QUESTIONS_MAX);
	if (n > 0)
		q.place = list[n - 1].place + 1;
	if (!record_put(c, &informational_question_type, &q, 0, err))
		return false;
	*ret_id = q.r.root_id;
	return db_tx_commit(&tx, err);
}

bool
informational_question_move(struct ctx *c, int64_t question_id, int by, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct informational_question *list, q;
	size_t n, at = 0;
	int64_t place;

	if (!db_tx_begin(c->db, &tx, err) || !record_get(c, &informational_question_type, question_id, &q, err) ||
	    !informational_questions(c, q.informational_id, &list, &n, err))
		return false;
	while (at < n && list[at].r.root_id != question_id)
		at++;
	if (at == n || (by < 0 ? at == 0 : at + 1 == n))
		return db_tx_commit(&tx, err);
	struct informational_question *other = &list[by < 0 ? at - 1 : at + 1], *mine = &list[at];

	place = mine->place;
	mine->place = other->place;
	other->place = place;
	return record_put(c, &informational_question_type, mine, mine->r.id, err) &&
	       record_put(c, &informational_question_type, other, other->r.id, err) && db_tx_commit(&tx, err);
}

const char *
informational_answer_field(char buf[static 32], int64_t question_id)
{
	snprintf(buf, 32, "q%lld", (long long)question_id);
	return buf;
}

/* --- what came of it -------------------------------------------------------------------------------------------- */

bool
lesson_add(struct ctx *c, struct lesson *l, struct err *err)
{
	struct informational i;

	l->r.root_id = 0;
	return past_day_check(c, l->on_day, err) && record_get(c, &informational_type, l->informational_id, &i, err) &&
	       record_save(c, &lesson_type, l, 0, err);
}

bool
named_skill_add(struct ctx *c, struct named_skill *s, struct err *err)
{
	struct informational i;
	int k;

	s->r.root_id = 0;
	return map_skill_get(c->map, s->skill, &k, err) &&
	       record_get(c, &informational_type, s->informational_id, &i, err) &&
	       record_save(c, &named_skill_type, s, 0, err);
}

bool
suggestion_add(struct ctx *c, struct suggestion *s, struct err *err)
{
	struct informational i;
	struct introduction could = {
	    .other = s->name, .kind = INTRODUCTION_COULD, .note = s->why, .on_day = ctx_today(c)};

	s->r.root_id = 0;
	s->introduction_id = 0;
	if (!record_check(&suggestion_type, s, err) ||
	    !record_get(c, &informational_type, s->informational_id, &i, err) ||
	    !contact_link(c, s->name, &s->contact_id, err))
		return false;
	could.contact_id = i.contact_id;
	could.other_id = s->contact_id;
	if (i.contact_id != 0 && i.contact_id != s->contact_id) {
		if (!introduction_add(c, &could, err))
			return false;
		s->introduction_id = could.id;
	}
	return record_save(c, &suggestion_type, s, 0, err);
}

bool
suggestion_undo(struct ctx *c, int64_t id, bool back, struct err *err)
{
	int64_t could;

	return linked_id(c, Q_SUGGESTION_OF, id, &could, err) && record_undo(c, &suggestion_type, id, back, err) &&
	       (could == 0 || introduction_undo(c, could, back, err));
}

/* Whether somebody was met who asked me, after the day. */
static bool
paid_after(const struct informational *list, size_t n, int32_t day)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].way, STR("theirs")) && list[i].done_day != DAY_NONE && list[i].done_day >= day)
			return true;
	return false;
}

bool
informational_due(struct ctx *c, int32_t until_day, struct informational_due **ret, size_t *ret_n, struct err *err)
{
	struct informational *list;
	VEC(struct informational_due) due = {0};
	size_t n;

	if (!informational_list(c, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct informational *k = &list[i];
		struct informational_due d = {k->r.root_id, NULL, DAY_NONE, informational_whom(k)};
		bool mine = str_eq(k->way, STR("mine"));

		if (k->state == INFO_DONE && mine) {
			d.what = "thank";
			d.day = k->done_day + THANK_DAYS;
		} else if (k->state == INFO_ASKED && mine) {
			d.what = "chase";
			d.day = k->since_day + CHASE_DAYS;
		} else if (k->state == INFO_SCHEDULED) {
			d.what = "prepare";
			d.day = day_of_ms(k->start_ms, (int)k->zone_min) - 1;
		} else if (k->state == INFO_THANKED && mine && !paid_after(list, n, k->since_day)) {
			d.what = "pay";
			d.day = k->since_day + PAY_DAYS;
		}
		if (d.what != NULL && d.day <= until_day)
			*VEC_PUSH(c->a, &due) = d;
	}
	*ret = due.p;
	*ret_n = due.n;
	return true;
}
