#include "domain/today/today.h"

bool
task_is_done(const struct plan_task *t)
{
	return t->spent >= t->minutes;
}

static void
recent_of(struct ctx *c, const struct minutes *m, size_t n, struct today *t)
{
	t->recent = ARENA_ARRAY(c->a, TODAY_RECENT, struct minutes);
	while (t->n_recent < TODAY_RECENT && t->n_recent < n) {
		t->recent[t->n_recent] = m[n - 1 - t->n_recent];
		t->n_recent++;
	}
}

bool
today_make(struct ctx *c, struct today *ret, struct err *err)
{
	struct minutes *m;
	size_t n;

	*ret = (struct today){0};
	if (!plan_make(c, &ret->plan, err) || !minutes_list(c, &m, &n, err))
		return false;
	for (size_t i = 0; i < ret->plan.n_tasks; i++) {
		const struct plan_task *t = &ret->plan.tasks[i];

		ret->n_done += task_is_done(t);
		if (ret->next == NULL && !task_is_done(t))
			ret->next = t;
	}
	if (ret->next != NULL)
		ret->next_minutes = MIN(TODAY_SITTING, ret->next->minutes - ret->next->spent);
	for (size_t i = 0; i < n; i++)
		if (m[i].on_day == ctx_today(c))
			ret->minutes_today += m[i].minutes;
	recent_of(c, m, n, ret);
	return true;
}
