#include "base/strbuf.h"
#include "reader.h"
#include "words.h"

bool
hn_is(const json_t *doc)
{
	const json_t *hit = json_array_get(jdoc_at(doc, "hits"), 0);
	const json_t *child = json_array_get(jdoc_at(doc, "children"), 0);

	return (json_is_object(hit) && jdoc_has(hit, "comment_text")) ||
	       (json_is_object(child) && jdoc_has(child, "author") && jdoc_has(child, "text"));
}

/* Line breaks are part of these texts; as HTML they would be white space. */
static struct str
keep_lines(struct reader *rd, struct str html)
{
	CLEANUP(strbuf_release) struct strbuf b = STRBUF(POSTING_TEXT_MAX * 2);
	struct str line;
	bool first = true;

	if (str_find_byte(html, '\n') == html.n)
		return html;
	while (str_line(&html, &line)) {
		if (!first)
			strbuf_addz(&b, "<br>");
		strbuf_add(&b, line);
		first = false;
	}
	return arena_str(rd->a, strbuf_str(&b));
}

/* The first short line that names a job, for a post without a headline. */
static struct str
role_line(struct str text)
{
	struct str line;

	for (int i = 0; i < 30 && str_line(&text, &line); i++) {
		if (line.n > 0 && line.n <= 120 && str_find_byte(line, ':') == line.n && text_is_role(line))
			return str_starts(line, STR("- ")) || str_starts(line, STR("# ")) ? str_sub(line, 2, line.n)
			                                                                  : line;
	}
	return STR_NONE;
}

static bool
item(struct reader *rd, const json_t *o, struct posting_record *r, struct err *err)
{
	CLEANUP(reader_text_release) struct reader_text text = READER_TEXT;
	struct str html = jdoc_str(rd->a, o, "comment_text"), id = jdoc_str(rd->a, o, "objectID"), rest, line;
	struct str parent = jdoc_str(rd->a, o, "parent_id"), story = jdoc_str(rd->a, o, "story_id");

	if (html.n == 0)
		html = jdoc_str(rd->a, o, "text");
	if (id.n == 0)
		id = jdoc_str(rd->a, o, "id");
	if (str_trim(html).n == 0 || jdoc_is_true(o, "deleted") || jdoc_is_true(o, "dead"))
		return err_set(err, ERR_INVALID, "the comment was deleted");
	if (parent.n > 0 && story.n > 0 && !str_eq(parent, story))
		return err_set(err, ERR_INVALID, "an answer to a post, not a post");
	if (str_eq(jdoc_str(rd->a, o, "author"), STR("whoishiring")))
		return err_set(err, ERR_INVALID, "the thread's own comment");
	if (str_starts_ci(str_trim(html), STR("location:")) && str_has_ci(html, STR("relocate")))
		return err_set(err, ERR_INVALID, "somebody who seeks work, not an advert");
	if (!reader_text_html(rd, &text, keep_lines(rd, html), err))
		return false;
	r->text = reader_text_str(rd, &text);
	r->url = arena_printf(rd->a, "https://news.ycombinator.com/item?id=%.*s", STR_ARG(id));
	r->source_key = arena_printf(rd->a, "hn/%.*s", STR_ARG(id));
	r->posted_day = day_of_text(jdoc_str(rd->a, o, "created_at"));
	text_labels(r->text, r);
	rest = r->text;
	if (str_line(&rest, &line) && str_find_byte(line, '|') < line.n) {
		struct str page = r->url;

		text_headline(line, r);
		r->url = page;
	}
	if (r->title.n == 0)
		r->title = role_line(r->text);
	return true;
}

bool
hn_read(struct reader *rd, const json_t *doc, struct err *err)
{
	const char *path = json_is_array(jdoc_at(doc, "hits")) ? "hits" : "children";

	return reader_items(rd, jdoc_at(doc, path), path, POSTING_OTHER, "comment", item, err);
}
