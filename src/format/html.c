#include "html.h"

#include <gumbo.h>

#include "base/strbuf.h"
#include "plain.h"

#define HEADING_MAX 120 /* a bold line longer than this is a paragraph */

struct html_page {
	const GumboNode *root;
};

/* One walk over a tree: lines are gathered in `line` and given out when a block ends. */
struct walk {
	struct plain plain;
	struct strbuf line;
	bool page;      /* leave out what is around the advert */
	unsigned bold;  /* open elements that make bold */
	unsigned head;  /* open headings */
	unsigned link;  /* open links */
	unsigned pre;   /* open preformatted blocks */
	unsigned items; /* open list items: blocks in them part lines, not blocks */
	bool cells;     /* the line holds cells of a table */
	bool item;      /* the next line begins a list item */
	bool all_bold;  /* no letter of the line is outside bold */
	bool all_link;  /* ... outside a link */
	size_t links;
	size_t prose;
};

static void *
gumbo_alloc(void *arena, size_t n)
{
	return arena_alloc(arena, n);
}

static void
gumbo_free(void *arena, void *p)
{
	/* the arena frees all of it at once; its depth could make a recursive destructor overflow the stack */
	(void)arena;
	(void)p;
}

static bool
node_is(const GumboNode *n, GumboTag tag)
{
	return n->type == GUMBO_NODE_ELEMENT && n->v.element.tag == tag;
}

static struct str
node_attr(const GumboNode *n, const char *name)
{
	const GumboAttribute *at = n->type == GUMBO_NODE_ELEMENT || n->type == GUMBO_NODE_TEMPLATE
	                               ? gumbo_get_attribute(&n->v.element.attributes, name)
	                               : NULL;

	return at != NULL ? str_of(at->value) : STR_NONE;
}

static const GumboVector *
node_children(const GumboNode *n)
{
	if (n->type == GUMBO_NODE_DOCUMENT)
		return &n->v.document.children;
	if (n->type == GUMBO_NODE_ELEMENT || n->type == GUMBO_NODE_TEMPLATE)
		return &n->v.element.children;
	return NULL;
}

/* The node after n in the order of the document, within root: its first child unless `skip`, else what follows.
 * `left` is called for every element that ends on the way. */
static const GumboNode *
node_next(const GumboNode *n, const GumboNode *root, bool skip, void (*left)(struct walk *, const GumboNode *),
          struct walk *w)
{
	const GumboVector *c = node_children(n);

	if (!skip && c != NULL && c->length > 0)
		return c->data[0];
	for (;;) {
		const GumboNode *up;

		if (!skip && left != NULL)
			left(w, n);
		skip = false;
		if (n == root || n->parent == NULL)
			return NULL;
		up = n->parent;
		c = node_children(up);
		if (c != NULL && n->index_within_parent + 1 < c->length)
			return c->data[n->index_within_parent + 1];
		n = up;
	}
}

/* The first element with the tag within root. */
static const GumboNode *
node_find(const GumboNode *root, GumboTag tag)
{
	for (const GumboNode *n = root; n != NULL; n = node_next(n, root, false, NULL, NULL)) {
		if (node_is(n, tag))
			return n;
	}
	return NULL;
}

static const GumboNode *
node_find_after(const GumboNode *root, const GumboNode *n, GumboTag tag)
{
	for (n = node_next(n, root, false, NULL, NULL); n != NULL; n = node_next(n, root, false, NULL, NULL)) {
		if (node_is(n, tag))
			return n;
	}
	return NULL;
}

/* What a block does to the lines around it. */
enum block { INLINE, LINE, BLOCK, HEADING, ITEM, DROP };

