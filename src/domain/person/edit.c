/* How things were before an edit, and small things that all records share. */
#include "base/date.h"
#include "db/db.h"
#include "domain/person/person_impl.h"

void
person_bind_day(struct db_stmt *st, const char *name, int32_t day)
{
	if (day == DAY_NONE)
		db_bind_null(st, name);
	else
		db_bind_i64(st, name, day);
}

int32_t
person_col_day(struct db_stmt *st, int col)
{
	return db_col_is_null(st, col) ? DAY_NONE : (int32_t)db_col_i64(st, col);
}

bool
person_past_day(const struct ctx *c, int32_t day, struct err *err)
{
	char text[16];

	if (day > ctx_today(c))
		return err_set(err, ERR_INVALID, "the day %s is in the future", day_format(day, text));
	if (day < day_of((struct date){1950, 1, 1}))
		return err_set(err, ERR_INVALID, "the day %s is before 1950", day_format(day, text));
	return true;
}

bool
edit_add(struct ctx *c, const char *kind, int64_t subject, int64_t other, int64_t version, struct str image,
         int64_t *ret_id, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_PERSON_EDIT_ADD, &st, err))
		return false;
	*ret_id = ctx_new_id(c);
	db_bind_i64(st, "id", *ret_id);
	db_bind_text(st, "kind", str_of(kind));
	db_bind_i64(st, "subject_id", subject);
	if (other != 0)
		db_bind_i64(st, "other_id", other);
	db_bind_i64(st, "version", version);
	db_bind_text(st, "image", text_or_null(image));
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err);
}

bool
edit_get(struct ctx *c, int64_t id, struct edit *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_PERSON_EDIT_GET, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "there is no edit %lld to undo", (long long)id);
	*ret = (struct edit){.id = id,
	                     .kind = arena_str(c->a, db_col_text(st, 0)),
	                     .subject_id = db_col_i64(st, 1),
	                     .other_id = db_col_i64(st, 2),
	                     .version = db_col_i64(st, 3),
	                     .image = arena_str(c->a, db_col_text(st, 4))};
	return true;
}

bool
edit_undone(struct ctx *c, int64_t id, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_PERSON_EDIT_UNDO, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	return db_run(st, err);
}

bool
edit_move_back(struct ctx *c, int64_t subject, int64_t undone, int64_t version, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_PERSON_EDIT_MOVE_BACK, &st, err))
		return false;
	db_bind_i64(st, "subject_id", subject);
	db_bind_i64(st, "id", undone);
	db_bind_i64(st, "version", version);
	return db_run(st, err);
}

bool
edit_in_the_way(struct err *err)
{
	err_set(err, ERR_CONFLICT, "it was changed again after that");
	return err_hint(err, "Undo the later change first.");
}

bool
person_undo_row(struct ctx *c, enum query q, int64_t id, bool back, const char *what, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, q, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "back", back);
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	if (!db_run(st, err))
		return false;
	if (db_changes(st) == 0)
		return err_set(err, ERR_NOT_FOUND, "there is no %s %lld to %s", what, (long long)id,
		               back ? "bring back" : "undo");
	return true;
}
