#include "fold.h"

#include "base/utf8.h"

/* Base letters of U+00C0..U+017F; a blank keeps the letter as it is. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo ouuuuy saaaaaaaceeeeiiiidnooooo ouuuuy y"
			    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkk llllllllllnnnnnnnnnoooooooorrrrrr"
			    "ssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

enum { WORD_MAX = 64 }; /* bytes of a word; what is longer is cut in two */

struct folder {
	struct arena *a;
	struct str rest;
	char *out; /* room for every byte of the text, twice */
	size_t n;
	size_t begin; /* where the present word began */
	uint32_t sentence;
	uint32_t before; /* the code point before */
	struct fold *f;
};

static void
word_end(struct folder *o)
{
	if (o->n == o->begin)
		return;
	o->f->words[o->f->n] = (struct str){o->out + o->begin, o->n - o->begin};
	o->f->sentence[o->f->n++] = o->sentence;
	o->begin = o->n;
}

static void
letter(struct folder *o, uint32_t cp)
{
	if (o->n - o->begin >= WORD_MAX)
		word_end(o);
	if (cp >= 'A' && cp <= 'Z')
		cp += 32;
	if (cp >= 0xc0 && cp < 0xc0 + sizeof(latin) - 1 && latin[cp - 0xc0] != ' ')
		cp = (uint32_t)(unsigned char)latin[cp - 0xc0];
	/* Greek and Cyrillic capitals. */
	else if ((cp >= 0x391 && cp <= 0x3a9) || (cp >= 0x410 && cp <= 0x42f))
		cp += 32;
	o->n += utf8_put(cp, o->out + o->n);
}

static bool
is_letter(uint32_t cp)
{
	if (cp < 128)
		return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
	/* Not: Latin-1 signs, general punctuation to miscellaneous symbols, CJK punctuation, private use, replacement.
	 */
	return cp >= 0xc0 && cp != 0xd7 && cp != 0xf7 && !(cp >= 0x2000 && cp < 0x2c00) &&
	       !(cp >= 0x3000 && cp < 0x3040) && !(cp >= 0xe000 && cp < 0xf900) && cp < 0xfe00;
}

static bool
is_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == 0x2019 || cp == 0x2018 || cp == '`';
}

static bool
ends_sentence(const struct folder *o, uint32_t cp)
{
	bool space = o->rest.n == 0 || ascii_is_space(o->rest.p[0]);

	/* The full stop of an initial, as in "U.S. citizen". */
	if (cp == '.' && o->f->n > 0 && o->f->words[o->f->n - 1].n == 1 && o->before < 128 &&
	    ascii_is_alpha((char)o->before))
		return false;

	return cp == '\n' || cp == 0x2022 || cp == 0xb7 || cp == 0x25cf || cp == 0x3002 ||
	       (space && (cp == '.' || cp == '!' || cp == '?' || cp == ';'));
}

static void
step(struct folder *o, uint32_t cp)
{
	bool in_word = o->n > o->begin;
	bool digit_next = o->rest.n > 0 && ascii_is_digit(o->rest.p[0]);

	if (is_letter(cp)) {
		letter(o, cp);
	} else if ((cp == '+' || cp == '#') && in_word) {
		o->out[o->n++] = (char)cp;
	} else if (cp == '.' && in_word && o->before < 128 && ascii_is_digit((char)o->before) && digit_next) {
		o->out[o->n++] = '.';
	} else if (!is_apostrophe(cp) || !in_word) {
		word_end(o);
		if (ends_sentence(o, cp))
			o->sentence++;
	}
	o->before = cp;
}

void
fold_text(struct arena *a, struct str text, struct fold *ret)
{
	struct folder o = {.a = a, .rest = text, .f = ret};

	/* A folded letter is never longer than twice its source; words are at most every second byte. */
	o.out = ARENA_ARRAY(a, text.n * 2 + 8, char);
	*ret = (struct fold){ARENA_ARRAY(a, text.n / 2 + 2, struct str), ARENA_ARRAY(a, text.n / 2 + 2, uint32_t), 0};
	while (o.rest.n > 0) {
		unsigned char c = (unsigned char)o.rest.p[0];

		if (c < 128) {
			o.rest = (struct str){o.rest.p + 1, o.rest.n - 1};
			step(&o, c);
		} else {
			step(&o, utf8_next(&o.rest));
		}
	}
	word_end(&o);
}

struct str
fold_line(struct arena *a, struct str text)
{
	struct fold f;
	char *out, *to;

	fold_text(a, text, &f);
	out = to = ARENA_ARRAY(a, text.n * 2 + f.n + 8, char);
	for (size_t i = 0; i < f.n; i++) {
		if (i > 0)
			*to++ = ' ';
		memcpy(to, f.words[i].p, f.words[i].n);
		to += f.words[i].n;
	}
	return (struct str){out, (size_t)(to - out)};
}

size_t
fold_phrase_at(const struct fold *f, size_t i, const char *phrase)
{
	struct str rest = str_of(phrase), w;
	size_t n = 0;

	while (str_split(&rest, ' ', &w)) {
		if (i + n >= f->n || !str_eq(f->words[i + n], w))
			return 0;
		n++;
	}
	return n;
}

/* --- phrases ------------------------------------------------------------------------------------------------------ */

struct phrase_slot {
	uint64_t hash; /* of the words up to here; 0: free */
	int value;
	bool whole; /* a phrase ends here; else only the beginning of one */
};

struct phrase_table {
	struct phrase_slot *slots;
	size_t mask;
};

struct phrase_table *
phrase_table_new(struct arena *a, size_t n_words)
{
	struct phrase_table *t = ARENA_NEW(a, struct phrase_table);
	size_t cap = 64;

	while (cap < n_words * 2 + 2)
		cap *= 2;
	t->slots = ARENA_ARRAY(a, cap, struct phrase_slot);
	t->mask = cap - 1;
	return t;
}

/* FNV-1a goes on from word to word; the words themselves are not kept: 64 bits over some thousand phrases. */
static uint64_t
hash_on(uint64_t h, struct str w)
{
	for (size_t i = 0; i < w.n; i++)
		h = (h ^ (unsigned char)w.p[i]) * UINT64_C(0x100000001b3);
	h = (h ^ ' ') * UINT64_C(0x100000001b3);
	return h == 0 ? 1 : h;
}

static struct phrase_slot *
slot_of(const struct phrase_table *t, uint64_t h)
{
	size_t i = (size_t)(h ^ (h >> 32)) & t->mask;

	while (t->slots[i].hash != 0 && t->slots[i].hash != h)
		i = (i + 1) & t->mask;
	return &t->slots[i];
}

void
phrase_add(struct phrase_table *t, struct arena *a, struct str phrase, int value)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	struct fold f;

	fold_text(a, phrase, &f);
	for (size_t i = 0; i < f.n; i++) {
		struct phrase_slot *s;

		h = hash_on(h, f.words[i]);
		s = slot_of(t, h);
		s->hash = h;
		if (i + 1 == f.n && !s->whole) {
			s->whole = true;
			s->value = value;
		}
	}
}

size_t
phrase_at(const struct phrase_table *t, const struct fold *f, size_t i, int *ret_value)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	size_t best = 0;

	for (size_t k = i; k < f->n && f->sentence[k] == f->sentence[i]; k++) {
		const struct phrase_slot *s;

		h = hash_on(h, f->words[k]);
		s = slot_of(t, h);
		if (s->hash == 0)
			break;
		if (s->whole) {
			best = k - i + 1;
			*ret_value = s->value;
		}
	}
	return best;
}
