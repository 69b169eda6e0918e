#include "domain/job/resume_merge.h"

#include "base/fold.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "domain/job/resume_item.h"

/* An element of the document, and which of the master's it is. */
struct incoming {
	struct str section;
	json_t *body;    /* a copy, bullets taken out */
	json_t *bullets; /* NULL for none */
	struct resume_item *mine;
	struct str key;
};

struct merge {
	struct ctx *c;
	struct resume_edit e;
	struct resume r;
	bool *taken;      /* of the master's items */
	struct str *keys; /* of the master's items */
	json_t *body;     /* of the master, to be */
	VEC(struct incoming) in;
	struct resume_merge *ret;
};

static void
drop_json(void *p)
{
	json_decref(p);
}

static struct resume_merge_line *
line(struct merge *m, enum resume_merge_kind kind)
{
	struct resume_merge_line *l = VEC_PUSH(m->c->a, &m->ret->lines);

	l->kind = kind;
	return l;
}

/* --- what tells two apart ----------------------------------------------------------------------------------------- */

static struct str
value_text(struct arena *a, const json_t *v)
{
	if (v == NULL || json_is_null(v))
		return STR("");
	return json_is_string(v) ? (struct str){json_string_value(v), json_string_length(v)} : jdoc_write(a, v);
}

/* Folded, so that case and punctuation do not make two of one; a text in another script stays as it is. */
static struct str
folded(struct arena *a, struct str s)
{
	struct str f = fold_line(a, s);

	return f.n > 0 ? f : str_trim(s);
}

static struct str
item_key(struct arena *a, struct str section, const json_t *body)
{
	static const char *const names[] = {"name", "title", "label", "institution", "company", "position", "date"};
	CLEANUP(strbuf_release) struct strbuf b = STRBUF((size_t)1 << 20);
	const struct resume_section *s = resume_section_find(section);
	bool any = false;

	if (s != NULL) {
		for (const struct resume_field *f = s->fields; f->name != NULL; f++) {
			struct str v = f->key ? folded(a, value_text(a, resume_value(body, f))) : STR_NONE;

			any = any || v.n > 0;
			strbuf_add(&b, v);
			strbuf_byte(&b, '\n');
		}
	} else {
		for (size_t i = 0; i < ARRAY_LEN(names); i++) {
			struct str v = folded(a, value_text(a, json_object_get(body, names[i])));

			any = any || v.n > 0;
			strbuf_add(&b, v);
			strbuf_byte(&b, '\n');
		}
	}
	/* Nothing to tell it by: only its equal is the same. */
	return any ? arena_str(a, strbuf_str(&b)) : jdoc_write(a, body);
}

static bool
bullets_equal(const struct resume_item *i, const json_t *bullets)
{
	if (i->n_bullets != json_array_size(bullets))
		return false;
	for (size_t k = 0; k < i->n_bullets; k++)
		if (!str_eq(i->bullets[k].text, value_text(NULL, json_array_get(bullets, k))))
			return false;
	return true;
}

/* --- matching ----------------------------------------------------------------------------------------------------- */

static void
gather(struct merge *m, json_t *doc)
{
	const char *key;
	json_t *list, *e;
	size_t i;

	json_object_foreach(doc, key, list)
	{
		json_array_foreach(list, i, e)
		{
			struct incoming *in = VEC_PUSH(m->c->a, &m->in);

			in->section = arena_str(m->c->a, str_of(key));
			in->body = json_deep_copy(e);
			arena_defer(m->c->a, drop_json, in->body);
			in->bullets = resume_take_bullets(in->body);
			if (in->bullets != NULL)
				arena_defer(m->c->a, drop_json, in->bullets);
			in->key = item_key(m->c->a, in->section, in->body);
		}
	}
}

static void
match(struct merge *m, bool exact)
{
	for (size_t k = 0; k < m->in.n; k++) {
		struct incoming *in = &m->in.p[k];

		for (size_t i = 0; i < m->r.n_items && in->mine == NULL; i++) {
			struct resume_item *it = &m->r.items[i];

			if (m->taken[i] || !str_eq(it->section, in->section) || !str_eq(m->keys[i], in->key))
				continue;
			if (exact && (!json_equal(it->body, in->body) || !bullets_equal(it, in->bullets)))
				continue;
			in->mine = it;
			m->taken[i] = true;
		}
	}
}

/* --- merging values ----------------------------------------------------------------------------------------------- */

/* The document's keys into the master's object; objects within objects are merged, all else is replaced. The names of
 * what changed go to `told`. */
static void
merge_object(json_t *mine, const json_t *theirs, struct strbuf *told)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)(uintptr_t)theirs, key, v)
	{
		json_t *was = json_object_get(mine, key);

		if (was != NULL && json_equal(was, v))
			continue;
		if (was != NULL && json_is_null(v))
			continue;
		if (json_is_object(was) && json_is_object(v)) {
			merge_object(was, v, told);
			continue;
		}
		if (told->n > 0)
			strbuf_addz(told, ", ");
		strbuf_addz(told, key);
		json_object_set_new(mine, key, json_deep_copy(v));
	}
}

