/*
 * Offers: money, four years worked out by hand, what is kept and taken back.
 */
#include "life.h"

#include <math.h>

#include "domain/job/application.h"
#include "domain/job/leaving.h"
#include "domain/job/offer.h"

#define TODAY 20000 /* 2024-10-04 */

static struct offer
offer_of(struct life *l, const char *const (*fields)[2], size_t n)
{
	struct offer o = offer_new(&l->c);

	for (size_t i = 0; i < n; i++)
		assert_ok(offer_set(&l->a, &o, offer_field_find(str_of(fields[i][0])), str_of(fields[i][1]), &l->err),
		          l->err);
	return o;
}

#define OFFER(l, ...)                                                                                                  \
	offer_of((l), (const char *const[][2]){__VA_ARGS__}, ARRAY_LEN(((const char *const[][2]){__VA_ARGS__})))

static void
amounts(void **state)
{
	static const struct {
		const char *text, *currency;
		int64_t minor;
	} good[] = {
	    {"85000", "EUR", 8500000},
	    {"85,000.50", "EUR", 8500050},
	    {"85 000", "EUR", 8500000},
	    {"85'000", "CHF", 8500000},
	    {"85k", "USD", 8500000},
	    {"1.25m", "USD", 125000000},
	    {"-1200", "EUR", -120000},
	    {"9000000", "JPY", 9000000},
	    {"12.345", "KWD", 12345},
	    {"12.500", "USD", 1250},
	    {"0", "EUR", 0},
	    {"0.1", "EUR", 10},
	    {"1,234,567", "EUR", 123456700},
	};
	static const char *const bad[] = {"",
	                                  "-",
	                                  "abc",
	                                  "1,2",
	                                  "85,00",
	                                  "1.2.3",
	                                  "1.234",
	                                  ".",
	                                  ".5",
	                                  "5k5",
	                                  "12345678901234567890",
	                                  "200000000000",
	                                  "1e5",
	                                  "EUR 5",
	                                  "--5"};
	struct arena a = ARENA(1 << 20);
	struct err err = {0};
	int64_t v;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		assert_ok(money_parse(str_of(good[i].text), str_of(good[i].currency), "base", &v, &err), err);
		assert_int_equal(v, good[i].minor);
		/* What is written plainly reads back. */
		assert_ok(money_parse(money_plain(&a, v, str_of(good[i].currency)), str_of(good[i].currency), "base",
		                      &v, &err),
		          err);
		assert_int_equal(v, good[i].minor);
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		err = (struct err){0};
		if (money_parse(str_of(bad[i]), STR("EUR"), "base", &v, &err))
			fail_msg("'%s' was read as %lld", bad[i], (long long)v);
		assert_true(err.code == ERR_INVALID || err.code == ERR_LIMIT);
	}
	assert_str(money_text(&a, 8500050, STR("EUR")), "EUR 85,000.50");
	assert_str(money_text(&a, -120000, STR("EUR")), "-EUR 1,200");
	assert_str(money_text(&a, 1234567, STR("JPY")), "JPY 1,234,567");
	assert_str(money_text(&a, 5, STR("KWD")), "KWD 0.005");
	assert_str(money_text(&a, 0, STR("EUR")), "EUR 0");
	arena_release(&a);
}

/* 100.00 USD at 0.9234 are 92.34 EUR; at 149.5 they are 14,950 JPY; 3 JPY at 0.00669 EUR are 0.02007, so 0.02. */
static void
rates(void **state)
{
	struct arena a = ARENA(1 << 20);
	struct err err = {0};
	int64_t nano, v;

	(void)state;
	assert_ok(money_rate_parse(STR("0.9234"), &nano, &err), err);
	assert_int_equal(nano, 923400000);
	assert_ok(money_convert(10000, STR("USD"), STR("EUR"), nano, &v, &err), err);
	assert_int_equal(v, 9234);
	assert_ok(money_convert(-10000, STR("USD"), STR("EUR"), nano, &v, &err), err);
	assert_int_equal(v, -9234);
	assert_ok(money_rate_parse(STR("149.5"), &nano, &err), err);
	assert_ok(money_convert(10000, STR("USD"), STR("JPY"), nano, &v, &err), err);
	assert_int_equal(v, 14950);
	assert_str(money_rate_text(&a, nano), "149.5");
	assert_ok(money_rate_parse(STR("0.00669"), &nano, &err), err);
	assert_ok(money_convert(3, STR("JPY"), STR("EUR"), nano, &v, &err), err);
	assert_int_equal(v, 2);
	assert_fails(money_rate_parse(STR("0"), &nano, &err), err, ERR_INVALID);
	assert_fails(money_rate_parse(STR("-1"), &nano, &err), err, ERR_INVALID);
	assert_fails(money_rate_parse(STR("0.1234567891"), &nano, &err), err, ERR_INVALID);
	assert_fails(money_rate_parse(STR("x"), &nano, &err), err, ERR_INVALID);
	arena_release(&a);
}

