/*
 * From the address of a job on a public board to the address of its data, which the readers of Greenhouse, Lever and
 * Ashby take: smaller, whole, and made to be fetched.
 */
#ifndef FORMAT_BOARD_URL_H
#define FORMAT_BOARD_URL_H

#include "format/url.h"

struct board_url {
	struct str api;  /* what to fetch instead */
	struct str only; /* the key of the one job meant, where the data has the whole board; else empty */
	const char *kind;
};

/* False for any other address. */
bool board_url_of(struct arena *a, const struct url *u, struct board_url *ret);

#endif
