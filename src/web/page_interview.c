/* The interview desk: rounds, the question bank, stories. */
#include "base/num.h"
#include "domain/skill/evidence.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_interview.h"

#define BARE_THEMES(cover, n, count)                                                                                   \
	for (size_t k_ = 0; k_ < (n); k_++)                                                                            \
	(count) += (cover)[k_].n_stories == 0

static bool
page_desk(struct page *p, struct err *err)
{
	struct desk_view v = {0};
	struct bank_question *bank;
	struct story *stories;
	struct theme_cover *cover;
	size_t n_cover;

	if (!attempt_list(&p->c, &v.attempts, &v.n_attempts, err) ||
	    !round_list(&p->c, 0, &v.rounds, &v.n_rounds, err) ||
	    !round_due_list(&p->c, ctx_today(&p->c), &v.due, &v.n_due, err) ||
	    !feedback_list(&p->c, 0, &v.feedback, &v.n_feedback, err) || !question_bank(&p->c, &bank, &v.n_bank, err) ||
	    !story_list(&p->c, &stories, &v.n_stories, err) || !story_cover(&p->c, &cover, &n_cover, err))
		return false;
	if (v.n_rounds > ROUNDS_SHOWN) { /* by time; the last are the newest */
		v.rounds += v.n_rounds - ROUNDS_SHOWN;
		v.n_rounds = ROUNDS_SHOWN;
	}
	v.titles = ARENA_ARRAY(p->c.a, v.n_rounds, struct str);
	for (size_t i = 0; i < v.n_rounds; i++) {
		struct attempt a;

		v.titles[i] = attempt_get(&p->c, v.rounds[i].application_id, &a, NULL) ? say_attempt(p, &a)
		                                                                       : STR("A deleted application");
	}
	BARE_THEMES(cover, n_cover, v.n_bare);
	feedback_count(v.feedback, v.n_feedback, v.counts);
	page_begin(p, NAV_INTERVIEWS, "Interview desk");
	tmpl_interviews(p->out, p, &v);
	page_end(p);
	return true;
}

/* --- rounds ----------------------------------------------------------------------------------------------------- */

static struct text_field
debrief_field(const struct round_view *v, const char *field, struct str label, const char *hint)
{
	return (struct text_field){"/rounds/{id}/texts", field, label, hint, 3, memo_find(v->memos, v->n_memos, field)};
}

static bool
page_round(struct page *p, struct err *err)
{
	struct round_view v = {0};
	struct text_field f[4];
	int64_t id;

	if (!page_id(p, &id, err) || !round_get(&p->c, id, &v.r, err) ||
	    !attempt_get(&p->c, v.r.application_id, &v.a, err) ||
	    !question_for_round(&p->c, v.r.kind, v.a.role, &v.bank, &v.n_bank, err) ||
	    !round_asked_list(&p->c, id, &v.asked, &v.n_asked, err) ||
	    !memo_all(&p->c, ROUND, id, &v.memos, &v.n_memos, err) || !story_list(&p->c, &v.stories, &v.n_stories, err))
		return false;
	f[0] = debrief_field(&v, "prepare", STR("To prepare"), "what to read, what to ask them, what to wear");
	f[1] = debrief_field(&v, "went_well", STR("What went well"), "the same evening, while it is fresh");
	f[2] = debrief_field(&v, "went_badly", STR("What did not"), "and what the answer would have been");
	f[3] = debrief_field(&v, "next", STR("What comes next"), "who writes to whom, by when");
	page_begin_str(p, NAV_INTERVIEWS, page_printf(p, "%.*s, %.*s", STR_ARG(v.r.kind), STR_ARG(v.a.company)));
	if (!calendar_clash_print(p, v.r.start_ms, v.r.minutes, err))
		return false;
	tmpl_round(p->out, p, &v, f, ARRAY_LEN(f));
	if (!calendar_near_print(p, v.r.start_ms, err))
		return false;
	page_end(p);
	return true;
}

