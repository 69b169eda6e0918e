/* Worker processes: this program starts itself as `t_proc child MODE`. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/proc.h"

/* -- what the child does -- */

static void
say(const char *text)
{
	ssize_t n = write(STDERR_FILENO, text, strlen(text));

	(void)n;
}

/* Copies standard input to standard output. */
static int
child_echo(void)
{
	char buf[65536];

	for (;;) {
		ssize_t n = read(0, buf, sizeof(buf));

		if (n <= 0)
			return n < 0;
		for (ssize_t done = 0; done < n;) {
			ssize_t w = write(1, buf + done, (size_t)(n - done));

			if (w < 0)
				return 1;
			done += w;
		}
	}
}

static int
child_jail(void)
{
	struct err err = {0};
	char word[] = "still works";

	if (!proc_jail(&err)) {
		say(err.text);
		return 1;
	}
	if (open("/etc/passwd", O_RDONLY) >= 0 || errno != EPERM)
		return 2;
	if (open("/tmp/t_proc", O_WRONLY | O_CREAT, 0600) >= 0 || errno != EPERM)
		return 3;
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM)
		return 4;
	if (fork() >= 0 || errno != EPERM)
		return 5;
	if (execl("/bin/true", "true", (char *)NULL) != -1 || errno != EPERM)
		return 6;
	if (kill(getppid(), 0) == 0)
		return 7;
	if (tgkill(getppid(), getppid(), 0) == 0 || errno != EPERM)
		return 9;
	if (ioctl(0, FIONREAD, &(int){0}) == 0 || errno != EPERM)
		return 10;
	if (tgkill(getpid(), getpid(), 0) != 0) /* abort needs it */
		return 11;
	memset(malloc(1 << 20), 1, 1 << 20);
	return write(1, word, sizeof(word) - 1) < 0 ? 8 : 0;
}

static int
child_main(const char *mode)
{
	if (strcmp(mode, "echo") == 0)
		return child_echo();
	if (strcmp(mode, "jail") == 0)
		return child_jail();
	if (strcmp(mode, "status") == 0) {
		say("first\nline 7: it is no posting\n");
		return 3;
	}
	if (strcmp(mode, "silent") == 0)
		return 4;
	if (strcmp(mode, "chatty") == 0) {
		for (int i = 0; i < 20000; i++)
			say("a warning that nobody reads\n");
		say("line 9: the end\n");
		return 2;
	}
	if (strcmp(mode, "crash") == 0) {
		signal(SIGSEGV, SIG_DFL);
		raise(SIGSEGV);
	}
	if (strcmp(mode, "memory") == 0)
		base_die("out of memory");
	if (strcmp(mode, "sleep") == 0)
		sleep(60);
	if (strcmp(mode, "detach") == 0) {
		close(1);
		close(2);
		sleep(60);
	}
	if (strcmp(mode, "spin") == 0)
		for (volatile int i = 0;; i = i ^ 1)
			;
	if (strcmp(mode, "flood") == 0)
		for (char block[65536] = {0}; write(1, block, sizeof(block)) > 0;)
			;
	if (strcmp(mode, "env") == 0) {
		extern char **environ;
		struct rlimit core, file;
		char out[64];

		/* Under a sanitizer the worker is told, by the environment alone, to look for no leaks. */
		bool clean =
		    environ[0] == NULL || (strncmp(environ[0], "ASAN_OPTIONS=", 13) == 0 && environ[1] == NULL);

		getrlimit(RLIMIT_CORE, &core);
		getrlimit(RLIMIT_FSIZE, &file);
		snprintf(out, sizeof(out), "%d %d, core %ju, file %ju", clean, fcntl(9, F_GETFD) < 0,
		         (uintmax_t)core.rlim_max, (uintmax_t)file.rlim_max);
		return write(1, out, strlen(out)) < 0;
	}
	return 0;
}

/* -- what the parent sees -- */

