#include "domain/job/research.h"

#include "base/vec.h"
#include "domain/skill/map.h"

const char *const finding_abouts[] = {"company", "job", "role", NULL};
const char *const flag_colours[] = {"red", "green", NULL};
const char *const impression_parts[] = {"recruiter", "interviewer", "manager", "teammate", "other", NULL};

static const struct record_field finding_fields[] = {
    RECORD_WORD(finding, about, "what it is about", finding_abouts),
    RECORD_ID(finding, company_id),
    RECORD_ID(finding, application_id),
    RECORD_TEXT(finding, role, "the role", 64),
    RECORD_NEEDED(finding, topic, "the topic", 64),
    RECORD_NEEDED(finding, text, "what you learnt", 10000),
    RECORD_ID(finding, contact_id),
    RECORD_TEXT(finding, source, "from whom", 500),
    RECORD_TEXT(finding, url, "the address", 2048),
    RECORD_DAY(finding, on_day),
};
static const struct record_field flag_fields[] = {
    RECORD_ID(flag, company_id),
    RECORD_ID(flag, application_id),
    RECORD_WORD(flag, colour, "the colour", flag_colours),
    RECORD_INT(flag, weight, "the weight", 1, 5),
    RECORD_NEEDED(flag, text, "what it is", 2000),
    RECORD_DAY(flag, on_day),
};
static const struct record_field expectation_fields[] = {
    RECORD_ID(expectation, application_id),
    RECORD_TEXT(expectation, key, "the question's name", 64),
    RECORD_NEEDED(expectation, text, "the question", 1000),
    RECORD_TEXT(expectation, answer, "the answer", 10000),
    RECORD_DAY(expectation, on_day),
};
static const struct record_field impression_fields[] = {
    RECORD_ID(impression, application_id),
    RECORD_ID(impression, contact_id),
    RECORD_NEEDED(impression, name, "the name", 500),
    RECORD_WORD(impression, part, "their part", impression_parts),
    RECORD_INT(impression, rating, "the impression", 0, 5),
    RECORD_INT(impression, learn, "would you learn from them", 0, 2),
    RECORD_TEXT(impression, words, "the words", 10000),
    RECORD_DAY(impression, on_day),
};

const struct record_type finding_type = {"fact", sizeof(struct finding), finding_fields, ARRAY_LEN(finding_fields),
                                         RECORD_QUERIES(true, FINDING)};
const struct record_type flag_type = {"flag", sizeof(struct flag), flag_fields, ARRAY_LEN(flag_fields),
                                      RECORD_QUERIES(true, FLAG)};
const struct record_type expectation_type = {"answer", sizeof(struct expectation), expectation_fields,
                                             ARRAY_LEN(expectation_fields), RECORD_QUERIES(true, EXPECTATION)};
const struct record_type impression_type = {"impression", sizeof(struct impression), impression_fields,
                                            ARRAY_LEN(impression_fields), RECORD_QUERIES(true, IMPRESSION)};

static bool
address_check(struct str url, struct err *err)
{
	if (url.n == 0 || str_starts_ci(url, STR("https://")) || str_starts_ci(url, STR("http://")))
		return true;
	err_set(err, ERR_INVALID, "the address '%.*s' is not a web address", (int)MIN(url.n, 80), url.p);
	return err_hint(err, "Begin it with https:// or http://, or say from whom it is instead.");
}

/* Whom or what it is about must be there. */
static bool
about_check(struct ctx *c, const struct finding *f, struct err *err)
{
	struct attempt a;
	int k;

	if (!word_check(finding_abouts, f->about, "what it is about", err))
		return false;
	if (str_eq(f->about, STR("job")))
		return attempt_get(c, f->application_id, &a, err);
	if (str_eq(f->about, STR("role")))
		return map_role_get(c->map, f->role, &k, err);
	return f->company_id != 0 || err_set(err, ERR_INVALID, "nothing says which company");
}

bool
finding_add(struct ctx *c, struct finding *f, struct err *err)
{
	f->r.root_id = 0;
	return about_check(c, f, err) && address_check(f->url, err) && past_day_check(c, f->on_day, err) &&
	       record_save(c, &finding_type, f, 0, err);
}

bool
flag_add(struct ctx *c, struct flag *f, struct err *err)
{
	struct attempt a;

	f->r.root_id = 0;
	if (f->application_id != 0) {
		if (!attempt_get(c, f->application_id, &a, err))
			return false;
		f->company_id = a.company_id;
	} else if (f->company_id == 0) {
		return err_set(err, ERR_INVALID, "nothing says which application or company");
	}
	return past_day_check(c, f->on_day, err) && record_save(c, &flag_type, f, 0, err);
}

