/* Edits of an application's texts, each kept with what was there before, and taking a batch back. */
#include "base/fold.h"
#include "base/utf8.h"
#include "domain/job/application_impl.h"

#include <stddef.h>

/* --- fields ------------------------------------------------------------------------------------------------------- */

static const struct field {
	const char *name;
	char type; /* 't' text, 'd' day, 'b' flag */
	size_t at;
} fields[] = {
    {"company", 't', offsetof(struct application, company)},
    {"title", 't', offsetof(struct application, title)},
    {"url", 't', offsetof(struct application, url)},
    {"place", 't', offsetof(struct application, place)},
    {"source", 't', offsetof(struct application, source)},
    {"notes", 't', offsetof(struct application, notes)},
    {"next_step", 't', offsetof(struct application, next_step)},
    {"next_day", 'd', offsetof(struct application, next_day)},
    {"deadline_day", 'd', offsetof(struct application, deadline_day)},
    {"wait_day", 'd', offsetof(struct application, wait_day)},
    {"archived", 'b', offsetof(struct application, archived)},
    {"deleted", 'b', offsetof(struct application, deleted)},
};

#define TAG_FIELD "tag"

static struct str
field_get(struct ctx *c, const struct application *app, const struct field *f)
{
	const char *p = (const char *)app + f->at;
	char day[16];
	int32_t d;
	bool b;
	struct str s;

	switch (f->type) {
	case 'd':
		memcpy(&d, p, sizeof(d));
		return arena_str(c->a, str_of(day_format(d, day)));
	case 'b':
		memcpy(&b, p, sizeof(b));
		return b ? STR("1") : STR("0");
	default:
		memcpy(&s, p, sizeof(s));
		return s.n > 0 ? s : STR("");
	}
}

static void
field_set(struct application *app, const struct field *f, struct str value)
{
	char *p = (char *)app + f->at;
	int32_t d = DAY_NONE;
	bool b = str_eq(value, STR("1"));

	switch (f->type) {
	case 'd':
		if (value.n > 0 && !day_parse(value, &d, NULL))
			d = DAY_NONE;
		memcpy(p, &d, sizeof(d));
		return;
	case 'b':
		memcpy(p, &b, sizeof(b));
		return;
	default:
		memcpy(p, &value, sizeof(value));
	}
}

static const struct field *
field_named(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (str_eq(name, str_of(fields[i].name)))
			return &fields[i];
	return NULL;
}

/* --- tags --------------------------------------------------------------------------------------------------------- */

bool
application_tag_clean(struct ctx *c, struct str tag, struct str *ret, struct err *err)
{
	char *out;
	size_t n = 0;

	tag = str_trim(tag);
	if (tag.n == 0)
		return err_set(err, ERR_INVALID, "tag: it is empty");
	if (tag.n > APPLICATION_TAG_MAX)
		return err_set(err, ERR_LIMIT, "tag: longer than %d bytes", APPLICATION_TAG_MAX);
	if (str_find_byte(tag, ',') < tag.n)
		return err_set(err, ERR_INVALID, "tag: '%.*s' has a comma", STR_ARG(tag));
	out = arena_alloc(c->a, tag.n);
	for (size_t i = 0; i < tag.n; i++) {
		bool space = ascii_is_space(tag.p[i]);

		if (!space && (unsigned char)tag.p[i] < ' ')
			return err_set(err, ERR_INVALID, "tag: it has a control character");
		if (!space || out[n - 1] != ' ')
			out[n++] = space ? ' ' : ascii_lower(tag.p[i]);
	}
	*ret = (struct str){out, n};
	return true;
}

bool
application_has_tag(const struct application *app, struct str tag)
{
	struct str rest = app->tags, part;

	while (rest.n > 0 && str_split(&rest, ',', &part))
		if (str_eq(part, tag))
			return true;
	return false;
}

