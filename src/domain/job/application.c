#include "base/fold.h"
#include "base/utf8.h"
#include "domain/job/application_impl.h"
#include "domain/job/posting.h"
#include "domain/person/company.h"

enum { KEY_KEEP = 480, SEARCH_KEEP = 1200 };

struct str
text_or_null(struct str s)
{
	return s.n > 0 ? s : STR_NONE;
}

void
bind_day(struct db_stmt *st, const char *name, int32_t day)
{
	if (day == DAY_NONE)
		db_bind_null(st, name);
	else
		db_bind_i64(st, name, day);
}

static void
bind_id(struct db_stmt *st, const char *name, int64_t id)
{
	if (id == 0)
		db_bind_null(st, name);
	else
		db_bind_i64(st, name, id);
}

static int32_t
col_day(struct db_stmt *st, int col)
{
	return db_col_is_null(st, col) ? DAY_NONE : (int32_t)db_col_i64(st, col);
}

void
application_row(struct arena *a, struct db_stmt *st, struct application *ret)
{
	*ret = (struct application){
	    .id = db_col_i64(st, 0),
	    .posting_id = db_col_i64(st, 1),
	    .company_id = db_col_i64(st, 2),
	    .company = arena_str(a, db_col_text(st, 3)),
	    .title = arena_str(a, db_col_text(st, 4)),
	    .url = arena_str(a, db_col_text(st, 5)),
	    .place = arena_str(a, db_col_text(st, 6)),
	    .source = arena_str(a, db_col_text(st, 7)),
	    .tags = arena_str(a, db_col_text(st, 8)),
	    .next_step = arena_str(a, db_col_text(st, 9)),
	    .next_day = col_day(st, 10),
	    .deadline_day = col_day(st, 11),
	    .wait_day = col_day(st, 12),
	    .archived = db_col_i64(st, 13) != 0,
	    .stage = arena_str(a, db_col_text(st, 14)),
	    .since_day = col_day(st, 15),
	    .found_day = col_day(st, 16),
	    .applied_day = col_day(st, 17),
	    .last_day = col_day(st, 18),
	    .channel = arena_str(a, db_col_text(st, 19)),
	    .company_key = arena_str(a, db_col_text(st, 20)),
	    .title_key = arena_str(a, db_col_text(st, 21)),
	    .at_ms = db_col_i64(st, 22),
	    .version = db_col_i64(st, 23),
	    .deleted = !db_col_is_null(st, 24),
	    .notes = arena_str(a, db_col_text(st, 25)),
	};
}

/* --- checks ------------------------------------------------------------------------------------------------------- */

