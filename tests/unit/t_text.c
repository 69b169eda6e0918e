/* utf8, date, num, js. */
#include "test.h"

#include <float.h>
#include <math.h>
#include <time.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/js.h"
#include "base/num.h"
#include "base/rng.h"
#include "base/utf8.h"

static void
utf8_round_trips_every_code_point(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		char buf[4];
		struct str s = {buf, utf8_put(cp, buf)};

		if (cp >= 0xd800 && cp < 0xe000) {
			assert_true(str_eq(s, STR("\xef\xbf\xbd")));
			continue;
		}
		assert_true(utf8_valid(s));
		assert_true(utf8_next(&s) == cp && s.n == 0);
	}
}

static void
utf8_refuses_what_is_ill_formed(void **state)
{
	static const struct str bad[] = {
	    STR_INIT("\x80"),             /* a continuation alone */
	    STR_INIT("\xc0\xaf"),         /* overlong / */
	    STR_INIT("\xc1\xbf"),         /* overlong */
	    STR_INIT("\xe0\x80\xaf"),     /* overlong, three bytes */
	    STR_INIT("\xe0\x9f\xbf"),     /* overlong, the largest */
	    STR_INIT("\xf0\x80\x80\xaf"), /* overlong, four bytes */
	    STR_INIT("\xf0\x8f\xbf\xbf"), /* overlong, the largest */
	    STR_INIT("\xed\xa0\x80"),     /* high surrogate */
	    STR_INIT("\xed\xbf\xbf"),     /* low surrogate */
	    STR_INIT("\xf4\x90\x80\x80"), /* past U+10FFFF */
	    STR_INIT("\xf5\x80\x80\x80"),
	    STR_INIT("\xff"),
	    STR_INIT("\xc3"),
	    STR_INIT("\xe2\x82"),
	    STR_INIT("\xf0\x9f\x98"),
	    STR_INIT("\xc3("),
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct str s = bad[i];

		assert_false(utf8_valid(s));
		assert_true(utf8_next(&s) == 0xfffd);
		assert_int_equal(s.n, bad[i].n - 1); /* one byte is taken, so that the rest is met again */
	}
	assert_true(utf8_valid(STR("\xef\xbf\xbd")) && utf8_valid(STR("")));
	assert_true(utf8_valid(STR("\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf")));
}

static void
utf8_reads_any_encoding(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 16);

	(void)state;
	assert_str(utf8_from_any(&a, STR("na\xc3\xafve")), "na\xc3\xafve");
	assert_str(utf8_from_any(&a, STR("\xef\xbb\xbfx")), "x");
	assert_str(utf8_from_any(&a, STR("na\xefve \x80 \x93q\x94")),
	           "na\xc3\xafve \xe2\x82\xac \xe2\x80\x9cq\xe2\x80\x9d");
	assert_str(utf8_from_any(&a, STR("\xff\xfeh\0\xe9\0=\xd8\0\xde")), "h\xc3\xa9\xf0\x9f\x98\x80");
	assert_str(utf8_from_any(&a, STR("\xfe\xff\0h\0\xe9\xd8=\xde\0")), "h\xc3\xa9\xf0\x9f\x98\x80");
	assert_str(utf8_from_any(&a, STR("\xff\xfe\0\xd8x\0")), "\xef\xbf\xbdx"); /* half a pair */
	assert_str(utf8_from_any(&a, STR("\xff\xfex")), "");                      /* half a unit */
	assert_str(utf8_from_any(&a, STR("a\0b")), "a\xef\xbf\xbd"
	                                           "b");
	assert_str(utf8_from_any(&a, STR("")), "");
	for (int c = 1; c < 256; c++) { /* whatever comes in, UTF-8 without NUL comes out */
		char bytes[3] = {(char)c, (char)c, 'x'};
		struct str out = utf8_from_any(&a, (struct str){bytes, 3});

		assert_true(utf8_valid(out) && str_find_byte(out, '\0') == out.n);
	}
}

