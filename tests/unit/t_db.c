/* The database, the same tests on both engines: on SQLite and, when CAIRN_TEST_PG holds an address, on PostgreSQL. */
#include "db_bench.h"

static void
every_query_prepares(void **state)
{
	struct bench *b = *state;
	size_t bad = 0;

	for (int q = 0; q < Q__COUNT; q++) {
		CLEANUP(db_tx_end) struct db_tx tx = {0};
		CLEANUP(db_done) struct db_stmt *st = NULL;

		db_unlock(b->db);
		begin(b, &tx);
		if (!db_prepare(b->db, (enum query)q, &st, &b->err)) {
			print_error("%s\n", b->err.text);
			bad++;
		}
	}
	assert_int_equal(bad, 0);
}

/* With a value of its type for every parameter: a query that prepares and then cannot run is found here. */
static void
every_reading_query_runs(void **state)
{
	struct bench *b = *state;
	size_t bad = 0;

	for (int q = 0; q < Q__COUNT; q++) {
		CLEANUP(db_done) struct db_stmt *st = NULL;
		bool row;

		if (db_queries[q].writes || q == Q_DB_SPIN)
			continue;
		assert_ok(db_prepare(b->db, (enum query)q, &st, &b->err), b->err);
		for (size_t i = 0; i < db_queries[q].n_params; i++)
			if (db_queries[q].types[i] == 't')
				db_bind_text(st, db_queries[q].params[i], STR("x"));
			else if (db_queries[q].types[i] == 'i' && (int)i + 1 != db_queries[q].account)
				db_bind_i64(st, db_queries[q].params[i], 1);
		if (!db_step(st, &row, &b->err)) {
			print_error("%s\n", b->err.text);
			bad++;
		}
	}
	assert_int_equal(bad, 0);
}

static void
values_come_back(void **state)
{
	struct bench *b = *state;
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *add = NULL, *all = NULL;
	bool row;

	begin(b, &tx);
	assert_ok(db_prepare(b->db, Q_TABLE_GOAL_ADD, &add, &b->err), b->err);
	db_bind_i64(add, "id", INT64_MAX);
	db_bind_text(add, "role", STR("it's \xc3\xa9\xf0\x9f\x8c\xb2 \\x \"q\" $1 ?1\n"));
	db_bind_text(add, "industry", STR(""));
	db_bind_text(add, "start_role", STR_NONE);
	db_bind_i64(add, "minutes_per_week", 360);
	db_bind_i64(add, "by_day", -5);
	db_bind_i64(add, "at_ms", INT64_MIN);
	db_bind_i64(add, "offset_min", 0);
	assert_ok(db_run(add, &b->err), b->err);
	assert_int_equal(db_changes(add), 1);
	/* Bindings stay; the same key a second time does nothing. */
	assert_ok(db_run(add, &b->err), b->err);
	assert_int_equal(db_changes(add), 0);
	db_bind_i64(add, "id", 7);
	assert_ok(db_run(add, &b->err), b->err);
	assert_int_equal(db_changes(add), 1);

	assert_ok(db_prepare(b->db, Q_TABLE_GOAL_ALL, &all, &b->err), b->err);
	assert_ok(db_step(all, &row, &b->err), b->err);
	assert_true(row);
	assert_int_equal(db_col_i64(all, 0), 1);
	assert_int_equal(db_col_i64(all, 1), 7);
	assert_ok(db_step(all, &row, &b->err), b->err);
	assert_int_equal(db_col_i64(all, 1), INT64_MAX);
	assert_true(db_col_is_null(all, 2));
	assert_null(db_col_text(all, 2).p);
	assert_int_equal(db_col_i64(all, 2), 0);
	assert_str(db_col_text(all, 4), "it's \xc3\xa9\xf0\x9f\x8c\xb2 \\x \"q\" $1 ?1\n");
	assert_non_null(db_col_text(all, 5).p);
	assert_int_equal(db_col_text(all, 5).n, 0);
	assert_int_equal(db_col_i64(all, 7), -5);
	assert_int_equal(db_col_i64(all, 8), INT64_MIN);
	assert_true(db_col_f64(all, 6) == 360.0);
	assert_ok(db_step(all, &row, &b->err), b->err);
	assert_false(row);
	db_reset(all);
	assert_ok(db_step(all, &row, &b->err), b->err);
	assert_int_equal(db_col_i64(all, 1), 7);
}

