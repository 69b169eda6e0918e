#include "domain/job/question.h"

#include "base/date.h"
#include "base/embed.h"
#include "base/fold.h"
#include "base/vec.h"
#include "domain/skill/map.h"
#include "format/pack.h"

#define FOLDER "questions/"

const char *const question_kinds[] = {"screen",    "technical",   "coding",  "system", "ml-design",
                                      "take-home", "behavioural", "manager", "team",   NULL};

static const struct record_field fields[] = {
    RECORD_NEEDED(question, text, "the question", 2000),  RECORD_WORD(question, kind, "the kind", question_kinds),
    RECORD_TEXT(question, role, "the role", 64),          RECORD_TEXT(question, skill, "the skill", 64),
    RECORD_INT(question, depth, "the level", 0, 3),       RECORD_TEXT(question, themes, "the themes", 500),
    RECORD_TEXT(question, outline, "the outline", 10000),
};

const struct record_type question_type = {"question", sizeof(struct question), fields, ARRAY_LEN(fields),
                                          RECORD_QUERIES(false, QUESTION)};

bool
question_add(struct ctx *c, struct question *q, struct err *err)
{
	int k;

	q->r.root_id = 0;
	return (q->role.n == 0 || map_role_get(c->map, q->role, &k, err)) &&
	       (q->skill.n == 0 || map_skill_get(c->map, q->skill, &k, err)) &&
	       record_save(c, &question_type, q, 0, err);
}

/* --- the content ------------------------------------------------------------------------------------------------ */

/* Calls fn for every block of the files of questions/ whose name fits: `only`, or all banks (those that are no list).
 */
typedef bool block_fn(struct ctx *c, struct str file, const struct pack_entry *e, size_t n, void *user);

static bool
is_list(struct str file)
{
	static const char *const lists[] = {"informational", "recruiter", "themes", "topics"};

	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		if (str_eq(file, str_of(lists[i])))
			return true;
	return false;
}

static bool
blocks(struct ctx *c, const char *only, block_fn *fn, void *user, struct err *err)
{
	for (size_t i = 0; i < c->map->n_files; i++) {
		const struct embed_file *f = &c->map->files[i];
		struct str path = str_of(f->path), rest = embed_text(f), block;
		struct str file = str_sub(path, sizeof(FOLDER) - 1, path.n - MIN(path.n, sizeof(FOLDER) - 1 + 4));

		if (!str_starts(path, STR(FOLDER)) || (only != NULL ? !str_eq(file, str_of(only)) : is_list(file)))
			continue;
		while (pack_block(&rest, &block)) {
			struct pack_entry *e;
			size_t n;

			if (!pack_parse(c->a, block, path, &e, &n, err))
				return false;
			if (n > 0 && !fn(c, file, e, n, user))
				return err_set(err, ERR_BUG, "%s: a block is wrong", f->path);
		}
	}
	return true;
}

typedef VEC(struct content_item) item_vec;
typedef VEC(struct bank_question) bank_vec;

static struct str
get(const struct pack_entry *e, size_t n, const char *key)
{
	struct str s = pack_get(e, n, key);

	return s.p != NULL ? s : STR("");
}

static bool
take_item(struct ctx *c, struct str file, const struct pack_entry *e, size_t n, void *user)
{
	*VEC_PUSH(c->a, (item_vec *)user) =
	    (struct content_item){file, get(e, n, "id"), get(e, n, "name"), get(e, n, "text"), get(e, n, "of")};
	return true;
}

bool
content_list(struct ctx *c, const char *about, struct content_item **ret, size_t *ret_n, struct err *err)
{
	item_vec list = {0};

	if (!blocks(c, about, take_item, &list, err))
		return false;
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
question_framework(struct ctx *c, struct str **ret, size_t *ret_n, struct err *err)
{
	struct content_item *items;
	size_t n;

	if (!content_list(c, "informational", &items, &n, err))
		return false;
	*ret = ARENA_ARRAY(c->a, n, struct str);
	for (size_t i = 0; i < n; i++)
		(*ret)[i] = items[i].text;
	*ret_n = n;
	return true;
}

static bool
take_question(struct ctx *c, struct str file, const struct pack_entry *e, size_t n, void *user)
{
	struct str level = get(e, n, "level"), skill = get(e, n, "skill");
	struct bank_question *q = VEC_PUSH(c->a, (bank_vec *)user);

	(void)file;
	*q = (struct bank_question){.key = get(e, n, "id"),
	                            .text = get(e, n, "text"),
	                            .kind = get(e, n, "kind"),
	                            .skill = skill.n > 0 ? map_skill(c->map, skill) : MAP_NONE,
	                            .level = level.n == 1 ? level.p[0] - '0' : 0,
	                            .outline = get(e, n, "outline"),
	                            .last_day = DAY_NONE};
	pack_list(c->a, get(e, n, "roles"), ';', &q->roles, &q->n_roles);
	pack_list(c->a, get(e, n, "themes"), ';', &q->themes, &q->n_themes);
	return true;
}

/* --- the bank --------------------------------------------------------------------------------------------------- */

static bool
own_add(struct ctx *c, bank_vec *bank, struct err *err)
{
	struct question *own;
	size_t n;

	if (!record_all(c, &question_type, 0, &own, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct bank_question *q = VEC_PUSH(c->a, bank);

		*q = (struct bank_question){.key = arena_printf(c->a, "own:%lld", (long long)own[i].r.root_id),
		                            .own_id = own[i].r.root_id,
		                            .text = own[i].text,
		                            .kind = own[i].kind,
		                            .skill = own[i].skill.n > 0 ? map_skill(c->map, own[i].skill) : MAP_NONE,
		                            .level = (int)own[i].depth,
		                            .outline = own[i].outline,
		                            .last_day = DAY_NONE};
		pack_list(c->a, own[i].role, ';', &q->roles, &q->n_roles);
		pack_list(c->a, own[i].themes, ';', &q->themes, &q->n_themes);
	}
	return true;
}

static bool
counts_add(struct ctx *c, bank_vec *bank, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_ASKED_COUNTS, &st, err))
		return false;
	for (;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		for (size_t i = 0; i < bank->n; i++)
			if (str_eq(bank->p[i].key, db_col_text(st, 0))) {
				bank->p[i].asked = db_col_i64(st, 1);
				bank->p[i].last_day = day_of_ms(db_col_i64(st, 2), c->clock.offset_min);
			}
	}
}

