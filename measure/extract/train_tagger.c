/*
 * Trains the tagger of src/domain/skill/extract_tag.c on annotated sentences and writes content/vocab/tagger.txt.
 *
 *	train_tagger CONTENT CLASSES FILE.conll... > tagger.txt     trains on all
 *	train_tagger --cv CONTENT CLASSES FILE.conll...             five-fold cross-validation, prints the scores
 *
 * CLASSES is the file that word_classes writes, or "-" for none. Conditional maximum likelihood with an L1 penalty, by
 * AdaGrad steps with a soft threshold (Duchi, Hazan and Singer 2011, section 5.1), a feature at a time when it is met.
 */
#include <math.h>

#include "base/fs.h"
#include "base/num.h"
#include "base/rng.h"
#include "base/strbuf.h"
#include "corpus.h"
#include "domain/skill/extract_tag.h"

#define FOLDS     5
#define BLOCK     5000 /* words of a block that goes to one fold whole: mostly whole adverts */
#define FREE      (LABEL__COUNT - 1)
#define N_TRANS   (TAG_GAPS * LABEL__COUNT * LABEL__COUNT)
#define SCALE     ((double)TAG_WEIGHT_STEPS)
#define SMALLEST  1 /* steps of the smallest weight that is stored */
#define OUT_LIMIT ((size_t)16 << 20)

struct options {
	double rate;
	double l1;
	int epochs;
	uint32_t min_count;
	double least; /* how likely a stretch must be to be taken */
	double drop;  /* share of the features left out at a step */
};

/* One sentence, or a part of a long one. */
struct window {
	uint32_t n;
	uint32_t *first; /* features of token i: features[first[i]] to features[first[i + 1]] */
	uint32_t *features;
	uint8_t *gaps;
	uint8_t *gold;
	uint32_t *from_byte;
	uint32_t *to_byte;
	const struct corpus *corpus;
	unsigned fold;
};

typedef VEC(struct window) window_list;

/* Features as dense numbers. */
struct index {
	uint32_t *hashes; /* by number */
	uint32_t *counts;
	uint32_t *slots; /* number + 1 */
	uint32_t mask;
	uint32_t n;
};

struct model {
	double (*w)[FREE];
	double (*g)[FREE]; /* sums of squared gradients */
	double trans[N_TRANS];
	double trans_g[N_TRANS];
};

static uint32_t
index_get(struct index *x, uint32_t hash)
{
	uint32_t i = (hash * 0x9e3779b1u) & x->mask;

	for (; x->slots[i] != 0; i = (i + 1) & x->mask)
		if (x->hashes[x->slots[i] - 1] == hash)
			return x->slots[i] - 1;
	if (x->n > x->mask / 2)
		base_die("too many features");
	x->hashes[x->n] = hash;
	x->slots[i] = ++x->n;
	return x->n - 1;
}

static void
add_window(struct arena *a, const struct reading *r, const struct tag_scratch *s, const struct corpus *c, uint32_t from,
           uint32_t to, struct index *x, window_list *list)
{
	struct window *w = VEC_PUSH(a, list);
	uint32_t f[TAG_FEATURES_MAX];
	VEC(uint32_t) all = {0};
	uint32_t last_span = UINT32_MAX;

	w->n = to - from;
	w->first = ARENA_ARRAY(a, w->n + 1, uint32_t);
	w->gaps = ARENA_ARRAY(a, w->n, uint8_t);
	w->gold = ARENA_ARRAY(a, w->n, uint8_t);
	w->from_byte = ARENA_ARRAY(a, w->n, uint32_t);
	w->to_byte = ARENA_ARRAY(a, w->n, uint32_t);
	w->corpus = c;
	for (uint32_t i = from; i < to; i++) {
		const struct token *t = &r->tokens.p[i];
		struct gold_span g = {0};
		size_t n = tag_features(r, s, from, to, i, f);
		uint32_t span = UINT32_MAX;
		(void)corpus_span(c, t->start, t->end, &g);
		for (uint32_t k = 0; k < c->n_spans && c->spans[k].from <= g.from; k++)
			if (g.from < c->spans[k].to)
				span = k;
		w->gold[i - from] = span == UINT32_MAX ? LABEL_OUT : span == last_span ? LABEL_INSIDE : LABEL_BEGIN;
		last_span = span;
		w->gaps[i - from] = t->gap;
		w->from_byte[i - from] = t->start;
		w->to_byte[i - from] = t->end;
		w->fold = (unsigned)(i / BLOCK % FOLDS);
		w->first[i - from] = (uint32_t)all.n;
		for (size_t k = 0; k < n; k++)
			*VEC_PUSH(a, &all) = index_get(x, f[k]);
	}
	w->first[w->n] = (uint32_t)all.n;
	w->features = all.p;
}

