/*
 * What a line is for (duty, requirement, benefit, ...) and how strongly a place in it is asked for.
 *
 * Headings are known by the marks of the plain text, or by their words and look. Cues bind to the places near them:
 * "ideally" to what follows, "is a plus" to what stands before, the nearer one wins, a comma between counts as
 * distance.
 */
#include "extract_impl.h"

#define CUE_REACH  25 /* tokens a cue reaches */
#define NOT_REACH  12 /* tokens a "no experience with" reaches */
#define HEAD_WORDS 9  /* tokens of a heading without a mark */

static struct str
token_text(const struct reading *r, uint32_t tok)
{
	const struct token *t = &r->tokens.p[tok];

	return str_sub(r->text, t->start, t->end - t->start);
}

static bool
token_is(const struct reading *r, uint32_t tok, struct str word)
{
	return str_eq_ci(token_text(r, tok), word);
}

static enum section
cue_section(uint32_t cue)
{
	static const uint8_t sections[] = {
	    [CUE_HEAD_DUTY] = SECTION_DUTY,           [CUE_HEAD_REQUIRED] = SECTION_REQUIRED,
	    [CUE_HEAD_PREFERRED] = SECTION_PREFERRED, [CUE_HEAD_ABOUT] = SECTION_ABOUT,
	    [CUE_HEAD_OFFER] = SECTION_OFFER,         [CUE_HEAD_LEGAL] = SECTION_LEGAL,
	};

	return sections[cue];
}

static bool
is_aside(enum section s)
{
	return s == SECTION_ABOUT || s == SECTION_OFFER || s == SECTION_LEGAL;
}

/* The longest heading phrase of a sentence: at its first word, or anywhere. */
static const struct event *
find_head(const struct reading *r, const struct sentence *se, bool anywhere)
{
	const struct event *best = NULL;

	for (uint32_t i = se->ev_start; i < se->ev_end; i++) {
		const struct event *e = &r->events.p[i];
		if (e->out.kind != OUT_CUE || e->out.idx > CUE_HEAD_LEGAL)
			continue;
		if (e->tok_start != se->tok_start && !anywhere)
			continue;
		if (best == NULL || e->out.len > best->out.len)
			best = e;
	}
	return best;
}

static bool
ends_with_colon(const struct reading *r, const struct sentence *se)
{
	const struct token *last = &r->tokens.p[se->tok_end - 1];
	struct str rest = str_trim(str_sub(r->text, last->end, se->end - last->end));

	return str_find_byte(rest, ':') != rest.n;
}

static bool
all_upper(const struct reading *r, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if (!(r->tokens.p[i].flags & (TOKEN_UPPER | TOKEN_DIGIT)) &&
		    r->tokens.p[i].end - r->tokens.p[i].start > 3)
			return false;
	return true;
}

/* A line that looks like a heading although nothing marks it. */
static bool
looks_like_heading(const struct reading *r, const struct sentence *se)
{
	uint32_t n = se->tok_end - se->tok_start;

	if (!se->line_start || !se->line_end || n > HEAD_WORDS || se->ending == '.' || se->ending == ';')
		return false;
	if (ends_with_colon(r, se))
		return true;
	return se->mark == 0 && r->tokens.p[se->tok_start].flags & TOKEN_UPPER;
}

/* A heading run into the text behind it: "Requirements: 5 years", "Basic Qualifications Technical expertise". */
static bool
is_inline_head(const struct reading *r, const struct sentence *se, const struct event *e)
{
	uint32_t after = e->tok_start + e->out.len;
	enum section s = cue_section(e->out.idx);

	if (!(r->tokens.p[e->tok_start].flags & TOKEN_UPPER))
		return false;
	if (after == se->tok_end)
		return ends_with_colon(r, se) || se->ending == 0;
	if (r->tokens.p[after].gap == GAP_COLON)
		return true;
	if (e->out.len == 1 && is_aside(s))
		return false;
	return all_upper(r, e->tok_start, after) && r->tokens.p[after].flags & TOKEN_UPPER &&
	       r->tokens.p[after].gap == GAP_SPACE && se->mark == 0;
}

/* The section a heading opens; `now` where it says nothing about it. */
static enum section
heading_section(const struct reading *r, const struct sentence *se, const struct event *head, enum section now)
{
	if (head != NULL)
		return cue_section(head->out.idx);
	if (token_is(r, se->tok_start, STR("about")))
		return SECTION_ABOUT;
	return is_aside(now) || now == SECTION_PREFERRED ? SECTION_NONE : now;
}

/* A sentence that is plainly about the company, its offer or the law, wherever it stands. */
static enum section
sentence_section(const struct reading *r, const struct sentence *se, enum section now)
{
	for (uint32_t i = se->ev_start; i < se->ev_end; i++) {
		const struct event *e = &r->events.p[i];
		if (e->out.kind != OUT_CUE)
			continue;
		if (e->out.idx == CUE_LINE_LEGAL && now != SECTION_PREFERRED)
			return SECTION_LEGAL;
		if (e->out.idx == CUE_LINE_OFFER && (now == SECTION_NONE || now == SECTION_DUTY))
			return SECTION_OFFER;
		if (e->out.idx == CUE_LINE_ABOUT && now == SECTION_NONE)
			return SECTION_ABOUT;
	}
	return now;
}

