#include "board_url.h"

#define NAME_MAX 100

/* The name of a board, as it stands in a path. */
static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z') && !(s.p[i] >= '0' && s.p[i] <= '9') &&
		    (s.p[i] == '\0' || strchr("-_.%", s.p[i]) == NULL))
			return false;
	return s.n > 0 && s.n <= NAME_MAX;
}

static bool
is_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0 && s.n <= 20;
}

static bool
is_uuid(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		char c = (char)(s.p[i] | 32);

		if (dash ? s.p[i] != '-' : !(s.p[i] >= '0' && s.p[i] <= '9') && !(c >= 'a' && c <= 'f'))
			return false;
	}
	return s.n == 36;
}

/* boards.greenhouse.io/NAME[/jobs/ID], and its form in other pages: /embed/job_app?for=NAME&token=ID */
static bool
greenhouse(struct arena *a, const struct url *u, struct board_url *ret)
{
	struct str name = url_segment(u, 0), id = url_segment(u, 2);
	bool job = str_eq(url_segment(u, 1), STR("jobs"));

	if (str_eq(name, STR("embed"))) {
		name = url_query(u, STR("for"));
		id = url_query(u, STR("token"));
		job = str_eq(url_segment(u, 1), STR("job_app"));
	} else if (!job) {
		id = STR("");
		job = url_segment(u, 1).n == 0;
	}
	if (!job || !is_name(name) || (id.n > 0 && !is_digits(id)))
		return false;
	if (id.n > 0)
		ret->api = arena_printf(a, "https://boards-api.greenhouse.io/v1/boards/%.*s/jobs/%.*s", STR_ARG(name),
		                        STR_ARG(id));
	else
		ret->api =
		    arena_printf(a, "https://boards-api.greenhouse.io/v1/boards/%.*s/jobs?content=true", STR_ARG(name));
	return true;
}

/* jobs.lever.co/NAME[/ID[/apply]], and the same below eu.lever.co. */
static bool
lever(struct arena *a, const struct url *u, struct board_url *ret)
{
	struct str name = url_segment(u, 0), id = url_segment(u, 1);
	const char *eu = str_eq(u->host, STR("jobs.eu.lever.co")) ? "eu." : "";

	if (!is_name(name) || (id.n > 0 && !is_uuid(id)))
		return false;
	ret->api = arena_printf(a, "https://api.%slever.co/v0/postings/%.*s%s%.*s?mode=json", eu, STR_ARG(name),
	                        id.n > 0 ? "/" : "", STR_ARG(id));
	return true;
}

/* jobs.ashbyhq.com/NAME[/ID[/application]]: the data has the whole board. */
static bool
ashby(struct arena *a, const struct url *u, struct board_url *ret)
{
	struct str name = url_segment(u, 0), id = url_segment(u, 1);

	if (!is_name(name) || (id.n > 0 && !is_uuid(id)))
		return false;
	ret->api = arena_printf(a, "https://api.ashbyhq.com/posting-api/job-board/%.*s?includeCompensation=true",
	                        STR_ARG(name));
	ret->only = id;
	return true;
}

bool
board_url_of(struct arena *a, const struct url *u, struct board_url *ret)
{
	static const struct {
		const char *host;
		const char *kind;
		bool (*fn)(struct arena *, const struct url *, struct board_url *);
	} boards[] = {
	    {"boards.greenhouse.io", "greenhouse", greenhouse},
	    {"job-boards.greenhouse.io", "greenhouse", greenhouse},
	    {"jobs.lever.co", "lever", lever},
	    {"jobs.eu.lever.co", "lever", lever},
	    {"jobs.ashbyhq.com", "ashby", ashby},
	};

	*ret = (struct board_url){0};
	for (size_t i = 0; i < ARRAY_LEN(boards); i++)
		if (str_eq(u->host, str_of(boards[i].host))) {
			ret->kind = boards[i].kind;
			ret->only = STR("");
			return boards[i].fn(a, u, ret);
		}
	return false;
}
