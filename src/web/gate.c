#include "web/gate.h"

#include "base/fs.h"
#include "base/num.h"

#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#define NONCE_SIZE  16
#define STAMP_SIZE  8
#define MAC_SIZE    16
#define COOKIE_SIZE (STAMP_SIZE + NONCE_SIZE + MAC_SIZE)

/* A folder that others may write to could hold a key of theirs. */
static bool
key_read(struct gate *g, const char *path, const struct stat *st, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 16);
	struct str bytes;

	if (!S_ISREG(st->st_mode) || st->st_uid != geteuid() || (st->st_mode & 077) != 0)
		return err_set(err, ERR_DENIED, "'%s' is not a file for your eyes alone", path),
		       err_hint(err, "Delete it; a new session key is made, and browsers begin new sessions.");
	if (!fs_read(&a, path, 4096, &bytes, err))
		return false;
	if (bytes.n != GATE_KEY_SIZE)
		return err_set(err, ERR_INVALID, "'%s' is not a session key", path),
		       err_hint(err, "Delete the file; a new one is made, and browsers begin new sessions.");
	memcpy(g->key, bytes.p, GATE_KEY_SIZE);
	return true;
}

bool
gate_init(struct gate *g, const char *key_path, struct err *err)
{
	unsigned char start[16];
	struct stat st;

	if (sodium_init() < 0)
		return err_set(err, ERR_BUG, "could not start libsodium");
	randombytes_buf(start, sizeof(start));
	sodium_bin2hex(g->start_key, sizeof(g->start_key), start, sizeof(start));
	randombytes_buf(g->key, sizeof(g->key));
	if (key_path == NULL)
		return true;
	if (lstat(key_path, &st) == 0)
		return key_read(g, key_path, &st, err);
	return fs_replace(key_path, (struct str){(const char *)g->key, GATE_KEY_SIZE}, err);
}

void
gate_release(struct gate *g)
{
	sodium_memzero(g->key, sizeof(g->key));
	sodium_memzero(g->start_key, sizeof(g->start_key));
}

bool
gate_is_loopback_host(const struct gate *g, struct str host)
{
	static const char *const names[] = {"127.0.0.1", "[::1]", "localhost"};
	char want[32];

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		snprintf(want, sizeof(want), "%s:%u", names[i], g->port);
		if (str_eq_ci(host, str_of(want)) || (g->port == 80 && str_eq_ci(host, str_of(names[i]))))
			return true;
	}
	return false;
}

bool
gate_is_host(const struct gate *g, struct str host)
{
	size_t colon = str_find_byte(host, ':');
	int64_t port;

	if (gate_is_loopback_host(g, host))
		return true;
	for (size_t i = 0; i < g->n_hosts; i++)
		if (str_eq_ci(str_sub(host, 0, colon), str_of(g->hosts[i])))
			return colon == host.n ||
			       num_parse_i64(str_sub(host, colon + 1, host.n), 1, 65535, "port", &port, NULL);
	return false;
}

bool
gate_is_foreign(const struct http_req *req)
{
	struct str site = http_header(req, "Sec-Fetch-Site");
	return site.p != NULL && !str_eq(site, STR("same-origin")) && !str_eq(site, STR("none"));
}

static void
cookie_mac(const struct gate *g, bool owners, const unsigned char head[static STAMP_SIZE + NONCE_SIZE],
           unsigned char out[static MAC_SIZE])
{
	const char *what = owners ? "owner's session" : "session";
	crypto_generichash_state st;

	crypto_generichash_init(&st, g->key, sizeof(g->key), MAC_SIZE);
	crypto_generichash_update(&st, (const unsigned char *)what, strlen(what) + 1);
	crypto_generichash_update(&st, head, STAMP_SIZE + NONCE_SIZE);
	crypto_generichash_final(&st, out, MAC_SIZE);
}

