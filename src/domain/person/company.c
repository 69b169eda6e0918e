#include "domain/person/company.h"

#include "base/fold.h"
#include "base/js.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "db/db.h"
#include "domain/person/person_impl.h"
#include "format/jdoc.h"

const char *const company_sizes[] = {"startup", "small", "medium", "large", NULL};

/* --- the key ------------------------------------------------------------------------------------------------------ */

static bool
is_form(struct str w)
{
	static const char *const forms[] = {
	    "inc", "incorporated", "ltd", "limited", "llc", "llp", "lp",   "gmbh",        "ag",      "se",
	    "kg",  "sa",           "sas", "sarl",    "srl", "spa", "bv",   "nv",          "ab",      "as",
	    "aps", "oy",           "oyj", "plc",     "pty", "co",  "corp", "corporation", "company", "com",
	    "io",  "ai",           "kk",  "pte",     "pvt", "ug",  "mbh",  "net",         "org"};

	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		if (str_eq(w, str_of(forms[i])))
			return true;
	return false;
}

static struct str
join(struct arena *a, const struct str *words, size_t n)
{
	size_t size = 1;
	size_t at = 0;
	char *out;

	for (size_t i = 0; i < n; i++)
		size += words[i].n + 1;
	out = ARENA_ARRAY(a, size, char);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			out[at++] = ' ';
		memcpy(out + at, words[i].p, words[i].n);
		at += words[i].n;
	}
	return (struct str){out, at};
}

struct str
company_key(struct arena *a, struct str name)
{
	struct fold f;
	size_t n;

	fold_text(a, name, &f);
	/* A rating that came along ("Healthfirst\n3.1"). */
	n = f.n;
	while (n > 1 && (is_form(f.words[n - 1]) ||
	                 (f.words[n - 1].n == 3 && ascii_is_digit(f.words[n - 1].p[0]) && f.words[n - 1].p[1] == '.')))
		n--;
	if (n > 1 && str_eq(f.words[0], STR("the"))) {
		f.words++;
		n--;
	}
	return join(a, f.words, n);
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

static bool
find_key(struct ctx *c, struct str key, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_COMPANY_FIND, &st, err))
		return false;
	db_bind_text(st, "name_key", key);
	if (!db_step(st, &row, err))
		return false;
	*ret_id = row ? db_col_i64(st, 0) : 0;
	return true;
}

bool
company_find(struct ctx *c, struct str name, int64_t *ret_id, struct err *err)
{
	struct str key = company_key(c->a, utf8_clip(name, COMPANY_NAME_MAX));

	*ret_id = 0;
	return key.n == 0 || find_key(c, key, ret_id, err);
}

bool
company_ensure(struct ctx *c, struct str name, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct str key;
	int64_t id;

	name = str_trim(name);
	if (name.n > COMPANY_NAME_MAX)
		return err_set(err, ERR_LIMIT, "a company's name is longer than %d bytes", COMPANY_NAME_MAX);
	key = company_key(c->a, name);
	if (key.n == 0)
		return err_set(err, ERR_INVALID, "'%.*s' is no name of a company", STR_ARG(utf8_clip(name, 80)));
	if (!find_key(c, key, &id, err))
		return false;
	if (id == 0) {
		if (!db_prepare(c->db, Q_COMPANY_ADD, &st, err))
			return false;
		id = ctx_new_id(c);
		db_bind_i64(st, "id", id);
		db_bind_text(st, "name", name);
		db_bind_text(st, "name_key", key);
		db_bind_i64(st, "at_ms", ctx_now_ms(c));
		if (!db_run(st, err))
			return false;
	}
	*ret_id = id;
	return true;
}

static void
company_row(struct arena *a, struct db_stmt *st, struct company *ret)
{
	*ret = (struct company){
	    .id = db_col_i64(st, 0),
	    .name = arena_str(a, db_col_text(st, 1)),
	    .key = arena_str(a, db_col_text(st, 2)),
	    .url = arena_str(a, db_col_text(st, 3)),
	    .size = arena_str(a, db_col_text(st, 4)),
	    .industry = arena_str(a, db_col_text(st, 5)),
	    .place = arena_str(a, db_col_text(st, 6)),
	    .note = arena_str(a, db_col_text(st, 7)),
	    .version = db_col_i64(st, 8),
	    .n_here = db_col_i64(st, 9),
	    .n_there = db_col_i64(st, 10),
	};
}

bool
company_get(struct ctx *c, int64_t id, struct company *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_COMPANY_GET, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "there is no company %lld", (long long)id);
	company_row(c->a, st, ret);
	return true;
}

bool
company_list(struct ctx *c, const struct company_filter *f, struct company **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct company) list = {0};
	struct str words = fold_line(c->a, str_sub(f->search, 0, 200));

	if (!db_prepare(c->db, Q_COMPANY_LIST, &st, err))
		return false;
	db_bind_text(st, "after_key", f->after_key.n > 0 ? f->after_key : STR(""));
	/* Folded words hold neither % nor _ nor a backslash. */
	db_bind_text(st, "words", words.n > 0 ? arena_printf(c->a, "%%%.*s%%", STR_ARG(words)) : STR(""));
	db_bind_i64(st, "n", (int64_t)MIN(f->n, (size_t)COMPANY_PAGE_MAX));
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		company_row(c->a, st, VEC_PUSH(c->a, &list));
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

