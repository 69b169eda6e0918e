/*
 * Groups words by the company they keep, and writes "class:" lines for the tagger.
 *
 *	word_classes TEXT FINE COARSE > classes
 *
 * Vectors by skip-gram with negative sampling (Mikolov and others, 2013) over the tokens of the extractor, then k-means
 * on the unit sphere. The seed is fixed: the same text gives the same classes.
 */
#include <math.h>

#include "base/fs.h"
#include "base/num.h"
#include "base/rng.h"
#include "base/strbuf.h"
#include "domain/skill/extract_impl.h"

#define DIM       48
#define WINDOW    3
#define NEGATIVE  6
#define EPOCHS    12
#define MIN_COUNT 5
#define WORDS_MAX 60000u
#define NOISE     (1u << 20)
#define ROUNDS    25
#define END       UINT32_MAX /* between paragraphs */

struct words {
	uint64_t *slots; /* hash with the number + 1 in its low bits */
	uint64_t mask;
	struct str *text;
	uint32_t *count;
	uint32_t n;
};

static uint32_t
word_get(struct words *w, uint64_t hash, struct str text)
{
	uint64_t i = hash >> 20 & w->mask;

	for (; w->slots[i] != 0; i = (i + 1) & w->mask)
		if (((w->slots[i] ^ hash) & ~TOKEN_ID_MASK) == 0)
			return (uint32_t)(w->slots[i] & TOKEN_ID_MASK) - 1;
	if (w->n == TOKEN_ID_MASK / 2)
		base_die("too many words");
	w->slots[i] = (hash & ~TOKEN_ID_MASK) | (w->n + 1);
	w->text[w->n] = text;
	return w->n++;
}

/* The text as word numbers, END between paragraphs. */
static uint32_t *
read_words(struct arena *a, struct str text, struct words *w, size_t *ret_n)
{
	VEC(uint32_t) list = {0};
	struct str line;

	w->mask = (1u << 21) - 1;
	w->slots = ARENA_ARRAY(a, w->mask + 1, uint64_t);
	w->text = ARENA_ARRAY(a, TOKEN_ID_MASK / 2 + 1, struct str);
	w->count = ARENA_ARRAY(a, TOKEN_ID_MASK / 2 + 1, uint32_t);
	while (str_line(&text, &line)) {
		struct str word;
		while (str_split(&line, ' ', &word)) {
			uint64_t h[8];
			size_t n;
			if (!scan_term(word, h, ARRAY_LEN(h), &n))
				continue;
			for (size_t i = 0; i < n; i++) {
				uint32_t id = word_get(w, h[i], n == 1 ? word : STR_NONE);
				if (w->text[id].n == 0 || (n == 1 && word.n < w->text[id].n))
					w->text[id] = n == 1 ? word : w->text[id];
				w->count[id]++;
				*VEC_PUSH(a, &list) = id;
			}
		}
		*VEC_PUSH(a, &list) = END;
	}
	*ret_n = list.n;
	return list.p;
}

/* Words seen often enough get new numbers from 0; the others become END. Returns how many there are. */
static uint32_t
keep_frequent(struct arena *a, struct words *w, uint32_t *list, size_t n)
{
	uint32_t *to = ARENA_ARRAY(a, w->n, uint32_t);
	uint32_t kept = 0;

	for (uint32_t i = 0; i < w->n; i++) {
		to[i] = END;
		if (w->count[i] < MIN_COUNT || kept == WORDS_MAX)
			continue;
		to[i] = kept;
		w->text[kept] = w->text[i];
		w->count[kept++] = w->count[i];
	}
	for (size_t i = 0; i < n; i++)
		if (list[i] != END)
			list[i] = to[list[i]];
	return kept;
}

struct space {
	float (*in)[DIM];
	float (*out)[DIM];
	uint32_t *noise;
	struct rng rng;
};

static void
pull(struct space *s, const float *from, float *move, uint32_t to, float wanted, float rate)
{
	float dot = 0;
	float g;

	for (size_t d = 0; d < DIM; d++)
		dot += from[d] * s->out[to][d];
	g = (wanted - 1.0f / (1.0f + expf(-dot))) * rate;
	for (size_t d = 0; d < DIM; d++) {
		move[d] += g * s->out[to][d];
		s->out[to][d] += g * from[d];
	}
}

static void
train_pair(struct space *s, uint32_t word, uint32_t near, float rate)
{
	float move[DIM] = {0};

	pull(s, s->in[word], move, near, 1, rate);
	for (int k = 0; k < NEGATIVE; k++) {
		uint32_t other = s->noise[rng_next(&s->rng) & (NOISE - 1)];
		if (other != near)
			pull(s, s->in[word], move, other, 0, rate);
	}
	for (size_t d = 0; d < DIM; d++)
		s->in[word][d] += move[d];
}

static void
train(struct space *s, const struct words *w, const uint32_t *list, size_t n, double total)
{
	for (int e = 0; e < EPOCHS; e++)
		for (size_t i = 0; i < n; i++) {
			float rate = 0.04f * (1.0f - (float)(((double)e + (double)i / (double)n) / EPOCHS)) + 0.0005f;
			double share = list[i] == END ? 0 : w->count[list[i]] / total;
			if (list[i] == END || rng_unit(&s->rng) > sqrt(2e-4 / share) + 2e-4 / share)
				continue;
			for (size_t k = 1; k <= WINDOW && i >= k && list[i - k] != END; k++)
				train_pair(s, list[i], list[i - k], rate);
			for (size_t k = 1; k <= WINDOW && i + k < n && list[i + k] != END; k++)
				train_pair(s, list[i], list[i + k], rate);
		}
}

