#include "domain/skill/map.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/vec.h"
#include "format/pack.h"

/* The groups in the order in which they are shown; a skill of another group does not load. */
static const struct str groups[] = {
    STR_INIT("Math"),
    STR_INIT("Statistics"),
    STR_INIT("Data and EDA"),
    STR_INIT("Software development"),
    STR_INIT("Foundational ML"),
    STR_INIT("Deep learning"),
    STR_INIT("LLM engineering"),
    STR_INIT("MLOps"),
    STR_INIT("Communication and teamwork"),
};

const char *
level_name(int level)
{
	static const char *const names[] = {"nothing yet", "explain", "use", "build"};

	return names[level < 0 ? 0 : level > SKILL_LEVELS ? SKILL_LEVELS : level];
}

/* One content file being read. */
struct source {
	struct arena *a;
	struct str name;
	struct pack_entry *e;
	size_t n;
};

static bool
source_bad(const struct source *s, const struct pack_entry *e, const char *what, struct err *err)
{
	return err_set(err, ERR_INVALID, "%.*s:%zu: %s: '%.*s'", STR_ARG(s->name), e->line, what,
	               (int)MIN(e->value.n, 80), e->value.p);
}

static bool
source_open(struct arena *a, const struct embed_file *f, struct source *s, struct err *err)
{
	struct str text = {(const char *)f->bytes, f->size};

	*s = (struct source){.a = a, .name = str_of(f->path)};
	return pack_parse(a, text, s->name, &s->e, &s->n, err);
}

static bool
key_is(const struct pack_entry *e, const char *key)
{
	return str_eq(e->key, str_of(key));
}

/* "a 1 0.5": the words of a value, at most max; their number. */
static size_t
words(struct str value, struct str *out, size_t max)
{
	size_t n = 0;
	struct str part;

	while (n < max && str_split(&value, ' ', &part))
		if (part.n > 0)
			out[n++] = part;
	return n;
}

/* The first pass only finds ids, so that the second can refer to any skill. */
static int
group_of(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(groups); i++)
		if (str_eq(groups[i], name))
			return (int)i;
	return MAP_NONE;
}

static void
term_add(struct arena *a, struct map *m, size_t *cap, struct term_spec t)
{
	if (m->n_terms == *cap)
		m->terms = vec_grow(a, m->terms, m->n_terms, cap, sizeof(*m->terms));
	m->terms[m->n_terms++] = t;
}

/* "R | near: Python; statistics | not: R&D | case" */
static bool
ambiguous_read(const struct source *s, const struct pack_entry *e, int skill, struct term_spec *t, struct err *err)
{
	struct str rest = e->value, part;

	*t = (struct term_spec){.skill = skill, .kind = TERM_TOOL};
	if (!str_split(&rest, '|', &part))
		return source_bad(s, e, "no term", err);
	t->text = str_trim(part);
	while (str_split(&rest, '|', &part)) {
		part = str_trim(part);
		if (str_eq(part, STR("case"))) {
			t->match_case = true;
		} else if (str_starts(part, STR("near:"))) {
			pack_list(s->a, str_sub(part, 5, part.n), ';', &t->near, &t->n_near);
			t->near_any = t->n_near == 1 && str_eq(t->near[0], STR("*"));
			if (t->near_any)
				t->n_near = 0;
		} else if (str_starts(part, STR("not:"))) {
			pack_list(s->a, str_sub(part, 4, part.n), ';', &t->not_, &t->n_not);
		} else {
			return source_bad(s, e, "want near:, not: or case after |", err);
		}
	}
	return true;
}

static bool
edge_read(const struct source *s, const struct pack_entry *e, const struct map *m, struct skill_edge *edge,
          struct err *err)
{
	struct str w[5];
	int64_t asks, level;

