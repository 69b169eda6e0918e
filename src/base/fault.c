#include "fault.h"

#ifdef CAIRN_FAULT

#include <errno.h>
#include <unistd.h>

static const char *const names[FAULT__COUNT] = {
    [FAULT_ALLOC] = "alloc", [FAULT_READ] = "read",     [FAULT_WRITE] = "write",
    [FAULT_SYNC] = "sync",   [FAULT_RENAME] = "rename", [FAULT_DB] = "db",
};

/* The one mutable global of the test build: it counts calls across the process, which is its purpose. */
static long left[FAULT__COUNT];
static bool armed;

static void
fault_arm(void)
{
	const char *spec = getenv("CAIRN_FAULT");

	armed = true;
	for (int i = 0; spec != NULL && i < FAULT__COUNT; i++) {
		size_t n = strlen(names[i]);

		if (strncmp(spec, names[i], n) != 0 || spec[n] != ':')
			continue;
		for (const char *d = spec + n + 1; *d >= '0' && *d <= '9'; d++)
			left[i] = left[i] * 10 + (*d - '0');
	}
}

bool
fault_hit(enum fault_site site)
{
	if (!armed)
		fault_arm();
	if (left[site] == 0 || --left[site] != 0)
		return false;
	errno = site == FAULT_WRITE ? ENOSPC : EIO;
	/* The test reads this line to know that the loop has not ended yet. */
	ssize_t ignored = write(STDERR_FILENO, "fault: hit\n", 11);
	(void)ignored;
	return true;
}

#else
typedef int fault_is_off;
#endif
