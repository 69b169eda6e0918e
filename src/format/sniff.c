#include "sniff.h"

#include "csv.h"
#include "reader.h"

bool
sniff_binary(struct str s, const char **ret_what)
{
	static const struct {
		struct str magic;
		const char *what;
	} magics[] = {
	    {STR_INIT("%PDF-"), "a PDF file"},
	    {STR_INIT("PK\x03\x04"), "a zip archive or office document"},
	    {STR_INIT("\x1f\x8b"), "a gzip archive"},
	    {STR_INIT("\x28\xb5\x2f\xfd"), "a zstd archive"},
	    {STR_INIT("\x89PNG"), "a picture"},
	    {STR_INIT("\xff\xd8\xff"), "a picture"},
	    {STR_INIT("GIF8"), "a picture"},
	    {STR_INIT("\xd0\xcf\x11\xe0"), "an old office document"},
	    {STR_INIT("SQLite format 3"), "a database"},
	    {STR_INIT("\x7f"
	              "ELF"),
	     "a program"},
	    {STR_INIT("{\\rtf"), "a rich text document"},
	};
	size_t odd = 0, n = s.n < 65536 ? s.n : 65536;

	*ret_what = NULL;
	for (size_t i = 0; i < ARRAY_LEN(magics); i++) {
		if (str_starts(s, magics[i].magic)) {
			*ret_what = magics[i].what;
			return true;
		}
	}
	if (str_starts(s, STR("\xff\xfe")) || str_starts(s, STR("\xfe\xff")) || sniff_utf16(s) != '\0')
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		odd += c < 0x20 && !ascii_is_space((char)c) && c != 0x1b;
	}
	if (odd * 50 <= n)
		return false;
	*ret_what = "a binary file";
	return true;
}

char
sniff_utf16(struct str s)
{
	size_t n = s.n < 1024 ? s.n & ~(size_t)1 : 1024, even = 0, odd = 0;

	for (size_t i = 0; i < n; i += 2) {
		even += s.p[i] == '\0';
		odd += s.p[i + 1] == '\0';
	}
	if (n >= 4 && even == 0 && odd * 2 > n / 2)
		return 'L';
	if (n >= 4 && odd == 0 && even * 2 > n / 2)
		return 'B';
	return '\0';
}

/* Markup: a doctype, or a tag that pages and fragments begin with, maybe after comments. */
static enum sniff
sniff_markup(struct str s)
{
	static const char *const tags[] = {"<!doctype html",
	                                   "<html",
	                                   "<head",
	                                   "<body",
	                                   "<div",
	                                   "<p>",
	                                   "<p ",
	                                   "<h1",
	                                   "<h2",
	                                   "<h3",
	                                   "<ul",
	                                   "<ol",
	                                   "<table",
	                                   "<article",
	                                   "<section",
	                                   "<main",
	                                   "<span",
	                                   "<meta",
	                                   "<title",
	                                   "<script",
	                                   "<strong"};

	while (str_starts(s, STR("<!--"))) {
		size_t end = str_find(s, STR("-->"));

		if (end == s.n)
			return SNIFF_TEXT;
		s = str_trim(str_sub(s, end + 3, s.n));
	}
	for (size_t i = 0; i < ARRAY_LEN(tags); i++) {
		if (str_starts_ci(s, str_of(tags[i])))
			return SNIFF_HTML;
	}
	if (str_starts(s, STR("<?xml")))
		return str_has_ci(str_sub(s, 0, 1024), STR("<html")) ? SNIFF_HTML : SNIFF_XML;
	if (str_starts(s, STR("<rss")) || str_starts(s, STR("<feed")) || str_starts(s, STR("<workzag-jobs")))
		return SNIFF_XML;
	return SNIFF_TEXT;
}

/* Columns of a CSV file: every name short and not a sentence. */
static bool
is_header(struct str text, char delimiter)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct csv c = {.text = text, .delimiter = delimiter};
	struct csv_record rec;
	size_t empty = 0;

	if (!csv_next(&a, &c, &rec, NULL) || rec.n == 0)
		return false;
	for (size_t i = 0; i < rec.n; i++) {
		struct str f = str_trim(rec.field[i]);

		empty += f.n == 0;
		if (f.n > 64 || str_has(f, STR(". ")) || str_ends(f, STR(".")))
			return false;
	}
	return empty * 2 <= rec.n;
}

struct sniffed
sniff_text(struct str text)
{
	struct sniffed r = {.what = SNIFF_TEXT};
	struct str s = str_trim(text), first = s;
	enum sniff markup;

	if (s.n == 0)
		return (struct sniffed){.what = SNIFF_EMPTY};
	if (s.p[0] == '{' || s.p[0] == '[') {
		/* "[Remote] ML Engineer" and "{{title}}" are text */
		char next =
		    s.n > 1 ? str_trim(str_sub(s, 1, s.n)).n > 0 ? str_trim(str_sub(s, 1, s.n)).p[0] : '\0' : '\0';

		if (s.n == 1 || next == '"' || next == '{' || next == '[' || next == ']' || next == '}' ||
		    next == '\0' || ascii_is_digit(next) ||
		    (s.p[0] == '[' && (next == '-' || str_find(s, STR(",")) < 8)))
			return (struct sniffed){.what = SNIFF_JSON};
	}
	markup = sniff_markup(s);
	if (markup != SNIFF_TEXT)
		return (struct sniffed){.what = markup};
	if (mdtable_is(s))
		return (struct sniffed){.what = SNIFF_MARKDOWN_TABLE};
	for (size_t i = 0; i < 4; i++) {
		if (csv_is_header(s, ",\t;|"[i]))
			return (struct sniffed){.what = SNIFF_CSV, .delimiter = ",\t;|"[i]};
	}
	r.delimiter = csv_sniff(s);
	if (r.delimiter != '\0' && is_header(s, r.delimiter)) {
		r.what = SNIFF_CSV;
	} else if (str_line(&first, &first) && csv_is_text_column(first)) {
		r.what = SNIFF_CSV;
		r.delimiter = ',';
	}
	return r;
}
