#include "domain/person/record.h"

#include "base/date.h"
#include "base/strbuf.h"
#include "base/vec.h"

#define COMMON 5 /* columns of struct record */

static struct str *
text_of(const struct record_field *f, void *rec)
{
	return (struct str *)(void *)((char *)rec + f->at);
}

static int64_t *
int_of(const struct record_field *f, void *rec)
{
	return (int64_t *)(void *)((char *)rec + f->at);
}

bool
word_check(const char *const *words, struct str s, const char *label, struct err *err)
{
	char list[200] = "";
	size_t n = 0;

	for (size_t i = 0; words[i] != NULL; i++) {
		if (str_eq(s, str_of(words[i])))
			return true;
		if (n < sizeof(list))
			n += (size_t)snprintf(list + n, sizeof(list) - n, "%s%s", i > 0 ? ", " : "", words[i]);
	}
	err_set(err, ERR_INVALID, "%s: '%.*s' is not known", label, (int)MIN(s.n, 40), s.p != NULL ? s.p : "");
	return err_hint(err, "One of: %s.", list);
}

bool
past_day_check(const struct ctx *c, int64_t day, struct err *err)
{
	char text[16];

	if (day > ctx_today(c))
		return err_set(err, ERR_INVALID, "the day %s is in the future", day_format((int32_t)day, text));
	if (day < day_of((struct date){1950, 1, 1}))
		return err_set(err, ERR_INVALID, "the day is before 1950");
	return true;
}

static bool
field_check(const struct record_field *f, const void *rec, struct err *err)
{
	const struct str *s = (const struct str *)(const void *)((const char *)rec + f->at);
	const int64_t *v = (const int64_t *)(const void *)((const char *)rec + f->at);

	if (!f->text) {
		if (*v >= f->min && *v <= f->max)
			return true;
		return err_set(err, ERR_INVALID, "%s: %lld is not between %lld and %lld", f->label, (long long)*v,
		               (long long)f->min, (long long)f->max);
	}
	if (f->needed && s->n == 0)
		return err_set(err, ERR_INVALID, "%s: nothing was given", f->label);
	if (s->n > (size_t)f->max)
		return err_set(err, ERR_LIMIT, "%s: longer than %lld bytes", f->label, (long long)f->max);
	return f->words == NULL || s->n == 0 || word_check(f->words, *s, f->label, err);
}

bool
record_check(const struct record_type *t, const void *rec, struct err *err)
{
	for (size_t i = 0; i < t->n_fields; i++)
		if (!field_check(&t->fields[i], rec, err))
			return false;
	return true;
}

static bool
not_found(const struct record_type *t, int64_t id, struct err *err)
{
	return err_set(err, ERR_NOT_FOUND, "there is no %s %lld", t->what, (long long)id);
}

static bool
base_check(struct ctx *c, const struct record_type *t, int64_t root, int64_t base, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, t->newest, &st, err))
		return false;
	db_bind_i64(st, "root", root);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return not_found(t, root, err);
	if (base == 0 || db_col_i64(st, 0) == base)
		return true;
	err_set(err, ERR_CONFLICT, "this %s was changed in another window meanwhile", t->what);
	return err_hint(err, "Open it anew beside this one and carry over what you need.");
}

bool
record_put(struct ctx *c, const struct record_type *t, void *rec, int64_t base, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct record *r = rec;

	if (!record_check(t, rec, err) || (r->root_id != 0 && !base_check(c, t, r->root_id, base, err)) ||
	    !db_prepare(c->db, t->add, &st, err))
		return false;
	r->id = ctx_new_id(c);
	if (r->root_id == 0)
		r->root_id = r->id;
	r->at_ms = ctx_now_ms(c);
	r->offset_min = c->clock.offset_min;
	db_bind_i64(st, "id", r->id);
	db_bind_i64(st, "root_id", r->root_id);
	db_bind_i64(st, "gone", r->gone);
	db_bind_i64(st, "at_ms", r->at_ms);
	db_bind_i64(st, "offset_min", r->offset_min);
	for (size_t i = 0; i < t->n_fields; i++) {
		const struct record_field *f = &t->fields[i];

		if (!f->text)
			db_bind_i64(st, f->name, *int_of(f, rec));
		else
			db_bind_text(st, f->name, text_of(f, rec)->n > 0 ? *text_of(f, rec) : STR(""));
	}
	return db_run(st, err);
}

bool
record_save(struct ctx *c, const struct record_type *t, void *rec, int64_t base, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	return db_tx_begin(c->db, &tx, err) && record_put(c, t, rec, base, err) && db_tx_commit(&tx, err);
}

static void
read_row(struct ctx *c, const struct record_type *t, struct db_stmt *st, void *rec)
{
	struct record *r = rec;

	*r = (struct record){db_col_i64(st, 0), db_col_i64(st, 1), db_col_i64(st, 2), db_col_i64(st, 3),
	                     db_col_i64(st, 4)};
	for (size_t i = 0; i < t->n_fields; i++) {
		const struct record_field *f = &t->fields[i];

		if (f->text)
			*text_of(f, rec) = arena_str(c->a, db_col_text(st, COMMON + (int)i));
		else
			*int_of(f, rec) = db_col_i64(st, COMMON + (int)i);
	}
}

bool
record_get(struct ctx *c, const struct record_type *t, int64_t root, void *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, t->one, &st, err))
		return false;
	db_bind_i64(st, "root", root);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return not_found(t, root, err);
	read_row(c, t, st, ret);
	return true;
}

