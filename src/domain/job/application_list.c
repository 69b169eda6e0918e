#include "domain/job/application_list.h"

#include <stdlib.h>

#include "base/fold.h"
#include "domain/account/setting.h"
#include "domain/job/application_impl.h"

static bool
rows_of(struct ctx *c, struct db_stmt *st, struct application **ret, size_t *ret_n, struct err *err)
{
	VEC(struct application) list = {0};

	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		application_row(c->a, st, VEC_PUSH(c->a, &list));
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

/* --- the board ---------------------------------------------------------------------------------------------------- */

bool
application_column(struct ctx *c, struct str stage, struct application_after after, size_t n, struct application **ret,
                   size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_APPLICATION_COLUMN, &st, err))
		return false;
	db_bind_text(st, "stage", stage);
	db_bind_i64(st, "since_day", after.id == 0 ? INT32_MAX : after.day);
	db_bind_i64(st, "id", after.id == 0 ? INT64_MAX : after.id);
	db_bind_i64(st, "n", (int64_t)n);
	return rows_of(c, st, ret, ret_n, err);
}

struct application_after
application_column_after(const struct application *last)
{
	return (struct application_after){.id = last->id, .day = last->since_day};
}

static bool
facets_of(struct ctx *c, struct db_stmt *st, struct application_facet **ret, size_t *ret_n, struct err *err)
{
	VEC(struct application_facet) list = {0};

	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) =
		    (struct application_facet){arena_str(c->a, db_col_text(st, 0)), db_col_i64(st, 1)};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
application_stage_counts(struct ctx *c, struct application_facet **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	return db_prepare(c->db, Q_APPLICATION_STAGES, &st, err) && facets_of(c, st, ret, ret_n, err);
}

int64_t
application_facet_n(const struct application_facet *list, size_t n, struct str value)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].value, value))
			return list[i].n;
	return 0;
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

const char *const application_sort_names[APPLICATION_SORT__COUNT] = {"newest", "silent", "company", "title",
                                                                     "deadline"};

bool
application_sort_parse(struct str name, enum application_sort *ret, struct err *err)
{
	for (size_t i = 0; i < APPLICATION_SORT__COUNT; i++)
		if (str_eq(name, str_of(application_sort_names[i]))) {
			*ret = (enum application_sort)i;
			return true;
		}
	err_set(err, ERR_INVALID, "there is no order '%.*s'", (int)MIN(name.n, 40), name.p != NULL ? name.p : "");
	return err_hint(err, "The orders are newest, silent, company, title and deadline.");
}

/* Stands for "no deadline" in the order by deadline, as in the query. */
enum { DEADLINE_NEVER = 9999999 };

struct application_after
application_list_after(const struct application *last, enum application_sort sort)
{
	struct application_after after = {.id = last->id};

	switch (sort) {
	case APPLICATION_BY_NEWEST:
	case APPLICATION_BY_SILENT:
		after.day = last->last_day;
		break;
	case APPLICATION_BY_DEADLINE:
		after.day = last->deadline_day == DAY_NONE ? DEADLINE_NEVER : last->deadline_day;
		break;
	case APPLICATION_BY_COMPANY:
		after.key = last->company_key;
		break;
	case APPLICATION_BY_TITLE:
		after.key = last->title_key;
		break;
	case APPLICATION_SORT__COUNT:
		break;
	}
	return after;
}

enum { WORDS_MAX = 4 };

/* "%,tag,%" with what LIKE reads specially escaped; "" for none. */
static struct str
tag_pattern(struct ctx *c, struct str tag)
{
	char *p = arena_alloc(c->a, 2 * tag.n + 5);
	size_t n = 0;

	if (tag.n == 0)
		return STR("");
	p[n++] = '%';
	p[n++] = ',';
	for (size_t i = 0; i < tag.n; i++) {
		if (tag.p[i] == '%' || tag.p[i] == '_' || tag.p[i] == '\\')
			p[n++] = '\\';
		p[n++] = tag.p[i];
	}
	p[n++] = ',';
	p[n++] = '%';
	return (struct str){p, n};
}

static void
bind_filter(struct ctx *c, struct db_stmt *st, const struct application_filter *f)
{
	static const char *const names[WORDS_MAX] = {"word1", "word2", "word3", "word4"};
	struct fold words;

	/* Folded words hold neither % nor _ nor a backslash. */
	fold_text(c->a, str_sub(f->search, 0, 200), &words);
	for (size_t i = 0; i < WORDS_MAX; i++)
		db_bind_text(st, names[i],
		             i < words.n ? arena_printf(c->a, "%%%.*s%%", STR_ARG(words.words[i])) : STR(""));
	db_bind_text(st, "stage", f->stage.n > 0 ? f->stage : STR(""));
	db_bind_text(st, "tag", tag_pattern(c, f->tag));
	db_bind_text(st, "source", f->source.n > 0 ? f->source : STR(""));
	db_bind_text(st, "channel", f->channel.n > 0 ? f->channel : STR(""));
	db_bind_i64(st, "which", (int64_t)f->which);
	db_bind_i64(st, "archived", f->archived);
	db_bind_i64(st, "deleted", f->deleted);
}

bool
application_list(struct ctx *c, const struct application_filter *f, struct application_after after, size_t n,
                 struct application **ret, size_t *ret_n, struct err *err)
{
	static const struct {
		enum query query;
		const char *day; /* the parameter, or NULL */
		const char *key;
		bool down;
	} sorts[APPLICATION_SORT__COUNT] = {
	    [APPLICATION_BY_NEWEST] = {Q_APPLICATION_BY_NEWEST, "day", NULL, true},
	    [APPLICATION_BY_SILENT] = {Q_APPLICATION_BY_SILENT, "day", NULL, false},
	    [APPLICATION_BY_COMPANY] = {Q_APPLICATION_BY_COMPANY, NULL, "key", false},
	    [APPLICATION_BY_TITLE] = {Q_APPLICATION_BY_TITLE, NULL, "key", false},
	    [APPLICATION_BY_DEADLINE] = {Q_APPLICATION_BY_DEADLINE, "day", NULL, false},
	};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool start = after.id == 0, down = sorts[f->sort].down;

