/* What is due around conversations: interviews, informational ones, thanks, and the list of leaving. */
#include "domain/job/due_impl.h"
#include "domain/job/leaving.h"
#include "domain/person/informational.h"

#define TALK_DAYS   60 /* so long a debrief is worth asking for */
#define THANKS_DAYS 14 /* and so long a thank-you note */

/* A conversation with a time, of either kind. */
struct talk {
	enum due_kind kind;
	int64_t id;
	struct str label;
	struct str path;
	struct str place;
	int64_t start_ms;
	int zone_min;
	int minutes;
	int64_t at_ms;
};

static bool
is_over(const struct due_gather *g, const struct talk *t)
{
	return t->start_ms + (int64_t)MAX(t->minutes, 1) * 60000 <= ctx_now_ms(g->c);
}

static struct due *
open_talk(struct due_gather *g, const struct talk *t, enum due_kind kind, int32_t day, const char *verb)
{
	struct due *d = due_open(g, kind, t->id, DUE_CYCLE(day_of_ms(t->start_ms, t->zone_min), 1), day, t->at_ms);

	if (d == NULL)
		return NULL;
	d->path = t->path;
	d->what = arena_printf(g->c->a, "%s: %.*s", verb, STR_ARG(t->label));
	return d;
}

/* The appointment itself, and the day to prepare for it. */
static void
add_appointment(struct due_gather *g, const struct talk *t)
{
	const struct rhythm *prepare = &g->rhythm[RHYTHM_PREPARE];
	int32_t day = day_of_ms(t->start_ms, g->c->clock.offset_min);
	struct due *d;

	if (is_over(g, t) && (g->calendar_from == DAY_NONE || day < g->calendar_from))
		return;
	d = open_talk(g, t, t->kind, day, t->kind == DUE_ROUND ? "Interview" : "Talk");
	if (d != NULL) {
		d->start_ms = t->start_ms;
		d->minutes = t->minutes;
		d->place = t->place;
		d->why = t->place.n > 0 ? t->place : STR("no place is noted");
	}
	if (is_over(g, t) || prepare->most == 0)
		return;
	d = open_talk(g, t, DUE_PREPARE, day - prepare->first, "Prepare");
	if (d != NULL) {
		d->on_day = day;
		d->why = arena_printf(g->c->a, "it is %.*s%s", STR_ARG(due_ago(g, day)),
		                      t->kind == DUE_ROUND ? "" : "; look at your questions");
	}
}

static void
add_round(struct due_gather *g, struct db_stmt *st)
{
	struct talk t = {.kind = DUE_ROUND,
	                 .id = db_col_i64(st, 0),
	                 .start_ms = db_col_i64(st, 3),
	                 .zone_min = (int)db_col_i64(st, 4),
	                 .minutes = (int)db_col_i64(st, 5),
	                 .place = arena_str(g->c->a, db_col_text(st, 6)),
	                 .at_ms = db_col_i64(st, 8)};
	int32_t day = day_of_ms(t.start_ms, t.zone_min);
	bool debriefed = db_col_i64(st, 11) != 0;
	struct due *d;

	t.label = arena_printf(g->c->a, "%.*s, %.*s (%.*s)", STR_ARG(db_col_text(st, 9)), STR_ARG(db_col_text(st, 10)),
	                       STR_ARG(db_col_text(st, 2)));
	t.path = arena_printf(g->c->a, "/rounds/%lld", (long long)t.id);
	add_appointment(g, &t);
	*VEC_PUSH(g->c->a, &g->met) = (struct due_met){db_col_i64(st, 1), day, !is_over(g, &t)};
	if (!is_over(g, &t))
		return;
	if (!debriefed && (d = open_talk(g, &t, DUE_DEBRIEF, day, "Write down how it went")) != NULL)
		d->why = arena_printf(g->c->a, "it was %.*s, and memory fades", STR_ARG(due_ago(g, day)));
	if (g->rhythm[RHYTHM_THANKS].most == 0 || day < g->today - THANKS_DAYS)
		return;
	d = open_talk(g, &t, DUE_THANKS, day + g->rhythm[RHYTHM_THANKS].first, "Thank them");
	if (d != NULL)
		d->why = arena_printf(g->c->a, "you talked %.*s%s%.*s", STR_ARG(due_ago(g, day)),
		                      db_col_text(st, 7).n > 0 ? ", with " : "", STR_ARG(db_col_text(st, 7)));
}

bool
due_from_rounds(struct due_gather *g, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t since = ctx_now_ms(g->c) - TALK_DAYS * MS_PER_DAY;
	bool row;

	if (g->calendar_from != DAY_NONE)
		since = MIN(since, g->calendar_from * MS_PER_DAY);
	if (!db_prepare(g->c->db, Q_DUE_ROUNDS, &st, err))
		return false;
	db_bind_i64(st, "since_ms", MAX(since, 1)); /* 0: no time yet */
	for (;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		add_round(g, st);
	}
}

