#include "domain/job/rhythm.h"

#include "base/date.h"
#include "db/db.h"

const struct rhythm_info rhythms[RHYTHM__COUNT] = {
    [RHYTHM_FOUND] =
	{"found", "Found, not yet applied", "When to be asked: apply, or let it go.", true, false, {7, 7, 1, 0, 0}},
    [RHYTHM_APPLIED] =
	{"applied", "Applied, no word", "When to ask how the application stands.", false, false, {7, 7, 2, 0, 0}},
    [RHYTHM_REFERRED] = {"referred",
                         "Referred, no word",
                         "When to ask, best through the one who referred you.",
                         false,
                         false,
                         {7, 7, 2, 0, 0}},
    [RHYTHM_SCREEN] =
	{"screen", "They answered", "When to answer them, and when to ask again.", true, false, {1, 3, 2, 0, 0}},
    [RHYTHM_ROUND] = {"round",
                      "After an interview",
                      "When to ask what comes next, after the thank-you note.",
                      false,
                      false,
                      {3, 7, 2, 0, 0}},
    [RHYTHM_OFFER] = {"offer",
                      "An offer lies on the table",
                      "When to be asked for the answer or the next step of the talks.",
                      true,
                      false,
                      {2, 2, 3, 0, 0}},
    [RHYTHM_OTHER] = {"other", "Stages of your own", "When to ask how it stands.", false, false, {7, 7, 2, 0, 0}},
    [RHYTHM_THANKS] =
	{"thanks", "Thank-you note", "How long after a conversation it is due.", true, false, {1, 0, 1, 0, 0}},
    [RHYTHM_FEEDBACK] =
	{"feedback", "Feedback after a no", "When to ask what was missing.", true, false, {2, 0, 1, 0, 0}},
    [RHYTHM_REFERRAL] = {"referral",
                         "Referral asked for",
                         "When to ask again whether they will refer you.",
                         false,
                         false,
                         {5, 7, 2, 0, 0}},
    [RHYTHM_OUTREACH] = {"outreach",
                         "Asked for a conversation",
                         "When to write again to somebody you asked for an informational interview.",
                         false,
                         false,
                         {7, 7, 2, 0, 0}},
    [RHYTHM_DEADLINE] =
	{"deadline", "Before a deadline", "How many days before it you want to be told.", true, true, {3, 0, 1, 0, 0}},
    [RHYTHM_PREPARE] =
	{"prepare", "Before an interview", "How many days before it you want to prepare.", true, true, {2, 0, 1, 0, 0}},
};

bool
rhythm_parse(struct str name, enum rhythm_kind *ret, struct err *err)
{
	for (int i = 0; i < RHYTHM__COUNT; i++) {
		if (str_eq(name, str_of(rhythms[i].name))) {
			*ret = (enum rhythm_kind)i;
			return true;
		}
	}
	err_set(err, ERR_NOT_FOUND, "no rhythm '%.*s'", (int)MIN(name.n, 40), name.p != NULL ? name.p : "");
	return err_hint(err, "'cairn rhythm list' lists them.");
}

enum rhythm_kind
rhythm_of_stage(struct str stage)
{
	for (int i = 0; i < RHYTHM_OTHER; i++)
		if (str_eq(stage, str_of(rhythms[i].name)))
			return (enum rhythm_kind)i;
	return RHYTHM_OTHER;
}

bool
rhythm_all(struct ctx *c, struct rhythm ret[static RHYTHM__COUNT], struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	for (int i = 0; i < RHYTHM__COUNT; i++)
		ret[i] = rhythms[i].initial;
	if (!db_prepare(c->db, Q_RHYTHM_ALL, &st, err))
		return false;
	for (;;) {
		enum rhythm_kind kind;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		if (!rhythm_parse(db_col_text(st, 1), &kind, NULL))
			continue;
		ret[kind] = (struct rhythm){(int)db_col_i64(st, 2), (int)db_col_i64(st, 3), (int)db_col_i64(st, 4),
		                            db_col_i64(st, 0), db_col_i64(st, 5)};
	}
}

static bool
within(int v, int max, const char *what, struct err *err)
{
	return (v >= 0 && v <= max) || err_set(err, ERR_INVALID, "%s: %d is not between 0 and %d", what, v, max);
}

bool
rhythm_set(struct ctx *c, enum rhythm_kind kind, struct rhythm *r, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!within(r->first, RHYTHM_DAYS_MAX, "days", err) || !within(r->then, RHYTHM_DAYS_MAX, "days again", err) ||
	    !within(r->most, RHYTHM_MOST_MAX, "times", err))
		return false;
	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_RHYTHM_ADD, &st, err))
		return false;
	r->id = ctx_new_id(c);
	r->at_ms = ctx_now_ms(c);
	db_bind_i64(st, "id", r->id);
	db_bind_text(st, "name", str_of(rhythms[kind].name));
	db_bind_i64(st, "first_days", r->first);
	db_bind_i64(st, "then_days", r->then);
	db_bind_i64(st, "most", r->most);
	db_bind_i64(st, "at_ms", r->at_ms);
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && db_tx_commit(&tx, err);
}

bool
rhythm_undo(struct ctx *c, int64_t id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_RHYTHM_UNDO, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	if (!db_run(st, err))
		return false;
	if (db_changes(st) == 0)
		return err_set(err, ERR_NOT_FOUND, "no rhythm %lld to undo", (long long)id);
	return db_tx_commit(&tx, err);
}

struct rhythm_step
rhythm_next(const struct rhythm *r, int32_t since, int n_sent, int32_t last_sent)
{
	if (r->most == 0)
		return (struct rhythm_step){RHYTHM_STEP_NONE, 0, DAY_NONE};
	if (n_sent == 0)
		return (struct rhythm_step){RHYTHM_STEP_REMIND, 1, since + r->first};
	if (n_sent < r->most)
		return (struct rhythm_step){RHYTHM_STEP_REMIND, n_sent + 1, last_sent + r->then};
	return (struct rhythm_step){RHYTHM_STEP_SILENCE, n_sent + 1, last_sent + r->then};
}
