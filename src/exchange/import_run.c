/* Imports beside a server: the row that tells how far one is, and the process that does it. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/js.h"
#include "base/proc.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "db/db.h"
#include "import_impl.h"

enum {
	UPLOADS_MAX = 500,
	NAME_MAX_BYTES = 1000,
	BEAT_US = 250000,
	SILENT_MS = 600000, /* a run that has not said anything for so long is not there any more */
};

/* --- rows --------------------------------------------------------------------------------------------------------- */

static bool
run_add(struct ctx *c, int64_t id, struct str name, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_IMPORT_RUN_ADD, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_text(st, "name", utf8_clip(name, NAME_MAX_BYTES));
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	return db_run(st, err) && db_tx_commit(&tx, err);
}

static bool
run_progress(struct ctx *c, int64_t id, const struct import_progress *now, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_IMPORT_RUN_PROGRESS, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "progress", now->percent);
	db_bind_i64(st, "n_read", (int64_t)now->records_n);
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	return db_run(st, err) && db_tx_commit(&tx, err);
}

static bool
run_end(struct ctx *c, int64_t id, const char *state, const struct import_file *total, struct str report,
        struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_IMPORT_RUN_END, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_text(st, "state", str_of(state));
	db_bind_i64(st, "progress", 100);
	db_bind_i64(st, "n_read", (int64_t)total->n_read);
	db_bind_i64(st, "n_new", (int64_t)total->n_new);
	db_bind_i64(st, "n_updated", (int64_t)total->n_updated);
	db_bind_i64(st, "n_same", (int64_t)total->n_same);
	db_bind_i64(st, "n_refused", (int64_t)total->n_refused);
	db_bind_text(st, "report", report);
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	return db_run(st, err) && db_tx_commit(&tx, err);
}

static struct str
error_json(struct arena *a, const char *why, const char *hint)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(8192);
	struct js j = JS(&out);

	js_open(&j, '{');
	js_kz(&j, "error", why);
	js_kz(&j, "hint", hint);
	js_close(&j, '}');
	return arena_str(a, strbuf_str(&out));
}

static void
run_of_row(struct arena *a, struct db_stmt *st, struct import_run *ret)
{
	*ret = (struct import_run){
	    .id = db_col_i64(st, 0),
	    .name = arena_str(a, db_col_text(st, 1)),
	    .state = arena_str(a, db_col_text(st, 2)),
	    .percent = (int)db_col_i64(st, 3),
	    .n_read = db_col_i64(st, 4),
	    .n_new = db_col_i64(st, 5),
	    .n_updated = db_col_i64(st, 6),
	    .n_same = db_col_i64(st, 7),
	    .n_refused = db_col_i64(st, 8),
	    .report = arena_str(a, db_col_text(st, 9)),
	    .started_ms = db_col_i64(st, 10),
	    .ended_ms = db_col_i64(st, 11),
	};
}

bool
import_run_get(struct ctx *c, int64_t id, struct import_run *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_IMPORT_RUN_GET, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "there is no import %lld", (long long)id);
	run_of_row(c->a, st, ret);
	return true;
}

bool
import_run_list(struct ctx *c, struct import_run **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct import_run) list = {0};

	if (!db_prepare(c->db, Q_IMPORT_RUN_LIST, &st, err))
		return false;
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		run_of_row(c->a, st, VEC_PUSH(c->a, &list));
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
import_run_sweep(struct ctx *c, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t now = ctx_now_ms(c);

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_IMPORT_RUN_SWEEP, &st, err))
		return false;
	db_bind_text(st, "report",
	             error_json(c->a, "it was interrupted; nothing was changed", "Import the file again."));
	db_bind_i64(st, "now_ms", now);
	db_bind_i64(st, "beat_ms", now - SILENT_MS);
	return db_run(st, err) && db_tx_commit(&tx, err);
}

/* --- the bundle: uploads on the child's standard input ------------------------------------------------------------ */

/* Written and read by the same binary on the same machine: plain structs. */
struct bundle_head {
	int64_t account;
	uint64_t n;
};

struct bundle_file {
	uint64_t name_n;
	uint64_t bytes_n;
	uint64_t fetch;
};

