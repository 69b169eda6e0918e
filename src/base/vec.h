/*
 * A growable array in an arena. Declare VEC(type) name; push grows by doubling (old copies stay in the arena until it
 * is released, which at most doubles its use).
 *
 *	VEC(struct skill) list = {0};
 *	*VEC_PUSH(a, &list) = s;
 *	for (size_t i = 0; i < list.n; i++) use(&list.p[i]);
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "arena.h"

#define VEC(type)                                                                                                      \
	struct {                                                                                                       \
		type *p;                                                                                               \
		size_t n;                                                                                              \
		size_t cap;                                                                                            \
	}

/* A pointer to a new, zeroed last element. */
#define VEC_PUSH(a, v)                                                                                                 \
	((v)->n == (v)->cap ? (void)((v)->p = vec_grow((a), (v)->p, (v)->n, &(v)->cap, sizeof(*(v)->p))) : (void)0,    \
	 &(v)->p[(v)->n++])

/* For VEC_PUSH: a larger copy of the n elements of the size; *cap is how many fit in it. */
void *vec_grow(struct arena *a, void *old, size_t n, size_t *cap, size_t size) MUST_USE;

#endif
