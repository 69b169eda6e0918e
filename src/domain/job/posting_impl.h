/* What the files of posting share. */
#ifndef DOMAIN_JOB_POSTING_IMPL_H
#define DOMAIN_JOB_POSTING_IMPL_H

#include "base/date.h"
#include "base/vec.h"
#include "db/db.h"
#include "domain/job/posting.h"

/* Bytes of what is stored; longer texts are cut between code points. As in the schema. */
enum {
	URL_KEEP = 2048,
	COMPANY_KEEP = 500,
	TITLE_KEEP = 500,
	PLACE_KEEP = 1000,
	KEY_KEEP = 480,
	SEARCH_KEEP = 600,
};

/* Reads the columns of posting_get and the posting_by_* queries; texts are copied into a. */
void posting_row(struct arena *a, struct db_stmt *st, struct posting *ret);

/* The number of columns that posting_row reads; a query may give more behind them. */
enum { POSTING_COLUMNS = 30 };

/* Everything computed from a record's words. Texts live in the arena given. */
struct posting_derived {
	struct fold title;
	struct fold place;
	struct fold text;
	struct str url_key;
	struct str title_key;
	struct str job_key;
	struct same_face face;
	int role;     /* index; MAP_NONE */
	int industry; /* index; MAP_NONE */
	struct posting_skill *skills;
	size_t n_skills;
	struct str search;
};

/* The part of a face that comes from the keys. */
void face_of_keys(struct str url_key, struct str company_key, struct str title_key, struct same_face *ret);
/* Keys, folded texts and fingerprints. */
void derive_keys(struct arena *a, const struct posting_record *r, struct posting_derived *d);
/* Skills, role, industry and search; after derive_keys. */
bool derive_meaning(struct arena *a, const struct map *m, const struct job_reader *rd, const struct extractor *ex,
                    const struct posting_record *r, struct posting_derived *d, struct err *err) MUST_USE;
/* Replaces the rows of posting_skill. */
bool skills_store(struct ctx *c, int64_t id, const struct posting_derived *d, bool clear, struct err *err) MUST_USE;

/* --- what is known, for finding the same job ---------------------------------------------------------------------- */

struct known {
	int64_t id;
	int64_t group;
	uint64_t key; /* of kind and source key */
	struct same_face face;
	uint32_t next_url; /* chains; 0 ends them, else index + 1 */
	uint32_t next_company;
};

/* Numbers by hash; open addressing, grown by doubling. */
struct hash_index {
	uint64_t *keys; /* 0: free */
	uint32_t *values;
	size_t n;
	size_t cap;
};
uint32_t *hash_slot(struct arena *a, struct hash_index *ix, uint64_t key);

struct known_set {
	struct arena *a;
	VEC(struct known) list;
	struct hash_index by_key; /* index + 1 */
	struct hash_index by_url;
	struct hash_index by_company;
};

uint64_t known_key(struct str kind, struct str source_key);
struct known *known_find(struct known_set *s, uint64_t key);
/* Adds one; the pointer is good until the next is added. */
struct known *known_add(struct known_set *s, const struct known *k);
/* The nearest relation of a face to what is known, and the group to join; SAME_FIRST when there is none. `self` is left
 * out (0: nobody). */
enum same_relation known_relate(const struct known_set *s, const struct same_face *face, int64_t self,
                                int64_t *ret_group);

#endif
