#include "term.h"

#include "extract_impl.h"

/* A sequence of tokens to be put in, and what it stands for. */
struct sequence {
	uint32_t first; /* into the hashes */
	uint8_t n;
	bool is_tool;
	struct out out;
};

/* A state of the tree before it is packed. */
struct node {
	uint32_t parent;
	uint32_t token;
	uint8_t depth;
};

struct builder {
	struct arena *a; /* scratch */
	VEC(uint64_t) hashes;
	VEC(struct sequence) seqs;
	uint32_t n_contexts;
	uint64_t *context_slots; /* hash of a phrase << 20 | number + 1 */
	uint64_t context_mask;
};

static uint64_t
table_size(size_t n)
{
	uint64_t size = 64;

	while (size < n * 2 + n / 2)
		size *= 2;
	return size;
}

static uint32_t
add_sequence(struct builder *b, struct str text, struct out out, bool is_tool)
{
	uint64_t h[TERM_TOKENS_MAX];
	size_t n;
	struct sequence *s;

	if (!scan_term(text, h, TERM_TOKENS_MAX, &n) || n == 0)
		return 0;
	s = VEC_PUSH(b->a, &b->seqs);
	s->first = (uint32_t)b->hashes.n;
	s->n = (uint8_t)n;
	s->is_tool = is_tool;
	s->out = out;
	s->out.len = (uint8_t)n;
	for (size_t i = 0; i < n; i++)
		*VEC_PUSH(b->a, &b->hashes) = h[i];
	return (uint32_t)n;
}

static bool
is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* True when the last word may lose its s: "language models", but not "Keras", "statistics", "business", "AWS". */
static bool
has_plural_s(struct str t, bool is_name)
{
	char last = t.n >= 6 ? t.p[t.n - 2] : 's';

	if (!is_name || t.n < 6 || t.p[t.n - 1] != 's' || last < 'a' || last > 'z')
		return false;
	if (last == 's' || last == 'u' || last == 'i' || (last == 'c' && t.p[t.n - 3] == 'i'))
		return false;
	return str_find_byte(t, ' ') != t.n || str_find_byte(t, '-') != t.n;
}

/* The other number of the last word, up to two texts. */
static size_t
plural_variants(struct arena *a, struct str t, bool is_name, struct str ret[2])
{
	char c = t.n >= 2 ? ascii_lower(t.p[t.n - 1]) : '.';
	char before = t.n >= 2 ? ascii_lower(t.p[t.n - 2]) : '.';
	size_t n = 0;

	if (!ascii_is_alpha(c) || !ascii_is_alpha(before))
		return 0;
	if (c == 's' && has_plural_s(t, is_name)) {
		ret[n++] = arena_str(a, str_sub(t, 0, t.n - 1));
		return n;
	}
	if (c == 's' || c == 'x' || c == 'z' || (c == 'h' && (before == 'c' || before == 's')))
		ret[n++] = arena_printf(a, "%.*ses", STR_ARG(t));
	else if (c == 'y' && !is_vowel(before))
		ret[n++] = arena_printf(a, "%.*sies", STR_ARG(str_sub(t, 0, t.n - 1)));
	else
		ret[n++] = arena_printf(a, "%.*ss", STR_ARG(t));
	return n;
}

static uint32_t
add_with_plural(struct builder *b, struct str text, struct out out, bool is_name, bool is_tool)
{
	struct str more[2];
	uint32_t len = add_sequence(b, text, out, is_tool);

	if (len == 0)
		return 0;
	for (size_t i = 0, n = plural_variants(b->a, text, is_name, more); i < n; i++)
		add_sequence(b, more[i], out, false);
	return len;
}

/* The number of a context phrase, the same for the same text; new ones are put in. */
static bool
context_number(struct builder *b, struct str text, uint32_t *ret)
{
	uint64_t h = str_hash(text) | 1;
	uint64_t i = h & b->context_mask;
	struct out out = {.kind = OUT_CONTEXT};

	for (; b->context_slots[i] != 0; i = (i + 1) & b->context_mask)
		if (((b->context_slots[i] ^ h) & ~TOKEN_ID_MASK) == 0) {
			*ret = (uint32_t)(b->context_slots[i] & TOKEN_ID_MASK) - 1;
			return true;
		}
	out.idx = b->n_contexts;
	if (add_with_plural(b, text, out, true, false) == 0)
		return false;
	b->context_slots[i] = (h & ~TOKEN_ID_MASK) | (b->n_contexts + 1);
	*ret = b->n_contexts++;
	return true;
}

