/*
 * iCalendar: what is written, byte for byte and read back by libical; and recurrences held against dates worked out by
 * hand, most of them the examples of RFC 5545, 3.8.5.3.
 */
#include "test.h"

#include "base/date.h"
#include "format/ical_read.h"
#include "format/ical_write.h"

static struct arena arena = ARENA((size_t)1 << 30);
static struct ical_lib *lib;
static struct err err;

static int
load(void **state)
{
	(void)state;
	return ical_lib_load(&arena, &lib, &err) ? 0 : -1;
}

static int
unload(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static int32_t
day(const char *s)
{
	int32_t d;

	assert_ok(day_parse(str_of(s), &d, &err), err);
	return d;
}

static struct ical_calendar
read_text(const char *text, const char *from, const char *to)
{
	struct ical_calendar k;

	assert_ok(ical_read(lib, &arena, str_of(text), day(from), day(to), &k, &err), err);
	return k;
}

/* The starts, "2026-01-05T09:00:00Z 2026-01-12T09:00:00Z". */
static struct str
starts(const struct ical_calendar *k)
{
	struct strbuf b = STRBUF(1 << 16);
	struct str s;
	char buf[32];

	for (size_t i = 0; i < k->n_busy; i++) {
		if (k->busy[i].all_day)
			day_format(day_of_ms(k->busy[i].start_ms, 0), buf);
		else
			instant_format(k->busy[i].start_ms, buf);
		if (k->busy[i].floating && !k->busy[i].all_day)
			buf[strlen(buf) - 1] = '\0';
		strbuf_printf(&b, "%s%s", i > 0 ? " " : "", buf);
	}
	s = arena_str(&arena, strbuf_str(&b));
	strbuf_release(&b);
	return s;
}

static const char *
event(const char *lines)
{
	return arena_printf(
		   &arena,
		   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n",
		   lines)
	    .p;
}

/* --- written ------------------------------------------------------------------------------------------------------ */

static const struct ical_item appointment = {
    .uid = STR_INIT("round:42:1@cairn.local"),
    .summary = STR_INIT("Acme; interview, with Zo\xc3\xab \xe2\x80\x93 a long title that has to be folded "
                        "\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad"
                        "\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87"),
    .description = STR_INIT("Bring: C:\\work\nand \x01 a pen\r\n"),
    .location = STR_INIT("Oslo"),
    .url = STR_INIT("https://meet.example/x,y;z"),
    .start_ms = 1778158800000, /* 2026-05-07T13:00:00Z */
    .minutes = 45,
    .alarm = 30,
    .changed_ms = 1777626000000, /* 2026-05-01T09:00:00Z */
};

static void
written(void **state)
{
	struct strbuf b = STRBUF(1 << 16);
	struct ical_item task = {.uid = STR_INIT("follow:17:1@cairn.local"),
	                         .summary = STR_INIT("Follow up: Globex"),
	                         .url = STR_INIT("https://bad example\r\nX:1"),
	                         .day = 20581, /* 2026-05-08 */
	                         .changed_ms = 1777626000000};

	(void)state;
	ical_begin(&b, STR("Job search"));
	ical_item(&b, &appointment);
	ical_item(&b, &task);
	task.todo = true;
	ical_item(&b, &task);
	ical_end(&b);
	assert_str(
	    strbuf_str(&b),
	    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Cairn//cairn//EN\r\nCALSCALE:GREGORIAN\r\n"
	    "X-WR-CALNAME:Job search\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
	    "BEGIN:VEVENT\r\nUID:round:42:1@cairn.local\r\nDTSTAMP:20260501T090000Z\r\n"
	    "LAST-MODIFIED:20260501T090000Z\r\nSEQUENCE:199789200\r\nDTSTART:20260507T130000Z\r\nDURATION:PT45M\r\n"
	    "STATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\n"
	    "SUMMARY:Acme\\; interview\\, with Zo\xc3\xab \xe2\x80\x93 a long title that has to be folded\r\n  "
	    "\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87\r\n"
	    "DESCRIPTION:Bring: C:\\\\work\\nand  a pen\\n\r\nLOCATION:Oslo\r\nURL:https://meet.example/x,y;z\r\n"
	    "BEGIN:VALARM\r\nACTION:DISPLAY\r\n"
	    "DESCRIPTION:Acme\\; interview\\, with Zo\xc3\xab \xe2\x80\x93 a long title that has to be fo\r\n lded "
	    "\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87\r\n"
	    "TRIGGER:-PT30M\r\nEND:VALARM\r\nEND:VEVENT\r\n"
	    "BEGIN:VEVENT\r\nUID:follow:17:1@cairn.local\r\nDTSTAMP:20260501T090000Z\r\n"
	    "LAST-MODIFIED:20260501T090000Z\r\nSEQUENCE:199789200\r\nDTSTART;VALUE=DATE:20260508\r\n"
	    "DTEND;VALUE=DATE:20260509\r\nTRANSP:TRANSPARENT\r\nSUMMARY:Follow up: Globex\r\nEND:VEVENT\r\n"
	    "BEGIN:VTODO\r\nUID:follow:17:1@cairn.local\r\nDTSTAMP:20260501T090000Z\r\n"
	    "LAST-MODIFIED:20260501T090000Z\r\nSEQUENCE:199789200\r\nDUE;VALUE=DATE:20260508\r\n"
	    "STATUS:NEEDS-ACTION\r\nSUMMARY:Follow up: Globex\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
	strbuf_release(&b);
}

/* No line is longer than 75 octets or cut within a character, whatever the text. */
static void
folded(void **state)
{
	(void)state;
	for (size_t n = 0; n < 300; n++) {
		struct strbuf text = STRBUF(1 << 16), b = STRBUF(1 << 16);
		struct ical_item item = {.uid = STR_INIT("u"), .day = 20000, .changed_ms = 1777626000000};
		struct str rest, l;

		for (size_t i = 0; i < n; i++)
			strbuf_addz(&text, (n + i) % 5 == 0   ? "\xf0\x9f\x8c\xb2"
			                   : (n + i) % 3 == 0 ? "\xe4\xb8\xad"
			                   : (n + i) % 7 == 0 ? ","
			                                      : "a");
		item.summary = strbuf_str(&text);
		ical_begin(&b, STR(""));
		ical_item(&b, &item);
		ical_end(&b);
		rest = strbuf_str(&b);
		while (str_line(&rest, &l)) {
			assert_true(l.n <= 75);
			assert_true(l.n < 2 || l.p[0] != ' ' || ((unsigned char)l.p[1] & 0xc0) != 0x80);
		}
		strbuf_release(&text);
		strbuf_release(&b);
	}
}

static void
there_and_back(void **state)
{
	struct strbuf b = STRBUF(1 << 16);
	struct ical_calendar k;

	(void)state;
	ical_begin(&b, STR("Job search"));
	ical_item(&b, &appointment);
	ical_end(&b);
	k = read_text(b.p, "2026-05-01", "2026-06-01");
	assert_int_equal(k.n_busy, 1);
	assert_int_equal(k.n_notes, 0);
	assert_int_equal(k.busy[0].start_ms, appointment.start_ms);
	assert_int_equal(k.busy[0].end_ms, appointment.start_ms + 45 * 60000);
	assert_true(str_eq(k.busy[0].summary, appointment.summary));
	strbuf_release(&b);
}

/* --- read --------------------------------------------------------------------------------------------------------- */

#define NY "DTSTART;TZID=America/New_York:"

static const struct {
	const char *lines;
	const char *from, *to;
	const char *want;
} rule_cases[] = {
    {NY "19970902T090000\r\nRRULE:FREQ=DAILY;COUNT=3\r\n", "1997-01-01", "1998-01-01",
     "1997-09-02T13:00:00Z 1997-09-03T13:00:00Z 1997-09-04T13:00:00Z"},
    /* Over the end of summer time: 9:00 stays 9:00. */
    {NY "19971024T090000\r\nRRULE:FREQ=DAILY;COUNT=4\r\n", "1997-01-01", "1998-01-01",
     "1997-10-24T13:00:00Z 1997-10-25T13:00:00Z 1997-10-26T14:00:00Z 1997-10-27T14:00:00Z"},
    {NY "19970902T090000\r\nRRULE:FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH\r\n", "1997-01-01",
     "1998-01-01",
     "1997-09-02T13:00:00Z 1997-09-04T13:00:00Z 1997-09-09T13:00:00Z 1997-09-11T13:00:00Z "
     "1997-09-16T13:00:00Z 1997-09-18T13:00:00Z 1997-09-23T13:00:00Z 1997-09-25T13:00:00Z "
     "1997-09-30T13:00:00Z 1997-10-02T13:00:00Z"},
    /* The standard's example of what WKST changes. */
    {NY "19970805T090000\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO\r\n", "1997-01-01", "1998-01-01",
     "1997-08-05T13:00:00Z 1997-08-10T13:00:00Z 1997-08-19T13:00:00Z 1997-08-24T13:00:00Z"},
    {NY "19970805T090000\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU\r\n", "1997-01-01", "1998-01-01",
     "1997-08-05T13:00:00Z 1997-08-17T13:00:00Z 1997-08-19T13:00:00Z 1997-08-31T13:00:00Z"},
    /* Sunday alone, begun on a Saturday: 10 October is in DTSTART's week. */
    {NY "20211009T090000\r\nRRULE:FREQ=WEEKLY;INTERVAL=4;BYDAY=SU;COUNT=3\r\n", "2021-01-01", "2022-01-01",
     "2021-10-09T13:00:00Z 2021-10-10T13:00:00Z 2021-11-07T14:00:00Z"},
    {NY "19970905T090000\r\nRRULE:FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR\r\n", "1997-01-01", "1998-01-01",
     "1997-09-05T13:00:00Z 1997-10-03T13:00:00Z 1997-11-07T14:00:00Z 1997-12-05T14:00:00Z"},
    {NY "19970928T090000\r\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-3\r\n", "1997-09-01", "1998-01-01",
     "1997-09-28T13:00:00Z 1997-10-29T14:00:00Z 1997-11-28T14:00:00Z 1997-12-29T14:00:00Z"},
    {NY "19970929T090000\r\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2\r\n", "1997-09-01", "1998-01-01",
     "1997-09-29T13:00:00Z 1997-10-30T14:00:00Z 1997-11-27T14:00:00Z 1997-12-30T14:00:00Z"},
    /* Months without a 31st have none. */
    {NY "20240131T090000\r\nRRULE:FREQ=MONTHLY;COUNT=3\r\n", "2024-01-01", "2025-01-01",
     "2024-01-31T14:00:00Z 2024-03-31T13:00:00Z 2024-05-31T13:00:00Z"},
    {"DTSTART:20240229T090000Z\r\nRRULE:FREQ=YEARLY\r\n", "2024-01-01", "2029-01-01",
     "2024-02-29T09:00:00Z 2028-02-29T09:00:00Z"},
    {NY "19970313T090000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=TH\r\n", "1997-01-01", "1998-03-13",
     "1997-03-13T14:00:00Z 1997-03-20T14:00:00Z 1997-03-27T14:00:00Z 1998-03-05T14:00:00Z "
     "1998-03-12T14:00:00Z"},
    /* Friday the 13th; DTSTART is taken away. */
    {NY "19970902T090000\r\nEXDATE;TZID=America/New_York:19970902T090000\r\n"
        "RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13\r\n",
     "1997-01-01", "1999-01-01", "1998-02-13T14:00:00Z 1998-03-13T14:00:00Z 1998-11-13T14:00:00Z"},
    /* US presidential election day. */
    {NY "19961105T090000\r\nRRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8\r\n",
     "2000-01-01", "2005-01-01", "2000-11-07T14:00:00Z 2004-11-02T14:00:00Z"},
    /* A day of every month, not of DTSTART's alone. */
    {"DTSTART:20250715T100000Z\r\nRRULE:FREQ=YEARLY;BYMONTHDAY=15;COUNT=3\r\n", "2025-01-01", "2026-01-01",
     "2025-07-15T10:00:00Z 2025-08-15T10:00:00Z 2025-09-15T10:00:00Z"},
    /* The hour that summer time skips (8 March 2026) has the offset before it; the one that comes twice is the
       first. */
    {NY "20260307T023000\r\nRRULE:FREQ=DAILY;COUNT=3\r\n", "2026-01-01", "2027-01-01",
     "2026-03-07T07:30:00Z 2026-03-08T07:30:00Z 2026-03-09T06:30:00Z"},
    {NY "20261031T013000\r\nRRULE:FREQ=DAILY;COUNT=3\r\n", "2026-01-01", "2027-01-01",
     "2026-10-31T05:30:00Z 2026-11-01T05:30:00Z 2026-11-02T06:30:00Z"},
    /* Dates added and taken away: by UTC, by day, by period. */
    {"DTSTART:20260105T090000Z\r\nRDATE:20260107T100000Z,20260109T100000Z\r\nEXDATE:20260109T100000Z\r\n", "2026-01-01",
     "2026-02-01", "2026-01-05T09:00:00Z 2026-01-07T10:00:00Z"},
    {NY "20260105T090000\r\nRRULE:FREQ=DAILY;COUNT=4\r\nEXDATE:20260106T140000Z\r\nEXDATE;VALUE=DATE:20260108\r\n",
     "2026-01-01", "2026-02-01", "2026-01-05T14:00:00Z 2026-01-07T14:00:00Z"},
    /* Whole days, and floating times. */
    {"DTSTART;VALUE=DATE:20260105\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE;VALUE=DATE:20260112\r\n", "2026-01-01",
     "2026-02-01", "2026-01-05 2026-01-19"},
    {"DTSTART:20260105T090000\r\nRRULE:FREQ=DAILY;UNTIL=20260107T090000\r\n", "2026-01-01", "2026-02-01",
     "2026-01-05T09:00:00 2026-01-06T09:00:00 2026-01-07T09:00:00"},
    /* One that never ends, ends with the window. */
    {"DTSTART:20000101T090000Z\r\nRRULE:FREQ=DAILY\r\n", "2026-01-01", "2026-01-03",
     "2026-01-01T09:00:00Z 2026-01-02T09:00:00Z"},
    /* One that began before the window and is not over. */
    {"DTSTART:20251231T230000Z\r\nDTEND:20260101T020000Z\r\n", "2026-01-01", "2026-01-03", "2025-12-31T23:00:00Z"},
};

static void
rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rule_cases); i++) {
		struct ical_calendar k = read_text(event(rule_cases[i].lines), rule_cases[i].from, rule_cases[i].to);

		if (!str_eq(starts(&k), str_of(rule_cases[i].want)))
			fail_msg("%s: got %s", rule_cases[i].lines, starts(&k).p);
	}
}

