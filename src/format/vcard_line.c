/* From bytes to properties: unfolding, transfer encodings, character sets, parameters, escapes. */
#include "base/utf8.h"
#include "format/vcard_impl.h"

/* --- letters ------------------------------------------------------------------------------------------------------ */

struct str
vcard_upper(struct arena *a, struct str s)
{
	char *out = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		if (out[i] >= 'a' && out[i] <= 'z')
			out[i] = (char)(out[i] - 32);
	return (struct str){out, s.n};
}

struct str
vcard_lower(struct arena *a, struct str s)
{
	char *out = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		out[i] = ascii_lower(out[i]);
	return (struct str){out, s.n};
}

/* --- escapes ------------------------------------------------------------------------------------------------------ */

struct str
vcard_text(struct arena *a, struct str value, enum vcard_version version)
{
	char *out;
	size_t n = 0;

	if (str_find_byte(value, '\\') == value.n)
		return value;
	out = ARENA_ARRAY(a, value.n + 1, char);
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];
		char next = i + 1 < value.n ? value.p[i + 1] : '\0';

		if (c == '\\' && (next == ';' || next == ',' || next == ':')) {
			out[n++] = next;
			i++;
		} else if (c == '\\' && version != VCARD_21 && (next == 'n' || next == 'N' || next == '\\')) {
			out[n++] = next == '\\' ? '\\' : '\n';
			i++;
		} else {
			out[n++] = c;
		}
	}
	return (struct str){out, n};
}

bool
vcard_split(struct str *rest, char sep, struct str *ret_part)
{
	size_t i = 0;

	if (rest->p == NULL)
		return false;
	while (i < rest->n && rest->p[i] != sep)
		i += rest->p[i] == '\\' && i + 1 < rest->n ? 2 : 1;
	i = MIN(i, rest->n);
	*ret_part = (struct str){rest->p, i};
	*rest = i < rest->n ? (struct str){rest->p + i + 1, rest->n - i - 1} : STR_NONE;
	return true;
}

struct str
vcard_escape(struct arena *a, struct str text)
{
	char *out = arena_array(a, text.n + 1, 2);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '\r')
			continue;
		if (c == '\n' || c == ',' || c == ';' || c == '\\')
			out[n++] = '\\';
		out[n++] = c == '\n' ? 'n' : c;
	}
	return (struct str){out, n};
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

static bool
take_line(struct vcard_lines *l, struct str *ret)
{
	if (!str_line(&l->rest, ret))
		return false;
	l->line++;
	return true;
}

static bool
is_continued(const struct vcard_lines *l)
{
	return l->rest.n > 0 && (l->rest.p[0] == ' ' || l->rest.p[0] == '\t');
}

/* The line that comes, without taking it. */
static struct str
peek_line(const struct vcard_lines *l)
{
	struct str rest = l->rest;
	struct str line = STR("");

	return rest.p != NULL && str_line(&rest, &line) ? line : STR("");
}

static bool
is_base64_line(struct str s)
{
	s = str_trim(s);
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_alpha(s.p[i]) && !ascii_is_digit(s.p[i]) && s.p[i] != '+' && s.p[i] != '/' &&
		    s.p[i] != '=')
			return false;
	return s.n > 0;
}

/* The head of the property says that its value is quoted-printable, or base64. */
static bool
head_has(struct str line, const char *word)
{
	struct str head = str_sub(line, 0, str_find_byte(line, ':'));

	return head.n < line.n && str_has_ci(head, str_of(word));
}

/* A property's lines as one. */
static bool
unfold(struct arena *a, struct vcard_lines *l, struct str *ret, bool *ret_any, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(VCARD_LINE_MAX);
	struct str line;
	bool base64;

	do {
		if (l->rest.p == NULL || !take_line(l, &line)) {
			*ret_any = false;
			return true;
		}
	} while (str_trim(line).n == 0);
	*ret_any = true;
	strbuf_add(&b, line);
	base64 = head_has(line, "BASE64") || head_has(line, "ENCODING=B");
	for (;;) {
		struct str next = peek_line(l);
		bool soft = b.n > 0 && b.p[b.n - 1] == '=' && !base64 && head_has(strbuf_str(&b), "QUOTED-PRINTABLE");

		if (is_continued(l) && !soft) {
			(void)!take_line(l, &line);
			strbuf_add(&b, str_sub(line, 1, line.n));
		} else if (soft && l->rest.p != NULL) {
			(void)!take_line(l, &line);
			b.n--;
			strbuf_add(&b, line);
		} else if (base64 && is_base64_line(next) && str_find_byte(next, ':') == next.n) {
			(void)!take_line(l, &line);
			strbuf_add(&b, str_trim(line));
		} else {
			break;
		}
	}
	if (!strbuf_ok(&b, "a property", err))
		return err_prefix(err, "line %zu", l->line);
	*ret = arena_str(a, strbuf_str(&b));
	return true;
}

