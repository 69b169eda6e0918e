/* Reading archives, in the worker: from bytes nobody vouches for to rows of known tables. */
#include <archive.h>
#include <archive_entry.h>
#include <jansson.h>
#include <sodium.h>
#include <unistd.h>

#include "archive_impl.h"
#include "base/fs.h"
#include "base/proc.h"
#include "base/strbuf.h"

struct promise {
	const char *name; /* of the table */
	int table;        /* index in db_tables */
	int64_t rows;
	int64_t bytes;
	const char *sha256;
};

struct reading {
	struct arena *a;
	struct archive *ar;
	size_t size;  /* of the archive */
	size_t total; /* unpacked so far */
	json_t *manifest;
	int64_t schema;
	struct promise *promises;
	size_t n_promises;
	struct strbuf out;
	struct strbuf line;
};

/* --- bytes -------------------------------------------------------------------------------------------------------- */

static bool
damaged(const struct reading *r, struct err *err)
{
	const char *why = archive_error_string(r->ar);

	return err_set(err, ERR_INVALID, "not an archive of Cairn, or damaged%s%s", why != NULL ? ": " : "",
	               why != NULL ? why : "");
}

/* The next bytes of the present entry; none at its end. */
static bool
next_bytes(struct reading *r, char *buf, size_t n, struct str *ret, struct err *err)
{
	la_ssize_t got = archive_read_data(r->ar, buf, n);

	if (got < 0)
		return damaged(r, err);
	r->total += (size_t)got;
	if (r->total > ARCHIVE_TOTAL_MAX)
		return err_set(err, ERR_LIMIT, "the archive unpacks to more than %zu MB", ARCHIVE_TOTAL_MAX >> 20);
	if (r->total > (size_t)64 << 20 && r->total / ARCHIVE_RATIO_MAX > r->size)
		return err_set(err, ERR_LIMIT, "the archive unpacks to more than %d times its size", ARCHIVE_RATIO_MAX);
	*ret = (struct str){buf, (size_t)got};
	return true;
}

/* Sends what has gathered. */
static bool
flush(struct reading *r, size_t at_least, struct err *err)
{
	if (!strbuf_ok(&r->out, "a row", err))
		return false;
	if (r->out.n < at_least)
		return true;
	if (!fs_write_fd(STDOUT_FILENO, "the answer", strbuf_str(&r->out), err))
		return false;
	strbuf_clear(&r->out);
	return true;
}

static void
put_raw(struct strbuf *out, const void *p, size_t n)
{
	strbuf_add(out, (struct str){p, n});
}

static void
put_text(struct strbuf *out, char type, struct str s)
{
	uint64_t n = s.n;

	strbuf_byte(out, type);
	put_raw(out, &n, sizeof(n));
	strbuf_add(out, s);
}

/* --- the manifest ------------------------------------------------------------------------------------------------- */

static bool
next_entry(struct reading *r, struct str *ret_name, bool *ret_more, struct err *err)
{
	struct archive_entry *e;
	int rc = archive_read_next_header(r->ar, &e);

	*ret_more = rc == ARCHIVE_OK;
	if (rc == ARCHIVE_EOF)
		return true;
	if (rc != ARCHIVE_OK || archive_entry_filetype(e) != AE_IFREG || archive_entry_pathname(e) == NULL)
		return damaged(r, err);
	*ret_name = arena_str(r->a, str_of(archive_entry_pathname(e)));
	return true;
}

static int
table_named(const char *name)
{
	for (size_t i = 0; i < db_tables_n; i++)
		if (strcmp(db_tables[i].name, name) == 0)
			return (int)i;
	return -1;
}

static bool
read_promise(json_t *t, struct promise *p, struct err *err)
{
	const char *name = json_string_value(json_object_get(t, "name"));
	const char *sha256 = json_string_value(json_object_get(t, "sha256"));

	if (name == NULL || sha256 == NULL)
		return err_set(err, ERR_INVALID, "the manifest does not say what its tables are");
	*p = (struct promise){name, table_named(name), json_integer_value(json_object_get(t, "rows")),
	                      json_integer_value(json_object_get(t, "bytes")), sha256};
	if (p->table < 0) {
		err_set(err, ERR_CONFLICT, "the archive has a table '%.64s', which this version does not know", name);
		return err_hint(err, "A newer version of Cairn made it; restore it with that one.");
	}
	return true;
}

