/* People: the list, one person, adding and editing. */
#include "base/num.h"
#include "base/vec.h"
#include "tmpl.gen.h"
#include "web/markdown.h"
#include "web/page_impl.h"
#include "web/view_person.h"

#define LIST_ROWS  30
#define JOB_ROWS   20 /* employments of a form */
#define SHOWN_LAST 3

/* --- the list ----------------------------------------------------------------------------------------------------- */

static void
read_filter(struct page *p, struct people_view *v)
{
	int64_t tie;

	v->f = (struct contact_filter){.search = query_str(p, "q"),
	                               .tag = query_str(p, "tag"),
	                               .tie_min = CARD_TIE_NONE,
	                               .due = query_str(p, "due").n > 0};
	if (num_parse_i64(query_str(p, "tie"), 0, CARD_TIE_MAX, "tie", &tie, NULL))
		v->f.tie_min = (int)tie;
	if (!contact_sort_named(query_str(p, "sort"), &v->f.sort))
		v->f.sort = v->f.due ? CONTACT_BY_DUE : CONTACT_BY_NAME;
}

/* The query of this list, without the place in it; ends in "?" or "&". */
static struct str
list_address(const struct page *p)
{
	static const char *const names[] = {"q", "tag", "tie", "sort", "due"};
	struct str out = STR("/people?");

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct str v = query_str(p, names[i]);

		if (v.n > 0)
			out = page_printf(p, "%.*s%s=%.*s&", STR_ARG(out), names[i], STR_ARG(http_encode(p->c.a, v)));
	}
	return out;
}

static struct contact_after
read_after(const struct page *p)
{
	struct contact_after after = {.key = query_str(p, "key")};
	int64_t day;

	if (!num_parse_i64(query_str(p, "after"), 1, INT64_MAX, "after", &after.id, NULL))
		return (struct contact_after){0};
	if (num_parse_i64(query_str(p, "day"), INT32_MIN, INT32_MAX, "day", &day, NULL))
		after.day = (int32_t)day;
	return after;
}

static bool
page_people(struct page *p, struct err *err)
{
	struct contact_filter all = {.tie_min = CARD_TIE_NONE}, due = {.tie_min = CARD_TIE_NONE, .due = true};
	struct people_view v = {0};
	struct contact_after after = read_after(p);

	read_filter(p, &v);
	if (!contact_list(&p->c, &v.f, after, LIST_ROWS + 1, &v.list, &v.n, err) ||
	    !contact_count(&p->c, &v.f, &v.total, err) || !contact_count(&p->c, &due, &v.n_due, err))
		return false;
	/* Only an empty list asks whether there is anybody at all. */
	v.n_all = v.total;
	if (v.total == 0 && !contact_count(&p->c, &all, &v.n_all, err))
		return false;
	v.first_page = after.id == 0;
	v.more = v.n > LIST_ROWS;
	v.n = MIN(v.n, (size_t)LIST_ROWS);
	v.start = list_address(p);
	v.start.n--; /* the ? or & at its end */
	if (v.more) {
		const struct contact *last = &v.list[LIST_ROWS - 1];

		v.next = page_printf(p, "%.*safter=%lld&day=%d&key=%.*s", STR_ARG(list_address(p)), (long long)last->id,
		                     v.f.sort == CONTACT_BY_DUE ? last->due_day : last->last_day,
		                     STR_ARG(http_encode(p->c.a, last->key)));
	}
	page_begin(p, NAV_PEOPLE, "People");
	tmpl_people(p->out, p, &v);
	page_end(p);
	return true;
}

/* --- one person --------------------------------------------------------------------------------------------------- */

static bool
view_read(struct page *p, int64_t id, struct person_view *v, struct err *err)
{
	struct interaction *log;

	if (!contact_get(&p->c, id, &v->k, err) || !interaction_list(&p->c, id, &log, &v->n_log, err) ||
	    !introduction_list(&p->c, id, &v->intro, &v->n_intro, err) ||
	    !referral_list(&p->c, &(struct referral_filter){.contact_id = v->k.id}, &v->referrals, &v->n_referrals,
	                   err) ||
	    !contact_edits(&p->c, v->k.id, &v->edits, &v->n_edits, err))
		return false;
	v->n_edits = MIN(v->n_edits, (size_t)SHOWN_LAST);
	v->note = markdown_html(p->c.a, v->k.card.note);
	v->log = ARENA_ARRAY(p->c.a, v->n_log, struct person_line);
	for (size_t i = 0; i < v->n_log; i++)
		v->log[i] = (struct person_line){log[i], markdown_html(p->c.a, log[i].note)};
	return true;
}

