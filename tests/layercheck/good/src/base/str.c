#include "str.h"
// #include "web/http.h"
static const char quote = '"', *const text = "\" SELECT 1", *const word = "SELECTED";