	if (words(e->value, w, 5) != 4 || !str_eq(w[2], STR("for")))
		return source_bad(s, e, "want 'skill LEVEL for LEVEL'", err);
	if (!num_parse_i64(w[1], 1, SKILL_LEVELS, "level", &asks, err) ||
	    !num_parse_i64(w[3], 1, SKILL_LEVELS, "level", &level, err))
		return err_prefix(err, "%.*s:%zu", STR_ARG(s->name), e->line);
	edge->skill = map_skill(m, w[0]);
	edge->asks = (int)asks;
	edge->for_level = (int)level;
	edge->hard = key_is(e, "hard");
	return edge->skill != MAP_NONE || source_bad(s, e, "no such skill", err);
}

static bool
covers_read(const struct source *s, const struct pack_entry *e, const struct map *m, struct skill *k, struct err *err)
{
	struct str *parts, w[3];
	size_t n;

	pack_list(s->a, e->value, ';', &parts, &n);
	k->covers = ARENA_ARRAY(s->a, n, struct skill_cover);
	for (size_t i = 0; i < n; i++) {
		struct skill_cover *c = &k->covers[k->n_covers++];

		if (words(parts[i], w, 3) != 2)
			return source_bad(s, e, "want 'skill WEIGHT'", err);
		c->skill = map_skill(m, w[0]);
		if (c->skill == MAP_NONE)
			return source_bad(s, e, "no such skill", err);
		if (!num_parse_f64(w[1], 0, 1, "weight", &c->weight, err))
			return err_prefix(err, "%.*s:%zu", STR_ARG(s->name), e->line);
	}
	return true;
}

static bool
hours_read(const struct source *s, const struct pack_entry *e, struct skill *k, struct err *err)
{
	struct str w[4];

	if (words(e->value, w, 4) != SKILL_LEVELS)
		return source_bad(s, e, "want three numbers of hours", err);
	for (int l = 0; l < SKILL_LEVELS; l++)
		if (!num_parse_f64(w[l], 0.1, 1000, "hours", &k->hours[l], err))
			return err_prefix(err, "%.*s:%zu", STR_ARG(s->name), e->line);
	return true;
}

static void
resource_read(const struct pack_entry *e, struct skill_resource *r)
{
	struct str rest = e->value, part;
	struct str *fields[] = {&r->kind, &r->title, &r->author, &r->year, &r->url};

	for (size_t i = 0; i < ARRAY_LEN(fields) && str_split(&rest, '|', &part); i++)
		*fields[i] = str_trim(part);
}

/* Plain text values, by key. */
static struct str *
skill_text(struct skill *k, const struct pack_entry *e)
{
	const struct {
		const char *key;
		struct str *value;
	} texts[] = {
	    {"name", &k->name},     {"short", &k->short_name}, {"what", &k->what}, {"explain", &k->levels[0]},
	    {"use", &k->levels[1]}, {"build", &k->levels[2]},  {"onet", &k->onet}, {"esco", &k->esco},
	};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (key_is(e, texts[i].key))
			return texts[i].value;
	return NULL;
}

