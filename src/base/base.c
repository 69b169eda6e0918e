#include "base.h"

#include <unistd.h>

void
base_die(const char *why)
{
	ssize_t ignored;

	ignored = write(STDERR_FILENO, "cairn: ", 7);
	ignored = write(STDERR_FILENO, why, strlen(why));
	ignored = write(STDERR_FILENO, "\n", 1);
	(void)ignored;
	abort();
}
