/* due and its words, rhythm. */
#include "base/js.h"
#include "base/num.h"
#include "cli/command.h"
#include "cli/out.h"
#include "domain/job/due.h"
#include "domain/job/rhythm.h"

#define WORDS_MAX 200

/* The status when nothing is due, as grep has it: `cairn due && tell-me` in a crontab. */
#define NOTHING_DUE 1

static void
due_json(struct cli *cli, const struct due *list, size_t n)
{
	struct js j = JS(&cli->out);
	char at[32];

	js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		const struct due *d = &list[i];

		js_open(&j, '{');
		js_kv(&j, "key", d->key);
		js_kz(&j, "kind", due_kinds[d->kind].name);
		js_kday(&j, "day", d->day);
		js_kb(&j, "overdue", d->day < ctx_today(&cli->ctx));
		js_kb(&j, "snoozed", d->snoozed);
		js_kv(&j, "what", d->what);
		js_kv(&j, "why", d->why);
		js_kz(&j, "action", due_kinds[d->kind].action);
		js_kz(&j, "at", d->start_ms != 0 ? instant_format(d->start_ms, at) : NULL);
		js_ki(&j, "minutes", d->minutes);
		js_kv(&j, "page", d->path);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	strbuf_byte(&cli->out, '\n');
}

static void
due_text(struct cli *cli, const struct due *list, size_t n)
{
	int32_t today = ctx_today(&cli->ctx);
	const char *group = "", *g;
	char day[16];

	for (size_t i = 0; i < n; i++) {
		const struct due *d = &list[i];

		g = d->day < today ? "Overdue" : d->day == today ? "Today" : "Later";
		if (strcmp(g, group) != 0)
			strbuf_printf(&cli->out, "%s%s\n", group[0] != '\0' ? "\n" : "", g);
		group = g;
		strbuf_printf(&cli->out, "  %s  %.*s\n", day_format(d->day, day), STR_ARG(d->what));
		out_wrap(&cli->out, d->why, 14, 82);
		strbuf_printf(&cli->out, "              %.*s\n", STR_ARG(d->key));
	}
	if (n == 0)
		strbuf_addz(&cli->out, "Nothing is due.\n");
}

