#include "date.h"

#define MS_FIRST  (-719162 * MS_PER_DAY)     /* 0001-01-01T00:00:00Z */
#define MS_LAST   (2932897 * MS_PER_DAY - 1) /* the end of 9999 */
#define SHOWN_MAX 40                         /* bytes of a wrong value in an error's text */

/* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil and civil_from_days. */
int32_t
day_of(struct date d)
{
	int y = d.month <= 2 ? d.year - 1 : d.year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int yoe = y - era * 400;
	int doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

struct date
day_date(int32_t day)
{
	int64_t z = (int64_t)day + 719468;
	int era = (int)((z >= 0 ? z : z - 146096) / 146097);
	int doe = (int)(z - (int64_t)era * 146097);
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	int month = mp < 10 ? mp + 3 : mp - 9;

	return (struct date){yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

int32_t
day_of_ms(int64_t ms, int offset_min)
{
	int64_t local = MAX(MS_FIRST, MIN(ms, MS_LAST)) + (int64_t)offset_min * 60000;

	return (int32_t)(local >= 0 ? local / MS_PER_DAY : -((-local + MS_PER_DAY - 1) / MS_PER_DAY));
}

int
day_weekday(int32_t day)
{
	int w = (int)((day + 3) % 7); /* 1970-01-01 was a Thursday */

	return w < 0 ? w + 7 : w;
}

int32_t
day_week_start(int32_t day)
{
	return day - day_weekday(day);
}

/* Takes exactly n digits off the front; false when they are not there. */
static bool
take_digits(struct str *s, size_t n, int *ret_value)
{
	int v = 0;

	if (s->n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!ascii_is_digit(s->p[i]))
			return false;
		v = v * 10 + (s->p[i] - '0');
	}
	*s = str_sub(*s, n, s->n);
	*ret_value = v;
	return true;
}

static bool
take_byte(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = str_sub(*s, 1, s->n);
	return true;
}

static bool
take_date(struct str *s, int32_t *ret_day)
{
	struct date d;

	if (!take_digits(s, 4, &d.year) || !take_byte(s, '-') || !take_digits(s, 2, &d.month) || !take_byte(s, '-') ||
	    !take_digits(s, 2, &d.day))
		return false;
	if (d.year < 1 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31)
		return false;
	*ret_day = day_of(d);
	return day_date(*ret_day).day == d.day; /* refuses 30 February */
}

bool
day_parse(struct str s, int32_t *ret_day, struct err *err)
{
	struct str rest = s;
	int32_t day;

	if (!take_date(&rest, &day) || rest.n != 0)
		return err_set(err, ERR_INVALID, "'%.*s' is not a date (want YYYY-MM-DD)",
		               STR_ARG(str_sub(s, 0, SHOWN_MAX)));
	*ret_day = day;
	return true;
}

char *
day_format(int32_t day, char buf[static 16])
{
	struct date d;

	buf[0] = '\0';
	if (day == DAY_NONE)
		return buf;
	d = day_date(day);
	snprintf(buf, 16, "%04u-%02u-%02u", (unsigned)d.year % 10000u, (unsigned)d.month % 100u,
	         (unsigned)d.day % 100u);
	return buf;
}

#define ZONE_HOURS_MAX 14 /* Kiribati */

/* Reads HH:MM[:SS[.fff]] and the zone; the result is milliseconds to add to midnight UTC. */
static bool
take_time(struct str *s, int64_t *ret_ms)
{
	int h, m, sec = 0, zh = 0, zm = 0, sign = 0;
	int64_t frac = 0, unit = 100;

	if (!take_digits(s, 2, &h) || !take_byte(s, ':') || !take_digits(s, 2, &m) || h > 24 || m > 59)
		return false;
	if (take_byte(s, ':') && (!take_digits(s, 2, &sec) || sec > 60))
		return false;
	if (take_byte(s, '.'))
		for (; s->n > 0 && ascii_is_digit(s->p[0]); *s = str_sub(*s, 1, s->n), unit /= 10)
			frac += (s->p[0] - '0') * unit;
	if (take_byte(s, '+'))
		sign = 1;
	else if (take_byte(s, '-'))
		sign = -1;
	else if (take_byte(s, 'Z'))
		sign = 0;
	if (sign != 0) {
		if (!take_digits(s, 2, &zh))
			return false;
		take_byte(s, ':');
		if (s->n > 0 && !take_digits(s, 2, &zm))
			return false;
	}
	if ((h == 24 && (m > 0 || sec > 0)) || zh > ZONE_HOURS_MAX || zm > 59)
		return false;
	*ret_ms = (((int64_t)h * 60 + m) * 60 + sec) * 1000 + frac - sign * ((int64_t)zh * 60 + zm) * 60000;
	return true;
}

bool
instant_parse(struct str s, int64_t *ret_ms, struct err *err)
{
	struct str rest = str_trim(s);
	int32_t day;
	int64_t ms = 0;

	if (!take_date(&rest, &day))
		goto bad;
	if (rest.n > 0 && !((take_byte(&rest, 'T') || take_byte(&rest, ' ')) && take_time(&rest, &ms)))
		goto bad;
	if (str_trim(rest).n != 0)
		goto bad;
	*ret_ms = (int64_t)day * MS_PER_DAY + ms;
	return true;
bad:
	return err_set(err, ERR_INVALID, "'%.*s' is not a date and time (want YYYY-MM-DDTHH:MM:SSZ)",
	               STR_ARG(str_sub(s, 0, SHOWN_MAX)));
}

char *
instant_format(int64_t ms, char buf[static 32])
{
	int64_t at = MAX(MS_FIRST, MIN(ms, MS_LAST));
	int32_t day = day_of_ms(at, 0);
	int64_t sec = (at - (int64_t)day * MS_PER_DAY) / 1000;
	char date[16];

	snprintf(buf, 32, "%sT%02d:%02d:%02dZ", day_format(day, date), (int)(sec / 3600), (int)(sec / 60 % 60),
	         (int)(sec % 60));
	return buf;
}
