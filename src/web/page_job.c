/* One application: its log, its texts, and the sections other subjects bring. Adding one, by hand or from a posting. */
#include "web/page_job.h"
#include "base/num.h"
#include "tmpl.gen.h"
#include "web/job_section.h"
#include "web/markdown.h"
#include "web/page_impl.h"

static const struct form_field event_fields[] = {
    {"kind", "the event", FIELD_TEXT, true, 0, 200},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    {"note", "the note", FIELD_LINES, false, 0, APPLICATION_NOTE_MAX},
    FIELDS_END,
};

static const struct form_field edit_fields[] = {
    {"company", "the company", FIELD_TEXT, true, 0, APPLICATION_TEXT_MAX},
    {"title", "the title", FIELD_TEXT, true, 0, APPLICATION_TEXT_MAX},
    {"url", "the address", FIELD_TEXT, false, 0, 2048},
    {"place", "the place", FIELD_TEXT, false, 0, 1000},
    {"source", "where it was found", FIELD_TEXT, false, 0, APPLICATION_CHANNEL_MAX},
    {"tags", "the tags", FIELD_TEXT, false, 0, 1000},
    {"next_step", "the next step", FIELD_TEXT, false, 0, APPLICATION_TEXT_MAX},
    {"next_day", "the day of the next step", FIELD_DAY, false, 0, 0},
    {"deadline", "the deadline", FIELD_DAY, false, 0, 0},
    {"notes", "the notes", FIELD_LINES, false, 0, APPLICATION_NOTES_MAX},
    {"found", "the day it was found", FIELD_DAY, false, 0, 0},
    {"version", "the version", FIELD_INT, false, 0, INT64_MAX},
    FIELDS_END,
};

static const struct form_field track_fields[] = {
    {"then", "what comes then", FIELD_TEXT, false, 0, 16},
    FIELDS_END,
};

static const struct form_field act_fields[] = {
    {"act", "what to do", FIELD_TEXT, true, 0, 16},
    FIELDS_END,
};

struct str
say_days(const struct page *p, int32_t since)
{
	int32_t days = ctx_today(&p->c) - since;

	if (days <= 0)
		return days == 0 ? STR("today") : STR("tomorrow");
	return page_printf(p, "%d %s", days, say_s(days, "day", "days"));
}

bool
job_event_failed(const struct page *p, const struct application_event *e)
{
	int64_t id;

	return p->failed != NULL && str_starts(str_of(p->failed->pattern), STR("/jobs/event/")) &&
	       num_parse_i64(p->arg, 1, INT64_MAX, "id", &id, NULL) && id == e->id;
}

struct str
job_event_kept(const struct page *p, const struct application_event *e, const char *name, struct str fallback)
{
	return job_event_failed(p, e) ? page_kept(p, "/jobs/event/{id}/correct", name, fallback) : fallback;
}

bool
job_edit_failed(const struct page *p)
{
	return p->failed != NULL && strcmp(p->failed->pattern, "/jobs/{id}/edit") == 0;
}

/* --- one ---------------------------------------------------------------------------------------------------------- */

static bool
fill_events(struct page *p, struct job_view *v, struct err *err)
{
	struct application_event *list;
	size_t n;

	if (!application_events(&p->c, v->app.id, &list, &n, err))
		return false;
	v->events = ARENA_ARRAY(p->c.a, n + 1, struct job_event_row);
	v->old = ARENA_ARRAY(p->c.a, n + 1, struct job_event_row);
	for (size_t i = 0; i < n; i++)
		v->n_events += list[i].counts;
	for (size_t i = 0; i < n; i++) {
		struct job_event_row row = {
		    .e = &list[i],
		    .name = stage_name(v->stages.list, v->stages.n, list[i].kind),
		    .fixed = str_eq(list[i].kind, STR("found")) && list[i].corrects_id == 0,
		};

		if (list[i].counts)
			v->events[v->n_events - 1 - i] = row; /* they come first, oldest first */
		else
			v->old[v->n_old++] = row;
	}
	return true;
}

