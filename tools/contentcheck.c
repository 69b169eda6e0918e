/*
 * contentcheck: holds a content pack to its format, cairn-pack(5).
 *
 *	contentcheck FOLDER
 *
 * Reports every fault, each with file and line, and ends with the counts of what it read. The lines are read by the
 * program's own format/pack; the rules are written down here once more, apart from the loader, so that each checks the
 * other.
 */
#include "base/arena.h"
#include "base/fs.h"
#include "base/num.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "format/pack.h"

#define TERMS_MIN      1200 /* in the whole pack */
#define ROLES_MIN      10
#define INDUSTRIES_MIN 15
#define QUESTIONS_MIN  120 /* of the bank, where there is one */
#define SHORT_MAX      24  /* characters of a label on the map */
#define SENTENCE_MAX   200 /* bytes of a sentence */

struct item;

struct edge {
	struct item *to;
	int asks;
	int for_level;
	bool hard;
	size_t line;
};

/* A skill, role or industry as far as the rules need it. */
struct item {
	struct str file;
	struct str id;
	struct pack_entry *e;
	size_t n;
	size_t line; /* where it begins */
	VEC(struct edge) edges;
	int mark; /* while looking for cycles: 0 new, 1 open, 2 done */
};

typedef VEC(struct item) item_list;

struct check {
	struct arena *a;
	item_list skills;
	item_list roles;
	item_list industries;
	item_list vocab;
	item_list questions; /* of the bank */
	item_list lists;     /* items of the four lists beside it */
	size_t terms;
	size_t faults;
};

static void
fault(struct check *c, const struct item *it, size_t line, struct str why)
{
	printf("%.*s:%zu: %.*s\n", STR_ARG(it->file), line, STR_ARG(why));
	c->faults++;
}

#define FAULT(c, it, line, ...) fault((c), (it), (line), arena_printf((c)->a, __VA_ARGS__))

/* -- keys ------------------------------------------------------------------------------------------------------- */

struct key {
	const char *name;
	size_t min;
	size_t max;
};

static const struct key skill_keys[] = {
    {"id", 1, 1},    {"name", 1, 1},  {"short", 1, 1},      {"group", 1, 1}, {"what", 1, 1},  {"explain", 1, 1},
    {"use", 1, 1},   {"build", 1, 1}, {"hours", 1, 1},      {"hard", 0, 99}, {"soft", 0, 99}, {"covers", 0, 1},
    {"names", 1, 1}, {"tools", 0, 1}, {"ambiguous", 0, 99}, {"onet", 0, 1},  {"esco", 0, 1},  {"resource", 1, 9},
};
static const struct key role_keys[] = {
    {"id", 1, 1},     {"name", 1, 1}, {"what", 1, 1}, {"kind", 0, 1},
    {"titles", 0, 1}, {"onet", 0, 1}, {"esco", 0, 1}, {"skill", 0, 200},
};
static const struct key vocab_keys[] = {
    {"id", 1, 1},
    {"name", 1, 1},
    {"kind", 0, 99},
    {"term", 0, PACK_ENTRIES_MAX},
    {"each", 0, PACK_ENTRIES_MAX},
    {"ambiguous", 0, PACK_ENTRIES_MAX},
};
static const struct key industry_keys[] = {
    {"id", 1, 1}, {"name", 1, 1}, {"what", 1, 1}, {"isic", 1, 1}, {"words", 1, 1}, {"near", 0, 1},
};

static const struct key question_keys[] = {
    {"id", 1, 1},    {"text", 1, 1},  {"kind", 1, 1},   {"roles", 0, 1},
    {"skill", 0, 1}, {"level", 0, 1}, {"themes", 0, 1}, {"outline", 0, 1},
};
static const struct key list_keys[] = {
    {"id", 1, 1},
    {"name", 1, 1},
    {"text", 1, 1},
    {"of", 0, 1},
};

