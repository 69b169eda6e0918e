/* Informational interviews: whom I would like to meet, the sheet of one, and the page for talking. */
#include "base/num.h"
#include "base/vec.h"
#include "domain/job/outreach.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_interview.h"

static const char *const texts[] = {"research", "draft", "notes", "thanks", NULL};

static bool
page_list(struct page *p, struct err *err)
{
	struct informational_list_view v = {0};

	if (!informational_list(&p->c, &v.list, &v.n, err) ||
	    !informational_due(&p->c, ctx_today(&p->c), &v.due, &v.n_due, err))
		return false;
	for (; v.n_open < v.n; v.n_open++) {
		enum informational_step_kind s = v.list[v.n_open].state;

		if (s == INFO_THANKED || s == INFO_CANCELLED || s == INFO_NO_ANSWER)
			break;
	}
	page_begin(p, NAV_INFORMATIONAL, "Informational interviews");
	tmpl_informational_list(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
view_read(struct page *p, int64_t id, struct informational_view *v, struct err *err)
{
	struct ctx *c = &p->c;

	*v = (struct informational_view){0};
	if (!informational_get(c, id, &v->i, err) || !informational_step_list(c, id, &v->steps, &v->n_steps, err) ||
	    !informational_questions(c, id, &v->questions, &v->n_questions, err) ||
	    !memo_all(c, INFORMATIONAL, id, &v->memos, &v->n_memos, err) ||
	    !record_all(c, &lesson_type, id, &v->lessons, &v->n_lessons, err) ||
	    !record_all(c, &named_skill_type, id, &v->skills, &v->n_skills, err) ||
	    !record_all(c, &suggestion_type, id, &v->next, &v->n_next, err))
		return false;
	v->can_draft = memo_find(v->memos, v->n_memos, "draft").text.n == 0;
	v->can_thank = memo_find(v->memos, v->n_memos, "thanks").text.n == 0;
	v->thank_day = v->i.done_day == DAY_NONE ? DAY_NONE : v->i.done_day + THANK_DAYS;
	v->thank = v->i.state == INFO_DONE && str_eq(v->i.way, STR("mine"));
	return true;
}

static struct text_field
field_of(const struct informational_view *v, const char *field, struct str label, const char *hint, int rows)
{
	return (struct text_field){"/informational/{id}/texts",           field, label, hint, rows,
	                           memo_find(v->memos, v->n_memos, field)};
}

static bool
page_one(struct page *p, struct err *err)
{
	struct informational_view v;
	struct text_field f[4];
	int64_t id;

	if (!page_id(p, &id, err) || !view_read(p, id, &v, err))
		return false;
	f[0] = field_of(&v, "research", STR("What I found out about them"), "their work, their path, what we share", 4);
	f[1] = field_of(&v, "draft", STR("How I ask"), "short: who I am, why them, twenty minutes, two dates", 5);
	f[2] = field_of(&v, "notes", STR("Notes"), "", 4);
	f[3] = field_of(&v, "thanks", STR("Thank-you note"), "one thing they said, and what I did with it", 4);
	page_begin_str(p, NAV_INFORMATIONAL, informational_whom(&v.i));
	if (!calendar_clash_print(p, v.i.start_ms, v.i.minutes, err))
		return false;
	tmpl_informational(p->out, p, &v, f, ARRAY_LEN(f));
	if (!calendar_near_print(p, v.i.start_ms, err))
		return false;
	page_end(p);
	return true;
}

static bool
page_talk(struct page *p, struct err *err)
{
	struct informational_view v;
	struct text_field *f;
	int64_t id;

	if (!page_id(p, &id, err) || !view_read(p, id, &v, err))
		return false;
	f = ARENA_ARRAY(p->c.a, v.n_questions + 1, struct text_field);
	for (size_t i = 0; i < v.n_questions; i++) {
		char buf[32];
		struct str name = arena_str(p->c.a, str_of(informational_answer_field(buf, v.questions[i].r.root_id)));

		f[i] = field_of(&v, name.p, v.questions[i].text, "", 3);
	}
	f[v.n_questions] = field_of(&v, "notes", STR("Everything else"), "names, numbers, what surprised you", 8);
	page_begin(p, NAV_INFORMATIONAL, "Talking");
	tmpl_informational_talk(p->out, p, &v.i, f, v.n_questions + 1);
	page_end(p);
	return true;
}

static struct str
one_path(struct page *p, int64_t id)
{
	return page_printf(p, "/informational/%lld", (long long)id);
}

static void
head_read(struct page *p, struct informational *i)
{
	i->way = form_str(p, "way");
	i->name = form_str(p, "name");
	i->wish = form_str(p, "wish");
	i->tests = form_str(p, "tests");
	i->role = form_str(p, "role");
	i->industry = form_str(p, "industry");
}

static bool
add(struct page *p, struct informational *i, struct err *err)
{
	struct str *questions = NULL;
	size_t n = 0;

	if (i->way.n == 0)
		i->way = STR("mine");
	/* Who asks me brings the questions. */
	if (str_eq(i->way, STR("mine")) && !question_framework(&p->c, &questions, &n, err))
		return false;
	return informational_add(&p->c, i, ctx_today(&p->c), questions, n, err);
}

static bool
post_add(struct page *p, struct err *err)
{
	struct informational i = {0};

	head_read(p, &i);
	if (!add(p, &i, err))
		return false;
	page_go(p, one_path(p, i.r.root_id), "record", i.r.root_id);
	return true;
}

static bool
post_head(struct page *p, struct err *err)
{
	struct informational i;
	int64_t id;

	if (!page_id(p, &id, err) || !informational_get(&p->c, id, &i, err))
		return false;
	head_read(p, &i);
	if (!informational_save(&p->c, &i, form_i64(p, "version", 0), err))
		return false;
	page_go(p, one_path(p, id), "record-changed", i.r.id);
	return true;
}

static bool
step_time(struct page *p, struct informational_step *s, struct err *err)
{
	struct str day = form_str(p, "day"), time = form_str(p, "time"), zone = form_str(p, "zone");

	if (!str_eq(s->kind, STR("scheduled")))
		return true;
	s->minutes = form_i64(p, "minutes", 30);
	s->place = form_str(p, "place");
	p->problem_field = day.n == 0 ? "day" : "time";
	if (day.n == 0 || time.n == 0)
		return err_set(err, ERR_INVALID, "an appointment needs a day and a time");
	if (!round_time_parse(
		&p->c, page_printf(p, "%.*s %.*s %.*s", STR_ARG(day), STR_ARG(str_sub(time, 0, 5)), STR_ARG(zone)),
		&s->start_ms, &s->zone_min, err))
		return false;
	p->problem_field = NULL;
	return true;
}

static bool
post_step(struct page *p, struct err *err)
{
	struct informational_step s = {.kind = form_str(p, "kind"), .note = form_str(p, "note")};
	int32_t on = form_day(p, "on");

	s.on_day = on == DAY_NONE ? ctx_today(&p->c) : on;
	if (!page_id(p, &s.informational_id, err) || !step_time(p, &s, err) || !informational_step(&p->c, &s, err))
		return false;
	page_go(p, one_path(p, s.informational_id), "record", s.r.id);
	return true;
}

static bool
post_texts(struct page *p, struct err *err)
{
	struct informational i;
	int64_t id;
	bool ok;

	if (!page_id(p, &id, err) || !informational_get(&p->c, id, &i, err))
		return false;
	ok = texts_save(p, INFORMATIONAL, id, texts, true, err);
	if (p->partial) {
		texts_answer(p, INFORMATIONAL, id, ok ? NULL : err);
		return true;
	}
	if (ok)
		page_go_back(p, arena_cstr(p->c.a, one_path(p, id)), "record-saved", 0);
	return ok;
}

static bool
post_begin(struct page *p, struct err *err)
{
	int64_t id, undo;

	if (!page_id(p, &id, err) ||
	    !outreach_begin(&p->c, id, arena_cstr(p->c.a, form_str(p, "field")), STR(""), &undo, err))
		return false;
	page_go(p, page_printf(p, "/informational/%lld#texts", (long long)id), "record", undo);
	return true;
}

/* Which of the two pages held the form. */
static bool
texts_again(struct page *p, struct err *err)
{
	return str_ends(form_str(p, "back"), STR("/talk")) ? page_talk(p, err) : page_one(p, err);
}

static bool
post_question(struct page *p, struct err *err)
{
	int64_t id, question;

	if (!page_id(p, &id, err) || !informational_question_add(&p->c, id, form_str(p, "text"), &question, err))
		return false;
	page_go(p, page_printf(p, "/informational/%lld#questions", (long long)id), "record", question);
	return true;
}

/* Up, down, or away. */
static bool
post_question_move(struct page *p, struct err *err)
{
	struct informational_question q;
	int64_t id, undo = 0, to = form_i64(p, "to", 0);

	if (!page_id(p, &id, err) || !record_get(&p->c, &informational_question_type, id, &q, err))
		return false;
	if (to == 0 ? !record_remove(&p->c, &informational_question_type, id, &undo, err)
	            : !informational_question_move(&p->c, id, to < 0 ? -1 : 1, err))
		return false;
	page_go(p, page_printf(p, "/informational/%lld#questions", (long long)q.informational_id),
	        to == 0 ? "record-removed" : NULL, undo);
	return true;
}

static bool
post_lesson(struct page *p, struct err *err)
{
	struct lesson l = {.text = form_str(p, "text"), .moved = form_str(p, "moved"), .on_day = ctx_today(&p->c)};

	if (!page_id(p, &l.informational_id, err) || !lesson_add(&p->c, &l, err))
		return false;
	page_go(p, one_path(p, l.informational_id), "record", l.r.id);
	return true;
}

static bool
post_skill(struct page *p, struct err *err)
{
	struct named_skill s = {.skill = form_str(p, "skill"), .note = form_str(p, "note")};

	if (!page_id(p, &s.informational_id, err) || !named_skill_add(&p->c, &s, err))
		return false;
	page_go(p, one_path(p, s.informational_id), "record", s.r.id);
	return true;
}

static bool
post_next(struct page *p, struct err *err)
{
	struct suggestion s = {.name = form_str(p, "name"), .why = form_str(p, "why")};
	struct informational i;

	if (!page_id(p, &s.informational_id, err) || !informational_get(&p->c, s.informational_id, &i, err) ||
	    !suggestion_add(&p->c, &s, err))
		return false;
	page_go(p, one_path(p, s.informational_id), "record", s.r.id);
	return true;
}

/* Somebody who was suggested becomes a wish of their own, with the same question. */
static bool
post_suggestion_wish(struct page *p, struct err *err)
{
	struct suggestion s;
	struct informational from, i;
	int64_t id;

	if (!page_id(p, &id, err) || !record_get(&p->c, &suggestion_type, id, &s, err) ||
	    !informational_get(&p->c, s.informational_id, &from, err))
		return false;
	i = (struct informational){.way = STR("mine"),
	                           .name = s.name,
	                           .wish = s.why.n <= 500 ? s.why : STR(""),
	                           .tests = from.tests,
	                           .role = from.role,
	                           .industry = from.industry,
	                           .contact_id = s.contact_id,
	                           .from_id = from.r.root_id};
	if (!add(p, &i, err))
		return false;
	page_go(p, one_path(p, i.r.root_id), "record", i.r.root_id);
	return true;
}

static const struct form_field head_fields[] = {
    {"way", "which way", FIELD_TEXT, false, 0, 32},
    {"name", "who", FIELD_TEXT, false, 0, 500},
    {"wish", "whom you wish for", FIELD_TEXT, false, 0, 500},
    {"tests", "the question it tests", FIELD_LINES, false, 0, 2000},
    {"role", "the role", FIELD_TEXT, false, 0, 64},
    {"industry", "the industry", FIELD_TEXT, false, 0, 64},
    {"version", "the version", FIELD_INT, false, 0, INT64_MAX},
    FIELDS_END,
};
static const struct form_field step_fields[] = {
    {"kind", "the step", FIELD_TEXT, true, 0, 32},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    {"day", "the day of the talk", FIELD_DAY, false, 0, 0},
    {"time", "the time", FIELD_TEXT, false, 0, 8},
    {"zone", "the zone", FIELD_TEXT, false, 0, 6},
    {"minutes", "minutes", FIELD_INT, false, 5, 1440},
    {"place", "where", FIELD_TEXT, false, 0, 1000},
    {"note", "the note", FIELD_LINES, false, 0, 10000},
    FIELDS_END,
};
static const struct form_field texts_fields[] = {
    {"t.", "a text", FIELD_MANY, false, 0, MEMO_MAX},
    {"v.", "a version", FIELD_MANY, false, 0, 64},
    FIELDS_END,
};
static const struct form_field begin_fields[] = {
    {"field", "which text", FIELD_TEXT, true, 0, 32},
    FIELDS_END,
};
static const struct form_field question_fields[] = {
    {"text", "the question", FIELD_TEXT, true, 0, 1000},
    FIELDS_END,
};
static const struct form_field move_fields[] = {
    {"to", "where to", FIELD_INT, true, -1, 1},
    FIELDS_END,
};
static const struct form_field lesson_fields[] = {
    {"text", "what you learned", FIELD_LINES, true, 0, 10000},
    {"moved", "where it leaves the question", FIELD_TEXT, true, 0, 32},
    FIELDS_END,
};
static const struct form_field skill_fields[] = {
    {"skill", "the skill", FIELD_TEXT, true, 0, 64},
    {"note", "the note", FIELD_TEXT, false, 0, 2000},
    FIELDS_END,
};
static const struct form_field next_fields[] = {
    {"name", "the name", FIELD_TEXT, true, 0, 500},
    {"why", "why them", FIELD_TEXT, false, 0, 2000},
    FIELDS_END,
};

static const struct route routes[] = {
    PAGE("/informational", page_list, "Whom you would like to meet, and what waits."),
    FORM("/informational", post_add, head_fields, page_list, "Adds somebody to meet."),
    PAGE("/informational/{id}", page_one, "One informational interview."),
    FORM("/informational/{id}", post_head, head_fields, page_one, "Changes whom and why."),
    PAGE("/informational/{id}/talk", page_talk, "Notes while talking."),
    FORM("/informational/{id}/step", post_step, step_fields, page_one, "Records what happened."),
    FORM("/informational/{id}/texts", post_texts, texts_fields, texts_again, "Saves notes, drafts and answers."),
    FORM("/informational/{id}/begin", post_begin, begin_fields, page_one,
         "Begins the request or the thanks from a template."),
    FORM("/informational/{id}/question", post_question, question_fields, page_one, "Adds a question to ask."),
    FORM("/informational/question/{id}/move", post_question_move, move_fields, NULL,
         "Moves a question, or takes it off the list."),
    FORM("/informational/{id}/lesson", post_lesson, lesson_fields, page_one, "Keeps what was learned."),
    FORM("/informational/{id}/skill", post_skill, skill_fields, page_one, "Links a skill that was named."),
    FORM("/informational/{id}/next", post_next, next_fields, page_one, "Notes whom to talk to next."),
    FORM("/informational/suggestion/{id}/wish", post_suggestion_wish, NULL, NULL,
         "Makes a person who was suggested a wish."),
};

static const struct notice notices[] = {
    {"informational", "Kept.", "/records/{id}/undo"},
};

WEB_PART(informational_part, routes, notices);
