#include "base/str.h"
#include "db/db.h"
# include "domain/ctx.h"
#include "query.gen.h"
