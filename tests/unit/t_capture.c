/*
 * Postings by their address, with a fetcher that answers from here: boards by their data, pages as they are,
 * fall-backs, pauses, a stop. The program is its own worker.
 */
#include "job_bench.h"

#include "base/clock.h"
#include "domain/job/capture.h"
#include "exchange/fetch.h"
#include "exchange/import_urls.h"

#define UUID  "0f0f0f0f-1111-2222-3333-444444444444"
#define OTHER "1f0f0f0f-1111-2222-3333-444444444444"
#define PROSE                                                                                                          \
	"We build models in Python and PyTorch. You bring three years of experience with machine learning, SQL, "      \
	"Docker and Kubernetes, and you like to work with people on things that matter to them and to us. "            \
	"Responsibilities are wide, and the requirements are as above; apply by mail with your questions."
#define ASHBY_JOB(id, title)                                                                                           \
	"{\"id\":\"" id "\",\"title\":\"" title "\",\"isListed\":true,\"location\":\"Oslo\","                          \
	"\"jobUrl\":\"https://jobs.ashbyhq.com/acme/" id "\",\"descriptionPlain\":\"" PROSE "\"}"

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

/* What stands where. */
static const struct {
	const char *url, *type, *body;
} web[] = {
    {"https://api.ashbyhq.com/posting-api/job-board/acme?includeCompensation=true", "application/json",
     "{\"jobs\":[" ASHBY_JOB(OTHER, "Data Analyst") "," ASHBY_JOB(UUID, "Data Engineer") "]}"},
    {"https://example.org/job", "text/html",
     "<!doctype html><html><head><title>ML Engineer at Acme</title></head><body><main><h1>ML Engineer</h1><p>" PROSE
     "</p></main></body></html>"},
    {"https://jobs.lever.co/gone/" UUID, "text/html",
     "<html><head><title>Research Engineer</title><link rel=\"canonical\" href=\"https://jobs.lever.co/gone/x\"></head>"
     "<body><main><h1>Research Engineer</h1><p>" PROSE "</p></main></body></html>"},
};

static struct str asked[32];
static size_t n_asked;

static bool
from_here(struct arena *a, struct str url, struct fetch_memory *memory, struct fetch_answer *ret, struct err *err)
{
	if (n_asked < ARRAY_LEN(asked))
		asked[n_asked++] = arena_str(memory->a, url);
	for (size_t i = 0; i < ARRAY_LEN(web); i++)
		if (str_eq(url, str_of(web[i].url))) {
			*ret = (struct fetch_answer){arena_str(a, url), str_of(web[i].type), str_of(web[i].body)};
			return true;
		}
	return err_set(err, ERR_NOT_FOUND, "there is no such page");
}

static bool
capture(struct job_bench *b, const char *text, struct import_options options, struct import_report *r, struct err *err)
{
	struct import_input *in;
	size_t n;

	n_asked = 0;
	options.fetcher = from_here;
	return import_urls(&b->a, str_of(text), &in, &n, err) && import_files(&b->c, b->ex, in, n, options, r, err);
}

static void
boards_and_pages(void **state)
{
	CLEANUP(bench_end) struct job_bench *b = bench_new(*state);
	struct import_report r;
	struct posting *list;
	size_t n;

	assert_ok(capture(b,
	                  "https://jobs.ashbyhq.com/acme/" UUID "/application\nhttps://example.org/job\n"
	                  "https://jobs.lever.co/gone/" UUID "\nhttps://example.com/none",
	                  (struct import_options){0}, &r, &b->err),
	          b->err);
	assert_int_equal(r.n_files, 4);
	assert_int_equal(r.total.n_new, 3);
	assert_int_equal(r.total.n_refused, 1);
	assert_str(r.files[0].kind, "ashby");
	assert_int_equal(r.files[0].n_read, 1); /* one of the board's two */
	assert_str(r.files[3].refused[0].why, "there is no such page");
	/* The board's data is asked first, then the page. */
	assert_int_equal(n_asked, 5);
	assert_str(asked[2], "https://api.lever.co/v0/postings/gone/" UUID "?mode=json");
	assert_str(asked[3], "https://jobs.lever.co/gone/" UUID);
	assert_ok(posting_list(&b->c, &(struct posting_filter){.sort = POSTING_BY_TITLE}, (struct posting_after){0}, 10,
	                       &list, &n, &b->err),
	          b->err);
	assert_int_equal(n, 3);
	assert_str(list[0].title, "Data Engineer");
	/* A page that does not say where it stands is told; one that does is believed. */
	assert_str(list[1].url, "https://example.org/job");
	assert_str(list[2].url, "https://jobs.lever.co/gone/x");
	/* Again: nothing is new. */
	assert_ok(capture(b, "https://example.org/job https://jobs.ashbyhq.com/acme/" UUID, (struct import_options){0},
	                  &r, &b->err),
	          b->err);
	assert_int_equal(r.total.n_same, 2);
	assert_false(capture(b, "https://jobs.ashbyhq.com/acme/2f0f0f0f-1111-2222-3333-444444444444",
	                     (struct import_options){0}, &r, &b->err));
	assert_int_equal(b->err.code, ERR_NOT_FOUND);
}

