#include "exchange/job_export.h"

#include "base/js.h"
#include "domain/job/application_list.h"
#include "format/csv.h"

/* Walks every application that is not deleted, those put aside too, in the order they were added. */
static bool
walk(struct ctx *c, bool (*one)(struct ctx *c, void *p, int64_t id, struct err *err), void *p, struct err *err)
{
	for (int archived = 0; archived < 2; archived++) {
		struct application_filter f = {.archived = archived == 1};
		int64_t *ids;
		size_t n;

		if (!application_list_ids(c, &f, &ids, &n, err))
			return false;
		for (size_t i = 0; i < n; i++) {
			struct arena_mark mark = arena_mark(c->a);

			if (!one(c, p, ids[i], err))
				return false;
			arena_rewind(c->a, mark);
		}
	}
	return true;
}

static bool
read_one(struct ctx *c, int64_t id, struct application *app, struct application_event **events, size_t *n,
         struct err *err)
{
	return application_get(c, id, app, err) && application_events(c, id, events, n, err);
}

/* --- CSV ---------------------------------------------------------------------------------------------------------- */

static const char *const headings[] = {
    "application", "company", "title",     "place",    "url",   "source", "tags", "stage",   "since",
    "deadline",    "next",    "next_date", "archived", "notes", "event",  "date", "channel", "note",
};

static void
put_day(struct csv_out *w, int32_t day)
{
	char text[16];

	csv_put(w, str_of(day_format(day, text)));
}

static bool
csv_one(struct ctx *c, void *p, int64_t id, struct err *err)
{
	struct csv_out *w = p;
	struct application app;
	struct application_event *events;
	size_t n;

	if (!read_one(c, id, &app, &events, &n, err))
		return false;
	for (size_t i = 0; i < n && events[i].counts; i++) {
		csv_put(w, arena_printf(c->a, "%lld", (long long)app.id));
		csv_put_text(w, app.company);
		csv_put_text(w, app.title);
		csv_put_text(w, app.place);
		csv_put_text(w, app.url);
		csv_put_text(w, app.source);
		csv_put_text(w, app.tags);
		csv_put_text(w, app.stage);
		put_day(w, app.since_day);
		put_day(w, app.deadline_day);
		csv_put_text(w, app.next_step);
		put_day(w, app.next_day);
		csv_put(w, app.archived ? STR("yes") : STR("no"));
		/* The notes once, not on every line of the log. */
		csv_put_text(w, i == 0 ? app.notes : STR(""));
		csv_put_text(w, events[i].kind);
		put_day(w, events[i].on_day);
		csv_put_text(w, events[i].channel);
		csv_put_text(w, events[i].note);
		csv_end(w);
	}
	return true;
}

bool
job_export_csv(struct ctx *c, struct strbuf *out, struct err *err)
{
	struct csv_out w = {.out = out};

	for (size_t i = 0; i < ARRAY_LEN(headings); i++)
		csv_put(&w, str_of(headings[i]));
	csv_end(&w);
	return walk(c, csv_one, &w, err) && strbuf_ok(out, "the export", err);
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

static void
put_text(struct js *j, const char *key, struct str s)
{
	js_kv(j, key, s.n > 0 ? s : STR_NONE);
}

static void
event_json(struct js *j, const struct application_event *e)
{
	js_open(j, '{');
	js_ki(j, "id", e->id);
	js_kv(j, "event", e->kind);
	js_kday(j, "date", e->on_day);
	put_text(j, "channel", e->channel);
	put_text(j, "note", e->note);
	js_kb(j, "counts", e->counts);
	js_kb(j, "undone", e->undone);
	js_key(j, "corrects");
	if (e->corrects_id != 0)
		js_i64(j, e->corrects_id);
	else
		js_null(j);
	js_ki(j, "written_ms", e->at_ms);
	js_close(j, '}');
}

static bool
json_one(struct ctx *c, void *p, int64_t id, struct err *err)
{
	struct js *j = p;
	struct application app;
	struct application_event *events;
	struct str rest, tag;
	size_t n;

	if (!read_one(c, id, &app, &events, &n, err))
		return false;
	js_open(j, '{');
	js_ki(j, "id", app.id);
	js_kv(j, "company", app.company);
	js_kv(j, "title", app.title);
	put_text(j, "place", app.place);
	put_text(j, "url", app.url);
	put_text(j, "source", app.source);
	js_key(j, "tags");
	js_open(j, '[');
	for (rest = app.tags; rest.n > 0 && str_split(&rest, ',', &tag);)
		js_text(j, tag);
	js_close(j, ']');
	js_kv(j, "stage", app.stage);
	js_kday(j, "since", app.since_day);
	js_kday(j, "deadline", app.deadline_day);
	put_text(j, "next", app.next_step);
	js_kday(j, "next_date", app.next_day);
	js_kb(j, "archived", app.archived);
	put_text(j, "notes", app.notes);
	js_key(j, "events");
	js_open(j, '[');
	for (size_t i = 0; i < n; i++)
		event_json(j, &events[i]);
	js_close(j, ']');
	js_close(j, '}');
	return true;
}

bool
job_export_json(struct ctx *c, struct strbuf *out, struct err *err)
{
	struct js j = JS(out);

	js_open(&j, '[');
	if (!walk(c, json_one, &j, err))
		return false;
	js_close(&j, ']');
	strbuf_byte(out, '\n');
	return strbuf_ok(out, "the export", err);
}
