/*
 * Reading JSON Resume: what is refused, what is noted with its place, what a date is.
 */
#include "test.h"

#include "base/fs.h"
#include "format/jsonresume.h"

static void
refused(void **state)
{
	static const struct {
		const char *json;
		const char *why;
	} list[] = {
	    {"", "ends too early"},
	    {"[]", "this is a list"},
	    {"\"x\"", "not valid JSON"},
	    {"{}", "none of basics"},
	    {"{\"name\": \"x\"}", "none of basics"},
	    {"{\"basics\": \"x\"}", "basics: an object is wanted, this is text"},
	    {"{\"$schema\": \"s\", \"properties\": {\"basics\": {}}}", "JSON Schema"},
	    {"{\"title\": \"Engineer\", \"qualifications\": []}", "describes a job"},
	    {"{\"basics\": {}, }", "line 1, column"},
	    {"{\"basics\": {\"name\": 99999999999999999999999}}", "not valid JSON"},
	};
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(list); i++) {
		struct resume_notes notes = {0};
		struct err err = {0};
		json_t *doc;

		assert_false(jsonresume_read(&a, str_of(list[i].json), &doc, &notes, &err));
		if (strstr(err.text, list[i].why) == NULL)
			fail_msg("'%s' gave '%s'", list[i].json, err.text);
	}
}

static void
noted(void **state)
{
	static const struct {
		const char *where;
		const char *what;
	} want[] = {
	    {"basics.name", "is a number where text is wanted; kept as it is"},
	    {"basics.profiles", "is an object where a list is wanted; kept as it is"},
	    {"work[0].name", "is a list where text is wanted; kept as it is"},
	    {"work[0].startDate", "is a number where text is wanted; kept as it is"},
	    {"work[0].endDate", "'2021-13' is a date that does not exist; kept as text"},
	    {"work[0].highlights", "is text where a list is wanted; kept as it is"},
	    {"work[1].highlights[1]", "is a number where text is wanted; kept as it is"},
	    {"work[1].highlights[2]", "is nothing where text is wanted; kept as it is"},
	    {"work[2]", "is text where an object is wanted; kept as it is"},
	    {"skills[0].keywords", "is text where a list is wanted; kept as it is"},
	    {"skills[1].keywords[1]", "is a number where text is wanted; kept as it is"},
	    {"languages", "is an object where a list is wanted; kept as it is"},
	};
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	struct resume_notes notes = {0};
	struct err err = {0};
	struct str bytes;
	json_t *doc;

	(void)state;
	assert_ok(fs_read(&a, "tests/data/resume/json/types.json", 1 << 20, &bytes, &err), err);
	assert_ok(jsonresume_read(&a, bytes, &doc, &notes, &err), err);
	assert_int_equal(notes.v.n, ARRAY_LEN(want));
	for (size_t i = 0; i < ARRAY_LEN(want); i++) {
		assert_string_equal(notes.v.p[i].where.p, want[i].where);
		assert_string_equal(notes.v.p[i].what.p, want[i].what);
	}
}

/* Of too many only the first are told, all are counted. */
static void
many_notes(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	struct resume_notes notes = {0};
	struct err err = {0};
	json_t *list = json_array(), *doc;
	struct str bytes;

	(void)state;
	for (int i = 0; i < 500; i++)
		json_array_append_new(list, json_pack("{s:i}", "name", i));
	doc = json_pack("{s:o}", "work", list);
	bytes = jsonresume_write(&a, doc);
	json_decref(doc);
	assert_ok(jsonresume_read(&a, bytes, &doc, &notes, &err), err);
	assert_int_equal(notes.n, 500);
	assert_int_equal(notes.v.n, RESUME_NOTES_MAX);
}

static void
nul(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	struct resume_notes notes = {0};
	struct err err = {0};
	json_t *doc;

	(void)state;
	assert_ok(jsonresume_read(&a, STR("{\"basics\": {\"name\": \"a\\u0000b\"}}"), &doc, &notes, &err), err);
	assert_string_equal(json_string_value(json_object_get(json_object_get(doc, "basics"), "name")), "a\xef\xbf\xbd"
	                                                                                                "b");
	assert_int_equal(notes.n, 1);
}

static void
dates(void **state)
{
	static const struct {
		const char *text;
		bool ok;
	} list[] = {
	    {"2021", true},        {"2021-04", true},     {"2024-02-29", true}, {"2023-02-29", false},
	    {"2021-13", false},    {"2021-00", false},    {"2021-4", false},    {"21-04", false},
	    {"2021-04-31", false}, {"2021/04/30", false}, {"present", false},   {"2021-04-30T10:00", false},
	    {"", false},
	};
	const char *why;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(list); i++)
		if (resume_date_ok(str_of(list[i].text), &why) != list[i].ok)
			fail_msg("'%s'", list[i].text);
}

static void
limits(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)128 << 20);
	struct resume_notes notes = {0};
	struct err err = {0};
	char *big = arena_alloc(&a, RESUME_BYTES_MAX + 2);
	json_t *doc;

	(void)state;
	memset(big, ' ', RESUME_BYTES_MAX + 1);
	assert_false(jsonresume_read(&a, (struct str){big, RESUME_BYTES_MAX + 1}, &doc, &notes, &err));
	assert_int_equal(err.code, ERR_LIMIT);
	memset(big, '[', 200);
	assert_false(jsonresume_read(&a, (struct str){big, 200}, &doc, &notes, &err));
	assert_int_equal(err.code, ERR_LIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(refused), cmocka_unit_test(noted), cmocka_unit_test(many_notes),
	    cmocka_unit_test(nul),     cmocka_unit_test(dates), cmocka_unit_test(limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
