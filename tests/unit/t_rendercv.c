/*
 * RenderCV's YAML: what is read, what comes back, what any text survives.
 */
#include "test.h"

#include "base/fs.h"
#include "base/strbuf.h"
#include "format/rendercv.h"
#include "format/ydoc.h"

static struct str
load(struct arena *a, const char *path)
{
	struct err err = {0};
	struct str bytes;

	assert_ok(fs_read(a, path, 1 << 24, &bytes, &err), err);
	return bytes;
}

static json_t *
tree(struct arena *a, struct str yaml)
{
	struct err err = {0};
	json_t *texts, *typed;

	assert_ok(ydoc_read(a, yaml, YDOC_TEXTS, &texts, &err), err);
	assert_ok(ydoc_read(a, yaml, YDOC_TYPED, &typed, &err), err);
	/* What is not the person's keeps its types. */
	json_object_set(typed, "cv", json_object_get(texts, "cv"));
	return typed;
}

/* YAML in, JSON Resume, YAML out: the same tree. False with a message when it is not a résumé. */
static bool
there_and_back(struct arena *a, const char *name, struct str bytes)
{
	struct resume_notes notes = {0};
	struct err err = {0};
	json_t *doc, *again, *was, *now;
	struct str yaml;

	if (!rendercv_read(a, bytes, &doc, &notes, &err)) {
		assert_true(err.text[0] != '\0');
		print_message("# %s: %s\n", name, err.text);
		return false;
	}
	yaml = rendercv_write(a, doc);
	was = tree(a, bytes);
	now = tree(a, yaml);
	if (!json_equal(was, now))
		fail_msg("%s: came back as\n%.*s", name, STR_ARG(yaml));
	notes = (struct resume_notes){0};
	assert_ok(rendercv_read(a, yaml, &again, &notes, &err), err);
	assert_true(json_equal(doc, again));
	return true;
}

static void
each_file(const char *dir, size_t *ret_n)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)1 << 30);
	struct err err = {0};
	char **names;
	size_t n;

	*ret_n = 0;
	assert_ok(fs_list(&a, dir, &names, &n, &err), err);
	for (size_t i = 0; i < n; i++)
		if (str_ends(str_of(names[i]), STR(".yaml")))
			*ret_n += there_and_back(&a, names[i], load(&a, fs_join(&a, dir, names[i])));
}

static void
own_files(void **state)
{
	size_t n;

	(void)state;
	each_file("tests/data/resume/yaml", &n);
	assert_true(n >= 2);
}

static void
real_files(void **state)
{
	size_t n;

	(void)state;
	if (!fs_is_dir("../shared/data/resumes/rendercv")) {
		print_message("# the real files are not here\n");
		return;
	}
	each_file("../shared/data/resumes/rendercv", &n);
	assert_true(n >= 9);
	print_message("# %zu real files came back equal\n", n);
}

/* The document that a file becomes, as it is meant. */
static void
mapping(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	struct resume_notes notes = {0};
	struct err err = {0};
	json_t *doc, *want;

	(void)state;
	assert_ok(rendercv_read(&a, load(&a, "tests/data/resume/yaml/all.yaml"), &doc, &notes, &err), err);
	assert_ok(jdoc_read(&a, load(&a, "tests/data/resume/yaml/all.json"), &want, &err), err);
	if (!json_equal(doc, want))
		fail_msg("became %.*s", STR_ARG(jsonresume_write(&a, doc)));
}

/* JSON Resume out to YAML: what RenderCV asks for is there, and reading it again gives what was written. */
static void
from_json(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	struct resume_notes notes = {0};
	struct err err = {0};
	json_t *doc, *back;
	struct str yaml;

	(void)state;
	assert_ok(jsonresume_read(&a, load(&a, "tests/data/resume/json/plain.json"), &doc, &notes, &err), err);
	yaml = rendercv_write(&a, doc);
	if (!str_eq(yaml, load(&a, "tests/data/resume/yaml/plain.out")))
		fail_msg("written as\n%.*s", STR_ARG(yaml));
	assert_ok(rendercv_read(&a, yaml, &back, &notes, &err), err);
	assert_true(json_equal(json_object_get(doc, "work"), json_object_get(back, "work")));
	assert_true(json_equal(json_object_get(doc, "education"), json_object_get(back, "education")));
	assert_true(json_equal(json_object_get(doc, "projects"), json_object_get(back, "projects")));
}