/* Whether the phrase holds the term, in either number, as a run of tokens. */
static bool
phrase_holds(struct builder *b, struct str phrase, struct str term)
{
	uint64_t p[TERM_TOKENS_MAX];
	uint64_t t[TERM_TOKENS_MAX];
	struct str forms[3] = {term};
	size_t n_forms = 1 + plural_variants(b->a, term, true, forms + 1);
	size_t np;
	size_t nt;

	if (!scan_term(phrase, p, TERM_TOKENS_MAX, &np))
		return false;
	for (size_t f = 0; f < n_forms; f++) {
		if (!scan_term(forms[f], t, TERM_TOKENS_MAX, &nt) || nt == 0)
			continue;
		for (size_t i = 0; i + nt <= np; i++)
			if (memcmp(p + i, t, nt * sizeof(*t)) == 0)
				return true;
	}
	return false;
}

static bool
add_rule(struct builder *b, struct arena *a, struct extractor *ex, size_t i, struct err *err)
{
	const struct term_spec *s = &ex->specs[i];
	struct term_rule *rule = &ex->rules[i];
	size_t n = s->n_near + s->n_not;
	uint32_t *ids = ARENA_ARRAY(a, n, uint32_t);
	size_t at = s->n_near;
	size_t tail = n;

	if (n > 500)
		return err_set(err, ERR_LIMIT, "term '%.*s' has more than 500 context words", STR_ARG(s->text));
	for (size_t k = 0; k < s->n_near; k++)
		if (!context_number(b, s->near[k], &ids[k]))
			return err_set(err, ERR_INVALID, "term '%.*s': near word '%.*s' has no word or too many",
			               STR_ARG(s->text), STR_ARG(s->near[k]));
	for (size_t k = 0; k < s->n_not; k++) {
		bool inside = phrase_holds(b, s->not_[k], s->text);
		if (!context_number(b, s->not_[k], inside ? &ids[at++] : &ids[--tail]))
			return err_set(err, ERR_INVALID, "term '%.*s': phrase '%.*s' has no word or too many",
			               STR_ARG(s->text), STR_ARG(s->not_[k]));
	}
	rule->ids = ids;
	rule->n_near = (uint16_t)s->n_near;
	rule->n_inside = (uint16_t)(at - s->n_near);
	rule->n_beside = (uint16_t)(n - at);
	return true;
}

/* Numbers the distinct tokens, from 1; seq_tokens[i] is the number of hashes.p[i]. */
static uint32_t *
number_tokens(struct builder *b, struct arena *a, struct matcher *m)
{
	uint32_t *ids = ARENA_ARRAY(b->a, b->hashes.n, uint32_t);
	uint64_t mask = table_size(b->hashes.n) - 1;
	uint64_t *big = ARENA_ARRAY(b->a, mask + 1, uint64_t);
	uint32_t n = 0;

	for (size_t i = 0; i < b->hashes.n; i++) {
		uint64_t h = b->hashes.p[i];
		uint64_t k = h >> TOKEN_ID_BITS & mask;
		while (big[k] != 0 && ((big[k] ^ h) & ~TOKEN_ID_MASK) != 0)
			k = (k + 1) & mask;
		if (big[k] == 0)
			big[k] = (h & ~TOKEN_ID_MASK) | ++n;
		ids[i] = (uint32_t)(big[k] & TOKEN_ID_MASK);
	}
	m->n_tokens = n + 1;
	m->slot_mask = table_size(n) - 1;
	m->slots = ARENA_ARRAY(a, m->slot_mask + 1, uint64_t);
	for (uint64_t i = 0; i <= mask; i++) {
		uint64_t k = big[i] >> TOKEN_ID_BITS & m->slot_mask;
		if (big[i] == 0)
			continue;
		while (m->slots[k] != 0)
			k = (k + 1) & m->slot_mask;
		m->slots[k] = big[i];
	}
	return ids;
}

static uint64_t
edge_key(uint32_t state, uint32_t token)
{
	return (uint64_t)state << TOKEN_ID_BITS | token;
}

static uint64_t
edge_slot(uint64_t key, uint64_t mask)
{
	return (key * 0x9e3779b97f4a7c15u) >> 30 & mask;
}

