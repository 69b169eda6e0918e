#include "domain/skill/map.h"
