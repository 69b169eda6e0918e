/* The fields of an offer: one table, read and written as text. */
#include "base/date.h"
#include "base/num.h"
#include "domain/job/offer.h"

#define AT(member) offsetof(struct offer, member)

const struct offer_field offer_fields[] = {
    {"company", "company", "Company", OFFER_TEXT, AT(company), 1, 500, "who offers"},
    {"title", "title", "Title", OFFER_TEXT, AT(title), 1, 500, "what the job is called"},
    {"currency", "currency", "Currency", OFFER_TEXT, AT(currency), 3, 3, "three letters, like EUR"},
    {"base", "base", "Base pay", OFFER_MONEY, AT(base), 0, 0, "per unit"},
    {"unit", "base_unit", "Base is per", OFFER_TEXT, AT(base_unit), 0, 32, "year, month, day or hour"},
    {"times", "times_year", "Times a year", OFFER_INT, AT(times_year), 1, 9000,
     "how often the unit is paid in a year: 12 or 13 months, so many days or hours"},
    {"bonus", "bonus", "Bonus target a year", OFFER_MONEY, AT(bonus), 0, 0, "an amount, or a percentage of the base"},
    {"bonus_share", "bonus_share", "Of the bonus counts, %", OFFER_INT, AT(bonus_share), 0, 200,
     "how much of the target you believe in"},
    {"equity", "equity", "Equity grant, value", OFFER_MONEY, AT(equity), 0, 0, "of the whole grant today"},
    {"equity_kind", "equity_kind", "Kind of equity", OFFER_TEXT, AT(equity_kind), 0, 32, "RSU, options, ..."},
    {"equity_share", "equity_share", "Of the equity counts, %", OFFER_INT, AT(equity_share), 0, 200,
     "options of a young firm: how much of the value you believe in"},
    {"vest_months", "vest_months", "Vests over, months", OFFER_INT, AT(vest_months), 1, 120,
     "until all of it is yours"},
    {"cliff_months", "cliff_months", "Cliff, months", OFFER_INT, AT(cliff_months), 0, 120, "nothing before"},
    {"vest_split", "vest_split", "Split by years, %", OFFER_TEXT, AT(vest_split), 0, 64,
     "like 10/20/30/40; empty: evenly"},
    {"signon", "signon", "Sign-on", OFFER_MONEY, AT(signon), 0, 0, "paid once, in the first year"},
    {"signon_note", "signon_note", "To be paid back when", OFFER_TEXT, AT(signon_note), 0, 2000, "the clawback"},
    {"days_off", "days_off", "Days off a year", OFFER_INT, AT(days_off), -1, 366, "paid leave"},
    {"remote_days", "remote_days", "Remote days a week", OFFER_INT, AT(remote_days), -1, 7, "from where you like"},
    {"start", "start_day", "Would start", OFFER_DAY, AT(start_day), 0, 0, "YYYY-MM-DD"},
    {"deadline", "deadline_day", "Answer until", OFFER_DAY, AT(deadline_day), 0, 0, "YYYY-MM-DD"},
    {"on", "on_day", "Made on", OFFER_DAY, AT(on_day), 0, 0, "YYYY-MM-DD"},
    {"note", "note", "Note", OFFER_TEXT, AT(note), 0, 10000, "anything else"},
};
const size_t offer_fields_n = ARRAY_LEN(offer_fields);

struct offer
offer_new(const struct ctx *c)
{
	return (struct offer){
	    .currency = STR("EUR"),
	    .base_unit = STR("year"),
	    .times_year = 1,
	    .bonus_share = 100,
	    .equity_share = 100,
	    .vest_months = 48,
	    .cliff_months = 12,
	    .days_off = -1,
	    .remote_days = -1,
	    .start_day = DAY_NONE,
	    .deadline_day = DAY_NONE,
	    .on_day = ctx_today(c),
	};
}

const struct offer_field *
offer_field_find(struct str name)
{
	for (size_t i = 0; i < offer_fields_n; i++) {
		const char *want = offer_fields[i].name;
		size_t k = 0;

		while (k < name.n && (name.p[k] == want[k] || (name.p[k] == '-' && want[k] == '_')))
			k++;
		if (k == name.n && want[k] == '\0')
			return &offer_fields[i];
	}
	return NULL;
}

