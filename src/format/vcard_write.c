/* Cards as vCard 3.0 and 4.0. */
#include "base/utf8.h"
#include "format/vcard_impl.h"

#define FOLD_AT 75 /* octets of a line */

struct writer {
	struct arena *a;
	struct strbuf *out;
	const struct card *c;
	enum vcard_version version;
	unsigned n_group; /* the number of the last group made here */
};

/* What is kept as it came may hold line ends and other control characters; a property of its own would begin there. */
static struct str
one_line(struct arena *a, struct str s)
{
	char *out = NULL;

	for (size_t i = 0; i < s.n; i++) {
		if (((unsigned char)s.p[i] >= ' ' && s.p[i] != 0x7f) || s.p[i] == '\t')
			continue;
		if (out == NULL)
			out = arena_cstr(a, s);
		out[i] = ' ';
	}
	return out != NULL ? (struct str){out, s.n} : s;
}

/* One content line, folded between characters. */
static void
put_line(struct writer *w, struct str line)
{
	size_t room = FOLD_AT;

	line = one_line(w->a, line);
	while (line.n > room) {
		struct str part = utf8_clip(line, room);

		if (part.n == 0) /* not UTF-8: cannot be, and must not hang */
			part = str_sub(line, 0, room);
		strbuf_add(w->out, part);
		strbuf_addz(w->out, "\r\n ");
		line = str_sub(line, part.n, line.n);
		room = FOLD_AT - 1;
	}
	strbuf_add(w->out, line);
	strbuf_addz(w->out, "\r\n");
}

static struct str
params_of(const struct writer *w, struct str name)
{
	for (size_t i = 0; i < w->c->items.n; i++)
		if (w->c->items.p[i].kind == CARD_PARAM && str_eq(w->c->items.p[i].value, name))
			return w->c->items.p[i].params;
	return STR("");
}

/* NAME with its kept parameters and a value that is escaped already. `key` names the parameters. */
static void
put_raw(struct writer *w, const char *name, struct str key, struct str value)
{
	if (value.n > 0)
		put_line(w, arena_printf(w->a, "%s%.*s:%.*s", name, STR_ARG(params_of(w, key)), STR_ARG(value)));
}

static void
put_text(struct writer *w, const char *name, struct str text)
{
	put_raw(w, name, str_of(name), vcard_escape(w->a, text));
}

/* --- name and jobs ------------------------------------------------------------------------------------------------ */

/* One part of N; ", " stands between several values. */
static struct str
name_part(struct writer *w, struct str s)
{
	struct str out = STR("");

	for (;;) {
		size_t at = str_find(s, STR(", "));
		struct str one = vcard_escape(w->a, str_sub(s, 0, at));

		out = out.n == 0 ? one : arena_printf(w->a, "%.*s,%.*s", STR_ARG(out), STR_ARG(one));
		if (at == s.n)
			return out;
		s = str_sub(s, at + 2, s.n);
	}
}

static void
put_name(struct writer *w)
{
	const struct card *c = w->c;
	bool parts = c->family.n + c->given.n + c->middle.n + c->prefix.n + c->suffix.n > 0;

	put_text(w, "FN", c->name);
	if (parts)
		put_raw(w, "N", STR("N"),
		        arena_printf(w->a, "%.*s;%.*s;%.*s;%.*s;%.*s", STR_ARG(name_part(w, c->family)),
		                     STR_ARG(name_part(w, c->given)), STR_ARG(name_part(w, c->middle)),
		                     STR_ARG(name_part(w, c->prefix)), STR_ARG(name_part(w, c->suffix))));
	else if (w->version == VCARD_30) /* it must have one */
		put_raw(w, "N", STR("N"), arena_printf(w->a, "%.*s;;;;", STR_ARG(vcard_escape(w->a, c->name))));
}

static struct str
numbered(struct writer *w, const char *name, size_t n)
{
	return n <= 1 ? str_of(name) : arena_printf(w->a, "%s.%zu", name, n);
}

static void
put_own_job(struct writer *w, const struct card_job *j)
{
	char from[16];
	char to[16];

	put_raw(w, "X-CAIRN-JOB", STR("X-CAIRN-JOB"),
	        arena_printf(w->a, "%.*s;%.*s;%.*s;%s;%s;%s", STR_ARG(vcard_escape(w->a, j->company)),
	                     STR_ARG(vcard_escape(w->a, j->unit)), STR_ARG(vcard_escape(w->a, j->title)),
	                     day_format(j->from_day, from), day_format(j->to_day, to), j->over ? "over" : ""));
}

