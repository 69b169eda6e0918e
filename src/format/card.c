#include "card.h"

#include "base/utf8.h"
#include "jdoc.h"

const char *const card_kind_names[CARD_KIND__COUNT] = {
    [CARD_EMAIL] = "email", [CARD_PHONE] = "phone", [CARD_ADDRESS] = "address", [CARD_URL] = "url",
    [CARD_IM] = "im",       [CARD_TAG] = "tag",     [CARD_EXTRA] = "extra",     [CARD_PARAM] = "param",
};

struct card
card_none(void)
{
	return (struct card){.met_day = DAY_NONE, .tie = CARD_TIE_NONE};
}

struct card_item *
card_item_add(struct arena *a, struct card *c, enum card_kind kind, struct str value)
{
	struct card_item *i = VEC_PUSH(a, &c->items);

	*i = (struct card_item){.kind = kind, .value = value};
	return i;
}

struct card_job *
card_job_add(struct arena *a, struct card *c)
{
	struct card_job *j = VEC_PUSH(a, &c->jobs);

	*j = (struct card_job){.from_day = DAY_NONE, .to_day = DAY_NONE};
	return j;
}

bool
card_job_is_present(const struct card_job *j)
{
	return !j->over && j->to_day == DAY_NONE;
}

const struct card_job *
card_job_present(const struct card *c)
{
	for (size_t i = 0; i < c->jobs.n; i++)
		if (card_job_is_present(&c->jobs.p[i]))
			return &c->jobs.p[i];
	return NULL;
}

const struct card_item *
card_best(const struct card *c, enum card_kind kind)
{
	const struct card_item *best = NULL;

	for (size_t i = 0; i < c->items.n; i++) {
		const struct card_item *k = &c->items.p[i];
		int pref = k->pref > 0 ? k->pref : 101;

		if (k->kind == kind && (best == NULL || pref < (best->pref > 0 ? best->pref : 101)))
			best = k;
	}
	return best;
}

/* --- tidying ------------------------------------------------------------------------------------------------------ */

struct str
card_name_made(struct arena *a, const struct card *c)
{
	const struct str parts[] = {c->prefix, c->given, c->middle, c->family, c->suffix};
	const struct card_item *item;
	struct str out = STR("");

	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (parts[i].n > 0)
			out = out.n == 0 ? parts[i] : arena_printf(a, "%.*s %.*s", STR_ARG(out), STR_ARG(parts[i]));
	if (out.n == 0)
		out = c->nickname;
	if (out.n == 0 && c->jobs.n > 0)
		out = c->jobs.p[0].company;
	if (out.n == 0 && (item = card_best(c, CARD_EMAIL)) != NULL)
		out = item->value;
	if (out.n == 0 && (item = card_best(c, CARD_PHONE)) != NULL)
		out = item->value;
	if (out.n == 0 && (item = card_best(c, CARD_IM)) != NULL)
		out = item->value;
	return out;
}

/* White space at both ends goes, and line breaks within become spaces. */
static struct str
one_line(struct arena *a, struct str s, size_t max)
{
	char *out;

	s = str_trim(utf8_clip(str_trim(s), max));
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] >= ' ' && s.p[i] != 0x7f)
			continue;
		out = arena_cstr(a, s);
		for (size_t k = i; k < s.n; k++)
			if ((unsigned char)out[k] < ' ' || out[k] == 0x7f)
				out[k] = ' ';
		return (struct str){out, s.n};
	}
	return s;
}

static bool
item_eq(const struct card_item *x, const struct card_item *y)
{
	return x->kind == y->kind && str_eq(x->value, y->value) && str_eq(x->types, y->types) &&
	       str_eq(x->label, y->label) && str_eq(x->params, y->params) && str_eq(x->group, y->group) &&
	       x->pref == y->pref;
}

static void
sort_items(struct arena *a, struct card *c)
{
	struct card_item *sorted = ARENA_ARRAY(a, c->items.n, struct card_item);
	size_t n = 0;

	for (int kind = 0; kind < CARD_KIND__COUNT; kind++)
		for (size_t i = 0; i < c->items.n; i++)
			if (c->items.p[i].kind == (enum card_kind)kind)
				sorted[n++] = c->items.p[i];
	c->items.p = sorted;
	c->items.cap = c->items.n;
}

