/* job: applications, their events, stages. */
#include "cli/cmd_job.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/js.h"
#include "base/num.h"
#include "base/vec.h"
#include "cli/out.h"
#include "db/db.h"
#include "domain/job/application_list.h"
#include "domain/job/stage_set.h"

#define LIST_DEFAULT 50

bool
job_arg(struct cli *cli, size_t i, int64_t *ret, struct err *err)
{
	return num_parse_i64(str_of(cli->args[i]), 1, INT64_MAX, "id", ret, err);
}

bool
job_day(const struct cli *cli, const char *name, int32_t *ret, struct err *err)
{
	const char *day = cli_option(cli, name);

	*ret = DAY_NONE;
	return day == NULL || day_parse(str_of(day), ret, err) || err_prefix(err, "--%s", name);
}

/* What an action says: its number, for undoing it. */
static void
said(struct cli *cli, const char *what, const char *verb, int64_t id)
{
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld}\n", (long long)id);
	else
		strbuf_printf(&cli->out, "%s (undo: cairn job %s %lld)\n", what, verb, (long long)id);
}

static struct str
text_option(const struct cli *cli, const char *name)
{
	return str_of(cli_option(cli, name));
}

/* --- adding ------------------------------------------------------------------------------------------------------- */

static bool
cmd_job_add(struct cli *cli, struct err *err)
{
	struct application app = {.company = text_option(cli, "company"),
	                          .title = text_option(cli, "title"),
	                          .url = text_option(cli, "url"),
	                          .place = text_option(cli, "place"),
	                          .source = text_option(cli, "source"),
	                          .next_day = DAY_NONE,
	                          .deadline_day = DAY_NONE,
	                          .wait_day = DAY_NONE};
	const char *posting = cli_option(cli, "posting");
	int64_t id;

	if (!job_day(cli, "on", &app.found_day, err) || !job_day(cli, "deadline", &app.deadline_day, err))
		return false;
	if (posting != NULL) {
		if (!num_parse_i64(str_of(posting), 1, INT64_MAX, "--posting", &id, err) ||
		    !application_track(&cli->ctx, id, app.found_day, &app.id, err))
			return false;
	} else if (!application_add(&cli->ctx, &app, err)) {
		return false;
	}
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld}\n", (long long)app.id);
	else
		strbuf_printf(&cli->out, "Added as %lld (what happened: cairn job event %lld applied)\n",
		              (long long)app.id, (long long)app.id);
	return true;
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

static void
job_json(struct js *j, const struct application *a)
{
	struct str rest = a->tags, tag;

	js_ki(j, "id", a->id);
	js_kv(j, "company", a->company);
	js_kv(j, "title", a->title);
	js_kv(j, "stage", a->stage);
	js_kday(j, "since", a->since_day);
	js_kday(j, "found", a->found_day);
	js_kday(j, "applied", a->applied_day);
	js_kday(j, "last", a->last_day);
	js_kv(j, "channel", a->channel.n > 0 ? a->channel : STR_NONE);
	js_kv(j, "source", a->source.n > 0 ? a->source : STR_NONE);
	js_kv(j, "place", a->place.n > 0 ? a->place : STR_NONE);
	js_kv(j, "url", a->url.n > 0 ? a->url : STR_NONE);
	js_kday(j, "deadline", a->deadline_day);
	js_kv(j, "next_step", a->next_step.n > 0 ? a->next_step : STR_NONE);
	js_kday(j, "next_day", a->next_day);
	js_kb(j, "archived", a->archived);
	js_key(j, "posting");
	if (a->posting_id != 0)
		js_i64(j, a->posting_id);
	else
		js_null(j);
	js_key(j, "tags");
	js_open(j, '[');
	while (rest.n > 0 && str_split(&rest, ',', &tag))
		js_text(j, tag);
	js_close(j, ']');
}

