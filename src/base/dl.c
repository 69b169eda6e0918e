#include "dl.h"

#include <dlfcn.h>

bool
dl_load(const char *soname, const char *package, const char *const names[], size_t n, void *functions, struct err *err)
{
	void *lib = dlopen(soname, RTLD_NOW | RTLD_LOCAL);

	if (lib == NULL) {
		err_set(err, ERR_UNSUPPORTED, "the library %s is not here", soname);
		return err_hint(err, "Install it: on Debian it is in the package %s.", package);
	}
	for (size_t i = 0; i < n; i++) {
		void *p = dlsym(lib, names[i]);

		if (p == NULL) {
			err_set(err, ERR_UNSUPPORTED, "the library %s has no %s", soname, names[i]);
			return err_hint(err, "It is of another version than the one this program was built for.");
		}
		/* C has no conversion between the two kinds of pointer; POSIX promises that they look alike. */
		memcpy((char *)functions + i * sizeof(p), &p, sizeof(p));
	}
	return true;
}
