#include "arena.h"

#include <stdalign.h>
#include <stdarg.h>

#include "fault.h"

#ifndef ARENA_BLOCK
#define ARENA_BLOCK ((size_t)16 << 10)
#endif

struct arena_block {
	struct arena_block *older;
	size_t size;
	size_t fill;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena_defer {
	struct arena_defer *next;
	void (*fn)(void *);
	void *p;
};

static void
arena_grow(struct arena *a, size_t need)
{
	size_t size = ARENA_BLOCK;
	struct arena_block *b;

	/* Blocks double with the arena, so that a large arena has few of them. */
	if (size < a->used)
		size = a->used;
	if (size > ((size_t)4 << 20))
		size = (size_t)4 << 20;
	if (size < need)
		size = need;
	if (size > a->limit - a->used)
		size = need;
	if (need > a->limit - a->used)
		base_die("a memory limit was reached");
	b = fault_hit(FAULT_ALLOC) ? NULL : malloc(sizeof(*b) + size);
	if (b == NULL)
		base_die("out of memory");
	b->older = a->head;
	b->size = size;
	b->fill = 0;
	a->head = b;
	a->used += size;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	const size_t align = alignof(max_align_t);
	void *p;

	if (n > a->limit)
		base_die("a memory limit was reached");
	n = (n + align - 1) & ~(align - 1);
	if (a->head == NULL || a->head->size - a->head->fill < n)
		arena_grow(a, n);
	p = a->head->bytes + a->head->fill;
	a->head->fill += n;
	return memset(p, 0, n);
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		base_die("a memory limit was reached");
	return arena_alloc(a, bytes);
}

struct str
arena_str(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return (struct str){p, s.n};
}

char *
arena_cstr(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return p;
}

struct str
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	int n;
	char *p;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		base_die("a format could not be printed");
	p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return (struct str){p, (size_t)n};
}

void
arena_defer(struct arena *a, void (*fn)(void *), void *p)
{
	struct arena_defer *d = malloc(sizeof(*d));

	if (d == NULL)
		base_die("out of memory");
	*d = (struct arena_defer){.next = a->defers, .fn = fn, .p = p};
	a->defers = d;
}

struct arena_mark
arena_mark(struct arena *a)
{
	return (struct arena_mark){a->head, a->head != NULL ? a->head->fill : 0};
}

void
arena_rewind(struct arena *a, struct arena_mark mark)
{
	while (a->head != mark.block) {
		struct arena_block *b = a->head;

		a->head = b->older;
		a->used -= b->size;
		free(b);
	}
	if (a->head != NULL)
		a->head->fill = mark.fill;
}

void
arena_release(struct arena *a)
{
	while (a->defers != NULL) {
		struct arena_defer *d = a->defers;

		a->defers = d->next;
		d->fn(d->p);
		free(d);
	}
	arena_rewind(a, (struct arena_mark){NULL, 0});
}