static void
put_jobs(struct writer *w)
{
	const struct card *c = w->c;
	size_t n_org = 0;
	size_t n_title = 0;
	bool own = false;

	for (size_t i = 0; i < c->jobs.n; i++) {
		const struct card_job *j = &c->jobs.p[i];
		struct str units = j->unit;
		struct str org = vcard_escape(w->a, j->company);
		struct str unit;

		/* ORG and TITLE tell it all when neither is left out among several, and there are no dates. */
		own |= !card_job_is_present(j) || j->from_day != DAY_NONE ||
		       (c->jobs.n > 1 && (j->company.n == 0 || j->title.n == 0));
		if (!card_job_is_present(j))
			continue;
		while (units.n > 0 && str_split(&units, ';', &unit))
			org = arena_printf(w->a, "%.*s;%.*s", STR_ARG(org), STR_ARG(vcard_escape(w->a, unit)));
		if (org.n > 0)
			put_raw(w, "ORG", numbered(w, "ORG", ++n_org), org);
		if (j->title.n > 0)
			put_raw(w, "TITLE", numbered(w, "TITLE", ++n_title), vcard_escape(w->a, j->title));
	}
	for (size_t i = 0; i < c->jobs.n && own; i++)
		put_own_job(w, &c->jobs.p[i]);
}

/* --- items -------------------------------------------------------------------------------------------------------- */

static bool
group_is_used(const struct writer *w, struct str group)
{
	for (size_t i = 0; i < w->c->items.n; i++) {
		const struct card_item *k = &w->c->items.p[i];

		if (str_eq_ci(k->group, group))
			return true;
		if (k->kind == CARD_EXTRA && k->value.n > group.n && k->value.p[group.n] == '.' &&
		    str_starts_ci(k->value, group))
			return true;
	}
	return false;
}

static struct str
new_group(struct writer *w)
{
	struct str g;

	do
		g = arena_printf(w->a, "item%u", ++w->n_group);
	while (group_is_used(w, g));
	return g;
}

static struct str
type_params(const struct writer *w, const struct card_item *k)
{
	struct str out = STR("");
	struct str rest = k->types;
	struct str type;

	/* One parameter a type: phones that stumble over a list of them take these. */
	while (rest.n > 0 && str_split(&rest, ',', &type))
		out = arena_printf(w->a, "%.*s;TYPE=%.*s", STR_ARG(out), STR_ARG(type));
	if (k->pref == 1 && w->version == VCARD_30)
		out = arena_printf(w->a, "%.*s;TYPE=pref", STR_ARG(out));
	else if (k->pref > 0)
		out = arena_printf(w->a, "%.*s;PREF=%d", STR_ARG(out), k->pref);
	return out;
}

static void
put_item(struct writer *w, const struct card_item *k)
{
	static const char *const names[CARD_KIND__COUNT] = {[CARD_EMAIL] = "EMAIL",
	                                                    [CARD_PHONE] = "TEL",
	                                                    [CARD_ADDRESS] = "ADR",
	                                                    [CARD_URL] = "URL",
	                                                    [CARD_IM] = "IMPP"};
	struct str group = k->group.n > 0 ? k->group : k->label.n > 0 ? new_group(w) : STR("");
	/* Addresses are kept escaped; those of the web have nothing to be escaped but what a text has. */
	struct str value = k->kind == CARD_ADDRESS ? k->value : vcard_escape(w->a, k->value);

	if (k->kind == CARD_URL && w->version == VCARD_40)
		value = k->value; /* a URI is no text in 4.0 */
	if (k->kind == CARD_IM && w->version == VCARD_40)
		value = k->value;
	put_line(w, arena_printf(w->a, "%.*s%s%s%.*s%.*s:%.*s", STR_ARG(group), group.n > 0 ? "." : "", names[k->kind],
	                         STR_ARG(type_params(w, k)), STR_ARG(k->params), STR_ARG(value)));
	if (k->label.n > 0)
		put_line(w, arena_printf(w->a, "%.*s.X-ABLabel:%.*s", STR_ARG(group),
		                         STR_ARG(vcard_escape(w->a, k->label))));
}

