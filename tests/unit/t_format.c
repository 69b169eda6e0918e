/*
 * Readers of postings: every format against a golden listing of its records, and the real files of
 * ../shared/data/postings where they are present. CAIRN_GOLDEN=update writes the listings anew.
 */
#include "test.h"

#include "base/date.h"
#include "base/fs.h"
#include "base/strbuf.h"
#include "format/plain.h"
#include "format/posting.h"
#include "format/words.h"

static const char *
source_dir(void)
{
	const char *dir = getenv("CAIRN_SOURCE");

	return dir != NULL ? dir : ".";
}

/* What a sink was given, as text. */
struct listing {
	struct strbuf out;
	size_t n_read;
	size_t n_refused;
	bool quiet; /* only count */
};

static void
add_field(struct strbuf *out, const char *name, struct str s)
{
	if (s.n > 0)
		strbuf_printf(out, "%s: %.*s\n", name, STR_ARG(s));
}

static void
add_number(struct strbuf *out, const char *name, int64_t v)
{
	if (v >= 0)
		strbuf_printf(out, "%s: %lld\n", name, (long long)v);
}

static bool
on_record(void *p, const struct posting_record *r, struct err *err)
{
	struct listing *l = p;
	char day[16];

	(void)err;
	l->n_read++;
	if (l->quiet)
		return true;
	strbuf_printf(&l->out, "== %s, %s\n", posting_kind_name(r->kind), r->is_open ? "open" : "closed");
	add_field(&l->out, "where", r->where);
	add_field(&l->out, "key", r->source_key);
	add_field(&l->out, "url", r->url);
	add_field(&l->out, "company", r->company);
	add_field(&l->out, "title", r->title);
	add_field(&l->out, "place", r->place);
	add_field(&l->out, "workplace", r->workplace);
	add_field(&l->out, "employment", r->employment);
	add_field(&l->out, "department", r->department);
	add_field(&l->out, "sponsorship", r->sponsorship);
	add_number(&l->out, "pay from", r->pay_min);
	add_number(&l->out, "pay to", r->pay_max);
	add_field(&l->out, "currency", r->pay_currency);
	add_field(&l->out, "period", r->pay_period);
	add_field(&l->out, "posted", str_of(day_format(r->posted_day, day)));
	add_field(&l->out, "closes", str_of(day_format(r->closes_day, day)));
	strbuf_printf(&l->out, "source: %zu bytes\n", r->source.n);
	if (r->text.n > 0)
		strbuf_printf(&l->out, "----\n%.*s\n----\n", STR_ARG(r->text));
	return true;
}

static bool
on_refusal(void *p, const struct posting_refusal *r, struct err *err)
{
	struct listing *l = p;

	(void)err;
	l->n_refused++;
	if (!l->quiet)
		strbuf_printf(&l->out, "== refused\nwhere: %.*s\nwhy: %.*s\n", STR_ARG(r->where), STR_ARG(r->why));
	return true;
}

static bool
list_file(struct arena *a, const char *path, const char *name, struct listing *l, struct err *err)
{
	struct posting_sink sink = {on_record, on_refusal, l};
	struct str bytes;

	if (!fs_read(a, path, (size_t)64 << 20, &bytes, err))
		return false;
	return posting_read(a, bytes, str_of(name), &sink, err);
}

/* The file's records are those of the golden listing. */
static void
check_golden(const char *name)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)256 << 20);
	struct listing l = {.out = STRBUF(1 << 20)};
	const char *dir = arena_printf(&a, "%s/tests/data/postings", source_dir()).p;
	const char *golden = arena_printf(&a, "%s/golden/%s.txt", dir, name).p, *update = getenv("CAIRN_GOLDEN");
	struct err err = {0};
	struct str want;

	if (!list_file(&a, fs_join(&a, dir, name), name, &l, &err))
		strbuf_printf(&l.out, "== error %s\n%s\n%s%s", err_code_name(err.code), err.text, err.hint,
		              err.hint[0] != '\0' ? "\n" : "");
	if (update != NULL && strcmp(update, "update") == 0)
		assert_ok(fs_replace(golden, strbuf_str(&l.out), &err), err);
	assert_ok(fs_read(&a, golden, 1 << 20, &want, &err), err);
	if (!str_eq(strbuf_str(&l.out), want)) {
		print_error("%s: got\n%.*s", name, STR_ARG(strbuf_str(&l.out)));
		fail();
	}
	strbuf_release(&l.out);
}

