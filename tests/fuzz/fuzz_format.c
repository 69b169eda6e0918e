/*
 * One input to one reader, and what must hold whatever came in: no reader crashes, every record keeps the limits, and
 * the stream of the records reads back the same. FUZZ_TARGET names the reader.
 *
 * With clang and -Dfuzz=true libFuzzer brings main; else FUZZ_REPLAY gives one that runs every file of a folder.
 */
#include "base/fs.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "format/csv_dialect.h"
#include "format/html.h"
#include "format/plain.h"
#include "format/reader.h"
#include "format/sniff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define CHECK(x) ((x) ? (void)0 : base_die("does not hold: " #x))

static void
check_name(struct str s, size_t max)
{
	CHECK(s.n <= max);
	CHECK(utf8_valid(s));
	CHECK(s.n == 0 || (!ascii_is_space(s.p[0]) && !ascii_is_space(s.p[s.n - 1])));
	for (size_t i = 0; i < s.n; i++)
		CHECK((unsigned char)s.p[i] >= ' ');
}

static void
check_text(struct str s)
{
	CHECK(s.n <= POSTING_TEXT_MAX);
	CHECK(utf8_valid(s));
	for (size_t i = 0; i < s.n; i++) {
		CHECK((unsigned char)s.p[i] >= ' ' || s.p[i] == '\n');
		CHECK(s.p[i] != '\n' || (i > 0 && s.p[i - 1] != ' '));
	}
	CHECK(!str_has(s, STR("\n\n\n")));
}

/* The records of the second reading, beside those of the first. */
struct seen {
	struct strbuf *out;
	size_t n;
};

static bool
on_record(void *p, const struct posting_record *r, struct err *err)
{
	struct seen *s = p;

	(void)err;
	s->n++;
	CHECK(r->title.n > 0);
	check_name(r->title, 500);
	check_name(r->company, 500);
	check_name(r->department, 500);
	check_name(r->place, 1000);
	check_name(r->source_key, 512);
	CHECK(r->source_key.n > 0);
	CHECK(r->url.n <= 2048 && utf8_valid(r->url));
	CHECK(r->url.n == 0 || str_starts_ci(r->url, STR("http")));
	CHECK(r->pay_currency.n == 0 || r->pay_currency.n == 3);
	CHECK(r->pay_min < 0 || r->pay_max < 0 || r->pay_min <= r->pay_max);
	CHECK(r->source.n <= POSTING_SOURCE_MAX);
	check_text(r->text);
	posting_stream_record(s->out, r);
	return true;
}

static bool
on_refusal(void *p, const struct posting_refusal *r, struct err *err)
{
	struct seen *s = p;

	(void)err;
	s->n++;
	CHECK(r->where.n > 0 && r->why.n > 0);
	posting_stream_refusal(s->out, r);
	return true;
}

/* What was gathered by a reader, through the stream and back. */
static void
check_reader(const struct reader *rd)
{
	CLEANUP(strbuf_release) struct strbuf one = STRBUF((size_t)256 << 20), two = STRBUF((size_t)256 << 20);
	struct seen a = {.out = &one}, b = {.out = &two};
	struct posting_sink again = {on_record, on_refusal, &b};

	for (size_t i = 0; i < rd->entries.n; i++) {
		const struct reader_entry *e = &rd->entries.p[i];

		CHECK(e->record != NULL ? on_record(&a, e->record, NULL) : on_refusal(&a, &e->refusal, NULL));
	}
	posting_stream_end(&one);
	CHECK(posting_stream_read(strbuf_str(&one), &again, NULL));
	posting_stream_end(&two);
	CHECK(a.n == b.n && str_eq(strbuf_str(&one), strbuf_str(&two)));
}

typedef bool json_reader(struct reader *rd, const json_t *doc, struct err *err);

static bool
boards(struct reader *rd, const json_t *doc, struct err *err)
{
	bool known;

	return boards_read(rd, doc, true, &known, err);
}

static void
fuzz_jdoc(struct reader *rd, json_reader *read)
{
	struct err err = {0};
	json_t *doc;

	if (!jdoc_read(rd->a, rd->bytes, &doc, &err)) {
		CHECK(err.code != ERR_NONE);
		return;
	}
	if (!read(rd, doc, &err))
		CHECK(err.code != ERR_NONE);
	check_reader(rd);
}

static void
fuzz_greenhouse(struct reader *rd)
{
	fuzz_jdoc(rd, greenhouse_read);
}

static void
fuzz_lever(struct reader *rd)
{
	fuzz_jdoc(rd, lever_read);
}

static void
fuzz_ashby(struct reader *rd)
{
	fuzz_jdoc(rd, ashby_read);
}

static void
fuzz_simplify(struct reader *rd)
{
	fuzz_jdoc(rd, simplify_read);
}

static void
fuzz_hn(struct reader *rd)
{
	fuzz_jdoc(rd, hn_read);
}

static void
fuzz_jsonld(struct reader *rd)
{
	fuzz_jdoc(rd, jsonld_read);
}

static void
fuzz_boards(struct reader *rd)
{
	fuzz_jdoc(rd, boards);
}

static void
fuzz_page(struct reader *rd)
{
	if (page_read(rd, NULL))
		check_reader(rd);
}

static void
fuzz_xml(struct reader *rd)
{
	if (xml_read(rd, NULL))
		check_reader(rd);
}