static void
check_keys(struct check *c, const struct item *it, const struct key *keys, size_t n)
{
	for (size_t i = 0; i < it->n; i++) {
		bool known = false;

		for (size_t k = 0; k < n; k++)
			known = known || str_eq(it->e[i].key, str_of(keys[k].name));
		if (!known)
			FAULT(c, it, it->e[i].line, "unknown key '%.*s'", STR_ARG(it->e[i].key));
		else if (it->e[i].value.n == 0)
			FAULT(c, it, it->e[i].line, "'%.*s' is empty", STR_ARG(it->e[i].key));
	}
	for (size_t k = 0; k < n; k++) {
		size_t count = 0;

		for (size_t i = 0; i < it->n; i++)
			count += str_eq(it->e[i].key, str_of(keys[k].name));
		if (count < keys[k].min)
			FAULT(c, it, it->line, "no '%s'", keys[k].name);
		if (count > keys[k].max)
			FAULT(c, it, it->line, "'%s' stands %zu times, %zu are the most", keys[k].name, count,
			      keys[k].max);
	}
}

static const struct pack_entry *
entry_of(const struct item *it, const char *key)
{
	for (size_t i = 0; i < it->n; i++)
		if (str_eq(it->e[i].key, str_of(key)))
			return &it->e[i];
	return NULL;
}

/* -- values ----------------------------------------------------------------------------------------------------- */

/* Sentences end with . ! or ? before a space and a capital, or at the end; "e.g. x" ends none. */
static void
check_sentences(struct check *c, const struct item *it, const char *key, size_t min, size_t max)
{
	const struct pack_entry *e = entry_of(it, key);
	size_t count = 0, begin = 0;
	struct str v = e != NULL ? e->value : STR_NONE;

	if (v.n == 0)
		return;
	for (size_t i = 0; i < v.n; i++) {
		bool stop = v.p[i] == '.' || v.p[i] == '!' || v.p[i] == '?';
		bool next = i + 1 == v.n || (i + 2 < v.n && v.p[i + 1] == ' ' &&
		                             ((v.p[i + 2] >= 'A' && v.p[i + 2] <= 'Z') || ascii_is_digit(v.p[i + 2])));

		if (!stop || !next)
			continue;
		count++;
		if (i - begin > SENTENCE_MAX)
			FAULT(c, it, e->line, "'%s' has a sentence of %zu bytes; %d are the most", key, i - begin,
			      SENTENCE_MAX);
		begin = i + 2;
	}
	if (begin < v.n)
		FAULT(c, it, e->line, "'%s' does not end with a full stop", key);
	if (count < min || count > max)
		FAULT(c, it, e->line, "'%s' has %zu sentences, wanted %zu to %zu", key, count, min, max);
}

static size_t
words_of(struct check *c, struct str s, struct str **ret)
{
	size_t n;

	pack_list(c->a, s, ' ', ret, &n);
	return n;
}

static struct item *
find(struct item *items, size_t n, struct str id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(items[i].id, id))
			return &items[i];
	return NULL;
}

/* "1".."3", or 0 with the fault reported. */
static int
level_of(struct check *c, const struct item *it, size_t line, struct str s)
{
	if (s.n == 1 && s.p[0] >= '1' && s.p[0] <= '3')
		return s.p[0] - '0';
	FAULT(c, it, line, "'%.*s' is not a level, 1 to 3", STR_ARG(s));
	return 0;
}

static void
check_number(struct check *c, const struct item *it, size_t line, struct str s, double min, double max)
{
	double v;
	struct err err = {0};

	if (!num_parse_f64(s, min, max, "number", &v, &err))
		FAULT(c, it, line, "%s", err.text);
}

