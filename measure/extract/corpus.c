#include "corpus.h"

#include "base/embed.h"
#include "base/fs.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/vec.h"

#define FILE_MAX ((size_t)64 << 20)

typedef VEC(struct embed_file) file_list;

static bool
add_file(struct arena *a, const char *dir, const char *path, file_list *files, struct err *err)
{
	struct str text;

	if (!fs_read(a, fs_join(a, dir, path), FILE_MAX, &text, err))
		return false;
	*VEC_PUSH(a, files) = (struct embed_file){
	    .path = path, .mime = "", .etag = "", .bytes = (const unsigned char *)text.p, .size = text.n};
	return true;
}

bool
content_read(struct arena *a, const char *dir, struct content *ret, struct err *err)
{
	static const char *const folders[] = {"roles", "skills", "vocab"};
	file_list files = {0};

	if (!add_file(a, dir, "industries.txt", &files, err))
		return false;
	for (size_t d = 0; d < ARRAY_LEN(folders); d++) {
		char **names;
		size_t n;
		if (!fs_list(a, fs_join(a, dir, folders[d]), &names, &n, err))
			return false;
		for (size_t i = 0; i < n; i++)
			if (str_ends(str_of(names[i]), STR(".txt")) &&
			    !add_file(a, dir, fs_join(a, folders[d], names[i]), &files, err))
				return false;
	}
	if (!map_load(a, files.p, files.n, &ret->map, err) || !vocab_load(a, files.p, files.n, &ret->vocab, err))
		return false;
	ret->terms = vocab_join(a, ret->map->terms, ret->map->n_terms, ret->vocab, &ret->n_terms);
	ret->tagger = vocab_tagger(files.p, files.n);
	return true;
}

static void
add_tag(struct arena *a, struct corpus *c, size_t *cap, struct str tag, bool first)
{
	uint32_t tok = (uint32_t)c->n_tokens - 1;

	if (tag.n == 0 || tag.p[0] == 'O')
		return;
	if (tag.p[0] == 'I' && !first && c->n_spans != 0 && c->spans[c->n_spans - 1].to == tok) {
		c->spans[c->n_spans - 1].to++;
		return;
	}
	if (c->n_spans == *cap)
		c->spans = vec_grow(a, c->spans, c->n_spans, cap, sizeof(*c->spans));
	c->spans[c->n_spans++] = (struct gold_span){tok, tok + 1};
}

bool
corpus_read(struct arena *a, const char *path, struct corpus *ret, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf text = STRBUF(FILE_MAX);
	struct corpus c = {0};
	struct str rest;
	struct str line;
	size_t cap_tokens = 0;
	size_t cap_spans = 0;
	uint32_t sentence = 0;
	bool first = true;

	if (!fs_read(a, path, FILE_MAX, &rest, err))
		return false;
	rest = utf8_from_any(a, rest);
	while (str_line(&rest, &line)) {
		struct str tab = STR_NONE;
		struct str word;
		if (str_trim(line).n == 0) {
			if (!first)
				strbuf_addz(&text, "\n\n");
			sentence += !first;
			first = true;
			continue;
		}
		(void)str_split(&line, '\t', &word);
		(void)str_split(&line, '\t', &tab);
		if (!first)
			strbuf_byte(&text, ' ');
		if (c.n_tokens == cap_tokens)
			c.tokens = vec_grow(a, c.tokens, c.n_tokens, &cap_tokens, sizeof(*c.tokens));
		c.tokens[c.n_tokens++] = (struct gold_token){(uint32_t)text.n, (uint32_t)(text.n + word.n), sentence};
		strbuf_add(&text, word);
		add_tag(a, &c, &cap_spans, str_trim(line), first);
		first = false;
	}
	if (!strbuf_ok(&text, path, err))
		return false;
	c.text = arena_str(a, strbuf_str(&text));
	*ret = c;
	return true;
}

bool
corpus_span(const struct corpus *c, uint32_t start, uint32_t end, struct gold_span *ret)
{
	size_t lo = 0;
	size_t hi = c->n_tokens;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (c->tokens[mid].end <= start)
			lo = mid + 1;
		else
			hi = mid;
	}
	ret->from = (uint32_t)lo;
	while (lo < c->n_tokens && c->tokens[lo].start < end)
		lo++;
	ret->to = (uint32_t)lo;
	return ret->from < ret->to;
}
