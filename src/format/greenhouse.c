#include "base/utf8.h"
#include "reader.h"
#include "words.h"

/* An object of a Greenhouse board has these and no other system's has. */
static bool
is_job(const json_t *o)
{
	return jdoc_has(o, "absolute_url") || jdoc_has(o, "internal_job_id") ||
	       (jdoc_has(o, "content") && json_is_object(jdoc_at(o, "location")) && jdoc_has(o, "updated_at"));
}

static const json_t *
first_object(const json_t *list)
{
	for (size_t i = 0; i < json_array_size(list) && i < 100; i++) {
		if (json_is_object(json_array_get(list, i)))
			return json_array_get(list, i);
	}
	return NULL;
}

bool
greenhouse_is(const json_t *doc)
{
	const json_t *first = first_object(jdoc_at(doc, "jobs"));

	return first != NULL ? is_job(first) : json_is_object(doc) && is_job(doc) && jdoc_has(doc, "title");
}

/* A work model ("Hybrid", "Distributed") may stand where the place should; the offices then tell the place. */
static void
places(struct reader *rd, const json_t *o, struct posting_record *r)
{
	struct str loc = str_trim(jdoc_str(rd->a, o, "location.name"));
	const json_t *offices = jdoc_at(o, "offices");
	bool several = str_find_byte(loc, ';') < loc.n || str_has_ci(loc, STR(" or "));

	if (!several)
		r->workplace = word_workplace(loc);
	if (loc.n > 0 && !(r->workplace.n > 0 && loc.n <= 14)) {
		struct str part;

		while (str_split(&loc, ';', &part))
			reader_place(rd, &r->place, part);
		return;
	}
	for (size_t i = 0; i < json_array_size(offices); i++) {
		const json_t *office = json_array_get(offices, i);
		struct str place = jdoc_str(rd->a, office, "location");

		reader_place(rd, &r->place, place.n > 0 ? place : jdoc_str(rd->a, office, "name"));
	}
	if (r->place.n == 0)
		r->place = loc;
}

/* A pay range as a custom field: {"unit":"USD","min_value":"90000.0","max_value":"120000.0"}. */
static void
metadata_pay(struct reader *rd, const json_t *value, struct posting_record *r)
{
	char buf[4];
	double min, max;
	struct str cur = word_currency(jdoc_str(rd->a, value, "unit"), buf);

	if (cur.n == 0 || !jdoc_num(value, "min_value", &min))
		return;
	r->pay_currency = arena_str(rd->a, cur);
	r->pay_min = money_minor(min, cur);
	r->pay_max = jdoc_num(value, "max_value", &max) ? money_minor(max, cur) : r->pay_min;
}

static void
metadata(struct reader *rd, const json_t *o, struct posting_record *r)
{
	const json_t *list = jdoc_at(o, "metadata");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *m = json_array_get(list, i);
		struct str name = jdoc_str(rd->a, m, "name"), value = jdoc_str(rd->a, m, "value");

		if (str_has_ci(name, STR("employment type")) || str_has_ci(name, STR("contract type")) ||
		    str_has_ci(name, STR("job type")) || str_has_ci(name, STR("time type")))
			r->employment = r->employment.n > 0 ? r->employment : word_employment(value);
		else if (str_has_ci(name, STR("workplace")) || str_has_ci(name, STR("location type")) ||
		         str_has_ci(name, STR("work model")) || str_has_ci(name, STR("remote")))
			r->workplace = word_workplace(value).n > 0 ? word_workplace(value) : r->workplace;
		else if (json_is_object(jdoc_at(m, "value")) && r->pay_min < 0)
			metadata_pay(rd, jdoc_at(m, "value"), r);
	}
}

/* pay_input_ranges, one a zone: from the lowest to the highest of those in the first one's currency. */
static void
pay_ranges(struct reader *rd, const json_t *o, struct posting_record *r)
{
	const json_t *list = jdoc_at(o, "pay_input_ranges");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *p = json_array_get(list, i);
		char buf[4];
		struct str cur = word_currency(jdoc_str(rd->a, p, "currency_type"), buf);
		double min, max;
		int64_t lo, hi;

		if (cur.n == 0 || (r->pay_currency.n > 0 && !str_eq(cur, r->pay_currency)))
			continue;
		if (!jdoc_num(p, "min_cents", &min) || !jdoc_num(p, "max_cents", &max))
			continue;
		lo = money_minor(min / 100, cur);
		hi = money_minor(max / 100, cur);
		r->pay_currency = arena_str(rd->a, cur);
		if (lo >= 0 && (r->pay_min < 0 || lo < r->pay_min))
			r->pay_min = lo;
		if (hi > r->pay_max)
			r->pay_max = hi;
		if (r->pay_period.n == 0)
			r->pay_period = word_period(jdoc_str(rd->a, p, "title"));
		if (r->pay_period.n == 0)
			r->pay_period = word_period(jdoc_str(rd->a, p, "blurb"));
	}
}

static bool
item(struct reader *rd, const json_t *o, struct posting_record *r, struct err *err)
{
	CLEANUP(reader_text_release) struct reader_text text = READER_TEXT;
	const json_t *deps = jdoc_at(o, "departments");

	r->url = jdoc_str(rd->a, o, "absolute_url");
	r->title = jdoc_str(rd->a, o, "title");
	r->company = jdoc_str(rd->a, o, "company_name");
	if (r->company.n == 0)
		r->company = reader_segment(rd->a, r->url, STR("greenhouse.io/"));
	if (r->company.n == 0)
		r->company = reader_board(rd, "greenhouse");
	/* the number names the job on all boards */
	r->source_key = jdoc_str(rd->a, o, "id");
	places(rd, o, r);
	metadata(rd, o, r);
	pay_ranges(rd, o, r);
	r->department = jdoc_str(rd->a, json_array_get(deps, 0), "name");
	r->posted_day = day_of_text(jdoc_str(rd->a, o, "first_published"));
	r->closes_day = day_of_text(jdoc_str(rd->a, o, "application_deadline"));
	if (!reader_text_html(rd, &text, jdoc_str(rd->a, o, "content"), err))
		return false;
	r->text = reader_text_str(rd, &text);
	return true;
}

bool
greenhouse_read(struct reader *rd, const json_t *doc, struct err *err)
{
	const json_t *jobs = jdoc_at(doc, "jobs");

	if (!json_is_array(jobs))
		return reader_single(rd, doc, POSTING_GREENHOUSE, item, err);
	return reader_items(rd, jobs, "jobs", POSTING_GREENHOUSE, "job", item, err);
}