struct str
gate_new_session(const struct gate *g, struct arena *a, bool owners, int64_t now_ms)
{
	unsigned char raw[COOKIE_SIZE];
	char *hex = arena_alloc(a, (size_t)2 * COOKIE_SIZE + 1);

	for (size_t i = 0; i < STAMP_SIZE; i++)
		raw[i] = (unsigned char)((uint64_t)now_ms >> (8 * i));
	randombytes_buf(raw + STAMP_SIZE, NONCE_SIZE);
	cookie_mac(g, owners, raw, raw + STAMP_SIZE + NONCE_SIZE);
	sodium_bin2hex(hex, (size_t)2 * COOKIE_SIZE + 1, raw, sizeof(raw));
	return str_of(hex);
}

struct str
gate_session(const struct gate *g, const struct http_req *req, int64_t now_ms)
{
	struct str cookie = http_cookie(req, GATE_COOKIE);
	unsigned char raw[COOKIE_SIZE];
	unsigned char mac[MAC_SIZE];
	uint64_t stamp = 0;
	size_t n = 0;

	if (cookie.n != (size_t)2 * COOKIE_SIZE ||
	    sodium_hex2bin(raw, sizeof(raw), cookie.p, cookie.n, NULL, &n, NULL) != 0 || n != COOKIE_SIZE)
		return STR_NONE;
	cookie_mac(g, false, raw, mac);
	if (sodium_memcmp(mac, raw + STAMP_SIZE + NONCE_SIZE, MAC_SIZE) != 0) {
		cookie_mac(g, true, raw, mac);
		if (!gate_is_owner(g, req) || sodium_memcmp(mac, raw + STAMP_SIZE + NONCE_SIZE, MAC_SIZE) != 0)
			return STR_NONE;
	}
	for (size_t i = 0; i < STAMP_SIZE; i++)
		stamp |= (uint64_t)raw[i] << (8 * i);
	if (now_ms - (int64_t)stamp > (int64_t)GATE_DAYS * 86400000)
		return STR_NONE;
	return cookie;
}

bool
gate_is_owner(const struct gate *g, const struct http_req *req)
{
	static const char *const proxied[] = {"Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"};

	for (size_t i = 0; i < ARRAY_LEN(proxied); i++)
		if (http_header(req, proxied[i]).p != NULL)
			return false;
	return req->owner && gate_is_loopback_host(g, http_header(req, "Host"));
}

bool
gate_is_start_key(const struct gate *g, struct str key)
{
	return key.n == sizeof(g->start_key) - 1 && sodium_memcmp(key.p, g->start_key, key.n) == 0;
}

struct str
gate_token(const struct gate *g, struct arena *a, struct str session, const char *form)
{
	static const char what[] = "form";
	unsigned char raw[GATE_TOKEN_SIZE / 2];
	char *hex = arena_alloc(a, GATE_TOKEN_SIZE + 1);
	crypto_generichash_state st;

	crypto_generichash_init(&st, g->key, sizeof(g->key), sizeof(raw));
	crypto_generichash_update(&st, (const unsigned char *)what, sizeof(what));
	crypto_generichash_update(&st, (const unsigned char *)session.p, session.n);
	crypto_generichash_update(&st, (const unsigned char *)form, strlen(form));
	crypto_generichash_final(&st, raw, sizeof(raw));
	sodium_bin2hex(hex, GATE_TOKEN_SIZE + 1, raw, sizeof(raw));
	return (struct str){hex, GATE_TOKEN_SIZE};
}

/* Whether the browser says that a page of ours sent the form. A request with neither header is no browser's. */
static bool
is_our_origin(const struct gate *g, const struct http_req *req)
{
	struct str site = http_header(req, "Sec-Fetch-Site");
	struct str origin = http_header(req, "Origin");
	struct str host = http_header(req, "Host");

	if (site.p != NULL && !str_eq(site, STR("same-origin")))
		return false;
	if (origin.p == NULL)
		return site.p != NULL;
	if (str_starts(origin, STR("http://")))
		return str_eq_ci(str_sub(origin, 7, origin.n), host);
	/* https ends at a proxy, which only the further names have. */
	return str_starts(origin, STR("https://")) && str_eq_ci(str_sub(origin, 8, origin.n), host) &&
	       !gate_is_loopback_host(g, host);
}

