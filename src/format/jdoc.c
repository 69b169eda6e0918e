#include "jdoc.h"

#include "base/num.h"

/* Where a byte stands, for messages. */
static void
line_column(struct str s, size_t at, size_t *ret_line, size_t *ret_column)
{
	size_t start = 0;

	*ret_line = 1;
	for (size_t i = 0; i < at && i < s.n; i++) {
		if (s.p[i] == '\n') {
			(*ret_line)++;
			start = i + 1;
		}
	}
	*ret_column = at - start + 1;
}

/* The byte after the text that begins (with its quote) at i; counts control characters in it. s.n when it does not end.
 */
static size_t
skip_text(struct str s, size_t i, size_t *controls)
{
	for (i++; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"')
			return i + 1;
		if (c == '\\')
			i++;
		else if (c < 0x20)
			(*controls)++;
	}
	return s.n;
}

struct scan {
	size_t controls; /* control characters within texts */
	size_t end;      /* the byte after the value, 0 when it does not end */
};

/* One pass over the document, or with `first` over its first value: brackets, depth, number of values. */
static bool
scan(struct str s, bool first, struct scan *ret, struct err *err)
{
	size_t depth = 0, values = 0, i = 0;

	*ret = (struct scan){0, 0};
	while (i < s.n) {
		char c = s.p[i];

		if (c == '"') {
			i = skip_text(s, i, &ret->controls);
			continue;
		}
		i++;
		if (c == '[' || c == '{') {
			depth++;
			values++;
		} else if (c == ']' || c == '}') {
			depth -= depth > 0;
			if (depth == 0 && first) {
				ret->end = i;
				return true;
			}
		} else if (c == ',') {
			values++;
		}
		if (depth > JDOC_DEPTH_MAX) {
			size_t line, column;

			line_column(s, i - 1, &line, &column);
			return err_set(err, ERR_LIMIT, "line %zu, column %zu: the JSON is nested deeper than %d levels",
			               line, column, JDOC_DEPTH_MAX);
		}
		if (values > JDOC_VALUES_MAX)
			return err_set(err, ERR_LIMIT, "the JSON has more than %zu values", JDOC_VALUES_MAX);
	}
	return true;
}

size_t
jdoc_extent(struct str s)
{
	struct scan sc;

	if (s.n == 0 || (s.p[0] != '{' && s.p[0] != '[') || !scan(s, true, &sc, NULL))
		return 0;
	return sc.end;
}

/* The document with the control characters within its texts escaped. */
static struct str
escape_controls(struct arena *a, struct str s, size_t controls)
{
	static const char hex[] = "0123456789abcdef";
	char *out = arena_alloc(a, s.n + controls * 5);
	size_t n = 0;
	bool text = false;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"')
			text = !text;
		if (text && c == '\\' && i + 1 < s.n) {
			out[n++] = s.p[i++];
			c = (unsigned char)s.p[i];
			/* a line broken after a backslash */
			if (c < 0x20)
				c = 'n';
			out[n++] = (char)c;
		} else if (text && c < 0x20) {
			memcpy(out + n, "\\u00", 4);
			out[n + 4] = hex[c >> 4];
			out[n + 5] = hex[c & 15];
			n += 6;
		} else {
			out[n++] = (char)c;
		}
	}
	return (struct str){out, n};
}

static void
drop_json(void *p)
{
	json_decref(p);
}

bool
jdoc_read(struct arena *a, struct str bytes, json_t **ret, struct err *err)
{
	struct scan sc;
	json_error_t je;
	json_t *j;

	if (bytes.n > JDOC_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "the JSON has %zu bytes, at most %zu are read", bytes.n, JDOC_BYTES_MAX);
	if (!scan(bytes, false, &sc, err))
		return false;
	if (sc.controls > 0)
		bytes = escape_controls(a, bytes, sc.controls);
	j = json_loadb(bytes.p != NULL ? bytes.p : "", bytes.n, JSON_ALLOW_NUL, &je);
	if (j == NULL) {
		if (json_error_code(&je) == json_error_out_of_memory)
			return err_set(err, ERR_LIMIT, "the JSON does not fit in memory");
		if (json_error_code(&je) == json_error_premature_end_of_input)
			return err_set(err, ERR_INVALID,
			               "line %d, column %d: the JSON ends too early, the file is not whole", je.line,
			               je.column);
		return err_set(err, ERR_INVALID, "line %d, column %d: not valid JSON: %s", je.line, je.column, je.text);
	}
	arena_defer(a, drop_json, j);
	*ret = j;
	return true;
}

