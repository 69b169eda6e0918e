/*
 * What is due: the rhythm worked out by hand, and the person's word on it.
 */
#include "life.h"

#include "domain/job/application.h"
#include "domain/job/due.h"
#include "domain/job/leaving.h"
#include "domain/job/offer.h"
#include "domain/job/referral.h"
#include "domain/job/rhythm.h"
#include "domain/job/round.h"
#include "domain/person/contact.h"
#include "domain/person/informational.h"

#define DAY0 20000 /* 2024-10-04, a Friday */

/* An attempt at a job that has come to the stage on the day. */
static int64_t
attempt(struct life *l, const char *company, const char *stage, int32_t since)
{
	struct application app = {.company = str_of(company),
	                          .title = STR("ML Engineer"),
	                          .found_day = since,
	                          .next_day = DAY_NONE,
	                          .deadline_day = DAY_NONE,
	                          .wait_day = DAY_NONE,
	                          .applied_day = DAY_NONE};
	int64_t id;

	life_tick(l);
	assert_ok(application_add(&l->c, &app, &l->err), l->err);
	if (strcmp(stage, "found") == 0)
		return app.id;
	if (strcmp(stage, "applied") != 0) {
		life_tick(l);
		assert_ok(application_event_add(&l->c, app.id, STR("applied"), since, STR(""), &id, &l->err), l->err);
	}
	life_tick(l);
	assert_ok(application_event_add(&l->c, app.id, str_of(stage), since, STR(""), &id, &l->err), l->err);
	return app.id;
}

static struct due *
list(struct life *l, int32_t until, size_t want)
{
	struct due *d;
	size_t n;

	assert_ok(due_list(&l->c, until, &d, &n, &l->err), l->err);
	assert_int_equal(n, want);
	return d;
}

static void
steps(void **state)
{
	static const struct {
		struct rhythm r;
		int n_sent;
		int32_t last;
		enum rhythm_step_kind kind;
		int n;
		int32_t day;
	} cases[] = {
	    {{7, 7, 2, 0, 0}, 0, DAY_NONE, RHYTHM_STEP_REMIND, 1, 107},
	    {{7, 7, 2, 0, 0}, 1, 107, RHYTHM_STEP_REMIND, 2, 114},
	    {{7, 7, 2, 0, 0}, 1, 110, RHYTHM_STEP_REMIND, 2, 117}, /* sent late: counted from then */
	    {{7, 7, 2, 0, 0}, 2, 117, RHYTHM_STEP_SILENCE, 3, 124},
	    {{1, 3, 2, 0, 0}, 0, DAY_NONE, RHYTHM_STEP_REMIND, 1, 101},
	    {{1, 3, 2, 0, 0}, 1, 101, RHYTHM_STEP_REMIND, 2, 104},
	    {{0, 0, 1, 0, 0}, 0, DAY_NONE, RHYTHM_STEP_REMIND, 1, 100},
	    {{7, 7, 0, 0, 0}, 0, DAY_NONE, RHYTHM_STEP_NONE, 0, DAY_NONE},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct rhythm_step s = rhythm_next(&cases[i].r, 100, cases[i].n_sent, cases[i].last);

		assert_int_equal(s.kind, cases[i].kind);
		assert_int_equal(s.n, cases[i].n);
		assert_int_equal(s.day, cases[i].day);
	}
}

/* Applied on day 0: asked after 7 days, again 7 after that, and then never again: a silence is proposed once. */
static void
a_wait(void **state)
{
	struct life l;
	struct due *d;
	int64_t id, word;

	(void)state;
	life_begin(&l, DAY0);
	id = attempt(&l, "Globex", "applied", DAY0);
	list(&l, DAY0 + 6, 0);
	d = list(&l, DAY0 + 7, 1);
	assert_int_equal(d->kind, DUE_FOLLOW);
	assert_int_equal(d->day, DAY0 + 7);
	assert_int_equal(d->ref, id);
	assert_str(d->what, "Follow up: Globex, ML Engineer");
	life_on(&l, DAY0 + 8);
	d = list(&l, DAY0 + 8, 1);
	assert_str(d->why, "applied 8 days ago, no word since");

	assert_ok(due_done(&l.c, d->key, DAY0 + 8, STR(""), &word, &l.err), l.err);
	list(&l, DAY0 + 14, 0);
	d = list(&l, DAY0 + 15, 1);
	assert_int_equal(d->n, DAY0 * 100 + 2);
	assert_int_equal(d->day, DAY0 + 15);
	assert_ok(due_undo(&l.c, word, &l.err), l.err);
	assert_fails(due_undo(&l.c, word, &l.err), l.err, ERR_NOT_FOUND);
	d = list(&l, DAY0 + 8, 1);
	assert_int_equal(d->n, DAY0 * 100 + 1);
	assert_ok(due_done(&l.c, d->key, DAY0 + 8, STR(""), &word, &l.err), l.err);
	life_on(&l, DAY0 + 15);
	d = list(&l, DAY0 + 15, 1);
	assert_ok(due_done(&l.c, d->key, DAY0 + 15, STR("by mail"), &word, &l.err), l.err);
	list(&l, DAY0 + 21, 0);
	d = list(&l, DAY0 + 22, 1);
	assert_int_equal(d->kind, DUE_SILENCE);
	assert_int_equal(d->day, DAY0 + 22);
	life_on(&l, DAY0 + 22);
	d = list(&l, DAY0 + 22, 1);
	assert_str(d->why, "applied 22 days ago, 2 reminders, no word: ghosted?");
	/* Left open, it is not said again. */
	assert_ok(due_done(&l.c, d->key, DAY0 + 22, STR(""), &word, &l.err), l.err);
	list(&l, DUE_ALL, 0);
	life_end(&l);
}

