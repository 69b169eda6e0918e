/* From an event to its instances: rules, dates added and taken away, overrides. */
#include "format/ical_impl.h"

#define DAY_OF(ms) ((ms) >= 0 ? (ms) / MS_PER_DAY : -((-(ms) + MS_PER_DAY - 1) / MS_PER_DAY))

/* The instances of one event while they are gathered. */
struct gather {
	struct ical_reading *r;
	struct ical_event *e;
	VEC(struct ical_moment) in;
	VEC(struct ical_moment) out;
};

bool
ical_time_exists(struct icaltimetype t)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (t.year % 4 == 0 && t.year % 100 != 0) || t.year % 400 == 0;

	return t.year >= 1 && t.year <= 9999 && t.month >= 1 && t.month <= 12 && t.day >= 1 &&
	       t.day <= days[t.month - 1] + (t.month == 2 && leap) &&
	       (t.is_date ||
	        (t.hour >= 0 && t.hour <= 23 && t.minute >= 0 && t.minute <= 59 && t.second >= 0 && t.second <= 60));
}

int64_t
ical_local_ms(struct icaltimetype t)
{
	int64_t ms = day_of((struct date){t.year, t.month, t.day}) * MS_PER_DAY;

	return t.is_date ? ms : ms + (int64_t)(t.hour * 3600 + t.minute * 60 + t.second) * 1000;
}

static struct icaltimetype
time_of_local(int64_t ms)
{
	int32_t day = (int32_t)DAY_OF(ms);
	int64_t rest = ms - day * MS_PER_DAY;
	struct date d = day_date(day);

	return (struct icaltimetype){.year = d.year,
	                             .month = d.month,
	                             .day = d.day,
	                             .hour = (int)(rest / 3600000),
	                             .minute = (int)(rest / 60000 % 60),
	                             .second = (int)(rest / 1000 % 60)};
}

/* A time that summer time skips is taken with the offset before, one that comes twice is the first (RFC 5545, 3.3.5).
 */
static int64_t
to_utc(const struct ical_reading *r, int64_t local, icaltimezone *zone)
{
	const struct ical_functions *f = &r->lib->f;
	struct icaltimetype before = time_of_local(local - MS_PER_DAY), t;
	int is_summer;
	int64_t utc = local - (int64_t)f->icaltimezone_get_utc_offset(zone, &before, &is_summer) * 1000;

	t = time_of_local(utc);
	if (utc + (int64_t)f->icaltimezone_get_utc_offset_of_utc_time(zone, &t, &is_summer) * 1000 == local)
		return utc;
	t = time_of_local(local);
	utc = local - (int64_t)f->icaltimezone_get_utc_offset(zone, &t, &is_summer) * 1000;
	t = time_of_local(utc);
	if (utc + (int64_t)f->icaltimezone_get_utc_offset_of_utc_time(zone, &t, &is_summer) * 1000 == local)
		return utc;
	return local - (int64_t)f->icaltimezone_get_utc_offset(zone, &before, &is_summer) * 1000;
}

struct ical_moment
ical_moment_of(const struct ical_reading *r, struct icaltimetype t, icaltimezone *zone)
{
	int64_t local = ical_local_ms(t);

	if (t.is_date)
		return (struct ical_moment){ICAL_DATE, local, local};
	if (r->lib->f.icaltime_is_utc(t))
		return (struct ical_moment){ICAL_UTC, local, local};
	if (zone == NULL)
		return (struct ical_moment){ICAL_LOCAL, local, local};
	return (struct ical_moment){ICAL_UTC, local, to_utc(r, local, zone)};
}

/* The end of an instance: whole days go by the clock on the wall, the rest by real time. */
static int64_t
end_of(const struct ical_reading *r, const struct ical_event *e, struct ical_moment start)
{
	if (start.frame != ICAL_UTC || e->days_ms == 0 || e->zone == NULL)
		return start.utc + e->days_ms + e->length;
	return ical_moment_of(r, time_of_local(start.local + e->days_ms), e->zone).utc + e->length;
}