/* Ids of the public vocabularies: O*NET codes and ESCO addresses. */
static void
check_ids(struct check *c, const struct item *it, const char *kind)
{
	const struct pack_entry *onet = entry_of(it, "onet"), *esco = entry_of(it, "esco");
	struct str *list, begin = arena_printf(c->a, "http://data.europa.eu/esco/%s/", kind);
	size_t n;

	if (onet != NULL) {
		pack_list(c->a, onet->value, ';', &list, &n);
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < list[i].n; k++)
				if (!ascii_is_digit(list[i].p[k]) && !ascii_is_alpha(list[i].p[k]) &&
				    list[i].p[k] != '.' && list[i].p[k] != '-') {
					FAULT(c, it, onet->line, "'%.*s' is not an O*NET id", STR_ARG(list[i]));
					break;
				}
	}
	if (esco != NULL) {
		pack_list(c->a, esco->value, ';', &list, &n);
		for (size_t i = 0; i < n; i++)
			if (!str_starts(list[i], begin) || list[i].n != begin.n + 36)
				FAULT(c, it, esco->line, "'%.*s' is not an address of ESCO's %ss", STR_ARG(list[i]),
				      kind);
	}
}

/* -- terms ------------------------------------------------------------------------------------------------------ */

/* As terms are compared: case, hyphen, slash and space alike. */
static struct str
term_key(struct check *c, struct str term)
{
	char *p = arena_cstr(c->a, term);

	for (size_t i = 0; i < term.n; i++)
		p[i] = p[i] == '-' || p[i] == '/' ? ' ' : ascii_lower(p[i]);
	return (struct str){p, term.n};
}

struct term {
	struct str key;
	size_t line;
};

typedef VEC(struct term) term_list;

static void
term_add(struct check *c, const struct item *it, term_list *terms, struct str text, size_t line)
{
	struct str key = term_key(c, text);

	for (size_t i = 0; i < terms->n; i++)
		if (str_eq(terms->p[i].key, key))
			FAULT(c, it, line, "the term '%.*s' stands in line %zu already", STR_ARG(text),
			      terms->p[i].line);
	if (text.n > 80)
		FAULT(c, it, line, "the term '%.*s' is longer than 80 bytes", STR_ARG(text));
	*VEC_PUSH(c->a, terms) = (struct term){key, line};
	c->terms++;
}

/* `TERM | near: A; B | not: C | case`, at least one of the three. */
static void
check_ambiguous(struct check *c, const struct item *it, term_list *terms, const struct pack_entry *e)
{
	struct str *parts, *list;
	size_t n, m;
	bool seen[3] = {false};

	pack_list(c->a, e->value, '|', &parts, &n);
	if (n == 0)
		return;
	if (str_has(parts[0], STR(";")))
		FAULT(c, it, e->line, "one ambiguous term a line");
	term_add(c, it, terms, parts[0], e->line);
	if (n < 2)
		FAULT(c, it, e->line, "an ambiguous term needs near:, not: or case");
	for (size_t i = 1; i < n; i++) {
		bool near = str_starts(parts[i], STR("near:")), bars = str_starts(parts[i], STR("not:"));
		size_t which = near ? 0 : bars ? 1 : 2;

		if (!near && !bars && !str_eq(parts[i], STR("case"))) {
			FAULT(c, it, e->line, "'%.*s' is neither near:, not: nor case", STR_ARG(parts[i]));
			continue;
		}
		if (seen[which])
			FAULT(c, it, e->line, "'%.*s' stands twice", STR_ARG(parts[i]));
		seen[which] = true;
		if (which == 2)
			continue;
		pack_list(c->a, str_sub(parts[i], near ? 5 : 4, parts[i].n), ';', &list, &m);
		if (m == 0)
			FAULT(c, it, e->line, "'%.*s' names nothing", STR_ARG(parts[i]));
		for (size_t k = 0; k < m; k++)
			if (str_eq(list[k], STR("*")) && (m > 1 || !near))
				FAULT(c, it, e->line, "* stands alone, and in near: only");
	}
}

static bool
holds_terms(struct str key)
{
	return str_eq(key, STR("names")) || str_eq(key, STR("tools")) || str_eq(key, STR("term")) ||
	       str_eq(key, STR("each"));
}

