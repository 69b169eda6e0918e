#include "domain/plan/demand.h"

#include <math.h>

#include "base/vec.h"
#include "db/db.h"
#include "domain/skill/map.h"

/* Level asked of a skill that the role does not name. */
#define LEVEL_DEFAULT 2
/* The weight from which a skill outside the role is asked at LEVEL_DEFAULT rather than to be explained. */
#define WEIGHT_USED 0.25

/* How many of the newest postings name each skill; their rows come posting by posting. */
static bool
read_postings(struct ctx *c, struct str role, struct demand *d, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	int64_t last = 0;
	bool row;

	if (!db_prepare(c->db, Q_DEMAND_SKILLS, &st, err))
		return false;
	db_bind_text(st, "role", role);
	db_bind_i64(st, "n", DEMAND_NEWEST);
	for (;;) {
		int64_t id;
		int k;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		id = db_col_i64(st, 0);
		d->n_postings += id != last;
		last = id;
		k = map_skill(c->map, db_col_text(st, 1));
		if (k == MAP_NONE)
			continue;
		d->skills[k].n++;
		d->skills[k].n_required += db_col_i64(st, 2) != 0;
	}
	for (size_t k = 0; k < c->map->n_skills && d->n_postings > 0; k++)
		d->skills[k].share = (d->skills[k].n + d->skills[k].n_required) / 2.0 / d->n_postings;
	return true;
}

/* How much lower the postings' shares are than the role's weights, over the role's skills. */
static double
raise_of(const struct role *r, const struct demand *d)
{
	double weights = 0, shares = 0;

	for (size_t i = 0; i < r->n_skills; i++) {
		weights += r->skills[i].weight;
		shares += d->skills[r->skills[i].skill].share;
	}
	return shares > 0 ? fmin(fmax(weights / shares, 1), DEMAND_RAISE_MAX) : 1;
}

bool
demand_get(struct ctx *c, const struct goal *g, struct demand *ret, struct err *err)
{
	const struct role *r = &c->map->roles[g->role];
	double sum = 0, moved = 0;

	*ret = (struct demand){.skills = ARENA_ARRAY(c->a, c->map->n_skills, struct demand_skill)};
	if (!read_postings(c, r->id, ret, err))
		return false;
	ret->few = ret->n_postings < DEMAND_FEW;
	for (size_t i = 0; i < r->n_skills; i++) {
		ret->skills[r->skills[i].skill].role_weight = r->skills[i].weight;
		ret->skills[r->skills[i].skill].level = r->skills[i].level;
	}
	ret->raised = raise_of(r, ret);
	for (size_t k = 0; k < c->map->n_skills; k++) {
		struct demand_skill *s = &ret->skills[k];
		double n = fmin(ret->n_postings, DEMAND_FULL), asked = fmin(ret->raised * s->share, 1);

		s->weight = (DEMAND_PRIOR * s->role_weight + n * asked) / (DEMAND_PRIOR + n);
		sum += s->role_weight;
		moved += fabs(s->weight - s->role_weight);
		if (s->weight < DEMAND_MIN) {
			s->weight = 0;
			s->level = 0;
		} else if (s->level == 0) {
			s->level = s->weight >= WEIGHT_USED ? LEVEL_DEFAULT : 1;
		}
	}
	ret->moved = sum > 0 ? moved / sum : 0;
	return true;
}

void
need_closure(const struct map *m, const struct demand_skill *d, int *need)
{
	for (size_t k = 0; k < m->n_skills; k++)
		need[k] = d[k].level;
	need_close(m, need);
}

/* For each skill the most wanted one that needs it, directly or through others; MAP_NONE for none. */
static void
needed_for(const struct map *m, const struct demand_skill *d, const int *need, int *ret)
{
	for (size_t k = 0; k < m->n_skills; k++)
		ret[k] = MAP_NONE;
	for (size_t i = m->n_skills; i-- > 0;) {
		int k = m->order[i];
		int best = ret[k] != MAP_NONE && d[ret[k]].weight > d[k].weight ? ret[k] : k;

		for (size_t e = 0; e < m->skills[k].n_edges; e++) {
			const struct skill_edge *edge = &m->skills[k].edges[e];
			int *slot = &ret[edge->skill];

			if (edge->hard && need[k] >= edge->for_level && d[best].weight > 0 &&
			    (*slot == MAP_NONE || d[best].weight > d[*slot].weight))
				*slot = best;
		}
	}
}

static int
by_weighted_gap(const void *x, const void *y)
{
	const struct gap *a = x, *b = y;
	double ga = a->weight * a->gap, gb = b->weight * b->gap;

	if (ga != gb)
		return ga < gb ? 1 : -1;
	if (a->gap != b->gap)
		return a->gap < b->gap ? 1 : -1;
	return (a->skill > b->skill) - (a->skill < b->skill);
}

bool
gap_get(struct ctx *c, const struct demand *d, const struct ability *abilities, struct gap_list *ret, struct err *err)
{
	size_t n = c->map->n_skills;
	int *need = ARENA_ARRAY(c->a, n, int), *why = ARENA_ARRAY(c->a, n, int);
	VEC(struct gap) gaps = {0};
	double met = 0, asked = 0;

	(void)err;
	need_closure(c->map, d->skills, need);
	needed_for(c->map, d->skills, need, why);
	for (size_t k = 0; k < n; k++) {
		const struct ability *a = &abilities[k];
		const struct demand_skill *s = &d->skills[k];

		if (need[k] == 0)
			continue;
		*VEC_PUSH(c->a, &gaps) = (struct gap){.skill = (int)k,
		                                      .weight = s->weight,
		                                      .need = need[k],
		                                      .direct = s->level,
		                                      .have = a->have,
		                                      .sd = a->sd,
		                                      .gap = fmax(0, need[k] - a->have),
		                                      .needed_for = why[k],
		                                      .freshness = a->freshness,
		                                      .level = a->level,
		                                      .shown = a->shown};
		met += s->weight * fmin(a->have, s->level);
		asked += s->weight * s->level;
	}
	if (gaps.n > 1)
		qsort(gaps.p, gaps.n, sizeof(*gaps.p), by_weighted_gap);
	*ret = (struct gap_list){gaps.p, gaps.n, asked > 0 ? met / asked : 0};
	return true;
}

static int
by_part(const void *x, const void *y)
{
	const struct match_skill *a = x, *b = y;

	if (a->required != b->required)
		return a->required ? -1 : 1;
	if (a->part != b->part)
		return a->part < b->part ? -1 : 1;
	return (a->skill > b->skill) - (a->skill < b->skill);
}

struct match
match_of(struct arena *a, const struct map *m, int role, const int *skills, const bool *required, size_t n,
         const struct ability *abilities)
{
	struct match r = {.skills = ARENA_ARRAY(a, n, struct match_skill), .n = n};
	double met = 0, sum = 0;

	for (size_t i = 0; i < n; i++) {
		struct match_skill *s = &r.skills[i];
		double weight = required[i] ? 1.0 : 0.5;

		*s = (struct match_skill){.skill = skills[i], .required = required[i], .level = LEVEL_DEFAULT};
		for (size_t j = 0; role != MAP_NONE && j < m->roles[role].n_skills; j++)
			if (m->roles[role].skills[j].skill == skills[i])
				s->level = m->roles[role].skills[j].level;
		s->have = abilities[skills[i]].have;
		s->part = fmin(1, s->have / s->level);
		met += weight * s->part;
		sum += weight;
	}
	if (n > 1)
		qsort(r.skills, n, sizeof(*r.skills), by_part);
	r.score = sum > 0 ? met / sum : 0;
	return r;
}
