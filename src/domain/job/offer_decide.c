/* Decisions on offers, with their reasons and how things stood then. */
#include "base/date.h"
#include "base/js.h"
#include "base/vec.h"
#include "domain/job/application.h"
#include "domain/job/offer.h"
#include "domain/job/offer_impl.h"

#define DECISIONS_MAX 1000
#define SNAPSHOT_MAX  ((size_t)256 << 10)

/* Every offer that was open then: its fields, and its four years. */
static bool
snapshot(struct ctx *c, struct str *ret, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(SNAPSHOT_MAX);
	struct js j = JS(&out);
	struct offer *list;
	size_t n;

	if (!offer_list(c, &list, &n, err))
		return false;
	js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		struct offer_years y = offer_years(&list[i]);

		if (list[i].state != OFFER_OPEN)
			continue;
		js_open(&j, '{');
		js_ki(&j, "id", list[i].id);
		for (size_t k = 0; k < offer_fields_n; k++)
			js_kv(&j, offer_fields[k].name, offer_text(c->a, &list[i], &offer_fields[k]));
		js_kv(&j, "four_years", money_plain(c->a, y.all, list[i].currency));
		js_close(&j, '}');
	}
	js_close(&j, ']');
	*ret = arena_str(c->a, strbuf_str(&out));
	return strbuf_ok(&out, "the offers", err);
}

static bool
decision_insert(struct ctx *c, struct offer_decision *d, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_OFFER_DECISION_ADD, &st, err))
		return false;
	d->id = ctx_new_id(c);
	d->at_ms = ctx_now_ms(c);
	db_bind_i64(st, "id", d->id);
	db_bind_i64(st, "offer_id", d->offer_id);
	db_bind_text(st, "verdict", str_of(offer_state_name(d->verdict)));
	db_bind_text(st, "reasons", d->reasons);
	db_bind_text(st, "snapshot", d->snapshot);
	db_bind_i64(st, "batch_id", d->batch_id);
	db_bind_i64(st, "on_day", d->on_day);
	db_bind_i64(st, "at_ms", d->at_ms);
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err);
}

static bool
log_insert(struct ctx *c, const struct offer *o, const char *kind, int32_t on_day, int64_t batch, struct err *err)
{
	struct application_event e = {
	    .application_id = o->application_id, .batch_id = batch, .kind = str_of(kind), .on_day = on_day};

	return application_event_insert(c, &e, err) || err_prefix(err, "the application's log");
}

/* The offer, where its log does not have it yet, and the verdict. A deadline that passed is nobody's word. */
static bool
log_verdict(struct ctx *c, const struct offer *o, struct offer_decision *d, struct err *err)
{
	const char *kind = offer_state_name(d->verdict);
	struct application app;

	if (o->application_id == 0 || d->verdict == OFFER_LAPSED)
		return true;
	if (!application_get(c, o->application_id, &app, err))
		return false;
	if (app.deleted || str_eq(app.stage, str_of(kind)))
		return true;
	d->batch_id = ctx_new_id(c);
	if (!str_eq(app.stage, STR("offer")) && !log_insert(c, o, "offer", o->on_day, d->batch_id, err))
		return false;
	return log_insert(c, o, kind, d->on_day, d->batch_id, err);
}

bool
offer_decide(struct ctx *c, struct offer_decision *d, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct offer o;

	if (d->verdict == OFFER_OPEN)
		return err_set(err, ERR_INVALID, "a decision is accepted, declined or lapsed");
	if (d->reasons.n == 0)
		return err_set(err, ERR_INVALID, "a decision needs its reasons"),
		       err_hint(err, "One sentence will do; in a year you will want to know.");
	if (d->reasons.n > 10000)
		return err_set(err, ERR_LIMIT, "the reasons are too long");
	if (d->on_day > ctx_today(c))
		return err_set(err, ERR_INVALID, "the day of the decision is in the future");
	if (!db_tx_begin(c->db, &tx, err) || !offer_get(c, d->offer_id, &o, err))
		return false;
	if (o.state != OFFER_OPEN)
		return err_set(err, ERR_CONFLICT, "the offer is %s already", offer_state_name(o.state)),
		       err_hint(err, "Take that decision back first.");
	return snapshot(c, &d->snapshot, err) && log_verdict(c, &o, d, err) && decision_insert(c, d, err) &&
	       db_tx_commit(&tx, err);
}

bool
offer_decisions(struct ctx *c, int64_t offer_id, struct offer_decision **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct offer_decision) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_OFFER_DECISION_ALL, &st, err))
		return false;
	db_bind_i64(st, "offer_id", offer_id);
	while (list.n < DECISIONS_MAX) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = (struct offer_decision){.id = db_col_i64(st, 0),
		                                                 .offer_id = db_col_i64(st, 1),
		                                                 .verdict = offer_state_named(db_col_text(st, 2)),
		                                                 .reasons = arena_str(c->a, db_col_text(st, 3)),
		                                                 .snapshot = arena_str(c->a, db_col_text(st, 4)),
		                                                 .batch_id = db_col_i64(st, 5),
		                                                 .on_day = (int32_t)db_col_i64(st, 6),
		                                                 .at_ms = db_col_i64(st, 7)};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}