bool
gate_knows(const struct gate *g, const struct http_req *req, struct str session, struct err *err)
{
	if (req->method != HTTP_POST || !gate_is_host(g, http_header(req, "Host")))
		return err_set(err, ERR_DENIED, "changes are made by forms of this server only");
	if (!is_our_origin(g, req))
		return err_set(err, ERR_DENIED, "the form did not come from a page of this server");
	if (session.p == NULL)
		return err_set(err, ERR_DENIED, "the form's session is not known here or has ended"),
		       err_hint(err, "Open the page again, and send the form from there.");
	return true;
}

bool
gate_pass(const struct gate *g, const struct http_req *req, struct str session, const char *form, struct err *err)
{
	struct str token = http_get(&req->form, "_t");
	struct str want;

	if (!gate_knows(g, req, session, err))
		return false;
	want = gate_token(g, req->a, session, form);
	if (token.n != want.n || sodium_memcmp(token.p, want.p, want.n) != 0)
		return err_set(err, ERR_DENIED, "the form is not one that this session was given"),
		       err_hint(err, "Open the page again, and send the form from there.");
	return true;
}

static void
key_mac(const struct gate *g, const unsigned char id[static STAMP_SIZE], unsigned char out[static MAC_SIZE])
{
	static const char what[] = "bookmark";
	crypto_generichash_state st;

	crypto_generichash_init(&st, g->key, sizeof(g->key), MAC_SIZE);
	crypto_generichash_update(&st, (const unsigned char *)what, sizeof(what));
	crypto_generichash_update(&st, id, STAMP_SIZE);
	crypto_generichash_final(&st, out, MAC_SIZE);
}

struct str
gate_key_secret(const struct gate *g, struct arena *a, int64_t id)
{
	unsigned char raw[STAMP_SIZE + MAC_SIZE];
	char *hex = arena_alloc(a, GATE_KEY_DIGITS + 1);

	for (size_t i = 0; i < STAMP_SIZE; i++)
		raw[i] = (unsigned char)((uint64_t)id >> (8 * i));
	key_mac(g, raw, raw + STAMP_SIZE);
	sodium_bin2hex(hex, GATE_KEY_DIGITS + 1, raw, sizeof(raw));
	return (struct str){hex, GATE_KEY_DIGITS};
}

bool
gate_key_pass(const struct gate *g, const struct http_req *req, int64_t *ret_id, struct err *err)
{
	struct str host = http_header(req, "Host"), secret = http_get(&req->form, "key");
	struct str mode = http_header(req, "Sec-Fetch-Mode"), dest = http_header(req, "Sec-Fetch-Dest");
	unsigned char raw[STAMP_SIZE + MAC_SIZE], mac[MAC_SIZE];
	uint64_t id = 0;
	size_t n = 0;

	if (req->method != HTTP_POST || !gate_is_host(g, host) ||
	    (gate_is_loopback_host(g, host) && !gate_is_owner(g, req)))
		return err_set(err, ERR_DENIED, "the bookmark works in the browser of this Cairn's owner only");
	if ((mode.p != NULL && !str_eq(mode, STR("navigate"))) || (dest.p != NULL && !str_eq(dest, STR("document"))))
		return err_set(err, ERR_DENIED, "the bookmark sends a page as a form does, in a tab of its own");
	if (secret.n != GATE_KEY_DIGITS || sodium_hex2bin(raw, sizeof(raw), secret.p, secret.n, NULL, &n, NULL) != 0 ||
	    n != sizeof(raw))
		return err_set(err, ERR_DENIED, "the bookmark's key is not one of this Cairn");
	key_mac(g, raw, mac);
	if (sodium_memcmp(mac, raw + STAMP_SIZE, MAC_SIZE) != 0)
		return err_set(err, ERR_DENIED, "the bookmark's key is not one of this Cairn");
	for (size_t i = 0; i < STAMP_SIZE; i++)
		id |= (uint64_t)raw[i] << (8 * i);
	*ret_id = (int64_t)id;
	return true;
}
