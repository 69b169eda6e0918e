/*
 * A card as people type it: fields by name for commands, lines for forms. An entry with a label reads "value (label)";
 * labels that vCard knows (home, work, cell, ...) become types, others the person's own word.
 */
#ifndef FORMAT_CARD_FIELD_H
#define FORMAT_CARD_FIELD_H

#include "format/card.h"

struct card_field {
	const char *name;
	const char *help;
	bool many; /* setting it adds one */
};
extern const struct card_field card_fields[];
extern const size_t card_fields_n;

/* "dana@acme.example (work)"; an address in one line. */
struct str card_item_line(struct arena *a, const struct card_item *i) MUST_USE;
/* The label alone, as it is shown: "work", "HomePage"; "" for none. */
struct str card_item_label(struct arena *a, const struct card_item *i) MUST_USE;
/* All of the kind, one a line; tags with ", " between. */
struct str card_lines(struct arena *a, const struct card *c, enum card_kind kind) MUST_USE;
/* Makes the items of the kind those of the lines. What stands there as card_lines gave it stays in full, with what
 * lines do not show. */
void card_lines_set(struct arena *a, struct card *c, enum card_kind kind, struct str lines);

/* Sets a single field, or adds to one of many; `remove` takes out what equals the value. "company" and "title" are of
 * the present job. ERR_INVALID for a name that is none, a value that is none, or nothing to remove. */
bool card_field_set(struct arena *a, struct card *c, struct str name, struct str value, bool remove,
                    struct err *err) MUST_USE;
/* "know", "2": a strength. */
bool card_tie_parse(struct str s, int *ret, struct err *err) MUST_USE;
extern const char *const card_ties[CARD_TIE_MAX + 1];

#endif
