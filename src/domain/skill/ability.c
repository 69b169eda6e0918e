#include "domain/skill/ability.h"

#include <math.h>

#include "base/date.h"

/* FSRS-6: default weights w2, w8, w9, w10 and w20, and f = 0.9^(-1/w20) - 1. */
#define FSRS_FIRST    2.3065
#define FSRS_GROWTH   1.8722
#define FSRS_SATURATE 0.1666
#define FSRS_SPACING  0.796
#define FSRS_DECAY    0.1542
#define FSRS_FACTOR   0.9803464944134797
#define DIFFICULTY    5.0
#define STABILITY_MAX 3650.0

#define COVER_HOPS 3
#define COVER_MIN  0.1

/* A skill while the records are walked through. */
struct track {
	struct ability a;
	const struct evidence *word; /* the newest preset or claim */
	unsigned char repeats[EVIDENCE__COUNT][SKILL_LEVELS + 1];
	double last; /* the day freshness counts from; moved in part by what covers it */
};

struct walk {
	const struct map *map;
	struct track *tracks;
	double *credit; /* share of skill j practised by skill i, at i * n_skills + j */
};

double
ability_retention(double t_days, double stability)
{
	return pow(1.0 + FSRS_FACTOR * t_days / stability, -FSRS_DECAY);
}

/* The stability after a review graded Good, t days after the last. */
static double
reviewed(double t_days, double stability)
{
	double r = ability_retention(t_days, stability);
	double growth =
	    exp(FSRS_GROWTH) * (11 - DIFFICULTY) * pow(stability, -FSRS_SATURATE) * (exp(FSRS_SPACING * (1 - r)) - 1);

	return fmin(stability * (1 + growth), STABILITY_MAX);
}

/* Multiplies p by the likelihood of one piece of evidence. */
static void
weigh(double p[static SKILL_LEVELS + 1], int level, double slip)
{
	double chance = slip;

	for (int l = level - 1; l >= 0; l--, chance *= slip)
		p[l] *= chance;
}

static bool
is_own_word(const struct evidence *e)
{
	return e->kind == EVIDENCE_PRESET || e->kind == EVIDENCE_CLAIM;
}

/* The probabilities with the person's word; ret sums to one. */
static void
posterior(const struct track *t, double ret[static SKILL_LEVELS + 1])
{
	double sum = 0;

	memcpy(ret, t->a.p, sizeof(t->a.p));
	if (t->word != NULL)
		weigh(ret, t->word->level, evidence_kinds[t->word->kind].slip);
	for (int l = 0; l <= SKILL_LEVELS; l++)
		sum += ret[l];
	for (int l = 0; l <= SKILL_LEVELS; l++)
		ret[l] /= sum;
}

static int
level_of(const struct track *t)
{
	double p[SKILL_LEVELS + 1], above = 0;
	int level = SKILL_LEVELS;

	posterior(t, p);
	for (; level > 0; level--) {
		above += p[level];
		if (above >= 0.5)
			break;
	}
	return MAX(level, t->a.claimed);
}

/* A day's practice of a share of the skill. */
static void
practise_share(struct track *t, int32_t day, double share)
{
	double ago = day - t->last;

	if (ago <= 0)
		return;
	t->a.stability *= pow(reviewed(ago, t->a.stability) / t->a.stability, share);
	t->last += share * ago;
}

/* A day's practice of skill k and of what it covers; once a day. */
static void
practise(const struct walk *w, int k, int32_t day)
{
	struct track *t = &w->tracks[k];
	const double *credit = &w->credit[(size_t)k * w->map->n_skills];

	if (t->a.last_day == day)
		return;
	if (t->a.stability > 0) {
		practise_share(t, day, 1);
	} else {
		t->a.stability = FSRS_FIRST;
		t->last = day;
	}
	t->a.last_day = day;
	for (size_t j = 0; j < w->map->n_skills; j++)
		if (credit[j] > 0 && w->tracks[j].a.stability > 0)
			practise_share(&w->tracks[j], day, credit[j]);
}

