/* The postings of an account as comparing needs them, in memory. */
#include "base/vec.h"
#include "posting_impl.h"

static void
index_put(struct hash_index *ix, uint64_t key, uint32_t value)
{
	size_t i = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (ix->cap - 1);

	while (ix->keys[i] != 0)
		i = (i + 1) & (ix->cap - 1);
	ix->keys[i] = key;
	ix->values[i] = value;
}

static void
index_grow(struct arena *a, struct hash_index *ix)
{
	struct hash_index big = {.cap = ix->cap == 0 ? 1024 : ix->cap * 2, .n = ix->n};

	big.keys = ARENA_ARRAY(a, big.cap, uint64_t);
	big.values = ARENA_ARRAY(a, big.cap, uint32_t);
	for (size_t i = 0; i < ix->cap; i++)
		if (ix->keys[i] != 0)
			index_put(&big, ix->keys[i], ix->values[i]);
	*ix = big;
}

uint32_t *
hash_slot(struct arena *a, struct hash_index *ix, uint64_t key)
{
	size_t i;

	key = key == 0 ? 1 : key;
	if (ix->n * 2 >= ix->cap)
		index_grow(a, ix);
	i = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (ix->cap - 1);
	while (ix->keys[i] != 0 && ix->keys[i] != key)
		i = (i + 1) & (ix->cap - 1);
	if (ix->keys[i] == 0) {
		ix->keys[i] = key;
		ix->n++;
	}
	return &ix->values[i];
}

/* The value, or 0, without making room. */
static uint32_t
index_get(const struct hash_index *ix, uint64_t key)
{
	key = key == 0 ? 1 : key;
	for (size_t i = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 20); ix->cap > 0; i++) {
		i &= ix->cap - 1;
		if (ix->keys[i] == key)
			return ix->values[i];
		if (ix->keys[i] == 0)
			break;
	}
	return 0;
}

uint64_t
known_key(struct str kind, struct str source_key)
{
	uint64_t h = str_hash(kind) * UINT64_C(0x9e3779b97f4a7c15) ^ str_hash(source_key);

	return h == 0 ? 1 : h;
}

struct known *
known_find(struct known_set *s, uint64_t key)
{
	uint32_t i = index_get(&s->by_key, key);

	return i > 0 ? &s->list.p[i - 1] : NULL;
}

struct known *
known_add(struct known_set *s, const struct known *k)
{
	struct known *p = VEC_PUSH(s->a, &s->list);
	uint32_t me = (uint32_t)s->list.n, *slot;

	*p = *k;
	*hash_slot(s->a, &s->by_key, k->key) = me;
	if (k->face.url != 0) {
		slot = hash_slot(s->a, &s->by_url, k->face.url);
		p->next_url = *slot;
		*slot = me;
	}
	if (k->face.company != 0) {
		slot = hash_slot(s->a, &s->by_company, k->face.company);
		p->next_company = *slot;
		*slot = me;
	}
	return p;
}

/* Exact goes before repost before sibling; of equals, the oldest. */
static bool
is_nearer(enum same_relation r, int64_t group, enum same_relation best, int64_t best_group)
{
	return r != SAME_FIRST && (best == SAME_FIRST || r < best || (r == best && group < best_group));
}

enum same_relation
known_relate(const struct known_set *s, const struct same_face *face, int64_t self, int64_t *ret_group)
{
	enum same_relation best = SAME_FIRST;
	uint32_t i = face->url != 0 ? index_get(&s->by_url, face->url) : 0;

	for (; i > 0; i = s->list.p[i - 1].next_url) {
		const struct known *k = &s->list.p[i - 1];
		enum same_relation r = k->id != self ? same_decide(&k->face, face) : SAME_FIRST;

		if (is_nearer(r, k->group, best, *ret_group)) {
			best = r;
			*ret_group = k->group;
		}
	}
	i = face->company != 0 && best != SAME_EXACT ? index_get(&s->by_company, face->company) : 0;
	for (; i > 0; i = s->list.p[i - 1].next_company) {
		const struct known *k = &s->list.p[i - 1];
		enum same_relation r = k->id != self ? same_decide(&k->face, face) : SAME_FIRST;

		if (is_nearer(r, k->group, best, *ret_group)) {
			best = r;
			*ret_group = k->group;
		}
	}
	return best;
}