uint32_t
matcher_edge(const struct matcher *m, uint32_t state, uint32_t token)
{
	uint64_t key = edge_key(state, token);
	uint64_t i = edge_slot(key, m->edge_mask);

	for (; m->edges[i] != 0; i = (i + 1) & m->edge_mask)
		if (m->edges[i] >> TOKEN_ID_BITS == key)
			return (uint32_t)(m->edges[i] & TOKEN_ID_MASK);
	return 0;
}

uint32_t
matcher_token(const struct matcher *m, uint64_t hash)
{
	uint64_t i = hash >> TOKEN_ID_BITS & m->slot_mask;

	for (; m->slots[i] != 0; i = (i + 1) & m->slot_mask)
		if (((m->slots[i] ^ hash) & ~TOKEN_ID_MASK) == 0)
			return (uint32_t)(m->slots[i] & TOKEN_ID_MASK);
	return 0;
}

/* Puts all sequences into a tree; ends[i] is the state where sequence i ends. */
static struct node *
grow_tree(struct builder *b, struct arena *a, struct matcher *m, const uint32_t *ids, uint32_t *ends, size_t *ret_n)
{
	struct node *nodes = ARENA_ARRAY(b->a, b->hashes.n + 1, struct node);
	size_t n = 1;

	m->root = ARENA_ARRAY(a, m->n_tokens, uint32_t);
	m->versioned = ARENA_ARRAY(a, m->n_tokens, uint8_t);
	m->edge_mask = table_size(b->hashes.n) - 1;
	m->edges = ARENA_ARRAY(b->a, m->edge_mask + 1, uint64_t);
	for (size_t i = 0; i < b->seqs.n; i++) {
		const struct sequence *s = &b->seqs.p[i];
		uint32_t at = 0;
		for (size_t k = 0; k < s->n; k++) {
			uint32_t token = ids[s->first + k];
			uint32_t to = at == 0 ? m->root[token] : matcher_edge(m, at, token);
			if (to == 0) {
				uint64_t slot = edge_slot(edge_key(at, token), m->edge_mask);
				to = (uint32_t)n++;
				nodes[to] = (struct node){.parent = at, .token = token, .depth = (uint8_t)(k + 1)};
				while (m->edges[slot] != 0)
					slot = (slot + 1) & m->edge_mask;
				if (at == 0)
					m->root[token] = to;
				else
					m->edges[slot] = edge_key(at, token) << TOKEN_ID_BITS | to;
			}
			at = to;
		}
		ends[i] = at;
		if (s->is_tool && s->n == 1)
			m->versioned[ids[s->first]] = 1;
	}
	*ret_n = n;
	return nodes;
}

/* The edges again, in a table no larger than they need: it is read for every second word of a text. */
static void
pack_edges(struct arena *a, struct matcher *m, const struct node *nodes, size_t n)
{
	m->edge_mask = table_size(n) - 1;
	m->edges = ARENA_ARRAY(a, m->edge_mask + 1, uint64_t);
	for (size_t i = 1; i < n; i++) {
		uint64_t key = edge_key(nodes[i].parent, nodes[i].token);
		uint64_t slot = edge_slot(key, m->edge_mask);
		if (nodes[i].parent == 0)
			continue;
		while (m->edges[slot] != 0)
			slot = (slot + 1) & m->edge_mask;
		m->edges[slot] = key << TOKEN_ID_BITS | i;
	}
}

/* Outputs by state, one copy each. */
static void
pack_outs(struct builder *b, struct arena *a, struct matcher *m, const uint32_t *ends, size_t n_states)
{
	uint32_t at = 0;

	m->outs = ARENA_ARRAY(a, b->seqs.n, struct out);
	for (size_t i = 0; i < b->seqs.n; i++)
		m->states[ends[i]].n_out++;
	for (size_t s = 0; s < n_states; s++) {
		m->states[s].first_out = at;
		at += m->states[s].n_out;
		m->states[s].n_out = 0;
	}
	for (size_t i = 0; i < b->seqs.n; i++) {
		struct state *s = &m->states[ends[i]];
		struct out *o = &m->outs[s->first_out];
		const struct out *new = &b->seqs.p[i].out;
		uint32_t k = 0;
		while (k < s->n_out && (o[k].idx != new->idx || o[k].kind != new->kind))
			k++;
		if (k == s->n_out)
			o[s->n_out++] = *new;
	}
}

