/* Templates: the program's own, from the content, and the person's, from the database. */
#include "letter.h"

#include "base/content.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "db/db.h"

#define FOLDER "letters/"

/* In the order of a search: first contact, asking, following up, parting. */
static const char *const kinds[] = {"cover",    "referral", "informational", "thanks", "follow-up",
                                    "feedback", "decline",  "resign",        "other"};

static size_t
kind_rank(struct str kind)
{
	size_t i = 0;

	while (i < ARRAY_LEN(kinds) && !str_eq(kind, str_of(kinds[i])))
		i++;
	return i;
}

static bool
head_line(struct letter_template *t, struct str line, size_t number, struct err *err)
{
	size_t colon = str_find_byte(line, ':');
	struct str key = str_trim(str_sub(line, 0, colon));
	struct str value = str_trim(str_sub(line, colon + 1, line.n));
	struct str *const places[] = {&t->title, &t->kind, &t->what, &t->subject};
	static const char *const keys[] = {"title", "kind", "what", "subject"};

	for (size_t i = 0; i < ARRAY_LEN(keys) && colon < line.n; i++) {
		if (!str_eq(key, str_of(keys[i])))
			continue;
		if (value.n > 500)
			return err_set(err, ERR_LIMIT, "line %zu: the %s is too long", number, keys[i]);
		*places[i] = value;
		return true;
	}
	err_set(err, ERR_INVALID, "line %zu: '%.*s' is none of title:, kind:, what: and subject:", number,
	        (int)utf8_clip(line, 40).n, line.p != NULL ? line.p : "");
	return err_hint(err, "The head ends with an empty line; the letter's own words come after it.");
}

bool
letter_template_parse(struct arena *a, struct str name, struct str text, struct letter_template *ret, struct err *err)
{
	struct letter_template t = {.name = name, .text = text, .kind = STR("other")};
	struct letter_filled filled;
	struct str rest = text, line;
	size_t number = 0;

	if (text.n > LETTER_TEXT_MAX)
		return err_set(err, ERR_LIMIT, "the template is longer than %zu bytes", LETTER_TEXT_MAX);
	while (str_line(&rest, &line) && str_trim(line).n > 0)
		if (!head_line(&t, line, ++number, err))
			return false;
	t.body = str_trim(rest);
	if (t.title.n == 0)
		return err_set(err, ERR_INVALID, "the template has no title: line");
	if (t.body.n == 0)
		return err_set(err, ERR_INVALID, "the template has no words behind its head");
	if (kind_rank(t.kind) == ARRAY_LEN(kinds)) {
		err_set(err, ERR_INVALID, "there is no kind of letter '%.*s'", (int)MIN(t.kind.n, 40), t.kind.p);
		return err_hint(err, "The kinds are cover, referral, informational, thanks, follow-up, feedback, "
		                     "decline, resign and other.");
	}
	/* The whole text, so that line and column are those of the editor. */
	if (!letter_fill(a, text, NULL, 0, &filled, err))
		return false;
	*ret = t;
	return true;
}

static bool
name_check(struct str name, struct err *err)
{
	bool good = name.n > 0 && name.n <= 64;

	for (size_t i = 0; i < name.n; i++)
		good = good && ((name.p[i] >= 'a' && name.p[i] <= 'z') || ascii_is_digit(name.p[i]) ||
		                (name.p[i] == '-' && i > 0));
	if (good)
		return true;
	err_set(err, ERR_INVALID, "'%.*s' is no name for a template", (int)utf8_clip(name, 40).n,
	        name.p != NULL ? name.p : "");
	return err_hint(err, "A name is small letters, digits and dashes.");
}

static int
template_cmp(const void *a, const void *b)
{
	const struct letter_template *x = a, *y = b;
	size_t i = kind_rank(x->kind), j = kind_rank(y->kind);

	return i != j ? (i < j ? -1 : 1) : str_cmp(x->name, y->name);
}

struct templates {
	struct letter_template *p;
	size_t n;
	size_t cap;
};

static bool
content_templates(struct ctx *c, struct templates *list, struct err *err)
{
	for (size_t i = 0; i < content_files_n; i++) {
		struct str path = str_of(content_files[i].path);
		struct str name = str_sub(path, sizeof(FOLDER) - 1, path.n);

		if (!str_starts(path, STR(FOLDER)) || !str_ends(path, STR(".txt")))
			continue;
		name.n -= 4;
		if (!letter_template_parse(c->a, name, embed_text(&content_files[i]), VEC_PUSH(c->a, list), err))
			return err_prefix(err, "content/%s", content_files[i].path);
	}
	return true;
}

