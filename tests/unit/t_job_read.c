/* What a posting's words are read to say. */
#include "test.h"

#include "base/content.h"
#include "domain/job/read.h"

struct bench {
	struct arena a;
	struct map *map;
	struct job_reader *rd;
};

static int
setup(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));
	struct err err = {0};

	b->a.limit = 256 << 20;
	if (!map_load(&b->a, content_files, content_files_n, &b->map, &err))
		base_die(err.text);
	b->rd = job_reader_new(&b->a, b->map);
	*state = b;
	return 0;
}

static int
teardown(void **state)
{
	struct bench *b = *state;

	arena_release(&b->a);
	free(b);
	return 0;
}

static struct fold
fold(struct bench *b, const char *text)
{
	struct fold f;

	fold_text(&b->a, str_of(text), &f);
	return f;
}

static void
check(const char *text, const char *got, const char *want)
{
	if ((got == NULL) != (want == NULL) || (got != NULL && strcmp(got, want) != 0))
		fail_msg("\"%s\": got %s, wanted %s", text, got != NULL ? got : "none", want != NULL ? want : "none");
}

static void
words_are_folded(void **state)
{
	struct bench *b = *state;
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
	    {"Ingénieur·e, Machine-Learning (H/F)", "ingenieur e machine learning h f"},
	    {"Don't use C++, C# or R&D", "dont use c++ c# or r d"},
	    {"3+ years; 1.5 years. Łódź", "3+ years 1.5 years lodz"},
	    {"ДАННЫЕ 数据", "данные 数据"},
	    {"\xff\xfe broken \xc3", "broken"},
	    {"", ""},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_str(fold_line(&b->a, str_of(cases[i].text)), cases[i].want);
}

static void
seniority_is_of_the_title_first(void **state)
{
	struct bench *b = *state;
	static const struct {
		const char *title;
		const char *text;
		int years;
		const char *want;
	} cases[] = {
	    {"Senior Data Scientist", "", -1, "senior"},
	    {"Sr. ML Engineer", "", -1, "senior"},
	    {"Machine Learning Intern", "a team of senior engineers", -1, "intern"},
	    {"Software Engineer Co-op", "", -1, "intern"},
	    {"Director of Machine Learning", "", -1, "executive"},
	    {"Head of Data", "", -1, "executive"},
	    {"Engineering Manager, ML", "", -1, "manager"},
	    {"Senior Manager, Analytics", "", -1, "manager"},
	    {"AI Product Manager", "", -1, NULL},
	    {"Senior Product Manager", "", -1, "senior"},
	    {"Staff Machine Learning Engineer", "", -1, "lead"},
	    {"Principal Scientist", "", -1, "lead"},
	    {"Chief of Staff", "", -1, NULL},
	    {"Junior Data Analyst", "", -1, "junior"},
	    {"Data Analyst II", "", -1, "mid"},
	    {"Software Engineer III", "", -1, "senior"},
	    {"New Grad Software Engineer", "", -1, "junior"},
	    {"International Data Analyst", "", -1, NULL},
	    {"Data Analyst", "This is an entry-level job.", -1, "junior"},
	    {"Data Analyst", "", 0, "junior"},
	    {"Data Analyst", "", 3, "mid"},
	    {"Data Analyst", "", 8, "senior"},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fold title = fold(b, cases[i].title), text = fold(b, cases[i].text);

		check(cases[i].title, job_read_seniority(&title, &text, cases[i].years), cases[i].want);
	}
}

static void
years_are_those_asked_for(void **state)
{
	struct bench *b = *state;
	static const struct {
		const char *text;
		int min;
		int max;
	} cases[] = {
	    {"3+ years of experience with Python", 3, -1},
	    {"2-4 years of experience", 2, 4},
	    {"2 to 4 years' professional experience", 2, 4},
	    {"At least five years of industry experience", 5, -1},
	    {"five (5) plus years job related experience", 5, -1},
	    {"5–7+ years of experience", 5, -1},
	    {"3 or more years of experience", 3, -1},
	    {"Up to 5 years of experience", -1, 5},
	    {"1.5 years experience", 1, -1},
	    {"- 6+ years in fraud detection", 6, -1},
	    {"Requirements5+ years of experience", 5, -1},
	    {"Ideally 8+ years of experience.\n3+ years of experience required.", 3, -1},
	    {"A company with over 20 years of history", -1, -1},
	    {"You must be at least 18 years old", -1, -1},
	    {"We have 15 years of experience in payments", -1, -1},
	    {"over the past 3 years we have grown", -1, -1},
	    {"a four-year degree", -1, -1},
	    {"a 3-year vesting schedule", -1, -1},
	    {"999 years of experience", -1, -1},
	    {"years", -1, -1},
	    {"", -1, -1},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fold text = fold(b, cases[i].text);
		int min, max;

		job_read_years(&text, &min, &max);
		if (min != cases[i].min || max != cases[i].max)
			fail_msg("\"%s\": got %d, %d, wanted %d, %d", cases[i].text, min, max, cases[i].min,
			         cases[i].max);
	}
}

