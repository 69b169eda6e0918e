/* From properties to cards. */
#include "format/vcard.h"

#include "base/num.h"
#include "base/utf8.h"
#include "format/vcard_impl.h"

/* A property X-ABLabel names the other properties of its group. */
static const char label_name[] = "X-ABLABEL";

/* Properties that carry an address of a messenger, and the scheme they mean. */
static const struct {
	const char *name;
	const char *scheme;
} messengers[] = {
    {"X-AIM", "aim"},         {"X-JABBER", "xmpp"},
    {"X-GTALK", "gtalk"},     {"X-GOOGLE-TALK", "gtalk"},
    {"X-YAHOO", "ymsgr"},     {"X-MSN", "msnim"},
    {"X-ICQ", "icq"},         {"X-QQ", "qq"},
    {"X-SKYPE", "skype"},     {"X-SKYPE-USERNAME", "skype"},
    {"X-MS-IMADDRESS", "im"}, {"X-TWITTER", "twitter"},
    {"X-GADUGADU", "gg"},     {"X-GROUPWISE", "groupwise"},
    {"X-TELEGRAM", "tg"},     {"X-SIGNAL", "signal"},
};

/* Written anew, or said by the form of the record itself. */
static const char *const dropped[] = {"VERSION", "PRODID", "REV", "BEGIN", "END", "PROFILE"};

struct maker {
	struct arena *a;
	const struct vcard_prop *props;
	size_t n;
	enum vcard_version version;
	struct str where; /* "card 3, line 12" */
	const struct card_sink *sink;
	struct card c;
	VEC(struct str) orgs;
	VEC(struct str) titles;
	VEC(struct card_job) jobs; /* ours, with dates */
	size_t extra;              /* bytes of extras so far */
	bool is_group;
};

static bool
name_is(const struct vcard_prop *p, const char *name)
{
	return str_eq(p->name, str_of(name));
}

static struct str
text_of(struct maker *m, const struct vcard_prop *p)
{
	return str_trim(vcard_text(m->a, p->value, m->version));
}

static bool
warn(struct maker *m, const struct vcard_prop *p, const char *why, struct err *err)
{
	const struct card_notice n = {
	    .where = arena_printf(m->a, "%.*s, line %zu", (int)str_find_byte(m->where, ','), m->where.p, p->line),
	    .why = arena_printf(m->a, "%.*s: %s", STR_ARG(utf8_clip(p->name, 60)), why),
	};

	return m->sink->notice(m->sink->p, &n, err);
}

/* --- parameters --------------------------------------------------------------------------------------------------- */

/* In lower case, without what would end a parameter. */
static struct str
type_word(struct arena *a, struct str s)
{
	char *out = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)out[i];

		out[i] =
		    c <= ' ' || c == ';' || c == ':' || c == '"' || c == '=' || c == 0x7f ? '-' : ascii_lower(out[i]);
	}
	return (struct str){out, s.n};
}

static void
add_type(struct maker *m, struct card_item *i, struct str type)
{
	struct str rest = type;
	struct str part;

	while (str_split(&rest, ',', &part)) {
		part = type_word(m->a, str_trim(part));
		if (part.n == 0)
			continue;
		if (str_eq(part, STR("pref"))) {
			if (i->pref == 0)
				i->pref = 1;
			continue;
		}
		i->types = i->types.n == 0 ? part : arena_printf(m->a, "%.*s,%.*s", STR_ARG(i->types), STR_ARG(part));
	}
}

/* A parameter's value as it is written: quoted when it must be; what cannot stand there as RFC 6868 has it. */
static struct str
param_text(struct arena *a, const struct vcard_param *p)
{
	bool quotes = false;
	char *out = arena_array(a, p->value.n + 1, 2);
	size_t n = 0;

	for (size_t i = 0; i < p->value.n; i++) {
		char c = p->value.p[i];

		quotes |= c == ';' || c == ':' || c == ',';
		if (c == '"' || c == '\n')
			out[n++] = '^';
		out[n++] = c == '"' ? '\'' : c == '\n' ? 'n' : (unsigned char)c < ' ' ? ' ' : c;
	}
	return arena_printf(a, quotes ? ";%.*s=\"%.*s\"" : ";%.*s=%.*s", STR_ARG(p->name), (int)n, out);
}

