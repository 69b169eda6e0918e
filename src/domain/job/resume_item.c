#include "domain/job/resume_item.h"

#include "base/utf8.h"
#include "domain/skill/evidence.h"

static void
drop_json(void *p)
{
	json_decref(p);
}

static struct str
json_str(struct arena *a, const json_t *v)
{
	return jdoc_write(a, v);
}

/* --- basics and fields -------------------------------------------------------------------------------------------- */

bool
resume_basics_save(struct ctx *c, int64_t rev, const json_t *basics, int64_t *ret_change, struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	struct resume r;
	json_t *body;
	struct str text;

	if (!resume_edit_begin(c, &e, err) || !resume_load(c, &r, err))
		return false;
	body = json_deep_copy(r.body);
	arena_defer(c->a, drop_json, body);
	json_object_set_new(body, "basics", json_deep_copy(basics));
	text = json_str(c->a, body);
	if (text.n > RESUME_ITEM_MAX)
		return err_set(err, ERR_LIMIT, "what stands about you has %zu bytes, at most %zu are kept", text.n,
		               RESUME_ITEM_MAX);
	return resume_edit_put(&e, RESUME_ROW_MASTER, RESUME_MASTER_ID, rev,
	                       json_pack("{s:s%}", "body", text.p, text.n), err) &&
	       resume_edit_commit(&e, STR("changed what stands about me"), ret_change, err);
}

static json_t *
lines_json(struct str typed)
{
	json_t *list = json_array();
	struct str line;

	while (str_line(&typed, &line)) {
		line = str_trim(line);
		if (line.n > 0)
			json_array_append_new(list, json_stringn(line.p, line.n));
	}
	return list;
}

