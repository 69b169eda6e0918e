#include "card_field.h"

#include "base/num.h"
#include "base/utf8.h"
#include "format/vcard_impl.h"

const char *const card_ties[CARD_TIE_MAX + 1] = {"heard of", "met once", "know", "would vouch for me"};

const struct card_field card_fields[] = {
    {"name", "as it is shown", false},
    {"given", "given name", false},
    {"family", "family name", false},
    {"nickname", "what they are called", false},
    {"email", "ADDRESS, or ADDRESS (LABEL)", true},
    {"phone", "NUMBER, or NUMBER (LABEL)", true},
    {"address", "in one line", true},
    {"url", "a page of theirs", true},
    {"im", "a messenger: xmpp:a@b.example", true},
    {"tag", "a word", true},
    {"company", "where they work", false},
    {"title", "as what", false},
    {"met", "how you met", false},
    {"met-on", "when: YYYY-MM-DD", false},
    {"tie", "0 heard of, 1 met once, 2 know, 3 would vouch for me", false},
    {"rhythm", "to be in touch every so many days; 0: none", false},
    {"note", "Markdown", false},
};
const size_t card_fields_n = ARRAY_LEN(card_fields);

/* --- entries ------------------------------------------------------------------------------------------------------ */

static bool
is_type(struct str s)
{
	static const char *const types[] = {"home", "work",  "cell", "fax",   "voice", "pager",
	                                    "text", "video", "main", "other", "car",   "school"};

	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (str_eq(s, str_of(types[i])))
			return true;
	return false;
}

static bool
all_types(struct str s)
{
	struct str part;

	while (str_split(&s, ',', &part))
		if (!is_type(str_trim(part)))
			return false;
	return true;
}

struct str
card_item_label(struct arena *a, const struct card_item *i)
{
	struct str out = i->label;
	struct str rest = i->types;
	struct str type;

	/* Apple's own words stand in signs. */
	if (str_starts(out, STR("_$!<")) && str_ends(out, STR(">!$_")))
		return str_sub(out, 4, out.n - 8);
	while (out.n == 0 && rest.n > 0 && str_split(&rest, ',', &type))
		if (!str_eq(type, STR("internet")) && !str_eq(type, STR("voice")))
			out = type;
	while (rest.n > 0 && out.p != i->label.p && str_split(&rest, ',', &type))
		if (!str_eq(type, STR("internet")) && !str_eq(type, STR("voice")))
			out = arena_printf(a, "%.*s, %.*s", STR_ARG(out), STR_ARG(type));
	return out;
}

static struct str
address_line(struct arena *a, struct str value)
{
	struct str out = STR("");
	struct str part;

	while (vcard_split(&value, ';', &part)) {
		part = str_trim(vcard_text(a, part, VCARD_30));
		if (part.n > 0)
			out = out.n == 0 ? part : arena_printf(a, "%.*s, %.*s", STR_ARG(out), STR_ARG(part));
	}
	for (size_t i = 0; i < out.n; i++)
		if (out.p[i] == '\n') {
			char *line = arena_cstr(a, out);

			for (; i < out.n; i++)
				line[i] = line[i] == '\n' ? ' ' : line[i];
			return (struct str){line, out.n};
		}
	return out;
}

static struct str
value_line(struct arena *a, const struct card_item *i)
{
	return i->kind == CARD_ADDRESS ? address_line(a, i->value) : i->value;
}

struct str
card_item_line(struct arena *a, const struct card_item *i)
{
	struct str label = card_item_label(a, i);
	struct str value = value_line(a, i);

	return label.n == 0 ? value : arena_printf(a, "%.*s (%.*s)", STR_ARG(value), STR_ARG(label));
}

struct str
card_lines(struct arena *a, const struct card *c, enum card_kind kind)
{
	const char *between = kind == CARD_TAG ? ", " : "\n";
	struct str out = STR("");

	for (size_t i = 0; i < c->items.n; i++) {
		struct str line;

		if (c->items.p[i].kind != kind)
			continue;
		line = card_item_line(a, &c->items.p[i]);
		out = out.n == 0 ? line : arena_printf(a, "%.*s%s%.*s", STR_ARG(out), between, STR_ARG(line));
	}
	return out;
}

static struct card_item
item_of_line(struct arena *a, enum card_kind kind, struct str line)
{
	struct card_item k = {.kind = kind, .value = line};
	size_t open = line.n;

	for (size_t i = 0; i + 1 < line.n; i++)
		if (line.p[i] == ' ' && line.p[i + 1] == '(')
			open = i;
	if (kind != CARD_TAG && kind != CARD_ADDRESS && open < line.n && line.p[line.n - 1] == ')') {
		struct str label = str_trim(str_sub(line, open + 2, line.n - open - 3));
		struct str low = vcard_lower(a, label);

		k.value = str_trim(str_sub(line, 0, open));
		if (str_eq(low, STR("mobile")))
			low = STR("cell");
		if (label.n > 0 && all_types(low)) {
			struct str part;

			while (str_split(&low, ',', &part))
				k.types = k.types.n == 0
				              ? str_trim(part)
				              : arena_printf(a, "%.*s,%.*s", STR_ARG(k.types), STR_ARG(str_trim(part)));
		} else {
			k.label = label;
		}
	}
	if (kind == CARD_ADDRESS)
		k.value = arena_printf(a, ";;%.*s;;;;", STR_ARG(vcard_escape(a, k.value)));
	return k;
}

