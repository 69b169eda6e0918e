#include "format/jsonresume.h"

#include <stdarg.h>

#include "base/date.h"
#include "base/utf8.h"

#define END                                                                                                            \
	{                                                                                                              \
		NULL, NULL, RESUME_TEXT, NULL, false                                                                   \
	}

const struct resume_field resume_basics[] = {
    {"name", "Name", RESUME_TEXT, NULL, false},           {"label", "Label", RESUME_TEXT, NULL, false},
    {"email", "E-mail", RESUME_TEXT, NULL, false},        {"phone", "Telephone", RESUME_TEXT, NULL, false},
    {"url", "Web address", RESUME_URL, "website", false}, {"image", "Picture", RESUME_URL, "picture", false},
    {"summary", "Summary", RESUME_LONG, NULL, false},     END,
};

const struct resume_field resume_location[] = {
    {"address", "Street", RESUME_TEXT, NULL, false},
    {"postalCode", "Postal code", RESUME_TEXT, NULL, false},
    {"city", "City", RESUME_TEXT, NULL, false},
    {"region", "Region", RESUME_TEXT, NULL, false},
    {"countryCode", "Country code", RESUME_TEXT, NULL, false},
    END,
};

const struct resume_field resume_profile[] = {
    {"network", "Network", RESUME_TEXT, NULL, true},
    {"username", "Name there", RESUME_TEXT, NULL, true},
    {"url", "Address", RESUME_URL, NULL, false},
    END,
};

static const struct resume_field work_fields[] = {
    {"position", "Position", RESUME_TEXT, NULL, true},
    {"name", "Employer", RESUME_TEXT, "company", true},
    {"location", "Place", RESUME_TEXT, NULL, false},
    {"url", "Web address", RESUME_URL, "website", false},
    {"startDate", "From", RESUME_DATE, NULL, true},
    {"endDate", "To", RESUME_DATE, NULL, false},
    {"description", "What the employer does", RESUME_TEXT, NULL, false},
    {"summary", "Summary", RESUME_LONG, NULL, false},
    END,
};

static const struct resume_field volunteer_fields[] = {
    {"position", "Position", RESUME_TEXT, NULL, true}, {"organization", "Organisation", RESUME_TEXT, "name", true},
    {"location", "Place", RESUME_TEXT, NULL, false},   {"url", "Web address", RESUME_URL, "website", false},
    {"startDate", "From", RESUME_DATE, NULL, true},    {"endDate", "To", RESUME_DATE, NULL, false},
    {"summary", "Summary", RESUME_LONG, NULL, false},  END,
};

static const struct resume_field education_fields[] = {
    {"studyType", "Degree", RESUME_TEXT, NULL, true},
    {"area", "Field", RESUME_TEXT, NULL, true},
    {"institution", "Institution", RESUME_TEXT, NULL, true},
    {"location", "Place", RESUME_TEXT, NULL, false},
    {"url", "Web address", RESUME_URL, NULL, false},
    {"startDate", "From", RESUME_DATE, NULL, true},
    {"endDate", "To", RESUME_DATE, NULL, false},
    {"score", "Grade", RESUME_TEXT, "gpa", false},
    {"courses", "Courses", RESUME_LIST, NULL, false},
    END,
};

static const struct resume_field award_fields[] = {
    {"title", "Title", RESUME_TEXT, NULL, true},
    {"awarder", "Given by", RESUME_TEXT, NULL, true},
    {"date", "Date", RESUME_DATE, NULL, true},
    {"summary", "Summary", RESUME_LONG, NULL, false},
    END,
};

static const struct resume_field certificate_fields[] = {
    {"name", "Name", RESUME_TEXT, NULL, true},
    {"issuer", "Issued by", RESUME_TEXT, NULL, true},
    {"date", "Date", RESUME_DATE, NULL, true},
    {"url", "Web address", RESUME_URL, NULL, false},
    END,
};

static const struct resume_field publication_fields[] = {
    {"name", "Title", RESUME_TEXT, NULL, true},        {"publisher", "Published by", RESUME_TEXT, NULL, true},
    {"releaseDate", "Date", RESUME_DATE, NULL, false}, {"url", "Web address", RESUME_URL, "website", false},
    {"summary", "Summary", RESUME_LONG, NULL, false},  END,
};

static const struct resume_field skill_fields[] = {
    {"name", "Name", RESUME_TEXT, NULL, true},
    {"level", "Level", RESUME_TEXT, NULL, false},
    {"keywords", "Keywords", RESUME_LIST, NULL, false},
    END,
};

static const struct resume_field language_fields[] = {
    {"language", "Language", RESUME_TEXT, "name", true},
    {"fluency", "Fluency", RESUME_TEXT, "level", false},
    END,
};

