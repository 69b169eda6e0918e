/*
 * Letters: cover letters, requests, thanks, notices. A letter begins as a template with fields, {company}, {contact},
 * {say what you liked about the talk}, and is the person's own from then on.
 *
 * A template is plain text: a head of "title:", "kind:", "what:" and "subject:" lines, an empty line, the body. Those
 * that come with the program are content/letters/NAME.txt; the person adds own ones and changes any.
 *
 * A field is filled when the letter is made, if its value is known; else it stays in the text as it is and has to be
 * filled before the letter can be sent or exported. "{{" stands for a brace that begins no field.
 *
 * Nothing is lost: every saving is a version of its own, and undoing one brings the version before it back.
 */
#ifndef DOMAIN_JOB_LETTER_H
#define DOMAIN_JOB_LETTER_H

#include "base/err.h"
#include "domain/ctx.h"

#define LETTER_TEXT_MAX  ((size_t)40000) /* bytes of a body or a template */
#define LETTER_FIELD_MAX ((size_t)200)   /* bytes between the braces */
#define LETTER_LIST_MAX  1000

/* --- fields ------------------------------------------------------------------------------------------------------- */

/* Every field there is. Those that take words have them behind a space: {say what you would learn there}. */
struct letter_field {
	const char *name;
	bool takes_words;
	const char *what; /* one sentence */
};
extern const struct letter_field letter_fields[];
extern const size_t letter_fields_n;

/* What stands for a field: name as between the braces, words included. Names compare by bytes. */
struct letter_value {
	struct str name;
	struct str value;
};

struct letter_filled {
	struct str text;
	struct str *open; /* what stands between the braces of each field without a value, once each, in order */
	size_t n_open;
};

/* Puts the values into the text. A value that is empty counts as none. ERR_INVALID names a field there is not, with
 * line and column; ERR_LIMIT when the result is longer than LETTER_TEXT_MAX. */
bool letter_fill(struct arena *a, struct str text, const struct letter_value *values, size_t n,
                 struct letter_filled *ret, struct err *err) MUST_USE;
/* The text as it is sent: doubled braces single. ERR_INVALID names the fields still open. */
bool letter_final(struct arena *a, struct str text, struct str *ret, struct err *err) MUST_USE;
/* The same for looking at: open fields stay. */
struct str letter_draft(struct arena *a, struct str text) MUST_USE;

/* The text with line feeds alone at its lines' ends; browsers send CR LF. */
struct str letter_lines(struct arena *a, struct str text) MUST_USE;

/* --- templates ---------------------------------------------------------------------------------------------------- */

struct letter_template {
	struct str name;  /* letters, digits and dashes */
	struct str title; /* "Cover letter" */
	struct str kind;  /* cover, referral, informational, thanks, follow-up, feedback, decline, resign, other */
	struct str what;  /* when to use it */
	struct str subject;
	struct str body;
	struct str text; /* all of it, as edited */
	bool own;        /* added or changed by the person */
	int64_t id;      /* of the person's newest row; 0 when there is none */
};

/* Head and body of a template's text. ERR_INVALID names the line that is wrong, and fields there are not. */
bool letter_template_parse(struct arena *a, struct str name, struct str text, struct letter_template *ret,
                           struct err *err) MUST_USE;
/* All, by kind in the order above, then by name. */
bool letter_template_list(struct ctx *c, struct letter_template **ret, size_t *ret_n, struct err *err) MUST_USE;
/* ERR_NOT_FOUND names those there are. */
bool letter_template_get(struct ctx *c, struct str name, struct letter_template *ret, struct err *err) MUST_USE;
/* Adds or changes one. seen is the id the editor began from (letter_template.id); ERR_CONFLICT when it is no longer the
 * newest; -1 does not care. */
bool letter_template_save(struct ctx *c, struct str name, struct str text, int64_t seen, int64_t *ret_id,
                          struct err *err) MUST_USE;
/* Takes a name away: an own template is gone, one of the program's is as it came. */
bool letter_template_delete(struct ctx *c, struct str name, int64_t *ret_id, struct err *err) MUST_USE;

/* --- letters ------------------------------------------------------------------------------------------------------ */

struct letter {
	int64_t id;
	int64_t application_id; /* 0: none */
	struct str template;
	struct str kind;
	struct str company;
	struct str title;
	struct str contact;
	int32_t on_day;
	int64_t at_ms;
	int64_t version; /* id of the newest version; what an editor sends back */
	int64_t changed_ms;
	struct str subject;
	struct str body;
	int64_t n_versions;
};

struct letter_version {
	int64_t id;
	struct str subject;
	struct str body;
	int64_t at_ms;
};

/* The person's own fields: name, my.email, ... of the résumé's basics, and for each {my.bullet WORDS} of the text the
 * first line of the résumé that holds all of the words. What the résumé does not say is not in the list. */
bool letter_own_values(struct ctx *c, struct str text, struct letter_value **ret, size_t *ret_n,
                       struct err *err) MUST_USE;

/* What a new letter is about. Everything may be empty but template. */
struct letter_new {
	struct str template;
	int64_t application_id; /* company and title come from it */
	int64_t posting_id;     /* or from here */
	bool any_id;            /* application_id may be a posting's */
	struct str company;     /* typed ones win */
	struct str title;
	struct str contact;
	const struct letter_value *values; /* more; they win over the résumé's */
	size_t n_values;
};

/* A day as a letter has it: "22 November 2026". */
struct str letter_day(struct arena *a, int32_t day) MUST_USE;
bool letter_new(struct ctx *c, const struct letter_new *what, int64_t *ret_id, struct err *err) MUST_USE;
bool letter_get(struct ctx *c, int64_t id, struct letter *ret, struct err *err) MUST_USE;
/* The last changed first; of one application, or all (0). */
bool letter_list(struct ctx *c, int64_t application_id, struct letter **ret, size_t *ret_n, struct err *err) MUST_USE;
bool letter_versions(struct ctx *c, int64_t id, struct letter_version **ret, size_t *ret_n, struct err *err) MUST_USE;
/* Saves a new version. seen is letter.version as the editor began; ERR_CONFLICT when it has moved on; -1 does not care.
 * *ret_version is for undoing; it is `seen` when nothing has changed. */
bool letter_save(struct ctx *c, int64_t id, int64_t seen, struct str subject, struct str body, int64_t *ret_version,
                 struct err *err) MUST_USE;
/* Fills open fields of a letter, as a new version. */
bool letter_put(struct ctx *c, int64_t id, int64_t seen, const struct letter_value *values, size_t n,
                int64_t *ret_version, struct err *err) MUST_USE;
bool letter_copy(struct ctx *c, int64_t id, int64_t *ret_id, struct err *err) MUST_USE;
/* Takes back (or brings back) what has the id: a version, a letter (which deletes it) or a change of a template. The
 * only version of a letter cannot be taken back: ERR_CONFLICT. */
bool letter_undo(struct ctx *c, int64_t id, bool back, struct err *err) MUST_USE;

#endif
