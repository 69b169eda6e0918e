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

void
csv_end(struct csv_out *w)
{
	strbuf_addz(w->out, "\r\n");
	w->comma = false;
}
