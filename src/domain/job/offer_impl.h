/* What the files of offers share. */
#ifndef DOMAIN_JOB_OFFER_IMPL_H
#define DOMAIN_JOB_OFFER_IMPL_H

#include "domain/job/offer.h"

/* OFFER_OPEN for a word that is none. */
enum offer_state offer_state_named(struct str s);
/* Takes a change back or brings it back, inside the caller's transaction. */
bool offer_version_swap(struct ctx *c, int64_t id, bool back, bool *ret_found, struct err *err) MUST_USE;

#endif
