#include "format/rendercv.h"

#include "base/strbuf.h"

#include "format/ydoc.h"

#define OUT_MAX ((size_t)64 << 20)

/* A name of RenderCV and one of JSON Resume. */
struct pair {
	const char *cv;
	const char *json;
};

#define PAIRS_END                                                                                                      \
	{                                                                                                              \
		NULL, NULL                                                                                             \
	}

static const struct pair basics_pairs[] = {
    {"name", "name"},   {"headline", "label"}, {"email", "email"}, {"phone", "phone"},
    {"website", "url"}, {"photo", "image"},    PAIRS_END,
};

static const struct pair work_pairs[] = {
    {"company", "name"}, {"position", "position"}, {"start_date", "startDate"}, {"end_date", "endDate"}, PAIRS_END};
static const struct pair volunteer_pairs[] = {{"company", "organization"},
                                              {"position", "position"},
                                              {"start_date", "startDate"},
                                              {"end_date", "endDate"},
                                              PAIRS_END};
static const struct pair education_pairs[] = {{"institution", "institution"}, {"area", "area"},
                                              {"degree", "studyType"},        {"start_date", "startDate"},
                                              {"end_date", "endDate"},        PAIRS_END};
static const struct pair project_pairs[] = {
    {"name", "name"}, {"summary", "description"}, {"start_date", "startDate"}, {"end_date", "endDate"}, PAIRS_END};
static const struct pair publication_pairs[] = {
    {"title", "name"}, {"journal", "publisher"}, {"date", "releaseDate"}, PAIRS_END};
static const struct pair normal_award_pairs[] = {{"name", "title"}, PAIRS_END};
static const struct pair normal_pairs[] = {PAIRS_END};
static const struct pair skill_pairs[] = {{"label", "name"}, {"details", "keywords"}, PAIRS_END};
static const struct pair language_pairs[] = {{"label", "language"}, {"details", "fluency"}, PAIRS_END};
static const struct pair reference_pairs[] = {{"label", "name"}, {"details", "reference"}, PAIRS_END};
static const struct pair bullet_name[] = {{"bullet", "name"}, PAIRS_END};
static const struct pair bullet_title[] = {{"bullet", "title"}, PAIRS_END};

/* A shape of entry that a section of JSON Resume can take: what an entry of RenderCV must have, what one of JSON Resume
 * must have to be written so. */
struct shape {
	const char *section;
	const char *titles; /* of RenderCV's sections, folded, between spaces; the first is the one written */
	const struct pair *pairs;
	const char *needs[3]; /* keys of RenderCV every entry has */
	bool only;            /* and no other */
	bool dates;           /* a missing endDate is "present" */
};

/* Of two shapes of a section the narrower first: it is taken when every entry fits. */
static const struct shape shapes[] = {
    {"work",
     " experience work work_experience professional_experience employment ",
     work_pairs,
     {"company", "position"},
     false,
     true},
    {"volunteer",
     " volunteer volunteering volunteer_experience ",
     volunteer_pairs,
     {"company", "position"},
     false,
     true},
    {"education", " education ", education_pairs, {"institution", "area"}, false, true},
    {"projects", " projects personal_projects selected_projects side_projects ", project_pairs, {"name"}, false, true},
    {"publications", " publications papers ", publication_pairs, {"title"}, false, false},
    {"skills", " skills technologies technical_skills core_skills ", skill_pairs, {"label", "details"}, true, false},
    {"interests", " interests hobbies ", skill_pairs, {"label", "details"}, true, false},
    {"languages", " languages ", language_pairs, {"label", "details"}, true, false},
    {"references", " references ", reference_pairs, {"label", "details"}, true, false},
    {"certificates", " certificates certifications ", bullet_name, {"bullet"}, true, false},
    {"certificates", " certificates certifications ", normal_pairs, {"name"}, false, false},
    {"awards", " awards honors selected_honors awards_and_honors ", bullet_title, {"bullet"}, true, false},
    {"awards", " awards honors selected_honors awards_and_honors ", normal_award_pairs, {"name"}, false, false},
};

static void
drop_json(void *p)
{
	json_decref(p);
}

/* The object o, remembered by the arena. */
static json_t *
kept(struct arena *a, json_t *o)
{
	arena_defer(a, drop_json, o);
	return o;
}

static struct str
text_of(const json_t *v)
{
	return json_is_string(v) ? (struct str){json_string_value(v), json_string_length(v)} : STR_NONE;
}

static const char *
json_name(const struct pair *pairs, const char *cv)
{
	for (; pairs->cv != NULL; pairs++)
		if (strcmp(pairs->cv, cv) == 0)
			return pairs->json;
	return cv;
}