static void
add_corpus(struct arena *a, const struct extractor *ex, const class_list *classes, const struct corpus *c,
           struct index *x, window_list *list)
{
	struct reading *r = ARENA_NEW(a, struct reading);
	struct tag_scratch s;

	r->ex = ex;
	r->a = a;
	r->text = c->text;
	scan_text(r);
	sections_find(r);
	tag_prepare(r, classes->p, classes->n, &s);
	for (size_t k = 0; k < r->sentences.n; k++) {
		const struct sentence *se = &r->sentences.p[k];
		for (uint32_t from = se->tok_start; from < se->tok_end; from += TAG_SENTENCE_MAX)
			add_window(a, r, &s, c, from, MIN(se->tok_end, from + TAG_SENTENCE_MAX), x, list);
	}
}

/* ---- the field ---- */

struct lattice {
	double own[TAG_SENTENCE_MAX][LABEL__COUNT];
	double alpha[TAG_SENTENCE_MAX][LABEL__COUNT];
	double beta[TAG_SENTENCE_MAX][LABEL__COUNT];
};

static double
log_sum(const double v[LABEL__COUNT])
{
	double top = fmax(v[0], fmax(v[1], v[2]));

	return top + log(exp(v[0] - top) + exp(v[1] - top) + exp(v[2] - top));
}

static size_t
trans_at(uint8_t gap, unsigned before, unsigned now)
{
	return ((size_t)gap * LABEL__COUNT + before) * LABEL__COUNT + now;
}

static bool
is_possible(unsigned before, unsigned now)
{
	return !(before == LABEL_OUT && now == LABEL_INSIDE);
}

/* Whether a feature of a token sits out this turn: what is left must learn to do without it (Wager, Wang and Liang
 * 2013). */
static bool
drops(uint32_t turn, uint32_t k, double share)
{
	uint32_t h = (turn * 0x9e3779b1u) ^ (k * 0x85ebca6bu);

	h = (h ^ h >> 15) * 0x2c1b3c6du;
	h = (h ^ h >> 12) * 0x297a2d39u;
	return (double)(h ^ h >> 15) < share * 4294967296.0;
}

static void
score_some(const struct model *m, const struct window *w, uint32_t turn, double share, struct lattice *l)
{
	double up = 1 / (1 - share);

	for (uint32_t i = 0; i < w->n; i++) {
		memset(l->own[i], 0, sizeof(l->own[i]));
		for (uint32_t k = w->first[i]; k < w->first[i + 1]; k++) {
			if (drops(turn, k, share))
				continue;
			l->own[i][1] += m->w[w->features[k]][0] * up;
			l->own[i][2] += m->w[w->features[k]][1] * up;
		}
	}
}

static void
score(const struct model *m, const struct window *w, struct lattice *l)
{
	for (uint32_t i = 0; i < w->n; i++) {
		l->own[i][0] = 0;
		l->own[i][1] = 0;
		l->own[i][2] = 0;
		for (uint32_t k = w->first[i]; k < w->first[i + 1]; k++) {
			l->own[i][1] += m->w[w->features[k]][0];
			l->own[i][2] += m->w[w->features[k]][1];
		}
	}
}

static double
forward_backward(const struct model *m, const struct window *w, struct lattice *l)
{
	for (uint32_t i = 0; i < w->n; i++)
		for (unsigned y = 0; y < LABEL__COUNT; y++) {
			double v[LABEL__COUNT];
			for (unsigned x = 0; x < LABEL__COUNT; x++)
				v[x] = i == 0              ? (x == 0 && y != LABEL_INSIDE ? 0 : -1e9)
				       : is_possible(x, y) ? l->alpha[i - 1][x] + m->trans[trans_at(w->gaps[i], x, y)]
				                           : -1e9;
			l->alpha[i][y] = log_sum(v) + l->own[i][y];
		}
	for (uint32_t i = w->n; i-- > 0;)
		for (unsigned x = 0; x < LABEL__COUNT; x++) {
			double v[LABEL__COUNT];
			if (i + 1 == w->n) {
				l->beta[i][x] = 0;
				continue;
			}
			for (unsigned y = 0; y < LABEL__COUNT; y++)
				v[y] = is_possible(x, y) ? m->trans[trans_at(w->gaps[i + 1], x, y)] + l->own[i + 1][y] +
				                               l->beta[i + 1][y]
				                         : -1e9;
			l->beta[i][x] = log_sum(v);
		}
	return log_sum(l->alpha[w->n - 1]);
}

