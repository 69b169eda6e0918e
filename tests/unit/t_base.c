/* arena, str, strbuf, err, vec, id, rng, embed; text, numbers and dates are in t_text.c. */
#include "test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/content.h"
#include "base/id.h"
#include "base/strbuf.h"
#include "base/vec.h"

/* -- arena -- */

static void
arena_memory_is_zero_and_aligned(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);

	(void)state;
	for (size_t n = 0; n < 3000; n = n * 2 + 1) {
		unsigned char *p = arena_alloc(&a, n);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, n);
	}
}

static void
arena_marks_nest_and_give_memory_back(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	struct arena_mark empty = arena_mark(&a), mark;
	struct str kept = arena_str(&a, STR("kept"));
	size_t used;
	unsigned char *p;

	(void)state;
	mark = arena_mark(&a);
	used = a.used;
	for (int turn = 0; turn < 1000; turn++) { /* a thousand times 100 kB in 1 MB: only if it is given back */
		p = arena_alloc(&a, 100000);
		assert_int_equal(p[0] | p[99999], 0);
		memset(p, 0xee, 100000);
		arena_rewind(&a, mark);
	}
	assert_int_equal(a.used, used);
	assert_str(kept, "kept");
	arena_rewind(&a, empty);
	assert_int_equal(a.used, 0);
	assert_int_equal(*(unsigned char *)arena_alloc(&a, 1), 0);
}

/* Runs fn in a child and returns its wait status. */
static int
child_status(void (*fn)(void))
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		close(STDERR_FILENO);
		signal(SIGABRT, SIG_DFL);
		fn();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void
alloc_past_the_limit(void)
{
	struct arena a = ARENA(1 << 16);

	for (int i = 0; i < 100; i++)
		memset(arena_alloc(&a, 1000), 1, 1000);
}

static void
alloc_to_the_limit(void)
{
	struct arena a = ARENA(1 << 16);

	for (int i = 0; i < 60; i++)
		memset(arena_alloc(&a, 1000), 1, 1000);
}

static void
alloc_huge(void)
{
	struct arena a = ARENA(1 << 16);
	void *p = arena_alloc(&a, SIZE_MAX - 3);

	(void)p;
}

static void
alloc_product_wraps(void)
{
	struct arena a = ARENA(1 << 16);
	void *p = arena_array(&a, SIZE_MAX / 2 + 2, 2);

	(void)p;
}

static void
arena_limit_aborts(void **state)
{
	int status;

	(void)state;
	assert_int_equal(child_status(alloc_to_the_limit), 0);
	status = child_status(alloc_past_the_limit);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	status = child_status(alloc_huge);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	status = child_status(alloc_product_wraps);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

struct order {
	char seen[8];
	size_t n;
};

struct order_item {
	struct order *o;
	char c;
};

static void
order_add(void *p)
{
	struct order_item *item = p;

	item->o->seen[item->o->n++] = item->c;
}

static void
arena_defers_run_last_first(void **state)
{
	struct order o = {0};
	struct order_item items[] = {{&o, 'a'}, {&o, 'b'}, {&o, 'c'}};
	struct arena a = ARENA(1 << 16);
	struct arena_mark m = arena_mark(&a);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(items); i++)
		arena_defer(&a, order_add, &items[i]);
	arena_rewind(&a, m);
	assert_int_equal(o.n, 0);
	arena_release(&a);
	assert_string_equal(o.seen, "cba");
	arena_release(&a);
	assert_int_equal(o.n, 3);
}

static void
arena_text_ends_with_nul(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 16);
	struct str s = arena_str(&a, str_sub(STR("abcdef"), 1, 3));

	(void)state;
	assert_string_equal(s.p, "bcd");
	assert_string_equal(arena_cstr(&a, STR_NONE), "");
	assert_string_equal(arena_str(&a, STR_NONE).p, "");
	assert_str(arena_printf(&a, "%s-%d", "x", 7), "x-7");
}

static void
vec_grows_and_keeps(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	VEC(int) v = {0};

	(void)state;
	for (int i = 0; i < 10000; i++)
		*VEC_PUSH(&a, &v) += i; /* new elements are zero */
	assert_int_equal(v.n, 10000);
	for (int i = 0; i < 10000; i++)
		assert_int_equal(v.p[i], i);
}

