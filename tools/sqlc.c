/*
 * sqlc: reads sql/schema/NNNN_name.sql and sql/query/<subject>.sql, holds the queries against the schema, and writes
 * query.gen.h and query.gen.c: `enum query`, the text for each engine, parameters, columns, migrations, and the tables
 * to export.
 *
 *	sqlc SQL-FOLDER query.gen.h query.gen.c query.gen.d
 *
 * A query:
 *
 *	-- name: posting_by_id :one
 *	SELECT id, title FROM posting WHERE account_id = :account AND id = :id;
 *
 * :one and :many give rows, :exec none. A second one headed `-- name: posting_by_id @pg` is PostgreSQL's own text; it
 * has the same parameters and columns. Refused, with file:line: an unknown table, a table with account_id that is not
 * held to :account, `SELECT *`, a column without a name, LIKE without ESCAPE (the engines differ), a double name, a
 * missing semicolon.
 */
#include "sqlc.h"

#include <errno.h>

#include "base/fs.h"
#include "base/num.h"

/* Written only after db_unlock. */
static const char *const guarded[] = {"account", "session", "setting", "schema_version"};

bool
sqlc_fail(const struct sqlc *c, size_t line, const char *fmt, ...)
{
	char text[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(c->err, ERR_INVALID, "%s:%zu: %s", c->path, line, text);
}

bool
token_is(const struct token *t, const char *word)
{
	return t->kind == T_WORD ? str_eq_ci(t->s, str_of(word)) : t->kind == T_PUNCT && str_eq(t->s, str_of(word));
}

bool
token_in(const struct token *t, const char *const *words)
{
	for (; *words != NULL; words++)
		if (token_is(t, *words))
			return true;
	return false;
}

struct table *
sqlc_table(struct sqlc *c, struct str name)
{
	for (size_t i = 0; i < c->tables.n; i++)
		if (!c->tables.p[i].dropped && str_eq_ci(c->tables.p[i].name, name))
			return &c->tables.p[i];
	return NULL;
}

bool
table_is_guarded(const struct table *t)
{
	for (size_t i = 0; i < ARRAY_LEN(guarded); i++)
		if (str_eq(t->name, str_of(guarded[i])))
			return true;
	return false;
}

static bool
is_word(char ch)
{
	return ascii_is_alpha(ch) || ascii_is_digit(ch) || ch == '_';
}

/* The length of the token at the front of s (s.n > 0, no white space); 0: it has no end. */
static size_t
token_length(struct str s, enum token_kind *ret_kind)
{
	size_t n = 1;

	*ret_kind = T_PUNCT;
	if (str_starts(s, STR("--"))) {
		*ret_kind = str_starts(s, STR("-- name:")) ? T_NAME : T_COMMENT;
		return str_find_byte(s, '\n');
	}
	if (s.p[0] == '\'') {
		*ret_kind = T_STRING;
		for (; n < s.n; n++)
			if (s.p[n] == '\'' && (n + 1 == s.n || s.p[n + 1] != '\''))
				return n + 1;
			else if (s.p[n] == '\'')
				n++;
		return 0;
	}
	if (str_starts(s, STR("::")))
		return 2;
	if (is_word(s.p[0]) || (s.p[0] == ':' && s.n > 1 && is_word(s.p[1]))) {
		*ret_kind = s.p[0] == ':' ? T_PARAM : ascii_is_digit(s.p[0]) ? T_NUMBER : T_WORD;
		while (n < s.n && (is_word(s.p[n]) || (*ret_kind == T_NUMBER && s.p[n] == '.')))
			n++;
	}
	return n;
}

bool
sqlc_tokenize(struct sqlc *c, struct str text)
{
	size_t line = 1;

	c->n_tokens = 0;
	c->tokens.n = 0;
	while (text.n > 0) {
		enum token_kind kind;
		size_t n;

		if (ascii_is_space(text.p[0])) {
			line += text.p[0] == '\n';
			text = str_sub(text, 1, text.n);
			continue;
		}
		n = token_length(text, &kind);
		if (n == 0)
			return sqlc_fail(c, line, "a string without an end");
		if (kind == T_PUNCT && (str_find_byte(STR("\"`$?["), text.p[0]) < 5 || str_starts(text, STR("/*"))))
			return sqlc_fail(
			    c, line, "'%c' is not used here: names are bare, parameters :name, comments --", text.p[0]);
		if (kind != T_COMMENT)
			*VEC_PUSH(c->a, &c->tokens) = (struct token){kind, str_sub(text, 0, n), line};
		for (size_t i = 0; i < n; i++)
			line += text.p[i] == '\n';
		text = str_sub(text, n, text.n);
	}
	c->n_tokens = c->tokens.n;
	/* Looking a few tokens ahead never leaves the array. */
	for (int i = 0; i < 8; i++)
		*VEC_PUSH(c->a, &c->tokens) = (struct token){T_END, STR_NONE, line};
	return true;
}

bool
sqlc_statement_end(struct sqlc *c, size_t from, size_t *ret_end)
{
	for (size_t i = from; i < c->n_tokens && c->tokens.p[i].kind != T_NAME; i++)
		if (token_is(&c->tokens.p[i], ";")) {
			*ret_end = i;
			return true;
		}
	return sqlc_fail(c, c->tokens.p[from].line, "the statement has no ';' at its end");
}

/* The files of a folder that end in .sql, each read and handed to fn. */
static bool
each_file(struct sqlc *c, const char *folder, bool (*fn)(struct sqlc *, struct str name, struct str text))
{
	char *dir = fs_join(c->a, c->folder, folder);
	char **names;
	size_t n;

	*VEC_PUSH(c->a, &c->inputs) = dir;
	if (!fs_list(c->a, dir, &names, &n, c->err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct str text;

		if (!str_ends(str_of(names[i]), STR(".sql")))
			continue;
		c->path = fs_join(c->a, dir, names[i]);
		*VEC_PUSH(c->a, &c->inputs) = arena_cstr(c->a, str_of(c->path));
		if (!fs_read(c->a, c->path, 1 << 20, &text, c->err) || !sqlc_tokenize(c, text) ||
		    !fn(c, str_of(names[i]), text))
			return false;
	}
	return true;
}

/* Leaves the file alone when it would not change, so that what depends on it is not built again. */
static bool
write_changed(struct sqlc *c, const char *path, const struct strbuf *text)
{
	struct str old;

	if (!strbuf_ok(text, path, c->err))
		return false;
	if (fs_exists(path) && fs_read(c->a, path, 16 << 20, &old, NULL) && str_eq(old, strbuf_str(text)))
		return true;
	return fs_replace(path, strbuf_str(text), c->err);
}

static bool
write_depfile(struct sqlc *c, const char *path, const char *target)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(1 << 20);

	strbuf_printf(&out, "%s:", target);
	for (size_t i = 0; i < c->inputs.n; i++)
		strbuf_printf(&out, " \\\n  %s", c->inputs.p[i]);
	strbuf_byte(&out, '\n');
	return strbuf_ok(&out, path, c->err) && fs_replace(path, strbuf_str(&out), c->err);
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena a = ARENA(256 << 20);
	CLEANUP(strbuf_release) struct strbuf header = STRBUF(16 << 20);
	CLEANUP(strbuf_release) struct strbuf code = STRBUF(16 << 20);
	struct err err = {0};
	struct sqlc c = {.a = &a, .err = &err};

	if (argc != 5) {
		fputs("usage: sqlc SQL-FOLDER query.gen.h query.gen.c query.gen.d\n", stderr);
		return 2;
	}
	c.folder = argv[1];
	if (!each_file(&c, "schema", sqlc_schema_file) || !sqlc_table_queries(&c) ||
	    !each_file(&c, "query", sqlc_query_file) || !sqlc_check_variants(&c)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	sqlc_write_header(&c, &header);
	sqlc_write_code(&c, &code);
	if (!write_changed(&c, argv[2], &header) || !write_changed(&c, argv[3], &code) ||
	    !write_depfile(&c, argv[4], argv[2])) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	return 0;
}
