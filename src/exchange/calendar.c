#include "calendar.h"

#include <unistd.h>

#include "base/fs.h"
#include "base/num.h"
#include "base/proc.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "import_impl.h"

#define STREAM_MAX ((size_t)64 << 20)
#define MEMORY_MAX ((size_t)2 << 30)

static const struct proc_limits worker_limits = {
    .cpu_s = 10, .wall_s = 30, .memory = WORKER_MEMORY, .output = STREAM_MAX};

/* --- the worker ---------------------------------------------------------------------------------------------------
 *
 * It answers in lines: one with the counts, then one for each time and each note.
 *
 *	c EVENTS FREE CANCELLED REFUSED OTHER MORE
 *	b START END FLOATING ALL-DAY SUMMARY
 *	n EVENT<tab>REASON
 */

static void
answer(const struct ical_calendar *k, struct strbuf *out)
{
	strbuf_printf(out, "c %zu %zu %zu %zu %zu %d\n", k->n_events, k->n_free, k->n_cancelled, k->n_refused,
	              k->n_other, k->more_notes);
	for (size_t i = 0; i < k->n_busy; i++)
		strbuf_printf(out, "b %lld %lld %d %d %.*s\n", (long long)k->busy[i].start_ms,
		              (long long)k->busy[i].end_ms, k->busy[i].floating, k->busy[i].all_day,
		              STR_ARG(k->busy[i].summary));
	for (size_t i = 0; i < k->n_notes; i++)
		strbuf_printf(out, "n %.*s\t%.*s\n", STR_ARG(k->notes[i].what), STR_ARG(k->notes[i].why));
}

static bool
window_parse(struct str s, int32_t *ret_from, int32_t *ret_to, struct err *err)
{
	struct str from;
	int64_t a, b;

	if (!str_split(&s, ':', &from) || !num_parse_i64(from, -1000000, 4000000, "day", &a, err) ||
	    !num_parse_i64(s, a, a + CALENDAR_DAYS_MAX, "day", &b, err))
		return false;
	*ret_from = (int32_t)a;
	*ret_to = (int32_t)b;
	return true;
}

static bool
work(const char *window, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA(MEMORY_MAX);
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(STREAM_MAX);
	struct ical_calendar k;
	struct ical_lib *lib;
	struct str bytes;
	int32_t from, to;

	if (!window_parse(str_of(window), &from, &to, err) || !ical_lib_load(&a, &lib, err) || !proc_jail(err) ||
	    !fs_read_fd(&a, STDIN_FILENO, "the calendar", CALENDAR_BYTES_MAX, &bytes, err) ||
	    !ical_read(lib, &a, bytes, from, to, &k, err))
		return false;
	answer(&k, &out);
	return strbuf_ok(&out, "what was read", err) && fs_write_fd(STDOUT_FILENO, "the answer", strbuf_str(&out), err);
}

int
calendar_worker_main(const char *window)
{
	struct err err = {0};

	if (work(window, &err))
		return 0;
	/* The parent takes the last line; a hint goes with it behind a tab. */
	fprintf(stderr, "%s%s%s\n", err.text, err.hint[0] != '\0' ? "\t" : "", err.hint);
	return err_exit_status(err.code);
}

/* --- its answer --------------------------------------------------------------------------------------------------- */

struct answer {
	VEC(struct ical_busy) busy;
	VEC(struct ical_note) notes;
};

static bool
number(struct str *rest, int64_t *ret)
{
	struct str part;

	return str_split(rest, ' ', &part) && num_parse_i64(part, INT64_MIN, INT64_MAX, "number", ret, NULL);
}

static bool
take_counts(struct str rest, struct ical_calendar *k)
{
	size_t *const counts[] = {&k->n_events, &k->n_free, &k->n_cancelled, &k->n_refused, &k->n_other};
	int64_t v;

	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		if (!number(&rest, &v) || v < 0)
			return false;
		*counts[i] = (size_t)v;
	}
	k->more_notes = str_eq(rest, STR("1"));
	return true;
}

/* Floating times become instants here, where the zone is known. */
static bool
take_busy(struct ctx *c, struct str rest, struct answer *a)
{
	int64_t start, end, floating, all_day;

	if (!number(&rest, &start) || !number(&rest, &end) || !number(&rest, &floating) || !number(&rest, &all_day))
		return false;
	if (floating != 0) {
		start = clock_of_local(&c->clock, start);
		end = clock_of_local(&c->clock, end);
	}
	*VEC_PUSH(c->a, &a->busy) = (struct ical_busy){start, end, floating != 0, all_day != 0, arena_str(c->a, rest)};
	return true;
}

