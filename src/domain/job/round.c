#include "domain/job/round.h"

#include "base/date.h"
#include "base/num.h"
#include "base/vec.h"
#include "domain/job/application.h"
#include "domain/job/feedback.h"

#define FEEDBACK_WAIT_DAYS 60 /* after a rejection; later nobody remembers */

const char *const round_kinds[] = {"screen",    "recruiter", "technical",   "coding", "system",
                                   "ml-design", "take-home", "behavioural", "onsite", "team",
                                   "manager",   "other",     NULL};
const char *const round_statuses[] = {"planned", "done", "cancelled", NULL};
const char *const round_results[] = {"waiting", "passed", "failed", NULL};
const char *const round_memos[] = {"went_well", "went_badly", "next", "notes", "prepare", NULL};

static const struct record_field round_fields[] = {
    RECORD_ID(round, application_id),
    RECORD_WORD(round, kind, "the kind", round_kinds),
    RECORD_INT(round, start_ms, "the time", 0, INT64_MAX),
    RECORD_INT(round, zone_min, "the zone", -1080, 1080),
    RECORD_INT(round, minutes, "minutes", 0, 1440),
    RECORD_TEXT(round, place, "the place", 1000),
    RECORD_TEXT(round, url, "the address", 2048),
    RECORD_TEXT(round, people, "the people", 2000),
    RECORD_WORD(round, status, "the state", round_statuses),
    RECORD_WORD(round, result, "the result", round_results),
    RECORD_ID(round, event_id),
};
static const struct record_field asked_fields[] = {
    RECORD_ID(asked, round_id),
    RECORD_TEXT(asked, key, "the question's name", 64),
    RECORD_NEEDED(asked, text, "the question", 2000),
    RECORD_INT(asked, went, "how it went", 0, 5),
    RECORD_TEXT(asked, note, "the note", 10000),
};

const struct record_type round_type = {"round", sizeof(struct round), round_fields, ARRAY_LEN(round_fields),
                                       RECORD_QUERIES(true, ROUND)};
const struct record_type asked_type = {"question asked", sizeof(struct asked), asked_fields, ARRAY_LEN(asked_fields),
                                       RECORD_QUERIES(true, ASKED)};

/* --- applications ----------------------------------------------------------------------------------------------- */

static struct attempt
attempt_row(struct ctx *c, struct db_stmt *st)
{
	return (struct attempt){.id = db_col_i64(st, 0),
	                        .company_id = db_col_i64(st, 1),
	                        .company = arena_str(c->a, db_col_text(st, 2)),
	                        .title = arena_str(c->a, db_col_text(st, 3)),
	                        .stage = arena_str(c->a, db_col_text(st, 4)),
	                        .since_day = (int32_t)db_col_i64(st, 5),
	                        .posting_id = db_col_i64(st, 6),
	                        .role = arena_str(c->a, db_col_text(st, 7))};
}

static bool
attempt_rows(struct ctx *c, struct db_stmt *st, struct attempt **ret, size_t *ret_n, struct err *err)
{
	VEC(struct attempt) list = {0};
	bool row;

	db_bind_i64(st, "n", ATTEMPTS_MAX);
	for (;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = attempt_row(c, st);
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
attempt_list(struct ctx *c, struct attempt **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	return db_prepare(c->db, Q_ATTEMPT_RECENT, &st, err) && attempt_rows(c, st, ret, ret_n, err);
}

bool
attempt_in_stage(struct ctx *c, struct str stage, int32_t since_day, struct attempt **ret, size_t *ret_n,
                 struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_ATTEMPT_STAGE, &st, err))
		return false;
	db_bind_text(st, "stage", stage);
	db_bind_i64(st, "since_day", since_day);
	return attempt_rows(c, st, ret, ret_n, err);
}

bool
attempt_get(struct ctx *c, int64_t id, struct attempt *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_ATTEMPT_ONE, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "there is no application %lld", (long long)id);
	*ret = attempt_row(c, st);
	return true;
}

/* --- time ------------------------------------------------------------------------------------------------------- */

/* "+HH:MM", "-HHMM" or "Z"; empty: the context's. */
static bool
zone_parse(const struct ctx *c, struct str s, int64_t *ret, struct err *err)
{
	int64_t h, m;
	bool colon = s.n == 6 && s.p[3] == ':';

	*ret = c->clock.offset_min;
	if (s.n == 0)
		return true;
	*ret = 0;
	if (str_eq(s, STR("Z")))
		return true;
	if ((s.n != 5 && !colon) || (s.p[0] != '+' && s.p[0] != '-') ||
	    !num_parse_i64(str_sub(s, 1, 2), 0, 14, "hours", &h, NULL) ||
	    !num_parse_i64(str_sub(s, colon ? 4 : 3, 2), 0, 59, "minutes", &m, NULL)) {
		err_set(err, ERR_INVALID, "'%.*s' is no zone", (int)MIN(s.n, 20), s.p);
		return err_hint(err, "Write the offset from UTC, such as +02:00 or -0500, or Z.");
	}
	*ret = (h * 60 + m) * (s.p[0] == '-' ? -1 : 1);
	return true;
}