static bool
skill_read(const struct source *s, struct map *m, size_t *terms_cap, int index, struct err *err)
{
	struct skill *k = &m->skills[index];
	VEC(struct skill_edge) edges = {0};
	VEC(struct skill_resource) resources = {0};
	struct term_spec t;

	for (const struct pack_entry *e = s->e; e < s->e + s->n; e++) {
		struct str *text = skill_text(k, e);
		bool ok = true;

		if (text != NULL)
			*text = e->value;
		else if (key_is(e, "hours"))
			ok = hours_read(s, e, k, err);
		else if (key_is(e, "hard") || key_is(e, "soft"))
			ok = edge_read(s, e, m, VEC_PUSH(s->a, &edges), err);
		else if (key_is(e, "covers"))
			ok = covers_read(s, e, m, k, err);
		else if (key_is(e, "names"))
			pack_list(s->a, e->value, ';', &k->names, &k->n_names);
		else if (key_is(e, "tools"))
			pack_list(s->a, e->value, ';', &k->tools, &k->n_tools);
		else if (key_is(e, "resource"))
			resource_read(e, VEC_PUSH(s->a, &resources));
		else if (key_is(e, "ambiguous")) {
			ok = ambiguous_read(s, e, index, &t, err);
			if (ok)
				term_add(s->a, m, terms_cap, t);
		} else if (!key_is(e, "id") && !key_is(e, "group"))
			ok = source_bad(s, e, "unknown key", err);
		if (!ok)
			return false;
	}
	k->edges = edges.p;
	k->n_edges = edges.n;
	k->resources = resources.p;
	k->n_resources = resources.n;
	for (size_t i = 0; i < k->n_names; i++)
		term_add(s->a, m, terms_cap,
		         (struct term_spec){.text = k->names[i], .skill = index, .kind = TERM_NAME});
	for (size_t i = 0; i < k->n_tools; i++)
		term_add(s->a, m, terms_cap,
		         (struct term_spec){.text = k->tools[i], .skill = index, .kind = TERM_TOOL});
	return true;
}

static int
skill_by_group(const void *x, const void *y)
{
	const struct skill *a = x, *b = y;

	return a->group != b->group ? (a->group > b->group) - (a->group < b->group) : str_cmp(a->id, b->id);
}

/* Fills by_id by insertion; n is about a hundred, and it is done once. */
static bool
index_ids(struct arena *a, struct map *m, struct err *err)
{
	m->by_id = ARENA_ARRAY(a, m->n_skills, int);
	for (size_t i = 0; i < m->n_skills; i++) {
		size_t at = i;

		for (; at > 0 && str_cmp(m->skills[m->by_id[at - 1]].id, m->skills[i].id) > 0; at--)
			m->by_id[at] = m->by_id[at - 1];
		m->by_id[at] = (int)i;
		if (at > 0 && str_eq(m->skills[m->by_id[at - 1]].id, m->skills[i].id))
			return err_set(err, ERR_INVALID, "two skills have the id '%.*s'", STR_ARG(m->skills[i].id));
	}
	return true;
}

