#include "golden.h"

#include "base/fs.h"
#include "base/num.h"
#include "base/vec.h"
#include "format/posting.h"

#define FILE_MAX    ((size_t)64 << 20)
#define COLUMNS_MAX 6

/* One line of the annotations. */
struct note {
	struct str source; /* file below DATA, or a number */
	struct str key;    /* empty for a number */
	struct str phrase;
	int64_t nth;
	int skill;
	bool required;
	uint32_t posting;
};

struct advert {
	struct str source;
	struct str key;
	struct str text; /* p NULL until found */
};

struct golden {
	struct arena *a;
	const struct content *content;
	const char *data;
	VEC(struct note) notes;
	VEC(struct advert) adverts;
	size_t unknown; /* lines whose skill is not on the map */
	bool numbered;
};

/* What a skill is in one posting: bits. */
enum { ASKED = 1, ASKED_REQUIRED = 2, FOUND = 4, FOUND_REQUIRED = 8 };

struct score {
	size_t asked;
	size_t found;
	size_t right;
	size_t strength;
	size_t places;
	size_t places_hit;
	size_t places_read;
	size_t places_right;
};

static uint32_t
posting_number(struct golden *g, struct str source, struct str key)
{
	for (size_t i = g->adverts.n; i-- > 0;)
		if (str_eq(g->adverts.p[i].source, source) && str_eq(g->adverts.p[i].key, key))
			return (uint32_t)i;
	*VEC_PUSH(g->a, &g->adverts) = (struct advert){.source = source, .key = key};
	return (uint32_t)g->adverts.n - 1;
}

static bool
read_note(struct golden *g, struct str line, size_t number, struct err *err)
{
	struct str col[COLUMNS_MAX];
	struct note note = {0};
	size_t n = 0;

	while (n < COLUMNS_MAX && str_split(&line, '\t', &col[n]))
		n++;
	if (n < 5)
		return err_set(err, ERR_INVALID, "line %zu: want five or six columns", number);
	g->numbered = n == 5;
	note.source = col[0];
	note.key = n == 6 ? col[1] : STR_NONE;
	note.phrase = col[n - 4];
	if (!num_parse_i64(col[n - 3], 1, 10000, "nth", &note.nth, err))
		return err_prefix(err, "line %zu", number);
	note.skill = map_skill(g->content->map, str_trim(col[n - 2]));
	note.required = str_starts(col[n - 1], STR("required"));
	if (note.skill == MAP_NONE) {
		g->unknown++;
		return true;
	}
	note.posting = posting_number(g, note.source, note.key);
	*VEC_PUSH(g->a, &g->notes) = note;
	return true;
}

static bool
read_notes(struct golden *g, const char *path, struct err *err)
{
	struct str text;
	struct str line;

	if (!fs_read(g->a, path, FILE_MAX, &text, err))
		return false;
	for (size_t i = 1; str_line(&text, &line); i++) {
		if (str_trim(line).n == 0 || line.p[0] == '#' || str_starts(line, STR("source\t")) ||
		    str_starts(line, STR("number\t")))
			continue;
		if (!read_note(g, line, i, err))
			return err_prefix(err, "%s", path);
	}
	return true;
}

/* ---- texts ---- */

struct wanting {
	struct golden *g;
	struct str source;
};

static bool
has_key(const struct posting_record *r, struct str key)
{
	struct str tail = str_sub(r->source_key, r->source_key.n > key.n ? r->source_key.n - key.n : 0, key.n);

	return str_eq(tail, key) || (r->kind == POSTING_CSV && str_eq(r->where, key));
}

static bool
take_record(void *p, const struct posting_record *r, struct err *err)
{
	struct wanting *w = p;

	(void)err;
	for (size_t i = 0; i < w->g->adverts.n; i++) {
		struct advert *ad = &w->g->adverts.p[i];
		if (ad->text.p == NULL && str_eq(ad->source, w->source) && has_key(r, ad->key))
			ad->text = arena_printf(w->g->a, "%.*s\n\n%.*s", STR_ARG(r->title), STR_ARG(r->text));
	}
	return true;
}

static bool
take_refusal(void *p, const struct posting_refusal *r, struct err *err)
{
	(void)p;
	(void)r;
	(void)err;
	return true;
}

static bool
read_texts(struct golden *g, struct err *err)
{
	for (size_t i = 0; i < g->adverts.n; i++) {
		struct advert *ad = &g->adverts.p[i];
		struct wanting w = {g, ad->source};
		struct posting_sink sink = {take_record, take_refusal, &w};
		struct str bytes;
		const char *name =
		    arena_cstr(g->a, g->numbered ? arena_printf(g->a, "%.*s.txt", STR_ARG(ad->source)) : ad->source);
		if (ad->text.p != NULL)
			continue;
		if (!fs_read(g->a, fs_join(g->a, g->data, name), FILE_MAX, &bytes, err))
			return false;
		if (g->numbered)
			ad->text = bytes;
		else if (!posting_read(g->a, bytes, str_of(name), &sink, err))
			return err_prefix(err, "%s", name);
		if (ad->text.p == NULL)
			return err_set(err, ERR_NOT_FOUND, "%s: no posting '%.*s'", name, STR_ARG(ad->key));
	}
	return true;
}

