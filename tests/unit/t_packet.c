/*
 * Packets are frozen: nothing reaches them. And line diffs against a slow oracle.
 */
#include "life.h"

#include "base/diff.h"
#include "base/strbuf.h"
#include "domain/job/packet.h"

#define DAY 20577 /* 2026-05-04 */

/* --- diff --------------------------------------------------------------------------------------------------------- */

/* The length of the longest common subsequence of lines, by the table. */
static size_t
oracle_same(struct str x, struct str y)
{
	size_t t[16][16] = {{0}};

	for (size_t i = 1; i <= x.n / 2; i++)
		for (size_t k = 1; k <= y.n / 2; k++) {
			size_t up = t[i - 1][k], left = t[i][k - 1];

			t[i][k] = x.p[2 * i - 2] == y.p[2 * k - 2] ? t[i - 1][k - 1] + 1 : up > left ? up : left;
		}
	return t[x.n / 2][y.n / 2];
}

/* A text of n lines out of three letters, by a number. */
static struct str
lines(char *buf, size_t n, unsigned code)
{
	for (size_t i = 0; i < n; i++) {
		buf[2 * i] = (char)('a' + code % 3);
		buf[2 * i + 1] = '\n';
		code /= 3;
	}
	return (struct str){buf, 2 * n};
}

/* The old text is what is the same and taken out, the new one what is the same and put in; and it is the shortest. */
static void
check_diff(struct str old, struct str new)
{
	struct arena a = ARENA(16 << 20);
	struct err err = {0};
	struct diff d;
	char x[64], y[64];
	size_t n = 0, m = 0, same = 0;

	assert_ok(diff_texts(&a, old, new, &d, &err), err);
	for (size_t i = 0; i < d.n; i++) {
		if (d.lines[i].kind != DIFF_IN) {
			x[n++] = d.lines[i].text.p[0];
			x[n++] = '\n';
		}
		if (d.lines[i].kind != DIFF_OUT) {
			y[m++] = d.lines[i].text.p[0];
			y[m++] = '\n';
		}
		same += d.lines[i].kind == DIFF_SAME;
	}
	assert_true(str_eq((struct str){x, n}, old) && str_eq((struct str){y, m}, new));
	assert_int_equal(same, oracle_same(old, new));
	assert_true(d.n_out + d.n_in + same == d.n && !d.coarse);
	arena_release(&a);
}

static void
small_diffs(void **state)
{
	static const unsigned counts[] = {1, 3, 9, 27, 81};
	char x[16], y[16];

	(void)state;
	for (size_t n = 0; n <= 4; n++)
		for (size_t m = 0; m <= 4; m++)
			for (unsigned i = 0; i < counts[n]; i++)
				for (unsigned k = 0; k < counts[m]; k++)
					check_diff(lines(x, n, i), lines(y, m, k));
	for (unsigned i = 0; i < 3000; i++)
		check_diff(lines(x, 7, i * 7919), lines(y, 6, i * 104729));
}

static void
large_diffs(void **state)
{
	struct arena a = ARENA(256 << 20);
	struct err err = {0};
	struct strbuf x = STRBUF(8 << 20), y = STRBUF(8 << 20);
	struct diff d;

	(void)state;
	for (int i = 0; i < 30000; i++) {
		strbuf_printf(&x, "line %d\n", i);
		strbuf_printf(&y, i == 15000 ? "other\n" : "line %d\n", i);
	}
	assert_ok(diff_texts(&a, strbuf_str(&x), strbuf_str(&y), &d, &err), err);
	assert_true(d.n_out == 1 && d.n_in == 1 && d.n == 30001 && !d.coarse);
	assert_true(d.lines[15000].kind == DIFF_OUT && d.lines[15001].kind == DIFF_IN);
	/* Nothing in common: in time, and said to be coarse. */
	strbuf_clear(&y);
	for (int i = 0; i < 30000; i++)
		strbuf_printf(&y, "row %d\n", i);
	assert_ok(diff_texts(&a, strbuf_str(&x), strbuf_str(&y), &d, &err), err);
	assert_true(d.coarse && d.n_out == 30000 && d.n_in == 30000);
	/* The last line's end does not count; an empty text has no line. */
	assert_ok(diff_texts(&a, STR("a\nb"), STR("a\nb\n"), &d, &err), err);
	assert_true(d.n == 2 && d.n_in == 0);
	assert_ok(diff_texts(&a, STR(""), STR(""), &d, &err), err);
	assert_int_equal(d.n, 0);
	strbuf_release(&x);
	strbuf_release(&y);
	arena_release(&a);
}