static void
lengths(void **state)
{
	static const struct {
		const char *lines;
		int64_t minutes;
	} cases[] = {
	    {"DTSTART:20260105T090000Z\r\nDTEND:20260105T103000Z\r\n", 90},
	    {"DTSTART:20260105T090000Z\r\nDURATION:PT1H5M\r\n", 65},
	    {"DTSTART;VALUE=DATE:20260105\r\n", 1440},
	    {"DTSTART;VALUE=DATE:20260105\r\nDTEND;VALUE=DATE:20260108\r\n", 3 * 1440},
	    {"DTSTART:20260105T090000Z\r\n", 0},
	    {"DTSTART:20260105T090000Z\r\nDTEND:20260105T080000Z\r\n", 0},
	    {"DTSTART:20260105T090000Z\r\nDURATION:P500D\r\n", 366 * 1440},
	    /* A day by the clock on the wall is 23 hours when summer time begins; 24 hours are 24 hours. */
	    {NY "20260307T120000\r\nDURATION:P1D\r\n", 23 * 60},
	    {NY "20260307T120000\r\nDURATION:PT24H\r\n", 24 * 60},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct ical_calendar k = read_text(event(cases[i].lines), "2026-01-01", "2026-12-01");

		assert_int_equal(k.n_busy, 1);
		assert_int_equal((k.busy[0].end_ms - k.busy[0].start_ms) / 60000, cases[i].minutes);
	}
}

