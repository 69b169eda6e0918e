/*
 * A person as a card of an address book tells it: the record that the readers of contacts give, the writers take, and
 * the database keeps. As text it is JSON in one canonical writing, so that two cards are equal when their texts are.
 *
 * Nothing that a reader met is lost: a property without a field of its own is an item of kind extra, whose value is the
 * property as vCard 3.0 writes it, unfolded, in UTF-8.
 */
#ifndef FORMAT_CARD_H
#define FORMAT_CARD_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/js.h"
#include "base/vec.h"

#define CARD_NAME_MAX  500
#define CARD_UID_MAX   255
#define CARD_VALUE_MAX 2000
#define CARD_NOTE_MAX  ((size_t)100000)
#define CARD_EXTRA_MAX ((size_t)256 << 10) /* one property that is kept, e.g. a photo */
#define CARD_TEXT_MAX  ((size_t)2 << 20)   /* a whole card as JSON */
#define CARD_ITEMS_MAX 500
#define CARD_JOBS_MAX  100

#define CARD_TIE_NONE (-1)
#define CARD_TIE_MAX  3

enum card_kind {
	CARD_EMAIL,
	CARD_PHONE,
	CARD_ADDRESS, /* seven parts with ';' between as in vCard: box, extension, street, town, region, code, country;
	               * ';', ',', '\' and line breaks within one are escaped */
	CARD_URL,
	CARD_IM,    /* an address with its scheme: "xmpp:a@b", "skype:c" */
	CARD_TAG,   /* a category */
	CARD_EXTRA, /* a property of a vCard kept as it is */
	CARD_PARAM, /* parameters of a field: value "N", params ";LANGUAGE=en" */
	CARD_KIND__COUNT
};
extern const char *const card_kind_names[CARD_KIND__COUNT];

struct card_item {
	enum card_kind kind;
	struct str value;
	struct str types;  /* lower case, ',' between: "work,voice"; may be empty */
	struct str label;  /* the person's own word for it (X-ABLabel); may be empty */
	struct str params; /* further parameters as in vCard 3.0, each with its ';' in front */
	struct str group;  /* "item1" when properties of kind extra belong to it; may be empty */
	int pref;          /* 1 is preferred most, 100 least; 0: not said */
};

struct card_job {
	struct str company;
	struct str unit; /* department; parts with ';' between */
	struct str title;
	int32_t from_day; /* DAY_NONE: not known */
	int32_t to_day;   /* DAY_NONE: still there, unless over */
	bool over;        /* former, whether or not it is known until when */
};

/* Absent texts are empty (p may be NULL). */
struct card {
	struct str uid;
	struct str name; /* as it is shown */
	struct str family;
	struct str given;
	struct str middle;
	struct str prefix;
	struct str suffix;
	struct str nickname;
	struct str note;             /* Markdown */
	struct str met;              /* how we met */
	int32_t met_day;             /* DAY_NONE: not known */
	int tie;                     /* 0 heard of, 1 met once, 2 know, 3 would vouch for me; CARD_TIE_NONE: not said */
	int rhythm_days;             /* 0: none */
	VEC(struct card_job) jobs;   /* present ones first */
	VEC(struct card_item) items; /* by kind; of one kind in the order of the source */
	struct str where;            /* place in the file, for messages; not part of the text */
};

/* A card with everything absent. */
struct card card_none(void);
/* Adds behind the others. */
struct card_item *card_item_add(struct arena *a, struct card *c, enum card_kind kind, struct str value);
struct card_job *card_job_add(struct arena *a, struct card *c);
/* Whether the job goes on. */
bool card_job_is_present(const struct card_job *j);
/* The first job that goes on; NULL for none. */
const struct card_job *card_job_present(const struct card *c);
/* The item of the kind that is preferred most, the first of those; NULL for none. */
const struct card_item *card_best(const struct card *c, enum card_kind kind);

/* "Dr. Dana Kim Jr." from the parts of the name, or the nickname, company, e-mail or phone; "" for a card without
 * anything. */
struct str card_name_made(struct arena *a, const struct card *c) MUST_USE;
/* Trims and clips every text, drops empty and double items, sorts items by kind and present jobs first, fills in the
 * shown name.
 * ERR_INVALID when nothing is left that could be a name, ERR_LIMIT when it is too much. */
bool card_tidy(struct arena *a, struct card *c, struct err *err) MUST_USE;

/* As one JSON object, canonical. */
void card_write(struct js *j, const struct card *c);
struct str card_text(struct arena *a, const struct card *c) MUST_USE;
/* Reads it back. ERR_INVALID for what is none. */
bool card_read(struct arena *a, struct str text, struct card *ret, struct err *err) MUST_USE;

/* What a worker answers with: a line of JSON for each card, refusal and warning, and one at the end. */
struct card_notice {
	struct str where;
	struct str why;
	bool refused; /* false: read, but something of it is not as it was */
};
struct card_sink {
	bool (*card)(void *p, const struct card *c, struct err *err);
	bool (*notice)(void *p, const struct card_notice *n, struct err *err);
	void *p;
};
void card_stream_card(struct strbuf *out, const struct card *c);
void card_stream_notice(struct strbuf *out, const struct card_notice *n);
void card_stream_end(struct strbuf *out);
/* Reads a stream back. ERR_INVALID when it is not whole. Texts live as long as the arena. */
bool card_stream_read(struct arena *a, struct str bytes, const struct card_sink *sink, struct err *err) MUST_USE;

#endif
