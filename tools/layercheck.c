/*
 * layercheck: holds the sources to the floors of the house.
 *
 *	layercheck ROOT
 *
 * Reads every .c and .h of ROOT/src and reports, all at once: an include from a floor above or a sibling, another
 * folder's x_impl.h, a library's header outside of the file that wraps it, SQL in C outside of db/, a file over 800
 * lines, a function over 80. The last two hold for ROOT/tools and ROOT/tests/unit as well.
 */
#include "base/arena.h"
#include "base/fs.h"
#include "base/strbuf.h"

#define FILE_MAX     ((size_t)4 << 20)
#define LINES_MAX    800
#define FUNCTION_MAX 80
#define DEPTH_MAX    8
#define ALL_OF_BELOW "base db format ml grade domain "

/* What a folder may include, besides itself. A folder of domain/ is named with it; "domain" is what stands in it
 * directly, the context. */
static const struct floor {
	const char *folder;
	const char *may;
} floors[] = {
    {"base", ""},
    {"db", "base"},
    {"format", "base"},
    {"ml", "base"},
    {"grade", "base"},
    {"domain", "base db"},
    {"domain/account", ALL_OF_BELOW},
    {"domain/skill", ALL_OF_BELOW "domain/account"},
    {"domain/person", ALL_OF_BELOW "domain/account domain/skill"},
    {"domain/learn", ALL_OF_BELOW "domain/account domain/skill domain/person"},
    {"domain/project", ALL_OF_BELOW "domain/account domain/skill domain/person"},
    {"domain/job", ALL_OF_BELOW "domain/account domain/skill domain/person"},
    {"domain/habit", ALL_OF_BELOW "domain/account domain/skill domain/person"},
    {"domain/plan", ALL_OF_BELOW "domain/account domain/skill domain/person domain/learn domain/project domain/job "
                                 "domain/habit"},
    {"domain/today", ALL_OF_BELOW "domain/account domain/skill domain/person domain/learn domain/project domain/job "
                                  "domain/habit domain/plan"},
    {"exchange", ALL_OF_BELOW "domain/*"},
    {"web", ALL_OF_BELOW "domain/* exchange"},
    {"cli", ALL_OF_BELOW "domain/* exchange web"},
};

/* Headers that the build makes, and the folder they count to. */
static const char *const generated[][2] = {{"query.gen.h", "db"}, {"tmpl.gen.h", "web"}};

/* Libraries with one wrapper: only files whose path begins so may know them. */
static const char *const wrapped[][2] = {
    {"sqlite3.h", "db/db_sqlite"}, {"libpq-fe.h", "db/db_pg"}, {"microhttpd.h", "web/http_mhd.c"}};

static const char *const sql_words[] = {"SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ",
                                        "ALTER ",  "DROP ",   "PRAGMA ", "BEGIN ",  "WITH "};

struct check {
	struct arena *a;
	const char *root;
	size_t faults;
};

struct source {
	struct check *check;
	const char *path; /* on disk */
	struct str name;  /* below src/, or p NULL when only sizes are checked */
	struct str folder;
	size_t line;
};

static void
fault(const struct source *s, size_t line, struct str what)
{
	const char *shown = s->path + strlen(s->check->root) + 1;

	printf("%s:%zu: %.*s\n", shown, line, STR_ARG(what));
	s->check->faults++;
}

#define FAULT(s, line, ...) fault((s), (line), arena_printf((s)->check->a, __VA_ARGS__))

/* "domain/skill/map.c" gives "domain/skill", "base/str.h" gives "base". */
static struct str
folder_of(struct str name)
{
	size_t slash = name.n;

	while (slash > 0 && name.p[slash - 1] != '/')
		slash--;
	return str_sub(name, 0, slash > 0 ? slash - 1 : 0);
}

/* The row of the folder, or of the one it stands in (domain/skill/x counts to domain/skill). */
static const struct floor *
floor_of(struct str folder)
{
	const struct floor *best = NULL;

	for (size_t i = 0; i < ARRAY_LEN(floors); i++) {
		struct str f = str_of(floors[i].folder);
		bool hit = str_starts(folder, f) && (folder.n == f.n || folder.p[f.n] == '/');
		bool whole =
		    !str_eq(f, STR("domain")) || folder.n == f.n; /* an unknown subject is no part of the context */

		if (hit && whole && (best == NULL || f.n > strlen(best->folder)))
			best = &floors[i];
	}
	return best;
}

static bool
may_include(const struct floor *from, const struct floor *to)
{
	struct str rest = str_of(from->may), part;

	if (from == to)
		return true;
	while (str_split(&rest, ' ', &part)) {
		if (str_eq(part, str_of(to->folder)))
			return true;
		if (str_eq(part, STR("domain/*")) && str_starts(str_of(to->folder), STR("domain/")))
			return true;
	}
	return false;
}

static void
check_own_include(struct source *s, struct str path)
{
	const struct floor *from = floor_of(s->folder), *to;
	struct str folder = str_has(path, STR("/")) ? folder_of(path) : s->folder;

	for (size_t i = 0; i < ARRAY_LEN(generated); i++)
		if (str_eq(path, str_of(generated[i][0])))
			folder = str_of(generated[i][1]);
	to = floor_of(folder);
	if (to == NULL)
		FAULT(s, s->line, "includes \"%.*s\", which is in no known folder", STR_ARG(path));
	else if (from != NULL && !may_include(from, to))
		FAULT(s, s->line, "%s/ may not include \"%.*s\"", from->folder, STR_ARG(path));
	else if (str_ends(path, STR("_impl.h")) && !str_eq(folder, s->folder))
		FAULT(s, s->line, "\"%.*s\" is private to %.*s/", STR_ARG(path), STR_ARG(folder));
}