/* -- str -- */

static void
str_compares(void **state)
{
	(void)state;
	assert_true(str_eq(STR_NONE, STR("")));
	assert_true(str_eq(str_of(NULL), STR_NONE));
	assert_true(str_eq_ci(STR("AbC"), STR("aBc")));
	assert_false(str_eq_ci(STR("abc"), STR("abcd")));
	assert_false(str_eq_ci(STR("\xc3\x84"), STR("\xc3\xa4"))); /* ASCII only */
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("b"), STR("ab")) > 0);
	assert_true(str_cmp(STR("\xff"), STR("a")) > 0);
	assert_int_equal(str_cmp(STR_NONE, STR("")), 0);
	assert_true(str_starts(STR("abc"), STR("")) && str_starts(STR("abc"), STR("abc")));
	assert_false(str_starts(STR("ab"), STR("abc")));
	assert_true(str_ends(STR("abc"), STR("bc")) && str_ends(STR("abc"), STR("")));
	assert_false(str_ends(STR("c"), STR("bc")));
	assert_true(str_starts_ci(STR("HTTP://"), STR("http")));
}

static void
str_finds(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("abcabc"), STR("ca")), 2);
	assert_int_equal(str_find(STR("abc"), STR("x")), 3);
	assert_int_equal(str_find(STR("abc"), STR("")), 0);
	assert_int_equal(str_find(STR("ab"), STR("abc")), 2);
	assert_int_equal(str_find_ci(STR("xxABC"), STR("abc")), 2);
	assert_int_equal(str_find_ci(STR("xxAB"), STR("abc")), 4);
	assert_true(str_has(STR("abc"), STR("")) && str_has(STR_NONE, STR("")));
	assert_false(str_has(STR_NONE, STR("a")) || str_has_ci(STR("b"), STR("a")));
	assert_int_equal(str_find_byte(STR("a\0b"), '\0'), 1);
	assert_int_equal(str_find_byte(STR_NONE, 'a'), 0);
}

static void
str_cuts(void **state)
{
	struct str rest = STR("a;;b"), part;

	(void)state;
	assert_str(str_trim(STR(" \t\r\n\v\f a b \n")), "a b");
	assert_str(str_trim(STR("   ")), "");
	assert_str(str_sub(STR("abc"), 1, 1), "b");
	assert_str(str_sub(STR("abc"), 1, SIZE_MAX), "bc");
	assert_str(str_sub(STR("abc"), 9, 1), "");
	assert_int_equal(str_sub(STR_NONE, 0, 5).n, 0);
	assert_true(str_split(&rest, ';', &part));
	assert_str(part, "a");
	assert_true(str_split(&rest, ';', &part));
	assert_str(part, "");
	assert_true(str_split(&rest, ';', &part));
	assert_str(part, "b");
	assert_false(str_split(&rest, ';', &part));
	rest = STR("");
	assert_true(str_split(&rest, ';', &part));
	assert_false(str_split(&rest, ';', &part));
}

static void
str_reads_lines(void **state)
{
	struct str rest = STR("one\r\n\ntwo\rx\nend"), line;

	(void)state;
	assert_true(str_line(&rest, &line));
	assert_str(line, "one");
	assert_true(str_line(&rest, &line));
	assert_str(line, "");
	assert_true(str_line(&rest, &line));
	assert_str(line, "two\rx");
	assert_true(str_line(&rest, &line));
	assert_str(line, "end");
	assert_false(str_line(&rest, &line));
	rest = STR("a\n");
	assert_true(str_line(&rest, &line));
	assert_false(str_line(&rest, &line)); /* a line end ends a line, it does not begin one */
}

static void
str_hash_is_fnv1a(void **state)
{
	(void)state;
	assert_true(str_hash(STR("")) == 0xcbf29ce484222325u);
	assert_true(str_hash(STR("a")) == 0xaf63dc4c8601ec8cu);
	assert_true(str_hash(STR("foobar")) == 0x85944171f73967e8u);
}

/* -- strbuf and err -- */