static void
bad_values_are_refused(void **state)
{
	struct bench *b = *state;
	char *large = arena_alloc(&b->a, DB_VALUE_MAX + 1);

	memset(large, 'x', DB_VALUE_MAX + 1);
	static const struct str bad[] = {STR_INIT("a\0b"), STR_INIT("\xff"), STR_INIT("\xed\xa0\x80")};

	for (size_t i = 0; i <= ARRAY_LEN(bad); i++) {
		CLEANUP(db_tx_end) struct db_tx tx = {0};

		db_unlock(b->db);
		begin(b, &tx);
		assert_fails(
		    put(b->db, "x", i < ARRAY_LEN(bad) ? bad[i] : (struct str){large, DB_VALUE_MAX + 1}, &b->err),
		    b->err, ERR_INVALID);
	}
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 0);
	/* The statement in the cache bears no grudge. */
	put_committed(b, "x", "good");
}

/* What the schema forbids is the input's fault; what clashes is a conflict. And neither is committed. */
static void
broken_rules_have_their_codes(void **state)
{
	struct bench *b = *state;

	for (int i = 0; i < 2; i++) {
		CLEANUP(db_tx_end) struct db_tx tx = {0};
		CLEANUP(db_done) struct db_stmt *st = NULL;

		begin(b, &tx);
		assert_ok(db_prepare(b->db, i == 0 ? Q_TABLE_MINUTES_ADD : Q_TABLE_POSTING_TEXT_ADD, &st, &b->err),
		          b->err);
		if (i == 0) {
			db_bind_i64(st, "id", 1);
			db_bind_text(st, "skill", STR("ml.log"));
			db_bind_i64(st, "minutes", 0);
			db_bind_i64(st, "on_day", 0);
			db_bind_i64(st, "at_ms", 0);
			db_bind_i64(st, "offset_min", 0);
		} else {
			db_bind_i64(st, "posting_id", 4711);
			db_bind_text(st, "text", STR("x"));
			db_bind_text(st, "source", STR("x"));
		}
		assert_fails(db_run(st, &b->err), b->err, i == 0 ? ERR_INVALID : ERR_CONFLICT);
		assert_fails(db_tx_commit(&tx, &b->err), b->err, ERR_DB);
	}
	assert_int_equal(count(b, Q_TABLE_MINUTES_ALL), 0);
}

static void
transactions_commit_and_roll_back(void **state)
{
	struct bench *b = *state;

	{
		CLEANUP(db_tx_end) struct db_tx tx = {0};

		db_unlock(b->db);
		begin(b, &tx);
		assert_ok(put(b->db, "a", STR("1"), &b->err), b->err);
		assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 1);
	}
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 0);
	put_committed(b, "a", "1");
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 1);
	open_again(b);
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 1);
}

/* A reader that is in the middle of its rows neither stops a commit nor is stopped by it. */
static void
reading_goes_on_beside_a_commit(void **state)
{
	struct bench *b = *state;
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;
	int n = 0;

	put_committed(b, "a", "1");
	put_committed(b, "b", "2");
	assert_ok(db_prepare(b->db, Q_TABLE_SETTING_ALL, &st, &b->err), b->err);
	assert_ok(db_step(st, &row, &b->err), b->err);
	put_committed(b, "c", "3");
	for (; row; n++)
		assert_ok(db_step(st, &row, &b->err), b->err);
	assert_int_equal(n, 2);
	db_reset(st);
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 3);
}

