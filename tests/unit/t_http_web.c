/* The gate and the pages without sockets: requests made by hand go through the server's own handler. */
#include "life.h"

#include "base/num.h"
#include "domain/skill/extract.h"
#include "domain/skill/vocab.h"
#include "web/bookmarklet.h"
#include "web/page.h"

#include <sys/stat.h>
#include <unistd.h>

#define PORT 8042

struct site {
	struct life life;
	struct web web;
	struct serve_options o;
	char where[96];
	struct arena a; /* of one request */
	struct str cookie;
	struct http_field headers[8];
	struct http_field form[32];
	struct http_req req;
	struct http_resp resp;
};

static int
setup(void **state)
{
	struct site *s = calloc(1, sizeof(*s));
	struct vocab *vocab;
	struct extractor *ex;
	struct term_spec *terms;
	size_t n;

	assert_non_null(s);
	life_begin(&s->life, 20000);
	assert_ok(vocab_load(&s->life.a, content_files, content_files_n, &vocab, &s->life.err), s->life.err);
	terms = vocab_join(&s->life.a, s->life.map->terms, s->life.map->n_terms, vocab, &n);
	assert_ok(extractor_new(&s->life.a, terms, n, STR(""), &ex, &s->life.err), s->life.err);
	snprintf(s->where, sizeof(s->where), "%s/web.db", s->life.dir);
	s->o = (struct serve_options){.where = s->where,
	                              .map = s->life.map,
	                              .ex = ex,
	                              .clock = s->life.c.clock,
	                              .data_dir = s->life.dir,
	                              .stop_fd = -1};
	assert_ok(web_init(&s->web, &s->o, &s->life.err), s->life.err);
	s->web.gate.port = PORT;
	s->a = (struct arena)ARENA(64 << 20);
	*state = s;
	return 0;
}

static int
teardown(void **state)
{
	struct site *s = *state;

	http_resp_release(&s->resp);
	arena_release(&s->a);
	web_release(&s->web);
	unlink(s->where);
	life_end(&s->life);
	free(s);
	return 0;
}

static void
add_header(struct site *s, const char *name, struct str value)
{
	s->req.headers.p[s->req.headers.n++] = (struct http_field){str_of(name), value};
}

/* A request of the owner's browser; the caller may add to it before send. */
static void
begin(struct site *s, enum http_method method, const char *target)
{
	http_resp_release(&s->resp);
	arena_release(&s->a);
	s->req = (struct http_req){
	    .a = &s->a, .method = method, .owner = true, .headers = {s->headers, 0}, .form = {s->form, 0}};
	assert_true(http_req_target(&s->req, str_of(target), &s->life.err));
	add_header(s, "Host", STR("127.0.0.1:8042"));
	http_resp_init(&s->resp, &s->a);
}

static int
deliver(struct site *s)
{
	if (s->cookie.p != NULL)
		add_header(s, "Cookie", arena_printf(&s->a, "cairn=%.*s", STR_ARG(s->cookie)));
	web_handle(&s->web, &s->req, &s->resp);
	return s->resp.status;
}

static int
get(struct site *s, const char *target)
{
	begin(s, HTTP_GET, target);
	return deliver(s);
}

static struct str
answer_header(const struct site *s, const char *name)
{
	for (size_t i = 0; i < s->resp.n_headers; i++)
		if (str_eq_ci(s->resp.headers[i].name, str_of(name)))
			return s->resp.headers[i].value;
	return STR_NONE;
}

static void
log_in(struct site *s)
{
	struct str c;

	s->cookie = STR_NONE;
	assert_int_equal(get(s, "/welcome"), 200);
	c = answer_header(s, "Set-Cookie");
	assert_true(str_has(c, STR("HttpOnly; SameSite=Strict")));
	c = str_sub(c, 6, str_find_byte(c, ';') - 6);
	s->cookie = arena_str(&s->life.a, c);
}

static void
field(struct site *s, const char *name, const char *value)
{
	s->form[s->req.form.n++] = (struct http_field){str_of(name), str_of(value)};
}

/* A POST as our own page sends it, with the right token. */
static void
begin_post(struct site *s, const char *target, const char *pattern)
{
	begin(s, HTTP_POST, target);
	add_header(s, "Origin", STR("http://127.0.0.1:8042"));
	add_header(s, "Sec-Fetch-Site", STR("same-origin"));
	s->form[s->req.form.n++] = (struct http_field){STR("_t"), gate_token(&s->web.gate, &s->a, s->cookie, pattern)};
}

