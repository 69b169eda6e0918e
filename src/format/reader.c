#include "reader.h"

#include <stdarg.h>

#include "base/date.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "html.h"
#include "plain.h"

struct posting_record
reader_new(enum posting_kind kind, struct str where)
{
	return (struct posting_record){
	    .kind = kind,
	    .where = where,
	    .pay_min = -1,
	    .pay_max = -1,
	    .posted_day = DAY_NONE,
	    .closes_day = DAY_NONE,
	    .is_open = true,
	};
}

void
reader_refuse(struct reader *rd, struct str where, const char *fmt, ...)
{
	char why[600];
	va_list ap;

	rd->n_refused++;
	if (rd->n_refused > READER_REFUSALS_MAX)
		return;
	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	*VEC_PUSH(rd->a, &rd->entries) = (struct reader_entry){
	    .refusal = {.where = where, .why = plain_name(rd->a, str_of(why), sizeof(why))},
	};
}

/* An address that a browser may be given: http or https, printable, within the limit; else none. */
static struct str
clean_url(struct arena *a, struct str s)
{
	s = str_trim(s);
	if (s.n > POSTING_URL_MAX || !(str_starts_ci(s, STR("http://")) || str_starts_ci(s, STR("https://"))))
		return STR_NONE;
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f)
			return STR_NONE;
	}
	return arena_str(a, s);
}

struct str
reader_hash_key(struct arena *a, struct str company, struct str title, struct str text)
{
	/* the unit separator keeps "ab","c" and "a","bc" apart */
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(POSTING_TEXT_MAX + 4096);

	strbuf_add(&b, company);
	strbuf_byte(&b, '\x1f');
	strbuf_add(&b, title);
	strbuf_byte(&b, '\x1f');
	strbuf_add(&b, text);
	return arena_printf(a, "%016llx", (unsigned long long)str_hash(strbuf_str(&b)));
}

/* The first line of the text without its mark, for an advert without a title. */
static struct str
first_line(struct str text)
{
	struct str line;

	if (!str_line(&text, &line))
		return STR_NONE;
	if (str_starts(line, STR("# ")) || str_starts(line, STR("- ")))
		line = str_sub(line, 2, line.n);
	return utf8_clip(line, 120);
}

static void
finish(struct reader *rd, struct posting_record *r)
{
	struct arena *a = rd->a;

	r->title = plain_name(a, r->title, POSTING_NAME_MAX);
	r->company = plain_name(a, r->company, POSTING_NAME_MAX);
	r->place = plain_name(a, r->place, POSTING_PLACE_MAX);
	r->department = plain_name(a, r->department, POSTING_NAME_MAX);
	r->url = clean_url(a, r->url);
	r->text = utf8_clip(r->text, POSTING_TEXT_MAX);
	r->source = utf8_clip(r->source, POSTING_SOURCE_MAX);
	if (r->title.n == 0)
		r->title = plain_name(a, first_line(r->text), POSTING_NAME_MAX);
	if (r->pay_min < 0 && r->pay_max < 0) {
		r->pay_currency = STR_NONE;
		r->pay_period = STR_NONE;
	}
	if (r->pay_min >= 0 && r->pay_max >= 0 && r->pay_min > r->pay_max) {
		int64_t t = r->pay_min;

		r->pay_min = r->pay_max;
		r->pay_max = t;
	}
	r->source_key = plain_name(a, r->source_key, (size_t)4 * POSTING_KEY_MAX);
	if (r->source_key.n == 0)
		r->source_key = reader_hash_key(a, r->company, r->title, r->text);
	else if (r->source_key.n > POSTING_KEY_MAX)
		r->source_key = reader_hash_key(a, r->source_key, STR_NONE, STR_NONE);
}

static void
slots_grow(struct reader *rd)
{
	struct posting_record **old = rd->slots;
	size_t n = rd->n_slots;

	rd->n_slots = n == 0 ? 64 : n * 2;
	rd->slots = ARENA_ARRAY(rd->a, rd->n_slots, struct posting_record *);
	for (size_t i = 0; i < n; i++) {
		size_t h;

		if (old[i] == NULL)
			continue;
		h = str_hash(old[i]->source_key) & (rd->n_slots - 1);
		while (rd->slots[h] != NULL)
			h = (h + 1) & (rd->n_slots - 1);
		rd->slots[h] = old[i];
	}
}

