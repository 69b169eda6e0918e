/*
 * Bringing postings in: files, folders, standard input and uploads, read by workers, stored in one transaction.
 *
 * First everything is read: each file goes to a worker process (`cairn worker postings NAME`), which answers with
 * records; a file that cannot be read is reported and the others go on. Then everything is stored in one transaction,
 *so that an import that fails or is stopped has changed nothing. A dry run does all of it and rolls back: its report is
 * the import's. The same file twice changes no row at all.
 *
 *	struct import_input in = {.path = "board.json"};
 *	struct import_report r;
 *	if (!import_files(ctx, ex, &in, 1, (struct import_options){0}, &r, err)) return false;
 *	import_report_text(&r, out);
 *
 * The web does not import in its own process: import_spawn starts `cairn import --run ID` beside it, whose row of
 * import_run tells how far it is and, at the end, the report as JSON.
 */
#ifndef EXCHANGE_IMPORT_H
#define EXCHANGE_IMPORT_H

#include "domain/ctx.h"
#include "domain/skill/extract.h"

struct fetch_answer;
struct fetch_memory;
struct strbuf;

#define IMPORT_FILE_MAX    ((size_t)64 << 20)  /* bytes of one file */
#define IMPORT_STREAM_MAX  ((size_t)256 << 20) /* bytes of one worker's answer */
#define IMPORT_TOTAL_MAX   ((size_t)512 << 20) /* bytes of all answers of one import; the arena must allow twice that */
#define IMPORT_FILES_MAX   5000                /* files of one import */
#define IMPORT_DEPTH_MAX   16                  /* folders within folders */
#define IMPORT_REFUSED_MAX 50                  /* refusals listed for one file; all are counted */

/* One thing to import: a path (a file, a folder with everything below it, or "-"), bytes that are here already, or the
 * address of a page to be fetched first (exchange/fetch.h): of a job on a public board its data, else the page itself.
 */
struct import_input {
	const char *path; /* NULL: bytes, or an address */
	struct str name;  /* with bytes: the file's name, for messages and the board's name; or the address */
	struct str bytes;
	bool fetch; /* name is an address */
};

/* Addresses of one import. */
#define IMPORT_FETCH_MAX 50

struct import_progress {
	size_t files_done;
	size_t files_n;
	size_t records_done; /* stored so far */
	size_t records_n;    /* read so far */
	int percent;         /* 0..100: reading is the first 70 */
};

/* Who fetches: fetch_run, but in tests. */
typedef bool import_fetcher(struct arena *a, struct str url, struct fetch_memory *memory, struct fetch_answer *ret,
                            struct err *err);

struct import_options {
	bool dry_run;
	import_fetcher *fetcher; /* NULL: fetch_run */
	/* Called after every file and every 100 records; false stops the import, which then changes nothing and fails
	 * with ERR_CONFLICT "stopped". May be NULL. */
	bool (*progress)(void *p, const struct import_progress *now);
	void *p;
};

struct import_refusal {
	struct str where; /* "job 17", "line 204"; empty: the file as a whole */
	struct str why;
	struct str hint; /* what to do; may be empty */
};

/* What became of one file. n_read = n_new + n_updated + n_same. */
struct import_file {
	struct str name;
	struct str kind; /* greenhouse, lever, ...; empty when unreadable */
	size_t n_read;
	size_t n_new;
	size_t n_updated;
	size_t n_same;
	size_t n_grouped; /* of the new ones: another face of a posting that was here (exact, repost, sibling) */
	size_t n_closed;  /* of the updated ones: the source says it is closed now */
	size_t n_refused;
	struct import_refusal *refused; /* the first IMPORT_REFUSED_MAX */
	size_t n_listed;
};

struct import_report {
	struct import_file *files;
	size_t n_files;
	struct import_file total; /* name and lists empty */
	bool dry_run;
	int64_t read_us;  /* reading: workers and streams */
	int64_t store_us; /* attributes, skills, comparing and storing */
};

/* Imports. ret->* lives in c->a. The database's gate must be open. True even when some files were refused (look at
 * n_refused); errors: ERR_NOT_FOUND (a path that is not there), ERR_LIMIT, ERR_CONFLICT (stopped; locked), ERR_DB,
 * ERR_INVALID (there is one input, a file, and nothing in it is a posting). */
bool import_files(struct ctx *c, const struct extractor *ex, const struct import_input *inputs, size_t n,
                  struct import_options options, struct import_report *ret, struct err *err) MUST_USE;

/* The report for people: a line per file, refusals below it, totals last. */
void import_report_text(const struct import_report *r, struct strbuf *out);
/* The same as one JSON object: {files: [{name, kind, read, new, updated, same, grouped, closed, refused_n, refused:
 * [{where, why, hint}]}], total: {...}, dry_run, read_ms, store_ms}. */
void import_report_json(const struct import_report *r, struct strbuf *out);

/* The worker's side of `cairn worker postings NAME`: reads a file on standard input, answers on standard output with a
 * stream (format/posting.h). Returns the exit status; says why on standard error. */
int import_worker_main(const char *name) MUST_USE;

/* --- Imports that run beside a server ----------------------------------------------------------------------------- */

/* One import as its row tells it. */
struct import_run {
	int64_t id;
	struct str name;
	struct str state; /* running, done, failed, stopped */
	int percent;
	int64_t n_read, n_new, n_updated, n_same, n_refused;
	struct str report; /* JSON as above; while running empty; when failed {"error": ..., "hint": ...} */
	int64_t started_ms;
	int64_t ended_ms; /* 0: running */
};

/* Writes the row of a run (its own small transaction) and starts `cairn import --run ID` with the uploads on its
 * standard input (an anonymous file in memory; nothing is left on the disk). `where` is the database as given to
 * db_open; the child gets it as CAIRN_DB in its environment, because an address can hold a password.
 * ret_pid: reap it with waitpid (SIGCHLD or import_reap); stop it with import_stop. */
bool import_spawn(struct ctx *c, const char *where, const struct import_input *uploads, size_t n, int64_t *ret_run,
                  int *ret_pid, struct err *err) MUST_USE;
/* The child's side, called by the command `import --run ID`: reads the uploads from standard input, imports them for
 * the run's account, keeps the row up to date, and records the report or the error. SIGTERM stops it. The gate must be
 * open. */
bool import_run_child(struct ctx *c, const struct extractor *ex, int64_t run, struct err *err) MUST_USE;
/* Asks the child to stop; it changes nothing and its row says stopped. */
void import_stop(int pid);
/* Collects a child that has ended; true when it has. A child that died without a word has its row marked failed. */
bool import_reap(struct ctx *c, int pid, int64_t run, bool *ret_ended, struct err *err) MUST_USE;
/* The same for one who wants to begin another import now: a child whose row says it is over has only to leave, and is
 * not waited for but ended. False in *ret_ended: its import really goes on. */
bool import_settle(struct ctx *c, int pid, int64_t run, bool *ret_ended, struct err *err) MUST_USE;

/* The run, or ERR_NOT_FOUND. */
bool import_run_get(struct ctx *c, int64_t id, struct import_run *ret, struct err *err) MUST_USE;
/* The newest runs, at most 50, newest first, without their reports. */
bool import_run_list(struct ctx *c, struct import_run **ret, size_t *ret_n, struct err *err) MUST_USE;
/* When a server starts: runs that still say running, from before it, have failed. */
bool import_run_sweep(struct ctx *c, struct err *err) MUST_USE;

#endif