static bool
read_manifest(struct reading *r, struct err *err)
{
	char *text = ARENA_ARRAY(r->a, ARCHIVE_MANIFEST_MAX, char);
	struct str name, part = STR_NONE;
	json_t *tables;
	size_t n = 0;
	bool more;

	if (!next_entry(r, &name, &more, err))
		return false;
	if (!more || !str_eq(name, STR(ARCHIVE_MANIFEST)))
		return err_set(err, ERR_INVALID, "not an archive of Cairn: it does not begin with its manifest");
	do {
		if (!next_bytes(r, text + n, ARCHIVE_MANIFEST_MAX - n, &part, err))
			return false;
		n += part.n;
	} while (part.n > 0 && n < ARCHIVE_MANIFEST_MAX);
	r->manifest = json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL);
	tables = json_object_get(r->manifest, "tables");
	if (!json_is_string(json_object_get(r->manifest, "format")) ||
	    strcmp(json_string_value(json_object_get(r->manifest, "format")), ARCHIVE_FORMAT) != 0 ||
	    !json_is_array(tables) || json_array_size(tables) > ARCHIVE_TABLES_MAX)
		return err_set(err, ERR_INVALID, "not an archive of Cairn: its manifest cannot be read");
	if (json_integer_value(json_object_get(r->manifest, "version")) != ARCHIVE_VERSION) {
		err_set(err, ERR_CONFLICT, "the archive has version %lld, this version reads %d",
		        (long long)json_integer_value(json_object_get(r->manifest, "version")), ARCHIVE_VERSION);
		return err_hint(err, "A newer version of Cairn made it; restore it with that one.");
	}
	r->schema = json_integer_value(json_object_get(r->manifest, "schema"));
	r->n_promises = json_array_size(tables);
	r->promises = ARENA_ARRAY(r->a, r->n_promises, struct promise);
	for (size_t i = 0; i < r->n_promises; i++)
		if (!read_promise(json_array_get(tables, i), &r->promises[i], err))
			return false;
	return true;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static bool
put_blob(struct strbuf *out, const char *text, struct err *err)
{
	size_t max = strlen(text), n;
	unsigned char *bytes = malloc(max + 1);
	bool ok;

	if (bytes == NULL)
		base_die("out of memory");
	ok = sodium_base642bin(bytes, max + 1, text, max, NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL) == 0;
	if (ok)
		put_text(out, 'b', (struct str){(const char *)bytes, n});
	free(bytes);
	return ok || err_set(err, ERR_INVALID, "a blob is not base64");
}

static bool
put_value(struct strbuf *out, const struct db_column *c, json_t *v, struct err *err)
{
	if (v == NULL || json_is_null(v)) {
		strbuf_byte(out, 'n');
	} else if (c->type == 'i' && json_is_integer(v)) {
		int64_t i = json_integer_value(v);

		strbuf_byte(out, 'i');
		put_raw(out, &i, sizeof(i));
	} else if (c->type == 'f' && json_is_number(v)) {
		double f = json_number_value(v);

		strbuf_byte(out, 'f');
		put_raw(out, &f, sizeof(f));
	} else if (c->type == 't' && json_is_string(v)) {
		put_text(out, 't', (struct str){json_string_value(v), json_string_length(v)});
	} else if (c->type == 'b' && json_is_string(v)) {
		return put_blob(out, json_string_value(v), err);
	} else {
		return err_set(err, ERR_INVALID, "column '%s' holds a value of another type", c->name);
	}
	return true;
}

static bool
put_row(struct reading *r, const struct promise *p, struct str line, struct err *err)
{
	const struct db_table *t = &db_tables[p->table];
	json_t *row = json_loadb(line.p != NULL ? line.p : "", line.n, JSON_REJECT_DUPLICATES, NULL);
	uint32_t index = (uint32_t)p->table;
	size_t known = 0;
	bool ok = json_is_object(row) || err_set(err, ERR_INVALID, "a row is not a JSON object");

	strbuf_byte(&r->out, 'R');
	put_raw(&r->out, &index, sizeof(index));
	for (size_t i = 0; ok && i < t->n_columns; i++) {
		json_t *v = json_object_get(row, t->columns[i].name);

		if (!archive_column(&t->columns[i]))
			continue;
		known += v != NULL;
		ok = put_value(&r->out, &t->columns[i], v, err);
	}
	if (ok && known != json_object_size(row))
		ok = err_set(err, ERR_CONFLICT, "table '%s' has a column that this version does not know", t->name);
	json_decref(row);
	return ok && flush(r, 1 << 20, err);
}