bool
record_all(struct ctx *c, const struct record_type *t, int64_t of, void *ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	char *list = NULL;
	size_t n = 0, cap = 0;
	bool row;

	if (!db_prepare(c->db, t->all, &st, err))
		return false;
	if (t->has_of)
		db_bind_i64(st, "of", of);
	for (;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		if (n == cap)
			list = vec_grow(c->a, list, n, &cap, t->size);
		read_row(c, t, st, list + n * t->size);
		n++;
	}
	*(void **)ret = list;
	*ret_n = n;
	return true;
}

bool
record_remove(struct ctx *c, const struct record_type *t, int64_t root, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct record *r = arena_alloc(c->a, t->size);

	if (!db_tx_begin(c->db, &tx, err) || !record_get(c, t, root, r, err))
		return false;
	r->gone = 1;
	if (!record_put(c, t, r, r->id, err))
		return false;
	*ret_id = r->id;
	return db_tx_commit(&tx, err);
}

static bool
undo_run(struct ctx *c, enum query q, int64_t id, bool back, const char *what, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, q, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!back)
		db_bind_i64(st, "now_ms", ctx_now_ms(c));
	if (!db_run(st, err))
		return false;
	if (db_changes(st) == 0)
		return err_set(err, ERR_NOT_FOUND, "no %s %lld to %s", what, (long long)id,
		               back ? "bring back" : "undo");
	return db_tx_commit(&tx, err);
}

bool
record_undo(struct ctx *c, const struct record_type *t, int64_t id, bool back, struct err *err)
{
	return undo_run(c, back ? t->redo : t->undo, id, back, t->what, err);
}

/* --- memos ------------------------------------------------------------------------------------------------------ */

bool
memo_all(struct ctx *c, const char *about, int64_t about_id, struct memo **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct memo) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_MEMO_ALL, &st, err))
		return false;
	db_bind_text(st, "about", str_of(about));
	db_bind_i64(st, "about_id", about_id);
	for (;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = (struct memo){.id = db_col_i64(st, 0),
		                                       .field = arena_str(c->a, db_col_text(st, 1)),
		                                       .text = arena_str(c->a, db_col_text(st, 2)),
		                                       .rev = db_col_i64(st, 3),
		                                       .at_ms = db_col_i64(st, 4)};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

struct memo
memo_find(const struct memo *list, size_t n, const char *field)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].field, str_of(field)))
			return list[i];
	return (struct memo){.field = str_of(field), .text = STR("")};
}

static bool
memo_grow(struct ctx *c, struct memo *m, const struct memo *now, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_MEMO_GROW, &st, err))
		return false;
	m->at_ms = ctx_now_ms(c);
	db_bind_i64(st, "id", now->id);
	db_bind_i64(st, "rev", now->rev);
	db_bind_text(st, "text", m->text.n > 0 ? m->text : STR(""));
	db_bind_i64(st, "at_ms", m->at_ms);
	m->rev = now->rev + 1;
	return db_run(st, err);
}

static bool
memo_add(struct ctx *c, const char *about, int64_t about_id, struct memo *m, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_MEMO_ADD, &st, err))
		return false;
	m->id = ctx_new_id(c);
	m->rev = 1;
	m->at_ms = ctx_now_ms(c);
	db_bind_i64(st, "id", m->id);
	db_bind_text(st, "about", str_of(about));
	db_bind_i64(st, "about_id", about_id);
	db_bind_text(st, "field", m->field);
	db_bind_text(st, "text", m->text.n > 0 ? m->text : STR(""));
	db_bind_i64(st, "at_ms", m->at_ms);
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err);
}

bool
memo_put(struct ctx *c, const char *about, int64_t about_id, struct memo *m, struct err *err)
{
	struct memo *list, now;
	size_t n;

	if (m->text.n > MEMO_MAX)
		return err_set(err, ERR_LIMIT, "the text is longer than %d bytes", MEMO_MAX);
	if (!memo_all(c, about, about_id, &list, &n, err))
		return false;
	now = memo_find(list, n, arena_cstr(c->a, m->field));
	if (str_eq(now.text, m->text)) {
		*m = now;
		return true;
	}
	if (now.id != m->id || now.rev != m->rev) {
		err_set(err, ERR_CONFLICT, "this text was changed in another window meanwhile");
		return err_hint(err, "Open the page anew beside this one and carry over what you need.");
	}
	if (now.id != 0 && ctx_now_ms(c) - now.at_ms < MEMO_SITTING_MS)
		return memo_grow(c, m, &now, err);
	return memo_add(c, about, about_id, m, err);
}

bool
memo_set(struct ctx *c, const char *about, int64_t about_id, const char *field, struct str text, int64_t *ret_id,
         struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct memo m = {.field = str_of(field), .text = text};

	if (text.n > MEMO_MAX)
		return err_set(err, ERR_LIMIT, "the text is longer than %d bytes", MEMO_MAX);
	if (!db_tx_begin(c->db, &tx, err) || !memo_add(c, about, about_id, &m, err))
		return false;
	*ret_id = m.id;
	return db_tx_commit(&tx, err);
}

bool
memo_undo(struct ctx *c, int64_t id, bool back, struct err *err)
{
	return undo_run(c, back ? Q_MEMO_REDO : Q_MEMO_UNDO, id, back, "text", err);
}
