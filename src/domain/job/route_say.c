/* Routes in words. */
#include <math.h>

#include "base/strbuf.h"
#include "domain/job/route.h"

/* Below this a part is not spoken of. */
#define MONTHS_MIN 0.05

size_t
route_rows(const struct route_parts *p, struct route_row ret[static ROUTE_ROWS_MAX])
{
	const struct route_row all[ROUTE_ROWS_MAX] = {
	    {"skills to learn", p->skills},
	    {"the move itself", p->step},
	    {"a role not held before", p->role},
	    {"less at a small company", p->size_off},
	    {"the industry's distance", p->industry},
	    {"an industry you know", p->known_off},
	    {"both at once", p->both},
	    {"people you know there", p->people_off},
	    {"a company of another size", p->size},
	};
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		if (fabs(all[i].months) >= MONTHS_MIN)
			ret[n++] = all[i];
	return n;
}

/* The parts as they are compared: what is taken off stands with what it is taken off from. */
enum { BY_SKILLS, BY_MOVES, BY_ROLE, BY_INDUSTRY, BY_BOTH, BY_PEOPLE, BY_SIZE, BY__COUNT };

static void
sum_parts(const struct route_way *w, double sum[static BY__COUNT])
{
	for (size_t i = 0; i < w->n; i++) {
		const struct route_parts *p = &w->legs[i].parts;

		sum[BY_SKILLS] += p->skills;
		sum[BY_MOVES] += p->step;
		sum[BY_ROLE] += p->role + p->size_off;
		sum[BY_INDUSTRY] += p->industry + p->known_off;
		sum[BY_BOTH] += p->both;
		sum[BY_PEOPLE] += p->people_off;
		sum[BY_SIZE] += p->size;
	}
}

/* The parts whose difference has the sign, largest first, after the verb. */
static void
say_side(struct strbuf *out, const double diff[static BY__COUNT], int sign, const char *verb)
{
	static const char *const words[BY__COUNT] = {
	    "skills", "moves", "the new role", "the industry", "both at once", "people known", "the company's size"};
	bool said[BY__COUNT] = {false};

	for (size_t n = 0; n < BY__COUNT; n++) {
		int best = -1;

		for (int i = 0; i < BY__COUNT; i++)
			if (!said[i] && sign * diff[i] >= MONTHS_MIN &&
			    (best < 0 || sign * diff[i] > sign * diff[best]))
				best = i;
		if (best < 0)
			return;
		said[best] = true;
		if (n == 0 && out->n > 0)
			strbuf_addz(out, "; ");
		strbuf_printf(out, "%s%.1f for %s", n == 0 ? verb : ", ", sign * diff[best], words[best]);
	}
}

struct str
route_compare(struct arena *a, const struct route_way *way, const struct route_way *other)
{
	double mine[BY__COUNT] = {0}, theirs[BY__COUNT] = {0};
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(1024);

	sum_parts(way, mine);
	sum_parts(other, theirs);
	for (int i = 0; i < BY__COUNT; i++)
		mine[i] -= theirs[i];
	say_side(&out, mine, -1, "saves ");
	say_side(&out, mine, 1, "pays ");
	return arena_str(a, strbuf_str(&out));
}
