/* Offers side by side: one currency, points, the order, and what would turn it. */
#include <math.h>

#include "base/date.h"
#include "domain/job/offer.h"

/* Rounding of a mean of a few numbers below 11. */
#define EVEN 1e-9

static double
points_of(const struct offer_compare *cmp, size_t row, size_t k)
{
	return cmp->used[k] ? cmp->rows[row].points[k] : 0;
}

static bool
is_money(const struct offer_compare *cmp, size_t k)
{
	return str_eq(cmp->weights[k].factor, STR("money"));
}

static int64_t
most_money(const struct offer_compare *cmp)
{
	int64_t most = 0;

	for (size_t i = 0; i < cmp->n; i++)
		if (cmp->rows[i].ranked)
			most = MAX(most, cmp->rows[i].years.all);
	return most;
}

static void
money_points(struct offer_compare *cmp)
{
	int64_t most = most_money(cmp);

	for (size_t k = 0; k < cmp->n_weights; k++)
		for (size_t i = 0; is_money(cmp, k) && i < cmp->n; i++) {
			struct offer_row *r = &cmp->rows[i];

			r->points[k] = !r->ranked ? -1
			               : most > 0 ? 10.0 * (double)MAX(r->years.all, 0) / (double)most
			                          : 0;
		}
}

static int
row_cmp(const void *a, const void *b)
{
	const struct offer_row *x = a, *y = b;

	if (x->ranked != y->ranked)
		return x->ranked ? -1 : 1;
	if (fabs(x->total - y->total) > EVEN)
		return x->total > y->total ? -1 : 1;
	return x->o->id < y->o->id ? -1 : 1;
}

/* sum of weight x (points of the first - points of the second). */
static double
lead(const struct offer_compare *cmp)
{
	double d = 0;

	for (size_t k = 0; k < cmp->n_weights; k++)
		d += (double)cmp->weights[k].weight * (points_of(cmp, 0, k) - points_of(cmp, 1, k));
	return d;
}

/* The weight at which the two are even, the others staying: lead + (w - now) x (a - b) = 0. */
static struct offer_flip
weight_flip(struct arena *a, const struct offer_compare *cmp, size_t k)
{
	double apart = points_of(cmp, 0, k) - points_of(cmp, 1, k);
	double now = (double)cmp->weights[k].weight;
	struct offer_flip f = {
	    .what = arena_printf(a, "weight of %.*s", STR_ARG(cmp->weights[k].factor)), .now = now, .at = NAN};

	if (fabs(apart) > EVEN) {
		double at = now - lead(cmp) / apart;

		if (at > EVEN && at < 100)
			f.at = at;
	}
	f.flips_at_0 = lead(cmp) - now * apart < -EVEN;
	return f;
}

/* An offer's four years with the parts in the mask at nothing, and what those parts are: fixed + s x moving. */
static void
line_of(const struct offer_row *r, unsigned mask, double *ret_fixed, double *ret_moving)
{
	int64_t moving = 0;

	for (int p = 0; p < OFFER_PART__COUNT; p++)
		if (mask & 1u << p)
			moving += r->years.total[p];
	*ret_fixed = (double)(r->years.all - moving);
	*ret_moving = (double)moving;
}

/* Money at s, and the most of any. */
static double
most_at(const struct offer_compare *cmp, unsigned mask, double s)
{
	double most = 0;

	for (size_t i = 0; i < cmp->n_ranked; i++) {
		double fixed, moving;

		line_of(&cmp->rows[i], mask, &fixed, &moving);
		most = MAX(most, fixed + s * moving);
	}
	return most;
}

/*
 * With the share s of the uncertain parts counted, the first leads by
 *
 *	10 w (A(s) - B(s)) / M(s) + R,
 *
 * w money's weight, A and B the two's four years and M the most of any offer's, all linear in s but M, which is the
 * largest of lines, and R what the other factors give. It is even where 10 w (A - B) + R M = 0: one linear equation for
 * each offer that may be the most, solved exactly, and kept where that offer is the most.
 */