static void
make_space(struct arena *a, struct space *s, const struct words *w, uint32_t n)
{
	double sum = 0;
	double at = 0;
	uint32_t k = 0;

	rng_seed(&s->rng, 7);
	s->in = arena_array(a, n, sizeof(*s->in));
	s->out = arena_array(a, n, sizeof(*s->out));
	s->noise = ARENA_ARRAY(a, NOISE, uint32_t);
	for (uint32_t i = 0; i < n; i++) {
		sum += pow(w->count[i], 0.75);
		for (size_t d = 0; d < DIM; d++)
			s->in[i][d] = (float)((rng_unit(&s->rng) - 0.5) / DIM);
	}
	for (uint32_t i = 0; i < n; i++) {
		at += pow(w->count[i], 0.75);
		for (; k < NOISE && k < at / sum * NOISE; k++)
			s->noise[k] = i;
	}
}

static void
normalise(float *v)
{
	float len = 0;

	for (size_t d = 0; d < DIM; d++)
		len += v[d] * v[d];
	len = len > 0 ? 1.0f / sqrtf(len) : 0;
	for (size_t d = 0; d < DIM; d++)
		v[d] *= len;
}

static uint32_t
nearest(const float *v, float (*centres)[DIM], uint32_t k)
{
	uint32_t best = 0;
	float top = -2;

	for (uint32_t c = 0; c < k; c++) {
		float dot = 0;
		for (size_t d = 0; d < DIM; d++)
			dot += v[d] * centres[c][d];
		if (dot > top) {
			top = dot;
			best = c;
		}
	}
	return best;
}

/* k-means on directions; weights dampen frequent words. */
static uint32_t *
group(struct arena *a, struct space *s, const struct words *w, uint32_t n, uint32_t k)
{
	float(*centres)[DIM] = arena_array(a, k, sizeof(*centres));
	uint32_t *class = ARENA_ARRAY(a, n, uint32_t);

	for (uint32_t c = 0; c < k; c++)
		memcpy(centres[c], s->in[rng_below(&s->rng, n)], sizeof(*centres));
	for (int round = 0; round < ROUNDS; round++) {
		for (uint32_t i = 0; i < n; i++)
			class[i] = nearest(s->in[i], centres, k);
		memset(centres, 0, k * sizeof(*centres));
		for (uint32_t i = 0; i < n; i++)
			for (size_t d = 0; d < DIM; d++)
				centres[class[i]][d] += logf(1.0f + (float)w->count[i]) * s->in[i][d];
		for (uint32_t c = 0; c < k; c++)
			normalise(centres[c]);
	}
	return class;
}

static void
write_class(struct strbuf *out, const struct words *w, const uint32_t *fine, uint32_t n, uint32_t c, uint32_t coarse)
{
	size_t before = out->n;

	strbuf_printf(out, "class: %u %u", c + 1, coarse + 1);
	for (uint32_t i = 0; i < n; i++) {
		if (fine[i] != c || w->text[i].n == 0 || w->text[i].n > 40)
			continue;
		strbuf_byte(out, ' ');
		for (size_t k = 0; k < w->text[i].n; k++)
			strbuf_byte(out, ascii_lower(w->text[i].p[k]));
		if (out->n - before > 4000) {
			strbuf_printf(out, "\nclass: %u %u", c + 1, coarse + 1);
			before = out->n;
		}
	}
	strbuf_byte(out, '\n');
}

/* The coarse class of a fine one: that of most of its words. */
static uint32_t
vote(struct arena *a, const uint32_t *fine, const uint32_t *coarse, uint32_t n, uint32_t c, uint32_t n_coarse)
{
	uint32_t *votes = ARENA_ARRAY(a, n_coarse, uint32_t);
	uint32_t best = 0;

	for (uint32_t i = 0; i < n; i++)
		votes[coarse[i]] += fine[i] == c;
	for (uint32_t k = 1; k < n_coarse; k++)
		if (votes[k] > votes[best])
			best = k;
	return best;
}

static bool
run(struct arena *a, const char *path, uint32_t n_fine, uint32_t n_coarse, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF((size_t)16 << 20);
	struct words w = {0};
	struct space s;
	struct str text;
	uint32_t *list;
	uint32_t *fine;
	uint32_t *coarse;
	uint32_t n;
	size_t n_list;

	if (!fs_read(a, path, (size_t)256 << 20, &text, err))
		return false;
	list = read_words(a, text, &w, &n_list);
	n = keep_frequent(a, &w, list, n_list);
	make_space(a, &s, &w, n);
	train(&s, &w, list, n_list, (double)n_list);
	for (uint32_t i = 0; i < n; i++)
		normalise(s.in[i]);
	fine = group(a, &s, &w, n, n_fine);
	coarse = group(a, &s, &w, n, n_coarse);
	for (uint32_t c = 0; c < n_fine; c++)
		write_class(&out, &w, fine, n, c, vote(a, fine, coarse, n, c, n_coarse));
	fprintf(stderr, "%zu tokens, %u words\n", n_list, n);
	return strbuf_ok(&out, "the classes", err) && fs_write_fd(1, "standard output", strbuf_str(&out), err);
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)3 << 30);
	struct err err = {0};
	int64_t fine = 0;
	int64_t coarse = 0;

	if (argc != 4 || !num_parse_i64(str_of(argv[2]), 2, 60000, "FINE", &fine, &err) ||
	    !num_parse_i64(str_of(argv[3]), 2, 60000, "COARSE", &coarse, &err)) {
		fputs("usage: word_classes TEXT FINE COARSE\n", stderr);
		return 2;
	}
	if (!run(&a, argv[1], (uint32_t)fine, (uint32_t)coarse, &err)) {
		fprintf(stderr, "word_classes: %s\n", err.text);
		return 1;
	}
	return 0;
}