static const struct resume_field interest_fields[] = {
    {"name", "Name", RESUME_TEXT, NULL, true},
    {"keywords", "Keywords", RESUME_LIST, NULL, false},
    END,
};

static const struct resume_field reference_fields[] = {
    {"name", "Who", RESUME_TEXT, NULL, true},
    {"reference", "What they say", RESUME_LONG, NULL, false},
    END,
};

static const struct resume_field project_fields[] = {
    {"name", "Name", RESUME_TEXT, NULL, true},
    {"description", "Description", RESUME_LONG, "summary", false},
    {"url", "Web address", RESUME_URL, "website", false},
    {"startDate", "From", RESUME_DATE, NULL, true},
    {"endDate", "To", RESUME_DATE, NULL, false},
    {"entity", "For whom", RESUME_TEXT, NULL, false},
    {"type", "Kind", RESUME_TEXT, NULL, false},
    {"roles", "Roles", RESUME_LIST, NULL, false},
    {"keywords", "Keywords", RESUME_LIST, NULL, false},
    END,
};

const struct resume_section resume_sections[] = {
    {"work", "Work", "job", true, work_fields},
    {"volunteer", "Volunteering", "post", true, volunteer_fields},
    {"education", "Education", "degree", false, education_fields},
    {"awards", "Awards", "award", false, award_fields},
    {"certificates", "Certificates", "certificate", false, certificate_fields},
    {"publications", "Publications", "publication", false, publication_fields},
    {"skills", "Skills", "group of skills", false, skill_fields},
    {"languages", "Languages", "language", false, language_fields},
    {"interests", "Interests", "interest", false, interest_fields},
    {"references", "References", "reference", false, reference_fields},
    {"projects", "Projects", "project", true, project_fields},
    {NULL, NULL, NULL, false, NULL},
};

const struct resume_section *
resume_section_find(struct str name)
{
	for (const struct resume_section *s = resume_sections; s->name != NULL; s++)
		if (str_eq(name, str_of(s->name)))
			return s;
	return NULL;
}

json_t *
resume_value(const json_t *o, const struct resume_field *f)
{
	json_t *v = json_object_get(o, f->name);

	if ((v == NULL || json_is_null(v)) && f->older != NULL)
		v = json_object_get(o, f->older);
	return json_is_null(v) ? NULL : v;
}

static struct str
text_of(const json_t *v)
{
	return json_is_string(v) ? (struct str){json_string_value(v), json_string_length(v)} : STR_NONE;
}

struct str
resume_text_of(const json_t *item, const struct resume_section *s, const char *name)
{
	if (s != NULL)
		for (const struct resume_field *f = s->fields; f->name != NULL; f++)
			if (strcmp(f->name, name) == 0)
				return text_of(resume_value(item, f));
	return text_of(json_object_get(item, name));
}

/* --- notes -------------------------------------------------------------------------------------------------------- */

void
resume_note(struct arena *a, struct resume_notes *notes, const char *where, const char *fmt, ...)
{
	char text[400];
	va_list ap;

	notes->n++;
	if (notes->v.n >= RESUME_NOTES_MAX)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	*VEC_PUSH(a, &notes->v) =
	    (struct resume_note){arena_str(a, str_of(where)), arena_str(a, utf8_clip(str_of(text), sizeof(text)))};
}

static const char *
type_name(const json_t *v)
{
	switch (json_typeof(v)) {
	case JSON_OBJECT:
		return "an object";
	case JSON_ARRAY:
		return "a list";
	case JSON_STRING:
		return "text";
	case JSON_INTEGER:
	case JSON_REAL:
		return "a number";
	case JSON_TRUE:
	case JSON_FALSE:
		return "true or false";
	case JSON_NULL:
		return "nothing";
	}
	return "something else";
}

bool
resume_date_ok(struct str s, const char **ret_why)
{
	struct str full = s;
	char text[16];
	int32_t day;

	*ret_why = "is not a date of the form YYYY-MM-DD, YYYY-MM or YYYY";
	if (s.n != 4 && s.n != 7 && s.n != 10)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (i == 4 || i == 7 ? s.p[i] != '-' : !ascii_is_digit(s.p[i]))
			return false;
	if (s.n < 10) {
		snprintf(text, sizeof(text), "%.*s%s", STR_ARG(s), s.n == 4 ? "-01-01" : "-01");
		full = str_of(text);
	}
	*ret_why = "is a date that does not exist";
	return day_parse(full, &day, NULL);
}

/* --- checking ----------------------------------------------------------------------------------------------------- */

struct check {
	struct arena *a;
	struct resume_notes *notes;
};