static struct offer_flip
share_flip(const struct offer_compare *cmp, const char *what, unsigned mask)
{
	struct offer_flip f = {.what = str_of(what), .now = 1, .at = NAN, .share = true};
	double w = 0, rest = 0, a0, a1, b0, b1, most;

	for (size_t k = 0; k < cmp->n_weights; k++) {
		if (is_money(cmp, k))
			w = cmp->used[k] ? (double)cmp->weights[k].weight : 0;
		else
			rest += (double)cmp->weights[k].weight * (points_of(cmp, 0, k) - points_of(cmp, 1, k));
	}
	line_of(&cmp->rows[0], mask, &a0, &a1);
	line_of(&cmp->rows[1], mask, &b0, &b1);
	for (size_t j = 0; j < cmp->n_ranked; j++) {
		double m0, m1, slope, s;

		line_of(&cmp->rows[j], mask, &m0, &m1);
		slope = 10 * w * (a1 - b1) + rest * m1;
		if (slope == 0)
			continue;
		s = -(10 * w * (a0 - b0) + rest * m0) / slope;
		if (s < 0 || s > 1 || most_at(cmp, mask, s) > (m0 + s * m1) * (1 + EVEN))
			continue;
		if (isnan(f.at) || s > f.at)
			f.at = s;
	}
	most = most_at(cmp, mask, 0);
	f.flips_at_0 = (most > 0 ? 10 * w * (a0 - b0) / most : 0) + rest < -EVEN;
	return f;
}

void
offer_rank(struct arena *a, struct offer_compare *cmp)
{
	double sum = 0;

	money_points(cmp);
	cmp->n_ranked = 0;
	for (size_t i = 0; i < cmp->n; i++)
		cmp->n_ranked += cmp->rows[i].ranked;
	for (size_t k = 0; k < cmp->n_weights; k++) {
		cmp->used[k] = cmp->weights[k].weight > 0;
		for (size_t i = 0; i < cmp->n; i++)
			cmp->used[k] = cmp->used[k] && (!cmp->rows[i].ranked || cmp->rows[i].points[k] >= 0);
		sum += cmp->used[k] ? (double)cmp->weights[k].weight : 0;
	}
	for (size_t i = 0; i < cmp->n; i++) {
		cmp->rows[i].total = 0;
		for (size_t k = 0; cmp->rows[i].ranked && sum > 0 && k < cmp->n_weights; k++)
			cmp->rows[i].total += (double)cmp->weights[k].weight * points_of(cmp, i, k) / sum;
	}
	qsort(cmp->rows, cmp->n, sizeof(*cmp->rows), row_cmp);
	cmp->flips = ARENA_ARRAY(a, cmp->n_weights + 3, struct offer_flip);
	cmp->n_flips = 0;
	if (cmp->n_ranked < 2 || sum == 0)
		return;
	for (size_t k = 0; k < cmp->n_weights; k++)
		if (cmp->used[k])
			cmp->flips[cmp->n_flips++] = weight_flip(a, cmp, k);
	cmp->flips[cmp->n_flips++] = share_flip(cmp, "equity that comes true", 1u << OFFER_EQUITY);
	cmp->flips[cmp->n_flips++] = share_flip(cmp, "bonus that comes true", 1u << OFFER_BONUS);
	cmp->flips[cmp->n_flips++] =
	    share_flip(cmp, "equity and bonus that come true", 1u << OFFER_EQUITY | 1u << OFFER_BONUS);
}

/* The newest rate between the two, either way round. */
static const struct money_rate *
rate_find(const struct money_rate *rates, size_t n, struct str from, struct str to)
{
	for (size_t i = 0; i < n; i++)
		if ((str_eq(rates[i].from, from) && str_eq(rates[i].to, to)) ||
		    (str_eq(rates[i].from, to) && str_eq(rates[i].to, from)))
			return &rates[i];
	return NULL;
}

/* Every part of every year converted by itself, so that what is shown adds up. */
static bool
convert(struct offer_row *r, struct str to, struct err *err)
{
	r->years = (struct offer_years){0};
	for (int p = 0; p < OFFER_PART__COUNT; p++) {
		for (int y = 0; y < OFFER_YEARS; y++) {
			int64_t v;

			if (!money_convert(r->own.part[p][y], r->o->currency, to, r->rate_nano, &v, err))
				return false;
			r->years.part[p][y] = v;
			r->years.year[y] += v;
			r->years.total[p] += v;
			r->years.all += v;
		}
	}
	return true;
}

