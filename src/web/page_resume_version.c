/* Versions of the résumé: what they show, files of them, and held against a posting. */
#include "base/num.h"
#include "exchange/resume_doc.h"
#include "exchange/resume_export.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_resume.h"

#define POSTINGS_SHOWN 100

static const struct form_field add_fields[] = {
    {"name", "the name", FIELD_TEXT, true, 1, 200},
    {"from", "what to begin with", FIELD_INT, false, 0, INT64_MAX},
    FIELDS_END,
};

static const struct form_field version_fields[] = {
    {"rev", "which state", FIELD_INT, true, 0, INT64_MAX},
    {"name", "the name", FIELD_TEXT, true, 1, 200},
    {"label", "the label", FIELD_TEXT, false, 0, 500},
    {"summary", "the summary", FIELD_LINES, false, 0, 20000},
    {"i.", "an item", FIELD_MANY, false, 0, 1},
    {"b.", "a bullet", FIELD_MANY, false, 0, 1},
    {"move", "what to move", FIELD_TEXT, false, 0, 40},
    FIELDS_END,
};

static const struct form_field archive_fields[] = {
    {"archived", "put away or not", FIELD_INT, true, 0, 1},
    FIELDS_END,
};

static const struct form_field take_fields[] = {
    {"id", "what to take in", FIELD_INT, true, 1, INT64_MAX},
    FIELDS_END,
};

bool
web_extractor(struct page *p, struct err *err)
{
	return p->w->ex != NULL || p->w->o->make_ex(p->w->o->make_p, &p->w->ex, err);
}

struct str
resume_rev(const struct page *p, const char *pattern, int64_t rev)
{
	struct str now = page_printf(p, "%lld", (long long)rev);

	return p->problem.code == ERR_CONFLICT ? now : page_kept(p, pattern, "rev", now);
}

