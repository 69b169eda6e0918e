/* Bad input for the readers of postings: what is wrong is said, with its place, and quickly. */
#include "test.h"

#include "base/clock.h"
#include "base/strbuf.h"
#include "format/csv.h"
#include "format/html.h"
#include "format/jdoc.h"
#include "format/posting.h"

struct counts {
	size_t n_read;
	size_t n_refused;
	struct posting_record last; /* its texts borrow from the arena of the reading */
	char why[300];
};

static bool
on_record(void *p, const struct posting_record *r, struct err *err)
{
	struct counts *c = p;

	(void)err;
	c->n_read++;
	c->last = *r;
	return true;
}

static bool
on_refusal(void *p, const struct posting_refusal *r, struct err *err)
{
	struct counts *c = p;

	(void)err;
	c->n_refused++;
	snprintf(c->why, sizeof(c->why), "%.*s: %.*s", STR_ARG(r->where), STR_ARG(r->why));
	return true;
}

static bool
read_bytes(struct arena *a, struct str bytes, struct counts *c, struct err *err)
{
	struct posting_sink sink = {on_record, on_refusal, c};

	*c = (struct counts){0};
	*err = (struct err){0};
	return posting_read(a, bytes, STR("x"), &sink, err);
}

/* The bytes are refused with the code, and the text holds the part. */
static void
check_refused(struct str bytes, enum err_code code, const char *part)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)1 << 30);
	struct counts c;
	struct err err;

	if (read_bytes(&a, bytes, &c, &err))
		fail_msg("taken: %.*s", STR_ARG(str_sub(bytes, 0, 60)));
	if (err.code != code || !str_has(str_of(err.text), str_of(part)))
		fail_msg("%.*s: %s: %s", STR_ARG(str_sub(bytes, 0, 60)), err_code_name(err.code), err.text);
}

static void
what_is_no_posting_is_refused(void **state)
{
	(void)state;
	check_refused(STR_NONE, ERR_INVALID, "the file is empty");
	check_refused(STR(" \n\t "), ERR_INVALID, "the file is empty");
	check_refused(STR("\xef\xbb\xbf"), ERR_INVALID, "the file is empty");
	check_refused(STR("%PDF-1.7 ..."), ERR_INVALID, "a PDF file, not a posting");
	check_refused(STR("PK\x03\x04...."), ERR_INVALID, "zip archive");
	check_refused(STR("SQLite format 3\0...."), ERR_INVALID, "a database");
	check_refused(STR("a\0b\1c\2d\3"), ERR_INVALID, "a binary file");
	check_refused(STR("milk, bread and eggs"), ERR_INVALID, "does not read like a job advert");
	check_refused(STR("[]"), ERR_INVALID, "the list of jobs is empty");
	check_refused(STR("{\"jobs\":[],\"meta\":{\"total\":0}}"), ERR_INVALID, "the list of jobs is empty");
	check_refused(STR("{\"a\":1}"), ERR_INVALID, "of no job board that is known");
	check_refused(STR("[1,2,3]"), ERR_INVALID, "of no job board that is known");
	check_refused(STR("<html><body><p>Hello</p></body></html>"), ERR_INVALID, "no advert's text");
	check_refused(STR("<?xml version=\"1.0\"?><a/>"), ERR_INVALID, "neither an RSS feed");
	check_refused(STR("[{\"text\":\"\",\"hostedUrl\":\"x\"}]"), ERR_INVALID, "posting 1: it has neither a title");
}

static void
broken_files_name_the_place(void **state)
{
	(void)state;
	check_refused(STR("{\"jobs\":[\n{\"id\":1,\"title\":\"x"), ERR_INVALID, "line 2");
	check_refused(STR("{\"jobs\":[\n{\"id\":1,\"title\":\"x\"}"), ERR_INVALID, "not whole");
	check_refused(STR("[{\"a\":1},\n {\"b\" 2}]"), ERR_INVALID, "line 2, column 7");
	check_refused(STR("[{\"a\":\"\xed\xa0\x80\"}"), ERR_INVALID, "line 1");
	check_refused(STR("<?xml version=\"1.0\"?>\n<rss><channel></rss>"), ERR_INVALID, "line 2, column 17");
	check_refused(STR("title,description\nA,\"never closed\n"), ERR_INVALID,
	              "line 2: a quoted field is never closed");
	check_refused(STR("title,company,place\nA,B,C\n"), ERR_INVALID, "'title', 'company', 'place'");
}

