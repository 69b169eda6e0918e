/*
 * What is due: the rhythm worked out by hand, and the person's word on it.
 */
#include "life.h"

#include "domain/job/due.h"
#include "domain/job/rhythm.h"

#define DAY0 20000 /* 2024-10-04, a Friday */

/* An attempt at a job, through the table's own query. */
static int64_t
attempt(struct life *l, const char *company, const char *stage, int32_t since)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t id;

	life_tick(l);
	id = ctx_new_id(&l->c);
	assert_ok(db_tx_begin(l->c.db, &tx, &l->err), l->err);
	assert_ok(db_prepare(l->c.db, Q_TABLE_APPLICATION_ADD, &st, &l->err), l->err);
	db_bind_i64(st, "id", id);
	db_bind_text(st, "company", str_of(company));
	db_bind_text(st, "title", STR("ML Engineer"));
	db_bind_text(st, "stage", str_of(stage));
	db_bind_i64(st, "since_day", since);
	db_bind_i64(st, "at_ms", ctx_now_ms(&l->c));
	db_bind_i64(st, "version", 1);
	assert_ok(db_run(st, &l->err), l->err);
	assert_ok(db_tx_commit(&tx, &l->err), l->err);
	return id;
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
	assert_int_equal(d->n, 2);
	assert_int_equal(d->day, DAY0 + 15);
	assert_ok(due_undo(&l.c, word, &l.err), l.err);
	assert_fails(due_undo(&l.c, word, &l.err), l.err, ERR_NOT_FOUND);
	d = list(&l, DAY0 + 8, 1);
	assert_int_equal(d->n, 1);
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
	attempt(&l, "own stage", "take-home", DAY0 + 4);
	d = list(&l, DAY0 + 11, 5);
	assert_str(d[0].what, "Follow up: A late, ML Engineer");
	assert_str(d[1].what, "Answer: B answer, ML Engineer");
	assert_str(d[2].what, "Follow up: C follow, ML Engineer");
	assert_str(d[3].what, "Apply or let go: D decide, ML Engineer");
	assert_str(d[4].what, "Follow up: own stage, ML Engineer");
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(steps), cmocka_unit_test(a_wait), cmocka_unit_test(words),
	                                   cmocka_unit_test(own_rhythm), cmocka_unit_test(order)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
