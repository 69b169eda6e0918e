/*
 * What the measuring programs of this folder share: the content as terms, and annotated sentences (CoNLL) as a text
 * with spans.
 */
#ifndef BENCH_EXTRACT_CORPUS_H
#define BENCH_EXTRACT_CORPUS_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/skill/extract.h"
#include "domain/skill/map.h"
#include "domain/skill/vocab.h"

struct content {
	struct map *map;
	struct vocab *vocab;
	struct term_spec *terms; /* of both */
	size_t n_terms;
	struct str tagger; /* empty when there is none */
};

/* Reads the folder content/. */
bool content_read(struct arena *a, const char *dir, struct content *ret, struct err *err) MUST_USE;

/* A token of the annotators, in bytes of the text. */
struct gold_token {
	uint32_t start;
	uint32_t end;
	uint32_t sentence;
};

struct gold_span {
	uint32_t from; /* tokens [from, to) */
	uint32_t to;
};

struct corpus {
	struct str text; /* a sentence a paragraph, tokens with one space between */
	struct gold_token *tokens;
	size_t n_tokens;
	struct gold_span *spans;
	size_t n_spans;
};

/* Reads "token<TAB>skill tag<TAB>knowledge tag" lines; takes the knowledge tags. */
bool corpus_read(struct arena *a, const char *path, struct corpus *ret, struct err *err) MUST_USE;
/* Bytes as tokens: those that [start, end) touches. False when it touches none. */
bool corpus_span(const struct corpus *c, uint32_t start, uint32_t end, struct gold_span *ret);

#endif
