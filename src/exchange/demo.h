/*
 * The example life: somebody to look around in, made through the same functions a person's own records go through.
 *
 * Mara Lindqvist, a software engineer in logistics, has been on her way to AI engineering in energy for five months: a
 * log with a holiday and a week of illness in it, evidence of several kinds, overrides, a goal set twice, and the
 * adverts of content/demo/postings.txt, saved in three goes. All of it is invented. The same day gives the same life.
 */
#ifndef EXCHANGE_DEMO_H
#define EXCHANGE_DEMO_H

#include "domain/ctx.h"
#include "domain/skill/extract.h"

/* Fills an empty account; days are relative to the context's clock. The gate must be open. */
bool demo_fill(struct ctx *c, const struct extractor *ex, struct err *err) MUST_USE;

#endif
