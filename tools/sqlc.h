/*
 * The parts of tools/sqlc: sqlc.c reads files into tokens, sqlc_schema.c learns the tables, sqlc_query.c checks the
 * queries, sqlc_write.c prints C.
 */
#ifndef TOOLS_SQLC_H
#define TOOLS_SQLC_H

#include <stdarg.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "base/vec.h"

enum token_kind { T_WORD, T_NUMBER, T_STRING, T_PARAM, T_PUNCT, T_NAME, T_COMMENT, T_END };

struct token {
	enum token_kind kind;
	struct str s; /* a parameter with its colon */
	size_t line;
};

struct column {
	struct str name;
	char type; /* 'i', 'f', 't' or 'b' */
};

struct table {
	struct str name;
	VEC(struct column) columns;
	VEC(struct str) key;
	bool owned;   /* its rows belong to an account, and every statement says to which */
	bool dropped; /* by a later migration */
};

struct migration {
	unsigned number;
	struct str name;
	uint64_t checksum;
	struct str sqlite, pg;
};

struct param {
	struct str name; /* without the colon */
	char type;       /* as a column's, or '?': the engine finds out */
};

struct query {
	struct str name;
	const char *path;
	size_t line;
	bool gives_rows;
	bool writes;
	bool guarded;          /* writes a guarded table */
	struct str sqlite, pg; /* pg is the same statement unless there is a variant */
	VEC(struct param) params;
	VEC(struct str) columns;
	VEC(const struct table *) tables;
};

struct sqlc {
	struct arena *a;
	struct err *err;
	const char *folder;
	const char *path; /* the file being read */
	VEC(char *) inputs;
	VEC(struct token) tokens; /* of that file; some T_END behind the last */
	size_t n_tokens;
	VEC(struct table) tables; /* parents before children */
	VEC(struct migration) migrations;
	VEC(struct query) queries;
	VEC(struct query) variants;
};

/* Sets the error "path:line: ...". Always returns false. */
bool sqlc_fail(const struct sqlc *c, size_t line, const char *fmt, ...) PRINTF(3, 4);
/* A word without regard to case, or the punctuation. */
bool token_is(const struct token *t, const char *word);
bool token_in(const struct token *t, const char *const *words);
struct table *sqlc_table(struct sqlc *c, struct str name);
bool table_is_guarded(const struct table *t);
/* The text's tokens into c->tokens, comments left out but for the heads of queries. */
bool sqlc_tokenize(struct sqlc *c, struct str text) MUST_USE;
/* The place of the semicolon that ends the statement beginning at `from`. */
bool sqlc_statement_end(struct sqlc *c, size_t from, size_t *ret_end) MUST_USE;

bool sqlc_schema_file(struct sqlc *c, struct str name, struct str text) MUST_USE;
/* Adds the queries that export and restore a table. */
bool sqlc_table_queries(struct sqlc *c) MUST_USE;
bool sqlc_query_file(struct sqlc *c, struct str name, struct str text) MUST_USE;
/* Joins each @pg variant to its query. */
bool sqlc_check_variants(struct sqlc *c) MUST_USE;

void sqlc_write_header(const struct sqlc *c, struct strbuf *out);
void sqlc_write_code(const struct sqlc *c, struct strbuf *out);

#endif
