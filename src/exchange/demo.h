/*
 * The example life: somebody to look around in, made through the same functions a person's own records go through.
 */
#ifndef EXCHANGE_DEMO_H
#define EXCHANGE_DEMO_H

#include "domain/ctx.h"
#include "domain/skill/extract.h"

/* Fills an empty account; days are relative to the context's clock. The gate must be open. */
bool demo_fill(struct ctx *c, const struct extractor *ex, struct err *err) MUST_USE;

#endif
