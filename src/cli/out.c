#include "cli/out.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"

void
out_cell(struct out_table *t, struct str s)
{
	if (t->n_cells == t->cap)
		t->cells = vec_grow(t->a, t->cells, t->n_cells, &t->cap, sizeof(*t->cells));
	t->cells[t->n_cells++] = s;
}

void
out_cellf(struct out_table *t, const char *fmt, ...)
{
	char buf[256];
	int n;
	va_list ap;

	va_start(ap, fmt);
	n = vsnprintf(buf, sizeof(buf), fmt, ap);
	va_end(ap);
	out_cell(t, arena_str(t->a, (struct str){buf, MIN((size_t)MAX(n, 0), sizeof(buf) - 1)}));
}

size_t
out_width(struct str s)
{
	return utf8_columns(s);
}

static void
pad(struct strbuf *out, size_t n)
{
	while (n-- > 0)
		strbuf_byte(out, ' ');
}

void
out_print(const struct out_table *t, const char *align, struct strbuf *out)
{
	size_t widths[OUT_COLUMNS_MAX] = {0}, n_align = strlen(align);

	for (size_t i = 0; i < t->n_cells; i++)
		widths[i % t->n_columns] = MAX(widths[i % t->n_columns], out_width(t->cells[i]));
	for (size_t i = 0; i < t->n_cells; i++) {
		size_t c = i % t->n_columns, gap = widths[c] - out_width(t->cells[i]);
		bool right = c < n_align && align[c] == 'r', last = c + 1 == t->n_columns;

		if (right)
			pad(out, gap);
		/* What came from outside never moves the cursor. */
		for (size_t b = 0; b < t->cells[i].n; b++)
			strbuf_byte(out, (unsigned char)t->cells[i].p[b] < 0x20 ? ' ' : t->cells[i].p[b]);
		if (!last)
			pad(out, (right ? 0 : gap) + 2);
		else
			strbuf_byte(out, '\n');
	}
}

void
out_wrap(struct strbuf *out, struct str s, size_t indent, size_t width)
{
	size_t column = 0;
	struct str word;

	while (str_split(&s, ' ', &word)) {
		size_t w = out_width(word);

		if (word.n == 0)
			continue;
		if (column > 0 && column + 1 + w > width) {
			strbuf_byte(out, '\n');
			column = 0;
		}
		if (column == 0)
			pad(out, indent);
		else
			strbuf_byte(out, ' ');
		column += (column > 0) + w;
		strbuf_add(out, word);
	}
	strbuf_byte(out, '\n');
}