static void
nothing_is_written_before_the_gate(void **state)
{
	struct bench *b = *state;
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	db_gate(b->db, false);
	assert_fails(db_tx_begin(b->db, &tx, &b->err), b->err, ERR_DENIED);
	db_gate(b->db, true);
	assert_fails(db_prepare(b->db, Q_TABLE_GOAL_ADD, &st, &b->err), b->err, ERR_DENIED);
	begin(b, &tx);
	assert_ok(db_prepare(b->db, Q_TABLE_GOAL_ADD, &st, &b->err), b->err);
	db_tx_end(&tx);
	/* Prepared in a transaction, run after it. */
	assert_fails(db_run(st, &b->err), b->err, ERR_DENIED);
}

static void
guarded_tables_stay_shut(void **state)
{
	struct bench *b = *state;

	for (int i = 0; i < 2; i++) {
		CLEANUP(db_tx_end) struct db_tx tx = {0};
		CLEANUP(db_done) struct db_stmt *st = NULL;

		/* The second time the statement is in the cache, and the unlocking of the last transaction is over. */
		begin(b, &tx);
		assert_fails(put(b->db, "a", STR("1"), &b->err), b->err, ERR_DENIED);
		assert_fails(db_prepare(b->db, Q_ACCOUNT_ADD, &st, &b->err), b->err, ERR_DENIED);
		assert_fails(db_prepare(b->db, Q_SCHEMA_VERSION_ADD, &st, &b->err), b->err, ERR_DENIED);
		db_tx_end(&tx);
		put_committed(b, i == 0 ? "a" : "b", "1");
	}
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 2);
}

/* What was unlocked for a transaction that did not come about is not open in the next. */
static void
an_unlocking_is_used_up(void **state)
{
	struct bench *b = *state;
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	db_gate(b->db, false);
	db_unlock(b->db);
	assert_fails(db_tx_begin(b->db, &tx, &b->err), b->err, ERR_DENIED);
	db_gate(b->db, true);
	begin(b, &tx);
	assert_fails(put(b->db, "a", STR("1"), &b->err), b->err, ERR_DENIED);
	/* And what was refused is not passed over by a commit. */
	assert_fails(db_tx_commit(&tx, &b->err), b->err, ERR_DB);
}

static void
an_address_is_told_from_a_path(void **state)
{
	static const char *const paths[] = {"postgres.db", "postgresql", "/tmp/postgresql://x", "", "a"};
	struct db_options options = {.create = true};
	char endless[10000] = "postgresql:///";
	struct err err = {0};
	struct db *db = NULL;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(paths); i++)
		assert_false(db_is_address(paths[i]));
	assert_true(db_is_address("postgresql://a@b/c"));
	assert_true(db_is_address("postgres://"));
	memset(endless + strlen(endless), 'x', sizeof(endless) - strlen(endless) - 1);
	assert_fails(db_open(endless, options, &db, &err), err, ERR_LIMIT);
	assert_null(db);
}

static void
accounts_do_not_see_each_other(void **state)
{
	struct bench *b = *state;
	CLEANUP(db_done) struct db_stmt *st = NULL;
	char n[64];

	add_account(b, 2);
	put_committed(b, "mine", "1");
	db_set_account(b->db, 2);
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 0);
	put_committed(b, "theirs", "1");
	put_committed(b, "theirs too", "1");
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 2);
	db_set_account(b->db, 1);
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 1);
	db_set_account(b->db, 0);
	assert_fails(db_prepare(b->db, Q_TABLE_SETTING_ALL, &st, &b->err), b->err, ERR_DENIED);
	if (pg_address() == NULL)
		return;
	/* The second wall: a statement that forgot whose rows it means. */
	raw(b->where, "SELECT count(*) FROM setting", n);
	assert_string_equal(n, "0");
	raw(b->where, "SELECT set_config('cairn.account', '2', false); SELECT count(*) FROM setting", n);
	assert_string_equal(n, "2");
	raw(b->where,
	    "SELECT set_config('cairn.account', '2', false); DELETE FROM setting; SELECT count(*) FROM setting", n);
	assert_string_equal(n, "0");
	raw(b->where, "SELECT set_config('cairn.account', '2', false); INSERT INTO setting VALUES (1, 'x', 'y')", n);
	assert_string_equal(n, "42501");
	db_set_account(b->db, 1);
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 1);
}

