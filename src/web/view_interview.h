/* Within src/web only: what the pages of informational interviews, rounds, stories and research are given. */
#ifndef WEB_VIEW_INTERVIEW_H
#define WEB_VIEW_INTERVIEW_H

#include "domain/job/desk.h"
#include "domain/job/feedback.h"
#include "domain/job/research.h"
#include "domain/job/story.h"
#include "domain/person/informational.h"
#include "web/job_section.h"
#include "web/page.h"

struct informational_list_view {
	struct informational *list;
	size_t n;
	size_t n_open; /* stand first */
	struct informational_due *due;
	size_t n_due;
};

struct informational_view {
	struct informational i;
	struct informational_step *steps;
	size_t n_steps;
	struct informational_question *questions;
	size_t n_questions;
	struct memo *memos;
	size_t n_memos;
	struct lesson *lessons;
	size_t n_lessons;
	struct named_skill *skills;
	size_t n_skills;
	struct suggestion *next;
	size_t n_next;
	bool can_draft; /* nothing is written there yet */
	bool can_thank;
	bool thank; /* the note is due */
	int32_t thank_day;
};

/* A text field that is written over time. */
struct text_field {
	const char *pattern; /* of its form */
	const char *field;
	struct str label;
	const char *hint;
	int rows;
	struct memo m;
};

#define ROUNDS_SHOWN 100

struct desk_view {
	struct attempt *attempts;
	size_t n_attempts;
	struct round *rounds; /* the newest ROUNDS_SHOWN */
	size_t n_rounds;
	struct str *titles; /* of their applications */
	struct round_due *due;
	size_t n_due;
	struct feedback *feedback;
	size_t n_feedback;
	int64_t counts[FEEDBACK_KINDS];
	size_t n_bank;
	size_t n_stories;
	size_t n_bare; /* themes without a story */
};

struct round_view {
	struct round r;
	struct attempt a;
	struct bank_question *bank;
	size_t n_bank;
	struct asked *asked;
	size_t n_asked;
	struct memo *memos;
	size_t n_memos;
	struct story *stories;
	size_t n_stories;
};

struct question_view {
	struct question_filter f;
	struct bank_question *list;
	size_t n;
	size_t n_all;
	struct story *stories;
	size_t n_stories;
	struct content_item *themes;
	size_t n_themes;
};

struct story_view {
	struct story s; /* r.root_id 0: a new one */
	struct str *bare;
	size_t n_bare;
	struct bank_question *bank; /* what it can answer */
	size_t n_bank;
	struct content_item *themes;
	size_t n_themes;
	struct evidence *evidence;
	size_t n_evidence;
};

struct sheet_view {
	const char *about;
	int64_t of;
	struct str role;
	struct finding *findings;
	size_t n_findings;
	struct topic_row *topics;
	size_t n_topics;
};

/* What both sides share, in page_research.c: the name of an application in lists. */
struct str say_attempt(const struct page *p, const struct attempt *a);
/* "Mon 23 Nov 2026, 14:30 (+01:00)"; "" for 0. */
struct str say_appointment(const struct page *p, int64_t ms, int64_t zone_min);
/* Saves the fields t.* of a form, whose versions are v.*, as memos about a record. allowed ends with NULL; names that
 * begin with 'q' and a number are allowed too when answers is true. */
bool texts_save(struct page *p, const char *about, int64_t id, const char *const *allowed, bool answers,
                struct err *err) MUST_USE;
/* The answer to a save by script: the new versions, and when; or why not. */
void texts_answer(struct page *p, const char *about, int64_t id, const struct err *problem);
/* The facts about a company, with the form that adds one: for the company's page. */
bool research_section(struct page *p, int64_t company_id, struct err *err) MUST_USE;
/* Research, people, flags, rounds of an application: for its page. */
job_section interview_section;

#endif
