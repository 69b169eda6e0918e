/*
 * Applications: stages of small logs against a slow and obvious oracle; events, corrections, undo, edits, stages.
 */
#include "life.h"

#include "domain/job/application.h"
#include "domain/job/stage_set.h"

#define DAY 20577 /* 2026-05-04 */

/* --- the pure part ------------------------------------------------------------------------------------------------ */

static const char *const kinds[] = {"found", "referred", "applied",  "round",    "mine",
                                    "offer", "accepted", "declined", "rejected", "ghosted"};

/* What the header says, word by word: of each chain the newest not undone; by day, then found, then by chain. */
static struct str
oracle_stage(const struct stage_event *log, size_t n, int32_t *ret_since)
{
	bool used[8] = {0};
	struct str stage = STR("");

	*ret_since = DAY_NONE;
	for (;;) {
		const struct stage_event *next = NULL;
		size_t next_i = 0;

		for (size_t i = 0; i < n; i++) {
			bool newest = !log[i].undone && !used[i];
			bool before;

			for (size_t k = 0; k < n; k++)
				if (log[k].root == log[i].root && log[k].id > log[i].id && !log[k].undone)
					newest = false;
			if (!newest)
				continue;
			if (next == NULL)
				before = true;
			else if (log[i].on_day != next->on_day)
				before = log[i].on_day < next->on_day;
			else if (str_eq(log[i].kind, STR("found")) != str_eq(next->kind, STR("found")))
				before = str_eq(log[i].kind, STR("found"));
			else
				before = log[i].root < next->root;
			if (before) {
				next = &log[i];
				next_i = i;
			}
		}
		if (next == NULL)
			return stage;
		used[next_i] = true;
		if (stage.n > 0 && str_eq(next->kind, STR("found")))
			continue;
		if (stage.n > 0 && str_eq(next->kind, STR("referred")) && !str_eq(stage, STR("found")))
			continue;
		if (!str_eq(stage, next->kind)) {
			stage = next->kind;
			*ret_since = next->on_day;
		}
	}
}

/* Every log of three events of all kinds, days 0 to 2 each, any of them undone, the third once a correction of the
 * second: 10^3 * 3^3 * 2^3 * 2 logs. */
static void
small_logs(void **state)
{
	size_t n_logs = 0;

	(void)state;
	for (unsigned k = 0; k < 1000; k++)
		for (unsigned d = 0; d < 27; d++)
			for (unsigned u = 0; u < 16; u++) {
				struct stage_event log[3], copy[3];
				struct stage_state s;
				struct str want;
				int32_t since;
				size_t live;

				for (size_t i = 0; i < 3; i++) {
					static const unsigned tens[] = {1, 10, 100}, threes[] = {1, 3, 9};

					log[i] = (struct stage_event){.id = (int64_t)i + 1,
					                              .root = i == 2 && u >= 8 ? 2 : (int64_t)i + 1,
					                              .on_day = (int32_t)(d / threes[i] % 3),
					                              .kind = str_of(kinds[k / tens[i] % 10]),
					                              .undone = (u >> i & 1) != 0};
				}
				memcpy(copy, log, sizeof(log));
				want = oracle_stage(copy, 3, &since);
				live = stage_order(log, 3);
				s = stage_derive(log, live);
				if (!str_eq(s.stage, want) || s.since_day != since)
					fail_msg("kinds %u days %u undone %u: %.*s, wanted %.*s", k, d, u,
					         STR_ARG(s.stage), STR_ARG(want));
				n_logs++;
			}
	assert_int_equal(n_logs, 1000 * 27 * 16);
}

static const char *
derive(const char *line)
{
	static char out[64];
	struct stage_event log[16];
	struct str rest = str_of(line), part;
	size_t n = 0, live;
	struct stage_state s;

	while (rest.n > 0 && str_split(&rest, ' ', &part)) {
		size_t colon = str_find_byte(part, ':');

		log[n] = (struct stage_event){.id = (int64_t)n + 1,
		                              .root = (int64_t)n + 1,
		                              .kind = str_sub(part, 0, colon),
		                              .on_day = part.p[colon + 1] - '0'};
		n++;
	}
	live = stage_order(log, n);
	s = stage_derive(log, live);
	snprintf(out, sizeof(out), "%.*s %d %d", STR_ARG(s.stage), s.since_day, s.last_day);
	return out;
}

