/*
 * Ability: what a person has shown for a skill, 0 to 3, with an uncertainty; and freshness, the probability that it is
 * still recalled.
 *
 * Each skill has a probability over the levels 0..3. It begins at ABILITY_PRIOR and is multiplied by the likelihood of
 * every piece of evidence: evidence of a kind at level L is certain for those at L or above, has probability `slip` one
 * level below, slip^2 two below (Bayes' rule over four levels). A claim weighs little because its slip is large. Of
 * presets and claims only the newest counts (by when it was said, not by the day it speaks of), and repeated evidence
 * of one kind at one level counts ABILITY_REPEATS times at most, so that saying something often does not make it true.
 * A course alone does not show that one can build: P(3) stays just below one half.
 *
 * Freshness follows FSRS-6 with its default weights: R(t, S) = (1 + f t / S)^-w20, f = 0.9^(-1/w20) - 1, with t the
 * days since the skill was last practised. Every day of practice (minutes or evidence) counts as one review graded Good
 * at difficulty 5: S' = S (1 + e^w8 6 S^-w9 (e^(w10 (1 - R)) - 1)), so that days far apart strengthen more than a
 * crammed week. The first day gives S = w2. Practice of a skill practises what it covers: with share w a covered skill
 * that was learnt before gets S <- S (S'/S)^w and last <- last + w (now - last). The share of a chain of covers is the
 * product of its weights, the largest over all chains of at most three, and none below 0.1. Covering never counts as
 * evidence.
 *
 * Judgement, not measurement: the prior, the slips, that a skill behaves like a card of difficulty 5, and that evidence
 * of a level vouches for a stability of 30, 90 or 270 days at levels 1, 2 and 3 (who can use a thing has practised it
 * on more days than this program knows of).
 */
#ifndef DOMAIN_SKILL_ABILITY_H
#define DOMAIN_SKILL_ABILITY_H

#include "domain/skill/evidence.h"
#include "domain/skill/map.h"

#define ABILITY_PRIOR                                                                                                  \
	{                                                                                                              \
		0.70, 0.18, 0.09, 0.03                                                                                 \
	}
#define ABILITY_REPEATS 3
/* have = mean (ABILITY_FLOOR + (1 - ABILITY_FLOOR) freshness): relearning is quicker than learning. */
#define ABILITY_FLOOR 0.6

struct ability {
	double p[SKILL_LEVELS + 1]; /* probability of each level */
	double mean;                /* 0..3 */
	double sd;
	int level;         /* what gates go by: the highest level with P(at least it) >= 0.5, or the one claimed: the
	                      person's own word opens a gate, though it moves the mean little */
	int claimed;       /* the level of the newest preset or claim; 0 without */
	bool shown;        /* there is evidence besides a preset or claim */
	double freshness;  /* 0..1; 1 for what is not held at any level */
	double stability;  /* days in which freshness falls to 0.9; 0 when never practised */
	double have;       /* what can be counted on: mean, faded; 0 while nothing vouches for the skill */
	int minutes;       /* spent on it, all time */
	int minutes_since; /* spent since level last rose: they count towards the next one */
	int32_t last_day;  /* last practised itself; DAY_NONE for never */
};

/* The forgetting curve: t days after the last practice, stability in days. */
double ability_retention(double t_days, double stability);

/* Every skill's ability as of a day, from evidence and minutes, each in the order of evidence_list and minutes_list
 * (by day, then as recorded). One pass over both. An array of m->n_skills in the arena. Pure. */
struct ability *ability_compute(struct arena *a, const struct map *m, const struct evidence *e, size_t n_e,
                                const struct minutes *min, size_t n_min, int32_t today) MUST_USE;

/* The same from the database, as of today. */
bool ability_all(struct ctx *c, struct ability **ret, struct err *err) MUST_USE;

#endif
