/* Letters and their versions in the database. */
#include "letter.h"

#include "base/date.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "db/db.h"

#define SHORT_MAX ((size_t)500) /* bytes of a company, a title, a contact, a subject */

static struct str
or_null(struct str s)
{
	return s.n > 0 ? s : STR_NONE;
}

static bool
short_check(const char *what, struct str s, struct err *err)
{
	return s.n <= SHORT_MAX || err_set(err, ERR_LIMIT, "the %s is longer than %zu bytes", what, SHORT_MAX);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static struct letter
letter_row(struct ctx *c, struct db_stmt *st)
{
	return (struct letter){
	    .id = db_col_i64(st, 0),
	    .application_id = db_col_i64(st, 1),
	    .template = arena_str(c->a, db_col_text(st, 2)),
	    .kind = arena_str(c->a, db_col_text(st, 3)),
	    .company = arena_str(c->a, db_col_text(st, 4)),
	    .title = arena_str(c->a, db_col_text(st, 5)),
	    .contact = arena_str(c->a, db_col_text(st, 6)),
	    .on_day = (int32_t)db_col_i64(st, 7),
	    .at_ms = db_col_i64(st, 8),
	    .version = db_col_i64(st, 9),
	    .changed_ms = db_col_i64(st, 10),
	    .subject = arena_str(c->a, db_col_text(st, 11)),
	    .body = arena_str(c->a, db_col_text(st, 12)),
	    .n_versions = db_col_i64(st, 13),
	};
}

bool
letter_get(struct ctx *c, int64_t id, struct letter *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_LETTER_ONE, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "no letter %lld", (long long)id);
	*ret = letter_row(c, st);
	return true;
}