/* An event of its own in the place of one instance, and one that is cancelled. */
static void
overrides(void **state)
{
	const char *text =
	    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
	    "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Weekly\r\n" NY "20260105T090000\r\n"
	    "RRULE:FREQ=WEEKLY;COUNT=4\r\nEND:VEVENT\r\n"
	    "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Moved\r\nRECURRENCE-ID:20260112T140000Z\r\n" NY
	    "20260113T100000\r\nEND:VEVENT\r\n"
	    "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Moved again\r\nSEQUENCE:1\r\nRECURRENCE-ID:20260112T140000Z\r\n" NY
	    "20260114T100000\r\nEND:VEVENT\r\n"
	    "BEGIN:VEVENT\r\nUID:a\r\nSTATUS:CANCELLED\r\nRECURRENCE-ID;TZID=America/New_York:20260119T090000\r\n" NY
	    "20260119T090000\r\nEND:VEVENT\r\n"
	    "BEGIN:VEVENT\r\nUID:b\r\nSUMMARY:Free\r\nTRANSP:TRANSPARENT\r\nDTSTART:20260105T090000Z\r\nEND:VEVENT\r\n"
	    "BEGIN:VTODO\r\nUID:c\r\nDUE:20260105T090000Z\r\nEND:VTODO\r\n"
	    "END:VCALENDAR\r\n";
	struct ical_calendar k = read_text(text, "2026-01-01", "2026-02-01");

	(void)state;
	assert_str(starts(&k), "2026-01-05T14:00:00Z 2026-01-14T15:00:00Z 2026-01-26T14:00:00Z");
	assert_str(k.busy[1].summary, "Moved again");
	assert_int_equal(k.n_events, 5);
	assert_int_equal(k.n_free, 1);
	assert_int_equal(k.n_cancelled, 1);
	assert_int_equal(k.n_other, 1);
}

