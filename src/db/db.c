#include "db.h"

#include <assert.h>
#include <math.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/utf8.h"
#include "db_impl.h"

bool
db_is_address(const char *where)
{
	return str_starts(str_of(where), STR("postgresql://")) || str_starts(str_of(where), STR("postgres://"));
}

bool
db_open_schema(const char *where, struct db_options options, struct db_schema schema, struct db **ret, struct err *err)
{
	struct db *db = NULL;

	if (options.wait_ms == 0)
		options.wait_ms = DB_WAIT_MS;
	if (!(db_is_address(where) ? db_pg_open : db_sqlite_open)(where, options, &db, err))
		return false;
	if (!db_migrate(db, schema, err)) {
		db_close(db);
		return false;
	}
	*ret = db;
	return true;
}

bool
db_open(const char *where, struct db_options options, struct db **ret, struct err *err)
{
	return db_open_schema(where, options, (struct db_schema){db_migrations, db_migrations_n}, ret, err);
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	assert(!db->in_tx);
	while (db->all != NULL) {
		struct db_stmt *st = db->all;

		assert(st->idle);
		db->all = st->all;
		db->engine->stmt_free(st);
	}
	db->engine->close(db);
}

enum db_kind
db_kind(const struct db *db)
{
	return db->engine->kind;
}

const char *
db_where(const struct db *db)
{
	return db->where;
}

void
db_set_account(struct db *db, int64_t account)
{
	assert(!db->in_tx);
	db->account = account;
}

int64_t
db_account(const struct db *db)
{
	return db->account;
}

void
db_gate(struct db *db, bool open)
{
	db->gate = open;
}

void
db_unlock(struct db *db)
{
	db->unlock_next = true;
}

void
db_deadline(struct db *db, unsigned ms)
{
	db->deadline_ms = ms;
}

/* The one place that says who may write what. */
static bool
may_write(const struct db *db, const struct db_query *q, struct err *err)
{
	if (!q->writes || db->internal)
		return true;
	if (!db->in_tx)
		return err_set(err, ERR_DENIED, "query '%s' writes outside a transaction", q->name);
	if (q->guarded && !db->unlocked)
		return err_set(err, ERR_DENIED, "query '%s' writes the guarded table '%s' without db_unlock", q->name,
		               q->tables[0]);
	return true;
}

bool
db_prepare(struct db *db, enum query q, struct db_stmt **ret, struct err *err)
{
	const struct db_query *query = &db_queries[q];
	/* SQLite writes on a connection of its own; PostgreSQL has one. */
	int slot = db->in_tx && db_kind(db) == DB_SQLITE;
	struct db_stmt *st = db->idle[slot][q];

	assert(*ret == NULL);
	if (!may_write(db, query, err)) {
		db->failed |= db->in_tx;
		return false;
	}
	if (query->account > 0 && db->account == 0) {
		db->failed |= db->in_tx;
		return err_set(err, ERR_DENIED, "query '%s' needs an account and none is set", query->name);
	}
	if (st != NULL) {
		db->idle[slot][q] = st->next;
	} else {
		if (!db->engine->prepare(db, query, slot, &st, err)) {
			db->failed |= db->in_tx;
			return false;
		}
		st->db = db;
		st->query = query;
		st->slot = slot;
		st->all = db->all;
		db->all = st;
	}
	st->idle = false;
	st->hint = 0;
	st->bad = NULL;
	if (query->account > 0)
		db->engine->bind(st, query->account, &(struct db_value){.kind = DB_I64, .i = db->account});
	*ret = st;
	return true;
}

static void
bind_value(struct db_stmt *st, const char *name, const struct db_value *v)
{
	const struct db_query *q = st->query;
	size_t n = q->n_params;

	/* Parameters are mostly bound in their order. */
	for (size_t k = 0; k < n; k++) {
		size_t i = (st->hint + k) % n;

		if (strcmp(q->params[i], name) != 0)
			continue;
		assert((int)i + 1 != q->account);
		st->hint = i + 1;
		db_reset(st);
		if (v->s.n > DB_VALUE_MAX)
			st->bad = "is longer than 32 MB";
		else if (v->kind == DB_TEXT && v->s.n > 0 && memchr(v->s.p, '\0', v->s.n) != NULL)
			st->bad = "holds a NUL byte";
		else if (v->kind == DB_TEXT && !utf8_valid(v->s))
			st->bad = "is not UTF-8";
		else if (v->kind == DB_F64 && !isfinite(v->f))
			st->bad = "is not a finite number";
		else
			st->db->engine->bind(st, (int)i + 1, v);
		return;
	}
	fprintf(stderr, "query '%s' has no parameter '%s'\n", q->name, name);
	base_die("a parameter that is not there was bound");
}

void
db_bind_i64(struct db_stmt *st, const char *name, int64_t v)
{
	bind_value(st, name, &(struct db_value){.kind = DB_I64, .i = v});
}

void
db_bind_f64(struct db_stmt *st, const char *name, double v)
{
	bind_value(st, name, &(struct db_value){.kind = DB_F64, .f = v});
}

void
db_bind_text(struct db_stmt *st, const char *name, struct str v)
{
	bind_value(st, name, &(struct db_value){.kind = v.p != NULL ? DB_TEXT : DB_NULL, .s = v});
}