/* An #include line, behind the word include. */
static void
check_include(struct source *s, struct str rest)
{
	struct str path = str_trim(rest);
	char close = path.n > 0 && path.p[0] == '<' ? '>' : '"';

	path = str_sub(path, 1, path.n);
	path = str_sub(path, 0, str_find_byte(path, close));
	if (close == '"') {
		check_own_include(s, path);
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(wrapped); i++)
		if (str_eq(path, str_of(wrapped[i][0])) && !str_starts(s->name, str_of(wrapped[i][1])))
			FAULT(s, s->line, "<%.*s> is known to %s only", STR_ARG(path), wrapped[i][1]);
}

static void
check_literal(struct source *s, struct str text)
{
	if (str_starts(s->name, STR("db/")))
		return;
	for (size_t i = 0; i < ARRAY_LEN(sql_words); i++)
		if (str_starts(text, str_of(sql_words[i])))
			FAULT(s, s->line, "SQL in C; it belongs into sql/query/");
}

/* The length of the string or character constant at the front of s, quotes included. */
static size_t
quoted_size(struct str s)
{
	for (size_t i = 1; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == s.p[0])
			return i + 1;
		else if (s.p[i] == '\n')
			return i;
	}
	return s.n;
}

/* Walks over code, comments and constants, and checks includes and strings. */
static void
check_tokens(struct source *s, struct str text)
{
	bool fresh = true; /* nothing but blanks on the line so far */

	s->line = 1;
	while (text.n > 0) {
		char c = text.p[0];
		size_t n = 1;

		if (str_starts(text, STR("/*")))
			n = MIN(str_find(str_sub(text, 2, text.n), STR("*/")) + 4, text.n);
		else if (str_starts(text, STR("//")))
			n = str_find_byte(text, '\n');
		else if (c == '"' || c == '\'')
			n = quoted_size(text);
		if (c == '"')
			check_literal(s, str_sub(text, 1, n - 1));
		if (c == '#' && fresh && str_starts(str_trim(str_sub(text, 1, 40)), STR("include"))) {
			n = str_find_byte(text, '\n');
			check_include(s, str_sub(text, str_find(text, STR("include")) + 7, n));
		}
		for (size_t i = 0; i < n; i++)
			s->line += text.p[i] == '\n';
		fresh = c == '\n' || (fresh && ascii_is_space(c));
		text = str_sub(text, n, text.n);
	}
}

/* A function's body stands between { and } in the first column. */
static void
check_sizes(struct source *s, struct str text)
{
	struct str line;
	size_t no = 0, open = 0;

	while (str_line(&text, &line)) {
		no++;
		if (str_eq(line, STR("{")))
			open = no;
		if (str_eq(line, STR("}")) && open > 0) {
			if (no - open + 1 > FUNCTION_MAX)
				FAULT(s, open, "a function of %zu lines; %d are the most", no - open + 1, FUNCTION_MAX);
			open = 0;
		}
	}
	if (no > LINES_MAX)
		FAULT(s, no, "a file of %zu lines; %d are the most", no, LINES_MAX);
}

static bool
check_file(struct check *c, const char *path, struct str name, struct err *err)
{
	struct arena_mark mark = arena_mark(c->a);
	struct source s = {.check = c, .path = path, .name = name, .folder = folder_of(name)};
	struct str text;

	if (!fs_read(c->a, path, FILE_MAX, &text, err))
		return false;
	if (name.n > 0 && floor_of(s.folder) == NULL)
		FAULT(&s, 1, "the folder %.*s/ has no floor", STR_ARG(s.folder));
	if (name.n > 0)
		check_tokens(&s, text);
	check_sizes(&s, text);
	arena_rewind(c->a, mark);
	return true;
}

/* `below` is the folder's name below src/ with a slash behind it; p NULL when only sizes are checked. */
static bool
check_folder(struct check *c, const char *dir, struct str below, int depth, struct err *err)
{
	char **names;
	size_t n;

	if (depth > DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "%s: more than %d folders deep", dir, DEPTH_MAX);
	if (!fs_list(c->a, dir, &names, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *path = fs_join(c->a, dir, names[i]);
		struct str name = str_of(names[i]), full = STR_NONE, folder = STR_NONE;
		bool ok = true;

		if (below.p != NULL) {
			full = arena_printf(c->a, "%.*s%s", STR_ARG(below), names[i]);
			folder = arena_printf(c->a, "%.*s/", STR_ARG(full));
		}
		if (fs_is_dir(path))
			ok = check_folder(c, path, folder, depth + 1, err);
		else if (str_ends(name, STR(".c")) || str_ends(name, STR(".h")))
			ok = check_file(c, path, full, err);
		if (!ok)
			return false;
	}
	return true;
}

int
main(int argc, char **argv)
{
	static const char *const sized[] = {"tools", "tests/unit"};
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	struct check c = {.a = &a, .root = argc == 2 ? argv[1] : ""};
	struct err err = {0};
	bool ok = argc == 2 || err_set(&err, ERR_INVALID, "usage: layercheck ROOT");

	ok = ok && check_folder(&c, fs_join(&a, c.root, "src"), STR(""), 0, &err);
	for (size_t i = 0; i < ARRAY_LEN(sized) && ok; i++) {
		const char *dir = fs_join(&a, c.root, sized[i]);

		ok = !fs_is_dir(dir) || check_folder(&c, dir, STR_NONE, 0, &err);
	}
	if (!ok)
		fprintf(stderr, "layercheck: %s\n", err.text);
	return ok && c.faults == 0 ? 0 : 1;
}
