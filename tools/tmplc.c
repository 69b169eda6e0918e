/*
 * tmplc: compiles page templates to C.
 *
 *	tmplc OUT.c OUT.h OUT.d FILE.html|FOLDER...
 *
 * Each FILE, and each .html file of a FOLDER, becomes a function `void tmpl_FILE(ARGS)`. A template is HTML with
 *
 *	%% include "path.h"                 in front: what the arguments' types need
 *	%% args struct strbuf *out, ...     in front: the parameters
 *	%# words                            a comment that is not printed
 *	% C code                            one line of C
 *	{{ x }}                             the value of a C expression, escaped by its type (web/html.h)
 *	{{ url x }}                         in an address: the whole one where it begins it, else one part of it,
 *%-encoded checked?="{{ x }}"                  the attribute without a value when x is true, else nothing
 *
 * It follows the markup as a browser would and refuses whatever could let a value become markup or code: a hole in an
 * unquoted attribute, a name, a comment, a script; handlers, style attributes and elements, and scripts without src;
 * addresses that are not http, https, mailto or a path; a block of C that ends in another place of the markup than it
 * began. The first line at fault is named.
 */
#include "base/arena.h"
#include "base/fs.h"
#include "base/strbuf.h"
#include "base/vec.h"

#define TEMPLATE_MAX ((size_t)1 << 20) /* bytes of one template */
#define BLOCKS_MAX   64                /* braces open at once */
#define LITERAL_MAX  2000              /* bytes of one string constant; C promises 4095 */

enum place {
	IN_TEXT,
	IN_RAW, /* textarea, title: text up to the end tag */
	IN_SCRIPT,
	IN_COMMENT,
	IN_DOCTYPE,
	IN_TAG_NAME,
	IN_END_TAG,
	IN_TAG, /* between attributes */
	IN_ATTR_NAME,
	BEFORE_VALUE,
	IN_VALUE,
	IN_BARE_VALUE
};

static const char *const place_names[] = {"text",
                                          "text",
                                          "a script",
                                          "a comment",
                                          "the doctype",
                                          "a tag's name",
                                          "an end tag",
                                          "a tag",
                                          "an attribute's name",
                                          "an attribute without quotes",
                                          "an attribute",
                                          "an attribute without quotes"};

/* Where in the markup we are. */
struct context {
	enum place place;
	char quote;
	bool has_src;   /* the tag has an attribute src */
	bool value_ran; /* the value began with a hole */
	char tag[32];
	char attr[32];
	char value[128]; /* the beginning of the value, as far as it is literal */
};

struct template
{
	struct arena *a;
	const char *file;
	size_t line;
	struct str name;
	struct str args;
	struct strbuf *includes;
	struct strbuf *body;
	struct strbuf literal;
	struct context at;
	struct context blocks[BLOCKS_MAX];
	size_t n_blocks;
};

#define FAIL(t, err, ...) fail((t), (err), arena_printf((t)->a, __VA_ARGS__))

static bool
fail(const struct template *t, struct err *err, struct str why)
{
	return err_set(err, ERR_INVALID, "%s:%zu: %.*s", t->file, t->line, STR_ARG(why));
}

/* -- attributes ------------------------------------------------------------------------------------------------- */

enum rule { RULE_TEXT, RULE_URL, RULE_CONSTANT, RULE_NEVER };

static const struct {
	const char *name; /* with * at its end: every name that begins so */
	enum rule rule;
} rules[] = {
    {"on*", RULE_NEVER},
    {"hx-on*", RULE_NEVER},
    {"style", RULE_NEVER},
    {"srcdoc", RULE_NEVER},
    {"http-equiv", RULE_NEVER},
    {"hx-vars", RULE_NEVER},
    {"href", RULE_URL},
    {"src", RULE_URL},
    {"action", RULE_URL},
    {"formaction", RULE_URL},
    {"xlink:href", RULE_URL},
    {"poster", RULE_URL},
    {"cite", RULE_URL},
    {"ping", RULE_URL},
    {"hx-get", RULE_URL},
    {"hx-post", RULE_URL},
    {"hx-put", RULE_URL},
    {"hx-patch", RULE_URL},
    {"hx-delete", RULE_URL},
    {"hx-push-url", RULE_TEXT},
    {"hx-vals", RULE_CONSTANT},
    {"hx-headers", RULE_CONSTANT},
    {"hx-ext", RULE_CONSTANT},
    {"hx-trigger", RULE_CONSTANT},
    {"hx-request", RULE_CONSTANT},
    {"srcset", RULE_CONSTANT},
};

