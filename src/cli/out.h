/*
 * Text for people: columns that line up.
 */
#ifndef CLI_OUT_H
#define CLI_OUT_H

#include "base/arena.h"
#include "base/strbuf.h"

#define OUT_COLUMNS_MAX 12

/* Rows of cells, printed with each column as wide as its widest cell. The first row is the heading. */
struct out_table {
	struct arena *a;
	size_t n_columns;
	struct str *cells;
	size_t n_cells;
	size_t cap;
};

void out_cell(struct out_table *t, struct str s);
void out_cellf(struct out_table *t, const char *fmt, ...) PRINTF(2, 3);
/* Columns whose letter in align is 'r' are aligned right; the last is never padded. */
void out_print(const struct out_table *t, const char *align, struct strbuf *out);
/* The columns a text takes on a terminal: code points, wide East Asian ones twice, combining ones not at all. */
size_t out_width(struct str s);
/* Text broken at spaces into lines of at most width columns, each indented. */
void out_wrap(struct strbuf *out, struct str s, size_t indent, size_t width);

#endif
