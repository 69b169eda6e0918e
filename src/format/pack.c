#include "pack.h"

#include "base/utf8.h"
#include "base/vec.h"

typedef VEC(struct pack_entry) entry_list;

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

/* Joins a continuation to the last value. */
static void
entry_continue(struct arena *a, struct pack_entry *e, struct str more)
{
	if (e->value.n == 0)
		e->value = more;
	else
		e->value = arena_printf(a, "%.*s %.*s", STR_ARG(e->value), STR_ARG(more));
}

static bool
entry_line(struct arena *a, struct str line, size_t no, struct str name, entry_list *list, struct err *err)
{
	struct str body = str_trim(line);
	size_t colon = str_find_byte(line, ':');
	struct str key = str_sub(line, 0, colon);

	if (has_control(line))
		return err_set(err, ERR_INVALID, "%.*s:%zu: control character", STR_ARG(name), no);
	if (body.n == 0 || line.p[0] == '#')
		return true;
	if (ascii_is_space(line.p[0])) {
		if (list->n == 0)
			return err_set(err, ERR_INVALID, "%.*s:%zu: nothing to continue", STR_ARG(name), no);
		entry_continue(a, &list->p[list->n - 1], body);
		return true;
	}
	if (colon == line.n || !is_key(key))
		return err_set(err, ERR_INVALID, "%.*s:%zu: expected \"key: value\"", STR_ARG(name), no);
	if (list->n == PACK_ENTRIES_MAX)
		return err_set(err, ERR_LIMIT, "%.*s:%zu: more than %d entries", STR_ARG(name), no, PACK_ENTRIES_MAX);
	*VEC_PUSH(a, list) =
	    (struct pack_entry){.key = key, .value = str_trim(str_sub(line, colon + 1, line.n)), .line = no};
	return true;
}

bool
pack_parse_from(struct arena *a, struct str text, struct str name, size_t first_line, struct pack_entry **ret,
                size_t *ret_n, struct err *err)
{
	entry_list list = {0};
	struct str line;

	if (text.n > PACK_TEXT_MAX)
		return err_set(err, ERR_LIMIT, "%.*s: larger than %zu bytes", STR_ARG(name), PACK_TEXT_MAX);
	if (!utf8_valid(text))
		return err_set(err, ERR_INVALID, "%.*s: not UTF-8", STR_ARG(name));
	for (size_t no = first_line; str_line(&text, &line); no++)
		if (!entry_line(a, line, no, name, &list, err))
			return false;
	*ret = list.p;
	*ret_n = list.n;
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