void
sections_find(struct reading *r)
{
	enum section now = SECTION_NONE;
	enum section back = SECTION__COUNT; /* where to return at the end of the line */

	for (size_t i = 0; i < r->sentences.n; i++) {
		struct sentence *se = &r->sentences.p[i];
		const struct event *head = find_head(r, se, se->mark == '#');
		bool look = looks_like_heading(r, se);
		bool colon = look && ends_with_colon(r, se);
		uint32_t n = se->tok_end - se->tok_start;
		if (se->mark == '#' || (look && head != NULL && (colon || head->out.len + 3u >= n)) ||
		    (look && se->mark == 0 && (colon || (n <= 4 && token_is(r, se->tok_start, STR("about")))))) {
			se->is_heading = true;
			now = heading_section(r, se, head, now);
		} else if (head != NULL && is_inline_head(r, se, head)) {
			if (cue_section(head->out.idx) == SECTION_PREFERRED &&
			    !(se->line_start && n == head->out.len) && back == SECTION__COUNT)
				back = now;
			now = cue_section(head->out.idx);
			se->is_heading = n == head->out.len;
		}
		if (se->is_heading && head != NULL) {
			se->head_start = head->tok_start;
			se->head_end = head->tok_start + head->out.len;
		}
		se->section = (uint8_t)sentence_section(r, se, now);
		if (se->line_end && back != SECTION__COUNT) {
			now = back;
			back = SECTION__COUNT;
		}
	}
}

/* ---- strength and negation ---- */

/* The cues that bind to one place. Distances in tokens; UINT32_MAX for none. */
struct binding {
	uint32_t must;
	uint32_t prefer;
	bool negated;
	bool not_a;
	bool role;
};

static bool
is_broken(const struct reading *r, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if (r->tokens.p[i].gap > GAP_SPACE)
			return true;
	return false;
}

/* Tokens between a cue and a place, where [from, to) lies between; the mark before `edge` counts as two. */
static uint32_t
distance(const struct reading *r, uint32_t from, uint32_t to)
{
	uint32_t d = to - from;

	for (uint32_t i = from; i <= to && i < r->tokens.n; i++)
		if (r->tokens.p[i].gap >= GAP_COMMA && r->tokens.p[i].gap != GAP_COLON)
			d += 2;
	return d;
}

/* "but", "however", "just": what was denied ends there. */
static bool
has_turn(const struct reading *r, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if (token_is(r, i, STR("but")) || token_is(r, i, STR("however")) || token_is(r, i, STR("just")))
			return true;
	return false;
}

static void
bind_before(const struct reading *r, struct binding *b, const struct event *e, uint32_t tok_start)
{
	uint32_t end = e->tok_start + e->out.len;
	uint32_t d = distance(r, end, tok_start);

	if (r->tokens.p[end - 1].flags & TOKEN_BRACKET && !(r->tokens.p[tok_start].flags & TOKEN_BRACKET))
		return;
	if (e->out.idx == CUE_MUST_BEFORE)
		b->must = MIN(b->must, d);
	else if (e->out.idx == CUE_PREFER_BEFORE)
		b->prefer = MIN(b->prefer, d);
	else if (e->out.idx == CUE_NOT_BEFORE && tok_start - end <= NOT_REACH && !has_turn(r, end, tok_start))
		b->negated = true;
	else if (e->out.idx == CUE_NOT_ROLE && tok_start - end <= 3 && !is_broken(r, end, tok_start + 1))
		b->not_a = true;
}

static void
bind_after(const struct reading *r, struct binding *b, const struct event *e, uint32_t tok_end)
{
	uint32_t start = e->tok_start;
	uint32_t d = distance(r, tok_end, start);
	bool in_brackets = r->tokens.p[start].flags & TOKEN_BRACKET;

	/* "Spark (a plus)" speaks of Spark, "Spark (Scala a plus)" does not. */
	if (in_brackets && !(r->tokens.p[tok_end - 1].flags & TOKEN_BRACKET)) {
		if (start != tok_end)
			return;
		d = 0;
	}
	if (e->out.idx == CUE_MUST_AFTER)
		b->must = MIN(b->must, d);
	else if (e->out.idx == CUE_PREFER_AFTER)
		b->prefer = MIN(b->prefer, d);
	else if (e->out.idx == CUE_NOT_AFTER && start - tok_end <= NOT_REACH && !has_turn(r, tok_end, start))
		b->negated = true;
	else if (e->out.idx == CUE_ROLE && start - tok_end <= 2 && !is_broken(r, tok_end, start))
		b->role = true;
}

/* The first event of the sentence that ends at or behind the token. */
static uint32_t
first_event_near(const struct reading *r, const struct sentence *se, uint32_t tok)
{
	uint32_t lo = se->ev_start;
	uint32_t hi = se->ev_end;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		const struct event *e = &r->events.p[mid];
		if (e->tok_start + e->out.len < tok)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void
mention_judge(const struct reading *r, struct skill_mention *m, uint32_t tok_start, uint32_t tok_end)
{
	const struct sentence *se = &r->sentences.p[r->tokens.p[tok_start].sentence];
	struct binding b = {.must = UINT32_MAX, .prefer = UINT32_MAX};
	uint32_t from = tok_start > CUE_REACH ? tok_start - CUE_REACH : 0;

	for (uint32_t i = first_event_near(r, se, from); i < se->ev_end; i++) {
		const struct event *e = &r->events.p[i];
		if (e->tok_start > tok_end + CUE_REACH)
			break;
		if (e->out.kind != OUT_CUE)
			continue;
		if (e->tok_start + e->out.len <= tok_start)
			bind_before(r, &b, e, tok_start);
		else if (e->tok_start >= tok_end)
			bind_after(r, &b, e, tok_end);
	}
	m->section = se->section;
	m->required = se->section != SECTION_PREFERRED;
	if (b.must != UINT32_MAX || b.prefer != UINT32_MAX)
		m->required = b.must < b.prefer;
	m->negated = (b.negated && b.prefer == UINT32_MAX) || (b.not_a && b.role);
	/* "not required" holds "required". */
	if (b.negated && b.prefer != UINT32_MAX)
		m->required = false;
}
