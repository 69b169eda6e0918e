#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "db_impl.h"

enum {
	APPLICATION_ID = 0x43414952, /* 'CAIR', in the file's header */
	CHECK_OPS = 10000,           /* instructions between two looks at the clock */
	HEAP_MAX = 256 << 20,
};

struct sqlite_db {
	struct db db;
	sqlite3 *reader;
	sqlite3 *writer; /* opened by the first transaction */
	sqlite3_stmt *begin, *commit, *rollback;
	char *path;
	int lock_fd;       /* PATH-write.lock */
	unsigned n_locked; /* a migration holds it around its transactions */
	int64_t stop_us;   /* when the running statement has had its time; 0: never */
	bool timed_out;
};

struct sqlite_stmt {
	struct db_stmt st;
	sqlite3_stmt *h;
};

static struct sqlite_db *
self(struct db *db)
{
	return (struct sqlite_db *)db;
}

static sqlite3_stmt *
handle(const struct db_stmt *st)
{
	return ((const struct sqlite_stmt *)st)->h;
}

sqlite3 *
db_sqlite_reader(struct db *db)
{
	return self(db)->reader;
}

sqlite3 *
db_sqlite_writer(struct db *db)
{
	return self(db)->writer;
}

static bool
fail_constraint(int rc, const char *text, const char *where, struct err *err)
{
	bool clash = rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY ||
	             rc == SQLITE_CONSTRAINT_FOREIGNKEY || rc == SQLITE_CONSTRAINT_ROWID;

	return err_set(err, clash ? ERR_CONFLICT : ERR_INVALID, "'%s' refuses the row: %s", where, text);
}

bool
db_sqlite_fail(sqlite3 *h, int rc, const char *where, struct err *err)
{
	const char *text = h != NULL ? sqlite3_errmsg(h) : sqlite3_errstr(rc);

	switch (rc & 0xff) {
	case SQLITE_NOTADB:
		err_set(err, ERR_INVALID, "'%s' is not a Cairn database: %s", where, text);
		return err_hint(err, "Look whether the path is right; the file was not touched.");
	case SQLITE_CORRUPT:
		err_set(err, ERR_INVALID, "'%s' is damaged: %s", where, text);
		return err_hint(err, "Keep the file, and put the newest copy in its place: they are in the folder "
		                     "'backups' beside it.");
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		err_set(err, ERR_CONFLICT, "another program holds '%s': %s", where, text);
		return err_hint(err, "Wait until it has finished, or close it, and do it again; nothing was changed.");
	case SQLITE_FULL:
		err_set(err, ERR_IO, "the disk that holds '%s' is full", where);
		return err_hint(err, "Free some space on the disk and do it again; nothing was changed.");
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
		err_set(err, ERR_DENIED, "could not write '%s': %s", where, text);
		return err_hint(err, "Cairn must be able to write the file and the folder it is in.");
	case SQLITE_IOERR:
		err_set(err, ERR_IO, "could not read or write '%s': %s", where, text);
		return err_hint(err, "The disk reports a fault. Copy your newest backup to another disk first.");
	case SQLITE_CONSTRAINT:
		return fail_constraint(rc, text, where, err);
	case SQLITE_MISMATCH:
		return err_set(err, ERR_INVALID, "'%s' refuses the row: %s", where, text);
	case SQLITE_AUTH:
		return err_set(err, ERR_DENIED, "not allowed on '%s': %s", where, text);
	case SQLITE_TOOBIG:
	case SQLITE_NOMEM:
		return err_set(err, ERR_LIMIT, "'%s': %s", where, text);
	default:
		return err_set(err, ERR_DB, "'%s': %s", where, text);
	}
}

static bool
is_guarded(const char *table)
{
	return strcmp(table, "account") == 0 || strcmp(table, "session") == 0 || strcmp(table, "setting") == 0 ||
	       strcmp(table, "schema_version") == 0;
}

/* The second wall behind db.c: a statement that slipped through there does not compile here. */
static int
authorize(void *p, int action, const char *a, const char *b, const char *schema, const char *trigger)
{
	const struct sqlite_db *s = p;

	(void)b;
	(void)schema;
	(void)trigger;
	if (s->db.internal)
		return SQLITE_OK;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_RECURSIVE:
	case SQLITE_FUNCTION:
		return SQLITE_OK;
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		if (!s->db.gate || !s->db.in_tx || strncmp(a, "sqlite_", 7) == 0)
			return SQLITE_DENY;
		return is_guarded(a) && !s->db.unlocked ? SQLITE_DENY : SQLITE_OK;
	default:
		return SQLITE_DENY;
	}
}

