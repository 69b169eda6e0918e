/* What is due for applications: waits, deadlines, next steps, feedback. */
#include "domain/job/due_impl.h"

#define FEEDBACK_DAYS 30 /* later, nobody remembers */

struct wait {
	int64_t id;
	struct str company;
	struct str title;
	struct str stage;
	int32_t since;
	int32_t last;       /* the newest word: an event, an interview */
	int32_t not_before; /* the person's word; DAY_NONE */
	int32_t deadline;
	struct str next_step;
	int32_t next_day;
	int64_t at_ms;
};

static enum due_kind
kind_of(enum rhythm_kind r)
{
	return r == RHYTHM_FOUND ? DUE_APPLY : rhythms[r].mine ? DUE_REPLY : DUE_FOLLOW;
}

static const char *
verb_of(enum rhythm_kind r)
{
	return r == RHYTHM_FOUND   ? "Apply or let go"
	       : r == RHYTHM_OFFER ? "Talk about the offer"
	       : r == RHYTHM_ROUND ? "Ask what comes next"
	       : rhythms[r].mine   ? "Answer"
	                           : "Follow up";
}

static void
name_it(struct due_gather *g, struct due *d, const struct wait *w, const char *verb)
{
	d->path = arena_printf(g->c->a, "/jobs/%lld", (long long)w->id);
	d->what = arena_printf(g->c->a, "%s: %.*s, %.*s", verb, STR_ARG(w->company), STR_ARG(w->title));
}

/* The reminders have gone out: one proposal, once. */
static void
add_silence(struct due_gather *g, const struct wait *w, enum rhythm_kind r, int32_t day, int sent)
{
	struct due *d = due_open(g, DUE_SILENCE, w->id, DUE_CYCLE(w->last, 1), MAX(day, w->not_before),
	                         MAX(w->at_ms, g->rhythm[r].at_ms));

	if (d == NULL)
		return;
	name_it(g, d, w, "No word");
	d->why = arena_printf(g->c->a, "%.*s %.*s, %d reminder%s, no word: ghosted?", STR_ARG(w->stage),
	                      STR_ARG(due_ago(g, w->last)), sent, sent == 1 ? "" : "s");
}

static void
add_wait(struct due_gather *g, struct wait *w)
{
	enum rhythm_kind r = rhythm_of_stage(w->stage);
	struct rhythm_step step;
	int32_t last, since;
	int sent;
	struct due *d;

	for (size_t i = 0; i < g->met.n; i++) {
		if (g->met.p[i].application != w->id)
			continue;
		if (g->met.p[i].ahead)
			return;
		w->last = MAX(w->last, g->met.p[i].day);
	}
	since = w->last;
	d = due_remind(g, kind_of(r), r, w->id, since, w->not_before, w->at_ms, &step, &sent, &last);
	/* What is the person's own move is not given up for them; nor is what was only found. */
	if (step.kind == RHYTHM_STEP_SILENCE && !rhythms[r].mine)
		add_silence(g, w, r, step.day, sent);
	if (d == NULL)
		return;
	name_it(g, d, w, verb_of(r));
	if (sent > 0)
		d->why = arena_printf(g->c->a, "%.*s %.*s, last reminded %.*s, no word since", STR_ARG(w->stage),
		                      STR_ARG(due_ago(g, since)), STR_ARG(due_ago(g, last)));
	else
		d->why = arena_printf(g->c->a, "%.*s %.*s%s", STR_ARG(w->stage), STR_ARG(due_ago(g, since)),
		                      rhythms[r].mine ? ", the next move is yours" : ", no word since");
}