static void
list_print(struct cli *cli, const struct application *list, size_t n)
{
	static const char *const headings[] = {"ID", "STAGE", "SINCE", "LAST", "DEADLINE", "COMPANY", "TITLE"};
	struct out_table t = {.a = cli->ctx.a, .n_columns = ARRAY_LEN(headings)};
	struct js j = JS(&cli->out);
	char day[16];

	if (cli->json) {
		js_open(&j, '[');
		for (size_t i = 0; i < n; i++) {
			js_open(&j, '{');
			job_json(&j, &list[i]);
			js_close(&j, '}');
		}
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
		return;
	}
	if (n == 0) {
		strbuf_addz(&cli->out, "None.\n");
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(headings); i++)
		out_cell(&t, str_of(headings[i]));
	for (size_t i = 0; i < n; i++) {
		out_cellf(&t, "%lld", (long long)list[i].id);
		out_cell(&t, list[i].stage);
		out_cell(&t, arena_str(cli->ctx.a, str_of(day_format(list[i].since_day, day))));
		out_cell(&t, arena_str(cli->ctx.a, str_of(day_format(list[i].last_day, day))));
		out_cell(&t, arena_str(cli->ctx.a, str_of(day_format(list[i].deadline_day, day))));
		out_cell(&t, list[i].company);
		out_cell(&t, list[i].title);
	}
	out_print(&t, "lllllll", &cli->out);
}

/* "open" and "ended" are no stages but say which. */
static bool
stage_option(struct cli *cli, struct application_filter *f, struct err *err)
{
	f->stage = text_option(cli, "stage");
	if (str_eq(f->stage, STR("open")))
		f->which = APPLICATION_OPEN;
	else if (str_eq(f->stage, STR("ended")))
		f->which = APPLICATION_ENDED;
	else
		return f->stage.n == 0 || stage_word_check(&cli->ctx, &f->stage, err);
	f->stage = STR_NONE;
	return true;
}

static bool
cmd_job_list(struct cli *cli, struct err *err)
{
	struct application_filter f = {.search = text_option(cli, "search"),
	                               .tag = text_option(cli, "tag"),
	                               .source = text_option(cli, "source"),
	                               .archived = cli_option(cli, "archived") != NULL,
	                               .deleted = cli_option(cli, "deleted") != NULL};
	struct application_after after = {0};
	struct application *list;
	const char *limit = cli_option(cli, "limit"), *sort = cli_option(cli, "sort");
	int64_t left = LIST_DEFAULT;
	VEC(struct application) all = {0};

	if ((limit != NULL && !num_parse_i64(str_of(limit), 1, 1000000, "--limit", &left, err)) ||
	    (sort != NULL && !application_sort_parse(str_of(sort), &f.sort, err)) || !stage_option(cli, &f, err))
		return false;
	for (size_t n = 1; left > 0 && n > 0; left -= (int64_t)n) {
		if (!application_list(&cli->ctx, &f, after, (size_t)MIN(left, (int64_t)APPLICATION_PAGE_MAX), &list, &n,
		                      err))
			return false;
		for (size_t i = 0; i < n; i++)
			*VEC_PUSH(cli->ctx.a, &all) = list[i];
		if (n > 0)
			after = application_list_after(&list[n - 1], f.sort);
	}
	list_print(cli, all.p, all.n);
	return true;
}

static bool
cmd_job_ghosted(struct cli *cli, struct err *err)
{
	struct application *list;
	size_t n;

	if (!application_silent(&cli->ctx, APPLICATION_PAGE_MAX, &list, &n, err))
		return false;
	list_print(cli, list, n);
	if (n > 0 && !cli->json)
		strbuf_addz(&cli->out, "\nTo close one: cairn job event ID ghosted. To wait: cairn job wait ID\n");
	return true;
}

/* --- one ---------------------------------------------------------------------------------------------------------- */

static void
job_event_json(struct js *j, const struct application_event *e)
{
	js_open(j, '{');
	js_ki(j, "id", e->id);
	js_kv(j, "kind", e->kind);
	js_kday(j, "on", e->on_day);
	js_kv(j, "channel", e->channel.n > 0 ? e->channel : STR_NONE);
	js_kv(j, "note", e->note.n > 0 ? e->note : STR_NONE);
	js_kb(j, "counts", e->counts);
	js_kb(j, "undone", e->undone);
	js_key(j, "corrects");
	if (e->corrects_id != 0)
		js_i64(j, e->corrects_id);
	else
		js_null(j);
	js_close(j, '}');
}

static void
events_print(struct cli *cli, const struct application_event *list, size_t n)
{
	char day[16];

	for (size_t i = 0; i < n; i++)
		strbuf_printf(&cli->out, "  %s  %-10.*s %lld%s%.*s%s%.*s%s\n", day_format(list[i].on_day, day),
		              STR_ARG(list[i].kind), (long long)list[i].id, list[i].channel.n > 0 ? "  by " : "",
		              STR_ARG(list[i].channel), list[i].note.n > 0 ? "  " : "", STR_ARG(list[i].note),
		              list[i].undone    ? "  (undone)"
		              : !list[i].counts ? "  (corrected)"
		                                : "");
}

