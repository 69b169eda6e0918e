/*
 * What kind of delimited text a file is: delimiter, quotation mark, escape, and where the table begins.
 *
 * Every combination is tried on the first records and scored by how even the rows are times how many cells look like
 * something (a number, a date, an address, plain words): the consistency of G. van den Burg, A. Nazábal and C. Sutton,
 * "Wrangling messy CSV files by detecting row and type patterns", Data Mining and Knowledge Discovery 33, 2019. A wrong
 * delimiter leaves delimiters in the cells, which then look like nothing.
 */
#ifndef FORMAT_CSV_DIALECT_H
#define FORMAT_CSV_DIALECT_H

#include "csv.h"

struct csv_dialect {
	char delimiter;
	char quote;
	char escape;     /* '\\', or '\0': quotes are doubled */
	size_t preamble; /* records before the first of the usual width */
	double score;    /* 0: nothing told them apart */
};

/* Text is UTF-8. An empty text is comma and double quotes. */
struct csv_dialect csv_dialect_guess(struct str text);

/* A comma-separated file's whole table: records of the usual width behind the preamble, the first of them the header.
 */
#define CSV_TABLE_ROWS_MAX  100000
#define CSV_TABLE_CELLS_MAX ((size_t)2000000)

struct csv_row {
	struct str *cell; /* as many as the header has: missing ones are empty, further ones are cut */
	size_t line;
};
struct csv_table {
	struct csv_dialect dialect;
	struct str encoding; /* "UTF-8", "UTF-8 with a byte-order mark", "UTF-16", "Windows-1252" */
	struct str *header;
	size_t n_columns;
	struct csv_row *rows;
	size_t n_rows;
	size_t n_ragged; /* rows of another width than the header */
};
/* Bytes of any encoding. Cells are trimmed. ERR_INVALID when there is no table of two columns and a row; ERR_LIMIT. */
bool csv_table_read(struct arena *a, struct str bytes, struct csv_table *ret, struct err *err) MUST_USE;

#endif
