#include "web/http.h"
#include "tmpl.gen.h"