/* Reads the files of content/skills: ids and groups first, then everything that refers to them. */
static bool
skills_load(struct arena *a, const struct embed_file *files, size_t n, struct map *m, struct err *err)
{
	struct source *sources = ARENA_ARRAY(a, n, struct source);
	size_t terms_cap = 0;

	m->skills = ARENA_ARRAY(a, n, struct skill);
	for (size_t i = 0; i < n; i++) {
		struct skill *k = &m->skills[m->n_skills];

		if (!str_starts(str_of(files[i].path), STR("skills/")))
			continue;
		if (!source_open(a, &files[i], &sources[i], err))
			return false;
		k->id = pack_get(sources[i].e, sources[i].n, "id");
		k->group = group_of(pack_get(sources[i].e, sources[i].n, "group"));
		if (k->group == MAP_NONE || k->id.n == 0)
			return err_set(err, ERR_INVALID, "%s: no id, or an unknown group", files[i].path);
		m->n_skills++;
	}
	qsort(m->skills, m->n_skills, sizeof(*m->skills), skill_by_group);
	if (!index_ids(a, m, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		int index = sources[i].n > 0 ? map_skill(m, pack_get(sources[i].e, sources[i].n, "id")) : MAP_NONE;

		if (index != MAP_NONE && !skill_read(&sources[i], m, &terms_cap, index, err))
			return false;
	}
	return true;
}

static bool
role_skill_read(const struct source *s, const struct pack_entry *e, const struct map *m, struct role_skill *rs,
                struct err *err)
{
	struct str w[4];
	int64_t level;

	if (words(e->value, w, 4) != 3)
		return source_bad(s, e, "want 'skill LEVEL WEIGHT'", err);
	rs->skill = map_skill(m, w[0]);
	if (rs->skill == MAP_NONE)
		return source_bad(s, e, "no such skill", err);
	if (!num_parse_i64(w[1], 1, SKILL_LEVELS, "level", &level, err) ||
	    !num_parse_f64(w[2], 0, 1, "weight", &rs->weight, err))
		return err_prefix(err, "%.*s:%zu", STR_ARG(s->name), e->line);
	rs->level = (int)level;
	return true;
}

static bool
role_read(const struct source *s, const struct map *m, struct role *r, struct err *err)
{
	VEC(struct role_skill) skills = {0};

	for (const struct pack_entry *e = s->e; e < s->e + s->n; e++) {
		if (key_is(e, "id"))
			r->id = e->value;
		else if (key_is(e, "name"))
			r->name = e->value;
		else if (key_is(e, "what"))
			r->what = e->value;
		else if (key_is(e, "kind"))
			r->start_only = str_eq(e->value, STR("start"));
		else if (key_is(e, "titles"))
			pack_list(s->a, e->value, ';', &r->titles, &r->n_titles);
		else if (key_is(e, "onet"))
			r->onet = e->value;
		else if (key_is(e, "esco"))
			r->esco = e->value;
		else if (!key_is(e, "skill"))
			return source_bad(s, e, "unknown key", err);
		else if (!role_skill_read(s, e, m, VEC_PUSH(s->a, &skills), err))
			return false;
	}
	r->skills = skills.p;
	r->n_skills = skills.n;
	return true;
}

static bool
roles_load(struct arena *a, const struct embed_file *files, size_t n, struct map *m, struct err *err)
{
	struct source s;

	m->roles = ARENA_ARRAY(a, n, struct role);
	for (size_t i = 0; i < n; i++) {
		if (!str_starts(str_of(files[i].path), STR("roles/")))
			continue;
		if (!source_open(a, &files[i], &s, err) || !role_read(&s, m, &m->roles[m->n_roles++], err))
			return false;
	}
	return true;
}

static bool
industries_load(struct arena *a, const struct embed_file *f, struct map *m, struct err *err)
{
	struct str rest = {(const char *)f->bytes, f->size}, block;
	VEC(struct industry) list = {0};
	struct source s = {.a = a, .name = str_of(f->path)};

	while (pack_block(&rest, &block)) {
		struct industry *in;

		if (!pack_parse(a, block, s.name, &s.e, &s.n, err))
			return false;
		if (s.n == 0)
			continue;
		in = VEC_PUSH(a, &list);
		in->id = pack_get(s.e, s.n, "id");
		in->name = pack_get(s.e, s.n, "name");
		in->what = pack_get(s.e, s.n, "what");
		in->near_text = pack_get(s.e, s.n, "near");
		pack_list(a, pack_get(s.e, s.n, "words"), ';', &in->words, &in->n_words);
	}
	m->industries = list.p;
	m->n_industries = list.n;
	return true;
}

/* Depth-first; state 1 is on the path, 2 is done. Meeting state 1 again is a cycle. */
static bool
order_visit(const struct map *m, int k, unsigned char *state, size_t *n, struct err *err)
{
	const struct skill *s = &m->skills[k];

	if (state[k] == 2)
		return true;
	if (state[k] == 1)
		return err_set(err, ERR_INVALID, "the skills have a cycle of prerequisites through '%.*s'",
		               STR_ARG(s->id));
	state[k] = 1;
	for (size_t i = 0; i < s->n_edges; i++)
		if (s->edges[i].hard && !order_visit(m, s->edges[i].skill, state, n, err))
			return false;
	state[k] = 2;
	m->order[(*n)++] = k;
	return true;
}

bool
map_load(struct arena *a, const struct embed_file *files, size_t n, struct map **ret, struct err *err)
{
	struct map *m = ARENA_NEW(a, struct map);
	unsigned char *state;
	size_t ordered = 0;

	m->groups = ARENA_ARRAY(a, ARRAY_LEN(groups), struct str);
	memcpy(m->groups, groups, sizeof(groups));
	m->n_groups = ARRAY_LEN(groups);
	m->files = files;
	m->n_files = n;
	if (!skills_load(a, files, n, m, err) || !roles_load(a, files, n, m, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(files[i].path, "industries.txt") == 0 && !industries_load(a, &files[i], m, err))
			return false;
	m->order = ARENA_ARRAY(a, m->n_skills, int);
	state = ARENA_ARRAY(a, m->n_skills, unsigned char);
	for (size_t i = 0; i < m->n_skills; i++)
		if (!order_visit(m, (int)i, state, &ordered, err))
			return false;
	*ret = m;
	return true;
}

int
map_skill(const struct map *m, struct str id)
{
	size_t low = 0, high = m->n_skills;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = str_cmp(id, m->skills[m->by_id[mid]].id);

		if (order == 0)
			return m->by_id[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return MAP_NONE;
}

int
map_role(const struct map *m, struct str id)
{
	for (size_t i = 0; i < m->n_roles; i++)
		if (str_eq(m->roles[i].id, id))
			return (int)i;
	return MAP_NONE;
}

int
map_industry(const struct map *m, struct str id)
{
	for (size_t i = 0; i < m->n_industries; i++)
		if (str_eq(m->industries[i].id, id))
			return (int)i;
	return MAP_NONE;
}

/* Bytes both begin with, and one more for each shared letter after: enough to guess what was meant. */
static size_t
likeness(struct str a, struct str b)
{
	size_t same = 0, shared = 0;

	while (same < a.n && same < b.n && ascii_lower(a.p[same]) == b.p[same])
		same++;
	for (size_t i = same; i < a.n; i++)
		shared += str_find_byte(b, ascii_lower(a.p[i])) < b.n;
	return 2 * same + shared;
}

/* Ids of one kind, seen through an accessor, for the hint of a wrong one. */
static bool
not_found(const struct map *m, const char *kind, struct str id, size_t n,
          struct str (*id_of)(const struct map *, size_t), const char *command, struct err *err)
{
	size_t best = 0, best_like = 0;

	for (size_t i = 0; i < n; i++) {
		size_t like = likeness(id, id_of(m, i));

		if (like > best_like) {
			best = i;
			best_like = like;
		}
	}
	err_set(err, ERR_NOT_FOUND, "no %s '%.*s'", kind, (int)MIN(id.n, 64), id.p != NULL ? id.p : "");
	if (n > 0)
		err_hint(err, "Did you mean '%.*s'? %s", STR_ARG(id_of(m, best)), command);
	return false;
}

static struct str
skill_id(const struct map *m, size_t i)
{
	return m->skills[i].id;
}

static struct str
role_id(const struct map *m, size_t i)
{
	return m->roles[i].id;
}

static struct str
industry_id(const struct map *m, size_t i)
{
	return m->industries[i].id;
}

bool
map_skill_get(const struct map *m, struct str id, int *ret, struct err *err)
{
	int i = map_skill(m, id);

	if (i == MAP_NONE)
		return not_found(m, "skill", id, m->n_skills, skill_id, "'cairn skill list' shows all.", err);
	*ret = i;
	return true;
}

bool
map_role_get(const struct map *m, struct str id, int *ret, struct err *err)
{
	int i = map_role(m, id);

	if (i == MAP_NONE)
		return not_found(m, "role", id, m->n_roles, role_id, "'cairn role list' shows all.", err);
	*ret = i;
	return true;
}

bool
map_industry_get(const struct map *m, struct str id, int *ret, struct err *err)
{
	int i = map_industry(m, id);

	if (i == MAP_NONE)
		return not_found(m, "industry", id, m->n_industries, industry_id, "'cairn industry list' shows all.",
		                 err);
	*ret = i;
	return true;
}