/* Profiles by network and name: those of the document added or put in place of the same. */
static void
merge_profiles(struct merge *m, json_t *mine, const json_t *theirs)
{
	size_t i, k;
	json_t *e, *o;

	json_array_foreach(theirs, i, e)
	{
		bool found = false;

		json_array_foreach(mine, k, o)
		{
			if (!json_equal(o, e) && !str_eq_ci(value_text(m->c->a, json_object_get(o, "network")),
			                                    value_text(m->c->a, json_object_get(e, "network"))))
				continue;
			found = true;
			json_array_set_new(mine, k, json_deep_copy(e));
			break;
		}
		if (!found)
			json_array_append_new(mine, json_deep_copy(e));
	}
}

static bool
names_are_unique(struct arena *a, const json_t *list)
{
	size_t i;
	json_t *e;

	json_array_foreach(list, i, e)
	{
		for (size_t k = 0; k < i; k++)
			if (str_eq_ci(value_text(a, json_object_get(json_array_get(list, k), "network")),
			              value_text(a, json_object_get(e, "network"))))
				return false;
	}
	return true;
}

static void
merge_basics(struct merge *m, json_t *mine, json_t *theirs, struct strbuf *told)
{
	json_t *was = json_object_get(mine, "profiles"), *now = json_object_get(theirs, "profiles"), *merged;

	if (json_is_array(was) && json_is_array(now) && names_are_unique(m->c->a, was) &&
	    names_are_unique(m->c->a, now)) {
		merged = json_deep_copy(was);
		merge_profiles(m, merged, now);
		theirs = json_copy(theirs);
		arena_defer(m->c->a, drop_json, theirs);
		json_object_set_new(theirs, "profiles", merged);
	}
	merge_object(mine, theirs, told);
}

/* What stands once: basics and everything that is no list of items. Lists leave their empty selves, for the order. */
static bool
merge_body(struct merge *m, json_t *doc, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf told = STRBUF(4000);
	const char *key;
	json_t *v, *was;
	struct str text;

	m->body = json_deep_copy(m->r.body);
	arena_defer(m->c->a, drop_json, m->body);
	json_object_foreach(doc, key, v)
	{
		was = json_object_get(m->body, key);
		if (json_is_array(v)) {
			if (was == NULL || json_is_null(was))
				json_object_set_new(m->body, key, json_array());
		} else if (was == NULL) {
			json_object_set_new(m->body, key, json_deep_copy(v));
			if (m->r.rev > 0 && json_object_size(m->r.body) > 0) {
				strbuf_addz(&told, told.n > 0 ? ", " : "");
				strbuf_addz(&told, key);
			}
		} else if (json_is_array(was) || json_is_null(v)) {
			/* The master has items there. */
		} else if (json_is_object(v) && json_is_object(was)) {
			if (strcmp(key, "basics") == 0)
				merge_basics(m, was, v, &told);
			else
				merge_object(was, v, &told);
		} else if (!json_equal(was, v)) {
			strbuf_addz(&told, told.n > 0 ? ", " : "");
			strbuf_addz(&told, key);
			json_object_set_new(m->body, key, json_deep_copy(v));
		}
	}
	text = jdoc_write(m->c->a, m->body);
	if (text.n > RESUME_ITEM_MAX)
		return err_set(err, ERR_LIMIT, "what stands beside the sections has %zu bytes, at most %zu are kept",
		               text.n, RESUME_ITEM_MAX);
	if (json_equal(m->body, m->r.body)) {
		m->ret->n_same += json_object_get(doc, "basics") != NULL;
	} else if (json_object_size(m->r.body) == 0) {
		m->ret->n_added++;
		*line(m, RESUME_ADDED) = (struct resume_merge_line){RESUME_ADDED, STR("About me"), STR_NONE};
	} else if (told.n > 0) {
		m->ret->n_changed++;
		*line(m, RESUME_CHANGED) =
		    (struct resume_merge_line){RESUME_CHANGED, STR("About me"), arena_str(m->c->a, strbuf_str(&told))};
	}
	return resume_edit_put(&m->e, RESUME_ROW_MASTER, RESUME_MASTER_ID, RESUME_REV_ANY,
	                       json_pack("{s:s%}", "body", text.p, text.n), err);
}

/* --- items -------------------------------------------------------------------------------------------------------- */

