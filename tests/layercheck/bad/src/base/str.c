#include "str.h"
#include "db/db.h"
