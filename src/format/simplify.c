#include "base/date.h"
#include "reader.h"
#include "words.h"

bool
simplify_is(const json_t *doc)
{
	for (size_t i = 0; i < json_array_size(doc) && i < 100; i++) {
		const json_t *o = json_array_get(doc, i);

		if (json_is_object(o))
			return jdoc_has(o, "company_name") && jdoc_has(o, "title") &&
			       (jdoc_has(o, "is_visible") || jdoc_has(o, "date_posted"));
	}
	return false;
}

/* A row of the list has no text: company, title, places, address. Ids are not unique, so the address is part of the
 * key. */
static bool
item(struct reader *rd, const json_t *o, struct posting_record *r, struct err *err)
{
	const json_t *places = jdoc_at(o, "locations");
	struct str id = jdoc_str(rd->a, o, "id");
	double posted;

	(void)err;
	r->url = jdoc_str(rd->a, o, "url");
	r->company = jdoc_str(rd->a, o, "company_name");
	r->title = jdoc_str(rd->a, o, "title");
	r->source_key = arena_printf(rd->a, "%.*s/%016llx", STR_ARG(id), (unsigned long long)str_hash(r->url));
	if (json_is_string(places))
		r->place = jdoc_str(rd->a, places, "");
	for (size_t i = 0; i < json_array_size(places); i++)
		reader_place(rd, &r->place, jdoc_str(rd->a, json_array_get(places, i), ""));
	if (json_array_size(places) == 1)
		r->workplace = word_workplace(r->place);
	/* only the lists of internships have terms or a season */
	if (json_array_size(jdoc_at(o, "terms")) > 0 || jdoc_str(rd->a, o, "season").n > 0)
		r->employment = STR("internship");
	r->sponsorship = word_sponsorship(jdoc_str(rd->a, o, "sponsorship"));
	r->department = jdoc_str(rd->a, o, "category");
	if (jdoc_num(o, "date_posted", &posted) && posted > 0 && posted < 1e15)
		r->posted_day = day_of_epoch((int64_t)posted);
	r->is_open = !jdoc_is_false(o, "active") && !jdoc_is_false(o, "is_visible");
	return true;
}

bool
simplify_read(struct reader *rd, const json_t *doc, struct err *err)
{
	return reader_items(rd, doc, "", POSTING_SIMPLIFY, "row", item, err);
}
