#include "base/num.h"
#include "sqlc.h"

/* The types a schema may use, and PostgreSQL's words for them. Text sorts by bytes on both engines. */
static const struct {
	const char *name;
	const char *pg;
	char type;
} types[] = {
    {"INTEGER", "BIGINT", 'i'},
    {"REAL", "DOUBLE PRECISION", 'f'},
    {"TEXT", "TEXT COLLATE \"C\"", 't'},
    {"BLOB", "BYTEA", 'b'},
};

/* What a migration does, as it is read. */
struct reading {
	struct strbuf *pg;
	size_t copied; /* tokens before this one are in pg */
};

static void
pg_word(struct strbuf *pg, struct str s)
{
	strbuf_byte(pg, ' ');
	strbuf_add(pg, s);
}

static void
pg_copy(struct sqlc *c, struct reading *r, size_t end)
{
	for (; r->copied < end; r->copied++) {
		const struct token *t = &c->tokens.p[r->copied];

		/* `<=` is two tokens and one operator. */
		if (r->copied > 0 && t->s.p == (t - 1)->s.p + (t - 1)->s.n)
			strbuf_add(r->pg, t->s);
		else
			pg_word(r->pg, t->s);
	}
}

/* The column whose name is token i; its type goes to PostgreSQL in its own words. */
static bool
read_column(struct sqlc *c, struct reading *r, struct table *t, size_t i)
{
	const struct token *name = &c->tokens.p[i], *type = name + 1;

	if (name->kind != T_WORD)
		return sqlc_fail(c, name->line, "a column's name was expected");
	for (size_t k = 0; k < ARRAY_LEN(types); k++) {
		if (!str_eq(type->s, str_of(types[k].name)))
			continue;
		*VEC_PUSH(c->a, &t->columns) = (struct column){name->s, types[k].type};
		pg_copy(c, r, i + 1);
		pg_word(r->pg, str_of(types[k].pg));
		r->copied = i + 2;
		if (str_eq(name->s, STR("account_id")) && !str_eq(t->name, STR("session")))
			t->owned = true;
		return true;
	}
	return sqlc_fail(c, type->line, "column '%.*s' needs a type: INTEGER, REAL, TEXT or BLOB", STR_ARG(name->s));
}