static void
check_terms(struct check *c, const struct item *it)
{
	term_list terms = {0};

	for (size_t i = 0; i < it->n; i++) {
		const struct pack_entry *e = &it->e[i];
		struct str *list;
		size_t n;

		if (str_eq(e->key, STR("ambiguous")))
			check_ambiguous(c, it, &terms, e);
		if (!holds_terms(e->key))
			continue;
		pack_list(c->a, e->value, ';', &list, &n);
		for (size_t k = 0; k < n; k++) {
			if (str_has(list[k], STR("|")))
				FAULT(c, it, e->line, "'%.*s': conditions belong to ambiguous:", STR_ARG(list[k]));
			term_add(c, it, &terms, list[k], e->line);
		}
	}
}

/* -- skills ----------------------------------------------------------------------------------------------------- */

/* `KIND | TITLE | AUTHOR | YEAR | URL`; the last may be empty, and the year of what is never finished: docs, page,
 * course. */
static void
check_resource(struct check *c, const struct item *it, const struct pack_entry *e)
{
	static const char *const kinds[] = {"book", "course", "paper", "docs", "page"};
	struct str parts[6] = {{0}}, rest = e->value, part;
	size_t n = 0;
	int64_t year;
	bool known = false;

	while (n < ARRAY_LEN(parts) && str_split(&rest, '|', &part))
		parts[n++] = str_trim(part);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		known = known || str_eq(parts[0], str_of(kinds[i]));
	if (n < 4 || n > 5)
		FAULT(c, it, e->line, "expected \"kind | title | author | year | address\"");
	else if (!known)
		FAULT(c, it, e->line, "'%.*s' is not book, course, paper, docs or page", STR_ARG(parts[0]));
	else if (parts[1].n == 0 || parts[2].n == 0)
		FAULT(c, it, e->line, "a resource without title or author");
	else if (parts[3].n == 0 ? str_eq(parts[0], STR("book")) || str_eq(parts[0], STR("paper"))
	                         : !num_parse_i64(parts[3], 1900, 2100, "year", &year, NULL))
		FAULT(c, it, e->line, "'%.*s' is not a year", STR_ARG(parts[3]));
	else if (parts[4].n > 0 && !str_starts(parts[4], STR("https://")) && !str_starts(parts[4], STR("http://")))
		FAULT(c, it, e->line, "'%.*s' is not an address", STR_ARG(parts[4]));
}

/* `SKILL LEVEL for LEVEL` */
static void
check_edge(struct check *c, struct item *it, const struct pack_entry *e)
{
	struct str *w;
	struct edge edge = {.hard = str_eq(e->key, STR("hard")), .line = e->line};

	if (words_of(c, e->value, &w) != 4 || !str_eq(w[2], STR("for"))) {
		FAULT(c, it, e->line, "expected \"skill level for level\"");
		return;
	}
	edge.to = find(c->skills.p, c->skills.n, w[0]);
	edge.asks = level_of(c, it, e->line, w[1]);
	edge.for_level = level_of(c, it, e->line, w[3]);
	if (edge.to == NULL) {
		FAULT(c, it, e->line, "there is no skill '%.*s'", STR_ARG(w[0]));
		return;
	}
	for (size_t i = 0; i < it->edges.n; i++) {
		const struct edge *o = &it->edges.p[i];

		if (o->to == edge.to && o->for_level == edge.for_level)
			FAULT(c, it, e->line, "'%.*s' for %d stands in line %zu already", STR_ARG(w[0]), edge.for_level,
			      o->line);
	}
	*VEC_PUSH(c->a, &it->edges) = edge;
}

/* Follows hard and soft edges from `from`; true when `to` is met. There are no cycles. */
static bool
reaches(const struct item *from, const struct item *to)
{
	for (size_t i = 0; i < from->edges.n; i++)
		if (from->edges.p[i].to == to || reaches(from->edges.p[i].to, to))
			return true;
	return false;
}

/* Depth first; an edge to an open skill closes a cycle. False when there is one, so that nobody runs in circles. */
static bool
acyclic(struct check *c, struct item *it)
{
	bool ok = true;

	it->mark = 1;
	for (size_t i = 0; i < it->edges.n; i++) {
		struct item *to = it->edges.p[i].to;

		if (to->mark == 1) {
			FAULT(c, it, it->edges.p[i].line, "the edge to '%.*s' closes a cycle", STR_ARG(to->id));
			ok = false;
		} else if (to->mark == 0) {
			ok = acyclic(c, to) && ok;
		}
	}
	it->mark = 2;
	return ok;
}

