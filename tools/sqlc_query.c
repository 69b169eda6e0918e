#include "sqlc.h"

enum { DEPTH_MAX = 64 };

/* One pair of brackets while a statement is walked. */
struct scope {
	bool is_select;    /* holds a SELECT; other brackets count for the one around them */
	bool in_from;      /* a comma is followed by a table */
	bool expect_table; /* the next word is a table */
	size_t n_owned;    /* tables of an account named in it */
	size_t n_held;     /* mentions of account_id in it: one a table at least */
};

struct walk {
	struct sqlc *c;
	struct query *q;
	size_t from, end; /* tokens */
	struct scope scopes[DEPTH_MAX];
	size_t depth;
	bool writes_next; /* the next table is written to */
};

static struct str
last_word(const char *path)
{
	const char *slash = strrchr(path, '/');

	return str_of(slash != NULL ? slash + 1 : path);
}

/* The head: name, then :one, :many, :exec or @pg. */
static bool
read_head(struct sqlc *c, const struct token *t, struct query *q, bool *ret_variant)
{
	struct str rest = str_sub(t->s, sizeof("-- name:") - 1, t->s.n), part;
	bool kind = false;

	*ret_variant = false;
	rest = str_trim(rest);
	if (!str_split(&rest, ' ', &q->name) || q->name.n == 0 || q->name.n > 64)
		return sqlc_fail(c, t->line, "'-- name: a_name :one', :many or :exec was expected");
	for (size_t i = 0; i < q->name.n; i++)
		if (!ascii_is_digit(q->name.p[i]) && q->name.p[i] != '_' && (q->name.p[i] < 'a' || q->name.p[i] > 'z'))
			return sqlc_fail(c, t->line, "the name '%.*s' has more than a-z, 0-9 and _", STR_ARG(q->name));
	while (str_split(&rest, ' ', &part)) {
		if (str_eq(part, STR("@pg")))
			*ret_variant = true;
		else if (str_eq(part, STR(":one")) || str_eq(part, STR(":many")) || str_eq(part, STR(":exec")))
			kind = true, q->gives_rows = !str_eq(part, STR(":exec"));
		else if (part.n > 0)
			return sqlc_fail(c, t->line, "'%.*s' is not known: :one, :many, :exec, @pg", STR_ARG(part));
	}
	if (!kind && !*ret_variant)
		return sqlc_fail(c, t->line, "query '%.*s' is neither :one, :many nor :exec", STR_ARG(q->name));
	return true;
}

static struct scope *
select_scope(struct walk *w)
{
	size_t i = w->depth;

	while (i > 0 && !w->scopes[i].is_select)
		i--;
	return &w->scopes[i];
}

/* Is there `name AS (` or `name (columns) AS (` in the statement? */
static bool
is_cte(const struct walk *w, struct str name)
{
	const struct token *tok = w->c->tokens.p;

	for (size_t i = w->from; i < w->end; i++) {
		size_t k = i + 1;

		if (tok[i].kind != T_WORD || !str_eq_ci(tok[i].s, name))
			continue;
		if (token_is(&tok[k], "("))
			while (k < w->end && !token_is(&tok[k++], ")"))
				;
		if (token_is(&tok[k], "AS") && (token_is(&tok[k + 1], "(") || token_is(&tok[k + 1], "MATERIALIZED") ||
		                                token_is(&tok[k + 1], "NOT")))
			return true;
	}
	return false;
}

static bool
walk_table(struct walk *w, const struct token *t)
{
	struct scope *here = &w->scopes[w->depth];
	const struct table *table;

	if (token_is(t, "LATERAL"))
		return true;
	here->expect_table = false;
	if ((here->in_from && token_is(t + 1, "(")) || is_cte(w, t->s))
		return true;
	table = sqlc_table(w->c, t->s);
	if (table == NULL)
		return sqlc_fail(w->c, t->line, "query '%.*s': table '%.*s' is not known", STR_ARG(w->q->name),
		                 STR_ARG(t->s));
	if (table->owned)
		select_scope(w)->n_owned++;
	if (w->writes_next && table_is_guarded(table))
		w->q->guarded = true;
	w->writes_next = false;
	for (size_t i = 0; i < w->q->tables.n; i++)
		if (w->q->tables.p[i] == table)
			return true;
	*VEC_PUSH(w->c->a, &w->q->tables) = table;
	return true;
}