static bool
page_person(struct page *p, struct err *err)
{
	struct person_view v = {0};
	int64_t id;

	if (!page_id(p, &id, err) || !view_read(p, id, &v, err))
		return false;
	page_begin_str(p, NAV_PEOPLE, v.k.name);
	tmpl_person(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
page_person_new(struct page *p, struct err *err)
{
	struct card card = card_none();

	(void)err;
	page_begin(p, NAV_PEOPLE, "Add somebody");
	tmpl_person_fields(p->out, p, "/people", STR("/people"), &card, 0);
	page_end(p);
	return true;
}

static bool
page_person_edit(struct page *p, struct err *err)
{
	struct contact k;
	int64_t id;

	if (!page_id(p, &id, err) || !contact_get(&p->c, id, &k, err))
		return false;
	page_begin_str(p, NAV_PEOPLE, page_printf(p, "Edit %.*s", STR_ARG(k.name)));
	tmpl_person_fields(p->out, p, "/people/{id}/edit", page_printf(p, "/people/%lld/edit", (long long)k.id),
	                   &k.card, k.version);
	page_end(p);
	return true;
}

/* --- the form ----------------------------------------------------------------------------------------------------- */

static struct str
job_field(struct page *p, size_t i, const char *what)
{
	return form_str(p, arena_cstr(p->c.a, page_printf(p, "job.%zu.%s", i, what)));
}

static bool
job_day(struct page *p, size_t i, const char *what, int32_t *ret, struct err *err)
{
	struct str s = job_field(p, i, what);

	*ret = DAY_NONE;
	if (s.n == 0 || day_parse(s, ret, err))
		return true;
	p->problem_field = arena_cstr(p->c.a, page_printf(p, "job.%zu.%s", i, what));
	return err_prefix(err, "employment %zu", i + 1);
}

/* Rows without company and title are left out; a department stays with the row that had it. */
static bool
read_jobs(struct page *p, struct card *card, struct err *err)
{
	const struct card old = *card;

	card->jobs.p = NULL;
	card->jobs.n = card->jobs.cap = 0;
	for (size_t i = 0; i < JOB_ROWS; i++) {
		struct str company = job_field(p, i, "company"), title = job_field(p, i, "title");
		struct card_job *j;

		if (company.n == 0 && title.n == 0)
			continue;
		j = card_job_add(p->c.a, card);
		j->company = company;
		j->title = title;
		if (!job_day(p, i, "from", &j->from_day, err) || !job_day(p, i, "to", &j->to_day, err))
			return false;
		j->over = j->to_day != DAY_NONE || job_field(p, i, "over").n > 0;
		if (i < old.jobs.n && str_eq(old.jobs.p[i].company, company))
			j->unit = old.jobs.p[i].unit;
	}
	for (size_t i = JOB_ROWS; i < old.jobs.n; i++)
		*card_job_add(p->c.a, card) = old.jobs.p[i];
	return true;
}

static bool
read_card(struct page *p, struct card *card, struct err *err)
{
	static const struct {
		const char *field;
		enum card_kind kind;
	} lists[] = {{"emails", CARD_EMAIL}, {"phones", CARD_PHONE}, {"addresses", CARD_ADDRESS},
	             {"urls", CARD_URL},     {"ims", CARD_IM},       {"tags", CARD_TAG}};
	const struct {
		const char *field;
		struct str *to;
	} texts[] = {{"name", &card->name},         {"given", &card->given}, {"family", &card->family},
	             {"nickname", &card->nickname}, {"met", &card->met},     {"note", &card->note}};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		*texts[i].to = form_str(p, texts[i].field);
	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		card_lines_set(p->c.a, card, lists[i].kind, form_str(p, lists[i].field));
	card->met_day = form_day(p, "met_on");
	card->rhythm_days = (int)form_i64(p, "rhythm", 0);
	p->problem_field = "tie";
	if (!card_tie_parse(form_str(p, "tie"), &card->tie, err))
		return false;
	p->problem_field = NULL;
	return read_jobs(p, card, err);
}

static struct str
address_of(struct page *p, int64_t id)
{
	return page_printf(p, "/people/%lld", (long long)id);
}

static bool
post_person(struct page *p, struct err *err)
{
	struct card card = card_none();
	int64_t id, edit;

	if (!read_card(p, &card, err) || !contact_add(&p->c, &card, &id, &edit, err))
		return false;
	page_go(p, address_of(p, id), "person-added", edit);
	return true;
}

static bool
post_person_edit(struct page *p, struct err *err)
{
	struct contact k;
	int64_t id, edit;

	if (!page_id(p, &id, err) || !contact_get(&p->c, id, &k, err) || !read_card(p, &k.card, err) ||
	    !contact_save(&p->c, id, form_i64(p, "version", 0), &k.card, &edit, err))
		return false;
	page_go(p, address_of(p, id), edit == 0 ? NULL : "person-saved", edit);
	return true;
}

static bool
post_person_delete(struct page *p, struct err *err)
{
	int64_t id, edit;

	if (!page_id(p, &id, err) || !contact_delete(&p->c, id, &edit, err))
		return false;
	page_go(p, STR("/people"), "person-deleted", edit);
	return true;
}

static bool
post_edit_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !contact_undo(&p->c, id, err))
		return false;
	page_go_back(p, "/people", "undone", 0);
	return true;
}

