/*
 * vCard and LinkedIn's table: what is read, what is written, and that writing and reading again gives the same card.
 * Golden files: tests/data/vcard/NAME.vcf -> NAME.json (cards and notices), and NAME.3.vcf and NAME.4.vcf (written).
 * With UPDATE=1 in the environment they are written anew. Real files are read from data/contacts beside the sources.
 */
#include "test.h"

#include "base/fs.h"
#include "format/linkedin.h"
#include "format/vcard.h"

#define REV ((int64_t)1777629600000) /* 2026-05-01T10:00:00Z */

struct got {
	struct arena a;
	struct err err;
	VEC(struct card) cards;
	VEC(struct card_notice) notices;
	size_t n_refused;
};

static bool
take_card(void *p, const struct card *c, struct err *err)
{
	struct got *g = p;

	(void)err;
	*VEC_PUSH(&g->a, &g->cards) = *c;
	return true;
}

static bool
take_notice(void *p, const struct card_notice *n, struct err *err)
{
	struct got *g = p;

	(void)err;
	g->n_refused += n->refused;
	*VEC_PUSH(&g->a, &g->notices) = *n;
	return true;
}

static bool
read_it(struct got *g, struct str bytes)
{
	const struct card_sink sink = {take_card, take_notice, g};

	g->cards.n = g->notices.n = g->n_refused = 0;
	g->err = (struct err){0};
	return linkedin_is(bytes) ? linkedin_read(&g->a, bytes, &sink, &g->err)
	                          : vcard_read(&g->a, bytes, &sink, &g->err);
}

static struct str
written(struct got *g, enum vcard_version version)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(16 << 20);

	for (size_t i = 0; i < g->cards.n; i++)
		vcard_write(&g->a, &out, &g->cards.p[i], version, REV);
	assert_ok(strbuf_ok(&out, "cards", &g->err), g->err);
	return arena_str(&g->a, strbuf_str(&out));
}

/* Lines end with CRLF, have at most 75 octets, and no character is torn apart. */
static void
check_lines(struct str s)
{
	struct str line;

	while (s.n > 0) {
		size_t n = str_find(s, STR("\r\n"));

		line = str_sub(s, 0, n);
		assert_true(n < s.n);
		assert_true(line.n <= 75);
		assert_true(line.n == 0 ||
		            ((unsigned char)line.p[line.p[0] == ' ' ? MIN(1, line.n - 1) : 0] & 0xc0) != 0x80);
		s = str_sub(s, n + 2, s.n);
	}
}

/* Writing and reading gives the same cards, in both versions, twice. */
static void
round_trip(struct got *g, const char *name)
{
	for (int v = VCARD_30; v <= VCARD_40; v++) {
		struct got again = {.a = ARENA(256 << 20)};
		struct str out = written(g, (enum vcard_version)v);

		check_lines(out);
		if (g->cards.n > 0 && !read_it(&again, out))
			fail_msg("%s: what was written is not read: %s", name, again.err.text);
		if (again.cards.n != g->cards.n || again.notices.n != 0)
			fail_msg("%s: %zu cards became %zu, %zu notices", name, g->cards.n, again.cards.n,
			         again.notices.n);
		for (size_t i = 0; i < g->cards.n; i++) {
			struct str want = card_text(&g->a, &g->cards.p[i]);
			struct str have = card_text(&again.a, &again.cards.p[i]);
			struct card back;

			if (!str_eq(want, have))
				fail_msg("%s, version %d, card %zu:\n%.*s\n%.*s", name, v, i + 1,
				         (int)MIN(want.n, 6000), want.p, (int)MIN(have.n, 6000), have.p);
			assert_ok(card_read(&g->a, want, &back, &g->err), g->err);
			assert_true(str_eq(card_text(&g->a, &back), want));
		}
		if (g->cards.n > 0)
			assert_true(str_eq(written(&again, (enum vcard_version)v), out));
		arena_release(&again.a);
	}
}

static void
golden(struct got *g, const char *path, struct str have)
{
	struct str want;

	if (getenv("UPDATE") != NULL) {
		assert_ok(fs_replace(path, have, &g->err), g->err);
		return;
	}
	assert_ok(fs_read(&g->a, path, 16 << 20, &want, &g->err), g->err);
	if (!str_eq(want, have))
		fail_msg("%s is not what was made:\n%.*s", path, (int)MIN(have.n, 6000), have.p);
}

