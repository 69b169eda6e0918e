#include "clock.h"

#include "date.h"

bool
clock_init(struct clock *c, struct err *err)
{
	const char *fixed = getenv("CAIRN_NOW");

	*c = (struct clock){0};
	if (fixed != NULL) {
		if (!instant_parse(str_of(fixed), &c->fixed_ms, err))
			return err_prefix(err, "CAIRN_NOW");
		return true;
	}
	clock_refresh(c);
	return true;
}

void
clock_refresh(struct clock *c)
{
	time_t now = time(NULL);
	struct tm local;

	if (c->fixed_ms == 0 && localtime_r(&now, &local) != NULL)
		c->offset_min = (int)(local.tm_gmtoff / 60);
}

int
clock_offset_at(const struct clock *c, int64_t ms)
{
	time_t at = (time_t)(ms / 1000);
	struct tm local;

	if (c->fixed_ms != 0 || localtime_r(&at, &local) == NULL)
		return c->offset_min;
	return (int)(local.tm_gmtoff / 60);
}

int64_t
clock_of_local(const struct clock *c, int64_t local_ms)
{
	int32_t day = day_of_ms(local_ms, 0);
	int64_t rest = local_ms - day * MS_PER_DAY;
	struct date d = day_date(day);
	struct tm tm = {.tm_year = d.year - 1900,
	                .tm_mon = d.month - 1,
	                .tm_mday = d.day,
	                .tm_hour = (int)(rest / 3600000),
	                .tm_min = (int)(rest / 60000 % 60),
	                .tm_sec = (int)(rest / 1000 % 60),
	                .tm_isdst = -1};

	if (c->fixed_ms != 0)
		return local_ms - (int64_t)c->offset_min * 60000;
	return (int64_t)mktime(&tm) * 1000 + rest % 1000;
}

int64_t
clock_wall_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t
clock_now_ms(const struct clock *c)
{
	return c->fixed_ms != 0 ? c->fixed_ms : clock_wall_ms();
}

int32_t
clock_today(const struct clock *c)
{
	return day_of_ms(clock_now_ms(c), c->offset_min);
}

int64_t
clock_monotonic_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}