static void
words(void **state)
{
	struct life l;
	struct due *d;
	struct due_word *w;
	struct str key;
	size_t n;
	int64_t id, id2;

	(void)state;
	life_begin(&l, DAY0 + 10);
	attempt(&l, "Globex", "applied", DAY0);
	d = list(&l, DAY0 + 10, 1);
	key = d->key;
	assert_fails(due_snooze(&l.c, key, DAY0 + 10, &id, &l.err), l.err, ERR_INVALID);
	assert_fails(due_snooze(&l.c, STR("follow:1:1"), DAY0 + 11, &id, &l.err), l.err, ERR_NOT_FOUND);
	assert_fails(due_done(&l.c, key, DAY0 + 11, STR(""), &id, &l.err), l.err, ERR_INVALID);
	assert_ok(due_snooze(&l.c, key, DAY0 + 20, &id, &l.err), l.err);
	list(&l, DAY0 + 19, 0);
	d = list(&l, DAY0 + 20, 1);
	assert_int_equal(d->day, DAY0 + 20);
	assert_int_equal(d->own_day, DAY0 + 7);
	assert_true(d->snoozed);
	life_tick(&l);
	assert_ok(due_snooze(&l.c, key, DAY0 + 12, &id2, &l.err), l.err); /* sooner: the newest word counts */
	list(&l, DAY0 + 12, 1);
	assert_ok(due_undo(&l.c, id2, &l.err), l.err);
	list(&l, DAY0 + 12, 0);
	assert_ok(due_undo(&l.c, id, &l.err), l.err);
	list(&l, DAY0 + 10, 1);
	life_tick(&l);
	assert_ok(due_drop(&l.c, key, &id, &l.err), l.err);
	list(&l, DUE_ALL, 0);
	assert_ok(due_words(&l.c, 10, &w, &n, &l.err), l.err);
	assert_int_equal(n, 1);
	assert_true(str_eq(w[0].key, key) && w[0].word == DUE_WORD_DROP);
	assert_ok(due_undo(&l.c, id, &l.err), l.err);
	list(&l, DAY0 + 10, 1);
	life_end(&l);
}

static void
own_rhythm(void **state)
{
	struct life l;
	struct rhythm all[RHYTHM__COUNT], r = {.first = 3, .then = 2, .most = 1};
	enum rhythm_kind kind;

	(void)state;
	life_begin(&l, DAY0);
	attempt(&l, "Globex", "applied", DAY0);
	assert_ok(rhythm_set(&l.c, RHYTHM_APPLIED, &r, &l.err), l.err);
	list(&l, DAY0 + 2, 0);
	list(&l, DAY0 + 3, 1);
	assert_ok(rhythm_all(&l.c, all, &l.err), l.err);
	assert_int_equal(all[RHYTHM_APPLIED].most, 1);
	assert_int_equal(all[RHYTHM_APPLIED].id, r.id);
	assert_int_equal(all[RHYTHM_SCREEN].id, 0);
	assert_ok(rhythm_undo(&l.c, r.id, &l.err), l.err);
	assert_fails(rhythm_undo(&l.c, r.id, &l.err), l.err, ERR_NOT_FOUND);
	list(&l, DAY0 + 6, 0);
	r = (struct rhythm){.first = -1};
	assert_fails(rhythm_set(&l.c, RHYTHM_APPLIED, &r, &l.err), l.err, ERR_INVALID);
	r = (struct rhythm){.first = 366};
	assert_fails(rhythm_set(&l.c, RHYTHM_APPLIED, &r, &l.err), l.err, ERR_INVALID);
	r = (struct rhythm){.most = 21};
	assert_fails(rhythm_set(&l.c, RHYTHM_APPLIED, &r, &l.err), l.err, ERR_INVALID);
	r = (struct rhythm){.most = 0}; /* never */
	assert_ok(rhythm_set(&l.c, RHYTHM_APPLIED, &r, &l.err), l.err);
	list(&l, DUE_ALL, 0);
	assert_int_equal(rhythm_of_stage(STR("a call with the team")), RHYTHM_OTHER);
	assert_fails(rhythm_parse(STR("never"), &kind, &l.err), l.err, ERR_NOT_FOUND);
	life_end(&l);
}

