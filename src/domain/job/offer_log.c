/* The logs around offers: what people said, rates, weights, scores; and undoing any of it. */
#include "base/date.h"
#include "base/num.h"
#include "base/vec.h"
#include "domain/job/application.h"
#include "domain/job/offer.h"
#include "domain/job/offer_impl.h"

#define WEIGHT_ROWS_MAX 100
#define ROWS_MAX        5000

static const struct {
	const char *factor;
	const char *label;
	int64_t weight;
} built_in[] = {
    {"money", "Money over four years", 40},
    {"people", "The people I would work with", 20},
    {"learning", "What I would learn", 20},
    {"growth", "Growth towards the goal", 20},
};

static bool
day_check(const struct ctx *c, int32_t day, struct err *err)
{
	char text[16];

	if (day > ctx_today(c))
		return err_set(err, ERR_INVALID, "the day %s is in the future", day_format(day, text));
	return true;
}

bool
negotiation_add(struct ctx *c, int64_t offer_id, struct negotiation *n, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct offer o;

	if (n->asked.n == 0)
		return err_set(err, ERR_INVALID, "it must say what was asked");
	if (n->asked.n > 10000 || n->answer.n > 10000 || n->who.n > 200)
		return err_set(err, ERR_LIMIT, "the text is too long");
	if (!day_check(c, n->on_day, err) || !db_tx_begin(c->db, &tx, err) || !offer_get(c, offer_id, &o, err) ||
	    !db_prepare(c->db, Q_NEGOTIATION_ADD, &st, err))
		return false;
	n->id = ctx_new_id(c);
	db_bind_i64(st, "id", n->id);
	db_bind_i64(st, "offer_id", offer_id);
	db_bind_text(st, "who", n->who.n > 0 ? n->who : STR("me"));
	db_bind_text(st, "asked", n->asked);
	db_bind_text(st, "answer", n->answer.n > 0 ? n->answer : STR_NONE);
	db_bind_i64(st, "on_day", n->on_day);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && db_tx_commit(&tx, err);
}

bool
negotiation_list(struct ctx *c, int64_t offer_id, struct negotiation **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct negotiation) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_NEGOTIATION_ALL, &st, err))
		return false;
	db_bind_i64(st, "offer_id", offer_id);
	while (list.n < ROWS_MAX) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = (struct negotiation){.id = db_col_i64(st, 0),
		                                              .who = arena_str(c->a, db_col_text(st, 1)),
		                                              .asked = arena_str(c->a, db_col_text(st, 2)),
		                                              .answer = arena_str(c->a, db_col_text(st, 3)),
		                                              .on_day = (int32_t)db_col_i64(st, 4)};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
money_rate_add(struct ctx *c, struct money_rate *r, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (str_eq(r->from, r->to))
		return err_set(err, ERR_INVALID, "a rate needs two currencies");
	if (!day_check(c, r->on_day, err) || !db_tx_begin(c->db, &tx, err) ||
	    !db_prepare(c->db, Q_MONEY_RATE_ADD, &st, err))
		return false;
	r->id = ctx_new_id(c);
	db_bind_i64(st, "id", r->id);
	db_bind_text(st, "currency", r->from);
	db_bind_text(st, "to_currency", r->to);
	db_bind_i64(st, "rate_nano", r->nano);
	db_bind_i64(st, "on_day", r->on_day);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && db_tx_commit(&tx, err);
}

bool
money_rates(struct ctx *c, struct money_rate **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct money_rate) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_MONEY_RATE_ALL, &st, err))
		return false;
	while (list.n < ROWS_MAX) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = (struct money_rate){.id = db_col_i64(st, 0),
		                                             .from = arena_str(c->a, db_col_text(st, 1)),
		                                             .to = arena_str(c->a, db_col_text(st, 2)),
		                                             .nano = db_col_i64(st, 3),
		                                             .on_day = (int32_t)db_col_i64(st, 4)};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

static bool
factor_check(struct str factor, struct err *err)
{
	if (factor.n == 0 || factor.n > 64)
		return err_set(err, ERR_INVALID, "a factor needs a name of at most 64 bytes");
	return true;
}

bool
offer_weights(struct ctx *c, struct offer_weight **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct offer_weight *list = ARENA_ARRAY(c->a, ARRAY_LEN(built_in) + WEIGHT_ROWS_MAX, struct offer_weight);
	size_t n = ARRAY_LEN(built_in);
	struct str last = STR("");
	bool row;

	for (size_t i = 0; i < n; i++)
		list[i] = (struct offer_weight){str_of(built_in[i].factor), built_in[i].weight, built_in[i].label};
	if (!db_prepare(c->db, Q_OFFER_WEIGHT_ALL, &st, err))
		return false;
	for (;;) {
		struct str factor;
		size_t i = 0;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		factor = arena_str(c->a, db_col_text(st, 0));
		if (str_eq(factor, last))
			continue;
		last = factor;
		while (i < ARRAY_LEN(built_in) && !str_eq(list[i].factor, factor))
			i++;
		if (i == ARRAY_LEN(built_in)) {
			if (n == ARRAY_LEN(built_in) + WEIGHT_ROWS_MAX)
				continue;
			i = n++;
		}
		list[i].factor = factor;
		list[i].weight = db_col_i64(st, 1);
	}
	*ret = list;
	*ret_n = n;
	return true;
}