/* --- what was between --------------------------------------------------------------------------------------------- */

static int32_t
on_day(struct page *p)
{
	int32_t day = form_day(p, "on");

	return day == DAY_NONE ? ctx_today(&p->c) : day;
}

static bool
post_log(struct page *p, struct err *err)
{
	struct interaction i = {
	    .note = form_str(p, "note"), .on_day = on_day(p), .direction = form_str(p, "direction")};

	p->problem_field = "kind";
	if (!page_id(p, &i.contact_id, err) || !interaction_kind_parse(form_str(p, "kind"), &i.kind, err))
		return false;
	if (!interaction_kinds[i.kind].directed)
		i.direction = STR("");
	p->problem_field = "on";
	if (!interaction_record(&p->c, &i, err))
		return false;
	page_go(p, address_of(p, i.contact_id), "interaction", i.id);
	return true;
}

static bool
post_log_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !interaction_undo(&p->c, id, false, err))
		return false;
	page_go_back(p, "/people", "undone", 0);
	return true;
}

static bool
post_know(struct page *p, struct err *err)
{
	struct introduction i = {.company = form_str(p, "company"),
	                         .title = form_str(p, "title"),
	                         .note = form_str(p, "note"),
	                         .on_day = on_day(p)};
	struct str other = form_str(p, "other");

	p->problem_field = "other";
	if (!page_id(p, &i.contact_id, err) || !introduction_kind_parse(form_str(p, "kind"), &i.kind, err) ||
	    (other.n > 0 && !contact_find_name(&p->c, other, &i.other_id, err)))
		return false;
	if (i.other_id == 0)
		i.other = other;
	if (!introduction_add(&p->c, &i, err))
		return false;
	page_go(p, address_of(p, i.contact_id), "introduction", i.id);
	return true;
}

static bool
post_know_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !introduction_undo(&p->c, id, false, err))
		return false;
	page_go_back(p, "/people", "undone", 0);
	return true;
}

/* --- referrals ---------------------------------------------------------------------------------------------------- */

static bool
post_refer(struct page *p, struct err *err)
{
	struct referral r = {.posting_id = form_i64(p, "posting", 0), .application_id = form_i64(p, "application", 0)};
	struct referral_event *events;
	size_t n;
	int64_t id;

	p->problem_field = "for_company";
	if (!page_id(p, &r.contact_id, err) ||
	    !referral_ask(&p->c, &r, form_str(p, "for_company"), on_day(p), form_str(p, "note"), &id, err) ||
	    !referral_events(&p->c, id, &events, &n, err))
		return false;
	page_go_back(p, arena_cstr(p->c.a, address_of(p, r.contact_id)), "referral", events[0].id);
	return true;
}

static bool
post_refer_step(struct page *p, struct err *err)
{
	enum referral_kind kind;
	int64_t id, event;

	if (!page_id(p, &id, err) || !referral_kind_parse(form_str(p, "kind"), &kind, err) ||
	    !referral_event_add(&p->c, id, kind, on_day(p), form_str(p, "note"), &event, err))
		return false;
	page_go_back(p, "/people", "referral", event);
	return true;
}

static bool
post_refer_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !referral_event_undo(&p->c, id, false, err))
		return false;
	page_go_back(p, "/people", "undone", 0);
	return true;
}

