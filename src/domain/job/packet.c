#include "domain/job/packet.h"

#include <jansson.h>
#include <sodium.h>

#include "domain/job/application_impl.h"
#include "domain/job/posting.h"

struct str
sha256_hex(struct arena *a, struct str bytes)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char *hex = arena_alloc(a, 2 * sizeof(hash) + 1);

	crypto_hash_sha256(hash, (const unsigned char *)(bytes.p != NULL ? bytes.p : ""), bytes.n);
	sodium_bin2hex(hex, 2 * sizeof(hash) + 1, hash, sizeof(hash));
	return (struct str){hex, 2 * sizeof(hash)};
}

/* --- checks ------------------------------------------------------------------------------------------------------- */

static bool
json_check(struct str text, struct err *err)
{
	json_error_t why;
	json_t *v;
	bool object;

	if (text.n == 0)
		return true;
	v = json_loadb(text.p, text.n, 0, &why);
	if (v == NULL)
		return err_set(err, ERR_INVALID, "the résumé is no JSON: line %d, column %d: %s", why.line, why.column,
		               why.text);
	object = json_is_object(v);
	json_decref(v);
	return object || err_set(err, ERR_INVALID, "the résumé is JSON, but no object");
}

static bool
size_check(const char *what, struct str s, size_t max, struct err *err)
{
	return s.n <= max || err_set(err, ERR_LIMIT, "the %s is longer than %zu bytes", what, max);
}

static bool
packet_check(const struct packet *pk, struct err *err)
{
	if (!size_check("résumé", pk->resume_json, PACKET_JSON_MAX, err) ||
	    !size_check("PDF", pk->resume_pdf, PACKET_PDF_MAX, err) ||
	    !size_check("letter", pk->letter, PACKET_LETTER_MAX, err) ||
	    !size_check("résumé's name", pk->resume_name, PACKET_NAME_MAX, err) ||
	    !size_check("letter's name", pk->letter_name, PACKET_NAME_MAX, err) || !json_check(pk->resume_json, err))
		return false;
	if (pk->resume_pdf.n > 0 && !str_starts(pk->resume_pdf, STR("%PDF-")))
		return err_set(err, ERR_INVALID, "the file is no PDF: it does not begin with %%PDF-");
	if (pk->n_answers > PACKET_ANSWERS_MAX)
		return err_set(err, ERR_LIMIT, "more than %d answers", PACKET_ANSWERS_MAX);
	for (size_t i = 0; i < pk->n_answers; i++)
		if (str_trim(pk->answers[i].question).n == 0)
			return err_set(err, ERR_INVALID, "answer %zu has no question", i + 1);
		else if (!size_check("question", pk->answers[i].question, PACKET_QUESTION_MAX, err) ||
		         !size_check("answer", pk->answers[i].answer, PACKET_ANSWER_MAX, err))
			return false;
	return true;
}

/* --- freezing ----------------------------------------------------------------------------------------------------- */

/* The posting's words as they are now; nothing where there is none. */
static bool
posting_freeze(struct ctx *c, const struct application *app, struct packet *pk, struct err *err)
{
	struct posting p;

	pk->posting_url = app->url;
	pk->posting_text = STR("");
	pk->posting_hash = STR("");
	if (app->posting_id == 0)
		return true;
	if (!posting_get(c, app->posting_id, &p, &pk->posting_text, err)) {
		/* It may have been left behind in another file of data. */
		if (err == NULL || err->code != ERR_NOT_FOUND)
			return false;
		*err = (struct err){0};
		pk->posting_text = STR("");
	}
	if (pk->posting_text.n > 0)
		pk->posting_hash = sha256_hex(c->a, pk->posting_text);
	return true;
}

static bool
answers_write(struct ctx *c, const struct packet *pk, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_PACKET_ANSWER_ADD, &st, err))
		return false;
	for (size_t i = 0; i < pk->n_answers; i++) {
		db_bind_i64(st, "id", ctx_new_id(c));
		db_bind_i64(st, "packet_id", pk->id);
		db_bind_text(st, "question", str_trim(pk->answers[i].question));
		db_bind_text(st, "answer", pk->answers[i].answer.n > 0 ? pk->answers[i].answer : STR(""));
		if (!db_run(st, err))
			return false;
	}
	return true;
}

