/* job apply, job packet, job export: what was sent, and taking everything out. */
#include "base/fs.h"
#include "base/num.h"
#include "cli/cmd_job.h"
#include "db/db.h"
#include "domain/job/resume.h"
#include "exchange/job_export.h"
#include "exchange/packet_make.h"

/* --- apply -------------------------------------------------------------------------------------------------------- */

static bool
take_answers(struct cli *cli, struct packet *pk, struct err *err)
{
	struct packet_answer *list = ARENA_ARRAY(cli->ctx.a, CLI_ARGS_MAX, struct packet_answer);
	const char *value;
	size_t at = 0, n = 0;

	while ((value = cli_option_next(cli, "answer", &at)) != NULL) {
		struct str s = str_of(value);
		size_t equals = str_find_byte(s, '=');

		if (equals == s.n)
			return err_set(err, ERR_INVALID, "--answer needs QUESTION=ANSWER");
		list[n++] = (struct packet_answer){str_trim(str_sub(s, 0, equals)), str_sub(s, equals + 1, s.n)};
	}
	pk->answers = list;
	pk->n_answers = n;
	return true;
}

/* A path's last part. */
static struct str
file_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return str_of(slash != NULL ? slash + 1 : path);
}

static bool
take_resume(struct cli *cli, struct packet *pk, struct err *err)
{
	const char *version = cli_option(cli, "resume"), *json = cli_option(cli, "resume-json");
	const char *pdf = cli_option(cli, "pdf");
	struct str warning = STR("");
	int64_t id;

	if (version != NULL && json != NULL)
		return err_set(err, ERR_INVALID, "give --resume or --resume-json, not both");
	if (version != NULL && (!resume_version_find(&cli->ctx, str_of(version), &id, err) ||
	                        !packet_take_resume(&cli->ctx, id, STR(""), pk, &warning, err)))
		return false;
	if (json != NULL) {
		if (!fs_read(cli->ctx.a, json, PACKET_JSON_MAX, &pk->resume_json, err))
			return false;
		pk->resume_name = file_name(json);
	}
	if (pdf != NULL && !fs_read(cli->ctx.a, pdf, PACKET_PDF_MAX, &pk->resume_pdf, err))
		return false;
	if (warning.n > 0 && pdf == NULL)
		fprintf(stderr, "cairn: %.*s\n", STR_ARG(warning));
	return true;
}

static bool
take_letter(struct cli *cli, struct packet *pk, struct err *err)
{
	const char *letter = cli_option(cli, "letter");
	int64_t id;

	if (letter == NULL)
		return true;
	if (num_parse_i64(str_of(letter), 1, INT64_MAX, "--letter", &id, NULL))
		return packet_take_letter(&cli->ctx, id, pk, err);
	pk->letter_name = file_name(letter);
	return fs_read(cli->ctx.a, letter, PACKET_LETTER_MAX, &pk->letter, err);
}

bool
cmd_job_apply(struct cli *cli, struct err *err)
{
	struct packet pk = {.resume_version_id = -1, .channel = str_of(cli_option(cli, "channel"))};

	if (!job_arg(cli, 0, &pk.application_id, err) || !job_day(cli, "on", &pk.on_day, err) ||
	    !take_resume(cli, &pk, err) || !take_letter(cli, &pk, err) || !take_answers(cli, &pk, err) ||
	    !packet_send(&cli->ctx, &pk, str_of(cli_option(cli, "note")), err))
		return false;
	if (cli->json)
		strbuf_printf(&cli->out, "{\"id\":%lld,\"event\":%lld}\n", (long long)pk.id, (long long)pk.event_id);
	else
		strbuf_printf(&cli->out, "Applied, and frozen what was sent (undo: cairn job undo %lld)\n",
		              (long long)pk.event_id);
	return true;
}

/* --- packet ------------------------------------------------------------------------------------------------------- */

static void
diff_print(struct cli *cli, const struct diff *d)
{
	for (size_t i = 0; i < d->n; i++)
		strbuf_printf(&cli->out, "%c %.*s\n", " -+"[d->lines[i].kind], STR_ARG(d->lines[i].text));
}

static void
diff_json(struct js *j, const struct diff *d)
{
	static const char *const kinds[] = {"same", "out", "in"};

	js_key(j, "lines");
	js_open(j, '[');
	for (size_t i = 0; i < d->n; i++) {
		js_open(j, '{');
		js_kz(j, "kind", kinds[d->lines[i].kind]);
		js_kv(j, "text", d->lines[i].text);
		js_close(j, '}');
	}
	js_close(j, ']');
}

