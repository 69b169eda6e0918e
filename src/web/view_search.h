/* What the page of the search prints. */
#ifndef WEB_VIEW_SEARCH_H
#define WEB_VIEW_SEARCH_H

#include "domain/today/search.h"

/* One kind of what was found. */
struct search_part {
	const char *title;
	const char *path; /* in front of a hit's key */
	const char *all;  /* the list with filters, in front of the words; NULL: none */
	const struct hit *hits;
	size_t n;
	bool more;
};

#endif