static bool
says(const struct site *s, const char *text)
{
	return str_has(strbuf_str(&s->resp.body), str_of(text));
}

static void
set_goal(struct site *s)
{
	begin_post(s, "/welcome", "/welcome");
	field(s, "start_role", "data-analyst");
	field(s, "role", "ai-engineer");
	field(s, "hours", "6");
	field(s, "level.sw.py", "2");
	assert_int_equal(deliver(s), 303);
	assert_true(str_eq(answer_header(s, "Location"), STR("/plan?done=goal")));
}

static void
pages(void **state)
{
	static const char *const paths[] = {
	    "/",
	    "/welcome",
	    "/map",
	    "/map?by=freshness",
	    "/skills/ml.log",
	    "/goal",
	    "/plan",
	    "/postings",
	    "/import",
	    "/capture",
	    "/routes",
	    "/routes?from_role=data-analyst&from_industry=retail&role=ml-engineer&industry=health&size=large",
	    "/data",
	    "/settings",
	    "/keys",
	    "/postings?q=a&role=x&sort=title&after=5&day=9"};
	struct site *s = *state;

	log_in(s);
	assert_int_equal(get(s, "/"), 303); /* no goal yet */
	assert_true(str_eq(answer_header(s, "Location"), STR("/welcome")));
	set_goal(s);
	for (size_t i = 0; i < ARRAY_LEN(paths); i++)
		if (get(s, paths[i]) != 200 || !says(s, "</html>") || !says(s, "<h1>"))
			fail_msg("%s: %d", paths[i], s->resp.status);
	assert_int_equal(get(s, "/nothing"), 404);
	assert_int_equal(get(s, "/skills/nothing"), 404);
	assert_int_equal(get(s, "/postings/9"), 404);
	assert_int_equal(get(s, "/postings/x"), 404);
	assert_int_equal(get(s, "/minutes"), 405);
}

/* Every form: nothing without its token, with another's, from another site, or without a session. */
static void
gate(void **state)
{
	struct site *s = *state;
	const struct route *r;
	size_t forms = 0;

	log_in(s);
	for (size_t i = 0; (r = route_at(i)) != NULL; i++) {
		char target[96];
		const char *hole = strstr(r->pattern, "{id}");
		if (r->method != HTTP_POST)
			continue;
		forms++;
		snprintf(target, sizeof(target), "%.*s%s%s",
		         hole != NULL ? (int)(hole - r->pattern) : (int)strlen(r->pattern), r->pattern,
		         hole != NULL ? "1" : "", hole != NULL ? hole + 4 : "");
		for (int wrong = 0; wrong < 8; wrong++) {
			begin_post(s, target, wrong == 1 ? "/another" : r->pattern);
			if (wrong == 0)
				s->req.form.n = 0;
			if (wrong == 2)
				s->headers[1].value = STR("http://evil.example");
			if (wrong == 3)
				s->headers[1].value = STR("null");
			if (wrong == 4)
				s->headers[2].value = STR("cross-site");
			if (wrong == 5)
				s->req.headers.n = 1; /* neither Origin nor Sec-Fetch-Site */
			if (wrong == 6)
				s->headers[0].value = STR("evil.example:8042");
			if (wrong == 7) { /* without the session */
				struct str keep = s->cookie;
				s->cookie = STR_NONE;
				assert_int_equal(deliver(s), 403);
				s->cookie = keep;
			} else if (deliver(s) != 403) {
				fail_msg("%s %d: %d", target, wrong, s->resp.status);
			}
		}
		assert_non_null(r->help);
		/* One form comes from elsewhere, with a key of its own. */
		assert_int_equal(r->who, strcmp(r->pattern, "/capture/page") == 0 ? WHO_KEY : WHO_OWNER);
	}
	assert_true(forms >= 14);
}

static void
hosts(void **state)
{
	static const struct {
		const char *host;
		int status;
	} cases[] = {{"localhost:8042", 200}, {"[::1]:8042", 200},          {"127.0.0.1:8043", 403}, {"127.0.0.1", 403},
	             {"evil.example", 403},   {"127.0.0.1.evil:8042", 403}, {"LOCALHOST:8042", 200}};
	struct site *s = *state;

	log_in(s);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		begin(s, HTTP_GET, "/keys");
		s->headers[0].value = str_of(cases[i].host);
		if (deliver(s) != cases[i].status)
			fail_msg("%s: %d", cases[i].host, s->resp.status);
	}
}

