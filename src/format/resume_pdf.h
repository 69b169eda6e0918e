/*
 * A laid-out document (resume_doc.h) as PDF, by pango and cairo: one column, a text layer in reading order, every font
 * embedded as a subset, headings as outline and structure, addresses as links, title, author and language told.
 *
 * Right for any script: paragraphs find their own direction; an Arabic or Hebrew document is mirrored. The same
 * document and the same fonts give the same bytes: nothing in them tells the time, but meta.lastModified as date.
 *
 * It is to be called in a worker process: the libraries are opened with the first call, and fonts are files from
 * outside.
 */
#ifndef FORMAT_RESUME_PDF_H
#define FORMAT_RESUME_PDF_H

#include "base/strbuf.h"
#include "resume_doc.h"

#define PDF_BYTES_MAX ((size_t)32 << 20)
#define PDF_PAGES_MAX 200

struct pdf_design;

/* "classic", "modern/letter", ...: a design of the table and a paper. */
struct pdf_choice {
	const struct pdf_design *design;
	double width; /* of the paper, in points; 0: as the document's country has it */
	double height;
};
bool pdf_choice_parse(struct str s, struct pdf_choice *ret, struct err *err) MUST_USE;
/* The i-th design's name and what it looks like, for lists; NULL behind the last. */
const char *pdf_design_name(size_t i);
const char *pdf_design_what(size_t i);

struct pdf_fonts;
/* Opens the libraries and reads what fonts there are. From then on only files below the fonts' folders are opened.
 * ERR_UNSUPPORTED when the libraries are not there. */
bool pdf_fonts_open(struct arena *a, struct pdf_fonts **ret, struct err *err) MUST_USE;
void pdf_fonts_close(struct pdf_fonts *f);

struct pdf_made {
	int pages;
	struct str warning; /* characters no font has, and the package that helps; empty */
};
bool pdf_write(struct arena *a, struct pdf_fonts *fonts, const struct pdf_choice *choice, const struct doc *d,
               struct strbuf *out, struct pdf_made *ret, struct err *err) MUST_USE;

#endif
