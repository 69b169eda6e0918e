/*
 * The interview desk in a database: rounds and their events, what was asked, feedback, research, what waits.
 */
#include "life.h"

#include "domain/job/application.h"
#include "domain/job/desk.h"
#include "domain/job/feedback.h"
#include "domain/job/question.h"
#include "domain/job/research.h"
#include "domain/job/round.h"
#include "domain/person/company.h"

#define DAY 20000

static int64_t
application(struct life *l, const char *company, const char *title, int32_t day)
{
	struct application a = {.company = str_of(company),
	                        .title = str_of(title),
	                        .found_day = day,
	                        .next_day = DAY_NONE,
	                        .deadline_day = DAY_NONE,
	                        .wait_day = DAY_NONE};

	life_tick(l);
	assert_ok(application_add(&l->c, &a, &l->err), l->err);
	return a.id;
}

static void
event(struct life *l, int64_t id, const char *kind, int32_t day)
{
	int64_t e;

	life_tick(l);
	assert_ok(application_event_add(&l->c, id, str_of(kind), day, STR(""), &e, &l->err), l->err);
}

static struct round
round_at(struct life *l, int64_t application, const char *kind, int32_t day)
{
	struct round r = {.application_id = application,
	                  .kind = str_of(kind),
	                  .start_ms = day == DAY_NONE ? 0 : day * MS_PER_DAY + 9 * 3600000,
	                  .zone_min = 120,
	                  .minutes = 60,
	                  .people = STR("Mia; Omar")};

	life_tick(l);
	assert_ok(round_add(&l->c, &r, &l->err), l->err);
	return r;
}

static struct attempt
attempt(struct life *l, int64_t id)
{
	struct attempt a;

	assert_ok(attempt_get(&l->c, id, &a, &l->err), l->err);
	return a;
}

static void
times(void **state)
{
	struct life l;
	int64_t ms, zone;
	char buf[32];
	static const char *const bad[] = {"2026-02-30 10:00",
	                                  "2026-05-01",
	                                  "2026-05-01 25:00",
	                                  "2026-05-01 10:60",
	                                  "2026-05-01 10:00 Oslo",
	                                  "2026-05-01 10:00 +2",
	                                  "soon",
	                                  ""};

	(void)state;
	life_begin(&l, DAY);
	assert_ok(round_time_parse(&l.c, STR("2026-05-01 14:30 +02:00"), &ms, &zone, &l.err), l.err);
	assert_int_equal(zone, 120);
	assert_int_equal(ms, 1777638600000); /* 2026-05-01T12:30:00Z */
	assert_string_equal(round_time_format(ms, zone, buf), "2026-05-01 14:30+02:00");
	assert_ok(round_time_parse(&l.c, STR("2026-05-01T14:30-0530"), &ms, &zone, &l.err), l.err);
	assert_int_equal(zone, -330);
	assert_string_equal(round_time_format(ms, zone, buf), "2026-05-01 14:30-05:30");
	l.c.clock.offset_min = 60;
	assert_ok(round_time_parse(&l.c, STR("2026-05-01 00:30"), &ms, &zone, &l.err), l.err);
	assert_string_equal(round_time_format(ms, zone, buf), "2026-05-01 00:30+01:00");
	assert_int_equal(day_of_ms(ms, 0) + 1, day_of_ms(ms, (int)zone)); /* still April in UTC */
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_fails(round_time_parse(&l.c, str_of(bad[i]), &ms, &zone, &l.err), l.err, ERR_INVALID);
	life_end(&l);
}

