/* The table of applications, what is done to many at once, and taking them out as files. */
#include "base/num.h"
#include "exchange/job_export.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/page_job.h"

#define TABLE_ROWS 50
#define WAIT_DAYS  14

static const struct form_field bulk_fields[] = {
    {"act", "what to do", FIELD_TEXT, true, 0, 16},
    {"pick.", "a choice", FIELD_MANY, false, 0, 1},
    {"all", "all that fit", FIELD_INT, false, 0, 1},
    {"kind", "the event", FIELD_TEXT, false, 0, 200},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    {"word", "the tag", FIELD_TEXT, false, 0, 100},
    {"q", "the search", FIELD_TEXT, false, 0, 256},
    {"stage", "the stage", FIELD_TEXT, false, 0, 64},
    {"tag", "the tag", FIELD_TEXT, false, 0, 64},
    {"source", "the source", FIELD_TEXT, false, 0, 100},
    {"channel", "how it was sent", FIELD_TEXT, false, 0, 100},
    {"archived", "put aside", FIELD_TEXT, false, 0, 1},
    {"deleted", "deleted", FIELD_TEXT, false, 0, 1},
    FIELDS_END,
};

/* From the address, or, for a form about all that fit, from the form. */
static struct application_filter
read_filter(const struct page *p, struct str (*get)(const struct page *, const char *))
{
	struct application_filter f = {.search = get(p, "q"),
	                               .stage = get(p, "stage"),
	                               .tag = get(p, "tag"),
	                               .source = get(p, "source"),
	                               .channel = get(p, "channel"),
	                               .archived = get(p, "archived").n > 0,
	                               .deleted = get(p, "deleted").n > 0};

	if (str_eq(f.stage, STR("open")))
		f.which = APPLICATION_OPEN;
	if (str_eq(f.stage, STR("ended")))
		f.which = APPLICATION_ENDED;
	if (f.which != APPLICATION_ANY)
		f.stage = STR_NONE;
	if (!application_sort_parse(get(p, "sort"), &f.sort, NULL))
		f.sort = APPLICATION_BY_NEWEST;
	return f;
}

/* The address of this list, without the place in it; ends in "?" or "&". */
static struct str
list_address(const struct page *p)
{
	static const char *const names[] = {"q", "stage", "tag", "source", "channel", "sort", "archived", "deleted"};
	struct str out = STR("/jobs/table?");

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct str v = query_str(p, names[i]);

		if (v.n > 0)
			out = page_printf(p, "%.*s%s=%.*s&", STR_ARG(out), names[i], STR_ARG(http_encode(p->c.a, v)));
	}
	return out;
}

static struct str
next_address(const struct page *p, struct str start, struct application_after after)
{
	if (after.key.p != NULL)
		return page_printf(p, "%.*safter=%lld&key=%.*s", STR_ARG(start), (long long)after.id,
		                   STR_ARG(http_encode(p->c.a, after.key)));
	return page_printf(p, "%.*safter=%lld&day=%lld", STR_ARG(start), (long long)after.id, (long long)after.day);
}

static struct application_after
read_after(const struct page *p)
{
	struct application_after after = {.key = http_get(&p->req->query, "key")};

	if (!num_parse_i64(query_str(p, "after"), 1, INT64_MAX, "after", &after.id, NULL))
		return (struct application_after){0};
	if (!num_parse_i64(query_str(p, "day"), INT32_MIN, INT32_MAX, "day", &after.day, NULL))
		after.day = 0;
	return after;
}

/* How many the list holds: known, unless it is filtered. */
static bool
count_list(struct page *p, struct job_table_view *v, struct err *err)
{
	const struct application_filter *f = &v->f;

	if (f->search.n > 0 || f->stage.n > 0 || f->tag.n > 0 || f->source.n > 0 || f->channel.n > 0 ||
	    f->which != APPLICATION_ANY || f->archived || f->deleted)
		return application_count(&p->c, f, &v->total, err);
	v->total = v->facts->n_shown;
	return true;
}

bool
page_job_table(struct page *p, struct err *err)
{
	struct job_table_view v = {.f = read_filter(p, query_str), .next = STR("")};
	struct application_after after = read_after(p);

	if (!job_stages_load(p, &v.stages, err) || !job_facts_get(p, &v.facts, err) || !count_list(p, &v, err) ||
	    !application_list(&p->c, &v.f, after, TABLE_ROWS + 1, &v.rows, &v.n, err))
		return false;
	v.first_page = after.id == 0;
	v.start = list_address(p);
	v.here = str_sub(v.start, 0, v.start.n - 1);
	v.filtered = v.here.n > STR("/jobs/table").n;
	if (v.n > TABLE_ROWS) {
		v.n = TABLE_ROWS;
		v.next = next_address(p, v.start, application_list_after(&v.rows[v.n - 1], v.f.sort));
	}
	page_begin(p, NAV_BOARD, "Applications");
	tmpl_job_table(p->out, p, &v);
	page_end(p);
	return true;
}

