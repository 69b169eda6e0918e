/*
 * Stories: what they cover, what they lack, and the numbers nothing stands behind.
 */
#include "life.h"

#include "domain/job/story.h"

#define DAY 20000

static void
bare_is(const char *outcome, const char *wanted)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	struct story s = {.outcome = str_of(outcome)};
	struct str *list;
	size_t n;
	char got[200] = "";

	story_bare_numbers(&a, &s, &list, &n);
	for (size_t i = 0; i < n; i++)
		snprintf(got + strlen(got), sizeof(got) - strlen(got), "%.*s ", STR_ARG(list[i]));
	assert_string_equal(got, wanted);
}

static void
numbers(void **state)
{
	(void)state;
	bare_is("", "");
	bare_is("It went well.", "");
	bare_is("Use rose to 80%, churn fell 3.1 points.", "80% 3.1 ");
	bare_is("1,200 users and $2m saved, 3x as fast", "1,200 2m 3x ");
	bare_is("In 2024 and 1999 we used GPT-4 and F1.", "");
	bare_is("2024 of them, 20245 and 5.", "20245 5 ");
	bare_is("7", "7 ");
	bare_is("Spring 2023: 40 of 50.", "40 50 ");

	/* Evidence, a bullet or an address stands behind it. */
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	struct story s = {.outcome = STR("80%"), .evidence_id = 3};
	struct str *list;
	size_t n;

	story_bare_numbers(&a, &s, &list, &n);
	assert_int_equal(n, 0);
	s.evidence_id = 0;
	s.url = STR("https://example.org");
	story_bare_numbers(&a, &s, &list, &n);
	assert_int_equal(n, 0);
	s.url = STR("");
	s.bullet_id = 4;
	story_bare_numbers(&a, &s, &list, &n);
	assert_int_equal(n, 0);
}

static void
cover(void **state)
{
	struct life l;
	struct story s = {.title = STR("The churn model"), .themes = STR("impact; conflict")}, other, *list;
	struct theme_cover *c;
	int64_t first, undo;
	size_t n, n_list, covered = 0;

	(void)state;
	life_begin(&l, DAY);
	assert_ok(story_cover(&l.c, &c, &n, &l.err), l.err);
	assert_true(n >= 10);
	for (size_t i = 0; i < n; i++)
		assert_true(c[i].n_stories == 0 && c[i].n_questions > 0); /* every theme is asked for */
	assert_ok(story_save(&l.c, &s, 0, &l.err), l.err);
	assert_string_equal(story_missing(&s), "situation");
	first = s.r.id;
	other = s;
	s.situation = s.task = s.action = s.outcome = STR("x");
	s.themes = STR("impact");
	assert_ok(story_save(&l.c, &s, first, &l.err), l.err);
	assert_null(story_missing(&s));
	assert_fails(story_save(&l.c, &other, first, &l.err), l.err, ERR_CONFLICT);
	assert_ok(story_cover(&l.c, &c, &n, &l.err), l.err);
	for (size_t i = 0; i < n; i++)
		covered += c[i].n_stories;
	assert_int_equal(covered, 1);
	assert_ok(record_undo(&l.c, &story_type, s.r.id, false, &l.err), l.err);
	assert_ok(story_list(&l.c, &list, &n_list, &l.err), l.err);
	assert_int_equal(n_list, 1);
	assert_true(story_has_theme(&list[0], STR("conflict")));
	assert_false(story_has_theme(&list[0], STR("conf")));
	assert_ok(record_remove(&l.c, &story_type, s.r.root_id, &undo, &l.err), l.err);
	assert_ok(story_list(&l.c, &list, &n_list, &l.err), l.err);
	assert_int_equal(n_list, 0);
	assert_ok(record_undo(&l.c, &story_type, undo, false, &l.err), l.err);
	assert_ok(story_list(&l.c, &list, &n_list, &l.err), l.err);
	assert_int_equal(n_list, 1);

	other = (struct story){.title = STR("")};
	assert_fails(story_save(&l.c, &other, 0, &l.err), l.err, ERR_INVALID);
	other = (struct story){.title = STR("x"), .themes = STR("love")};
	assert_fails(story_save(&l.c, &other, 0, &l.err), l.err, ERR_INVALID);
	other = (struct story){.title = STR("x"), .evidence_id = 17};
	assert_fails(story_save(&l.c, &other, 0, &l.err), l.err, ERR_NOT_FOUND);
	other = (struct story){.title = STR("x"), .evidence_id = life_show(&l, "sw.py", 2, EVIDENCE_PROJECT, DAY)};
	assert_ok(story_save(&l.c, &other, 0, &l.err), l.err);
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers),
	    cmocka_unit_test(cover),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
