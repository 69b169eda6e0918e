#include "domain/ctx.h"
