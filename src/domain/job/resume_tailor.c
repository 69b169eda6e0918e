#include "domain/job/resume_tailor.h"

#include "base/fold.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "domain/job/resume_version.h"

#define TEXT_MAX ((size_t)2 << 20)

/* Words with what they name. */
struct reading {
	struct str *words; /* by skill of the map: what names it; p NULL: nothing */
	struct str fold;   /* " word word " for what is beyond it */
};

struct tailoring {
	struct ctx *c;
	const struct extractor *ex;
	struct resume r;
	struct resume_version v;
	bool all; /* version 0 */
	struct evidence *evidence;
	size_t n_evidence;
	struct reading skills; /* of the version */
	struct reading prose;
	VEC(struct tailor_term) terms;
};

const char *
tailor_group_name(enum tailor_group g)
{
	static const char *const names[TAILOR__COUNT] = {"in skills", "only in prose", "absent"};

	return names[g];
}

/* --- reading the résumé ------------------------------------------------------------------------------------------- */

bool
resume_skills_of(struct ctx *c, const struct extractor *ex, struct str text, struct str *words, struct err *err)
{
	struct extraction x;

	if (!extract_run(ex, c->a, utf8_clip(text, EXTRACT_TEXT_MAX), EXTRACT_PLAIN, &x, err))
		return false;
	for (size_t i = 0; i < x.n_mentions; i++) {
		const struct skill_mention *m = &x.mentions[i];

		if (m->skill >= 0 && !m->negated && words[m->skill].p == NULL)
			words[m->skill] = str_sub(text, m->start, m->end - m->start);
	}
	return true;
}

static bool
read_text(struct tailoring *t, struct str text, struct reading *ret, struct err *err)
{
	ret->words = ARENA_ARRAY(t->c->a, t->c->map->n_skills, struct str);
	ret->fold = arena_printf(t->c->a, " %.*s ", STR_ARG(fold_line(t->c->a, text)));
	return resume_skills_of(t->c, t->ex, text, ret->words, err);
}

static bool
key_is_prose(const char *key)
{
	static const char *const not_[] = {"url",        "website",    "image",   "picture", "email",
	                                   "phone",      "startDate",  "endDate", "date",    "releaseDate",
	                                   "highlights", "start_date", "end_date"};

	for (size_t i = 0; i < ARRAY_LEN(not_); i++)
		if (strcmp(not_[i], key) == 0)
			return false;
	return true;
}

/* Every text of a value, a line each; a list of words on one line. The depth is what jdoc_read let through. */
static void
add_words(struct strbuf *out, const json_t *v, const char *end)
{
	const char *key;
	json_t *e;
	size_t i;

	if (json_is_string(v)) {
		strbuf_add(out, (struct str){json_string_value(v), json_string_length(v)});
		strbuf_addz(out, end);
	}
	json_array_foreach(v, i, e) add_words(out, e, ", ");
	if (json_array_size(v) > 0)
		strbuf_byte(out, '\n');
	json_object_foreach((json_t *)(uintptr_t)v, key, e)
	{
		if (key_is_prose(key))
			add_words(out, e, "\n");
	}
}

/* "Languages: Python, R": one sentence, so that the words stand beside each other. */
static void
add_skill_item(struct strbuf *out, const json_t *body)
{
	strbuf_add(out, resume_text_of(body, NULL, "name"));
	strbuf_addz(out, ": ");
	add_words(out, json_object_get(body, "keywords"), ", ");
	if (!json_is_object(body))
		add_words(out, body, "\n");
	strbuf_byte(out, '\n');
}

static bool
is_in(const struct tailoring *t, const struct resume_item *i)
{
	return t->all || resume_pick_of(&t->v, i->id) != NULL;
}

static bool
bullet_is_in(const struct tailoring *t, const struct resume_bullet *b)
{
	return t->all || resume_pick_has(resume_pick_of(&t->v, b->item_id), b->id);
}

