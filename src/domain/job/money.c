#include "domain/job/money.h"

#include "base/strbuf.h"

/* ISO 4217:2015, the currencies whose minor unit is not a hundredth. */
static const struct {
	const char *codes;
	int decimals;
} odd[] = {
    {"BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF", 0},
    {"BHD IQD JOD KWD LYD OMR TND", 3},
    {"CLF UYW", 4},
};

int
money_decimals(struct str currency)
{
	for (size_t i = 0; i < ARRAY_LEN(odd); i++)
		if (currency.n == 3 && str_has(str_of(odd[i].codes), currency))
			return odd[i].decimals;
	return 2;
}

static int64_t
power(int n)
{
	int64_t p = 1;

	while (n-- > 0)
		p *= 10;
	return p;
}

bool
money_currency(struct arena *a, struct str s, struct str *ret, struct err *err)
{
	char code[3];

	s = str_trim(s);
	if (s.n != 3 || !ascii_is_alpha(s.p[0]) || !ascii_is_alpha(s.p[1]) || !ascii_is_alpha(s.p[2])) {
		err_set(err, ERR_INVALID, "'%.*s' is not a currency", (int)MIN(s.n, 20), s.p != NULL ? s.p : "");
		return err_hint(err, "Write the three letters of ISO 4217, for example EUR, USD or CHF.");
	}
	for (size_t i = 0; i < 3; i++)
		code[i] = (char)(ascii_lower(s.p[i]) - 'a' + 'A');
	*ret = arena_str(a, (struct str){code, 3});
	return true;
}

static bool
bad_amount(struct str s, const char *what, struct err *err)
{
	err_set(err, ERR_INVALID, "%s: '%.*s' is not an amount of money", what, (int)MIN(s.n, 40),
	        s.p != NULL ? s.p : "");
	return err_hint(err, "Write it like 85000, 85,000.50 or 85k.");
}

/* Whether the byte at i parts groups of three digits; *ret_n its length (a no-break space has two). */
static bool
is_group_mark(struct str s, size_t i, size_t *ret_n)
{
	size_t digits = 0;

	*ret_n = s.p[i] == ',' || s.p[i] == ' ' || s.p[i] == '\'' ? 1 : 0;
	if (i + 1 < s.n && s.p[i] == '\xc2' && s.p[i + 1] == '\xa0')
		*ret_n = 2;
	if (*ret_n == 0 || i == 0)
		return false;
	while (i + *ret_n + digits < s.n && ascii_is_digit(s.p[i + *ret_n + digits]))
		digits++;
	return digits == 3;
}

/* Digits and point as a whole number of 10^-decimals; *ret_places is how many decimals were written. */
static bool
digits_parse(struct str s, int64_t *ret, int *ret_places)
{
	int64_t v = 0;
	int places = -1;
	size_t n_digits = 0, mark;

	for (size_t i = 0; i < s.n; i++) {
		if (ascii_is_digit(s.p[i])) {
			if (v > INT64_MAX / 20)
				return false;
			v = v * 10 + (s.p[i] - '0');
			places += places >= 0;
			n_digits++;
		} else if (s.p[i] == '.' && places < 0 && n_digits > 0) {
			places = 0;
		} else if (places < 0 && is_group_mark(s, i, &mark)) {
			i += mark - 1;
		} else {
			return false;
		}
	}
	*ret = v;
	*ret_places = MAX(places, 0);
	return n_digits > 0;
}

