/*
 * A person's notes as a page shows them: Markdown (CommonMark with tables, task lists, struck text and bare addresses)
 * to markup that is safe. Raw HTML in the text is text; pictures are links to them; an address whose scheme html_url
 * does not let through leads nowhere. Headings begin at <h3>, below those of the page.
 */
#ifndef WEB_MARKDOWN_H
#define WEB_MARKDOWN_H

#include "base/arena.h"
#include "web/html.h"

/* Longer texts are cut there, at a character's border. */
#define MARKDOWN_MAX ((size_t)256 << 10)

/* Cannot fail: what is not Markdown is text. The answer lives in a. */
struct html markdown_html(struct arena *a, struct str text);

#endif
