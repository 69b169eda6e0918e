/* job import: trackers as people kept them. */
#include "base/date.h"
#include "base/fs.h"
#include "base/js.h"
#include "base/vec.h"
#include "cli/command.h"
#include "cli/out.h"
#include "exchange/tracker.h"

#include <unistd.h>

/* "COLUMN=FIELD,...": over what was guessed. */
static bool
map_option(struct cli *cli, const struct tracker *t, enum tracker_field *map, struct err *err)
{
	struct str rest = str_of(cli_option(cli, "map")), part;

	while (rest.p != NULL && str_split(&rest, ',', &part)) {
		size_t equals = str_find_byte(part, '='), i = 0;
		struct str name = str_trim(str_sub(part, 0, equals));
		enum tracker_field f;

		if (str_trim(part).n == 0)
			continue;
		while (i < t->table.n_columns && !str_eq_ci(t->table.header[i], name))
			i++;
		if (i == t->table.n_columns)
			return err_set(err, ERR_INVALID, "--map: the file has no column '%.*s'", (int)MIN(name.n, 60),
			               name.p != NULL ? name.p : "");
		if (!tracker_field_parse(str_trim(str_sub(part, equals + 1, part.n)), &f, err))
			return err_prefix(err, "--map");
		/* Said is said: whoever was guessed to be it no longer is. */
		for (size_t k = 0; k < t->table.n_columns; k++)
			if (map[k] == f && f != TRACKER_NOTE)
				map[k] = TRACKER_SKIP;
		map[i] = f;
	}
	return true;
}

/* "WORD=STAGE,...". */
static bool
status_option(struct cli *cli, struct tracker_options *o, struct err *err)
{
	struct str rest = str_of(cli_option(cli, "status")), part;
	VEC(struct tracker_word) words = {0};

	while (rest.p != NULL && str_split(&rest, ',', &part)) {
		size_t equals = str_find_byte(part, '=');

		if (str_trim(part).n == 0)
			continue;
		if (equals == part.n)
			return err_set(err, ERR_INVALID, "--status: '%.*s' is not WORD=STAGE", (int)MIN(part.n, 60),
			               part.p);
		*VEC_PUSH(cli->ctx.a, &words) = (struct tracker_word){
		    .word = str_trim(str_sub(part, 0, equals)), .kind = str_trim(str_sub(part, equals + 1, part.n))};
	}
	o->words = words.p;
	o->n_words = words.n;
	return true;
}

static bool
options(struct cli *cli, const struct tracker *t, struct tracker_options *o, struct err *err)
{
	enum tracker_field *map = ARENA_ARRAY(cli->ctx.a, t->table.n_columns, enum tracker_field);
	const char *dates = cli_option(cli, "dates"), *on = cli_option(cli, "on");

	*o = (struct tracker_options){.map = map, .on_day = DAY_NONE};
	tracker_guess(cli->ctx.a, t, map);
	if (!map_option(cli, t, map, err) || !status_option(cli, o, err))
		return false;
	if (dates != NULL && strcmp(dates, "dmy") != 0 && strcmp(dates, "mdy") != 0)
		return err_set(err, ERR_INVALID, "--dates is dmy or mdy");
	o->dates = dates == NULL ? TRACKER_DATES_ASK : dates[0] == 'd' ? TRACKER_DATES_DMY : TRACKER_DATES_MDY;
	return on == NULL || day_parse(str_of(on), &o->on_day, err) || err_prefix(err, "--on");
}

static const char *
dates_text(const struct tracker_plan *p)
{
	return p->dates_unknown                ? "not known"
	       : p->dates == TRACKER_DATES_DMY ? "day before month"
	       : p->dates == TRACKER_DATES_MDY ? "month before day"
	                                       : "read without doubt";
}

static struct str
mark_text(struct arena *a, char c)
{
	return c == '\t' ? STR("tab") : c == ' ' ? STR("space") : arena_printf(a, "%c", c);
}

static void
plan_text(struct cli *cli, const struct tracker *t, const struct tracker_options *o, const struct tracker_plan *p)
{
	struct arena *a = cli->ctx.a;
	struct out_table words = {.a = a, .n_columns = 3};
	char day[16];

	strbuf_printf(&cli->out, "%zu rows, %s, parted by %.*s", t->table.n_rows, arena_cstr(a, t->table.encoding),
	              STR_ARG(mark_text(a, t->table.dialect.delimiter)));
	if (t->table.dialect.preamble > 0)
		strbuf_printf(&cli->out, ", %zu lines before the table left out", t->table.dialect.preamble);
	strbuf_printf(&cli->out, "; dates: %s\n\nColumns\n", dates_text(p));
	for (size_t i = 0; i < t->table.n_columns; i++)
		strbuf_printf(&cli->out, "  %-28.*s %s\n", STR_ARG(t->table.header[i]), tracker_field_name(o->map[i]));
	if (p->n_words > 0)
		strbuf_addz(&cli->out, "\nStatuses\n");
	for (size_t i = 0; i < p->n_words; i++) {
		out_cellf(&words, "  %.*s", (int)MIN(p->words[i].word.n, 60), p->words[i].word.p);
		out_cellf(&words, "%zu", p->words[i].n);
		out_cell(&words, p->words[i].kind.n > 0 ? p->words[i].kind : STR("not known: --status 'WORD=STAGE'"));
	}
	out_print(&words, "lrl", &cli->out);
	if (p->n_undated > 0)
		strbuf_printf(&cli->out, "\n%zu without a date; they are dated %s (--on DATE)\n", p->n_undated,
		              day_format(p->on_day, day));
}

