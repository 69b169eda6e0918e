/* The goal: the first run, and changing it. */
#include "base/num.h"
#include "domain/plan/goal.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view.h"

/* The levels a starting point assumes. */
static const int *
preset_levels(struct page *p, int role)
{
	const struct map *m = p->c.map;
	int *levels = ARENA_ARRAY(p->c.a, m->n_skills, int);

	if (role == MAP_NONE)
		return levels;
	for (size_t i = 0; i < m->roles[role].n_skills; i++) {
		const struct role_skill *s = &m->roles[role].skills[i];
		if (m->roles[role].start_only || s->weight >= PRESET_WEIGHT_MIN)
			levels[s->skill] = s->level;
	}
	return levels;
}

/* The starting points that are no job, the one that assumes least first. */
static void
fill_starts(struct page *p, struct first_view *v)
{
	const struct map *m = p->c.map;

	v->starts = ARENA_ARRAY(p->c.a, m->n_roles, int);
	for (size_t i = 0; i < m->n_roles; i++) {
		size_t at = v->n_starts;
		if (!m->roles[i].start_only)
			continue;
		for (; at > 0 && m->roles[v->starts[at - 1]].n_skills > m->roles[i].n_skills; at--)
			v->starts[at] = v->starts[at - 1];
		v->starts[at] = (int)i;
		v->n_starts++;
	}
}

bool
page_first(struct page *p, struct err *err)
{
	struct str role = p->failed != NULL ? form_str(p, "start_role") : query_str(p, "start_role");
	struct first_view v = {.start = role.n > 0 ? map_role(p->c.map, role) : MAP_NONE};

	(void)err;
	if (p->failed == NULL)
		p->kept = &p->req->query;
	v.levels = preset_levels(p, v.start);
	for (size_t i = 0; i < p->c.map->n_skills; i++) {
		v.n_assumed += v.levels[i] > 0;
		v.n_at[v.levels[i]]++;
	}
	fill_starts(p, &v);
	page_begin(p, NAV_NONE, "Where to?");
	tmpl_first(p->out, p, &v);
	page_end(p);
	return true;
}

bool
page_goal(struct page *p, struct err *err)
{
	struct goal g;
	bool found;

	if (!goal_get(&p->c, &g, &found, err))
		return false;
	if (!found) {
		http_resp_redirect(p->resp, STR("/welcome"));
		return true;
	}
	page_begin(p, NAV_PLAN, "Goal");
	tmpl_goal(p->out, p, &g);
	page_end(p);
	return true;
}

/* An id of the map, or none when the field is empty. */
static bool
choice(struct page *p, const char *field, bool (*get)(const struct map *, struct str, int *, struct err *), int *ret,
       struct err *err)
{
	struct str id = form_str(p, field);

	*ret = MAP_NONE;
	if (id.n == 0)
		return true;
	p->problem_field = field;
	if (!get(p->c.map, id, ret, err))
		return false;
	p->problem_field = NULL;
	return true;
}

static bool
read_claims(struct page *p, struct goal_claim **ret, size_t *ret_n, struct err *err)
{
	const struct http_fields *f = &p->req->form;
	struct goal_claim *claims = ARENA_ARRAY(p->c.a, f->n + 1, struct goal_claim);
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		int64_t level;
		if (!str_starts(f->p[i].name, STR("level.")) || f->p[i].value.n == 0)
			continue;
		if (!map_skill_get(p->c.map, str_sub(f->p[i].name, 6, f->p[i].name.n), &claims[n].skill, err) ||
		    !num_parse_i64(f->p[i].value, 0, SKILL_LEVELS, "a level", &level, err))
			return false;
		claims[n++].level = (int)level;
	}
	*ret = claims;
	*ret_n = n;
	return true;
}

static bool
read_goal(struct page *p, struct goal *g, struct err *err)
{
	struct str typed = form_str(p, "hours");
	size_t comma = str_find_byte(typed, ',');
	double hours;

	if (comma < typed.n) /* as half of Europe writes it */
		typed = page_printf(p, "%.*s.%.*s", (int)comma, typed.p, STR_ARG(str_sub(typed, comma + 1, typed.n)));
	*g = (struct goal){.by_day = form_day(p, "by")};
	if (!choice(p, "start_role", map_role_get, &g->start_role, err) ||
	    !choice(p, "start_industry", map_industry_get, &g->start_industry, err) ||
	    !choice(p, "role", map_role_get, &g->role, err) ||
	    !choice(p, "industry", map_industry_get, &g->industry, err))
		return false;
	p->problem_field = "hours";
	if (!num_parse_f64(typed, 0.25, 80, "hours a week", &hours, err))
		return false;
	p->problem_field = NULL;
	g->minutes_per_week = (int)(hours * 60 + 0.5);
	return true;
}

bool
post_first(struct page *p, struct err *err)
{
	struct goal g;
	struct goal_claim *claims;
	size_t n;

	if (!read_goal(p, &g, err) || !read_claims(p, &claims, &n, err) || !goal_set(&p->c, &g, claims, n, err))
		return false;
	page_go(p, STR("/plan"), "goal", 0);
	return true;
}

bool
post_goal(struct page *p, struct err *err)
{
	struct goal g;

	if (!read_goal(p, &g, err) || !goal_set(&p->c, &g, NULL, 0, err))
		return false;
	page_go(p, STR("/plan"), "goal", 0);
	return true;
}
