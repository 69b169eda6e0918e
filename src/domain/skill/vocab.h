/*
 * The vocabulary: knowledge that adverts ask for and the map does not hold (other languages, office tools, fields,
 * degrees, natural languages). It lets the gap page say "asked for, not on the map", and tells the tagger what words
 * of knowledge look like. Files content/vocab/<id>.txt, except tagger.txt:
 *
 *	id: languages
 *	name: Programming languages
 *	term: Java; Java SE; Core Java             one entry; the first spelling is its name
 *	ambiguous: Go | near: Golang; Python | case     a further spelling of the entry of the last term:, or, after
 *	                                                each:, an entry of its own; rules as for a skill
 *	each: Perl; PHP; Lua                       every item an entry of its own
 *	kind: tool                                 of the terms below: tool (products; the default) or name (subjects)
 */
#ifndef DOMAIN_SKILL_VOCAB_H
#define DOMAIN_SKILL_VOCAB_H

#include "term.h"

struct embed_file;

struct vocab_list {
	struct str id;
	struct str name;
};

struct vocab_entry {
	struct str name;
	uint32_t list; /* index into lists */
};

struct vocab {
	struct vocab_list *lists;
	size_t n_lists;
	struct vocab_entry *entries; /* entry i has skill number TERM_VOCAB(i) */
	size_t n_entries;
	struct term_spec *terms;
	size_t n_terms;
};

/* Reads the files "vocab/<id>.txt" of a content pack. Errors name file and line. */
bool vocab_load(struct arena *a, const struct embed_file *files, size_t n, struct vocab **ret,
                struct err *err) MUST_USE;
/* The text of vocab/tagger.txt; empty when the pack has none. */
struct str vocab_tagger(const struct embed_file *files, size_t n);

/* Map terms and vocabulary terms as one array for extractor_new. */
struct term_spec *vocab_join(struct arena *a, const struct term_spec *terms, size_t n, const struct vocab *v,
                             size_t *ret_n) MUST_USE;

#endif
