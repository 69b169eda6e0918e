#include "domain/job/capture.h"

#include "base/vec.h"
#include "db/db.h"

#define NAME_MAX 100

bool
capture_keys(struct ctx *c, struct capture_key **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	VEC(struct capture_key) list = {0};

	if (!db_prepare(c->db, Q_CAPTURE_KEY_ALL, &st, err))
		return false;
	for (bool row;;) {
		if (!db_step(st, &row, err))
			return false;
		if (!row)
			break;
		*VEC_PUSH(c->a, &list) = (struct capture_key){
		    .id = db_col_i64(st, 0),
		    .name = arena_str(c->a, db_col_text(st, 1)),
		    .n_used = db_col_i64(st, 2),
		    .used_ms = db_col_i64(st, 3),
		    .revoked = !db_col_is_null(st, 4),
		};
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}

bool
capture_key_add(struct ctx *c, struct str name, int64_t *ret_id, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;
	struct capture_key *keys;
	size_t n;

	name = str_trim(name);
	if (name.n == 0 || name.n > NAME_MAX)
		return err_set(err, ERR_INVALID, "the name of the bookmark has between 1 and %d bytes", NAME_MAX);
	if (!capture_keys(c, &keys, &n, err))
		return false;
	if (n >= CAPTURE_KEYS_MAX)
		return err_set(err, ERR_LIMIT, "there are %d bookmarks already", CAPTURE_KEYS_MAX);
	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_CAPTURE_KEY_ADD, &st, err))
		return false;
	*ret_id = ctx_new_id(c);
	db_bind_i64(st, "id", *ret_id);
	db_bind_text(st, "name", name);
	db_bind_i64(st, "at_ms", ctx_now_ms(c));
	return db_run(st, err) && db_tx_commit(&tx, err);
}

static bool
key_change(struct ctx *c, enum query q, int64_t id, bool now, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, q, &st, err))
		return false;
	db_bind_i64(st, "id", id);
	if (now)
		db_bind_i64(st, "now_ms", ctx_now_ms(c));
	if (!db_run(st, err))
		return false;
	if (db_changes(st) == 0)
		return err_set(err, ERR_NOT_FOUND, "there is no such bookmark %lld", (long long)id);
	return db_tx_commit(&tx, err);
}

bool
capture_key_revoke(struct ctx *c, int64_t id, bool revoked, struct err *err)
{
	return key_change(c, revoked ? Q_CAPTURE_KEY_REVOKE : Q_CAPTURE_KEY_RESTORE, id, revoked, err);
}

bool
capture_key_used(struct ctx *c, int64_t id, struct err *err)
{
	return key_change(c, Q_CAPTURE_KEY_USED, id, true, err);
}

bool
capture_key_holds(struct ctx *c, int64_t id, bool *ret, struct err *err)
{
	struct capture_key *keys;
	size_t n;

	*ret = false;
	if (!capture_keys(c, &keys, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		*ret |= keys[i].id == id && !keys[i].revoked;
	return true;
}