static const char *const banned_tags[] = {"style",  "base", "object",    "embed",   "iframe",  "frame",
                                          "applet", "xmp",  "plaintext", "noembed", "noframes"};

static enum rule
rule_of(const char *attr)
{
	struct str name = str_of(attr);

	if (str_starts(name, STR("data-hx-")))
		name = str_sub(name, 5, name.n);
	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		struct str r = str_of(rules[i].name);
		bool prefix = str_ends(r, STR("*"));

		if (prefix ? str_starts(name, str_sub(r, 0, r.n - 1)) : str_eq(name, r))
			return rules[i].rule;
	}
	return RULE_TEXT;
}

/* Whether an address that begins so stays where it points, whatever follows: a path, a query, a fragment, or a web
 * address with its host complete. */
static bool
url_begins_well(struct str s, bool more)
{
	struct str rest = STR_NONE;

	if (str_has(s, STR("\\")) || s.n == 0)
		return false;
	if (s.p[0] == '/')
		return s.n < 2 || s.p[1] != '/';
	if (s.p[0] == '#' || s.p[0] == '?' || str_starts(s, STR("mailto:")))
		return true;
	if (str_starts(s, STR("https://")))
		rest = str_sub(s, 8, s.n);
	else if (str_starts(s, STR("http://")))
		rest = str_sub(s, 7, s.n);
	return rest.n > 0 && (!more || str_has(rest, STR("/")));
}

/* -- output ----------------------------------------------------------------------------------------------------- */

static void
put_line(struct template *t)
{
	strbuf_printf(t->body, "#line %zu \"%s\"\n", t->line, t->file);
}

/* Writes the literal text gathered so far. */
static void
literal_flush(struct template *t)
{
	struct str s = strbuf_str(&t->literal);

	if (s.n == 0)
		return;
	strbuf_addz(t->body, "\tstrbuf_add(out, STR(\"");
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\n')
			strbuf_addz(t->body, i + 1 < s.n ? "\\n\"\n\t                    \"" : "\\n");
		else if (c == '\t')
			strbuf_addz(t->body, "\\t");
		else if (c == '"' || c == '\\' || c == '?') /* ? for the sake of trigraphs */
			strbuf_printf(t->body, "\\%c", c);
		else
			strbuf_byte(t->body, c);
	}
	strbuf_addz(t->body, "\"));\n");
	strbuf_clear(&t->literal);
}

static void
literal_add(struct template *t, char c)
{
	if (t->literal.n >= LITERAL_MAX && t->at.place != IN_ATTR_NAME && ((unsigned char)c & 0xc0) != 0x80)
		literal_flush(t);
	strbuf_byte(&t->literal, c);
}

/* -- the markup ------------------------------------------------------------------------------------------------- */

static bool
name_add(struct template *t, char *name, size_t size, char c, struct err *err)
{
	size_t n = strlen(name);

	if (n + 1 >= size)
		return FAIL(t, err, "the name '%s...' is too long", name);
	name[n] = ascii_lower(c);
	name[n + 1] = '\0';
	return true;
}

static bool
tag_named(struct template *t, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LEN(banned_tags); i++)
		if (strcmp(t->at.tag, banned_tags[i]) == 0)
			return FAIL(t, err, "the element <%s> is not used here", t->at.tag);
	return true;
}

/* At the > of a start tag. */
static bool
tag_ends(struct template *t, struct err *err)
{
	if (strcmp(t->at.tag, "script") == 0 && !t->at.has_src)
		return FAIL(t, err, "an inline script; put it into web/ and name it by src");
	if (strcmp(t->at.tag, "script") == 0)
		t->at.place = IN_SCRIPT;
	else if (strcmp(t->at.tag, "textarea") == 0 || strcmp(t->at.tag, "title") == 0)
		t->at.place = IN_RAW;
	else
		t->at.place = IN_TEXT;
	return true;
}

static bool
attr_named(struct template *t, struct err *err)
{
	if (rule_of(t->at.attr) == RULE_NEVER)
		return FAIL(t, err, "the attribute %s is not used here", t->at.attr);
	if (strcmp(t->at.attr, "src") == 0)
		t->at.has_src = true;
	return true;
}

