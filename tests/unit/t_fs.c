/* Files: limits, replacing, and what is left after an injected fault. */
#include "test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/proc.h"

struct folder {
	struct arena a;
	char path[64];
};

static int
folder_setup(void **state)
{
	struct folder *f = calloc(1, sizeof(*f));

	f->a.limit = 64 << 20;
	snprintf(f->path, sizeof(f->path), "/tmp/cairn-t_fs-XXXXXX");
	*state = f;
	return mkdtemp(f->path) != NULL ? 0 : -1;
}

static void
folder_remove(struct arena *a, const char *dir)
{
	char **names;
	size_t n;
	struct err err = {0};

	assert_ok(fs_list(a, dir, &names, &n, &err), err);
	for (size_t i = 0; i < n; i++) {
		const char *path = fs_join(a, dir, names[i]);

		if (fs_is_dir(path))
			folder_remove(a, path);
		else
			unlink(path);
	}
	rmdir(dir);
}

static int
folder_teardown(void **state)
{
	struct folder *f = *state;

	folder_remove(&f->a, f->path);
	arena_release(&f->a);
	free(f);
	return 0;
}

static struct str
content_of(struct folder *f, const char *path)
{
	struct str s;
	struct err err = {0};

	assert_ok(fs_read(&f->a, path, 1 << 20, &s, &err), err);
	return s;
}

static void
reading_keeps_the_limit(void **state)
{
	struct folder *f = *state;
	const char *path = fs_join(&f->a, f->path, "x");
	struct err err = {0};
	struct str s;

	assert_ok(fs_replace(path, STR("12345"), &err), err);
	assert_ok(fs_read(&f->a, path, 5, &s, &err), err);
	assert_str(s, "12345");
	assert_fails(fs_read(&f->a, path, 4, &s, &err), err, ERR_LIMIT);
	assert_non_null(strstr(err.text, path));
	assert_fails(fs_read(&f->a, f->path, 100, &s, &err), err, ERR_INVALID);
	assert_fails(fs_read(&f->a, fs_join(&f->a, f->path, "none"), 100, &s, &err), err, ERR_NOT_FOUND);
	assert_fails(fs_read(&f->a, "/dev/zero", 100000, &s, &err), err, ERR_LIMIT);
	assert_string_equal(err.text, "'/dev/zero' is larger than 100000 bytes");
	assert_fails(fs_read(&f->a, "/dev/zero", 1 << 20, &s, &err), err, ERR_LIMIT);
	assert_string_equal(err.text, "'/dev/zero' is larger than 1 MB");
}

static void
replacing_is_whole(void **state)
{
	struct folder *f = *state;
	const char *path = fs_join(&f->a, f->path, "x");
	struct err err = {0};
	struct stat st;
	char **names;
	size_t n;

	assert_ok(fs_replace(path, STR("old"), &err), err);
	assert_ok(fs_replace(path, STR(""), &err), err);
	assert_str(content_of(f, path), "");
	assert_ok(fs_replace(path, STR("new\0x"), &err), err);
	assert_int_equal(content_of(f, path).n, 5);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_ok(fs_list(&f->a, f->path, &names, &n, &err), err);
	assert_int_equal(n, 1); /* nothing is left beside it */
	assert_fails(fs_replace(fs_join(&f->a, f->path, "no/x"), STR("x"), &err), err, ERR_NOT_FOUND);
}

/* The command line takes names that no file system does. */
static void
a_name_that_is_too_long_is_an_error(void **state)
{
	struct folder *f = *state;
	const size_t n = 100000;
	char *name = calloc(1, n + 1);
	struct err err = {0};
	struct str s;

	memset(name, 'a', n);
	assert_fails(fs_replace(name, STR("x"), &err), err, ERR_IO);
	assert_non_null(strstr(err.text, "File name too long"));
	assert_fails(fs_mkdirs(name, &err), err, ERR_IO);
	assert_fails(fs_sync_dir_of(name, &err), err, ERR_IO);
	assert_fails(fs_read(&f->a, name, 10, &s, &err), err, ERR_IO);
	free(name);
}

static void
a_link_in_the_way_is_not_followed(void **state)
{
	struct folder *f = *state;
	const char *path = fs_join(&f->a, f->path, "x"), *other = fs_join(&f->a, f->path, "other");
	const char *tmp = arena_printf(&f->a, "%s.tmp.%ld", path, (long)getpid()).p;
	struct err err = {0};

	assert_ok(fs_replace(other, STR("precious"), &err), err);
	assert_int_equal(symlink(other, tmp), 0);
	assert_false(fs_replace(path, STR("x"), &err));
	assert_str(content_of(f, other), "precious");
}

