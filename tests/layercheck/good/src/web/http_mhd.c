#include <microhttpd.h>
#include "exchange/import.h"
#include "tmpl.gen.h"
