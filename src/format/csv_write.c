#include "csv.h"

static bool
needs_quotes(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r')
			return true;
	/* Readers trim what is not quoted. */
	return s.n > 0 && (ascii_is_space(s.p[0]) || ascii_is_space(s.p[s.n - 1]));
}

void
csv_put(struct csv_out *w, struct str field)
{
	if (w->comma)
		strbuf_byte(w->out, ',');
	w->comma = true;
	if (!needs_quotes(field)) {
		strbuf_add(w->out, field);
		return;
	}
	strbuf_byte(w->out, '"');
	for (size_t i = 0; i < field.n; i++) {
		if (field.p[i] == '"')
			strbuf_byte(w->out, '"');
		strbuf_byte(w->out, field.p[i]);
	}
	strbuf_byte(w->out, '"');
}

/* Whether a formula begins behind so many apostrophes, so that those written here can be told from others. */
static bool
is_formula(struct str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i] == '\'')
		i++;
	return i < s.n &&
	       (s.p[i] == '=' || s.p[i] == '+' || s.p[i] == '-' || s.p[i] == '@' || s.p[i] == '\t' || s.p[i] == '\r');
}

void
csv_put_text(struct csv_out *w, struct str field)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(field.n + 1);

	if (!is_formula(field)) {
		csv_put(w, field);
		return;
	}
	strbuf_byte(&b, '\'');
	strbuf_add(&b, field);
	csv_put(w, strbuf_str(&b));
}

struct str
csv_text(struct str field)
{
	return field.n > 0 && field.p[0] == '\'' && is_formula(field) ? str_sub(field, 1, field.n) : field;
}

void
csv_end(struct csv_out *w)
{
	strbuf_addz(w->out, "\r\n");
	w->comma = false;
}