/* The place for the record's key: an earlier record that has it, or an empty slot. */
static struct posting_record **
slot_of(struct reader *rd, const struct posting_record *r)
{
	size_t h;

	if (rd->n_slots < 2 * (rd->n_records + 1))
		slots_grow(rd);
	h = str_hash(r->source_key) & (rd->n_slots - 1);
	while (rd->slots[h] != NULL &&
	       (rd->slots[h]->kind != r->kind || !str_eq(rd->slots[h]->source_key, r->source_key)))
		h = (h + 1) & (rd->n_slots - 1);
	return &rd->slots[h];
}

bool
reader_add(struct reader *rd, const struct posting_record *given, struct err *err)
{
	struct posting_record r = *given;
	struct posting_record **slot;

	finish(rd, &r);
	if (r.title.n == 0) {
		reader_refuse(rd, r.where, "it has neither a title nor a text");
		return true;
	}
	slot = slot_of(rd, &r);
	if (*slot != NULL) {
		struct str place = (*slot)->place, part;

		while (r.place.n > 0 && str_split(&r.place, ';', &part))
			reader_place(rd, &place, part);
		(*slot)->place = plain_name(rd->a, place, POSTING_PLACE_MAX);
		(*slot)->is_open = (*slot)->is_open || r.is_open;
		reader_refuse(rd, r.where, "the same job as %.*s; their places are put together",
		              STR_ARG((*slot)->where));
		return true;
	}
	if (rd->n_records == READER_RECORDS_MAX)
		return err_set(err, ERR_LIMIT, "more than %d postings in one file", READER_RECORDS_MAX);
	*slot = ARENA_NEW(rd->a, struct posting_record);
	**slot = r;
	VEC_PUSH(rd->a, &rd->entries)->record = *slot;
	rd->n_records++;
	return true;
}

static bool
read_item(struct reader *rd, const json_t *item, struct posting_record *r, reader_item_fn *fn, struct err *err)
{
	struct err why = {0};

	if (!json_is_object(item)) {
		reader_refuse(rd, r->where, "it is not an object");
		return true;
	}
	if (!fn(rd, item, r, &why)) {
		reader_refuse(rd, r->where, "%s", why.text);
		return true;
	}
	return reader_add(rd, r, err);
}

bool
reader_items(struct reader *rd, const json_t *list, const char *path, enum posting_kind kind, const char *word,
             reader_item_fn *fn, struct err *err)
{
	struct jdoc_spans spans = {0};
	size_t n = json_array_size(list);
	bool known = path != NULL && jdoc_spans(rd->a, rd->bytes, path, &spans) && spans.v.n == n;

	for (size_t i = 0; i < n; i++) {
		const json_t *item = json_array_get(list, i);
		struct posting_record r = reader_new(kind, arena_printf(rd->a, "%s %zu", word, i + 1));

		r.source = known ? spans.v.p[i] : jdoc_write(rd->a, item);
		if (r.source.n > POSTING_SOURCE_MAX) {
			reader_refuse(rd, r.where, "it has %zu bytes, at most %zu are read", r.source.n,
			              POSTING_SOURCE_MAX);
			continue;
		}
		if (!read_item(rd, item, &r, fn, err))
			return false;
	}
	return true;
}

bool
reader_single(struct reader *rd, const json_t *item, enum posting_kind kind, reader_item_fn *fn, struct err *err)
{
	struct posting_record r = reader_new(kind, STR("the posting"));

	r.source = str_trim(rd->bytes);
	if (r.source.n > POSTING_SOURCE_MAX)
		return err_set(err, ERR_LIMIT, "the posting has %zu bytes, at most %zu are read", r.source.n,
		               POSTING_SOURCE_MAX);
	return read_item(rd, item, &r, fn, err);
}