bool
letter_list(struct ctx *c, int64_t application_id, struct letter **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct letter) list = {0};
	bool row = true;

	if (!db_prepare(c->db, Q_LETTER_ALL, &st, err))
		return false;
	db_bind_i64(st, "application", application_id);
	db_bind_i64(st, "n", LETTER_LIST_MAX);
	while (row) {
		if (!db_step(st, &row, err))
			return false;
		if (row)
			*VEC_PUSH(c->a, &list) = letter_row(c, st);
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
letter_versions(struct ctx *c, int64_t id, struct letter_version **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct letter_version) list = {0};
	bool row = true;

	if (!db_prepare(c->db, Q_LETTER_VERSIONS, &st, err))
		return false;
	db_bind_i64(st, "letter_id", id);
	while (row) {
		if (!db_step(st, &row, err))
			return false;
		if (row)
			*VEC_PUSH(c->a, &list) =
			    (struct letter_version){db_col_i64(st, 0), arena_str(c->a, db_col_text(st, 1)),
			                            arena_str(c->a, db_col_text(st, 2)), db_col_i64(st, 3)};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static bool
version_write(struct ctx *c, int64_t letter, struct str subject, struct str body, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t id = ctx_new_id(c);

	if (!db_prepare(c->db, Q_LETTER_VERSION_ADD, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "letter_id", letter);
	db_bind_text(st, "subject", or_null(subject));
	db_bind_text(st, "body", body);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	if (!db_run(st, err))
		return false;
	*ret_id = id;
	return true;
}

static bool
letter_write(struct ctx *c, const struct letter *l, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t id = ctx_new_id(c), version;

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_LETTER_ADD, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (l->application_id != 0)
		db_bind_i64(st, "application_id", l->application_id);
	else
		db_bind_null(st, "application_id");
	db_bind_text(st, "template", l->template.n > 0 ? l->template : STR(""));
	db_bind_text(st, "kind", l->kind);
	db_bind_text(st, "company", or_null(l->company));
	db_bind_text(st, "title", or_null(l->title));
	db_bind_text(st, "contact", or_null(l->contact));
	db_bind_i64(st, "on_day", l->on_day);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	if (!db_run(st, err) || !version_write(c, id, l->subject, l->body, &version, err) || !db_tx_commit(&tx, err))
		return false;
	*ret_id = id;
	return true;
}

/* Company and title of an application or a posting, where they are not given. */
static bool
facts_read(struct ctx *c, enum query q, int64_t id, const char *what, struct letter *l, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, q, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "no %s %lld", what, (long long)id);
	if (l->company.n == 0)
		l->company = arena_str(c->a, db_col_text(st, 0));
	if (l->title.n == 0)
		l->title = arena_str(c->a, db_col_text(st, 1));
	return true;
}

struct str
letter_day(struct arena *a, int32_t day)
{
	static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
	                                     "July",    "August",   "September", "October", "November", "December"};
	struct date d = day_date(day);

	return arena_printf(a, "%d %s %d", d.day, months[d.month - 1], d.year);
}

/* The values a new letter is filled with: what it is about, what is given, what the résumé says; the first counts. */
static bool
letter_values(struct ctx *c, const struct letter_new *what, const struct letter *l, struct str text,
              struct letter_value **ret, size_t *ret_n, struct err *err)
{
	struct letter_value *own, *all;
	size_t n_own, n = 0;

	if (!letter_own_values(c, text, &own, &n_own, err))
		return false;
	all = ARENA_ARRAY(c->a, what->n_values + n_own + 4, struct letter_value);
	all[n++] = (struct letter_value){STR("company"), l->company};
	all[n++] = (struct letter_value){STR("title"), l->title};
	all[n++] = (struct letter_value){STR("contact"), l->contact};
	all[n++] = (struct letter_value){STR("date"), letter_day(c->a, l->on_day)};
	for (size_t i = 0; i < what->n_values; i++)
		all[n++] = what->values[i];
	for (size_t i = 0; i < n_own; i++)
		all[n++] = own[i];
	*ret = all;
	*ret_n = n;
	return true;
}

static bool
template_use(struct ctx *c, const struct letter_new *what, struct letter *l, struct err *err)
{
	struct letter_template t;
	struct letter_filled subject, body;
	struct letter_value *values;
	size_t n;

	if (!letter_template_get(c, what->template, &t, err) || !letter_values(c, what, l, t.text, &values, &n, err) ||
	    !letter_fill(c->a, t.subject, values, n, &subject, err) ||
	    !letter_fill(c->a, t.body, values, n, &body, err))
		return false;
	l->template = t.name;
	l->kind = t.kind;
	l->subject = subject.text;
	l->body = body.text;
	return true;
}

bool
letter_new(struct ctx *c, const struct letter_new *what, int64_t *ret_id, struct err *err)
{
	struct letter l = {.application_id = what->application_id,
	                   .company = str_trim(what->company),
	                   .title = str_trim(what->title),
	                   .contact = str_trim(what->contact),
	                   .on_day = ctx_today(c)};

	if (what->application_id != 0 &&
	    !facts_read(c, Q_LETTER_APPLICATION_FACTS, what->application_id, "application", &l, err)) {
		l.application_id = 0;
		if (!what->any_id || err->code != ERR_NOT_FOUND ||
		    !facts_read(c, Q_LETTER_POSTING_FACTS, what->application_id, "application or posting", &l, err))
			return false;
	}
	if (what->posting_id != 0 && !facts_read(c, Q_LETTER_POSTING_FACTS, what->posting_id, "posting", &l, err))
		return false;
	return short_check("company", l.company, err) && short_check("title", l.title, err) &&
	       short_check("contact", l.contact, err) && template_use(c, what, &l, err) &&
	       short_check("subject", l.subject, err) && letter_write(c, &l, ret_id, err);
}

bool
letter_copy(struct ctx *c, int64_t id, int64_t *ret_id, struct err *err)
{
	struct letter l;

	if (!letter_get(c, id, &l, err))
		return false;
	l.on_day = ctx_today(c);
	return letter_write(c, &l, ret_id, err);
}

bool
letter_save(struct ctx *c, int64_t id, int64_t seen, struct str subject, struct str body, int64_t *ret_version,
            struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct letter_filled checked;
	struct letter now;

	subject = str_trim(subject);
	body = str_trim(letter_lines(c->a, body));
	if (body.n == 0)
		return err_set(err, ERR_INVALID, "the letter has no words");
	if (body.n > LETTER_TEXT_MAX)
		return err_set(err, ERR_LIMIT, "the letter is longer than %zu bytes", LETTER_TEXT_MAX);
	if (!short_check("subject", subject, err))
		return false;
	if (!letter_fill(c->a, subject, NULL, 0, &checked, err))
		return err_prefix(err, "subject");
	if (!letter_fill(c->a, body, NULL, 0, &checked, err) || !db_tx_begin(c->db, &tx, err) ||
	    !letter_get(c, id, &now, err))
		return false;
	if (seen >= 0 && seen != now.version) {
		err_set(err, ERR_CONFLICT, "the letter has been changed meanwhile");
		return err_hint(err, "Copy your words, open it anew, and put them in.");
	}
	*ret_version = now.version;
	if (str_eq(subject, now.subject) && str_eq(body, now.body))
		return true;
	return version_write(c, id, subject, body, ret_version, err) && db_tx_commit(&tx, err);
}

bool
letter_put(struct ctx *c, int64_t id, int64_t seen, const struct letter_value *values, size_t n, int64_t *ret_version,
           struct err *err)
{
	struct letter_filled subject, body;
	struct letter l;

	return letter_get(c, id, &l, err) && letter_fill(c->a, l.subject, values, n, &subject, err) &&
	       letter_fill(c->a, l.body, values, n, &body, err) &&
	       letter_save(c, id, seen, subject.text, body.text, ret_version, err);
}

/* --- undoing ------------------------------------------------------------------------------------------------------ */

static bool
undo_run(struct ctx *c, enum query q, int64_t id, bool back, bool *ret_done, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, q, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!back)
		db_bind_i64(st, "now_ms", ctx_now_ms(c));
	if (!db_run(st, err))
		return false;
	*ret_done = db_changes(st) > 0;
	return true;
}

/* A letter keeps one version at least. */
static bool
version_is_last(struct ctx *c, int64_t id, bool *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	*ret = false;
	if (!db_prepare(c->db, Q_LETTER_VERSION_LETTER, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	*ret = row && db_col_i64(st, 1) == 0;
	return true;
}

bool
letter_undo(struct ctx *c, int64_t id, bool back, struct err *err)
{
	static const enum query undo[] = {Q_LETTER_VERSION_UNDO, Q_LETTER_UNDO, Q_LETTER_TEMPLATE_UNDO};
	static const enum query redo[] = {Q_LETTER_VERSION_REDO, Q_LETTER_REDO, Q_LETTER_TEMPLATE_REDO};
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	bool done = false, last;

	if (!db_tx_begin(c->db, &tx, err) || !version_is_last(c, id, &last, err))
		return false;
	if (last && !back) {
		err_set(err, ERR_CONFLICT, "this is the letter's only version");
		return err_hint(err, "Delete the letter instead.");
	}
	for (size_t i = 0; i < ARRAY_LEN(undo) && !done; i++)
		if (!undo_run(c, back ? redo[i] : undo[i], id, back, &done, err))
			return false;
	if (!done)
		return err_set(err, ERR_NOT_FOUND, "nothing of letters with the id %lld to %s", (long long)id,
		               back ? "bring back" : "undo");
	return db_tx_commit(&tx, err);
}
