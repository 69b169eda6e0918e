/* Importing: files, folders, bytes; what is refused; stopping; runs beside a server. The program is its own worker. */
#include "job_bench.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include "exchange/import.h"

#define BOARD                                                                                                          \
	"{\"jobs\":[{\"id\":4012345,\"title\":\"ML Engineer\",\"updated_at\":\"2026-05-01T10:00:00-04:00\","           \
	"\"location\":{\"name\":\"Berlin\"},\"absolute_url\":\"https://boards.greenhouse.io/acme/jobs/4012345\","      \
	"\"content\":\"&lt;p&gt;We build models in Python and PyTorch. You bring three years of experience with "      \
	"machine "                                                                                                     \
	"learning, SQL, Docker and Kubernetes, and you like to work with people on things that matter.&lt;/p&gt;\"},"  \
	"{\"id\":4012346,\"title\":\"Data Analyst\",\"updated_at\":\"2026-05-01T10:00:00-04:00\","                     \
	"\"location\":{\"name\":\"Paris\"},\"absolute_url\":\"https://boards.greenhouse.io/acme/jobs/4012346\","       \
	"\"content\":\"&lt;p&gt;SQL and charts.&lt;/p&gt;\"}],\"meta\":{\"total\":2}}"

#define ADVERT_TEXT                                                                                                    \
	"Data Engineer\n\nAcme looks for a data engineer in Berlin.\n\nWhat you will do\n- build pipelines with "      \
	"Airflow "                                                                                                     \
	"and Spark\n- keep the warehouse in order\n\nRequirements\n- 3+ years of experience with Python and SQL\n- "   \
	"Docker, Kubernetes and AWS\n\nWe offer 30 days of leave. Apply by mail.\n"

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

static char *
write_file(struct job_bench *b, const char *name, struct str bytes)
{
	char *path = fs_join(&b->a, b->dir, name);

	assert_ok(fs_replace(path, bytes, &b->err), b->err);
	return path;
}

static bool
import_path(struct job_bench *b, const char *path, bool dry, struct import_report *r, struct err *err)
{
	const struct import_input in = {.path = path};

	return import_files(&b->c, b->ex, &in, 1, (struct import_options){.dry_run = dry}, r, err);
}

static int64_t
n_postings(struct job_bench *b)
{
	struct posting_totals t;

	assert_ok(posting_total(&b->c, &t, &b->err), b->err);
	return t.n;
}

static void
a_file_twice(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	char *path = write_file(b, "board.json", STR(BOARD));
	struct import_report r;
	CLEANUP(strbuf_release) struct strbuf text = STRBUF(10000);
	CLEANUP(strbuf_release) struct strbuf json = STRBUF(10000);

	assert_ok(import_path(b, path, true, &r, &b->err), b->err);
	assert_int_equal(r.total.n_new, 2);
	assert_int_equal(n_postings(b), 0);
	assert_ok(import_path(b, path, false, &r, &b->err), b->err);
	assert_int_equal(r.total.n_new, 2);
	assert_str(r.files[0].kind, "greenhouse");
	assert_int_equal(n_postings(b), 2);
	assert_ok(import_path(b, path, false, &r, &b->err), b->err);
	assert_int_equal(r.total.n_same, 2);
	assert_int_equal(r.total.n_new + r.total.n_updated, 0);
	import_report_text(&r, &text);
	assert_true(str_has(strbuf_str(&text), STR("2 read: 0 new, 0 updated, 2 the same")));
	import_report_json(&r, &json);
	assert_true(str_has(strbuf_str(&json), STR("\"total\":{\"read\":2,\"new\":0,\"updated\":0,\"same\":2")));
}

static void
one_bad_file_does_not_stop_the_others(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	char *dir = fs_join(&b->a, b->dir, "d"), *deep = fs_join(&b->a, dir, "e");
	struct import_report r;

	assert_ok(fs_mkdirs(deep, &b->err), b->err);
	write_file(b, "d/a.json", STR("{\"jobs\": [ {\"id\": 1, "));
	write_file(b, "d/b.json", STR(BOARD));
	write_file(b, "d/.hidden.json", STR("x"));
	write_file(b, "d/e/c.bin",
	           STR("\x7f"
	               "ELF\x02\x01\x01\0\0\0\0\0"));
	assert_ok(import_path(b, dir, false, &r, &b->err), b->err);
	assert_int_equal(r.n_files, 3);
	assert_int_equal(r.total.n_new, 2);
	assert_int_equal(r.total.n_refused, 2);
	assert_int_equal(r.files[0].n_refused, 1);
	assert_true(r.files[0].refused[0].why.n > 10);
	assert_int_equal(r.files[1].n_new, 2);
	assert_int_equal(r.files[2].n_refused, 1);
	for (int i = 0; i < 3; i++)
		unlink(fs_join(&b->a, b->dir, (const char *[]){"d/a.json", "d/b.json", "d/e/c.bin"}[i]));
	unlink(fs_join(&b->a, b->dir, "d/.hidden.json"));
	rmdir(deep);
	rmdir(dir);
}

