/* The log of an application: adding, correcting, undoing, and what is derived from it. */
#include "base/utf8.h"
#include "domain/job/application_impl.h"
#include "domain/job/stage_set.h"

#include <stdlib.h>

/* --- the log ------------------------------------------------------------------------------------------------------ */

static void
event_row(struct arena *a, struct db_stmt *st, struct application_event *ret)
{
	*ret = (struct application_event){
	    .id = db_col_i64(st, 0),
	    .application_id = db_col_i64(st, 1),
	    .root_id = db_col_i64(st, 2),
	    .corrects_id = db_col_i64(st, 3),
	    .batch_id = db_col_i64(st, 4),
	    .kind = arena_str(a, db_col_text(st, 5)),
	    .on_day = (int32_t)db_col_i64(st, 6),
	    .channel = arena_str(a, db_col_text(st, 7)),
	    .note = arena_str(a, db_col_text(st, 8)),
	    .counts = db_col_i64(st, 9) != 0,
	    .at_ms = db_col_i64(st, 10),
	    .undone = !db_col_is_null(st, 11),
	};
}

static bool
events_of(struct ctx *c, struct db_stmt *st, struct application_event **ret, size_t *ret_n, struct err *err)
{
	VEC(struct application_event) list = {0};

	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		event_row(c->a, st, VEC_PUSH(c->a, &list));
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
log_load(struct ctx *c, int64_t application_id, struct application_event **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_APPLICATION_EVENTS, &st, err))
		return false;
	db_bind_i64(st, "application_id", application_id);
	return events_of(c, st, ret, ret_n, err);
}

struct stage_event *
log_stages(struct ctx *c, const struct application_event *list, size_t n)
{
	struct stage_event *log = ARENA_ARRAY(c->a, n + 1, struct stage_event);

	for (size_t i = 0; i < n; i++)
		log[i] = (struct stage_event){.id = list[i].id,
		                              .root = list[i].root_id,
		                              .on_day = list[i].on_day,
		                              .kind = list[i].kind,
		                              .undone = list[i].undone,
		                              .at = i};
	return log;
}

/* Rows whose counts is not what the order says. */
static bool
counts_store(struct ctx *c, const struct stage_event *log, const struct application_event *list, size_t n,
             struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_APPLICATION_EVENT_COUNTS, &st, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct application_event *e = &list[log[i].at];

		if (e->counts == log[i].counts)
			continue;
		db_bind_i64(st, "id", e->id);
		db_bind_i64(st, "counts", log[i].counts);
		if (!db_run(st, err))
			return false;
	}
	return true;
}

static bool
derived_store(struct ctx *c, int64_t application_id, const struct stage_event *log, size_t live,
              const struct application_event *list, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct stage_state s = stage_derive(log, live);
	struct str channel = STR_NONE;

	for (size_t i = 0; i < live; i++)
		if (str_eq(log[i].kind, STR("applied")))
			channel = list[log[i].at].channel;
	if (live == 0) /* every event is undone: as found, on the day of the first record */
		s = (struct stage_state){STR("found"), list[0].on_day, list[0].on_day, DAY_NONE, list[0].on_day};
	if (!db_prepare(c->db, Q_APPLICATION_DERIVED_SET, &st, err))
		return false;
	db_bind_i64(st, "id", application_id);
	db_bind_text(st, "stage", s.stage);
	db_bind_i64(st, "since_day", s.since_day);
	db_bind_i64(st, "found_day", s.found_day == DAY_NONE ? log[0].on_day : s.found_day);
	bind_day(st, "applied_day", s.applied_day);
	db_bind_i64(st, "last_day", s.last_day);
	db_bind_text(st, "channel", text_or_null(channel));
	return db_run(st, err);
}

/* Whether the log had this fault before already: then it is no reason to refuse what comes now. */
static bool
had_fault(struct ctx *c, const struct application_event *was, size_t n_was, int64_t id)
{
	struct stage_event *log = log_stages(c, was, n_was);
	size_t live = stage_order(log, n_was);
	size_t bad = 0;

	return !stage_check(log, live, &bad, NULL) && log[bad].id == id;
}

static bool
log_check(struct ctx *c, const struct application_event *was, size_t n_was, const struct stage_event *log, size_t live,
          struct err *err)
{
	size_t bad = 0;
	char day[16];
	bool there = false;

	if (stage_check(log, live, &bad, err) || had_fault(c, was, n_was, log[bad].id))
		return true;
	for (size_t i = 0; i < n_was; i++)
		there = there || was[i].id == log[bad].id;
	/* One that was there, and can be no longer: say which. */
	if (there)
		err_prefix(err, "then '%.*s' of %s would stand alone", STR_ARG(log[bad].kind),
		           day_format(log[bad].on_day, day));
	return false;
}

