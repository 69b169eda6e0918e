/* What is due, the words on it, and the rhythm. */
#include "base/num.h"
#include "domain/job/due.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_due.h"

#define DAYS_DEFAULT 14
#define WORDS_SHOWN  6

static const struct form_field word_fields[] = {
    {"key", "what it is about", FIELD_TEXT, true, 0, DUE_KEY_MAX},
    {"word", "what to do with it", FIELD_TEXT, true, 0, 16},
    {"until", "until when", FIELD_DAY, false, 0, 0},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    {"note", "the note", FIELD_LINES, false, 0, 10000},
    FIELDS_END,
};

static const struct form_field rhythm_fields[] = {
    {"name", "the rhythm", FIELD_TEXT, true, 0, 64},
    {"first", "days", FIELD_INT, true, 0, RHYTHM_DAYS_MAX},
    {"then", "days again", FIELD_INT, true, 0, RHYTHM_DAYS_MAX},
    {"most", "times", FIELD_INT, true, 0, RHYTHM_MOST_MAX},
    FIELDS_END,
};

/* Counts the groups of a list that is sorted by day. */
static void
group(struct page *p, struct due_view *v)
{
	int32_t today = ctx_today(&p->c);

	for (size_t i = 0; i < v->n; i++) {
		int32_t day = v->list[i].day;

		if (day < today - DUE_OLD_DAYS)
			v->n_old++;
		else if (day < today)
			v->n_overdue++;
		else if (day == today)
			v->n_today++;
	}
}

bool
due_for_today(struct page *p, struct due_view *v, struct err *err)
{
	*v = (struct due_view){.kind = DUE__COUNT};
	if (!due_list(&p->c, ctx_today(&p->c), &v->list, &v->n, err))
		return false;
	group(p, v);
	return true;
}

static bool
due_view_make(struct page *p, struct due_view *v, struct err *err)
{
	struct str kind = query_str(p, "kind"), days = query_str(p, "days");
	enum due_kind only;
	int64_t ahead;
	struct due *all;
	size_t n;

	*v = (struct due_view){.kind = DUE__COUNT, .days = DAYS_DEFAULT};
	if (due_kind_parse(kind, &only, NULL))
		v->kind = (int)only;
	if (num_parse_i64(days, 0, 3650, "days", &ahead, NULL))
		v->days = (int)ahead;
	if (!due_list(&p->c, ctx_today(&p->c) + v->days, &all, &n, err) ||
	    !due_words(&p->c, WORDS_SHOWN, &v->words, &v->n_words, err))
		return false;
	for (size_t i = 0; i < n; i++)
		v->n_of[all[i].kind]++;
	v->list = all;
	v->n = n;
	if (v->kind != DUE__COUNT) {
		v->list = ARENA_ARRAY(p->c.a, v->n_of[v->kind], struct due);
		v->n = 0;
		for (size_t i = 0; i < n; i++)
			if ((int)all[i].kind == v->kind)
				v->list[v->n++] = all[i];
	}
	group(p, v);
	return true;
}

static bool
page_due(struct page *p, struct err *err)
{
	struct due_view v;

	if (!due_view_make(p, &v, err))
		return false;
	page_begin(p, NAV_DUE, "Due");
	tmpl_due(p->out, p, &v);
	page_end(p);
	return true;
}

/* The page a failed word came from. */
static bool
page_due_again(struct page *p, struct err *err)
{
	return str_eq(http_get(&p->req->form, "back"), STR("/")) ? page_today(p, err) : page_due(p, err);
}

static bool
post_word(struct page *p, struct err *err)
{
	struct str key = form_str(p, "key"), word = form_str(p, "word");
	int32_t on = form_day(p, "on");
	const char *done;
	int64_t id;
	bool ok;

	if (str_eq(word, STR("done"))) {
		done = "due-done";
		ok = due_done(&p->c, key, on == DAY_NONE ? ctx_today(&p->c) : on, form_str(p, "note"), &id, err);
	} else if (str_eq(word, STR("snooze"))) {
		int32_t until = form_day(p, "until");

		done = "due-snooze";
		ok = due_snooze(&p->c, key, until == DAY_NONE ? ctx_today(&p->c) + 7 : until, &id, err);
	} else if (str_eq(word, STR("drop"))) {
		done = "due-drop";
		ok = due_drop(&p->c, key, &id, err);
	} else {
		return err_set(err, ERR_INVALID, "there is no word '%.*s'", STR_ARG(word));
	}
	if (ok)
		page_go_back(p, "/due", done, id);
	return ok;
}

static bool
post_word_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !due_undo(&p->c, id, err))
		return false;
	page_go_back(p, "/due", "undone", 0);
	return true;
}

static bool
page_rhythm(struct page *p, struct err *err)
{
	struct rhythm_view v;

	if (!rhythm_all(&p->c, v.all, err))
		return false;
	page_begin(p, NAV_DUE, "Rhythm");
	tmpl_due_rhythm(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
post_rhythm(struct page *p, struct err *err)
{
	struct rhythm r = {.first = (int)form_i64(p, "first", 0),
	                   .then = (int)form_i64(p, "then", 0),
	                   .most = (int)form_i64(p, "most", 0)};
	enum rhythm_kind kind;

	if (!rhythm_parse(form_str(p, "name"), &kind, err) || !rhythm_set(&p->c, kind, &r, err))
		return false;
	page_go(p, STR("/rhythm"), "rhythm", r.id);
	return true;
}

static bool
post_rhythm_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !rhythm_undo(&p->c, id, err))
		return false;
	page_go(p, STR("/rhythm"), "undone", 0);
	return true;
}

static const struct route due_routes[] = {
    PAGE("/due", page_due, "What is due, overdue and to come."),
    FORM("/due/word", post_word, word_fields, page_due_again, "Settles, puts off or drops what is due."),
    FORM("/due/{id}/undo", post_word_undo, NULL, page_due, "Takes such a word back."),
    PAGE("/rhythm", page_rhythm, "After how many days to follow up."),
    FORM("/rhythm", post_rhythm, rhythm_fields, page_rhythm, "Changes a rhythm."),
    FORM("/rhythm/{id}/undo", post_rhythm_undo, NULL, page_rhythm, "Goes back to the rhythm before."),
};

static const struct notice due_notices[] = {
    {"due-done", "Settled.", "/due/{id}/undo"},
    {"due-snooze", "Put off.", "/due/{id}/undo"},
    {"due-drop", "Dropped for good.", "/due/{id}/undo"},
    {"rhythm", "Rhythm changed.", "/rhythm/{id}/undo"},
};

WEB_PART(due_part, due_routes, due_notices);