static void
check_covers(struct check *c, struct item *it)
{
	const struct pack_entry *e = entry_of(it, "covers");
	const struct item *to;
	struct str *list, *w;
	size_t n;

	if (e == NULL)
		return;
	pack_list(c->a, e->value, ';', &list, &n);
	for (size_t i = 0; i < n; i++) {
		if (words_of(c, list[i], &w) != 2) {
			FAULT(c, it, e->line, "expected \"skill weight\", not '%.*s'", STR_ARG(list[i]));
			continue;
		}
		check_number(c, it, e->line, w[1], 0.01, 1);
		to = find(c->skills.p, c->skills.n, w[0]);
		if (to == NULL)
			FAULT(c, it, e->line, "there is no skill '%.*s'", STR_ARG(w[0]));
		else if (!reaches(it, to))
			FAULT(c, it, e->line, "'%.*s' is covered, but not among what comes before", STR_ARG(w[0]));
	}
}

static void
check_skill(struct check *c, struct item *it)
{
	static const char *const levels[] = {"explain", "use", "build"};
	const struct pack_entry *hours = entry_of(it, "hours"), *label = entry_of(it, "short");
	struct str *w, rest;
	size_t chars = 0;

	check_keys(c, it, skill_keys, ARRAY_LEN(skill_keys));
	check_sentences(c, it, "what", 2, 2);
	for (size_t i = 0; i < ARRAY_LEN(levels); i++)
		check_sentences(c, it, levels[i], 1, 2);
	if (hours != NULL && words_of(c, hours->value, &w) != 3)
		FAULT(c, it, hours->line, "expected three numbers of hours");
	else if (hours != NULL)
		for (size_t i = 0; i < 3; i++)
			check_number(c, it, hours->line, w[i], 0.5, 1000);
	rest = label != NULL ? label->value : STR_NONE;
	for (; rest.n > 0; chars++)
		utf8_next(&rest);
	if (label != NULL && chars > SHORT_MAX)
		FAULT(c, it, label->line, "%zu characters; %d are the most", chars, SHORT_MAX);
	for (size_t i = 0; i < it->n; i++) {
		if (str_eq(it->e[i].key, STR("hard")) || str_eq(it->e[i].key, STR("soft")))
			check_edge(c, it, &it->e[i]);
		if (str_eq(it->e[i].key, STR("resource")))
			check_resource(c, it, &it->e[i]);
	}
	check_terms(c, it);
	check_ids(c, it, "skill");
}

/* -- roles and industries --------------------------------------------------------------------------------------- */

/* A role of `kind: start` is where somebody may come from, not a goal: no advert is titled so. */
static void
check_role(struct check *c, const struct item *it)
{
	const struct pack_entry *kind = entry_of(it, "kind");
	struct str *w;

	check_keys(c, it, role_keys, ARRAY_LEN(role_keys));
	check_sentences(c, it, "what", 2, 2);
	check_ids(c, it, "occupation");
	if (kind != NULL && !str_eq(kind->value, STR("start")))
		FAULT(c, it, kind->line, "'%.*s' is not start", STR_ARG(kind->value));
	if (kind == NULL && (entry_of(it, "titles") == NULL || entry_of(it, "skill") == NULL))
		FAULT(c, it, it->line, "no 'titles' or no 'skill'");
	for (size_t i = 0; i < it->n; i++) {
		if (!str_eq(it->e[i].key, STR("skill")))
			continue;
		if (words_of(c, it->e[i].value, &w) != 3) {
			FAULT(c, it, it->e[i].line, "expected \"skill level weight\"");
			continue;
		}
		level_of(c, it, it->e[i].line, w[1]);
		check_number(c, it, it->e[i].line, w[2], 0.1, 1);
		if (find(c->skills.p, c->skills.n, w[0]) == NULL)
			FAULT(c, it, it->e[i].line, "there is no skill '%.*s'", STR_ARG(w[0]));
		for (size_t k = 0; k < i; k++)
			if (str_eq(it->e[k].key, STR("skill")) && str_starts(it->e[k].value, w[0]) &&
			    it->e[k].value.n > w[0].n && it->e[k].value.p[w[0].n] == ' ')
				FAULT(c, it, it->e[i].line, "'%.*s' stands in line %zu already", STR_ARG(w[0]),
				      it->e[k].line);
	}
}

