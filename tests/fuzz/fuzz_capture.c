/*
 * Addresses and robots.txt, and what must hold whatever came in. The first line is an address, the rest a robots.txt.
 *
 *  - An address that is taken is written so that it reads back as the same, and names a host and an allowed port.
 *  - What a board's job is fetched from is an address of the board's own hosts.
 *  - A place to redirect to is taken by the same rules.
 *  - robots.txt decides without a crash, for us as for anybody, and always allows itself.
 */
#include "base/fs.h"
#include "base/strbuf.h"
#include "format/board_url.h"
#include "format/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define CHECK(x) ((x) ? (void)0 : base_die("does not hold: " #x))

static void
check_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		CHECK(s.p[i] > ' ' && s.p[i] < 0x7f && s.p[i] != '"' && s.p[i] != '<' && s.p[i] != '\\');
}

static void
check_url(struct arena *a, const struct url *u)
{
	struct str text = url_text(a, u);
	struct url again;

	check_plain(text);
	CHECK(u->port == 80 || u->port == 443);
	CHECK(u->host.n > 0 && str_find_byte(u->host, '@') == u->host.n && str_find_byte(u->host, '/') == u->host.n);
	CHECK(u->path.n > 0 && u->path.p[0] == '/');
	CHECK(str_find(u->path, STR("/../")) == u->path.n);
	CHECK(text.n > URL_MAX || url_parse(a, text, false, &again, NULL));
	CHECK(text.n > URL_MAX || str_eq(url_text(a, &again), text));
}

static void
check_board(struct arena *a, const struct url *u)
{
	static const char *const hosts[] = {"boards-api.greenhouse.io", "api.lever.co", "api.eu.lever.co",
	                                    "api.ashbyhq.com"};
	struct board_url b;
	struct url api;
	bool known = false;

	if (!board_url_of(a, u, &b))
		return;
	CHECK(url_parse(a, b.api, false, &api, NULL));
	CHECK(api.https && api.port == 443);
	for (size_t i = 0; i < ARRAY_LEN(hosts); i++)
		known |= str_eq(api.host, str_of(hosts[i]));
	CHECK(known);
	CHECK(b.only.n <= 36);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct str in = {(const char *)data, n}, line = str_sub(in, 0, str_find_byte(in, '\n'));
	struct str rest = str_sub(in, line.n + 1, n);
	struct url base, u;
	struct err err = {0};

	if (url_parse(&a, line, false, &u, &err)) {
		check_url(&a, &u);
		check_board(&a, &u);
		(void)!robots_allows(&a, rest, STR("cairn"), u.path);
	} else {
		CHECK(err.code != ERR_NONE && err.text[0] != '\0');
	}
	CHECK(url_parse(&a, STR("https://example.org/a/b?c"), false, &base, NULL));
	if (url_join(&a, &base, line, false, &u, &err))
		check_url(&a, &u);
	CHECK(robots_allows(&a, rest, STR("cairn"), STR("/robots.txt")));
	(void)!robots_allows(&a, rest, STR("cairn"), STR("/jobs/1?x=%2f"));
	return 0;
}

#ifdef FUZZ_REPLAY
int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct err err = {0};
	char **names;
	size_t n;

	if (argc != 2 || !fs_list(&a, argv[1], &names, &n, &err)) {
		fprintf(stderr, "replay_capture DIR: %s\n", err.text);
		return 2;
	}
	for (size_t i = 0; i < n; i++) {
		struct str bytes;

		if (!fs_read(&a, fs_join(&a, argv[1], names[i]), (size_t)1 << 20, &bytes, &err)) {
			fprintf(stderr, "%s\n", err.text);
			return 1;
		}
		LLVMFuzzerTestOneInput((const uint8_t *)bytes.p, bytes.n);
	}
	printf("capture: %zu files replayed\n", n);
	return n > 0 ? 0 : 1;
}
#endif