/*
 * 85,000 base, 10% bonus of which half counts, 48,000 in shares over 48 months with a cliff of 12, 5,000 sign-on,
 * 1,000 every year to learn, 3,000 once to move, -600 every year for the train. In thousands:
 *
 *	year   base  bonus  equity  sign-on  other      sum
 *	1      85    4.25   12      5        3.4        109.65
 *	2..4   85    4.25   12      0        0.4        101.65
 *	all    340   17     48      5        4.6        414.6
 */
static void
four_years(void **state)
{
	struct life l;
	struct offer_line lines[] = {{.label = STR("learning"), .amount = 100000, .yearly = true},
	                             {.label = STR("moving"), .amount = 300000, .yearly = false},
	                             {.label = STR("train"), .amount = -60000, .yearly = true}};
	struct offer_years y;
	struct offer o;

	(void)state;
	life_begin(&l, TODAY);
	o = OFFER(&l, {"company", "Acme"}, {"title", "ML engineer"}, {"base", "85k"}, {"bonus", "10%"},
	          {"bonus_share", "50"}, {"equity", "48000"}, {"signon", "5000"});
	o.lines = lines;
	o.n_lines = ARRAY_LEN(lines);
	assert_ok(offer_check(&o, &l.err), l.err);
	y = offer_years(&o);
	assert_int_equal(y.part[OFFER_BASE][0], 8500000);
	assert_int_equal(y.part[OFFER_BONUS][3], 425000);
	assert_int_equal(y.part[OFFER_EQUITY][0], 1200000);
	assert_int_equal(y.part[OFFER_EQUITY][3], 1200000);
	assert_int_equal(y.part[OFFER_SIGNON][0], 500000);
	assert_int_equal(y.part[OFFER_SIGNON][1], 0);
	assert_int_equal(y.part[OFFER_OTHER][0], 340000);
	assert_int_equal(y.part[OFFER_OTHER][2], 40000);
	assert_int_equal(y.year[0], 10965000);
	assert_int_equal(y.year[3], 10165000);
	assert_int_equal(y.all, 41460000);
	life_end(&l);
}

/*
 * A grant of 1,000.00 over 36 months with a cliff of 18: nothing in year 1; at 24 months two thirds, 666.66 rounded
 * down; the rest in year 3; nothing more in year 4. With 10/20/30/40 and a cliff of 6 months: after 6 months 5%, after
 * 30 months 10 + 20 + half of 30 = 45%.
 */
static void
vesting(void **state)
{
	struct life l;
	struct offer_years y;
	struct offer o;
	int64_t sum;

	(void)state;
	life_begin(&l, TODAY);
	o = OFFER(&l, {"equity", "1000"}, {"vest_months", "36"}, {"cliff_months", "18"});
	y = offer_years(&o);
	assert_int_equal(y.part[OFFER_EQUITY][0], 0);
	assert_int_equal(y.part[OFFER_EQUITY][1], 66666);
	assert_int_equal(y.part[OFFER_EQUITY][2], 33334);
	assert_int_equal(y.part[OFFER_EQUITY][3], 0);
	assert_int_equal(offer_vested(&o, 17), 0);
	assert_int_equal(offer_vested(&o, 18), 50000);
	o = OFFER(&l, {"equity", "1000"}, {"vest_split", "10/20/30/40"}, {"cliff_months", "6"});
	assert_int_equal(offer_vested(&o, 5), 0);
	assert_int_equal(offer_vested(&o, 6), 5000);
	assert_int_equal(offer_vested(&o, 30), 45000);
	assert_int_equal(offer_vested(&o, 48), 100000);
	y = offer_years(&o);
	assert_int_equal(y.part[OFFER_EQUITY][0], 10000);
	assert_int_equal(y.part[OFFER_EQUITY][3], 40000);
	/* Whatever is rounded, the years add up to the share of the grant. */
	for (int64_t months = 1; months <= 48; months++) {
		o = OFFER(&l, {"equity", "777.77"}, {"equity_share", "33"}, {"cliff_months", "0"});
		o.vest_months = months;
		y = offer_years(&o);
		sum = 0;
		for (int i = 0; i < OFFER_YEARS; i++)
			sum += y.part[OFFER_EQUITY][i];
		assert_int_equal(sum, (77777 * 33 + 50) / 100);
	}
	life_end(&l);
}

