/*
 * Bringing résumés in: JSON Resume and RenderCV files, each read by a worker (`cairn worker resume NAME`), then merged
 * into the master (domain/job/resume_merge.h), a file a change that can be taken back.
 */
#ifndef EXCHANGE_RESUME_IMPORT_H
#define EXCHANGE_RESUME_IMPORT_H

#include "domain/job/resume_merge.h"
#include "exchange/import.h"

#define RESUME_FILES_MAX 100

struct js;

struct resume_file {
	struct str name;
	const char *kind; /* "JSON Resume", "RenderCV"; NULL: refused */
	struct err why;   /* of a refusal */
	struct resume_notes notes;
	struct resume_merge merge;
};

/* Reads and merges each input. A file that is refused is told and the others go on; of a single one the refusal is the
 * error. A dry run changes nothing; each file is then reported as if it were the first. */
bool resume_import(struct ctx *c, const struct import_input *inputs, size_t n, bool dry_run, struct resume_file **ret,
                   struct err *err) MUST_USE;
void resume_import_text(const struct resume_file *files, size_t n, bool dry_run, struct strbuf *out);
void resume_import_json(const struct resume_file *files, size_t n, bool dry_run, struct js *j);

/* The worker: standard input to standard output, the status to exit with. */
int resume_worker_main(const char *name);

#endif