static bool
walk_open(struct walk *w, const struct token *t)
{
	static const char *const begin[] = {"SELECT", "WITH", "VALUES", NULL};
	struct scope *outer = &w->scopes[w->depth], *inner;

	if (++w->depth == DEPTH_MAX)
		return sqlc_fail(w->c, t->line, "brackets deeper than %d", DEPTH_MAX);
	inner = &w->scopes[w->depth];
	*inner = (struct scope){.is_select = token_in(t + 1, begin)};
	/* FROM (a JOIN b ...) goes on inside; FROM (SELECT ...) does not. */
	if (outer->expect_table && !inner->is_select)
		inner->in_from = inner->expect_table = true;
	outer->expect_table = false;
	return true;
}

static bool
walk_close(struct walk *w, const struct token *t)
{
	const struct scope *s = &w->scopes[w->depth];

	if (s->n_held < s->n_owned)
		return sqlc_fail(w->c, t->line,
		                 "query '%.*s': each table of an account is held to it: %zu here, account_id %zu times",
		                 STR_ARG(w->q->name), s->n_owned, s->n_held);
	if (w->depth == 0)
		return true;
	w->depth--;
	return true;
}

static bool
walk_star(const struct walk *w, const struct token *t)
{
	static const char *const before[] = {"SELECT", "DISTINCT", "ALL", "RETURNING", ",", ".", NULL};

	return !token_in(t - 1, before) ||
	       sqlc_fail(w->c, t->line, "query '%.*s': name the columns, '*' changes with the schema",
	                 STR_ARG(w->q->name));
}

/* Words that say what follows. */
static void
walk_keyword(struct walk *w, const struct token *t)
{
	static const char *const ends_from[] = {"WHERE",  "GROUP",     "ORDER",  "LIMIT",  "HAVING", "UNION", "EXCEPT",
	                                        "WINDOW", "INTERSECT", "SELECT", "VALUES", "SET",    "ON",    NULL};
	struct scope *s = &w->scopes[w->depth];
	bool first = t == &w->c->tokens.p[w->from];

	if (token_is(t, "INSERT") || token_is(t, "DELETE") || (token_is(t, "UPDATE") && !token_is(t - 1, "DO"))) {
		w->q->writes = w->writes_next = true;
		s->expect_table = token_is(t, "UPDATE");
	} else if (token_is(t, "REPLACE") && first) {
		w->q->writes = w->writes_next = true;
	} else if (token_is(t, "INTO")) {
		s->expect_table = true;
	} else if (token_is(t, "FROM") && !token_is(t - 1, "DISTINCT") && (s->is_select || w->depth == 0)) {
		s->in_from = s->expect_table = true;
	} else if (token_is(t, "JOIN")) {
		s->in_from = s->expect_table = true;
	} else if (token_is(t, ",") && s->in_from) {
		s->expect_table = true;
	} else if (token_in(t, ends_from) && !token_is(t, "ON")) {
		s->in_from = false;
	}
}

static bool
walk_token(struct walk *w, const struct token *t)
{
	if (token_is(t, "("))
		return walk_open(w, t);
	if (token_is(t, ")"))
		return w->depth > 0 ? walk_close(w, t) : sqlc_fail(w->c, t->line, "')' without '('");
	if (token_is(t, "*"))
		return walk_star(w, t);
	if (token_is(t, "account_id"))
		select_scope(w)->n_held++;
	if (t->kind == T_WORD && w->scopes[w->depth].expect_table)
		return walk_table(w, t);
	walk_keyword(w, t);
	return true;
}