static const char *
cv_name(const struct pair *pairs, const char *json)
{
	for (; pairs->cv != NULL; pairs++)
		if (strcmp(pairs->json, json) == 0)
			return pairs->cv;
	return json;
}

/* --- from RenderCV ------------------------------------------------------------------------------------------------ */

/* " Work Experience" as " work_experience ". */
static struct str
folded_title(struct arena *a, const char *title)
{
	struct str s = arena_printf(a, " %s ", title);
	char *p = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		p[i] = i > 0 && i + 1 < s.n && (p[i] == ' ' || p[i] == '-') ? '_' : ascii_lower(p[i]);
	return (struct str){p, s.n};
}

/* "a, b (c, d)" as ["a", "b (c, d)"], joined again by ", " to the same. */
static json_t *
split_details(struct str s)
{
	json_t *list = json_array();
	size_t begin = 0, depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		depth += s.p[i] == '(';
		depth -= s.p[i] == ')' && depth > 0;
		if (depth > 0 || s.p[i] != ',' || i + 1 == s.n || s.p[i + 1] != ' ')
			continue;
		json_array_append_new(list, json_stringn(s.p + begin, i - begin));
		begin = i + 2;
	}
	json_array_append_new(list, json_stringn(s.p + begin, s.n - begin));
	return list;
}

static bool
entry_fits(const struct shape *k, const json_t *e)
{
	size_t n = 0;

	if (!json_is_object(e))
		return false;
	for (; n < ARRAY_LEN(k->needs) && k->needs[n] != NULL; n++) {
		const json_t *v = json_object_get(e, k->needs[n]);

		/* Of those that hold nothing else the values are texts, which come back as they were. */
		if (v == NULL || (k->only && !json_is_string(v)))
			return false;
	}
	if (k->only && json_object_size(e) != n)
		return false;
	/* A key that is another's name in JSON Resume would be lost. */
	for (const struct pair *p = k->pairs; p->cv != NULL; p++)
		if (strcmp(p->cv, p->json) != 0 && json_object_get(e, p->json) != NULL &&
		    strcmp(json_name(k->pairs, p->json), p->json) == 0)
			return false;
	return true;
}

static const struct shape *
shape_of(struct arena *a, const char *title, const json_t *entries)
{
	struct str t = folded_title(a, title);
	size_t n;
	json_t *e;

	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		bool fits = str_has(str_of(shapes[i].titles), t) && json_array_size(entries) > 0;

		json_array_foreach(entries, n, e) fits = fits && entry_fits(&shapes[i], e);
		if (fits)
			return &shapes[i];
	}
	return NULL;
}

static json_t *
entry_from(const struct shape *k, const json_t *e)
{
	json_t *o = json_object(), *v;
	const char *key;

	json_object_foreach((json_t *)(uintptr_t)e, key, v)
	{
		const char *name = json_name(k->pairs, key);

		if (strcmp(name, "endDate") == 0 && str_eq(text_of(v), STR("present")) &&
		    text_of(json_object_get(e, "start_date")).n > 0)
			continue; /* JSON Resume says so by silence */
		if (strcmp(name, "keywords") == 0 && strcmp(key, "details") == 0)
			json_object_set_new(o, name, split_details(text_of(v)));
		else
			json_object_set(o, name, v);
	}
	return o;
}

static json_t *section_to(struct arena *a, const char *section, const json_t *items);

static bool
comes_back(struct arena *a, const char *section, const json_t *list, const json_t *entries)
{
	json_t *again;

	if (!json_is_array(list) || (json_array_size(list) == 0 && resume_section_find(str_of(section)) != NULL))
		return false;
	if (!json_equal(list, entries)) /* mapped */
		return true;
	again = kept(a, section_to(a, section, list));
	return json_equal(again, entries);
}

/* The sections; under "titles" how those were called that have another name now, under "as_is" those that would not be
 * written as they came: entries of no kind, texts where a list is wanted. */