/* ---- scores ---- */

/* The place of the phrase's nth occurrence; false when there are fewer. */
static bool
find_phrase(struct str text, const struct note *note, uint32_t *start, uint32_t *end)
{
	size_t at = 0;

	for (int64_t k = 0;; k++) {
		size_t i = at + str_find(str_sub(text, at, text.n), note->phrase);
		if (i >= text.n)
			return false;
		if (k + 1 == note->nth) {
			*start = (uint32_t)i;
			*end = (uint32_t)(i + note->phrase.n);
			return true;
		}
		at = i + 1;
	}
}

static bool
touches(const struct skill_mention *m, uint32_t start, uint32_t end)
{
	return m->start < end && start < m->end;
}

static void
score_places(const struct golden *g, size_t ad, const struct extraction *x, struct score *s)
{
	bool *right = ARENA_ARRAY(g->a, x->n_mentions, bool);

	for (size_t i = 0; i < g->notes.n; i++) {
		const struct note *note = &g->notes.p[i];
		uint32_t start;
		uint32_t end;
		bool hit = false;
		if (note->posting != ad || !find_phrase(g->adverts.p[ad].text, note, &start, &end))
			continue;
		s->places++;
		for (size_t k = 0; k < x->n_mentions; k++)
			if (x->mentions[k].skill == note->skill && touches(&x->mentions[k], start, end))
				hit = right[k] = true;
		s->places_hit += hit;
	}
	for (size_t k = 0; k < x->n_mentions; k++)
		if (x->mentions[k].skill >= 0 && x->mentions[k].skill != SKILL_UNKNOWN &&
		    mention_is_demand(&x->mentions[k])) {
			s->places_read++;
			s->places_right += right[k];
		}
}

static void
score_skills(const struct golden *g, size_t ad, const struct extraction *x, struct score *s, bool show)
{
	size_t n = g->content->map->n_skills;
	uint8_t *is = ARENA_ARRAY(g->a, n, uint8_t);

	for (size_t i = 0; i < g->notes.n; i++)
		if (g->notes.p[i].posting == ad)
			is[g->notes.p[i].skill] |= (uint8_t)(ASKED | (g->notes.p[i].required ? ASKED_REQUIRED : 0));
	for (size_t k = 0; k < x->n_mentions; k++) {
		const struct skill_mention *m = &x->mentions[k];
		if (m->skill >= 0 && m->skill != SKILL_UNKNOWN && mention_is_demand(m))
			is[m->skill] |= (uint8_t)(FOUND | (m->required ? FOUND_REQUIRED : 0));
	}
	for (size_t i = 0; i < n; i++) {
		bool both = (is[i] & ASKED) && (is[i] & FOUND);
		s->asked += (is[i] & ASKED) != 0;
		s->found += (is[i] & FOUND) != 0;
		s->right += both;
		s->strength += both && !(is[i] & ASKED_REQUIRED) == !(is[i] & FOUND_REQUIRED);
		if (show && !both && is[i] & (ASKED | FOUND))
			printf("%.*s %.*s: %s %.*s\n", STR_ARG(g->adverts.p[ad].source), STR_ARG(g->adverts.p[ad].key),
			       is[i] & ASKED ? "missed" : "wrong ", STR_ARG(g->content->map->skills[i].id));
	}
}

static double
ratio(size_t a, size_t b)
{
	return b == 0 ? 0 : 100.0 * (double)a / (double)b;
}

static bool
score(struct golden *g, const struct extractor *ex, const char *what, unsigned flags, bool show, struct err *err)
{
	struct score s = {0};

	for (size_t i = 0; i < g->adverts.n; i++) {
		struct extraction x;
		if (!extract_run(ex, g->a, g->adverts.p[i].text, flags, &x, err))
			return false;
		score_places(g, i, &x, &s);
		score_skills(g, i, &x, &s, show);
	}
	printf("  %-26s skills of a posting: P %5.1f  R %5.1f  F1 %5.2f  strength right %5.1f%%   places: P %5.1f  R "
	       "%5.1f\n",
	       what, ratio(s.right, s.found), ratio(s.right, s.asked), ratio(2 * s.right, s.found + s.asked),
	       ratio(s.strength, s.right), ratio(s.places_right, s.places_read), ratio(s.places_hit, s.places));
	return true;
}

bool
golden_run(struct arena *a, const struct content *content, const char *annotations, const char *data, struct err *err)
{
	struct golden g = {.a = a, .content = content, .data = data};
	struct extractor *ex;

	if (!fs_is_dir(data)) {
		printf("%s is absent: the golden set is not measured\n", data);
		return true;
	}
	if (!read_notes(&g, annotations, err) || !read_texts(&g, err) ||
	    !extractor_new(a, content->terms, content->n_terms, content->tagger, &ex, err))
		return false;
	printf("%zu postings, %zu places (%zu lines with skills that are not on the map left out)\n", g.adverts.n,
	       g.notes.n, g.unknown);
	return score(&g, ex, "dictionary, longest match", EXTRACT_RAW, false, err) &&
	       score(&g, ex, "dictionary and rules", EXTRACT_PLAIN, getenv("GOLDEN_SHOW") != NULL, err);
}
