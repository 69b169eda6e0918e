/* serve, demo. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/log.h"
#include "cli/app.h"
#include "cli/command.h"
#include "db/db.h"
#include "domain/skill/map.h"
#include "exchange/demo.h"
#include "web/serve.h"

#define HOSTS_MAX 16

static void
ready(void *p, const char *url, const char *start_path)
{
	const char *where = p;

	fprintf(stderr, "Cairn is ready: %s%s\n", url, start_path);
	fprintf(stderr, "Your data: %s\nCtrl-C stops it.\n", where);
}

/* A descriptor that can be read when the program is asked to end. */
static bool
stop_signal(int *ret_fd, struct err *err)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	*ret_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return *ret_fd >= 0 || err_errno(err, "could not wait for signals");
}

/* The names of the configuration and the option, as an array. */
static size_t
hosts_of(struct cli *cli, const char **ret)
{
	struct str rest = str_of(cli->app->hosts), word;
	const char *more = cli_option(cli, "host");
	size_t n = 0;

	while (n + 1 < HOSTS_MAX && str_split(&rest, ' ', &word))
		if (word.n > 0)
			ret[n++] = arena_cstr(cli->ctx.a, word);
	if (more != NULL)
		ret[n++] = more;
	return n;
}

static bool
make_extractor(const void *p, const struct extractor **ret, struct err *err)
{
	return app_extractor(p, ret, err);
}

static bool
serve(struct cli *cli, const char *where, const char *dir, struct serve_options *o, struct err *err)
{
	CLEANUP_FD int stop = -1;

	if (!stop_signal(&stop, err))
		return false;
	o->listen = cli_option(cli, "listen") != NULL ? cli_option(cli, "listen") : cli->app->listen;
	o->where = where;
	o->map = cli->ctx.map;
	o->make_ex = make_extractor;
	o->make_p = cli->app;
	o->clock = cli->ctx.clock;
	o->data_dir = dir;
	o->stop_fd = stop;
	o->ready = ready;
	o->p = (void *)(uintptr_t)where;
	return serve_run(o, err);
}

bool
cmd_serve(struct cli *cli, struct err *err)
{
	const char *hosts[HOSTS_MAX];
	struct serve_options o = {.assets_dir = cli_option(cli, "assets"), .hosts = hosts};
	const char *where = cli->app->where;
	char *dir;

	o.n_hosts = hosts_of(cli, hosts);
	if (!fs_data_dir(cli->ctx.a, &dir, err))
		return false;
	if (where == NULL) {
		where = fs_join(cli->ctx.a, dir, "cairn.db");
	} else if (!db_is_address(where)) {
		const char *slash = strrchr(where, '/');

		dir = slash == NULL ? arena_cstr(cli->ctx.a, STR("."))
		                    : arena_cstr(cli->ctx.a, (struct str){where, MAX((size_t)(slash - where), 1u)});
	}
	return fs_mkdirs(dir, err) && serve(cli, where, dir, &o, err);
}

/* Makes the file, fills it with the example life and closes it. */
static bool
demo_make(struct cli *cli, const char *where, struct err *err)
{
	struct ctx c = cli->ctx;
	const struct extractor *ex;
	bool ok;

	if (!app_extractor(cli->app, &ex, err) || !db_open(where, (struct db_options){.create = true}, &c.db, err))
		return false;
	db_set_account(c.db, 1);
	db_deadline(c.db, 0);
	db_gate(c.db, true);
	ok = demo_fill(&c, ex, err);
	db_close(c.db);
	return ok;
}

/* Removes the folder's files and the folder; it was made by mkdtemp and holds no folders but "backups". */
static void
throw_away(struct cli *cli, const char *dir)
{
	char **names;
	size_t n;

	if (!fs_list(cli->ctx.a, dir, &names, &n, NULL))
		return;
	for (size_t i = 0; i < n; i++) {
		char *path = fs_join(cli->ctx.a, dir, names[i]);

		if (fs_is_dir(path))
			throw_away(cli, path);
		else
			unlink(path);
	}
	rmdir(dir);
}

bool
cmd_demo(struct cli *cli, struct err *err)
{
	char dir[] = "/tmp/cairn-demo-XXXXXX";
	struct serve_options o = {0};
	const char *where;
	bool ok;

	if (cli_option(cli, "fill") != NULL) {
		if (cli->app->where == NULL)
			return err_set(err, ERR_INVALID, "demo --fill needs --db PATH");
		if (fs_exists(cli->app->where))
			return err_set(err, ERR_CONFLICT, "'%s' is there already", cli->app->where);
		return demo_make(cli, cli->app->where, err);
	}
	if (mkdtemp(dir) == NULL)
		return err_errno(err, "could not make a folder for the demo");
	where = fs_join(cli->ctx.a, dir, "cairn.db");
	fprintf(stderr, "An example life, in a file that is thrown away at the end.\n");
	ok = demo_make(cli, where, err) && serve(cli, where, dir, &o, err);
	throw_away(cli, dir);
	return ok;
}