void
ical_add(struct ical_reading *r, const struct ical_event *e, struct ical_moment start)
{
	int64_t end = end_of(r, e, start);

	end = MIN(end, start.utc + ICAL_LENGTH_MAX);
	if (start.utc >= r->to || end < r->from || (end == r->from && end > start.utc))
		return;
	if (r->busy.n == ICAL_BUSY_MAX) {
		ical_note(r, e, "more than %d times in all; the rest is left out", ICAL_BUSY_MAX);
		return;
	}
	*VEC_PUSH(r->a, &r->busy) = (struct ical_busy){.start_ms = start.utc,
	                                               .end_ms = end,
	                                               .floating = start.frame != ICAL_UTC,
	                                               .all_day = start.frame == ICAL_DATE,
	                                               .summary = e->name};
}

/* --- rules -------------------------------------------------------------------------------------------------------- */

static bool
listed(const short *list, size_t n)
{
	return n > 0 && list[0] != ICAL_RECURRENCE_ARRAY_MAX;
}

/* Whether some day of the rule's months and days of the month exists; a finer rule that has none is searched for ever.
 */
static bool
has_days(const struct icalrecurrencetype *rule)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (!listed(rule->by_month, 1) || !listed(rule->by_month_day, 1))
		return true;
	for (size_t m = 0; m < ICAL_BY_MONTH_SIZE && rule->by_month[m] != ICAL_RECURRENCE_ARRAY_MAX; m++) {
		for (size_t d = 0; d < ICAL_BY_MONTHDAY_SIZE && rule->by_month_day[d] != ICAL_RECURRENCE_ARRAY_MAX;
		     d++) {
			int month = rule->by_month[m] & 0xff;

			if (month >= 1 && month <= 12 && abs(rule->by_month_day[d]) <= days[month - 1])
				return true;
		}
	}
	return false;
}

static bool
is_past_until(const struct ical_moment *m, struct icaltimetype until, const struct ical_moment *end)
{
	if (until.year == 0)
		return false;
	if (end->frame == ICAL_DATE)
		return DAY_OF(m->local) > DAY_OF(end->local);
	return end->frame == ICAL_UTC && m->frame == ICAL_UTC ? m->utc > end->utc : m->local > end->local;
}

/* Whether the rule can be stepped through at all. */
static bool
rule_ok(struct gather *g, const struct icalrecurrencetype *rule)
{
	if (rule->freq == ICAL_NO_RECURRENCE) {
		ical_note(g->r, g->e, "its rule cannot be read; only its first time counts");
		return false;
	}
	if (rule->freq == ICAL_SECONDLY_RECURRENCE) {
		ical_note(g->r, g->e, "a rule that repeats by the second is not followed; only its first time counts");
		return false;
	}
	if (!has_days(rule)) {
		ical_note(g->r, g->e, "its rule names days that do not exist; only its first time counts");
		return false;
	}
	return true;
}

/* The times of a rule, one after the other: libical's, but for plain weekly rules, of which some versions of it take
 * the week before when Sunday comes first. */
struct stepper {
	struct ical_functions *f;
	icalrecur_iterator *it; /* NULL: weekly, from here */
	int64_t week;           /* local time of DTSTART's hour on the first day of the present week */
	int64_t interval;
	bool on[7]; /* from the first day of the week */
	int day;
};

static bool
is_plain_weekly(const struct icalrecurrencetype *rule)
{
	return rule->freq == ICAL_WEEKLY_RECURRENCE && !listed(rule->by_hour, 1) && !listed(rule->by_minute, 1) &&
	       !listed(rule->by_second, 1) && !listed(rule->by_month_day, 1) && !listed(rule->by_year_day, 1) &&
	       !listed(rule->by_week_no, 1) && !listed(rule->by_set_pos, 1);
}

static void
weekly_begin(struct stepper *s, const struct icalrecurrencetype *rule, struct icaltimetype start)
{
	int64_t local = ical_local_ms(start);
	int first = rule->week_start == ICAL_NO_WEEKDAY ? 0 : ((int)rule->week_start + 5) % 7; /* Monday 0 */
	int behind = (day_weekday((int32_t)DAY_OF(local)) - first + 7) % 7;

	s->week = local - behind * MS_PER_DAY;
	s->interval = MAX(rule->interval, 1);
	s->on[behind] = !listed(rule->by_day, 1);
	for (size_t i = 0; i < ICAL_BY_DAY_SIZE && rule->by_day[i] != ICAL_RECURRENCE_ARRAY_MAX; i++)
		s->on[((abs(rule->by_day[i]) % 8 + 5) % 7 - first + 7) % 7] = true;
}