static void
bad_input_is_refused_with_a_reason(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	size_t n = (size_t)4 << 20;
	char *brackets = ARENA_ARRAY(&b->a, n, char);
	struct import_report r;
	struct err e;

	memset(brackets, '[', n);
	assert_fails(import_path(b, "/no/such/file", false, &r, &e), e, ERR_NOT_FOUND);
	assert_fails(import_path(b, write_file(b, "empty", STR("")), false, &r, &e), e, ERR_INVALID);
	assert_fails(import_path(b, write_file(b, "brackets.json", (struct str){brackets, n}), false, &r, &e), e,
	             ERR_LIMIT);
	assert_true(str_has(str_of(e.text), STR("brackets.json")));
	assert_fails(import_path(b, write_file(b, "no.csv", STR("a,b\n1,2\n3,4\n5,6\n")), false, &r, &e), e,
	             ERR_INVALID);
	assert_int_equal(n_postings(b), 0);
}

static bool
stop_at_storing(void *p, const struct import_progress *now)
{
	int *calls = p;

	*calls += 1;
	return now->files_done < now->files_n;
}

static void
a_stopped_import_changes_nothing(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	const struct import_input in[2] = {{.name = STR("a.json"), .bytes = STR(BOARD)},
	                                   {.name = STR("b.txt"), .bytes = STR(ADVERT_TEXT)}};
	int calls = 0;
	struct import_report r;
	struct err e;

	assert_fails(import_files(&b->c, b->ex, in, 2,
	                          (struct import_options){.progress = stop_at_storing, .p = &calls}, &r, &e),
	             e, ERR_CONFLICT);
	assert_int_equal(calls, 2);
	assert_int_equal(n_postings(b), 0);
	assert_ok(import_files(&b->c, b->ex, in, 2, (struct import_options){0}, &r, &b->err), b->err);
	assert_int_equal(n_postings(b), 3);
}

static void
wait_for(struct job_bench *b, int pid, int64_t run, struct import_run *ret)
{
	bool ended = false;

	for (int i = 0; i < 600 && !ended; i++) {
		assert_ok(import_reap(&b->c, pid, run, &ended, &b->err), b->err);
		if (!ended)
			usleep(50000);
	}
	assert_true(ended);
	assert_ok(import_run_get(&b->c, run, ret, &b->err), b->err);
}

static void
a_run_beside_a_server(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	const struct import_input good = {.name = STR("board.json"), .bytes = STR(BOARD)};
	const struct import_input bad = {.name = STR("x.json"), .bytes = STR("{\"jobs\": [")};
	struct import_run run, *list;
	int64_t id;
	size_t n;
	int pid;

	assert_ok(import_spawn(&b->c, b->path, &good, 1, &id, &pid, &b->err), b->err);
	wait_for(b, pid, id, &run);
	assert_str(run.state, "done");
	assert_int_equal(run.n_new, 2);
	assert_true(str_has(run.report, STR("\"kind\":\"greenhouse\"")));
	assert_int_equal(n_postings(b), 2);

	assert_ok(import_spawn(&b->c, b->path, &bad, 1, &id, &pid, &b->err), b->err);
	wait_for(b, pid, id, &run);
	assert_str(run.state, "failed");
	assert_true(str_has(run.report, STR("\"error\":\"could not import 'x.json'")));

	/* Killed: the row does not say running for ever. */
	assert_ok(import_spawn(&b->c, b->path, &good, 1, &id, &pid, &b->err), b->err);
	kill(pid, SIGKILL);
	wait_for(b, pid, id, &run);
	assert_true(str_eq(run.state, STR("failed")) || str_eq(run.state, STR("done")));
	assert_ok(import_run_list(&b->c, &list, &n, &b->err), b->err);
	assert_int_equal(n, 3);
	assert_int_equal(list[0].id, id);
	assert_fails(import_run_get(&b->c, 5, &run, &b->err), b->err, ERR_NOT_FOUND);
}

