/* export, restore, backup, check, rebuild; worker, help, completion. */
#include "base/date.h"
#include "base/fs.h"
#include "base/js.h"
#include "cli/app.h"
#include "cli/command.h"
#include "cli/out.h"
#include "db/db.h"
#include "domain/job/posting.h"
#include "domain/person/contact.h"
#include "exchange/archive.h"
#include "exchange/calendar.h"
#include "exchange/contact_import.h"
#include "exchange/fetch.h"
#include "exchange/import.h"
#include "exchange/resume_doc.h"
#include "exchange/resume_import.h"
#include "exchange/tracker.h"

static void
archive_said(struct cli *cli, const char *done, const struct archive_report *r)
{
	struct js j = JS(&cli->out);

	if (!cli->json) {
		strbuf_printf(&cli->out, "%s %lld rows of %zu tables", done, (long long)r->n_rows, r->n_tables);
		if (r->n_kept > 0)
			strbuf_printf(&cli->out, "; %lld were there already", (long long)r->n_kept);
		if (r->n_skipped > 0)
			strbuf_printf(&cli->out, "; %lld belong to postings that are here under another key",
			              (long long)r->n_skipped);
		strbuf_byte(&cli->out, '\n');
		return;
	}
	js_open(&j, '{');
	js_ki(&j, "rows", r->n_rows);
	js_ki(&j, "stored", r->n_stored);
	js_ki(&j, "kept", r->n_kept);
	js_ki(&j, "skipped", r->n_skipped);
	js_ki(&j, "tables", (int64_t)r->n_tables);
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

bool
cmd_export(struct cli *cli, struct err *err)
{
	struct archive_report r;

	if (!archive_export(&cli->ctx, cli->args[0], &r, err))
		return false;
	archive_said(cli, "Exported", &r);
	return true;
}

bool
cmd_restore(struct cli *cli, struct err *err)
{
	struct archive_report r;

	if (!archive_restore(&cli->ctx, cli->args[0], &r, err))
		return false;
	archive_said(cli, "Restored", &r);
	return true;
}

/* The folder "backups" beside the file, unless one is named. */
static const char *
backup_dir(struct cli *cli)
{
	const char *named = cli_option(cli, "dir"), *where = db_where(cli->ctx.db), *slash = strrchr(where, '/');

	if (named != NULL)
		return named;
	if (slash == NULL)
		return "backups";
	return fs_join(cli->ctx.a, arena_cstr(cli->ctx.a, (struct str){where, (size_t)(slash - where)}), "backups");
}

bool
cmd_backup(struct cli *cli, struct err *err)
{
	const char *dir = backup_dir(cli);
	struct backup made, *list = &made;
	size_t n = 1;
	struct js j = JS(&cli->out);
	bool only_list = cli_option(cli, "list") != NULL;

	if (only_list ? !backup_list(&cli->ctx, dir, &list, &n, err) : !backup_make(&cli->ctx, dir, &made, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		if (!cli->json) {
			strbuf_printf(&cli->out, "%s/%.*s  %lld bytes\n", dir, STR_ARG(list[i].name),
			              (long long)list[i].bytes);
			continue;
		}
		js_open(&j, '{');
		js_kv(&j, "name", list[i].name);
		js_kz(&j, "dir", dir);
		js_ki(&j, "bytes", list[i].bytes);
		js_close(&j, '}');
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	}
	return true;
}

bool
cmd_check(struct cli *cli, struct err *err)
{
	struct str findings;
	struct js j = JS(&cli->out);

	if (!db_check(cli->ctx.db, cli->ctx.a, &findings, err))
		return false;
	if (cli->json) {
		js_open(&j, '{');
		js_kb(&j, "whole", findings.n == 0);
		js_kv(&j, "findings", findings.n == 0 ? STR("") : findings);
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
	} else if (findings.n == 0) {
		strbuf_addz(&cli->out, "The data is whole.\n");
	} else {
		strbuf_printf(&cli->out, "The data is damaged:\n%.*s\n", STR_ARG(findings));
		strbuf_addz(&cli->out, "Keep the file, and put the newest copy in its place: they are in the "
		                       "folder 'backups' beside it.\n");
	}
	if (findings.n > 0)
		cli->exit_status = err_exit_status(ERR_DB);
	return true;
}

bool
cmd_rebuild(struct cli *cli, struct err *err)
{
	const struct extractor *ex;
	int64_t n, people;

	if (!app_extractor(cli->app, &ex, err) || !posting_rebuild(&cli->ctx, ex, &n, err) ||
	    !contact_rebuild(&cli->ctx, &people, err))
		return false;
	if (cli->json)
		strbuf_printf(&cli->out, "{\"postings\":%lld}\n", (long long)n);
	else
		strbuf_printf(&cli->out, "Rebuilt from %lld posting%s.\n", (long long)n, n == 1 ? "" : "s");
	return true;
}

bool
cmd_worker(struct cli *cli, struct err *err)
{
	const char *kind = cli->args[0];

	if (strcmp(kind, "postings") == 0)
		cli->exit_status = import_worker_main(cli->n_args > 1 ? cli->args[1] : "");
	else if (strcmp(kind, "fetch") == 0)
		cli->exit_status = fetch_worker_main();
	else if (strcmp(kind, "contacts") == 0)
		cli->exit_status = contact_worker_main(cli->n_args > 1 ? cli->args[1] : "");
	else if (strcmp(kind, "archive") == 0)
		cli->exit_status = archive_worker_main();
	else if (strcmp(kind, "resume") == 0)
		cli->exit_status = resume_worker_main(cli->n_args > 1 ? cli->args[1] : "");
	else if (strcmp(kind, "pdf") == 0)
		cli->exit_status = resume_pdf_worker_main(cli->n_args > 1 ? cli->args[1] : "");
	else if (strcmp(kind, "calendar") == 0)
		cli->exit_status = calendar_worker_main(cli->n_args > 1 ? cli->args[1] : "");
	else if (strcmp(kind, "tracker") == 0)
		cli->exit_status = tracker_worker_main();
	else
		return err_set(err, ERR_INVALID, "no worker '%.40s'", kind);
	return true;
}

bool
cmd_help(struct cli *cli, struct err *err)
{
	if (cli->n_args > 0 && !command_is_noun(cli->args[0])) {
		err_set(err, ERR_INVALID, "no command '%.40s'", cli->args[0]);
		return err_hint(err, "'cairn help' lists the commands.");
	}
	command_help(&cli->out, cli->n_args > 0 ? cli->args[0] : NULL);
	return true;
}

bool
cmd_completion(struct cli *cli, struct err *err)
{
	(void)err;
	command_completion(&cli->out);
	return true;
}