/* Another user's socket, a proxy, another site's request: no session, and nothing of the owner's. */
static void
strangers(void **state)
{
	struct site *s = *state;
	struct str keep;
	struct str given;

	log_in(s);
	set_goal(s);
	keep = s->cookie;
	s->cookie = STR_NONE;
	begin(s, HTTP_GET, "/plan");
	s->req.owner = false;
	assert_int_equal(deliver(s), 403);
	assert_null(answer_header(s, "Set-Cookie").p);
	begin(s, HTTP_GET, "/plan");
	add_header(s, "X-Forwarded-For", STR("10.0.0.1"));
	assert_int_equal(deliver(s), 403);
	begin(s, HTTP_GET, "/plan");
	add_header(s, "Sec-Fetch-Site", STR("cross-site"));
	add_header(s, "Sec-Fetch-Mode", STR("no-cors"));
	assert_int_equal(deliver(s), 403);
	begin(s, HTTP_GET, "/plan");
	add_header(s, "Sec-Fetch-Site", STR("cross-site"));
	add_header(s, "Sec-Fetch-Mode", STR("navigate"));
	add_header(s, "Sec-Fetch-Dest", STR("document"));
	assert_int_equal(deliver(s), 200);
	assert_true(says(s, "Another page sent you here"));
	assert_false(says(s, "AI engineer"));
	assert_null(answer_header(s, "Set-Cookie").p);
	/* A forged cookie is none; the start address gives one. */
	s->cookie = arena_str(&s->life.a, keep);
	((char *)(uintptr_t)s->cookie.p)[5] ^= 1;
	begin(s, HTTP_GET, "/plan");
	s->req.owner = false;
	assert_int_equal(deliver(s), 403);
	s->cookie = STR_NONE;
	begin(s, HTTP_GET, "/start?key=00000000000000000000000000000000");
	s->req.owner = false;
	assert_int_equal(deliver(s), 403);
	begin(s, HTTP_GET, arena_cstr(&s->life.a, arena_printf(&s->life.a, "/start?key=%s", s->web.gate.start_key)));
	s->req.owner = false;
	assert_int_equal(deliver(s), 303);
	given = answer_header(s, "Set-Cookie");
	assert_non_null(given.p);
	s->cookie = arena_str(&s->life.a, str_sub(given, 6, str_find_byte(given, ';') - 6));
	begin(s, HTTP_GET, "/plan");
	s->req.owner = false;
	assert_int_equal(deliver(s), 200);
	/* The owner's own cookie in the hands of another user, whose server on another port it was sent to. */
	s->cookie = keep;
	begin(s, HTTP_GET, "/plan");
	s->req.owner = false;
	assert_int_equal(deliver(s), 403);
	begin_post(s, "/data/export", "/data/export");
	s->req.owner = false;
	assert_int_equal(deliver(s), 403);
	begin(s, HTTP_GET, "/plan");
	assert_int_equal(deliver(s), 200);
}

/* A key that others could have read or written makes no sessions. */
static void
session_key(void **state)
{
	struct site *s = *state;
	char path[128];
	char other[160];
	struct gate g;
	struct err err = {0};

	snprintf(path, sizeof(path), "%s/a.key", s->life.dir);
	snprintf(other, sizeof(other), "%s/b.key", s->life.dir);
	assert_ok(gate_init(&g, path, &err), err);
	assert_ok(gate_init(&g, path, &err), err);
	assert_int_equal(chmod(path, 0644), 0);
	assert_fails(gate_init(&g, path, &err), err, ERR_DENIED);
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(symlink(path, other), 0);
	assert_fails(gate_init(&g, other, &err), err, ERR_DENIED);
	if (geteuid() == 0) {
		assert_int_equal(chown(path, 65534, 65534), 0);
		assert_fails(gate_init(&g, path, &err), err, ERR_DENIED);
	}
	unlink(other);
	unlink(path);
}