bool
round_time_parse(const struct ctx *c, struct str s, int64_t *ret_ms, int64_t *ret_zone_min, struct err *err)
{
	struct str t = str_trim(s), zone;
	int32_t day;
	int64_t h, m;

	if (!day_parse(str_sub(t, 0, 10), &day, err))
		return false;
	if (t.n < 16 || (t.p[10] != ' ' && t.p[10] != 'T') || t.p[13] != ':' ||
	    !num_parse_i64(str_sub(t, 11, 2), 0, 23, "hours", &h, NULL) ||
	    !num_parse_i64(str_sub(t, 14, 2), 0, 59, "minutes", &m, NULL)) {
		err_set(err, ERR_INVALID, "'%.*s' has no time of day", (int)MIN(t.n, 40), t.p);
		return err_hint(err, "Write it as 2026-05-01 14:30, with the zone behind it: +02:00.");
	}
	zone = str_trim(str_sub(t, 16, t.n));
	if (zone.n == 3 && zone.p[0] == ':') /* seconds, as some browsers send them */
		zone = STR("");
	if (!zone_parse(c, zone, ret_zone_min, err))
		return false;
	*ret_ms = day * MS_PER_DAY + ((h * 60 + m) - *ret_zone_min) * 60000;
	if (zone.n == 0) { /* summer time may begin or end between now and then */
		*ret_zone_min = clock_offset_at(&c->clock, *ret_ms);
		*ret_ms = day * MS_PER_DAY + ((h * 60 + m) - *ret_zone_min) * 60000;
	}
	return *ret_ms > 0 || err_set(err, ERR_INVALID, "that is before 1970");
}

char *
round_time_format(int64_t ms, int64_t zone_min, char buf[static 32])
{
	int64_t local = ms + zone_min * 60000;
	int64_t minute = local / 60000 % 1440, off = zone_min < 0 ? -zone_min : zone_min;
	char day[16];

	buf[0] = '\0';
	if (ms != 0)
		snprintf(buf, 32, "%s %02d:%02d%c%02d:%02d", day_format(day_of_ms(ms, (int)zone_min), day),
		         (int)(minute / 60), (int)(minute % 60), zone_min < 0 ? '-' : '+', (int)(off / 60 % 100),
		         (int)(off % 60));
	return buf;
}

int32_t
round_day(const struct round *r)
{
	return r->start_ms == 0 ? DAY_NONE : day_of_ms(r->start_ms, (int)r->zone_min);
}

/* --- rounds ----------------------------------------------------------------------------------------------------- */

static bool
address_check(struct str url, struct err *err)
{
	if (url.n == 0 || str_starts_ci(url, STR("https://")) || str_starts_ci(url, STR("http://")))
		return true;
	err_set(err, ERR_INVALID, "the address '%.*s' is not a web address", (int)MIN(url.n, 80), url.p);
	return err_hint(err, "Begin it with https:// or http://, or write it as the place.");
}

/* Tells the application's log, on the round's day or, when that lies ahead, today. An application that is over, or was
 * not found by then, hears nothing: the round is kept all the same. */
static bool
event_put(struct ctx *c, struct round *r, struct err *err)
{
	bool screen = str_eq(r->kind, STR("screen")) || str_eq(r->kind, STR("recruiter"));
	struct application_event e = {.application_id = r->application_id,
	                              .kind = screen ? STR("screen") : STR("round"),
	                              .on_day = ctx_today(c),
	                              .note = r->kind};
	struct err told = {0};

	if (r->start_ms != 0)
		e.on_day = MIN(e.on_day, round_day(r));
	r->event_id = 0;
	if (application_event_insert(c, &e, &told)) {
		r->event_id = e.id;
		return true;
	}
	if (told.code == ERR_INVALID || told.code == ERR_CONFLICT)
		return true;
	if (err != NULL)
		*err = told;
	return false;
}

bool
round_add(struct ctx *c, struct round *r, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct attempt a;

	r->r.root_id = 0;
	if (r->status.n == 0)
		r->status = STR("planned");
	if (r->result.n == 0)
		r->result = STR("waiting");
	return attempt_get(c, r->application_id, &a, err) && address_check(r->url, err) &&
	       record_check(&round_type, r, err) && db_tx_begin(c->db, &tx, err) && event_put(c, r, err) &&
	       record_put(c, &round_type, r, 0, err) && db_tx_commit(&tx, err);
}

