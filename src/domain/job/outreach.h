/*
 * The request for an informational interview, and the thanks for it, begun from a letter's template.
 */
#ifndef DOMAIN_JOB_OUTREACH_H
#define DOMAIN_JOB_OUTREACH_H

#include "base/err.h"
#include "domain/ctx.h"

/* Fills the template with what is known of the talk, the contact and the person, and makes it the text `draft` or
 * `thanks` of the interview. An empty template's name is the one meant for the field. *ret_id undoes it. ERR_CONFLICT
 * when something is written there already, ERR_NOT_FOUND for another template or interview. */
bool outreach_begin(struct ctx *c, int64_t informational_id, const char *field, struct str template_name,
                    int64_t *ret_id, struct err *err) MUST_USE;

#endif
