/*
 * The first pass: bytes to tokens, tokens through the automaton, marks to sentences. Every byte is looked at a bounded
 * number of times: whatever looks ahead or back (joints, camel case, abbreviations) does so for at most JOIN_MAX bytes.
 */
#include "extract_impl.h"

#define JOIN_MAX  40 /* bytes of a word that may be put together or taken apart */
#define WRAP_LINE 50 /* a line at least this long may go on in the next one */

/* Bits of a byte's class; the first two are flags of the token. */
enum { C_UPPER = 1, C_DIGIT = 4, C_WORD = 16 };

/* clang-format off */
#define R4(x) (x), (x), (x), (x)
#define R16(x) R4(x), R4(x), R4(x), R4(x)
static const uint8_t byte_class[256] = {
	R16(0), R16(0), R16(0),
	R4(C_WORD | C_DIGIT), R4(C_WORD | C_DIGIT), C_WORD | C_DIGIT, C_WORD | C_DIGIT, 0, 0, R4(0),
	0, C_WORD | C_UPPER, C_WORD | C_UPPER, C_WORD | C_UPPER, R4(C_WORD | C_UPPER), R4(C_WORD | C_UPPER), R4(C_WORD | C_UPPER),
	R4(C_WORD | C_UPPER), R4(C_WORD | C_UPPER), C_WORD | C_UPPER, C_WORD | C_UPPER, C_WORD | C_UPPER, 0, R4(0),
	0, C_WORD, C_WORD, C_WORD, R4(C_WORD), R4(C_WORD), R4(C_WORD),
	R4(C_WORD), R4(C_WORD), C_WORD, C_WORD, C_WORD, 0, R4(0),
};
/* clang-format on */

enum high_kind { HIGH_LETTER, HIGH_APOSTROPHE, HIGH_SPACE, HIGH_DASH, HIGH_HYPHEN, HIGH_BULLET, HIGH_QUOTE, HIGH_MARK };

typedef const unsigned char *bytes;

static inline uint64_t
hash_step(uint64_t h, unsigned c)
{
	return (h ^ c) * 0x9e3779b97f4a7c15u;
}

/* Finishing spreads the bits: tables take the low ones, entries keep the high ones. */
static inline uint64_t
hash_done(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return h ^ h >> 29;
}

#define HASH_START 0x2545f4914f6cdd1du

static inline unsigned
fold(unsigned char c)
{
	return byte_class[c] & C_UPPER ? c + 32u : c;
}

/* U+2000 to U+206F: spaces, dashes, quotes, bullets. */
static enum high_kind
general_punctuation(unsigned cp)
{
	if (cp == 0x2019 || cp == 0x2018)
		return HIGH_APOSTROPHE;
	if (cp == 0x2010 || cp == 0x2011)
		return HIGH_HYPHEN;
	if (cp >= 0x2012 && cp <= 0x2015)
		return HIGH_DASH;
	if (cp == 0x2022 || cp == 0x2023 || cp == 0x2043)
		return HIGH_BULLET;
	if (cp >= 0x201a && cp <= 0x201f)
		return HIGH_QUOTE;
	if (cp <= 0x200b || cp == 0x202f || cp == 0x205f || cp == 0x2060)
		return HIGH_SPACE;
	return HIGH_MARK;
}

static enum high_kind
code_point_kind(unsigned cp)
{
	if (cp < 0xc0)
		return cp == 0xa0 || cp == 0xad                 ? HIGH_SPACE
		       : cp == 0xb7                             ? HIGH_BULLET
		       : cp == 0xaa || cp == 0xb5 || cp == 0xba ? HIGH_LETTER
		                                                : HIGH_MARK;
	if (cp == 0xd7 || cp == 0xf7)
		return HIGH_MARK;
	if (cp < 0x2000)
		return HIGH_LETTER;
	if (cp < 0x2070)
		return general_punctuation(cp);
	if (cp >= 0x25a0 && cp <= 0x27bf)
		return HIGH_BULLET;
	if (cp >= 0x2100 && cp < 0x2c00)
		return HIGH_MARK;
	if (cp == 0x3000)
		return HIGH_SPACE;
	if (cp == 0x3001 || cp == 0x3002 || cp == 0xfeff || cp == 0xfffd || (cp >= 0xff01 && cp <= 0xff0f))
		return HIGH_MARK;
	if ((cp >= 0xe000 && cp <= 0xf8ff) || (cp >= 0x1f000 && cp <= 0x1faff))
		return HIGH_BULLET;
	return HIGH_LETTER;
}

