#include "extract.h"

#include "extract_impl.h"

#define NEAR_REACH 60 /* tokens either side in which a near word is looked for */

/* A term found, before and after its rules. */
struct candidate {
	uint32_t tok_start;
	uint32_t tok_end;
	uint32_t term;
	bool ambiguous;
	bool stands;
};

typedef VEC(struct candidate) candidate_list;

/* Marks of the rule being checked, by context number: the stamp of the rule that wants it. */
struct wanted {
	uint32_t *stamp;
	uint32_t now;
};

const char *
section_name(enum section s)
{
	static const char *const names[] = {"none", "duty", "required", "preferred", "about", "offer", "legal"};

	return s < SECTION__COUNT ? names[s] : "?";
}

bool
mention_is_demand(const struct skill_mention *m)
{
	return !m->negated && m->section != SECTION_ABOUT && m->section != SECTION_OFFER && m->section != SECTION_LEGAL;
}

bool
mention_is_beyond(const struct skill_mention *m)
{
	return m->skill < 0 && m->tagged && mention_is_demand(m);
}

/* The events that may matter to a place: those of its sentence and the two beside it, within reach. */
static void
event_window(const struct reading *r, const struct candidate *c, uint32_t *ret_from, uint32_t *ret_to)
{
	uint32_t se = r->tokens.p[c->tok_start].sentence;
	uint32_t from = r->sentences.p[se > 0 ? se - 1 : 0].ev_start;
	uint32_t to = r->sentences.p[MIN(se + 1, (uint32_t)r->sentences.n - 1)].ev_end;
	uint32_t tok_from = c->tok_start > NEAR_REACH ? c->tok_start - NEAR_REACH : 0;
	uint32_t lo = from;
	uint32_t hi = to;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		const struct event *e = &r->events.p[mid];
		if (e->tok_start + e->out.len < tok_from)
			lo = mid + 1;
		else
			hi = mid;
	}
	*ret_from = lo;
	while (lo < to && r->events.p[lo].tok_start <= c->tok_end + NEAR_REACH)
		lo++;
	*ret_to = lo;
}

/* Whether the term is written as its spec is, but for joints and a plural s. */
static bool
case_agrees(const struct reading *r, const struct candidate *c)
{
	struct str want = r->ex->specs[c->term].text;
	uint32_t from = r->tokens.p[c->tok_start].start;
	struct str have = str_sub(r->text, from, r->tokens.p[c->tok_end - 1].end - from);
	size_t n = MIN(want.n, have.n);

	if (have.n > want.n + 2)
		return false;
	for (size_t i = 0; i < n; i++)
		if (want.p[i] != have.p[i] && ascii_is_alpha(want.p[i]) && ascii_is_alpha(have.p[i]))
			return false;
	return true;
}

static bool
overlaps(const struct event *e, const struct candidate *c)
{
	return e->tok_start < c->tok_end && c->tok_start < e->tok_start + e->out.len;
}

/* Stamps n contexts, and tells whether one of them stands where it counts. */
static bool
finds_context(const struct reading *r, const struct candidate *c, struct wanted *w, const uint32_t *ids, size_t n,
              bool inside, bool same_sentence)
{
	uint32_t se = r->tokens.p[c->tok_start].sentence;
	uint32_t i;
	uint32_t to;

	if (n == 0)
		return false;
	w->now++;
	for (size_t k = 0; k < n; k++)
		w->stamp[ids[k]] = w->now;
	for (event_window(r, c, &i, &to); i < to; i++) {
		const struct event *e = &r->events.p[i];
		if (e->out.kind != OUT_CONTEXT || w->stamp[e->out.idx] != w->now || overlaps(e, c) != inside)
			continue;
		if (!same_sentence || r->tokens.p[e->tok_start].sentence == se)
			return true;
	}
	return false;
}

/* Whether a plain term stands in the same sentence (near: *). */
static bool
finds_plain_term(const struct reading *r, const struct candidate *c)
{
	uint32_t se = r->tokens.p[c->tok_start].sentence;
	uint32_t i;
	uint32_t to;

	for (event_window(r, c, &i, &to); i < to; i++) {
		const struct event *e = &r->events.p[i];
		const struct term_spec *s;
		if (e->out.kind != OUT_TERM || overlaps(e, c) || r->tokens.p[e->tok_start].sentence != se)
			continue;
		s = &r->ex->specs[e->out.idx];
		if (!TERM_IS_AMBIGUOUS(s) && s->n_not == 0 && !s->match_case && !TERM_IS_VOCAB(s->skill))
			return true;
	}
	return false;
}

