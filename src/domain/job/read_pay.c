/*
 * Pay in text: one or two amounts with a currency, and the period beside them.
 *
 * An amount needs a currency sign or code before or after it. It counts as pay when a period stands near it ("per
 * hour", "a year", "pm") or the words before it speak of pay; its size must suit the period, which also settles the
 * period where none stands.
 */
#include "read.h"

enum period { PERIOD_NONE, HOUR, DAY, WEEK, MONTH, YEAR };
static const char *const period_names[] = {NULL, "hour", "day", "week", "month", "year"};

static const struct {
	const char *text;
	const char *code;
	bool is_word; /* letters: needs a border before it, and none after it is looked for */
} signs[] = {
    {"US$", "USD", true}, {"USD", "USD", true}, {"CA$", "CAD", true}, {"C$", "CAD", true},  {"CAD", "CAD", true},
    {"A$", "AUD", true},  {"AU$", "AUD", true}, {"AUD", "AUD", true}, {"NZ$", "NZD", true}, {"NZD", "NZD", true},
    {"S$", "SGD", true},  {"SGD", "SGD", true}, {"HK$", "HKD", true}, {"HKD", "HKD", true}, {"R$", "BRL", true},
    {"BRL", "BRL", true}, {"EUR", "EUR", true}, {"GBP", "GBP", true}, {"CHF", "CHF", true}, {"SEK", "SEK", true},
    {"NOK", "NOK", true}, {"DKK", "DKK", true}, {"PLN", "PLN", true}, {"ZAR", "ZAR", true}, {"INR", "INR", true},
    {"JPY", "JPY", true}, {"AED", "AED", true}, {"NGN", "NGN", true}, {"KES", "KES", true}, {"ILS", "ILS", true},
    {"R", "ZAR", true},   {"$", "USD", false},  {"€", "EUR", false},  {"£", "GBP", false},  {"₹", "INR", false},
    {"¥", "JPY", false},  {"₪", "ILS", false},  {"₦", "NGN", false},
};

static const struct {
	const char *text;
	enum period period;
} periods[] = {
    {"per hour", HOUR},   {"an hour", HOUR},
    {"/hour", HOUR},      {"/hr", HOUR},
    {"hourly", HOUR},     {"per hr", HOUR},
    {"/ hour", HOUR},     {"/ hr", HOUR},
    {"/h", HOUR},         {"per day", DAY},
    {"a day", DAY},       {"/day", DAY},
    {"daily rate", DAY},  {"per diem", DAY},
    {"per week", WEEK},   {"a week", WEEK},
    {"/week", WEEK},      {"weekly", WEEK},
    {"per month", MONTH}, {"a month", MONTH},
    {"/month", MONTH},    {"/mo", MONTH},
    {"monthly", MONTH},   {"p.m.", MONTH},
    {"pcm", MONTH},       {"per year", YEAR},
    {"a year", YEAR},     {"/year", YEAR},
    {"/yr", YEAR},        {"annually", YEAR},
    {"per annum", YEAR},  {"annual", YEAR},
    {"yearly", YEAR},     {"p.a.", YEAR},
    {"per yr", YEAR},     {"/ year", YEAR},
    {"/annum", YEAR},     {"cost to company", YEAR},
};

/* In the words before an amount, or (after) right behind it. */
static const char *const pay_words[] = {"salary", "pay ",         "pay:",    "compensation", "base",
                                        "wage",   "remuneration", "earn",    "ote",          "on-target",
                                        "rate",   "ctc",          "package", "stipend"};
static const char *const other_words[] = {
    "revenue",  "funding",   "raised",         "valuation",     "billion",      "million", "401",       "bonus",
    "sign-on",  "series ",   "invest",         "budget",        "spend",        "assets",  "referral",  "sales",
    "tuition",  "allowance", "reimburs",       "stipend for",   "up to $5,250", "donat",   "equity",    "market",
    "transact", "portfolio", "grant",          "per month for", "wellness",     "credit",  "contribut", "fertility",
    "hra ",     "insurance", "life insurance", "quota"};
static const char *const other_after[] = {"m ",
                                          "bn",
                                          "b ",
                                          "million",
                                          "billion",
                                          "mm",
                                          "revenue",
                                          "in funding",
                                          "bonus",
                                          "sign-on",
                                          "stipend",
                                          "allowance",
                                          "annual recurring",
                                          "referral",
                                          "budget",
                                          "of funding",
                                          "in revenue",
                                          "worth",
                                          "tuition",
                                          "m+",
                                          "b+",
                                          "m.",
                                          "b.",
                                          "m,",
                                          "trillion",
                                          "in sales",
                                          "company",
                                          "gift"};

/* Reasonable pay, in whole units of currencies of the dollar's order; yen and rupees may be a hundred times more. */
static const struct {
	double min;
	double max;
} sizes[] = {
    [HOUR] = {4, 1000}, [DAY] = {40, 6000}, [WEEK] = {100, 20000}, [MONTH] = {300, 250000}, [YEAR] = {7000, 3000000}};

