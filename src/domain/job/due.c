#include "domain/job/due.h"

#include "domain/job/due_impl.h"

#define DUE_CACHE_MAX ((size_t)64 << 20)

const struct due_kind_info due_kinds[DUE__COUNT] = {
    [DUE_ROUND] = {"round", "Interviews", "It is over", 100},
    [DUE_ANSWER] = {"answer", "Offers", "Answered", 95},
    [DUE_DEADLINE] = {"deadline", "Deadlines", "Done", 90},
    [DUE_PREPARE] = {"prepare", "Preparation", "Ready", 88},
    [DUE_TALK] = {"talk", "Informational interviews", "It is over", 85},
    [DUE_THANKS] = {"thanks", "Thank-you notes", "Thanked them", 80},
    [DUE_STEP] = {"step", "Next steps", "Done", 75},
    [DUE_DEBRIEF] = {"debrief", "Debriefs", "Written down", 72},
    [DUE_REPLY] = {"reply", "Your move", "Done", 70},
    [DUE_LEAVE] = {"leave", "Leaving well", "Done", 65},
    [DUE_REFERRAL] = {"referral", "Referrals", "Asked again", 60},
    [DUE_FOLLOW] = {"follow", "Follow-ups", "Sent it", 50},
    [DUE_OUTREACH] = {"outreach", "Outreach", "Wrote again", 45},
    [DUE_FEEDBACK] = {"feedback", "Feedback", "Asked them", 40},
    [DUE_APPLY] = {"apply", "To apply", "Still deciding", 30},
    [DUE_TOUCH] = {"touch", "Keep in touch", "Been in touch", 20},
    [DUE_SILENCE] = {"silence", "Silences", "Leave it open", 10},
};

static const char *const word_names[DUE_WORD__COUNT] = {
    [DUE_WORD_DONE] = "done",
    [DUE_WORD_SNOOZE] = "snooze",
    [DUE_WORD_DROP] = "drop",
};

/* Each subject's own; an item that it adds is one the person can settle. */
static due_source *const due_sources[] = {
    due_from_rounds, due_from_applications, due_from_rejections, due_from_talks,
    due_from_people, due_from_referrals,    due_from_offers,     due_from_leaving,
};

const char *
due_word_name(enum due_word_kind word)
{
	return word_names[word];
}

bool
due_kind_parse(struct str name, enum due_kind *ret, struct err *err)
{
	for (int i = 0; i < DUE__COUNT; i++) {
		if (str_eq(name, str_of(due_kinds[i].name))) {
			*ret = (enum due_kind)i;
			return true;
		}
	}
	return err_set(err, ERR_NOT_FOUND, "nothing of the kind '%.*s' is ever due", (int)MIN(name.n, 40),
	               name.p != NULL ? name.p : "");
}

bool
due_word_parse(struct str name, enum due_word_kind *ret)
{
	for (int i = 0; i < DUE_WORD__COUNT; i++) {
		if (str_eq(name, str_of(word_names[i]))) {
			*ret = (enum due_word_kind)i;
			return true;
		}
	}
	return false;
}

/* --- what was said ------------------------------------------------------------------------------------------------ */

static int
said_cmp(const void *a, const void *b)
{
	const struct due_said *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->ref != y->ref)
		return x->ref < y->ref ? -1 : 1;
	return x->at_ms < y->at_ms ? -1 : x->at_ms > y->at_ms;
}

static bool
load_said(struct due_gather *g, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(g->c->db, Q_DUE_WORD_ALL, &st, err))
		return false;
	for (;;) {
		struct due_said s;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		if (!due_kind_parse(db_col_text(st, 0), &s.kind, NULL) || !due_word_parse(db_col_text(st, 3), &s.word))
			continue;
		s.ref = db_col_i64(st, 1);
		s.n = (int)db_col_i64(st, 2);
		s.until_day = db_col_is_null(st, 4) ? DAY_NONE : (int32_t)db_col_i64(st, 4);
		s.on_day = (int32_t)db_col_i64(st, 5);
		s.at_ms = db_col_i64(st, 6);
		*VEC_PUSH(g->c->a, &g->said) = s;
	}
	/* The rows come by the kinds' names. */
	if (g->said.n > 0)
		qsort(g->said.p, g->said.n, sizeof(*g->said.p), said_cmp);
	return true;
}