static struct str
told(struct got *g)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(16 << 20);

	for (size_t i = 0; i < g->cards.n; i++)
		card_stream_card(&out, &g->cards.p[i]);
	for (size_t i = 0; i < g->notices.n; i++)
		card_stream_notice(&out, &g->notices.p[i]);
	return arena_str(&g->a, strbuf_str(&out));
}

static void
golden_files(void **state)
{
	struct got g = {.a = ARENA(256 << 20)};
	const char *dir =
	    fs_join(&g.a, getenv("CAIRN_SOURCE") != NULL ? getenv("CAIRN_SOURCE") : ".", "tests/data/vcard");
	char **names;
	size_t n, done = 0;

	(void)state;
	assert_ok(fs_list(&g.a, dir, &names, &n, &g.err), g.err);
	for (size_t i = 0; i < n; i++) {
		struct str name = str_of(names[i]), bytes, base;

		if (str_ends(name, STR(".3.vcf")) || str_ends(name, STR(".4.vcf")) || str_ends(name, STR(".out")))
			continue;
		base = arena_printf(&g.a, "%s/%.*s", dir, (int)str_find_byte(name, '.'), name.p);
		assert_ok(fs_read(&g.a, fs_join(&g.a, dir, names[i]), 16 << 20, &bytes, &g.err), g.err);
		if (!read_it(&g, bytes))
			fail_msg("%s: %s", names[i], g.err.text);
		golden(&g, arena_cstr(&g.a, arena_printf(&g.a, "%.*s.out", STR_ARG(base))), told(&g));
		golden(&g, arena_cstr(&g.a, arena_printf(&g.a, "%.*s.3.vcf", STR_ARG(base))), written(&g, VCARD_30));
		golden(&g, arena_cstr(&g.a, arena_printf(&g.a, "%.*s.4.vcf", STR_ARG(base))), written(&g, VCARD_40));
		round_trip(&g, names[i]);
		done++;
	}
	assert_true(done >= 8);
	arena_release(&g.a);
}

/* Every card file of other programs that is there. */
static void
real_files(void **state)
{
	static const char *const folders[] = {"ez-vcard", "py-vobject", "sabre-vobject"};
	struct got g = {.a = ARENA(512 << 20)};
	const char *source = getenv("CAIRN_SOURCE") != NULL ? getenv("CAIRN_SOURCE") : ".";
	size_t files = 0;

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(folders); k++) {
		char **names;
		size_t n;
		const char *dir = fs_join(&g.a, fs_join(&g.a, source, "../shared/data/contacts"), folders[k]);

		if (!fs_is_dir(dir) || !fs_list(&g.a, dir, &names, &n, &g.err))
			continue;
		for (size_t i = 0; i < n; i++) {
			struct str bytes;

			assert_ok(fs_read(&g.a, fs_join(&g.a, dir, names[i]), 16 << 20, &bytes, &g.err), g.err);
			if (str_ends(str_of(names[i]), STR(".ics"))) {
				assert_false(read_it(&g, bytes));
				assert_int_equal(g.err.code, ERR_INVALID);
				continue;
			}
			if (!read_it(&g, bytes))
				fail_msg("%s: %s", names[i], g.err.text);
			files++;
			print_message("# %s: %zu cards, %zu notices, %zu refused\n", names[i], g.cards.n, g.notices.n,
			              g.n_refused);
			for (size_t m = 0; m < g.notices.n && m < 5; m++)
				print_message("#   %.*s: %.*s\n", STR_ARG(g.notices.p[m].where),
				              STR_ARG(g.notices.p[m].why));
			assert_true(g.cards.n > 0);
			round_trip(&g, names[i]);
		}
	}
	if (files == 0)
		print_message("# the real files are not here\n");
	arena_release(&g.a);
}

