/* Capture: addresses to be fetched, the bookmark that sends a page, and what it sends. */
#include "domain/job/capture.h"
#include "exchange/import_urls.h"
#include "format/url.h"
#include "tmpl.gen.h"
#include "web/bookmarklet.h"
#include "web/page_impl.h"
#include "web/view_capture.h"

/* A form of three fields beside the page. */
#define CAPTURE_BODY_MAX (BOOKMARKLET_HTML_MAX + ((size_t)256 << 10))

static bool
page_capture(struct page *p, struct err *err)
{
	struct capture_view v = {0};

	if (!capture_keys(&p->c, &v.keys, &v.n, err))
		return false;
	v.links = ARENA_ARRAY(p->c.a, v.n, struct html);
	v.texts = ARENA_ARRAY(p->c.a, v.n, struct str);
	for (size_t i = 0; i < v.n; i++) {
		struct str secret = gate_key_secret(&p->w->gate, p->c.a, v.keys[i].id);

		v.links[i] = bookmarklet_link(p->c.a, page_origin(p), secret, STR("Send to Cairn"));
		v.texts[i] = bookmarklet_text(p->c.a, page_origin(p), secret);
	}
	page_begin(p, NAV_POSTINGS, "Capture");
	tmpl_capture(p->out, p, &v);
	page_end(p);
	return true;
}

static const struct form_field urls_fields[] = {
    {"urls", "the addresses", FIELD_LINES, true, 0, 200000},
    FIELDS_END,
};

static bool
post_capture(struct page *p, struct err *err)
{
	struct import_input *in;
	size_t n;

	if (!import_urls(p->c.a, form_str(p, "urls"), &in, &n, err) || !import_begin(p, in, n, STR(""), err))
		return false;
	page_go(p, page_printf(p, "/import/%lld", (long long)p->w->import_run), NULL, 0);
	return true;
}

/* --- what the bookmark sends -------------------------------------------------------------------------------------- */

static const struct form_field sent_fields[] = {
    {"key", "the key", FIELD_TEXT, true, 0, GATE_KEY_DIGITS},
    FIELDS_END,
};

/* The page as it stood in the browser is imported like a saved one. It is markup of anybody's: a worker reads it. */
static bool
post_capture_page(struct page *p, struct err *err)
{
	struct import_input in = {.name = STR("a page sent by the bookmark"), .bytes = http_get(&p->req->form, "html")};
	struct url u;

	if (str_trim(in.bytes).n == 0)
		return err_set(err, ERR_INVALID, "the page that was sent is empty");
	if (in.bytes.n > BOOKMARKLET_HTML_MAX)
		return err_set(err, ERR_LIMIT, "the page that was sent is larger than %zu MB",
		               BOOKMARKLET_HTML_MAX >> 20);
	/* Where it stood, for a page that does not say so itself. The address holds no quotes (format/url.h). */
	if (url_parse(p->c.a, http_get(&p->req->form, "url"), true, &u, NULL)) {
		in.name = str_sub(url_text(p->c.a, &u), 0, 1000);
		in.bytes = arena_printf(p->c.a, "%.*s\n<link rel=\"canonical\" href=\"%.*s\">\n", STR_ARG(in.bytes),
		                        STR_ARG(url_text(p->c.a, &u)));
	}
	return import_begin(p, &in, 1, STR(""), err);
}

/* --- its keys ----------------------------------------------------------------------------------------------------- */

static const struct form_field key_fields[] = {
    {"name", "the name", FIELD_TEXT, true, 0, 100},
    FIELDS_END,
};

static bool
post_key(struct page *p, struct err *err)
{
	int64_t id;

	if (!capture_key_add(&p->c, form_str(p, "name"), &id, err))
		return false;
	page_go(p, STR("/capture"), "capture-key", id);
	return true;
}

static bool
post_key_revoke(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !capture_key_revoke(&p->c, id, true, err))
		return false;
	page_go(p, STR("/capture"), "capture-revoked", id);
	return true;
}

static bool
post_key_restore(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !capture_key_revoke(&p->c, id, false, err))
		return false;
	page_go(p, STR("/capture"), "undone", 0);
	return true;
}

static const struct route capture_routes[] = {
    PAGE("/capture", page_capture, "Postings by their address, and the bookmark that sends a page."),
    FORM("/capture", post_capture, urls_fields, page_capture, "Fetches pages by their addresses and reads them."),
    {HTTP_POST, "/capture/page", post_capture_page, WHO_KEY, sent_fields, NULL, CAPTURE_BODY_MAX,
     "Takes the page that the bookmark sends, from whichever site."},
    FORM("/capture/key", post_key, key_fields, page_capture, "Makes a bookmark."),
    FORM("/capture/key/{id}/revoke", post_key_revoke, NULL, page_capture, "Revokes a bookmark."),
    FORM("/capture/key/{id}/restore", post_key_restore, NULL, page_capture, "Lets a revoked bookmark hold again."),
};

static const struct notice capture_notices[] = {
    {"capture-key", "Made. Drag it to the bookmarks of your browser.", "/capture/key/{id}/revoke"},
    {"capture-revoked", "Revoked. Pages it sends are refused from now on.", "/capture/key/{id}/restore"},
};

WEB_PART(capture_part, capture_routes, capture_notices);
