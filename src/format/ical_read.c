#include "format/ical_read.h"

#include <stdarg.h>

#include "base/utf8.h"
#include "format/ical_impl.h"

/* One line of it, without control characters. */
static struct str
plain_line(struct arena *a, const char *s)
{
	struct str t = arena_str(a, utf8_clip(str_trim(str_of(s)), ICAL_TEXT_MAX));
	char *p = arena_cstr(a, t);

	for (size_t i = 0; i < t.n; i++)
		if ((unsigned char)p[i] < ' ' || p[i] == 0x7f)
			p[i] = ' ';
	return str_trim((struct str){p, t.n});
}

void
ical_note(struct ical_reading *r, const struct ical_event *e, const char *fmt, ...)
{
	char buf[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(buf, sizeof(buf), fmt, ap);
	va_end(ap);
	if (r->notes.n == ICAL_NOTES_MAX) {
		r->ret->more_notes = true;
		return;
	}
	*VEC_PUSH(r->a, &r->notes) = (struct ical_note){e != NULL ? e->name : STR(""), plain_line(r->a, buf)};
}

/* --- zones of the file -------------------------------------------------------------------------------------------- */

/* Whether the VTIMEZONE says something, and nothing that takes long to work out. */
static bool
zone_is_sound(struct ical_functions *f, icalcomponent *zone)
{
	bool any = false;

	for (icalcomponent *c = f->icalcomponent_get_first_component(zone, ICAL_ANY_COMPONENT); c != NULL;
	     c = f->icalcomponent_get_next_component(zone, ICAL_ANY_COMPONENT)) {
		icalproperty *rule = f->icalcomponent_get_first_property(c, ICAL_RRULE_PROPERTY);
		icalproperty *start = f->icalcomponent_get_first_property(c, ICAL_DTSTART_PROPERTY);

		if (rule != NULL && f->icalproperty_get_rrule(rule).freq != ICAL_YEARLY_RECURRENCE)
			return false;
		if (start == NULL || !ical_time_exists(f->icalproperty_get_dtstart(start)))
			return false;
		any |= f->icalcomponent_get_first_property(c, ICAL_TZOFFSETTO_PROPERTY) != NULL;
	}
	return any;
}

static icaltimezone *
zone_in_file(struct ical_reading *r, icalcomponent *calendar, const char *tzid)
{
	struct ical_functions *f = &r->lib->f;

	for (icalcomponent *c = f->icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT); c != NULL;
	     c = f->icalcomponent_get_next_component(calendar, ICAL_VTIMEZONE_COMPONENT)) {
		icalproperty *id = f->icalcomponent_get_first_property(c, ICAL_TZID_PROPERTY);
		const char *name = id != NULL ? f->icalproperty_get_value_as_string(id) : NULL;

		if (name != NULL && strcmp(name, tzid) == 0)
			return zone_is_sound(f, c) ? f->icalcomponent_get_timezone(calendar, tzid) : NULL;
	}
	return NULL;
}

icaltimezone *
ical_zone_of(struct ical_reading *r, struct ical_event *e, icalproperty *prop)
{
	struct ical_functions *f = &r->lib->f;
	icalparameter *param = f->icalproperty_get_first_parameter(prop, ICAL_TZID_PARAMETER);
	const char *tzid = param != NULL ? f->icalparameter_get_tzid(param) : NULL;
	icaltimezone *zone;

	if (tzid == NULL || tzid[0] == '\0')
		return NULL;
	zone = ical_zone_named(r->lib, str_of(tzid));
	if (zone == NULL && e->calendar != NULL)
		zone = zone_in_file(r, e->calendar, tzid);
	if (zone == NULL)
		ical_note(r, e, "nobody knows the zone '%.80s'; taken as local time", tzid);
	return zone;
}

/* --- one event ---------------------------------------------------------------------------------------------------- */

