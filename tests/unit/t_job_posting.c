/* Storing and asking. */
#include "job_bench.h"

static int
group_setup(void **state)
{
	*state = world_new();
	return 0;
}

static int
group_teardown(void **state)
{
	world_free(*state);
	return 0;
}

static struct posting
get(struct job_bench *b, int64_t id)
{
	struct posting p = {0};
	struct str text;

	assert_ok(posting_get(&b->c, id, &p, &text, &b->err), b->err);
	return p;
}

static size_t
n_versions(struct job_bench *b, int64_t id)
{
	struct posting_version *v;
	size_t n = 99;

	assert_ok(posting_versions(&b->c, id, &v, &n, &b->err), b->err);
	return n;
}

static void
a_new_posting_is_read(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	struct posting_outcome o = put_one(b, advert("acme/1", "Acme", "Machine Learning Engineer"));
	struct posting_skill *skills;
	struct posting p = get(b, o.id);
	bool python = false, spark = true;
	size_t n;

	assert_int_equal(o.change, POSTING_NEW);
	assert_int_equal(o.relation, SAME_FIRST);
	assert_str(p.role, "ml-engineer");
	assert_str(p.workplace, "hybrid");
	assert_str(p.sponsorship, "none");
	assert_str(p.seniority, "mid");
	assert_str(p.pay_currency, "USD");
	assert_int_equal(p.pay_max, 15000000);
	assert_int_equal(p.years_min, 3);
	assert_int_equal(p.years_max, -1);
	assert_int_equal(p.group_id, p.id);
	assert_null(p.employment.p);
	assert_ok(posting_skills(&b->c, o.id, &skills, &n, &b->err), b->err);
	for (size_t i = 0; i < n; i++) {
		python |= skills[i].skill == map_skill(b->c.map, STR("sw.py")) && skills[i].required;
		spark &= skills[i].skill != map_skill(b->c.map, STR("da.pipe")) || !skills[i].required;
	}
	assert_true(n >= 4);
	assert_true(python); /* asked for */
	assert_true(spark);  /* nice to have */
}

static void
noise_is_no_change(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	struct posting_record r = advert("acme/1", "Acme", "Machine Learning Engineer");
	struct posting_outcome o = put_one(b, r), again;
	CLEANUP(strbuf_release) struct strbuf noisy = STRBUF(10000);

	for (size_t i = 0; i < r.text.n; i++) {
		strbuf_byte(&noisy, r.text.p[i]);
		if (r.text.p[i] == ' ')
			strbuf_byte(&noisy, ' ');
	}
	r.text = strbuf_str(&noisy);
	r.title = STR("Machine  Learning Engineer ");
	r.place = STR("London; Berlin");
	r.company = STR("");
	r.url = STR("https://job-boards.greenhouse.io/acme/jobs/4012345?utm_source=x");
	r.posted_day = 20600;
	r.source = STR("{\"updated_at\":1}");
	again = put_one(b, r);
	assert_int_equal(again.change, POSTING_SAME);
	assert_int_equal(again.id, o.id);
	r.company = STR("ACME Inc.");
	assert_int_equal(put_one(b, r).change, POSTING_SAME);
	assert_int_equal(n_versions(b, o.id), 0);
	assert_str(get(b, o.id).company, "Acme");
}

