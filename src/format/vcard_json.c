/* jCard (RFC 7095): ["vcard", [[name, {params}, type, value...], ...]], or a list of those. */
#include "format/jdoc.h"
#include "format/vcard_impl.h"

static struct str
str_of_json(struct arena *a, const json_t *v)
{
	if (json_is_string(v))
		return (struct str){json_string_value(v), json_string_length(v)};
	return v == NULL || json_is_null(v) ? STR("") : jdoc_write(a, v);
}

static bool
is_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_alpha(s.p[i]) && !ascii_is_digit(s.p[i]) && s.p[i] != '-')
			return false;
	return s.n > 0;
}

static void
add_params(struct arena *a, struct vcard_prop *p, const json_t *params)
{
	const char *key;
	const json_t *v;
	json_t *o = (json_t *)(uintptr_t)params; /* the library's iterator asks for it, and changes nothing */
	void *it = json_object_iter(o);

	for (; it != NULL; it = json_object_iter_next(o, it)) {
		struct str name;

		key = json_object_iter_key(it);
		v = json_object_iter_value(it);
		name = vcard_upper(a, str_of(key));
		if (!is_word(name))
			continue;
		if (str_eq(name, STR("GROUP"))) {
			if (is_word(str_of_json(a, v)))
				p->group = str_of_json(a, v);
			continue;
		}
		for (size_t i = 0; i < (json_is_array(v) ? json_array_size(v) : 1); i++)
			*VEC_PUSH(a, &p->params) =
			    (struct vcard_param){name, str_of_json(a, json_is_array(v) ? json_array_get(v, i) : v)};
	}
}

static struct str
append(struct arena *a, struct str out, const char *between, struct str more)
{
	return arena_printf(a, "%.*s%s%.*s", STR_ARG(out), between, STR_ARG(more));
}

/* A structured value: parts with ';', the values of one with ','. */
static struct str
structured(struct arena *a, const json_t *v)
{
	struct str out = STR("");

	for (size_t i = 0; i < json_array_size(v); i++) {
		const json_t *part = json_array_get(v, i);

		if (i > 0)
			out = append(a, out, ";", STR(""));
		if (!json_is_array(part)) {
			out = append(a, out, "", vcard_escape(a, str_of_json(a, part)));
			continue;
		}
		for (size_t k = 0; k < json_array_size(part); k++)
			out =
			    append(a, out, k > 0 ? "," : "", vcard_escape(a, str_of_json(a, json_array_get(part, k))));
	}
	return out;
}

static struct str
value_of(struct arena *a, const json_t *list, struct str type)
{
	bool text = str_eq(type, STR("text")) || str_eq(type, STR("unknown"));
	struct str out = STR("");

	for (size_t i = 3; i < json_array_size(list); i++) {
		const json_t *v = json_array_get(list, i);
		struct str s = json_is_array(v) ? structured(a, v)
		               : text           ? vcard_escape(a, str_of_json(a, v))
		                                : str_of_json(a, v);

		out = append(a, out, i > 3 ? "," : "", s);
	}
	return out;
}

static bool
read_prop(struct arena *a, const json_t *list, struct vcard_prop *p)
{
	struct str type = str_of_json(a, json_array_get(list, 2));

	if (json_array_size(list) < 4 || !json_is_string(json_array_get(list, 0)))
		return false;
	*p = (struct vcard_prop){.name = vcard_upper(a, str_of_json(a, json_array_get(list, 0)))};
	if (!is_word(p->name))
		return false;
	add_params(a, p, json_array_get(list, 1));
	/* What is not the property's usual type stands as VALUE. */
	if (str_eq(p->name, STR("TEL"))
	        ? str_eq(type, STR("uri"))
	        : str_eq(type, STR("text")) && (str_eq(p->name, STR("BDAY")) || str_eq(p->name, STR("ANNIVERSARY"))))
		*VEC_PUSH(a, &p->params) = (struct vcard_param){STR("VALUE"), type};
	p->value = value_of(a, list, type);
	return true;
}

static bool
read_card(struct arena *a, const json_t *card, size_t number, const struct card_sink *sink, struct err *err)
{
	const json_t *props = json_array_get(card, 1);
	struct vcard_prop *list;
	size_t n = 0;

	if (json_array_size(props) > VCARD_PROPS_MAX)
		return err_set(err, ERR_LIMIT, "card %zu: more than %d properties", number, VCARD_PROPS_MAX);
	list = ARENA_ARRAY(a, json_array_size(props) + 1, struct vcard_prop);
	for (size_t i = 0; i < json_array_size(props); i++)
		if (read_prop(a, json_array_get(props, i), &list[n]))
			n++;
	return vcard_card_of(a, list, n, VCARD_40, arena_printf(a, "card %zu", number), sink, err);
}

static bool
is_card(const json_t *v)
{
	const json_t *head = json_array_get(v, 0);

	return json_is_string(head) && str_eq_ci(str_of(json_string_value(head)), STR("vcard")) &&
	       json_is_array(json_array_get(v, 1));
}

bool
vcard_json_read(struct arena *a, struct str bytes, const struct card_sink *sink, struct err *err)
{
	json_t *doc;
	size_t n = 0;

	if (!jdoc_read(a, bytes, &doc, err))
		return false;
	if (is_card(doc))
		return read_card(a, doc, 1, sink, err);
	for (size_t i = 0; i < json_array_size(doc); i++)
		if (is_card(json_array_get(doc, i)) && !read_card(a, json_array_get(doc, i), ++n, sink, err))
			return false;
	if (n == 0) {
		err_set(err, ERR_INVALID, "there is no jCard in it");
		return err_hint(err, "A jCard is a list that begins with \"vcard\" (RFC 7095).");
	}
	return true;
}
