/*
 * A random source that is passed, never global, so that a test fixes it: xoshiro256** (Blackman and Vigna 2018), seeded
 * by splitmix64. Not for secrets: those come from libsodium.
 */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include "base.h"

struct rng {
	uint64_t s[4];
};

void rng_seed(struct rng *r, uint64_t seed);
/* Seeds from the operating system. */
void rng_seed_os(struct rng *r);
uint64_t rng_next(struct rng *r);
/* Uniform in [0, n), n > 0, without bias. */
uint64_t rng_below(struct rng *r, uint64_t n);
/* Uniform in [0, 1). */
double rng_unit(struct rng *r);

#endif
