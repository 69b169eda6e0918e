/* Archives that restore exactly, hostile archives, and rotated copies. */
#include "job_bench.h"

#include <archive.h>
#include <archive_entry.h>

#include "exchange/archive.h"

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

static struct str
bytes_of(struct job_bench *b, const char *path)
{
	struct str s = STR_NONE;

	assert_ok(fs_read(&b->a, path, 100 << 20, &s, &b->err), b->err);
	return s;
}

static void
fill(struct job_bench *b)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct posting_record r = advert("acme/1", "Acme \"&\" \xc3\x9c\x01", "Machine Learning Engineer");

	put_one(b, r);
	r.source_key = STR("acme/2");
	r.title = STR("Data Scientist");
	r.url = STR("https://boards.greenhouse.io/acme/jobs/55555555");
	put_one(b, r);
	r.is_open = false;
	put_one(b, r);
	db_unlock(b->c.db);
	assert_ok(db_tx_begin(b->c.db, &tx, &b->err), b->err);
	assert_ok(db_prepare(b->c.db, Q_TABLE_SETTING_ADD, &st, &b->err), b->err);
	db_bind_text(st, "name", STR("theme"));
	db_bind_text(st, "value", STR("dark"));
	assert_ok(db_run(st, &b->err), b->err);
	assert_ok(db_tx_commit(&tx, &b->err), b->err);
}

static void
an_export_of_a_restore_is_the_export(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	char *one = fs_join(&b->a, b->dir, "one.tar.zst"), *two = fs_join(&b->a, b->dir, "two.tar.zst");
	struct archive_report out, in;

	fill(b);
	assert_ok(archive_export(&b->c, one, &out, &b->err), b->err);
	assert_true(out.n_rows > 10);
	db_close(b->c.db);
	b->c.db = bench_open(b, "other.db");
	assert_ok(archive_restore(&b->c, one, &in, &b->err), b->err);
	assert_int_equal(in.n_rows, out.n_rows);
	assert_int_equal(in.n_stored, out.n_rows);
	assert_ok(archive_export(&b->c, two, &out, &b->err), b->err);
	assert_true(str_eq(bytes_of(b, one), bytes_of(b, two)));
	/* Again: everything is there, and stays. */
	assert_ok(archive_restore(&b->c, one, &in, &b->err), b->err);
	assert_int_equal(in.n_kept, out.n_rows);
	assert_int_equal(in.n_stored, 0);
}

static void
rows_that_are_here_stay(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	char *one = fs_join(&b->a, b->dir, "one.tar.zst");
	struct archive_report in;
	struct posting_outcome here;
	struct posting_totals totals;
	struct posting p;
	struct str text;

	fill(b);
	assert_ok(archive_export(&b->c, one, &in, &b->err), b->err);
	db_close(b->c.db);
	b->c.db = bench_open(b, "other.db");
	/* The same posting, imported here under an id of its own. */
	here = put_one(b, advert("acme/1", "Acme", "Machine Learning Engineer"));
	assert_ok(archive_restore(&b->c, one, &in, &b->err), b->err);
	assert_true(in.n_skipped > 2);
	assert_ok(posting_total(&b->c, &totals, &b->err), b->err);
	assert_int_equal(totals.n, 2);
	assert_int_equal(totals.n_jobs, 2); /* the other one lost its group's first and has its own */
	assert_ok(posting_get(&b->c, here.id, &p, &text, &b->err), b->err);
	assert_str(p.company, "Acme");
}

/* --- hostile archives --------------------------------------------------------------------------------------------- */

struct entry {
	const char *name;
	struct str bytes;
};

static char *
craft(struct job_bench *b, const char *name, const struct entry *entries, size_t n)
{
	char *path = fs_join(&b->a, b->dir, name);
	struct archive *ar = archive_write_new();

	archive_write_set_format_ustar(ar);
	archive_write_add_filter_zstd(ar);
	assert_int_equal(archive_write_open_filename(ar, path), ARCHIVE_OK);
	for (size_t i = 0; i < n; i++) {
		struct archive_entry *e = archive_entry_new();

		archive_entry_set_pathname(e, entries[i].name);
		archive_entry_set_size(e, (int64_t)entries[i].bytes.n);
		archive_entry_set_filetype(e, AE_IFREG);
		archive_write_header(ar, e);
		archive_write_data(ar, entries[i].bytes.p, entries[i].bytes.n);
		archive_entry_free(e);
	}
	archive_write_free(ar);
	return path;
}

#define GOAL "{\"id\":1,\"role\":\"ml-engineer\"}\n"
#define MANIFEST                                                                                                       \
	"{\"format\":\"cairn-archive\",\"version\":1,\"schema\":1,\"tables\":[{\"name\":\"goal\",\"rows\":1,"          \
	"\"bytes\":30,"                                                                                                \
	"\"sha256\":\"0000000000000000000000000000000000000000000000000000000000000000\"}]}\n"

