/* The example life's desk: the résumé, talks, rounds, stories, what was found out, and two offers. */
#include "base/content.h"
#include "base/date.h"
#include "db/db.h"
#include "domain/job/feedback.h"
#include "domain/job/letter.h"
#include "domain/job/offer.h"
#include "domain/job/packet.h"
#include "domain/job/question.h"
#include "domain/job/research.h"
#include "domain/job/resume_merge.h"
#include "domain/job/resume_version.h"
#include "domain/job/round.h"
#include "domain/job/story.h"
#include "domain/person/company.h"
#include "domain/person/informational.h"
#include "exchange/demo_impl.h"

enum {
	PORTWISE = 4,
	LUMENARY = 6,
	VARMELAND = 7,
	GRIDWISE = 8,
	NORDVOLT = 10,
	LOOPWELL = 12
}; /* rows of demo_search.c */
enum { JONAS = 0, WEI = 2, TOMAS = 6, ERIK = 11 };

/* What went to Loopwell four days ago, and the letter to Nordvolt that is not finished. */
static bool
send_packet(struct demo *d, int64_t version, struct err *err)
{
	const struct packet_answer answers[] = {
	    {STR("Why do you want to work on agents?"),
	     STR("Because they fail in ways that can be measured, and few measure.")},
	    {STR("When could you begin?"), STR("Three months after a yes.")}};
	struct packet pk = {
	    .application_id = d->applications[LOOPWELL],
	    .on_day = ctx_today(&d->c) - 4,
	    .channel = STR("web form"),
	    .resume_version_id = version,
	    .resume_name = STR("AI engineer, energy"),
	    .letter_name = STR("Letter to Loopwell"),
	    .letter = STR("Dear Amira,\n\nat the meetup you asked who of us had run an agent at night. I have run a "
	                  "mail router for half a year, with a budget and a way to say no.\n\nMara"),
	    .answers = answers,
	    .n_answers = ARRAY_LEN(answers)};
	const struct letter_new letter = {
	    .template = STR("cover-letter"), .application_id = d->applications[NORDVOLT], .contact = STR("Wei Zhang")};
	int64_t id;

	return resume_version_json(&d->c, version, &pk.resume_json, err) && packet_send(&d->c, &pk, STR(""), err) &&
	       letter_new(&d->c, &letter, &id, err);
}

static bool
write_resume(struct demo *d, struct err *err)
{
	const struct embed_file *f = embed_find(content_files, content_files_n, STR("demo/resume.txt"));
	struct resume_notes notes = {0};
	struct resume_merge merged;
	int64_t id, change;
	json_t *doc;

	if (f == NULL)
		return err_set(err, ERR_BUG, "the content has no demo/resume.txt");
	return jsonresume_read(d->c.a, embed_text(f), &doc, &notes, err) &&
	       resume_merge(&d->c, doc, STR("resume.json"), false, &merged, err) &&
	       resume_version_add(&d->c, STR("AI engineer, energy"), 0, &id, &change, err) && send_packet(d, id, err);
}

/* An hour of a day, so many days from today. */
static int64_t
at_hour(const struct demo *d, int in, int hour)
{
	return (ctx_today(&d->c) + in) * MS_PER_DAY + (int64_t)hour * 3600000 - d->c.clock.offset_min * (int64_t)60000;
}

struct told {
	int person;
	const char *name;
	const char *way;
	const char *tests;
	int wished, asked, agreed, talk, thanked; /* days ago; 0: not yet */
	const char *notes;
	const char *learned;
	const char *moved;
};
static const struct told talks[] = {
    {JONAS, "Jonas Ekberg", "mine", "Is the work at a grid operator AI work, or data cleaning with a new name?", 143,
     142, 141, 139, 138,
     "A third of the week is labelling with operators. Nights decide: nobody to ask, so the assistant must say what it "
     "does not know.",
     "Evaluation with operators is the job. My years on call count.", "supports"},
    {TOMAS, "Tom\xc3\xa1s Rivera", "mine", "Does a small firm let one move from services to models?", 92, 90, 88, 80,
     79, "He came from web shops. Forty people, everybody does everything.", "Yes, when one brings a thing that runs.",
     "supports"},
    {WEI, "Wei Zhang", "mine", "How much of applied AI in charging is forecasting?", 15, 13, 11, 0, 0, NULL, NULL,
     NULL},
    {ERIK, "Erik Strand", "theirs", "How does one leave logistics for AI?", 20, 20, 20, 19, 18,
     "Told him about the two switches.", NULL, NULL},
};

static bool
step(struct demo *d, int64_t id, enum informational_step_kind kind, int ago, struct err *err)
{
	struct informational_step s = {
	    .informational_id = id, .kind = str_of(informational_steps[kind]), .on_day = ctx_today(&d->c) - ago};

	return ago == 0 || informational_step(&d->c, &s, err);
}

