/* Writing archives. */
#include "archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "archive_impl.h"
#include "base/fs.h"
#include "base/js.h"

bool
archive_column(const struct db_column *c)
{
	return strcmp(c->name, "account_id") != 0;
}

/* --- rows as lines ------------------------------------------------------------------------------------------------ */

/* Takes the lines of a table, some at a time. */
struct line_sink {
	bool (*take)(void *p, struct str lines, struct err *err);
	void *p;
};

static void
write_blob(struct js *j, struct str s)
{
	size_t size = sodium_base64_encoded_len(s.n, sodium_base64_VARIANT_ORIGINAL);
	char *text = malloc(size);

	if (text == NULL)
		base_die("out of memory");
	sodium_bin2base64(text, size, (const unsigned char *)(s.p != NULL ? s.p : ""), s.n,
	                  sodium_base64_VARIANT_ORIGINAL);
	js_text(j, str_of(text));
	free(text);
}

static void
write_row(struct strbuf *out, const struct db_table *t, struct db_stmt *st)
{
	struct js j = JS(out);

	js_open(&j, '{');
	for (size_t i = 0; i < t->n_columns; i++) {
		int col = (int)i;

		if (!archive_column(&t->columns[i]))
			continue;
		js_key(&j, t->columns[i].name);
		if (db_col_is_null(st, col))
			js_null(&j);
		else if (t->columns[i].type == 'i')
			js_i64(&j, db_col_i64(st, col));
		else if (t->columns[i].type == 'f')
			js_f64(&j, db_col_f64(st, col));
		else if (t->columns[i].type == 't')
			js_text(&j, db_col_text(st, col));
		else
			write_blob(&j, db_col_blob(st, col));
	}
	js_close(&j, '}');
	strbuf_byte(out, '\n');
}

/* Every row of the table, in the order of its key. */
static bool
table_lines(struct db *db, const struct db_table *t, const struct line_sink *sink, int64_t *ret_rows, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	CLEANUP(strbuf_release) struct strbuf lines = STRBUF(ARCHIVE_LINE_MAX * 4);
	int64_t rows = 0;

	if (!db_prepare(db, t->select, &st, err))
		return false;
	for (bool row = true; row;) {
		if (!db_step(st, &row, err))
			return false;
		if (row) {
			write_row(&lines, t, st);
			rows++;
		}
		if (!strbuf_ok(&lines, "a row", err))
			return false;
		if (!row || lines.n > 1 << 20) {
			if (!sink->take(sink->p, strbuf_str(&lines), err))
				return false;
			strbuf_clear(&lines);
		}
	}
	*ret_rows = rows;
	return true;
}

/* --- first pass: sizes and checksums ------------------------------------------------------------------------------ */

struct table_sum {
	int64_t rows;
	int64_t bytes;
	crypto_hash_sha256_state state;
	char sha256[crypto_hash_sha256_BYTES * 2 + 1];
};

static bool
sum_lines(void *p, struct str lines, struct err *err)
{
	struct table_sum *s = p;

	(void)err;
	s->bytes += (int64_t)lines.n;
	if (lines.n > 0)
		crypto_hash_sha256_update(&s->state, (const unsigned char *)lines.p, lines.n);
	return true;
}

static bool
sum_tables(struct ctx *c, struct table_sum *sums, struct err *err)
{
	for (size_t i = 0; i < db_tables_n; i++) {
		const struct line_sink sink = {sum_lines, &sums[i]};
		unsigned char hash[crypto_hash_sha256_BYTES];

		crypto_hash_sha256_init(&sums[i].state);
		if (!table_lines(c->db, &db_tables[i], &sink, &sums[i].rows, err))
			return false;
		crypto_hash_sha256_final(&sums[i].state, hash);
		sodium_bin2hex(sums[i].sha256, sizeof(sums[i].sha256), hash, sizeof(hash));
	}
	return true;
}

static bool
schema_number(struct ctx *c, int64_t *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	*ret = 0;
	if (!db_prepare(c->db, Q_SCHEMA_VERSION_LIST, &st, err))
		return false;
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		*ret = db_col_i64(st, 0);
	}
}

