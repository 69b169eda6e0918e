/*
 * cairn: reads the command line, makes the context, calls the command, reports once.
 */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "base/content.h"
#include "base/fs.h"
#include "base/log.h"
#include "cli/command.h"
#include "cli/config.h"
#include "db/db.h"
#include "domain/skill/map.h"

#define MAP_MEMORY_MAX ((size_t)256 << 20)

/* The one account of a local file. */
#define ACCOUNT_LOCAL 1

/* Takes the global options out of argv; the rest is the command. False with *ret_done set when that was all. */
static bool
globals_read(struct app *app, struct cli *cli, int argc, char **argv, const char **rest, int *ret_n, bool *ret_done,
             struct err *err)
{
	int i = 1;

	*ret_n = 0;
	for (; i < argc; i++) {
		if (strcmp(argv[i], "--") == 0)
			break;
		if (strcmp(argv[i], "--db") == 0 && i + 1 < argc) {
			app->where = argv[++i];
		} else if (strncmp(argv[i], "--db=", 5) == 0) {
			app->where = argv[i] + 5;
		} else if (strcmp(argv[i], "--db") == 0) {
			return err_set(err, ERR_INVALID, "--db needs a value: PATH or postgresql://...");
		} else if (strcmp(argv[i], "--json") == 0) {
			cli->json = true;
		} else if (strcmp(argv[i], "--version") == 0 && *ret_n == 0) {
			strbuf_printf(&cli->out, "cairn %s\n", app->version);
			*ret_done = true;
			return true;
		} else if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
			command_help(&cli->out, *ret_n > 0 ? rest[0] : NULL);
			*ret_done = true;
			return true;
		} else {
			rest[(*ret_n)++] = argv[i];
		}
	}
	for (; i < argc; i++)
		rest[(*ret_n)++] = argv[i];
	return true;
}

/* The default place of the file, when none was named; its folder is made when the command may create. */
static bool
where_default(struct app *app, bool create, struct err *err)
{
	char *dir;

	if (app->where != NULL)
		return true;
	if (!fs_data_dir(app->arena, &dir, err) || (create && !fs_mkdirs(dir, err)))
		return false;
	app->where = fs_join(app->arena, dir, "cairn.db");
	return true;
}

static bool
db_ready(struct app *app, struct cli *cli, struct err *err)
{
	unsigned needs = cli->command->needs;
	struct db_options options = {.create = (needs & NEEDS_CREATE) != 0};

	if (needs == NEEDS_NOTHING)
		return true;
	if (!where_default(app, options.create, err))
		return false;
	if ((needs & NEEDS_IF_ANY) && !db_is_address(app->where) && !fs_exists(app->where))
		return true;
	if (!db_open(app->where, options, &cli->ctx.db, err)) {
		if (err->code == ERR_NOT_FOUND && err->hint[0] == '\0')
			err_hint(err, "'cairn init' makes the file of data; --db names another one.");
		return false;
	}
	db_set_account(cli->ctx.db, ACCOUNT_LOCAL);
	db_deadline(cli->ctx.db, 0); /* a person waits, and can interrupt */
	if (needs & NEEDS_WRITE)
		db_gate(cli->ctx.db, true);
	return true;
}

static bool
run(struct app *app, struct cli *cli, int argc, char **argv, struct err *err)
{
	const char **rest = ARENA_ARRAY(app->arena, (size_t)argc + 1, const char *);
	int n;
	bool done = false;

	if (!config_load(app, err) || !globals_read(app, cli, argc, argv, rest, &n, &done, err))
		return false;
	if (done)
		return true;
	if (n == 0) {
		command_help(&cli->out, NULL);
		cli->exit_status = err_exit_status(ERR_INVALID);
		return true;
	}
	if (!command_parse(cli, n, rest, err) || !clock_init(&cli->ctx.clock, err))
		return false;
	cli->ctx.ids = &app->ids;
	cli->ctx.rng = &app->rng;
	if (cli->command->run != cmd_worker) {
		if (!map_load(app->arena, content_files, content_files_n, &app->map, err))
			return err_prefix(err, "the content is wrong");
		cli->ctx.map = app->map;
	}
	return db_ready(app, cli, err) && cli->command->run(cli, err);
}

/* What was printed may quote a posting or a file's name; nothing from outside may command the terminal. Control
 * characters, the C1 ones in UTF-8 too, become question marks. */
static void
tame(char *text, size_t n, const char *but)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c < 0x20 && strchr(but, c) == NULL) || c == 0x7f)
			text[i] = '?';
		else if (c == 0xc2 && i + 1 < n && (unsigned char)text[i + 1] < 0xa0)
			text[i] = text[i + 1] = '?';
	}
}

static void
say(const char *before, char *text)
{
	tame(text, strlen(text), "");
	fprintf(stderr, "%s%s\n", before, text);
}

static bool
print(struct cli *cli, struct err *err)
{
	if (!strbuf_ok(&cli->out, "the output", err))
		return false;
	if (!cli->file || isatty(STDOUT_FILENO))
		tame(cli->out.p, cli->out.n, "\n\t");
	signal(SIGPIPE, SIG_DFL); /* `cairn posting list | head`: to have read enough is no error */
	return fs_write_fd(STDOUT_FILENO, "standard output", strbuf_str(&cli->out), err);
}

static void
report(struct err *err)
{
	say("cairn: ", err->text);
	if (err->hint[0] != '\0')
		say("       ", err->hint);
}

/* Whoever starts us may have closed a standard stream. The next file opened would take its place, and what is printed
 * would go into the data. */
static void
streams_open(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	fs_close(&fd);
}

/* Started with one of them closed, the next file opened, it may be the database, would take its number. */
static void
standard_files_open(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	while (fd >= 0 && fd <= STDERR_FILENO);
	fs_close(&fd);
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena life = ARENA(MAP_MEMORY_MAX);
	CLEANUP(arena_release) struct arena a = ARENA(CLI_MEMORY_MAX);
	struct app app = {.arena = &life, .version = CAIRN_VERSION, .listen = "127.0.0.1:8042", .hosts = ""};
	struct cli cli = {.app = &app, .ctx = {.a = &a}, .out = STRBUF(CLI_OUTPUT_MAX)};
	struct err err = {0};
	bool ok;

	streams_open();
	standard_files_open();
	signal(SIGPIPE, SIG_IGN); /* a worker that dies while it is fed is an error, not our end */
	id_init(&app.ids);
	rng_seed_os(&app.rng);
	ok = run(&app, &cli, argc, argv, &err);
	db_close(cli.ctx.db);
	ok = ok && print(&cli, &err);
	strbuf_release(&cli.out);
	if (!ok)
		report(&err);
	return ok ? cli.exit_status : err_exit_status(err.code);
}
