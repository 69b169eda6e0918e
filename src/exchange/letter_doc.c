#include "exchange/letter_doc.h"

#include "base/js.h"
#include "domain/job/resume.h"
#include "format/resume_doc.h"
#include "format/resume_text.h"

static const struct {
	const char *name;
	const char *type;
	const char *suffix;
} formats[LETTER__COUNT] = {
    [LETTER_TEXT] = {"text", "text/plain; charset=utf-8", ".txt"},
    [LETTER_MARKDOWN] = {"markdown", "text/markdown; charset=utf-8", ".md"},
    [LETTER_PDF] = {"pdf", "application/pdf", ".pdf"},
};

bool
letter_format_parse(struct str s, enum letter_format *ret, struct err *err)
{
	for (int i = 0; i < LETTER__COUNT; i++) {
		if (str_eq(s, str_of(formats[i].name))) {
			*ret = (enum letter_format)i;
			return true;
		}
	}
	err_set(err, ERR_INVALID, "no format '%.*s'", (int)MIN(s.n, (size_t)40), s.p != NULL ? s.p : "");
	return err_hint(err, "The formats are text, markdown and pdf.");
}

const char *
letter_format_type(enum letter_format f)
{
	return formats[f].type;
}

const char *
letter_format_suffix(enum letter_format f)
{
	return formats[f].suffix;
}

/* The letter as a document of the engine: who writes, the day, the words. */
static bool
letter_json(struct ctx *c, const struct letter *l, struct str subject, struct str body, struct str *ret,
            struct err *err)
{
	static const char *const keys[] = {"name", "email", "phone", "url", "website"};
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(DOC_BYTES_MAX);
	struct js j = JS(&out);
	const json_t *basics;
	struct resume r;

	if (!resume_load(c, &r, err))
		return false;
	basics = jdoc_at(r.body, "basics");
	js_open(&j, '{');
	js_key(&j, "basics");
	js_open(&j, '{');
	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (basics != NULL && jdoc_has(basics, keys[i]))
			js_kv(&j, keys[i], jdoc_str(c->a, basics, keys[i]));
	if (basics != NULL && jdoc_has(basics, "location")) {
		js_key(&j, "location");
		strbuf_add(&out, jdoc_write(c->a, jdoc_at(basics, "location")));
		j.comma = true;
	}
	js_close(&j, '}');
	js_key(&j, "letter");
	js_open(&j, '{');
	js_kv(&j, "subject", subject);
	js_kv(&j, "date", letter_day(c->a, l->on_day));
	js_kv(&j, "body", body);
	js_close(&j, '}');
	js_close(&j, '}');
	*ret = arena_str(c->a, strbuf_str(&out));
	return strbuf_ok(&out, "the letter", err);
}

static bool
words(struct ctx *c, struct str s, bool draft, struct str *ret, struct err *err)
{
	if (!draft)
		return letter_final(c->a, s, ret, err);
	*ret = letter_draft(c->a, s);
	return true;
}

bool
letter_export(struct ctx *c, const struct letter *l, enum letter_format format, struct str design, bool draft,
              struct str *ret, struct str *ret_warning, struct err *err)
{
	struct resume_pdf_made made = {0};
	struct str subject, body, json;
	struct doc d;

	if (!words(c, l->subject, draft, &subject, err) || !words(c, l->body, draft, &body, err))
		return false;
	if (format == LETTER_TEXT) {
		*ret = arena_printf(c->a, "%s%.*s%s%.*s\n", subject.n > 0 ? "Subject: " : "", STR_ARG(subject),
		                    subject.n > 0 ? "\n\n" : "", STR_ARG(body));
		return true;
	}
	if (!letter_json(c, l, subject, body, &json, err))
		return false;
	if (format == LETTER_MARKDOWN) {
		if (!doc_read(c->a, json, &d, err))
			return false;
		*ret = doc_markdown(c->a, &d);
		return true;
	}
	if (!resume_pdf_make(c->a, json, design, &made, err))
		return false;
	*ret = made.pdf;
	if (ret_warning != NULL)
		*ret_warning = made.warning;
	return true;
}
