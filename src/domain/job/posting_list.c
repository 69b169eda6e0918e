/* Asking: lists, one posting, its skills, versions and group; putting aside. */
#include "base/vec.h"
#include "posting_impl.h"

/* --- rows --------------------------------------------------------------------------------------------------------- */

static struct str
text_of(struct arena *a, struct db_stmt *st, int col)
{
	return db_col_is_null(st, col) ? STR_NONE : arena_str(a, db_col_text(st, col));
}

static int64_t
number_of(struct db_stmt *st, int col)
{
	return db_col_is_null(st, col) ? -1 : db_col_i64(st, col);
}

static int32_t
day_of_col(struct db_stmt *st, int col)
{
	return db_col_is_null(st, col) ? DAY_NONE : (int32_t)db_col_i64(st, col);
}

void
posting_row(struct arena *a, struct db_stmt *st, struct posting *ret)
{
	*ret = (struct posting){
	    .id = db_col_i64(st, 0),
	    .kind = text_of(a, st, 1),
	    .source_key = text_of(a, st, 2),
	    .url = text_of(a, st, 3),
	    .company = text_of(a, st, 4),
	    .title = text_of(a, st, 5),
	    .place = text_of(a, st, 6),
	    .workplace = text_of(a, st, 7),
	    .employment = text_of(a, st, 8),
	    .seniority = text_of(a, st, 9),
	    .years_min = number_of(st, 10),
	    .years_max = number_of(st, 11),
	    .pay_min = number_of(st, 12),
	    .pay_max = number_of(st, 13),
	    .pay_currency = text_of(a, st, 14),
	    .pay_period = text_of(a, st, 15),
	    .sponsorship = text_of(a, st, 16),
	    .role = text_of(a, st, 17),
	    .industry = text_of(a, st, 18),
	    .posted_day = day_of_col(st, 19),
	    .closes_day = day_of_col(st, 20),
	    .is_open = db_col_i64(st, 21) != 0,
	    .hidden = db_col_i64(st, 22) != 0,
	    .group_id = db_col_i64(st, 23),
	    .relation = text_of(a, st, 24),
	    .first_seen_ms = db_col_i64(st, 25),
	    .last_seen_ms = db_col_i64(st, 26),
	    .after = {.id = db_col_i64(st, 0), .day = db_col_i64(st, 27)},
	};
}

/* All rows of a statement that gives postings. */
static bool
rows_of(struct ctx *c, struct db_stmt *st, int key_col, struct posting **ret, size_t *ret_n, struct err *err)
{
	VEC(struct posting) list = {0};

	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		posting_row(c->a, st, VEC_PUSH(c->a, &list));
		if (key_col >= 0)
			list.p[list.n - 1].after.key = text_of(c->a, st, key_col);
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

/* --- the filter --------------------------------------------------------------------------------------------------- */

enum { WORDS_MAX = 4, COL_JOB_KEY = 28, COL_TITLE_KEY = 29 };

static void
bind_filter(struct ctx *c, struct db_stmt *st, const struct posting_filter *f)
{
	static const char *const names[WORDS_MAX] = {"word1", "word2", "word3", "word4"};
	struct fold words;

	/* Folded words hold neither % nor _ nor a backslash. */
	fold_text(c->a, str_sub(f->search, 0, 200), &words);
	for (size_t i = 0; i < WORDS_MAX; i++)
		db_bind_text(st, names[i],
		             i < words.n ? arena_printf(c->a, "%%%.*s%%", STR_ARG(words.words[i])) : STR(""));
	db_bind_text(st, "role", f->role.n > 0 ? f->role : STR(""));
	db_bind_text(st, "workplace", f->workplace.n > 0 ? f->workplace : STR(""));
	db_bind_text(st, "seniority", f->seniority.n > 0 ? f->seniority : STR(""));
	db_bind_text(st, "skill", f->skill.n > 0 ? f->skill : STR(""));
	db_bind_text(st, "switch", f->switch_kind.n > 0 ? f->switch_kind : STR(""));
	db_bind_text(st, "now_role", f->now_role.n > 0 ? f->now_role : STR(""));
	db_bind_text(st, "now_industry", f->now_industry.n > 0 ? f->now_industry : STR(""));
	db_bind_i64(st, "hidden", f->hidden);
	db_bind_i64(st, "firsts", f->firsts);
	db_bind_i64(st, "open", f->open);
}

bool
posting_sort_named(struct str name, enum posting_sort *ret)
{
	static const char *const names[POSTING_SORT__COUNT] = {"newest", "company", "title"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq(name, str_of(names[i]))) {
			*ret = (enum posting_sort)i;
			return true;
		}
	return false;
}

bool
posting_list(struct ctx *c, const struct posting_filter *f, struct posting_after after, size_t n, struct posting **ret,
             size_t *ret_n, struct err *err)
{
	static const struct {
		enum query query;
		const char *key;
		int col;
	} sorts[POSTING_SORT__COUNT] = {
	    [POSTING_BY_NEWEST] = {Q_POSTING_BY_NEWEST, NULL, -1},
	    [POSTING_BY_COMPANY] = {Q_POSTING_BY_COMPANY, "job_key", COL_JOB_KEY},
	    [POSTING_BY_TITLE] = {Q_POSTING_BY_TITLE, "title_key", COL_TITLE_KEY},
	};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, sorts[f->sort].query, &st, err))
		return false;
	bind_filter(c, st, f);
	if (f->sort == POSTING_BY_NEWEST) {
		db_bind_i64(st, "sort_day", after.id == 0 ? INT32_MAX : after.day);
		db_bind_i64(st, "id", after.id == 0 ? INT64_MAX : after.id);
	} else {
		db_bind_text(st, sorts[f->sort].key, after.id == 0 ? STR("") : after.key);
		db_bind_i64(st, "id", after.id);
	}
	db_bind_i64(st, "n", (int64_t)MIN(n, POSTING_PAGE_MAX));
	return rows_of(c, st, sorts[f->sort].col, ret, ret_n, err);
}