bool
round_save(struct ctx *c, struct round *r, int64_t base, struct err *err)
{
	return address_check(r->url, err) && record_save(c, &round_type, r, base, err);
}

bool
round_get(struct ctx *c, int64_t id, struct round *ret, struct err *err)
{
	return record_get(c, &round_type, id, ret, err);
}

bool
round_undo(struct ctx *c, int64_t id, bool back, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t event;
	bool row;

	if (!db_prepare(c->db, Q_ROUND_EVENT, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	event = row ? db_col_i64(st, 0) : 0;
	db_done(&st);
	if (!record_undo(c, &round_type, id, back, err))
		return false;
	return event == 0 || application_event_undo(c, event, back, err);
}

static int
round_cmp(const void *a, const void *b)
{
	const struct round *x = a, *y = b;
	int64_t s = x->start_ms == 0 ? INT64_MAX : x->start_ms, t = y->start_ms == 0 ? INT64_MAX : y->start_ms;

	if (s != t)
		return s < t ? -1 : 1;
	return x->r.root_id < y->r.root_id ? -1 : 1;
}

bool
round_list(struct ctx *c, int64_t application_id, struct round **ret, size_t *ret_n, struct err *err)
{
	if (!record_all(c, &round_type, application_id, ret, ret_n, err))
		return false;
	if (*ret_n > 1)
		qsort(*ret, *ret_n, sizeof(**ret), round_cmp);
	return true;
}

bool
round_asked_add(struct ctx *c, struct asked *a, struct err *err)
{
	struct round r;

	a->r.root_id = 0;
	return record_get(c, &round_type, a->round_id, &r, err) && record_save(c, &asked_type, a, 0, err);
}

bool
round_asked_list(struct ctx *c, int64_t round_id, struct asked **ret, size_t *ret_n, struct err *err)
{
	return record_all(c, &asked_type, round_id, ret, ret_n, err);
}

/* --- what waits ------------------------------------------------------------------------------------------------- */

typedef VEC(struct round_due) due_list;

static void
due_push(struct ctx *c, due_list *list, const struct attempt *a, int64_t id, const char *what, int32_t day,
         int32_t until)
{
	if (day <= until)
		*VEC_PUSH(c->a, list) = (struct round_due){
		    id, a->id, what, day, arena_printf(c->a, "%.*s at %.*s", STR_ARG(a->title), STR_ARG(a->company))};
}

/* The round's own application, looked up when it is needed; one that was deleted waits for nothing. */
static bool
round_due_push(struct ctx *c, due_list *list, const struct round *r, const char *what, int32_t day, int32_t until,
               struct err *err)
{
	struct attempt a;
	struct err gone = {0};

	if (day > until)
		return true;
	if (attempt_get(c, r->application_id, &a, &gone)) {
		due_push(c, list, &a, r->r.root_id, what, day, until);
		return true;
	}
	if (gone.code == ERR_NOT_FOUND)
		return true;
	if (err != NULL)
		*err = gone;
	return false;
}

static bool
round_due_add(struct ctx *c, due_list *list, const struct round *r, int32_t until, struct err *err)
{
	struct memo *memos;
	size_t n;

	if (r->start_ms == 0 || str_eq(r->status, STR("cancelled")))
		return true;
	if (r->start_ms > ctx_now_ms(c))
		return round_due_push(c, list, r, "prepare", round_day(r) - 1, until, err);
	if (!memo_all(c, ROUND, r->r.root_id, &memos, &n, err))
		return false;
	if (memo_find(memos, n, "went_well").text.n + memo_find(memos, n, "went_badly").text.n > 0)
		return true;
	return round_due_push(c, list, r, "debrief", round_day(r), until, err);
}

bool
round_due_list(struct ctx *c, int32_t until_day, struct round_due **ret, size_t *ret_n, struct err *err)
{
	struct attempt *rejected;
	struct round *rounds;
	struct feedback *said;
	due_list list = {0};
	size_t n_rejected, n_rounds, n_said;

	if (!attempt_in_stage(c, STR("rejected"), ctx_today(c) - FEEDBACK_WAIT_DAYS, &rejected, &n_rejected, err) ||
	    !round_list(c, 0, &rounds, &n_rounds, err) || !feedback_list(c, 0, &said, &n_said, err))
		return false;
	for (size_t i = 0; i < n_rounds; i++)
		if (!round_due_add(c, &list, &rounds[i], until_day, err))
			return false;
	for (size_t i = 0; i < n_rejected; i++) {
		bool kept = false;

		for (size_t k = 0; k < n_said; k++)
			kept = kept || said[k].application_id == rejected[i].id;
		if (!kept)
			due_push(c, &list, &rejected[i], rejected[i].id, "feedback", rejected[i].since_day + 1,
			         until_day);
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}
