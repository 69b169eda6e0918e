/* Restoring: from the worker's rows to the database, in one transaction. */
#include "archive_impl.h"
#include "base/fs.h"
#include "base/proc.h"
#include "base/vec.h"
#include "domain/job/application.h"
#include "domain/person/interaction.h"
#include "import_impl.h"

static const struct proc_limits limits = {
    .cpu_s = 120, .wall_s = 300, .memory = WORKER_MEMORY * 2, .output = ARCHIVE_TOTAL_MAX};

struct other_id {
	int64_t id;
	int64_t here;
};

struct restore {
	struct ctx *c;
	struct str rest; /* of the stream */
	struct db_stmt **inserts;
	struct archive_report report;
	VEC(struct other_id) others; /* postings of the archive that are here under another id; they come sorted */
	struct archive_value values[256];
};

static bool
not_whole(struct err *err)
{
	return err_set(err, ERR_INVALID, "the worker's answer is not whole");
}

static bool
take(struct str *rest, void *to, size_t n)
{
	if (rest->n < n)
		return false;
	memcpy(to, rest->p, n);
	*rest = str_sub(*rest, n, rest->n);
	return true;
}

static bool
take_value(struct str *rest, struct archive_value *v)
{
	uint64_t n;

	*v = (struct archive_value){0};
	if (!take(rest, &v->type, 1))
		return false;
	switch (v->type) {
	case 'n':
		return true;
	case 'i':
		return take(rest, &v->i, sizeof(v->i));
	case 'f':
		return take(rest, &v->f, sizeof(v->f));
	case 't':
	case 'b':
		if (!take(rest, &n, sizeof(n)) || n > rest->n)
			return false;
		v->s = str_sub(*rest, 0, n);
		v->s.p = n > 0 ? v->s.p : "";
		*rest = str_sub(*rest, n, rest->n);
		return true;
	default:
		return false;
	}
}

static void
bind_value(struct db_stmt *st, const char *name, const struct archive_value *v)
{
	if (v->type == 'i')
		db_bind_i64(st, name, v->i);
	else if (v->type == 'f')
		db_bind_f64(st, name, v->f);
	else if (v->type == 't')
		db_bind_text(st, name, v->s);
	else if (v->type == 'b')
		db_bind_blob(st, name, v->s);
	else
		db_bind_null(st, name);
}

/* The value of a column of the present row; NULL when the table has none of the name. */
static struct archive_value *
value_in(struct restore *r, const struct db_table *t, const char *column)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (strcmp(t->columns[i].name, column) == 0)
			return &r->values[i];
	return NULL;
}

/* The same of a column that the table has. */
static const struct archive_value *
value_of(struct restore *r, const struct db_table *t, const char *column)
{
	const struct archive_value *v = value_in(r, t, column);

	if (v == NULL)
		base_die("a column that the table has not");
	return v;
}

