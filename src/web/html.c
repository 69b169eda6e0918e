#include "html.h"

#include <math.h>

#include "base/num.h"

/* What stands for the byte in a page, or NULL for the byte itself. */
static const char *
escape_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\t':
	case '\n':
	case '\r':
		return NULL;
	default:
		return (unsigned char)c < ' ' || c == 0x7f ? "\xef\xbf\xbd" : NULL;
	}
}

void
html_str(struct strbuf *out, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *escape = escape_of(s.p[i]);

		if (escape == NULL)
			continue;
		strbuf_add(out, str_sub(s, from, i - from));
		strbuf_addz(out, escape);
		from = i + 1;
	}
	strbuf_add(out, str_sub(s, from, s.n - from));
}

void
html_cstr(struct strbuf *out, const char *s)
{
	html_str(out, str_of(s));
}

void
html_i64(struct strbuf *out, long long v)
{
	strbuf_printf(out, "%lld", v);
}

void
html_u64(struct strbuf *out, unsigned long long v)
{
	strbuf_printf(out, "%llu", v);
}

void
html_f64(struct strbuf *out, double v)
{
	char buf[32];

	strbuf_addz(out, isfinite(v) ? num_format(v, buf) : "-");
}

void
html_raw(struct strbuf *out, struct html h)
{
	strbuf_add(out, h.s);
}

static bool
url_is_safe(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f || s.p[i] == '\\')
			return false;
	if (s.n > 0 && (s.p[0] == '#' || s.p[0] == '?'))
		return true;
	if (s.n > 0 && s.p[0] == '/')
		return s.n == 1 || s.p[1] != '/';
	return str_starts_ci(s, STR("https://")) || str_starts_ci(s, STR("http://")) ||
	       str_starts_ci(s, STR("mailto:"));
}

void
html_url_str(struct strbuf *out, struct str s)
{
	html_str(out, url_is_safe(s) ? s : STR("#"));
}

void
html_url_cstr(struct strbuf *out, const char *s)
{
	html_url_str(out, str_of(s));
}

void
html_part_str(struct strbuf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (ascii_is_alpha(c) || ascii_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~')
			strbuf_byte(out, c);
		else
			strbuf_printf(out, "%%%02X", (unsigned char)c);
	}
}

void
html_part_cstr(struct strbuf *out, const char *s)
{
	html_part_str(out, str_of(s));
}
