/* Within src/web only: what the templates of packets are given. */
#ifndef WEB_VIEW_PACKET_H
#define WEB_VIEW_PACKET_H

#include "domain/job/letter.h"
#include "domain/job/resume.h"
#include "domain/person/introduction.h"
#include "exchange/packet_make.h"

#define PACKET_ASKED 3 /* pairs of question and answer in an empty form */

struct apply_view {
	struct application app;
	struct resume_version *versions;
	size_t n_versions;
	struct letter *letters; /* of this application first */
	size_t n_letters;
	bool has_resume;  /* the master holds something */
	bool has_posting; /* its words will be frozen */
	size_t n_pairs;   /* shown */
	bool later;       /* applied for already, nothing frozen yet */
};

struct packet_view {
	struct application app;
	struct packet packet;
	struct packet_diff parts[PACKET_PART__COUNT];
	bool whole; /* texts and hashes agree */
};

struct page;

/* "résumé 'ml', its PDF (86 KB), the posting". */
struct str packet_holds(const struct page *p, const struct packet *k);
/* Whether a line is worth showing: a change stands within a few lines of it. */
bool diff_is_near(const struct diff *d, size_t at);

#endif