static struct str
repeat(struct arena *a, const char *head, const char *unit, size_t bytes, const char *tail)
{
	size_t head_n = strlen(head), unit_n = strlen(unit), tail_n = strlen(tail), times = bytes / unit_n;
	char *p = arena_alloc(a, head_n + times * unit_n + tail_n + 1);

	memcpy(p, head, head_n);
	for (size_t i = 0; i < times; i++)
		memcpy(p + head_n + i * unit_n, unit, unit_n);
	memcpy(p + head_n + times * unit_n, tail, tail_n);
	return (struct str){p, head_n + times * unit_n + tail_n};
}

static void
limits_hold(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)1 << 30);
	int64_t start = clock_monotonic_us();
	struct str columns;

	(void)state;
	check_refused(repeat(&a, "", "[", (size_t)200 << 20, ""), ERR_LIMIT, "the file has 200 MB, at most 64");
	arena_release(&a);
	check_refused(repeat(&a, "", "[", (size_t)60 << 20, ""), ERR_LIMIT,
	              "line 1, column 101: the JSON is nested deeper");
	check_refused(repeat(&a, "", "{\"a\":", (size_t)20 << 20, ""), ERR_LIMIT, "nested deeper");
	check_refused(repeat(&a, "[", "0,", (size_t)20 << 20, "0]"), ERR_LIMIT, "more than");
	check_refused(repeat(&a, "<p>", "<div>", (size_t)5 << 20, ""), ERR_LIMIT, "nested deeper");
	check_refused(repeat(&a, "<p>", "x", (size_t)20 << 20, ""), ERR_LIMIT, "at most");
	check_refused(repeat(&a, "<?xml version=\"1.0\"?>", "<a>", 1 << 20, ""), ERR_INVALID, "nested too deep");
	columns = repeat(&a, "description,title", ",c", 1996, "\nA team.\n"); /* 1,000 fields; the row has one */
	check_refused(columns, ERR_INVALID, "1 fields where the header has 1000");
	check_refused(repeat(&a, "description,title", ",c", 1998, "\nA team.\n"), ERR_LIMIT, "more than 1000 fields");
	columns = repeat(&a, "description", ",c", 200000, "\n");
	check_refused(columns, ERR_LIMIT, "more than 1000 fields");
	check_refused(repeat(&a, "title,description\nA,", "word ", (size_t)50 << 20, "\n"), ERR_LIMIT,
	              "line 2: the record");
	check_refused(repeat(&a, "We are a team. ", "word ", (size_t)50 << 20, ""), ERR_LIMIT, "the text has");
	assert_true(clock_monotonic_us() - start < 30 * 1000000);
}

static void
drawings_and_scripts_nest_nothing(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct str page = repeat(&a, "<html><script>x='<div>';</script><svg>", "<path d='M0 0'/><g><use/></g>", 60000,
	                         "</svg><!-- <div><div> -->");
	struct str body =
	    repeat(&a, "<main><h1>ML Engineer</h1><script>", "'<div>'+", 40000,
	           "''</script><p>We are hiring an engineer for our team. Experience with Python and good "
	           "skills are required.</p><p>The role is broad, and you will own what you build from the "
	           "first question to the last measurement of it all.</p></main></html>");
	struct counts c;
	struct err err;

	(void)state;
	assert_ok(read_bytes(&a, arena_printf(&a, "%.*s%.*s", STR_ARG(page), STR_ARG(body)), &c, &err), err);
	assert_str(c.last.title, "ML Engineer");
}

static void
fields_keep_their_limits(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)1 << 30);
	struct strbuf b = STRBUF((size_t)8 << 20);
	struct counts c;
	struct err err;

	(void)state;
	strbuf_addz(&b, "[{\"id\":\"");
	strbuf_add(&b, repeat(&a, "", "i", 5000, ""));
	strbuf_addz(&b, "\",\"text\":\"");
	strbuf_add(&b, repeat(&a, "", "\xc3\xa9t", 9000, ""));
	strbuf_addz(&b, "\",\"hostedUrl\":\"https://x/");
	strbuf_add(&b, repeat(&a, "", "u", 5000, ""));
	strbuf_addz(&b, "\",\"categories\":{\"location\":\"");
	strbuf_add(&b, repeat(&a, "", "p", 5000, ""));
	strbuf_addz(&b, "\"},\"description\":\"<p>");
	strbuf_add(&b, repeat(&a, "", "words and ", 2 << 20, ""));
	strbuf_addz(&b, "</p>\"}]");
	assert_ok(read_bytes(&a, strbuf_str(&b), &c, &err), err);
	assert_int_equal(c.n_read, 1);
	assert_true(c.last.title.n >= 497 && c.last.title.n <= 500);
	assert_int_equal(c.last.place.n, 1000);
	assert_null(c.last.url.p);
	assert_int_equal(c.last.source_key.n, 16);
	assert_true(c.last.text.n <= POSTING_TEXT_MAX);
	strbuf_release(&b);
}