static bool
packet_write(struct ctx *c, struct packet *pk, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_prepare(c->db, Q_PACKET_ADD, &st, err))
		return false;
	pk->id = ctx_new_id(c);
	pk->at_ms = ctx_now_ms(c);
	pk->resume_pdf_hash = pk->resume_pdf.n > 0 ? sha256_hex(c->a, pk->resume_pdf) : STR("");
	pk->resume_pdf_size = (int64_t)pk->resume_pdf.n;
	db_bind_i64(st, "id", pk->id);
	db_bind_i64(st, "application_id", pk->application_id);
	db_bind_i64(st, "event_id", pk->event_id);
	db_bind_i64(st, "on_day", pk->on_day);
	db_bind_text(st, "channel", text_or_null(pk->channel));
	if (pk->resume_version_id >= 0)
		db_bind_i64(st, "resume_version_id", pk->resume_version_id);
	else
		db_bind_null(st, "resume_version_id");
	db_bind_text(st, "resume_name", text_or_null(pk->resume_name));
	db_bind_text(st, "resume_json", text_or_null(pk->resume_json));
	db_bind_blob(st, "resume_pdf", text_or_null(pk->resume_pdf));
	db_bind_text(st, "resume_pdf_hash", text_or_null(pk->resume_pdf_hash));
	if (pk->letter_id != 0)
		db_bind_i64(st, "letter_id", pk->letter_id);
	else
		db_bind_null(st, "letter_id");
	db_bind_text(st, "letter_name", text_or_null(pk->letter_name));
	db_bind_text(st, "letter", text_or_null(pk->letter));
	db_bind_text(st, "posting_url", text_or_null(pk->posting_url));
	db_bind_text(st, "posting_text", text_or_null(pk->posting_text));
	db_bind_text(st, "posting_hash", text_or_null(pk->posting_hash));
	db_bind_i64(st, "at_ms", pk->at_ms);
	db_bind_i64(st, "offset_min", c->clock.offset_min);
	return db_run(st, err) && answers_write(c, pk, err);
}

/* The newest 'applied' that counts; false when there is none. */
static bool
applied_event(const struct application_event *list, size_t n, struct application_event *ret)
{
	bool found = false;

	for (size_t i = 0; i < n; i++)
		if (list[i].counts && str_eq(list[i].kind, STR("applied"))) {
			*ret = list[i];
			found = true;
		}
	return found;
}

/* The event of the sending: a new one, or one in the place of an 'applied' that has no packet. */
static bool
event_send(struct ctx *c, struct packet *pk, struct str note, struct err *err)
{
	struct application_event *list, old,
	    e = {.application_id = pk->application_id,
	         .kind = STR("applied"),
	         .on_day = pk->on_day,
	         .note = note,
	         .channel = pk->channel};
	struct packet *packets;
	size_t n, n_packets;

	if (!application_events(c, pk->application_id, &list, &n, err) ||
	    !packet_list(c, pk->application_id, &packets, &n_packets, err))
		return false;
	if (!applied_event(list, n, &old)) {
		if (!application_event_insert(c, &e, err))
			return false;
	} else {
		if (n_packets > 0 && packets[0].counts) {
			err_set(err, ERR_CONFLICT, "what was sent is frozen already");
			return err_hint(err, "Undo that record first, if it was not so.");
		}
		e = old;
		e.batch_id = 0;
		e.on_day = pk->on_day != DAY_NONE ? pk->on_day : old.on_day;
		e.channel = pk->channel.n > 0 ? pk->channel : old.channel;
		e.note = note.n > 0 ? note : old.note;
		if (!application_event_replace(c, &old, &e, err))
			return false;
	}
	pk->event_id = e.id;
	pk->on_day = e.on_day;
	pk->channel = e.channel;
	return true;
}

