#include "import.h"

#include <unistd.h>

#include "base/fs.h"
#include "base/proc.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "db/db.h"
#include "domain/job/posting.h"
#include "import_impl.h"

static const struct proc_limits worker_limits = {
    .cpu_s = 20, .wall_s = 60, .memory = WORKER_MEMORY, .output = IMPORT_STREAM_MAX};

/* A file on its way: where its bytes come from, then what the worker made of them. */
struct source {
	const char *path; /* NULL: bytes are here */
	struct str bytes;
	bool fetch; /* the name is an address */
	struct import_file *report;
	VEC(struct posting_record) records;
	VEC(struct import_refusal) refused;
};

struct import {
	struct ctx *c;
	const struct extractor *ex;
	struct import_options options;
	struct arena streams; /* the workers' answers; records borrow from them */
	struct arena tmp;     /* the bytes of one file */
	struct import_fetch fetch;
	bool stopped;
	char *self;
	VEC(struct source) sources;
	size_t answered; /* bytes of answers so far */
	struct import_progress now;
	struct import_report *report;
};

static bool
tell(struct import *im, struct err *err)
{
	size_t files = MAX(im->now.files_n, 1), records = MAX(im->now.records_n, 1);

	im->now.percent = (int)(im->now.files_done * 70 / files + im->now.records_done * 30 / records);
	/* Who asks to stop says so once. */
	if (im->stopped || (im->options.progress != NULL && !im->options.progress(im->options.p, &im->now))) {
		im->stopped = true;
		return err_set(err, ERR_CONFLICT, "stopped; nothing was changed");
	}
	return true;
}

/* --- what to read ------------------------------------------------------------------------------------------------- */

static bool
add_source(struct import *im, const char *path, struct str name, struct str bytes, bool fetch, struct err *err)
{
	struct source *s;

	if (im->sources.n == IMPORT_FILES_MAX)
		return err_set(err, ERR_LIMIT, "more than %d files in one import", IMPORT_FILES_MAX);
	s = VEC_PUSH(im->c->a, &im->sources);
	*s = (struct source){.path = path, .bytes = bytes, .fetch = fetch};
	s->report = ARENA_NEW(im->c->a, struct import_file);
	s->report->name = name;
	return true;
}

/* A file, or every file below a folder, sorted by name; what begins with a dot is left out, and so are pipes, which
 * would be waited for. */
