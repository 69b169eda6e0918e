/* Notes as markup: what is kept, and what never gets through. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "web/markdown.h"

static void
what_people_write(void **state)
{
	static const char *const cases[][2] = {
	    {"", ""},
	    {"plain & <b>", "<p>plain &amp; &lt;b&gt;</p>\n"},
	    {"# Call\n\n- a\n- b", "<h3>Call</h3>\n<ul><li>a</li>\n<li>b</li>\n</ul>\n"},
	    {"3. x\n4. y", "<ol start=\"3\">\n<li>x</li>\n<li>y</li>\n</ol>\n"},
	    {"*a* **b** `c` ~~d~~", "<p><em>a</em> <strong>b</strong> <code>c</code> <del>d</del></p>\n"},
	    {"- [x] done\n- [ ] open", "<ul><li>\xe2\x98\x91 done</li>\n<li>\xe2\x98\x90 open</li>\n</ul>\n"},
	    {"[t](https://a.example/?x=1&amp;y=2)",
	     "<p><a rel=\"noreferrer noopener\" href=\"https://a.example/?x=1&amp;y=2\">t</a></p>\n"},
	    {"see https://a.example/b",
	     "<p>see <a rel=\"noreferrer noopener\" href=\"https://a.example/b\">https://a.example/b</a></p>\n"},
	    {"![seen](https://a.example/p.png)", "<p>seen (https://a.example/p.png)</p>\n"},
	    {"```c\nif (a < b)\n```", "<pre tabindex=\"0\"><code>if (a &lt; b)\n</code></pre>\n"},
	    {"&copy; &#169;", "<p>&copy; &#169;</p>\n"},
	    {"|a|b|\n|---|---|\n|1|2|",
	     "<table><thead><tr><th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody><tr><td>1</td>\n"
	     "<td>2</td>\n</tr>\n</tbody>\n</table>\n"},
	};
	struct arena a = ARENA(64 << 20);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_str(markdown_html(&a, str_of(cases[i][0])).s, cases[i][1]);
	arena_release(&a);
}

/* No text makes an element of its own, an attribute, or an address that runs. */
static void
what_attackers_write(void **state)
{
	static const char *const cases[] = {
	    "<script>alert(1)</script>",
	    "<img src=x onerror=alert(1)>",
	    "[a](javascript:alert(1))",
	    "[a](JaVaScRiPt:alert(1))",
	    "[a](javascript&colon;alert(1))",
	    "[a](&#106;avascript:alert(1))",
	    "[a](\\\\evil.example)",
	    "[a](//evil.example)",
	    "[a](data:text/html,x)",
	    "<javascript:alert(1)>",
	    "[a](https://x/\"onclick=alert(1))",
	    "![a](javascript:alert(1))",
	    "[a]: javascript:alert(1)\n\n[a]",
	    "<https://x/\"onmouseover=alert(1)>",
	};
	struct arena a = ARENA(64 << 20);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str s = markdown_html(&a, str_of(cases[i])).s;

		assert_false(str_has(s, STR("<script")));
		assert_false(str_has(s, STR("<img")));
		assert_false(str_has(s, STR("href=\"j")));
		assert_false(str_has(s, STR("href=\"J")));
		assert_false(str_has(s, STR("href=\"&")));
		assert_false(str_has(s, STR("href=\"d")));
		assert_false(str_has(s, STR("href=\"/")));
		assert_false(str_has(s, STR("href=\"\\")));
		assert_false(str_has(s, STR("\"on")));
	}
	arena_release(&a);
}

/* Hostile nesting and length end, and in little time. */
static void
what_machines_write(void **state)
{
	static const char *const pieces[] = {"> ", "- ", "[", "*a ", "![", "`", "<", "|a", "[a](", "\n"};
	struct arena a = ARENA((size_t)256 << 20);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
		struct strbuf s = STRBUF(MARKDOWN_MAX * 2);

		while (s.n < 60000)
			strbuf_addz(&s, pieces[i]);
		(void)markdown_html(&a, strbuf_str(&s));
		strbuf_release(&s);
		arena_release(&a);
	}
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_people_write),
	    cmocka_unit_test(what_attackers_write),
	    cmocka_unit_test(what_machines_write),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
