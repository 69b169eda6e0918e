/* What is sent with an application: the form, the frozen packet, what has changed since, its PDF; people known there.
 */
#include "base/num.h"
#include "tmpl.gen.h"
#include "web/job_section.h"
#include "web/page_impl.h"
#include "web/page_job.h"
#include "web/view_packet.h"

#define LETTERS_MAX 50
#define CONTEXT     3 /* lines around a change */

static const struct form_field apply_fields[] = {
    {"on", "the day", FIELD_DAY, false, 0, 0},
    {"channel", "how it went out", FIELD_TEXT, false, 0, APPLICATION_CHANNEL_MAX},
    {"resume", "the résumé", FIELD_TEXT, false, 0, 32},
    {"letter", "the letter", FIELD_TEXT, false, 0, 32},
    {"text", "the letter's text", FIELD_LINES, false, 0, PACKET_LETTER_MAX},
    {"note", "the note", FIELD_LINES, false, 0, APPLICATION_NOTE_MAX},
    {"q.", "a question", FIELD_MANY, false, 0, PACKET_QUESTION_MAX},
    {"a.", "an answer", FIELD_MANY, false, 0, PACKET_ANSWER_MAX},
    FIELDS_END,
};

/* --- sending ------------------------------------------------------------------------------------------------------ */

static bool
fill_letters(struct page *p, struct apply_view *v, struct err *err)
{
	struct letter *own, *all;
	size_t n_own, n_all;

	if (!letter_list(&p->c, v->app.id, &own, &n_own, err) || !letter_list(&p->c, 0, &all, &n_all, err))
		return false;
	v->letters = ARENA_ARRAY(p->c.a, n_own + n_all, struct letter);
	for (size_t i = 0; i < n_own && v->n_letters < LETTERS_MAX; i++)
		v->letters[v->n_letters++] = own[i];
	for (size_t i = 0; i < n_all && v->n_letters < LETTERS_MAX; i++)
		if (all[i].application_id != v->app.id && str_eq(all[i].kind, STR("cover")))
			v->letters[v->n_letters++] = all[i];
	return true;
}

static bool
page_apply(struct page *p, struct err *err)
{
	struct apply_view v = {.n_pairs = PACKET_ASKED};
	struct resume r;
	int64_t id;

	if (!page_id(p, &id, err) || !application_get(&p->c, id, &v.app, err) ||
	    !resume_version_list(&p->c, &v.versions, &v.n_versions, err) || !resume_load(&p->c, &r, err) ||
	    !fill_letters(p, &v, err))
		return false;
	v.has_resume = r.rev > 0;
	v.has_posting = v.app.posting_id != 0;
	v.later = v.app.applied_day != DAY_NONE;
	/* As many as were typed, when the form is shown again. */
	while (v.n_pairs < PACKET_ANSWERS_MAX &&
	       http_get(&p->req->form, arena_cstr(p->c.a, page_printf(p, "q.%zu", v.n_pairs))).p != NULL)
		v.n_pairs++;
	page_begin(p, NAV_BOARD, "Applied");
	tmpl_job_apply(p->out, p, &v);
	page_end(p);
	return true;
}

static void
read_answers(struct page *p, struct packet *pk)
{
	struct packet_answer *list = ARENA_ARRAY(p->c.a, PACKET_ANSWERS_MAX, struct packet_answer);

	for (size_t i = 0; i < PACKET_ANSWERS_MAX; i++) {
		const char *q = arena_cstr(p->c.a, page_printf(p, "q.%zu", i));
		const char *a = arena_cstr(p->c.a, page_printf(p, "a.%zu", i));

		if (form_str(p, q).n > 0 || form_str(p, a).n > 0)
			list[pk->n_answers++] = (struct packet_answer){form_str(p, q), form_str(p, a)};
	}
	pk->answers = list;
}

static bool
read_resume(struct page *p, struct packet *pk, struct str *ret_warning, struct err *err)
{
	struct str version = form_str(p, "resume");
	int64_t id;

	*ret_warning = STR("");
	pk->resume_version_id = -1;
	if (version.n > 0 && (!resume_version_find(&p->c, version, &id, err) ||
	                      !packet_take_resume(&p->c, id, STR(""), pk, ret_warning, err)))
		return false;
	for (size_t i = 0; i < p->req->n_files; i++)
		if (str_eq(p->req->files[i].field, STR("pdf")) && p->req->files[i].bytes.n > 0) {
			pk->resume_pdf = p->req->files[i].bytes;
			*ret_warning = STR("");
			if (pk->resume_name.n == 0)
				pk->resume_name = p->req->files[i].name;
		}
	return true;
}

