#include "domain/job/referral.h"

#include "base/date.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "db/db.h"
#include "domain/person/company.h"
#include "domain/person/contact.h"

#define NOTE_MAX ((size_t)100000)

const char *const referral_kind_names[REFERRAL__COUNT] = {
    [REFERRAL_ASKED] = "asked",
    [REFERRAL_AGREED] = "agreed",
    [REFERRAL_SUBMITTED] = "submitted",
    [REFERRAL_DECLINED] = "declined",
};

bool
referral_kind_parse(struct str s, enum referral_kind *ret, struct err *err)
{
	for (int i = 0; i < REFERRAL__COUNT; i++)
		if (str_eq(s, str_of(referral_kind_names[i]))) {
			*ret = (enum referral_kind)i;
			return true;
		}
	err_set(err, ERR_INVALID, "no state of a referral '%.*s'", STR_ARG(utf8_clip(s, 40)));
	return err_hint(err, "They are asked, agreed, submitted and declined.");
}

static enum referral_kind
kind_of(struct str s)
{
	enum referral_kind k;

	return referral_kind_parse(s, &k, NULL) ? k : REFERRAL_ASKED;
}

static void
bind_id(struct db_stmt *st, const char *name, int64_t id)
{
	if (id != 0)
		db_bind_i64(st, name, id);
	else
		db_bind_null(st, name);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static bool
event_insert(struct ctx *c, int64_t referral, enum referral_kind kind, int32_t on_day, struct str note, int64_t *ret_id,
             struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	char text[16];

	note = str_trim(note);
	if (on_day > ctx_today(c))
		return err_set(err, ERR_INVALID, "the day %s is in the future", day_format(on_day, text));
	if (on_day < day_of((struct date){1950, 1, 1}))
		return err_set(err, ERR_INVALID, "the day %s is before 1950", day_format(on_day, text));
	if (note.n > NOTE_MAX)
		return err_set(err, ERR_LIMIT, "the note is longer than %zu KB", NOTE_MAX / 1000);
	if (!db_prepare(c->db, Q_REFERRAL_EVENT_ADD, &st, err))
		return false;
	*ret_id = ctx_new_id(c);
	db_bind_i64(st, "id", *ret_id);
	db_bind_i64(st, "referral_id", referral);
	db_bind_text(st, "kind", str_of(referral_kind_names[kind]));
	db_bind_i64(st, "on_day", on_day);
	db_bind_text(st, "note", note.n > 0 ? note : STR_NONE);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err);
}

