#include "err.h"

#include <errno.h>
#include <stdarg.h>

static const struct {
	const char *name;
	int exit_status;
	int http_status;
} codes[ERR__COUNT] = {
    [ERR_NONE] = {"none", 0, 200},
    [ERR_INVALID] = {"invalid", 2, 400},
    [ERR_NOT_FOUND] = {"not_found", 3, 404},
    [ERR_CONFLICT] = {"conflict", 4, 409},
    [ERR_DENIED] = {"denied", 5, 403},
    [ERR_LIMIT] = {"limit", 6, 413},
    [ERR_UNSUPPORTED] = {"unsupported", 7, 501},
    [ERR_NUMERIC] = {"numeric", 8, 422},
    [ERR_IO] = {"io", 9, 500},
    [ERR_DB] = {"db", 10, 500},
    [ERR_BUG] = {"bug", 11, 500},
};

bool
err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return false;
	err->code = code;
	err->hint[0] = '\0';
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	return false;
}

bool
err_errno(struct err *err, const char *fmt, ...)
{
	int saved = errno;
	char reason[128];
	size_t n;
	va_list ap;

	if (err == NULL)
		return false;
	err->code = saved == ENOENT ? ERR_NOT_FOUND : saved == EACCES || saved == EPERM ? ERR_DENIED : ERR_IO;
	err->hint[0] = '\0';
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	n = strlen(err->text);
	snprintf(err->text + n, sizeof(err->text) - n, ": %s", strerror_r(saved, reason, sizeof(reason)));
	if (saved == ENOSPC)
		err_hint(err, "Free some space on the disk and do it again; nothing was changed.");
	return false;
}

bool
err_prefix(struct err *err, const char *fmt, ...)
{
	char prefix[256], rest[sizeof(err->text)];
	va_list ap;

	if (err == NULL)
		return false;
	va_start(ap, fmt);
	vsnprintf(prefix, sizeof(prefix), fmt, ap);
	va_end(ap);
	memcpy(rest, err->text, sizeof(rest));
	snprintf(err->text, sizeof(err->text), "%.240s: %.260s", prefix, rest);
	return false;
}

bool
err_hint(struct err *err, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return false;
	va_start(ap, fmt);
	vsnprintf(err->hint, sizeof(err->hint), fmt, ap);
	va_end(ap);
	return false;
}

const char *
err_code_name(enum err_code code)
{
	return codes[code].name;
}

int
err_exit_status(enum err_code code)
{
	return codes[code].exit_status;
}

int
err_http_status(enum err_code code)
{
	return codes[code].http_status;
}
