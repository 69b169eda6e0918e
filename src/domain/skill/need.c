#include "domain/skill/need.h"

void
need_close(const struct map *m, int *need)
{
	/* map->order has prerequisites first, so walking it backwards reaches every skill before what it needs. */
	for (size_t i = m->n_skills; i-- > 0;) {
		int k = m->order[i];

		for (size_t e = 0; e < m->skills[k].n_edges; e++) {
			const struct skill_edge *edge = &m->skills[k].edges[e];

			if (edge->hard && need[k] >= edge->for_level)
				need[edge->skill] = MAX(need[edge->skill], edge->asks);
		}
	}
}
