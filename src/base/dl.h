/*
 * Libraries that only a worker needs, loaded when it begins: linked into the program they would cost every start their
 * memory and time. Before the worker locks itself in.
 *
 *	#define FUNCTIONS(X) X(icalparser_parse_string) X(icalcomponent_free)
 *	struct lib {
 *	#define X(name) __typeof__(&name) name;
 *		FUNCTIONS(X)
 *	#undef X
 *	};
 *	static const char *const names[] = {
 *	#define X(name) #name,
 *		FUNCTIONS(X)
 *	#undef X
 *	};
 */
#ifndef BASE_DL_H
#define BASE_DL_H

#include "err.h"

/* Loads the library and fills functions, an array of n function pointers, with what it has under the names. It stays
 * loaded. ERR_UNSUPPORTED with a hint when it is not installed or lacks one. */
bool dl_load(const char *soname, const char *package, const char *const names[], size_t n, void *functions,
             struct err *err) MUST_USE;

#endif
