/* Texts that are saved as they are written, and taking back anything of the interview side. */
#include "base/num.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_interview.h"

struct str
say_attempt(const struct page *p, const struct attempt *a)
{
	return page_printf(p, "%.*s, %.*s", STR_ARG(a->title), STR_ARG(a->company));
}

struct str
say_appointment(const struct page *p, int64_t ms, int64_t zone_min)
{
	char text[32];
	struct str s;

	if (ms == 0)
		return STR("");
	s = str_of(round_time_format(ms, zone_min, text));
	if (zone_min == clock_offset_at(&p->c.clock, ms))
		return page_printf(p, "%.*s, %.*s", STR_ARG(say_day(p, day_of_ms(ms, (int)zone_min))), 5, s.p + 11);
	return page_printf(p, "%.*s, %.*s (%.*s)", STR_ARG(say_day(p, day_of_ms(ms, (int)zone_min))), 5, s.p + 11, 6,
	                   s.p + 16);
}

/* Browsers end lines with CR LF. */
static struct str
plain_lines(struct page *p, struct str s)
{
	char *to = arena_alloc(p->c.a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			to[n++] = s.p[i];
	return (struct str){to, n};
}

static bool
may_write(struct str field, const char *const *allowed, bool answers)
{
	int64_t id;

	for (size_t i = 0; allowed[i] != NULL; i++)
		if (str_eq(field, str_of(allowed[i])))
			return true;
	return answers && field.n > 1 && field.p[0] == 'q' &&
	       num_parse_i64(str_sub(field, 1, field.n), 1, INT64_MAX, "id", &id, NULL);
}

/* "ID.REV" of the field's version. */
static void
version_read(struct page *p, struct str field, struct memo *m)
{
	struct str name = page_printf(p, "v.%.*s", STR_ARG(field));
	struct str v = http_get(&p->req->form, arena_cstr(p->c.a, name));
	size_t dot = str_find_byte(v, '.');

	m->id = m->rev = 0;
	if (!num_parse_i64(str_sub(v, 0, dot), 0, INT64_MAX, "id", &m->id, NULL) ||
	    !num_parse_i64(str_sub(v, dot + 1, v.n), 0, INT64_MAX, "rev", &m->rev, NULL))
		m->id = m->rev = 0;
}

bool
texts_save(struct page *p, const char *about, int64_t id, const char *const *allowed, bool answers, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	const struct http_fields *f = &p->req->form;

	if (!db_tx_begin(p->c.db, &tx, err))
		return false;
	for (size_t i = 0; i < f->n; i++) {
		struct memo m = {.text = plain_lines(p, f->p[i].value)};

		if (!str_starts(f->p[i].name, STR("t.")))
			continue;
		m.field = str_sub(f->p[i].name, 2, f->p[i].name.n);
		if (!may_write(m.field, allowed, answers))
			return err_set(err, ERR_INVALID, "there is no text '%.*s' here", (int)MIN(m.field.n, 40),
			               m.field.p);
		version_read(p, m.field, &m);
		if (!memo_put(&p->c, about, id, &m, err))
			return false;
	}
	return db_tx_commit(&tx, err);
}

/* The versions a script holds are the new ones when it saved, and stay what they were when it did not. */
void
texts_answer(struct page *p, const char *about, int64_t id, const struct err *problem)
{
	const struct http_fields *f = &p->req->form;
	struct text_field *fields = ARENA_ARRAY(p->c.a, f->n + 1, struct text_field);
	struct memo *memos = NULL;
	struct err err = {0};
	size_t n = 0, n_memos = 0;
	struct str said = STR("Saved.");

	if (problem == NULL && !memo_all(&p->c, about, id, &memos, &n_memos, &err))
		problem = &err;
	for (size_t i = 0; i < f->n; i++) {
		if (!str_starts(f->p[i].name, STR("t.")))
			continue;
		fields[n].field = arena_cstr(p->c.a, str_sub(f->p[i].name, 2, f->p[i].name.n));
		if (problem == NULL)
			fields[n].m = memo_find(memos, n_memos, fields[n].field);
		else
			version_read(p, str_of(fields[n].field), &fields[n].m);
		n++;
	}
	if (problem != NULL)
		said = page_printf(p, "Not saved: %s. %s", problem->text, problem->hint);
	tmpl_text_versions(p->out, p, "", fields, n, said, problem != NULL);
}

static bool
post_record_undo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !desk_undo(&p->c, id, false, err))
		return false;
	page_go_back(p, "/", "record-undone", id);
	return true;
}

static bool
post_record_redo(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !desk_undo(&p->c, id, true, err))
		return false;
	page_go_back(p, "/", "record-back", 0);
	return true;
}

static const struct route routes[] = {
    FORM("/records/{id}/undo", post_record_undo, NULL, NULL, "Takes a record of the interview side back."),
    FORM("/records/{id}/redo", post_record_redo, NULL, NULL, "Brings it back."),
};

static const struct notice notices[] = {
    {"record", "Kept.", "/records/{id}/undo"},
    {"record-changed", "Changed.", "/records/{id}/undo"},
    {"record-removed", "Removed.", "/records/{id}/undo"},
    {"record-saved", "Saved.", NULL},
    {"record-undone", "Taken back.", "/records/{id}/redo"},
    {"record-back", "It is back.", NULL},
};

WEB_PART(texts_part, routes, notices);
