/*
 * What every unit test includes: cmocka with the headers it wants before it, and a few checks for our own types.
 */
#ifndef UNIT_TEST_H
#define UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/str.h"

#define assert_str(s, literal) assert_str_at((s), (literal), __FILE__, __LINE__)
/* The call returns true; else its error is shown. */
#define assert_ok(call, e)                                                                                             \
	do {                                                                                                           \
		if (!(call))                                                                                           \
			fail_msg("%s: %s", #call, (e).text);                                                           \
	} while (0)
/* The call returns false with the code. */
#define assert_fails(call, e, want)                                                                                    \
	do {                                                                                                           \
		(e) = (struct err){0};                                                                                 \
		if (call)                                                                                              \
			fail_msg("%s did not fail", #call);                                                            \
		if ((e).code != (want))                                                                                \
			fail_msg("%s: %s, wanted %s: %s", #call, err_code_name((e).code), err_code_name(want),         \
			         (e).text);                                                                            \
	} while (0)

static inline void
assert_str_at(struct str s, const char *want, const char *file, int line)
{
	if (!str_eq(s, str_of(want))) {
		print_error("got    \"%.*s\"\nwanted \"%s\"\n", STR_ARG(s), want);
		_fail(file, line);
	}
}

#endif