static void
rounds(void **state)
{
	struct life l;
	struct round r, other, *list;
	int64_t app, ended;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	app = application(&l, "Foo", "ML engineer", DAY - 10);
	event(&l, app, "applied", DAY - 9);
	/* A round ahead is told to the application today; undoing takes its event along. */
	r = round_at(&l, app, "technical", DAY + 3);
	assert_true(r.event_id != 0);
	assert_true(str_eq(attempt(&l, app).stage, STR("round")));
	assert_int_equal(attempt(&l, app).since_day, DAY);
	assert_ok(round_undo(&l.c, r.r.root_id, false, &l.err), l.err);
	assert_true(str_eq(attempt(&l, app).stage, STR("applied")));
	assert_ok(round_undo(&l.c, r.r.root_id, true, &l.err), l.err);
	assert_true(str_eq(attempt(&l, app).stage, STR("round")));
	/* A change is a version; two windows; undoing the change leaves the event. */
	other = r;
	r.place = STR("Room 2");
	assert_ok(round_save(&l.c, &r, r.r.id, &l.err), l.err);
	other.place = STR("Room 3");
	assert_fails(round_save(&l.c, &other, other.r.id, &l.err), l.err, ERR_CONFLICT);
	assert_ok(desk_undo(&l.c, r.r.id, false, &l.err), l.err);
	assert_ok(round_get(&l.c, r.r.root_id, &r, &l.err), l.err);
	assert_true(str_eq(r.place, STR("")));
	assert_true(str_eq(attempt(&l, app).stage, STR("round")));
	/* By time, those without one last. */
	round_at(&l, app, "team", DAY_NONE);
	round_at(&l, app, "screen", DAY - 2);
	assert_ok(round_list(&l.c, app, &list, &n, &l.err), l.err);
	assert_int_equal(n, 3);
	assert_true(str_eq(list[0].kind, STR("screen")) && str_eq(list[2].kind, STR("team")));
	/* Before the application was found: kept, but it hears nothing. */
	ended = application(&l, "Bar", "ML engineer", DAY);
	r = round_at(&l, ended, "coding", DAY - 5);
	assert_int_equal(r.event_id, 0);
	r = (struct round){.application_id = 17, .kind = STR("coding")};
	assert_fails(round_add(&l.c, &r, &l.err), l.err, ERR_NOT_FOUND);
	r = (struct round){.application_id = app, .kind = STR("chess")};
	assert_fails(round_add(&l.c, &r, &l.err), l.err, ERR_INVALID);
	r = (struct round){.application_id = app, .kind = STR("coding"), .url = STR("javascript:x")};
	assert_fails(round_add(&l.c, &r, &l.err), l.err, ERR_INVALID);
	assert_fails(desk_undo(&l.c, 17, false, &l.err), l.err, ERR_NOT_FOUND);
	life_end(&l);
}

static const struct bank_question *
question(struct life *l, const char *key)
{
	struct bank_question *q = ARENA_NEW(&l->a, struct bank_question);
	bool found;

	assert_ok(question_is_key(&l->c, str_of(key), q, &found, &l->err), l->err);
	assert_true(found);
	return q;
}

static void
bank(void **state)
{
	struct life l;
	struct bank_question *list;
	struct question own = {.text = STR("Why is the sky blue?"), .kind = STR("screen"), .skill = STR("ml.bv")};
	struct question_filter f = {.skill = MAP_NONE};
	struct asked a = {.key = STR("leak"), .text = STR("Why so good?"), .went = 4};
	struct round r;
	int64_t app;
	size_t n, all;

	(void)state;
	life_begin(&l, DAY);
	assert_ok(question_bank(&l.c, &list, &all, &l.err), l.err);
	assert_true(all >= 120);
	for (size_t i = 0; i < all; i++) {
		assert_true(list[i].text.n > 0 && list[i].kind.n > 0);
		assert_true(!str_eq(list[i].kind, STR("technical")) ||
		            (list[i].skill != MAP_NONE && list[i].level > 0 && list[i].outline.n > 40));
		assert_true(!str_eq(list[i].kind, STR("behavioural")) || list[i].n_themes > 0);
	}
	f.skill = life_skill(&l, "ml.bv");
	assert_int_equal(question_pick(list, all, &f), 1);
	assert_ok(question_add(&l.c, &own, &l.err), l.err);
	own.skill = STR("ml.bw");
	assert_fails(question_add(&l.c, &own, &l.err), l.err, ERR_NOT_FOUND);
	assert_ok(question_bank(&l.c, &list, &n, &l.err), l.err);
	assert_int_equal(n, all + 1);

	/* What was asked comes first, and its undo lowers the count. */
	app = application(&l, "Foo", "ML engineer", DAY);
	r = round_at(&l, app, "technical", DAY - 1);
	a.round_id = r.r.root_id;
	assert_ok(round_asked_add(&l.c, &a, &l.err), l.err);
	life_tick(&l);
	assert_ok(round_asked_add(&l.c, &a, &l.err), l.err);
	assert_int_equal(question(&l, "leak")->asked, 2);
	assert_int_equal(question(&l, "leak")->last_day, DAY);
	assert_ok(question_for_round(&l.c, STR("technical"), STR("ml-engineer"), &list, &n, &l.err), l.err);
	assert_true(n > 50 && str_eq(list[0].key, STR("leak")));
	for (size_t i = 0; i < n; i++)
		assert_true(str_eq(list[i].kind, STR("technical")));
	assert_ok(desk_undo(&l.c, a.r.id, false, &l.err), l.err);
	assert_int_equal(question(&l, "leak")->asked, 1);
	a.went = 6;
	assert_fails(round_asked_add(&l.c, &a, &l.err), l.err, ERR_INVALID);
	life_end(&l);
}

