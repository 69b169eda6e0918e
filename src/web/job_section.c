#include "web/job_section.h"

#include "web/page_job.h"
#include "web/view_interview.h"
#include "web/view_letter.h"
#include "web/view_person.h"

/* Declared where they are defined: page_<subject>.c. One line each; NULL ends the table, so that it is never empty. */
job_section *const job_sections[] = {
    interview_section,
    NULL,
};
const size_t job_sections_n = ARRAY_LEN(job_sections) - 1;

job_section *const job_asides[] = {
    packet_aside,
    letters_aside,
    known_aside,
    NULL,
};
const size_t job_asides_n = ARRAY_LEN(job_asides) - 1;