/* What stands at a byte beyond ASCII; its length in *ret_n. A stray byte is a mark of one byte. */
static enum high_kind
high(bytes p, bytes end, unsigned *ret_n)
{
	unsigned n = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : p[0] >= 0xc2 ? 2 : 1;
	unsigned cp = n == 1 ? 0 : p[0] & (0x7fu >> n);

	for (unsigned i = 1; i < n; i++) {
		if (p + i >= end || (p[i] & 0xc0) != 0x80) {
			*ret_n = 1;
			return HIGH_MARK;
		}
		cp = cp << 6 | (p[i] & 0x3fu);
	}
	*ret_n = n;
	return n == 1 ? HIGH_MARK : code_point_kind(cp);
}

/* Hashes a letter beyond ASCII; those of Latin-1 without their case. */
static uint64_t
hash_high(uint64_t h, bytes p, unsigned n)
{
	unsigned last = p[n - 1];

	if (n == 2 && p[0] == 0xc3 && last >= 0x80 && last <= 0x9e)
		last += 32;
	for (unsigned i = 0; i + 1 < n; i++)
		h = hash_step(h, p[i]);
	return hash_step(h, last);
}

static bool
is_letter_at(bytes p, bytes end)
{
	return p < end && (byte_class[*p] & (C_WORD | C_DIGIT)) == C_WORD;
}

/* The unusual part of a word: letters beyond ASCII, apostrophes. 0 when the word ends here. */
static unsigned
word_high(bytes p, bytes end, uint64_t *h, unsigned *acc)
{
	unsigned n;
	enum high_kind k;

	if (*p == '\'')
		return is_letter_at(p + 1, end) ? 1 : 0;
	if (*p < 0x80)
		return 0;
	k = high(p, end, &n);
	if (k == HIGH_APOSTROPHE)
		return is_letter_at(p + n, end) ? n : 0;
	if (k != HIGH_LETTER)
		return 0;
	*h = hash_high(*h, p, n);
	*acc |= TOKEN_OTHER;
	return n;
}

/* Reads letters and digits from p; *acc gathers the classes of the bytes. */
static inline bytes
read_word(bytes p, bytes end, uint64_t *h, unsigned *acc)
{
	uint64_t x = *h;
	unsigned seen = *acc;

	for (;;) {
		unsigned n;
		while (p < end && byte_class[*p] & C_WORD) {
			seen |= byte_class[*p];
			x = hash_step(x, fold(*p));
			p++;
		}
		if (p >= end || (*p < 0x80 && *p != '\''))
			break;
		n = word_high(p, end, &x, &seen);
		if (n == 0)
			break;
		p += n;
	}
	*h = x;
	*acc = seen;
	return p;
}

static bool
is_word_at(bytes p, bytes end)
{
	unsigned n;

	return p < end && (byte_class[*p] & C_WORD || (*p >= 0x80 && high(p, end, &n) == HIGH_LETTER));
}

/* Extends a word over one joint: node.js, c++, c#, r&d. False when there is none at p. */
static bool
read_joint(bytes start, bytes *p, bytes end, uint64_t *h, unsigned *acc)
{
	bytes q = *p;
	bytes word;

	if (q >= end || q - start > JOIN_MAX)
		return false;
	if (*q == '+' || *q == '#') {
		unsigned c = *q;
		for (unsigned i = 0; i < 3 && q < end && *q == c; i++, q++)
			*h = hash_step(*h, c);
		*p = q;
		return true;
	}
	if ((*q != '.' && *q != '&') || !is_word_at(q + 1, end))
		return false;
	*h = hash_step(*h, *q);
	word = ++q;
	q = read_word(q, end, h, acc);
	if (word[-1] == '&' && (word - start > 3 || q - word > 2))
		return false;
	*p = q;
	return true;
}

