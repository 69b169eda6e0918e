/* Offers as they are kept, with what they said before. */
#include "domain/job/offer.h"
#include "domain/job/application.h"

#include <jansson.h>

#include "base/date.h"
#include "base/js.h"
#include "base/vec.h"
#include "domain/job/offer_impl.h"

#define FIRST_FIELD   5 /* column of offer_all */
#define SNAPSHOT_MAX  ((size_t)64 << 10)
#define VERSIONS_MAX  1000
#define LINE_TEXT_MAX 200

static void
bind_fields(struct db_stmt *st, const struct offer *o)
{
	for (size_t i = 0; i < offer_fields_n; i++) {
		const struct offer_field *f = &offer_fields[i];
		const char *at = (const char *)o + f->offset;
		struct str s;
		int64_t v;
		int32_t day;

		if (f->kind == OFFER_TEXT) {
			memcpy(&s, at, sizeof(s));
			db_bind_text(st, f->column, s.n > 0 ? s : STR_NONE);
		} else if (f->kind == OFFER_DAY) {
			memcpy(&day, at, sizeof(day));
			if (day == DAY_NONE)
				db_bind_null(st, f->column);
			else
				db_bind_i64(st, f->column, day);
		} else {
			memcpy(&v, at, sizeof(v));
			if (f->kind == OFFER_INT && v < 0)
				db_bind_null(st, f->column);
			else
				db_bind_i64(st, f->column, v);
		}
	}
}

static void
read_fields(struct db_stmt *st, struct arena *a, struct offer *o)
{
	for (size_t i = 0; i < offer_fields_n; i++) {
		const struct offer_field *f = &offer_fields[i];
		char *at = (char *)o + f->offset;
		int col = FIRST_FIELD + (int)i;

		if (f->kind == OFFER_TEXT) {
			struct str s = arena_str(a, db_col_text(st, col));

			memcpy(at, &s, sizeof(s));
		} else if (f->kind == OFFER_DAY) {
			int32_t day = db_col_is_null(st, col) ? DAY_NONE : (int32_t)db_col_i64(st, col);

			memcpy(at, &day, sizeof(day));
		} else {
			int64_t v = db_col_is_null(st, col) ? -1 : db_col_i64(st, col);

			memcpy(at, &v, sizeof(v));
		}
	}
}

enum offer_state
offer_state_named(struct str s)
{
	for (int i = 0; i < OFFER_STATE__COUNT; i++)
		if (str_eq(s, str_of(offer_state_name((enum offer_state)i))))
			return (enum offer_state)i;
	return OFFER_OPEN;
}

static bool
read_lines(struct ctx *c, struct offer *list, size_t n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row = true;

	if (n == 0)
		return true;
	if (!db_prepare(c->db, Q_OFFER_LINE_ALL, &st, err))
		return false;
	while (db_step(st, &row, err)) {
		int64_t of;

		if (!row)
			return true;
		of = db_col_i64(st, 0);
		for (size_t i = 0; i < n; i++) {
			struct offer *o = &list[i];

			if (o->id != of || o->n_lines >= OFFER_LINES_MAX)
				continue;
			if (o->lines == NULL)
				o->lines = ARENA_ARRAY(c->a, OFFER_LINES_MAX, struct offer_line);
			o->lines[o->n_lines++] = (struct offer_line){.id = db_col_i64(st, 1),
			                                             .label = arena_str(c->a, db_col_text(st, 2)),
			                                             .amount = db_col_i64(st, 3),
			                                             .yearly = db_col_i64(st, 4) != 0};
		}
	}
	return false;
}

/* All of them (id 0) or one. */
static bool
read_offers(struct ctx *c, int64_t id, struct offer **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct offer) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_OFFER_ALL, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "n", OFFERS_MAX);
	for (;;) {
		struct offer o = {0};

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		o.id = db_col_i64(st, 0);
		o.application_id = db_col_i64(st, 1);
		o.at_ms = db_col_i64(st, 2);
		o.version = db_col_i64(st, 3);
		o.state = offer_state_named(db_col_text(st, 4));
		read_fields(st, c->a, &o);
		*VEC_PUSH(c->a, &list) = o;
	}
	*ret = list.p;
	*ret_n = list.n;
	return read_lines(c, list.p, list.n, err);
}