static void
a_slow_statement_is_stopped(void **state)
{
	struct bench *b = *state;
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t start = clock_monotonic_us();
	bool row;

	db_deadline(b->db, 100);
	assert_ok(db_prepare(b->db, Q_DB_SPIN, &st, &b->err), b->err);
	db_bind_i64(st, "n", 1000000000);
	assert_fails(db_step(st, &row, &b->err), b->err, ERR_LIMIT);
	assert_true(clock_monotonic_us() - start < 2000000);
	db_bind_i64(st, "n", 1000);
	assert_ok(db_step(st, &row, &b->err), b->err);
	assert_int_equal(db_col_i64(st, 0), 1000);
}

/* Holds the right to write until the parent closes its end. */
static pid_t
hold_in_child(struct bench *b, int *ret_release)
{
	int ready[2], release[2];
	char byte;
	pid_t pid;

	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(release), 0);
	pid = fork();
	if (pid == 0) {
		struct db *db = NULL;
		struct db_tx tx = {0};
		struct err err;

		close(release[1]);
		if (!db_open(b->where, (struct db_options){0}, &db, &err))
			_exit(1);
		db_set_account(db, 1);
		db_gate(db, true);
		if (!db_tx_begin(db, &tx, &err) || write(ready[1], "x", 1) != 1)
			_exit(2);
		_exit(read(release[0], &byte, 1) == 0 ? 0 : 3);
	}
	close(ready[1]);
	close(release[0]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	*ret_release = release[1];
	return pid;
}

static void
one_writer_at_a_time(void **state)
{
	struct bench *b = *state;
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	int release, status;
	pid_t pid = hold_in_child(b, &release);
	int64_t start = clock_monotonic_us();

	assert_fails(db_tx_begin(b->db, &tx, &b->err), b->err, ERR_CONFLICT);
	assert_true(b->err.hint[0] != '\0');
	assert_true(clock_monotonic_us() - start >= 290000);
	/* Readers do not wait. */
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 0);
	close(release);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	/* The child is gone with its transaction; the way is free. */
	put_committed(b, "a", "1");
}

/* Several processes write to one database at once: they wait for each other, and nobody is turned away. */
static void
processes_take_turns(void **state)
{
	enum { PROCESSES = 4, ROWS = 100 };
	struct bench *b = *state;
	pid_t pids[PROCESSES];
	struct str findings;
	int status;

	for (int p = 0; p < PROCESSES; p++) {
		pids[p] = fork();
		if (pids[p] != 0)
			continue;
		struct db *db = NULL;
		struct err err = {0};
		bool ok = db_open(b->where, (struct db_options){0}, &db, &err);

		for (int i = 0; ok && i < ROWS; i++) {
			CLEANUP(db_tx_end) struct db_tx tx = {0};
			char name[32];

			snprintf(name, sizeof(name), "%d-%d", p, i);
			db_set_account(db, 1);
			db_gate(db, true);
			db_unlock(db);
			ok = db_tx_begin(db, &tx, &err) && put(db, name, STR("x"), &err) && db_tx_commit(&tx, &err);
		}
		if (!ok)
			fprintf(stderr, "%s\n", err.text);
		db_close(db);
		_exit(ok ? 0 : 1);
	}
	for (int p = 0; p < PROCESSES; p++) {
		assert_int_equal(waitpid(pids[p], &status, 0), pids[p]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), PROCESSES * ROWS);
	assert_ok(db_check(b->db, &b->a, &findings, &b->err), b->err);
	assert_str(findings, "");
}