static const struct form_field card_form[] = {
    {"version", "the version", FIELD_INT, false, 0, INT64_MAX},
    {"name", "the name", FIELD_TEXT, false, 0, CARD_NAME_MAX},
    {"given", "the given name", FIELD_TEXT, false, 0, CARD_NAME_MAX},
    {"family", "the family name", FIELD_TEXT, false, 0, CARD_NAME_MAX},
    {"nickname", "the nickname", FIELD_TEXT, false, 0, CARD_NAME_MAX},
    {"emails", "e-mail addresses", FIELD_LINES, false, 0, 20000},
    {"phones", "phone numbers", FIELD_LINES, false, 0, 20000},
    {"addresses", "addresses", FIELD_LINES, false, 0, 20000},
    {"urls", "pages", FIELD_LINES, false, 0, 20000},
    {"ims", "messengers", FIELD_LINES, false, 0, 20000},
    {"tags", "tags", FIELD_TEXT, false, 0, 5000},
    {"job.", "an employment", FIELD_MANY, false, 0, CARD_NAME_MAX},
    {"met", "how you met", FIELD_TEXT, false, 0, CARD_NAME_MAX},
    {"met_on", "when you met", FIELD_DAY, false, 0, 0},
    {"tie", "how well", FIELD_TEXT, false, 0, 32},
    {"rhythm", "the rhythm", FIELD_INT, false, 0, 3650},
    {"note", "the note", FIELD_LINES, false, 0, (int64_t)CARD_NOTE_MAX},
    FIELDS_END,
};
static const struct form_field log_form[] = {
    {"kind", "what it was", FIELD_TEXT, true, 0, 32},
    {"direction", "who to whom", FIELD_TEXT, false, 0, 8},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    {"note", "the note", FIELD_LINES, false, 0, (int64_t)CARD_NOTE_MAX},
    FIELDS_END,
};
static const struct form_field know_form[] = {
    {"other", "whom they know", FIELD_TEXT, false, 0, CARD_NAME_MAX},
    {"company", "their company", FIELD_TEXT, false, 0, CARD_NAME_MAX},
    {"title", "their title", FIELD_TEXT, false, 0, CARD_NAME_MAX},
    {"kind", "how", FIELD_TEXT, true, 0, 32},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    {"note", "the note", FIELD_LINES, false, 0, 10000},
    FIELDS_END,
};
static const struct form_field refer_form[] = {
    {"for_company", "the company", FIELD_TEXT, false, 0, CARD_NAME_MAX},
    {"posting", "the posting", FIELD_INT, false, 0, INT64_MAX},
    {"application", "the application", FIELD_INT, false, 0, INT64_MAX},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    {"note", "the note", FIELD_LINES, false, 0, 10000},
    FIELDS_END,
};
static const struct form_field step_form[] = {
    {"kind", "what happened", FIELD_TEXT, true, 0, 32},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    {"note", "the note", FIELD_LINES, false, 0, 10000},
    FIELDS_END,
};

static const struct route routes[] = {
    PAGE("/people", page_people, "The people you know."),
    FORM("/people", post_person, card_form, page_person_new, "Adds somebody."),
    PAGE("/people/new", page_person_new, "The form to add somebody."),
    PAGE("/people/{id}", page_person, "One person: how to reach them, what was between you."),
    PAGE("/people/{id}/edit", page_person_edit, "The form to change a person."),
    FORM("/people/{id}/edit", post_person_edit, card_form, page_person_edit, "Changes a person."),
    FORM("/people/{id}/delete", post_person_delete, NULL, page_person, "Takes somebody off the list."),
    FORM("/people/{id}/log", post_log, log_form, page_person, "Logs a meeting or message."),
    FORM("/people/{id}/know", post_know, know_form, page_person, "Notes whom they know."),
    FORM("/people/{id}/refer", post_refer, refer_form, page_person, "Notes that a referral was asked for."),
    FORM("/people/edits/{id}/undo", post_edit_undo, NULL, page_back, "Takes an edit of a person back."),
    FORM("/people/log/{id}/undo", post_log_undo, NULL, page_back, "Takes a logged meeting back."),
    FORM("/people/know/{id}/undo", post_know_undo, NULL, page_back, "Takes a noted acquaintance back."),
    FORM("/referrals/{id}/step", post_refer_step, step_form, page_back, "Notes what became of a referral."),
    FORM("/referrals/steps/{id}/undo", post_refer_undo, NULL, page_back, "Takes a step of a referral back."),
};

static const struct notice notices[] = {
    {"person-added", "Added.", "/people/edits/{id}/undo"},
    {"person-saved", "Saved.", "/people/edits/{id}/undo"},
    {"person-deleted", "Taken off the list.", "/people/edits/{id}/undo"},
    {"interaction", "Logged.", "/people/log/{id}/undo"},
    {"introduction", "Noted.", "/people/know/{id}/undo"},
    {"referral", "Noted.", "/referrals/steps/{id}/undo"},
};

WEB_PART(person_part, routes, notices);