/* Puts one of the person's rows into the list, over the program's of the same name. */
static bool
own_template(struct ctx *c, struct templates *list, struct db_stmt *st, struct err *err)
{
	struct letter_template t;
	struct str name = arena_str(c->a, db_col_text(st, 1));
	size_t i = 0;

	while (i < list->n && !str_eq(list->p[i].name, name))
		i++;
	if (db_col_i64(st, 3) != 0) { /* taken away: the program's stays as it came */
		if (i < list->n)
			list->p[i].id = db_col_i64(st, 0);
		return true;
	}
	if (!letter_template_parse(c->a, name, arena_str(c->a, db_col_text(st, 2)), &t, err))
		return err_prefix(err, "template '%.*s'", STR_ARG(name));
	t.own = true;
	t.id = db_col_i64(st, 0);
	*(i < list->n ? &list->p[i] : VEC_PUSH(c->a, list)) = t;
	return true;
}

bool
letter_template_list(struct ctx *c, struct letter_template **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct templates list = {0};
	bool row = true;

	if (!content_templates(c, &list, err) || !db_prepare(c->db, Q_LETTER_TEMPLATE_ALL, &st, err))
		return false;
	while (row) {
		if (!db_step(st, &row, err) || (row && !own_template(c, &list, st, err)))
			return false;
	}
	if (list.n > 0)
		qsort(list.p, list.n, sizeof(*list.p), template_cmp);
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
letter_template_get(struct ctx *c, struct str name, struct letter_template *ret, struct err *err)
{
	struct letter_template *list;
	char names[256] = "";
	size_t n, used = 0;

	if (!letter_template_list(c, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (str_eq(list[i].name, name)) {
			*ret = list[i];
			return true;
		}
		if (used < sizeof(names))
			used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%.*s", i > 0 ? ", " : "",
			                         STR_ARG(list[i].name));
	}
	err_set(err, ERR_NOT_FOUND, "no template '%.*s'", (int)utf8_clip(name, 40).n, name.p != NULL ? name.p : "");
	return err_hint(err, "There are %s.", names);
}

/* The id of the newest row of the name; 0 for none. */
static bool
newest_id(struct ctx *c, struct str name, int64_t *ret, bool *ret_gone, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row = true;

	*ret = 0;
	*ret_gone = false;
	if (!db_prepare(c->db, Q_LETTER_TEMPLATE_ALL, &st, err))
		return false;
	while (row) {
		if (!db_step(st, &row, err))
			return false;
		if (row && str_eq(db_col_text(st, 1), name)) {
			*ret = db_col_i64(st, 0);
			*ret_gone = db_col_i64(st, 3) != 0;
		}
	}
	return true;
}

static bool
template_write(struct ctx *c, struct str name, struct str text, bool gone, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t id = ctx_new_id(c);

	if (!db_prepare(c->db, Q_LETTER_TEMPLATE_ADD, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_text(st, "name", name);
	db_bind_text(st, "text", text);
	db_bind_i64(st, "gone", gone);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	if (!db_run(st, err))
		return false;
	*ret_id = id;
	return true;
}

bool
letter_template_save(struct ctx *c, struct str name, struct str text, int64_t seen, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct letter_template t;
	int64_t newest;
	bool gone;

	text = letter_lines(c->a, text);
	if (!name_check(name, err) || !letter_template_parse(c->a, name, text, &t, err) ||
	    !db_tx_begin(c->db, &tx, err) || !newest_id(c, name, &newest, &gone, err))
		return false;
	if (seen >= 0 && seen != newest) {
		err_set(err, ERR_CONFLICT, "the template '%.*s' has been changed meanwhile", STR_ARG(name));
		return err_hint(err, "Copy your words, open it anew, and put them in.");
	}
	return template_write(c, name, text, false, ret_id, err) && db_tx_commit(&tx, err);
}

bool
letter_template_delete(struct ctx *c, struct str name, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	int64_t newest;
	bool gone;

	if (!db_tx_begin(c->db, &tx, err) || !newest_id(c, name, &newest, &gone, err))
		return false;
	if (newest == 0 || gone)
		return err_set(err, ERR_NOT_FOUND, "no template of your own '%.*s'", (int)utf8_clip(name, 40).n,
		               name.p != NULL ? name.p : "");
	return template_write(c, name, STR(""), true, ret_id, err) && db_tx_commit(&tx, err);
}
