#include "domain/job/leaving.h"

#include "base/content.h"
#include "base/date.h"
#include "base/num.h"
#include "base/vec.h"
#include "db/db.h"
#include "format/pack.h"

#define DAYS_MAX  400 /* before or after the last day */
#define TEXT_MAX  2000
#define OVER_DAYS 60 /* so long after its last day a list is no longer under way */

static bool
day_insert(struct ctx *c, int64_t leaving_id, int32_t last_day, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_LEAVING_DAY_ADD, &st, err))
		return false;
	*ret_id = ctx_new_id(c);
	db_bind_i64(st, "id", *ret_id);
	db_bind_i64(st, "leaving_id", leaving_id);
	db_bind_i64(st, "last_day", last_day);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err);
}

static bool
item_insert(struct ctx *c, int64_t leaving_id, struct leaving_item *i, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_LEAVING_ITEM_ADD, &st, err))
		return false;
	i->id = ctx_new_id(c);
	i->leaving_id = leaving_id;
	db_bind_i64(st, "id", i->id);
	db_bind_i64(st, "leaving_id", leaving_id);
	db_bind_text(st, "part", i->part);
	db_bind_text(st, "text", i->text);
	db_bind_i64(st, "days_before", i->days_before);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	return db_run(st, err);
}

/* The list that comes with the program. */
static bool
items_insert(struct ctx *c, int64_t leaving_id, struct err *err)
{
	const struct embed_file *f = embed_find(content_files, content_files_n, STR("leaving.txt"));
	struct str rest = f != NULL ? embed_text(f) : STR_NONE, block;

	while (pack_block(&rest, &block)) {
		struct leaving_item i = {0};
		struct pack_entry *e;
		size_t n;

		if (!pack_parse(c->a, block, STR("leaving.txt"), &e, &n, err) ||
		    !num_parse_i64(pack_get(e, n, "days"), -DAYS_MAX, DAYS_MAX, "days", &i.days_before, err))
			return err_prefix(err, "content/leaving.txt");
		i.part = pack_get(e, n, "part");
		i.text = pack_get(e, n, "text");
		if (!item_insert(c, leaving_id, &i, err))
			return false;
	}
	return true;
}

static bool
last_day_check(const struct ctx *c, int32_t day, struct err *err)
{
	int32_t today = ctx_today(c);
	char text[16];

	if (day == DAY_NONE)
		return err_set(err, ERR_INVALID, "the last day is not said");
	if (day < today - OVER_DAYS || day > today + DAYS_MAX)
		return err_set(err, ERR_INVALID, "the last day %s is more than %s", day_format(day, text),
		               day < today ? "two months ago" : "a year ahead");
	return true;
}

bool
leaving_begin(struct ctx *c, struct leaving *l, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct leaving now;
	int64_t day_id;
	bool found;

	if (l->company.n == 0 || l->company.n > 500)
		return err_set(err, ERR_INVALID, "it must say which company you leave");
	if (!last_day_check(c, l->last_day, err) || !db_tx_begin(c->db, &tx, err) ||
	    !leaving_current(c, &now, &found, err))
		return false;
	if (found && now.last_day + OVER_DAYS >= ctx_today(c)) {
		err_set(err, ERR_CONFLICT, "leaving %.*s is under way already", STR_ARG(now.company));
		return err_hint(err, "Move its last day, or take it back: cairn leave undo %lld", (long long)now.id);
	}
	if (!db_prepare(c->db, Q_LEAVING_ADD, &st, err))
		return false;
	l->id = ctx_new_id(c);
	db_bind_i64(st, "id", l->id);
	db_bind_text(st, "company", l->company);
	db_bind_i64(st, "offer_id", l->offer_id);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && day_insert(c, l->id, l->last_day, &day_id, err) && items_insert(c, l->id, err) &&
	       db_tx_commit(&tx, err);
}

bool
leaving_current(struct ctx *c, struct leaving *ret, bool *ret_found, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_LEAVING_CURRENT, &st, err) || !db_step(st, ret_found, err))
		return false;
	if (*ret_found)
		*ret = (struct leaving){.id = db_col_i64(st, 0),
		                        .company = arena_str(c->a, db_col_text(st, 1)),
		                        .offer_id = db_col_i64(st, 2),
		                        .last_day = (int32_t)db_col_i64(st, 3)};
	return true;
}

