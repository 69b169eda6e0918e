#include "markdown.h"

#include <md4c.h>

#include "base/utf8.h"

#define OUTPUT_MAX ((size_t)4 << 20)

struct writer {
	struct arena *a;
	struct strbuf out;
	unsigned pictures; /* how deep we are in pictures: within one, only text counts */
};

static struct str
chars(const MD_CHAR *p, MD_SIZE n)
{
	return (struct str){p, n};
}

/* The character of an entity that addresses are written with; others stay as they stand. */
static struct str
entity_char(struct str e)
{
	static const char *const known[][2] = {{"&amp;", "&"},   {"&lt;", "<"},  {"&gt;", ">"},
	                                       {"&quot;", "\""}, {"&#38;", "&"}, {"&#39;", "'"}};

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (str_eq(e, str_of(known[i][0])))
			return str_of(known[i][1]);
	return e;
}

static struct str
attribute(struct writer *w, const MD_ATTRIBUTE *at)
{
	CLEANUP(strbuf_release) struct strbuf s = STRBUF(8192);

	for (size_t i = 0; at->text != NULL && at->substr_offsets[i] < at->size; i++) {
		struct str part =
		    chars(at->text + at->substr_offsets[i], at->substr_offsets[i + 1] - at->substr_offsets[i]);
		strbuf_add(&s, at->substr_types[i] == MD_TEXT_ENTITY ? entity_char(part) : part);
	}
	return s.full ? STR("#") : arena_str(w->a, strbuf_str(&s));
}

/* What an element is called; NULL for those that are written otherwise. */
static const char *
block_name(MD_BLOCKTYPE type)
{
	static const struct {
		MD_BLOCKTYPE type;
		const char *name;
	} names[] = {{MD_BLOCK_QUOTE, "blockquote"},
	             {MD_BLOCK_UL, "ul"},
	             {MD_BLOCK_LI, "li"},
	             {MD_BLOCK_P, "p"},
	             {MD_BLOCK_TABLE, "table"},
	             {MD_BLOCK_THEAD, "thead"},
	             {MD_BLOCK_TBODY, "tbody"},
	             {MD_BLOCK_TR, "tr"},
	             {MD_BLOCK_TH, "th"},
	             {MD_BLOCK_TD, "td"}};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (names[i].type == type)
			return names[i].name;
	return NULL;
}

static unsigned
heading_level(const void *detail)
{
	return MIN(((const MD_BLOCK_H_DETAIL *)detail)->level + 2, 6u);
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *p)
{
	struct writer *w = p;
	const char *name = block_name(type);

	if (type == MD_BLOCK_HR)
		strbuf_addz(&w->out, "<hr>\n");
	else if (type == MD_BLOCK_H)
		strbuf_printf(&w->out, "<h%u>", heading_level(detail));
	else if (type == MD_BLOCK_CODE)
		strbuf_addz(&w->out, "<pre tabindex=\"0\"><code>");
	else if (type == MD_BLOCK_OL)
		strbuf_printf(&w->out, "<ol start=\"%u\">\n", ((const MD_BLOCK_OL_DETAIL *)detail)->start);
	else if (type == MD_BLOCK_LI && ((const MD_BLOCK_LI_DETAIL *)detail)->is_task)
		strbuf_addz(&w->out, ((const MD_BLOCK_LI_DETAIL *)detail)->task_mark == ' ' ? "<li>\xe2\x98\x90 "
		                                                                            : "<li>\xe2\x98\x91 ");
	else if (name != NULL)
		strbuf_printf(&w->out, "<%s>", name);
	return w->out.full;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *p)
{
	struct writer *w = p;
	const char *name = block_name(type);

	if (type == MD_BLOCK_H)
		strbuf_printf(&w->out, "</h%u>\n", heading_level(detail));
	else if (type == MD_BLOCK_CODE)
		strbuf_addz(&w->out, "</code></pre>\n");
	else if (type == MD_BLOCK_OL)
		strbuf_addz(&w->out, "</ol>\n");
	else if (name != NULL)
		strbuf_printf(&w->out, "</%s>\n", name);
	return w->out.full;
}

