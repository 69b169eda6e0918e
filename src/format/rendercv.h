/*
 * RenderCV's YAML (docs/format/rendercv.md) as a JSON Resume document, and back.
 *
 * Sections that RenderCV's own examples name (experience, education, skills, ...) and whose entries have the shape that
 * goes with the name become the section of JSON Resume, field for field; every other section stands under its own title
 * with its entries as they are. Keys that JSON Resume does not have stay in place. What is not the person's (design,
 * locale, settings) and how sections were called goes into the document's key "rendercv", so that writing it again
 * gives the same file.
 */
#ifndef FORMAT_RENDERCV_H
#define FORMAT_RENDERCV_H

#include "format/jsonresume.h"

/* ERR_INVALID for what is no YAML or has no "cv". The document is checked by jsonresume_check. */
bool rendercv_read(struct arena *a, struct str bytes, json_t **ret, struct resume_notes *notes,
                   struct err *err) MUST_USE;
/* The document as RenderCV's YAML. */
struct str rendercv_write(struct arena *a, const json_t *doc) MUST_USE;

#endif
