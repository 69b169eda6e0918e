#include "domain/job/stage_set.h"

#include <stdlib.h>

#include "base/fold.h"
#include "db/db.h"

static int
stage_cmp(const void *a, const void *b)
{
	const struct stage *x = a, *y = b;

	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	return str_cmp(x->word, y->word);
}

/* A record over what is there. Rows come oldest first. */
static void
stage_apply(struct stage *list, size_t *n, size_t max, const struct stage *rec)
{
	struct stage *s = NULL;

	for (size_t i = 0; i < *n; i++)
		if (str_eq(list[i].word, rec->word))
			s = &list[i];
	if (s == NULL && *n < max) {
		s = &list[(*n)++];
		s->custom = true;
	}
	if (s == NULL || stage_phase_of(rec->word) != PHASE_MIDDLE)
		return;
	*s = (struct stage){rec->word, rec->name, PHASE_MIDDLE, rec->position, s->custom, rec->retired, rec->change_id};
}

bool
stage_list(struct ctx *c, struct stage **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct stage *list = ARENA_ARRAY(c->a, STAGES_MAX, struct stage);
	size_t n = 0;

	for (size_t i = 0; i < stage_infos_n; i++)
		list[n++] = (struct stage){.word = str_of(stage_infos[i].word),
		                           .name = str_of(stage_infos[i].name),
		                           .phase = stage_infos[i].phase,
		                           .position = stage_infos[i].position};
	if (!db_prepare(c->db, Q_STAGE_ALL, &st, err))
		return false;
	for (bool row;;) {
		struct stage rec;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		rec = (struct stage){.change_id = db_col_i64(st, 0),
		                     .word = arena_str(c->a, db_col_text(st, 1)),
		                     .name = arena_str(c->a, db_col_text(st, 2)),
		                     .position = db_col_f64(st, 3),
		                     .retired = db_col_i64(st, 4) != 0};
		stage_apply(list, &n, STAGES_MAX, &rec);
	}
	qsort(list, n, sizeof(*list), stage_cmp);
	*ret = list;
	*ret_n = n;
	return true;
}

const struct stage *
stage_find(const struct stage *list, size_t n, struct str text)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].word, text))
			return &list[i];
	for (size_t i = 0; i < n; i++)
		if (str_eq_ci(list[i].name, text))
			return &list[i];
	return NULL;
}

struct str
stage_name(const struct stage *list, size_t n, struct str word)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].word, word))
			return list[i].name;
	return word;
}

static bool
no_such_stage(struct ctx *c, const struct stage *list, size_t n, struct str text, struct err *err)
{
	struct str words = STR("");

	for (size_t i = 0; i < n; i++)
		if (!list[i].retired)
			words =
			    arena_printf(c->a, "%.*s%s%.*s", STR_ARG(words), i > 0 ? ", " : "", STR_ARG(list[i].word));
	err_set(err, ERR_NOT_FOUND, "there is no stage '%.*s'", (int)MIN(text.n, 60), text.p != NULL ? text.p : "");
	return err_hint(err, "There are: %.*s.", STR_ARG(words));
}

bool
stage_word_check(struct ctx *c, struct str *word, struct err *err)
{
	struct stage *list;
	const struct stage *s;
	size_t n;

	/* Those that come with Cairn and cannot be retired, without asking. */
	if (stage_info_find(*word) != NULL && stage_phase_of(*word) != PHASE_MIDDLE)
		return true;
	if (!stage_list(c, &list, &n, err))
		return false;
	s = stage_find(list, n, *word);
	if (s == NULL)
		return no_such_stage(c, list, n, *word, err);
	if (s->retired) {
		err_set(err, ERR_CONFLICT, "the stage '%.*s' is retired", STR_ARG(s->name));
		return err_hint(err, "Take it back first: cairn job stage restore %.*s", STR_ARG(s->word));
	}
	*word = s->word;
	return true;
}

/* --- changes ------------------------------------------------------------------------------------------------------ */

static bool
stage_write(struct ctx *c, const struct stage *s, int64_t *ret_change, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t id = ctx_new_id(c);

	if (!db_prepare(c->db, Q_STAGE_ADD, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_text(st, "word", s->word);
	db_bind_text(st, "name", s->name);
	db_bind_f64(st, "position", s->position);
	db_bind_i64(st, "retired", s->retired);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	if (!db_run(st, err))
		return false;
	*ret_change = id;
	return true;
}

static bool
name_check(const struct stage *list, size_t n, const struct stage *self, struct str name, struct err *err)
{
	const struct stage *other = stage_find(list, n, name);

	if (name.n == 0)
		return err_set(err, ERR_INVALID, "a stage needs a name");
	if (name.n > STAGE_NAME_MAX)
		return err_set(err, ERR_LIMIT, "the stage's name is longer than %d bytes", STAGE_NAME_MAX);
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] < ' ')
			return err_set(err, ERR_INVALID, "the stage's name has a control character");
	if (other != NULL && other != self)
		return err_set(err, ERR_CONFLICT, "there is a stage '%.*s' already%s", STR_ARG(other->name),
		               other->retired ? ", retired" : "");
	return true;
}

/* Between `after` and whatever follows it; the list is in order. */
static bool
place_behind(struct ctx *c, const struct stage *list, size_t n, struct str after, const struct stage *self, double *ret,
             struct err *err)
{
	const struct stage *s = stage_find(list, n, after), *next;

