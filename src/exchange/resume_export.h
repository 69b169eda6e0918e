/*
 * A version of the résumé as a file.
 */
#ifndef EXCHANGE_RESUME_EXPORT_H
#define EXCHANGE_RESUME_EXPORT_H

#include "domain/ctx.h"

struct resume_format {
	const char *name;   /* as typed */
	const char *type;   /* of the content */
	const char *ending; /* of a file's name */
};

/* Ended by a NULL name. */
extern const struct resume_format resume_formats[];

/* NULL with ERR_INVALID and a hint that names them. */
const struct resume_format *resume_format_find(struct str name, struct err *err);

struct resume_export {
	struct str bytes;
	struct str warning; /* what a PDF could not show; empty when all is well */
};

/* Version 0 is everything. design is of a PDF (exchange/resume_doc.h), empty for the first. ERR_NOT_FOUND,
 * ERR_INVALID. */
bool resume_export(struct ctx *c, int64_t version_id, const struct resume_format *f, struct str design,
                   struct resume_export *ret, struct err *err) MUST_USE;

#endif