/* Before a byte of a file is read: only a page of ours, in a session, may send one. */
static void
upload_sizes(void **state)
{
	struct site *s = *state;
	struct err none = {0};
	struct err err;

	log_in(s);
	for (int wrong = 0; wrong < 7; wrong++) {
		size_t want = wrong == 0 ? HTTP_UPLOAD_MAX : HTTP_BODY_MAX;

		err = none;
		begin_post(s, wrong == 6 ? "/minutes" : "/import", "/import");
		if (wrong == 1)
			s->headers[0].value = STR("evil.example:8042");
		if (wrong == 2)
			s->headers[1].value = STR("http://evil.example");
		if (wrong == 3)
			s->headers[2].value = STR("cross-site");
		if (wrong == 4)
			s->req.owner = false;
		if (wrong != 5)
			add_header(s, "Cookie", arena_printf(&s->a, "cairn=%.*s", STR_ARG(s->cookie)));
		assert_int_equal(web_body_max(&s->web, &s->req, &err), want);
		assert_true((err.code == ERR_DENIED) == (wrong > 0 && wrong < 6));
	}
}

static void
forms(void **state)
{
	struct site *s = *state;
	struct str to;
	int64_t id;

	log_in(s);
	set_goal(s);
	begin_post(s, "/minutes", "/minutes");
	field(s, "skill", "ml.log");
	field(s, "minutes", "45");
	field(s, "note", "<script>alert(1)</script>");
	field(s, "back", "/skills/ml.log");
	assert_int_equal(deliver(s), 303);
	to = arena_str(&s->life.a, answer_header(s, "Location"));
	assert_true(str_starts(to, STR("/skills/ml.log?done=minutes&id=")));
	id = 0;
	for (size_t i = str_find(to, STR("&id=")) + 4; i < to.n; i++)
		id = id * 10 + (to.p[i] - '0');
	assert_int_equal(get(s, arena_cstr(&s->life.a, to)), 200);
	assert_true(says(s, "Minutes logged."));
	assert_true(says(s, "&lt;script&gt;alert(1)"));
	assert_false(says(s, "<script>alert"));
	begin_post(s, arena_cstr(&s->life.a, arena_printf(&s->life.a, "/minutes/%lld/undo", (long long)id)),
	           "/minutes/{id}/undo");
	assert_int_equal(deliver(s), 303);
	assert_int_equal(get(s, "/skills/ml.log"), 200);
	assert_false(says(s, "&lt;script&gt;alert(1)"));
}

/* A form that fails says what and where, and keeps what was typed. */
static void
kept(void **state)
{
	struct site *s = *state;

	log_in(s);
	set_goal(s);
	begin_post(s, "/minutes", "/minutes");
	field(s, "skill", "ml.log");
	field(s, "minutes", "5000");
	field(s, "note", "a \"long\" note");
	assert_int_equal(deliver(s), 400);
	assert_true(says(s, "5000"));
	assert_true(says(s, "a &quot;long&quot; note") || says(s, "a &#34;long&#34; note"));
	assert_true(says(s, "data-field=\"minutes\""));
	begin_post(s, "/evidence", "/evidence");
	field(s, "skill", "ml.log");
	field(s, "level", "2");
	field(s, "kind", "course");
	field(s, "url", "javascript:alert(1)");
	field(s, "note", "the note");
	field(s, "back", "/skills/ml.log");
	assert_int_equal(deliver(s), 400);
	assert_true(says(s, "the note"));
	assert_false(says(s, "href=\"javascript"));
	begin_post(s, "/goal", "/goal");
	field(s, "role", "no-such-role");
	field(s, "hours", "7");
	assert_int_equal(deliver(s), 404);
	assert_true(says(s, "no-such-role"));
	assert_true(says(s, "value=\"7\""));
	begin_post(s, "/minutes", "/minutes");
	field(s, "skill", "ml.log");
	field(s, "minutes", "10");
	field(s, "note", "a\001b");
	assert_int_equal(deliver(s), 400);
}

/* A form as the bookmark sends it from another site. */
static void
begin_sent(struct site *s, const char *target, struct str secret)
{
	begin(s, HTTP_POST, target);
	add_header(s, "Origin", STR("https://jobs.example"));
	add_header(s, "Sec-Fetch-Site", STR("cross-site"));
	add_header(s, "Sec-Fetch-Mode", STR("navigate"));
	add_header(s, "Sec-Fetch-Dest", STR("document"));
	s->form[s->req.form.n++] = (struct http_field){STR("key"), secret};
	field(s, "url", "https://jobs.example/1");
	/* An empty page: what passes the gate is refused behind it, and nothing is begun. */
	field(s, "html", " ");
}

