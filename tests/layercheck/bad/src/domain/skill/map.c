#include "domain/plan/plan.h"
#include "web/html.h"
static const char *const q = "SELECT 1"
                             " FROM x";
