#include "domain/job/posting.h"
#include "domain/skill/map.h"
