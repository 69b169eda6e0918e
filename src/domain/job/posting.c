/* Storing: what is new, what has changed, what is the same. */
#include "posting.h"

#include "base/js.h"
#include "base/utf8.h"
#include "posting_impl.h"

static const size_t tmp_max = (size_t)512 << 20, own_max = (size_t)1 << 30;

struct posting_store {
	struct ctx *c;
	const struct extractor *ex;
	struct job_reader *rd;
	struct arena tmp; /* given back after every record */
	struct arena own; /* what is known */
	struct known_set known;
	struct hash_index in_file; /* of the present file: the job of a source key, or SEVERAL */
};

/* --- opening ------------------------------------------------------------------------------------------------------ */

static void
store_release(void *p)
{
	struct posting_store *s = p;

	arena_release(&s->tmp);
	arena_release(&s->own);
}

/* What is known of a row of posting_faces. The job key holds company and title key. */
static void
known_of_row(struct db_stmt *st, struct known *k)
{
	struct str job = db_col_text(st, 4);
	size_t bar = str_find(job, STR(" | "));

	*k = (struct known){
	    .id = db_col_i64(st, 0),
	    .group = db_col_i64(st, 9),
	    .key = known_key(db_col_text(st, 1), db_col_text(st, 2)),
	    .face.place = same_place_hash(db_col_text(st, 5)),
	    .face.posted_day = db_col_is_null(st, 6) ? DAY_NONE : (int32_t)db_col_i64(st, 6),
	    .face.text = (uint64_t)db_col_i64(st, 7),
	    .face.simhash = (uint64_t)db_col_i64(st, 8),
	};
	face_of_keys(db_col_text(st, 3), str_sub(job, 0, bar), str_sub(job, bar + 3, job.n), &k->face);
}

