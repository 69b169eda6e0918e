/*
 * Who may ask, and who may change something. One gate for every write; a handler of a POST route runs only behind it.
 *
 * The owner opens http://127.0.0.1:8042 and is in, without a log-in. What keeps others out:
 *
 *  - Other web pages in the owner's browser. A request must name a host of ours (against DNS rebinding). A request that
 *    another site caused (Sec-Fetch-Site) gets a page with a link at most. A write must be a POST from our own origin
 *    (Sec-Fetch-Site, else Origin), with the session cookie (HttpOnly, SameSite=Strict) and the form's own token, a
 * keyed hash of session and form.
 *  - Other users of the same machine, who can reach the loopback address too. A session is given only to a loopback
 *    socket of this process's own user (web/peer.h). Root is not kept out, and nor are the owner's own programs: they
 *    can read the database file anyway.
 *  - The one exception: the bookmark that sends the page one is looking at (/capture/page). Its form comes from any
 * site, so it carries no session and is shown nothing; it carries a key instead (gate_key_pass), which can be revoked,
 * is good for adding a posting and for nothing else, and is known to every page it was used on.
 *  - The network. Behind a proxy, or on another address, nobody gets a session by just asking: the start address, with
 * a random key that `cairn serve` prints, gives one.
 *
 * Sessions are kept nowhere: the cookie carries its time and a keyed hash. The key lies in a file readable by the owner
 * alone, so that a form that is open survives a restart. Deleting the file ends all sessions.
 */
#ifndef WEB_GATE_H
#define WEB_GATE_H

#include "web/http.h"

#define GATE_KEY_SIZE   32
#define GATE_TOKEN_SIZE 32 /* hexadecimal digits of a form's token */
#define GATE_COOKIE     "cairn"
#define GATE_DAYS       30 /* a session ends after this */

struct gate {
	unsigned char key[GATE_KEY_SIZE];
	char start_key[33];
	unsigned port;
	const char *const *hosts; /* further names, without a port */
	size_t n_hosts;
};

/* Reads the key from the file, or makes it; ERR_DENIED when others own or may read it. path NULL: a key for this
 * process alone. */
bool gate_init(struct gate *g, const char *key_path, struct err *err) MUST_USE;
void gate_release(struct gate *g);

/* 127.0.0.1, [::1] or localhost, with our port. */
bool gate_is_loopback_host(const struct gate *g, struct str host);
/* The same, or one of the further names, with or without a port. */
bool gate_is_host(const struct gate *g, struct str host);

/* Whether another site caused the request. */
bool gate_is_foreign(const struct http_req *req);

/* A new session's cookie value. One that was given to the owner for being the owner holds for their sockets alone:
 * browsers send a cookie to every port of a host, and another user may listen on one. */
struct str gate_new_session(const struct gate *g, struct arena *a, bool owners, int64_t now_ms) MUST_USE;
/* The request's session, or one with p NULL. */
struct str gate_session(const struct gate *g, const struct http_req *req, int64_t now_ms);
/* Whether to give a session to whoever asks without one: the owner at the loopback address, not through a proxy. */
bool gate_is_owner(const struct gate *g, const struct http_req *req);
/* Whether the key is the one of the start address. */
bool gate_is_start_key(const struct gate *g, struct str key);

/* The token for the form (a route's pattern) in the session. */
struct str gate_token(const struct gate *g, struct arena *a, struct str session, const char *form) MUST_USE;
/* What can be said of a POST before its body is read: whether a page of ours sends it in a session. ERR_DENIED with the
 * reason. */
bool gate_knows(const struct gate *g, const struct http_req *req, struct str session, struct err *err) MUST_USE;
/* The secret of the bookmark's key with the id: the id and a keyed hash of it, GATE_KEY_DIGITS hexadecimal digits. */
#define GATE_KEY_DIGITS 48
struct str gate_key_secret(const struct gate *g, struct arena *a, int64_t id) MUST_USE;
/* Whether a form from anywhere may do what a bookmark may: a POST to a name of ours (DNS rebinding), on the loopback
 * address from the owner's own browser, a navigation and no script's request, with the field `key` of a key of ours.
 * The caller asks whether the key still holds. ERR_DENIED with the reason. */
bool gate_key_pass(const struct gate *g, const struct http_req *req, int64_t *ret_id, struct err *err) MUST_USE;
/* Whether the POST may change something; ERR_DENIED with the reason. The field _t carries the token. */
bool gate_pass(const struct gate *g, const struct http_req *req, struct str session, const char *form,
               struct err *err) MUST_USE;

#endif
