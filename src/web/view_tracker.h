/* Within src/web only: a tracker's file before it is brought in. */
#ifndef WEB_VIEW_TRACKER_H
#define WEB_VIEW_TRACKER_H

#include "domain/job/stage_set.h"
#include "exchange/tracker.h"

struct tracker_view {
	struct str name; /* of the file */
	struct tracker t;
	const enum tracker_field *map;
	struct tracker_plan plan;
	bool planned;       /* else problem says why not */
	struct err problem; /* with the columns as they are chosen */
	struct stage *stages;
	size_t n_stages;
};

#endif