void
card_lines_set(struct arena *a, struct card *c, enum card_kind kind, struct str lines)
{
	VEC(struct card_item) all = {0};
	struct str line;

	for (size_t i = 0; i < c->items.n; i++)
		if (c->items.p[i].kind != kind)
			*VEC_PUSH(a, &all) = c->items.p[i];
	while (kind == CARD_TAG ? str_split(&lines, ',', &line) : lines.p != NULL && str_line(&lines, &line)) {
		struct card_item k;

		line = str_trim(line);
		if (line.n == 0)
			continue;
		k = item_of_line(a, kind, line);
		for (size_t i = 0; i < c->items.n; i++) {
			const struct card_item *old = &c->items.p[i];

			if (old->kind != kind)
				continue;
			if (str_eq(card_item_line(a, old), line)) {
				k = *old;
				break;
			}
			if (str_eq(old->value, k.value)) {
				k.params = old->params;
				k.group = old->group;
				k.pref = old->pref;
			}
		}
		*VEC_PUSH(a, &all) = k;
	}
	c->items.p = all.p;
	c->items.n = all.n;
	c->items.cap = all.cap;
}

/* --- fields by name ----------------------------------------------------------------------------------------------- */

bool
card_tie_parse(struct str s, int *ret, struct err *err)
{
	int64_t n;

	for (int i = 0; i <= CARD_TIE_MAX; i++)
		if (str_eq_ci(s, str_of(card_ties[i]))) {
			*ret = i;
			return true;
		}
	if (s.n == 0) {
		*ret = CARD_TIE_NONE;
		return true;
	}
	if (!num_parse_i64(s, 0, CARD_TIE_MAX, "tie", &n, NULL)) {
		err_set(err, ERR_INVALID, "'%.*s' is no strength of a tie", STR_ARG(utf8_clip(s, 40)));
		return err_hint(err, "0 heard of, 1 met once, 2 know, 3 would vouch for me.");
	}
	*ret = (int)n;
	return true;
}

static bool
many_set(struct arena *a, struct card *c, enum card_kind kind, struct str value, bool remove, struct err *err)
{
	struct card_item k = item_of_line(a, kind, value);

	if (kind == CARD_EMAIL && str_find_byte(k.value, '@') == k.value.n)
		return err_set(err, ERR_INVALID, "'%.*s' is no e-mail address", STR_ARG(utf8_clip(k.value, 80)));
	if (!remove) {
		*card_item_add(a, c, kind, k.value) = k;
		return true;
	}
	for (size_t i = 0; i < c->items.n; i++) {
		if (c->items.p[i].kind != kind ||
		    (!str_eq_ci(c->items.p[i].value, k.value) && !str_eq_ci(value_line(a, &c->items.p[i]), value)))
			continue;
		memmove(&c->items.p[i], &c->items.p[i + 1], (c->items.n - i - 1) * sizeof(*c->items.p));
		c->items.n--;
		return true;
	}
	return err_set(err, ERR_INVALID, "there is no %s '%.*s' to remove", card_kind_names[kind],
	               STR_ARG(utf8_clip(value, 80)));
}

/* The present job, made when there is none. */
static struct card_job *
present_job(struct arena *a, struct card *c)
{
	for (size_t i = 0; i < c->jobs.n; i++)
		if (card_job_is_present(&c->jobs.p[i]))
			return &c->jobs.p[i];
	return card_job_add(a, c);
}

static bool
number_set(struct card *c, struct str name, struct str value, struct err *err)
{
	int64_t n;

	if (str_eq(name, STR("tie")))
		return card_tie_parse(value, &c->tie, err);
	if (str_eq(name, STR("rhythm"))) {
		if (!num_parse_i64(value.n == 0 ? STR("0") : value, 0, 3650, "rhythm", &n, err))
			return false;
		c->rhythm_days = (int)n;
		return true;
	}
	c->met_day = DAY_NONE;
	return value.n == 0 || day_parse(value, &c->met_day, err) || err_prefix(err, "met-on");
}

bool
card_field_set(struct arena *a, struct card *c, struct str name, struct str value, bool remove, struct err *err)
{
	const struct {
		const char *name;
		struct str *to;
	} texts[] = {{"name", &c->name},         {"given", &c->given}, {"family", &c->family},
	             {"nickname", &c->nickname}, {"met", &c->met},     {"note", &c->note}};
	size_t i = 0;

	value = str_trim(value);
	while (i < card_fields_n && !str_eq(name, str_of(card_fields[i].name)))
		i++;
	if (i == card_fields_n) {
		err_set(err, ERR_INVALID, "no field '%.*s'", STR_ARG(utf8_clip(name, 40)));
		return err_hint(err,
		                "The fields are name, given, family, nickname, email, phone, address, url, im, tag, "
		                "company, title, met, met-on, tie, rhythm and note.");
	}
	if (remove && !card_fields[i].many)
		return err_set(err, ERR_INVALID,
		               "there is only one %s; set it to nothing with %s=", card_fields[i].name,
		               card_fields[i].name);
	for (size_t k = 0; k < CARD_EXTRA; k++)
		if (str_eq(name, str_of(card_kind_names[k])))
			return many_set(a, c, (enum card_kind)k, value, remove, err);
	for (size_t k = 0; k < ARRAY_LEN(texts); k++)
		if (str_eq(name, str_of(texts[k].name))) {
			*texts[k].to = value;
			return true;
		}
	if (str_eq(name, STR("company")))
		present_job(a, c)->company = value;
	else if (str_eq(name, STR("title")))
		present_job(a, c)->title = value;
	else
		return number_set(c, name, value, err);
	return true;
}
