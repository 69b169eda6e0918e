#include "num.h"

#include <float.h>
#include <math.h>

#define SHOWN_MAX 40 /* bytes of a wrong value in an error's text */

bool
num_parse_i64(struct str s, int64_t min, int64_t max, const char *what, int64_t *ret, struct err *err)
{
	struct str d = str_trim(s);
	bool negative = d.n > 0 && d.p[0] == '-';
	int64_t v = 0;
	bool bad;

	if (d.n > 0 && (d.p[0] == '-' || d.p[0] == '+'))
		d = str_sub(d, 1, d.n);
	bad = d.n == 0;
	for (size_t i = 0; i < d.n && !bad; i++)
		bad = !ascii_is_digit(d.p[i]) || __builtin_mul_overflow(v, 10, &v) ||
		      __builtin_sub_overflow(v, d.p[i] - '0', &v);
	if (!bad && !negative)
		bad = __builtin_sub_overflow((int64_t)0, v, &v);
	if (bad)
		return err_set(err, ERR_INVALID, "%s: '%.*s' is not a whole number", what,
		               STR_ARG(str_sub(s, 0, SHOWN_MAX)));
	if (v < min || v > max)
		return err_set(err, ERR_INVALID, "%s: %lld is not between %lld and %lld", what, (long long)v,
		               (long long)min, (long long)max);
	*ret = v;
	return true;
}

bool
num_parse_f64(struct str s, double min, double max, const char *what, double *ret, struct err *err)
{
	struct str d = str_trim(s);
	char buf[64], *end;
	double v;
	bool plain = d.n > 0 && d.n < sizeof(buf);
	locale_t c;

	for (size_t i = 0; i < d.n && plain; i++) /* no hex, inf or nan */
		plain = ascii_is_digit(d.p[i]) || memchr("+-.eE", d.p[i], 5) != NULL;
	if (!plain)
		goto bad;
	memcpy(buf, d.p, d.n);
	buf[d.n] = '\0';
	c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	if (c == (locale_t)0)
		base_die("the C locale is missing");
	v = strtod_l(buf, &end, c);
	freelocale(c);
	if (*end != '\0' || !isfinite(v))
		goto bad;
	if (v < min || v > max) {
		char a[32], b[32], x[32];

		return err_set(err, ERR_INVALID, "%s: %s is not between %s and %s", what, num_format(v, x),
		               num_format(min, a), num_format(max, b));
	}
	*ret = v;
	return true;
bad:
	return err_set(err, ERR_INVALID, "%s: '%.*s' is not a number", what, STR_ARG(str_sub(s, 0, SHOWN_MAX)));
}

char *
num_format(double x, char buf[static 32])
{
	if (!isfinite(x)) {
		snprintf(buf, 32, "null");
		return buf;
	}
	if (x == 0)
		x = 0;
	for (int digits = 1; digits <= 17; digits++) {
		double back;
		const char *e;
		int exponent;

		snprintf(buf, 32, "%.*e", digits - 1, x);
		if (digits < 17 && !(num_parse_f64(str_of(buf), -DBL_MAX, DBL_MAX, "", &back, NULL) && back == x))
			continue;
		e = strchr(buf, 'e');
		exponent = 0;
		for (const char *d = e + 2; *d != '\0'; d++)
			exponent = exponent * 10 + (*d - '0');
		if (e[1] == '-')
			exponent = -exponent;
		if (exponent >= -5 && exponent < 17) /* as a person writes it: 100, not 1e+02 */
			snprintf(buf, 32, "%.*f", MAX(digits - 1 - exponent, 0), x);
		break;
	}
	return buf;
}
