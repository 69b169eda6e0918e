/* What is due for people: keeping in touch, referrals that were asked for. */
#include "domain/job/due_impl.h"

bool
due_from_people(struct due_gather *g, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(g->c->db, Q_DUE_CONTACTS, &st, err))
		return false;
	db_bind_i64(st, "until", g->until);
	for (;;) {
		int32_t day;
		struct due *d;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		day = (int32_t)db_col_i64(st, 4);
		d = due_open(g, DUE_TOUCH, db_col_i64(st, 0), DUE_CYCLE(day, 1), day, db_col_i64(st, 6));
		if (d == NULL)
			continue;
		d->settle = DUE_SETTLE_TOUCH;
		d->settle_id = d->ref;
		d->path = arena_printf(g->c->a, "/people/%lld", (long long)d->ref);
		d->what = arena_printf(g->c->a, "Keep in touch: %.*s%s%.*s", STR_ARG(db_col_text(st, 1)),
		                       db_col_text(st, 2).n > 0 ? ", " : "", STR_ARG(db_col_text(st, 2)));
		d->why = db_col_is_null(st, 3)
		             ? arena_printf(g->c->a, "every %d days; nothing is noted yet", (int)db_col_i64(st, 5))
		             : arena_printf(g->c->a, "every %d days; last %.*s", (int)db_col_i64(st, 5),
		                            STR_ARG(due_ago(g, (int32_t)db_col_i64(st, 3))));
	}
}

bool
due_from_referrals(struct due_gather *g, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct rhythm_step step;
	int32_t last;
	int sent;
	bool row;

	if (!db_prepare(g->c->db, Q_DUE_REFERRALS, &st, err))
		return false;
	for (;;) {
		int32_t since;
		struct due *d;
		bool agreed;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		since = (int32_t)db_col_i64(st, 4);
		agreed = str_eq(db_col_text(st, 3), STR("agreed"));
		d = due_remind(g, DUE_REFERRAL, RHYTHM_REFERRAL, db_col_i64(st, 0), since, DAY_NONE, db_col_i64(st, 5),
		               &step, &sent, &last);
		if (d == NULL)
			continue;
		d->path = arena_printf(g->c->a, "/people/%lld", (long long)db_col_i64(st, 1));
		d->what =
		    arena_printf(g->c->a, "%s: %.*s", agreed ? "Has the referral gone in" : "Ask about the referral",
		                 STR_ARG(db_col_text(st, 2)));
		d->why = arena_printf(g->c->a, "%s %.*s, no word since", agreed ? "agreed" : "asked",
		                      STR_ARG(due_ago(g, since)));
	}
}
