#include "format/ydoc.h"

#include <yaml.h>

#include "base/num.h"
#include "base/utf8.h"
#include "base/vec.h"

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct anchor {
	struct str name;
	json_t *value; /* NULL: of a list or a map */
};

struct level {
	json_t *o; /* object or array */
	char *key; /* object: the key whose value comes next; NULL: a key comes next */
	size_t key_n;
};

struct ydoc {
	struct arena *a;
	enum ydoc_mode mode;
	struct level stack[YDOC_DEPTH_MAX];
	size_t depth;
	size_t values;
	size_t named; /* bytes of texts that aliases have repeated */
	json_t *root;
	VEC(struct anchor) anchors;
};

static void
drop_json(void *p)
{
	json_decref(p);
}

static bool
fail_at(const yaml_event_t *e, struct err *err, enum err_code code, const char *what)
{
	return err_set(err, code, "line %zu, column %zu: %s", e->start_mark.line + 1, e->start_mark.column + 1, what);
}

/* Takes the reference of v. */
static bool
put(struct ydoc *y, const yaml_event_t *e, json_t *v, struct err *err)
{
	struct level *l = y->depth > 0 ? &y->stack[y->depth - 1] : NULL;

	if (++y->values > YDOC_VALUES_MAX) {
		json_decref(v);
		return fail_at(e, err, ERR_LIMIT, "the YAML has more than 500000 values");
	}
	if (l == NULL) {
		y->root = v;
		arena_defer(y->a, drop_json, v);
	} else if (json_is_array(l->o)) {
		json_array_append_new(l->o, v);
	} else if (l->key == NULL) {
		if (!json_is_string(v) || json_string_length(v) == 0 || json_string_length(v) > 1000 ||
		    strlen(json_string_value(v)) != json_string_length(v)) {
			json_decref(v);
			return fail_at(e, err, ERR_INVALID, "a key is a text of 1 to 1000 bytes");
		}
		l->key = arena_cstr(y->a, str_of(json_string_value(v)));
		json_decref(v);
		if (json_object_get(l->o, l->key) != NULL) {
			fail_at(e, err, ERR_INVALID, "the key stands there twice");
			return err_prefix(err, "'%.60s'", l->key);
		}
	} else {
		json_object_set_new(l->o, l->key, v);
		l->key = NULL;
	}
	return true;
}

static bool
is_number(struct str s)
{
	bool digit = false;

	for (size_t i = 0; i < s.n; i++) {
		digit = digit || ascii_is_digit(s.p[i]);
		if (!ascii_is_digit(s.p[i]) && strchr("+-.eE", s.p[i]) == NULL)
			return false;
	}
	return digit;
}

static bool
is_null(struct str s)
{
	return s.n == 0 || str_eq(s, STR("~")) || str_eq_ci(s, STR("null"));
}

