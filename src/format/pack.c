#include "pack.h"

#include "base/utf8.h"
#include "base/vec.h"

struct reader {
	struct arena *a;
	struct str name;
	size_t line;
	VEC(struct pack_entry) list;
	char *joined; /* room for the last value while it is continued */
	size_t cap;
};

static bool
is_key(struct str s)
{
	if (s.n == 0 || s.n > PACK_KEY_MAX || s.p[0] < 'a' || s.p[0] > 'z')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool ok = (c >= 'a' && c <= 'z') || ascii_is_digit(c) || c == '-' || c == '_';
		if (!ok)
			return false;
	}
	return true;
}

static bool
has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if ((c < ' ' && c != '\t') || c == 0x7f)
			return true;
	}
	return false;
}

/* Joins a continuation to the last value; room doubles, so that a long value does not cost its square. */
static void
entry_continue(struct reader *r, struct str more)
{
	struct str *value = &r->list.p[r->list.n - 1].value;
	size_t n = value->n + 1 + more.n;

	if (value->n == 0) {
		*value = more;
		return;
	}
	if (value->p != r->joined || n > r->cap) {
		r->cap = 2 * n;
		r->joined = arena_alloc(r->a, r->cap);
		memcpy(r->joined, value->p, value->n);
	}
	r->joined[value->n] = ' ';
	memcpy(r->joined + value->n + 1, more.p, more.n);
	*value = (struct str){r->joined, n};
}

static bool
fail(const struct reader *r, enum err_code code, const char *why, struct err *err)
{
	return err_set(err, code, "%.*s:%zu: %s", STR_ARG(r->name), r->line, why);
}

static bool
entry_line(struct reader *r, struct str line, struct err *err)
{
	struct str body = str_trim(line);
	size_t colon = str_find_byte(line, ':');
	struct str key = str_sub(line, 0, colon);

	if (has_control(line))
		return fail(r, ERR_INVALID, "control character", err);
	if (body.n == 0 || line.p[0] == '#')
		return true;
	if (ascii_is_space(line.p[0])) {
		if (r->list.n == 0)
			return fail(r, ERR_INVALID, "nothing to continue", err);
		entry_continue(r, body);
		return true;
	}
	if (colon == line.n || !is_key(key))
		return fail(r, ERR_INVALID, "expected \"key: value\"", err);
	if (r->list.n == PACK_ENTRIES_MAX)
		return fail(r, ERR_LIMIT, "too many entries", err);
	*VEC_PUSH(r->a, &r->list) = (struct pack_entry){key, str_trim(str_sub(line, colon + 1, line.n)), r->line};
	return true;
}

bool
pack_parse_from(struct arena *a, struct str text, struct str name, size_t first_line, struct pack_entry **ret,
                size_t *ret_n, struct err *err)
{
	struct reader r = {.a = a, .name = name, .line = first_line};
	struct str line;

	if (text.n > PACK_TEXT_MAX)
		return err_set(err, ERR_LIMIT, "%.*s: larger than %zu bytes", STR_ARG(name), PACK_TEXT_MAX);
	if (!utf8_valid(text))
		return err_set(err, ERR_INVALID, "%.*s: not UTF-8", STR_ARG(name));
	for (; str_line(&text, &line); r.line++)
		if (!entry_line(&r, line, err))
			return false;
	*ret = r.list.p;
	*ret_n = r.list.n;
	return true;
}

bool
pack_parse(struct arena *a, struct str text, struct str name, struct pack_entry **ret, size_t *ret_n, struct err *err)
{
	return pack_parse_from(a, text, name, 1, ret, ret_n, err);
}

void
pack_list(struct arena *a, struct str value, char sep, struct str **ret, size_t *ret_n)
{
	VEC(struct str) list = {0};
	struct str part;

	while (str_split(&value, sep, &part)) {
		part = str_trim(part);
		if (part.n > 0)
			*VEC_PUSH(a, &list) = part;
	}
	*ret = list.p;
	*ret_n = list.n;
}

bool
pack_block(struct str *rest, struct str *ret_block)
{
	struct str all = *rest;
	struct str line;

	if (all.p == NULL || all.n == 0)
		return false;
	while (rest->n > 0 && str_line(rest, &line)) {
		if (str_eq(line, STR("---"))) {
			*ret_block = str_sub(all, 0, (size_t)(line.p - all.p));
			return true;
		}
	}
	*ret_block = all;
	*rest = STR_NONE;
	return true;
}

struct str
pack_get(const struct pack_entry *e, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(e[i].key, str_of(key)))
			return e[i].value;
	return STR_NONE;
}