static bool
tell_talk(struct demo *d, const struct told *t, const struct str *questions, size_t n, struct err *err)
{
	struct informational i = {.way = str_of(t->way),
	                          .contact_id = d->people[t->person],
	                          .name = str_of(t->name),
	                          .tests = str_of(t->tests)};
	struct lesson l = {.text = str_of(t->learned), .moved = str_of(t->moved)};
	struct informational_step appointment = {.kind = str_of(informational_steps[INFO_SCHEDULED]),
	                                         .on_day = ctx_today(&d->c) - t->agreed,
	                                         .minutes = 30,
	                                         .zone_min = d->c.clock.offset_min};

	int64_t memo;

	if (!informational_add(&d->c, &i, ctx_today(&d->c) - t->wished, questions, n, err))
		return false;
	appointment.informational_id = i.r.root_id;
	appointment.start_ms = at_hour(d, t->talk != 0 ? -t->talk : 2, 15);
	if (!step(d, i.r.root_id, INFO_ASKED, t->asked, err) || !step(d, i.r.root_id, INFO_AGREED, t->agreed, err) ||
	    !informational_step(&d->c, &appointment, err) || !step(d, i.r.root_id, INFO_DONE, t->talk, err) ||
	    !step(d, i.r.root_id, INFO_THANKED, t->thanked, err))
		return false;
	if (t->notes != NULL && !memo_set(&d->c, INFORMATIONAL, i.r.root_id, "notes", str_of(t->notes), &memo, err))
		return false;
	l.informational_id = i.r.root_id;
	l.on_day = ctx_today(&d->c) - t->talk;
	return t->learned == NULL || lesson_add(&d->c, &l, err);
}

static bool
tell_talks(struct demo *d, struct err *err)
{
	struct str *questions;
	size_t n;

	if (!question_framework(&d->c, &questions, &n, err))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(talks); i++)
		if (!tell_talk(d, &talks[i], questions, n, err))
			return false;
	return true;
}

static const struct {
	int application;
	int in; /* days from today */
	int hour;
	const char *kind, *people, *place;
	const char *status, *result;
	const char *went_well;
	const char *asked[2];
} rounds[] = {
    {PORTWISE,
     -31,
     10,
     "screen",
     "Pieter de Vries",
     "video call",
     "done",
     "passed",
     "Friendly. I asked more than they did.",
     {"What would you do in your first month?"}},
    {PORTWISE,
     -24,
     13,
     "technical",
     "Pieter de Vries; two engineers",
     "Rotterdam",
     "done",
     "passed",
     "Late containers, of all things: I had numbers.",
     {"How would you know that a forecast of arrivals is good enough?", "Where does leakage hide in time series?"}},
    {GRIDWISE,
     -19,
     9,
     "recruiter",
     "Maja Ekström",
     "video call",
     "done",
     "passed",
     "Said why, in two sentences.",
     {"Why energy?"}},
    {GRIDWISE,
     -12,
     14,
     "technical",
     "Head of operations software",
     "Gothenburg",
     "done",
     "passed",
     "Drew the evaluation set before the model.",
     {"Build an evaluation set for these manuals.", "When would you not use a language model here?"}},
    {GRIDWISE,
     -6,
     12,
     "onsite",
     "The night shift",
     "Control room",
     "done",
     "passed",
     "Listened for an hour before I said anything.",
     {NULL}},
    {VARMELAND, 3, 10, "technical", "Tom\xc3\xa1s Rivera; CTO", "video call", "planned", "waiting", NULL, {NULL}},
};

static bool
sit_rounds(struct demo *d, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LEN(rounds); i++) {
		struct round r = {.application_id = d->applications[rounds[i].application],
		                  .kind = str_of(rounds[i].kind),
		                  .start_ms = at_hour(d, rounds[i].in, rounds[i].hour),
		                  .zone_min = d->c.clock.offset_min,
		                  .minutes = 60,
		                  .place = str_of(rounds[i].place),
		                  .people = str_of(rounds[i].people),
		                  .status = str_of(rounds[i].status),
		                  .result = str_of(rounds[i].result)};
		int64_t memo;

		if (!round_add(&d->c, &r, err) ||
		    (rounds[i].went_well != NULL &&
		     !memo_set(&d->c, ROUND, r.r.root_id, "went_well", str_of(rounds[i].went_well), &memo, err)))
			return false;
		for (size_t k = 0; k < ARRAY_LEN(rounds[i].asked) && rounds[i].asked[k] != NULL; k++) {
			struct asked a = {.round_id = r.r.root_id, .text = str_of(rounds[i].asked[k]), .went = 4};

			if (!round_asked_add(&d->c, &a, err))
				return false;
		}
	}
	return true;
}

