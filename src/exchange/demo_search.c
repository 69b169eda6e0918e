/* The example life's job search, in days ago, in the order in which it happened. */
#include "base/str.h"
#include "db/db.h"
#include "domain/job/application.h"
#include "domain/job/posting.h"
#include "domain/job/referral.h"
#include "domain/person/company.h"
#include "domain/person/contact.h"
#include "domain/person/interaction.h"
#include "domain/person/introduction.h"
#include "exchange/demo_impl.h"

static const struct {
	int ago;
	const char *given, *family;
	const char *company, *title;
	const char *before; /* where they worked earlier, or NULL */
	const char *email;
	const char *met;
	int tie;
	int rhythm_days;
	const char *tag;
} people[DEMO_PEOPLE] = {
    {150, "Jonas", "Ekberg", "Gridwise Energi", "Senior AI Engineer", "Cargoline", "jonas.ekberg@gridwise.example",
     "Worked with me on arrivals at the terminal", 3, 60, "old colleague"},
    {149, "Amira", "Haddad", "Loopwell Grid Software", "Engineering Manager", NULL, "amira@loopwell.example",
     "Talk at the Gothenburg data meetup", 1, 0, "meetup"},
    {148, "Wei", "Zhang", "Nordvolt Charging", "Applied AI Engineer", NULL, "wei.zhang@nordvolt.example",
     "Sofia introduced us", 2, 90, "energy"},
    {147, "Sofia", "Lund", "Harbour Analytics", "Data Scientist", NULL, "sofia.lund@harbour.example",
     "University, same year", 3, 45, "friend"},
    {140, "Pieter", "de Vries", "Portwise", "Head of Data", NULL, "pieter@portwise.example",
     "Customer of the booking service", 2, 120, "old customer"},
    {120, "Ingrid", "Solheim", "Fjordstrom", "Recruiter", NULL, "ingrid.solheim@fjordstrom.example", "She wrote to me",
     1, 0, "recruiter"},
    {95, "Tom\xc3\xa1s", "Rivera", "Varmeland District Heating", "Machine Learning Engineer", NULL,
     "tomas@varmeland.example", "Asked a good question at the meetup", 1, 0, "energy"},
    {90, "Li", "Na", "Helioscape", "LLM Engineer", NULL, "li.na@helioscape.example", "Her post about evaluation sets",
     0, 0, "writes well"},
    {80, "Oskar", "Nyberg", "Cargoline", "CTO", NULL, "oskar@cargoline.example", "My manager of today", 2, 0,
     "colleague"},
    {60, "Freja", "Holm", "Saltmarsh Storage", "Software Engineer", NULL, "freja@saltmarsh.example",
     "Study group on Tuesdays", 2, 30, "study group"},
    {50, "Nadia", "Petrova", "Lumenary", "Evaluation Lead", NULL, "nadia@lumenary.example",
     "Workshop on measuring answers", 1, 0, "evaluation"},
    {20, "Erik", "Strand", NULL, NULL, NULL, "erik.strand@mail.example", "Wants to leave logistics too; asked me how",
     1, 0, "paying forward"},
};

static const struct {
	int ago;
	int person;
	enum interaction_kind kind;
	const char *direction;
	const char *note;
} talks[] = {
    {139, 0, INTERACTION_MET, "", "Lunch. He says the assistants are used at night, when nobody can be asked."},
    {118, 3, INTERACTION_CALL, "", "She knows **Wei** at Nordvolt and would introduce us."},
    {112, 2, INTERACTION_INTRODUCTION, "in", "Sofia's mail. We will talk after the holidays."},
    {119, 5, INTERACTION_MESSAGE, "in", "Asked whether I would move to Bergen. Not now."},
    {94, 6, INTERACTION_MET, "", "Ten minutes about heat and sensors."},
    {66, 0, INTERACTION_MESSAGE, "out", "Sent him the late-containers page."},
    {58, 9, INTERACTION_MET, "", "First evening of the study group."},
    {49, 10, INTERACTION_EVENT, "", "Her rule: forty labelled twice before four hundred labelled once."},
    {40, 3, INTERACTION_MET, "", "Dinner. She read my résumé and struck out half."},
    {30, 9, INTERACTION_MET, "", "Hybrid search, each on our own manuals."},
    {19, 11, INTERACTION_HELP, "out", "An hour on how I began."},
    {12, 0, INTERACTION_CALL, "", "He will put my name in for the operations team."},
};

