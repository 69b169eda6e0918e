/* From lines to pages, and the pages to a PDF. */
#include "resume_pdf_impl.h"

#include "base/date.h"
#include "resume_lang.h"

#define FOOT_SIZE 8.5

struct paper {
	struct pdf_build *b;
	cairo_surface_t *surface;
	cairo_t *cr;
	const char *tag; /* open now; NULL for none */
	int block;       /* whose it is */
	bool in_list;
	bool *linked; /* by block: there is a link in it */
	double width;
	double height;
};

/* --- pages -------------------------------------------------------------------------------------------------------- */

struct page {
	size_t from;
	size_t to;
};

struct pages {
	struct page *p;
	size_t n;
	size_t cap;
};

/* The lines from i on that no page may part. */
static size_t
chunk_end(const struct pdf_build *b, size_t i)
{
	while (i + 1 < b->units.n && b->units.p[i].glue)
		i++;
	return i + 1;
}

/* A chunk that is taller than a page is parted all the same. */
static void
pages_fill(const struct pdf_build *b, double room, struct pages *pages)
{
	double y = 0;
	size_t from = 0, i = 0;

	while (i < b->units.n) {
		size_t end = chunk_end(b, i);
		double need = 0;

		for (size_t k = i; k < end; k++)
			need += b->units.p[k].height + (k == from ? 0 : b->units.p[k].gap);
		if (need > room)
			end = i + 1;
		if (need > room)
			need = b->units.p[i].height + (i == from ? 0 : b->units.p[i].gap);
		if (y + need > room && i > from) {
			*VEC_PUSH(b->a, pages) = (struct page){from, i};
			from = i;
			y = 0;
			continue;
		}
		y += need;
		i = end;
	}
	*VEC_PUSH(b->a, pages) = (struct page){from, b->units.n};
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

static void
color(const struct paper *p, unsigned c)
{
	p->b->l->cairo_set_source_rgb(p->cr, (c >> 16 & 255) / 255.0, (c >> 8 & 255) / 255.0, (c & 255) / 255.0);
}

/* Ends the open element, and the list it is in. */
static void
tag_close(struct paper *p)
{
	if (p->tag != NULL)
		p->b->l->cairo_tag_end(p->cr, p->tag);
	if (p->in_list)
		p->b->l->cairo_tag_end(p->cr, "L");
	p->tag = NULL;
	p->in_list = false;
}

static void
tag_for(struct paper *p, const struct pdf_unit *u)
{
	bool item = strcmp(u->tag, "LI") == 0;

	if (p->tag != NULL && p->block == u->block)
		return;
	if (item && p->in_list)
		p->b->l->cairo_tag_end(p->cr, p->tag);
	else
		tag_close(p);
	if (item && !p->in_list)
		p->b->l->cairo_tag_begin(p->cr, "L", NULL);
	p->in_list = item;
	p->b->l->cairo_tag_begin(p->cr, u->tag, NULL);
	p->tag = u->tag;
	p->block = u->block;
}

/* Attributes of a link: the address in quotes, what would end them escaped, anything but ASCII as PDF wants it. */
static const char *
link_attributes(struct arena *a, struct str url)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(DOC_TEXT_MAX * 4);

	strbuf_addz(&out, "uri='");
	for (size_t i = 0; i < url.n; i++) {
		unsigned char c = (unsigned char)url.p[i];

		if (c == '\'' || c == '\\')
			strbuf_printf(&out, "%%%02X", (unsigned)c);
		else if (c <= ' ' || c >= 0x7f)
			strbuf_printf(&out, "%%%02X", (unsigned)c);
		else
			strbuf_byte(&out, (char)c);
	}
	strbuf_addz(&out, "'");
	return arena_cstr(a, strbuf_str(&out));
}

/* What lies behind a heading or under it. */
static void
draw_mark(const struct paper *p, const struct pdf_unit *u, double y)
{
	const struct pdf_lib *l = p->b->l;
	const struct pdf_part *part = &u->parts.p[0];
	double x = p->b->design->margin_x, w = p->b->width;

	color(p, p->b->design->accent);
	switch (u->mark) {
	case MARK_NONE:
		return;
	case MARK_RULE:
		l->cairo_rectangle(p->cr, x, y + u->height + 0.5, w, 0.6);
		break;
	case MARK_BAR: /* from the end of the words to the margin */
		if (p->b->rtl)
			l->cairo_rectangle(p->cr, x, y + u->ascent - 4.2, MAX(part->x - 8, 0.0), 1.1);
		else
			l->cairo_rectangle(p->cr, x + part->x + part->width + 8, y + u->ascent - 4.2,
			                   MAX(w - part->x - part->width - 8, 0.0), 1.1);
		break;
	case MARK_BAND:
		l->cairo_rectangle(p->cr, x - 4, y - 1, w + 8, u->height + 2);
		break;
	}
	l->cairo_fill(p->cr);
}

