/* Keys, fingerprints, and whether two postings are one job. */
#include "test.h"

#include "base/date.h"
#include "base/rng.h"
#include "domain/job/same.h"

static void
addresses_lose_what_names_no_page(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	static const struct {
		const char *url, *want;
	} cases[] = {
	    {"https://www.Acme.com/Jobs/42/?utm_source=x&ref=y#top", "acme.com/Jobs/42"},
	    {"http://acme.com/Jobs/42", "acme.com/Jobs/42"},
	    {"https://jobs.lever.co/acme/116b8142-1111/apply?lever-source=LinkedIn",
	     "jobs.lever.co/acme/116b8142-1111"},
	    {"https://acme.com/careers?b=2&a=1", "acme.com/careers?a=1&b=2"},
	    {"https://boards.greenhouse.io/acme/jobs/4012345?gh_src=abc", "greenhouse:4012345"},
	    {"https://job-boards.greenhouse.io/acme/jobs/4012345", "greenhouse:4012345"},
	    {"https://acme.com/careers?gh_jid=4012345", "greenhouse:4012345"},
	    {"https://jobs.ashbyhq.com/acme/29663a4b-c457-4a38-bbdf-069f18aaaaaa/application",
	     "ashby:29663a4b-c457-4a38-bbdf-069f18aaaaaa"},
	    {"https://acme.wd1.myworkdayjobs.com/en-US/Careers/job/Berlin/ML_R1",
	     "acme.wd1.myworkdayjobs.com/Careers/job/Berlin/ML_R1"},
	    {"", ""},
	    {"https://", ""},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_str(same_url_key(&a, str_of(cases[i].url)), cases[i].want);
	assert_true(same_url_is_one_job(STR("greenhouse:4012345")));
	assert_true(same_url_is_one_job(STR("x.co/acme/116b8142-1111")));
	assert_false(same_url_is_one_job(STR("acme.com/careers")));
	assert_false(same_url_is_one_job(STR("acme12345.com/careers")));
}

static void
companies_and_titles_lose_what_names_no_job(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	static const struct {
		const char *title, *place, *want;
	} titles[] = {
	    {"Data Scientist (m/f/d)", "Berlin", "data scientist"},
	    {"Data Scientist m/w/d", "Berlin", "data scientist"},
	    {"Data Scientist - Berlin", "Berlin, Germany", "data scientist"},
	    {"Data Scientist (Berlin)", "Berlin, Germany", "data scientist"},
	    {"Data Scientist - Payments", "Berlin", "data scientist payments"},
	    {"Data Scientist (90712)", "Berlin", "data scientist"},
	    {"Operator (2nd Shift)", "Berlin", "operator 2nd shift"},
	    {"(Remote)", "Berlin", "remote"},
	};

	(void)state;
	assert_str(same_company_key(&a, STR("Acme, Inc.")), "acme");
	assert_str(same_company_key(&a, STR("The Acme GmbH")), "acme");
	assert_str(same_company_key(&a, STR("impact.com")), "impact");
	assert_str(same_company_key(&a, STR("Healthfirst\n3.1")), "healthfirst");
	assert_str(same_company_key(&a, STR("Inc.")), "inc");
	for (size_t i = 0; i < ARRAY_LEN(titles); i++)
		assert_str(same_title_key(&a, str_of(titles[i].title), str_of(titles[i].place)), titles[i].want);
	assert_true(same_place_hash(STR("Berlin; London")) == same_place_hash(STR("london;  Berlin")));
	assert_true(same_place_hash(STR("Berlin; London")) != same_place_hash(STR("Berlin")));
}

/* Random words; `changed` of them replaced. */
static uint64_t
simhash_of(struct arena *a, uint64_t seed, size_t n, size_t changed)
{
	struct fold f = {ARENA_ARRAY(a, n, struct str), ARENA_ARRAY(a, n, uint32_t), n};
	struct rng r, other;

	rng_seed(&r, seed);
	rng_seed(&other, seed + 1000);
	for (size_t i = 0; i < n; i++)
		f.words[i] = arena_printf(a, "w%llu", (unsigned long long)rng_below(&r, 2000));
	for (size_t i = 0; i < changed; i++)
		f.words[rng_below(&other, n)] = arena_printf(a, "other%zu", i);
	return same_simhash(&f);
}

static void
fingerprints_are_near_when_texts_are(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	int near = 0, far = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 50; seed++) {
		uint64_t text = simhash_of(&a, seed, 600, 0);

		near += same_distance(text, simhash_of(&a, seed, 600, 3));
		far += same_distance(text, simhash_of(&a, seed + 100, 600, 0));
		assert_int_equal(same_distance(text, simhash_of(&a, seed, 600, 0)), 0);
	}
	/* Three words of 600 touch nine shingles of 598: a few bits. Unrelated texts differ in half. */
	assert_true(near < 50 * 6);
	assert_true(far > 50 * 27 && far < 50 * 37);
	assert_true(simhash_of(&a, 1, SAME_SHINGLE_MIN - 1, 0) == 0);
	assert_true(simhash_of(&a, 1, SAME_SHINGLE_MIN, 0) != 0);
}