/* All parameters that have no field of their own. `own`: types and preference have one. */
static struct str
rest_params(struct maker *m, const struct vcard_prop *p, bool own)
{
	struct str out = STR("");

	for (size_t i = 0; i < p->params.n; i++) {
		const struct vcard_param *q = &p->params.p[i];

		if (own && (str_eq(q->name, STR("TYPE")) || str_eq(q->name, STR("PREF"))))
			continue;
		if (own && str_eq(q->name, STR("VALUE")) &&
		    (str_eq_ci(q->value, STR("uri")) || str_eq_ci(q->value, STR("text"))))
			continue;
		out = arena_printf(m->a, "%.*s%.*s", STR_ARG(out), STR_ARG(param_text(m->a, q)));
	}
	return out;
}

/* The label of the property's group, and whether others than it are of the group. */
static struct str
label_of(const struct maker *m, const struct vcard_prop *p, bool *ret_company)
{
	struct str label = STR("");

	*ret_company = false;
	for (size_t i = 0; i < m->n && p->group.n > 0; i++) {
		const struct vcard_prop *q = &m->props[i];

		if (q == p || !str_eq_ci(q->group, p->group))
			continue;
		if (name_is(q, label_name) && label.n == 0)
			label = q->value;
		else
			*ret_company = true;
	}
	return label;
}

static struct card_item *
add_item(struct maker *m, const struct vcard_prop *p, enum card_kind kind, struct str value)
{
	struct card_item *i = card_item_add(m->a, &m->c, kind, value);
	bool company;
	int64_t pref;

	for (size_t k = 0; k < p->params.n; k++) {
		if (str_eq(p->params.p[k].name, STR("TYPE")))
			add_type(m, i, p->params.p[k].value);
		else if (str_eq(p->params.p[k].name, STR("PREF")) &&
		         num_parse_i64(p->params.p[k].value, 1, 100, "PREF", &pref, NULL))
			i->pref = (int)pref;
	}
	i->params = rest_params(m, p, true);
	i->label = vcard_text(m->a, label_of(m, p, &company), m->version);
	if (company)
		i->group = p->group;
	return i;
}

/* Keeps the parameters of a field that has none. */
static void
keep_params(struct maker *m, const struct vcard_prop *p, struct str name)
{
	struct str params = rest_params(m, p, false);

	if (params.n > 0)
		card_item_add(m->a, &m->c, CARD_PARAM, name)->params = params;
}

/* --- what is kept as it is ---------------------------------------------------------------------------------------- */

static bool
is_binary(const struct vcard_prop *p)
{
	return name_is(p, "PHOTO") || name_is(p, "LOGO") || name_is(p, "SOUND") || name_is(p, "KEY");
}

static bool
is_base64(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_alpha(s.p[i]) && !ascii_is_digit(s.p[i]) && s.p[i] != '+' && s.p[i] != '/' &&
		    s.p[i] != '=')
			return false;
	return s.n > 0;
}

/* "data:image/jpeg;base64,AAAA" of 4.0 is the ENCODING=b of 3.0. */
static bool
from_data_uri(struct maker *m, const struct vcard_prop *p, struct str *ret_params, struct str *ret_value)
{
	size_t comma = str_find_byte(p->value, ',');
	struct str head = str_sub(p->value, 0, comma);
	struct str type;
	size_t slash;

	if (!is_binary(p) || !str_starts_ci(head, STR("data:")) || !str_ends(head, STR(";base64")) ||
	    !is_base64(str_sub(p->value, comma + 1, p->value.n)))
		return false;
	type = str_sub(head, 5, head.n - 5 - 7);
	slash = str_find_byte(type, '/');
	if (str_find_byte(type, ';') < type.n)
		return false;
	*ret_params = str_eq_ci(type, STR("application/octet-stream"))
	                  ? STR(";ENCODING=b")
	                  : arena_printf(m->a, ";ENCODING=b;TYPE=%.*s",
	                                 STR_ARG(vcard_upper(m->a, str_sub(type, slash + 1, type.n))));
	*ret_value = str_sub(p->value, comma + 1, p->value.n);
	return true;
}

