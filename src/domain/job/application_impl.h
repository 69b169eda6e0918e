/* What the files of applications share. */
#ifndef DOMAIN_JOB_APPLICATION_IMPL_H
#define DOMAIN_JOB_APPLICATION_IMPL_H

#include "base/vec.h"
#include "db/db.h"
#include "domain/job/application.h"

/* Reads the columns of application_get; texts are copied into a. */
void application_row(struct arena *a, struct db_stmt *st, struct application *ret);
/* NULL for nothing. */
struct str text_or_null(struct str s);
void bind_day(struct db_stmt *st, const char *name, int32_t day);
/* Trims the texts and puts the tags in order; then checks them. */
bool application_clean(struct ctx *c, struct application *app, struct err *err) MUST_USE;
bool application_tags_sort(struct ctx *c, struct application *app, struct err *err) MUST_USE;
/* Computes the keys and the words to search again. */
bool application_keys_store(struct ctx *c, struct application *app, struct err *err) MUST_USE;
/* Writes the texts, days and keys of app, counting the version up. */
bool application_save(struct ctx *c, struct application *app, struct err *err) MUST_USE;
/* The log as it lies in the tables, and the same for stage_order, both in the arena. */
bool log_load(struct ctx *c, int64_t application_id, struct application_event **ret, size_t *ret_n,
              struct err *err) MUST_USE;
struct stage_event *log_stages(struct ctx *c, const struct application_event *list, size_t n);
/* Checks that the log could have happened (unless it could not before, with the same fault), and writes what is derived
 * from it. `was` is the log before. */
bool log_store(struct ctx *c, int64_t application_id, const struct application_event *was, size_t n_was,
               const struct application_event *list, size_t n, struct err *err) MUST_USE;
/* Not in the future by more than a day, nor before 1950. */
bool event_day_check(const struct ctx *c, int32_t day, struct err *err) MUST_USE;
/* Writes e, a changed copy of old, as the record that takes its place. */
bool application_event_replace(struct ctx *c, const struct application_event *old, struct application_event *e,
                               struct err *err) MUST_USE;

#endif
