#include "cli/record_out.h"

#include "base/date.h"
#include "base/num.h"
#include "domain/job/desk.h"

static void
field_json(struct js *j, const struct record_field *f, const void *rec)
{
	const char *at = (const char *)rec + f->at;
	char day[32];
	int64_t v;

	if (f->text) {
		js_kv(j, f->name, *(const struct str *)(const void *)at);
		return;
	}
	v = *(const int64_t *)(const void *)at;
	if (strcmp(f->name, "on_day") == 0)
		js_kday(j, "on", (int32_t)v);
	else if (strcmp(f->name, "start_ms") == 0)
		js_kv(j, "start", v != 0 ? str_of(instant_format(v, day)) : STR_NONE);
	else
		js_ki(j, f->name, v);
}

void
record_json(struct js *j, const struct record_type *t, const void *rec)
{
	const struct record *r = rec;

	js_ki(j, "id", r->root_id);
	js_ki(j, "version", r->id);
	for (size_t i = 0; i < t->n_fields; i++)
		field_json(j, &t->fields[i], rec);
}

void
records_json(struct js *j, const char *key, const struct record_type *t, const void *list, size_t n)
{
	if (key != NULL)
		js_key(j, key);
	js_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		js_open(j, '{');
		record_json(j, t, (const char *)list + i * t->size);
		js_close(j, '}');
	}
	js_close(j, ']');
}

void
said_record(struct cli *cli, const char *noun, int64_t id, int64_t undo)
{
	struct js j = JS(&cli->out);

	if (!cli->json) {
		strbuf_printf(&cli->out, "Kept: %lld (undo: cairn %s undo %lld)\n", (long long)id, noun,
		              (long long)undo);
		return;
	}
	js_open(&j, '{');
	js_ki(&j, "id", id);
	js_ki(&j, "undo", undo);
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

bool
arg_id(const struct cli *cli, size_t i, int64_t *ret, struct err *err)
{
	return num_parse_i64(str_of(cli->args[i]), 1, INT64_MAX, "id", ret, err);
}

struct str
option_text(const struct cli *cli, const char *name)
{
	return str_trim(str_of(cli_option(cli, name)));
}

bool
option_int(const struct cli *cli, const char *name, int64_t fallback, int64_t *ret, struct err *err)
{
	const char *text = cli_option(cli, name);

	*ret = fallback;
	return text == NULL || num_parse_i64(str_of(text), 0, INT64_MAX, name, ret, err);
}

bool
option_day(const struct cli *cli, int64_t *ret, struct err *err)
{
	const char *on = cli_option(cli, "on");
	int32_t day = ctx_today(&cli->ctx);

	if (on != NULL && !day_parse(str_of(on), &day, err))
		return err_prefix(err, "--on");
	*ret = day;
	return true;
}

bool
cmd_record_undo(struct cli *cli, struct err *err)
{
	int64_t id;

	return arg_id(cli, 0, &id, err) && desk_undo(&cli->ctx, id, cli_option(cli, "redo") != NULL, err);
}