static void
fuzz_csv(struct reader *rd)
{
	char delimiter = csv_sniff(rd->bytes);

	if (csv_read(rd, delimiter != '\0' ? delimiter : ',', NULL))
		check_reader(rd);
}

/* Whatever comes in, the table's rows are as wide as its header, and what is written reads back the same. */
static void
fuzz_dialect(struct reader *rd)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)512 << 20);
	CLEANUP(strbuf_release) struct strbuf out = STRBUF((size_t)256 << 20);
	struct csv_dialect d;
	struct csv_table t;
	struct csv_out w = {.out = &out};
	struct csv c = {.delimiter = ','};
	struct csv_record rec;

	if (!csv_table_read(&a, rd->bytes, &t, NULL))
		return;
	d = t.dialect;
	CHECK(d.delimiter != '\0' && (d.quote == '"' || d.quote == '\''));
	CHECK(t.n_columns >= 2 && t.n_rows > 0 && t.n_ragged <= t.n_rows);
	for (size_t r = 0; r < t.n_rows; r++) {
		for (size_t i = 0; i < t.n_columns; i++) {
			CHECK(utf8_valid(t.rows[r].cell[i]));
			csv_put(&w, t.rows[r].cell[i]);
		}
		csv_end(&w);
	}
	c.text = strbuf_str(&out);
	for (size_t r = 0; r < t.n_rows; r++) {
		CHECK(csv_next(&a, &c, &rec, NULL));
		CHECK(rec.n == t.n_columns);
		for (size_t i = 0; i < rec.n; i++)
			CHECK(str_eq(rec.field[i], t.rows[r].cell[i]));
	}
}

static void
fuzz_mdtable(struct reader *rd)
{
	if (mdtable_read(rd, NULL))
		check_reader(rd);
}

static void
fuzz_text(struct reader *rd)
{
	struct str s;

	if (text_read(rd, NULL))
		check_reader(rd);
	check_text(plain_text(rd->a, rd->bytes, POSTING_TEXT_MAX));
	check_name(plain_name(rd->a, rd->bytes, 100), 100);
	if (html_text(rd->a, rd->bytes, POSTING_TEXT_MAX, &s, NULL))
		check_text(s);
}

/* Bytes as they come, from the recognition on. */
static void
fuzz_posting(struct reader *rd)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF((size_t)256 << 20);
	struct seen seen = {.out = &out};
	struct posting_sink sink = {on_record, on_refusal, &seen};
	struct err err = {0};

	if (!posting_read(rd->a, rd->bytes, rd->name, &sink, &err))
		CHECK(err.code != ERR_NONE && err.text[0] != '\0');
}

/* A stream may hold anything that keeps the stream's own rules. */
static bool
count_record(void *p, const struct posting_record *r, struct err *err)
{
	(void)err;
	((struct seen *)p)->n += 1;
	CHECK(r->kind < POSTING_KIND__COUNT && utf8_valid(r->title) && utf8_valid(r->source));
	return true;
}

static bool
count_refusal(void *p, const struct posting_refusal *r, struct err *err)
{
	(void)err;
	((struct seen *)p)->n += 1;
	CHECK(utf8_valid(r->where) && utf8_valid(r->why));
	return true;
}

static void
fuzz_stream(struct reader *rd)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF((size_t)256 << 20);
	struct seen seen = {.out = &out};
	struct posting_sink sink = {count_record, count_refusal, &seen};
	struct err err = {0};

	if (!posting_stream_read(rd->bytes, &sink, &err))
		CHECK(err.code == ERR_INVALID);
}

static const struct {
	const char *name;
	void (*run)(struct reader *rd);
	bool raw; /* bytes that need not be UTF-8 */
} targets[] = {
    {"ashby", fuzz_ashby, false},
    {"boards", fuzz_boards, false},
    {"csv", fuzz_csv, false},
    {"dialect", fuzz_dialect, true},
    {"greenhouse", fuzz_greenhouse, false},
    {"hn", fuzz_hn, false},
    {"jsonld", fuzz_jsonld, false},
    {"lever", fuzz_lever, false},
    {"mdtable", fuzz_mdtable, false},
    {"page", fuzz_page, false},
    {"posting", fuzz_posting, true},
    {"simplify", fuzz_simplify, false},
    {"stream", fuzz_stream, true},
    {"text", fuzz_text, false},
    {"xml", fuzz_xml, false},
};

static void
run(const char *target, struct str bytes)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)1 << 30);
	struct reader rd = {.a = &a, .name = STR("acme/jobs")};

	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		if (strcmp(targets[i].name, target) != 0)
			continue;
		rd.bytes = targets[i].raw ? bytes : utf8_from_any(&a, bytes);
		targets[i].run(&rd);
		return;
	}
	base_die("no such target");
}

#ifdef FUZZ_REPLAY

/* replay TARGET DIR: every file of the folder; says how many. */
int
main(int argc, char **argv)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)256 << 20);
	struct err err = {0};
	char **names;
	size_t n;

	if (argc != 3 || !fs_list(&a, argv[2], &names, &n, &err)) {
		fprintf(stderr, "replay TARGET DIR: %s\n", err.text);
		return 2;
	}
	for (size_t i = 0; i < n; i++) {
		struct str bytes;

		if (!fs_read(&a, fs_join(&a, argv[2], names[i]), (size_t)64 << 20, &bytes, &err)) {
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
