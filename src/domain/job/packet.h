/*
 * Packets: what was sent with an application, frozen on the day. Résumé (structure and PDF), letter, answers, the words
 * of the posting and their hash, the channel. There is no query that changes a packet: a later edit of résumé, letter
 * or posting cannot reach it. It belongs to the event that recorded the sending, and counts as long as that event is
 * not undone.
 */
#ifndef DOMAIN_JOB_PACKET_H
#define DOMAIN_JOB_PACKET_H

#include "domain/job/application.h"

enum {
	PACKET_JSON_MAX = 1 << 20,
	PACKET_PDF_MAX = 8 << 20,
	PACKET_LETTER_MAX = 100000,
	PACKET_NAME_MAX = 500,
	PACKET_ANSWERS_MAX = 100,
	PACKET_QUESTION_MAX = 2000,
	PACKET_ANSWER_MAX = 20000,
};

struct packet_answer {
	struct str question;
	struct str answer;
};

/* Absent texts are empty. */
struct packet {
	int64_t id;
	int64_t application_id;
	int64_t event_id; /* the record of the sending */
	int32_t on_day;
	struct str channel;
	int64_t resume_version_id; /* -1: none; 0: the master */
	struct str resume_name;
	struct str resume_json;
	struct str resume_pdf; /* packet_send and packet_pdf only */
	struct str resume_pdf_hash;
	int64_t resume_pdf_size;
	int64_t letter_id; /* 0: from elsewhere */
	struct str letter_name;
	struct str letter;
	struct str posting_url;
	struct str posting_text;
	struct str posting_hash; /* SHA-256 of posting_text, in hex */
	const struct packet_answer *answers;
	size_t n_answers;
	int64_t at_ms;
	bool counts;
};

/* Records that the application was sent, and freezes what is given: texts, answers, channel and on_day (DAY_NONE:
 * today) of pk, with the posting's words as they are now. One that is applied for already, and has no packet yet, gets
 * one on that event; the event is corrected where day or channel differ. pk gets its ids and hashes. ERR_INVALID: what
 * is no JSON object, no PDF; ERR_LIMIT; ERR_CONFLICT: frozen already, or applying is not possible. */
bool packet_send(struct ctx *c, struct packet *pk, struct str note, struct err *err) MUST_USE;

/* Of the application, newest first; those whose event is undone last, with counts false. Without the texts. */
bool packet_list(struct ctx *c, int64_t application_id, struct packet **ret, size_t *ret_n, struct err *err) MUST_USE;
/* All but the PDF. */
bool packet_get(struct ctx *c, int64_t id, struct packet *ret, struct err *err) MUST_USE;
/* ERR_NOT_FOUND also when there is none in it. */
bool packet_pdf(struct ctx *c, int64_t id, struct str *ret, struct err *err) MUST_USE;
/* Whether texts, PDF and their hashes still agree. */
bool packet_is_whole(struct ctx *c, int64_t id, bool *ret, struct err *err) MUST_USE;

/* SHA-256 in hex, 64 bytes in the arena. */
struct str sha256_hex(struct arena *a, struct str bytes);

#endif