static icalproperty *
prop(struct ical_reading *r, icalcomponent *c, icalproperty_kind kind)
{
	return r->lib->f.icalcomponent_get_first_property(c, kind);
}

static void
read_names(struct ical_reading *r, struct ical_event *e)
{
	struct ical_functions *f = &r->lib->f;
	icalproperty *uid = prop(r, e->comp, ICAL_UID_PROPERTY), *summary = prop(r, e->comp, ICAL_SUMMARY_PROPERTY);

	if (uid != NULL)
		e->uid = arena_str(r->a, str_of(f->icalproperty_get_uid(uid)));
	e->name = summary != NULL ? plain_line(r->a, f->icalproperty_get_summary(summary)) : STR("");
	if (e->name.n == 0)
		e->name = STR("(no title)");
}

static bool
says_free(struct ical_reading *r, icalcomponent *c)
{
	struct ical_functions *f = &r->lib->f;

	for (icalproperty *p = prop(r, c, ICAL_X_PROPERTY); p != NULL;
	     p = f->icalcomponent_get_next_property(c, ICAL_X_PROPERTY)) {
		const char *name = f->icalproperty_get_x_name(p), *value = f->icalproperty_get_value_as_string(p);

		if (name != NULL && value != NULL && strcmp(name, "X-MICROSOFT-CDO-BUSYSTATUS") == 0 &&
		    strcmp(value, "FREE") == 0)
			return true;
	}
	return false;
}

static void
read_state(struct ical_reading *r, struct ical_event *e, bool cancelled)
{
	struct ical_functions *f = &r->lib->f;
	icalproperty *status = prop(r, e->comp, ICAL_STATUS_PROPERTY), *transp = prop(r, e->comp, ICAL_TRANSP_PROPERTY);
	icalproperty *seq = prop(r, e->comp, ICAL_SEQUENCE_PROPERTY);
	icalproperty_transp t = transp != NULL ? f->icalproperty_get_transp(transp) : ICAL_TRANSP_OPAQUE;

	e->cancelled = cancelled || (status != NULL && f->icalproperty_get_status(status) == ICAL_STATUS_CANCELLED);
	e->free = t == ICAL_TRANSP_TRANSPARENT || t == ICAL_TRANSP_TRANSPARENTNOCONFLICT || says_free(r, e->comp);
	e->sequence = seq != NULL ? f->icalproperty_get_sequence(seq) : 0;
}

/* What the library could not read of the event, in its words. */
static const char *
complaint(struct ical_reading *r, icalcomponent *c)
{
	icalproperty *p = prop(r, c, ICAL_XLICERROR_PROPERTY);

	return p != NULL ? r->lib->f.icalproperty_get_xlicerror(p) : NULL;
}

static bool
read_start(struct ical_reading *r, struct ical_event *e)
{
	struct ical_functions *f = &r->lib->f;
	icalproperty *p = prop(r, e->comp, ICAL_DTSTART_PROPERTY);
	const char *why = complaint(r, e->comp);

	if (p == NULL) {
		ical_note(r, e, "has no start%s%.160s", why != NULL ? ": " : "", why != NULL ? why : "");
		return false;
	}
	if (why != NULL)
		ical_note(r, e, "%.200s", why);
	e->dtstart = f->icalproperty_get_dtstart(p);
	if (!ical_time_exists(e->dtstart)) {
		const char *value = f->icalproperty_get_value_as_string(p);

		ical_note(r, e, "its start '%.40s' does not exist", value != NULL ? value : "");
		return false;
	}
	e->zone = ical_zone_of(r, e, p);
	e->start = ical_moment_of(r, e->dtstart, e->zone);
	return true;
}

