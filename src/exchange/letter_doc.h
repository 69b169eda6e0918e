/*
 * A letter as what is sent: PDF (the same engine and designs as a résumé), Markdown, plain text.
 *
 * Fields still open are refused with ERR_INVALID unless it is a draft, which shows them as they are.
 */
#ifndef EXCHANGE_LETTER_DOC_H
#define EXCHANGE_LETTER_DOC_H

#include "domain/job/letter.h"
#include "exchange/resume_doc.h"

enum letter_format { LETTER_TEXT, LETTER_MARKDOWN, LETTER_PDF, LETTER__COUNT };
/* "text", "markdown", "pdf" */
bool letter_format_parse(struct str s, enum letter_format *ret, struct err *err) MUST_USE;
const char *letter_format_type(enum letter_format f);   /* for the browser */
const char *letter_format_suffix(enum letter_format f); /* of a file's name */

/* Text begins with the subject's line; PDF has the person's name and addresses above, as the résumé's basics say.
 * design as in resume_pdf_make; ret_warning may be NULL. */
bool letter_export(struct ctx *c, const struct letter *l, enum letter_format format, struct str design, bool draft,
                   struct str *ret, struct str *ret_warning, struct err *err) MUST_USE;

#endif