static bool
is_there(struct ctx *c, enum query q, int64_t id, const char *what, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (id == 0)
		return true;
	if (!db_prepare(c->db, q, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	return row || err_set(err, ERR_NOT_FOUND, "there is no %s %lld", what, (long long)id);
}

bool
referral_ask(struct ctx *c, const struct referral *r, struct str company, int32_t on_day, struct str note,
             int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t company_id = r->company_id;
	int64_t event;
	struct contact k;

	if (str_trim(company).n == 0 && company_id == 0 && r->posting_id == 0 && r->application_id == 0) {
		err_set(err, ERR_INVALID, "what the referral is for is missing");
		return err_hint(err, "Name a company, a posting or an application.");
	}
	if (!db_tx_begin(c->db, &tx, err) || !contact_get(c, r->contact_id, &k, err) ||
	    !is_there(c, Q_REFERRAL_POSTING, r->posting_id, "posting", err) ||
	    !is_there(c, Q_REFERRAL_APPLICATION, r->application_id, "application", err))
		return false;
	if (str_trim(company).n > 0 && !company_ensure(c, company, &company_id, err))
		return false;
	if (!db_prepare(c->db, Q_REFERRAL_ADD, &st, err))
		return false;
	*ret_id = ctx_new_id(c);
	db_bind_i64(st, "id", *ret_id);
	db_bind_i64(st, "contact_id", k.id);
	bind_id(st, "company_id", company_id);
	bind_id(st, "posting_id", r->posting_id);
	bind_id(st, "application_id", r->application_id);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && event_insert(c, *ret_id, REFERRAL_ASKED, on_day, note, &event, err) &&
	       db_tx_commit(&tx, err);
}

bool
referral_event_add(struct ctx *c, int64_t referral, enum referral_kind kind, int32_t on_day, struct str note,
                   int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct referral r;
	struct referral_event *list;
	size_t n;
	char text[16];

	if (!db_tx_begin(c->db, &tx, err) || !referral_get(c, referral, &r, err) ||
	    !referral_events(c, referral, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (list[i].kind == REFERRAL_ASKED && on_day < list[i].on_day)
			return err_set(err, ERR_INVALID, "it was asked for on %s, after that day",
			               day_format(list[i].on_day, text));
	if (kind == REFERRAL_ASKED)
		return err_set(err, ERR_INVALID, "it was asked for already");
	return event_insert(c, referral, kind, on_day, note, ret_id, err) && db_tx_commit(&tx, err);
}

static bool
set_undone(struct ctx *c, enum query q, int64_t id, bool back, int64_t *ret_changes, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, q, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "back", back);
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	if (!db_run(st, err))
		return false;
	*ret_changes = db_changes(st);
	return true;
}

bool
referral_event_undo(struct ctx *c, int64_t event, bool back, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	int64_t n;

	if (!db_tx_begin(c->db, &tx, err) || !set_undone(c, Q_REFERRAL_EVENT_UNDO, event, back, &n, err))
		return false;
	if (n == 0)
		return err_set(err, ERR_NOT_FOUND, "there is no event %lld of a referral to %s", (long long)event,
		               back ? "bring back" : "undo");
	return set_undone(c, Q_REFERRAL_OF_EVENT_UNDO, event, back, &n, err) && db_tx_commit(&tx, err);
}

bool
referral_link(struct ctx *c, int64_t referral, int64_t application, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct referral r;

	if (!db_tx_begin(c->db, &tx, err) || !referral_get(c, referral, &r, err) ||
	    !is_there(c, Q_REFERRAL_APPLICATION, application, "application", err) ||
	    !db_prepare(c->db, Q_REFERRAL_LINK, &st, err))
		return false;
	db_bind_i64(st, "id", referral);
	bind_id(st, "application_id", application);
	return db_run(st, err) && db_tx_commit(&tx, err);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static void
row_of(struct arena *a, struct db_stmt *st, struct referral *ret)
{
	*ret = (struct referral){
	    .id = db_col_i64(st, 0),
	    .contact_id = db_col_i64(st, 1),
	    .contact = arena_str(a, db_col_text(st, 2)),
	    .company_id = db_col_i64(st, 3),
	    .posting_id = db_col_i64(st, 4),
	    .application_id = db_col_i64(st, 5),
	    .company = arena_str(a, db_col_text(st, 6)),
	    .title = arena_str(a, db_col_text(st, 7)),
	    .stage = arena_str(a, db_col_text(st, 8)),
	    .kind = kind_of(db_col_text(st, 9)),
	    .since_day = (int32_t)db_col_i64(st, 10),
	    .at_ms = db_col_i64(st, 11),
	};
}

static bool
select_list(struct ctx *c, const struct referral_filter *f, int64_t id, struct referral **ret, size_t *ret_n,
            struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct referral) list = {0};
	struct str key = company_key(c->a, f->company);

	if (!db_prepare(c->db, Q_REFERRAL_LIST, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "contact_id", f->contact_id);
	db_bind_i64(st, "posting_id", f->posting_id);
	db_bind_i64(st, "application_id", f->application_id);
	for (bool row;;) {
		struct referral r;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		row_of(c->a, st, &r);
		if (f->company.n == 0 || str_eq(company_key(c->a, r.company), key))
			*VEC_PUSH(c->a, &list) = r;
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
referral_get(struct ctx *c, int64_t id, struct referral *ret, struct err *err)
{
	struct referral_filter f = {0};
	struct referral *list;
	size_t n;

	if (!select_list(c, &f, id, &list, &n, err))
		return false;
	if (n == 0)
		return err_set(err, ERR_NOT_FOUND, "there is no referral %lld", (long long)id);
	*ret = list[0];
	return true;
}

bool
referral_list(struct ctx *c, const struct referral_filter *f, struct referral **ret, size_t *ret_n, struct err *err)
{
	return select_list(c, f, 0, ret, ret_n, err);
}

bool
referral_events(struct ctx *c, int64_t referral, struct referral_event **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct referral_event) list = {0};

	if (!db_prepare(c->db, Q_REFERRAL_EVENTS, &st, err))
		return false;
	db_bind_i64(st, "referral_id", referral);
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) =
		    (struct referral_event){db_col_i64(st, 0), kind_of(db_col_text(st, 1)), (int32_t)db_col_i64(st, 2),
		                            arena_str(c->a, db_col_text(st, 3))};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}
