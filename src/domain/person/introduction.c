#include "domain/person/introduction.h"

#include "base/utf8.h"
#include "db/db.h"
#include "domain/person/company.h"
#include "domain/person/person_impl.h"

const char *const introduction_kind_names[INTRODUCTION__COUNT] = {
    [INTRODUCTION_KNOWS] = "knows", [INTRODUCTION_COULD] = "could", [INTRODUCTION_ASKED] = "asked",
    [INTRODUCTION_MADE] = "made",   [INTRODUCTION_NO] = "no",
};
const char *const introduction_kind_texts[INTRODUCTION__COUNT] = {
    [INTRODUCTION_KNOWS] = "knows them",
    [INTRODUCTION_COULD] = "could introduce me",
    [INTRODUCTION_ASKED] = "was asked to introduce me",
    [INTRODUCTION_MADE] = "introduced me",
    [INTRODUCTION_NO] = "would rather not",
};

bool
introduction_kind_parse(struct str s, enum introduction_kind *ret, struct err *err)
{
	for (int i = 0; i < INTRODUCTION__COUNT; i++)
		if (str_eq(s, str_of(introduction_kind_names[i]))) {
			*ret = (enum introduction_kind)i;
			return true;
		}
	err_set(err, ERR_INVALID, "no kind of introduction '%.*s'", STR_ARG(utf8_clip(s, 40)));
	return err_hint(err, "The kinds are knows, could, asked, made and no.");
}

/* Inside the transaction. */
static bool
introduction_insert(struct ctx *c, struct introduction *i, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t company = 0;
	int64_t from;
	int64_t to = 0;

	if (!contact_root(c, i->contact_id, &from, err) ||
	    (i->other_id != 0 && !contact_root(c, i->other_id, &to, err)))
		return false;
	if (from == to)
		return err_set(err, ERR_INVALID, "nobody introduces me to themselves");
	if (to == 0 && str_trim(i->other).n == 0 && str_trim(i->company).n == 0)
		return err_set(err, ERR_INVALID, "whom they know is missing: a name, a company, or both");
	if (i->other.n > CARD_NAME_MAX || i->title.n > CARD_NAME_MAX || i->note.n > CARD_NOTE_MAX)
		return err_set(err, ERR_LIMIT, "a field of the introduction is too long");
	if (i->company.n > 0 && !company_ensure(c, i->company, &company, err))
		return false;
	if (!person_past_day(c, i->on_day, err) || !db_prepare(c->db, Q_INTRODUCTION_ADD, &st, err))
		return false;
	i->id = ctx_new_id(c);
	db_bind_i64(st, "id", i->id);
	db_bind_i64(st, "contact_id", from);
	if (to != 0)
		db_bind_i64(st, "other_id", to);
	else
		db_bind_null(st, "other_id");
	db_bind_text(st, "other_name", text_or_null(str_trim(i->other)));
	if (company != 0)
		db_bind_i64(st, "company_id", company);
	else
		db_bind_null(st, "company_id");
	db_bind_text(st, "title", text_or_null(str_trim(i->title)));
	db_bind_text(st, "kind", str_of(introduction_kind_names[i->kind]));
	db_bind_text(st, "note", text_or_null(str_trim(i->note)));
	db_bind_i64(st, "on_day", i->on_day);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err);
}

bool
introduction_add(struct ctx *c, struct introduction *i, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	return db_tx_begin(c->db, &tx, err) && introduction_insert(c, i, err) && db_tx_commit(&tx, err);
}

bool
introduction_undo(struct ctx *c, int64_t id, bool back, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	return db_tx_begin(c->db, &tx, err) && person_undo_row(c, Q_INTRODUCTION_UNDO, id, back, "introduction", err) &&
	       db_tx_commit(&tx, err);
}

static enum introduction_kind
kind_of(struct str s)
{
	enum introduction_kind k;

	return introduction_kind_parse(s, &k, NULL) ? k : INTRODUCTION_KNOWS;
}

