/* #include "web/http.h" in a comment is none, nor is "SELECT 1". */
#include <stddef.h>
