#include "proc.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <poll.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "fs.h"
#include "strbuf.h"
#include "utf8.h"

#define CHUNK       ((size_t)64 << 10)
#define WORDS_MAX   ((size_t)64 << 10) /* bytes kept of a worker's standard error */
#define WORDS_SHOWN 300                /* bytes of its last line that an error shows */

bool
proc_self(struct arena *a, char **ret, struct err *err)
{
	char buf[4096];
	ssize_t n = readlink("/proc/self/exe", buf, sizeof(buf));

	if (n == (ssize_t)sizeof(buf)) {
		errno = ENAMETOOLONG;
		n = -1;
	}
	if (n < 0)
		return err_errno(err, "could not find the running program");
	*ret = arena_cstr(a, (struct str){buf, (size_t)n});
	return true;
}

/* A limit that cannot be set is one the system has set lower already. */
static void
limit_set(int what, size_t value)
{
	struct rlimit r = {value, value};

	setrlimit((__rlimit_resource_t)what, &r);
}

/* Between fork and exec: only calls that are safe there. */
NORETURN static void
child_exec(const char *const argv[], int in, int out, int talk, const struct proc_limits *limits)
{
#if defined(__SANITIZE_ADDRESS__)
	char leaks_off[] = "ASAN_OPTIONS=detect_leaks=0"; /* it asks the kernel for more than the jail allows */
	char *const env[] = {leaks_off, NULL};
#else
	char *const env[] = {NULL};
#endif

	if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(talk, 2) < 0 || close_range(3, ~0u, 0) != 0)
		_exit(126);
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	limit_set(RLIMIT_CORE, 0);
	limit_set(RLIMIT_CPU, limits->cpu_s);
	limit_set(RLIMIT_FSIZE, 0);
	if (limits->memory > 0)
		limit_set(RLIMIT_AS, limits->memory);
	execve(argv[0], (char *const *)(uintptr_t)argv, env);
	_exit(127);
}

struct pump {
	int in;   /* we write its input here */
	int out;  /* we read its answer here */
	int talk; /* and its standard error here */
	struct str input;
	struct strbuf answer;
	struct strbuf words;
};

static void
pump_close(struct pump *p)
{
	fs_close(&p->in);
	fs_close(&p->out);
	fs_close(&p->talk);
}

static void
pump_release(struct pump *p)
{
	pump_close(p);
	strbuf_release(&p->answer);
	strbuf_release(&p->words);
}

/* Reads what is there; false at its end. */
static bool
pump_read(int fd, struct strbuf *into)
{
	char chunk[CHUNK];
	ssize_t n = read(fd, chunk, sizeof(chunk));

	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	strbuf_add(into, (struct str){chunk, (size_t)n});
	return n > 0;
}

/* Writes what is taken; false when it has all, or takes no more. */
static bool
pump_feed(struct pump *p)
{
	/* A socket, because a write to a pipe that nobody reads any more would raise SIGPIPE. */
	ssize_t n = send(p->in, p->input.p, MIN(p->input.n, CHUNK), MSG_NOSIGNAL | MSG_DONTWAIT);

	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	p->input = str_sub(p->input, (size_t)n, p->input.n);
	return p->input.n > 0;
}

/* Only the end of what a worker says counts. */
static void
words_shorten(struct strbuf *words)
{
	char end[WORDS_SHOWN * 2];

	memcpy(end, words->p + words->n - sizeof(end), sizeof(end));
	strbuf_clear(words);
	strbuf_add(words, (struct str){end, sizeof(end)});
}

/* Moves bytes until both outputs have ended. False when time or output ran out (the caller kills the child). */
static bool
pump_run(struct pump *p, const struct proc_limits *limits, int64_t deadline, struct err *err)
{
	while (p->out >= 0 || p->talk >= 0) {
		struct pollfd fds[3] = {{p->in, POLLOUT, 0}, {p->out, POLLIN, 0}, {p->talk, POLLIN, 0}};
		int64_t left_ms = (deadline - clock_monotonic_us()) / 1000;

		if (left_ms <= 0)
			return err_set(err, ERR_LIMIT, "the worker took longer than %u seconds", limits->wall_s);
		if (poll(fds, 3, (int)MIN(left_ms, 1000)) < 0 && errno != EINTR)
			return err_errno(err, "could not wait for the worker");
		if (fds[0].revents != 0 && !pump_feed(p))
			fs_close(&p->in);
		if (fds[1].revents != 0 && !pump_read(p->out, &p->answer))
			fs_close(&p->out);
		if (p->words.n > WORDS_MAX)
			words_shorten(&p->words);
		if (fds[2].revents != 0 && !pump_read(p->talk, &p->words))
			fs_close(&p->talk);
		if (p->answer.full)
			return err_set(err, ERR_LIMIT, "the worker's answer is larger than %zu MB",
			               limits->output >> 20);
	}
	return true;
}