/* --- parameters --------------------------------------------------------------------------------------------------- */

/* The colon before the value: the first one outside quotes. s.n when there is none. */
static size_t
colon_of(struct str s)
{
	bool quoted = false;
	size_t at = s.n;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			quoted = !quoted;
		else if (s.p[i] == ':' && !quoted) {
			at = i;
			break;
		}
	}
	if (at == s.n) /* a quote that is never closed */
		at = str_find_byte(s, ':');
	/* An address whose LABEL stands without quotes and holds colons: the value is what has its seven parts. */
	if (str_has(str_sub(s, 0, at), STR(";LABEL=")) && !str_has(str_sub(s, 0, at), STR("\""))) {
		size_t parts = 0;

		for (size_t i = s.n; i > at; i--) {
			parts += s.p[i - 1] == ';';
			if (s.p[i - 1] == ':' && parts == 6)
				return i - 1;
		}
	}
	return at;
}

struct encodings {
	bool qp;
	bool base64;
	struct str charset;
};

static bool
is_encoding(struct str v, struct encodings *e)
{
	if (str_eq_ci(v, STR("QUOTED-PRINTABLE")))
		e->qp = true;
	else if (str_eq_ci(v, STR("BASE64")) || str_eq_ci(v, STR("B")))
		e->base64 = true;
	else
		return str_eq_ci(v, STR("8BIT")) || str_eq_ci(v, STR("7BIT"));
	return true;
}

static struct str
unquote(struct str s)
{
	return s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"' ? str_sub(s, 1, s.n - 2) : s;
}

/* Takes the part before the next ';' outside quotes. */
static bool
next_param(struct str *rest, struct str *ret)
{
	bool quoted = false;

	if (rest->p == NULL)
		return false;
	for (size_t i = 0; i < rest->n; i++) {
		quoted ^= rest->p[i] == '"';
		if (rest->p[i] == ';' && !quoted) {
			*ret = str_sub(*rest, 0, i);
			*rest = str_sub(*rest, i + 1, rest->n);
			return true;
		}
	}
	*ret = *rest;
	*rest = STR_NONE;
	return true;
}

static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_alpha(s.p[i]) && !ascii_is_digit(s.p[i]) && s.p[i] != '-' && s.p[i] != '_')
			return false;
	return s.n > 0 && s.n <= 200;
}

static void
read_params(struct arena *a, struct str head, struct vcard_prop *p, struct encodings *e)
{
	struct str part;

	while (next_param(&head, &part)) {
		size_t eq = str_find_byte(part, '=');
		struct str name = vcard_upper(a, str_trim(str_sub(part, 0, eq)));
		struct str value = unquote(str_trim(str_sub(part, eq + 1, part.n)));

		if (eq == part.n) { /* 2.1: a word alone is a type or an encoding */
			value = name;
			name = STR("TYPE");
			if (value.n == 0 || is_encoding(value, e))
				continue;
		}
		if (str_eq(name, STR("ENCODING")) && is_encoding(value, e))
			continue;
		if (str_eq(name, STR("CHARSET"))) {
			e->charset = value;
			continue;
		}
		if (is_name(name))
			*VEC_PUSH(a, &p->params) = (struct vcard_param){name, value};
	}
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static int
hex(char c)
{
	return ascii_is_digit(c)      ? c - '0'
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	                              : -1;
}

/* An escape that is none stays as it is. */
static struct str
qp_decode(struct arena *a, struct str s, bool *ret_bad)
{
	char *out = ARENA_ARRAY(a, s.n + 1, char);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '=') {
			out[n++] = s.p[i];
		} else if (i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0) {
			out[n++] = (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2]));
			i += 2;
		} else {
			*ret_bad = true;
			out[n++] = '=';
		}
	}
	return (struct str){out, n};
}

static struct str
from_latin(struct arena *a, struct str s)
{
	char *out = arena_array(a, s.n + 1, 3);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x80)
			out[n++] = s.p[i];
		else
			n += utf8_put(utf8_of_1252(c), out + n);
	}
	return (struct str){out, n};
}