bool
posting_store_open(struct ctx *c, const struct extractor *ex, struct posting_store **ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct posting_store *s = ARENA_NEW(c->a, struct posting_store);
	bool row;

	*s = (struct posting_store){.c = c, .ex = ex, .tmp = ARENA(tmp_max), .own = ARENA(own_max)};
	arena_defer(c->a, store_release, s);
	s->known.a = &s->own;
	s->rd = job_reader_new(&s->own, c->map);
	if (!db_prepare(c->db, Q_POSTING_FACES, &st, err))
		return false;
	for (;;) {
		struct known k;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		known_of_row(st, &k);
		known_add(&s->known, &k);
	}
	*ret = s;
	return true;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

/* The key within its kind, short enough to be kept. */
static struct str
clipped_key(struct arena *a, struct str key)
{
	if (key.n <= KEY_KEEP)
		return key;
	return arena_printf(a, "%.*s~%016llx", STR_ARG(utf8_clip(key, KEY_KEEP - 20)),
	                    (unsigned long long)str_hash(key));
}

/* Tells jobs apart that share a source key. */
static uint64_t
job_mark(struct arena *a, const struct posting_record *r)
{
	struct str url = same_url_key(a, r->url);

	return str_hash(fold_line(a, r->company)) * 31 + str_hash(fold_line(a, r->title)) * 7 + str_hash(url);
}

enum { ONE = 1, SEVERAL = 2 };

void
posting_store_file(struct posting_store *s, const struct posting_record *records, size_t n)
{
	struct hash_index jobs = {0};
	struct arena_mark mark;

	s->in_file = (struct hash_index){0};
	for (size_t i = 0; i < n; i++) {
		uint64_t key = known_key(str_of(posting_kind_name(records[i].kind)), records[i].source_key), job;
		uint32_t *state = hash_slot(&s->own, &s->in_file, key), *same;

		mark = arena_mark(&s->tmp);
		job = job_mark(&s->tmp, &records[i]) ^ key;
		arena_rewind(&s->tmp, mark);
		same = hash_slot(&s->own, &jobs, job);
		if (*same == 0)
			*state = *state == 0 ? ONE : SEVERAL;
		*same = 1;
	}
}

/* The key to store the record under. One that several jobs of the file share goes with a mark of the job; once given,
 * the mark stays, also when a later file has only one of them. */
static struct str
name_of(struct posting_store *s, const struct posting_record *r)
{
	struct str kind = str_of(posting_kind_name(r->kind)), key = clipped_key(&s->tmp, r->source_key), marked;
	uint32_t state = *hash_slot(&s->own, &s->in_file, known_key(kind, r->source_key));

	marked = arena_printf(&s->tmp, "%.*s#%016llx", STR_ARG(key), (unsigned long long)job_mark(&s->tmp, r));
	return state == SEVERAL || known_find(&s->known, known_key(kind, marked)) != NULL ? marked : key;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void
bind_number(struct db_stmt *st, const char *name, int64_t v)
{
	if (v < 0)
		db_bind_null(st, name);
	else
		db_bind_i64(st, name, v);
}

static void
bind_day(struct db_stmt *st, const char *name, int32_t day)
{
	if (day == DAY_NONE)
		db_bind_null(st, name);
	else
		db_bind_i64(st, name, day);
}

static void
bind_word(struct db_stmt *st, const char *name, struct str s)
{
	db_bind_text(st, name, s.n > 0 ? s : STR_NONE);
}

/* What posting_insert and posting_update have in common. */
static void
bind_row(struct db_stmt *st, const struct ctx *c, const struct posting *p, const struct posting_derived *d)
{
	db_bind_i64(st, "id", p->id);
	bind_word(st, "url", utf8_clip(p->url, URL_KEEP));
	bind_word(st, "url_key", d->url_key);
	bind_word(st, "company", utf8_clip(p->company, COMPANY_KEEP));
	db_bind_text(st, "title", utf8_clip(p->title, TITLE_KEEP));
	db_bind_text(st, "job_key", d->job_key);
	db_bind_text(st, "title_key", d->title_key);
	bind_word(st, "place", utf8_clip(p->place, PLACE_KEEP));
	bind_word(st, "workplace", p->workplace);
	bind_word(st, "employment", p->employment);
	bind_word(st, "seniority", p->seniority);
	bind_number(st, "years_min", p->years_min);
	bind_number(st, "years_max", p->years_max);
	bind_number(st, "pay_min", p->pay_min);
	bind_number(st, "pay_max", p->pay_max);
	bind_word(st, "pay_currency", p->pay_currency);
	bind_word(st, "pay_period", p->pay_period);
	bind_word(st, "sponsorship", p->sponsorship);
	bind_word(st, "role", d->role != MAP_NONE ? c->map->roles[d->role].id : STR_NONE);
	bind_word(st, "industry", d->industry != MAP_NONE ? c->map->industries[d->industry].id : STR_NONE);
	bind_day(st, "posted_day", p->posted_day);
	db_bind_i64(st, "sort_day", p->posted_day != DAY_NONE ? p->posted_day : day_of_ms(p->first_seen_ms, 0));
	bind_day(st, "closes_day", p->closes_day);
	db_bind_i64(st, "is_open", p->is_open);
	db_bind_i64(st, "text_hash", (int64_t)d->face.text);
	db_bind_i64(st, "simhash", (int64_t)d->face.simhash);
	db_bind_text(st, "search", d->search);
	db_bind_i64(st, "now_ms", p->last_seen_ms);
}

static bool
text_store(struct posting_store *s, int64_t id, const struct posting_record *r, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(s->c->db, Q_POSTING_TEXT_PUT, &st, err))
		return false;
	db_bind_i64(st, "posting_id", id);
	db_bind_text(st, "text", r->text.n > 0 ? r->text : STR(""));
	db_bind_text(st, "source", r->source.n > 0 ? r->source : STR(""));
	return db_run(st, err);
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

static struct str
stated_or(struct str stated, const char *read)
{
	return stated.n > 0 ? stated : str_of(read);
}

/* The posting as the record and its words make it. */
static void
posting_of_record(struct posting_store *s, const struct posting_record *r, const struct posting_derived *d,
                  struct posting *p)
{
	struct job_reading read;

	job_read(r, &d->title, &d->place, &d->text, &read);
	*p = (struct posting){
	    .kind = str_of(posting_kind_name(r->kind)),
	    .source_key = name_of(s, r),
	    .url = str_trim(r->url),
	    .company = str_trim(r->company),
	    .title = str_trim(r->title),
	    .place = str_trim(r->place),
	    .workplace = stated_or(r->workplace, read.workplace),
	    .employment = stated_or(r->employment, read.employment),
	    .seniority = str_of(read.seniority),
	    .years_min = read.years_min,
	    .years_max = read.years_max,
	    .sponsorship = stated_or(r->sponsorship, read.sponsorship),
	    .posted_day = r->posted_day,
	    .closes_day = r->closes_day,
	    .is_open = r->is_open,
	};
	if (r->pay_min >= 0 || r->pay_max >= 0) {
		p->pay_min = r->pay_min;
		p->pay_max = r->pay_max;
		p->pay_currency = r->pay_currency.n == 3 ? r->pay_currency : STR_NONE;
		p->pay_period = r->pay_period;
	} else {
		p->pay_min = read.pay_min;
		p->pay_max = read.pay_max;
		p->pay_currency = str_of(read.pay_currency);
		p->pay_period = str_of(read.pay_period);
	}
}

/* --- new ---------------------------------------------------------------------------------------------------------- */

static bool
insert_posting(struct posting_store *s, const struct posting_record *r, struct posting_derived *d,
               struct posting_outcome *out, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct known k = {.face = d->face};
	struct posting p;

	if (!derive_meaning(&s->tmp, s->c->map, s->rd, s->ex, r, d, err))
		return false;
	posting_of_record(s, r, d, &p);
	p.id = k.id = k.group = ctx_new_id(s->c);
	p.first_seen_ms = p.last_seen_ms = ctx_now_ms(s->c);
	*out = (struct posting_outcome){.id = p.id, .change = POSTING_NEW};
	out->relation = known_relate(&s->known, &d->face, p.id, &k.group);
	if (!db_prepare(s->c->db, Q_POSTING_INSERT, &st, err))
		return false;
	bind_row(st, s->c, &p, d);
	db_bind_text(st, "kind", p.kind);
	db_bind_text(st, "source_key", p.source_key);
	db_bind_i64(st, "group_id", k.group);
	db_bind_text(st, "relation", str_of(same_relation_name(out->relation)));
	if (!db_run(st, err) || !text_store(s, p.id, r, err) || !skills_store(s->c, p.id, d, false, err))
		return false;
	k.key = known_key(p.kind, p.source_key);
	known_add(&s->known, &k);
	return true;
}

/* --- changed or the same ------------------------------------------------------------------------------------------ */

static bool
row_get(struct posting_store *s, int64_t id, struct posting *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(s->c->db, Q_POSTING_GET, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_CONFLICT, "posting %lld went away during the import", (long long)id);
	posting_row(&s->tmp, st, ret);
	return true;
}

/* Text with single spaces, as a person sees it. */
static bool
looks_the_same(struct str a, struct str b)
{
	a = str_trim(a);
	b = str_trim(b);
	while (a.n > 0 && b.n > 0) {
		if (ascii_is_space(*a.p) && ascii_is_space(*b.p)) {
			a = str_trim(a);
			b = str_trim(b);
		} else if (*a.p != *b.p) {
			return false;
		} else {
			a = str_sub(a, 1, a.n);
			b = str_sub(b, 1, b.n);
		}
	}
	return a.n == 0 && b.n == 0;
}

/* A company's name that the source did not state is the board's, which stands in the key or the address; such a name
 * comes and goes. */
static bool
is_board_name(struct arena *a, struct str company, struct str source_key, struct str url)
{
	struct str board = str_sub(source_key, 0, str_find_byte(source_key, '/')), part;

	company = fold_line(a, company);
	while (str_split(&url, '/', &part))
		if (part.n > 0 && str_eq(company, fold_line(a, part)))
			return true;
	return board.n < source_key.n && str_eq(company, fold_line(a, board));
}

struct change {
	struct js *j; /* the old values of what changed */
	bool any;
	bool words; /* title or text: everything read from them must be read again */
};

static void
change_text(struct change *ch, const char *column, struct str *kept, struct str given)
{
	if (given.n == 0 || str_eq(*kept, given))
		return;
	js_kv(ch->j, column, *kept);
	*kept = given;
	ch->any = true;
}

static void
change_number(struct change *ch, const char *column, int64_t *kept, int64_t given)
{
	if (given < 0 || *kept == given)
		return;
	if (*kept < 0) {
		js_key(ch->j, column);
		js_null(ch->j);
	} else {
		js_ki(ch->j, column, *kept);
	}
	*kept = given;
	ch->any = true;
}

/* Compares what the source states with the row, and moves the row on. What a source no longer states stays: fields come
 * and go between captures of one board. */
static void
compare_stated(struct arena *a, const struct posting_record *r, const struct posting_derived *d, struct posting *p,
               struct change *ch)
{
	if (!looks_the_same(p->title, utf8_clip(r->title, TITLE_KEEP))) {
		change_text(ch, "title", &p->title, utf8_clip(str_trim(r->title), TITLE_KEEP));
		ch->words = true;
	}
	if (r->company.n > 0 && !str_eq(same_company_key(a, p->company), same_company_key(a, r->company)) &&
	    !is_board_name(a, r->company, p->source_key, p->url) &&
	    !is_board_name(a, p->company, p->source_key, p->url))
		change_text(ch, "company", &p->company, utf8_clip(str_trim(r->company), COMPANY_KEEP));
	if (!str_eq(utf8_clip(same_url_key(a, p->url), URL_KEEP), d->url_key))
		change_text(ch, "url", &p->url, utf8_clip(str_trim(r->url), URL_KEEP));
	if (same_place_hash(p->place) != d->face.place)
		change_text(ch, "place", &p->place, utf8_clip(str_trim(r->place), PLACE_KEEP));
	change_text(ch, "workplace", &p->workplace, r->workplace);
	change_text(ch, "employment", &p->employment, r->employment);
	change_text(ch, "sponsorship", &p->sponsorship, r->sponsorship);
	if (r->pay_min >= 0 || r->pay_max >= 0) {
		change_number(ch, "pay_min", &p->pay_min, r->pay_min);
		change_number(ch, "pay_max", &p->pay_max, r->pay_max);
		change_text(ch, "pay_currency", &p->pay_currency, r->pay_currency.n == 3 ? r->pay_currency : STR_NONE);
		change_text(ch, "pay_period", &p->pay_period, r->pay_period);
	}
	if (r->closes_day != DAY_NONE && r->closes_day != p->closes_day) {
		js_kday(ch->j, "closes_day", p->closes_day);
		p->closes_day = r->closes_day;
		ch->any = true;
	}
	if (r->is_open != p->is_open) {
		js_ki(ch->j, "is_open", p->is_open);
		p->is_open = r->is_open;
		ch->any = true;
	}
}

/* The old words, for the version. */
static bool
note_old_text(struct posting_store *s, int64_t id, struct change *ch, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(s->c->db, Q_POSTING_TEXT_GET, &st, err))
		return false;
	db_bind_i64(st, "posting_id", id);
	if (!db_step(st, &row, err))
		return false;
	js_kv(ch->j, "text", row ? db_col_text(st, 0) : STR_NONE);
	ch->any = ch->words = true;
	return true;
}

/* Reads the words again; what the source states has been settled. */
static void
compare_read(const struct posting_record *r, const struct posting_derived *d, struct posting *p, struct change *ch)
{
	struct job_reading read;

	job_read(r, &d->title, &d->place, &d->text, &read);
	/* These no source states: what the new words do not say is gone. */
	if (read.seniority == NULL && p->seniority.n > 0) {
		js_kv(ch->j, "seniority", p->seniority);
		p->seniority = STR_NONE;
	}
	change_text(ch, "seniority", &p->seniority, str_of(read.seniority));
	if (p->years_min != read.years_min || p->years_max != read.years_max) {
		js_ki(ch->j, "years_min", p->years_min);
		js_ki(ch->j, "years_max", p->years_max);
		p->years_min = read.years_min;
		p->years_max = read.years_max;
	}
	if (r->workplace.n == 0)
		change_text(ch, "workplace", &p->workplace, str_of(read.workplace));
	if (r->employment.n == 0)
		change_text(ch, "employment", &p->employment, str_of(read.employment));
	if (r->sponsorship.n == 0)
		change_text(ch, "sponsorship", &p->sponsorship, str_of(read.sponsorship));
	if (r->pay_min < 0 && r->pay_max < 0) {
		change_number(ch, "pay_min", &p->pay_min, read.pay_min);
		change_number(ch, "pay_max", &p->pay_max, read.pay_max);
		change_text(ch, "pay_currency", &p->pay_currency, str_of(read.pay_currency));
		change_text(ch, "pay_period", &p->pay_period, str_of(read.pay_period));
	}
}

static bool
version_add(struct posting_store *s, int64_t id, struct str fields, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(s->c->db, Q_POSTING_VERSION_ADD, &st, err))
		return false;
	db_bind_i64(st, "id", ctx_new_id(s->c));
	db_bind_i64(st, "posting_id", id);
	db_bind_i64(st, "at_ms", ctx_now_ms(s->c));
	db_bind_text(st, "fields", fields);
	return db_run(st, err);
}