/* The counters of eight bits are emptied in time: against the plain sum over every bit. */
static void
long_texts_do_not_overflow(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	enum { N = 5000 };
	struct fold f = {ARENA_ARRAY(&a, N, struct str), ARENA_ARRAY(&a, N, uint32_t), N};
	uint64_t once;

	(void)state;
	for (size_t i = 0; i < N; i++)
		f.words[i] = STR("same");
	once = same_simhash(&f);
	f.n = SAME_SHINGLE_MIN;
	/* All shingles are one: its hash is the fingerprint, however many there are. */
	assert_true(same_simhash(&f) == once);
}

static void
the_decision(void **state)
{
	const struct same_face a = {.url = 1,
	                            .host = 9,
	                            .url_is_one_job = true,
	                            .company = 2,
	                            .title = 3,
	                            .place = 4,
	                            .text = 5,
	                            .simhash = 0xff00,
	                            .posted_day = 100};
	struct same_face b = a;

	(void)state;
	assert_int_equal(same_decide(&a, &b), SAME_EXACT);
	b.title = 33; /* a list has other words for it */
	assert_int_equal(same_decide(&a, &b), SAME_EXACT);
	b = a;
	b.url = 11;
	assert_int_equal(same_decide(&a, &b), SAME_EXACT); /* the same text, title and place */
	b.text = 55;
	b.simhash = 0xff3f;
	assert_int_equal(same_decide(&a, &b), SAME_REPOST);
	b.place = 44;
	assert_int_equal(same_decide(&a, &b), SAME_SIBLING);
	b.title = 33; /* six bits are too many for another title */
	assert_int_equal(same_decide(&a, &b), SAME_FIRST);
	b.simhash = 0xff07;
	assert_int_equal(same_decide(&a, &b), SAME_SIBLING);
	b.company = 22; /* another company's advert of the same words is another job */
	assert_int_equal(same_decide(&a, &b), SAME_FIRST);

	/* A page of openings stands for several jobs. */
	struct same_face p = {.url = 1, .host = 9, .company = 2, .title = 3, .place = 4, .posted_day = 100}, q = p;

	q.title = 33;
	assert_int_equal(same_decide(&p, &q), SAME_FIRST);
	q.title = 3;
	assert_int_equal(same_decide(&p, &q), SAME_EXACT);
	/* Without text: another site within the time, yes; another address of one site, or last year's, no. */
	q.url = 11;
	assert_int_equal(same_decide(&p, &q), SAME_FIRST);
	q.host = 99;
	assert_int_equal(same_decide(&p, &q), SAME_REPOST);
	q.posted_day = 100 + SAME_REPOST_DAYS + 1;
	assert_int_equal(same_decide(&p, &q), SAME_FIRST);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(addresses_lose_what_names_no_page),
	    cmocka_unit_test(companies_and_titles_lose_what_names_no_job),
	    cmocka_unit_test(fingerprints_are_near_when_texts_are),
	    cmocka_unit_test(long_texts_do_not_overflow),
	    cmocka_unit_test(the_decision),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