static bool
rules_allow(const struct reading *r, const struct candidate *c, struct wanted *w)
{
	const struct term_spec *s = &r->ex->specs[c->term];
	const struct term_rule *rule = &r->ex->rules[c->term];
	const uint32_t *inside = rule->ids + rule->n_near;
	const uint32_t *beside = inside + rule->n_inside;
	const struct sentence *se = &r->sentences.p[r->tokens.p[c->tok_start].sentence];

	if (c->tok_start >= se->head_start && c->tok_end <= se->head_end)
		return false;
	if (s->match_case && !case_agrees(r, c))
		return false;
	if (finds_context(r, c, w, inside, rule->n_inside, true, true) ||
	    finds_context(r, c, w, beside, rule->n_beside, false, true))
		return false;
	if (!TERM_IS_AMBIGUOUS(s))
		return true;
	return finds_context(r, c, w, rule->ids, rule->n_near, false, false) || (s->near_any && finds_plain_term(r, c));
}

/* Longer first where two begin together; then by term, so that the result does not depend on the sort. */
static int
candidate_cmp(const void *pa, const void *pb)
{
	const struct candidate *a = pa;
	const struct candidate *b = pb;

	if (a->tok_start != b->tok_start)
		return a->tok_start < b->tok_start ? -1 : 1;
	if (a->tok_end != b->tok_end)
		return a->tok_end > b->tok_end ? -1 : 1;
	return a->term < b->term ? -1 : a->term > b->term;
}

/* A list neighbour: only a comma, slash, "and" or "or" stands between. */
static bool
is_neighbour(const struct reading *r, const struct candidate *a, const struct candidate *b)
{
	uint32_t between = b->tok_start - a->tok_end;
	const struct token *t = &r->tokens.p[a->tok_end];
	bool word = t->end - t->start == 2 || t->end - t->start == 3;

	if (b->tok_start < a->tok_end || between > 1 || t->gap == GAP_END)
		return false;
	if (between == 0)
		return t->gap == GAP_COMMA || t->flags & TOKEN_SLASH;
	return word && (str_eq_ci(str_sub(r->text, t->start, 3), STR("and")) ||
	                str_eq_ci(str_sub(r->text, t->start, 2), STR("or")));
}

/* In a list of tools ("Python, R, SQL") the company settles a word that must be written so and is. */
static void
settle_lists(const struct reading *r, candidate_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		struct candidate *c = &list->p[i];
		const struct term_spec *s = &r->ex->specs[c->term];
		const struct candidate *before = NULL;
		const struct candidate *after = NULL;
		if (c->stands || !s->match_case || s->kind != TERM_TOOL || !case_agrees(r, c))
			continue;
		for (size_t k = i; k > 0 && i - k < 8 && before == NULL; k--)
			if (list->p[k - 1].stands && is_neighbour(r, &list->p[k - 1], c))
				before = &list->p[k - 1];
		for (size_t k = i + 1; k < list->n && k - i < 8 && after == NULL; k++)
			if (list->p[k].stands && is_neighbour(r, c, &list->p[k]))
				after = &list->p[k];
		if (before != NULL && after != NULL && r->ex->specs[before->term].kind == TERM_TOOL &&
		    r->ex->specs[after->term].kind == TERM_TOOL)
			c->stands = true;
	}
}

/* Puts c where an equal place is taken: beside it when it is another skill of the map. The map goes before the
 * vocabulary. */
static void
add_equal(const struct reading *r, candidate_list *list, size_t *n, const struct candidate *c)
{
	int new = r->ex->specs[c->term].skill;

	for (size_t k = *n; k > 0; k--) {
		const struct candidate *top = &list->p[k - 1];
		if (top->tok_start != c->tok_start || top->tok_end != c->tok_end)
			break;
		if (r->ex->specs[top->term].skill == new)
			return;
	}
	if (TERM_IS_VOCAB(r->ex->specs[list->p[*n - 1].term].skill))
		list->p[*n - 1] = *c;
	else if (!TERM_IS_VOCAB(new))
		list->p[(*n)++] = *c;
}

/* Of those that stand, the longest wins where two overlap, the first of two as long. */
static void
keep_longest(const struct reading *r, candidate_list *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		struct candidate c = list->p[i];
		bool keep = c.stands;
		while (keep && n > 0 && c.tok_start < list->p[n - 1].tok_end) {
			const struct candidate *top = &list->p[n - 1];
			if (c.tok_start == top->tok_start && c.tok_end == top->tok_end) {
				add_equal(r, list, &n, &c);
				keep = false;
				break;
			}
			keep = c.tok_end - c.tok_start > top->tok_end - top->tok_start;
			n -= keep;
		}
		if (keep)
			list->p[n++] = c;
	}
	list->n = n;
}

static candidate_list
find_candidates(const struct reading *r, unsigned flags)
{
	candidate_list list = {0};
	struct wanted w = {.stamp = ARENA_ARRAY(r->a, r->ex->n_contexts + 1, uint32_t)};

	for (size_t i = 0; i < r->events.n; i++) {
		const struct event *e = &r->events.p[i];
		struct candidate *c;
		if (e->out.kind != OUT_TERM)
			continue;
		c = VEC_PUSH(r->a, &list);
		c->tok_start = e->tok_start;
		c->tok_end = e->tok_start + e->out.len;
		c->term = e->out.idx;
		c->ambiguous = TERM_IS_AMBIGUOUS(&r->ex->specs[e->out.idx]);
		c->stands = (flags & EXTRACT_RAW) != 0 || rules_allow(r, c, &w);
	}
	if (list.n > 1)
		qsort(list.p, list.n, sizeof(*list.p), candidate_cmp);
	if (!(flags & EXTRACT_RAW))
		settle_lists(r, &list);
	keep_longest(r, &list);
	return list;
}

