/*
 * Killed at any moment: a child commits numbered rows and says each number after db_tx_commit has returned; the parent
 * kills it at a random time, opens the file, and every number that was said must be there, whole. 300 kills; CAIRN_LONG
 * asks for 10,000. One file goes through all of them, so that each also starts from what the last left.
 */
#include "pair.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/rng.h"

enum { KILLS = 300, KILLS_LONG = 10000, CHECK_EVERY = 10, START_ANEW_EVERY = 500 };

static NORETURN void
child(const char *path, int64_t from, int out)
{
	struct db *db = NULL;
	struct err err = {0};

	if (!pair_open(path, &db, &err)) {
		fprintf(stderr, "child: %s\n", err.text);
		_exit(1);
	}
	for (int64_t n = from;; n++) {
		if (!pair_add(db, n, &err)) {
			fprintf(stderr, "child: %s\n", err.text);
			_exit(1);
		}
		if (write(out, &n, sizeof(n)) != sizeof(n))
			_exit(1);
	}
}

/* Waits until the child is in the midst of its work: some commits in, and a moment more. On a busy machine a fixed time
 * would mostly hit the start; every tenth time that is what is meant. */
static int64_t
wait_for_moment(int fd, int64_t last, struct rng *rng)
{
	uint64_t commits = rng_below(rng, 10) == 0 ? 0 : 1 + rng_below(rng, 40);
	int64_t n;

	for (uint64_t i = 0; i < commits; i++) {
		assert_int_equal(read(fd, &n, sizeof(n)), sizeof(n));
		assert_int_equal(n, last + 1);
		last = n;
	}
	usleep((useconds_t)rng_below(rng, commits == 0 ? 20000 : 2000));
	return last;
}

/* Starts a child, kills it, and returns the last number it said (or `last`). */
static int64_t
run_and_kill(const char *path, int64_t last, struct rng *rng)
{
	int fds[2], status;
	int64_t n;
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	pid = fork();
	if (pid == 0)
		child(path, last + 1, fds[1]);
	close(fds[1]);
	last = wait_for_moment(fds[0], last, rng);
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	/* What it said until then waits in the pipe. */
	while (read(fds[0], &n, sizeof(n)) == sizeof(n)) {
		assert_int_equal(n, last + 1);
		last = n;
	}
	close(fds[0]);
	return last;
}

/* Every number up to `said` is there, and nothing beyond the one that was in flight. Returns the newest. */
static int64_t
verify(const char *path, int64_t said, bool check)
{
	int64_t n = pair_last(path, check);

	if (n < said)
		fail_msg("lost: %lld were said, %lld are there", (long long)said, (long long)n);
	assert_true(n <= said + 1);
	return n;
}

static void
nothing_said_is_lost(void **state)
{
	const int kills = getenv("CAIRN_LONG") != NULL ? KILLS_LONG : KILLS;
	int64_t last = -1, said = 0, start = clock_monotonic_us();
	char dir[] = "/tmp/cairn-kill-XXXXXX", path[64];
	struct rng rng;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/cairn.db", dir);
	rng_seed_os(&rng);
	for (int i = 0; i < kills; i++) {
		/* Now and then from nothing, so that making the file is interrupted too. */
		if (i % START_ANEW_EVERY == 0 || i < kills / 10) {
			pair_remove(path);
			last = -1;
		}
		int64_t now = run_and_kill(path, last, &rng);

		said += now - last;
		last = verify(path, now, i % CHECK_EVERY == 0);
	}
	print_message("# %d kills, %lld commits said, 0 lost, %.1f s\n", kills, (long long)said,
	              (double)(clock_monotonic_us() - start) / 1e6);
	/* A harness that kills before anything happens would prove nothing. */
	assert_true(said > kills);
	pair_remove(path);
	rmdir(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_said_is_lost)};

	return cmocka_run_group_tests_name("kill", tests, NULL, NULL);
}
