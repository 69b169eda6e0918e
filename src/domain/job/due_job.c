/* What is due for applications. */
#include "domain/job/due_impl.h"

struct wait {
	int64_t ref; /* of the event that is waited on */
	int64_t application;
	struct str company;
	struct str title;
	struct str stage;
	int32_t since;
	int64_t at_ms;
};

static struct str
label(struct due_gather *g, const struct wait *w)
{
	return arena_printf(g->c->a, "%.*s, %.*s", STR_ARG(w->company), STR_ARG(w->title));
}

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
add_wait(struct due_gather *g, const struct wait *w)
{
	enum rhythm_kind r = rhythm_of_stage(w->stage);
	enum due_kind kind = kind_of(r);
	int32_t last;
	int sent = due_sent(g, kind, w->ref, &last);
	struct rhythm_step step = rhythm_next(&g->rhythm[r], w->since, sent, last);
	bool silence = step.kind == RHYTHM_STEP_SILENCE;
	struct due *d;

	/* What is the person's own move is not given up for them; nor is a posting that was only found. */
	if (step.kind == RHYTHM_STEP_NONE || (silence && rhythms[r].mine))
		return;
	d = due_open(g, silence ? DUE_SILENCE : kind, w->ref, silence ? 1 : step.n, step.day,
	             MAX(w->at_ms, g->rhythm[r].at_ms));
	if (d == NULL)
		return;
	d->path = arena_printf(g->c->a, "/applications/%lld", (long long)w->application);
	d->what = arena_printf(g->c->a, "%s: %.*s", silence ? "No word" : verb_of(r), STR_ARG(label(g, w)));
	if (silence)
		d->why = arena_printf(g->c->a, "%.*s %.*s, %d reminder%s, no word: ghosted?", STR_ARG(w->stage),
		                      STR_ARG(due_ago(g, w->since)), sent, sent == 1 ? "" : "s");
	else if (sent > 0)
		d->why = arena_printf(g->c->a, "%.*s %.*s, last reminded %.*s, no word since", STR_ARG(w->stage),
		                      STR_ARG(due_ago(g, w->since)), STR_ARG(due_ago(g, last)));
	else
		d->why = arena_printf(g->c->a, "%.*s %.*s%s", STR_ARG(w->stage), STR_ARG(due_ago(g, w->since)),
		                      rhythms[r].mine ? ", the next move is yours" : ", no word since");
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
		w.ref = w.application = db_col_i64(st, 0);
		w.company = db_col_text(st, 1);
		w.title = db_col_text(st, 2);
		w.stage = db_col_text(st, 3);
		w.since = (int32_t)db_col_i64(st, 4);
		w.at_ms = db_col_i64(st, 5);
		add_wait(g, &w);
	}
}
