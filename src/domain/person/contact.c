#include "domain/person/contact.h"

#include "base/fold.h"
#include "base/num.h"
#include "base/utf8.h"
#include "db/db.h"
#include "domain/person/person_impl.h"
#include "format/jdoc.h"

/* --- adding ------------------------------------------------------------------------------------------------------- */

/* A UUID of version 4, as vCard 4.0 wants it. */
static struct str
uid_new(struct ctx *c)
{
	uint64_t x = rng_next(c->rng);
	uint64_t y = rng_next(c->rng);

	return arena_printf(c->a, "urn:uuid:%08x-%04x-4%03x-%04x-%012llx", (unsigned)(x >> 32),
	                    (unsigned)(x >> 16 & 0xffff), (unsigned)(x & 0xfff),
	                    (unsigned)(0x8000 | (y >> 48 & 0x3fff)), (unsigned long long)(y & 0xffffffffffff));
}

bool
contact_insert(struct ctx *c, struct card *card, struct str source, int64_t import, int64_t *ret_id, int64_t *ret_edit,
               struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t id;

	if (!card_tidy(c->a, card, err))
		return false;
	if (card->uid.n == 0)
		card->uid = uid_new(c);
	if (!db_prepare(c->db, Q_CONTACT_ADD, &st, err))
		return false;
	id = ctx_new_id(c);
	db_bind_i64(st, "id", id);
	db_bind_text(st, "uid", card->uid);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	if (!db_run(st, err) || !contact_write(c, id, 1, card, source, err) ||
	    !edit_add(c, "add", id, import, 1, STR_NONE, ret_edit, err))
		return false;
	*ret_id = id;
	return true;
}

bool
contact_add(struct ctx *c, struct card *card, int64_t *ret_id, int64_t *ret_edit, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	return db_tx_begin(c->db, &tx, err) && contact_insert(c, card, STR_NONE, 0, ret_id, ret_edit, err) &&
	       db_tx_commit(&tx, err);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

bool
contact_root(struct ctx *c, int64_t id, int64_t *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_CONTACT_ROOT, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "there is no contact %lld", (long long)id);
	*ret = db_col_i64(st, 0);
	return true;
}

bool
contact_get(struct ctx *c, int64_t id, struct contact *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct contact k;
	bool row;

	if (!contact_root(c, id, &id, err) || !db_prepare(c->db, Q_CONTACT_GET, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "there is no contact %lld", (long long)id);
	contact_row(c->a, st, &k);
	k.uid = arena_str(c->a, db_col_text(st, CONTACT_COLUMNS));
	k.source = arena_str(c->a, db_col_text(st, CONTACT_COLUMNS + 2));
	if (!card_read(c->a, db_col_text(st, CONTACT_COLUMNS + 1), &k.card, err))
		return err_prefix(err, "the card of contact %lld", (long long)id);
	k.card.uid = k.uid;
	*ret = k;
	return true;
}

/* --- changing ----------------------------------------------------------------------------------------------------- */

/* What an undo needs: the card and its source; for a merge also those that counted as the one that went in. */
static struct str
image_of(struct arena *a, const struct contact *k, const int64_t *moved, size_t n_moved)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(CARD_TEXT_MAX * 4);
	struct js j = JS(&out);

	js_open(&j, '{');
	js_key(&j, "card");
	card_write(&j, &k->card);
	js_kv(&j, "source", text_or_null(k->source));
	if (n_moved > 0) {
		js_key(&j, "moved");
		js_open(&j, '[');
		for (size_t i = 0; i < n_moved; i++)
			js_i64(&j, moved[i]);
		js_close(&j, ']');
	}
	js_close(&j, '}');
	return arena_str(a, strbuf_str(&out));
}

bool
contact_conflict(struct err *err)
{
	err_set(err, ERR_CONFLICT, "the contact was changed in the meantime");
	return err_hint(err, "Look at it again, and repeat what you changed.");
}

bool
contact_replace(struct ctx *c, const struct contact *old, struct card *card, const char *kind, int64_t other,
                const int64_t *moved, size_t n_moved, struct str source, int64_t *ret_edit, struct err *err)
{
	if (source.p == NULL)
		source = old->source;
	card->uid = old->uid;
	return card_tidy(c->a, card, err) && contact_write(c, old->id, old->version + 1, card, source, err) &&
	       edit_add(c, kind, old->id, other, old->version + 1, image_of(c->a, old, moved, n_moved), ret_edit, err);
}

bool
contact_update(struct ctx *c, const struct contact *old, struct card *card, struct str source, int64_t import,
               int64_t *ret_edit, struct err *err)
{
	return contact_replace(c, old, card, "import", import, NULL, 0, source, ret_edit, err);
}

bool
contact_source_put(struct ctx *c, const struct contact *k, struct str source, struct err *err)
{
	return contact_write(c, k->id, k->version, &k->card, source, err);
}

bool
contact_save(struct ctx *c, int64_t id, int64_t version, struct card *card, int64_t *ret_edit, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct contact old;

	*ret_edit = 0;
	if (!db_tx_begin(c->db, &tx, err) || !contact_get(c, id, &old, err))
		return false;
	if (old.version != version)
		return contact_conflict(err);
	card->uid = old.uid;
	if (!card_tidy(c->a, card, err))
		return false;
	if (str_eq(card_text(c->a, card), card_text(c->a, &old.card)))
		return true;
	return contact_replace(c, &old, card, "edit", 0, NULL, 0, STR_NONE, ret_edit, err) && db_tx_commit(&tx, err);
}

