/* Within src/web only: offers and leaving, as the templates get them. */
#ifndef WEB_VIEW_OFFER_H
#define WEB_VIEW_OFFER_H

#include <math.h>

#include "domain/job/application.h"
#include "domain/job/leaving.h"
#include "domain/job/offer.h"
#include "domain/plan/growth.h"

/* A piece of the bar of an offer's four years. */
struct offer_bar {
	const char *tone;
	double x, width;
};

struct offers_view {
	struct offer_compare cmp;
	struct offer_bar (*bars)[OFFER_PART__COUNT]; /* by row */
	struct offer *decided;
	size_t n_decided;
	struct money_rate *rates;
	size_t n_rates;
	struct leaving leaving;
	bool has_leaving;
};

struct offer_view {
	struct offer o;
	struct offer_years years;
	struct offer_version *versions;
	size_t n_versions;
	struct negotiation *said;
	size_t n_said;
	struct offer_decision *decisions;
	size_t n_decisions;
	struct offer_weight *weights;
	const struct offer_score **scores; /* by weight; NULL */
	size_t n_weights;
	struct growth growth;
	struct application app; /* when it came from one */
};

struct leaving_view {
	struct leaving l;
	bool found;
	struct leaving_item *items;
	size_t n;
	size_t n_done;
	struct offer *accepted; /* NULL: none */
};

#endif