static void
result_json(struct cli *cli, const struct tracker *t, const struct tracker_options *o, const struct tracker_plan *p,
            const struct tracker_result *r)
{
	struct js j = JS(&cli->out);

	js_open(&j, '{');
	js_ki(&j, "rows", (int64_t)t->table.n_rows);
	js_kv(&j, "encoding", t->table.encoding);
	js_kv(&j, "delimiter", arena_printf(cli->ctx.a, "%c", t->table.dialect.delimiter));
	js_kz(&j, "dates", dates_text(p));
	js_key(&j, "columns");
	js_open(&j, '{');
	for (size_t i = 0; i < t->table.n_columns; i++)
		js_kz(&j, arena_cstr(cli->ctx.a, t->table.header[i]), tracker_field_name(o->map[i]));
	js_close(&j, '}');
	js_key(&j, "statuses");
	js_open(&j, '{');
	for (size_t i = 0; i < p->n_words; i++)
		js_kv(&j, arena_cstr(cli->ctx.a, p->words[i].word),
		      p->words[i].kind.n > 0 ? p->words[i].kind : STR_NONE);
	js_close(&j, '}');
	js_ki(&j, "applications", (int64_t)p->n);
	js_ki(&j, "undated", (int64_t)p->n_undated);
	js_ki(&j, "new", (int64_t)r->n_new);
	js_ki(&j, "updated", (int64_t)r->n_updated);
	js_ki(&j, "same", (int64_t)r->n_same);
	js_ki(&j, "events", (int64_t)r->n_events);
	js_ki(&j, "batch", r->batch);
	js_key(&j, "refused");
	js_open(&j, '[');
	for (size_t i = 0; i < p->n_refused; i++) {
		js_open(&j, '{');
		js_ki(&j, "line", (int64_t)p->refused[i].line);
		js_kv(&j, "why", p->refused[i].why);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

static void
result_text(struct cli *cli, const struct tracker_plan *p, const struct tracker_result *r, bool dry)
{
	for (size_t i = 0; i < p->n_refused && i < 50; i++)
		strbuf_printf(&cli->out, "%sline %zu: %.*s\n", i == 0 ? "\n" : "", p->refused[i].line,
		              STR_ARG(p->refused[i].why));
	strbuf_printf(&cli->out, "\n%zu applications: %zu new, %zu with news, %zu as before; %zu events\n", p->n,
	              r->n_new, r->n_updated, r->n_same, r->n_events);
	if (dry)
		strbuf_addz(&cli->out, "Nothing was changed: a dry run.\n");
	else if (r->batch != 0)
		strbuf_printf(&cli->out, "Undo: cairn job undo %lld\n", (long long)r->batch);
}

bool
cmd_job_import(struct cli *cli, struct err *err)
{
	bool dry = cli_option(cli, "dry-run") != NULL;
	struct tracker t;
	struct tracker_options o;
	struct tracker_plan p;
	struct tracker_result r;
	struct str bytes;

	if (!(strcmp(cli->args[0], "-") == 0
	          ? fs_read_fd(cli->ctx.a, STDIN_FILENO, "standard input", TRACKER_BYTES_MAX, &bytes, err)
	          : fs_read(cli->ctx.a, cli->args[0], TRACKER_BYTES_MAX, &bytes, err)) ||
	    !tracker_read(cli->ctx.a, bytes, &t, err) || !options(cli, &t, &o, err) ||
	    !tracker_plan(&cli->ctx, &t, &o, &p, err))
		return false;
	/* A dry run shows what is not known yet; the import itself refuses. */
	if (dry && (p.n_unknown > 0 || p.dates_unknown))
		r = (struct tracker_result){0};
	else if (!tracker_apply(&cli->ctx, &p, dry, &r, err))
		return false;
	if (cli->json) {
		result_json(cli, &t, &o, &p, &r);
		return true;
	}
	plan_text(cli, &t, &o, &p);
	result_text(cli, &p, &r, dry);
	return true;
}
