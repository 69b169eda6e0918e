/*
 * Documents laid out from JSON Resume; as Markdown and text against golden files (CAIRN_UPDATE=1 writes them anew); as
 * PDF in this process, so that the sanitizers see it.
 */
#include "test.h"

#include "base/arena.h"
#include "base/fs.h"
#include "base/str.h"
#include "base/utf8.h"
#include "format/resume_doc.h"
#include "format/resume_lang.h"
#include "format/resume_pdf.h"
#include "format/resume_text.h"

/* pango, fontconfig and GLib keep what they have made until the process ends. Only what they allocate themselves is
 * excused; ours is not. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\nleak:libpango\nleak:libglib\nleak:libgobject\nleak:libcairo\nleak:libharfbuzz\n"
	       "leak:libfreetype\nleak:libexpat\n";
}

#define DATA "tests/data/resume/"

struct bench {
	struct arena a;
	struct err err;
};

static struct doc
read_text(struct bench *b, const char *json)
{
	struct doc d = {0};

	assert_ok(doc_read(&b->a, str_of(json), &d, &b->err), b->err);
	return d;
}

static void
assert_text(struct str got, const char *wanted)
{
	if (!str_eq(got, str_of(wanted)))
		fail_msg("got '%.*s', wanted '%s'", STR_ARG(got), wanted);
}

static void
older_names(void **state)
{
	struct bench *b = *state;
	struct doc d =
	    read_text(b, "{\"profile\":{\"full_name\":\"A\"},\"contact\":{\"email\":\"a@b.c\",\"social\":"
	                 "{\"github\":\"https://github.com/a\"}},\"experience\":[{\"company\":\"C\",\"role\":"
	                 "\"R\",\"start\":\"2020-02\",\"website\":\"http://c.org/\"}]}");

	assert_text(d.name, "A");
	assert_int_equal(d.n_contact, 2);
	assert_text(d.contact[0].url, "mailto:a@b.c");
	assert_text(d.contact[1].text, "github.com/a");
	assert_int_equal(d.n_blocks, 2);
	assert_text(d.blocks[0].text, "Experience");
	assert_text(d.blocks[1].text, "R");
	assert_text(d.blocks[1].org, "C");
	assert_text(d.blocks[1].side, "Feb 2020 – present");
	assert_text(d.blocks[1].shown, "c.org");
	assert_text(d.blocks[1].url, "http://c.org/");
}

static void
odd_values(void **state)
{
	struct bench *b = *state;
	struct doc d =
	    read_text(b, "{\"basics\":{\"name\":\" A\\u00ad\\ufffed\\ufdd0a\\u200b\\n L\\ud83f\\udffe "
	                 "\",\"url\":\"javascript:alert(1)\","
	                 "\"profiles\":7},\"work\":[1,\"plain\",{\"position\":5,\"highlights\":\"one\","
	                 "\"startDate\":\"2020-13\",\"endDate\":null}],\"skills\":{\"a\":[1,2]},\"empty\":[],"
	                 "\"n\":null}");

	assert_text(d.name, "Ada L");
	assert_text(d.contact[0].url, "");
	assert_int_equal(d.n_blocks, 7);
	assert_text(d.blocks[1].text, "1");
	assert_text(d.blocks[2].text, "plain");
	assert_text(d.blocks[3].text, "5");
	assert_text(d.blocks[3].side, "2020-13 – present");
	assert_int_equal(d.blocks[4].kind, DOC_TEXT);
	assert_text(d.blocks[5].text, "Skills");
}

static void
refused(void **state)
{
	static const char *const bad[] = {"", "[]", "1", "{}", "{\"skills\":[]}", "{\"basics\":1}", "{\"basics\":"};
	struct bench *b = *state;
	struct doc d;
	char *big;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_false(doc_read(&b->a, str_of(bad[i]), &d, &b->err));
		assert_int_equal(b->err.code, ERR_INVALID);
	}
	big = arena_alloc(&b->a, DOC_BYTES_MAX + 1);
	memset(big, ' ', DOC_BYTES_MAX + 1);
	assert_false(doc_read(&b->a, (struct str){big, DOC_BYTES_MAX + 1}, &d, &b->err));
	assert_int_equal(b->err.code, ERR_LIMIT);
}

static void
letters(void **state)
{
	struct bench *b = *state;
	struct doc d =
	    read_text(b, "{\"basics\":{\"name\":\"A\"},\"letter\":{\"subject\":\"S\",\"date\":\"1 May 2026\","
	                 "\"body\":\"Dear B,\\n\\nfirst\\nsecond\\n- one\\n- two\\n\\nBye\"}}");

	assert_true(d.letter);
	assert_int_equal(d.n_blocks, 6);
	assert_text(d.blocks[2].text, "first\nsecond");
	assert_int_equal(d.blocks[3].kind, DOC_BULLET);
	assert_text(doc_text(&b->a, &d),
	            "A\n=\n\n1 May 2026\n\nS\n\nDear B,\n\nfirst\nsecond\n\n- one\n- two\n\nBye\n");
}

static void
languages(void **state)
{
	struct bench *b = *state;
	const struct resume_lang *l;

	assert_string_equal(
	    resume_lang_guess(STR("Responsable de la plateforme et des outils pour les équipes du groupe"))->code,
	    "fr");
	assert_string_equal(resume_lang_guess(STR("verantwortlich für die Daten und den Betrieb mit der IT"))->code,
	                    "de");
	assert_string_equal(resume_lang_guess(STR("データ基盤の設計と運用を担当"))->code, "ja");
	assert_string_equal(resume_lang_guess(STR("负责数据平台"))->code, "zh");
	assert_string_equal(resume_lang_guess(STR("xyz"))->code, "en");
	assert_null(resume_lang_find(STR("xx")));
	l = resume_lang_find(STR("pt_BR"));
	assert_non_null(l);
	assert_text(resume_lang_date(&b->a, l, STR("2024-02-29")), "fev. 2024");
	assert_text(resume_lang_date(&b->a, resume_lang_find(STR("ja")), STR("2024-02")), "2024年2月");
	assert_text(resume_lang_date(&b->a, resume_lang_find(STR("ko")), STR("2024-02")), "2024년 2월");
	assert_text(resume_lang_date(&b->a, resume_lang_find(STR("ru")), STR("2024-02")), "02.2024");
	assert_text(resume_lang_date(&b->a, l, STR("2024")), "2024");
	assert_text(resume_lang_date(&b->a, l, STR("Summer 2024")), "Summer 2024");
}

static const char *const golden[] = {"full", "zh", "ar"};

static void
golden_file(struct bench *b, const char *name, const char *suffix, struct str got)
{
	const char *path = arena_printf(&b->a, DATA "%s%s", name, suffix).p;
	struct str wanted = STR("");

	if (getenv("CAIRN_UPDATE") != NULL)
		assert_ok(fs_replace(path, got, &b->err), b->err);
	assert_ok(fs_read(&b->a, path, 1 << 20, &wanted, &b->err), b->err);
	if (!str_eq(got, wanted))
		fail_msg("%s differs; now:\n%.*s", path, STR_ARG(got));
}

static struct doc
golden_doc(struct bench *b, const char *name)
{
	struct str json;
	struct doc d = {0};

	assert_ok(fs_read(&b->a, arena_printf(&b->a, DATA "%s.json", name).p, 1 << 20, &json, &b->err), b->err);
	assert_ok(doc_read(&b->a, json, &d, &b->err), b->err);
	return d;
}

static void
text_and_markdown(void **state)
{
	struct bench *b = *state;

	for (size_t i = 0; i < ARRAY_LEN(golden); i++) {
		struct doc d = golden_doc(b, golden[i]);
		struct str text = doc_text(&b->a, &d), rest = text, line;

		golden_file(b, golden[i], ".txt", text);
		golden_file(b, golden[i], ".md", doc_markdown(&b->a, &d));
		while (str_line(&rest, &line))
			assert_true(utf8_columns(line) <= 80);
	}
}

static void
markdown_is_escaped(void **state)
{
	struct bench *b = *state;
	struct doc d =
	    read_text(b, "{\"basics\":{\"name\":\"# A_b*\",\"url\":\"https://x.org/<a>\",\"summary\":\"1. <b>x</b> "
	                 "[y](z)\\n`c`\"}}");

	assert_text(doc_markdown(&b->a, &d),
	            "# \\# A\\_b\\*\n\n[x.org/\\<a\\>](<https://x.org/%3Ca%3E>)\n\n## Summary\n\n"
	            "1\\. \\<b\\>x\\</b\\> \\[y\\](z)\n\n\\`c\\`\n");
}

static void
pdf(void **state)
{
	struct bench *b = *state;
	struct pdf_fonts *fonts;

	assert_ok(pdf_fonts_open(&b->a, &fonts, &b->err), b->err);
	for (size_t i = 0; i < ARRAY_LEN(golden); i++) {
		struct doc d = golden_doc(b, golden[i]);

		for (size_t k = 0; pdf_design_name(k) != NULL; k++) {
			CLEANUP(strbuf_release) struct strbuf one = STRBUF(PDF_BYTES_MAX);
			CLEANUP(strbuf_release) struct strbuf two = STRBUF(PDF_BYTES_MAX);
			CLEANUP(strbuf_release) struct strbuf small = STRBUF(1000);
			struct pdf_choice choice;
			struct pdf_made made;

			assert_ok(pdf_choice_parse(str_of(pdf_design_name(k)), &choice, &b->err), b->err);
			assert_ok(pdf_write(&b->a, fonts, &choice, &d, &one, &made, &b->err), b->err);
			assert_ok(pdf_write(&b->a, fonts, &choice, &d, &two, &made, &b->err), b->err);
			assert_true(str_starts(strbuf_str(&one), STR("%PDF-")));
			assert_true(str_eq(strbuf_str(&one), strbuf_str(&two)));
			assert_true(made.pages >= 1 && made.pages <= 3);
			assert_false(pdf_write(&b->a, fonts, &choice, &d, &small, &made, &b->err));
			assert_int_equal(b->err.code, ERR_LIMIT);
		}
	}
	pdf_fonts_close(fonts);
}

static int
begin(void **state)
{
	static struct bench b;

	b = (struct bench){.a = ARENA(256 << 20)};
	*state = &b;
	return 0;
}

static int
end(void **state)
{
	arena_release(&((struct bench *)*state)->a);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(older_names),
	    cmocka_unit_test(odd_values),
	    cmocka_unit_test(refused),
	    cmocka_unit_test(letters),
	    cmocka_unit_test(languages),
	    cmocka_unit_test(text_and_markdown),
	    cmocka_unit_test(markdown_is_escaped),
	    cmocka_unit_test(pdf),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
