/*
 * Keys: 63-bit numbers, ordered by time, made without asking anybody: 42 bits of milliseconds since 2020-01-01 (until
 * 2159) and 21 random bits. Two files can be merged without renumbering; within one source they strictly rise.
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include "rng.h"

struct id_source {
	int64_t last;
	struct rng rng;
};

void id_init(struct id_source *s);
/* A new key at the instant (milliseconds since the epoch), larger than every one this source gave before. */
int64_t id_next(struct id_source *s, int64_t now_ms);

#endif