static bool
value_ends(struct template *t, struct err *err)
{
	if (rule_of(t->at.attr) == RULE_URL && !t->at.value_ran && !url_begins_well(str_of(t->at.value), false))
		return FAIL(t, err, "the address in %s is not http, https, mailto, or a path from the root",
		            t->at.attr);
	t->at.place = IN_TAG;
	return true;
}

static void
value_begins(struct template *t, enum place place, char quote)
{
	t->at.place = place;
	t->at.quote = quote;
	t->at.value_ran = false;
	t->at.value[0] = '\0';
}

static void
value_add(struct template *t, char c)
{
	size_t n = strlen(t->at.value);

	if (!t->at.value_ran && n + 1 < sizeof(t->at.value)) {
		t->at.value[n] = ascii_lower(c);
		t->at.value[n + 1] = '\0';
	}
}

/* A < in text. */
static bool
tag_begins(struct template *t, struct str rest, struct err *err)
{
	char next = rest.n > 1 ? rest.p[1] : '\n';

	if (str_starts(rest, STR("<{{")) || str_starts(rest, STR("</{{")))
		return FAIL(t, err, "a hole in a tag's name");
	if (str_starts(rest, STR("<?")))
		return FAIL(t, err, "a processing instruction");
	t->at.tag[0] = '\0';
	t->at.has_src = false;
	if (str_starts(rest, STR("<!--")))
		t->at.place = IN_COMMENT;
	else if (next == '!')
		t->at.place = IN_DOCTYPE;
	else if (next == '/')
		t->at.place = IN_END_TAG;
	else if (ascii_is_alpha(next))
		t->at.place = IN_TAG_NAME;
	return true;
}

/* Text that ends only with its own end tag. */
static bool
raw_step(struct template *t, struct str rest, struct err *err)
{
	struct str end = arena_printf(t->a, "</%s", t->at.tag);

	if (rest.p[0] == '<' && str_starts_ci(rest, end))
		t->at.place = IN_END_TAG;
	else if (t->at.place == IN_SCRIPT && !ascii_is_space(rest.p[0]))
		return FAIL(t, err, "an inline script; put it into web/ and name it by src");
	return true;
}

static bool
tag_step(struct template *t, char c, struct err *err)
{
	if (c == '>')
		return tag_ends(t, err);
	if (ascii_is_space(c) || c == '/')
		return true;
	if (c == '"' || c == '\'' || c == '<' || c == '=')
		return FAIL(t, err, "'%c' where an attribute's name should stand", c);
	t->at.place = IN_ATTR_NAME;
	t->at.attr[0] = '\0';
	return name_add(t, t->at.attr, sizeof(t->at.attr), c, err);
}

static bool
attr_name_step(struct template *t, char c, struct err *err)
{
	if (c != '=' && c != '>' && c != '/' && !ascii_is_space(c))
		return name_add(t, t->at.attr, sizeof(t->at.attr), c, err);
	if (!attr_named(t, err))
		return false;
	t->at.place = c == '=' ? BEFORE_VALUE : IN_TAG;
	return c != '>' || tag_ends(t, err);
}

/* Follows the markup over the first byte of rest. */
static bool
markup_step(struct template *t, struct str rest, struct err *err)
{
	char c = rest.p[0];

	switch (t->at.place) {
	case IN_TEXT:
		return c != '<' || tag_begins(t, rest, err);
	case IN_RAW:
	case IN_SCRIPT:
		return raw_step(t, rest, err);
	case IN_COMMENT:
		if (c == '>' && str_ends(strbuf_str(&t->literal), STR("--")))
			t->at.place = IN_TEXT;
		return true;
	case IN_DOCTYPE:
	case IN_END_TAG:
		if (c == '>')
			t->at.place = IN_TEXT;
		return true;
	case IN_TAG_NAME:
		if (!ascii_is_space(c) && c != '>' && c != '/')
			return name_add(t, t->at.tag, sizeof(t->at.tag), c, err);
		t->at.place = IN_TAG;
		return tag_named(t, err) && (c != '>' || tag_ends(t, err));
	case IN_TAG:
		return tag_step(t, c, err);
	case IN_ATTR_NAME:
		return attr_name_step(t, c, err);
	case BEFORE_VALUE:
		if (ascii_is_space(c) || c == '>')
			return FAIL(t, err, "the attribute %s has = but no value", t->at.attr);
		value_begins(t, c == '"' || c == '\'' ? IN_VALUE : IN_BARE_VALUE, c);
		if (t->at.place == IN_BARE_VALUE)
			value_add(t, c);
		return true;
	case IN_VALUE:
		if (c == t->at.quote)
			return value_ends(t, err);
		value_add(t, c);
		return true;
	case IN_BARE_VALUE:
		if (!ascii_is_space(c) && c != '>') {
			value_add(t, c);
			return true;
		}
		return value_ends(t, err) && (c != '>' || tag_ends(t, err));
	}
	return true;
}

