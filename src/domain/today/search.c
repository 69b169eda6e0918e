#include "search.h"

#include "base/fold.h"
#include "base/vec.h"
#include "domain/job/application_list.h"
#include "domain/job/posting.h"
#include "domain/person/company.h"
#include "domain/person/contact.h"
#include "domain/skill/map.h"

const char *const hit_kind_names[HIT_KIND__COUNT] = {"skill", "application", "person", "company", "posting"};

struct hits {
	struct ctx *c;
	struct hit *list;
	size_t n;
	bool *more;
};

/* The i-th of what was found of a kind; one further than shown only says that there is more. */
static void
add(struct hits *h, size_t i, struct hit hit)
{
	if (i < SEARCH_EACH)
		h->list[h->n++] = hit;
	else
		h->more[hit.kind] = true;
}

static struct str
number(struct hits *h, int64_t id)
{
	return arena_printf(h->c->a, "%lld", (long long)id);
}

/* Whether every word begins one of the text's. */
static bool
has_words(struct arena *a, const struct fold *words, struct str text)
{
	struct fold f;
	size_t k;

	fold_text(a, text, &f);
	for (size_t i = 0; i < words->n; i++) {
		for (k = 0; k < f.n && !str_starts(f.words[k], words->words[i]); k++)
			;
		if (k == f.n)
			return false;
	}
	return words->n > 0;
}

static bool
skill_fits(struct arena *a, const struct skill *s, const struct fold *words, struct str typed)
{
	bool fits = str_eq_ci(s->id, typed) || has_words(a, words, s->name);

	for (size_t i = 0; i < s->n_names && !fits; i++)
		fits = has_words(a, words, s->names[i]);
	for (size_t i = 0; i < s->n_tools && !fits; i++)
		fits = has_words(a, words, s->tools[i]);
	return fits;
}

static void
find_skills(struct hits *h, struct str typed)
{
	const struct map *m = h->c->map;
	struct fold words;
	size_t n = 0;

	fold_text(h->c->a, typed, &words);
	for (size_t i = 0; i < m->n_skills; i++)
		if (skill_fits(h->c->a, &m->skills[i], &words, typed))
			add(h, n++, (struct hit){HIT_SKILL, m->skills[i].id, m->skills[i].name, STR("")});
}

static bool
find_applications(struct hits *h, struct str typed, struct err *err)
{
	const struct application_filter f = {.search = typed};
	struct application *list;
	size_t n;

	if (!application_list(h->c, &f, (struct application_after){0}, SEARCH_EACH + 1, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		add(h, i,
		    (struct hit){
			HIT_APPLICATION, number(h, list[i].id), list[i].title,
			arena_printf(h->c->a, "%.*s, %.*s", STR_ARG(list[i].company), STR_ARG(list[i].stage))});
	return true;
}

static bool
find_people(struct hits *h, struct str typed, struct err *err)
{
	const struct contact_filter f = {.search = typed, .tie_min = CARD_TIE_NONE};
	struct contact *list;
	size_t n;

	if (!contact_list(h->c, &f, (struct contact_after){0}, SEARCH_EACH + 1, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		add(h, i,
		    (struct hit){
			HIT_PERSON, number(h, list[i].id), list[i].name,
			list[i].title.n > 0 && list[i].company.n > 0
			    ? arena_printf(h->c->a, "%.*s, %.*s", STR_ARG(list[i].title), STR_ARG(list[i].company))
			    : list[i].company});
	return true;
}

static bool
find_companies(struct hits *h, struct str typed, struct err *err)
{
	const struct company_filter f = {.search = typed, .n = SEARCH_EACH + 1};
	struct company *list;
	size_t n;

	if (!company_list(h->c, &f, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		add(h, i, (struct hit){HIT_COMPANY, number(h, list[i].id), list[i].name, list[i].place});
	return true;
}

static bool
find_postings(struct hits *h, struct str typed, struct err *err)
{
	const struct posting_filter f = {.search = typed};
	struct posting *list;
	size_t n;

	if (!posting_list(h->c, &f, (struct posting_after){0}, SEARCH_EACH + 1, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		add(h, i, (struct hit){HIT_POSTING, number(h, list[i].id), list[i].title, list[i].company});
	return true;
}

bool
search_all(struct ctx *c, struct str words, struct hit **ret, size_t *ret_n, bool more[static HIT_KIND__COUNT],
           struct err *err)
{
	struct hits h = {c, ARENA_ARRAY(c->a, SEARCH_EACH * HIT_KIND__COUNT, struct hit), 0, more};
	struct str typed = str_trim(words);

	for (int k = 0; k < HIT_KIND__COUNT; k++)
		more[k] = false;
	if (fold_line(c->a, typed).n >= 2) { /* marks alone would filter nothing */
		find_skills(&h, typed);
		if (!find_applications(&h, typed, err) || !find_people(&h, typed, err) ||
		    !find_companies(&h, typed, err) || !find_postings(&h, typed, err))
			return false;
	}
	*ret = h.list;
	*ret_n = h.n;
	return true;
}
