/* What is computed from a posting's words. */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "posting_impl.h"

static uint64_t
hash_or_none(struct str s)
{
	uint64_t h = str_hash(s);

	return s.n == 0 ? 0 : h == 0 ? 1 : h;
}

void
face_of_keys(struct str url_key, struct str company_key, struct str title_key, struct same_face *ret)
{
	ret->url = hash_or_none(url_key);
	ret->host = hash_or_none(same_url_host(url_key));
	ret->url_is_one_job = same_url_is_one_job(url_key);
	ret->company = hash_or_none(company_key);
	ret->title = hash_or_none(title_key);
}

void
derive_keys(struct arena *a, const struct posting_record *r, struct posting_derived *d)
{
	struct str company = utf8_clip(same_company_key(a, utf8_clip(r->company, COMPANY_KEEP)), KEY_KEEP);
	struct str place = utf8_clip(r->place, PLACE_KEEP);

	fold_text(a, r->title, &d->title);
	fold_text(a, place, &d->place);
	fold_text(a, r->text, &d->text);
	d->url_key = utf8_clip(same_url_key(a, r->url), URL_KEEP);
	d->title_key = utf8_clip(same_title_key(a, utf8_clip(r->title, TITLE_KEEP), place), KEY_KEEP);
	d->job_key = same_job_key(a, company, d->title_key);
	d->face = (struct same_face){
	    .place = same_place_hash(place),
	    .text = same_text_hash(&d->text),
	    .simhash = same_simhash(&d->text),
	    .posted_day = r->posted_day,
	};
	face_of_keys(d->url_key, company, d->title_key, &d->face);
}

/* One row a skill: how often it is asked for, and whether anywhere as required. */
static void
gather_skills(struct arena *a, const struct map *m, const struct extraction *x, struct posting_derived *d)
{
	struct posting_skill *of = ARENA_ARRAY(a, m->n_skills, struct posting_skill);
	size_t n = 0;

	for (size_t i = 0; i < x->n_mentions; i++) {
		const struct skill_mention *mention = &x->mentions[i];

		if (mention->skill < 0 || (size_t)mention->skill >= m->n_skills || !mention_is_demand(mention))
			continue;
		of[mention->skill].n++;
		of[mention->skill].required |= mention->required;
	}
	for (size_t i = 0; i < m->n_skills; i++) {
		if (of[i].n == 0)
			continue;
		of[n] = of[i];
		of[n++].skill = (int)i;
	}
	d->skills = of;
	d->n_skills = n;
}

static int
read_role(struct arena *a, const struct map *m, const struct job_reader *rd, const struct posting_derived *d)
{
	double *has = ARENA_ARRAY(a, m->n_skills, double);
	int role = job_role_of_title(rd, &d->title);

	for (size_t i = 0; i < d->n_skills; i++)
		has[d->skills[i].skill] = d->skills[i].required ? 1 : 0.5;
	return role != MAP_NONE ? role : job_role_of_skills(m, has);
}

/* Title, company, place and skills, folded, for LIKE. */
static struct str
search_text(struct arena *a, const struct map *m, const struct posting_record *r, const struct posting_derived *d)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(SEARCH_KEEP * 4);

	strbuf_add(&out, fold_line(a, utf8_clip(r->title, TITLE_KEEP)));
	strbuf_byte(&out, ' ');
	strbuf_add(&out, fold_line(a, utf8_clip(r->company, 200)));
	strbuf_byte(&out, ' ');
	strbuf_add(&out, fold_line(a, utf8_clip(r->place, 200)));
	for (size_t i = 0; i < d->n_skills; i++) {
		const struct skill *s = &m->skills[d->skills[i].skill];

		strbuf_byte(&out, ' ');
		strbuf_add(&out, fold_line(a, s->short_name.n > 0 ? s->short_name : s->name));
	}
	return arena_str(a, utf8_clip(strbuf_str(&out), SEARCH_KEEP));
}

bool
derive_meaning(struct arena *a, const struct map *m, const struct job_reader *rd, const struct extractor *ex,
               const struct posting_record *r, struct posting_derived *d, struct err *err)
{
	struct str company = utf8_clip(r->company, COMPANY_KEEP);
	struct fold company_words;

	d->skills = NULL;
	d->n_skills = 0;
	/* A list's row has a title only; reading skills from titles would make its jobs look as if they asked for
	 * little. */
	if (d->text.n >= SAME_SHINGLE_MIN) {
		struct extraction x;

		if (!extract_run(ex, a, r->text, EXTRACT_PLAIN, &x, err))
			return false;
		gather_skills(a, m, &x, d);
	}
	d->role = read_role(a, m, rd, d);
	fold_text(a, company, &company_words);
	d->industry = job_industry(rd, a, &company_words, &d->text);
	d->search = search_text(a, m, r, d);
	return true;
}

bool
skills_store(struct ctx *c, int64_t id, const struct posting_derived *d, bool clear, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (clear) {
		CLEANUP(db_done) struct db_stmt *old = NULL;

		if (!db_prepare(c->db, Q_POSTING_SKILL_CLEAR, &old, err))
			return false;
		db_bind_i64(old, "posting_id", id);
		if (!db_run(old, err))
			return false;
	}
	if (d->n_skills == 0)
		return true;
	if (!db_prepare(c->db, Q_POSTING_SKILL_ADD, &st, err))
		return false;
	for (size_t i = 0; i < d->n_skills; i++) {
		db_bind_i64(st, "posting_id", id);
		db_bind_text(st, "skill", c->map->skills[d->skills[i].skill].id);
		db_bind_i64(st, "required", d->skills[i].required);
		db_bind_i64(st, "n", d->skills[i].n);
		if (!db_run(st, err))
			return false;
	}
	return true;
}
