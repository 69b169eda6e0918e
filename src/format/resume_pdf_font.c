/* Fonts: which there are, and which characters none of them has. */
#include "resume_pdf_impl.h"

#include "base/utf8.h"

/* The system's fonts and nobody's settings: what a person has set up for the screen would change the paper. */
static const char fonts_conf[] =
    "<?xml version=\"1.0\"?><fontconfig>"
    "<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>"
    "<cachedir>/var/cache/fontconfig</cachedir>"
    "<selectfont><rejectfont><pattern><patelt name=\"scalable\"><bool>false</bool></patelt>"
    "</pattern></rejectfont></selectfont></fontconfig>";

bool
pdf_fonts_open(struct arena *a, struct pdf_fonts **ret, struct err *err)
{
	struct pdf_fonts *f = ARENA_NEW(a, struct pdf_fonts);
	const struct pdf_lib *l = &f->lib;

	if (!pdf_lib_open(&f->lib, err))
		return false;
	f->config = l->FcConfigCreate();
	if (f->config == NULL || !l->FcConfigParseAndLoadFromMemory(f->config, (const FcChar8 *)fonts_conf, FcTrue) ||
	    !l->FcConfigBuildFonts(f->config))
		return err_set(err, ERR_IO, "could not read the system's fonts");
	f->map = l->pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	if (f->map == NULL)
		return err_set(err, ERR_UNSUPPORTED, "could not make a PDF: this cairo cannot use FreeType's fonts");
	l->pango_fc_font_map_set_config((PangoFcFontMap *)(void *)f->map, f->config);
	*ret = f;
	return true;
}

void
pdf_fonts_close(struct pdf_fonts *f)
{
	f->lib.g_object_unref(f->map);
	f->lib.FcConfigDestroy(f->config);
}

/* Which package has letters of the script, for the warning. */
static const struct {
	uint32_t from, to;
	const char *script;
	const char *package;
} scripts[] = {
    {0x0080, 0x024f, "Latin", "fonts-noto-core"},
    {0x0370, 0x052f, "Greek or Cyrillic", "fonts-noto-core"},
    {0x0590, 0x05ff, "Hebrew", "fonts-noto-core"},
    {0x0600, 0x08ff, "Arabic", "fonts-hosny-amiri"},
    {0x0900, 0x0dff, "Indian", "fonts-noto-core"},
    {0x0e00, 0x0fff, "Thai, Lao or Tibetan", "fonts-noto-core"},
    {0x1100, 0x11ff, "Korean", "fonts-droid-fallback"},
    {0x2e80, 0xa4cf, "Chinese or Japanese", "fonts-droid-fallback"},
    {0xac00, 0xd7ff, "Korean", "fonts-droid-fallback"},
    {0xf900, 0xfaff, "Chinese or Japanese", "fonts-noto-cjk"},
    {0x20000, 0x3ffff, "rare Chinese", "fonts-noto-cjk"},
};

static bool
is_symbol(uint32_t cp)
{
	return (cp >= 0x2190 && cp <= 0x2bff) || (cp >= 0x1f000 && cp <= 0x1faff) || cp == 0x20e3;
}

struct search {
	struct arena *a;
	const struct pdf_lib *l;
	PangoFontset *fontset;
	struct pdf_gaps *gaps;
	unsigned char seen[0x40000 / 8]; /* a bit for each code point up to the last script */
	struct strbuf words;
	bool told[ARRAY_LEN(scripts) + 1];
};

static bool
has_glyph(const struct search *s, uint32_t cp)
{
	PangoFont *font = s->l->pango_fontset_get_font(s->fontset, cp);
	bool has = font != NULL && s->l->pango_font_has_char(font, cp);

	if (font != NULL)
		s->l->g_object_unref(font);
	return has;
}