/* The tags with one more, in their order. */
static bool
tag_add(struct ctx *c, struct application *app, struct str tag, struct err *err)
{
	struct str rest = app->tags, part, out = STR("");
	bool put = false;
	int n = 1;

	while (rest.n > 0 && str_split(&rest, ',', &part)) {
		if (!put && str_cmp(tag, part) < 0) {
			out = arena_printf(c->a, "%.*s%s%.*s", STR_ARG(out), out.n > 0 ? "," : "", STR_ARG(tag));
			put = true;
		}
		out = arena_printf(c->a, "%.*s%s%.*s", STR_ARG(out), out.n > 0 ? "," : "", STR_ARG(part));
		n++;
	}
	if (!put)
		out = arena_printf(c->a, "%.*s%s%.*s", STR_ARG(out), out.n > 0 ? "," : "", STR_ARG(tag));
	if (n > APPLICATION_TAGS_MAX)
		return err_set(err, ERR_LIMIT, "more than %d tags", APPLICATION_TAGS_MAX);
	app->tags = out;
	return true;
}

static void
tag_remove(struct ctx *c, struct application *app, struct str tag)
{
	struct str rest = app->tags, part, out = STR("");

	while (rest.n > 0 && str_split(&rest, ',', &part))
		if (!str_eq(part, tag))
			out = arena_printf(c->a, "%.*s%s%.*s", STR_ARG(out), out.n > 0 ? "," : "", STR_ARG(part));
	app->tags = out;
}

bool
application_tags_sort(struct ctx *c, struct application *app, struct err *err)
{
	struct str rest = app->tags, part, tag;
	struct application sorted = {0};

	while (rest.n > 0 && str_split(&rest, ',', &part)) {
		if (str_trim(part).n == 0)
			continue;
		if (!application_tag_clean(c, part, &tag, err))
			return false;
		if (!application_has_tag(&sorted, tag) && !tag_add(c, &sorted, tag, err))
			return false;
	}
	app->tags = sorted.tags;
	return true;
}

/* --- recording ---------------------------------------------------------------------------------------------------- */

struct recorder {
	struct ctx *c;
	int64_t application_id;
	int64_t batch;
	size_t n;
};

static bool
record(struct recorder *r, const char *field, struct str was, struct str became, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(r->c->db, Q_APPLICATION_CHANGE_ADD, &st, err))
		return false;
	db_bind_i64(st, "id", ctx_new_id(r->c));
	db_bind_i64(st, "application_id", r->application_id);
	db_bind_i64(st, "batch_id", r->batch);
	db_bind_text(st, "field", str_of(field));
	db_bind_text(st, "was", was.n > 0 ? was : STR(""));
	db_bind_text(st, "became", became.n > 0 ? became : STR(""));
	db_bind_i64(st, "at_ms", ctx_now_ms(r->c));
	db_bind_i64(st, "offset_min", r->c->clock.offset_min);
	r->n++;
	return db_run(st, err);
}

/* Every tag of a that b has not. */
static bool
record_tags(struct recorder *r, const struct application *a, const struct application *b, bool added, struct err *err)
{
	struct str rest = a->tags, part;

	while (rest.n > 0 && str_split(&rest, ',', &part))
		if (!application_has_tag(b, part) &&
		    !record(r, TAG_FIELD, added ? STR("") : part, added ? part : STR(""), err))
			return false;
	return true;
}

/* Writes what differs, and the row when something does. */
static bool
store_changes(struct ctx *c, const struct application *was, struct application *app, int64_t batch, size_t *ret_n,
              struct err *err)
{
	struct recorder r = {c, app->id, batch, 0};

	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		struct str before = field_get(c, was, &fields[i]);
		struct str after = field_get(c, app, &fields[i]);

		if (!str_eq(before, after) && !record(&r, fields[i].name, before, after, err))
			return false;
	}
	if (!record_tags(&r, app, was, true, err) || !record_tags(&r, was, app, false, err))
		return false;
	*ret_n = r.n;
	return r.n == 0 || application_save(c, app, err);
}

bool
application_edit(struct ctx *c, const struct application *edited, int64_t version, int64_t *ret_batch, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct application was, app = *edited;
	int64_t batch = ctx_new_id(c);
	size_t n;

	if (!db_tx_begin(c->db, &tx, err) || !application_get(c, app.id, &was, err))
		return false;
	if (was.deleted)
		return err_set(err, ERR_NOT_FOUND, "application %lld is deleted", (long long)app.id);
	if (version != 0 && version != was.version) {
		err_set(err, ERR_CONFLICT, "it has been changed elsewhere since this form was opened");
		return err_hint(err, "Your words are kept here: open it in another window, compare, and save again.");
	}
	app.deleted = false;
	if (!application_clean(c, &app, err) || !store_changes(c, &was, &app, batch, &n, err))
		return false;
	*ret_batch = n > 0 ? batch : 0;
	return db_tx_commit(&tx, err);
}

