/*
 * Plain text as posting.h defines it: the writer of its lines, and cleaning of text that comes without markup.
 */
#ifndef FORMAT_PLAIN_H
#define FORMAT_PLAIN_H

#include "base/arena.h"
#include "base/strbuf.h"

enum plain_kind { PLAIN_PARA, PLAIN_HEAD, PLAIN_ITEM };

/* Lines go to `out`; blank lines fall between blocks by themselves. */
struct plain {
	struct strbuf *out;
	enum plain_kind last;
	bool any;   /* something was written */
	bool blank; /* a blank line is wanted before the next line */
};

#define PLAIN(buf)                                                                                                     \
	{                                                                                                              \
		.out = (buf)                                                                                           \
	}

/* One line. White space of any kind is made single spaces, control and invisible characters are dropped, references
 * ("&amp;") decoded; a bullet typed in front makes it an item; an empty line asks for a blank one. */
void plain_line(struct plain *p, enum plain_kind kind, struct str line);

/* Text without markup as plain text: Markdown headings and bullets are recognised, and bullets typed within a
 * line ("a • b • c") each get a line. */
struct str plain_text(struct arena *a, struct str s, size_t max) MUST_USE;

/* A name or title: one line, entities decoded, doubly encoded text repaired, at most max bytes. STR_NONE when nothing
 * is left. */
struct str plain_name(struct arena *a, struct str s, size_t max) MUST_USE;

/* Undoes UTF-8 that was read as Windows-1252 and written as UTF-8 again ("â€™" for an apostrophe): every run of
 * characters beyond ASCII whose Windows-1252 bytes are valid UTF-8 is replaced by those bytes. */
struct str plain_repair(struct arena *a, struct str s) MUST_USE;

/* Decodes &amp; &lt; &gt; &quot; &apos; &nbsp; and numeric references, once. */
struct str plain_unescape(struct arena *a, struct str s) MUST_USE;

#endif