static bool
write_manifest(struct ctx *c, const struct table_sum *sums, struct strbuf *out, struct err *err)
{
	struct js j = JS(out);
	int64_t schema;

	if (!schema_number(c, &schema, err))
		return false;
	js_open(&j, '{');
	js_kz(&j, "format", ARCHIVE_FORMAT);
	js_ki(&j, "version", ARCHIVE_VERSION);
	js_ki(&j, "schema", schema);
	js_key(&j, "tables");
	js_open(&j, '[');
	for (size_t i = 0; i < db_tables_n; i++) {
		js_open(&j, '{');
		js_kz(&j, "name", db_tables[i].name);
		js_ki(&j, "rows", sums[i].rows);
		js_ki(&j, "bytes", sums[i].bytes);
		js_kz(&j, "sha256", sums[i].sha256);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_close(&j, '}');
	strbuf_byte(out, '\n');
	return strbuf_ok(out, "the manifest", err);
}

/* --- second pass: the file ---------------------------------------------------------------------------------------- */

struct out_file {
	int fd;
	struct archive *ar;
	struct err *err; /* what our callback met */
};

static la_ssize_t
file_write(struct archive *ar, void *p, const void *bytes, size_t n)
{
	struct out_file *f = p;

	if (fs_write_fd(f->fd, "the archive", (struct str){bytes, n}, f->err))
		return (la_ssize_t)n;
	archive_set_error(ar, EIO, "%s", f->err->text);
	return -1;
}

static bool
failed(struct out_file *f)
{
	if (f->err->code == ERR_NONE)
		err_set(f->err, ERR_IO, "could not write the archive: %s", archive_error_string(f->ar));
	return false;
}

static bool
file_begin(struct out_file *f)
{
	f->ar = archive_write_new();
	if (f->ar == NULL || archive_write_set_format_ustar(f->ar) != ARCHIVE_OK ||
	    archive_write_add_filter_zstd(f->ar) != ARCHIVE_OK ||
	    archive_write_set_filter_option(f->ar, "zstd", "compression-level", "9") != ARCHIVE_OK ||
	    archive_write_set_bytes_in_last_block(f->ar, 1) != ARCHIVE_OK ||
	    archive_write_open2(f->ar, f, NULL, file_write, NULL, NULL) != ARCHIVE_OK)
		return failed(f);
	return true;
}

/* Nothing of the machine, the user or the day goes into the header. */
static bool
entry_begin(struct out_file *f, const char *name, int64_t size)
{
	struct archive_entry *e = archive_entry_new();
	bool ok;

	archive_entry_set_pathname(e, name);
	archive_entry_set_size(e, size);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_mtime(e, 0, 0);
	ok = archive_write_header(f->ar, e) == ARCHIVE_OK;
	archive_entry_free(e);
	return ok || failed(f);
}

static bool
entry_lines(void *p, struct str lines, struct err *err)
{
	struct out_file *f = p;

	(void)err;
	return lines.n == 0 || archive_write_data(f->ar, lines.p, lines.n) == (la_ssize_t)lines.n || failed(f);
}

static bool
write_entries(struct ctx *c, struct out_file *f, const struct table_sum *sums, struct str manifest, struct err *err)
{
	const struct line_sink sink = {entry_lines, f};

	if (!file_begin(f) || !entry_begin(f, ARCHIVE_MANIFEST, (int64_t)manifest.n) || !entry_lines(f, manifest, err))
		return false;
	for (size_t i = 0; i < db_tables_n; i++) {
		int64_t rows;

		if (!entry_begin(f, arena_printf(c->a, "%s.jsonl", db_tables[i].name).p, sums[i].bytes) ||
		    !table_lines(c->db, &db_tables[i], &sink, &rows, err))
			return false;
	}
	return archive_write_close(f->ar) == ARCHIVE_OK || failed(f);
}

/* Writes beside the path, then takes its place. */
static bool
write_file(struct ctx *c, const char *path, const struct table_sum *sums, struct str manifest, struct err *err)
{
	const char *beside = arena_printf(c->a, "%s.%lld.part", path, (long long)getpid()).p;
	struct err own = {0};
	struct out_file f = {.fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), .err = &own};
	bool ok;

	if (f.fd < 0)
		return err_errno(err, "could not write '%s'", path);
	ok = write_entries(c, &f, sums, manifest, &own);
	archive_write_free(f.ar);
	if (ok && fsync(f.fd) != 0)
		ok = err_errno(&own, "could not save '%s'", path);
	fs_close(&f.fd);
	if (ok && rename(beside, path) != 0)
		ok = err_errno(&own, "could not write '%s'", path);
	if (!ok) {
		unlink(beside);
		*err = own;
		return false;
	}
	return fs_sync_dir_of(path, err);
}

bool
archive_export(struct ctx *c, const char *path, struct archive_report *ret, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(strbuf_release) struct strbuf manifest = STRBUF(ARCHIVE_MANIFEST_MAX);
	struct table_sum *sums = ARENA_ARRAY(c->a, db_tables_n, struct table_sum);
	struct archive_report report = {.n_tables = db_tables_n};

	if (sodium_init() < 0)
		return err_set(err, ERR_BUG, "could not start libsodium");
	db_deadline(c->db, 0);
	if (!db_tx_begin(c->db, &tx, err) || !sum_tables(c, sums, err) || !write_manifest(c, sums, &manifest, err) ||
	    !write_file(c, path, sums, strbuf_str(&manifest), err))
		return false;
	for (size_t i = 0; i < db_tables_n; i++)
		report.n_rows += sums[i].rows;
	*ret = report;
	return true;
}
