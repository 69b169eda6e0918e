/* The three designs, and the papers. */
#include "resume_pdf_impl.h"

#include "base/utf8.h"

/* For every script one family that goes with a serif, one that goes with a sans serif. Debian's fonts-noto-core has all
 * but Amiri (fonts-hosny-amiri), whose lam and alef are two glyphs and so two letters of the text layer, and Droid Sans
 * Fallback (fonts-droid-fallback). */
#define SERIF_SCRIPTS                                                                                                  \
	"Noto Serif,Amiri,Noto Naskh Arabic,Noto Serif Hebrew,Noto Serif Devanagari,Noto Serif Bengali,Noto Serif "    \
	"Tamil,"                                                                                                       \
	"Noto Serif Telugu,Noto Serif Gujarati,Noto Serif Thai,Noto Serif Georgian,Noto Serif Armenian,"               \
	"Noto Serif Ethiopic,Noto Serif Khmer,Noto Serif Lao,Noto Serif Sinhala,Noto Serif CJK SC,"                    \
	"Droid Sans Fallback,Noto Sans Symbols,Noto Sans Symbols2,Noto Sans Math"
#define SANS_SCRIPTS                                                                                                   \
	"Noto Sans,Amiri,Noto Sans Arabic,Noto Sans Hebrew,Noto Sans Devanagari,Noto Sans Bengali,Noto Sans Tamil,"    \
	"Noto Sans Telugu,Noto Sans Gujarati,Noto Sans Thai,Noto Sans Georgian,Noto Sans Armenian,"                    \
	"Noto Sans Ethiopic,Noto Sans Khmer,Noto Sans Lao,Noto Sans Sinhala,Noto Sans CJK SC,Droid Sans Fallback,"     \
	"Noto Sans Symbols,Noto Sans Symbols2,Noto Sans Math"

#define INK  0x1a1a1a
#define GREY 0x555555

const struct pdf_design pdf_designs[] = {
    {
	.name = "classic",
	.what = "A book face, the name in the middle, fine rules: for any office.",
	.families = "Linux Libertine O," SERIF_SCRIPTS,
	.family = "Linux Libertine O",
	.package = "fonts-linuxlibertine",
	.margin_x = 62,
	.margin_top = 54,
	.margin_bottom = 56,
	.leading = 1.06,
	.heading_before = 13,
	.heading_after = 5,
	.entry_before = 7,
	.block_gap = 2,
	.indent = 13,
	.accent = INK,
	.heading_mark = MARK_RULE,
	.centred = true,
	.org_joins = true,
	.name_face = {25, INK, false, false, false},
	.label_face = {12.5, GREY, false, true, false},
	.contact_face = {10, INK, false, false, false},
	.heading_face = {14, INK, true, false, true},
	.title_face = {11, INK, true, false, false},
	.org_face = {11, INK, false, true, false},
	.side_face = {10.5, INK, false, false, false},
	.text_face = {11, INK, false, false, false},
	.pair_face = {11, INK, true, false, false},
    },
    {
	.name = "modern",
	.what = "A clear face, one colour, air between the lines: for companies of today.",
	.families = "Carlito," SANS_SCRIPTS,
	.family = "Carlito",
	.package = "fonts-crosextra-carlito",
	.margin_x = 58,
	.margin_top = 52,
	.margin_bottom = 54,
	.leading = 1.1,
	.heading_before = 15,
	.heading_after = 4,
	.entry_before = 8,
	.block_gap = 2.5,
	.indent = 13,
	.accent = 0x14597a,
	.heading_mark = MARK_BAR,
	.name_face = {29, 0x14597a, true, false, false},
	.label_face = {14, GREY, false, false, false},
	.contact_face = {10, GREY, false, false, false},
	.heading_face = {13.5, 0x14597a, true, false, false},
	.title_face = {11.5, INK, true, false, false},
	.org_face = {10.8, 0x14597a, false, false, false},
	.side_face = {10.2, GREY, false, false, false},
	.text_face = {10.8, INK, false, false, false},
	.pair_face = {10.8, INK, true, false, false},
    },
    {
	.name = "compact",
	.what = "Small and dense, headings on a band: when much has to fit on few pages.",
	.families = SANS_SCRIPTS,
	.family = "Noto Sans",
	.package = "fonts-noto-core",
	.margin_x = 44,
	.margin_top = 38,
	.margin_bottom = 42,
	.leading = 0.98,
	.heading_before = 9,
	.heading_after = 3.5,
	.entry_before = 4,
	.block_gap = 1,
	.indent = 10,
	.accent = 0xe6e9ec,
	.heading_mark = MARK_BAND,
	.one_line = true,
	.name_face = {18, INK, true, false, false},
	.label_face = {10, GREY, false, false, false},
	.contact_face = {8.2, INK, false, false, false},
	.heading_face = {9.2, INK, true, false, false},
	.title_face = {8.8, INK, true, false, false},
	.org_face = {8.8, INK, false, false, false},
	.side_face = {8.4, GREY, false, false, false},
	.text_face = {8.6, INK, false, false, false},
	.pair_face = {8.6, INK, true, false, false},
    },
};

static const struct paper {
	const char *name;
	double width;
	double height;
} papers[] = {
    {"a4", 595.276, 841.89},
    {"letter", 612, 792},
};

const char *
pdf_design_name(size_t i)
{
	return i < ARRAY_LEN(pdf_designs) ? pdf_designs[i].name : NULL;
}

const char *
pdf_design_what(size_t i)
{
	return i < ARRAY_LEN(pdf_designs) ? pdf_designs[i].what : NULL;
}

bool
pdf_paper(const char *name, double *ret_width, double *ret_height)
{
	for (size_t i = 0; i < ARRAY_LEN(papers); i++) {
		if (strcmp(name, papers[i].name) == 0) {
			*ret_width = papers[i].width;
			*ret_height = papers[i].height;
			return true;
		}
	}
	return false;
}

bool
pdf_choice_parse(struct str s, struct pdf_choice *ret, struct err *err)
{
	size_t slash = str_find_byte(s, '/');
	struct str name = str_sub(s, 0, slash);
	struct pdf_choice c = {0};
	char paper_name[16];

	for (size_t i = 0; i < ARRAY_LEN(pdf_designs); i++)
		if (str_eq(name, str_of(pdf_designs[i].name)))
			c.design = &pdf_designs[i];
	if (name.n == 0)
		c.design = &pdf_designs[0];
	snprintf(paper_name, sizeof(paper_name), "%.*s", STR_ARG(utf8_clip(str_sub(s, slash + 1, s.n), 15)));
	if (c.design == NULL || (slash < s.n && !pdf_paper(paper_name, &c.width, &c.height))) {
		err_set(err, ERR_INVALID, "no design '%.*s'", (int)MIN(s.n, (size_t)40), s.p != NULL ? s.p : "");
		return err_hint(err, "The designs are classic, modern and compact, the papers /a4 and /letter.");
	}
	*ret = c;
	return true;
}
