/* Addresses taken apart, boards' data, and what robots.txt allows. */
#include "test.h"

#include "format/board_url.h"
#include "format/robots.h"

#define ARENA_HERE CLEANUP(arena_release) struct arena a = ARENA(16 << 20)

static struct str
text_of(struct arena *a, const char *s)
{
	struct url u;
	struct err err = {0};

	if (!url_parse(a, str_of(s), false, &u, &err))
		fail_msg("%s: %s", s, err.text);
	return url_text(a, &u);
}

static void
urls(void **state)
{
	static const char *const list[][2] = {
	    {"https://example.org", "https://example.org/"},
	    {" HTTPS://Example.ORG:443/a?b=c#d ", "https://example.org/a?b=c"},
	    {"http://example.org:80", "http://example.org/"},
	    {"http://example.org:443/", "http://example.org:443/"},
	    {"https://example.org./x", "https://example.org/x"},
	    {"https://example.org?q", "https://example.org/?q"},
	    {"https://example.org/a/../b/./c/..", "https://example.org/b/"},
	    {"https://example.org/../../x", "https://example.org/x"},
	    {"https://example.org/%2e%2E/x", "https://example.org/x"},
	    {"https://example.org//a", "https://example.org//a"},
	    {"https://example.org/\xc3\xbc\"", "https://example.org/%C3%BC%22"},
	    {"https://1.2.3.4/", "https://1.2.3.4/"},
	    {"https://[2606::1]/", "https://[2606::1]/"},
	    {"https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(list); i++) {
		ARENA_HERE;

		assert_str(text_of(&a, list[i][0]), list[i][1]);
		/* What it writes, it reads as the same. */
		assert_str(text_of(&a, arena_cstr(&a, text_of(&a, list[i][0]))), list[i][1]);
	}
}

static void
bad_urls(void **state)
{
	static const char *const list[] = {
	    "",
	    "example.org",
	    "ftp://example.org/",
	    "file:///etc/passwd",
	    "javascript:alert(1)",
	    "gopher://example.org/",
	    "dict://example.org/",
	    "http:/example.org",
	    "http://",
	    "http:///x",
	    "https://user@example.org/",
	    "https://user:pass@example.org/",
	    "https://example.org@127.0.0.1/",
	    "https://example.org:22/",
	    "https://example.org:8080/",
	    "https://example.org:0/",
	    "https://example.org:99999/",
	    "https://example.org:/",
	    "https://example.org:80:80/",
	    "https://exa mple.org/",
	    "https://example.org/a b",
	    "https://example.org\\@x/",
	    "https://example.org/\\x",
	    "https://example.org/\nx",
	    "https://ex\xc3\xa4mple.org/",
	    "https://ex%61mple.org/",
	    "https://0x7f000001/",
	    "https://2130706433/",
	    "https://017700000001/",
	    "https://0177.0.0.1/",
	    "https://127.1/",
	    "https://127.0.0.1.0x10/",
	    "https://256.1.1.1/",
	    "https://1.2.3.4.5/",
	    "https://a..b/",
	    "https://-a.org/",
	    "https://a-.org/",
	    "https://.org/",
	    "https://[::1/",
	    "https://::1/",
	    "https://[fe80::1%25eth0]/",
	    "https://[::1]x/",
	    "https://[]/",
	    "https://ex\x01mple.org/",
	    "https://ex_mple.org/",
	    "https://[::ffff:7f00:1]:22/",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(list); i++) {
		ARENA_HERE;
		struct url u;
		struct err err = {0};

		if (url_parse(&a, str_of(list[i]), false, &u, &err))
			fail_msg("'%s' is taken", list[i]);
		assert_true(err.text[0] != '\0');
	}
}

static void
joins(void **state)
{
	static const char *const list[][2] = {
	    {"/x", "https://example.org/x"},
	    {"x", "https://example.org/a/x"},
	    {"../x", "https://example.org/x"},
	    {"?q=1", "https://example.org/a/b?q=1"},
	    {"//other.org/x", "https://other.org/x"},
	    {"http://other.org", "http://other.org/"},
	    {"#frag", "https://example.org/a/b?c=d"},
	    {"x:y/z", NULL},
	    {"javascript:alert(1)", NULL},
	    {"//127.0.0.1:22/", NULL},
	    {"/x:y", "https://example.org/x:y"},
	};
	struct url base, u;
	struct err err = {0};
	ARENA_HERE;

	(void)state;
	assert_true(url_parse(&a, STR("https://example.org/a/b?c=d"), false, &base, &err));
	for (size_t i = 0; i < ARRAY_LEN(list); i++) {
		bool ok = url_join(&a, &base, str_of(list[i][0]), false, &u, &err);

		assert_int_equal(ok, list[i][1] != NULL);
		if (ok)
			assert_str(url_text(&a, &u), list[i][1]);
	}
}

static void
boards(void **state)
{
	static const char *const list[][3] = {
	    {"https://boards.greenhouse.io/acme/jobs/4012345?gh_src=x",
	     "https://boards-api.greenhouse.io/v1/boards/acme/jobs/4012345", ""},
	    {"https://job-boards.greenhouse.io/acme/jobs/4012345",
	     "https://boards-api.greenhouse.io/v1/boards/acme/jobs/4012345", ""},
	    {"https://boards.greenhouse.io/acme", "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true",
	     ""},
	    {"https://boards.greenhouse.io/embed/job_app?for=acme&token=77",
	     "https://boards-api.greenhouse.io/v1/boards/acme/jobs/77", ""},
	    {"https://jobs.lever.co/acme/0f0f0f0f-1111-2222-3333-444444444444/apply",
	     "https://api.lever.co/v0/postings/acme/0f0f0f0f-1111-2222-3333-444444444444?mode=json", ""},
	    {"https://jobs.eu.lever.co/acme", "https://api.eu.lever.co/v0/postings/acme?mode=json", ""},
	    {"https://jobs.ashbyhq.com/Acme%20Co/0f0f0f0f-1111-2222-3333-444444444444",
	     "https://api.ashbyhq.com/posting-api/job-board/Acme%20Co?includeCompensation=true",
	     "0f0f0f0f-1111-2222-3333-444444444444"},
	    {"https://jobs.lever.co/acme/not-an-id", NULL, NULL},
	    {"https://boards.greenhouse.io/acme/jobs/abc", NULL, NULL},
	    {"https://boards.greenhouse.io/acme/other", NULL, NULL},
	    {"https://boards.greenhouse.io/", NULL, NULL},
	    {"https://boards.greenhouse.io.evil.example/acme/jobs/1", NULL, NULL},
	    {"https://example.org/acme/jobs/1", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(list); i++) {
		ARENA_HERE;
		struct url u;
		struct board_url b;
		struct err err = {0};

		assert_true(url_parse(&a, str_of(list[i][0]), false, &u, &err));
		assert_int_equal(board_url_of(&a, &u, &b), list[i][1] != NULL);
		if (list[i][1] == NULL)
			continue;
		assert_str(b.api, list[i][1]);
		assert_str(b.only, list[i][2]);
		assert_true(url_parse(&a, b.api, false, &u, &err));
	}
}

static bool
may(const char *robots, const char *path)
{
	ARENA_HERE;

	return robots_allows(&a, str_of(robots), STR("cairn"), str_of(path));
}

/* The examples of RFC 9309, and what its words say. */
static void
robots(void **state)
{
	static const char rfc[] =
	    "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n"
	    "User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n"
	    "User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\n"
	    "User-Agent: quxbot\n";

	(void)state;
	assert_true(may("", "/"));
	assert_true(may("not a robots file\n<html>", "/x"));
	assert_true(may(rfc, "/publications/x"));
	assert_false(may(rfc, "/a.gif"));
	assert_true(may(rfc, "/a.gif?x"));
	assert_false(may(rfc, "/example/page.html"));
	/* Longest match, and a tie is for allowing. */
	assert_false(may("user-agent: *\nallow: /\ndisallow: /jobs", "/jobs/1"));
	assert_true(may("user-agent: *\ndisallow: /\nallow: /jobs", "/jobs/1"));
	assert_true(may("user-agent: *\ndisallow: /jobs\nallow: /jobs", "/jobs/1"));
	assert_true(may("user-agent: *\nallow: /jobs\ndisallow: /jobs", "/jobs/1"));
	assert_true(may("user-agent: *\ndisallow:", "/x"));
	assert_true(may("user-agent: *\ndisallow: /", "/robots.txt"));
	/* Groups: our own instead of the one for all; several are one. */
	assert_true(may("user-agent: *\ndisallow: /\nuser-agent: Cairn\nallow: /", "/x"));
	assert_false(may(
	    "user-agent: cairn/1.0\ndisallow: /a\n\nuser-agent: *\nallow: /\n\nuser-agent: CAIRN\ndisallow: /b", "/b"));
	assert_false(may("user-agent: other\nuser-agent: cairn\ndisallow: /a", "/a"));
	assert_true(may("user-agent: cairnbot\ndisallow: /a", "/a"));
	assert_true(may("disallow: /a\nuser-agent: x\n", "/a"));
	assert_false(may("user-agent: cairn\nsitemap: https://x\ncrawl-delay: 3\ndisallow: /a", "/a"));
	assert_true(may("user-agent: cairn\ndisallow: /b\nuser-agent: other\ndisallow: /a", "/a"));
	/* Writing. */
	assert_false(may("\xef\xbb\xbfUSER-AGENT :  *  # all\r\nDISALLOW\t:\t/a # not here\r", "/a/b"));
	assert_false(may("user-agent: *\rdisallow: /a", "/a"));
	assert_false(may("user-agent: *\ndisallow: /a%2dB", "/a-B"));
	assert_false(may("user-agent: *\ndisallow: /\xc3\xbc", "/%c3%bc"));
	assert_true(may("user-agent: *\ndisallow: /a%2fb", "/a/b"));
	/* Stars. */
	assert_false(may("user-agent: *\ndisallow: /*/apply$", "/jobs/1/apply"));
	assert_true(may("user-agent: *\ndisallow: /*/apply$", "/jobs/1/apply/x"));
	assert_false(may("user-agent: *\ndisallow: /*?*id=", "/x?a=1&id=2"));
	assert_false(may("user-agent: *\ndisallow: *", "/"));
	assert_true(may("user-agent: *\ndisallow: /$", "/a"));
	assert_false(may("user-agent: *\ndisallow: /$", "/"));
	assert_false(may("user-agent: *\ndisallow: /a**b", "/axxb"));
}

/* Time: half a megabyte of stars against a long path. */
static void
slow(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	static const char head[] = "user-agent: *\n", line[] = "disallow: /*a*a*a*a*a*a*a*b\n";
	char *text = arena_alloc(&a, ROBOTS_MAX), path[1024];
	size_t n = sizeof(head) - 1;

	(void)state;
	memcpy(text, head, n);
	for (; n + sizeof(line) < ROBOTS_MAX; n += sizeof(line) - 1)
		memcpy(text + n, line, sizeof(line) - 1);
	memset(path, 'a', sizeof(path));
	path[0] = '/';
	assert_true(robots_allows(&a, (struct str){text, n}, STR("cairn"), (struct str){path, sizeof(path)}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(urls),   cmocka_unit_test(bad_urls),
	                                   cmocka_unit_test(joins),  cmocka_unit_test(boards),
	                                   cmocka_unit_test(robots), cmocka_unit_test(slow)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
