/*
 * Reading skills from the text of a posting.
 *
 * extract_run finds the places where a posting names a skill of the map or an entry of the vocabulary, settles
 * ambiguous words by their neighbours, and says of each place whether it is a demand, how strong, and in what kind of
 * section. With a tagger it also finds knowledge that stands in no dictionary. The text is that of format/posting.h;
 * pasted text without its marks is read too: headings are then known by their words and look.
 *
 *	struct extractor *ex;
 *	if (!extractor_new(process_arena, specs, n, tagger_text, &ex, err)) ...
 *	struct extraction x;
 *	if (!extract_run(ex, request_arena, text, EXTRACT_TAG, &x, err)) ...
 *	for (size_t i = 0; i < x.n_mentions; i++)
 *		if (mention_is_demand(&x.mentions[i])) ...
 *
 * An extractor is immutable after it is made and may be shared. Time is linear in the text. The arena wants room for
 * 300 bytes a byte of text at worst (a text of one-letter terms), 40 usually.
 */
#ifndef DOMAIN_SKILL_EXTRACT_H
#define DOMAIN_SKILL_EXTRACT_H

#include <limits.h>

#include "term.h"

#define EXTRACT_TEXT_MAX ((size_t)4 << 20) /* bytes of one text */
/* Knowledge that the tagger sees and no dictionary has; the span is its name. */
#define SKILL_UNKNOWN INT_MIN

/* What kind of lines a place stands among, from the heading above or the sentence itself. */
enum section {
	SECTION_NONE,      /* before the first heading, or under one that says nothing */
	SECTION_DUTY,      /* what you will do */
	SECTION_REQUIRED,  /* what you bring */
	SECTION_PREFERRED, /* nice to have */
	SECTION_ABOUT,     /* the company */
	SECTION_OFFER,     /* pay, benefits */
	SECTION_LEGAL,     /* equal opportunity, privacy, how to apply */
	SECTION__COUNT
};

/* A place in the text. Offsets are bytes, at borders of code points. */
struct skill_mention {
	uint32_t start;
	uint32_t end;
	uint32_t sentence_start;
	uint32_t sentence_end;
	int skill; /* index, TERM_VOCAB(i), or SKILL_UNKNOWN */
	int term;  /* index of the term_spec; -1 for SKILL_UNKNOWN */
	enum term_kind kind;
	enum section section;
	bool required;  /* else preferred */
	bool negated;   /* "no experience with X needed" */
	bool ambiguous; /* the term needed its context */
	bool tagged;    /* the tagger, too, reads it as knowledge that is asked for (only with EXTRACT_TAG) */
};

/* A stretch of text as the tagger cut it. */
struct skill_span {
	uint32_t start;
	uint32_t end;
};

struct skill_sentence {
	uint32_t start;
	uint32_t end;
	enum section section;
	bool is_heading;
};

struct extraction {
	struct skill_mention *mentions; /* by start, then end, then skill; of one skill no two overlap */
	size_t n_mentions;
	struct skill_sentence *sentences; /* in order, not overlapping */
	size_t n_sentences;
	struct skill_span *spans; /* with EXTRACT_TAG: every stretch the tagger marked, in order */
	size_t n_spans;
};

enum extract_flags {
	EXTRACT_PLAIN = 0, /* dictionary and rules */
	EXTRACT_TAG = 1,   /* and the tagger; several times slower */
	EXTRACT_RAW = 2    /* longest match alone, no rule: the baseline of the benchmark */
};

struct extractor;

/* Compiles the terms. tagger is the text of content/vocab/tagger.txt, or empty for none. Specs and texts are borrowed.
 * Errors: ERR_INVALID for a term without a token or a damaged tagger, ERR_LIMIT past the limits of term.h. */
bool extractor_new(struct arena *a, const struct term_spec *specs, size_t n, struct str tagger, struct extractor **ret,
                   struct err *err) MUST_USE;

/* Reads a text. Results are in a; offsets are into text. ERR_LIMIT when the text is too long. */
bool extract_run(const struct extractor *ex, struct arena *a, struct str text, unsigned flags, struct extraction *ret,
                 struct err *err) MUST_USE;

/* Only the first pass: tokens and automaton. The number of matches of all sequences; for measurement. */
size_t extract_scan_count(const struct extractor *ex, struct arena *a, struct str text) MUST_USE;

/* Neither negated nor in a section about the company, its offer or the law. */
bool mention_is_demand(const struct skill_mention *m);
/* Asked for and not on the map: an entry of the vocabulary that the tagger confirms, or a stretch that it alone sees.
 * Only with EXTRACT_TAG. */
bool mention_is_beyond(const struct skill_mention *m);
/* "none", "duty", "required", ... */
const char *section_name(enum section s);

#endif