static void
draw_unit(struct paper *p, const struct pdf_unit *u, double y)
{
	const struct pdf_lib *l = p->b->l;

	if (u->mark != MARK_NONE) {
		tag_close(p);
		draw_mark(p, u, y);
	}
	tag_for(p, u);
	for (size_t i = 0; i < u->parts.n; i++) {
		const struct pdf_part *part = &u->parts.p[i];

		const char *tag = part->url.n > 0 ? CAIRO_TAG_LINK : p->linked[u->block] ? "Span" : NULL;

		/* cairo takes what stands beside a link for nobody's, unless it is told. */
		if (tag != NULL)
			l->cairo_tag_begin(p->cr, tag, part->url.n > 0 ? link_attributes(p->b->a, part->url) : NULL);
		color(p, p->b->design->text_face.color);
		l->cairo_move_to(p->cr, p->b->design->margin_x + part->x, y + u->ascent);
		l->pango_cairo_show_layout_line(p->cr, l->pango_layout_get_line_readonly(part->layout, part->line));
		if (tag != NULL)
			l->cairo_tag_end(p->cr, tag);
	}
}

/* The name and the number, from the second page on. */
static void
draw_foot(struct paper *p, size_t number, size_t n)
{
	const struct pdf_lib *l = p->b->l;
	const struct pdf_face face = {.size = FOOT_SIZE, .color = 0x666666};
	struct str name = pdf_gaps_drop(p->b->a, &p->b->gaps, p->b->d->name);
	struct str words =
	    arena_printf(p->b->a, "%.*s%s%zu / %zu", STR_ARG(name), name.n > 0 ? "  ·  " : "", number, n);
	PangoLayout *layout = pdf_layout(p->b, words, &face);
	PangoRectangle box;
	PangoLayoutIter *it = l->pango_layout_get_iter(layout);
	double x = p->b->design->margin_x;

	l->pango_layout_iter_get_line_extents(it, NULL, &box);
	l->pango_layout_iter_free(it);
	if (!p->b->rtl)
		x += p->b->width - (double)box.width / PANGO_SCALE;
	color(p, face.color);
	l->cairo_move_to(p->cr, x, p->height - p->b->design->margin_bottom / 2);
	l->pango_cairo_show_layout_line(p->cr, l->pango_layout_get_line_readonly(layout, 0));
}

static void
draw_page(struct paper *p, const struct pages *pages, size_t i)
{
	const struct pdf_build *b = p->b;
	double y = b->design->margin_top;

	for (size_t k = pages->p[i].from; k < pages->p[i].to; k++) {
		const struct pdf_unit *u = &b->units.p[k];

		y += k == pages->p[i].from ? 0 : u->gap;
		if (u->outline.n > 0)
			b->l->cairo_pdf_surface_add_outline(
			    p->surface, CAIRO_PDF_OUTLINE_ROOT, arena_cstr(b->a, u->outline),
			    arena_cstr(b->a, arena_printf(b->a, "page=%zu pos=[0 %d]", i + 1, (int)y)), 0);
		draw_unit(p, u, y);
		y += u->height;
	}
	tag_close(p);
	if (i > 0)
		draw_foot(p, i + 1, pages->n);
	b->l->cairo_show_page(p->cr);
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

static cairo_status_t
take_bytes(void *closure, const unsigned char *data, unsigned n)
{
	struct strbuf *out = closure;

	strbuf_add(out, (struct str){(const char *)data, n});
	return out->full ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* The document's own date, or the beginning of the millennium: never the time of making. */
static void
metadata(const struct paper *p)
{
	const struct pdf_build *b = p->b;
	const struct doc *d = b->d;
	struct str title = d->name;
	char when[32];
	int64_t ms;

	if (!instant_parse(d->modified, &ms, NULL))
		ms = 946684800000;
	if (d->letter && d->n_blocks > 0 && d->blocks[0].kind == DOC_SUBJECT)
		title = d->blocks[0].text;
	else if (d->name.n > 0 && d->label.n > 0)
		title = arena_printf(b->a, "%.*s, %.*s", STR_ARG(d->name), STR_ARG(d->label));
	instant_format(ms, when);
	b->l->cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, arena_cstr(b->a, title));
	b->l->cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_AUTHOR, arena_cstr(b->a, d->name));
	b->l->cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "Cairn");
	b->l->cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, when);
	b->l->cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_MOD_DATE, when);
}

