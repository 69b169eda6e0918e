/*
 * A JSON Resume document (or a letter, format/resume_doc.h) as what is sent: PDF, Markdown, plain text.
 *
 * The PDF is made by a worker, `cairn worker pdf DESIGN`, which alone loads pango and cairo. The same document and the
 * same fonts give the same bytes.
 */
#ifndef EXCHANGE_RESUME_DOC_H
#define EXCHANGE_RESUME_DOC_H

#include "base/arena.h"
#include "base/err.h"

struct resume_pdf_made {
	struct str pdf;
	struct str warning; /* what could not be shown, and the package that helps; empty when all is well */
	int64_t pages;
};

/* design: "classic", "modern" or "compact", and the paper behind a slash if it is to be fixed: "modern/letter",
 * "modern/a4"; else it is that of basics.location.countryCode. Empty is classic. ERR_INVALID for another design, JSON
 * that is no résumé; ERR_UNSUPPORTED when pango and cairo are not installed. */
bool resume_pdf_make(struct arena *a, struct str json, struct str design, struct resume_pdf_made *ret,
                     struct err *err) MUST_USE;
/* The same, the bytes alone. */
bool resume_pdf(struct arena *a, struct str json, struct str design, struct str *ret, struct err *err) MUST_USE;
bool resume_markdown(struct arena *a, struct str json, struct str *ret, struct err *err) MUST_USE;
bool resume_text(struct arena *a, struct str json, struct str *ret, struct err *err) MUST_USE;
/* The worker's main: document on standard input, PDF on standard output. Returns the exit status. */
int resume_pdf_worker_main(const char *design);

#endif
