/* The applications of a period with their events. */
#include "base/date.h"
#include "base/vec.h"
#include "db/db.h"
#include "domain/job/application.h"
#include "domain/job/report.h"

#define CONTACTS_MAX 10000

static struct report_app
app_of_row(struct ctx *c, const struct route_stand *stand, struct db_stmt *st)
{
	struct posting p = {.role = db_col_text(st, 10), .industry = db_col_text(st, 11)};
	struct report_app app = {
	    .id = db_col_i64(st, 0),
	    .company = arena_str(c->a, db_col_text(st, 1)),
	    .title = arena_str(c->a, db_col_text(st, 2)),
	    .source = arena_str(c->a, db_col_text(st, 3)),
	    .channel = arena_str(c->a, db_col_text(st, 4)),
	    .stage = arena_str(c->a, db_col_text(st, 5)),
	    .found_day = (int32_t)db_col_i64(st, 6),
	    .applied_day = db_col_is_null(st, 7) ? DAY_NONE : (int32_t)db_col_i64(st, 7),
	    .resume = arena_str(c->a, db_col_text(st, 8)),
	};

	app.undated = application_has_tag(&(struct application){.tags = db_col_text(st, 12)}, STR(REPORT_UNDATED));
	app.referred = db_col_i64(st, 9) > 0 || str_eq_ci(app.channel, STR("referral"));
	app.kind = p.role.n > 0 && p.industry.n > 0 ? posting_switch(c->map, stand, &p) : SWITCH_UNKNOWN;
	return app;
}

static bool
in_period(const struct report *r, const struct report_app *app)
{
	int32_t day = app->applied_day != DAY_NONE ? app->applied_day : app->found_day;

	return (r->from == DAY_NONE || day >= r->from) && (r->to == DAY_NONE || day <= r->to);
}

/* Both lists are in the order of applications. */
static bool
events_read(struct ctx *c, struct report *r, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct report_event) list = {0};
	size_t at = 0, *first = ARENA_ARRAY(c->a, r->n + 1, size_t);
	bool row;

	if (!db_prepare(c->db, Q_REPORT_EVENTS, &st, err))
		return false;
	for (;;) {
		struct report_event e;
		int64_t of;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		of = db_col_i64(st, 0);
		while (at < r->n && r->apps[at].id < of)
			first[++at] = list.n;
		if (at == r->n || r->apps[at].id != of)
			continue;
		e.kind = arena_str(c->a, db_col_text(st, 1));
		e.on_day = (int32_t)db_col_i64(st, 2);
		e.note = arena_str(c->a, db_col_text(st, 3));
		r->apps[at].referred = r->apps[at].referred || str_eq(e.kind, STR("referred"));
		r->apps[at].n_events++;
		*VEC_PUSH(c->a, &list) = e;
	}
	while (at < r->n)
		first[++at] = list.n;
	for (size_t i = 0; i < r->n; i++)
		r->apps[i].events = list.p + first[i];
	return true;
}

bool
report_load(struct ctx *c, int32_t from, int32_t to, struct report *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct report_app) apps = {0};
	struct route_stand stand;
	bool row;

	if (from != DAY_NONE && to != DAY_NONE && to < from)
		return err_set(err, ERR_INVALID, "the period ends before it begins");
	*ret = (struct report){.from = from, .to = to, .today = ctx_today(c)};
	if (!stage_list(c, &ret->stages, &ret->n_stages, err) || !route_stand_get(c, &stand, err) ||
	    !db_prepare(c->db, Q_REPORT_APPS, &st, err))
		return false;
	db_bind_i64(st, "n", REPORT_APPS_MAX);
	for (;;) {
		struct report_app app;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		app = app_of_row(c, &stand, st);
		if (in_period(ret, &app))
			*VEC_PUSH(c->a, &apps) = app;
	}
	ret->apps = apps.p;
	ret->n = apps.n;
	return events_read(c, ret, err);
}

bool
report_contacts(struct ctx *c, int32_t from, int32_t to, struct report_contact **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct report_contact) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_REPORT_CONTACTS, &st, err))
		return false;
	db_bind_i64(st, "from_day", from == DAY_NONE ? INT32_MIN : from);
	db_bind_i64(st, "to_day", to == DAY_NONE ? INT32_MAX : to);
	db_bind_i64(st, "n", CONTACTS_MAX);
	for (;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = (struct report_contact){.on_day = (int32_t)db_col_i64(st, 0),
		                                                 .name = arena_str(c->a, db_col_text(st, 1)),
		                                                 .kind = arena_str(c->a, db_col_text(st, 2))};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}