/* ---- terms ---- */

bool
scan_term(struct str text, uint64_t *ret, size_t max, size_t *ret_n)
{
	bytes p = (bytes)text.p;
	bytes end = p + text.n;
	size_t n = 0;

	while (p < end) {
		uint64_t h = HASH_START;
		unsigned acc = 0;
		bytes start = p;
		bool dot = *p == '.' && is_letter_at(p + 1, end);
		if (dot)
			h = hash_step(h, *p++);
		if (!dot && !is_word_at(p, end)) {
			unsigned k = 1;
			if (*p >= 0x80)
				(void)high(p, end, &k);
			p += k;
			if (*start != '&')
				continue;
			h = hash_step(hash_step(hash_step(h, 'a'), 'n'), 'd');
		} else {
			uint64_t joined;
			bytes q;
			p = read_word(p, end, &h, &acc);
			for (q = p, joined = h; read_joint(start, &q, end, &joined, &acc); p = q)
				h = joined;
		}
		if (n == max)
			return false;
		ret[n++] = hash_done(h);
	}
	*ret_n = n;
	return true;
}

/* ---- texts ---- */

struct scan {
	struct reading *r;
	const struct matcher *m;
	bytes base;
	bytes end;
	bytes line; /* start of the line */
	uint32_t state;
	unsigned gap;
	unsigned flags; /* of the next token */
	unsigned brackets;
	struct sentence now; /* the sentence being read */
};

static void
sentence_end(struct scan *s, bytes p, unsigned char ending, bool line_end)
{
	struct reading *r = s->r;

	s->now.tok_end = (uint32_t)r->tokens.n;
	s->now.ev_end = (uint32_t)r->events.n;
	s->now.end = (uint32_t)(p - s->base);
	s->now.ending = ending;
	s->now.line_end = line_end;
	if (s->now.tok_end != s->now.tok_start)
		*VEC_PUSH(r->a, &r->sentences) = s->now;
	else if (line_end && r->sentences.n != 0)
		r->sentences.p[r->sentences.n - 1].line_end = true;
	s->now = (struct sentence){.tok_start = s->now.tok_end, .ev_start = s->now.ev_end, .line_start = line_end};
	s->gap = GAP_END;
	s->state = 0;
	s->brackets = 0;
}

static void
emit(struct scan *s, uint32_t state, uint32_t tok)
{
	const struct matcher *m = s->m;
	struct reading *r = s->r;

	for (uint32_t at = m->states[state].dict; at != 0; at = m->states[m->states[at].fail].dict) {
		const struct state *st = &m->states[at];
		for (uint32_t i = 0; i < st->n_out; i++) {
			struct event *e = VEC_PUSH(r->a, &r->events);
			e->out = m->outs[st->first_out + i];
			e->tok_start = tok + 1 - e->out.len;
		}
	}
}

static inline void
feed(struct scan *s, uint32_t id, uint32_t tok)
{
	const struct matcher *m = s->m;
	uint32_t at = s->gap > GAP_SPACE ? 0 : s->state;
	uint32_t to = 0;

	if (id == 0) {
		s->state = 0;
		return;
	}
	while (at != 0 && (to = matcher_edge(m, at, id)) == 0)
		at = m->states[at].fail;
	if (at == 0)
		to = m->root[id];
	s->state = to;
	if (m->states[to].dict != 0)
		emit(s, to, tok);
}

static inline void
push_token(struct scan *s, bytes from, bytes to, uint64_t hash, uint32_t id, unsigned acc)
{
	struct reading *r = s->r;
	struct token *t = VEC_PUSH(r->a, &r->tokens);
	unsigned upper = byte_class[*from] & C_UPPER;

	if (*from == 0xc3 && from + 1 < to && from[1] <= 0x9e)
		upper = TOKEN_UPPER;
	t->start = (uint32_t)(from - s->base);
	t->end = (uint32_t)(to - s->base);
	t->id = id;
	t->hash = (uint32_t)(hash >> 32);
	t->sentence = (uint32_t)r->sentences.n;
	t->gap = (uint8_t)s->gap;
	t->flags =
	    (uint8_t)(upper | (acc & (TOKEN_DIGIT | TOKEN_OTHER)) | s->flags | (s->brackets != 0 ? TOKEN_BRACKET : 0));
	if (acc & TOKEN_INNER)
		t->flags |= TOKEN_INNER;
	feed(s, id, (uint32_t)r->tokens.n - 1);
	s->gap = GAP_NONE;
	s->flags = 0;
}