/* What is ill-formed becomes U+FFFD. */
static struct str
mended(struct arena *a, struct str s)
{
	char *out = arena_array(a, s.n + 1, 3);
	size_t n = 0;

	while (s.n > 0)
		n += utf8_put(utf8_next(&s), out + n);
	return (struct str){out, n};
}

/* To UTF-8, by the named character set or by what it looks like. */
static struct str
decode(struct arena *a, struct vcard_lines *l, struct str s, struct str charset)
{
	bool latin = str_starts_ci(charset, STR("ISO-8859-1")) || str_starts_ci(charset, STR("ISO8859-1")) ||
	             str_eq_ci(charset, STR("WINDOWS-1252")) || str_eq_ci(charset, STR("CP1252")) ||
	             str_eq_ci(charset, STR("LATIN1"));
	bool utf8 = charset.n == 0 || str_eq_ci(charset, STR("UTF-8")) || str_eq_ci(charset, STR("UTF8")) ||
	            str_eq_ci(charset, STR("US-ASCII"));

	if (latin)
		return from_latin(a, s);
	if (!utf8_valid(s) && utf8 && charset.n > 0) {
		l->warning = STR("it is not whole UTF-8; what is broken was replaced");
		return mended(a, s);
	}
	if (!utf8_valid(s)) {
		l->warning =
		    utf8 ? STR("it is not UTF-8, and was read as Windows-1252")
			 : arena_printf(a, "the character set %.*s is not known here; it was read as Windows-1252",
		                        STR_ARG(utf8_from_any(a, str_sub(charset, 0, 40))));
		return from_latin(a, s);
	}
	return s;
}

/* Control characters but line breaks have no place in a text. */
static struct str
clean(struct arena *a, struct str s)
{
	char *out = arena_array(a, s.n + 1, 3);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
			continue;
		if (s.p[i] == '\n' || s.p[i] == '\r') {
			out[n++] = '\n';
		} else if ((unsigned char)s.p[i] >= ' ' || s.p[i] == '\t') {
			out[n++] = s.p[i];
		} else if (s.p[i] == '\0') {
			n += utf8_put(0xfffd, out + n);
		}
	}
	return (struct str){out, n};
}

static struct str
without_space(struct arena *a, struct str s)
{
	char *out = ARENA_ARRAY(a, s.n + 1, char);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_space(s.p[i]))
			out[n++] = s.p[i];
	return (struct str){out, n};
}

/* False when the line is no property. */
static bool
parse(struct arena *a, struct vcard_lines *l, struct str line, struct vcard_prop *p)
{
	struct encodings e = {.charset = STR("")};
	size_t colon = colon_of(line);
	struct str head = decode(a, l, str_sub(line, 0, colon), STR(""));
	size_t semi = str_find_byte(head, ';');
	struct str name = str_trim(str_sub(head, 0, semi));
	size_t dot = str_find_byte(name, '.');
	bool bad = false;

	if (colon == line.n)
		return false;
	if (dot < name.n) {
		p->group = str_sub(name, 0, dot);
		name = str_sub(name, dot + 1, name.n);
	}
	if (!is_name(name) || (p->group.n > 0 && !is_name(p->group)))
		return false;
	p->name = vcard_upper(a, name);
	if (semi < head.n)
		read_params(a, str_sub(head, semi + 1, head.n), p, &e);
	p->value = str_sub(line, colon + 1, line.n);
	if (e.qp)
		p->value = qp_decode(a, p->value, &bad);
	p->base64 = e.base64 && is_base64_line(without_space(a, p->value));
	if (p->base64)
		p->value = without_space(a, p->value);
	else
		p->value = clean(a, decode(a, l, p->value, e.charset));
	if (bad)
		l->warning = STR("its quoted-printable text is broken");
	if (e.base64 && !p->base64 && p->value.n > 0)
		l->warning = STR("its base64 is broken");
	return true;
}

bool
vcard_prop_next(struct arena *a, struct vcard_lines *l, struct vcard_prop *ret, bool *ret_any, struct err *err)
{
	struct str line;
	size_t begin;

	l->warning = STR("");
	for (;;) {
		*ret = (struct vcard_prop){0};
		begin = l->line;
		if (!unfold(a, l, &line, ret_any, err))
			return false;
		if (!*ret_any)
			return true;
		ret->line = begin + 1;
		if (parse(a, l, line, ret))
			return true;
		l->warning = arena_printf(a, "line %zu is no property, and was passed over", begin + 1);
	}
}