static double
shrink(double x, double by)
{
	return x > by ? x - by : x < -by ? x + by : 0;
}

static void
step(double *w, double *g, double grad, const struct options *o, double l1)
{
	double rate;

	*g += grad * grad;
	rate = o->rate / (sqrt(*g) + 1e-3);
	*w = shrink(*w - rate * grad, rate * l1);
}

static void
learn(struct model *m, const struct index *x, const struct window *w, const struct options *o, uint32_t turn,
      struct lattice *l)
{
	double z;

	score_some(m, w, turn, o->drop, l);
	z = forward_backward(m, w, l);
	for (uint32_t i = 0; i < w->n; i++) {
		double d[FREE];
		for (unsigned y = 1; y < LABEL__COUNT; y++)
			d[y - 1] = exp(l->alpha[i][y] + l->beta[i][y] - z) - (w->gold[i] == y);
		for (uint32_t k = w->first[i]; k < w->first[i + 1]; k++) {
			uint32_t f = w->features[k];
			if (x->counts[f] < o->min_count || drops(turn, k, o->drop))
				continue;
			for (unsigned y = 0; y < FREE; y++)
				step(&m->w[f][y], &m->g[f][y], d[y], o, o->l1);
		}
	}
	for (uint32_t i = 1; i < w->n; i++)
		for (unsigned a = 0; a < LABEL__COUNT; a++)
			for (unsigned b = 0; b < LABEL__COUNT; b++) {
				size_t t = trans_at(w->gaps[i], a, b);
				double p;
				if (!is_possible(a, b))
					continue;
				p = exp(l->alpha[i - 1][a] + m->trans[t] + l->own[i][b] + l->beta[i][b] - z);
				step(&m->trans[t], &m->trans_g[t], p - (w->gold[i - 1] == a && w->gold[i] == b), o, 0);
			}
}

/* Spans by their probability rather than the best sequence: each that has at least `least`, the likeliest first. */
static void
decode_spans(const struct model *m, const struct window *w, double least, struct lattice *l, uint8_t *labels)
{
	struct {
		double p;
		uint32_t from;
		uint32_t to;
	} list[TAG_SENTENCE_MAX * 10];
	size_t n = 0;
	double z;

	memset(labels, 0, w->n);
	score(m, w, l);
	z = forward_backward(m, w, l);
	for (uint32_t i = 0; i < w->n; i++) {
		double in = l->alpha[i][LABEL_BEGIN];
		for (uint32_t j = i; j < w->n && j < i + 10; j++) {
			double end;
			double p;
			if (j > i)
				in += m->trans[trans_at(w->gaps[j], j == i + 1 ? LABEL_BEGIN : LABEL_INSIDE,
				                        LABEL_INSIDE)] +
				      l->own[j][LABEL_INSIDE];
			if (j + 1 == w->n)
				end = 0;
			else {
				double v[3] = {-1e9, -1e9, -1e9};
				for (unsigned y = 0; y < LABEL_INSIDE; y++)
					v[y] =
					    m->trans[trans_at(w->gaps[j + 1], j == i ? LABEL_BEGIN : LABEL_INSIDE, y)] +
					    l->own[j + 1][y] + l->beta[j + 1][y];
				end = log_sum(v);
			}
			p = exp(in + end - z);
			if (p >= least) {
				list[n].p = p;
				list[n].from = i;
				list[n++].to = j + 1;
			}
		}
	}
	while (n > 0) {
		size_t best = 0;
		bool free = true;
		for (size_t k = 1; k < n; k++)
			if (list[k].p > list[best].p)
				best = k;
		for (uint32_t i = list[best].from; i < list[best].to; i++)
			free = free && labels[i] == LABEL_OUT;
		for (uint32_t i = list[best].from; free && i < list[best].to; i++)
			labels[i] = i == list[best].from ? LABEL_BEGIN : LABEL_INSIDE;
		list[best] = list[--n];
	}
}

static void
count_features(struct index *x, const window_list *list, int without_fold)
{
	memset(x->counts, 0, x->n * sizeof(*x->counts));
	for (size_t k = 0; k < list->n; k++) {
		const struct window *w = &list->p[k];
		if ((int)w->fold != without_fold)
			for (uint32_t i = 0; i < w->first[w->n]; i++)
				x->counts[w->features[i]]++;
	}
}