static void
sections_from(struct arena *a, json_t *sections, json_t *doc, json_t *extra)
{
	json_t *as_is = kept(a, json_array());
	json_t *titles = kept(a, json_object()), *entries, *e, *basics = json_object_get(doc, "basics");
	const char *title;
	size_t i;

	json_object_foreach(sections, title, entries)
	{
		const struct shape *k = shape_of(a, title, entries);
		const char *section = k != NULL ? k->section : title;
		struct str t = folded_title(a, title);
		json_t *list;

		if (json_array_size(entries) == 1 && json_is_string(json_array_get(entries, 0)) &&
		    json_object_get(basics, "summary") == NULL &&
		    (str_eq(t, STR(" summary ")) || str_eq(t, STR(" about ")) || str_eq(t, STR(" about_me ")) ||
		     str_eq(t, STR(" profile ")))) {
			json_object_set(basics, "summary", json_array_get(entries, 0));
			if (strcmp(title, "summary") != 0)
				json_object_set_new(titles, "summary", json_string(title));
			continue;
		}
		/* Two of one name, or one that is a key of the document's own: the title stays, made another. */
		if (k != NULL && json_object_get(doc, section) != NULL) {
			k = NULL;
			section = title;
		}
		while (json_object_get(doc, section) != NULL || strcmp(section, "rendercv") == 0 ||
		       strcmp(section, "meta") == 0 || strcmp(section, "$schema") == 0) {
			k = NULL;
			section = arena_printf(a, "%s (section)", section).p;
		}
		list = json_is_array(entries) ? json_array() : json_incref(entries);
		json_object_set_new(doc, section, list);
		json_array_foreach(entries, i, e)
		{
			if (k != NULL)
				json_array_append_new(list, entry_from(k, e));
			else
				json_array_append(list, e);
		}
		if (strcmp(section, title) != 0)
			json_object_set_new(titles, section, json_string(title));
		if (!comes_back(a, section, list, entries))
			json_array_append_new(as_is, json_string(section));
	}
	if (json_array_size(as_is) > 0)
		json_object_set(extra, "as_is", as_is);
	if (json_object_size(titles) > 0)
		json_object_set(extra, "titles", titles);
}

/* Several addresses: the first is JSON Resume's, all are kept beside it. */
static void
basics_from(struct arena *a, json_t *cv, json_t *basics, json_t *extra)
{
	json_t *rest = kept(a, json_object()), *v;
	const char *key;

	json_object_foreach(cv, key, v)
	{
		const char *name = json_name(basics_pairs, key);
		bool mine = strcmp(name, key) != 0 || strcmp(key, "name") == 0 || strcmp(key, "email") == 0 ||
		            strcmp(key, "phone") == 0;

		if (strcmp(key, "sections") == 0 && (json_is_object(v) || json_is_null(v))) {
			if (json_is_null(v))
				json_object_set(rest, key, v);
		} else if (strcmp(key, "location") == 0 && json_is_string(v)) {
			json_object_set_new(basics, "location", json_pack("{s:O}", "city", v));
		} else if (strcmp(key, "social_networks") == 0 && json_is_array(v)) {
			json_object_set(basics, "profiles", v);
		} else if (mine && json_is_array(v) && json_is_string(json_array_get(v, 0))) {
			json_object_set(basics, name, json_array_get(v, 0));
			json_object_set(rest, key, v);
		} else if (mine) {
			json_object_set(basics, name, v);
		} else {
			json_object_set(rest, key, v);
		}
	}
	if (json_object_size(rest) > 0)
		json_object_set(extra, "cv", rest);
}

bool
rendercv_read(struct arena *a, struct str bytes, json_t **ret, struct resume_notes *notes, struct err *err)
{
	json_t *texts, *typed, *doc, *cv, *extra, *root, *v;
	const char *key;

	if (!ydoc_read(a, bytes, YDOC_TEXTS, &texts, err) || !ydoc_read(a, bytes, YDOC_TYPED, &typed, err))
		return false;
	cv = json_object_get(texts, "cv");
	if (!json_is_object(cv)) {
		err_set(err, ERR_INVALID, "this is no résumé of RenderCV: it has no 'cv'");
		return err_hint(err, "Résumés are read from JSON Resume (.json) and RenderCV (.yaml).");
	}
	doc = kept(a, json_pack("{s:{}}", "basics"));
	extra = kept(a, json_object());
	root = kept(a, json_object());
	basics_from(a, cv, json_object_get(doc, "basics"), extra);
	sections_from(a, json_object_get(cv, "sections"), doc, extra);
	json_object_foreach(typed, key, v)
	{
		if (strcmp(key, "cv") != 0)
			json_object_set(root, key, v);
	}
	if (json_object_size(root) > 0)
		json_object_set(extra, "root", root);
	if (json_object_size(extra) > 0)
		json_object_set(doc, "rendercv", extra);
	if (!jsonresume_check(a, doc, notes, err))
		return false;
	*ret = doc;
	return true;
}

/* --- to RenderCV -------------------------------------------------------------------------------------------------- */

