#include "domain/plan/growth.h"

#include "domain/job/application.h"
#include "domain/skill/map.h"

static int
larger_first(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? 1 : x > y ? -1 : 0;
}

/* Sum of the n largest weights of the demand. */
static double
largest(struct arena *a, const struct map *m, const struct demand *d, size_t n)
{
	double *w = ARENA_ARRAY(a, m->n_skills, double), sum = 0;

	for (size_t i = 0; i < m->n_skills; i++)
		w[i] = d->skills[i].weight;
	qsort(w, m->n_skills, sizeof(*w), larger_first);
	for (size_t i = 0; i < MIN(n, m->n_skills); i++)
		sum += w[i];
	return sum;
}

/* How much of what is needed of the skill is missing, 0..1. */
static double
missing(const struct gap_list *gaps, int skill)
{
	for (size_t i = 0; i < gaps->n; i++)
		if (gaps->gaps[i].skill == skill && gaps->gaps[i].need > 0)
			return MIN(1, gaps->gaps[i].gap / gaps->gaps[i].need);
	return 0;
}

struct growth
growth_of(struct arena *a, const struct map *m, const struct plan *p, const struct posting_skill *skills, size_t n)
{
	double weight = 0, open = 0, most, best = 0;
	int strongest = MAP_NONE;
	size_t n_asked = 0;

	for (size_t i = 0; i < n; i++) {
		double w = p->demand.skills[skills[i].skill].weight, o = w * missing(&p->gaps, skills[i].skill);

		if (w <= 0)
			continue;
		n_asked++;
		weight += w;
		open += o;
		if (o > best) {
			best = o;
			strongest = skills[i].skill;
		}
	}
	most = largest(a, m, &p->demand, n_asked);
	if (weight <= 0 || most <= 0)
		return (struct growth){0};
	return (struct growth){
	    .known = true,
	    .learning = 10 * open / weight,
	    .growth = 10 * weight / most,
	    .why_learning =
		arena_printf(a, "Of what the advert uses and my goal asks for, %.0f%% is still to be learnt%s%.*s.",
	                     100 * open / weight, strongest != MAP_NONE ? ", most of all " : "",
	                     STR_ARG(strongest != MAP_NONE ? m->skills[strongest].short_name : STR(""))),
	    .why_growth = arena_printf(
		a, "The advert names %zu skills my goal asks for, worth %.0f%% of the %zu it asks for most.", n_asked,
		100 * weight / most, n_asked),
	};
}

bool
growth_propose(struct ctx *c, int64_t application_id, struct growth *ret, struct err *err)
{
	struct posting_skill *skills;
	struct application app;
	struct goal g;
	struct plan p;
	bool found;
	size_t n;

	*ret = (struct growth){0};
	if (application_id == 0)
		return true;
	if (!goal_get(c, &g, &found, err) || !application_get(c, application_id, &app, err))
		return false;
	if (!found || app.posting_id == 0)
		return true;
	if (!posting_skills(c, app.posting_id, &skills, &n, err) || !plan_make(c, &p, err))
		return false;
	*ret = growth_of(c->a, c->map, &p, skills, n);
	return true;
}