/* Writes the row that compare_* moved on. */
static bool
update_posting(struct posting_store *s, const struct posting_record *r, struct posting *p, bool text_changed,
               struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct posting_record whole = *r;
	struct posting_derived d;

	/* The keys follow what is kept, which may be more than this record states. */
	whole.url = p->url;
	whole.company = p->company;
	whole.title = p->title;
	whole.place = p->place;
	derive_keys(&s->tmp, &whole, &d);
	if (!derive_meaning(&s->tmp, s->c->map, s->rd, s->ex, &whole, &d, err))
		return false;
	p->last_seen_ms = ctx_now_ms(s->c);
	if (p->posted_day == DAY_NONE)
		p->posted_day = r->posted_day;
	if (!db_prepare(s->c->db, Q_POSTING_UPDATE, &st, err))
		return false;
	bind_row(st, s->c, p, &d);
	if (!db_run(st, err) || !skills_store(s->c, p->id, &d, true, err))
		return false;
	if (text_changed && !text_store(s, p->id, r, err))
		return false;
	known_find(&s->known, known_key(p->kind, p->source_key))->face = d.face;
	return true;
}

static bool
compare_posting(struct posting_store *s, const struct known *k, const struct posting_record *r,
                struct posting_derived *d, struct posting_outcome *out, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf fields = STRBUF(POSTING_TEXT_MAX * 6 + 65536);
	struct js j = JS(&fields);
	struct change ch = {.j = &j};
	bool was_open, text_changed = r->text.n > 0 && k->face.text != d->face.text;
	struct posting p;

	*out = (struct posting_outcome){.id = k->id, .change = POSTING_SAME};
	if (!row_get(s, k->id, &p, err))
		return false;
	was_open = p.is_open;
	js_open(&j, '{');
	compare_stated(&s->tmp, r, d, &p, &ch);
	if (text_changed && !note_old_text(s, k->id, &ch, err))
		return false;
	if (ch.words)
		compare_read(r, d, &p, &ch);
	js_close(&j, '}');
	if (!ch.any)
		return true;
	out->change = POSTING_UPDATED;
	out->closed = was_open && !p.is_open;
	return strbuf_ok(&fields, "what changed", err) && version_add(s, k->id, strbuf_str(&fields), err) &&
	       update_posting(s, r, &p, text_changed, err);
}

bool
posting_put(struct posting_store *s, const struct posting_record *r, struct posting_outcome *ret, struct err *err)
{
	struct arena_mark mark = arena_mark(&s->tmp);
	struct posting_record bounded = *r;
	struct posting_derived d;
	const struct known *k;
	bool ok;

	if (str_trim(r->title).n == 0)
		return err_set(err, ERR_INVALID, "it has no title");
	bounded.text = utf8_clip(r->text, POSTING_TEXT_MAX);
	bounded.source = utf8_clip(r->source, POSTING_SOURCE_MAX);
	derive_keys(&s->tmp, &bounded, &d);
	k = known_find(&s->known, known_key(str_of(posting_kind_name(r->kind)), name_of(s, r)));
	ok = k != NULL ? compare_posting(s, k, &bounded, &d, ret, err) : insert_posting(s, &bounded, &d, ret, err);
	arena_rewind(&s->tmp, mark);
	return ok;
}