/* The older name of a field as the present one, e.g. company as name. */
static json_t *
renamed(const struct resume_section *s, const json_t *item)
{
	json_t *o = json_object(), *v;
	const char *key;

	json_object_foreach((json_t *)(uintptr_t)item, key, v)
	{
		const char *name = key;

		for (const struct resume_field *f = s->fields; f->name != NULL; f++)
			if (f->older != NULL && strcmp(f->older, key) == 0 && json_object_get(item, f->name) == NULL &&
			    resume_section_find(str_of(s->name)) != NULL && strcmp(f->older, "summary") != 0)
				name = f->name;
		json_object_set(o, name, v);
	}
	return o;
}

static struct str
joined(struct arena *a, const json_t *list)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(OUT_MAX);
	size_t i;
	json_t *e;

	json_array_foreach(list, i, e)
	{
		struct str s = json_is_string(e) ? text_of(e) : jdoc_write(a, e);

		strbuf_addz(&b, i > 0 ? ", " : "");
		strbuf_add(&b, s);
	}
	return arena_str(a, strbuf_str(&b));
}

static json_t *
entry_to(struct arena *a, const struct shape *k, const json_t *item)
{
	json_t *in = kept(a, renamed(resume_section_find(str_of(k->section)), item)), *o = json_object(), *v;
	const char *key;

	/* What RenderCV asks for stands first, and there even when it is empty. */
	for (size_t i = 0; i < ARRAY_LEN(k->needs) && k->needs[i] != NULL; i++) {
		v = json_object_get(in, json_name(k->pairs, k->needs[i]));
		json_object_set_new(o, k->needs[i], v != NULL ? json_incref(v) : json_string(""));
	}
	json_object_foreach(in, key, v)
	{
		json_object_set(o, cv_name(k->pairs, key), v);
		if (k->dates && strcmp(key, "startDate") == 0 && text_of(v).n > 0 &&
		    json_object_get(in, "endDate") == NULL)
			json_object_set_new(o, "end_date", json_string("present"));
	}
	v = json_object_get(o, "details");
	if (json_is_array(v)) {
		struct str s = joined(a, v);

		json_object_set_new(o, "details", json_stringn(s.p, s.n));
	}
	if (strcmp(k->section, "publications") == 0 && json_object_get(o, "authors") == NULL)
		json_object_set_new(o, "authors", json_array());
	return o;
}

/* Whether every item can be written as the shape's entry. */
static bool
items_fit(const struct shape *k, const json_t *items)
{
	size_t i;
	json_t *e;

	json_array_foreach(items, i, e)
	{
		if (!json_is_object(e))
			return false;
		if (json_object_get(e, "bullet") != NULL && strcmp(k->needs[0], "bullet") != 0)
			return false;
		/* Bullets are for those that say nothing else. */
		if (strcmp(k->needs[0], "bullet") == 0 &&
		    (json_object_size(e) != 1 || !json_is_string(json_object_get(e, k->pairs[0].json))))
			return false;
	}
	return true;
}

/* Whether RenderCV would know what kind of entry it is. */
static bool
entry_is_known(const json_t *e)
{
	static const char *const keys[] = {"name",   "company", "institution",    "label",
	                                   "bullet", "number",  "reversed_number"};
	bool known = json_object_get(e, "title") != NULL && json_object_get(e, "authors") != NULL;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		known = known || json_object_get(e, keys[i]) != NULL;
	return known;
}

static json_t *
plain_entry(struct arena *a, const json_t *e)
{
	json_t *o;
	const char *key;
	json_t *v;

	if (json_is_string(e))
		return json_copy((json_t *)(uintptr_t)e);
	if (!json_is_object(e)) {
		struct str s = jdoc_write(a, e);

		return json_stringn(s.p, s.n);
	}
	if (entry_is_known(e))
		return json_copy((json_t *)(uintptr_t)e);
	o = json_object();
	v = json_object_get(e, "title");
	json_object_set_new(o, "name", json_is_string(v) ? json_incref(v) : json_string(""));
	json_object_foreach((json_t *)(uintptr_t)e, key, v) json_object_set(o, key, v);
	return o;
}

static json_t *
section_to(struct arena *a, const char *section, const json_t *items)
{
	const struct shape *k = NULL;
	json_t *list = json_array(), *e;
	size_t i;

	for (i = 0; i < ARRAY_LEN(shapes) && k == NULL; i++)
		if (strcmp(shapes[i].section, section) == 0 && items_fit(&shapes[i], items))
			k = &shapes[i];
	json_array_foreach(items, i, e)
	{
		json_array_append_new(list, k != NULL ? entry_to(a, k, e) : plain_entry(a, e));
	}
	return list;
}