/* Tables, and that each is held to the account. */
static bool
check_statement(struct sqlc *c, struct query *q, size_t from, size_t end)
{
	static const char *const begin[] = {"SELECT", "WITH", "INSERT", "UPDATE", "DELETE", NULL};
	struct walk w = {.c = c, .q = q, .from = from, .end = end};
	size_t like = 0, escape = 0;

	if (!token_in(&c->tokens.p[from], begin))
		return sqlc_fail(c, c->tokens.p[from].line,
		                 "a query begins with SELECT, WITH, INSERT, UPDATE or DELETE");
	w.scopes[0].is_select = true;
	for (size_t i = from; i < end; i++) {
		if (!walk_token(&w, &c->tokens.p[i]))
			return false;
		like += token_is(&c->tokens.p[i], "LIKE");
		escape += token_is(&c->tokens.p[i], "ESCAPE");
	}
	if (w.depth > 0)
		return sqlc_fail(c, c->tokens.p[end].line, "'(' without ')'");
	if (like != escape)
		return sqlc_fail(c, c->tokens.p[from].line,
		                 "query '%.*s': LIKE needs ESCAPE '\\', the engines differ without", STR_ARG(q->name));
	return walk_close(&w, &c->tokens.p[end]);
}

static bool
is_operator(const struct token *t)
{
	return t->kind == T_PUNCT && t->s.n == 1 && str_find_byte(STR("=<>!"), t->s.p[0]) < 4;
}

static char
column_type(const struct query *q, const struct token *t)
{
	for (size_t i = 0; t->kind == T_WORD && i < q->tables.n; i++)
		for (size_t k = 0; k < q->tables.p[i]->columns.n; k++)
			if (str_eq_ci(q->tables.p[i]->columns.p[k].name, t->s))
				return q->tables.p[i]->columns.p[k].type;
	return '?';
}

/* What CAST(:x AS type) says; '?' when it is none. */
static char
cast_type(const struct token *t)
{
	static const char *const integer[] = {"INTEGER", "BIGINT", NULL};
	static const char *const real[] = {"REAL", "DOUBLE", NULL};

	if (!token_is(t - 1, "(") || !token_is(t - 2, "CAST") || !token_is(t + 1, "AS"))
		return '?';
	return token_in(t + 2, integer)  ? 'i'
	       : token_in(t + 2, real)   ? 'f'
	       : token_is(t + 2, "TEXT") ? 't'
	       : token_is(t + 2, "BLOB") ? 'b'
	                                 : '?';
}

/* The type of the parameter at t, from what it stands beside. */
static char
param_type(const struct query *q, const struct token *t)
{
	static const char *const counts[] = {"LIMIT", "OFFSET", NULL};
	const struct token *p = t - 1, *n = t + 1;
	struct token bare = {T_WORD, str_sub(t->s, 1, t->s.n), t->line};
	char type = cast_type(t);

	if (str_eq(t->s, STR(":account")) || token_in(p, counts))
		return 'i';
	if (type == '?' && is_operator(p)) {
		while (is_operator(p))
			p--;
		type = column_type(q, p);
	}
	if (type == '?' && is_operator(n)) {
		while (is_operator(n))
			n++;
		type = column_type(q, token_is(n + 1, ".") ? n + 2 : n);
	}
	if (type == '?' && token_is(t - 1, "BETWEEN"))
		type = column_type(q, t - 2);
	if (type == '?' && token_is(t - 1, "AND") && token_is(t - 3, "BETWEEN"))
		type = column_type(q, t - 4);
	return type != '?' ? type : column_type(q, &bare);
}

static size_t
param_index(struct sqlc *c, struct query *q, const struct token *t)
{
	struct str name = str_sub(t->s, 1, t->s.n);
	char type = param_type(q, t);
	size_t i = 0;

	while (i < q->params.n && !str_eq(q->params.p[i].name, name))
		i++;
	if (i == q->params.n)
		*VEC_PUSH(c->a, &q->params) = (struct param){name, '?'};
	if (q->params.p[i].type == '?' || cast_type(t) != '?')
		q->params.p[i].type = type;
	return i;
}

