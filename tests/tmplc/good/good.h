#ifndef GOOD_H
#define GOOD_H
#include "web/html.h"
struct page {
	struct str title;
	const char *links[3];
	int n;
	size_t size;
	double share;
	double none;
	const char *words;
};
#endif
