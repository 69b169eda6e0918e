/*
 * Undo over everything the interview side keeps: ids are never used twice, so an id alone says what it is of.
 */
#ifndef DOMAIN_JOB_DESK_H
#define DOMAIN_JOB_DESK_H

#include "base/err.h"
#include "domain/ctx.h"

/* Takes one version of whatever record or text has the id back, or brings it back. ERR_NOT_FOUND. */
bool desk_undo(struct ctx *c, int64_t id, bool back, struct err *err) MUST_USE;

#endif