/* A type in CAST, in PostgreSQL's words: its INTEGER has 32 bits, its REAL too. */
static struct str
pg_token(const struct token *t)
{
	if (!token_is(t - 1, "AS") || !token_is(t + 1, ")"))
		return t->s;
	return str_eq(t->s, STR("INTEGER")) ? STR("BIGINT")
	       : str_eq(t->s, STR("REAL"))  ? STR("DOUBLE PRECISION")
	       : str_eq(t->s, STR("BLOB"))  ? STR("BYTEA")
	                                    : t->s;
}

/* The statement's text with numbered parameters, for both engines. */
static bool
write_text(struct sqlc *c, struct query *q, size_t from, size_t end)
{
	CLEANUP(strbuf_release) struct strbuf sqlite = STRBUF(100000);
	CLEANUP(strbuf_release) struct strbuf pg = STRBUF(100000);

	for (size_t i = from; i < end; i++) {
		const struct token *t = &c->tokens.p[i];
		bool apart = i > from && t->s.p != (t - 1)->s.p + (t - 1)->s.n;

		if (apart) {
			strbuf_byte(&sqlite, ' ');
			strbuf_byte(&pg, ' ');
		}
		if (t->kind == T_PARAM) {
			size_t n = param_index(c, q, t) + 1;

			strbuf_printf(&sqlite, "?%zu", n);
			strbuf_printf(&pg, "$%zu", n);
		} else {
			strbuf_add(&sqlite, t->s);
			strbuf_add(&pg, pg_token(t));
		}
	}
	q->sqlite = arena_str(c->a, strbuf_str(&sqlite));
	q->pg = arena_str(c->a, strbuf_str(&pg));
	return strbuf_ok(&sqlite, "a query", c->err) && strbuf_ok(&pg, "a query", c->err);
}

/* The names of the list that begins at token i: SELECT's, or RETURNING's. */
static bool
read_columns(struct sqlc *c, struct query *q, size_t i, size_t end)
{
	static const char *const stop[] = {"FROM",  "WHERE", "UNION",  "EXCEPT", "INTERSECT",
	                                   "ORDER", "GROUP", "HAVING", "LIMIT",  NULL};
	const struct token *tok = c->tokens.p;
	size_t depth = 0;

	for (bool more = true; more; i++) {
		bool over = i == end || (depth == 0 && token_in(&tok[i], stop) && !token_is(&tok[i - 1], "DISTINCT"));

		depth += token_is(&tok[i], "(");
		depth -= depth > 0 && token_is(&tok[i], ")");
		if (!over && (depth > 0 || !token_is(&tok[i], ",")))
			continue;
		if (tok[i - 1].kind != T_WORD || token_is(&tok[i - 1], "END") || token_is(&tok[i - 1], "NULL"))
			return sqlc_fail(c, tok[i - 1].line, "query '%.*s': column %zu has no name (AS ...)",
			                 STR_ARG(q->name), q->columns.n + 1);
		*VEC_PUSH(c->a, &q->columns) = tok[i - 1].s;
		more = !over;
	}
	return true;
}

static bool
find_columns(struct sqlc *c, struct query *q, size_t from, size_t end)
{
	const struct token *tok = c->tokens.p;
	const char *word = q->writes ? "RETURNING" : "SELECT";
	size_t depth = 0, i;

	for (i = from; i < end; i++) {
		depth += token_is(&tok[i], "(");
		depth -= token_is(&tok[i], ")");
		if (depth == 0 && token_is(&tok[i], word))
			break;
	}
	if ((i < end) != q->gives_rows)
		return sqlc_fail(c, tok[from].line, "query '%.*s' %s", STR_ARG(q->name),
		                 q->gives_rows ? "gives no rows, it is :exec" : "gives rows, it is not :exec");
	if (i == end)
		return true;
	i++;
	i += token_is(&tok[i], "DISTINCT") || token_is(&tok[i], "ALL");
	return read_columns(c, q, i, end);
}

