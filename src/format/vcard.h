/*
 * vCard 2.1, 3.0 and 4.0 as address books write them, jCard and xCard; docs/format/vcard.md says what is read, written
 *and refused. Bytes are read in a worker only.
 *
 *	vcard_read(a, bytes, &sink, err);
 *	vcard_write(&out, &card, VCARD_30, now_ms);
 */
#ifndef FORMAT_VCARD_H
#define FORMAT_VCARD_H

#include "format/card.h"

#define VCARD_BYTES_MAX ((size_t)64 << 20) /* of a file */
#define VCARD_LINE_MAX  ((size_t)4 << 20)  /* of a property, unfolded */
#define VCARD_CARDS_MAX 50000              /* of a file */
#define VCARD_PROPS_MAX 2000               /* of a card */

enum vcard_version { VCARD_21, VCARD_30, VCARD_40 };

/* Gives every card to the sink, tidied, and every refusal and warning with its place ("card 3, line 40"). Errors:
 * ERR_INVALID when there is no card in it, ERR_LIMIT, and those of the sink. */
bool vcard_read(struct arena *a, struct str bytes, const struct card_sink *sink, struct err *err) MUST_USE;

/* Appends the card as 3.0 or 4.0: CRLF, folded at 75 octets between characters. REV is the instant. */
void vcard_write(struct arena *a, struct strbuf *out, const struct card *c, enum vcard_version version, int64_t rev_ms);

#endif