bool
offer_list(struct ctx *c, struct offer **ret, size_t *ret_n, struct err *err)
{
	return read_offers(c, 0, ret, ret_n, err);
}

bool
offer_get(struct ctx *c, int64_t id, struct offer *ret, struct err *err)
{
	struct offer *list = NULL;
	size_t n = 0;

	if (id != 0 && !read_offers(c, id, &list, &n, err))
		return false;
	if (n == 0)
		return err_set(err, ERR_NOT_FOUND, "no offer %lld", (long long)id),
		       err_hint(err, "'cairn offer list' shows them.");
	*ret = list[0];
	return true;
}

bool
offer_add(struct ctx *c, struct offer *o, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	struct application app;

	if (!offer_check(o, err) || (o->application_id != 0 && !application_get(c, o->application_id, &app, err)) ||
	    !db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_OFFER_ADD, &st, err))
		return false;
	o->id = ctx_new_id(c);
	o->at_ms = ctx_now_ms(c);
	o->version = 1;
	db_bind_i64(st, "id", o->id);
	db_bind_i64(st, "application_id", o->application_id);
	bind_fields(st, o);
	db_bind_i64(st, "at_ms", o->at_ms);
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && db_tx_commit(&tx, err);
}

/* Every field as text, by its column. */
static bool
snapshot(struct arena *a, const struct offer *o, struct str *ret, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(SNAPSHOT_MAX);
	struct js j = JS(&out);

	js_open(&j, '{');
	for (size_t i = 0; i < offer_fields_n; i++)
		js_kv(&j, offer_fields[i].name, offer_text(a, o, &offer_fields[i]));
	js_close(&j, '}');
	*ret = arena_str(a, strbuf_str(&out));
	return strbuf_ok(&out, "the offer", err);
}

/* The fields of a snapshot into *o; what it does not name stays. */
static bool
snapshot_apply(struct arena *a, struct str fields, struct offer *o, struct err *err)
{
	json_t *doc = json_loadb(fields.p, fields.n, 0, NULL);
	bool ok = json_is_object(doc) || err_set(err, ERR_DB, "an offer's version could not be read");

	/* Amounts are read in the snapshot's own currency, so its lines cannot be in the way. */
	o->lines = NULL;
	o->n_lines = 0;
	for (size_t i = 0; ok && i < offer_fields_n; i++) {
		const json_t *v = json_object_get(doc, offer_fields[i].name);

		if (json_is_string(v))
			ok = offer_set(a, o, &offer_fields[i],
			               (struct str){json_string_value(v), json_string_length(v)}, err);
	}
	json_decref(doc);
	return ok;
}

static bool
set_row(struct ctx *c, const struct offer *o, int64_t version, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_OFFER_SET, &st, err))
		return false;
	db_bind_i64(st, "id", o->id);
	db_bind_i64(st, "version", version);
	bind_fields(st, o);
	if (!db_run(st, err))
		return false;
	if (db_changes(st) == 0) {
		err_set(err, ERR_CONFLICT, "the offer was changed elsewhere in the meantime");
		return err_hint(err, "Look at what it says now, then send yours again.");
	}
	return true;
}

bool
offer_save(struct ctx *c, struct offer *o, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct offer before;
	struct str was, now;

	*ret_id = 0;
	if (!offer_check(o, err) || !db_tx_begin(c->db, &tx, err) || !offer_get(c, o->id, &before, err) ||
	    !snapshot(c->a, &before, &was, err) || !snapshot(c->a, o, &now, err))
		return false;
	if (str_eq(was, now) && before.version == o->version)
		return true;
	if (!set_row(c, o, o->version, err) || !db_prepare(c->db, Q_OFFER_VERSION_ADD, &st, err))
		return false;
	*ret_id = ctx_new_id(c);
	db_bind_i64(st, "id", *ret_id);
	db_bind_i64(st, "offer_id", o->id);
	db_bind_text(st, "fields", was);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	if (!db_run(st, err) || !db_tx_commit(&tx, err))
		return false;
	o->version++;
	return true;
}

