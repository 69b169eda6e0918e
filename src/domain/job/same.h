/*
 * Whether two postings are the same job: keys to compare by, a fingerprint of the text, and the decision.
 *
 * The fingerprint is SimHash (Charikar, "Similarity estimation techniques from rounding algorithms", 2002) over
 * shingles of three folded words: each shingle is hashed to 64 bits (FNV-1a over the words, then the finaliser of
 * MurmurHash3, because FNV's high bits are weak on short input), each bit votes with its sign, the sums' signs are the
 * fingerprint. Adverts that differ in a few words differ in a few bits; unrelated ones in about 32. Company boards
 * share a page of boilerplate, so that two of their jobs can stand near each other: distance alone never decides,
 * company and title do first.
 */
#ifndef DOMAIN_JOB_SAME_H
#define DOMAIN_JOB_SAME_H

#include "base/fold.h"

#define SAME_SHINGLE_MIN  24 /* words; a shorter text has no fingerprint (0) */
#define SAME_REPOST_BITS  6  /* a re-post of the same title: the text may be touched up */
#define SAME_SIBLING_BITS 3  /* another title or place: the text must be all but equal */
#define SAME_REPOST_DAYS  60 /* without text: the same title at the same place on another site within this time */

/* The address without what does not name the page: scheme, "www.", fragment, tracking parameters, a language in front,
 * "/apply" and the like, a slash at the end; the host in lower case, parameters sorted. A job of Greenhouse or Ashby is
 * "greenhouse:ID" or "ashby:ID" whatever site shows it. Empty for no address. */
struct str same_url_key(struct arena *a, struct str url) MUST_USE;
/* Whether the key names one job and not a company's page of openings: it holds a number of five digits or more. */
bool same_url_is_one_job(struct str url_key);
/* The site of the key. */
struct str same_url_host(struct str url_key);
/* The company folded, without legal forms and without ".com" and the like. */
struct str same_company_key(struct arena *a, struct str company) MUST_USE;
/* The title folded, without gender marks, ids in brackets, and the place behind a dash or in brackets. */
struct str same_title_key(struct arena *a, struct str title, struct str place) MUST_USE;
/* Company key and title key with " | " between. */
struct str same_job_key(struct arena *a, struct str company_key, struct str title_key) MUST_USE;
/* A hash of the places of "A; B", whatever their order. */
uint64_t same_place_hash(struct str place);

/* FNV-1a of the words: equal for texts that differ in mark-up, case, punctuation and space only. */
uint64_t same_text_hash(const struct fold *text);
uint64_t same_simhash(const struct fold *text);
int same_distance(uint64_t a, uint64_t b);

enum same_relation { SAME_FIRST, SAME_EXACT, SAME_REPOST, SAME_SIBLING };
/* "first", "exact", "repost", "sibling" */
const char *same_relation_name(enum same_relation r);

/* What the decision needs of a posting: hashes of the keys (0: none). */
struct same_face {
	uint64_t url;
	uint64_t host;
	bool url_is_one_job;
	uint64_t company;
	uint64_t title;
	uint64_t place;
	uint64_t text;
	uint64_t simhash;
	int32_t posted_day; /* DAY_NONE */
};

/* What b is to a, which was here before; SAME_FIRST when they are different jobs. */
enum same_relation same_decide(const struct same_face *a, const struct same_face *b);

#endif
