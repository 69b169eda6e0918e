#include "domain/learn/card.h"
#include "domain/skill/map_impl.h"
#include "exchange/import.h"
