#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/fs.h"
#include "base/strbuf.h"
#include "db_impl.h"

/* Appends the rows of a pragma that lists faults, but for a plain "ok"; columns are joined by a space. */
static bool
add_findings(sqlite3 *h, const char *where, const char *sql, struct strbuf *out, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(h, sql, -1, &st, NULL);

	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		rc = sqlite3_step(st);
		if (rc != SQLITE_ROW)
			break;
		const char *first = (const char *)sqlite3_column_text(st, 0);

		if (first != NULL && strcmp(first, "ok") == 0)
			continue;
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			const char *text = (const char *)sqlite3_column_text(st, i);

			strbuf_printf(out, "%s%s", i > 0 ? " " : "", text != NULL ? text : "-");
		}
		strbuf_byte(out, '\n');
	}
	sqlite3_finalize(st);
	/* A page too damaged for the check to go on is a finding too. */
	if ((rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB) {
		strbuf_printf(out, "%s\n", sqlite3_errmsg(h));
		rc = SQLITE_DONE;
	}
	return rc == SQLITE_DONE || db_sqlite_fail(h, rc, where, err);
}

bool
db_sqlite_findings(sqlite3 *h, const char *where, struct arena *a, struct str *ret, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(1 << 20);

	if (!add_findings(h, where, "PRAGMA integrity_check(100)", &out, err) ||
	    !add_findings(h, where, "PRAGMA foreign_key_check", &out, err) || !strbuf_ok(&out, "findings", err))
		return false;
	*ret = arena_str(a, strbuf_str(&out));
	return true;
}

/* The copy itself, as one snapshot: the read transaction of a single step is not disturbed by writers. */
static bool
copy_pages(sqlite3 *from, sqlite3 *to, const char *path, struct err *err)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
	int rc;

	if (backup == NULL)
		return db_sqlite_fail(to, sqlite3_errcode(to), path, err);
	rc = sqlite3_backup_step(backup, -1);
	sqlite3_backup_finish(backup);
	return rc == SQLITE_DONE || db_sqlite_fail(to, rc == SQLITE_BUSY ? rc : sqlite3_errcode(to), path, err);
}

/* One file without a log beside it, sound from the first page to the last. */
static bool
settle_and_verify(sqlite3 *to, const char *path, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA(4 << 20);
	struct str findings;
	int rc = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		return db_sqlite_fail(to, rc, path, err);
	if (!db_sqlite_findings(to, path, &a, &findings, err))
		return false;
	if (findings.n > 0)
		return err_set(err, ERR_INVALID, "the copy '%s' is damaged, so the original is: %.200s", path,
		               findings.p);
	return true;
}

static bool
sync_file(const char *path, struct err *err)
{
	CLEANUP_FD int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fault_hit(FAULT_SYNC) || fsync(fd) != 0)
		return err_errno(err, "could not sync '%s'", path);
	return true;
}

bool
db_sqlite_copy(sqlite3 *from, const char *path, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 16);
	char *tmp = arena_cstr(&a, arena_printf(&a, "%s.tmp.%ld", path, (long)getpid()));
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	CLEANUP_FD int fd = open(tmp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	sqlite3 *to = NULL;
	int rc;
	bool ok;

	if (fd < 0)
		return err_errno(err, "could not make '%s'", tmp);
	rc = sqlite3_open_v2(tmp, &to, flags, NULL);
	ok = rc == SQLITE_OK || db_sqlite_fail(to, rc, tmp, err);
	ok = ok && copy_pages(from, to, tmp, err) && settle_and_verify(to, tmp, err);
	sqlite3_close_v2(to);
	ok = ok && sync_file(tmp, err);
	if (ok && (fault_hit(FAULT_RENAME) || rename(tmp, path) != 0))
		ok = err_errno(err, "could not name the copy '%s'", path);
	if (!ok)
		unlink(tmp);
	return ok && fs_sync_dir_of(path, err);
}

bool
db_backup(struct db *db, const char *path, struct err *err)
{
	bool ok;

	if (db_kind(db) != DB_SQLITE) {
		err_set(err, ERR_UNSUPPORTED, "a PostgreSQL database is backed up by its server");
		return err_hint(err, "Use pg_dump, or `cairn export` for this account's data.");
	}
	db->internal = true;
	ok = db_sqlite_copy(db_sqlite_reader(db), path, err);
	db->internal = false;
	return ok || err_prefix(err, "could not make the backup");
}