/* How the section is called in the file: as it was read, else as RenderCV's examples have it. */
static const char *
title_of(struct arena *a, const json_t *extra, const char *section)
{
	struct str was = text_of(json_object_get(json_object_get(extra, "titles"), section));

	if (was.n > 0)
		return arena_cstr(a, was);
	return strcmp(section, "work") == 0 ? "experience" : section;
}

static json_t *
location_to(struct arena *a, const json_t *v)
{
	static const char *const parts[] = {"city", "region", "countryCode"};
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(OUT_MAX);

	(void)a;
	if (!json_is_object(v))
		return v != NULL ? json_copy((json_t *)(uintptr_t)v) : NULL;
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		struct str s = text_of(json_object_get(v, parts[i]));

		if (s.n == 0 || (i > 0 && str_eq(s, text_of(json_object_get(v, parts[i - 1])))))
			continue;
		strbuf_addz(&b, b.n > 0 ? ", " : "");
		strbuf_add(&b, s);
	}
	return b.n > 0 ? json_stringn(b.p, b.n) : NULL;
}

static json_t *
networks_to(const json_t *profiles)
{
	json_t *list = json_array(), *e;
	size_t i;

	json_array_foreach(profiles, i, e)
	{
		json_t *o = json_copy(e);

		/* RenderCV makes the address of network and name itself. */
		if (json_is_object(o) && json_object_get(o, "network") != NULL &&
		    json_object_get(o, "username") != NULL)
			json_object_del(o, "url");
		json_array_append_new(list, o);
	}
	return list;
}

static bool
is_as_is(const json_t *extra, const char *section)
{
	size_t i;
	json_t *e;

	json_array_foreach(json_object_get(extra, "as_is"), i, e)
	{
		if (str_eq(text_of(e), str_of(section)))
			return true;
	}
	return false;
}

static json_t *
cv_to(struct arena *a, const json_t *doc, const json_t *extra)
{
	json_t *basics = json_object_get(doc, "basics"), *cv = json_object(), *v, *sections = json_object();
	const char *key;

	for (const struct pair *p = basics_pairs; p->cv != NULL; p++) {
		v = json_object_get(basics, p->json);
		if (v == NULL && strcmp(p->json, "url") == 0)
			v = json_object_get(basics, "website");
		if (v == NULL && strcmp(p->json, "image") == 0)
			v = json_object_get(basics, "picture");
		/* An empty picture or address is none, to RenderCV an error. */
		if (v != NULL && !(json_is_string(v) && json_string_length(v) == 0))
			json_object_set(cv, p->cv, v);
		if (strcmp(p->cv, "headline") == 0) {
			json_t *place = location_to(a, json_object_get(basics, "location"));

			if (place != NULL)
				json_object_set_new(cv, "location", place);
		}
	}
	v = json_object_get(basics, "profiles");
	if (json_is_array(v) && json_array_size(v) > 0)
		json_object_set_new(cv, "social_networks", networks_to(v));
	json_object_foreach(json_object_get(extra, "cv"), key, v) json_object_set(cv, key, v);
	v = json_object_get(basics, "summary");
	if (json_is_string(v) && json_string_length(v) > 0)
		json_object_set_new(sections, title_of(a, extra, "summary"), json_pack("[O]", v));
	json_object_foreach((json_t *)(uintptr_t)doc, key, v)
	{
		bool empty = json_is_array(v) && json_array_size(v) == 0;

		if (is_as_is(extra, key)) {
			json_object_set(sections, title_of(a, extra, key), v);
			continue;
		}
		if (strcmp(key, "basics") == 0 || strcmp(key, "rendercv") == 0 || !json_is_array(v) ||
		    (empty && resume_section_find(str_of(key)) != NULL))
			continue;
		json_object_set_new(sections, title_of(a, extra, key), section_to(a, key, v));
	}
	if (json_object_get(cv, "sections") == NULL)
		json_object_set_new(cv, "sections", sections);
	else if (json_object_size(sections) > 0)
		json_object_set_new(cv, "sections", sections);
	else
		json_decref(sections);
	return cv;
}

struct str
rendercv_write(struct arena *a, const json_t *doc)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(OUT_MAX);
	const json_t *extra = json_object_get(doc, "rendercv");
	json_t *root = kept(a, json_object()), *v;
	const char *key;

	json_object_set_new(root, "cv", cv_to(a, doc, extra));
	json_object_foreach(json_object_get(extra, "root"), key, v) json_object_set(root, key, v);
	ydoc_write(&out, root);
	return arena_str(a, strbuf_str(&out));
}
