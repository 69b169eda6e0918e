/*
 * Measures the reading of skills.
 *
 *	bench_extract spans CONTENT ESCO-LABELS FILE.conll...      knowledge spans against dictionaries, exact and by
 *token bench_extract speed CONTENT FILE...                        MB/s of the passes over 100 MB made of the files
 *	bench_extract terms CONTENT                                the terms, one a line, for ahocorasick_ratio.py
 *	bench_extract words CONTENT FILE.conll...                  each vocabulary term found: times, times knowledge
 *	bench_extract golden CONTENT ANNOTATIONS DATA              skills of annotated postings; see golden.h
 *
 * spans counts as conlleval does: a span is right when both its borders are. A place found covers every token of the
 * annotators that it touches, because they left brackets and points at some words.
 */
#include <time.h>

#include "base/fs.h"
#include "base/vec.h"
#include "corpus.h"
#include "golden.h"

#define PIECE     ((size_t)4 << 10)   /* bytes of a text, about one advert */
#define SPEED_MIN ((size_t)100 << 20) /* bytes read for one measurement */

struct tally {
	size_t gold;
	size_t found;
	size_t right;
	size_t gold_tokens;
	size_t found_tokens;
	size_t right_tokens;
};

typedef VEC(struct gold_span) span_list;

enum mode { MODE_RAW, MODE_RULES, MODE_TAGGER, MODE__COUNT };

static double
f1(size_t right, size_t found, size_t gold)
{
	return right == 0 ? 0 : 200.0 * (double)right / (double)(found + gold);
}

static double
percent(size_t a, size_t b)
{
	return b == 0 ? 0 : 100.0 * (double)a / (double)b;
}

static void
print_tally(const char *what, const struct tally *t)
{
	printf("  %-34s P %5.1f  R %5.1f  F1 %5.2f   tokens: P %5.1f  R %5.1f  F1 %5.2f\n", what,
	       percent(t->right, t->found), percent(t->right, t->gold), f1(t->right, t->found, t->gold),
	       percent(t->right_tokens, t->found_tokens), percent(t->right_tokens, t->gold_tokens),
	       f1(t->right_tokens, t->found_tokens, t->gold_tokens));
}

static void
mark_tokens(uint8_t *marks, uint32_t from, uint32_t to, uint8_t bit)
{
	for (uint32_t i = from; i < to; i++)
		marks[i] |= bit;
}

static void
count_spans(struct arena *a, const struct corpus *c, const span_list *found, struct tally *t)
{
	uint8_t *marks = ARENA_ARRAY(a, c->n_tokens + 1, uint8_t);
	size_t k = 0;

	for (size_t i = 0; i < c->n_spans; i++)
		mark_tokens(marks, c->spans[i].from, c->spans[i].to, 1);
	for (size_t i = 0; i < found->n; i++) {
		struct gold_span s = found->p[i];
		mark_tokens(marks, s.from, s.to, 2);
		while (k < c->n_spans && c->spans[k].from < s.from)
			k++;
		t->right += k < c->n_spans && c->spans[k].from == s.from && c->spans[k].to == s.to;
	}
	t->gold += c->n_spans;
	t->found += found->n;
	for (size_t i = 0; i < c->n_tokens; i++) {
		t->gold_tokens += (marks[i] & 1) != 0;
		t->found_tokens += (marks[i] & 2) != 0;
		t->right_tokens += marks[i] == 3;
	}
}

static bool
read_spans(struct arena *a, const struct extractor *ex, const struct corpus *c, enum mode mode, struct tally *t,
           struct err *err)
{
	static const unsigned flags[] = {EXTRACT_RAW, EXTRACT_PLAIN, EXTRACT_TAG};
	struct extraction x;
	span_list found = {0};
	struct gold_span s;
	size_t n;

	if (!extract_run(ex, a, c->text, flags[mode], &x, err))
		return false;
	n = mode == MODE_TAGGER ? x.n_spans : x.n_mentions;
	for (size_t i = 0; i < n; i++) {
		uint32_t start = mode == MODE_TAGGER ? x.spans[i].start : x.mentions[i].start;
		uint32_t end = mode == MODE_TAGGER ? x.spans[i].end : x.mentions[i].end;
		if (!corpus_span(c, start, end, &s))
			continue;
		if (found.n == 0 || found.p[found.n - 1].from != s.from || found.p[found.n - 1].to != s.to)
			*VEC_PUSH(a, &found) = s;
	}
	count_spans(a, c, &found, t);
	return true;
}

