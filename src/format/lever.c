#include "base/date.h"
#include "reader.h"
#include "words.h"

static bool
is_posting(const json_t *o)
{
	return jdoc_has(o, "text") && (jdoc_has(o, "hostedUrl") || json_is_object(jdoc_at(o, "categories")));
}

bool
lever_is(const json_t *doc)
{
	for (size_t i = 0; i < json_array_size(doc) && i < 100; i++) {
		if (json_is_object(json_array_get(doc, i)))
			return is_posting(json_array_get(doc, i));
	}
	return json_is_object(doc) && is_posting(doc);
}

/* Markup where there is some, else the plain field, which is the same without lists. */
static bool
part(struct reader *rd, struct reader_text *t, const json_t *o, const char *html, const char *plain, struct err *err)
{
	struct str s = jdoc_str(rd->a, o, html);

	if (str_trim(s).n > 0)
		return reader_text_html(rd, t, s, err);
	reader_text_plain(rd, t, jdoc_str(rd->a, o, plain));
	return true;
}

/* The description holds the opening already; the requirements are in lists[] and in no plain field. */
static bool
text(struct reader *rd, const json_t *o, struct posting_record *r, struct err *err)
{
	CLEANUP(reader_text_release) struct reader_text t = READER_TEXT;
	const json_t *lists = jdoc_at(o, "lists");

	if (!part(rd, &t, o, "description", "descriptionPlain", err))
		return false;
	if (t.b.n == 0 && (!part(rd, &t, o, "opening", "openingPlain", err) ||
	                   !part(rd, &t, o, "descriptionBody", "descriptionBodyPlain", err)))
		return false;
	for (size_t i = 0; i < json_array_size(lists); i++) {
		const json_t *l = json_array_get(lists, i);

		reader_text_head(rd, &t, jdoc_str(rd->a, l, "text"));
		if (!reader_text_html(rd, &t, jdoc_str(rd->a, l, "content"), err))
			return false;
	}
	if (!part(rd, &t, o, "salaryDescription", "salaryDescriptionPlain", err) ||
	    !part(rd, &t, o, "additional", "additionalPlain", err))
		return false;
	r->text = reader_text_str(rd, &t);
	return true;
}

static void
pay(struct reader *rd, const json_t *o, struct posting_record *r)
{
	const json_t *range = jdoc_at(o, "salaryRange");
	char buf[4];
	struct str cur = word_currency(jdoc_str(rd->a, range, "currency"), buf);
	double v;

	if (cur.n == 0)
		return;
	r->pay_currency = arena_str(rd->a, cur);
	r->pay_period = word_period(jdoc_str(rd->a, range, "interval"));
	if (jdoc_num(range, "min", &v))
		r->pay_min = money_minor(v, cur);
	if (jdoc_num(range, "max", &v))
		r->pay_max = money_minor(v, cur);
}

static bool
item(struct reader *rd, const json_t *o, struct posting_record *r, struct err *err)
{
	const json_t *all = jdoc_at(o, "categories.allLocations");
	double created;

	r->url = jdoc_str(rd->a, o, "hostedUrl");
	if (r->url.n == 0)
		r->url = jdoc_str(rd->a, o, "applyUrl");
	r->source_key = jdoc_str(rd->a, o, "id");
	r->title = jdoc_str(rd->a, o, "text");
	r->company = reader_segment(rd->a, r->url, STR("lever.co/"));
	if (r->company.n == 0)
		r->company = reader_board(rd, "lever");
	reader_place(rd, &r->place, jdoc_str(rd->a, o, "categories.location"));
	for (size_t i = 0; i < json_array_size(all); i++)
		reader_place(rd, &r->place, jdoc_str(rd->a, json_array_get(all, i), ""));
	r->workplace = word_workplace(jdoc_str(rd->a, o, "workplaceType"));
	r->employment = word_employment(jdoc_str(rd->a, o, "categories.commitment"));
	r->department = jdoc_str(rd->a, o, "categories.department");
	if (r->department.n == 0)
		r->department = jdoc_str(rd->a, o, "categories.team");
	if (jdoc_num(o, "createdAt", &created) && created > 0 && created < 1e15)
		r->posted_day = day_of_epoch((int64_t)created);
	pay(rd, o, r);
	return text(rd, o, r, err);
}

bool
lever_read(struct reader *rd, const json_t *doc, struct err *err)
{
	if (json_is_object(doc))
		return reader_single(rd, doc, POSTING_LEVER, item, err);
	return reader_items(rd, doc, "", POSTING_LEVER, "posting", item, err);
}
