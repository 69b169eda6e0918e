/* Within src/web only: what the pages of applications share. */
#ifndef WEB_PAGE_JOB_H
#define WEB_PAGE_JOB_H

#include "web/page.h"
#include "web/view_job.h"

bool job_stages_load(struct page *p, struct job_stages *ret, struct err *err) MUST_USE;
bool job_facts_get(struct page *p, const struct job_facts **ret, struct err *err) MUST_USE;
/* The stages that may follow one, itself and retired ones left out. */
const struct stage **job_moves(struct page *p, const struct job_stages *stages, struct str from, size_t *ret_n);

bool packet_aside(struct page *p, const struct application *app, struct err *err) MUST_USE;

page_handler page_board;
page_handler page_silent;
page_handler page_job;
page_handler page_job_table;

#endif
