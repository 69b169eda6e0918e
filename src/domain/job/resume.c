#include "domain/job/resume.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "db/db.h"
#include "domain/job/resume_edit.h"

static const char *const proof_names[PROOF__COUNT] = {"none", "evidence", "log", "url", "project"};

const char *
proof_name(enum proof p)
{
	return proof_names[p];
}

bool
proof_parse(struct str s, enum proof *ret, struct err *err)
{
	for (int i = 0; i < PROOF__COUNT; i++) {
		if (str_eq(s, str_of(proof_names[i]))) {
			*ret = (enum proof)i;
			return true;
		}
	}
	err_set(err, ERR_INVALID, "nothing called '%.*s' can stand behind a bullet", (int)MIN(s.n, 40),
	        s.p != NULL ? s.p : "");
	return err_hint(err, "It is evidence, log, url, project or none.");
}

static void
drop_json(void *p)
{
	json_decref(p);
}

/* --- reading what is kept ----------------------------------------------------------------------------------------- */

static bool
load_body(struct ctx *c, struct resume *r, struct err *err)
{
	json_t *row;

	if (!resume_row_get(c, RESUME_ROW_MASTER, RESUME_MASTER_ID, &row, &r->rev, err))
		return false;
	if (row != NULL)
		return jdoc_read(c->a, jdoc_str(c->a, row, "body"), &r->body, err);
	r->body = json_object();
	arena_defer(c->a, drop_json, r->body);
	return true;
}

static bool
load_items(struct ctx *c, struct resume *r, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct resume_item) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_RESUME_ITEMS, &st, err))
		return false;
	for (;;) {
		struct resume_item i = {0};
		struct str body;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		i.id = db_col_i64(st, 0);
		i.section = arena_str(c->a, db_col_text(st, 1));
		i.place = db_col_i64(st, 2);
		i.rev = db_col_i64(st, 4);
		body = db_col_text(st, 3);
		i.body = json_loadb(body.p != NULL ? body.p : "", body.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
		if (i.body == NULL)
			return err_set(err, ERR_INVALID, "item %lld of the résumé is damaged", (long long)i.id);
		arena_defer(c->a, drop_json, i.body);
		*VEC_PUSH(c->a, &list) = i;
	}
	r->items = list.p;
	r->n_items = list.n;
	return true;
}

static int
item_by_id(const void *a, const void *b)
{
	int64_t x = ((const struct resume_item *)a)->id, y = ((const struct resume_item *)b)->id;

	return x < y ? -1 : x > y;
}

/* The bullets come by item; the items stand by id while they are dealt out. */
static bool
load_bullets(struct ctx *c, struct resume *r, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct resume_bullet) list = {0};
	size_t at = 0, i = 0;
	bool row;

	if (!db_prepare(c->db, Q_RESUME_BULLETS, &st, err))
		return false;
	for (;;) {
		struct resume_bullet b = {0};

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		b.id = db_col_i64(st, 0);
		b.item_id = db_col_i64(st, 1);
		b.place = db_col_i64(st, 2);
		b.text = arena_str(c->a, db_col_text(st, 3));
		if (!proof_parse(db_col_text(st, 4), &b.proof, err))
			return false;
		b.proof_id = db_col_i64(st, 5);
		b.proof_url = arena_str(c->a, db_col_text(st, 6));
		b.rev = db_col_i64(st, 7);
		*VEC_PUSH(c->a, &list) = b;
	}
	while (at < list.n) {
		size_t end = at;

		while (end < list.n && list.p[end].item_id == list.p[at].item_id)
			end++;
		while (i < r->n_items && r->items[i].id < list.p[at].item_id)
			i++;
		if (i < r->n_items && r->items[i].id == list.p[at].item_id) {
			r->items[i].bullets = list.p + at;
			r->items[i].n_bullets = end - at;
		}
		at = end;
	}
	return true;
}

