#include "words.h"

#include "base/date.h"
#include "base/num.h"

/* No advert is from before or after. */
#define YEAR_FIRST 1990
#define YEAR_LAST  2100

#define FOLD_MAX 128

/* Letters and digits in lower case, nothing else: "Full-time" and "FULL_TIME" become the same. */
static struct str
fold(struct str s, char buf[static FOLD_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < FOLD_MAX; i++) {
		if (ascii_is_alpha(s.p[i]) || ascii_is_digit(s.p[i]))
			buf[n++] = ascii_lower(s.p[i]);
	}
	return (struct str){buf, n};
}

struct word {
	const char *part;
	struct str word;
};

/* The word of the first part that the folded text has. */
static struct str
first_word(struct str folded, const struct word *w, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_has(folded, str_of(w[i].part)))
			return w[i].word;
	}
	return STR_NONE;
}

struct str
word_workplace(struct str s)
{
	static const struct word words[] = {
	    {"hybrid", STR_INIT("hybrid")},      {"remote", STR_INIT("remote")},
	    {"telecommut", STR_INIT("remote")},  {"workfromhome", STR_INIT("remote")},
	    {"distributed", STR_INIT("remote")}, {"onsite", STR_INIT("onsite")},
	    {"inoffice", STR_INIT("onsite")},    {"inperson", STR_INIT("onsite")},
	};
	char buf[FOLD_MAX];
	struct str f = fold(s, buf);
	struct str w = first_word(f, words, ARRAY_LEN(words));

	if (str_eq(w, STR("remote")) && (str_has(f, STR("onsite")) || str_has(f, STR("inoffice"))))
		return STR_NONE;
	if (str_has(f, STR("notremote")) || str_has(f, STR("noremote")))
		return STR_NONE;
	return w;
}

struct str
word_employment(struct str s)
{
	static const struct word words[] = {
	    {"internship", STR_INIT("internship")}, {"intern", STR_INIT("internship")},
	    {"coop", STR_INIT("internship")},       {"volunt", STR_INIT("volunteer")},
	    {"tempor", STR_INIT("temporary")},      {"seasonal", STR_INIT("temporary")},
	    {"contract", STR_INIT("contract")},     {"freelanc", STR_INIT("contract")},
	    {"fixedterm", STR_INIT("contract")},    {"fulltime", STR_INIT("full-time")},
	    {"parttime", STR_INIT("part-time")},    {"perdiem", STR_INIT("other")},
	};
	char buf[FOLD_MAX];
	struct str f = fold(s, buf);

	if (str_has(f, STR("international")) || str_has(f, STR("internal")))
		f = str_sub(f, 0, str_find(f, STR("intern")));
	if (str_eq(f, STR("full")))
		return STR("full-time");
	if (str_eq(f, STR("part")))
		return STR("part-time");
	if (str_eq(f, STR("other")))
		return STR("other");
	return first_word(f, words, ARRAY_LEN(words));
}

struct str
word_period(struct str s)
{
	static const struct word words[] = {
	    {"hour", STR_INIT("hour")}, {"day", STR_INIT("day")},     {"dail", STR_INIT("day")},
	    {"week", STR_INIT("week")}, {"month", STR_INIT("month")}, {"year", STR_INIT("year")},
	    {"annu", STR_INIT("year")},
	};
	char buf[FOLD_MAX];
	struct str f = fold(s, buf);

	if (str_eq(f, STR("hr")))
		return STR("hour");
	if (str_eq(f, STR("yr")) || str_eq(f, STR("pa")))
		return STR("year");
	return first_word(f, words, ARRAY_LEN(words));
}

struct str
word_sponsorship(struct str s)
{
	static const struct word words[] = {
	    {"citizen", STR_INIT("citizenship")},
	    {"doesnot", STR_INIT("none")},
	    {"nosponsor", STR_INIT("none")},
	    {"offers", STR_INIT("offers")},
	};
	char buf[FOLD_MAX];

	return first_word(fold(s, buf), words, ARRAY_LEN(words));
}

