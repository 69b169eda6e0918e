/* What the files of import share. */
#ifndef EXCHANGE_IMPORT_IMPL_H
#define EXCHANGE_IMPORT_IMPL_H

#include "exchange/fetch.h"
#include "import.h"

/* Bytes of address space of a worker. */
#if defined(__SANITIZE_ADDRESS__)
#define WORKER_MEMORY ((size_t)0) /* the sanitizer reserves terabytes of addresses */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WORKER_MEMORY ((size_t)0)
#endif
#endif
#ifndef WORKER_MEMORY
#define WORKER_MEMORY ((size_t)1 << 30)
#endif

/* What fetching a list of addresses remembers from one to the next. */
#define IMPORT_HOSTS_MAX (2 * IMPORT_FETCH_MAX)
struct import_fetch {
	struct fetch_memory memory;
	import_fetcher *fetcher;
	int pause_ms;
	struct {
		struct str host;
		int64_t last_us;
	} hosts[IMPORT_HOSTS_MAX];
	size_t n_hosts;
	bool (*wait)(void *p, struct err *err); /* asked while it pauses; false stops */
	void *p;
};
/* Fetches what the address stands for, into a: of a job on a board its data (ret_only is its key, where the data has
 * the whole board), else the page. */
bool import_fetch_one(struct import_fetch *f, struct arena *a, struct str url, struct str *ret_bytes,
                      struct str *ret_only, struct err *err) MUST_USE;

/* A worker's last words are "text<tab>hint"; parts the two in an error made of them. Always returns false. */
bool import_split_hint(struct err *err);

/* The object of import_report_json without more around it. */
struct js;
void import_report_write(const struct import_report *r, struct js *j);

#endif
