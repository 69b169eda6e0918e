/*
 * The dialect of delimited text: cases written for it, and, where they are, real files against the dialects people
 * found in them.
 */
#include "test.h"

#include "base/arena.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "format/csv.h"
#include "format/csv_dialect.h"

static void
cases(void **state)
{
	static const struct {
		const char *text;
		char delimiter, quote, escape;
		size_t preamble;
	} all[] = {
	    {"a,b,c\n1,2,3\n4,5,6\n", ',', '"', 0, 0},
	    {"a;b;c\n1,5;2,5;3\n4,0;5;6\n", ';', '"', 0, 0},
	    {"Company\tRole\tDate\nAcme, Inc.\tML engineer\t2024-01-02\nB, C\tx\t2024-02-03\n", '\t', '"', 0, 0},
	    {"a|b\nx, y|1\nz, w|2\n", '|', '"', 0, 0},
	    {"'a','b'\n'it''s','x,y'\n'c','d'\n", ',', '\'', 0, 0},
	    {"name,note\nAcme,\"said \\\"no\\\", then yes\"\nB,\"x\"\n", ',', '"', '\\', 0},
	    {"Notes:\nExported on Monday\n\nFirst Name,Last Name,Company\nA,B,C\nD,E,F\nG,H,I\n", ',', '"', 0, 2},
	    {"company,note\nO'Neil,it's fine\nD'Arcy,that's it\n", ',', '"', 0, 0},
	    {"company,url\nAcme,https://a.example/x?a=1;b=2\nB,https://b.example/\n", ',', '"', 0, 0},
	    {"", ',', '"', 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		struct csv_dialect d = csv_dialect_guess(str_of(all[i].text));

		if (d.delimiter != all[i].delimiter || d.quote != all[i].quote || d.escape != all[i].escape ||
		    d.preamble != all[i].preamble)
			fail_msg("case %zu: '%c' '%c' '%c' %zu", i, d.delimiter, d.quote, d.escape, d.preamble);
	}
}

static void
tables(void **state)
{
	struct arena a = ARENA(64 << 20);
	struct csv_table t;
	struct err err = {0};

	(void)state;
	assert_ok(csv_table_read(&a,
	                         STR("\xef\xbb\xbf"
	                             "Firma;Ort\r\nM\xc3\xbcller;\"K\xc3\xb6ln\r\nDeutz\"\r\nB;\r\nC\r\n"),
	                         &t, &err),
	          err);
	assert_str(t.encoding, "UTF-8 with a byte-order mark");
	assert_int_equal(t.n_columns, 2);
	assert_int_equal(t.n_rows, 3);
	assert_str(t.header[0], "Firma");
	assert_str(t.rows[0].cell[1], "K\xc3\xb6ln\nDeutz");
	assert_str(t.rows[2].cell[1], "");
	assert_int_equal(t.n_ragged, 1);
	assert_ok(csv_table_read(&a, STR("Firma,Ort\nM\xfcller,K\xf6ln\n"), &t, &err), err);
	assert_str(t.encoding, "Windows-1252");
	assert_str(t.rows[0].cell[0], "M\xc3\xbcller");
	assert_ok(csv_table_read(&a,
	                         (struct str){"\xff\xfe"
	                                      "a\0,\0b\0\n\0"
	                                      "1\0,\0"
	                                      "2\0\n\0",
	                                      18},
	                         &t, &err),
	          err);
	assert_str(t.encoding, "UTF-16");
	assert_str(t.rows[0].cell[1], "2");
	assert_fails(csv_table_read(&a, STR("one\ntwo\n"), &t, &err), err, ERR_INVALID);
	assert_fails(csv_table_read(&a, STR(""), &t, &err), err, ERR_INVALID);
	assert_fails(csv_table_read(&a, STR("a,b\n"), &t, &err), err, ERR_INVALID);
	arena_release(&a);
}

static char
delimiter_of(struct str word)
{
	static const struct {
		const char *word;
		char c;
	} all[] = {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"vslash", '|'}, {"space", ' '}};

	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		if (str_eq(word, str_of(all[i].word)))
			return all[i].c;
	return '\0';
}

/* file|encoding|delimiter|quote|escape|line's end */
static void
against(const char *folder, const char *truth, size_t *n, size_t *right)
{
	struct arena a = ARENA(256 << 20);
	struct str text, line;
	struct err err = {0};

	assert_ok(fs_read(&a, fs_join(&a, "../shared/data/csv/truth", truth), 1 << 20, &text, &err), err);
	while (str_line(&text, &line)) {
		struct arena b = ARENA(256 << 20);
		struct str part[6], bytes;
		size_t k = 0;
		struct csv_dialect d;
		char quote;

		while (k < 6 && str_split(&line, '|', &part[k]))
			k++;
		if (k < 6 || delimiter_of(part[2]) == '\0' ||
		    !fs_read(&b, fs_join(&b, folder, arena_cstr(&b, part[0])), 64 << 20, &bytes, &err)) {
			arena_release(&b);
			continue;
		}
		d = csv_dialect_guess(utf8_from_any(&b, bytes));
		quote = str_eq(part[3], STR("singlequote")) ? '\'' : '"';
		++*n;
		if (d.delimiter == delimiter_of(part[2]) && d.quote == quote)
			++*right;
		else
			print_message("# %.*s: %c %c, not %c %c\n", STR_ARG(part[0]), d.delimiter, d.quote,
			              delimiter_of(part[2]), quote);
		arena_release(&b);
	}
	arena_release(&a);
}

static void
real_files(void **state)
{
	size_t n = 0, right = 0;

	(void)state;
	if (!fs_exists("../shared/data/csv/truth")) {
		print_message("# no real files here; not measured\n");
		return;
	}
	against("../shared/data/csv/POLLOCK-and-others", "POLLOCK-dialect_annotations.txt", &n, &right);
	against("../shared/data/csv/W3C-CSVW", "W3C-CSVW-dialect_annotations.txt", &n, &right);
	print_message("# dialects: %zu of %zu right, %.1f%%\n", right, n, 100.0 * (double)right / (double)n);
	assert_true(n > 300);
	assert_true(right * 100 >= n * 93);
}

/* No text that is written begins a formula; taken off again, it is what it was. */
static void
formulas(void **state)
{
	static const struct {
		const char *text, *written;
	} all[] = {
	    {"=1+1", "'=1+1"},       {"+1", "'+1"},   {"-1", "'-1"},
	    {"@SUM(1)", "'@SUM(1)"}, {"'=1", "''=1"}, {"\t=1", "'\t=1"},
	    {"'tis so", "'tis so"},  {"a=1", "a=1"},  {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
		CLEANUP(strbuf_release) struct strbuf b = STRBUF(1000);
		struct csv_out w = {.out = &b};
		struct csv_record rec;
		struct csv c;
		struct err err = {0};

		csv_put_text(&w, str_of(all[i].text));
		assert_str(strbuf_str(&b), all[i].written);
		csv_put(&w, STR("x"));
		csv_end(&w);
		c = (struct csv){.text = strbuf_str(&b), .delimiter = ','};
		assert_ok(csv_next(&a, &c, &rec, &err), err);
		assert_str(csv_text(rec.field[0]), all[i].text);
	}
	assert_str(csv_text(STR("'tis")), "'tis");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cases),
	    cmocka_unit_test(tables),
	    cmocka_unit_test(formulas),
	    cmocka_unit_test(real_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