static void
pay_is_an_amount_with_its_period(void **state)
{
	static const struct {
		const char *text;
		int64_t min;
		int64_t max;
		const char *currency;
		const char *period;
	} cases[] = {
	    {"Pay: $120,000 - $150,000 a year", 12000000, 15000000, "USD", "year"},
	    {"Gehalt: €60k–80k per year", 6000000, 8000000, "EUR", "year"},
	    {"salary 60-80k EUR", 6000000, 8000000, "EUR", "year"},
	    {"£45 per hour", 4500, 4500, "GBP", "hour"},
	    {"R30 000 per month", 3000000, 3000000, "ZAR", "month"},
	    {"Salary: CAD 90,000.50 annually", 9000050, 9000050, "CAD", "year"},
	    {"The base salary is $95,000", 9500000, 9500000, "USD", "year"},
	    {"$50,000 - $70,000 CAD per year", 5000000, 7000000, "CAD", "year"},
	    {"Pasadena, CA$28.00 per hour", 2800, 2800, "USD", "hour"},
	    {"a 401(k) with matching", -1, -1, NULL, NULL},
	    {"We raised $5M in funding", -1, -1, NULL, NULL},
	    {"over $20 million in revenue a year", -1, -1, NULL, NULL},
	    {"a budget of $500,000 per year", -1, -1, NULL, NULL},
	    {"Fertility HRA (up to $10,000 per year)", -1, -1, NULL, NULL},
	    {"a $2,000 sign-on bonus", -1, -1, NULL, NULL},
	    {"R2 score, Q4 2026, 100 000 users", -1, -1, NULL, NULL},
	    {"$", -1, -1, NULL, NULL},
	    {"$99999999999999999999999 a year", -1, -1, NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct job_pay p;

		job_read_pay(str_of(cases[i].text), &p);
		check(cases[i].text, p.currency, cases[i].currency);
		check(cases[i].text, p.period, cases[i].period);
		if (p.min != cases[i].min || p.max != cases[i].max)
			fail_msg("\"%s\": got %lld to %lld", cases[i].text, (long long)p.min, (long long)p.max);
	}
}

static void
workplace_is_told_apart_from_perks(void **state)
{
	struct bench *b = *state;
	static const struct {
		const char *title, *place, *text, *want;
	} cases[] = {
	    {"Data Scientist (Remote)", "Berlin", "", "remote"},
	    {"Data Scientist", "Remote", "", "remote"},
	    {"Data Scientist", "Remote in USA; Remote in Canada", "", "remote"},
	    {"Data Scientist", "Cairo; Remote", "", NULL},
	    {"Remote Sensing Scientist", "Bonn", "", NULL},
	    {"Data Scientist", "Bonn", "This is a hybrid role.", "hybrid"},
	    {"Data Scientist", "Bonn", "3 days a week in the office", "hybrid"},
	    {"Data Scientist", "Bonn", "five days a week in the office", "onsite"},
	    {"Data Scientist", "Bonn", "This is a fully remote position.", "remote"},
	    {"Data Scientist", "Bonn", "This is not a remote position.", "onsite"},
	    {"Data Scientist", "Bonn", "hybrid and remote working for certain roles", NULL},
	    {"Data Scientist", "Bonn", "experience with hybrid cloud", NULL},
	    {"Data Scientist", "Bonn", "", NULL},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fold title = fold(b, cases[i].title), place = fold(b, cases[i].place),
			    text = fold(b, cases[i].text);

		check(cases[i].text, job_read_workplace(&title, &place, &text), cases[i].want);
	}
}

static void
employment_is_of_the_job_not_of_students(void **state)
{
	struct bench *b = *state;
	static const struct {
		const char *title, *text, *want;
	} cases[] = {
	    {"Data Intern", "a full-time internship", "internship"},
	    {"Data Analyst (6 month contract)", "", "contract"},
	    {"Contract Manager", "", NULL},
	    {"Data Analyst", "This is a full-time position.", "full-time"},
	    {"Data Analyst", "Job type: Contract", "contract"},
	    {"Data Analyst", "for full-time students", NULL},
	    {"Data Analyst", "a part-time role", "part-time"},
	    {"Data Analyst", "You negotiate contracts", NULL},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fold title = fold(b, cases[i].title), text = fold(b, cases[i].text);

		check(cases[i].text, job_read_employment(&title, &text), cases[i].want);
	}
}

static void
sponsorship_hears_the_not(void **state)
{
	struct bench *b = *state;
	static const struct {
		const char *text, *want;
	} cases[] = {
	    {"We offer visa sponsorship.", "offers"},
	    {"Visa sponsorship is available for this role.", "offers"},
	    {"We are unable to sponsor visas.", "none"},
	    {"Visa sponsorship is not available.", "none"},
	    {"authorized to work in the US without sponsorship now or in the future", "none"},
	    {"We don't provide work visa sponsorship", "none"},
	    {"Must be a U.S. citizen.", "citizenship"},
	    {"US citizenship is required", "citizenship"},
	    {"Must be a U.S. citizen or permanent resident", NULL},
	    {"US citizens and green card holders are encouraged to apply", NULL},
	    {"regardless of race, age or citizenship", NULL},
	    {"Visa's sponsorships, including the Olympics, will be yours", NULL},
	    {"Will you require visa sponsorship?", NULL},
	    {"sponsor of the local football club", NULL},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fold text = fold(b, cases[i].text);

		check(cases[i].text, job_read_sponsorship(&text), cases[i].want);
	}
}

static const char *
role_of(struct bench *b, const char *title)
{
	struct fold f = fold(b, title);
	int role = job_role_of_title(b->rd, &f);

	return role != MAP_NONE ? arena_cstr(&b->a, b->map->roles[role].id) : NULL;
}

static void
roles_go_by_title_then_by_skills(void **state)
{
	struct bench *b = *state;
	double *has = ARENA_ARRAY(&b->a, b->map->n_skills, double);
	const struct role *ml = &b->map->roles[map_role(b->map, STR("ml-engineer"))];

	check("MLE", role_of(b, "Senior Machine Learning Engineer (f/m/d)"), "ml-engineer");
	check("comma", role_of(b, "Software Engineer, Machine Learning"), "ml-engineer");
	check("plain", role_of(b, "Software Engineer"), "software-engineer");
	check("DS", role_of(b, "Data Scientist - Payments"), "data-scientist");
	check("none", role_of(b, "Account Executive"), NULL);
	check("part of a word", role_of(b, "Metadata Analystics"), NULL);

	assert_int_equal(job_role_of_skills(b->map, has), MAP_NONE);
	for (size_t i = 0; i < ml->n_skills; i++)
		has[ml->skills[i].skill] = ml->skills[i].weight;
	assert_int_equal(job_role_of_skills(b->map, has), map_role(b->map, STR("ml-engineer")));
	for (size_t i = 3; i < ml->n_skills; i++)
		has[ml->skills[i].skill] = 0;
	assert_int_equal(job_role_of_skills(b->map, has), MAP_NONE);

	/* What every office asks for makes nobody a product manager. */
	memset(has, 0, b->map->n_skills * sizeof(*has));
	for (size_t i = 0; i < b->map->n_skills; i++)
		if (str_starts(b->map->skills[i].id, STR("co.")))
			has[i] = 1;
	assert_int_equal(job_role_of_skills(b->map, has), MAP_NONE);
}

static void
industries_need_two_words(void **state)
{
	struct bench *b = *state;
	struct fold none = fold(b, ""), one = fold(b, "We help patients."),
		    two = fold(b, "We help patients, and clinical care, with SaaS software as a service."),
		    same = fold(b, "patients patients patients");

	assert_int_equal(job_industry(b->rd, &b->a, &none, &one), MAP_NONE);
	assert_int_equal(job_industry(b->rd, &b->a, &none, &same), MAP_NONE);
	assert_int_equal(job_industry(b->rd, &b->a, &none, &two), map_industry(b->map, STR("health")));
}

/* Time is linear: a megabyte that tempts every reader is read at once. */
static void
a_long_text_takes_no_long_time(void **state)
{
	struct bench *b = *state;
	static const char tempting[] = "$1,000 - 3 years of sponsorship hybrid not remote U.S. citizen 5 to 10 $ - ";
	size_t n = (size_t)1 << 20;
	char *p = ARENA_ARRAY(&b->a, n, char);
	struct posting_record r = {.text = {p, n}};
	struct fold title = fold(b, "x"), text;
	struct job_reading read;
	clock_t begin = clock();

	for (size_t i = 0; i < n; i++)
		p[i] = tempting[i % (sizeof(tempting) - 1)];
	fold_text(&b->a, r.text, &text);
	job_read(&r, &title, &title, &text, &read);
	assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < 5);
	assert_true(text.n > 100000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_are_folded),
	    cmocka_unit_test(seniority_is_of_the_title_first),
	    cmocka_unit_test(years_are_those_asked_for),
	    cmocka_unit_test(pay_is_an_amount_with_its_period),
	    cmocka_unit_test(workplace_is_told_apart_from_perks),
	    cmocka_unit_test(employment_is_of_the_job_not_of_students),
	    cmocka_unit_test(sponsorship_hears_the_not),
	    cmocka_unit_test(roles_go_by_title_then_by_skills),
	    cmocka_unit_test(industries_need_two_words),
	    cmocka_unit_test(a_long_text_takes_no_long_time),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
