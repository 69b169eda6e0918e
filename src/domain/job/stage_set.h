/*
 * The stages of an account: those that come with Cairn, and the person's own between applied and offer. A stage's word
 * names it in the log and never changes; its name, its place and whether it is retired may. Each change is a record of
 * its own that can be undone. Screen and Round may be renamed, moved and retired too; the others are fixed.
 *
 * A retired stage takes no more events. Applications that are in it stay there, and their log keeps it.
 */
#ifndef DOMAIN_JOB_STAGE_SET_H
#define DOMAIN_JOB_STAGE_SET_H

#include "domain/ctx.h"
#include "domain/job/stage.h"

struct stage {
	struct str word;
	struct str name;
	enum stage_phase phase;
	double position;
	bool custom;
	bool retired;
	int64_t change_id; /* the record that made it so; 0: as it comes */
};

enum { STAGE_NAME_MAX = 60, STAGES_MAX = 40 };

/* In order; those retired too. */
bool stage_list(struct ctx *c, struct stage **ret, size_t *ret_n, struct err *err) MUST_USE;
/* By word, or else by name without regard to case; NULL for none. */
const struct stage *stage_find(const struct stage *list, size_t n, struct str text);
/* The name of a word; the word itself when it is not there. */
struct str stage_name(const struct stage *list, size_t n, struct str word);
/* What may be written into the log: *word (a word or a name) becomes the word. ERR_NOT_FOUND with the words there are;
 * ERR_CONFLICT: it is retired. */
bool stage_word_check(struct ctx *c, struct str *word, struct err *err) MUST_USE;

/* Adds one behind `after` (a word or name between applied and offer; p NULL: before offer). Its word is made of the
 * name. *ret_change is what stage_undo takes. */
bool stage_add(struct ctx *c, struct str name, struct str after, int64_t *ret_change, struct err *err) MUST_USE;
bool stage_rename(struct ctx *c, struct str stage, struct str name, int64_t *ret_change, struct err *err) MUST_USE;
/* Puts it behind another. */
bool stage_move(struct ctx *c, struct str stage, struct str after, int64_t *ret_change, struct err *err) MUST_USE;
bool stage_retire(struct ctx *c, struct str stage, bool retired, int64_t *ret_change, struct err *err) MUST_USE;
/* Takes a change back. ERR_CONFLICT: events use a stage that would no longer be there. */
bool stage_undo(struct ctx *c, int64_t change, struct err *err) MUST_USE;

#endif
