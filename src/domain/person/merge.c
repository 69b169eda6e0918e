#include "domain/person/merge.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "db/db.h"
#include "domain/person/company.h"
#include "domain/person/person_impl.h"

/* --- the union of two cards --------------------------------------------------------------------------------------- */

static struct str
both(struct arena *a, struct str x, struct str y, const char *between)
{
	if (x.n == 0 || y.n == 0 || str_has(x, y))
		return x.n > 0 ? x : y;
	return arena_printf(a, "%.*s%s%.*s", STR_ARG(x), between, STR_ARG(y));
}

static struct str
item_key(struct arena *a, const struct card_item *i)
{
	struct str key = i->kind == CARD_EMAIL   ? contact_email_key(a, i->value)
	                 : i->kind == CARD_PHONE ? contact_phone_key(a, i->value)
	                 : i->kind == CARD_TAG   ? contact_tag_key(a, i->value)
	                                         : STR("");

	return key.n > 0 ? key : i->value;
}

static void
union_items(struct arena *a, struct card *out, const struct card *other)
{
	size_t n = out->items.n;

	for (size_t i = 0; i < other->items.n; i++) {
		const struct card_item *o = &other->items.p[i];
		size_t same = 0;

		while (same < n && (out->items.p[same].kind != o->kind ||
		                    !str_eq(item_key(a, &out->items.p[same]), item_key(a, o))))
			same++;
		if (same == n) {
			*card_item_add(a, out, o->kind, o->value) = *o;
			continue;
		}
		if (out->items.p[same].types.n == 0)
			out->items.p[same].types = o->types;
		if (out->items.p[same].label.n == 0)
			out->items.p[same].label = o->label;
	}
}

static void
union_jobs(struct arena *a, struct card *out, const struct card *other)
{
	size_t n = out->jobs.n;

	for (size_t i = 0; i < other->jobs.n; i++) {
		const struct card_job *o = &other->jobs.p[i];
		struct card_job *j = NULL;

		for (size_t k = 0; k < n && j == NULL; k++)
			if (str_eq(company_key(a, out->jobs.p[k].company), company_key(a, o->company)) &&
			    (out->jobs.p[k].title.n == 0 || o->title.n == 0 ||
			     str_eq(fold_line(a, out->jobs.p[k].title), fold_line(a, o->title))))
				j = &out->jobs.p[k];
		if (j == NULL) {
			*card_job_add(a, out) = *o;
			continue;
		}
		if (j->title.n == 0)
			j->title = o->title;
		if (j->unit.n == 0)
			j->unit = o->unit;
		if (j->from_day == DAY_NONE)
			j->from_day = o->from_day;
	}
}

struct card
card_union(struct arena *a, const struct card *keep, const struct card *other)
{
	struct card out = *keep;
	struct str *const to[] = {&out.family, &out.given, &out.middle, &out.prefix, &out.suffix};
	const struct str from[] = {other->family, other->given, other->middle, other->prefix, other->suffix};

	/* Pushing onto a shared array would write behind the end of keep's. */
	out.items.p = NULL;
	out.items.n = out.items.cap = 0;
	out.jobs.p = NULL;
	out.jobs.n = out.jobs.cap = 0;
	for (size_t i = 0; i < keep->items.n; i++)
		*card_item_add(a, &out, keep->items.p[i].kind, STR("")) = keep->items.p[i];
	for (size_t i = 0; i < keep->jobs.n; i++)
		*card_job_add(a, &out) = keep->jobs.p[i];
	/* The parts of one name belong together. */
	if (keep->family.n == 0 && keep->given.n == 0)
		for (size_t i = 0; i < ARRAY_LEN(to); i++)
			*to[i] = from[i];
	out.nickname = both(a, out.nickname, other->nickname, ", ");
	if (!str_eq(contact_name_key(a, keep->name), contact_name_key(a, other->name)))
		out.nickname = both(a, out.nickname, other->name, ", ");
	out.note = both(a, out.note, other->note, "\n\n");
	out.met = both(a, out.met, other->met, "; ");
	if (out.met_day == DAY_NONE || (other->met_day != DAY_NONE && other->met_day < out.met_day))
		out.met_day = other->met_day != DAY_NONE ? other->met_day : out.met_day;
	out.tie = MAX(keep->tie, other->tie);
	if (out.rhythm_days == 0)
		out.rhythm_days = other->rhythm_days;
	union_items(a, &out, other);
	union_jobs(a, &out, other);
	return out;
}

/* --- merging ------------------------------------------------------------------------------------------------------ */