static bool
round_read(struct page *p, struct round *r, struct err *err)
{
	struct str day = form_str(p, "day"), time = form_str(p, "time"), zone = form_str(p, "zone");

	r->kind = form_str(p, "kind");
	r->minutes = form_i64(p, "minutes", 60);
	r->place = form_str(p, "place");
	r->url = form_str(p, "url");
	r->people = form_str(p, "people");
	r->start_ms = r->zone_min = 0;
	if (day.n == 0 && time.n == 0)
		return true;
	p->problem_field = day.n == 0 ? "day" : "time";
	if (day.n == 0 || time.n == 0)
		return err_set(err, ERR_INVALID, "%s is missing", day.n == 0 ? "the day" : "the time of day");
	if (!round_time_parse(
		&p->c, page_printf(p, "%.*s %.*s %.*s", STR_ARG(day), STR_ARG(str_sub(time, 0, 5)), STR_ARG(zone)),
		&r->start_ms, &r->zone_min, err))
		return false;
	p->problem_field = NULL;
	return true;
}

static bool
post_round_add(struct page *p, struct err *err)
{
	struct round r = {.application_id = form_i64(p, "application", 0)};

	if (!round_read(p, &r, err) || !round_add(&p->c, &r, err))
		return false;
	page_go(p, page_printf(p, "/rounds/%lld", (long long)r.r.root_id), "record", r.r.id);
	return true;
}

static bool
post_round(struct page *p, struct err *err)
{
	struct round r;
	int64_t id;

	if (!page_id(p, &id, err) || !round_get(&p->c, id, &r, err) || !round_read(p, &r, err))
		return false;
	r.status = form_str(p, "status");
	r.result = form_str(p, "result");
	if (!round_save(&p->c, &r, form_i64(p, "version", 0), err))
		return false;
	page_go(p, page_printf(p, "/rounds/%lld", (long long)id), "record-changed", r.r.id);
	return true;
}

static bool
post_round_texts(struct page *p, struct err *err)
{
	struct round r;
	int64_t id;
	bool ok;

	if (!page_id(p, &id, err) || !round_get(&p->c, id, &r, err))
		return false;
	ok = texts_save(p, ROUND, id, round_memos, false, err);
	if (p->partial) {
		texts_answer(p, ROUND, id, ok ? NULL : err);
		return true;
	}
	if (ok)
		page_go(p, page_printf(p, "/rounds/%lld", (long long)id), "record-saved", 0);
	return ok;
}

static bool
post_asked(struct page *p, struct err *err)
{
	struct asked a = {.key = form_str(p, "key"),
	                  .text = form_str(p, "text"),
	                  .went = form_i64(p, "went", 0),
	                  .note = form_str(p, "note")};
	struct bank_question q;
	bool found = false;

	if (!page_id(p, &a.round_id, err) || (a.key.n > 0 && !question_is_key(&p->c, a.key, &q, &found, err)))
		return false;
	if (a.key.n > 0 && !found)
		return err_set(err, ERR_NOT_FOUND, "the bank has no question '%.*s'", (int)MIN(a.key.n, 64), a.key.p);
	if (a.text.n == 0 && found)
		a.text = q.text;
	if (!round_asked_add(&p->c, &a, err))
		return false;
	page_go(p, page_printf(p, "/rounds/%lld", (long long)a.round_id), "record", a.r.id);
	return true;
}

/* --- questions -------------------------------------------------------------------------------------------------- */

static struct str
query_or_empty(const struct page *p, const char *name)
{
	struct str s = query_str(p, name);

	return s.p != NULL ? s : STR("");
}

static bool
page_questions(struct page *p, struct err *err)
{
	struct question_view v = {.f = {.kind = query_or_empty(p, "kind"),
	                                .role = query_or_empty(p, "role"),
	                                .theme = query_or_empty(p, "theme"),
	                                .text = query_or_empty(p, "q"),
	                                .skill = map_skill(p->c.map, query_or_empty(p, "skill")),
	                                .asked = query_str(p, "asked").p != NULL}};

	if (!question_bank(&p->c, &v.list, &v.n, err) || !story_list(&p->c, &v.stories, &v.n_stories, err) ||
	    !content_list(&p->c, "themes", &v.themes, &v.n_themes, err))
		return false;
	v.n_all = v.n;
	v.n = question_pick(v.list, v.n, &v.f);
	page_begin(p, NAV_INTERVIEWS, "Questions");
	tmpl_questions(p->out, p, &v);
	page_end(p);
	return true;
}

