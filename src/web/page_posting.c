/* Postings: the list, and one of them with its skills marked. */
#include "base/num.h"
#include "domain/job/application.h"
#include "domain/plan/demand.h"
#include "domain/skill/extract.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view.h"
#include "web/view_person.h"

#include <jansson.h>

#define LIST_ROWS    30
#define FOUND_SKILLS 8
#define CHANGES_MAX  30
#define FACTS_MAX    ((size_t)1 << 20)
#define FACTS_US     1000000
#define BEYOND_MAX   24

static const char *
currency_sign(struct str c)
{
	return str_eq(c, STR("USD")) ? "$" : str_eq(c, STR("EUR")) ? "€" : str_eq(c, STR("GBP")) ? "£" : "";
}

static struct str
pay_text(const struct page *p, const struct posting *o)
{
	const char *sign = currency_sign(o->pay_currency);
	int64_t low = o->pay_min >= 0 ? o->pay_min : o->pay_max;
	int64_t high = o->pay_max;
	struct str out;

	if (low < 0)
		return STR("");
	if (sign[0] == '\0' && o->pay_currency.n > 0)
		sign = arena_cstr(p->c.a, page_printf(p, "%.*s ", STR_ARG(o->pay_currency)));
	out = page_printf(p, "%s%.*s", sign, STR_ARG(say_count(p, low / 100)));
	if (high > low)
		out = page_printf(p, "%.*s to %.*s", STR_ARG(out), STR_ARG(say_count(p, high / 100)));
	return o->pay_period.n == 0 ? out : page_printf(p, "%.*s a %.*s", STR_ARG(out), STR_ARG(o->pay_period));
}

/* What matching needs, read once for a page. */
struct matcher {
	bool ready;
	struct goal goal;
	struct ability *abilities;
};

static bool
matcher_load(struct page *p, struct matcher *m, struct err *err)
{
	if (!goal_get(&p->c, &m->goal, &m->ready, err))
		return false;
	return !m->ready || ability_all(&p->c, &m->abilities, err);
}

static struct match
matcher_run(struct page *p, const struct matcher *m, const struct posting_skill *s, size_t n)
{
	int *skills = ARENA_ARRAY(p->c.a, n, int);
	bool *required = ARENA_ARRAY(p->c.a, n, bool);

	for (size_t i = 0; i < n; i++) {
		skills[i] = s[i].skill;
		required[i] = s[i].required;
	}
	return match_of(p->c.a, p->c.map, m->goal.role, skills, required, n, m->abilities);
}

static bool
read_filter(struct page *p, struct posting_list_view *v, struct err *err)
{
	enum route_switch kind;

	v->f = (struct posting_filter){.search = query_str(p, "q"),
	                               .role = query_str(p, "role"),
	                               .workplace = query_str(p, "workplace"),
	                               .seniority = query_str(p, "seniority"),
	                               .skill = query_str(p, "skill"),
	                               .hidden = query_str(p, "hidden").n > 0,
	                               .firsts = query_str(p, "firsts").n > 0,
	                               .open = query_str(p, "open").n > 0};
	if (!posting_sort_named(query_str(p, "sort"), &v->f.sort))
		v->f.sort = POSTING_BY_NEWEST;
	v->skill = v->f.skill.p == NULL ? MAP_NONE : map_skill(p->c.map, v->f.skill);
	if (!route_stand_get(&p->c, &v->stand, err))
		return false;
	/* A kind that is none, or that cannot be told, does not filter. */
	if (route_switch_parse(query_str(p, "switch"), &kind, NULL) &&
	    !posting_filter_switch(p->c.map, &v->stand, kind, &v->f, NULL))
		v->f.switch_kind = STR_NONE;
	return true;
}

/* The query of this list, without the place in it; ends in "?" or "&". */
static struct str
list_address(const struct page *p)
{
	static const char *const names[] = {"q",      "role", "workplace", "seniority", "skill",
	                                    "switch", "sort", "hidden",    "firsts",    "open"};
	struct str out = STR("/postings?");

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct str v = query_str(p, names[i]);
		if (v.n > 0)
			out = page_printf(p, "%.*s%s=%.*s&", STR_ARG(out), names[i], STR_ARG(http_encode(p->c.a, v)));
	}
	return out;
}

