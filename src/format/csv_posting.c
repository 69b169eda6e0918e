#include "base/date.h"
#include "base/num.h"
#include "base/strbuf.h"
#include "csv.h"
#include "reader.h"
#include "words.h"

/* What a column may hold. */
enum column {
	COL_TEXT,
	COL_TITLE,
	COL_COMPANY,
	COL_PLACE,
	COL_URL,
	COL_POSTED,
	COL_CLOSES,
	COL_EMPLOYMENT,
	COL_WORKPLACE,
	COL_DEPARTMENT,
	COL_PAY,
	COL_PAY_MIN,
	COL_PAY_MAX,
	COL_CURRENCY,
	COL_PERIOD,
	COL__COUNT
};

/* Names of columns, folded to letters and digits; the earlier name of a kind wins. */
static const struct {
	enum column column;
	const char *names;
} synonyms[] = {
    {COL_TEXT, "jobdescription description fulldescription descriptiontext descriptionhtml jobdesc jobtext text body "
               "posting jobposting postingtext advert jobadvert content details desc descripcion beschreibung"},
    {COL_TITLE, "jobtitle title position positiontitle role jobname job titel"},
    {COL_COMPANY,
     "companyname company employer organization organisation hiringorganization firm entreprise unternehmen"},
    {COL_PLACE, "joblocation location place locations locationname city ort lieu"},
    {COL_URL, "joburl jobpostingurl url link joblink applyurl applicationurl"},
    {COL_POSTED, "dateposted posteddate postedat posted postdate publishedat listedtime originallistedtime date"},
    {COL_CLOSES, "validthrough closingdate closes deadline expiry expires"},
    {COL_EMPLOYMENT, "employmenttype jobtype contracttype worktype formattedworktype employment commitment type"},
    {COL_WORKPLACE, "workplace workplacetype workmodel remote remoteallowed"},
    {COL_DEPARTMENT, "department team"},
    {COL_PAY, "salary pay compensation salaryestimate salaryrange wage"},
    {COL_PAY_MIN, "salarymin minsalary paymin minpay"},
    {COL_PAY_MAX, "salarymax maxsalary paymax maxpay"},
    {COL_CURRENCY, "currency salarycurrency paycurrency"},
    {COL_PERIOD, "payperiod salaryperiod period interval"},
};

#define NO_COLUMN SIZE_MAX

static bool
folds_to(struct str name, struct str folded)
{
	size_t k = 0;

	for (size_t i = 0; i < name.n; i++) {
		if (!ascii_is_alpha(name.p[i]) && !ascii_is_digit(name.p[i]))
			continue;
		if (k == folded.n || ascii_lower(name.p[i]) != folded.p[k])
			return false;
		k++;
	}
	return k == folded.n;
}

/* The column of the header that one of the names stands for. */
static size_t
find_column(const struct csv_record *header, const char *names)
{
	struct str rest = str_of(names), name;

	while (str_split(&rest, ' ', &name)) {
		for (size_t i = 0; i < header->n; i++) {
			if (folds_to(header->field[i], name))
				return i;
		}
	}
	return NO_COLUMN;
}

bool
csv_is_text_column(struct str line)
{
	struct str name = str_trim(line);

	if (name.n >= 2 && name.p[0] == '"')
		name = str_sub(name, 1, name.n - 2);
	return find_column(&(struct csv_record){.field = &name, .n = 1}, synonyms[0].names) == 0;
}

bool
csv_is_header(struct str text, char delimiter)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct csv c = {.text = text, .delimiter = delimiter};
	struct csv_record header;
	struct str first = str_sub(text, 0, str_find_byte(text, delimiter));
	struct err err = {0};
	size_t known = 0;
	bool has_text;

	/* too many columns: a table all the same, whose limit is told when it is read */
	if (!csv_next(&a, &c, &header, &err))
		return err.code == ERR_LIMIT && first.n < 64 && csv_is_text_column(first);
	if (header.n < 2)
		return false;
	has_text = find_column(&header, synonyms[0].names) != NO_COLUMN;
	for (size_t i = 0; i < ARRAY_LEN(synonyms); i++)
		known += find_column(&header, synonyms[i].names) != NO_COLUMN;
	return known >= (has_text ? 2 : 3);
}

static bool
no_column(const struct csv_record *header, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(300);

	for (size_t i = 0; i < header->n && !b.full; i++) {
		if (i > 0)
			strbuf_addz(&b, ", ");
		strbuf_addz(&b, "'");
		strbuf_add(&b, str_sub(str_trim(header->field[i]), 0, 40));
		strbuf_addz(&b, "'");
	}
	err_set(err, ERR_INVALID, "line %zu: no column holds the adverts' text; the columns are %.*s%s", header->line,
	        STR_ARG(strbuf_str(&b)), b.full ? ", ..." : "");
	return err_hint(err, "Name the column with the text 'description'.");
}

