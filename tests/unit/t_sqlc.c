/* tools/sqlc: what it refuses, with which words and at which line, and how it rewrites what it takes. */
#include "test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"

static const char schema[] = "-- Two tables; a comment with a ; and a '.\n"
			     "CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;\n"
			     "CREATE TABLE job (\n"
			     "	account_id INTEGER NOT NULL REFERENCES account (id),\n"
			     "	id INTEGER NOT NULL CHECK (id >= 0),\n"
			     "	title TEXT NOT NULL DEFAULT 'a; TEXT',\n"
			     "	pay REAL,\n"
			     "	face BLOB,\n"
			     "	PRIMARY KEY (account_id, id)\n"
			     ") STRICT;\n"
			     "CREATE TABLE word (\n"
			     "	account_id INTEGER NOT NULL,\n"
			     "	job_id INTEGER NOT NULL,\n"
			     "	word TEXT NOT NULL,\n"
			     "	PRIMARY KEY (account_id, job_id, word),\n"
			     "	FOREIGN KEY (account_id, job_id) REFERENCES job (account_id, id)\n"
			     ") STRICT;\n"
			     "CREATE INDEX word_word ON word (account_id, word);\n";

struct bench {
	struct arena a;
	char path[64];
	char *sqlc;
};

static char *
at(struct bench *b, const char *name)
{
	return fs_join(&b->a, b->path, name);
}

static int
setup(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));
	struct err err = {0};
	const char *build = getenv("CAIRN_BUILD");

	*state = b;
	b->a.limit = 64 << 20;
	snprintf(b->path, sizeof(b->path), "/tmp/cairn-t_sqlc-XXXXXX");
	if (build == NULL || mkdtemp(b->path) == NULL)
		return -1;
	b->sqlc = fs_join(&b->a, build, "tools/sqlc");
	return fs_mkdirs(at(b, "sql/schema"), &err) && fs_mkdirs(at(b, "sql/query"), &err) &&
	               fs_replace(at(b, "sql/schema/0000_start.sql"), str_of(schema), &err)
	           ? 0
	           : -1;
}

static int
teardown(void **state)
{
	struct bench *b = *state;
	static const char *const files[] = {
	    "sql/schema/0000_start.sql",
	    "sql/schema/0001_more.sql",
	    "sql/schema/0007_far.sql",
	    "sql/query/q.sql",
	    "err",
	    "h",
	    "c",
	    "d",
	    "sql/schema",
	    "sql/query",
	    "sql",
	    "",
	};

	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		if (unlink(at(b, files[i])) != 0)
			rmdir(at(b, files[i]));
	arena_release(&b->a);
	free(b);
	return 0;
}

