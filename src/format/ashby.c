#include "reader.h"
#include "words.h"

static bool
is_job(const json_t *o)
{
	return jdoc_has(o, "title") &&
	       (jdoc_has(o, "jobUrl") || jdoc_has(o, "isListed") || jdoc_has(o, "descriptionHtml"));
}

bool
ashby_is(const json_t *doc)
{
	const json_t *jobs = jdoc_at(doc, "jobs");

	for (size_t i = 0; i < json_array_size(jobs) && i < 100; i++) {
		if (json_is_object(json_array_get(jobs, i)))
			return is_job(json_array_get(jobs, i));
	}
	return json_is_object(doc) && jdoc_has(doc, "jobUrl") && is_job(doc);
}

/* The first salary among the components; equity and bonus are other types. */
static bool
salary(struct reader *rd, const json_t *components, struct posting_record *r)
{
	for (size_t i = 0; i < json_array_size(components); i++) {
		const json_t *c = json_array_get(components, i);
		char buf[4];
		struct str cur = word_currency(jdoc_str(rd->a, c, "currencyCode"), buf);
		double v;

		if (cur.n == 0 || !str_eq_ci(jdoc_str(rd->a, c, "compensationType"), STR("Salary")))
			continue;
		r->pay_currency = arena_str(rd->a, cur);
		r->pay_period = word_period(jdoc_str(rd->a, c, "interval"));
		if (jdoc_num(c, "minValue", &v))
			r->pay_min = money_minor(v, cur);
		if (jdoc_num(c, "maxValue", &v))
			r->pay_max = money_minor(v, cur);
		if (r->pay_min >= 0 || r->pay_max >= 0)
			return true;
	}
	return false;
}

static void
pay(struct reader *rd, const json_t *o, struct posting_record *r)
{
	const json_t *tiers = jdoc_at(o, "compensation.compensationTiers");

	if (salary(rd, jdoc_at(o, "compensation.summaryComponents"), r))
		return;
	for (size_t i = 0; i < json_array_size(tiers); i++) {
		if (salary(rd, jdoc_at(json_array_get(tiers, i), "components"), r))
			return;
	}
}

static bool
item(struct reader *rd, const json_t *o, struct posting_record *r, struct err *err)
{
	CLEANUP(reader_text_release) struct reader_text text = READER_TEXT;
	const json_t *more = jdoc_at(o, "secondaryLocations");
	struct str html = jdoc_str(rd->a, o, "descriptionHtml");

	if (jdoc_is_false(o, "isListed"))
		return err_set(err, ERR_INVALID, "the board does not list it");
	r->url = jdoc_str(rd->a, o, "jobUrl");
	r->source_key = jdoc_str(rd->a, o, "id");
	r->title = jdoc_str(rd->a, o, "title");
	r->company = reader_segment(rd->a, r->url, STR("ashbyhq.com/"));
	if (r->company.n == 0)
		r->company = reader_board(rd, "ashby");
	reader_place(rd, &r->place, jdoc_str(rd->a, o, "location"));
	for (size_t i = 0; i < json_array_size(more); i++)
		reader_place(rd, &r->place, jdoc_str(rd->a, json_array_get(more, i), "location"));
	/* isRemote may be true beside "Hybrid" */
	r->workplace = word_workplace(jdoc_str(rd->a, o, "workplaceType"));
	if (r->workplace.n == 0 && jdoc_is_true(o, "isRemote"))
		r->workplace = STR("remote");
	r->employment = word_employment(jdoc_str(rd->a, o, "employmentType"));
	r->department = jdoc_str(rd->a, o, "department");
	r->posted_day = day_of_text(jdoc_str(rd->a, o, "publishedAt"));
	pay(rd, o, r);
	if (str_trim(html).n == 0)
		reader_text_plain(rd, &text, jdoc_str(rd->a, o, "descriptionPlain"));
	else if (!reader_text_html(rd, &text, html, err))
		return false;
	r->text = reader_text_str(rd, &text);
	return true;
}

bool
ashby_read(struct reader *rd, const json_t *doc, struct err *err)
{
	const json_t *jobs = jdoc_at(doc, "jobs");

	if (!json_is_array(jobs))
		return reader_single(rd, doc, POSTING_ASHBY, item, err);
	return reader_items(rd, jobs, "jobs", POSTING_ASHBY, "job", item, err);
}
