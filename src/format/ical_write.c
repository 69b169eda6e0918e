#include "format/ical_write.h"

#include <stdarg.h>

#define LINE_MAX_OCTETS 75
/* SEQUENCE counts seconds since 2020, in which it rises with every change and stays small enough for 32 bits. */
#define SEQUENCE_EPOCH_MS ((int64_t)1577836800000)

/* One content line, folded. A line that is continued begins with a space, which counts. */
static void
line(struct strbuf *out, struct str s)
{
	size_t room = LINE_MAX_OCTETS;

	while (s.n > room) {
		size_t cut = room;

		while (cut > 0 && ((unsigned char)s.p[cut] & 0xc0) == 0x80)
			cut--;
		strbuf_add(out, str_sub(s, 0, cut));
		strbuf_addz(out, "\r\n ");
		s = str_sub(s, cut, s.n);
		room = LINE_MAX_OCTETS - 1;
	}
	strbuf_add(out, s);
	strbuf_addz(out, "\r\n");
}

static void
linez(struct strbuf *out, const char *s)
{
	line(out, str_of(s));
}

PRINTF(2, 3)
static void
linef(struct strbuf *out, const char *fmt, ...)
{
	char buf[128];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(buf, sizeof(buf), fmt, ap);
	va_end(ap);
	linez(out, buf);
}

/* NAME:value with the value as TEXT: backslash, semicolon, comma and line ends escaped, control characters left out. */
static void
text(struct strbuf *out, const char *name, struct str value)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(out->limit);

	if (value.n == 0)
		return;
	strbuf_printf(&b, "%s:", name);
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		if (c == '\n')
			strbuf_addz(&b, "\\n");
		else if (c == '\\' || c == ';' || c == ',')
			strbuf_printf(&b, "\\%c", c);
		else if (((unsigned char)c >= ' ' && c != 0x7f) || c == '\t')
			strbuf_byte(&b, c);
	}
	out->full |= b.full;
	line(out, strbuf_str(&b));
}

/* An address is not escaped; one with a byte that is none of an address's is left out. */
static void
address(struct strbuf *out, struct str url)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(out->limit);

	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.p[i] <= ' ' || url.p[i] == 0x7f)
			return;
	if (url.n == 0)
		return;
	strbuf_addz(&b, "URL:");
	strbuf_add(&b, url);
	line(out, strbuf_str(&b));
}

/* 20260507T130000Z */
static char *
stamp(int64_t ms, char buf[static 32])
{
	char *to = buf;

	instant_format(ms, buf);
	for (const char *from = buf; *from != '\0'; from++)
		if (*from != '-' && *from != ':')
			*to++ = *from;
	*to = '\0';
	return buf;
}

/* 20260507 */
static char *
day_stamp(int32_t day, char buf[static 16])
{
	struct date d = day_date(day);

	snprintf(buf, 16, "%04d%02d%02d", d.year, d.month, d.day);
	return buf;
}

void
ical_begin(struct strbuf *out, struct str name)
{
	linez(out, "BEGIN:VCALENDAR");
	linez(out, "VERSION:2.0");
	linez(out, "PRODID:-//Cairn//cairn//EN");
	linez(out, "CALSCALE:GREGORIAN");
	text(out, "X-WR-CALNAME", name);
	linez(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
	linez(out, "X-PUBLISHED-TTL:PT1H");
}

void
ical_end(struct strbuf *out)
{
	linez(out, "END:VCALENDAR");
}

static void
when(struct strbuf *out, const struct ical_item *it)
{
	char a[32], b[16];

	if (it->start_ms != 0) {
		linef(out, "DTSTART:%s", stamp(it->start_ms, a));
		if (it->minutes > 0)
			linef(out, "DURATION:PT%dM", it->minutes);
		linez(out, "STATUS:CONFIRMED");
		linez(out, "TRANSP:OPAQUE");
	} else if (it->todo) {
		linef(out, "DUE;VALUE=DATE:%s", day_stamp(it->day, b));
		linez(out, "STATUS:NEEDS-ACTION");
	} else {
		linef(out, "DTSTART;VALUE=DATE:%s", day_stamp(it->day, b));
		linef(out, "DTEND;VALUE=DATE:%s", day_stamp(it->day + 1, b));
		linez(out, "TRANSP:TRANSPARENT");
	}
}

void
ical_item(struct strbuf *out, const struct ical_item *it)
{
	const char *kind = it->todo && it->start_ms == 0 ? "VTODO" : "VEVENT";
	int64_t sequence = (it->changed_ms - SEQUENCE_EPOCH_MS) / 1000;
	char buf[32];

	linef(out, "BEGIN:%s", kind);
	text(out, "UID", it->uid);
	linef(out, "DTSTAMP:%s", stamp(it->changed_ms, buf));
	linef(out, "LAST-MODIFIED:%s", stamp(it->changed_ms, buf));
	linef(out, "SEQUENCE:%lld", (long long)MAX(sequence, 0));
	when(out, it);
	text(out, "SUMMARY", it->summary);
	text(out, "DESCRIPTION", it->description);
	text(out, "LOCATION", it->location);
	address(out, it->url);
	if (it->alarm > 0 && it->start_ms != 0) {
		linez(out, "BEGIN:VALARM");
		linez(out, "ACTION:DISPLAY");
		text(out, "DESCRIPTION", it->summary);
		linef(out, "TRIGGER:-PT%dM", it->alarm);
		linez(out, "END:VALARM");
	}
	linef(out, "END:%s", kind);
}
