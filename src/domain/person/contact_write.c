/* Storing a card, and what is derived from it: columns for lists, keys for comparing, employments. */
#include "base/date.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "db/db.h"
#include "domain/person/company.h"
#include "domain/person/interaction.h"
#include "domain/person/person_impl.h"

#define SEARCH_MAX   16000
#define SORT_KEY_MAX 500
/* Digits that tell two phone numbers apart, from the end: country codes and zeros in front are written or not. */
#define PHONE_DIGITS     9
#define PHONE_DIGITS_MIN 6

/* --- keys --------------------------------------------------------------------------------------------------------- */

struct str
contact_email_key(struct arena *a, struct str email)
{
	char *out;

	email = str_trim(email);
	if (str_find_byte(email, '@') == email.n)
		return STR("");
	out = arena_cstr(a, email);
	for (size_t i = 0; i < email.n; i++)
		out[i] = ascii_lower(out[i]);
	return (struct str){out, email.n};
}

struct str
contact_phone_key(struct arena *a, struct str phone)
{
	char *out = arena_cstr(a, phone);
	size_t n = 0;

	for (size_t i = 0; i < phone.n; i++) {
		if (ascii_is_digit(phone.p[i]))
			out[n++] = phone.p[i];
		else if (ascii_is_alpha(phone.p[i]) || phone.p[i] == ';' || phone.p[i] == ',')
			if (n > 0) /* an extension, or a name for it */
				break;
	}
	if (n < PHONE_DIGITS_MIN)
		return STR("");
	return n > PHONE_DIGITS ? (struct str){out + n - PHONE_DIGITS, PHONE_DIGITS} : (struct str){out, n};
}

struct str
contact_url_key(struct arena *a, struct str url)
{
	char *out;
	size_t end;

	url = str_trim(url);
	if (str_starts_ci(url, STR("https://")))
		url = str_sub(url, 8, url.n);
	else if (str_starts_ci(url, STR("http://")))
		url = str_sub(url, 7, url.n);
	if (str_starts_ci(url, STR("www.")))
		url = str_sub(url, 4, url.n);
	end = MIN(str_find_byte(url, '?'), str_find_byte(url, '#'));
	while (end > 0 && url.p[end - 1] == '/')
		end--;
	/* Only a person's own page tells who it is: a host alone is a company's. */
	if (str_find_byte(str_sub(url, 0, end), '/') == end)
		return STR("");
	out = arena_cstr(a, str_sub(url, 0, end));
	for (size_t i = 0; i < end; i++)
		out[i] = ascii_lower(out[i]);
	return (struct str){out, end};
}

struct str
contact_tag_key(struct arena *a, struct str tag)
{
	return utf8_clip(fold_line(a, tag), CARD_NAME_MAX);
}

