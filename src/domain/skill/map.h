/*
 * The map: skills and the edges between them, roles, industries. Read once from the content (cairn-pack(5)), then
 * immutable and shared. Skills are named by their index in map->skills, which is in the order of the groups; ids are
 * what is stored.
 */
#ifndef DOMAIN_SKILL_MAP_H
#define DOMAIN_SKILL_MAP_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/skill/term.h"

#define SKILL_LEVELS 3
/* No such skill, role or industry. */
#define MAP_NONE (-1)

struct embed_file;

/* To begin level `for_level` of the skill that has the edge (and every level above), level `asks` of `skill` is needed
 * (hard) or helps (soft). */
struct skill_edge {
	int skill;
	int asks;
	int for_level;
	bool hard;
};

/* Practising the skill that has this practises a share of another. */
struct skill_cover {
	int skill;
	double weight;
};

struct skill_resource {
	struct str kind; /* course, book, paper, docs, page */
	struct str title;
	struct str author;
	struct str year;
	struct str url; /* may be empty */
};

struct skill {
	struct str id;
	struct str name;
	struct str short_name;
	int group;
	struct str what;
	struct str levels[SKILL_LEVELS]; /* what explain, use and build mean */
	double hours[SKILL_LEVELS];      /* from the level below to this one */
	struct skill_edge *edges;
	size_t n_edges;
	struct skill_cover *covers;
	size_t n_covers;
	struct skill_resource *resources;
	size_t n_resources;
	struct str *names; /* terms that name it */
	size_t n_names;
	struct str *tools; /* terms that imply it */
	size_t n_tools;
	struct str onet;
	struct str esco;
};

struct role_skill {
	int skill;
	int level;
	double weight;
};

struct role {
	struct str id;
	struct str name;
	struct str what;
	bool start_only; /* a starting point, not a goal */
	struct str *titles;
	size_t n_titles;
	struct role_skill *skills;
	size_t n_skills;
	struct str onet;
	struct str esco;
};

struct industry {
	struct str id;
	struct str name;
	struct str what;
	struct str *words;
	size_t n_words;
	struct str near_text; /* as written; distances are read where routes are planned */
};

struct map {
	struct str *groups;
	size_t n_groups;
	struct skill *skills;
	size_t n_skills;
	int *order; /* skill indices, prerequisites first */
	int *by_id; /* skill indices, sorted by id */
	struct role *roles;
	size_t n_roles;
	struct industry *industries;
	size_t n_industries;
	struct term_spec *terms; /* for the extractor: every term of every skill */
	size_t n_terms;
	const struct embed_file *files; /* the content all of this was read from */
	size_t n_files;
};

/* Reads the content. Everything is allocated in a. Errors name file and line. */
bool map_load(struct arena *a, const struct embed_file *files, size_t n, struct map **ret, struct err *err) MUST_USE;

/* Indices by id; MAP_NONE when there is none. */
int map_skill(const struct map *m, struct str id);
int map_role(const struct map *m, struct str id);
int map_industry(const struct map *m, struct str id);
/* The same, with ERR_NOT_FOUND and a hint that names the nearest ids. */
bool map_skill_get(const struct map *m, struct str id, int *ret, struct err *err) MUST_USE;
bool map_role_get(const struct map *m, struct str id, int *ret, struct err *err) MUST_USE;
bool map_industry_get(const struct map *m, struct str id, int *ret, struct err *err) MUST_USE;

/* "explain", "use", "build" for 1..3, "nothing yet" for 0. */
const char *level_name(int level);

#endif