static const char *
due(struct life *l, int32_t until)
{
	static char text[200];
	struct round_due *list;
	size_t n;

	assert_ok(round_due_list(&l->c, until, &list, &n, &l->err), l->err);
	text[0] = '\0';
	for (size_t i = 0; i < n; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s@%d ", list[i].what, list[i].day - DAY);
	return text;
}

static void
waits(void **state)
{
	struct life l;
	struct round r;
	struct feedback f = {
	    .kind = STR("skill"), .text = STR("Thin on design"), .skills = STR("sw.sys; ml.bv"), .on_day = DAY + 4};
	struct feedback *said;
	int64_t app, id, counts[FEEDBACK_KINDS];
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	app = application(&l, "Foo", "ML engineer", DAY - 10);
	event(&l, app, "applied", DAY - 9);
	r = round_at(&l, app, "technical", DAY + 2);
	assert_string_equal(due(&l, DAY), "");
	assert_string_equal(due(&l, DAY + 1), "prepare@1 ");
	life_on(&l, DAY + 2);
	assert_string_equal(due(&l, DAY + 2), "debrief@2 ");
	assert_ok(memo_set(&l.c, ROUND, r.r.root_id, "went_well", STR("I listened"), &id, &l.err), l.err);
	assert_string_equal(due(&l, DAY + 2), "");
	assert_ok(memo_undo(&l.c, id, false, &l.err), l.err);
	assert_string_equal(due(&l, DAY + 2), "debrief@2 ");
	assert_ok(memo_undo(&l.c, id, true, &l.err), l.err);
	life_on(&l, DAY + 3);
	event(&l, app, "rejected", DAY + 3);
	assert_string_equal(due(&l, DAY + 3), "");
	assert_string_equal(due(&l, DAY + 4), "feedback@4 ");
	life_on(&l, DAY + 4);
	f.application_id = app;
	assert_ok(feedback_add(&l.c, &f, &l.err), l.err);
	assert_string_equal(due(&l, DAY + 4), "");
	assert_ok(feedback_list(&l.c, 0, &said, &n, &l.err), l.err);
	feedback_count(said, n, counts);
	assert_int_equal(counts[0], 1);
	assert_int_equal(counts[1] + counts[2] + counts[3], 0);
	assert_ok(feedback_of_skill(&l.c, life_skill(&l, "ml.bv"), &said, &n, &l.err), l.err);
	assert_int_equal(n, 1);
	assert_ok(feedback_of_skill(&l.c, life_skill(&l, "sw.py"), &said, &n, &l.err), l.err);
	assert_int_equal(n, 0);
	f.skills = STR("sw.pyt");
	assert_fails(feedback_add(&l.c, &f, &l.err), l.err, ERR_NOT_FOUND);
	f.skills = STR("");
	f.kind = STR("luck");
	assert_fails(feedback_add(&l.c, &f, &l.err), l.err, ERR_INVALID);
	life_end(&l);
}

static void
research(void **state)
{
	struct life l;
	struct research_summary s;
	struct finding f = {.about = STR("job"), .topic = STR("tasks"), .text = STR("Ranking"), .on_day = DAY};
	struct flag red = {.colour = STR("red"), .weight = 3, .text = STR("Third manager"), .on_day = DAY}, green = red;
	struct impression i = {.name = STR("Mia"), .part = STR("manager"), .rating = 4, .learn = 1, .on_day = DAY};
	struct expectation e = {.key = STR("rounds"), .text = STR("How many?"), .answer = STR("4"), .on_day = DAY};
	size_t topics;
	int64_t app;

	(void)state;
	life_begin(&l, DAY);
	app = application(&l, "Foo", "ML engineer", DAY);
	f.application_id = red.application_id = green.application_id = i.application_id = e.application_id = app;
	assert_ok(research_summary(&l.c, app, &s, &l.err), l.err);
	assert_true(s.n_topics > 10 && s.n_known == 0 && s.n_rated == 0 && s.n_questions > 5);
	topics = s.n_topics;
	assert_ok(finding_add(&l.c, &f, &l.err), l.err);
	f.topic = STR("the canteen"); /* an own topic is one more */
	assert_ok(finding_add(&l.c, &f, &l.err), l.err);
	assert_ok(flag_add(&l.c, &red, &l.err), l.err);
	green.colour = STR("green");
	green.weight = 5;
	assert_ok(flag_add(&l.c, &green, &l.err), l.err);
	assert_ok(impression_add(&l.c, &i, &l.err), l.err);
	i.rating = 0;
	i.learn = 2;
	assert_ok(impression_add(&l.c, &i, &l.err), l.err);
	i.rating = 1;
	assert_ok(impression_add(&l.c, &i, &l.err), l.err);
	assert_ok(expectation_set(&l.c, &e, &l.err), l.err);
	e.r.root_id = 0;
	e.answer = STR("5, they changed it");
	assert_ok(expectation_set(&l.c, &e, &l.err), l.err);
	assert_ok(research_summary(&l.c, app, &s, &l.err), l.err);
	assert_int_equal(s.n_known, 2);
	assert_int_equal(s.n_topics, topics + 1);
	assert_int_equal(s.red, 3);
	assert_int_equal(s.green, 5);
	assert_int_equal(s.n_people, 3);
	assert_int_equal(s.n_rated, 2);
	assert_true(s.rating > 2.49 && s.rating < 2.51);
	assert_int_equal(s.n_learn, 1);
	assert_int_equal(s.n_answers, 1); /* the same question again is a new version */
	assert_true(str_eq(s.answers[0].answer, e.answer));
	assert_ok(desk_undo(&l.c, e.r.id, false, &l.err), l.err);
	assert_ok(desk_undo(&l.c, red.r.id, false, &l.err), l.err);
	assert_ok(research_summary(&l.c, app, &s, &l.err), l.err);
	assert_int_equal(s.red, 0);
	assert_true(str_eq(s.answers[0].answer, STR("4")));

	red.weight = 6;
	assert_fails(flag_add(&l.c, &red, &l.err), l.err, ERR_INVALID);
	f.on_day = DAY + 1;
	assert_fails(finding_add(&l.c, &f, &l.err), l.err, ERR_INVALID);
	f.on_day = DAY;
	f.url = STR("ftp://x");
	assert_fails(finding_add(&l.c, &f, &l.err), l.err, ERR_INVALID);
	f = (struct finding){
	    .about = STR("role"), .role = STR("wizard"), .topic = STR("x"), .text = STR("y"), .on_day = DAY};
	assert_fails(finding_add(&l.c, &f, &l.err), l.err, ERR_NOT_FOUND);
	f.role = STR("ml-engineer");
	assert_ok(finding_add(&l.c, &f, &l.err), l.err);
	assert_fails(research_summary(&l.c, 17, &s, &l.err), l.err, ERR_NOT_FOUND);
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(times), cmocka_unit_test(rounds),   cmocka_unit_test(bank),
	    cmocka_unit_test(waits), cmocka_unit_test(research),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