static const char *
span_name(MD_SPANTYPE type)
{
	switch ((int)type) {
	case MD_SPAN_EM:
		return "em";
	case MD_SPAN_STRONG:
		return "strong";
	case MD_SPAN_CODE:
		return "code";
	case MD_SPAN_DEL:
		return "del";
	default:
		return NULL;
	}
}

static void
link_begin(struct writer *w, const MD_ATTRIBUTE *href)
{
	strbuf_addz(&w->out, "<a rel=\"noreferrer noopener\" href=\"");
	html_url_str(&w->out, attribute(w, href));
	strbuf_addz(&w->out, "\">");
}

/* A picture within a link is its text alone: a link cannot hold another. */
static int
enter_span(MD_SPANTYPE type, void *detail, void *p)
{
	struct writer *w = p;

	if (type == MD_SPAN_IMG) {
		w->pictures++;
		return 0;
	}
	if (w->pictures > 0)
		return 0;
	if (type == MD_SPAN_A)
		link_begin(w, &((const MD_SPAN_A_DETAIL *)detail)->href);
	else if (span_name(type) != NULL)
		strbuf_printf(&w->out, "<%s>", span_name(type));
	return w->out.full;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *p)
{
	struct writer *w = p;

	if (type == MD_SPAN_IMG) {
		w->pictures--;
		strbuf_addz(&w->out, " (");
		html_str(&w->out, attribute(w, &((const MD_SPAN_IMG_DETAIL *)detail)->src));
		strbuf_byte(&w->out, ')');
	} else if (w->pictures == 0 && type == MD_SPAN_A) {
		strbuf_addz(&w->out, "</a>");
	} else if (w->pictures == 0 && span_name(type) != NULL) {
		strbuf_printf(&w->out, "</%s>", span_name(type));
	}
	return w->out.full;
}

static int
text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE n, void *p)
{
	struct writer *w = p;

	if (type == MD_TEXT_NULLCHAR)
		strbuf_addz(&w->out, "\xef\xbf\xbd");
	else if (type == MD_TEXT_BR)
		strbuf_addz(&w->out, "<br>\n");
	else if (type == MD_TEXT_SOFTBR)
		strbuf_byte(&w->out, '\n');
	else if (type == MD_TEXT_ENTITY)
		strbuf_add(&w->out, chars(at, n)); /* &name; or a number: the browser reads it, and it can be no tag */
	else
		html_str(&w->out, chars(at, n));
	return w->out.full;
}

struct html
markdown_html(struct arena *a, struct str source)
{
	static const MD_PARSER parser = {
	    .flags = MD_FLAG_NOHTML | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEEMAILAUTOLINKS |
	             MD_FLAG_STRIKETHROUGH | MD_FLAG_TABLES | MD_FLAG_TASKLISTS,
	    .enter_block = enter_block,
	    .leave_block = leave_block,
	    .enter_span = enter_span,
	    .leave_span = leave_span,
	    .text = text,
	};
	CLEANUP(strbuf_release) struct strbuf plain = STRBUF(OUTPUT_MAX);
	struct writer w = {.a = a, .out = STRBUF(OUTPUT_MAX)};
	struct str s = utf8_clip(source, MARKDOWN_MAX);
	struct html ret;

	if (md_parse(s.p != NULL ? s.p : "", (MD_SIZE)s.n, &parser, &w) == 0 && !w.out.full) {
		ret.s = arena_str(a, strbuf_str(&w.out));
	} else {
		strbuf_addz(&plain, "<pre tabindex=\"0\">");
		html_str(&plain, s);
		strbuf_addz(&plain, "</pre>");
		ret.s = arena_str(a, strbuf_str(&plain));
	}
	strbuf_release(&w.out);
	return ret;
}