/* Failure links, level by level: a state's parent is always shallower. */
static void
link_states(struct builder *b, struct matcher *m, const struct node *nodes, size_t n)
{
	uint32_t *order = ARENA_ARRAY(b->a, n, uint32_t);
	size_t filled = 0;

	for (uint8_t depth = 1; depth <= TERM_TOKENS_MAX; depth++)
		for (size_t i = 1; i < n; i++)
			if (nodes[i].depth == depth)
				order[filled++] = (uint32_t)i;
	for (size_t k = 0; k < filled; k++) {
		uint32_t s = order[k];
		uint32_t f = nodes[s].parent;
		uint32_t to = 0;
		while (f != 0 && to == 0) {
			f = m->states[f].fail;
			to = f == 0 ? m->root[nodes[s].token] : matcher_edge(m, f, nodes[s].token);
		}
		m->states[s].fail = to;
		m->states[s].dict = m->states[s].n_out != 0 ? s : m->states[to].dict;
	}
}

static bool
add_specs(struct builder *b, struct arena *a, struct extractor *ex, struct err *err)
{
	for (size_t i = 0; i < ex->n_specs; i++) {
		const struct term_spec *s = &ex->specs[i];
		struct out out = {.kind = OUT_TERM, .idx = (uint32_t)i};
		if (s->text.n > TERM_BYTES_MAX)
			return err_set(err, ERR_LIMIT, "a term is longer than %d bytes", TERM_BYTES_MAX);
		if (add_with_plural(b, s->text, out, s->kind == TERM_NAME, s->kind == TERM_TOOL) == 0)
			return err_set(err, ERR_INVALID, "term '%.*s' has no word or more than %d", STR_ARG(s->text),
			               TERM_TOKENS_MAX);
		if ((s->n_near != 0 || s->n_not != 0) && !add_rule(b, a, ex, i, err))
			return false;
	}
	for (size_t i = 0; i < n_cue_phrases; i++) {
		struct out out = {.kind = OUT_CUE, .idx = (uint32_t)cue_phrases[i].cue};
		if (add_sequence(b, cue_phrases[i].text, out, false) == 0)
			return err_set(err, ERR_BUG, "a cue has no word");
	}
	return true;
}

static bool
build(struct builder *b, struct arena *a, struct extractor *ex, struct err *err)
{
	struct node *nodes;
	uint32_t *ids;
	uint32_t *ends;
	size_t n;

	if (!add_specs(b, a, ex, err))
		return false;
	if (b->hashes.n >= TOKEN_ID_MASK)
		return err_set(err, ERR_LIMIT, "the terms have more than a million words");
	ids = number_tokens(b, a, &ex->m);
	ends = ARENA_ARRAY(b->a, b->seqs.n, uint32_t);
	nodes = grow_tree(b, a, &ex->m, ids, ends, &n);
	pack_edges(a, &ex->m, nodes, n);
	ex->m.states = ARENA_ARRAY(a, n, struct state);
	pack_outs(b, a, &ex->m, ends, n);
	link_states(b, &ex->m, nodes, n);
	ex->n_contexts = b->n_contexts;
	return true;
}

bool
extractor_new(struct arena *a, const struct term_spec *specs, size_t n, struct str tagger, struct extractor **ret,
              struct err *err)
{
	CLEANUP(arena_release) struct arena scratch = ARENA((size_t)256 << 20);
	struct builder b = {.a = &scratch};
	struct extractor *ex = ARENA_NEW(a, struct extractor);
	size_t phrases = 0;

	if (n > TERM_COUNT_MAX)
		return err_set(err, ERR_LIMIT, "more than %d terms", TERM_COUNT_MAX);
	for (size_t i = 0; i < n; i++)
		phrases += specs[i].n_near + specs[i].n_not;
	if (phrases > TERM_COUNT_MAX * 4)
		return err_set(err, ERR_LIMIT, "more than %d context words", TERM_COUNT_MAX * 4);
	b.context_mask = table_size(phrases) - 1;
	b.context_slots = ARENA_ARRAY(&scratch, b.context_mask + 1, uint64_t);
	ex->specs = specs;
	ex->n_specs = n;
	ex->rules = ARENA_ARRAY(a, n, struct term_rule);
	if (!build(&b, a, ex, err))
		return false;
	if (tagger.n != 0 && !tagger_parse(a, tagger, &ex->tagger, err))
		return false;
	*ret = ex;
	return true;
}