enum { SENT_HOST, SENT_ORIGIN, SENT_SITE, SENT_MODE, SENT_DEST };

/* It gets through, and is told nothing: no session, no navigation, nothing of the data. */
static void
passes(struct site *s)
{
	assert_int_equal(deliver(s), 400);
	assert_true(says(s, "the page that was sent is empty"));
	assert_null(answer_header(s, "Set-Cookie").p);
	assert_false(says(s, "<nav"));
	assert_false(says(s, "Postings"));
}

static void
minute_passes(struct site *s)
{
	s->web.keys_n = 0;
}

/* A bookmark's secret; the session is put away into *session. */
static struct str
make_key(struct site *s, int64_t *id, struct str *session)
{
	log_in(s);
	set_goal(s);
	begin_post(s, "/capture/key", "/capture/key");
	field(s, "name", "here & <there>");
	assert_int_equal(deliver(s), 303);
	assert_true(
	    num_parse_i64(str_sub(answer_header(s, "Location"), sizeof("/capture?done=capture-key&id=") - 1, 99), 1,
	                  INT64_MAX, "id", id, NULL));
	*session = s->cookie;
	s->cookie = STR_NONE;
	return gate_key_secret(&s->web.gate, &s->life.a, *id);
}

/* The one form that other sites may send: with its key. */
static void
bookmark(void **state)
{
	struct site *s = *state;
	struct str keep, bad, secret;
	struct gate other;
	int64_t id = 0;

	secret = make_key(s, &id, &keep);
	s->cookie = keep;
	assert_int_equal(get(s, "/capture"), 200);
	assert_true(says(s, "href=\"javascript:(function()"));
	assert_true(says(s, arena_cstr(&s->a, secret)));
	assert_true(says(s, "http://127.0.0.1:8042/capture/page"));
	assert_false(says(s, "<there>"));
	s->cookie = STR_NONE;

	begin_sent(s, "/capture/page", secret);
	passes(s);
	begin_sent(s, "/capture/page", secret);
	s->req.headers.n = 1; /* a browser that says nothing */
	passes(s);
	s->cookie = keep;
	begin_sent(s, "/capture/page", secret);
	passes(s);
	s->cookie = STR_NONE;

	/* Keys that are none. */
	begin_sent(s, "/capture/page", STR(""));
	assert_int_equal(deliver(s), 403);
	begin_sent(s, "/capture/page", secret);
	s->req.form.n = 0;
	assert_int_equal(deliver(s), 403);
	for (size_t i = 0; i < secret.n; i += 7) {
		char *digits = arena_cstr(&s->life.a, secret);

		digits[i] = digits[i] == '0' ? '1' : '0';
		minute_passes(s);
		begin_sent(s, "/capture/page", str_of(digits));
		assert_int_equal(deliver(s), 403);
	}
	assert_ok(gate_init(&other, NULL, &s->life.err), s->life.err);
	bad = gate_key_secret(&other, &s->life.a, id);
	begin_sent(s, "/capture/page", bad);
	assert_int_equal(deliver(s), 403);
	gate_release(&other);
	begin_sent(s, "/capture/page", gate_key_secret(&s->web.gate, &s->life.a, id + 1));
	assert_int_equal(deliver(s), 403);
	begin_sent(s, "/capture/page", keep.p != NULL ? str_sub(keep, 0, GATE_KEY_DIGITS) : STR("x"));
	assert_int_equal(deliver(s), 403);
	minute_passes(s);
}

