/*
 * The time of one plan, in process: bench_plan DATABASE [TIMES] prints the median in ms, the fastest and the slowest,
 * and how many postings it counted. Each turn begins with an empty arena, as a request does; the connection stays.
 */
#include "domain/plan/plan.h"
#include "base/content.h"
#include "base/num.h"
#include "db/db.h"
#include "domain/skill/map.h"

#define TIMES_MAX 1000

static int
by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static bool
turn(struct ctx c, double *ret_ms, int *ret_postings, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)512 << 20);
	struct plan p;
	int64_t begin = clock_monotonic_us();

	c.a = &a;
	if (!plan_make(&c, &p, err))
		return false;
	*ret_ms = (double)(clock_monotonic_us() - begin) / 1000;
	*ret_postings = p.demand.n_postings;
	return true;
}

static bool
run(int argc, char **argv, struct err *err)
{
	CLEANUP(arena_release) struct arena life = ARENA((size_t)256 << 20);
	struct ctx c = {0};
	struct map *map;
	double ms[TIMES_MAX];
	int64_t times = 41;
	int postings = 0;

	if (argc > 2 && !num_parse_i64(str_of(argv[2]), 1, TIMES_MAX, "TIMES", &times, err))
		return false;
	if (!clock_init(&c.clock, err) || !map_load(&life, content_files, content_files_n, &map, err) ||
	    !db_open(argv[1], (struct db_options){0}, &c.db, err))
		return false;
	db_set_account(c.db, 1);
	c.map = map;
	for (int64_t i = 0; i < times; i++) {
		if (!turn(c, &ms[i], &postings, err)) {
			db_close(c.db);
			return false;
		}
	}
	db_close(c.db);
	qsort(ms, (size_t)times, sizeof(*ms), by_value);
	printf("%.1f %.1f %.1f %d\n", ms[times / 2], ms[0], ms[times - 1], postings);
	return true;
}

int
main(int argc, char **argv)
{
	struct err err = {0};

	if (argc < 2) {
		fputs("usage: bench_plan DATABASE [TIMES]\n", stderr);
		return 2;
	}
	if (run(argc, argv, &err))
		return 0;
	fprintf(stderr, "bench_plan: %s\n", err.text);
	return 1;
}