/* The distance that `it` states to `other`, as text; p NULL when it states none. */
static struct str
distance(struct check *c, const struct item *it, struct str other)
{
	const struct pack_entry *e = entry_of(it, "near");
	struct str *list, *w;
	size_t n = 0;

	if (e != NULL)
		pack_list(c->a, e->value, ';', &list, &n);
	for (size_t i = 0; i < n; i++)
		if (words_of(c, list[i], &w) == 2 && str_eq(w[0], other))
			return w[1];
	return STR_NONE;
}

static void
check_industry(struct check *c, const struct item *it)
{
	const struct pack_entry *e = entry_of(it, "near"), *isic = entry_of(it, "isic");
	struct str *list, *w;
	size_t n = 0;

	check_keys(c, it, industry_keys, ARRAY_LEN(industry_keys));
	check_sentences(c, it, "what", 1, 1);
	if (isic != NULL)
		pack_list(c->a, isic->value, ';', &list, &n);
	for (size_t i = 0; i < n; i++)
		if (list[i].n != 1 || list[i].p[0] < 'A' || list[i].p[0] > 'U')
			FAULT(c, it, isic->line, "'%.*s' is not a section of ISIC, A to U", STR_ARG(list[i]));
	n = 0;
	if (e != NULL)
		pack_list(c->a, e->value, ';', &list, &n);
	for (size_t i = 0; i < n; i++) {
		const struct item *other;

		if (words_of(c, list[i], &w) != 2) {
			FAULT(c, it, e->line, "expected \"industry distance\", not '%.*s'", STR_ARG(list[i]));
			continue;
		}
		check_number(c, it, e->line, w[1], 0, 1);
		other = find(c->industries.p, c->industries.n, w[0]);
		if (other == NULL || other == it)
			FAULT(c, it, e->line, "there is no other industry '%.*s'", STR_ARG(w[0]));
		else if (!str_eq(distance(c, other, it->id), w[1]))
			FAULT(c, it, e->line, "'%.*s' does not state the same distance back", STR_ARG(w[0]));
	}
}

/* -- vocabulary -------------------------------------------------------------------------------------------------- */

static void
check_vocab(struct check *c, const struct item *it)
{
	check_keys(c, it, vocab_keys, ARRAY_LEN(vocab_keys));
	check_terms(c, it);
	for (size_t i = 0; i < it->n; i++)
		if (str_eq(it->e[i].key, STR("kind")) && !str_eq(it->e[i].value, STR("tool")) &&
		    !str_eq(it->e[i].value, STR("name")))
			FAULT(c, it, it->e[i].line, "'%.*s' is neither tool nor name", STR_ARG(it->e[i].value));
}

/* -- questions --------------------------------------------------------------------------------------------------- */

static bool
is_file(const struct item *it, const char *name)
{
	return str_eq(it->file, str_of(name));
}

/* Whether `word` is one of those, separated by spaces. */
static bool
one_of(struct check *c, struct str word, const char *words)
{
	struct str *list;
	size_t n = words_of(c, str_of(words), &list);

	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i], word))
			return true;
	return false;
}

static bool
is_theme(const struct check *c, struct str id)
{
	for (size_t i = 0; i < c->lists.n; i++)
		if (is_file(&c->lists.p[i], "questions/themes.txt") && str_eq(c->lists.p[i].id, id))
			return true;
	return false;
}

