/*
 * Records of delimited text (RFC 4180 and what people make of it): any of , ; tab | as delimiter, quoted fields with
 * doubled quotes and line breaks, LF, CRLF or CR. No meaning is given to any field.
 *
 *	struct csv c = {.text = s, .delimiter = ','};
 *	while (csv_next(a, &c, &rec, err) && rec.n > 0) ...
 */
#ifndef FORMAT_CSV_H
#define FORMAT_CSV_H

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"

#define CSV_FIELDS_MAX 1000
#define CSV_RECORD_MAX ((size_t)4 << 20)

struct csv {
	struct str text; /* UTF-8 */
	char delimiter;
	char quote;  /* '\0': the double one */
	char escape; /* before a quote within quotes; '\0': quotes are doubled */
	size_t at;   /* byte of the next record */
	size_t line; /* its line less one */
};

struct csv_record {
	struct str *field; /* without quotes; borrows from the text where nothing had to be undone */
	size_t n;
	size_t line;    /* where it begins, from 1 */
	struct str raw; /* its bytes, without the line's end */
};

/* The next record that is not an empty line; n is 0 at the end. ERR_INVALID for a quote that is never closed, ERR_LIMIT
 * past the limits. */
bool csv_next(struct arena *a, struct csv *c, struct csv_record *ret, struct err *err) MUST_USE;

/* The delimiter with which the first records have the most fields and the same number of them; '\0' when no delimiter
 * gives at least two fields in nearly all of them. */
char csv_sniff(struct str text);

/* Writes records as RFC 4180 has them: commas, CRLF, quotes only where needed, doubled within.
 *
 *	struct csv_out w = {.out = out};
 *	csv_put(&w, a); csv_put(&w, b); csv_end(&w);
 */
struct csv_out {
	struct strbuf *out;
	bool comma; /* the next field needs one before it */
};
void csv_put(struct csv_out *w, struct str field);
/* The same for a text of anybody's that a spreadsheet may open: one that it would take for a formula (it begins with
 * = + - @, a tab or a CR) gets an apostrophe before it. */
void csv_put_text(struct csv_out *w, struct str field);
/* What was written by csv_put_text, as it was. */
struct str csv_text(struct str field);
void csv_end(struct csv_out *w);

#endif
