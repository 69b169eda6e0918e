/* xCard (RFC 6351). No entity may be declared, nothing is loaded. */
#include <expat.h>

#include "format/vcard_impl.h"

#define XML_DEPTH_MAX    20
#define XML_ELEMENTS_MAX 500000
#define VALUES_MAX       100 /* of one property */

/* Elements of structured values, in the order of the text form. */
static const char *const name_parts[] = {"surname", "given", "additional", "prefix", "suffix", NULL};
static const char *const address_parts[] = {"pobox", "ext", "street", "locality", "region", "code", "country", NULL};

struct value {
	struct str name; /* of its element: "text", "uri", "surname" */
	struct str text;
};

struct build {
	XML_Parser parser;
	struct arena *a;
	const struct card_sink *sink;
	struct err *err;
	bool failed; /* err says why */
	struct str path[XML_DEPTH_MAX];
	size_t depth;
	size_t elements;
	struct strbuf text;
	/* Where we are: depths of the open elements; 0: none. */
	size_t card_depth;
	size_t prop_depth;
	size_t params_depth;
	struct str group;
	size_t group_depth;
	struct value values[VALUES_MAX];
	size_t n_values;
	struct vcard_prop prop;
	VEC(struct vcard_prop) props;
	size_t n_cards;
};

static void
stop(struct build *b, enum err_code code, const char *why)
{
	if (!b->failed)
		err_set(b->err, code, "line %lu: %s", (unsigned long)XML_GetCurrentLineNumber(b->parser), why);
	b->failed = true;
	XML_StopParser(b->parser, XML_FALSE);
}

/* Letters, digits and dashes; "" for what has others. */
static struct str
group_of(struct arena *a, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_alpha(s.p[i]) && !ascii_is_digit(s.p[i]) && s.p[i] != '-')
			return STR("");
	return arena_str(a, s);
}

/* A name of XML may hold more than one of vCard may. */
static struct str
word_of(struct arena *a, struct str s)
{
	char *out = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		out[i] = ascii_is_alpha(out[i]) || ascii_is_digit(out[i]) ? out[i] : '-';
	return vcard_upper(a, (struct str){out, s.n});
}

static void
on_start(void *p, const XML_Char *name, const XML_Char **attributes)
{
	struct build *b = p;
	struct str s = arena_str(b->a, str_of(name));

	if (b->depth == XML_DEPTH_MAX || ++b->elements > XML_ELEMENTS_MAX) {
		stop(b, ERR_LIMIT, b->depth == XML_DEPTH_MAX ? "it is nested too deep" : "it has too many elements");
		return;
	}
	b->path[b->depth++] = s;
	strbuf_clear(&b->text);
	if (b->card_depth == 0) {
		if (str_eq(s, STR("vcard")))
			b->card_depth = b->depth;
		return;
	}
	if (b->prop_depth == 0 && str_eq(s, STR("group"))) {
		b->group_depth = b->depth;
		for (; attributes[0] != NULL; attributes += 2)
			if (strcmp(attributes[0], "name") == 0)
				b->group = group_of(b->a, str_of(attributes[1]));
		return;
	}
	if (b->prop_depth == 0) {
		b->prop_depth = b->depth;
		b->n_values = 0;
		b->prop = (struct vcard_prop){
		    .name = word_of(b->a, s), .group = b->group, .line = XML_GetCurrentLineNumber(b->parser)};
	} else if (b->params_depth == 0 && str_eq(s, STR("parameters"))) {
		b->params_depth = b->depth;
	}
}

static void
on_text(void *p, const XML_Char *s, int n)
{
	struct build *b = p;

	strbuf_add(&b->text, (struct str){s, (size_t)n});
}

static void
on_entity(void *p, const XML_Char *name, int is_parameter, const XML_Char *value, int n, const XML_Char *base,
          const XML_Char *system_id, const XML_Char *public_id, const XML_Char *notation)
{
	(void)name, (void)is_parameter, (void)value, (void)n, (void)base, (void)system_id, (void)public_id,
	    (void)notation;
	stop(p, ERR_INVALID, "it declares an entity");
}

/* The values of the named elements, ';' between the parts and ',' between the values of one. */
static struct str
structured(struct build *b, const char *const *parts)
{
	struct str out = STR("");

	for (size_t i = 0; parts[i] != NULL; i++) {
		bool first = true;

		if (i > 0)
			out = arena_printf(b->a, "%.*s;", STR_ARG(out));
		for (size_t k = 0; k < b->n_values; k++) {
			if (!str_eq(b->values[k].name, str_of(parts[i])))
				continue;
			out = arena_printf(b->a, "%.*s%s%.*s", STR_ARG(out), first ? "" : ",",
			                   STR_ARG(vcard_escape(b->a, b->values[k].text)));
			first = false;
		}
	}
	return out;
}