static void
units(void **state)
{
	struct life l;
	struct offer o;

	(void)state;
	life_begin(&l, TODAY);
	o = OFFER(&l, {"company", "A"}, {"title", "B"}, {"base", "500"}, {"unit", "day"}, {"times", "220"});
	assert_ok(offer_check(&o, &l.err), l.err);
	assert_int_equal(offer_years(&o).year[0], 11000000);
	o = OFFER(&l, {"company", "A"}, {"title", "B"}, {"base", "6000"}, {"unit", "month"});
	assert_int_equal(o.times_year, 12);
	assert_int_equal(offer_years(&o).year[0], 7200000);
	o = OFFER(&l, {"company", "A"}, {"title", "B"}, {"base", "50"}, {"unit", "hour"});
	assert_fails(offer_check(&o, &l.err), l.err, ERR_INVALID);
	o = OFFER(&l, {"company", "A"}, {"title", "B"}, {"base", "50"}, {"times", "2"});
	assert_fails(offer_check(&o, &l.err), l.err, ERR_INVALID);
	o = OFFER(&l, {"company", "A"}, {"title", "B"}, {"vest_split", "50/60"});
	assert_fails(offer_check(&o, &l.err), l.err, ERR_INVALID);
	o = OFFER(&l, {"company", "A"}, {"title", "B"}, {"vest_split", "50/50"});
	assert_fails(offer_check(&o, &l.err), l.err, ERR_INVALID);
	o.vest_months = 24;
	assert_ok(offer_check(&o, &l.err), l.err);
	/* The numbers stay as written when the currency changes. */
	o = OFFER(&l, {"company", "A"}, {"title", "B"}, {"base", "9000000"});
	assert_ok(offer_set(&l.a, &o, offer_field_find(STR("currency")), STR("jpy"), &l.err), l.err);
	assert_int_equal(o.base, 9000000);
	assert_str(o.currency, "JPY");
	assert_fails(offer_set(&l.a, &o, offer_field_find(STR("currency")), STR("yen!"), &l.err), l.err, ERR_INVALID);
	assert_fails(offer_set(&l.a, &o, offer_field_find(STR("base")), STR("-5"), &l.err), l.err, ERR_INVALID);
	assert_fails(offer_set(&l.a, &o, offer_field_find(STR("deadline")), STR("2026-02-30"), &l.err), l.err,
	             ERR_INVALID);
	assert_null(offer_field_find(STR("salary")));
	assert_non_null(offer_field_find(STR("vest-months")));
	life_end(&l);
}

