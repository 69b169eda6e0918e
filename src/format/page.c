#include "html.h"
#include "reader.h"

#define PROSE_MIN  200 /* bytes of whole sentences that an advert has at least */
#define JSONLD_MAX 50  /* blocks of a page that are looked at */

/* Whichever of the page's addresses is one. */
static struct str
page_url(const struct html_page *p)
{
	struct str u = html_page_canonical(p);

	return str_starts_ci(u, STR("http")) ? u : html_page_meta(p, "og:url");
}

static struct str
page_source(const struct reader *rd, struct str otherwise)
{
	return rd->bytes.n <= POSTING_SOURCE_MAX ? rd->bytes : otherwise;
}

/* The JobPosting objects of one block. A malformed block is passed over. */
static bool
read_block(struct reader *rd, const struct html_page *p, struct str block, struct err *err)
{
	struct jsonld_list found;
	json_t *doc;

	if (!jdoc_read(rd->a, str_trim(block), &doc, NULL))
		return true;
	jsonld_find(rd->a, doc, &found);
	for (size_t i = 0; i < found.v.n; i++) {
		struct posting_record r =
		    reader_new(POSTING_JSONLD, arena_printf(rd->a, "posting %zu", rd->entries.n + 1));
		struct err why = {0};
		struct html_body body;

		/* an address that several share names none of them */
		r.url = found.v.n == 1 ? page_url(p) : STR_NONE;
		if (!jsonld_item(rd, found.v.p[i].posting, &r, &why)) {
			reader_refuse(rd, r.where, "%s", why.text);
			continue;
		}
		r.source = found.v.n == 1 ? page_source(rd, block) : jdoc_write(rd->a, found.v.p[i].posting);
		if (r.text.n == 0 && found.v.n == 1 && html_page_body(rd->a, p, POSTING_TEXT_MAX, &body, NULL))
			r.text = body.text;
		if (r.company.n == 0)
			r.company = html_page_meta(p, "og:site_name");
		if (!reader_add(rd, &r, err))
			return false;
	}
	return true;
}

/* Boards whose pages carry their jobs as an object in a script. */
static bool
read_script(struct reader *rd, const struct html_page *p, bool *ret_known, struct err *err)
{
	static const struct str marks[] = {STR_INIT("window.pageData = "), STR_INIT("phApp.ddo = ")};

	*ret_known = false;
	for (size_t i = 0; i < ARRAY_LEN(marks) && !*ret_known; i++) {
		struct str s = html_page_script(p, marks[i]);
		size_t at = str_find(s, marks[i]) + marks[i].n;
		json_t *doc;

		s = str_sub(s, at, s.n);
		s = str_sub(s, 0, jdoc_extent(s));
		if (s.n > 0 && jdoc_read(rd->a, s, &doc, NULL) && !boards_read(rd, doc, false, ret_known, err))
			return false;
	}
	return true;
}

/* A page without data about itself: its readable text. */
static bool
read_plain(struct reader *rd, const struct html_page *p, struct err *err)
{
	struct posting_record r = reader_new(POSTING_HTML, STR("the page"));
	struct str title = html_page_meta(p, "og:title");
	struct html_body body;

	if (!html_page_body(rd->a, p, POSTING_TEXT_MAX, &body, err))
		return false;
	if (body.prose < PROSE_MIN || !text_is_advert(body.text)) {
		if (body.links >= 2)
			err_set(err, ERR_INVALID, "the page has %zu links but no advert's text", body.links);
		else
			err_set(err, ERR_INVALID, "the page has no advert's text");
		return err_hint(err, "Open one job, wait until its text shows, and save that page.");
	}
	r.text = body.text;
	r.source = page_source(rd, body.text);
	r.url = page_url(p);
	r.company = html_page_meta(p, "og:site_name");
	text_labels(body.text, &r);
	if (title.n == 0)
		title = html_page_title(rd->a, p);
	if (title.n == 0 || (text_is_role(html_page_h1(rd->a, p)) && !text_is_role(title)))
		title = html_page_h1(rd->a, p);
	if (r.title.n == 0)
		text_page_title(title, &r);
	r.source_key = str_starts_ci(r.url, STR("http")) ? r.url : STR_NONE;
	return reader_add(rd, &r, err);
}

bool
page_read(struct reader *rd, struct err *err)
{
	struct html_page *p;
	struct str block;
	bool known;

	if (!html_page(rd->a, rd->bytes, &p, err))
		return false;
	for (size_t i = 0; i < JSONLD_MAX && html_page_jsonld(p, i, &block); i++) {
		if (!read_block(rd, p, block, err))
			return false;
	}
	if (rd->entries.n > 0)
		return true;
	if (!read_script(rd, p, &known, err))
		return false;
	return known || read_plain(rd, p, err);
}