static struct posting_after
read_after(const struct page *p)
{
	struct posting_after after = {.key = query_str(p, "key")};

	if (!num_parse_i64(query_str(p, "after"), 1, INT64_MAX, "after", &after.id, NULL))
		return (struct posting_after){0};
	if (!num_parse_i64(query_str(p, "day"), INT32_MIN, INT32_MAX, "day", &after.day, NULL))
		after.day = 0;
	return after;
}

/* Skills whose name or terms hold the words searched for. */
static void
find_skills(struct page *p, struct posting_list_view *v)
{
	const struct map *m = p->c.map;
	struct str q = v->f.search;

	v->skills = ARENA_ARRAY(p->c.a, FOUND_SKILLS, int);
	for (size_t i = 0; i < m->n_skills && q.n >= 2 && v->n_skills < FOUND_SKILLS; i++) {
		const struct skill *s = &m->skills[i];
		bool hit = str_has_ci(s->name, q) || str_eq_ci(s->id, q);
		for (size_t k = 0; k < s->n_names && !hit; k++)
			hit = str_starts_ci(s->names[k], q);
		for (size_t k = 0; k < s->n_tools && !hit; k++)
			hit = str_starts_ci(s->tools[k], q);
		if (hit)
			v->skills[v->n_skills++] = (int)i;
	}
}

static bool
fill_rows(struct page *p, struct posting_list_view *v, const struct posting *list, size_t n, struct err *err)
{
	struct matcher m = {0};

	if (!matcher_load(p, &m, err))
		return false;
	v->n = MIN(n, (size_t)LIST_ROWS);
	v->rows = ARENA_ARRAY(p->c.a, v->n, struct posting_row);
	for (size_t i = 0; i < v->n; i++) {
		struct posting_skill *skills;
		size_t n_skills;
		v->rows[i] = (struct posting_row){.p = &list[i],
		                                  .match = -1,
		                                  .pay = pay_text(p, &list[i]),
		                                  .kind = posting_switch(p->c.map, &v->stand, &list[i])};
		if (!m.ready)
			continue;
		if (!posting_skills(&p->c, list[i].id, &skills, &n_skills, err))
			return false;
		if (n_skills > 0)
			v->rows[i].match = (int)(matcher_run(p, &m, skills, n_skills).score * 100 + 0.5);
	}
	return true;
}

void
posting_facts_drop(struct web *w)
{
	if (w->facts == NULL)
		return;
	arena_release(&w->facts->a);
	free(w->facts);
	w->facts = NULL;
}

bool
posting_facts_get(struct page *p, const struct posting_facts **ret, struct err *err)
{
	struct posting_filter all = {0};
	struct posting_facts *f;
	struct ctx c = p->c;
	int64_t version;

	if (!db_data_version(c.db, &version, err))
		return false;
	f = p->w->facts;
	if (f != NULL && (f->version != version || (version == 0 && clock_monotonic_us() >= f->until_us)))
		posting_facts_drop(p->w);
	if (p->w->facts == NULL) {
		f = calloc(1, sizeof(*f));
		if (f == NULL)
			base_die("out of memory");
		f->a = (struct arena)ARENA(FACTS_MAX);
		p->w->facts = f;
		c.a = &f->a;
		if (!posting_count(&c, &all, &f->n_visible, err) || !posting_total(&c, &f->totals, err) ||
		    !posting_facets(&c, POSTING_ROLES, &f->roles, &f->n_roles, err) ||
		    !posting_facets(&c, POSTING_WORKPLACES, &f->workplaces, &f->n_workplaces, err) ||
		    !posting_facets(&c, POSTING_SENIORITIES, &f->seniorities, &f->n_seniorities, err)) {
			posting_facts_drop(p->w);
			return false;
		}
		f->version = version;
		f->until_us = clock_monotonic_us() + FACTS_US;
	}
	*ret = p->w->facts;
	return true;
}

static bool
count_list(struct page *p, struct posting_list_view *v, struct err *err)
{
	const struct posting_filter *f = &v->f;

	if (f->search.n > 0 || f->role.n > 0 || f->switch_kind.n > 0 || f->workplace.n > 0 || f->seniority.n > 0 ||
	    f->skill.n > 0 || f->hidden || f->firsts || f->open)
		return posting_count(&p->c, f, &v->total, err);
	v->total = v->facts->n_visible;
	return true;
}

