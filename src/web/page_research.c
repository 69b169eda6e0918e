/* What was found out about jobs, companies and roles; people met, flags, the recruiter's answers, feedback. */
#include "base/num.h"
#include "domain/person/company.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_interview.h"

#define COMPARE_MAX 6

static bool
sheet_read(struct page *p, const char *about, int64_t of, struct str role, struct sheet_view *v, struct err *err)
{
	*v = (struct sheet_view){.about = about, .of = of, .role = role};
	return finding_sheet(&p->c, about, of, role, &v->findings, &v->n_findings, err) &&
	       research_topics(&p->c, about, v->findings, v->n_findings, &v->topics, &v->n_topics, err);
}

static bool
page_job(struct page *p, struct err *err)
{
	struct research_summary s;
	struct sheet_view job, company;
	struct content_item *ask;
	struct feedback *said;
	size_t n_ask, n_said;
	int64_t id;

	if (!page_id(p, &id, err) || !research_summary(&p->c, id, &s, err) ||
	    !sheet_read(p, "job", id, STR(""), &job, err) ||
	    !sheet_read(p, "company", s.attempt.company_id, STR(""), &company, err) ||
	    !content_list(&p->c, "recruiter", &ask, &n_ask, err) || !feedback_list(&p->c, id, &said, &n_said, err))
		return false;
	page_begin_str(p, NAV_INTERVIEWS, page_printf(p, "Research: %.*s", STR_ARG(s.attempt.company)));
	tmpl_research(p->out, p, &s, &job, &company, ask, n_ask, said, n_said);
	page_end(p);
	return true;
}

static bool
page_company_sheet(struct page *p, struct err *err)
{
	struct sheet_view v;
	struct company company;
	int64_t id;
	struct str back;

	if (!page_id(p, &id, err) || !company_get(&p->c, id, &company, err) ||
	    !sheet_read(p, "company", id, STR(""), &v, err))
		return false;
	back = page_printf(p, "/research/company/%lld", (long long)id);
	page_begin_str(p, NAV_COMPANIES, company.name);
	tmpl_research_sheet(p->out, p, company.name, "/research/company/{id}/finding",
	                    page_printf(p, "%.*s/finding", STR_ARG(back)), back, &v);
	page_end(p);
	return true;
}

static bool
page_role_sheet(struct page *p, struct err *err)
{
	struct sheet_view v;
	struct str back;
	int role;

	if (!map_role_get(p->c.map, p->arg, &role, err) || !sheet_read(p, "role", 0, p->c.map->roles[role].id, &v, err))
		return false;
	back = page_printf(p, "/research/role/%.*s", STR_ARG(p->c.map->roles[role].id));
	page_begin_str(p, NAV_INTERVIEWS, p->c.map->roles[role].name);
	tmpl_research_sheet(p->out, p, p->c.map->roles[role].name, "/research/role/{id}/finding",
	                    page_printf(p, "%.*s/finding", STR_ARG(back)), back, &v);
	page_end(p);
	return true;
}

static bool
page_compare(struct page *p, struct err *err)
{
	struct research_summary list[COMPARE_MAX];
	struct attempt *all, *offered;
	size_t n = 0, n_all, n_offered = 0;
	const struct http_fields *f = &p->req->query;

	if (!attempt_list(&p->c, &all, &n_all, err))
		return false;
	for (size_t i = 0; i < f->n && n < COMPARE_MAX; i++) {
		int64_t id;

		if (!str_eq(f->p[i].name, STR("id")))
			continue;
		if (!num_parse_i64(f->p[i].value, 1, INT64_MAX, "id", &id, err) ||
		    !research_summary(&p->c, id, &list[n++], err))
			return false;
	}
	/* Unasked: those with an offer. */
	if (f->n == 0 && !attempt_in_stage(&p->c, STR("offer"), 0, &offered, &n_offered, err))
		return false;
	for (size_t i = 0; i < n_offered && n < COMPARE_MAX; i++)
		if (!research_summary(&p->c, offered[i].id, &list[n++], err))
			return false;
	page_begin(p, NAV_INTERVIEWS, "Side by side");
	tmpl_research_compare(p->out, p, list, n, all, n_all);
	page_end(p);
	return true;
}

