/*
 * Ability: what a person has shown for a skill, 0 to 3, with an uncertainty; and freshness, the probability that it is
 * still recalled.
 *
 * Each skill has a probability over the levels 0..3. It begins at ability_prior and is multiplied by the likelihood of
 * every piece of evidence: evidence of a kind at level L is certain for those at L or above, has probability `slip` one
 * level below, slip^2 two below (Bayes' rule over four levels). A claim weighs little because its slip is large. Of
 * presets and claims only the newest counts, and repeated evidence of one kind at one level counts three times at most,
 * so that saying something often does not make it true.
 *
 * Freshness follows the forgetting curve of FSRS-6 (decay w20 = 0.1542): R = (1 + f t / S)^-w20, f = 0.9^(-1/w20) - 1,
 * with t the days since the skill was last practised and the stability S growing with the number of days on which it
 * was.
 */
#ifndef DOMAIN_SKILL_ABILITY_H
#define DOMAIN_SKILL_ABILITY_H

#include "domain/skill/evidence.h"
#include "domain/skill/map.h"

struct ability {
	double p[SKILL_LEVELS + 1]; /* probability of each level */
	double mean;                /* 0..3 */
	double sd;
	int level;         /* what gates go by: the highest level with P(at least it) >= 0.5, or the one claimed: the
	                      person's own word opens a gate, though it moves the mean little */
	int claimed;       /* the level of the newest preset or claim; 0 without */
	bool shown;        /* there is evidence besides a preset or claim */
	double freshness;  /* 0..1; 1 for what was never learnt */
	double have;       /* mean, faded: mean (0.6 + 0.4 freshness); relearning is quicker than learning */
	int minutes;       /* spent on it, all time */
	int minutes_since; /* spent since the newest evidence that raised it */
	int32_t last_day;  /* last practised; DAY_NONE for never */
};

/* The forgetting curve: t days after the last practice, stability in days. */
double ability_retention(double t_days, double stability);

/* The ability of one skill from its evidence and minutes, oldest first, as of a day. Pure. */
struct ability ability_of(const struct evidence *e, size_t n_e, const struct minutes *m, size_t n_m, int skill,
                          int32_t today);

/* Every skill of the map, from the database; an array of map->n_skills in the arena. */
bool ability_all(struct ctx *c, struct ability **ret, struct err *err) MUST_USE;

#endif