bool
page_postings(struct page *p, struct err *err)
{
	struct posting_list_view v = {0};
	struct posting_after after = read_after(p);
	struct posting *list;
	size_t n;

	if (!read_filter(p, &v, err) || !posting_list(&p->c, &v.f, after, LIST_ROWS + 1, &list, &n, err) ||
	    !posting_facts_get(p, &v.facts, err) || !count_list(p, &v, err) || !fill_rows(p, &v, list, n, err))
		return false;
	find_skills(p, &v);
	v.first_page = after.id == 0;
	v.more = n > LIST_ROWS;
	v.start = list_address(p);
	v.start.n--; /* the ? or & at its end */
	if (v.more) {
		struct posting_after next = list[LIST_ROWS - 1].after;
		v.next = page_printf(p, "%.*safter=%lld&day=%lld&key=%.*s", STR_ARG(list_address(p)),
		                     (long long)next.id, (long long)next.day, STR_ARG(http_encode(p->c.a, next.key)));
	}
	page_begin(p, NAV_POSTINGS, "Postings");
	tmpl_postings(p->out, p, &v);
	page_end(p);
	return true;
}

/* --- one posting -------------------------------------------------------------------------------------------------- */

static const char *
mention_tone(const struct skill_mention *m)
{
	if (!mention_is_demand(m))
		return "aside";
	return m->required ? "required" : "preferred";
}

/* Cuts line [from, to) of the text at its mentions; *at is the next mention to come. */
static void
fill_pieces(struct page *p, struct str text, size_t from, size_t to, const struct extraction *x, size_t *at,
            struct text_block *b)
{
	size_t n = 1;
	size_t pos = from;

	for (size_t i = *at; i < x->n_mentions && x->mentions[i].start < to; i++)
		n += 2;
	b->pieces = ARENA_ARRAY(p->c.a, n, struct text_piece);
	for (; *at < x->n_mentions && x->mentions[*at].start < to; ++*at) {
		const struct skill_mention *m = &x->mentions[*at];
		const struct skill *s;
		if (m->skill < 0 || m->start < pos || m->end > to)
			continue;
		s = &p->c.map->skills[m->skill];
		b->pieces[b->n++] = (struct text_piece){.text = str_sub(text, pos, m->start - pos)};
		b->pieces[b->n++] = (struct text_piece){
		    .text = str_sub(text, m->start, m->end - m->start),
		    .skill = s->id,
		    .tone = mention_tone(m),
		    .title = page_printf(p, "%.*s: %s", STR_ARG(s->name),
		                         mention_is_demand(m) ? (m->required ? "required" : "preferred")
		                                              : "named, not asked for"),
		};
		pos = m->end;
	}
	b->pieces[b->n++] = (struct text_piece){.text = str_sub(text, pos, to - pos)};
}

/* What is asked for and not on the map: the first BEYOND_MAX, each once whatever its case. */
static void
fill_beyond(struct page *p, struct str text, const struct extraction *x, struct posting_view *v)
{
	v->beyond = ARENA_ARRAY(p->c.a, BEYOND_MAX, struct str);
	for (size_t i = 0; i < x->n_mentions && v->n_beyond < BEYOND_MAX; i++) {
		const struct skill_mention *m = &x->mentions[i];
		struct str words = str_sub(text, m->start, m->end - m->start);
		size_t same = 0;

		if (!mention_is_beyond(m))
			continue;
		while (same < v->n_beyond && !str_eq_ci(v->beyond[same], words))
			same++;
		if (same == v->n_beyond)
			v->beyond[v->n_beyond++] = words;
	}
}