bool
research_section(struct page *p, int64_t company_id, struct err *err)
{
	struct sheet_view v;

	if (!sheet_read(p, "company", company_id, STR(""), &v, err))
		return false;
	tmpl_research_section(p->out, p, page_printf(p, "/research/company/%lld/finding", (long long)company_id),
	                      p->req->path, &v);
	return true;
}

bool
interview_section(struct page *p, const struct application *app, struct err *err)
{
	struct research_summary s;
	struct round *rounds;
	size_t n;

	if (!research_summary(&p->c, app->id, &s, err) || !round_list(&p->c, app->id, &rounds, &n, err))
		return false;
	tmpl_interview_section(p->out, p, &s, rounds, n);
	return true;
}

bool
skill_said_section(struct page *p, int skill, struct err *err)
{
	struct feedback *said;
	struct named_skill *all;
	size_t n_said, n_all, n = 0;

	if (!feedback_of_skill(&p->c, skill, &said, &n_said, err) ||
	    !record_all(&p->c, &named_skill_type, 0, &all, &n_all, err))
		return false;
	for (size_t i = 0; i < n_all; i++)
		if (str_eq(all[i].skill, p->c.map->skills[skill].id))
			all[n++] = all[i];
	if (n + n_said > 0)
		tmpl_skill_said(p->out, p, said, n_said, all, n);
	return true;
}

/* --- writing ---------------------------------------------------------------------------------------------------- */

static int32_t
day_or_today(const struct page *p)
{
	int32_t day = form_day(p, "on");

	return day == DAY_NONE ? ctx_today(&p->c) : day;
}

static bool
finding_store(struct page *p, struct finding *f, const char *fallback, struct err *err)
{
	f->topic = form_str(p, "topic");
	f->text = form_str(p, "text");
	f->source = form_str(p, "source");
	f->url = form_str(p, "url");
	f->on_day = day_or_today(p);
	if (!finding_add(&p->c, f, err))
		return false;
	page_go_back(p, fallback, "record", f->r.id);
	return true;
}

static bool
post_job_finding(struct page *p, struct err *err)
{
	struct finding f = {.about = STR("job")};

	return page_id(p, &f.application_id, err) && finding_store(p, &f, "/interviews", err);
}

static bool
post_company_finding(struct page *p, struct err *err)
{
	struct finding f = {.about = STR("company")};
	struct company company;

	return page_id(p, &f.company_id, err) && company_get(&p->c, f.company_id, &company, err) &&
	       finding_store(p, &f, "/interviews", err);
}

static bool
post_role_finding(struct page *p, struct err *err)
{
	struct finding f = {.about = STR("role"), .role = p->arg};

	return finding_store(p, &f, "/interviews", err);
}

static bool
go_job(struct page *p, int64_t application, int64_t undo)
{
	page_go(p, page_printf(p, "/research/%lld", (long long)application), "record", undo);
	return true;
}

static bool
post_flag(struct page *p, struct err *err)
{
	struct flag f = {.colour = form_str(p, "colour"),
	                 .weight = form_i64(p, "weight", 2),
	                 .text = form_str(p, "text"),
	                 .on_day = day_or_today(p)};

	return page_id(p, &f.application_id, err) && flag_add(&p->c, &f, err) && go_job(p, f.application_id, f.r.id);
}

static bool
post_impression(struct page *p, struct err *err)
{
	struct impression i = {.name = form_str(p, "name"),
	                       .part = form_str(p, "part"),
	                       .rating = form_i64(p, "rating", 0),
	                       .learn = form_i64(p, "learn", 0),
	                       .words = form_str(p, "words"),
	                       .on_day = day_or_today(p)};

	return page_id(p, &i.application_id, err) && impression_add(&p->c, &i, err) &&
	       go_job(p, i.application_id, i.r.id);
}