/* A technical question names a skill with its level and says what a good answer holds, a behavioural one its themes. */
static void
check_question(struct check *c, const struct item *it)
{
	const struct pack_entry *kind = entry_of(it, "kind"), *skill = entry_of(it, "skill");
	const struct pack_entry *level = entry_of(it, "level"), *roles = entry_of(it, "roles");
	const struct pack_entry *themes = entry_of(it, "themes");
	bool story = kind != NULL && str_eq(kind->value, STR("behavioural"));
	struct str *list;
	size_t n = 0;

	check_keys(c, it, question_keys, ARRAY_LEN(question_keys));
	if (kind != NULL &&
	    !one_of(c, kind->value, "screen technical coding system ml-design take-home behavioural manager team"))
		FAULT(c, it, kind->line, "'%.*s' is no kind of question", STR_ARG(kind->value));
	if (story ? themes == NULL : entry_of(it, "outline") == NULL)
		FAULT(c, it, it->line, "no '%s'", story ? "themes" : "outline");
	if ((skill == NULL) != (level == NULL))
		FAULT(c, it, it->line, "'skill' and 'level' go together");
	if (skill != NULL && find(c->skills.p, c->skills.n, skill->value) == NULL)
		FAULT(c, it, skill->line, "there is no skill '%.*s'", STR_ARG(skill->value));
	if (level != NULL)
		level_of(c, it, level->line, level->value);
	if (roles != NULL)
		pack_list(c->a, roles->value, ';', &list, &n);
	for (size_t i = 0; i < n; i++)
		if (find(c->roles.p, c->roles.n, list[i]) == NULL)
			FAULT(c, it, roles->line, "there is no role '%.*s'", STR_ARG(list[i]));
	n = 0;
	if (themes != NULL)
		pack_list(c->a, themes->value, ';', &list, &n);
	for (size_t i = 0; i < n; i++)
		if (!is_theme(c, list[i]))
			FAULT(c, it, themes->line, "there is no theme '%.*s'", STR_ARG(list[i]));
}

/* An item of questions/informational, recruiter, themes or topics. */
static void
check_list(struct check *c, const struct item *it)
{
	const struct pack_entry *of = entry_of(it, "of");

	check_keys(c, it, list_keys, ARRAY_LEN(list_keys));
	if (is_file(it, "questions/topics.txt") != (of != NULL))
		FAULT(c, it, it->line, "'of' stands with topics, and only there");
	if (of != NULL && !one_of(c, of->value, "company job role"))
		FAULT(c, it, of->line, "'%.*s' is not company, job or role", STR_ARG(of->value));
}

/* -- files ------------------------------------------------------------------------------------------------------ */