static void
zones(void **state)
{
	static const char own[] =
	    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Somewhere\r\n"
	    "BEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
	    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
	    "BEGIN:DAYLIGHT\r\nDTSTART:19700329T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
	    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
	    "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Somewhere:20260101T120000\r\nRRULE:FREQ=MONTHLY;INTERVAL=6;COUNT="
	    "2\r\n"
	    "END:VEVENT\r\nEND:VCALENDAR\r\n";
	static const struct {
		const char *tzid, *want;
	} cases[] = {
	    {"Europe/Oslo", "2026-07-01T10:00:00Z"},
	    {"US/Eastern", "2026-07-01T16:00:00Z"},
	    {"US-Eastern", "2026-07-01T16:00:00Z"},
	    {"Etc/GMT+5", "2026-07-01T17:00:00Z"},
	    {"/freeassociation.sourceforge.net/Tzfile/Asia/Kolkata", "2026-07-01T06:30:00Z"},
	    {"W. Europe Standard Time", "2026-07-01T10:00:00Z"},
	    {"Nowhere/Land", "2026-07-01T12:00:00"},
	};
	struct ical_calendar k = read_text(own, "2026-01-01", "2027-01-01");

	(void)state;
	assert_str(starts(&k), "2026-01-01T11:00:00Z 2026-07-01T10:00:00Z");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str lines = arena_printf(&arena, "DTSTART;TZID=%s:20260701T120000\r\n", cases[i].tzid);

		k = read_text(event(lines.p), "2026-01-01", "2027-01-01");
		assert_str(starts(&k), cases[i].want);
		assert_int_equal(k.n_notes, strstr(cases[i].tzid, "Nowhere") != NULL);
	}
}

