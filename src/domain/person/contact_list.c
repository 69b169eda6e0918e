/* Asking for people: the list, and whom a name means. */
#include "base/fold.h"
#include "base/num.h"
#include "base/utf8.h"
#include "db/db.h"
#include "domain/person/person_impl.h"

void
contact_row(struct arena *a, struct db_stmt *st, struct contact *ret)
{
	*ret = (struct contact){
	    .id = db_col_i64(st, 0),
	    .version = db_col_i64(st, 1),
	    .name = arena_str(a, db_col_text(st, 2)),
	    .company = arena_str(a, db_col_text(st, 3)),
	    .title = arena_str(a, db_col_text(st, 4)),
	    .email = arena_str(a, db_col_text(st, 5)),
	    .tie = db_col_is_null(st, 6) ? CARD_TIE_NONE : (int)db_col_i64(st, 6),
	    .rhythm_days = (int)db_col_i64(st, 7),
	    .last_day = person_col_day(st, 8),
	    .due_day = person_col_day(st, 9),
	    .at_ms = db_col_i64(st, 10),
	    .key = arena_str(a, db_col_text(st, 11)),
	};
}

static bool
rows_of(struct ctx *c, struct db_stmt *st, struct contact **ret, size_t *ret_n, struct err *err)
{
	VEC(struct contact) list = {0};

	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		contact_row(c->a, st, VEC_PUSH(c->a, &list));
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

enum { WORDS_MAX = 4 };

static void
bind_filter(struct ctx *c, struct db_stmt *st, const struct contact_filter *f)
{
	static const char *const names[WORDS_MAX] = {"word1", "word2", "word3", "word4"};
	struct fold words;

	/* Folded words hold neither % nor _ nor a backslash. */
	fold_text(c->a, str_sub(f->search, 0, 200), &words);
	for (size_t i = 0; i < WORDS_MAX; i++)
		db_bind_text(st, names[i],
		             i < words.n ? arena_printf(c->a, "%%%.*s%%", STR_ARG(words.words[i])) : STR(""));
	db_bind_text(st, "tag", contact_tag_key(c->a, f->tag));
	db_bind_i64(st, "tie_min", f->tie_min);
	db_bind_i64(st, "due_max", f->due ? ctx_today(c) : INT32_MAX);
}

bool
contact_sort_named(struct str name, enum contact_sort *ret)
{
	static const char *const names[CONTACT_SORT__COUNT] = {"name", "last", "due"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq(name, str_of(names[i]))) {
			*ret = (enum contact_sort)i;
			return true;
		}
	return false;
}

bool
contact_list(struct ctx *c, const struct contact_filter *f, struct contact_after after, size_t n, struct contact **ret,
             size_t *ret_n, struct err *err)
{
	static const enum query sorts[CONTACT_SORT__COUNT] = {
	    [CONTACT_BY_NAME] = Q_CONTACT_BY_NAME,
	    [CONTACT_BY_LAST] = Q_CONTACT_BY_LAST,
	    [CONTACT_BY_DUE] = Q_CONTACT_BY_DUE,
	};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, sorts[f->sort], &st, err))
		return false;
	bind_filter(c, st, f);
	if (f->sort == CONTACT_BY_NAME) {
		db_bind_text(st, "after_key", after.id == 0 ? STR("") : after.key);
		db_bind_i64(st, "after_id", after.id);
	} else if (f->sort == CONTACT_BY_LAST) { /* falling; nobody's day is before all others */
		db_bind_i64(st, "after_day", after.id == 0 ? INT32_MAX : after.day);
		db_bind_i64(st, "after_id", after.id == 0 ? INT64_MAX : after.id);
	} else {
		db_bind_i64(st, "after_day", after.id == 0 ? INT32_MIN : after.day);
		db_bind_i64(st, "after_id", after.id);
	}
	db_bind_i64(st, "n", (int64_t)MIN(n, (size_t)CONTACT_PAGE_MAX));
	return rows_of(c, st, ret, ret_n, err);
}

bool
contact_count(struct ctx *c, const struct contact_filter *f, int64_t *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_CONTACT_COUNT, &st, err))
		return false;
	bind_filter(c, st, f);
	db_bind_i64(st, "rhythm", f->sort == CONTACT_BY_DUE);
	if (!db_step(st, &row, err))
		return false;
	*ret = row ? db_col_i64(st, 0) : 0;
	return true;
}

/* --- by name ------------------------------------------------------------------------------------------------------ */

bool
contact_find_uid(struct ctx *c, struct str uid, int64_t *ret, bool *ret_deleted, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_CONTACT_BY_UID, &st, err))
		return false;
	db_bind_text(st, "uid", uid);
	if (!db_step(st, &row, err))
		return false;
	*ret = row ? db_col_i64(st, 0) : 0;
	*ret_deleted = row && !db_col_is_null(st, 1);
	return true;
}