/* --- informational interviews ------------------------------------------------------------------------------------- */

static struct due *
named(struct due_gather *g, struct due *d, const struct informational *i, const char *verb)
{
	if (d != NULL) {
		d->path = arena_printf(g->c->a, "/informational/%lld", (long long)i->r.root_id);
		d->what = arena_printf(g->c->a, "%s: %.*s", verb, STR_ARG(informational_whom(i)));
	}
	return d;
}

/* Asked, and nothing was heard: ask again, then let it go without a word. */
static void
add_asked(struct due_gather *g, const struct informational *i)
{
	struct rhythm_step step;
	int32_t last;
	int sent;
	struct due *d = due_remind(g, DUE_OUTREACH, RHYTHM_OUTREACH, i->r.root_id, i->since_day, DAY_NONE, i->r.at_ms,
	                           &step, &sent, &last);

	if (named(g, d, i, "Write again") != NULL)
		d->why = arena_printf(g->c->a, "asked for a talk %.*s, no answer", STR_ARG(due_ago(g, i->since_day)));
}

static void
add_thanks(struct due_gather *g, const struct informational *i)
{
	struct due *d;

	if (g->rhythm[RHYTHM_THANKS].most == 0 || i->done_day < g->today - TALK_DAYS)
		return;
	d = due_open(g, DUE_THANKS, i->r.root_id, DUE_CYCLE(i->done_day, 1),
	             i->done_day + g->rhythm[RHYTHM_THANKS].first, i->r.at_ms);
	if (named(g, d, i, "Thank") == NULL)
		return;
	d->settle = DUE_SETTLE_THANKED;
	d->settle_id = i->r.root_id;
	d->why = arena_printf(g->c->a, "you talked %.*s", STR_ARG(due_ago(g, i->done_day)));
}

static void
add_talk(struct due_gather *g, const struct informational *i)
{
	struct talk t = {.kind = DUE_TALK,
	                 .id = i->r.root_id,
	                 .label = informational_whom(i),
	                 .path = arena_printf(g->c->a, "/informational/%lld", (long long)i->r.root_id),
	                 .place = i->place,
	                 .start_ms = i->start_ms,
	                 .zone_min = (int)i->zone_min,
	                 .minutes = (int)i->minutes,
	                 .at_ms = i->r.at_ms};
	int32_t day = day_of_ms(t.start_ms, t.zone_min);
	struct due *d;

	if (t.start_ms == 0)
		return;
	add_appointment(g, &t);
	if (i->state != INFO_SCHEDULED || !is_over(g, &t))
		return;
	d = open_talk(g, &t, DUE_DEBRIEF, day, "Write down what you learned");
	if (d != NULL)
		d->why = arena_printf(g->c->a, "the talk was %.*s", STR_ARG(due_ago(g, day)));
}

bool
due_from_talks(struct due_gather *g, struct err *err)
{
	struct informational *list;
	size_t n;

	if (!informational_list(g->c, &list, &n, err))
		return false;
	for (size_t k = 0; k < n; k++) {
		const struct informational *i = &list[k];
		bool mine = str_eq(i->way, STR("mine"));
		struct due *d;

		if (i->state == INFO_ASKED && mine)
			add_asked(g, i);
		else if (i->state == INFO_DONE && mine)
			add_thanks(g, i);
		else if (i->state == INFO_AGREED) {
			d = due_open(g, DUE_REPLY, i->r.root_id, DUE_CYCLE(i->since_day, 1), i->since_day + 1,
			             i->r.at_ms);
			if (named(g, d, i, "Find a time") != NULL)
				d->why =
				    arena_printf(g->c->a, "agreed to talk %.*s", STR_ARG(due_ago(g, i->since_day)));
		}
		if (i->state == INFO_SCHEDULED || (g->calendar_from != DAY_NONE && i->state != INFO_CANCELLED))
			add_talk(g, i);
	}
	return true;
}

/* --- leaving ------------------------------------------------------------------------------------------------------ */

bool
due_from_leaving(struct due_gather *g, struct err *err)
{
	struct leaving l;
	struct leaving_item *items;
	size_t n;
	bool found;

	if (!leaving_current(g->c, &l, &found, err))
		return false;
	if (!found)
		return true;
	if (!leaving_items(g->c, &l, &items, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct due *d;

		if (items[i].done_day != DAY_NONE)
			continue;
		d = due_open(g, DUE_LEAVE, items[i].id, 1, items[i].due_day, 0);
		if (d == NULL)
			continue;
		d->settle = DUE_SETTLE_LEAVE;
		d->settle_id = items[i].id;
		d->path = STR("/leaving");
		d->what = items[i].text;
		d->why = arena_printf(g->c->a, "leaving %.*s, your last day is %.*s", STR_ARG(l.company),
		                      STR_ARG(due_ago(g, l.last_day)));
	}
	return true;
}
