/*
 * One input to the reader of iCalendar, and what must hold whatever came in: no crash, instances in order and within
 * the limits, texts that are clean. libical's own leaks are not ours to find: run it with -detect_leaks=0.
 */
#include "base/fs.h"
#include "base/utf8.h"
#include "format/ical_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define CHECK(x) ((x) ? (void)0 : base_die("does not hold: " #x))

static struct ical_lib *
library(void)
{
	static struct arena a = ARENA((size_t)64 << 20);
	static struct ical_lib *lib;
	struct err err = {0};

	if (lib == NULL && !ical_lib_load(&a, &lib, &err))
		base_die(err.text);
	return lib;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)1 << 30);
	struct ical_calendar k;
	struct err err = {0};

	if (!ical_read(library(), &a, (struct str){(const char *)data, n}, 20000, 20400, &k, &err)) {
		CHECK(err.code == ERR_INVALID || err.code == ERR_LIMIT);
		return 0;
	}
	CHECK(k.n_busy <= ICAL_BUSY_MAX && k.n_notes <= ICAL_NOTES_MAX);
	for (size_t i = 0; i < k.n_busy; i++) {
		const struct ical_busy *b = &k.busy[i];

		CHECK(b->end_ms >= b->start_ms && b->end_ms - b->start_ms <= ICAL_LENGTH_MAX);
		CHECK(i == 0 || k.busy[i - 1].start_ms <= b->start_ms);
		CHECK(b->summary.n <= ICAL_TEXT_MAX && utf8_valid(b->summary));
		for (size_t c = 0; c < b->summary.n; c++)
			CHECK((unsigned char)b->summary.p[c] >= ' ');
	}
	for (size_t i = 0; i < k.n_notes; i++)
		CHECK(k.notes[i].why.n > 0 && utf8_valid(k.notes[i].why));
	return 0;
}

#ifdef FUZZ_REPLAY
int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)256 << 20);
	struct err err = {0};
	char **names;
	size_t n;

	if (argc != 2 || !fs_list(&a, argv[1], &names, &n, &err))
		base_die(argc != 2 ? "usage: replay_ical FOLDER" : err.text);
	for (size_t i = 0; i < n; i++) {
		struct str bytes;

		if (!fs_read(&a, fs_join(&a, argv[1], names[i]), (size_t)16 << 20, &bytes, &err))
			base_die(err.text);
		LLVMFuzzerTestOneInput((const uint8_t *)bytes.p, bytes.n);
	}
	printf("%zu inputs\n", n);
	return n > 0 ? 0 : 1;
}
#endif
