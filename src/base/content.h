/*
 * The content pack that comes with the program: every .txt file of content/, paths as there ("skills/ml.log.txt").
 * Compiled in by tools/embed as a library of its own; link with content_dep.
 */
#ifndef BASE_CONTENT_H
#define BASE_CONTENT_H

#include "embed.h"

extern const struct embed_file content_files[];
extern const size_t content_files_n;

#endif
