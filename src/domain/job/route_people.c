/* Whom one knows there. */
#include "db/db.h"
#include "domain/job/route.h"

/* What one person counts: one in the role as one, one beside it as half; through an introduction half of that. */
#define BESIDE     0.5
#define INTRODUCED 0.5

/* The role whose title the words hold, the longest of those; MAP_NONE for none. */
static int
role_of(const struct map *m, struct str title)
{
	size_t best = 0;
	int role = MAP_NONE;

	for (size_t r = 0; r < m->n_roles && title.n > 0; r++)
		for (size_t i = 0; i < m->roles[r].n_titles; i++)
			if (m->roles[r].titles[i].n > best && str_has_ci(title, m->roles[r].titles[i])) {
				best = m->roles[r].titles[i].n;
				role = (int)r;
			}
	return role;
}

static bool
add_people(struct ctx *c, enum query q, double weight, double *people, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	const struct map *m = c->map;

	if (!db_prepare(c->db, q, &st, err))
		return false;
	for (bool row;;) {
		int in, role;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		in = map_industry(m, db_col_text(st, 0));
		if (in == MAP_NONE)
			continue;
		role = role_of(m, db_col_text(st, 1));
		for (size_t r = 0; r < m->n_roles; r++)
			people[r * m->n_industries + (size_t)in] += weight * ((int)r == role ? 1 : BESIDE);
	}
}

bool
route_people(struct ctx *c, double *people, struct err *err)
{
	return add_people(c, Q_ROUTE_PEOPLE, 1, people, err) &&
	       add_people(c, Q_ROUTE_INTRODUCTIONS, INTRODUCED, people, err);
}