static void
take_evidence(const struct walk *w, const struct evidence *e)
{
	static const double vouched[SKILL_LEVELS + 1] = {0, 30, 90, 270};
	struct track *t = &w->tracks[e->skill];
	int before = t->a.level;

	if (!is_own_word(e)) {
		t->a.shown = true;
		if (t->repeats[e->kind][e->level] < ABILITY_REPEATS) {
			t->repeats[e->kind][e->level]++;
			weigh(t->a.p, e->level, evidence_kinds[e->kind].slip);
		}
	} else if (t->word == NULL || e->at_ms >= t->word->at_ms) {
		t->word = e;
		t->a.claimed = e->level;
	} else {
		return;
	}
	t->a.level = level_of(t);
	if (t->a.level > before)
		t->a.minutes_since = 0;
	if (e->level > 0) {
		practise(w, e->skill, e->on_day);
		t->a.stability = fmax(t->a.stability, vouched[e->level]);
	}
}

static void
take_minutes(const struct walk *w, const struct minutes *m)
{
	struct ability *a = &w->tracks[m->skill].a;

	a->minutes += m->minutes;
	a->minutes_since += m->minutes;
	practise(w, m->skill, m->on_day);
}

static void
finish(struct track *t, int32_t today)
{
	double square = 0;

	posterior(t, t->a.p);
	for (int l = 0; l <= SKILL_LEVELS; l++) {
		t->a.mean += l * t->a.p[l];
		square += (double)(l * l) * t->a.p[l];
	}
	t->a.sd = sqrt(fmax(square - t->a.mean * t->a.mean, 0));
	t->a.freshness =
	    t->a.level > 0 && t->a.stability > 0 ? ability_retention(fmax(today - t->last, 0), t->a.stability) : 1;
	if (t->a.shown || t->a.claimed > 0)
		t->a.have = t->a.mean * (ABILITY_FLOOR + (1 - ABILITY_FLOOR) * t->a.freshness);
}

static void
credit_covers(const struct map *m, int k, double share, int hops, double *row)
{
	for (size_t i = 0; i < m->skills[k].n_covers; i++) {
		const struct skill_cover *c = &m->skills[k].covers[i];
		double part = share * c->weight;

		if (part < COVER_MIN)
			continue;
		row[c->skill] = fmax(row[c->skill], part);
		if (hops > 1)
			credit_covers(m, c->skill, part, hops - 1, row);
	}
}

struct ability *
ability_compute(struct arena *a, const struct map *m, const struct evidence *e, size_t n_e, const struct minutes *min,
                size_t n_min, int32_t today)
{
	static const double prior[SKILL_LEVELS + 1] = ABILITY_PRIOR;
	struct walk w = {m, ARENA_ARRAY(a, m->n_skills, struct track),
	                 ARENA_ARRAY(a, m->n_skills * m->n_skills, double)};
	struct ability *all = ARENA_ARRAY(a, m->n_skills, struct ability);

	for (size_t k = 0; k < m->n_skills; k++) {
		memcpy(w.tracks[k].a.p, prior, sizeof(prior));
		w.tracks[k].a.last_day = DAY_NONE;
		credit_covers(m, (int)k, 1, COVER_HOPS, &w.credit[k * m->n_skills]);
		w.credit[k * m->n_skills + k] = 0; /* itself is practised whole */
	}
	for (size_t i = 0, j = 0; i < n_e || j < n_min;) {
		bool first = j == n_min || (i < n_e && (e[i].on_day < min[j].on_day ||
		                                        (e[i].on_day == min[j].on_day && e[i].at_ms < min[j].at_ms)));

		if (first)
			take_evidence(&w, &e[i++]);
		else
			take_minutes(&w, &min[j++]);
	}
	for (size_t k = 0; k < m->n_skills; k++) {
		finish(&w.tracks[k], today);
		all[k] = w.tracks[k].a;
	}
	return all;
}

bool
ability_all(struct ctx *c, struct ability **ret, struct err *err)
{
	struct evidence *e;
	struct minutes *m;
	size_t n_e, n_m;

	if (!evidence_list(c, &e, &n_e, err) || !minutes_list(c, &m, &n_m, err))
		return false;
	*ret = ability_compute(c->a, c->map, e, n_e, m, n_m, ctx_today(c));
	return true;
}
