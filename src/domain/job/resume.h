/*
 * The résumé: one master of facts, and versions that select from it.
 *
 * The master is a JSON Resume document taken apart: what is there once (basics, meta, unknown keys) is one row, every
 * element of a list a row, every bullet ("highlights") a row of its own that can point at what stands behind it. Put
 * together again (version 0) it is the document that was imported, key for key.
 *
 * A version holds the ids of items and bullets in its own order, and may say label and summary anew. It shows the
 * master's words as they are now; what was sent is frozen by the packet, not here.
 */
#ifndef DOMAIN_JOB_RESUME_H
#define DOMAIN_JOB_RESUME_H

#include "domain/ctx.h"
#include "format/jsonresume.h"

#define RESUME_VERSIONS_MAX 1000

/* What stands behind a bullet. */
enum proof {
	PROOF_NONE,
	PROOF_EVIDENCE, /* proof_id is of evidence */
	PROOF_LOG,      /* proof_id is of minutes */
	PROOF_URL,
	PROOF_PROJECT, /* proof_id is of a project */
	PROOF__COUNT
};

struct resume_bullet {
	int64_t id;
	int64_t item_id;
	int64_t place;
	struct str text;
	enum proof proof;
	int64_t proof_id;     /* 0: none */
	struct str proof_url; /* may be empty */
	int64_t rev;
};

struct resume_item {
	int64_t id;
	struct str section;
	int64_t place;
	json_t *body; /* borrowed; any JSON value, nearly always an object */
	int64_t rev;
	struct resume_bullet *bullets;
	size_t n_bullets;
};

/* The master as it is now. Everything lives in the context's arena. */
struct resume {
	json_t *body;              /* {} before anything was entered */
	int64_t rev;               /* 0: nothing was ever entered */
	struct resume_item *items; /* by section in the order of the body, then place */
	size_t n_items;
};

struct resume_pick {
	int64_t item_id;
	int64_t *bullets;
	size_t n_bullets;
};

struct resume_version {
	int64_t id;
	struct str name;
	struct str label;   /* p NULL: the master's */
	struct str summary; /* p NULL: the master's */
	struct resume_pick *picks;
	size_t n_picks;
	bool archived;
	int64_t rev;
	int64_t at_ms;
};

/* "none", "evidence", "log", "url", "project" */
const char *proof_name(enum proof p);
bool proof_parse(struct str s, enum proof *ret, struct err *err) MUST_USE;

bool resume_load(struct ctx *c, struct resume *ret, struct err *err) MUST_USE;
/* NULL when it is not there. */
struct resume_item *resume_item_of(const struct resume *r, int64_t id);
struct resume_bullet *resume_bullet_of(const struct resume *r, int64_t id);
/* What to call it: "Analyst, Acme"; never empty. */
struct str resume_item_title(struct arena *a, const struct resume_item *i);
/* "2020-01 to 2021-03", "since 2020-01", empty. */
struct str resume_item_time(struct arena *a, const struct resume_item *i);
/* Names a section for people; unknown ones by their key. */
struct str resume_section_title(struct str section);

/* Not archived first, newest first. */
bool resume_version_list(struct ctx *c, struct resume_version **ret, size_t *ret_n, struct err *err) MUST_USE;
/* ERR_NOT_FOUND. */
bool resume_version_get(struct ctx *c, int64_t id, struct resume_version *ret, struct err *err) MUST_USE;
/* By its number or its name; "0", "master" and "" give 0. ERR_NOT_FOUND with a hint. */
bool resume_version_find(struct ctx *c, struct str words, int64_t *ret_id, struct err *err) MUST_USE;

/* The version as a JSON Resume document; version 0 is everything. Bytes in the arena. ERR_NOT_FOUND. */
bool resume_version_json(struct ctx *c, int64_t version_id, struct str *ret, struct err *err) MUST_USE;
/* The same from what is loaded; v NULL is everything. A new reference, released with the arena. */
json_t *resume_document(struct ctx *c, const struct resume *r, const struct resume_version *v);

/* Whether it holds a number that wants something behind it: 30%, 4x, $2M, 12 people; not a year, a name (S3, C++17,
 * Python 3, 2D) or a version (3.12.1). */
bool resume_has_number(struct str text);
/* Such a number and nothing behind it. */
bool resume_bullet_is_flagged(const struct resume_bullet *b);

#endif
