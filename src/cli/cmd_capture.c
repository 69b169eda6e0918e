/* capture: postings by their address, and the keys of the bookmark. */
#include <unistd.h>

#include "base/fs.h"
#include "base/js.h"
#include "base/num.h"
#include "base/vec.h"
#include "cli/app.h"
#include "cli/command.h"
#include "cli/out.h"
#include "domain/job/capture.h"
#include "exchange/import.h"
#include "exchange/import_urls.h"

static bool
progress_show(void *p, const struct import_progress *now)
{
	(void)p;
	fprintf(stderr, "\r%3d%%  %zu of %zu addresses", now->percent, now->files_done, now->files_n);
	fflush(stderr);
	return true;
}

/* The arguments, and the lines of standard input for "-". */
static bool
read_addresses(struct cli *cli, struct import_input **ret, size_t *ret_n, struct err *err)
{
	struct str text = STR("");

	for (size_t i = 0; i < cli->n_args; i++) {
		struct str more = str_of(cli->args[i]);

		if (strcmp(cli->args[i], "-") == 0 &&
		    !fs_read_fd(cli->ctx.a, STDIN_FILENO, "standard input", (size_t)1 << 20, &more, err))
			return false;
		text = arena_printf(cli->ctx.a, "%.*s\n%.*s", STR_ARG(text), STR_ARG(more));
	}
	return import_urls(cli->ctx.a, text, ret, ret_n, err);
}

static bool
cmd_capture(struct cli *cli, struct err *err)
{
	struct import_options options = {.dry_run = cli_option(cli, "dry-run") != NULL};
	bool watched = isatty(STDERR_FILENO);
	const struct extractor *ex;
	struct import_input *in;
	struct import_report report;
	size_t n;

	if (!read_addresses(cli, &in, &n, err) || !app_extractor(cli->app, &ex, err))
		return false;
	if (watched)
		options.progress = progress_show;
	if (!import_files(&cli->ctx, ex, in, n, options, &report, err))
		return false;
	if (watched)
		fputs("\r\033[K", stderr);
	if (!cli->json) {
		import_report_text(&report, &cli->out);
		return true;
	}
	import_report_json(&report, &cli->out);
	strbuf_byte(&cli->out, '\n');
	return true;
}

/* --- the bookmark's keys ------------------------------------------------------------------------------------------ */

static bool
keys_list(struct cli *cli, struct err *err)
{
	static const char *const headings[] = {"ID", "NAME", "USED", ""};
	struct out_table t = {.a = cli->ctx.a, .n_columns = ARRAY_LEN(headings)};
	struct js j = JS(&cli->out);
	struct capture_key *keys;
	size_t n;

	if (!capture_keys(&cli->ctx, &keys, &n, err))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(headings); i++)
		out_cell(&t, str_of(headings[i]));
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		out_cellf(&t, "%lld", (long long)keys[i].id);
		out_cell(&t, keys[i].name);
		out_cellf(&t, "%lld", (long long)keys[i].n_used);
		out_cell(&t, str_of(keys[i].revoked ? "revoked" : ""));
		if (!cli->json)
			continue;
		js_open(&j, '{');
		js_ki(&j, "id", keys[i].id);
		js_kv(&j, "name", keys[i].name);
		js_ki(&j, "used", keys[i].n_used);
		js_kb(&j, "revoked", keys[i].revoked);
		js_close(&j, '}');
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	if (n == 0)
		strbuf_addz(&cli->out, "No bookmark yet: the page Capture makes one.\n");
	else
		out_print(&t, "llr", &cli->out);
	return true;
}

static bool
cmd_capture_key(struct cli *cli, struct err *err)
{
	const char *verb = cli->n_args > 0 ? cli->args[0] : "list";
	int64_t id;

	if (strcmp(verb, "list") == 0 && cli->n_args <= 1)
		return keys_list(cli, err);
	if (cli->n_args == 2 && strcmp(verb, "add") == 0) {
		if (!capture_key_add(&cli->ctx, str_of(cli->args[1]), &id, err))
			return false;
		if (cli->json)
			strbuf_printf(&cli->out, "{\"id\":%lld}\n", (long long)id);
		else
			strbuf_addz(&cli->out, "Made. Its bookmark is on the page Capture.\n");
		return true;
	}
	if (cli->n_args == 2 && (strcmp(verb, "revoke") == 0 || strcmp(verb, "restore") == 0))
		return num_parse_i64(str_of(cli->args[1]), 1, INT64_MAX, "id", &id, err) &&
		       capture_key_revoke(&cli->ctx, id, strcmp(verb, "revoke") == 0, err);
	err_set(err, ERR_INVALID, "capture key takes list, add NAME, revoke ID or restore ID");
	return err_hint(err, "For example: cairn capture key list");
}

/* clang-format off */
static const struct command capture_commands[] = {
	{"capture", NULL, "URL|-...", 1, CLI_ARGS_MAX, {{"dry-run", NULL, "report what would happen and change nothing"}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_capture,
	 "Fetch postings by their address, and read them; '-' takes addresses from standard input."},
	{"capture", "key", "[list | add NAME | revoke ID | restore ID]", 0, 2, {{0}}, NEEDS_CREATE | NEEDS_WRITE,
	 cmd_capture_key,
	 "The keys by which the bookmark may add postings."},
};
/* clang-format on */
const COMMAND_GROUP(capture_group, "Capture", capture_commands);