/* The names of the boxes that were ticked, "; " between. */
static struct str
themes_read(struct page *p)
{
	const struct http_fields *f = &p->req->form;
	struct str list = STR("");

	for (size_t i = 0; i < f->n; i++)
		if (str_starts(f->p[i].name, STR("theme.")) && list.n < 400)
			list = page_printf(p, "%.*s%s%.*s", STR_ARG(list), list.n > 0 ? "; " : "",
			                   STR_ARG(str_sub(f->p[i].name, 6, 64)));
	return list;
}

static bool
post_question(struct page *p, struct err *err)
{
	struct question q = {.text = form_str(p, "text"),
	                     .kind = form_str(p, "kind"),
	                     .skill = form_str(p, "skill"),
	                     .depth = form_str(p, "skill").n > 0 ? 2 : 0,
	                     .themes = themes_read(p),
	                     .outline = form_str(p, "outline")};

	if (!question_add(&p->c, &q, err))
		return false;
	page_go(p, STR("/questions"), "record", q.r.id);
	return true;
}

/* --- stories ---------------------------------------------------------------------------------------------------- */

static bool
page_stories(struct page *p, struct err *err)
{
	struct story *list;
	struct theme_cover *cover;
	size_t n, n_cover;

	if (!story_list(&p->c, &list, &n, err) || !story_cover(&p->c, &cover, &n_cover, err))
		return false;
	page_begin(p, NAV_INTERVIEWS, "Stories");
	tmpl_stories(p->out, p, list, n, cover, n_cover);
	page_end(p);
	return true;
}

static bool
shares_theme(const struct bank_question *q, const struct story *s)
{
	for (size_t t = 0; t < q->n_themes; t++)
		if (story_has_theme(s, q->themes[t]))
			return true;
	return false;
}

