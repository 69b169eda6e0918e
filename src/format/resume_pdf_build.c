/* From blocks to lines: text set by pango, with what stands beside it. */
#include "resume_pdf_impl.h"

#include "base/utf8.h"
#include "resume_lang.h"

#define SIDE_GAP    14.0 /* between a title and the time at the end of its line */
#define ORPHANS     2    /* lines of a paragraph that stay together at a page's end and begin */
#define LINE_MAX_EM 1.5
#define WORD_KEPT   72 /* bytes */
#define BULLET      "•"
#define DOT         " · "

struct rich {
	struct strbuf text;
	PangoAttrList *attrs;
};

static PangoFontDescription *
face_desc(const struct pdf_build *b, const struct pdf_face *f)
{
	PangoFontDescription *desc = b->l->pango_font_description_new();

	b->l->pango_font_description_set_family(desc, b->design->families);
	b->l->pango_font_description_set_absolute_size(desc, f->size * PANGO_SCALE);
	b->l->pango_font_description_set_weight(desc, f->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	b->l->pango_font_description_set_style(desc, f->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	return desc;
}

static void
attr(const struct pdf_build *b, struct rich *r, PangoAttribute *at, size_t from)
{
	at->start_index = (guint)from;
	at->end_index = (guint)r->text.n;
	b->l->pango_attr_list_insert(r->attrs, at);
}

/* A word with a hyphen or a slash stays on one line where it can: what reads the text layer takes a hyphen at a line's
 * end for one that the line made, and drops it. */
static void
keep_words(const struct pdf_build *b, struct rich *r, size_t from)
{
	const char *p = r->text.p;

	for (size_t i = from; i < r->text.n; i++) {
		size_t start = i;
		bool keep = false, wide = false;

		while (i < r->text.n && p[i] != ' ' && p[i] != '\n') {
			keep = keep || p[i] == '-' || p[i] == '/' || p[i] == '.';
			wide = wide || (unsigned char)p[i] >= 0xe3; /* East Asian text has no spaces to break at */
			i++;
		}
		if (keep && !wide && i - start <= WORD_KEPT) {
			PangoAttribute *at = b->l->pango_attr_allow_breaks_new(FALSE);

			at->start_index = (guint)start;
			/* A dash by itself goes to the next line with the word behind it. */
			at->end_index = (guint)(i - start == 1 && p[start] == '-' ? MIN(i + 2, r->text.n) : i);
			b->l->pango_attr_list_insert(r->attrs, at);
		}
	}
}

/* No ligatures: a reader of the text layer gets letters, whatever the font calls its glyphs. Arabic letters stay on
 * their line and apart, or readers take the gaps for spaces; what must be joined is. */
static const char *
features(struct str s, const struct pdf_face *f)
{
	while (s.n > 0) {
		uint32_t cp = utf8_next(&s);

		if (cp >= 0x600 && cp < 0x780)
			return "liga=0,clig=0,dlig=0,kern=0,calt=0,curs=0";
	}
	return f->small_caps ? "liga=0,clig=0,dlig=0,smcp=1" : "liga=0,clig=0,dlig=0";
}

static void
rich_add(const struct pdf_build *b, struct rich *r, struct str s, const struct pdf_face *f)
{
	PangoFontDescription *desc = face_desc(b, f);
	size_t from = r->text.n;
	unsigned c = f->color;

	if (r->attrs == NULL)
		r->attrs = b->l->pango_attr_list_new();
	strbuf_add(&r->text, s);
	attr(b, r, b->l->pango_attr_font_desc_new(desc), from);
	attr(b, r,
	     b->l->pango_attr_foreground_new((guint16)((c >> 16 & 255) * 257), (guint16)((c >> 8 & 255) * 257),
	                                     (guint16)((c & 255) * 257)),
	     from);
	attr(b, r, b->l->pango_attr_font_features_new(features(s, f)), from);
	keep_words(b, r, from);
	b->l->pango_font_description_free(desc);
}

/* Whether the first letter that says it is of a script read from the right. Numbers alone are read from the left. */
static bool
reads_rtl(struct str s)
{
	while (s.n > 0) {
		uint32_t cp = utf8_next(&s);

		if ((cp >= 0x590 && cp < 0x900) || (cp >= 0xfb1d && cp < 0xfe00) || (cp >= 0xfe70 && cp < 0xff00))
			return true;
		if ((cp < 0x80 && ascii_is_alpha((char)cp)) || (cp >= 0xc0 && cp < 0x2000) || cp >= 0x2e80)
			return false;
	}
	return false;
}

/* Sets the text in lines of the width (0: one line, as wide as it is), on the side the document is read from. */
static PangoLayout *
rich_layout(struct pdf_build *b, struct rich *r, double width, bool centred)
{
	const struct pdf_lib *l = b->l;
	bool rtl = reads_rtl(strbuf_str(&r->text));
	PangoLayout *layout = l->pango_layout_new(rtl ? b->rtl_context : b->ltr);

	strbuf_addz(&r->text, "");
	l->pango_layout_set_text(layout, r->text.p != NULL ? r->text.p : "", (int)r->text.n);
	if (r->attrs != NULL) {
		attr(b, r, l->pango_attr_insert_hyphens_new(FALSE), 0);
		l->pango_layout_set_attributes(layout, r->attrs);
		l->pango_attr_list_unref(r->attrs);
	}
	l->pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	if (width > 0)
		l->pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	if (centred)
		l->pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
	else if (b->rtl)
		l->pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
	*VEC_PUSH(b->a, &b->layouts) = layout;
	strbuf_release(&r->text);
	return layout;
}

PangoLayout *
pdf_layout(struct pdf_build *b, struct str text, const struct pdf_face *face)
{
	struct rich r = {.text = STRBUF(DOC_TEXT_MAX)};

	rich_add(b, &r, text, face);
	return rich_layout(b, &r, 0, false);
}

static double
layout_width(const struct pdf_build *b, PangoLayout *layout)
{
	int w, h;

	b->l->pango_layout_get_size(layout, &w, &h);
	return (double)w / PANGO_SCALE;
}

/* Makes a unit of every line of the layout, which stands at x; size is that of its letters. Returns the first. */
static size_t
add_lines(struct pdf_build *b, PangoLayout *layout, double x, double gap, double size, const char *tag)
{
	const struct pdf_lib *l = b->l;
	PangoLayoutIter *it = l->pango_layout_get_iter(layout);
	int n = l->pango_layout_get_line_count(layout), i = 0;
	size_t first = b->units.n;

	do {
		struct pdf_unit *u = VEC_PUSH(b->a, &b->units);
		PangoRectangle box;
		double base = (double)l->pango_layout_iter_get_baseline(it) / PANGO_SCALE, top, extra;

		l->pango_layout_iter_get_line_extents(it, NULL, &box);
		top = (double)box.y / PANGO_SCALE;
		/* Some scripts' fonts ask for lines twice as high as their letters. */
		u->height = MIN((double)box.height / PANGO_SCALE * b->design->leading, size * LINE_MAX_EM);
		extra = u->height - (double)box.height / PANGO_SCALE;
		u->ascent = base - top + extra / 2;
		u->gap = i == 0 ? gap : 0;
		u->tag = tag;
		u->block = b->block;
		u->glue = i + 1 < n && (n < 2 * ORPHANS || i + 1 < ORPHANS || i + 1 > n - ORPHANS);
		*VEC_PUSH(b->a, &u->parts) = (struct pdf_part){.layout = layout,
		                                               .line = i,
		                                               .x = x + (double)box.x / PANGO_SCALE,
		                                               .width = (double)box.width / PANGO_SCALE};
		i++;
	} while (l->pango_layout_iter_next_line(it));
	l->pango_layout_iter_free(it);
	return first;
}

/* Puts a one-line layout beside what is in the unit. */
static void
add_beside(struct pdf_build *b, size_t unit, PangoLayout *layout, double x, struct str url, bool first)
{
	struct pdf_unit *u = &b->units.p[unit];
	struct pdf_part part = {.layout = layout, .line = 0, .x = x, .width = layout_width(b, layout), .url = url};

	*VEC_PUSH(b->a, &u->parts) = part;
	if (first) { /* drawn, and read, before the others */
		memmove(u->parts.p + 1, u->parts.p, (u->parts.n - 1) * sizeof(part));
		u->parts.p[0] = part;
	}
}

/* --- the head ----------------------------------------------------------------------------------------------------- */

static size_t
plain_lines(struct pdf_build *b, struct str text, const struct pdf_face *face, double gap, bool centred,
            const char *tag)
{
	struct rich r = {.text = STRBUF(DOC_TEXT_MAX)};

	rich_add(b, &r, pdf_gaps_drop(b->a, &b->gaps, text), face);
	return add_lines(b, rich_layout(b, &r, b->width, centred), 0, gap, face->size, tag);
}

struct piece {
	PangoLayout *layout;
	double width;
	struct str url;
};

/* Sets pieces side by side on one line, in the middle or from the document's side. */
static void
pieces_line(struct pdf_build *b, const struct piece *p, size_t n, PangoLayout *dot, double dot_width, double gap)
{
	double total = dot_width * (double)(n - 1), x;
	size_t unit = 0;

	for (size_t i = 0; i < n; i++)
		total += p[i].width;
	x = b->design->centred ? (b->width - total) / 2 : b->rtl ? b->width - total : 0;
	if (b->rtl)
		x += total;
	for (size_t i = 0; i < n; i++) {
		x -= b->rtl ? p[i].width : 0;
		if (i == 0) {
			unit = add_lines(b, p[i].layout, x, gap, b->design->contact_face.size, "P");
			b->units.p[unit].parts.p[0].url = p[i].url;
			b->units.p[unit].parts.p[0].x = x;
		} else {
			add_beside(b, unit, p[i].layout, x, p[i].url, false);
		}
		x += b->rtl ? 0 : p[i].width;
		if (i + 1 < n) {
			x -= b->rtl ? dot_width : 0;
			add_beside(b, unit, dot, x, STR_NONE, false);
			x += b->rtl ? 0 : dot_width;
		}
	}
}

static void
contact_lines(struct pdf_build *b)
{
	const struct doc *d = b->d;
	struct piece *line = ARENA_ARRAY(b->a, d->n_contact, struct piece);
	PangoLayout *dot = pdf_layout(b, STR(DOT), &b->design->contact_face);
	double dot_width = layout_width(b, dot), used = 0, gap = 3;
	size_t n = 0;

	for (size_t i = 0; i < d->n_contact; i++) {
		struct str text = pdf_gaps_drop(b->a, &b->gaps, d->contact[i].text);
		struct piece p = {.layout = pdf_layout(b, text, &b->design->contact_face), .url = d->contact[i].url};

		p.width = layout_width(b, p.layout);
		if (n > 0 && used + dot_width + p.width > b->width) {
			pieces_line(b, line, n, dot, dot_width, gap);
			n = 0;
			used = gap = 0;
		}
		if (p.width > b->width) { /* one that needs more than a line of its own */
			plain_lines(b, text, &b->design->contact_face, gap, b->design->centred, "P");
			continue;
		}
		used += p.width + (n > 0 ? dot_width : 0);
		line[n++] = p;
	}
	if (n > 0)
		pieces_line(b, line, n, dot, dot_width, gap);
}

static void
head(struct pdf_build *b)
{
	const struct doc *d = b->d;
	const struct pdf_design *g = b->design;
	size_t from = b->units.n;

	if (d->name.n > 0)
		plain_lines(b, d->name, &g->name_face, 0, g->centred, "H1");
	b->block++;
	if (d->label.n > 0)
		plain_lines(b, d->label, &g->label_face, 1, g->centred, "P");
	b->block++;
	contact_lines(b);
	b->block++;
	for (size_t i = from; i < b->units.n; i++)
		b->units.p[i].glue = i + 1 < b->units.n;
	if (d->date.n > 0)
		plain_lines(b, d->date, &g->text_face, 28, false, "P");
	b->block++;
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

static void
heading(struct pdf_build *b, const struct doc_block *k)
{
	size_t unit = plain_lines(b, k->text, &b->design->heading_face, b->design->heading_before, false, "H2");

	b->units.p[unit].mark = b->design->heading_mark;
	b->units.p[unit].outline = k->text;
	for (size_t i = unit; i < b->units.n; i++)
		b->units.p[i].glue = true;
}

static double
words_width(struct pdf_build *b, struct str s, const struct pdf_face *face)
{
	return s.n > 0 ? layout_width(b, pdf_layout(b, s, face)) : 0;
}

static void
joined(struct pdf_build *b, struct rich *r, struct str s, const char *between, const struct pdf_face *face)
{
	s = pdf_gaps_drop(b->a, &b->gaps, s);
	if (s.n == 0)
		return;
	if (r->text.n > 0)
		rich_add(b, r, str_of(between), face);
	rich_add(b, r, s, face);
}

/* Adds it to the title's line when it fits there whole, else to the lines below: a title of two lines would have the
 * time, which stands at the end of the first, read in its middle. */
static void
placed(struct pdf_build *b, struct rich *line, struct rich *below, double *room, struct str s, const char *between,
       const struct pdf_face *face)
{
	double width = words_width(b, s, face) + words_width(b, str_of(between), face);
	bool fits = width <= *room && below->text.n == 0;

	joined(b, fits ? line : below, s, fits ? between : DOT, face);
	*room -= s.n > 0 ? width : 0;
}

static void
entry(struct pdf_build *b, const struct doc_block *k, double gap)
{
	const struct pdf_design *g = b->design;
	struct rich line = {.text = STRBUF(DOC_TEXT_MAX * 4)}, below = {.text = STRBUF(DOC_TEXT_MAX * 4)};
	struct pdf_face small = g->org_face;
	double side = words_width(b, k->side, &g->side_face) + (k->side.n > 0 ? SIDE_GAP : 0);
	double room = b->width - side - words_width(b, k->text, &g->title_face);
	const char *between = g->org_joins ? ", " : DOT;
	bool beside = k->side.n > 0 && room >= 0;
	size_t unit, last;

	small.size -= 0.6;
	small.italic = false;
	joined(b, &line, k->text, "", &g->title_face);
	if (!beside)
		joined(b, &below, k->side, "", &g->side_face);
	if (!g->one_line && !g->org_joins)
		room = 0;
	placed(b, &line, &below, &room, k->org, between, &g->org_face);
	placed(b, &line, &below, &room, k->place, between, &g->org_face);
	if (!g->one_line)
		room = 0;
	placed(b, &line, &below, &room, k->shown, DOT, &small);
	side = beside ? side : 0;
	unit = add_lines(b, rich_layout(b, &line, b->width - side, false), b->rtl ? side : 0, gap, g->title_face.size,
	                 "P");
	if (beside)
		add_beside(b, unit, pdf_layout(b, k->side, &g->side_face), b->rtl ? 0 : b->width - side + SIDE_GAP,
		           STR_NONE, false);
	if (below.text.n > 0)
		add_lines(b, rich_layout(b, &below, b->width, false), 0, 0.5, g->org_face.size, "P");
	strbuf_release(&below.text);
	last = b->units.n - 1;
	for (size_t i = unit; i < last; i++)
		b->units.p[i].glue = true;
	if (k->url.n > 0) /* the line with the address leads there */
		b->units.p[last].parts.p[0].url = k->url;
}

static void
bullet(struct pdf_build *b, const struct doc_block *k, double gap)
{
	const struct pdf_design *g = b->design;
	struct rich r = {.text = STRBUF(DOC_TEXT_MAX)};
	PangoLayout *mark = pdf_layout(b, STR(BULLET), &g->text_face);
	double x = b->rtl ? b->width - layout_width(b, mark) : 2;
	size_t unit;

	rich_add(b, &r, pdf_gaps_drop(b->a, &b->gaps, k->text), &g->text_face);
	unit = add_lines(b, rich_layout(b, &r, b->width - g->indent, false), b->rtl ? 0 : g->indent, gap,
	                 g->text_face.size, "LI");
	add_beside(b, unit, mark, x, STR_NONE, true);
}

static void
pair(struct pdf_build *b, const struct doc_block *k, double gap)
{
	struct rich r = {.text = STRBUF(DOC_TEXT_MAX * 2)};

	rich_add(b, &r, pdf_gaps_drop(b->a, &b->gaps, k->label), &b->design->pair_face);
	rich_add(b, &r, STR(": "), &b->design->pair_face);
	rich_add(b, &r, pdf_gaps_drop(b->a, &b->gaps, k->text), &b->design->text_face);
	add_lines(b, rich_layout(b, &r, b->width, false), 0, gap, b->design->text_face.size, "P");
}

static void
one_block(struct pdf_build *b, size_t i)
{
	const struct pdf_design *g = b->design;
	const struct doc_block *k = &b->d->blocks[i];
	enum doc_kind before = i > 0 ? b->d->blocks[i - 1].kind : DOC_SUBJECT;
	enum doc_kind after = i + 1 < b->d->n_blocks ? b->d->blocks[i + 1].kind : DOC_HEADING;
	double gap = before == DOC_HEADING ? g->heading_after : g->block_gap;

	if (b->d->letter)
		gap = before == DOC_BULLET && k->kind == DOC_BULLET ? g->block_gap : g->text_face.size;
	switch (k->kind) {
	case DOC_HEADING:
		heading(b, k);
		return;
	case DOC_ENTRY:
		entry(b, k, before == DOC_HEADING ? g->heading_after : g->entry_before);
		if (after != DOC_HEADING && after != DOC_ENTRY)
			b->units.p[b->units.n - 1].glue = true;
		return;
	case DOC_SUBJECT:
		plain_lines(b, k->text, &g->title_face, 20, false, "H2");
		b->units.p[b->units.n - 1].glue = true;
		return;
	case DOC_TEXT:
		plain_lines(b, k->text, &g->text_face, gap, false, "P");
		return;
	case DOC_BULLET:
		bullet(b, k, gap);
		return;
	case DOC_PAIR:
		pair(b, k, gap);
		return;
	}
}

void
pdf_build_units(struct pdf_build *b)
{
	b->rtl = b->d->lang->rtl;
	head(b);
	for (size_t i = 0; i < b->d->n_blocks; i++) {
		one_block(b, i);
		b->block++;
	}
}
