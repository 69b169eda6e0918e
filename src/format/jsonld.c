#include "base/date.h"
#include "html.h"
#include "plain.h"
#include "reader.h"
#include "words.h"

/* "JobPosting", also with a prefix or as an address, also within a list of types. */
static bool
is_posting(const json_t *o)
{
	const json_t *type = json_object_get(o, "@type");

	for (size_t i = 0; json_is_array(type) && i < json_array_size(type); i++) {
		const char *s = json_string_value(json_array_get(type, i));

		if (s != NULL && str_ends(str_of(s), STR("JobPosting")))
			return true;
	}
	return json_is_string(type) && str_ends(str_of(json_string_value(type)), STR("JobPosting"));
}

struct todo {
	const json_t *v;
	const json_t *holder;
};

struct todo_list {
	VEC(struct todo) v;
};

static void
push(struct arena *a, struct todo_list *todo, const json_t *v, const json_t *holder)
{
	if (json_is_object(v) || json_is_array(v))
		*VEC_PUSH(a, &todo->v) = (struct todo){v, holder};
}

void
jsonld_find(struct arena *a, const json_t *doc, struct jsonld_list *ret)
{
	static const char *const ways[] = {"@graph", "mainEntity", "mainEntityOfPage", "itemListElement",
	                                   "item",   "items",      "_jobposting"};
	struct todo_list todo = {0}; /* ends: a document is a tree, and jdoc_read limits its values */

	*ret = (struct jsonld_list){0};
	push(a, &todo, doc, NULL);
	for (size_t at = 0; at < todo.v.n; at++) {
		struct todo t = todo.v.p[at];

		for (size_t i = 0; i < json_array_size(t.v); i++)
			push(a, &todo, json_array_get(t.v, i), NULL);
		if (!json_is_object(t.v))
			continue;
		if (is_posting(t.v)) {
			*VEC_PUSH(a, &ret->v) = (struct jsonld_found){t.v, t.holder};
			continue;
		}
		for (size_t i = 0; i < ARRAY_LEN(ways); i++)
			push(a, &todo, json_object_get(t.v, ways[i]), t.v);
	}
}

/* A text, or the name of the thing that stands there. */
static struct str
name_of(struct reader *rd, const json_t *v)
{
	if (json_is_object(v))
		return jdoc_str(rd->a, v, "name");
	return json_is_array(v) ? name_of(rd, json_array_get(v, 0)) : jdoc_str(rd->a, v, "");
}

static void
add_part(struct reader *rd, struct str *line, struct str part)
{
	struct str rest = *line, there;

	part = str_trim(part);
	while (rest.n > 0 && str_split(&rest, ',', &there)) {
		if (str_eq_ci(str_trim(there), part))
			return;
	}
	if (part.n > 0)
		*line = line->n == 0 ? part : arena_printf(rd->a, "%.*s, %.*s", STR_ARG(*line), STR_ARG(part));
}

static void
place(struct reader *rd, const json_t *loc, struct posting_record *r)
{
	const json_t *address = jdoc_at(loc, "address");
	struct str line = STR_NONE;

	if (json_is_array(address))
		address = json_array_get(address, 0);
	if (json_is_object(address)) {
		add_part(rd, &line, jdoc_str(rd->a, address, "addressLocality"));
		add_part(rd, &line, jdoc_str(rd->a, address, "addressRegion"));
		add_part(rd, &line, name_of(rd, jdoc_at(address, "addressCountry")));
	} else {
		add_part(rd, &line, json_is_string(address) ? jdoc_str(rd->a, address, "") : name_of(rd, loc));
	}
	reader_place(rd, &r->place, line);
}

static void
places(struct reader *rd, const json_t *o, struct posting_record *r)
{
	const json_t *loc = jdoc_at(o, "jobLocation"), *from = jdoc_at(o, "applicantLocationRequirements");

	if (json_is_object(loc) || json_is_string(loc))
		place(rd, loc, r);
	for (size_t i = 0; i < json_array_size(loc); i++)
		place(rd, json_array_get(loc, i), r);
	if (str_has_ci(jdoc_str(rd->a, o, "jobLocationType"), STR("telecommute")))
		r->workplace = STR("remote");
	if (r->place.n > 0 || from == NULL)
		return;
	if (!json_is_array(from))
		reader_place(rd, &r->place, name_of(rd, from));
	for (size_t i = 0; i < json_array_size(from); i++)
		reader_place(rd, &r->place, name_of(rd, json_array_get(from, i)));
}

static void
pay(struct reader *rd, const json_t *o, struct posting_record *r)
{
	const json_t *base = jdoc_at(o, "baseSalary"), *value;
	char buf[4];
	struct str cur;
	double v;

	if (json_is_array(base))
		base = json_array_get(base, 0);
	cur = word_currency(jdoc_str(rd->a, base, "currency"), buf);
	if (cur.n == 0)
		cur = word_currency(jdoc_str(rd->a, o, "salaryCurrency"), buf);
	value = json_is_object(base) ? jdoc_at(base, "value") : base;
	if (cur.n == 0 || value == NULL)
		return;
	r->pay_currency = arena_str(rd->a, cur);
	if (!json_is_object(value)) {
		if (jdoc_num(value, "", &v))
			r->pay_min = r->pay_max = money_minor(v, cur);
		r->pay_period = word_period(jdoc_str(rd->a, base, "unitText"));
		return;
	}
	r->pay_period = word_period(jdoc_str(rd->a, value, "unitText"));
	if (r->pay_period.n == 0)
		r->pay_period = word_period(jdoc_str(rd->a, base, "unitText"));
	if (jdoc_num(value, "minValue", &v))
		r->pay_min = money_minor(v, cur);
	if (jdoc_num(value, "maxValue", &v))
		r->pay_max = money_minor(v, cur);
	if (r->pay_min < 0 && r->pay_max < 0 && jdoc_num(value, "value", &v))
		r->pay_min = r->pay_max = money_minor(v, cur);
}

