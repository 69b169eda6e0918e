/*
 * A résumé or a letter as it is laid out: blocks one after the other, from a JSON Resume document. What writes it as
 * PDF (resume_pdf.h), Markdown or plain text (resume_text.h) knows blocks only.
 *
 * JSON Resume 1.2.1 and the names older files and other tools use (work[].company, website, experience, profile.
 * full_name, ...; the tables are in resume_doc.c and docs/format/resume-doc.md). The sections come in the order of the
 * document. What the standard does not name is printed too, its key as a label; left out are keys that begin with "$",
 * "_" or "x-", ids, images and icons, meta, true, false and null.
 *
 * A letter is the same kind of document with an object "letter" {subject, date, body} beside basics.
 */
#ifndef FORMAT_RESUME_DOC_H
#define FORMAT_RESUME_DOC_H

#include "base/arena.h"
#include "base/err.h"

#define DOC_BYTES_MAX  ((size_t)4 << 20) /* of the document */
#define DOC_BLOCKS_MAX ((size_t)5000)
#define DOC_TEXT_MAX   ((size_t)20000) /* bytes of one block's text */

struct resume_lang;

enum doc_kind {
	DOC_HEADING, /* text */
	DOC_ENTRY,   /* a job, a project, ...: text, org, place, side, shown and url */
	DOC_TEXT,    /* a paragraph; a letter's may hold line feeds */
	DOC_BULLET,  /* an item of a list */
	DOC_PAIR,    /* label: text */
	DOC_SUBJECT  /* of a letter */
};

struct doc_block {
	enum doc_kind kind;
	struct str text;
	struct str label; /* DOC_PAIR */
	struct str org;   /* DOC_ENTRY: where; may be empty, as all that follow */
	struct str place;
	struct str side;  /* the time it took */
	struct str shown; /* an address as it is printed, without its scheme */
	struct str url;   /* and whole */
};

struct doc_link {
	struct str text;
	struct str url; /* empty: no link */
};

struct doc {
	bool letter;
	const struct resume_lang *lang; /* never NULL */
	struct str lang_code;           /* as the document says it, else the language's */
	struct str name;
	struct str label;
	struct doc_link *contact;
	size_t n_contact;
	struct doc_block *blocks;
	size_t n_blocks;
	struct str country;  /* basics.location.countryCode */
	struct str modified; /* meta.lastModified; empty when absent */
	struct str date;     /* of a letter */
};

/* Reads a document. Everything is in the arena; all text is UTF-8 without control characters. ERR_INVALID when it is no
 * JSON or no résumé, ERR_LIMIT when it is too large. */
bool doc_read(struct arena *a, struct str json, struct doc *ret, struct err *err) MUST_USE;

#endif
