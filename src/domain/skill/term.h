/*
 * Terms: the words by which adverts name skills, compiled into a matcher that reads a text once.
 *
 * A term is a sequence of tokens. Matching ignores case, treats space, hyphen and slash between tokens alike
 * ("time-series" is "time series"), leaves out apostrophes, tolerates a plural s on the last word, and keeps C++, C#,
 * .NET, node.js and R&D whole. The matcher is an Aho-Corasick automaton over token numbers: its time is linear in the
 * text whatever the terms are. Near words, ruling-out phrases and the cues of extract_cues.c are sequences of the same
 * automaton, so one pass finds all.
 *
 * extract.h is what callers use; this header is the data they hand in.
 */
#ifndef DOMAIN_SKILL_TERM_H
#define DOMAIN_SKILL_TERM_H

#include "base/arena.h"
#include "base/err.h"

#define TERM_TOKENS_MAX 15    /* tokens of one term; a longer one is refused */
#define TERM_BYTES_MAX  200   /* bytes of one term */
#define TERM_COUNT_MAX  65535 /* terms of one extractor */

enum term_kind {
	TERM_NAME, /* names the skill or a part of it */
	TERM_TOOL  /* a product, library, standard whose mention implies it */
};

/* One term of one skill. Texts are borrowed and must live as long as the extractor. */
struct term_spec {
	struct str text;
	int skill; /* index into the map, or TERM_VOCAB(i) for entry i of the vocabulary */
	enum term_kind kind;
	bool match_case;  /* must be written exactly as text */
	struct str *near; /* ambiguous: counts only with one of these in the same or a neighbouring sentence */
	size_t n_near;
	bool near_any;    /* ... or with any unambiguous term in the same sentence */
	struct str *not_; /* a phrase that holds the term rules that place out, another one in the sentence does too */
	size_t n_not;
};

/* Vocabulary entries share the number space of skills: entry i is -1 - i. */
#define TERM_VOCAB(i)        (-1 - (i))
#define TERM_IS_VOCAB(skill) ((skill) < 0)
#define TERM_VOCAB_INDEX(sk) (-1 - (sk))
#define TERM_IS_AMBIGUOUS(t) ((t)->n_near != 0 || (t)->near_any)

#endif