static int
on_progress(void *p)
{
	struct sqlite_db *s = p;

	s->timed_out = s->stop_us > 0 && clock_monotonic_us() > s->stop_us;
	return s->timed_out;
}

static bool
run(struct sqlite_db *s, sqlite3 *h, const char *sql, struct err *err)
{
	int rc = sqlite3_exec(h, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK || db_sqlite_fail(h, rc, s->path, err);
}

/* One number: a pragma's, or a count. */
static bool
ask_i64(struct sqlite_db *s, sqlite3 *h, const char *sql, int64_t *ret, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(h, sql, -1, &st, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		*ret = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return rc == SQLITE_ROW || db_sqlite_fail(h, rc, s->path, err);
}

static void
set_limits(sqlite3 *h)
{
	static const struct {
		int limit, value;
	} limits[] = {
	    {SQLITE_LIMIT_LENGTH, DB_VALUE_MAX + 1024},
	    {SQLITE_LIMIT_SQL_LENGTH, 100000},
	    {SQLITE_LIMIT_COLUMN, 200},
	    {SQLITE_LIMIT_EXPR_DEPTH, 100},
	    {SQLITE_LIMIT_COMPOUND_SELECT, 20},
	    {SQLITE_LIMIT_VDBE_OP, 250000},
	    {SQLITE_LIMIT_FUNCTION_ARG, 16},
	    {SQLITE_LIMIT_ATTACHED, 0},
	    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
	    {SQLITE_LIMIT_VARIABLE_NUMBER, 250},
	    {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
	    {SQLITE_LIMIT_WORKER_THREADS, 0},
	};
	static const struct {
		int op, on;
	} config[] = {
	    {SQLITE_DBCONFIG_DEFENSIVE, 1},
	    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	    {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
	    {SQLITE_DBCONFIG_DQS_DDL, 0},
	    {SQLITE_DBCONFIG_DQS_DML, 0},
	    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	    {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
	    {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
	    {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
	};

	for (size_t i = 0; i < ARRAY_LEN(limits); i++)
		sqlite3_limit(h, limits[i].limit, limits[i].value);
	for (size_t i = 0; i < ARRAY_LEN(config); i++)
		sqlite3_db_config(h, config[i].op, config[i].on, NULL);
	sqlite3_hard_heap_limit64(HEAP_MAX);
}

static bool
connect(struct sqlite_db *s, bool writes, sqlite3 **ret, struct err *err)
{
	/* A reader of a WAL file writes too, to the index beside it; query_only keeps it off the data. */
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE;
	sqlite3 *h = NULL;
	int rc = sqlite3_open_v2(s->path, &h, flags, NULL);

	*ret = h;
	if (rc != SQLITE_OK)
		return db_sqlite_fail(h, rc, s->path, err);
	set_limits(h);
	sqlite3_busy_timeout(h, (int)MIN(s->db.options.wait_ms, 600000u));
	sqlite3_set_authorizer(h, authorize, s);
	sqlite3_progress_handler(h, CHECK_OPS, on_progress, s);
	if (!run(s, h,
	         "PRAGMA synchronous = FULL;"
	         "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
	         "PRAGMA secure_delete = ON; PRAGMA case_sensitive_like = ON; PRAGMA journal_size_limit = 67108864",
	         err))
		return false;
	return writes
	           ? run(s, h, "PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 1000", err)
	           : run(s, h, "PRAGMA cache_size = -3000; PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = ON", err);
}

static bool
make_stmt(struct sqlite_db *s, const char *sql, sqlite3_stmt **ret, struct err *err)
{
	int rc = sqlite3_prepare_v3(s->writer, sql, -1, SQLITE_PREPARE_PERSISTENT, ret, NULL);

	return rc == SQLITE_OK || db_sqlite_fail(s->writer, rc, s->path, err);
}

static bool
open_writer(struct sqlite_db *s, struct err *err)
{
	bool internal = s->db.internal;
	bool ok;

	if (s->rollback != NULL)
		return true;
	s->db.internal = true;
	ok = (s->writer != NULL || connect(s, true, &s->writer, err)) &&
	     make_stmt(s, "BEGIN IMMEDIATE", &s->begin, err) && make_stmt(s, "COMMIT", &s->commit, err) &&
	     make_stmt(s, "ROLLBACK", &s->rollback, err);
	s->db.internal = internal;
	if (!ok) {
		sqlite3_finalize(s->begin);
		sqlite3_finalize(s->commit);
		sqlite3_close_v2(s->writer);
		s->begin = s->commit = NULL;
		s->writer = NULL;
	}
	return ok;
}

/* Waits for the right to write, in this process or another. Debian's SQLite can damage a file when a commit and a
 * checkpoint meet (the WAL-reset fault); under this lock they never do. */
static bool
lock(struct sqlite_db *s, unsigned wait_ms, struct err *err)
{
	int64_t stop = clock_monotonic_us() + (int64_t)wait_ms * 1000;
	unsigned pause_us = 100;

	if (s->n_locked++ > 0)
		return true;
	while (flock(s->lock_fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK && errno != EINTR) {
			s->n_locked--;
			return err_errno(err, "could not lock '%s-write.lock'", s->path);
		}
		if (clock_monotonic_us() >= stop) {
			s->n_locked--;
			err_set(err, ERR_CONFLICT, "another program has been writing to '%s' for over %.1f s", s->path,
			        wait_ms / 1000.0);
			return err_hint(err, "Wait until it has finished, or close it, and do it again; nothing was "
			                     "changed.");
		}
		usleep(pause_us);
		pause_us = MIN(pause_us * 2, 10000u);
	}
	return true;
}

static void
unlock(struct sqlite_db *s)
{
	assert(s->n_locked > 0);
	if (--s->n_locked == 0)
		flock(s->lock_fd, LOCK_UN);
}

/* BEGIN and its like are compiled anew after a change of the schema, and pass the authorizer again. */
static int
step_once(struct sqlite_db *s, sqlite3_stmt *st)
{
	bool internal = s->db.internal;
	int rc;

	s->db.internal = true;
	rc = sqlite3_step(st);
	sqlite3_reset(st);
	s->db.internal = internal;
	return rc;
}

/* Statements still open would hold the transaction's snapshot, or keep it from ending. */
static void
reset_all(struct sqlite_db *s)
{
	for (sqlite3_stmt *st = sqlite3_next_stmt(s->writer, NULL); st != NULL; st = sqlite3_next_stmt(s->writer, st))
		if (sqlite3_stmt_busy(st))
			sqlite3_reset(st);
}

static void
sqlite_rollback(struct db *db)
{
	struct sqlite_db *s = self(db);

	reset_all(s);
	s->stop_us = 0;
	if (!sqlite3_get_autocommit(s->writer))
		step_once(s, s->rollback);
	unlock(s);
}

static bool
sqlite_begin(struct db *db, struct err *err)
{
	struct sqlite_db *s = self(db);
	int rc;

	if (!lock(s, db->options.wait_ms, err))
		return false;
	s->stop_us = 0;
	if (!open_writer(s, err)) {
		unlock(s);
		return false;
	}
	rc = step_once(s, s->begin);
	if (rc == SQLITE_DONE)
		return true;
	db_sqlite_fail(s->writer, rc, s->path, err);
	unlock(s);
	return false;
}

static bool
sqlite_commit(struct db *db, struct err *err)
{
	struct sqlite_db *s = self(db);
	int rc;

	reset_all(s);
	s->stop_us = 0;
	rc = sqlite3_get_autocommit(s->writer) ? SQLITE_ABORT : step_once(s, s->commit);
	if (rc == SQLITE_DONE) {
		unlock(s);
		return true;
	}
	db_sqlite_fail(s->writer, rc, s->path, err);
	sqlite_rollback(db);
	return false;
}

static bool
sqlite_prepare(struct db *db, const struct db_query *q, int slot, struct db_stmt **ret, struct err *err)
{
	struct sqlite_db *s = self(db);
	sqlite3 *h = slot == 1 ? s->writer : s->reader;
	struct sqlite_stmt *st;
	sqlite3_stmt *handle_;
	int rc = sqlite3_prepare_v3(h, q->text[DB_SQLITE], -1, SQLITE_PREPARE_PERSISTENT, &handle_, NULL);

	if (rc != SQLITE_OK)
		return db_sqlite_fail(h, rc, s->path, err) || err_prefix(err, "query '%s'", q->name);
	assert((size_t)sqlite3_column_count(handle_) == q->n_columns);
	st = calloc(1, sizeof(*st));
	if (st == NULL)
		base_die("out of memory");
	st->h = handle_;
	*ret = &st->st;
	return true;
}

static void
sqlite_stmt_free(struct db_stmt *st)
{
	sqlite3_finalize(handle(st));
	free(st);
}

static void
sqlite_bind(struct db_stmt *st, int index, const struct db_value *v)
{
	sqlite3_stmt *h = handle(st);
	int rc = SQLITE_OK;

	switch (v->kind) {
	case DB_NULL:
		rc = sqlite3_bind_null(h, index);
		break;
	case DB_I64:
		rc = sqlite3_bind_int64(h, index, v->i);
		break;
	case DB_F64:
		rc = sqlite3_bind_double(h, index, v->f);
		break;
	case DB_TEXT:
		rc = sqlite3_bind_text64(h, index, v->s.p, v->s.n, SQLITE_TRANSIENT, SQLITE_UTF8);
		break;
	case DB_BLOB:
		rc = sqlite3_bind_blob64(h, index, v->s.p, v->s.n, SQLITE_TRANSIENT);
		break;
	}
	if (rc != SQLITE_OK)
		st->bad = sqlite3_errstr(rc);
}

static void
sqlite_clear(struct db_stmt *st)
{
	sqlite3_clear_bindings(handle(st));
}

static bool
sqlite_step(struct db_stmt *st, bool *ret_row, struct err *err)
{
	struct sqlite_db *s = self(st->db);
	unsigned ms = st->db->deadline_ms;
	int rc;

	s->timed_out = false;
	s->stop_us = ms > 0 ? clock_monotonic_us() + (int64_t)ms * 1000 - st->spent_us : 0;
	rc = sqlite3_step(handle(st));
	s->stop_us = 0;
	if (rc == SQLITE_ROW || rc == SQLITE_DONE) {
		if (rc == SQLITE_DONE)
			st->changes = st->query->writes ? sqlite3_changes64(sqlite3_db_handle(handle(st))) : 0;
		*ret_row = rc == SQLITE_ROW;
		return true;
	}
	if (rc == SQLITE_INTERRUPT && s->timed_out)
		return err_set(err, ERR_LIMIT, "query '%s' took longer than %u ms and was stopped", st->query->name,
		               ms);
	db_sqlite_fail(sqlite3_db_handle(handle(st)), rc, s->path, err);
	return err_prefix(err, "query '%s'", st->query->name);
}

static void
sqlite_reset(struct db_stmt *st)
{
	sqlite3_reset(handle(st));
}

static int64_t
sqlite_col_i64(struct db_stmt *st, int col)
{
	return sqlite3_column_int64(handle(st), col);
}

static double
sqlite_col_f64(struct db_stmt *st, int col)
{
	return sqlite3_column_double(handle(st), col);
}

static struct str
sqlite_col_text(struct db_stmt *st, int col)
{
	const char *p = (const char *)sqlite3_column_text(handle(st), col);

	return p == NULL ? STR_NONE : (struct str){p, (size_t)sqlite3_column_bytes(handle(st), col)};
}

static bool
sqlite_col_is_null(struct db_stmt *st, int col)
{
	return sqlite3_column_type(handle(st), col) == SQLITE_NULL;
}

static struct str
sqlite_col_blob(struct db_stmt *st, int col)
{
	const char *p = sqlite3_column_blob(handle(st), col);

	if (sqlite_col_is_null(st, col))
		return STR_NONE;
	return p == NULL ? STR("") : (struct str){p, (size_t)sqlite3_column_bytes(handle(st), col)};
}

static bool
sqlite_check(struct db *db, struct arena *a, struct str *ret, struct err *err)
{
	struct sqlite_db *s = self(db);
	bool ok;

	db->internal = true;
	s->stop_us = 0;
	ok = db_sqlite_findings(s->reader, s->path, a, ret, err);
	db->internal = false;
	return ok;
}

static bool
sqlite_size(struct db *db, int64_t *ret, struct err *err)
{
	static const char *const parts[] = {"", "-wal", "-shm"};
	CLEANUP(arena_release) struct arena a = ARENA(1 << 16);
	int64_t bytes = 0;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		char *path = arena_cstr(&a, arena_printf(&a, "%s%s", self(db)->path, parts[i]));
		struct stat st;

		if (stat(path, &st) == 0)
			bytes += st.st_size;
		else if (i == 0)
			return err_errno(err, "could not look at '%s'", path);
	}
	*ret = bytes;
	return true;
}

/* Our own commits are made by another connection, so the reader sees them as others'. */
static bool
sqlite_data_version(struct db *db, int64_t *ret, struct err *err)
{
	bool ok;

	db->internal = true;
	ok = ask_i64(self(db), self(db)->reader, "PRAGMA data_version", ret, err);
	db->internal = false;
	return ok;
}

static bool
sqlite_version(struct db *db, int64_t *ret, struct err *err)
{
	struct sqlite_db *s = self(db);
	int64_t id = 0, tables = 0, version = 0;

	if (!ask_i64(s, s->reader, "PRAGMA application_id", &id, err) ||
	    !ask_i64(s, s->reader, "PRAGMA user_version", &version, err) ||
	    !ask_i64(s, s->reader, "SELECT count(*) FROM sqlite_schema", &tables, err))
		return false;
	if (id == 0 && tables == 0 && version == 0) {
		*ret = -1;
		return true;
	}
	if (id != APPLICATION_ID) {
		err_set(err, ERR_INVALID, "'%s' is not a Cairn database but another program's", s->path);
		return err_hint(err, "Look whether the path is right; the file was not touched.");
	}
	*ret = version;
	return true;
}

static bool
sqlite_migrate_begin(struct db *db, unsigned number, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 16);
	struct sqlite_db *s = self(db);
	char *copy = arena_cstr(&a, arena_printf(&a, "%s.before-%04u", s->path, number));
	bool ok;

	if (!lock(s, db->options.wait_ms, err))
		return false;
	/* auto_vacuum is settled by the first table; the journal's mode stays with the file. */
	ok = open_writer(s, err) && (number > 0 || run(s, s->writer, "PRAGMA auto_vacuum = INCREMENTAL", err)) &&
	     run(s, s->writer, "PRAGMA journal_mode = WAL", err) &&
	     (number == 0 || db_sqlite_copy(s->reader, copy, err));
	if (!ok)
		unlock(s);
	return ok;
}

static void
sqlite_migrate_end(struct db *db)
{
	unlock(self(db));
}

static bool
sqlite_script(struct db *db, const char *text, struct err *err)
{
	return run(self(db), self(db)->writer, text, err);
}

static void
sqlite_close(struct db *db)
{
	struct sqlite_db *s = self(db);

	db->internal = true;
	/* The log goes back into the file now, so that the next one to open has nothing to replay; but nobody waits. */
	if (s->writer != NULL && lock(s, 0, NULL)) {
		sqlite3_busy_timeout(s->writer, 0);
		sqlite3_exec(s->writer, "PRAGMA optimize", NULL, NULL, NULL);
		sqlite3_wal_checkpoint_v2(s->writer, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
		unlock(s);
	}
	sqlite3_finalize(s->begin);
	sqlite3_finalize(s->commit);
	sqlite3_finalize(s->rollback);
	sqlite3_close_v2(s->writer);
	sqlite3_close_v2(s->reader);
	fs_close(&s->lock_fd);
	free(s->path);
	free(s);
}

static const struct db_engine engine = {
    .kind = DB_SQLITE,
    .close = sqlite_close,
    .prepare = sqlite_prepare,
    .stmt_free = sqlite_stmt_free,
    .bind = sqlite_bind,
    .clear = sqlite_clear,
    .step = sqlite_step,
    .reset = sqlite_reset,
    .col_i64 = sqlite_col_i64,
    .col_f64 = sqlite_col_f64,
    .col_text = sqlite_col_text,
    .col_blob = sqlite_col_blob,
    .col_is_null = sqlite_col_is_null,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .check = sqlite_check,
    .size = sqlite_size,
    .data_version = sqlite_data_version,
    .version = sqlite_version,
    .migrate_begin = sqlite_migrate_begin,
    .migrate_end = sqlite_migrate_end,
    .script = sqlite_script,
};

/* The path with links resolved, so that two names of one file share one lock. */
static bool
resolve(struct arena *a, const char *where, bool exists, char **ret, struct err *err)
{
	const char *slash = strrchr(where, '/');
	char *dir = slash == NULL    ? arena_cstr(a, STR("."))
	            : slash == where ? arena_cstr(a, STR("/"))
	                             : arena_cstr(a, (struct str){where, (size_t)(slash - where)});
	char *full = realpath(exists ? where : dir, NULL);

	if (full == NULL) {
		err_errno(err, "could not open the folder '%s'", dir);
		return err_hint(err, "Make the folder, or name another place with --db PATH.");
	}
	*ret = exists ? arena_cstr(a, str_of(full)) : fs_join(a, full, slash == NULL ? where : slash + 1);
	free(full);
	return true;
}

/* What can be said before SQLite is asked. Whether it is a database is SQLite's to say: after a power cut the file may
 * look like none until its journal is played back. */
static bool
look_at_file(const char *path, struct db_options options, struct err *err)
{
	CLEANUP_FD int fd = open(path, options.read_only ? O_RDONLY | O_CLOEXEC : O_RDWR | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0) {
		err_errno(err, "could not open the database '%s'", path);
		return err_hint(err, "Cairn must be able to write the file and the folder it is in.");
	}
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_INVALID, "'%s' is not a file", path);
	if (st.st_size > 0 || (options.create && !options.read_only))
		return true;
	err_set(err, ERR_NOT_FOUND, "the database '%s' is empty", path);
	return err_hint(err, "`cairn init` fills it; --db PATH names another place.");
}

static bool
open_lock(struct sqlite_db *s, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 16);
	char *path = arena_cstr(&a, arena_printf(&a, "%s-write.lock", s->path));

	if (s->db.options.read_only)
		return true;
	s->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (s->lock_fd >= 0)
		return true;
	err_errno(err, "could not open '%s'", path);
	return err_hint(err, "Cairn must be able to write the file and the folder it is in.");
}

static bool
make_file(const char *path, struct err *err)
{
	CLEANUP_FD int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	/* The name must survive a power cut as well as what the file holds. */
	if (fd >= 0)
		return fs_sync_dir_of(path, err);
	err_errno(err, "could not make the database '%s'", path);
	return err_hint(err, "Cairn must be able to write in that folder; or name another place with --db PATH.");
}

/* A copy put in place by hand may have the old journal; without WAL, FULL would mean something else. */
static bool
ensure_wal(struct sqlite_db *s, struct err *err)
{
	sqlite3_stmt *st = NULL;
	bool wal = false;
	int64_t id;

	/* A new file gets its journal's mode with its tables. */
	if (!ask_i64(s, s->reader, "PRAGMA application_id", &id, err))
		return false;
	if (id != APPLICATION_ID)
		return true;
	if (sqlite3_prepare_v2(s->reader, "PRAGMA journal_mode", -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		wal = str_eq(str_of((const char *)sqlite3_column_text(st, 0)), STR("wal"));
	sqlite3_finalize(st);
	if (wal || s->db.options.read_only)
		return true;
	if (!lock(s, s->db.options.wait_ms, err))
		return false;
	wal = open_writer(s, err) && run(s, s->writer, "PRAGMA journal_mode = WAL", err);
	unlock(s);
	return wal;
}

bool
db_sqlite_open(const char *where, struct db_options options, struct db **ret, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 18);
	bool exists = fs_exists(where);
	struct sqlite_db *s;
	char *path = NULL;

	if (!resolve(&a, where, exists, &path, err))
		return false;
	if (!exists && (!options.create || options.read_only)) {
		err_set(err, ERR_NOT_FOUND, "there is no database at '%s'", path);
		return err_hint(err, "`cairn init` makes one; --db PATH names another place.");
	}
	if ((!exists && !make_file(path, err)) || !look_at_file(path, options, err))
		return false;
	s = calloc(1, sizeof(*s));
	if (s == NULL || (s->path = strdup(path)) == NULL)
		base_die("out of memory");
	s->db.engine = &engine;
	s->db.options = options;
	s->db.where = s->path;
	s->db.internal = true;
	s->lock_fd = -1;
	if (!open_lock(s, err) || !connect(s, false, &s->reader, err) || !ensure_wal(s, err)) {
		sqlite_close(&s->db);
		return false;
	}
	*ret = &s->db;
	return true;
}