static const struct {
	int ago;
	const char *company, *title; /* of a posting that was saved, or typed in */
	const char *source;
	const char *tags;
	const char *notes;
	int deadline; /* days from today; 0: none */
	const char *next;
	int next_in;
} applications[DEMO_APPLICATIONS] = {
    {130, "Harbour Analytics", "Junior Machine Learning Engineer", "meetup", "early", "Too soon, and I knew it.", 0,
     NULL, 0},
    {100, "Northbank Software", "AI Engineer", "board", "remote", "", 0, NULL, 0},
    {72, "Fjordstrom", "MLOps Engineer", "recruiter", "abroad", "Ingrid asked. The job is Kubernetes first.", 0, NULL,
     0},
    {45, "Quill Bank", "Generative AI Engineer, Risk", "board", "stockholm", "", 0, NULL, 0},
    {41, "Portwise", "Machine Learning Engineer", "people", "logistics,abroad",
     "Pieter says they need somebody who has *seen* a terminal.", 0, NULL, 0},
    {36, "Northfold Legal Technology", "LLM Engineer", "newsletter", "remote", "", 0, NULL, 0},
    {33, "Lumenary", "Prompt and Evaluation Engineer", "people", "remote,evaluation",
     "- Evaluation is the whole job\n- Nadia would be a colleague\n- asks for **three years**; I have one", 0, NULL, 0},
    {27, "Varmeland District Heating", "AI Engineer", "board", "energy,remote",
     "Forty people. The manual is the product.", 0, NULL, 0},
    {26, "Gridwise Energi", "AI Engineer, Grid Operations", "people", "energy,gothenburg",
     "What I want, where I want it.\n\n- control room at night\n- Jonas sits in the next team\n- [their talk on "
     "switching "
     "plans](https://example.org/gridwise-talk)",
     0, NULL, 0},
    {21, "Atlas Retail Group", "AI Engineer, Search and Recommendations", "board", "search", "", 0, NULL, 0},
    {13, "Nordvolt Charging", "Applied AI Engineer", "people", "energy,malmo", "Wei offered to look at my application.",
     6, "Send Wei the two pages", 1},
    {9, "Helioscape", "LLM Engineer (m/f/d)", "company page", "energy,abroad", "German is asked for, B1.", 0,
     "Ask Li Na how much German the team speaks", 2},
    {5, "Loopwell Grid Software", "AI Engineer - Agents", "meetup", "energy,gothenburg", "", 12, NULL, 0},
    {3, "Meterly", "Founding AI Engineer", "newsletter", "startup,abroad", "Six people, two customers.", 0, NULL, 0},
};

static const struct {
	int ago;
	int application;
	const char *kind;
	const char *channel;
	const char *note;
} events[] = {
    {129, 0, "applied", "web form", ""},
    {121, 0, "rejected", "", "A kind mail: come back with something built."},
    {99, 1, "applied", "web form", ""},
    {71, 2, "applied", "recruiter", ""},
    {70, 1, "ghosted", "", ""},
    {64, 2, "screen", "", "Half an hour with Ingrid."},
    {57, 2, "withdrawn", "", "It is an operations job with a new name."},
    {44, 3, "applied", "web form", ""},
    {40, 4, "referred", "", "Pieter"},
    {39, 4, "applied", "mail", ""},
    {35, 5, "applied", "web form", ""},
    {34, 3, "rejected", "", ""},
    {32, 6, "applied", "web form", ""},
    {26, 7, "applied", "web form", ""},
    {25, 8, "referred", "", "Jonas put the word in"},
    {24, 8, "applied", "referral", ""},
    {20, 9, "applied", "web form", ""},
    {17, 4, "offer", "", "By phone, the letter followed."},
    {15, 7, "screen", "", ""},
    {14, 5, "rejected", "", ""},
    {8, 9, "rejected", "", ""},
    {4, 12, "applied", "web form", ""},
    {2, 8, "offer", "", "Ten days to decide. Read it twice."},
};

static bool
meet_people(struct demo *d, int ago, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LEN(people); i++) {
		struct card card = card_none();
		int64_t edit;

		if (people[i].ago != ago)
			continue;
		demo_go_to(d, ago);
		card.given = str_of(people[i].given);
		card.family = str_of(people[i].family);
		card.met = str_of(people[i].met);
		card.met_day = ctx_today(&d->c);
		card.tie = people[i].tie;
		card.rhythm_days = people[i].rhythm_days;
		if (people[i].company != NULL) {
			struct card_job *job = card_job_add(d->c.a, &card);
			job->company = str_of(people[i].company);
			job->title = str_of(people[i].title);
		}
		if (people[i].before != NULL) {
			struct card_job *job = card_job_add(d->c.a, &card);
			job->company = str_of(people[i].before);
			job->over = true;
		}
		card_item_add(d->c.a, &card, CARD_EMAIL, str_of(people[i].email));
		card_item_add(d->c.a, &card, CARD_TAG, str_of(people[i].tag));
		if (!contact_add(&d->c, &card, &d->people[i], &edit, err))
			return false;
	}
	return true;
}