static void
folders_are_made_and_listed(void **state)
{
	struct folder *f = *state;
	const char *deep = fs_join(&f->a, f->path, "a/b/c");
	struct err err = {0};
	char **names;
	size_t n;

	assert_ok(fs_mkdirs(deep, &err), err);
	assert_ok(fs_mkdirs(deep, &err), err);
	assert_true(fs_is_dir(deep));
	assert_ok(fs_replace(fs_join(&f->a, f->path, "Z"), STR("x"), &err), err);
	assert_ok(fs_replace(fs_join(&f->a, f->path, ".h"), STR("x"), &err), err);
	assert_ok(fs_list(&f->a, f->path, &names, &n, &err), err);
	assert_int_equal(n, 3);
	assert_string_equal(names[0], ".h");
	assert_string_equal(names[1], "Z");
	assert_string_equal(names[2], "a");
	assert_false(fs_mkdirs(fs_join(&f->a, f->path, "Z"), &err)); /* a file of that name */
	assert_non_null(strstr(err.text, "could not make the folder"));
	assert_false(fs_mkdirs(fs_join(&f->a, f->path, "Z/x"), &err)); /* a file in the way */
	assert_false(fs_exists(fs_join(&f->a, f->path, "none")));
	assert_string_equal(fs_join(&f->a, "a/", "b"), "a/b");
}

static void
data_dir_follows_the_environment(void **state)
{
	struct folder *f = *state;
	struct err err = {0};
	char *dir;

	setenv("XDG_DATA_HOME", "/x/data", 1);
	assert_ok(fs_data_dir(&f->a, &dir, &err), err);
	assert_string_equal(dir, "/x/data/cairn");
	unsetenv("XDG_DATA_HOME");
	setenv("HOME", "/home/ada", 1);
	assert_ok(fs_data_dir(&f->a, &dir, &err), err);
	assert_string_equal(dir, "/home/ada/.local/share/cairn");
}

#ifdef CAIRN_FAULT
/* Replaces the file in a new process whose n-th call at a site fails. Returns whether the fault was met. */
static bool
replace_with_fault(const char *path, const char *site, int n, bool *ret_ok)
{
	char spec[64], said[256];
	int talk[2], status;
	ssize_t size;
	pid_t pid;

	snprintf(spec, sizeof(spec), "CAIRN_FAULT=%s:%d", site, n);
	assert_int_equal(pipe(talk), 0);
	pid = fork();
	if (pid == 0) {
		char self[] = "/proc/self/exe", mode[] = "replace", file[256];
		char *argv[] = {self, mode, file, NULL}, *env[] = {spec, NULL};

		snprintf(file, sizeof(file), "%s", path);
		dup2(talk[1], STDERR_FILENO);
		execve(self, argv, env);
		_exit(127);
	}
	close(talk[1]);
	size = read(talk[0], said, sizeof(said) - 1);
	close(talk[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
	*ret_ok = WEXITSTATUS(status) == 0;
	return size > 0 && strncmp(said, "fault: hit", 10) == 0;
}

static void
a_fault_leaves_the_old_or_the_new(void **state)
{
	static const char *const sites[] = {"write", "sync", "rename"};
	struct folder *f = *state;
	const char *path = fs_join(&f->a, f->path, "x");
	struct err err = {0};
	int hits = 0;

	for (size_t s = 0; s < ARRAY_LEN(sites); s++) {
		for (int n = 1;; n++) {
			bool ok = false, hit;
			char **names;
			size_t count;

			assert_ok(fs_replace(path, STR("old"), &err), err);
			hit = replace_with_fault(path, sites[s], n, &ok);
			assert_ok(fs_list(&f->a, f->path, &names, &count, &err), err);
			assert_int_equal(count, 1);
			assert_true(ok == !hit);
			if (!hit) {
				assert_str(content_of(f, path), "new");
				break;
			}
			/* Only the sync of the folder comes after the new content is there. */
			assert_str(content_of(f, path), s == 1 && n == 2 ? "new" : "old");
			hits++;
		}
	}
	assert_int_equal(hits, 4); /* one write, two syncs, one rename */
}
#endif

int
main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(reading_keeps_the_limit, folder_setup, folder_teardown),
	    cmocka_unit_test_setup_teardown(replacing_is_whole, folder_setup, folder_teardown),
	    cmocka_unit_test_setup_teardown(a_name_that_is_too_long_is_an_error, folder_setup, folder_teardown),
	    cmocka_unit_test_setup_teardown(a_link_in_the_way_is_not_followed, folder_setup, folder_teardown),
	    cmocka_unit_test_setup_teardown(folders_are_made_and_listed, folder_setup, folder_teardown),
	    cmocka_unit_test_setup_teardown(data_dir_follows_the_environment, folder_setup, folder_teardown),
#ifdef CAIRN_FAULT
	    cmocka_unit_test_setup_teardown(a_fault_leaves_the_old_or_the_new, folder_setup, folder_teardown),
#endif
	};

	if (argc == 3 && strcmp(argv[1], "replace") == 0)
		return fs_replace(argv[2], STR("new"), NULL) ? 0 : 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
