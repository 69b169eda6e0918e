#include "resume_text.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "resume_lang.h"

#define COLUMNS   ((size_t)80)
#define BYTES_MAX (DOC_BYTES_MAX * 4) /* escapes and indents included */

/* --- Markdown ----------------------------------------------------------------------------------------------------- */

/* `first`: the text begins a line, where some characters mean more. */
static void
md_text(struct strbuf *out, struct str s, bool first)
{
	size_t i = 0;

	while (i < s.n && ascii_is_digit(s.p[i]))
		i++;
	if (first && i > 0 && i < s.n && (s.p[i] == '.' || s.p[i] == ')')) { /* "1. " would be a list */
		strbuf_add(out, str_sub(s, 0, i));
		strbuf_byte(out, '\\');
		s = str_sub(s, i, s.n);
	} else if (first && s.n > 0 && strchr("#-+>~=", s.p[0]) != NULL) {
		strbuf_byte(out, '\\');
	}
	for (i = 0; i < s.n; i++) {
		if (s.p[i] != '\0' && strchr("\\`*_[]<>&|", s.p[i]) != NULL)
			strbuf_byte(out, '\\');
		if (s.p[i] == '\n')
			strbuf_addz(out, "\\"); /* a hard line break */
		strbuf_byte(out, s.p[i]);
	}
}

static void
md_link(struct strbuf *out, struct str text, struct str url, bool first)
{
	if (url.n == 0) {
		md_text(out, text, first);
		return;
	}
	strbuf_byte(out, '[');
	md_text(out, text, false);
	strbuf_addz(out, "](<");
	for (size_t i = 0; i < url.n; i++)
		if (url.p[i] == '<' || url.p[i] == '>' || url.p[i] == '\\')
			strbuf_printf(out, "%%%02X", (unsigned)(unsigned char)url.p[i]);
		else
			strbuf_byte(out, url.p[i]);
	strbuf_addz(out, ">)");
}

static void
md_entry(struct strbuf *out, const struct doc_block *b)
{
	const char *between = "";

	strbuf_addz(out, "### ");
	md_text(out, b->text, true);
	strbuf_addz(out, b->org.n > 0 ? ", " : "");
	md_text(out, b->org, false);
	strbuf_addz(out, "\n");
	if (b->side.n + b->place.n + b->shown.n == 0)
		return;
	strbuf_addz(out, "\n");
	if (b->side.n > 0) {
		strbuf_addz(out, "*");
		md_text(out, b->side, false);
		strbuf_addz(out, "*");
		between = " · ";
	}
	if (b->place.n > 0) {
		strbuf_addz(out, between);
		md_text(out, b->place, false);
		between = " · ";
	}
	if (b->shown.n > 0) {
		strbuf_addz(out, between);
		md_link(out, b->shown, b->url, false);
	}
	strbuf_addz(out, "\n");
}

static void
md_block(struct strbuf *out, const struct doc_block *b, bool in_list)
{
	if (out->n > 0 && !(in_list && b->kind == DOC_BULLET))
		strbuf_addz(out, "\n");
	switch (b->kind) {
	case DOC_HEADING:
		strbuf_addz(out, "## ");
		md_text(out, b->text, true);
		break;
	case DOC_ENTRY:
		md_entry(out, b);
		return;
	case DOC_TEXT:
		md_text(out, b->text, true);
		break;
	case DOC_BULLET:
		strbuf_addz(out, "- ");
		md_text(out, b->text, true);
		break;
	case DOC_PAIR:
	case DOC_SUBJECT:
		strbuf_addz(out, "**");
		md_text(out, b->kind == DOC_PAIR ? b->label : b->text, false);
		strbuf_addz(out, b->kind == DOC_PAIR ? ":** " : "**");
		if (b->kind == DOC_PAIR)
			md_text(out, b->text, false);
		break;
	}
	strbuf_addz(out, "\n");
}

struct str
doc_markdown(struct arena *a, const struct doc *d)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(BYTES_MAX);

	if (d->name.n > 0) {
		strbuf_addz(&out, "# ");
		md_text(&out, d->name, true);
		strbuf_addz(&out, "\n");
	}
	if (d->label.n > 0) {
		strbuf_addz(&out, out.n > 0 ? "\n" : "");
		md_text(&out, d->label, true);
		strbuf_addz(&out, "\n");
	}
	for (size_t i = 0; i < d->n_contact; i++) {
		strbuf_addz(&out, i > 0 ? " · " : out.n > 0 ? "\n" : "");
		md_link(&out, d->contact[i].text, d->contact[i].url, i == 0);
	}
	strbuf_addz(&out, d->n_contact > 0 ? "\n" : "");
	if (d->date.n > 0) {
		strbuf_addz(&out, "\n");
		md_text(&out, d->date, true);
		strbuf_addz(&out, "\n");
	}
	for (size_t i = 0; i < d->n_blocks; i++)
		md_block(&out, &d->blocks[i], i > 0 && d->blocks[i - 1].kind == DOC_BULLET);
	return arena_str(a, strbuf_str(&out));
}

/* --- plain text --------------------------------------------------------------------------------------------------- */

static void
spaces(struct strbuf *out, size_t n)
{
	while (n-- > 0)
		strbuf_byte(out, ' ');
}