struct amount {
	double value;
	const char *code; /* NULL: none beside it */
	size_t begin;     /* of the sign or the number */
	size_t end;
	bool thousands; /* it had a k */
};

static bool
at_ci(struct str s, size_t i, const char *what)
{
	return str_starts_ci(str_sub(s, i, s.n), str_of(what));
}

static bool
is_word_byte(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

/* The currency sign that stands at i; its bytes, or 0. */
static size_t
sign_at(struct str s, size_t i, const char **ret_code)
{
	for (size_t k = 0; k < ARRAY_LEN(signs); k++) {
		struct str t = str_of(signs[k].text);

		if (!str_eq(str_sub(s, i, t.n), t) || (signs[k].is_word && i > 0 && is_word_byte(s.p[i - 1])))
			continue;
		/* "Pasadena, CA$28": a state, and dollars of the States. */
		if (str_eq(t, STR("CA$")) && i >= 2 && str_eq(str_sub(s, i - 2, 2), STR(", "))) {
			*ret_code = "USD";
			return t.n;
		}
		/* A lone R must touch its number, "R 30 000" aside; R$ came before. */
		if (t.n == 1 && t.p[0] == 'R' &&
		    !(i + 2 < s.n && (ascii_is_digit(s.p[i + 1]) || (s.p[i + 1] == ' ' && ascii_is_digit(s.p[i + 2])))))
			continue;
		*ret_code = signs[k].code;
		return t.n;
	}
	return 0;
}

/* White space within amounts: a space, or U+00A0 and U+202F in their bytes. */
static size_t
gap_at(struct str s, size_t i)
{
	return i < s.n && s.p[i] == ' '                        ? 1
	       : str_eq(str_sub(s, i, 2), STR("\xc2\xa0"))     ? 2
	       : str_eq(str_sub(s, i, 3), STR("\xe2\x80\xaf")) ? 3
	                                                       : 0;
}

static bool
three_digits(struct str s, size_t i)
{
	return i + 3 <= s.n && ascii_is_digit(s.p[i]) && ascii_is_digit(s.p[i + 1]) && ascii_is_digit(s.p[i + 2]) &&
	       !(i + 3 < s.n && ascii_is_digit(s.p[i + 3]));
}

/* "120,000", "120.000", "120 000", "45.50", "60k" at i; false when no number stands there. */
static bool
number_at(struct str s, size_t i, struct amount *ret)
{
	size_t k = i, digits = 0;
	double v = 0, unit = 0.1;

	while (k < s.n && digits <= 12) {
		size_t gap = gap_at(s, k);

		if (ascii_is_digit(s.p[k])) {
			v = v * 10 + (s.p[k++] - '0');
			digits++;
		} else if (digits > 0 && digits < 10 && (s.p[k] == ',' || s.p[k] == '.') && three_digits(s, k + 1)) {
			k++;
		} else if (digits > 0 && digits <= 3 && gap > 0 && three_digits(s, k + gap)) {
			k += gap;
		} else {
			break;
		}
	}
	if (digits == 0 || digits > 12)
		return false;
	if (k + 1 < s.n && (s.p[k] == '.' || s.p[k] == ',') && ascii_is_digit(s.p[k + 1]))
		for (k++; k < s.n && ascii_is_digit(s.p[k]); k++, unit /= 10)
			v += unit * (s.p[k] - '0');
	ret->thousands = k < s.n && (s.p[k] == 'k' || s.p[k] == 'K') && !(k + 1 < s.n && ascii_is_alpha(s.p[k + 1]));
	ret->value = ret->thousands ? v * 1000 : v;
	ret->end = k + ret->thousands;
	return true;
}

/* An amount with its sign before ("$120,000", "USD 60k") or, the number beginning at i, after it ("60k EUR"). */
static bool
amount_at(struct str s, size_t i, struct amount *ret)
{
	const char *code = NULL;
	size_t n = sign_at(s, i, &code), k = i + n, gap;

	*ret = (struct amount){.begin = i};
	k += n > 0 ? gap_at(s, k) : 0;
	if (k >= s.n || !ascii_is_digit(s.p[k]) || !number_at(s, k, ret))
		return false;
	gap = gap_at(s, ret->end);
	if (n == 0) {
		n = sign_at(s, ret->end + gap, &code);
		if (n > 0 && !str_eq(str_sub(s, ret->end + gap, n), STR("R")))
			ret->end += gap + n;
		else
			code = NULL;
	} else if ((code[0] == 'U' || code[0] == 'S') && sign_at(s, ret->end + gap, &code) > 1) {
		/* "$50,000 CAD": the code says which dollar. */
		ret->end += gap + 3;
	}
	ret->code = code;
	return true;
}

/* Past a dash, "to", "and" or "up to" between two amounts; i itself when there is none. */
static size_t
past_dash(struct str s, size_t i)
{
	static const char *const dashes[] = {"-", "–", "—", "to ", "and ", "~", "up to ", "through "};
	size_t k = i;

	while (k < s.n && gap_at(s, k) > 0)
		k += gap_at(s, k);
	for (size_t d = 0; d < ARRAY_LEN(dashes); d++)
		if (at_ci(s, k, dashes[d])) {
			k += strlen(dashes[d]);
			while (k < s.n && gap_at(s, k) > 0)
				k += gap_at(s, k);
			return k;
		}
	return i;
}

static bool
has_any(struct str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_has_ci(s, str_of(list[i])))
			return true;
	return false;
}

