/*
 * Boards that need no code of their own: where their list stands, what marks its items, and where the fields are.
 *
 * A field is a list of paths: `|` between alternatives (the first that is not empty), `;` between places, `+` between
 * parts of one place or pieces of text. `^` begins at the document instead of the item, `*` goes through an array or an
 * object's values.
 */
#include "base/date.h"
#include "base/strbuf.h"
#include "reader.h"
#include "words.h"

struct board {
	const char *name;
	const char *list;  /* of the items; "" when the document is the list, NULL when it is the item */
	const char *marks; /* keys that every item has */
	const char *id;
	const char *title;
	const char *company;
	const char *url;
	const char *text;
	const char *place;
	const char *workplace;
	const char *remote; /* true: remote */
	const char *hybrid;
	const char *employment;
	const char *department;
	const char *posted;
	const char *closes;
	const char *pay_min;
	const char *pay_max;
	const char *currency;
	const char *period;
	const char *state; /* the state in which it is open, behind '=' */
};

#define SMARTRECRUITERS_FIELDS                                                                                         \
	.id = "id", .title = "name", .company = "company.name|company.identifier", .url = "postingUrl|applyUrl",       \
	.text = "jobAd.sections.companyDescription+jobAd.sections.jobDescription+jobAd.sections.qualifications+"       \
		"jobAd.sections.additionalInformation",                                                                \
	.place = "location.fullLocation|location.city+location.region+location.country", .remote = "location.remote",  \
	.hybrid = "location.hybrid", .employment = "typeOfEmployment.label|typeOfEmployment.id",                       \
	.department = "department.label", .posted = "releasedDate"

static const struct board boards[] = {
    {.name = "recruitee",
     .list = "offers",
     .marks = "careers_url title",
     .id = "id",
     .title = "title",
     .company = "company_name",
     .url = "careers_url",
     .text = "description+requirements",
     .place = "location|city+country|locations.*.city+locations.*.country",
     .remote = "remote",
     .hybrid = "hybrid",
     .employment = "employment_type_code",
     .department = "department",
     .posted = "published_at|created_at",
     .closes = "close_at",
     .pay_min = "salary.min",
     .pay_max = "salary.max",
     .currency = "salary.currency",
     .period = "salary.period",
     .state = "status=published"},
    {.name = "smartrecruiters", .list = "content", .marks = "name releasedDate", SMARTRECRUITERS_FIELDS},
    {.name = "smartrecruiters", .list = NULL, .marks = "name releasedDate jobAd", SMARTRECRUITERS_FIELDS},
    {.name = "workable",
     .list = "jobs",
     .marks = "shortcode title",
     .id = "shortcode",
     .title = "title",
     .company = "^name",
     .url = "url|shortlink|application_url",
     .text = "description+requirements+benefits",
     .place = "city+state+country",
     .remote = "telecommuting",
     .employment = "employment_type",
     .department = "department",
     .posted = "published_on|created_at"},
    {.name = "workable",
     .list = "results",
     .marks = "shortcode title",
     .id = "shortcode",
     .title = "title",
     .company = "^name",
     .url = "url|shortlink",
     .text = "description+requirements+benefits",
     .place = "location.city+location.region+location.country",
     .workplace = "workplace",
     .remote = "remote",
     .employment = "type",
     .department = "department",
     .posted = "published|created_at",
     .state = "state=published"},
    {.name = "himalayas",
     .list = "jobs",
     .marks = "companySlug title",
     .id = "guid",
     .title = "title",
     .company = "companyName",
     .url = "guid|applicationLink",
     .text = "description",
     .place = "locationRestrictions",
     .employment = "employmentType",
     .posted = "pubDate",
     .closes = "expiryDate",
     .pay_min = "minSalary",
     .pay_max = "maxSalary",
     .currency = "currency"},
    {.name = "bamboohr",
     .list = "result",
     .marks = "jobOpeningName",
     .id = "id",
     .title = "jobOpeningName",
     .place = "location.city+location.state|atsLocation.city+atsLocation.state+atsLocation.country",
     .remote = "isRemote",
     .employment = "employmentStatusLabel|employmentType",
     .department = "departmentLabel"},
    {.name = "eightfold",
     .list = "positions",
     .marks = "name canonicalPositionUrl",
     .id = "id",
     .title = "name",
     .company = "^domain",
     .url = "canonicalPositionUrl",
     .text = "job_description",
     .place = "locations|location",
     .department = "department",
     .posted = "t_create"},
    {.name = "oracle",
     .list = "items.*.requisitionList",
     .marks = "Id Title",
     .id = "Id",
     .title = "Title",
     .text = "ExternalDescriptionStr|ShortDescriptionStr",
     .place = "PrimaryLocation;secondaryLocations.*.Name",
     .posted = "PostedDate"},
    {.name = "rippling",
     .list = "",
     .marks = "uuid name workLocation",
     .id = "uuid",
     .title = "name",
     .url = "url",
     .text = "description",
     .place = "workLocation.label",
     .department = "department.label"},
    {.name = "paylocity",
     .list = "Jobs",
     .marks = "JobId JobTitle",
     .id = "JobId",
     .title = "JobTitle",
     .company = "^ModuleTitle",
     .text = "Description",
     .place = "JobLocation.City+JobLocation.State+JobLocation.Country|LocationName",
     .workplace = "LocationName",
     .remote = "IsRemote",
     .department = "HiringDepartment",
     .posted = "PublishedDate"},
    {.name = "phenom",
     .list = "eagerLoadRefineSearch.data.jobs",
     .marks = "jobSeqNo title",
     .id = "jobSeqNo",
     .title = "title",
     .text = "description|descriptionTeaser",
     .place = "location|city+country",
     .employment = "type",
     .department = "department|category",
     .posted = "postedDate"},
    {.name = "personio",
     .list = "workzag-jobs.position",
     .marks = "id name",
     .id = "id",
     .title = "name",
     .company = "subcompany",
     .text = "jobDescriptions.jobDescription",
     .place = "office;additionalOffices.office",
     .employment = "schedule|employmentType",
     .department = "department",
     .posted = "createdAt"},
    {.name = "neogov",
     .list = "rss.channel.item",
     .marks = "joblisting:jobId title",
     .id = "joblisting:jobId",
     .title = "title",
     .company = "^rss.channel.title",
     .url = "link|guid",
     .text = "description+joblisting:examplesofduties+joblisting:qualifications+joblisting:supplementalinformation",
     .place = "joblisting:location",
     .department = "joblisting:department",
     .posted = "joblisting:advertiseFromDateUTC|pubDate",
     .closes = "joblisting:advertiseToDateTimeUTC",
     .pay_min = "joblisting:minimumSalary",
     .pay_max = "joblisting:maximumSalary",
     .currency = "joblisting:salaryCurrency",
     .period = "joblisting:salaryInterval"},
    {.name = "rss",
     .list = "rss.channel.item",
     .marks = "title link",
     .id = "guid|link",
     .title = "title",
     .url = "link",
     .text = "content:encoded|description",
     .place = "location|region",
     .employment = "type",
     .posted = "pubDate",
     .closes = "expires_at"},
};