static void
known_logs(void **state)
{
	(void)state;
	assert_string_equal(derive("found:1 applied:2 round:3 round:5"), "round 3 5");
	assert_string_equal(derive("found:1 round:4 applied:2"), "round 4 4");      /* back-dated */
	assert_string_equal(derive("found:1 applied:2 referred:3"), "applied 2 3"); /* put in later */
	assert_string_equal(derive("found:1 referred:2"), "referred 2 2");
	assert_string_equal(derive("found:1 screen:2 applied:3"), "applied 3 3"); /* they called first */
	assert_string_equal(derive("applied:1 found:1"), "applied 1 1");          /* on one day found comes first */
	assert_string_equal(derive("found:1 applied:2 ghosted:4 round:7"), "round 7 7");
}

static void
steps(void **state)
{
	/* From each stage, what may come: one letter each of found referred applied screen mine offer accepted
	 * declined rejected withdrawn ghosted. As in the header's table. */
	static const char *const words[] = {"found",    "referred", "applied",  "screen",    "mine",   "offer",
	                                    "accepted", "declined", "rejected", "withdrawn", "ghosted"};
	static const char *const ways[] = {
	    "-RASMO---W-", /* found */
	    "-RASMO--JWG", /* referred */
	    "-R-SMO--JWG", /* applied */
	    "-RASMO--JWG", /* screen */
	    "-RASMO--JWG", /* mine */
	    "-RASMOCDJWG", /* offer */
	    "--------JW-", /* accepted */
	    "-----O-----", /* declined */
	    "---SMO-----", /* rejected */
	    "---SMO-----", /* withdrawn */
	    "---SMO--JW-", /* ghosted */
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		struct stage_state s = {.stage = str_of(words[i])};

		for (size_t k = 0; k < ARRAY_LEN(words); k++)
			if (stage_step_check(&s, str_of(words[k]), &err) != (ways[i][k] != '-'))
				fail_msg("%s after %s", words[k], words[i]);
	}
	struct stage_state none = {.stage = STR("")};
	assert_true(stage_step_check(&none, STR("found"), &err));
	assert_fails(stage_step_check(&none, STR("applied"), &err), err, ERR_CONFLICT);
}

/* --- kept --------------------------------------------------------------------------------------------------------- */

static int64_t
add(struct life *l, const char *title, int32_t found)
{
	struct application app = {.company = STR("Aster"),
	                          .title = str_of(title),
	                          .next_day = DAY_NONE,
	                          .deadline_day = DAY_NONE,
	                          .wait_day = DAY_NONE,
	                          .found_day = found};

	life_tick(l);
	assert_ok(application_add(&l->c, &app, &l->err), l->err);
	return app.id;
}

static int64_t
event(struct life *l, int64_t id, const char *kind, int32_t day)
{
	int64_t e;

	life_tick(l);
	assert_ok(application_event_add(&l->c, id, str_of(kind), day, STR(""), &e, &l->err), l->err);
	return e;
}

static void
stands(struct life *l, int64_t id, const char *stage, int32_t since)
{
	struct application app;

	assert_ok(application_get(&l->c, id, &app, &l->err), l->err);
	if (!str_eq(app.stage, str_of(stage)) || app.since_day != since)
		fail_msg("%.*s since %d, wanted %s since %d", STR_ARG(app.stage), app.since_day, stage, since);
}