/* -- holes and lines -------------------------------------------------------------------------------------------- */

/* The function that prints a hole here, or NULL with the error. */
static const char *
hole_writer(struct template *t, bool url, struct err *err)
{
	enum rule rule = rule_of(t->at.attr);
	struct str value = str_of(t->at.value);
	bool begins = !t->at.value_ran && value.n == 0;

	if (t->at.place != IN_VALUE && url) {
		FAIL(t, err, "the filter url outside of an attribute");
		return NULL;
	}
	if (t->at.place == IN_TEXT || t->at.place == IN_RAW)
		return t->at.place == IN_TEXT ? "html_put" : "html_attr";
	if (t->at.place != IN_VALUE)
		FAIL(t, err, "a hole in %s", place_names[t->at.place]);
	else if (rule == RULE_CONSTANT)
		FAIL(t, err, "a hole in the attribute %s", t->at.attr);
	else if (rule == RULE_URL && !url)
		FAIL(t, err, "the attribute %s is an address: write {{ url ... }}", t->at.attr);
	else if (rule == RULE_URL && !begins && !t->at.value_ran && !url_begins_well(value, true))
		FAIL(t, err, "the address in %s is not http, https, mailto, or a path from the root", t->at.attr);
	else
		return !url ? "html_attr" : begins ? "html_url" : "html_part";
	return NULL;
}

/* Takes `{{ ... }}` off the front of *rest; the expression without blanks around it. */
static bool
hole_take(struct template *t, struct str *rest, struct str *ret, struct err *err)
{
	size_t end = str_find(*rest, STR("}}"));

	if (end == rest->n)
		return FAIL(t, err, "a hole without its end");
	*ret = str_trim(str_sub(*rest, 2, end - 2));
	*rest = str_sub(*rest, end + 2, rest->n);
	return ret->n > 0 || FAIL(t, err, "an empty hole");
}

static bool
hole(struct template *t, struct str *rest, struct err *err)
{
	struct str x;
	const char *writer;
	bool url;

	if (!hole_take(t, rest, &x, err))
		return false;
	url = str_starts(x, STR("url "));
	writer = hole_writer(t, url, err);
	if (writer == NULL)
		return false;
	if (t->at.value[0] == '\0')
		t->at.value_ran = true;
	literal_flush(t);
	put_line(t);
	x = url ? str_trim(str_sub(x, 4, x.n)) : x;
	strbuf_printf(t->body, "\t%s(out, %.*s);\n", writer, STR_ARG(x));
	return true;
}

/* name?="{{ x }}"; *rest stands at the equals sign, the name is in the literal already. */
static bool
attr_if(struct template *t, struct str *rest, struct err *err)
{
	struct str x, name;

	t->at.attr[strlen(t->at.attr) - 1] = '\0';
	name = str_of(t->at.attr);
	if (!attr_named(t, err))
		return false;
	*rest = str_sub(*rest, 1, rest->n);
	if (!str_starts(*rest, STR("\"{{")))
		return FAIL(t, err, "expected %s?=\"{{ ... }}\"", t->at.attr);
	*rest = str_sub(*rest, 1, rest->n);
	if (!hole_take(t, rest, &x, err))
		return false;
	if (!str_starts(*rest, STR("\"")))
		return FAIL(t, err, "expected %s?=\"{{ ... }}\"", t->at.attr);
	*rest = str_sub(*rest, 1, rest->n);
	t->literal.n -= name.n + 1;
	literal_flush(t);
	put_line(t);
	strbuf_printf(t->body, "\tif (%.*s)\n\t\tstrbuf_addz(out, \"%.*s\");\n", STR_ARG(x), STR_ARG(name));
	t->at.place = IN_TAG;
	return true;
}