static const struct proc_limits usual = {.cpu_s = 10, .wall_s = 10, .output = 1 << 20};

struct run {
	struct arena a;
	struct str out;
	struct err err;
	int64_t took_ms;
};

static bool
run(struct run *r, const char *mode, struct str input, struct proc_limits limits)
{
	const char *argv[] = {NULL, "child", mode, NULL};
	int64_t begin = clock_monotonic_us();
	char *self;
	bool ok;

	r->err = (struct err){0};
	if (!proc_self(&r->a, &self, &r->err))
		return false;
	argv[0] = self;
	ok = proc_run(&r->a, argv, input, limits, &r->out, &r->err);
	r->took_ms = (clock_monotonic_us() - begin) / 1000;
	return ok;
}

static int
run_setup(void **state)
{
	struct run *r = calloc(1, sizeof(*r));

	r->a.limit = 64 << 20;
	*state = r;
	return 0;
}

static int
run_teardown(void **state)
{
	struct run *r = *state;

	arena_release(&r->a);
	free(r);
	return 0;
}

static void
answers_come_back(void **state)
{
	struct run *r = *state;
	char *big = calloc(1, 900000);

	assert_ok(run(r, "echo", STR(""), usual), r->err);
	assert_int_equal(r->out.n, 0);
	assert_ok(run(r, "echo", STR("a\0b"), usual), r->err);
	assert_true(str_eq(r->out, STR("a\0b")));
	for (size_t i = 0; i < 900000; i++) /* more than a pipe holds, both ways */
		big[i] = (char)(i % 251);
	assert_ok(run(r, "echo", (struct str){big, 900000}, usual), r->err);
	assert_true(str_eq(r->out, (struct str){big, 900000}));
	free(big);
}

static void
a_status_gives_the_last_line(void **state)
{
	struct run *r = *state;

	assert_false(run(r, "status", STR("x"), usual));
	assert_int_equal(r->err.code, ERR_NOT_FOUND); /* whose status 3 is */
	assert_string_equal(r->err.text, "line 7: it is no posting");
	assert_false(run(r, "silent", STR("x"), usual));
	assert_non_null(strstr(r->err.text, "status 4"));
	assert_false(run(r, "chatty", STR("x"), usual));
	assert_string_equal(r->err.text, "line 9: the end");
}

