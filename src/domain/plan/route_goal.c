#include "domain/plan/route_goal.h"

#include "base/date.h"

bool
route_goal(struct ctx *c, const struct route_answer *r, const struct route_way *way, struct goal *ret, struct err *err)
{
	if (!way->found)
		return err_set(err, ERR_NOT_FOUND, "there is no such way: %s",
		               way->why_not != NULL ? way->why_not : "nothing leads there");
	if (!goal_need(c, ret, err))
		return false;
	ret->role = way->legs[0].to.role;
	ret->industry = way->legs[0].to.industry;
	if (ret->by_day != DAY_NONE && ret->by_day <= ctx_today(c))
		ret->by_day = DAY_NONE;
	return goal_set(c, ret, NULL, 0, err) && route_aim_put(c, r->to, ret->id, err);
}
