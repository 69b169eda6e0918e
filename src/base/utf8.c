#include "utf8.h"

/* A code point that text may hold: no surrogate. */
static bool
is_scalar(uint32_t cp)
{
	return cp < 0xd800 || (cp >= 0xe000 && cp <= 0x10ffff);
}

uint32_t
utf8_next(struct str *s)
{
	const unsigned char *p = (const unsigned char *)s->p;
	uint32_t cp = p[0];
	size_t n = cp < 0x80 ? 1 : cp < 0xc2 ? 0 : cp < 0xe0 ? 2 : cp < 0xf0 ? 3 : cp < 0xf5 ? 4 : 0;

	if (n == 1) {
		*s = str_sub(*s, 1, s->n);
		return cp;
	}
	if (n == 0 || n > s->n)
		goto bad;
	cp &= 0xffu >> (n + 1);
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			goto bad;
		cp = cp << 6 | (p[i] & 0x3f);
	}
	if ((n == 3 && cp < 0x800) || (n == 4 && cp < 0x10000) || !is_scalar(cp))
		goto bad;
	*s = str_sub(*s, n, s->n);
	return cp;
bad:
	*s = str_sub(*s, 1, s->n);
	return 0xfffd;
}

bool
utf8_valid(struct str s)
{
	while (s.n > 0) {
		struct str before = s;

		if (utf8_next(&s) == 0xfffd && !str_starts(before, STR("\xef\xbf\xbd")))
			return false;
	}
	return true;
}

size_t
utf8_put(uint32_t cp, char out[static 4])
{
	if (!is_scalar(cp))
		cp = 0xfffd;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

uint32_t
utf8_of_1252(unsigned char byte)
{
	static const uint16_t high[32] = {
	    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	    0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
	};

	return byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte;
}

static struct str
from_utf16(struct arena *a, struct str s, bool big)
{
	const unsigned char *p = (const unsigned char *)s.p;
	char *out = arena_alloc(a, s.n / 2 * 3 + 4);
	size_t n = 0;

	for (size_t i = 0; i + 1 < s.n; i += 2) {
		uint32_t u = big ? (uint32_t)p[i] << 8 | p[i + 1] : (uint32_t)p[i + 1] << 8 | p[i];

		if (u >= 0xd800 && u < 0xdc00 && i + 3 < s.n) {
			uint32_t low = big ? (uint32_t)p[i + 2] << 8 | p[i + 3] : (uint32_t)p[i + 3] << 8 | p[i + 2];

			if (low >= 0xdc00 && low < 0xe000) {
				u = 0x10000 + ((u - 0xd800) << 10) + (low - 0xdc00);
				i += 2;
			}
		}
		n += utf8_put(u != 0 ? u : 0xfffd, out + n);
	}
	return (struct str){out, n};
}

struct str
utf8_from_any(struct arena *a, struct str s)
{
	bool valid;
	char *out;
	size_t n = 0;

	if (str_starts(s, STR("\xef\xbb\xbf")))
		s = str_sub(s, 3, s.n);
	else if (str_starts(s, STR("\xff\xfe")))
		return from_utf16(a, str_sub(s, 2, s.n), false);
	else if (str_starts(s, STR("\xfe\xff")))
		return from_utf16(a, str_sub(s, 2, s.n), true);
	valid = utf8_valid(s);
	if (valid && str_find_byte(s, '\0') == s.n)
		return s;
	out = arena_array(a, s.n, 3);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == 0)
			n += utf8_put(0xfffd, out + n);
		else if (valid || c < 0x80)
			out[n++] = (char)c;
		else
			n += utf8_put(utf8_of_1252(c), out + n);
	}
	return (struct str){out, n};
}

struct str
utf8_clip(struct str s, size_t n)
{
	if (n >= s.n)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return (struct str){s.p, n};
}

size_t
utf8_columns_of(uint32_t cp)
{
	if ((cp >= 0x300 && cp < 0x370) || (cp >= 0x200b && cp <= 0x200f) || (cp >= 0xfe00 && cp <= 0xfe0f))
		return 0;
	if ((cp >= 0x591 && cp < 0x5be) || (cp >= 0x64b && cp < 0x660)) /* Hebrew and Arabic vowels */
		return 0;
	if ((cp >= 0x1100 && cp < 0x1160) || (cp >= 0x2e80 && cp < 0xa4d0) || (cp >= 0xac00 && cp < 0xd7a4) ||
	    (cp >= 0xf900 && cp < 0xfb00) || (cp >= 0xff00 && cp < 0xff61) || (cp >= 0x1f300 && cp < 0x1faff))
		return 2;
	return 1;
}

size_t
utf8_columns(struct str s)
{
	size_t columns = 0;

	while (s.n > 0)
		columns += utf8_columns_of(utf8_next(&s));
	return columns;
}
