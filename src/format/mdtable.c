/* Lists of openings kept as tables in Markdown: | Company | Position | Location | Salary | Posting | Age |. */
#include "html.h"
#include "plain.h"
#include "reader.h"
#include "words.h"

#define CELLS_MAX 32

enum cell { CELL_COMPANY, CELL_TITLE, CELL_PLACE, CELL_LINK, CELL_DATE, CELL__COUNT };

struct header {
	size_t at[CELL__COUNT];
};

/* The cells of a row "| a | b |"; 0 for any other line. */
static size_t
split_row(struct str line, struct str cells[static CELLS_MAX])
{
	size_t n = 0;

	line = str_trim(line);
	if (line.n < 3 || line.p[0] != '|')
		return 0;
	line = str_sub(line, 1, line.n);
	while (n < CELLS_MAX && str_split(&line, '|', &cells[n]))
		n++;
	if (n > 0 && str_trim(cells[n - 1]).n == 0)
		n--;
	return n;
}

static bool
is_rule(struct str line)
{
	line = str_trim(line);
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] != '|' && line.p[i] != '-' && line.p[i] != ':' && line.p[i] != ' ')
			return false;
	}
	return str_has(line, STR("---"));
}

static bool
read_header(struct str line, struct header *ret)
{
	static const char *const names[CELL__COUNT] = {
	    "company employer", "position role title job", "location place locations", "posting link application apply",
	    "posted date",
	};
	struct str cells[CELLS_MAX];
	size_t n = split_row(line, cells);

	for (size_t c = 0; c < CELL__COUNT; c++) {
		struct str rest = str_of(names[c]), name;

		ret->at[c] = SIZE_MAX;
		while (ret->at[c] == SIZE_MAX && str_split(&rest, ' ', &name)) {
			for (size_t i = 0; i < n && ret->at[c] == SIZE_MAX; i++) {
				if (str_has_ci(cells[i], name))
					ret->at[c] = i;
			}
		}
	}
	return ret->at[CELL_COMPANY] < n && ret->at[CELL_TITLE] < n;
}

bool
mdtable_is(struct str text)
{
	struct str line, before = STR_NONE;
	struct header h;

	for (int i = 0; i < 400 && str_line(&text, &line); i++) {
		if (is_rule(line) && read_header(before, &h))
			return true;
		before = line;
	}
	return false;
}

/* The address of a link, HTML or Markdown. */
static struct str
link_of(struct str cell)
{
	size_t at = str_find(cell, STR("href=\""));
	struct str s;

	if (at < cell.n) {
		s = str_sub(cell, at + 6, cell.n);
		return str_sub(s, 0, str_find_byte(s, '"'));
	}
	at = str_find(cell, STR("]("));
	s = str_sub(cell, at + 2, cell.n);
	return str_sub(s, 0, str_find_byte(s, ')'));
}

/* The words of a cell: HTML tags, links and emphasis of Markdown go. */
static struct str
words_of(struct reader *rd, struct str cell)
{
	struct str s = STR_NONE;
	size_t at;

	cell = str_trim(cell);
	if (reader_has_tags(cell) && html_text(rd->a, cell, 4096, &s, NULL))
		cell = str_starts(s, STR("# ")) || str_starts(s, STR("- ")) ? str_sub(s, 2, s.n) : s;
	at = str_find(cell, STR("]("));
	if (at < cell.n && cell.n > 0 && str_find_byte(cell, '[') < at) {
		size_t from = str_find_byte(cell, '[') + 1;

		cell = str_sub(cell, from, at - from);
	}
	while (cell.n > 1 && (str_starts(cell, STR("*")) || str_starts(cell, STR("_"))))
		cell = str_sub(cell, 1, cell.n);
	while (cell.n > 0 && (cell.p[cell.n - 1] == '*' || cell.p[cell.n - 1] == '_'))
		cell.n--;
	return plain_name(rd->a, cell, 1000);
}

static bool
row(struct reader *rd, const struct header *h, const struct str *cells, size_t n, struct posting_record *r,
    struct err *err)
{
	struct str values[CELL__COUNT];

	for (size_t c = 0; c < CELL__COUNT; c++)
		values[c] = h->at[c] < n ? cells[h->at[c]] : STR_NONE;
	r->company = words_of(rd, values[CELL_COMPANY]);
	r->title = words_of(rd, values[CELL_TITLE]);
	r->place = words_of(rd, values[CELL_PLACE]);
	r->workplace = word_workplace(r->place);
	r->url = plain_unescape(rd->a, link_of(values[CELL_LINK]));
	if (r->url.n == 0)
		r->url = plain_unescape(rd->a, link_of(values[CELL_TITLE]));
	r->posted_day = day_of_text(words_of(rd, values[CELL_DATE]));
	if (r->url.n > 0)
		r->source_key = arena_printf(rd->a, "table/%.*s", STR_ARG(r->url));
	if (r->company.n == 0 && r->title.n == 0) {
		reader_refuse(rd, r->where, "the row names neither company nor position");
		return true;
	}
	return reader_add(rd, r, err);
}

bool
mdtable_read(struct reader *rd, struct err *err)
{
	struct str rest = rd->bytes, line, before = STR_NONE, cells[CELLS_MAX];
	struct header h;
	bool in_table = false;
	size_t number = 0;

	while (str_line(&rest, &line)) {
		size_t n = split_row(line, cells);

		number++;
		if (n > 0 && is_rule(line)) {
			in_table = read_header(before, &h);
		} else if (n == 0) {
			in_table = false;
		} else if (in_table) {
			struct posting_record r = reader_new(POSTING_OTHER, arena_printf(rd->a, "line %zu", number));

			r.source = line;
			if (!row(rd, &h, cells, n, &r, err))
				return false;
		}
		before = line;
	}
	return true;
}
