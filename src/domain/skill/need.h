/*
 * What the hard edges of the map ask for.
 */
#ifndef DOMAIN_SKILL_NEED_H
#define DOMAIN_SKILL_NEED_H

#include "domain/skill/map.h"

/* Somebody in a role has its skills from this weight on: what the way of a plan and the gap of a route count. */
#define NEED_WAY_WEIGHT 0.4

/* Raises the levels in need (map->n_skills of them) by what the hard edges ask for them, transitively. Pure. */
void need_close(const struct map *m, int *need);

#endif
