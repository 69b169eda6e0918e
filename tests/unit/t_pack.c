/* The lines of a content pack. */
#include "test.h"

#include "format/pack.h"

struct parsed {
	struct arena a;
	struct pack_entry *e;
	size_t n;
	struct err err;
};

static bool
parse(struct parsed *p, struct str text)
{
	arena_release(&p->a);
	*p = (struct parsed){.a = ARENA(64 << 20)};
	return pack_parse(&p->a, text, STR("x.txt"), &p->e, &p->n, &p->err);
}

static void
lines_become_entries(void **state)
{
	struct parsed p = {0};

	(void)state;
	assert_ok(parse(&p, STR("# comment\nid: ml.log\n\nname:  Logistic: regression \nwhat: one\n  two\n\n\tthree\r\n"
	                        "hard: a\nhard: b\nurl:\n  http://x/y\nempty:\nlast: end")),
	          p.err);
	assert_int_equal(p.n, 8);
	assert_str(p.e[0].key, "id");
	assert_str(p.e[0].value, "ml.log");
	assert_int_equal(p.e[0].line, 2);
	assert_str(p.e[1].value, "Logistic: regression");
	assert_str(p.e[2].value, "one two three");
	assert_int_equal(p.e[2].line, 5);
	assert_str(p.e[4].value, "b");
	assert_str(p.e[5].value, "http://x/y");
	assert_str(p.e[6].value, "");
	assert_str(p.e[7].value, "end");
	assert_int_equal(p.e[7].line, 14);
	assert_str(pack_get(p.e, p.n, "hard"), "a");
	assert_null(pack_get(p.e, p.n, "none").p);
	assert_ok(parse(&p, STR("")), p.err);
	assert_int_equal(p.n, 0);
	arena_release(&p.a);
}

static void
faults_name_file_and_line(void **state)
{
	static const struct {
		struct str text;
		const char *error;
	} bad[] = {
	    {STR_INIT("id: x\nno key here\n"), "x.txt:2: expected \"key: value\""},
	    {STR_INIT("id: x\n: value\n"), "x.txt:2: expected \"key: value\""},
	    {STR_INIT("Id: x\n"), "x.txt:1: expected \"key: value\""},
	    {STR_INIT("i d: x\n"), "x.txt:1: expected \"key: value\""},
	    {STR_INIT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: x\n"), "x.txt:1: expected \"key: value\""},
	    {STR_INIT("\n more\n"), "x.txt:2: nothing to continue"},
	    {STR_INIT("id: a\0b\n"), "x.txt:1: control character"},
	    {STR_INIT("id: a\n# \x1b[0m\n"), "x.txt:2: control character"},
	    {STR_INIT("id: \xff\n"), "x.txt: not UTF-8"},
	};
	struct parsed p = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_false(parse(&p, bad[i].text));
		assert_string_equal(p.err.text, bad[i].error);
		assert_int_equal(p.err.code, ERR_INVALID);
	}
	arena_release(&p.a);
}

static void
size_is_limited(void **state)
{
	struct parsed p = {0};
	char *text = malloc(PACK_TEXT_MAX + 1);

	(void)state;
	memset(text, '\n', PACK_TEXT_MAX + 1);
	assert_ok(parse(&p, (struct str){text, PACK_TEXT_MAX}), p.err);
	assert_false(parse(&p, (struct str){text, PACK_TEXT_MAX + 1}));
	assert_int_equal(p.err.code, ERR_LIMIT);
	for (size_t i = 0; i <= PACK_ENTRIES_MAX; i++)
		memcpy(text + 3 * i, "a:\n", 3);
	assert_ok(parse(&p, (struct str){text, (size_t)3 * PACK_ENTRIES_MAX}), p.err);
	assert_false(parse(&p, (struct str){text, (size_t)3 * PACK_ENTRIES_MAX + 3}));
	assert_int_equal(p.err.code, ERR_LIMIT);
	memset(text, 'x', PACK_TEXT_MAX); /* one value continued very often must not take memory by the square */
	memcpy(text, "a:\n", 3);
	for (size_t i = 3; i + 3 <= PACK_TEXT_MAX; i += 3)
		memcpy(text + i, " x\n", 3);
	assert_ok(parse(&p, (struct str){text, PACK_TEXT_MAX - 1}), p.err);
	assert_int_equal(p.n, 1);
	assert_int_equal(p.e[0].value.n, (PACK_TEXT_MAX - 4) / 3 * 2 - 1);
	free(text);
	arena_release(&p.a);
}

static void
lists_drop_empty_parts(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 16);
	struct str *list;
	size_t n;

	(void)state;
	pack_list(&a, STR(" a b ;; c;"), ';', &list, &n);
	assert_int_equal(n, 2);
	assert_str(list[0], "a b");
	assert_str(list[1], "c");
	pack_list(&a, STR("one"), ';', &list, &n);
	assert_int_equal(n, 1);
	pack_list(&a, STR(" ; "), ';', &list, &n);
	assert_int_equal(n, 0);
	pack_list(&a, STR_NONE, ';', &list, &n);
	assert_int_equal(n, 0);
}

static void
blocks_are_split(void **state)
{
	struct str rest = STR("a: 1\n---\nb: 2\n---\r\n---\nc: ---\n"), block;

	(void)state;
	assert_true(pack_block(&rest, &block));
	assert_str(block, "a: 1\n");
	assert_true(pack_block(&rest, &block));
	assert_str(block, "b: 2\n");
	assert_true(pack_block(&rest, &block));
	assert_str(block, "");
	assert_true(pack_block(&rest, &block));
	assert_str(block, "c: ---\n");
	assert_false(pack_block(&rest, &block));
	rest = STR_NONE;
	assert_false(pack_block(&rest, &block));
	rest = STR("x");
	assert_true(pack_block(&rest, &block));
	assert_str(block, "x");
	assert_false(pack_block(&rest, &block));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_become_entries), cmocka_unit_test(faults_name_file_and_line),
	    cmocka_unit_test(size_is_limited),      cmocka_unit_test(lists_drop_empty_parts),
	    cmocka_unit_test(blocks_are_split),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
