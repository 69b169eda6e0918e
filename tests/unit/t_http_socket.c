/* The server over real sockets: malformed requests, pipelining, slow clients, limits. The server runs in a child. */
#include <setjmp.h>
#include <stdarg.h>

#include "web/http_server.h"

#include "base/clock.h"

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define HEADER_MS    1500
#define SLOW_CLIENTS 2000

struct server {
	pid_t pid;
	unsigned port;
	int stop;
};

static void
echo(void *p, struct http_req *req, struct http_resp *resp)
{
	(void)p;
	http_resp_plain(resp, 200, "");
	strbuf_clear(&resp->body);
	strbuf_printf(&resp->body, "path=%.*s n=%.*s form=%zu files=%zu bytes=%zu owner=%d\n", STR_ARG(req->path),
	              STR_ARG(http_get(&req->query, "n")), req->form.n, req->n_files,
	              req->n_files > 0 ? req->files[0].bytes.n : 0, req->owner);
}

static size_t
body_max(void *p, const struct http_req *req, struct err *err)
{
	(void)p;
	if (http_header(req, "X-Stranger").p != NULL)
		err_set(err, ERR_DENIED, "not from you");
	else if (str_starts(req->target, STR("/upload")))
		return HTTP_UPLOAD_MAX;
	return HTTP_BODY_MAX;
}

/* 0: as many connections as there may be. */
static int
start_with(struct server *sv, unsigned max_connections)
{
	int ready[2];
	int stop[2];
	struct err err = {0};
	struct rlimit files;

	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = MIN(files.rlim_max, (rlim_t)8192);
	setrlimit(RLIMIT_NOFILE, &files);
	if (pipe(ready) != 0 || pipe(stop) != 0)
		return -1;
	sv->pid = fork();
	if (sv->pid == 0) {
		struct http_server *s;
		unsigned port;
		struct http_server_options o = {.listen = "127.0.0.1:0",
		                                .header_ms = HEADER_MS,
		                                .idle_ms = 4000,
		                                .body_ms = 2000,
		                                .max_connections = max_connections,
		                                .stop_fd = stop[0],
		                                .handler = echo,
		                                .body_max = body_max};
		close(stop[1]);
		if (!http_server_open(&o, &s, &err)) {
			fprintf(stderr, "%s\n", err.text);
			_exit(1);
		}
		port = http_server_port(s);
		if (write(ready[1], &port, sizeof(port)) != (ssize_t)sizeof(port) || !http_server_run(s, &err))
			_exit(1);
		http_server_close(s);
		exit(0);
	}
	close(stop[0]);
	close(ready[1]);
	if (read(ready[0], &sv->port, sizeof(sv->port)) != (ssize_t)sizeof(sv->port))
		return -1;
	close(ready[0]);
	sv->stop = stop[1];
	return 0;
}

static int
start(void **state)
{
	static struct server sv;

	*state = &sv;
	return start_with(&sv, 0);
}