struct str
reader_board(const struct reader *rd, const char *kind)
{
	struct str rest = rd->name, part, above = STR_NONE, folder = STR_NONE, file = STR_NONE;

	while (str_split(&rest, '/', &part)) {
		above = folder;
		folder = file;
		file = part;
	}
	return str_eq_ci(above, str_of(kind)) ? folder : STR_NONE;
}

static int
hex_value(char c)
{
	c = ascii_lower(c);
	return ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct str
reader_segment(struct arena *a, struct str url, struct str after)
{
	size_t at = str_find_ci(url, after), n = 0;
	struct str s;
	char *out;

	if (at == url.n)
		return STR_NONE;
	s = str_sub(url, at + after.n, url.n);
	s = str_sub(s, 0, str_find_byte(s, '?'));
	s = str_sub(s, 0, str_find_byte(s, '/'));
	out = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '%' && i + 2 < s.n && hex_value(s.p[i + 1]) >= 0 && hex_value(s.p[i + 2]) >= 0) {
			out[n++] = (char)(hex_value(s.p[i + 1]) << 4 | hex_value(s.p[i + 2]));
			i += 2;
		} else {
			out[n++] = s.p[i];
		}
	}
	return utf8_valid((struct str){out, n}) ? (struct str){out, n} : s;
}

void
reader_text_release(struct reader_text *t)
{
	strbuf_release(&t->b);
}

static void
text_piece(struct reader_text *t, struct str s)
{
	if (s.n == 0)
		return;
	if (t->b.n > 0)
		strbuf_addz(&t->b, "\n\n");
	strbuf_add(&t->b, s);
}

bool
reader_text_html(struct reader *rd, struct reader_text *t, struct str html, struct err *err)
{
	struct str s;

	if (!html_text(rd->a, html, POSTING_TEXT_MAX, &s, err))
		return false;
	text_piece(t, s);
	return true;
}

void
reader_text_plain(struct reader *rd, struct reader_text *t, struct str text)
{
	text_piece(t, plain_text(rd->a, text, POSTING_TEXT_MAX));
}

bool
reader_has_tags(struct str s)
{
	static const char *const tags[] = {"<p>", "<p ", "<br", "<li",     "<div", "<ul",
	                                   "</",  "<h",  "<b>", "<strong", "&lt;"};

	if (str_find_byte(s, '<') == s.n && !str_has(s, STR("&lt;")))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(tags); i++) {
		if (str_has_ci(s, str_of(tags[i])))
			return true;
	}
	return false;
}

bool
reader_text_any(struct reader *rd, struct reader_text *t, struct str s, struct err *err)
{
	if (reader_has_tags(s))
		return reader_text_html(rd, t, s, err);
	reader_text_plain(rd, t, s);
	return true;
}

void
reader_text_head(struct reader *rd, struct reader_text *t, struct str head)
{
	head = plain_name(rd->a, head, POSTING_NAME_MAX);
	if (head.n > 0)
		text_piece(t, arena_printf(rd->a, "# %.*s", STR_ARG(head)));
}

void
reader_text_label(struct reader *rd, struct reader_text *t, const char *label, struct str value)
{
	value = plain_name(rd->a, value, POSTING_NAME_MAX);
	if (value.n > 0)
		text_piece(t, arena_printf(rd->a, "%s: %.*s", label, STR_ARG(value)));
}

struct str
reader_text_str(struct reader *rd, const struct reader_text *t)
{
	/* what is past the limit is left out, at a piece's border */
	return t->b.n > 0 ? arena_str(rd->a, strbuf_str(&t->b)) : STR_NONE;
}

void
reader_place(struct reader *rd, struct str *place, struct str more)
{
	struct str rest = *place, part;

	more = str_trim(more);
	if (more.n == 0 || place->n > POSTING_PLACE_MAX)
		return;
	while (rest.n > 0 && str_split(&rest, ';', &part)) {
		if (str_eq_ci(str_trim(part), more))
			return;
	}
	*place = place->n == 0 ? more : arena_printf(rd->a, "%.*s; %.*s", STR_ARG(*place), STR_ARG(more));
}
