/*
 * Records that are chains of versions: a change is a new row with the same root_id, the newest row not undone counts,
 * and nothing is overwritten. Informational interviews, rounds, stories, findings and their like are such records; each
 * describes itself by a struct record_type, and adding, changing, removing, listing and undoing are the same for all.
 *
 * A record's struct begins with struct record; its columns are struct str or int64_t, in the order of its queries.
 * An id of 0 points at nothing; texts are never NULL.
 */
#ifndef DOMAIN_PERSON_RECORD_H
#define DOMAIN_PERSON_RECORD_H

#include "base/err.h"
#include "db/db.h"
#include "domain/ctx.h"

struct record {
	int64_t id;      /* of this version */
	int64_t root_id; /* of the record; 0: not stored yet */
	int64_t gone;
	int64_t at_ms;
	int64_t offset_min;
};

/* One column behind those of struct record. */
struct record_field {
	const char *name;
	const char *label; /* for messages */
	bool text;
	bool needed;              /* a text that must not be empty */
	size_t at;                /* offset in the struct */
	int64_t min;              /* a number's least, and a text's is 0 */
	int64_t max;              /* a number's most, a text's bytes */
	const char *const *words; /* a text that must be one of these; ended by NULL */
};

struct record_type {
	const char *what; /* "round" */
	size_t size;
	const struct record_field *fields;
	size_t n_fields;
	enum query add, all, one, newest, undo, redo;
	bool has_of; /* the query `all` asks whose */
};

#define RECORD_TEXT(type, name, label, max)                                                                            \
	{                                                                                                              \
#name, label, true, false, offsetof(struct type, name), 0, max, NULL                                   \
	}
#define RECORD_NEEDED(type, name, label, max)                                                                          \
	{                                                                                                              \
#name, label, true, true, offsetof(struct type, name), 0, max, NULL                                    \
	}
#define RECORD_WORD(type, name, label, words)                                                                          \
	{                                                                                                              \
#name, label, true, true, offsetof(struct type, name), 0, 32, words                                    \
	}
#define RECORD_INT(type, name, label, min, max)                                                                        \
	{                                                                                                              \
#name, label, false, false, offsetof(struct type, name), min, max, NULL                                \
	}
#define RECORD_ID(type, name)  RECORD_INT(type, name, #name, 0, INT64_MAX)
#define RECORD_DAY(type, name) RECORD_INT(type, name, "the day", INT32_MIN, INT32_MAX)
#define RECORD_QUERIES(has_of, UPPER)                                                                                  \
	Q_##UPPER##_ADD, Q_##UPPER##_ALL, Q_##UPPER##_ONE, Q_##UPPER##_NEWEST, Q_##UPPER##_UNDO, Q_##UPPER##_REDO,     \
	    has_of

/* Whether every field keeps its limits. ERR_INVALID, ERR_LIMIT name the field. */
bool record_check(const struct record_type *t, const void *rec, struct err *err) MUST_USE;
/* Stores a record (root_id 0) or a new version of one, in the caller's transaction. base is the version that was
 * changed: when a newer one is there, ERR_CONFLICT and nothing happens; 0 does not ask. id, root_id and at_ms are
 * given.
 */
bool record_put(struct ctx *c, const struct record_type *t, void *rec, int64_t base, struct err *err) MUST_USE;
/* The same in a transaction of its own. */
bool record_save(struct ctx *c, const struct record_type *t, void *rec, int64_t base, struct err *err) MUST_USE;
/* What counts of a record. ERR_NOT_FOUND. */
bool record_get(struct ctx *c, const struct record_type *t, int64_t root, void *ret, struct err *err) MUST_USE;
/* All that count, oldest first; those of a parent when `of` is not 0. *ret is an array of the type's struct. */
bool record_all(struct ctx *c, const struct record_type *t, int64_t of, void *ret, size_t *ret_n,
                struct err *err) MUST_USE;
/* Takes a record away, by a version that says so; *ret_id undoes it. */
bool record_remove(struct ctx *c, const struct record_type *t, int64_t root, int64_t *ret_id, struct err *err) MUST_USE;
/* Undoes one version (or brings it back); the first one undoes the record. ERR_NOT_FOUND when there is none to undo. */
bool record_undo(struct ctx *c, const struct record_type *t, int64_t id, bool back, struct err *err) MUST_USE;

/* --- texts that are written over time --------------------------------------------------------------------------- */

#define MEMO_MAX        50000             /* bytes */
#define MEMO_SITTING_MS ((int64_t)600000) /* saves closer together than this are one, for undo */

struct memo {
	int64_t id; /* 0: nothing written yet */
	int64_t rev;
	struct str field;
	struct str text;
	int64_t at_ms;
};

/* Every field of a record that has been written. */
bool memo_all(struct ctx *c, const char *about, int64_t about_id, struct memo **ret, size_t *ret_n,
              struct err *err) MUST_USE;
/* The field, or one with id 0 and an empty text. */
struct memo memo_find(const struct memo *list, size_t n, const char *field);
/* Saves a field in the caller's transaction; m->id and rev say which version was changed. When another tab has saved in
 * between, ERR_CONFLICT. A text that has not changed is not written. *m is what counts afterwards. */
bool memo_put(struct ctx *c, const char *about, int64_t about_id, struct memo *m, struct err *err) MUST_USE;
/* Appends one text, whatever was there, in a transaction of its own: for commands. */
bool memo_set(struct ctx *c, const char *about, int64_t about_id, const char *field, struct str text, int64_t *ret_id,
              struct err *err) MUST_USE;
bool memo_undo(struct ctx *c, int64_t id, bool back, struct err *err) MUST_USE;

/* Whether the word is one of a list ended by NULL; ERR_INVALID names them. */
bool word_check(const char *const *words, struct str s, const char *label, struct err *err) MUST_USE;
/* ERR_INVALID for a day in the future or before 1950. */
bool past_day_check(const struct ctx *c, int64_t day, struct err *err) MUST_USE;

#endif