static void
golden_listings_hold(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	struct err err = {0};
	size_t n, seen = 0;
	char **names;

	(void)state;
	assert_ok(fs_list(&a, arena_printf(&a, "%s/tests/data/postings", source_dir()).p, &names, &n, &err), err);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(names[i], "golden") == 0)
			continue;
		check_golden(names[i]);
		seen++;
	}
	assert_true(seen >= 20);
}

/* Counts of the real files: read, refused; read 0 is an error for the whole file. */
static const struct {
	const char *path;
	size_t n_read;
	size_t n_refused;
} real_files[] = {
    {"boards/ashby_openai.json", 2, 0},
    {"boards/ehddd_ashby.json", 6, 0},
    {"boards/ehddd_gh_departments.json", 0, 0},
    {"boards/ehddd_greenhouse.json", 6, 0},
    {"boards/ehddd_lever.json", 6, 0},
    {"boards/ehddd_recruitee.json", 2, 0},
    {"boards/ehddd_smartrecruiters.json", 2, 0},
    {"boards/ehddd_workable.json", 3, 0},
    {"boards/greenhouse_stripe.json", 2, 0},
    {"boards/hn_item.json", 4, 0},
    {"boards/lever_palantir.json", 2, 0},
    {"boards/omoji_ashby.json", 2, 0},
    {"boards/omoji_bamboohr.json", 2, 0},
    {"boards/omoji_eightfold.json", 2, 0},
    {"boards/omoji_greenhouse.json", 2, 0},
    {"boards/omoji_hrmdirect.html", 0, 0},
    {"boards/omoji_icims.html", 0, 0},
    {"boards/omoji_jobvite.html", 0, 0},
    {"boards/omoji_lever.json", 2, 0},
    {"boards/omoji_neogov.xml", 2, 0},
    {"boards/omoji_oracle_orc.json", 2, 0},
    {"boards/omoji_paylocity.html", 2, 0},
    {"boards/omoji_personio.xml", 1, 1},
    {"boards/omoji_phenom.html", 2, 0},
    {"boards/omoji_recruitee.json", 2, 0},
    {"boards/omoji_rippling.json", 1, 1},
    {"boards/omoji_smartrecruiters.json", 1, 0},
    {"boards/omoji_teamtailor.json", 2, 0},
    {"boards/omoji_workable.json", 1, 1},
    {"boards/q_cryptojobs_rss_sample.xml", 3, 0},
    {"boards/q_himalayas_api_response.json", 3, 0},
    {"boards/q_hn_algolia_response.json", 1, 2},
    {"boards/q_web3career_jobs_html.html", 0, 0},
    {"boards/q_wwr_rss_sample.xml", 3, 0},
    {"boards/simplify_listings.json", 4, 0},
    {"boards/smartrecruiters_detail.json", 1, 0},
    {"boards/smartrecruiters_sample.json", 2, 0},
    {"boards/workable_sample.json", 3, 0},
    {"descriptions/linpingyu-DataAnalyst.csv", 967, 8},
    {"descriptions/linpingyu-DataScientist.csv", 964, 11},
    {"greenhouse/bashdotcom/20260808T195722760851Z.json", 6, 0},
    {"greenhouse/bashdotcom/20260817T130625393955Z.json", 6, 0},
    {"greenhouse/bashdotcom/20260822T130115072374Z.json", 5, 0},
    {"greenhouse/impact/20260808T195722760851Z.json", 85, 0},
    {"greenhouse/impact/20260817T130625393955Z.json", 86, 0},
    {"greenhouse/luno/20260808T195722760851Z.json", 13, 0},
    {"greenhouse/luno/20260814T134324336749Z.json", 11, 0},
    {"greenhouse/luno/20260821T131103012385Z.json", 10, 0},
    {"greenhouse/takealotgroup/20260808T195722760851Z.json", 22, 0},
    {"greenhouse/takealotgroup/20260817T130625393955Z.json", 22, 0},
    {"greenhouse/takealotgroup/20260821T131103012385Z.json", 17, 0},
    {"lever/Yassir/20260808T195722760851Z.json", 155, 0},
    {"lever/Yassir/20260820T204643941771Z.json", 142, 0},
    {"lever/binance/20260808T202629505671Z.json", 294, 0},
    {"lever/mamamoney/20260808T195722760851Z.json", 13, 0},
    {"lever/mamamoney/20260814T134324336749Z.json", 11, 0},
    {"lever/mamamoney/20260822T130115072374Z.json", 11, 0},
    {"lever/moo/20260808T202629505671Z.json", 17, 0},
    {"lever/moo/20260817T130625393955Z.json", 11, 0},
    {"lever/moo/20260821T204150267165Z.json", 13, 0},
    {"listings/cvrve-summer2025-2024-10.json", 1910, 1},
    {"listings/simplify-newgrad-2023-10-01.json", 266, 0},
    {"listings/simplify-newgrad-2024-02-01.json", 456, 0},
    {"listings/simplify-newgrad-2024-07-01.json", 263, 0},
    {"listings/simplify-newgrad-2024-10.json", 1288, 0},
    {"listings/simplify-summer2025-2024-09-01.json", 4929, 1},
    {"listings/simplify-summer2025-2024-10.json", 5999, 1},
    {"listings/speedyapply-ai-NEW_GRAD_USA.md", 234, 0},
};