/* A word with its joints (node.js, c++, r&d), as far as the terms know it so. Numbers keep their point. */
static bytes
try_joints(struct scan *s, bytes start, bytes p, uint64_t h, unsigned acc, uint64_t *hash, uint32_t *id)
{
	bool number = byte_class[p[-1]] & C_DIGIT && *p == '.' && p + 1 < s->end && byte_class[p[1]] & C_DIGIT;
	bool pair = *p == '&' && p - start <= 2;
	bytes q = p;

	for (int i = 0; i < 4 && read_joint(start, &q, s->end, &h, &acc); i++) {
		uint64_t full = hash_done(h);
		uint32_t known = matcher_token(s->m, full);
		if (known != 0 || number || pair) {
			*hash = full;
			*id = known;
			p = q;
		}
	}
	return p;
}

/* html5, python3.11: the number of a version does not make another tool. */
static uint32_t
without_version(struct scan *s, bytes start, bytes p)
{
	bytes q = start;
	uint64_t h = HASH_START;
	uint32_t id;

	for (; q < p && (byte_class[*q] & (C_WORD | C_DIGIT)) == C_WORD; q++)
		h = hash_step(h, fold(*q));
	if (q - start < 3 || p - q > 5)
		return 0;
	for (bytes k = q; k < p; k++)
		if (!(byte_class[*k] & C_DIGIT) && *k != '.')
			return 0;
	id = matcher_token(s->m, hash_done(h));
	return id != 0 && s->m->versioned[id] ? id : 0;
}

/* "SkillsPython": text whose line breaks were lost. The border, when a known word stands on one side; else NULL. */
static bytes
camel_border(struct scan *s, bytes start, bytes end)
{
	uint64_t h = HASH_START;

	for (bytes q = start; end - q >= 4; q++) {
		uint64_t right = HASH_START;
		unsigned acc = 0;
		h = hash_step(h, fold(*q));
		if (byte_class[*q] != C_WORD || !(byte_class[q[1]] & C_UPPER) || byte_class[q[2]] != C_WORD)
			continue;
		(void)read_word(q + 1, end, &right, &acc);
		if (q + 1 - start >= 3 &&
		    (matcher_token(s->m, hash_done(h)) != 0 || matcher_token(s->m, hash_done(right)) != 0))
			return q + 1;
	}
	return NULL;
}

static bytes
take_word(struct scan *s, bytes start)
{
	uint64_t h = HASH_START;
	unsigned first = byte_class[*start];
	unsigned acc = 0;
	uint64_t hash;
	uint32_t id;
	bytes p = start;

	if (first != 0)
		h = hash_step(h, fold(*p++));
	p = read_word(p, s->end, &h, &acc);
	hash = hash_done(h);
	id = matcher_token(s->m, hash);
	if (p < s->end && (*p == '.' || *p == '+' || *p == '#' || *p == '&'))
		p = try_joints(s, start, p, h, acc | first, &hash, &id);
	if (id == 0 && (acc & C_UPPER) && p - start <= JOIN_MAX) {
		bytes border = camel_border(s, start, p);
		if (border != NULL) {
			h = HASH_START;
			acc = 0;
			(void)read_word(start, border, &h, &acc);
			hash = hash_done(h);
			push_token(s, start, border, hash, matcher_token(s->m, hash), 0);
			sentence_end(s, border, 0, false);
			return border;
		}
	}
	if (id == 0 && (acc & C_DIGIT))
		id = without_version(s, start, p);
	push_token(s, start, p, hash, id,
	           ((acc | first) & (C_DIGIT | TOKEN_OTHER)) | (acc & C_UPPER ? TOKEN_INNER : 0));
	return p;
}

static void
mark(struct scan *s, unsigned gap)
{
	if (gap > s->gap)
		s->gap = gap;
}

