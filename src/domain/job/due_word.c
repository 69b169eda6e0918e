/* The person's word on what is due, and what settles it. */
#include "base/utf8.h"
#include "domain/job/due_impl.h"
#include "domain/job/leaving.h"
#include "domain/person/informational.h"
#include "domain/person/interaction.h"

/* Bytes kept of what a thing was called. */
#define WHAT_MAX 1000

/* --- the person's word -------------------------------------------------------------------------------------------- */

/* As stored in due_word.made. */
static const char *const settle_names[DUE_SETTLE__COUNT] = {
    [DUE_SETTLE_WORD] = "",
    [DUE_SETTLE_TOUCH] = "interaction",
    [DUE_SETTLE_THANKED] = "informational_step",
    [DUE_SETTLE_LEAVE] = "leaving_done",
};

/* Writes the record that settles it; 0 when the word alone does. */
static bool
settle(struct ctx *c, const struct due *d, int32_t on_day, struct str note, int64_t *ret_made, struct err *err)
{
	struct informational_step s = {
	    .informational_id = d->settle_id, .kind = STR("thanked"), .on_day = on_day, .place = STR(""), .note = note};

	*ret_made = 0;
	switch (d->settle) {
	case DUE_SETTLE_TOUCH:
		return interaction_add(c, d->settle_id, INTERACTION_MESSAGE, on_day, note, ret_made, err);
	case DUE_SETTLE_THANKED:
		if (!informational_step(c, &s, err))
			return false;
		*ret_made = s.r.id;
		return true;
	case DUE_SETTLE_LEAVE:
		return leaving_done(c, d->settle_id, on_day, ret_made, err);
	case DUE_SETTLE_WORD:
	case DUE_SETTLE__COUNT:
		break;
	}
	return true;
}

/* Takes the record back; one that somebody has taken back already is no reason to fail. */
static bool
unsettle(struct ctx *c, struct str made, int64_t id, struct err *err)
{
	struct err why = {0};
	const char *what;
	bool ok = true;

	if (str_eq(made, STR("interaction")))
		ok = interaction_undo(c, id, false, &why);
	else if (str_eq(made, STR("informational_step")))
		ok = informational_step_undo(c, id, false, &why);
	else if (str_eq(made, STR("leaving_done")))
		ok = leaving_undo(c, id, false, &what, &why);
	if (ok || why.code == ERR_NOT_FOUND)
		return true;
	if (err != NULL)
		*err = why;
	return false;
}

/* Inside the caller's transaction. */
static bool
word_add(struct ctx *c, const struct due *d, const struct due_word *w, struct str note, int64_t made, int64_t *ret_id,
         struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_DUE_WORD_ADD, &st, err))
		return false;
	*ret_id = ctx_new_id(c);
	db_bind_i64(st, "id", *ret_id);
	db_bind_text(st, "kind", str_of(due_kinds[d->kind].name));
	db_bind_i64(st, "ref", d->ref);
	db_bind_i64(st, "n", d->n);
	db_bind_text(st, "word", str_of(due_word_name(w->word)));
	if (w->until_day != DAY_NONE)
		db_bind_i64(st, "until_day", w->until_day);
	else
		db_bind_null(st, "until_day");
	db_bind_i64(st, "on_day", w->on_day);
	db_bind_text(st, "what", utf8_clip(d->what, WHAT_MAX));
	db_bind_text(st, "note", note.n > 0 ? note : STR_NONE);
	if (made != 0) {
		db_bind_text(st, "made", str_of(settle_names[d->settle]));
		db_bind_i64(st, "made_id", made);
	} else {
		db_bind_null(st, "made");
		db_bind_null(st, "made_id");
	}
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err);
}

static bool
word_say(struct ctx *c, struct str key, struct due_word w, struct str note, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct due d;

	return db_tx_begin(c->db, &tx, err) && due_find(c, key, &d, err) && word_add(c, &d, &w, note, 0, ret_id, err) &&
	       db_tx_commit(&tx, err);
}

bool
due_done(struct ctx *c, struct str key, int32_t on_day, struct str note, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	const struct due_word w = {.word = DUE_WORD_DONE, .until_day = DAY_NONE, .on_day = on_day};
	struct due d;
	int64_t made;
	char text[16];

	if (on_day > ctx_today(c))
		return err_set(err, ERR_INVALID, "the day %s is in the future", day_format(on_day, text));
	if (note.n > 10000)
		return err_set(err, ERR_LIMIT, "the note is too long");
	if (!due_find(c, key, &d, err) || !settle(c, &d, on_day, note, &made, err))
		return false;
	return db_tx_begin(c->db, &tx, err) && word_add(c, &d, &w, note, made, ret_id, err) && db_tx_commit(&tx, err);
}

bool
due_snooze(struct ctx *c, struct str key, int32_t until_day, int64_t *ret_id, struct err *err)
{
	char text[16];

	if (until_day <= ctx_today(c)) {
		err_set(err, ERR_INVALID, "the day %s does not lie ahead", day_format(until_day, text));
		return err_hint(err, "Put it off until a later day than today.");
	}
	return word_say(c, key,
	                (struct due_word){.word = DUE_WORD_SNOOZE, .until_day = until_day, .on_day = ctx_today(c)},
	                STR_NONE, ret_id, err);
}

bool
due_drop(struct ctx *c, struct str key, int64_t *ret_id, struct err *err)
{
	return word_say(c, key, (struct due_word){.word = DUE_WORD_DROP, .until_day = DAY_NONE, .on_day = ctx_today(c)},
	                STR_NONE, ret_id, err);
}

/* The record that the word stands beside; p NULL for none. */
static bool
made_of(struct ctx *c, int64_t id, struct str *ret_made, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_DUE_WORD_GET, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "no word %lld to take back", (long long)id);
	*ret_made = arena_str(c->a, db_col_text(st, 0));
	*ret_id = db_col_i64(st, 1);
	return true;
}

bool
due_undo(struct ctx *c, int64_t id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct str made;
	int64_t made_id;

	if (!made_of(c, id, &made, &made_id, err) || !unsettle(c, made, made_id, err))
		return false;
	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_DUE_WORD_UNDO, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	return db_run(st, err) && db_tx_commit(&tx, err);
}

bool
due_words(struct ctx *c, size_t n, struct due_word **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct due_word) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_DUE_WORD_RECENT, &st, err))
		return false;
	db_bind_i64(st, "n", (int64_t)n);
	for (;;) {
		struct due_word w = {.until_day = DAY_NONE};

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		if (!due_word_parse(db_col_text(st, 4), &w.word))
			continue;
		w.id = db_col_i64(st, 0);
		w.key = arena_printf(c->a, "%.*s:%lld:%lld", STR_ARG(db_col_text(st, 1)), (long long)db_col_i64(st, 2),
		                     (long long)db_col_i64(st, 3));
		if (!db_col_is_null(st, 5))
			w.until_day = (int32_t)db_col_i64(st, 5);
		w.on_day = (int32_t)db_col_i64(st, 6);
		w.at_ms = db_col_i64(st, 7);
		w.what = arena_str(c->a, db_col_text(st, 8));
		*VEC_PUSH(c->a, &list) = w;
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}
