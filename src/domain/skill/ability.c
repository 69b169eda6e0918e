#include "domain/skill/ability.h"

#include <math.h>

#include "base/date.h"

/* Before any evidence: most people have most skills not yet. */
static const double ability_prior[SKILL_LEVELS + 1] = {0.70, 0.18, 0.09, 0.03};

#define REPEATS_MAX       3
#define FSRS_DECAY        0.1542
#define STABILITY_FIRST   30.0
#define STABILITY_GROWTH  1.5
#define STABILITY_MAX     3650.0
#define FADE_FLOOR        0.6
#define PRACTICE_DAYS_MAX 20

double
ability_retention(double t_days, double stability)
{
	double factor = pow(0.9, -1.0 / FSRS_DECAY) - 1.0;

	return pow(1.0 + factor * t_days / stability, -FSRS_DECAY);
}

/* Multiplies p by the likelihood of one piece of evidence. */
static void
weigh(double p[static SKILL_LEVELS + 1], int level, double slip)
{
	for (int l = 0; l < level; l++)
		p[l] *= pow(slip, level - l);
}

static bool
is_own_word(const struct evidence *e)
{
	return e->kind == EVIDENCE_PRESET || e->kind == EVIDENCE_CLAIM;
}

static void
summarise(struct ability *a)
{
	double sum = 0, square = 0, above = 0;

	for (int l = 0; l <= SKILL_LEVELS; l++)
		sum += a->p[l];
	for (int l = 0; l <= SKILL_LEVELS; l++) {
		a->p[l] /= sum;
		a->mean += l * a->p[l];
		square += (double)(l * l) * a->p[l];
	}
	a->sd = sqrt(fmax(square - a->mean * a->mean, 0));
	for (int l = SKILL_LEVELS; l > 0; l--) {
		above += a->p[l];
		if (above >= 0.5 && l > a->level)
			a->level = l;
	}
}

/* Practice of one list, oldest first: each day counts once, and the last one starts the clock of forgetting. */
static void
practise(struct ability *a, int32_t day, int32_t *previous, int *days)
{
	*days += day != *previous;
	*previous = day;
	a->last_day = MAX(a->last_day, day);
}

struct ability
ability_of(const struct evidence *e, size_t n_e, const struct minutes *m, size_t n_m, int skill, int32_t today)
{
	struct ability a = {.last_day = DAY_NONE, .freshness = 1};
	const struct evidence *word = NULL;
	int repeats[EVIDENCE__COUNT][SKILL_LEVELS + 1] = {0};
	int days = 0;
	int32_t raised = DAY_NONE, day_e = DAY_NONE, day_m = DAY_NONE;

	memcpy(a.p, ability_prior, sizeof(a.p));
	for (size_t i = 0; i < n_e; i++) {
		if (e[i].skill != skill)
			continue;
		if (is_own_word(&e[i])) {
			if (word == NULL || e[i].at_ms >= word->at_ms)
				word = &e[i];
			continue;
		}
		a.shown = true;
		if (repeats[e[i].kind][e[i].level]++ < REPEATS_MAX)
			weigh(a.p, e[i].level, evidence_kinds[e[i].kind].slip);
		practise(&a, e[i].on_day, &day_e, &days);
		raised = MAX(raised, e[i].on_day);
	}
	if (word != NULL) {
		weigh(a.p, word->level, evidence_kinds[word->kind].slip);
		a.claimed = word->level;
		if (word->level > 0)
			practise(&a, word->on_day, &day_e, &days);
	}
	for (size_t i = 0; i < n_m; i++) {
		if (m[i].skill != skill)
			continue;
		a.minutes += m[i].minutes;
		if (m[i].on_day >= raised)
			a.minutes_since += m[i].minutes;
		practise(&a, m[i].on_day, &day_m, &days);
	}
	summarise(&a);
	a.level = MAX(a.level, a.claimed);
	if (a.last_day != DAY_NONE) {
		double s = STABILITY_FIRST * pow(STABILITY_GROWTH, MIN(days, PRACTICE_DAYS_MAX) - 1);

		a.freshness = ability_retention(MAX(today - a.last_day, 0), fmin(s, STABILITY_MAX));
	}
	a.have = a.mean * (FADE_FLOOR + (1 - FADE_FLOOR) * a.freshness);
	return a;
}

bool
ability_all(struct ctx *c, struct ability **ret, struct err *err)
{
	struct evidence *e;
	struct minutes *m;
	size_t n_e, n_m;
	struct ability *all;

	if (!evidence_list(c, &e, &n_e, err) || !minutes_list(c, &m, &n_m, err))
		return false;
	all = ARENA_ARRAY(c->a, c->map->n_skills, struct ability);
	for (size_t k = 0; k < c->map->n_skills; k++)
		all[k] = ability_of(e, n_e, m, n_m, (int)k, ctx_today(c));
	*ret = all;
	return true;
}