/* Where the section stands: as in the body, else as in the standard, else last. */
static int
section_rank(const json_t *body, struct str section)
{
	const char *key;
	json_t *v;
	int rank = 0;

	json_object_foreach((json_t *)(uintptr_t)body, key, v)
	{
		if (str_eq(section, str_of(key)))
			return rank;
		rank++;
	}
	for (const struct resume_section *s = resume_sections; s->name != NULL; s++) {
		if (str_eq(section, str_of(s->name)))
			return rank;
		rank++;
	}
	return rank;
}

struct ranked {
	struct resume_item item;
	int rank;
};

static int
ranked_cmp(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int by_name = str_cmp(x->item.section, y->item.section);

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (by_name != 0)
		return by_name;
	if (x->item.place != y->item.place)
		return x->item.place < y->item.place ? -1 : 1;
	return item_by_id(&x->item, &y->item);
}

static void
sort_items(struct ctx *c, struct resume *r)
{
	struct ranked *list = ARENA_ARRAY(c->a, r->n_items, struct ranked);

	for (size_t i = 0; i < r->n_items; i++)
		list[i] = (struct ranked){r->items[i], section_rank(r->body, r->items[i].section)};
	if (r->n_items > 0)
		qsort(list, r->n_items, sizeof(*list), ranked_cmp);
	for (size_t i = 0; i < r->n_items; i++)
		r->items[i] = list[i].item;
}

bool
resume_load(struct ctx *c, struct resume *ret, struct err *err)
{
	struct resume r = {0};

	if (!load_body(c, &r, err) || !load_items(c, &r, err))
		return false;
	if (r.n_items > 0)
		qsort(r.items, r.n_items, sizeof(*r.items), item_by_id);
	if (!load_bullets(c, &r, err))
		return false;
	sort_items(c, &r);
	*ret = r;
	return true;
}

struct resume_item *
resume_item_of(const struct resume *r, int64_t id)
{
	for (size_t i = 0; i < r->n_items; i++)
		if (r->items[i].id == id)
			return &r->items[i];
	return NULL;
}

struct resume_bullet *
resume_bullet_of(const struct resume *r, int64_t id)
{
	for (size_t i = 0; i < r->n_items; i++)
		for (size_t k = 0; k < r->items[i].n_bullets; k++)
			if (r->items[i].bullets[k].id == id)
				return &r->items[i].bullets[k];
	return NULL;
}

/* --- saying it ---------------------------------------------------------------------------------------------------- */

struct str
resume_section_title(struct str section)
{
	const struct resume_section *s = resume_section_find(section);

	return s != NULL ? str_of(s->title) : section;
}

/* The first text among the values of an object nobody knows. */
static struct str
any_text(const json_t *body)
{
	const char *key;
	json_t *v;

	if (json_is_string(body))
		return str_of(json_string_value(body));
	json_object_foreach((json_t *)(uintptr_t)body, key, v)
	{
		if (json_is_string(v) && json_string_length(v) > 0)
			return str_of(json_string_value(v));
	}
	return STR_NONE;
}

struct str
resume_item_title(struct arena *a, const struct resume_item *i)
{
	static const char *const first[] = {"position", "studyType", "title", "name", "label", "language"};
	static const char *const second[] = {"name",    "organization", "area",     "institution",
	                                     "awarder", "issuer",       "publisher"};
	const struct resume_section *s = resume_section_find(i->section);
	struct str one = STR_NONE, two = STR_NONE;

	if (str_eq(i->section, STR("education"))) {
		one = str_trim(resume_text_of(i->body, s, "studyType"));
		two = str_trim(resume_text_of(i->body, s, "area"));
		one = one.n > 0 && two.n > 0 ? arena_printf(a, "%.*s %.*s", STR_ARG(one), STR_ARG(two))
		      : one.n > 0            ? one
		                             : two;
		two = str_trim(resume_text_of(i->body, s, "institution"));
	}
	for (size_t k = 0; k < ARRAY_LEN(first) && one.n == 0; k++)
		one = str_trim(resume_text_of(i->body, s, first[k]));
	for (size_t k = 0; k < ARRAY_LEN(second) && (two.n == 0 || str_eq(one, two)); k++)
		two = str_trim(resume_text_of(i->body, s, second[k]));
	if (one.n == 0)
		one = two.n > 0 ? two : str_trim(any_text(i->body));
	if (one.n == 0)
		return arena_printf(a, "%.*s %lld", STR_ARG(i->section), (long long)i->id);
	if (two.n == 0 || str_eq(one, two))
		return utf8_clip(one, 200);
	return arena_printf(a, "%.*s, %.*s", STR_ARG(utf8_clip(one, 200)), STR_ARG(utf8_clip(two, 200)));
}

