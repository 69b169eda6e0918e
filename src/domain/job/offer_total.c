/* What an offer is worth, by year and part. */
#include "base/num.h"
#include "domain/job/offer.h"

const char *
offer_part_name(enum offer_part p)
{
	static const char *const names[] = {"base", "bonus", "equity", "sign-on", "other"};

	return names[p];
}

const char *
offer_state_name(enum offer_state s)
{
	static const char *const names[] = {"open", "accepted", "declined", "lapsed"};

	return names[s];
}

/* v x share / 100, halves up; v is not negative and below 2^50. */
static int64_t
share_of(int64_t v, int64_t share)
{
	return (v * share + 50) / 100;
}

int64_t
offer_vested(const struct offer *o, int64_t months)
{
	struct str rest = o->vest_split, part;
	int64_t twelfths = 0, year = 0, percent;

	if (months < o->cliff_months || o->vest_months < 1)
		return 0;
	if (months >= o->vest_months)
		return o->equity;
	if (rest.n == 0)
		return o->equity * months / o->vest_months;
	/* In twelfths of a percent. */
	for (; str_split(&rest, '/', &part); year++) {
		if (!num_parse_i64(str_trim(part), 0, 100, "", &percent, NULL))
			return 0;
		twelfths += percent * MAX(0, MIN(12, months - 12 * year));
	}
	return o->equity * twelfths / 1200;
}

struct offer_years
offer_years(const struct offer *o)
{
	struct offer_years y = {0};

	for (int i = 0; i < OFFER_YEARS; i++) {
		y.part[OFFER_BASE][i] = o->base * o->times_year;
		y.part[OFFER_BONUS][i] = share_of(o->bonus, o->bonus_share);
		/* The difference of rounded sums, so that the years add up to the grant. */
		y.part[OFFER_EQUITY][i] = share_of(offer_vested(o, 12 * (i + 1)), o->equity_share) -
		                          share_of(offer_vested(o, 12 * i), o->equity_share);
	}
	y.part[OFFER_SIGNON][0] = o->signon;
	for (size_t k = 0; k < o->n_lines; k++)
		for (int i = 0; i < (o->lines[k].yearly ? OFFER_YEARS : 1); i++)
			y.part[OFFER_OTHER][i] += o->lines[k].amount;
	for (int p = 0; p < OFFER_PART__COUNT; p++) {
		for (int i = 0; i < OFFER_YEARS; i++) {
			y.year[i] += y.part[p][i];
			y.total[p] += y.part[p][i];
		}
		y.all += y.total[p];
	}
	return y;
}