static bool
bundle_write(int fd, int64_t account, const struct import_input *uploads, size_t n, struct err *err)
{
	struct bundle_head head = {account, n};

	if (!fs_write_fd(fd, "the uploads", (struct str){(const char *)&head, sizeof(head)}, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct bundle_file f = {uploads[i].name.n, uploads[i].bytes.n, uploads[i].fetch};

		if (!fs_write_fd(fd, "the uploads", (struct str){(const char *)&f, sizeof(f)}, err) ||
		    !fs_write_fd(fd, "the uploads", uploads[i].name, err) ||
		    !fs_write_fd(fd, "the uploads", uploads[i].bytes, err))
			return false;
	}
	if (lseek(fd, 0, SEEK_SET) != 0)
		return err_errno(err, "could not hand over the uploads");
	return true;
}

static bool
take(struct str *rest, void *to, size_t n)
{
	if (rest->n < n)
		return false;
	memcpy(to, rest->p, n);
	*rest = str_sub(*rest, n, rest->n);
	return true;
}

static bool
bundle_read(struct arena *a, struct str bytes, int64_t *ret_account, struct import_input **ret, size_t *ret_n,
            struct err *err)
{
	struct bundle_head head;
	struct import_input *list;

	if (!take(&bytes, &head, sizeof(head)) || head.n > UPLOADS_MAX)
		return err_set(err, ERR_INVALID, "standard input holds no uploads");
	list = ARENA_ARRAY(a, head.n, struct import_input);
	for (size_t i = 0; i < head.n; i++) {
		struct bundle_file f;

		if (!take(&bytes, &f, sizeof(f)) || f.name_n > NAME_MAX_BYTES || f.bytes_n > bytes.n ||
		    f.name_n > bytes.n - f.bytes_n)
			return err_set(err, ERR_INVALID, "the uploads on standard input are not whole");
		list[i].fetch = f.fetch != 0;
		list[i].name = str_sub(bytes, 0, f.name_n);
		list[i].bytes = str_sub(bytes, f.name_n, f.bytes_n);
		bytes = str_sub(bytes, f.name_n + f.bytes_n, bytes.n);
	}
	*ret_account = head.account;
	*ret = list;
	*ret_n = head.n;
	return true;
}

/* --- the parent's side -------------------------------------------------------------------------------------------- */

extern char **environ;

/* The present environment and CAIRN_DB. */
static char **
child_env(struct arena *a, const char *where)
{
	size_t n = 0, k = 0;
	char **env;

	while (environ[n] != NULL)
		n++;
	env = ARENA_ARRAY(a, n + 2, char *);
	for (size_t i = 0; i < n; i++)
		if (strncmp(environ[i], "CAIRN_DB=", 9) != 0)
			env[k++] = environ[i];
	env[k] = arena_cstr(a, arena_printf(a, "CAIRN_DB=%s", where));
	return env;
}

static bool
child_start(struct arena *a, const char *where, int64_t run, int input, int *ret_pid, struct err *err)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	char *self;
	pid_t pid;
	int rc;

	if (!proc_self(a, &self, err))
		return false;
	char *argv[] = {self, arena_cstr(a, STR("import")), arena_cstr(a, STR("--run")),
	                arena_cstr(a, arena_printf(a, "%lld", (long long)run)), NULL};
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	rc = posix_spawn(&pid, self, &files, &attr, argv, child_env(a, where));
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	if (rc != 0) {
		errno = rc;
		return err_errno(err, "could not start the import");
	}
	*ret_pid = pid;
	return true;
}

bool
import_spawn(struct ctx *c, const char *where, const struct import_input *uploads, size_t n, int64_t *ret_run,
             int *ret_pid, struct err *err)
{
	CLEANUP_FD int fd = memfd_create("uploads", MFD_CLOEXEC);
	int64_t run = ctx_new_id(c);
	struct err why = {0};
	struct str name;

	if (fd < 0)
		return err_errno(err, "could not hand over the uploads");
	if (n == 0 || n > UPLOADS_MAX)
		return err_set(err, ERR_INVALID, n == 0 ? "no file was given" : "more than %d files at once",
		               UPLOADS_MAX);
	for (size_t i = 0; i < n; i++)
		if (uploads[i].name.n > NAME_MAX_BYTES)
			return err_set(err, ERR_INVALID, "a file's name is longer than %d bytes", NAME_MAX_BYTES);
	name = n == 1 ? uploads[0].name : arena_printf(c->a, "%.*s and %zu more", STR_ARG(uploads[0].name), n - 1);
	if (!bundle_write(fd, db_account(c->db), uploads, n, err) || !run_add(c, run, name, err))
		return false;
	if (!child_start(c->a, where, run, fd, ret_pid, &why)) {
		const struct import_file none = {0};

		*err = why;
		/* The row must not say running for ever; if that fails too, the sweep will find it. */
		(void)!run_end(c, run, "failed", &none, error_json(c->a, why.text, why.hint), NULL);
		return false;
	}
	*ret_run = run;
	return true;
}