static void
kept_and_undone(void **state)
{
	struct life l;
	struct offer o, again;
	struct offer_version *versions;
	struct negotiation say = {.who = STR("me"), .asked = STR("90k"), .answer = STR("88k"), .on_day = TODAY}, *said;
	const char *what;
	int64_t change;
	size_t n;

	(void)state;
	life_begin(&l, TODAY);
	o = OFFER(&l, {"company", "Acme"}, {"title", "ML engineer"}, {"base", "85000"}, {"deadline", "2024-10-20"});
	assert_ok(offer_add(&l.c, &o, &l.err), l.err);
	assert_ok(offer_get(&l.c, o.id, &again, &l.err), l.err);
	for (size_t i = 0; i < offer_fields_n; i++)
		assert_true(str_eq(offer_text(&l.a, &o, &offer_fields[i]), offer_text(&l.a, &again, &offer_fields[i])));
	assert_int_equal(again.state, OFFER_OPEN);

	/* A change keeps what was there. */
	life_tick(&l);
	assert_ok(offer_set(&l.a, &again, offer_field_find(STR("base")), STR("88000"), &l.err), l.err);
	assert_ok(offer_save(&l.c, &again, &change, &l.err), l.err);
	assert_true(change != 0);
	assert_ok(offer_versions(&l.c, &again, &versions, &n, &l.err), l.err);
	assert_int_equal(n, 1);
	assert_int_equal(versions[0].n_changes, 1);
	assert_str(versions[0].changes[0].was, "85000");
	assert_str(versions[0].changes[0].now, "88000");
	/* The other tab. */
	o.base = 1;
	assert_fails(offer_save(&l.c, &o, &change, &l.err), l.err, ERR_CONFLICT);
	/* Nothing changed: nothing is kept. */
	assert_ok(offer_save(&l.c, &again, &change, &l.err), l.err);
	assert_int_equal(change, 0);
	/* Back and forth. */
	assert_ok(offer_undo(&l.c, versions[0].id, false, &what, &l.err), l.err);
	assert_string_equal(what, "change");
	assert_ok(offer_get(&l.c, o.id, &again, &l.err), l.err);
	assert_int_equal(again.base, 8500000);
	assert_fails(offer_undo(&l.c, versions[0].id, false, &what, &l.err), l.err, ERR_NOT_FOUND);
	assert_ok(offer_undo(&l.c, versions[0].id, true, &what, &l.err), l.err);
	assert_ok(offer_get(&l.c, o.id, &again, &l.err), l.err);
	assert_int_equal(again.base, 8800000);

	assert_ok(negotiation_add(&l.c, o.id, &say, &l.err), l.err);
	assert_ok(negotiation_list(&l.c, o.id, &said, &n, &l.err), l.err);
	assert_int_equal(n, 1);
	assert_str(said[0].answer, "88k");
	assert_ok(offer_undo(&l.c, say.id, false, &what, &l.err), l.err);
	assert_string_equal(what, "negotiation");
	say.on_day = TODAY + 1;
	assert_fails(negotiation_add(&l.c, o.id, &say, &l.err), l.err, ERR_INVALID);

	assert_ok(offer_delete(&l.c, o.id, &l.err), l.err);
	assert_fails(offer_get(&l.c, o.id, &again, &l.err), l.err, ERR_NOT_FOUND);
	assert_ok(offer_undo(&l.c, o.id, true, &what, &l.err), l.err);
	assert_ok(offer_get(&l.c, o.id, &again, &l.err), l.err);
	assert_fails(offer_undo(&l.c, 4711, false, &what, &l.err), l.err, ERR_NOT_FOUND);
	life_end(&l);
}

static void
weights_scores_decisions(void **state)
{
	struct life l;
	struct offer o;
	struct offer_weight *w;
	struct offer_score s = {.factor = STR("people"), .tenths = 75, .reason = STR("met the team")}, *scores;
	struct offer_decision d = {.verdict = OFFER_ACCEPTED, .reasons = STR("the team"), .on_day = TODAY}, *ds;
	const char *what;
	int64_t id;
	size_t n;

	(void)state;
	life_begin(&l, TODAY);
	o = OFFER(&l, {"company", "Acme"}, {"title", "ML engineer"}, {"base", "85000"});
	assert_ok(offer_add(&l.c, &o, &l.err), l.err);
	assert_ok(offer_weights(&l.c, &w, &n, &l.err), l.err);
	assert_int_equal(n, 4);
	assert_int_equal(w[0].weight, 40);
	assert_ok(offer_weight_set(&l.c, STR("people"), 30, &id, &l.err), l.err);
	life_tick(&l);
	assert_ok(offer_weight_set(&l.c, STR("people"), 35, &id, &l.err), l.err);
	assert_ok(offer_weight_set(&l.c, STR("the way there"), 10, &(int64_t){0}, &l.err), l.err);
	assert_ok(offer_weights(&l.c, &w, &n, &l.err), l.err);
	assert_int_equal(n, 5);
	assert_int_equal(w[1].weight, 35);
	assert_str(w[4].factor, "the way there");
	assert_ok(offer_undo(&l.c, id, false, &what, &l.err), l.err);
	assert_ok(offer_weights(&l.c, &w, &n, &l.err), l.err);
	assert_int_equal(w[1].weight, 30);
	assert_fails(offer_weight_set(&l.c, STR("people"), 101, &id, &l.err), l.err, ERR_INVALID);

	s.offer_id = o.id;
	assert_ok(offer_score_add(&l.c, &s, &l.err), l.err);
	life_tick(&l);
	s.tenths = 90;
	assert_ok(offer_score_add(&l.c, &s, &l.err), l.err);
	assert_ok(offer_scores(&l.c, &scores, &n, &l.err), l.err);
	assert_int_equal(n, 1);
	assert_int_equal(scores[0].tenths, 90);
	s.reason = STR("");
	assert_fails(offer_score_add(&l.c, &s, &l.err), l.err, ERR_INVALID);
	s.factor = STR("money");
	assert_fails(offer_score_add(&l.c, &s, &l.err), l.err, ERR_INVALID);

	d.offer_id = o.id;
	assert_ok(offer_decide(&l.c, &d, &l.err), l.err);
	assert_ok(offer_get(&l.c, o.id, &o, &l.err), l.err);
	assert_int_equal(o.state, OFFER_ACCEPTED);
	assert_fails(offer_decide(&l.c, &d, &l.err), l.err, ERR_CONFLICT);
	assert_ok(offer_decisions(&l.c, 0, &ds, &n, &l.err), l.err);
	assert_int_equal(n, 1);
	assert_true(str_has(ds[0].snapshot, STR("\"four_years\":\"340000\"")));
	assert_ok(offer_undo(&l.c, ds[0].id, false, &what, &l.err), l.err);
	assert_ok(offer_get(&l.c, o.id, &o, &l.err), l.err);
	assert_int_equal(o.state, OFFER_OPEN);
	d.reasons = STR("");
	assert_fails(offer_decide(&l.c, &d, &l.err), l.err, ERR_INVALID);
	life_end(&l);
}