/* One read of a document. */
struct board_read {
	struct reader *rd;
	const struct board *board;
	const json_t *doc;
};

struct values {
	VEC(const json_t *) v;
};

/* The values at the path; recursion is as deep as the table's paths have stars. */
static void
gather(struct reader *rd, const json_t *v, struct str path, struct values *ret)
{
	struct str key;

	while (v != NULL && path.n > 0 && str_split(&path, '.', &key)) {
		if (str_eq(key, STR("*"))) {
			void *at = json_is_object(v) ? json_object_iter((json_t *)(uintptr_t)v) : NULL;

			for (size_t i = 0; i < json_array_size(v); i++)
				gather(rd, json_array_get(v, i), path, ret);
			for (; at != NULL; at = json_object_iter_next((json_t *)(uintptr_t)v, at))
				gather(rd, json_object_iter_value(at), path, ret);
			return;
		}
		v = json_object_getn(v, key.p, key.n);
	}
	if (json_is_array(v)) {
		for (size_t i = 0; i < json_array_size(v); i++)
			*VEC_PUSH(rd->a, &ret->v) = json_array_get(v, i);
	} else if (v != NULL && !json_is_null(v)) {
		*VEC_PUSH(rd->a, &ret->v) = v;
	}
}

static void
gather_spec(const struct board_read *b, const json_t *item, struct str spec, struct values *ret)
{
	const json_t *from = item;

	*ret = (struct values){0};
	if (str_starts(spec, STR("^"))) {
		from = b->doc;
		spec = str_sub(spec, 1, spec.n);
	}
	gather(b->rd, from, spec, ret);
}

/* The values a part names, as places. */
static struct str
places(const struct board_read *b, const json_t *item, struct str part)
{
	struct values v;
	struct str out = STR_NONE;

	gather_spec(b, item, part, &v);
	for (size_t i = 0; i < v.v.n; i++)
		reader_place(b->rd, &out, jdoc_str(b->rd->a, v.v.p[i], ""));
	return out;
}

