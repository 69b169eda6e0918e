#include "domain/job/busy.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "db/db.h"

#define SUMMARY_MAX 500
#define REPORT_MAX  60000

static bool
calendar_rows(struct ctx *c, struct busy_calendar **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct busy_calendar) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_CALENDAR_IMPORT_ALL, &st, err))
		return false;
	for (;;) {
		struct busy_calendar *k;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		k = VEC_PUSH(c->a, &list);
		*k = (struct busy_calendar){.id = db_col_i64(st, 0),
		                            .name = arena_str(c->a, db_col_text(st, 1)),
		                            .removed = db_col_i64(st, 2) != 0,
		                            .from_day = (int32_t)db_col_i64(st, 3),
		                            .to_day = (int32_t)db_col_i64(st, 4),
		                            .n_events = db_col_i64(st, 5),
		                            .n_busy = db_col_i64(st, 6),
		                            .report = arena_str(c->a, db_col_text(st, 7)),
		                            .at_ms = db_col_i64(st, 8)};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

/* The newest row of the name; NULL for none. */
static bool
newest(struct ctx *c, struct str name, const struct busy_calendar **ret, struct err *err)
{
	struct busy_calendar *list;
	size_t n;

	*ret = NULL;
	if (!calendar_rows(c, &list, &n, err))
		return false;
	for (size_t i = 0; i < n && *ret == NULL; i++)
		if (str_eq(list[i].name, name))
			*ret = &list[i];
	return true;
}

bool
busy_calendars(struct ctx *c, struct busy_calendar **ret, size_t *ret_n, struct err *err)
{
	struct busy_calendar *list;
	struct str last = STR_NONE;
	size_t n, kept = 0;

	if (!calendar_rows(c, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		bool first = i == 0 || !str_eq(list[i].name, last);

		last = list[i].name;
		if (first && !list[i].removed)
			list[kept++] = list[i];
	}
	*ret = list;
	*ret_n = kept;
	return true;
}

/* Inside the caller's transaction. */
static bool
row_add(struct ctx *c, struct busy_calendar *k, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_CALENDAR_IMPORT_ADD, &st, err))
		return false;
	k->id = ctx_new_id(c);
	k->at_ms = ctx_now_ms(c);
	db_bind_i64(st, "id", k->id);
	db_bind_text(st, "name", k->name);
	db_bind_i64(st, "removed", k->removed);
	db_bind_i64(st, "from_day", k->from_day);
	db_bind_i64(st, "to_day", k->to_day);
	db_bind_i64(st, "n_events", k->n_events);
	db_bind_i64(st, "n_busy", k->n_busy);
	db_bind_text(st, "report", k->report.n > 0 ? utf8_clip(k->report, REPORT_MAX) : STR(""));
	db_bind_i64(st, "at_ms", k->at_ms);
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err);
}

static bool
forget_older(struct ctx *c, struct str name, const struct busy_calendar *before, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (before == NULL)
		return true;
	if (!db_prepare(c->db, Q_CALENDAR_IMPORT_OLDER, &st, err))
		return false;
	db_bind_text(st, "name", name);
	db_bind_i64(st, "keep", before->id);
	return db_run(st, err);
}

static bool
times_add(struct ctx *c, int64_t import, const struct busy *list, size_t n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_BUSY_ADD, &st, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (list[i].end_ms <= list[i].start_ms)
			continue;
		db_reset(st);
		db_bind_i64(st, "id", ctx_new_id(c));
		db_bind_i64(st, "import_id", import);
		db_bind_i64(st, "start_ms", list[i].start_ms);
		db_bind_i64(st, "end_ms", list[i].end_ms);
		db_bind_i64(st, "all_day", list[i].all_day);
		db_bind_text(st, "summary", list[i].summary.n > 0 ? utf8_clip(list[i].summary, SUMMARY_MAX) : STR(""));
		if (!db_run(st, err))
			return false;
	}
	return true;
}

bool
busy_import(struct ctx *c, struct busy_calendar *k, const struct busy *list, size_t n, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	const struct busy_calendar *before;

	k->name = str_trim(k->name);
	if (k->name.n == 0 || k->name.n > BUSY_NAME_MAX)
		return err_set(err, ERR_INVALID, "a calendar needs a name of at most %d bytes", BUSY_NAME_MAX);
	k->n_busy = 0;
	for (size_t i = 0; i < n; i++)
		k->n_busy += list[i].end_ms > list[i].start_ms;
	return db_tx_begin(c->db, &tx, err) && newest(c, k->name, &before, err) &&
	       forget_older(c, k->name, before, err) && row_add(c, k, err) && times_add(c, k->id, list, n, err) &&
	       db_tx_commit(&tx, err);
}

bool
busy_remove(struct ctx *c, struct str name, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	const struct busy_calendar *before;
	struct busy_calendar k;

	if (!db_tx_begin(c->db, &tx, err) || !newest(c, name, &before, err))
		return false;
	if (before == NULL || before->removed)
		return err_set(err, ERR_NOT_FOUND, "no calendar '%.*s'", (int)MIN(name.n, 80),
		               name.p != NULL ? name.p : "");
	k = (struct busy_calendar){.name = before->name, .removed = true};
	if (!row_add(c, &k, err))
		return false;
	*ret_id = k.id;
	return db_tx_commit(&tx, err);
}

bool
busy_undo(struct ctx *c, int64_t id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	const struct busy_calendar *k = NULL, *top;
	struct busy_calendar *list;
	size_t n;

	if (!db_tx_begin(c->db, &tx, err) || !calendar_rows(c, &list, &n, err))
		return false;
	for (size_t i = 0; i < n && k == NULL; i++)
		if (list[i].id == id)
			k = &list[i];
	if (k == NULL)
		return err_set(err, ERR_NOT_FOUND, "no calendar import %lld to undo", (long long)id);
	if (!newest(c, k->name, &top, err))
		return false;
	if (top == NULL || top->id != id) {
		err_set(err, ERR_CONFLICT, "'%.*s' was imported anew since", STR_ARG(k->name));
		return err_hint(err, "Undo the newest of its imports first.");
	}
	if (!db_prepare(c->db, Q_CALENDAR_IMPORT_UNDO, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	return db_run(st, err) && db_tx_commit(&tx, err);
}

bool
busy_between(struct ctx *c, int64_t from_ms, int64_t to_ms, struct busy **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct busy) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_BUSY_BETWEEN, &st, err))
		return false;
	db_bind_i64(st, "from_ms", from_ms);
	db_bind_i64(st, "to_ms", to_ms);
	db_bind_i64(st, "n", BUSY_BETWEEN_MAX);
	for (;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = (struct busy){.start_ms = db_col_i64(st, 0),
		                                       .end_ms = db_col_i64(st, 1),
		                                       .all_day = db_col_i64(st, 2) != 0,
		                                       .summary = arena_str(c->a, db_col_text(st, 3)),
		                                       .calendar = arena_str(c->a, db_col_text(st, 4))};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}