static bool
stepper_begin(struct stepper *s, struct ical_functions *f, struct icalrecurrencetype rule, struct icaltimetype start)
{
	*s = (struct stepper){.f = f};
	if (is_plain_weekly(&rule)) {
		weekly_begin(s, &rule, start);
		return true;
	}
	s->it = f->icalrecur_iterator_new(rule, start);
	return s->it != NULL;
}

/* A time of the year 0 when there is none any more. */
static struct icaltimetype
stepper_next(struct stepper *s)
{
	if (s->it != NULL)
		return s->f->icalrecur_iterator_next(s->it);
	for (;;) {
		for (; s->day < 7; s->day++)
			if (s->on[s->day])
				return time_of_local(s->week + s->day++ * MS_PER_DAY);
		s->day = 0;
		s->week += 7 * s->interval * MS_PER_DAY;
	}
}

static void
stepper_end(struct stepper *s)
{
	if (s->it != NULL)
		s->f->icalrecur_iterator_free(s->it);
}

/* What libical does not do as the standard says: days of the month of a yearly rule are those of every month, and the
 * months of a daily or weekly rule choose among its days without moving them. Returns whether months are to be chosen
 * from here. */
static bool
mend(struct icalrecurrencetype *rule)
{
	if (rule->freq == ICAL_YEARLY_RECURRENCE && listed(rule->by_month_day, 1) && !listed(rule->by_month, 1) &&
	    !listed(rule->by_year_day, 1) && !listed(rule->by_week_no, 1)) {
		for (short m = 0; m < 12; m++)
			rule->by_month[m] = (short)(m + 1);
		rule->by_month[12] = ICAL_RECURRENCE_ARRAY_MAX;
	}
	if ((rule->freq != ICAL_DAILY_RECURRENCE && rule->freq != ICAL_WEEKLY_RECURRENCE) || !listed(rule->by_month, 1))
		return false;
	rule->by_month[0] = ICAL_RECURRENCE_ARRAY_MAX;
	return true;
}

static bool
in_months(const short *months, int month)
{
	for (size_t i = 0; i < ICAL_BY_MONTH_SIZE && months[i] != ICAL_RECURRENCE_ARRAY_MAX; i++)
		if (months[i] == month)
			return true;
	return false;
}

/* Walks the rule from DTSTART, which is its first instance whether it fits or not. */
static void
follow(struct gather *g, struct icalrecurrencetype rule, bool adds)
{
	struct ical_reading *r = g->r;
	struct ical_functions *f = &r->lib->f;
	struct icaltimetype until = rule.until, start = g->e->dtstart, t;
	struct ical_moment end = {0};
	short months[ICAL_BY_MONTH_SIZE];
	int count = rule.count, n = 1;
	size_t kept = 0;
	bool choose;
	struct stepper s;

	if (!rule_ok(g, &rule))
		return;
	if (until.year != 0)
		end = ical_moment_of(r, until, g->e->zone);
	memcpy(months, rule.by_month, sizeof(months));
	start.zone = NULL;
	choose = mend(&rule);
	rule.until = f->icaltime_null_time();
	rule.count = 0;
	if (!stepper_begin(&s, f, rule, start)) {
		ical_note(r, g->e, "its rule contradicts itself; only its first time counts");
		return;
	}
	while (t = stepper_next(&s), t.year != 0) {
		struct ical_moment m;

		if (++r->steps > ICAL_STEPS_MAX) {
			ical_note(r, g->e, "the rules of this file take more than %d steps; the rest is left out",
			          ICAL_STEPS_MAX);
			break;
		}
		t.is_date = start.is_date;
		m = ical_moment_of(r, t, g->e->zone);
		if (g->e->start.frame == ICAL_UTC)
			m.frame = ICAL_UTC;
		if (m.local <= g->e->start.local || (choose && !in_months(months, t.month)))
			continue;
		if ((count > 0 && n >= count) || is_past_until(&m, until, &end) || m.utc >= r->to)
			break;
		n++;
		if (m.utc + g->e->days_ms + g->e->length + MS_PER_DAY < r->from)
			continue;
		if (kept++ == ICAL_INSTANCES_MAX) {
			ical_note(r, g->e, "happens more than %d times here; the rest is left out", ICAL_INSTANCES_MAX);
			break;
		}
		*(adds ? VEC_PUSH(r->a, &g->in) : VEC_PUSH(r->a, &g->out)) = m;
	}
	stepper_end(&s);
}