static int
stop_it(const struct server *sv)
{
	int status;

	close(sv->stop);
	waitpid(sv->pid, &status, 0);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

static int
stop(void **state)
{
	return stop_it(*state);
}

static int
dial(const struct server *sv)
{
	struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons((uint16_t)sv->port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (connect(fd, (struct sockaddr *)&in, sizeof(in)) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static void
put(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t w = send(fd, p, n, MSG_NOSIGNAL);
		if (w <= 0)
			return;
		p += w;
		n -= (size_t)w;
	}
}

/* Reads until the end of the stream, `until` is seen, or nothing comes for wait_ms. */
static size_t
take(int fd, char *buf, size_t cap, const char *until, int wait_ms)
{
	size_t n = 0;

	while (n < cap - 1) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		ssize_t r;
		if (poll(&p, 1, wait_ms) <= 0)
			break;
		r = recv(fd, buf + n, cap - 1 - n, 0);
		if (r <= 0)
			break;
		n += (size_t)r;
		buf[n] = '\0';
		if (until != NULL && strstr(buf, until) != NULL)
			break;
	}
	buf[n] = '\0';
	return n;
}

/* The status of the answer; 0 when the connection was closed without one; -1 when nothing happened. */
static int
status_of(const struct server *sv, const char *bytes, size_t n)
{
	char buf[4096];
	int fd = dial(sv);
	size_t got;

	assert_true(fd >= 0);
	put(fd, bytes, n);
	got = take(fd, buf, sizeof(buf), "\r\n\r\n", 1000);
	if (got == 0) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		int r = poll(&p, 1, 0);
		close(fd);
		return r > 0 ? 0 : -1;
	}
	close(fd);
	if (got < 12 || memcmp(buf, "HTTP/1.", 7) != 0)
		return -2;
	return (buf[9] - '0') * 100 + (buf[10] - '0') * 10 + (buf[11] - '0');
}

#define H          "Host: 127.0.0.1\r\n"
#define CASE(text) text, sizeof(text) - 1

/* status: what must be answered; 0: closed without an answer. `alike` is a second permitted status. */
static const struct {
	const char *name;
	const char *bytes;
	size_t n;
	int status;
	int alike;
} cases[] = {
    {"plain GET", CASE("GET / HTTP/1.1\r\n" H "\r\n"), 200, 200},
    {"plain GET, no space behind colons", CASE("GET / HTTP/1.1\r\nHost:x\r\nAccept:*/*\r\n\r\n"), 200, 200},
    {"HEAD", CASE("HEAD / HTTP/1.1\r\n" H "\r\n"), 200, 200},
    {"form",
     CASE("POST / HTTP/1.1\r\n" H "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=1"),
     200, 200},
    {"no Host", CASE("GET / HTTP/1.1\r\n\r\n"), 400, 400},
    {"two Hosts", CASE("GET / HTTP/1.1\r\n" H "Host: b\r\n\r\n"), 400, 400},
    {"CL+TE both", CASE("POST / HTTP/1.1\r\n" H "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
     501, 501},
    {"two different CL", CASE("POST / HTTP/1.1\r\n" H "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"), 400,
     400},
    {"two equal CL", CASE("POST / HTTP/1.1\r\n" H "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde"), 400, 400},
    {"CL list 5,5", CASE("POST / HTTP/1.1\r\n" H "Content-Length: 5,5\r\n\r\nabcde"), 400, 400},
    {"CL +5", CASE("POST / HTTP/1.1\r\n" H "Content-Length: +5\r\n\r\nabcde"), 400, 400},
    {"CL -1", CASE("POST / HTTP/1.1\r\n" H "Content-Length: -1\r\n\r\n"), 400, 400},
    {"CL 0x5", CASE("POST / HTTP/1.1\r\n" H "Content-Length: 0x5\r\n\r\nabcde"), 400, 400},
    {"CL huge", CASE("POST / HTTP/1.1\r\n" H "Content-Length: 99999999999999999999999\r\n\r\n"), 413, 400},
    {"no CL", CASE("POST / HTTP/1.1\r\n" H "\r\n"), 411, 411},
    {"TE: xchunked", CASE("POST / HTTP/1.1\r\n" H "Transfer-Encoding: xchunked\r\n\r\n"), 501, 501},
    {"TE: chunked, identity", CASE("POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked, identity\r\n\r\n"), 501, 501},
    {"TE in HTTP/1.0", CASE("POST / HTTP/1.0\r\n" H "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 501, 501},
    {"space before colon", CASE("GET / HTTP/1.1\r\n" H "X-A : b\r\n\r\n"), 400, 400},
    {"space before CL colon", CASE("POST / HTTP/1.1\r\n" H "Content-Length : 5\r\n\r\nabcde"), 400, 411},
    {"obs-fold", CASE("GET / HTTP/1.1\r\n" H "X-A: b\r\n c\r\n\r\n"), 400, 400},
    {"bare LF lines", CASE("GET / HTTP/1.1\nHost: 127.0.0.1\n\n"), 400, 400},
    {"one bare LF", CASE("GET / HTTP/1.1\r\nHost: 127.0.0.1\nX-A: b\r\n\r\n"), 400, 400},
    {"bare CR in value", CASE("GET / HTTP/1.1\r\n" H "X-A: b\rc\r\n\r\n"), 400, 400},
    {"NUL in value", CASE("GET / HTTP/1.1\r\n" H "X-A: b\0c\r\n\r\n"), 400, 400},
    {"NUL in target", CASE("GET /a\0b HTTP/1.1\r\n" H "\r\n"), 400, 400},
    {"empty header name", CASE("GET / HTTP/1.1\r\n" H ": b\r\n\r\n"), 400, 400},
    {"header without colon", CASE("GET / HTTP/1.1\r\n" H "nonsense\r\n\r\n"), 400, 400},
    {"leading space header", CASE("GET / HTTP/1.1\r\n X-A: b\r\n" H "\r\n"), 400, 400},
    /* The library closes without a word. */
    {"HTTP/1.1 extra SP", CASE("GET /  HTTP/1.1\r\n" H "\r\n"), 400, 0},
    {"HTTP/9.9", CASE("GET / HTTP/9.9\r\n" H "\r\n"), 505, 505},
    {"HTTP/0.9", CASE("GET /\r\n\r\n"), 400, 505},
    {"bad method chars", CASE("G(T / HTTP/1.1\r\n" H "\r\n"), 400, 400},
    {"other method", CASE("PUT / HTTP/1.1\r\n" H "Content-Length: 0\r\n\r\n"), 405, 405},
    {"target not /", CASE("GET http://x/ HTTP/1.1\r\n" H "\r\n"), 400, 400},
    {"target *", CASE("OPTIONS * HTTP/1.1\r\n" H "\r\n"), 405, 400},
    {"chunk size overflow",
     CASE("POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n0\r\n\r\n"), 501, 413},
    {"chunk size 0x5", CASE("POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\n0x5\r\nabcde\r\n0\r\n\r\n"), 501,
     400},
    {"chunk bare LF", CASE("POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\n5\nabcde\n0\n\n"), 501, 501},
    {"TRACE", CASE("TRACE / HTTP/1.1\r\n" H "\r\n"), 405, 405},
    {"GET with a body", CASE("GET / HTTP/1.1\r\n" H "Content-Length: 3\r\n\r\nabc"), 400, 400},
    {"%00", CASE("GET /a%00b HTTP/1.1\r\n" H "\r\n"), 400, 400},
    {"%2F", CASE("GET /a%2Fb HTTP/1.1\r\n" H "\r\n"), 400, 400},
    {"dot segments", CASE("GET /a/../b HTTP/1.1\r\n" H "\r\n"), 400, 400},
    {"encoded dot segments", CASE("GET /a/%2e%2E/b HTTP/1.1\r\n" H "\r\n"), 400, 400},
    {"bad UTF-8", CASE("GET /%ff HTTP/1.1\r\n" H "\r\n"), 400, 400},
    {"half an escape", CASE("GET /%4 HTTP/1.1\r\n" H "\r\n"), 400, 400},
    {"NUL in the query", CASE("GET /?a=%00 HTTP/1.1\r\n" H "\r\n"), 400, 400},
    {"odd body", CASE("POST / HTTP/1.1\r\n" H "Content-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc"), 415, 415},
    {"too large", CASE("POST / HTTP/1.1\r\n" H "Content-Length: 1048577\r\n\r\n"), 413, 413},
};

static void
malformed(void **state)
{
	size_t wrong = 0;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int got = status_of(*state, cases[i].bytes, cases[i].n);
		if (got != cases[i].status && got != cases[i].alike) {
			print_error("%s: %d, wanted %d\n", cases[i].name, got, cases[i].status);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* Faults that undo each other's length. */
static void
made_up_lengths(void **state)
{
	static const struct {
		const char *name;
		const char *bytes;
		size_t n;
	} heads[] = {
	    {"bare LF, two spaces", CASE("GET / HTTP/1.1\r\n" H "X-A:  b\nX-B: c\r\n\r\n")},
	    {"bare LF at the end", CASE("GET / HTTP/1.1\r\n" H "X-A:  b\r\n\n")},
	    {"NUL, no spaces", CASE("GET / HTTP/1.1\r\nHost:x\r\nX-A:b\0c\r\n\r\n")},
	    {"NUL behind a length", CASE("POST / HTTP/1.1\r\nHost:x\r\nContent-Length:3\0"
	                                 "9\r\n\r\na=1")},
	    {"two spaces, no spaces", CASE("GET / HTTP/1.1\r\nHost:x\r\nX-A:  b\r\n\r\n")},
	    {"obs-fold, no spaces", CASE("GET / HTTP/1.1\r\nHost:x\r\nX-A:b\r\n c\r\n\r\n")},
	};

	for (size_t i = 0; i < ARRAY_LEN(heads); i++)
		if (status_of(*state, heads[i].bytes, heads[i].n) != 400)
			fail_msg("%s was taken", heads[i].name);
}

/* A long plain head that comes in pieces is plain all the same. */
static void
heads_in_pieces(void **state)
{
	static char head[16000];
	size_t n =
	    (size_t)snprintf(head, sizeof(head), "GET /?n=7 HTTP/1.1\r\nHost:127.0.0.1\r\nEmpty:\r\nSpace: \r\n");

	for (int i = 0; i < 50; i++)
		n += (size_t)snprintf(head + n, sizeof(head) - n, "X-%d: %0200d\r\n", i, i);
	n += (size_t)snprintf(head + n, sizeof(head) - n, "Cookie: a=b; c=d\r\n\r\n");
	for (size_t piece = 7; piece < 4000; piece *= 5) {
		char buf[4096];
		int fd = dial(*state);

		for (size_t at = 0; at < n; at += piece) {
			put(fd, head + at, MIN(piece, n - at));
			if (piece > 100)
				usleep(2000);
		}
		put(fd, head, n); /* and another, on the same connection */
		assert_true(take(fd, buf, sizeof(buf), "n=7 ", 1000) > 0);
		if (strncmp(buf, "HTTP/1.1 200", 12) != 0 || strstr(buf, "n=7 ") == NULL)
			fail_msg("pieces of %zu: %.60s", piece, buf);
		close(fd);
	}
}

static void
long_headers(void **state)
{
	char *big = malloc(200000);
	size_t n;

	n = (size_t)snprintf(big, 200000, "GET / HTTP/1.1\r\n" H "X-A: ");
	memset(big + n, 'a', 100000);
	n += 100000;
	n += (size_t)snprintf(big + n, 16, "\r\n\r\n");
	assert_int_equal(status_of(*state, big, n), 431);
	n = (size_t)snprintf(big, 200000, "GET / HTTP/1.1\r\n" H);
	for (int i = 0; i < 10000; i++)
		n += (size_t)snprintf(big + n, 32, "X-%d: a\r\n", i);
	n += (size_t)snprintf(big + n, 16, "\r\n");
	assert_int_equal(status_of(*state, big, n), 431);
	n = (size_t)snprintf(big, 200000, "GET / HTTP/1.1\r\n" H);
	for (int i = 0; i < 65; i++)
		n += (size_t)snprintf(big + n, 32, "X-%d: a\r\n", i);
	n += (size_t)snprintf(big + n, 16, "\r\n");
	assert_int_equal(status_of(*state, big, n), 431);
	n = (size_t)snprintf(big, 200000, "GET /");
	memset(big + n, 'a', 9000);
	n += 9000;
	n += (size_t)snprintf(big + n, 64, " HTTP/1.1\r\n" H "\r\n");
	assert_int_equal(status_of(*state, big, n), 414);
	free(big);
}

static void
pipelining(void **state)
{
	char *buf = malloc(1 << 20);
	char want[32];
	const char *at = buf;
	int fd = dial(*state);

	assert_true(fd >= 0);
	for (int i = 0; i < 50; i++) {
		int n =
		    snprintf(buf, 200, "GET /?n=%d HTTP/1.1\r\n" H "%s\r\n", i, i == 49 ? "Connection: close\r\n" : "");
		put(fd, buf, (size_t)n);
	}
	take(fd, buf, 1 << 20, NULL, 1000);
	close(fd);
	for (int i = 0; i < 50; i++) {
		snprintf(want, sizeof(want), " n=%d ", i);
		at = strstr(at, want);
		assert_non_null(at);
	}
	free(buf);
}

static void
keep_alive(void **state)
{
	static const char get[] = "GET / HTTP/1.1\r\n" H "\r\n";
	char buf[4096];
	int fd = dial(*state);

	for (int i = 0; i < 3; i++) {
		put(fd, get, sizeof(get) - 1);
		assert_true(take(fd, buf, sizeof(buf), "owner=1\n", 1000) > 0);
		assert_non_null(strstr(buf, "default-src 'self'"));
		assert_non_null(strstr(buf, "nosniff"));
	}
	close(fd);
}

static void
uploads(void **state)
{
	static const char mark[] = "--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.json\"\r\n\r\n";
	const size_t size = (size_t)3 << 20;
	char *big = calloc(1, size + 1024);
	char head[256];
	char buf[4096];
	char want[64];
	size_t n = sizeof(mark) - 1;
	int fd = dial(*state);

	memcpy(big, mark, n);
	memset(big + n, 'x', size);
	n += size;
	n += (size_t)snprintf(big + n, 64, "\r\n--xyz--\r\n");
	put(fd, head,
	    (size_t)snprintf(head, sizeof(head),
	                     "POST /upload HTTP/1.1\r\n" H
	                     "Content-Type: multipart/form-data; boundary=xyz\r\nContent-Length: %zu\r\n\r\n",
	                     n));
	put(fd, big, n);
	assert_true(take(fd, buf, sizeof(buf), "owner=", 3000) > 0);
	snprintf(want, sizeof(want), "files=1 bytes=%zu", size);
	assert_non_null(strstr(buf, want));
	close(fd);
	free(big);
}

/* Who may not send a large body is told before it is read; nothing is kept of it. */
static void
uploads_of_strangers(void **state)
{
	static const char large[] = "POST /upload HTTP/1.1\r\n" H "X-Stranger: 1\r\nContent-Length: 3000000\r\n\r\n";
	static const char small[] = "POST /upload HTTP/1.1\r\n" H "X-Stranger: 1\r\nContent-Length: 3\r\n"
				    "Content-Type: application/x-www-form-urlencoded\r\n\r\na=1";

	for (int i = 0; i < 10; i++)
		assert_int_equal(status_of(*state, large, sizeof(large) - 1), 403);
	assert_int_equal(status_of(*state, small, sizeof(small) - 1), 200); /* answered by the handler */
}

/* Connections that owe their bodies fill the server: they make room too. */
static void
full_of_bodies(void **state)
{
	static const char head[] = "POST / HTTP/1.1\r\n" H "Content-Length: 100\r\n\r\n";
	static const char get[] = "GET / HTTP/1.1\r\n" H "\r\n";
	struct server sv;
	int fds[100];

	(void)state;
	assert_int_equal(start_with(&sv, 8), 0);
	for (size_t i = 0; i < ARRAY_LEN(fds); i++) {
		fds[i] = dial(&sv);
		assert_true(fds[i] >= 0);
		put(fds[i], head, sizeof(head) - 1);
		usleep(5000);
	}
	assert_int_equal(status_of(&sv, get, sizeof(get) - 1), 200);
	for (size_t i = 0; i < ARRAY_LEN(fds); i++)
		close(fds[i]);
	assert_int_equal(stop_it(&sv), 0);
}

/* A body that trickles in is cut at its deadline. */
static void
slow_body(void **state)
{
	static const char head[] = "POST / HTTP/1.1\r\n" H "Content-Length: 100\r\n\r\n";
	char buf[64];
	int fd = dial(*state);
	int64_t from = clock_monotonic_us();
	ssize_t r = 1;

	put(fd, head, sizeof(head) - 1);
	for (int i = 0; i < 50 && r != 0; i++) {
		put(fd, "a", 1);
		usleep(100000);
		r = recv(fd, buf, sizeof(buf), MSG_DONTWAIT);
	}
	close(fd);
	assert_int_equal(r, 0);
	assert_true(clock_monotonic_us() - from < 3500000);
}

/* Two thousand clients that send a byte now and then: nobody else waits, and all are gone after the deadline. */
static void
slow_clients(void **state)
{
	static const char get[] = "GET / HTTP/1.1\r\n" H "\r\n";
	static int fds[SLOW_CLIENTS];
	size_t open = 0;
	int64_t worst = 0;
	int64_t from;

	for (size_t i = 0; i < SLOW_CLIENTS; i++) {
		fds[i] = dial(*state);
		assert_true(fds[i] >= 0);
		put(fds[i], "GET / HTTP/1.1\r\nX-A: ", 21);
	}
	for (from = clock_monotonic_us(); clock_monotonic_us() - from < (HEADER_MS + 1000) * 1000;) {
		int64_t t = clock_monotonic_us();
		assert_int_equal(status_of(*state, get, sizeof(get) - 1), 200);
		worst = MAX(worst, clock_monotonic_us() - t);
		for (size_t i = 0; i < SLOW_CLIENTS; i++)
			send(fds[i], "a", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
		usleep(100000);
	}
	for (size_t i = 0; i < SLOW_CLIENTS; i++) {
		char c;
		open += recv(fds[i], &c, 1, MSG_DONTWAIT) < 0 && errno == EAGAIN;
		close(fds[i]);
	}
	print_message("# slow clients: %d, still open %zu, worst other answer %lld us\n", SLOW_CLIENTS, open,
	              (long long)worst);
	assert_int_equal(open, 0);
	assert_true(worst < 500000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(malformed),    cmocka_unit_test(made_up_lengths),      cmocka_unit_test(heads_in_pieces),
	    cmocka_unit_test(long_headers), cmocka_unit_test(pipelining),           cmocka_unit_test(keep_alive),
	    cmocka_unit_test(uploads),      cmocka_unit_test(uploads_of_strangers), cmocka_unit_test(full_of_bodies),
	    cmocka_unit_test(slow_body),    cmocka_unit_test(slow_clients),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