static void
encodings_are_read(void **state)
{
	static const char csv[] = "t\0i\0t\0l\0e\0,\0d\0e\0s\0c\0r\0i\0p\0t\0i\0o\0n\0\n\0\xc4\0,\0\xfc\0b\0e\0r\0\n";
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct counts c;
	struct err err;

	(void)state;
	assert_ok(read_bytes(&a, STR("title,description\nIng\xe9nieur,\xe9t\xe9 \x80\n"), &c, &err), err);
	assert_str(c.last.title, "Ing\xc3\xa9nieur");
	assert_str(c.last.text, "\xc3\xa9t\xc3\xa9 \xe2\x82\xac");
	/* UTF-16, little endian, without a byte-order mark */
	assert_ok(read_bytes(&a, (struct str){csv, sizeof(csv)}, &c, &err), err);
	assert_str(c.last.title, "\xc3\x84");
	assert_str(c.last.text, "\xc3\xbc"
	                        "ber");
	/* a NUL within text, and within JSON */
	assert_ok(read_bytes(&a, STR("title,description\nA,b\0c and more words so that one of fifty is not reached\n"),
	                     &c, &err),
	          err);
	assert_true(str_starts(c.last.text, STR("b\xef\xbf\xbd"
	                                        "c and")));
	assert_ok(read_bytes(&a, STR("[{\"text\":\"A\\u0000B\",\"hostedUrl\":\"x\"}]"), &c, &err), err);
	assert_str(c.last.title, "AB");
}

static void
csv_records_of_all_kinds(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	struct csv c = {.text = STR("a,\"b\"\"c\nd\" x,\r\n\r\n,\"\"\r\"z\""), .delimiter = ','};
	struct csv_record r;
	struct err err = {0};

	(void)state;
	assert_ok(csv_next(&a, &c, &r, &err), err);
	assert_int_equal(r.n, 3);
	assert_int_equal(r.line, 1);
	assert_str(r.field[1], "b\"c\nd x");
	assert_str(r.field[2], "");
	assert_str(r.raw, "a,\"b\"\"c\nd\" x,");
	assert_ok(csv_next(&a, &c, &r, &err), err);
	assert_int_equal(r.n, 2);
	assert_int_equal(r.line, 4);
	assert_ok(csv_next(&a, &c, &r, &err), err);
	assert_str(r.field[0], "z");
	assert_ok(csv_next(&a, &c, &r, &err), err);
	assert_int_equal(r.n, 0);
	assert_int_equal(csv_sniff(STR("a;b,c\n1;2\n3;4\n")), ';');
	assert_int_equal(csv_sniff(STR("one, two\nthree\nfour, five, six\n")), '\0');
}

/* Twice the input takes at most about twice the time: what grows with the square takes four times as long. */
static void
check_linear(const char *head, const char *unit, const char *tail)
{
	int64_t took[2] = {INT64_MAX, INT64_MAX};

	for (int round = 0; round < 3; round++) {
		for (size_t k = 0; k < 2; k++) {
			CLEANUP(arena_release) struct arena a = ARENA((size_t)2 << 30);
			struct str bytes = repeat(&a, head, unit, (size_t)200000 << k, tail);
			struct counts c;
			struct err err;
			int64_t start = clock_monotonic_us(), t;

			(void)!read_bytes(&a, bytes, &c, &err);
			t = clock_monotonic_us() - start;
			took[k] = MIN(took[k], t);
		}
	}
	if (took[1] > 3 * took[0] + 50000)
		fail_msg("%s%s...: %lld us, twice as long: %lld us", head, unit, (long long)took[0],
		         (long long)took[1]);
}

