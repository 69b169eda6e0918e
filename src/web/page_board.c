/* The board: a column for each stage, cards that move; the list of those gone silent; the stages themselves. */
#include "base/num.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/page_job.h"

#include <stdlib.h>

#define COLUMN_ROWS 30
#define ENDED_ROWS  8
#define ONE_ROWS    200
#define SILENT_ROWS 100
#define FACTS_MAX   ((size_t)16 << 20)

static const struct form_field move_fields[] = {
    {"stage", "the stage", FIELD_TEXT, true, 0, 200},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    {"note", "the note", FIELD_LINES, false, 0, APPLICATION_NOTE_MAX},
    FIELDS_END,
};

static const struct form_field stage_fields[] = {
    {"act", "what to do", FIELD_TEXT, true, 0, 16},
    {"stage", "the stage", FIELD_TEXT, false, 0, 200},
    {"name", "the name", FIELD_TEXT, false, 0, STAGE_NAME_MAX},
    {"after", "its place", FIELD_TEXT, false, 0, 200},
    FIELDS_END,
};

bool
job_stages_load(struct page *p, struct job_stages *ret, struct err *err)
{
	return stage_list(&p->c, &ret->list, &ret->n, err);
}

void
job_facts_drop(struct web *w)
{
	if (w->jobs == NULL)
		return;
	arena_release(&w->jobs->a);
	free(w->jobs);
	w->jobs = NULL;
}

static bool
facts_load(struct ctx *c, struct job_facts *f, struct err *err)
{
	if (!application_facets(c, APPLICATION_TAGS, &f->tags, &f->n_tags, err) ||
	    !application_facets(c, APPLICATION_SOURCES, &f->sources, &f->n_sources, err) ||
	    !application_facets(c, APPLICATION_CHANNELS, &f->channels, &f->n_channels, err) ||
	    !application_stage_counts(c, &f->counts, &f->n_counts, err) ||
	    !application_silent_count(c, &f->n_silent, err))
		return false;
	for (size_t i = 0; i < f->n_counts; i++)
		f->n_shown += f->counts[i].n;
	return true;
}

bool
job_facts_get(struct page *p, const struct job_facts **ret, struct err *err)
{
	struct job_facts *f = p->w->jobs;
	struct ctx c = p->c;
	int64_t version;

	if (!db_data_version(c.db, &version, err))
		return false;
	if (f == NULL || version == 0 || f->version != version || f->account != db_account(c.db) ||
	    f->today != ctx_today(&c)) {
		job_facts_drop(p->w);
		f = calloc(1, sizeof(*f));
		if (f == NULL)
			base_die("out of memory");
		*f = (struct job_facts){
		    .a = ARENA(FACTS_MAX), .version = version, .account = db_account(c.db), .today = ctx_today(&c)};
		p->w->jobs = f;
		c.a = &f->a;
		if (!facts_load(&c, f, err)) {
			job_facts_drop(p->w);
			return false;
		}
	}
	*ret = f;
	return true;
}

const struct stage **
job_moves(struct page *p, const struct job_stages *stages, struct str from, size_t *ret_n)
{
	const struct stage **moves = ARENA_ARRAY(p->c.a, stages->n, const struct stage *);
	struct stage_state s = {.stage = from};
	size_t n = 0, here = 0;

	while (here < stages->n && !str_eq(stages->list[here].word, from))
		here++;
	/* Those ahead first: they are what comes. */
	for (size_t k = 1; k < stages->n; k++) {
		const struct stage *t = &stages->list[(here + k) % stages->n];

		if (!t->retired && !str_eq(t->word, from) && stage_step_check(&s, t->word, NULL))
			moves[n++] = t;
	}
	*ret_n = n;
	return moves;
}

/* --- the board ---------------------------------------------------------------------------------------------------- */

static bool
column_fill(struct page *p, const struct job_stages *stages, struct application_after after, size_t rows,
            struct board_column *col, struct err *err)
{
	struct str word = col->stage->word;