static void
add_dates(struct due_gather *g, const struct wait *w)
{
	struct due *d;

	if (w->next_day != DAY_NONE &&
	    (d = due_open(g, DUE_STEP, w->id, DUE_CYCLE(w->next_day, 1), w->next_day, w->at_ms)) != NULL) {
		name_it(g, d, w, "Next step");
		d->why = w->next_step.n > 0 ? arena_str(g->c->a, w->next_step) : STR("as you wrote down");
	}
	/* A date that has passed asks for nothing any more. */
	if (w->deadline == DAY_NONE || w->deadline < g->today || g->rhythm[RHYTHM_DEADLINE].most == 0)
		return;
	d = due_open(g, DUE_DEADLINE, w->id, DUE_CYCLE(w->deadline, 1), w->deadline - g->rhythm[RHYTHM_DEADLINE].first,
	             w->at_ms);
	if (d == NULL)
		return;
	name_it(g, d, w, str_eq(w->stage, STR("found")) ? "Apply in time" : "Answer in time");
	d->on_day = w->deadline;
	d->why = arena_printf(g->c->a, "closes %.*s", STR_ARG(due_ago(g, w->deadline)));
}

static int32_t
day_or_none(struct db_stmt *st, int col)
{
	return db_col_is_null(st, col) ? DAY_NONE : (int32_t)db_col_i64(st, col);
}

bool
due_from_applications(struct due_gather *g, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(g->c->db, Q_DUE_APPLICATIONS, &st, err))
		return false;
	for (;;) {
		struct wait w;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		w = (struct wait){.id = db_col_i64(st, 0),
		                  .company = db_col_text(st, 1),
		                  .title = db_col_text(st, 2),
		                  .stage = db_col_text(st, 3),
		                  .since = (int32_t)db_col_i64(st, 4),
		                  .last = (int32_t)db_col_i64(st, 5),
		                  .not_before = day_or_none(st, 6),
		                  .deadline = day_or_none(st, 7),
		                  .next_step = db_col_text(st, 8),
		                  .next_day = day_or_none(st, 9),
		                  .at_ms = db_col_i64(st, 10)};
		add_wait(g, &w);
		add_dates(g, &w);
	}
}

bool
due_from_rejections(struct due_gather *g, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct rhythm_step step;
	int32_t last;
	int sent;
	bool row;

	if (!db_prepare(g->c->db, Q_DUE_REJECTIONS, &st, err))
		return false;
	db_bind_i64(st, "since", g->today - FEEDBACK_DAYS);
	for (;;) {
		struct wait w;
		struct due *d;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		w = (struct wait){.id = db_col_i64(st, 0), .company = db_col_text(st, 1), .title = db_col_text(st, 2)};
		w.since = (int32_t)db_col_i64(st, 3);
		d = due_remind(g, DUE_FEEDBACK, RHYTHM_FEEDBACK, w.id, w.since, DAY_NONE, db_col_i64(st, 4), &step,
		               &sent, &last);
		if (d == NULL)
			continue;
		name_it(g, d, &w, "Ask for feedback");
		d->why = arena_printf(g->c->a, "they said no %.*s; what was missing is worth knowing",
		                      STR_ARG(due_ago(g, w.since)));
	}
}

bool
due_from_offers(struct due_gather *g, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (g->rhythm[RHYTHM_DEADLINE].most == 0)
		return true;
	if (!db_prepare(g->c->db, Q_DUE_OFFERS, &st, err))
		return false;
	for (;;) {
		int32_t day;
		struct due *d;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		day = (int32_t)db_col_i64(st, 3);
		if (day < g->today - DUE_OLD_DAYS)
			continue;
		d = due_open(g, DUE_ANSWER, db_col_i64(st, 0), DUE_CYCLE(day, 1),
		             day - g->rhythm[RHYTHM_DEADLINE].first, db_col_i64(st, 4));
		if (d == NULL)
			continue;
		d->on_day = day;
		d->path = arena_printf(g->c->a, "/offers/%lld", (long long)d->ref);
		d->what = arena_printf(g->c->a, "Answer the offer: %.*s, %.*s", STR_ARG(db_col_text(st, 1)),
		                       STR_ARG(db_col_text(st, 2)));
		d->why = arena_printf(g->c->a, "they want to know %.*s", STR_ARG(due_ago(g, day)));
	}
}
