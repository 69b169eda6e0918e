/* calendar: busy times in, what is due out. */
#include <unistd.h>

#include "base/fs.h"
#include "base/js.h"
#include "base/num.h"
#include "cli/app.h"
#include "cli/command.h"
#include "cli/out.h"
#include "exchange/calendar.h"

static void
notes_json(struct js *j, const struct ical_calendar *k)
{
	js_key(j, "notes");
	js_open(j, '[');
	for (size_t i = 0; i < k->n_notes; i++) {
		js_open(j, '{');
		js_kv(j, "event", k->notes[i].what);
		js_kv(j, "why", k->notes[i].why);
		js_close(j, '}');
	}
	js_close(j, ']');
}

static void
counts_json(struct js *j, const struct ical_calendar *k)
{
	js_ki(j, "events", (int64_t)k->n_events);
	js_ki(j, "times", (int64_t)k->n_busy);
	js_ki(j, "free", (int64_t)k->n_free);
	js_ki(j, "cancelled", (int64_t)k->n_cancelled);
	js_ki(j, "refused", (int64_t)k->n_refused);
	js_ki(j, "other", (int64_t)k->n_other);
}

static void
counts_text(struct strbuf *out, const struct ical_calendar *k)
{
	strbuf_printf(out, "%zu event%s: %zu time%s in the window", k->n_events, k->n_events == 1 ? "" : "s", k->n_busy,
	              k->n_busy == 1 ? "" : "s");
	if (k->n_free > 0)
		strbuf_printf(out, ", %zu free", k->n_free);
	if (k->n_cancelled > 0)
		strbuf_printf(out, ", %zu cancelled", k->n_cancelled);
	if (k->n_refused > 0)
		strbuf_printf(out, ", %zu refused", k->n_refused);
	if (k->n_other > 0)
		strbuf_printf(out, ", %zu that are no events", k->n_other);
	strbuf_byte(out, '\n');
	for (size_t i = 0; i < k->n_notes; i++)
		strbuf_printf(out, "    %.*s: %.*s\n", STR_ARG(k->notes[i].what), STR_ARG(k->notes[i].why));
	if (k->more_notes)
		strbuf_addz(out, "    and more\n");
}

static bool
cmd_calendar_import(struct cli *cli, struct err *err)
{
	const char *name = cli_option(cli, "name");
	struct js j = JS(&cli->out);

	if (name != NULL && cli->n_args > 1)
		return err_set(err, ERR_INVALID, "--name is for one file");
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < cli->n_args; i++) {
		struct str called = name != NULL ? str_of(name) : calendar_name_of(str_of(cli->args[i])), bytes;
		struct busy_calendar k;
		struct ical_calendar read;

		if (!fs_read(cli->ctx.a, cli->args[i], CALENDAR_BYTES_MAX, &bytes, err) ||
		    !calendar_import(&cli->ctx, called, bytes, &k, &read, err))
			return false;
		if (cli->json) {
			js_open(&j, '{');
			js_ki(&j, "id", k.id);
			js_kv(&j, "name", k.name);
			counts_json(&j, &read);
			js_ki(&j, "busy", k.n_busy);
			js_kday(&j, "from", k.from_day);
			js_kday(&j, "to", k.to_day - 1);
			notes_json(&j, &read);
			js_close(&j, '}');
			continue;
		}
		strbuf_printf(&cli->out, "%.*s  %lld busy time%s (undo: cairn calendar undo %lld)\n", STR_ARG(k.name),
		              (long long)k.n_busy, k.n_busy == 1 ? "" : "s", (long long)k.id);
		counts_text(&cli->out, &read);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	}
	return true;
}

/* The days of --from and --days, the last not included. */
static bool
window(const struct cli *cli, int32_t from, int32_t days, int32_t *ret_from, int32_t *ret_to, struct err *err)
{
	const char *f = cli_option(cli, "from"), *d = cli_option(cli, "days");
	int64_t n = days;

	if (f != NULL && !day_parse(str_of(f), &from, err))
		return err_prefix(err, "--from");
	if (d != NULL && !num_parse_i64(str_of(d), 1, CALENDAR_DAYS_MAX, "--days", &n, err))
		return false;
	*ret_from = from;
	*ret_to = from + (int32_t)n;
	return true;
}

/* "2026-05-07 13:00" by the clock on the wall. */
static void
cell_when(struct cli *cli, struct out_table *t, int64_t ms, bool all_day)
{
	int64_t local = ms + (int64_t)clock_offset_at(&cli->ctx.clock, ms) * 60000;
	char day[16];

	day_format(day_of_ms(local, 0), day);
	if (all_day)
		out_cellf(t, "%s", day);
	else
		out_cellf(t, "%s %02d:%02d", day, (int)(local % MS_PER_DAY / 3600000), (int)(local / 60000 % 60));
}