static enum block
block_of(GumboTag tag)
{
	switch ((int)tag) {
	case GUMBO_TAG_SCRIPT:
	case GUMBO_TAG_STYLE:
	case GUMBO_TAG_TEMPLATE:
	case GUMBO_TAG_SVG:
	case GUMBO_TAG_MATH:
	case GUMBO_TAG_IFRAME:
	case GUMBO_TAG_OBJECT:
	case GUMBO_TAG_HEAD:
	case GUMBO_TAG_NOSCRIPT:
	case GUMBO_TAG_SELECT:
	case GUMBO_TAG_TEXTAREA:
	case GUMBO_TAG_VIDEO:
	case GUMBO_TAG_AUDIO:
		return DROP;
	case GUMBO_TAG_H1:
	case GUMBO_TAG_H2:
	case GUMBO_TAG_H3:
	case GUMBO_TAG_H4:
	case GUMBO_TAG_H5:
	case GUMBO_TAG_H6:
		return HEADING;
	case GUMBO_TAG_LI:
		return ITEM;
	case GUMBO_TAG_P:
	case GUMBO_TAG_UL:
	case GUMBO_TAG_OL:
	case GUMBO_TAG_DL:
	case GUMBO_TAG_TABLE:
	case GUMBO_TAG_PRE:
	case GUMBO_TAG_BLOCKQUOTE:
	case GUMBO_TAG_SECTION:
	case GUMBO_TAG_ARTICLE:
	case GUMBO_TAG_HR:
	case GUMBO_TAG_FIGURE:
		return BLOCK;
	case GUMBO_TAG_DIV:
	case GUMBO_TAG_TR:
	case GUMBO_TAG_DT:
	case GUMBO_TAG_DD:
	case GUMBO_TAG_BODY:
	case GUMBO_TAG_MAIN:
	case GUMBO_TAG_ASIDE:
	case GUMBO_TAG_HEADER:
	case GUMBO_TAG_FOOTER:
	case GUMBO_TAG_NAV:
	case GUMBO_TAG_FORM:
	case GUMBO_TAG_ADDRESS:
	case GUMBO_TAG_FIELDSET:
	case GUMBO_TAG_DETAILS:
	case GUMBO_TAG_SUMMARY:
	case GUMBO_TAG_CENTER:
	case GUMBO_TAG_CAPTION:
	case GUMBO_TAG_OPTION:
		return LINE;
	default:
		return INLINE;
	}
}

/* Around the advert, on a page. */
static bool
is_frame(GumboTag tag)
{
	return tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_FOOTER || tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_FORM ||
	       tag == GUMBO_TAG_BUTTON;
}

static bool
is_bold(const GumboNode *n)
{
	GumboTag tag = n->v.element.tag;
	struct str style;
	size_t at;

	if (tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG)
		return true;
	style = node_attr(n, "style");
	at = str_find_ci(style, STR("font-weight"));
	if (at == style.n)
		return false;
	style = str_trim(str_sub(style, at + 11, style.n));
	style = str_trim(str_sub(style, str_starts(style, STR(":")) ? 1 : 0, style.n));
	return str_starts_ci(style, STR("bold")) || (style.n > 0 && style.p[0] >= '6' && style.p[0] <= '9');
}

static bool
is_hidden(const GumboNode *n)
{
	struct str style = node_attr(n, "style");

	return gumbo_get_attribute(&n->v.element.attributes, "hidden") != NULL ||
	       str_has_ci(style, STR("display:none")) || str_has_ci(style, STR("display: none"));
}

/* Gives out the line gathered so far. */
static void
end_line(struct walk *w)
{
	struct str line = str_trim(strbuf_str(&w->line));
	enum plain_kind kind = PLAIN_PARA;
	char last;

	while (w->cells && str_starts(line, STR("|")))
		line = str_trim(str_sub(line, 1, line.n));
	while (w->cells && str_ends(line, STR("|")))
		line = str_trim(str_sub(line, 0, line.n - 1));
	if (line.n == 0) {
		strbuf_clear(&w->line);
		w->cells = false;
		return;
	}
	last = line.p[line.n - 1];
	if (w->head > 0)
		kind = PLAIN_HEAD;
	else if (w->item)
		kind = PLAIN_ITEM;
	else if (w->all_bold && line.n <= HEADING_MAX && last != '.' && last != ';' && last != ',')
		kind = PLAIN_HEAD;
	if (!w->all_link && !w->cells && line.n >= 60)
		w->prose += line.n;
	plain_line(&w->plain, kind, line);
	w->item = false;
	w->cells = false;
	w->all_bold = true;
	w->all_link = true;
	strbuf_clear(&w->line);
}

static void
want_blank(struct walk *w)
{
	end_line(w);
	if (w->items == 0)
		plain_line(&w->plain, PLAIN_PARA, STR_NONE);
}

