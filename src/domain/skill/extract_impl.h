/* Shared by the files of the extractor; nobody else includes it. */
#ifndef DOMAIN_SKILL_EXTRACT_IMPL_H
#define DOMAIN_SKILL_EXTRACT_IMPL_H

#include "base/vec.h"
#include "extract.h"

/* What stands between a token and the one before it, the strongest of all that stands there. */
enum gap {
	GAP_NONE,  /* directly beside, or a joint: hyphen, slash, underscore */
	GAP_SPACE, /* white space */
	GAP_COMMA,
	GAP_OPEN,  /* opening bracket or quote */
	GAP_CLOSE, /* closing bracket or quote */
	GAP_COLON,
	GAP_OTHER, /* any other mark, a dash among spaces */
	GAP_END    /* a sentence began here */
};

enum token_flag {
	TOKEN_UPPER = 1,    /* first letter is a capital */
	TOKEN_INNER = 2,    /* a capital after the first byte */
	TOKEN_DIGIT = 4,    /* has a digit */
	TOKEN_HYPHEN = 8,   /* a hyphen stands before it */
	TOKEN_SLASH = 16,   /* a slash stands before it */
	TOKEN_BRACKET = 32, /* inside brackets */
	TOKEN_LINE = 64,    /* first of its line */
	TOKEN_OTHER = 128   /* has a byte beyond ASCII letters and digits */
};

struct token {
	uint32_t start;
	uint32_t end;
	uint32_t id;   /* of the matcher; 0 for a word of no sequence */
	uint32_t hash; /* of the folded text */
	uint32_t sentence;
	uint8_t gap;
	uint8_t flags;
};

struct sentence {
	uint32_t tok_start;
	uint32_t tok_end;
	uint32_t ev_start;
	uint32_t ev_end;
	uint32_t end;   /* byte after its last mark */
	uint8_t mark;   /* '#' heading, '-' item, 0 */
	uint8_t ending; /* the mark that ended it: . ! ? ; : or 0 for the line's end */
	bool line_start;
	bool line_end;
	uint8_t section;
	bool is_heading;
	uint32_t head_start; /* of a heading: the tokens that are its cue ("Requirements"); no demand stands there */
	uint32_t head_end;
};

enum out_kind { OUT_TERM, OUT_CONTEXT, OUT_CUE };

/* A sequence found; idx by kind: term_spec, context number, cue. */
struct out {
	uint32_t idx;
	uint8_t kind;
	uint8_t len;
};

struct event {
	struct out out;
	uint32_t tok_start;
};

struct state {
	uint32_t fail;
	uint32_t dict; /* the next shorter suffix that is a whole sequence, itself included; 0 for none */
	uint32_t first_out;
	uint32_t n_out;
};

struct matcher {
	uint64_t *slots; /* token table: hash bits << 20 | id; open addressing */
	uint64_t slot_mask;
	uint32_t n_tokens;
	uint32_t *root;  /* state after one token */
	uint64_t *edges; /* (state << 20 | token) << 20 | to; open addressing, 0 empty */
	uint64_t edge_mask;
	struct state *states;
	struct out *outs;
	uint8_t *versioned; /* by token: may carry a version number behind it (html5, python3) */
};

/* What a term needs besides its text, as context numbers. */
struct term_rule {
	const uint32_t *ids; /* near, then inside, then beside */
	uint16_t n_near;
	uint16_t n_inside; /* phrases that hold the term */
	uint16_t n_beside; /* phrases that rule it out from anywhere in the sentence */
};

struct tagger;

struct extractor {
	struct matcher m;
	const struct term_spec *specs;
	size_t n_specs;
	struct term_rule *rules;
	size_t n_contexts;
	const struct tagger *tagger; /* NULL for none */
};

typedef VEC(struct token) token_list;
typedef VEC(struct sentence) sentence_list;
typedef VEC(struct event) event_list;

/* One text being read. */
struct reading {
	const struct extractor *ex;
	struct arena *a;
	struct str text;
	token_list tokens;
	sentence_list sentences;
	event_list events;
};

/* extract_scan.c: text to tokens, sentences and events. */
#define TOKEN_ID_BITS 20
#define TOKEN_ID_MASK (((uint64_t)1 << TOKEN_ID_BITS) - 1)

static inline uint64_t
token_hash_finish(uint64_t h)
{
	return h ^ (h >> 29);
}

uint32_t matcher_token(const struct matcher *m, uint64_t hash);
uint32_t matcher_edge(const struct matcher *m, uint32_t state, uint32_t token);
/* Tokens of a term: every joint is kept (node.js, c++), ids are not looked up. Hashes into ret; false past max. */
bool scan_term(struct str text, uint64_t *ret, size_t max, size_t *ret_n);
void scan_text(struct reading *r);

/* extract_cues.c: the phrases that tell sections, strength and negation. */
enum cue {
	CUE_HEAD_DUTY,
	CUE_HEAD_REQUIRED,
	CUE_HEAD_PREFERRED,
	CUE_HEAD_ABOUT,
	CUE_HEAD_OFFER,
	CUE_HEAD_LEGAL,
	CUE_MUST_BEFORE,   /* "must have X" */
	CUE_MUST_AFTER,    /* "X is required" */
	CUE_PREFER_BEFORE, /* "ideally X" */
	CUE_PREFER_AFTER,  /* "X is a plus" */
	CUE_NOT_BEFORE,    /* "no experience with X" */
	CUE_NOT_AFTER,     /* "X is not required" */
	CUE_NOT_ROLE,      /* "not a X role" */
	CUE_ROLE,          /* "role", "position" */
	CUE_LINE_ABOUT,    /* a sentence about the company */
	CUE_LINE_OFFER,
	CUE_LINE_LEGAL,
	CUE__COUNT
};

struct cue_phrase {
	struct str text;
	enum cue cue;
};

extern const struct cue_phrase cue_phrases[];
extern const size_t n_cue_phrases;

/* extract_section.c */
void sections_find(struct reading *r);
void mention_judge(const struct reading *r, struct skill_mention *m, uint32_t tok_start, uint32_t tok_end);

/* extract_tag.c: the statistical layer. */
struct tag_span {
	uint32_t tok_start;
	uint32_t tok_end;
};

/* The stretches of knowledge in a text that was scanned and whose sections are known; in order, not overlapping. */
void tagger_run(const struct tagger *t, const struct reading *r, struct tag_span **ret, size_t *ret_n);
bool tagger_parse(struct arena *a, struct str text, const struct tagger **ret, struct err *err);

#endif
