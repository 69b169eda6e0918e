/*
 * Fetching, against a server of its own on this machine, which the rules given here allow and a worker's never do:
 * redirects, robots.txt, limits, addresses that are refused, and what is not sent.
 */
#include "test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "exchange/fetch.h"

extern char **environ;

#define PAGE "<!doctype html><title>x</title><p>Hello"

/* --- the server --------------------------------------------------------------------------------------------------- */

static struct server {
	int port;
	pid_t pid;
	void *shared;
	_Atomic int *robots; /* how often robots.txt was asked for */
	int robots_status;
} server;

static void
say(int fd, const char *s)
{
	if (send(fd, s, strlen(s), MSG_NOSIGNAL) < 0)
		return;
}

static void
answer(int fd, const char *status, const char *heads, const char *body)
{
	char text[16384];

	snprintf(text, sizeof(text), "HTTP/1.1 %s\r\nConnection: close\r\n%sContent-Length: %zu\r\n\r\n%s", status,
	         heads, strlen(body), body);
	say(fd, text);
}

static void
redirect(int fd, const char *to)
{
	char heads[512];

	snprintf(heads, sizeof(heads), "Location: %s\r\nSet-Cookie: a=b\r\n", to);
	answer(fd, "302 Found", heads, "");
}

/* Bit i of a deflate stream with its fixed codes: one literal, then matches of 258 bytes at distance 1, 13 bits each.
 */
static int
bomb_bit(size_t i)
{
	static const int match[] = {1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0};
	static const int first[] = {1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0}; /* last block, fixed codes, the literal 0 */

	return i < ARRAY_LEN(first) ? first[i] : match[(i - ARRAY_LEN(first)) % ARRAY_LEN(match)];
}

