#include "domain/person/interaction.h"

#include "base/utf8.h"
#include "db/db.h"
#include "domain/person/person_impl.h"

const struct interaction_kind_info interaction_kinds[INTERACTION__COUNT] = {
    [INTERACTION_MET] = {"met", "Met", false, true},
    [INTERACTION_CALL] = {"call", "Call", true, true},
    [INTERACTION_MESSAGE] = {"message", "Message", true, true},
    [INTERACTION_MAIL] = {"mail", "Mail", true, true},
    [INTERACTION_EVENT] = {"event", "Event", false, true},
    [INTERACTION_INTRODUCTION] = {"introduction", "Introduction", true, true},
    [INTERACTION_INTERVIEW] = {"interview", "Informational interview", false, true},
    [INTERACTION_HELP] = {"help", "Help", true, true},
    [INTERACTION_NOTE] = {"note", "Note", false, false},
};

bool
interaction_kind_parse(struct str s, enum interaction_kind *ret, struct err *err)
{
	for (int i = 0; i < INTERACTION__COUNT; i++)
		if (str_eq(s, str_of(interaction_kinds[i].name))) {
			*ret = (enum interaction_kind)i;
			return true;
		}
	err_set(err, ERR_INVALID, "no kind of interaction '%.*s'", STR_ARG(utf8_clip(s, 40)));
	return err_hint(err, "The kinds are met, call, message, mail, event, introduction, interview, help and note.");
}

bool
interaction_derive(struct ctx *c, int64_t contact_id, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_CONTACT_DERIVE, &st, err))
		return false;
	db_bind_i64(st, "id", contact_id);
	return db_run(st, err);
}

bool
interaction_derive_all(struct ctx *c, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	return db_prepare(c->db, Q_CONTACT_DERIVE_ALL, &st, err) && db_run(st, err);
}

bool
interaction_insert(struct ctx *c, struct interaction *i, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	const struct interaction_kind_info *info = &interaction_kinds[i->kind];
	int64_t root;

	if (i->direction.n > 0 && !str_eq(i->direction, STR("out")) && !str_eq(i->direction, STR("in")))
		return err_set(err, ERR_INVALID, "the direction '%.*s' is neither out nor in",
		               STR_ARG(utf8_clip(i->direction, 40)));
	if (i->direction.n > 0 && !info->directed)
		return err_set(err, ERR_INVALID, "'%s' has no direction", info->name);
	if (i->note.n > CARD_NOTE_MAX)
		return err_set(err, ERR_LIMIT, "the note is longer than %zu KB", CARD_NOTE_MAX / 1000);
	if (!person_past_day(c, i->on_day, err) || !contact_root(c, i->contact_id, &root, err) ||
	    !db_prepare(c->db, Q_INTERACTION_ADD, &st, err))
		return false;
	i->id = ctx_new_id(c);
	i->at_ms = ctx_now_ms(c);
	db_bind_i64(st, "id", i->id);
	db_bind_i64(st, "contact_id", root);
	db_bind_text(st, "kind", str_of(info->name));
	db_bind_text(st, "direction", text_or_null(i->direction));
	db_bind_i64(st, "on_day", i->on_day);
	db_bind_text(st, "note", text_or_null(str_trim(i->note)));
	db_bind_i64(st, "at_ms", i->at_ms);
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && interaction_derive(c, root, err);
}

bool
interaction_record(struct ctx *c, struct interaction *i, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	return db_tx_begin(c->db, &tx, err) && interaction_insert(c, i, err) && db_tx_commit(&tx, err);
}

bool
interaction_add(struct ctx *c, int64_t contact_id, enum interaction_kind kind, int32_t on_day, struct str note,
                int64_t *ret_id, struct err *err)
{
	struct interaction i = {.contact_id = contact_id, .kind = kind, .on_day = on_day, .note = note};

	if (!interaction_record(c, &i, err))
		return false;
	*ret_id = i.id;
	return true;
}

bool
interaction_undo(struct ctx *c, int64_t id, bool back, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_tx_begin(c->db, &tx, err) || !person_undo_row(c, Q_INTERACTION_UNDO, id, back, "interaction", err) ||
	    !db_prepare(c->db, Q_INTERACTION_WHOSE, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	return db_step(st, &row, err) && interaction_derive(c, db_col_i64(st, 0), err) && db_tx_commit(&tx, err);
}

static bool
rows_of(struct ctx *c, struct db_stmt *st, struct interaction **ret, size_t *ret_n, struct err *err)
{
	VEC(struct interaction) list = {0};

	for (bool row;;) {
		struct interaction i;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		if (!interaction_kind_parse(db_col_text(st, 2), &i.kind, NULL))
			i.kind = INTERACTION_NOTE; /* of a later version */
		i.id = db_col_i64(st, 0);
		i.contact_id = db_col_i64(st, 1);
		i.direction = arena_str(c->a, db_col_text(st, 3));
		i.on_day = (int32_t)db_col_i64(st, 4);
		i.note = arena_str(c->a, db_col_text(st, 5));
		i.at_ms = db_col_i64(st, 6);
		i.contact = arena_str(c->a, db_col_text(st, 7));
		*VEC_PUSH(c->a, &list) = i;
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
interaction_list(struct ctx *c, int64_t contact_id, struct interaction **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t root;

	if (!contact_root(c, contact_id, &root, err) || !db_prepare(c->db, Q_INTERACTION_OF, &st, err))
		return false;
	db_bind_i64(st, "root_id", root);
	return rows_of(c, st, ret, ret_n, err);
}

bool
interaction_recent(struct ctx *c, size_t n, struct interaction **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_INTERACTION_RECENT, &st, err))
		return false;
	db_bind_i64(st, "n", (int64_t)MIN(n, (size_t)CONTACT_PAGE_MAX));
	return rows_of(c, st, ret, ret_n, err);
}
