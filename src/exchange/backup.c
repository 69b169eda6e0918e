/* Rotated copies of the database. */
#include <sys/stat.h>
#include <unistd.h>

#include "archive.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/vec.h"
#include "db/db.h"

enum { DAYS = 7, WEEKS = 4, MONTHS = 12 };

static const struct str prefix = STR_INIT("cairn-");
static const struct str suffix = STR_INIT(".db");

/* "cairn-2026-05-01T10-00-00Z.db" at the instant. */
static char *
backup_name(struct arena *a, int64_t ms)
{
	char text[32];

	instant_format(ms, text);
	text[13] = text[16] = '-'; /* colons do not go into names everywhere */
	return arena_cstr(a, arena_printf(a, "cairn-%s.db", text));
}

static bool
backup_time(struct arena *a, struct str name, int64_t *ret)
{
	char *text;

	if (!str_starts(name, prefix) || !str_ends(name, suffix) || name.n != prefix.n + 20 + suffix.n)
		return false;
	text = arena_cstr(a, str_sub(name, prefix.n, 20));
	text[13] = text[16] = ':';
	return instant_parse(str_of(text), ret, NULL) && str_eq(name, str_of(backup_name(a, *ret)));
}

static int
newest_first(const void *a, const void *b)
{
	const struct backup *x = a, *y = b;

	return (x->at_ms < y->at_ms) - (x->at_ms > y->at_ms);
}

bool
backup_list(struct ctx *c, const char *dir, struct backup **ret, size_t *ret_n, struct err *err)
{
	VEC(struct backup) list = {0};
	char **names;
	size_t n;

	if (!fs_is_dir(dir)) {
		*ret = NULL;
		*ret_n = 0;
		return true;
	}
	if (!fs_list(c->a, dir, &names, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct backup b = {.name = str_of(names[i])};
		struct stat st;

		if (!backup_time(c->a, b.name, &b.at_ms) || stat(fs_join(c->a, dir, names[i]), &st) != 0)
			continue;
		b.bytes = st.st_size;
		*VEC_PUSH(c->a, &list) = b;
	}
	if (list.n > 1)
		qsort(list.p, list.n, sizeof(*list.p), newest_first);
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

/* The week as its Monday, the month as a count of months. */
static int64_t
period_of(int kind, int32_t day)
{
	struct date d = day_date(day);

	return kind == 0 ? day : kind == 1 ? day_week_start(day) : (int64_t)d.year * 12 + d.month;
}

/* Marks the newest copy of each of the last so many days, weeks and months that have one. */
static void
mark_kept(const struct backup *list, size_t n, bool *keep)
{
	static const int counts[] = {DAYS, WEEKS, MONTHS};

	for (int kind = 0; kind < 3; kind++) {
		int64_t last = INT64_MIN;
		int seen = 0;

		for (size_t i = 0; i < n && seen < counts[kind]; i++) {
			int64_t period = period_of(kind, day_of_ms(list[i].at_ms, 0));

			if (period == last)
				continue;
			last = period;
			keep[i] = true;
			seen++;
		}
	}
}

static bool
rotate(struct ctx *c, const char *dir, struct err *err)
{
	struct backup *list;
	bool *keep;
	size_t n;

	if (!backup_list(c, dir, &list, &n, err))
		return false;
	keep = ARENA_ARRAY(c->a, n, bool);
	mark_kept(list, n, keep);
	for (size_t i = 0; i < n; i++)
		if (!keep[i] && unlink(fs_join(c->a, dir, list[i].name.p)) != 0)
			return err_errno(err, "could not delete the old copy '%s'", list[i].name.p);
	return true;
}

bool
backup_make(struct ctx *c, const char *dir, struct backup *ret, struct err *err)
{
	int64_t now = ctx_now_ms(c);
	char *name = backup_name(c->a, now), *path = fs_join(c->a, dir, name);
	struct stat st;

	if (db_kind(c->db) == DB_SQLITE && !fs_mkdirs(dir, err))
		return false;
	/* Nothing old is deleted before the new copy is verified and on the disk. */
	if (!db_backup(c->db, path, err))
		return false;
	if (stat(path, &st) != 0)
		return err_errno(err, "could not find the copy '%s'", path);
	if (!rotate(c, dir, err))
		return false;
	*ret = (struct backup){str_of(name), now / 1000 * 1000, st.st_size};
	return true;
}