/*
 * Two offers, no other factor known but people: A has 400,000 of which 100,000 are equity, and 6 for people; B 350,000
 * without equity, and 8. Weights 40 and 20 (the others are not used, nobody scored them).
 *
 *	money  A 10, B 10 x 350 / 400 = 8.75     A: (400 + 120) / 60 = 8.6667
 *	people A 6,  B 8                         B: (350 + 160) / 60 = 8.5
 *
 * A leads by 40 x 1.25 - 20 x 2 = 10. Weight of money even: 40 x 1.25 = 50, so at 32; of people: at 25.
 * Share s of the equity: A(s) = 300 + 100 s. Even where 400 (A - B) = 40 M (R = -40). With A the most: 360 A = 400 B,
 * A = 388.9, s = 0.8889; with B the most: 400 A = 440 B, A = 385: not below B, so not it. At 0 the order is turned.
 * No bonus: no share of it turns anything.
 */
static void
sensitivity(void **state)
{
	struct arena a = ARENA(1 << 20);
	struct offer offers[2] = {{.id = 1}, {.id = 2}};
	struct offer_weight weights[] = {
	    {STR("money"), 40, NULL}, {STR("people"), 20, NULL}, {STR("growth"), 20, NULL}};
	bool used[3];
	double pa[3] = {-1, 6, -1}, pb[3] = {-1, 8, 3};
	struct offer_row rows[2] = {{.o = &offers[1], .ranked = true, .points = pb},
	                            {.o = &offers[0], .ranked = true, .points = pa}};
	struct offer_compare cmp = {.weights = weights, .used = used, .n_weights = 3, .rows = rows, .n = 2};

	(void)state;
	rows[0].years.total[OFFER_BASE] = rows[0].years.all = 35000000;
	rows[1].years.total[OFFER_BASE] = 30000000;
	rows[1].years.total[OFFER_EQUITY] = 10000000;
	rows[1].years.all = 40000000;
	offer_rank(&a, &cmp);
	assert_int_equal(cmp.n_ranked, 2);
	assert_false(used[2]);
	assert_int_equal(cmp.rows[0].o->id, 1);
	assert_true(fabs(cmp.rows[0].total - 520.0 / 60) < 1e-9);
	assert_true(fabs(cmp.rows[1].total - 510.0 / 60) < 1e-9);
	assert_int_equal(cmp.n_flips, 5);
	assert_true(fabs(cmp.flips[0].at - 32) < 1e-9);
	assert_true(cmp.flips[0].flips_at_0);
	assert_true(fabs(cmp.flips[1].at - 25) < 1e-9);
	assert_false(cmp.flips[1].flips_at_0);
	assert_str(cmp.flips[2].what, "equity that comes true");
	assert_true(fabs(cmp.flips[2].at - 8.0 / 9) < 1e-9);
	assert_true(cmp.flips[2].flips_at_0);
	assert_true(isnan(cmp.flips[3].at));
	assert_false(cmp.flips[3].flips_at_0);
	assert_true(fabs(cmp.flips[4].at - 8.0 / 9) < 1e-9);
	/* At the values found, the two are even. */
	weights[0].weight = 32;
	offer_rank(&a, &cmp);
	assert_true(fabs(cmp.rows[0].total - cmp.rows[1].total) < 1e-9);
	arena_release(&a);
}