bool
introduction_list(struct ctx *c, int64_t contact_id, struct introduction **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct introduction) list = {0};
	int64_t root;

	if (!contact_root(c, contact_id, &root, err) || !db_prepare(c->db, Q_INTRODUCTION_OF, &st, err))
		return false;
	db_bind_i64(st, "root_id", root);
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = (struct introduction){
		    .id = db_col_i64(st, 0),
		    .contact_id = db_col_i64(st, 1),
		    .contact = arena_str(c->a, db_col_text(st, 2)),
		    .other_id = db_col_i64(st, 3),
		    .other = arena_str(c->a, db_col_text(st, 4)),
		    .company = arena_str(c->a, db_col_text(st, 5)),
		    .title = arena_str(c->a, db_col_text(st, 6)),
		    .kind = kind_of(db_col_text(st, 7)),
		    .note = arena_str(c->a, db_col_text(st, 8)),
		    .on_day = (int32_t)db_col_i64(st, 9),
		};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

/* --- whom do I know at X ------------------------------------------------------------------------------------------ */

struct known_list {
	VEC(struct known_at) v;
};

static bool
first_degree(struct ctx *c, struct str key, struct known_list *list, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_KNOWN_FIRST, &st, err))
		return false;
	db_bind_text(st, "name_key", key);
	for (bool row;;) {
		bool twice = false;
		int64_t id;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		id = db_col_i64(st, 0);
		/* Somebody with two jobs there: the first row says the most. */
		for (size_t i = 0; i < list->v.n && !twice; i++)
			twice = list->v.p[i].contact_id == id;
		if (twice)
			continue;
		*VEC_PUSH(c->a, &list->v) = (struct known_at){
		    .degree = 1,
		    .contact_id = id,
		    .name = arena_str(c->a, db_col_text(st, 1)),
		    .title = arena_str(c->a, db_col_text(st, 2)),
		    .now = db_col_i64(st, 3) != 0,
		    .from_day = person_col_day(st, 4),
		    .to_day = person_col_day(st, 5),
		    .tie = db_col_is_null(st, 6) ? CARD_TIE_NONE : (int)db_col_i64(st, 6),
		    .last_day = person_col_day(st, 7),
		};
	}
}

/* Of each pair the newest word counts; the query gives it first. */
static bool
second_degree(struct ctx *c, struct str key, struct known_list *list, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_KNOWN_SECOND, &st, err))
		return false;
	db_bind_text(st, "name_key", key);
	for (bool row;;) {
		struct known_at k = {.degree = 2, .from_day = DAY_NONE, .to_day = DAY_NONE};
		bool twice = false;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		k.contact_id = db_col_i64(st, 0);
		k.name = arena_str(c->a, db_col_text(st, 1));
		k.title = arena_str(c->a, db_col_text(st, 2));
		k.now = db_col_i64(st, 3) != 0;
		k.through_id = db_col_i64(st, 4);
		k.through = arena_str(c->a, db_col_text(st, 5));
		k.tie = db_col_is_null(st, 6) ? CARD_TIE_NONE : (int)db_col_i64(st, 6);
		k.last_day = person_col_day(st, 7);
		k.kind = kind_of(db_col_text(st, 8));
		for (size_t i = 0; i < list->v.n && !twice; i++) {
			const struct known_at *o = &list->v.p[i];

			twice = o->degree == 2 && o->through_id == k.through_id && o->contact_id == k.contact_id &&
			        (k.contact_id != 0 || str_eq(o->name, k.name));
		}
		if (!twice)
			*VEC_PUSH(c->a, &list->v) = k;
	}
}

static bool
known_at_key(struct ctx *c, struct str key, struct known_at **ret, size_t *ret_n, struct err *err)
{
	struct known_list list = {0};

	if (key.n > 0 && (!first_degree(c, key, &list, err) || !second_degree(c, key, &list, err)))
		return false;
	*ret = list.v.p;
	*ret_n = list.v.n;
	return true;
}

bool
contacts_at(struct ctx *c, struct str company, struct known_at **ret, size_t *ret_n, struct err *err)
{
	return known_at_key(c, company_key(c->a, utf8_clip(company, COMPANY_NAME_MAX)), ret, ret_n, err);
}

bool
contacts_at_id(struct ctx *c, int64_t company_id, struct known_at **ret, size_t *ret_n, struct err *err)
{
	struct company o;

	return company_get(c, company_id, &o, err) && known_at_key(c, o.key, ret, ret_n, err);
}
