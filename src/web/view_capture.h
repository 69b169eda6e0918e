/* Within src/web only: what the templates of capture are given. */
#ifndef WEB_VIEW_CAPTURE_H
#define WEB_VIEW_CAPTURE_H

#include "domain/job/capture.h"
#include "web/html.h"

struct capture_view {
	struct capture_key *keys;
	struct html *links; /* the bookmark of each */
	struct str *texts;
	size_t n;
};

#endif