/* USD 100,000 a year at 0.9 are EUR 90,000; without a rate the offer is shown and not ranked. */
static void
currencies(void **state)
{
	struct life l;
	struct offer eur, usd;
	struct offer_compare cmp;
	struct money_rate r = {.from = STR("USD"), .to = STR("EUR"), .nano = 900000000, .on_day = TODAY - 3};

	(void)state;
	life_begin(&l, TODAY);
	eur = OFFER(&l, {"company", "A"}, {"title", "B"}, {"base", "80000"});
	usd = OFFER(&l, {"company", "C"}, {"title", "D"}, {"currency", "USD"}, {"base", "100000"});
	assert_ok(offer_add(&l.c, &eur, &l.err), l.err);
	life_tick(&l);
	assert_ok(offer_add(&l.c, &usd, &l.err), l.err);
	assert_ok(offer_compare(&l.c, STR("EUR"), &cmp, &l.err), l.err);
	assert_int_equal(cmp.n, 2);
	assert_int_equal(cmp.n_ranked, 1);
	assert_str(cmp.rows[1].why, "no rate from USD to EUR is known");
	assert_true(cmp.rows[1].hint.n > 0);
	assert_int_equal(cmp.rows[1].own.all, 40000000);
	assert_ok(money_rate_add(&l.c, &r, &l.err), l.err);
	assert_ok(offer_compare(&l.c, STR("EUR"), &cmp, &l.err), l.err);
	assert_int_equal(cmp.n_ranked, 2);
	assert_str(cmp.rows[0].o->company, "C");
	assert_int_equal(cmp.rows[0].years.all, 36000000);
	assert_int_equal(cmp.rows[0].rate_day, TODAY - 3);
	assert_false(cmp.rows[0].inverse);
	/* The other way round: 80,000 / 0.9. */
	assert_ok(offer_compare(&l.c, STR("usd"), &cmp, &l.err), l.err);
	assert_int_equal(cmp.n_ranked, 2);
	assert_true(cmp.rows[1].inverse);
	assert_int_equal(cmp.rows[1].years.year[0], 8888889);
	r.to = STR("USD");
	assert_fails(money_rate_add(&l.c, &r, &l.err), l.err, ERR_INVALID);
	life_end(&l);
}

/* An acceptance writes the offer and itself into the application's log; taking it back takes both back. */
static void
with_application(void **state)
{
	struct life l;
	struct application app = {.company = STR("Acme"),
	                          .title = STR("ML engineer"),
	                          .next_day = DAY_NONE,
	                          .deadline_day = DAY_NONE,
	                          .wait_day = DAY_NONE,
	                          .found_day = TODAY - 30};
	struct offer_decision d = {.verdict = OFFER_ACCEPTED, .reasons = STR("the team"), .on_day = TODAY};
	struct offer o;
	const char *what;
	int64_t id;

	(void)state;
	life_begin(&l, TODAY);
	assert_ok(application_add(&l.c, &app, &l.err), l.err);
	life_tick(&l);
	assert_ok(application_event_add(&l.c, app.id, STR("applied"), TODAY - 20, STR(""), &id, &l.err), l.err);
	o = OFFER(&l, {"company", "Acme"}, {"title", "ML engineer"}, {"base", "85000"}, {"on", "2024-10-01"});
	o.application_id = 4711;
	assert_fails(offer_add(&l.c, &o, &l.err), l.err, ERR_NOT_FOUND);
	o.application_id = app.id;
	assert_ok(offer_add(&l.c, &o, &l.err), l.err);
	d.offer_id = o.id;
	life_tick(&l);
	assert_ok(offer_decide(&l.c, &d, &l.err), l.err);
	assert_ok(application_get(&l.c, app.id, &app, &l.err), l.err);
	assert_str(app.stage, "accepted");
	life_tick(&l);
	assert_ok(offer_undo(&l.c, d.id, false, &what, &l.err), l.err);
	assert_string_equal(what, "decision");
	assert_ok(application_get(&l.c, app.id, &app, &l.err), l.err);
	assert_str(app.stage, "applied");
	assert_ok(offer_undo(&l.c, d.id, true, &what, &l.err), l.err);
	assert_ok(application_get(&l.c, app.id, &app, &l.err), l.err);
	assert_str(app.stage, "accepted");
	life_end(&l);
}