/* Waits for the child's end; one that has closed its outputs but stays is killed when its time is up. */
static int
child_wait(pid_t pid, bool kill_now, int64_t deadline)
{
	int status = 0;

	for (;;) {
		pid_t got = waitpid(pid, &status, kill_now ? 0 : WNOHANG);

		if (got == pid || (got < 0 && errno != EINTR))
			return status;
		if (got == 0 && clock_monotonic_us() >= deadline) {
			kill(-pid, SIGKILL);
			kill_now = true;
		} else if (got == 0) {
			nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
		}
	}
}

/* The last line the child said, for the error's text. */
static struct str
last_line(struct str words)
{
	struct str line, last = STR_NONE;

	while (str_line(&words, &line))
		if (str_trim(line).n > 0)
			last = str_trim(line);
	return utf8_clip(last, WORDS_SHOWN);
}

/* A worker of ours ends with the status of its error. */
static enum err_code
code_of_status(int status)
{
	for (int code = ERR_NONE + 1; code < ERR__COUNT; code++)
		if (err_exit_status((enum err_code)code) == status)
			return (enum err_code)code;
	return ERR_INVALID;
}

static bool
child_verdict(int status, struct str words, struct err *err)
{
	struct str said = last_line(words);

	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (WIFEXITED(status) && said.n > 0)
		return err_set(err, code_of_status(WEXITSTATUS(status)), "%.*s", STR_ARG(said));
	if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
		return err_set(err, ERR_LIMIT, "the worker used more time or memory than it may");
	if (WIFSIGNALED(status) && str_has(said, STR("memory")))
		return err_set(err, ERR_LIMIT, "the file needs more memory to read than is allowed");
	return err_set(err, ERR_INVALID, "the worker ended with %s %d%s%.*s", WIFSIGNALED(status) ? "signal" : "status",
	               WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), said.n > 0 ? ": " : "",
	               STR_ARG(said));
}

/* Opens the three lines to a child; its ends into ends. What was opened before a failure is there to be closed. */
static bool
lines_open(struct pump *p, int ends[static 3])
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return false;
	ends[0] = pair[0];
	p->in = pair[1];
	if (pipe2(pair, O_CLOEXEC) != 0)
		return false;
	p->out = pair[0];
	ends[1] = pair[1];
	if (pipe2(pair, O_CLOEXEC) != 0)
		return false;
	p->talk = pair[0];
	ends[2] = pair[1];
	return true;
}

static bool
child_start(const char *const argv[], const struct proc_limits *limits, struct pump *p, pid_t *ret_pid, struct err *err)
{
	int ends[3] = {-1, -1, -1};
	pid_t pid = lines_open(p, ends) ? fork() : -1;
	bool ok = pid >= 0 || err_errno(err, "could not start a worker");

	if (pid == 0)
		child_exec(argv, ends[0], ends[1], ends[2], limits);
	/* The child does the same; whoever comes first, its group is there before it may have to be killed. */
	if (ok)
		setpgid(pid, pid);
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		fs_close(&ends[i]);
	*ret_pid = pid;
	return ok;
}

bool
proc_run(struct arena *a, const char *const argv[], struct str input, struct proc_limits limits, struct str *ret_output,
         struct err *err)
{
	int64_t deadline = clock_monotonic_us() + (int64_t)limits.wall_s * 1000000;
	CLEANUP(pump_release)
	struct pump p = {.in = -1,
	                 .out = -1,
	                 .talk = -1,
	                 .input = input,
	                 .answer = STRBUF(limits.output),
	                 .words = STRBUF(WORDS_MAX + CHUNK)};
	pid_t pid;
	bool ok;
	int status;

	if (!child_start(argv, &limits, &p, &pid, err))
		return false;
	if (input.n == 0)
		fs_close(&p.in);
	ok = pump_run(&p, &limits, deadline, err);
	pump_close(&p);
	if (!ok)
		kill(-pid, SIGKILL);
	status = child_wait(pid, !ok, deadline);
	if (!ok || !child_verdict(status, strbuf_str(&p.words), err))
		return false;
	*ret_output = arena_str(a, strbuf_str(&p.answer));
	return true;
}