static size_t
skip_space(struct str s, size_t i)
{
	while (i < s.n && ascii_is_space(s.p[i]))
		i++;
	return i;
}

/* The byte after the value that begins at i. The document is known to be valid. */
static size_t
skip_value(struct str s, size_t i)
{
	size_t depth = 0, controls = 0;

	while (i < s.n) {
		char c = s.p[i];

		if (c == '"') {
			i = skip_text(s, i, &controls);
			if (depth == 0)
				return i;
			continue;
		}
		if (c == '{' || c == '[')
			depth++;
		if (c == '}' || c == ']') {
			if (depth == 0)
				return i;
			if (--depth == 0)
				return i + 1;
		}
		if (depth == 0 && (c == ',' || ascii_is_space(c)))
			return i;
		i++;
	}
	return i;
}

/* The byte where the value of the key begins, in the object that begins at i; of several the last, as the library
 * takes it. s.n when there is none. */
static size_t
find_key(struct str s, size_t i, struct str key)
{
	size_t found = s.n, controls = 0;

	if (i >= s.n || s.p[i] != '{')
		return s.n;
	i = skip_space(s, i + 1);
	while (i < s.n && s.p[i] == '"') {
		size_t end = skip_text(s, i, &controls);
		struct str k = str_sub(s, i + 1, end - i - 2);

		i = skip_space(s, end);
		if (i >= s.n || s.p[i] != ':')
			return s.n;
		i = skip_space(s, i + 1);
		if (str_eq(k, key))
			found = i;
		i = skip_space(s, skip_value(s, i));
		if (i < s.n && s.p[i] == ',')
			i = skip_space(s, i + 1);
	}
	return found;
}

bool
jdoc_spans(struct arena *a, struct str bytes, const char *path, struct jdoc_spans *ret)
{
	size_t i = skip_space(bytes, 0);
	struct str rest = str_of(path), key;

	*ret = (struct jdoc_spans){0};
	while (rest.n > 0 && str_split(&rest, '.', &key))
		i = find_key(bytes, i, key);
	if (i >= bytes.n || bytes.p[i] != '[')
		return false;
	i = skip_space(bytes, i + 1);
	while (i < bytes.n && bytes.p[i] != ']') {
		size_t end = skip_value(bytes, i);

		if (end == i)
			return false;
		*VEC_PUSH(a, &ret->v) = str_sub(bytes, i, end - i);
		i = skip_space(bytes, end);
		if (i < bytes.n && bytes.p[i] == ',')
			i = skip_space(bytes, i + 1);
	}
	return true;
}

const json_t *
jdoc_at(const json_t *o, const char *path)
{
	struct str rest = str_of(path), key;

	while (o != NULL && rest.n > 0 && str_split(&rest, '.', &key))
		o = json_object_getn(o, key.p, key.n);
	return o == NULL || json_is_null(o) ? NULL : o;
}

struct str
jdoc_str(struct arena *a, const json_t *o, const char *path)
{
	const json_t *v = jdoc_at(o, path);
	char buf[32];

	if (json_is_string(v))
		return (struct str){json_string_value(v), json_string_length(v)};
	if (json_is_integer(v))
		return arena_printf(a, "%lld", (long long)json_integer_value(v));
	if (json_is_real(v))
		return arena_str(a, str_of(num_format(json_real_value(v), buf)));
	return STR_NONE;
}

bool
jdoc_num(const json_t *o, const char *path, double *ret)
{
	const json_t *v = jdoc_at(o, path);

	if (json_is_number(v)) {
		*ret = json_number_value(v);
		return true;
	}
	if (!json_is_string(v))
		return false;
	return num_parse_f64(str_trim((struct str){json_string_value(v), json_string_length(v)}), 0, 1e15, "number",
	                     ret, NULL);
}

bool
jdoc_is_true(const json_t *o, const char *path)
{
	return json_is_true(jdoc_at(o, path));
}

bool
jdoc_is_false(const json_t *o, const char *path)
{
	return json_is_false(jdoc_at(o, path));
}

bool
jdoc_has(const json_t *o, const char *key)
{
	return json_object_get(o, key) != NULL;
}

struct str
jdoc_write(struct arena *a, const json_t *v)
{
	size_t n = json_dumpb(v, NULL, 0, JSON_ENCODE_ANY | JSON_COMPACT);
	char *p = arena_alloc(a, n + 1);

	json_dumpb(v, p, n, JSON_ENCODE_ANY | JSON_COMPACT);
	return (struct str){p, n};
}
