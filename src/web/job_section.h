/*
 * The page of one application is made of sections. Each subject brings its own: a function that prints a <section>
 * into p->out, or nothing where it has nothing to say, and a line in job_sections[] (job_section.c). They stand below
 * the timeline and the notes, in the order of that table. A section that fails fails the page.
 */
#ifndef WEB_JOB_SECTION_H
#define WEB_JOB_SECTION_H

#include "domain/job/application.h"
#include "web/page.h"

typedef bool job_section(struct page *p, const struct application *app, struct err *err);

extern job_section *const job_sections[];
extern const size_t job_sections_n;

/* The same for the narrow column beside: people known there, what was sent. */
extern job_section *const job_asides[];
extern const size_t job_asides_n;

#endif
