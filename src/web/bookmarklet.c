#include "web/bookmarklet.h"

#include "base/strbuf.h"

/* No percent sign and no hash: browsers decode the one in such an address and cut at the other. The page it runs in may
 * have changed what these functions do; all it can learn is the key. */
static const char head[] = "javascript:(function(){var d=document,f=d.createElement('form');"
			   "function a(n,v){var t=d.createElement('textarea');t.name=n;t.value=v;f.appendChild(t)}"
			   "f.method='post';f.enctype='multipart/form-data';f.acceptCharset='utf-8';f.target='_blank';"
			   "f.rel='noopener';f.hidden=true;f.action='";
static const char middle[] = "/capture/page';a('key','";
static const char tail[] = "');a('url',location.href);a('title',d.title);"
			   "a('html',d.documentElement.outerHTML.slice(0,%zu));"
			   "(d.body||d.documentElement).appendChild(f);f.submit();f.remove()})()";

static bool
is_origin(struct str s)
{
	size_t from = str_starts(s, STR("https://")) ? 8 : str_starts(s, STR("http://")) ? 7 : s.n;

	for (size_t i = from; i < s.n; i++) {
		char c = s.p[i];

		if (!((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9') &&
		    (c == '\0' || strchr(".-:[]", c) == NULL))
			return false;
	}
	return from < s.n && s.n < 300;
}

static bool
is_key(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= '0' && s.p[i] <= '9') && !(s.p[i] >= 'a' && s.p[i] <= 'f'))
			return false;
	return s.n > 0;
}

struct str
bookmarklet_text(struct arena *a, struct str origin, struct str key)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(4096);

	if (!is_origin(origin) || !is_key(key))
		return STR("");
	strbuf_addz(&out, head);
	strbuf_add(&out, origin);
	strbuf_addz(&out, middle);
	strbuf_add(&out, key);
	strbuf_printf(&out, tail, BOOKMARKLET_HTML_MAX / 3);
	return arena_str(a, strbuf_str(&out));
}

struct html
bookmarklet_link(struct arena *a, struct str origin, struct str key, struct str label)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(8192);
	struct str text = bookmarklet_text(a, origin, key);

	if (text.n == 0)
		return (struct html){STR("")};
	strbuf_addz(&out, "<a class=\"button bookmark\" href=\"");
	html_str(&out, text);
	strbuf_addz(&out, "\">");
	html_str(&out, label);
	strbuf_addz(&out, "</a>");
	return (struct html){arena_str(a, strbuf_str(&out))};
}