static struct str
binary_params(struct maker *m, const struct vcard_prop *p)
{
	struct str out = STR(";ENCODING=b");

	for (size_t i = 0; i < p->params.n; i++) {
		struct vcard_param q = p->params.p[i];

		if (str_eq(q.name, STR("TYPE")))
			q.value = vcard_upper(m->a, q.value);
		out = arena_printf(m->a, "%.*s%.*s", STR_ARG(out), STR_ARG(param_text(m->a, &q)));
	}
	return out;
}

/* A line break that came quoted-printable, as an escape. */
static struct str
with_escaped_breaks(struct arena *a, struct str s)
{
	char *out;
	size_t n = 0;

	if (str_find_byte(s, '\n') == s.n)
		return s;
	out = arena_array(a, s.n + 1, 2);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			out[n++] = '\\';
		out[n++] = s.p[i] == '\n' ? 'n' : s.p[i];
	}
	return (struct str){out, n};
}

static bool
keep(struct maker *m, const struct vcard_prop *p, struct err *err)
{
	struct str params, value = with_escaped_breaks(m->a, p->value);
	struct str line;
	char why[96];

	if (p->base64)
		params = binary_params(m, p);
	else if (!from_data_uri(m, p, &params, &value))
		params = rest_params(m, p, false);
	line = arena_printf(m->a, "%.*s%s%.*s%.*s:%.*s", STR_ARG(p->group), p->group.n > 0 ? "." : "", STR_ARG(p->name),
	                    STR_ARG(params), STR_ARG(value));
	if (line.n > CARD_EXTRA_MAX || m->extra + line.n > CARD_TEXT_MAX / 2) {
		snprintf(why, sizeof(why), "%zu KB are more than is kept (%zu KB) and were left out", line.n >> 10,
		         (line.n > CARD_EXTRA_MAX ? CARD_EXTRA_MAX : CARD_TEXT_MAX / 2) >> 10);
		return warn(m, p, why, err);
	}
	m->extra += line.n;
	card_item_add(m->a, &m->c, CARD_EXTRA, line);
	return true;
}

/* --- fields ------------------------------------------------------------------------------------------------------- */

/* One part of N: several values with commas between. */
static struct str
name_part(struct maker *m, struct str *rest)
{
	struct str part;
	struct str out = STR("");
	struct str one;

	if (!vcard_split(rest, ';', &part))
		return STR("");
	while (vcard_split(&part, ',', &one)) {
		one = str_trim(vcard_text(m->a, one, m->version));
		if (one.n > 0)
			out = out.n == 0 ? one : arena_printf(m->a, "%.*s, %.*s", STR_ARG(out), STR_ARG(one));
	}
	return out;
}

static void
read_name(struct maker *m, const struct vcard_prop *p)
{
	struct str rest = p->value;

	m->c.family = name_part(m, &rest);
	m->c.given = name_part(m, &rest);
	m->c.middle = name_part(m, &rest);
	m->c.prefix = name_part(m, &rest);
	m->c.suffix = name_part(m, &rest);
}

/* Seven parts, each escaped as in 3.0. */
static struct str
read_address(struct maker *m, const struct vcard_prop *p)
{
	struct str rest = p->value;
	struct str part, out = STR("");
	size_t n = 0;
	bool any = false;

	for (; vcard_split(&rest, ';', &part) && n < 7; n++) {
		if (m->version == VCARD_21)
			part = vcard_escape(m->a, str_trim(vcard_text(m->a, part, VCARD_21)));
		part = str_trim(with_escaped_breaks(m->a, part));
		any |= part.n > 0;
		out = arena_printf(m->a, "%.*s%s%.*s", STR_ARG(out), n > 0 ? ";" : "", STR_ARG(part));
	}
	for (; n < 7; n++)
		out = arena_printf(m->a, "%.*s;", STR_ARG(out));
	return any ? out : STR("");
}

