#include "sqlc.h"

static void
write_upper(struct strbuf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		strbuf_byte(out, s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 32) : s.p[i]);
}

/* A C string; long ones on several lines. */
static void
write_text(struct strbuf *out, struct str s)
{
	size_t column = 0;

	strbuf_byte(out, '"');
	for (size_t i = 0; i < s.n; i++, column++) {
		char ch = s.p[i];

		if ((ch == ' ' && column > 90) || (i > 0 && s.p[i - 1] == '\n')) {
			strbuf_addz(out, "\"\n\t \"");
			column = 0;
		}
		if (ch == '"' || ch == '\\')
			strbuf_byte(out, '\\');
		if (ch == '\n' || ch == '\t')
			strbuf_addz(out, ch == '\n' ? "\\n" : "\\t");
		else
			strbuf_byte(out, ch);
	}
	strbuf_byte(out, '"');
}

void
sqlc_write_header(const struct sqlc *c, struct strbuf *out)
{
	strbuf_addz(out, "/* Made by tools/sqlc from sql/. */\n"
	                 "#ifndef QUERY_GEN_H\n#define QUERY_GEN_H\n\nenum query {\n");
	for (size_t i = 0; i < c->queries.n; i++) {
		strbuf_addz(out, "\tQ_");
		write_upper(out, c->queries.p[i].name);
		strbuf_addz(out, ",\n");
	}
	strbuf_addz(out, "\tQ__COUNT\n};\n\n#endif\n");
}

static void
write_query(const struct query *q, size_t n, struct strbuf *out)
{
	strbuf_printf(out, "\t[%zu] = {\n\t .name = \"%.*s\",\n\t .text[DB_SQLITE] =\n\t ", n, STR_ARG(q->name));
	write_text(out, q->sqlite);
	strbuf_addz(out, ",\n\t .text[DB_PG] =\n\t ");
	write_text(out, q->pg);
	strbuf_printf(out, ",\n\t .n_params = %zu, .n_columns = %zu, .account = ", q->params.n, q->columns.n);
	for (size_t i = 0; i < q->params.n; i++)
		if (str_eq(q->params.p[i].name, STR("account")))
			strbuf_printf(out, "%zu + ", i + 1);
	strbuf_printf(out, "0,\n\t .gives_rows = %d, .writes = %d, .guarded = %d,\n\t .types = \"", q->gives_rows,
	              q->writes, q->guarded);
	for (size_t i = 0; i < q->params.n; i++)
		strbuf_byte(out, q->params.p[i].type);
	strbuf_addz(out, "\",\n\t .params = (const char *const[]){");
	for (size_t i = 0; i < q->params.n; i++)
		strbuf_printf(out, "\"%.*s\", ", STR_ARG(q->params.p[i].name));
	strbuf_addz(out, "NULL},\n\t .columns = (const char *const[]){");
	for (size_t i = 0; i < q->columns.n; i++)
		strbuf_printf(out, "\"%.*s\", ", STR_ARG(q->columns.p[i]));
	strbuf_addz(out, "NULL},\n\t .tables = (const char *const[]){");
	for (size_t i = 0; i < q->tables.n; i++)
		strbuf_printf(out, "\"%.*s\", ", STR_ARG(q->tables.p[i]->name));
	strbuf_addz(out, "NULL}},\n");
}

static void
write_table(const struct table *t, struct strbuf *out)
{
	strbuf_printf(out, "\t{\"%.*s\",\n\t (const struct db_column[]){", STR_ARG(t->name));
	for (size_t i = 0; i < t->columns.n; i++)
		strbuf_printf(out, "{\"%.*s\", '%c'}, ", STR_ARG(t->columns.p[i].name), t->columns.p[i].type);
	strbuf_printf(out, "},\n\t %zu, Q_TABLE_", t->columns.n);
	write_upper(out, t->name);
	strbuf_addz(out, "_ALL, Q_TABLE_");
	write_upper(out, t->name);
	strbuf_addz(out, "_ADD},\n");
}

static void
write_migration(const struct migration *m, struct strbuf *out)
{
	strbuf_printf(out, "\t{%u, \"%.*s\", \"%016llx\",\n\t {[DB_SQLITE] =\n\t ", m->number, STR_ARG(m->name),
	              (unsigned long long)m->checksum);
	write_text(out, m->sqlite);
	strbuf_addz(out, ",\n\t [DB_PG] =\n\t ");
	write_text(out, m->pg);
	strbuf_addz(out, "}},\n");
}

void
sqlc_write_code(const struct sqlc *c, struct strbuf *out)
{
	strbuf_addz(out, "/* Made by tools/sqlc from sql/. */\n#include \"db/db_impl.h\"\n\n"
	                 "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n"
	                 "const struct db_query db_queries[] = {\n");
	for (size_t i = 0; i < c->queries.n; i++)
		write_query(&c->queries.p[i], i, out);
	strbuf_addz(out, "};\n\nconst struct db_migration db_migrations[] = {\n");
	for (size_t i = 0; i < c->migrations.n; i++)
		write_migration(&c->migrations.p[i], out);
	strbuf_printf(out, "};\nconst size_t db_migrations_n = %zu;\n\nconst struct db_table db_tables[] = {\n",
	              c->migrations.n);
	for (size_t i = 0; i < c->tables.n; i++)
		if (c->tables.p[i].owned && !c->tables.p[i].dropped)
			write_table(&c->tables.p[i], out);
	strbuf_addz(out, "};\nconst size_t db_tables_n = sizeof(db_tables) / sizeof(db_tables[0]);\n");
}
