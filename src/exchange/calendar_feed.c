/* What is due, as iCalendar, and the secret address where it is read. */
#include <sodium.h>

#include "calendar.h"
#include "db/db.h"
#include "domain/job/due.h"
#include "format/ical_write.h"

#define DAYS_BACK     14
#define ALARM_MINUTES 30

static void
put(struct ctx *c, const struct due *d, bool todo, struct strbuf *out)
{
	/* An appointment that is moved stays the same to a calendar. */
	struct str uid =
	    d->start_ms != 0 ? arena_printf(c->a, "%s:%lld", due_kinds[d->kind].name, (long long)d->ref) : d->key;

	ical_item(out, &(struct ical_item){.uid = arena_printf(c->a, "%.*s@cairn.local", STR_ARG(uid)),
	                                   .summary = d->what,
	                                   .location = d->place,
	                                   .day = d->on_day != DAY_NONE ? d->on_day : d->day,
	                                   .start_ms = d->start_ms,
	                                   .minutes = d->minutes,
	                                   .alarm = ALARM_MINUTES,
	                                   .todo = todo,
	                                   .changed_ms = d->changed_ms});
}

bool
calendar_export(struct ctx *c, bool todo, struct strbuf *out, struct err *err)
{
	int32_t today = ctx_today(c);
	struct due *list;
	size_t n;

	if (!due_calendar(c, today - DAYS_BACK, today + CALENDAR_DAYS_AHEAD, &list, &n, err))
		return false;
	ical_begin(out, STR("Job search"));
	for (size_t i = 0; i < n; i++)
		if (todo || list[i].day >= today - DAYS_BACK)
			put(c, &list[i], todo, out);
	ical_end(out);
	return strbuf_ok(out, "the calendar", err);
}

bool
calendar_export_one(struct ctx *c, struct str key, struct strbuf *out, struct err *err)
{
	struct due d;

	if (!due_find(c, key, &d, err))
		return false;
	ical_begin(out, STR("Job search"));
	put(c, &d, false, out);
	ical_end(out);
	return strbuf_ok(out, "the calendar", err);
}

bool
calendar_feed_get(struct ctx *c, struct calendar_feed *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	*ret = (struct calendar_feed){0};
	if (!db_prepare(c->db, Q_CALENDAR_FEED_LAST, &st, err) || !db_step(st, &row, err))
		return false;
	if (row)
		*ret = (struct calendar_feed){db_col_i64(st, 0), arena_str(c->a, db_col_text(st, 1)),
		                              db_col_i64(st, 2) != 0, db_col_i64(st, 3)};
	return true;
}

/* Inside the caller's transaction; ret_n is how many there were. */
static bool
revoke(struct ctx *c, int64_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_CALENDAR_FEED_REVOKE, &st, err))
		return false;
	db_bind_i64(st, "now_ms", ctx_now_ms(c));
	if (!db_run(st, err))
		return false;
	*ret_n = db_changes(st);
	return true;
}

bool
calendar_feed_new(struct ctx *c, bool todo, struct calendar_feed *ret, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	unsigned char raw[CALENDAR_SECRET / 2];
	char hex[CALENDAR_SECRET + 1];
	int64_t before;

	if (sodium_init() < 0)
		return err_set(err, ERR_BUG, "could not start libsodium");
	randombytes_buf(raw, sizeof(raw));
	sodium_bin2hex(hex, sizeof(hex), raw, sizeof(raw));
	if (!db_tx_begin(c->db, &tx, err) || !revoke(c, &before, err) ||
	    !db_prepare(c->db, Q_CALENDAR_FEED_ADD, &st, err))
		return false;
	*ret = (struct calendar_feed){ctx_new_id(c), arena_str(c->a, str_of(hex)), todo, ctx_now_ms(c)};
	db_bind_i64(st, "id", ret->id);
	db_bind_text(st, "secret", ret->secret);
	db_bind_i64(st, "todo", todo);
	db_bind_i64(st, "at_ms", ret->at_ms);
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && db_tx_commit(&tx, err);
}

bool
calendar_feed_off(struct ctx *c, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	int64_t n;

	if (!db_tx_begin(c->db, &tx, err) || !revoke(c, &n, err))
		return false;
	if (n == 0)
		return err_set(err, ERR_NOT_FOUND, "there is no feed");
	return db_tx_commit(&tx, err);
}

bool
calendar_feed_is(const struct calendar_feed *f, struct str secret)
{
	return f->id != 0 && secret.n == CALENDAR_SECRET && f->secret.n == CALENDAR_SECRET &&
	       sodium_memcmp(f->secret.p, secret.p, CALENDAR_SECRET) == 0;
}