/* Cuts the bytes into lines; what is left of the last waits for more. */
static bool
take_bytes(struct reading *r, const struct promise *p, struct str bytes, int64_t *rows, struct err *err)
{
	for (size_t nl; (nl = str_find_byte(bytes, '\n')) < bytes.n; bytes = str_sub(bytes, nl + 1, bytes.n)) {
		strbuf_add(&r->line, str_sub(bytes, 0, nl));
		if (!strbuf_ok(&r->line, "a row", err) || !put_row(r, p, strbuf_str(&r->line), err))
			return false;
		strbuf_clear(&r->line);
		*rows += 1;
	}
	strbuf_add(&r->line, bytes);
	return strbuf_ok(&r->line, "a row", err);
}

static bool
read_table(struct reading *r, const struct promise *p, struct err *err)
{
	static const size_t chunk = (size_t)1 << 16;
	char *buf = ARENA_ARRAY(r->a, chunk, char), sha256[crypto_hash_sha256_BYTES * 2 + 1];
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state state;
	int64_t rows = 0, bytes = 0;
	struct str part;

	crypto_hash_sha256_init(&state);
	strbuf_clear(&r->line);
	do {
		if (!next_bytes(r, buf, chunk, &part, err) || !take_bytes(r, p, part, &rows, err))
			return err_prefix(err, "table '%s', row %lld", p->name, (long long)rows + 1);
		crypto_hash_sha256_update(&state, (const unsigned char *)part.p, part.n);
		bytes += (int64_t)part.n;
	} while (part.n > 0);
	crypto_hash_sha256_final(&state, hash);
	sodium_bin2hex(sha256, sizeof(sha256), hash, sizeof(hash));
	if (r->line.n > 0 || rows != p->rows || bytes != p->bytes || strcmp(sha256, p->sha256) != 0)
		return err_set(err, ERR_INVALID, "the archive is damaged: table '%s' is not what its manifest says",
		               p->name);
	return true;
}

static bool
read_archive(struct reading *r, struct str bytes, struct err *err)
{
	r->size = bytes.n;
	if (archive_read_support_filter_zstd(r->ar) != ARCHIVE_OK ||
	    archive_read_support_format_tar(r->ar) != ARCHIVE_OK ||
	    archive_read_open_memory(r->ar, bytes.p, bytes.n) != ARCHIVE_OK)
		return damaged(r, err);
	if (!read_manifest(r, err))
		return false;
	strbuf_byte(&r->out, 'S');
	put_raw(&r->out, &r->schema, sizeof(r->schema));
	for (size_t i = 0; i < r->n_promises; i++) {
		const struct promise *p = &r->promises[i];
		struct str name = STR_NONE;
		bool more;

		if (!next_entry(r, &name, &more, err))
			return false;
		if (!more || !str_eq(name, arena_printf(r->a, "%s.jsonl", p->name)))
			return err_set(err, ERR_INVALID,
			               "the archive is damaged: table '%s' is not where its manifest says", p->name);
		if (!read_table(r, p, err))
			return false;
	}
	strbuf_byte(&r->out, 'E');
	return flush(r, 0, err);
}

static void
reading_release(struct reading *r)
{
	archive_read_free(r->ar);
	json_decref(r->manifest);
	strbuf_release(&r->out);
	strbuf_release(&r->line);
}

static bool
work(struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA(ARCHIVE_FILE_MAX * 3);
	CLEANUP(reading_release)
	struct reading r = {
	    .a = &a,
	    .ar = archive_read_new(),
	    .out = STRBUF(ARCHIVE_LINE_MAX * 2),
	    .line = STRBUF(ARCHIVE_LINE_MAX),
	};
	struct str bytes;

	if (r.ar == NULL || sodium_init() < 0)
		return err_set(err, ERR_BUG, "could not start the archive reader");
	return proc_jail(err) && fs_read_fd(&a, STDIN_FILENO, "the archive", ARCHIVE_FILE_MAX, &bytes, err) &&
	       read_archive(&r, bytes, err);
}

int
archive_worker_main(void)
{
	struct err err = {0};

	if (work(&err))
		return 0;
	fprintf(stderr, "%s%s%s\n", err.text, err.hint[0] != '\0' ? "\t" : "", err.hint);
	return err_exit_status(err.code);
}
