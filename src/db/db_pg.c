#include <assert.h>
#include <float.h>
#include <libpq-fe.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "db_impl.h"

enum {
	RESULT_MAX = 256 << 20, /* bytes of decoded blobs of one row */
	ADDRESS_MAX = 4096,
};

struct pg_db {
	struct db db;
	PGconn *conn;
	char *address;       /* with its password, to connect again */
	unsigned connection; /* counts connections: a statement prepared on an older one is gone */
	unsigned n_stmts;
};

struct pg_param {
	char number[32];
	char *text; /* owned copy */
};

struct pg_stmt {
	struct db_stmt st;
	char name[32];
	unsigned connection; /* on which it is prepared; 0: none */
	struct pg_param params[DB_PARAMS_MAX];
	const char *values[DB_PARAMS_MAX];
	int lengths[DB_PARAMS_MAX];
	int formats[DB_PARAMS_MAX];
	PGresult *result; /* all rows; NULL until the first step */
	int row;
	struct arena blobs; /* of the present row */
};

/* One of several commands sent together; text NULL: the prepared statement `name`. */
struct pg_command {
	const char *text;
	const char *name;
	int n;
	const char *const *values;
	const int *lengths;
	const int *formats;
};

static struct pg_db *
self(struct db *db)
{
	return (struct pg_db *)db;
}

static struct pg_stmt *
own(struct db_stmt *st)
{
	return (struct pg_stmt *)st;
}

/* What PostgreSQL's five-letter states mean to a person. */
static const struct {
	const char *state; /* or its first letters */
	enum err_code code;
	const char *hint;
} states[] = {
    {"23505", ERR_CONFLICT, ""},
    {"23503", ERR_CONFLICT, ""},
    {"23", ERR_INVALID, ""},
    {"22", ERR_INVALID, ""},
    {"57014", ERR_LIMIT, ""}, /* a statement stopped; nobody but our own timeout does that */
    {"55P03", ERR_CONFLICT, "Somebody else is writing to this account. Do it again; nothing was changed."},
    {"40", ERR_CONFLICT, "Somebody else wrote at the same time. Do it again; nothing was changed."},
    {"42501", ERR_DENIED, ""},
    {"25006", ERR_DENIED, ""},
    {"28", ERR_DENIED, "Look at the user and the password in the address."},
    {"3D000", ERR_NOT_FOUND, "Make the database first: createdb NAME."},
    {"53100", ERR_IO, "The server's disk is full. Free some space and do it again; nothing was changed."},
};

static bool
fail(struct pg_db *s, const PGresult *r, struct err *err)
{
	const char *state = r != NULL ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *text = r != NULL ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	struct str rest, line = STR_NONE;

	for (size_t i = 0; state != NULL && i < ARRAY_LEN(states); i++)
		if (str_starts(str_of(state), str_of(states[i].state))) {
			err_set(err, states[i].code, "'%s': %s", s->db.where, text);
			return states[i].hint[0] != '\0' ? err_hint(err, "%s", states[i].hint) : false;
		}
	if (text != NULL && PQstatus(s->conn) == CONNECTION_OK)
		return err_set(err, ERR_DB, "'%s': %s", s->db.where, text);
	rest = str_of(PQerrorMessage(s->conn));
	str_line(&rest, &line);
	err_set(err, ERR_DB, "could not reach '%s': %.*s", s->db.where, STR_ARG(line));
	return err_hint(err, "Is the server running, and the address right?");
}