static void
check_list(struct check *k, const json_t *v, const char *where)
{
	char place[200];
	size_t i;
	json_t *e;

	json_array_foreach(v, i, e)
	{
		if (json_is_string(e))
			continue;
		snprintf(place, sizeof(place), "%s[%zu]", where, i);
		resume_note(k->a, k->notes, place, "is %s where text is wanted; kept as it is", type_name(e));
	}
}

static void
check_field(struct check *k, const json_t *v, enum resume_type type, const char *where)
{
	struct str s = text_of(v);
	const char *why;

	if (type == RESUME_LIST) {
		if (json_is_array(v))
			check_list(k, v, where);
		else
			resume_note(k->a, k->notes, where, "is %s where a list is wanted; kept as it is", type_name(v));
		return;
	}
	if (!json_is_string(v)) {
		resume_note(k->a, k->notes, where, "is %s where text is wanted; kept as it is", type_name(v));
		return;
	}
	if (type == RESUME_DATE && s.n > 0 && !resume_date_ok(s, &why))
		resume_note(k->a, k->notes, where, "'%.*s' %s; kept as text", (int)utf8_clip(s, 60).n, s.p, why);
}

static void
check_fields(struct check *k, const json_t *o, const struct resume_field *fields, const char *where)
{
	char place[200];

	for (const struct resume_field *f = fields; f->name != NULL; f++) {
		const json_t *v = resume_value(o, f);
		bool older = f->older != NULL && json_object_get(o, f->name) == NULL;

		if (v == NULL)
			continue;
		snprintf(place, sizeof(place), "%s.%s", where, older ? f->older : f->name);
		check_field(k, v, f->type, place);
	}
}

static void
check_basics(struct check *k, const json_t *b)
{
	const json_t *location = json_object_get(b, "location");
	const json_t *profiles = json_object_get(b, "profiles");
	char place[64];
	size_t i;
	json_t *e;

	check_fields(k, b, resume_basics, "basics");
	if (json_is_object(location))
		check_fields(k, location, resume_location, "basics.location");
	else if (location != NULL && !json_is_null(location) && !json_is_string(location))
		resume_note(k->a, k->notes, "basics.location", "is %s where an object is wanted; kept as it is",
		            type_name(location));
	if (profiles != NULL && !json_is_null(profiles) && !json_is_array(profiles))
		resume_note(k->a, k->notes, "basics.profiles", "is %s where a list is wanted; kept as it is",
		            type_name(profiles));
	json_array_foreach(profiles, i, e)
	{
		snprintf(place, sizeof(place), "basics.profiles[%zu]", i);
		if (json_is_object(e))
			check_fields(k, e, resume_profile, place);
		else
			resume_note(k->a, k->notes, place, "is %s where an object is wanted; kept as it is",
			            type_name(e));
	}
}

/* The bullets of an item: texts of at most RESUME_BULLET_MAX bytes. */
static bool
check_bullets(struct check *k, const json_t *item, const char *where, struct err *err)
{
	const json_t *v = json_object_get(item, "highlights");
	char place[220];
	size_t i;
	json_t *e;

	if (v == NULL || json_is_null(v))
		return true;
	snprintf(place, sizeof(place), "%s.highlights", where);
	if (json_array_size(v) > RESUME_BULLETS_MAX)
		return err_set(err, ERR_LIMIT, "%s: %zu bullets, at most %d are taken", place, json_array_size(v),
		               RESUME_BULLETS_MAX);
	check_field(k, v, RESUME_LIST, place);
	json_array_foreach(v, i, e)
	{
		if (json_string_length(e) > RESUME_BULLET_MAX)
			return err_set(err, ERR_LIMIT, "%s[%zu] has %zu bytes, at most %zu are taken", place, i,
			               json_string_length(e), RESUME_BULLET_MAX);
	}
	return true;
}

static bool
check_item(struct check *k, const struct resume_section *s, const json_t *item, const char *where, struct err *err)
{
	size_t size = json_dumpb(item, NULL, 0, JSON_ENCODE_ANY | JSON_COMPACT);

	if (size > RESUME_ITEM_MAX)
		return err_set(err, ERR_LIMIT, "%s has %zu bytes, at most %zu are taken", where, size, RESUME_ITEM_MAX);
	if (!json_is_object(item)) {
		if (s != NULL)
			resume_note(k->a, k->notes, where, "is %s where an object is wanted; kept as it is",
			            type_name(item));
		return true;
	}
	if (s != NULL)
		check_fields(k, item, s->fields, where);
	return check_bullets(k, item, where, err);
}

