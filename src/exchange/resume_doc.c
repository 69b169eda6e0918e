#include "exchange/resume_doc.h"

#include <unistd.h>

#include "base/fs.h"
#include "base/num.h"
#include "base/proc.h"
#include "base/strbuf.h"
#include "format/resume_doc.h"
#include "format/resume_pdf.h"
#include "format/resume_text.h"

static const struct proc_limits worker_limits = {
    .cpu_s = 20,
    .wall_s = 40,
#if !defined(__SANITIZE_ADDRESS__)
    .memory = (size_t)1 << 30,
#endif
    .output = PDF_BYTES_MAX + 4096,
};

/* What the worker may still read once it is locked in. */
static const char *const font_folders[] = {"/usr/share/fonts", "/usr/local/share/fonts", "/var/cache/fontconfig", NULL};

/* --- asking ------------------------------------------------------------------------------------------------------- */

/* The worker's answer: lines of a name and a value, an empty line, the PDF. */
static bool
answer_read(struct str answer, struct resume_pdf_made *ret, struct err *err)
{
	struct resume_pdf_made made = {0};
	struct str line;

	while (str_line(&answer, &line) && line.n > 0) {
		if (str_starts(line, STR("warning ")))
			made.warning = str_sub(line, 8, line.n);
		else if (!str_starts(line, STR("pages ")) ||
		         !num_parse_i64(str_sub(line, 6, line.n), 1, PDF_PAGES_MAX, "pages", &made.pages, err))
			return err_set(err, ERR_BUG, "the answer of the worker is not whole");
	}
	if (!str_starts(answer, STR("%PDF-")) || made.pages == 0)
		return err_set(err, ERR_BUG, "the answer of the worker is not whole");
	made.pdf = answer;
	*ret = made;
	return true;
}

bool
resume_pdf_make(struct arena *a, struct str json, struct str design, struct resume_pdf_made *ret, struct err *err)
{
	struct pdf_choice choice;
	struct str answer, said;
	char *self;
	size_t tab;

	if (json.n > DOC_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "the document is larger than %zu MB", DOC_BYTES_MAX >> 20);
	if (!pdf_choice_parse(design, &choice, err) || !proc_self(a, &self, err))
		return false;
	const char *argv[] = {self, "worker", "pdf", arena_cstr(a, design.n > 0 ? design : STR("classic")), NULL};

	if (proc_run(a, argv, json, worker_limits, &answer, err))
		return answer_read(answer, ret, err);
	said = arena_str(a, str_of(err != NULL ? err->text : ""));
	tab = str_find_byte(said, '\t');
	if (err != NULL && tab < said.n) {
		err_set(err, err->code, "%.*s", (int)tab, said.p);
		err_hint(err, "%s", said.p + tab + 1);
	}
	return false;
}

bool
resume_pdf(struct arena *a, struct str json, struct str design, struct str *ret, struct err *err)
{
	struct resume_pdf_made made;

	if (!resume_pdf_make(a, json, design, &made, err))
		return false;
	*ret = made.pdf;
	return true;
}

bool
resume_markdown(struct arena *a, struct str json, struct str *ret, struct err *err)
{
	struct doc d;

	if (!doc_read(a, json, &d, err))
		return false;
	*ret = doc_markdown(a, &d);
	return true;
}

bool
resume_text(struct arena *a, struct str json, struct str *ret, struct err *err)
{
	struct doc d;

	if (!doc_read(a, json, &d, err))
		return false;
	*ret = doc_text(a, &d);
	return true;
}

/* --- the worker --------------------------------------------------------------------------------------------------- */

static bool
work(struct arena *a, const char *design, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf pdf = STRBUF(PDF_BYTES_MAX);
	struct pdf_fonts *fonts;
	struct pdf_choice choice;
	struct pdf_made made;
	struct doc doc;
	struct str json, head;

	/* What is opened by name is opened before the document, which nobody vouches for, is read. */
	if (!pdf_choice_parse(str_of(design), &choice, err) || !pdf_fonts_open(a, &fonts, err) ||
	    !proc_jail_reader(font_folders, err) ||
	    !fs_read_fd(a, STDIN_FILENO, "the document", DOC_BYTES_MAX, &json, err) || !doc_read(a, json, &doc, err) ||
	    !pdf_write(a, fonts, &choice, &doc, &pdf, &made, err))
		return false;
	head = arena_printf(a, "pages %d\n%s%.*s%s\n", made.pages, made.warning.n > 0 ? "warning " : "",
	                    STR_ARG(made.warning), made.warning.n > 0 ? "\n" : "");
	return fs_write_fd(STDOUT_FILENO, "the answer", head, err) &&
	       fs_write_fd(STDOUT_FILENO, "the answer", strbuf_str(&pdf), err);
}

int
resume_pdf_worker_main(const char *design)
{
	CLEANUP(arena_release) struct arena a = ARENA(512 << 20);
	struct err err = {0};

	if (work(&a, design, &err))
		return 0;
	/* The parent takes the last line; a hint goes with it behind a tab. */
	if (err.hint[0] != '\0')
		fprintf(stderr, "%s\t%s\n", err.text, err.hint);
	else
		fprintf(stderr, "%s\n", err.text);
	return err_exit_status(err.code);
}