/* Any text is the same text again, whatever YAML would take it for. */
static void
texts(void **state)
{
	static const char *const list[] = {
	    "",
	    " ",
	    "a: b",
	    "a #b",
	    "- a",
	    "? a",
	    "yes",
	    "No",
	    "null",
	    "~",
	    "1.0",
	    "0x1F",
	    "2021",
	    "2021-04",
	    "0123",
	    "1e3",
	    "line\nbreak\n",
	    "\ttab ",
	    "'single'",
	    "\"double\"",
	    "back\\slash",
	    "{a}",
	    "[b]",
	    "a, b",
	    "*x*",
	    "&x",
	    "!x",
	    "%x",
	    "@x",
	    "`x`",
	    "|",
	    ">",
	    "a:",
	    ":",
	    "#",
	    "\xc3\xa9t\xc3\xa9",
	    "\xe4\xb8\xad\xe6\x96\x87",
	    "\xf0\x9f\x98\x80",
	    "\xc2\x85",
	    "\xe2\x80\xa8",
	    "\xef\xbb\xbf",
	    "\x7f",
	    "\x1b[0m",
	    "a\r\nb",
	    "---",
	    "...",
	    "=",
	    "<<",
	    "12:30:45",
	    "2021-04-30T10:00:00Z",
	    "http://x.org/?a=b#c",
	    "\xc2\xa0",
	    "trailing ",
	    "y",
	    "ON",
	};
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(list); i++) {
		CLEANUP(strbuf_release) struct strbuf out = STRBUF(10000);
		json_t *o = json_pack("{s:s,s:[s,[s],{s:s}]}", "k", list[i], "l", list[i], list[i], "m", list[i]),
		       *back;

		if (list[i][0] != '\0')
			json_object_set_new(o, list[i], json_string("as a key"));
		ydoc_write(&out, o);
		assert_ok(ydoc_read(&a, strbuf_str(&out), YDOC_TEXTS, &back, &err), err);
		if (!json_equal(o, back))
			fail_msg("'%s' was written as\n%s", list[i], out.p);
		json_decref(o);
	}
}

static void
refused(void **state)
{
	static const struct {
		const char *yaml;
		const char *why;
	} list[] = {
	    {"", "empty"},
	    {"cv: [", "line 2"},
	    {"cv: text\n", "no 'cv'"},
	    {"expected_errors: []\n", "no 'cv'"},
	    {"cv:\n  name: a\n  name: b\n", "line 3, column 3"},
	    {"a: &x [1]\nb: *x\n", "alias of a list"},
	    {"b: *x\n", "alias of nothing"},
	    {"a: 1\n---\nb: 2\n", "second document"},
	    {"? [a]\n: b\n", "a key is a text"},
	    {"cv:\n\tname: x\n", "line 2"},
	};
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	CLEANUP(strbuf_release) struct strbuf deep = STRBUF(1 << 20);
	struct resume_notes notes = {0};
	json_t *doc;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(list); i++) {
		struct err err = {0};

		assert_false(rendercv_read(&a, str_of(list[i].yaml), &doc, &notes, &err));
		if (strstr(err.text, list[i].why) == NULL)
			fail_msg("'%s' gave '%s'", list[i].yaml, err.text);
	}
	for (int i = 0; i < 60; i++)
		strbuf_byte(&deep, '[');
	{
		struct err err = {0};

		assert_false(ydoc_read(&a, strbuf_str(&deep), YDOC_TEXTS, &doc, &err));
		assert_int_equal(err.code, ERR_LIMIT);
	}
	/* A long text that is named again and again: a small file, gigabytes of texts. */
	strbuf_clear(&deep);
	strbuf_addz(&deep, "a: &a ");
	for (int i = 0; i < 100000; i++)
		strbuf_byte(&deep, 'x');
	strbuf_addz(&deep, "\nb:\n");
	for (int i = 0; i < 1000; i++)
		strbuf_addz(&deep, "- *a\n");
	{
		struct err err = {0};

		assert_true(!deep.full);
		assert_false(ydoc_read(&a, strbuf_str(&deep), YDOC_TEXTS, &doc, &err));
		assert_int_equal(err.code, ERR_LIMIT);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(own_files), cmocka_unit_test(real_files), cmocka_unit_test(mapping),
	    cmocka_unit_test(from_json), cmocka_unit_test(texts),      cmocka_unit_test(refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
