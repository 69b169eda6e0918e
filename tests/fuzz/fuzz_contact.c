/*
 * One input to the readers of contacts, and what must hold whatever came in: no reader crashes, every card keeps the
 * limits, its JSON and the worker's stream read back the same, and what is written as vCard reads as the same card.
 *
 * With clang and -Dfuzz=true libFuzzer brings main; else FUZZ_REPLAY gives one that runs every file of a folder.
 */
#include "base/fs.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "format/card_field.h"
#include "format/linkedin.h"
#include "format/vcard.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define CHECK(x) ((x) ? (void)0 : base_die("does not hold: " #x))

struct seen {
	struct arena *a;
	VEC(struct card) cards;
};

static void
check_line(struct str s, size_t max)
{
	CHECK(s.n <= max);
	CHECK(utf8_valid(s));
	for (size_t i = 0; i < s.n; i++)
		CHECK((unsigned char)s.p[i] >= ' ');
}

static bool
on_card(void *p, const struct card *c, struct err *err)
{
	struct seen *s = p;

	(void)err;
	CHECK(c->name.n > 0);
	check_line(c->name, CARD_NAME_MAX);
	check_line(c->family, CARD_NAME_MAX);
	CHECK(c->uid.n <= CARD_UID_MAX && utf8_valid(c->note));
	for (size_t i = 0; i < c->items.n; i++) {
		CHECK(c->items.p[i].value.n > 0 && utf8_valid(c->items.p[i].value));
		if (c->items.p[i].kind != CARD_EXTRA)
			check_line(c->items.p[i].value, CARD_VALUE_MAX);
		CHECK(utf8_valid(card_item_line(s->a, &c->items.p[i])));
	}
	*VEC_PUSH(s->a, &s->cards) = *c;
	return true;
}

static bool
on_notice(void *p, const struct card_notice *n, struct err *err)
{
	(void)p;
	(void)err;
	CHECK(n->why.n > 0 && utf8_valid(n->why));
	return true;
}

static void
write_and_read(struct arena *a, const struct card *c)
{
	struct str text = card_text(a, c);
	struct card back;
	struct err err = {0};

	CHECK(card_read(a, text, &back, &err));
	CHECK(str_eq(card_text(a, &back), text));
	for (int v = VCARD_30; v <= VCARD_40; v++) {
		CLEANUP(strbuf_release) struct strbuf out = STRBUF(64 << 20);
		struct seen again = {.a = a};
		const struct card_sink sink = {on_card, on_notice, &again};

		vcard_write(a, &out, c, (enum vcard_version)v, 0);
		CHECK(utf8_valid(strbuf_str(&out)));
		CHECK(vcard_read(a, strbuf_str(&out), &sink, &err));
		CHECK(again.cards.n == 1);
	}
}

static void
run(struct str bytes)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)1 << 30);
	CLEANUP(strbuf_release) struct strbuf stream = STRBUF(256 << 20);
	struct seen s = {.a = &a}, again = {.a = &a};
	const struct card_sink sink = {on_card, on_notice, &s}, second = {on_card, on_notice, &again};
	struct err err = {0};
	bool ok = linkedin_is(bytes) ? linkedin_read(&a, bytes, &sink, &err) : vcard_read(&a, bytes, &sink, &err);

	CHECK(ok || (err.code != ERR_NONE && err.text[0] != '\0'));
	for (size_t i = 0; i < s.cards.n && i < 20; i++)
		write_and_read(&a, &s.cards.p[i]);
	for (size_t i = 0; i < s.cards.n; i++)
		card_stream_card(&stream, &s.cards.p[i]);
	card_stream_end(&stream);
	if (!stream.full) {
		CHECK(card_stream_read(&a, strbuf_str(&stream), &second, &err));
		CHECK(again.cards.n == s.cards.n);
	}
	/* As the answer of a worker that was taken over. */
	again.cards.n = 0;
	(void)!card_stream_read(&a, bytes, &(struct card_sink){on_card, on_notice, &again}, NULL);
}

#ifdef FUZZ_REPLAY

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