static void
time_grows_with_the_length(void **state)
{
	static const char html[] = "<html><body><main><p>We are hiring for a role in our team.</p>";

	(void)state;
	check_linear("[", "{\"text\":\"A\",\"hostedUrl\":\"x\"},", "0]");
	check_linear("[{\"text\":\"A\",\"hostedUrl\":\"x\",\"description\":\"", "<p>a</p>", "\"}]");
	check_linear("[{\"text\":\"A\",\"hostedUrl\":\"x\",\"description\":\"", "&lt;", "\"}]");
	check_linear("[{\"text\":\"A\",\"hostedUrl\":\"x\",\"description\":\"", "\xc3\x83\xc2\xa9", "\"}]");
	check_linear("{\"jobs\":[{\"absolute_url\":\"x\",\"title\":\"A\",\"location\":{\"name\":\"", "a;", "\"}}]}");
	check_linear("[{\"company_name\":\"A\",\"is_visible\":true,\"title\":\"B\",\"locations\":[", "\"x\",\"y\",",
	             "\"z\"]}]");
	check_linear(html, "<b>", "</main></body></html>");
	check_linear(html, "<p><b>", "</main>");
	check_linear(html, "<a href=x>", "</main>");
	check_linear(html, "</p>", "</main>");
	check_linear(html, "<svg><a", "</main>");
	check_linear(html, "<script>", "</main>");
	check_linear(html, "<li>x", "</main>");
	check_linear(html, "<table><tr><td>", "</main>");
	check_linear(html, "<table><b>x", "</main>");
	check_linear(html, "<!--", "</main>");
	check_linear(html, "&amp", "</main>");
	check_linear(html, "<pre>\n\n</pre>", "</main>");
	check_linear(html, "<script type=\"application/ld+json\">{}</script>", "</main>");
	check_linear(html, "<font color=x>y<p>", "</main>");
	check_linear("title,description\n", "A,\"b \"\"c\n\"\n", "");
	check_linear("title,description\n", "\"", "\n");
	check_linear("title,description\n", "A,word\n", "");
	check_linear("<rss><channel>", "<item><title>A</title><link>x</link></item>", "</channel></rss>");
	check_linear("<rss><channel><item><title>", "&amp;", "</title><link>x</link></item></channel></rss>");
	check_linear("|Company|Position|\n|---|---|\n", "|A|B|\n", "");
	check_linear("We are hiring. Experience, skills. ", "\xe2\x80\xa2 a ", "");
	check_linear("We are hiring. Experience, skills.\n", "**", "");
	check_linear("We are hiring. Experience, skills.\n", "# ", "");
	check_linear("We are hiring. Experience, skills.\n", "- a\n", "");
	check_linear("We are hiring. Experience, skills.\n", "a|", "");
}

/* More than any list of adverts has: each is read or refused, none passed over. */
static void
a_long_list_is_read_to_its_end(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)1 << 30);
	const char one[] = "{\"@type\":\"JobPosting\",\"title\":\"A\",\"description\":\"b\"},";
	const size_t n = 25000;
	struct counts c;
	struct err err;

	(void)state;
	assert_ok(read_bytes(&a, repeat(&a, "[", one, n * strlen(one), "{}]"), &c, &err), err);
	assert_int_equal(c.n_read, 1);
	assert_true(str_has(str_of(c.why), STR("more are refused")));
}

static void
only_addresses_a_browser_may_have_are_kept(void **state)
{
	static const char *const bad[] = {"javascript:alert(1)", "https://a/b c", "https://a/\x7f", "https://a/\\u0001",
	                                  "ftp://a/b",           "//a/b",         "https:/a"};
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct counts c;
	struct err err;

	(void)state;
	for (size_t i = 0; i <= ARRAY_LEN(bad); i++) {
		const char *url = i < ARRAY_LEN(bad) ? bad[i] : "https://a/b";

		assert_ok(
		    read_bytes(&a,
		               arena_printf(&a, "{\"jobs\":[{\"id\":1,\"title\":\"A\",\"absolute_url\":\"%s\"}]}", url),
		               &c, &err),
		    err);
		assert_int_equal(c.last.url.n, i < ARRAY_LEN(bad) ? 0 : strlen(url));
	}
}

