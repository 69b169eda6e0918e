/* Numbers and dates as people say them. */
#include "base/num.h"
#include "base/utf8.h"
#include "domain/job/money.h"
#include "web/page.h"

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

struct str
say_minutes(const struct page *p, int64_t minutes)
{
	if (minutes < 60)
		return page_printf(p, "%lld min", (long long)minutes);
	if (minutes % 60 == 0)
		return page_printf(p, "%lld h", (long long)minutes / 60);
	return page_printf(p, "%lld h %lld min", (long long)minutes / 60, (long long)minutes % 60);
}

struct str
say_day(const struct page *p, int32_t day)
{
	struct date d;

	if (day == DAY_NONE)
		return STR("");
	d = day_date(day);
	return page_printf(p, "%s %d %s %d", weekdays[day_weekday(day)], d.day, months[d.month - 1], d.year);
}

struct str
say_short_day(const struct page *p, int32_t day)
{
	struct date d;

	if (day == DAY_NONE)
		return STR("");
	d = day_date(day);
	if (d.year == day_date(ctx_today(&p->c)).year)
		return page_printf(p, "%d %s", d.day, months[d.month - 1]);
	return page_printf(p, "%d %s %d", d.day, months[d.month - 1], d.year);
}

struct str
say_ago(const struct page *p, int32_t day)
{
	int32_t n;

	if (day == DAY_NONE)
		return STR("");
	n = ctx_today(&p->c) - day;
	if (n == 0)
		return STR("today");
	if (n == 1)
		return STR("yesterday");
	if (n == -1)
		return STR("tomorrow");
	if (n > 0 && n < 15)
		return page_printf(p, "%d days ago", n);
	if (n < 0 && n > -15)
		return page_printf(p, "in %d days", -n);
	return say_short_day(p, day);
}

struct str
say_instant(const struct page *p, int64_t ms)
{
	int64_t local = ms + (int64_t)p->c.clock.offset_min * 60000;
	int64_t minute = (local % MS_PER_DAY + MS_PER_DAY) % MS_PER_DAY / 60000;

	if (ms == 0)
		return STR("");
	return page_printf(p, "%.*s, %02d:%02d", STR_ARG(say_day(p, day_of_ms(ms, p->c.clock.offset_min))),
	                   (int)(minute / 60), (int)(minute % 60));
}

struct str
say_bytes(const struct page *p, int64_t bytes)
{
	if (bytes < 1000)
		return page_printf(p, "%lld bytes", (long long)bytes);
	if (bytes < 1000000)
		return page_printf(p, "%lld KB", (long long)(bytes + 500) / 1000);
	return page_printf(p, "%lld.%lld MB", (long long)bytes / 1000000, (long long)(bytes % 1000000) / 100000);
}

struct str
say_count(const struct page *p, int64_t n)
{
	if (n < 1000)
		return page_printf(p, "%lld", (long long)n);
	if (n < 1000000)
		return page_printf(p, "%lld,%03lld", (long long)n / 1000, (long long)n % 1000);
	return page_printf(p, "%lld,%03lld,%03lld", (long long)n / 1000000, (long long)n / 1000 % 1000,
	                   (long long)n % 1000);
}

struct str
say_percent(const struct page *p, double share)
{
	return page_printf(p, "%d%%", (int)(share * 100 + 0.5));
}

struct str
say_one(const struct page *p, double x)
{
	int tenths = (int)(x * 10 + (x < 0 ? -0.5 : 0.5));
	return page_printf(p, "%s%d.%d", tenths < 0 ? "-" : "", abs(tenths) / 10, abs(tenths) % 10);
}

const char *
say_s(int64_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

struct str
say_iso_day(const struct page *p, int32_t day)
{
	char buf[16];
	return arena_str(p->c.a, str_of(day_format(day, buf)));
}

struct str
skill_label(const struct page *p, int skill)
{
	const struct skill *s = &p->c.map->skills[skill];
	return s->short_name.n > 0 ? s->short_name : s->name;
}

struct str
say_money(const struct page *p, int64_t minor, struct str currency)
{
	struct str all = money_text(p->c.a, minor, currency);
	size_t space = str_find_byte(all, ' ');

	return page_printf(p, "%s%.*s", minor < 0 ? "-" : "", STR_ARG(str_sub(all, space + 1, all.n)));
}

struct str
say_clip(const struct page *p, struct str s, size_t n)
{
	struct str clipped = utf8_clip(s, n);

	return clipped.n == s.n ? s : page_printf(p, "%.*s\xe2\x80\xa6", STR_ARG(clipped));
}