static bool
post_expectation(struct page *p, struct err *err)
{
	struct expectation e = {.key = form_str(p, "key"),
	                        .text = form_str(p, "text"),
	                        .answer = form_str(p, "answer"),
	                        .on_day = day_or_today(p)};
	struct content_item *ask;
	size_t n;

	if (!page_id(p, &e.application_id, err) || !content_list(&p->c, "recruiter", &ask, &n, err))
		return false;
	for (size_t i = 0; i < n && e.key.n > 0; i++)
		if (str_eq(ask[i].id, e.key))
			e.text = ask[i].text;
	return expectation_set(&p->c, &e, err) && go_job(p, e.application_id, e.r.id);
}

static bool
post_feedback(struct page *p, struct err *err)
{
	struct feedback f = {.kind = form_str(p, "kind"),
	                     .said_by = form_str(p, "said_by"),
	                     .text = form_str(p, "text"),
	                     .skills = form_str(p, "skill"),
	                     .on_day = day_or_today(p)};

	return page_id(p, &f.application_id, err) && feedback_add(&p->c, &f, err) &&
	       go_job(p, f.application_id, f.r.id);
}

static const struct form_field finding_fields[] = {
    {"topic", "the topic", FIELD_TEXT, true, 0, 64},    {"text", "what you learnt", FIELD_LINES, true, 0, 10000},
    {"source", "from whom", FIELD_TEXT, false, 0, 500}, {"url", "the address", FIELD_TEXT, false, 0, 2048},
    {"on", "the day", FIELD_DAY, false, 0, 0},          FIELDS_END,
};
static const struct form_field flag_fields[] = {
    {"colour", "the colour", FIELD_TEXT, true, 0, 32},
    {"weight", "the weight", FIELD_INT, true, 1, 5},
    {"text", "what it is", FIELD_TEXT, true, 0, 2000},
    FIELDS_END,
};
static const struct form_field impression_fields[] = {
    {"name", "who", FIELD_TEXT, true, 0, 500},
    {"part", "their part", FIELD_TEXT, true, 0, 32},
    {"rating", "the impression", FIELD_INT, false, 1, 5},
    {"learn", "would you learn from them", FIELD_INT, false, 0, 2},
    {"words", "the words", FIELD_LINES, false, 0, 10000},
    FIELDS_END,
};
static const struct form_field expectation_fields[] = {
    {"key", "the question", FIELD_TEXT, false, 0, 64},
    {"text", "the question", FIELD_TEXT, false, 0, 1000},
    {"answer", "the answer", FIELD_LINES, false, 0, 10000},
    FIELDS_END,
};
static const struct form_field feedback_fields[] = {
    {"kind", "what it is about", FIELD_TEXT, true, 0, 32},
    {"text", "what was said", FIELD_LINES, true, 0, 10000},
    {"said_by", "who said it", FIELD_TEXT, false, 0, 500},
    {"skill", "the skill", FIELD_TEXT, false, 0, 64},
    FIELDS_END,
};

static const struct route routes[] = {
    PAGE("/research/compare", page_compare, "Jobs side by side: people, flags, what is known."),
    PAGE("/research/{id}", page_job, "What is known about a job and its people."),
    PAGE("/research/company/{id}", page_company_sheet, "What is known about a company."),
    PAGE("/research/role/{id}", page_role_sheet, "What is known about a role."),
    FORM("/research/{id}/finding", post_job_finding, finding_fields, page_job, "Keeps a fact about a job."),
    FORM("/research/company/{id}/finding", post_company_finding, finding_fields, page_company_sheet,
         "Keeps a fact about a company."),
    FORM("/research/role/{id}/finding", post_role_finding, finding_fields, page_role_sheet,
         "Keeps a fact about a role."),
    FORM("/research/{id}/flag", post_flag, flag_fields, page_job, "Raises a red or green flag."),
    FORM("/research/{id}/impression", post_impression, impression_fields, page_job, "Keeps how somebody seemed."),
    FORM("/research/{id}/expectation", post_expectation, expectation_fields, page_job,
         "Keeps what the recruiter answered."),
    FORM("/research/{id}/feedback", post_feedback, feedback_fields, page_job, "Keeps feedback."),
};

static const struct notice notices[] = {
    {"finding", "Kept.", "/records/{id}/undo"},
};

WEB_PART(research_part, routes, notices);