	if (s == NULL)
		return no_such_stage(c, list, n, after, err);
	if (s == self)
		return err_set(err, ERR_INVALID, "a stage cannot stand behind itself");
	if (s->phase != PHASE_APPLIED && s->phase != PHASE_MIDDLE)
		return err_set(err, ERR_INVALID, "'%.*s' is not between applied and offer", STR_ARG(s->name));
	next = s + 1;
	if (next == self)
		next++;
	*ret = (s->position + next->position) / 2;
	/* After some fifty moves to the same place no number is left between; nobody does that, but say so. */
	if (*ret <= s->position || *ret >= next->position)
		return err_set(err, ERR_LIMIT, "no place is left behind '%.*s'", STR_ARG(s->name));
	return true;
}

/* The word of a name: folded, with dashes. */
static bool
word_of(struct ctx *c, const struct stage *list, size_t n, struct str name, struct str *ret, struct err *err)
{
	struct str line = fold_line(c->a, name);
	char *w = arena_alloc(c->a, STAGE_WORD_MAX);
	size_t k = 0;

	for (size_t i = 0; i < line.n && k < STAGE_WORD_MAX - 8; i++)
		if (ascii_is_alpha(line.p[i]) || ascii_is_digit(line.p[i]))
			w[k++] = line.p[i];
		else if (k > 0 && w[k - 1] != '-')
			w[k++] = '-';
	while (k > 0 && w[k - 1] == '-')
		k--;
	*ret = k > 0 ? (struct str){w, k} : STR("stage");
	for (int i = 2; i <= STAGES_MAX; i++) {
		if (stage_find(list, n, *ret) == NULL)
			return true;
		*ret = arena_printf(c->a, "%.*s-%d", k > 0 ? (int)k : 5, k > 0 ? w : "stage", i);
	}
	return err_set(err, ERR_LIMIT, "more than %d stages", STAGES_MAX);
}

bool
stage_add(struct ctx *c, struct str name, struct str after, int64_t *ret_change, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct stage *list, s = {0};
	size_t n;

	name = str_trim(name);
	if (!db_tx_begin(c->db, &tx, err) || !stage_list(c, &list, &n, err) || !name_check(list, n, NULL, name, err))
		return false;
	if (n >= STAGES_MAX)
		return err_set(err, ERR_LIMIT, "more than %d stages", STAGES_MAX);
	if (after.p == NULL)
		for (size_t i = 0; i < n && list[i].phase != PHASE_OFFER; i++)
			after = list[i].word;
	s.name = name;
	if (!place_behind(c, list, n, after, NULL, &s.position, err) || !word_of(c, list, n, name, &s.word, err) ||
	    !stage_write(c, &s, ret_change, err))
		return false;
	return db_tx_commit(&tx, err);
}

enum edit { EDIT_NAME, EDIT_PLACE, EDIT_RETIRED };

static bool
stage_edit(struct ctx *c, struct str stage, enum edit what, struct str text, bool retired, int64_t *ret_change,
           struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct stage *list, s;
	const struct stage *old;
	size_t n;

	text = str_trim(text);
	if (!db_tx_begin(c->db, &tx, err) || !stage_list(c, &list, &n, err))
		return false;
	old = stage_find(list, n, stage);
	if (old == NULL)
		return no_such_stage(c, list, n, stage, err);
	if (old->phase != PHASE_MIDDLE)
		return err_set(err, ERR_INVALID, "the stage '%.*s' is fixed", STR_ARG(old->name));
	s = *old;
	s.name = what == EDIT_NAME ? text : s.name;
	s.retired = what == EDIT_RETIRED ? retired : s.retired;
	if (what == EDIT_NAME && !name_check(list, n, old, text, err))
		return false;
	if (what == EDIT_PLACE && !place_behind(c, list, n, text, old, &s.position, err))
		return false;
	if (what == EDIT_RETIRED && old->retired == retired)
		return err_set(err, ERR_CONFLICT, "the stage '%.*s' is %s", STR_ARG(old->name),
		               retired ? "retired already" : "in use already");
	return stage_write(c, &s, ret_change, err) && db_tx_commit(&tx, err);
}

bool
stage_rename(struct ctx *c, struct str stage, struct str name, int64_t *ret_change, struct err *err)
{
	return stage_edit(c, stage, EDIT_NAME, name, false, ret_change, err);
}

bool
stage_move(struct ctx *c, struct str stage, struct str after, int64_t *ret_change, struct err *err)
{
	return stage_edit(c, stage, EDIT_PLACE, after, false, ret_change, err);
}

bool
stage_retire(struct ctx *c, struct str stage, bool retired, int64_t *ret_change, struct err *err)
{
	return stage_edit(c, stage, EDIT_RETIRED, STR(""), retired, ret_change, err);
}

static bool
stage_used(struct ctx *c, struct str word, bool *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_STAGE_USED, &st, err))
		return false;
	db_bind_text(st, "kind", word);
	return db_step(st, ret, err);
}

bool
stage_undo(struct ctx *c, int64_t change, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct stage *list;
	struct str word = STR_NONE;
	size_t n;
	bool used;

	if (!db_tx_begin(c->db, &tx, err) || !stage_list(c, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (list[i].change_id == change)
			word = list[i].word;
	if (!db_prepare(c->db, Q_STAGE_UNDO, &st, err))
		return false;
	db_bind_i64(st, "id", change);
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	if (!db_run(st, err))
		return false;
	if (db_changes(st) == 0)
		return err_set(err, ERR_NOT_FOUND, "no change %lld of a stage to undo", (long long)change);
	if (!stage_list(c, &list, &n, err))
		return false;
	if (word.p != NULL && stage_find(list, n, word) == NULL) {
		if (!stage_used(c, word, &used, err))
			return false;
		if (used) {
			err_set(err, ERR_CONFLICT, "applications have been in the stage '%.*s'", STR_ARG(word));
			return err_hint(err, "Retire it instead: nothing more goes there, and nothing is lost.");
		}
	}
	return db_tx_commit(&tx, err);
}
