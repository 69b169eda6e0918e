/* leave: begin, list, add, done, move, remove, undo. */
#include "base/date.h"
#include "base/js.h"
#include "base/num.h"
#include "cli/command.h"
#include "cli/out.h"
#include "domain/job/leaving.h"

static bool
current(struct cli *cli, struct leaving *ret, struct err *err)
{
	bool found;

	if (!leaving_current(&cli->ctx, ret, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no job is being left"),
		       err_hint(err, "Begin with: cairn leave begin COMPANY LAST-DAY");
	return true;
}

static bool
say_done(struct cli *cli, int64_t id, const char *what)
{
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld}\n", (long long)id);
	else
		strbuf_printf(&cli->out, "%s (undo: cairn leave undo %lld)\n", what, (long long)id);
	return true;
}

static bool
cmd_leave_begin(struct cli *cli, struct err *err)
{
	struct leaving l = {.company = str_trim(str_of(cli->args[0]))};
	const char *offer = cli_option(cli, "offer");

	if (offer != NULL && !num_parse_i64(str_of(offer), 1, INT64_MAX, "--offer", &l.offer_id, err))
		return false;
	return day_parse(str_of(cli->args[1]), &l.last_day, err) && leaving_begin(&cli->ctx, &l, err) &&
	       say_done(cli, l.id, "Begun; 'cairn leave list' shows what to do when");
}

static void
list_json(struct cli *cli, const struct leaving *l, const struct leaving_item *items, size_t n)
{
	struct js j = JS(&cli->out);

	js_open(&j, '{');
	js_ki(&j, "id", l->id);
	js_kv(&j, "company", l->company);
	js_kday(&j, "last_day", l->last_day);
	js_key(&j, "items");
	js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		js_open(&j, '{');
		js_ki(&j, "id", items[i].id);
		js_kv(&j, "part", items[i].part);
		js_kv(&j, "text", items[i].text);
		js_kday(&j, "due", items[i].due_day);
		js_kday(&j, "done", items[i].done_day);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

static bool
cmd_leave_list(struct cli *cli, struct err *err)
{
	struct leaving l;
	struct leaving_item *items;
	size_t n;
	char day[16];

	if (!current(cli, &l, err) || !leaving_items(&cli->ctx, &l, &items, &n, err))
		return false;
	if (cli->json) {
		list_json(cli, &l, items, n);
		return true;
	}
	strbuf_printf(&cli->out, "Leaving %.*s, last day %s\n\n", STR_ARG(l.company), day_format(l.last_day, day));
	for (size_t i = 0; i < n; i++) {
		bool done = items[i].done_day != DAY_NONE;

		strbuf_printf(&cli->out, "[%c] %s  %-9.*s %lld%s\n", done ? 'x' : ' ',
		              day_format(items[i].due_day, day), STR_ARG(items[i].part), (long long)items[i].id,
		              !done && items[i].due_day < ctx_today(&cli->ctx) ? "  late" : "");
		out_wrap(&cli->out, items[i].text, 16, 80);
	}
	return true;
}

static bool
cmd_leave_add(struct cli *cli, struct err *err)
{
	struct leaving_item i = {.text = str_trim(str_of(cli->args[0]))};
	const char *on = cli_option(cli, "on");
	struct leaving l;
	int32_t day;

	if (!current(cli, &l, err))
		return false;
	day = l.last_day;
	if (on != NULL && !day_parse(str_of(on), &day, err))
		return err_prefix(err, "--on");
	i.days_before = (int64_t)l.last_day - day;
	return leaving_add(&cli->ctx, &l, &i, err) && say_done(cli, i.id, "Added");
}

static bool
cmd_leave_done(struct cli *cli, struct err *err)
{
	const char *on = cli_option(cli, "on");
	int32_t day = ctx_today(&cli->ctx);
	int64_t id;

	return (on == NULL || day_parse(str_of(on), &day, err)) &&
	       num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", &id, err) &&
	       leaving_done(&cli->ctx, id, day, &id, err) && say_done(cli, id, "Done");
}

static bool
cmd_leave_move(struct cli *cli, struct err *err)
{
	struct leaving l;
	int32_t day;
	int64_t id;

	return day_parse(str_of(cli->args[0]), &day, err) && current(cli, &l, err) &&
	       leaving_move(&cli->ctx, &l, day, &id, err) && say_done(cli, id, "Moved");
}

static bool
cmd_leave_remove(struct cli *cli, struct err *err)
{
	int64_t id;

	if (!num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", &id, err) || !leaving_remove(&cli->ctx, id, err))
		return false;
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld}\n", (long long)id);
	else
		strbuf_printf(&cli->out, "Removed (bring back: cairn leave undo %lld --redo)\n", (long long)id);
	return true;
}

static bool
cmd_leave_undo(struct cli *cli, struct err *err)
{
	bool back = cli_option(cli, "redo") != NULL;
	const char *what = "";
	int64_t id;

	if (!num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", &id, err) ||
	    !leaving_undo(&cli->ctx, id, back, &what, err))
		return false;
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld,\"what\":\"%s\"}\n", (long long)id, what);
	else
		strbuf_printf(&cli->out, "%s: %s\n", back ? "Brought back" : "Taken back", what);
	return true;
}

/* clang-format off */
static const struct command leave_commands[] = {
	{"leave", "begin", "COMPANY LAST-DAY", 2, 2, {{"offer", "ID", "the offer you leave for"}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_leave_begin,
	 "Begin to leave a job well: a list with dates, counted backwards from the last day."},
	{"leave", "list", "", 0, 0, {{0}}, NEEDS_DB, cmd_leave_list,
	 "What to do when: notice, handover, thanks, contacts, papers."},
	{"leave", "add", "TEXT", 1, 1, {{"on", "DATE", "by when (default the last day)"}}, NEEDS_DB | NEEDS_WRITE, cmd_leave_add,
	 "Add an item of your own."},
	{"leave", "done", "ID", 1, 1, {{"on", "DATE", "the day it was (default today)"}}, NEEDS_DB | NEEDS_WRITE, cmd_leave_done,
	 "Say that an item is done."},
	{"leave", "move", "LAST-DAY", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_leave_move,
	 "Move the last day, and all days with it."},
	{"leave", "remove", "ID", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_leave_remove,
	 "Take an item off the list."},
	{"leave", "undo", "ID", 1, 1, {{"redo", NULL, "bring back what was undone"}}, NEEDS_DB | NEEDS_WRITE, cmd_leave_undo,
	 "Take back a list, an item, a move, or the word that it is done."},
};
/* clang-format on */
const COMMAND_GROUP(leave_group, "Leaving well", leave_commands);