static bool
run_sqlc(struct bench *b, struct err *err)
{
	char *said = at(b, "err");
	struct str text;
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		int fd = open(said, O_WRONLY | O_CREAT | O_TRUNC, 0600);

		dup2(fd, STDERR_FILENO);
		execl(b->sqlc, b->sqlc, at(b, "sql"), at(b, "h"), at(b, "c"), at(b, "d"), (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_ok(fs_read(&b->a, said, 1 << 20, &text, err), *err);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	/* A refusal is one line and the status 1, not a crash. */
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	return err_set(err, ERR_INVALID, "%.*s", STR_ARG(text));
}

static void
put(struct bench *b, const char *name, const char *text)
{
	struct err err = {0};

	assert_ok(fs_replace(at(b, name), str_of(text), &err), err);
}

/* The query file is refused, and the message has the words. */
static void
refuses(struct bench *b, const char *query, const char *words)
{
	struct err err = {0};

	put(b, "sql/query/q.sql", query);
	if (run_sqlc(b, &err))
		fail_msg("taken: %s", query);
	if (strstr(err.text, words) == NULL)
		fail_msg("%s\nwanted \"%s\" in \"%s\"", query, words, err.text);
}

/* Long strings stand on several lines; as one they are easier to compare. */
static struct str
join_lines(struct bench *b, struct str c)
{
	char *p = arena_alloc(&b->a, c.n);
	size_t n = 0;

	for (size_t i = 0; i < c.n; i++)
		if (str_starts(str_sub(c, i, 5), STR("\"\n\t \"")))
			i += 4;
		else
			p[n++] = c.p[i];
	return (struct str){p, n};
}

/* It is taken, and the C that comes out has the words. */
static void
takes(struct bench *b, const char *query, const char *words)
{
	struct err err = {0};
	struct str c;

	put(b, "sql/query/q.sql", query);
	assert_ok(run_sqlc(b, &err), err);
	assert_ok(fs_read(&b->a, at(b, "c"), 1 << 20, &c, &err), err);
	if (!str_has(join_lines(b, c), str_of(words)))
		fail_msg("%s\nwanted \"%s\"", query, words);
}

static void
the_account_is_always_bound(void **state)
{
	struct bench *b = *state;

	refuses(b, "-- name: x :many\nSELECT title FROM job WHERE account_id = 1;", "does not bind :account");
	refuses(b, "-- name: x :many\nSELECT title FROM job WHERE id = :account;", "held to it");
	refuses(b, "-- name: x :exec\nDELETE FROM job WHERE id = :id;", "q.sql:2");
	refuses(b, "-- name: x :exec\nUPDATE job SET title = :t WHERE id = :id;", "held to it");
	refuses(b, "-- name: x :exec\nINSERT INTO job (id, title) VALUES (:id, :account);", "held to it");
	refuses(b,
	        "-- name: x :many\nSELECT j.title FROM job j JOIN word w ON w.job_id = j.id\n"
	        "WHERE j.account_id = :account;",
	        "2 here, account_id 1 times");
	refuses(b, "-- name: x :many\nSELECT j.title FROM job j, word w WHERE j.account_id = :account;", "held to it");
	refuses(b,
	        "-- name: x :many\nSELECT title FROM job WHERE account_id = :account AND id IN\n"
	        "(SELECT job_id FROM word);",
	        "q.sql:3: query 'x': each table of an account");
	takes(b,
	      "-- name: x :many\nSELECT j.title FROM job j JOIN word w ON w.account_id = j.account_id AND w.job_id = "
	      "j.id\nWHERE j.account_id = :account;",
	      "WHERE j.account_id = ?1");
	takes(b, "-- name: x :many\nSELECT name FROM account WHERE id = :id;", "\"account\", NULL");
}

static void
mistakes_are_named(void **state)
{
	struct bench *b = *state;

	refuses(b, "-- name: x :many\nSELECT a FROM nowhere;", "q.sql:2: query 'x': table 'nowhere' is not known");
	refuses(b, "-- name: x :many\nSELECT name FROM account, nowhere;", "'nowhere' is not known");
	refuses(b, "-- name: x :exec\nINSERT INTO nowhere (a) VALUES (1);", "'nowhere' is not known");
	refuses(b, "-- name: x :many\nSELECT * FROM account;", "name the columns");
	refuses(b, "-- name: x :many\nSELECT a.* FROM account a;", "name the columns");
	refuses(b, "-- name: x :many\nSELECT id, name FROM account", "q.sql:2: the statement has no ';'");
	refuses(b, "-- name: x :many\nSELECT id FROM account\n-- name: y :many\nSELECT id FROM account;", "no ';'");
	refuses(b, "-- name: x :many\nSELECT id FROM account;\n-- name: x :many\nSELECT id FROM account;",
	        "q.sql:3: query 'x' is there already: q.sql:1");
	refuses(b, "SELECT id FROM account;", "'-- name: ...' was expected");
	refuses(b, "-- name: x\nSELECT id FROM account;", "neither :one");
	refuses(b, "-- name: x :some\nSELECT id FROM account;", "':some' is not known");
	refuses(b, "-- name: X-y :one\nSELECT id FROM account;", "more than a-z");
	refuses(b, "-- name: x :exec\nSELECT id FROM account;", "gives rows");
	refuses(b, "-- name: x :one\nDELETE FROM account;", "gives no rows");
	refuses(b, "-- name: x :one\nSELECT count(*) FROM account;", "column 1 has no name");
	refuses(b, "-- name: x :one\nSELECT id, id + 1 FROM account;", "column 2 has no name");
	refuses(b, "-- name: x :many\nSELECT id FROM account WHERE name LIKE :n;", "LIKE needs ESCAPE");
	refuses(b, "-- name: x :many\nSELECT id FROM account WHERE id = $1;", "'$' is not used");
	refuses(b, "-- name: x :many\nSELECT id FROM account WHERE id = ?;", "'?' is not used");
	refuses(b, "-- name: x :many\nSELECT \"id\" FROM account;", "names are bare");
	refuses(b, "-- name: x :many\nSELECT 'id FROM account;", "a string without an end");
	refuses(b, "-- name: x :many\nSELECT id FROM account WHERE (id = 1;", "'(' without ')'");
	refuses(b, "-- name: x :many\nSELECT id FROM account WHERE id = 1);", "')' without '('");
	refuses(b, "-- name: x :exec\nDROP TABLE account;", "a query begins with");
	refuses(b, "-- name: x :exec\nPRAGMA user_version = 3;", "a query begins with");
}

static void
parameters_are_numbered(void **state)
{
	struct bench *b = *state;

	takes(b, "-- name: x :one\nSELECT id FROM account WHERE name = :b OR id = :a OR name = :b;",
	      "WHERE name = ?1 OR id = ?2 OR name = ?1\"");
	takes(b, "-- name: x :one\nSELECT id FROM account WHERE name = :b OR id = :a OR name = :b;",
	      "WHERE name = $1 OR id = $2 OR name = $1\"");
	takes(b, "-- name: x :one\n-- :no\nSELECT ':no '';x' AS t, id::bigint AS id FROM account; -- :no",
	      "SELECT ':no '';x' AS t, id::bigint AS id FROM account\"");
	takes(b, "-- name: x :one\nSELECT id FROM account WHERE id = :id AND name = :n LIMIT :m;", ".types = \"iti\"");
	takes(b, "-- name: x :one\nSELECT id FROM account WHERE :id IS NULL OR id BETWEEN :lo AND :hi;",
	      ".types = \"iii\"");
	takes(b, "-- name: x :one\nSELECT CAST(:v AS REAL) AS v FROM account;", "CAST($1 AS DOUBLE PRECISION)");
	takes(b, "-- name: x :one\nSELECT CAST(:v AS INTEGER) AS v FROM account;", "CAST($1 AS BIGINT)");
	takes(b, "-- name: x :one\nWITH t(n) AS (SELECT 1) SELECT n FROM t;", ".columns = (const char *const[]){\"n\"");
	takes(b, "-- name: x :exec\nUPDATE account SET name = :name;", ".writes = 1, .guarded = 1");
	takes(b, "-- name: x :one\nDELETE FROM job WHERE account_id = :account RETURNING id, title AS t;",
	      "{\"id\", \"t\", NULL}");
}

static void
postgresql_may_differ(void **state)
{
	struct bench *b = *state;
	const char *base = "-- name: x :one\nSELECT max(:a, :b) AS n FROM account;\n";

	takes(b, arena_printf(&b->a, "%s-- name: x @pg\nSELECT greatest(:b, :a) AS n FROM account;", base).p,
	      "SELECT greatest($2, $1) AS n");
	refuses(b, arena_printf(&b->a, "%s-- name: x @pg\nSELECT greatest(:b, :c) AS n FROM account;", base).p,
	        "other parameters");
	refuses(b, arena_printf(&b->a, "%s-- name: x @pg\nSELECT greatest(:b, :a) AS m FROM account;", base).p,
	        "other columns");
	refuses(b, "-- name: x @pg\nSELECT id FROM account;", "comes before its query");
}

static void
tables_come_out_for_export(void **state)
{
	struct bench *b = *state;
	const char *query = "-- name: x :one\nSELECT id FROM account;";

	takes(b, query, "{{\"account_id\", 'i'}, {\"id\", 'i'}, {\"title\", 't'}, {\"pay\", 'f'}, {\"face\", 'b'}, }");
	takes(b, query, "INSERT INTO word (account_id, job_id, word) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
	takes(b, query, "WHERE account_id = $1 ORDER BY account_id, job_id, word");
	takes(b, query, "title TEXT COLLATE \\\"C\\\" NOT NULL DEFAULT 'a; TEXT', pay DOUBLE PRECISION, face BYTEA");
	takes(b, query, "ALTER TABLE word FORCE ROW LEVEL SECURITY");
	takes(b, query, "(id >= 0)");
}

static void
schemas_are_checked(void **state)
{
	struct bench *b = *state;
	const char *ok = "-- name: x :one\nSELECT id, born FROM account;";

	put(b, "sql/schema/0001_more.sql", "ALTER TABLE account ADD COLUMN born INTEGER;\nDROP TABLE word;\n");
	takes(b, ok, "ADD COLUMN born BIGINT");
	refuses(b, "-- name: x :many\nSELECT word FROM word WHERE account_id = :account;", "'word' is not known");
	put(b, "sql/schema/0001_more.sql", "CREATE TABLE t (a INTEGER);");
	refuses(b, ok, "0001_more.sql:1: table 't' is not STRICT");
	put(b, "sql/schema/0001_more.sql", "CREATE TABLE t (a INT) STRICT;");
	refuses(b, ok, "column 'a' needs a type");
	put(b, "sql/schema/0001_more.sql", "CREATE TABLE t (id INTEGER PRIMARY KEY, account_id INTEGER) STRICT;");
	refuses(b, ok, "does not begin with account_id");
	put(b, "sql/schema/0001_more.sql", "CREATE TABLE t (id INTEGER REFERENCES u (id)) STRICT;");
	refuses(b, ok, "table 'u' is not known");
	put(b, "sql/schema/0001_more.sql", "CREATE TRIGGER t AFTER INSERT ON job;");
	refuses(b, ok, "does not know 'CREATE'");
	unlink(at(b, "sql/schema/0001_more.sql"));
	put(b, "sql/schema/0007_far.sql", "DROP TABLE word;");
	refuses(b, ok, "0001 is next");
}

/* Nothing is written when nothing changed, so nothing is compiled again; and the folders are watched, not files only.
 */
static void
output_stays_when_the_same(void **state)
{
	struct bench *b = *state;
	struct err err = {0};
	struct stat before, after;
	struct str d;

	takes(b, "-- name: x :one\nSELECT id FROM account;", "SELECT id");
	assert_int_equal(stat(at(b, "c"), &before), 0);
	takes(b, "-- name: x :one\nSELECT  id  FROM account; -- the same", "SELECT id");
	assert_int_equal(stat(at(b, "c"), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	takes(b, "-- name: x :one\nSELECT name FROM account;", "SELECT name");
	assert_int_equal(stat(at(b, "c"), &after), 0);
	assert_int_not_equal(before.st_ino, after.st_ino);
	assert_ok(fs_read(&b->a, at(b, "d"), 1 << 16, &d, &err), err);
	assert_true(str_has(d, str_of(at(b, "sql/query/q.sql"))));
	assert_true(str_has(d, str_of(at(b, "sql/schema \\"))));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(the_account_is_always_bound, setup, teardown),
	    cmocka_unit_test_setup_teardown(mistakes_are_named, setup, teardown),
	    cmocka_unit_test_setup_teardown(parameters_are_numbered, setup, teardown),
	    cmocka_unit_test_setup_teardown(postgresql_may_differ, setup, teardown),
	    cmocka_unit_test_setup_teardown(tables_come_out_for_export, setup, teardown),
	    cmocka_unit_test_setup_teardown(schemas_are_checked, setup, teardown),
	    cmocka_unit_test_setup_teardown(output_stays_when_the_same, setup, teardown),
	};

	return cmocka_run_group_tests_name("sqlc", tests, NULL, NULL);
}
