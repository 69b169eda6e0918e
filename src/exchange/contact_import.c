#include "contact_import.h"

#include <unistd.h>

#include "base/fs.h"
#include "base/proc.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "db/db.h"
#include "domain/person/contact.h"
#include "domain/person/merge.h"
#include "format/linkedin.h"
#include "import_impl.h"

static const struct proc_limits worker_limits = {
    .cpu_s = 20, .wall_s = 60, .memory = WORKER_MEMORY, .output = CONTACT_STREAM_MAX};

struct source {
	const char *path; /* NULL: bytes are here */
	struct str bytes;
	struct contact_file report;
	VEC(struct card) cards;
	VEC(struct card_notice) notices;
};

struct import {
	struct ctx *c;
	struct arena tmp; /* the bytes of one file, and a worker's answer */
	char *self;
	VEC(struct source) sources;
	VEC(int64_t) touched; /* contacts that a card of this import is of already */
	int64_t id;
};

/* --- what to read ------------------------------------------------------------------------------------------------- */

static bool
add_source(struct import *im, const char *path, struct str name, struct str bytes, struct err *err)
{
	if (im->sources.n == CONTACT_FILES_MAX)
		return err_set(err, ERR_LIMIT, "more than %d files in one import", CONTACT_FILES_MAX);
	*VEC_PUSH(im->c->a, &im->sources) = (struct source){.path = path, .bytes = bytes, .report = {.name = name}};
	return true;
}

