/*
 * Text as folded words, for comparing and searching: lower case, Latin accents dropped, apostrophes left out,
 * everything that is neither letter nor digit a border. "+" and "#" stay behind a letter (C++, C#), "+" behind a digit
 * (3+), "." between digits (1.5). Letters of other scripts stay as they are.
 */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/arena.h"

/* The words of a text. A sentence ends with a line, a bullet, or a full stop before white space. */
struct fold {
	struct str *words;
	uint32_t *sentence; /* of each word, rising */
	size_t n;
};

void fold_text(struct arena *a, struct str text, struct fold *ret);
/* The words with one space between. */
struct str fold_line(struct arena *a, struct str text) MUST_USE;

/* The number of words when the phrase (folded words, single spaces) stands at word i; else 0. */
size_t fold_phrase_at(const struct fold *f, size_t i, const char *phrase);

/* Phrases of folded words, each with a value: a trie in a hash table, so that a text is searched in one walk. */
struct phrase_table;

struct phrase_table *phrase_table_new(struct arena *a, size_t n_words) MUST_USE;
/* Adds the phrase; the first value given for it stays. n_words above must count the words of all phrases. */
void phrase_add(struct phrase_table *t, struct arena *a, struct str phrase, int value);
/* The longest phrase that begins at word i and stays within its sentence: its words (0: none) and value. */
size_t phrase_at(const struct phrase_table *t, const struct fold *f, size_t i, int *ret_value);

#endif