static void
put_tags(struct writer *w)
{
	struct str all = STR("");

	for (size_t i = 0; i < w->c->items.n; i++)
		if (w->c->items.p[i].kind == CARD_TAG)
			all = arena_printf(w->a, "%.*s%s%.*s", STR_ARG(all), all.n > 0 ? "," : "",
			                   STR_ARG(vcard_escape(w->a, w->c->items.p[i].value)));
	put_raw(w, "CATEGORIES", STR("CATEGORIES"), all);
}

/* What 3.0 writes as ENCODING=b is an address of 4.0 that holds the bytes. */
static struct str
to_data_uri(struct writer *w, struct str line)
{
	static const struct {
		const char *name;
		const char *media;
	} media[] = {{"PHOTO", "image"}, {"LOGO", "image"}, {"SOUND", "audio"}, {"KEY", "application"}};
	size_t colon = str_find_byte(line, ':');
	struct str head = str_sub(line, 0, colon);
	size_t enc = str_find(head, STR(";ENCODING=b"));
	size_t dot = str_find_byte(head, '.');
	struct str name = str_sub(head, dot < enc ? dot + 1 : 0, enc);
	struct str rest = str_sub(head, enc + 11, head.n);

	if (enc == head.n)
		return line;
	name = dot < enc ? str_sub(head, dot + 1, enc - dot - 1) : str_sub(head, 0, enc);
	for (size_t i = 0; i < ARRAY_LEN(media); i++) {
		struct str type = str_starts(rest, STR(";TYPE=")) ? str_sub(rest, 6, rest.n) : STR("");

		if (!str_eq(name, str_of(media[i].name)) || (rest.n > 0 && type.n == 0) ||
		    str_find_byte(type, ';') < type.n || str_find_byte(type, '"') < type.n)
			continue;
		return arena_printf(w->a, "%.*s:data:%s/%.*s;base64,%.*s", (int)enc, head.p,
		                    type.n > 0 ? media[i].media : "application",
		                    STR_ARG(type.n > 0 ? vcard_lower(w->a, type) : STR("octet-stream")),
		                    STR_ARG(str_sub(line, colon + 1, line.n)));
	}
	return line;
}

static void
put_own(struct writer *w)
{
	const struct card *c = w->c;
	char day[16];

	put_text(w, "X-CAIRN-MET", c->met);
	if (c->met_day != DAY_NONE)
		put_text(w, "X-CAIRN-MET-ON", arena_str(w->a, str_of(day_format(c->met_day, day))));
	if (c->tie != CARD_TIE_NONE)
		put_text(w, "X-CAIRN-TIE", arena_printf(w->a, "%d", c->tie));
	if (c->rhythm_days > 0)
		put_text(w, "X-CAIRN-RHYTHM", arena_printf(w->a, "%d", c->rhythm_days));
}

/* 20260501T100000Z, which both versions read. */
static struct str
rev_text(struct arena *a, int64_t ms)
{
	char buf[32];
	char out[32];
	size_t n = 0;

	for (const char *p = instant_format(ms, buf); *p != '\0'; p++)
		if (*p != '-' && *p != ':')
			out[n++] = *p;
	return arena_str(a, (struct str){out, n});
}

void
vcard_write(struct arena *a, struct strbuf *out, const struct card *c, enum vcard_version version, int64_t rev_ms)
{
	struct writer w = {.a = a, .out = out, .c = c, .version = version};

	put_line(&w, STR("BEGIN:VCARD"));
	put_line(&w, version == VCARD_40 ? STR("VERSION:4.0") : STR("VERSION:3.0"));
	put_line(&w, STR("PRODID:-//Cairn//cairn//EN"));
	/* An address (urn:uuid:) in 4.0, a text in 3.0; the difference shows only where there is something to escape.
	 */
	put_text(&w, "UID", c->uid);
	put_name(&w);
	put_text(&w, "NICKNAME", c->nickname);
	put_jobs(&w);
	for (size_t i = 0; i < c->items.n; i++)
		if (c->items.p[i].kind <= CARD_IM)
			put_item(&w, &c->items.p[i]);
	put_tags(&w);
	put_text(&w, "NOTE", c->note);
	put_own(&w);
	for (size_t i = 0; i < c->items.n; i++)
		if (c->items.p[i].kind == CARD_EXTRA)
			put_line(&w, version == VCARD_40 ? to_data_uri(&w, c->items.p[i].value) : c->items.p[i].value);
	put_line(&w, arena_printf(a, "REV:%.*s", STR_ARG(rev_text(a, rev_ms))));
	put_line(&w, STR("END:VCARD"));
}