static bool
act_on(struct ctx *c, struct application *app, enum application_act act, struct str tag, struct err *err)
{
	switch (act) {
	case APPLICATION_TAG:
		return application_has_tag(app, tag) || tag_add(c, app, tag, err);
	case APPLICATION_UNTAG:
		tag_remove(c, app, tag);
		return true;
	case APPLICATION_ARCHIVE:
		app->archived = true;
		return true;
	case APPLICATION_TAKE_BACK:
		app->archived = false;
		return true;
	case APPLICATION_WAIT:
		return day_parse(tag, &app->wait_day, err);
	case APPLICATION_DELETE:
		app->deleted = true;
		return true;
	case APPLICATION_RESTORE:
		app->deleted = false;
		return true;
	}
	return err_set(err, ERR_BUG, "no such action");
}

bool
application_act_many(struct ctx *c, const int64_t *ids, size_t n, enum application_act act, struct str text,
                     int64_t *ret_batch, size_t *ret_n, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	int64_t batch = ctx_new_id(c);
	struct str tag = text;
	size_t done = 0;

	if (n > APPLICATION_BATCH_MAX)
		return err_set(err, ERR_LIMIT, "more than %d applications at once", APPLICATION_BATCH_MAX);
	if ((act == APPLICATION_TAG || act == APPLICATION_UNTAG) && !application_tag_clean(c, text, &tag, err))
		return false;
	if (!db_tx_begin(c->db, &tx, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct application was, app;
		size_t changed;

		if (!application_get(c, ids[i], &was, err))
			return false;
		if (was.deleted && act != APPLICATION_RESTORE)
			return err_set(err, ERR_NOT_FOUND, "application %lld is deleted", (long long)ids[i]);
		app = was;
		if (!act_on(c, &app, act, tag, err) || !store_changes(c, &was, &app, batch, &changed, err))
			return false;
		done += changed > 0;
	}
	*ret_batch = batch;
	*ret_n = done;
	return db_tx_commit(&tx, err);
}

/* --- taking back -------------------------------------------------------------------------------------------------- */

struct change {
	int64_t id;
	int64_t application_id;
	struct str field, was, became;
	bool undone;
};

static bool
changes_of_batch(struct ctx *c, int64_t batch, struct change **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct change) list = {0};

	if (!db_prepare(c->db, Q_APPLICATION_CHANGES_OF_BATCH, &st, err))
		return false;
	db_bind_i64(st, "batch_id", batch);
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = (struct change){
		    .id = db_col_i64(st, 0),
		    .application_id = db_col_i64(st, 1),
		    .field = arena_str(c->a, db_col_text(st, 2)),
		    .was = arena_str(c->a, db_col_text(st, 3)),
		    .became = arena_str(c->a, db_col_text(st, 4)),
		    .undone = !db_col_is_null(st, 5),
		};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

/* Puts one value from `from` to `to`, where `from` is still there. */
static bool
change_turn(struct ctx *c, struct application *app, const struct change *ch, bool back, struct err *err)
{
	struct str from = back ? ch->was : ch->became, to = back ? ch->became : ch->was;
	const struct field *f = field_named(ch->field);

	if (f == NULL) {
		if (from.n > 0)
			tag_remove(c, app, from);
		return to.n == 0 || application_has_tag(app, to) || tag_add(c, app, to, err);
	}
	if (!str_eq(field_get(c, app, f), from)) {
		err_set(err, ERR_CONFLICT, "the %s of '%.*s' has been changed since", f->name,
		        STR_ARG(utf8_clip(app->title, 80)));
		return err_hint(err, "Undo the later change first.");
	}
	field_set(app, f, to);
	return true;
}

/* Those of one application, next to one another, as the query orders them. */
static bool
changes_turn(struct ctx *c, const struct change *list, size_t n, bool back, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct application app;

	if (!application_get(c, list[0].application_id, &app, err) ||
	    !db_prepare(c->db, back ? Q_APPLICATION_CHANGE_REDO : Q_APPLICATION_CHANGE_UNDO, &st, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!change_turn(c, &app, &list[i], back, err))
			return false;
		db_bind_i64(st, "id", list[i].id);
		if (!back)
			db_bind_i64(st, "now_ms", ctx_now_ms(c));
		if (!db_run(st, err))
			return false;
	}
	return application_save(c, &app, err);
}

struct turned {
	int64_t one; /* the application, while there is but one */
	size_t n;    /* applications touched */
};

static void
turned_add(struct turned *t, int64_t id)
{
	t->one = t->n == 0 || t->one == id ? id : 0;
	t->n++;
}

static bool
batch_changes(struct ctx *c, int64_t batch, bool back, struct turned *t, struct err *err)
{
	struct change *list;
	size_t n, kept = 0;

	if (!changes_of_batch(c, batch, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (list[i].undone == back)
			list[kept++] = list[i];
	for (size_t i = 0, end; i < kept; i = end) {
		for (end = i + 1; end < kept && list[end].application_id == list[i].application_id;)
			end++;
		if (!changes_turn(c, list + i, end - i, back, err))
			return false;
		turned_add(t, list[i].application_id);
	}
	return true;
}

/* The events of the batch in one application's log. */
static bool
events_turn(struct ctx *c, int64_t application_id, int64_t batch, bool back, bool *ret_any, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct application_event *was, *list;
	size_t n;

	if (!log_load(c, application_id, &was, &n, err) ||
	    !db_prepare(c->db, back ? Q_APPLICATION_EVENT_REDO : Q_APPLICATION_EVENT_UNDO, &st, err))
		return false;
	list = ARENA_ARRAY(c->a, n + 1, struct application_event);
	*ret_any = false;
	for (size_t i = 0; i < n; i++) {
		list[i] = was[i];
		if (list[i].batch_id != batch || list[i].undone != back)
			continue;
		list[i].undone = !back;
		*ret_any = true;
		db_bind_i64(st, "id", list[i].id);
		if (!back)
			db_bind_i64(st, "now_ms", ctx_now_ms(c));
		if (!db_run(st, err))
			return false;
	}
	return !*ret_any || log_store(c, application_id, was, n, list, n, err);
}

/* An application that the batch made is deleted with it: its log then holds nothing that counts. */
static bool
emptied_turn(struct ctx *c, int64_t application_id, bool back, struct err *err)
{
	struct application app;
	struct application_event *list;
	size_t n, live = 0;

	if (!application_get(c, application_id, &app, err) || !log_load(c, application_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		live += list[i].counts;
	if ((live == 0) == app.deleted || (back && live == 0))
		return true;
	if (live > 0 && !back)
		return true;
	app.deleted = live == 0;
	return application_save(c, &app, err);
}

static bool
batch_events(struct ctx *c, int64_t batch, bool back, struct turned *t, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(int64_t) ids = {0};

	if (!db_prepare(c->db, Q_APPLICATIONS_OF_BATCH, &st, err))
		return false;
	db_bind_i64(st, "batch_id", batch);
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &ids) = db_col_i64(st, 0);
	}
	db_done(&st);
	for (size_t i = 0; i < ids.n; i++) {
		bool any;

		if (!events_turn(c, ids.p[i], batch, back, &any, err) || (any && !emptied_turn(c, ids.p[i], back, err)))
			return false;
		if (any)
			turned_add(t, ids.p[i]);
	}
	return true;
}

bool
application_undo(struct ctx *c, int64_t batch, bool back, int64_t *ret_one, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct turned t = {0};

	if (!db_tx_begin(c->db, &tx, err) || !batch_events(c, batch, back, &t, err) ||
	    !batch_changes(c, batch, back, &t, err))
		return false;
	if (t.n == 0)
		return err_set(err, ERR_NOT_FOUND, "no change %lld to %s", (long long)batch,
		               back ? "bring back" : "undo");
	*ret_one = t.one;
	return db_tx_commit(&tx, err);
}
