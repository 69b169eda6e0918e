#include "extract_tag.h"

#include <math.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "format/pack.h"

/* ---- features ---- */

static uint32_t
mix(uint32_t a, uint32_t b)
{
	uint64_t h = ((uint64_t)a << 32 | b) * 0x9e3779b97f4a7c15u;

	return (uint32_t)(h >> 32) ^ (uint32_t)(h >> 7);
}

static uint32_t
hash_bytes(const char *p, size_t n, uint32_t seed)
{
	uint32_t h = seed;

	for (size_t i = 0; i < n; i++)
		h = mix(h, (unsigned char)ascii_lower(p[i]));
	return h;
}

/* Runs of capitals, small letters, digits and others as one sign each: "PyTorch" Xx, "GPT4" X9. At most six signs. */
static uint32_t
word_shape(const char *p, size_t n)
{
	uint32_t h = 0;
	unsigned last = 0;
	size_t runs = 0;

	for (size_t i = 0; i < n && runs < 6; i++) {
		unsigned c = (unsigned char)p[i];
		unsigned k = c >= 'a' && c <= 'z'   ? 1
		             : c >= 'A' && c <= 'Z' ? 2
		             : c >= '0' && c <= '9' ? 3
		             : c >= 0x80            ? 4
		                                    : 5;
		if (k == last)
			continue;
		h = h * 8 + k;
		last = k;
		runs++;
	}
	return h * 4 + (n == 1 ? 1 : n <= 3 ? 2 : 0);
}

