/* The seam without sockets: what a request may look like, forms, uploads, answers. */
#include "test.h"

#include "web/http.h"

static struct arena a = ARENA(16 << 20);

static int
check(const char *method, const char *target, const char *version, struct http_field *h, size_t n, uint64_t *ret_length)
{
	struct http_head head = {
	    .method = str_of(method), .target = str_of(target), .version = str_of(version), .headers = h, .n = n};
	enum http_method m;
	const char *why = NULL;
	int status = http_check(&head, &m, ret_length, &why);

	assert_true((status == 0) == (why == NULL));
	return status;
}

static void
heads(void **state)
{
	struct http_field host[] = {{STR("Host"), STR("a")}, {STR("Content-Length"), STR("7")}};
	struct http_field te[] = {{STR("Host"), STR("a")}, {STR("transfer-encoding"), STR("chunked")}};
	struct http_field odd[] = {{STR("Host"), STR("a")}, {STR("X Y"), STR("b")}};
	struct http_field ctl[] = {{STR("Host"), STR("a")}, {STR("X"), STR("b\rc")}};
	uint64_t n = 99;

	(void)state;
	assert_int_equal(check("GET", "/", "HTTP/1.1", host, 1, &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(check("POST", "/", "HTTP/1.1", host, 2, &n), 0);
	assert_int_equal(n, 7);
	assert_int_equal(check("GET", "/", "HTTP/1.1", host, 2, &n), 400);
	assert_int_equal(check("POST", "/", "HTTP/1.1", host, 1, &n), 411);
	assert_int_equal(check("GET", "/", "HTTP/1.1", NULL, 0, &n), 400);
	assert_int_equal(check("GET", "/", "HTTP/2.0", host, 1, &n), 505);
	assert_int_equal(check("GET", "*", "HTTP/1.1", host, 1, &n), 400);
	assert_int_equal(check("TRACE", "/", "HTTP/1.1", host, 1, &n), 405);
	assert_int_equal(check("G T", "/", "HTTP/1.1", host, 1, &n), 400);
	assert_int_equal(check("POST", "/", "HTTP/1.1", te, 2, &n), 501);
	assert_int_equal(check("GET", "/", "HTTP/1.1", odd, 2, &n), 400);
	assert_int_equal(check("GET", "/", "HTTP/1.1", ctl, 2, &n), 400);
}

/* The head's length gives away what the library has swallowed. */
static void
lengths(void **state)
{
	static const struct {
		const char *text;
		bool plain;
	} cases[] = {
	    {"GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\r\n", true},
	    {"GET / HTTP/1.1\r\nHost:a\r\nX:b\r\n\r\n", true},
	    {"GET / HTTP/1.1\nHost: a\nX: b\n\n", false},
	    {"GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", false},
	    {"GET /  HTTP/1.1\r\nHost: a\r\nX: b\r\n\r\n", false},
	    {"GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n", false},
	};
	struct http_field h[] = {{STR("Host"), STR("a")}, {STR("X"), STR("b")}};
	struct http_head head = {
	    .method = STR("GET"), .target = STR("/"), .version = STR("HTTP/1.1"), .headers = h, .n = 2};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		enum http_method m;
		uint64_t n;
		const char *why = NULL;
		head.size = strlen(cases[i].text);
		if ((http_check(&head, &m, &n, &why) == 0) != cases[i].plain)
			fail_msg("case %zu: %s", i, why != NULL ? why : "taken");
	}
}

static void
paths(void **state)
{
	static const char *const bad[] = {"/a%00b",  "/a%2fb",    "/a%2Fb", "/a%5cb", "/..",
	                                  "/a/../b", "/%2e%2e/a", "/.",     "/%",     "/%4",
	                                  "/%zz",    "/%ff",      "/a%0ab", "a",      "/a\\b"};
	struct str out;
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (http_path(&a, str_of(bad[i]), &out, &err))
			fail_msg("taken: %s", bad[i]);
	assert_true(http_path(&a, STR("/a%20b/%C3%A9/...x"), &out, &err));
	assert_true(str_eq(out, STR("/a b/\303\251/...x")));
	assert_true(http_path(&a, STR("/a%252fb"), &out, &err));
	assert_true(str_eq(out, STR("/a%2fb"))); /* once */
}

static void
forms(void **state)
{
	struct http_fields f;
	struct err err;
	struct strbuf many = STRBUF(1 << 16);

	(void)state;
	assert_true(http_urlencoded(&a, STR("a=1+2&b=%26%3D&&c&a=3&d="), &f, &err));
	assert_int_equal(f.n, 5);
	assert_true(str_eq(http_get(&f, "a"), STR("1 2")));
	assert_true(str_eq(http_get(&f, "b"), STR("&=")));
	assert_non_null(http_get(&f, "c").p);
	assert_null(http_get(&f, "e").p);
	assert_false(http_urlencoded(&a, STR("a=%00"), &f, &err));
	assert_false(http_urlencoded(&a, STR("a=%ff"), &f, &err));
	assert_false(http_urlencoded(&a, STR("a=%f"), &f, &err));
	for (int i = 0; i <= HTTP_FIELDS_MAX; i++)
		strbuf_addz(&many, "a=1&");
	assert_false(http_urlencoded(&a, strbuf_str(&many), &f, &err));
	assert_int_equal(err.code, ERR_LIMIT);
	strbuf_release(&many);
}

#define TYPE STR("multipart/form-data; boundary=xyz")
#define PART "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
#define FILE_PART                                                                                                      \
	"--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"b.json\"\r\nContent-Type: "                   \
	"application/json\r\n\r\n"                                                                                     \
	"{\r\n--xy}\r\n"

static void
multipart(void **state)
{
	static const char *const bad[] = {"",
	                                  "x" PART "--xyz--\r\n",
	                                  PART,
	                                  PART "--xyz",
	                                  "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n1\r\n--xyz--",
	                                  "--xyz\r\n\r\n1\r\n--xyz--\r\n",
	                                  "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\377\r\n--xyz--"};
	struct http_req req = {.a = &a};
	struct err err;

	(void)state;
	assert_true(http_multipart(&a, TYPE, STR(PART FILE_PART "--xyz--\r\n"), &req, &err));
	assert_true(str_eq(http_get(&req.form, "a"), STR("1")));
	assert_int_equal(req.n_files, 1);
	assert_true(str_eq(req.files[0].name, STR("b.json")));
	assert_true(str_eq(req.files[0].field, STR("f")));
	assert_true(str_eq(req.files[0].bytes, STR("{\r\n--xy}")));
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct http_req r = {.a = &a};
		if (http_multipart(&a, TYPE, str_of(bad[i]), &r, &err))
			fail_msg("taken: %s", bad[i]);
	}
	req = (struct http_req){.a = &a};
	assert_false(http_multipart(&a, STR("multipart/form-data"), STR(PART "--xyz--"), &req, &err));
}

