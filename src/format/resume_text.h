/*
 * A laid-out document (resume_doc.h) as Markdown (CommonMark) and as plain text of 80 columns.
 */
#ifndef FORMAT_RESUME_TEXT_H
#define FORMAT_RESUME_TEXT_H

#include "resume_doc.h"

/* Everything a Markdown reader would take for markup is escaped; addresses are links. */
struct str doc_markdown(struct arena *a, const struct doc *d) MUST_USE;
/* Wrapped at spaces, and between East Asian characters where a line may break; wide characters count as two columns. */
struct str doc_text(struct arena *a, const struct doc *d) MUST_USE;

#endif
