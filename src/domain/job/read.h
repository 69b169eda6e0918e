/*
 * Reading what a posting says besides its skills: seniority, years, workplace, pay, employment, sponsorship, role and
 * industry. Pure functions over a record's fields and plain text; what the source states always goes before what the
 * text is read to say.
 *
 * The words looked for stand in tables (read_level.c, read_terms.c, read_pay.c); titles of roles and words of
 * industries come from the map. A reader is immutable and may be shared. Time is linear in the text.
 */
#ifndef DOMAIN_JOB_READ_H
#define DOMAIN_JOB_READ_H

#include "base/fold.h"
#include "domain/skill/map.h"
#include "format/posting.h"

struct job_reader;

/* Compiles the titles and words of the map. */
struct job_reader *job_reader_new(struct arena *a, const struct map *m) MUST_USE;

/* Absent: NULL or -1. The texts are constants, the words of the schema. */
struct job_reading {
	const char *seniority;   /* intern, junior, mid, senior, lead, manager, executive */
	const char *workplace;   /* onsite, hybrid, remote */
	const char *employment;  /* full-time, part-time, contract, temporary, internship */
	const char *sponsorship; /* offers, none, citizenship */
	int years_min;
	int years_max;
	int64_t pay_min; /* minor units */
	int64_t pay_max;
	const char *pay_currency;
	const char *pay_period; /* hour, day, week, month, year */
};

/* Everything the text says, whatever the record states itself. title, place and text are the record's, folded. */
void job_read(const struct posting_record *r, const struct fold *title, const struct fold *place,
              const struct fold *text, struct job_reading *ret);

/* The parts, for tests and measurements. */
const char *job_read_seniority(const struct fold *title, const struct fold *text, int years_min);
/* The years asked for: -1 where none are. "3+ years" 3, -1; "2-4 years" 2, 4; "up to 5 years" -1, 5. */
void job_read_years(const struct fold *text, int *ret_min, int *ret_max);
const char *job_read_workplace(const struct fold *title, const struct fold *place, const struct fold *text);
const char *job_read_employment(const struct fold *title, const struct fold *text);
const char *job_read_sponsorship(const struct fold *text);

struct job_pay {
	int64_t min; /* minor units; -1: none found */
	int64_t max;
	const char *currency;
	const char *period;
};
/* The first amount that reads as pay; amounts of revenue, funding and bonuses, and 401(k), are not. */
void job_read_pay(struct str text, struct job_pay *ret);

/* The role whose title stands first in the title (the longest of those), or MAP_NONE. */
int job_role_of_title(const struct job_reader *rd, const struct fold *title);
/* The role whose weights point most nearly where the posting's skills do: cosine at least 0.45, from at least five
 * skills, those of communication and teamwork aside, which every office asks for; MAP_NONE otherwise. has[skill] is 0
 * where it is not asked for, else its weight. */
int job_role_of_skills(const struct map *m, const double *has);
/* The industry with the most of its words in the text, at least two different ones; "software" gives way to every
 * other. MAP_NONE otherwise. */
int job_industry(const struct job_reader *rd, struct arena *tmp, const struct fold *company, const struct fold *text);

#endif