bool
offer_weight_set(struct ctx *c, struct str factor, int64_t weight, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!factor_check(factor, err))
		return false;
	if (weight < 0 || weight > 100)
		return err_set(err, ERR_INVALID, "weight: %lld is not between 0 and 100", (long long)weight);
	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_OFFER_WEIGHT_ADD, &st, err))
		return false;
	*ret_id = ctx_new_id(c);
	db_bind_i64(st, "id", *ret_id);
	db_bind_text(st, "factor", factor);
	db_bind_i64(st, "weight", weight);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && db_tx_commit(&tx, err);
}

bool
offer_points_parse(struct str s, int64_t *ret_tenths, struct err *err)
{
	double v;

	if (!num_parse_f64(str_trim(s), 0, 10, "score", &v, err))
		return false;
	*ret_tenths = (int64_t)(v * 10 + 0.5);
	return true;
}

bool
offer_score_add(struct ctx *c, struct offer_score *s, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct offer o;

	if (!factor_check(s->factor, err))
		return false;
	if (str_eq(s->factor, STR("money")))
		return err_set(err, ERR_INVALID, "money is reckoned from the offers, not scored");
	if (s->tenths < 0 || s->tenths > 100)
		return err_set(err, ERR_INVALID, "a score is between 0 and 10");
	if (s->reason.n == 0)
		return err_set(err, ERR_INVALID, "a score needs a reason"),
		       err_hint(err, "One sentence will do; you will want to know it later.");
	if (s->reason.n > 2000)
		return err_set(err, ERR_LIMIT, "the reason is too long");
	if (!db_tx_begin(c->db, &tx, err) || !offer_get(c, s->offer_id, &o, err) ||
	    !db_prepare(c->db, Q_OFFER_SCORE_ADD, &st, err))
		return false;
	s->id = ctx_new_id(c);
	db_bind_i64(st, "id", s->id);
	db_bind_i64(st, "offer_id", s->offer_id);
	db_bind_text(st, "factor", s->factor);
	db_bind_i64(st, "score", s->tenths);
	db_bind_text(st, "reason", s->reason);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && db_tx_commit(&tx, err);
}

bool
offer_scores(struct ctx *c, struct offer_score **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct offer_score) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_OFFER_SCORE_ALL, &st, err))
		return false;
	while (list.n < ROWS_MAX) {
		int64_t of;
		struct str factor;
		const struct offer_score *last = list.n > 0 ? &list.p[list.n - 1] : NULL;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		of = db_col_i64(st, 0);
		factor = db_col_text(st, 1);
		/* The newest comes first. */
		if (last != NULL && last->offer_id == of && str_eq(last->factor, factor))
			continue;
		*VEC_PUSH(c->a, &list) = (struct offer_score){.id = db_col_i64(st, 2),
		                                              .offer_id = of,
		                                              .factor = arena_str(c->a, factor),
		                                              .tenths = db_col_i64(st, 3),
		                                              .reason = arena_str(c->a, db_col_text(st, 4))};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

static bool
undo_run(struct ctx *c, enum query q, int64_t id, bool back, bool *ret_done, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, q, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!back)
		db_bind_i64(st, "now_ms", ctx_now_ms(c));
	if (!db_run(st, err))
		return false;
	*ret_done = db_changes(st) > 0;
	return true;
}

/* The application's log follows, in a transaction of its own. */
static bool
undo_verdict(struct ctx *c, int64_t id, bool back, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t batch, one;
	bool row;

	if (!db_prepare(c->db, Q_OFFER_DECISION_BATCH, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	batch = row ? db_col_i64(st, 0) : 0;
	db_done(&st);
	return batch == 0 || application_undo(c, batch, back, &one, err);
}

bool
offer_undo(struct ctx *c, int64_t id, bool back, const char **ret_what, struct err *err)
{
	static const struct {
		enum query undo;
		enum query redo;
		const char *what;
	} logs[] = {
	    {Q_OFFER_DELETE, Q_OFFER_REDO, "offer"},
	    {Q_OFFER_LINE_UNDO, Q_OFFER_LINE_REDO, "line"},
	    {Q_NEGOTIATION_UNDO, Q_NEGOTIATION_REDO, "negotiation"},
	    {Q_MONEY_RATE_UNDO, Q_MONEY_RATE_REDO, "rate"},
	    {Q_OFFER_WEIGHT_UNDO, Q_OFFER_WEIGHT_REDO, "weight"},
	    {Q_OFFER_SCORE_UNDO, Q_OFFER_SCORE_REDO, "score"},
	    {Q_OFFER_DECISION_UNDO, Q_OFFER_DECISION_REDO, "decision"},
	};
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	bool done = false;

	if (!undo_verdict(c, id, back, err) || !db_tx_begin(c->db, &tx, err))
		return false;
	for (size_t i = 0; !done && i < ARRAY_LEN(logs); i++) {
		if (!undo_run(c, back ? logs[i].redo : logs[i].undo, id, back, &done, err))
			return false;
		if (done)
			*ret_what = logs[i].what;
	}
	if (!done) {
		*ret_what = "change";
		if (!offer_version_swap(c, id, back, &done, err))
			return false;
	}
	if (!done)
		return err_set(err, ERR_NOT_FOUND, "nothing %lld to %s", (long long)id, back ? "bring back" : "undo");
	return db_tx_commit(&tx, err);
}
