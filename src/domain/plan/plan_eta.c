#include "domain/plan/plan_impl.h"

#include <math.h>

#include "base/date.h"

#define DRAWS      400
#define PACE_WEEKS 12
/* Weeks of log from which the person's own pace is used. */
#define PACE_WEEKS_MIN 3
/* Spread of the hours: all skills together, and each by itself (log-normal sigma). Priors until logs measure them. */
#define SIGMA_ALL 0.25
#define SIGMA_ONE 0.50
/* Without a log: people spend less than they mean to (median 0.85 of the plan, sigma 0.3); an assumption, and shown as
 * one. */
#define PACE_MEDIAN 0.85
#define PACE_SIGMA  0.30
#define BEYOND_DAYS 3650

/* A standard normal draw (Box and Muller 1958). */
static double
normal(struct rng *r)
{
	double u = 1 - rng_unit(r), v = rng_unit(r);

	return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

/* Minutes of each of the last PACE_WEEKS whole weeks since the first entry; their number. */
static int
weeks_of_log(const struct minutes *m, size_t n, int32_t this_week, double ret[static PACE_WEEKS])
{
	int32_t first = n > 0 ? day_week_start(m[0].on_day) : this_week;
	int weeks = MIN((this_week - first) / 7, PACE_WEEKS);

	for (int w = 0; w < PACE_WEEKS; w++)
		ret[w] = 0;
	for (size_t i = 0; i < n; i++) {
		int back = (this_week - day_week_start(m[i].on_day)) / 7;

		if (back >= 1 && back <= weeks)
			ret[back - 1] += m[i].minutes;
	}
	return MAX(weeks, 0);
}

static int
by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

/* One draw of the weeks the way takes. */
static double
draw_weeks(struct rng *r, const double *skill_minutes, size_t n, const double *log_weeks, int weeks, double planned)
{
	double all = exp(SIGMA_ALL * normal(r)), minutes = 0, pace = 0;

	for (size_t k = 0; k < n; k++)
		if (skill_minutes[k] > 0)
			minutes += skill_minutes[k] * exp(SIGMA_ONE * normal(r));
	if (weeks >= PACE_WEEKS_MIN) {
		for (int w = 0; w < weeks; w++) /* bootstrap of the mean week */
			pace += log_weeks[rng_below(r, (uint64_t)weeks)] / weeks;
	} else {
		pace = planned * PACE_MEDIAN * exp(PACE_SIGMA * normal(r));
	}
	return pace > 0 ? minutes * all / pace : INFINITY;
}

void
plan_pace(struct plan_work *w)
{
	struct plan *p = w->p;
	double log_weeks[PACE_WEEKS];
	int weeks = weeks_of_log(w->m, w->n_m, p->week, log_weeks);

	p->pace = p->goal.minutes_per_week;
	if (weeks < PACE_WEEKS_MIN)
		return;
	p->pace_weeks = weeks;
	p->pace = 0;
	for (int i = 0; i < weeks; i++)
		p->pace += log_weeks[i] / weeks;
}

void
plan_eta(struct plan_work *w)
{
	struct plan *p = w->p;
	double log_weeks[PACE_WEEKS], draws[DRAWS];
	int weeks = weeks_of_log(w->m, w->n_m, p->week, log_weeks);
	double *skill_minutes = ARENA_ARRAY(w->c->a, w->c->map->n_skills, double);
	int32_t today = ctx_today(w->c);
	struct rng rng;

	p->eta_p50 = p->eta_p80 = DAY_NONE;
	for (size_t i = 0; i < p->n_steps; i++) {
		const struct plan_step *s = &p->steps[i];

		if (s->blocked)
			continue;
		if (s->core) {
			skill_minutes[s->skill] += s->left;
			p->hours_left += s->left / 60;
		} else {
			p->hours_later += s->left / 60;
			p->n_later++;
		}
	}
	if (p->hours_left <= 0)
		return;
	rng_seed(&rng, 1); /* the same draws always: two plans differ by what they are, not by chance */
	for (size_t d = 0; d < DRAWS; d++)
		draws[d] =
		    draw_weeks(&rng, skill_minutes, w->c->map->n_skills, log_weeks, weeks, p->goal.minutes_per_week);
	qsort(draws, DRAWS, sizeof(*draws), by_value);
	if (draws[DRAWS / 2] * 7 < BEYOND_DAYS)
		p->eta_p50 = today + (int32_t)ceil(draws[DRAWS / 2] * 7);
	if (draws[DRAWS * 8 / 10] * 7 < BEYOND_DAYS)
		p->eta_p80 = today + (int32_t)ceil(draws[DRAWS * 8 / 10] * 7);
}