/* What a parser may still ask of the kernel; everything else fails with EPERM. */
static const int jail_allowed[] = {
    SCMP_SYS(read),         SCMP_SYS(write),         SCMP_SYS(readv),
    SCMP_SYS(writev),       SCMP_SYS(mmap),          SCMP_SYS(munmap),
    SCMP_SYS(mremap),       SCMP_SYS(mprotect),      SCMP_SYS(madvise),
    SCMP_SYS(brk),          SCMP_SYS(exit),          SCMP_SYS(exit_group),
    SCMP_SYS(futex),        SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
    SCMP_SYS(getrandom),    SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),   SCMP_SYS(getpid),
    SCMP_SYS(gettid),       SCMP_SYS(close),         SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),   SCMP_SYS(lseek),         SCMP_SYS(sched_yield),
};

/* What it may ask only in one form: abort needs tgkill, but the parent is in reach of the same call; stdio asks a
 * descriptor whether it is a terminal. */
static int
jail_narrow(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp own = {.arg = 0, .op = SCMP_CMP_EQ, .datum_a = (scmp_datum_t)getpid()};
	const struct scmp_arg_cmp asks = {.arg = 1, .op = SCMP_CMP_EQ, .datum_a = TCGETS};
	int rc = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &own);

	return rc != 0 ? rc : seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, &asks);
}

/* What reading files asks for besides. GLib and fontconfig read ahead in threads. */
static const int reader_allowed[] = {
    SCMP_SYS(pread64),         SCMP_SYS(getdents64),
    SCMP_SYS(readlink),        SCMP_SYS(readlinkat),
    SCMP_SYS(access),          SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),      SCMP_SYS(stat),
    SCMP_SYS(lstat),           SCMP_SYS(statx),
    SCMP_SYS(statfs),          SCMP_SYS(fstatfs),
    SCMP_SYS(fcntl),           SCMP_SYS(fadvise64),
    SCMP_SYS(getuid),          SCMP_SYS(geteuid),
    SCMP_SYS(getgid),          SCMP_SYS(getegid),
    SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
    SCMP_SYS(sched_getattr),   SCMP_SYS(sched_getaffinity),
    SCMP_SYS(clock_nanosleep), SCMP_SYS(membarrier),
};

static int
reader_rules(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp reads = {
	    .arg = 2, .op = SCMP_CMP_MASKED_EQ, .datum_a = O_ACCMODE | O_CREAT | O_TRUNC, .datum_b = O_RDONLY};
	const struct scmp_arg_cmp thread = {
	    .arg = 0, .op = SCMP_CMP_MASKED_EQ, .datum_a = CLONE_THREAD, .datum_b = CLONE_THREAD};
	int rc = 0;

	for (size_t i = 0; i < ARRAY_LEN(reader_allowed) && rc == 0; i++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, reader_allowed[i], 0);
	if (rc == 0)
		rc = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, &reads);
	if (rc == 0)
		rc = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, &thread);
	/* Its flags are in memory, where no filter sees them; the C library takes clone when told there is none. */
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	return rc;
}

static bool
jail_load(bool reader, struct err *err)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int rc = filter == NULL ? -ENOMEM : 0;

	for (size_t i = 0; i < ARRAY_LEN(jail_allowed) && rc == 0; i++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, jail_allowed[i], 0);
	if (rc == 0)
		rc = jail_narrow(filter);
	if (rc == 0 && reader)
		rc = reader_rules(filter);
	if (rc == 0)
		rc = seccomp_load(filter); /* sets no_new_privs as well */
	seccomp_release(filter);
	if (rc != 0)
		return err_set(err, ERR_DENIED, "could not lock the worker in: error %d from seccomp", -rc);
	return true;
}

bool
proc_jail(struct err *err)
{
	return jail_load(false, err);
}

/* Landlock, where there is one: nothing can be read but what is below the folders. */
static void
landlock_folders(const char *const folders[])
{
	/* Everything the first version knows, so that an older kernel takes it too. */
	const struct landlock_ruleset_attr all = {.handled_access_fs = (1u << 13) - 1};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof(all.handled_access_fs), 0);

	if (rules < 0)
		return;
	for (size_t i = 0; folders[i] != NULL; i++) {
		struct landlock_path_beneath_attr below = {.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE |
		                                                             LANDLOCK_ACCESS_FS_READ_DIR,
		                                           .parent_fd = open(folders[i], O_PATH | O_CLOEXEC)};

		if (below.parent_fd < 0)
			continue;
		syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0);
		close(below.parent_fd);
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		syscall(SYS_landlock_restrict_self, rules, 0);
	close(rules);
}

bool
proc_jail_reader(const char *const folders[], struct err *err)
{
	landlock_folders(folders);
	return jail_load(true, err);
}