static void
real_files_are_read(void **state)
{
	CLEANUP(arena_release) struct arena names = ARENA(1 << 20);
	const char *dir = arena_printf(&names, "%s/../shared/data/postings", source_dir()).p;

	(void)state;
	if (!fs_is_dir(dir)) {
		print_message("# ../shared/data/postings is absent: the real files are not read\n");
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(real_files); i++) {
		CLEANUP(arena_release) struct arena a = ARENA((size_t)512 << 20);
		struct listing l = {.out = STRBUF(16), .quiet = true};
		struct err err = {0};
		bool ok = list_file(&a, fs_join(&a, dir, real_files[i].path), real_files[i].path, &l, &err);

		if (ok != (real_files[i].n_read > 0) || l.n_read != real_files[i].n_read ||
		    l.n_refused != real_files[i].n_refused)
			fail_msg("%s: read %zu, refused %zu, wanted %zu and %zu: %s", real_files[i].path, l.n_read,
			         l.n_refused, real_files[i].n_read, real_files[i].n_refused, err.text);
		if (!ok)
			assert_int_equal(err.code, ERR_INVALID);
	}
}

static void
words_of_sources(void **state)
{
	char buf[4];

	(void)state;
	assert_str(word_employment(STR("Regular Full Time (Salary)")), "full-time");
	assert_str(word_employment(STR("FULL_TIME")), "full-time");
	assert_str(word_employment(STR("Fixed Term Contract")), "contract");
	assert_str(word_employment(STR("Internal transfer")), "");
	assert_str(word_employment(STR("Intern")), "internship");
	assert_str(word_employment(STR("Permanent")), "");
	assert_str(word_workplace(STR("on-site")), "onsite");
	assert_str(word_workplace(STR("Full-time Onsite or Remote")), "");
	assert_str(word_workplace(STR("US Remote")), "remote");
	assert_str(word_workplace(STR("Berlin")), "");
	assert_str(word_period(STR("per-year-salary")), "year");
	assert_str(word_period(STR("1 HOUR")), "hour");
	assert_str(word_period(STR("NONE")), "");
	assert_str(word_currency(STR("eur"), buf), "EUR");
	assert_str(word_currency(STR("$"), buf), "");
	assert_str(word_sponsorship(STR("Does Not Offer Sponsorship")), "none");
	assert_str(word_sponsorship(STR("Other")), "");
	assert_int_equal(money_minor(12.34, STR("EUR")), 1234);
	assert_int_equal(money_minor(250000, STR("JPY")), 250000);
	assert_int_equal(money_minor(1.5, STR("KWD")), 1500);
	assert_int_equal(money_minor(0, STR("EUR")), -1);
	assert_int_equal(money_minor(1e13, STR("EUR")), -1);
}