static void
time_json(struct js *j, int64_t start, int64_t end, bool all_day, struct str summary)
{
	char a[32], b[32];

	js_open(j, '{');
	js_kz(j, "start", instant_format(start, a));
	js_kz(j, "end", instant_format(end, b));
	js_kb(j, "all_day", all_day);
	js_kv(j, "summary", summary);
}

static bool
cmd_calendar_show(struct cli *cli, struct err *err)
{
	int32_t today = ctx_today(&cli->ctx), from, to;
	struct out_table t = {.a = cli->ctx.a, .n_columns = 3};
	struct js j = JS(&cli->out);
	struct ical_calendar k;
	struct str bytes;

	if (!window(cli, today - BUSY_DAYS_BEFORE, BUSY_DAYS_BEFORE + BUSY_DAYS_AFTER, &from, &to, err) ||
	    !fs_read(cli->ctx.a, cli->args[0], CALENDAR_BYTES_MAX, &bytes, err) ||
	    !calendar_read(&cli->ctx, bytes, from, to, &k, err))
		return false;
	if (!cli->json) {
		for (size_t i = 0; i < k.n_busy; i++) {
			cell_when(cli, &t, k.busy[i].start_ms, k.busy[i].all_day);
			cell_when(cli, &t, k.busy[i].end_ms, k.busy[i].all_day);
			out_cell(&t, k.busy[i].summary);
		}
		out_print(&t, "l", &cli->out);
		counts_text(&cli->out, &k);
		return true;
	}
	js_open(&j, '{');
	counts_json(&j, &k);
	js_key(&j, "list");
	js_open(&j, '[');
	for (size_t i = 0; i < k.n_busy; i++) {
		time_json(&j, k.busy[i].start_ms, k.busy[i].end_ms, k.busy[i].all_day, k.busy[i].summary);
		js_kb(&j, "floating", k.busy[i].floating);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	notes_json(&j, &k);
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
	return true;
}

static bool
cmd_calendar_busy(struct cli *cli, struct err *err)
{
	struct out_table t = {.a = cli->ctx.a, .n_columns = 4};
	struct js j = JS(&cli->out);
	struct busy *list;
	int32_t from, to;
	size_t n;

	if (!window(cli, ctx_today(&cli->ctx), 7, &from, &to, err) ||
	    !busy_between(&cli->ctx, clock_of_local(&cli->ctx.clock, from * MS_PER_DAY),
	                  clock_of_local(&cli->ctx.clock, to * MS_PER_DAY), &list, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		if (cli->json) {
			time_json(&j, list[i].start_ms, list[i].end_ms, list[i].all_day, list[i].summary);
			js_kv(&j, "calendar", list[i].calendar);
			js_close(&j, '}');
			continue;
		}
		cell_when(cli, &t, list[i].start_ms, list[i].all_day);
		cell_when(cli, &t, list[i].end_ms, list[i].all_day);
		out_cell(&t, list[i].summary);
		out_cell(&t, list[i].calendar);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else if (n == 0) {
		strbuf_addz(&cli->out, "Nothing is taken then.\n");
	}
	out_print(&t, "l", &cli->out);
	return true;
}

static bool
cmd_calendar_list(struct cli *cli, struct err *err)
{
	struct out_table t = {.a = cli->ctx.a, .n_columns = 5};
	struct js j = JS(&cli->out);
	struct busy_calendar *list;
	size_t n;
	char day[16];

	if (!busy_calendars(&cli->ctx, &list, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		if (cli->json) {
			js_open(&j, '{');
			js_ki(&j, "id", list[i].id);
			js_kv(&j, "name", list[i].name);
			js_ki(&j, "events", list[i].n_events);
			js_ki(&j, "busy", list[i].n_busy);
			js_kday(&j, "from", list[i].from_day);
			js_kday(&j, "to", list[i].to_day - 1);
			js_kv(&j, "report", list[i].report);
			js_close(&j, '}');
			continue;
		}
		out_cell(&t, list[i].name);
		out_cellf(&t, "%lld events", (long long)list[i].n_events);
		out_cellf(&t, "%lld busy times", (long long)list[i].n_busy);
		out_cellf(&t, "until %s", day_format(list[i].to_day - 1, day));
		out_cellf(&t, "%lld", (long long)list[i].id);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else if (n == 0) {
		strbuf_addz(&cli->out, "No calendar is here yet. Bring one in: cairn calendar import FILE.ics\n");
	}
	out_print(&t, "lrr", &cli->out);
	return true;
}

static bool
cmd_calendar_remove(struct cli *cli, struct err *err)
{
	int64_t id;

	if (!busy_remove(&cli->ctx, str_of(cli->args[0]), &id, err))
		return false;
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld}\n", (long long)id);
	else
		strbuf_printf(&cli->out, "Taken out (undo: cairn calendar undo %lld)\n", (long long)id);
	return true;
}

static bool
cmd_calendar_undo(struct cli *cli, struct err *err)
{
	int64_t id;

	return num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", &id, err) && busy_undo(&cli->ctx, id, err);
}

static bool
cmd_calendar_export(struct cli *cli, struct err *err)
{
	const char *to = cli_option(cli, "to"), *key = cli_option(cli, "key");
	bool todo = cli_option(cli, "todo") != NULL;

	if (key != NULL ? !calendar_export_one(&cli->ctx, str_of(key), &cli->out, err)
	                : !calendar_export(&cli->ctx, todo, &cli->out, err))
		return false;
	/* Not through the command's output, which lets no carriage return through to a terminal. */
	if (to == NULL ? !fs_write_fd(STDOUT_FILENO, "the calendar", strbuf_str(&cli->out), err)
	               : !fs_replace(to, strbuf_str(&cli->out), err))
		return false;
	strbuf_clear(&cli->out);
	return true;
}

static bool
cmd_calendar_feed(struct cli *cli, struct err *err)
{
	bool todo = cli_option(cli, "todo") != NULL;
	struct calendar_feed f;
	struct js j = JS(&cli->out);

	if (cli_option(cli, "off") != NULL)
		return calendar_feed_off(&cli->ctx, err);
	if (cli_option(cli, "new") != NULL ? !calendar_feed_new(&cli->ctx, todo, &f, err)
	                                   : !calendar_feed_get(&cli->ctx, &f, err))
		return false;
	if (f.id == 0) {
		err_set(err, ERR_NOT_FOUND, "there is no feed");
		return err_hint(err, "'cairn calendar feed --new' makes one.");
	}
	if (!cli->json) {
		strbuf_printf(&cli->out, "/feed/%.*s.ics\n", STR_ARG(f.secret));
		return true;
	}
	js_open(&j, '{');
	js_ki(&j, "id", f.id);
	js_kv(&j, "path", arena_printf(cli->ctx.a, "/feed/%.*s.ics", STR_ARG(f.secret)));
	js_kb(&j, "todo", f.todo);
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
	return true;
}

/* clang-format off */
static const struct command calendar_commands[] = {
	{"calendar", "import", "FILE.ics|-...", 1, CLI_ARGS_MAX, {{"name", "NAME", "what to call it (default the file's name)"}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_calendar_import,
	 "Read when you are busy; a calendar of the same name is replaced."},
	{"calendar", "show", "FILE.ics|-", 1, 1,
	 {{"from", "DATE", "the first day (default a month ago)"},
	  {"days", "N", "so many days"}},
	 NEEDS_NOTHING, cmd_calendar_show,
	 "What a file holds, recurrences worked out; nothing is stored."},
	{"calendar", "list", "", 0, 0, {{0}}, NEEDS_DB, cmd_calendar_list,
	 "The calendars that were imported."},
	{"calendar", "busy", "", 0, 0,
	 {{"from", "DATE", "the first day (default today)"},
	  {"days", "N", "so many days (default 7)"}},
	 NEEDS_DB, cmd_calendar_busy,
	 "When you are busy."},
	{"calendar", "remove", "NAME", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_calendar_remove,
	 "Take an imported calendar out."},
	{"calendar", "undo", "ID", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_calendar_undo,
	 "Take back an import or a removal."},
	{"calendar", "export", "", 0, 0,
	 {{"to", "FILE.ics", "into a file rather than on standard output"},
	  {"todo", NULL, "tasks as VTODO, not as events of the whole day"},
	  {"key", "KEY", "only what is due under this key"}},
	 NEEDS_DB, cmd_calendar_export,
	 "What is due as iCalendar: appointments with alarms, tasks by day."},
	{"calendar", "feed", "", 0, 0,
	 {{"new", NULL, "make a new secret address; the one before stops working"},
	  {"off", NULL, "no address any more"},
	  {"todo", NULL, "with --new: tasks as VTODO"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_calendar_feed,
	 "The secret address at which a calendar program may read the same."},
};
/* clang-format on */
const COMMAND_GROUP(calendar_group, "Calendar", calendar_commands);