static struct str
header_of(const struct http_resp *r, const char *name)
{
	for (size_t i = 0; i < r->n_headers; i++)
		if (str_eq_ci(r->headers[i].name, str_of(name)))
			return r->headers[i].value;
	return STR_NONE;
}

static void
answers(void **state)
{
	struct http_resp r;

	(void)state;
	http_resp_init(&r, &a);
	assert_true(http_resp_header(&r, "X-A", STR("b")));
	assert_false(http_resp_header(&r, "X-A", STR("b\r\nSet-Cookie: c")));
	assert_false(http_resp_header(&r, "X-A", STR("b\nc")));
	assert_false(http_resp_header(&r, "X-A", ((struct str){"b\0c", 3})));
	assert_true(str_eq(header_of(&r, "x-a"), STR("b")));
	http_resp_redirect(&r, STR("//evil.example/"));
	assert_true(str_eq(header_of(&r, "Location"), STR("/")));
	http_resp_redirect(&r, STR("/\\evil.example/"));
	assert_true(str_eq(header_of(&r, "Location"), STR("/")));
	http_resp_redirect(&r, STR("https://evil.example/"));
	assert_true(str_eq(header_of(&r, "Location"), STR("/")));
	http_resp_redirect(&r, STR("/plan\r\nX: y"));
	assert_true(str_eq(header_of(&r, "Location"), STR("/")));
	http_resp_redirect(&r, STR("/plan?done=goal"));
	assert_true(str_eq(header_of(&r, "Location"), STR("/plan?done=goal")));
	http_resp_secure(&r);
	assert_true(str_starts(header_of(&r, "Content-Security-Policy"), STR("default-src 'self'; object-src 'none'")));
	assert_true(str_eq(header_of(&r, "Cache-Control"), STR("no-store")));
	http_resp_release(&r);
}

static void
cookies(void **state)
{
	struct http_field h[] = {{STR("cookie"), STR("a=1; cairn=abc ;b=2")}};
	struct http_req req = {.a = &a, .headers = {h, 1}};

	(void)state;
	assert_true(str_eq(http_cookie(&req, "cairn"), STR("abc")));
	assert_null(http_cookie(&req, "air").p);
	assert_true(str_eq(http_encode(&a, STR("a b/\303\251-~")), STR("a%20b%2F%C3%A9-~")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(heads),     cmocka_unit_test(lengths), cmocka_unit_test(paths),   cmocka_unit_test(forms),
	    cmocka_unit_test(multipart), cmocka_unit_test(answers), cmocka_unit_test(cookies),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_release(&a);
	return failed;
}