/* The last day moves, and all days with it; what is done says when. */
static void
leaving_well(void **state)
{
	struct life l;
	struct leaving out = {.company = STR("Old Corp"), .last_day = TODAY + 60}, now;
	struct leaving_item *items, own = {.text = STR("cake"), .days_before = 0};
	const char *what;
	size_t n, n_first;
	int64_t id;
	bool found;

	(void)state;
	life_begin(&l, TODAY);
	assert_ok(leaving_current(&l.c, &now, &found, &l.err), l.err);
	assert_false(found);
	assert_ok(leaving_begin(&l.c, &out, &l.err), l.err);
	assert_fails(leaving_begin(&l.c, &out, &l.err), l.err, ERR_CONFLICT);
	assert_ok(leaving_current(&l.c, &now, &found, &l.err), l.err);
	assert_ok(leaving_items(&l.c, &now, &items, &n_first, &l.err), l.err);
	assert_true(n_first >= 15);
	for (size_t i = 0; i < n_first; i++) {
		assert_int_equal(items[i].due_day, TODAY + 60 - items[i].days_before);
		assert_true(i == 0 || items[i].due_day >= items[i - 1].due_day);
		assert_true(items[i].text.n > 0 && items[i].part.n > 0);
	}
	life_tick(&l);
	assert_ok(leaving_move(&l.c, &now, TODAY + 30, &id, &l.err), l.err);
	assert_ok(leaving_current(&l.c, &now, &found, &l.err), l.err);
	assert_int_equal(now.last_day, TODAY + 30);
	assert_ok(leaving_undo(&l.c, id, false, &what, &l.err), l.err);
	assert_ok(leaving_current(&l.c, &now, &found, &l.err), l.err);
	assert_int_equal(now.last_day, TODAY + 60);
	assert_ok(leaving_add(&l.c, &now, &own, &l.err), l.err);
	assert_ok(leaving_done(&l.c, own.id, TODAY, &id, &l.err), l.err);
	assert_fails(leaving_done(&l.c, own.id, TODAY, &id, &l.err), l.err, ERR_CONFLICT);
	assert_fails(leaving_done(&l.c, 4711, TODAY, &id, &l.err), l.err, ERR_NOT_FOUND);
	assert_ok(leaving_items(&l.c, &now, &items, &n, &l.err), l.err);
	assert_int_equal(n, n_first + 1);
	assert_ok(leaving_undo(&l.c, items[n - 1].id == own.id ? items[n - 1].done_id : id, false, &what, &l.err),
	          l.err);
	assert_ok(leaving_remove(&l.c, own.id, &l.err), l.err);
	assert_ok(leaving_items(&l.c, &now, &items, &n, &l.err), l.err);
	assert_int_equal(n, n_first);
	assert_ok(leaving_undo(&l.c, out.id, false, &what, &l.err), l.err);
	assert_string_equal(what, "list");
	assert_ok(leaving_current(&l.c, &now, &found, &l.err), l.err);
	assert_false(found);
	out.last_day = TODAY + 1000;
	assert_fails(leaving_begin(&l.c, &out, &l.err), l.err, ERR_INVALID);
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(amounts),
	    cmocka_unit_test(rates),
	    cmocka_unit_test(four_years),
	    cmocka_unit_test(vesting),
	    cmocka_unit_test(units),
	    cmocka_unit_test(kept_and_undone),
	    cmocka_unit_test(weights_scores_decisions),
	    cmocka_unit_test(sensitivity),
	    cmocka_unit_test(currencies),
	    cmocka_unit_test(with_application),
	    cmocka_unit_test(leaving_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
