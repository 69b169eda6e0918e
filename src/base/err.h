/*
 * Errors: one type, returned by the function that meets the fact, prefixed on the way up, reported once at the edge.
 *
 * A function that can fail returns bool and takes `struct err *err` last. err_set and err_prefix always return false,
 * so that `return err_set(err, ...)` is the idiom. Storage is inline: reporting an error cannot fail. err may be NULL
 * when a caller does not care.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base.h"

enum err_code {
	ERR_NONE,
	ERR_INVALID,     /* the input is wrong */
	ERR_NOT_FOUND,   /* the thing asked for is not there */
	ERR_CONFLICT,    /* it clashes with what is there, or somebody else holds it */
	ERR_DENIED,      /* not allowed */
	ERR_LIMIT,       /* larger, deeper or longer than allowed */
	ERR_UNSUPPORTED, /* understood, but not done here */
	ERR_NUMERIC,     /* a calculation has no answer */
	ERR_IO,          /* the operating system said no */
	ERR_DB,          /* the database said no */
	ERR_BUG,         /* a mistake of ours, shown at the edge */
	ERR__COUNT
};

struct err {
	enum err_code code;
	char text[512];
	char hint[256];
};

/* Sets code and text (printf form; lower case, no full stop). Always returns false. */
bool err_set(struct err *err, enum err_code code, const char *fmt, ...) PRINTF(3, 4);
/* As err_set, and appends ": " and the message of errno. */
bool err_errno(struct err *err, const char *fmt, ...) PRINTF(2, 3);
/* Puts "prefix: " before the text already there. Always returns false. */
bool err_prefix(struct err *err, const char *fmt, ...) PRINTF(2, 3);
/* Adds a hint: a whole sentence that says what to do. Always returns false. */
bool err_hint(struct err *err, const char *fmt, ...) PRINTF(2, 3);
/* The code's name in lower case, e.g. "not_found". */
const char *err_code_name(enum err_code code);
/* The exit status for a command that ended with this code (documented in cairn(1)). */
int err_exit_status(enum err_code code);
/* The HTTP status for a page that ended with this code. */
int err_http_status(enum err_code code);

#endif