static json_t *
scalar(struct ydoc *y, const yaml_event_t *e, bool is_key)
{
	struct str s = {(const char *)e->data.scalar.value, e->data.scalar.length};
	int64_t i;
	double f;

	if (memchr(s.p, '\0', s.n) != NULL)
		s = utf8_from_any(y->a, s);
	if (is_key || e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return json_stringn(s.p, s.n);
	if (is_null(s))
		return json_null();
	if (y->mode == YDOC_TYPED) {
		if (str_eq_ci(s, STR("true")) || str_eq_ci(s, STR("false")))
			return json_boolean(s.p[0] == 't' || s.p[0] == 'T');
		if (is_number(s) && num_parse_i64(s, INT64_MIN, INT64_MAX, "number", &i, NULL))
			return json_integer(i);
		if (is_number(s) && num_parse_f64(s, -1e300, 1e300, "number", &f, NULL))
			return json_real(f);
	}
	return json_stringn(s.p, s.n);
}

static bool
anchor_add(struct ydoc *y, const yaml_char_t *name, json_t *value)
{
	if (name != NULL && y->anchors.n < 1000)
		*VEC_PUSH(y->a, &y->anchors) = (struct anchor){arena_str(y->a, str_of((const char *)name)), value};
	return true;
}

static bool
alias(struct ydoc *y, const yaml_event_t *e, struct err *err)
{
	struct str name = str_of((const char *)e->data.alias.anchor);

	for (size_t i = y->anchors.n; i-- > 0;) {
		if (!str_eq(y->anchors.p[i].name, name))
			continue;
		if (y->anchors.p[i].value == NULL)
			return fail_at(e, err, ERR_UNSUPPORTED, "an alias of a list or a map is not read");
		y->named += json_string_length(y->anchors.p[i].value);
		if (y->named > YDOC_BYTES_MAX)
			return fail_at(e, err, ERR_LIMIT, "the aliases stand for more than 16 MB of text");
		return put(y, e, json_copy(y->anchors.p[i].value), err);
	}
	return fail_at(e, err, ERR_INVALID, "an alias of nothing");
}

static bool
open_level(struct ydoc *y, const yaml_event_t *e, json_t *o, struct err *err)
{
	struct level *l = y->depth > 0 ? &y->stack[y->depth - 1] : NULL;

	if (l != NULL && json_is_object(l->o) && l->key == NULL) {
		json_decref(o);
		return fail_at(e, err, ERR_INVALID, "a key is a text");
	}
	if (y->depth == YDOC_DEPTH_MAX) {
		json_decref(o);
		return fail_at(e, err, ERR_LIMIT, "the YAML is nested deeper than 50 levels");
	}
	if (!put(y, e, o, err))
		return false;
	y->stack[y->depth++] = (struct level){.o = o};
	return true;
}

static bool
take_event(struct ydoc *y, const yaml_event_t *e, struct err *err)
{
	const struct level *l = y->depth > 0 ? &y->stack[y->depth - 1] : NULL;
	json_t *v;

	switch (e->type) {
	case YAML_ALIAS_EVENT:
		return alias(y, e, err);
	case YAML_SCALAR_EVENT:
		v = scalar(y, e, l != NULL && json_is_object(l->o) && l->key == NULL);
		if (v == NULL)
			return fail_at(e, err, ERR_INVALID, "the text is not UTF-8");
		if (e->data.scalar.anchor != NULL) {
			arena_defer(y->a, drop_json, json_incref(v));
			anchor_add(y, e->data.scalar.anchor, v);
		}
		return put(y, e, v, err);
	case YAML_SEQUENCE_START_EVENT:
		anchor_add(y, e->data.sequence_start.anchor, NULL);
		return open_level(y, e, json_array(), err);
	case YAML_MAPPING_START_EVENT:
		anchor_add(y, e->data.mapping_start.anchor, NULL);
		return open_level(y, e, json_object(), err);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		y->depth--;
		return true;
	case YAML_DOCUMENT_START_EVENT:
		return y->root == NULL || fail_at(e, err, ERR_UNSUPPORTED, "a second document is not read");
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		return true;
	}
	return true;
}

static void
drop_parser(yaml_parser_t **p)
{
	yaml_parser_delete(*p);
}

bool
ydoc_read(struct arena *a, struct str bytes, enum ydoc_mode mode, json_t **ret, struct err *err)
{
	yaml_parser_t parser;
	CLEANUP(drop_parser) yaml_parser_t *p = &parser;
	struct ydoc y = {.a = a, .mode = mode};
	bool end = false;

	if (yaml_parser_initialize(p) == 0)
		return err_set(err, ERR_LIMIT, "there is no memory to read YAML");
	if (bytes.n > YDOC_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "the YAML has %zu MB, at most %zu are read", bytes.n >> 20,
		               YDOC_BYTES_MAX >> 20);
	bytes = utf8_from_any(a, bytes);
	yaml_parser_set_encoding(p, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(p, (const unsigned char *)(bytes.p != NULL ? bytes.p : ""), bytes.n);
	while (!end) {
		yaml_event_t e;
		bool ok;

		if (yaml_parser_parse(p, &e) == 0)
			return err_set(err, ERR_INVALID, "line %zu, column %zu: not valid YAML: %s",
			               p->problem_mark.line + 1, p->problem_mark.column + 1,
			               p->problem != NULL ? p->problem : "it ends too early");
		ok = take_event(&y, &e, err);
		end = e.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&e);
		if (!ok)
			return false;
	}
	if (y.root == NULL)
		return err_set(err, ERR_INVALID, "the file is empty");
	*ret = y.root;
	return true;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* 2021, 2021-04, 2021-04-30 */
static bool
is_date(struct str s)
{
	if (s.n != 4 && s.n != 7 && s.n != 10)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (i == 4 || i == 7 ? s.p[i] != '-' : !ascii_is_digit(s.p[i]))
			return false;
	return true;
}

/* Nothing in it that YAML 1.1 or 1.2 could read as anything but this text. */
static bool
is_plain(struct str s)
{
	static const char *const words[] = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"};

	if (is_date(s) && s.p[0] != '0')
		return true;
	if (s.n == 0 || !ascii_is_alpha(s.p[0]) || s.p[s.n - 1] == ' ' || s.p[s.n - 1] == ':')
		return false;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_eq_ci(s, str_of(words[i])))
			return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < ' ' || c >= 0x7f || strchr("#\"'\\{}[]&*!|>`", c) != NULL || (c == ':' && s.p[i + 1] == ' '))
			return false;
	}
	return true;
}

