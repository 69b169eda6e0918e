/*
 * Making a packet out of what the person has: a version of the résumé with its PDF, a letter; and comparing what was
 * sent with how it is today.
 */
#ifndef EXCHANGE_PACKET_MAKE_H
#define EXCHANGE_PACKET_MAKE_H

#include "base/diff.h"
#include "domain/job/packet.h"

/* Puts a version of the résumé (0: everything) into the packet: its JSON, its name, and its PDF in the design. Where no
 * PDF can be made here (pango is missing), the packet goes without, and *ret_warning says why; else it is empty. */
bool packet_take_resume(struct ctx *c, int64_t version_id, struct str design, struct packet *pk,
                        struct str *ret_warning, struct err *err) MUST_USE;
/* Puts a letter into the packet, as it is sent. ERR_INVALID while fields of it are open. */
bool packet_take_letter(struct ctx *c, int64_t letter_id, struct packet *pk, struct err *err) MUST_USE;

enum packet_part { PACKET_RESUME, PACKET_LETTER, PACKET_POSTING, PACKET_PART__COUNT };
extern const char *const packet_part_names[PACKET_PART__COUNT]; /* "résumé", "letter", "posting" */

struct packet_diff {
	bool sent;       /* there was one */
	bool is;         /* there is one today */
	struct str with; /* what it was compared with: "version 'ml'", "the posting"; or why it could not be */
	struct diff diff;
};
/* Line by line, sent against today. A résumé is compared as text: with the version it came from, else with the master.
 */
bool packet_compare(struct ctx *c, const struct packet *pk, struct packet_diff ret[static PACKET_PART__COUNT],
                    struct err *err) MUST_USE;

#endif
