/*
 * YAML from outside as a JSON tree, and a JSON tree as YAML.
 *
 * Read is one document: no tags, no merge keys, aliases of scalars only (an alias of a list or a map, the way to make a
 * small file huge, is refused), keys that are texts and stand once. Plain scalars are taken by the core schema of YAML
 * 1.2 or, with YDOC_TEXTS, as the text they are written with (so that 3.90 and "no" stay what they are); null is null
 * either way.
 */
#ifndef FORMAT_YDOC_H
#define FORMAT_YDOC_H

#include "base/strbuf.h"
#include "format/jdoc.h"

#define YDOC_BYTES_MAX  ((size_t)16 << 20)
#define YDOC_DEPTH_MAX  50
#define YDOC_VALUES_MAX 500000

enum ydoc_mode { YDOC_TYPED, YDOC_TEXTS };

/* ret lives until the arena is released. ERR_INVALID names line and column, ERR_LIMIT the limit. */
bool ydoc_read(struct arena *a, struct str bytes, enum ydoc_mode mode, json_t **ret, struct err *err) MUST_USE;

/* Writes the tree as block YAML. Texts that a reader could take for something else are quoted; a text in the form of a
 * date (2021, 2021-04, 2021-04-30) is written plain, as RenderCV has it. */
void ydoc_write(struct strbuf *out, const json_t *v);

#endif