/* --- editing ------------------------------------------------------------------------------------------------------ */

static struct str
image_of(struct arena *a, const struct company *o)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(1 << 20);
	struct js j = JS(&out);

	js_open(&j, '{');
	js_kv(&j, "name", o->name);
	js_kv(&j, "url", o->url);
	js_kv(&j, "size", o->size);
	js_kv(&j, "industry", o->industry);
	js_kv(&j, "place", o->place);
	js_kv(&j, "note", o->note);
	js_close(&j, '}');
	return arena_str(a, strbuf_str(&out));
}

static bool
company_check(struct ctx *c, const struct company *o, struct str *ret_key, struct err *err)
{
	int64_t other;
	bool known = o->size.n == 0;

	for (size_t i = 0; company_sizes[i] != NULL; i++)
		known = known || str_eq(o->size, str_of(company_sizes[i]));
	if (!known)
		return err_set(err, ERR_INVALID, "the size '%.*s' is none of startup, small, medium and large",
		               STR_ARG(utf8_clip(o->size, 40)));
	if (o->name.n > COMPANY_NAME_MAX || o->url.n > 2048 || o->industry.n > 64 || o->place.n > 1000 ||
	    o->note.n > CARD_NOTE_MAX)
		return err_set(err, ERR_LIMIT, "a field of the company is too long");
	if (o->url.n > 0 && !str_starts_ci(o->url, STR("https://")) && !str_starts_ci(o->url, STR("http://"))) {
		err_set(err, ERR_INVALID, "'%.*s' is not a web address", STR_ARG(utf8_clip(o->url, 80)));
		return err_hint(err, "Begin it with https:// or http://.");
	}
	*ret_key = company_key(c->a, o->name);
	if (ret_key->n == 0)
		return err_set(err, ERR_INVALID, "a company needs a name");
	if (!find_key(c, *ret_key, &other, err))
		return false;
	if (other != 0 && other != o->id)
		return err_set(err, ERR_CONFLICT, "there is another company '%.*s'", STR_ARG(utf8_clip(o->name, 80)));
	return true;
}

/* Inside a transaction. */
static bool
company_put(struct ctx *c, const struct company *o, struct str key, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_COMPANY_PUT, &st, err))
		return false;
	db_bind_i64(st, "id", o->id);
	db_bind_text(st, "name", str_trim(o->name));
	db_bind_text(st, "name_key", key);
	db_bind_text(st, "url", text_or_null(o->url));
	db_bind_text(st, "size", text_or_null(o->size));
	db_bind_text(st, "industry", text_or_null(o->industry));
	db_bind_text(st, "place", text_or_null(o->place));
	db_bind_text(st, "note", text_or_null(o->note));
	db_bind_i64(st, "version", o->version);
	if (!db_run(st, err))
		return false;
	if (db_changes(st) == 0) {
		err_set(err, ERR_CONFLICT, "the company was changed in the meantime");
		return err_hint(err, "Look at it again, and repeat what you changed.");
	}
	return true;
}

bool
company_save(struct ctx *c, const struct company *o, int64_t *ret_edit, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct company old;
	struct str key;
	int64_t edit;

	if (!company_check(c, o, &key, err) || !db_tx_begin(c->db, &tx, err) || !company_get(c, o->id, &old, err) ||
	    !company_put(c, o, key, err) ||
	    !edit_add(c, "company", o->id, 0, o->version + 1, image_of(c->a, &old), &edit, err) ||
	    !db_tx_commit(&tx, err))
		return false;
	*ret_edit = edit;
	return true;
}

bool
company_undo(struct ctx *c, int64_t edit, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct edit e;
	struct company o, now;
	struct str key;
	json_t *j;

	if (!db_tx_begin(c->db, &tx, err) || !edit_get(c, edit, &e, err))
		return false;
	if (!str_eq(e.kind, STR("company")))
		return err_set(err, ERR_NOT_FOUND, "there is no edit %lld of a company", (long long)edit);
	if (!company_get(c, e.subject_id, &now, err) || !jdoc_read(c->a, e.image, &j, err))
		return false;
	if (now.version != e.version)
		return edit_in_the_way(err);
	o = (struct company){.id = e.subject_id,
	                     .name = jdoc_str(c->a, j, "name"),
	                     .url = jdoc_str(c->a, j, "url"),
	                     .size = jdoc_str(c->a, j, "size"),
	                     .industry = jdoc_str(c->a, j, "industry"),
	                     .place = jdoc_str(c->a, j, "place"),
	                     .note = jdoc_str(c->a, j, "note"),
	                     .version = now.version};
	return company_check(c, &o, &key, err) && company_put(c, &o, key, err) && edit_undone(c, edit, err) &&
	       edit_move_back(c, e.subject_id, e.id, now.version + 1, err) && db_tx_commit(&tx, err);
}
