/* Intervals and survival: pure numbers. */
#include <math.h>

#include "domain/job/report.h"

/* The 97.5th percentile of the normal distribution. */
#define Z 1.959963984540054

struct interval
wilson(int64_t k, int64_t n)
{
	double m = (double)n, p = (double)k / m, z2 = Z * Z;
	double middle = (p + z2 / (2 * m)) / (1 + z2 / m);
	double half = Z / (1 + z2 / m) * sqrt(p * (1 - p) / m + z2 / (4 * m * m));

	/* At the ends it is exact, whatever rounding says. */
	return (struct interval){k == 0 ? 0 : fmax(0, middle - half), k == n ? 1 : fmin(1, middle + half)};
}

static int
by_days(const void *a, const void *b)
{
	const struct spell *x = a, *y = b;

	return x->days < y->days ? -1 : x->days > y->days;
}

struct km
km_of(struct arena *a, struct spell *spells, size_t n)
{
	struct km k = {.n = (int64_t)n, .steps = ARENA_ARRAY(a, n, struct km_step)};
	double left = 1;

	if (n > 1) /* without any, spells may be NULL */
		qsort(spells, n, sizeof(*spells), by_days);
	for (size_t i = 0; i < n;) {
		struct km_step s = {.days = spells[i].days, .at_risk = (int64_t)(n - i)};

		for (; i < n && spells[i].days == s.days; i++)
			s.ended += spells[i].ended;
		if (s.ended == 0)
			continue;
		left *= 1 - (double)s.ended / (double)s.at_risk;
		s.left = left;
		k.ended += s.ended;
		k.steps[k.n_steps++] = s;
		/* 1/2 is met when it is met but for rounding. */
		if (!k.has_median && left <= 0.5 + 1e-12) {
			k.has_median = true;
			k.median = s.days;
		}
	}
	k.censored = k.n - k.ended;
	return k;
}