static bool
add_path(struct import *im, const char *path, int depth, struct err *err)
{
	char **names;
	size_t n;

	if (strcmp(path, "-") == 0)
		return add_source(im, path, STR("standard input"), STR_NONE, false, err);
	if (!fs_is_dir(path)) {
		if (depth == 0 && !fs_exists(path))
			return err_set(err, ERR_NOT_FOUND, "there is no file '%s'", path);
		if (depth > 0 && !fs_is_file(path))
			return true;
		return add_source(im, path, str_of(path), STR_NONE, false, err);
	}
	if (depth == IMPORT_DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "'%s' has more than %d folders within folders", path, IMPORT_DEPTH_MAX);
	if (!fs_list(im->c->a, path, &names, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (names[i][0] != '.' && !add_path(im, fs_join(im->c->a, path, names[i]), depth + 1, err))
			return false;
	return true;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct sink {
	struct import *im;
	struct source *s;
};

static bool
take_record(void *p, const struct posting_record *r, struct err *err)
{
	struct sink *k = p;

	(void)err;
	*VEC_PUSH(&k->im->streams, &k->s->records) = *r;
	return true;
}

static void
refuse(struct import *im, struct source *s, struct str where, struct str why, struct str hint)
{
	s->report->n_refused++;
	if (s->refused.n < IMPORT_REFUSED_MAX)
		*VEC_PUSH(im->c->a, &s->refused) = (struct import_refusal){
		    arena_str(im->c->a, where), arena_str(im->c->a, why), arena_str(im->c->a, hint)};
}

static bool
take_refusal(void *p, const struct posting_refusal *r, struct err *err)
{
	struct sink *k = p;

	(void)err;
	refuse(k->im, k->s, r->where, r->why, STR_NONE);
	return true;
}

bool
import_split_hint(struct err *err)
{
	char *tab = strchr(err->text, '\t');

	if (tab != NULL) {
		*tab = '\0';
		err_hint(err, "%s", tab + 1);
	}
	return false;
}

/* Of a whole board's data, the one job that was asked for. */
static bool
keep_only(struct source *s, struct str key, struct err *err)
{
	for (size_t i = 0; i < s->records.n; i++)
		if (str_ends(s->records.p[i].source_key, key)) {
			s->records.p[0] = s->records.p[i];
			s->records.n = 1;
			return true;
		}
	return err_set(err, ERR_NOT_FOUND, "the board has no such job (any more)");
}

/* Has a worker read one file. */
static bool
read_source(struct import *im, struct source *s, struct err *err)
{
	const char *argv[] = {im->self, "worker", "postings", "--", arena_cstr(im->c->a, s->report->name), NULL};
	struct sink k = {im, s};
	const struct posting_sink sink = {take_record, take_refusal, &k};
	struct str bytes = s->bytes, only = STR(""), answer;

	if (s->path != NULL && !fs_read(&im->tmp, s->path, IMPORT_FILE_MAX, &bytes, err))
		return false;
	if (s->fetch && !import_fetch_one(&im->fetch, &im->tmp, s->report->name, &bytes, &only, err))
		return false;
	if (bytes.n > IMPORT_FILE_MAX)
		return err_set(err, ERR_LIMIT, "the file has %zu MB, at most %zu are read", bytes.n >> 20,
		               IMPORT_FILE_MAX >> 20);
	if (!proc_run(&im->streams, argv, bytes, worker_limits, &answer, err))
		return import_split_hint(err);
	im->answered += answer.n;
	if (!posting_stream_read(answer, &sink, err))
		return false;
	if (only.n > 0 && !keep_only(s, only, err))
		return false;
	if (s->records.n > 0)
		s->report->kind = str_of(posting_kind_name(s->records.p[0].kind));
	s->report->n_read = s->records.n;
	im->now.records_n += s->records.n;
	return true;
}

static bool
tell_while_fetching(void *p, struct err *err)
{
	return tell(p, err);
}

static bool
read_sources(struct import *im, struct err *err)
{
	im->now.files_n = im->sources.n;
	for (size_t i = 0; i < im->sources.n; i++) {
		struct source *s = &im->sources.p[i];
		struct err why = {0};

		if (!read_source(im, s, &why)) {
			if (im->stopped) {
				*err = why;
				return false;
			}
			if (im->sources.n == 1) {
				*err = why;
				return err_prefix(err, "could not import '%.*s'", STR_ARG(s->report->name));
			}
			s->records.n = 0;
			refuse(im, s, STR_NONE, str_of(why.text), str_of(why.hint));
		}
		arena_release(&im->tmp);
		if (im->answered > IMPORT_TOTAL_MAX)
			return err_set(err, ERR_LIMIT,
			               "more than %zu MB in one import; import some of the files at a time",
			               IMPORT_TOTAL_MAX >> 20);
		im->now.files_done++;
		if (!tell(im, err))
			return false;
	}
	return true;
}

/* --- storing ------------------------------------------------------------------------------------------------------ */

static void
count(struct import_file *f, const struct posting_outcome *o)
{
	f->n_new += o->change == POSTING_NEW;
	f->n_updated += o->change == POSTING_UPDATED;
	f->n_same += o->change == POSTING_SAME;
	f->n_grouped += o->change == POSTING_NEW && o->relation != SAME_FIRST;
	f->n_closed += o->closed;
}

static bool
store_source(struct import *im, struct posting_store *store, struct source *s, struct err *err)
{
	posting_store_file(store, s->records.p, s->records.n);
	for (size_t i = 0; i < s->records.n; i++) {
		struct posting_outcome o;
		struct err why = {0};

		if (posting_put(store, &s->records.p[i], &o, &why)) {
			count(s->report, &o);
		} else if (why.code == ERR_INVALID || why.code == ERR_LIMIT) {
			refuse(im, s, s->records.p[i].where, str_of(why.text), str_of(why.hint));
			s->report->n_read--;
		} else {
			*err = why;
			return err_prefix(err, "could not store %.*s of '%.*s'", STR_ARG(s->records.p[i].where),
			                  STR_ARG(s->report->name));
		}
		im->now.records_done++;
		if (im->now.records_done % 100 == 0 && !tell(im, err))
			return false;
	}
	return true;
}

/* One transaction; a dry run does not commit it. */
static bool
store_sources(struct import *im, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct posting_store *store;

	if (im->now.records_n == 0)
		return true;
	if (!db_tx_begin(im->c->db, &tx, err) || !posting_store_open(im->c, im->ex, &store, err))
		return false;
	for (size_t i = 0; i < im->sources.n; i++)
		if (!store_source(im, store, &im->sources.p[i], err))
			return false;
	return im->options.dry_run || db_tx_commit(&tx, err);
}

static void
add_up(struct import *im)
{
	struct import_report *r = im->report;

	r->files = ARENA_ARRAY(im->c->a, im->sources.n, struct import_file);
	r->n_files = im->sources.n;
	for (size_t i = 0; i < im->sources.n; i++) {
		struct import_file *f = im->sources.p[i].report;

		f->refused = im->sources.p[i].refused.p;
		f->n_listed = im->sources.p[i].refused.n;
		r->files[i] = *f;
		r->total.n_read += f->n_read;
		r->total.n_new += f->n_new;
		r->total.n_updated += f->n_updated;
		r->total.n_same += f->n_same;
		r->total.n_grouped += f->n_grouped;
		r->total.n_closed += f->n_closed;
		r->total.n_refused += f->n_refused;
	}
}

static void
import_release(struct import *im)
{
	arena_release(&im->streams);
	arena_release(&im->tmp);
}

bool
import_files(struct ctx *c, const struct extractor *ex, const struct import_input *inputs, size_t n,
             struct import_options options, struct import_report *ret, struct err *err)
{
	struct import_report report = {.dry_run = options.dry_run};
	CLEANUP(import_release)
	struct import im = {
	    .c = c,
	    .ex = ex,
	    .options = options,
	    .streams = ARENA(IMPORT_TOTAL_MAX * 2 + IMPORT_STREAM_MAX),
	    .tmp = ARENA(IMPORT_FILE_MAX * 3),
	    .report = &report,
	};
	int64_t begin = clock_monotonic_us(), read;

	if (!proc_self(c->a, &im.self, err))
		return false;
	im.fetch = (struct import_fetch){.memory.a = c->a,
	                                 .fetcher = options.fetcher != NULL ? options.fetcher : fetch_run,
	                                 .pause_ms = FETCH_PAUSE_MS,
	                                 .wait = tell_while_fetching,
	                                 .p = &im};
	for (size_t i = 0; i < n; i++) {
		bool ok = inputs[i].path != NULL
		              ? add_path(&im, inputs[i].path, 0, err)
		              : add_source(&im, NULL, inputs[i].name, inputs[i].bytes, inputs[i].fetch, err);
		if (!ok)
			return false;
	}
	if (!read_sources(&im, err))
		return false;
	read = clock_monotonic_us();
	if (!store_sources(&im, err))
		return false;
	report.read_us = read - begin;
	report.store_us = clock_monotonic_us() - read;
	add_up(&im);
	*ret = report;
	return true;
}

/* --- the worker --------------------------------------------------------------------------------------------------- */

static bool
stream_record(void *p, const struct posting_record *r, struct err *err)
{
	posting_stream_record(p, r);
	return strbuf_ok(p, "what was read", err);
}

static bool
stream_refusal(void *p, const struct posting_refusal *r, struct err *err)
{
	posting_stream_refusal(p, r);
	return strbuf_ok(p, "what was read", err);
}

static bool
work(const char *name, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)2 << 30);
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(IMPORT_STREAM_MAX);
	const struct posting_sink sink = {stream_record, stream_refusal, &out};
	struct str bytes;

	if (!proc_jail(err) || !fs_read_fd(&a, STDIN_FILENO, name, IMPORT_FILE_MAX, &bytes, err) ||
	    !posting_read(&a, bytes, str_of(name), &sink, err))
		return false;
	posting_stream_end(&out);
	return strbuf_ok(&out, "what was read", err) && fs_write_fd(STDOUT_FILENO, "the answer", strbuf_str(&out), err);
}

int
import_worker_main(const char *name)
{
	struct err err = {0};

	if (work(name, &err))
		return 0;
	/* The parent takes the last line; a hint goes with it behind a tab. */
	if (err.hint[0] != '\0')
		fprintf(stderr, "%s\t%s\n", err.text, err.hint);
	else
		fprintf(stderr, "%s\n", err.text);
	return err_exit_status(err.code);
}