/* What else is made of JSON and comes under such a name. */
static bool
refuse_other(const json_t *doc, struct err *err)
{
	if (json_is_object(json_object_get(doc, "properties")) &&
	    (json_object_get(doc, "$schema") != NULL || json_object_get(doc, "$defs") != NULL))
		return err_set(err, ERR_UNSUPPORTED, "this is a JSON Schema: it describes files, it is no résumé");
	if (json_is_string(json_object_get(doc, "title")) && json_object_get(doc, "basics") == NULL &&
	    (json_object_get(doc, "responsibilities") != NULL || json_object_get(doc, "qualifications") != NULL))
		return err_set(err, ERR_UNSUPPORTED, "this describes a job, it is no résumé");
	return true;
}

static bool
check_sections(struct check *k, json_t *doc, struct err *err)
{
	const char *key;
	json_t *v, *e;
	size_t i, n = 0, size = 0;

	json_object_foreach(doc, key, v)
	{
		n += json_array_size(v);
		size += json_is_array(v) ? 0 : json_dumpb(v, NULL, 0, JSON_ENCODE_ANY | JSON_COMPACT);
	}
	if (n > RESUME_ITEMS_MAX)
		return err_set(err, ERR_LIMIT, "the file has %zu items, at most %d are taken", n, RESUME_ITEMS_MAX);
	if (size > RESUME_ITEM_MAX)
		return err_set(err, ERR_LIMIT, "what stands beside the sections has %zu bytes, at most %zu are taken",
		               size, RESUME_ITEM_MAX);
	json_object_foreach(doc, key, v)
	{
		const struct resume_section *s = resume_section_find(str_of(key));
		char place[200];

		if (strlen(key) > 180)
			return err_set(err, ERR_LIMIT, "a key has %zu bytes, at most 180 are taken", strlen(key));
		if (s != NULL && !json_is_array(v) && !json_is_null(v))
			resume_note(k->a, k->notes, key, "is %s where a list is wanted; kept as it is", type_name(v));
		json_array_foreach(v, i, e)
		{
			snprintf(place, sizeof(place), "%s[%zu]", key, i);
			if (!check_item(k, s, e, place, err))
				return false;
		}
	}
	return true;
}

bool
jsonresume_check(struct arena *a, json_t *doc, struct resume_notes *notes, struct err *err)
{
	struct check k = {a, notes};
	const json_t *basics = json_object_get(doc, "basics");
	bool any = basics != NULL;

	if (!json_is_object(doc))
		return err_set(err, ERR_INVALID, "a résumé is a JSON object, this is %s", type_name(doc));
	if (!refuse_other(doc, err))
		return false;
	for (const struct resume_section *s = resume_sections; s->name != NULL; s++)
		any = any || json_is_array(json_object_get(doc, s->name));
	if (!any) {
		err_set(err, ERR_INVALID, "this is no résumé: it has none of basics, work, education, skills, ...");
		return err_hint(err, "A JSON Resume file has these at its top; see jsonresume.org.");
	}
	if (basics != NULL && !json_is_object(basics) && !json_is_null(basics))
		return err_set(err, ERR_INVALID, "basics: an object is wanted, this is %s", type_name(basics));
	check_basics(&k, basics);
	return check_sections(&k, doc, err);
}

/* --- reading and writing ------------------------------------------------------------------------------------------ */

/* Texts with NUL bytes in them, which no database takes, with U+FFFD instead. */
static void
mend_nul(struct arena *a, json_t *v, struct resume_notes *notes)
{
	const char *key;
	json_t *e;
	size_t i;
	void *next;

	if (json_is_string(v) && memchr(json_string_value(v), '\0', json_string_length(v)) != NULL) {
		struct str s = utf8_from_any(a, text_of(v));

		resume_note(a, notes, "", "a NUL character in '%.*s' became U+FFFD", (int)utf8_clip(s, 60).n, s.p);
		json_string_setn(v, s.p, s.n);
	}
	json_object_foreach_safe(v, next, key, e) mend_nul(a, e, notes);
	json_array_foreach(v, i, e) mend_nul(a, e, notes);
}

bool
jsonresume_read(struct arena *a, struct str bytes, json_t **ret, struct resume_notes *notes, struct err *err)
{
	json_t *doc;

	if (bytes.n > RESUME_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "the file has %zu MB, at most %zu are read", bytes.n >> 20,
		               RESUME_BYTES_MAX >> 20);
	if (!jdoc_read(a, utf8_from_any(a, bytes), &doc, err) || !jsonresume_check(a, doc, notes, err))
		return false;
	mend_nul(a, doc, notes);
	*ret = doc;
	return true;
}

struct str
jsonresume_write(struct arena *a, const json_t *doc)
{
	size_t n = json_dumpb(doc, NULL, 0, JSON_ENCODE_ANY | JSON_INDENT(2));
	char *p = arena_alloc(a, n + 2);

	json_dumpb(doc, p, n, JSON_ENCODE_ANY | JSON_INDENT(2));
	p[n] = '\n';
	return (struct str){p, n + 1};
}
