#include "domain/job/outreach.h"

#include "domain/job/letter.h"
#include "domain/person/contact.h"
#include "domain/person/informational.h"
#include "domain/skill/map.h"

/* The field of the template that the interview's question answers. */
#define ASK_FIELD "say the question only somebody in the job can answer"
#define VALUES    4

static bool
values_of(struct ctx *c, const struct informational *i, struct letter_value v[static VALUES], struct err *err)
{
	struct contact who = {0};
	int role = i->role.n > 0 ? map_role(c->map, i->role) : MAP_NONE;
	struct err gone = {0};

	if (i->contact_id != 0 && !contact_get(c, i->contact_id, &who, &gone) && gone.code != ERR_NOT_FOUND) {
		if (err != NULL)
			*err = gone;
		return false;
	}
	v[0] = (struct letter_value){STR("contact"), i->name};
	v[1] = (struct letter_value){STR("company"), who.company};
	v[2] = (struct letter_value){STR("title"), who.title.n > 0    ? who.title
	                                           : role != MAP_NONE ? c->map->roles[role].name
	                                                              : STR("")};
	v[3] = (struct letter_value){STR(ASK_FIELD), i->tests};
	return true;
}

/* The person's own values, then the talk's, which win where both say something. */
static bool
fill(struct ctx *c, const struct informational *i, struct str text, struct str *ret, struct err *err)
{
	struct letter_value *own, *all, mine[VALUES];
	struct letter_filled filled;
	size_t n_own, n = 0;

	if (!letter_own_values(c, text, &own, &n_own, err) || !values_of(c, i, mine, err))
		return false;
	all = ARENA_ARRAY(c->a, n_own + VALUES, struct letter_value);
	for (size_t k = 0; k < VALUES; k++)
		if (mine[k].value.n > 0)
			all[n++] = mine[k];
	for (size_t k = 0; k < n_own; k++)
		all[n++] = own[k];
	if (!letter_fill(c->a, text, all, n, &filled, err))
		return false;
	*ret = letter_draft(c->a, filled.text);
	return true;
}

bool
outreach_begin(struct ctx *c, int64_t informational_id, const char *field, struct str template_name, int64_t *ret_id,
               struct err *err)
{
	static const char *const fields[] = {"draft", "thanks", NULL};
	struct informational i;
	struct letter_template t;
	struct memo *memos;
	struct str subject, body;
	size_t n;

	if (!word_check(fields, str_of(field), "the text", err) || !informational_get(c, informational_id, &i, err) ||
	    !memo_all(c, INFORMATIONAL, informational_id, &memos, &n, err))
		return false;
	if (memo_find(memos, n, field).text.n > 0) {
		err_set(err, ERR_CONFLICT, "something is written there already");
		return err_hint(err, "Empty the field first; undo would bring it back.");
	}
	if (template_name.n == 0)
		template_name = strcmp(field, "draft") == 0 ? STR("informational-ask") : STR("informational-thanks");
	return letter_template_get(c, template_name, &t, err) && fill(c, &i, t.subject, &subject, err) &&
	       fill(c, &i, t.body, &body, err) &&
	       memo_set(c, INFORMATIONAL, informational_id, field,
	                arena_printf(c->a, "Subject: %.*s\n\n%.*s", STR_ARG(subject), STR_ARG(body)), ret_id, err);
}
