#include "map_impl.h"
#include "domain/skill/map_impl.h"
#include "format/posting.h"
#include "query.gen.h"