static void
strbuf_holds_exactly_its_limit(void **state)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(10);
	struct err err = {0};

	(void)state;
	assert_str(strbuf_str(&b), "");
	strbuf_addz(&b, "12345");
	strbuf_printf(&b, "%d", 6789);
	strbuf_byte(&b, '0');
	assert_ok(strbuf_ok(&b, "text", &err), err);
	assert_str(strbuf_str(&b), "1234567890");
	assert_int_equal(b.p[b.n], 0);
	strbuf_byte(&b, 'x');
	assert_fails(strbuf_ok(&b, "the answer", &err), err, ERR_LIMIT);
	assert_non_null(strstr(err.text, "the answer"));
	assert_str(strbuf_str(&b), "1234567890");
}

static void
strbuf_overflow_is_sticky(void **state)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(10);

	(void)state;
	strbuf_addz(&b, "12345678901");
	strbuf_addz(&b, "x");
	strbuf_printf(&b, "%s", "y");
	assert_true(b.full);
	assert_int_equal(b.n, 0);
	strbuf_clear(&b);
	strbuf_printf(&b, "%s", "12345678901");
	assert_true(b.full);
	strbuf_clear(&b);
	strbuf_addz(&b, "again");
	assert_false(b.full);
	assert_str(strbuf_str(&b), "again");
	strbuf_release(&b);
	assert_int_equal(b.limit, 10);
}

static void
strbuf_grows(void **state)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(1 << 20);

	(void)state;
	for (int i = 0; i < 100000; i++)
		strbuf_byte(&b, (char)('a' + i % 26));
	assert_int_equal(b.n, 100000);
	for (int i = 0; i < 100000; i++)
		assert_int_equal(b.p[i], 'a' + i % 26);
}

static void
err_prefixes_and_hints(void **state)
{
	struct err err = {0};

	(void)state;
	assert_false(err_set(&err, ERR_LIMIT, "file '%s' is too large", "x"));
	assert_false(err_hint(&err, "Take a smaller one."));
	assert_false(err_prefix(&err, "line %d", 7));
	assert_string_equal(err.text, "line 7: file 'x' is too large");
	assert_string_equal(err.hint, "Take a smaller one.");
	assert_int_equal(err.code, ERR_LIMIT);
	assert_false(err_set(NULL, ERR_LIMIT, "x"));
	for (int i = 0; i < 100; i++) /* a very long one is cut, not overrun */
		err_prefix(&err, "%s", "a long prefix that is put in front again and again");
	assert_true(strlen(err.text) < sizeof(err.text));
	err_set(&err, ERR_INVALID, "next");
	assert_string_equal(err.hint, "");
}

static void
err_codes_are_complete(void **state)
{
	bool seen[256] = {false};

	(void)state;
	for (int c = 0; c < ERR__COUNT; c++) {
		int status = err_exit_status((enum err_code)c);

		assert_non_null(err_code_name((enum err_code)c));
		assert_in_range(status, 0, 125);
		assert_false(seen[status]);
		seen[status] = true;
		assert_in_range(err_http_status((enum err_code)c), 200, 599);
	}
}

/* -- id and rng -- */

static void
ids_rise_and_are_positive(void **state)
{
	struct id_source s, again;
	int64_t last = 0, now = 1767225600000; /* 2026 */

	(void)state;
	id_init(&s);
	for (int i = 0; i < 200000; i++) { /* many in one millisecond, and a clock that steps back */
		int64_t id = id_next(&s, i == 100000 ? now - 5000 : now + i / 1000);

		assert_true(id > last);
		last = id;
	}
	assert_true(id_next(&s, 0) > last);
	assert_true(id_next(&s, 4000000000000) > last); /* 2096 */
	/* The very key that chance would give again. */
	again = s;
	s.last = id_next(&again, 4000000000001);
	last = s.last;
	assert_true(id_next(&s, 4000000000001) > last);
}

static void
ids_of_two_sources_differ(void **state)
{
	struct id_source a, b;
	int same = 0;

	(void)state;
	id_init(&a);
	id_init(&b);
	for (int64_t ms = 1767225600000; ms < 1767225600000 + 5000; ms++)
		same += id_next(&a, ms) == id_next(&b, ms);
	assert_true(same <= 1); /* 5,000 times 1 in 2,097,152 */
}