static bool
tidy_items(struct arena *a, struct card *c, struct err *err)
{
	size_t n = 0;
	size_t extra = 0;

	for (size_t i = 0; i < c->items.n; i++) {
		struct card_item k = c->items.p[i];
		size_t same = 0;

		if (k.kind != CARD_EXTRA)
			k.value = one_line(a, k.value, CARD_VALUE_MAX);
		if (k.value.n == 0)
			continue;
		k.types = one_line(a, k.types, CARD_NAME_MAX);
		k.label = one_line(a, k.label, CARD_NAME_MAX);
		k.group = one_line(a, k.group, CARD_NAME_MAX);
		if (k.params.n > CARD_VALUE_MAX) /* half of a parameter would be none */
			k.params = STR("");
		extra += k.kind == CARD_EXTRA ? k.value.n : 0;
		while (same < n && !item_eq(&c->items.p[same], &k))
			same++;
		if (same == n)
			c->items.p[n++] = k;
	}
	c->items.n = n;
	sort_items(a, c);
	if (n > CARD_ITEMS_MAX)
		return err_set(err, ERR_LIMIT, "more than %d entries on one card", CARD_ITEMS_MAX);
	if (extra > CARD_TEXT_MAX / 2)
		return err_set(err, ERR_LIMIT, "one card holds %zu KB, at most %zu are kept", extra >> 10,
		               CARD_TEXT_MAX >> 11);
	return true;
}

static bool
tidy_jobs(struct arena *a, struct card *c, struct err *err)
{
	struct card_job *sorted = ARENA_ARRAY(a, c->jobs.n, struct card_job);
	size_t n = 0;

	for (int present = 1; present >= 0; present--)
		for (size_t i = 0; i < c->jobs.n; i++) {
			struct card_job j = c->jobs.p[i];

			if (card_job_is_present(&j) != (present == 1))
				continue;
			j.company = one_line(a, j.company, CARD_NAME_MAX);
			j.unit = one_line(a, j.unit, CARD_NAME_MAX);
			j.title = one_line(a, j.title, CARD_NAME_MAX);
			j.over = j.over || j.to_day != DAY_NONE;
			if (j.company.n > 0 || j.title.n > 0)
				sorted[n++] = j;
		}
	if (n > CARD_JOBS_MAX)
		return err_set(err, ERR_LIMIT, "more than %d employments on one card", CARD_JOBS_MAX);
	c->jobs.p = sorted;
	c->jobs.n = c->jobs.cap = n;
	for (size_t i = 0; i < n; i++)
		if (sorted[i].from_day != DAY_NONE && sorted[i].to_day != DAY_NONE &&
		    sorted[i].from_day > sorted[i].to_day)
			return err_set(err, ERR_INVALID, "the employment at '%.*s' ends before it begins",
			               STR_ARG(utf8_clip(sorted[i].company, 80)));
	return true;
}

bool
card_tidy(struct arena *a, struct card *c, struct err *err)
{
	struct str *const names[] = {&c->name,   &c->family, &c->given,    &c->middle,
	                             &c->prefix, &c->suffix, &c->nickname, &c->met};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		*names[i] = one_line(a, *names[i], CARD_NAME_MAX);
	if (c->uid.n > CARD_UID_MAX)
		return err_set(err, ERR_LIMIT, "the uid is longer than %d bytes", CARD_UID_MAX);
	if (c->note.n > CARD_NOTE_MAX)
		return err_set(err, ERR_LIMIT, "the note is longer than %zu KB", CARD_NOTE_MAX / 1000);
	c->note = str_trim(c->note);
	if (c->tie < CARD_TIE_NONE || c->tie > CARD_TIE_MAX)
		return err_set(err, ERR_INVALID, "the strength %d is not between 0 and %d", c->tie, CARD_TIE_MAX);
	if (c->rhythm_days < 0 || c->rhythm_days > 3650)
		return err_set(err, ERR_INVALID, "%d days are no rhythm: 1 to 3650, or 0 for none", c->rhythm_days);
	if (!tidy_jobs(a, c, err) || !tidy_items(a, c, err))
		return false;
	if (c->name.n == 0)
		c->name = one_line(a, card_name_made(a, c), CARD_NAME_MAX);
	if (c->name.n == 0) {
		err_set(err, ERR_INVALID, "there is no name, company, e-mail address or phone number on it");
		return err_hint(err, "A person needs a name, or something to know them by.");
	}
	return true;
}

