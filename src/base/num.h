/*
 * Numbers in text, free of the locale. Readers take the whole string and state their range; writers give the shortest
 * text that reads back to the same value.
 */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include "err.h"
#include "str.h"

/* The whole of s as a decimal integer in [min, max]; `what` names it in the error. */
bool num_parse_i64(struct str s, int64_t min, int64_t max, const char *what, int64_t *ret, struct err *err) MUST_USE;
/* The whole of s as a finite decimal number (point, optional exponent) in [min, max]. */
bool num_parse_f64(struct str s, double min, double max, const char *what, double *ret, struct err *err) MUST_USE;
/* The shortest text that reads back as x; "0" for -0; nan and inf as "null". Returns buf. */
char *num_format(double x, char buf[static 32]);

#endif
