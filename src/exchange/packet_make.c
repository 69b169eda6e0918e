#include "exchange/packet_make.h"

#include "domain/job/letter.h"
#include "domain/job/posting.h"
#include "domain/job/resume.h"
#include "exchange/resume_doc.h"

const char *const packet_part_names[PACKET_PART__COUNT] = {"résumé", "letter", "posting"};

/* --- making ------------------------------------------------------------------------------------------------------- */

static bool
version_name(struct ctx *c, int64_t version_id, struct str *ret, struct err *err)
{
	struct resume_version v;

	*ret = STR("master");
	if (version_id == 0)
		return true;
	if (!resume_version_get(c, version_id, &v, err))
		return false;
	*ret = v.name;
	return true;
}

bool
packet_take_resume(struct ctx *c, int64_t version_id, struct str design, struct packet *pk, struct str *ret_warning,
                   struct err *err)
{
	struct resume_pdf_made made;
	struct err why = {0};

	*ret_warning = STR("");
	if (!version_name(c, version_id, &pk->resume_name, err) ||
	    !resume_version_json(c, version_id, &pk->resume_json, err))
		return false;
	pk->resume_version_id = version_id;
	if (resume_pdf_make(c->a, pk->resume_json, design, &made, &why)) {
		pk->resume_pdf = made.pdf;
		*ret_warning = made.warning;
		return true;
	}
	if (why.code != ERR_UNSUPPORTED) {
		if (err != NULL)
			*err = why;
		return err_prefix(err, "could not make the PDF");
	}
	*ret_warning = arena_printf(c->a, "the packet has no PDF: %s", why.text);
	return true;
}

bool
packet_take_letter(struct ctx *c, int64_t letter_id, struct packet *pk, struct err *err)
{
	struct letter letter;

	if (!letter_get(c, letter_id, &letter, err) || !letter_final(c->a, letter.body, &pk->letter, err))
		return false;
	pk->letter_id = letter_id;
	pk->letter_name = letter.subject.n > 0 ? letter.subject : letter.template;
	return true;
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

/* What was not found is no failure here, but said. */
static bool
missing(struct packet_diff *d, struct err *why, struct err *err, const char *what)
{
	if (why->code != ERR_NOT_FOUND) {
		if (err != NULL)
			*err = *why;
		return false;
	}
	d->with = str_of(what);
	return true;
}

static bool
compare_resume(struct ctx *c, const struct packet *pk, struct packet_diff *d, struct err *err)
{
	int64_t version = pk->resume_version_id >= 0 ? pk->resume_version_id : 0;
	struct str now, name, was_text, now_text;
	struct err why = {0};

	d->sent = pk->resume_json.n > 0;
	if (!d->sent)
		return true;
	if (!version_name(c, version, &name, &why) || !resume_version_json(c, version, &now, &why))
		return missing(d, &why, err, "the version it came from is no longer there");
	d->is = true;
	d->with = version == 0 ? STR("the master") : arena_printf(c->a, "the version '%.*s'", STR_ARG(name));
	/* What cannot be laid out is compared as it is. */
	if (!resume_text(c->a, pk->resume_json, &was_text, NULL) || !resume_text(c->a, now, &now_text, NULL)) {
		was_text = pk->resume_json;
		now_text = now;
	}
	return diff_texts(c->a, was_text, now_text, &d->diff, err);
}

static bool
compare_letter(struct ctx *c, const struct packet *pk, struct packet_diff *d, struct err *err)
{
	struct letter letter;
	struct err why = {0};

	d->sent = pk->letter.n > 0;
	if (!d->sent)
		return true;
	if (pk->letter_id == 0) {
		d->with = STR("it came from a file");
		return true;
	}
	if (!letter_get(c, pk->letter_id, &letter, &why))
		return missing(d, &why, err, "the letter is no longer there");
	d->is = true;
	d->with = STR("the letter");
	return diff_texts(c->a, pk->letter, letter_draft(c->a, letter.body), &d->diff, err);
}

static bool
compare_posting(struct ctx *c, const struct packet *pk, struct packet_diff *d, struct err *err)
{
	struct application app;
	struct posting posting;
	struct str text;
	struct err why = {0};

	d->sent = pk->posting_text.n > 0;
	if (!d->sent)
		return true;
	if (!application_get(c, pk->application_id, &app, err))
		return false;
	if (!posting_get(c, app.posting_id, &posting, &text, &why))
		return missing(d, &why, err, "the posting is no longer there");
	d->is = true;
	d->with = STR("the posting");
	return diff_texts(c->a, pk->posting_text, text, &d->diff, err);
}

bool
packet_compare(struct ctx *c, const struct packet *pk, struct packet_diff ret[static PACKET_PART__COUNT],
               struct err *err)
{
	memset(ret, 0, PACKET_PART__COUNT * sizeof(*ret));
	return compare_resume(c, pk, &ret[PACKET_RESUME], err) && compare_letter(c, pk, &ret[PACKET_LETTER], err) &&
	       compare_posting(c, pk, &ret[PACKET_POSTING], err);
}
