/* What only one engine has: SQLite its file, PostgreSQL (when CAIRN_TEST_PG holds an address) its server. */
#include "db_bench.h"

static void
files_that_are_not_ours(void **state)
{
	struct bench *b = *state;
	struct db *db = NULL;
	char *path = fs_join(&b->a, b->dir, "x");
	char answer[64];

	assert_fails(db_open(path, (struct db_options){0}, &db, &b->err), b->err, ERR_NOT_FOUND);
	assert_non_null(strstr(b->err.hint, "cairn init"));
	assert_false(fs_exists(path));
	assert_fails(db_open("/nowhere/at/all/x", (struct db_options){.create = true}, &db, &b->err), b->err,
	             ERR_NOT_FOUND);
	assert_fails(db_open(b->dir, (struct db_options){.create = true}, &db, &b->err), b->err, ERR_IO);
	assert_ok(fs_replace(path, STR("just a text"), &b->err), b->err);
	assert_fails(db_open(path, (struct db_options){.create = true}, &db, &b->err), b->err, ERR_INVALID);
	assert_non_null(strstr(b->err.text, "not a Cairn database"));
	unlink(path);
	raw(path, "CREATE TABLE t (a)", answer);
	assert_fails(db_open(path, (struct db_options){.create = true}, &db, &b->err), b->err, ERR_INVALID);
	assert_non_null(strstr(b->err.text, "another program"));
	assert_null(db);
}

/* Overwrites a part of the file with rubbish. */
static void
damage(const char *path, off_t from, size_t n)
{
	char rubbish[4096];
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	memset(rubbish, 0x5a, sizeof(rubbish));
	assert_int_equal(pwrite(fd, rubbish, n, from), (ssize_t)n);
	close(fd);
}

static void
damage_is_said(void **state)
{
	struct bench *b = *state;
	char *copy = fs_join(&b->a, b->dir, "copy");
	struct str findings;
	struct db *db = NULL;
	char root[64];
	int64_t page;

	for (int i = 0; i < 200; i++) {
		char name[16];

		snprintf(name, sizeof(name), "n%d", i);
		put_committed(b, name, "a value that fills some room, so that the table has pages of its own");
	}
	raw(b->where, "SELECT rootpage FROM sqlite_schema WHERE name = 'setting'", root);
	db_close(b->db);
	b->db = NULL;
	/* A page of data: the file opens, the check and the backup say what is wrong. */
	assert_ok(num_parse_i64(str_of(root), 2, 1000, "page", &page, &b->err), b->err);
	damage(b->where, 4096 * (page - 1), 512);
	open_again(b);
	assert_ok(db_check(b->db, &b->a, &findings, &b->err), b->err);
	assert_true(findings.n > 0);
	assert_fails(db_backup(b->db, copy, &b->err), b->err, ERR_INVALID);
	assert_false(fs_exists(copy));
	db_close(b->db);
	b->db = NULL;
	/* The first page. */
	damage(b->where, 100, 2000);
	assert_fails(db_open(b->where, (struct db_options){0}, &db, &b->err), b->err, ERR_INVALID);
	assert_non_null(strstr(b->err.text, "damaged"));
	assert_non_null(strstr(b->err.hint, "backup"));
}