static bool
set_deleted(struct ctx *c, int64_t id, int64_t version, bool deleted, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_CONTACT_DELETE, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "version", version);
	if (deleted)
		db_bind_i64(st, "now_ms", ctx_now_ms(c));
	else
		db_bind_null(st, "now_ms");
	return db_run(st, err);
}

bool
contact_delete(struct ctx *c, int64_t id, int64_t *ret_edit, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct contact k;

	return db_tx_begin(c->db, &tx, err) && contact_get(c, id, &k, err) &&
	       set_deleted(c, k.id, k.version + 1, true, err) &&
	       contact_write(c, k.id, k.version + 1, &k.card, k.source, err) &&
	       edit_add(c, "delete", k.id, 0, k.version + 1, image_of(c->a, &k, NULL, 0), ret_edit, err) &&
	       db_tx_commit(&tx, err);
}

/* --- undoing ------------------------------------------------------------------------------------------------------ */

static bool
version_of(struct ctx *c, int64_t id, int64_t *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_CONTACT_VERSION, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "there is no contact %lld", (long long)id);
	if (db_col_i64(st, 1) != id) {
		err_set(err, ERR_CONFLICT, "the contact was merged into another");
		return err_hint(err, "Undo the merge first.");
	}
	*ret = db_col_i64(st, 0);
	return true;
}

bool
contact_move(struct ctx *c, int64_t id, int64_t root, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_CONTACT_MOVE, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "root_id", root);
	return db_run(st, err) && interaction_derive(c, id, err);
}

static bool
restore(struct ctx *c, const struct edit *e, int64_t version, struct err *err)
{
	const json_t *o, *list, *v;
	json_t *doc;
	struct str card_json;
	struct card card;
	size_t i;

	if (e->image.n == 0) /* added: gone again */
		return set_deleted(c, e->subject_id, version, true, err);
	if (!jdoc_read(c->a, e->image, &doc, err))
		return false;
	o = doc;
	list = jdoc_at(o, "moved");
	json_array_foreach(list, i, v) if (!contact_move(c, json_integer_value(v), e->other_id, err)) return false;
	card_json = jdoc_write(c->a, jdoc_at(o, "card"));
	return card_read(c->a, card_json, &card, err) && set_deleted(c, e->subject_id, version, false, err) &&
	       contact_write(c, e->subject_id, version, &card, jdoc_str(c->a, o, "source"), err);
}

bool
contact_rebuild(struct ctx *c, int64_t *ret_n, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(int64_t) ids = {0};

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_CONTACT_IDS, &st, err))
		return false;
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &ids) = db_col_i64(st, 0);
	}
	for (size_t i = 0; i < ids.n; i++) {
		CLEANUP(arena_release) struct arena a = ARENA(CARD_TEXT_MAX * 64);
		struct ctx one = *c;
		struct contact k;

		one.a = &a;
		if (!contact_get(&one, ids.p[i], &k, err) ||
		    !contact_write(&one, k.id, k.version, &k.card, k.source, err))
			return false;
	}
	*ret_n = (int64_t)ids.n;
	return db_tx_commit(&tx, err);
}

/* Inside a transaction. */
static bool
undo_edit(struct ctx *c, int64_t edit, struct err *err)
{
	struct edit e;
	int64_t version;

	if (!edit_get(c, edit, &e, err))
		return false;
	if (str_eq(e.kind, STR("company")))
		return err_set(err, ERR_NOT_FOUND, "there is no edit %lld of a contact", (long long)edit);
	if (!version_of(c, e.subject_id, &version, err))
		return false;
	if (version != e.version)
		return edit_in_the_way(err);
	return restore(c, &e, version + 1, err) && edit_undone(c, edit, err) &&
	       edit_move_back(c, e.subject_id, edit, version + 1, err);
}

bool
contact_undo(struct ctx *c, int64_t edit, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	return db_tx_begin(c->db, &tx, err) && undo_edit(c, edit, err) && db_tx_commit(&tx, err);
}

static bool
edits_of_import(struct ctx *c, int64_t import, int64_t **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(int64_t) list = {0};

	if (!db_prepare(c->db, Q_PERSON_EDITS_OF_IMPORT, &st, err))
		return false;
	db_bind_i64(st, "import", import);
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = db_col_i64(st, 0);
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
contact_import_undo(struct ctx *c, int64_t import, size_t *ret_undone, size_t *ret_left, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	int64_t *edits;
	size_t n;

	if (!db_tx_begin(c->db, &tx, err) || !edits_of_import(c, import, &edits, &n, err))
		return false;
	if (n == 0)
		return err_set(err, ERR_NOT_FOUND, "there is no import %lld to undo", (long long)import);
	*ret_undone = *ret_left = 0;
	for (size_t i = 0; i < n; i++) {
		struct err why = {0};

		if (undo_edit(c, edits[i], &why)) {
			++*ret_undone;
		} else if (why.code == ERR_CONFLICT) { /* refused before anything was written */
			++*ret_left;
		} else {
			*err = why;
			return false;
		}
	}
	return db_tx_commit(&tx, err);
}

bool
contact_edits(struct ctx *c, int64_t id, struct contact_edit **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct contact_edit) list = {0};

	if (!db_prepare(c->db, Q_PERSON_EDITS, &st, err))
		return false;
	db_bind_i64(st, "subject_id", id);
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = (struct contact_edit){.id = db_col_i64(st, 0),
		                                               .kind = arena_str(c->a, db_col_text(st, 1)),
		                                               .other_id = db_col_i64(st, 2),
		                                               .at_ms = db_col_i64(st, 3),
		                                               .version = db_col_i64(st, 4)};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}