static bool
markup_line(struct template *t, struct str line, struct err *err)
{
	while (line.n > 0) {
		size_t n = strlen(t->at.attr);

		if (str_starts(line, STR("{{"))) {
			if (!hole(t, &line, err))
				return false;
			continue;
		}
		if (t->at.place == IN_ATTR_NAME && line.p[0] == '=' && n > 1 && t->at.attr[n - 1] == '?') {
			if (!attr_if(t, &line, err))
				return false;
			continue;
		}
		if (!markup_step(t, line, err))
			return false;
		literal_add(t, line.p[0]);
		line = str_sub(line, 1, line.n);
	}
	return true;
}

static bool
context_same(const struct context *a, const struct context *b)
{
	bool attr = a->place == IN_VALUE;

	return a->place == b->place && (a->place == IN_TEXT || strcmp(a->tag, b->tag) == 0) &&
	       (!attr || (a->quote == b->quote && strcmp(a->attr, b->attr) == 0));
}

static bool
code_brace(struct template *t, char c, struct err *err)
{
	if (c == '{') {
		if (t->n_blocks == BLOCKS_MAX)
			return FAIL(t, err, "more than %d blocks deep", BLOCKS_MAX);
		t->blocks[t->n_blocks++] = t->at;
		return true;
	}
	if (t->n_blocks == 0)
		return FAIL(t, err, "a } without its {");
	if (!context_same(&t->blocks[--t->n_blocks], &t->at))
		return FAIL(t, err, "the block began in %s and ends in %s", place_names[t->blocks[t->n_blocks].place],
		            place_names[t->at.place]);
	return true;
}

/* A line of C: copied; its braces must enclose whole pieces of markup. */
static bool
code_line(struct template *t, struct str code, struct err *err)
{
	char quote = '\0';

	literal_flush(t);
	for (size_t i = 0; i < code.n; i++) {
		char c = code.p[i];

		if (quote != '\0' && c == '\\')
			i++;
		else if (quote != '\0')
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if ((c == '{' || c == '}') && !code_brace(t, c, err))
			return false;
	}
	put_line(t);
	strbuf_printf(t->body, "\t%.*s\n", STR_ARG(code));
	return true;
}

static bool
directive(struct template *t, struct str d, struct err *err)
{
	if (t->body->n > 0 || t->literal.n > 0)
		return FAIL(t, err, "%%%% lines come first");
	if (str_starts(d, STR("include "))) {
		struct str line = arena_printf(t->a, "#include %.*s\n", STR_ARG(str_trim(str_sub(d, 8, d.n))));

		if (!str_has(strbuf_str(t->includes), line))
			strbuf_add(t->includes, line);
		return true;
	}
	if (!str_starts(d, STR("args ")) || t->args.n > 0)
		return FAIL(t, err, "expected one \"%%%% args\" or \"%%%% include\"");
	t->args = str_trim(str_sub(d, 5, d.n));
	return str_starts(t->args, STR("struct strbuf *out")) ||
	       FAIL(t, err, "the first argument is \"struct strbuf *out\"");
}

/* Reads one template; its function goes to t->body. */
static bool
template_lines(struct template *t, struct str text, struct err *err)
{
	while (text.n > 0) {
		size_t n = MIN(str_find_byte(text, '\n') + 1, text.n);
		struct str line = str_sub(text, 0, n), bare = str_trim(line);
		bool ok;

		t->line++;
		if (str_starts(bare, STR("%#")))
			ok = true;
		else if (str_starts(bare, STR("%%")))
			ok = directive(t, str_trim(str_sub(bare, 2, bare.n)), err);
		else if (t->args.n == 0 && bare.n > 0)
			ok = FAIL(t, err, "\"%%%% args\" must come before the first line");
		else if (str_starts(bare, STR("% ")) || str_starts(bare, STR("%\t")))
			ok = code_line(t, str_sub(bare, 2, bare.n), err);
		else
			ok = (t->literal.n == 0 && t->body->n == 0 && bare.n == 0) || markup_line(t, line, err);
		if (!ok)
			return false;
		text = str_sub(text, n, text.n);
	}
	if (t->at.place != IN_TEXT)
		return FAIL(t, err, "the template ends in %s", place_names[t->at.place]);
	if (t->n_blocks > 0)
		return FAIL(t, err, "a { without its }");
	literal_flush(t);
	return t->args.n > 0 || FAIL(t, err, "no \"%%%% args\" line");
}

struct output {
	struct strbuf includes;
	struct strbuf prototypes;
	struct strbuf code;
	struct strbuf deps;
};

