/*
 * One input to a reader of résumés, and what must hold whatever came in: a document that is taken is well-formed, and
 * writing it and reading it again gives the same. FUZZ_TARGET is "jsonresume" or "rendercv".
 *
 * With clang and -Dfuzz=true libFuzzer brings main; else FUZZ_REPLAY gives one that runs every file of a folder.
 */
#include "base/fs.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "format/rendercv.h"
#include "format/ydoc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define CHECK(x) ((x) ? (void)0 : base_die("does not hold: " #x))

static void
check_notes(const struct resume_notes *notes)
{
	CHECK(notes->n >= notes->v.n && notes->v.n <= RESUME_NOTES_MAX);
	for (size_t i = 0; i < notes->v.n; i++) {
		CHECK(utf8_valid(notes->v.p[i].where) && utf8_valid(notes->v.p[i].what));
		CHECK(notes->v.p[i].what.n > 0);
	}
}

/* YAML written of any tree is read as that tree; of a document it is a document again. */
static void
check_yaml(struct arena *a, const json_t *doc)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF((size_t)256 << 20);
	struct resume_notes notes = {0};
	struct err err = {0};
	json_t *back, *again;
	struct str yaml = rendercv_write(a, doc);

	/* Nested deeper than YAML is read, the writer goes on and the reader says so. */
	if (!rendercv_read(a, yaml, &back, &notes, &err)) {
		CHECK(err.code == ERR_LIMIT || err.code == ERR_INVALID);
		return;
	}
	CHECK(ydoc_read(a, yaml, YDOC_TEXTS, &again, NULL));
	ydoc_write(&out, again);
	CHECK(ydoc_read(a, strbuf_str(&out), YDOC_TEXTS, &back, NULL));
	CHECK(json_equal(back, again));
}

static void
fuzz_jsonresume(struct arena *a, struct str bytes)
{
	struct resume_notes notes = {0}, more = {0};
	struct err err = {0};
	json_t *doc, *again;

	if (!jsonresume_read(a, bytes, &doc, &notes, &err)) {
		CHECK(err.code != ERR_NONE && err.text[0] != '\0');
		return;
	}
	check_notes(&notes);
	CHECK(jsonresume_read(a, jsonresume_write(a, doc), &again, &more, &err));
	CHECK(json_equal(doc, again));
	check_yaml(a, doc);
}

static void
fuzz_rendercv(struct arena *a, struct str bytes)
{
	struct resume_notes notes = {0}, more = {0};
	struct err err = {0};
	json_t *doc, *again;

	if (!rendercv_read(a, bytes, &doc, &notes, &err)) {
		CHECK(err.code != ERR_NONE && err.text[0] != '\0');
		return;
	}
	check_notes(&notes);
	CHECK(jsonresume_read(a, jsonresume_write(a, doc), &again, &more, &err));
	CHECK(json_equal(doc, again));
	check_yaml(a, doc);
}

static void
run(const char *target, struct str bytes)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)2 << 30);

	if (bytes.n > (1 << 20))
		return;
	if (strcmp(target, "jsonresume") == 0)
		fuzz_jsonresume(&a, bytes);
	else if (strcmp(target, "rendercv") == 0)
		fuzz_rendercv(&a, bytes);
	else
		base_die("no such target");
}

#ifdef FUZZ_REPLAY

/* replay_resume TARGET DIR: every file of the folder; says how many. */
int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)256 << 20);
	struct err err = {0};
	char **names;
	size_t n;

	if (argc != 3 || !fs_list(&a, argv[2], &names, &n, &err)) {
		fprintf(stderr, "replay_resume TARGET DIR: %s\n", err.text);
		return 2;
	}
	for (size_t i = 0; i < n; i++) {
		struct str bytes;

		if (!fs_read(&a, fs_join(&a, argv[2], names[i]), (size_t)1 << 20, &bytes, &err)) {
			fprintf(stderr, "%s\n", err.text);
			return 1;
		}
		run(argv[1], bytes);
	}
	printf("%s: %zu files replayed\n", argv[1], n);
	return n > 0 ? 0 : 1;
}

#else

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	run(FUZZ_TARGET, (struct str){(const char *)data, n});
	return 0;
}

#endif