/* The description, and the fields that some sites keep beside it, unless it has them. */
static bool
text(struct reader *rd, const json_t *o, struct posting_record *r, struct err *err)
{
	static const struct {
		const char *key;
		struct str head;
	} more[] = {
	    {"responsibilities", STR_INIT("Responsibilities")},
	    {"qualifications", STR_INIT("Qualifications")},
	    {"skills", STR_INIT("Skills")},
	    {"experienceRequirements", STR_INIT("Experience")},
	    {"educationRequirements", STR_INIT("Education")},
	    {"jobBenefits", STR_INIT("Benefits")},
	};
	CLEANUP(reader_text_release) struct reader_text t = READER_TEXT;

	if (!reader_text_any(rd, &t, jdoc_str(rd->a, o, "description"), err))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(more); i++) {
		CLEANUP(reader_text_release) struct reader_text piece = READER_TEXT;
		struct str s;

		if (!json_is_string(jdoc_at(o, more[i].key)))
			continue;
		if (!reader_text_any(rd, &piece, jdoc_str(rd->a, o, more[i].key), err))
			return false;
		s = reader_text_str(rd, &piece);
		if (s.n < 4 || str_has(strbuf_str(&t.b), str_sub(s, 0, 80)))
			continue;
		reader_text_head(rd, &t, more[i].head);
		reader_text_plain(rd, &t, s);
	}
	r->text = reader_text_str(rd, &t);
	return true;
}

static struct str
key(struct reader *rd, const json_t *o, const struct posting_record *r)
{
	const json_t *id = jdoc_at(o, "identifier");
	struct str value = json_is_object(id) ? jdoc_str(rd->a, id, "value") : jdoc_str(rd->a, id, "");

	if (value.n > 0 && str_starts_ci(value, STR("http")))
		return value;
	if (value.n > 0 && r->company.n > 0)
		return arena_printf(rd->a, "%.*s/%.*s", STR_ARG(r->company), STR_ARG(value));
	return r->url;
}

bool
jsonld_item(struct reader *rd, const json_t *o, struct posting_record *r, struct err *err)
{
	const json_t *type = jdoc_at(o, "employmentType");

	r->title = jdoc_str(rd->a, o, "title");
	if (r->title.n == 0)
		r->title = jdoc_str(rd->a, o, "name");
	r->company = name_of(rd, jdoc_at(o, "hiringOrganization"));
	if (r->company.n == 0)
		r->company = jdoc_str(rd->a, o, "identifier.name");
	if (jdoc_str(rd->a, o, "url").n > 0)
		r->url = jdoc_str(rd->a, o, "url");
	r->employment = word_employment(jdoc_str(rd->a, type, ""));
	for (size_t i = 0; r->employment.n == 0 && i < json_array_size(type); i++)
		r->employment = word_employment(jdoc_str(rd->a, json_array_get(type, i), ""));
	r->posted_day = day_of_text(jdoc_str(rd->a, o, "datePosted"));
	r->closes_day = day_of_text(jdoc_str(rd->a, o, "validThrough"));
	places(rd, o, r);
	pay(rd, o, r);
	r->source_key = key(rd, o, r);
	return text(rd, o, r, err);
}

bool
jsonld_is(const json_t *doc)
{
	/* Two lists, each of at most so many values, and the copies they leave behind while they grow. */
	CLEANUP(arena_release) struct arena a = ARENA(4 * JDOC_VALUES_MAX * sizeof(struct todo));
	struct jsonld_list found;

	jsonld_find(&a, doc, &found);
	return found.v.n > 0;
}

bool
jsonld_read(struct reader *rd, const json_t *doc, struct err *err)
{
	struct jsonld_list found;

	jsonld_find(rd->a, doc, &found);
	for (size_t i = 0; i < found.v.n; i++) {
		struct posting_record r = reader_new(POSTING_JSONLD, arena_printf(rd->a, "posting %zu", i + 1));
		CLEANUP(reader_text_release) struct reader_text t = READER_TEXT;
		const json_t *holder = found.v.p[i].holder;
		struct err why = {0};

		r.url = jdoc_str(rd->a, holder, "url");
		r.source = jdoc_write(rd->a, holder != NULL ? holder : found.v.p[i].posting);
		if (!jsonld_item(rd, found.v.p[i].posting, &r, &why) ||
		    (r.text.n == 0 && !reader_text_any(rd, &t, jdoc_str(rd->a, holder, "content_html"), &why))) {
			reader_refuse(rd, r.where, "%s", why.text);
			continue;
		}
		if (r.text.n == 0)
			r.text = reader_text_str(rd, &t);
		if (!reader_add(rd, &r, err))
			return false;
	}
	return true;
}