/* A name with a point before it, as .NET; NULL when the terms know none. */
static bytes
take_dotted(struct scan *s, bytes p)
{
	uint64_t h = hash_step(HASH_START, '.');
	unsigned acc = 0;
	bytes q;
	uint32_t id;

	if (!is_letter_at(p + 1, s->end) || (p > s->base && is_word_at(p - 1, s->end)))
		return NULL;
	q = read_word(p + 1, s->end, &h, &acc);
	id = matcher_token(s->m, hash_done(h));
	if (id == 0)
		return NULL;
	push_token(s, p, q, hash_done(h), id, acc & C_UPPER ? TOKEN_INNER : 0);
	return q;
}

/* Whether the word before a point is one that is shortened: "e.g.", "incl.", "U.S.". */
static bool
is_abbreviation(const struct scan *s)
{
	static const char *const words[] = {"e.g", "i.e", "g",   "e",    "incl", "approx", "vs",
	                                    "dr",  "mr",  "mrs", "resp", "esp",  "ph.d",   "no"};
	const struct reading *r = s->r;
	const struct token *t;
	struct str w;

	if (r->tokens.n == s->now.tok_start)
		return true;
	t = &r->tokens.p[r->tokens.n - 1];
	w = str_sub(r->text, t->start, t->end - t->start);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_eq_ci(w, str_of(words[i])))
			return true;
	return w.n == 1 && t->start >= 2 && s->base[t->start - 1] == '.' &&
	       (byte_class[s->base[t->start - 2]] & C_WORD);
}

/* The next byte that is no blank or closing mark on the line, at most a few away; 0 at its end. */
static unsigned char
next_visible(bytes p, bytes end)
{
	for (int i = 0; i < 8 && p < end && *p != '\n'; i++, p++)
		if (*p != ' ' && *p != '\t' && *p != '"' && *p != '\'' && *p != ')')
			return *p;
	return p < end && *p != '\n' ? 'A' : 0;
}

static void
take_stop(struct scan *s, bytes p)
{
	bytes q = p + 1;
	unsigned char next;

	while (q < s->end && (*q == '.' || *q == '!' || *q == '?') && q - p < 4)
		q++;
	mark(s, GAP_OTHER);
	if (q < s->end && (byte_class[*q] & C_WORD)) {
		/* "dashers.As": the blank was lost. */
		if (p > s->base && byte_class[*q] & C_UPPER && byte_class[p[-1]] == C_WORD)
			sentence_end(s, p + 1, *p, false);
		return;
	}
	next = next_visible(q, s->end);
	if (*p == '.' && (byte_class[next] & (C_WORD | C_UPPER | C_DIGIT)) == C_WORD)
		return;
	if (*p == '.' && next != 0 && is_abbreviation(s))
		return;
	sentence_end(s, p + 1, *p, false);
}

/* The mark at the start of a line: heading or item. Returns the place behind it. */
static bytes
line_begin(struct scan *s, bytes p)
{
	unsigned n;

	s->line = p;
	s->flags |= TOKEN_LINE;
	s->now.line_start = true;
	while (p < s->end && (*p == ' ' || *p == '\t'))
		p++;
	if (p + 1 < s->end && (*p == '#' || *p == '-' || *p == '*') && (p[1] == ' ' || p[1] == '#')) {
		s->now.mark = *p == '#' ? '#' : '-';
		while (p < s->end && (*p == '#' || *p == '-' || *p == '*'))
			p++;
	} else if (p < s->end && *p >= 0x80 && high(p, s->end, &n) == HIGH_BULLET) {
		s->now.mark = '-';
		p += n;
	}
	return p;
}

/* Whether a line goes on behind its break, as in text wrapped at a column. */
static bool
is_wrapped(const struct scan *s, bytes p)
{
	bytes last = p;

	while (last > s->line && (last[-1] == ' ' || last[-1] == '\r'))
		last--;
	if (last - s->line < WRAP_LINE || p + 1 >= s->end ||
	    (byte_class[p[1]] & (C_WORD | C_UPPER | C_DIGIT)) != C_WORD)
		return false;
	return byte_class[last[-1]] & C_WORD || last[-1] == ',' || last[-1] >= 0x80;
}

