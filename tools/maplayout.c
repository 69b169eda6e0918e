/*
 * The drawn map, in two steps around Graphviz:
 *
 *	maplayout dot content/skills > map.dot      the graph, from the content
 *	tred map.dot | dot -Tplain > map.plain      Graphviz takes out what follows from the rest and places it
 *	maplayout c map.plain > map_layout.c        positions as the table of domain/skill/layout.h
 */
#include "base/arena.h"
#include "base/fs.h"
#include "base/num.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "format/pack.h"

#define TEXT_MAX     ((size_t)4 << 20)
#define POINTS       72.0 /* per inch, Graphviz's unit */
#define SPLINE_WORDS 512
#define GROUP_WEIGHT 4 /* how much more an edge within a group pulls: groups come to lie together */

/* "ml" of "ml.log". */
static struct str
group_of(struct str id)
{
	return str_sub(id, 0, str_find_byte(id, '.'));
}

static bool
dot_skill(struct arena *a, const char *dir, const char *name, struct err *err)
{
	struct str text, part;
	struct pack_entry *e;
	size_t n;
	struct str id;

	if (!fs_read(a, fs_join(a, dir, name), TEXT_MAX, &text, err) || !pack_parse(a, text, str_of(name), &e, &n, err))
		return false;
	id = pack_get(e, n, "id");
	printf("\"%.*s\";\n", STR_ARG(id));
	for (size_t i = 0; i < n; i++) {
		struct str rest = e[i].value;

		if (str_eq(e[i].key, STR("hard")) && str_split(&rest, ' ', &part))
			printf("\"%.*s\" -> \"%.*s\" [weight=%d];\n", STR_ARG(part), STR_ARG(id),
			       str_eq(group_of(part), group_of(id)) ? GROUP_WEIGHT : 1);
	}
	return true;
}

static bool
dot_write(struct arena *a, const char *dir, struct err *err)
{
	char **names;
	size_t n;

	if (!fs_list(a, dir, &names, &n, err))
		return false;
	/* Boxes for a name on two lines of 12 points. More rounds than usual against crossings: it is done once. */
	printf("strict digraph map {\nrankdir=LR; nodesep=0.07; ranksep=0.28; splines=spline; nslimit=10; mclimit=4;\n"
	       "node [shape=box, fixedsize=true, width=1.37, height=0.45];\n");
	for (size_t i = 0; i < n; i++)
		if (!dot_skill(a, dir, names[i], err))
			return false;
	printf("}\n");
	return true;
}

/* The words of a line of `dot -Tplain`; names are quoted where they hold a point. */
static size_t
line_words(struct str line, struct str *words, size_t max)
{
	size_t n = 0;
	struct str part;

	while (n < max && str_split(&line, ' ', &part)) {
		if (part.n >= 2 && part.p[0] == '"')
			part = str_sub(part, 1, part.n - 2);
		if (part.n > 0)
			words[n++] = part;
	}
	return n;
}

static double
points(struct str inches)
{
	double v = 0;

	if (!num_parse_f64(inches, -1e6, 1e6, "position", &v, NULL))
		base_die("maplayout: a position is not a number");
	return v * POINTS;
}

/* Edges first as named arrays of points, then one table; nodes in one table. y is turned over. */
static bool
c_write(struct arena *a, const char *path, struct err *err)
{
	struct str text, line, *w = ARENA_ARRAY(a, SPLINE_WORDS, struct str);
	CLEANUP(strbuf_release) struct strbuf nodes = STRBUF(TEXT_MAX), edges = STRBUF(TEXT_MAX);
	double width = 0, height = 0;
	size_t n_edges = 0;

	if (!fs_read(a, path, TEXT_MAX, &text, err))
		return false;
	printf("#include \"domain/skill/layout.h\"\n");
	while (str_line(&text, &line)) {
		size_t n = line_words(line, w, SPLINE_WORDS);

		if (n >= 4 && str_eq(w[0], STR("graph"))) {
			width = points(w[2]);
			height = points(w[3]);
		} else if (n >= 6 && str_eq(w[0], STR("node"))) {
			strbuf_printf(&nodes, "\t{\"%.*s\", %.1ff, %.1ff, %.1ff, %.1ff},\n", STR_ARG(w[1]),
			              points(w[2]), height - points(w[3]), points(w[4]), points(w[5]));
		} else if (n >= 4 && str_eq(w[0], STR("edge"))) {
			int64_t count;

			if (!num_parse_i64(w[3], 2, SPLINE_WORDS / 2 - 4, "points", &count, err) ||
			    n < 4 + 2 * (size_t)count)
				return err_set(err, ERR_INVALID, "an edge without its points");
			printf("static const struct layout_point e%zu[] = {", n_edges);
			for (size_t i = 0; i < (size_t)count; i++)
				printf("{%.1ff, %.1ff}, ", points(w[4 + 2 * i]), height - points(w[5 + 2 * i]));
			printf("};\n");
			strbuf_printf(&edges, "\t{\"%.*s\", \"%.*s\", e%zu, %lld},\n", STR_ARG(w[1]), STR_ARG(w[2]),
			              n_edges++, (long long)count);
		}
	}
	printf("static const struct layout_node nodes[] = {\n%.*s};\n", STR_ARG(strbuf_str(&nodes)));
	printf("static const struct layout_edge edges[] = {\n%.*s};\n", STR_ARG(strbuf_str(&edges)));
	printf("const struct layout map_layout = {%.1ff, %.1ff, nodes, sizeof(nodes) / sizeof(*nodes), edges,\n"
	       "\tsizeof(edges) / sizeof(*edges)};\n",
	       width, height);
	return true;
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct err err = {0};
	bool ok;

	if (argc != 3)
		base_die("usage: maplayout dot FOLDER | maplayout c FILE");
	ok = strcmp(argv[1], "dot") == 0 ? dot_write(&a, argv[2], &err) : c_write(&a, argv[2], &err);
	if (!ok)
		fprintf(stderr, "maplayout: %s\n", err.text);
	return ok ? 0 : 1;
}