/* Stable: those asked most first, else as they stand. */
static void
sort_asked(struct bank_question *list, size_t n)
{
	size_t to = 0;

	for (size_t i = 0; i < n; i++) {
		struct bank_question q = list[i];
		size_t at = to;

		if (q.asked == 0)
			continue;
		while (at > 0 && list[at - 1].asked < q.asked)
			at--;
		memmove(&list[at + 1], &list[at], (i - at) * sizeof(*list));
		list[at] = q;
		to++;
	}
}

bool
question_bank(struct ctx *c, struct bank_question **ret, size_t *ret_n, struct err *err)
{
	bank_vec bank = {0};

	if (!own_add(c, &bank, err) || !blocks(c, NULL, take_question, &bank, err) || !counts_add(c, &bank, err))
		return false;
	sort_asked(bank.p, bank.n);
	*ret = bank.p;
	*ret_n = bank.n;
	return true;
}

static bool
has(const struct str *list, size_t n, struct str s)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i], s))
			return true;
	return false;
}

static bool
fits(const struct bank_question *q, const struct question_filter *f)
{
	return (f->kind.n == 0 || str_eq(q->kind, f->kind)) &&
	       (f->role.n == 0 || q->n_roles == 0 || has(q->roles, q->n_roles, f->role)) &&
	       (f->theme.n == 0 || has(q->themes, q->n_themes, f->theme)) &&
	       (f->skill == MAP_NONE || q->skill == f->skill) && (!f->asked || q->asked > 0) &&
	       (f->text.n == 0 || str_has_ci(q->text, f->text));
}

size_t
question_pick(struct bank_question *list, size_t n, const struct question_filter *f)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (fits(&list[i], f))
			list[kept++] = list[i];
	return kept;
}

/* Which kinds of question a kind of round draws on. */
static bool
draws_on(struct str round, struct str kind)
{
	static const struct {
		const char *round;
		const char *kinds; /* between spaces; NULL: every kind */
	} table[] = {
	    {"screen", " screen behavioural "},
	    {"recruiter", " screen "},
	    {"technical", " technical "},
	    {"coding", " coding "},
	    {"system", " system "},
	    {"ml-design", " ml-design system "},
	    {"take-home", " take-home "},
	    {"behavioural", " behavioural "},
	    {"team", " team behavioural "},
	    {"manager", " manager behavioural "},
	    {"onsite", NULL},
	    {"other", NULL},
	};
	char word[40];

	snprintf(word, sizeof(word), " %.*s ", STR_ARG(kind));
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (str_eq(round, str_of(table[i].round)))
			return table[i].kinds == NULL || strstr(table[i].kinds, word) != NULL;
	return true;
}

static double
weight_of(const struct map *m, int role, int skill)
{
	for (size_t i = 0; role != MAP_NONE && skill != MAP_NONE && i < m->roles[role].n_skills; i++)
		if (m->roles[role].skills[i].skill == skill)
			return m->roles[role].skills[i].weight;
	return 0;
}

bool
question_for_round(struct ctx *c, struct str round_kind, struct str role, struct bank_question **ret, size_t *ret_n,
                   struct err *err)
{
	struct bank_question *list;
	struct question_filter f = {.role = role, .skill = MAP_NONE};
	int r = role.n > 0 ? map_role(c->map, role) : MAP_NONE;
	size_t n, kept = 0;

	if (!question_bank(c, &list, &n, err))
		return false;
	n = question_pick(list, n, &f);
	for (size_t i = 0; i < n; i++) {
		struct bank_question q = list[i];
		size_t at = kept;

		if (!draws_on(round_kind, q.kind))
			continue;
		while (at > 0 && list[at - 1].asked <= q.asked &&
		       (list[at - 1].asked < q.asked ||
		        weight_of(c->map, r, list[at - 1].skill) < weight_of(c->map, r, q.skill)))
			at--;
		memmove(&list[at + 1], &list[at], (kept - at) * sizeof(*list));
		list[at] = q;
		kept++;
	}
	*ret = list;
	*ret_n = kept;
	return true;
}

bool
question_is_key(struct ctx *c, struct str key, struct bank_question *ret, bool *ret_found, struct err *err)
{
	struct bank_question *list;
	size_t n;

	*ret_found = false;
	if (!question_bank(c, &list, &n, err))
		return false;
	for (size_t i = 0; i < n && !*ret_found; i++) {
		*ret_found = str_eq(list[i].key, key);
		if (*ret_found)
			*ret = list[i];
	}
	return true;
}
