/*
 * embed: compiles files into the binary.
 *
 *	embed TABLE OUT.c OUT.d HEADER SPEC...
 *
 * A SPEC is NAME=FILE, or a folder, of which every .txt file is taken with its path below the folder. Writes a C file
 * that defines `const struct embed_file TABLE[]`, sorted by name, and `const size_t TABLE_n`; the bytes come in by
 * .incbin. The depfile names the files and the folders, so that a file that is added is noticed as well. HEADER is the
 * header that declares the table, as an #include names it.
 */
#include "base/arena.h"
#include "base/fs.h"
#include "base/strbuf.h"
#include "base/vec.h"

#define FILE_MAX  ((size_t)64 << 20) /* bytes of one file */
#define DEPTH_MAX 8                  /* folders below the one named */

struct item {
	struct str name;
	const char *file;
};

struct list {
	struct arena *arena;
	VEC(struct item) items;
	VEC(const char *) deps;
};

static const char *const mimes[][2] = {
    {".txt", "text/plain; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".webmanifest", "application/manifest+json"},
};

static const char *
mime_of(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(mimes); i++)
		if (str_ends(name, str_of(mimes[i][0])))
			return mimes[i][1];
	return NULL;
}

/* Adds the .txt files of a folder and of those in it; `below` is the path from the folder named ("" or "skills/"). */
static bool
add_folder(struct list *l, const char *dir, struct str below, int depth, struct err *err)
{
	char **names;
	size_t n;

	if (depth > DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "%s: more than %d folders deep", dir, DEPTH_MAX);
	if (!fs_list(l->arena, dir, &names, &n, err))
		return false;
	*VEC_PUSH(l->arena, &l->deps) = dir;
	for (size_t i = 0; i < n; i++) {
		const char *file = fs_join(l->arena, dir, names[i]);
		struct str name = arena_printf(l->arena, "%.*s%s", STR_ARG(below), names[i]);

		if (names[i][0] == '.')
			continue;
		if (fs_is_dir(file)) {
			if (!add_folder(l, file, arena_printf(l->arena, "%.*s/", STR_ARG(name)), depth + 1, err))
				return false;
		} else if (str_ends(name, STR(".txt"))) {
			*VEC_PUSH(l->arena, &l->items) = (struct item){name, file};
		}
	}
	return true;
}

static bool
add_spec(struct list *l, const char *spec, struct err *err)
{
	struct str s = str_of(spec);
	size_t eq = str_find_byte(s, '=');

	if (fs_is_dir(spec))
		return add_folder(l, spec, STR_NONE, 0, err);
	if (eq == s.n)
		return err_set(err, ERR_INVALID, "'%s' is neither NAME=FILE nor a folder", spec);
	*VEC_PUSH(l->arena, &l->items) = (struct item){str_sub(s, 0, eq), spec + eq + 1};
	return true;
}

static int
item_order(const void *a, const void *b)
{
	return str_cmp(((const struct item *)a)->name, ((const struct item *)b)->name);
}

/* Names end up in C and assembler strings. */
static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == '"' || s.p[i] == '\\')
			return false;
	return true;
}

static bool
write_item(struct list *l, const char *table, size_t i, struct strbuf *blobs, struct strbuf *rows, struct err *err)
{
	const struct item *it = &l->items.p[i];
	struct arena_mark mark = arena_mark(l->arena);
	const char *mime = mime_of(it->name);
	struct str bytes;

	if (!is_plain(it->name) || !is_plain(str_of(it->file)))
		return err_set(err, ERR_INVALID, "%s: a name with a quote, backslash or control character", it->file);
	if (mime == NULL)
		return err_set(err, ERR_INVALID, "%s: unknown kind of file", it->file);
	if (i > 0 && str_eq(it->name, it[-1].name))
		return err_set(err, ERR_INVALID, "%s: the name '%.*s' is given twice", it->file, STR_ARG(it->name));
	if (!fs_read(l->arena, it->file, FILE_MAX, &bytes, err))
		return false;
	strbuf_printf(
	    blobs,
	    "__asm__(\".section .rodata\\n.balign 16\\n%s_%zu:\\n.incbin \\\"%s\\\"\\n.byte 0\\n.previous\");\n"
	    "extern const unsigned char %s_%zu[];\n",
	    table, i, it->file, table, i);
	strbuf_printf(rows, "\t{\"%.*s\", \"%s\", \"%016llx\", %s_%zu, %zu},\n", STR_ARG(it->name), mime,
	              (unsigned long long)str_hash(bytes), table, i, bytes.n);
	arena_rewind(l->arena, mark);
	return true;
}

static bool
write_all(struct list *l, char **argv, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(16 << 20);
	CLEANUP(strbuf_release) struct strbuf rows = STRBUF(8 << 20);
	CLEANUP(strbuf_release) struct strbuf deps = STRBUF(8 << 20);

	if (l->items.n == 0)
		return err_set(err, ERR_INVALID, "no files");
	qsort(l->items.p, l->items.n, sizeof(l->items.p[0]), item_order);
	strbuf_printf(&out, "/* Made by tools/embed. */\n#include \"%s\"\n\n", argv[4]);
	strbuf_printf(&deps, "%s:", argv[2]);
	for (size_t i = 0; i < l->items.n; i++) {
		if (!write_item(l, argv[1], i, &out, &rows, err))
			return false;
		strbuf_printf(&deps, " %s", l->items.p[i].file);
	}
	for (size_t i = 0; i < l->deps.n; i++)
		strbuf_printf(&deps, " %s", l->deps.p[i]);
	strbuf_addz(&deps, "\n");
	strbuf_printf(&out, "\nconst struct embed_file %s[] = {\n%.*s};\n\nconst size_t %s_n = %zu;\n", argv[1],
	              STR_ARG(strbuf_str(&rows)), argv[1], l->items.n);
	return strbuf_ok(&out, "table", err) && strbuf_ok(&rows, "table", err) && strbuf_ok(&deps, "depfile", err) &&
	       fs_replace(argv[2], strbuf_str(&out), err) && fs_replace(argv[3], strbuf_str(&deps), err);
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena a = ARENA(256 << 20);
	struct list l = {.arena = &a};
	struct err err = {0};
	bool ok = argc > 5;

	if (!ok)
		err_set(&err, ERR_INVALID, "usage: embed TABLE OUT.c OUT.d HEADER SPEC...");
	for (int i = 5; i < argc && ok; i++)
		ok = add_spec(&l, argv[i], &err);
	if (!ok || !write_all(&l, argv, &err)) {
		fprintf(stderr, "embed: %s\n", err.text);
		return 1;
	}
	return 0;
}