static void
missing(struct search *s, uint32_t cp)
{
	size_t i = 0;

	if (is_symbol(cp)) {
		if (s->gaps->n < ARRAY_LEN(s->gaps->left_out))
			s->gaps->left_out[s->gaps->n++] = cp;
		if (s->gaps->n == 1)
			strbuf_printf(&s->words, "%ssymbols no font has were left out", s->words.n > 0 ? "; " : "");
		return;
	}
	while (i < ARRAY_LEN(scripts) && (cp < scripts[i].from || cp > scripts[i].to))
		i++;
	if (s->told[i])
		return;
	s->told[i] = true;
	strbuf_printf(&s->words, "%sno font has %s letters (U+%04X): install %s", s->words.n > 0 ? "; " : "",
	              i < ARRAY_LEN(scripts) ? scripts[i].script : "these", (unsigned)cp,
	              i < ARRAY_LEN(scripts) ? scripts[i].package : "fonts-noto-core");
}

static void
look(struct search *s, struct str text)
{
	while (text.n > 0) {
		uint32_t cp = utf8_next(&text);

		if (cp < 0x80 || cp >= sizeof(s->seen) * 8 || (s->seen[cp / 8] >> (cp % 8) & 1) != 0)
			continue;
		s->seen[cp / 8] = (unsigned char)(s->seen[cp / 8] | 1u << (cp % 8));
		if (cp != 0x200c && cp != 0x200d && !has_glyph(s, cp))
			missing(s, cp);
	}
}

/* Whether the design's own family is there, or another stands in for it. */
static void
look_for_family(struct search *s, const struct pdf_design *design)
{
	PangoFont *font = s->l->pango_fontset_get_font(s->fontset, 'a');
	PangoFontDescription *desc = font != NULL ? s->l->pango_font_describe(font) : NULL;
	const char *family = desc != NULL ? s->l->pango_font_description_get_family(desc) : NULL;

	if (family == NULL || strcmp(family, design->family) != 0)
		strbuf_printf(&s->words, "the font of this design, %s, is not there: install %s", design->family,
		              design->package);
	if (desc != NULL)
		s->l->pango_font_description_free(desc);
	if (font != NULL)
		s->l->g_object_unref(font);
}

void
pdf_gaps_find(struct arena *a, const struct pdf_lib *l, PangoContext *context, const struct pdf_design *design,
              const struct doc *d, struct pdf_gaps *ret)
{
	struct search *s = ARENA_NEW(a, struct search);
	PangoFontDescription *desc = l->pango_font_description_new();

	*ret = (struct pdf_gaps){0};
	l->pango_font_description_set_family(desc, design->families);
	l->pango_font_description_set_absolute_size(desc, design->text_face.size * PANGO_SCALE);
	*s = (struct search){.a = a, .l = l, .gaps = ret, .words = STRBUF(1000)};
	s->fontset = l->pango_context_load_fontset(context, desc, NULL);
	look_for_family(s, design);
	look(s, d->name);
	look(s, d->label);
	look(s, d->date);
	for (size_t i = 0; i < d->n_contact; i++)
		look(s, d->contact[i].text);
	for (size_t i = 0; i < d->n_blocks; i++) {
		const struct doc_block *b = &d->blocks[i];
		const struct str texts[] = {b->text, b->label, b->org, b->place, b->side, b->shown};

		for (size_t k = 0; k < ARRAY_LEN(texts); k++)
			look(s, texts[k]);
	}
	ret->warning = arena_str(a, strbuf_str(&s->words));
	strbuf_release(&s->words);
	l->g_object_unref(s->fontset);
	l->pango_font_description_free(desc);
}

struct str
pdf_gaps_drop(struct arena *a, const struct pdf_gaps *g, struct str s)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;
	bool joined = false;

	if (g->n == 0)
		return s;
	while (s.n > 0) {
		uint32_t cp = utf8_next(&s);
		bool drop = joined && cp == 0x200d;

		for (size_t i = 0; i < g->n && !drop; i++)
			drop = g->left_out[i] == cp;
		joined = drop;
		if (!drop && !(cp == ' ' && n > 0 && out[n - 1] == ' '))
			n += utf8_put(cp, out + n);
	}
	return str_trim((struct str){out, n});
}