	col->moves = job_moves(p, stages, word, &col->n_moves);
	if (!application_column(&p->c, word, after, rows + 1, &col->cards, &col->n, err))
		return false;
	if (col->n > rows) {
		struct application_after next;

		col->n = rows;
		next = application_column_after(&col->cards[rows - 1]);
		col->next = page_printf(p, "/jobs?stage=%.*s&day=%lld&after=%lld", STR_ARG(http_encode(p->c.a, word)),
		                        (long long)next.day, (long long)next.id);
	}
	return true;
}

static struct application_after
read_after(const struct page *p)
{
	struct application_after after = {0};

	if (!num_parse_i64(query_str(p, "after"), 1, INT64_MAX, "after", &after.id, NULL) ||
	    !num_parse_i64(query_str(p, "day"), INT32_MIN, INT32_MAX, "day", &after.day, NULL))
		return (struct application_after){0};
	return after;
}

static bool
board_fill(struct page *p, struct board_view *v, struct err *err)
{
	struct job_stages stages;
	const struct job_facts *facts;
	struct str only = query_str(p, "stage");

	if (!job_stages_load(p, &stages, err) || !job_facts_get(p, &facts, err))
		return false;
	v->columns = ARENA_ARRAY(p->c.a, stages.n, struct board_column);
	v->token = page_token(p, "/jobs/{id}/move");
	v->total = facts->n_shown;
	v->n_silent = facts->n_silent;
	v->one = only.p != NULL && p->failed == NULL && stage_find(stages.list, stages.n, only) != NULL;
	for (size_t i = 0; i < stages.n; i++) {
		const struct stage *s = &stages.list[i];
		struct board_column *col = &v->columns[v->n];
		bool ended = s->phase == PHASE_ENDED;
		int64_t total = application_facet_n(facts->counts, facts->n_counts, s->word);

		if (v->one ? !str_eq(s->word, only) : s->retired && total == 0)
			continue;
		*col = (struct board_column){.stage = s, .total = total, .next = STR("")};
		if (!column_fill(p, &stages, v->one ? read_after(p) : (struct application_after){0},
		                 v->one  ? ONE_ROWS
		                 : ended ? ENDED_ROWS
		                         : COLUMN_ROWS,
		                 col, err))
			return false;
		v->n++;
		v->n_open += !ended;
	}
	return true;
}

bool
page_board(struct page *p, struct err *err)
{
	struct board_view v = {0};

	if (!board_fill(p, &v, err))
		return false;
	page_begin(p, NAV_BOARD, "Board");
	tmpl_job_board(p->out, p, &v);
	page_end(p);
	return true;
}

/* The page a card was moved from. */
static bool
page_move_again(struct page *p, struct err *err)
{
	struct str back = http_get(&p->req->form, "back");

	if (str_starts(back, STR("/jobs/silent")))
		return page_silent(p, err);
	return str_starts(back, STR("/jobs/")) ? page_job(p, err) : page_board(p, err);
}

static bool
post_move(struct page *p, struct err *err)
{
	int64_t id, event;

	if (!page_id(p, &id, err) || !application_event_add(&p->c, id, form_str(p, "stage"), form_day(p, "on"),
	                                                    form_str(p, "note"), &event, err))
		return false;
	page_go_back(p, "/jobs", "job-event", event);
	return true;
}

/* --- undo --------------------------------------------------------------------------------------------------------- */

static bool
undo_run(struct page *p, bool back, struct err *err)
{
	int64_t batch, one;

	if (!page_id(p, &batch, err) || !application_undo(&p->c, batch, back, &one, err))
		return false;
	page_go_back(p, one == 0 ? "/jobs" : arena_cstr(p->c.a, page_printf(p, "/jobs/%lld", (long long)one)),
	             back ? "job-redone" : "job-undone", batch);
	return true;
}