static bool
read_version(struct tailoring *t, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf skills = STRBUF(TEXT_MAX), prose = STRBUF(TEXT_MAX);
	json_t *basics = json_object_get(t->r.body, "basics");
	bool own = !t->all && t->v.label.p != NULL, own_summary = !t->all && t->v.summary.p != NULL;

	strbuf_add(&prose, own ? t->v.label : resume_text_of(basics, NULL, "label"));
	strbuf_byte(&prose, '\n');
	strbuf_add(&prose, own_summary ? t->v.summary : resume_text_of(basics, NULL, "summary"));
	strbuf_byte(&prose, '\n');
	for (size_t i = 0; i < t->r.n_items; i++) {
		const struct resume_item *it = &t->r.items[i];

		if (!is_in(t, it))
			continue;
		if (str_eq(it->section, STR("skills")))
			add_skill_item(&skills, it->body);
		else
			add_words(&prose, it->body, "\n");
		for (size_t k = 0; k < it->n_bullets; k++) {
			if (!bullet_is_in(t, &it->bullets[k]))
				continue;
			strbuf_add(&prose, it->bullets[k].text);
			strbuf_byte(&prose, '\n');
		}
	}
	return strbuf_ok(&prose, "the résumé", err) && strbuf_ok(&skills, "the résumé", err) &&
	       read_text(t, arena_str(t->c->a, strbuf_str(&skills)), &t->skills, err) &&
	       read_text(t, arena_str(t->c->a, strbuf_str(&prose)), &t->prose, err);
}

/* --- what is asked for -------------------------------------------------------------------------------------------- */

static struct tailor_term *
term_of(struct tailoring *t, int skill)
{
	for (size_t i = 0; i < t->terms.n; i++)
		if (t->terms.p[i].skill == skill)
			return &t->terms.p[i];
	return NULL;
}

static bool
beyond_is_new(struct tailoring *t, struct str words)
{
	size_t n = 0;

	for (size_t i = 0; i < t->terms.n; i++) {
		if (t->terms.p[i].skill == MAP_NONE && str_eq_ci(t->terms.p[i].words, words))
			return false;
		n += t->terms.p[i].skill == MAP_NONE;
	}
	return n < TAILOR_BEYOND_MAX;
}

static bool
read_posting(struct tailoring *t, int64_t posting_id, struct tailor *ret, struct err *err)
{
	struct posting_skill *list;
	struct extraction x;
	struct str text;
	size_t n;

	if (!posting_get(t->c, posting_id, &ret->posting, &text, err) ||
	    !posting_skills(t->c, posting_id, &list, &n, err) ||
	    !extract_run(t->ex, t->c->a, utf8_clip(text, EXTRACT_TEXT_MAX), EXTRACT_TAG, &x, err))
		return false;
	for (size_t i = 0; i < n; i++)
		*VEC_PUSH(t->c->a, &t->terms) =
		    (struct tailor_term){.skill = list[i].skill, .required = list[i].required};
	for (size_t i = 0; i < x.n_mentions; i++) {
		const struct skill_mention *m = &x.mentions[i];
		struct str words = str_sub(text, m->start, m->end - m->start);
		struct tailor_term *k = m->skill >= 0 ? term_of(t, m->skill) : NULL;

		if (k != NULL && k->words.n == 0 && mention_is_demand(m))
			k->words = words;
		if (TERM_IS_VOCAB(m->skill) && m->skill != SKILL_UNKNOWN && mention_is_beyond(m) && words.n <= 60 &&
		    beyond_is_new(t, words))
			*VEC_PUSH(t->c->a, &t->terms) =
			    (struct tailor_term){.skill = MAP_NONE, .words = words, .required = m->required};
	}
	for (size_t i = 0; i < t->terms.n; i++)
		if (t->terms.p[i].words.n == 0)
			t->terms.p[i].words = t->c->map->skills[t->terms.p[i].skill].short_name;
	return true;
}

/* --- holding one against the other -------------------------------------------------------------------------------- */

static bool
says(struct tailoring *t, const struct reading *r, struct str words)
{
	struct str f = fold_line(t->c->a, words);

	return f.n > 0 && str_has(r->fold, arena_printf(t->c->a, " %.*s ", STR_ARG(f)));
}

static bool
names(struct tailoring *t, const struct reading *r, const struct tailor_term *k)
{
	return k->skill >= 0 ? r->words[k->skill].p != NULL : says(t, r, k->words);
}

/* A skill can be there by another word than the posting's, which is worth knowing where words are counted. */
static void
say_yours(struct tailoring *t, struct tailor_term *k)
{
	const struct reading *r = k->group == TAILOR_SKILLS ? &t->skills : &t->prose;

	if (k->skill >= 0 && k->group != TAILOR_ABSENT && !says(t, &t->skills, k->words) &&
	    !says(t, &t->prose, k->words))
		k->yours = r->words[k->skill];
}

static void
find_evidence(struct tailoring *t, struct tailor_term *k)
{
	for (size_t i = 0; i < t->n_evidence; i++) {
		const struct evidence *e = &t->evidence[i];

		if (e->skill != k->skill || e->kind == EVIDENCE_PRESET || (k->shown && e->kind < k->evidence.kind))
			continue;
		k->shown = true;
		k->evidence = *e;
	}
}

