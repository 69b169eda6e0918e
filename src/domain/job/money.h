/*
 * Money: whole minor units (cents, or yen, or thousandths of a dinar) with an ISO 4217 currency. No double ever holds
 * an amount. A rate between two currencies is a whole number of thousand-millionths, as a person typed it.
 */
#ifndef DOMAIN_JOB_MONEY_H
#define DOMAIN_JOB_MONEY_H

#include "base/arena.h"
#include "base/err.h"

#define MONEY_MAX      ((int64_t)10000000000000) /* of one amount, in minor units */
#define MONEY_RATE_ONE ((int64_t)1000000000)
#define MONEY_RATE_MAX ((int64_t)1000000000000000)

/* Decimals of the currency's minor unit: 2 but for those of ISO 4217 that have none, three or four. */
int money_decimals(struct str currency);
/* Three letters, in capitals in *ret. ERR_INVALID for anything else. */
bool money_currency(struct arena *a, struct str s, struct str *ret, struct err *err) MUST_USE;
/* "85000", "85,000.50", "85 000", "85k", "1.2m", "-1200". Commas, spaces and apostrophes only between groups of three
 * digits; a point before the decimals, of which there may be as many as the currency has. `what` names it in the error.
 */
bool money_parse(struct str s, struct str currency, const char *what, int64_t *ret, struct err *err) MUST_USE;
/* "85000.5" written plainly, to be read back: "85000.50"; without decimals when they are all zero. */
struct str money_plain(struct arena *a, int64_t minor, struct str currency) MUST_USE;
/* "EUR 85,000.50", "-EUR 1,200". */
struct str money_text(struct arena *a, int64_t minor, struct str currency) MUST_USE;
/* A positive decimal number with at most nine decimals. */
bool money_rate_parse(struct str s, int64_t *ret_nano, struct err *err) MUST_USE;
struct str money_rate_text(struct arena *a, int64_t nano) MUST_USE;
/* minor of one currency in another at so many of the other for one of the first, halves away from zero. ERR_LIMIT past
 * what fits. */
bool money_convert(int64_t minor, struct str from, struct str to, int64_t rate_nano, int64_t *ret,
                   struct err *err) MUST_USE;

#endif