/* One alternative: parts joined by a comma. Several values of one part are several places. */
static struct str
joined(const struct board_read *b, const json_t *item, struct str spec)
{
	struct str group, part, out = STR_NONE;

	while (str_split(&spec, ';', &group)) {
		struct str line = STR_NONE;

		while (str_split(&group, '+', &part)) {
			struct str there = places(b, item, part);

			if (line.n > 0 && there.n > 0)
				line = arena_printf(b->rd->a, "%.*s, %.*s", STR_ARG(line), STR_ARG(there));
			else if (there.n > 0)
				line = there;
		}
		while (line.n > 0 && str_split(&line, ';', &part))
			reader_place(b->rd, &out, part);
	}
	return out;
}

static struct str
value(const struct board_read *b, const json_t *item, const char *spec)
{
	struct str rest = str_of(spec), alternative, s;

	while (rest.n > 0 && str_split(&rest, '|', &alternative)) {
		s = str_trim(joined(b, item, alternative));
		if (s.n > 0)
			return s;
	}
	return STR_NONE;
}

/* A value as it is, for addresses and ids, in which ';' parts nothing. */
static struct str
single(const struct board_read *b, const json_t *item, const char *spec)
{
	struct str rest = str_of(spec), alternative;

	while (rest.n > 0 && str_split(&rest, '|', &alternative)) {
		struct values v;

		gather_spec(b, item, alternative, &v);
		if (v.v.n > 0 && str_trim(jdoc_str(b->rd->a, v.v.p[0], "")).n > 0)
			return str_trim(jdoc_str(b->rd->a, v.v.p[0], ""));
	}
	return STR_NONE;
}

/* A text, or a section with a name and a text. */
static bool
add_section(const struct board_read *b, struct reader_text *t, const json_t *v, struct err *err)
{
	static const char *const heads[] = {"title", "name"}, *const texts[] = {"text", "value", "content"};
	struct str text = STR_NONE;

	if (!json_is_object(v))
		return reader_text_any(b->rd, t, jdoc_str(b->rd->a, v, ""), err);
	for (size_t i = 0; i < ARRAY_LEN(texts) && text.n == 0; i++)
		text = str_trim(jdoc_str(b->rd->a, v, texts[i]));
	if (text.n == 0)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(heads); i++)
		reader_text_head(b->rd, t, jdoc_str(b->rd->a, v, heads[i]));
	return reader_text_any(b->rd, t, text, err);
}

static bool
add_text(const struct board_read *b, const json_t *item, struct posting_record *r, struct err *err)
{
	CLEANUP(reader_text_release) struct reader_text t = READER_TEXT;
	struct str rest = str_of(b->board->text), alternative, part;

	while (rest.n > 0 && t.b.n == 0 && str_split(&rest, '|', &alternative)) {
		while (str_split(&alternative, '+', &part)) {
			struct values v;

			gather_spec(b, item, part, &v);
			for (size_t i = 0; i < v.v.n; i++) {
				if (!add_section(b, &t, v.v.p[i], err))
					return false;
			}
		}
	}
	r->text = reader_text_str(b->rd, &t);
	return true;
}

static bool
is_true(const struct board_read *b, const json_t *item, const char *spec)
{
	struct values v;

	if (spec == NULL)
		return false;
	gather_spec(b, item, str_of(spec), &v);
	return v.v.n > 0 && json_is_true(v.v.p[0]);
}

static int32_t
day(const struct board_read *b, const json_t *item, const char *spec)
{
	struct str rest = str_of(spec), alternative;

	while (rest.n > 0 && str_split(&rest, '|', &alternative)) {
		struct values v;
		int32_t d;

		gather_spec(b, item, alternative, &v);
		if (v.v.n == 0)
			continue;
		d = json_is_integer(v.v.p[0]) ? day_of_epoch(json_integer_value(v.v.p[0]))
		                              : day_of_text(jdoc_str(b->rd->a, v.v.p[0], ""));
		if (d != DAY_NONE)
			return d;
	}
	return DAY_NONE;
}

static void
pay(const struct board_read *b, const json_t *item, struct posting_record *r)
{
	char buf[4];
	struct str cur = word_currency(single(b, item, b->board->currency), buf);
	double v;

	if (cur.n == 0)
		return;
	r->pay_currency = arena_str(b->rd->a, cur);
	r->pay_period = word_period(single(b, item, b->board->period));
	if (jdoc_num(item, b->board->pay_min, &v))
		r->pay_min = money_minor(v, cur);
	if (jdoc_num(item, b->board->pay_max, &v))
		r->pay_max = money_minor(v, cur);
}

