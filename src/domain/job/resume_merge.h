/*
 * Taking a JSON Resume document into the master.
 *
 * Items are the same when their section and the fields that tell them apart are (resume_section: position, employer and
 * first day of a job, the name of a project, ...; what is equal altogether goes first, each is taken once). What the
 * master has and the document has not stays; what both have and differs becomes the document's; bullets are compared as
 * texts and never taken away. So the same document twice changes nothing, and into an empty master it goes as it is.
 */
#ifndef DOMAIN_JOB_RESUME_MERGE_H
#define DOMAIN_JOB_RESUME_MERGE_H

#include "base/vec.h"
#include "domain/job/resume_edit.h"

enum resume_merge_kind { RESUME_ADDED, RESUME_CHANGED, RESUME_SAME };

struct resume_merge_line {
	enum resume_merge_kind kind; /* added or changed; what is the same is only counted */
	struct str what;             /* "Work: Analyst, Acme" */
	struct str detail;           /* "summary, endDate; 2 bullets more" */
};

struct resume_merge {
	size_t n_added;
	size_t n_changed;
	size_t n_same;
	size_t n_bullets; /* added */
	VEC(struct resume_merge_line) lines;
	int64_t change; /* for resume_undo; 0: nothing changed, or a dry run */
};

/* One transaction; a dry run reports the same and changes nothing. doc was read by jsonresume_read. name is the file's,
 * for the list of changes. */
bool resume_merge(struct ctx *c, json_t *doc, struct str name, bool dry_run, struct resume_merge *ret,
                  struct err *err) MUST_USE;

#endif
