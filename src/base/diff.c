#include "base/diff.h"

#include "base/vec.h"

struct side {
	struct str *line;
	uint64_t *hash;
	size_t n;
};

static void
side_read(struct arena *a, struct str text, struct side *ret)
{
	VEC(struct str) lines = {0};
	struct str rest = text, line;

	while (rest.n > 0 && str_line(&rest, &line))
		*VEC_PUSH(a, &lines) = line;
	*ret = (struct side){lines.p, ARENA_ARRAY(a, lines.n + 1, uint64_t), lines.n};
	for (size_t i = 0; i < lines.n; i++)
		ret->hash[i] = str_hash(lines.p[i]);
}

static bool
same(const struct side *x, size_t i, const struct side *y, size_t k)
{
	return x->hash[i] == y->hash[k] && str_eq(x->line[i], y->line[k]);
}

static void
put(struct diff *d, enum diff_kind kind, struct str text)
{
	d->lines[d->n++] = (struct diff_line){kind, text};
	d->n_out += kind == DIFF_OUT;
	d->n_in += kind == DIFF_IN;
}

/*
 * The middle, where both sides differ at both ends. far[d][k + d] is how far along the old side one gets with d changes
 * on diagonal k (old minus new); walked back from the end it gives the changes.
 */
struct middle {
	const struct side *x, *y;
	size_t at; /* lines the same in front */
	int n, m;  /* lines of each side in the middle */
	int **far;
};

static int
furthest(const struct middle *g, int d, int k)
{
	const int *was = g->far[d - 1];
	bool down = k == -d || (k != d && was[k - 1 + d - 1] < was[k + 1 + d - 1]);
	return down ? was[k + 1 + d - 1] : was[k - 1 + d - 1] + 1;
}

static int
slide(const struct middle *g, int i, int k)
{
	while (i < g->n && i - k < g->m && i - k >= 0 && same(g->x, g->at + (size_t)i, g->y, g->at + (size_t)(i - k)))
		i++;
	return i;
}

/* The least number of changes; -1: more than the limit. */
static int
search(struct arena *a, struct middle *g)
{
	g->far = ARENA_ARRAY(a, DIFF_CHANGES_MAX + 1, int *);
	for (int d = 0; d <= DIFF_CHANGES_MAX; d++) {
		g->far[d] = ARENA_ARRAY(a, 2 * (size_t)d + 1, int);
		for (int k = -d; k <= d; k += 2) {
			int i = slide(g, d == 0 ? 0 : furthest(g, d, k), k);

			g->far[d][k + d] = i;
			if (k == g->n - g->m && i >= g->n)
				return d;
		}
	}
	return -1;
}

/* Backwards from the end; the lines are turned round afterwards. */
static void
walk_back(const struct middle *g, int d, struct diff_line *out, size_t *n)
{
	int i = g->n, k = g->n - g->m;

	for (; d > 0; d--) {
		const int *was = g->far[d - 1];
		bool down = k == -d || (k != d && was[k - 1 + d - 1] < was[k + 1 + d - 1]);
		int from = furthest(g, d, k);

		for (; i > from; i--)
			out[(*n)++] = (struct diff_line){DIFF_SAME, g->x->line[g->at + (size_t)i - 1]};
		if (down) {
			out[(*n)++] = (struct diff_line){DIFF_IN, g->y->line[g->at + (size_t)(i - k) - 1]};
			k++;
		} else {
			out[(*n)++] = (struct diff_line){DIFF_OUT, g->x->line[g->at + (size_t)i - 1]};
			k--;
			i--;
		}
	}
	for (; i > 0; i--)
		out[(*n)++] = (struct diff_line){DIFF_SAME, g->x->line[g->at + (size_t)i - 1]};
}

/* Within a run of changes, what is taken out first. */
static void
put_run(struct diff *d, const struct diff_line *run, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (run[i].kind == DIFF_OUT)
			put(d, DIFF_OUT, run[i].text);
	for (size_t i = 0; i < n; i++)
		if (run[i].kind == DIFF_IN)
			put(d, DIFF_IN, run[i].text);
}

static void
put_middle(struct arena *a, struct middle *g, struct diff *ret)
{
	struct diff_line *back = ARENA_ARRAY(a, (size_t)(g->n + g->m) + 1, struct diff_line), *line;
	size_t n = 0, run = 0;
	int d = search(a, g);

	if (d < 0) {
		ret->coarse = true;
		for (int i = 0; i < g->n; i++)
			put(ret, DIFF_OUT, g->x->line[g->at + (size_t)i]);
		for (int i = 0; i < g->m; i++)
			put(ret, DIFF_IN, g->y->line[g->at + (size_t)i]);
		return;
	}
	walk_back(g, d, back, &n);
	line = ARENA_ARRAY(a, n + 1, struct diff_line);
	for (size_t i = 0; i < n; i++)
		line[i] = back[n - 1 - i];
	for (size_t i = 0; i < n; i++) {
		if (line[i].kind != DIFF_SAME)
			continue;
		put_run(ret, line + run, i - run);
		put(ret, DIFF_SAME, line[i].text);
		run = i + 1;
	}
	put_run(ret, line + run, n - run);
}

bool
diff_texts(struct arena *a, struct str old, struct str new, struct diff *ret, struct err *err)
{
	struct side x, y;
	struct middle g = {.x = &x, .y = &y};
	size_t tail = 0;

	if (old.n > DIFF_BYTES_MAX || new.n > DIFF_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "a text to compare is longer than %zu bytes", DIFF_BYTES_MAX);
	side_read(a, old, &x);
	side_read(a, new, &y);
	while (g.at < x.n && g.at < y.n && same(&x, g.at, &y, g.at))
		g.at++;
	while (tail < x.n - g.at && tail < y.n - g.at && same(&x, x.n - 1 - tail, &y, y.n - 1 - tail))
		tail++;
	g.n = (int)(x.n - g.at - tail);
	g.m = (int)(y.n - g.at - tail);
	*ret = (struct diff){.lines = ARENA_ARRAY(a, x.n + y.n + 1, struct diff_line)};
	for (size_t i = 0; i < g.at; i++)
		put(ret, DIFF_SAME, x.line[i]);
	put_middle(a, &g, ret);
	for (size_t i = x.n - tail; i < x.n; i++)
		put(ret, DIFF_SAME, x.line[i]);
	return true;
}
