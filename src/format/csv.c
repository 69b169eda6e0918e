#include "csv.h"

#include "base/vec.h"

/* One field that begins at c->at; leaves c->at on the delimiter, the line's end or the end. */
static bool
quoted_field(struct arena *a, struct csv *c, size_t limit, struct str *ret, struct err *err)
{
	struct str s = c->text;
	size_t start = c->at + 1, i = start, n = 0;
	size_t first_line = c->line + 1;
	bool doubled = false;
	char quote = c->quote != '\0' ? c->quote : '"';
	char *out;

	for (;; i++) {
		if (i >= s.n)
			return err_set(err, ERR_INVALID, "line %zu: a quoted field is never closed", first_line);
		if (i >= limit)
			return err_set(err, ERR_LIMIT, "line %zu: the record is longer than %zu bytes", first_line,
			               CSV_RECORD_MAX);
		if (s.p[i] == '\n' || (s.p[i] == '\r' && !(i + 1 < s.n && s.p[i + 1] == '\n')))
			c->line++;
		if (c->escape != '\0' && s.p[i] == c->escape && i + 1 < s.n) {
			doubled = true;
			i++;
			continue;
		}
		if (s.p[i] != quote)
			continue;
		if (i + 1 >= s.n || s.p[i + 1] != quote)
			break;
		doubled = true;
		i++;
	}
	*ret = str_sub(s, start, i - start);
	c->at = i + 1;
	/* what stands between the closing quote and the delimiter belongs to the field, too */
	for (i = c->at; i < s.n && s.p[i] != c->delimiter && s.p[i] != '\n' && s.p[i] != '\r';)
		i++;
	if (!doubled && i == c->at)
		return true;
	out = arena_alloc(a, ret->n + (i - c->at));
	for (size_t k = 0; k < ret->n; k++) {
		if (c->escape != '\0' && ret->p[k] == c->escape && k + 1 < ret->n) {
			out[n++] = ret->p[++k];
			continue;
		}
		out[n++] = ret->p[k];
		if (ret->p[k] == quote)
			k++;
	}
	memcpy(out + n, s.p + c->at, i - c->at);
	*ret = (struct str){out, n + (i - c->at)};
	c->at = i;
	return true;
}

static bool
field(struct arena *a, struct csv *c, size_t limit, struct str *ret, struct err *err)
{
	size_t i = c->at;

	if (i < c->text.n && c->text.p[i] == (c->quote != '\0' ? c->quote : '"'))
		return quoted_field(a, c, limit, ret, err);
	while (i < c->text.n && c->text.p[i] != c->delimiter && c->text.p[i] != '\n' && c->text.p[i] != '\r') {
		if (i++ >= limit)
			return err_set(err, ERR_LIMIT, "line %zu: the record is longer than %zu bytes", c->line + 1,
			               CSV_RECORD_MAX);
	}
	*ret = str_sub(c->text, c->at, i - c->at);
	c->at = i;
	return true;
}

static void
skip_line_end(struct csv *c)
{
	if (c->at < c->text.n && c->text.p[c->at] == '\r')
		c->at++;
	if (c->at < c->text.n && c->text.p[c->at] == '\n')
		c->at++;
	c->line++;
}

bool
csv_next(struct arena *a, struct csv *c, struct csv_record *ret, struct err *err)
{
	VEC(struct str) v = {0};
	size_t start, limit;

	while (c->at < c->text.n && (c->text.p[c->at] == '\n' || c->text.p[c->at] == '\r'))
		skip_line_end(c);
	*ret = (struct csv_record){.line = c->line + 1};
	if (c->at >= c->text.n)
		return true;
	start = c->at;
	limit = start + CSV_RECORD_MAX;
	for (;;) {
		if (v.n == CSV_FIELDS_MAX)
			return err_set(err, ERR_LIMIT, "line %zu: more than %d fields", ret->line, CSV_FIELDS_MAX);
		if (!field(a, c, limit, VEC_PUSH(a, &v), err))
			return false;
		if (c->at >= c->text.n || c->text.p[c->at] != c->delimiter)
			break;
		c->at++;
	}
	ret->raw = str_sub(c->text, start, c->at - start);
	ret->field = v.p;
	ret->n = v.n;
	if (c->at < c->text.n)
		skip_line_end(c);
	return true;
}

/* How well the delimiter fits the first records: fields times the share of records that have as many as the first; 0
 * when fewer than nine in ten do. */
static double
fit(struct str text, char delimiter)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct csv c = {.text = text, .delimiter = delimiter};
	struct csv_record rec;
	size_t fields = 0, n = 0, same = 0;

	while (n < 50 && csv_next(&a, &c, &rec, NULL) && rec.n > 0) {
		/* the last one may be cut off */
		if (c.at >= text.n && n > 1)
			break;
		if (n++ == 0)
			fields = rec.n;
		same += rec.n == fields;
	}
	if (fields < 2 || n < 2 || same * 10 < n * 9)
		return 0;
	return (double)fields * (double)same / (double)n;
}

char
csv_sniff(struct str text)
{
	static const char delimiters[] = ",\t;|";
	double best = 0;
	char found = '\0';

	text = str_sub(text, 0, (size_t)1 << 20);
	for (size_t i = 0; i < sizeof(delimiters) - 1; i++) {
		double f = fit(text, delimiters[i]);

		if (f > best) {
			best = f;
			found = delimiters[i];
		}
	}
	return found;
}
