/*
 * Any bytes as a document to be laid out (without pango): what is read is clean text within its limits, and its
 * Markdown and plain text are made of it.
 *
 * With clang and -Dfuzz=true libFuzzer brings main; else FUZZ_REPLAY gives one that runs every file of a folder.
 */
#include "base/fs.h"
#include "base/utf8.h"
#include "format/resume_doc.h"
#include "format/resume_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define CHECK(x) ((x) ? (void)0 : base_die("does not hold: " #x))

static void
check_text(struct str s, bool lines)
{
	CHECK(s.n <= DOC_TEXT_MAX * 4);
	CHECK(utf8_valid(s));
	for (size_t i = 0; i < s.n; i++)
		CHECK((unsigned char)s.p[i] >= ' ' || (lines && s.p[i] == '\n'));
}

static void
run(struct str bytes)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)1 << 30);
	struct err err = {0};
	struct doc d;
	struct str text;

	if (!doc_read(&a, bytes, &d, &err)) {
		CHECK(err.code != ERR_NONE && err.text[0] != '\0');
		return;
	}
	CHECK(d.lang != NULL && d.lang_code.n >= 2 && d.n_blocks <= DOC_BLOCKS_MAX);
	check_text(d.name, false);
	check_text(d.label, false);
	check_text(d.date, false);
	for (size_t i = 0; i < d.n_contact; i++)
		check_text(d.contact[i].text, false);
	for (size_t i = 0; i < d.n_blocks; i++) {
		const struct doc_block *b = &d.blocks[i];

		check_text(b->text, d.letter);
		check_text(b->label, false);
		check_text(b->org, false);
		check_text(b->place, false);
		check_text(b->side, false);
		check_text(b->shown, false);
		CHECK(b->url.n == 0 || str_starts_ci(b->url, STR("http")));
	}
	text = doc_text(&a, &d);
	CHECK(utf8_valid(text));
	CHECK(utf8_valid(doc_markdown(&a, &d)));
}

#ifdef FUZZ_REPLAY

/* replay DIR: every file of the folder; says how many. */
int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)256 << 20);
	struct err err = {0};
	char **names;
	size_t n;

	if (argc != 2 || !fs_list(&a, argv[1], &names, &n, &err)) {
		fprintf(stderr, "replay DIR: %s\n", err.text);
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
	printf("%zu files replayed\n", n);
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