static void
rng_gives_the_published_numbers(void **state)
{
	/* xoshiro256** from state 1, 2, 3, 4 (its authors' C code); splitmix64 from seed 1234567. */
	static const uint64_t stars[] = {11520,
	                                 0,
	                                 1509978240,
	                                 1215971899390074240u,
	                                 1216172134540287360u,
	                                 607988272756665600u,
	                                 16172922978634559625u,
	                                 8476171486693032832u};
	static const uint64_t mix[] = {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
	                               4593380528125082431u};
	struct rng r = {{1, 2, 3, 4}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(stars); i++)
		assert_true(rng_next(&r) == stars[i]);
	rng_seed(&r, 1234567);
	for (size_t i = 0; i < ARRAY_LEN(mix); i++)
		assert_true(r.s[i] == mix[i]);
}

static void
rng_is_fair_and_in_range(void **state)
{
	struct rng r;
	int count[7] = {0};
	double sum = 0;

	(void)state;
	rng_seed(&r, 42);
	for (int i = 0; i < 70000; i++) {
		double u = rng_unit(&r);

		count[rng_below(&r, 7)]++;
		assert_true(u >= 0 && u < 1);
		sum += u;
	}
	for (size_t i = 0; i < ARRAY_LEN(count); i++)
		assert_in_range(count[i], 9500, 10500); /* five standard deviations */
	assert_true(sum / 70000 > 0.49 && sum / 70000 < 0.51);
	assert_true(rng_below(&r, 1) == 0);
	/* Just over half of all numbers: those past the last whole multiple are drawn again, not folded. */
	for (int i = 0; i < 20; i++) {
		const uint64_t n = ((uint64_t)1 << 63) + 1;
		struct rng copy = r;
		uint64_t x = rng_next(&copy);

		while (x >= n)
			x = rng_next(&copy);
		assert_true(rng_below(&r, n) == x);
	}
}

/* -- embed -- */

static void
embedded_files_are_sorted_and_whole(void **state)
{
	char etag[17];

	(void)state;
	assert_true(content_files_n > 50);
	for (size_t i = 0; i < content_files_n; i++) {
		const struct embed_file *f = &content_files[i];

		assert_ptr_equal(embed_find(content_files, content_files_n, str_of(f->path)), f);
		if (i > 0)
			assert_true(strcmp(f[-1].path, f->path) < 0);
		assert_int_equal(f->bytes[f->size], 0);
		snprintf(etag, sizeof(etag), "%016llx", (unsigned long long)str_hash(embed_text(f)));
		assert_string_equal(f->etag, etag);
		assert_string_equal(f->mime, "text/plain; charset=utf-8");
	}
	assert_null(embed_find(content_files, content_files_n, STR("")));
	assert_null(embed_find(content_files, content_files_n, STR("zzz")));
	assert_null(embed_find(content_files, 0, STR("industries.txt")));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(arena_memory_is_zero_and_aligned),
	    cmocka_unit_test(arena_marks_nest_and_give_memory_back),
	    cmocka_unit_test(arena_limit_aborts),
	    cmocka_unit_test(arena_defers_run_last_first),
	    cmocka_unit_test(arena_text_ends_with_nul),
	    cmocka_unit_test(vec_grows_and_keeps),
	    cmocka_unit_test(str_compares),
	    cmocka_unit_test(str_finds),
	    cmocka_unit_test(str_cuts),
	    cmocka_unit_test(str_reads_lines),
	    cmocka_unit_test(str_hash_is_fnv1a),
	    cmocka_unit_test(strbuf_holds_exactly_its_limit),
	    cmocka_unit_test(strbuf_overflow_is_sticky),
	    cmocka_unit_test(strbuf_grows),
	    cmocka_unit_test(err_prefixes_and_hints),
	    cmocka_unit_test(err_codes_are_complete),
	    cmocka_unit_test(ids_rise_and_are_positive),
	    cmocka_unit_test(ids_of_two_sources_differ),
	    cmocka_unit_test(rng_gives_the_published_numbers),
	    cmocka_unit_test(rng_is_fair_and_in_range),
	    cmocka_unit_test(embedded_files_are_sorted_and_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
