/* Bringing postings in: the form, the run that goes on beside the server, its report. */
#include "base/log.h"
#include "domain/ctx.h"
#include "domain/plan/demand.h"
#include "exchange/import.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view.h"

#include <jansson.h>
#include <math.h>

#define WHYS_MAX   20
#define FILES_MAX  500
#define BEFORE_MAX ((size_t)4 << 20)

/* Lives until the next import begins: its report says what moved, and a text that could not be read is not lost. */
struct import_before {
	struct arena a;
	int64_t run;
	struct str pasted;
	int64_t goal; /* 0: none */
	int n_postings;
	double *weights; /* the goal's demand, by skill */
};

void
import_before_drop(struct web *w)
{
	if (w->before == NULL)
		return;
	arena_release(&w->before->a);
	free(w->before);
	w->before = NULL;
}

static bool
before_keep(struct page *p, struct str pasted, struct err *err)
{
	struct import_before *b;
	struct demand d;
	struct goal g;
	bool found;

	if (!goal_get(&p->c, &g, &found, err) || (found && !demand_get(&p->c, &g, &d, err)))
		return false;
	import_before_drop(p->w);
	b = calloc(1, sizeof(*b));
	if (b == NULL)
		base_die("out of memory");
	b->a = (struct arena)ARENA(BEFORE_MAX);
	b->pasted = arena_str(&b->a, pasted);
	if (found) {
		b->goal = g.id;
		b->n_postings = d.n_postings;
		b->weights = ARENA_ARRAY(&b->a, p->c.map->n_skills, double);
		for (size_t i = 0; i < p->c.map->n_skills; i++)
			b->weights[i] = d.skills[i].weight;
	}
	p->w->before = b;
	return true;
}

/* Into a list that holds those that moved most. */
static void
moved_add(struct moved_skill list[MOVED_MAX], size_t *n, struct moved_skill s)
{
	size_t at = *n;

	for (; at > 0 && fabs(list[at - 1].now - list[at - 1].was) < fabs(s.now - s.was); at--)
		if (at < MOVED_MAX)
			list[at] = list[at - 1];
	if (at < MOVED_MAX) {
		list[at] = s;
		*n = MIN(*n + 1, (size_t)MOVED_MAX);
	}
}

/* How the run moved the goal's demand; not shown when the goal changed since or the server began anew. */
static bool
moved_by(struct page *p, int64_t run, struct import_moved *ret, struct err *err)
{
	const struct import_before *b = p->w->before;
	struct plan plan;
	struct goal g;
	bool found;
	double sum = 0;

	*ret = (struct import_moved){0};
	if (b == NULL || b->run != run || b->goal == 0)
		return true;
	if (!goal_get(&p->c, &g, &found, err))
		return false;
	if (!found || g.id != b->goal)
		return true;
	if (!plan_make(&p->c, &plan, err))
		return false;
	*ret = (struct import_moved){
	    .shown = true, .role = g.role, .n_was = b->n_postings, .n_now = plan.demand.n_postings};
	for (size_t i = 0; i < p->c.map->n_skills; i++) {
		struct moved_skill s = {(int)i, b->weights[i], plan.demand.skills[i].weight};
		sum += s.was;
		ret->by += fabs(s.now - s.was);
		if (s.now - s.was >= 0.01)
			moved_add(ret->up, &ret->n_up, s);
		else if (s.was - s.now >= 0.01)
			moved_add(ret->down, &ret->n_down, s);
	}
	ret->by = sum > 0 ? ret->by / sum : 0;
	return true;
}

/* A pasted text that came to nothing, to be mended. */
static bool
pasted_again(struct page *p, struct str *ret, struct err *err)
{
	const struct import_before *b = p->w->before;
	struct import_run r;

	*ret = STR("");
	if (b == NULL || b->pasted.n == 0)
		return true;
	if (!import_run_get(&p->c, b->run, &r, err))
		return false;
	if (r.ended_ms != 0 && (!str_eq(r.state, STR("done")) || r.n_read == 0))
		*ret = b->pasted;
	return true;
}

bool
page_import(struct page *p, struct err *err)
{
	struct import_run *runs;
	struct str pasted;
	size_t n;

	if (!import_run_list(&p->c, &runs, &n, err) || !pasted_again(p, &pasted, err))
		return false;
	page_begin(p, NAV_POSTINGS, "Import postings");
	tmpl_import(p->out, p, runs, n, pasted);
	page_end(p);
	return true;
}

static void
import_ended(struct web *w)
{
	w->import_pid = 0;
	posting_facts_drop(w);
}

/* One import at a time: the row says when the last one is over, its process leaves a little later. */
static bool
import_free(struct page *p, struct err *err)
{
	bool ended;

	if (p->w->import_pid == 0)
		return true;
	if (!import_settle(&p->c, p->w->import_pid, p->w->import_run, &ended, err))
		return false;
	if (!ended)
		return err_set(err, ERR_CONFLICT, "another import is still running"),
		       err_hint(err, "Wait for it, or stop it.");
	import_ended(p->w);
	return true;
}

bool
import_begin(struct page *p, const struct import_input *in, size_t n, struct str pasted, struct err *err)
{
	if (!import_free(p, err) || !before_keep(p, pasted, err) ||
	    !import_spawn(&p->c, p->w->o->where, in, n, &p->w->import_run, &p->w->import_pid, err))
		return false;
	p->w->before->run = p->w->import_run;
	return true;
}

bool
post_import(struct page *p, struct err *err)
{
	const struct http_req *req = p->req;
	struct import_input *in = ARENA_ARRAY(p->c.a, req->n_files + 1, struct import_input);
	struct str text = form_str(p, "text");
	size_t n = 0;

	for (size_t i = 0; i < req->n_files; i++)
		in[n++] = (struct import_input){.name = req->files[i].name, .bytes = req->files[i].bytes};
	if (text.n > 0)
		in[n++] = (struct import_input){.name = STR("pasted text"), .bytes = text};
	if (n == 0)
		return err_set(err, ERR_INVALID, "there is neither a file nor a text"),
		       err_hint(err, "Choose a file, or paste an advert into the field.");
	if (!import_begin(p, in, n, text, err))
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
	struct import_moved moved;
	size_t n = 0;
	struct str error = STR("");
	struct str hint = STR("");
	json_t *report;
	int64_t id;

	if (!page_id(p, &id, err) || !import_run_get(&p->c, id, &run, err) || !moved_by(p, id, &moved, err))
		return false;
	report = run.report.n > 0 ? json_loadb(run.report.p, run.report.n, 0, NULL) : NULL;
	if (report != NULL) {
		rows = file_rows(p, report, &n);
		error = text_of(p, report, "error");
		hint = text_of(p, report, "hint");
		json_decref(report);
	}
	page_begin(p, NAV_POSTINGS, "Import");
	tmpl_import_run(p->out, p, &run, rows, n, &moved, error, hint);
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
	if (ended)
		import_ended(w);
}
