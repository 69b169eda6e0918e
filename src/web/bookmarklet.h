/*
 * The bookmark that sends the page one is looking at to Cairn: a javascript: address. Templates print none
 * (tools/tmplc), and nothing else makes one: it is put together here from constants, the server's own origin and the
 * hexadecimal digits of a key, each checked, and handed out as markup that is safe as it is.
 */
#ifndef WEB_BOOKMARKLET_H
#define WEB_BOOKMARKLET_H

#include "base/arena.h"
#include "web/html.h"

/* Bytes of the page's HTML that it sends. */
#define BOOKMARKLET_HTML_MAX ((size_t)3 << 20)

/* A link to be dragged to the bookmarks. Empty when origin is no "http(s)://host[:port]" or the key no digits. */
struct html bookmarklet_link(struct arena *a, struct str origin, struct str key, struct str label) MUST_USE;
/* The address itself, to be pasted into a bookmark. */
struct str bookmarklet_text(struct arena *a, struct str origin, struct str key) MUST_USE;

#endif
