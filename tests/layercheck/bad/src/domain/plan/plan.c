#include "domain/today/today.h"
static const char *const q = "DELETE FROM x";