static bool
add_path(struct import *im, const char *path, int depth, struct err *err)
{
	char **names;
	size_t n;

	if (strcmp(path, "-") == 0)
		return add_source(im, path, STR("standard input"), STR_NONE, err);
	if (!fs_is_dir(path)) {
		if (depth == 0 && !fs_exists(path))
			return err_set(err, ERR_NOT_FOUND, "there is no file '%s'", path);
		if (depth > 0 && !fs_is_file(path))
			return true;
		return add_source(im, path, str_of(path), STR_NONE, err);
	}
	if (depth == IMPORT_DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "'%s' has more than %d folders within folders", path, IMPORT_DEPTH_MAX);
	if (!fs_list(im->c->a, path, &names, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (names[i][0] != '.' && !add_path(im, fs_join(im->c->a, path, names[i]), depth + 1, err))
			return false;
	return true;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct sink {
	struct import *im;
	struct source *s;
};

static bool
take_card(void *p, const struct card *card, struct err *err)
{
	struct sink *k = p;

	(void)err;
	*VEC_PUSH(k->im->c->a, &k->s->cards) = *card;
	return true;
}

static bool
take_notice(void *p, const struct card_notice *n, struct err *err)
{
	struct sink *k = p;
	struct contact_file *f = &k->s->report;

	(void)err;
	f->n_refused += n->refused;
	f->n_warned += !n->refused;
	if (k->s->notices.n < CONTACT_NOTICES_MAX)
		*VEC_PUSH(k->im->c->a, &k->s->notices) =
		    (struct card_notice){arena_str(k->im->c->a, n->where), arena_str(k->im->c->a, n->why), n->refused};
	return true;
}

static bool
read_source(struct import *im, struct source *s, struct err *err)
{
	const char *argv[] = {im->self, "worker", "contacts", "--", arena_cstr(im->c->a, s->report.name), NULL};
	struct sink k = {im, s};
	const struct card_sink sink = {take_card, take_notice, &k};
	struct str bytes = s->bytes, answer;

	if (s->path != NULL && !fs_read(&im->tmp, s->path, VCARD_BYTES_MAX, &bytes, err))
		return false;
	if (bytes.n > VCARD_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "the file has %zu MB, at most %zu are read", bytes.n >> 20,
		               VCARD_BYTES_MAX >> 20);
	if (!proc_run(&im->tmp, argv, bytes, worker_limits, &answer, err))
		return import_split_hint(err);
	/* The texts of a card borrow from what was read of the answer, which is the command's. */
	return card_stream_read(im->c->a, answer, &sink, err);
}

static bool
read_sources(struct import *im, struct err *err)
{
	for (size_t i = 0; i < im->sources.n; i++) {
		struct source *s = &im->sources.p[i];
		struct sink k = {im, s};
		struct err why = {0};

		if (!read_source(im, s, &why)) {
			const struct card_notice n = {STR(""), str_of(why.text), true};

			if (im->sources.n == 1) {
				*err = why;
				return err_prefix(err, "could not import '%.*s'", STR_ARG(s->report.name));
			}
			s->cards.n = 0;
			(void)!take_notice(&k, &n, NULL);
		}
		arena_release(&im->tmp);
	}
	return true;
}

/* --- whose card it is --------------------------------------------------------------------------------------------- */

static bool
is_touched(const struct import *im, int64_t id)
{
	for (size_t i = 0; i < im->touched.n; i++)
		if (im->touched.p[i] == id)
			return true;
	return false;
}

/* By what they have in common. One who was met in this import already is somebody else, unless the whole card is the
 * same: families share a mailbox. */
static bool
match(struct import *im, const struct card *card, int64_t *ret, struct err *err)
{
	static const char *const kinds[] = {"source", "email", "url", "who"};
	struct contact *list;
	size_t n;

	*ret = 0;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (!contact_match(im->c, card, kinds[i], &list, &n, err))
			return false;
		if (n > 0 && i == 0) {
			*ret = list[0].id;
			return true;
		}
		if (n == 1 && !is_touched(im, list[0].id)) {
			*ret = list[0].id;
			return true;
		}
	}
	/* A name alone is enough where neither says more than the other of where they work. */
	if (!contact_match(im->c, card, "name", &list, &n, err))
		return false;
	if (n == 1 && !is_touched(im, list[0].id) && (card->jobs.n == 0 || list[0].company.n == 0))
		*ret = list[0].id;
	return true;
}

/* --- storing ------------------------------------------------------------------------------------------------------ */

static bool
refuse(struct import *im, struct source *s, const struct card *card, const char *why, struct err *err)
{
	struct sink k = {im, s};
	const struct card_notice n = {card->where, str_of(why), true};

	return take_notice(&k, &n, err);
}

static bool
store_known(struct import *im, struct source *s, int64_t id, struct card *card, struct str source, struct err *err)
{
	struct ctx *c = im->c;
	struct contact k;
	struct card base, next;
	struct str before;
	int64_t edit;

	if (!contact_get(c, id, &k, err))
		return false;
	s->report.n_read++;
	if (str_eq(k.source, source)) {
		s->report.n_same++;
		return true;
	}
	if (k.source.n > 0 && card_read(c->a, k.source, &base, NULL))
		next = card_follow(c->a, &k.card, &base, card);
	else
		next = card_union(c->a, &k.card, card);
	next.uid = k.uid;
	before = card_text(c->a, &k.card);
	if (!card_tidy(c->a, &next, err))
		return false;
	if (str_eq(card_text(c->a, &next), before)) {
		s->report.n_same++;
		return contact_source_put(c, &k, source, err);
	}
	s->report.n_updated++;
	return contact_update(c, &k, &next, source, im->id, &edit, err);
}

static bool
store_card(struct import *im, struct source *s, struct card *card, struct err *err)
{
	struct str source = card_text(im->c->a, card);
	bool deleted = false;
	int64_t id = 0;
	int64_t edit;

	if (card->uid.n > 0 && !contact_find_uid(im->c, card->uid, &id, &deleted, err))
		return false;
	if (deleted)
		return refuse(im, s, card, "it is of a contact that was deleted here, and was left out", err);
	if (id == 0 && card->uid.n == 0 && !match(im, card, &id, err))
		return false;
	if (id == 0) {
		if (!contact_insert(im->c, card, source, im->id, &id, &edit, err))
			return false;
		s->report.n_read++;
		s->report.n_new++;
	} else if (!store_known(im, s, id, card, source, err)) {
		return false;
	}
	*VEC_PUSH(im->c->a, &im->touched) = id;
	return true;
}

static bool
store_sources(struct import *im, bool dry_run, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};

	if (!db_tx_begin(im->c->db, &tx, err))
		return false;
	for (size_t i = 0; i < im->sources.n; i++) {
		struct source *s = &im->sources.p[i];

		for (size_t k = 0; k < s->cards.n; k++)
			if (!store_card(im, s, &s->cards.p[k], err))
				return err_prefix(err, "could not store %.*s of '%.*s'", STR_ARG(s->cards.p[k].where),
				                  STR_ARG(s->report.name));
	}
	return dry_run || db_tx_commit(&tx, err);
}

static void
add_up(struct import *im, struct contact_report *r)
{
	r->n_files = im->sources.n;
	r->files = ARENA_ARRAY(im->c->a, im->sources.n, struct contact_file);
	for (size_t i = 0; i < im->sources.n; i++) {
		struct contact_file *f = &im->sources.p[i].report;

		f->notices = im->sources.p[i].notices.p;
		f->n_listed = im->sources.p[i].notices.n;
		r->files[i] = *f;
		r->total.n_read += f->n_read;
		r->total.n_new += f->n_new;
		r->total.n_updated += f->n_updated;
		r->total.n_same += f->n_same;
		r->total.n_refused += f->n_refused;
		r->total.n_warned += f->n_warned;
	}
	r->import = !r->dry_run && r->total.n_new + r->total.n_updated > 0 ? im->id : 0;
}

static void
import_release(struct import *im)
{
	arena_release(&im->tmp);
}

bool
contact_import(struct ctx *c, const struct import_input *inputs, size_t n, bool dry_run, struct contact_report *ret,
               struct err *err)
{
	CLEANUP(import_release)
	struct import im = {.c = c, .tmp = ARENA(VCARD_BYTES_MAX * 3 + CONTACT_STREAM_MAX * 3)};
	struct contact_report report = {.dry_run = dry_run};

	if (!proc_self(c->a, &im.self, err))
		return false;
	im.id = ctx_new_id(c);
	for (size_t i = 0; i < n; i++)
		if (inputs[i].path != NULL ? !add_path(&im, inputs[i].path, 0, err)
		                           : !add_source(&im, NULL, inputs[i].name, inputs[i].bytes, err))
			return false;
	if (!read_sources(&im, err) || !store_sources(&im, dry_run, err))
		return false;
	add_up(&im, &report);
	*ret = report;
	return true;
}

/* --- the report --------------------------------------------------------------------------------------------------- */

static void
counts_text(const struct contact_file *f, struct strbuf *out)
{
	strbuf_printf(out, "%zu read: %zu new, %zu updated, %zu the same", f->n_read, f->n_new, f->n_updated,
	              f->n_same);
	if (f->n_refused > 0)
		strbuf_printf(out, ", %zu refused", f->n_refused);
	if (f->n_warned > 0)
		strbuf_printf(out, ", %zu to look at", f->n_warned);
	strbuf_byte(out, '\n');
}

void
contact_report_text(const struct contact_report *r, struct strbuf *out)
{
	for (size_t i = 0; i < r->n_files; i++) {
		const struct contact_file *f = &r->files[i];

		strbuf_printf(out, "%.*s  ", STR_ARG(f->name));
		counts_text(f, out);
		for (size_t k = 0; k < f->n_listed; k++)
			strbuf_printf(out, "    %.*s%s%.*s%s\n", STR_ARG(f->notices[k].where),
			              f->notices[k].where.n > 0 ? ": " : "", STR_ARG(f->notices[k].why),
			              f->notices[k].refused ? " (refused)" : "");
		if (f->n_refused + f->n_warned > f->n_listed)
			strbuf_printf(out, "    and %zu more\n", f->n_refused + f->n_warned - f->n_listed);
	}
	if (r->n_files != 1) {
		strbuf_printf(out, "%zu files  ", r->n_files);
		counts_text(&r->total, out);
	}
	if (r->dry_run)
		strbuf_addz(out, "This was a dry run: nothing was changed.\n");
	else if (r->import != 0)
		strbuf_printf(out, "(undo: cairn person undo %lld)\n", (long long)r->import);
}

static void
file_json(struct js *j, const struct contact_file *f)
{
	js_ki(j, "read", (int64_t)f->n_read);
	js_ki(j, "new", (int64_t)f->n_new);
	js_ki(j, "updated", (int64_t)f->n_updated);
	js_ki(j, "same", (int64_t)f->n_same);
	js_ki(j, "refused", (int64_t)f->n_refused);
	js_ki(j, "warnings", (int64_t)f->n_warned);
}

void
contact_report_json(const struct contact_report *r, struct strbuf *out)
{
	struct js j = JS(out);

	js_open(&j, '{');
	js_key(&j, "files");
	js_open(&j, '[');
	for (size_t i = 0; i < r->n_files; i++) {
		const struct contact_file *f = &r->files[i];

		js_open(&j, '{');
		js_kv(&j, "name", f->name);
		file_json(&j, f);
		js_key(&j, "notices");
		js_open(&j, '[');
		for (size_t k = 0; k < f->n_listed; k++) {
			js_open(&j, '{');
			js_kv(&j, "where", f->notices[k].where);
			js_kv(&j, "why", f->notices[k].why);
			js_kb(&j, "refused", f->notices[k].refused);
			js_close(&j, '}');
		}
		js_close(&j, ']');
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_key(&j, "total");
	js_open(&j, '{');
	file_json(&j, &r->total);
	js_close(&j, '}');
	js_kb(&j, "dry_run", r->dry_run);
	js_ki(&j, "import", r->import);
	js_close(&j, '}');
}

/* --- out ---------------------------------------------------------------------------------------------------------- */

static bool
export_one(struct ctx *c, int64_t id, enum vcard_version version, struct strbuf *out, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA(CARD_TEXT_MAX * 64);
	struct ctx one = *c;
	struct contact k;

	one.a = &a;
	if (!contact_get(&one, id, &k, err))
		return false;
	vcard_write(&a, out, &k.card, version, k.at_ms);
	return strbuf_ok(out, "the contacts", err);
}

bool
contact_export(struct ctx *c, const int64_t *ids, size_t n, enum vcard_version version, struct strbuf *out,
               struct err *err)
{
	struct contact_filter f = {.tie_min = CARD_TIE_NONE};
	struct contact_after after = {0};
	struct contact *list;
	size_t got;

	for (size_t i = 0; i < n; i++)
		if (!export_one(c, ids[i], version, out, err))
			return false;
	if (ids != NULL)
		return true;
	do {
		if (!contact_list(c, &f, after, CONTACT_PAGE_MAX, &list, &got, err))
			return false;
		for (size_t i = 0; i < got; i++)
			if (!export_one(c, list[i].id, version, out, err))
				return false;
		if (got > 0)
			after = (struct contact_after){.id = list[got - 1].id, .key = list[got - 1].key};
	} while (got == CONTACT_PAGE_MAX);
	return true;
}

/* --- the worker --------------------------------------------------------------------------------------------------- */

static bool
stream_card(void *p, const struct card *card, struct err *err)
{
	card_stream_card(p, card);
	return strbuf_ok(p, "what was read", err);
}

static bool
stream_notice(void *p, const struct card_notice *n, struct err *err)
{
	card_stream_notice(p, n);
	return strbuf_ok(p, "what was read", err);
}

static bool
work(const char *name, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)2 << 30);
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(CONTACT_STREAM_MAX);
	const struct card_sink sink = {stream_card, stream_notice, &out};
	struct str bytes;

	if (!proc_jail(err) || !fs_read_fd(&a, STDIN_FILENO, name, VCARD_BYTES_MAX, &bytes, err))
		return false;
	if (linkedin_is(bytes) ? !linkedin_read(&a, bytes, &sink, err) : !vcard_read(&a, bytes, &sink, err))
		return false;
	card_stream_end(&out);
	return strbuf_ok(&out, "what was read", err) && fs_write_fd(STDOUT_FILENO, "the answer", strbuf_str(&out), err);
}

int
contact_worker_main(const char *name)
{
	struct err err = {0};

	if (work(name, &err))
		return 0;
	/* The parent takes the last line; a hint goes with it behind a tab. */
	if (err.hint[0] != '\0')
		fprintf(stderr, "%s\t%s\n", err.text, err.hint);
	else
		fprintf(stderr, "%s\n", err.text);
	return err_exit_status(err.code);
}
