/* What a file is, by its bytes and never by its name. */
#ifndef FORMAT_SNIFF_H
#define FORMAT_SNIFF_H

#include "base/str.h"

enum sniff {
	SNIFF_EMPTY,
	SNIFF_BINARY,
	SNIFF_JSON,
	SNIFF_HTML,
	SNIFF_XML,
	SNIFF_CSV,
	SNIFF_MARKDOWN_TABLE,
	SNIFF_TEXT
};

struct sniffed {
	enum sniff what;
	const char *binary; /* "a PDF file", ... */
	char delimiter;     /* of CSV */
};

/* By the bytes as they came: binary or not (UTF-16 with a byte-order mark or evident zero bytes is text). */
bool sniff_binary(struct str bytes, const char **ret_what);
/* 'L' or 'B' for UTF-16 without a byte-order mark, little or big endian; '\0' for anything else. */
char sniff_utf16(struct str bytes);
/* By the text. */
struct sniffed sniff_text(struct str text);

#endif