/* Letter paper is what is used in a few countries. */
static bool
is_letter_country(struct str country)
{
	static const char *const countries[] = {"US", "CA", "MX", "PH", "CL", "CO", "VE"};

	for (size_t i = 0; i < ARRAY_LEN(countries); i++)
		if (str_eq_ci(country, str_of(countries[i])))
			return true;
	return false;
}

static PangoContext *
context_new(const struct pdf_build *b, struct pdf_fonts *fonts, PangoDirection dir)
{
	const struct pdf_lib *l = b->l;
	PangoContext *context = l->pango_font_map_create_context(fonts->map);
	cairo_font_options_t *options = l->cairo_font_options_create();

	/* Paper has no pixels: no hinting, no rounding. */
	l->cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	l->cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	l->pango_cairo_context_set_font_options(context, options);
	l->pango_context_set_round_glyph_positions(context, FALSE);
	l->cairo_font_options_destroy(options);
	l->pango_cairo_context_set_resolution(context, 72);
	l->pango_context_set_language(context, l->pango_language_from_string(arena_cstr(b->a, b->d->lang_code)));
	l->pango_context_set_base_dir(context, dir);
	return context;
}

static bool
paper_print(struct paper *p, struct strbuf *out, struct pages *pages, struct err *err)
{
	struct pdf_build *b = p->b;
	cairo_status_t status;

	p->linked = ARENA_ARRAY(b->a, (size_t)b->block + 1, bool);
	for (size_t i = 0; i < b->units.n; i++)
		for (size_t k = 0; k < b->units.p[i].parts.n; k++)
			if (b->units.p[i].parts.p[k].url.n > 0)
				p->linked[b->units.p[i].block] = true;
	p->surface = b->l->cairo_pdf_surface_create_for_stream(take_bytes, out, p->width, p->height);
	p->cr = b->l->cairo_create(p->surface);
	metadata(p);
	b->l->cairo_tag_begin(p->cr, "Document", NULL);
	for (size_t i = 0; i < pages->n; i++)
		draw_page(p, pages, i);
	b->l->cairo_tag_end(p->cr, "Document");
	status = b->l->cairo_status(p->cr);
	b->l->cairo_destroy(p->cr);
	b->l->cairo_surface_finish(p->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = b->l->cairo_surface_status(p->surface);
	b->l->cairo_surface_destroy(p->surface);
	if (!strbuf_ok(out, "the PDF", err))
		return false;
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_IO, "could not make the PDF: %s", b->l->cairo_status_to_string(status));
	return true;
}

bool
pdf_write(struct arena *a, struct pdf_fonts *fonts, const struct pdf_choice *choice, const struct doc *d,
          struct strbuf *out, struct pdf_made *ret, struct err *err)
{
	const struct pdf_lib *l = &fonts->lib;
	struct pdf_build b = {.a = a, .l = l, .design = choice->design, .d = d};
	struct paper p = {.b = &b, .width = choice->width, .height = choice->height};
	struct pages pages = {0};
	bool ok = true;

	if (p.width <= 0)
		pdf_paper(is_letter_country(d->country) ? "letter" : "a4", &p.width, &p.height);
	b.width = p.width - 2 * b.design->margin_x;
	b.ltr = context_new(&b, fonts, PANGO_DIRECTION_LTR);
	b.rtl_context = context_new(&b, fonts, PANGO_DIRECTION_RTL);
	pdf_gaps_find(a, l, b.ltr, b.design, d, &b.gaps);
	pdf_build_units(&b);
	pages_fill(&b, p.height - b.design->margin_top - b.design->margin_bottom, &pages);
	if (pages.n > PDF_PAGES_MAX)
		ok = err_set(err, ERR_LIMIT, "the document has more than %d pages", PDF_PAGES_MAX);
	ok = ok && paper_print(&p, out, &pages, err) && pdf_add_language(a, out, d->lang_code, err);
	for (size_t i = 0; i < b.layouts.n; i++)
		l->g_object_unref(b.layouts.p[i]);
	l->g_object_unref(b.ltr);
	l->g_object_unref(b.rtl_context);
	*ret = (struct pdf_made){(int)pages.n, b.gaps.warning};
	return ok;
}