/* The id a posting of the archive has here, when it is another one; else 0. */
static int64_t
other_id(const struct restore *r, int64_t id)
{
	size_t lo = 0, hi = r->others.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (r->others.p[mid].id == id)
			return r->others.p[mid].here;
		if (r->others.p[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return 0;
}

/* A posting that was not stored is here already: under its id, or, imported here too, under another one. Then what is
 * a part of it (its words, its skills) stays out, because the posting here has its own; what only names it (an
 * application, a referral) names the one that is here. */
static bool
note_posting(struct restore *r, const struct db_table *t, bool *ret_other, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t id = value_of(r, t, "id")->i, here;
	bool row;

	if (!db_prepare(r->c->db, Q_POSTING_HERE, &st, err))
		return false;
	db_bind_text(st, "kind", value_of(r, t, "kind")->s);
	db_bind_text(st, "source_key", value_of(r, t, "source_key")->s);
	if (!db_step(st, &row, err))
		return false;
	here = row ? db_col_i64(st, 0) : id;
	*ret_other = here != id;
	if (*ret_other)
		*VEC_PUSH(r->c->a, &r->others) = (struct other_id){id, here};
	return true;
}

static bool
store_row(struct restore *r, uint32_t table, struct err *err)
{
	const struct db_table *t = &db_tables[table];
	struct db_stmt **st = &r->inserts[table];
	struct archive_value *posting = value_in(r, t, "posting_id");
	int64_t here = posting != NULL ? other_id(r, posting->i) : 0;
	bool skip = false;

	r->report.n_rows++;
	if (here != 0 && strncmp(t->name, "posting_", 8) == 0) {
		r->report.n_skipped++;
		return true;
	}
	if (here != 0)
		posting->i = here;
	if (*st == NULL && !db_prepare(r->c->db, t->insert, st, err))
		return false;
	for (size_t i = 0; i < t->n_columns; i++)
		if (archive_column(&t->columns[i]))
			bind_value(*st, t->columns[i].name, &r->values[i]);
	if (!db_run(*st, err))
		return err_prefix(err, "table '%s', row %lld", t->name, (long long)r->report.n_rows);
	if (db_changes(*st) > 0) {
		r->report.n_stored++;
		return true;
	}
	if (strcmp(t->name, "posting") == 0 && !note_posting(r, t, &skip, err))
		return false;
	*(skip ? &r->report.n_skipped : &r->report.n_kept) += 1;
	return true;
}

static bool
store_stream(struct restore *r, struct err *err)
{
	for (;;) {
		uint32_t table;
		char mark;

		if (!take(&r->rest, &mark, 1))
			return not_whole(err);
		if (mark == 'E')
			return r->rest.n == 0 || not_whole(err);
		if (mark != 'R' || !take(&r->rest, &table, sizeof(table)) || table >= db_tables_n ||
		    db_tables[table].n_columns > ARRAY_LEN(r->values))
			return not_whole(err);
		for (size_t i = 0; i < db_tables[table].n_columns; i++) {
			const struct db_column *col = &db_tables[table].columns[i];
			struct archive_value *v = &r->values[i];

			*v = (struct archive_value){.type = 'n'};
			if (archive_column(col) &&
			    (!take_value(&r->rest, v) || (v->type != 'n' && v->type != col->type)))
				return not_whole(err);
		}
		if (!store_row(r, table, err))
			return false;
	}
}

/* Groups whose first posting was left out get a first of their own. */
static bool
heal_groups(struct restore *r, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	return r->others.n == 0 || (db_prepare(r->c->db, Q_POSTING_ORPHANS, &st, err) && db_run(st, err));
}

static void
inserts_done(struct restore *r)
{
	for (size_t i = 0; i < db_tables_n; i++)
		if (r->inserts[i] != NULL)
			db_done(&r->inserts[i]);
}

static bool
store_all(struct restore *r, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	int64_t n;
	bool ok;

	db_unlock(r->c->db); /* the settings are among the tables */
	if (!db_tx_begin(r->c->db, &tx, err))
		return false;
	/* Two logs of one application, or of one contact, may have become one. */
	ok = store_stream(r, err) && heal_groups(r, err) && application_rebuild(r->c, &n, err) &&
	     interaction_derive_all(r->c, err);
	inserts_done(r);
	return ok && db_tx_commit(&tx, err);
}

bool
archive_restore(struct ctx *c, const char *path, struct archive_report *ret, struct err *err)
{
	CLEANUP(arena_release) struct arena bytes_arena = ARENA(ARCHIVE_FILE_MAX * 3);
	CLEANUP(arena_release) struct arena answer_arena = ARENA(ARCHIVE_TOTAL_MAX * 2);
	struct restore *r = ARENA_NEW(c->a, struct restore);
	struct str bytes, answer;
	char *self, mark;
	int64_t schema;

	if (!fs_read(&bytes_arena, path, ARCHIVE_FILE_MAX, &bytes, err) || !proc_self(c->a, &self, err))
		return false;
	const char *argv[] = {self, "worker", "archive", NULL};
	if (!proc_run(&answer_arena, argv, bytes, limits, &answer, err)) {
		import_split_hint(err);
		return err_prefix(err, "could not restore '%s'", path);
	}
	arena_release(&bytes_arena);
	*r = (struct restore){.c = c, .rest = answer, .inserts = ARENA_ARRAY(c->a, db_tables_n, struct db_stmt *)};
	if (!take(&r->rest, &mark, 1) || mark != 'S' || !take(&r->rest, &schema, sizeof(schema)))
		return not_whole(err);
	db_deadline(c->db, 0);
	if (!store_all(r, err))
		return err_prefix(err, "could not restore '%s'", path);
	r->report.n_tables = db_tables_n;
	*ret = r->report;
	return true;
}