static bytes
take_newline(struct scan *s, bytes p)
{
	if (is_wrapped(s, p)) {
		mark(s, GAP_SPACE);
		s->line = p + 1;
		return p + 1;
	}
	sentence_end(s, p, 0, true);
	return line_begin(s, p + 1);
}

static bytes
take_high(struct scan *s, bytes p)
{
	unsigned n;

	switch (high(p, s->end, &n)) {
	case HIGH_LETTER:
		return take_word(s, p);
	case HIGH_SPACE:
		mark(s, GAP_SPACE);
		break;
	case HIGH_HYPHEN:
		s->flags |= TOKEN_HYPHEN;
		break;
	case HIGH_BULLET:
		sentence_end(s, p, 0, false);
		s->now.mark = '-';
		break;
	case HIGH_QUOTE:
	case HIGH_APOSTROPHE:
		mark(s, GAP_OPEN);
		break;
	case HIGH_DASH:
	case HIGH_MARK:
		mark(s, GAP_OTHER);
		break;
	}
	return p + n;
}

static bool
is_blank(bytes p, bytes end)
{
	return p >= end || *p == ' ' || *p == '\t' || *p == '\n' || *p == '\r';
}

/* A hyphen joins two words, hangs on one ("pre- and post-"), or is a dash among blanks. */
static void
take_hyphen(struct scan *s, bytes p)
{
	bool before = p > s->base && !is_blank(p - 1, s->end);

	if (before && p + 1 < s->end && p[1] != '-' && p[-1] != '-')
		s->flags |= TOKEN_HYPHEN;
	else
		mark(s, GAP_OTHER);
}

static bytes
take_ampersand(struct scan *s, bytes p)
{
	static const char word[] = "and";
	uint64_t h = HASH_START;

	for (size_t i = 0; i < 3; i++)
		h = hash_step(h, (unsigned char)word[i]);
	h = hash_done(h);
	push_token(s, p, p + 1, h, matcher_token(s->m, h), 0);
	return p + 1;
}

static bytes
take_mark(struct scan *s, bytes p)
{
	bytes q;

	switch (*p) {
	case '-':
		take_hyphen(s, p);
		break;
	case '/':
		s->flags |= TOKEN_SLASH;
		break;
	case '_':
		s->flags |= TOKEN_HYPHEN;
		break;
	case ',':
		mark(s, GAP_COMMA);
		break;
	case '(':
	case '[':
		s->brackets++;
		mark(s, GAP_OPEN);
		break;
	case ')':
	case ']':
		s->brackets -= s->brackets != 0;
		mark(s, GAP_CLOSE);
		break;
	case '"':
		mark(s, GAP_OPEN);
		break;
	case ':':
		mark(s, GAP_COLON);
		break;
	case ';':
		sentence_end(s, p + 1, ';', false);
		break;
	case '&':
		return take_ampersand(s, p);
	case '.':
		q = take_dotted(s, p);
		if (q != NULL)
			return q;
		take_stop(s, p);
		break;
	case '!':
	case '?':
		take_stop(s, p);
		break;
	default:
		mark(s, GAP_OTHER);
		break;
	}
	return p + 1;
}

void
scan_text(struct reading *r)
{
	struct scan s = {.r = r, .m = &r->ex->m, .base = (bytes)r->text.p, .gap = GAP_END};
	bytes p = s.base;

	s.end = p + r->text.n;
	if (r->text.n == 0)
		return;
	p = line_begin(&s, p);
	while (p < s.end) {
		if (byte_class[*p] != 0) {
			p = take_word(&s, p);
		} else if (*p == ' ') {
			mark(&s, GAP_SPACE);
			p++;
		} else if (*p == '\n') {
			p = take_newline(&s, p);
		} else if (*p >= 0x80) {
			p = take_high(&s, p);
		} else if (*p == '\t' || *p == '\r' || *p == '\v' || *p == '\f') {
			mark(&s, GAP_SPACE);
			p++;
		} else {
			p = take_mark(&s, p);
		}
	}
	sentence_end(&s, s.end, 0, true);
}
