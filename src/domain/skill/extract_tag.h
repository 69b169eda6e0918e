/*
 * The tagger's inside, for extract_tag.c and the program that trains it (measure/extract/train_tagger.c).
 *
 * A linear-chain conditional random field over the labels outside, begin, inside. Features of a token are hashed into
 * buckets; a bucket has one weight a label. The score of a label sequence is the sum of the weights of its tokens'
 * features and of its transitions, which depend on the mark between the tokens. (Lafferty, McCallum and Pereira, 2001.)
 */
#ifndef DOMAIN_SKILL_EXTRACT_TAG_H
#define DOMAIN_SKILL_EXTRACT_TAG_H

#include "extract_impl.h"

enum label { LABEL_OUT, LABEL_BEGIN, LABEL_INSIDE, LABEL__COUNT };

#define TAG_FEATURES_MAX 96
#define TAG_WEIGHT_STEPS 24  /* steps of a stored weight in one unit */
#define TAG_GAPS         8   /* as enum gap */
#define TAG_SENTENCE_MAX 200 /* tokens decoded at once; a longer sentence is cut */

/* What the features of a token are made of. */
struct tag_token {
	uint32_t word;
	uint32_t shape;
	uint32_t suffix[3]; /* 2, 3, 4 bytes */
	uint32_t prefix;    /* 3 bytes */
	uint32_t dict;      /* what dictionary term covers it, and where in it */
	uint32_t cluster;   /* word class; 0 for none */
	uint32_t cluster_top;
	uint32_t sense;
	uint32_t gap;
	uint32_t lead; /* the last "experience", "knowledge", ... before it in the sentence, and how far; 0 for none */
	bool upper;
};

/* Words and their classes, from the tagger's file. */
struct word_class {
	uint32_t hash;
	uint16_t fine;
	uint16_t coarse;
	uint16_t sense; /* what kind of noun; 0 for none */
};

/* What its features take from the sentence. */
struct tag_sentence {
	uint32_t heading; /* a hash of the heading above */
	uint32_t first;   /* of its first word */
	uint32_t second;  /* of its first two */
	uint32_t density; /* how much it looks like a list of terms */
};

struct tag_scratch {
	struct tag_token *toks; /* of the whole text */
	struct tag_sentence *sentences;
};

/* Looks at every token once. classes may be NULL. */
void tag_prepare(const struct reading *r, const struct word_class *classes, size_t n_classes, struct tag_scratch *ret);
/* The features of token `tok` in the window [from, to) of one sentence, as 32-bit hashes. Returns their number. */
size_t tag_features(const struct reading *r, const struct tag_scratch *s, uint32_t from, uint32_t to, uint32_t tok,
                    uint32_t ret[static TAG_FEATURES_MAX]);

typedef VEC(struct word_class) class_list;

/* One line of classes: "17 3 10 word word word". tag_prepare wants the list sorted. */
bool tagger_read_class(struct arena *a, struct str line, class_list *list, struct err *err) MUST_USE;
void tagger_sort_classes(class_list *list);

/* For the program that trains. A weight is from -46 to 46. */
struct tag_weight {
	uint32_t hash;
	int8_t begin;
	int8_t inside;
};

/* Which features the table of the file can hold apart; zeroed before the first. */
struct tag_slots {
	uint16_t check[1 << 18];
};

/* Takes a place for the feature; false when it has none left, or is not told apart from one that has. */
bool tagger_keeps(uint32_t hash, struct tag_slots *s);
/* The "w:" lines. w is sorted by hash. */
struct strbuf;
void tagger_write_weights(struct strbuf *out, const struct tag_weight *w, size_t n);

#endif