/* ESCO's labels as terms. */
static bool
read_labels(struct arena *a, const char *path, struct extractor **ret, struct err *err)
{
	VEC(struct term_spec) list = {0};
	struct str text;
	struct str line;

	if (!fs_read(a, path, (size_t)16 << 20, &text, err))
		return false;
	while (str_line(&text, &line)) {
		struct extractor *one;
		struct term_spec t = {.text = str_trim(line), .skill = 0, .kind = TERM_NAME};
		struct arena_mark mark = arena_mark(a);
		bool ok = t.text.n != 0 && t.text.n < TERM_BYTES_MAX && extractor_new(a, &t, 1, STR_NONE, &one, err);
		arena_rewind(a, mark);
		if (ok)
			*VEC_PUSH(a, &list) = t;
	}
	return extractor_new(a, list.p, list.n, STR_NONE, ret, err);
}

static bool
bench_spans(struct arena *a, const struct content *content, char **argv, int argc, struct err *err)
{
	struct tally sum[MODE__COUNT + 1] = {0};
	static const char *const names[] = {"dictionary, longest match", "dictionary and rules",
	                                    "full: tagger and dictionary", "ESCO labels, longest match"};
	struct extractor *ex;
	struct extractor *esco;

	if (!extractor_new(a, content->terms, content->n_terms, content->tagger, &ex, err) ||
	    !read_labels(a, argv[0], &esco, err))
		return false;
	for (int i = 1; i < argc; i++) {
		struct corpus c;
		if (!corpus_read(a, argv[i], &c, err))
			return false;
		printf("%s: %zu spans\n", argv[i], c.n_spans);
		for (int m = 0; m <= MODE__COUNT; m++) {
			struct tally t = {0};
			struct tally before = sum[m];
			if (!read_spans(a, m == MODE__COUNT ? esco : ex, &c, m == MODE__COUNT ? MODE_RAW : (enum mode)m,
			                &sum[m], err))
				return false;
			t.gold = sum[m].gold - before.gold;
			t.found = sum[m].found - before.found;
			t.right = sum[m].right - before.right;
			t.gold_tokens = sum[m].gold_tokens - before.gold_tokens;
			t.found_tokens = sum[m].found_tokens - before.found_tokens;
			t.right_tokens = sum[m].right_tokens - before.right_tokens;
			print_tally(names[m], &t);
		}
	}
	printf("all: %zu spans\n", sum[0].gold);
	for (int m = 0; m <= MODE__COUNT; m++)
		print_tally(names[m], &sum[m]);
	return true;
}

/* ---- terms one by one ---- */

static bool
bench_words(struct arena *a, const struct content *content, char **argv, int argc, struct err *err)
{
	uint32_t *found = ARENA_ARRAY(a, content->n_terms, uint32_t);
	uint32_t *right = ARENA_ARRAY(a, content->n_terms, uint32_t);
	struct extractor *ex;

	if (!extractor_new(a, content->terms, content->n_terms, STR_NONE, &ex, err))
		return false;
	for (int i = 0; i < argc; i++) {
		struct corpus c;
		struct extraction x;
		uint8_t *marks;
		if (!corpus_read(a, argv[i], &c, err) || !extract_run(ex, a, c.text, EXTRACT_PLAIN, &x, err))
			return false;
		marks = ARENA_ARRAY(a, c.n_tokens + 1, uint8_t);
		for (size_t k = 0; k < c.n_spans; k++)
			mark_tokens(marks, c.spans[k].from, c.spans[k].to, 1);
		for (size_t k = 0; k < x.n_mentions; k++) {
			struct gold_span s;
			if (!corpus_span(&c, x.mentions[k].start, x.mentions[k].end, &s))
				continue;
			found[x.mentions[k].term]++;
			right[x.mentions[k].term] += marks[s.from];
		}
	}
	for (size_t i = 0; i < content->n_terms; i++)
		if (TERM_IS_VOCAB(content->terms[i].skill))
			printf("%u\t%u\t%.*s\n", found[i], right[i], STR_ARG(content->terms[i].text));
	return true;
}

