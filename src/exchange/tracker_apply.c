/* Carrying a plan out. */
#include "base/date.h"
#include "db/db.h"
#include "domain/job/application.h"
#include "domain/job/report.h"
#include "exchange/tracker_impl.h"

struct run {
	struct ctx *c;
	struct tracker_result *ret;
	int64_t batch;
};

/* What the row made before, and whether it says the same now. */
static bool
row_find(struct run *r, const struct tracker_app *app, int64_t *ret_id, bool *ret_same, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	*ret_id = 0;
	*ret_same = false;
	if (!db_prepare(r->c->db, Q_TRACKER_ROW_FIND, &st, err))
		return false;
	db_bind_text(st, "source_key", app->source_key);
	if (!db_step(st, &row, err))
		return false;
	if (row) {
		*ret_id = db_col_i64(st, 0);
		*ret_same = str_eq(db_col_text(st, 1), app->content_key);
	}
	return true;
}

static bool
row_keep(struct run *r, const struct tracker_app *app, int64_t application_id, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(r->c->db, Q_TRACKER_ROW_ADD, &st, err))
		return false;
	db_bind_i64(st, "id", ctx_new_id(r->c));
	db_bind_text(st, "source_key", app->source_key);
	db_bind_text(st, "content_key", app->content_key);
	db_bind_i64(st, "application_id", application_id);
	db_bind_i64(st, "at_ms", ctx_now_ms(r->c));
	return db_run(st, err);
}

static bool
event_put(struct run *r, const struct tracker_app *app, int64_t id, const struct tracker_event *e, struct err *err)
{
	struct application_event ev = {.application_id = id,
	                               .batch_id = r->batch,
	                               .kind = e->kind,
	                               .on_day = e->on_day,
	                               .channel = str_eq(e->kind, STR("applied")) ? app->channel : STR_NONE};

	r->ret->n_events++;
	return application_event_insert(r->c, &ev, err);
}

static bool
app_new(struct run *r, const struct tracker_app *app, struct err *err)
{
	struct application a = {.company = app->company,
	                        .title = app->title,
	                        .url = app->url,
	                        .place = app->place,
	                        .source = app->source,
	                        .tags = app->dated ? STR_NONE : STR(REPORT_UNDATED),
	                        .notes = app->note,
	                        .next_day = DAY_NONE,
	                        .deadline_day = DAY_NONE,
	                        .wait_day = DAY_NONE,
	                        .found_day = app->events[0].on_day};

	if (!application_insert(r->c, &a, r->batch, err))
		return false;
	for (size_t i = 1; i < app->n_events; i++)
		if (!event_put(r, app, a.id, &app->events[i], err))
			return false;
	r->ret->n_new++;
	return row_keep(r, app, a.id, err);
}

/* Events of kinds the log does not have yet. What the person wrote since stays. */
static bool
app_more(struct run *r, const struct tracker_app *app, int64_t id, struct err *err)
{
	struct application_event *log;
	size_t n, before = r->ret->n_events;

	if (!application_events(r->c, id, &log, &n, err))
		return false;
	for (size_t i = 1; i < app->n_events; i++) {
		bool there = false;

		for (size_t k = 0; k < n; k++)
			there = there || (log[k].counts && str_eq(log[k].kind, app->events[i].kind));
		if (!there && !event_put(r, app, id, &app->events[i], err))
			return false;
	}
	if (r->ret->n_events > before)
		r->ret->n_updated++;
	else
		r->ret->n_same++;
	return row_keep(r, app, id, err);
}

static bool
app_apply(struct run *r, const struct tracker_app *app, struct err *err)
{
	int64_t id;
	bool same;

	if (!row_find(r, app, &id, &same, err))
		return false;
	if (id != 0 && same) {
		r->ret->n_same++;
		return true;
	}
	return id != 0 ? app_more(r, app, id, err) : app_new(r, app, err);
}

bool
tracker_apply(struct ctx *c, const struct tracker_plan *plan, bool dry_run, struct tracker_result *ret, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct run r = {.c = c, .ret = ret};

	*ret = (struct tracker_result){0};
	if (plan->n_unknown > 0)
		return err_set(err, ERR_INVALID, "what '%.*s' means is not known", (int)MIN(plan->words[0].word.n, 60),
		               plan->words[0].word.p),
		       err_hint(err, "Say which stage it is, or skip: --status 'WORD=STAGE,...'.");
	if (plan->dates_unknown)
		return err_set(err, ERR_INVALID, "'%.*s' may be read two ways", (int)MIN(plan->date_example.n, 40),
		               plan->date_example.p),
		       err_hint(err, "Say what comes first, the day or the month: --dates dmy or --dates mdy.");
	if (!db_tx_begin(c->db, &tx, err))
		return false;
	r.batch = ctx_new_id(c);
	for (size_t i = 0; i < plan->n; i++)
		if (!app_apply(&r, &plan->apps[i], err))
			return err_prefix(err, "line %zu", plan->apps[i].line);
	ret->batch = ret->n_new + ret->n_updated > 0 ? r.batch : 0;
	return dry_run || db_tx_commit(&tx, err);
}