static bool
shown_by(const struct tailoring *t, const struct resume_bullet *b, int skill)
{
	for (size_t i = 0; i < t->n_evidence; i++)
		if (b->proof == PROOF_EVIDENCE && t->evidence[i].id == b->proof_id && t->evidence[i].skill == skill)
			return true;
	return false;
}

/* A piece of the master that is not in the version: an offer to every term it shows. */
static bool
offer(struct tailoring *t, struct tailor_offer o, struct str words, const struct resume_bullet *b, struct err *err)
{
	struct reading r;

	if (!read_text(t, words, &r, err))
		return false;
	for (size_t i = 0; i < t->terms.n; i++) {
		struct tailor_term *k = &t->terms.p[i];
		struct tailor_offer *list;

		if (!names(t, &r, k) && !(b != NULL && k->skill >= 0 && shown_by(t, b, k->skill)))
			continue;
		if (k->group == TAILOR_SKILLS)
			continue;
		list = ARENA_ARRAY(t->c->a, k->n_offers + 1, struct tailor_offer);
		for (size_t n = 0; n < k->n_offers; n++)
			list[n] = k->offers[n];
		list[k->n_offers++] = o;
		k->offers = list;
	}
	return true;
}

static bool
find_offers(struct tailoring *t, struct err *err)
{
	for (size_t i = 0; i < t->r.n_items; i++) {
		const struct resume_item *it = &t->r.items[i];

		if (!is_in(t, it)) {
			CLEANUP(strbuf_release) struct strbuf words = STRBUF(TEXT_MAX);

			if (str_eq(it->section, STR("skills")))
				add_skill_item(&words, it->body);
			else
				add_words(&words, it->body, "\n");
			if (!offer(t, (struct tailor_offer){it->id, false, resume_item_title(t->c->a, it)},
			           arena_str(t->c->a, strbuf_str(&words)), NULL, err))
				return false;
		}
		for (size_t k = 0; k < it->n_bullets; k++)
			if (!bullet_is_in(t, &it->bullets[k]) &&
			    !offer(t, (struct tailor_offer){it->bullets[k].id, true, it->bullets[k].text},
			           it->bullets[k].text, &it->bullets[k], err))
				return false;
	}
	return true;
}

static int
term_cmp(const void *a, const void *b)
{
	const struct tailor_term *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if ((x->skill == MAP_NONE) != (y->skill == MAP_NONE))
		return x->skill == MAP_NONE ? 1 : -1;
	if (x->required != y->required)
		return x->required ? -1 : 1;
	return str_cmp(x->words, y->words);
}

static void
find_flagged(struct tailoring *t, struct tailor *ret)
{
	VEC(const struct resume_bullet *) list = {0};

	for (size_t i = 0; i < t->r.n_items; i++)
		for (size_t k = 0; k < t->r.items[i].n_bullets; k++) {
			const struct resume_bullet *b = &t->r.items[i].bullets[k];

			if (bullet_is_in(t, b) && resume_bullet_is_flagged(b))
				*VEC_PUSH(t->c->a, &list) = b;
		}
	ret->flagged = list.p;
	ret->n_flagged = list.n;
}

bool
resume_tailor(struct ctx *c, const struct extractor *ex, int64_t posting_id, int64_t version_id, struct tailor *ret,
              struct err *err)
{
	struct tailoring t = {.c = c, .ex = ex, .all = version_id == 0};
	struct tailor out = {0};

	if (!resume_load(c, &t.r, err) || (!t.all && !resume_version_get(c, version_id, &t.v, err)) ||
	    !evidence_list(c, &t.evidence, &t.n_evidence, err) || !read_posting(&t, posting_id, &out, err) ||
	    !read_version(&t, err))
		return false;
	for (size_t i = 0; i < t.terms.n; i++) {
		struct tailor_term *k = &t.terms.p[i];

		k->group = names(&t, &t.skills, k)  ? TAILOR_SKILLS
		           : names(&t, &t.prose, k) ? TAILOR_PROSE
		                                    : TAILOR_ABSENT;
		out.n_in[k->group]++;
		say_yours(&t, k);
		if (k->skill >= 0)
			find_evidence(&t, k);
	}
	if (!find_offers(&t, err))
		return false;
	if (t.terms.n > 0)
		qsort(t.terms.p, t.terms.n, sizeof(*t.terms.p), term_cmp);
	find_flagged(&t, &out);
	out.terms = t.terms.p;
	out.n = t.terms.n;
	*ret = out;
	return true;
}