/* --- as JSON ------------------------------------------------------------------------------------------------------ */

static void
put(struct js *j, const char *key, struct str s)
{
	if (s.n > 0)
		js_kv(j, key, s);
}

static void
put_day(struct js *j, const char *key, int32_t day)
{
	if (day != DAY_NONE)
		js_kday(j, key, day);
}

static void
write_items(struct js *j, const struct card *c)
{
	js_key(j, "items");
	js_open(j, '[');
	for (size_t i = 0; i < c->items.n; i++) {
		const struct card_item *k = &c->items.p[i];

		js_open(j, '{');
		js_kz(j, "kind", card_kind_names[k->kind]);
		js_kv(j, "value", k->value);
		put(j, "types", k->types);
		put(j, "label", k->label);
		put(j, "params", k->params);
		put(j, "group", k->group);
		if (k->pref > 0)
			js_ki(j, "pref", k->pref);
		js_close(j, '}');
	}
	js_close(j, ']');
}

static void
write_jobs(struct js *j, const struct card *c)
{
	js_key(j, "jobs");
	js_open(j, '[');
	for (size_t i = 0; i < c->jobs.n; i++) {
		const struct card_job *k = &c->jobs.p[i];

		js_open(j, '{');
		put(j, "company", k->company);
		put(j, "unit", k->unit);
		put(j, "title", k->title);
		put_day(j, "from", k->from_day);
		put_day(j, "to", k->to_day);
		if (k->over)
			js_kb(j, "over", true);
		js_close(j, '}');
	}
	js_close(j, ']');
}

void
card_write(struct js *j, const struct card *c)
{
	js_open(j, '{');
	put(j, "uid", c->uid);
	put(j, "name", c->name);
	put(j, "family", c->family);
	put(j, "given", c->given);
	put(j, "middle", c->middle);
	put(j, "prefix", c->prefix);
	put(j, "suffix", c->suffix);
	put(j, "nickname", c->nickname);
	put(j, "note", c->note);
	put(j, "met", c->met);
	put_day(j, "met_on", c->met_day);
	if (c->tie != CARD_TIE_NONE)
		js_ki(j, "tie", c->tie);
	if (c->rhythm_days > 0)
		js_ki(j, "rhythm_days", c->rhythm_days);
	if (c->jobs.n > 0)
		write_jobs(j, c);
	if (c->items.n > 0)
		write_items(j, c);
	js_close(j, '}');
}

struct str
card_text(struct arena *a, const struct card *c)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(CARD_TEXT_MAX * 2);
	struct js j = JS(&out);

	card_write(&j, c);
	return arena_str(a, strbuf_str(&out));
}

static int32_t
get_day(struct arena *a, const json_t *o, const char *key)
{
	int32_t day;

	return day_parse(jdoc_str(a, o, key), &day, NULL) ? day : DAY_NONE;
}

static int
get_int(const json_t *o, const char *key, int fallback)
{
	double v;

	return jdoc_num(o, key, &v) && v >= 0 && v <= 100000 ? (int)v : fallback;
}

static bool
read_item(struct arena *a, const json_t *o, struct card *c, struct err *err)
{
	struct str kind = jdoc_str(a, o, "kind");

	for (size_t i = 0; i < CARD_KIND__COUNT; i++)
		if (str_eq(kind, str_of(card_kind_names[i]))) {
			struct card_item *k = card_item_add(a, c, (enum card_kind)i, jdoc_str(a, o, "value"));

			k->types = jdoc_str(a, o, "types");
			k->label = jdoc_str(a, o, "label");
			k->params = jdoc_str(a, o, "params");
			k->group = jdoc_str(a, o, "group");
			k->pref = get_int(o, "pref", 0);
			return true;
		}
	return err_set(err, ERR_INVALID, "no kind of entry '%.*s'", STR_ARG(utf8_clip(kind, 40)));
}