static void
hostile_archives_change_nothing(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	char *good = fs_join(&b->a, b->dir, "good.tar.zst");
	size_t huge = (size_t)80 << 20;
	struct str zeros = {ARENA_ARRAY(&b->a, huge, char), huge}, bytes;
	const struct entry wrong_sum[] = {{"manifest.json", STR_INIT(MANIFEST)}, {"goal.jsonl", STR_INIT(GOAL)}};
	const struct entry no_manifest[] = {{"../../etc/passwd", STR_INIT("x")}};
	const struct entry newer[] = {
	    {"manifest.json", STR_INIT("{\"format\":\"cairn-archive\",\"version\":99,\"tables\":[]}")}};
	const struct entry unknown[] = {
	    {"manifest.json", STR_INIT("{\"format\":\"cairn-archive\",\"version\":1,\"schema\":1,\"tables\":[{\"name\":"
	                               "\"sqlite_master\",\"rows\":0,\"bytes\":0,\"sha256\":\"\"}]}")}};
	const struct entry bomb[] = {{"manifest.json", STR_INIT(MANIFEST)}, {"goal.jsonl", zeros}};
	struct archive_report r, before, after;
	struct err e;

	fill(b);
	assert_ok(archive_export(&b->c, good, &before, &b->err), b->err);
	assert_fails(archive_restore(&b->c, craft(b, "sum", wrong_sum, 2), &r, &e), e, ERR_INVALID);
	assert_fails(archive_restore(&b->c, craft(b, "path", no_manifest, 1), &r, &e), e, ERR_INVALID);
	assert_fails(archive_restore(&b->c, craft(b, "newer", newer, 1), &r, &e), e, ERR_CONFLICT);
	assert_true(str_has(str_of(e.text), STR("version 99")));
	assert_true(str_has(str_of(e.hint), STR("newer version")));
	assert_fails(archive_restore(&b->c, craft(b, "table", unknown, 1), &r, &e), e, ERR_CONFLICT);
	assert_fails(archive_restore(&b->c, craft(b, "bomb", bomb, 2), &r, &e), e, ERR_LIMIT);
	assert_ok(fs_replace(fs_join(&b->a, b->dir, "text"), STR("not an archive"), &b->err), b->err);
	assert_fails(archive_restore(&b->c, fs_join(&b->a, b->dir, "text"), &r, &e), e, ERR_INVALID);
	bytes = bytes_of(b, good);
	for (size_t cut = bytes.n / 4; cut < bytes.n; cut += bytes.n / 4) {
		assert_ok(fs_replace(fs_join(&b->a, b->dir, "cut"), str_sub(bytes, 0, cut), &b->err), b->err);
		assert_fails(archive_restore(&b->c, fs_join(&b->a, b->dir, "cut"), &r, &e), e, ERR_INVALID);
	}
	assert_fails(archive_restore(&b->c, fs_join(&b->a, b->dir, "none"), &r, &e), e, ERR_NOT_FOUND);
	assert_ok(archive_export(&b->c, good, &after, &b->err), b->err);
	assert_int_equal(after.n_rows, before.n_rows);
	assert_fails(archive_export(&b->c, "/no/such/folder/x.tar.zst", &r, &e), e, ERR_NOT_FOUND);
}

/* --- copies ------------------------------------------------------------------------------------------------------- */

static void
copies_rotate(void **state)
{
	CLEANUP_BENCH struct job_bench *b = bench_new(*state);
	char *dir = fs_join(&b->a, b->dir, "backups");
	struct backup *list, one;
	size_t n;

	fill(b);
	/* Two a day for 40 days. */
	for (int i = 0; i < 80; i++) {
		b->c.clock.fixed_ms += MS_PER_DAY / 2;
		if (i < 3) {
			assert_ok(backup_make(&b->c, dir, &one, &b->err), b->err);
			continue;
		}
		/* The others by name only: what rotates is names. */
		assert_ok(fs_replace(fs_join(&b->a, dir, one.name.p), STR("x"), &b->err), b->err);
		assert_ok(backup_make(&b->c, dir, &one, &b->err), b->err);
	}
	assert_ok(fs_replace(fs_join(&b->a, dir, "mine.db"), STR("x"), &b->err), b->err);
	b->c.clock.fixed_ms += MS_PER_DAY;
	assert_ok(backup_make(&b->c, dir, &one, &b->err), b->err);
	assert_ok(backup_list(&b->c, dir, &list, &n, &b->err), b->err);
	assert_true(str_eq(list[0].name, one.name));
	assert_int_equal(list[0].at_ms, b->c.clock.fixed_ms);
	/* Seven days, up to three weeks more, up to two months more. */
	assert_true(n >= 8 && n <= 12);
	for (size_t i = 1; i < 7; i++)
		assert_true(day_of_ms(list[i].at_ms, 0) < day_of_ms(list[i - 1].at_ms, 0));
	assert_true(fs_exists(fs_join(&b->a, dir, "mine.db")));
	/* The newest opens, and holds what was there. */
	struct db *copy;
	int64_t size;

	assert_ok(db_open(fs_join(&b->a, dir, one.name.p), (struct db_options){.read_only = true}, &copy, &b->err),
	          b->err);
	assert_ok(db_size(copy, &size, &b->err), b->err);
	assert_true(size >= one.bytes);
	db_close(copy);
	unlink(fs_join(&b->a, dir, "mine.db"));
	for (size_t i = 0; i < n; i++)
		unlink(fs_join(&b->a, dir, list[i].name.p));
	rmdir(dir);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_export_of_a_restore_is_the_export),
	    cmocka_unit_test(rows_that_are_here_stay),
	    cmocka_unit_test(hostile_archives_change_nothing),
	    cmocka_unit_test(copies_rotate),
	};

	if (argc == 3 && strcmp(argv[1], "worker") == 0)
		return archive_worker_main();
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