bool
posting_count(struct ctx *c, const struct posting_filter *f, int64_t *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_POSTING_COUNT, &st, err))
		return false;
	bind_filter(c, st, f);
	if (!db_step(st, &row, err))
		return false;
	*ret = row ? db_col_i64(st, 0) : 0;
	return true;
}

/* --- skills ------------------------------------------------------------------------------------------------------- */

static bool
skills_of(struct ctx *c, struct db_stmt *st, struct posting_skill **ret, size_t *ret_n, struct err *err)
{
	VEC(struct posting_skill) list = {0};

	for (bool row;;) {
		int skill;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		skill = map_skill(c->map, db_col_text(st, 1));
		if (skill != MAP_NONE)
			*VEC_PUSH(c->a, &list) = (struct posting_skill){db_col_i64(st, 0), skill,
			                                                db_col_i64(st, 2) != 0, (int)db_col_i64(st, 3)};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
posting_list_skills(struct ctx *c, const struct posting_filter *f, struct posting_skill **ret, size_t *ret_n,
                    struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_POSTING_LIST_SKILLS, &st, err))
		return false;
	bind_filter(c, st, f);
	return skills_of(c, st, ret, ret_n, err);
}

bool
posting_skills(struct ctx *c, int64_t id, struct posting_skill **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_POSTING_SKILLS, &st, err))
		return false;
	db_bind_i64(st, "posting_id", id);
	return skills_of(c, st, ret, ret_n, err);
}

/* --- one posting -------------------------------------------------------------------------------------------------- */

bool
posting_list_ids(struct ctx *c, const int64_t *ids, size_t n, struct posting **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct posting *list = ARENA_ARRAY(c->a, n, struct posting);
	size_t found = 0;

	if (!db_prepare(c->db, Q_POSTING_GET, &st, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		bool row;

		db_bind_i64(st, "id", ids[i]);
		if (!db_step(st, &row, err))
			return false;
		if (row)
			posting_row(c->a, st, &list[found++]);
		db_reset(st);
	}
	*ret = list;
	*ret_n = found;
	return true;
}

static bool
no_such_posting(int64_t id, struct err *err)
{
	return err_set(err, ERR_NOT_FOUND, "there is no posting %lld", (long long)id);
}

/* The text column of the one row that the query gives for the posting. */
static bool
words_of(struct ctx *c, enum query q, int64_t id, struct str *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, q, &st, err))
		return false;
	db_bind_i64(st, "posting_id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return no_such_posting(id, err);
	*ret = arena_str(c->a, db_col_text(st, 0));
	return true;
}

bool
posting_get(struct ctx *c, int64_t id, struct posting *ret, struct str *ret_text, struct err *err)
{
	struct posting *list;
	size_t n;

	if (!posting_list_ids(c, &id, 1, &list, &n, err))
		return false;
	if (n == 0)
		return no_such_posting(id, err);
	if (!words_of(c, Q_POSTING_TEXT_GET, id, ret_text, err))
		return false;
	*ret = list[0];
	return true;
}

bool
posting_source(struct ctx *c, int64_t id, struct str *ret, struct err *err)
{
	return words_of(c, Q_POSTING_SOURCE_GET, id, ret, err);
}

bool
posting_versions(struct ctx *c, int64_t id, struct posting_version **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct posting_version) list = {0};

	if (!db_prepare(c->db, Q_POSTING_VERSIONS, &st, err))
		return false;
	db_bind_i64(st, "posting_id", id);
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) =
		    (struct posting_version){db_col_i64(st, 0), db_col_i64(st, 1), text_of(c->a, st, 2)};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
posting_group(struct ctx *c, int64_t group_id, struct posting **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_POSTING_GROUP, &st, err))
		return false;
	db_bind_i64(st, "group_id", group_id);
	return rows_of(c, st, -1, ret, ret_n, err);
}

bool
posting_hide(struct ctx *c, int64_t id, bool hidden, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_POSTING_HIDE, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "hidden", hidden);
	if (!db_run(st, err))
		return false;
	if (db_changes(st) == 0)
		return no_such_posting(id, err);
	return db_tx_commit(&tx, err);
}

/* --- counts ------------------------------------------------------------------------------------------------------- */

bool
posting_total(struct ctx *c, struct posting_totals *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_POSTING_TOTALS, &st, err) || !db_step(st, &row, err))
		return false;
	if (row)
		*ret = (struct posting_totals){db_col_i64(st, 0), db_col_i64(st, 1), db_col_i64(st, 2),
		                               db_col_i64(st, 3), db_col_i64(st, 4)};
	return true;
}

bool
posting_facets(struct ctx *c, enum posting_facet_of of, struct posting_facet **ret, size_t *ret_n, struct err *err)
{
	static const enum query queries[] = {Q_POSTING_ROLES, Q_POSTING_WORKPLACES, Q_POSTING_SENIORITIES};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct posting_facet) list = {0};

	if (!db_prepare(c->db, queries[of], &st, err))
		return false;
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = (struct posting_facet){text_of(c->a, st, 0), db_col_i64(st, 1)};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}