static void
utf8_clips_between_code_points(void **state)
{
	(void)state;
	assert_str(utf8_clip(STR("a\xc3\xa9\xf0\x9f\x98\x80"), 7), "a\xc3\xa9\xf0\x9f\x98\x80");
	assert_str(utf8_clip(STR("a\xc3\xa9\xf0\x9f\x98\x80"), 6), "a\xc3\xa9");
	assert_str(utf8_clip(STR("a\xc3\xa9\xf0\x9f\x98\x80"), 2), "a");
	assert_str(utf8_clip(STR("\xc3\xa9"), 1), "");
	assert_str(utf8_clip(STR("abc"), 0), "");
}

static void
days_agree_with_the_library(void **state)
{
	char buf[16];
	struct err err = {0};
	int32_t first = day_of((struct date){1900, 1, 1}), end = day_of((struct date){2101, 1, 1});

	(void)state;
	assert_int_equal(day_of((struct date){1970, 1, 1}), 0);
	assert_int_equal(end - first, 201 * 365 + 49); /* 1900 and 2100 are no leap years */
	for (int32_t day = first; day < end; day++) {
		struct date d = day_date(day);
		struct tm tm = {.tm_year = d.year - 1900, .tm_mon = d.month - 1, .tm_mday = d.day};
		int32_t back;

		assert_int_equal(timegm(&tm), (time_t)day * 86400);
		assert_int_equal(day_weekday(day), (tm.tm_wday + 6) % 7);
		assert_int_equal(day_of(d), day);
		assert_int_equal(day_weekday(day_week_start(day)), 0);
		assert_in_range(day - day_week_start(day), 0, 6);
		assert_ok(day_parse(str_of(day_format(day, buf)), &back, &err), err);
		assert_int_equal(back, day);
	}
	assert_string_equal(day_format(DAY_NONE, buf), "");
}

static void
dates_that_are_none_are_refused(void **state)
{
	static const char *const bad[] = {"",           "2026-02-29", "2026-13-01", "2026-00-01",  "2026-01-00",
	                                  "2026-04-31", "2026-1-1",   "26-01-01",   "2026-01-01 ", " 2026-01-01",
	                                  "2026/01/01", "0000-01-01", "2026-01-32", "2026-01-1x",  "-026-01-01",
	                                  "20260101"};
	struct err err;
	int32_t day = 7;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_fails(day_parse(str_of(bad[i]), &day, &err), err, ERR_INVALID);
	assert_int_equal(day, 7);
	assert_ok(day_parse(STR("2024-02-29"), &day, &err), err);
	assert_ok(day_parse(STR("2000-02-29"), &day, &err), err);
	assert_fails(day_parse(STR("1900-02-29"), &day, &err), err, ERR_INVALID);
}

static void
instants_are_read_and_written(void **state)
{
	static const struct {
		const char *text;
		int64_t ms;
	} good[] = {
	    {"1970-01-01", 0},
	    {"1970-01-01T00:00:00Z", 0},
	    {"2026-08-02T12:34:56Z", 1785674096000},
	    {"2026-08-02T14:34:56+02:00", 1785674096000},
	    {"2026-08-02T14:34:56+0200", 1785674096000},
	    {"2026-08-02T14:34:56+02", 1785674096000},
	    {"2026-08-02T07:04:56-05:30", 1785674096000},
	    {"2026-08-02T12:34:56", 1785674096000},
	    {"2026-08-02 12:34:56", 1785674096000},
	    {"2026-08-02T12:34:56.789Z", 1785674096789},
	    {"2026-08-02T12:34:56.789123Z", 1785674096789},
	    {"2026-08-02T12:34:56.7Z", 1785674096700},
	    {"2026-08-01T24:00:00Z", 1785628800000},
	    {"2026-08-02T14:00:00+14:00", 1785628800000},
	    {"1969-12-31T23:59:59.999Z", -1},
	};
	static const char *const bad[] = {"",
	                                  "2026-08-02T",
	                                  "2026-08-02T12",
	                                  "2026-08-02T25:00:00Z",
	                                  "x",
	                                  "2026-08-02T12:60:00Z",
	                                  "2026-08-02T12:00:00Q",
	                                  "2026-02-30T12:00:00Z",
	                                  "2026-08-02T12:00:00Zx",
	                                  "2026-08-02T24:00:01Z",
	                                  "2026-08-02T24:30:00Z",
	                                  "2026-08-02T12:00:00+15:00",
	                                  "2026-08-02T12:00:00+02:60"};
	struct err err = {0};
	char buf[32];
	int64_t ms;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		assert_ok(instant_parse(str_of(good[i].text), &ms, &err), err);
		if (ms != good[i].ms)
			fail_msg("%s: %lld", good[i].text, (long long)ms);
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_fails(instant_parse(str_of(bad[i]), &ms, &err), err, ERR_INVALID);
	assert_string_equal(instant_format(1785674096789, buf), "2026-08-02T12:34:56Z");
	assert_string_equal(instant_format(-1, buf), "1969-12-31T23:59:59Z");
	assert_string_equal(instant_format(INT64_MAX, buf), "9999-12-31T23:59:59Z");
	assert_string_equal(instant_format(INT64_MIN, buf), "0001-01-01T00:00:00Z");
	assert_int_equal(day_of_ms(INT64_MAX, 0), day_of((struct date){9999, 12, 31}));
	assert_int_equal(day_of_ms(INT64_MIN, 0), day_of((struct date){1, 1, 1}));
	assert_int_equal(day_date(INT32_MAX).year, 5881580);
	assert_int_equal(day_date(INT32_MIN + 1).year, -5877641);
}