static void
a_newer_version_is_left_alone(void **state)
{
	struct bench *b = *state;
	struct db *db = NULL;
	char answer[64];

	raw(b->where,
	    pg_address() != NULL ? "INSERT INTO schema_version VALUES (9999, 'far', '', 0)"
	                         : "PRAGMA user_version = 9999",
	    answer);
	assert_fails(db_open(b->where, (struct db_options){0}, &db, &b->err), b->err, ERR_CONFLICT);
	assert_non_null(strstr(b->err.text, "newer version"));
	assert_null(db);
}

/* The next version of the schema, and one that fails half-way; their numbers follow on those there are. */
static struct db_migration next[3] = {
    {0, "extra", "0000000000000002", {NULL, "CREATE TABLE extra (a BIGINT);"}},
    {0,
     "bad",
     "0000000000000003",
     {"CREATE TABLE half (a INTEGER) STRICT; CREATE TABLE extra (a INTEGER) STRICT;",
      "CREATE TABLE half (a BIGINT); CREATE TABLE extra (a BIGINT);"}},
};

/* Whether the text holds the form with the number in it. */
static bool
names_it(struct bench *b, const char *text, const char *before, size_t number)
{
	return strstr(text, arena_printf(&b->a, "%s%04zu", before, number).p) != NULL;
}

static void
migrations_run_whole_or_not(void **state)
{
	struct bench *b = *state;
	struct db_migration list[32];
	struct db *db = NULL;
	char answer[64];
	const size_t n = db_migrations_n;

	assert_true(n + ARRAY_LEN(next) <= ARRAY_LEN(list));
	next[0].number = (unsigned)n;
	next[0].text[0] = arena_printf(&b->a, "CREATE TABLE extra (a INTEGER) STRICT; PRAGMA user_version = %zu;", n).p;
	next[1].number = (unsigned)n + 1;
	put_committed(b, "a", "1");
	db_close(b->db);
	b->db = NULL;
	memcpy(list, db_migrations, n * sizeof(*list));
	memcpy(list + n, next, sizeof(next));
	assert_fails(db_open_schema(b->where, (struct db_options){.read_only = true}, (struct db_schema){list, n + 1},
	                            &db, &b->err),
	             b->err, ERR_CONFLICT);
	assert_fails(db_open_schema(b->where, (struct db_options){0}, (struct db_schema){list, n + 2}, &db, &b->err),
	             b->err, ERR_DB);
	assert_true(names_it(b, b->err.text, "", n + 1));
	/* The first ran and stays, the second left nothing. */
	raw(b->where, "SELECT count(*) FROM schema_version", answer);
	assert_string_equal(answer, arena_printf(&b->a, "%zu", n + 1).p);
	raw(b->where,
	    pg_address() != NULL ? "SELECT to_regclass('half') IS NULL"
	                         : "SELECT count(*) = 0 FROM sqlite_schema WHERE name = 'half'",
	    answer);
	assert_true(strcmp(answer, "t") == 0 || strcmp(answer, "1") == 0);
	if (pg_address() == NULL) {
		raw(arena_printf(&b->a, "%s.before-%04zu", b->where, n).p, "PRAGMA user_version", answer);
		assert_string_equal(answer, arena_printf(&b->a, "%zu", n - 1).p);
		raw(arena_printf(&b->a, "%s.before-%04zu", b->where, n).p, "SELECT value FROM setting", answer);
		assert_string_equal(answer, "1");
	}
	/* A file that was changed after it ran is noticed. */
	list[n].checksum = "0000000000000000";
	assert_fails(db_open_schema(b->where, (struct db_options){0}, (struct db_schema){list, n + 2}, &db, &b->err),
	             b->err, ERR_INVALID);
	assert_true(names_it(b, b->err.text, "another schema ", n));
	assert_fails(db_open_schema(b->where, (struct db_options){0}, (struct db_schema){list, n + 1}, &db, &b->err),
	             b->err, ERR_INVALID);
	list[n].checksum = next[0].checksum;
	assert_ok(db_open_schema(b->where, (struct db_options){0}, (struct db_schema){list, n + 1}, &b->db, &b->err),
	          b->err);
	db_set_account(b->db, 1);
	assert_int_equal(count(b, Q_TABLE_SETTING_ALL), 1);
}