bool
expectation_set(struct ctx *c, struct expectation *e, struct err *err)
{
	struct expectation *list;
	struct attempt a;
	size_t n;

	if (!attempt_get(c, e->application_id, &a, err) || !past_day_check(c, e->on_day, err) ||
	    !record_all(c, &expectation_type, e->application_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n && e->r.root_id == 0; i++)
		if (e->key.n > 0 && str_eq(list[i].key, e->key))
			e->r.root_id = list[i].r.root_id;
	return record_save(c, &expectation_type, e, 0, err);
}

bool
impression_add(struct ctx *c, struct impression *i, struct err *err)
{
	struct attempt a;

	i->r.root_id = 0;
	return attempt_get(c, i->application_id, &a, err) && past_day_check(c, i->on_day, err) &&
	       record_save(c, &impression_type, i, 0, err);
}

bool
finding_sheet(struct ctx *c, const char *about, int64_t of, struct str role, struct finding **ret, size_t *ret_n,
              struct err *err)
{
	bool company = strcmp(about, "company") == 0, job = strcmp(about, "job") == 0;
	size_t n, kept = 0;

	if (!record_all(c, &finding_type, company ? of : 0, ret, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct finding *f = &(*ret)[i];

		if (str_eq(f->about, str_of(about)) && (company ? f->company_id == of
		                                        : job   ? f->application_id == of
		                                                : str_eq(f->role, role)))
			(*ret)[kept++] = *f;
	}
	*ret_n = kept;
	return true;
}

bool
research_topics(struct ctx *c, const char *about, const struct finding *list, size_t n, struct topic_row **ret,
                size_t *ret_n, struct err *err)
{
	struct content_item *items;
	VEC(struct topic_row) rows = {0};
	size_t n_items, k;

	if (!content_list(c, "topics", &items, &n_items, err))
		return false;
	for (size_t i = 0; i < n_items; i++)
		if (str_eq(items[i].of, str_of(about)))
			*VEC_PUSH(c->a, &rows) = (struct topic_row){items[i].id, items[i].name, items[i].text, 0};
	for (size_t i = 0; i < n; i++) {
		for (k = 0; k < rows.n && !str_eq(rows.p[k].id, list[i].topic); k++)
			;
		if (k == rows.n)
			*VEC_PUSH(c->a, &rows) = (struct topic_row){list[i].topic, list[i].topic, STR(""), 0};
		rows.p[k].n++;
	}
	*ret = rows.p;
	*ret_n = rows.n;
	return true;
}

/* Facts of the company and of the job, and how many topics they leave open. */
static bool
summary_facts(struct ctx *c, struct research_summary *s, struct err *err)
{
	static const char *const abouts[] = {"company", "job"};
	VEC(struct finding) all = {0};

	for (size_t i = 0; i < ARRAY_LEN(abouts); i++) {
		int64_t of = i == 0 ? s->attempt.company_id : s->attempt.id;
		struct finding *list = NULL;
		struct topic_row *topics;
		size_t n = 0, n_topics;

		if ((of != 0 && !finding_sheet(c, abouts[i], of, STR(""), &list, &n, err)) ||
		    !research_topics(c, abouts[i], list, n, &topics, &n_topics, err))
			return false;
		for (size_t k = 0; k < n; k++)
			*VEC_PUSH(c->a, &all) = list[k];
		s->n_topics += n_topics;
		for (size_t k = 0; k < n_topics; k++)
			s->n_known += topics[k].n > 0;
	}
	s->findings = all.p;
	s->n_findings = all.n;
	return true;
}

static bool
summary_flags(struct ctx *c, struct research_summary *s, struct err *err)
{
	struct flag *all;
	size_t n;

	if (!record_all(c, &flag_type, 0, &all, &n, err))
		return false;
	s->flags = all;
	for (size_t i = 0; i < n; i++) {
		const struct flag *f = &all[i];

		if (f->application_id != s->attempt.id &&
		    (f->application_id != 0 || f->company_id == 0 || f->company_id != s->attempt.company_id))
			continue;
		if (str_eq(f->colour, STR("red")))
			s->red += f->weight;
		else
			s->green += f->weight;
		s->flags[s->n_flags++] = *f;
	}
	return true;
}

bool
research_summary(struct ctx *c, int64_t application_id, struct research_summary *ret, struct err *err)
{
	struct content_item *questions;

	*ret = (struct research_summary){0};
	if (!attempt_get(c, application_id, &ret->attempt, err) || !summary_facts(c, ret, err) ||
	    !summary_flags(c, ret, err) ||
	    !record_all(c, &impression_type, application_id, &ret->people, &ret->n_people, err) ||
	    !record_all(c, &expectation_type, application_id, &ret->answers, &ret->n_answers, err) ||
	    !content_list(c, "recruiter", &questions, &ret->n_questions, err))
		return false;
	for (size_t i = 0; i < ret->n_people; i++) {
		ret->rating += (double)ret->people[i].rating;
		ret->n_rated += ret->people[i].rating > 0;
		ret->n_learn += ret->people[i].learn == 1;
	}
	if (ret->n_rated > 0)
		ret->rating /= (double)ret->n_rated;
	return true;
}