static void
read_length(struct ical_reading *r, struct ical_event *e)
{
	struct ical_functions *f = &r->lib->f;
	icalproperty *end = prop(r, e->comp, ICAL_DTEND_PROPERTY), *dur = prop(r, e->comp, ICAL_DURATION_PROPERTY);

	if (end != NULL && ical_time_exists(f->icalproperty_get_dtend(end))) {
		struct ical_moment m = ical_moment_of(r, f->icalproperty_get_dtend(end), ical_zone_of(r, e, end));
		bool exact = m.frame == ICAL_UTC && e->start.frame == ICAL_UTC;

		e->length = exact ? m.utc - e->start.utc : m.local - e->start.local;
	} else if (dur != NULL) {
		struct icaldurationtype d = f->icalproperty_get_duration(dur);
		int64_t seconds = (int64_t)d.hours * 3600 + (int64_t)d.minutes * 60 + (int64_t)d.seconds;

		e->days_ms = ((int64_t)d.weeks * 7 + (int64_t)d.days) * MS_PER_DAY;
		e->length = seconds * 1000;
		if (d.is_neg)
			e->length = -1;
	} else if (e->start.frame == ICAL_DATE) {
		e->length = MS_PER_DAY;
	}
	if (e->length < 0) {
		ical_note(r, e, "ends before it begins; taken as of no length");
		e->length = e->days_ms = 0;
	}
	if (e->days_ms > ICAL_LENGTH_MAX || e->length > ICAL_LENGTH_MAX) {
		ical_note(r, e, "lasts longer than a year; cut there");
		e->days_ms = MIN(e->days_ms, ICAL_LENGTH_MAX);
		e->length = MIN(e->length, ICAL_LENGTH_MAX);
	}
}

static void
read_event(struct ical_reading *r, icalcomponent *comp, icalcomponent *calendar, bool cancelled)
{
	struct ical_functions *f = &r->lib->f;
	struct ical_event e = {.comp = comp, .calendar = calendar, .order = r->events.n};
	icalproperty *id = prop(r, comp, ICAL_RECURRENCEID_PROPERTY);

	r->ret->n_events++;
	read_names(r, &e);
	read_state(r, &e, cancelled);
	if (id != NULL && ical_time_exists(f->icalproperty_get_recurrenceid(id))) {
		e.has_id = true;
		e.id = ical_moment_of(r, f->icalproperty_get_recurrenceid(id), ical_zone_of(r, &e, id));
		if (f->icalproperty_get_first_parameter(id, ICAL_RANGE_PARAMETER) != NULL)
			ical_note(r, &e, "a change of all later times is taken for this one alone");
	}
	/* One that is cancelled need not say when it was to be. */
	if (!(e.cancelled && prop(r, comp, ICAL_DTSTART_PROPERTY) == NULL)) {
		if (!read_start(r, &e)) {
			r->ret->n_refused++;
			return;
		}
		read_length(r, &e);
	}
	r->ret->n_cancelled += e.cancelled;
	r->ret->n_free += e.free && !e.cancelled;
	*VEC_PUSH(r->a, &r->events) = e;
}

