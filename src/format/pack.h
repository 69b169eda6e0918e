/*
 * The format of content packs: plain text, one `key: value` a line. cairn-pack(5) describes it for writers.
 *
 * A line that starts with a space or tab continues the value before it, joined by one space; `#` at the start of a line
 * is a comment; blank lines are free. This module knows the lines, not what the keys mean: it returns every entry in
 * the order of the file, repeated keys too.
 */
#ifndef FORMAT_PACK_H
#define FORMAT_PACK_H

#include "base/arena.h"
#include "base/err.h"

#define PACK_TEXT_MAX    ((size_t)1 << 20) /* bytes of one file */
#define PACK_ENTRIES_MAX 4096              /* entries of one file or block */
#define PACK_KEY_MAX     32                /* bytes of a key: a-z, 0-9, - and _, beginning with a letter */

struct pack_entry {
	struct str key;
	struct str value; /* trimmed; may be empty; borrows from the text unless it was continued */
	size_t line;      /* of the key, counted from 1 */
};

/* Reads one file, or one block of it. `name` stands before the line in errors: "skills/ml.log.txt:7: ...". Errors:
 * ERR_INVALID for bytes that are not UTF-8, a control character, a line without a key, ERR_LIMIT past the limits. */
bool pack_parse(struct arena *a, struct str text, struct str name, struct pack_entry **ret, size_t *ret_n,
                struct err *err) MUST_USE;

/* The parts of a list, trimmed, empty ones dropped. A value without the separator is a list of one. */
void pack_list(struct arena *a, struct str value, char sep, struct str **ret, size_t *ret_n);

/* Takes the next block off the front of *rest: the text up to a line `---` or the end. False at the end. A block may be
 * empty. Lines are counted from the block's beginning; pack_parse_from sets another start. */
bool pack_block(struct str *rest, struct str *ret_block);

/* As pack_parse for a block whose first line is `first_line` of its file. */
bool pack_parse_from(struct arena *a, struct str text, struct str name, size_t first_line, struct pack_entry **ret,
                     size_t *ret_n, struct err *err) MUST_USE;

/* The value of the first entry with the key; p NULL when there is none. */
struct str pack_get(const struct pack_entry *e, size_t n, const char *key);

#endif
