/* Bringing postings in: the form, the run that goes on beside the server, its report. */
#include "base/log.h"
#include "domain/ctx.h"
#include "exchange/import.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view.h"

#include <jansson.h>

#define WHYS_MAX  20
#define FILES_MAX 500

bool
page_import(struct page *p, struct err *err)
{
	struct import_run *runs;
	size_t n;

	if (!import_run_list(&p->c, &runs, &n, err))
		return false;
	page_begin(p, NAV_POSTINGS, "Import postings");
	tmpl_import(p->out, p, runs, n);
	page_end(p);
	return true;
}

bool
post_import(struct page *p, struct err *err)
{
	const struct http_req *req = p->req;
	struct import_input *in = ARENA_ARRAY(p->c.a, req->n_files + 1, struct import_input);
	struct str text = form_str(p, "text");
	size_t n = 0;

	if (p->w->import_pid != 0)
		return err_set(err, ERR_CONFLICT, "another import is still running"),
		       err_hint(err, "Wait for it, or stop it.");
	for (size_t i = 0; i < req->n_files; i++)
		in[n++] = (struct import_input){.name = req->files[i].name, .bytes = req->files[i].bytes};
	if (text.n > 0)
		in[n++] = (struct import_input){.name = STR("pasted text"), .bytes = text};
	if (n == 0)
		return err_set(err, ERR_INVALID, "there is neither a file nor a text"),
		       err_hint(err, "Choose a file, or paste an advert into the field.");
	if (!import_spawn(&p->c, p->w->o->where, in, n, &p->w->import_run, &p->w->import_pid, err))
		return false;
	page_go(p, page_printf(p, "/import/%lld", (long long)p->w->import_run), NULL, 0);
	return true;
}

static struct str
text_of(struct page *p, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);
	return json_is_string(v) ? arena_str(p->c.a, (struct str){json_string_value(v), json_string_length(v)})
	                         : STR("");
}

static int64_t
count_of(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

static struct str
why_text(struct page *p, const json_t *r)
{
	struct str where = text_of(p, r, "where");
	struct str hint = text_of(p, r, "hint");

	return page_printf(p, "%.*s%s%.*s%s%.*s", STR_ARG(where), where.n > 0 ? ": " : "",
	                   STR_ARG(text_of(p, r, "why")), hint.n > 0 ? ". " : "", STR_ARG(hint));
}

/* The report's files as rows. */
static struct import_file_row *
file_rows(struct page *p, const json_t *report, size_t *ret_n)
{
	const json_t *files = json_object_get(report, "files");
	size_t n = MIN(json_array_size(files), (size_t)FILES_MAX);
	struct import_file_row *rows = ARENA_ARRAY(p->c.a, n, struct import_file_row);

	for (size_t i = 0; i < n; i++) {
		const json_t *f = json_array_get(files, i);
		const json_t *refused = json_object_get(f, "refused");
		struct import_file_row *r = &rows[i];
		*r = (struct import_file_row){.name = text_of(p, f, "name"),
		                              .kind = text_of(p, f, "kind"),
		                              .read = count_of(f, "read"),
		                              .fresh = count_of(f, "new"),
		                              .updated = count_of(f, "updated"),
		                              .same = count_of(f, "same"),
		                              .refused = count_of(f, "refused_n")};
		r->n_whys = MIN(json_array_size(refused), (size_t)WHYS_MAX);
		r->whys = ARENA_ARRAY(p->c.a, r->n_whys, struct str);
		for (size_t k = 0; k < r->n_whys; k++)
			r->whys[k] = why_text(p, json_array_get(refused, k));
	}
	*ret_n = n;
	return rows;
}

bool
page_import_run(struct page *p, struct err *err)
{
	struct import_run run;
	struct import_file_row *rows = NULL;
	size_t n = 0;
	struct str error = STR("");
	struct str hint = STR("");
	json_t *report;
	int64_t id;

	if (!page_id(p, &id, err) || !import_run_get(&p->c, id, &run, err))
		return false;
	report = run.report.n > 0 ? json_loadb(run.report.p, run.report.n, 0, NULL) : NULL;
	if (report != NULL) {
		rows = file_rows(p, report, &n);
		error = text_of(p, report, "error");
		hint = text_of(p, report, "hint");
		json_decref(report);
	}
	page_begin(p, NAV_POSTINGS, "Import");
	tmpl_import_run(p->out, p, &run, rows, n, error, hint);
	page_end(p);
	return true;
}

bool
post_import_stop(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err))
		return false;
	if (p->w->import_pid == 0 || p->w->import_run != id)
		return err_set(err, ERR_CONFLICT, "that import has ended already");
	import_stop(p->w->import_pid);
	page_go(p, page_printf(p, "/import/%lld", (long long)id), "stopped", 0);
	return true;
}

void
import_tick(struct web *w)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	struct ctx c = {.a = &a, .db = w->db, .map = w->o->map, .clock = w->o->clock, .ids = &w->ids, .rng = &w->rng};
	struct err err = {0};
	bool ended = false;

	if (w->import_pid == 0)
		return;
	db_gate(w->db, true);
	if (!import_reap(&c, w->import_pid, w->import_run, &ended, &err)) {
		log_error("import: %s", err.text);
		ended = true;
	}
	db_gate(w->db, false);
	if (ended) {
		w->import_pid = 0;
		posting_facts_drop(w);
	}
}