static bool
packet_diff_run(struct cli *cli, const struct packet *pk, struct err *err)
{
	struct packet_diff parts[PACKET_PART__COUNT];
	struct js j = JS(&cli->out);

	if (!packet_compare(&cli->ctx, pk, parts, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < PACKET_PART__COUNT; i++) {
		const struct packet_diff *d = &parts[i];

		if (!d->sent)
			continue;
		if (cli->json) {
			js_open(&j, '{');
			js_kz(&j, "part", packet_part_names[i]);
			js_kb(&j, "compared", d->is);
			js_kv(&j, "with", d->with);
			js_ki(&j, "out", (int64_t)d->diff.n_out);
			js_ki(&j, "in", (int64_t)d->diff.n_in);
			diff_json(&j, &d->diff);
			js_close(&j, '}');
		} else if (!d->is) {
			strbuf_printf(&cli->out, "%s: not compared, %.*s\n", packet_part_names[i], STR_ARG(d->with));
		} else if (d->diff.n_out + d->diff.n_in == 0) {
			strbuf_printf(&cli->out, "%s: as it was sent\n", packet_part_names[i]);
		} else {
			strbuf_printf(&cli->out, "%s: sent (-) against %.*s today (+)\n", packet_part_names[i],
			              STR_ARG(d->with));
			diff_print(cli, &d->diff);
		}
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	}
	return true;
}

static void
packet_json(struct cli *cli, const struct packet *pk)
{
	struct js j = JS(&cli->out);

	js_open(&j, '{');
	js_ki(&j, "id", pk->id);
	js_ki(&j, "event", pk->event_id);
	js_kday(&j, "on", pk->on_day);
	js_kv(&j, "channel", pk->channel.n > 0 ? pk->channel : STR_NONE);
	js_kv(&j, "resume", pk->resume_name.n > 0 ? pk->resume_name : STR_NONE);
	js_kv(&j, "resume_json", pk->resume_json.n > 0 ? pk->resume_json : STR_NONE);
	js_ki(&j, "pdf_bytes", pk->resume_pdf_size);
	js_kv(&j, "pdf_sha256", pk->resume_pdf_hash.n > 0 ? pk->resume_pdf_hash : STR_NONE);
	js_kv(&j, "letter_name", pk->letter_name.n > 0 ? pk->letter_name : STR_NONE);
	js_kv(&j, "letter", pk->letter.n > 0 ? pk->letter : STR_NONE);
	js_kv(&j, "posting_url", pk->posting_url.n > 0 ? pk->posting_url : STR_NONE);
	js_kv(&j, "posting_sha256", pk->posting_hash.n > 0 ? pk->posting_hash : STR_NONE);
	js_kv(&j, "posting_text", pk->posting_text.n > 0 ? pk->posting_text : STR_NONE);
	js_key(&j, "answers");
	js_open(&j, '[');
	for (size_t i = 0; i < pk->n_answers; i++) {
		js_open(&j, '{');
		js_kv(&j, "question", pk->answers[i].question);
		js_kv(&j, "answer", pk->answers[i].answer);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

static void
packet_text(struct cli *cli, const struct packet *pk)
{
	char day[16];

	strbuf_printf(&cli->out, "Sent %s%s%.*s\n", day_format(pk->on_day, day), pk->channel.n > 0 ? " by " : "",
	              STR_ARG(pk->channel));
	if (pk->resume_json.n > 0)
		strbuf_printf(&cli->out, "résumé   %.*s, %zu bytes of JSON\n", STR_ARG(pk->resume_name),
		              pk->resume_json.n);
	if (pk->resume_pdf_size > 0)
		strbuf_printf(&cli->out, "PDF      %lld bytes, SHA-256 %.*s\n", (long long)pk->resume_pdf_size,
		              STR_ARG(pk->resume_pdf_hash));
	if (pk->posting_hash.n > 0)
		strbuf_printf(&cli->out, "posting  %zu bytes, SHA-256 %.*s\n", pk->posting_text.n,
		              STR_ARG(pk->posting_hash));
	for (size_t i = 0; i < pk->n_answers; i++)
		strbuf_printf(&cli->out, "\n%.*s\n  %.*s\n", STR_ARG(pk->answers[i].question),
		              STR_ARG(pk->answers[i].answer));
	if (pk->letter.n > 0)
		strbuf_printf(&cli->out, "\n%.*s\n", STR_ARG(str_trim(pk->letter)));
}

bool
cmd_job_packet(struct cli *cli, struct err *err)
{
	const char *pdf = cli_option(cli, "pdf");
	struct packet *list, pk;
	struct str bytes;
	int64_t id;
	size_t n;

	if (!job_arg(cli, 0, &id, err) || !packet_list(&cli->ctx, id, &list, &n, err))
		return false;
	if (n == 0 || !list[0].counts) {
		err_set(err, ERR_NOT_FOUND, "nothing was frozen of application %lld", (long long)id);
		return err_hint(err, "cairn job apply %lld records what is sent.", (long long)id);
	}
	if (!packet_get(&cli->ctx, list[0].id, &pk, err))
		return false;
	if (pdf != NULL)
		return packet_pdf(&cli->ctx, pk.id, &bytes, err) && fs_replace(pdf, bytes, err);
	if (cli_option(cli, "diff") != NULL)
		return packet_diff_run(cli, &pk, err);
	if (cli->json)
		packet_json(cli, &pk);
	else
		packet_text(cli, &pk);
	return true;
}

/* --- export ------------------------------------------------------------------------------------------------------- */

bool
cmd_job_export(struct cli *cli, struct err *err)
{
	cli->file = true;
	return cli_option(cli, "csv") != NULL ? job_export_csv(&cli->ctx, &cli->out, err)
	                                      : job_export_json(&cli->ctx, &cli->out, err);
}
