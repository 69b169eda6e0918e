/*
 * A job search of ten years, to measure pages on: search_life DATABASE APPLICATIONS PEOPLE adds so many of each, with
 * their events, employments and interactions, to a database that is there. The same numbers give the same life.
 */
#include "base/content.h"
#include "base/num.h"
#include "db/db.h"
#include "domain/job/application.h"
#include "domain/person/contact.h"
#include "domain/person/interaction.h"
#include "domain/skill/map.h"

#define DAYS  3650
#define BATCH 250 /* rows a transaction */

static const char *const given[] = {"Ada",  "Bo",   "Chen", "Dana", "Elif", "Femi",  "Grace", "Hana", "Ines", "Jun",
                                    "Kofi", "Lena", "Milo", "Noor", "Olga", "Priya", "Quinn", "Rosa", "Sam",  "Tariq"};
static const char *const family[] = {"Abe",
                                     "Berg",
                                     "Costa",
                                     "Diallo",
                                     "Eriksen",
                                     "Farouk",
                                     "Garc\xc3\xad"
                                     "a",
                                     "Hsu",
                                     "Ito",
                                     "Jansen",
                                     "Kaya",
                                     "Lindqvist",
                                     "Moreau",
                                     "Nowak",
                                     "Okafor",
                                     "Patel",
                                     "Qureshi",
                                     "Rossi",
                                     "Sato",
                                     "Tan"};
static const char *const titles[] = {"ML engineer",       "Data scientist", "Data engineer",  "AI engineer",
                                     "Research engineer", "Data analyst",   "MLOps engineer", "Software engineer"};
static const char *const sources[] = {"board", "referral", "newsletter", "company page", "meetup"};
/* Where applications go, most of them no further than an answer. */
static const char *const paths[][6] = {{"applied", "rejected"},
                                       {"applied", "ghosted"},
                                       {"applied"},
                                       {NULL},
                                       {"applied", "screen", "rejected"},
                                       {"referred", "applied", "screen", "round", "rejected"},
                                       {"applied", "screen", "round", "round", "offer", "declined"},
                                       {"applied", "withdrawn"}};

#define PICK(rng, list) (list)[rng_below((rng), ARRAY_LEN(list))]

static struct str
company(struct ctx *c)
{
	return arena_printf(c->a, "Company %llu", (unsigned long long)rng_below(c->rng, 400));
}

static bool
add_application(struct ctx *c, struct err *err)
{
	const char *const *path = PICK(c->rng, paths);
	int32_t day = ctx_today(c) - 60 - (int32_t)rng_below(c->rng, DAYS);
	struct application app = {.company = company(c),
	                          .title = str_of(PICK(c->rng, titles)),
	                          .source = str_of(PICK(c->rng, sources)),
	                          .tags = STR("ml,remote"),
	                          .notes = STR("Heard of it at a *meetup*; asks for three years."),
	                          .found_day = day,
	                          .next_day = DAY_NONE,
	                          .deadline_day = DAY_NONE,
	                          .wait_day = DAY_NONE};

	if (!application_insert(c, &app, 0, err))
		return false;
	for (size_t i = 0; i < 6 && path[i] != NULL; i++) {
		struct application_event e = {.application_id = app.id, .kind = str_of(path[i])};

		day += 1 + (int32_t)rng_below(c->rng, 9);
		e.on_day = day;
		if (!application_event_insert(c, &e, err))
			return false;
	}
	return true;
}

static bool
add_person(struct ctx *c, size_t i, struct err *err)
{
	struct card card = card_none();
	struct card_job *job = card_job_add(c->a, &card);
	int64_t id, edit;

	card.given = str_of(PICK(c->rng, given));
	card.family = str_of(PICK(c->rng, family));
	card.name = arena_printf(c->a, "%.*s %.*s", STR_ARG(card.given), STR_ARG(card.family));
	card.tie = (int)rng_below(c->rng, 4);
	card.rhythm_days = rng_below(c->rng, 3) == 0 ? 90 : 0;
	job->company = company(c);
	job->title = str_of(PICK(c->rng, titles));
	card_item_add(c->a, &card, CARD_EMAIL, arena_printf(c->a, "person%zu@mail.example", i));
	if (!contact_insert(c, &card, STR(""), 0, &id, &edit, err))
		return false;
	for (uint64_t k = rng_below(c->rng, 4); k > 0; k--) {
		struct interaction met = {.contact_id = id,
		                          .kind = INTERACTION_MESSAGE,
		                          .on_day = ctx_today(c) - (int32_t)rng_below(c->rng, DAYS),
		                          .note = STR("Talked about *evaluation*.")};

		if (!interaction_insert(c, &met, err))
			return false;
	}
	return true;
}

/* n rows of either kind, some in each transaction. */
static bool
add_all(struct ctx *c, size_t n, bool people, struct err *err)
{
	for (size_t i = 0; i < n;) {
		CLEANUP(arena_release) struct arena a = ARENA((size_t)256 << 20);
		CLEANUP(db_tx_end) struct db_tx tx = {0};
		struct ctx inner = *c;

		inner.a = &a;
		if (!db_tx_begin(c->db, &tx, err))
			return false;
		for (size_t end = MIN(i + BATCH, n); i < end; i++)
			if (!(people ? add_person(&inner, i, err) : add_application(&inner, err)))
				return false;
		if (!db_tx_commit(&tx, err))
			return false;
	}
	return true;
}

static bool
run(char **argv, struct err *err)
{
	CLEANUP(arena_release) struct arena life = ARENA((size_t)256 << 20);
	struct id_source ids;
	struct rng rng;
	struct ctx c = {.a = &life, .ids = &ids, .rng = &rng};
	struct map *map;
	int64_t applications, people;
	bool ok;

	id_init(&ids);
	rng_seed(&rng, 1);
	if (!num_parse_i64(str_of(argv[2]), 0, 1000000, "APPLICATIONS", &applications, err) ||
	    !num_parse_i64(str_of(argv[3]), 0, 1000000, "PEOPLE", &people, err) || !clock_init(&c.clock, err) ||
	    !map_load(&life, content_files, content_files_n, &map, err) ||
	    !db_open(argv[1], (struct db_options){0}, &c.db, err))
		return false;
	c.map = map;
	db_set_account(c.db, 1);
	db_gate(c.db, true);
	ok = add_all(&c, (size_t)people, true, err) && add_all(&c, (size_t)applications, false, err);
	db_close(c.db);
	return ok;
}

int
main(int argc, char **argv)
{
	struct err err = {0};

	if (argc != 4) {
		fputs("usage: search_life DATABASE APPLICATIONS PEOPLE\n", stderr);
		return 2;
	}
	if (run(argv, &err))
		return 0;
	fprintf(stderr, "search_life: %s\n", err.text);
	return 1;
}