bool
log_store(struct ctx *c, int64_t application_id, const struct application_event *was, size_t n_was,
          const struct application_event *list, size_t n, struct err *err)
{
	struct stage_event *log = log_stages(c, list, n);
	size_t live = stage_order(log, n);

	if (n == 0)
		return true;
	return log_check(c, was, n_was, log, live, err) && counts_store(c, log, list, n, err) &&
	       derived_store(c, application_id, log, live, list, err);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static bool
event_check(struct ctx *c, const struct application_event *e, struct err *err)
{
	if (e->note.n > APPLICATION_NOTE_MAX)
		return err_set(err, ERR_LIMIT, "the note is too long");
	if (e->channel.n > APPLICATION_CHANNEL_MAX)
		return err_set(err, ERR_LIMIT, "the channel is too long");
	return event_day_check(c, e->on_day, err);
}

static bool
event_write(struct ctx *c, struct application_event *e, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_APPLICATION_EVENT_ADD, &st, err))
		return false;
	e->at_ms = ctx_now_ms(c);
	e->counts = true;
	db_bind_i64(st, "id", e->id);
	db_bind_i64(st, "application_id", e->application_id);
	db_bind_i64(st, "root_id", e->root_id);
	if (e->corrects_id != 0)
		db_bind_i64(st, "corrects_id", e->corrects_id);
	else
		db_bind_null(st, "corrects_id");
	db_bind_i64(st, "batch_id", e->batch_id);
	db_bind_text(st, "kind", e->kind);
	db_bind_i64(st, "on_day", e->on_day);
	db_bind_text(st, "channel", text_or_null(e->channel));
	db_bind_text(st, "note", text_or_null(e->note));
	db_bind_i64(st, "at_ms", e->at_ms);
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err);
}

/* Writes the event and what follows from it. root 0: it begins a chain. */
static bool
event_put(struct ctx *c, struct application_event *e, struct err *err)
{
	struct application_event *was, *list;
	size_t n;

	e->note = str_trim(e->note);
	e->channel = str_trim(e->channel);
	if (!event_check(c, e, err) || !log_load(c, e->application_id, &was, &n, err))
		return false;
	e->id = ctx_new_id(c);
	if (e->root_id == 0)
		e->root_id = e->id;
	if (e->batch_id == 0)
		e->batch_id = e->id;
	if (!event_write(c, e, err))
		return false;
	list = ARENA_ARRAY(c->a, n + 1, struct application_event);
	if (n > 0)
		memcpy(list, was, n * sizeof(*list));
	list[n] = *e;
	return log_store(c, e->application_id, was, n, list, n + 1, err);
}

/* The application is there, and not deleted. */
static bool
application_live(struct ctx *c, int64_t id, struct application *ret, struct err *err)
{
	if (!application_get(c, id, ret, err))
		return false;
	if (ret->deleted)
		return err_set(err, ERR_NOT_FOUND, "application %lld is deleted", (long long)id);
	return true;
}

static bool
before_found(const struct application *app, int32_t day, struct err *err)
{
	char on[16], found[16];

	if (day >= app->found_day)
		return false;
	err_set(err, ERR_INVALID, "%s is before the day it was found, %s", day_format(day, on),
	        day_format(app->found_day, found));
	err_hint(err, "Correct the day it was found first, or give a later day.");
	return true;
}

bool
application_event_insert(struct ctx *c, struct application_event *e, struct err *err)
{
	struct application app;
	bool first = str_eq(e->kind, STR("found"));

	if (e->on_day == DAY_NONE)
		e->on_day = ctx_today(c);
	if (!application_live(c, e->application_id, &app, err) || !stage_word_check(c, &e->kind, err))
		return false;
	if (!first && before_found(&app, e->on_day, err))
		return false;
	e->root_id = 0;
	e->corrects_id = 0;
	return event_put(c, e, err);
}

bool
application_event_add(struct ctx *c, int64_t application_id, struct str kind, int32_t on_day, struct str note,
                      int64_t *ret_event_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct application_event e = {.application_id = application_id, .kind = kind, .on_day = on_day, .note = note};

	if (!db_tx_begin(c->db, &tx, err) || !application_event_insert(c, &e, err) || !db_tx_commit(&tx, err))
		return false;
	*ret_event_id = e.id;
	return true;
}

bool
application_event_many(struct ctx *c, const int64_t *ids, size_t n, struct str kind, int32_t on_day, struct str note,
                       int64_t *ret_batch, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	int64_t batch = ctx_new_id(c);

	if (n > APPLICATION_BATCH_MAX)
		return err_set(err, ERR_LIMIT, "more than %d applications at once", APPLICATION_BATCH_MAX);
	if (!db_tx_begin(c->db, &tx, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct application_event e = {
		    .application_id = ids[i], .kind = kind, .on_day = on_day, .note = note, .batch_id = batch};
		struct application app;

		if (application_event_insert(c, &e, err))
			continue;
		if (n > 1 && application_get(c, ids[i], &app, NULL))
			err_prefix(err, "nothing was changed, because of %.*s at %.*s",
			           STR_ARG(utf8_clip(app.title, 80)), STR_ARG(utf8_clip(app.company, 80)));
		return false;
	}
	*ret_batch = batch;
	return db_tx_commit(&tx, err);
}

bool
application_event_get(struct ctx *c, int64_t event_id, struct application_event *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_APPLICATION_EVENT_GET, &st, err))
		return false;
	db_bind_i64(st, "id", event_id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "there is no event %lld", (long long)event_id);
	event_row(c->a, st, ret);
	return true;
}