static void
row_money(struct ctx *c, struct offer_row *r, struct str to, const struct money_rate *rates, size_t n_rates)
{
	const struct money_rate *rate = rate_find(rates, n_rates, r->o->currency, to);
	struct err err = {0};

	r->own = offer_years(r->o);
	r->rate_nano = MONEY_RATE_ONE;
	r->rate_day = DAY_NONE;
	if (!str_eq(r->o->currency, to)) {
		if (rate == NULL) {
			r->why = arena_printf(c->a, "no rate from %.*s to %.*s is known", STR_ARG(r->o->currency),
			                      STR_ARG(to));
			r->hint =
			    arena_printf(c->a,
			                 "Look one up and enter it with its day; until then it is shown in %.*s and "
			                 "not ranked.",
			                 STR_ARG(r->o->currency));
			return;
		}
		r->inverse = str_eq(rate->from, to);
		/* 1 / rate, in thousand-millionths. */
		r->rate_nano =
		    r->inverse ? (MONEY_RATE_ONE * MONEY_RATE_ONE + rate->nano / 2) / rate->nano : rate->nano;
		r->rate_day = rate->on_day;
	}
	r->ranked = convert(r, to, &err);
	if (!r->ranked) {
		r->why = arena_str(c->a, str_of(err.text));
		r->hint = STR("Look at the amounts and the rate.");
	}
}

/* The currency in which most offers can be ranked; of several, the one that most of them have. */
static struct str
common_currency(const struct offer_row *rows, size_t n, const struct money_rate *rates, size_t n_rates)
{
	struct str best = STR("EUR");
	size_t most = 0;

	for (size_t i = 0; i < n; i++) {
		struct str to = rows[i].o->currency;
		size_t good = 0;

		for (size_t k = 0; k < n; k++) {
			bool same = str_eq(rows[k].o->currency, to);

			/* n + 1: one more that can be ranked outweighs all that are in it already. */
			good += same ? n + 2 : rate_find(rates, n_rates, rows[k].o->currency, to) != NULL ? n + 1 : 0;
		}
		if (good > most) {
			most = good;
			best = to;
		}
	}
	return best;
}

static void
row_scores(struct ctx *c, struct offer_compare *cmp, struct offer_row *r, const struct offer_score *scores, size_t n)
{
	r->points = ARENA_ARRAY(c->a, cmp->n_weights, double);
	r->scores = ARENA_ARRAY(c->a, cmp->n_weights, const struct offer_score *);
	for (size_t k = 0; k < cmp->n_weights; k++) {
		r->points[k] = -1;
		for (size_t i = 0; i < n; i++) {
			if (scores[i].offer_id != r->o->id || !str_eq(scores[i].factor, cmp->weights[k].factor))
				continue;
			r->points[k] = (double)scores[i].tenths / 10;
			r->scores[k] = &scores[i];
		}
	}
}

bool
offer_compare(struct ctx *c, struct str currency, struct offer_compare *ret, struct err *err)
{
	struct offer *list;
	struct offer_score *scores;
	struct money_rate *rates;
	size_t n, n_scores, n_rates;

	*ret = (struct offer_compare){0};
	if ((currency.n > 0 && !money_currency(c->a, currency, &currency, err)) || !offer_list(c, &list, &n, err) ||
	    !offer_scores(c, &scores, &n_scores, err) || !money_rates(c, &rates, &n_rates, err) ||
	    !offer_weights(c, &ret->weights, &ret->n_weights, err))
		return false;
	ret->used = ARENA_ARRAY(c->a, ret->n_weights, bool);
	ret->rows = ARENA_ARRAY(c->a, n, struct offer_row);
	for (size_t i = 0; i < n; i++)
		if (list[i].state == OFFER_OPEN || list[i].state == OFFER_ACCEPTED)
			ret->rows[ret->n++].o = &list[i];
	ret->currency = currency.n > 0 ? currency : common_currency(ret->rows, ret->n, rates, n_rates);
	for (size_t i = 0; i < ret->n; i++) {
		row_money(c, &ret->rows[i], ret->currency, rates, n_rates);
		row_scores(c, ret, &ret->rows[i], scores, n_scores);
	}
	offer_rank(c->a, ret);
	return true;
}