static void
a_life(void **state)
{
	struct life l;
	struct application app;
	struct application_event *list;
	int64_t id, round, offer, fixed, other;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	id = add(&l, "Engineer", DAY - 10);
	stands(&l, id, "found", DAY - 10);
	event(&l, id, "applied", DAY - 8);
	round = event(&l, id, "round", DAY - 2);
	event(&l, id, "screen", DAY - 5); /* remembered later */
	stands(&l, id, "round", DAY - 2);
	assert_ok(application_get(&l.c, id, &app, &l.err), l.err);
	assert_true(app.applied_day == DAY - 8 && app.last_day == DAY - 2 && app.found_day == DAY - 10);

	/* What cannot have been. */
	assert_fails(application_event_add(&l.c, id, STR("applied"), DAY - 11, STR(""), &other, &l.err), l.err,
	             ERR_INVALID);
	assert_fails(application_event_add(&l.c, id, STR("offer"), DAY + 2, STR(""), &other, &l.err), l.err,
	             ERR_INVALID);
	assert_fails(application_event_add(&l.c, id, STR("accepted"), DAY, STR(""), &other, &l.err), l.err,
	             ERR_CONFLICT);
	assert_fails(application_event_add(&l.c, id, STR("promoted"), DAY, STR(""), &other, &l.err), l.err,
	             ERR_NOT_FOUND);
	assert_non_null(strstr(l.err.hint, "screen"));
	assert_fails(application_event_add(&l.c, 12345, STR("round"), DAY, STR(""), &other, &l.err), l.err,
	             ERR_NOT_FOUND);
	stands(&l, id, "round", DAY - 2);

	/* A correction is a new record; the old one stays, and comes back when the correction is undone. */
	life_tick(&l);
	assert_ok(application_event_correct(&l.c, round, STR_NONE, DAY - 3, STR("with Ada"), &fixed, &l.err), l.err);
	stands(&l, id, "round", DAY - 3);
	assert_fails(application_event_correct(&l.c, round, STR_NONE, DAY - 4, STR_NONE, &other, &l.err), l.err,
	             ERR_CONFLICT);
	assert_ok(application_events(&l.c, id, &list, &n, &l.err), l.err);
	assert_int_equal(n, 5);
	assert_true(list[3].id == fixed && list[3].counts && list[3].corrects_id == round && list[3].root_id == round);
	assert_true(list[4].id == round && !list[4].counts && !list[4].undone);
	assert_ok(application_event_undo(&l.c, fixed, false, &l.err), l.err);
	stands(&l, id, "round", DAY - 2);
	assert_ok(application_event_undo(&l.c, fixed, true, &l.err), l.err);
	stands(&l, id, "round", DAY - 3);

	/* An acceptance leans on its offer. */
	offer = event(&l, id, "offer", DAY - 1);
	event(&l, id, "accepted", DAY);
	stands(&l, id, "accepted", DAY);
	assert_fails(application_event_undo(&l.c, offer, false, &l.err), l.err, ERR_CONFLICT);
	assert_non_null(strstr(l.err.text, "accepted"));
	stands(&l, id, "accepted", DAY);
	/* So does everything on finding it. */
	assert_ok(application_events(&l.c, id, &list, &n, &l.err), l.err);
	assert_fails(application_event_undo(&l.c, list[0].id, false, &l.err), l.err, ERR_CONFLICT);
	assert_fails(application_event_correct(&l.c, list[0].id, STR_NONE, DAY - 7, STR_NONE, &other, &l.err), l.err,
	             ERR_CONFLICT);
	assert_ok(application_event_correct(&l.c, list[0].id, STR_NONE, DAY - 12, STR_NONE, &other, &l.err), l.err);
	assert_ok(application_event_add(&l.c, id, STR("referred"), DAY - 11, STR(""), &other, &l.err), l.err);
	stands(&l, id, "accepted", DAY);
	life_end(&l);
}