static void
fit(struct model *m, struct index *x, const window_list *list, int without_fold, const struct options *o,
    struct lattice *l, uint32_t *order)
{
	struct rng rng;
	uint32_t turn = 1;

	rng_seed(&rng, 1);
	memset(m->w, 0, x->n * sizeof(*m->w));
	memset(m->g, 0, x->n * sizeof(*m->g));
	memset(m->trans, 0, sizeof(m->trans));
	memset(m->trans_g, 0, sizeof(m->trans_g));
	count_features(x, list, without_fold);
	for (uint32_t k = 0; k < list->n; k++)
		order[k] = k;
	for (int e = 0; e < o->epochs; e++) {
		for (size_t k = list->n; k > 1; k--) {
			size_t j = (size_t)rng_below(&rng, k);
			uint32_t swap = order[k - 1];
			order[k - 1] = order[j];
			order[j] = swap;
		}
		for (size_t k = 0; k < list->n; k++)
			if ((int)list->p[order[k]].fold != without_fold)
				learn(m, x, &list->p[order[k]], o, turn++, l);
	}
}

/* A weight as it is stored: in steps, the smallest ones left out. */
static int8_t
quantise(double w)
{
	double q = fmax(-46, fmin(46, round(w * SCALE)));

	return (int8_t)(fabs(q) < SMALLEST ? 0 : q);
}

static void
quantise_all(struct model *m, uint32_t n)
{
	for (uint32_t f = 0; f < n; f++)
		for (unsigned y = 0; y < FREE; y++)
			m->w[f][y] = quantise(m->w[f][y]) / SCALE;
}

/* ---- scores ---- */

struct tally {
	size_t gold;
	size_t found;
	size_t right;
};

static void
judge(const struct window *w, const uint8_t *labels, struct tally *t)
{
	const struct corpus *c = w->corpus;

	for (uint32_t i = 0; i < w->n; i++) {
		uint32_t j = i + 1;
		struct gold_span s;
		t->gold += w->gold[i] == LABEL_BEGIN;
		if (labels[i] != LABEL_BEGIN)
			continue;
		while (j < w->n && labels[j] == LABEL_INSIDE)
			j++;
		t->found++;
		if (!corpus_span(c, w->from_byte[i], w->to_byte[j - 1], &s))
			continue;
		for (size_t k = 0; k < c->n_spans; k++)
			t->right += c->spans[k].from == s.from && c->spans[k].to == s.to;
	}
}

static void
cross_validate(struct model *m, struct index *x, const window_list *list, const struct options *o, struct lattice *l,
               uint32_t *order)
{
	struct tally t = {0};
	double p;
	double r;

	for (int fold = 0; fold < FOLDS; fold++) {
		fit(m, x, list, fold, o, l, order);
		quantise_all(m, x->n);
		for (size_t k = 0; k < list->n; k++) {
			uint8_t labels[TAG_SENTENCE_MAX];
			if ((int)list->p[k].fold != fold)
				continue;
			decode_spans(m, &list->p[k], o->least, l, labels);
			judge(&list->p[k], labels, &t);
		}
	}
	p = 100.0 * (double)t.right / (double)t.found;
	r = 100.0 * (double)t.right / (double)t.gold;
	printf("spans %zu, found %zu, right %zu: precision %.1f recall %.1f F1 %.2f\n", t.gold, t.found, t.right, p, r,
	       2 * p * r / (p + r));
}

/* ---- the file ---- */

static int
weight_cmp(const void *pa, const void *pb)
{
	const struct tag_weight *a = pa;
	const struct tag_weight *b = pb;

	return a->hash < b->hash ? -1 : a->hash > b->hash;
}

