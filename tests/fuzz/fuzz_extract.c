/*
 * Any bytes as an advert, and what must hold of the skills read from them: places lie in the text, in order, at borders
 * of its code points; of one skill no two overlap; a second reading finds the same.
 *
 * The first byte of the input picks the mode. With clang and -Dfuzz=true libFuzzer brings main; else FUZZ_REPLAY gives
 * one that runs every file of a folder.
 */
#include "base/content.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "domain/skill/extract.h"
#include "domain/skill/map.h"
#include "domain/skill/vocab.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define CHECK(x) ((x) ? (void)0 : base_die("does not hold: " #x))

static bool
is_border(struct str text, uint32_t at)
{
	return at == text.n || ((unsigned char)text.p[at] & 0xc0) != 0x80;
}

static void
check(struct str text, const struct extraction *x)
{
	for (size_t i = 0; i < x->n_mentions; i++) {
		const struct skill_mention *m = &x->mentions[i];
		CHECK(m->start < m->end && m->end <= text.n);
		CHECK(is_border(text, m->start) && is_border(text, m->end));
		CHECK(m->sentence_start <= m->start && m->end <= m->sentence_end && m->sentence_end <= text.n);
		CHECK(i == 0 || x->mentions[i - 1].start <= m->start);
		for (size_t k = i; k > 0 && i - k < 20; k--)
			CHECK(m->skill == SKILL_UNKNOWN || x->mentions[k - 1].skill != m->skill ||
			      x->mentions[k - 1].end <= m->start);
	}
	for (size_t i = 0; i < x->n_spans; i++)
		CHECK(x->spans[i].start < x->spans[i].end && x->spans[i].end <= text.n);
	for (size_t i = 1; i < x->n_sentences; i++)
		CHECK(x->sentences[i - 1].end <= x->sentences[i].start);
}

/* Made once for all inputs. */
static struct extractor *
make_extractor(void)
{
	static struct arena a = ARENA((size_t)64 << 20);
	static struct extractor *ex;
	struct map *map;
	struct vocab *vocab;
	struct term_spec *all;
	struct err err = {0};
	size_t n;

	if (ex != NULL)
		return ex;
	if (!map_load(&a, content_files, content_files_n, &map, &err) ||
	    !vocab_load(&a, content_files, content_files_n, &vocab, &err))
		base_die(err.text);
	all = vocab_join(&a, map->terms, map->n_terms, vocab, &n);
	if (!extractor_new(&a, all, n, vocab_tagger(content_files, content_files_n), &ex, &err))
		base_die(err.text);
	return ex;
}

static void
run(struct str bytes)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)1 << 30);
	unsigned flags = bytes.n == 0 ? 0 : (unsigned char)bytes.p[0] % 3;
	struct str text = utf8_from_any(&a, str_sub(bytes, 1, bytes.n));
	struct extraction x;
	struct extraction again;
	struct err err;

	if (!extract_run(make_extractor(), &a, text, flags, &x, &err) ||
	    !extract_run(make_extractor(), &a, text, flags, &again, &err)) {
		CHECK(err.code == ERR_LIMIT);
		return;
	}
	check(text, &x);
	CHECK(x.n_mentions == again.n_mentions && x.n_spans == again.n_spans);
}

#ifdef FUZZ_REPLAY

/* replay_extract DIR: every file of the folder; says how many. */
int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)256 << 20);
	struct err err = {0};
	char **names;
	size_t n;

	if (argc != 2 || !fs_list(&a, argv[1], &names, &n, &err)) {
		fprintf(stderr, "replay_extract DIR: %s\n", err.text);
		return 2;
	}
	for (size_t i = 0; i < n; i++) {
		struct str bytes;

		if (!fs_read(&a, fs_join(&a, argv[1], names[i]), (size_t)64 << 20, &bytes, &err)) {
			fprintf(stderr, "%s\n", err.text);
			return 1;
		}
		run(bytes);
	}
	printf("extract: %zu files replayed\n", n);
	return n > 0 ? 0 : 1;
}

#else

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	run((struct str){(const char *)data, n});
	return 0;
}

#endif
