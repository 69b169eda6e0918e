/*
 * The browser's files (app.js, app.css), bundled and compiled into the binary; link with web_files_dep.
 */
#ifndef WEB_WEB_FILES_H
#define WEB_WEB_FILES_H

#include "base/embed.h"

extern const struct embed_file web_files[];
extern const size_t web_files_n;

#endif