static void
add_text(struct walk *w, struct str s)
{
	bool space = str_trim(s).n == 0 || str_eq(str_trim(s), STR("\xc2\xa0"));

	if (!space && w->bold == 0)
		w->all_bold = false;
	if (!space && w->link == 0)
		w->all_link = false;
	while (w->pre > 0 && str_find_byte(s, '\n') < s.n) {
		size_t n = str_find_byte(s, '\n');

		strbuf_add(&w->line, str_sub(s, 0, n));
		end_line(w);
		w->all_bold = w->bold > 0;
		s = str_sub(s, n + 1, s.n);
	}
	strbuf_add(&w->line, s);
}

static void
enter(struct walk *w, const GumboNode *n)
{
	GumboTag tag = n->v.element.tag;

	switch (block_of(tag)) {
	case HEADING:
		/* within a heading blocks are one line: the line ends where the heading does */
		if (w->head == 0)
			want_blank(w);
		w->head++;
		break;
	case ITEM:
		end_line(w);
		w->item = true;
		w->items++;
		break;
	case BLOCK:
		if (w->head > 0)
			break;
		/* a paragraph within an item begins the item's line */
		if (w->item && strbuf_str(&w->line).n == 0)
			break;
		want_blank(w);
		break;
	case LINE:
		if (w->head == 0)
			end_line(w);
		break;
	case INLINE:
	case DROP:
		break;
	}
	if (tag == GUMBO_TAG_BR) {
		if (w->head > 0)
			strbuf_byte(&w->line, ' ');
		else if (str_trim(strbuf_str(&w->line)).n == 0)
			want_blank(w);
		else
			end_line(w);
	} else if ((tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) && w->line.n > 0) {
		strbuf_addz(&w->line, " | ");
		w->cells = true;
	}
	w->bold += is_bold(n);
	w->pre += tag == GUMBO_TAG_PRE;
	if (tag == GUMBO_TAG_A) {
		w->link++;
		w->links += node_attr(n, "href").n > 0;
	}
}

static void
leave(struct walk *w, const GumboNode *n)
{
	enum block b;

	if (n->type != GUMBO_NODE_ELEMENT)
		return;
	b = block_of(n->v.element.tag);
	if (b == HEADING) {
		if (w->head == 1)
			want_blank(w);
		w->head--;
	} else if (w->head > 0) {
		strbuf_byte(&w->line, ' ');
	} else if (b == BLOCK) {
		want_blank(w);
	} else if (b == LINE || b == ITEM) {
		end_line(w);
	}
	if (b == ITEM) {
		w->item = false;
		w->items--;
	}
	w->bold -= is_bold(n);
	w->pre -= n->v.element.tag == GUMBO_TAG_PRE;
	w->link -= n->v.element.tag == GUMBO_TAG_A;
}

/* The text of the tree into w->plain. */
static void
walk_tree(struct walk *w, const GumboNode *root)
{
	const GumboNode *n = root;

	while (n != NULL && !w->plain.out->full) {
		bool skip = false;

		if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_CDATA || n->type == GUMBO_NODE_WHITESPACE) {
			add_text(w, str_of(n->v.text.text));
		} else if (n->type == GUMBO_NODE_ELEMENT) {
			skip = block_of(n->v.element.tag) == DROP || is_hidden(n) ||
			       (w->page && is_frame(n->v.element.tag));
			if (!skip)
				enter(w, n);
		} else if (n->type != GUMBO_NODE_DOCUMENT) {
			skip = true;
		}
		n = node_next(n, root, skip, leave, w);
	}
	end_line(w);
}

static bool
name_in(struct str name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq_ci(name, str_of(list[i])))
			return true;
	}
	return false;
}

/* What the tags so far have opened. Names share counters; it is an estimate. */
struct nesting {
	unsigned open[64];
	unsigned depth;
	bool svg; /* within a drawing, where "/>" ends an element */
};

static void
count_tag(struct nesting *t, struct str name, bool end, bool closed)
{
	/* elements that end by themselves, or have no end */
	static const char *const free_tags[] = {"p",   "li",     "br",   "img",   "hr",    "input", "meta",  "link",
	                                        "td",  "tr",     "th",   "dt",    "dd",    "col",   "area",  "option",
	                                        "wbr", "source", "base", "embed", "track", "tbody", "thead", "tfoot"};
	/* elements that end a drawing */
	static const char *const html_tags[] = {"div",  "span", "b",  "i",     "em",    "strong",
	                                        "font", "ul",   "ol", "table", "center"};
	unsigned *open =
	    &t->open[str_hash((struct str){
			 (char[]){ascii_lower(name.p[0]), ascii_lower(name.p[name.n - 1]), (char)name.n}, 3}) %
	             ARRAY_LEN(t->open)];

	if (str_eq_ci(name, STR("svg")) || str_eq_ci(name, STR("math")))
		t->svg = !end;
	else if (t->svg && name_in(name, html_tags, ARRAY_LEN(html_tags)))
		t->svg = false;
	if ((t->svg && closed) || name_in(name, free_tags, ARRAY_LEN(free_tags)))
		return;
	if (!end) {
		++*open;
		t->depth++;
	} else if (*open > 0) {
		--*open;
		t->depth--;
	}
}

