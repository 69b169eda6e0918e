#include "base/str.h"
#include <sqlite3.h>
static const char *const q = "PRAGMA user_version";