/* The first word on the row, and how many there are. */
static const struct due_said *
said_of(const struct due_gather *g, enum due_kind kind, int64_t ref, size_t *ret_n)
{
	size_t lo = 0, hi = g->said.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		const struct due_said *s = &g->said.p[mid];

		if (s->kind < kind || (s->kind == kind && s->ref < ref))
			lo = mid + 1;
		else
			hi = mid;
	}
	for (hi = lo; hi < g->said.n && g->said.p[hi].kind == kind && g->said.p[hi].ref == ref;)
		hi++;
	*ret_n = hi - lo;
	return &g->said.p[lo];
}

int
due_sent(const struct due_gather *g, enum due_kind kind, int64_t ref, int32_t since, int32_t *ret_last)
{
	size_t n;
	const struct due_said *s = said_of(g, kind, ref, &n);
	int sent = 0;

	*ret_last = DAY_NONE;
	for (size_t i = 0; i < n; i++) {
		if (s[i].word != DUE_WORD_DONE || s[i].n / 100 != since)
			continue;
		sent++;
		*ret_last = MAX(*ret_last, s[i].on_day);
	}
	return sent;
}

struct due *
due_open(struct due_gather *g, enum due_kind kind, int64_t ref, int n, int32_t day, int64_t changed_ms)
{
	size_t n_said;
	const struct due_said *s = said_of(g, kind, ref, &n_said);
	int32_t not_before = DAY_NONE;
	struct due *d;

	for (size_t i = 0; i < n_said; i++) {
		changed_ms = MAX(changed_ms, s[i].at_ms);
		/* What is dropped takes with it what would follow since the same day. */
		if ((s[i].word == DUE_WORD_DROP && s[i].n / 100 == n / 100) ||
		    (s[i].word == DUE_WORD_DONE && s[i].n == n)) {
			if (g->calendar_from == DAY_NONE || (kind != DUE_ROUND && kind != DUE_TALK))
				return NULL;
		}
		if (s[i].word == DUE_WORD_SNOOZE && s[i].n == n)
			not_before = s[i].until_day; /* the newest counts */
	}
	if (MAX(day, not_before) > g->until)
		return NULL;
	d = VEC_PUSH(g->c->a, &g->list);
	*d = (struct due){.kind = kind,
	                  .ref = ref,
	                  .n = n,
	                  .day = MAX(day, not_before),
	                  .own_day = day,
	                  .snoozed = not_before > day,
	                  .on_day = DAY_NONE,
	                  .changed_ms = changed_ms};
	d->key = arena_printf(g->c->a, "%s:%lld:%d", due_kinds[kind].name, (long long)ref, n);
	return d;
}

struct due *
due_remind(struct due_gather *g, enum due_kind kind, enum rhythm_kind r, int64_t ref, int32_t since, int32_t not_before,
           int64_t changed_ms, struct rhythm_step *ret, int *ret_sent, int32_t *ret_last)
{
	*ret_sent = due_sent(g, kind, ref, since, ret_last);
	*ret = rhythm_next(&g->rhythm[r], since, *ret_sent, *ret_last);
	if (ret->kind != RHYTHM_STEP_REMIND)
		return NULL;
	return due_open(g, kind, ref, DUE_CYCLE(since, ret->n), MAX(ret->day, not_before),
	                MAX(changed_ms, g->rhythm[r].at_ms));
}

