/* The map, drawn and as a table; and one skill. */
#include "domain/plan/plan.h"
#include "domain/skill/layout.h"
#include "domain/today/today.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view.h"

#define SKILL_POSTINGS 6

static const char *
tone_of(const struct ability *a, bool fresh)
{
	static const char *const by_ability[] = {"a0", "a1", "a2", "a3"};
	int level = (int)(a->have + 0.5);

	if (!fresh)
		return by_ability[MAX(0, MIN(level, SKILL_LEVELS))];
	if (a->last_day == DAY_NONE || a->mean < 0.5)
		return "f0";
	return a->freshness >= 0.9 ? "f3" : a->freshness >= 0.75 ? "f2" : "f1";
}

/* A name on two lines where it has a space, as even as they come. */
static void
split_name(struct str name, struct str line[2])
{
	size_t best = name.n;

	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == ' ' && MAX(i, name.n - i - 1) < best) {
			best = MAX(i, name.n - i - 1);
			line[0] = str_sub(name, 0, i);
			line[1] = str_sub(name, i + 1, name.n);
		}
	if (best == name.n)
		line[0] = name;
}

static void
fill_nodes(struct page *p, struct map_view *v)
{
	const struct map *m = p->c.map;

	v->nodes = ARENA_ARRAY(p->c.a, map_layout.n_nodes, struct map_node);
	for (size_t i = 0; i < map_layout.n_nodes; i++) {
		const struct layout_node *l = &map_layout.nodes[i];
		int skill = map_skill(m, str_of(l->id));
		const struct ability *a;
		if (skill == MAP_NONE)
			continue;
		a = &v->abilities[skill];
		v->nodes[v->n_nodes] = (struct map_node){
		    .skill = skill,
		    .x = (double)(l->x - l->width / 2),
		    .y = (double)(l->y - l->height / 2),
		    .w = (double)l->width,
		    .h = (double)l->height,
		    .cx = (double)l->x,
		    .cy = (double)l->y,
		    .title = page_printf(p, "%.*s: %s, ability %.1f of 3%s", STR_ARG(m->skills[skill].name),
		                         level_name(a->level), a->have,
		                         v->need != NULL && v->need[skill] > 0 ? ", asked for by your goal" : ""),
		    .tone = tone_of(a, v->fresh),
		    .goal = v->need != NULL && v->need[skill] > 0,
		};
		split_name(skill_label(p, skill), v->nodes[v->n_nodes++].line);
	}
}

static void
mark_week(const struct plan *pl, struct map_view *v)
{
	bool next = true;

	for (size_t k = 0; k < pl->n_tasks; k++)
		for (size_t i = 0; i < v->n_nodes; i++)
			if (v->nodes[i].skill == pl->tasks[k].skill) {
				v->nodes[i].week = v->week = true;
				v->nodes[i].next = next && !task_is_done(&pl->tasks[k]);
				next = next && !v->nodes[i].next;
			}
}

static void
fill_edges(struct page *p, struct map_view *v)
{
	const struct map *m = p->c.map;

	v->edges = ARENA_ARRAY(p->c.a, map_layout.n_edges, struct map_edge);
	for (size_t i = 0; i < map_layout.n_edges; i++) {
		const struct layout_edge *e = &map_layout.edges[i];
		int to = map_skill(m, str_of(e->to));
		struct strbuf d = STRBUF(1 << 16);
		for (size_t k = 0; k < e->n; k++)
			strbuf_printf(&d, "%s%.1f %.1f",
			              k == 0   ? "M"
			              : k == 1 ? "C"
			                       : " ",
			              (double)e->points[k].x, (double)e->points[k].y);
		v->edges[v->n_edges++] = (struct map_edge){.d = arena_str(p->c.a, strbuf_str(&d)),
		                                           .goal = v->need != NULL && to >= 0 && v->need[to] > 0};
		strbuf_release(&d);
	}
}

