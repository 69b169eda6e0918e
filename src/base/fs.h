/*
 * Files. Whole files are read under a stated limit; files are replaced whole or not at all (write to a name beside it,
 * fsync, rename, fsync the folder). Descriptors are close-on-exec. A path longer than the system takes is an error as
 * any other, ENAMETOOLONG.
 */
#ifndef BASE_FS_H
#define BASE_FS_H

#include "arena.h"
#include "err.h"

#define FS_NAMES_MAX 100000 /* in one folder */

/* The file's bytes; "-" is standard input. ERR_LIMIT past max bytes, which the arena must have room for. */
bool fs_read(struct arena *a, const char *path, size_t max, struct str *ret, struct err *err) MUST_USE;
/* The bytes still to come from a descriptor. `what` names it in errors. */
bool fs_read_fd(struct arena *a, int fd, const char *what, size_t max, struct str *ret, struct err *err) MUST_USE;
/* Writes all bytes to the descriptor. */
bool fs_write_fd(int fd, const char *what, struct str bytes, struct err *err) MUST_USE;
/* Replaces the file: its old content stays until the new one is safe on disk. */
bool fs_replace(const char *path, struct str bytes, struct err *err) MUST_USE;
/* Makes the folder and those above it; mode 0700 for new ones. */
bool fs_mkdirs(const char *path, struct err *err) MUST_USE;
/* The names in a folder (without . and ..), sorted by bytes. ERR_LIMIT past FS_NAMES_MAX. */
bool fs_list(struct arena *a, const char *path, char ***ret_names, size_t *ret_n, struct err *err) MUST_USE;
/* fsync of the folder that holds path. */
bool fs_sync_dir_of(const char *path, struct err *err) MUST_USE;
bool fs_is_dir(const char *path);
/* A regular file: neither folder nor pipe nor device. */
bool fs_is_file(const char *path);
bool fs_exists(const char *path);
/* dir and name with one slash between. */
char *fs_join(struct arena *a, const char *dir, const char *name) MUST_USE;
/* The folder for the user's data: $XDG_DATA_HOME/cairn or ~/.local/share/cairn. */
bool fs_data_dir(struct arena *a, char **ret, struct err *err) MUST_USE;
/* For CLEANUP: closes *fd unless it is negative. */
void fs_close(int *fd);
#define CLEANUP_FD CLEANUP(fs_close)

#endif
