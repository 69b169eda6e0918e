/*
 * Informational interviews in a database: from wish to thanks, back-dated, undone, in two windows.
 */
#include "life.h"

#include "domain/job/question.h"
#include "domain/person/informational.h"

#define DAY 20000

static int64_t
wish(struct life *l, const char *way, const char *name, int32_t day)
{
	struct informational i = {.way = str_of(way),
	                          .name = str_of(name),
	                          .wish = STR("somebody who is ML engineer in health"),
	                          .tests = STR("Do hospitals let small teams ship models?"),
	                          .role = STR("ml-engineer"),
	                          .industry = STR("health")};
	struct str *questions;
	size_t n;

	life_tick(l);
	assert_ok(question_framework(&l->c, &questions, &n, &l->err), l->err);
	assert_int_equal(n, 6);
	assert_ok(informational_add(&l->c, &i, day, questions, n, &l->err), l->err);
	return i.r.root_id;
}

static bool
step(struct life *l, int64_t id, const char *kind, int32_t day, int64_t *ret_id)
{
	struct informational_step s = {.informational_id = id, .kind = str_of(kind), .on_day = day};

	life_tick(l);
	if (strcmp(kind, "scheduled") == 0) {
		s.start_ms = (day + 3) * MS_PER_DAY + 10 * 3600000;
		s.minutes = 30;
		s.place = STR("Cafe by the river");
	}
	if (!informational_step(&l->c, &s, &l->err))
		return false;
	if (ret_id != NULL)
		*ret_id = s.r.id;
	return true;
}

static struct informational
get(struct life *l, int64_t id)
{
	struct informational i;

	assert_ok(informational_get(&l->c, id, &i, &l->err), l->err);
	return i;
}

