#include "csv_dialect.h"

#include "base/utf8.h"
#include "base/vec.h"

#define SAMPLE_BYTES   ((size_t)48 << 10)
#define SAMPLE_RECORDS 120
#define WIDTHS_MAX     64
#define LEAST          1e-3 /* of a type score: a column of prose is still a column */

/* --- what a cell looks like --------------------------------------------------------------------------------------- */

static bool
only(struct str s, const char *allowed)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_digit(s.p[i]) && strchr(allowed, s.p[i]) == NULL)
			return false;
	return true;
}

static size_t
digits(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ascii_is_digit(s.p[i]);
	return n;
}

/* Numbers with signs, percent, currencies, thousands; not "1;2" nor "1,2,3". */
static bool
is_number(struct str s)
{
	size_t commas = 0, points = 0, i = 0, last = 0;

	while (i < s.n && (strchr("+-$(", s.p[i]) != NULL || (unsigned char)s.p[i] >= 0xc2))
		i++;
	s = str_trim(str_sub(s, i, s.n));
	while (s.n > 0 && strchr("%)", s.p[s.n - 1]) != NULL)
		s.n--;
	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == ',') {
			/* between thousands, or the only one */
			if (commas++ > 0 && i - last != 4)
				return false;
			last = i;
		} else if (c == '.') {
			points++;
		} else if ((c == 'e' || c == 'E') && i > 0 && i + 1 < s.n) {
			return only(str_sub(s, i + 1, s.n), "+-");
		} else if (!ascii_is_digit(c)) {
			return false;
		}
	}
	return digits(s) > 0 && points <= 1 + (commas > 0 ? 1 : 0) && (commas < 2 || s.n - last == 4 || points == 1);
}

static bool
is_time(struct str s)
{
	return s.n >= 4 && s.n <= 30 && digits(s) >= 3 && only(s, ":-/. TZ+") && !only(s, "");
}

static bool
is_address(struct str s)
{
	size_t at = str_find_byte(s, '@');

	if (str_find_byte(s, ' ') < s.n)
		return false;
	return str_starts_ci(s, STR("http://")) || str_starts_ci(s, STR("https://")) || str_starts_ci(s, STR("www.")) ||
	       (at > 0 && at + 3 < s.n && str_find_byte(str_sub(s, at, s.n), '.') < s.n - at);
}

/* Words with the marks that stand within and behind them; no mark that may part fields. */
static bool
is_words(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = ascii_is_alpha(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;

		if (letter || strchr(" -_.'&/()#+*!?%$:", c) != NULL || c == '\n' || c == '\r')
			continue;
		/* a comma or semicolon in a sentence has a space behind it */
		if ((c == ',' || c == ';') && i + 1 < s.n && s.p[i + 1] == ' ' && s.n > 12)
			continue;
		return false;
	}
	return true;
}

static bool
is_structured(struct str s)
{
	char c = s.n > 1 ? s.p[0] : ' ', d = s.n > 1 ? s.p[s.n - 1] : ' ';

	return (c == '{' && d == '}') || (c == '[' && d == ']');
}

static double
likeness(struct str s)
{
	s = str_trim(s);
	/* quotes of another kind, not taken off */
	if (s.n >= 2 && s.p[0] == '\'' && s.p[s.n - 1] == '\'')
		return 0;
	if (s.n == 0 || is_number(s) || is_time(s) || is_address(s) || is_structured(s))
		return 1;
	return is_words(s) ? 1 : 0;
}

/* --- how even the rows are ---------------------------------------------------------------------------------------- */

struct sample {
	size_t width[WIDTHS_MAX];
	size_t n[WIDTHS_MAX];
	size_t n_widths;
	size_t n_records;
	double cells;
	double like;
	size_t quoted; /* cells that begin and end with the mark */
	size_t odd;    /* cells with a mark that does neither */
};

static void
sample_record(struct sample *s, const struct csv_record *rec, const struct csv *c)
{
	size_t k = 0;

	while (k < s->n_widths && s->width[k] != rec->n)
		k++;
	if (k == s->n_widths && k < WIDTHS_MAX)
		s->width[s->n_widths++] = rec->n;
	if (k < WIDTHS_MAX)
		s->n[k]++;
	s->n_records++;
	for (size_t i = 0; i < rec->n; i++) {
		s->cells++;
		s->like += likeness(rec->field[i]);
		s->odd += str_find_byte(rec->field[i], c->quote) < rec->field[i].n && c->quote == '\'';
	}
}

/* False where the marks do not match up. */
static bool
sample_take(struct str text, bool cut, struct csv c, struct sample *s)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct csv_record rec;

	*s = (struct sample){0};
	c.text = text;
	while (s->n_records < SAMPLE_RECORDS) {
		struct err err = {0};

		if (!csv_next(&a, &c, &rec, &err))
			return cut && s->n_records > 1;
		if (rec.n == 0)
			return true;
		/* the last one of a cut sample may be half a record */
		if (cut && c.at >= text.n && s->n_records > 1)
			return true;
		sample_record(s, &rec, &c);
	}
	return true;
}

/* Sum over widths of how many records have it, times 1 - 1/width, over the number of widths; times the cells that look
 * like something. */
static double
score(const struct sample *s)
{
	double rows = 0;

	for (size_t k = 0; k < s->n_widths; k++)
		rows += (double)s->n[k] * MAX(LEAST, ((double)s->width[k] - 1) / (double)s->width[k]);
	return rows / (double)MAX(s->n_widths, 1) * MAX(LEAST, s->cells > 0 ? s->like / s->cells : 0);
}

