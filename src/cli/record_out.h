/*
 * What the commands of the interview side share: records as JSON from their own description, and saying what was kept.
 */
#ifndef CLI_RECORD_OUT_H
#define CLI_RECORD_OUT_H

#include "base/js.h"
#include "cli/command.h"
#include "domain/person/record.h"

/* The fields of a record, in an object that the caller opens and closes: id, version, and every column. Days and times
 * are text. */
void record_json(struct js *j, const struct record_type *t, const void *rec);
/* An array of records under a key (NULL: bare). */
void records_json(struct js *j, const char *key, const struct record_type *t, const void *list, size_t n);
/* "Kept: ID (undo: cairn NOUN undo UNDO)", or {"id":ID,"undo":UNDO}. */
void said_record(struct cli *cli, const char *noun, int64_t id, int64_t undo);
/* The i-th argument as an id. */
bool arg_id(const struct cli *cli, size_t i, int64_t *ret, struct err *err) MUST_USE;
/* The value of an option, or the empty text. */
struct str option_text(const struct cli *cli, const char *name);
/* A whole number of an option, or the fallback. */
bool option_int(const struct cli *cli, const char *name, int64_t fallback, int64_t *ret, struct err *err) MUST_USE;
/* --on, or today. */
bool option_day(const struct cli *cli, int64_t *ret, struct err *err) MUST_USE;
/* `cairn NOUN undo ID [--redo]`, whatever record it is. */
bool cmd_record_undo(struct cli *cli, struct err *err);

#endif
