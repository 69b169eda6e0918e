#include "posting.h"

#include "base/utf8.h"
#include "reader.h"
#include "sniff.h"

const char *
posting_kind_name(enum posting_kind kind)
{
	static const char *const names[POSTING_KIND__COUNT] = {
	    [POSTING_GREENHOUSE] = "greenhouse",
	    [POSTING_LEVER] = "lever",
	    [POSTING_ASHBY] = "ashby",
	    [POSTING_SIMPLIFY] = "simplify",
	    [POSTING_JSONLD] = "jsonld",
	    [POSTING_HTML] = "html",
	    [POSTING_CSV] = "csv",
	    [POSTING_TEXT] = "text",
	    [POSTING_OTHER] = "other",
	};

	return (unsigned)kind < POSTING_KIND__COUNT ? names[kind] : "unknown";
}

static bool
json_posting(struct reader *rd, struct err *err)
{
	static const struct {
		bool (*is)(const json_t *doc);
		bool (*read)(struct reader *rd, const json_t *doc, struct err *err);
	} kinds[] = {
	    {greenhouse_is, greenhouse_read}, {lever_is, lever_read}, {simplify_is, simplify_read},
	    {ashby_is, ashby_read},           {hn_is, hn_read},       {jsonld_is, jsonld_read},
	};
	json_t *doc;
	bool known;

	if (!jdoc_read(rd->a, rd->bytes, &doc, err))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (kinds[i].is(doc))
			return kinds[i].read(rd, doc, err);
	}
	if (!boards_read(rd, doc, true, &known, err))
		return false;
	if (known)
		return true;
	if (json_is_object(json_array_get(jdoc_at(doc, "departments"), 0)))
		return err_set(err, ERR_INVALID,
		               "a list of departments, not of adverts: it has no texts and no addresses");
	if ((json_is_array(doc) && json_array_size(doc) == 0) ||
	    (json_is_array(jdoc_at(doc, "jobs")) && json_array_size(jdoc_at(doc, "jobs")) == 0))
		return err_set(err, ERR_INVALID, "the list of jobs is empty");
	err_set(err, ERR_INVALID, "JSON, but of no job board that is known");
	return err_hint(err, "Known are the public answers of Greenhouse, Lever, Ashby and some more boards, "
	                     "SimplifyJobs lists, and schema.org JobPosting.");
}

static bool
read_by_kind(struct reader *rd, struct err *err)
{
	struct sniffed s = sniff_text(rd->bytes);

	switch (s.what) {
	case SNIFF_JSON:
		return json_posting(rd, err);
	case SNIFF_HTML:
		return page_read(rd, err);
	case SNIFF_XML:
		return xml_read(rd, err);
	case SNIFF_CSV:
		return csv_read(rd, s.delimiter, err);
	case SNIFF_MARKDOWN_TABLE:
		return mdtable_read(rd, err);
	case SNIFF_TEXT:
		return text_read(rd, err);
	case SNIFF_EMPTY:
	case SNIFF_BINARY:
		break;
	}
	return err_set(err, ERR_INVALID, "the file is empty");
}

/* Hands everything to the sink in the order of the file. */
static bool
give(struct reader *rd, const struct posting_sink *sink, struct err *err)
{
	for (size_t i = 0; i < rd->entries.n; i++) {
		const struct reader_entry *e = &rd->entries.p[i];

		if (e->record != NULL ? !sink->record(sink->p, e->record, err)
		                      : !sink->refuse(sink->p, &e->refusal, err))
			return false;
	}
	if (rd->n_refused > READER_REFUSALS_MAX) {
		struct posting_refusal rest = {
		    STR("further"),
		    arena_printf(rd->a, "%zu more are refused", rd->n_refused - READER_REFUSALS_MAX),
		};

		return sink->refuse(sink->p, &rest, err);
	}
	return true;
}

/* The bytes as UTF-8. UTF-16 without a byte-order mark gets one first. */
static struct str
to_text(struct arena *a, struct str bytes)
{
	char wide = sniff_utf16(bytes);
	char *p;

	if (wide == '\0' || str_starts(bytes, STR("\xff\xfe")) || str_starts(bytes, STR("\xfe\xff")))
		return utf8_from_any(a, bytes);
	p = arena_alloc(a, bytes.n + 2);
	memcpy(p, wide == 'L' ? "\xff\xfe" : "\xfe\xff", 2);
	memcpy(p + 2, bytes.p, bytes.n);
	return utf8_from_any(a, (struct str){p, bytes.n + 2});
}

bool
posting_read(struct arena *a, struct str bytes, struct str name, const struct posting_sink *sink, struct err *err)
{
	struct reader rd = {.a = a, .name = name};
	const char *what;

	if (bytes.n > READER_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "the file has %zu MB, at most %zu are read", bytes.n >> 20,
		               READER_BYTES_MAX >> 20);
	if (sniff_binary(bytes, &what)) {
		err_set(err, ERR_INVALID, "%s, not a posting", what);
		return err_hint(err, "Save the advert as a web page or copy its text.");
	}
	rd.bytes = to_text(a, bytes);
	if (!read_by_kind(&rd, err) || !give(&rd, sink, err))
		return false;
	if (rd.n_records > 0)
		return true;
	if (rd.entries.n == 0)
		return err_set(err, ERR_INVALID, "no posting is in it");
	return err_set(err, ERR_INVALID, "nothing in it can be taken: %.*s: %.*s",
	               STR_ARG(rd.entries.p[0].refusal.where), STR_ARG(rd.entries.p[0].refusal.why));
}