static bool
story_show(struct page *p, const char *pattern, struct story_view *v, struct err *err)
{
	size_t n;

	if (!content_list(&p->c, "themes", &v->themes, &v->n_themes, err) ||
	    !evidence_list(&p->c, &v->evidence, &v->n_evidence, err) || !question_bank(&p->c, &v->bank, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (shares_theme(&v->bank[i], &v->s))
			v->bank[v->n_bank++] = v->bank[i];
	story_bare_numbers(p->c.a, &v->s, &v->bare, &v->n_bare);
	page_begin_str(p, NAV_INTERVIEWS, v->s.title.n > 0 ? v->s.title : STR("A new story"));
	tmpl_story(p->out, p, pattern, v);
	page_end(p);
	return true;
}

static bool
page_story_new(struct page *p, struct err *err)
{
	struct story_view v = {0};

	return story_show(p, "/stories", &v, err);
}

static bool
page_story(struct page *p, struct err *err)
{
	struct story_view v = {0};
	int64_t id;

	return page_id(p, &id, err) && record_get(&p->c, &story_type, id, &v.s, err) &&
	       story_show(p, "/stories/{id}", &v, err);
}

static bool
story_store(struct page *p, struct story *s, const char *notice, struct err *err)
{
	s->title = form_str(p, "title");
	s->situation = form_str(p, "situation");
	s->task = form_str(p, "task");
	s->action = form_str(p, "action");
	s->outcome = form_str(p, "outcome");
	s->themes = themes_read(p);
	s->evidence_id = form_i64(p, "evidence", 0);
	s->url = form_str(p, "url");
	if (!story_save(&p->c, s, form_i64(p, "version", 0), err))
		return false;
	page_go(p, page_printf(p, "/stories/%lld", (long long)s->r.root_id), notice, s->r.id);
	return true;
}

static bool
post_story_add(struct page *p, struct err *err)
{
	struct story s = {0};

	return story_store(p, &s, "record", err);
}

static bool
post_story(struct page *p, struct err *err)
{
	struct story s;
	int64_t id;

	return page_id(p, &id, err) && record_get(&p->c, &story_type, id, &s, err) &&
	       story_store(p, &s, "record-changed", err);
}

static bool
post_story_remove(struct page *p, struct err *err)
{
	int64_t id, undo;

	if (!page_id(p, &id, err) || !record_remove(&p->c, &story_type, id, &undo, err))
		return false;
	page_go(p, STR("/stories"), "record-removed", undo);
	return true;
}

#define ROUND_FIELDS                                                                                                   \
	{"kind", "the kind", FIELD_TEXT, true, 0, 32}, {"day", "the day", FIELD_DAY, false, 0, 0},                     \
	    {"time", "the time", FIELD_TEXT, false, 0, 8}, {"zone", "the zone", FIELD_TEXT, false, 0, 6},              \
	    {"minutes", "minutes", FIELD_INT, false, 0, 1440}, {"place", "where", FIELD_TEXT, false, 0, 1000},         \
	    {"url", "the address", FIELD_TEXT, false, 0, 2048},                                                        \
	{                                                                                                              \
		"people", "who", FIELD_TEXT, false, 0, 2000                                                            \
	}

static const struct form_field round_add_fields[] = {
    {"application", "the application", FIELD_INT, true, 1, INT64_MAX},
    ROUND_FIELDS,
    FIELDS_END,
};
static const struct form_field round_fields[] = {
    ROUND_FIELDS,
    {"status", "the state", FIELD_TEXT, true, 0, 32},
    {"result", "the result", FIELD_TEXT, true, 0, 32},
    {"version", "the version", FIELD_INT, false, 0, INT64_MAX},
    FIELDS_END,
};
static const struct form_field texts_fields[] = {
    {"t.", "a text", FIELD_MANY, false, 0, MEMO_MAX},
    {"v.", "a version", FIELD_MANY, false, 0, 64},
    FIELDS_END,
};
static const struct form_field asked_fields[] = {
    {"key", "the question", FIELD_TEXT, false, 0, 64},
    {"text", "their words", FIELD_TEXT, false, 0, 2000},
    {"went", "how it went", FIELD_INT, false, 1, 5},
    {"note", "the note", FIELD_LINES, false, 0, 10000},
    FIELDS_END,
};
static const struct form_field question_fields[] = {
    {"text", "the question", FIELD_LINES, true, 0, 2000},
    {"kind", "the kind", FIELD_TEXT, true, 0, 32},
    {"skill", "the skill", FIELD_TEXT, false, 0, 64},
    {"theme.", "a theme", FIELD_MANY, false, 0, 1},
    {"outline", "what a good answer holds", FIELD_LINES, false, 0, 10000},
    FIELDS_END,
};
static const struct form_field story_fields[] = {
    {"title", "the title", FIELD_TEXT, true, 0, 200},
    {"situation", "the situation", FIELD_LINES, false, 0, 10000},
    {"task", "the task", FIELD_LINES, false, 0, 10000},
    {"action", "the action", FIELD_LINES, false, 0, 10000},
    {"outcome", "the result", FIELD_LINES, false, 0, 10000},
    {"theme.", "a theme", FIELD_MANY, false, 0, 1},
    {"evidence", "the evidence", FIELD_INT, false, 0, INT64_MAX},
    {"url", "the address", FIELD_TEXT, false, 0, 2048},
    {"version", "the version", FIELD_INT, false, 0, INT64_MAX},
    FIELDS_END,
};

static const struct route routes[] = {
    PAGE("/interviews", page_desk, "The interview desk: rounds, what waits, feedback."),
    FORM("/rounds", post_round_add, round_add_fields, page_desk, "Adds a round to an application."),
    PAGE("/rounds/{id}", page_round, "One round: preparation, what they asked, debrief."),
    FORM("/rounds/{id}", post_round, round_fields, page_round, "Changes a round."),
    FORM("/rounds/{id}/texts", post_round_texts, texts_fields, page_round, "Saves preparation and debrief."),
    FORM("/rounds/{id}/asked", post_asked, asked_fields, page_round, "Keeps a question they asked."),
    PAGE("/questions", page_questions, "The question bank."),
    FORM("/questions", post_question, question_fields, page_questions, "Adds a question of your own."),
    PAGE("/stories", page_stories, "Your stories, and the themes without one."),
    FORM("/stories", post_story_add, story_fields, page_story_new, "Adds a story."),
    PAGE("/stories/new", page_story_new, "An empty story."),
    PAGE("/stories/{id}", page_story, "One story, and what it can answer."),
    FORM("/stories/{id}", post_story, story_fields, page_story, "Changes a story."),
    FORM("/stories/{id}/remove", post_story_remove, NULL, page_story, "Removes a story."),
};

static const struct notice notices[] = {
    {"round", "The round is kept.", "/records/{id}/undo"},
};

WEB_PART(interview_part, routes, notices);