static struct str *
text_at(struct offer *o, const struct offer_field *f)
{
	return (struct str *)(void *)((char *)o + f->offset);
}

static int64_t *
number_at(struct offer *o, const struct offer_field *f)
{
	return (int64_t *)(void *)((char *)o + f->offset);
}

static int32_t *
day_at(struct offer *o, const struct offer_field *f)
{
	return (int32_t *)(void *)((char *)o + f->offset);
}

/* The numbers stay as they are written; lines cannot, so they must go first when the decimals differ. */
static bool
set_currency(struct arena *a, struct offer *o, struct str text, struct err *err)
{
	struct offer old = *o;
	struct str code;

	if (!money_currency(a, text, &code, err))
		return false;
	if (o->n_lines > 0 && money_decimals(code) != money_decimals(o->currency))
		return err_set(err, ERR_CONFLICT, "the offer has further lines in %.*s", STR_ARG(o->currency)),
		       err_hint(err, "Take them back first; %.*s is counted otherwise.", STR_ARG(code));
	o->currency = code;
	for (size_t i = 0; i < offer_fields_n; i++) {
		const struct offer_field *f = &offer_fields[i];

		if (f->kind == OFFER_MONEY && !money_parse(money_plain(a, *number_at(&old, f), old.currency), code,
		                                           f->name, number_at(o, f), err)) {
			*o = old;
			return false;
		}
	}
	return true;
}

/* "10%" of a year's base. */
static bool
set_percent(struct offer *o, struct str text, struct err *err)
{
	double percent;

	if (!num_parse_f64(str_trim(str_sub(text, 0, text.n - 1)), 0, 1000, "bonus", &percent, err))
		return false;
	if (o->base > MONEY_MAX / MAX(o->times_year, 1))
		return err_set(err, ERR_LIMIT, "the base is too much in a year");
	/* In hundredths of a percent, so that the amount itself is reckoned in whole numbers. */
	o->bonus = (o->base * o->times_year * (int64_t)(percent * 100 + 0.5) + 5000) / 10000;
	return true;
}

static bool
set_money(struct offer *o, const struct offer_field *f, struct str text, struct err *err)
{
	int64_t v = 0;

	if (f->offset == AT(bonus) && text.n > 1 && text.p[text.n - 1] == '%')
		return set_percent(o, text, err);
	if (text.n > 0 && !money_parse(text, o->currency, f->name, &v, err))
		return false;
	if (v < 0)
		return err_set(err, ERR_INVALID, "%s: an amount below nothing", f->name),
		       err_hint(err, "What the job costs you is a further line.");
	*number_at(o, f) = v;
	return true;
}

static bool
set_int(struct offer *o, const struct offer_field *f, struct str text, struct err *err)
{
	struct offer fresh = {.times_year = 1,
	                      .bonus_share = 100,
	                      .equity_share = 100,
	                      .vest_months = 48,
	                      .days_off = -1,
	                      .remote_days = -1};

	/* A number of days or hours a year cannot be guessed. */
	if (!str_eq(o->base_unit, STR("year")))
		fresh.times_year = str_eq(o->base_unit, STR("month")) ? 12 : 0;
	if (text.n == 0) {
		*number_at(o, f) = *number_at(&fresh, f);
		return true;
	}
	return num_parse_i64(text, MAX(f->min, 0), f->max, f->name, number_at(o, f), err);
}

static bool
set_unit(struct arena *a, struct offer *o, struct str text, struct err *err)
{
	static const char *const units[] = {"year", "month", "day", "hour"};

	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		if (!str_eq(text.n > 0 ? text : STR("year"), str_of(units[i])))
			continue;
		if (!str_eq(o->base_unit, str_of(units[i])))
			o->times_year = i == 0 ? 1 : i == 1 ? 12 : 0;
		o->base_unit = arena_str(a, str_of(units[i]));
		return true;
	}
	err_set(err, ERR_INVALID, "unit: '%.*s' is not year, month, day or hour", (int)MIN(text.n, 40), text.p);
	return false;
}

