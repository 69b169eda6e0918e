#include "log.h"

#include <stdarg.h>
#include <unistd.h>

#include "clock.h"
#include "date.h"

void
log_at(enum log_level level, const char *fmt, ...)
{
	static const char *const names[] = {"info", "warn", "error"};
	char text[1024], line[4200], when[32];
	size_t n;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	n = (size_t)snprintf(line, sizeof(line), "%s %s ", instant_format(clock_wall_ms(), when), names[level]);
	for (const char *p = text; *p != '\0' && n + 5 < sizeof(line); p++) {
		if ((unsigned char)*p >= 0x20 && *p != 0x7f)
			line[n++] = *p;
		else
			n += (size_t)snprintf(line + n, 5, "\\x%02x", (unsigned)(unsigned char)*p);
	}
	line[n++] = '\n';
	ssize_t ignored = write(STDERR_FILENO, line, n); /* nowhere to report a failed report */
	(void)ignored;
}