static void
a_change_keeps_what_was(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	struct posting_record r = advert("acme/1", "Acme", "Machine Learning Engineer");
	struct posting_outcome o = put_one(b, r), changed;
	struct posting_version *v;
	size_t n;

	r.title = STR("Senior Data Scientist");
	r.text =
	    STR("We look for a data scientist with eight years of experience, who knows statistics and SQL, writes "
	        "clearly, and likes to talk to people about what numbers mean for them and for their work.");
	changed = put_one(b, r);
	assert_int_equal(changed.change, POSTING_UPDATED);
	assert_false(changed.closed);
	assert_str(get(b, o.id).title, "Senior Data Scientist");
	assert_str(get(b, o.id).seniority, "senior");
	assert_str(get(b, o.id).role, "data-scientist");
	assert_ok(posting_versions(&b->c, o.id, &v, &n, &b->err), b->err);
	assert_int_equal(n, 1);
	assert_true(str_has(v[0].fields, STR("\"title\":\"Machine Learning Engineer\"")));
	assert_true(str_has(v[0].fields, STR("PyTorch")));
	assert_int_equal(put_one(b, r).change, POSTING_SAME);

	r.is_open = false;
	changed = put_one(b, r);
	assert_int_equal(changed.change, POSTING_UPDATED);
	assert_true(changed.closed);
	assert_false(get(b, o.id).is_open);
}

static void
the_same_job_is_grouped(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	struct posting_record r = advert("acme/1", "Acme", "Machine Learning Engineer");
	struct posting_outcome first = put_one(b, r), other;
	struct posting *group;
	int64_t n_rebuilt = 0;
	size_t n;

	r.source_key = STR("acme/2");
	r.url = STR("https://acme.com/careers?gh_jid=4012345");
	other = put_one(b, r);
	assert_int_equal(other.change, POSTING_NEW);
	assert_int_equal(other.relation, SAME_EXACT);
	r.source_key = STR("acme/3");
	r.url = STR("https://boards.greenhouse.io/acme/jobs/99999999");
	r.place = STR("Paris");
	assert_int_equal(put_one(b, r).relation, SAME_SIBLING);
	r.source_key = STR("rival/3");
	r.url = STR("https://boards.greenhouse.io/rival/jobs/88888888");
	r.company = STR("Rival");
	assert_int_equal(put_one(b, r).relation, SAME_FIRST);
	assert_ok(posting_group(&b->c, first.id, &group, &n, &b->err), b->err);
	assert_int_equal(n, 3);
	assert_int_equal(group[0].id, first.id);

	/* Reading everything again comes to the same. */
	assert_ok(posting_rebuild(&b->c, b->ex, &n_rebuilt, &b->err), b->err);
	assert_int_equal(n_rebuilt, 4);
	assert_ok(posting_group(&b->c, first.id, &group, &n, &b->err), b->err);
	assert_int_equal(n, 3);
	assert_str(group[1].relation, "exact");
	assert_str(group[2].relation, "sibling");
	assert_str(group[2].role, "ml-engineer");
}

static void
one_key_for_two_jobs(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct posting_record r[2] = {advert("twice", "Acme", "Data Analyst"),
	                              advert("twice", "Rival", "Data Engineer")};
	struct posting_outcome o[2];
	struct posting_store *s;

	r[1].url = STR("https://rival.com/jobs/77777");
	assert_ok(db_tx_begin(b->c.db, &tx, &b->err), b->err);
	assert_ok(posting_store_open(&b->c, b->ex, &s, &b->err), b->err);
	for (int round = 0; round < 2; round++) {
		posting_store_file(s, r, 2);
		for (int i = 0; i < 2; i++) {
			assert_ok(posting_put(s, &r[i], &o[i], &b->err), b->err);
			assert_int_equal(o[i].change, round == 0 ? POSTING_NEW : POSTING_SAME);
		}
		assert_true(o[0].id != o[1].id);
	}
	/* Alone in a later file, it is still known. */
	posting_store_file(s, &r[1], 1);
	assert_ok(posting_put(s, &r[1], &o[0], &b->err), b->err);
	assert_int_equal(o[0].change, POSTING_SAME);
	assert_int_equal(o[0].id, o[1].id);
	r[0].title = STR("  ");
	assert_fails(posting_put(s, &r[0], &o[0], &b->err), b->err, ERR_INVALID);
}