static const struct word_class *
find_class(const struct word_class *c, size_t n, uint32_t hash)
{
	size_t lo = 0;

	while (n > 0) {
		size_t half = n / 2;
		if (c[lo + half].hash < hash) {
			lo += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return &c[lo];
}

static void
prepare_token(const struct reading *r, uint32_t i, struct tag_token *t)
{
	const struct token *tok = &r->tokens.p[i];
	const char *p = r->text.p + tok->start;
	size_t n = tok->end - tok->start;

	t->word = tok->hash;
	t->shape = word_shape(p, n);
	for (size_t k = 0; k < 3; k++)
		t->suffix[k] = n > k + 2 ? hash_bytes(p + n - (k + 2), k + 2, 7) : 0;
	t->prefix = n > 3 ? hash_bytes(p, 3, 11) : 0;
	t->gap = tok->gap;
	if (tok->flags & TOKEN_HYPHEN && tok->gap == GAP_NONE)
		t->gap = 100;
	else if (tok->flags & TOKEN_SLASH)
		t->gap = 101;
	t->upper = tok->flags & TOKEN_UPPER;
}

/* The longest dictionary term over each token, as kind and place in it. */
static void
prepare_dict(const struct reading *r, struct tag_token *toks)
{
	uint8_t *len = ARENA_ARRAY(r->a, r->tokens.n, uint8_t);

	for (size_t i = 0; i < r->events.n; i++) {
		const struct event *e = &r->events.p[i];
		const struct term_spec *s;
		uint32_t kind;
		if (e->out.kind != OUT_TERM || len[e->tok_start] > e->out.len)
			continue;
		s = &r->ex->specs[e->out.idx];
		kind = 1u + (s->kind == TERM_TOOL ? 1u : 0u) + (TERM_IS_VOCAB(s->skill) ? 2u : 0u) +
		       (TERM_IS_AMBIGUOUS(s) ? 4u : 0u);
		for (uint32_t k = 0; k < e->out.len; k++) {
			uint32_t place = e->out.len == 1 ? 0 : k == 0 ? 1 : k + 1u == e->out.len ? 3 : 2;
			if (len[e->tok_start + k] > e->out.len)
				continue;
			len[e->tok_start + k] = e->out.len;
			toks[e->tok_start + k].dict = kind * 4 + place;
		}
	}
}

/* Words after which knowledge is named. */
static bool
is_lead_word(struct str w)
{
	static const char *const words[] = {
	    "experience", "experienced", "knowledge",     "understanding", "expertise",    "familiarity", "familiar",
	    "background", "proficiency", "proficient",    "skills",        "skilled",      "degree",      "education",
	    "fluent",     "certified",   "certification", "specialist",    "expert",       "field",       "areas",
	    "area",       "using",       "including",     "tools",         "technologies", "such",        "technology",
	    "training",   "know",        "like",          "interest",
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_eq_ci(w, str_of(words[i])))
			return true;
	return false;
}

/* The leading word of every token of a sentence, and how much the sentence looks like a list. */
static void
prepare_sentence(const struct reading *r, const struct sentence *se, struct tag_token *toks, struct tag_sentence *ret)
{
	uint32_t n = se->tok_end - se->tok_start;
	uint32_t commas = 0;
	uint32_t dict = 0;
	uint32_t upper = 0;
	uint32_t lead = 0;
	uint32_t lead_at = 0;

	for (uint32_t i = se->tok_start; i < se->tok_end; i++) {
		const struct token *t = &r->tokens.p[i];
		uint32_t far = i - lead_at;
		if (lead != 0)
			toks[i].lead = mix(lead, far <= 2 ? 1 : far <= 5 ? 2 : far <= 12 ? 3 : 4);
		if (t->end - t->start > 3 && is_lead_word(str_sub(r->text, t->start, t->end - t->start))) {
			lead = toks[i].word;
			lead_at = i;
		}
		commas += toks[i].gap == GAP_COMMA || toks[i].gap == 101;
		dict += toks[i].dict != 0;
		upper += toks[i].upper;
	}
	ret->density = (commas * 4 / n) * 64 + (dict * 4 / n) * 8 + upper * 4 / n;
	ret->first = toks[se->tok_start].word;
	ret->second = mix(ret->first, n > 1 ? toks[se->tok_start + 1].word : 0);
}

void
tag_prepare(const struct reading *r, const struct word_class *classes, size_t n_classes, struct tag_scratch *ret)
{
	uint32_t heading = 0;

	ret->toks = ARENA_ARRAY(r->a, r->tokens.n, struct tag_token);
	ret->sentences = ARENA_ARRAY(r->a, r->sentences.n, struct tag_sentence);
	for (uint32_t i = 0; i < r->tokens.n; i++) {
		struct tag_token *t = &ret->toks[i];
		const struct word_class *c;
		prepare_token(r, i, t);
		if (n_classes == 0)
			continue;
		c = find_class(classes, n_classes, t->word);
		if (c < classes + n_classes && c->hash == t->word) {
			t->cluster = c->fine;
			t->cluster_top = c->coarse;
			t->sense = c->sense;
		}
	}
	prepare_dict(r, ret->toks);
	for (size_t s = 0; s < r->sentences.n; s++) {
		const struct sentence *se = &r->sentences.p[s];
		ret->sentences[s].heading = heading;
		prepare_sentence(r, se, ret->toks, &ret->sentences[s]);
		if (se->line_start && se->line_end && se->tok_end - se->tok_start <= 4)
			heading = mix(ret->toks[se->tok_start].word, ret->toks[se->tok_end - 1].word);
		else if (se->mark != '-')
			heading = 0;
	}
}

struct feature_list {
	uint32_t *p;
	size_t n;
	uint32_t id; /* of the next template */
};

static inline void
add1(struct feature_list *f, uint32_t a)
{
	f->p[f->n++] = mix(f->id++, a);
}

static inline void
add2(struct feature_list *f, uint32_t a, uint32_t b)
{
	f->p[f->n++] = mix(mix(f->id++, a), b);
}

static inline void
add3(struct feature_list *f, uint32_t a, uint32_t b, uint32_t c)
{
	f->p[f->n++] = mix(mix(mix(f->id++, a), b), c);
}

static const struct tag_token border = {.word = 1, .shape = 1, .gap = 99};

static void
word_features(struct feature_list *f, const struct tag_token *t[5])
{
	const struct tag_token *c = t[2];

	add1(f, c->word);
	add1(f, t[1]->word);
	add1(f, t[3]->word);
	add1(f, t[0]->word);
	add1(f, t[4]->word);
	add2(f, t[1]->word, c->word);
	add2(f, c->word, t[3]->word);
	add2(f, t[0]->word, t[1]->word);
	add2(f, t[1]->word, t[3]->word);
	add1(f, c->shape);
	add2(f, t[1]->shape, c->shape);
	add2(f, c->shape, t[3]->shape);
	add3(f, t[1]->shape, c->shape, t[3]->shape);
	for (size_t k = 0; k < 3; k++)
		add1(f, c->suffix[k]);
	add1(f, c->prefix);
	add1(f, t[3]->suffix[1]);
	add1(f, t[1]->suffix[1]);
	add2(f, c->suffix[1], t[3]->suffix[1]);
	add2(f, c->suffix[1], t[1]->word);
	add2(f, c->shape, t[1]->word);
}

static void
dict_features(struct feature_list *f, const struct tag_token *t[5], uint32_t gap_after)
{
	const struct tag_token *c = t[2];

	add1(f, c->dict);
	add2(f, t[1]->dict, c->dict);
	add2(f, c->dict, t[3]->dict);
	add2(f, c->dict, c->shape);
	add2(f, c->dict, t[1]->word);
	add2(f, c->dict, t[3]->word);
	add1(f, c->gap);
	add2(f, c->gap, gap_after);
	add2(f, c->gap, t[1]->word);
	add2(f, gap_after, c->word);
	add2(f, c->gap, c->shape);
	add2(f, c->gap, c->dict);
	add3(f, c->gap, gap_after, c->shape);
	add3(f, c->gap, gap_after, c->dict);
}

static void
class_features(struct feature_list *f, const struct tag_token *t[5])
{
	const struct tag_token *c = t[2];

	add1(f, c->cluster);
	add1(f, t[1]->cluster);
	add1(f, t[3]->cluster);
	add1(f, t[0]->cluster);
	add1(f, t[4]->cluster);
	add2(f, t[1]->cluster, c->cluster);
	add2(f, c->cluster, t[3]->cluster);
	add1(f, c->cluster_top);
	add2(f, t[1]->cluster_top, c->cluster_top);
	add2(f, c->cluster_top, t[3]->cluster_top);
	add3(f, t[1]->cluster_top, c->cluster_top, t[3]->cluster_top);
	add2(f, c->cluster_top, c->shape);
	add2(f, c->cluster_top, c->gap);
	add2(f, c->cluster_top, c->dict);
	add2(f, t[1]->word, c->cluster);
	add1(f, c->sense);
	add1(f, t[1]->sense);
	add1(f, t[3]->sense);
	add2(f, t[1]->sense, c->sense);
	add2(f, c->sense, t[3]->sense);
	add3(f, t[1]->sense, c->sense, t[3]->sense);
	add2(f, c->sense, c->shape);
	add2(f, c->sense, c->gap);
	add2(f, c->sense, c->dict);
	add2(f, c->sense, c->lead);
	add2(f, c->sense, c->suffix[1]);
}

/* The nearest "of", "in", "with", "for" before the word, and the word that leads it: "experience with". */
static uint32_t
leader(const struct reading *r, const struct tag_scratch *s, uint32_t from, uint32_t tok)
{
	for (uint32_t k = 1; k <= 8 && tok >= from + k; k++) {
		const struct token *t = &r->tokens.p[tok - k];
		const char *p = r->text.p + t->start;
		size_t n = t->end - t->start;
		bool prep = (n == 2 && (p[0] == 'o' || p[0] == 'i') && (p[1] == 'f' || p[1] == 'n')) ||
		            (n == 4 && memcmp(p, "with", 4) == 0) || (n == 3 && memcmp(p, "for", 3) == 0);
		if (prep)
			return mix(tok - k > from ? s->toks[tok - k - 1].word : 0, s->toks[tok - k].word);
	}
	return 0;
}

size_t
tag_features(const struct reading *r, const struct tag_scratch *s, uint32_t from, uint32_t to, uint32_t tok,
             uint32_t ret[static TAG_FEATURES_MAX])
{
	const struct sentence *se = &r->sentences.p[r->tokens.p[tok].sentence];
	struct feature_list f = {.p = ret, .id = 1};
	const struct tag_sentence *ts = &s->sentences[r->tokens.p[tok].sentence];
	const struct tag_token *t[5];
	uint32_t gap_after = tok + 1 < to ? s->toks[tok + 1].gap : 99;
	uint32_t lead = leader(r, s, from, tok);
	uint32_t length = to - from <= 1 ? 0 : to - from <= 3 ? 1 : to - from <= 6 ? 2 : to - from <= 15 ? 3 : 4;

	for (uint32_t k = 0; k < 5; k++)
		t[k] = tok + k >= from + 2 && tok + k < to + 2 ? &s->toks[tok + k - 2] : &border;
	word_features(&f, t);
	dict_features(&f, t, gap_after);
	class_features(&f, t);
	add1(&f, 0);
	add1(&f, lead);
	add2(&f, lead, t[2]->cluster_top);
	add2(&f, se->section, t[2]->shape);
	add2(&f, se->section, t[2]->dict);
	add2(&f, se->section, length);
	add3(&f, length, tok == from, tok + 1 == to);
	add3(&f, length, t[2]->shape, t[2]->dict);
	add1(&f, ts->heading);
	add2(&f, ts->heading, t[2]->shape);
	add2(&f, se->mark, length);
	add1(&f, t[2]->lead);
	add2(&f, t[2]->lead, t[2]->gap);
	add2(&f, t[2]->lead, t[2]->cluster_top);
	add2(&f, t[2]->lead, t[2]->dict);
	add1(&f, ts->first);
	add2(&f, ts->first, t[2]->dict);
	add1(&f, ts->second);
	add1(&f, ts->density);
	add2(&f, ts->density, t[2]->dict);
	add2(&f, ts->density, t[2]->shape);
	return f.n;
}

/* ---- the model ---- */

#define TABLE_BITS  18
#define CHECK_SHIFT 20
#define PROBES      4
#define DIGIT_BASE  33 /* '!': numbers in the file are written in signs from here */
#define WEIGHT_MID  79 /* the sign of weight 0; weights reach from -46 to 46 */
#define WEIGHT_MAX  46

#define WEIGHT_STEPS    ((double)TAG_WEIGHT_STEPS)
#define CLASS_WORDS_MAX 200000

/* One feature's weights for "begin" and "inside"; those for "outside" are 0. */
struct bucket {
	uint16_t check; /* 12 bits of the hash and one that says "taken" */
	int8_t w[2];
};

struct tagger {
	struct bucket *table;
	double trans[TAG_GAPS][LABEL__COUNT][LABEL__COUNT]; /* factors by mark, label before, label */
	double least;                                       /* how likely a stretch must be to be taken */
	struct word_class *classes;
	size_t n_classes;
};

static inline uint16_t
check_of(uint32_t hash)
{
	return (uint16_t)(hash >> CHECK_SHIFT | 0x8000u);
}

static inline const struct bucket *
find_bucket(const struct tagger *t, uint32_t hash)
{
	for (uint32_t k = 0; k < PROBES; k++) {
		const struct bucket *b = &t->table[(hash + k) & ((1u << TABLE_BITS) - 1)];
		if (b->check == check_of(hash))
			return b;
		if (b->check == 0)
			break;
	}
	return NULL;
}

bool
tagger_keeps(uint32_t hash, struct tag_slots *s)
{
	for (uint32_t k = 0; k < PROBES; k++) {
		uint32_t i = (hash + k) & ((1u << TABLE_BITS) - 1);
		if (s->check[i] == check_of(hash))
			return false;
		if (s->check[i] == 0) {
			s->check[i] = check_of(hash);
			return true;
		}
	}
	return false;
}

/* Forward and backward sums of one window, each token scaled to one (Rabiner 1989, section V A). */
struct lattice {
	double own[TAG_SENTENCE_MAX][LABEL__COUNT];
	double forward[TAG_SENTENCE_MAX][LABEL__COUNT];
	double backward[TAG_SENTENCE_MAX][LABEL__COUNT];
	double scale[TAG_SENTENCE_MAX];
};

/* A stretch and how likely it is one of knowledge. */
struct likely {
	double p;
	struct tag_span span;
};

#define SPAN_TOKENS 10 /* tokens of the longest stretch */

typedef VEC(struct likely) likely_list;

static double
weight_exp(int32_t w)
{
	return exp((double)MAX(-2000, MIN(2000, w)) / WEIGHT_STEPS);
}

static void
score_token(const struct tagger *t, const uint32_t *f, size_t n, double ret[LABEL__COUNT])
{
	int32_t begin = 0;
	int32_t inside = 0;

	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(&t->table[f[i] & ((1u << TABLE_BITS) - 1)]);
	for (size_t i = 0; i < n; i++) {
		const struct bucket *b = find_bucket(t, f[i]);
		if (b == NULL)
			continue;
		begin += b->w[0];
		inside += b->w[1];
	}
	ret[LABEL_OUT] = 1;
	ret[LABEL_BEGIN] = weight_exp(begin);
	ret[LABEL_INSIDE] = weight_exp(inside);
}

static void
sum_forward(const struct tagger *t, const struct reading *r, uint32_t from, uint32_t n, struct lattice *l)
{
	for (uint32_t i = 0; i < n; i++) {
		const double(*trans)[LABEL__COUNT] = t->trans[r->tokens.p[from + i].gap];
		double sum = 0;
		for (unsigned y = 0; y < LABEL__COUNT; y++) {
			double v = i == 0 && y != LABEL_INSIDE ? 1 : 0;
			for (unsigned x = 0; i > 0 && x < LABEL__COUNT; x++)
				v += l->forward[i - 1][x] * trans[x][y];
			l->forward[i][y] = v * l->own[i][y];
			sum += l->forward[i][y];
		}
		l->scale[i] = sum;
		for (unsigned y = 0; y < LABEL__COUNT; y++)
			l->forward[i][y] /= sum;
	}
}

/* What follows token i when it has label x, as a share of all: the sum over the labels y < n_labels of the next. */
static double
ahead(const struct tagger *t, const struct reading *r, uint32_t from, uint32_t i, uint32_t n, const struct lattice *l,
      unsigned x, unsigned n_labels)
{
	double v = 0;

	if (i + 1 == n)
		return 1;
	for (unsigned y = 0; y < n_labels; y++)
		v += t->trans[r->tokens.p[from + i + 1].gap][x][y] * l->own[i + 1][y] * l->backward[i + 1][y];
	return v / l->scale[i + 1];
}

/* Every stretch that is likely enough. */
static void
find_likely(const struct tagger *t, const struct reading *r, uint32_t from, uint32_t n, struct lattice *l,
            likely_list *list)
{
	for (uint32_t i = n; i-- > 0;)
		for (unsigned x = 0; x < LABEL__COUNT; x++)
			l->backward[i][x] = ahead(t, r, from, i, n, l, x, LABEL__COUNT);
	for (uint32_t i = 0; i < n; i++) {
		double in = l->forward[i][LABEL_BEGIN];
		for (uint32_t j = i; j < n && j < i + SPAN_TOKENS && in >= t->least; j++) {
			double p = in * ahead(t, r, from, j, n, l, j == i ? LABEL_BEGIN : LABEL_INSIDE, LABEL_INSIDE);
			if (p >= t->least)
				*VEC_PUSH(r->a, list) = (struct likely){p, {from + i, from + j + 1}};
			if (j + 1 < n)
				in *= t->trans[r->tokens.p[from + j + 1].gap][j == i ? LABEL_BEGIN : LABEL_INSIDE]
				              [LABEL_INSIDE] *
				      l->own[j + 1][LABEL_INSIDE] / l->scale[j + 1];
		}
	}
}

static int
likely_cmp(const void *pa, const void *pb)
{
	const struct likely *a = pa;
	const struct likely *b = pb;

	if (a->p != b->p)
		return a->p > b->p ? -1 : 1;
	return a->span.tok_start < b->span.tok_start ? -1 : a->span.tok_start > b->span.tok_start;
}

static int
span_cmp(const void *pa, const void *pb)
{
	const struct tag_span *a = pa;
	const struct tag_span *b = pb;

	return a->tok_start < b->tok_start ? -1 : a->tok_start > b->tok_start;
}

typedef VEC(struct tag_span) span_list;

/* The likeliest first, and no two over one token. */
static void
choose_spans(const struct reading *r, likely_list *list, uint8_t *taken, span_list *spans)
{
	if (list->n > 1)
		qsort(list->p, list->n, sizeof(*list->p), likely_cmp);
	for (size_t k = 0; k < list->n; k++) {
		struct tag_span s = list->p[k].span;
		bool free = true;
		for (uint32_t i = s.tok_start; i < s.tok_end; i++)
			free = free && !taken[i];
		for (uint32_t i = s.tok_start; free && i < s.tok_end; i++)
			taken[i] = 1;
		if (free)
			*VEC_PUSH(r->a, spans) = s;
	}
	list->n = 0;
}

void
tagger_run(const struct tagger *t, const struct reading *r, struct tag_span **ret, size_t *ret_n)
{
	struct tag_scratch s;
	struct lattice *l = ARENA_NEW(r->a, struct lattice);
	uint8_t *taken = ARENA_ARRAY(r->a, r->tokens.n, uint8_t);
	uint32_t features[TAG_FEATURES_MAX];
	likely_list list = {0};
	span_list spans = {0};

	tag_prepare(r, t->classes, t->n_classes, &s);
	for (size_t k = 0; k < r->sentences.n; k++) {
		const struct sentence *se = &r->sentences.p[k];
		for (uint32_t from = se->tok_start; from < se->tok_end; from += TAG_SENTENCE_MAX) {
			uint32_t to = MIN(se->tok_end, from + TAG_SENTENCE_MAX);
			for (uint32_t i = from; i < to; i++)
				score_token(t, features, tag_features(r, &s, from, to, i, features), l->own[i - from]);
			sum_forward(t, r, from, to - from, l);
			find_likely(t, r, from, to - from, l, &list);
			choose_spans(r, &list, taken, &spans);
		}
	}
	if (spans.n > 1)
		qsort(spans.p, spans.n, sizeof(*spans.p), span_cmp);
	*ret = spans.p;
	*ret_n = spans.n;
}

/* ---- the file ---- */

/* A number of signs with five bits each, the last without the sixth. False at the end of the text. */
static bool
read_digits(struct str *s, uint32_t *ret)
{
	uint32_t v = 0;

	for (unsigned shift = 0; shift < 32 && s->n != 0; shift += 5) {
		unsigned c = (unsigned char)s->p[0] - (unsigned)DIGIT_BASE;
		if (c > 63)
			return false;
		s->p++;
		s->n--;
		v |= (c & 31) << shift;
		if (!(c & 32)) {
			*ret = v;
			return true;
		}
	}
	return false;
}

static bool
put_bucket(struct tagger *t, uint32_t hash, int8_t begin, int8_t inside)
{
	for (uint32_t k = 0; k < PROBES; k++) {
		struct bucket *b = &t->table[(hash + k) & ((1u << TABLE_BITS) - 1)];
		if (b->check != 0)
			continue;
		*b = (struct bucket){check_of(hash), {begin, inside}};
		return true;
	}
	return false;
}

/* Features of one line: the distance of the hash from the last one, then two weights. */
static bool
read_weights(struct tagger *t, struct str s, uint32_t *hash)
{
	while (s.n != 0) {
		uint32_t step;
		if (!read_digits(&s, &step) || s.n < 2)
			return false;
		*hash += step;
		if (s.p[0] < WEIGHT_MID - WEIGHT_MAX || s.p[1] < WEIGHT_MID - WEIGHT_MAX)
			return false;
		if (!put_bucket(t, *hash, (int8_t)(s.p[0] - WEIGHT_MID), (int8_t)(s.p[1] - WEIGHT_MID)))
			return false;
		s = str_sub(s, 2, s.n);
	}
	return true;
}

static bool
read_transitions(struct tagger *t, struct str s, struct err *err)
{
	struct str part;
	int64_t v[1 + LABEL__COUNT * LABEL__COUNT];
	size_t n = 0;

	while (str_split(&s, ' ', &part))
		if (n == ARRAY_LEN(v) || !num_parse_i64(part, -100000, 100000, "transition", &v[n++], err))
			return false;
	if (n != ARRAY_LEN(v) || v[0] < 0 || v[0] >= TAG_GAPS)
		return false;
	for (size_t i = 0; i + 1 < n; i++)
		t->trans[v[0]][i / LABEL__COUNT][i % LABEL__COUNT] = weight_exp((int32_t)v[i + 1]);
	/* Nothing goes on that did not begin. */
	t->trans[v[0]][LABEL_OUT][LABEL_INSIDE] = 0;
	return true;
}

static int
class_cmp(const void *pa, const void *pb)
{
	const struct word_class *a = pa;
	const struct word_class *b = pb;

	return a->hash < b->hash ? -1 : a->hash > b->hash;
}

/* "17 3 10 word word word": fine class, coarse class, kind of noun, the words. */
bool
tagger_read_class(struct arena *a, struct str s, class_list *list, struct err *err)
{
	struct str part;
	int64_t number[3] = {0};

	for (size_t i = 0; str_split(&s, ' ', &part); i++) {
		uint64_t h[2];
		size_t n;
		if (i < ARRAY_LEN(number)) {
			if (!num_parse_i64(part, 0, 65000, "word class", &number[i], err))
				return false;
			continue;
		}
		if (list->n >= CLASS_WORDS_MAX)
			return err_set(err, ERR_LIMIT, "more than %d words with a class", CLASS_WORDS_MAX);
		if (scan_term(part, h, 2, &n) && n == 1)
			*VEC_PUSH(a, list) = (struct word_class){(uint32_t)(h[0] >> 32), (uint16_t)number[0],
			                                         (uint16_t)number[1], (uint16_t)number[2]};
	}
	return true;
}

void
tagger_sort_classes(class_list *list)
{
	if (list->n > 1)
		qsort(list->p, list->n, sizeof(*list->p), class_cmp);
}

bool
tagger_parse(struct arena *a, struct str text, const struct tagger **ret, struct err *err)
{
	struct tagger *t = ARENA_NEW(a, struct tagger);
	class_list classes = {0};
	struct pack_entry *e;
	size_t n;
	uint32_t hash = 0;

	if (!pack_parse(a, text, STR("vocab/tagger.txt"), &e, &n, err))
		return false;
	t->table = ARENA_ARRAY(a, (size_t)1 << TABLE_BITS, struct bucket);
	t->least = 0.5;
	for (size_t i = 0; i < n; i++) {
		bool ok = true;
		if (str_eq(e[i].key, STR("w")))
			ok = read_weights(t, e[i].value, &hash);
		else if (str_eq(e[i].key, STR("trans")))
			ok = read_transitions(t, e[i].value, err);
		else if (str_eq(e[i].key, STR("class")))
			ok = tagger_read_class(a, e[i].value, &classes, err);
		else if (str_eq(e[i].key, STR("least")))
			ok = num_parse_f64(e[i].value, 0.05, 1, "least", &t->least, err);
		if (!ok)
			return err_set(err, ERR_INVALID, "vocab/tagger.txt:%zu: damaged", e[i].line);
	}
	tagger_sort_classes(&classes);
	t->classes = classes.p;
	t->n_classes = classes.n;
	*ret = t;
	return true;
}

/* ---- writing, for the program that trains ---- */

static void
write_digits(struct strbuf *out, uint32_t v)
{
	for (; v >= 32; v >>= 5)
		strbuf_byte(out, (char)(DIGIT_BASE + 32 + (v & 31)));
	strbuf_byte(out, (char)(DIGIT_BASE + v));
}

void
tagger_write_weights(struct strbuf *out, const struct tag_weight *w, size_t n)
{
	uint32_t last = 0;

	for (size_t i = 0; i < n; i++) {
		if (i % 2000 == 0)
			strbuf_addz(out, i == 0 ? "w: " : "\nw: ");
		write_digits(out, w[i].hash - last);
		last = w[i].hash;
		strbuf_byte(out, (char)(WEIGHT_MID + w[i].begin));
		strbuf_byte(out, (char)(WEIGHT_MID + w[i].inside));
	}
	strbuf_byte(out, '\n');
}