/* ---- speed ---- */

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* a busy machine must not count */
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static size_t
read_piece(const struct extractor *ex, struct arena *scratch, struct str piece, int pass)
{
	struct extraction x;
	struct err err;

	if (pass == 0)
		return extract_scan_count(ex, scratch, piece);
	if (!extract_run(ex, scratch, piece, pass == 1 ? EXTRACT_PLAIN : EXTRACT_TAG, &x, &err))
		return 0;
	return x.n_mentions;
}

static void
measure(const struct extractor *ex, struct str text, int pass, const char *what, size_t want)
{
	CLEANUP(arena_release) struct arena scratch = ARENA((size_t)256 << 20);
	size_t done = 0;
	size_t found = 0;
	double start = now();
	double seconds;

	while (done < want) {
		struct str rest = text;
		while (rest.n != 0 && done < want) {
			struct arena_mark mark = arena_mark(&scratch);
			size_t n = MIN(PIECE, rest.n);
			n += str_find_byte(str_sub(rest, n, 2048), ' ');
			n = MIN(n, rest.n);
			found += read_piece(ex, &scratch, str_sub(rest, 0, n), pass);
			arena_rewind(&scratch, mark);
			done += n;
			rest = str_sub(rest, n, rest.n);
		}
	}
	seconds = now() - start;
	printf("%-42s %7.1f MB/s  (%zu MB, %zu found, %.2f s)\n", what, (double)done / 1e6 / seconds, done / 1000000,
	       found, seconds);
}

static bool
bench_speed(struct arena *a, const struct content *content, char **argv, int argc, struct err *err)
{
	struct extractor *ex;
	struct str text = STR_NONE;
	double start = now();

	if (!extractor_new(a, content->terms, content->n_terms, STR_NONE, &ex, err))
		return false;
	printf("%zu terms compiled in %.1f ms\n", content->n_terms, (now() - start) * 1e3);
	start = now();
	if (!extractor_new(a, content->terms, content->n_terms, content->tagger, &ex, err))
		return false;
	printf("with the tagger in %.1f ms\n", (now() - start) * 1e3);
	for (int i = 0; i < argc; i++) {
		struct str file;
		if (!fs_read(a, argv[i], (size_t)256 << 20, &file, err))
			return false;
		text = text.n == 0 ? file : arena_printf(a, "%.*s%.*s", STR_ARG(text), STR_ARG(file));
	}
	measure(ex, text, 0, "matching pass (tokens, automaton)", SPEED_MIN);
	measure(ex, text, 1, "dictionary and rules", SPEED_MIN);
	if (content->tagger.n != 0)
		measure(ex, text, 2, "full, with the tagger", SPEED_MIN / 5);
	return true;
}

static bool
run(struct arena *a, int argc, char **argv, struct err *err)
{
	struct content content;
	const char *what = argv[1];

	if (!content_read(a, argv[2], &content, err))
		return false;
	if (strcmp(what, "spans") == 0 && argc > 4)
		return bench_spans(a, &content, argv + 3, argc - 3, err);
	if (strcmp(what, "words") == 0 && argc > 3)
		return bench_words(a, &content, argv + 3, argc - 3, err);
	if (strcmp(what, "speed") == 0 && argc > 3)
		return bench_speed(a, &content, argv + 3, argc - 3, err);
	if (strcmp(what, "golden") == 0 && argc == 5)
		return golden_run(a, &content, argv[3], argv[4], err);
	if (strcmp(what, "terms") == 0) {
		for (size_t i = 0; i < content.n_terms; i++)
			printf("%.*s\n", STR_ARG(content.terms[i].text));
		return true;
	}
	return err_set(err, ERR_INVALID, "want spans, words, speed, terms or golden with their files");
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)3 << 30);
	struct err err = {0};

	if (argc < 3) {
		fputs("usage: bench_extract spans|words|speed|terms|golden CONTENT ...\n", stderr);
		return 2;
	}
	if (!run(&a, argc, argv, &err)) {
		fprintf(stderr, "bench_extract: %s\n", err.text);
		return 1;
	}
	return 0;
}
