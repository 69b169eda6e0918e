/* What the résumé knows of the person, for the fields of letters. */
#include "letter.h"

#include "base/vec.h"
#include "domain/job/resume.h"
#include "format/jdoc.h"

/* Fields by the place in basics; older names behind a bar. */
static const struct {
	const char *field;
	const char *places[2];
} own_fields[] = {
    {"name", {"name", NULL}},      {"my.label", {"label", NULL}},  {"my.email", {"email", NULL}},
    {"my.phone", {"phone", NULL}}, {"my.url", {"url", "website"}}, {"my.place", {"location.city", NULL}},
};

struct values {
	struct letter_value *p;
	size_t n;
	size_t cap;
};

static bool
holds_all(struct str text, struct str words)
{
	struct str word;

	while (str_split(&words, ' ', &word))
		if (word.n > 0 && !str_has_ci(text, word))
			return false;
	return true;
}

static void
bullet_value(struct ctx *c, const struct resume *r, struct str field, struct values *values)
{
	struct str words = str_sub(field, sizeof("my.bullet ") - 1, field.n);

	for (size_t i = 0; i < r->n_items; i++) {
		for (size_t k = 0; k < r->items[i].n_bullets; k++) {
			struct str text = r->items[i].bullets[k].text;

			if (!holds_all(text, words))
				continue;
			*VEC_PUSH(c->a, values) = (struct letter_value){field, text};
			return;
		}
	}
}

bool
letter_own_values(struct ctx *c, struct str text, struct letter_value **ret, size_t *ret_n, struct err *err)
{
	struct values values = {0};
	struct letter_filled filled;
	struct resume r;

	if (!resume_load(c, &r, err) || !letter_fill(c->a, text, NULL, 0, &filled, err))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(own_fields); i++) {
		for (size_t k = 0; k < ARRAY_LEN(own_fields[i].places) && own_fields[i].places[k] != NULL; k++) {
			const json_t *basics = jdoc_at(r.body, "basics");
			struct str v = basics != NULL ? jdoc_str(c->a, basics, own_fields[i].places[k]) : STR_NONE;

			if (v.n > 0)
				*VEC_PUSH(c->a, &values) = (struct letter_value){str_of(own_fields[i].field), v};
		}
	}
	for (size_t i = 0; i < filled.n_open; i++)
		if (str_starts(filled.open[i], STR("my.bullet ")))
			bullet_value(c, &r, filled.open[i], &values);
	*ret = values.p;
	*ret_n = values.n;
	return true;
}
