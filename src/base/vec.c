#include "vec.h"

void *
vec_grow(struct arena *a, void *old, size_t n, size_t *cap, size_t size)
{
	size_t grown = *cap > 0 ? *cap * 2 : 8;
	void *p = arena_array(a, grown, size);

	if (n > 0)
		memcpy(p, old, n * size);
	*cap = grown;
	return p;
}