static bool
add_bullets(struct merge *m, struct incoming *in, int64_t item, size_t *ret_n, struct err *err)
{
	bool *taken = ARENA_ARRAY(m->c->a, in->mine != NULL ? in->mine->n_bullets : 0, bool);
	int64_t place = 0;
	size_t i;
	json_t *e;

	*ret_n = 0;
	for (size_t k = 0; in->mine != NULL && k < in->mine->n_bullets; k++)
		place = MAX(place, in->mine->bullets[k].place + 1);
	json_array_foreach(in->bullets, i, e)
	{
		struct resume_bullet b = {.item_id = item, .text = value_text(NULL, e)};
		bool found = false;

		for (size_t k = 0; in->mine != NULL && k < in->mine->n_bullets && !found; k++) {
			found = !taken[k] && str_eq(in->mine->bullets[k].text, b.text);
			taken[k] = taken[k] || found;
		}
		if (found)
			continue;
		b.id = ctx_new_id(m->c);
		b.place = place++;
		if (!resume_put_bullet(&m->e, &b, 0, false, err))
			return false;
		(*ret_n)++;
	}
	m->ret->n_bullets += *ret_n;
	return true;
}

static struct str
item_name(struct merge *m, const struct incoming *in, int64_t id)
{
	struct resume_item i = {.id = id, .section = in->section, .body = in->body};

	return arena_printf(m->c->a, "%.*s: %.*s", STR_ARG(resume_section_title(in->section)),
	                    STR_ARG(resume_item_title(m->c->a, &i)));
}

static bool
add_item(struct merge *m, struct incoming *in, struct err *err)
{
	int64_t id = ctx_new_id(m->c), place = 0;
	size_t n;

	if (m->r.n_items + m->ret->n_added >= RESUME_ITEMS_MAX)
		return err_set(err, ERR_LIMIT, "the résumé would have more than %d items", RESUME_ITEMS_MAX);
	for (size_t i = 0; i < m->r.n_items; i++)
		if (str_eq(m->r.items[i].section, in->section))
			place = MAX(place, m->r.items[i].place + 1);
	/* Behind those of this file, too. */
	for (struct incoming *o = m->in.p; o < in; o++)
		place += o->mine == NULL && str_eq(o->section, in->section);
	m->ret->n_added++;
	*line(m, RESUME_ADDED) = (struct resume_merge_line){RESUME_ADDED, item_name(m, in, id), STR_NONE};
	return resume_put_item(&m->e, id, 0, in->section, place, in->body, false, err) &&
	       add_bullets(m, in, id, &n, err);
}

static bool
change_item(struct merge *m, struct incoming *in, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf told = STRBUF(4000);
	json_t *body = json_deep_copy(in->mine->body);
	size_t n;

	arena_defer(m->c->a, drop_json, body);
	if (json_is_object(body) && json_is_object(in->body)) {
		/* The list of bullets is no field. */
		if (json_array_size(json_object_get(in->body, "highlights")) == 0 &&
		    json_object_get(body, "highlights") != NULL)
			json_object_del(in->body, "highlights");
		merge_object(body, in->body, &told);
	}
	if (!resume_put_item(&m->e, in->mine->id, RESUME_REV_ANY, in->section, in->mine->place, body, false, err) ||
	    !add_bullets(m, in, in->mine->id, &n, err))
		return false;
	if (told.n == 0 && n == 0) {
		m->ret->n_same++;
		return true;
	}
	if (n > 0) {
		strbuf_addz(&told, told.n > 0 ? "; " : "");
		strbuf_printf(&told, "%zu bullet%s more", n, n == 1 ? "" : "s");
	}
	m->ret->n_changed++;
	*line(m, RESUME_CHANGED) = (struct resume_merge_line){RESUME_CHANGED, item_name(m, in, in->mine->id),
	                                                      arena_str(m->c->a, strbuf_str(&told))};
	return true;
}

bool
resume_merge(struct ctx *c, json_t *doc, struct str name, bool dry_run, struct resume_merge *ret, struct err *err)
{
	struct resume_merge report = {0};
	struct merge m = {.c = c, .ret = &report};
	bool ok;

	ok = resume_edit_begin(c, &m.e, err) && resume_load(c, &m.r, err);
	if (ok) {
		gather(&m, doc);
		m.taken = ARENA_ARRAY(c->a, m.r.n_items, bool);
		m.keys = ARENA_ARRAY(c->a, m.r.n_items, struct str);
		for (size_t i = 0; i < m.r.n_items; i++)
			m.keys[i] = item_key(c->a, m.r.items[i].section, m.r.items[i].body);
		match(&m, true);
		match(&m, false);
		ok = merge_body(&m, doc, err);
	}
	for (size_t i = 0; ok && i < m.in.n; i++)
		ok = m.in.p[i].mine != NULL ? change_item(&m, &m.in.p[i], err) : add_item(&m, &m.in.p[i], err);
	if (ok && !dry_run)
		ok = resume_edit_commit(&m.e, arena_printf(c->a, "imported %.*s", STR_ARG(utf8_clip(name, 300))),
		                        &report.change, err);
	resume_edit_end(&m.e);
	if (ok)
		*ret = report;
	return ok;
}