static void
one_host_is_not_hurried(void **state)
{
	CLEANUP(bench_end) struct job_bench *b = bench_new(*state);
	struct import_report r;
	int64_t begin = clock_monotonic_us();

	assert_ok(capture(b, "https://example.com/1 https://example.com/2 https://example.net/3",
	                  (struct import_options){0}, &r, &b->err),
	          b->err);
	assert_int_equal(r.total.n_refused, 3);
	assert_true(clock_monotonic_us() - begin >= (int64_t)FETCH_PAUSE_MS * 1000);
	assert_true(clock_monotonic_us() - begin < 2 * (int64_t)FETCH_PAUSE_MS * 1000);
}

static bool
stop_soon(void *p, const struct import_progress *now)
{
	int *calls = p;

	(void)now;
	return ++*calls < 4;
}

/* A stop is heard while it waits, and nothing was changed. */
static void
a_stop(void **state)
{
	CLEANUP(bench_end) struct job_bench *b = bench_new(*state);
	struct import_report r;
	struct posting_totals t;
	int calls = 0;

	assert_false(capture(b, "https://example.org/job https://example.org/2 https://example.org/3",
	                     (struct import_options){.progress = stop_soon, .p = &calls}, &r, &b->err));
	assert_int_equal(b->err.code, ERR_CONFLICT);
	assert_non_null(strstr(b->err.text, "stopped"));
	assert_true(n_asked < 3);
	assert_ok(posting_total(&b->c, &t, &b->err), b->err);
	assert_int_equal(t.n, 0);
}

static void
addresses_in_a_text(void **state)
{
	CLEANUP(bench_end) struct job_bench *b = bench_new(*state);
	struct import_input *in;
	size_t n;
	char many[4096] = "";

	assert_ok(import_urls(&b->a,
	                      STR("Look: <https://a.example/x>, (https://b.example/y). and \"http://c.example\";\r\n"
	                          "https://a.example/x\tno-address mail@x.example"),
	                      &in, &n, &b->err),
	          b->err);
	assert_int_equal(n, 3);
	assert_str(in[0].name, "https://a.example/x");
	assert_str(in[1].name, "https://b.example/y");
	assert_str(in[2].name, "http://c.example/");
	assert_false(import_urls(&b->a, STR("nothing here"), &in, &n, &b->err));
	assert_int_equal(b->err.code, ERR_INVALID);
	assert_false(import_urls(&b->a, STR("ftp://a.example/"), &in, &n, &b->err));
	for (int i = 0; i <= IMPORT_FETCH_MAX; i++)
		snprintf(many + strlen(many), sizeof(many) - strlen(many), "https://a.example/%d\n", i);
	assert_false(import_urls(&b->a, str_of(many), &in, &n, &b->err));
	assert_int_equal(b->err.code, ERR_LIMIT);
}

static void
keys(void **state)
{
	CLEANUP(bench_end) struct job_bench *b = bench_new(*state);
	struct capture_key *list;
	int64_t id;
	size_t n;
	bool holds;

	assert_ok(capture_key_add(&b->c, STR(" Firefox "), &id, &b->err), b->err);
	assert_ok(capture_key_holds(&b->c, id, &holds, &b->err), b->err);
	assert_true(holds);
	assert_ok(capture_key_used(&b->c, id, &b->err), b->err);
	assert_ok(capture_key_revoke(&b->c, id, true, &b->err), b->err);
	assert_ok(capture_key_holds(&b->c, id, &holds, &b->err), b->err);
	assert_false(holds);
	assert_false(capture_key_revoke(&b->c, id, true, &b->err));
	assert_ok(capture_key_revoke(&b->c, id, false, &b->err), b->err);
	assert_ok(capture_keys(&b->c, &list, &n, &b->err), b->err);
	assert_int_equal(n, 1);
	assert_str(list[0].name, "Firefox");
	assert_int_equal(list[0].n_used, 1);
	assert_false(list[0].revoked);
	assert_ok(capture_key_holds(&b->c, id + 1, &holds, &b->err), b->err);
	assert_false(holds);
	assert_false(capture_key_add(&b->c, STR("  "), &id, &b->err));
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(boards_and_pages),
	    cmocka_unit_test(one_host_is_not_hurried),
	    cmocka_unit_test(a_stop),
	    cmocka_unit_test(addresses_in_a_text),
	    cmocka_unit_test(keys),
	};

	if (argc >= 4 && strcmp(argv[1], "worker") == 0)
		return import_worker_main(argv[argc - 1]);
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