static void
line(struct cli *cli, const char *name, struct str value)
{
	if (value.n > 0)
		strbuf_printf(&cli->out, "%-10s %.*s\n", name, STR_ARG(value));
}

static bool
cmd_job_show(struct cli *cli, struct err *err)
{
	struct application app;
	struct application_event *events;
	struct js j = JS(&cli->out);
	int64_t id;
	size_t n;
	char day[16];

	if (!job_arg(cli, 0, &id, err) || !application_get(&cli->ctx, id, &app, err) ||
	    !application_events(&cli->ctx, id, &events, &n, err))
		return false;
	if (cli->json) {
		js_open(&j, '{');
		job_json(&j, &app);
		js_kv(&j, "notes", app.notes.n > 0 ? app.notes : STR_NONE);
		js_kb(&j, "deleted", app.deleted);
		js_ki(&j, "version", app.version);
		js_key(&j, "events");
		js_open(&j, '[');
		for (size_t i = 0; i < n; i++)
			job_event_json(&j, &events[i]);
		js_close(&j, ']');
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	strbuf_printf(&cli->out, "%.*s, %.*s%s\n", STR_ARG(app.title), STR_ARG(app.company),
	              app.deleted ? " (deleted)" : "");
	strbuf_printf(&cli->out, "%-10s %.*s since %s\n", "stage", STR_ARG(app.stage), day_format(app.since_day, day));
	line(cli, "place", app.place);
	line(cli, "source", app.source);
	line(cli, "address", app.url);
	line(cli, "tags", app.tags);
	line(cli, "deadline", str_of(day_format(app.deadline_day, day)));
	line(cli, "next", app.next_step);
	line(cli, "on", str_of(day_format(app.next_day, day)));
	strbuf_byte(&cli->out, '\n');
	events_print(cli, events, n);
	if (app.notes.n > 0)
		strbuf_printf(&cli->out, "\n%.*s\n", STR_ARG(app.notes));
	return true;
}

/* --- events ------------------------------------------------------------------------------------------------------- */

static bool
cmd_job_event(struct cli *cli, struct err *err)
{
	int64_t id, event;
	int32_t day;

	if (!job_arg(cli, 0, &id, err) || !job_day(cli, "on", &day, err) ||
	    !application_event_add(&cli->ctx, id, str_of(cli->args[1]), day, text_option(cli, "note"), &event, err))
		return false;
	said(cli, "Recorded", "undo", event);
	return true;
}

static bool
cmd_job_correct(struct cli *cli, struct err *err)
{
	int64_t id, event;
	int32_t day;

	if (!job_arg(cli, 0, &id, err) || !job_day(cli, "on", &day, err) ||
	    !application_event_correct(&cli->ctx, id, text_option(cli, "kind"), day, text_option(cli, "note"), &event,
	                               err))
		return false;
	said(cli, "Corrected", "undo", event);
	return true;
}

static bool
cmd_job_undo(struct cli *cli, struct err *err)
{
	int64_t id, one;

	return job_arg(cli, 0, &id, err) && application_undo(&cli->ctx, id, cli_option(cli, "redo") != NULL, &one, err);
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

static bool
act_run(struct cli *cli, enum application_act act, struct str text, size_t first, const char *what, struct err *err)
{
	int64_t ids[CLI_ARGS_MAX], batch;
	size_t n = 0, changed;

	for (size_t i = first; i < cli->n_args; i++)
		if (!job_arg(cli, i, &ids[n++], err))
			return false;
	if (!application_act_many(&cli->ctx, ids, n, act, text, &batch, &changed, err))
		return false;
	if (changed == 0 && !cli->json)
		strbuf_addz(&cli->out, "It was so already.\n");
	else
		said(cli, what, "undo", batch);
	return true;
}

static bool
cmd_job_tag(struct cli *cli, struct err *err)
{
	return act_run(cli, APPLICATION_TAG, str_of(cli->args[0]), 1, "Tagged", err);
}

static bool
cmd_job_untag(struct cli *cli, struct err *err)
{
	return act_run(cli, APPLICATION_UNTAG, str_of(cli->args[0]), 1, "Untagged", err);
}

static bool
cmd_job_archive(struct cli *cli, struct err *err)
{
	return act_run(cli, cli_option(cli, "back") != NULL ? APPLICATION_TAKE_BACK : APPLICATION_ARCHIVE, STR_NONE, 0,
	               cli_option(cli, "back") != NULL ? "Taken back" : "Put aside", err);
}

static bool
cmd_job_delete(struct cli *cli, struct err *err)
{
	return act_run(cli, APPLICATION_DELETE, STR_NONE, 0, "Deleted", err);
}

static bool
cmd_job_wait(struct cli *cli, struct err *err)
{
	int32_t day;
	char text[16];

	if (!job_day(cli, "until", &day, err))
		return false;
	if (day == DAY_NONE)
		day = ctx_today(&cli->ctx) + 14;
	return act_run(cli, APPLICATION_WAIT, str_of(day_format(day, text)), 0, "It waits", err);
}

static bool
edit_run(struct cli *cli, struct application *app, struct err *err)
{
	int64_t batch;

	if (!application_edit(&cli->ctx, app, 0, &batch, err))
		return false;
	if (batch == 0 && !cli->json)
		strbuf_addz(&cli->out, "It was so already.\n");
	else
		said(cli, "Saved", "undo", batch);
	return true;
}

static bool
cmd_job_note(struct cli *cli, struct err *err)
{
	struct application app;
	const char *file = cli_option(cli, "file");
	int64_t id;
	bool add = cli_option(cli, "add") != NULL;
	struct str text = cli->n_args > 1 ? str_of(cli->args[1]) : STR_NONE;

	if (!job_arg(cli, 0, &id, err) || !application_get(&cli->ctx, id, &app, err))
		return false;
	if ((file != NULL) == (text.p != NULL))
		return err_set(err, ERR_INVALID, "job note needs a text or --file");
	if (file != NULL && !fs_read(cli->ctx.a, file, APPLICATION_NOTES_MAX, &text, err))
		return false;
	app.notes =
	    add && app.notes.n > 0 ? arena_printf(cli->ctx.a, "%.*s\n\n%.*s", STR_ARG(app.notes), STR_ARG(text)) : text;
	return edit_run(cli, &app, err);
}

/* A date, or "none". */
static bool
day_arg(const char *text, int32_t *ret, struct err *err)
{
	*ret = DAY_NONE;
	return strcmp(text, "none") == 0 || day_parse(str_of(text), ret, err);
}

static bool
cmd_job_deadline(struct cli *cli, struct err *err)
{
	struct application app;
	int64_t id;

	return job_arg(cli, 0, &id, err) && application_get(&cli->ctx, id, &app, err) &&
	       day_arg(cli->args[1], &app.deadline_day, err) && edit_run(cli, &app, err);
}

static bool
cmd_job_next(struct cli *cli, struct err *err)
{
	struct application app;
	int64_t id;

	if (!job_arg(cli, 0, &id, err) || !application_get(&cli->ctx, id, &app, err) ||
	    !job_day(cli, "on", &app.next_day, err))
		return false;
	app.next_step = strcmp(cli->args[1], "none") == 0 ? STR("") : str_of(cli->args[1]);
	return edit_run(cli, &app, err);
}

static bool
cmd_job_edit(struct cli *cli, struct err *err)
{
	static const char *const names[] = {"company", "title", "url", "place", "source", "tags"};
	struct application app;
	int64_t id;

	if (!job_arg(cli, 0, &id, err) || !application_get(&cli->ctx, id, &app, err))
		return false;
	struct str *const texts[] = {&app.company, &app.title, &app.url, &app.place, &app.source, &app.tags};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (cli_option(cli, names[i]) != NULL)
			*texts[i] = text_option(cli, names[i]);
	return edit_run(cli, &app, err);
}

/* --- stages ------------------------------------------------------------------------------------------------------- */

static bool
stage_show(struct cli *cli, struct err *err)
{
	static const char *const phases[] = {"before", "applied", "middle", "offer", "ended"};
	struct out_table t = {.a = cli->ctx.a, .n_columns = 4};
	struct application_facet *counts;
	struct stage *list;
	struct js j = JS(&cli->out);
	size_t n, n_counts;

	if (!stage_list(&cli->ctx, &list, &n, err) || !application_stage_counts(&cli->ctx, &counts, &n_counts, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		int64_t there = application_facet_n(counts, n_counts, list[i].word);

		if (cli->json) {
			js_open(&j, '{');
			js_kv(&j, "stage", list[i].word);
			js_kv(&j, "name", list[i].name);
			js_kz(&j, "phase", phases[list[i].phase]);
			js_kb(&j, "own", list[i].custom);
			js_kb(&j, "retired", list[i].retired);
			js_ki(&j, "applications", there);
			js_close(&j, '}');
			continue;
		}
		out_cell(&t, list[i].word);
		out_cell(&t, list[i].name);
		out_cellf(&t, "%lld", (long long)there);
		out_cell(&t, str_of(list[i].retired ? "retired" : ""));
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else {
		out_print(&t, "llrl", &cli->out);
	}
	return true;
}

static bool
cmd_job_stage(struct cli *cli, struct err *err)
{
	static const struct {
		const char *act;
		size_t min, max;
	} acts[] = {{"list", 1, 1},   {"add", 2, 2},     {"rename", 3, 3}, {"move", 2, 2},
	            {"retire", 2, 2}, {"restore", 2, 2}, {"undo", 2, 2}};
	struct str act = str_of(cli->args[0]), stage = cli->n_args > 1 ? str_of(cli->args[1]) : STR_NONE;
	struct str after = text_option(cli, "after");
	int64_t change = 0;
	size_t i = 0;
	bool ok;

	while (i < ARRAY_LEN(acts) && !str_eq(act, str_of(acts[i].act)))
		i++;
	if (i == ARRAY_LEN(acts) || cli->n_args < acts[i].min || cli->n_args > acts[i].max) {
		err_set(err, ERR_INVALID, "job stage cannot do that");
		return err_hint(err, "list; add NAME [--after STAGE]; rename STAGE NAME; move STAGE --after STAGE; "
		                     "retire STAGE; restore STAGE; undo ID.");
	}
	if (i == 0)
		return stage_show(cli, err);
	if (i == 6)
		return job_arg(cli, 1, &change, err) && stage_undo(&cli->ctx, change, err);
	if (i == 3 && after.p == NULL)
		return err_set(err, ERR_INVALID, "job stage move needs --after STAGE");
	ok = i == 1   ? stage_add(&cli->ctx, stage, after, &change, err)
	     : i == 2 ? stage_rename(&cli->ctx, stage, str_of(cli->args[2]), &change, err)
	     : i == 3 ? stage_move(&cli->ctx, stage, after, &change, err)
	              : stage_retire(&cli->ctx, stage, i == 4, &change, err);
	if (ok)
		said(cli, "Changed", "stage undo", change);
	return ok;
}

/* clang-format off */
#define O_ON  {"on", "DATE", "the day it was (default today)"}
#define WRITE (NEEDS_DB | NEEDS_WRITE)

static const struct command job_commands[] = {
	{"job", "add", "", 0, 0,
	 {{"title", "TEXT", "what the job is called"},
	  {"company", "NAME", "who offers it"},
	  {"posting", "ID", "from a posting: its title, company, address and closing day"},
	  {"url", "URL", "the address of the advert"},
	  {"place", "TEXT", "where it is"},
	  {"source", "TEXT", "where it was found: a board, a person, a fair"},
	  {"deadline", "DATE", "until when one may apply"},
	  {"on", "DATE", "the day it was found (default today)"}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_job_add,
	 "Add an application; it begins as found."},
	{"job", "list", "", 0, 0,
	 {{"search", "WORDS", "words in company, title, place, source or tags"},
	  {"stage", "STAGE", "only in this stage; 'open' and 'ended' are taken too"},
	  {"tag", "TAG", "only with this tag"},
	  {"source", "TEXT", "only found there"},
	  {"sort", "ORDER", "newest, silent, company, title or deadline"},
	  {"limit", "N", "at most so many (default 50)"},
	  {"archived", NULL, "those put aside"},
	  {"deleted", NULL, "those deleted"}},
	 NEEDS_DB, cmd_job_list,
	 "The applications, the newest word first."},
	{"job", "show", "ID", 1, 1, {{0}}, NEEDS_DB, cmd_job_show,
	 "One application: fields, its log, notes."},
	{"job", "event", "ID STAGE", 2, 2, {O_ON, {"note", "TEXT", "what was said"}}, WRITE, cmd_job_event,
	 "Record what happened: applied, screen, round, offer, rejected, ..."},
	{"job", "correct", "EVENT", 1, 1,
	 {{"kind", "STAGE", "what it was instead"},
	  {"on", "DATE", "the day it was instead"},
	  {"note", "TEXT", "the note instead"}},
	 WRITE, cmd_job_correct,
	 "Put a later record in the place of an event."},
	{"job", "undo", "ID", 1, 1, {{"redo", NULL, "bring back what was undone"}}, WRITE, cmd_job_undo,
	 "Take back what an action did, by the number it gave."},
	{"job", "edit", "ID", 1, 1,
	 {{"title", "TEXT", "what the job is called"},
	  {"company", "NAME", "who offers it"},
	  {"url", "URL", "the address of the advert"},
	  {"place", "TEXT", "where it is"},
	  {"source", "TEXT", "where it was found"},
	  {"tags", "TAGS", "its tags, with commas between"}},
	 WRITE, cmd_job_edit,
	 "Change an application's texts."},
	{"job", "note", "ID [TEXT]", 1, 2,
	 {{"file", "FILE", "read the notes from a file"},
	  {"add", NULL, "below what is there, instead of in its place"}},
	 WRITE, cmd_job_note,
	 "Write an application's notes, in Markdown."},
	{"job", "deadline", "ID DATE|none", 2, 2, {{0}}, WRITE, cmd_job_deadline,
	 "Set the day by which one must apply or answer."},
	{"job", "next", "ID TEXT|none", 2, 2, {{"on", "DATE", "when"}}, WRITE, cmd_job_next,
	 "Set the next step."},
	{"job", "tag", "TAG ID...", 2, CLI_ARGS_MAX, {{0}}, WRITE, cmd_job_tag,
	 "Tag applications."},
	{"job", "untag", "TAG ID...", 2, CLI_ARGS_MAX, {{0}}, WRITE, cmd_job_untag,
	 "Take a tag off."},
	{"job", "archive", "ID...", 1, CLI_ARGS_MAX, {{"back", NULL, "take back onto the board"}}, WRITE, cmd_job_archive,
	 "Put applications aside."},
	{"job", "delete", "ID...", 1, CLI_ARGS_MAX, {{0}}, WRITE, cmd_job_delete,
	 "Delete applications; undo brings them back."},
	{"job", "ghosted", "", 0, 0, {{0}}, NEEDS_DB, cmd_job_ghosted,
	 "Applications nothing was heard of for long."},
	{"job", "wait", "ID...", 1, CLI_ARGS_MAX, {{"until", "DATE", "until this day (default in two weeks)"}}, WRITE, cmd_job_wait,
	 "Be patient with one that has gone silent."},
	{"job", "stage", "list|add|rename|move|retire|restore|undo [STAGE] [NAME]", 1, 3,
	 {{"after", "STAGE", "its place: behind this one"}},
	 WRITE, cmd_job_stage,
	 "The stages, and changing those between applied and offer."},
	{"job", "apply", "ID", 1, 1,
	 {{"resume", "VERSION", "the résumé sent: a version's name or number, or 'master'"},
	  {"resume-json", "FILE", "the résumé sent, as JSON Resume"},
	  {"pdf", "FILE", "the PDF sent"},
	  {"letter", "FILE|ID", "the letter sent: one of yours, or a text file"},
	  {"answer", "QUESTION=ANSWER", "an answer given; as often as there are"},
	  {"channel", "TEXT", "how it went out: mail, form, referral, ..."},
	  {"note", "TEXT", "what else there is to say"},
	  O_ON},
	 WRITE, cmd_job_apply,
	 "Record that it was sent, and freeze what was sent."},
	{"job", "packet", "ID", 1, 1,
	 {{"diff", NULL, "what has changed since in résumé, letter and posting"},
	  {"pdf", "FILE", "write the PDF that was sent"}},
	 NEEDS_DB, cmd_job_packet,
	 "What was sent with an application."},
	{"job", "import", "FILE|-", 1, 1,
	 {{"map", "COLUMN=FIELD,...", "what columns are, where the guess is wrong"},
	  {"status", "WORD=STAGE,...", "what statuses mean; skip leaves one out"},
	  {"dates", "ORDER", "dmy or mdy, where dates may be read two ways"},
	  {"on", "DATE", "the day of what has no date (default today)"},
	  {"dry-run", NULL, "say what would happen and change nothing"}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_job_import,
	 "Bring in a tracker kept as CSV: applications with their statuses, or moves from stage to stage."},
	{"job", "export", "", 0, 0, {{"csv", NULL, "one line for each event"}}, NEEDS_DB, cmd_job_export,
	 "All applications with their history, as JSON or CSV."},
};
/* clang-format on */
const COMMAND_GROUP(job_group, "Applications", job_commands);