static struct str
version_path(struct page *p, int64_t id)
{
	return page_printf(p, "/resume/versions/%lld", (long long)id);
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

static bool
page_resume_versions(struct page *p, struct err *err)
{
	struct resume_version *list;
	size_t n;

	if (!resume_version_list(&p->c, &list, &n, err))
		return false;
	page_begin(p, NAV_RESUME, "Versions of the résumé");
	tmpl_resume_versions(p->out, p, list, n);
	page_end(p);
	return true;
}

static bool
post_resume_versions(struct page *p, struct err *err)
{
	int64_t id, change;

	if (!resume_version_add(&p->c, form_str(p, "name"), form_i64(p, "from", 0), &id, &change, err))
		return false;
	page_go(p, version_path(p, id), "resume-version", change);
	return true;
}

/* --- one ---------------------------------------------------------------------------------------------------------- */

/* Those that are in it, in its order, each section followed by its others; then the sections it has nothing of. */
static void
order_items(struct page *p, struct resume_version_view *v)
{
	const struct resume *r = v->r;
	bool *done = ARENA_ARRAY(p->c.a, r->n_items, bool);

	v->items = ARENA_ARRAY(p->c.a, r->n_items, const struct resume_item *);
	for (size_t i = 0; i < v->v->n_picks + r->n_items; i++) {
		const struct resume_item *it =
		    i < v->v->n_picks ? resume_item_of(r, v->v->picks[i].item_id) : &r->items[i - v->v->n_picks];
		struct str section;

		if (it == NULL || done[it - r->items])
			continue;
		section = it->section;
		for (size_t k = i; k < v->v->n_picks; k++) {
			it = resume_item_of(r, v->v->picks[k].item_id);
			if (it == NULL || done[it - r->items] || !str_eq(it->section, section))
				continue;
			v->items[v->n_items++] = it;
			done[it - r->items] = true;
		}
		for (size_t k = 0; k < r->n_items; k++) {
			if (done[k] || !str_eq(r->items[k].section, section))
				continue;
			v->items[v->n_items++] = &r->items[k];
			done[k] = true;
		}
	}
}

static bool
ticked(struct page *p, char kind, int64_t id)
{
	char name[32];

	snprintf(name, sizeof(name), "%c.%lld", kind, (long long)id);
	return http_get(&p->req->form, name).n > 0;
}

/* The pick with the bullets that are ticked: those it had in their order, new ones in the master's. A ticked bullet
 * brings its item. */
static bool
take_ticks(struct page *p, const struct resume_item *it, const struct resume_pick *was, struct resume_pick *ret)
{
	size_t n = was != NULL ? was->n_bullets : 0;

	*ret = (struct resume_pick){.item_id = it->id, .bullets = ARENA_ARRAY(p->c.a, n + it->n_bullets, int64_t)};
	for (size_t k = 0; k < n; k++)
		if (ticked(p, 'b', was->bullets[k]))
			ret->bullets[ret->n_bullets++] = was->bullets[k];
	for (size_t k = 0; k < it->n_bullets; k++)
		if (ticked(p, 'b', it->bullets[k].id) && !resume_pick_has(ret, it->bullets[k].id))
			ret->bullets[ret->n_bullets++] = it->bullets[k].id;
	return ticked(p, 'i', it->id) || (was == NULL && ret->n_bullets > 0);
}

/* What the form says it shows. */
static void
take_form(struct page *p, const struct resume *r, struct resume_version *v)
{
	struct resume_version_view view = {.r = r, .v = v};
	struct resume_pick *picks;
	size_t n = 0;

	order_items(p, &view);
	picks = ARENA_ARRAY(p->c.a, view.n_items + 1, struct resume_pick);
	for (size_t i = 0; i < view.n_items; i++)
		n += take_ticks(p, view.items[i], resume_pick_of(v, view.items[i]->id), &picks[n]);
	v->picks = picks;
	v->n_picks = n;
}

/* The item with its bullets in the order of the version, those that are not in it last. */
static const struct resume_item *
order_bullets(struct page *p, const struct resume_item *it, const struct resume_pick *k)
{
	struct resume_item *o = ARENA_NEW(p->c.a, struct resume_item);
	size_t n = 0;

	if (k == NULL)
		return it;
	*o = *it;
	o->bullets = ARENA_ARRAY(p->c.a, it->n_bullets, struct resume_bullet);
	for (size_t i = 0; i < k->n_bullets; i++)
		for (size_t b = 0; b < it->n_bullets; b++)
			if (it->bullets[b].id == k->bullets[i])
				o->bullets[n++] = it->bullets[b];
	for (size_t b = 0; b < it->n_bullets && n < it->n_bullets; b++)
		if (!resume_pick_has(k, it->bullets[b].id))
			o->bullets[n++] = it->bullets[b];
	o->n_bullets = n;
	return o;
}

static bool
page_resume_version(struct page *p, struct err *err)
{
	struct resume_version_view v = {0};
	struct resume_version version;
	struct resume r;
	struct str json;
	int64_t id;

	if (!page_id(p, &id, err) || !resume_version_get(&p->c, id, &version, err) || !resume_load(&p->c, &r, err) ||
	    !resume_version_sent(&p->c, id, &v.packets, &v.n_packets, err))
		return false;
	/* A form that failed shows what was ticked. */
	if (p->failed != NULL && strcmp(p->failed->pattern, "/resume/versions/{id}") == 0)
		take_form(p, &r, &version);
	v.r = &r;
	v.v = &version;
	order_items(p, &v);
	for (size_t i = 0; i < v.n_items; i++)
		v.items[i] = order_bullets(p, v.items[i], resume_pick_of(&version, v.items[i]->id));
	for (size_t i = 0; i < v.n_items; i++)
		for (size_t k = 0; k < v.items[i]->n_bullets; k++)
			v.n_flagged +=
			    resume_bullet_is_flagged(&v.items[i]->bullets[k]) &&
			    resume_pick_has(resume_pick_of(&version, v.items[i]->id), v.items[i]->bullets[k].id);
	if (!resume_version_json(&p->c, id, &json, err) || !resume_text(p->c.a, json, &v.preview, err))
		return false;
	page_begin_str(p, NAV_RESUME, version.name);
	tmpl_resume_version(p->out, p, &v);
	page_end(p);
	return true;
}

/* "up.ID" or "down.ID": past the next of the same section. */
static void
move_pick(const struct resume *r, struct resume_version *v, struct str word)
{
	bool up = str_starts(word, STR("up."));
	const struct resume_item *it, *o;
	struct resume_pick tmp;
	size_t at = 0;
	int64_t id;

	if (!num_parse_i64(str_sub(word, up ? 3 : 5, word.n), 1, INT64_MAX, "item", &id, NULL))
		return;
	while (at < v->n_picks && v->picks[at].item_id != id)
		at++;
	it = resume_item_of(r, id);
	if (at == v->n_picks || it == NULL)
		return;
	for (size_t i = at; up ? i-- > 0 : ++i < v->n_picks;) {
		o = resume_item_of(r, v->picks[i].item_id);
		if (o == NULL || !str_eq(o->section, it->section))
			continue;
		tmp = v->picks[i];
		v->picks[i] = v->picks[at];
		v->picks[at] = tmp;
		return;
	}
}

/* "bup.ID" or "bdown.ID": a bullet past the next within its item. */
static void
move_bullet(struct resume_version *v, struct str word)
{
	bool up = str_starts(word, STR("bup."));
	int64_t id;

	if (!num_parse_i64(str_sub(word, up ? 4 : 6, word.n), 1, INT64_MAX, "bullet", &id, NULL))
		return;
	for (size_t i = 0; i < v->n_picks; i++) {
		struct resume_pick *k = &v->picks[i];

		for (size_t b = 0; b < k->n_bullets; b++) {
			size_t to = up ? b - 1 : b + 1;

			if (k->bullets[b] != id || to >= k->n_bullets)
				continue;
			k->bullets[b] = k->bullets[to];
			k->bullets[to] = id;
			return;
		}
	}
}

static bool
post_resume_version(struct page *p, struct err *err)
{
	struct resume_version v;
	struct resume r;
	int64_t id, change;

	if (!page_id(p, &id, err) || !resume_version_get(&p->c, id, &v, err) || !resume_load(&p->c, &r, err))
		return false;
	take_form(p, &r, &v);
	v.name = form_str(p, "name");
	v.label = form_str(p, "label").n > 0 ? form_str(p, "label") : STR_NONE;
	v.summary = form_str(p, "summary").n > 0 ? form_str(p, "summary") : STR_NONE;
	if (str_starts(form_str(p, "move"), STR("b")))
		move_bullet(&v, form_str(p, "move"));
	else
		move_pick(&r, &v, form_str(p, "move"));
	if (!resume_version_save(&p->c, &v, form_i64(p, "rev", 0), &change, err))
		return false;
	page_go(p, version_path(p, id), change != 0 ? "resume-version" : "resume-same", change);
	return true;
}

static bool
post_version_archive(struct page *p, struct err *err)
{
	int64_t id, change;

	if (!page_id(p, &id, err) || !resume_version_archive(&p->c, id, form_i64(p, "archived", 1) != 0, &change, err))
		return false;
	page_go(p, STR("/resume/versions"), change != 0 ? "resume-version" : "resume-same", change);
	return true;
}

static bool
post_version_delete(struct page *p, struct err *err)
{
	int64_t id, change;

	if (!page_id(p, &id, err) || !resume_version_delete(&p->c, id, &change, err))
		return false;
	page_go(p, STR("/resume/versions"), "resume-version", change);
	return true;
}

/* --- files -------------------------------------------------------------------------------------------------------- */

static bool
page_resume_file(struct page *p, struct err *err)
{
	const struct resume_format *f = resume_format_find(query_str(p, "format"), err);
	struct str design = query_str(p, "design");
	struct resume_export made;
	int64_t id;

	if (f == NULL)
		return false;
	if (!num_parse_i64(p->arg, 0, INT64_MAX, "version", &id, NULL))
		return err_set(err, ERR_NOT_FOUND, "there is no such version");
	if (!resume_export(&p->c, id, f, design, &made, err))
		return false;
	p->resp->type = f->type;
	strbuf_add(&p->resp->body, made.bytes);
	(void)http_resp_header(p->resp, "Content-Disposition",
	                       page_printf(p, "%s; filename=\"resume-%.*s.%s\"",
	                                   strcmp(f->name, "pdf") == 0 ? "inline" : "attachment",
	                                   STR_ARG(say_iso_day(p, ctx_today(&p->c))), f->ending));
	return true;
}

/* --- against a posting -------------------------------------------------------------------------------------------- */

/* 0 when it is none. */
static int64_t
query_id(struct page *p, const char *name)
{
	int64_t id;

	return num_parse_i64(query_str(p, name), 1, INT64_MAX, name, &id, NULL) ? id : 0;
}

static bool
page_resume_tailor(struct page *p, struct err *err)
{
	struct resume_tailor_view v = {0};
	struct posting_filter filter = {.firsts = true};
	int64_t posting;

	v.version = query_id(p, "version");
	posting = query_id(p, "posting");
	if (!resume_version_list(&p->c, &v.versions, &v.n_versions, err) ||
	    !posting_list(&p->c, &filter, (struct posting_after){0}, POSTINGS_SHOWN, &v.postings, &v.n_postings, err))
		return false;
	if (posting != 0) {
		if (!web_extractor(p, err) || !resume_tailor(&p->c, p->w->ex, posting, v.version, &v.t, err))
			return false;
		v.has = true;
	}
	v.back = page_printf(p, "/resume/tailor?version=%lld&posting=%lld", (long long)v.version, (long long)posting);
	page_begin(p, NAV_RESUME, "Against a posting");
	tmpl_resume_tailor(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
post_version_take(struct page *p, struct err *err)
{
	int64_t id, change;

	if (!page_id(p, &id, err) || !resume_version_take(&p->c, id, form_i64(p, "id", 0), false, &change, err))
		return false;
	page_go_back(p, "/resume/versions", change != 0 ? "resume-version" : "resume-same", change);
	return true;
}

static const struct route resume_version_routes[] = {
    PAGE("/resume/versions", page_resume_versions, "Versions of the résumé."),
    FORM("/resume/versions", post_resume_versions, add_fields, page_resume_versions, "Makes or copies one."),
    PAGE("/resume/versions/{id}", page_resume_version, "One version: what it shows, in which order."),
    FORM("/resume/versions/{id}", post_resume_version, version_fields, page_resume_version, "Saves it."),
    FORM("/resume/versions/{id}/archive", post_version_archive, archive_fields, page_resume_versions,
         "Puts it away or takes it back."),
    FORM("/resume/versions/{id}/delete", post_version_delete, NULL, page_resume_versions, "Deletes it."),
    FORM("/resume/versions/{id}/take", post_version_take, take_fields, page_resume_version,
         "Takes an item or a bullet in."),
    PAGE("/resume/versions/{id}/file", page_resume_file, "It as a file; 0 is everything."),
    PAGE("/resume/tailor", page_resume_tailor, "A version held against a posting."),
};

static const struct notice resume_version_notices[] = {
    {"resume-version", "Changed.", "/resume/changes/{id}/undo"},
};

WEB_PART(resume_version_part, resume_version_routes, resume_version_notices);