static void
make_mention(const struct reading *r, uint32_t tok_start, uint32_t tok_end, struct skill_mention *m)
{
	const struct sentence *se = &r->sentences.p[r->tokens.p[tok_start].sentence];

	m->start = r->tokens.p[tok_start].start;
	m->end = r->tokens.p[tok_end - 1].end;
	m->sentence_start = r->tokens.p[se->tok_start].start;
	m->sentence_end = se->end;
	mention_judge(r, m, tok_start, tok_end);
}

static int
mention_cmp(const void *pa, const void *pb)
{
	const struct skill_mention *a = pa;
	const struct skill_mention *b = pb;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	return a->skill < b->skill ? -1 : a->skill > b->skill;
}

/* Joins the tagger's stretches with the dictionary's: a stretch that holds no term becomes a mention of its own. */
static void
add_tagged(struct reading *r, struct extraction *x, const struct tag_span *spans, size_t n, const candidate_list *list)
{
	struct skill_mention *all = ARENA_ARRAY(r->a, list->n + n, struct skill_mention);
	size_t n_all = list->n;
	size_t k = 0;

	if (list->n != 0)
		memcpy(all, x->mentions, list->n * sizeof(*all));
	x->spans = ARENA_ARRAY(r->a, n, struct skill_span);
	x->n_spans = n;
	for (size_t i = 0; i < n; i++) {
		bool held = false;
		x->spans[i].start = r->tokens.p[spans[i].tok_start].start;
		x->spans[i].end = r->tokens.p[spans[i].tok_end - 1].end;
		while (k < list->n && list->p[k].tok_end <= spans[i].tok_start)
			k++;
		for (size_t c = k; c < list->n && list->p[c].tok_start < spans[i].tok_end; c++)
			held = all[c].tagged = true;
		if (held)
			continue;
		make_mention(r, spans[i].tok_start, spans[i].tok_end, &all[n_all]);
		all[n_all].skill = SKILL_UNKNOWN;
		all[n_all].term = -1;
		all[n_all++].tagged = true;
	}
	qsort(all, n_all, sizeof(*all), mention_cmp);
	x->mentions = all;
	x->n_mentions = n_all;
}

static void
read_terms(struct reading *r, unsigned flags, struct extraction *x)
{
	candidate_list list = find_candidates(r, flags);
	struct tag_span *spans;
	size_t n;

	x->mentions = ARENA_ARRAY(r->a, list.n, struct skill_mention);
	x->n_mentions = list.n;
	for (size_t i = 0; i < list.n; i++) {
		struct skill_mention *m = &x->mentions[i];
		make_mention(r, list.p[i].tok_start, list.p[i].tok_end, m);
		m->skill = r->ex->specs[list.p[i].term].skill;
		m->term = (int)list.p[i].term;
		m->kind = r->ex->specs[list.p[i].term].kind;
		m->ambiguous = list.p[i].ambiguous;
	}
	if (!(flags & EXTRACT_TAG) || r->ex->tagger == NULL)
		return;
	tagger_run(r->ex->tagger, r, &spans, &n);
	add_tagged(r, x, spans, n, &list);
}

static void
list_sentences(const struct reading *r, struct extraction *x)
{
	x->n_sentences = r->sentences.n;
	x->sentences = ARENA_ARRAY(r->a, r->sentences.n, struct skill_sentence);
	for (size_t i = 0; i < r->sentences.n; i++) {
		const struct sentence *se = &r->sentences.p[i];
		x->sentences[i].start = r->tokens.p[se->tok_start].start;
		x->sentences[i].end = se->end;
		x->sentences[i].section = se->section;
		x->sentences[i].is_heading = se->is_heading;
	}
}

bool
extract_run(const struct extractor *ex, struct arena *a, struct str text, unsigned flags, struct extraction *ret,
            struct err *err)
{
	struct reading r = {.ex = ex, .a = a, .text = text};

	if (text.n > EXTRACT_TEXT_MAX)
		return err_set(err, ERR_LIMIT, "a text of %zu bytes is longer than %zu", text.n, EXTRACT_TEXT_MAX);
	*ret = (struct extraction){0};
	scan_text(&r);
	if (r.sentences.n == 0)
		return true;
	sections_find(&r);
	read_terms(&r, flags, ret);
	list_sentences(&r, ret);
	return true;
}

size_t
extract_scan_count(const struct extractor *ex, struct arena *a, struct str text)
{
	struct reading r = {.ex = ex, .a = a, .text = text};

	scan_text(&r);
	return r.events.n;
}
