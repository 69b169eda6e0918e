/* The calendar: what is due and when one is busy, day by day; imports; the feed. */
#include "base/num.h"
#include "base/vec.h"
#include "domain/job/due.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_calendar.h"

#define CALENDAR_TYPE "text/calendar; charset=utf-8"
/* Days of busy times shown beside an appointment. */
#define NEAR_DAYS 14
/* Bytes of an answer that is a calendar. */
#define CALENDAR_ANSWER_MAX ((size_t)8 << 20)

static const struct form_field import_fields[] = {
    {"name", "the name", FIELD_TEXT, false, 0, BUSY_NAME_MAX},
    FIELDS_END,
};

static const struct form_field remove_fields[] = {
    {"name", "the name", FIELD_TEXT, true, 0, BUSY_NAME_MAX},
    FIELDS_END,
};

static const struct form_field feed_fields[] = {
    {"word", "what to do", FIELD_TEXT, true, 0, 16},
    {"todo", "tasks as to-dos", FIELD_INT, false, 0, 1},
    FIELDS_END,
};

/* --- days --------------------------------------------------------------------------------------------------------- */

struct days {
	struct page *p;
	int32_t from;
	int32_t to; /* not included */
	VEC(struct calendar_entry) list;
};

static int64_t
local_of(const struct page *p, int64_t ms)
{
	return ms + (int64_t)clock_offset_at(&p->c.clock, ms) * 60000;
}

static struct str
clock_of(const struct page *p, int64_t local)
{
	return page_printf(p, "%02d:%02d", (int)(local % MS_PER_DAY / 3600000), (int)(local / 60000 % 60));
}

static void
add_due(struct days *d, const struct due *k)
{
	int64_t local = k->start_ms != 0 ? local_of(d->p, k->start_ms) : 0;
	struct calendar_entry e = {.day = k->on_day != DAY_NONE ? k->on_day : k->day,
	                           .minute = -1,
	                           .when = STR(""),
	                           .text = k->what,
	                           .path = k->path,
	                           .more = k->why,
	                           .key = k->key};

	/* One that is over is no longer due, so there is no file of it. */
	if (k->start_ms != 0 && k->start_ms + (int64_t)MAX(k->minutes, 1) * 60000 <= ctx_now_ms(&d->p->c))
		e.key = STR("");
	/* What is to be prepared is shown on its own day, not again with the appointment. */
	if (k->kind == DUE_PREPARE)
		e.day = k->day;
	if (k->start_ms != 0) {
		e.day = day_of_ms(local, 0);
		e.minute = (int)(local % MS_PER_DAY / 60000);
		e.when = page_printf(d->p, "%.*s to %.*s", STR_ARG(clock_of(d->p, local)),
		                     STR_ARG(clock_of(d->p, local + (int64_t)k->minutes * 60000)));
	}
	if (e.day >= d->from && e.day < d->to)
		*VEC_PUSH(d->p->c.a, &d->list) = e;
}

/* On each of its days. */
static void
add_busy(struct days *d, const struct busy *b)
{
	int64_t start = local_of(d->p, b->start_ms), end = local_of(d->p, b->end_ms);
	int32_t first = day_of_ms(start, 0), last = day_of_ms(end - 1, 0);

	for (int32_t day = MAX(first, d->from); day <= last && day < d->to; day++) {
		bool whole = b->all_day || (start <= day * MS_PER_DAY && end >= (day + 1) * MS_PER_DAY);
		struct calendar_entry e = {.day = day, .minute = -1, .busy = true, .path = STR(""), .key = STR("")};

		e.when = STR("all day");
		if (!whole) {
			int64_t a = MAX(start, day * MS_PER_DAY), z = MIN(end, (day + 1) * MS_PER_DAY);

			e.minute = (int)(a % MS_PER_DAY / 60000);
			e.when = page_printf(d->p, "%.*s to %.*s", STR_ARG(clock_of(d->p, a)),
			                     STR_ARG(z % MS_PER_DAY == 0 ? STR("24:00") : clock_of(d->p, z)));
		}
		e.text = b->summary;
		e.more = b->calendar;
		*VEC_PUSH(d->p->c.a, &d->list) = e;
	}
}

