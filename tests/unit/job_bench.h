/*
 * What the tests of postings share: a fresh SQLite file a test, with the content's map and extractor, and a record to
 * begin with.
 */
#ifndef UNIT_JOB_BENCH_H
#define UNIT_JOB_BENCH_H

#include "test.h"

#include <unistd.h>

#include "base/content.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/strbuf.h"
#include "db/db.h"
#include "domain/job/posting.h"
#include "domain/skill/vocab.h"

/* One map for all tests of a program: it is read once and never changes. */
struct job_world {
	struct arena a;
	struct map *map;
	struct extractor *ex;
};

struct job_bench {
	struct arena a;
	char dir[64];
	char *path;
	struct ctx c;
	struct id_source ids;
	struct rng rng;
	const struct extractor *ex;
	struct err err;
};

static inline struct job_world *
world_new(void)
{
	struct job_world *w = calloc(1, sizeof(*w));
	struct err err = {0};
	struct vocab *v;
	struct term_spec *terms;
	size_t n;

	w->a.limit = (size_t)1 << 30;
	if (!map_load(&w->a, content_files, content_files_n, &w->map, &err) ||
	    !vocab_load(&w->a, content_files, content_files_n, &v, &err))
		base_die(err.text);
	terms = vocab_join(&w->a, w->map->terms, w->map->n_terms, v, &n);
	if (!extractor_new(&w->a, terms, n, STR(""), &w->ex, &err))
		base_die(err.text);
	return w;
}

static inline void
world_free(struct job_world *w)
{
	arena_release(&w->a);
	free(w);
}

static inline struct db *
bench_open(struct job_bench *b, const char *name)
{
	struct db *db;

	b->path = fs_join(&b->a, b->dir, name);
	assert_ok(db_open(b->path, (struct db_options){.create = true, .wait_ms = 2000}, &db, &b->err), b->err);
	db_set_account(db, 1);
	db_gate(db, true);
	return db;
}

static inline struct job_bench *
bench_new(const struct job_world *w)
{
	struct job_bench *b = calloc(1, sizeof(*b));

	b->a.limit = (size_t)2 << 30;
	b->ex = w->ex;
	snprintf(b->dir, sizeof(b->dir), "/tmp/cairn-t_job-XXXXXX");
	if (mkdtemp(b->dir) == NULL)
		base_die("no folder for the test");
	id_init(&b->ids);
	rng_seed(&b->rng, 7);
	b->c = (struct ctx){.a = &b->a, .map = w->map, .ids = &b->ids, .rng = &b->rng};
	b->c.clock.fixed_ms = INT64_C(1777629600000); /* 2026-05-01T10:00:00Z */
	b->c.db = bench_open(b, "cairn.db");
	return b;
}

static inline void
bench_free(struct job_bench *b)
{
	char **names;
	size_t n;

	db_close(b->c.db);
	if (fs_list(&b->a, b->dir, &names, &n, NULL))
		for (size_t i = 0; i < n; i++)
			unlink(fs_join(&b->a, b->dir, names[i]));
	rmdir(b->dir);
	arena_release(&b->a);
	free(b);
}

/* bench_free at the end of the scope, after the transactions declared behind it. */
static inline void
bench_end(struct job_bench **b)
{
	bench_free(*b);
}
#define CLEANUP_BENCH CLEANUP(bench_end)

#define ADVERT                                                                                                         \
	"# About the role\nYou will train and ship machine learning models in Python and PyTorch for our payments "    \
	"team.\n\n# Requirements\n- 3+ years of experience with machine learning in production\n- Python, SQL and "    \
	"statistics\n- Experience with Docker and Kubernetes\n\n# Nice to have\n- Spark or Airflow\n\nThis is a "      \
	"hybrid "                                                                                                      \
	"role. Pay: $120,000 - $150,000 a year. We are unable to sponsor visas.\n"

static inline struct posting_record
advert(const char *key, const char *company, const char *title)
{
	return (struct posting_record){
	    .kind = POSTING_GREENHOUSE,
	    .source_key = str_of(key),
	    .url = STR("https://boards.greenhouse.io/acme/jobs/4012345?gh_src=abc"),
	    .company = str_of(company),
	    .title = str_of(title),
	    .place = STR("Berlin; London"),
	    .pay_min = -1,
	    .pay_max = -1,
	    .posted_day = 20500,
	    .closes_day = DAY_NONE,
	    .is_open = true,
	    .text = STR(ADVERT),
	    .source = STR("{}"),
	    .where = STR("job 1"),
	};
}

/* Stores one record in a transaction of its own. */
static inline struct posting_outcome
put_one(struct job_bench *b, struct posting_record r)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct posting_outcome out = {0};
	struct posting_store *s;

	assert_ok(db_tx_begin(b->c.db, &tx, &b->err), b->err);
	assert_ok(posting_store_open(&b->c, b->ex, &s, &b->err), b->err);
	posting_store_file(s, &r, 1);
	assert_ok(posting_put(s, &r, &out, &b->err), b->err);
	assert_ok(db_tx_commit(&tx, &b->err), b->err);
	return out;
}

#endif
