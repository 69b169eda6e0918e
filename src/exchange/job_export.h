/*
 * All applications with their history, for other programs: docs/format/applications.md. Deleted ones are left out. The
 * same data gives the same bytes.
 */
#ifndef EXCHANGE_JOB_EXPORT_H
#define EXCHANGE_JOB_EXPORT_H

#include "base/strbuf.h"
#include "domain/ctx.h"

/* One row for each event that counts, the application's fields before it. */
bool job_export_csv(struct ctx *c, struct strbuf *out, struct err *err) MUST_USE;
/* An array of objects, each with its events: those undone or corrected too, and marked. */
bool job_export_json(struct ctx *c, struct strbuf *out, struct err *err) MUST_USE;

#endif