/* 120 postings in pages of 50, by every order, each once. */
static void
pages_hold_everything_once(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	enum { N = 120 };
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct posting_store *s;
	struct posting_outcome o;
	int64_t count;

	assert_ok(db_tx_begin(b->c.db, &tx, &b->err), b->err);
	assert_ok(posting_store_open(&b->c, b->ex, &s, &b->err), b->err);
	for (int i = 0; i < N; i++) {
		struct posting_record r = advert(arena_printf(&b->a, "k/%d", i).p, i % 3 == 0 ? "Zeta" : "Alpha",
		                                 arena_printf(&b->a, "Analyst number %d", i % 40).p);

		r.url = STR_NONE;
		r.text = STR_NONE;
		r.posted_day = i % 7 == 0 ? DAY_NONE : 20000 + i % 11;
		r.place = i % 2 == 0 ? STR("Zürich") : STR("Remote");
		assert_ok(posting_put(s, &r, &o, &b->err), b->err);
	}
	assert_ok(db_tx_commit(&tx, &b->err), b->err);
	for (int sort = 0; sort < POSTING_SORT__COUNT; sort++) {
		struct posting_filter f = {.sort = (enum posting_sort)sort};
		struct posting_after after = {0};
		struct posting *list;
		size_t n = 1, total = 0;

		for (int page = 0; n > 0 && page < 10; page++) {
			assert_ok(posting_list(&b->c, &f, after, 50, &list, &n, &b->err), b->err);
			for (size_t i = 1; i < n; i++)
				assert_true(list[i].id != list[i - 1].id);
			total += n;
			if (n > 0)
				after = list[n - 1].after;
		}
		assert_int_equal(total, N);
	}
	const struct {
		struct posting_filter f;
		int64_t want;
	} counts[] = {
	    {{.sort = POSTING_BY_NEWEST}, N},
	    {{.search = STR("zurich")}, N / 2},
	    {{.search = STR("ZÜRICH zeta")}, N / 6},
	    {{.search = STR("100%")}, 0},
	    {{.search = STR("nothing here")}, 0},
	    {{.workplace = STR("remote")}, N / 2},
	    {{.skill = STR("sw.py")}, 0},
	    {{.hidden = true}, 0},
	};
	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		assert_ok(posting_count(&b->c, &counts[i].f, &count, &b->err), b->err);
		assert_int_equal(count, counts[i].want);
	}
}

static void
hiding_is_taken_back(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	struct posting_outcome o = put_one(b, advert("acme/1", "Acme", "Machine Learning Engineer"));
	const struct posting_filter all = {0}, hidden = {.hidden = true};
	struct posting_skill *skills;
	struct posting_facet *facets;
	struct posting_totals totals;
	int64_t n;
	size_t n_list;

	assert_ok(posting_hide(&b->c, o.id, true, &b->err), b->err);
	assert_ok(posting_count(&b->c, &all, &n, &b->err), b->err);
	assert_int_equal(n, 0);
	assert_ok(posting_count(&b->c, &hidden, &n, &b->err), b->err);
	assert_int_equal(n, 1);
	assert_ok(posting_hide(&b->c, o.id, false, &b->err), b->err);
	assert_ok(posting_list_skills(&b->c, &all, &skills, &n_list, &b->err), b->err);
	assert_true(n_list >= 4 && skills[0].posting == o.id);
	assert_ok(posting_facets(&b->c, POSTING_ROLES, &facets, &n_list, &b->err), b->err);
	assert_int_equal(n_list, 1);
	assert_str(facets[0].value, "ml-engineer");
	assert_ok(posting_total(&b->c, &totals, &b->err), b->err);
	assert_int_equal(totals.n, 1);
	assert_int_equal(totals.n_with_text, 1);
	assert_fails(posting_hide(&b->c, 12345, true, &b->err), b->err, ERR_NOT_FOUND);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_new_posting_is_read),   cmocka_unit_test(noise_is_no_change),
	    cmocka_unit_test(a_change_keeps_what_was), cmocka_unit_test(the_same_job_is_grouped),
	    cmocka_unit_test(one_key_for_two_jobs),    cmocka_unit_test(pages_hold_everything_once),
	    cmocka_unit_test(hiding_is_taken_back),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