static bool
tell_stories(struct demo *d, struct err *err)
{
	struct story stories[] = {
	    {.title = STR("The leak in the arrival times"),
	     .situation = STR("A first model of late containers looked far too good."),
	     .task = STR("Find out whether to trust it before the yard did."),
	     .action = STR("Went through the features one by one by the time at which each is known."),
	     .outcome =
	         STR("One of them was the answer in disguise. Without it the model lost to the yard's rule of thumb, "
	             "and I said so."),
	     .themes = STR("failure; learning; craft"),
	     .url = STR("https://example.org/mara/late-containers")},
	    {.title = STR("A budget for every mail"),
	     .situation = STR("Our mail router worked, and cost more than the clerk's minute."),
	     .task = STR("Make it cheaper without making it worse."),
	     .action = STR("Measured answers on labelled mails while cutting the context, step by step."),
	     .outcome = STR("A fifth of the cost, and the same answers on the labelled mails."),
	     .themes = STR("impact; ownership; priorities"),
	     .url = STR("https://example.org/mara/mail-router")},
	    {.title = STR("The review guild"),
	     .situation = STR("Reviews took days, and people took them personally."),
	     .task = STR("I was asked to lead the guild for a year."),
	     .action = STR("One page of what a review is for, pairs by lot, and the first answer the same day."),
	     .outcome = STR("People began to ask for reviews."),
	     .themes = STR("teamwork; leadership; communication")},
	};

	for (size_t i = 0; i < ARRAY_LEN(stories); i++)
		if (!story_save(&d->c, &stories[i], 0, err))
			return false;
	return true;
}

static bool
find_out(struct demo *d, struct err *err)
{
	int32_t today = ctx_today(&d->c);
	int64_t grid = d->applications[GRIDWISE];
	struct flag flags[] = {
	    {.application_id = grid, .colour = STR("green"), .weight = 4, .text = STR("Operators sit in the team")},
	    {.application_id = grid,
	     .colour = STR("red"),
	     .weight = 2,
	     .text = STR("Nobody owns the budget for labelling")},
	    {.application_id = d->applications[PORTWISE],
	     .colour = STR("red"),
	     .weight = 3,
	     .text = STR("Two people left the team this year")},
	};
	struct impression met = {.application_id = grid,
	                         .name = STR("Head of operations software"),
	                         .part = STR("manager"),
	                         .rating = 4,
	                         .learn = 1,
	                         .words = STR("Asked what I would not build."),
	                         .on_day = today - 12};
	struct feedback said = {.application_id = d->applications[LUMENARY],
	                        .kind = STR("experience"),
	                        .said_by = STR("Nadia"),
	                        .text = STR("Show an evaluation that changed a decision."),
	                        .skills = STR("ll.eval"),
	                        .on_day = today - 18};
	struct finding fact = {.about = STR("job"),
	                       .application_id = grid,
	                       .topic = STR("team"),
	                       .text = STR("Five engineers, two operators, one of them at night."),
	                       .contact_id = d->people[JONAS],
	                       .on_day = today - 12};

	for (size_t i = 0; i < ARRAY_LEN(flags); i++) {
		flags[i].on_day = today - 5;
		if (!flag_add(&d->c, &flags[i], err))
			return false;
	}
	return impression_add(&d->c, &met, err) && feedback_add(&d->c, &said, err) && finding_add(&d->c, &fact, err);
}

static bool
weigh_offers(struct demo *d, struct err *err)
{
	int32_t today = ctx_today(&d->c);
	struct offer grid = offer_new(&d->c), port = offer_new(&d->c);
	struct money_rate rate = {.from = STR("SEK"), .to = STR("EUR"), .nano = 88000000, .on_day = today - 2};
	struct negotiation word = {.who = STR("me"),
	                           .asked = STR("A budget of 5 percent of the project for labelling, written down."),
	                           .answer = STR("They will think about it until Friday."),
	                           .on_day = today - 1};

	grid.application_id = d->applications[GRIDWISE];
	grid.currency = STR("SEK");
	grid.base = 6200000;
	grid.base_unit = STR("month");
	grid.times_year = 12;
	grid.days_off = 30;
	grid.remote_days = 3;
	grid.on_day = today - 2;
	grid.deadline_day = today + 8;
	grid.company = STR("Gridwise Energi");
	grid.title = STR("AI Engineer, Grid Operations");
	port.application_id = d->applications[PORTWISE];
	port.currency = STR("EUR");
	port.base = 7800000;
	port.bonus = 600000;
	port.bonus_share = 50;
	port.signon = 400000;
	port.days_off = 25;
	port.remote_days = 2;
	port.on_day = today - 16;
	port.deadline_day = today + 4;
	port.company = STR("Portwise");
	port.title = STR("Machine Learning Engineer");
	if (!offer_add(&d->c, &port, err) || !offer_add(&d->c, &grid, err) || !money_rate_add(&d->c, &rate, err) ||
	    !negotiation_add(&d->c, grid.id, &word, err))
		return false;
	struct offer_score scores[] = {
	    {.offer_id = grid.id,
	     .factor = STR("people"),
	     .tenths = 90,
	     .reason = STR("Jonas, and "
	                   "the operators")},
	    {.offer_id = port.id, .factor = STR("people"), .tenths = 60, .reason = STR("Pieter; two left")}};
	for (size_t i = 0; i < ARRAY_LEN(scores); i++)
		if (!offer_score_add(&d->c, &scores[i], err))
			return false;
	return true;
}

bool
demo_desk(struct demo *d, struct err *err)
{
	return write_resume(d, err) && tell_talks(d, err) && sit_rounds(d, err) && tell_stories(d, err) &&
	       find_out(d, err) && weigh_offers(d, err);
}
