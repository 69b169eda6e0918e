#include "domain/skill/evidence.h"

#include "base/date.h"
#include "base/vec.h"
#include "db/db.h"
#include "domain/skill/map.h"

const struct evidence_kind_info evidence_kinds[EVIDENCE__COUNT] = {
    [EVIDENCE_PRESET] = {"preset", "From the role I started in", 0.35},
    [EVIDENCE_CLAIM] = {"claim", "My own word", 0.30},
    [EVIDENCE_COURSE] = {"course", "A course finished", 0.20},
    [EVIDENCE_WORK] = {"work", "Done at work", 0.12},
    [EVIDENCE_EXERCISE] = {"exercise", "An exercise passed", 0.12},
    [EVIDENCE_PROJECT] = {"project", "A project that shows it", 0.08},
    [EVIDENCE_EXAM] = {"exam", "An exam or certificate passed", 0.06},
};

bool
evidence_kind_parse(struct str s, enum evidence_kind *ret, struct err *err)
{
	for (int i = 0; i < EVIDENCE__COUNT; i++) {
		if (str_eq(s, str_of(evidence_kinds[i].name))) {
			*ret = (enum evidence_kind)i;
			return true;
		}
	}
	err_set(err, ERR_INVALID, "no kind of evidence '%.*s'", (int)MIN(s.n, 40), s.p != NULL ? s.p : "");
	return err_hint(err, "The kinds are claim, course, work, exercise, project and exam.");
}

static bool
day_check(const struct ctx *c, int32_t day, struct err *err)
{
	char text[16];

	if (day > ctx_today(c))
		return err_set(err, ERR_INVALID, "the day %s is in the future", day_format(day, text));
	if (day < day_of((struct date){1950, 1, 1}))
		return err_set(err, ERR_INVALID, "the day %s is before 1950", day_format(day, text));
	return true;
}

/* http or https with something behind it, and nothing in it that a browser would read as the end of it. */
static bool
is_web_address(struct str s)
{
	size_t scheme = str_starts_ci(s, STR("https://")) ? 8 : str_starts_ci(s, STR("http://")) ? 7 : s.n;

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ')
			return false;
	return scheme < s.n && s.p[scheme] != '/';
}

static bool
evidence_check(const struct ctx *c, const struct evidence *e, struct err *err)
{
	int least = e->kind == EVIDENCE_CLAIM ? 0 : 1;

	if (e->level < least || e->level > SKILL_LEVELS) {
		err_set(err, ERR_INVALID, "level: %d is not between %d and %d", e->level, least, SKILL_LEVELS);
		return err_hint(err, "1 is explain, 2 is use, 3 is build.");
	}
	if (e->url.n > 2048 || e->note.n > 10000)
		return err_set(err, ERR_LIMIT, "the %s is too long", e->url.n > 2048 ? "address" : "note");
	if (e->url.n > 0 && !is_web_address(e->url)) {
		err_set(err, ERR_INVALID, "the address '%.*s' is not a web address", (int)MIN(e->url.n, 80), e->url.p);
		return err_hint(err, "Begin it with https:// or http://.");
	}
	return day_check(c, e->on_day, err);
}

/* Text columns hold NULL for nothing. */
static struct str
or_null(struct str s)
{
	return s.n > 0 ? s : STR_NONE;
}

bool
evidence_insert(struct ctx *c, struct evidence *e, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!evidence_check(c, e, err) || !db_prepare(c->db, Q_EVIDENCE_ADD, &st, err))
		return false;
	e->id = ctx_new_id(c);
	e->at_ms = ctx_now_ms(c);
	db_bind_i64(st, "id", e->id);
	db_bind_text(st, "skill", c->map->skills[e->skill].id);
	db_bind_i64(st, "level", e->level);
	db_bind_text(st, "kind", str_of(evidence_kinds[e->kind].name));
	db_bind_i64(st, "on_day", e->on_day);
	db_bind_text(st, "url", or_null(e->url));
	db_bind_text(st, "note", or_null(e->note));
	db_bind_i64(st, "at_ms", e->at_ms);
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err);
}

bool
evidence_add(struct ctx *c, struct evidence *e, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	if (e->kind == EVIDENCE_PRESET)
		return err_set(err, ERR_INVALID, "a preset comes with a goal, not by itself");
	return db_tx_begin(c->db, &tx, err) && evidence_insert(c, e, err) && db_tx_commit(&tx, err);
}

bool
evidence_list(struct ctx *c, struct evidence **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct evidence) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_EVIDENCE_ALL, &st, err))
		return false;
	for (;;) {
		struct evidence e;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		e.id = db_col_i64(st, 0);
		e.skill = map_skill(c->map, db_col_text(st, 1));
		if (e.skill == MAP_NONE || !evidence_kind_parse(db_col_text(st, 3), &e.kind, NULL))
			continue;
		e.level = (int)db_col_i64(st, 2);
		e.on_day = (int32_t)db_col_i64(st, 4);
		e.url = arena_str(c->a, db_col_text(st, 5));
		e.note = arena_str(c->a, db_col_text(st, 6));
		e.at_ms = db_col_i64(st, 7);
		*VEC_PUSH(c->a, &list) = e;
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

/* Sets or clears undone_ms of one record; the query decides which. */
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
evidence_undo(struct ctx *c, int64_t id, bool back, struct err *err)
{
	return undo_run(c, back ? Q_EVIDENCE_REDO : Q_EVIDENCE_UNDO, id, back, "evidence", err);
}

bool
minutes_undo(struct ctx *c, int64_t id, bool back, struct err *err)
{
	return undo_run(c, back ? Q_MINUTES_REDO : Q_MINUTES_UNDO, id, back, "log entry", err);
}

bool
minutes_add(struct ctx *c, struct minutes *m, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (m->minutes < 1 || m->minutes > 1440)
		return err_set(err, ERR_INVALID, "minutes: %d is not between 1 and 1440", m->minutes);
	if (m->note.n > 10000)
		return err_set(err, ERR_LIMIT, "the note is too long");
	if (!day_check(c, m->on_day, err) || !db_tx_begin(c->db, &tx, err) ||
	    !db_prepare(c->db, Q_MINUTES_ADD, &st, err))
		return false;
	m->id = ctx_new_id(c);
	m->at_ms = ctx_now_ms(c);
	db_bind_i64(st, "id", m->id);
	db_bind_text(st, "skill", c->map->skills[m->skill].id);
	db_bind_i64(st, "minutes", m->minutes);
	db_bind_i64(st, "on_day", m->on_day);
	db_bind_text(st, "note", or_null(m->note));
	db_bind_i64(st, "at_ms", m->at_ms);
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && db_tx_commit(&tx, err);
}

bool
minutes_list(struct ctx *c, struct minutes **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct minutes) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_MINUTES_ALL, &st, err))
		return false;
	for (;;) {
		struct minutes m;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		m.id = db_col_i64(st, 0);
		m.skill = map_skill(c->map, db_col_text(st, 1));
		if (m.skill == MAP_NONE)
			continue;
		m.minutes = (int)db_col_i64(st, 2);
		m.on_day = (int32_t)db_col_i64(st, 3);
		m.note = arena_str(c->a, db_col_text(st, 4));
		m.at_ms = db_col_i64(st, 5);
		*VEC_PUSH(c->a, &list) = m;
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}
