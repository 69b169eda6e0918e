/*
 * robots.txt, as RFC 9309 has it: whether a crawler may fetch a path.
 *
 * Of the groups that name the crawler's product token all count together; without one, those for '*'. Of the rules that
 * match, the one with the longest pattern wins, and of two as long the one that allows. '*' stands for any bytes, '$'
 * at the end for the end. Patterns and paths are compared with percent-encodings made alike. Lines that are none, and
 * what stands behind ROBOTS_MAX, are passed over. Linear in the file but for patterns with many stars.
 */
#ifndef FORMAT_ROBOTS_H
#define FORMAT_ROBOTS_H

#include "base/arena.h"
#include "base/str.h"

#define ROBOTS_MAX ((size_t)500 << 10)

/* path: with the query, beginning with '/'. Temporary memory is given back. */
bool robots_allows(struct arena *a, struct str robots, struct str agent, struct str path) MUST_USE;

#endif
