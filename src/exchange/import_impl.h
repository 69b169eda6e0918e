/* What the files of import share. */
#ifndef EXCHANGE_IMPORT_IMPL_H
#define EXCHANGE_IMPORT_IMPL_H

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

/* A worker's last words are "text<tab>hint"; parts the two in an error made of them. Always returns false. */
bool import_split_hint(struct err *err);

/* The object of import_report_json without more around it. */
struct js;
void import_report_write(const struct import_report *r, struct js *j);

#endif
