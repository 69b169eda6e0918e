#include "pdf_lib.h"

#include <dlfcn.h>

#define LIBRARY "libpangocairo-1.0.so.0" /* it brings all the others with it */

/* dlsym gives a pointer to data; memcpy is the way from there to a function that every compiler takes. */
static bool
symbol(void *handle, const char *name, void *ret, size_t size, struct err *err)
{
	void *p = dlsym(handle, name);

	if (p == NULL) {
		err_set(err, ERR_UNSUPPORTED, "could not make a PDF: the pango or cairo installed has no %s", name);
		return err_hint(err, "Cairn needs pango 1.50 and cairo 1.16 or newer.");
	}
	memcpy(ret, &p, size);
	return true;
}

bool
pdf_lib_open(struct pdf_lib *l, struct err *err)
{
	void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);

	if (handle == NULL) {
		err_set(err, ERR_UNSUPPORTED, "could not make a PDF: %s is not installed", LIBRARY);
		return err_hint(err, "Install it with: apt-get install libpangocairo-1.0-0");
	}
#define PDF_LIB_SYMBOL(f)                                                                                              \
	if (!symbol(handle, #f, &l->f, sizeof(l->f), err))                                                             \
		return false;
	PDF_LIB_FUNCTIONS(PDF_LIB_SYMBOL)
#undef PDF_LIB_SYMBOL
	return true;
}