void
import_stop(int pid)
{
	if (pid > 0)
		kill(pid, SIGTERM);
}

bool
import_reap(struct ctx *c, int pid, int64_t run, bool *ret_ended, struct err *err)
{
	const struct import_file none = {0};
	int status;
	pid_t got = waitpid(pid, &status, WNOHANG);

	*ret_ended = got == pid || (got < 0 && errno == ECHILD);
	if (!*ret_ended)
		return true;
	/* Only a row that still says running is changed. */
	return run_end(
	    c, run, "failed", &none,
	    error_json(c->a, "the import was ended from outside; nothing was changed", "Import the file again."), err);
}

bool
import_settle(struct ctx *c, int pid, int64_t run, bool *ret_ended, struct err *err)
{
	struct import_run r;
	bool ended;

	if (!import_reap(c, pid, run, &ended, err) || (!ended && !import_run_get(c, run, &r, err)))
		return false;
	if (!ended && r.ended_ms != 0) {
		kill(pid, SIGKILL);
		while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
			;
		ended = true;
	}
	*ret_ended = ended;
	return true;
}

/* --- the child's side --------------------------------------------------------------------------------------------- */

struct child {
	struct ctx *c;
	int64_t run;
	int signals; /* a descriptor that is readable when we are asked to stop */
	int64_t beat_us;
};

static bool
child_progress(void *p, const struct import_progress *now)
{
	struct child *ch = p;
	struct signalfd_siginfo info;
	int64_t us = clock_monotonic_us();

	if (read(ch->signals, &info, sizeof(info)) > 0)
		return false;
	/* While postings are stored the transaction is open, and the row cannot be written. A row that cannot be
	 * written now is no reason to stop. */
	if (now->records_done == 0 && now->files_done < now->files_n && us - ch->beat_us >= BEAT_US) {
		ch->beat_us = us;
		(void)!run_progress(ch->c, ch->run, now, NULL);
	}
	return true;
}

static bool
child_import(struct child *ch, const struct extractor *ex, struct arena *in, struct import_report *ret, struct err *err)
{
	struct import_options options = {.progress = child_progress, .p = ch};
	struct import_input *uploads = NULL;
	struct str bytes;
	int64_t account = 0;
	size_t n = 0;

	if (!fs_read_fd(in, STDIN_FILENO, "the uploads", IMPORT_TOTAL_MAX, &bytes, err) ||
	    !bundle_read(in, bytes, &account, &uploads, &n, err))
		return false;
	db_set_account(ch->c->db, account);
	return import_files(ch->c, ex, uploads, n, options, ret, err);
}

bool
import_run_child(struct ctx *c, const struct extractor *ex, int64_t run, struct err *err)
{
	CLEANUP(arena_release) struct arena in = ARENA(IMPORT_TOTAL_MAX * 3);
	CLEANUP(strbuf_release) struct strbuf json = STRBUF(4 << 20);
	CLEANUP_FD int signals = -1;
	struct import_report report = {0};
	struct err why = {0};
	sigset_t stop;

	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	signals = signalfd(-1, &stop, SFD_NONBLOCK | SFD_CLOEXEC);
	if (signals < 0)
		return err_errno(err, "could not watch for a stop");
	struct child ch = {.c = c, .run = run, .signals = signals};

	if (!child_import(&ch, ex, &in, &report, &why)) {
		bool stopped = why.code == ERR_CONFLICT && str_starts(str_of(why.text), STR("stopped"));

		*err = why;
		(void)!run_end(c, run, stopped ? "stopped" : "failed", &report.total,
		               error_json(c->a, why.text, why.hint), NULL);
		return false;
	}
	import_report_json(&report, &json);
	return strbuf_ok(&json, "the report", err) && run_end(c, run, "done", &report.total, strbuf_str(&json), err);
}