struct str
word_currency(struct str s, char buf[static 4])
{
	s = str_trim(s);
	if (str_eq(s, STR("\xe2\x82\xac")))
		s = STR("EUR");
	else if (str_eq(s, STR("\xc2\xa3")))
		s = STR("GBP");
	else if (str_eq(s, STR("\xe2\x82\xb9")))
		s = STR("INR");
	if (s.n != 3)
		return STR_NONE;
	for (size_t i = 0; i < 3; i++) {
		if (!ascii_is_alpha(s.p[i]))
			return STR_NONE;
		buf[i] = (char)(ascii_lower(s.p[i]) - 32);
	}
	buf[3] = '\0';
	return (struct str){buf, 3};
}

int64_t
money_minor(double amount, struct str currency)
{
	/* ISO 4217, the currencies whose minor unit is not a hundredth. */
	static const struct str none = STR_INIT("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF");
	static const struct str thousandth = STR_INIT("BHD IQD JOD KWD LYD OMR TND");
	double factor = 100;

	if (!(amount > 0 && amount <= 1e12))
		return -1;
	if (currency.n == 3 && str_has(none, currency))
		factor = 1;
	else if (currency.n == 3 && str_has(thousandth, currency))
		factor = 1000;
	return (int64_t)(amount * factor + 0.5);
}

static int
month_of(struct str s)
{
	static const struct str names = STR_INIT("janfebmaraprmayjunjulaugsepoctnovdec");
	char low[3];
	size_t at;

	if (s.n < 3)
		return 0;
	for (size_t i = 0; i < 3; i++)
		low[i] = ascii_lower(s.p[i]);
	at = str_find(names, (struct str){low, 3});
	return at < names.n && at % 3 == 0 ? (int)(at / 3) + 1 : 0;
}

/* Takes the next run of letters and digits, and the byte behind it, off the front. */
static struct str
take_word(struct str *s)
{
	size_t n = 0;
	struct str w;

	while (n < s->n && (ascii_is_alpha(s->p[n]) || ascii_is_digit(s->p[n])))
		n++;
	w = str_sub(*s, 0, n);
	*s = str_sub(*s, n + 1, s->n);
	return w;
}

/* A day or a year, whichever the number may still be; false when it is neither. */
static bool
date_number(struct str w, struct date *d)
{
	int64_t v;

	while (w.n > 0 && !ascii_is_digit(w.p[w.n - 1]))
		w.n--; /* 25th */
	if (w.n <= 2 && d->day == 0) {
		if (!num_parse_i64(w, 1, 31, "day", &v, NULL))
			return false;
		d->day = (int)v;
		return true;
	}
	if (w.n != 4 || d->year != 0 || !num_parse_i64(w, YEAR_FIRST, YEAR_LAST, "year", &v, NULL))
		return false;
	d->year = (int)v;
	return true;
}

/* A date in English words: a month's name, a day and a year of four digits, in any order, within the first words. */
static int32_t
day_of_words(struct str s)
{
	struct date d = {0};
	int32_t day;

	s = str_sub(s, 0, 40);
	while (s.n > 0 && (d.year == 0 || d.day == 0 || d.month == 0)) {
		struct str w = take_word(&s);

		if (w.n == 0)
			continue;
		if (ascii_is_alpha(w.p[0]))
			d.month = d.month == 0 ? month_of(w) : d.month;
		else if (!date_number(w, &d))
			return DAY_NONE;
	}
	if (d.year == 0 || d.day == 0 || d.month == 0)
		return DAY_NONE;
	day = day_of(d);
	return day_date(day).day == d.day ? day : DAY_NONE; /* refuses 30 February */
}

int32_t
day_of_text(struct str s)
{
	int32_t day;

	s = str_trim(s);
	if (s.n >= 10 && day_parse(str_sub(s, 0, 10), &day, NULL)) {
		struct date d = day_date(day);

		return d.year >= YEAR_FIRST && d.year <= YEAR_LAST ? day : DAY_NONE;
	}
	return day_of_words(s);
}

int32_t
day_of_epoch(int64_t t)
{
	const int64_t from = 631152000, to = 4102444800; /* 1990-01-01 and 2100-01-01 */

	if (t > 100000000000)
		t /= 1000;
	return t >= from && t < to ? (int32_t)(t / 86400) : DAY_NONE;
}
