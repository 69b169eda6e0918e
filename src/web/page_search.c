/* One search over everything. */
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_search.h"

static const struct search_part kinds[HIT_KIND__COUNT] = {
    [HIT_SKILL] = {.title = "Skills", .path = "/skills/"},
    [HIT_APPLICATION] = {.title = "Applications", .path = "/jobs/", .all = "/jobs/table?q="},
    [HIT_PERSON] = {.title = "People", .path = "/people/", .all = "/people?q="},
    [HIT_COMPANY] = {.title = "Companies", .path = "/companies/", .all = "/companies?q="},
    [HIT_POSTING] = {.title = "Postings", .path = "/postings/", .all = "/postings?q="},
};

static bool
page_search(struct page *p, struct err *err)
{
	struct search_part parts[HIT_KIND__COUNT];
	struct str q = query_str(p, "q");
	bool more[HIT_KIND__COUNT];
	struct hit *hits;
	size_t n;

	if (!search_all(&p->c, q, &hits, &n, more, err))
		return false;
	for (size_t k = 0, i = 0; k < HIT_KIND__COUNT; k++) {
		parts[k] = kinds[k];
		parts[k].hits = &hits[i];
		parts[k].more = more[k];
		for (; i < n && hits[i].kind == (enum hit_kind)k; i++)
			parts[k].n++;
	}
	page_begin(p, NAV_NONE, "Search");
	tmpl_search(p->out, q.p != NULL ? q : STR(""), parts, HIT_KIND__COUNT);
	page_end(p);
	return true;
}

static const struct route routes[] = {
    PAGE("/search", page_search, "One search over skills, applications, people, companies and postings."),
};

const struct web_part search_part = {routes, ARRAY_LEN(routes), NULL, 0};
