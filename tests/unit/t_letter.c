/*
 * Letters: fields found, filled and refused; templates read; letters kept with all their versions, and taken back.
 */
#include "life.h"

#include "domain/job/letter.h"

#define TODAY 20000

static struct letter_filled
filled(struct life *l, const char *text, const struct letter_value *values, size_t n)
{
	struct letter_filled f = {0};

	assert_ok(letter_fill(&l->a, str_of(text), values, n, &f, &l->err), l->err);
	return f;
}

static void
assert_text(struct str got, const char *wanted)
{
	if (!str_eq(got, str_of(wanted)))
		fail_msg("got '%.*s', wanted '%s'", STR_ARG(got), wanted);
}

static void
fields(void **state)
{
	struct life *l = *state;
	const struct letter_value values[] = {
	    {STR("company"), STR("A{B} {title}")}, {STR("title"), STR("")}, {STR("say why"), STR("because")}};
	struct letter_filled f = filled(l, "{company}: {title}, {title} {say why} {say how}.", values, 3);
	struct str s;

	assert_text(f.text, "A{{B} {{title}: {title}, {title} because {say how}.");
	assert_int_equal(f.n_open, 2);
	assert_text(f.open[0], "title");
	assert_text(f.open[1], "say how");
	/* What was filled in once is not filled again. */
	assert_text(filled(l, "A{{B} {{title}", values, 3).text, "A{{B} {{title}");
	assert_ok(letter_final(&l->a, STR("A{{B} {{title} {} { x"), &s, &l->err), l->err);
	assert_text(s, "A{B} {title} {} { x");
	assert_false(letter_final(&l->a, f.text, &s, &l->err));
	assert_int_equal(l->err.code, ERR_INVALID);
	assert_string_equal(l->err.text, "2 fields are not filled: {title}, {say how}");
}

static void
unknown_field(void **state)
{
	struct life *l = *state;
	struct letter_filled f;

	assert_false(letter_fill(&l->a, STR("Dear {contact},\n\nat {firm}"), NULL, 0, &f, &l->err));
	assert_string_equal(l->err.text, "line 3, column 4: there is no field {firm}");
	assert_false(letter_fill(&l->a, STR("{Company}"), NULL, 0, &f, &l->err));
	assert_false(letter_fill(&l->a, STR("{say}"), NULL, 0, &f, &l->err));
	assert_false(letter_fill(&l->a, STR("{company now}"), NULL, 0, &f, &l->err));
	assert_ok(letter_fill(&l->a, STR("{company\n}"), NULL, 0, &f, &l->err), l->err);
	assert_int_equal(f.n_open, 0);
}

static void
templates(void **state)
{
	struct life *l = *state;
	struct letter_template *list, t;
	int64_t id, gone;
	size_t n;

	assert_ok(letter_template_list(&l->c, &list, &n, &l->err), l->err);
	assert_true(n >= 10);
	assert_text(list[0].kind, "cover");
	assert_false(letter_template_get(&l->c, STR("nothing"), &t, &l->err));
	assert_int_equal(l->err.code, ERR_NOT_FOUND);
	assert_non_null(strstr(l->err.hint, "cover-letter"));
	assert_false(letter_template_save(&l->c, STR("Mine"), STR("title: x\n\ny"), -1, &id, &l->err));
	assert_false(letter_template_save(&l->c, STR("mine"), STR("x"), -1, &id, &l->err));
	assert_false(letter_template_save(&l->c, STR("mine"), STR("title: x\n\n{oops}"), -1, &id, &l->err));
	assert_non_null(strstr(l->err.text, "line 3, column 1"));
	assert_ok(letter_template_save(&l->c, STR("resign"), STR("title: I go\nkind: resign\n\nBye."), 0, &id, &l->err),
	          l->err);
	assert_false(letter_template_save(&l->c, STR("resign"), STR("title: x\n\ny"), 0, &gone, &l->err));
	assert_int_equal(l->err.code, ERR_CONFLICT);
	assert_ok(letter_template_get(&l->c, STR("resign"), &t, &l->err), l->err);
	assert_text(t.title, "I go");
	assert_true(t.own);
	assert_ok(letter_template_delete(&l->c, STR("resign"), &gone, &l->err), l->err);
	assert_ok(letter_template_get(&l->c, STR("resign"), &t, &l->err), l->err);
	assert_text(t.title, "Resigning");
	assert_ok(letter_undo(&l->c, gone, false, &l->err), l->err);
	assert_ok(letter_undo(&l->c, id, false, &l->err), l->err);
	assert_ok(letter_template_get(&l->c, STR("resign"), &t, &l->err), l->err);
	assert_false(t.own);
}

static void
letters(void **state)
{
	struct life *l = *state;
	const struct letter_value name = {STR("name"), STR("Ada")};
	const struct letter_new what = {.template = STR("follow-up"),
	                                .company = STR("Stone & Sons"),
	                                .title = STR("Engineer"),
	                                .contact = STR("Ms Hill"),
	                                .values = &name,
	                                .n_values = 1};
	const struct letter_value day = {STR("say the day"), STR("2 May")};
	struct letter one, *list;
	struct letter_version *versions;
	int64_t id, version, copy;
	size_t n;

	assert_ok(letter_new(&l->c, &what, &id, &l->err), l->err);
	assert_ok(letter_get(&l->c, id, &one, &l->err), l->err);
	assert_text(one.subject, "My application: Engineer");
	assert_true(str_starts(one.body, STR("Dear Ms Hill,")));
	assert_true(str_has(one.body, STR("\nAda")));
	assert_true(str_has(one.body, STR("On {say the day} I")));
	life_tick(l);
	assert_ok(letter_put(&l->c, id, one.version, &day, 1, &version, &l->err), l->err);
	assert_false(letter_save(&l->c, id, one.version, STR("x"), STR("y"), &copy, &l->err));
	assert_int_equal(l->err.code, ERR_CONFLICT);
	assert_ok(letter_get(&l->c, id, &one, &l->err), l->err);
	assert_true(str_has(one.body, STR("On 2 May I")));
	assert_int_equal(one.n_versions, 2);
	assert_ok(letter_undo(&l->c, version, false, &l->err), l->err);
	assert_ok(letter_versions(&l->c, id, &versions, &n, &l->err), l->err);
	assert_int_equal(n, 1);
	assert_false(letter_undo(&l->c, versions[0].id, false, &l->err));
	assert_int_equal(l->err.code, ERR_CONFLICT);
	assert_ok(letter_undo(&l->c, version, true, &l->err), l->err);
	life_tick(l);
	assert_ok(letter_copy(&l->c, id, &copy, &l->err), l->err);
	assert_ok(letter_list(&l->c, 0, &list, &n, &l->err), l->err);
	assert_int_equal(n, 2);
	assert_int_equal(list[0].id, copy);
	assert_ok(letter_undo(&l->c, copy, false, &l->err), l->err);
	assert_false(letter_get(&l->c, copy, &one, &l->err));
	assert_ok(letter_list(&l->c, 0, &list, &n, &l->err), l->err);
	assert_int_equal(n, 1);
}

static int
begin(void **state)
{
	static struct life l;

	life_begin(&l, TODAY);
	*state = &l;
	return 0;
}

static int
end(void **state)
{
	life_end(*state);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(fields, begin, end),
	    cmocka_unit_test_setup_teardown(unknown_field, begin, end),
	    cmocka_unit_test_setup_teardown(templates, begin, end),
	    cmocka_unit_test_setup_teardown(letters, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
