#include "exchange/demo.h"

#include "base/date.h"
#include "domain/plan/goal.h"
#include "domain/skill/map.h"

bool
demo_fill(struct ctx *c, const struct extractor *ex, struct err *err)
{
	struct goal g = {.start_industry = MAP_NONE, .by_day = DAY_NONE, .minutes_per_week = 360};

	(void)ex;
	return map_role_get(c->map, STR("software-engineer"), &g.start_role, err) &&
	       map_role_get(c->map, STR("ai-engineer"), &g.role, err) &&
	       map_industry_get(c->map, STR("energy"), &g.industry, err) && goal_set(c, &g, NULL, 0, err);
}