static bool
read_letter(struct page *p, struct packet *pk, struct err *err)
{
	int64_t id;

	if (form_str(p, "text").n > 0) {
		pk->letter = form_str(p, "text");
		pk->letter_name = STR("typed in");
		return true;
	}
	if (form_str(p, "letter").n == 0)
		return true;
	return num_parse_i64(form_str(p, "letter"), 1, INT64_MAX, "the letter", &id, err) &&
	       packet_take_letter(&p->c, id, pk, err);
}

static bool
post_apply(struct page *p, struct err *err)
{
	struct packet pk = {.on_day = form_day(p, "on"), .channel = form_str(p, "channel")};
	struct str warning;

	if (!page_id(p, &pk.application_id, err) || !read_resume(p, &pk, &warning, err) || !read_letter(p, &pk, err))
		return false;
	read_answers(p, &pk);
	if (!packet_send(&p->c, &pk, form_str(p, "note"), err))
		return false;
	page_go(p, page_printf(p, "/jobs/%lld", (long long)pk.application_id),
	        pk.resume_json.n > 0 && pk.resume_pdf.n == 0 ? "job-sent-bare" : "job-sent", pk.event_id);
	return true;
}

/* --- what was sent ------------------------------------------------------------------------------------------------ */

static bool
page_packet(struct page *p, struct err *err)
{
	struct packet_view v = {0};
	int64_t id;

	if (!page_id(p, &id, err) || !packet_get(&p->c, id, &v.packet, err) ||
	    !application_get(&p->c, v.packet.application_id, &v.app, err) ||
	    !packet_compare(&p->c, &v.packet, v.parts, err) || !packet_is_whole(&p->c, id, &v.whole, err))
		return false;
	page_begin(p, NAV_BOARD, "What was sent");
	tmpl_packet(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
page_packet_pdf(struct page *p, struct err *err)
{
	struct str pdf;
	int64_t id;

	if (!page_id(p, &id, err) || !packet_pdf(&p->c, id, &pdf, err))
		return false;
	strbuf_add(p->out, pdf);
	if (!strbuf_ok(p->out, "the PDF", err))
		return false;
	p->resp->type = "application/pdf";
	(void)http_resp_header(p->resp, "Content-Disposition",
	                       page_printf(p, "attachment; filename=\"sent-%lld.pdf\"", (long long)id));
	return true;
}

bool
diff_is_near(const struct diff *d, size_t at)
{
	size_t from = at > CONTEXT ? at - CONTEXT : 0;

	for (size_t i = from; i < d->n && i <= at + CONTEXT; i++)
		if (d->lines[i].kind != DIFF_SAME)
			return true;
	return false;
}

struct str
packet_holds(const struct page *p, const struct packet *k)
{
	const struct str parts[] = {
	    k->resume_name.n > 0 ? page_printf(p, "résumé %.*s", STR_ARG(k->resume_name)) : STR(""),
	    k->resume_pdf_size > 0 ? page_printf(p, "PDF of %.*s", STR_ARG(say_bytes(p, k->resume_pdf_size))) : STR(""),
	    k->letter_name.n > 0 ? STR("letter") : STR(""),
	    k->posting_hash.n > 0 ? STR("the posting's words") : STR(""),
	};
	struct str out = STR("");

	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (parts[i].n > 0)
			out = page_printf(p, "%.*s%s%.*s", STR_ARG(out), out.n > 0 ? ", " : "", STR_ARG(parts[i]));
	return out;
}

/* --- beside an application ---------------------------------------------------------------------------------------- */

bool
packet_aside(struct page *p, const struct application *app, struct err *err)
{
	struct packet *list;
	size_t n;

	if (!packet_list(&p->c, app->id, &list, &n, err))
		return false;
	tmpl_packet_aside(p->out, p, app, list, n);
	return true;
}

static const struct route routes[] = {
    PAGE("/jobs/{id}/apply", page_apply, "What is sent with an application, to be frozen."),
    FILES("/jobs/{id}/apply", post_apply, apply_fields, page_apply, "Records that it was sent, and freezes it."),
    PAGE("/packets/{id}/pdf", page_packet_pdf, "The PDF that was sent."),
    PAGE("/packets/{id}", page_packet, "What was sent, and what has changed since."),
};

static const struct notice notices[] = {
    {"job-sent", "Recorded; what was sent is frozen.", "/jobs/undo/{id}"},
    {"job-sent-bare", "Recorded and frozen, without a PDF: Pango and Cairo are not installed here.", "/jobs/undo/{id}"},
};

WEB_PART(packet_part, routes, notices);