struct str
resume_item_time(struct arena *a, const struct resume_item *i)
{
	const struct resume_section *s = resume_section_find(i->section);
	struct str from = resume_text_of(i->body, s, "startDate"), to = resume_text_of(i->body, s, "endDate");
	struct str on = resume_text_of(i->body, s, "date");

	if (on.n == 0)
		on = resume_text_of(i->body, s, "releaseDate");
	if (from.n > 0 && to.n > 0)
		return arena_printf(a, "%.*s to %.*s", STR_ARG(utf8_clip(from, 60)), STR_ARG(utf8_clip(to, 60)));
	if (from.n > 0)
		return arena_printf(a, "since %.*s", STR_ARG(utf8_clip(from, 60)));
	return utf8_clip(to.n > 0 ? to : on, 60);
}

/* --- putting it together ------------------------------------------------------------------------------------------ */

/* The item with its bullets in it: all, or those of the pick in its order. */
static json_t *
item_json(const struct resume_item *i, const struct resume_pick *p)
{
	json_t *o = json_deep_copy(i->body), *list;
	size_t n = p != NULL ? p->n_bullets : i->n_bullets;

	if (!json_is_object(o))
		return o;
	list = json_object_get(o, "highlights");
	if (!json_is_array(list) && i->n_bullets > 0) {
		list = json_array();
		json_object_set_new(o, "highlights", list);
	}
	for (size_t k = 0; k < n; k++) {
		for (size_t b = 0; b < i->n_bullets; b++) {
			const struct resume_bullet *u = &i->bullets[b];

			if (p != NULL ? u->id == p->bullets[k] : b == k)
				json_array_append_new(list, json_stringn(u->text.p, u->text.n));
		}
	}
	return o;
}

static json_t *
section_list(json_t *doc, struct str section)
{
	json_t *list = json_object_getn(doc, section.p, section.n);

	if (!json_is_array(list)) {
		json_t *was = json_incref(list);

		/* A section that came as something else becomes the first of the list. */
		list = json_array();
		if (was != NULL && !json_is_null(was))
			json_array_append(list, was);
		json_decref(was);
		json_object_setn_new(doc, section.p, section.n, list);
	}
	return list;
}

/* What stands beside the sections, meta kept for the end. */
static json_t *
version_body(const struct resume *r, const struct resume_version *v)
{
	json_t *doc = json_object(), *basics, *e;
	const char *key;

	json_object_foreach(r->body, key, e)
	{
		if (!json_is_array(e) && strcmp(key, "meta") != 0)
			json_object_set_new(doc, key, json_deep_copy(e));
	}
	basics = json_object_get(doc, "basics");
	if (!json_is_object(basics)) {
		basics = json_object();
		json_object_set_new(doc, "basics", basics);
	}
	if (v->label.p != NULL)
		json_object_set_new(basics, "label", json_stringn(v->label.p, v->label.n));
	if (v->summary.p != NULL)
		json_object_set_new(basics, "summary", json_stringn(v->summary.p, v->summary.n));
	return doc;
}

