/*
 * The language of a PDF. cairo 1.16 cannot tell it, so the catalog is written once more behind the file, with /Lang in
 * it, and a second table of places, as ISO 32000-1, 7.5.6 has it.
 */
#include "resume_pdf_impl.h"

#include "base/num.h"

/* The place of the last one. */
static size_t
find_last(struct str s, const char *what)
{
	size_t at = s.n, from = 0;

	for (;;) {
		size_t i = str_find(str_sub(s, from, s.n), str_of(what));

		if (from + i >= s.n)
			return at;
		at = from + i;
		from = at + 1;
	}
}

/* The number behind the last `key`. */
static bool
number_behind(struct str s, const char *key, int64_t *ret)
{
	size_t at = find_last(s, key), n = 0;
	struct str rest = str_trim(str_sub(s, at + strlen(key), 30));

	while (n < rest.n && ascii_is_digit(rest.p[n]))
		n++;
	return at < s.n && n > 0 && num_parse_i64(str_sub(rest, 0, n), 0, INT32_MAX, key, ret, NULL);
}

bool
pdf_add_language(struct arena *a, struct strbuf *pdf, struct str code, struct err *err)
{
	struct str all = arena_str(a, strbuf_str(pdf)), object;
	int64_t root, size, start;
	size_t at, end;
	char key[32];

	if (!number_behind(all, "/Root", &root) || !number_behind(all, "/Size", &size) ||
	    !number_behind(all, "startxref", &start))
		return err_set(err, ERR_BUG, "the PDF has no trailer");
	snprintf(key, sizeof(key), "\n%lld 0 obj\n<<", (long long)root);
	at = find_last(all, key);
	if (at == all.n)
		return err_set(err, ERR_BUG, "the PDF has no catalog");
	object = str_sub(all, at + strlen(key), all.n);
	end = str_find(object, STR("endobj"));
	object = str_sub(object, 0, end);
	at = pdf->n;
	strbuf_printf(pdf,
	              "%lld 0 obj\n<< /Lang (%.*s) /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle "
	              "true >>%.*sendobj\n",
	              (long long)root, STR_ARG(code), STR_ARG(object));
	end = pdf->n;
	strbuf_printf(pdf, "xref\n%lld 1\n%010zu 00000 n \ntrailer\n", (long long)root, at);
	strbuf_printf(pdf, "<< /Size %lld /Root %lld 0 R", (long long)size, (long long)root);
	if (number_behind(all, "/Info", &size))
		strbuf_printf(pdf, " /Info %lld 0 R", (long long)size);
	strbuf_printf(pdf, " /Prev %lld >>\nstartxref\n%zu\n%%%%EOF\n", (long long)start, end);
	return strbuf_ok(pdf, "the PDF", err);
}
