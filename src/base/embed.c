#include "embed.h"

const struct embed_file *
embed_find(const struct embed_file *table, size_t n, struct str path)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = str_cmp(path, str_of(table[mid].path));

		if (c == 0)
			return &table[mid];
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

struct str
embed_text(const struct embed_file *f)
{
	return (struct str){(const char *)f->bytes, f->size};
}