/* A row for every table, made from the columns' types; words a CHECK asks for are given by name. */
static struct str
some_text(struct bench *b, const char *column, int64_t id)
{
	static const char *const words[][2] = {
	    {"size", "startup"},        {"action", "pin"},       {"relation", "first"},  {"workplace", "hybrid"},
	    {"employment", "contract"}, {"seniority", "senior"}, {"pay_period", "year"}, {"pay_currency", "EUR"},
	    {"sponsorship", "none"},    {"state", "done"},       {"currency", "EUR"},    {"to_currency", "USD"},
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i][0], column) == 0)
			return str_of(words[i][1]);
	return arena_printf(&b->a, "%s '%lld' \xc3\xa9", column, (long long)id);
}

static void
fill(struct bench *b, const struct db_table *t, int64_t id)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	assert_ok(db_prepare(b->db, t->insert, &st, &b->err), b->err);
	for (size_t i = 1; i < t->n_columns; i++) {
		const struct db_column *c = &t->columns[i];
		bool level = strcmp(c->name, "level") == 0;

		if (c->type == 'i')
			db_bind_i64(st, c->name, level ? id % 4 : id);
		else if (c->type == 'f')
			db_bind_f64(st, c->name, 0.1 * (double)id);
		else if (c->type == 't')
			db_bind_text(st, c->name, some_text(b, c->name, id));
		else
			db_bind_blob(st, c->name, STR("\0\xff'"));
	}
	if (!db_run(st, &b->err))
		fail_msg("%s: %s", t->name, b->err.text);
	assert_int_equal(db_changes(st), 1);
}

static void
copy_row(struct db_stmt *from, struct db_stmt *to, const struct db_table *t)
{
	for (size_t i = 1; i < t->n_columns; i++) {
		const char *name = t->columns[i].name;
		int col = (int)i;

		if (db_col_is_null(from, col))
			db_bind_null(to, name);
		else if (t->columns[i].type == 'i')
			db_bind_i64(to, name, db_col_i64(from, col));
		else if (t->columns[i].type == 'f')
			db_bind_f64(to, name, db_col_f64(from, col));
		else if (t->columns[i].type == 't')
			db_bind_text(to, name, db_col_text(from, col));
		else
			db_bind_blob(to, name, db_col_blob(from, col));
	}
}

/* Every table's rows, from one database into another, twice: the second time nothing is new. */
static void
copy_all(struct bench *b, struct db *to, int64_t want)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	db_unlock(to);
	assert_ok(db_tx_begin(to, &tx, &b->err), b->err);
	for (size_t i = 0; i < db_tables_n; i++) {
		const struct db_table *t = &db_tables[i];
		CLEANUP(db_done) struct db_stmt *all = NULL, *add = NULL;
		bool row;

		assert_ok(db_prepare(b->db, t->select, &all, &b->err), b->err);
		assert_ok(db_prepare(to, t->insert, &add, &b->err), b->err);
		for (;;) {
			assert_ok(db_step(all, &row, &b->err), b->err);
			if (!row)
				break;
			copy_row(all, add, t);
			assert_ok(db_run(add, &b->err), b->err);
			assert_int_equal(db_changes(add), want);
		}
	}
	assert_ok(db_tx_commit(&tx, &b->err), b->err);
}