/* What differs between an earlier state and the one after it. */
static bool
changes_of(struct ctx *c, struct str fields, const struct offer *after, struct offer *ret_before,
           struct offer_version *v, struct err *err)
{
	*ret_before = *after;
	if (!snapshot_apply(c->a, fields, ret_before, err))
		return false;
	v->changes = ARENA_ARRAY(c->a, offer_fields_n, struct offer_change);
	for (size_t i = 0; i < offer_fields_n; i++) {
		struct str was = offer_text(c->a, ret_before, &offer_fields[i]);
		struct str now = offer_text(c->a, after, &offer_fields[i]);

		if (!str_eq(was, now))
			v->changes[v->n_changes++] = (struct offer_change){&offer_fields[i], was, now};
	}
	return true;
}

bool
offer_versions(struct ctx *c, const struct offer *o, struct offer_version **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct offer_version) list = {0};
	struct offer after = *o, before;
	bool row;

	if (!db_prepare(c->db, Q_OFFER_VERSION_ALL, &st, err))
		return false;
	db_bind_i64(st, "offer_id", o->id);
	while (list.n < VERSIONS_MAX) {
		struct offer_version v = {0};

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		v.id = db_col_i64(st, 0);
		v.at_ms = db_col_i64(st, 2);
		if (!changes_of(c, db_col_text(st, 1), &after, &before, &v, err))
			return false;
		*VEC_PUSH(c->a, &list) = v;
		after = before;
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
offer_delete(struct ctx *c, int64_t id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_OFFER_DELETE, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	if (!db_run(st, err))
		return false;
	if (db_changes(st) == 0)
		return err_set(err, ERR_NOT_FOUND, "no offer %lld", (long long)id);
	return db_tx_commit(&tx, err);
}

bool
offer_line_add(struct ctx *c, int64_t offer_id, struct offer_line *l, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct offer o;

	if (l->label.n == 0 || l->label.n > LINE_TEXT_MAX)
		return err_set(err, ERR_INVALID, "a line needs a name of at most %d bytes", LINE_TEXT_MAX);
	if (!db_tx_begin(c->db, &tx, err) || !offer_get(c, offer_id, &o, err))
		return false;
	if (o.n_lines >= OFFER_LINES_MAX)
		return err_set(err, ERR_LIMIT, "an offer has at most %d further lines", OFFER_LINES_MAX);
	if (!db_prepare(c->db, Q_OFFER_LINE_ADD, &st, err))
		return false;
	l->id = ctx_new_id(c);
	db_bind_i64(st, "id", l->id);
	db_bind_i64(st, "offer_id", offer_id);
	db_bind_text(st, "label", l->label);
	db_bind_i64(st, "amount", l->amount);
	db_bind_i64(st, "yearly", l->yearly);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	return db_run(st, err) && db_tx_commit(&tx, err);
}

bool
offer_version_swap(struct ctx *c, int64_t id, bool back, bool *ret_found, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL, *set = NULL;
	struct offer o, other;
	struct str now, fields;
	bool gone;

	if (!db_prepare(c->db, Q_OFFER_VERSION_GET, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, ret_found, err) || !*ret_found)
		return *ret_found == false;
	gone = db_col_i64(st, 2) != 0;
	if (gone != back)
		return err_set(err, ERR_NOT_FOUND, "change %lld is %s already", (long long)id,
		               back ? "in force" : "taken back");
	if (db_col_i64(st, 3) == 0)
		return err_set(err, ERR_CONFLICT, "there is a newer change of this offer"),
		       err_hint(err, "Take back the newest one first.");
	fields = arena_str(c->a, db_col_text(st, 1));
	if (!offer_get(c, db_col_i64(st, 0), &o, err) || !snapshot(c->a, &o, &now, err))
		return false;
	other = o;
	if (!snapshot_apply(c->a, fields, &other, err) || !set_row(c, &other, o.version, err) ||
	    !db_prepare(c->db, Q_OFFER_VERSION_SWAP, &set, err))
		return false;
	db_bind_i64(set, "id", id);
	db_bind_text(set, "fields", now);
	if (back)
		db_bind_null(set, "undone_ms");
	else
		db_bind_i64(set, "undone_ms", ctx_now_ms(c));
	return db_run(set, err);
}