/* For its purpose, from the owner's browser, and not otherwise. */
static void
bookmark_elsewhere(void **state)
{
	struct site *s = *state;
	struct str keep, secret;
	int64_t id = 0;

	secret = make_key(s, &id, &keep);
	/* Another name of this address, another user of this machine, a proxy, a script, a frame. */
	begin_sent(s, "/capture/page", secret);
	s->headers[SENT_HOST].value = STR("rebound.example:8042");
	assert_int_equal(deliver(s), 403);
	begin_sent(s, "/capture/page", secret);
	s->req.owner = false;
	assert_int_equal(deliver(s), 403);
	begin_sent(s, "/capture/page", secret);
	add_header(s, "X-Forwarded-For", STR("10.0.0.1"));
	assert_int_equal(deliver(s), 403);
	for (size_t i = 0; i < 3; i++) {
		static const char *const modes[] = {"cors", "no-cors", "same-origin"};

		begin_sent(s, "/capture/page", secret);
		s->headers[SENT_MODE].value = str_of(modes[i]);
		assert_int_equal(deliver(s), 403);
	}
	begin_sent(s, "/capture/page", secret);
	s->headers[SENT_DEST].value = STR("iframe");
	assert_int_equal(deliver(s), 403);
	assert_int_equal(get(s, "/capture/page"), 405);

	/* The key opens nothing else, with or without the session. */
	for (size_t i = 0; i < 2; i++) {
		static const char *const targets[] = {"/capture", "/goal",        "/evidence",
		                                      "/import",  "/capture/key", "/settings"};

		s->cookie = i == 0 ? STR_NONE : keep;
		for (size_t k = 0; k < ARRAY_LEN(targets); k++) {
			begin_sent(s, targets[k], secret);
			s->form[s->req.form.n++] = (struct http_field){STR("_t"), secret};
			assert_int_equal(deliver(s), 403);
		}
	}
	s->cookie = STR_NONE;
	begin(s, HTTP_GET, "/capture");
	add_header(s, "Sec-Fetch-Site", STR("cross-site"));
	assert_int_equal(deliver(s), 403); /* nobody else's page reads the key */
}

/* So many a minute, right or wrong; revoked and restored. */
static void
bookmark_ends(void **state)
{
	struct site *s = *state;
	struct str keep, secret, bad = STR("0123");
	int64_t id = 0;

	secret = make_key(s, &id, &keep);
	minute_passes(s);
	for (int i = 0; i < 30; i++) {
		begin_sent(s, "/capture/page", i % 2 == 0 ? secret : bad);
		assert_int_equal(deliver(s), i % 2 == 0 ? 400 : 403);
	}
	begin_sent(s, "/capture/page", secret);
	assert_int_equal(deliver(s), 429);
	minute_passes(s);

	/* Revoked, and restored. */
	s->cookie = keep;
	begin_post(s, arena_cstr(&s->life.a, arena_printf(&s->life.a, "/capture/key/%lld/revoke", (long long)id)),
	           "/capture/key/{id}/revoke");
	assert_int_equal(deliver(s), 303);
	s->cookie = STR_NONE;
	begin_sent(s, "/capture/page", secret);
	assert_int_equal(deliver(s), 403);
	s->cookie = keep;
	begin_post(s, arena_cstr(&s->life.a, arena_printf(&s->life.a, "/capture/key/%lld/restore", (long long)id)),
	           "/capture/key/{id}/restore");
	assert_int_equal(deliver(s), 303);
	s->cookie = STR_NONE;
	begin_sent(s, "/capture/page", secret);
	passes(s);
}

/* What is put into the bookmark cannot leave its place. */
static void
bookmark_text(void **state)
{
	static const char *const bad[] = {"http://x'",    "http://x\"", "http://x/",  "http://x%27",
	                                  "javascript:x", "http://",    "http://x\\", "http://x y",
	                                  "ftp://x",      "http://x?",  "http://x#",  ""};
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);

	(void)state;
	assert_true(bookmarklet_text(&a, STR("http://[::1]:8042"), STR("0123abcd")).n > 0);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(bookmarklet_text(&a, str_of(bad[i]), STR("0123abcd")).n, 0);
	assert_int_equal(bookmarklet_text(&a, STR("http://x"), STR("12'")).n, 0);
	assert_int_equal(bookmarklet_text(&a, STR("http://x"), STR("")).n, 0);
	assert_int_equal(bookmarklet_link(&a, STR("http://x'"), STR("12"), STR("<b>")).s.n, 0);
	assert_false(str_has(bookmarklet_link(&a, STR("http://x"), STR("12"), STR("<b>")).s, STR("<b>")));
	assert_false(str_has(bookmarklet_text(&a, STR("http://x"), STR("12")), STR("%")));
	assert_false(str_has(bookmarklet_text(&a, STR("http://x"), STR("12")), STR("#")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pages),         cmocka_unit_test(gate),
	    cmocka_unit_test(hosts),         cmocka_unit_test(strangers),
	    cmocka_unit_test(upload_sizes),  cmocka_unit_test(session_key),
	    cmocka_unit_test(forms),         cmocka_unit_test(kept),
	    cmocka_unit_test(bookmark),      cmocka_unit_test(bookmark_elsewhere),
	    cmocka_unit_test(bookmark_ends), cmocka_unit_test(bookmark_text),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