/* --- many at once ------------------------------------------------------------------------------------------------- */

static bool
chosen(struct page *p, int64_t **ret, size_t *ret_n, struct err *err)
{
	struct application_filter f;
	int64_t *ids;
	size_t n = 0;

	if (form_i64(p, "all", 0) == 1) {
		f = read_filter(p, form_str);
		return application_list_ids(&p->c, &f, ret, ret_n, err);
	}
	ids = ARENA_ARRAY(p->c.a, p->req->form.n + 1, int64_t);
	for (size_t i = 0; i < p->req->form.n; i++) {
		struct str name = p->req->form.p[i].name;

		if (str_starts(name, STR("pick.")) &&
		    num_parse_i64(str_sub(name, 5, name.n), 1, INT64_MAX, "id", &ids[n], NULL))
			n++;
	}
	*ret = ids;
	*ret_n = n;
	return n > 0 || err_set(err, ERR_INVALID, "nothing was chosen");
}

static bool
act_named(struct str word, enum application_act *ret)
{
	static const struct {
		const char *word;
		enum application_act act;
	} acts[] = {
	    {"tag", APPLICATION_TAG},          {"untag", APPLICATION_UNTAG}, {"archive", APPLICATION_ARCHIVE},
	    {"back", APPLICATION_TAKE_BACK},   {"wait", APPLICATION_WAIT},   {"delete", APPLICATION_DELETE},
	    {"undelete", APPLICATION_RESTORE},
	};

	for (size_t i = 0; i < ARRAY_LEN(acts); i++)
		if (str_eq(word, str_of(acts[i].word))) {
			*ret = acts[i].act;
			return true;
		}
	return false;
}

static bool
post_bulk(struct page *p, struct err *err)
{
	struct str act = form_str(p, "act"), text = form_str(p, "word");
	enum application_act what;
	int64_t *ids, batch;
	size_t n, changed;
	bool ok;

	if (!chosen(p, &ids, &n, err))
		return false;
	if (str_eq(act, STR("event")))
		ok =
		    application_event_many(&p->c, ids, n, form_str(p, "kind"), form_day(p, "on"), STR(""), &batch, err);
	else if (str_eq(act, STR("ghosted")))
		ok = application_event_many(&p->c, ids, n, STR("ghosted"), DAY_NONE, STR(""), &batch, err);
	else if (!act_named(act, &what))
		return err_set(err, ERR_INVALID, "nothing is called '%.*s' here", STR_ARG(act));
	else {
		if (what == APPLICATION_WAIT)
			text = say_iso_day(p, ctx_today(&p->c) + WAIT_DAYS);
		ok = application_act_many(&p->c, ids, n, what, text, &batch, &changed, err);
	}
	if (ok)
		page_go_back(p, "/jobs/table", "job-bulk", batch);
	return ok;
}

static bool
page_bulk_again(struct page *p, struct err *err)
{
	return str_starts(http_get(&p->req->form, "back"), STR("/jobs/silent")) ? page_silent(p, err)
	                                                                        : page_job_table(p, err);
}

/* --- out ---------------------------------------------------------------------------------------------------------- */

static bool
export_run(struct page *p, const char *type, const char *ending,
           bool (*write)(struct ctx *c, struct strbuf *out, struct err *err), struct err *err)
{
	if (!write(&p->c, p->out, err)) {
		if (err->code == ERR_LIMIT)
			err_hint(err, "The command takes any size: cairn job export.");
		return false;
	}
	p->resp->type = type;
	(void)http_resp_header(p->resp, "Content-Disposition",
	                       page_printf(p, "attachment; filename=\"applications-%.*s.%s\"",
	                                   STR_ARG(say_iso_day(p, ctx_today(&p->c))), ending));
	return true;
}

static bool
page_csv(struct page *p, struct err *err)
{
	return export_run(p, "text/csv; charset=utf-8", "csv", job_export_csv, err);
}

static bool
page_json(struct page *p, struct err *err)
{
	return export_run(p, "application/json", "json", job_export_json, err);
}

static const struct route routes[] = {
    PAGE("/jobs/export.csv", page_csv, "Applications with their history, as CSV."),
    PAGE("/jobs/export.json", page_json, "The same as JSON."),
    PAGE("/jobs/table", page_job_table, "Applications as a table: search, filter, sort."),
    FORM("/jobs/bulk", post_bulk, bulk_fields, page_bulk_again, "Does one thing to many applications."),
};

static const struct notice notices[] = {
    {"job-none", "Nothing differed; nothing was saved.", NULL},
};

WEB_PART(job_table_part, routes, notices);