bool
offer_set(struct arena *a, struct offer *o, const struct offer_field *f, struct str text, struct err *err)
{
	int32_t day = DAY_NONE;

	text = str_trim(text);
	if (f->offset == AT(currency))
		return set_currency(a, o, text, err);
	if (f->offset == AT(base_unit))
		return set_unit(a, o, text, err);
	switch (f->kind) {
	case OFFER_MONEY:
		return set_money(o, f, text, err);
	case OFFER_INT:
		return set_int(o, f, text, err);
	case OFFER_DAY:
		if (text.n > 0 && !day_parse(text, &day, err))
			return err_prefix(err, "%s", f->name);
		*day_at(o, f) = day;
		return true;
	case OFFER_TEXT:
		break;
	}
	if (text.n > (size_t)f->max)
		return err_set(err, ERR_LIMIT, "%s: longer than %lld bytes", f->name, (long long)f->max);
	*text_at(o, f) = arena_str(a, text);
	return true;
}

struct str
offer_text(struct arena *a, const struct offer *o, const struct offer_field *f)
{
	/* Only read below. */
	struct offer copy = *o;
	int64_t v;
	char day[16];

	switch (f->kind) {
	case OFFER_MONEY:
		v = *number_at(&copy, f);
		return v == 0 ? STR("") : money_plain(a, v, o->currency);
	case OFFER_INT:
		v = *number_at(&copy, f);
		return v < 0 || (f->min > 0 && v == 0) ? STR("") : arena_printf(a, "%lld", (long long)v);
	case OFFER_DAY:
		return arena_str(a, str_of(day_format(*day_at(&copy, f), day)));
	case OFFER_TEXT:
		break;
	}
	return *text_at(&copy, f);
}

/* "10/20/30/40": as many years as the months have, and a hundred in all. */
static bool
split_check(const struct offer *o, struct err *err)
{
	struct str rest = o->vest_split, part;
	int64_t sum = 0, years = 0, v;

	if (rest.n == 0)
		return true;
	while (str_split(&rest, '/', &part)) {
		if (!num_parse_i64(str_trim(part), 0, 100, "vest_split", &v, err))
			return false;
		sum += v;
		years++;
	}
	if (sum != 100)
		return err_set(err, ERR_INVALID, "vest_split: the years add up to %lld percent, not to 100",
		               (long long)sum);
	if (years * 12 != o->vest_months)
		return err_set(err, ERR_INVALID, "vest_split: %lld years where the grant vests over %lld months",
		               (long long)years, (long long)o->vest_months);
	return true;
}

bool
offer_check(const struct offer *o, struct err *err)
{
	if (o->company.n == 0 || o->title.n == 0)
		return err_set(err, ERR_INVALID, "an offer needs a %s", o->company.n == 0 ? "company" : "title");
	if (o->times_year < 1) {
		err_set(err, ERR_INVALID, "a base per %.*s needs 'times': how many are paid in a year",
		        STR_ARG(o->base_unit));
		return err_hint(err, "For example 220 days, or 40 hours x 43 weeks = 1720 hours.");
	}
	if (str_eq(o->base_unit, STR("year")) && o->times_year != 1)
		return err_set(err, ERR_INVALID, "times: a base per year is paid once a year");
	if (o->base > MONEY_MAX / o->times_year)
		return err_set(err, ERR_LIMIT, "the base is too much in a year");
	if (o->cliff_months > o->vest_months)
		return err_set(err, ERR_INVALID, "the cliff of %lld months is behind the end of vesting, %lld",
		               (long long)o->cliff_months, (long long)o->vest_months);
	if (o->on_day == DAY_NONE)
		return err_set(err, ERR_INVALID, "an offer needs the day it was made");
	if (o->deadline_day != DAY_NONE && o->deadline_day < o->on_day)
		return err_set(err, ERR_INVALID, "the answer is due before the offer was made");
	return split_check(o, err);
}