static void
batches(void **state)
{
	struct life l;
	int64_t ids[3], batch, one;
	struct application app;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	for (size_t i = 0; i < 3; i++)
		ids[i] = add(&l, "Engineer", DAY - 5);
	/* All or none. */
	event(&l, ids[2], "withdrawn", DAY - 1);
	life_tick(&l);
	assert_fails(application_event_many(&l.c, ids, 3, STR("applied"), DAY, STR(""), &batch, &l.err), l.err,
	             ERR_CONFLICT);
	stands(&l, ids[0], "found", DAY - 5);
	assert_ok(application_event_many(&l.c, ids, 2, STR("applied"), DAY, STR(""), &batch, &l.err), l.err);
	stands(&l, ids[0], "applied", DAY);
	assert_ok(application_undo(&l.c, batch, false, &one, &l.err), l.err);
	assert_int_equal(one, 0);
	stands(&l, ids[0], "found", DAY - 5);
	stands(&l, ids[1], "found", DAY - 5);
	assert_fails(application_undo(&l.c, batch, false, &one, &l.err), l.err, ERR_NOT_FOUND);
	assert_ok(application_undo(&l.c, batch, true, &one, &l.err), l.err);
	stands(&l, ids[1], "applied", DAY);

	/* Tags, put aside, deleted: each undone as a whole. */
	assert_ok(application_act_many(&l.c, ids, 3, APPLICATION_TAG, STR(" Remote  OK "), &batch, &n, &l.err), l.err);
	assert_int_equal(n, 3);
	assert_ok(application_act_many(&l.c, ids, 3, APPLICATION_TAG, STR("ml"), &batch, &n, &l.err), l.err);
	assert_ok(application_get(&l.c, ids[1], &app, &l.err), l.err);
	assert_str(app.tags, "ml,remote ok");
	assert_ok(application_undo(&l.c, batch, false, &one, &l.err), l.err);
	assert_ok(application_get(&l.c, ids[1], &app, &l.err), l.err);
	assert_str(app.tags, "remote ok");
	assert_ok(application_act_many(&l.c, ids, 2, APPLICATION_DELETE, STR_NONE, &batch, &n, &l.err), l.err);
	assert_fails(application_event_add(&l.c, ids[0], STR("round"), DAY, STR(""), &one, &l.err), l.err,
	             ERR_NOT_FOUND);
	assert_ok(application_undo(&l.c, batch, false, &one, &l.err), l.err);
	assert_ok(application_get(&l.c, ids[0], &app, &l.err), l.err);
	assert_false(app.deleted);
	life_end(&l);
}

static void
two_tabs(void **state)
{
	struct life l;
	struct application one, other;
	int64_t id, batch, later, which;

	(void)state;
	life_begin(&l, DAY);
	id = add(&l, "Engineer", DAY);
	assert_ok(application_get(&l.c, id, &one, &l.err), l.err);
	other = one;
	one.notes = STR("first");
	one.deadline_day = DAY + 9;
	life_tick(&l);
	assert_ok(application_edit(&l.c, &one, one.version, &batch, &l.err), l.err);
	other.notes = STR("second");
	assert_fails(application_edit(&l.c, &other, other.version, &later, &l.err), l.err, ERR_CONFLICT);
	assert_ok(application_get(&l.c, id, &other, &l.err), l.err);
	assert_str(other.notes, "first");
	assert_true(other.deadline_day == DAY + 9 && other.version == one.version + 1);
	/* Nothing differs: nothing is written. */
	assert_ok(application_edit(&l.c, &other, other.version, &later, &l.err), l.err);
	assert_int_equal(later, 0);
	/* An edit on top of it stands in the way of undoing the one below. */
	other.notes = STR("third");
	assert_ok(application_edit(&l.c, &other, 0, &later, &l.err), l.err);
	assert_fails(application_undo(&l.c, batch, false, &which, &l.err), l.err, ERR_CONFLICT);
	assert_ok(application_undo(&l.c, later, false, &which, &l.err), l.err);
	assert_ok(application_undo(&l.c, batch, false, &which, &l.err), l.err);
	assert_int_equal(which, id);
	assert_ok(application_get(&l.c, id, &other, &l.err), l.err);
	assert_true(other.notes.n == 0 && other.deadline_day == DAY_NONE);
	other.title = STR(" ");
	assert_fails(application_edit(&l.c, &other, 0, &later, &l.err), l.err, ERR_INVALID);
	life_end(&l);
}

static size_t
middle(struct life *l, char out[static 200])
{
	struct stage *list;
	size_t n, k = 0;

	out[0] = '\0';
	assert_ok(stage_list(&l->c, &list, &n, &l->err), l->err);
	for (size_t i = 0; i < n; i++)
		if (list[i].phase == PHASE_MIDDLE)
			k += (size_t)snprintf(out + k, 200 - k, "%.*s%s ", STR_ARG(list[i].name),
			                      list[i].retired ? "-" : "");
	return n;
}