/* How many descriptors this process has open. */
static size_t
open_fds(void)
{
	size_t n = 0;

	for (int fd = 0; fd < 256; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

static void
no_descriptor_is_left_open(void **state)
{
	struct run *r = *state;
	struct rlimit old, few;
	size_t before = open_fds();
	int lowest = fcntl(0, F_DUPFD, 0); /* the first that is free */

	close(lowest);
	assert_ok(run(r, "echo", STR("x"), usual), r->err);
	assert_false(run(r, "crash", STR("x"), usual));
	assert_int_equal(open_fds(), before);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	/* Room for none to five of the six it needs. */
	for (size_t room = 0; room < 6; room++) {
		few = (struct rlimit){(rlim_t)lowest + room, old.rlim_max};
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
		assert_false(run(r, "echo", STR("x"), usual));
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
		assert_non_null(strstr(r->err.text, "could not start a worker"));
		assert_int_equal(open_fds(), before);
	}
	assert_ok(run(r, "echo", STR("x"), usual), r->err);
}

static void
a_crash_is_an_error(void **state)
{
	struct run *r = *state;

	assert_false(run(r, "crash", STR("x"), usual));
	assert_int_equal(r->err.code, ERR_INVALID);
	assert_non_null(strstr(r->err.text, "signal 11"));
	assert_false(run(r, "memory", STR("x"), usual));
	assert_int_equal(r->err.code, ERR_LIMIT);
}

static void
input_that_nobody_reads_is_no_harm(void **state)
{
	struct run *r = *state;
	char *big = calloc(1, 900000);

	assert_false(run(r, "silent", (struct str){big, 900000}, usual));
	assert_int_equal(r->err.code, ERR_INVALID);
	assert_ok(run(r, "none", (struct str){big, 900000}, usual), r->err);
	free(big);
}

static void
time_is_limited(void **state)
{
	struct run *r = *state;
	struct proc_limits wall = usual, cpu = usual;

	wall.wall_s = 1;
	assert_false(run(r, "sleep", STR(""), wall));
	assert_int_equal(r->err.code, ERR_LIMIT);
	assert_in_range(r->took_ms, 900, 5000);
	assert_false(run(r, "detach", STR(""), wall)); /* closes its outputs and stays */
	assert_int_equal(r->err.code, ERR_LIMIT);
	assert_in_range(r->took_ms, 900, 5000);
	cpu.cpu_s = 1;
	assert_false(run(r, "spin", STR(""), cpu));
	assert_int_equal(r->err.code, ERR_LIMIT);
	assert_in_range(r->took_ms, 500, 8000);
}

static void
output_is_limited(void **state)
{
	struct run *r = *state;

	assert_false(run(r, "flood", STR(""), usual));
	assert_int_equal(r->err.code, ERR_LIMIT);
	assert_true(r->took_ms < 8000);
}

static void
memory_is_limited(void **state)
{
	struct run *r = *state;
	const char *argv[] = {"/bin/dd", "if=/dev/zero", "of=/dev/null", "bs=256M", "count=1", NULL};
	struct proc_limits small = usual, large = usual;

	small.memory = 64 << 20;
	large.memory = (size_t)1 << 30;
	assert_false(proc_run(&r->a, argv, STR(""), small, &r->out, &r->err));
	assert_non_null(strstr(r->err.text, "memory"));
	assert_ok(proc_run(&r->a, argv, STR(""), large, &r->out, &r->err), r->err);
}

static void
the_environment_is_empty(void **state)
{
	struct run *r = *state;

	assert_int_equal(dup2(2, 9), 9); /* without close-on-exec: the child must not have it */
	assert_ok(run(r, "env", STR(""), usual), r->err);
	close(9);
	assert_str(r->out, "1 1, core 0, file 0");
}

static void
the_jail_lets_nothing_out(void **state)
{
	struct run *r = *state;

	assert_ok(run(r, "jail", STR("x"), usual), r->err);
	assert_str(r->out, "still works");
}

static void
a_program_that_is_not_there_is_an_error(void **state)
{
	struct run *r = *state;
	const char *argv[] = {"/nowhere/cairn", NULL};

	assert_false(proc_run(&r->a, argv, STR(""), usual, &r->out, &r->err));
}

int
main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(answers_come_back, run_setup, run_teardown),
	    cmocka_unit_test_setup_teardown(a_status_gives_the_last_line, run_setup, run_teardown),
	    cmocka_unit_test_setup_teardown(no_descriptor_is_left_open, run_setup, run_teardown),
	    cmocka_unit_test_setup_teardown(a_crash_is_an_error, run_setup, run_teardown),
	    cmocka_unit_test_setup_teardown(input_that_nobody_reads_is_no_harm, run_setup, run_teardown),
	    cmocka_unit_test_setup_teardown(time_is_limited, run_setup, run_teardown),
	    cmocka_unit_test_setup_teardown(output_is_limited, run_setup, run_teardown),
	    cmocka_unit_test_setup_teardown(memory_is_limited, run_setup, run_teardown),
	    cmocka_unit_test_setup_teardown(the_environment_is_empty, run_setup, run_teardown),
	    cmocka_unit_test_setup_teardown(the_jail_lets_nothing_out, run_setup, run_teardown),
	    cmocka_unit_test_setup_teardown(a_program_that_is_not_there_is_an_error, run_setup, run_teardown),
	};

	if (argc == 3 && strcmp(argv[1], "child") == 0)
		_exit(child_main(argv[2]));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