void
resume_field_set(json_t *o, const struct resume_field *f, struct str typed)
{
	const json_t *was = resume_value(o, f);
	bool older = f->older != NULL && json_object_get(o, f->name) == NULL && json_object_get(o, f->older) != NULL;
	const char *name = older ? f->older : f->name;

	typed = str_trim(typed);
	/* What no field can show stays what it is: a number, a list where text is wanted. */
	if (was != NULL && (f->type == RESUME_LIST ? !json_is_array(was) : !json_is_string(was)) && typed.n == 0)
		return;
	if (typed.n == 0) {
		if (was == NULL)
			return;
		if (f->type == RESUME_LIST ? json_array_size(was) == 0 : json_string_length(was) == 0)
			return;
		json_object_del(o, name);
	} else if (f->type == RESUME_LIST) {
		json_object_set_new(o, name, lines_json(typed));
	} else {
		json_object_set_new(o, name, json_stringn(typed.p, typed.n));
	}
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

bool
resume_put_item(struct resume_edit *e, int64_t id, int64_t rev, struct str section, int64_t place, const json_t *body,
                bool gone, struct err *err)
{
	struct str text = json_str(e->c->a, body);

	if (text.n > RESUME_ITEM_MAX)
		return err_set(err, ERR_LIMIT, "the item has %zu bytes, at most %zu are kept", text.n, RESUME_ITEM_MAX);
	return resume_edit_put(e, RESUME_ROW_ITEM, id, rev,
	                       json_pack("{s:s%,s:I,s:s%,s:i}", "section", section.p, section.n, "place",
	                                 (json_int_t)place, "body", text.p, text.n, "gone", gone ? 1 : 0),
	                       err);
}

static json_t *
id_or_null(int64_t id)
{
	return id != 0 ? json_integer(id) : json_null();
}

static json_t *
text_or_null(struct str s)
{
	return s.n > 0 ? json_stringn(s.p, s.n) : json_null();
}

bool
resume_put_bullet(struct resume_edit *e, const struct resume_bullet *b, int64_t rev, bool gone, struct err *err)
{
	return resume_edit_put(e, RESUME_ROW_BULLET, b->id, rev,
	                       json_pack("{s:I,s:I,s:s%,s:s,s:o,s:o,s:i}", "item_id", (json_int_t)b->item_id, "place",
	                                 (json_int_t)b->place, "text", b->text.p != NULL ? b->text.p : "", b->text.n,
	                                 "proof", proof_name(b->proof), "proof_id", id_or_null(b->proof_id),
	                                 "proof_url", text_or_null(b->proof_url), "gone", gone ? 1 : 0),
	                       err);
}

json_t *
resume_take_bullets(json_t *body)
{
	json_t *list = json_object_get(body, "highlights"), *e;
	size_t i;

	if (!json_is_array(list) || json_array_size(list) == 0)
		return NULL;
	json_array_foreach(list, i, e)
	{
		if (!json_is_string(e))
			return NULL;
	}
	json_incref(list);
	json_object_set_new(body, "highlights", json_array());
	return list;
}

/* --- items -------------------------------------------------------------------------------------------------------- */

static bool
item_get(const struct resume *r, int64_t id, const struct resume_item **ret, struct err *err)
{
	*ret = resume_item_of(r, id);
	if (*ret == NULL)
		return err_set(err, ERR_NOT_FOUND, "there is no item %lld in the résumé", (long long)id);
	return true;
}

static bool
bullet_get(const struct resume *r, int64_t id, const struct resume_bullet **ret, struct err *err)
{
	*ret = resume_bullet_of(r, id);
	if (*ret == NULL)
		return err_set(err, ERR_NOT_FOUND, "there is no bullet %lld in the résumé", (long long)id);
	return true;
}

static bool
commit_item(struct resume_edit *e, const char *verb, const struct resume_item *i, int64_t *ret_change, struct err *err)
{
	struct str title = resume_item_title(e->c->a, i);

	return resume_edit_commit(e, arena_printf(e->c->a, "%s %.*s", verb, STR_ARG(title)), ret_change, err);
}

bool
resume_item_add(struct ctx *c, struct str section, json_t *body, int64_t *ret_id, int64_t *ret_change, struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	struct resume r;
	struct resume_item i = {.section = str_trim(section)};
	json_t *bullets, *b;
	size_t k;

	if (i.section.n == 0 || i.section.n > 180)
		return err_set(err, ERR_INVALID, "a section has a name of 1 to 180 bytes");
	if (json_object_size(body) == 0 && !json_is_string(body))
		return err_set(err, ERR_INVALID, "there is nothing in it");
	if (!resume_edit_begin(c, &e, err) || !resume_load(c, &r, err))
		return false;
	if (r.n_items >= RESUME_ITEMS_MAX)
		return err_set(err, ERR_LIMIT, "the résumé has %d items already", RESUME_ITEMS_MAX);
	for (k = 0; k < r.n_items; k++)
		if (str_eq(r.items[k].section, i.section))
			i.place = MAX(i.place, r.items[k].place + 1);
	i.id = ctx_new_id(c);
	i.body = json_deep_copy(body);
	arena_defer(c->a, drop_json, i.body);
	bullets = resume_take_bullets(i.body);
	if (bullets != NULL)
		arena_defer(c->a, drop_json, bullets);
	if (!resume_put_item(&e, i.id, 0, i.section, i.place, i.body, false, err))
		return false;
	json_array_foreach(bullets, k, b)
	{
		struct resume_bullet u = {ctx_new_id(c), i.id, (int64_t)k, str_of(json_string_value(b)),
		                          PROOF_NONE,    0,    STR_NONE,   0};

		if (!resume_put_bullet(&e, &u, 0, false, err))
			return false;
	}
	*ret_id = i.id;
	return commit_item(&e, "added", &i, ret_change, err);
}

bool
resume_item_save(struct ctx *c, int64_t id, int64_t rev, json_t *body, int64_t *ret_change, struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	const struct resume_item *i;
	struct resume r;

	if (!resume_edit_begin(c, &e, err) || !resume_load(c, &r, err) || !item_get(&r, id, &i, err))
		return false;
	return resume_put_item(&e, id, rev, i->section, i->place, body, false, err) &&
	       commit_item(&e, "changed", i, ret_change, err);
}

bool
resume_item_move(struct ctx *c, int64_t id, int by, int64_t *ret_change, struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	const struct resume_item *i;
	struct resume r;
	size_t first, at, n = 0, to;

	if (!resume_edit_begin(c, &e, err) || !resume_load(c, &r, err) || !item_get(&r, id, &i, err))
		return false;
	at = (size_t)(i - r.items);
	for (first = at; first > 0 && str_eq(r.items[first - 1].section, i->section); first--)
		;
	while (first + n < r.n_items && str_eq(r.items[first + n].section, i->section))
		n++;
	if ((by < 0 && at == first) || (by > 0 && at == first + n - 1))
		return resume_edit_commit(&e, STR(""), ret_change, err);
	to = by < 0 ? at - 1 : at + 1;
	/* Places are made dense on the way, so that two that were equal come apart. */
	for (size_t k = first; k < first + n; k++) {
		size_t place = (k == at ? to : k == to ? at : k) - first;

		if (!resume_put_item(&e, r.items[k].id, RESUME_REV_ANY, i->section, (int64_t)place, r.items[k].body,
		                     false, err))
			return false;
	}
	return commit_item(&e, "moved", i, ret_change, err);
}

bool
resume_item_delete(struct ctx *c, int64_t id, int64_t *ret_change, struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	const struct resume_item *i;
	struct resume r;

	if (!resume_edit_begin(c, &e, err) || !resume_load(c, &r, err) || !item_get(&r, id, &i, err) ||
	    !resume_put_item(&e, id, RESUME_REV_ANY, i->section, i->place, i->body, true, err))
		return false;
	for (size_t k = 0; k < i->n_bullets; k++)
		if (!resume_put_bullet(&e, &i->bullets[k], RESUME_REV_ANY, true, err))
			return false;
	return commit_item(&e, "deleted", i, ret_change, err);
}

/* --- bullets ------------------------------------------------------------------------------------------------------ */

static bool
commit_bullet(struct resume_edit *e, const char *verb, struct str text, int64_t *ret_change, struct err *err)
{
	return resume_edit_commit(e, arena_printf(e->c->a, "%s the bullet '%.*s'", verb, STR_ARG(utf8_clip(text, 300))),
	                          ret_change, err);
}

/* http or https, and nothing in it that ends it. */
static bool
is_web_address(struct str s)
{
	size_t scheme = str_starts_ci(s, STR("https://")) ? 8 : str_starts_ci(s, STR("http://")) ? 7 : s.n;

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ')
			return false;
	return scheme < s.n;
}

static bool
evidence_there(struct ctx *c, int64_t id, bool *ret, struct err *err)
{
	struct evidence *list;
	size_t n;

	if (!evidence_list(c, &list, &n, err))
		return false;
	*ret = false;
	for (size_t i = 0; i < n; i++)
		*ret = *ret || list[i].id == id;
	return true;
}

static bool
log_there(struct ctx *c, int64_t id, bool *ret, struct err *err)
{
	struct minutes *list;
	size_t n;

	if (!minutes_list(c, &list, &n, err))
		return false;
	*ret = false;
	for (size_t i = 0; i < n; i++)
		*ret = *ret || list[i].id == id;
	return true;
}

static bool
bullet_check(struct ctx *c, const struct resume_bullet *b, const struct resume_bullet *was, struct err *err)
{
	bool there = true;

	if (b->text.n == 0)
		return err_set(err, ERR_INVALID, "the bullet is empty");
	if (b->text.n > RESUME_BULLET_MAX)
		return err_set(err, ERR_LIMIT, "the bullet has %zu bytes, at most %zu are kept", b->text.n,
		               RESUME_BULLET_MAX);
	if (b->proof == PROOF_URL && (!is_web_address(b->proof_url) || b->proof_url.n > 2048)) {
		err_set(err, ERR_INVALID, "'%.*s' is not a web address", (int)utf8_clip(b->proof_url, 80).n,
		        b->proof_url.p != NULL ? b->proof_url.p : "");
		return err_hint(err, "Begin it with https:// or http://.");
	}
	if (was != NULL && was->proof == b->proof && was->proof_id == b->proof_id)
		return true;
	if (b->proof == PROOF_EVIDENCE && !evidence_there(c, b->proof_id, &there, err))
		return false;
	if (b->proof == PROOF_LOG && !log_there(c, b->proof_id, &there, err))
		return false;
	if (!there)
		return err_set(err, ERR_NOT_FOUND, "there is no %s %lld",
		               b->proof == PROOF_LOG ? "log entry" : "evidence", (long long)b->proof_id);
	return true;
}

bool
resume_bullet_add(struct ctx *c, int64_t item_id, struct str text, int64_t *ret_id, int64_t *ret_change,
                  struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	const struct resume_item *i;
	struct resume r;
	struct resume_bullet b = {.item_id = item_id, .text = str_trim(text)};

	if (!resume_edit_begin(c, &e, err) || !resume_load(c, &r, err) || !item_get(&r, item_id, &i, err) ||
	    !bullet_check(c, &b, NULL, err))
		return false;
	if (!json_is_object(i->body))
		return err_set(err, ERR_UNSUPPORTED, "this item is a single text and has no bullets");
	if (i->n_bullets >= RESUME_BULLETS_MAX)
		return err_set(err, ERR_LIMIT, "this item has %d bullets already", RESUME_BULLETS_MAX);
	b.id = ctx_new_id(c);
	if (i->n_bullets > 0)
		b.place = i->bullets[i->n_bullets - 1].place + 1;
	*ret_id = b.id;
	return resume_put_bullet(&e, &b, 0, false, err) && commit_bullet(&e, "added", b.text, ret_change, err);
}

bool
resume_bullet_save(struct ctx *c, const struct resume_bullet *b, int64_t rev, int64_t *ret_change, struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	const struct resume_bullet *was;
	struct resume r;
	struct resume_bullet now;

	if (!resume_edit_begin(c, &e, err) || !resume_load(c, &r, err) || !bullet_get(&r, b->id, &was, err))
		return false;
	now = *was;
	now.text = str_trim(b->text);
	now.proof = b->proof;
	now.proof_id = b->proof == PROOF_NONE || b->proof == PROOF_URL ? 0 : b->proof_id;
	now.proof_url = b->proof == PROOF_URL ? str_trim(b->proof_url) : STR_NONE;
	return bullet_check(c, &now, was, err) && resume_put_bullet(&e, &now, rev, false, err) &&
	       commit_bullet(&e, "changed", now.text, ret_change, err);
}

bool
resume_bullet_move(struct ctx *c, int64_t id, int by, int64_t *ret_change, struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	const struct resume_bullet *b;
	const struct resume_item *i;
	struct resume r;
	size_t at, to;

	if (!resume_edit_begin(c, &e, err) || !resume_load(c, &r, err) || !bullet_get(&r, id, &b, err) ||
	    !item_get(&r, b->item_id, &i, err))
		return false;
	at = (size_t)(b - i->bullets);
	if ((by < 0 && at == 0) || (by > 0 && at == i->n_bullets - 1))
		return resume_edit_commit(&e, STR(""), ret_change, err);
	to = by < 0 ? at - 1 : at + 1;
	for (size_t k = 0; k < i->n_bullets; k++) {
		struct resume_bullet u = i->bullets[k];

		u.place = (int64_t)(k == at ? to : k == to ? at : k);
		if (!resume_put_bullet(&e, &u, RESUME_REV_ANY, false, err))
			return false;
	}
	return commit_bullet(&e, "moved", b->text, ret_change, err);
}

bool
resume_bullet_delete(struct ctx *c, int64_t id, int64_t *ret_change, struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	const struct resume_bullet *b;
	struct resume r;

	return resume_edit_begin(c, &e, err) && resume_load(c, &r, err) && bullet_get(&r, id, &b, err) &&
	       resume_put_bullet(&e, b, RESUME_REV_ANY, true, err) &&
	       commit_bullet(&e, "deleted", b->text, ret_change, err);
}