static const char *
due(struct life *l, int32_t until)
{
	static char text[200];
	struct informational_due *list;
	size_t n;

	assert_ok(informational_due(&l->c, until, &list, &n, &l->err), l->err);
	text[0] = '\0';
	for (size_t i = 0; i < n; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s@%d ", list[i].what, list[i].day - DAY);
	return text;
}

static void
wish_to_thanks(void **state)
{
	struct life l;
	int64_t id, done;

	(void)state;
	life_begin(&l, DAY);
	id = wish(&l, "mine", "Ada", DAY);
	assert_int_equal(get(&l, id).state, INFO_WISHED);
	assert_string_equal(due(&l, DAY + 400), "");
	assert_ok(step(&l, id, "asked", DAY, NULL), l.err);
	assert_string_equal(due(&l, DAY + 6), "");
	assert_string_equal(due(&l, DAY + 7), "chase@7 ");
	assert_ok(step(&l, id, "agreed", DAY, NULL), l.err);
	assert_ok(step(&l, id, "scheduled", DAY, NULL), l.err);
	assert_true(str_eq(get(&l, id).place, STR("Cafe by the river")));
	assert_int_equal(get(&l, id).minutes, 30);
	assert_string_equal(due(&l, DAY + 400), "prepare@2 ");
	life_on(&l, DAY + 3);
	assert_fails(step(&l, id, "thanked", DAY + 3, NULL), l.err, ERR_INVALID);
	assert_ok(step(&l, id, "done", DAY + 3, &done), l.err);
	assert_int_equal(get(&l, id).done_day, DAY + 3);
	assert_string_equal(due(&l, DAY + 3), "");
	assert_string_equal(due(&l, DAY + 4), "thank@4 ");
	life_on(&l, DAY + 4);
	assert_ok(step(&l, id, "thanked", DAY + 4, NULL), l.err);
	assert_int_equal(get(&l, id).state, INFO_THANKED);
	assert_string_equal(due(&l, DAY + 93), "");
	assert_string_equal(due(&l, DAY + 94), "pay@94 ");
	/* Somebody asks me: it is paid. */
	life_on(&l, DAY + 50);
	id = wish(&l, "theirs", "Ben", DAY + 40);
	assert_ok(step(&l, id, "done", DAY + 45, NULL), l.err);
	assert_string_equal(due(&l, DAY + 400), "");
	life_end(&l);
}

static void
days_and_undo(void **state)
{
	struct life l;
	struct informational_step *steps;
	struct informational *list;
	int64_t id, asked, agreed;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	id = wish(&l, "mine", "Ada", DAY - 10);
	assert_fails(step(&l, id, "asked", DAY + 1, NULL), l.err, ERR_INVALID);
	assert_fails(step(&l, id, "asked", DAY - 11, NULL), l.err, ERR_INVALID);
	assert_fails(step(&l, id, "married", DAY, NULL), l.err, ERR_INVALID);
	assert_fails(step(&l, 17, "asked", DAY, NULL), l.err, ERR_NOT_FOUND);
	assert_ok(step(&l, id, "agreed", DAY - 2, &agreed), l.err);
	/* Said later, but earlier by day: the newest by day counts. */
	assert_ok(step(&l, id, "asked", DAY - 5, &asked), l.err);
	assert_int_equal(get(&l, id).state, INFO_AGREED);
	assert_int_equal(get(&l, id).since_day, DAY - 2);
	assert_ok(record_undo(&l.c, &informational_step_type, agreed, false, &l.err), l.err);
	assert_int_equal(get(&l, id).state, INFO_ASKED);
	assert_ok(record_undo(&l.c, &informational_step_type, agreed, true, &l.err), l.err);
	assert_fails(record_undo(&l.c, &informational_step_type, agreed, true, &l.err), l.err, ERR_NOT_FOUND);
	assert_ok(informational_step_list(&l.c, id, &steps, &n, &l.err), l.err);
	assert_int_equal(n, 3);
	assert_int_equal(steps[1].r.id, asked);
	assert_ok(record_undo(&l.c, &informational_type, id, false, &l.err), l.err);
	assert_ok(informational_list(&l.c, &list, &n, &l.err), l.err);
	assert_int_equal(n, 0);
	assert_ok(record_undo(&l.c, &informational_type, id, true, &l.err), l.err);
	assert_ok(informational_list(&l.c, &list, &n, &l.err), l.err);
	assert_int_equal(n, 1);
	life_end(&l);
}

static void
two_windows(void **state)
{
	struct life l;
	struct informational one, other;
	struct memo a, b, *list;
	int64_t id, first;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	id = wish(&l, "mine", "Ada", DAY);
	one = other = get(&l, id);
	first = one.r.id;
	one.name = STR("Ada L.");
	assert_ok(informational_save(&l.c, &one, first, &l.err), l.err);
	other.name = STR("Ada Lovelace");
	assert_fails(informational_save(&l.c, &other, first, &l.err), l.err, ERR_CONFLICT);
	assert_true(str_eq(get(&l, id).name, STR("Ada L.")));
	assert_ok(record_undo(&l.c, &informational_type, one.r.id, false, &l.err), l.err);
	assert_true(str_eq(get(&l, id).name, STR("Ada")));
	one.name = one.wish = STR("");
	assert_fails(informational_save(&l.c, &one, 0, &l.err), l.err, ERR_INVALID);

	/* Notes: a sitting is one version, another window is refused. */
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	a = b = (struct memo){.field = STR("notes"), .text = STR("he")};
	assert_ok(db_tx_begin(l.c.db, &tx, &l.err), l.err);
	assert_ok(memo_put(&l.c, INFORMATIONAL, id, &a, &l.err), l.err);
	a.text = STR("hello");
	assert_ok(memo_put(&l.c, INFORMATIONAL, id, &a, &l.err), l.err);
	assert_int_equal(a.rev, 2);
	b.text = STR("other");
	assert_fails(memo_put(&l.c, INFORMATIONAL, id, &b, &l.err), l.err, ERR_CONFLICT);
	b.text = STR("hello"); /* the same words are no conflict */
	assert_ok(memo_put(&l.c, INFORMATIONAL, id, &b, &l.err), l.err);
	first = a.id;
	l.c.clock.fixed_ms += MEMO_SITTING_MS + 1;
	a.text = STR("hello again");
	assert_ok(memo_put(&l.c, INFORMATIONAL, id, &a, &l.err), l.err);
	assert_true(a.id != first);
	assert_ok(db_tx_commit(&tx, &l.err), l.err);
	assert_ok(memo_undo(&l.c, a.id, false, &l.err), l.err);
	assert_ok(memo_all(&l.c, INFORMATIONAL, id, &list, &n, &l.err), l.err);
	assert_int_equal(n, 1);
	assert_true(str_eq(list[0].text, STR("hello")));
	life_end(&l);
}

static void
questions(void **state)
{
	struct life l;
	struct informational_question *q;
	struct lesson lesson = {.text = STR("They hire by referral"), .moved = STR("against"), .on_day = DAY};
	struct named_skill skill = {.skill = STR("sw.py")};
	int64_t id, own, undo;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	id = wish(&l, "mine", "Ada", DAY);
	assert_ok(informational_question_add(&l.c, id, STR("Who else?"), &own, &l.err), l.err);
	assert_ok(informational_question_move(&l.c, own, -1, &l.err), l.err);
	assert_ok(informational_questions(&l.c, id, &q, &n, &l.err), l.err);
	assert_int_equal(n, 7);
	assert_int_equal(q[5].r.root_id, own);
	assert_ok(informational_question_move(&l.c, q[0].r.root_id, -1, &l.err), l.err);
	assert_ok(record_remove(&l.c, &informational_question_type, own, &undo, &l.err), l.err);
	assert_ok(informational_questions(&l.c, id, &q, &n, &l.err), l.err);
	assert_int_equal(n, 6);
	assert_fails(informational_question_move(&l.c, own, 1, &l.err), l.err, ERR_NOT_FOUND);
	assert_ok(record_undo(&l.c, &informational_question_type, undo, false, &l.err), l.err);
	assert_ok(informational_questions(&l.c, id, &q, &n, &l.err), l.err);
	assert_int_equal(n, 7);
	for (; n < INFORMATIONAL_QUESTIONS_MAX; n++)
		assert_ok(informational_question_add(&l.c, id, STR("More?"), &own, &l.err), l.err);
	assert_fails(informational_question_add(&l.c, id, STR("More?"), &own, &l.err), l.err, ERR_LIMIT);

	lesson.informational_id = skill.informational_id = id;
	assert_ok(lesson_add(&l.c, &lesson, &l.err), l.err);
	lesson.moved = STR("sideways");
	assert_fails(lesson_add(&l.c, &lesson, &l.err), l.err, ERR_INVALID);
	assert_ok(named_skill_add(&l.c, &skill, &l.err), l.err);
	skill.skill = STR("sw.pyt");
	assert_fails(named_skill_add(&l.c, &skill, &l.err), l.err, ERR_NOT_FOUND);
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(wish_to_thanks),
	    cmocka_unit_test(days_and_undo),
	    cmocka_unit_test(two_windows),
	    cmocka_unit_test(questions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
