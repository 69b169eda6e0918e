#include "base/clock.h"
#include "db_impl.h"

/* Every migration that ran here must be the one this program has. */
static bool
check_history(struct db *db, struct db_schema schema, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(db, Q_SCHEMA_VERSION_LIST, &st, err))
		return false;
	for (;;) {
		const struct db_migration *m;
		int64_t number;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		number = db_col_i64(st, 0);
		if (number < 0 || (uint64_t)number >= schema.n)
			continue;
		m = &schema.migrations[number];
		if (!str_eq(db_col_text(st, 2), str_of(m->checksum)))
			return err_set(err, ERR_INVALID, "'%s' was made by another schema %04u than this program's",
			               db_where(db), m->number);
	}
}

static bool
record(struct db *db, const struct db_migration *m, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(db, Q_SCHEMA_VERSION_ADD, &st, err))
		return false;
	db_bind_i64(st, "number", m->number);
	db_bind_text(st, "name", str_of(m->name));
	db_bind_text(st, "checksum", str_of(m->checksum));
	db_bind_i64(st, "at_ms", clock_wall_ms());
	return db_run(st, err);
}

/* The owner of a new database, in the transaction that makes the table: there is no file without one. */
static bool
add_owner(struct db *db, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(db, Q_ACCOUNT_ADD, &st, err))
		return false;
	db_bind_i64(st, "id", 1);
	db_bind_text(st, "name", STR("me"));
	db_bind_i64(st, "created_ms", clock_wall_ms());
	return db_run(st, err);
}

static bool
run_one(struct db *db, const struct db_migration *m, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	if (!db_tx_begin(db, &tx, err) || !db->engine->script(db, m->text[db_kind(db)], err) || !record(db, m, err))
		return false;
	if (m->number == 1 && !add_owner(db, err))
		return false;
	return db_tx_commit(&tx, err);
}

static bool
run_pending(struct db *db, struct db_schema schema, struct err *err)
{
	int64_t version;

	/* Again, now that others are kept out: one of them may have done it meanwhile. */
	if (!db->engine->version(db, &version, err))
		return false;
	for (size_t i = 0; i < schema.n; i++) {
		const struct db_migration *m = &schema.migrations[i];

		if ((int64_t)m->number > version && !run_one(db, m, err))
			return err_prefix(err, "could not bring '%s' to schema %04u (%s)", db_where(db), m->number,
			                  m->name);
	}
	return true;
}

static bool
migrate(struct db *db, struct db_schema schema, int64_t version, struct err *err)
{
	int64_t newest = (int64_t)schema.n - 1;
	bool ok;

	if (version > newest) {
		err_set(err, ERR_CONFLICT,
		        "'%s' was made by a newer version of Cairn (schema %lld, this one knows %lld)", db_where(db),
		        (long long)version, (long long)newest);
		return err_hint(err, "Update Cairn; the data is untouched.");
	}
	if (version == newest)
		return check_history(db, schema, err);
	if (db->options.read_only) {
		err_set(err, ERR_CONFLICT, "'%s' is of an older version of Cairn and was opened to read only",
		        db_where(db));
		return err_hint(err, "Open it once for writing, so that it can be brought up to date.");
	}
	if (version >= 1 && !check_history(db, schema, err))
		return false;
	if (!db->engine->migrate_begin(db, version >= 1 ? (unsigned)version + 1 : 0, err))
		return false;
	ok = run_pending(db, schema, err);
	db->engine->migrate_end(db);
	return ok;
}

bool
db_migrate(struct db *db, struct db_schema schema, struct err *err)
{
	int64_t version;
	bool ok;

	db->internal = true;
	db->deadline_ms = 0;
	ok = db->engine->version(db, &version, err) && migrate(db, schema, version, err);
	db->internal = false;
	db->deadline_ms = DB_DEADLINE_MS;
	return ok;
}