/* What is left out is said; what cannot be read at all is refused. */
static void
bad(void **state)
{
	static const struct {
		const char *lines, *why;
		size_t n_busy;
	} cases[] = {
	    {"DTSTART:20260231T090000Z\r\n", "does not exist", 0},
	    {"DTSTART;VALUE=DATE:20261301\r\n", "", 0},
	    {"SUMMARY:x\r\n", "has no start", 0},
	    {"DTSTART:20260105T090000Z\r\nRRULE:FREQ=SECONDLY\r\n", "by the second", 1},
	    {"DTSTART:20260105T090000Z\r\nRRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30\r\n", "do not exist", 1},
	    {"DTSTART:20260105T090000Z\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n", "do not exist", 1},
	    {"DTSTART:20260105T090000Z\r\nRRULE:FREQ=MINUTELY\r\n", "more than 2000 times", 2001},
	    {"DTSTART:20260105T090000Z\r\nRRULE:FREQ=SOMETIMES\r\n", "", 1},
	    {"DTSTART:20260105T090000Z\r\nDTEND:20260104T090000Z\r\n", "ends before", 1},
	};
	struct ical_calendar k;
	struct strbuf deep = STRBUF(1 << 16);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		k = read_text(event(cases[i].lines), "2026-01-01", "2027-01-01");
		assert_int_equal(k.n_busy, cases[i].n_busy);
		assert_true(k.n_notes > 0);
		if (!str_has(k.notes[0].why, str_of(cases[i].why)))
			fail_msg("%s: %s", cases[i].lines, k.notes[0].why.p);
	}
	/* A note is one line, whatever the file says. */
	k = read_text(event("DTSTART;TZID=\"A^nb 1 2 0 0 no\":20260105T090000\r\n"), "2026-01-01", "2027-01-01");
	assert_int_equal(k.n_notes, 1);
	assert_int_equal(str_find_byte(k.notes[0].why, '\n'), k.notes[0].why.n);
	assert_fails(ical_read(lib, &arena, STR(""), 0, 10, &k, &err), err, ERR_INVALID);
	assert_fails(ical_read(lib, &arena, STR("BEGIN:VCARD\nEND:VCARD\n"), 0, 10, &k, &err), err, ERR_INVALID);
	strbuf_addz(&deep, "BEGIN:VCALENDAR\n");
	for (int i = 0; i < 100; i++)
		strbuf_addz(&deep, "BEGIN:VEVENT\n");
	assert_fails(ical_read(lib, &arena, strbuf_str(&deep), 0, 10, &k, &err), err, ERR_LIMIT);
	strbuf_release(&deep);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(written),        cmocka_unit_test(folded),
	                                   cmocka_unit_test(there_and_back), cmocka_unit_test(rules),
	                                   cmocka_unit_test(lengths),        cmocka_unit_test(overrides),
	                                   cmocka_unit_test(zones),          cmocka_unit_test(bad)};

	return cmocka_run_group_tests(tests, load, unload);
}