bool
event_day_check(const struct ctx *c, int32_t day, struct err *err)
{
	char text[16];

	/* One day ahead: somebody east of here may have written it. */
	if (day > ctx_today(c) + 1)
		return err_set(err, ERR_INVALID, "the day %s is in the future", day_format(day, text));
	if (day < day_of((struct date){1950, 1, 1}))
		return err_set(err, ERR_INVALID, "the day %s is before 1950", day_format(day, text));
	return true;
}

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
application_check(const struct application *app, struct err *err)
{
	const struct {
		const char *name;
		struct str text;
		size_t max;
	} texts[] = {
	    {"company", app->company, APPLICATION_TEXT_MAX},
	    {"title", app->title, APPLICATION_TEXT_MAX},
	    {"address", app->url, 2048},
	    {"place", app->place, 1000},
	    {"source", app->source, APPLICATION_CHANNEL_MAX},
	    {"notes", app->notes, APPLICATION_NOTES_MAX},
	    {"next step", app->next_step, APPLICATION_TEXT_MAX},
	};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (texts[i].text.n > texts[i].max)
			return err_set(err, ERR_LIMIT, "%s: longer than %zu bytes", texts[i].name, texts[i].max);
	if (str_trim(app->title).n == 0)
		return err_set(err, ERR_INVALID, "title: say what the job is called");
	if (str_trim(app->company).n == 0)
		return err_set(err, ERR_INVALID, "company: say who offers it");
	if (app->url.n > 0 && !is_web_address(app->url)) {
		err_set(err, ERR_INVALID, "the address '%.*s' is not a web address", STR_ARG(utf8_clip(app->url, 80)));
		return err_hint(err, "Begin it with https:// or http://.");
	}
	return true;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* company_key orders by company, then title; both are cut at code points. */
static void
derive_keys(struct ctx *c, struct application *app, struct str *ret_search)
{
	struct str company = fold_line(c->a, app->company);
	struct str title = fold_line(c->a, app->title);
	struct str rest = fold_line(
	    c->a, arena_printf(c->a, "%.*s %.*s %.*s", STR_ARG(app->place), STR_ARG(app->source), STR_ARG(app->tags)));

	app->company_key =
	    utf8_clip(arena_printf(c->a, "%.*s / %.*s", STR_ARG(utf8_clip(company, 240)), STR_ARG(title)), KEY_KEEP);
	app->title_key = utf8_clip(title, KEY_KEEP);
	*ret_search = utf8_clip(arena_printf(c->a, "%.*s %.*s %.*s", STR_ARG(company), STR_ARG(title), STR_ARG(rest)),
	                        SEARCH_KEEP);
}

static void
bind_texts(struct ctx *c, struct db_stmt *st, struct application *app)
{
	struct str search;

	derive_keys(c, app, &search);
	db_bind_i64(st, "id", app->id);
	db_bind_text(st, "company", app->company);
	db_bind_text(st, "title", app->title);
	db_bind_text(st, "url", text_or_null(app->url));
	db_bind_text(st, "place", text_or_null(app->place));
	db_bind_text(st, "source", text_or_null(app->source));
	db_bind_text(st, "tags", app->tags.n > 0 ? app->tags : STR(""));
	db_bind_text(st, "notes", text_or_null(app->notes));
	db_bind_text(st, "next_step", text_or_null(app->next_step));
	bind_day(st, "next_day", app->next_day);
	bind_day(st, "deadline_day", app->deadline_day);
	bind_day(st, "wait_day", app->wait_day);
	db_bind_i64(st, "archived", app->archived);
	db_bind_text(st, "company_key", app->company_key);
	db_bind_text(st, "title_key", app->title_key);
	db_bind_text(st, "search", search);
}

/* The company's record. A name of signs alone has no key, and no record. */
static bool
company_take(struct ctx *c, struct application *app, struct err *err)
{
	app->company_id = 0;
	return company_key(c->a, app->company).n == 0 || company_ensure(c, app->company, &app->company_id, err);
}

bool
application_save(struct ctx *c, struct application *app, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct str was = app->company_key, search;

	/* Only when company or title have changed: most edits are of something else, and there may be many. */
	derive_keys(c, app, &search);
	if (!str_eq(was, app->company_key) && !company_take(c, app, err))
		return false;
	if (!db_prepare(c->db, Q_APPLICATION_SAVE, &st, err))
		return false;
	bind_texts(c, st, app);
	bind_id(st, "company_id", app->company_id);
	if (app->deleted)
		db_bind_i64(st, "undone_ms", ctx_now_ms(c));
	else
		db_bind_null(st, "undone_ms");
	return db_run(st, err);
}

bool
application_clean(struct ctx *c, struct application *app, struct err *err)
{
	struct str *texts[] = {&app->company, &app->title, &app->url, &app->place, &app->source, &app->next_step};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		*texts[i] = str_trim(*texts[i]);
	return application_tags_sort(c, app, err) && application_check(app, err);
}

bool
application_keys_store(struct ctx *c, struct application *app, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct str search;

	if (!db_prepare(c->db, Q_APPLICATION_KEYS_SET, &st, err))
		return false;
	derive_keys(c, app, &search);
	db_bind_i64(st, "id", app->id);
	db_bind_text(st, "company_key", app->company_key);
	db_bind_text(st, "title_key", app->title_key);
	db_bind_text(st, "search", search);
	return db_run(st, err);
}

bool
application_insert(struct ctx *c, struct application *app, int64_t batch, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct application_event found = {.kind = STR("found"), .on_day = app->found_day, .batch_id = batch};

	if (found.on_day == DAY_NONE)
		found.on_day = ctx_today(c);
	if (!application_clean(c, app, err) || !event_day_check(c, found.on_day, err) ||
	    !db_prepare(c->db, Q_APPLICATION_ADD, &st, err))
		return false;
	if (app->company_id == 0 && !company_take(c, app, err))
		return false;
	app->id = ctx_new_id(c);
	app->at_ms = ctx_now_ms(c);
	app->version = 1;
	app->stage = STR("found");
	app->found_day = app->since_day = app->last_day = found.on_day;
	app->applied_day = DAY_NONE;
	bind_texts(c, st, app);
	bind_id(st, "posting_id", app->posting_id);
	bind_id(st, "company_id", app->company_id);
	db_bind_i64(st, "found_day", found.on_day);
	db_bind_i64(st, "at_ms", app->at_ms);
	if (!db_run(st, err))
		return false;
	found.application_id = app->id;
	return application_event_insert(c, &found, err);
}

bool
application_add(struct ctx *c, struct application *app, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	return db_tx_begin(c->db, &tx, err) && application_insert(c, app, 0, err) && db_tx_commit(&tx, err);
}

bool
application_of_posting(struct ctx *c, int64_t posting_id, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_APPLICATION_OF_POSTING, &st, err))
		return false;
	db_bind_i64(st, "posting_id", posting_id);
	if (!db_step(st, &row, err))
		return false;
	*ret_id = row ? db_col_i64(st, 0) : 0;
	return true;
}

bool
application_track(struct ctx *c, int64_t posting_id, int32_t found_day, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct posting p;
	struct application app, old;
	struct str text;
	int64_t other;

	if (!db_tx_begin(c->db, &tx, err) || !posting_get(c, posting_id, &p, &text, err) ||
	    !application_of_posting(c, posting_id, &other, err))
		return false;
	if (other != 0 && !application_get(c, other, &old, err))
		return false;
	if (other != 0 && stage_is_open(old.stage)) {
		err_set(err, ERR_CONFLICT, "the posting is tracked already, as application %lld", (long long)other);
		return err_hint(err, "Another try can begin when that one has ended.");
	}
	app = (struct application){.posting_id = posting_id,
	                           .company = p.company.n > 0 ? p.company : STR("Company not named"),
	                           .title = p.title,
	                           .url = p.url,
	                           .place = p.place,
	                           .next_day = DAY_NONE,
	                           .deadline_day = p.closes_day,
	                           .wait_day = DAY_NONE,
	                           .found_day = found_day};
	if (!application_insert(c, &app, 0, err))
		return false;
	*ret_id = app.id;
	return db_tx_commit(&tx, err);
}

bool
application_get(struct ctx *c, int64_t id, struct application *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_APPLICATION_GET, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "there is no application %lld", (long long)id);
	application_row(c->a, st, ret);
	return true;
}