static void
own_stages(void **state)
{
	struct life l;
	char out[200];
	int64_t first, second, change, id, e;

	(void)state;
	life_begin(&l, DAY);
	middle(&l, out);
	assert_string_equal(out, "Screen Round ");
	assert_ok(stage_add(&l.c, STR("Take-home!"), STR("screen"), &first, &l.err), l.err);
	life_tick(&l);
	assert_ok(stage_add(&l.c, STR("Team match"), STR_NONE, &second, &l.err), l.err);
	middle(&l, out);
	assert_string_equal(out, "Screen Take-home! Round Team match ");
	assert_fails(stage_add(&l.c, STR("team MATCH"), STR_NONE, &change, &l.err), l.err, ERR_CONFLICT);
	assert_fails(stage_add(&l.c, STR("Early"), STR("found"), &change, &l.err), l.err, ERR_INVALID);
	assert_fails(stage_rename(&l.c, STR("offer"), STR("Deal"), &change, &l.err), l.err, ERR_INVALID);

	id = add(&l, "Engineer", DAY - 3);
	event(&l, id, "applied", DAY - 2);
	event(&l, id, "Take-home!", DAY - 1); /* by name */
	stands(&l, id, "take-home", DAY - 1);
	life_tick(&l);
	assert_ok(stage_move(&l.c, STR("take-home"), STR("team-match"), &change, &l.err), l.err);
	life_tick(&l);
	assert_ok(stage_rename(&l.c, STR("take-home"), STR("Homework"), &change, &l.err), l.err);
	middle(&l, out);
	assert_string_equal(out, "Screen Round Team match Homework ");
	stands(&l, id, "take-home", DAY - 1);
	life_tick(&l);
	assert_ok(stage_retire(&l.c, STR("take-home"), true, &change, &l.err), l.err);
	stands(&l, id, "take-home", DAY - 1);
	assert_fails(application_event_add(&l.c, id, STR("take-home"), DAY, STR(""), &e, &l.err), l.err, ERR_CONFLICT);
	event(&l, id, "offer", DAY);
	assert_ok(stage_undo(&l.c, change, &l.err), l.err);
	middle(&l, out);
	assert_string_equal(out, "Screen Round Team match Homework ");
	/* One nothing has been in may go; the other may not. */
	assert_ok(stage_undo(&l.c, second, &l.err), l.err);
	middle(&l, out);
	assert_string_equal(out, "Screen Round Homework ");
	life_end(&l);
}

/* What is derived is the same when it is made again. */
static void
again(void **state)
{
	struct life l;
	struct application was, now;
	int64_t id, n, fixed;

	(void)state;
	life_begin(&l, DAY);
	id = add(&l, "Ingénieure R&D", DAY - 9);
	event(&l, id, "applied", DAY - 8);
	fixed = event(&l, id, "round", DAY - 3);
	assert_ok(application_event_correct(&l.c, fixed, STR_NONE, DAY - 4, STR_NONE, &n, &l.err), l.err);
	assert_ok(application_get(&l.c, id, &was, &l.err), l.err);
	{
		CLEANUP(db_tx_end) struct db_tx tx = {0};

		assert_ok(db_tx_begin(l.c.db, &tx, &l.err), l.err);
		assert_ok(application_rebuild(&l.c, &n, &l.err), l.err);
		assert_ok(db_tx_commit(&tx, &l.err), l.err);
	}
	assert_int_equal(n, 1);
	assert_ok(application_get(&l.c, id, &now, &l.err), l.err);
	assert_true(str_eq(was.stage, now.stage) && was.since_day == now.since_day && was.last_day == now.last_day);
	assert_true(str_eq(was.company_key, now.company_key) && was.version == now.version);
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(small_logs), cmocka_unit_test(known_logs), cmocka_unit_test(steps),
	    cmocka_unit_test(a_life),     cmocka_unit_test(batches),    cmocka_unit_test(two_tabs),
	    cmocka_unit_test(own_stages), cmocka_unit_test(again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
