#include "format/linkedin.h"

#include "base/num.h"
#include "base/utf8.h"
#include "format/csv.h"

#define PREAMBLE_LINES 20

enum column { COL_FIRST, COL_LAST, COL_URL, COL_EMAIL, COL_COMPANY, COL_POSITION, COL_ON, COL__COUNT };

static const char *const columns[COL__COUNT] = {
    [COL_FIRST] = "First Name", [COL_LAST] = "Last Name",    [COL_URL] = "URL",         [COL_EMAIL] = "Email Address",
    [COL_COMPANY] = "Company",  [COL_POSITION] = "Position", [COL_ON] = "Connected On",
};

static bool
is_header(struct str line)
{
	return str_starts_ci(str_trim(line), STR("First Name,")) ||
	       str_starts_ci(str_trim(line), STR("\"First Name\",")) ||
	       str_starts_ci(str_trim(line), STR("First Name;"));
}

/* The text from the header on; p NULL when there is none. *ret_line: lines before it. */
static struct str
from_header(struct str text, size_t *ret_line)
{
	struct str rest = text;
	struct str line;

	for (*ret_line = 0; *ret_line < PREAMBLE_LINES && str_line(&rest, &line); ++*ret_line)
		if (is_header(line))
			return str_sub(text, (size_t)(line.p - text.p), text.n);
	return STR_NONE;
}

bool
linkedin_is(struct str text)
{
	size_t line;

	return from_header(text, &line).p != NULL;
}

static bool
header_read(const struct csv_record *r, size_t at[static COL__COUNT], struct err *err)
{
	for (size_t k = 0; k < COL__COUNT; k++) {
		at[k] = SIZE_MAX;
		for (size_t i = 0; i < r->n; i++)
			if (str_eq_ci(str_trim(r->field[i]), str_of(columns[k])))
				at[k] = i;
	}
	if (at[COL_FIRST] == SIZE_MAX || at[COL_LAST] == SIZE_MAX) {
		err_set(err, ERR_INVALID, "line %zu: the columns First Name and Last Name are missing", r->line);
		return err_hint(err, "LinkedIn's file begins with First Name,Last Name,URL,Email Address,Company.");
	}
	return true;
}

static struct str
field(const struct csv_record *r, const size_t at[static COL__COUNT], enum column k)
{
	return at[k] < r->n ? str_trim(r->field[at[k]]) : STR("");
}

/* "01 Jan 2024", "1-Jan-24"; ISO too. */
static bool
day_read(struct str s, int32_t *ret)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	struct str part[3];
	struct str rest = s;
	int64_t day, year;
	char sep = str_find_byte(s, '-') < s.n ? '-' : ' ';

	if (day_parse(s, ret, NULL))
		return true;
	for (size_t i = 0; i < 3; i++)
		if (!str_split(&rest, sep, &part[i]))
			return false;
	if (rest.p != NULL || part[1].n < 3 || !num_parse_i64(part[0], 1, 31, "day", &day, NULL) ||
	    !num_parse_i64(part[2], 0, 9999, "year", &year, NULL))
		return false;
	if (year < 100)
		year += 2000;
	for (int m = 0; m < 12; m++) {
		char iso[16];

		if (!str_eq_ci(str_sub(part[1], 0, 3), (struct str){months + (size_t)m * 3, 3}))
			continue;
		snprintf(iso, sizeof(iso), "%04d-%02d-%02d", (int)year, m + 1, (int)day);
		return day_parse(str_of(iso), ret, NULL);
	}
	return false;
}

static bool
row_read(struct arena *a, const struct csv_record *r, const size_t at[static COL__COUNT], size_t line,
         const struct card_sink *sink, struct err *err)
{
	struct card c = card_none();
	struct str email = field(r, at, COL_EMAIL);
	struct str on = field(r, at, COL_ON);
	struct err why = {0};
	struct card_job *job;

	c.where = arena_printf(a, "line %zu", line);
	c.given = field(r, at, COL_FIRST);
	c.family = field(r, at, COL_LAST);
	if (email.n > 0)
		card_item_add(a, &c, CARD_EMAIL, email);
	if (field(r, at, COL_URL).n > 0)
		card_item_add(a, &c, CARD_URL, field(r, at, COL_URL))->label = STR("LinkedIn");
	if (field(r, at, COL_COMPANY).n + field(r, at, COL_POSITION).n > 0) {
		job = card_job_add(a, &c);
		job->company = field(r, at, COL_COMPANY);
		job->title = field(r, at, COL_POSITION);
	}
	if (on.n > 0 && day_read(on, &c.met_day)) {
		c.met = STR("LinkedIn");
	} else if (on.n > 0) {
		const struct card_notice n = {c.where, arena_printf(a, "'%.*s' is no day", STR_ARG(utf8_clip(on, 60))),
		                              false};

		if (!sink->notice(sink->p, &n, err))
			return false;
	}
	if (!card_tidy(a, &c, &why)) {
		const struct card_notice n = {c.where, arena_str(a, str_of(why.text)), true};

		return sink->notice(sink->p, &n, err);
	}
	return sink->card(sink->p, &c, err);
}

bool
linkedin_read(struct arena *a, struct str bytes, const struct card_sink *sink, struct err *err)
{
	struct str text = utf8_from_any(a, bytes);
	size_t before;
	struct csv csv = {.text = from_header(text, &before), .delimiter = ','};
	struct csv_record r;
	size_t at[COL__COUNT];
	size_t n = 0;

	if (csv.text.p == NULL)
		return err_set(err, ERR_INVALID, "there is no line First Name,Last Name,... among the first %d",
		               PREAMBLE_LINES);
	if (str_starts_ci(csv.text, STR("First Name;")))
		csv.delimiter = ';';
	if (!csv_next(a, &csv, &r, err) || !header_read(&r, at, err))
		return false;
	for (;;) {
		if (!csv_next(a, &csv, &r, err))
			return err_prefix(err, "below line %zu", before);
		if (r.n == 0)
			return true;
		if (n++ == LINKEDIN_ROWS_MAX)
			return err_set(err, ERR_LIMIT, "more than %d rows", LINKEDIN_ROWS_MAX);
		if (!row_read(a, &r, at, before + r.line, sink, err))
			return false;
	}
}
