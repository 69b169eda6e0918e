#include "resume_import.h"

#include <unistd.h>

#include "base/fs.h"
#include "base/js.h"
#include "base/proc.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "format/rendercv.h"
#include "import_impl.h"

#define ANSWER_MAX ((size_t)64 << 20)

static const struct proc_limits limits = {.cpu_s = 10, .wall_s = 30, .memory = WORKER_MEMORY, .output = ANSWER_MAX};

static const char *const kinds[] = {"JSON Resume", "RenderCV"};

/* --- the parent --------------------------------------------------------------------------------------------------- */

static bool
take_answer(struct ctx *c, struct str answer, struct resume_file *f, json_t **ret_doc, struct err *err)
{
	json_t *j, *note;
	json_int_t kind;
	size_t i;

	if (!jdoc_read(c->a, answer, &j, err))
		return err_prefix(err, "the worker's answer");
	kind = json_integer_value(json_object_get(j, "kind"));
	*ret_doc = json_object_get(j, "doc");
	if (kind < 0 || kind >= (json_int_t)ARRAY_LEN(kinds) || !json_is_object(*ret_doc))
		return err_set(err, ERR_BUG, "the worker's answer has another form");
	f->kind = kinds[kind];
	json_array_foreach(json_object_get(j, "notes"), i, note)
	{
		*VEC_PUSH(c->a, &f->notes.v) =
		    (struct resume_note){jdoc_str(c->a, note, "where"), jdoc_str(c->a, note, "what")};
	}
	f->notes.n = (size_t)json_integer_value(json_object_get(j, "n_notes"));
	return true;
}

static bool
import_one(struct ctx *c, const char *self, const struct import_input *in, bool dry_run, struct resume_file *f,
           struct err *err)
{
	CLEANUP(arena_release) struct arena tmp = ARENA(RESUME_BYTES_MAX * 2 + ANSWER_MAX * 3);
	const char *argv[] = {self, "worker", "resume", "--", arena_cstr(c->a, f->name), NULL};
	struct str bytes = in->bytes, answer;
	json_t *doc = NULL;

	if (in->path != NULL && !fs_read(&tmp, in->path, RESUME_BYTES_MAX, &bytes, err))
		return false;
	if (bytes.n > RESUME_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "the file has %zu MB, at most %zu are read", bytes.n >> 20,
		               RESUME_BYTES_MAX >> 20);
	if (!proc_run(&tmp, argv, bytes, limits, &answer, err))
		return import_split_hint(err);
	return take_answer(c, arena_str(c->a, answer), f, &doc, err) &&
	       resume_merge(c, doc, f->name, dry_run, &f->merge, err);
}

/* The last part of a path. */
static struct str
file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return str_of(slash != NULL && slash[1] != '\0' ? slash + 1 : path);
}

bool
resume_import(struct ctx *c, const struct import_input *inputs, size_t n, bool dry_run, struct resume_file **ret,
              struct err *err)
{
	struct resume_file *files = ARENA_ARRAY(c->a, n, struct resume_file);
	char *self;

