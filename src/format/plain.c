#include "plain.h"

#include "base/num.h"
#include "base/utf8.h"

/* Bullets that people type in front of a list item. */
static const uint32_t bullets[] = {
    0x2022, 0x00b7, 0x25cf, 0x25cb, 0x25aa, 0x25ab, 0x25a0, 0x25e6, 0x2023,
    0x2043, 0x2219, 0x27a2, 0x2756, 0xf0b7, 0x25ba, 0x2714, 0x2705,
};

static bool
is_bullet(uint32_t cp)
{
	for (size_t i = 0; i < ARRAY_LEN(bullets); i++) {
		if (bullets[i] == cp)
			return true;
	}
	return false;
}

static bool
is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0xa0 || cp == 0x1680 ||
	       (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f ||
	       cp == 0x3000;
}

/* Characters that show nothing: controls, joiners, direction marks, soft hyphens, byte-order marks. */
static bool
is_invisible(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad || (cp >= 0x200b && cp <= 0x200f) ||
	       (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x2064) || cp == 0xfeff;
}

/* The character of the reference (between & and ;), or 0. */
static uint32_t
reference(struct str r)
{
	static const struct {
		const char *name;
		uint32_t cp;
	} named[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xa0}};
	uint32_t v = 0;
	bool hex;

	for (size_t i = 0; i < ARRAY_LEN(named); i++) {
		if (str_eq(r, str_of(named[i].name)))
			return named[i].cp;
	}
	if (r.n < 2 || r.n > 8 || r.p[0] != '#')
		return 0;
	hex = r.p[1] == 'x' || r.p[1] == 'X';
	for (size_t i = hex ? 2 : 1; i < r.n; i++) {
		char c = ascii_lower(r.p[i]);

		if (ascii_is_digit(c))
			v = v * (hex ? 16 : 10) + (uint32_t)(c - '0');
		else if (hex && c >= 'a' && c <= 'f')
			v = v * 16 + (uint32_t)(c - 'a') + 10;
		else
			return 0;
	}
	return v;
}

/* Takes a reference ("&amp;") off the front; 0 when none stands there. */
static uint32_t
take_reference(struct str *s)
{
	struct str name = str_sub(*s, 1, 9);
	size_t n = str_find_byte(name, ';');
	uint32_t cp = n < name.n ? reference(str_sub(name, 0, n)) : 0;

	if (cp != 0)
		*s = str_sub(*s, n + 2, s->n);
	return cp;
}

/* Appends s with single spaces, without invisible characters, references decoded: some sources escape once more than
 * their format asks for. */
static void
add_words(struct strbuf *out, struct str s)
{
	bool any = false, space = false;

	while (s.n > 0) {
		uint32_t cp = s.p[0] == '&' ? take_reference(&s) : 0;

		if (cp == 0)
			cp = utf8_next(&s);

		if (is_space(cp)) {
			space = any;
		} else if (!is_invisible(cp)) {
			char bytes[4];
			size_t n = utf8_put(cp, bytes);

			if (space)
				strbuf_byte(out, ' ');
			strbuf_add(out, (struct str){bytes, n});
			any = true;
			space = false;
		}
	}
}

/* Takes white space and what shows nothing off the front. */
static struct str
skip_blank(struct str s)
{
	while (s.n > 0) {
		struct str at = s;
		uint32_t cp = utf8_next(&s);

		if (!is_space(cp) && !is_invisible(cp))
			return at;
	}
	return s;
}

/* Whether a bullet stands in front; takes it off. An ASCII one needs a space behind it. */
static bool
take_bullet(struct str *s)
{
	struct str rest = *s;
	uint32_t cp;

	if (rest.n == 0)
		return false;
	cp = utf8_next(&rest);
	if (is_bullet(cp) || ((cp == '-' || cp == '*' || cp == '+' || cp == 0x2013 || cp == 0x2014) && rest.n > 0 &&
	                      (rest.p[0] == ' ' || rest.p[0] == '\t' || str_starts(rest, STR("\xc2\xa0"))))) {
		*s = skip_blank(rest);
		return true;
	}
	return false;
}

void
plain_line(struct plain *p, enum plain_kind kind, struct str line)
{
	line = skip_blank(line);
	if (line.n == 0) {
		p->blank = true;
		return;
	}
	if (take_bullet(&line) && kind != PLAIN_HEAD)
		kind = PLAIN_ITEM;
	if (line.n == 0)
		return;
	if (p->any)
		strbuf_addz(p->out, p->blank || kind != p->last || kind == PLAIN_HEAD ? "\n\n" : "\n");
	if (kind != PLAIN_PARA)
		strbuf_addz(p->out, kind == PLAIN_HEAD ? "# " : "- ");
	add_words(p->out, line);
	p->any = true;
	p->blank = false;
	p->last = kind;
}

/* A Markdown heading's text: "## Requirements ##"; or a line that is bold as a whole. */
static bool
take_heading(struct str *s)
{
	size_t n = 0;
	struct str t = str_trim(*s);

	while (n < t.n && t.p[n] == '#')
		n++;
	if (n > 0 && n <= 6 && n < t.n && t.p[n] == ' ') {
		t = str_trim(str_sub(t, n, t.n));
		while (t.n > 0 && t.p[t.n - 1] == '#')
			t.n--;
	} else if (t.n > 4 && t.n < 120 && str_starts(t, STR("**")) && str_ends(t, STR("**")) &&
	           str_find(str_sub(t, 2, t.n - 4), STR("**")) == t.n - 4) {
		t = str_sub(t, 2, t.n - 4);
	} else {
		return false;
	}
	*s = str_trim(t);
	return s->n > 0;
}

