/*
 * A job advert as a reader gives it: fields as the source states them, text made plain. No table, no domain rule.
 *
 * Plain text: UTF-8, one paragraph, heading or list item a line; a heading line begins with "# ", a list item with "-
 * "; blank lines between blocks; no tags, no entities, no tabs, no trailing space.
 */
#ifndef FORMAT_POSTING_H
#define FORMAT_POSTING_H

#include "base/arena.h"
#include "base/err.h"

/* How a source was recognised; also posting.kind in the database. */
enum posting_kind {
	POSTING_GREENHOUSE,
	POSTING_LEVER,
	POSTING_ASHBY,
	POSTING_SIMPLIFY,
	POSTING_JSONLD, /* an HTML page with schema.org JobPosting */
	POSTING_HTML,   /* an HTML page without */
	POSTING_CSV,
	POSTING_TEXT,
	POSTING_OTHER, /* further board formats, named by source_key's prefix */
	POSTING_KIND__COUNT
};

/* "greenhouse", "lever", ... */
const char *posting_kind_name(enum posting_kind kind);

/* Bytes of a record's fields: readers cut to them, and the stream refuses what is longer. */
#define POSTING_NAME_MAX   500 /* company, title, department */
#define POSTING_PLACE_MAX  1000
#define POSTING_URL_MAX    2048
#define POSTING_KEY_MAX    512
#define POSTING_TEXT_MAX   ((size_t)1 << 20) /* bytes of one advert's text */
#define POSTING_SOURCE_MAX ((size_t)4 << 20) /* bytes of one advert's source */

/* Absent: p NULL, DAY_NONE, or -1. Money is in minor units (cents). */
struct posting_record {
	enum posting_kind kind;
	struct str
	    source_key; /* names it within its kind: "board/id"; for csv and text a hash of company, title and text */
	struct str url;
	struct str company;
	struct str title;
	struct str place;      /* all places, "; " between */
	struct str workplace;  /* onsite, hybrid, remote */
	struct str employment; /* the words of the schema */
	struct str department;
	struct str sponsorship; /* offers, none, citizenship */
	int64_t pay_min;
	int64_t pay_max;
	struct str pay_currency; /* ISO 4217 */
	struct str pay_period;   /* hour, day, week, month, year */
	int32_t posted_day;
	int32_t closes_day;
	bool is_open;
	struct str text;   /* plain text as above */
	struct str source; /* the item as it came */
	struct str where;  /* place in the file for messages: "job 17", "line 204" */
};

/* Something in the file that is not taken, and why. */
struct posting_refusal {
	struct str where;
	struct str why;
};

/* A reader gives each record to the sink; false from the sink stops the reader (err is set by the sink). */
struct posting_sink {
	bool (*record)(void *p, const struct posting_record *r, struct err *err);
	bool (*refuse)(void *p, const struct posting_refusal *r, struct err *err);
	void *p;
};

/* Reads bytes of unknown format. `name` is the file's name with its folders; it never tells the format, and only
 * "lever/moo/x.json" tells a company (moo) when the payload names none. Records come in the order of the file; two that
 * name the same job are one, with both places, and a refusal says so. Texts live as long as the arena. Errors:
 * ERR_INVALID with the place when nothing in it is a posting (refusals were given to the sink by then), ERR_LIMIT for
 * what is too large or nested too deep. */
bool posting_read(struct arena *a, struct str bytes, struct str name, const struct posting_sink *sink,
                  struct err *err) MUST_USE;

/* The stream a worker answers with: records and refusals, length-prefixed, bounded when read back. */
struct strbuf;
void posting_stream_record(struct strbuf *out, const struct posting_record *r);
void posting_stream_refusal(struct strbuf *out, const struct posting_refusal *r);
/* Behind the last one: a stream without it was cut off. */
void posting_stream_end(struct strbuf *out);
/* Reads a stream back into a sink; texts borrow from bytes. ERR_INVALID when it is not whole. */
bool posting_stream_read(struct str bytes, const struct posting_sink *sink, struct err *err) MUST_USE;

#endif
