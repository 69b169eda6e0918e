#include "domain/job/resume_edit.h"

#include "base/utf8.h"

struct column {
	const char *name;
	char type; /* 'i', 't' */
};

/* In the order of the queries *_get, where rev stands at its own column and is not among them. */
static const struct {
	const char *what;
	enum query get, put;
	int rev; /* column of rev */
	struct column columns[10];
} rows[RESUME_ROW__COUNT] = {
    [RESUME_ROW_MASTER] = {"basics", Q_RESUME_GET, Q_RESUME_PUT, 1, {{"body", 't'}}},
    [RESUME_ROW_ITEM] = {"item",
                         Q_RESUME_ITEM_GET,
                         Q_RESUME_ITEM_PUT,
                         4,
                         {{"section", 't'}, {"place", 'i'}, {"body", 't'}, {"gone", 'i'}}},
    [RESUME_ROW_BULLET] = {"bullet",
                           Q_RESUME_BULLET_GET,
                           Q_RESUME_BULLET_PUT,
                           7,
                           {{"item_id", 'i'},
                            {"place", 'i'},
                            {"text", 't'},
                            {"proof", 't'},
                            {"proof_id", 'i'},
                            {"proof_url", 't'},
                            {"gone", 'i'}}},
    [RESUME_ROW_VERSION] = {"version",
                            Q_RESUME_VERSION_GET,
                            Q_RESUME_VERSION_PUT,
                            6,
                            {{"name", 't'},
                             {"label", 't'},
                             {"summary", 't'},
                             {"picks", 't'},
                             {"archived", 'i'},
                             {"gone", 'i'},
                             {"at_ms", 'i'}}},
};

static void
drop_json(void *p)
{
	json_decref(p);
}

static json_t *
column_json(struct db_stmt *st, int col, char type)
{
	struct str s;

	if (db_col_is_null(st, col))
		return json_null();
	if (type == 'i')
		return json_integer(db_col_i64(st, col));
	s = db_col_text(st, col);
	return json_stringn_nocheck(s.p != NULL ? s.p : "", s.n);
}

bool
resume_row_get(struct ctx *c, enum resume_row kind, int64_t id, json_t **ret, int64_t *ret_rev, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	json_t *o;
	bool row;
	int at = 0;

	*ret = NULL;
	*ret_rev = 0;
	if (!db_prepare(c->db, rows[kind].get, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return true;
	o = json_object();
	arena_defer(c->a, drop_json, o);
	for (const struct column *k = rows[kind].columns; k->name != NULL; k++, at++) {
		at += at == rows[kind].rev;
		json_object_set_new(o, k->name, column_json(st, at, k->type));
	}
	*ret = o;
	*ret_rev = db_col_i64(st, rows[kind].rev);
	return true;
}

static bool
row_write(struct ctx *c, enum resume_row kind, int64_t id, int64_t rev, const json_t *row, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, rows[kind].put, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "rev", rev);
	for (const struct column *k = rows[kind].columns; k->name != NULL; k++) {
		const json_t *v = json_object_get(row, k->name);

		if (v == NULL || json_is_null(v))
			db_bind_null(st, k->name);
		else if (k->type == 'i')
			db_bind_i64(st, k->name, json_integer_value(v));
		else
			db_bind_text(st, k->name, (struct str){json_string_value(v), json_string_length(v)});
	}
	return db_run(st, err);
}

static bool
row_is_gone(const json_t *row)
{
	return json_integer_value(json_object_get(row, "gone")) != 0;
}

/* What a row says, whatever the order of its columns. */
static int64_t
row_hash(struct arena *a, const json_t *row)
{
	size_t n = json_dumpb(row, NULL, 0, JSON_COMPACT | JSON_SORT_KEYS);
	struct arena_mark mark = arena_mark(a);
	char *p = arena_alloc(a, n + 1);
	uint64_t h;

	json_dumpb(row, p, n, JSON_COMPACT | JSON_SORT_KEYS);
	h = str_hash((struct str){p, n});
	arena_rewind(a, mark);
	return (int64_t)h;
}

bool
resume_edit_begin(struct ctx *c, struct resume_edit *e, struct err *err)
{
	e->c = c;
	return db_tx_begin(c->db, &e->tx, err);
}

void
resume_edit_end(struct resume_edit *e)
{
	db_tx_end(&e->tx);
}

static bool
moved_on(enum resume_row kind, struct err *err)
{
	err_set(err, ERR_CONFLICT, "the %s was changed in the meantime", rows[kind].what);
	return err_hint(err, "Look at it as it is now, and save what you typed again.");
}

bool
resume_edit_put(struct resume_edit *e, enum resume_row kind, int64_t id, int64_t rev, json_t *row, struct err *err)
{
	json_t *before;
	int64_t now;

	if (row == NULL)
		return err_set(err, ERR_INVALID, "the %s is not UTF-8", rows[kind].what);
	arena_defer(e->c->a, drop_json, row);
	if (!resume_row_get(e->c, kind, id, &before, &now, err))
		return false;
	if (rev != RESUME_REV_ANY && (before == NULL || row_is_gone(before)) && rev != 0)
		return err_set(err, ERR_NOT_FOUND, "there is no %s %lld", rows[kind].what, (long long)id);
	if (rev != RESUME_REV_ANY && rev != now)
		return moved_on(kind, err);
	if (before != NULL && json_equal(before, row))
		return true;
	if (!row_write(e->c, kind, id, now + 1, row, err))
		return false;
	for (size_t i = 0; i < e->images.n; i++) {
		if (e->images.p[i].kind == kind && e->images.p[i].id == id) {
			e->images.p[i].hash = row_hash(e->c->a, row);
			return true;
		}
	}
	*VEC_PUSH(e->c->a, &e->images) = (struct resume_image){kind, id, row_hash(e->c->a, row), before};
	return true;
}

static struct str
images_write(struct arena *a, const struct resume_image *images, size_t n)
{
	json_t *list = json_array();

	arena_defer(a, drop_json, list);
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:i,s:I,s:I,s:O?}", "t", (int)images[i].kind, "id",
		                                      (json_int_t)images[i].id, "h", (json_int_t)images[i].hash, "b",
		                                      images[i].before));
	return jdoc_write(a, list);
}

