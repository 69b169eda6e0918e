/* Reading every posting again from the words kept. */
#include "domain/job/application.h"
#include "posting_impl.h"

struct rebuild {
	struct ctx *c;
	const struct extractor *ex;
	struct job_reader *rd;
	struct arena tmp;
	struct arena own;
	struct known_set known;
};

static void
record_of(const struct posting *p, struct str text, struct posting_record *ret)
{
	*ret = (struct posting_record){.url = p->url,
	                               .company = p->company,
	                               .title = p->title,
	                               .place = p->place,
	                               .posted_day = p->posted_day,
	                               .text = text};
}

static bool
derived_store(struct rebuild *b, const struct posting *p, const struct posting_derived *d, enum same_relation relation,
              int64_t group, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	const struct map *m = b->c->map;

	if (!db_prepare(b->c->db, Q_POSTING_DERIVED_SET, &st, err))
		return false;
	db_bind_i64(st, "id", p->id);
	db_bind_text(st, "url_key", d->url_key.n > 0 ? d->url_key : STR_NONE);
	db_bind_text(st, "job_key", d->job_key);
	db_bind_text(st, "title_key", d->title_key);
	db_bind_text(st, "role", d->role != MAP_NONE ? m->roles[d->role].id : STR_NONE);
	db_bind_text(st, "industry", d->industry != MAP_NONE ? m->industries[d->industry].id : STR_NONE);
	db_bind_i64(st, "text_hash", (int64_t)d->face.text);
	db_bind_i64(st, "simhash", (int64_t)d->face.simhash);
	db_bind_i64(st, "group_id", group);
	db_bind_text(st, "relation", str_of(same_relation_name(relation)));
	db_bind_text(st, "search", d->search);
	return db_run(st, err) && skills_store(b->c, p->id, d, true, err);
}

/* One posting; those with smaller ids are known already, as they were when it came. */
static bool
rebuild_one(struct rebuild *b, const struct posting *p, struct str text, struct err *err)
{
	struct posting_record r;
	struct posting_derived d;
	struct known k = {.id = p->id, .group = p->id};
	enum same_relation relation;

	record_of(p, text, &r);
	derive_keys(&b->tmp, &r, &d);
	if (!derive_meaning(&b->tmp, b->c->map, b->rd, b->ex, &r, &d, err))
		return false;
	k.face = d.face;
	k.key = known_key(p->kind, p->source_key);
	relation = known_relate(&b->known, &d.face, p->id, &k.group);
	known_add(&b->known, &k);
	return derived_store(b, p, &d, relation, k.group, err);
}

/* The postings behind `after`, at most a hundred; *ret_n 0 at the end. */
static bool
rebuild_some(struct rebuild *b, int64_t *after, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct posting) list = {0};
	VEC(struct str) texts = {0};

	if (!db_prepare(b->c->db, Q_POSTING_WORDS, &st, err))
		return false;
	db_bind_i64(st, "id", *after);
	for (bool row;;) {
		struct posting *p;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		p = VEC_PUSH(&b->tmp, &list);
		posting_row(&b->tmp, st, p);
		*VEC_PUSH(&b->tmp, &texts) = arena_str(&b->tmp, db_col_text(st, POSTING_COLUMNS));
	}
	db_done(&st);
	for (size_t i = 0; i < list.n; i++) {
		if (!rebuild_one(b, &list.p[i], texts.p[i], err))
			return false;
		*after = list.p[i].id;
	}
	*ret_n = list.n;
	return true;
}

static void
release(struct rebuild *b)
{
	arena_release(&b->tmp);
	arena_release(&b->own);
}

bool
posting_rebuild(struct ctx *c, const struct extractor *ex, int64_t *ret_n, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(release)
	struct rebuild b = {.c = c, .ex = ex, .tmp = ARENA((size_t)1 << 30), .own = ARENA((size_t)1 << 30)};
	int64_t after = 0, total = 0, applications;

	b.known.a = &b.own;
	b.rd = job_reader_new(&b.own, c->map);
	if (!db_tx_begin(c->db, &tx, err))
		return false;
	for (size_t n = 1; n > 0; total += (int64_t)n) {
		struct arena_mark mark = arena_mark(&b.tmp);

		if (!rebuild_some(&b, &after, &n, err))
			return false;
		arena_rewind(&b.tmp, mark);
	}
	*ret_n = total;
	return application_rebuild(c, &applications, err) && db_tx_commit(&tx, err);
}
