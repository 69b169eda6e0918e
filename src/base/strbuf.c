#include "strbuf.h"

#include <stdarg.h>

#include "fault.h"

/* Makes room for n more bytes and the NUL; false and `full` when the limit forbids it. */
static bool
strbuf_room(struct strbuf *b, size_t n)
{
	size_t cap;
	char *p;

	if (b->full || n > b->limit - b->n) {
		b->full = true;
		return false;
	}
	if (b->cap > b->n + n)
		return true;
	cap = MAX(b->cap * 2, b->n + n + 1);
	cap = MAX(cap, 64);
	p = fault_hit(FAULT_ALLOC) ? NULL : realloc(b->p, cap);
	if (p == NULL)
		base_die("out of memory");
	b->p = p;
	b->cap = cap;
	return true;
}

void
strbuf_add(struct strbuf *b, struct str s)
{
	if (s.n == 0 || !strbuf_room(b, s.n))
		return;
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
	b->p[b->n] = '\0';
}

void
strbuf_addz(struct strbuf *b, const char *s)
{
	strbuf_add(b, str_of(s));
}

void
strbuf_byte(struct strbuf *b, char c)
{
	if (!strbuf_room(b, 1))
		return;
	b->p[b->n++] = c;
	b->p[b->n] = '\0';
}

void
strbuf_printf(struct strbuf *b, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0) {
		b->full = true;
	} else if (strbuf_room(b, (size_t)n)) {
		vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
		b->n += (size_t)n;
	}
	va_end(again);
}

struct str
strbuf_str(const struct strbuf *b)
{
	return (struct str){b->p != NULL ? b->p : "", b->n};
}

void
strbuf_clear(struct strbuf *b)
{
	b->n = 0;
	b->full = false;
	if (b->p != NULL)
		b->p[0] = '\0';
}

bool
strbuf_ok(const struct strbuf *b, const char *what, struct err *err)
{
	if (b->full)
		return err_set(err, ERR_LIMIT, "%s is larger than %zu bytes", what, b->limit);
	return true;
}

void
strbuf_release(struct strbuf *b)
{
	free(b->p);
	*b = (struct strbuf){.limit = b->limit};
}
