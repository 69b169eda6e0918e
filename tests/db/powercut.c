/*
 * Power cuts, simulated: a layer between SQLite and its files remembers what every 512-byte sector held before a write
 * that was not yet synced. At the cut nothing is written any more, and then none, all, or a random half of those
 * sectors go back to what the disk had for certain. Every commit that was acknowledged must be there, and the file be
 * sound. 2,000 cuts; CAIRN_LONG asks for 10,000.
 *
 * That the harness can tell: with synchronous = NORMAL, which does not sync at a commit, it must see commits lost.
 */
#include "pair.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/rng.h"
#include "db/db_impl.h"

enum {
	SECTOR = 512,
	SECTORS_MAX = 16384, /* 8 MB */
	FILES_MAX = 8,
	CUTS = 2000,
	CUTS_LONG = 10000,
	CUTS_NORMAL = 300,
	START_ANEW_EVERY = 40,
	OPS_MAX = 300,     /* writes and syncs until the cut, at most */
	COMMITS_MAX = 400, /* a round that long was not cut */
};

/* What the disk holds for certain, where it differs from the file. */
struct tracked {
	char path[128];
	int64_t synced_size;
	unsigned char *sectors[SECTORS_MAX];
};

/* The machine. SQLite reaches it through its VFS only, so it is a variable of this program. */
static struct {
	struct tracked files[FILES_MAX];
	sqlite3_vfs *real;
	sqlite3_vfs vfs;
	long left; /* operations until the cut; 0: no cut */
	bool dead; /* the power is gone */
	bool full; /* the disk has no room */
} machine;

struct shim {
	sqlite3_file base;
	struct tracked *file; /* NULL: not one that matters */
	sqlite3_file *real;
};

static sqlite3_file *
real_of(sqlite3_file *f)
{
	return ((struct shim *)f)->real;
}

static struct tracked *
track(const char *path)
{
	struct stat st;

	for (size_t i = 0; i < FILES_MAX; i++) {
		struct tracked *t = &machine.files[i];

		if (strcmp(t->path, path) == 0)
			return t;
		if (t->path[0] != '\0')
			continue;
		snprintf(t->path, sizeof(t->path), "%s", path);
		t->synced_size = stat(path, &st) == 0 ? st.st_size : 0;
		return t;
	}
	base_die("too many files");
}

static void
forget(struct tracked *t)
{
	for (size_t i = 0; i < SECTORS_MAX; i++) {
		free(t->sectors[i]);
		t->sectors[i] = NULL;
	}
}

/* Keeps what the disk has of the sectors [from, to) before they change. */
static void
remember(struct shim *s, int64_t from, int64_t to)
{
	for (int64_t i = from / SECTOR; i * SECTOR < to && i * SECTOR < s->file->synced_size; i++) {
		unsigned char **keep = &s->file->sectors[i];

		assert_true(i < SECTORS_MAX);
		if (*keep != NULL)
			continue;
		*keep = calloc(1, SECTOR);
		assert_non_null(*keep);
		/* A short read fills with zeros, which is what the end of a file is. */
		s->real->pMethods->xRead(s->real, *keep, SECTOR, i * SECTOR);
	}
}

/* Counts an operation; true: this one is the last that reaches the disk's cache. */
static bool
last_operation(void)
{
	if (machine.left == 0 || --machine.left > 0)
		return false;
	machine.dead = true;
	return true;
}

static int
shim_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	struct shim *s = (struct shim *)f;
	int rc;

	if (machine.dead)
		return SQLITE_IOERR_WRITE;
	if (machine.full)
		return SQLITE_FULL;
	if (s->file != NULL)
		remember(s, at, at + n);
	rc = s->real->pMethods->xWrite(s->real, p, n, at);
	return last_operation() ? SQLITE_IOERR_WRITE : rc;
}

static int
shim_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	struct shim *s = (struct shim *)f;

	if (machine.dead || last_operation())
		return SQLITE_IOERR_TRUNCATE;
	if (s->file != NULL)
		remember(s, size, s->file->synced_size);
	return s->real->pMethods->xTruncate(s->real, size);
}

static int
shim_sync(sqlite3_file *f, int flags)
{
	struct shim *s = (struct shim *)f;
	sqlite3_int64 size;

	(void)flags;
	/* Cut before the sync did anything. */
	if (machine.dead || last_operation())
		return SQLITE_IOERR_FSYNC;
	if (s->file == NULL)
		return SQLITE_OK;
	forget(s->file);
	s->real->pMethods->xFileSize(s->real, &size);
	s->file->synced_size = size;
	return SQLITE_OK;
}

static int
shim_close(sqlite3_file *f)
{
	return real_of(f)->pMethods->xClose(real_of(f));
}

static int
shim_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	return real_of(f)->pMethods->xRead(real_of(f), p, n, at);
}