/* The busy times that somebody else's calendar program tells without saying what they are. */
static void
read_freebusy(struct ical_reading *r, icalcomponent *c)
{
	struct ical_functions *f = &r->lib->f;
	struct ical_event e = {.comp = c, .name = STR("Busy")};

	for (icalproperty *p = prop(r, c, ICAL_FREEBUSY_PROPERTY); p != NULL;
	     p = f->icalcomponent_get_next_property(c, ICAL_FREEBUSY_PROPERTY)) {
		struct icalperiodtype t = f->icalproperty_get_freebusy(p);
		icalparameter *type = f->icalproperty_get_first_parameter(p, ICAL_FBTYPE_PARAMETER);
		struct ical_moment start, end;

		if ((type != NULL && f->icalparameter_get_fbtype(type) == ICAL_FBTYPE_FREE) ||
		    !ical_time_exists(t.start))
			continue;
		start = ical_moment_of(r, t.start, NULL);
		end = ical_time_exists(t.end) ? ical_moment_of(r, t.end, NULL) : start;
		e.length = end.utc - start.utc;
		if (t.duration.hours + t.duration.minutes + t.duration.seconds + t.duration.days + t.duration.weeks > 0)
			e.length = ((int64_t)t.duration.weeks * 7 + (int64_t)t.duration.days) * MS_PER_DAY +
			           ((int64_t)t.duration.hours * 3600 + (int64_t)t.duration.minutes * 60 +
			            (int64_t)t.duration.seconds) *
			               1000;
		if (e.length > 0)
			ical_add(r, &e, start);
	}
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

static void
read_component(struct ical_reading *r, icalcomponent *c, icalcomponent *calendar, bool cancelled)
{
	icalcomponent_kind kind = r->lib->f.icalcomponent_isa(c);

	if (kind == ICAL_VEVENT_COMPONENT && r->ret->n_events < ICAL_EVENTS_MAX) {
		read_event(r, c, calendar, cancelled);
	} else if (kind == ICAL_VFREEBUSY_COMPONENT) {
		read_freebusy(r, c);
		r->ret->n_other++;
	} else if (kind != ICAL_VTIMEZONE_COMPONENT) {
		r->ret->n_other++;
	}
}

/* libical keeps one place per component in its walk over the parts, and whoever looks for a zone walks too. */
static icalcomponent **
parts_of(struct ical_reading *r, icalcomponent *whole, size_t *ret_n)
{
	struct ical_functions *f = &r->lib->f;
	VEC(icalcomponent *) parts = {0};

	for (icalcomponent *c = f->icalcomponent_get_first_component(whole, ICAL_ANY_COMPONENT); c != NULL;
	     c = f->icalcomponent_get_next_component(whole, ICAL_ANY_COMPONENT))
		*VEC_PUSH(r->a, &parts) = c;
	*ret_n = parts.n;
	return parts.p;
}

static void
read_calendar(struct ical_reading *r, icalcomponent *calendar)
{
	struct ical_functions *f = &r->lib->f;
	icalproperty *method = prop(r, calendar, ICAL_METHOD_PROPERTY);
	bool cancelled = method != NULL && f->icalproperty_get_method(method) == ICAL_METHOD_CANCEL;
	icalcomponent **parts;
	size_t n;

	parts = parts_of(r, calendar, &n);
	for (size_t i = 0; i < n; i++)
		read_component(r, parts[i], calendar, cancelled);
}

static void
read_root(struct ical_reading *r, icalcomponent *root)
{
	struct ical_functions *f = &r->lib->f;
	icalcomponent_kind kind = f->icalcomponent_isa(root);

	if (kind == ICAL_VCALENDAR_COMPONENT) {
		read_calendar(r, root);
		return;
	}
	if (kind != ICAL_XROOT_COMPONENT) {
		read_component(r, root, NULL, false);
		return;
	}
	for (icalcomponent *c = f->icalcomponent_get_first_component(root, ICAL_ANY_COMPONENT); c != NULL;
	     c = f->icalcomponent_get_next_component(root, ICAL_ANY_COMPONENT)) {
		if (f->icalcomponent_isa(c) == ICAL_VCALENDAR_COMPONENT)
			read_calendar(r, c);
		else
			read_component(r, c, NULL, false);
	}
}

/* By UID; masters first, then overrides by what they stand for, the newest of each last. */
static int
event_cmp(const void *a, const void *b)
{
	const struct ical_event *x = a, *y = b;
	int c = str_cmp(x->uid, y->uid);

	if (c != 0)
		return c;
	if (x->has_id != y->has_id)
		return x->has_id ? 1 : -1;
	if (x->has_id && x->id.utc != y->id.utc)
		return x->id.utc < y->id.utc ? -1 : 1;
	if (x->sequence != y->sequence)
		return x->sequence < y->sequence ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* The events of one UID: the newest master of each start, and the newest override of each instance. */
static void
read_family(struct ical_reading *r, struct ical_event *e, size_t n)
{
	size_t masters = 0;

	while (masters < n && !e[masters].has_id)
		masters++;
	for (size_t i = 0; i < masters; i++) {
		bool replaced = false;

		for (size_t k = i + 1; k < masters && !replaced && e[i].uid.n > 0; k++)
			replaced = e[k].sequence > e[i].sequence || e[k].start.utc == e[i].start.utc;
		if (!replaced && !e[i].cancelled && !e[i].free)
			ical_expand(r, &e[i], e + masters, n - masters);
	}
	for (size_t i = masters; i < n; i++) {
		bool replaced = i + 1 < n && e[i + 1].id.utc == e[i].id.utc;

		if (!replaced && !e[i].cancelled && !e[i].free)
			ical_add(r, &e[i], e[i].start);
	}
}

static int
busy_cmp(const void *a, const void *b)
{
	const struct ical_busy *x = a, *y = b;

	if (x->start_ms != y->start_ms)
		return x->start_ms < y->start_ms ? -1 : 1;
	if (x->end_ms != y->end_ms)
		return x->end_ms < y->end_ms ? -1 : 1;
	return str_cmp(x->summary, y->summary);
}

static void
expand_all(struct ical_reading *r)
{
	struct ical_event *e = r->events.p;
	size_t n = r->events.n, end;

	if (n > 0)
		qsort(e, n, sizeof(*e), event_cmp);
	for (size_t i = 0; i < n; i = end) {
		/* Events without a UID have nothing to do with each other. */
		for (end = i + 1; end < n && e[i].uid.n > 0 && str_eq(e[end].uid, e[i].uid);)
			end++;
		read_family(r, e + i, end - i);
	}
	if (r->busy.n > 0)
		qsort(r->busy.p, r->busy.n, sizeof(*r->busy.p), busy_cmp);
}

/* Before libical sees it: whether it looks like one at all, and how deep it goes. */
static bool
check(struct str bytes, struct err *err)
{
	struct str rest = bytes, line;
	size_t depth = 0, lines = 0;
	bool any = false;

	while (str_line(&rest, &line)) {
		lines++;
		if (str_starts_ci(line, STR("BEGIN:"))) {
			struct str kind = str_trim(str_sub(line, 6, line.n));

			any |= str_eq_ci(kind, STR("VCALENDAR")) || str_eq_ci(kind, STR("VEVENT"));
			if (++depth > ICAL_DEPTH_MAX)
				return err_set(err, ERR_LIMIT, "line %zu: more than %d parts within parts", lines,
				               ICAL_DEPTH_MAX);
		} else if (str_starts_ci(line, STR("END:")) && depth > 0) {
			depth--;
		}
	}
	if (!any) {
		err_set(err, ERR_INVALID, "not an iCalendar file: it has no BEGIN:VCALENDAR");
		return err_hint(err, "A calendar's program writes one when asked to export, as a file ending in .ics.");
	}
	return true;
}

bool
ical_read(struct ical_lib *lib, struct arena *a, struct str bytes, int32_t from_day, int32_t to_day,
          struct ical_calendar *ret, struct err *err)
{
	struct ical_reading r = {
	    .lib = lib, .a = a, .from = from_day * MS_PER_DAY, .to = to_day * MS_PER_DAY, .ret = ret};
	icalcomponent *root;
	struct str text;

	*ret = (struct ical_calendar){0};
	if (bytes.n > ICAL_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "the file has %zu MB, at most %zu are read", bytes.n >> 20,
		               ICAL_BYTES_MAX >> 20);
	text = utf8_from_any(a, bytes);
	if (!check(text, err))
		return false;
	root = lib->f.icalparser_parse_string(arena_cstr(a, text));
	if (root == NULL)
		return err_set(err, ERR_INVALID, "the file cannot be read as iCalendar: its parts do not close");
	read_root(&r, root);
	expand_all(&r);
	lib->f.icalcomponent_free(root);
	ret->busy = r.busy.p;
	ret->n_busy = r.busy.n;
	ret->notes = r.notes.p;
	ret->n_notes = r.notes.n;
	return true;
}