static bool
sections(struct page *p, job_section *const *list, size_t n, const struct application *app, struct err *err)
{
	for (size_t i = 0; i < n; i++)
		if (!list[i](p, app, err))
			return false;
	return true;
}

/* Of an address about an event: its application. */
static bool
job_of_address(struct page *p, int64_t *ret, struct err *err)
{
	struct application_event e;

	if (!page_id(p, ret, err))
		return false;
	if (str_starts(str_of(p->route->pattern), STR("/jobs/event/"))) {
		if (!application_event_get(&p->c, *ret, &e, err))
			return false;
		*ret = e.application_id;
	}
	return true;
}

bool
page_job(struct page *p, struct err *err)
{
	struct job_view v = {0};
	int64_t id;

	if (!job_of_address(p, &id, err) || !application_get(&p->c, id, &v.app, err) ||
	    !job_stages_load(p, &v.stages, err) || !fill_events(p, &v, err))
		return false;
	v.moves = job_moves(p, &v.stages, v.app.stage, &v.n_moves);
	v.stage_name = stage_name(v.stages.list, v.stages.n, v.app.stage);
	v.notes = markdown_html(p->c.a, v.app.notes);
	page_begin_str(p, NAV_BOARD, v.app.title);
	tmpl_job_begin(p->out, p, &v);
	if (!sections(p, job_sections, job_sections_n, &v.app, err))
		return false;
	tmpl_job_aside(p->out, p, &v);
	if (!sections(p, job_asides, job_asides_n, &v.app, err))
		return false;
	tmpl_job_end(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
post_event(struct page *p, struct err *err)
{
	int64_t id, event;

	if (!page_id(p, &id, err) ||
	    !application_event_add(&p->c, id, form_str(p, "kind"), form_day(p, "on"), form_str(p, "note"), &event, err))
		return false;
	page_go(p, page_printf(p, "/jobs/%lld", (long long)id), "job-event", event);
	return true;
}

static bool
post_correct(struct page *p, struct err *err)
{
	int64_t id, event;
	struct application_event e;

	if (!page_id(p, &id, err) || !application_event_get(&p->c, id, &e, err) ||
	    !application_event_correct(&p->c, id, form_str(p, "kind"), form_day(p, "on"), form_str(p, "note"), &event,
	                               err))
		return false;
	page_go(p, page_printf(p, "/jobs/%lld", (long long)e.application_id), "job-event", event);
	return true;
}

static bool
event_turn(struct page *p, bool back, struct err *err)
{
	int64_t id;
	struct application_event e;

	if (!page_id(p, &id, err) || !application_event_get(&p->c, id, &e, err) ||
	    !application_event_undo(&p->c, id, back, err))
		return false;
	page_go(p, page_printf(p, "/jobs/%lld", (long long)e.application_id), back ? "job-redone" : "undone",
	        back ? e.batch_id : 0);
	return true;
}

static bool
post_event_undo(struct page *p, struct err *err)
{
	return event_turn(p, false, err);
}

static bool
post_event_redo(struct page *p, struct err *err)
{
	return event_turn(p, true, err);
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

static void
read_texts(struct page *p, struct application *app)
{
	app->company = form_str(p, "company");
	app->title = form_str(p, "title");
	app->url = form_str(p, "url");
	app->place = form_str(p, "place");
	app->source = form_str(p, "source");
	app->tags = form_str(p, "tags");
	app->notes = form_str(p, "notes");
	app->next_step = form_str(p, "next_step");
	app->next_day = form_day(p, "next_day");
	app->deadline_day = form_day(p, "deadline");
}

static bool
post_edit(struct page *p, struct err *err)
{
	struct application app;
	int64_t id, batch;

	if (!page_id(p, &id, err) || !application_get(&p->c, id, &app, err))
		return false;
	read_texts(p, &app);
	if (!application_edit(&p->c, &app, form_i64(p, "version", 0), &batch, err))
		return false;
	page_go(p, page_printf(p, "/jobs/%lld", (long long)id), batch != 0 ? "job-saved" : "job-none", batch);
	return true;
}

static bool
post_act(struct page *p, struct err *err)
{
	static const struct {
		const char *word;
		enum application_act act;
	} acts[] = {{"archive", APPLICATION_ARCHIVE},
	            {"back", APPLICATION_TAKE_BACK},
	            {"delete", APPLICATION_DELETE},
	            {"undelete", APPLICATION_RESTORE}};
	int64_t id, batch;
	size_t n;

	if (!page_id(p, &id, err))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(acts); i++) {
		if (!str_eq(form_str(p, "act"), str_of(acts[i].word)))
			continue;
		if (!application_act_many(&p->c, &id, 1, acts[i].act, STR_NONE, &batch, &n, err))
			return false;
		if (acts[i].act == APPLICATION_DELETE)
			page_go(p, STR("/jobs"), "job-deleted", batch);
		else
			page_go(p, page_printf(p, "/jobs/%lld", (long long)id), "job-saved", batch);
		return true;
	}
	return err_set(err, ERR_INVALID, "nothing is called '%.*s' here", STR_ARG(form_str(p, "act")));
}

/* --- adding ------------------------------------------------------------------------------------------------------- */

static bool
page_new(struct page *p, struct err *err)
{
	(void)err;
	page_begin(p, NAV_BOARD, "Add an application");
	tmpl_job_new(p->out, p);
	page_end(p);
	return true;
}

static bool
post_new(struct page *p, struct err *err)
{
	struct application app = {.wait_day = DAY_NONE, .found_day = form_day(p, "found")};

	read_texts(p, &app);
	if (!application_add(&p->c, &app, err))
		return false;
	page_go(p, page_printf(p, "/jobs/%lld", (long long)app.id), "job-added", 0);
	return true;
}

static bool
post_track(struct page *p, struct err *err)
{
	int64_t posting, id;

	if (!page_id(p, &posting, err) || !application_track(&p->c, posting, DAY_NONE, &id, err))
		return false;
	if (str_eq(form_str(p, "then"), STR("apply")))
		page_go(p, page_printf(p, "/jobs/%lld/apply", (long long)id), NULL, 0);
	else
		page_go(p, page_printf(p, "/jobs/%lld", (long long)id), "job-added", 0);
	return true;
}

static const struct route routes[] = {
    PAGE("/jobs/new", page_new, "Adds an application by hand."),
    FORM("/jobs/new", post_new, edit_fields, page_new, "Adds an application."),
    PAGE("/jobs/{id}", page_job, "One application: its log, notes, what was sent."),
    FORM("/jobs/{id}/event", post_event, event_fields, page_job, "Records what happened."),
    FORM("/jobs/{id}/edit", post_edit, edit_fields, page_job, "Saves an application's texts."),
    FORM("/jobs/{id}/act", post_act, act_fields, page_job, "Puts an application aside or deletes it."),
    FORM("/jobs/event/{id}/correct", post_correct, event_fields, page_job, "Corrects an event by a later record."),
    FORM("/jobs/event/{id}/undo", post_event_undo, NULL, page_job, "Takes an event back."),
    FORM("/jobs/event/{id}/redo", post_event_redo, NULL, page_job, "Brings an event back."),
    FORM("/postings/{id}/track", post_track, track_fields, page_posting, "Makes an application from a posting."),
};

static const struct notice notices[] = {
    {"job-added", "Added. It begins as found.", NULL},
    {"job-saved", "Saved.", "/jobs/undo/{id}"},
    {"job-deleted", "Deleted.", "/jobs/undo/{id}"},
};

WEB_PART(job_part, routes, notices);