static bool
save(struct arena *a, const struct model *m, const struct index *x, const struct options *o, struct str classes,
     struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(OUT_LIMIT);
	struct tag_slots *slots = ARENA_NEW(a, struct tag_slots);
	VEC(struct tag_weight) list = {0};
	size_t kept = 0;

	for (uint32_t f = 0; f < x->n; f++) {
		struct tag_weight w = {x->hashes[f], quantise(m->w[f][0]), quantise(m->w[f][1])};
		if (w.begin != 0 || w.inside != 0)
			*VEC_PUSH(a, &list) = w;
	}
	qsort(list.p, list.n, sizeof(*list.p), weight_cmp);
	/* In the order in which the reader fills its table. */
	for (size_t i = 0; i < list.n; i++)
		if (tagger_keeps(list.p[i].hash, slots))
			list.p[kept++] = list.p[i];
	list.n = kept;
	strbuf_addz(
	    &out,
	    "# Weights of the tagger (cairn-pack(5)), made by measure/extract/train_tagger from the training part of\n"
	    "# SkillSpan (MIT licence; see SOURCES). Not written by hand.\n");
	strbuf_printf(&out, "least: %.2f\n", o->least);
	for (uint8_t gap = 0; gap < TAG_GAPS; gap++) {
		strbuf_printf(&out, "trans: %u", gap);
		for (size_t i = 0; i < LABEL__COUNT * LABEL__COUNT; i++)
			strbuf_printf(&out, " %d", (int)round(m->trans[trans_at(gap, 0, 0) + i] * SCALE));
		strbuf_byte(&out, '\n');
	}
	strbuf_add(&out, classes);
	tagger_write_weights(&out, list.p, list.n);
	fprintf(stderr, "%zu of %u features kept\n", list.n, x->n);
	return strbuf_ok(&out, "the tagger", err) && fs_write_fd(1, "standard output", strbuf_str(&out), err);
}

static bool
read_classes(struct arena *a, const char *path, struct str *ret_text, class_list *list, struct err *err)
{
	struct str rest;
	struct str line;

	if (strcmp(path, "-") == 0)
		return true;
	if (!fs_read(a, path, OUT_LIMIT, ret_text, err))
		return false;
	rest = *ret_text;
	while (str_line(&rest, &line))
		if (str_starts(line, STR("class: ")) && !tagger_read_class(a, str_sub(line, 7, line.n), list, err))
			return false;
	tagger_sort_classes(list);
	return true;
}

static double
from_env(const char *name, double usual)
{
	const char *s = getenv(name);
	double v = usual;
	struct err err;

	return s != NULL && num_parse_f64(str_of(s), -1000, 1000, name, &v, &err) ? v : usual;
}

static bool
run(struct arena *a, bool cv, char **argv, int argc, struct err *err)
{
	struct content content;
	struct extractor *ex;
	struct str classes_text = STR_NONE;
	class_list classes = {0};
	window_list list = {0};
	struct options o = {.rate = from_env("RATE", 0.03),
	                    .l1 = from_env("L1", 0.001),
	                    .least = from_env("LEAST", 0.2),
	                    .drop = from_env("DROP", 0.5)};
	struct index x = {.mask = (1u << 23) - 1};
	struct model m = {0};

	o.epochs = (int)from_env("EPOCHS", 16);
	o.min_count = (uint32_t)from_env("MIN", 3);
	if (!content_read(a, argv[0], &content, err) ||
	    !extractor_new(a, content.terms, content.n_terms, STR_NONE, &ex, err) ||
	    !read_classes(a, argv[1], &classes_text, &classes, err))
		return false;
	x.slots = ARENA_ARRAY(a, (size_t)x.mask + 1, uint32_t);
	x.hashes = ARENA_ARRAY(a, (size_t)x.mask / 2 + 2, uint32_t);
	for (int i = 2; i < argc; i++) {
		struct corpus *c = ARENA_NEW(a, struct corpus);
		if (!corpus_read(a, argv[i], c, err))
			return false;
		add_corpus(a, ex, &classes, c, &x, &list);
	}
	x.counts = ARENA_ARRAY(a, x.n, uint32_t);
	m.w = arena_array(a, x.n, sizeof(*m.w));
	m.g = arena_array(a, x.n, sizeof(*m.g));
	if (cv) {
		cross_validate(&m, &x, &list, &o, ARENA_NEW(a, struct lattice), ARENA_ARRAY(a, list.n, uint32_t));
		return true;
	}
	fit(&m, &x, &list, -1, &o, ARENA_NEW(a, struct lattice), ARENA_ARRAY(a, list.n, uint32_t));
	return save(a, &m, &x, &o, classes_text, err);
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)2 << 30);
	struct err err = {0};
	bool cv = argc > 1 && strcmp(argv[1], "--cv") == 0;
	int used = cv ? 2 : 1;

	if (argc - used < 3) {
		fputs("usage: train_tagger [--cv] CONTENT CLASSES FILE.conll...\n", stderr);
		return 2;
	}
	if (!run(&a, cv, argv + used, argc - used, &err)) {
		fprintf(stderr, "train_tagger: %s\n", err.text);
		return 1;
	}
	return 0;
}