	if (!db_prepare(c->db, sorts[f->sort].query, &st, err))
		return false;
	bind_filter(c, st, f);
	if (sorts[f->sort].day != NULL)
		db_bind_i64(st, "day", !start ? after.day : down ? INT32_MAX : INT32_MIN);
	else
		db_bind_text(st, "key", start || after.key.p == NULL ? STR("") : after.key);
	db_bind_i64(st, "id", start && down ? INT64_MAX : after.id);
	db_bind_i64(st, "n", (int64_t)MIN(n, (size_t)APPLICATION_PAGE_MAX));
	return rows_of(c, st, ret, ret_n, err);
}

/* By stage alone, out of an index that holds all it asks. */
static bool
count_by_stage(struct ctx *c, const struct application_filter *f, int64_t *ret, struct err *err)
{
	struct application_facet *counts;
	size_t n;

	if (!application_stage_counts(c, &counts, &n, err))
		return false;
	*ret = 0;
	for (size_t i = 0; i < n; i++)
		if ((f->stage.n == 0 || str_eq(f->stage, counts[i].value)) &&
		    (f->which == APPLICATION_ANY || (f->which == APPLICATION_OPEN) == stage_is_open(counts[i].value)))
			*ret += counts[i].n;
	return true;
}

bool
application_count(struct ctx *c, const struct application_filter *f, int64_t *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (f->search.n == 0 && f->tag.n == 0 && f->source.n == 0 && f->channel.n == 0 && !f->archived && !f->deleted)
		return count_by_stage(c, f, ret, err);
	if (!db_prepare(c->db, Q_APPLICATION_COUNT, &st, err))
		return false;
	bind_filter(c, st, f);
	if (!db_step(st, &row, err))
		return false;
	*ret = row ? db_col_i64(st, 0) : 0;
	return true;
}

bool
application_list_ids(struct ctx *c, const struct application_filter *f, int64_t **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(int64_t) list = {0};

	if (!db_prepare(c->db, Q_APPLICATION_IDS, &st, err))
		return false;
	bind_filter(c, st, f);
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		if (list.n == APPLICATION_BATCH_MAX)
			return err_set(err, ERR_LIMIT, "more than %d applications at once", APPLICATION_BATCH_MAX);
		*VEC_PUSH(c->a, &list) = db_col_i64(st, 0);
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

/* --- facets ------------------------------------------------------------------------------------------------------- */

static int
facet_cmp(const void *a, const void *b)
{
	const struct application_facet *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return str_cmp(x->value, y->value);
}

/* Tags stand several in a row's text: the query counts the texts, this the tags in them. */
static void
split_tags(struct ctx *c, const struct application_facet *texts, size_t n, struct application_facet **ret,
           size_t *ret_n)
{
	VEC(struct application_facet) list = {0};

	for (size_t i = 0; i < n; i++) {
		struct str rest = texts[i].value, tag;

		while (rest.n > 0 && str_split(&rest, ',', &tag)) {
			size_t k = 0;

			while (k < list.n && !str_eq(list.p[k].value, tag))
				k++;
			if (k == list.n)
				VEC_PUSH(c->a, &list)->value = tag;
			list.p[k].n += texts[i].n;
		}
	}
	*ret = list.p;
	*ret_n = list.n;
}

bool
application_facets(struct ctx *c, enum application_facet_of of, struct application_facet **ret, size_t *ret_n,
                   struct err *err)
{
	static const enum query queries[] = {
	    [APPLICATION_TAGS] = Q_APPLICATION_TAG_TEXTS,
	    [APPLICATION_SOURCES] = Q_APPLICATION_SOURCES,
	    [APPLICATION_CHANNELS] = Q_APPLICATION_CHANNELS,
	};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, queries[of], &st, err) || !facets_of(c, st, ret, ret_n, err))
		return false;
	if (of == APPLICATION_TAGS)
		split_tags(c, *ret, *ret_n, ret, ret_n);
	if (*ret_n > 0)
		qsort(*ret, *ret_n, sizeof(**ret), facet_cmp);
	return true;
}

/* --- silence ------------------------------------------------------------------------------------------------------ */

static bool
silent_prepare(struct ctx *c, enum query q, struct db_stmt **ret, struct err *err)
{
	struct str values[SETTING__COUNT];
	int32_t today = ctx_today(c);

	if (!setting_all(c, values, err) || !db_prepare(c->db, q, ret, err))
		return false;
	db_bind_i64(*ret, "today", today);
	db_bind_i64(*ret, "early_day", today - setting_int(values, SETTING_GHOST_DAYS));
	db_bind_i64(*ret, "late_day", today - setting_int(values, SETTING_GHOST_DAYS_LATER));
	return true;
}

bool
application_silent(struct ctx *c, size_t n, struct application **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!silent_prepare(c, Q_APPLICATION_SILENT, &st, err))
		return false;
	db_bind_i64(st, "n", (int64_t)n);
	return rows_of(c, st, ret, ret_n, err);
}

bool
application_silent_count(struct ctx *c, int64_t *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!silent_prepare(c, Q_APPLICATION_SILENT_COUNT, &st, err) || !db_step(st, &row, err))
		return false;
	*ret = row ? db_col_i64(st, 0) : 0;
	return true;
}
