/*
 * What lives as long as the process: made in main, passed to whoever needs it, never global.
 */
#ifndef CLI_APP_H
#define CLI_APP_H

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/rng.h"

struct extractor;
struct map;

struct app {
	struct arena *arena; /* for what lives as long as the process */
	const char *version;
	const char *where;  /* the database */
	const char *listen; /* host:port for serve */
	const char *hosts;  /* further names by which serve may be called, separated by spaces */
	struct map *map;
	struct id_source ids;
	struct rng rng;
};

/* The reader of skills, compiled from the map's terms and the vocabulary; most commands do not need it. Owned by
 * app->arena. */
bool app_extractor(const struct app *app, const struct extractor **ret, struct err *err) MUST_USE;

#endif
