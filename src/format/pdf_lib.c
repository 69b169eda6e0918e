#include "pdf_lib.h"

#include "base/dl.h"

static const char *const names[] = {
#define PDF_LIB_NAME(f) #f,
    PDF_LIB_FUNCTIONS(PDF_LIB_NAME)
#undef PDF_LIB_NAME
};

bool
pdf_lib_open(struct pdf_lib *l, struct err *err)
{
	/* It brings all the others with it; what is theirs is found through it. */
	return dl_load("libpangocairo-1.0.so.0", "libpangocairo-1.0-0", names, ARRAY_LEN(names), l, err);
}