struct str
due_ago(const struct due_gather *g, int32_t day)
{
	int32_t n = g->today - day;

	if (n == 0)
		return STR("today");
	if (n == 1)
		return STR("yesterday");
	if (n == -1)
		return STR("tomorrow");
	return n > 0 ? arena_printf(g->c->a, "%d days ago", (int)n) : arena_printf(g->c->a, "in %d days", (int)-n);
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

static int
due_cmp(const void *a, const void *b)
{
	const struct due *x = a, *y = b;
	int v = due_kinds[y->kind].value - due_kinds[x->kind].value;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (v != 0)
		return v;
	if (x->start_ms != y->start_ms)
		return x->start_ms < y->start_ms ? -1 : 1;
	return str_cmp(x->key, y->key);
}

static bool
gather(struct ctx *c, int32_t calendar_from, int32_t until_day, struct due **ret, size_t *ret_n, struct err *err)
{
	struct due_gather g = {.c = c, .calendar_from = calendar_from, .today = ctx_today(c), .until = until_day};

	if (!rhythm_all(c, g.rhythm, err) || !load_said(&g, err))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(due_sources); i++)
		if (!due_sources[i](&g, err))
			return false;
	if (g.list.n > 0)
		qsort(g.list.p, g.list.n, sizeof(*g.list.p), due_cmp);
	*ret = g.list.p;
	*ret_n = g.list.n;
	return true;
}

void
due_cache_release(struct due_cache *cache)
{
	for (size_t i = 0; i < DUE_CACHE_LISTS; i++) {
		arena_release(&cache->lists[i].a);
		cache->lists[i].version = 0;
	}
}

/* The kept list for these days, or one to fill: the same days' that is out of date, or the oldest. */
static struct due_kept *
kept_for(struct due_cache *cache, int32_t from, int32_t until)
{
	struct due_kept *k;

	for (size_t i = 0; i < DUE_CACHE_LISTS; i++) {
		k = &cache->lists[i];
		if (k->version != 0 && k->from == from && k->until == until)
			return k;
	}
	k = &cache->lists[cache->next];
	cache->next = (cache->next + 1) % DUE_CACHE_LISTS;
	return k;
}

static bool
gather_kept(struct ctx *c, int32_t from, int32_t until, struct due **ret, size_t *ret_n, struct err *err)
{
	struct due_kept *k;
	struct ctx own = *c;
	int64_t version = 0, minute = ctx_now_ms(c) / 60000;

	if (c->dues != NULL && !db_data_version(c->db, &version, err))
		return false;
	if (version == 0)
		return gather(c, from, until, ret, ret_n, err);
	k = kept_for(c->dues, from, until);
	if (k->version != version || k->account != db_account(c->db) || k->today != ctx_today(c) ||
	    k->minute != minute || k->from != from || k->until != until) {
		arena_release(&k->a);
		*k = (struct due_kept){.a = ARENA(DUE_CACHE_MAX)};
		own.a = &k->a;
		if (!gather(&own, from, until, &k->list, &k->n, err))
			return false;
		k->version = version;
		k->account = db_account(c->db);
		k->today = ctx_today(c);
		k->minute = minute;
		k->from = from;
		k->until = until;
	}
	*ret = k->list;
	*ret_n = k->n;
	return true;
}

bool
due_list(struct ctx *c, int32_t until_day, struct due **ret, size_t *ret_n, struct err *err)
{
	return gather_kept(c, DAY_NONE, until_day, ret, ret_n, err);
}

bool
due_calendar(struct ctx *c, int32_t from_day, int32_t until_day, struct due **ret, size_t *ret_n, struct err *err)
{
	return gather_kept(c, from_day, until_day, ret, ret_n, err);
}

bool
due_find(struct ctx *c, struct str key, struct due *ret, struct err *err)
{
	struct due *list;
	size_t n;

	/* Never kept: it may be asked within a change. */
	if (!gather(c, DAY_NONE, DUE_ALL, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (str_eq(list[i].key, key)) {
			*ret = list[i];
			return true;
		}
	}
	err_set(err, ERR_NOT_FOUND, "nothing is open under the key '%.*s'", (int)MIN(key.n, DUE_KEY_MAX),
	        key.p != NULL ? key.p : "");
	return err_hint(err, "'cairn due' lists what is open, each with its key.");
}
