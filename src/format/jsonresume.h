/*
 * JSON Resume 1.2.1 (docs/format/jsonresume.md): what its sections and fields are, and reading a document.
 *
 * Nothing a document says is dropped or mended: a value of an unexpected type and a date that does not exist are noted
 * with their place ("work[2].startDate") and kept as they came, unknown keys too. Refused is only what cannot be a
 * résumé: text that is not JSON, a schema, a job, an object without a single section, basics that are no object.
 */
#ifndef FORMAT_JSONRESUME_H
#define FORMAT_JSONRESUME_H

#include "format/jdoc.h"

#define RESUME_BYTES_MAX   ((size_t)16 << 20) /* of a file */
#define RESUME_ITEM_MAX    ((size_t)200000)   /* bytes of one item or of what stands beside the sections */
#define RESUME_BULLET_MAX  ((size_t)20000)    /* bytes of one bullet */
#define RESUME_ITEMS_MAX   2000               /* of a document */
#define RESUME_BULLETS_MAX 300                /* of one item */
#define RESUME_NOTES_MAX   200

enum resume_type { RESUME_TEXT, RESUME_LONG, RESUME_DATE, RESUME_URL, RESUME_LIST };

struct resume_field {
	const char *name;
	const char *label;
	enum resume_type type;
	const char *older; /* what files before 1.0 call it; NULL */
	bool key;          /* one of those that tell two items apart */
};

struct resume_section {
	const char *name;
	const char *title;
	const char *one;                   /* "job" */
	bool bullets;                      /* has highlights */
	const struct resume_field *fields; /* ended by a NULL name */
};

/* Ended by a NULL name, in the order of the standard. */
extern const struct resume_section resume_sections[];
extern const struct resume_field resume_basics[];
extern const struct resume_field resume_location[];
extern const struct resume_field resume_profile[];

/* NULL for a section the standard does not have. */
const struct resume_section *resume_section_find(struct str name);
/* The field's value by its name or the older one; NULL when absent or null. */
json_t *resume_value(const json_t *o, const struct resume_field *f);
/* The text of the field of that name in the section's item, older names too; STR_NONE when it is none. */
struct str resume_text_of(const json_t *item, const struct resume_section *s, const char *name);

struct resume_note {
	struct str where; /* "work[2].startDate" */
	struct str what;
};

struct resume_notes {
	VEC(struct resume_note) v;
	size_t n; /* all, also those beyond RESUME_NOTES_MAX */
};

void resume_note(struct arena *a, struct resume_notes *notes, const char *where, const char *fmt, ...) PRINTF(4, 5);

/* Whether the text is a date as JSON Resume has it: YYYY, YYYY-MM, YYYY-MM-DD that exists. Else ret_why says why not.
 */
bool resume_date_ok(struct str s, const char **ret_why);

/* Reads a document. ret lives until the arena is released; texts in it hold no NUL. */
bool jsonresume_read(struct arena *a, struct str bytes, json_t **ret, struct resume_notes *notes,
                     struct err *err) MUST_USE;
/* Checks one that came another way (RenderCV); the same errors and notes. */
bool jsonresume_check(struct arena *a, json_t *doc, struct resume_notes *notes, struct err *err) MUST_USE;
/* Written out, indented, with a line feed at the end. */
struct str jsonresume_write(struct arena *a, const json_t *doc);

#endif