static bool
cmd_due(struct cli *cli, struct err *err)
{
	const char *days = cli_option(cli, "days"), *only = cli_option(cli, "kind");
	enum due_kind kind = DUE__COUNT;
	struct due *list;
	int64_t ahead = 0;
	size_t n, kept = 0;

	if (days != NULL && !num_parse_i64(str_of(days), 0, 36500, "--days", &ahead, err))
		return false;
	if (only != NULL && !due_kind_parse(str_of(only), &kind, err))
		return err_prefix(err, "--kind");
	if (!due_list(&cli->ctx, ctx_today(&cli->ctx) + (int32_t)ahead, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (only == NULL || list[i].kind == kind)
			list[kept++] = list[i];
	if (cli->json)
		due_json(cli, list, kept);
	else
		due_text(cli, list, kept);
	cli->exit_status = kept > 0 ? 0 : NOTHING_DUE;
	return true;
}

static bool
said(struct cli *cli, const char *what, int64_t id)
{
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld}\n", (long long)id);
	else
		strbuf_printf(&cli->out, "%s (undo: cairn due undo %lld)\n", what, (long long)id);
	return true;
}

static bool
cmd_due_done(struct cli *cli, struct err *err)
{
	const char *on = cli_option(cli, "on"), *note = cli_option(cli, "note");
	int32_t day = ctx_today(&cli->ctx);
	int64_t id;

	if (on != NULL && !day_parse(str_of(on), &day, err))
		return err_prefix(err, "--on");
	return due_done(&cli->ctx, str_of(cli->args[0]), day, str_of(note), &id, err) && said(cli, "Settled", id);
}

static bool
cmd_due_snooze(struct cli *cli, struct err *err)
{
	const char *until = cli_option(cli, "until");
	int32_t day = ctx_today(&cli->ctx) + 7;
	int64_t id;

	if (until != NULL && !day_parse(str_of(until), &day, err))
		return err_prefix(err, "--until");
	return due_snooze(&cli->ctx, str_of(cli->args[0]), day, &id, err) && said(cli, "Put off", id);
}

static bool
cmd_due_drop(struct cli *cli, struct err *err)
{
	int64_t id;

	return due_drop(&cli->ctx, str_of(cli->args[0]), &id, err) && said(cli, "Dropped", id);
}

static bool
cmd_due_undo(struct cli *cli, struct err *err)
{
	int64_t id;

	return num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", &id, err) && due_undo(&cli->ctx, id, err);
}

static bool
cmd_due_words(struct cli *cli, struct err *err)
{
	struct out_table t = {.a = cli->ctx.a, .n_columns = 6};
	struct js j = JS(&cli->out);
	struct due_word *w;
	size_t n;
	char day[16];

	if (!due_words(&cli->ctx, WORDS_MAX, &w, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		if (cli->json) {
			js_open(&j, '{');
			js_ki(&j, "id", w[i].id);
			js_kv(&j, "key", w[i].key);
			js_kv(&j, "what", w[i].what);
			js_kz(&j, "word", due_word_name(w[i].word));
			js_kday(&j, "on", w[i].on_day);
			js_kday(&j, "until", w[i].until_day);
			js_close(&j, '}');
			continue;
		}
		out_cellf(&t, "%s", day_format(w[i].on_day, day));
		out_cell(&t, str_of(due_word_name(w[i].word)));
		out_cellf(&t, "%s", day_format(w[i].until_day, day));
		out_cell(&t, w[i].key);
		out_cellf(&t, "%lld", (long long)w[i].id);
		out_cell(&t, w[i].what);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else if (n == 0) {
		strbuf_addz(&cli->out, "Nothing was said yet. 'cairn due' lists what there is to say something on.\n");
	}
	out_print(&t, "l", &cli->out);
	return true;
}

static void
rhythm_json(struct cli *cli, const struct rhythm *all)
{
	struct js j = JS(&cli->out);

	js_open(&j, '[');
	for (int i = 0; i < RHYTHM__COUNT; i++) {
		js_open(&j, '{');
		js_kz(&j, "name", rhythms[i].name);
		js_ki(&j, "first", all[i].first);
		js_ki(&j, "then", all[i].then);
		js_ki(&j, "most", all[i].most);
		js_kb(&j, "before", rhythms[i].before);
		js_kz(&j, "waits_for", rhythms[i].mine ? "me" : "them");
		js_kb(&j, "own", all[i].id != 0);
		js_ki(&j, "id", all[i].id);
		js_kz(&j, "help", rhythms[i].help);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	strbuf_byte(&cli->out, '\n');
}

static bool
cmd_rhythm_list(struct cli *cli, struct err *err)
{
	static const char *const headings[] = {"NAME", "FIRST", "THEN", "MOST", "WAITS FOR", ""};
	struct out_table t = {.a = cli->ctx.a, .n_columns = ARRAY_LEN(headings)};
	struct rhythm all[RHYTHM__COUNT];

	if (!rhythm_all(&cli->ctx, all, err))
		return false;
	if (cli->json) {
		rhythm_json(cli, all);
		return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(headings); i++)
		out_cell(&t, str_of(headings[i]));
	for (int i = 0; i < RHYTHM__COUNT; i++) {
		out_cell(&t, str_of(rhythms[i].name));
		out_cellf(&t, "%d", all[i].first);
		out_cellf(&t, "%d", all[i].then);
		out_cellf(&t, "%d", all[i].most);
		out_cell(&t, str_of(rhythms[i].mine ? "me" : "them"));
		out_cell(&t, str_of(rhythms[i].help));
	}
	out_print(&t, "lrrr", &cli->out);
	return true;
}

static bool
option_int(const struct cli *cli, const char *name, int max, int *ret, struct err *err)
{
	const char *v = cli_option(cli, name);
	int64_t n;

	if (v == NULL)
		return true;
	if (!num_parse_i64(str_of(v), 0, max, name, &n, err))
		return false;
	*ret = (int)n;
	return true;
}

static bool
cmd_rhythm_set(struct cli *cli, struct err *err)
{
	struct rhythm all[RHYTHM__COUNT], *r;
	enum rhythm_kind kind;

	if (!rhythm_parse(str_of(cli->args[0]), &kind, err) || !rhythm_all(&cli->ctx, all, err))
		return false;
	r = &all[kind];
	if (!option_int(cli, "first", RHYTHM_DAYS_MAX, &r->first, err) ||
	    !option_int(cli, "then", RHYTHM_DAYS_MAX, &r->then, err) ||
	    !option_int(cli, "most", RHYTHM_MOST_MAX, &r->most, err) || !rhythm_set(&cli->ctx, kind, r, err))
		return false;
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld}\n", (long long)r->id);
	else
		strbuf_printf(&cli->out, "Set (undo: cairn rhythm undo %lld)\n", (long long)r->id);
	return true;
}

static bool
cmd_rhythm_undo(struct cli *cli, struct err *err)
{
	int64_t id;

	return num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", &id, err) && rhythm_undo(&cli->ctx, id, err);
}

/* clang-format off */
static const struct command due_commands[] = {
	{"due", NULL, "", 0, 0,
	 {{"days", "N", "also what comes in the next N days"},
	  {"kind", "KIND", "only of this kind: round, answer, deadline, follow, ..."}},
	 NEEDS_DB, cmd_due,
	 "What is due; ends with status 1 when nothing is."},
	{"due", "done", "KEY", 1, 1,
	 {{"on", "DATE", "the day it was (default today)"},
	  {"note", "TEXT", "what was said"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_due_done,
	 "Say that it is done; a reminder that was sent counts towards the next."},
	{"due", "snooze", "KEY", 1, 1, {{"until", "DATE", "not before this day (default in a week)"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_due_snooze,
	 "Put it off."},
	{"due", "drop", "KEY", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_due_drop,
	 "Let it go for good."},
	{"due", "undo", "ID", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_due_undo,
	 "Take back what one of these three did."},
	{"due", "words", "", 0, 0, {{0}}, NEEDS_DB, cmd_due_words,
	 "What was settled, put off and dropped, newest first."},
	{"rhythm", "list", "", 0, 0, {{0}}, NEEDS_DB, cmd_rhythm_list,
	 "After how many days to follow up, again, and how often."},
	{"rhythm", "set", "NAME", 1, 1,
	 {{"first", "DAYS", "the first time"},
	  {"then", "DAYS", "again"},
	  {"most", "N", "at most so often; 0 is never"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_rhythm_set,
	 "Change one of them."},
	{"rhythm", "undo", "ID", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_rhythm_undo,
	 "Go back to what held before."},
};
/* clang-format on */
const COMMAND_GROUP(due_group, "What is due", due_commands);
