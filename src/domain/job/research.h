/*
 * What was found out before saying yes: facts about companies, jobs and roles with their source and day; people met on
 * the way; red and green flags; what the recruiter answered. All are records (domain/person/record.h). The checklist of
 * topics (content/questions/topics.txt) makes visible what is still unknown.
 */
#ifndef DOMAIN_JOB_RESEARCH_H
#define DOMAIN_JOB_RESEARCH_H

#include "domain/job/question.h"
#include "domain/job/round.h"

extern const char *const finding_abouts[];   /* company, job, role */
extern const char *const flag_colours[];     /* red, green */
extern const char *const impression_parts[]; /* recruiter, interviewer, manager, teammate, other */

struct finding {
	struct record r;
	struct str about;       /* which of the next three it is about */
	int64_t company_id;     /* company */
	int64_t application_id; /* job */
	struct str role;        /* role: id of the map */
	struct str topic;       /* id of the checklist, or own word */
	struct str text;
	int64_t contact_id; /* from whom, or 0 */
	struct str source;  /* from whom, in words */
	struct str url;
	int64_t on_day;
};

struct flag {
	struct record r;
	int64_t company_id;
	int64_t application_id; /* 0: about the company whatever the job */
	struct str colour;
	int64_t weight; /* 1 a shade .. 5 decides by itself */
	struct str text;
	int64_t on_day;
};

struct expectation {
	struct record r;
	int64_t application_id;
	struct str key; /* of the list of questions to the recruiter, or empty */
	struct str text;
	struct str answer;
	int64_t on_day;
};

struct impression {
	struct record r;
	int64_t application_id;
	int64_t contact_id;
	struct str name;
	struct str part;
	int64_t rating; /* 1 .. 5; 0 not said */
	int64_t learn;  /* would I learn from them: 1 yes, 2 no, 0 not said */
	struct str words;
	int64_t on_day;
};

extern const struct record_type finding_type, flag_type, expectation_type, impression_type;

bool finding_add(struct ctx *c, struct finding *f, struct err *err) MUST_USE;
bool flag_add(struct ctx *c, struct flag *f, struct err *err) MUST_USE;
/* Marks a question as asked, with its answer; the same key again is a new version. */
bool expectation_set(struct ctx *c, struct expectation *e, struct err *err) MUST_USE;
bool impression_add(struct ctx *c, struct impression *i, struct err *err) MUST_USE;

/* The facts about a company, a job or a role: the sheet. `of` is the company's or application's id; role for a role. */
bool finding_sheet(struct ctx *c, const char *about, int64_t of, struct str role, struct finding **ret, size_t *ret_n,
                   struct err *err) MUST_USE;

/* A topic of the checklist and how many facts there are about it; own topics come behind. */
struct topic_row {
	struct str id;
	struct str name;
	struct str text; /* what to find out */
	size_t n;
};
bool research_topics(struct ctx *c, const char *about, const struct finding *list, size_t n, struct topic_row **ret,
                     size_t *ret_n, struct err *err) MUST_USE;

/* Everything about one application, gathered for the comparison of offers. */
struct research_summary {
	struct attempt attempt;
	size_t n_topics, n_known; /* topics of company and job, and those with a fact */
	struct finding *findings;
	size_t n_findings;
	struct flag *flags;
	size_t n_flags;
	int64_t red, green; /* sums of weights */
	struct impression *people;
	size_t n_people;
	double rating;  /* mean of those said; 0: none */
	size_t n_rated; /* how many said */
	size_t n_learn; /* from whom I would learn */
	struct expectation *answers;
	size_t n_answers, n_questions; /* asked, and on the list */
};
bool research_summary(struct ctx *c, int64_t application_id, struct research_summary *ret, struct err *err) MUST_USE;

#endif
