/* referral. */
#include "base/date.h"
#include "base/js.h"
#include "base/num.h"
#include "base/utf8.h"
#include "cli/cmd_person.h"
#include "cli/out.h"
#include "db/db.h"
#include "domain/job/referral.h"

static bool
id_option(const struct cli *cli, const char *option, int64_t *ret, struct err *err)
{
	const char *s = cli_option(cli, option);

	*ret = 0;
	return s == NULL || num_parse_i64(str_of(s), 1, INT64_MAX, option, ret, err);
}

bool
cmd_referral_ask(struct cli *cli, struct err *err)
{
	struct referral r = {0};
	struct js j = JS(&cli->out);
	int32_t day;
	int64_t id;

	if (!cli_person(cli, cli->args[0], &r.contact_id, err) || !id_option(cli, "posting", &r.posting_id, err) ||
	    !id_option(cli, "application", &r.application_id, err) ||
	    !cli_day(cli, "on", ctx_today(&cli->ctx), &day, err) ||
	    !referral_ask(&cli->ctx, &r, str_of(cli_option(cli, "company")), day, str_of(cli_option(cli, "note")), &id,
	                  err))
		return false;
	if (cli->json) {
		js_open(&j, '{');
		js_ki(&j, "id", id);
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
	} else {
		strbuf_printf(&cli->out, "Asked: referral %lld\n", (long long)id);
	}
	return true;
}

static bool
step(struct cli *cli, enum referral_kind kind, const char *said, struct err *err)
{
	int64_t id, event;
	int32_t day;

	if (!num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", &id, err) ||
	    !cli_day(cli, "on", ctx_today(&cli->ctx), &day, err) ||
	    !referral_event_add(&cli->ctx, id, kind, day, str_of(cli_option(cli, "note")), &event, err))
		return false;
	cli_did(cli, said, event, "referral");
	return true;
}

bool
cmd_referral_agree(struct cli *cli, struct err *err)
{
	return step(cli, REFERRAL_AGREED, "Agreed", err);
}

bool
cmd_referral_submit(struct cli *cli, struct err *err)
{
	return step(cli, REFERRAL_SUBMITTED, "Submitted", err);
}

bool
cmd_referral_decline(struct cli *cli, struct err *err)
{
	return step(cli, REFERRAL_DECLINED, "Declined", err);
}

bool
cmd_referral_link(struct cli *cli, struct err *err)
{
	int64_t id, application;

	return num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", &id, err) &&
	       num_parse_i64(str_of(cli->args[1]), 0, INT64_MAX, "application", &application, err) &&
	       referral_link(&cli->ctx, id, application, err);
}

bool
cmd_referral_undo(struct cli *cli, struct err *err)
{
	int64_t id;

	return num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", &id, err) &&
	       referral_event_undo(&cli->ctx, id, cli_option(cli, "redo") != NULL, err);
}

static bool
list_json(struct cli *cli, const struct referral *list, size_t n, struct err *err)
{
	struct js j = JS(&cli->out);

	js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		struct referral_event *events;
		size_t n_events;

		if (!referral_events(&cli->ctx, list[i].id, &events, &n_events, err))
			return false;
		js_open(&j, '{');
		js_ki(&j, "id", list[i].id);
		js_ki(&j, "contact_id", list[i].contact_id);
		js_kv(&j, "contact", list[i].contact);
		js_kv(&j, "company", list[i].company);
		js_kv(&j, "title", list[i].title);
		js_kz(&j, "state", referral_kind_names[list[i].kind]);
		js_kday(&j, "since", list[i].since_day);
		js_ki(&j, "posting_id", list[i].posting_id);
		js_ki(&j, "application_id", list[i].application_id);
		js_key(&j, "events");
		js_open(&j, '[');
		for (size_t k = 0; k < n_events; k++) {
			js_open(&j, '{');
			js_ki(&j, "id", events[k].id);
			js_kz(&j, "kind", referral_kind_names[events[k].kind]);
			js_kday(&j, "day", events[k].on_day);
			js_kv(&j, "note", events[k].note);
			js_close(&j, '}');
		}
		js_close(&j, ']');
		js_close(&j, '}');
	}
	js_close(&j, ']');
	strbuf_byte(&cli->out, '\n');
	return true;
}

bool
cmd_referral_list(struct cli *cli, struct err *err)
{
	struct referral_filter f = {.company = str_of(cli_option(cli, "company"))};
	struct out_table t = {.a = cli->ctx.a, .n_columns = 5};
	struct referral *list;
	size_t n;
	char day[16];

	if ((cli_option(cli, "person") != NULL && !cli_person(cli, cli_option(cli, "person"), &f.contact_id, err)) ||
	    !id_option(cli, "posting", &f.posting_id, err) || !id_option(cli, "application", &f.application_id, err) ||
	    !referral_list(&cli->ctx, &f, &list, &n, err))
		return false;
	if (cli->json)
		return list_json(cli, list, n, err);
	for (size_t i = 0; i < n; i++) {
		out_cellf(&t, "%lld", (long long)list[i].id);
		out_cell(&t, utf8_clip(list[i].contact, 40));
		out_cellf(&t, "%s", referral_kind_names[list[i].kind]);
		out_cellf(&t, "%s", day_format(list[i].since_day, day));
		out_cellf(&t, "%.*s%s%.*s", STR_ARG(list[i].title),
		          list[i].title.n > 0 && list[i].company.n > 0 ? " at " : "", STR_ARG(list[i].company));
	}
	out_print(&t, "rllll", &cli->out);
	if (n == 0)
		strbuf_addz(&cli->out, "No referrals yet.\n");
	return true;
}