/* Overdue first, then by day, then by what weighs more. Whatever is over is not in it. */
static void
order(void **state)
{
	struct life l;
	struct due *d;

	(void)state;
	life_begin(&l, DAY0 + 10);
	attempt(&l, "C follow", "applied", DAY0 + 3);
	attempt(&l, "B answer", "screen", DAY0 + 9);
	attempt(&l, "A late", "applied", DAY0);
	attempt(&l, "D decide", "found", DAY0 + 3);
	attempt(&l, "over", "rejected", DAY0);
	attempt(&l, "over", "ghosted", DAY0);
	d = list(&l, DAY0 + 11, 5);
	assert_str(d[0].what, "Ask for feedback: over, ML Engineer");
	assert_str(d[1].what, "Follow up: A late, ML Engineer");
	assert_str(d[2].what, "Answer: B answer, ML Engineer");
	assert_str(d[3].what, "Follow up: C follow, ML Engineer");
	assert_str(d[4].what, "Apply or let go: D decide, ML Engineer");
	life_end(&l);
}

/* An interview: prepared for two days before, itself on the day, then debrief and thanks; while it lies ahead nobody
 * asks how the application stands. */
static void
an_interview(void **state)
{
	struct life l;
	struct due *d;
	struct round r = {.kind = STR("technical"), .minutes = 45, .place = STR("Room 3"), .people = STR("Ada")};
	int64_t word;

	(void)state;
	life_begin(&l, DAY0);
	r.application_id = attempt(&l, "Globex", "screen", DAY0);
	r.start_ms = (DAY0 + 5) * MS_PER_DAY + 13 * 3600000;
	life_tick(&l);
	assert_ok(round_add(&l.c, &r, &l.err), l.err);
	list(&l, DAY0 + 2, 0);
	d = list(&l, DAY0 + 5, 2);
	assert_str(d[0].what, "Prepare: Globex, ML Engineer (technical)");
	assert_int_equal(d[0].day, DAY0 + 3);
	assert_int_equal(d[0].on_day, DAY0 + 5);
	assert_str(d[1].what, "Interview: Globex, ML Engineer (technical)");
	assert_int_equal(d[1].start_ms, r.start_ms);
	assert_int_equal(d[1].minutes, 45);
	life_on(&l, DAY0 + 6);
	d = list(&l, DAY0 + 6, 2);
	assert_str(d[0].what, "Write down how it went: Globex, ML Engineer (technical)");
	assert_str(d[1].what, "Thank them: Globex, ML Engineer (technical)");
	assert_str(d[1].why, "you talked yesterday, with Ada");
	assert_ok(due_done(&l.c, d[1].key, DAY0 + 6, STR(""), &word, &l.err), l.err);
	list(&l, DAY0 + 7, 1);
	d = list(&l, DAY0 + 8, 2); /* three days after it */
	assert_str(d[1].what, "Ask what comes next: Globex, ML Engineer");
	/* A calendar shows it still, and not before the days it asks for. */
	{
		struct due *k;
		size_t n, shown = 0;

		assert_ok(due_calendar(&l.c, DAY0, DAY0 + 60, &k, &n, &l.err), l.err);
		for (size_t i = 0; i < n; i++)
			shown += k[i].kind == DUE_ROUND;
		assert_int_equal(shown, 1);
	}
	life_end(&l);
}

