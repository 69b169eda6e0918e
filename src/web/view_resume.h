/* Within src/web only: what the pages of the résumé are given. */
#ifndef WEB_VIEW_RESUME_H
#define WEB_VIEW_RESUME_H

#include "base/utf8.h"
#include "domain/job/resume_edit.h"
#include "domain/job/resume_tailor.h"
#include "domain/job/resume_version.h"
#include "domain/skill/evidence.h"
#include "exchange/resume_import.h"

struct page;

/* The state a form was made from. When somebody was faster, that of now: the person has been told, and saves knowingly.
 */
struct str resume_rev(const struct page *p, const char *pattern, int64_t rev);

/* One value of an item or of basics, as a form shows it. */
struct resume_input {
	const struct resume_field *f;
	struct str input; /* name of the input: "f." and the field's */
	struct str value; /* a list: an element a line */
	bool odd;         /* of a type no field has: shown, not edited */
};

struct resume_inputs {
	struct resume_input *p;
	size_t n;
};

struct resume_view {
	struct resume r;
	struct str name;
	struct str label;
	struct resume_version *versions;
	size_t n_versions; /* those not put away */
	size_t n_bullets;
	size_t n_flagged;
	struct resume_change *changes;
	size_t n_changes;
	bool empty;
};

struct resume_basics_view {
	int64_t rev;
	struct resume_inputs rows;
	struct resume_inputs location;
	struct str profiles; /* a line each: network, name, address */
};

struct resume_item_view {
	const struct resume_item *item;
	struct str title;
	struct str time;
	struct resume_inputs rows;
	bool is_object;
};

struct resume_add_view {
	struct str section; /* empty: one of the person's own */
	const struct resume_section *known;
	struct resume_inputs rows;
};

struct resume_bullet_view {
	const struct resume_bullet *b;
	const struct resume_item *item;
	struct str title;
	bool flagged;
	struct evidence *evidence; /* newest first */
	size_t n_evidence;
	struct minutes *log; /* newest first */
	size_t n_log;
	struct str *words; /* by skill: what of it names it */
};

struct resume_version_view {
	const struct resume *r;
	const struct resume_version *v;
	const struct resume_item **items; /* picked ones in the version's order, then the others */
	size_t n_items;
	size_t n_flagged;
	struct str preview;          /* as plain text */
	struct resume_sent *packets; /* newest first */
	size_t n_packets;
};

struct resume_import_view {
	const struct resume_file *files;
	size_t n;
	bool dry_run;
};

struct resume_tailor_view {
	int64_t version; /* 0: everything */
	struct str name;
	struct resume_version *versions;
	size_t n_versions;
	struct tailor t;
	bool has;                 /* a posting is chosen */
	struct posting *postings; /* to choose from */
	size_t n_postings;
	struct str back;
};

#endif