static int
entry_cmp(const void *a, const void *b)
{
	const struct calendar_entry *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->busy != y->busy && x->minute == y->minute)
		return x->busy ? 1 : -1;
	if (x->minute != y->minute)
		return x->minute < y->minute ? -1 : 1;
	return str_cmp(x->text, y->text);
}

static bool
fill_days(struct page *p, struct calendar_view *v, struct err *err)
{
	struct days d = {.p = p, .from = v->from, .to = v->from + CALENDAR_PAGE_DAYS};
	struct due *due;
	struct busy *busy;
	size_t n_due, n_busy;

	if (!due_calendar(&p->c, d.from, d.to, &due, &n_due, err) ||
	    !busy_between(&p->c, clock_of_local(&p->c.clock, d.from * MS_PER_DAY),
	                  clock_of_local(&p->c.clock, d.to * MS_PER_DAY), &busy, &n_busy, err))
		return false;
	for (size_t i = 0; i < n_due; i++)
		add_due(&d, &due[i]);
	for (size_t i = 0; i < n_busy; i++)
		add_busy(&d, &busy[i]);
	if (d.list.n > 0)
		qsort(d.list.p, d.list.n, sizeof(*d.list.p), entry_cmp);
	v->list = d.list.p;
	v->n = d.list.n;
	return true;
}

static bool
page_calendar(struct page *p, struct err *err)
{
	struct calendar_view v = {.from = day_week_start(ctx_today(&p->c))};
	struct str from = query_str(p, "from");
	int32_t day;

	if (from.p != NULL && day_parse(from, &day, NULL))
		v.from = day;
	if (!fill_days(p, &v, err) || !busy_calendars(&p->c, &v.calendars, &v.n_calendars, err) ||
	    !calendar_feed_get(&p->c, &v.feed, err))
		return false;
	v.address = page_printf(p, "%.*s/feed/%.*s.ics", STR_ARG(page_origin(p)), STR_ARG(v.feed.secret));
	page_begin(p, NAV_CALENDAR, "Calendar");
	tmpl_calendar(p->out, p, &v);
	page_end(p);
	return true;
}

bool
calendar_clash_print(struct page *p, int64_t start_ms, int64_t minutes, struct err *err)
{
	struct calendar_near v = {0};

	if (start_ms <= ctx_now_ms(&p->c))
		return true;
	if (!busy_between(&p->c, start_ms, start_ms + MAX(minutes, 1) * 60000, &v.clash, &v.n_clash, err))
		return false;
	tmpl_calendar_near(p->out, p, &v);
	return true;
}

bool
calendar_near_print(struct page *p, int64_t start_ms, struct err *err)
{
	int32_t from = ctx_today(&p->c);
	struct calendar_near v = {0};
	struct days d = {.p = p};
	struct busy *busy;
	size_t n;

	if (start_ms > ctx_now_ms(&p->c))
		from = MAX(from, day_of_ms(local_of(p, start_ms), 0) - 3);
	v.from = d.from = from;
	v.to = d.to = from + NEAR_DAYS;
	if (!busy_between(&p->c, clock_of_local(&p->c.clock, v.from * MS_PER_DAY),
	                  clock_of_local(&p->c.clock, v.to * MS_PER_DAY), &busy, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		add_busy(&d, &busy[i]);
	if (d.list.n > 0)
		qsort(d.list.p, d.list.n, sizeof(*d.list.p), entry_cmp);
	v.list = d.list.p;
	v.n = d.list.n;
	tmpl_calendar_near(p->out, p, &v);
	return true;
}

/* --- in ----------------------------------------------------------------------------------------------------------- */

static bool
post_calendar_import(struct page *p, struct err *err)
{
	struct str name = form_str(p, "name");
	struct busy_calendar k;
	struct ical_calendar read;

	if (p->req->n_files != 1 || p->req->files[0].bytes.n == 0)
		return err_set(err, ERR_INVALID, "no file was chosen");
	if (name.n == 0)
		name = calendar_name_of(p->req->files[0].name);
	if (!calendar_import(&p->c, name, p->req->files[0].bytes, &k, &read, err))
		return false;
	page_go(p, STR("/calendar#calendars"), "calendar-in", k.id);
	return true;
}

static bool
post_calendar_remove(struct page *p, struct err *err)
{
	int64_t id;

	if (!busy_remove(&p->c, form_str(p, "name"), &id, err))
		return false;
	page_go(p, STR("/calendar#calendars"), "calendar-out", id);
	return true;
}

static bool
post_calendar_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !busy_undo(&p->c, id, err))
		return false;
	page_go(p, STR("/calendar#calendars"), "undone", 0);
	return true;
}