static void
the_stream_is_whole_or_refused(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	CLEANUP(strbuf_release) struct strbuf out = STRBUF((size_t)1 << 20);
	struct counts c, back = {0};
	struct posting_sink sink = {on_record, on_refusal, &back};
	struct posting_refusal refusal = {STR("job 2"), STR("why")};
	struct err err;
	struct str whole;

	(void)state;
	assert_ok(
	    read_bytes(&a,
	               STR("[{\"text\":\"A\",\"hostedUrl\":\"https://jobs.lever.co/b/1\",\"createdAt\":1767225600000,"
	                   "\"description\":\"<p>c</p>\"}]"),
	               &c, &err),
	    err);
	posting_stream_record(&out, &c.last);
	posting_stream_refusal(&out, &refusal);
	posting_stream_end(&out);
	whole = strbuf_str(&out);
	assert_ok(posting_stream_read(whole, &sink, &err), err);
	assert_int_equal(back.n_read, 1);
	assert_int_equal(back.n_refused, 1);
	assert_string_equal(back.why, "job 2: why");
	assert_str(back.last.title, "A");
	assert_str(back.last.text, "c");
	assert_null(back.last.place.p);
	assert_int_equal(back.last.posted_day, c.last.posted_day);
	assert_int_equal(back.last.pay_min, -1);
	assert_true(back.last.is_open);
	for (size_t n = 0; n < whole.n; n++)
		assert_fails(posting_stream_read(str_sub(whole, 0, n), &sink, &err), err, ERR_INVALID);
	assert_fails(posting_stream_read(arena_printf(&a, "%.*sE", STR_ARG(whole)), &sink, &err), err, ERR_INVALID);
	/* any byte may be wrong: an error or other words, never a read past the end */
	for (size_t i = 0; i < whole.n; i++) {
		struct str copy = arena_str(&a, whole);

		memcpy((char *)(uintptr_t)copy.p + i, "\xff", 1);
		(void)!posting_stream_read(copy, &sink, &err);
	}
	/* longer than any reader makes it */
	strbuf_clear(&out);
	c.last.place = repeat(&a, "", "x", 2000, "");
	posting_stream_record(&out, &c.last);
	posting_stream_end(&out);
	assert_fails(posting_stream_read(strbuf_str(&out), &sink, &err), err, ERR_INVALID);
}

static void
the_source_is_as_it_came(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct counts c;
	struct err err;

	(void)state;
	assert_ok(read_bytes(&a,
	                     STR("{ \"meta\":{\"jobs\":[1]}, \"jobs\" : [ {\"id\":1.50, \"absolute_url\":\"\\u0078]\","
	                         "\"title\":\"A\"} ]}"),
	                     &c, &err),
	          err);
	assert_str(c.last.source, "{\"id\":1.50, \"absolute_url\":\"\\u0078]\",\"title\":\"A\"}");
	/* a key that is written with escapes: the item is written out anew */
	assert_ok(read_bytes(&a, STR("{\"j\\u006fbs\":[{ \"absolute_url\":\"x\",\"title\":\"A\" }]}"), &c, &err), err);
	assert_str(c.last.source, "{\"absolute_url\":\"x\",\"title\":\"A\"}");
	assert_ok(read_bytes(&a, STR("title,description\n\"A\",\"b\nc\"\r\n"), &c, &err), err);
	assert_str(c.last.source, "\"A\",\"b\nc\"");
}

static bool
stop_record(void *p, const struct posting_record *r, struct err *err)
{
	(void)r;
	++*(int *)p;
	return err_set(err, ERR_IO, "the disk is full");
}

static void
a_sink_stops_the_reader(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	int calls = 0;
	struct posting_sink sink = {stop_record, NULL, &calls};
	struct err err = {0};

	(void)state;
	assert_fails(posting_read(&a, STR("title,description\nA,b\nC,d\n"), STR("x"), &sink, &err), err, ERR_IO);
	assert_int_equal(calls, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_no_posting_is_refused),
	    cmocka_unit_test(broken_files_name_the_place),
	    cmocka_unit_test(limits_hold),
	    cmocka_unit_test(drawings_and_scripts_nest_nothing),
	    cmocka_unit_test(fields_keep_their_limits),
	    cmocka_unit_test(encodings_are_read),
	    cmocka_unit_test(the_source_is_as_it_came),
	    cmocka_unit_test(csv_records_of_all_kinds),
	    cmocka_unit_test(time_grows_with_the_length),
	    cmocka_unit_test(the_stream_is_whole_or_refused),
	    cmocka_unit_test(only_addresses_a_browser_may_have_are_kept),
	    cmocka_unit_test(a_long_list_is_read_to_its_end),
	    cmocka_unit_test(a_sink_stops_the_reader),
	};

	return cmocka_run_group_tests_name("format_bad", tests, NULL, NULL);
}