static bool
post_undo(struct page *p, struct err *err)
{
	return undo_run(p, false, err);
}

static bool
post_redo(struct page *p, struct err *err)
{
	return undo_run(p, true, err);
}

/* --- silence ------------------------------------------------------------------------------------------------------ */

bool
page_silent(struct page *p, struct err *err)
{
	struct application *list;
	struct job_stages stages;
	size_t n;
	const struct job_facts *facts;

	if (!application_silent(&p->c, SILENT_ROWS, &list, &n, err) || !job_facts_get(p, &facts, err) ||
	    !job_stages_load(p, &stages, err))
		return false;
	page_begin(p, NAV_BOARD, "Gone silent");
	tmpl_job_silent(p->out, p, list, n, facts->n_silent, &stages);
	page_end(p);
	return true;
}

/* --- stages ------------------------------------------------------------------------------------------------------- */

static bool
page_stages(struct page *p, struct err *err)
{
	struct job_stages stages;
	struct application_facet *counts;
	size_t n_counts;

	if (!job_stages_load(p, &stages, err) || !application_stage_counts(&p->c, &counts, &n_counts, err))
		return false;
	page_begin(p, NAV_BOARD, "Stages");
	tmpl_job_stages(p->out, p, &stages, counts, n_counts);
	page_end(p);
	return true;
}

static bool
post_stage(struct page *p, struct err *err)
{
	struct str act = form_str(p, "act"), stage = form_str(p, "stage"), name = form_str(p, "name");
	struct str after = form_str(p, "after");
	int64_t change;
	bool ok;

	if (str_eq(act, STR("add")))
		ok = stage_add(&p->c, name, after.n > 0 ? after : STR_NONE, &change, err);
	else if (str_eq(act, STR("rename")))
		ok = stage_rename(&p->c, stage, name, &change, err);
	else if (str_eq(act, STR("move")))
		ok = stage_move(&p->c, stage, after, &change, err);
	else if (str_eq(act, STR("retire")) || str_eq(act, STR("restore")))
		ok = stage_retire(&p->c, stage, str_eq(act, STR("retire")), &change, err);
	else
		return err_set(err, ERR_INVALID, "nothing is called '%.*s' here", STR_ARG(act));
	if (ok)
		page_go(p, STR("/jobs/stages"), "job-stage", change);
	return ok;
}

static bool
post_stage_undo(struct page *p, struct err *err)
{
	int64_t change;

	if (!page_id(p, &change, err) || !stage_undo(&p->c, change, err))
		return false;
	page_go(p, STR("/jobs/stages"), "undone", 0);
	return true;
}

static const struct route routes[] = {
    PAGE("/jobs", page_board, "The board: applications by stage."),
    PAGE("/jobs/silent", page_silent, "Applications nothing was heard of for long."),
    PAGE("/jobs/stages", page_stages, "The stages, to add, name, order and retire them."),
    FORM("/jobs/stages", post_stage, stage_fields, page_stages, "Changes a stage."),
    FORM("/jobs/stages/{id}/undo", post_stage_undo, NULL, page_stages, "Takes a stage's change back."),
    FORM("/jobs/{id}/move", post_move, move_fields, page_move_again, "Records an event; the card moves."),
    FORM("/jobs/undo/{id}", post_undo, NULL, page_board, "Takes back what was done to applications."),
    FORM("/jobs/redo/{id}", post_redo, NULL, page_board, "Does again what was taken back."),
};

static const struct notice notices[] = {
    {"job-event", "Recorded.", "/jobs/undo/{id}"},
    {"job-bulk", "Done for all that were chosen.", "/jobs/undo/{id}"},
    {"job-undone", "Taken back.", "/jobs/redo/{id}"},
    {"job-redone", "Done again.", "/jobs/undo/{id}"},
    {"job-stage", "The stages are changed.", "/jobs/stages/{id}/undo"},
};

WEB_PART(board_part, routes, notices);