/* The chunk's bits are a multiple of 13: all but the first are alike. */
static void
bomb(int fd)
{
	char chunks[2][4095] = {{0}};

	for (size_t i = 0; i < sizeof(chunks) * 8; i++) {
		char *byte = &chunks[i / 8 / sizeof(chunks[0])][i / 8 % sizeof(chunks[0])];

		*byte = (char)(*byte | bomb_bit(i) << i % 8);
	}
	say(fd, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: deflate\r\nConnection: close\r\n\r\n");
	for (int i = 0; i < 100000; i++)
		if (send(fd, chunks[i > 0], sizeof(chunks[0]), MSG_NOSIGNAL) < 0)
			return;
}

static void
endless(int fd)
{
	char chunk[8192];

	memset(chunk, 'x', sizeof(chunk));
	say(fd, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n");
	while (send(fd, chunk, sizeof(chunk), MSG_NOSIGNAL) > 0)
		;
}

static void
serve(int fd)
{
	char req[8192], path[256] = "", to[256];
	ssize_t n = recv(fd, req, sizeof(req) - 1, 0);

	if (n <= 0)
		return;
	req[n] = '\0';
	if (strncmp(req, "GET ", 4) == 0)
		snprintf(path, sizeof(path), "%.*s", (int)MIN(strcspn(req + 4, " "), sizeof(path) - 1), req + 4);
	snprintf(to, sizeof(to), "http://localhost:%d/page", server.port);
	if (strcmp(path, "/robots.txt") == 0) {
		atomic_fetch_add(server.robots, 1);
		if (server.robots_status == 500)
			answer(fd, "503 Busy", "", "");
		else if (server.robots_status == 404)
			answer(fd, "404 Not here", "", "");
		else
			answer(fd, "200 OK", "",
			       "user-agent: *\ndisallow: /private\nuser-agent: cairn\ndisallow: /secret\n");
	} else if (strcmp(path, "/page") == 0 || strcmp(path, "/private") == 0 || strcmp(path, "/secret") == 0) {
		answer(fd, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", PAGE);
	} else if (strcmp(path, "/echo") == 0) {
		answer(fd, "200 OK", "Content-Type: text/plain\r\n", req);
	} else if (strcmp(path, "/r1") == 0) {
		redirect(fd, "/r2");
	} else if (strcmp(path, "/r2") == 0) {
		redirect(fd, "echo");
	} else if (strcmp(path, "/loop") == 0) {
		redirect(fd, "/loop");
	} else if (strcmp(path, "/to-secret") == 0) {
		redirect(fd, "/secret");
	} else if (strcmp(path, "/to-metadata") == 0) {
		redirect(fd, "http://169.254.169.254/latest");
	} else if (strcmp(path, "/to-private") == 0) {
		redirect(fd, "http://127.0.0.1:1/");
	} else if (strcmp(path, "/to-name") == 0) {
		redirect(fd, "http://localhost:1/");
	} else if (strcmp(path, "/to-mapped") == 0) {
		redirect(fd, "http://[::ffff:127.0.0.1]/");
	} else if (strcmp(path, "/to-file") == 0) {
		redirect(fd, "file:///etc/passwd");
	} else if (strcmp(path, "/to-gopher") == 0) {
		redirect(fd, "gopher://127.0.0.1/x");
	} else if (strcmp(path, "/to-user") == 0) {
		redirect(fd, "http://me@127.0.0.1/x");
	} else if (strcmp(path, "/missing") == 0) {
		answer(fd, "404 Not here", "", "no");
	} else if (strcmp(path, "/forbidden") == 0) {
		answer(fd, "403 No", "", "no");
	} else if (strcmp(path, "/broken") == 0) {
		answer(fd, "500 Oh", "", "no");
	} else if (strcmp(path, "/empty") == 0) {
		answer(fd, "200 OK", "Content-Type: text/html\r\n", "");
	} else if (strcmp(path, "/picture") == 0) {
		answer(fd, "200 OK", "Content-Type: image/png\r\n", "x");
	} else if (strcmp(path, "/declared") == 0) {
		say(fd, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999999\r\n\r\nx");
	} else if (strcmp(path, "/endless") == 0) {
		endless(fd);
	} else if (strcmp(path, "/bomb") == 0) {
		bomb(fd);
	} else if (strcmp(path, "/heads") == 0) {
		say(fd, "HTTP/1.1 200 OK\r\n");
		for (int i = 0; i < 20000; i++)
			say(fd, "X-More: and more\r\n");
	} else if (strcmp(path, "/slow") == 0) {
		say(fd, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
		for (int i = 0; i < 50; i++) {
			say(fd, "x");
			usleep(100000);
		}
	} else if (strcmp(path, "/garbage") == 0) {
		say(fd, "SSH-2.0-OpenSSH_9.2\r\n");
	} else if (strcmp(path, "/old") == 0) {
		say(fd, "<html>HTTP/0.9</html>");
	} else {
		answer(fd, "404 Not here", "", to);
	}
}

static void
server_begin(int robots_status)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(fd, 16), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &n), 0);
	server.port = ntohs(at.sin_port);
	server.robots_status = robots_status;
	server.shared = mmap(NULL, sizeof(*server.robots), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(server.shared != MAP_FAILED);
	server.robots = server.shared;
	server.pid = fork();
	assert_true(server.pid >= 0);
	if (server.pid == 0) {
		alarm(60);
		for (;;) {
			int c = accept(fd, NULL, NULL);

			if (c < 0)
				continue;
			serve(c);
			shutdown(c, SHUT_WR);
			close(c);
		}
	}
	close(fd);
}

static void
server_end(void)
{
	kill(server.pid, SIGKILL);
	waitpid(server.pid, NULL, 0);
	munmap(server.shared, sizeof(*server.robots));
}

static int
begin(void **state)
{
	(void)state;
	server_begin(200);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	server_end();
	return 0;
}

/* --- asking ------------------------------------------------------------------------------------------------------- */

/* This test's server, and nothing else. */
static bool
only_server(void *p, const struct sockaddr *sa)
{
	struct sockaddr_in v4;

	(void)p;
	if (sa->sa_family != AF_INET)
		return false;
	memcpy(&v4, sa, sizeof(v4));
	return v4.sin_addr.s_addr == htonl(INADDR_LOOPBACK) && ntohs(v4.sin_port) == server.port;
}

static const struct fetch_rules lenient = {
    .any_port = true, .may_connect = only_server, .hop_ms = 4000, .body_max = 200000};

struct asked {
	struct arena a;
	struct fetch_memory memory;
	struct fetch_answer answer;
	struct err err;
	bool ok;
};

static void
ask(struct asked *q, const char *path, const struct fetch_rules *rules)
{
	char url[512];

	*q = (struct asked){.a = ARENA(64 << 20)};
	q->memory.a = &q->a;
	if (path[0] == '/')
		snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", server.port, path);
	else
		snprintf(url, sizeof(url), "%s", path);
	q->ok = fetch_here(&q->a, str_of(url), &q->memory, rules, &q->answer, &q->err);
}

static void
refused(const char *path, const struct fetch_rules *rules, enum err_code code, const char *word)
{
	struct asked q;

	ask(&q, path, rules);
	if (q.ok)
		fail_msg("%s is fetched", path);
	if (q.err.code != code || strstr(q.err.text, word) == NULL)
		fail_msg("%s: %s: %s (wanted %s, '%s')", path, err_code_name(q.err.code), q.err.text,
		         err_code_name(code), word);
	arena_release(&q.a);
}

static void
plain(void **state)
{
	struct asked q;

	(void)state;
	ask(&q, "/page", &lenient);
	assert_ok(q.ok, q.err);
	assert_str(q.answer.body, PAGE);
	assert_str(q.answer.type, "text/html");
	assert_true(str_ends(q.answer.url, STR("/page")));
	assert_int_equal(q.memory.n, 1);
	/* The host's robots.txt is asked once for all of its pages. */
	assert_int_equal(atomic_load(server.robots), 1);
	assert_true(fetch_here(&q.a, q.answer.url, &q.memory, &lenient, &q.answer, &q.err));
	assert_int_equal(atomic_load(server.robots), 1);
	arena_release(&q.a);
}

/* What goes out: who asks, and nothing of the person. */
static void
silent(void **state)
{
	static const char *const never[] = {"Cookie:", "Referer:", "Authorization:", "Proxy", "secret"};
	struct asked q;

	(void)state;
	setenv("http_proxy", "http://secret:secret@127.0.0.1:1", 1);
	setenv("ALL_PROXY", "socks5://127.0.0.1:1", 1);
	ask(&q, "/r1", &lenient);
	unsetenv("http_proxy");
	unsetenv("ALL_PROXY");
	assert_ok(q.ok, q.err);
	assert_true(str_ends(q.answer.url, STR("/echo")));
	assert_true(str_has(q.answer.body, STR("User-Agent: cairn (")));
	for (size_t i = 0; i < ARRAY_LEN(never); i++)
		if (str_has_ci(q.answer.body, str_of(never[i])))
			fail_msg("it sends %s", never[i]);
	arena_release(&q.a);
}

static void
redirects(void **state)
{
	(void)state;
	refused("/loop", &lenient, ERR_LIMIT, "redirects more than 5");
	refused("/to-private", &lenient, ERR_DENIED, "loopback");
	refused("/to-name", &lenient, ERR_DENIED, "loopback");
	refused("/to-metadata", &lenient, ERR_DENIED, "link-local");
	refused("/to-mapped", &lenient, ERR_DENIED, "loopback");
	refused("/to-file", &lenient, ERR_INVALID, "no web address");
	refused("/to-gopher", &lenient, ERR_INVALID, "no web address");
	refused("/to-user", &lenient, ERR_INVALID, "user");
	refused("/to-secret", &lenient, ERR_DENIED, "robots.txt");
}

static void
robots(void **state)
{
	struct asked q;

	(void)state;
	refused("/secret", &lenient, ERR_DENIED, "robots.txt");
	ask(&q, "/private", &lenient); /* the group for all does not count when there is one for us */
	assert_ok(q.ok, q.err);
	arena_release(&q.a);
	server_end();
	server_begin(500);
	refused("/page", &lenient, ERR_DENIED, "robots.txt fails");
	server_end();
	server_begin(404);
	ask(&q, "/secret", &lenient);
	assert_ok(q.ok, q.err);
	arena_release(&q.a);
}

static void
limits(void **state)
{
	struct fetch_rules quick = lenient;

	(void)state;
	refused("/endless", &lenient, ERR_LIMIT, "larger");
	refused("/declared", &lenient, ERR_LIMIT, "larger");
	refused("/bomb", &lenient, ERR_LIMIT, "larger");
	quick.body_max = (size_t)1 << 30;
	quick.hop_ms = 20000;
	refused("/bomb", &quick, ERR_LIMIT, "unpacks");
	refused("/heads", &lenient, ERR_LIMIT, "larger");
	quick.hop_ms = 600;
	refused("/slow", &quick, ERR_LIMIT, "too long");
}

static void
answers(void **state)
{
	(void)state;
	refused("/missing", &lenient, ERR_NOT_FOUND, "404");
	refused("/forbidden", &lenient, ERR_DENIED, "403");
	refused("/broken", &lenient, ERR_IO, "500");
	refused("/empty", &lenient, ERR_INVALID, "empty");
	refused("/picture", &lenient, ERR_UNSUPPORTED, "image/png");
	refused("/garbage", &lenient, ERR_IO, "could not fetch");
	refused("/old", &lenient, ERR_IO, "could not fetch");
}

/* With the rules of a worker, nothing on this machine or in this house. */
static void
addresses(void **state)
{
	static const struct fetch_rules strict;
	static const struct fetch_rules ports = {.any_port = true};
	static const char *const list[][2] = {
	    {"http://127.0.0.1/", "loopback"},
	    {"http://localhost/", "loopback"},
	    {"http://[::1]/", "loopback"},
	    {"http://10.0.0.1/", "private"},
	    {"http://192.168.1.1/", "private"},
	    {"http://169.254.169.254/", "link-local"},
	    {"http://100.64.0.1/", "shared"},
	    {"http://0.0.0.0/", "this network"},
	    {"http://[::ffff:10.0.0.1]/", "private"},
	    {"http://[fe80::1]/", "link-local"},
	    {"http://[fd00::1]/", "private"},
	    {"http://224.0.0.1/", "multicast"},
	    {"http://198.51.100.7/", "documentation"},
	    {"http://[64:ff9b::7f00:1]/", "loopback"},
	    {"http://[2002:7f00:1::]/", "loopback"},
	    {"https://127.0.0.1/", "loopback"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(list); i++)
		refused(list[i][0], &strict, ERR_DENIED, list[i][1]);
	refused("/page", &strict, ERR_INVALID, "ports 80 and 443");
	refused("/page", &ports, ERR_DENIED, "loopback");
	refused("file:///etc/passwd", &strict, ERR_INVALID, "no web address");
}

static bool
run_openssl(const char *const argv[], bool wait, pid_t *ret)
{
	posix_spawn_file_actions_t files;
	int status = 1;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", 1, 0);
	posix_spawn_file_actions_addopen(&files, 2, "/dev/null", 1, 0);
	if (posix_spawn(ret, "/usr/bin/openssl", &files, NULL, (char *const *)(uintptr_t)argv, environ) != 0)
		return false;
	posix_spawn_file_actions_destroy(&files);
	return !wait || (waitpid(*ret, &status, 0) == *ret && status == 0);
}

/* A server that speaks no TLS, and one whose certificate nobody vouches for. */
static void
tls(void **state)
{
	char url[64], port[16], key[] = "/tmp/cairn-key-XXXXXX", cert[] = "/tmp/cairn-cert-XXXXXX";
	const char *make[] = {"openssl",  "req",
	                      "-x509",    "-newkey",
	                      "rsa:2048", "-nodes",
	                      "-days",    "2",
	                      "-subj",    "/CN=127.0.0.1",
	                      "-addext",  "subjectAltName=IP:127.0.0.1",
	                      "-keyout",  key,
	                      "-out",     cert,
	                      NULL};
	const char *run[] = {"openssl", "s_server", "-quiet", "-www", "-accept", port,
	                     "-key",    key,        "-cert",  cert,   NULL};
	struct fetch_rules vouched = lenient;
	struct asked q;
	pid_t pid;

	(void)state;
	snprintf(url, sizeof(url), "https://127.0.0.1:%d/page", server.port);
	refused(url, &lenient, ERR_IO, "could not fetch");
	if (!fs_exists("/usr/bin/openssl")) {
		print_message("openssl is not here: certificates are not tested\n");
		return;
	}
	close(mkstemp(key));
	close(mkstemp(cert));
	assert_true(run_openssl(make, true, &pid));
	server_end(); /* its port is free now */
	snprintf(port, sizeof(port), "%d", server.port);
	assert_true(run_openssl(run, false, &pid));
	usleep(400000);
	refused(url, &lenient, ERR_IO, "certificate");
	vouched.ca_file = cert;
	snprintf(url, sizeof(url), "https://127.0.0.1:%d/", server.port);
	ask(&q, url, &vouched);
	assert_true(q.ok || q.err.code == ERR_DENIED || q.err.code == ERR_NOT_FOUND); /* it speaks, whatever it says */
	arena_release(&q.a);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	unlink(key);
	unlink(cert);
	server_begin(200);
}

/* The worker has the strict rules, and what it says comes over whole. */
static void
worker(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	struct fetch_memory memory = {.a = &a};
	struct fetch_answer answer;
	struct err err = {0};
	char url[64];

	(void)state;
	assert_false(fetch_run(&a, STR("http://localhost/"), &memory, &answer, &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_non_null(strstr(err.text, "loopback"));
	assert_non_null(strstr(err.hint, "Save the page"));
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/page", server.port);
	assert_false(fetch_run(&a, str_of(url), &memory, &answer, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_int_equal(atomic_load(server.robots), 0);
	/* What one worker knows goes to the next. */
	memory.robots[memory.n++] =
	    (struct fetch_robots){STR("http://10.0.0.1"), STR("user-agent: *\ndisallow: /"), false};
	assert_false(fetch_run(&a, STR("http://10.0.0.1/x"), &memory, &answer, &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_non_null(strstr(err.text, "robots.txt"));
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(plain, begin, end),
	    cmocka_unit_test_setup_teardown(silent, begin, end),
	    cmocka_unit_test_setup_teardown(redirects, begin, end),
	    cmocka_unit_test_setup_teardown(robots, begin, end),
	    cmocka_unit_test_setup_teardown(limits, begin, end),
	    cmocka_unit_test_setup_teardown(answers, begin, end),
	    cmocka_unit_test_setup_teardown(addresses, begin, end),
	    cmocka_unit_test_setup_teardown(tls, begin, end),
	    cmocka_unit_test_setup_teardown(worker, begin, end),
	};

	if (argc > 1 && strcmp(argv[1], "worker") == 0)
		return fetch_worker_main();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
