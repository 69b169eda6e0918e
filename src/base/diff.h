/*
 * What changed between two texts, line by line: the shortest list of lines taken out and put in (Myers, "An O(ND)
 * Difference Algorithm and Its Variations", 1986, the greedy form).
 *
 * It costs the square of the number of changes in time and memory. Where there are more than DIFF_CHANGES_MAX, what
 * lies between the first and the last change is given as taken out and put in as a whole, and `coarse` says so: right,
 * but not the shortest.
 */
#ifndef BASE_DIFF_H
#define BASE_DIFF_H

#include "base/arena.h"
#include "base/err.h"

#define DIFF_BYTES_MAX   ((size_t)4 << 20) /* of either text */
#define DIFF_CHANGES_MAX 1000

enum diff_kind { DIFF_SAME, DIFF_OUT, DIFF_IN };

struct diff_line {
	enum diff_kind kind;
	struct str text; /* without its end; borrows from the texts */
};

struct diff {
	struct diff_line *lines; /* those taken out before those put in their place */
	size_t n;
	size_t n_out;
	size_t n_in;
	bool coarse;
};

/* A text that ends without a line feed has the same lines as one that ends with one. ERR_LIMIT. */
bool diff_texts(struct arena *a, struct str old, struct str new, struct diff *ret, struct err *err) MUST_USE;

#endif
