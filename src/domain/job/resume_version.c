#include "domain/job/resume_version.h"

#include "base/num.h"
#include "base/utf8.h"

static void
drop_json(void *p)
{
	json_decref(p);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static void
picks_read(struct arena *a, const json_t *list, struct resume_version *v)
{
	size_t i, k;
	json_t *e, *b;

	v->picks = ARENA_ARRAY(a, json_array_size(list), struct resume_pick);
	json_array_foreach(list, i, e)
	{
		const json_t *bullets = json_array_get(e, 1);
		struct resume_pick *p = &v->picks[v->n_picks++];

		p->item_id = json_integer_value(json_array_get(e, 0));
		p->bullets = ARENA_ARRAY(a, json_array_size(bullets), int64_t);
		json_array_foreach(bullets, k, b) p->bullets[p->n_bullets++] = json_integer_value(b);
	}
}

static struct str
picks_write(struct arena *a, const struct resume_pick *picks, size_t n)
{
	json_t *list = json_array();

	arena_defer(a, drop_json, list);
	for (size_t i = 0; i < n; i++) {
		json_t *bullets = json_array();

		for (size_t k = 0; k < picks[i].n_bullets; k++)
			json_array_append_new(bullets, json_integer(picks[i].bullets[k]));
		json_array_append_new(list, json_pack("[I,o]", (json_int_t)picks[i].item_id, bullets));
	}
	return jdoc_write(a, list);
}

static struct str
text_or_none(struct arena *a, struct db_stmt *st, int col)
{
	return db_col_is_null(st, col) ? STR_NONE : arena_str(a, db_col_text(st, col));
}

bool
resume_version_list(struct ctx *c, struct resume_version **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct resume_version) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_RESUME_VERSIONS, &st, err))
		return false;
	for (;;) {
		struct resume_version v = {0};
		json_t *picks;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		v.id = db_col_i64(st, 0);
		v.name = arena_str(c->a, db_col_text(st, 1));
		v.label = text_or_none(c->a, st, 2);
		v.summary = text_or_none(c->a, st, 3);
		if (!jdoc_read(c->a, arena_str(c->a, db_col_text(st, 4)), &picks, err))
			return err_prefix(err, "version '%.*s' is damaged", STR_ARG(v.name));
		picks_read(c->a, picks, &v);
		v.archived = db_col_i64(st, 5) != 0;
		v.rev = db_col_i64(st, 6);
		v.at_ms = db_col_i64(st, 7);
		*VEC_PUSH(c->a, &list) = v;
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
resume_version_get(struct ctx *c, int64_t id, struct resume_version *ret, struct err *err)
{
	struct resume_version *list;
	size_t n;

	if (!resume_version_list(c, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (list[i].id == id) {
			*ret = list[i];
			return true;
		}
	}
	return err_set(err, ERR_NOT_FOUND, "there is no version %lld of the résumé", (long long)id);
}

bool
resume_version_find(struct ctx *c, struct str words, int64_t *ret_id, struct err *err)
{
	struct resume_version *list;
	int64_t id = -1;
	size_t n;

	words = str_trim(words);
	if (words.n == 0 || str_eq(words, STR("0")) || str_eq(words, STR("master"))) {
		*ret_id = 0;
		return true;
	}
	if (!resume_version_list(c, &list, &n, err))
		return false;
	if (!num_parse_i64(words, 1, INT64_MAX, "version", &id, NULL))
		id = -1;
	for (size_t i = 0; i < n; i++) {
		if (list[i].id == id || str_eq_ci(list[i].name, words)) {
			*ret_id = list[i].id;
			return true;
		}
	}
	err_set(err, ERR_NOT_FOUND, "there is no version '%.*s' of the résumé", (int)utf8_clip(words, 60).n, words.p);
	return err_hint(err, "'cairn resume version list' lists them.");
}

struct resume_pick *
resume_pick_of(const struct resume_version *v, int64_t item_id)
{
	for (size_t i = 0; i < v->n_picks; i++)
		if (v->picks[i].item_id == item_id)
			return &v->picks[i];
	return NULL;
}

bool
resume_pick_has(const struct resume_pick *p, int64_t bullet_id)
{
	for (size_t i = 0; p != NULL && i < p->n_bullets; i++)
		if (p->bullets[i] == bullet_id)
			return true;
	return false;
}

bool
resume_version_flagged(struct ctx *c, int64_t id, size_t *ret, struct err *err)
{
	struct resume_version v;
	struct resume r;

	if ((id != 0 && !resume_version_get(c, id, &v, err)) || !resume_load(c, &r, err))
		return false;
	*ret = 0;
	for (size_t i = 0; i < r.n_items; i++)
		for (size_t k = 0; k < r.items[i].n_bullets; k++)
			*ret +=
			    resume_bullet_is_flagged(&r.items[i].bullets[k]) &&
			    (id == 0 || resume_pick_has(resume_pick_of(&v, r.items[i].id), r.items[i].bullets[k].id));
	return true;
}

bool
resume_version_sent(struct ctx *c, int64_t id, struct resume_sent **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct resume_sent) list = {0};
	bool row;

	if (!db_prepare(c->db, Q_RESUME_SENT, &st, err))
		return false;
	db_bind_i64(st, "version", id);
	for (;;) {
		struct str title, company;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		title = db_col_text(st, 1);
		company = db_col_text(st, 2);
		*VEC_PUSH(c->a, &list) = (struct resume_sent){
		    .application_id = db_col_i64(st, 0),
		    .title =
			arena_printf(c->a, "%.*s%s%.*s", STR_ARG(title), company.n > 0 ? ", " : "", STR_ARG(company)),
		    .on_day = (int32_t)db_col_i64(st, 3),
		};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static json_t *
text_or_null(struct str s)
{
	return s.p != NULL ? json_stringn(s.p, s.n) : json_null();
}

static bool
put(struct resume_edit *e, const struct resume_version *v, int64_t rev, bool gone, struct err *err)
{
	struct str picks = picks_write(e->c->a, v->picks, v->n_picks);

	return resume_edit_put(e, RESUME_ROW_VERSION, v->id, rev,
	                       json_pack("{s:s%,s:o,s:o,s:s%,s:i,s:i,s:I}", "name", v->name.p, v->name.n, "label",
	                                 text_or_null(v->label), "summary", text_or_null(v->summary), "picks", picks.p,
	                                 picks.n, "archived", v->archived ? 1 : 0, "gone", gone ? 1 : 0, "at_ms",
	                                 (json_int_t)v->at_ms),
	                       err);
}

static bool
commit(struct resume_edit *e, const char *verb, struct str name, int64_t *ret_change, struct err *err)
{
	return resume_edit_commit(e, arena_printf(e->c->a, "%s the version '%.*s'", verb, STR_ARG(name)), ret_change,
	                          err);
}

static bool
name_check(struct ctx *c, struct str name, int64_t self, struct err *err)
{
	struct resume_version *list;
	size_t n;
	int64_t number;

	if (name.n == 0 || name.n > 200)
		return err_set(err, ERR_INVALID, "a version has a name of 1 to 200 bytes");
	if (str_eq_ci(name, STR("master")) || num_parse_i64(name, 0, INT64_MAX, "name", &number, NULL))
		return err_set(err, ERR_INVALID, "a version cannot be called '%.*s'", STR_ARG(name));
	if (!resume_version_list(c, &list, &n, err))
		return false;
	if (n >= RESUME_VERSIONS_MAX && self == 0)
		return err_set(err, ERR_LIMIT, "there are %d versions already", RESUME_VERSIONS_MAX);
	for (size_t i = 0; i < n; i++)
		if (list[i].id != self && str_eq_ci(list[i].name, name))
			return err_set(err, ERR_CONFLICT, "there is a version '%.*s' already", STR_ARG(name));
	return true;
}

static void
pick_everything(struct ctx *c, const struct resume *r, struct resume_version *v)
{
	v->picks = ARENA_ARRAY(c->a, r->n_items, struct resume_pick);
	for (size_t i = 0; i < r->n_items; i++) {
		struct resume_pick *p = &v->picks[v->n_picks++];

		p->item_id = r->items[i].id;
		p->bullets = ARENA_ARRAY(c->a, r->items[i].n_bullets, int64_t);
		for (size_t k = 0; k < r->items[i].n_bullets; k++)
			p->bullets[p->n_bullets++] = r->items[i].bullets[k].id;
	}
}

bool
resume_version_add(struct ctx *c, struct str name, int64_t from, int64_t *ret_id, int64_t *ret_change, struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	struct resume_version v = {0};
	struct resume r;

	name = str_trim(name);
	if (!resume_edit_begin(c, &e, err) || !resume_load(c, &r, err) || !name_check(c, name, 0, err))
		return false;
	if (from != 0 && !resume_version_get(c, from, &v, err))
		return false;
	if (from == 0)
		pick_everything(c, &r, &v);
	v.id = ctx_new_id(c);
	v.name = name;
	v.archived = false;
	v.at_ms = ctx_now_ms(c);
	*ret_id = v.id;
	return put(&e, &v, 0, false, err) && commit(&e, from != 0 ? "copied" : "made", name, ret_change, err);
}

/* The picks that are there, each once. */
static void
clean_picks(struct ctx *c, const struct resume *r, struct resume_version *v)
{
	struct resume_version out = *v;

	out.picks = ARENA_ARRAY(c->a, v->n_picks, struct resume_pick);
	out.n_picks = 0;
	for (size_t i = 0; i < v->n_picks; i++) {
		const struct resume_pick *p = &v->picks[i];
		const struct resume_item *it = resume_item_of(r, p->item_id);
		struct resume_pick *q;

		if (it == NULL || resume_pick_of(&out, p->item_id) != NULL)
			continue;
		q = &out.picks[out.n_picks++];
		q->item_id = p->item_id;
		q->bullets = ARENA_ARRAY(c->a, p->n_bullets, int64_t);
		for (size_t k = 0; k < p->n_bullets; k++) {
			bool there = false;

			for (size_t b = 0; b < it->n_bullets; b++)
				there = there || it->bullets[b].id == p->bullets[k];
			if (there && !resume_pick_has(q, p->bullets[k]))
				q->bullets[q->n_bullets++] = p->bullets[k];
		}
	}
	*v = out;
}

bool
resume_version_save(struct ctx *c, const struct resume_version *v, int64_t rev, int64_t *ret_change, struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	struct resume_version now = *v, was;
	struct resume r;

	now.name = str_trim(v->name);
	if (now.label.n > 500 || now.summary.n > 20000)
		return err_set(err, ERR_LIMIT, "the %s is too long", now.label.n > 500 ? "label" : "summary");
	if (!resume_edit_begin(c, &e, err) || !resume_load(c, &r, err) || !resume_version_get(c, v->id, &was, err) ||
	    !name_check(c, now.name, v->id, err))
		return false;
	clean_picks(c, &r, &now);
	now.at_ms = was.at_ms;
	return put(&e, &now, rev, false, err) && commit(&e, "changed", now.name, ret_change, err);
}

bool
resume_version_archive(struct ctx *c, int64_t id, bool archived, int64_t *ret_change, struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	struct resume_version v;

	if (!resume_edit_begin(c, &e, err) || !resume_version_get(c, id, &v, err))
		return false;
	v.archived = archived;
	return put(&e, &v, RESUME_REV_ANY, false, err) &&
	       commit(&e, archived ? "put away" : "took back", v.name, ret_change, err);
}

bool
resume_version_delete(struct ctx *c, int64_t id, int64_t *ret_change, struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	struct resume_version v;

	return resume_edit_begin(c, &e, err) && resume_version_get(c, id, &v, err) &&
	       put(&e, &v, RESUME_REV_ANY, true, err) && commit(&e, "deleted", v.name, ret_change, err);
}

/* --- one item or bullet ------------------------------------------------------------------------------------------- */

/* Where an item belongs: behind those of its section that stand before it in the master, else at the end. */
static struct resume_pick *
pick_insert(struct ctx *c, const struct resume *r, struct resume_version *v, const struct resume_item *it)
{
	struct resume_pick *list = ARENA_ARRAY(c->a, v->n_picks + 1, struct resume_pick);
	size_t at = v->n_picks;

	for (size_t i = 0; i < v->n_picks; i++) {
		const struct resume_item *o = resume_item_of(r, v->picks[i].item_id);

		if (o == NULL || !str_eq(o->section, it->section))
			continue;
		if (o > it && at == v->n_picks) {
			at = i;
			break;
		}
		if (i + 1 == v->n_picks)
			break;
		/* The last of the section so far: behind it unless another follows. */
		o = resume_item_of(r, v->picks[i + 1].item_id);
		if (o == NULL || !str_eq(o->section, it->section)) {
			at = i + 1;
			break;
		}
	}
	for (size_t i = 0; i < at; i++)
		list[i] = v->picks[i];
	list[at] = (struct resume_pick){.item_id = it->id};
	for (size_t i = at; i < v->n_picks; i++)
		list[i + 1] = v->picks[i];
	v->picks = list;
	v->n_picks++;
	return &list[at];
}

static void
pick_bullet(struct ctx *c, const struct resume_item *it, struct resume_pick *p, int64_t bullet)
{
	int64_t *list = ARENA_ARRAY(c->a, p->n_bullets + 1, int64_t);
	size_t at = p->n_bullets, mine = 0;

	for (size_t k = 0; k < it->n_bullets; k++)
		if (it->bullets[k].id == bullet)
			mine = k;
	/* Before the first that stands behind it in the master. */
	for (size_t i = 0; i < p->n_bullets && at == p->n_bullets; i++)
		for (size_t k = mine + 1; k < it->n_bullets; k++)
			if (it->bullets[k].id == p->bullets[i])
				at = i;
	for (size_t i = 0; i < at; i++)
		list[i] = p->bullets[i];
	list[at] = bullet;
	for (size_t i = at; i < p->n_bullets; i++)
		list[i + 1] = p->bullets[i];
	p->bullets = list;
	p->n_bullets++;
}

static void
drop_item(struct resume_version *v, int64_t item)
{
	size_t n = 0;

	for (size_t i = 0; i < v->n_picks; i++)
		if (v->picks[i].item_id != item)
			v->picks[n++] = v->picks[i];
	v->n_picks = n;
}

static void
drop_bullet(struct resume_pick *p, int64_t bullet)
{
	size_t n = 0;

	for (size_t i = 0; p != NULL && i < p->n_bullets; i++)
		if (p->bullets[i] != bullet)
			p->bullets[n++] = p->bullets[i];
	if (p != NULL)
		p->n_bullets = n;
}

bool
resume_version_take(struct ctx *c, int64_t version_id, int64_t id, bool out, int64_t *ret_change, struct err *err)
{
	CLEANUP(resume_edit_end) struct resume_edit e = {0};
	const struct resume_bullet *b;
	const struct resume_item *it;
	struct resume_version v;
	struct resume_pick *p;
	struct resume r;

	if (!resume_edit_begin(c, &e, err) || !resume_load(c, &r, err) || !resume_version_get(c, version_id, &v, err))
		return false;
	clean_picks(c, &r, &v);
	b = resume_bullet_of(&r, id);
	it = resume_item_of(&r, b != NULL ? b->item_id : id);
	if (it == NULL)
		return err_set(err, ERR_NOT_FOUND, "the résumé has no item or bullet %lld", (long long)id);
	p = resume_pick_of(&v, it->id);
	if (out && b == NULL) {
		drop_item(&v, it->id);
	} else if (out) {
		drop_bullet(p, id);
	} else {
		if (p == NULL)
			p = pick_insert(c, &r, &v, it);
		for (size_t k = 0; k < it->n_bullets; k++)
			if ((b == NULL || it->bullets[k].id == id) && !resume_pick_has(p, it->bullets[k].id))
				pick_bullet(c, it, p, it->bullets[k].id);
	}
	return put(&e, &v, RESUME_REV_ANY, false, err) &&
	       commit(&e, out ? "left something out of" : "took something into", v.name, ret_change, err);
}
