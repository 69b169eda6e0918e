#include "robots.h"

/* Patterns longer than any address we fetch match nothing. */
#define PATTERN_MAX 8192

static int
hex_of(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
	                              : -1;
}

static bool
is_unreserved(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~", c) != NULL;
}

static size_t
put_hex(char *p, unsigned char c)
{
	static const char hex[] = "0123456789ABCDEF";

	p[0] = '%';
	p[1] = hex[c >> 4];
	p[2] = hex[c & 15];
	return 3;
}

/* One writing for all: %XX in capitals, unreserved bytes plain, bytes above ASCII as %XX. */
static struct str
alike(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, 3 * s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		int hi = c == '%' && i + 2 < s.n + 0 ? hex_of(s.p[i + 1]) : -1, lo = hi >= 0 ? hex_of(s.p[i + 2]) : -1;

		if (lo >= 0) {
			c = (unsigned char)(hi << 4 | lo);
			i += 2;
			if (c != 0 && is_unreserved(c))
				p[n++] = (char)c;
			else
				n += put_hex(p + n, c);
		} else if (c < 0x80) {
			p[n++] = (char)c;
		} else {
			n += put_hex(p + n, c);
		}
	}
	return (struct str){p, n};
}

static bool
matches(struct str pattern, struct str path)
{
	bool anchored = pattern.n > 0 && pattern.p[pattern.n - 1] == '$';
	size_t pn = pattern.n - anchored, i = 0, k = 0, star = SIZE_MAX, from = 0;

	for (;;) {
		if (i < pn && pattern.p[i] == '*') {
			star = i++;
			from = k;
		} else if (i == pn && (!anchored || k == path.n)) {
			return true;
		} else if (i < pn && k < path.n && pattern.p[i] == path.p[k]) {
			i++;
			k++;
		} else if (star != SIZE_MAX && from < path.n) {
			i = star + 1;
			k = ++from;
		} else {
			return false;
		}
	}
}

/* Whether a user-agent line means us: its product token, whatever follows it. */
static bool
names(struct str value, struct str agent)
{
	size_t n = 0;

	while (n < value.n &&
	       ((value.p[n] | 32) >= 'a' && (value.p[n] | 32) <= 'z' ? true : strchr("-_", value.p[n]) != NULL) &&
	       value.p[n] != '\0')
		n++;
	return n > 0 && str_eq_ci(str_sub(value, 0, n), agent);
}

static bool
next_line(struct str *rest, struct str *line)
{
	size_t n = 0;

	if (rest->n == 0)
		return false;
	while (n < rest->n && rest->p[n] != '\n' && rest->p[n] != '\r')
		n++;
	*line = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n + 1, rest->n);
	return true;
}

/* "Key: value # comment" */
static bool
read_line(struct str line, struct str *key, struct str *value)
{
	size_t colon;

	line = str_sub(line, 0, str_find_byte(line, '#'));
	colon = str_find_byte(line, ':');
	if (colon == line.n)
		return false;
	*key = str_trim(str_sub(line, 0, colon));
	*value = str_trim(str_sub(line, colon + 1, line.n));
	return true;
}

struct verdict {
	bool named; /* a group names us (or, the second time, everybody) */
	bool allows;
	size_t longest; /* bytes of the pattern that decides so far, and one: 0 without one */
};

/* Judges by the groups for the agent, or by those for '*'. */
static struct verdict
judge(struct arena *a, struct str robots, struct str agent, bool everybody, struct str path)
{
	struct verdict v = {.allows = true};
	struct str line, key, value;
	bool ours = false, in_names = false;

	while (next_line(&robots, &line)) {
		bool allow;
		struct arena_mark mark;

		if (!read_line(line, &key, &value))
			continue;
		if (str_eq_ci(key, STR("user-agent"))) {
			if (!in_names)
				ours = false;
			in_names = true;
			ours |= everybody ? str_eq(value, STR("*")) : names(value, agent);
			v.named |= ours;
			continue;
		}
		allow = str_eq_ci(key, STR("allow"));
		if (!allow && !str_eq_ci(key, STR("disallow")))
			continue;
		in_names = false;
		if (!ours || value.n == 0 || value.n > PATTERN_MAX)
			continue;
		mark = arena_mark(a);
		value = alike(a, value);
		if (value.n + 1 >= v.longest && (value.n + 1 > v.longest || allow) && matches(value, path)) {
			v.longest = value.n + 1;
			v.allows = allow;
		}
		arena_rewind(a, mark);
	}
	return v;
}

bool
robots_allows(struct arena *a, struct str robots, struct str agent, struct str path)
{
	struct arena_mark mark = arena_mark(a);
	struct verdict v;

	robots = str_sub(robots, 0, ROBOTS_MAX);
	if (str_starts(robots, STR("\xef\xbb\xbf")))
		robots = str_sub(robots, 3, robots.n);
	/* Itself may always be fetched. */
	if (str_eq(path, STR("/robots.txt")))
		return true;
	path = alike(a, path);
	v = judge(a, robots, agent, false, path);
	if (!v.named)
		v = judge(a, robots, agent, true, path);
	arena_rewind(a, mark);
	return v.allows;
}