/* The nearest period: first behind the amounts, then before them, in the same line. */
static enum period
period_near(struct str before, struct str after)
{
	enum period found = PERIOD_NONE;
	size_t best = after.n;

	for (size_t k = 0; k < ARRAY_LEN(periods); k++) {
		size_t at = str_find_ci(after, str_of(periods[k].text));

		if (at < best) {
			best = at;
			found = periods[k].period;
		}
	}
	for (size_t k = 0; found == PERIOD_NONE && k < ARRAY_LEN(periods); k++)
		if (str_has_ci(before, str_of(periods[k].text)))
			found = periods[k].period;
	return found;
}

static bool
size_suits(double v, enum period p, const char *code)
{
	double more = strcmp(code, "JPY") == 0 || strcmp(code, "INR") == 0 || strcmp(code, "NGN") == 0 ? 100 : 1;

	return v >= sizes[p].min && v <= sizes[p].max * more;
}

/* Whether low (and high) at [low.begin, end) of s are pay; then *ret is filled. */
static bool
is_pay(struct str s, const struct amount *low, const struct amount *high, struct job_pay *ret)
{
	size_t end = high != NULL ? high->end : low->end;
	size_t from = low->begin > 90 ? low->begin - 90 : 0;
	struct str before = str_sub(s, from, low->begin - from), after = str_sub(s, end, 40), line;
	enum period period;
	bool said;

	for (size_t nl; (nl = str_find_byte(before, '\n')) < before.n;)
		before = str_sub(before, nl + 1, before.n);
	line = str_sub(after, 0, str_find_byte(after, '\n'));
	said = has_any(before, pay_words, ARRAY_LEN(pay_words));
	for (size_t i = 0; i < ARRAY_LEN(other_after); i++)
		if (str_starts_ci(str_trim(line), str_of(other_after[i])) ||
		    (at_ci(line, 0, other_after[i]) && line.n > 0))
			return false;
	if (has_any(before, other_words, ARRAY_LEN(other_words)) && !said)
		return false;
	/* "up to $10,000 per year" alone is a benefit as a rule. */
	if (high == NULL && !said && str_ends(str_trim(before), STR("up to")))
		return false;
	period = period_near(before, line);
	/* Two large amounts with one currency are a range of pay whatever stands beside them. */
	if (period == PERIOD_NONE && !said && !(high != NULL && low->value >= 15000))
		return false;
	if (period != PERIOD_NONE && !size_suits(low->value, period, low->code) && period == YEAR && low->value < 1000)
		period = HOUR;
	if (period == PERIOD_NONE || !size_suits(low->value, period, low->code))
		period = low->value < 300 ? HOUR : low->value >= 12000 ? YEAR : PERIOD_NONE;
	if (period == PERIOD_NONE || !size_suits(low->value, period, low->code))
		return false;
	*ret = (struct job_pay){(int64_t)(low->value * 100 + 0.5),
	                        (int64_t)((high != NULL ? high->value : low->value) * 100 + 0.5), low->code,
	                        period_names[period]};
	return true;
}

/* Pairs the amount with the one behind a dash: "$120,000 - $150,000", "60-80k EUR", "€60k–80k". */
static bool
read_range(struct str s, struct amount *low, struct amount *high)
{
	size_t k = past_dash(s, low->end);

	if (k == low->end || !amount_at(s, k, high))
		return false;
	if (low->code == NULL)
		low->code = high->code;
	if (high->thousands && !low->thousands && low->value < 1000)
		low->value *= 1000;
	if (low->thousands && !high->thousands && high->value < 1000)
		high->value *= 1000;
	return low->code != NULL && high->value >= low->value && high->value <= low->value * 5 &&
	       (high->code == NULL || strcmp(high->code, low->code) == 0 || low->code[0] == 'U');
}

void
job_read_pay(struct str text, struct job_pay *ret)
{
	*ret = (struct job_pay){-1, -1, NULL, NULL};
	for (size_t i = 0; i < text.n;) {
		struct amount low, high;
		bool border = i == 0 || !is_word_byte(text.p[i - 1]) || !ascii_is_digit(text.p[i]);
		bool begins = ascii_is_digit(text.p[i]) || text.p[i] == '$' || (unsigned char)text.p[i] >= 0xc2 ||
		              (text.p[i] >= 'A' && text.p[i] <= 'Z');

		if (!begins || !border || !amount_at(text, i, &low)) {
			i++;
			continue;
		}
		if (read_range(text, &low, &high)) {
			if (high.code != NULL && high.end > low.end && strcmp(low.code, "USD") == 0)
				low.code = high.code;
			if (is_pay(text, &low, &high, ret))
				return;
			i = high.end;
		} else {
			if (low.code != NULL && is_pay(text, &low, NULL, ret))
				return;
			i = low.end;
		}
	}
}
