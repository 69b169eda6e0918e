/*
 * Arenas: memory with one lifetime (a process, a request, a command, a loop's turn), freed all at once.
 *
 * A function that returns memory takes the arena first; nothing in it is freed singly. arena_alloc never returns NULL:
 * true out-of-memory and a request past the arena's limit abort. Sizes that come from outside are checked against a
 * limit before they reach here; files from outside are read by worker processes, where an abort harms nobody.
 *
 *	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base.h"
#include "str.h"

struct arena_block;
struct arena_defer;

struct arena {
	struct arena_block *head; /* the block in use; older ones behind it */
	struct arena_defer *defers;
	size_t used;  /* bytes of all blocks */
	size_t limit; /* bytes it may grow to */
};

struct arena_mark {
	struct arena_block *block;
	size_t fill;
};

#define ARENA(max_bytes)                                                                                               \
	{                                                                                                              \
		.limit = (max_bytes)                                                                                   \
	}

/* n bytes, zeroed, aligned for any type. n may be 0. */
void *arena_alloc(struct arena *a, size_t n) MUST_USE;
/* An array of n elements of the size, zeroed; the product is checked. */
void *arena_array(struct arena *a, size_t n, size_t size) MUST_USE;
#define ARENA_NEW(a, type)      ((type *)arena_alloc(a, sizeof(type)))
#define ARENA_ARRAY(a, n, type) ((type *)arena_array(a, n, sizeof(type)))

/* A copy in the arena; always NUL-terminated behind its end. */
struct str arena_str(struct arena *a, struct str s) MUST_USE;
/* The same as a C string. */
char *arena_cstr(struct arena *a, struct str s) MUST_USE;
/* Formatted text in the arena. */
struct str arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3) MUST_USE;

/* Calls fn(p) when the arena is released (last first); for descriptors and handles. Not undone by arena_rewind. */
void arena_defer(struct arena *a, void (*fn)(void *), void *p);

/* A place to come back to: everything allocated after the mark is gone after the rewind. */
struct arena_mark arena_mark(struct arena *a) MUST_USE;
void arena_rewind(struct arena *a, struct arena_mark mark);

/* Frees everything; the arena is then empty and usable. */
void arena_release(struct arena *a);

#endif
