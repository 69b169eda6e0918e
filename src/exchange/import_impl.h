/* What the files of import share. */
#ifndef EXCHANGE_IMPORT_IMPL_H
#define EXCHANGE_IMPORT_IMPL_H

#include "import.h"

/* The object of import_report_json without more around it. */
struct js;
void import_report_write(const struct import_report *r, struct js *j);

#endif