bool
money_parse(struct str s, struct str currency, const char *what, int64_t *ret, struct err *err)
{
	struct str all = s = str_trim(s);
	bool minus = s.n > 0 && s.p[0] == '-';
	int shift = money_decimals(currency), places;
	int64_t v;

	s = str_trim(str_sub(s, minus, s.n));
	if (s.n > 0 && (ascii_lower(s.p[s.n - 1]) == 'k' || ascii_lower(s.p[s.n - 1]) == 'm')) {
		shift += ascii_lower(s.p[s.n - 1]) == 'k' ? 3 : 6;
		s = str_trim(str_sub(s, 0, s.n - 1));
	}
	if (!digits_parse(s, &v, &places))
		return bad_amount(all, what, err);
	for (; places > shift; places--) {
		if (v % 10 != 0)
			return err_set(err, ERR_INVALID, "%s: '%.*s' has more decimals than %.*s has", what,
			               (int)MIN(all.n, 40), all.p, STR_ARG(currency));
		v /= 10;
	}
	if (v > MONEY_MAX / power(shift - places))
		return err_set(err, ERR_LIMIT, "%s: '%.*s' is too much", what, (int)MIN(all.n, 40), all.p);
	v *= power(shift - places);
	*ret = minus ? -v : v;
	return true;
}

static void
fraction(struct strbuf *out, int64_t rest, int decimals)
{
	if (rest != 0)
		strbuf_printf(out, ".%0*lld", decimals, (long long)rest);
}

struct str
money_plain(struct arena *a, int64_t minor, struct str currency)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(64);
	int decimals = money_decimals(currency);
	uint64_t v = minor < 0 ? -(uint64_t)minor : (uint64_t)minor;
	uint64_t unit = (uint64_t)power(decimals);

	strbuf_printf(&out, "%s%llu", minor < 0 ? "-" : "", (unsigned long long)(v / unit));
	fraction(&out, (int64_t)(v % unit), decimals);
	return arena_str(a, strbuf_str(&out));
}

struct str
money_text(struct arena *a, int64_t minor, struct str currency)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(64);
	int decimals = money_decimals(currency);
	uint64_t v = minor < 0 ? -(uint64_t)minor : (uint64_t)minor;
	uint64_t unit = (uint64_t)power(decimals);
	char digits[32];
	int n = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)(v / unit));

	strbuf_printf(&out, "%s%.*s ", minor < 0 ? "-" : "", STR_ARG(currency));
	for (int i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			strbuf_byte(&out, ',');
		strbuf_byte(&out, digits[i]);
	}
	fraction(&out, (int64_t)(v % unit), decimals);
	return arena_str(a, strbuf_str(&out));
}

bool
money_rate_parse(struct str s, int64_t *ret_nano, struct err *err)
{
	int64_t v;
	int places;

	s = str_trim(s);
	if (!digits_parse(s, &v, &places) || places > 9 || v == 0 || v > MONEY_RATE_MAX / power(9 - places)) {
		err_set(err, ERR_INVALID, "rate: '%.*s' is not a positive number with at most nine decimals",
		        (int)MIN(s.n, 40), s.p != NULL ? s.p : "");
		return err_hint(err, "Write how many of the second currency one of the first is worth, like 0.9234.");
	}
	*ret_nano = v * power(9 - places);
	return true;
}

struct str
money_rate_text(struct arena *a, int64_t nano)
{
	char buf[48];
	int n = snprintf(buf, sizeof(buf), "%lld.%09lld", (long long)(nano / MONEY_RATE_ONE),
	                 (long long)(nano % MONEY_RATE_ONE));

	while (n > 0 && buf[n - 1] == '0')
		n--;
	if (n > 0 && buf[n - 1] == '.')
		n--;
	return arena_str(a, (struct str){buf, (size_t)n});
}

bool
money_convert(int64_t minor, struct str from, struct str to, int64_t rate_nano, int64_t *ret, struct err *err)
{
	int down = money_decimals(from), up = money_decimals(to);
	__extension__ __int128 v = (__int128)minor * rate_nano * power(up);
	__extension__ __int128 unit = (__int128)MONEY_RATE_ONE * power(down);
	__extension__ __int128 half = unit / 2;

	v = (v >= 0 ? v + half : v - half) / unit;
	if (v > INT64_MAX / 16 || v < -(INT64_MAX / 16))
		return err_set(err, ERR_LIMIT, "the amount is too much in %.*s", STR_ARG(to));
	*ret = (int64_t)v;
	return true;
}