static bool
take_answer(struct ctx *c, struct str text, struct ical_calendar *k, struct err *err)
{
	struct answer a = {0};
	struct str line, what;
	bool ok = true;

	while (ok && str_line(&text, &line)) {
		struct str rest = str_sub(line, 2, line.n);

		if (str_starts(line, STR("c ")))
			ok = take_counts(rest, k);
		else if (str_starts(line, STR("b ")))
			ok = take_busy(c, rest, &a);
		else if (str_starts(line, STR("n ")) && str_split(&rest, '\t', &what))
			*VEC_PUSH(c->a, &a.notes) = (struct ical_note){arena_str(c->a, what), arena_str(c->a, rest)};
		else
			ok = false;
	}
	if (!ok)
		return err_set(err, ERR_BUG, "the worker's answer cannot be read");
	k->busy = a.busy.p;
	k->n_busy = a.busy.n;
	k->notes = a.notes.p;
	k->n_notes = a.notes.n;
	return true;
}

bool
calendar_read(struct ctx *c, struct str bytes, int32_t from_day, int32_t to_day, struct ical_calendar *ret,
              struct err *err)
{
	char window[48], *self;
	const char *argv[] = {NULL, "worker", "calendar", "--", window, NULL};
	struct str text;

	*ret = (struct ical_calendar){0};
	if (to_day <= from_day || to_day - from_day > CALENDAR_DAYS_MAX)
		return err_set(err, ERR_INVALID, "from a day to a later one, at most %d days on", CALENDAR_DAYS_MAX);
	if (bytes.n > CALENDAR_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "the file has %zu MB, at most %zu are read", bytes.n >> 20,
		               CALENDAR_BYTES_MAX >> 20);
	if (!proc_self(c->a, &self, err))
		return false;
	argv[0] = self;
	snprintf(window, sizeof(window), "%d:%d", (int)from_day, (int)to_day);
	if (!proc_run(c->a, argv, bytes, worker_limits, &text, err))
		return import_split_hint(err);
	return take_answer(c, text, ret, err);
}

struct str
calendar_name_of(struct str path)
{
	size_t slash = path.n;

	while (slash > 0 && path.p[slash - 1] != '/')
		slash--;
	path = str_sub(path, slash, path.n);
	if (path.n > 4 && str_eq_ci(str_sub(path, path.n - 4, 4), STR(".ics")))
		path = str_sub(path, 0, path.n - 4);
	return path;
}

static struct str
report_text(struct ctx *c, const struct ical_calendar *k)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF((size_t)1 << 16);

	for (size_t i = 0; i < k->n_notes; i++)
		strbuf_printf(&b, "%.*s: %.*s\n", STR_ARG(k->notes[i].what), STR_ARG(k->notes[i].why));
	if (k->more_notes)
		strbuf_addz(&b, "and more\n");
	return arena_str(c->a, strbuf_str(&b));
}

bool
calendar_import(struct ctx *c, struct str name, struct str bytes, struct busy_calendar *ret,
                struct ical_calendar *ret_read, struct err *err)
{
	int32_t today = ctx_today(c);
	struct busy *list;

	*ret = (struct busy_calendar){
	    .name = name, .from_day = today - BUSY_DAYS_BEFORE, .to_day = today + BUSY_DAYS_AFTER};
	if (!calendar_read(c, bytes, ret->from_day, ret->to_day, ret_read, err))
		return err_prefix(err, "could not import '%.*s'", (int)MIN(name.n, 80), name.p != NULL ? name.p : "");
	list = ARENA_ARRAY(c->a, ret_read->n_busy, struct busy);
	for (size_t i = 0; i < ret_read->n_busy; i++)
		list[i] = (struct busy){.start_ms = ret_read->busy[i].start_ms,
		                        .end_ms = ret_read->busy[i].end_ms,
		                        .all_day = ret_read->busy[i].all_day,
		                        .summary = ret_read->busy[i].summary};
	ret->n_events = (int64_t)ret_read->n_events;
	ret->report = report_text(c, ret_read);
	return busy_import(c, ret, list, ret_read->n_busy, err);
}