static void
the_day_depends_on_the_zone(void **state)
{
	(void)state;
	assert_int_equal(day_of_ms(0, 0), 0);
	assert_int_equal(day_of_ms(-1, 0), -1);
	assert_int_equal(day_of_ms(-MS_PER_DAY, 0), -1);
	assert_int_equal(day_of_ms(0, -1), -1);
	assert_int_equal(day_of_ms(MS_PER_DAY - 1, 0), 0);
	assert_int_equal(day_of_ms(MS_PER_DAY - 1, 60), 1);
}

static void
the_clock_can_be_fixed(void **state)
{
	struct clock c;
	struct err err = {0};

	(void)state;
	setenv("CAIRN_NOW", "2026-08-02T23:30:00Z", 1);
	assert_ok(clock_init(&c, &err), err);
	assert_int_equal(clock_now_ms(&c), 1785713400000);
	assert_int_equal(clock_today(&c), day_of((struct date){2026, 8, 2}));
	setenv("CAIRN_NOW", "soon", 1);
	assert_fails(clock_init(&c, &err), err, ERR_INVALID);
	unsetenv("CAIRN_NOW");
	assert_ok(clock_init(&c, &err), err);
	assert_true(clock_now_ms(&c) > 1700000000000);
}

static void
whole_numbers_are_read(void **state)
{
	static const char *const bad[] = {"",
	                                  "-",
	                                  "+",
	                                  " ",
	                                  "1 2",
	                                  "1.0",
	                                  "0x1",
	                                  "1e3",
	                                  "9223372036854775808",
	                                  "-9223372036854775809",
	                                  "99999999999999999999",
	                                  "--1",
	                                  "1-"};
	struct err err = {0};
	int64_t v;

	(void)state;
	assert_ok(num_parse_i64(STR("9223372036854775807"), INT64_MIN, INT64_MAX, "x", &v, &err), err);
	assert_true(v == INT64_MAX);
	assert_ok(num_parse_i64(STR("-9223372036854775808"), INT64_MIN, INT64_MAX, "x", &v, &err), err);
	assert_true(v == INT64_MIN);
	assert_ok(num_parse_i64(STR(" +007 "), 0, 10, "x", &v, &err), err);
	assert_int_equal(v, 7);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_fails(num_parse_i64(str_of(bad[i]), INT64_MIN, INT64_MAX, "hours", &v, &err), err, ERR_INVALID);
	assert_fails(num_parse_i64(STR("11"), 0, 10, "hours", &v, &err), err, ERR_INVALID);
	assert_non_null(strstr(err.text, "hours"));
	assert_fails(num_parse_i64(STR("-1"), 0, 10, "hours", &v, &err), err, ERR_INVALID);
	assert_int_equal(v, 7);
}