static void
days_of_sources(void **state)
{
	char buf[16];

	(void)state;
	assert_string_equal(day_format(day_of_text(STR("2026-05-01")), buf), "2026-05-01");
	/* the day as the source writes it, whatever the zone */
	assert_string_equal(day_format(day_of_text(STR("2026-04-20T23:30:00-04:00")), buf), "2026-04-20");
	assert_string_equal(day_format(day_of_text(STR("Wed, 25 Mar 2026 22:02:47 +0000")), buf), "2026-03-25");
	assert_string_equal(day_format(day_of_text(STR("March 3rd, 2026")), buf), "2026-03-03");
	assert_int_equal(day_of_text(STR("07/08/2026")), DAY_NONE);
	assert_int_equal(day_of_text(STR("2026-13-01")), DAY_NONE);
	assert_int_equal(day_of_text(STR("30 February 2026")), DAY_NONE);
	assert_int_equal(day_of_text(STR("February 32nd, 2026")), DAY_NONE);
	assert_int_equal(day_of_text(STR("3 March 26 2026")), DAY_NONE);
	assert_int_equal(day_of_text(STR("0001-01-01")), DAY_NONE);
	assert_int_equal(day_of_text(STR("yesterday")), DAY_NONE);
	assert_string_equal(day_format(day_of_epoch(1769181068), buf), "2026-01-23");
	assert_string_equal(day_format(day_of_epoch(1767225600000), buf), "2026-01-01");
	assert_int_equal(day_of_epoch(5), DAY_NONE);
	assert_int_equal(day_of_epoch(INT64_MAX), DAY_NONE);
}

static void
doubly_encoded_text_is_repaired(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);

	(void)state;
	assert_str(plain_repair(&a, STR("It\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s caf\xc3\x83\xc2\xa9")),
	           "It\xe2\x80\x99s caf\xc3\xa9");
	/* three times */
	assert_str(plain_repair(&a, STR("\xc3\x83\xc2\xa2\xc3\xa2\xe2\x80\x9a\xc2\xac\xc3\x82\xc2\xa2 x")),
	           "\xe2\x80\xa2 x");
	/* what is right stays: "l'été", "Ångström", "São", "naïve", "£5" */
	assert_str(plain_repair(&a, STR("l\xe2\x80\x99\xc3\xa9t\xc3\xa9 \xc3\x85ngstr\xc3\xb6m S\xc3\xa3o \xc2\xa3"
	                                "5")),
	           "l\xe2\x80\x99\xc3\xa9t\xc3\xa9 \xc3\x85ngstr\xc3\xb6m S\xc3\xa3o \xc2\xa3"
	           "5");
}

static void
names_are_one_clean_line(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);

	(void)state;
	assert_str(plain_name(&a, STR("  R&amp;D\t\xc2\xa0Lead \xe2\x80\x8b\r\n(m/w/d) "), 100), "R&D Lead (m/w/d)");
	assert_str(plain_name(&a, STR("&#x41;&#66;&nosuch; &#xD800;"), 100), "AB&nosuch; \xef\xbf\xbd");
	/* cut between code points, without a space at the end */
	assert_str(plain_name(&a, STR("ab \xc3\xa9\xc3\xa9"), 4), "ab");
	assert_str(plain_name(&a, STR("ab \xc3\xa9\xc3\xa9"), 5), "ab \xc3\xa9");
	assert_null(plain_name(&a, STR(" \xe2\x80\x8b "), 10).p);
	/* what turns the direction of writing may not turn a name around */
	assert_str(plain_name(&a,
	                      STR("a\xe2\x80\xaa"
	                          "b\xe2\x80\xae"
	                          "c\xe2\x81\xa4"
	                          "d"),
	                      100),
	           "abcd");
}

static void
bullets_and_headings_of_plain_text(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);

	(void)state;
	assert_str(plain_text(&a,
	                      STR("Intro\r\n## Needs ##\n\xe2\x80\xa2 a\n* b\n-\tc\n- \n-d\n**Bold**\nend\n\n\n\nlast"),
	                      1000),
	           "Intro\n\n# Needs\n\n- a\n- b\n- c\n\n-d\n\n# Bold\n\nend\n\nlast");
	assert_str(plain_text(&a, STR("We need: \xe2\x80\xa2 Python \xe2\x80\xa2 SQL"), 1000),
	           "We need:\n\n- Python\n- SQL");
	assert_str(plain_text(&a, STR("Berlin \xc2\xb7 Remote \xc2\xb7 5-10 people"), 1000),
	           "Berlin \xc2\xb7 Remote \xc2\xb7 5-10 people");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(golden_listings_hold),     cmocka_unit_test(words_of_sources),
	    cmocka_unit_test(days_of_sources),          cmocka_unit_test(doubly_encoded_text_is_repaired),
	    cmocka_unit_test(names_are_one_clean_line), cmocka_unit_test(bullets_and_headings_of_plain_text),
	    cmocka_unit_test(real_files_are_read),
	};

	return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
