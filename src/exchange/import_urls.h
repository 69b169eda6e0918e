/*
 * Addresses out of a pasted text, to be fetched.
 */
#ifndef EXCHANGE_IMPORT_URLS_H
#define EXCHANGE_IMPORT_URLS_H

#include "exchange/import.h"

/* Words that look like web addresses, each once, in their order; signs that a sentence puts around them are left out.
 * ERR_INVALID when there is none, ERR_LIMIT for more than IMPORT_FETCH_MAX, and for one that could never be fetched
 * (another scheme, a port, a password) with the reason. */
bool import_urls(struct arena *a, struct str text, struct import_input **ret, size_t *ret_n, struct err *err) MUST_USE;

#endif