/* --- dates -------------------------------------------------------------------------------------------------------- */

static void
added_dates(struct gather *g)
{
	struct ical_reading *r = g->r;
	struct ical_functions *f = &r->lib->f;

	for (icalproperty *p = f->icalcomponent_get_first_property(g->e->comp, ICAL_RDATE_PROPERTY); p != NULL;
	     p = f->icalcomponent_get_next_property(g->e->comp, ICAL_RDATE_PROPERTY)) {
		struct icaldatetimeperiodtype d = f->icalproperty_get_rdate(p);
		bool period = d.period.start.year != 0;
		struct icaltimetype t = period ? d.period.start : d.time;

		if (!ical_time_exists(t)) {
			ical_note(r, g->e, "a further date does not exist");
			continue;
		}
		if (g->in.n > ICAL_INSTANCES_MAX)
			return;
		*VEC_PUSH(r->a, &g->in) = ical_moment_of(r, t, ical_zone_of(r, g->e, p));
	}
}

static void
removed_dates(struct gather *g)
{
	struct ical_reading *r = g->r;
	struct ical_functions *f = &r->lib->f;

	for (icalproperty *p = f->icalcomponent_get_first_property(g->e->comp, ICAL_EXDATE_PROPERTY); p != NULL;
	     p = f->icalcomponent_get_next_property(g->e->comp, ICAL_EXDATE_PROPERTY)) {
		struct icaltimetype t = f->icalproperty_get_exdate(p);

		if (ical_time_exists(t))
			*VEC_PUSH(r->a, &g->out) = ical_moment_of(r, t, ical_zone_of(r, g->e, p));
	}
}

static bool
same(const struct ical_moment *m, const struct ical_moment *other)
{
	if (other->frame == ICAL_DATE || m->frame == ICAL_DATE)
		return DAY_OF(m->local) == DAY_OF(other->local);
	if (m->frame == ICAL_UTC && other->frame == ICAL_UTC)
		return m->utc == other->utc;
	return m->local == other->local;
}

static int
moment_cmp(const void *a, const void *b)
{
	const struct ical_moment *x = a, *y = b;

	return x->utc < y->utc ? -1 : x->utc > y->utc;
}

static void
settle(struct gather *g, struct ical_event *overrides, size_t n)
{
	if (g->in.n > 0)
		qsort(g->in.p, g->in.n, sizeof(*g->in.p), moment_cmp);
	for (size_t i = 0; i < g->in.n; i++) {
		bool out = i > 0 && g->in.p[i].utc == g->in.p[i - 1].utc;

		for (size_t k = 0; k < g->out.n && !out; k++)
			out = same(&g->in.p[i], &g->out.p[k]);
		for (size_t k = 0; k < n && !out; k++)
			out = same(&g->in.p[i], &overrides[k].id);
		if (!out)
			ical_add(g->r, g->e, g->in.p[i]);
	}
}

void
ical_expand(struct ical_reading *r, struct ical_event *e, struct ical_event *overrides, size_t n)
{
	struct ical_functions *f = &r->lib->f;
	struct gather g = {.r = r, .e = e};

	*VEC_PUSH(r->a, &g.in) = e->start;
	for (icalproperty *p = f->icalcomponent_get_first_property(e->comp, ICAL_RRULE_PROPERTY); p != NULL;
	     p = f->icalcomponent_get_next_property(e->comp, ICAL_RRULE_PROPERTY))
		follow(&g, f->icalproperty_get_rrule(p), true);
	added_dates(&g);
	for (icalproperty *p = f->icalcomponent_get_first_property(e->comp, ICAL_EXRULE_PROPERTY); p != NULL;
	     p = f->icalcomponent_get_next_property(e->comp, ICAL_EXRULE_PROPERTY))
		follow(&g, f->icalproperty_get_exrule(p), false);
	removed_dates(&g);
	settle(&g, overrides, n);
}
