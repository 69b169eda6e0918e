#include "read.h"

#include <math.h>

struct job_reader {
	struct phrase_table *titles; /* value: role */
	struct phrase_table *words;  /* value: industry << 12 | index of the word */
	const struct map *map;
	int software; /* the industry that gives way */
};

enum { WORDS_PER_INDUSTRY = 1 << 12, INDUSTRY_MIN = 2, ROLE_MIN_SKILLS = 5 };
static const double role_min_cosine = 0.45;

static size_t
count_words(struct arena *a, const struct str *list, size_t n)
{
	size_t words = 0;

	for (size_t i = 0; i < n; i++) {
		struct arena_mark mark = arena_mark(a);
		struct fold f;

		fold_text(a, list[i], &f);
		words += f.n;
		arena_rewind(a, mark);
	}
	return words;
}

static void
add_titles(struct job_reader *rd, struct arena *a, const struct map *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n_roles; i++)
		n += count_words(a, m->roles[i].titles, m->roles[i].n_titles);
	rd->titles = phrase_table_new(a, n);
	for (size_t i = 0; i < m->n_roles; i++)
		for (size_t k = 0; k < m->roles[i].n_titles && !m->roles[i].start_only; k++)
			phrase_add(rd->titles, a, m->roles[i].titles[k], (int)i);
}

static void
add_words(struct job_reader *rd, struct arena *a, const struct map *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n_industries; i++)
		n += count_words(a, m->industries[i].words, m->industries[i].n_words);
	rd->words = phrase_table_new(a, n);
	for (size_t i = 0; i < m->n_industries; i++)
		for (size_t k = 0; k < m->industries[i].n_words && k < WORDS_PER_INDUSTRY; k++)
			phrase_add(rd->words, a, m->industries[i].words[k], (int)(i * WORDS_PER_INDUSTRY + k));
}

struct job_reader *
job_reader_new(struct arena *a, const struct map *m)
{
	struct job_reader *rd = ARENA_NEW(a, struct job_reader);

	rd->map = m;
	rd->software = map_industry(m, STR("software"));
	add_titles(rd, a, m);
	add_words(rd, a, m);
	return rd;
}

int
job_role_of_title(const struct job_reader *rd, const struct fold *title)
{
	int role;

	for (size_t i = 0; i < title->n; i++)
		if (phrase_at(rd->titles, title, i, &role) > 0)
			return role;
	return MAP_NONE;
}

/* Communication and teamwork are asked for in every office; they do not tell a role. */
static bool
tells_role(const struct map *m, size_t skill)
{
	return !str_starts(m->skills[skill].id, STR("co."));
}

int
job_role_of_skills(const struct map *m, const double *has)
{
	double norm = 0, best = role_min_cosine;
	size_t n = 0;
	int role = MAP_NONE;

	for (size_t i = 0; i < m->n_skills; i++) {
		if (!tells_role(m, i))
			continue;
		norm += has[i] * has[i];
		n += has[i] > 0;
	}
	if (n < ROLE_MIN_SKILLS)
		return MAP_NONE;
	for (size_t i = 0; i < m->n_roles; i++) {
		const struct role *r = &m->roles[i];
		double dot = 0, own = 0;

		for (size_t k = 0; k < r->n_skills; k++) {
			if (!tells_role(m, (size_t)r->skills[k].skill))
				continue;
			dot += r->skills[k].weight * has[r->skills[k].skill];
			own += r->skills[k].weight * r->skills[k].weight;
		}
		if (own > 0 && !r->start_only && dot / sqrt(own * norm) >= best) {
			best = dot / sqrt(own * norm);
			role = (int)i;
		}
	}
	return role;
}

struct industry_count {
	unsigned char *seen; /* by industry and word */
	size_t *n;
};

static void
count_industries(const struct job_reader *rd, const struct fold *f, struct industry_count *c)
{
	for (size_t i = 0; i < f->n;) {
		int v = 0;
		size_t n = phrase_at(rd->words, f, i, &v);

		if (n > 0 && c->seen[v] == 0) {
			c->seen[v] = 1;
			c->n[v / WORDS_PER_INDUSTRY]++;
		}
		i += n > 0 ? n : 1;
	}
}

int
job_industry(const struct job_reader *rd, struct arena *tmp, const struct fold *company, const struct fold *text)
{
	size_t n = rd->map->n_industries;
	struct industry_count c = {ARENA_ARRAY(tmp, n * WORDS_PER_INDUSTRY, unsigned char),
	                           ARENA_ARRAY(tmp, n + 1, size_t)};
	int best = MAP_NONE;

	count_industries(rd, company, &c);
	count_industries(rd, text, &c);
	for (size_t i = 0; i < n; i++)
		if ((int)i != rd->software && c.n[i] >= INDUSTRY_MIN &&
		    (best == MAP_NONE || c.n[i] > c.n[(size_t)best]))
			best = (int)i;
	if (best == MAP_NONE && rd->software != MAP_NONE && c.n[(size_t)rd->software] >= INDUSTRY_MIN)
		best = rd->software;
	return best;
}

void
job_read(const struct posting_record *r, const struct fold *title, const struct fold *place, const struct fold *text,
         struct job_reading *ret)
{
	struct job_pay pay;

	*ret = (struct job_reading){.years_min = -1, .years_max = -1};
	job_read_years(text, &ret->years_min, &ret->years_max);
	ret->seniority = job_read_seniority(title, text, ret->years_min);
	ret->workplace = job_read_workplace(title, place, text);
	ret->employment = job_read_employment(title, text);
	ret->sponsorship = job_read_sponsorship(text);
	job_read_pay(r->text, &pay);
	ret->pay_min = pay.min;
	ret->pay_max = pay.max;
	ret->pay_currency = pay.currency;
	ret->pay_period = pay.period;
}