static bool
is_ok(const PGresult *r)
{
	ExecStatusType status = PQresultStatus(r);

	return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

/* One statement with text parameters. The result is the caller's when ret is not NULL. */
static bool
command(struct pg_db *s, const char *text, int n, const char *const *values, PGresult **ret, struct err *err)
{
	PGresult *r = PQexecParams(s->conn, text, n, NULL, values, NULL, NULL, 0);
	bool ok = is_ok(r) || fail(s, r, err);

	if (ok && ret != NULL)
		*ret = r;
	else
		PQclear(r);
	return ok;
}

static bool
ask_i64(struct pg_db *s, const char *text, int64_t *ret, struct err *err)
{
	PGresult *r;
	bool ok;

	if (!command(s, text, 0, NULL, &r, err))
		return false;
	ok = PQntuples(r) == 1 || err_set(err, ERR_DB, "'%s' gave %d rows and not one", s->db.where, PQntuples(r));
	ok = ok && num_parse_i64(str_of(PQgetvalue(r, 0, 0)), INT64_MIN, INT64_MAX, "answer", ret, err);
	PQclear(r);
	return ok;
}

static bool
send_command(struct pg_db *s, const struct pg_command *c)
{
	if (c->text != NULL)
		return PQsendQueryParams(s->conn, c->text, c->n, NULL, c->values, c->lengths, c->formats, 0) == 1;
	return PQsendQueryPrepared(s->conn, c->name, c->n, c->values, c->lengths, c->formats, 0) == 1;
}

/* Takes one command's result off the pipeline; the first that failed sets err. */
static PGresult *
take_result(struct pg_db *s, bool *ok, struct err *err)
{
	PGresult *r = PQgetResult(s->conn), *more;

	if (*ok && !is_ok(r))
		*ok = fail(s, r, err);
	while (r != NULL && (more = PQgetResult(s->conn)) != NULL)
		PQclear(more);
	return r;
}

/* Several commands in one round trip; the result of number `keep` goes to *ret. Leaves no transaction open that
 * failed. */
static bool
pipeline(struct pg_db *s, const struct pg_command *commands, size_t n, size_t keep, PGresult **ret, struct err *err)
{
	bool ok = PQenterPipelineMode(s->conn) == 1;
	PGresult *kept = NULL;

	for (size_t i = 0; ok && i < n; i++)
		ok = send_command(s, &commands[i]);
	if (!ok || PQpipelineSync(s->conn) != 1)
		return fail(s, NULL, err);
	for (size_t i = 0; i < n; i++) {
		PGresult *r = take_result(s, &ok, err);

		if (i == keep)
			kept = r;
		else
			PQclear(r);
	}
	PQclear(PQgetResult(s->conn)); /* the end of the pipeline */
	PQexitPipelineMode(s->conn);
	if (ok) {
		*ret = kept;
		return true;
	}
	PQclear(kept);
	if (PQtransactionStatus(s->conn) != PQTRANS_IDLE)
		PQclear(PQexec(s->conn, "ROLLBACK"));
	return false;
}

static void
no_notice(void *p, const PGresult *r)
{
	(void)p;
	(void)r;
}

/* The role must be one that row-level security binds, and text must be UTF-8. */
static bool
check_server(struct pg_db *s, struct err *err)
{
	const char *encoding = PQparameterStatus(s->conn, "server_encoding");
	int64_t above;

	if (encoding == NULL || strcmp(encoding, "UTF8") != 0)
		return err_set(err, ERR_INVALID, "the database '%s' is not in UTF-8", s->db.where);
	if (!ask_i64(s,
	             "SELECT CASE WHEN rolsuper OR rolbypassrls THEN 1 ELSE 0 END FROM pg_roles"
	             " WHERE rolname = current_user",
	             &above, err))
		return false;
	if (above == 0)
		return true;
	err_set(err, ERR_DENIED, "the role of '%s' stands above row-level security", s->db.where);
	return err_hint(err, "Use a role that is no superuser and has no BYPASSRLS, as owner of the database.");
}

/* What holds for the whole session, and the statement that begins each transaction's own settings. */
static bool
set_session(struct pg_db *s, struct err *err)
{
	char wait[16];
	const char *values[] = {wait};
	PGresult *r;
	bool ok;

	snprintf(wait, sizeof(wait), "%u", s->db.options.wait_ms);
	if (!command(s,
	             "SELECT set_config('lock_timeout', $1, false),"
	             " set_config('idle_in_transaction_session_timeout', '60000', false),"
	             " set_config('synchronous_commit', 'on', false)",
	             1, values, NULL, err))
		return false;
	r = PQprepare(s->conn, "cairn_settings",
	              "SELECT set_config('cairn.account', $1, true), set_config('statement_timeout', $2, true)", 0,
	              NULL);
	ok = is_ok(r) || fail(s, r, err);
	PQclear(r);
	return ok;
}

static bool
connect_now(struct pg_db *s, struct err *err)
{
	/* What the address says comes later and wins. */
	static const char *const keys[] = {"connect_timeout", "application_name", "client_encoding", "dbname", NULL};
	const char *const values[] = {"10", "cairn", "UTF8", s->address, NULL};

	PQfinish(s->conn);
	s->conn = PQconnectdbParams(keys, values, 1);
	s->connection++;
	if (PQstatus(s->conn) != CONNECTION_OK)
		return fail(s, NULL, err);
	PQsetNoticeReceiver(s->conn, no_notice, NULL);
	return check_server(s, err) && set_session(s, err);
}

/* A server that was started anew costs one more try, never inside a transaction. */
static bool
ensure_connected(struct pg_db *s, struct err *err)
{
	return PQstatus(s->conn) == CONNECTION_OK || connect_now(s, err);
}

/* The values of cairn_settings. No account: the text that hides every row. */
struct settings {
	char account[32], deadline[16];
	const char *values[2];
};

static void
settings_fill(const struct db *db, struct settings *x)
{
	x->account[0] = '\0';
	if (db->account != 0)
		snprintf(x->account, sizeof(x->account), "%lld", (long long)db->account);
	snprintf(x->deadline, sizeof(x->deadline), "%u", db->deadline_ms);
	x->values[0] = x->account;
	x->values[1] = x->deadline;
}

/* SQLite has one writer a file; here it is one an account, so that what a transaction has read holds until it writes.
 */
static bool
begin_now(struct pg_db *s, struct err *err)
{
	struct settings x;
	PGresult *r;

	settings_fill(&s->db, &x);
	struct pg_command commands[] = {
	    {.text = "BEGIN"},
	    {.text = "SELECT id FROM account WHERE id = nullif($1, '')::bigint FOR NO KEY UPDATE",
	     .n = 1,
	     .values = x.values},
	    {.name = "cairn_settings", .n = 2, .values = x.values},
	};
	/* A migration may be about to make the table. */
	if (s->db.internal)
		commands[1] = (struct pg_command){.text = "SELECT 1"};
	if (!pipeline(s, commands, ARRAY_LEN(commands), 0, &r, err))
		return false;
	PQclear(r);
	return true;
}

static bool
pg_begin(struct db *db, struct err *err)
{
	struct pg_db *s = self(db);

	if (!ensure_connected(s, err))
		return false;
	if (begin_now(s, err))
		return true;
	return PQstatus(s->conn) != CONNECTION_OK && connect_now(s, err) && begin_now(s, err);
}

static void
pg_rollback(struct db *db)
{
	PQclear(PQexec(self(db)->conn, "ROLLBACK"));
}

static bool
pg_commit(struct db *db, struct err *err)
{
	struct pg_db *s = self(db);
	PGresult *r = PQexec(s->conn, "COMMIT");
	bool ok = is_ok(r);

	if (!ok && PQstatus(s->conn) != CONNECTION_OK) {
		fail(s, r, err);
		err_hint(err, "The server went away during the commit: look whether the change is there.");
	} else if (!ok) {
		fail(s, r, err);
		pg_rollback(db);
	} else if (strcmp(PQcmdStatus(r), "COMMIT") != 0) {
		ok = err_set(err, ERR_DB, "'%s': the transaction had failed and was undone", db->where);
	}
	PQclear(r);
	return ok;
}

static bool
ensure_prepared(struct pg_stmt *p, struct err *err)
{
	struct pg_db *s = self(p->st.db);
	const struct db_query *q = p->st.query;
	Oid types[DB_PARAMS_MAX];
	PGresult *r;
	bool ok;

	if (p->connection == s->connection)
		return true;
	for (size_t i = 0; i < q->n_params; i++)
		types[i] = q->types[i] == 'i'   ? 20  /* int8 */
		           : q->types[i] == 'f' ? 701 /* float8 */
		           : q->types[i] == 't' ? 25  /* text */
		           : q->types[i] == 'b' ? 17  /* bytea */
		                                : 0;
	r = PQprepare(s->conn, p->name, q->text[DB_PG], (int)q->n_params, types);
	ok = is_ok(r);
	if (!ok)
		fail(s, r, err);
	else
		p->connection = s->connection;
	PQclear(r);
	return ok || err_prefix(err, "query '%s'", q->name);
}

static void
pg_clear(struct db_stmt *st)
{
	struct pg_stmt *p = own(st);

	for (size_t i = 0; i < st->query->n_params; i++) {
		free(p->params[i].text);
		p->params[i].text = NULL;
		p->values[i] = NULL;
	}
}

static void
pg_reset(struct db_stmt *st)
{
	PQclear(own(st)->result);
	own(st)->result = NULL;
	arena_release(&own(st)->blobs);
}

static void
pg_stmt_free(struct db_stmt *st)
{
	pg_reset(st);
	pg_clear(st);
	free(st);
}

static bool
pg_prepare(struct db *db, const struct db_query *q, int slot, struct db_stmt **ret, struct err *err)
{
	struct pg_db *s = self(db);
	struct pg_stmt *p = calloc(1, sizeof(*p));
	bool ok;

	(void)slot;
	if (p == NULL)
		base_die("out of memory");
	assert(q->n_params <= DB_PARAMS_MAX);
	p->st.db = db;
	p->st.query = q;
	p->blobs.limit = RESULT_MAX;
	snprintf(p->name, sizeof(p->name), "cairn_%u", s->n_stmts++);
	ok = (db->in_tx || ensure_connected(s, err)) && ensure_prepared(p, err);
	/* It may show only now that the server was started anew. */
	if (!ok && !db->in_tx && PQstatus(s->conn) != CONNECTION_OK)
		ok = connect_now(s, err) && ensure_prepared(p, err);
	if (!ok) {
		free(p);
		return false;
	}
	*ret = &p->st;
	return true;
}

static void
pg_bind(struct db_stmt *st, int index, const struct db_value *v)
{
	struct pg_stmt *p = own(st);
	size_t i = (size_t)index - 1;
	struct pg_param *x = &p->params[i];

	free(x->text);
	x->text = NULL;
	p->values[i] = NULL;
	p->lengths[i] = 0;
	p->formats[i] = v->kind == DB_BLOB;
	switch (v->kind) {
	case DB_NULL:
		break;
	case DB_I64:
		snprintf(x->number, sizeof(x->number), "%lld", (long long)v->i);
		p->values[i] = x->number;
		break;
	case DB_F64:
		p->values[i] = num_format(v->f, x->number);
		break;
	case DB_TEXT:
	case DB_BLOB:
		x->text = malloc(v->s.n + 1);
		if (x->text == NULL)
			base_die("out of memory");
		if (v->s.n > 0)
			memcpy(x->text, v->s.p, v->s.n);
		x->text[v->s.n] = '\0';
		p->values[i] = x->text;
		p->lengths[i] = (int)v->s.n;
		break;
	}
}

/* Outside a transaction: one of its own, that can only read and whose account ends with it. */
static bool
read_alone(struct pg_stmt *p, struct err *err)
{
	struct pg_db *s = self(p->st.db);
	struct settings x;

	settings_fill(p->st.db, &x);
	const struct pg_command commands[] = {
	    {.text = "BEGIN READ ONLY"},
	    {.name = "cairn_settings", .n = 2, .values = x.values},
	    {.name = p->name,
	     .n = (int)p->st.query->n_params,
	     .values = p->values,
	     .lengths = p->lengths,
	     .formats = p->formats},
	    {.text = "COMMIT"},
	};
	return ensure_prepared(p, err) && pipeline(s, commands, ARRAY_LEN(commands), 2, &p->result, err);
}

static bool
execute(struct pg_stmt *p, struct err *err)
{
	struct pg_db *s = self(p->st.db);
	int n = (int)p->st.query->n_params;

	if (!p->st.db->in_tx) {
		if (!ensure_connected(s, err))
			return false;
		return read_alone(p, err) ||
		       (PQstatus(s->conn) != CONNECTION_OK && connect_now(s, err) && read_alone(p, err));
	}
	if (!ensure_prepared(p, err))
		return false;
	p->result = PQexecPrepared(s->conn, p->name, n, p->values, p->lengths, p->formats, 0);
	if (is_ok(p->result))
		return true;
	fail(s, p->result, err);
	pg_reset(&p->st);
	return false;
}

static int64_t
rows_changed(PGresult *r)
{
	int64_t n;

	return num_parse_i64(str_of(PQcmdTuples(r)), 0, INT64_MAX, "rows", &n, NULL) ? n : 0;
}

static bool
pg_step(struct db_stmt *st, bool *ret_row, struct err *err)
{
	struct pg_stmt *p = own(st);
	struct err why = {0};

	if (p->result == NULL) {
		p->row = -1;
		if (!execute(p, &why)) {
			if (why.code == ERR_LIMIT)
				return err_set(err, ERR_LIMIT, "query '%s' took longer than %u ms and was stopped",
				               st->query->name, st->db->deadline_ms);
			if (err != NULL)
				*err = why;
			return err_prefix(err, "query '%s'", st->query->name);
		}
		st->changes = 0;
		if (st->query->writes)
			st->changes = rows_changed(p->result);
	}
	arena_release(&p->blobs);
	*ret_row = ++p->row < PQntuples(p->result);
	return true;
}

static bool
pg_col_is_null(struct db_stmt *st, int col)
{
	return PQgetisnull(own(st)->result, own(st)->row, col);
}

static struct str
pg_col_text(struct db_stmt *st, int col)
{
	struct pg_stmt *p = own(st);

	if (pg_col_is_null(st, col))
		return STR_NONE;
	return (struct str){PQgetvalue(p->result, p->row, col), (size_t)PQgetlength(p->result, p->row, col)};
}

static double
pg_col_f64(struct db_stmt *st, int col)
{
	struct str s = pg_col_text(st, col);
	double v = 0;

	if (str_eq(s, STR("t")))
		return 1;
	return num_parse_f64(s, -DBL_MAX, DBL_MAX, "number", &v, NULL) ? v : 0;
}

static int64_t
pg_col_i64(struct db_stmt *st, int col)
{
	int64_t v;
	double f;

	if (num_parse_i64(pg_col_text(st, col), INT64_MIN, INT64_MAX, "number", &v, NULL))
		return v;
	/* true, or an average: whole numbers as SQLite gives them. */
	f = pg_col_f64(st, col);
	return f >= 9.2e18 ? INT64_MAX : f <= -9.2e18 ? INT64_MIN : (int64_t)f;
}

static struct str
pg_col_blob(struct db_stmt *st, int col)
{
	struct str s = pg_col_text(st, col);
	unsigned char *bytes;
	size_t n;

	if (s.p == NULL)
		return STR_NONE;
	bytes = PQunescapeBytea((const unsigned char *)s.p, &n);
	if (bytes == NULL)
		base_die("out of memory");
	s = arena_str(&own(st)->blobs, (struct str){(const char *)bytes, n});
	PQfreemem(bytes);
	return s;
}

/* PostgreSQL keeps its pages sound by itself; what can be asked of it is to read every row. */
static bool
pg_check(struct db *db, struct arena *a, struct str *ret, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(1 << 20);

	for (size_t i = 0; i < db_tables_n; i++) {
		CLEANUP(db_done) struct db_stmt *st = NULL;
		struct err why = {0};
		bool row = true, ok = db_prepare(db, db_tables[i].select, &st, &why);

		while (ok && row)
			ok = db_step(st, &row, &why);
		if (!ok && PQstatus(self(db)->conn) != CONNECTION_OK)
			return err_set(err, why.code, "%s", why.text);
		if (!ok)
			strbuf_printf(&out, "%s: %s\n", db_tables[i].name, why.text);
	}
	*ret = arena_str(a, strbuf_str(&out));
	return true;
}

static bool
pg_size(struct db *db, int64_t *ret, struct err *err)
{
	return ensure_connected(self(db), err) &&
	       ask_i64(self(db), "SELECT pg_database_size(current_database())", ret, err);
}

/* A table that lost its policy would show everybody's rows should a query forget whose they are. */
static bool
check_policies(struct pg_db *s, struct err *err)
{
	int64_t bare;

	if (!ask_i64(s,
	             "SELECT count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
	             " WHERE a.attname = 'account_id' AND c.relkind IN ('r', 'p') AND c.relname <> 'session'"
	             " AND c.relnamespace = current_schema()::regnamespace AND NOT (c.relrowsecurity AND"
	             " c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))",
	             &bare, err))
		return false;
	if (bare == 0)
		return true;
	return err_set(err, ERR_DENIED, "'%s': %lld tables of accounts have no row-level security", s->db.where,
	               (long long)bare);
}

static bool
pg_version(struct db *db, int64_t *ret, struct err *err)
{
	struct pg_db *s = self(db);
	int64_t there;

	if (!ask_i64(s, "SELECT CASE WHEN to_regclass('schema_version') IS NULL THEN 0 ELSE 1 END", &there, err))
		return false;
	if (there == 0 && !db->options.create) {
		err_set(err, ERR_NOT_FOUND, "there is no Cairn data in '%s'", db->where);
		return err_hint(err, "`cairn init` makes the tables.");
	}
	*ret = -1;
	if (there == 0)
		return true;
	return ask_i64(s, "SELECT coalesce(max(number), -1) FROM schema_version", ret, err) && check_policies(s, err);
}

static bool
pg_migrate_begin(struct db *db, unsigned number, struct err *err)
{
	(void)number;
	return command(self(db), "SELECT pg_advisory_lock(1128352082)", 0, NULL, NULL, err);
}

static void
pg_migrate_end(struct db *db)
{
	PQclear(PQexec(self(db)->conn, "SELECT pg_advisory_unlock(1128352082)"));
}

static bool
pg_script(struct db *db, const char *text, struct err *err)
{
	PGresult *r = PQexec(self(db)->conn, text);
	bool ok = is_ok(r) || fail(self(db), r, err);

	PQclear(r);
	return ok;
}

static void
pg_close(struct db *db)
{
	struct pg_db *s = self(db);

	PQfinish(s->conn);
	free(s->address);
	free(s->db.where);
	free(s);
}

static const struct db_engine engine = {
    .kind = DB_PG,
    .close = pg_close,
    .prepare = pg_prepare,
    .stmt_free = pg_stmt_free,
    .bind = pg_bind,
    .clear = pg_clear,
    .step = pg_step,
    .reset = pg_reset,
    .col_i64 = pg_col_i64,
    .col_f64 = pg_col_f64,
    .col_text = pg_col_text,
    .col_blob = pg_col_blob,
    .col_is_null = pg_col_is_null,
    .begin = pg_begin,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .check = pg_check,
    .size = pg_size,
    .version = pg_version,
    .migrate_begin = pg_migrate_begin,
    .migrate_end = pg_migrate_end,
    .script = pg_script,
};

/* The address for messages: its parts put together again, but for the password. */
static bool
public_address(const char *where, char **ret, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(ADDRESS_MAX);
	PQconninfoOption *options = PQconninfoParse(where, NULL);
	const char *user = NULL, *host = NULL, *port = NULL, *name = NULL;

	if (options == NULL) {
		err_set(err, ERR_INVALID, "the database's address cannot be read");
		return err_hint(err, "It has the form postgresql://user@host:port/name.");
	}
	for (const PQconninfoOption *o = options; o->keyword != NULL; o++) {
		user = strcmp(o->keyword, "user") == 0 ? o->val : user;
		host = strcmp(o->keyword, "host") == 0 ? o->val : host;
		port = strcmp(o->keyword, "port") == 0 ? o->val : port;
		name = strcmp(o->keyword, "dbname") == 0 ? o->val : name;
	}
	strbuf_printf(&out, "postgresql://%s%s%s%s%s/%s", user != NULL ? user : "", user != NULL ? "@" : "",
	              host != NULL ? host : "", port != NULL ? ":" : "", port != NULL ? port : "",
	              name != NULL ? name : "");
	PQconninfoFree(options);
	if (!strbuf_ok(&out, "the database's address", err))
		return false;
	*ret = strdup(out.p);
	if (*ret == NULL)
		base_die("out of memory");
	return true;
}

bool
db_pg_open(const char *where, struct db_options options, struct db **ret, struct err *err)
{
	struct pg_db *s = calloc(1, sizeof(*s));

	if (s == NULL || (s->address = strdup(where)) == NULL)
		base_die("out of memory");
	s->db.engine = &engine;
	s->db.options = options;
	if (!public_address(where, &s->db.where, err) || !connect_now(s, err)) {
		pg_close(&s->db);
		return false;
	}
	*ret = &s->db;
	return true;
}