/* The byte after what the tag's content hides from the parser: scripts and styles hold no tags. */
static size_t
skip_raw(struct str html, size_t i, struct str name)
{
	const char *end = str_eq_ci(name, STR("script"))  ? "</script"
	                  : str_eq_ci(name, STR("style")) ? "</style"
	                                                  : NULL;

	return end == NULL ? i : i + str_find_ci(str_sub(html, i, html.n), str_of(end));
}

/* Whether the markup nests deeper than allowed, by counting tags. The parser's work can grow with depth times length.
 */
static bool
too_deep(struct str html)
{
	struct nesting t = {0};
	size_t i = 0;

	while (i + 1 < html.n && t.depth <= HTML_DEPTH_MAX) {
		struct str name, rest;
		size_t n = 0, close;
		bool end;

		i += str_find_byte(str_sub(html, i, html.n), '<');
		rest = str_sub(html, i, html.n);
		if (str_starts(rest, STR("<!--"))) {
			i += 4 + str_find(str_sub(rest, 4, rest.n), STR("-->"));
			continue;
		}
		end = rest.n > 1 && rest.p[1] == '/';
		name = str_sub(rest, end ? 2 : 1, 16);
		while (n < name.n && (ascii_is_alpha(name.p[n]) || ascii_is_digit(name.p[n]) || name.p[n] == '-'))
			n++;
		i++;
		if (n == 0)
			continue;
		name = str_sub(name, 0, n);
		close = t.svg ? str_find_byte(str_sub(rest, 0, 1000), '>') : 0;
		count_tag(&t, name, end, close > 0 && close < MIN(rest.n, 1000) && rest.p[close - 1] == '/');
		if (!end)
			i = skip_raw(html, i, name);
	}
	return t.depth > HTML_DEPTH_MAX;
}

static bool
parse(struct arena *a, struct str html, const GumboNode **ret, struct err *err)
{
	GumboOptions opt = kGumboDefaultOptions;

	if (html.n > HTML_MAX)
		return err_set(err, ERR_LIMIT, "the HTML has %zu bytes, at most %zu are read", html.n, HTML_MAX);
	if (too_deep(html))
		return err_set(err, ERR_LIMIT, "the HTML is nested deeper than %d elements", HTML_DEPTH_MAX);
	opt.allocator = gumbo_alloc;
	opt.deallocator = gumbo_free;
	opt.userdata = a;
	opt.max_errors = 0;
	*ret = gumbo_parse_with_options(&opt, html.p != NULL ? html.p : "", html.n)->document;
	return true;
}

/* Markup that is escaped as a whole: no tag, but "&lt;" and a tag's name. */
static bool
is_escaped(struct str s)
{
	size_t at;

	if (str_find_byte(s, '<') < s.n)
		return false;
	at = str_find(s, STR("&lt;"));
	return at + 4 < s.n && (ascii_is_alpha(s.p[at + 4]) || s.p[at + 4] == '/' || s.p[at + 4] == '!');
}

static void
walk_init(struct walk *w, struct strbuf *out, bool page)
{
	*w = (struct walk){.plain = PLAIN(out), .line = STRBUF(out->limit), .all_bold = true, .all_link = true};
	w->page = page;
}

bool
html_text(struct arena *a, struct str html, size_t max, struct str *ret, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(max);
	CLEANUP(arena_release) struct arena scratch = ARENA((size_t)1 << 30);
	const GumboNode *root;
	struct walk w;

	if (str_trim(html).n == 0) {
		*ret = STR_NONE;
		return true;
	}
	for (int i = 0; i < 2 && is_escaped(html); i++)
		html = plain_unescape(&scratch, html);
	html = plain_repair(&scratch, html);
	if (!parse(&scratch, html, &root, err))
		return false;
	walk_init(&w, &out, false);
	walk_tree(&w, root);
	strbuf_release(&w.line);
	*ret = out.n > 0 ? arena_str(a, strbuf_str(&out)) : STR_NONE;
	return true;
}