/* Reads every .txt file of dir/what, but the one named `not`, as one item whose id is the file's name. */
static bool
read_items(struct check *c, const char *dir, const char *what, const char * not, item_list *into, struct err *err)
{
	const char *folder = fs_join(c->a, dir, what);
	char **names;
	size_t n;

	if (!fs_list(c->a, folder, &names, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct str name = str_of(names[i]), text;
		struct item it = {.file = arena_printf(c->a, "%s/%s", what, names[i]), .line = 1};

		if (strcmp(names[i], not ) == 0)
			continue;
		if (!str_ends(name, STR(".txt"))) {
			FAULT(c, &it, 1, "a file that does not end in .txt");
			continue;
		}
		if (!fs_read(c->a, fs_join(c->a, folder, names[i]), PACK_TEXT_MAX, &text, err) ||
		    !pack_parse(c->a, text, it.file, &it.e, &it.n, err))
			return false;
		it.id = pack_get(it.e, it.n, "id");
		if (!str_eq(it.id, str_sub(name, 0, name.n - 4)))
			FAULT(c, &it, 1, "the id is '%.*s', the file's name another", STR_ARG(it.id));
		*VEC_PUSH(c->a, into) = it;
	}
	return true;
}

/* Reads the blocks of one file, each an item; an id stands once among those it goes to that are of the same scope. */
static bool
read_blocks(struct check *c, const char *dir, const char *path, bool by_file, const char *what, item_list *into,
            struct err *err)
{
	struct str text, rest, block, line;
	size_t first = 1;

	if (!fs_read(c->a, fs_join(c->a, dir, path), PACK_TEXT_MAX, &text, err))
		return false;
	for (rest = text; pack_block(&rest, &block); first++) { /* the line --- */
		struct item it = {.file = str_of(path), .line = first};

		if (!pack_parse_from(c->a, block, it.file, first, &it.e, &it.n, err))
			return false;
		it.id = pack_get(it.e, it.n, "id");
		for (size_t i = 0; i < into->n; i++)
			if (str_eq(into->p[i].id, it.id) && (!by_file || str_eq(into->p[i].file, it.file)))
				FAULT(c, &it, first, "the %s '%.*s' stands twice", what, STR_ARG(it.id));
		*VEC_PUSH(c->a, into) = it;
		while (str_line(&block, &line))
			first++;
	}
	return true;
}

static bool
read_questions(struct check *c, const char *dir, struct err *err)
{
	const char *folder = fs_join(c->a, dir, "questions");
	char **names;
	size_t n;

	if (!fs_exists(folder))
		return true;
	if (!fs_list(c->a, folder, &names, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *path = arena_printf(c->a, "questions/%s", names[i]).p;
		bool list = one_of(c, str_of(names[i]), "informational.txt recruiter.txt themes.txt topics.txt");

		if (!read_blocks(c, dir, path, list, list ? "item" : "question", list ? &c->lists : &c->questions, err))
			return false;
	}
	return true;
}

static void
check_all(struct check *c)
{
	bool ok = true;

	for (size_t i = 0; i < c->skills.n; i++)
		check_skill(c, &c->skills.p[i]);
	for (size_t i = 0; i < c->skills.n; i++)
		if (c->skills.p[i].mark == 0)
			ok = acyclic(c, &c->skills.p[i]) && ok;
	for (size_t i = 0; i < c->skills.n && ok; i++)
		check_covers(c, &c->skills.p[i]);
	for (size_t i = 0; i < c->roles.n; i++)
		check_role(c, &c->roles.p[i]);
	for (size_t i = 0; i < c->industries.n; i++)
		check_industry(c, &c->industries.p[i]);
	for (size_t i = 0; i < c->vocab.n; i++)
		check_vocab(c, &c->vocab.p[i]);
	for (size_t i = 0; i < c->questions.n; i++)
		check_question(c, &c->questions.p[i]);
	for (size_t i = 0; i < c->lists.n; i++)
		check_list(c, &c->lists.p[i]);
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena a = ARENA(512 << 20);
	struct check c = {.a = &a};
	struct err err = {0};
	bool ok = argc == 2 || err_set(&err, ERR_INVALID, "usage: contentcheck FOLDER");

	ok = ok && read_items(&c, argv[1], "skills", "", &c.skills, &err) &&
	     read_items(&c, argv[1], "roles", "", &c.roles, &err) &&
	     (!fs_exists(fs_join(&a, argv[1], "vocab")) ||
	      read_items(&c, argv[1], "vocab", "tagger.txt", &c.vocab, &err)) &&
	     read_blocks(&c, argv[1], "industries.txt", false, "industry", &c.industries, &err) &&
	     read_questions(&c, argv[1], &err);
	if (!ok) {
		fprintf(stderr, "contentcheck: %s\n", err.text);
		return 1;
	}
	check_all(&c);
	if (c.questions.n > 0)
		printf("%zu questions, %zu items of lists\n", c.questions.n, c.lists.n);
	printf("%zu skills, %zu roles, %zu industries, %zu vocabularies, %zu terms, %zu faults\n", c.skills.n,
	       c.roles.n, c.industries.n, c.vocab.n, c.terms, c.faults);
	ok = c.faults == 0 && c.terms >= TERMS_MIN && c.roles.n >= ROLES_MIN && c.industries.n >= INDUSTRIES_MIN &&
	     (c.lists.n == 0 || c.questions.n >= QUESTIONS_MIN);
	if (!ok && c.faults == 0)
		printf("wanted at least %d terms, %d roles and %d industries\n", TERMS_MIN, ROLES_MIN, INDUSTRIES_MIN);
	return ok ? 0 : 1;
}
