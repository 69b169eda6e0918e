#include "fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"
#include "strbuf.h"
#include "vec.h"

/* The system refuses longer paths in any case; what is made of one here then fits in a small arena. */
static bool
path_fits(const char *path, struct err *err)
{
	if (strlen(path) < PATH_MAX)
		return true;
	errno = ENAMETOOLONG;
	return err_errno(err, "'%.40s...'", path);
}

static bool
too_large(const char *what, size_t max, struct err *err)
{
	if (max < (size_t)1 << 20)
		return err_set(err, ERR_LIMIT, "'%s' is larger than %zu bytes", what, max);
	return err_set(err, ERR_LIMIT, "'%s' is larger than %zu MB", what, max >> 20);
}

bool
fs_read_fd(struct arena *a, int fd, const char *what, size_t max, struct str *ret, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf buf = STRBUF(max);
	char chunk[65536];

	for (;;) {
		ssize_t n = fault_hit(FAULT_READ) ? -1 : read(fd, chunk, sizeof(chunk));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, "could not read '%s'", what);
		if (n == 0)
			break;
		strbuf_add(&buf, (struct str){chunk, (size_t)n});
		if (buf.full)
			return too_large(what, max, err);
	}
	*ret = arena_str(a, strbuf_str(&buf));
	return true;
}

bool
fs_read(struct arena *a, const char *path, size_t max, struct str *ret, struct err *err)
{
	CLEANUP_FD int fd = -1;
	struct stat st;
	size_t n = 0, size;
	char *p;

	if (strcmp(path, "-") == 0)
		return fs_read_fd(a, STDIN_FILENO, "standard input", max, ret, err);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) != 0)
		return err_errno(err, "could not open '%s'", path);
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_INVALID, "'%s' is a folder", path);
	if (!S_ISREG(st.st_mode))
		return fs_read_fd(a, fd, path, max, ret, err);
	size = (size_t)st.st_size;
	if (size > max)
		return too_large(path, max, err);
	p = arena_alloc(a, size + 1);
	while (n < size) {
		ssize_t got = fault_hit(FAULT_READ) ? -1 : read(fd, p + n, size - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_errno(err, "could not read '%s'", path);
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*ret = (struct str){p, n};
	return true;
}

bool
fs_write_fd(int fd, const char *what, struct str bytes, struct err *err)
{
	while (bytes.n > 0) {
		ssize_t n = fault_hit(FAULT_WRITE) ? -1 : write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, "could not write '%s'", what);
		bytes = str_sub(bytes, (size_t)n, bytes.n);
	}
	return true;
}

bool
fs_sync_dir_of(const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
	CLEANUP_FD int fd = -1;
	char dir[PATH_MAX] = ".";

	if (!path_fits(path, err))
		return false;
	if (n > 0) {
		memcpy(dir, path, n);
		dir[n] = '\0';
	}
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fault_hit(FAULT_SYNC) || fsync(fd) != 0)
		return err_errno(err, "could not sync the folder '%s'", dir);
	return true;
}

/* Writes all bytes into a new file and has them on the disk. */
static bool
write_new(const char *path, struct str bytes, struct err *err)
{
	CLEANUP_FD int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_errno(err, "could not create '%s'", path);
	if (!fs_write_fd(fd, path, bytes, err))
		return false;
	if (fault_hit(FAULT_SYNC) || fsync(fd) != 0)
		return err_errno(err, "could not sync '%s'", path);
	return true;
}

bool
fs_replace(const char *path, struct str bytes, struct err *err)
{
	char tmp[PATH_MAX + 32];
	bool ok;

	if (!path_fits(path, err))
		return false;
	snprintf(tmp, sizeof(tmp), "%s.tmp.%ld", path, (long)getpid());
	ok = write_new(tmp, bytes, err);
	if (ok && (fault_hit(FAULT_RENAME) || rename(tmp, path) != 0))
		ok = err_errno(err, "could not replace '%s'", path);
	if (!ok)
		unlink(tmp);
	return ok && fs_sync_dir_of(path, err);
}

bool
fs_mkdirs(const char *path, struct err *err)
{
	char p[PATH_MAX] = "";

	if (!path_fits(path, err))
		return false;
	memcpy(p, path, strlen(path));
	for (char *slash = p + (p[0] == '/');; slash++) {
		char c = *slash;

		if (c != '/' && c != '\0')
			continue;
		*slash = '\0';
		if (mkdir(p, 0700) != 0 && (errno != EEXIST || (c == '\0' && !fs_is_dir(p))))
			return err_errno(err, "could not make the folder '%s'", p);
		*slash = c;
		if (c == '\0')
			return true;
	}
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
close_dir(DIR **dir)
{
	if (*dir != NULL)
		closedir(*dir);
}

bool
fs_list(struct arena *a, const char *path, char ***ret_names, size_t *ret_n, struct err *err)
{
	CLEANUP(close_dir) DIR *dir = opendir(path);
	VEC(char *) names = {0};
	const struct dirent *e;

	if (dir == NULL)
		return err_errno(err, "could not open the folder '%s'", path);
	while (errno = 0, (e = readdir(dir)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (names.n == FS_NAMES_MAX)
			return err_set(err, ERR_LIMIT, "the folder '%s' holds more than %d names", path, FS_NAMES_MAX);
		*VEC_PUSH(a, &names) = arena_cstr(a, str_of(e->d_name));
	}
	if (errno != 0)
		return err_errno(err, "could not read the folder '%s'", path);
	if (names.n > 1)
		qsort(names.p, names.n, sizeof(*names.p), by_bytes);
	*ret_names = names.p;
	*ret_n = names.n;
	return true;
}

bool
fs_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool
fs_is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool
fs_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

char *
fs_join(struct arena *a, const char *dir, const char *name)
{
	size_t n = strlen(dir);

	return arena_cstr(a, arena_printf(a, "%s%s%s", dir, n > 0 && dir[n - 1] == '/' ? "" : "/", name));
}

bool
fs_data_dir(struct arena *a, char **ret, struct err *err)
{
	const char *xdg = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");

	if (xdg != NULL && xdg[0] == '/')
		*ret = fs_join(a, xdg, "cairn");
	else if (home != NULL && home[0] == '/')
		*ret = fs_join(a, home, ".local/share/cairn");
	else {
		err_set(err, ERR_INVALID, "there is no home folder to keep the data in");
		return err_hint(err, "Set HOME, or name the file with --db PATH.");
	}
	return true;
}

void
fs_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}
