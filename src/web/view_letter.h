/*
 * What the pages of letters show.
 */
#ifndef WEB_VIEW_LETTER_H
#define WEB_VIEW_LETTER_H

#include "domain/job/application_list.h"
#include "domain/job/letter.h"
#include "web/page.h"

struct letter_row {
	const struct letter *l;
	size_t n_open; /* fields still to be filled */
};

struct letters_view {
	struct letter_row *rows;
	size_t n_rows;
	struct letter_template *templates;
	size_t n_templates;
	struct application *jobs; /* open ones, for the form */
	size_t n_jobs;
	struct str job; /* the application whose letters these are; empty: all */
};

struct letter_file {
	struct str text;
	struct str url;
};

struct letter_view {
	struct letter l;
	struct str draft; /* as it reads now */
	struct str *open;
	size_t n_open;
	struct letter_version *versions;
	size_t n_versions;
	struct letter_file files[5]; /* what may be sent */
	size_t n_files;
	int64_t shown; /* an old version that is looked at; 0: the newest */
};

/* Beside an application (job_section.h): its letters. */
bool letters_aside(struct page *p, const struct application *app, struct err *err);

struct template_view {
	struct letter_template t; /* name empty: a new one */
};

#endif
