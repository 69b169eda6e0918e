/* XML feeds: made into the objects that the boards' table reads. No entity may be declared, nothing is loaded. */
#include <expat.h>

#include "base/strbuf.h"
#include "reader.h"

#define XML_DEPTH_MAX    50
#define XML_ELEMENTS_MAX 500000

/* An open element: the object of its children, and its own text. */
struct open {
	json_t *object;
	struct strbuf text;
};

struct build {
	XML_Parser parser;
	struct open stack[XML_DEPTH_MAX];
	size_t depth;
	size_t elements;
	json_t *doc; /* the document: an object with the root */
	const char *why;
};

static void
stop(struct build *b, const char *why)
{
	if (b->why == NULL)
		b->why = why;
	XML_StopParser(b->parser, XML_FALSE);
}

static void
on_start(void *p, const XML_Char *name, const XML_Char **attributes)
{
	struct build *b = p;

	(void)name;
	(void)attributes;
	if (b->depth == XML_DEPTH_MAX) {
		stop(b, "it is nested too deep");
		return;
	}
	if (++b->elements > XML_ELEMENTS_MAX) {
		stop(b, "it has too many elements");
		return;
	}
	b->stack[b->depth++] = (struct open){json_object(), STRBUF(POSTING_TEXT_MAX * 2)};
}

/* A second child of a name makes a list. */
static void
add_child(json_t *parent, const char *name, json_t *child)
{
	json_t *old = json_object_get(parent, name);

	if (old == NULL) {
		json_object_set_new(parent, name, child);
	} else if (json_is_array(old)) {
		json_array_append_new(old, child);
	} else {
		json_t *list = json_array();

		json_array_append(list, old);
		json_array_append_new(list, child);
		json_object_set_new(parent, name, list);
	}
}

static void
on_end(void *p, const XML_Char *name)
{
	struct build *b = p;
	struct open *o = &b->stack[--b->depth];
	json_t *v = o->object;

	if (json_object_size(v) == 0) {
		struct str s = str_trim(strbuf_str(&o->text));

		json_decref(v);
		v = json_stringn(s.n > 0 ? s.p : "", s.n);
	}
	strbuf_release(&o->text);
	add_child(b->depth > 0 ? b->stack[b->depth - 1].object : b->doc, name, v);
}

static void
on_text(void *p, const XML_Char *s, int n)
{
	struct build *b = p;

	if (b->depth > 0)
		strbuf_add(&b->stack[b->depth - 1].text, (struct str){s, (size_t)n});
}

static void
on_entity(void *p, const XML_Char *name, int is_parameter, const XML_Char *text, int n, const XML_Char *base,
          const XML_Char *system_id, const XML_Char *public_id, const XML_Char *notation)
{
	(void)name;
	(void)is_parameter;
	(void)text;
	(void)n;
	(void)base;
	(void)system_id;
	(void)public_id;
	(void)notation;
	stop(p, "it declares entities");
}

static void
drop_json(void *p)
{
	json_decref(p);
}

static bool
parse(struct reader *rd, struct build *b, struct err *err)
{
	enum XML_Status status;

	XML_SetUserData(b->parser, b);
	XML_SetElementHandler(b->parser, on_start, on_end);
	XML_SetCharacterDataHandler(b->parser, on_text);
	XML_SetEntityDeclHandler(b->parser, on_entity);
	status = XML_Parse(b->parser, rd->bytes.p, (int)rd->bytes.n, 1);
	while (b->depth > 0) {
		struct open *o = &b->stack[--b->depth];

		json_decref(o->object);
		strbuf_release(&o->text);
	}
	if (status == XML_STATUS_OK)
		return true;
	return err_set(err, ERR_INVALID, "line %lu, column %lu: not valid XML: %s", XML_GetCurrentLineNumber(b->parser),
	               XML_GetCurrentColumnNumber(b->parser) + 1,
	               b->why != NULL ? b->why : XML_ErrorString(XML_GetErrorCode(b->parser)));
}

bool
xml_read(struct reader *rd, struct err *err)
{
	struct build *b = ARENA_NEW(rd->a, struct build);
	bool ok, known;

	/* the bytes are UTF-8 by now, whatever the first line says */
	b->parser = XML_ParserCreate("UTF-8");
	if (b->parser == NULL)
		base_die("out of memory");
	b->doc = json_object();
	arena_defer(rd->a, drop_json, b->doc);
	ok = parse(rd, b, err);
	XML_ParserFree(b->parser);
	if (!ok || !boards_read(rd, b->doc, false, &known, err))
		return false;
	return known || err_set(err, ERR_INVALID, "XML, but neither an RSS feed of jobs nor a Personio feed");
}
