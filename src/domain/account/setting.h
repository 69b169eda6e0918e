/*
 * Preferences of an account: one table of them drives the command, the page's form and the checks.
 */
#ifndef DOMAIN_ACCOUNT_SETTING_H
#define DOMAIN_ACCOUNT_SETTING_H

#include "base/err.h"
#include "domain/ctx.h"

enum setting {
	SETTING_NAME,
	SETTING_THEME,
	SETTING_REVIEW_SHARE,
	SETTING_PROJECT_SHARE,
	SETTING_GHOST_DAYS,
	SETTING_GHOST_DAYS_LATER,
	SETTING__COUNT
};

enum setting_type { SETTING_TEXT, SETTING_INT, SETTING_CHOICE };

struct setting_info {
	const char *name;  /* as stored and typed */
	const char *label; /* for the form */
	const char *help;  /* one sentence */
	enum setting_type type;
	const char *initial;
	int64_t min;         /* SETTING_INT */
	int64_t max;         /* SETTING_INT; SETTING_TEXT: bytes */
	const char *choices; /* SETTING_CHOICE: "system light dark" */
};
extern const struct setting_info settings[SETTING__COUNT];

/* All values, in the arena; the initial one where none was set. */
bool setting_all(struct ctx *c, struct str ret[static SETTING__COUNT], struct err *err) MUST_USE;
/* A whole-number setting out of setting_all's values. */
int64_t setting_int(const struct str values[static SETTING__COUNT], enum setting s);
/* Checks against the table and stores. */
bool setting_put(struct ctx *c, enum setting s, struct str value, struct err *err) MUST_USE;
bool setting_parse(struct str name, enum setting *ret, struct err *err) MUST_USE;

#endif