void
db_bind_blob(struct db_stmt *st, const char *name, struct str v)
{
	bind_value(st, name, &(struct db_value){.kind = v.p != NULL ? DB_BLOB : DB_NULL, .s = v});
}

void
db_bind_null(struct db_stmt *st, const char *name)
{
	bind_value(st, name, &(struct db_value){.kind = DB_NULL});
}

static bool
step_inner(struct db_stmt *st, bool *ret_row, struct err *err)
{
	int64_t start = clock_monotonic_us();
	bool ok;

	if (st->bad != NULL)
		return err_set(err, ERR_INVALID, "query '%s': a value %s", st->query->name, st->bad);
	if (fault_hit(FAULT_DB))
		return err_set(err, ERR_DB, "query '%s': injected fault", st->query->name);
	ok = st->db->engine->step(st, ret_row, err);
	st->spent_us += clock_monotonic_us() - start;
	return ok;
}

bool
db_step(struct db_stmt *st, bool *ret_row, struct err *err)
{
	struct db *db = st->db;
	bool row = false;

	/* It may have been prepared in a transaction that is over. */
	if (!may_write(db, st->query, err) || !step_inner(st, &row, err)) {
		db->engine->reset(st);
		st->row = false;
		db->failed |= db->in_tx;
		return false;
	}
	st->row = row;
	*ret_row = row;
	return true;
}

bool
db_run(struct db_stmt *st, struct err *err)
{
	bool row = true;

	while (row)
		if (!db_step(st, &row, err))
			return false;
	db_reset(st);
	return true;
}

void
db_reset(struct db_stmt *st)
{
	st->db->engine->reset(st);
	st->row = false;
	st->spent_us = 0;
}

int64_t
db_changes(const struct db_stmt *st)
{
	return st->changes;
}

void
db_done(struct db_stmt **st)
{
	struct db_stmt *s = *st;
	struct db_stmt **list;

	if (s == NULL)
		return;
	db_reset(s);
	s->db->engine->clear(s);
	list = &s->db->idle[s->slot][s->query - db_queries];
	s->next = *list;
	s->idle = true;
	*list = s;
	*st = NULL;
}

static void
assert_column(const struct db_stmt *st, int col)
{
	assert(st->row);
	assert(col >= 0 && (size_t)col < st->query->n_columns);
}

int64_t
db_col_i64(struct db_stmt *st, int col)
{
	assert_column(st, col);
	return st->db->engine->col_i64(st, col);
}

double
db_col_f64(struct db_stmt *st, int col)
{
	assert_column(st, col);
	return st->db->engine->col_f64(st, col);
}

struct str
db_col_text(struct db_stmt *st, int col)
{
	assert_column(st, col);
	return st->db->engine->col_text(st, col);
}

struct str
db_col_blob(struct db_stmt *st, int col)
{
	assert_column(st, col);
	return st->db->engine->col_blob(st, col);
}

bool
db_col_is_null(struct db_stmt *st, int col)
{
	assert_column(st, col);
	return st->db->engine->col_is_null(st, col);
}

bool
db_tx_begin(struct db *db, struct db_tx *tx, struct err *err)
{
	bool unlocked = db->unlock_next;

	assert(!db->in_tx && tx->db == NULL);
	/* Used up even when it fails: what was unlocked for this transaction must not be open in another. */
	db->unlock_next = false;
	if (!db->gate && !db->internal)
		return err_set(err, ERR_DENIED, "the way to write is not open: no gate was passed");
	if (db->options.read_only)
		return err_set(err, ERR_DENIED, "'%s' was opened to read only", db->where);
	if (fault_hit(FAULT_DB))
		return err_set(err, ERR_DB, "could not begin: injected fault");
	if (!db->engine->begin(db, err))
		return false;
	db->in_tx = true;
	db->failed = false;
	db->unlocked = unlocked;
	tx->db = db;
	return true;
}

static void
tx_over(struct db_tx *tx)
{
	tx->db->in_tx = tx->db->unlocked = false;
	tx->db = NULL;
}

bool
db_tx_commit(struct db_tx *tx, struct err *err)
{
	struct db *db = tx->db;
	bool ok;

	assert(db != NULL && db->in_tx);
	if (db->failed) {
		db_tx_end(tx);
		return err_set(err, ERR_DB, "could not commit: a statement of the transaction failed");
	}
	if (fault_hit(FAULT_DB)) {
		db_tx_end(tx);
		return err_set(err, ERR_DB, "could not commit: injected fault");
	}
	ok = db->engine->commit(db, err);
	tx_over(tx);
	return ok;
}

void
db_tx_end(struct db_tx *tx)
{
	if (tx->db == NULL)
		return;
	tx->db->engine->rollback(tx->db);
	tx_over(tx);
}

bool
db_check(struct db *db, struct arena *a, struct str *ret_findings, struct err *err)
{
	return db->engine->check(db, a, ret_findings, err);
}

bool
db_data_version(struct db *db, int64_t *ret, struct err *err)
{
	*ret = 0;
	return db->engine->data_version == NULL || db->engine->data_version(db, ret, err);
}

bool
db_size(struct db *db, int64_t *ret_bytes, struct err *err)
{
	return db->engine->size(db, ret_bytes, err);
}
