/* What the files of resume_pdf share. */
#ifndef FORMAT_RESUME_PDF_IMPL_H
#define FORMAT_RESUME_PDF_IMPL_H

#include "pdf_lib.h"

#include "base/vec.h"
#include "resume_pdf.h"

struct pdf_face {
	double size; /* points */
	unsigned color;
	bool bold;
	bool italic;
	bool small_caps;
};

enum pdf_mark { MARK_NONE, MARK_RULE, MARK_BAR, MARK_BAND };

/* Lengths are points. */
struct pdf_design {
	const char *name;
	const char *what;
	const char *families; /* the design's own first, then one for each script */
	const char *family;   /* the first of them */
	const char *package;  /* which has it */
	double margin_x, margin_top, margin_bottom;
	double leading; /* times the font's own line */
	double heading_before, heading_after, entry_before, block_gap, indent;
	unsigned accent;
	enum pdf_mark heading_mark;
	bool centred;   /* name and contact */
	bool one_line;  /* an entry's title, place and address on one line */
	bool org_joins; /* title and organisation on one line, address below */
	struct pdf_face name_face, label_face, contact_face, heading_face, title_face, org_face, side_face, text_face,
	    pair_face;
};

extern const struct pdf_design pdf_designs[];
/* The size of the paper of that name; false when there is none. */
bool pdf_paper(const char *name, double *ret_width, double *ret_height);

struct pdf_fonts {
	struct pdf_lib lib;
	FcConfig *config;
	PangoFontMap *map;
};

/* Characters of the document that no font has. Symbols are left out of what is shown; the warning names the others. */
struct pdf_gaps {
	uint32_t left_out[64];
	size_t n;
	struct str warning;
};
void pdf_gaps_find(struct arena *a, const struct pdf_lib *l, PangoContext *context, const struct pdf_design *design,
                   const struct doc *d, struct pdf_gaps *ret);
/* The text without what is left out. */
struct str pdf_gaps_drop(struct arena *a, const struct pdf_gaps *g, struct str s);

/* A piece of one line, where it stands across. */
struct pdf_part {
	PangoLayout *layout;
	int line;
	double x;
	double width;
	struct str url; /* empty: no link */
};

/* One line of the page. */
struct pdf_unit {
	VEC(struct pdf_part) parts;
	double gap; /* above, unless it is the first of its page */
	double height;
	double ascent;   /* from its top to the line the letters stand on */
	bool glue;       /* no page ends after it */
	const char *tag; /* of the structure: H1, H2, P, LI */
	int block;       /* lines of one block are one element */
	enum pdf_mark mark;
	struct str outline; /* empty: not in it */
};

struct pdf_build {
	struct arena *a;
	const struct pdf_lib *l;
	const struct pdf_design *design;
	const struct doc *d;
	struct pdf_gaps gaps;
	PangoContext *ltr; /* for paragraphs read from the left */
	PangoContext *rtl_context;
	double width; /* of the text */
	bool rtl;
	VEC(struct pdf_unit) units;
	VEC(PangoLayout *) layouts; /* to be given back */
	int block;
};

/* The document's lines. */
void pdf_build_units(struct pdf_build *b);
/* A line of one face, by itself, as wide as it is. */
PangoLayout *pdf_layout(struct pdf_build *b, struct str text, const struct pdf_face *face);

/* Puts the language into a PDF that cairo has written, as PDF allows: by an appended change of its catalog. */
bool pdf_add_language(struct arena *a, struct strbuf *pdf, struct str code, struct err *err) MUST_USE;

#endif
