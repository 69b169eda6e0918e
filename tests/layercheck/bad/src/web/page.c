#include <microhttpd.h>
#include "cli/cmd.h"
#include "nowhere/x.h"
