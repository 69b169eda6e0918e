/* Within src/web only: what templates are given where the domain's own types do not do. */
#ifndef WEB_VIEW_H
#define WEB_VIEW_H

#include "domain/job/posting.h"
#include "domain/job/route.h"
#include "domain/plan/demand.h"
#include "exchange/archive.h"
#include "web/html.h"

struct demand_row {
	int skill;
	const struct demand_skill *d;
};

/* The first run: what a starting point assumes. */
struct first_view {
	int start;         /* role chosen, or MAP_NONE */
	const int *levels; /* it assumes, by skill */
	int n_assumed;
	int n_at[SKILL_LEVELS + 1];
	int *starts; /* roles that are starting points only, the one that assumes least first */
	size_t n_starts;
};

/* The line of time on the plan page, in its own coordinates. */
struct plan_line {
	bool shown;
	int x50;
	int x80;
	int x_by; /* -1: no date */
	struct str label;
};

struct map_node {
	int skill;
	double x, y, w, h; /* left top, size */
	double cx, cy;
	struct str line[2]; /* its name; the second is empty where one is enough */
	struct str title;
	const char *tone; /* class of its colour */
	bool goal;        /* the goal asks for it */
	bool week;        /* the plan has it this week */
	bool next;        /* it is the first of those */
};

struct map_edge {
	struct str d;
	bool goal;
};

struct map_view {
	double width, height;
	struct map_node *nodes;
	size_t n_nodes;
	struct map_edge *edges;
	size_t n_edges;
	bool fresh; /* coloured by freshness */
	bool whole; /* shrunk to the window */
	bool week;  /* the plan has something this week */
	const struct ability *abilities;
	const int *need; /* level the goal needs of each skill; NULL without a goal */
};

/* A stretch of a posting's text: plain, or a skill named in it. */
struct text_piece {
	struct str text;
	struct str skill; /* id; empty: plain */
	struct str title;
	const char *tone;
};

enum text_block_kind { BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_ITEM };

struct text_block {
	enum text_block_kind kind;
	bool first_item;
	bool last_item;
	struct text_piece *pieces;
	size_t n;
};

struct posting_row {
	const struct posting *p;
	int match; /* percent; -1: it names no skill or there is no goal */
	struct str pay;
	enum route_switch kind; /* what it would be for the person */
};

/* Counts over all postings, for the filters. Each is a walk through an index of every posting, so they are kept until
 * the data changes; for a second where the database cannot tell. */
struct posting_facts {
	struct arena a;
	int64_t version;  /* db_data_version; 0: it cannot tell */
	int64_t until_us; /* then they are kept until here */
	int64_t n_visible;
	struct posting_totals totals;
	struct posting_facet *roles;
	size_t n_roles;
	struct posting_facet *workplaces;
	size_t n_workplaces;
	struct posting_facet *seniorities;
	size_t n_seniorities;
};

struct posting_list_view {
	struct posting_filter f;
	struct posting_row *rows;
	size_t n;
	int64_t total;
	bool more;
	struct str next; /* address of the next page */
	bool first_page;
	const struct posting_facts *facts;
	int *skills; /* of the map, whose names match the search */
	size_t n_skills;
	int skill;        /* filtered by, or MAP_NONE */
	struct str start; /* address of its first page */
	struct route_stand stand;
};

struct change_row {
	struct str when;
	struct str field;
	struct str was;
};

struct known_view;

struct posting_view {
	struct posting p;
	struct str pay;
	enum route_switch kind; /* what it would be for the person */
	struct route_stand stand;
	struct text_block *blocks;
	size_t n_blocks;
	struct match match;
	bool has_match;
	struct posting_skill *skills;
	size_t n_skills;
	struct str *beyond; /* asked for and not on the map, as written, each once */
	size_t n_beyond;
	struct posting *group;
	size_t n_group;
	struct change_row *changes;
	size_t n_changes;
	bool has_text;
	int64_t application;            /* of it, the newest; 0: none */
	const struct known_view *known; /* whom one knows there; NULL: the company is not named */
};

struct skill_view {
	const struct ability *ability;
	struct evidence *evidence; /* of this skill, oldest first */
	size_t n_evidence;
	struct minutes *minutes;
	size_t n_minutes;
	int *opens;
	size_t n_opens;
	int need;                          /* level the goal needs; 0 */
	const struct demand_skill *demand; /* NULL: the goal does not ask for it */
	int n_goal_postings;               /* -1: no goal */
	struct posting *postings;
	size_t n_postings;
};

struct data_view {
	struct str where;
	int64_t size;
	struct posting_totals totals;
	bool can_backup;
	struct backup *backups;
	size_t n_backups;
	struct str backup_dir;
	struct str result; /* of a check or a restore just done */
	bool result_bad;
};

/* What an import did to the goal's demand. */
struct moved_skill {
	int skill;
	double was, now;
};

#define MOVED_MAX 4

struct import_moved {
	bool shown;
	int role;
	int n_was, n_now; /* postings that count for the goal */
	double by;        /* sum of the changes over the sum of the weights before */
	/* Those that moved by a point or more, most first. */
	struct moved_skill up[MOVED_MAX], down[MOVED_MAX];
	size_t n_up, n_down;
};

struct import_file_row {
	struct str name;
	struct str kind;
	int64_t read, fresh, updated, same, refused;
	struct str *whys; /* "job 17: why. hint" */
	size_t n_whys;
};

#endif