static int
word_cmp(const void *x, const void *y)
{
	return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

struct str
contact_name_key(struct arena *a, struct str name)
{
	struct fold f;
	struct str out = STR("");

	fold_text(a, name, &f);
	if (f.n > 0)
		qsort(f.words, f.n, sizeof(*f.words), word_cmp);
	for (size_t i = 0; i < f.n; i++)
		out = i == 0 ? f.words[i] : arena_printf(a, "%.*s %.*s", STR_ARG(out), STR_ARG(f.words[i]));
	return utf8_clip(out, SORT_KEY_MAX);
}

struct str
contact_who_key(struct arena *a, struct str name_key, struct str company)
{
	struct str key = company_key(a, company);

	return key.n > 0 && name_key.n > 0 ? arena_printf(a, "%.*s | %.*s", STR_ARG(name_key), STR_ARG(key)) : STR("");
}

struct str
contact_source_key(struct arena *a, struct str source)
{
	return source.n > 0 ? arena_printf(a, "%016llx", (unsigned long long)str_hash(source)) : STR("");
}

static struct str
sort_key(struct arena *a, const struct card *card)
{
	struct str s = card->name;

	if (card->family.n > 0)
		s = arena_printf(a, "%.*s %.*s %.*s", STR_ARG(card->family), STR_ARG(card->given),
		                 STR_ARG(card->middle));
	s = fold_line(a, s);
	/* A name of signs alone still has a place. */
	return utf8_clip(s.n > 0 ? s : card->name, SORT_KEY_MAX);
}

static struct str
search_words(struct arena *a, const struct card *card)
{
	CLEANUP(strbuf_release) struct strbuf all = STRBUF(CARD_TEXT_MAX * 2);
	const struct str texts[] = {card->name, card->family, card->given, card->nickname, card->met};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		strbuf_add(&all, texts[i]);
		strbuf_byte(&all, '\n');
	}
	for (size_t i = 0; i < card->jobs.n; i++) {
		strbuf_add(&all, card->jobs.p[i].company);
		strbuf_byte(&all, '\n');
		strbuf_add(&all, card->jobs.p[i].title);
		strbuf_byte(&all, '\n');
	}
	for (size_t i = 0; i < card->items.n; i++) {
		const struct card_item *k = &card->items.p[i];

		if (k->kind == CARD_EXTRA || k->kind == CARD_PARAM)
			continue;
		strbuf_add(&all, k->value);
		strbuf_byte(&all, '\n');
	}
	strbuf_add(&all, utf8_clip(card->note, SEARCH_MAX / 2));
	return utf8_clip(fold_line(a, strbuf_str(&all)), SEARCH_MAX);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static bool
key_add(struct ctx *c, struct db_stmt *st, int64_t id, int64_t version, const char *kind, struct str value,
        struct err *err)
{
	if (value.n == 0 || value.n > 2048)
		return true;
	db_bind_i64(st, "id", ctx_new_id(c));
	db_bind_i64(st, "contact_id", id);
	db_bind_i64(st, "version", version);
	db_bind_text(st, "kind", str_of(kind));
	db_bind_text(st, "value", value);
	return db_run(st, err);
}

static bool
write_keys(struct ctx *c, int64_t id, int64_t version, const struct card *card, struct str source, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *clear = NULL, *st = NULL;
	struct str name = contact_name_key(c->a, card->name);

	if (!db_prepare(c->db, Q_CONTACT_KEY_CLEAR, &clear, err) || !db_prepare(c->db, Q_CONTACT_KEY_ADD, &st, err))
		return false;
	db_bind_i64(clear, "contact_id", id);
	if (!db_run(clear, err) || !key_add(c, st, id, version, "name", name, err) ||
	    !key_add(c, st, id, version, "source", contact_source_key(c->a, source), err))
		return false;
	for (size_t i = 0; i < card->jobs.n && name.n > 0; i++) {
		if (!key_add(c, st, id, version, "who", contact_who_key(c->a, name, card->jobs.p[i].company), err))
			return false;
	}
	for (size_t i = 0; i < card->items.n; i++) {
		const struct card_item *k = &card->items.p[i];
		struct str key = k->kind == CARD_EMAIL   ? contact_email_key(c->a, k->value)
		                 : k->kind == CARD_PHONE ? contact_phone_key(c->a, k->value)
		                 : k->kind == CARD_URL   ? contact_url_key(c->a, k->value)
		                 : k->kind == CARD_TAG   ? contact_tag_key(c->a, k->value)
		                                         : STR("");

		if (!key_add(c, st, id, version, card_kind_names[k->kind], key, err))
			return false;
	}
	return true;
}

static bool
write_jobs(struct ctx *c, int64_t id, int64_t version, const struct card *card, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *clear = NULL, *st = NULL;

	if (!db_prepare(c->db, Q_EMPLOYMENT_CLEAR, &clear, err) || !db_prepare(c->db, Q_EMPLOYMENT_ADD, &st, err))
		return false;
	db_bind_i64(clear, "contact_id", id);
	if (!db_run(clear, err))
		return false;
	for (size_t i = 0; i < card->jobs.n; i++) {
		const struct card_job *j = &card->jobs.p[i];
		int64_t company;

		/* A company without letters or digits stays on the card, and is none of the companies. */
		if (company_key(c->a, j->company).n == 0)
			continue;
		if (!company_ensure(c, j->company, &company, err))
			return false;
		db_bind_i64(st, "id", ctx_new_id(c));
		db_bind_i64(st, "contact_id", id);
		db_bind_i64(st, "version", version);
		db_bind_i64(st, "company_id", company);
		db_bind_text(st, "title", text_or_null(j->title));
		person_bind_day(st, "from_day", j->from_day);
		person_bind_day(st, "to_day", j->to_day);
		db_bind_i64(st, "present", card_job_is_present(j));
		if (!db_run(st, err))
			return false;
	}
	return true;
}

static bool
write_columns(struct ctx *c, int64_t id, int64_t version, const struct card *card, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	const struct card_job *job = card_job_present(card);
	const struct card_item *email = card_best(card, CARD_EMAIL);

	if (!db_prepare(c->db, Q_CONTACT_PUT, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	db_bind_i64(st, "version", version);
	db_bind_text(st, "name", card->name);
	db_bind_text(st, "sort_key", sort_key(c->a, card));
	db_bind_text(st, "company", job != NULL ? text_or_null(job->company) : STR_NONE);
	db_bind_text(st, "title", job != NULL ? text_or_null(job->title) : STR_NONE);
	db_bind_text(st, "email", email != NULL ? utf8_clip(email->value, CARD_NAME_MAX) : STR_NONE);
	if (card->tie != CARD_TIE_NONE)
		db_bind_i64(st, "tie", card->tie);
	else
		db_bind_null(st, "tie");
	if (card->rhythm_days > 0)
		db_bind_i64(st, "rhythm_days", card->rhythm_days);
	else
		db_bind_null(st, "rhythm_days");
	db_bind_text(st, "search", search_words(c->a, card));
	return db_run(st, err);
}

static bool
write_card(struct ctx *c, int64_t id, const struct card *card, struct str source, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct str text = card_text(c->a, card);

	if (text.n > CARD_TEXT_MAX)
		return err_set(err, ERR_LIMIT, "the card holds %zu KB, at most %zu are kept", text.n >> 10,
		               CARD_TEXT_MAX >> 10);
	if (!db_prepare(c->db, Q_CONTACT_CARD_PUT, &st, err))
		return false;
	db_bind_i64(st, "contact_id", id);
	db_bind_text(st, "card", text);
	db_bind_text(st, "source", text_or_null(source));
	return db_run(st, err);
}

bool
contact_write(struct ctx *c, int64_t id, int64_t version, const struct card *card, struct str source, struct err *err)
{
	return write_columns(c, id, version, card, err) && write_card(c, id, card, source, err) &&
	       write_keys(c, id, version, card, source, err) && write_jobs(c, id, version, card, err) &&
	       interaction_derive(c, id, err);
}