static bool
fill_blocks(struct page *p, struct str text, struct posting_view *v, struct err *err)
{
	struct extraction x;
	struct str rest = text;
	struct str line;
	size_t lines = 1;
	size_t at = 0;

	if (p->w->ex == NULL && !p->w->o->make_ex(p->w->o->make_p, &p->w->ex, err))
		return false;
	if (!extract_run(p->w->ex, p->c.a, text, EXTRACT_TAG, &x, err))
		return false;
	fill_beyond(p, text, &x, v);
	for (size_t i = 0; i < text.n; i++)
		lines += text.p[i] == '\n';
	v->blocks = ARENA_ARRAY(p->c.a, lines, struct text_block);
	while (str_line(&rest, &line)) {
		size_t from = (size_t)(line.p - text.p);
		struct text_block *b = &v->blocks[v->n_blocks];
		if (str_trim(line).n == 0)
			continue;
		b->kind = str_starts(line, STR("# "))   ? BLOCK_HEADING
		          : str_starts(line, STR("- ")) ? BLOCK_ITEM
		                                        : BLOCK_PARAGRAPH;
		fill_pieces(p, text, from + (b->kind == BLOCK_PARAGRAPH ? 0 : 2), from + line.n, &x, &at, b);
		b->first_item = b->kind == BLOCK_ITEM && (v->n_blocks == 0 || b[-1].kind != BLOCK_ITEM);
		v->n_blocks++;
	}
	for (size_t i = 0; i < v->n_blocks; i++)
		v->blocks[i].last_item =
		    v->blocks[i].kind == BLOCK_ITEM && (i + 1 == v->n_blocks || v->blocks[i + 1].kind != BLOCK_ITEM);
	v->has_text = v->n_blocks > 0;
	return true;
}

static struct str
json_text(struct page *p, const json_t *v)
{
	if (json_is_string(v))
		return arena_str(p->c.a, (struct str){json_string_value(v), MIN(json_string_length(v), (size_t)300)});
	if (json_is_integer(v))
		return page_printf(p, "%lld", (long long)json_integer_value(v));
	return STR("not said");
}

static bool
fill_changes(struct page *p, struct posting_view *v, struct err *err)
{
	struct posting_version *list;
	size_t n;

	if (!posting_versions(&p->c, v->p.id, &list, &n, err))
		return false;
	v->changes = ARENA_ARRAY(p->c.a, CHANGES_MAX, struct change_row);
	for (size_t i = 0; i < n; i++) {
		json_t *o = json_loadb(list[i].fields.p, list[i].fields.n, 0, NULL);
		const char *key;
		json_t *value;
		json_object_foreach(o, key, value)
		{
			if (v->n_changes == CHANGES_MAX)
				break;
			v->changes[v->n_changes++] = (struct change_row){.when = say_instant(p, list[i].at_ms),
			                                                 .field = arena_str(p->c.a, str_of(key)),
			                                                 .was = json_text(p, value)};
		}
		json_decref(o);
	}
	return true;
}

bool
page_posting(struct page *p, struct err *err)
{
	struct posting_view v = {0};
	struct matcher m = {0};
	struct str text;
	int64_t id;

	if (!page_id(p, &id, err) || !posting_get(&p->c, id, &v.p, &text, err) ||
	    !posting_skills(&p->c, id, &v.skills, &v.n_skills, err) ||
	    !posting_group(&p->c, v.p.group_id, &v.group, &v.n_group, err) || !fill_changes(p, &v, err) ||
	    !fill_blocks(p, text, &v, err) || !matcher_load(p, &m, err) ||
	    !application_of_posting(&p->c, id, &v.application, err) || !route_stand_get(&p->c, &v.stand, err))
		return false;
	v.pay = pay_text(p, &v.p);
	v.kind = posting_switch(p->c.map, &v.stand, &v.p);
	v.has_match = m.ready && v.n_skills > 0;
	if (v.has_match)
		v.match = matcher_run(p, &m, v.skills, v.n_skills);
	if (!known_view_get(p, v.p.company, v.p.id, 0, &v.known, err))
		return false;
	page_begin_str(p, NAV_POSTINGS, v.p.title);
	tmpl_posting(p->out, p, &v);
	page_end(p);
	return true;
}

bool
post_posting_hide(struct page *p, struct err *err)
{
	int64_t id;
	bool hidden = form_i64(p, "hidden", 0) == 1;

	if (!page_id(p, &id, err) || !posting_hide(&p->c, id, hidden, err))
		return false;
	page_go(p, page_printf(p, "/postings/%lld", (long long)id), hidden ? "hidden" : "shown", 0);
	return true;
}