/* --- out ---------------------------------------------------------------------------------------------------------- */

static bool
post_calendar_feed(struct page *p, struct err *err)
{
	struct str word = form_str(p, "word");
	struct calendar_feed f;

	if (str_eq(word, STR("new"))) {
		if (!calendar_feed_new(&p->c, form_i64(p, "todo", 0) != 0, &f, err))
			return false;
		page_go(p, STR("/calendar#feed"), "feed-new", 0);
		return true;
	}
	if (!str_eq(word, STR("off")))
		return err_set(err, ERR_INVALID, "there is no word '%.*s'", STR_ARG(word));
	if (!calendar_feed_off(&p->c, err))
		return false;
	page_go(p, STR("/calendar#feed"), "feed-off", 0);
	return true;
}

static void
as_calendar(struct page *p, bool file)
{
	p->resp->type = CALENDAR_TYPE;
	(void)http_resp_header(p->resp, "Cache-Control", STR("private, no-store"));
	if (file)
		(void)http_resp_header(p->resp, "Content-Disposition", STR("attachment; filename=\"cairn.ics\""));
}

/* Whoever knows the secret reads, and learns nothing else; every other address is the same to them. */
static bool
page_feed(struct page *p, struct err *err)
{
	struct str secret = p->arg;
	struct calendar_feed f;

	if (!calendar_feed_get(&p->c, &f, err))
		return false;
	if (!str_ends(secret, STR(".ics")) || !calendar_feed_is(&f, str_sub(secret, 0, secret.n - 4)))
		return err_set(err, ERR_NOT_FOUND, "there is no such calendar");
	p->resp->body.limit = MAX(p->resp->body.limit, CALENDAR_ANSWER_MAX);
	as_calendar(p, false);
	return calendar_export(&p->c, f.todo, p->out, err);
}

static bool
page_calendar_file(struct page *p, struct err *err)
{
	struct calendar_feed f;

	p->resp->body.limit = MAX(p->resp->body.limit, CALENDAR_ANSWER_MAX);
	if (!calendar_feed_get(&p->c, &f, err) || !calendar_export(&p->c, f.todo, p->out, err))
		return false;
	as_calendar(p, true);
	return true;
}

static bool
page_due_file(struct page *p, struct err *err)
{
	if (!calendar_export_one(&p->c, p->arg, p->out, err))
		return false;
	as_calendar(p, true);
	return true;
}

static const struct route calendar_routes[] = {
    PAGE("/calendar", page_calendar, "What is due and when you are busy, day by day."),
    PAGE("/calendar/cairn.ics", page_calendar_file, "What is due as a file."),
    FILES("/calendar/import", post_calendar_import, import_fields, page_calendar, "Brings another calendar in."),
    FORM("/calendar/remove", post_calendar_remove, remove_fields, page_calendar, "Takes a calendar out."),
    FORM("/calendar/{id}/undo", post_calendar_undo, NULL, page_calendar, "Takes an import or a removal back."),
    FORM("/calendar/feed", post_calendar_feed, feed_fields, page_calendar, "Makes or ends the secret address."),
    PAGE("/due/{id}/cairn.ics", page_due_file, "One thing that is due, as a file."),
    {HTTP_GET, "/feed/{id}", page_feed, WHO_ANY, NULL, NULL, 0, "The calendar for whoever knows its secret."},
};

static const struct notice calendar_notices[] = {
    {"calendar-in", "Calendar read.", "/calendar/{id}/undo"},
    {"calendar-out", "Calendar taken out.", "/calendar/{id}/undo"},
    {"feed-new", "There is a new address. The one before, if any, no longer works.", NULL},
    {"feed-off", "The address no longer works.", NULL},
};

WEB_PART(calendar_part, calendar_routes, calendar_notices);