static void
assert_same_rows(struct bench *b, struct db *other)
{
	for (size_t i = 0; i < db_tables_n; i++) {
		const struct db_table *t = &db_tables[i];
		CLEANUP(db_done) struct db_stmt *x = NULL, *y = NULL;
		bool row_x = true, row_y;
		int n = 0;

		assert_ok(db_prepare(b->db, t->select, &x, &b->err), b->err);
		assert_ok(db_prepare(other, t->select, &y, &b->err), b->err);
		for (;; n++) {
			assert_ok(db_step(x, &row_x, &b->err), b->err);
			assert_ok(db_step(y, &row_y, &b->err), b->err);
			assert_int_equal(row_x, row_y);
			if (!row_x)
				break;
			for (int c = 0; c < (int)t->n_columns; c++) {
				assert_int_equal(db_col_is_null(x, c), db_col_is_null(y, c));
				if (t->columns[c].type == 'f') /* the engines write numbers differently */
					assert_true(db_col_f64(x, c) == db_col_f64(y, c));
				else if (t->columns[c].type == 'b')
					assert_true(str_eq(db_col_blob(x, c), db_col_blob(y, c)));
				else
					assert_true(str_eq(db_col_text(x, c), db_col_text(y, c)));
			}
		}
		assert_int_equal(n, 3);
	}
}

/* The tables of an account go from one database to another and nothing is lost, also from one engine to the other. */
static void
tables_travel(void **state)
{
	struct bench *b = *state;
	struct db *other = NULL;
	char *path = fs_join(&b->a, b->dir, "other.db");

	{
		CLEANUP(db_tx_end) struct db_tx tx = {0};

		db_unlock(b->db);
		begin(b, &tx);
		for (int64_t id = 1; id <= 3; id++)
			for (size_t i = 0; i < db_tables_n; i++)
				fill(b, &db_tables[i], id);
		assert_ok(db_tx_commit(&tx, &b->err), b->err);
	}
	assert_ok(db_open(path, (struct db_options){.create = true}, &other, &b->err), b->err);
	db_set_account(other, 1);
	db_gate(other, true);
	copy_all(b, other, 1);
	copy_all(b, other, 0);
	assert_same_rows(b, other);
	db_close(other);
}

static void
checks_find_nothing_in_a_sound_one(void **state)
{
	struct bench *b = *state;
	struct str findings;
	int64_t bytes;

	put_committed(b, "a", "1");
	assert_ok(db_check(b->db, &b->a, &findings, &b->err), b->err);
	assert_str(findings, "");
	assert_ok(db_size(b->db, &bytes, &b->err), b->err);
	assert_true(bytes > 100000);
	assert_null(strstr(db_where(b->db), "secret"));
}

static void
reading_only_writes_nothing(void **state)
{
	struct bench *b = *state;
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct db *db = NULL;

	assert_ok(db_open(b->where, (struct db_options){.read_only = true}, &db, &b->err), b->err);
	db_set_account(db, 1);
	db_gate(db, true);
	assert_fails(db_tx_begin(db, &tx, &b->err), b->err, ERR_DENIED);
	db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(every_query_prepares),
	    TEST(every_reading_query_runs),
	    TEST(values_come_back),
	    TEST(bad_values_are_refused),
	    TEST(broken_rules_have_their_codes),
	    TEST(transactions_commit_and_roll_back),
	    TEST(reading_goes_on_beside_a_commit),
	    TEST(nothing_is_written_before_the_gate),
	    TEST(guarded_tables_stay_shut),
	    TEST(an_unlocking_is_used_up),
	    TEST(an_address_is_told_from_a_path),
	    TEST(accounts_do_not_see_each_other),
	    TEST(a_slow_statement_is_stopped),
	    TEST(one_writer_at_a_time),
	    TEST(processes_take_turns),
	    TEST(a_newer_version_is_left_alone),
	    TEST(migrations_run_whole_or_not),
	    TEST(tables_travel),
	    TEST(checks_find_nothing_in_a_sound_one),
	    TEST(reading_only_writes_nothing),
	};

	return cmocka_run_group_tests_name(pg_address() != NULL ? "db on PostgreSQL" : "db on SQLite", tests, NULL,
	                                   NULL);
}