static bool
talk(struct demo *d, int ago, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LEN(talks); i++) {
		struct interaction in = {.contact_id = d->people[talks[i].person],
		                         .kind = talks[i].kind,
		                         .direction = str_of(talks[i].direction),
		                         .on_day = ctx_today(&d->c),
		                         .note = str_of(talks[i].note)};

		if (talks[i].ago != ago)
			continue;
		demo_go_to(d, ago);
		if (!interaction_record(&d->c, &in, err))
			return false;
	}
	return true;
}

/* The posting of the title, once it was saved; 0 for none. */
static bool
posting_of(struct demo *d, const char *company, const char *title, int64_t *ret, struct err *err)
{
	const struct posting_filter f = {.search = arena_printf(d->c.a, "%s %s", company, title)};
	struct posting *list;
	size_t n;

	if (!posting_list(&d->c, &f, (struct posting_after){0}, 1, &list, &n, err))
		return false;
	*ret = n > 0 && str_eq(list[0].title, str_of(title)) ? list[0].id : 0;
	return true;
}

static bool
find_jobs(struct demo *d, int ago, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LEN(applications); i++) {
		int32_t today = ctx_today(&d->c) + ago;
		struct application app = {.company = str_of(applications[i].company),
		                          .title = str_of(applications[i].title),
		                          .source = str_of(applications[i].source),
		                          .tags = str_of(applications[i].tags),
		                          .notes = str_of(applications[i].notes),
		                          .next_step = str_of(applications[i].next),
		                          .next_day = DAY_NONE,
		                          .deadline_day = DAY_NONE,
		                          .wait_day = DAY_NONE,
		                          .found_day = ctx_today(&d->c)};

		if (applications[i].ago != ago)
			continue;
		demo_go_to(d, ago);
		if (applications[i].deadline != 0)
			app.deadline_day = today + applications[i].deadline;
		if (applications[i].next != NULL)
			app.next_day = today + applications[i].next_in;
		if (!posting_of(d, applications[i].company, applications[i].title, &app.posting_id, err) ||
		    !application_add(&d->c, &app, err))
			return false;
		d->applications[i] = app.id;
	}
	return true;
}

static bool
apply(struct demo *d, int ago, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LEN(events); i++) {
		CLEANUP(db_tx_end) struct db_tx tx = {0};
		struct application_event e = {.application_id = d->applications[events[i].application],
		                              .kind = str_of(events[i].kind),
		                              .on_day = ctx_today(&d->c),
		                              .channel = str_of(events[i].channel),
		                              .note = str_of(events[i].note)};

		if (events[i].ago != ago)
			continue;
		demo_go_to(d, ago);
		if (!db_tx_begin(d->c.db, &tx, err) || !application_event_insert(&d->c, &e, err) ||
		    !db_tx_commit(&tx, err))
			return false;
	}
	return true;
}

/* Who could introduce whom, and the word that Jonas put in. */
static bool
ask_favours(struct demo *d, int ago, struct err *err)
{
	struct introduction knows = {.contact_id = d->people[3],
	                             .other_id = d->people[2],
	                             .kind = INTRODUCTION_MADE,
	                             .note = STR("Studied together in Lund"),
	                             .on_day = ctx_today(&d->c)};
	struct introduction could = {.contact_id = d->people[9],
	                             .other = STR("Henrik Dahl"),
	                             .company = STR("Meterly"),
	                             .title = STR("Founder"),
	                             .kind = INTRODUCTION_COULD,
	                             .on_day = ctx_today(&d->c)};
	struct referral r = {.contact_id = d->people[0], .application_id = d->applications[8]};
	int64_t id, event;

	demo_go_to(d, ago);
	if (ago == 112)
		return introduction_add(&d->c, &knows, err);
	if (ago == 10)
		return introduction_add(&d->c, &could, err);
	if (ago != 26)
		return true;
	return referral_ask(&d->c, &r, STR("Gridwise Energi"), ctx_today(&d->c), STR("Would you put in a word?"), &id,
	                    err) &&
	       referral_event_add(&d->c, id, REFERRAL_AGREED, ctx_today(&d->c), STR(""), &event, err) &&
	       referral_event_add(&d->c, id, REFERRAL_SUBMITTED, ctx_today(&d->c), STR("Through their form"), &event,
	                          err);
}

bool
demo_search(struct demo *d, int ago, struct err *err)
{
	return meet_people(d, ago, err) && talk(d, ago, err) && find_jobs(d, ago, err) && apply(d, ago, err) &&
	       ask_favours(d, ago, err);
}
