/*
 * Demand: how much the goal asks for a skill. It begins as the role's weights and is moved by the goal's postings as
 * they come in:
 *
 *	weight = (k role_weight + n asked) / (k + n)
 *
 * with n postings, DEMAND_FULL of them at most, and k = DEMAND_PRIOR pseudo-postings of the role. share is the part of
 * the postings that name the skill, 1 where they require it, 1/2 where they prefer it. Adverts leave out much of what
 * they ask (few say that one should be able to work in a team or read a chart), so shares are lower than weights all
 * along the role: asked = min(1, raised share), raised being what makes the shares of the role's skills sum to their
 * weights, between 1 and DEMAND_RAISE_MAX. What postings tell is thus which skills they name more often than others.
 */
#ifndef DOMAIN_PLAN_DEMAND_H
#define DOMAIN_PLAN_DEMAND_H

#include "domain/plan/goal.h"
#include "domain/skill/ability.h"
#include "domain/skill/need.h"

#define DEMAND_PRIOR 8.0
/* More postings than this do not silence the role's weights further: at least a sixth of them stays. */
#define DEMAND_FULL      40.0
#define DEMAND_RAISE_MAX 3.0
/* So many of the goal's postings, the newest, are looked at: enough to know a share to two percent. */
#define DEMAND_NEWEST 1000
/* Fewer postings than this say little; pages and commands say so. */
#define DEMAND_FEW 10
/* A skill weaker than this is not asked for. */
#define DEMAND_MIN 0.10

struct demand_skill {
	double role_weight; /* 0 when the role does not name it */
	double share;       /* of the goal's postings, preferred ones at half; 0 without postings */
	int n;              /* postings that name it */
	int n_required;
	double weight; /* the two together; 0 below DEMAND_MIN */
	int level;     /* asked for; 0 when weight is 0 */
};

struct demand {
	int n_postings; /* looked at */
	bool few;
	double raised; /* what shares are multiplied by, see above; 1 without postings */
	double moved;  /* how far postings moved the role's weights: sum |weight - role_weight| / sum role_weight */
	struct demand_skill *skills; /* map->n_skills of them */
};

bool demand_get(struct ctx *c, const struct goal *g, struct demand *ret, struct err *err) MUST_USE;

/* The gap at one skill. */
struct gap {
	int skill;
	double weight; /* direct demand; 0 for a pure prerequisite */
	int need;      /* level needed, by the demand or as a prerequisite */
	int direct;    /* level the demand itself asks; 0 for a pure prerequisite */
	double have;   /* faded ability */
	double sd;
	double gap;     /* max(0, need - have) */
	int needed_for; /* the most wanted skill it is a prerequisite of, or MAP_NONE */
	double freshness;
	int level;  /* what gates go by */
	bool shown; /* more than the person's word */
};

struct gap_list {
	struct gap *gaps; /* largest weight x gap first, pure prerequisites after them */
	size_t n;
	double met; /* sum of weight x min(have, need) over sum of weight x need, direct demands: 0..1 */
};

/* Demand, and the closure of its hard prerequisites at the levels they are needed, less what the person has. */
bool gap_get(struct ctx *c, const struct demand *d, const struct ability *abilities, struct gap_list *ret,
             struct err *err) MUST_USE;

/* Levels needed per skill: the demand's own, closed. Pure. */
void need_closure(const struct map *m, const struct demand_skill *d, int *need);

/* How well a person fits one posting: sum of weights x min(1, have / level) over the sum; required 1, preferred 1/2. */
struct match_skill {
	int skill;
	bool required;
	int level; /* expected: the role's level, or use */
	double have;
	double part; /* 0..1: how much of it is met */
};
struct match {
	struct match_skill *skills; /* the least met first */
	size_t n;
	double score; /* 0..1; 0 when the posting names no skill */
};
struct match match_of(struct arena *a, const struct map *m, int role, const int *skills, const bool *required, size_t n,
                      const struct ability *abilities);

#endif