static void
a_backup_is_whole(void **state)
{
	struct bench *b = *state;
	char *copy = fs_join(&b->a, b->dir, "copy");
	struct str findings;
	struct stat st;
	char **names;
	size_t n;

	put_committed(b, "a", "1");
	assert_ok(db_backup(b->db, copy, &b->err), b->err);
	put_committed(b, "b", "2");
	assert_ok(db_backup(b->db, copy, &b->err), b->err);
	put_committed(b, "c", "3");
	assert_fails(db_backup(b->db, "/nowhere/x", &b->err), b->err, ERR_NOT_FOUND);
	assert_int_equal(stat(copy, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_ok(fs_list(&b->a, b->dir, &names, &n, &b->err), b->err);
	for (size_t i = 0; i < n; i++)
		assert_null(strstr(names[i], ".tmp"));
	b->where = copy;
	open_again(b);
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 2);
	assert_ok(db_check(b->db, &b->a, &findings, &b->err), b->err);
	assert_str(findings, "");
}

/* The settings the durability measurements hold for. */
static void
the_file_is_set_up(void **state)
{
	struct bench *b = *state;
	struct stat st;
	char answer[64];

	raw(b->where, "PRAGMA journal_mode", answer);
	assert_string_equal(answer, "wal");
	raw(b->where, "PRAGMA application_id", answer);
	assert_string_equal(answer, "1128352082");
	raw(b->where, "PRAGMA auto_vacuum", answer);
	assert_string_equal(answer, "2");
	raw(b->where, "SELECT name FROM account WHERE id = 1", answer);
	assert_string_equal(answer, "me");
	assert_int_equal(stat(b->where, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(arena_printf(&b->a, "%s-write.lock", b->where).p, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

/* What the connection for writing says to a statement. */
static int
ask_writer(struct bench *b, const char *sql)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(db_sqlite_writer(b->db), sql, -1, &st, NULL);

	sqlite3_finalize(st);
	return rc & 0xff;
}

/* Behind the rules of db.c stands SQLite's own wall, for the day one of them has a hole. */
static void
the_second_wall_holds(void **state)
{
	struct bench *b = *state;
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	put_committed(b, "a", "1"); /* which opens the connection */
	assert_int_equal(ask_writer(b, "DELETE FROM goal"), SQLITE_AUTH);
	assert_int_equal(ask_writer(b, "SELECT * FROM goal"), SQLITE_OK);
	assert_ok(db_tx_begin(b->db, &tx, &b->err), b->err);
	assert_int_equal(ask_writer(b, "DELETE FROM goal"), SQLITE_OK);
	assert_int_equal(ask_writer(b, "DELETE FROM setting"), SQLITE_AUTH);
	assert_int_equal(ask_writer(b, "DELETE FROM schema_version"), SQLITE_AUTH);
	assert_int_equal(ask_writer(b, "DROP TABLE goal"), SQLITE_AUTH);
	assert_int_equal(ask_writer(b, "ATTACH ':memory:' AS x"), SQLITE_AUTH);
	assert_int_equal(ask_writer(b, "PRAGMA foreign_keys = OFF"), SQLITE_AUTH);
	db_gate(b->db, false);
	assert_int_equal(ask_writer(b, "DELETE FROM goal"), SQLITE_AUTH);
}

static void
assert_pragma(sqlite3 *h, const char *sql, int want)
{
	sqlite3_stmt *st = NULL;

	assert_int_equal(sqlite3_prepare_v2(h, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	if (sqlite3_column_int(st, 0) != want)
		fail_msg("%s: %d, wanted %d", sql, sqlite3_column_int(st, 0), want);
	sqlite3_finalize(st);
}

static void
both_connections_are_set_up(void **state)
{
	static const struct {
		const char *sql;
		int want;
	} all[] = {
	    {"PRAGMA foreign_keys", 1},    {"PRAGMA trusted_schema", 0}, {"PRAGMA synchronous", 2},
	    {"PRAGMA cell_size_check", 1}, {"PRAGMA secure_delete", 1},  {"PRAGMA temp_store", 2},
	};
	struct bench *b = *state;

	put_committed(b, "a", "1");
	b->db->internal = true; /* the wall lets no pragma through */
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		assert_pragma(db_sqlite_reader(b->db), all[i].sql, all[i].want);
		assert_pragma(db_sqlite_writer(b->db), all[i].sql, all[i].want);
	}
	assert_pragma(db_sqlite_reader(b->db), "PRAGMA query_only", 1);
	assert_pragma(db_sqlite_writer(b->db), "PRAGMA query_only", 0);
	assert_pragma(db_sqlite_reader(b->db), "PRAGMA wal_autocheckpoint", 0);
	b->db->internal = false;
}

/* As somebody who may not write there. The superuser may everywhere, so it becomes nobody first. */
static void
a_folder_without_permission(void **state)
{
	struct bench *b = *state;
	int status;
	pid_t pid;

	assert_int_equal(chmod(b->dir, 0555), 0);
	pid = fork();
	if (pid == 0) {
		struct db *db = NULL;
		struct err err = {0};

		if (getuid() == 0 && setuid(65534) != 0)
			_exit(9);
		if (db_open(fs_join(&b->a, b->dir, "new.db"), (struct db_options){.create = true}, &db, &err))
			_exit(1);
		_exit(err.code == ERR_DENIED && strstr(err.hint, "write") != NULL ? 0 : 2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(chmod(b->dir, 0700), 0);
	assert_int_equal(status, 0);
}

static void
a_role_above_the_policies_is_refused(void **state)
{
	struct bench *b = *state;
	const char *admin = getenv("CAIRN_TEST_PG_ADMIN");
	struct db *db = NULL;
	char answer[64];

	if (admin != NULL)
		assert_fails(db_open(admin, (struct db_options){0}, &db, &b->err), b->err, ERR_DENIED);
	raw(b->where, "ALTER TABLE goal NO FORCE ROW LEVEL SECURITY", answer);
	assert_fails(db_open(b->where, (struct db_options){0}, &db, &b->err), b->err, ERR_DENIED);
	assert_non_null(strstr(b->err.text, "row-level security"));
	assert_fails(db_open("postgresql://u:secret@/none?host=/nowhere", (struct db_options){0}, &db, &b->err), b->err,
	             ERR_DB);
	assert_null(strstr(b->err.text, "secret"));
}

/* The server ends the session: the next read and the next transaction connect again. */
static void
a_lost_connection_comes_back(void **state)
{
	struct bench *b = *state;
	static const char cut[] = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
				  " WHERE application_name = 'cairn' AND pid <> pg_backend_pid()";
	char answer[64];

	put_committed(b, "a", "1");
	raw(b->where, cut, answer);
	assert_string_equal(answer, "t");
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 1);
	raw(b->where, cut, answer);
	assert_string_equal(answer, "t");
	put_committed(b, "b", "1");
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 2);
}

int
main(void)
{
	const struct CMUnitTest sqlite[] = {
	    TEST(files_that_are_not_ours),     TEST(damage_is_said),
	    TEST(a_backup_is_whole),           TEST(the_file_is_set_up),
	    TEST(files_that_are_not_ours),     TEST(damage_is_said),
	    TEST(a_backup_is_whole),           TEST(the_second_wall_holds),
	    TEST(a_folder_without_permission), TEST(a_backup_is_whole),
	    TEST(both_connections_are_set_up), TEST(a_folder_without_permission),
	};
	const struct CMUnitTest pg[] = {
	    TEST(a_role_above_the_policies_is_refused),
	    TEST(a_lost_connection_comes_back),
	};

	if (pg_address() != NULL)
		return cmocka_run_group_tests_name("db: PostgreSQL's server", pg, NULL, NULL);
	return cmocka_run_group_tests_name("db: SQLite's file", sqlite, NULL, NULL);
}
