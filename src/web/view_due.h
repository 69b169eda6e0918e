/* Within src/web only: the list of what is due, in the groups the pages show. */
#ifndef WEB_VIEW_DUE_H
#define WEB_VIEW_DUE_H

#include "domain/job/due.h"
#include "domain/job/rhythm.h"

#define DUE_PAGE_MAX  100 /* items on the page */
#define DUE_TODAY_MAX 5   /* items on the page of today */

struct due_view {
	struct due *list; /* sorted: old, overdue, today, to come */
	size_t n;
	size_t n_old; /* so long overdue that they are folded */
	size_t n_overdue;
	size_t n_today;
	int days; /* how far ahead */
	int kind; /* DUE__COUNT: all */
	size_t n_of[DUE__COUNT];
	struct due_word *words; /* the last that were said */
	size_t n_words;
};

struct rhythm_view {
	struct rhythm all[RHYTHM__COUNT];
};

#endif