/* --- packets ------------------------------------------------------------------------------------------------------ */

static int64_t
add(struct life *l)
{
	struct application app = {.company = STR("Aster"),
	                          .title = STR("Engineer"),
	                          .next_day = DAY_NONE,
	                          .deadline_day = DAY_NONE,
	                          .wait_day = DAY_NONE,
	                          .found_day = DAY - 9};

	life_tick(l);
	assert_ok(application_add(&l->c, &app, &l->err), l->err);
	return app.id;
}

static const struct packet_answer answers[] = {{STR_INIT("Why us?"), STR_INIT("The maps.")},
                                               {STR_INIT("Notice?"), STR_INIT("")}};

static struct packet
sent(int64_t id)
{
	return (struct packet){.application_id = id,
	                       .on_day = DAY - 2,
	                       .channel = STR("form"),
	                       .resume_version_id = -1,
	                       .resume_json = STR("{\"basics\":{\"name\":\"Ada\"},\"x-own\":1}"),
	                       .resume_pdf = STR("%PDF-1.5\n\0\xff rest"),
	                       .letter = STR("Dear Aster,\n"),
	                       .answers = answers,
	                       .n_answers = ARRAY_LEN(answers)};
}

static void
frozen(void **state)
{
	struct life l;
	struct application app;
	struct packet pk, got, *list;
	struct str pdf;
	int64_t id, one;
	size_t n;
	bool whole;

	(void)state;
	life_begin(&l, DAY);
	id = add(&l);
	pk = sent(id);
	assert_ok(packet_send(&l.c, &pk, STR("sent at night"), &l.err), l.err);
	assert_ok(application_get(&l.c, id, &app, &l.err), l.err);
	assert_str(app.stage, "applied");
	assert_str(app.channel, "form");
	assert_int_equal(app.applied_day, DAY - 2);
	assert_ok(packet_get(&l.c, pk.id, &got, &l.err), l.err);
	assert_str(got.resume_json, "{\"basics\":{\"name\":\"Ada\"},\"x-own\":1}");
	assert_str(got.letter, "Dear Aster,\n");
	assert_true(got.n_answers == 2 && got.counts && got.resume_version_id == -1);
	assert_str(got.answers[0].question, "Why us?");
	assert_ok(packet_pdf(&l.c, pk.id, &pdf, &l.err), l.err);
	assert_true(str_eq(pdf, sent(id).resume_pdf) && got.resume_pdf_size == (int64_t)pdf.n);
	assert_str(sha256_hex(&l.a, STR("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_ok(packet_is_whole(&l.c, pk.id, &whole, &l.err), l.err);
	assert_true(whole);

	/* Once; but when the sending is undone it no longer counts, and another may be sent. */
	life_tick(&l);
	pk = sent(id);
	assert_fails(packet_send(&l.c, &pk, STR(""), &l.err), l.err, ERR_CONFLICT);
	assert_ok(packet_list(&l.c, id, &list, &n, &l.err), l.err);
	assert_int_equal(n, 1);
	assert_ok(application_undo(&l.c, list[0].event_id, false, &one, &l.err), l.err);
	assert_ok(packet_list(&l.c, id, &list, &n, &l.err), l.err);
	assert_true(n == 1 && !list[0].counts);
	pk = sent(id);
	pk.letter = STR("Dear all,\n");
	assert_ok(packet_send(&l.c, &pk, STR(""), &l.err), l.err);
	assert_ok(packet_list(&l.c, id, &list, &n, &l.err), l.err);
	assert_true(n == 2 && list[0].counts && list[0].id == pk.id && !list[1].counts);
	/* A later correction of the day leaves it where it is. */
	assert_ok(application_event_correct(&l.c, pk.event_id, STR_NONE, DAY - 3, STR_NONE, &one, &l.err), l.err);
	assert_ok(packet_list(&l.c, id, &list, &n, &l.err), l.err);
	assert_true(list[0].id == pk.id && list[0].counts && list[0].on_day == DAY - 2);
	life_end(&l);
}

static void
afterwards(void **state)
{
	struct life l;
	struct packet pk;
	struct application_event *list;
	struct packet *packets;
	int64_t id, e;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	id = add(&l);
	assert_ok(application_event_add(&l.c, id, STR("applied"), DAY - 5, STR("quickly"), &e, &l.err), l.err);
	life_tick(&l);
	assert_ok(application_event_add(&l.c, id, STR("round"), DAY - 1, STR(""), &e, &l.err), l.err);
	/* Frozen after the fact: on the event that is there, day and words kept. */
	life_tick(&l);
	pk = sent(id);
	pk.on_day = DAY_NONE;
	assert_ok(packet_send(&l.c, &pk, STR(""), &l.err), l.err);
	assert_int_equal(pk.on_day, DAY - 5);
	assert_ok(application_events(&l.c, id, &list, &n, &l.err), l.err);
	assert_true(n == 4 && list[1].id == pk.event_id && list[2].counts && !list[3].counts);
	assert_str(list[1].note, "quickly");
	assert_str(list[1].channel, "form");
	assert_ok(application_event_undo(&l.c, pk.event_id, false, &l.err), l.err);
	assert_ok(packet_list(&l.c, id, &packets, &n, &l.err), l.err);
	assert_true(n == 1 && !packets[0].counts);
	life_end(&l);
}

static void
refusals(void **state)
{
	struct life l;
	struct application app;
	struct packet pk, *list;
	int64_t id, e;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	id = add(&l);
	pk = sent(id);
	pk.resume_json = STR("{\"basics\":");
	assert_fails(packet_send(&l.c, &pk, STR(""), &l.err), l.err, ERR_INVALID);
	pk.resume_json = STR("[]");
	assert_fails(packet_send(&l.c, &pk, STR(""), &l.err), l.err, ERR_INVALID);
	pk = sent(id);
	pk.resume_pdf = STR("<html>");
	assert_fails(packet_send(&l.c, &pk, STR(""), &l.err), l.err, ERR_INVALID);
	pk = sent(id);
	pk.on_day = DAY - 10;
	assert_fails(packet_send(&l.c, &pk, STR(""), &l.err), l.err, ERR_INVALID);
	pk = sent(4711);
	assert_fails(packet_send(&l.c, &pk, STR(""), &l.err), l.err, ERR_NOT_FOUND);
	assert_ok(application_event_add(&l.c, id, STR("withdrawn"), DAY - 5, STR(""), &e, &l.err), l.err);
	pk = sent(id);
	assert_fails(packet_send(&l.c, &pk, STR(""), &l.err), l.err, ERR_CONFLICT);
	assert_ok(packet_list(&l.c, id, &list, &n, &l.err), l.err);
	assert_int_equal(n, 0);
	assert_ok(application_get(&l.c, id, &app, &l.err), l.err);
	assert_str(app.stage, "withdrawn");
	life_end(&l);
}

/* No query of the program changes or removes what is in a packet. */
static void
no_way_in(void **state)
{
	const char *src = getenv("CAIRN_SOURCE");
	struct arena a = ARENA(64 << 20);
	struct err err = {0};
	char **names;
	size_t n, n_read = 0;

	(void)state;
	assert_non_null(src);
	const char *dir = fs_join(&a, src, "sql/query");
	assert_ok(fs_list(&a, dir, &names, &n, &err), err);
	for (size_t i = 0; i < n; i++) {
		struct str text;

		if (!str_ends(str_of(names[i]), STR(".sql")))
			continue;
		assert_ok(fs_read(&a, fs_join(&a, dir, names[i]), 4 << 20, &text, &err), err);
		n_read++;
		assert_false(str_has_ci(text, STR("update packet")));
		assert_false(str_has_ci(text, STR("delete from packet")));
		assert_false(str_has_ci(text, STR("replace into packet")));
	}
	assert_true(n_read > 5);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(small_diffs), cmocka_unit_test(large_diffs), cmocka_unit_test(frozen),
	    cmocka_unit_test(afterwards),  cmocka_unit_test(refusals),    cmocka_unit_test(no_way_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