bool
leaving_items(struct ctx *c, const struct leaving *l, struct leaving_item **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct leaving_item) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_LEAVING_ITEM_ALL, &st, err))
		return false;
	db_bind_i64(st, "leaving_id", l->id);
	while (list.n < LEAVING_ITEMS_MAX) {
		struct leaving_item i = {.leaving_id = l->id};

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		i.id = db_col_i64(st, 0);
		i.part = arena_str(c->a, db_col_text(st, 1));
		i.text = arena_str(c->a, db_col_text(st, 2));
		i.days_before = db_col_i64(st, 3);
		i.due_day = l->last_day - (int32_t)i.days_before;
		i.done_day = db_col_is_null(st, 4) ? DAY_NONE : (int32_t)db_col_i64(st, 4);
		i.done_id = db_col_i64(st, 5);
		*VEC_PUSH(c->a, &list) = i;
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
leaving_add(struct ctx *c, const struct leaving *l, struct leaving_item *i, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct leaving_item *list;
	size_t n;

	if (i->text.n == 0 || i->text.n > TEXT_MAX)
		return err_set(err, ERR_INVALID, "an item needs a text of at most %d bytes", TEXT_MAX);
	if (i->days_before < -DAYS_MAX || i->days_before > DAYS_MAX)
		return err_set(err, ERR_INVALID, "the day is more than %d days from the last one", DAYS_MAX);
	i->part = STR("own");
	if (!db_tx_begin(c->db, &tx, err) || !leaving_items(c, l, &list, &n, err))
		return false;
	if (n >= LEAVING_ITEMS_MAX)
		return err_set(err, ERR_LIMIT, "the list has %d items already", LEAVING_ITEMS_MAX);
	return item_insert(c, l->id, i, err) && db_tx_commit(&tx, err);
}

bool
leaving_done(struct ctx *c, int64_t item_id, int32_t on_day, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL, *open = NULL;
	bool row;

	if (on_day > ctx_today(c))
		return err_set(err, ERR_INVALID, "the day it was done is in the future");
	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_LEAVING_ITEM_OPEN, &open, err))
		return false;
	db_bind_i64(open, "id", item_id);
	if (!db_step(open, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "no item %lld", (long long)item_id),
		       err_hint(err, "'cairn leave list' shows them.");
	if (db_col_i64(open, 0) > 0)
		return err_set(err, ERR_CONFLICT, "the item %lld is done already", (long long)item_id);
	if (!db_prepare(c->db, Q_LEAVING_DONE_ADD, &st, err))
		return false;
	*ret_id = ctx_new_id(c);
	db_bind_i64(st, "id", *ret_id);
	db_bind_i64(st, "item_id", item_id);
	db_bind_i64(st, "on_day", on_day);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && db_tx_commit(&tx, err);
}

bool
leaving_move(struct ctx *c, const struct leaving *l, int32_t last_day, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	return last_day_check(c, last_day, err) && db_tx_begin(c->db, &tx, err) &&
	       day_insert(c, l->id, last_day, ret_id, err) && db_tx_commit(&tx, err);
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

bool
leaving_remove(struct ctx *c, int64_t item_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	bool done;

	if (!db_tx_begin(c->db, &tx, err) || !undo_run(c, Q_LEAVING_ITEM_UNDO, item_id, false, &done, err))
		return false;
	if (!done)
		return err_set(err, ERR_NOT_FOUND, "no item %lld", (long long)item_id);
	return db_tx_commit(&tx, err);
}

bool
leaving_undo(struct ctx *c, int64_t id, bool back, const char **ret_what, struct err *err)
{
	static const struct {
		enum query undo;
		enum query redo;
		const char *what;
	} logs[] = {
	    {Q_LEAVING_DONE_UNDO, Q_LEAVING_DONE_REDO, "done"},
	    {Q_LEAVING_ITEM_UNDO, Q_LEAVING_ITEM_REDO, "item"},
	    {Q_LEAVING_DAY_UNDO, Q_LEAVING_DAY_REDO, "last day"},
	    {Q_LEAVING_UNDO, Q_LEAVING_REDO, "list"},
	};
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	bool done = false;

	if (!db_tx_begin(c->db, &tx, err))
		return false;
	for (size_t i = 0; !done && i < ARRAY_LEN(logs); i++) {
		if (!undo_run(c, back ? logs[i].redo : logs[i].undo, id, back, &done, err))
			return false;
		*ret_what = logs[i].what;
	}
	if (!done)
		return err_set(err, ERR_NOT_FOUND, "nothing %lld to %s", (long long)id, back ? "bring back" : "undo");
	return db_tx_commit(&tx, err);
}