static struct str
listed(struct build *b, char between)
{
	struct str out = STR("");

	for (size_t k = 0; k < b->n_values; k++) {
		struct str s = b->values[k].text;
		bool raw = str_eq(b->values[k].name, STR("uri"));

		s = raw ? s : vcard_escape(b->a, s);
		out = k == 0 ? s : arena_printf(b->a, "%.*s%c%.*s", STR_ARG(out), between, STR_ARG(s));
	}
	return out;
}

static void
end_prop(struct build *b)
{
	struct vcard_prop *p = &b->prop;

	p->value = str_eq(p->name, STR("N"))                                       ? structured(b, name_parts)
	           : str_eq(p->name, STR("ADR"))                                   ? structured(b, address_parts)
	           : str_eq(p->name, STR("ORG")) || str_eq(p->name, STR("GENDER")) ? listed(b, ';')
	                                                                           : listed(b, ',');
	b->prop_depth = 0;
	if (b->props.n == VCARD_PROPS_MAX)
		stop(b, ERR_LIMIT, "too many properties on one card");
	else if (b->n_values > 0)
		*VEC_PUSH(b->a, &b->props) = *p;
}

static void
end_card(struct build *b)
{
	struct str where =
	    arena_printf(b->a, "card %zu, line %lu", ++b->n_cards, (unsigned long)XML_GetCurrentLineNumber(b->parser));

	b->card_depth = 0;
	if (!vcard_card_of(b->a, b->props.p, b->props.n, VCARD_40, where, b->sink, b->err)) {
		b->failed = true;
		XML_StopParser(b->parser, XML_FALSE);
	}
	b->props.n = 0;
}

static void
on_end(void *p, const XML_Char *name)
{
	struct build *b = p;
	struct str text = arena_str(b->a, strbuf_str(&b->text));
	size_t depth = b->depth--;

	strbuf_clear(&b->text);
	if (b->failed || b->card_depth == 0)
		return;
	if (depth == b->card_depth) {
		end_card(b);
	} else if (depth == b->group_depth) {
		b->group_depth = 0;
		b->group = STR("");
	} else if (depth == b->prop_depth) {
		end_prop(b);
	} else if (depth == b->params_depth) {
		b->params_depth = 0;
	} else if (b->params_depth != 0 && depth == b->params_depth + 2) {
		*VEC_PUSH(b->a, &b->prop.params) = (struct vcard_param){word_of(b->a, b->path[b->params_depth]), text};
	} else if (b->params_depth == 0 && depth == b->prop_depth + 1) {
		if (b->n_values == VALUES_MAX)
			stop(b, ERR_LIMIT, "a property has too many values");
		else
			b->values[b->n_values++] = (struct value){arena_str(b->a, str_of(name)), text};
	}
}

bool
vcard_xml_read(struct arena *a, struct str bytes, const struct card_sink *sink, struct err *err)
{
	struct build *b = ARENA_NEW(a, struct build);
	struct err ignored;
	bool ok;

	*b = (struct build){.a = a,
	                    .sink = sink,
	                    .err = err != NULL ? err : &ignored,
	                    .text = STRBUF(VCARD_LINE_MAX),
	                    .group = STR("")};
	b->parser = XML_ParserCreate("UTF-8");
	if (b->parser == NULL)
		base_die("out of memory");
	XML_SetUserData(b->parser, b);
	XML_SetElementHandler(b->parser, on_start, on_end);
	XML_SetCharacterDataHandler(b->parser, on_text);
	XML_SetEntityDeclHandler(b->parser, on_entity);
	ok = XML_Parse(b->parser, bytes.p, (int)bytes.n, 1) == XML_STATUS_OK;
	if (!ok && !b->failed)
		err_set(b->err, ERR_INVALID, "line %lu: %s", (unsigned long)XML_GetCurrentLineNumber(b->parser),
		        XML_ErrorString(XML_GetErrorCode(b->parser)));
	XML_ParserFree(b->parser);
	if (ok && !b->failed && b->text.full)
		ok = err_set(b->err, ERR_LIMIT, "a value is longer than %zu MB", VCARD_LINE_MAX >> 20);
	strbuf_release(&b->text);
	if (ok && !b->failed && b->n_cards == 0) {
		err_set(b->err, ERR_INVALID, "there is no vCard in it");
		err_hint(b->err, "vCard (.vcf), jCard (.json), xCard (.xml) and LinkedIn's Connections.csv are read.");
		return false;
	}
	return ok && !b->failed;
}
