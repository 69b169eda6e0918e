/* Prints the good templates with values that want to break out. */
#include <math.h>

#include "base/base.h"
#include "tmpl.gen.h"

int
main(void)
{
	static const char *const links[] = {
	    "/ok?a=1&b=2",
	    "https://example.org/x",
	    "HTTP://example.org/",
	    "mailto:a@example.org",
	    "#here",
	    "?page=2",
	    "/",
	    "//evil.example",
	    "/\\evil.example",
	    "javascript:alert(1)",
	    "JaVaScRiPt:alert(1)",
	    " javascript:alert(1)",
	    "java\nscript:alert(1)",
	    "data:text/html,x",
	    "/\t/evil.example",
	    "relative",
	    "",
	    "ftp://example.org/",
	};
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(1 << 20);
	CLEANUP(strbuf_release) struct strbuf body = STRBUF(1 << 20);
	struct page p = {
	    .title = STR("<i>\"a\" & 'b'\x01 é/"), .n = 3, .size = 18446744073709551615u, .share = 0.1, .none = NAN};

	tmpl_row(&body, INT64_MIN);
	for (size_t i = 0; i < ARRAY_LEN(links); i += 3) {
		p.links[0] = links[i];
		p.links[1] = links[i + 1];
		p.links[2] = links[i + 2];
		tmpl_page(&out, &p, (struct html){strbuf_str(&body)});
	}
	return fwrite(out.p, 1, out.n, stdout) == out.n ? 0 : 1;
}