/* An event of the kind found, and only it, may be corrected to a day before the others. */
static bool
correct_check(struct ctx *c, const struct application_event *old, const struct application_event *e, struct err *err)
{
	struct application app;

	if (!application_live(c, e->application_id, &app, err))
		return false;
	if (!old->counts) {
		err_set(err, ERR_CONFLICT, "event %lld no longer counts", (long long)old->id);
		return err_hint(err, "Correct the record that took its place.");
	}
	if (str_eq(old->kind, STR("found")) != str_eq(e->kind, STR("found")))
		return err_set(err, ERR_CONFLICT, "the day it was found cannot become another event, nor the reverse");
	return str_eq(old->kind, STR("found")) || !before_found(&app, e->on_day, err);
}

bool
application_event_replace(struct ctx *c, const struct application_event *old, struct application_event *e,
                          struct err *err)
{
	e->corrects_id = old->id;
	e->root_id = old->root_id;
	return correct_check(c, old, e, err) && event_put(c, e, err);
}

bool
application_event_correct(struct ctx *c, int64_t event_id, struct str kind, int32_t on_day, struct str note,
                          int64_t *ret_event_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct application_event old, e;

	if (!db_tx_begin(c->db, &tx, err) || !application_event_get(c, event_id, &old, err))
		return false;
	e = old;
	e.batch_id = 0;
	if (kind.p != NULL && !str_eq(kind, old.kind)) {
		e.kind = kind;
		if (!stage_word_check(c, &e.kind, err))
			return false;
	}
	if (on_day != DAY_NONE)
		e.on_day = on_day;
	if (note.p != NULL)
		e.note = note;
	if (!application_event_replace(c, &old, &e, err) || !db_tx_commit(&tx, err))
		return false;
	*ret_event_id = e.id;
	return true;
}

bool
application_event_undo(struct ctx *c, int64_t event_id, bool back, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct application_event e, *was, *list;
	size_t n;

	if (!db_tx_begin(c->db, &tx, err) || !application_event_get(c, event_id, &e, err) ||
	    !log_load(c, e.application_id, &was, &n, err))
		return false;
	if (e.undone != back)
		return err_set(err, ERR_NOT_FOUND, "no event %lld to %s", (long long)event_id,
		               back ? "bring back" : "undo");
	if (!back && e.corrects_id == 0 && str_eq(e.kind, STR("found"))) {
		err_set(err, ERR_CONFLICT, "finding it is where it begins");
		return err_hint(err, "Delete the application instead.");
	}
	list = ARENA_ARRAY(c->a, n, struct application_event);
	for (size_t i = 0; i < n; i++) {
		list[i] = was[i];
		if (list[i].id == event_id)
			list[i].undone = !back;
	}
	if (!db_prepare(c->db, back ? Q_APPLICATION_EVENT_REDO : Q_APPLICATION_EVENT_UNDO, &st, err))
		return false;
	db_bind_i64(st, "id", event_id);
	if (!back)
		db_bind_i64(st, "now_ms", ctx_now_ms(c));
	return db_run(st, err) && log_store(c, e.application_id, was, n, list, n, err) && db_tx_commit(&tx, err);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

bool
application_events(struct ctx *c, int64_t application_id, struct application_event **ret, size_t *ret_n,
                   struct err *err)
{
	struct application_event *list, *out;
	struct stage_event *log;
	size_t n, live, k = 0;

	if (!log_load(c, application_id, &list, &n, err))
		return false;
	log = log_stages(c, list, n);
	live = stage_order(log, n);
	out = ARENA_ARRAY(c->a, n + 1, struct application_event);
	for (size_t i = 0; i < live; i++)
		out[k++] = list[log[i].at];
	for (size_t i = n; i-- > 0;)
		if (!list[i].counts)
			out[k++] = list[i];
	*ret = out;
	*ret_n = k;
	return true;
}

/* --- again from the start ----------------------------------------------------------------------------------------- */

static bool
rebuild_one(struct ctx *c, struct application *app, struct err *err)
{
	struct application_event *list;
	struct stage_event *log;
	size_t n, live;

	if (!log_load(c, app->id, &list, &n, err))
		return false;
	log = log_stages(c, list, n);
	live = stage_order(log, n);
	if (n > 0 && (!counts_store(c, log, list, n, err) || !derived_store(c, app->id, log, live, list, err)))
		return false;
	return application_keys_store(c, app, err);
}

bool
application_rebuild(struct ctx *c, int64_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct application) apps = {0};

	if (!db_prepare(c->db, Q_APPLICATION_ALL, &st, err))
		return false;
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		application_row(c->a, st, VEC_PUSH(c->a, &apps));
	}
	db_done(&st);
	for (size_t i = 0; i < apps.n; i++) {
		struct arena_mark mark = arena_mark(c->a);

		if (!rebuild_one(c, &apps.p[i], err))
			return false;
		arena_rewind(c->a, mark);
	}
	*ret_n = (int64_t)apps.n;
	return true;
}
