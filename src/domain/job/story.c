#include "domain/job/story.h"

#include "base/vec.h"
#include "domain/skill/evidence.h"
#include "format/pack.h"

static const struct record_field fields[] = {
    RECORD_NEEDED(story, title, "the title", 200),
    RECORD_TEXT(story, situation, "the situation", 10000),
    RECORD_TEXT(story, task, "the task", 10000),
    RECORD_TEXT(story, action, "the action", 10000),
    RECORD_TEXT(story, outcome, "the result", 10000),
    RECORD_TEXT(story, themes, "the themes", 500),
    RECORD_ID(story, evidence_id),
    RECORD_ID(story, bullet_id),
    RECORD_TEXT(story, url, "the address", 2048),
};

const struct record_type story_type = {"story", sizeof(struct story), fields, ARRAY_LEN(fields),
                                       RECORD_QUERIES(false, STORY)};

static bool
themes_check(struct ctx *c, struct str themes, struct err *err)
{
	struct content_item *items;
	struct str *list;
	size_t n_items, n, k;

	if (!content_list(c, "themes", &items, &n_items, err))
		return false;
	pack_list(c->a, themes, ';', &list, &n);
	for (size_t i = 0; i < n; i++) {
		for (k = 0; k < n_items && !str_eq(items[k].id, list[i]); k++)
			;
		if (k < n_items)
			continue;
		err_set(err, ERR_INVALID, "the themes: there is no theme '%.*s'", (int)MIN(list[i].n, 40), list[i].p);
		return err_hint(err, "'cairn story list' ends with the themes there are.");
	}
	return true;
}

static bool
evidence_known(struct ctx *c, int64_t id, struct err *err)
{
	struct evidence *list;
	size_t n;

	if (id == 0)
		return true;
	if (!evidence_list(c, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (list[i].id == id)
			return true;
	return err_set(err, ERR_NOT_FOUND, "there is no evidence %lld", (long long)id);
}

bool
story_save(struct ctx *c, struct story *s, int64_t base, struct err *err)
{
	if (s->url.n > 0 && !str_starts_ci(s->url, STR("https://")) && !str_starts_ci(s->url, STR("http://")))
		return err_set(err, ERR_INVALID, "the address '%.*s' is not a web address", (int)MIN(s->url.n, 80),
		               s->url.p);
	return themes_check(c, s->themes, err) && evidence_known(c, s->evidence_id, err) &&
	       record_save(c, &story_type, s, base, err);
}

bool
story_list(struct ctx *c, struct story **ret, size_t *ret_n, struct err *err)
{
	return record_all(c, &story_type, 0, ret, ret_n, err);
}

bool
story_has_theme(const struct story *s, struct str theme)
{
	struct str rest = s->themes, part;

	while (rest.n > 0 && str_split(&rest, ';', &part))
		if (str_eq(str_trim(part), theme))
			return true;
	return false;
}

/* Digits with what belongs to them: "1,200", "40%", "3.5x", "$2m". Years and words with digits (F1, GPT-4) are none. */
static bool
number_next(struct str *rest, struct str *ret)
{
	size_t i = 0, begin, end;

	for (;; i = end) {
		while (i < rest->n && !ascii_is_digit(rest->p[i]))
			i++;
		if (i == rest->n)
			return false;
		begin = end = i;
		while (end < rest->n &&
		       (ascii_is_digit(rest->p[end]) || ((rest->p[end] == ',' || rest->p[end] == '.') &&
		                                         end + 1 < rest->n && ascii_is_digit(rest->p[end + 1]))))
			end++;
		bool word =
		    begin > 0 && (ascii_is_alpha(rest->p[begin - 1]) ||
		                  (rest->p[begin - 1] == '-' && begin > 1 && ascii_is_alpha(rest->p[begin - 2])));
		bool unit = end < rest->n && (rest->p[end] == '%' || ascii_is_alpha(rest->p[end]));
		bool year = end - begin == 4 && !unit &&
		            (str_starts(str_sub(*rest, begin, 2), STR("19")) ||
		             str_starts(str_sub(*rest, begin, 2), STR("20")));

		while (unit && end < rest->n && (rest->p[end] == '%' || ascii_is_alpha(rest->p[end])))
			end++;
		if (word || year)
			continue;
		*ret = str_sub(*rest, begin, end - begin);
		*rest = str_sub(*rest, end, rest->n);
		return true;
	}
}

void
story_bare_numbers(struct arena *a, const struct story *s, struct str **ret, size_t *ret_n)
{
	VEC(struct str) list = {0};
	struct str parts[] = {s->action, s->outcome}, number;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		while (s->evidence_id == 0 && s->bullet_id == 0 && s->url.n == 0 && number_next(&parts[i], &number))
			*VEC_PUSH(a, &list) = number;
	*ret = list.p;
	*ret_n = list.n;
}

const char *
story_missing(const struct story *s)
{
	return s->situation.n == 0 ? "situation"
	       : s->task.n == 0    ? "task"
	       : s->action.n == 0  ? "action"
	       : s->outcome.n == 0 ? "result"
	                           : NULL;
}

bool
story_cover(struct ctx *c, struct theme_cover **ret, size_t *ret_n, struct err *err)
{
	struct content_item *themes;
	struct story *stories;
	struct bank_question *bank;
	size_t n, n_stories, n_bank;

	if (!content_list(c, "themes", &themes, &n, err) || !story_list(c, &stories, &n_stories, err) ||
	    !question_bank(c, &bank, &n_bank, err))
		return false;
	*ret = ARENA_ARRAY(c->a, n, struct theme_cover);
	*ret_n = n;
	for (size_t i = 0; i < n; i++) {
		struct theme_cover *t = &(*ret)[i];

		t->theme = themes[i];
		for (size_t k = 0; k < n_stories; k++)
			t->n_stories += story_has_theme(&stories[k], themes[i].id);
		for (size_t k = 0; k < n_bank; k++)
			for (size_t h = 0; h < bank[k].n_themes; h++)
				t->n_questions += str_eq(bank[k].themes[h], themes[i].id);
	}
	return true;
}