bool
packet_send(struct ctx *c, struct packet *pk, struct str note, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct application app;

	if (!packet_check(pk, err) || !db_tx_begin(c->db, &tx, err) ||
	    !application_get(c, pk->application_id, &app, err) || !event_send(c, pk, note, err) ||
	    !posting_freeze(c, &app, pk, err) || !packet_write(c, pk, err))
		return false;
	pk->counts = true;
	return db_tx_commit(&tx, err);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static void
packet_row(struct arena *a, struct db_stmt *st, struct packet *ret)
{
	*ret = (struct packet){
	    .id = db_col_i64(st, 0),
	    .application_id = db_col_i64(st, 1),
	    .event_id = db_col_i64(st, 2),
	    .on_day = (int32_t)db_col_i64(st, 3),
	    .channel = arena_str(a, db_col_text(st, 4)),
	    .resume_version_id = db_col_is_null(st, 5) ? -1 : db_col_i64(st, 5),
	    .resume_name = arena_str(a, db_col_text(st, 6)),
	    .resume_pdf_hash = arena_str(a, db_col_text(st, 7)),
	    .resume_pdf_size = db_col_i64(st, 8),
	    .letter_name = arena_str(a, db_col_text(st, 9)),
	    .posting_url = arena_str(a, db_col_text(st, 10)),
	    .posting_hash = arena_str(a, db_col_text(st, 11)),
	    .at_ms = db_col_i64(st, 12),
	    .counts = db_col_i64(st, 13) != 0,
	    .letter_id = db_col_i64(st, 14),
	};
}

bool
packet_list(struct ctx *c, int64_t application_id, struct packet **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct packet) list = {0};

	if (!db_prepare(c->db, Q_PACKET_LIST, &st, err))
		return false;
	db_bind_i64(st, "application_id", application_id);
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		packet_row(c->a, st, VEC_PUSH(c->a, &list));
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

static bool
answers_of(struct ctx *c, struct packet *pk, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct packet_answer) list = {0};

	if (!db_prepare(c->db, Q_PACKET_ANSWERS, &st, err))
		return false;
	db_bind_i64(st, "packet_id", pk->id);
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) =
		    (struct packet_answer){arena_str(c->a, db_col_text(st, 0)), arena_str(c->a, db_col_text(st, 1))};
	}
	pk->answers = list.p;
	pk->n_answers = list.n;
	return true;
}

bool
packet_get(struct ctx *c, int64_t id, struct packet *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_PACKET_GET, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row)
		return err_set(err, ERR_NOT_FOUND, "there is no packet %lld", (long long)id);
	packet_row(c->a, st, ret);
	ret->resume_json = arena_str(c->a, db_col_text(st, 15));
	ret->letter = arena_str(c->a, db_col_text(st, 16));
	ret->posting_text = arena_str(c->a, db_col_text(st, 17));
	db_done(&st);
	return answers_of(c, ret, err);
}

bool
packet_pdf(struct ctx *c, int64_t id, struct str *ret, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	if (!db_prepare(c->db, Q_PACKET_PDF, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (!db_step(st, &row, err))
		return false;
	if (!row || db_col_is_null(st, 0))
		return err_set(err, ERR_NOT_FOUND, "no PDF was sent in packet %lld", (long long)id);
	*ret = arena_str(c->a, db_col_blob(st, 0));
	return true;
}

bool
packet_is_whole(struct ctx *c, int64_t id, bool *ret, struct err *err)
{
	struct packet pk;
	struct str pdf = STR("");

	if (!packet_get(c, id, &pk, err) || (pk.resume_pdf_hash.n > 0 && !packet_pdf(c, id, &pdf, err)))
		return false;
	*ret = (pk.posting_hash.n == 0 || str_eq(pk.posting_hash, sha256_hex(c->a, pk.posting_text))) &&
	       (pk.resume_pdf_hash.n == 0 || str_eq(pk.resume_pdf_hash, sha256_hex(c->a, pdf)));
	return true;
}
