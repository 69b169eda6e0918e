#include "id.h"

#define ID_EPOCH_MS ((int64_t)1577836800000) /* 2020-01-01T00:00:00Z */

void
id_init(struct id_source *s)
{
	*s = (struct id_source){0};
	rng_seed_os(&s->rng);
}

int64_t
id_next(struct id_source *s, int64_t now_ms)
{
	int64_t ms = MAX(now_ms - ID_EPOCH_MS, 0);
	int64_t id = (ms & (((int64_t)1 << 42) - 1)) << 21 | (int64_t)(rng_next(&s->rng) >> 43);

	/* A burst within one millisecond counts up by random steps from the last key. */
	if (id <= s->last)
		id = s->last + 1 + (int64_t)rng_below(&s->rng, 64);
	s->last = id;
	return id;
}
