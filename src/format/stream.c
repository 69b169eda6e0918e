#include "base/date.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "posting.h"

/*
 * A record is 'R', its fields in the order of the tables below; a refusal 'F' and two texts; the end is 'E'. A text is
 * its length in four bytes (2^32-1: absent) and its bytes; a number eight bytes; little endian.
 */
#define ABSENT   UINT32_MAX
#define DAY_LAST 73200 /* in the year 2170; no reader gives one after 2100 */

struct text_field {
	size_t at;
	size_t max;
};

#define FIELD(name, limit)                                                                                             \
	{                                                                                                              \
		offsetof(struct posting_record, name), limit                                                           \
	}

static const struct text_field texts[] = {
    FIELD(source_key, POSTING_KEY_MAX),
    FIELD(url, POSTING_URL_MAX),
    FIELD(company, POSTING_NAME_MAX),
    FIELD(title, POSTING_NAME_MAX),
    FIELD(place, POSTING_PLACE_MAX),
    FIELD(workplace, 16),
    FIELD(employment, 16),
    FIELD(department, POSTING_NAME_MAX),
    FIELD(sponsorship, 16),
    FIELD(pay_currency, 3),
    FIELD(pay_period, 8),
    FIELD(text, POSTING_TEXT_MAX),
    FIELD(source, POSTING_SOURCE_MAX),
    FIELD(where, 200),
};

static void
put_u32(struct strbuf *out, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		strbuf_byte(out, (char)(v >> (8 * i) & 0xff));
}

static void
put_i64(struct strbuf *out, int64_t v)
{
	put_u32(out, (uint32_t)((uint64_t)v & 0xffffffffu));
	put_u32(out, (uint32_t)((uint64_t)v >> 32));
}

static void
put_text(struct strbuf *out, struct str s)
{
	put_u32(out, s.p == NULL ? ABSENT : (uint32_t)s.n);
	if (s.n > 0)
		strbuf_add(out, s);
}

void
posting_stream_record(struct strbuf *out, const struct posting_record *r)
{
	strbuf_byte(out, 'R');
	put_u32(out, (uint32_t)r->kind);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		put_text(out, *(const struct str *)(const void *)((const char *)r + texts[i].at));
	put_i64(out, r->pay_min);
	put_i64(out, r->pay_max);
	put_i64(out, r->posted_day);
	put_i64(out, r->closes_day);
	strbuf_byte(out, r->is_open ? 1 : 0);
}

void
posting_stream_refusal(struct strbuf *out, const struct posting_refusal *r)
{
	strbuf_byte(out, 'F');
	put_text(out, r->where);
	put_text(out, r->why);
}

void
posting_stream_end(struct strbuf *out)
{
	strbuf_byte(out, 'E');
}

static bool
broken(struct err *err)
{
	return err_set(err, ERR_INVALID, "the answer of the worker is not whole");
}

static bool
get_u32(struct str *s, uint32_t *ret)
{
	*ret = 0;
	if (s->n < 4)
		return false;
	for (unsigned i = 0; i < 4; i++)
		*ret |= (uint32_t)(unsigned char)s->p[i] << (8 * i);
	*s = str_sub(*s, 4, s->n);
	return true;
}

static bool
get_i64(struct str *s, int64_t min, int64_t max, int64_t *ret)
{
	uint32_t lo, hi;

	if (!get_u32(s, &lo) || !get_u32(s, &hi))
		return false;
	*ret = (int64_t)((uint64_t)hi << 32 | lo);
	return *ret >= min && *ret <= max;
}

static bool
get_day(struct str *s, int32_t *ret)
{
	int64_t day;

	if (!get_i64(s, DAY_NONE, DAY_LAST, &day) || (day != DAY_NONE && day < 0))
		return false;
	*ret = (int32_t)day;
	return true;
}

static bool
get_text(struct str *s, size_t max, struct str *ret)
{
	uint32_t n;

	*ret = STR_NONE;
	if (!get_u32(s, &n))
		return false;
	if (n == ABSENT)
		return true;
	if (n > max || n > s->n)
		return false;
	*ret = (struct str){s->p, n};
	*s = str_sub(*s, n, s->n);
	return utf8_valid(*ret);
}

static bool
get_record(struct str *s, struct posting_record *r)
{
	uint32_t kind;

	*r = (struct posting_record){0};
	if (!get_u32(s, &kind) || kind >= POSTING_KIND__COUNT)
		return false;
	r->kind = (enum posting_kind)kind;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		if (!get_text(s, texts[i].max, (struct str *)(void *)((char *)r + texts[i].at)))
			return false;
	}
	if (!get_i64(s, -1, INT64_MAX, &r->pay_min) || !get_i64(s, -1, INT64_MAX, &r->pay_max) ||
	    !get_day(s, &r->posted_day) || !get_day(s, &r->closes_day) || s->n < 1)
		return false;
	r->is_open = s->p[0] == 1;
	*s = str_sub(*s, 1, s->n);
	return r->title.n > 0 && r->source_key.n > 0;
}

bool
posting_stream_read(struct str s, const struct posting_sink *sink, struct err *err)
{
	while (s.n > 0) {
		char what = s.p[0];
		struct posting_record r;
		struct posting_refusal f;

		s = str_sub(s, 1, s.n);
		if (what == 'E')
			return s.n == 0 || broken(err);
		if (what == 'R') {
			if (!get_record(&s, &r))
				return broken(err);
			if (!sink->record(sink->p, &r, err))
				return false;
		} else if (what == 'F') {
			if (!get_text(&s, 2048, &f.where) || !get_text(&s, 2048, &f.why))
				return broken(err);
			if (!sink->refuse(sink->p, &f, err))
				return false;
		} else {
			return broken(err);
		}
	}
	return broken(err);
}
