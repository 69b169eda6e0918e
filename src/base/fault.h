/*
 * Injected faults for tests: the n-th allocation, read, write, fsync, rename or database step of the process fails.
 *
 * In a build with -Dfault=true the environment variable CAIRN_FAULT="read:7" makes the seventh read fail once; the test
 * counts up until nothing is hit any more. In other builds fault_hit is the constant false and costs nothing.
 */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include "base.h"

enum fault_site { FAULT_ALLOC, FAULT_READ, FAULT_WRITE, FAULT_SYNC, FAULT_RENAME, FAULT_DB, FAULT__COUNT };

#ifdef CAIRN_FAULT
/* Counts one call at the site; true when this is the call to fail (errno is set to EIO, or ENOSPC for writes). */
bool fault_hit(enum fault_site site);
#else
#define fault_hit(site) false
#endif

#endif
