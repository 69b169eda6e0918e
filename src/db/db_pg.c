#include "db_impl.h"

bool
db_pg_open(const char *where, struct db_options options, struct db **ret, struct err *err)
{
	(void)where;
	(void)options;
	(void)ret;
	return err_set(err, ERR_UNSUPPORTED, "this build has no PostgreSQL");
}
