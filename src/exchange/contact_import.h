/*
 * Bringing people in: vCard, jCard, xCard and LinkedIn's Connections.csv, read by a worker (`cairn worker contacts`),
 * stored in one transaction; and out again as vCard.
 *
 * A card is of the contact with its uid; without one, of the contact with the same e-mail address, page of its own, or
 * name and company. What the address book changed since the last import is changed, what was written here stays
 * (card_follow). The same file twice changes nothing; the whole of an import can be undone (contact_import_undo). A dry
 * run does all of it and rolls back.
 */
#ifndef EXCHANGE_CONTACT_IMPORT_H
#define EXCHANGE_CONTACT_IMPORT_H

#include "domain/ctx.h"
#include "exchange/import.h"
#include "format/vcard.h"

#define CONTACT_FILES_MAX   200
#define CONTACT_STREAM_MAX  ((size_t)256 << 20)
#define CONTACT_NOTICES_MAX 50 /* listed for one file; all are counted */

/* What became of one file. n_read = n_new + n_updated + n_same. */
struct contact_file {
	struct str name;
	size_t n_read;
	size_t n_new;
	size_t n_updated;
	size_t n_same;
	size_t n_refused;
	size_t n_warned;
	struct card_notice *notices; /* the first CONTACT_NOTICES_MAX */
	size_t n_listed;
};

struct contact_report {
	struct contact_file *files;
	size_t n_files;
	struct contact_file total;
	bool dry_run;
	int64_t import; /* for contact_import_undo; 0: nothing was changed */
};

/* Inputs as for postings: paths (a folder: every file below it), "-", or bytes. True even when some were refused;
 * errors: ERR_NOT_FOUND, ERR_LIMIT, ERR_DB, ERR_INVALID (there is one input, and it cannot be read). */
bool contact_import(struct ctx *c, const struct import_input *inputs, size_t n, bool dry_run,
                    struct contact_report *ret, struct err *err) MUST_USE;
void contact_report_text(const struct contact_report *r, struct strbuf *out);
void contact_report_json(const struct contact_report *r, struct strbuf *out);

/* All contacts, or the n with the ids, by name, as one file. */
bool contact_export(struct ctx *c, const int64_t *ids, size_t n, enum vcard_version version, struct strbuf *out,
                    struct err *err) MUST_USE;

/* The worker's side: a file on standard input, a stream of cards (format/card.h) on standard output. */
int contact_worker_main(const char *name) MUST_USE;

#endif