bool
html_page(struct arena *a, struct str html, struct html_page **ret, struct err *err)
{
	struct html_page *p = ARENA_NEW(a, struct html_page);

	if (!parse(a, plain_repair(a, html), &p->root, err))
		return false;
	*ret = p;
	return true;
}

/* What stands in a script: one text node. */
static struct str
script_text(const GumboNode *n)
{
	const GumboVector *c = &n->v.element.children;
	const GumboNode *t = c->length > 0 ? c->data[0] : NULL;

	return t != NULL &&
	               (t->type == GUMBO_NODE_TEXT || t->type == GUMBO_NODE_WHITESPACE || t->type == GUMBO_NODE_CDATA)
	           ? str_of(t->v.text.text)
	           : STR_NONE;
}

bool
html_page_jsonld(const struct html_page *p, size_t n, struct str *ret)
{
	const GumboNode *s = node_find(p->root, GUMBO_TAG_SCRIPT);

	for (; s != NULL; s = node_find_after(p->root, s, GUMBO_TAG_SCRIPT)) {
		if (str_starts_ci(str_trim(node_attr(s, "type")), STR("application/ld+json")) && n-- == 0) {
			*ret = script_text(s);
			return true;
		}
	}
	return false;
}

struct str
html_page_script(const struct html_page *p, struct str needle)
{
	const GumboNode *s = node_find(p->root, GUMBO_TAG_SCRIPT);

	for (; s != NULL; s = node_find_after(p->root, s, GUMBO_TAG_SCRIPT)) {
		if (str_has(script_text(s), needle))
			return script_text(s);
	}
	return STR_NONE;
}

struct str
html_page_meta(const struct html_page *p, const char *name)
{
	const GumboNode *m = node_find(p->root, GUMBO_TAG_META);

	for (; m != NULL; m = node_find_after(p->root, m, GUMBO_TAG_META)) {
		if (str_eq_ci(node_attr(m, "property"), str_of(name)) || str_eq_ci(node_attr(m, "name"), str_of(name)))
			return node_attr(m, "content");
	}
	return STR_NONE;
}

struct str
html_page_canonical(const struct html_page *p)
{
	const GumboNode *m = node_find(p->root, GUMBO_TAG_LINK);

	for (; m != NULL; m = node_find_after(p->root, m, GUMBO_TAG_LINK)) {
		if (str_eq_ci(node_attr(m, "rel"), STR("canonical")))
			return node_attr(m, "href");
	}
	return STR_NONE;
}

/* The text of an element as one line. */
static struct str
node_line(struct arena *a, const GumboNode *n)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(4096);

	for (const GumboNode *t = n; t != NULL; t = node_next(t, n, false, NULL, NULL)) {
		if (t->type == GUMBO_NODE_TEXT || t->type == GUMBO_NODE_WHITESPACE)
			strbuf_addz(&out, t->v.text.text);
	}
	return plain_name(a, strbuf_str(&out), 1000);
}

struct str
html_page_title(struct arena *a, const struct html_page *p)
{
	const GumboNode *n = node_find(p->root, GUMBO_TAG_TITLE);

	return n != NULL ? node_line(a, n) : STR_NONE;
}

struct str
html_page_h1(struct arena *a, const struct html_page *p)
{
	const GumboNode *n = node_find(p->root, GUMBO_TAG_H1);

	return n != NULL ? node_line(a, n) : STR_NONE;
}

bool
html_page_body(struct arena *a, const struct html_page *p, size_t max, struct html_body *ret, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(max);
	const GumboNode *part = node_find(p->root, GUMBO_TAG_MAIN);
	struct walk w;

	if (part == NULL) {
		part = node_find(p->root, GUMBO_TAG_ARTICLE);
		if (part != NULL && node_find_after(p->root, part, GUMBO_TAG_ARTICLE) != NULL)
			part = NULL;
	}
	walk_init(&w, &out, true);
	walk_tree(&w, part != NULL ? part : p->root);
	strbuf_release(&w.line);
	if (!strbuf_ok(&out, "the page's text", err))
		return false;
	*ret = (struct html_body){arena_str(a, strbuf_str(&out)), w.links, w.prose};
	return true;
}