/* Marks that never begin a line, and opening ones that never end it. */
static bool
sticks_before(uint32_t cp)
{
	return cp == 0x3001 || cp == 0x3002 || cp == 0xff0c || cp == 0xff0e || cp == 0xff1a || cp == 0xff1b ||
	       cp == 0xff01 || cp == 0xff1f || cp == 0xff09 || cp == 0x300d || cp == 0x300f || cp == 0x3011 ||
	       cp == 0x300b || cp == 0x3009 || cp == 0x30fc || cp == 0x2019 || cp == 0x201d || utf8_columns_of(cp) == 0;
}

static bool
sticks_after(uint32_t cp)
{
	return cp == 0xff08 || cp == 0x300c || cp == 0x300e || cp == 0x3010 || cp == 0x300a || cp == 0x3008;
}

/* The next piece that stays on one line: a word with the space before it, or a wide character with what sticks to it.
 */
static struct str
piece(struct str s)
{
	struct str rest = s;
	uint32_t cp, last = 0;

	while (rest.n > 0 && rest.p[0] == ' ')
		rest = str_sub(rest, 1, rest.n);
	while (rest.n > 0 && rest.p[0] != ' ') {
		struct str before = rest;

		cp = utf8_next(&rest);
		if (last != 0 && (utf8_columns_of(cp) == 2 || utf8_columns_of(last) == 2) && !sticks_before(cp) &&
		    !sticks_after(last))
			return (struct str){s.p, (size_t)(before.p - s.p)};
		last = cp;
	}
	return (struct str){s.p, (size_t)(rest.p - s.p)};
}

/* Words at `column` of the line; lines after the first are indented. A piece longer than a line stands alone. */
static void
wrap(struct strbuf *out, struct str s, size_t column, size_t indent)
{
	bool at_start = true;

	while (s.n > 0) {
		struct str word = piece(s);
		size_t n = utf8_columns(word);

		s = str_sub(s, word.n, s.n);
		if (!at_start && column + n > COLUMNS) {
			strbuf_byte(out, '\n');
			spaces(out, indent);
			column = indent;
			at_start = true;
		}
		if (at_start) {
			word = str_trim(word);
			n = utf8_columns(word);
		}
		strbuf_add(out, word);
		column += n;
		at_start = false;
	}
	strbuf_byte(out, '\n');
}

static void
rule(struct strbuf *out, struct str s, char c)
{
	strbuf_printf(out, "%.*s\n", STR_ARG(s));
	for (size_t n = MIN(utf8_columns(s), COLUMNS); n > 0; n--)
		strbuf_byte(out, c);
	strbuf_byte(out, '\n');
}

static struct str
with(struct arena *a, struct str x, struct str y)
{
	if (x.n == 0 || y.n == 0)
		return x.n > 0 ? x : y;
	return arena_printf(a, "%.*s, %.*s", STR_ARG(x), STR_ARG(y));
}

/* The title, and the time at the end of the line when both fit. */
static void
text_entry(struct arena *a, struct strbuf *out, const struct doc_block *b)
{
	size_t n = utf8_columns(b->text), side = utf8_columns(b->side);
	struct str more = with(a, b->org, b->place);

	if (side > 0 && n + side + 2 <= COLUMNS) {
		strbuf_add(out, b->text);
		spaces(out, COLUMNS - n - side);
		strbuf_printf(out, "%.*s\n", STR_ARG(b->side));
	} else {
		wrap(out, b->text, 0, 0);
		if (side > 0)
			wrap(out, b->side, 0, 0);
	}
	if (more.n > 0)
		wrap(out, more, 0, 0);
	if (b->shown.n > 0)
		strbuf_printf(out, "%.*s\n", STR_ARG(b->shown));
}

static void
text_lines(struct strbuf *out, struct str s)
{
	struct str line;

	while (str_split(&s, '\n', &line))
		wrap(out, line, 0, 0);
}

static void
text_block(struct arena *a, struct strbuf *out, const struct doc *d, size_t i)
{
	const struct doc_block *b = &d->blocks[i];
	enum doc_kind before = i > 0 ? d->blocks[i - 1].kind : DOC_SUBJECT;
	bool letter_gap = d->letter && !(b->kind == DOC_BULLET && before == DOC_BULLET);

	if ((out->n > 0 && (b->kind == DOC_HEADING || (b->kind == DOC_ENTRY && before != DOC_HEADING))) || letter_gap)
		strbuf_addz(out, "\n");
	switch (b->kind) {
	case DOC_HEADING:
		rule(out, b->text, '-');
		return;
	case DOC_ENTRY:
		text_entry(a, out, b);
		return;
	case DOC_TEXT:
	case DOC_SUBJECT:
		text_lines(out, b->text);
		return;
	case DOC_BULLET:
		strbuf_addz(out, "- ");
		wrap(out, b->text, 2, 2);
		return;
	case DOC_PAIR:
		strbuf_printf(out, "%.*s: ", STR_ARG(b->label));
		wrap(out, b->text, utf8_columns(b->label) + 2, 2);
		return;
	}
}

struct str
doc_text(struct arena *a, const struct doc *d)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(BYTES_MAX);

	if (d->name.n > 0)
		rule(&out, d->name, '=');
	if (d->label.n > 0)
		wrap(&out, d->label, 0, 0);
	for (size_t i = 0; i < d->n_contact; i++)
		strbuf_printf(&out, "%.*s\n", STR_ARG(d->contact[i].text));
	if (d->date.n > 0)
		strbuf_printf(&out, "\n%.*s\n", STR_ARG(d->date));
	for (size_t i = 0; i < d->n_blocks; i++)
		text_block(a, &out, d, i);
	return arena_str(a, strbuf_str(&out));
}