static void
read_tags(struct maker *m, const struct vcard_prop *p)
{
	struct str rest = p->value;
	struct str part;

	while (vcard_split(&rest, ',', &part)) {
		part = str_trim(vcard_text(m->a, part, m->version));
		if (part.n > 0)
			card_item_add(m->a, &m->c, CARD_TAG, part);
	}
}

/* "company;unit;title;from;to;over" of our own. */
static void
read_own_job(struct maker *m, const struct vcard_prop *p)
{
	struct str rest = p->value;
	struct str part[6] = {{0}};
	struct card_job *j = VEC_PUSH(m->a, &m->jobs);

	for (size_t i = 0; i < ARRAY_LEN(part) && vcard_split(&rest, ';', &part[i]); i++)
		part[i] = vcard_text(m->a, part[i], m->version);
	*j = (struct card_job){.company = part[0], .unit = part[1], .title = part[2]};
	if (!day_parse(part[3], &j->from_day, NULL))
		j->from_day = DAY_NONE;
	if (!day_parse(part[4], &j->to_day, NULL))
		j->to_day = DAY_NONE;
	j->over = str_eq(part[5], STR("over"));
}

static struct card_job
job_of_org(struct maker *m, struct str org, struct str title)
{
	struct card_job j = {.from_day = DAY_NONE, .to_day = DAY_NONE, .title = title};
	struct str part;

	if (vcard_split(&org, ';', &part))
		j.company = str_trim(vcard_text(m->a, part, m->version));
	while (vcard_split(&org, ';', &part)) {
		part = str_trim(vcard_text(m->a, part, m->version));
		/* Within one department's name a ';' has no place. */
		if (part.n > 0 && str_find_byte(part, ';') == part.n)
			j.unit = j.unit.n == 0 ? part : arena_printf(m->a, "%.*s;%.*s", STR_ARG(j.unit), STR_ARG(part));
	}
	return j;
}

/* ORG and TITLE belong together in the order they come. Our own jobs say more; what another program changed since is
 * the present one. */
static void
join_jobs(struct maker *m)
{
	size_t n = MAX(m->orgs.n, m->titles.n);

	for (size_t i = 0; i < n; i++) {
		struct card_job j =
		    job_of_org(m, i < m->orgs.n ? m->orgs.p[i] : STR_NONE, i < m->titles.n ? m->titles.p[i] : STR_NONE);
		bool known = false;

		for (size_t k = 0; k < m->jobs.n && !known; k++)
			known = (j.company.n > 0 && str_eq(m->jobs.p[k].company, j.company)) ||
			        (j.company.n == 0 && str_eq(m->jobs.p[k].title, j.title));
		if (!known)
			*VEC_PUSH(m->a, &m->c.jobs) = j;
	}
	for (size_t k = 0; k < m->jobs.n; k++)
		*VEC_PUSH(m->a, &m->c.jobs) = m->jobs.p[k];
}

static struct str
joined(struct maker *m, struct str old, struct str more, const char *between)
{
	if (old.n == 0 || more.n == 0)
		return old.n > 0 ? old : more;
	return arena_printf(m->a, "%.*s%s%.*s", STR_ARG(old), between, STR_ARG(more));
}

/* --- one property ------------------------------------------------------------------------------------------------- */

/* Those with a place on the card that there can be only one of. *ret_done false: it is another. */
static bool
take_field(struct maker *m, const struct vcard_prop *p, bool *ret_done)
{
	struct card *c = &m->c;
	int64_t n;

	*ret_done = true;
	if (name_is(p, "FN") && c->name.n == 0)
		c->name = text_of(m, p);
	else if (name_is(p, "N") && c->family.n == 0 && c->given.n == 0)
		read_name(m, p);
	else if (name_is(p, "UID") && c->uid.n == 0 && p->value.n <= CARD_UID_MAX)
		c->uid = text_of(m, p);
	else if (name_is(p, "NICKNAME"))
		c->nickname = joined(m, c->nickname, text_of(m, p), ", ");
	else if (name_is(p, "NOTE"))
		c->note = joined(m, c->note, text_of(m, p), "\n\n");
	else if (name_is(p, "X-CAIRN-MET"))
		c->met = text_of(m, p);
	else if (name_is(p, "X-CAIRN-MET-ON") && day_parse(p->value, &c->met_day, NULL))
		return true;
	else if (name_is(p, "X-CAIRN-TIE") && num_parse_i64(p->value, 0, CARD_TIE_MAX, "tie", &n, NULL))
		c->tie = (int)n;
	else if (name_is(p, "X-CAIRN-RHYTHM") && num_parse_i64(p->value, 1, 3650, "rhythm", &n, NULL))
		c->rhythm_days = (int)n;
	else if (name_is(p, "X-CAIRN-JOB"))
		read_own_job(m, p);
	else
		*ret_done = false;
	if (*ret_done && (name_is(p, "FN") || name_is(p, "N") || name_is(p, "NICKNAME") || name_is(p, "NOTE")))
		keep_params(m, p, p->name);
	return true;
}