/* Settling makes the record, and taking the word back takes it along. */
static void
thanks_for_a_talk(void **state)
{
	struct life l;
	struct due *d;
	struct informational i = {.way = STR("mine"), .name = STR("Ada")};
	struct informational_step s = {.kind = STR("asked"), .on_day = DAY0, .place = STR(""), .note = STR("")};
	int64_t word;

	(void)state;
	life_begin(&l, DAY0);
	assert_ok(informational_add(&l.c, &i, DAY0, NULL, 0, &l.err), l.err);
	s.informational_id = i.r.root_id;
	life_tick(&l);
	assert_ok(informational_step(&l.c, &s, &l.err), l.err);
	list(&l, DAY0 + 6, 0);
	d = list(&l, DAY0 + 7, 1);
	assert_str(d[0].what, "Write again: Ada");
	life_on(&l, DAY0 + 7);
	assert_ok(due_done(&l.c, d[0].key, DAY0 + 7, STR(""), &word, &l.err), l.err);
	list(&l, DAY0 + 13, 0);
	list(&l, DAY0 + 14, 1);
	s = (struct informational_step){.informational_id = i.r.root_id,
	                                .kind = STR("done"),
	                                .on_day = DAY0 + 7,
	                                .place = STR(""),
	                                .note = STR("")};
	life_tick(&l);
	assert_ok(informational_step(&l.c, &s, &l.err), l.err);
	life_on(&l, DAY0 + 8);
	d = list(&l, DAY0 + 8, 1);
	assert_str(d[0].what, "Thank: Ada");
	assert_ok(due_done(&l.c, d[0].key, DAY0 + 8, STR(""), &word, &l.err), l.err);
	assert_ok(informational_get(&l.c, i.r.root_id, &i, &l.err), l.err);
	assert_int_equal(i.state, INFO_THANKED);
	list(&l, DAY0 + 30, 0);
	assert_ok(due_undo(&l.c, word, &l.err), l.err);
	assert_ok(informational_get(&l.c, i.r.root_id, &i, &l.err), l.err);
	assert_int_equal(i.state, INFO_DONE);
	list(&l, DAY0 + 8, 1);
	life_end(&l);
}

/* A list for the day counts every deadline; one that has passed asks for nothing. */
static void
dates(void **state)
{
	struct life l;
	struct due *d;
	struct application app;
	int64_t id, batch;

	(void)state;
	life_begin(&l, DAY0);
	id = attempt(&l, "Globex", "found", DAY0);
	assert_ok(application_get(&l.c, id, &app, &l.err), l.err);
	app.deadline_day = DAY0 + 5;
	app.next_day = DAY0 + 1;
	app.next_step = STR("Ask Ada about the team");
	assert_ok(application_edit(&l.c, &app, 0, &batch, &l.err), l.err);
	d = list(&l, DAY0 + 2, 2);
	assert_str(d[0].what, "Next step: Globex, ML Engineer");
	assert_str(d[0].why, "Ask Ada about the team");
	assert_str(d[1].what, "Apply in time: Globex, ML Engineer");
	assert_int_equal(d[1].day, DAY0 + 2);
	assert_int_equal(d[1].on_day, DAY0 + 5);
	assert_str(d[1].why, "closes in 5 days");
	life_on(&l, DAY0 + 6);
	list(&l, DAY0 + 6, 1);
	life_end(&l);
}

static void
referrals_and_leaving(void **state)
{
	struct life l;
	struct due *d;
	struct card card = {0};
	struct referral r = {0};
	struct leaving leave = {.company = STR("Initech"), .last_day = DAY0 + 60};
	int64_t id, edit, word;
	size_t n;

	(void)state;
	life_begin(&l, DAY0);
	card.name = STR("Ada Lovelace");
	assert_ok(contact_add(&l.c, &card, &r.contact_id, &edit, &l.err), l.err);
	life_tick(&l);
	assert_ok(referral_ask(&l.c, &r, STR("Globex"), DAY0, STR(""), &id, &l.err), l.err);
	list(&l, DAY0 + 4, 0);
	d = list(&l, DAY0 + 5, 1);
	assert_str(d[0].what, "Ask about the referral: Ada Lovelace");
	life_tick(&l);
	assert_ok(referral_event_add(&l.c, id, REFERRAL_SUBMITTED, DAY0, STR(""), &edit, &l.err), l.err);
	list(&l, DUE_ALL, 0);
	life_tick(&l);
	assert_ok(leaving_begin(&l.c, &leave, &l.err), l.err);
	assert_ok(due_list(&l.c, DUE_ALL, &d, &n, &l.err), l.err);
	assert_true(n > 3);
	assert_int_equal(d[0].kind, DUE_LEAVE);
	assert_ok(due_done(&l.c, d[0].key, DAY0, STR(""), &word, &l.err), l.err);
	list(&l, DUE_ALL, n - 1);
	assert_ok(due_undo(&l.c, word, &l.err), l.err);
	list(&l, DUE_ALL, n);
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(steps),
	                                   cmocka_unit_test(a_wait),
	                                   cmocka_unit_test(words),
	                                   cmocka_unit_test(own_rhythm),
	                                   cmocka_unit_test(order),
	                                   cmocka_unit_test(an_interview),
	                                   cmocka_unit_test(thanks_for_a_talk),
	                                   cmocka_unit_test(dates),
	                                   cmocka_unit_test(referrals_and_leaving)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
