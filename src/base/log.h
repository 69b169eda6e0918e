/*
 * Messages for whoever runs the program: one line on standard error, `time level message`, control characters escaped.
 * Only the faces (cli, web) log, each failure once; no secrets. Past 1,000 bytes a message is cut.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base.h"

enum log_level { LOG_INFO, LOG_WARN, LOG_ERROR };

void log_at(enum log_level level, const char *fmt, ...) PRINTF(2, 3);
#define log_info(...)  log_at(LOG_INFO, __VA_ARGS__)
#define log_warn(...)  log_at(LOG_WARN, __VA_ARGS__)
#define log_error(...) log_at(LOG_ERROR, __VA_ARGS__)

#endif
