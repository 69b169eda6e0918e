/* Bringing a tracker in: the file, what it was taken for, and then the applications. */
#include "base/date.h"
#include "base/num.h"
#include "base/vec.h"
#include "exchange/tracker.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_tracker.h"

/* So that a page can hold it while it is looked at. */
#define PLAIN_MAX ((size_t)3 << 20)

static bool
page_tracker(struct page *p, struct err *err)
{
	(void)err;
	page_begin(p, NAV_BOARD, "Bring a tracker in");
	tmpl_tracker(p->out, p);
	page_end(p);
	return true;
}

/* What the selects say, over the guess. */
static bool
form_options(struct page *p, struct tracker_view *v, struct tracker_options *o, struct err *err)
{
	enum tracker_field *map = ARENA_ARRAY(p->c.a, v->t.table.n_columns, enum tracker_field);
	VEC(struct tracker_word) words = {0};

	tracker_guess(p->c.a, &v->t, map);
	for (size_t i = 0; i < p->req->form.n; i++) {
		const struct http_field *f = &p->req->form.p[i];
		int64_t column;

		if (str_starts(f->name, STR("map.")) &&
		    num_parse_i64(str_sub(f->name, 4, f->name.n), 0, (int64_t)v->t.table.n_columns - 1, "column",
		                  &column, NULL) &&
		    !tracker_field_parse(f->value, &map[column], err))
			return false;
		if (str_starts(f->name, STR("word.")))
			*VEC_PUSH(p->c.a, &words) =
			    (struct tracker_word){.word = str_sub(f->name, 5, f->name.n), .kind = f->value};
	}
	v->map = map;
	*o = (struct tracker_options){.map = map, .words = words.p, .n_words = words.n, .on_day = form_day(p, "on")};
	if (str_eq(form_str(p, "dates"), STR("dmy")))
		o->dates = TRACKER_DATES_DMY;
	else if (str_eq(form_str(p, "dates"), STR("mdy")))
		o->dates = TRACKER_DATES_MDY;
	return true;
}

static bool
preview(struct page *p, struct str bytes, struct str name, struct tracker_view *v, struct err *err)
{
	struct tracker_options o;

	*v = (struct tracker_view){.name = name};
	if (!tracker_read(p->c.a, bytes, &v->t, err) || !form_options(p, v, &o, err) ||
	    !stage_list(&p->c, &v->stages, &v->n_stages, err))
		return false;
	if (v->t.plain.n > PLAIN_MAX)
		return err_set(err, ERR_LIMIT, "the tracker is too large for a page"),
		       err_hint(err, "By command it is not: cairn job import FILE");
	v->planned = tracker_plan(&p->c, &v->t, &o, &v->plan, &v->problem);
	return true;
}

static void
preview_page(struct page *p, const struct tracker_view *v)
{
	page_begin(p, NAV_BOARD, "Bring a tracker in");
	tmpl_tracker_preview(p->out, p, v);
	page_end(p);
}

static bool
post_tracker(struct page *p, struct err *err)
{
	struct str text = form_str(p, "text");
	struct tracker_view v;

	if (p->req->n_files == 0 && text.n == 0)
		return err_set(err, ERR_INVALID, "there is neither a file nor a text"),
		       err_hint(err, "Choose a CSV file, or paste its lines into the field.");
	if (!preview(p, p->req->n_files > 0 ? p->req->files[0].bytes : text,
	             p->req->n_files > 0 ? p->req->files[0].name : STR("pasted text"), &v, err))
		return false;
	preview_page(p, &v);
	return true;
}

/* The preview again, with the selects as they were; also when a column or word was only looked at. */
static bool
page_tracker_again(struct page *p, struct err *err)
{
	struct tracker_view v;

	if (!preview(p, form_str(p, "table"), form_str(p, "name"), &v, err))
		return false;
	preview_page(p, &v);
	return true;
}

static bool
post_tracker_confirm(struct page *p, struct err *err)
{
	struct tracker_result r;
	struct tracker_view v;

	if (!preview(p, form_str(p, "table"), form_str(p, "name"), &v, err))
		return false;
	if (str_eq(form_str(p, "do"), STR("look"))) {
		preview_page(p, &v);
		return true;
	}
	if (!v.planned) {
		*err = v.problem;
		return false;
	}
	if (!tracker_apply(&p->c, &v.plan, false, &r, err))
		return false;
	page_go(p, STR("/jobs"), r.batch != 0 ? "tracker" : "tracker-same", r.batch);
	return true;
}

static const struct form_field upload_form[] = {
    {"text", "the pasted lines", FIELD_LINES, false, 0, (int64_t)1 << 20},
    FIELDS_END,
};

static const struct form_field confirm_form[] = {
    {"table", "the table", FIELD_LINES, true, 0, (int64_t)8 << 20},
    {"name", "the file", FIELD_TEXT, false, 0, 1024},
    {"map.", "a column", FIELD_MANY, false, 0, 32},
    {"word.", "a status", FIELD_MANY, false, 0, 64},
    {"dates", "the order of dates", FIELD_TEXT, false, 0, 8},
    {"on", "the day of what has none", FIELD_DAY, false, 0, 0},
    {"do", "what to do", FIELD_TEXT, false, 0, 8},
    FIELDS_END,
};

static const struct route tracker_routes[] = {
    PAGE("/jobs/import", page_tracker, "Bring a tracker in that was kept as CSV."),
    FILES("/jobs/import", post_tracker, upload_form, page_tracker, "Reads it and shows what it was taken for."),
    FILES("/jobs/import/confirm", post_tracker_confirm, confirm_form, page_tracker_again,
          "Brings it in, or looks again with other columns."),
};

static const struct notice tracker_notices[] = {
    {"tracker", "Brought in.", "/jobs/undo/{id}"},
    {"tracker-same", "All of it was here already; nothing changed.", NULL},
};

WEB_PART(tracker_part, tracker_routes, tracker_notices);