static bool
check_query(struct sqlc *c, struct query *q)
{
	bool bound = false;

	for (size_t i = 0; i < q->params.n; i++)
		bound |= str_eq(q->params.p[i].name, STR("account"));
	for (size_t i = 0; i < q->tables.n; i++)
		if (q->tables.p[i]->owned && !bound)
			return sqlc_fail(c, q->line, "query '%.*s' uses table '%.*s' and does not bind :account",
			                 STR_ARG(q->name), STR_ARG(q->tables.p[i]->name));
	return true;
}

static struct query *
find_query(struct sqlc *c, struct str name)
{
	for (size_t i = 0; i < c->queries.n; i++)
		if (str_eq(c->queries.p[i].name, name))
			return &c->queries.p[i];
	return NULL;
}

static bool
add_query(struct sqlc *c, const struct query *q, bool variant)
{
	const struct query *other = find_query(c, q->name);

	if (variant) {
		for (size_t i = 0; i < c->variants.n; i++)
			if (str_eq(c->variants.p[i].name, q->name))
				return sqlc_fail(c, q->line, "'%.*s @pg' is there already", STR_ARG(q->name));
		*VEC_PUSH(c->a, &c->variants) = *q;
		return true;
	}
	if (other != NULL)
		return sqlc_fail(c, q->line, "query '%.*s' is there already: %.*s:%zu", STR_ARG(q->name),
		                 STR_ARG(last_word(other->path)), other->line);
	*VEC_PUSH(c->a, &c->queries) = *q;
	return true;
}

bool
sqlc_query_file(struct sqlc *c, struct str name, struct str text)
{
	size_t end;

	(void)name;
	(void)text;
	for (size_t i = 0; i < c->n_tokens; i = end + 1) {
		const struct token *head = &c->tokens.p[i];
		struct query q = {.path = c->path, .line = head->line};
		bool variant;

		if (head->kind != T_NAME)
			return sqlc_fail(c, head->line, "'-- name: ...' was expected before '%.*s'", STR_ARG(head->s));
		if (!read_head(c, head, &q, &variant) || !sqlc_statement_end(c, i + 1, &end))
			return false;
		/* A variant takes its parameters' numbers from the query it is a variant of, when all are read. */
		if (variant) {
			const struct query *base = find_query(c, q.name);

			if (base == NULL)
				return sqlc_fail(c, q.line, "'%.*s @pg' comes before its query", STR_ARG(q.name));
			for (size_t k = 0; k < base->params.n; k++)
				*VEC_PUSH(c->a, &q.params) = base->params.p[k];
			q.gives_rows = base->gives_rows;
		}
		if (!check_statement(c, &q, i + 1, end) || !write_text(c, &q, i + 1, end) || !check_query(c, &q) ||
		    !find_columns(c, &q, i + 1, end) || !add_query(c, &q, variant))
			return false;
	}
	return true;
}

bool
sqlc_check_variants(struct sqlc *c)
{
	for (size_t i = 0; i < c->variants.n; i++) {
		const struct query *v = &c->variants.p[i];
		struct query *q = find_query(c, v->name);
		bool same;

		c->path = v->path;
		if (q == NULL)
			return sqlc_fail(c, v->line, "'%.*s @pg' has no query", STR_ARG(v->name));
		same = q->columns.n == v->columns.n;
		if (q->params.n != v->params.n)
			return sqlc_fail(c, v->line, "'%.*s @pg' has other parameters than its query",
			                 STR_ARG(v->name));
		for (size_t k = 0; same && k < q->columns.n; k++)
			same = str_eq(q->columns.p[k], v->columns.p[k]);
		if (!same || q->writes != v->writes)
			return sqlc_fail(c, v->line, "'%.*s @pg' has other columns than its query", STR_ARG(v->name));
		q->pg = v->pg;
		q->guarded |= v->guarded;
		for (size_t k = 0; k < q->params.n; k++)
			q->params.p[k].type = v->params.p[k].type;
	}
	return true;
}