json_t *
resume_document(struct ctx *c, const struct resume *r, const struct resume_version *v)
{
	json_t *doc, *meta = json_object_get(r->body, "meta");

	if (v == NULL) {
		doc = json_deep_copy(r->body);
		for (size_t i = 0; i < r->n_items; i++)
			json_array_append_new(section_list(doc, r->items[i].section), item_json(&r->items[i], NULL));
	} else {
		doc = version_body(r, v);
		for (size_t i = 0; i < v->n_picks; i++) {
			const struct resume_item *it = resume_item_of(r, v->picks[i].item_id);

			if (it != NULL)
				json_array_append_new(section_list(doc, it->section), item_json(it, &v->picks[i]));
		}
		if (meta != NULL)
			json_object_set_new(doc, "meta", json_deep_copy(meta));
	}
	arena_defer(c->a, drop_json, doc);
	return doc;
}

bool
resume_version_json(struct ctx *c, int64_t version_id, struct str *ret, struct err *err)
{
	struct resume r;
	struct resume_version v;

	if (version_id != 0 && !resume_version_get(c, version_id, &v, err))
		return false;
	if (!resume_load(c, &r, err))
		return false;
	*ret = jsonresume_write(c->a, resume_document(c, &r, version_id != 0 ? &v : NULL));
	return true;
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

static bool
word_byte(char ch)
{
	return ascii_is_alpha(ch) || ascii_is_digit(ch) || (unsigned char)ch >= 0x80 || ch == '_';
}

/* The end of the number that begins at i: digits with points, commas and spaces before three digits between. */
static size_t
number_end(struct str s, size_t i, size_t *ret_points)
{
	*ret_points = 0;
	while (i < s.n) {
		if (ascii_is_digit(s.p[i])) {
			i++;
		} else if ((s.p[i] == '.' || s.p[i] == ',') && i + 1 < s.n && ascii_is_digit(s.p[i + 1])) {
			*ret_points += s.p[i] == '.';
			i++;
		} else {
			break;
		}
	}
	return i;
}

/* Whether the word before i begins with a capital: "Python 3", "Vue 2", "Level 5". */
static bool
names_a_version(struct str s, size_t i, size_t end)
{
	size_t w;

	if (i < 2 || s.p[i - 1] != ' ' || (end < s.n && strchr("%+kKMBx", s.p[end]) != NULL))
		return false;
	for (w = i - 1; w > 0 && word_byte(s.p[w - 1]); w--)
		;
	/* A sentence begins with a capital, too: then the word says nothing. */
	return w > 0 && w < i - 1 && s.p[w] >= 'A' && s.p[w] <= 'Z' && end - i <= 2 && (end == s.n || s.p[end] != ' ');
}

bool
resume_has_number(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		size_t points, end;
		int year;

		if (!ascii_is_digit(s.p[i]))
			continue;
		end = number_end(s, i, &points);
		year = end - i == 4 ? (s.p[i] - '0') * 10 + (s.p[i + 1] - '0') : 0;
		if (i > 0 && (word_byte(s.p[i - 1]) || s.p[i - 1] == '+' || s.p[i - 1] == '#' ||
		              (s.p[i - 1] == '-' && i > 1 && ascii_is_alpha(s.p[i - 2])))) {
			/* within a name: S3, C++17, GPT-4 */
		} else if (points > 1 || names_a_version(s, i, end)) {
			/* a version */
		} else if ((year == 19 || year == 20) && (end == s.n || !(word_byte(s.p[end]) || s.p[end] == '%'))) {
			/* a year */
		} else if (end < s.n && (s.p[end] == 'D' || s.p[end] == 'd') &&
		           (end + 1 == s.n || !word_byte(s.p[end + 1]))) {
			/* 2D, 3D */
		} else {
			return true;
		}
		i = end;
		while (i < s.n && word_byte(s.p[i]))
			i++;
		i -= i > 0;
	}
	return false;
}

bool
resume_bullet_is_flagged(const struct resume_bullet *b)
{
	return b->proof == PROOF_NONE && resume_has_number(b->text);
}
