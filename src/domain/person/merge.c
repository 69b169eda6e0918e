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

static bool
item_same(const struct card_item *x, const struct card_item *y)
{
	return str_eq(x->value, y->value) && str_eq(x->types, y->types) && str_eq(x->label, y->label) &&
	       str_eq(x->params, y->params) && x->pref == y->pref;
}

/* Whether x says what y says: the same address, under the same name or one where the other has none. */
static bool
item_covers(struct arena *a, const struct card_item *x, const struct card_item *y)
{
	return x->kind == y->kind && str_eq(item_key(a, x), item_key(a, y)) &&
	       (x->types.n == 0 || y->types.n == 0 || str_eq(x->types, y->types)) &&
	       (x->label.n == 0 || y->label.n == 0 || str_eq(x->label, y->label));
}

static void
union_items(struct arena *a, struct card *out, const struct card *other)
{
	size_t n = out->items.n;

	for (size_t i = 0; i < other->items.n; i++) {
		const struct card_item *o = &other->items.p[i];
		size_t same = 0;

		while (same < n && !item_covers(a, &out->items.p[same], o))
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

/* Pushing onto a shared array would write behind the end of the other's. */
static struct card
copy_of(struct arena *a, const struct card *c)
{
	struct card out = *c;

	out.items.p = NULL;
	out.items.n = out.items.cap = 0;
	out.jobs.p = NULL;
	out.jobs.n = out.jobs.cap = 0;
	for (size_t i = 0; i < c->items.n; i++)
		*VEC_PUSH(a, &out.items) = c->items.p[i];
	for (size_t i = 0; i < c->jobs.n; i++)
		*VEC_PUSH(a, &out.jobs) = c->jobs.p[i];
	return out;
}

struct card
card_union(struct arena *a, const struct card *keep, const struct card *other)
{
	struct card out = copy_of(a, keep);
	struct str *const to[] = {&out.family, &out.given, &out.middle, &out.prefix, &out.suffix};
	const struct str from[] = {other->family, other->given, other->middle, other->prefix, other->suffix};

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

/* --- following an address book ------------------------------------------------------------------------------------ */

/* The very same one, or else one with the same address. */
static size_t
item_find(struct arena *a, const struct card *c, const struct card_item *k)
{
	for (size_t i = 0; i < c->items.n; i++)
		if (c->items.p[i].kind == k->kind && item_same(&c->items.p[i], k))
			return i;
	for (size_t i = 0; i < c->items.n; i++)
		if (c->items.p[i].kind == k->kind && str_eq(item_key(a, &c->items.p[i]), item_key(a, k)))
			return i;
	return c->items.n;
}

static void
follow_items(struct arena *a, struct card *out, const struct card *base, const struct card *next)
{
	size_t n = 0;

	for (size_t i = 0; i < out->items.n; i++) {
		const struct card_item *k = &out->items.p[i];
		bool gone = item_find(a, base, k) < base->items.n && item_find(a, next, k) == next->items.n;

		if (!gone)
			out->items.p[n++] = *k;
	}
	out->items.n = n;
	for (size_t i = 0; i < next->items.n; i++) {
		const struct card_item *k = &next->items.p[i];
		size_t was = item_find(a, base, k);
		size_t at = item_find(a, out, k);

		if (was == base->items.n && at == out->items.n)
			*VEC_PUSH(a, &out->items) = *k;
		else if (at < out->items.n && was < base->items.n && !item_same(&base->items.p[was], k))
			out->items.p[at] = *k; /* another label, or written otherwise */
	}
}

static size_t
job_find(struct arena *a, const struct card *c, const struct card_job *j)
{
	for (size_t i = 0; i < c->jobs.n; i++)
		if (str_eq(company_key(a, c->jobs.p[i].company), company_key(a, j->company)) &&
		    str_eq(fold_line(a, c->jobs.p[i].title), fold_line(a, j->title)))
			return i;
	return c->jobs.n;
}

static void
follow_jobs(struct arena *a, struct card *out, const struct card *base, const struct card *next)
{
	for (size_t i = 0; i < out->jobs.n; i++) {
		struct card_job *j = &out->jobs.p[i];

		if (job_find(a, base, j) < base->jobs.n && job_find(a, next, j) == next->jobs.n)
			j->over = true;
	}
	for (size_t i = 0; i < next->jobs.n; i++)
		if (job_find(a, base, &next->jobs.p[i]) == base->jobs.n &&
		    job_find(a, out, &next->jobs.p[i]) == out->jobs.n)
			*VEC_PUSH(a, &out->jobs) = next->jobs.p[i];
}

struct card
card_follow(struct arena *a, const struct card *now, const struct card *base, const struct card *next)
{
	struct card out = copy_of(a, now);
	struct str *const to[] = {&out.name,   &out.family, &out.given,    &out.middle,
	                          &out.prefix, &out.suffix, &out.nickname, &out.met};
	const struct str was[] = {base->name,   base->family, base->given,    base->middle,
	                          base->prefix, base->suffix, base->nickname, base->met};
	const struct str is[] = {next->name,   next->family, next->given,    next->middle,
	                         next->prefix, next->suffix, next->nickname, next->met};

	for (size_t i = 0; i < ARRAY_LEN(to); i++)
		if (!str_eq(was[i], is[i]) && (is[i].n > 0 || str_eq(*to[i], was[i])))
			*to[i] = is[i];
	if (!str_eq(base->note, next->note))
		out.note = str_eq(out.note, base->note) ? next->note : both(a, out.note, next->note, "\n\n");
	if (base->met_day != next->met_day && next->met_day != DAY_NONE)
		out.met_day = next->met_day;
	if (base->tie != next->tie && next->tie != CARD_TIE_NONE)
		out.tie = next->tie;
	if (base->rhythm_days != next->rhythm_days && next->rhythm_days > 0)
		out.rhythm_days = next->rhythm_days;
	follow_items(a, &out, base, next);
	follow_jobs(a, &out, base, next);
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