/* The goal's plan and the levels it needs; *ret_need stays NULL without a goal. */
static bool
goal_needs(struct page *p, struct plan *ret_plan, const int **ret_need, struct err *err)
{
	struct goal g;
	bool found;
	int *need;

	*ret_need = NULL;
	if (!goal_get(&p->c, &g, &found, err))
		return false;
	if (!found)
		return true;
	if (!plan_make(&p->c, ret_plan, err))
		return false;
	need = ARENA_ARRAY(p->c.a, p->c.map->n_skills, int);
	need_closure(p->c.map, ret_plan->demand.skills, need);
	*ret_need = need;
	return true;
}

bool
page_map(struct page *p, struct err *err)
{
	struct map_view v = {.width = (double)map_layout.width,
	                     .height = (double)map_layout.height,
	                     .fresh = str_eq(query_str(p, "by"), STR("freshness")),
	                     .whole = query_str(p, "whole").n > 0};
	struct plan pl = {0};
	struct ability *abilities;

	if (!goal_needs(p, &pl, &v.need, err) || !ability_all(&p->c, &abilities, err))
		return false;
	v.abilities = abilities;
	fill_nodes(p, &v);
	fill_edges(p, &v);
	mark_week(&pl, &v);
	page_begin(p, NAV_MAP, "Map");
	tmpl_map(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
skill_records(struct page *p, int skill, struct skill_view *v, struct err *err)
{
	struct evidence *e;
	struct minutes *m;
	size_t n_e;
	size_t n_m;

	if (!evidence_list(&p->c, &e, &n_e, err) || !minutes_list(&p->c, &m, &n_m, err))
		return false;
	v->evidence = ARENA_ARRAY(p->c.a, n_e, struct evidence);
	v->minutes = ARENA_ARRAY(p->c.a, n_m, struct minutes);
	for (size_t i = 0; i < n_e; i++)
		if (e[i].skill == skill)
			v->evidence[v->n_evidence++] = e[i];
	for (size_t i = 0; i < n_m; i++)
		if (m[i].skill == skill)
			v->minutes[v->n_minutes++] = m[i];
	return true;
}

static void
skill_opens(struct page *p, int skill, struct skill_view *v)
{
	const struct map *m = p->c.map;

	v->opens = ARENA_ARRAY(p->c.a, m->n_skills, int);
	for (size_t i = 0; i < m->n_skills; i++)
		for (size_t k = 0; k < m->skills[i].n_edges; k++)
			if (m->skills[i].edges[k].skill == skill && m->skills[i].edges[k].hard) {
				v->opens[v->n_opens++] = (int)i;
				break;
			}
}

bool
page_skill(struct page *p, struct err *err)
{
	struct str id = p->arg.n > 0 && p->failed == NULL ? p->arg : form_str(p, "skill");
	struct skill_view v = {.n_goal_postings = -1};
	struct posting_filter filter = {.skill = id, .firsts = true};
	struct posting_after start = {0};
	struct plan plan;
	struct ability *abilities;
	const int *need;
	int skill;

	if (!map_skill_get(p->c.map, id, &skill, err) || !ability_all(&p->c, &abilities, err) ||
	    !goal_needs(p, &plan, &need, err) || !skill_records(p, skill, &v, err) ||
	    !posting_list(&p->c, &filter, start, SKILL_POSTINGS, &v.postings, &v.n_postings, err))
		return false;
	v.ability = &abilities[skill];
	if (need != NULL) {
		v.need = need[skill];
		v.n_goal_postings = plan.demand.n_postings;
		v.demand = plan.demand.skills[skill].weight > 0 ? &plan.demand.skills[skill] : NULL;
	}
	skill_opens(p, skill, &v);
	page_begin_str(p, NAV_MAP, p->c.map->skills[skill].name);
	tmpl_skill(p->out, p, skill, &v);
	if (!skill_said_section(p, skill, err))
		return false;
	page_end(p);
	return true;
}
