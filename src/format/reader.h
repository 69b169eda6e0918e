/*
 * What all readers of postings share: the file at hand, and the records and refusals gathered from it. Within format/.
 *
 * Records are finished here in one way (names cleaned, limits, addresses checked), and two records of a file that name
 * the same job become one with both places.
 */
#ifndef FORMAT_READER_H
#define FORMAT_READER_H

#include "base/strbuf.h"
#include "base/vec.h"
#include "jdoc.h"
#include "posting.h"

#define READER_BYTES_MAX    ((size_t)64 << 20) /* of a file */
#define READER_RECORDS_MAX  200000
#define READER_REFUSALS_MAX 1000 /* told one by one; the rest is counted */

struct reader_entry {
	struct posting_record *record; /* NULL: a refusal */
	struct posting_refusal refusal;
};

struct reader {
	struct arena *a;
	struct str bytes; /* the file as UTF-8 */
	struct str name;  /* its name, for messages */
	VEC(struct reader_entry) entries;
	size_t n_records;
	size_t n_refused;
	struct posting_record **slots; /* records by kind and key, open addressing */
	size_t n_slots;
};

/* A record with everything absent. */
struct posting_record reader_new(enum posting_kind kind, struct str where);
/* Takes the record: cleans and clips its fields, refuses it when it has neither title nor text. ERR_LIMIT past the
 * number of records. */
bool reader_add(struct reader *rd, const struct posting_record *r, struct err *err) MUST_USE;
void reader_refuse(struct reader *rd, struct str where, const char *fmt, ...) PRINTF(3, 4);

/* Reads one item into *r, where kind, where and source are set already. False refuses the item with err's text. */
typedef bool reader_item_fn(struct reader *rd, const json_t *item, struct posting_record *r, struct err *err);

/* Each element of the list by fn. The list stands at the path in the file (for the items' own bytes); path NULL when it
 * stands nowhere. `word` and a number name each item. */
bool reader_items(struct reader *rd, const json_t *list, const char *path, enum posting_kind kind, const char *word,
                  reader_item_fn *fn, struct err *err) MUST_USE;
/* The whole document as one item. */
bool reader_single(struct reader *rd, const json_t *item, enum posting_kind kind, reader_item_fn *fn,
                   struct err *err) MUST_USE;

/* The board's name from the folders of the file's name: of "lever/moo/x.json" it is moo, when the kind is lever.
 * STR_NONE for any other name: a folder of downloads names no company. */
struct str reader_board(const struct reader *rd, const char *kind);
/* The part of the path behind the host: reader_segment(a, "https://jobs.lever.co/acme/1", "jobs.lever.co/") is "acme".
 */
struct str reader_segment(struct arena *a, struct str url, struct str after);

/* Text that grows piece by piece, a blank line between; html and plain pieces. */
struct reader_text {
	struct strbuf b;
};
#define READER_TEXT                                                                                                    \
	{                                                                                                              \
		.b = STRBUF(POSTING_TEXT_MAX)                                                                          \
	}
void reader_text_release(struct reader_text *t);
bool reader_text_html(struct reader *rd, struct reader_text *t, struct str html, struct err *err) MUST_USE;
void reader_text_plain(struct reader *rd, struct reader_text *t, struct str text);
void reader_text_head(struct reader *rd, struct reader_text *t, struct str head);
/* Plain text or markup, whichever it looks like. */
bool reader_text_any(struct reader *rd, struct reader_text *t, struct str s, struct err *err) MUST_USE;
/* "label: value" as a line at the end. */
void reader_text_label(struct reader *rd, struct reader_text *t, const char *label, struct str value);
/* The text in the arena. */
struct str reader_text_str(struct reader *rd, const struct reader_text *t);

/* Adds a place to those there are, "; " between, unless it is there already. */
void reader_place(struct reader *rd, struct str *place, struct str more);
/* Whether the text holds HTML tags. */
bool reader_has_tags(struct str s);
/* 16 hexadecimal digits of company, title and text. */
struct str reader_hash_key(struct arena *a, struct str company, struct str title, struct str text);

/* The readers. Each answers whether the document is of its kind, and reads it. */
bool greenhouse_is(const json_t *doc);
bool greenhouse_read(struct reader *rd, const json_t *doc, struct err *err) MUST_USE;
bool lever_is(const json_t *doc);
bool lever_read(struct reader *rd, const json_t *doc, struct err *err) MUST_USE;
bool simplify_is(const json_t *doc);
bool simplify_read(struct reader *rd, const json_t *doc, struct err *err) MUST_USE;
bool ashby_is(const json_t *doc);
bool ashby_read(struct reader *rd, const json_t *doc, struct err *err) MUST_USE;
bool hn_is(const json_t *doc);
bool hn_read(struct reader *rd, const json_t *doc, struct err *err) MUST_USE;
/* JSON-LD by itself, and feeds whose items hold one. */
bool jsonld_is(const json_t *doc);
bool jsonld_read(struct reader *rd, const json_t *doc, struct err *err) MUST_USE;
/* The JobPosting objects in the document, however deep in @graph, lists and feeds; `holder` is the feed's item around
 * one, or NULL. */
struct jsonld_found {
	const json_t *posting;
	const json_t *holder;
};
struct jsonld_list {
	VEC(struct jsonld_found) v;
};
void jsonld_find(struct arena *a, const json_t *doc, struct jsonld_list *ret);
/* Fields of a JobPosting object. */
bool jsonld_item(struct reader *rd, const json_t *item, struct posting_record *r, struct err *err) MUST_USE;
/* Further boards, by a table; *ret_known tells whether one of them fits. Where the document is not the file (taken out
 * of a page or made from XML), own_file is false. */
bool boards_read(struct reader *rd, const json_t *doc, bool own_file, bool *ret_known, struct err *err) MUST_USE;
bool page_read(struct reader *rd, struct err *err) MUST_USE;
bool xml_read(struct reader *rd, struct err *err) MUST_USE;
bool csv_read(struct reader *rd, char delimiter, struct err *err) MUST_USE;
/* Whether a line is the name of a column with adverts and nothing else: the header of a table with one column. */
bool csv_is_text_column(struct str line);
/* Whether the names of the first record are those of a table of postings, however ragged the rest is. */
bool csv_is_header(struct str text, char delimiter);
bool mdtable_is(struct str text);
bool mdtable_read(struct reader *rd, struct err *err) MUST_USE;
bool text_read(struct reader *rd, struct err *err) MUST_USE;

/* "Acme | ML Engineer | Berlin | REMOTE", parts in any order, into the fields that are absent. */
void text_headline(struct str line, struct posting_record *r);
/* "Company: Acme", "Location: Berlin", ... at the beginning of lines among the first, into the fields that are absent.
 */
void text_labels(struct str text, struct posting_record *r);
/* Whether the words name a job: engineer, analyst, ... */
bool text_is_role(struct str s);
/* Whether the text has words that adverts have. */
bool text_is_advert(struct str text);
/* "Senior ML Engineer at Acme", "Acme: Senior ML Engineer" into title and company; anything else is the title. */
void text_title(struct str line, struct posting_record *r);
/* The title of a web page, where " - " and "|" also part the two. */
void text_page_title(struct str line, struct posting_record *r);

#endif