static bool
read_object(struct arena *a, const json_t *o, struct card *c, struct err *err)
{
	const json_t *list, *v;
	size_t i;

	if (!json_is_object(o))
		return err_set(err, ERR_INVALID, "it is no card");
	*c = card_none();
	c->uid = jdoc_str(a, o, "uid");
	c->name = jdoc_str(a, o, "name");
	c->family = jdoc_str(a, o, "family");
	c->given = jdoc_str(a, o, "given");
	c->middle = jdoc_str(a, o, "middle");
	c->prefix = jdoc_str(a, o, "prefix");
	c->suffix = jdoc_str(a, o, "suffix");
	c->nickname = jdoc_str(a, o, "nickname");
	c->note = jdoc_str(a, o, "note");
	c->met = jdoc_str(a, o, "met");
	c->met_day = get_day(a, o, "met_on");
	c->tie = get_int(o, "tie", CARD_TIE_NONE);
	c->rhythm_days = get_int(o, "rhythm_days", 0);
	list = jdoc_at(o, "jobs");
	json_array_foreach(list, i, v)
	{
		struct card_job *k = card_job_add(a, c);

		k->company = jdoc_str(a, v, "company");
		k->unit = jdoc_str(a, v, "unit");
		k->title = jdoc_str(a, v, "title");
		k->from_day = get_day(a, v, "from");
		k->to_day = get_day(a, v, "to");
		k->over = jdoc_is_true(v, "over");
	}
	list = jdoc_at(o, "items");
	json_array_foreach(list, i, v) if (!read_item(a, v, c, err)) return false;
	return true;
}

bool
card_read(struct arena *a, struct str text, struct card *ret, struct err *err)
{
	json_t *o;

	return jdoc_read(a, text, &o, err) && read_object(a, o, ret, err);
}

/* --- the worker's stream ------------------------------------------------------------------------------------------ */

void
card_stream_card(struct strbuf *out, const struct card *c)
{
	struct js j = JS(out);

	js_open(&j, '{');
	js_key(&j, "card");
	card_write(&j, c);
	put(&j, "where", c->where);
	js_close(&j, '}');
	strbuf_byte(out, '\n');
}

void
card_stream_notice(struct strbuf *out, const struct card_notice *n)
{
	struct js j = JS(out);

	js_open(&j, '{');
	js_kv(&j, n->refused ? "refused" : "warning", n->why);
	js_kv(&j, "where", n->where);
	js_close(&j, '}');
	strbuf_byte(out, '\n');
}

void
card_stream_end(struct strbuf *out)
{
	strbuf_addz(out, "{\"end\":true}\n");
}

static bool
stream_line(struct arena *a, struct str line, const struct card_sink *sink, bool *ret_end, struct err *err)
{
	json_t *o;
	const json_t *card;

	if (!jdoc_read(a, line, &o, err))
		return false;
	card = jdoc_at(o, "card");
	if (card != NULL) {
		struct card c;

		if (!read_object(a, card, &c, err))
			return false;
		c.where = jdoc_str(a, o, "where");
		return sink->card(sink->p, &c, err);
	}
	*ret_end = jdoc_is_true(o, "end");
	if (!*ret_end) {
		bool refused = jdoc_has(o, "refused");

		if (jdoc_str(a, o, refused ? "refused" : "warning").n == 0)
			return err_set(err, ERR_INVALID, "what was read is neither a card nor a word about one");
		const struct card_notice n = {jdoc_str(a, o, "where"), jdoc_str(a, o, refused ? "refused" : "warning"),
		                              refused};

		return sink->notice(sink->p, &n, err);
	}
	return true;
}

bool
card_stream_read(struct arena *a, struct str bytes, const struct card_sink *sink, struct err *err)
{
	struct str line;
	bool end = false;

	while (!end && str_line(&bytes, &line))
		if (line.n == 0 || !stream_line(a, line, sink, &end, err))
			return line.n > 0 ? false : err_set(err, ERR_INVALID, "what was read is not whole");
	return end || err_set(err, ERR_INVALID, "what was read is not whole");
}