static void
numbers_round_trip(void **state)
{
	struct rng r;
	char buf[32];
	struct err err = {0};
	double back;

	(void)state;
	rng_seed(&r, 7);
	for (int i = 0; i < 100000; i++) {
		union {
			uint64_t u;
			double d;
		} x = {rng_next(&r)};

		if (!isfinite(x.d))
			continue;
		assert_ok(num_parse_f64(str_of(num_format(x.d, buf)), -DBL_MAX, DBL_MAX, "x", &back, &err), err);
		assert_true(back == x.d);
	}
	assert_string_equal(num_format(0.1, buf), "0.1");
	assert_string_equal(num_format(100, buf), "100");
	assert_string_equal(num_format(-0.0, buf), "0");
	assert_string_equal(num_format(NAN, buf), "null");
	assert_string_equal(num_format(-INFINITY, buf), "null");
	assert_ok(num_parse_f64(STR("1.7976931348623157e308"), -DBL_MAX, DBL_MAX, "x", &back, &err), err);
	assert_true(back == DBL_MAX);
}

static void
numbers_that_are_none_are_refused(void **state)
{
	static const char *const bad[] = {"",    ".",  "nan",   "inf", "-inf", "0x1p3",
	                                  "1,5", "1e", "1e999", "1 2", "--1",  "e5"};
	struct err err;
	double v = 7;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_fails(num_parse_f64(str_of(bad[i]), -DBL_MAX, DBL_MAX, "x", &v, &err), err, ERR_INVALID);
	assert_fails(num_parse_f64(STR("1.01"), 0, 1, "share", &v, &err), err, ERR_INVALID);
	assert_true(v == 7);
}

static void
json_is_escaped(void **state)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(1 << 16);
	struct js j = JS(&out);

	(void)state;
	js_quote(&out, STR("a\"b\\c/\n\t\r\x01\x7f \xc3\xa9 \xf0\x9f\x98\x80 \xff \xed\xa0\x80"));
	assert_str(strbuf_str(&out), "\"a\\\"b\\\\c/\\n\\t\\u000d\\u0001\\u007f \xc3\xa9 \xf0\x9f\x98\x80 \xef\xbf\xbd "
	                             "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
	strbuf_clear(&out);
	js_quote(&out, STR("a\0b"));
	assert_str(strbuf_str(&out), "\"a\\u0000b\"");
	strbuf_clear(&out);
	js_open(&j, '{');
	js_kv(&j, "none", STR_NONE);
	js_kv(&j, "text", STR(""));
	js_key(&j, "list");
	js_open(&j, '[');
	js_i64(&j, INT64_MIN);
	js_f64(&j, 0.5);
	js_f64(&j, NAN);
	js_bool(&j, false);
	js_open(&j, '[');
	js_close(&j, ']');
	js_null(&j);
	js_close(&j, ']');
	js_ki(&j, "i", 7);
	js_kb(&j, "b", true);
	js_kday(&j, "day", 0);
	js_kday(&j, "no_day", DAY_NONE);
	js_kz(&j, "z", NULL);
	js_close(&j, '}');
	assert_str(strbuf_str(&out),
	           "{\"none\":null,\"text\":\"\",\"list\":[-9223372036854775808,0.5,null,false,[],null],"
	           "\"i\":7,\"b\":true,\"day\":\"1970-01-01\",\"no_day\":null,\"z\":null}");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(utf8_round_trips_every_code_point),
	    cmocka_unit_test(utf8_refuses_what_is_ill_formed),
	    cmocka_unit_test(utf8_reads_any_encoding),
	    cmocka_unit_test(utf8_clips_between_code_points),
	    cmocka_unit_test(days_agree_with_the_library),
	    cmocka_unit_test(dates_that_are_none_are_refused),
	    cmocka_unit_test(instants_are_read_and_written),
	    cmocka_unit_test(the_day_depends_on_the_zone),
	    cmocka_unit_test(the_clock_can_be_fixed),
	    cmocka_unit_test(whole_numbers_are_read),
	    cmocka_unit_test(numbers_round_trip),
	    cmocka_unit_test(numbers_that_are_none_are_refused),
	    cmocka_unit_test(json_is_escaped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