static void
bad_input(void **state)
{
	static const char *const none[] = {"",   "hello", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "[]", "[1,2]",
	                                   "{}", "<a/>"};
	struct got g = {.a = ARENA(256 << 20)};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(none); i++)
		assert_false(read_it(&g, str_of(none[i])));
	/* A card cut off is read as far as it goes; a line that is none is passed over. */
	assert_true(read_it(&g, STR("BEGIN:VCARD\nVERSION:3.0\nFN:A\nnonsense\nTEL:1")));
	assert_int_equal(g.cards.n, 1);
	assert_int_equal(g.notices.n, 2);
	assert_str(card_best(&g.cards.p[0], CARD_PHONE)->value, "1");
	/* Nothing to know somebody by. */
	assert_true(read_it(&g, STR("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD")));
	assert_true(g.cards.n == 1 && g.n_refused == 1);
	assert_str(g.notices.p[0].where, "card 1, line 1");
	/* Broken UTF-8 in one line harms no other. */
	assert_true(read_it(&g, STR("BEGIN:VCARD\nVERSION:3.0\nFN:J\xc3\xb6rg\nNOTE:M\xfcnchen\nEND:VCARD")));
	assert_true(g.cards.n == 1 && g.notices.n == 1);
	assert_str(g.cards.p[0].name, "J\xc3\xb6rg");
	assert_str(g.cards.p[0].note, "M\xc3\xbcnchen");
	/* UTF-16, with a mark and without. */
	assert_true(read_it(&g, STR("\xff\xfe"
	                            "B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0\n\0F\0N\0:\0\xe4\0\n\0")));
	assert_str(g.cards.p[0].name, "\xc3\xa4");
	assert_true(read_it(&g, STR("\0B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0\n\0F\0N\0:\0\xe4")));
	assert_str(g.cards.p[0].name, "\xc3\xa4");
	arena_release(&g.a);
}

/* A value of jCard may hold line ends; written, it is one property still and no second one. */
static void
line_ends_in_values(void **state)
{
	struct got g = {.a = ARENA((size_t)1 << 30)};
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(1 << 16);
	struct str rest, line;

	(void)state;
	assert_true(read_it(&g, STR("[\"vcard\", [[\"fn\", {}, \"text\", \"A\"],"
	                            "[\"photo\", {}, \"uri\", \"data:image/png;base64,AA\\r\\nNOTE:x\"],"
	                            "[\"logo\", {}, \"uri\", \"data:image/p\\nNOTE:x ;base64,AA\"],"
	                            "[\"x-foo\", {}, \"uri\", \"a\\rNOTE:x\"]]]")));
	assert_int_equal(g.cards.n, 1);
	for (int v = VCARD_30; v <= VCARD_40; v++)
		vcard_write(&g.a, &b, &g.cards.p[0], (enum vcard_version)v, 0);
	rest = strbuf_str(&b);
	while (str_line(&rest, &line)) {
		assert_false(str_starts_ci(line, STR("NOTE")));
		assert_int_equal(str_find_byte(line, '\r'), line.n);
	}
	arena_release(&g.a);
}

/* A photo past the limit is left out, and said; the rest stays. A long file takes no longer than its length. */
static void
limits(void **state)
{
	struct got g = {.a = ARENA((size_t)1 << 30)};
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(64 << 20);

	(void)state;
	strbuf_addz(&b, "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nPHOTO;ENCODING=b;TYPE=JPEG:");
	for (int i = 0; i < 6000; i++)
		strbuf_addz(&b, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n ");
	strbuf_addz(&b, "AAAA\r\nTEL:123\r\nEND:VCARD\r\n");
	assert_true(read_it(&g, strbuf_str(&b)));
	assert_true(g.cards.n == 1 && g.notices.n == 1 && g.cards.p[0].items.n == 1);
	strbuf_clear(&b);
	for (int i = 0; i < 20000; i++)
		strbuf_printf(&b, "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person %d\r\nEMAIL:p%d@x.example\r\nEND:VCARD\r\n",
		              i, i);
	assert_true(read_it(&g, strbuf_str(&b)));
	assert_int_equal(g.cards.n, 20000);
	arena_release(&g.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(golden_files),        cmocka_unit_test(real_files), cmocka_unit_test(bad_input),
	    cmocka_unit_test(line_ends_in_values), cmocka_unit_test(limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