static void
quote(struct strbuf *out, struct str s)
{
	strbuf_byte(out, '"');
	while (s.n > 0) {
		const char *at = s.p;
		uint32_t cp = utf8_next(&s);

		if (cp == '"' || cp == '\\')
			strbuf_printf(out, "\\%c", (char)cp);
		else if (cp == '\n')
			strbuf_addz(out, "\\n");
		else if (cp == '\t')
			strbuf_addz(out, "\\t");
		else if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029 || cp == 0xfeff ||
		         cp >= 0x110000 || (cp & 0xfffe) == 0xfffe)
			strbuf_printf(out, cp > 0xffff ? "\\U%08x" : "\\u%04x", (unsigned)cp);
		else
			strbuf_add(out, (struct str){at, (size_t)(s.p - at)});
	}
	strbuf_byte(out, '"');
}

static void
write_text(struct strbuf *out, struct str s)
{
	if (is_plain(s))
		strbuf_add(out, s);
	else
		quote(out, s);
}

static void
indent(struct strbuf *out, size_t n)
{
	for (size_t i = 0; i < n; i++)
		strbuf_addz(out, "  ");
}

static void write_value(struct strbuf *out, const json_t *v, size_t depth, bool in_list);

static void
write_object(struct strbuf *out, const json_t *v, size_t depth, bool in_list)
{
	const char *key;
	json_t *e;
	bool first = true;

	json_object_foreach((json_t *)(uintptr_t)v, key, e)
	{
		if (!first || !in_list)
			indent(out, depth);
		first = false;
		write_text(out, str_of(key));
		strbuf_byte(out, ':');
		write_value(out, e, depth + 1, false);
	}
}

static void
write_array(struct strbuf *out, const json_t *v, size_t depth, bool in_list)
{
	size_t i;
	json_t *e;

	json_array_foreach(v, i, e)
	{
		if (i > 0 || !in_list)
			indent(out, depth);
		strbuf_byte(out, '-');
		write_value(out, e, depth + 1, true);
	}
}

/* What stands behind "key:" or "-", with the line's end. */
static void
write_value(struct strbuf *out, const json_t *v, size_t depth, bool in_list)
{
	char buf[32];

	switch (json_typeof(v)) {
	case JSON_OBJECT:
	case JSON_ARRAY:
		if (json_object_size(v) == 0 && json_array_size(v) == 0) {
			strbuf_addz(out, json_is_object(v) ? " {}\n" : " []\n");
			return;
		}
		strbuf_byte(out, in_list ? ' ' : '\n');
		if (json_is_object(v))
			write_object(out, v, depth, in_list);
		else
			write_array(out, v, depth, in_list);
		return;
	case JSON_STRING:
		strbuf_byte(out, ' ');
		write_text(out, (struct str){json_string_value(v), json_string_length(v)});
		break;
	case JSON_INTEGER:
		strbuf_printf(out, " %lld", (long long)json_integer_value(v));
		break;
	case JSON_REAL:
		strbuf_printf(out, " %s", num_format(json_real_value(v), buf));
		break;
	case JSON_TRUE:
		strbuf_addz(out, " true");
		break;
	case JSON_FALSE:
		strbuf_addz(out, " false");
		break;
	case JSON_NULL:
		break;
	}
	strbuf_byte(out, '\n');
}

void
ydoc_write(struct strbuf *out, const json_t *v)
{
	if (json_object_size(v) == 0)
		strbuf_addz(out, "{}\n");
	else
		write_object(out, v, 0, false);
}