static struct str
numbered(struct maker *m, const char *name, size_t n)
{
	return n <= 1 ? str_of(name) : arena_printf(m->a, "%s.%zu", name, n);
}

static struct str
with_scheme(struct maker *m, const struct vcard_prop *p)
{
	struct str value = text_of(m, p);

	for (size_t i = 0; i < ARRAY_LEN(messengers); i++)
		if (name_is(p, messengers[i].name) && value.n > 0)
			return arena_printf(m->a, "%s:%.*s", messengers[i].scheme, STR_ARG(value));
	return name_is(p, "IMPP") ? value : STR_NONE;
}

static struct str
phone_text(struct maker *m, const struct vcard_prop *p)
{
	struct str s = text_of(m, p);

	return str_starts_ci(s, STR("tel:")) ? str_sub(s, 4, s.n) : s;
}

static bool
take_many(struct maker *m, const struct vcard_prop *p, bool *ret_done)
{
	struct str im = with_scheme(m, p);
	struct str address;

	*ret_done = true;
	if (p->base64) {
		*ret_done = false;
	} else if (name_is(p, "EMAIL")) {
		add_item(m, p, CARD_EMAIL, text_of(m, p));
	} else if (name_is(p, "TEL")) {
		add_item(m, p, CARD_PHONE, phone_text(m, p));
	} else if (name_is(p, "URL")) {
		add_item(m, p, CARD_URL, text_of(m, p));
	} else if (im.p != NULL) {
		add_item(m, p, CARD_IM, im);
	} else if (name_is(p, "ADR")) {
		address = read_address(m, p);
		add_item(m, p, CARD_ADDRESS, address);
	} else if (name_is(p, "CATEGORIES")) {
		read_tags(m, p);
	} else if (name_is(p, "ORG")) {
		*VEC_PUSH(m->a, &m->orgs) = p->value;
		keep_params(m, p, numbered(m, "ORG", m->orgs.n));
	} else if (name_is(p, "TITLE")) {
		*VEC_PUSH(m->a, &m->titles) = text_of(m, p);
		keep_params(m, p, numbered(m, "TITLE", m->titles.n));
	} else {
		*ret_done = false;
	}
	return true;
}

static bool
is_dropped(const struct vcard_prop *p)
{
	for (size_t i = 0; i < ARRAY_LEN(dropped); i++)
		if (name_is(p, dropped[i]))
			return true;
	return p->value.n == 0;
}

/* Whether the label belongs to an item, which has it already. */
static bool
label_is_taken(const struct maker *m, const struct vcard_prop *p)
{
	static const char *const labelled[] = {"EMAIL", "TEL", "URL", "ADR", "IMPP"};

	for (size_t i = 0; i < m->n; i++)
		if (str_eq_ci(m->props[i].group, p->group)) {
			for (size_t k = 0; k < ARRAY_LEN(labelled); k++)
				if (name_is(&m->props[i], labelled[k]))
					return true;
			for (size_t k = 0; k < ARRAY_LEN(messengers); k++)
				if (name_is(&m->props[i], messengers[k].name))
					return true;
		}
	return false;
}

