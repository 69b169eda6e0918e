/*
 * What every file of Cairn includes: attributes, two small macros, and the list of library functions that are not used
 * here.
 *
 * The banned ones are unbounded, depend on the locale, or keep hidden state; using one does not compile.
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <locale.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define MUST_USE          __attribute__((warn_unused_result))
#define UNUSED            __attribute__((unused))
#define NORETURN          __attribute__((noreturn))
/* Calls fn(&variable) when the variable leaves its scope. */
#define CLEANUP(fn) __attribute__((cleanup(fn)))

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#define MIN(a, b)    ((a) < (b) ? (a) : (b))
#define MAX(a, b)    ((a) > (b) ? (a) : (b))

/* Prints the message on standard error and aborts: for true out-of-memory and broken invariants only. */
NORETURN void base_die(const char *why);

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok gets atoi atol atoll atof
#pragma GCC poison strtol strtoul strtoll strtoull strtod strtof strtold sscanf fscanf gmtime localtime ctime asctime
#undef alloca
#pragma GCC poison rand srand alloca system popen setlocale tmpnam mktemp

#endif