static bool
holds(struct str text, char a, char b)
{
	char pair[] = {a, b};

	return str_has(text, (struct str){pair, 2});
}

/* Whether a mark opens a field somewhere: behind the delimiter or a line's end. */
static bool
opens(struct str text, char delimiter, char quote)
{
	return holds(text, delimiter, quote) || holds(text, '\n', quote) || (text.n > 0 && text.p[0] == quote);
}

/* Records before the first that is as wide as most. */
static size_t
preamble_of(struct str text, struct csv c, const struct sample *s)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct csv_record rec;
	size_t usual = 0, best = 0;

	for (size_t k = 0; k < s->n_widths; k++) {
		if (s->n[k] > best || (s->n[k] == best && s->width[k] > usual)) {
			best = s->n[k];
			usual = s->width[k];
		}
	}
	c.text = text;
	for (size_t n = 0; n < SAMPLE_RECORDS; n++) {
		if (!csv_next(&a, &c, &rec, NULL) || rec.n == 0)
			return 0;
		if (rec.n == usual)
			return n;
	}
	return 0;
}

struct csv_dialect
csv_dialect_guess(struct str text)
{
	static const char delimiters[] = ",;\t| ", quotes[] = "\"'";
	bool cut = text.n > SAMPLE_BYTES;
	struct csv_dialect best = {.delimiter = ',', .quote = '"'};

	text = utf8_clip(text, SAMPLE_BYTES);
	for (size_t d = 0; d < sizeof(delimiters) - 1; d++) {
		for (size_t q = 0; q < sizeof(quotes) - 1; q++) {
			bool escapes = holds(text, '\\', quotes[q]);

			/* Single quotes are apostrophes unless they open fields. */
			if (q > 0 && !opens(text, delimiters[d], quotes[q]))
				continue;
			for (int e = 0; e <= (int)escapes; e++) {
				struct csv c = {
				    .delimiter = delimiters[d], .quote = quotes[q], .escape = e > 0 ? '\\' : '\0'};
				struct sample s;
				double x;

				if (!sample_take(text, cut, c, &s))
					continue;
				/* Words are parted by spaces whatever parts the fields. */
				x = score(&s) * (delimiters[d] == ' ' ? 0.5 : 1);
				if (q > 0 && s.odd > 0)
					x *= 0.5;
				if (x > best.score * (1 + 1e-9))
					best = (struct csv_dialect){c.delimiter, c.quote, c.escape,
					                            preamble_of(text, c, &s), x};
			}
		}
	}
	return best;
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

static struct str
encoding_of(struct str bytes)
{
	if (str_starts(bytes, STR("\xef\xbb\xbf")))
		return STR("UTF-8 with a byte-order mark");
	if (str_starts(bytes, STR("\xff\xfe")) || str_starts(bytes, STR("\xfe\xff")))
		return STR("UTF-16");
	return utf8_valid(bytes) ? STR("UTF-8") : STR("Windows-1252");
}

/* LF for every line's end within a cell. */
static struct str
clean_cell(struct arena *a, struct str s)
{
	char *out;
	size_t n = 0;

	s = str_trim(s);
	if (str_find_byte(s, '\r') == s.n)
		return s;
	out = arena_alloc(a, s.n);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			out[n++] = s.p[i];
		else if (i + 1 == s.n || s.p[i + 1] != '\n')
			out[n++] = '\n';
	return (struct str){out, n};
}

static bool
rows_read(struct arena *a, struct csv *c, struct csv_table *t, struct err *err)
{
	VEC(struct csv_row) rows = {0};
	struct csv_record rec;

	for (;;) {
		struct csv_row *row;

		if (!csv_next(a, c, &rec, err))
			return false;
		if (rec.n == 0)
			break;
		if (rows.n == CSV_TABLE_ROWS_MAX || (rows.n + 1) * t->n_columns > CSV_TABLE_CELLS_MAX)
			return err_set(err, ERR_LIMIT, "the table has more than %zu rows", rows.n);
		t->n_ragged += rec.n != t->n_columns;
		row = VEC_PUSH(a, &rows);
		row->line = rec.line;
		row->cell = ARENA_ARRAY(a, t->n_columns, struct str);
		for (size_t i = 0; i < MIN(rec.n, t->n_columns); i++)
			row->cell[i] = clean_cell(a, rec.field[i]);
	}
	t->rows = rows.p;
	t->n_rows = rows.n;
	return true;
}

bool
csv_table_read(struct arena *a, struct str bytes, struct csv_table *ret, struct err *err)
{
	struct str text = utf8_from_any(a, bytes);
	struct csv c;
	struct csv_record rec;

	*ret = (struct csv_table){.encoding = encoding_of(bytes), .dialect = csv_dialect_guess(text)};
	c = (struct csv){.text = text,
	                 .delimiter = ret->dialect.delimiter,
	                 .quote = ret->dialect.quote,
	                 .escape = ret->dialect.escape};
	for (size_t i = 0; i <= ret->dialect.preamble; i++)
		if (!csv_next(a, &c, &rec, err))
			return false;
	if (rec.n < 2)
		return err_set(err, ERR_INVALID, "it is no table: no delimiter gives two columns"),
		       err_hint(err, "Export the tracker as CSV, with the names of the columns in the first row.");
	ret->n_columns = rec.n;
	ret->header = ARENA_ARRAY(a, rec.n, struct str);
	for (size_t i = 0; i < rec.n; i++)
		ret->header[i] = clean_cell(a, rec.field[i]);
	if (!rows_read(a, &c, ret, err))
		return false;
	if (ret->n_rows == 0)
		return err_set(err, ERR_INVALID, "the table has a header and no row");
	return true;
}
