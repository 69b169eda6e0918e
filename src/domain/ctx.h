/*
 * The context of one request or command: what every domain function gets first. Made by the faces (cli, web), it lives
 * as long as the request; the account is the database's (db_set_account) and comes from the session alone.
 */
#ifndef DOMAIN_CTX_H
#define DOMAIN_CTX_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/rng.h"

struct db;
struct map;
struct due_cache;
struct plan_cache;

struct ctx {
	struct arena *a;
	struct db *db;
	const struct map *map;
	struct clock clock;
	struct id_source *ids;
	struct rng *rng;
	struct plan_cache *plans; /* what an earlier request computed; NULL for none */
	struct due_cache *dues;   /* the same of what is due */
};

static inline int64_t
ctx_now_ms(const struct ctx *c)
{
	return clock_now_ms(&c->clock);
}

static inline int32_t
ctx_today(const struct ctx *c)
{
	return clock_today(&c->clock);
}

static inline int64_t
ctx_new_id(const struct ctx *c)
{
	return id_next(c->ids, ctx_now_ms(c));
}

#endif
