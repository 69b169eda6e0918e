#include "resume_export.h"

#include "base/utf8.h"
#include "domain/job/resume.h"
#include "format/rendercv.h"
#include "resume_doc.h"

const struct resume_format resume_formats[] = {
    {"json", "application/json", "json"},
    {"rendercv", "application/yaml", "yaml"},
    {"markdown", "text/markdown; charset=utf-8", "md"},
    {"text", "text/plain; charset=utf-8", "txt"},
    {"pdf", "application/pdf", "pdf"},
    {NULL, NULL, NULL},
};

const struct resume_format *
resume_format_find(struct str name, struct err *err)
{
	for (const struct resume_format *f = resume_formats; f->name != NULL; f++)
		if (str_eq(name, str_of(f->name)))
			return f;
	err_set(err, ERR_INVALID, "no format '%.*s'", (int)utf8_clip(name, 40).n, name.p != NULL ? name.p : "");
	err_hint(err, "The formats are json, rendercv, markdown, text and pdf.");
	return NULL;
}

bool
resume_export(struct ctx *c, int64_t version_id, const struct resume_format *f, struct str design,
              struct resume_export *ret, struct err *err)
{
	struct resume_pdf_made made;
	struct str json;
	json_t *doc;

	*ret = (struct resume_export){0};
	if (!resume_version_json(c, version_id, &json, err))
		return false;
	if (strcmp(f->name, "markdown") == 0)
		return resume_markdown(c->a, json, &ret->bytes, err);
	if (strcmp(f->name, "text") == 0)
		return resume_text(c->a, json, &ret->bytes, err);
	if (strcmp(f->name, "pdf") == 0) {
		if (!resume_pdf_make(c->a, json, design, &made, err))
			return false;
		ret->bytes = made.pdf;
		ret->warning = made.warning;
		return true;
	}
	ret->bytes = json;
	if (strcmp(f->name, "rendercv") == 0) {
		if (!jdoc_read(c->a, json, &doc, err))
			return false;
		ret->bytes = rendercv_write(c->a, doc);
	}
	return true;
}