struct table {
	struct reader *rd;
	size_t at[COL__COUNT];
};

static struct str
cell(const struct table *t, const struct csv_record *rec, enum column c)
{
	return t->at[c] < rec->n ? str_trim(rec->field[t->at[c]]) : STR_NONE;
}

static void
pay(const struct table *t, const struct csv_record *rec, struct posting_record *r)
{
	char buf[4];
	struct str cur = word_currency(cell(t, rec, COL_CURRENCY), buf);
	double v;

	if (cur.n == 0)
		return;
	r->pay_currency = arena_str(t->rd->a, cur);
	r->pay_period = word_period(cell(t, rec, COL_PERIOD));
	if (num_parse_f64(cell(t, rec, COL_PAY_MIN), 0, 1e12, "pay", &v, NULL))
		r->pay_min = money_minor(v, cur);
	if (num_parse_f64(cell(t, rec, COL_PAY_MAX), 0, 1e12, "pay", &v, NULL))
		r->pay_max = money_minor(v, cur);
}

static int32_t
day_of_cell(struct str s)
{
	int64_t t;
	int32_t day = day_of_text(s);
	size_t whole = str_find(s, STR(".0"));

	if (day == DAY_NONE && s.n >= 9 && num_parse_i64(str_sub(s, 0, whole), 0, 5000000000000, "time", &t, NULL))
		day = day_of_epoch(t);
	return day;
}

static bool
row(const struct table *t, const struct csv_record *rec, struct err *err)
{
	CLEANUP(reader_text_release) struct reader_text text = READER_TEXT;
	struct reader *rd = t->rd;
	struct posting_record r = reader_new(POSTING_CSV, arena_printf(rd->a, "line %zu", rec->line));
	struct str body = cell(t, rec, COL_TEXT), work = cell(t, rec, COL_WORKPLACE);
	struct err why = {0};

	r.source = rec->raw;
	r.title = cell(t, rec, COL_TITLE);
	r.company = cell(t, rec, COL_COMPANY);
	r.place = cell(t, rec, COL_PLACE);
	r.url = cell(t, rec, COL_URL);
	r.department = cell(t, rec, COL_DEPARTMENT);
	r.employment = word_employment(cell(t, rec, COL_EMPLOYMENT));
	r.workplace = str_eq_ci(work, STR("true")) || str_eq_ci(work, STR("yes")) || str_eq(work, STR("1"))
	                  ? STR("remote")
	                  : word_workplace(work);
	r.posted_day = day_of_cell(cell(t, rec, COL_POSTED));
	r.closes_day = day_of_cell(cell(t, rec, COL_CLOSES));
	pay(t, rec, &r);
	if (body.n == 0) {
		reader_refuse(rd, r.where, "the column with the text is empty");
		return true;
	}
	if (!reader_text_any(rd, &text, body, &why)) {
		reader_refuse(rd, r.where, "%s", why.text);
		return true;
	}
	reader_text_label(rd, &text, "Salary", cell(t, rec, COL_PAY));
	r.text = reader_text_str(rd, &text);
	if (r.text.n > 0)
		r.source_key = reader_hash_key(rd->a, r.company, r.title, r.text);
	return reader_add(rd, &r, err);
}

bool
csv_read(struct reader *rd, char delimiter, struct err *err)
{
	struct csv c = {.text = rd->bytes, .delimiter = delimiter};
	struct table t = {.rd = rd};
	struct csv_record header, rec;

	if (!csv_next(rd->a, &c, &header, err))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(synonyms); i++)
		t.at[synonyms[i].column] = find_column(&header, synonyms[i].names);
	if (t.at[COL_TEXT] == NO_COLUMN)
		return no_column(&header, err);
	for (;;) {
		if (!csv_next(rd->a, &c, &rec, err)) {
			/* what came before stays read; behind an open quote or an endless record nothing can be told */
			if (rd->n_records == 0)
				return false;
			reader_refuse(rd, arena_printf(rd->a, "line %zu and all after it", rec.line), "%s",
			              err != NULL ? err->text : "it is not well formed");
			return true;
		}
		if (rec.n == 0)
			return true;
		if (rec.n != header.n) {
			reader_refuse(rd, arena_printf(rd->a, "line %zu", rec.line),
			              "%zu fields where the header has %zu", rec.n, header.n);
			continue;
		}
		if (!row(&t, &rec, err))
			return false;
	}
}