bool
resume_edit_commit(struct resume_edit *e, struct str what, int64_t *ret_change, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t id = 0;

	if (e->images.n > 0) {
		struct str images = images_write(e->c->a, e->images.p, e->images.n);

		id = ctx_new_id(e->c);
		if (!db_prepare(e->c->db, Q_RESUME_CHANGE_ADD, &st, err))
			return false;
		db_bind_i64(st, "id", id);
		db_bind_text(st, "what", utf8_clip(what, 500));
		db_bind_text(st, "images", images);
		db_bind_i64(st, "at_ms", ctx_now_ms(e->c));
		db_bind_i64(st, "offset_min", e->c->clock.offset_min);
		if (!db_run(st, err))
			return false;
		db_done(&st);
	}
	if (!db_tx_commit(&e->tx, err))
		return false;
	if (ret_change != NULL)
		*ret_change = id;
	return true;
}

/* --- taking back -------------------------------------------------------------------------------------------------- */

/* What a row is when it was not there before the change. */
static json_t *
row_absent(enum resume_row kind, const json_t *now)
{
	json_t *o = json_copy((json_t *)(uintptr_t)now);

	if (kind == RESUME_ROW_MASTER)
		json_object_set_new(o, "body", json_string("{}"));
	else
		json_object_set_new(o, "gone", json_integer(1));
	return o;
}

/* Puts the row of the image back, and leaves in the image what was there. */
static bool
image_swap(struct ctx *c, struct resume_image *m, struct err *err)
{
	json_t *now, *to;
	int64_t rev;

	if (!resume_row_get(c, m->kind, m->id, &now, &rev, err))
		return false;
	if (now == NULL || row_hash(c->a, now) != m->hash) {
		err_set(err, ERR_CONFLICT, "the %s was changed again since", rows[m->kind].what);
		return err_hint(err, "Take the later change back first.");
	}
	to = m->before != NULL ? json_incref(m->before) : row_absent(m->kind, now);
	arena_defer(c->a, drop_json, to);
	m->before = now;
	m->hash = row_hash(c->a, to);
	return row_write(c, m->kind, m->id, rev + 1, to, err);
}

static bool
change_get(struct ctx *c, int64_t change, json_t **ret, bool *ret_undone, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_RESUME_CHANGE_GET, &st, err))
		return false;
	db_bind_i64(st, "id", change);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "there is no change %lld of the résumé", (long long)change);
	*ret_undone = !db_col_is_null(st, 2);
	return jdoc_read(c->a, arena_str(c->a, db_col_text(st, 1)), ret, err);
}

static bool
change_set(struct ctx *c, int64_t change, struct str images, bool undone, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_RESUME_CHANGE_SET, &st, err))
		return false;
	db_bind_i64(st, "id", change);
	db_bind_text(st, "images", images);
	if (undone)
		db_bind_i64(st, "undone_ms", ctx_now_ms(c));
	else
		db_bind_null(st, "undone_ms");
	return db_run(st, err);
}

bool
resume_undo(struct ctx *c, int64_t change, bool back, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct resume_image *images;
	json_t *list, *o;
	bool undone;
	size_t i, n;

	if (!db_tx_begin(c->db, &tx, err) || !change_get(c, change, &list, &undone, err))
		return false;
	if (undone != back)
		return err_set(err, ERR_CONFLICT, "that change of the résumé is %s",
		               undone ? "taken back already" : "in force already");
	n = json_array_size(list);
	images = ARENA_ARRAY(c->a, n, struct resume_image);
	json_array_foreach(list, i, o)
	{
		json_t *before = json_object_get(o, "b");
		json_int_t kind = json_integer_value(json_object_get(o, "t"));

		if (kind < 0 || kind >= RESUME_ROW__COUNT)
			return err_set(err, ERR_INVALID, "the change is damaged");
		images[i] = (struct resume_image){(enum resume_row)kind, json_integer_value(json_object_get(o, "id")),
		                                  json_integer_value(json_object_get(o, "h")),
		                                  json_is_null(before) ? NULL : before};
	}
	/* Parents came first, so they go last. */
	for (i = n; i-- > 0;)
		if (!image_swap(c, &images[i], err))
			return false;
	return change_set(c, change, images_write(c->a, images, n), !back, err) && db_tx_commit(&tx, err);
}

bool
resume_changes(struct ctx *c, size_t n, struct resume_change **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct resume_change) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_RESUME_CHANGES, &st, err))
		return false;
	db_bind_i64(st, "n", (int64_t)n);
	for (;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = (struct resume_change){
		    .id = db_col_i64(st, 0),
		    .what = arena_str(c->a, db_col_text(st, 1)),
		    .at_ms = db_col_i64(st, 2),
		    .undone = !db_col_is_null(st, 3),
		};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}