	if (n > RESUME_FILES_MAX)
		return err_set(err, ERR_LIMIT, "more than %d files at a time", RESUME_FILES_MAX);
	if (!proc_self(c->a, &self, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct resume_file *f = &files[i];

		f->name = inputs[i].path != NULL ? file_name(inputs[i].path) : inputs[i].name;
		if (import_one(c, self, &inputs[i], dry_run, f, &f->why))
			continue;
		if (n == 1 ||
		    (f->why.code != ERR_INVALID && f->why.code != ERR_LIMIT && f->why.code != ERR_UNSUPPORTED &&
		     f->why.code != ERR_NOT_FOUND && f->why.code != ERR_IO)) {
			*err = f->why;
			return err_prefix(err, "could not import '%.*s'", STR_ARG(utf8_clip(f->name, 200)));
		}
		f->kind = NULL;
	}
	*ret = files;
	return true;
}

/* --- telling ------------------------------------------------------------------------------------------------------ */

static void
notes_text(const struct resume_notes *notes, struct strbuf *out)
{
	for (size_t i = 0; i < notes->v.n; i++)
		strbuf_printf(out, "  note: %.*s %.*s\n", STR_ARG(notes->v.p[i].where), STR_ARG(notes->v.p[i].what));
	if (notes->n > notes->v.n)
		strbuf_printf(out, "  and %zu notes more\n", notes->n - notes->v.n);
}

void
resume_import_text(const struct resume_file *files, size_t n, bool dry_run, struct strbuf *out)
{
	for (size_t i = 0; i < n; i++) {
		const struct resume_file *f = &files[i];
		const struct resume_merge *m = &f->merge;

		strbuf_printf(out, "%.*s: ", STR_ARG(f->name));
		if (f->kind == NULL) {
			strbuf_printf(out, "refused: %s%s%s\n", f->why.text, f->why.hint[0] != '\0' ? ". " : "",
			              f->why.hint);
			continue;
		}
		strbuf_printf(out, "%s; %zu added, %zu changed, %zu the same, %zu bullet%s more%s\n", f->kind,
		              m->n_added, m->n_changed, m->n_same, m->n_bullets, m->n_bullets == 1 ? "" : "s",
		              dry_run ? " (dry run: nothing was changed)" : "");
		for (size_t k = 0; k < m->lines.n; k++) {
			const struct resume_merge_line *l = &m->lines.p[k];

			strbuf_printf(out, "  %s %.*s%s%.*s\n", l->kind == RESUME_ADDED ? "+" : "~", STR_ARG(l->what),
			              l->detail.n > 0 ? ": " : "", STR_ARG(l->detail));
		}
		notes_text(&f->notes, out);
		if (m->change != 0)
			strbuf_printf(out, "  undo: cairn resume undo %lld\n", (long long)m->change);
	}
}

void
resume_import_json(const struct resume_file *files, size_t n, bool dry_run, struct js *j)
{
	js_open(j, '{');
	js_kb(j, "dry_run", dry_run);
	js_key(j, "files");
	js_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		const struct resume_file *f = &files[i];

		js_open(j, '{');
		js_kv(j, "name", f->name);
		js_kz(j, "kind", f->kind);
		js_kz(j, "refused", f->kind == NULL ? f->why.text : NULL);
		js_ki(j, "added", (int64_t)f->merge.n_added);
		js_ki(j, "changed", (int64_t)f->merge.n_changed);
		js_ki(j, "same", (int64_t)f->merge.n_same);
		js_ki(j, "bullets", (int64_t)f->merge.n_bullets);
		js_ki(j, "change", f->merge.change);
		js_key(j, "notes");
		js_open(j, '[');
		for (size_t k = 0; k < f->notes.v.n; k++) {
			js_open(j, '{');
			js_kv(j, "where", f->notes.v.p[k].where);
			js_kv(j, "what", f->notes.v.p[k].what);
			js_close(j, '}');
		}
		js_close(j, ']');
		js_key(j, "lines");
		js_open(j, '[');
		for (size_t k = 0; k < f->merge.lines.n; k++) {
			js_open(j, '{');
			js_kz(j, "kind", f->merge.lines.p[k].kind == RESUME_ADDED ? "added" : "changed");
			js_kv(j, "what", f->merge.lines.p[k].what);
			js_kv(j, "detail", f->merge.lines.p[k].detail);
			js_close(j, '}');
		}
		js_close(j, ']');
		js_close(j, '}');
	}
	js_close(j, ']');
	js_close(j, '}');
}

/* --- the worker --------------------------------------------------------------------------------------------------- */

static bool
read_any(struct arena *a, struct str bytes, struct str name, int *ret_kind, json_t **ret, struct resume_notes *notes,
         struct err *err)
{
	struct str head = str_trim(str_sub(bytes, 0, 1000));
	bool yaml = str_ends(name, STR(".yaml")) || str_ends(name, STR(".yml"));

	if (str_starts(head, STR("\xef\xbb\xbf")))
		head = str_trim(str_sub(head, 3, head.n));
	if (str_starts(head, STR("%PDF")) || str_starts(head, STR("PK\x03\x04"))) {
		err_set(err, ERR_UNSUPPORTED, "this is a %s file", head.p[0] == '%' ? "PDF" : "zip or Word");
		return err_hint(err, "Résumés are read from JSON Resume (.json) and RenderCV (.yaml).");
	}
	*ret_kind = yaml || (head.n > 0 && head.p[0] != '{' && head.p[0] != '[') ? 1 : 0;
	if (head.n == 0)
		return err_set(err, ERR_INVALID, "the file is empty");
	if (*ret_kind == 0)
		return jsonresume_read(a, bytes, ret, notes, err);
	return rendercv_read(a, bytes, ret, notes, err) ||
	       (!yaml && err_prefix(err, "neither JSON Resume nor RenderCV"));
}

static bool
work(struct str name, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)1 << 30);
	struct resume_notes notes = {0};
	struct str bytes;
	json_t *doc, *answer, *list = json_array();
	int kind = 0;

	if (!proc_jail(err) || !fs_read_fd(&a, STDIN_FILENO, "the file", RESUME_BYTES_MAX, &bytes, err) ||
	    !read_any(&a, bytes, name, &kind, &doc, &notes, err))
		return false;
	for (size_t i = 0; i < notes.v.n; i++)
		json_array_append_new(list,
		                      json_pack("{s:s%,s:s%}", "where", notes.v.p[i].where.p, notes.v.p[i].where.n,
		                                "what", notes.v.p[i].what.p, notes.v.p[i].what.n));
	answer =
	    json_pack("{s:i,s:I,s:o,s:O}", "kind", kind, "n_notes", (json_int_t)notes.n, "notes", list, "doc", doc);
	if (answer == NULL)
		return err_set(err, ERR_BUG, "the answer cannot be made");
	return fs_write_fd(STDOUT_FILENO, "the answer", jdoc_write(&a, answer), err);
}

int
resume_worker_main(const char *name)
{
	struct err err = {0};

	if (work(str_of(name), &err))
		return 0;
	/* The parent takes the last line; a hint goes with it behind a tab. */
	if (err.hint[0] != '\0')
		fprintf(stderr, "%s\t%s\n", err.text, err.hint);
	else
		fprintf(stderr, "%s\n", err.text);
	return err_exit_status(err.code);
}
