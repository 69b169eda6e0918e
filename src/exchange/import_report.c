/* The report of an import, for people and as JSON. */
#include "base/js.h"
#include "import_impl.h"

static void
counts_text(const struct import_file *f, struct strbuf *out)
{
	strbuf_printf(out, "%zu read: %zu new", f->n_read, f->n_new);
	if (f->n_grouped > 0)
		strbuf_printf(out, " (%zu of jobs that were here)", f->n_grouped);
	strbuf_printf(out, ", %zu updated", f->n_updated);
	if (f->n_closed > 0)
		strbuf_printf(out, " (%zu closed)", f->n_closed);
	strbuf_printf(out, ", %zu the same", f->n_same);
	if (f->n_refused > 0)
		strbuf_printf(out, ", %zu refused", f->n_refused);
	strbuf_byte(out, '\n');
}

void
import_report_text(const struct import_report *r, struct strbuf *out)
{
	for (size_t i = 0; i < r->n_files; i++) {
		const struct import_file *f = &r->files[i];

		strbuf_add(out, f->name);
		if (f->kind.n > 0)
			strbuf_printf(out, " (%.*s)", STR_ARG(f->kind));
		strbuf_addz(out, "  ");
		counts_text(f, out);
		for (size_t k = 0; k < f->n_listed; k++) {
			strbuf_printf(out, "    %.*s%s%.*s\n", STR_ARG(f->refused[k].where),
			              f->refused[k].where.n > 0 ? ": " : "", STR_ARG(f->refused[k].why));
			if (f->refused[k].hint.n > 0)
				strbuf_printf(out, "    %.*s\n", STR_ARG(f->refused[k].hint));
		}
		if (f->n_refused > f->n_listed)
			strbuf_printf(out, "    and %zu more\n", f->n_refused - f->n_listed);
	}
	if (r->n_files != 1) {
		strbuf_printf(out, "%zu files  ", r->n_files);
		counts_text(&r->total, out);
	}
	if (r->dry_run)
		strbuf_addz(out, "This was a dry run: nothing was changed.\n");
}

static void
counts_json(const struct import_file *f, struct js *j)
{
	js_ki(j, "read", (int64_t)f->n_read);
	js_ki(j, "new", (int64_t)f->n_new);
	js_ki(j, "updated", (int64_t)f->n_updated);
	js_ki(j, "same", (int64_t)f->n_same);
	js_ki(j, "grouped", (int64_t)f->n_grouped);
	js_ki(j, "closed", (int64_t)f->n_closed);
	js_ki(j, "refused_n", (int64_t)f->n_refused);
}

static void
file_json(const struct import_file *f, struct js *j)
{
	js_open(j, '{');
	js_kv(j, "name", f->name);
	js_kv(j, "kind", f->kind);
	counts_json(f, j);
	js_key(j, "refused");
	js_open(j, '[');
	for (size_t i = 0; i < f->n_listed; i++) {
		js_open(j, '{');
		js_kv(j, "where", f->refused[i].where);
		js_kv(j, "why", f->refused[i].why);
		js_kv(j, "hint", f->refused[i].hint);
		js_close(j, '}');
	}
	js_close(j, ']');
	js_close(j, '}');
}

void
import_report_write(const struct import_report *r, struct js *j)
{
	js_open(j, '{');
	js_key(j, "files");
	js_open(j, '[');
	for (size_t i = 0; i < r->n_files; i++)
		file_json(&r->files[i], j);
	js_close(j, ']');
	js_key(j, "total");
	js_open(j, '{');
	counts_json(&r->total, j);
	js_close(j, '}');
	js_kb(j, "dry_run", r->dry_run);
	js_ki(j, "read_ms", r->read_us / 1000);
	js_ki(j, "store_ms", r->store_us / 1000);
	js_close(j, '}');
}

void
import_report_json(const struct import_report *r, struct strbuf *out)
{
	struct js j = JS(out);

	import_report_write(r, &j);
}