static bool
counting_as(struct ctx *c, int64_t root, int64_t **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(int64_t) list = {0};

	if (!db_prepare(c->db, Q_CONTACT_COUNTING_AS, &st, err))
		return false;
	db_bind_i64(st, "root_id", root);
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = db_col_i64(st, 0);
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
contact_merge(struct ctx *c, int64_t keep, int64_t other, int64_t *ret_edit, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct contact a, b;
	struct card card;
	int64_t *moved;
	size_t n;

	if (!db_tx_begin(c->db, &tx, err) || !contact_get(c, keep, &a, err) || !contact_get(c, other, &b, err))
		return false;
	if (a.id == b.id)
		return err_set(err, ERR_INVALID, "both are the same contact already");
	card = card_union(c->a, &a.card, &b.card);
	if (!counting_as(c, b.id, &moved, &n, err) ||
	    !contact_replace(c, &a, &card, "merge", b.id, moved, n, STR_NONE, ret_edit, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!contact_move(c, moved[i], a.id, err))
			return false;
	return db_tx_commit(&tx, err);
}

bool
contact_unmerge(struct ctx *c, int64_t id, struct err *err)
{
	struct contact_edit *list;
	struct contact k;
	size_t n;

	if (!contact_get(c, id, &k, err) || !contact_edits(c, k.id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (str_eq(list[i].kind, STR("merge")) && i == 0)
			return contact_undo(c, list[i].id, err);
		if (str_eq(list[i].kind, STR("merge"))) {
			err_set(err, ERR_CONFLICT, "'%.*s' was changed after the merge",
			        STR_ARG(utf8_clip(k.name, 80)));
			return err_hint(err, "Undo the %zu later %s first: cairn person undo.", i,
			                i == 1 ? "change" : "changes");
		}
	}
	return err_set(err, ERR_NOT_FOUND, "nobody was merged into '%.*s'", STR_ARG(utf8_clip(k.name, 80)));
}

/* --- proposing ---------------------------------------------------------------------------------------------------- */

static const char *
why_of(struct str kind)
{
	return str_eq(kind, STR("email"))   ? "same e-mail address"
	       : str_eq(kind, STR("phone")) ? "same phone number"
	       : str_eq(kind, STR("url"))   ? "same page"
	                                    : "same name and company";
}

struct duplicate_list {
	VEC(struct duplicate) v;
};

/* The rows of one pair come together; false when the list is full. */
static void
add_pair(struct ctx *c, struct duplicate_list *list, const struct contact *a, const struct contact *b, struct str kind,
         struct str value)
{
	struct duplicate *last = list->v.n > 0 ? &list->v.p[list->v.n - 1] : NULL;
	struct str why = str_of(why_of(kind));

	if (str_eq(kind, STR("email")) || str_eq(kind, STR("url")))
		why = arena_printf(c->a, "%.*s %.*s", STR_ARG(why), STR_ARG(utf8_clip(value, 100)));
	if (last != NULL &&
	    ((last->a.id == a->id && last->b.id == b->id) || (last->a.id == b->id && last->b.id == a->id)))
		last->why = both(c->a, last->why, why, ", ");
	else
		*VEC_PUSH(c->a, &list->v) = (struct duplicate){*a, *b, why};
}

bool
contact_duplicates(struct ctx *c, struct duplicate **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct duplicate_list list = {0};

	if (!db_prepare(c->db, Q_CONTACT_DUPLICATES, &st, err))
		return false;
	db_bind_i64(st, "n", DUPLICATES_MAX);
	for (bool row;;) {
		struct contact a = {.tie = CARD_TIE_NONE, .last_day = DAY_NONE, .due_day = DAY_NONE};
		struct contact b = a;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		a.id = db_col_i64(st, 0);
		a.name = arena_str(c->a, db_col_text(st, 1));
		a.company = arena_str(c->a, db_col_text(st, 2));
		a.email = arena_str(c->a, db_col_text(st, 3));
		b.id = db_col_i64(st, 5);
		b.name = arena_str(c->a, db_col_text(st, 6));
		b.company = arena_str(c->a, db_col_text(st, 7));
		b.email = arena_str(c->a, db_col_text(st, 8));
		if (db_col_i64(st, 4) >= db_col_i64(st, 9))
			add_pair(c, &list, &a, &b, db_col_text(st, 10), db_col_text(st, 11));
		else
			add_pair(c, &list, &b, &a, db_col_text(st, 10), db_col_text(st, 11));
	}
	*ret = list.v.p;
	*ret_n = list.v.n;
	return true;
}

bool
contact_apart(struct ctx *c, int64_t a, int64_t b, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(c->db, &tx, err) || !contact_root(c, a, &a, err) || !contact_root(c, b, &b, err))
		return false;
	if (a == b)
		return err_set(err, ERR_INVALID, "both are the same contact");
	if (!db_prepare(c->db, Q_CONTACT_APART_ADD, &st, err))
		return false;
	*ret_id = ctx_new_id(c);
	db_bind_i64(st, "id", *ret_id);
	db_bind_i64(st, "contact_id", MIN(a, b));
	db_bind_i64(st, "other_id", MAX(a, b));
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	return db_run(st, err) && db_tx_commit(&tx, err);
}

bool
contact_apart_undo(struct ctx *c, int64_t id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	return db_tx_begin(c->db, &tx, err) && person_undo_row(c, Q_CONTACT_APART_UNDO, id, false, "such word", err) &&
	       db_tx_commit(&tx, err);
}