/* A child that has committed its import and not left yet stands in nobody's way; one that is at work does. */
static void
a_run_that_is_over(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	const struct import_input good = {.name = STR("board.json"), .bytes = STR(BOARD)};
	struct import_run run;
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool ended;
	int64_t id;
	int pid, slow;

	assert_ok(import_spawn(&b->c, b->path, &good, 1, &id, &pid, &b->err), b->err);
	wait_for(b, pid, id, &run);
	slow = fork();
	if (slow == 0) {
		alarm(20);
		pause();
		_exit(0);
	}
	assert_ok(import_settle(&b->c, slow, id, &ended, &b->err), b->err);
	assert_true(ended);
	assert_int_equal(waitpid(slow, NULL, WNOHANG), -1);

	slow = fork();
	if (slow == 0) {
		alarm(20);
		pause();
		_exit(0);
	}
	assert_ok(db_tx_begin(b->c.db, &tx, &b->err), b->err);
	assert_ok(db_prepare(b->c.db, Q_IMPORT_RUN_ADD, &st, &b->err), b->err);
	db_bind_i64(st, "id", id + 1);
	db_bind_text(st, "name", STR("x"));
	db_bind_i64(st, "now_ms", 1);
	assert_ok(db_run(st, &b->err), b->err);
	assert_ok(db_tx_commit(&tx, &b->err), b->err);
	assert_ok(import_settle(&b->c, slow, id + 1, &ended, &b->err), b->err);
	assert_false(ended);
	kill(slow, SIGKILL);
	waitpid(slow, NULL, 0);
}

/* Every dated file of the real data, when it is there: what came in once is the same the second time. */
static void
real_boards_twice(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	static const char *const files[] = {
	    "greenhouse/impact/20260817T130625393955Z.json",
	    "lever/moo/20260821T204150267165Z.json",
	    "listings/simplify-newgrad-2024-07-01.json",
	    "boards",
	};
	const char *root = getenv("CAIRN_SOURCE");
	char *data = fs_join(&b->a, root != NULL ? root : ".", "../shared/data/postings");
	struct import_report r;
	struct err e = {0};

	if (!fs_is_dir(data)) {
		print_message("%s is not here: not run over real files\n", data);
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		size_t n_new;

		assert_ok(import_path(b, fs_join(&b->a, data, files[i]), false, &r, &e), e);
		n_new = r.total.n_new;
		assert_true(n_new > 10);
		assert_ok(import_path(b, fs_join(&b->a, data, files[i]), false, &r, &e), e);
		assert_int_equal(r.total.n_new, 0);
		assert_int_equal(r.total.n_updated, 0);
	}
	/* Between its two dates most jobs of this board gain or lose their company's name, and four change. */
	assert_ok(import_path(b, fs_join(&b->a, data, "greenhouse/impact/20260808T195722760851Z.json"), false, &r, &e),
	          e);
	assert_int_equal(r.total.n_updated, 4);
}

/* The child of import_spawn, as the command `import --run ID` is. */
static int
child_main(const char *id)
{
	struct job_world *w = world_new();
	CLEANUP(arena_release) struct arena a = ARENA((size_t)2 << 30);
	struct ctx c = {.a = &a, .map = w->map};
	struct id_source ids;
	struct err err = {0};
	int64_t run = 0;
	bool ok;

	for (; *id != '\0'; id++)
		run = run * 10 + (*id - '0');
	id_init(&ids);
	c.ids = &ids;
	if (!clock_init(&c.clock, &err) ||
	    !db_open(getenv("CAIRN_DB"), (struct db_options){.wait_ms = 5000}, &c.db, &err))
		base_die(err.text);
	db_set_account(c.db, 1);
	db_gate(c.db, true);
	ok = import_run_child(&c, w->ex, run, &err);
	db_close(c.db);
	world_free(w);
	return ok ? 0 : 1;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_file_twice),
	    cmocka_unit_test(one_bad_file_does_not_stop_the_others),
	    cmocka_unit_test(bad_input_is_refused_with_a_reason),
	    cmocka_unit_test(a_stopped_import_changes_nothing),
	    cmocka_unit_test(a_run_beside_a_server),
	    cmocka_unit_test(a_run_that_is_over),
	    cmocka_unit_test(real_boards_twice),
	};

	if (argc >= 4 && strcmp(argv[1], "worker") == 0)
		return import_worker_main(argv[argc - 1]);
	if (argc == 4 && strcmp(argv[1], "import") == 0)
		return child_main(argv[3]);
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