static bool
take(struct maker *m, const struct vcard_prop *p, struct err *err)
{
	bool done;

	if (is_dropped(p))
		return true;
	if ((name_is(p, "KIND") || name_is(p, "X-ADDRESSBOOKSERVER-KIND")) &&
	    str_eq_ci(str_trim(p->value), STR("group")))
		m->is_group = true;
	if (name_is(p, "KIND") && str_eq_ci(str_trim(p->value), STR("individual")))
		return true;
	if (name_is(p, label_name) && p->group.n > 0 && label_is_taken(m, p))
		return true;
	if (!take_field(m, p, &done) || (!done && !take_many(m, p, &done)))
		return false;
	return done || keep(m, p, err);
}

bool
vcard_card_of(struct arena *a, const struct vcard_prop *props, size_t n, enum vcard_version version, struct str where,
              const struct card_sink *sink, struct err *err)
{
	struct maker m = {
	    .a = a, .props = props, .n = n, .version = version, .where = where, .sink = sink, .c = card_none()};
	struct err why = {0};

	for (size_t i = 0; i < n; i++)
		if (!take(&m, &props[i], err))
			return false;
	if (m.is_group) {
		const struct card_notice no = {where, STR("it is a group of people, not a person"), true};

		return sink->notice(sink->p, &no, err);
	}
	join_jobs(&m);
	m.c.where = where;
	/* A name that could not be taken apart was written as a family name. */
	if (str_eq(m.c.family, m.c.name) && m.c.given.n + m.c.middle.n + m.c.prefix.n + m.c.suffix.n == 0)
		m.c.family = STR("");
	if (m.c.items.n > 0 && m.c.name.n == 0 && card_name_made(a, &m.c).n == 0) {
		const struct card_notice odd = {where, STR("it has no name; it is called Unnamed here"), false};

		m.c.name = STR("Unnamed");
		if (!sink->notice(sink->p, &odd, err))
			return false;
	}
	if (!card_tidy(a, &m.c, &why)) {
		const struct card_notice no = {where, arena_str(a, str_of(why.text)), true};

		return sink->notice(sink->p, &no, err);
	}
	return sink->card(sink->p, &m.c, err);
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

struct file {
	struct arena *a;
	const struct card_sink *sink;
	struct vcard_lines lines;
	VEC(struct vcard_prop) props;
	size_t n_cards;
	size_t depth;     /* of cards within cards */
	size_t begun;     /* line of BEGIN */
	size_t n_notices; /* many in one file say the same */
};

static struct str
where_of(struct file *f)
{
	return arena_printf(f->a, "card %zu, line %zu", f->n_cards, f->begun);
}

static bool
say(struct file *f, struct str where, struct str why, struct err *err)
{
	const struct card_notice n = {where, why, false};

	return f->n_notices++ >= 1000 || f->sink->notice(f->sink->p, &n, err);
}

static bool
end_card(struct file *f, struct err *err)
{
	bool ok = vcard_card_of(f->a, f->props.p, f->props.n, f->lines.version, where_of(f), f->sink, err);

	f->props.n = 0;
	f->depth = 0;
	return ok;
}

static bool
begin_card(struct file *f, const struct vcard_prop *p, struct err *err)
{
	const struct vcard_prop *last = f->props.n > 0 ? &f->props.p[f->props.n - 1] : NULL;

	if (f->depth > 0 && last != NULL && name_is(last, "AGENT") && last->value.n == 0) {
		f->depth++;
		return say(f, where_of(f), STR("the card of an agent within it is left out"), err);
	}
	if (f->depth > 1) {
		f->depth++;
		return true;
	}
	if (f->depth == 1 &&
	    (!say(f, where_of(f), STR("it does not end; what is there was read"), err) || !end_card(f, err)))
		return false;
	if (f->n_cards == VCARD_CARDS_MAX)
		return err_set(err, ERR_LIMIT, "more than %d cards in one file", VCARD_CARDS_MAX);
	f->n_cards++;
	f->depth = 1;
	f->begun = p->line;
	f->lines.version = VCARD_30;
	return true;
}

static bool
take_prop(struct file *f, const struct vcard_prop *p, struct err *err)
{
	if (name_is(p, "BEGIN") && str_eq_ci(str_trim(p->value), STR("VCARD")))
		return begin_card(f, p, err);
	if (f->depth == 0)
		return true;
	if (name_is(p, "END") && str_eq_ci(str_trim(p->value), STR("VCARD"))) {
		if (--f->depth == 0)
			return end_card(f, err);
		return true;
	}
	if (f->depth > 1)
		return true;
	if (name_is(p, "VERSION"))
		f->lines.version = str_starts(p->value, STR("2"))   ? VCARD_21
		                   : str_starts(p->value, STR("4")) ? VCARD_40
		                                                    : VCARD_30;
	if (f->props.n == VCARD_PROPS_MAX)
		return err_set(err, ERR_LIMIT, "line %zu: more than %d properties on one card", p->line,
		               VCARD_PROPS_MAX);
	*VEC_PUSH(f->a, &f->props) = *p;
	return true;
}

/* UTF-16 has a mark at its beginning, or letters with a NUL on one side. Of anything else the lines are told apart
 * first, and each is looked at by itself. */
static struct str
file_text(struct arena *a, struct str s)
{
	bool little = s.n >= 4 && s.p[0] != '\0' && s.p[1] == '\0' && s.p[3] == '\0';
	bool big = s.n >= 4 && s.p[0] == '\0' && s.p[1] != '\0' && s.p[2] == '\0';
	char *marked;

	if (little || big) {
		marked = ARENA_ARRAY(a, s.n + 2, char);
		memcpy(marked, little ? "\xff\xfe" : "\xfe\xff", 2);
		memcpy(marked + 2, s.p, s.n);
		return utf8_from_any(a, (struct str){marked, s.n + 2});
	}
	if (str_starts(s, STR("\xff\xfe")) || str_starts(s, STR("\xfe\xff")))
		return utf8_from_any(a, s);
	return str_starts(s, STR("\xef\xbb\xbf")) ? str_sub(s, 3, s.n) : s;
}

static bool
not_a_vcard(struct str s, struct err *err)
{
	if (str_has_ci(str_sub(s, 0, 4096), STR("BEGIN:VCALENDAR"))) {
		err_set(err, ERR_INVALID, "it is a calendar, not a vCard");
		return err_hint(err,
		                "Contacts are read from vCard (.vcf), jCard (.json) and LinkedIn's Connections.csv.");
	}
	err_set(err, ERR_INVALID, "there is no vCard in it");
	return err_hint(err,
	                "A vCard begins with the line BEGIN:VCARD; jCard and LinkedIn's Connections.csv are read too.");
}

bool
vcard_read(struct arena *a, struct str bytes, const struct card_sink *sink, struct err *err)
{
	struct file f = {.a = a, .sink = sink};
	struct str text;

	if (bytes.n > VCARD_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "the file has %zu MB, at most %zu are read", bytes.n >> 20,
		               VCARD_BYTES_MAX >> 20);
	text = file_text(a, bytes);
	if (str_trim(text).n > 0 && str_trim(text).p[0] == '[')
		return vcard_json_read(a, text, sink, err);
	if (str_trim(text).n > 0 && str_trim(text).p[0] == '<')
		return vcard_xml_read(a, text, sink, err);
	f.lines = (struct vcard_lines){.rest = text, .version = VCARD_30};
	for (;;) {
		struct vcard_prop p;
		bool any;

		if (!vcard_prop_next(a, &f.lines, &p, &any, err))
			return false;
		if (f.lines.warning.n > 0 && f.depth > 0 &&
		    !say(&f, arena_printf(a, "card %zu, line %zu", f.n_cards, any ? p.line : f.lines.line),
		         any && p.name.n > 0
		             ? arena_printf(a, "%.*s: %.*s", STR_ARG(utf8_clip(p.name, 60)), STR_ARG(f.lines.warning))
		             : f.lines.warning,
		         err))
			return false;
		if (!any)
			break;
		if (!take_prop(&f, &p, err))
			return false;
	}
	if (f.depth > 0 &&
	    (!say(&f, where_of(&f), STR("it does not end; what is there was read"), err) || !end_card(&f, err)))
		return false;
	return f.n_cards > 0 || not_a_vcard(text, err);
}