/* The function's name: the file's without folder and .html. */
static struct str
base_name(const char *file)
{
	const char *slash = strrchr(file, '/');
	struct str s = str_of(slash != NULL ? slash + 1 : file);

	return str_ends(s, STR(".html")) ? str_sub(s, 0, s.n - 5) : s;
}

static bool
template_compile(struct output *o, const char *file, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	CLEANUP(strbuf_release) struct strbuf body = STRBUF(8 << 20);
	struct template t = {.a = &a, .file = file, .name = base_name(file), .includes = &o->includes, .body = &body};
	struct str text;
	bool ok;

	t.literal.limit = LITERAL_MAX + 64;
	for (size_t i = 0; i < t.name.n; i++)
		if (!ascii_is_alpha(t.name.p[i]) && !ascii_is_digit(t.name.p[i]) && t.name.p[i] != '_')
			return err_set(err, ERR_INVALID, "%s: a template's name has letters, digits and _", file);
	ok = fs_read(&a, file, TEMPLATE_MAX, &text, err) && template_lines(&t, text, err);
	strbuf_release(&t.literal);
	if (!ok || !strbuf_ok(&body, file, err))
		return false;
	strbuf_printf(&o->deps, " %s", file);
	strbuf_printf(&o->prototypes, "void tmpl_%.*s(%.*s);\n", STR_ARG(t.name), STR_ARG(t.args));
	strbuf_printf(&o->code, "\nvoid\ntmpl_%.*s(%.*s)\n{\n%.*s}\n", STR_ARG(t.name), STR_ARG(t.args),
	              STR_ARG(strbuf_str(&body)));
	return true;
}

static bool
folder_compile(struct output *o, const char *dir, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	char **names;
	size_t n;

	if (!fs_list(&a, dir, &names, &n, err))
		return false;
	strbuf_printf(&o->deps, " %s", dir);
	for (size_t i = 0; i < n; i++)
		if (str_ends(str_of(names[i]), STR(".html")) && !template_compile(o, fs_join(&a, dir, names[i]), err))
			return false;
	return true;
}

static bool
write_outputs(struct output *o, char **argv, struct err *err)
{
	const char *c_path = argv[1], *h_path = argv[2], *d_path = argv[3];
	CLEANUP(strbuf_release) struct strbuf h = STRBUF(4 << 20);
	CLEANUP(strbuf_release) struct strbuf c = STRBUF(64 << 20);

	strbuf_printf(&h,
	              "/* Made by tools/tmplc. */\n#ifndef TMPL_GEN_H\n#define TMPL_GEN_H\n\n#include "
	              "\"base/strbuf.h\"\n%.*s\n%.*s\n#endif\n",
	              STR_ARG(strbuf_str(&o->includes)), STR_ARG(strbuf_str(&o->prototypes)));
	strbuf_printf(&c, "/* Made by tools/tmplc. */\n#include \"tmpl.gen.h\"\n\n#include \"web/html.h\"\n%.*s",
	              STR_ARG(strbuf_str(&o->code)));
	strbuf_byte(&o->deps, '\n');
	return strbuf_ok(&h, h_path, err) && strbuf_ok(&c, c_path, err) && strbuf_ok(&o->deps, d_path, err) &&
	       fs_replace(c_path, strbuf_str(&c), err) && fs_replace(h_path, strbuf_str(&h), err) &&
	       fs_replace(d_path, strbuf_str(&o->deps), err);
}

int
main(int argc, char **argv)
{
	struct output o = {STRBUF(1 << 20), STRBUF(1 << 20), STRBUF(32 << 20), STRBUF(1 << 20)};
	struct err err = {0};
	bool ok = argc > 4;

	if (!ok)
		err_set(&err, ERR_INVALID, "usage: tmplc OUT.c OUT.h OUT.d FILE.html|FOLDER...");
	else
		strbuf_printf(&o.deps, "%s:", argv[1]);
	for (int i = 4; i < argc && ok; i++)
		ok = fs_is_dir(argv[i]) ? folder_compile(&o, argv[i], &err) : template_compile(&o, argv[i], &err);
	ok = ok && write_outputs(&o, argv, &err);
	if (!ok)
		fprintf(stderr, "%s\n", err.text);
	strbuf_release(&o.includes);
	strbuf_release(&o.prototypes);
	strbuf_release(&o.code);
	strbuf_release(&o.deps);
	return ok ? 0 : 1;
}
