#include "vocab.h"

#include "base/embed.h"
#include "base/vec.h"
#include "format/pack.h"

#define TAGGER_PATH "vocab/tagger.txt"

struct loading {
	struct arena *a;
	VEC(struct vocab_list) lists;
	VEC(struct vocab_entry) entries;
	VEC(struct term_spec) terms;
	struct str path;
	enum term_kind kind;
	bool open; /* the last line was a term:, so spellings may follow */
};

static bool
bad(const struct loading *l, const struct pack_entry *e, const char *what, struct err *err)
{
	return err_set(err, ERR_INVALID, "%.*s:%zu: %s", STR_ARG(l->path), e->line, what);
}

static int
add_entry(struct loading *l, struct str name)
{
	struct vocab_entry *v = VEC_PUSH(l->a, &l->entries);

	v->name = name;
	v->list = (uint32_t)l->lists.n - 1;
	return TERM_VOCAB((int)l->entries.n - 1);
}

static void
add_term(struct loading *l, struct str text, int skill)
{
	*VEC_PUSH(l->a, &l->terms) = (struct term_spec){.text = text, .skill = skill, .kind = l->kind};
}

/* One part of a rule: near:, not: or case. */
static bool
read_rule(struct loading *l, struct str part, struct term_spec *t)
{
	if (str_eq(part, STR("case"))) {
		t->match_case = true;
	} else if (str_starts(part, STR("near:"))) {
		pack_list(l->a, str_trim(str_sub(part, 5, part.n)), ';', &t->near, &t->n_near);
		t->near_any = t->n_near == 1 && str_eq(t->near[0], STR("*"));
		t->n_near = t->near_any ? 0 : t->n_near;
	} else if (str_starts(part, STR("not:"))) {
		pack_list(l->a, str_trim(str_sub(part, 4, part.n)), ';', &t->not_, &t->n_not);
	} else {
		return false;
	}
	return true;
}

static bool
read_ambiguous(struct loading *l, const struct pack_entry *e, struct err *err)
{
	struct str rest = e->value;
	struct str part;
	struct term_spec t = {.kind = l->kind};

	if (!str_split(&rest, '|', &t.text))
		return bad(l, e, "no term", err);
	t.text = str_trim(t.text);
	while (str_split(&rest, '|', &part))
		if (!read_rule(l, str_trim(part), &t))
			return bad(l, e, "want near:, not: or case after |", err);
	if (l->open)
		t.skill = TERM_VOCAB((int)l->entries.n - 1);
	else
		t.skill = add_entry(l, t.text);
	*VEC_PUSH(l->a, &l->terms) = t;
	return true;
}

static bool
read_list(struct loading *l, const struct pack_entry *e, bool each, struct err *err)
{
	struct str *items;
	size_t n;
	int skill = 0;

	pack_list(l->a, e->value, ';', &items, &n);
	if (n == 0)
		return bad(l, e, "no term", err);
	for (size_t i = 0; i < n; i++) {
		if (each || i == 0)
			skill = add_entry(l, items[i]);
		add_term(l, items[i], skill);
	}
	l->open = !each;
	return true;
}

static bool
read_line(struct loading *l, const struct pack_entry *e, struct err *err)
{
	if (str_eq(e->key, STR("id")))
		l->lists.p[l->lists.n - 1].id = e->value;
	else if (str_eq(e->key, STR("name")))
		l->lists.p[l->lists.n - 1].name = e->value;
	else if (str_eq(e->key, STR("kind")) && (str_eq(e->value, STR("tool")) || str_eq(e->value, STR("name"))))
		l->kind = str_eq(e->value, STR("tool")) ? TERM_TOOL : TERM_NAME;
	else if (str_eq(e->key, STR("term")) || str_eq(e->key, STR("each")))
		return read_list(l, e, str_eq(e->key, STR("each")), err);
	else if (str_eq(e->key, STR("ambiguous")))
		return read_ambiguous(l, e, err);
	else
		return bad(l, e, "want id, name, kind, term, each or ambiguous", err);
	return true;
}

static bool
read_file(struct loading *l, const struct embed_file *f, struct err *err)
{
	struct pack_entry *e;
	size_t n;

	l->path = str_of(f->path);
	l->kind = TERM_TOOL;
	l->open = false;
	VEC_PUSH(l->a, &l->lists)->id = STR_NONE;
	if (!pack_parse(l->a, embed_text(f), l->path, &e, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!read_line(l, &e[i], err))
			return false;
	if (l->lists.p[l->lists.n - 1].id.n == 0 || l->lists.p[l->lists.n - 1].name.n == 0)
		return err_set(err, ERR_INVALID, "%s: no id or name", f->path);
	return true;
}

bool
vocab_load(struct arena *a, const struct embed_file *files, size_t n, struct vocab **ret, struct err *err)
{
	struct loading l = {.a = a};
	struct vocab *v = ARENA_NEW(a, struct vocab);

	for (size_t i = 0; i < n; i++) {
		struct str path = str_of(files[i].path);
		if (!str_starts(path, STR("vocab/")) || !str_ends(path, STR(".txt")) || str_eq(path, STR(TAGGER_PATH)))
			continue;
		if (!read_file(&l, &files[i], err))
			return false;
	}
	v->lists = l.lists.p;
	v->n_lists = l.lists.n;
	v->entries = l.entries.p;
	v->n_entries = l.entries.n;
	v->terms = l.terms.p;
	v->n_terms = l.terms.n;
	*ret = v;
	return true;
}

struct str
vocab_tagger(const struct embed_file *files, size_t n)
{
	const struct embed_file *f = embed_find(files, n, STR(TAGGER_PATH));

	return f != NULL ? embed_text(f) : STR_NONE;
}

struct term_spec *
vocab_join(struct arena *a, const struct term_spec *terms, size_t n, const struct vocab *v, size_t *ret_n)
{
	struct term_spec *all = ARENA_ARRAY(a, n + v->n_terms, struct term_spec);

	if (n != 0)
		memcpy(all, terms, n * sizeof(*all));
	if (v->n_terms != 0)
		memcpy(all + n, v->terms, v->n_terms * sizeof(*all));
	*ret_n = n + v->n_terms;
	return all;
}
