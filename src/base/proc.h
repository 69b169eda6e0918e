/*
 * Worker processes: the same binary, started anew as `cairn worker KIND` with an empty environment, closed descriptors
 * and resource limits. It reads its input on standard input, answers on standard output, and talks on standard error.
 *
 * A worker that crashes, runs out of memory or time is an error with a clear text in the parent, nothing more.
 */
#ifndef BASE_PROC_H
#define BASE_PROC_H

#include "arena.h"
#include "err.h"

struct proc_limits {
	unsigned cpu_s;  /* processor seconds */
	unsigned wall_s; /* seconds until it is killed */
	size_t memory;   /* bytes of address space; 0: no limit (sanitizers need that) */
	size_t output;   /* bytes of answer */
};

/* Runs the program with argv (argv[0] is its path; NULL-terminated), feeds input, collects standard output into the
 * arena. The last line of its standard error becomes part of the error's text when it fails. */
bool proc_run(struct arena *a, const char *const argv[], struct str input, struct proc_limits limits,
              struct str *ret_output, struct err *err) MUST_USE;
/* In the child, first thing: no new privileges, no core files, and with seccomp no new descriptors of files or sockets,
 * no exec and no signal to anybody else from here on. Call after everything needed is open. */
bool proc_jail(struct err *err) MUST_USE;
/* The same for a child that goes on reading files, such as fonts: besides, it may open for reading and start threads;
 * where the kernel has Landlock, it may read below the folders (NULL-terminated) alone. */
bool proc_jail_reader(const char *const folders[], struct err *err) MUST_USE;
/* The path of the running binary. */
bool proc_self(struct arena *a, char **ret, struct err *err) MUST_USE;

#endif