/* The place of the next bullet that stands between two spaces, or s.n. */
static size_t
inner_bullet(struct str s)
{
	struct str rest = s;

	while (rest.n > 0) {
		size_t at = s.n - rest.n;
		uint32_t cp = (unsigned char)rest.p[0];

		if (cp < 0x80) {
			rest = str_sub(rest, 1, rest.n);
			continue;
		}
		cp = utf8_next(&rest);
		/* a middle dot also parts the words of a heading, so it does not count here */
		if (cp != 0xb7 && is_bullet(cp) && at > 0)
			return at;
	}
	return s.n;
}

static void
add_raw_line(struct plain *p, struct str line)
{
	struct str head = line;

	if (take_heading(&head)) {
		plain_line(p, PLAIN_HEAD, head);
		return;
	}
	for (;;) {
		size_t n = inner_bullet(line);

		plain_line(p, PLAIN_PARA, str_sub(line, 0, n));
		if (n == line.n)
			return;
		line = str_sub(line, n, line.n);
	}
}

struct str
plain_text(struct arena *a, struct str s, size_t max)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(max);
	struct plain p = PLAIN(&out);
	struct str line;

	s = plain_repair(a, s);
	while (!out.full && str_line(&s, &line)) {
		struct str part;

		/* an old Macintosh file, or a carriage return within a line */
		while (str_split(&line, '\r', &part))
			add_raw_line(&p, part);
	}
	return out.n > 0 ? arena_str(a, utf8_clip(strbuf_str(&out), out.n)) : STR_NONE;
}

struct str
plain_name(struct arena *a, struct str s, size_t max)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(max + 4);
	struct str r;

	if (s.n == 0)
		return STR_NONE;
	/* what is cut away later need not be looked at */
	s = utf8_clip(s, max * 8);
	add_words(&out, plain_repair(a, s));
	r = str_trim(utf8_clip(strbuf_str(&out), max));
	return r.n > 0 ? arena_str(a, r) : STR_NONE;
}

/* The Windows-1252 byte of a character, or -1. C1 controls, which some decoders leave, are taken as their bytes. */
static int
byte_1252(uint32_t cp)
{
	if (cp >= 0x80 && cp < 0x100)
		return (int)cp;
	for (int byte = 0x80; byte < 0xa0; byte++) {
		if (utf8_of_1252((unsigned char)byte) == cp)
			return byte;
	}
	return -1;
}

/* The bytes a run of characters was before it was encoded twice, into out; 0 when it was not. */
static size_t
undo_run(struct str run, char *out)
{
	size_t n = 0;

	while (run.n > 0) {
		int b = byte_1252(utf8_next(&run));

		if (b < 0)
			return 0;
		out[n++] = (char)b;
	}
	return utf8_valid((struct str){out, n}) ? n : 0;
}

static bool
looks_doubled(struct str s)
{
	/* the lead bytes of UTF-8 are 0xc2..0xf4; as characters they are written 0xc3 0x82..0xb4 */
	for (const char *p = s.p, *end = s.p + s.n; p < end; p++) {
		p = memchr(p, 0xc3, (size_t)(end - p));
		if (p == NULL)
			return false;
		if (end - p > 2 && (unsigned char)p[1] >= 0x82 && (unsigned char)p[1] <= 0xb4 &&
		    (unsigned char)p[2] >= 0x80)
			return true;
	}
	return false;
}

static struct str
repair_once(struct arena *a, struct str s)
{
	char *out;
	size_t n = 0, i = 0;

	out = arena_alloc(a, s.n);
	while (i < s.n) {
		size_t j = i, undone;

		while (j < s.n && (unsigned char)s.p[j] < 0x80)
			j++;
		memcpy(out + n, s.p + i, j - i);
		n += j - i;
		i = j;
		while (j < s.n && (unsigned char)s.p[j] >= 0x80)
			j++;
		/* undo_run writes at most as many bytes as the run has */
		undone = j > i ? undo_run((struct str){s.p + i, j - i}, out + n) : 0;
		if (undone == 0)
			memcpy(out + n, s.p + i, j - i);
		n += undone > 0 ? undone : j - i;
		i = j;
	}
	return (struct str){out, n};
}

struct str
plain_repair(struct arena *a, struct str s)
{
	/* each round at least halves what it undoes; three times encoded has been seen */
	for (int i = 0; i < 3 && s.n > 0 && looks_doubled(s); i++) {
		struct str r = repair_once(a, s);

		if (r.n == s.n)
			break;
		s = r;
	}
	return s;
}

struct str
plain_unescape(struct arena *a, struct str s)
{
	/* no reference is shorter than what it stands for */
	char *out = arena_alloc(a, s.n + 4);
	size_t n = 0;

	while (s.n > 0) {
		uint32_t cp = s.p[0] == '&' ? take_reference(&s) : 0;

		if (cp != 0) {
			n += utf8_put(cp, out + n);
		} else {
			out[n++] = s.p[0];
			s = str_sub(s, 1, s.n);
		}
	}
	return (struct str){out, n};
}