static int
shim_file_size(sqlite3_file *f, sqlite3_int64 *ret)
{
	return real_of(f)->pMethods->xFileSize(real_of(f), ret);
}

static int
shim_lock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int
shim_unlock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int
shim_check_lock(sqlite3_file *f, int *ret)
{
	return real_of(f)->pMethods->xCheckReservedLock(real_of(f), ret);
}

static int
shim_control(sqlite3_file *f, int op, void *p)
{
	return real_of(f)->pMethods->xFileControl(real_of(f), op, p);
}

static int
shim_sector_size(sqlite3_file *f)
{
	(void)f;
	return SECTOR;
}

/* None: a write may be torn, and one may overtake another. */
static int
shim_traits(sqlite3_file *f)
{
	(void)f;
	return 0;
}

static int
shim_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **ret)
{
	return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, ret);
}

static int
shim_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
}

static void
shim_shm_barrier(sqlite3_file *f)
{
	real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int
shim_shm_unmap(sqlite3_file *f, int remove_it)
{
	return real_of(f)->pMethods->xShmUnmap(real_of(f), remove_it);
}

static const sqlite3_io_methods shim_methods = {
    .iVersion = 2,
    .xClose = shim_close,
    .xRead = shim_read,
    .xWrite = shim_write,
    .xTruncate = shim_truncate,
    .xSync = shim_sync,
    .xFileSize = shim_file_size,
    .xLock = shim_lock,
    .xUnlock = shim_unlock,
    .xCheckReservedLock = shim_check_lock,
    .xFileControl = shim_control,
    .xSectorSize = shim_sector_size,
    .xDeviceCharacteristics = shim_traits,
    .xShmMap = shim_shm_map,
    .xShmLock = shim_shm_lock,
    .xShmBarrier = shim_shm_barrier,
    .xShmUnmap = shim_shm_unmap,
};

static int
shim_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *ret_flags)
{
	struct shim *s = (struct shim *)f;
	int rc;

	(void)vfs;
	s->base.pMethods = NULL;
	s->real = (sqlite3_file *)(s + 1);
	if (machine.dead)
		return SQLITE_CANTOPEN;
	s->file =
	    (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0 ? track(path) : NULL;
	rc = machine.real->xOpen(machine.real, path, s->real, flags, ret_flags);
	if (rc == SQLITE_OK)
		s->base.pMethods = &shim_methods;
	return rc;
}

static int
shim_delete(sqlite3_vfs *vfs, const char *path, int sync_dir)
{
	(void)vfs;
	if (machine.dead || last_operation())
		return SQLITE_IOERR_DELETE;
	for (size_t i = 0; i < FILES_MAX; i++)
		if (strcmp(machine.files[i].path, path) == 0) {
			forget(&machine.files[i]);
			machine.files[i].synced_size = 0;
		}
	return machine.real->xDelete(machine.real, path, sync_dir);
}

static void
install(void)
{
	machine.real = sqlite3_vfs_find(NULL);
	machine.vfs = *machine.real;
	machine.vfs.zName = "powercut";
	machine.vfs.szOsFile = (int)sizeof(struct shim) + machine.real->szOsFile;
	machine.vfs.xOpen = shim_open;
	machine.vfs.xDelete = shim_delete;
	assert_int_equal(sqlite3_vfs_register(&machine.vfs, 1), SQLITE_OK);
}

/* The power comes back: what was not synced is as the disk happened to have it. */
static void
settle(struct rng *rng)
{
	uint64_t how =
	    rng_below(rng, 3); /* of what was not synced: all is gone, all has arrived, or each may be either */

	for (size_t i = 0; i < FILES_MAX; i++) {
		struct tracked *t = &machine.files[i];
		int fd = t->path[0] != '\0' ? open(t->path, O_RDWR | O_CLOEXEC) : -1;
		struct stat st;

		if (fd >= 0 && fstat(fd, &st) == 0 && how != 1) {
			int64_t size = t->synced_size;

			for (int64_t k = 0; k < SECTORS_MAX; k++)
				if (t->sectors[k] != NULL && (how == 0 || rng_below(rng, 2) == 0))
					assert_int_equal(pwrite(fd, t->sectors[k], SECTOR, k * SECTOR), SECTOR);
			/* What was appended: a part of it, the holes read as zeros. */
			if (how == 2 && st.st_size > size)
				size += (int64_t)rng_below(rng, (uint64_t)(st.st_size - size) + 1);
			for (int64_t at = t->synced_size; how == 2 && at + SECTOR <= size; at += SECTOR)
				if (rng_below(rng, 2) == 0) {
					static const char zeros[SECTOR];

					assert_int_equal(pwrite(fd, zeros, SECTOR, at), SECTOR);
				}
			assert_int_equal(ftruncate(fd, size), 0);
		}
		if (fd >= 0)
			close(fd);
		forget(t);
		t->path[0] = '\0';
	}
	machine.dead = false;
	machine.left = 0;
}

/* A checkpoint every few commits, so that cuts fall into them too; and, to see the harness fail, NORMAL. */
static bool
turn_down(struct db *db, bool normal, struct err *err)
{
	struct db_tx tx = {0};
	int rc;

	if (!db_tx_begin(db, &tx, err))
		return false;
	db_tx_end(&tx);
	db->internal = true;
	rc = sqlite3_exec(db_sqlite_writer(db), "PRAGMA wal_autocheckpoint = 24", NULL, NULL, NULL);
	if (rc == SQLITE_OK && normal)
		rc = sqlite3_exec(db_sqlite_writer(db), "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
	db->internal = false;
	return rc == SQLITE_OK;
}

/* Commits until the power goes; returns the last number acknowledged. */
static int64_t
run_until_cut(const char *path, int64_t last, bool normal)
{
	struct db *db = NULL;
	struct err err = {0};
	int64_t end = last + COMMITS_MAX;
	bool ok = pair_open(path, &db, &err) && turn_down(db, normal, &err);

	while (ok && last < end) {
		ok = pair_add(db, last + 1, &err);
		last += ok;
	}
	/* Only the cut may have stopped it. */
	if (!machine.dead)
		fail_msg("not cut: %s", err.text);
	db_close(db);
	return last;
}

struct tally {
	int64_t acknowledged, lost;
	int cuts_with_loss;
};

static struct tally
cut_many(int cuts, bool normal)
{
	char dir[] = "/tmp/cairn-cut-XXXXXX", path[64], shm[80];
	struct tally tally = {0};
	int64_t last = -1;
	struct rng rng;

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/cairn.db", dir);
	snprintf(shm, sizeof(shm), "%s-shm", path);
	rng_seed_os(&rng);
	for (int i = 0; i < cuts; i++) {
		int64_t said, there;

		if (i % START_ANEW_EVERY == 0) {
			pair_remove(path);
			last = -1;
		}
		machine.left = 1 + (long)rng_below(&rng, OPS_MAX);
		said = run_until_cut(path, last, normal);
		settle(&rng);
		unlink(shm); /* it was memory */
		there = pair_last(path, true);
		/* The verifier was a session without a cut, and closed properly. */
		settle(&rng);
		tally.acknowledged += said - last;
		tally.lost += MAX(said - there, 0);
		tally.cuts_with_loss += said > there;
		assert_true(there <= said + 1);
		last = there;
	}
	pair_remove(path);
	rmdir(dir);
	return tally;
}

static void
nothing_acknowledged_is_lost(void **state)
{
	int cuts = getenv("CAIRN_LONG") != NULL ? CUTS_LONG : CUTS;
	int64_t start = clock_monotonic_us();
	struct tally t = cut_many(cuts, false);

	(void)state;
	print_message("# %d cuts, %lld commits acknowledged, %lld lost, %.1f s\n", cuts, (long long)t.acknowledged,
	              (long long)t.lost, (double)(clock_monotonic_us() - start) / 1e6);
	assert_int_equal(t.lost, 0);
	assert_true(t.acknowledged > cuts);
}

static void
the_harness_sees_losses(void **state)
{
	struct tally t = cut_many(CUTS_NORMAL, true);

	(void)state;
	print_message("# synchronous = NORMAL: %d cuts, %lld commits acknowledged, %lld lost in %d cuts\n", CUTS_NORMAL,
	              (long long)t.acknowledged, (long long)t.lost, t.cuts_with_loss);
	assert_true(t.lost > 0);
}

/* No room for the next page: said in words, nothing half done, and it goes on when there is room again. */
static void
a_full_disk_is_survived(void **state)
{
	char dir[] = "/tmp/cairn-full-XXXXXX", path[64];
	struct db *db = NULL;
	struct err err = {0};

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/cairn.db", dir);
	assert_ok(pair_open(path, &db, &err), err);
	assert_ok(pair_add(db, 0, &err), err);
	machine.full = true;
	assert_fails(pair_add(db, 1, &err), err, ERR_IO);
	assert_non_null(strstr(err.text, "full"));
	assert_non_null(strstr(err.hint, "nothing was changed"));
	machine.full = false;
	assert_ok(pair_add(db, 1, &err), err);
	db_close(db);
	assert_int_equal(pair_last(path, true), 1);
	pair_remove(path);
	rmdir(dir);
	for (size_t i = 0; i < FILES_MAX; i++) {
		forget(&machine.files[i]);
		machine.files[i].path[0] = '\0';
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_full_disk_is_survived),
	    cmocka_unit_test(nothing_acknowledged_is_lost),
	    cmocka_unit_test(the_harness_sees_losses),
	};

	install();
	return cmocka_run_group_tests_name("power cut", tests, NULL, NULL);
}