bool
contact_by_key(struct ctx *c, const char *kind, struct str value, struct contact **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	*ret_n = 0;
	if (value.n == 0)
		return true;
	if (!db_prepare(c->db, Q_CONTACT_BY_KEY, &st, err))
		return false;
	db_bind_text(st, "kind", str_of(kind));
	db_bind_text(st, "value", value);
	return rows_of(c, st, ret, ret_n, err);
}

bool
contact_match(struct ctx *c, const struct card *card, const char *kind, struct contact **ret, size_t *ret_n,
              struct err *err)
{
	struct str name = contact_name_key(c->a, card->name);

	*ret_n = 0;
	if (strcmp(kind, "name") == 0)
		return contact_by_key(c, kind, name, ret, ret_n, err);
	if (strcmp(kind, "source") == 0)
		return contact_by_key(c, kind, contact_source_key(c->a, card_text(c->a, card)), ret, ret_n, err);
	if (strcmp(kind, "who") == 0)
		for (size_t i = 0; i < card->jobs.n && *ret_n == 0; i++)
			if (!contact_by_key(c, kind, contact_who_key(c->a, name, card->jobs.p[i].company), ret, ret_n,
			                    err))
				return false;
	for (size_t i = 0; i < card->items.n && *ret_n == 0; i++) {
		const struct card_item *k = &card->items.p[i];
		struct str key = k->kind == CARD_EMAIL   ? contact_email_key(c->a, k->value)
		                 : k->kind == CARD_PHONE ? contact_phone_key(c->a, k->value)
		                 : k->kind == CARD_URL   ? contact_url_key(c->a, k->value)
		                                         : STR("");

		if (strcmp(kind, card_kind_names[k->kind]) == 0 && !contact_by_key(c, kind, key, ret, ret_n, err))
			return false;
	}
	return true;
}

/* Of those found by any words on their card, those whose name holds them are meant, if there are such. */
static size_t
named(struct ctx *c, struct str text, struct contact *list, size_t n)
{
	struct fold words;
	size_t kept = 0;

	fold_text(c->a, text, &words);
	for (size_t i = 0; i < n; i++) {
		struct str name = fold_line(c->a, list[i].name);
		size_t hits = 0;

		for (size_t k = 0; k < words.n; k++)
			hits += str_has(name, words.words[k]);
		if (hits == words.n && words.n > 0)
			list[kept++] = list[i];
	}
	return kept > 0 ? kept : n;
}

static bool
several(struct ctx *c, struct str text, const struct contact *list, size_t n, struct err *err)
{
	struct str names = STR("");

	for (size_t i = 0; i < n && i < 4; i++)
		names = arena_printf(c->a, "%.*s%s%lld (%.*s%s%.*s)", STR_ARG(names), i > 0 ? ", " : "",
		                     (long long)list[i].id, STR_ARG(utf8_clip(list[i].name, 40)),
		                     list[i].company.n > 0 ? ", " : "", STR_ARG(utf8_clip(list[i].company, 40)));
	err_set(err, ERR_CONFLICT, "'%.*s' could be %zu people", STR_ARG(utf8_clip(text, 80)), n);
	return err_hint(err, "Say which by the number: %.*s.", STR_ARG(utf8_clip(names, 200)));
}

bool
contact_find_name(struct ctx *c, struct str text, int64_t *ret, struct err *err)
{
	struct contact *list = NULL;
	size_t n = 0;
	bool deleted;
	int64_t id;

	*ret = 0;
	text = str_trim(text);
	if (num_parse_i64(text, 1, INT64_MAX, "id", &id, NULL) && contact_root(c, id, ret, NULL))
		return true;
	if (!contact_find_uid(c, text, ret, &deleted, err))
		return false;
	if (*ret != 0 && !deleted)
		return true;
	*ret = 0;
	if (!contact_by_key(c, "email", contact_email_key(c->a, text), &list, &n, err))
		return false;
	if (n == 0 && !contact_by_key(c, "name", contact_name_key(c->a, text), &list, &n, err))
		return false;
	if (n == 0 && text.n > 0) { /* a part of one name alone */
		struct contact_filter f = {.search = text, .tie_min = CARD_TIE_NONE};

		if (!contact_list(c, &f, (struct contact_after){0}, 20, &list, &n, err))
			return false;
		n = named(c, text, list, n);
	}
	if (n > 1)
		return several(c, text, list, n, err);
	if (n == 1)
		*ret = list[0].id;
	return true;
}

bool
contact_need_name(struct ctx *c, struct str text, int64_t *ret, struct err *err)
{
	int64_t id;

	if (!contact_find_name(c, text, &id, err))
		return false;
	if (id == 0) {
		err_set(err, ERR_NOT_FOUND, "there is nobody called '%.*s'", STR_ARG(utf8_clip(str_trim(text), 80)));
		return err_hint(err, "See cairn person list; add somebody with cairn person add.");
	}
	*ret = id;
	return true;
}
