/*
 * The n-th call fails: a child makes a database, commits pairs and makes a backup while its n-th database step, sync or
 * rename fails (base/fault.h). It must end with an error and not with a crash; what it acknowledged is there, and there
 * is no half backup. n counts up until nothing is hit any more. Only in a build with -Dfault=true.
 */
#include "pair.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/fs.h"

enum { PAIRS = 3, N_MAX = 1000, ALL_WELL = 10 };

/* Exit status: pairs acknowledged, or ALL_WELL. */
static int
child(const char *path, const char *copy)
{
	struct db *db = NULL;
	struct err err = {0};
	int done = 0;
	bool ok = pair_open(path, &db, &err);

	for (; ok && done < PAIRS; done += ok)
		ok = pair_add(db, done, &err);
	ok = ok && db_backup(db, copy, &err);
	db_close(db);
	if (!ok && err.text[0] == '\0')
		return 99;
	return ok ? ALL_WELL : done;
}

static int
run_child(const char *path, const char *copy, const char *site, int n)
{
	char spec[32];
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

		snprintf(spec, sizeof(spec), "%s:%d", site, n);
		setenv("CAIRN_FAULT", spec, 1);
		dup2(null, STDOUT_FILENO);
		execl("/proc/self/exe", "fault", path, copy, (char *)NULL);
		_exit(98);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_in_range(WEXITSTATUS(status), 0, ALL_WELL);
	return WEXITSTATUS(status);
}

static void
loop(const char *site)
{
	char dir[] = "/tmp/cairn-fault-XXXXXX", path[64], copy[64];
	int n = 1, got;

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/cairn.db", dir);
	snprintf(copy, sizeof(copy), "%s/copy.db", dir);
	for (;; n++) {
		assert_in_range(n, 1, N_MAX);
		got = run_child(path, copy, site, n);
		if (got == ALL_WELL)
			break;
		/* After the rename the copy is whole, even when syncing the folder failed. */
		if (fs_exists(copy))
			assert_int_equal(pair_last(copy, true), PAIRS - 1);
		assert_in_range(pair_last(path, true) + 1, got, PAIRS);
		pair_remove(path);
		pair_remove(copy);
	}
	print_message("# %s: %d calls failed in turn\n", site, n - 1);
	assert_true(n > 1);
	assert_int_equal(pair_last(copy, true), PAIRS - 1);
	pair_remove(path);
	pair_remove(copy);
	/* Nothing else was left lying around. */
	assert_int_equal(rmdir(dir), 0);
}

static void
steps_fail(void **state)
{
	(void)state;
	loop("db");
}

static void
syncs_fail(void **state)
{
	(void)state;
	loop("sync");
}

static void
renames_fail(void **state)
{
	(void)state;
	loop("rename");
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(steps_fail),
	    cmocka_unit_test(syncs_fail),
	    cmocka_unit_test(renames_fail),
	};

	if (argc == 3)
		return child(argv[1], argv[2]);
#ifndef CAIRN_FAULT
	printf("1..1\nok 1 - faults # SKIP this build has no -Dfault=true\n");
	(void)tests;
	return 0;
#else
	return cmocka_run_group_tests_name("fault", tests, NULL, NULL);
#endif
}