/* One item of CREATE TABLE, tokens [i, end): a column or a constraint. */
static bool
read_item(struct sqlc *c, struct reading *r, struct table *t, size_t i, size_t end)
{
	static const char *const constraint[] = {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", NULL};
	const struct token *tok = c->tokens.p;
	bool is_column = !token_in(&tok[i], constraint);
	size_t first = i;

	if (is_column && !read_column(c, r, t, i))
		return false;
	for (; i < end; i++) {
		if (token_is(&tok[i], "REFERENCES") && sqlc_table(c, tok[i + 1].s) == NULL)
			return sqlc_fail(c, tok[i].line, "table '%.*s' is not known (a parent comes before its child)",
			                 STR_ARG(tok[i + 1].s));
		if (!token_is(&tok[i], "PRIMARY"))
			continue;
		if (is_column)
			*VEC_PUSH(c->a, &t->key) = tok[first].s;
		for (size_t k = i + 3; !is_column && k < end && !token_is(&tok[k], ")"); k++)
			if (tok[k].kind == T_WORD)
				*VEC_PUSH(c->a, &t->key) = tok[k].s;
	}
	return true;
}

static void
pg_policy(struct strbuf *pg, struct str name)
{
	/* An unset account is '' after the first transaction of a session; it must hide every row, not fail. */
	strbuf_printf(pg,
	              " ALTER TABLE %.*s ENABLE ROW LEVEL SECURITY; ALTER TABLE %.*s FORCE ROW LEVEL SECURITY;"
	              " CREATE POLICY of_account ON %.*s"
	              " USING (account_id = nullif(current_setting('cairn.account', true), '')::bigint);",
	              STR_ARG(name), STR_ARG(name), STR_ARG(name));
}

static bool
read_create_table(struct sqlc *c, struct reading *r, size_t i, size_t end)
{
	const struct token *tok = c->tokens.p;
	size_t depth = 1, item;
	struct table t = {0};

	if (token_is(&tok[i], "IF"))
		i += 3;
	t.name = tok[i].s;
	if (tok[i].kind != T_WORD || !token_is(&tok[i + 1], "("))
		return sqlc_fail(c, tok[i].line, "CREATE TABLE name ( was expected");
	if (sqlc_table(c, t.name) != NULL)
		return sqlc_fail(c, tok[i].line, "table '%.*s' is there already", STR_ARG(t.name));
	for (item = i += 2; i < end && depth > 0; i++) {
		depth += token_is(&tok[i], "(");
		depth -= token_is(&tok[i], ")");
		if (depth > 1 || (depth == 1 && !token_is(&tok[i], ",")))
			continue;
		if (!read_item(c, r, &t, item, i))
			return false;
		item = i + 1;
	}
	pg_copy(c, r, i);
	if (!token_is(&tok[i], "STRICT"))
		return sqlc_fail(c, tok[end].line, "table '%.*s' is not STRICT", STR_ARG(t.name));
	if (t.owned && (t.key.n == 0 || !str_eq(t.key.p[0], STR("account_id"))))
		return sqlc_fail(c, tok[end].line, "the key of table '%.*s' does not begin with account_id",
		                 STR_ARG(t.name));
	r->copied = end;
	pg_copy(c, r, end + 1);
	if (t.owned)
		pg_policy(r->pg, t.name);
	*VEC_PUSH(c->a, &c->tables) = t;
	return true;
}

static bool
read_alter(struct sqlc *c, struct reading *r, size_t i, size_t end)
{
	const struct token *tok = c->tokens.p;
	struct table *t = sqlc_table(c, tok[i].s);
	size_t at = i + 2 + token_is(&tok[i + 2], "COLUMN");

	if (t == NULL)
		return sqlc_fail(c, tok[i].line, "table '%.*s' is not known", STR_ARG(tok[i].s));
	if (token_is(&tok[i + 1], "ADD"))
		return read_item(c, r, t, at, end);
	if (!token_is(&tok[i + 1], "DROP"))
		return sqlc_fail(c, tok[i].line, "ALTER TABLE is read with ADD COLUMN and DROP COLUMN only");
	for (size_t k = 0; k < t->columns.n; k++)
		if (str_eq(t->columns.p[k].name, tok[at].s)) {
			memmove(&t->columns.p[k], &t->columns.p[k + 1], (t->columns.n - k - 1) * sizeof(*t->columns.p));
			t->columns.n--;
			return true;
		}
	return sqlc_fail(c, tok[at].line, "column '%.*s' is not known", STR_ARG(tok[at].s));
}

static bool
read_statement(struct sqlc *c, struct reading *r, size_t i, size_t end)
{
	static const char *const plain[] = {"INSERT", "UPDATE", "DELETE", NULL};
	const struct token *tok = c->tokens.p;
	struct table *t;

	if (token_is(&tok[i], "CREATE") && token_is(&tok[i + 1], "TABLE"))
		return read_create_table(c, r, i + 2, end);
	if (token_is(&tok[i], "ALTER") && token_is(&tok[i + 1], "TABLE"))
		return read_alter(c, r, i + 2, end);
	if (token_is(&tok[i], "DROP") && token_is(&tok[i + 1], "TABLE")) {
		t = sqlc_table(c, tok[i + 2].s);
		if (t == NULL)
			return sqlc_fail(c, tok[i].line, "table '%.*s' is not known", STR_ARG(tok[i + 2].s));
		t->dropped = true;
		return true;
	}
	if (token_in(&tok[i], plain) || ((token_is(&tok[i], "CREATE") || token_is(&tok[i], "DROP")) &&
	                                 (token_is(&tok[i + 1], "INDEX") || token_is(&tok[i + 1], "UNIQUE"))))
		return true;
	return sqlc_fail(c, tok[i].line, "a migration does not know '%.*s'", STR_ARG(tok[i].s));
}

/* SQLite keeps the text as it is, with its comments, and two numbers in the file's header: whose it is, how new. */
static struct str
sqlite_text(struct sqlc *c, unsigned number, struct str text)
{
	if (number == 0)
		return arena_printf(c->a, "PRAGMA application_id = %d;\n%.*s", 0x43414952, STR_ARG(text));
	return arena_printf(c->a, "%.*sPRAGMA user_version = %u;\n", STR_ARG(text), number);
}

bool
sqlc_schema_file(struct sqlc *c, struct str name, struct str text)
{
	CLEANUP(strbuf_release) struct strbuf pg = STRBUF(4 << 20);
	struct reading r = {.pg = &pg};
	struct migration m = {0};
	int64_t number = 0;
	size_t end;

	if (name.n < 10 || name.p[4] != '_' || !num_parse_i64(str_sub(name, 0, 4), 0, 9999, "number", &number, NULL) ||
	    (size_t)number != c->migrations.n)
		return sqlc_fail(c, 1, "a schema file is named NNNN_name.sql; %04zu is next", c->migrations.n);
	for (size_t i = 0; i < c->n_tokens; i = end + 1) {
		if (!sqlc_statement_end(c, i, &end) || !read_statement(c, &r, i, end))
			return false;
		pg_copy(c, &r, end + 1);
	}
	m.number = (unsigned)number;
	m.name = arena_str(c->a, str_sub(name, 5, name.n - 9));
	m.checksum = str_hash(text);
	m.sqlite = sqlite_text(c, m.number, text);
	if (!strbuf_ok(&pg, c->path, c->err))
		return false;
	m.pg = arena_str(c->a, strbuf_str(&pg));
	*VEC_PUSH(c->a, &c->migrations) = m;
	return true;
}

/* The statements for export and restore, as text that goes through the same reader as everybody's. */
bool
sqlc_table_queries(struct sqlc *c)
{
	for (size_t i = 0; i < c->tables.n; i++) {
		CLEANUP(strbuf_release) struct strbuf names = STRBUF(1 << 16);
		CLEANUP(strbuf_release) struct strbuf values = STRBUF(1 << 16);
		CLEANUP(strbuf_release) struct strbuf key = STRBUF(1 << 16);
		struct table *t = &c->tables.p[i];
		struct str n = t->name, text;

		if (!t->owned || t->dropped)
			continue;
		for (size_t k = 0; k < t->columns.n; k++) {
			struct str column = t->columns.p[k].name;
			bool account = str_eq(column, STR("account_id"));

			strbuf_printf(&names, "%s%.*s", k > 0 ? ", " : "", STR_ARG(column));
			strbuf_printf(&values, "%s:%.*s", k > 0 ? ", " : "", account ? 7 : (int)column.n, column.p);
		}
		for (size_t k = 0; k < t->key.n; k++)
			strbuf_printf(&key, "%s%.*s", k > 0 ? ", " : "", STR_ARG(t->key.p[k]));
		if (!strbuf_ok(&names, "names", c->err) || !strbuf_ok(&values, "values", c->err))
			return false;
		c->path = arena_cstr(c->a, arena_printf(c->a, "(table %.*s)", STR_ARG(n)));
		text = arena_printf(c->a,
		                    "-- name: table_%.*s_all :many\n"
		                    "SELECT %s FROM %.*s WHERE account_id = :account ORDER BY %s;\n"
		                    "-- name: table_%.*s_add :exec\n"
		                    "INSERT INTO %.*s (%s) VALUES (%s) ON CONFLICT DO NOTHING;",
		                    STR_ARG(n), names.p, STR_ARG(n), key.p, STR_ARG(n), STR_ARG(n), names.p, values.p);
		if (!sqlc_tokenize(c, text) || !sqlc_query_file(c, n, text))
			return false;
	}
	return true;
}