static bool
is_open(const struct board_read *b, const json_t *item)
{
	struct str spec = str_of(b->board->state), path;
	char key[64];
	struct str state;

	if (spec.n == 0 || !str_split(&spec, '=', &path) || path.n >= sizeof(key))
		return true;
	memcpy(key, path.p, path.n);
	key[path.n] = '\0';
	state = jdoc_str(b->rd->a, item, key);
	return state.n == 0 || str_eq_ci(state, spec);
}

/* Feeds keep company and place within title and text. */
static void
rss_fields(struct posting_record *r)
{
	struct str title = r->title;
	size_t at;

	text_labels(r->text, r);
	if (r->company.n == 0) {
		text_title(title, r);
		return;
	}
	at = title.n > r->company.n + 4 ? title.n - r->company.n : 0;
	if (at > 4 && str_eq_ci(str_sub(title, at, title.n), r->company) &&
	    str_eq_ci(str_sub(title, at - 4, 4), STR(" at ")))
		r->title = str_sub(title, 0, at - 4);
}

static bool
read_item(const struct board_read *b, const json_t *o, struct posting_record *r, struct err *err)
{
	const struct board *t = b->board;
	struct str id = single(b, o, t->id);

	r->title = single(b, o, t->title);
	r->company = single(b, o, t->company);
	r->url = single(b, o, t->url);
	r->place = value(b, o, t->place);
	r->workplace = is_true(b, o, t->hybrid)   ? STR("hybrid")
	               : is_true(b, o, t->remote) ? STR("remote")
	                                          : word_workplace(single(b, o, t->workplace));
	r->employment = word_employment(single(b, o, t->employment));
	r->department = single(b, o, t->department);
	r->posted_day = day(b, o, t->posted);
	r->closes_day = day(b, o, t->closes);
	r->is_open = is_open(b, o);
	pay(b, o, r);
	if (id.n > 0)
		r->source_key = arena_printf(b->rd->a, "%s/%.*s", t->name, STR_ARG(id));
	if (!add_text(b, o, r, err))
		return false;
	if (str_eq(str_of(t->name), STR("rss")))
		rss_fields(r);
	return true;
}

/* Whether every key stands in the object. */
static bool
has_marks(const json_t *o, const char *marks)
{
	struct str rest = str_of(marks), key;

	while (str_split(&rest, ' ', &key)) {
		if (json_object_getn(o, key.p, key.n) == NULL)
			return false;
	}
	return json_is_object(o);
}

static bool
read_list(const struct board_read *b, const struct values *items, bool own_file, struct err *err)
{
	struct reader *rd = b->rd;
	struct jdoc_spans spans = {0};
	bool known = own_file && b->board->list != NULL && jdoc_spans(rd->a, rd->bytes, b->board->list, &spans) &&
	             spans.v.n == items->v.n;

	for (size_t i = 0; i < items->v.n; i++) {
		struct posting_record r = reader_new(POSTING_OTHER, arena_printf(rd->a, "job %zu", i + 1));
		const json_t *o = items->v.p[i];
		struct err why = {0};

		r.source = known ? spans.v.p[i] : jdoc_write(rd->a, o);
		if (r.source.n > POSTING_SOURCE_MAX)
			err_set(&why, ERR_LIMIT, "it is too large");
		else if (!json_is_object(o))
			err_set(&why, ERR_INVALID, "it is not an object");
		else if (read_item(b, o, &r, &why) && !reader_add(rd, &r, err))
			return false;
		if (why.code != ERR_NONE)
			reader_refuse(rd, r.where, "%s", why.text);
	}
	return true;
}

bool
boards_read(struct reader *rd, const json_t *doc, bool own_file, bool *ret_known, struct err *err)
{
	*ret_known = false;
	for (size_t i = 0; i < ARRAY_LEN(boards); i++) {
		struct board_read b = {rd, &boards[i], doc};
		struct values items = {0};
		bool fits = false;

		if (boards[i].list != NULL)
			gather(rd, doc, str_of(boards[i].list), &items);
		else if (json_is_object(doc))
			*VEC_PUSH(rd->a, &items.v) = doc;
		if (boards[i].list != NULL && boards[i].list[0] == '\0' && !json_is_array(doc))
			continue;
		for (size_t k = 0; k < items.v.n && k < 100 && !fits; k++)
			fits = has_marks(items.v.p[k], boards[i].marks);
		if (!fits)
			continue;
		*ret_known = true;
		return read_list(&b, &items, own_file, err);
	}
	return true;
}
